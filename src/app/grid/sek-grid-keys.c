/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-private.h"

/* --- moving ------------------------------------------------------------------------------------------------------ */

/* To the next cell in reading order that can be edited. FALSE when there is none. */
static gboolean
move_editable (SekGrid *self, int direction)
{
  guint n = sek_grid_model_get_n_rows (self->model), n_columns = self->places->len;
  gint64 at = (gint64) self->cursor_row * n_columns + self->cursor_column;

  for (gint64 next = at + direction; next >= 0 && next < (gint64) n * n_columns; next += direction)
    if (_sek_grid_is_editable (self, (guint) (next / n_columns), (guint) (next % n_columns)))
      {
        _sek_grid_go (self, (guint) (next / n_columns), (guint) (next % n_columns));
        return TRUE;
      }
  return FALSE;
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
  guint n = down != 0 ? sek_grid_model_get_n_rows (self->model) : self->places->len;
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
      text = _sek_grid_read (self, down != 0 ? next : self->cursor_row, down != 0 ? self->cursor_column : next, &flags);
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

/* --- keys -------------------------------------------------------------------------------------------------------- */

/* Keys that ask the page for something. */
static gboolean
press_command (SekGrid *self, guint key, GdkModifierType state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0, alt = (state & GDK_ALT_MASK) != 0,
           shift = (state & GDK_SHIFT_MASK) != 0;
  gboolean any = sek_grid_model_get_n_rows (self->model) > 0;

  if (alt && any && (key == GDK_KEY_Up || key == GDK_KEY_Down))
    g_signal_emit_by_name (self, "move-rows", key == GDK_KEY_Up ? -1 : 1);
  else if (control && any
           && (key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract || key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete))
    g_signal_emit_by_name (self, "delete-rows");
  else if ((control && (key == GDK_KEY_plus || key == GDK_KEY_KP_Add))
           || (key == GDK_KEY_Insert && !control && !shift && !alt))
    g_signal_emit_by_name (self, "insert-row");
  else if (control && any && key == GDK_KEY_D)
    g_signal_emit_by_name (self, "copy-row");
  else if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && shift))
    {
      GdkRectangle area = { 0, self->header_height, 0, 0 };

      if (any)
        area = _sek_grid_get_cell_area (self, self->cursor_row, self->cursor_column);
      _sek_grid_show_menu (self, area.x + area.width / 2.0, area.y + area.height);
    }
  else if (key == GDK_KEY_F6 && !control && !alt && self->places->len > 0)
    _sek_grid_enter_header (self);
  else
    return FALSE;
  return TRUE;
}

/* --- many cells -------------------------------------------------------------------------------------------------- */

/* The cursor, and with it the view, stays where it is. */
static void
select_whole (SekGrid *self, gboolean rows, gboolean columns)
{
  SekGridBlock block = _sek_grid_get_block (self);

  if (rows)
    {
      block.left = 0;
      block.right = self->places->len - 1;
    }
  if (columns)
    {
      block.top = 0;
      block.bottom = sek_grid_model_get_n_rows (self->model) - 1;
    }
  _sek_grid_select_block (self, block);
}

static gboolean
press_on_selection (SekGrid *self, guint key, GdkModifierType state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0, shift = (state & GDK_SHIFT_MASK) != 0;

  if ((state & GDK_ALT_MASK) != 0)
    return FALSE;
  if (control && (key == GDK_KEY_c || key == GDK_KEY_C || key == GDK_KEY_Insert))
    _sek_grid_copy (self);
  else if ((control && (key == GDK_KEY_x || key == GDK_KEY_X))
           || (shift && (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete)))
    _sek_grid_cut (self);
  else if ((control && (key == GDK_KEY_v || key == GDK_KEY_V)) || (shift && key == GDK_KEY_Insert))
    sek_grid_paste (self);
  else if (control && key == GDK_KEY_d)
    _sek_grid_fill (self, TRUE);
  else if (control && key == GDK_KEY_r)
    _sek_grid_fill (self, FALSE);
  else if (control && (key == GDK_KEY_a || key == GDK_KEY_A))
    select_whole (self, TRUE, TRUE);
  else if (control && key == GDK_KEY_space)
    select_whole (self, FALSE, TRUE);
  else if (shift && key == GDK_KEY_space)
    select_whole (self, TRUE, FALSE);
  else if (control && key == GDK_KEY_semicolon)
    _sek_grid_enter_today (self);
  else
    return FALSE;
  return TRUE;
}

/* --- while a text is typed ---------------------------------------------------------------------------------------- */

/* Stores what is typed, and moves if that was accepted. */
static void
commit_and_move (SekGrid *self, int down, int right)
{
  if (!sek_grid_commit (self))
    return;
  if (self->appends && down > 0 && self->cursor_row + 1 == sek_grid_model_get_n_rows (self->model))
    g_signal_emit_by_name (self, "insert-row");
  else
    _sek_grid_go (self, step (self->cursor_row, down), step (self->cursor_column, right));
}

