/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-private.h"

#define DRAG_THRESHOLD 4
#define SCROLL_MS      50

/* --- the context menu -------------------------------------------------------------------------------------------- */

void
_sek_grid_show_menu (SekGrid *self, double x, double y)
{
  if (self->menu == NULL)
    return;
  if (self->menu_popover == NULL)
    {
      self->menu_popover = gtk_popover_menu_new_from_model (self->menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu_popover), FALSE);
      gtk_widget_set_halign (self->menu_popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu_popover, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu_popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu_popover));
}

/* --- pressing ---------------------------------------------------------------------------------------------------- */

/* A click within the editor is the editor's. */
static gboolean
is_in_editor (SekGrid *self, double x, double y)
{
  GdkRectangle area;
  guint row, column;

  if (!self->editing || y < self->header_height || !_sek_grid_find_edited (self, &row, &column))
    return FALSE;
  area = _sek_grid_get_cell_area (self, row, column);
  return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;
}

static void
press_header (SekGrid *self, int n_press, double x, double y, guint column, guint button)
{
  int edge = _sek_grid_pick_edge (self, x, y);

  if (button == GDK_BUTTON_SECONDARY)
    _sek_grid_show_head_menu (self, column);
  else if (edge >= 0 && n_press == 2)
    _sek_grid_fit_width (self, (guint) edge);
  else if (edge < 0)
    /* Sorts when it is released, unless it was dragged. */
    self->head_column = (int) column;
}

static void
press_cell (SekGrid *self, int n_press, guint row, guint column, GdkModifierType state)
{
  gboolean extend = (state & GDK_SHIFT_MASK) != 0;

  if ((state & GDK_CONTROL_MASK) != 0)
    {
      SekGridBlock block = _sek_grid_get_block (self);

      g_array_append_val (self->blocks, block);
      _sek_grid_move (self, row, column, FALSE);
      return;
    }
  if (!extend)
    g_array_set_size (self->blocks, 0);
  _sek_grid_move (self, row, column, extend);
  if (self->activatable && n_press == 1)
    g_signal_emit_by_name (self, "activate");
  else if (!self->activatable && n_press == 2)
    sek_grid_start_edit (self, NULL);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, SekGrid *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  int row, column;

  self->head_column = -1;
  if (self->model == NULL || is_in_editor (self, x, y))
    return;
  if (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_SECONDARY)
    return;
  if (!sek_grid_commit (self))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      _sek_grid_emit_message (self, self->problem);
      return;
    }
  /* What was stored may have moved the rows, so only now. */
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!_sek_grid_pick (self, x, y, &row, &column))
    {
      if (button == GDK_BUTTON_SECONDARY && y >= self->header_height)
        _sek_grid_show_menu (self, x, y);
      return;
    }
  _sek_grid_leave_header (self);
  if (row < 0)
    {
      press_header (self, n_press, x, y, (guint) column, button);
      return;
    }
  if (button == GDK_BUTTON_SECONDARY)
    {
      if (!_sek_grid_is_row_selected (self, (guint) row))
        _sek_grid_go (self, (guint) row, (guint) column);
      _sek_grid_show_menu (self, x, y);
      return;
    }
  press_cell (self, n_press, (guint) row, (guint) column, state);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, SekGrid *self)
{
  int column = self->head_column;

  /* What was dragged is dropped when the drag ends, which is later. */
  if (self->drop_column >= 0)
    return;
  self->head_column = -1;
  if (column >= 0 && column < (int) self->places->len && self->model != NULL)
    _sek_grid_sort_by (self, (guint) column);
}

/* --- dragging ---------------------------------------------------------------------------------------------------- */

/* Extends the selection to the cell under the pointer, or by one beyond the side that the pointer has left. */
static void
drag_to (SekGrid *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), top = self->header_height, bottom = top + self->body_height;
  int row = (int) self->cursor_row, column = (int) self->cursor_column, under_row, under_column;

  if (_sek_grid_pick (self, CLAMP (self->drag_x, 0, width - 1), CLAMP (self->drag_y, top, bottom - 1), &under_row,
                      &under_column))
    {
      row = under_row;
      column = under_column;
    }
  if (self->drag_y < top)
    row = MAX (0, (int) self->cursor_row - 1);
  else if (self->drag_y >= bottom)
    row = (int) self->cursor_row + 1;
  if (self->drag_x < 0)
    column = MAX (0, (int) self->cursor_column - 1);
  else if (self->drag_x >= width)
    column = (int) self->cursor_column + 1;
  if (row != (int) self->cursor_row || column != (int) self->cursor_column)
    _sek_grid_move (self, (guint) row, (guint) column, TRUE);
}

static gboolean
drag_timer_cb (gpointer user_data)
{
  drag_to (user_data);
  return G_SOURCE_CONTINUE;
}

void
_sek_grid_stop_dragging (SekGrid *self)
{
  g_clear_handle_id (&self->drag_timer, g_source_remove);
  self->resize_column = self->drop_column = -1;
  self->drag_row = 0;
}

