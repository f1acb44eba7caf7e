/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-grid-private.h"
#include "sek-number.h"
#include "sek-speak.h"

/* --- cursor ------------------------------------------------------------------------------------------------------ */

gboolean
_sek_grid_get_cursor (SekGrid *self, guint *row, guint *column)
{
  *row = self->cursor_row;
  *column = self->cursor_column;
  return self->model != NULL && self->cursor_row < sek_grid_model_get_n_rows (self->model)
         && self->cursor_column < self->places->len;
}

gboolean
sek_grid_get_cursor (SekGrid *self, guint *row, guint *column)
{
  gboolean any = _sek_grid_get_cursor (self, row, column);

  if (any)
    *column = _sek_grid_get_place (self, *column)->index;
  return any;
}

gint64
sek_grid_get_cursor_row (SekGrid *self)
{
  return self->cursor_id;
}

void
sek_grid_set_cursor (SekGrid *self, guint row, guint column)
{
  int place = _sek_grid_find_index (self, column);

  /* Whoever asks for a column that was hidden wants to see it. */
  if (place < 0 && self->model != NULL && column < sek_grid_model_get_n_columns (self->model))
    {
      sek_grid_set_column_hidden (self, column, FALSE);
      place = _sek_grid_find_index (self, column);
    }
  _sek_grid_go (self, row, place >= 0 ? (guint) place : column);
}

void
_sek_grid_go (SekGrid *self, guint row, guint column)
{
  gint64 id = self->model != NULL && row < sek_grid_model_get_n_rows (self->model)
                  ? sek_grid_model_get_row_id (self->model, row)
                  : 0;
  int found;

  /* A text being edited elsewhere is stored first, which may move the rows, or waits for its correction. */
  if (self->editing && !sek_grid_commit (self))
    _sek_grid_close_editor (self);
  /* The keys go where the cursor is. */
  _sek_grid_leave_header (self);
  if (id != 0 && (found = sek_grid_model_find_row (self->model, id)) >= 0)
    row = (guint) found;
  g_array_set_size (self->blocks, 0);
  _sek_grid_move (self, row, column, FALSE);
}

void
_sek_grid_move (SekGrid *self, guint row, guint column, gboolean extend)
{
  guint n = self->model != NULL ? sek_grid_model_get_n_rows (self->model) : 0;

  if (n == 0 || self->places->len == 0)
    return;
  _sek_grid_drop_note (self);
  self->cursor_row = MIN (row, n - 1);
  self->cursor_column = MIN (column, self->places->len - 1);
  self->cursor_id = sek_grid_model_get_row_id (self->model, self->cursor_row);
  if (!extend)
    {
      self->anchor_row = self->cursor_row;
      self->anchor_column = self->cursor_column;
    }
  self->scroll_wanted = TRUE;
  _sek_grid_restate (self);
  _sek_grid_emit_cursor (self);
}

SekGridBlock
_sek_grid_get_block (SekGrid *self)
{
  return (SekGridBlock) { MIN (self->cursor_row, self->anchor_row), MAX (self->cursor_row, self->anchor_row),
                          MIN (self->cursor_column, self->anchor_column),
                          MAX (self->cursor_column, self->anchor_column) };
}

static gboolean
is_in_block (const SekGridBlock *block, guint row, guint column)
{
  return row >= block->top && row <= block->bottom && column >= block->left && column <= block->right;
}

/* The cursor alone is outlined, not tinted. */
gboolean
_sek_grid_is_selected (SekGrid *self, guint row, guint column)
{
  SekGridBlock block = _sek_grid_get_block (self);

  if (is_in_block (&block, row, column)
      && (self->blocks->len > 0 || block.top != block.bottom || block.left != block.right))
    return TRUE;
  for (guint i = 0; i < self->blocks->len; i++)
    if (is_in_block (&g_array_index (self->blocks, SekGridBlock, i), row, column))
      return TRUE;
  return FALSE;
}

gboolean
_sek_grid_is_editable (SekGrid *self, guint row, guint column)
{
  SekGridCellFlags flags;
  g_autofree char *text = _sek_grid_read (self, row, column, &flags);

  return (flags & SEK_GRID_EDITABLE) != 0;
}

