/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-grid-private.h"

/* The one editor is a GtkText laid over the cursor's cell. It is hidden and used again, never unparented: GTK complains
 * without end about a focused widget that goes away while it loses the focus. */

static void
forget_pending (SekGrid *self)
{
  self->pending_id = 0;
  g_clear_pointer (&self->pending_column, g_free);
  g_clear_pointer (&self->pending_text, g_free);
  g_clear_pointer (&self->problem, g_free);
}

gboolean
_sek_grid_is_pending (SekGrid *self, gint64 id, const char *column)
{
  return self->pending_text != NULL && self->pending_id == id && g_strcmp0 (self->pending_column, column) == 0;
}

static void
show_problem (SekGrid *self)
{
  gboolean invalid = self->problem != NULL;

  if (invalid)
    gtk_widget_add_css_class (self->editor, "invalid");
  else
    gtk_widget_remove_css_class (self->editor, "invalid");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, invalid ? self->problem : "", -1);
}

/* Where the edited cell is now; FALSE when its row or column is not shown any more. */
static gboolean
find_edited (SekGrid *self, guint *row, guint *column)
{
  int at = self->model != NULL ? sek_grid_model_find_row (self->model, self->edit_id) : -1;
  int place = self->model != NULL ? _sek_grid_find_column (self, self->edit_column) : -1;

  *row = (guint) at;
  *column = (guint) place;
  return at >= 0 && place >= 0;
}

static void
close_editor (SekGrid *self)
{
  gboolean had_focus = gtk_widget_has_focus (self->editor);

  self->editing = FALSE;
  gtk_widget_set_visible (self->editor, FALSE);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  _sek_grid_refresh (self);
}

gboolean
sek_grid_start_edit (SekGrid *self, const char *text)
{
  SekGridCellFlags flags;
  guint row, column;
  g_autofree char *shown = NULL;
  g_autofree char *start = NULL;
  SekGridColumn description;

  if (!sek_grid_get_cursor (self, &row, &column))
    return FALSE;
  shown = sek_grid_model_read (self->model, row, column, &flags);
  if (!(flags & SEK_GRID_EDITABLE))
    {
      g_autofree char *reason = sek_grid_model_why_not (self->model, row, column);

      _sek_grid_emit_message (self, reason);
      return FALSE;
    }
  sek_grid_model_get_column (self->model, column, &description);
  g_clear_pointer (&description.head, g_free);
  if (!self->editing && self->pending_text != NULL && !_sek_grid_is_pending (self, self->cursor_id, description.id))
    {
      /* One text waits at a time: the earlier one first. */
      _sek_grid_emit_message (self, self->problem);
      sek_grid_go_to_problem (self);
      return FALSE;
    }
  start = _sek_grid_is_pending (self, self->cursor_id, description.id) ? g_strdup (self->pending_text)
          : text != NULL ? g_strdup (text) : sek_grid_model_dup_edit_text (self->model, row, column);

  self->editing = TRUE;
  self->quick = text != NULL;
  self->edit_id = self->cursor_id;
  g_free (self->edit_column);
  self->edit_column = g_strdup (description.id);
  _sek_grid_scroll_to (self, row, column);
  gtk_editable_set_text (GTK_EDITABLE (self->editor), start);
  gtk_editable_set_alignment (GTK_EDITABLE (self->editor), description.numeric ? 1.0f : 0.0f);
  show_problem (self);
  gtk_widget_set_visible (self->editor, TRUE);
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->editor));
  if (text == NULL)
    gtk_editable_select_region (GTK_EDITABLE (self->editor), 0, -1);
  else
    gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return TRUE;
}

gboolean
sek_grid_is_editing (SekGrid *self)
{
  return self->editing;
}

/* Keeps the text with its cell, for a correction. */
static void
keep_pending (SekGrid *self, const char *text, const char *problem)
{
  g_autofree char *kept = g_strdup (text), *words = g_strdup (problem);
  g_autofree char *column = g_strdup (self->edit_column);

  forget_pending (self);
  self->pending_id = self->edit_id;
  self->pending_column = g_steal_pointer (&column);
  self->pending_text = g_steal_pointer (&kept);
  self->problem = g_steal_pointer (&words);
}

