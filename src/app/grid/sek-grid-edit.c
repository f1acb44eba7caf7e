/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-grid-private.h"
#include "sek-speak.h"

/* The one editor is a GtkText laid over the cursor's cell. It is hidden and used again, never unparented: GTK complains
 * without end about a focused widget that goes away while it loses the focus. */

/* --- the pending text -------------------------------------------------------------------------------------------- */

static void
forget_pending (SekGrid *self)
{
  self->pending_id = 0;
  g_clear_pointer (&self->pending_column, g_free);
  g_clear_pointer (&self->pending_text, g_free);
  g_clear_pointer (&self->problem, g_free);
  _sek_grid_show_problem (self);
}

/* Keeps the edited text with its cell, for a correction. */
static void
keep_pending (SekGrid *self, const char *text, const char *problem)
{
  g_autofree char *kept = g_strdup (text), *words = g_strdup (problem);

  forget_pending (self);
  self->pending_id = self->edit_id;
  self->pending_column = g_strdup (self->edit_column);
  self->pending_text = g_steal_pointer (&kept);
  self->problem = g_steal_pointer (&words);
  _sek_grid_show_problem (self);
}

gboolean
_sek_grid_is_pending (SekGrid *self, gint64 id, const char *column)
{
  return self->pending_text != NULL && self->pending_id == id && g_strcmp0 (self->pending_column, column) == 0;
}

gboolean
_sek_grid_find_pending (SekGrid *self, guint *row, guint *column)
{
  int at = self->model != NULL ? sek_grid_model_find_row (self->model, self->pending_id) : -1;
  int place = _sek_grid_find_column (self, self->pending_column);

  *row = (guint) at;
  *column = (guint) place;
  return at >= 0 && place >= 0;
}

/* *said gets words about what was made of the text, owned, or NULL. */
static gboolean
store (SekGrid *self, guint row, guint column, const char *text, gboolean ask, char **said, char **problem)
{
  SekGridEdit edit = { sek_grid_model_get_row_id (self->model, row), _sek_grid_get_place (self, column)->index, text };
  g_auto (SekGridBatch) batch = { .kind = "edit", .edits = &edit, .n = 1 };
  gboolean stored;

  self->committing = TRUE;
  stored = sek_grid_model_commit (self->model, &batch);
  self->committing = FALSE;
  *said = g_steal_pointer (&batch.said);
  if (!stored && ask && batch.question != NULL)
    {
      g_autoptr (SekGridEdits) edits = _sek_grid_edits_new ();

      _sek_grid_edits_add (edits, edit.row, edit.column, text);
      _sek_grid_ask (self, "edit", edits, g_steal_pointer (&batch.question));
    }
  if (!stored)
    *problem = g_strdup (batch.problems->len > 0 ? ((SekGridProblem *) batch.problems->pdata[0])->message : "");
  return stored;
}

/* What was wrong may be right by now. TRUE when no text waits any more. */
static gboolean
retry_pending (SekGrid *self)
{
  g_autofree char *text = g_strdup (self->pending_text), *said = NULL, *problem = NULL;
  guint row, column;

  if (text == NULL)
    return TRUE;
  if (!_sek_grid_find_pending (self, &row, &column))
    return FALSE;
  if (store (self, row, column, text, FALSE, &said, &problem))
    {
      forget_pending (self);
      _sek_grid_emit_message (self, said);
      _sek_grid_refresh (self);
      _sek_grid_emit_cursor (self);
      return TRUE;
    }
  g_free (self->problem);
  self->problem = g_steal_pointer (&problem);
  _sek_grid_show_problem (self);
  return FALSE;
}

/* --- the editor -------------------------------------------------------------------------------------------------- */

static void
show_problem (SekGrid *self)
{
  gboolean invalid = self->problem != NULL && _sek_grid_is_pending (self, self->edit_id, self->edit_column);

  if (invalid)
    gtk_widget_add_css_class (self->editor, "invalid");
  else
    gtk_widget_remove_css_class (self->editor, "invalid");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  sek_speak_describe (self->editor, invalid ? self->problem : NULL);
}