GArray *
_sek_grid_dup_blocks (SekGrid *self)
{
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (SekGridBlock));
  SekGridBlock block = _sek_grid_get_block (self);

  g_array_append_vals (blocks, self->blocks->data, self->blocks->len);
  g_array_append_val (blocks, block);
  for (guint i = 0; i < blocks->len; i++)
    {
      SekGridBlock *each = &g_array_index (blocks, SekGridBlock, i);

      each->bottom = MIN (each->bottom, sek_grid_model_get_n_rows (self->model) - 1);
      each->right = MIN (each->right, self->places->len - 1);
    }
  return blocks;
}

gboolean
_sek_grid_is_row_selected (SekGrid *self, guint row)
{
  SekGridBlock block = _sek_grid_get_block (self);

  if (row >= block.top && row <= block.bottom)
    return TRUE;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      block = g_array_index (self->blocks, SekGridBlock, i);
      if (row >= block.top && row <= block.bottom)
        return TRUE;
    }
  return FALSE;
}

void
_sek_grid_select_block (SekGrid *self, SekGridBlock block)
{
  g_array_set_size (self->blocks, 0);
  if (self->cursor_row < block.top || self->cursor_row > block.bottom || self->cursor_column < block.left
      || self->cursor_column > block.right)
    _sek_grid_move (self, block.top, block.left, FALSE);
  else
    {
      self->anchor_row = self->cursor_row;
      self->anchor_column = self->cursor_column;
    }
  if (block.top != block.bottom || block.left != block.right)
    g_array_append_val (self->blocks, block);
  _sek_grid_restate (self);
  _sek_grid_emit_cursor (self);
}

gboolean
sek_grid_has_block (SekGrid *self)
{
  SekGridBlock block = _sek_grid_get_block (self);

  return self->blocks->len > 0 || block.top != block.bottom || block.left != block.right;
}

/* --- what is selected --------------------------------------------------------------------------------------------- */

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint p = *(const guint *) a, q = *(const guint *) b;

  return p < q ? -1 : p > q;
}

/* Indices of the selected rows, each once, top down. */
static GArray *
dup_rows (SekGrid *self)
{
  g_autoptr (GArray) blocks = _sek_grid_dup_blocks (self);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *once = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < blocks->len; i++)
    {
      SekGridBlock block = g_array_index (blocks, SekGridBlock, i);

      for (guint row = block.top; row <= block.bottom; row++)
        g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    if (i == 0 || g_array_index (rows, guint, i) != g_array_index (rows, guint, i - 1))
      g_array_append_val (once, g_array_index (rows, guint, i));
  return once;
}

static gboolean
has_rows (SekGrid *self)
{
  return self->model != NULL && self->places->len > 0 && sek_grid_model_get_n_rows (self->model) > 0;
}

GArray *
sek_grid_get_selected_rows (SekGrid *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) rows = has_rows (self) ? dup_rows (self) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      gint64 id = sek_grid_model_get_row_id (self->model, g_array_index (rows, guint, i));

      g_array_append_val (ids, id);
    }
  return ids;
}

gboolean
_sek_grid_is_in_blocks (GArray *blocks, guint n, guint row, guint column)
{
  for (guint i = 0; i < n; i++)
    if (is_in_block (&g_array_index (blocks, SekGridBlock, i), row, column))
      return TRUE;
  return FALSE;
}

void
sek_grid_sum_selected (SekGrid *self, SekGridSum *sum)
{
  g_autoptr (GArray) blocks = has_rows (self) ? _sek_grid_dup_blocks (self) : NULL;

  *sum = (SekGridSum) { .summable = TRUE };
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      SekGridBlock block = g_array_index (blocks, SekGridBlock, i);

      for (guint column = block.left; column <= block.right; column++)
        {
          const SekGridPlace *place = _sek_grid_get_place (self, column);

          for (guint row = block.top; place->description.numeric && row <= block.bottom; row++)
            {
              gint64 value, unit;

              if (_sek_grid_is_in_blocks (blocks, i, row, column)
                  || !sek_grid_model_read_number (self->model, row, place->index, &value, &unit))
                continue;
              /* Persons and kroner, or thousands and kroner, have no sum. */
              if ((sum->n_numbers > 0 && unit != sum->unit) || __builtin_add_overflow (sum->sum, value, &sum->sum))
                sum->summable = FALSE;
              sum->unit = unit;
              sum->n_numbers++;
            }
        }
    }
}

