/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-screen.h"

#include "sek-key.h"

char *
import_write (TestScreen *self, const char *name, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  char *path = screen_path (self, name);

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return path;
}

gint64
import_get_persons (TestScreen *self, const char *name)
{
  SekRegister *reg = sek_document_get_register (sek_window_get_document (self->window));
  gint64 row = 0;

  g_assert_true (sek_key_find (reg, sek_entity_get (SEK_MEMBER), name, &row, NULL));
  return sek_register_get_persons (reg, row, SEK_DATE (2022, 1, 1));
}

SekImportWindow *
import_present (TestScreen *self, gint64 kind, const char *path)
{
  const char *const paths[] = { path, NULL };
  SekImportWindow *import = sek_import_window_present (GTK_WINDOW (self->window),
                                                       sek_window_get_document (self->window), kind,
                                                       path != NULL ? paths : NULL);

  g_object_add_weak_pointer (G_OBJECT (import), (gpointer *) &import);
  screen_show (GTK_WINDOW (import));
  screen_wait (sek_import_window_is_idle (import));
  g_object_remove_weak_pointer (G_OBJECT (import), (gpointer *) &import);
  return import;
}

GtkWindow *
import_find_open (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (windows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (SEK_IS_IMPORT_WINDOW (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

guint
import_count_rows (SekImportWindow *import, const char *verdict)
{
  SekGridModel *model = sek_grid_get_model (sek_import_window_get_grid (import));
  guint n = 0;

  for (guint i = 0; i < sek_grid_model_get_n_rows (model); i++)
    {
      SekGridCellFlags flags = 0;
      g_autofree char *text = sek_grid_model_read (model, i, screen_find_column (model, "verdict"), &flags);

      n += g_str_equal (text, verdict);
    }
  return n;
}

static void
go_to (SekImportWindow *import, const char *column, const char *name)
{
  SekGrid *grid = sek_import_window_get_grid (import);
  SekGridModel *model = sek_grid_get_model (grid);

  for (guint i = 0; i < sek_grid_model_get_n_rows (model); i++)
    {
      SekGridCellFlags flags = 0;
      g_autofree char *text = sek_grid_model_read (model, i, screen_find_column (model, column), &flags);

      if (!g_str_equal (text, name))
        continue;
      gtk_widget_grab_focus (GTK_WIDGET (grid));
      sek_grid_set_cursor (grid, i, 2);
      screen_settle ();
      return;
    }
  g_error ("no row “%s”", name);
}

void
import_go_to_row (SekImportWindow *import, const char *name)
{
  go_to (import, "name", name);
}

void
import_go_to_label (SekImportWindow *import, const char *label)
{
  go_to (import, "label", label);
}
