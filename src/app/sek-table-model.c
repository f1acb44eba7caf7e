/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-table-model.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-history.h"

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
  guint              name;
  guint              n_frozen;
  gboolean           ordered;
  SekTableFooterFunc footer;
  gpointer           footer_data;
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

  g_array_unref (self->shown);
  sek_view_free (self->view);
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
          && (change->operation != SEK_STORE_UPDATE || sek_entity_get (change->entity)->fields[change->field].kind == SEK_KIND_POSITION))
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

void
sek_table_model_set_columns (SekTableModel *self, const SekColumn *const *columns, const gboolean *owned, guint n, guint name, guint n_frozen)
{
  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < n; i++)
    {
      Shown shown = { columns[i], owned != NULL && owned[i] };

      g_array_append_val (self->shown, shown);
    }
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

  description->id = column->budget_column != 0 ? intern_id (column) : column->id;
  description->head = sek_column_dup_head (column, sek_view_get_scope (self->view));
  description->numeric = sek_kind_is_numeric (column->field->kind);
  description->frozen = index < self->n_frozen;
  description->sortable = !self->ordered;
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
read_cell (SekGridModel *model, guint row, guint index, SekGridCellFlags *flags)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);
  const SekColumn *column = COLUMN (self, index);

  if (column->propose == NULL || is_sealed (self, column))
    *flags = SEK_GRID_COMPUTED;
  else if (is_writable (self))
    *flags = SEK_GRID_EDITABLE;
  return sek_column_dup_text (column, sek_view_get_scope (self->view), sek_view_get_row (self->view, row));
}

static gboolean
commit (SekGridModel *model, guint row, guint index, const char *text, GError **error)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);
  const SekColumn *column = COLUMN (self, index);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  SekScope *scope = sek_view_get_scope (self->view);
  gint64 id = sek_view_get_row (self->view, row);

  if (!sek_column_propose (column, scope, id, text, changeset, error))
    return FALSE;
  sek_history_name_column (changeset, scope->reg, column, id);
  return sek_document_submit (self->document, changeset, error);
}

static char *
why_not (SekGridModel *model, guint row, guint index)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);
  const SekColumn *column = COLUMN (self, index);
  char *reason = sek_document_dup_read_only_reason (self->document);

  if (reason != NULL)
    return reason;
  if (is_sealed (self, column))
    return g_strdup (_("The column is sealed. Make an adjusted budget as a copy of it and change that."));
  if (g_str_equal (column->id, "county"))
    return g_strdup (_("The county follows from the municipality number. Change the number."));
  if (g_str_equal (column->id, "fee"))
    return g_strdup (_("The fee is computed from population and rate. Change the population, or the rate under Settings."));
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
set_sort (SekGridModel *model, guint index, gboolean descending)
{
  SekTableModel *self = SEK_TABLE_MODEL (model);

  sek_view_set_sort (self->view, COLUMN (self, index), descending);
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
}