gboolean
_sek_grid_find_edited (SekGrid *self, guint *row, guint *column)
{
  int at = self->model != NULL ? sek_grid_model_find_row (self->model, self->edit_id) : -1;
  int place = _sek_grid_find_column (self, self->edit_column);

  *row = (guint) at;
  *column = (guint) place;
  return at >= 0 && place >= 0;
}

void
_sek_grid_close_editor (SekGrid *self)
{
  gboolean had_focus = gtk_widget_is_focus (self->editor);

  if (!self->editing)
    return;
  self->editing = FALSE;
  _sek_grid_close_choices (self);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (self->editor, FALSE);
  _sek_grid_refresh (self);
}

static void
open_editor (SekGrid *self, guint row, guint column, const char *text, gboolean quick)
{
  const SekGridColumn *description = &_sek_grid_get_place (self, column)->description;
  g_autofree char *label = g_strdelimit (g_strdup (description->head), "\n", ' ');

  _sek_grid_drop_note (self);
  self->editing = TRUE;
  self->quick = quick;
  g_clear_pointer (&self->edit_before, g_free);
  self->edit_id = self->cursor_id;
  g_free (self->edit_column);
  self->edit_column = g_strdup (description->id);
  self->scroll_wanted = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->editor), text);
  gtk_editable_set_alignment (GTK_EDITABLE (self->editor), description->numeric ? 1.0f : 0.0f);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  show_problem (self);
  gtk_widget_set_visible (self->editor, TRUE);
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->editor));
  if (quick)
    gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);
  else
    gtk_editable_select_region (GTK_EDITABLE (self->editor), 0, -1);
  _sek_grid_open_choices (self, row, column);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
sek_grid_start_edit (SekGrid *self, const char *text)
{
  g_autofree char *start = NULL;
  guint row, column;
  gboolean pending;

  if (!_sek_grid_get_cursor (self, &row, &column))
    return FALSE;
  if (self->editing)
    return TRUE;
  if (!_sek_grid_is_editable (self, row, column))
    {
      g_autofree char *reason = sek_grid_model_why_not (self->model, row, _sek_grid_get_place (self, column)->index);

      _sek_grid_emit_message (self, reason);
      return FALSE;
    }
  pending = _sek_grid_is_pending (self, self->cursor_id, _sek_grid_get_place (self, column)->description.id);
  if (!pending && !retry_pending (self))
    {
      /* One text waits at a time: the earlier one first. */
      _sek_grid_emit_message (self, self->problem);
      sek_grid_go_to_problem (self);
      return FALSE;
    }
  /* Storing the earlier text may have moved the rows. */
  if (!_sek_grid_get_cursor (self, &row, &column))
    return FALSE;
  start = pending        ? g_strdup (self->pending_text)
          : text != NULL ? g_strdup (text)
                         : sek_grid_model_dup_edit_text (self->model, row, _sek_grid_get_place (self, column)->index);
  open_editor (self, row, column, start, text != NULL);
  /* Several lines are shown as one: looking at them must not store them so. */
  if (!pending && text == NULL)
    self->edit_before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
  return TRUE;
}

gboolean
sek_grid_is_editing (SekGrid *self)
{
  return self->editing;
}

gboolean
sek_grid_commit (SekGrid *self)
{
  g_autofree char *text = NULL, *before = NULL, *said = NULL, *problem = NULL;
  guint row, column;

  if (!self->editing)
    return TRUE;
  if (!_sek_grid_find_edited (self, &row, &column))
    {
      _sek_grid_keep_edited (self);
      return FALSE;
    }
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
  before = sek_grid_model_dup_edit_text (self->model, row, _sek_grid_get_place (self, column)->index);
  if (g_str_equal (text, before) || g_strcmp0 (text, self->edit_before) == 0
      || store (self, row, column, text, TRUE, &said, &problem))
    {
      forget_pending (self);
      show_problem (self);
      _sek_grid_close_editor (self);
      _sek_grid_emit_cursor (self);
      _sek_grid_emit_message (self, said);
      return TRUE;
    }
  keep_pending (self, text, problem);
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
  _sek_grid_close_editor (self);
  _sek_grid_refresh (self);
  _sek_grid_emit_cursor (self);
}

