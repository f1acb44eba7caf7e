/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up-rows.h"

#include "sek-error.h"

static guint
get_n_rows (SekGridModel *model)
{
  return TEST_ROWS (model)->n;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  Rows *self = TEST_ROWS (model);

  return (self->backwards ? self->n - 1 - row : row) + 1;
}

static int
find_row (SekGridModel *model, gint64 id)
{
  Rows *self = TEST_ROWS (model);

  return id < 1 || id > self->n ? -1 : (int) (self->backwards ? self->n - id : id - 1);
}

static guint
get_n_columns (SekGridModel *model)
{
  return N_COLUMNS;
}

static void
get_column (SekGridModel *model, guint column, SekGridColumn *description)
{
  static const char *const ids[] = { "number", "name", "first", "computed", "last" };

  description->id = ids[column];
  description->head = g_strdup_printf ("Head\n%s", ids[column]);
  description->numeric = column >= FIRST;
  description->frozen = column <= NAME;
  description->sortable = TRUE;
  description->expand = column == NAME;
}

static gint64 *
cell_key (gint64 id, guint column)
{
  gint64 key = id * N_COLUMNS + column;

  return g_memdup2 (&key, sizeof key);
}

static char *
read_cell (SekGridModel *model, guint row, guint column, SekGridCellFlags *flags)
{
  Rows *self = TEST_ROWS (model);
  gint64 id = get_row_id (model, row);
  g_autofree gint64 *key = cell_key (id, column);
  const char *typed = g_hash_table_lookup (self->typed, key);

  *flags = column == NAME || column == FIRST || column == LAST ? SEK_GRID_EDITABLE : SEK_GRID_COMPUTED;
  return typed != NULL ? g_strdup (typed) : g_strdup_printf ("%" G_GINT64_FORMAT " %u", id, column);
}

static gboolean
commit (SekGridModel *model, guint row, guint column, const char *text, GError **error)
{
  if (strchr (text, 'x') != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "No x, please");
      return FALSE;
    }
  g_hash_table_replace (TEST_ROWS (model)->typed, cell_key (get_row_id (model, row), column), g_strdup (text));
  sek_grid_model_cells_changed (model);
  return TRUE;
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup ("Computed, you see");
}

static char *
get_footer (SekGridModel *model, guint column)
{
  return column == NAME ? g_strdup ("In all") : NULL;
}

static int
get_sort (SekGridModel *model, gboolean *descending)
{
  *descending = TEST_ROWS (model)->backwards;
  return TEST_ROWS (model)->sort;
}

static void
set_sort (SekGridModel *model, guint column, gboolean descending)
{
  TEST_ROWS (model)->sort = (int) column;
  TEST_ROWS (model)->backwards = descending;
  sek_grid_model_rows_changed (model);
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
  iface->get_footer = get_footer;
  iface->get_sort = get_sort;
  iface->set_sort = set_sort;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Rows, rows, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static void
rows_finalize (GObject *object)
{
  g_hash_table_unref (TEST_ROWS (object)->typed);
  G_OBJECT_CLASS (rows_parent_class)->finalize (object);
}

static void
rows_class_init (RowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rows_finalize;
}

static void
rows_init (Rows *self)
{
  self->typed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->sort = -1;
}
