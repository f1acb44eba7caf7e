/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-table-model.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "sek-budget-edit.h"
#include "sek-collate.h"
#include "sek-edits.h"

typedef struct
{
  const SekColumn *column;
  gboolean         owned;
} Shown;

struct _SekTableModel
{
  GObject            parent_instance;

  SekDocument       *document;
  SekEntityId        entity;
  SekView           *view;
  GArray            *shown; /* Shown */
  GPtrArray         *columns; /* those of shown */
  char              *search; /* only rows in which it occurs are shown; NULL for all */
  guint              name;
  guint              n_frozen;
  gboolean           ordered;
  SekTableFooterFunc footer;
  gpointer           footer_data;
  SekTableLockFunc   lock;
  gpointer           lock_data;
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekTableModel, sek_table_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static void
clear_shown (gpointer data)
{
  Shown *shown = data;

  if (shown->owned)
    g_free ((SekColumn *) shown->column);
}

static void
sek_table_model_finalize (GObject *object)
{
  SekTableModel *self = SEK_TABLE_MODEL (object);

  sek_view_free (self->view);
  g_ptr_array_unref (self->columns);
  g_array_unref (self->shown);
  g_free (self->search);
  g_object_unref (self->document);
  G_OBJECT_CLASS (sek_table_model_parent_class)->finalize (object);
}

static void
sek_table_model_class_init (SekTableModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_table_model_finalize;
}

static void
sek_table_model_init (SekTableModel *self)
{
  self->columns = g_ptr_array_new ();
  self->shown = g_array_new (FALSE, TRUE, sizeof (Shown));
  g_array_set_clear_func (self->shown, clear_shown);
}

/* Whether the changeset adds, removes or reorders the rows that are shown. */
static gboolean
changes_rows (SekTableModel *self, SekChangeset *changeset)
{
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);

      if (change->entity == self->entity
          && (!sek_change_is_update (change)
              || sek_entity_get (change->entity)->fields[change->field].kind == SEK_KIND_POSITION))
        return TRUE;
    }
  return FALSE;
}

static void
changed_cb (SekDocument *document, SekChangeset *changeset, SekTableModel *self)
{
  if (changes_rows (self, changeset))
    sek_table_model_update (self);
  else
    sek_grid_model_cells_changed (SEK_GRID_MODEL (self));
}

static void
reloaded_cb (SekDocument *document, SekTableModel *self)
{
  sek_view_set_register (self->view, sek_document_get_register (document));
  sek_table_model_update (self);
}

SekTableModel *
sek_table_model_new (SekDocument *document, SekEntityId entity)
{
  SekTableModel *self = g_object_new (SEK_TYPE_TABLE_MODEL, NULL);

  self->document = g_object_ref (document);
  self->entity = entity;
  self->view = sek_view_new (sek_document_get_register (document), entity);
  sek_view_get_scope (self->view)->language = sek_program_language ();
  g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (reloaded_cb), self, 0);
  return self;
}

/* The view borrows the columns: it is to be told anew whenever they are others. */
static void
search_columns (SekTableModel *self)
{
  sek_view_set_search (self->view, self->search, (const SekColumn *const *) self->columns->pdata, self->columns->len);
}

void
sek_table_model_set_columns (SekTableModel *self, const SekColumn *const *columns, const gboolean *owned, guint n,
                             guint name, guint n_frozen)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->shown);
  gboolean descending;
  const SekColumn *sort = sek_view_get_sort (self->view, &descending);

  self->shown = g_array_new (FALSE, TRUE, sizeof (Shown));
  g_array_set_clear_func (self->shown, clear_shown);
  g_ptr_array_set_size (self->columns, 0);
  for (guint i = 0; i < n; i++)
    {
      Shown shown = { columns[i], owned != NULL && owned[i] };

      g_array_append_val (self->shown, shown);
      g_ptr_array_add (self->columns, (gpointer) columns[i]);
    }
  /* The column that sorts may be about to go: its successor takes its place. */
  for (guint i = 0; sort != NULL && i <= n; i++)
    if (i == n)
      sek_view_set_sort (self->view, NULL, FALSE);
    else if (g_str_equal (columns[i]->id, sort->id) && columns[i]->budget_column == sort->budget_column)
      {
        sek_view_set_sort (self->view, columns[i], descending);
        break;
      }
  search_columns (self);
  if (self->search != NULL)
    sek_view_update (self->view);
  self->name = name;
  self->n_frozen = n_frozen;
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

