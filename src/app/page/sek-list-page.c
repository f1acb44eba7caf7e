/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-list-page.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-form-children.h"
#include "sek-history.h"
#include "sek-journal.h"
#include "sek-tell.h"

typedef struct
{
  const SekListKind *kind;
  SekGrid           *grid;  /* borrowed: it is in the page */
  SekTableModel     *model; /* owned; NULL while there is no document */
  gint64             begun; /* a new row of a plain list in which nothing was typed yet; 0 for none */
  gint64             action; /* that made it; 0 where that is not known */
  GArray            *first; /* SekValue, what its fields began with */
} List;

typedef struct
{
  GArray *lists; /* List */
  guint   idle;  /* begun rows that were left are taken back */
} SekListPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SekListPage, sek_list_page, SEK_TYPE_PAGE)

#define PRIVATE(self) ((SekListPagePrivate *) sek_list_page_get_instance_private (self))

static List *
get_list (SekListPage *self, guint index)
{
  return &g_array_index (PRIVATE (self)->lists, List, index);
}

static guint
count_lists (SekListPage *self)
{
  return PRIVATE (self)->lists->len;
}

/* The list that keys go to. */
static guint
get_active (SekListPage *self)
{
  SekGrid *grid = sek_page_get_active_grid (SEK_PAGE (self));

  for (guint i = 0; i < count_lists (self); i++)
    if (get_list (self, i)->grid == grid)
      return i;
  return 0;
}

SekTableModel *
sek_list_page_get_model (SekListPage *self, guint list)
{
  return get_list (self, list)->model;
}

SekScope *
sek_list_page_get_scope (SekListPage *self, guint list)
{
  return sek_view_get_scope (sek_table_model_get_view (get_list (self, list)->model));
}

SekRegister *
sek_list_page_get_register (SekListPage *self)
{
  return sek_document_get_register (sek_page_get_document (SEK_PAGE (self)));
}

gint64
sek_list_page_sum (SekListPage *self, guint list, const SekColumn *column)
{
  SekView *view = sek_table_model_get_view (get_list (self, list)->model);
  gint64 sum = SEK_NONE;

  for (guint i = 0; i < sek_view_get_size (view); i++)
    {
      SekValue value = sek_column_read (column, sek_view_get_scope (view), sek_view_get_row (view, i));

      if (value.type == SEK_VALUE_INTEGER)
        sum = sek_budget_plus (sum, value.integer);
    }
  return sum;
}

/* --- rows that were begun ----------------------------------------------------------------------------------------- */

static void
clear_value (gpointer data)
{
  sek_value_clear (data);
}

static void
forget_begun (List *list)
{
  list->begun = 0;
  g_clear_pointer (&list->first, g_array_unref);
}

/* The action that undo would take; 0 for none. */
static gint64
get_last_action (SekDocument *document)
{
  SekJournalEvent *event = sek_journal_get_undo (sek_document_get_journal (document), NULL);
  gint64 action = event != NULL ? event->action : 0;

  g_clear_pointer (&event, sek_journal_event_free);
  return action;
}

static void
note_begun (List *list, SekRegister *reg, gint64 row)
{
  const SekEntity *entity = sek_entity_get (list->kind->entity);
  const SekRow *stored = sek_register_lookup (reg, entity->id, row);

  forget_begun (list);
  if (!list->kind->is_plain || stored == NULL)
    return;
  list->begun = row;
  list->action = get_last_action (sek_table_model_get_document (list->model));
  list->first = g_array_new (FALSE, TRUE, sizeof (SekValue));
  g_array_set_clear_func (list->first, clear_value);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      SekValue value = sek_row_get (stored, &entity->fields[i]), copy = sek_value_copy (&value);

      g_array_append_val (list->first, copy);
    }
}

/* Whether the row is as it began; one that is gone or has something is forgotten. */
static gboolean
is_untouched (List *list)
{
  const SekEntity *entity = sek_entity_get (list->kind->entity);
  SekRegister *reg = list->begun != 0 ? sek_document_get_register (sek_table_model_get_document (list->model)) : NULL;
  const SekRow *stored = reg != NULL ? sek_register_lookup (reg, entity->id, list->begun) : NULL;
  gboolean untouched = stored != NULL;

  for (guint i = 0; untouched && i < entity->n_fields; i++)
    {
      SekValue value = sek_row_get (stored, &entity->fields[i]);

      untouched = sek_value_equal (&value, &g_array_index (list->first, SekValue, i));
    }
  if (!untouched)
    forget_begun (list);
  return untouched;
}

