/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-private.h"

/* --- moving ------------------------------------------------------------------------------------------------------ */

void
_sek_grid_move (SekGrid *self, guint row, guint column, gboolean extend)
{
  guint n = sek_grid_model_get_n_rows (self->model), n_columns = sek_grid_model_get_n_columns (self->model);

  if (n == 0 || n_columns == 0)
    return;
  self->cursor_row = MIN (row, n - 1);
  self->cursor_column = MIN (column, n_columns - 1);
  self->cursor_id = sek_grid_model_get_row_id (self->model, self->cursor_row);
  if (!extend)
    {
      self->anchor_row = self->cursor_row;
      self->anchor_column = self->cursor_column;
    }
  _sek_grid_scroll_to (self, self->cursor_row, self->cursor_column);
  _sek_grid_refresh (self);
  _sek_grid_emit_cursor (self);
}

static gboolean
is_editable (SekGrid *self, guint row, guint column)
{
  SekGridCellFlags flags;
  g_autofree char *text = sek_grid_model_read (self->model, row, column, &flags);

  return (flags & SEK_GRID_EDITABLE) != 0;
}

/* To the next cell in reading order that can be edited; stays where it is when there is none. */
void
_sek_grid_move_editable (SekGrid *self, int direction)
{
  guint n = sek_grid_model_get_n_rows (self->model), n_columns = sek_grid_model_get_n_columns (self->model);
  gint64 at = (gint64) self->cursor_row * n_columns + self->cursor_column;

  for (gint64 next = at + direction; next >= 0 && next < (gint64) n * n_columns; next += direction)
    if (is_editable (self, (guint) (next / n_columns), (guint) (next % n_columns)))
      {
        sek_grid_set_cursor (self, (guint) (next / n_columns), (guint) (next % n_columns));
        return;
      }
}

static guint
step (guint value, int by)
{
  return by < 0 && value < (guint) -by ? 0 : value + by;
}

/* The end of the run of filled cells in a direction, as spreadsheets go with Ctrl and an arrow. */
static guint
find_edge (SekGrid *self, int down, int right)
{
  guint n = down != 0 ? sek_grid_model_get_n_rows (self->model) : sek_grid_model_get_n_columns (self->model);
  guint at = down != 0 ? self->cursor_row : self->cursor_column;
  int by = down + right;
  gboolean first = TRUE, run = FALSE;

  for (;;)
    {
      guint next = at + by;
      SekGridCellFlags flags;
      g_autofree char *text = NULL;

      if (next >= n)
        return at;
      text = sek_grid_model_read (self->model, down != 0 ? next : self->cursor_row, down != 0 ? self->cursor_column : next, &flags);
      if (first)
        run = *text != '\0';
      first = FALSE;
      if (run && *text == '\0')
        return at;
      at = next;
      if (!run && *text != '\0')
        return at;
    }
}

/* --- the head ---------------------------------------------------------------------------------------------------- */

static void
sort_by (SekGrid *self, int column)
{
  gboolean descending;
  int sort = sek_grid_model_get_sort (self->model, &descending);

  if (column < 0 || (guint) column >= self->places->len || !_sek_grid_get_place (self, (guint) column)->description.sortable)
    return;
  sek_grid_model_set_sort (self->model, (guint) column, sort == column && !descending);
}

static gboolean
press_in_header (SekGrid *self, guint key)
{
  int last = (int) sek_grid_model_get_n_columns (self->model) - 1;

  switch (key)
    {
    case GDK_KEY_Left: self->header_cursor = MAX (0, self->header_cursor - 1); break;
    case GDK_KEY_Right: self->header_cursor = MIN (last, self->header_cursor + 1); break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space: sort_by (self, self->header_cursor); break;
    case GDK_KEY_Down:
    case GDK_KEY_Escape:
      self->cursor_column = (guint) self->header_cursor;
      self->header_cursor = -1;
      sek_grid_set_cursor (self, 0, self->cursor_column);
      break;
    default: return FALSE;
    }
  _sek_grid_refresh (self);
  return TRUE;
}

/* --- keys -------------------------------------------------------------------------------------------------------- */