/* Orca 43 takes half a minute for a screen full of cells that are selected all at once, and says nothing meanwhile. */
#define MOST_TOLD 40

gboolean
_sek_grid_tells_selected (SekGrid *self)
{
  g_autoptr (GArray) blocks = has_rows (self) && sek_grid_has_block (self) ? _sek_grid_dup_blocks (self) : NULL;
  guint64 n = 0;

  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const SekGridBlock *block = &g_array_index (blocks, SekGridBlock, i);

      n += (guint64) (block->bottom - block->top + 1) * (block->right - block->left + 1);
    }
  return n <= MOST_TOLD;
}

void
_sek_grid_say_selected (SekGrid *self)
{
  g_autoptr (GArray) blocks = has_rows (self) && sek_grid_has_block (self) ? _sek_grid_dup_blocks (self) : NULL;
  g_autofree char *n_rows = NULL, *n_columns = NULL, *text = NULL;
  guint rows = 0, columns = 0;

  /* The cursor's own block is the last, and may be a cell within the one that is meant. */
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const SekGridBlock *block = &g_array_index (blocks, SekGridBlock, i);

      if ((block->bottom - block->top + 1) * (block->right - block->left + 1) > rows * columns)
        {
          rows = block->bottom - block->top + 1;
          columns = block->right - block->left + 1;
        }
    }
  if (rows == self->said_rows && columns == self->said_columns)
    return;
  self->said_rows = rows;
  self->said_columns = columns;
  if (rows * columns == 0)
    return;
  n_rows = sek_number_format_count (rows);
  n_columns = sek_number_format_count (columns);
  text = g_strdup_printf (_("%s × %s cells selected"), n_rows, n_columns);
  sek_speak (GTK_WIDGET (self), text);
}

/* --- focus ------------------------------------------------------------------------------------------------------- */

/* The widget of the cell that the cursor is on, NULL when it is out of view. */
static GtkWidget *
get_cursor_cell (SekGrid *self)
{
  SekGridRow *row;
  SekGridCell *cell;

  if (self->header_cursor >= 0)
    row = SEK_GRID_ROW (self->header);
  else if (self->rows->len == 0)
    return NULL;
  else
    row = self->rows->pdata[self->cursor_row % self->rows->len];
  if (self->header_cursor < 0 && _sek_grid_row_get_bound (row) != (int) self->cursor_row)
    return NULL;
  cell = _sek_grid_row_get_cell (row, self->header_cursor >= 0 ? (guint) self->header_cursor : self->cursor_column);
  return cell != NULL && gtk_widget_get_mapped (GTK_WIDGET (cell)) ? GTK_WIDGET (cell) : NULL;
}

gboolean
sek_grid_has_focus (SekGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL)
    return FALSE;
  return focus == GTK_WIDGET (self) || (SEK_IS_GRID_CELL (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

/* A screen reader follows the focus, so it stands on the cell itself where that is shown. */
gboolean
_sek_grid_grab_focus (GtkWidget *widget)
{
  SekGrid *self = SEK_GRID (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *cell = get_cursor_cell (self);

  /* An open editor is where the keys belong; beside it they would begin a second text. */
  if (self->editing)
    return gtk_text_grab_focus_without_selecting (GTK_TEXT (self->editor));
  if (root == NULL)
    return FALSE;
  gtk_root_set_focus (root, cell != NULL ? cell : widget);
  _sek_grid_follow_focus (self);
  return TRUE;
}

static gboolean
follow_focus_cb (gpointer user_data)
{
  SekGrid *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *cell = get_cursor_cell (self), *wanted = cell != NULL ? cell : GTK_WIDGET (self);

  self->focus_idle = 0;
  if (!self->editing && sek_grid_has_focus (self) && gtk_root_get_focus (root) != wanted)
    gtk_root_set_focus (root, wanted);
  return G_SOURCE_REMOVE;
}

void
_sek_grid_follow_focus (SekGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->focus_idle == 0 && root != NULL && sek_grid_has_focus (self)
      && gtk_root_get_focus (root) != get_cursor_cell (self))
    self->focus_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, follow_focus_cb, self, NULL);
}
