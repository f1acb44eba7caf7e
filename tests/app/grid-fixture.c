/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid-fixture.h"

#include "sek-grid-private.h"

static void
note (Fixture *self, const char *word)
{
  g_string_append_printf (self->signals, "%s%s", self->signals->len > 0 ? " " : "", word);
}

static void
message_cb (SekGrid *grid, const char *text, Fixture *self)
{
  g_free (self->message);
  self->message = g_strdup (text);
  note (self, "message");
}

static void
delete_cb (SekGrid *grid, Fixture *self)
{
  note (self, "delete");
}

static void
insert_cb (SekGrid *grid, Fixture *self)
{
  note (self, "insert");
}

static void
move_cb (SekGrid *grid, int delta, Fixture *self)
{
  note (self, delta < 0 ? "up" : "down");
}

static void
activate_cb (SekGrid *grid, Fixture *self)
{
  note (self, "activate");
}

void
fixture_set_up (Fixture *self, gconstpointer n_rows)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->signals = g_string_new (NULL);
  self->model = fake_model_new (GPOINTER_TO_UINT (n_rows));
  self->grid = SEK_GRID (sek_grid_new ());
  self->entry = gtk_entry_new ();
  self->scrolled = gtk_scrolled_window_new ();
  self->window = gtk_window_new ();
  sek_grid_set_title (self->grid, "Medlemmer");
  sek_grid_set_model (self->grid, SEK_GRID_MODEL (self->model));
  g_signal_connect (self->grid, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (self->grid, "delete-rows", G_CALLBACK (delete_cb), self);
  g_signal_connect (self->grid, "insert-row", G_CALLBACK (insert_cb), self);
  g_signal_connect (self->grid, "move-rows", G_CALLBACK (move_cb), self);
  g_signal_connect (self->grid, "activate", G_CALLBACK (activate_cb), self);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->grid));
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (self->scrolled), FALSE);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->scrolled);
  gtk_window_set_child (GTK_WINDOW (self->window), box);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1000, 640);
  screen_show (GTK_WINDOW (self->window));
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  screen_settle ();
}

void
fixture_tear_down (Fixture *self, gconstpointer n_rows)
{
  g_signal_handlers_disconnect_by_data (self->grid, self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  screen_settle ();
  g_assert_finalize_object (self->model);
  g_string_free (self->signals, TRUE);
  g_free (self->message);
}

void
fixture_resize (Fixture *self, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  screen_wait (gtk_widget_get_width (self->window) == width && gtk_widget_get_height (self->window) == height);
  screen_settle ();
}

GdkRectangle
fixture_get_area (Fixture *self, guint row, guint column)
{
  return _sek_grid_get_cell_area (self->grid, row, column);
}

void
fixture_click (Fixture *self, guint row, guint column, int n, GdkModifierType modifiers)
{
  GdkRectangle area = fixture_get_area (self, row, column);

  screen_click_with (GTK_WIDGET (self->grid), area.x + area.width / 2.0, area.y + area.height / 2.0, GDK_BUTTON_PRIMARY,
                     n, modifiers);
}

void
fixture_click_head (Fixture *self, guint column, int dx, int n)
{
  GdkRectangle area = fixture_get_area (self, 0, column);

  screen_click_with (GTK_WIDGET (self->grid), area.x + area.width - dx, self->grid->header_height / 2.0,
                     GDK_BUTTON_PRIMARY, n, 0);
}

SekGridCell *
fixture_get_cell (Fixture *self, guint row, guint column)
{
  for (guint i = 0; i < self->grid->rows->len; i++)
    if (_sek_grid_row_get_bound (self->grid->rows->pdata[i]) == (int) row
        && gtk_widget_get_child_visible (self->grid->rows->pdata[i]))
      return _sek_grid_row_get_cell (self->grid->rows->pdata[i], column);
  g_assert_not_reached ();
}

SekGridCell *
fixture_get_head (Fixture *self, guint column)
{
  return _sek_grid_row_get_cell (SEK_GRID_ROW (self->grid->header), column);
}

GtkWidget *
fixture_get_editor (Fixture *self)
{
  return self->grid->editor;
}

const char *
fixture_get_text (Fixture *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->grid->editor));
}