void
sek_table_model_set_footer (SekTableModel *self, SekTableFooterFunc func, gpointer user_data)
{
  self->footer = func;
  self->footer_data = user_data;
}

void
sek_table_model_set_lock (SekTableModel *self, SekTableLockFunc func, gpointer user_data)
{
  self->lock = func;
  self->lock_data = user_data;
}

void
sek_table_model_set_ordered (SekTableModel *self)
{
  self->ordered = TRUE;
}

SekView *
sek_table_model_get_view (SekTableModel *self)
{
  return self->view;
}

const SekColumn *
sek_table_model_get_nth (SekTableModel *self, guint column)
{
  return column < self->shown->len ? g_array_index (self->shown, Shown, column).column : NULL;
}

SekDocument *
sek_table_model_get_document (SekTableModel *self)
{
  return self->document;
}

void
sek_table_model_update (SekTableModel *self)
{
  sek_view_update (self->view);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

/* --- as a grid --------------------------------------------------------------------------------------------------- */

#define COLUMN(self, i) (g_array_index ((self)->shown, Shown, (i)).column)

static guint
get_n_rows (SekGridModel *model)
{
  return sek_view_get_size (SEK_TABLE_MODEL (model)->view);
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  return sek_view_get_row (SEK_TABLE_MODEL (model)->view, row);
}

static int
find_row (SekGridModel *model, gint64 id)
{
  return sek_view_find_row (SEK_TABLE_MODEL (model)->view, id);
}

static guint
get_n_columns (SekGridModel *model)
{
  return SEK_TABLE_MODEL (model)->shown->len;
}

/* Ids of columns live as long as the program: there are as many as budget columns. */
static const char *
intern_id (const SekColumn *column)
{
  g_autofree char *id = g_strdup_printf ("amount-%" G_GINT64_FORMAT, column->budget_column);

  return g_intern_string (id);
}

static void
get_column (SekGridModel *model, guint index, SekGridColumn *description)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);
  const SekColumn *column = COLUMN (self, index);

  description->id = column->budget_column != 0 && g_str_equal (column->id, "amount") ? intern_id (column) : column->id;
  description->head = sek_column_dup_head (column, sek_view_get_scope (self->view));
  description->numeric = sek_kind_is_numeric (column->field->kind);
  description->frozen = index < self->n_frozen;
  description->sortable = TRUE;
  description->computed = column->propose == NULL;
  description->makes = (column->field->flags & SEK_FLAG_MAKES) != 0;
  description->expand = index == self->name;
  description->min_chars = index == self->name ? 14 : description->numeric ? 9 : 6;
}

static gboolean
is_writable (SekTableModel *self)
{
  g_autofree char *reason = sek_document_dup_read_only_reason (self->document);

  return reason == NULL;
}

static gboolean
is_sealed (SekTableModel *self, const SekColumn *column)
{
  const SekBudgetColumn *budget = column->budget_column != 0
    ? sek_register_get_budget_column (sek_document_get_register (self->document), column->budget_column) : NULL;

  return budget != NULL && budget->status == SEK_STATUS_SEALED;
}

static char *
dup_lock (SekTableModel *self, guint row, const SekColumn *column)
{
  return self->lock != NULL ? self->lock (self, sek_view_get_row (self->view, row), column, self->lock_data) : NULL;
}

static char *
read_cell (SekGridModel *model, guint row, guint index, SekGridCellFlags *flags)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);
  const SekColumn *column = COLUMN (self, index);

  if (column->propose == NULL || is_sealed (self, column))
    *flags = SEK_GRID_COMPUTED;
  else if (is_writable (self))
    {
      g_autofree char *lock = dup_lock (self, row, column);

      *flags = lock == NULL ? SEK_GRID_EDITABLE : 0;
    }
  return sek_column_dup_text (column, sek_view_get_scope (self->view), sek_view_get_row (self->view, row));
}

/* Only a column of several lines takes line ends. */
static const char *
fit_text (const SekColumn *column, const char *text, GPtrArray *fitted)
{
  char *line;

  if (column->field->kind == SEK_KIND_LONG_TEXT || strpbrk (text, "\n\r\t") == NULL)
    return text;
  line = g_strstrip (g_strdelimit (g_strdup (text), "\n\r\t", ' '));
  g_ptr_array_add (fitted, line);
  return line;
}