/* Undone where nothing happened since, so that undo next takes what was typed before it; else deleted. */
static gboolean
take_back (List *list, GError **error)
{
  SekDocument *document = sek_table_model_get_document (list->model);
  SekRegister *reg = sek_document_get_register (document);
  gint64 row = list->begun;
  g_autoptr (SekChangeset) changeset = NULL;

  forget_begun (list);
  if (list->action != 0 && list->action == get_last_action (document))
    return sek_document_undo (document, NULL, error);
  changeset = sek_changeset_new ("delete");
  sek_history_name_row (changeset, reg, "delete", list->kind->entity, row);
  sek_changeset_delete (changeset, reg, list->kind->entity, row);
  return sek_document_submit (document, changeset, error);
}

/* Takes back what was begun and left without anything typed. everywhere: wherever the cursor is. */
static void
take_back_left (SekListPage *self, gboolean everywhere)
{
  guint active = get_active (self);

  for (guint i = 0; i < count_lists (self); i++)
    {
      List *list = get_list (self, i);
      g_autoptr (GError) error = NULL;

      if (list->model == NULL || !is_untouched (list) || sek_grid_get_problem (list->grid) != NULL
          || (!everywhere && active == i && sek_grid_get_cursor_row (list->grid) == list->begun))
        continue;
      if (!take_back (list, &error))
        sek_tell (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
    }
}

static gboolean
idle_cb (gpointer user_data)
{
  PRIVATE (user_data)->idle = 0;
  take_back_left (user_data, FALSE);
  return G_SOURCE_REMOVE;
}

/* The cursor went elsewhere: not at once, since whoever moves it is not through yet. */
static void
look_for_left (SekListPage *self)
{
  for (guint i = 0; i < count_lists (self); i++)
    if (get_list (self, i)->begun != 0 && PRIVATE (self)->idle == 0)
      PRIVATE (self)->idle = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, idle_cb, self, NULL);
}

static void
unmapped_cb (SekListPage *self)
{
  take_back_left (self, TRUE);
}

/* --- models ------------------------------------------------------------------------------------------------------ */

static char *
dup_footer_cb (SekTableModel *model, const SekColumn *column, gpointer user_data)
{
  return SEK_LIST_PAGE_GET_CLASS (user_data)->dup_footer (user_data, column);
}

static void
set_columns (SekListPage *self, guint index)
{
  List *list = get_list (self, index);
  g_autofree const SekColumn **columns = NULL;
  guint n;

  if (list->kind->columns == NULL)
    {
      SEK_LIST_PAGE_GET_CLASS (self)->set_columns (self, index, list->model);
      return;
    }
  n = g_strv_length ((GStrv) list->kind->columns);
  columns = g_new (const SekColumn *, n);
  for (guint i = 0; i < n; i++)
    columns[i] = sek_column_find (list->kind->entity, list->kind->columns[i], NULL);
  sek_table_model_set_columns (list->model, columns, NULL, n, list->kind->name, list->kind->n_frozen);
}

static void
make_model (SekListPage *self, guint index, SekDocument *document)
{
  List *list = get_list (self, index);

  list->model = sek_table_model_new (document, list->kind->entity);
  if (list->kind->sorted == NULL)
    sek_table_model_set_ordered (list->model);
  set_columns (self, index);
  if (index == 0 && SEK_LIST_PAGE_GET_CLASS (self)->dup_footer != NULL)
    sek_table_model_set_footer (list->model, dup_footer_cb, self);
  if (list->kind->sorted != NULL)
    {
      sek_view_set_sort (sek_table_model_get_view (list->model),
                         sek_column_find (list->kind->entity, list->kind->sorted, NULL), list->kind->descending);
      sek_table_model_update (list->model);
    }
  sek_grid_set_model (list->grid, SEK_GRID_MODEL (list->model));
}

static void
follow_columns (SekListPage *self)
{
  for (guint i = 0; i < count_lists (self); i++)
    if (get_list (self, i)->kind->columns == NULL)
      set_columns (self, i);
}

static void
changed_cb (SekDocument *document, SekChangeset *changeset, SekListPage *self)
{
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    if (sek_changeset_get (changeset, i)->entity == SEK_BUDGET_COLUMN)
      {
        follow_columns (self);
        return;
      }
}

static void
reloaded_cb (SekDocument *document, SekListPage *self)
{
  follow_columns (self);
}

static void
set_document (SekPage *page, SekDocument *document)
{
  SekListPage *self = SEK_LIST_PAGE (page);

  g_clear_handle_id (&PRIVATE (self)->idle, g_source_remove);
  take_back_left (self, TRUE);
  for (guint i = 0; i < count_lists (self); i++)
    {
      List *list = get_list (self, i);

      forget_begun (list);
      if (list->model == NULL)
        continue;
      g_signal_handlers_disconnect_by_data (sek_table_model_get_document (list->model), self);
      sek_grid_set_model (list->grid, NULL);
      g_clear_object (&list->model);
    }
  for (guint i = 0; i < count_lists (self) && document != NULL; i++)
    make_model (self, i, document);
  if (document == NULL || SEK_LIST_PAGE_GET_CLASS (self)->set_columns == NULL)
    return;
  g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (reloaded_cb), self, 0);
}

