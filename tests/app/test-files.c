/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "sek-export.h"

/* Files that are no registers, or are broken, held by others or gone: a clear word in the window, nothing lost, nothing
 * written. */

#define MEMBER "Drammen"

static void
make_example (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_create_example (path, &error);

  g_assert_no_error (error);
  sek_document_close (document);
}

static void
write_file (const char *path, const char *contents, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, contents, (gssize) length, &error));
  g_assert_no_error (error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names in the test's folder, in order: nothing is left behind that was not there before. */
static char *
list_folder (TestScreen *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

/* Opening path fails in a dialog that names the file, and leaves everything as it is: the file, its folder, the
 * register that was open before. */
static void
assert_refused (TestScreen *self, const char *path, const char *picture)
{
  g_autofree char *before = list_folder (self), *after = NULL, *contents = NULL, *contents_after = NULL;
  g_autofree char *name = g_path_get_basename (path);
  SekDocument *document = sek_window_get_document (self->window);
  gboolean is_file = g_file_test (path, G_FILE_TEST_IS_REGULAR);
  GtkWidget *dialog;
  gsize length = 0, length_after = 0;

  if (is_file)
    contents = screen_read_file (path, &length);
  sek_window_open (self->window, path);
  screen_settle ();
  dialog = screen_dialog ();
  g_assert_nonnull (dialog);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), !=, "");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), name));
  g_test_message ("%s", adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)));
  g_assert_true (screen_shows (dialog, name));
  if (picture != NULL)
    screen_shoot (self, picture);
  screen_answer (self, "close");
  g_assert_true (sek_window_get_document (self->window) == document);
  if (is_file)
    {
      contents_after = screen_read_file (path, &length_after);
      g_assert_cmpmem (contents_after, length_after, contents, length);
    }
  after = list_folder (self);
  g_assert_cmpstr (after, ==, before);
}

static void
test_bad_files (TestScreen *self, gconstpointer data)
{
  g_autofree char *good = screen_path (self, "good.sekretariat"), *bytes = NULL;
  g_autofree char *text = screen_path (self, "text.sekretariat"), *empty = screen_path (self, "empty.sekretariat");
  g_autofree char *stub = screen_path (self, "stub.sekretariat"), *half = screen_path (self, "half.sekretariat");
  g_autofree char *holed = screen_path (self, "holed.sekretariat"), *folder = screen_path (self, "folder.sekretariat");
  g_autofree char *missing = screen_path (self, "missing.sekretariat");
  gsize length;

  make_example (good);
  bytes = screen_read_file (good, &length);
  write_file (text, "Kjære sekretariat,\n", strlen ("Kjære sekretariat,\n"));
  write_file (empty, "", 0);
  write_file (stub, bytes, 50);
  write_file (half, bytes, length / 2);
  memset (bytes + length / 3, 0xA5, length / 3);
  write_file (holed, bytes, length);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);

  /* Into an empty window, then beside an open register. */
  screen_start (self);
  for (guint i = 0; i < 2; i++)
    {
      assert_refused (self, text, i == 0 ? "bad-text" : NULL);
      assert_refused (self, empty, NULL);
      assert_refused (self, stub, NULL);
      assert_refused (self, half, i == 0 ? "bad-half" : NULL);
      assert_refused (self, holed, NULL);
      assert_refused (self, folder, NULL);
      assert_refused (self, missing, NULL);
      if (i == 0)
        {
          g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (screen_part (self, "main"))), ==, "start");
          sek_window_open (self->window, good);
          screen_settle ();
          g_assert_nonnull (sek_window_get_document (self->window));
        }
    }
  /* The register that stayed open can be edited as before. */
  screen_go_to (self, MEMBER, "population");
  screen_type ("100000\n");
  screen_assert_reads (self, MEMBER, "population", "100\u00a0000");
}

/* --- held by another process -------------------------------------------------------------------------------------- */

static gboolean
shows_notice (TestScreen *self)
{
  return gtk_info_bar_get_revealed (GTK_INFO_BAR (screen_part (self, "notice")))
         && *gtk_label_get_text (GTK_LABEL (screen_part (self, "notice_text"))) != '\0';
}

static void
test_held (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "held.sekretariat"), *old = NULL;
  g_autoptr (GSubprocess) writer = NULL;

  make_example (path);
  writer = screen_hold (path);
  screen_open (self, path);
  g_assert_nonnull (sek_window_get_document (self->window));
  g_assert_true (shows_notice (self));
  old = screen_read (self, MEMBER, "population");
  screen_shoot (self, "held");

  /* Typing opens nothing and says why; so do the ways around the grid. */
  screen_go_to (self, MEMBER, "population");
  screen_type ("1");
  g_assert_false (sek_grid_is_editing (screen_grid (self)));
  g_assert_true (screen_tells (self, gtk_label_get_text (GTK_LABEL (screen_part (self, "notice_text")))));
  screen_press (GDK_KEY_Delete, 0);
  screen_press (GDK_KEY_plus, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_minus, GDK_CONTROL_MASK);
  screen_assert_reads (self, MEMBER, "population", old);
  screen_go_page ("budget");
  screen_press (GDK_KEY_plus, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Down, GDK_ALT_MASK);
  screen_go_page ("members");

  /* What the other writes is seen here. */
  screen_change (writer, "Et annet navn");
  screen_wait (g_strcmp0 (adw_window_title_get_subtitle (ADW_WINDOW_TITLE (screen_part (self, "title"))),
                          "Et annet navn") == 0);
  g_assert_true (shows_notice (self));

  /* When the other is gone, editing opens. */
  screen_release (writer);
  screen_wait (!shows_notice (self));
  screen_go_to (self, MEMBER, "population");
  screen_type ("100000\n");
  screen_assert_reads (self, MEMBER, "population", "100\u00a0000");
}

