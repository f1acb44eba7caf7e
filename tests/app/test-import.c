/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant: from a file or what was pasted to one step in the register, with real keys. */
#include <string.h>

#include "import-screen.h"

/* Numbers of 2024, as Statistics Norway writes them, with a place that no register has and one twice. */
#define POPULATION                                                                                                     \
  "\"region\";\"Personer 2022\"\n\"3301 Drammen\";103000\n\"3103 Moss\";51000\n\"9999 \xc5rnes\";7\n\"3107 "           \
  "Fredrikstad\";84000\n\"3107 Fredrikstad\";84001\n"

/* Renumbered, Latin-1; a row is left out by hand, the rest is one step, and the fees follow. */
static void
test_population (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "folketall.csv", POPULATION, -1), *before = NULL, *after = NULL,
                  *fee = NULL, *fee_after = NULL;
  SekImportWindow *import;

  screen_open_example (self);
  before = sek_register_dump (sek_document_get_register (sek_window_get_document (self->window)));
  fee = screen_read (self, "Drammen", "fee");
  import = import_present (self, SEK_IMPORT_KIND_POPULATION, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-population");
  g_assert_cmpuint (import_count_rows (import, "endret"), ==, 2);
  g_assert_cmpuint (import_count_rows (import, "ukjent"), ==, 1);
  g_assert_cmpuint (import_count_rows (import, "duplikat"), ==, 1);
  g_assert_cmpuint (import_count_rows (import, "ikke i filen"), >, 50);
  g_assert_true (screen_shows (GTK_WIDGET (import), "1 ukjent"));
  import_go_to_row (import, "3103 Moss");
  screen_press (GDK_KEY_space, 0);
  g_assert_true (screen_shows (GTK_WIDGET (import), "Importer 1 endring"));
  /* Escape asks, since something was left out by hand; the first answer goes on. */
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  screen_show (GTK_WINDOW (import));
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (import_find_open () == NULL);
  g_assert_cmpint (import_get_persons (self, "Drammen"), ==, 103000);
  g_assert_cmpint (import_get_persons (self, "Moss"), ==, 50290);
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

/* 102.500 can be two things: nothing is stored before somebody says which. */
static void
test_question (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "a.csv", "region;2022\n3005 Drammen;102.500\n3002 Moss;50.250\n", -1);
  SekImportWindow *import;
  GtkWidget *focus;

  screen_open_example (self);
  import = import_present (self, SEK_IMPORT_KIND_POPULATION, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-question");
  g_assert_true (screen_shows (GTK_WIDGET (import), "Må besvares"));
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_nonnull (import_find_open ());
  focus = gtk_window_get_focus (GTK_WINDOW (import));
  g_assert_true (GTK_IS_CHECK_BUTTON (focus));
  screen_press (GDK_KEY_space, 0);
  screen_wait (sek_import_window_is_idle (import));
  screen_shoot_widget (GTK_WIDGET (import), "import-answered");
  g_assert_cmpuint (import_count_rows (import, "endret"), ==, 2);
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (import_find_open () == NULL);
  g_assert_cmpint (import_get_persons (self, "Drammen"), ==, 102500);
  g_assert_cmpint (import_get_persons (self, "Moss"), ==, 50250);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

/* A population that cannot well be meant stays where it is until somebody takes it; why is said beside it. */
static void
test_doubtful (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "a.csv",
                                        "region;2022\n3005 Drammen;10227\n3002 Moss;51000\n3001 Halden;\n", -1);
  SekImportWindow *import;

  screen_open_example (self);
  import = import_present (self, SEK_IMPORT_KIND_POPULATION, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-doubtful");
  g_assert_cmpuint (import_count_rows (import, "usikker"), ==, 1);
  g_assert_cmpuint (import_count_rows (import, "endret"), ==, 1);
  g_assert_true (screen_shows (GTK_WIDGET (import), "Importer 1 endring"));
  import_go_to_row (import, "3005 Drammen");
  screen_press (GDK_KEY_space, 0);
  g_assert_true (screen_shows (GTK_WIDGET (import), "Importer 2 endringer"));
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (import_find_open () == NULL);
  g_assert_cmpint (import_get_persons (self, "Drammen"), ==, 10227);
  g_assert_cmpint (import_get_persons (self, "Halden"), ==, 31444);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

/* What is on the clipboard, into the window that the command opens. */
static void
test_paste (TestScreen *self, gconstpointer data)
{
  SekImportWindow *import;

  screen_open_example (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)),
                          "region\tPersoner 2022\n3005 Drammen\t104000\n");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.import", "s", "population");
  screen_wait (import_find_open () != NULL);
  import = SEK_IMPORT_WINDOW (import_find_open ());
  screen_show (GTK_WINDOW (import));
  screen_shoot_widget (GTK_WIDGET (import), "import-source");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_shows (GTK_WIDGET (import), "Importer 1 endring"));
  g_assert_cmpuint (import_count_rows (import, "endret"), ==, 1);
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (import_find_open () == NULL);
  g_assert_cmpint (import_get_persons (self, "Drammen"), ==, 102273);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

static void
test_unreadable (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "broken.xlsx", "PK\003\004 no more", -1);
  SekImportWindow *import;

  screen_open_example (self);
  import = import_present (self, SEK_IMPORT_KIND_POPULATION, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-unreadable");
  g_assert_true (screen_shows (GTK_WIDGET (import), "Filen kunne ikke brukes"));
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_nonnull (import_find_open ());
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (import_find_open () == NULL);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

/* Said before anything is chosen; a file can be looked at, and not stored. */
static void
test_read_only (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "a.csv", "region;Personer 2022\n3005 Drammen;104000\n", -1), *copy = NULL;
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  SekImportWindow *import;

  screen_open_example (self);
  copy = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  sek_window_set_document (self->window, NULL);
  document = sek_document_open (copy, SEK_DOCUMENT_READ_ONLY, &error);
  g_assert_no_error (error);
  sek_window_set_document (self->window, document);
  import = import_present (self, SEK_IMPORT_KIND_POPULATION, NULL);
  g_assert_true (screen_shows (GTK_WIDGET (import), "men ikke importere den"));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (import_find_open () == NULL);
  import = import_present (self, SEK_IMPORT_KIND_POPULATION, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-read-only");
  g_assert_cmpuint (import_count_rows (import, "endret"), ==, 1);
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_nonnull (import_find_open ());
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (import_find_open () == NULL);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/import/population", test_population);
  screen_add ("/import/question", test_question);
  screen_add ("/import/doubtful", test_doubtful);
  screen_add ("/import/paste", test_paste);
  screen_add ("/import/unreadable", test_unreadable);
  screen_add ("/import/read-only", test_read_only);
  return screen_run ();
}