static void
refresh (SekPage *page)
{
  SekListPage *self = SEK_LIST_PAGE (page);
  SekRegister *reg = sek_list_page_get_register (self);
  gsize n = 0;

  look_for_left (self);
  for (guint i = 0; i < count_lists (self); i++)
    n += sek_table_get_size (sek_register_get_table (reg, get_list (self, i)->kind->entity));
  sek_page_show_empty (page, n == 0);
  sek_page_clear_pills (page);
  sek_page_add_problems (page);
}

/* --- the side pane ----------------------------------------------------------------------------------------------- */

static gboolean
fill_row (SekListPage *self, SekForm *form, guint index)
{
  List *list = get_list (self, index);
  gint64 id = sek_grid_get_cursor_row (list->grid);
  guint row, column;

  if (!sek_grid_get_cursor (list->grid, &row, &column)
      || sek_register_lookup (sek_list_page_get_register (self), list->kind->entity, id) == NULL)
    return FALSE;
  SEK_LIST_PAGE_GET_CLASS (self)->fill_row (self, form, index, id, sek_table_model_get_nth (list->model, column));
  return TRUE;
}

static void
fill_form (SekPage *page, SekForm *form)
{
  SekListPage *self = SEK_LIST_PAGE (page);
  guint active = get_active (self);
  const SekListKind *kind = get_list (self, active)->kind;

  if (sek_page_add_several (page, form, kind->entity, kind->several) || fill_row (self, form, active))
    return;
  for (guint i = 0; i < count_lists (self); i++)
    if (i != active && fill_row (self, form, i))
      return;
}

/* --- actions ----------------------------------------------------------------------------------------------------- */

static void
show_all (SekPage *page)
{
  SekListPage *self = SEK_LIST_PAGE (page);

  sek_page_close_search (page);
  for (guint i = 0; i < count_lists (self); i++)
    {
      SekGridModel *model = SEK_GRID_MODEL (get_list (self, i)->model);

      for (guint c = 0; c < sek_grid_model_get_n_columns (model); c++)
        sek_grid_model_set_condition (model, c, NULL, NULL);
      sek_table_model_update (get_list (self, i)->model);
      g_signal_emit_by_name (get_list (self, i)->grid, "layout-changed");
    }
  sek_page_queue_refresh (page);
}

/* Shows all rows where this one is hidden. −1 when it is gone. */
static int
find_row (SekListPage *self, guint index, gint64 row)
{
  SekView *view = sek_table_model_get_view (get_list (self, index)->model);
  int at = sek_view_find_row (view, row);

  if (at >= 0 || row == 0)
    return at;
  SEK_PAGE_GET_CLASS (self)->show_all (SEK_PAGE (self));
  return sek_view_find_row (view, row);
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  SekListPage *self = SEK_LIST_PAGE (page);

  for (guint i = 0; i < count_lists (self); i++)
    {
      List *list = get_list (self, i);
      int at;

      if (list->kind->entity != place->entity)
        continue;
      if (place->year != 0 && SEK_LIST_PAGE_GET_CLASS (self)->show_year != NULL)
        SEK_LIST_PAGE_GET_CLASS (self)->show_year (self, place->year);
      at = find_row (self, i, place->row);
      if (at >= 0)
        sek_grid_set_cursor (list->grid, (guint) at, list->kind->landing);
      gtk_widget_grab_focus (GTK_WIDGET (list->grid));
      return TRUE;
    }
  return FALSE;
}

/* 0 when none can be made. */
static gint64
propose_row (SekListPage *self, guint index, SekChangeset *changeset)
{
  const SekListKind *kind = get_list (self, index)->kind;
  SekScope *scope = sek_list_page_get_scope (self, index);
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), texts = g_ptr_array_new_with_free_func (g_free);

  if (SEK_LIST_PAGE_GET_CLASS (self)->begin_row != NULL
      && !SEK_LIST_PAGE_GET_CLASS (self)->begin_row (self, index, ids, texts))
    return 0;
  if (kind->new_name == NULL && !kind->is_plain)
    sek_form_propose_keys (scope, kind->entity, NULL, 0, ids, texts);
  else if (kind->new_name != NULL)
    {
      g_ptr_array_add (ids, (char *) (kind->columns != NULL ? kind->columns[kind->name] : "name"));
      g_ptr_array_add (texts, g_strdup (g_dgettext (GETTEXT_PACKAGE, kind->new_name)));
    }
  return sek_column_add_row (scope, kind->entity, ids->len, (const char *const *) ids->pdata,
                             (const char *const *) texts->pdata, changeset, NULL);
}