gboolean
_sek_grid_give_up (SekGrid *self)
{
  guint row, column;

  if (self->pending_text == NULL)
    return FALSE;
  if (_sek_grid_find_pending (self, &row, &column) && (row != self->cursor_row || column != self->cursor_column))
    return FALSE;
  sek_grid_cancel (self);
  return TRUE;
}

void
_sek_grid_keep_edited (SekGrid *self)
{
  g_autofree char *text = NULL;
  guint row, column;

  if (!self->editing || self->committing || _sek_grid_find_edited (self, &row, &column))
    return;
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
  keep_pending (self, text,
                _("The row of this text is no longer shown. Clear the search, or press Escape to discard the text."));
  _sek_grid_close_editor (self);
  _sek_grid_emit_cursor (self);
}

const char *
sek_grid_get_problem (SekGrid *self)
{
  return self->problem;
}

gboolean
sek_grid_get_pending (SekGrid *self, gint64 *row, const char **column, const char **text)
{
  *row = self->pending_id;
  *column = self->pending_column;
  *text = self->pending_text;
  return self->pending_text != NULL;
}

gboolean
sek_grid_go_to_problem (SekGrid *self)
{
  guint row, column;

  if (self->pending_text == NULL || !_sek_grid_find_pending (self, &row, &column))
    return FALSE;
  /* Its row may be where the editor is open already. */
  if (!self->editing || !_sek_grid_is_pending (self, self->edit_id, self->edit_column))
    _sek_grid_go (self, row, column);
  self->scroll_wanted = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return sek_grid_start_edit (self, NULL);
}

/* --- where it is ------------------------------------------------------------------------------------------------- */

void
_sek_grid_place_editor (SekGrid *self)
{
  GdkRectangle area;
  guint row, column;
  int minimum;

  if (!self->editing || !_sek_grid_find_edited (self, &row, &column))
    return;
  area = _sek_grid_get_cell_area (self, row, column);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  area.width = MAX (area.width, minimum);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  area.height = MAX (area.height, minimum);
  gtk_widget_size_allocate (self->editor, &area, -1);
  _sek_grid_place_choices (self);
}

/* Leaving the grid stores what was typed; what is not accepted stays with its cell. Looking something up in another
 * window does not leave it: the editor is still the focus of this one. */
static void
focus_left_cb (GtkEventControllerFocus *controller, SekGrid *self)
{
  if (gtk_widget_is_focus (self->editor) || sek_grid_has_focus (self))
    return;
  _sek_grid_leave_header (self);
  if (self->editing && !sek_grid_commit (self))
    _sek_grid_close_editor (self);
}

/* A cell is one line: pasted line ends and tabs become spaces. */
static void
insert_text_cb (GtkEditable *editor, const char *text, int length, int *position, SekGrid *self)
{
  g_autofree char *one_line = g_strndup (text, length < 0 ? strlen (text) : (gsize) length);

  if (strpbrk (one_line, "\n\r\t") == NULL)
    return;
  g_strstrip (g_strdelimit (one_line, "\n\r\t", ' '));
  g_signal_stop_emission_by_name (editor, "insert-text");
  gtk_editable_insert_text (editor, one_line, -1, position);
}

void
_sek_grid_init_editor (SekGrid *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->editor = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->editor, "grideditor");
  gtk_widget_insert_before (self->editor, GTK_WIDGET (self), NULL);
  g_signal_connect_object (self->editor, "insert-text", G_CALLBACK (insert_text_cb), self, 0);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
