/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant: from a file or what was pasted to one step in the register, with real keys. */
#include <string.h>

#include "sek-import-window.h"
#include "sek-key.h"
#include "sek-test-display.h"

/* Numbers of 2024, as Statistics Norway writes them, with a place that no register has and one twice. */
#define POPULATION \
  "\"region\";\"Personer 2022\"\n\"3301 Drammen\";103000\n\"3103 Moss\";51000\n\"9999 \xc5rnes\";7\n\"3107 Fredrikstad\";84000\n\"3107 Fredrikstad\";84001\n"

static char *
write_file (TestScreen *self, const char *name, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  char *path = screen_path (self, name);

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return path;
}

static gint64
get_persons (TestScreen *self, const char *name)
{
  SekRegister *reg = sek_document_get_register (sek_window_get_document (self->window));
  gint64 row = 0;

  g_assert_true (sek_key_find (reg, sek_entity_get (SEK_MEMBER), name, &row, NULL));
  return sek_register_get_persons (reg, row, SEK_DATE (2022, 1, 1));
}

static SekImportWindow *
present (TestScreen *self, gint64 kind, const char *path)
{
  const char *const paths[] = { path, NULL };
  SekImportWindow *import = sek_import_window_present (self->window, kind, path != NULL ? paths : NULL);

  g_object_add_weak_pointer (G_OBJECT (import), (gpointer *) &import);
  screen_show (GTK_WINDOW (import));
  screen_wait (sek_import_window_is_idle (import));
  g_object_remove_weak_pointer (G_OBJECT (import), (gpointer *) &import);
  return import;
}

/* The open assistant; NULL for none. */
static GtkWindow *
find_open (void)
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

static guint
count_rows (SekImportWindow *import, const char *verdict)
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

/* Puts the cursor on the row of the file that is called so. */
static void
go_to_row (SekImportWindow *import, const char *name)
{
  SekGrid *grid = sek_import_window_get_grid (import);
  SekGridModel *model = sek_grid_get_model (grid);

  for (guint i = 0; i < sek_grid_model_get_n_rows (model); i++)
    {
      SekGridCellFlags flags = 0;
      g_autofree char *text = sek_grid_model_read (model, i, screen_find_column (model, "name"), &flags);

      if (!g_str_equal (text, name))
        continue;
      gtk_widget_grab_focus (GTK_WIDGET (grid));
      sek_grid_set_cursor (grid, i, 2);
      screen_settle ();
      return;
    }
  g_error ("no row “%s”", name);
}

/* Renumbered, Latin-1; a row is left out by hand, the rest is one step, and the fees follow. */
static void
test_population (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = write_file (self, "folketall.csv", POPULATION, -1), *before = NULL, *after = NULL, *fee = NULL, *fee_after = NULL;
  SekImportWindow *import;

  screen_open_example (self);
  before = sek_register_dump (sek_document_get_register (sek_window_get_document (self->window)));
  fee = screen_read (self, "Drammen", "fee");
  import = present (self, SEK_IMPORT_KIND_POPULATION, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-population");
  g_assert_cmpuint (count_rows (import, "endret"), ==, 2);
  g_assert_cmpuint (count_rows (import, "ukjent"), ==, 1);
  g_assert_cmpuint (count_rows (import, "dobbel"), ==, 1);
  g_assert_cmpuint (count_rows (import, "ikke i filen"), >, 50);
  g_assert_true (screen_shows (GTK_WIDGET (import), "1 ukjent"));
  go_to_row (import, "3103 Moss");
  screen_press (GDK_KEY_space, 0);
  g_assert_true (screen_shows (GTK_WIDGET (import), "Importer 1 endring"));
  /* Escape asks, since something was left out by hand; the first answer goes on. */
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  screen_show (GTK_WINDOW (import));
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (find_open () == NULL);
  g_assert_cmpint (get_persons (self, "Drammen"), ==, 103000);
  g_assert_cmpint (get_persons (self, "Moss"), ==, 50290);
  g_assert_true (screen_tells (self, "folketall"));
  screen_show (GTK_WINDOW (self->window));
  fee_after = screen_read (self, "Drammen", "fee");
  g_assert_cmpstr (fee_after, !=, fee);
  screen_shoot (self, "import-done");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (sek_document_get_register (sek_window_get_document (self->window)));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* 1.500 can be two things: nothing is stored before somebody says which. */
static void
test_question (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = write_file (self, "a.csv", "region;2022\n3005 Drammen;1.500\n3002 Moss;2.250\n", -1);
  SekImportWindow *import;
  GtkWidget *focus;

  screen_open_example (self);
  import = present (self, SEK_IMPORT_KIND_POPULATION, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-question");
  g_assert_true (screen_shows (GTK_WIDGET (import), "Må besvares"));
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_nonnull (find_open ());
  focus = gtk_window_get_focus (GTK_WINDOW (import));
  g_assert_true (GTK_IS_CHECK_BUTTON (focus));
  screen_press (GDK_KEY_space, 0);
  screen_wait (sek_import_window_is_idle (import));
  screen_shoot_widget (GTK_WIDGET (import), "import-answered");
  g_assert_cmpuint (count_rows (import, "endret"), ==, 2);
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (find_open () == NULL);
  g_assert_cmpint (get_persons (self, "Drammen"), ==, 1500);
  g_assert_cmpint (get_persons (self, "Moss"), ==, 2250);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

/* What is on the clipboard, into the window that the command opens. */
static void
test_paste (TestScreen *self, gconstpointer data)
{
  SekImportWindow *import;

  screen_open_example (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "region\tPersoner 2022\n3005 Drammen\t104000\n");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.import", "s", "population");
  screen_wait (find_open () != NULL);
  import = SEK_IMPORT_WINDOW (find_open ());
  screen_show (GTK_WINDOW (import));
  screen_shoot_widget (GTK_WIDGET (import), "import-source");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_shows (GTK_WIDGET (import), "Importer 1 endring"));
  g_assert_cmpuint (count_rows (import, "endret"), ==, 1);
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (find_open () == NULL);
  g_assert_cmpint (get_persons (self, "Drammen"), ==, 102273);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

static void
test_unreadable (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = write_file (self, "broken.xlsx", "PK\003\004 no more", -1);
  SekImportWindow *import;

  screen_open_example (self);
  import = present (self, SEK_IMPORT_KIND_POPULATION, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-unreadable");
  g_assert_true (screen_shows (GTK_WIDGET (import), "Filen kunne ikke brukes"));
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_nonnull (find_open ());
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (find_open () == NULL);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

/* Said before anything is chosen; a file can be looked at, and not stored. */
static void
test_read_only (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = write_file (self, "a.csv", "region;Personer 2022\n3005 Drammen;104000\n", -1), *copy = NULL;
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  SekImportWindow *import;

  screen_open_example (self);
  copy = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  sek_window_set_document (self->window, NULL);
  document = sek_document_open (copy, SEK_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  sek_window_set_document (self->window, document);
  import = present (self, SEK_IMPORT_KIND_POPULATION, NULL);
  g_assert_true (screen_shows (GTK_WIDGET (import), "men ikke importere den"));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (find_open () == NULL);
  import = present (self, SEK_IMPORT_KIND_POPULATION, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-read-only");
  g_assert_cmpuint (count_rows (import, "endret"), ==, 1);
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_nonnull (find_open ());
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (find_open () == NULL);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/import/population", test_population);
  screen_add ("/import/question", test_question);
  screen_add ("/import/paste", test_paste);
  screen_add ("/import/unreadable", test_unreadable);
  screen_add ("/import/read-only", test_read_only);
  return screen_run ();
}
