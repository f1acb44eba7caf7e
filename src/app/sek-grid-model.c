/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-model.h"

G_DEFINE_INTERFACE (SekGridModel, sek_grid_model, G_TYPE_OBJECT)

enum { ROWS_CHANGED, CELLS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
sek_grid_model_default_init (SekGridModelInterface *iface)
{
  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", SEK_TYPE_GRID_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CELLS_CHANGED] = g_signal_new ("cells-changed", SEK_TYPE_GRID_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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
  return IFACE (self)->find_row (self, id);
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
sek_grid_model_dup_edit_text (SekGridModel *self, guint row, guint column)
{
  SekGridCellFlags flags;

  return IFACE (self)->dup_edit_text != NULL ? IFACE (self)->dup_edit_text (self, row, column)
                                             : sek_grid_model_read (self, row, column, &flags);
}

gboolean
sek_grid_model_commit (SekGridModel *self, guint row, guint column, const char *text, GError **error)
{
  return IFACE (self)->commit (self, row, column, text, error);
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
sek_grid_model_set_sort (SekGridModel *self, guint column, gboolean descending)
{
  if (IFACE (self)->set_sort != NULL)
    IFACE (self)->set_sort (self, column, descending);
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