void
sek_list_page_add_row (SekListPage *self, guint index)
{
  List *list = get_list (self, index);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  SekScope *scope = sek_list_page_get_scope (self, index);
  gint64 row;
  int at;

  /* What is being typed comes first: it may be refused. */
  if (!sek_page_commit (SEK_PAGE (self)))
    return;
  /* One that is empty still is used first. */
  if (is_untouched (list))
    {
      at = find_row (self, index, list->begun);
      sek_grid_set_cursor (list->grid, (guint) MAX (at, 0), 0);
      gtk_widget_grab_focus (GTK_WIDGET (list->grid));
      return;
    }
  row = propose_row (self, index, changeset);
  if (row == 0)
    return;
  sek_history_name_row (changeset, scope->reg, "add", list->kind->entity, row);
  if (!sek_page_submit (SEK_PAGE (self), changeset))
    return;
  note_begun (list, scope->reg, row);
  sek_page_show_empty (SEK_PAGE (self), FALSE);
  at = find_row (self, index, row);
  if (at < 0)
    return;
  sek_grid_set_cursor (list->grid, (guint) at, list->kind->new_name != NULL ? list->kind->name : 0);
  gtk_widget_grab_focus (GTK_WIDGET (list->grid));
  if (list->kind->new_name != NULL)
    sek_grid_start_edit (list->grid, NULL);
}

static void
primary (SekPage *page)
{
  sek_list_page_add_row (SEK_LIST_PAGE (page), 0);
}

static void
insert_row (SekPage *page)
{
  sek_list_page_add_row (SEK_LIST_PAGE (page), get_active (SEK_LIST_PAGE (page)));
}

static void
make (SekPage *page, SekEntityId entity)
{
  SekListPage *self = SEK_LIST_PAGE (page);

  for (guint i = 0; i < count_lists (self); i++)
    if (get_list (self, i)->kind->entity == entity)
      sek_list_page_add_row (self, i);
}

static void
delete_rows (SekPage *page)
{
  List *list = get_list (SEK_LIST_PAGE (page), get_active (SEK_LIST_PAGE (page)));
  g_autoptr (GArray) rows = sek_grid_get_selected_rows (list->grid);

  sek_page_delete (page, list->kind->entity, rows);
}

static void
move_rows (SekPage *page, int delta)
{
  List *list = get_list (SEK_LIST_PAGE (page), get_active (SEK_LIST_PAGE (page)));
  SekRegister *reg = sek_list_page_get_register (SEK_LIST_PAGE (page));
  gint64 row = sek_grid_get_cursor_row (list->grid);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("move");

  if (list->kind->sorted != NULL || !sek_page_can_move (page) || row == 0
      || !sek_rows_propose_move (reg, list->kind->entity, row, delta, changeset))
    return;
  sek_history_name_row (changeset, reg, "move", list->kind->entity, row);
  sek_page_submit (page, changeset);
}

static void
copy_row (SekPage *page)
{
  sek_page_copy_row (page, get_list (SEK_LIST_PAGE (page), get_active (SEK_LIST_PAGE (page)))->kind->entity);
}

/* --- the object -------------------------------------------------------------------------------------------------- */

void
sek_list_page_add (SekListPage *self, const SekListKind *kind, SekGrid *grid)
{
  List list = { .kind = kind, .grid = grid != NULL ? grid : sek_page_get_grid (SEK_PAGE (self)) };

  g_array_append_val (PRIVATE (self)->lists, list);
}

static void
clear_list (gpointer data)
{
  g_clear_object (&((List *) data)->model);
  forget_begun (data);
}

static void
sek_list_page_finalize (GObject *object)
{
  g_clear_handle_id (&PRIVATE (SEK_LIST_PAGE (object))->idle, g_source_remove);
  g_array_unref (PRIVATE (SEK_LIST_PAGE (object))->lists);
  G_OBJECT_CLASS (sek_list_page_parent_class)->finalize (object);
}

static void
sek_list_page_class_init (SekListPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_list_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->show_all = show_all;
  page_class->go_to = go_to;
  page_class->primary = primary;
  page_class->insert_row = insert_row;
  page_class->make = make;
  page_class->delete_rows = delete_rows;
  page_class->move_rows = move_rows;
  page_class->copy_row = copy_row;
}

static void
sek_list_page_init (SekListPage *self)
{
  PRIVATE (self)->lists = g_array_new (FALSE, FALSE, sizeof (List));
  g_array_set_clear_func (PRIVATE (self)->lists, clear_list);
  g_signal_connect (self, "unmap", G_CALLBACK (unmapped_cb), NULL);
}