/* --- not to be written -------------------------------------------------------------------------------------------- */

/* It is shown with the reason, and a try to edit changes nothing on disk. */
static void
assert_shown_only (TestScreen *self, const char *path, const char *picture)
{
  g_autofree char *before = NULL, *after = NULL, *old = NULL, *names = list_folder (self), *names_after = NULL;
  gsize length, length_after;

  before = screen_read_file (path, &length);
  screen_open (self, path);
  g_assert_null (screen_dialog ());
  g_assert_true (shows_notice (self));
  g_test_message ("%s", gtk_label_get_text (GTK_LABEL (screen_part (self, "notice_text"))));
  screen_shoot (self, picture);
  old = screen_read (self, MEMBER, "population");
  screen_go_to (self, MEMBER, "population");
  screen_type ("1\n");
  g_assert_false (sek_grid_is_editing (screen_grid (self)));
  screen_assert_reads (self, MEMBER, "population", old);
  g_assert_true (screen_close (self));
  after = screen_read_file (path, &length_after);
  g_assert_cmpmem (after, length_after, before, length);
  names_after = list_folder (self);
  g_assert_cmpstr (names_after, ==, names);
}

static void
test_newer (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "newer.sekretariat"), *bytes = NULL;
  gsize length;

  make_example (path);
  bytes = screen_read_file (path, &length);
  /* SQLite keeps user_version in the four bytes from 60 on, the most significant first. */
  bytes[62] = 0x7F;
  write_file (path, bytes, length);
  assert_shown_only (self, path, "newer");
}

static void
test_read_only (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "read-only.sekretariat");

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everything");
      return;
    }
  make_example (path);
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  assert_shown_only (self, path, "read-only-file");
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_cmpint (g_chmod (self->folder, 0500), ==, 0);
  assert_shown_only (self, path, "read-only-folder");
  g_assert_cmpint (g_chmod (self->folder, 0700), ==, 0);
}

/* --- gone under the window ---------------------------------------------------------------------------------------- */

static void
assert_same_register (const char *path, SekRegister *reg)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);
  g_autofree char *expected = sek_register_dump (reg), *dump = NULL;

  g_assert_no_error (error);
  dump = sek_register_dump (sek_document_get_register (document));
  g_assert_cmpstr (dump, ==, expected);
}

static void
test_copy (TestScreen *self, gconstpointer data)
{
  g_autofree char *copy = screen_path (self, "copy.sekretariat");

  screen_open_example (self);
  sek_export_copy_to (GTK_WINDOW (self->window), sek_window_get_document (self->window), copy);
  screen_wait (screen_tells (self, "copy.sekretariat"));
  assert_same_register (copy, sek_document_get_register (sek_window_get_document (self->window)));
}

static void
test_deleted (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL, *kept = screen_path (self, "elsewhere.sekretariat"), *old = NULL, *copy = NULL;
  SekGrid *grid;

  screen_open_example (self);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  grid = screen_grid (self);
  old = screen_read (self, MEMBER, "population");
  g_assert_cmpint (g_rename (path, kept), ==, 0);
  screen_wait (shows_notice (self));
  screen_shoot (self, "deleted");
  screen_go_to (self, MEMBER, "population");
  screen_type ("100000\n");
  /* The text stays where it was typed, with the reason; nothing was stored, and no new file came in the old one's
   * place. */
  g_assert_true (sek_grid_is_editing (grid));
  g_assert_nonnull (sek_grid_get_problem (grid));
  g_assert_true (screen_shows (screen_form (self), sek_grid_get_problem (grid)));
  screen_assert_reads (self, MEMBER, "population", old);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  /* A copy saves all that was stored. */
  copy = screen_path (self, "copy.sekretariat");
  sek_export_copy_to (GTK_WINDOW (self->window), sek_window_get_document (self->window), copy);
  screen_wait (screen_tells (self, "copy.sekretariat"));
  assert_same_register (copy, sek_document_get_register (sek_window_get_document (self->window)));

  /* It can be stored as soon as the file is back. */
  g_assert_cmpint (g_rename (kept, path), ==, 0);
  screen_wait (!shows_notice (self));
  screen_type ("\n");
  g_assert_null (sek_grid_get_problem (grid));
  screen_assert_reads (self, MEMBER, "population", "100\u00a0000");
}

/* Who saved a copy of a register whose file is gone goes on in the copy. */
static void
test_go_on_in_copy (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL, *kept = screen_path (self, "elsewhere.sekretariat"),
                  *copy = screen_path (self, "copy.sekretariat");
  GtkWidget *button;

  screen_open_example (self);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  g_assert_cmpint (g_rename (path, kept), ==, 0);
  screen_wait (shows_notice (self));
  sek_export_copy_to (GTK_WINDOW (self->window), sek_window_get_document (self->window), copy);
  screen_wait (screen_tells (self, "copy.sekretariat"));
  button = screen_find_action (GTK_WIDGET (self->window), "win.open-path");
  g_assert_nonnull (button);
  screen_click (button);
  screen_wait (g_str_equal (sek_document_get_path (sek_window_get_document (self->window)), copy));
  screen_wait (!shows_notice (self));
  screen_go_to (self, MEMBER, "population");
  screen_type ("100000\n");
  screen_assert_reads (self, MEMBER, "population", "100\u00a0000");
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/files/bad", test_bad_files);
  screen_add ("/files/held", test_held);
  screen_add ("/files/newer", test_newer);
  screen_add ("/files/read-only", test_read_only);
  screen_add ("/files/copy", test_copy);
  screen_add ("/files/deleted", test_deleted);
  screen_add ("/files/go-on-in-copy", test_go_on_in_copy);
  return screen_run ();
}
