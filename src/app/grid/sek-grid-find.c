/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-private.h"

/* Rows with a match are counted in slices of time while the person types on; the next match is found at once. */
#define SLICE_US 8000
#define ROWS_BETWEEN_CLOCKS 64

gboolean
_sek_grid_is_match (SekGrid *self, const char *text)
{
  gsize start, end;

  return self->search != NULL && *text != '\0' && sek_search_find (self->search, text, 0, &start, &end);
}

/* The next place of a row, from a place on, whose text has a match; −1 for none. A row may match by a column that is
 * hidden. */
static int
find_in_row (SekGrid *self, guint row, int from, int direction)
{
  for (int column = from; column >= 0 && column < (int) self->places->len; column += direction)
    {
      SekGridCellFlags flags;
      g_autofree char *text = _sek_grid_read (self, row, (guint) column, &flags);

      if (_sek_grid_is_match (self, text))
        return column;
    }
  return -1;
}

/* Told once for all rows: there are many, and few columns. */
static const GArray *
get_searched (SekGrid *self)
{
  if (self->searched == NULL)
    self->searched = sek_grid_model_narrow (self->model, self->search);
  return self->searched;
}

static gboolean
count_cb (gpointer user_data)
{
  SekGrid *self = user_data;
  guint n = sek_grid_model_get_n_rows (self->model);
  gint64 end = g_get_monotonic_time () + SLICE_US;

  while (self->counted < n)
    {
      if (sek_grid_model_matches (self->model, self->counted, self->search, get_searched (self))
          && find_in_row (self, self->counted, 0, 1) >= 0)
        {
          self->found++;
          self->found_before += self->counted <= self->cursor_row;
        }
      self->counted++;
      if (self->counted % ROWS_BETWEEN_CLOCKS == 0 && g_get_monotonic_time () > end)
        return G_SOURCE_CONTINUE;
    }
  self->count_idle = 0;
  g_signal_emit_by_name (self, "found");
  return G_SOURCE_REMOVE;
}

void
_sek_grid_stop_finding (SekGrid *self)
{
  g_clear_handle_id (&self->count_idle, g_source_remove);
  g_clear_pointer (&self->searched, g_array_unref);
  g_clear_pointer (&self->search, sek_search_free);
}

static void
count (SekGrid *self)
{
  g_clear_handle_id (&self->count_idle, g_source_remove);
  self->counted = self->found = self->found_before = 0;
  if (self->search != NULL && self->model != NULL)
    self->count_idle = g_idle_add_full (G_PRIORITY_LOW, count_cb, self, NULL);
}

void
_sek_grid_recount (SekGrid *self)
{
  g_clear_pointer (&self->searched, g_array_unref);
  count (self);
}

void
sek_grid_set_search (SekGrid *self, const char *text)
{
  _sek_grid_stop_finding (self);
  _sek_grid_drop_note (self);
  self->search = sek_search_new (text);
  count (self);
  _sek_grid_refresh (self);
  g_signal_emit_by_name (self, "found");
}

gboolean
sek_grid_find (SekGrid *self, int direction, gboolean include)
{
  guint n = self->model != NULL ? sek_grid_model_get_n_rows (self->model) : 0;

  if (self->search == NULL || n == 0 || self->places->len == 0)
    return FALSE;
  /* The cursor's row is looked at twice: from the cursor on first, and whole at last. */
  for (guint i = 0; i <= n; i++)
    {
      guint row = direction > 0 ? (self->cursor_row + i) % n : (self->cursor_row + n - i % n) % n;
      int from = direction > 0 ? 0 : (int) self->places->len - 1, column;

      if (i == 0)
        from = (int) self->cursor_column + (include ? 0 : direction);
      if (!sek_grid_model_matches (self->model, row, self->search, get_searched (self)))
        continue;
      column = find_in_row (self, row, from, direction);
      if (column < 0)
        continue;
      _sek_grid_go (self, row, (guint) column);
      count (self);
      return TRUE;
    }
  return FALSE;
}

gboolean
sek_grid_get_found (SekGrid *self, guint *n, guint *at)
{
  *n = self->found;
  *at = self->found_before;
  return self->count_idle == 0;
}
