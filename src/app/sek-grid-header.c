/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-private.h"

#define EDGE_WIDTH  5
#define LEAST_WIDTH 36
#define WIDTH_STEP  16

void
_sek_grid_sort_by (SekGrid *self, guint column)
{
  gboolean descending;
  int sort = sek_grid_model_get_sort (self->model, &descending);

  if (_sek_grid_get_place (self, column)->description.sortable)
    sek_grid_model_set_sort (self->model, column, sort == (int) column && !descending);
}

/* --- widths ------------------------------------------------------------------------------------------------------ */

void
_sek_grid_set_width (SekGrid *self, guint column, int width)
{
  const SekGridPlace *place = _sek_grid_get_place (self, column);

  g_hash_table_insert (self->chosen_widths, g_strdup (place->description.id), GINT_TO_POINTER (MAX (width, LEAST_WIDTH)));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
_sek_grid_fit_width (SekGrid *self, guint column)
{
  _sek_grid_set_width (self, column, _sek_grid_measure_column (self, column));
}

int
_sek_grid_pick_edge (SekGrid *self, double x, double y)
{
  if (y >= self->header_height)
    return -1;
  for (guint i = 0; i < self->places->len; i++)
    {
      GdkRectangle area = _sek_grid_get_cell_area (self, 0, i);
      int edge = area.x + area.width;

      if (ABS (x - edge) <= EDGE_WIDTH && (_sek_grid_get_place (self, i)->frozen || edge >= self->frozen_width))
        return (int) i;
    }
  return -1;
}

/* --- keys -------------------------------------------------------------------------------------------------------- */

/* The cursor goes along, so that its column is in view. */
static void
show_header_cursor (SekGrid *self)
{
  self->cursor_column = self->anchor_column = (guint) self->header_cursor;
  _sek_grid_scroll_to (self, self->cursor_row, self->cursor_column);
  _sek_grid_refresh (self);
}

void
_sek_grid_enter_header (SekGrid *self)
{
  self->header_cursor = (int) self->cursor_column;
  show_header_cursor (self);
}

void
_sek_grid_leave_header (SekGrid *self)
{
  if (self->header_cursor < 0)
    return;
  self->header_cursor = -1;
  _sek_grid_refresh (self);
}

gboolean
_sek_grid_press_in_header (SekGrid *self, guint key, GdkModifierType state)
{
  int last = (int) self->places->len - 1;
  guint column = (guint) self->header_cursor;
  gboolean alt = (state & GDK_ALT_MASK) != 0;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (alt)
        _sek_grid_set_width (self, column, _sek_grid_get_place (self, column)->width + (key == GDK_KEY_Left ? -WIDTH_STEP : WIDTH_STEP));
      else
        self->header_cursor = CLAMP (self->header_cursor + (key == GDK_KEY_Left ? -1 : 1), 0, last);
      break;
    case GDK_KEY_Home:
      if (alt)
        _sek_grid_fit_width (self, column);
      else
        self->header_cursor = 0;
      break;
    case GDK_KEY_End:
      self->header_cursor = last;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      _sek_grid_sort_by (self, column);
      return TRUE;
    case GDK_KEY_Down:
      self->header_cursor = -1;
      sek_grid_set_cursor (self, 0, column);
      return TRUE;
    case GDK_KEY_Escape:
    case GDK_KEY_F6:
      self->header_cursor = -1;
      sek_grid_set_cursor (self, self->cursor_row, column);
      return TRUE;
    default:
      return FALSE;
    }
  show_header_cursor (self);
  return TRUE;
}