gboolean
_sek_grid_give_up_drag (SekGrid *self)
{
  if (self->drag_row == 0 && self->drop_column < 0 && self->resize_column < 0)
    return FALSE;
  if (self->resize_column >= 0 && self->resize_column < (int) self->places->len)
    _sek_grid_set_width (self, (guint) self->resize_column, self->resize_width);
  self->head_column = -1;
  /* Ending the gesture drops what is held, of which there must be nothing left. */
  _sek_grid_stop_dragging (self);
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag));
  return TRUE;
}

static void
drag_begun_cb (GtkGestureDrag *gesture, double x, double y, SekGrid *self)
{
  _sek_grid_stop_dragging (self);
  if (self->model == NULL || self->editing)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->resize_column = _sek_grid_pick_edge (self, x, y);
  if (self->resize_column >= 0)
    self->resize_width = _sek_grid_get_place (self, (guint) self->resize_column)->width;
  else if (!_sek_grid_drag_begin (self, x, y)
           && (y < self->header_height || y >= self->header_height + self->body_height))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
dragged_cb (GtkGestureDrag *gesture, double dx, double dy, SekGrid *self)
{
  gboolean outside;
  double x, y;

  if (self->model == NULL || self->editing || (ABS (dx) < DRAG_THRESHOLD && ABS (dy) < DRAG_THRESHOLD))
    return;
  if (self->resize_column >= 0)
    {
      if (self->resize_column < (int) self->places->len)
        _sek_grid_set_width (self, (guint) self->resize_column, self->resize_width + (int) dx);
      return;
    }
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  self->drag_x = x + dx;
  self->drag_y = y + dy;
  if (_sek_grid_drag_update (self, self->drag_x, self->drag_y))
    return;
  outside = self->drag_x < 0 || self->drag_x >= gtk_widget_get_width (GTK_WIDGET (self))
            || self->drag_y < self->header_height || self->drag_y >= self->header_height + self->body_height;
  if (!outside)
    g_clear_handle_id (&self->drag_timer, g_source_remove);
  else if (self->drag_timer == 0)
    self->drag_timer = g_timeout_add (SCROLL_MS, drag_timer_cb, self);
  drag_to (self);
}

static void
drag_ended_cb (GtkGestureDrag *gesture, double dx, double dy, SekGrid *self)
{
  _sek_grid_drag_end (self);
  self->head_column = -1;
  _sek_grid_stop_dragging (self);
}

/* --- hovering ---------------------------------------------------------------------------------------------------- */

static void
moved_cb (GtkEventControllerMotion *controller, double x, double y, SekGrid *self)
{
  gboolean edge = self->model != NULL && _sek_grid_pick_edge (self, x, y) >= 0;

  gboolean grip = self->model != NULL && x < self->gutter && y >= self->header_height
                  && y < self->header_height + self->body_height;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge || self->resize_column >= 0 ? "col-resize"
                                                      : self->drag_row != 0            ? "grabbing"
                                                      : grip                           ? "grab"
                                                                                       : NULL);
}

/* What a cell has no room for, and the comment on it. Owned; NULL for nothing. */
static char *
dup_tooltip (SekGrid *self, SekGridCell *cell, int row, guint column)
{
  const char *text = sek_grid_cell_is_shortened (cell) ? sek_grid_cell_get_text (cell) : NULL;
  g_autofree char *comment = NULL;

  if (row >= 0 && (sek_grid_cell_get_flags (cell) & SEK_GRID_COMMENT))
    comment = sek_grid_model_dup_comment (self->model, (guint) row, _sek_grid_get_place (self, column)->index);
  if (text != NULL && comment != NULL)
    return g_strdup_printf ("%s\n\n%s", text, comment);
  return text != NULL ? g_strdup (text) : g_steal_pointer (&comment);
}

static gboolean
query_tooltip_cb (SekGrid *self, int x, int y, gboolean by_key, GtkTooltip *tooltip, gpointer user_data)
{
  int row = (int) self->cursor_row, column = (int) self->cursor_column;
  g_autofree char *text = NULL;
  GtkWidget *line;
  SekGridCell *cell;
  GdkRectangle area;

  if (self->model == NULL || self->row_height == 0 || self->rows->len == 0
      || (!by_key && !_sek_grid_pick (self, x, y, &row, &column)))
    return FALSE;
  line = row < 0 ? self->header : self->rows->pdata[(guint) row % self->rows->len];
  cell = _sek_grid_row_get_cell (SEK_GRID_ROW (line), (guint) column);
  if (cell == NULL || (row >= 0 && _sek_grid_row_get_bound (SEK_GRID_ROW (line)) != row))
    return FALSE;
  text = dup_tooltip (self, cell, row, (guint) column);
  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  area = _sek_grid_get_cell_area (self, (guint) MAX (row, 0), (guint) column);
  if (row < 0)
    area = (GdkRectangle) { area.x, 0, area.width, self->header_height };
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

void
_sek_grid_init_pointer (SekGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_ended_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  self->drag = drag;

  g_signal_connect (motion, "motion", G_CALLBACK (moved_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
