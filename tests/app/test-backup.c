/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/mount.h>

#include "sek-backup.h"
#include "sek-restore.h"

/* Backups as somebody at the keyboard meets them: made without a word, listed with what differs, read, put back as a
 * new file, and offered when the register is damaged. */

#define MEMBER "Drammen"

static char *
dup_path (TestScreen *self)
{
  SekDocument *document = sek_window_get_document (self->window);

  return document != NULL ? g_strdup (sek_document_get_path (document)) : NULL;
}

static gboolean
shows_register (TestScreen *self, const char *path)
{
  g_autofree char *shown = dup_path (self);

  return g_strcmp0 (shown, path) == 0;
}

static GPtrArray *
list_backups (const char *path)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = sek_store_list_backups (path, &error);

  g_assert_no_error (error);
  return list;
}

static guint
count_backups (const char *path)
{
  g_autoptr (GPtrArray) list = list_backups (path);

  return list->len;
}

static void
type_population (TestScreen *self, const char *text)
{
  screen_go_to (self, MEMBER, "population");
  screen_type (text);
}

/* Ctrl+K, the command's name, Enter. */
static GtkWidget *
restore_by_keys (TestScreen *self)
{
  GtkWidget *dialog;

  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  screen_type ("hent fram en\n");
  screen_wait (screen_dialog () != NULL);
  dialog = screen_dialog ();
  screen_show (GTK_WINDOW (dialog));
  return dialog;
}

static gboolean
shows_notice (TestScreen *self, const char *text)
{
  return gtk_info_bar_get_revealed (GTK_INFO_BAR (screen_part (self, "notice")))
         && strstr (gtk_label_get_text (GTK_LABEL (screen_part (self, "notice_text"))), text) != NULL;
}

/* Back to the window after a dialog that closed itself. */
static void
return_to (TestScreen *self)
{
  screen_wait (screen_dialog () == NULL);
  screen_show (GTK_WINDOW (self->window));
}