static gboolean
press_in_editor (SekGrid *self, guint key, GdkModifierType state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0, control = (state & GDK_CONTROL_MASK) != 0,
           alt = (state & GDK_ALT_MASK) != 0;
  gboolean choices = _sek_grid_has_choices (self);
  int direction = key == GDK_KEY_Up || key == GDK_KEY_Left || key == GDK_KEY_Page_Up ? -1 : 1;

  /* A key for a text that has scrolled away brings it back. */
  self->scroll_wanted = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  switch (key)
    {
    case GDK_KEY_Escape:
      sek_grid_cancel (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (choices)
        _sek_grid_take_choice (self);
      commit_and_move (self, shift ? -1 : 1, 0);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      if (control)
        return FALSE;
      if (choices)
        _sek_grid_take_choice (self);
      if (sek_grid_commit (self))
        move_editable (self, shift || key == GDK_KEY_ISO_Left_Tab ? -1 : 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      if (choices)
        _sek_grid_step_choice (self, direction);
      else if (alt)
        {
          if (sek_grid_commit (self))
            press_command (self, key, state);
        }
      else if (self->quick)
        commit_and_move (self, direction, 0);
      else
        gtk_editable_set_position (GTK_EDITABLE (self->editor), direction < 0 ? 0 : -1);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      commit_and_move (self, direction * (int) _sek_grid_page_rows (self), 0);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (!self->quick || control || shift || alt)
        return FALSE;
      commit_and_move (self, 0, direction);
      return TRUE;
    case GDK_KEY_F2:
      self->quick = FALSE;
      return TRUE;
    case GDK_KEY_semicolon:
      if (!control || alt)
        return FALSE;
      _sek_grid_enter_today (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- while none is ------------------------------------------------------------------------------------------------ */

static gboolean
press_to_move (SekGrid *self, guint key, GdkModifierType state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0, shift = (state & GDK_SHIFT_MASK) != 0;
  guint row = self->cursor_row, column = self->cursor_column;

  if ((state & GDK_ALT_MASK) != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Up:
      if (row == 0 && !shift && !control)
        {
          _sek_grid_enter_header (self);
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
    case GDK_KEY_ISO_Enter:
      if (self->opens)
        {
          g_signal_emit_by_name (self, "activate");
          return TRUE;
        }
      row = step (row, shift ? -1 : 1);
      shift = FALSE;
      break;
    default:
      return FALSE;
    }
  if (!shift)
    g_array_set_size (self->blocks, 0);
  _sek_grid_move (self, row, column, shift);
  return TRUE;
}

/* Whether a key begins a text. A dead key has no character of its own, but begins one. */
static gboolean
begins_text (guint key, GdkModifierType state)
{
  gunichar character = gdk_keyval_to_unicode (key);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  return (character != 0 && g_unichar_isprint (character))
         || (key >= GDK_KEY_dead_grave && key <= GDK_KEY_dead_longsolidusoverlay) || key == GDK_KEY_Multi_key;
}

static gboolean
press_in_cells (SekGrid *self, GtkEventControllerKey *controller, guint key, GdkModifierType state)
{
  if (press_to_move (self, key, state))
    return TRUE;
  switch (key)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      /* From the last cell on, and with Ctrl from any, Tab leaves the grid. */
      return (state & GDK_CONTROL_MASK) == 0
             && move_editable (self, key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
    case GDK_KEY_F2:
      sek_grid_start_edit (self, NULL);
      return TRUE;
    case GDK_KEY_Escape:
      return _sek_grid_give_up (self);
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      _sek_grid_clear_cells (self);
      return TRUE;
    default:
      if (!begins_text (key, state))
        return FALSE;
      if (self->activatable || !sek_grid_start_edit (self, ""))
        return FALSE;
      return gtk_event_controller_key_forward (controller, self->editor);
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SekGrid *self)
{
  if (self->model == NULL)
    return FALSE;
  if (self->editing && gtk_widget_is_focus (self->editor))
    return press_in_editor (self, key, state);
  if (!sek_grid_has_focus (self))
    return FALSE;
  if (key == GDK_KEY_Escape && _sek_grid_give_up_drag (self))
    return TRUE;
  if (self->header_cursor >= 0)
    return _sek_grid_press_in_header (self, key, state);
  if (press_command (self, key, state))
    return TRUE;
  if (sek_grid_model_get_n_rows (self->model) > 0 && self->places->len > 0 && press_on_selection (self, key, state))
    return TRUE;
  return sek_grid_model_get_n_rows (self->model) > 0 && self->places->len > 0
         && press_in_cells (self, controller, key, state);
}

void
_sek_grid_init_keys (SekGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
