/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-model.h"

G_DEFINE_INTERFACE (SekGridModel, sek_grid_model, G_TYPE_OBJECT)

enum { ROWS_CHANGED, CELLS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
sek_grid_model_default_init (SekGridModelInterface *iface)
{
  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", SEK_TYPE_GRID_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[CELLS_CHANGED] = g_signal_new ("cells-changed", SEK_TYPE_GRID_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

#define IFACE(self) SEK_GRID_MODEL_GET_IFACE (self)

guint
sek_grid_model_get_n_rows (SekGridModel *self)
{
  return IFACE (self)->get_n_rows (self);
}

gint64
sek_grid_model_get_row_id (SekGridModel *self, guint row)
{
  return IFACE (self)->get_row_id (self, row);
}

int
sek_grid_model_find_row (SekGridModel *self, gint64 id)
{
  guint n = IFACE (self)->find_row == NULL ? sek_grid_model_get_n_rows (self) : 0;

  if (IFACE (self)->find_row != NULL)
    return IFACE (self)->find_row (self, id);
  for (guint row = 0; row < n; row++)
    if (sek_grid_model_get_row_id (self, row) == id)
      return (int) row;
  return -1;
}

guint
sek_grid_model_get_n_columns (SekGridModel *self)
{
  return IFACE (self)->get_n_columns (self);
}

void
sek_grid_model_get_column (SekGridModel *self, guint column, SekGridColumn *description)
{
  *description = (SekGridColumn) { 0 };
  IFACE (self)->get_column (self, column, description);
}

char *
sek_grid_model_read (SekGridModel *self, guint row, guint column, SekGridCellFlags *flags)
{
  *flags = 0;
  return IFACE (self)->read (self, row, column, flags);
}

char *
sek_grid_model_describe (SekGridModel *self, guint row, guint column)
{
  return IFACE (self)->describe != NULL ? IFACE (self)->describe (self, row, column) : NULL;
}

char *
sek_grid_model_dup_comment (SekGridModel *self, guint row, guint column)
{
  return IFACE (self)->dup_comment != NULL ? IFACE (self)->dup_comment (self, row, column) : NULL;
}

char *
sek_grid_model_dup_edit_text (SekGridModel *self, guint row, guint column)
{
  SekGridCellFlags flags;

  return IFACE (self)->dup_edit_text != NULL ? IFACE (self)->dup_edit_text (self, row, column)
                                             : sek_grid_model_read (self, row, column, &flags);
}

void
sek_grid_batch_clear (SekGridBatch *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->said, g_free);
  g_clear_pointer (&self->question, g_free);
}

gboolean
sek_grid_model_commit (SekGridModel *self, SekGridBatch *batch)
{
  sek_grid_batch_clear (batch);
  batch->problems = sek_grid_problems_new ();
  return IFACE (self)->commit != NULL && IFACE (self)->commit (self, batch);
}

gboolean
sek_grid_model_can_add_rows (SekGridModel *self)
{
  return IFACE (self)->can_add_rows != NULL && IFACE (self)->can_add_rows (self);
}

guint
sek_grid_model_get_end (SekGridModel *self, guint row)
{
  return IFACE (self)->get_end != NULL ? IFACE (self)->get_end (self, row) : sek_grid_model_get_n_rows (self);
}

gboolean
sek_grid_model_read_number (SekGridModel *self, guint row, guint column, gint64 *value, gint64 *unit)
{
  return IFACE (self)->read_number != NULL && IFACE (self)->read_number (self, row, column, value, unit);
}

char *
sek_grid_model_why_not (SekGridModel *self, guint row, guint column)
{
  return IFACE (self)->why_not != NULL ? IFACE (self)->why_not (self, row, column) : NULL;
}

GStrv
sek_grid_model_get_choices (SekGridModel *self, guint row, guint column)
{
  return IFACE (self)->get_choices != NULL ? IFACE (self)->get_choices (self, row, column) : NULL;
}

gboolean
sek_grid_model_has_footer (SekGridModel *self)
{
  return IFACE (self)->has_footer != NULL ? IFACE (self)->has_footer (self) : IFACE (self)->get_footer != NULL;
}

char *
sek_grid_model_get_footer (SekGridModel *self, guint column)
{
  return IFACE (self)->get_footer (self, column);
}

int
sek_grid_model_get_sort (SekGridModel *self, gboolean *descending)
{
  *descending = FALSE;
  return IFACE (self)->get_sort != NULL ? IFACE (self)->get_sort (self, descending) : -1;
}

void
sek_grid_model_set_sort (SekGridModel *self, int column, gboolean descending)
{
  if (IFACE (self)->set_sort != NULL)
    IFACE (self)->set_sort (self, column, descending);
}

GMenuModel *
sek_grid_model_dup_column_menu (SekGridModel *self, guint column)
{
  return IFACE (self)->dup_column_menu != NULL ? IFACE (self)->dup_column_menu (self, column) : NULL;
}

gboolean
sek_grid_model_is_ordered (SekGridModel *self)
{
  return IFACE (self)->is_ordered != NULL && IFACE (self)->is_ordered (self);
}

gboolean
sek_grid_model_can_filter (SekGridModel *self)
{
  return IFACE (self)->set_condition != NULL;
}

gboolean
sek_grid_model_set_condition (SekGridModel *self, guint column, const SekCondition *condition, GError **error)
{
  return IFACE (self)->set_condition (self, column, condition, error);
}

const SekCondition *
sek_grid_model_get_condition (SekGridModel *self, guint column)
{
  return IFACE (self)->get_condition != NULL ? IFACE (self)->get_condition (self, column) : NULL;
}

GStrv
sek_grid_model_dup_values (SekGridModel *self, guint column, guint most, gboolean *more)
{
  return IFACE (self)->dup_values (self, column, most, more);
}

GArray *
sek_grid_model_narrow (SekGridModel *self, SekSearch *search)
{
  GArray *columns;

  if (IFACE (self)->narrow != NULL)
    return IFACE (self)->narrow (self, search);
  columns = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint column = 0; column < sek_grid_model_get_n_columns (self); column++)
    g_array_append_val (columns, column);
  return columns;
}