gboolean
sek_grid_commit (SekGrid *self)
{
  g_autofree char *text = NULL, *before = NULL;
  g_autoptr (GError) error = NULL;
  guint row, column;

  if (!self->editing)
    return TRUE;
  if (!find_edited (self, &row, &column))
    {
      /* The row went away under the editor; its text stays pending until it is given up. */
      text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
      keep_pending (self, text, _("The row of this text is not shown any more. Clear the search, or press Escape to give the text up."));
      close_editor (self);
      _sek_grid_emit_cursor (self);
      return FALSE;
    }
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
  before = sek_grid_model_dup_edit_text (self->model, row, column);
  if (g_str_equal (text, before) || sek_grid_model_commit (self->model, row, column, text, &error))
    {
      forget_pending (self);
      show_problem (self);
      close_editor (self);
      _sek_grid_emit_cursor (self);
      return TRUE;
    }
  keep_pending (self, text, error->message);
  show_problem (self);
  _sek_grid_refresh (self);
  _sek_grid_emit_cursor (self);
  return FALSE;
}

void
sek_grid_cancel (SekGrid *self)
{
  forget_pending (self);
  show_problem (self);
  if (self->editing)
    close_editor (self);
  _sek_grid_refresh (self);
  _sek_grid_emit_cursor (self);
}

const char *
sek_grid_get_problem (SekGrid *self)
{
  return self->problem;
}

gboolean
sek_grid_go_to_problem (SekGrid *self)
{
  int row = self->model != NULL ? sek_grid_model_find_row (self->model, self->pending_id) : -1;
  int column = self->model != NULL ? _sek_grid_find_column (self, self->pending_column) : -1;

  if (self->pending_text == NULL || row < 0 || column < 0)
    return FALSE;
  sek_grid_set_cursor (self, (guint) row, (guint) column);
  return sek_grid_start_edit (self, NULL);
}

void
_sek_grid_clear_cells (SekGrid *self)
{
  guint top = MIN (self->cursor_row, self->anchor_row), bottom = MAX (self->cursor_row, self->anchor_row);
  guint left = MIN (self->cursor_column, self->anchor_column), right = MAX (self->cursor_column, self->anchor_column);

  for (guint row = top; row <= bottom && row < sek_grid_model_get_n_rows (self->model); row++)
    for (guint column = left; column <= right; column++)
      {
        g_autoptr (GError) error = NULL;
        SekGridCellFlags flags;
        g_autofree char *text = sek_grid_model_read (self->model, row, column, &flags);

        if (!(flags & SEK_GRID_EDITABLE) || *text == '\0')
          continue;
        if (!sek_grid_model_commit (self->model, row, column, "", &error))
          {
            _sek_grid_emit_message (self, error->message);
            return;
          }
      }
}

void
_sek_grid_place_editor (SekGrid *self)
{
  GdkRectangle area;
  guint row, column;
  int minimum;

  if (!self->editing)
    return;
  gtk_widget_set_child_visible (self->editor, find_edited (self, &row, &column));
  if (!gtk_widget_get_child_visible (self->editor))
    return;
  area = _sek_grid_get_cell_area (self, row, column);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->editor, &(GtkAllocation) { area.x, area.y, area.width, MAX (area.height, minimum) }, -1);
}

/* Leaving the grid stores what was typed; what is not accepted stays with its cell. */
static void
focus_left_cb (GtkEventControllerFocus *controller, SekGrid *self)
{
  if (!self->editing || gtk_widget_has_focus (self->editor))
    return;
  if (!sek_grid_commit (self))
    close_editor (self);
}

void
_sek_grid_init_editor (SekGrid *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->editor = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->editor, "grideditor");
  gtk_widget_insert_before (self->editor, GTK_WIDGET (self), NULL);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