/* What is to be asked where all that stands against the edits is names of rows that could be made: «Ny delregion
 * «Indre»?». NULL where there is nothing such. */
static char *
dup_question (const SekScope *scope, const SekEdit *list, guint n, guint n_refused)
{
  static const struct { SekEntityId entity; const char *one; const char *several; } words[] = {
    { SEK_SUBREGION, N_("New subregion “%s”?"), N_("New subregions: %s?") },
    { SEK_BUDGET_LINE, N_("New line “%s” in the budget?"), N_("New lines in the budget: %s?") },
    { SEK_PROJECT, N_("New project “%s”?"), N_("New projects: %s?") },
    { SEK_GRANT_SCHEME, N_("New grant scheme “%s”?"), N_("New grant schemes: %s?") },
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_missing = 0, kind = 0;

  for (guint i = 0; i < n; i++)
    {
      char *name = g_strstrip (g_strdup (list[i].text));

      if (!sek_column_is_missing (list[i].column, scope, name))
        {
          g_free (name);
          continue;
        }
      n_missing++;
      for (guint w = 0; w < G_N_ELEMENTS (words); w++)
        kind = words[w].entity == list[i].column->field->target ? w : kind;
      if (g_hash_table_add (seen, sek_collate_fold (name)))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
      g_free (name);
    }
  if (n_missing == 0 || n_missing < n_refused)
    return NULL;
  return sek_fill (g_dgettext (GETTEXT_PACKAGE, g_hash_table_size (seen) > 1 ? words[kind].several : words[kind].one),
                   names->str, NULL);
}

gboolean
sek_grid_batch_submit (SekGridBatch *batch, SekGridModel *model, SekBatchColumnFunc find_column, SekDocument *document,
                       const SekScope *scope, const GArray *also)
{
  g_autofree SekEdit *list = g_new (SekEdit, batch->n);
  g_autoptr (GPtrArray) fitted = g_ptr_array_new_with_free_func (g_free), refused = sek_edit_problems_new ();
  g_autofree char *words = NULL;
  SekEdits edits = { .kind = batch->kind,
                     .list = list,
                     .n = batch->n,
                     .n_new = batch->n_new,
                     .also = also != NULL ? (const SekEdit *) (gpointer) also->data : NULL,
                     .n_also = also != NULL ? also->len : 0,
                     .look = batch->look,
                     .data = batch->data };
  SekScope making = *scope;

  for (guint i = 0; i < batch->n; i++)
    {
      const SekColumn *column = find_column (model, batch->edits[i].column);

      list[i] = (SekEdit) { column, batch->edits[i].row, fit_text (column, batch->edits[i].text, fitted) };
    }
  /* Asked before the register is another. */
  if (batch->n == 1)
    words = sek_column_dup_working (list[0].column, scope, list[0].row, list[0].text);
  making.makes = batch->agreed;
  if (sek_edits_submit (document, &making, &edits, refused))
    {
      batch->said = g_steal_pointer (&words);
      return TRUE;
    }
  if (!batch->agreed)
    batch->question = dup_question (scope, list, batch->n, refused->len);
  for (guint i = 0; i < refused->len; i++)
    sek_grid_problem_add (batch->problems, ((SekEditProblem *) refused->pdata[i])->edit,
                          ((SekEditProblem *) refused->pdata[i])->message);
  return FALSE;
}

static const SekColumn *
get_edited_column (SekGridModel *model, guint index)
{
  return COLUMN (SEK_TABLE_MODEL (model), index);
}

static gboolean
commit (SekGridModel *model, SekGridBatch *batch)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);

  return sek_grid_batch_submit (batch, model, get_edited_column, self->document, sek_view_get_scope (self->view),
                                NULL);
}

static gboolean
can_add_rows (SekGridModel *model)
{
  return is_writable (SEK_TABLE_MODEL (model));
}

static gboolean
read_number (SekGridModel *model, guint row, guint index, gint64 *value, gint64 *unit)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);
  const SekColumn *column = COLUMN (self, index);

  return sek_column_read_number (column, sek_view_get_scope (self->view), sek_view_get_row (self->view, row), value,
                                 unit);
}