static gboolean
reads_match (SekGridModel *self, guint row, SekSearch *search, const GArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      SekGridCellFlags flags;
      g_autofree char *text = sek_grid_model_read (self, row, g_array_index (columns, guint, i), &flags);
      gsize start, end;

      if (sek_search_find (search, text, 0, &start, &end))
        return TRUE;
    }
  return FALSE;
}

gboolean
sek_grid_model_matches (SekGridModel *self, guint row, SekSearch *search, const GArray *columns)
{
  return IFACE (self)->matches != NULL ? IFACE (self)->matches (self, row, search, columns)
                                       : reads_match (self, row, search, columns);
}

gboolean
sek_grid_model_can_show_only_matches (SekGridModel *self)
{
  return IFACE (self)->show_only_matches != NULL;
}

void
sek_grid_model_show_only_matches (SekGridModel *self, const char *text)
{
  IFACE (self)->show_only_matches (self, text);
}

static void
free_problem (gpointer data)
{
  g_free (((SekGridProblem *) data)->message);
  g_free (data);
}

GPtrArray *
sek_grid_problems_new (void)
{
  return g_ptr_array_new_with_free_func (free_problem);
}

void
sek_grid_problem_add (GPtrArray *problems, guint edit, const char *message)
{
  SekGridProblem *problem = g_new (SekGridProblem, 1);

  *problem = (SekGridProblem) { edit, g_strdup (message) };
  g_ptr_array_add (problems, problem);
}

void
sek_grid_model_rows_changed (SekGridModel *self)
{
  g_signal_emit (self, signals[ROWS_CHANGED], 0);
}

void
sek_grid_model_cells_changed (SekGridModel *self)
{
  g_signal_emit (self, signals[CELLS_CHANGED], 0);
}
