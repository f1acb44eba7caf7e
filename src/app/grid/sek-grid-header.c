/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-grid-private.h"
#include "sek-speak.h"

#define EDGE_WIDTH  5
#define WIDTH_STEP  16

void
_sek_grid_set_sort (SekGrid *self, int column, gboolean descending)
{
  sek_grid_model_set_sort (self->model, column, descending);
  g_signal_emit_by_name (self, "layout-changed");
  sek_speak (GTK_WIDGET (self), column < 0 ? _("No longer sorted") : descending ? _("Sorted descending")
                                                                                : _("Sorted ascending"));
}

void
_sek_grid_sort_by (SekGrid *self, guint column)
{
  const SekGridPlace *place = _sek_grid_get_place (self, column);
  gboolean descending;
  int sort = sek_grid_model_get_sort (self->model, &descending);

  if (!place->description.sortable)
    return;
  if (sort == (int) place->index && descending && sek_grid_model_is_ordered (self->model))
    _sek_grid_set_sort (self, -1, FALSE);
  else
    _sek_grid_set_sort (self, (int) place->index, sort == (int) place->index && !descending);
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

/* The head's cursor goes along. */
static void
move_column (SekGrid *self, guint column, int by)
{
  const char *id = _sek_grid_get_place (self, column)->description.id;

  if ((int) column + by < 0 || (int) column + by >= (int) self->places->len)
    return;
  _sek_grid_move_column (self, column, by < 0 ? column - 1 : column + 2);
  self->header_cursor = _sek_grid_find_column (self, id);
}

gboolean
_sek_grid_press_in_header (SekGrid *self, guint key, GdkModifierType state)
{
  int last = (int) self->places->len - 1;
  guint column = (guint) self->header_cursor;
  gboolean alt = (state & GDK_ALT_MASK) != 0, control = (state & GDK_CONTROL_MASK) != 0;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (alt)
        _sek_grid_set_width (self, column,
                             _sek_grid_get_place (self, column)->width
                                 + (key == GDK_KEY_Left ? -WIDTH_STEP : WIDTH_STEP));
      else if (control)
        move_column (self, column, key == GDK_KEY_Left ? -1 : 1);
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
    case GDK_KEY_Menu:
      _sek_grid_show_head_menu (self, column);
      return TRUE;
    case GDK_KEY_Down:
      if (alt)
        {
          _sek_grid_show_head_menu (self, column);
          return TRUE;
        }
      self->header_cursor = -1;
      _sek_grid_go (self, 0, column);
      return TRUE;
    case GDK_KEY_Escape:
    case GDK_KEY_F6:
      self->header_cursor = -1;
      _sek_grid_go (self, self->cursor_row, column);
      return TRUE;
    default:
      return FALSE;
    }
  show_header_cursor (self);
  return TRUE;
}