static char *
why_not (SekGridModel *model, guint row, guint index)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);
  const SekColumn *column = COLUMN (self, index);
  char *reason = sek_document_dup_read_only_reason (self->document);

  if (reason != NULL)
    return reason;
  reason = column->propose != NULL ? dup_lock (self, row, column) : NULL;
  if (reason != NULL)
    return reason;
  if (is_sealed (self, column))
    return g_strdup (_("The column is sealed. Make an adjusted budget as a copy of it and change that."));
  if (g_str_equal (column->id, "county"))
    return g_strdup (_("The county follows from the municipality number. Change the number."));
  if (g_str_equal (column->id, "fee"))
    return g_strdup (_("The fee is computed from population and rate. Change the population, or the rate in "
                       "Fees."));
  if (g_str_equal (column->id, "contact"))
    return g_strdup (_("Contacts are edited in the side pane."));
  return g_strdup (_("This is computed and cannot be typed."));
}

static GStrv
get_choices (SekGridModel *model, guint row, guint index)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);

  return sek_column_dup_choices (COLUMN (self, index), sek_view_get_scope (self->view));
}

static gboolean
has_footer (SekGridModel *model)
{
  return SEK_TABLE_MODEL (model)->footer != NULL;
}

static char *
get_footer (SekGridModel *model, guint index)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);

  return self->footer != NULL ? self->footer (self, COLUMN (self, index), self->footer_data) : NULL;
}

static int
get_sort (SekGridModel *model, gboolean *descending)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);
  const SekColumn *sort = sek_view_get_sort (self->view, descending);

  for (guint i = 0; i < self->shown->len; i++)
    if (sort != NULL && COLUMN (self, i) == sort)
      return (int) i;
  return -1;
}

static void
set_sort (SekGridModel *model, int index, gboolean descending)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);

  sek_view_set_sort (self->view, index >= 0 ? COLUMN (self, index) : NULL, descending);
  sek_table_model_update (self);
}

static gboolean
is_ordered (SekGridModel *model)
{
  return SEK_TABLE_MODEL (model)->ordered;
}

static gboolean
set_condition (SekGridModel *model, guint index, const SekCondition *condition, GError **error)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);

  if (!sek_view_set_condition (self->view, COLUMN (self, index), condition, error))
    return FALSE;
  sek_table_model_update (self);
  return TRUE;
}

static const SekCondition *
get_condition (SekGridModel *model, guint index)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);

  return sek_view_get_condition (self->view, COLUMN (self, index));
}

static GStrv
dup_values (SekGridModel *model, guint index, guint most, gboolean *more)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);

  return sek_view_dup_values (self->view, COLUMN (self, index), most, more);
}

static GArray *
narrow (SekGridModel *model, SekSearch *search)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->shown->len; i++)
    if (sek_view_may_match (self->view, search, COLUMN (self, i)))
      g_array_append_val (columns, i);
  return columns;
}

static gboolean
matches (SekGridModel *model, guint row, SekSearch *search, const GArray *columns)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);
  gint64 id = sek_view_get_row (self->view, row);

  for (guint i = 0; i < columns->len; i++)
    if (sek_view_matches (self->view, id, search, COLUMN (self, g_array_index (columns, guint, i))))
      return TRUE;
  return FALSE;
}

static void
show_only_matches (SekGridModel *model, const char *text)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);

  g_free (self->search);
  self->search = g_strdup (text);
  search_columns (self);
  sek_table_model_update (self);
}

static void
iface_init (SekGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_row_id = get_row_id;
  iface->find_row = find_row;
  iface->get_n_columns = get_n_columns;
  iface->get_column = get_column;
  iface->read = read_cell;
  iface->commit = commit;
  iface->why_not = why_not;
  iface->get_choices = get_choices;
  iface->has_footer = has_footer;
  iface->get_footer = get_footer;
  iface->get_sort = get_sort;
  iface->set_sort = set_sort;
  iface->can_add_rows = can_add_rows;
  iface->read_number = read_number;
  iface->is_ordered = is_ordered;
  iface->set_condition = set_condition;
  iface->get_condition = get_condition;
  iface->dup_values = dup_values;
  iface->narrow = narrow;
  iface->matches = matches;
  iface->show_only_matches = show_only_matches;
}