static gboolean
press_in_editor (SekGrid *self, guint key, GdkModifierType state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  switch (key)
    {
    case GDK_KEY_Escape:
      sek_grid_cancel (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (sek_grid_commit (self))
        _sek_grid_move (self, step (self->cursor_row, shift ? -1 : 1), self->cursor_column, FALSE);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      if (sek_grid_commit (self))
        _sek_grid_move_editable (self, shift || key == GDK_KEY_ISO_Left_Tab ? -1 : 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      if (sek_grid_commit (self))
        _sek_grid_move (self, step (self->cursor_row, key == GDK_KEY_Up ? -1 : 1), self->cursor_column, FALSE);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (!self->quick || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
        return FALSE;
      if (sek_grid_commit (self))
        _sek_grid_move (self, self->cursor_row, step (self->cursor_column, key == GDK_KEY_Left ? -1 : 1), FALSE);
      return TRUE;
    case GDK_KEY_F2:
      self->quick = FALSE;
      return TRUE;
    default:
      return FALSE;
    }
}

static void
show_menu (SekGrid *self, double x, double y)
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

/* Keys with Alt or Ctrl that ask the page for something. */
static gboolean
press_command (SekGrid *self, guint key, GdkModifierType state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0, alt = (state & GDK_ALT_MASK) != 0;

  if (alt && (key == GDK_KEY_Up || key == GDK_KEY_Down))
    g_signal_emit_by_name (self, "move-rows", key == GDK_KEY_Up ? -1 : 1);
  else if ((control && (key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract)) || (control && key == GDK_KEY_Delete))
    g_signal_emit_by_name (self, "delete-rows");
  else if (control && (key == GDK_KEY_plus || key == GDK_KEY_KP_Add))
    g_signal_emit_by_name (self, "insert-row");
  else if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK)))
    {
      GdkRectangle area = _sek_grid_get_cell_area (self, self->cursor_row, self->cursor_column);

      show_menu (self, area.x + area.width / 2.0, area.y + area.height);
    }
  else if (control && (key == GDK_KEY_a || key == GDK_KEY_A))
    {
      self->anchor_row = self->anchor_column = 0;
      _sek_grid_move (self, G_MAXUINT, G_MAXUINT, TRUE);
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
press_to_move (SekGrid *self, guint key, GdkModifierType state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0, shift = (state & GDK_SHIFT_MASK) != 0;
  guint row = self->cursor_row, column = self->cursor_column;

  switch (key)
    {
    case GDK_KEY_Up:
      if (row == 0 && !shift && !control)
        {
          self->header_cursor = (int) column;
          _sek_grid_refresh (self);
          return TRUE;
        }
      row = control ? find_edge (self, -1, 0) : step (row, -1);
      break;
    case GDK_KEY_Down: row = control ? find_edge (self, 1, 0) : row + 1; break;
    case GDK_KEY_Left: column = control ? find_edge (self, 0, -1) : step (column, -1); break;
    case GDK_KEY_Right: column = control ? find_edge (self, 0, 1) : column + 1; break;
    case GDK_KEY_Home: column = 0; row = control ? 0 : row; break;
    case GDK_KEY_End: column = G_MAXUINT; row = control ? G_MAXUINT : row; break;
    case GDK_KEY_Page_Up: row = step (row, -(int) _sek_grid_page_rows (self)); break;
    case GDK_KEY_Page_Down: row += _sek_grid_page_rows (self); break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (self->activatable)
        {
          g_signal_emit_by_name (self, "activate");
          return TRUE;
        }
      row = step (row, shift ? -1 : 1);
      shift = FALSE;
      break;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      if (control)
        return FALSE;
      _sek_grid_move_editable (self, shift || key == GDK_KEY_ISO_Left_Tab ? -1 : 1);
      return TRUE;
    default:
      return FALSE;
    }
  if (!shift)
    g_array_set_size (self->blocks, 0);
  _sek_grid_move (self, row, column, shift);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SekGrid *self)
{
  gunichar character = gdk_keyval_to_unicode (key);

  if (self->model == NULL || sek_grid_model_get_n_rows (self->model) == 0)
    return FALSE;
  if (self->editing && gtk_widget_has_focus (self->editor))
    return press_in_editor (self, key, state);
  if (!gtk_widget_is_focus (GTK_WIDGET (self)))
    return FALSE;
  if (self->header_cursor >= 0)
    return press_in_header (self, key);
  if (press_command (self, key, state) || press_to_move (self, key, state))
    return TRUE;

  switch (key)
    {
    case GDK_KEY_F2:
      sek_grid_start_edit (self, NULL);
      return TRUE;
    case GDK_KEY_Escape:
      if (self->problem == NULL)
        return FALSE;
      sek_grid_cancel (self);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      _sek_grid_clear_cells (self);
      return TRUE;
    default:
      break;
    }
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  /* A dead key has no character of its own, but begins one. */
  if ((character == 0 || !g_unichar_isprint (character)) && !(key >= GDK_KEY_dead_grave && key <= GDK_KEY_dead_longsolidusoverlay))
    return FALSE;
  if (!sek_grid_start_edit (self, ""))
    return TRUE;
  return gtk_event_controller_key_forward (controller, self->editor);
}

/* --- the pointer ------------------------------------------------------------------------------------------------- */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, SekGrid *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  gboolean again;
  int row, column;

  if (!_sek_grid_pick (self, x, y, &row, &column))
    {
      if (sek_grid_commit (self))
        gtk_widget_grab_focus (GTK_WIDGET (self));
      return;
    }
  again = row == (int) self->cursor_row && column == (int) self->cursor_column && gtk_widget_has_focus (GTK_WIDGET (self));
  if (self->editing && row >= 0)
    {
      GdkRectangle area = _sek_grid_get_cell_area (self, self->cursor_row, self->cursor_column);

      /* A click within the editor is the editor's. */
      if (x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height)
        return;
    }
  if (!sek_grid_commit (self))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      _sek_grid_emit_message (self, self->problem);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->header_cursor = -1;
  if (row < 0)
    {
      sort_by (self, column);
      return;
    }
  if (button == GDK_BUTTON_SECONDARY)
    {
      g_autoptr (GArray) selected = sek_grid_get_selected_rows (self);
      gint64 id = sek_grid_model_get_row_id (self->model, (guint) row);
      gboolean within = FALSE;

      for (guint i = 0; i < selected->len; i++)
        within |= g_array_index (selected, gint64, i) == id;
      if (!within)
        sek_grid_set_cursor (self, (guint) row, (guint) column);
      show_menu (self, x, y);
      return;
    }
  if ((state & GDK_CONTROL_MASK) != 0)
    {
      SekGridBlock block = { MIN (self->cursor_row, self->anchor_row), MAX (self->cursor_row, self->anchor_row),
                             MIN (self->cursor_column, self->anchor_column), MAX (self->cursor_column, self->anchor_column) };

      g_array_append_val (self->blocks, block);
      _sek_grid_move (self, (guint) row, (guint) column, FALSE);
      return;
    }
  if ((state & GDK_SHIFT_MASK) == 0)
    g_array_set_size (self->blocks, 0);
  _sek_grid_move (self, (guint) row, (guint) column, (state & GDK_SHIFT_MASK) != 0);
  if (self->activatable)
    {
      if (n_press == 1)
        g_signal_emit_by_name (self, "activate");
      return;
    }
  if (n_press == 2 || (again && n_press == 1 && (state & GDK_SHIFT_MASK) == 0))
    sek_grid_start_edit (self, NULL);
}

static void
dragged_cb (GtkGestureDrag *gesture, double dx, double dy, SekGrid *self)
{
  double x, y;
  int row, column;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->editing || (ABS (dx) < 4 && ABS (dy) < 4) || y < self->header_height
      || !_sek_grid_pick (self, x + dx, y + dy, &row, &column) || row < 0)
    return;
  if (row != (int) self->cursor_row || column != (int) self->cursor_column)
    _sek_grid_move (self, (guint) row, (guint) column, TRUE);
}

void
_sek_grid_init_keys (SekGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