static void
test_read_and_put_back (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL, *old = NULL, *backup = NULL, *new = screen_path (self, "tilbake.sekretariat");
  g_autoptr (GSettings) settings = g_settings_new (SEK_APPLICATION_ID);
  g_autofree char *last = NULL;
  GtkWidget *dialog;

  screen_open_example (self);
  path = dup_path (self);
  old = screen_read (self, MEMBER, "population");
  g_assert_cmpuint (count_backups (path), ==, 0);
  type_population (self, "100000\n");
  type_population (self, "100001\n");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (count_backups (path), ==, 1);
  {
    g_autoptr (GPtrArray) list = list_backups (path);

    backup = g_strdup (((SekStoreBackup *) list->pdata[0])->path);
  }

  /* The list says what differs, and Enter reads the one that is chosen. */
  dialog = restore_by_keys (self);
  screen_wait (screen_shows (dialog, "1 rad er ulik: Folketall 1."));
  g_assert_true (screen_shows (dialog, "3 hendelser er loggført siden"));
  screen_shoot_widget (dialog, "backups");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (shows_register (self, backup));
  return_to (self);
  g_assert_true (shows_notice (self, "Dette er sikkerhetskopien av «"));
  screen_assert_reads (self, MEMBER, "population", old);
  screen_type ("1\n");
  screen_assert_reads (self, MEMBER, "population", old);
  screen_shoot (self, "backup-read");
  /* The next start goes on with the register. */
  last = g_settings_get_string (settings, "last-file");
  g_assert_true (g_str_has_suffix (last, ".sekretariat") && strstr (last, "backups") == NULL);

  /* From there, too; Tab leaves the list for the buttons. */
  dialog = restore_by_keys (self);
  screen_press (GDK_KEY_t, GDK_ALT_MASK);
  screen_wait (screen_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  screen_show (screen_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("tilbake.sekretariat\n");
  screen_wait (shows_register (self, new));
  screen_show (GTK_WINDOW (self->window));
  g_assert_false (gtk_info_bar_get_revealed (GTK_INFO_BAR (screen_part (self, "notice"))));
  screen_assert_reads (self, MEMBER, "population", old);
  type_population (self, "100002\n");
  screen_assert_reads (self, MEMBER, "population", "100\u00a0002");
  g_assert_cmpuint (count_backups (new), ==, 1);
  g_assert_cmpuint (count_backups (path), ==, 1);
}

static void
test_never_over (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL, *before = NULL, *after = NULL;
  g_autoptr (GPtrArray) list = NULL;
  gsize length, length_after;

  screen_open_example (self);
  path = dup_path (self);
  type_population (self, "100000\n");
  list = list_backups (path);
  before = screen_read_file (path, &length);
  sek_restore_to (self->window, list->pdata[0], path);
  screen_wait (screen_dialog () != NULL);
  g_assert_true (screen_shows (screen_dialog (), "Sikkerhetskopien ble ikke lagt tilbake"));
  screen_answer (self, "close");
  after = screen_read_file (path, &length_after);
  g_assert_cmpmem (after, length_after, before, length);
}

static void
test_none_yet (TestScreen *self, gconstpointer data)
{
  GtkWidget *dialog;

  screen_open_example (self);
  dialog = restore_by_keys (self);
  g_assert_true (screen_shows (dialog, "Det finnes ingen sikkerhetskopi av «"));
  screen_press (GDK_KEY_Escape, 0);
  return_to (self);
  /* In the menu, too, also where no register is open. */
  screen_press (GDK_KEY_F10, 0);
  g_assert_nonnull (screen_find (GTK_WIDGET (self->window), GTK_TYPE_WIDGET, "Hent fram en sikkerhetskopi …"));
  screen_press (GDK_KEY_Escape, 0);
}

static void
damage (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;

  bytes = screen_read_file (path, &length);
  memset (bytes + length / 3, 0xA5, length / 3);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static void
test_damaged (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL, *backup = NULL;
  g_autoptr (GPtrArray) list = NULL;
  GtkWidget *dialog;

  screen_open_example (self);
  path = dup_path (self);
  type_population (self, "100000\n");
  list = list_backups (path);
  backup = g_strdup (((SekStoreBackup *) list->pdata[0])->path);
  sek_window_set_document (self->window, NULL);
  damage (path);

  sek_window_open (self->window, path);
  screen_wait (screen_dialog () != NULL);
  dialog = screen_dialog ();
  screen_show (GTK_WINDOW (dialog));
  g_assert_true (screen_shows (dialog, "Den siste gode sikkerhetskopien er fra "));
  screen_shoot_widget (dialog, "backup-offered");
  /* The focus is on the first, which puts it back; the next one reads it. */
  screen_press (GDK_KEY_Tab, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (shows_register (self, backup));
  return_to (self);
  sek_window_set_document (self->window, NULL);

  /* All of them, by their button; what differs cannot be told. */
  sek_window_open (self->window, path);
  screen_wait (screen_dialog () != NULL);
  screen_show (GTK_WINDOW (screen_dialog ()));
  screen_press (GDK_KEY_s, GDK_ALT_MASK);
  screen_wait (screen_dialog () != NULL && screen_shows (screen_dialog (), "Selve registeret kan ikke leses"));
  screen_show (GTK_WINDOW (screen_dialog ()));
  screen_press (GDK_KEY_Escape, 0);
  return_to (self);
  g_assert_null (sek_window_get_document (self->window));

  /* A backup that is damaged itself is not offered. */
  damage (backup);
  sek_window_open (self->window, path);
  screen_wait (screen_dialog () != NULL);
  g_assert_false (adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (screen_dialog ()), "read"));
  screen_answer (self, "close");
}

static void
test_off (TestScreen *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (SEK_APPLICATION_ID);
  g_autofree char *path = NULL;
  GtkWidget *backups;

  screen_open_example (self);
  path = dup_path (self);
  screen_go_page ("settings");
  backups = screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_SWITCH, NULL);
  g_assert_nonnull (backups);
  gtk_widget_grab_focus (backups);
  screen_press (GDK_KEY_space, 0);
  screen_wait (!g_settings_get_boolean (settings, "backups"));
  screen_shoot (self, "backups-off");
  screen_go_page ("members");
  type_population (self, "100000\n");
  g_assert_cmpuint (count_backups (path), ==, 0);
  g_settings_set_boolean (settings, "backups", TRUE);
  type_population (self, "100001\n");
  g_assert_cmpuint (count_backups (path), ==, 1);
}

/* The change is stored all the same, and the window says why there is no backup, once. */
static void
assert_told (TestScreen *self, const char *text, const char *value, const char *reason)
{
  type_population (self, text);
  screen_wait (screen_tells (self, reason));
  g_assert_true (screen_tells (self, "kunne det ikke tas sikkerhetskopi"));
  screen_assert_reads (self, MEMBER, "population", value);
}

static void
test_full_and_read_only (TestScreen *self, gconstpointer data)
{
  g_autofree char *folder = sek_store_dup_backups_folder (), *path = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (mount ("tmpfs", folder, "tmpfs", 0, "size=64k") != 0)
    {
      g_test_skip (g_strerror (errno));
      return;
    }
  screen_open_example (self);
  path = dup_path (self);
  assert_told (self, "100000\n", "100\u00a0000", "Disken er full");
  screen_shoot (self, "backup-full");
  /* All of it can be read, as long as it is. */
  screen_click (screen_find_action (GTK_WIDGET (self->window), "win.tell-all"));
  screen_wait (screen_dialog () != NULL);
  g_assert_true (screen_shows (screen_dialog (), "Disken er full"));
  screen_answer (self, "close");
  type_population (self, "100001\n");
  screen_assert_reads (self, MEMBER, "population", "100\u00a0001");
  g_assert_cmpuint (count_backups (path), ==, 0);

  g_assert_cmpint (mount ("tmpfs", folder, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  sek_window_set_document (self->window, NULL);
  sek_window_open (self->window, path);
  screen_settle ();
  assert_told (self, "100002\n", "100\u00a0002", "Tilgang er nektet");
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);

  /* Tried again at the next opening. */
  sek_window_set_document (self->window, NULL);
  sek_window_open (self->window, path);
  screen_settle ();
  type_population (self, "100003\n");
  g_assert_cmpuint (count_backups (path), ==, 1);
}

static void
test_two_windows (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "to.sekretariat");
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_create_example (path, &error);
  g_autoptr (GSubprocess) writer = NULL;

  g_assert_no_error (error);
  sek_document_close (document);
  writer = screen_hold (path);
  screen_open (self, path);
  screen_change (writer, "Et annet navn");
  screen_wait (screen_shows (screen_part (self, "title"), "Et annet navn"));
  g_assert_cmpuint (count_backups (path), ==, 1);
  screen_release (writer);
  screen_wait (!gtk_info_bar_get_revealed (GTK_INFO_BAR (screen_part (self, "notice"))));
  /* The day has its backup, whoever made it. */
  type_population (self, "100000\n");
  screen_assert_reads (self, MEMBER, "population", "100\u00a0000");
  g_assert_cmpuint (count_backups (path), ==, 1);
}

/* By the clock of now the backup that there is was made in days to come. */
static void
test_clock_back (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL, *folder = NULL, *later = NULL;
  g_autoptr (GPtrArray) list = NULL;

  screen_open_example (self);
  path = dup_path (self);
  type_population (self, "100000\n");
  list = list_backups (path);
  folder = g_path_get_dirname (((SekStoreBackup *) list->pdata[0])->path);
  later = g_build_filename (folder, "2099-01-31T120000Z.v4.0001.sekretariat", NULL);
  g_assert_cmpint (g_rename (((SekStoreBackup *) list->pdata[0])->path, later), ==, 0);
  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("10000%d\n", i);

      sek_window_set_document (self->window, NULL);
      sek_window_open (self->window, path);
      screen_settle ();
      type_population (self, text);
    }
  g_assert_cmpuint (count_backups (path), ==, 2);
  g_assert_true (g_file_test (later, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/backup/read-and-put-back", test_read_and_put_back);
  screen_add ("/backup/never-over", test_never_over);
  screen_add ("/backup/none-yet", test_none_yet);
  screen_add ("/backup/damaged", test_damaged);
  screen_add ("/backup/off", test_off);
  screen_add ("/backup/full-and-read-only", test_full_and_read_only);
  screen_add ("/backup/two-windows", test_two_windows);
  screen_add ("/backup/clock-back", test_clock_back);
  return screen_run ();
}
