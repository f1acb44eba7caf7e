/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include <sys/mount.h>

#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>
#include <gtk/gtkunixprint.h>

#include "sek-export.h"
#include "sek-tables-page.h"
#include "sek-tables-several.h"

/* Tabeller's ways out as a person takes them: the print dialog and its preview, a table that is dragged into another
 * window, more years and registers in one book, and files that cannot be written. */

static SekTablesPage *
tables (TestScreen *self)
{
  return SEK_TABLES_PAGE (screen_page (self));
}

static SekPaperView *
view (TestScreen *self)
{
  return sek_tables_page_get_view (tables (self));
}

static void
open_page (TestScreen *self)
{
  screen_open_example (self);
  screen_go_page ("tables");
  g_assert_true (SEK_IS_TABLES_PAGE (screen_page (self)));
  screen_wait (sek_paper_view_is_drawn (view (self)));
}

/* The words of a PDF, or NULL when it is none yet. Owned. */
static char *
read_pdf (const char *path)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                          | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                                      NULL, "pdftotext", path, "-", NULL);
  char *text = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, NULL));
  if (!g_subprocess_get_successful (process))
    g_clear_pointer (&text, g_free);
  return text;
}

/* Whether the file is printed, as far as these words. A file that is still being written may be read in part. */
static gboolean
is_printed (const char *path, const char *first, const char *second)
{
  g_autofree char *text = g_file_test (path, G_FILE_TEST_EXISTS) ? read_pdf (path) : NULL;

  return text != NULL && strstr (text, first) != NULL && strstr (text, second) != NULL;
}

/* --- printing ----------------------------------------------------------------------------------------------------- */

static GtkPrintUnixDialog *
open_print_dialog (void)
{
  screen_press (GDK_KEY_p, GDK_CONTROL_MASK);
  screen_wait (screen_find_window (GTK_TYPE_PRINT_UNIX_DIALOG) != NULL);
  return GTK_PRINT_UNIX_DIALOG (screen_find_window (GTK_TYPE_PRINT_UNIX_DIALOG));
}

/* The printer that prints to a file, as GTK calls it in the program's language. */
static void
choose_file (GtkPrintUnixDialog *dialog)
{
  screen_wait (screen_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Skriv ut til fil") != NULL);
  screen_click (screen_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Skriv ut til fil"));
  screen_wait (gtk_print_unix_dialog_get_selected_printer (dialog) != NULL);
}

/* What is in view, with the file chosen beforehand: its chooser is GTK's. */
static void
print_to (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  GtkPrintUnixDialog *dialog = open_print_dialog ();

  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_URI, uri);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf");
  gtk_print_unix_dialog_set_settings (dialog, settings);
  choose_file (dialog);
  screen_shoot_widget (GTK_WIDGET (dialog), "print-dialog");
  screen_click (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK));
  screen_wait (screen_find_window (GTK_TYPE_PRINT_UNIX_DIALOG) == NULL);
}

/* From every page, whose report is gone when the dialog answers. GTK remembers the file of the first time. */
static void
test_dialog (TestScreen *self, gconstpointer data)
{
  static const struct { const char *name, *first, *second; } pages[] = {
    { "members", "Kontingent", "Drammen" }, { "fees", "Satser", "2,80" }, { "invoices", "Fakturakjøring", "Drammen" },
    { "budget", "Utgående mindreforbruk", "−1 290" }, { "projects", "Prosjektmidler", "Innsatsområde" },
    { "checks", "Kontroll", "Sum inntekter" },
  };
  g_autofree char *path = screen_path (self, "utskrift.pdf");

  open_page (self);
  print_to (path);
  screen_wait (is_printed (path, "Utgående mindreforbruk", "−1 290"));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_assert_no_errno (g_unlink (path));
      g_test_message ("%s", pages[i].name);
      screen_go_page (pages[i].name);
      print_to (path);
      screen_wait (is_printed (path, pages[i].first, pages[i].second));
    }
}

/* The preview is whatever program the desktop has for it; here one that keeps what it is given. */
static void
test_preview (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "vist.pdf"), *command = g_strdup_printf ("cp %%f %s", path);
  GtkPrintUnixDialog *dialog;

  open_page (self);
  g_object_set (gtk_settings_get_default (), "gtk-print-preview-command", command, NULL);
  dialog = open_print_dialog ();
  choose_file (dialog);
  screen_click (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_APPLY));
  screen_wait (is_printed (path, "Utgående mindreforbruk", "−1 290"));
  if (screen_find_window (GTK_TYPE_PRINT_UNIX_DIALOG) != NULL)
    gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  screen_wait (screen_find_window (GTK_TYPE_PRINT_UNIX_DIALOG) == NULL);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-print-preview-command");
}

/* --- dragging ----------------------------------------------------------------------------------------------------- */

/* A window that takes one form of what is dropped on it. */
typedef struct
{
  GtkWindow  *window;
  GtkWidget  *label;
  const char *type;
  gboolean    entered;
  GdkDrop    *drop; /* borrowed */
  GString    *text; /* NULL until it was read */
} Target;

static void
spliced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Target *target = user_data;
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (object);
  g_autoptr (GError) error = NULL;

  g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, &error);
  g_assert_no_error (error);
  gdk_drop_finish (target->drop, GDK_ACTION_COPY);
  target->text = g_string_new_len (g_memory_output_stream_get_data (memory),
                                   (gssize) g_memory_output_stream_get_data_size (memory));
}

/* Both ends are in this process, so that neither may wait for the other. */
static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Target *target = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = gdk_drop_read_finish (GDK_DROP (object), result, NULL, &error);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  target->drop = GDK_DROP (object);
  g_output_stream_splice_async (memory, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, spliced_cb, target);
}

static gboolean
dropped_cb (GtkDropTargetAsync *controller, GdkDrop *drop, double x, double y, Target *target)
{
  const char *types[] = { target->type, NULL };

  gdk_drop_read_async (drop, types, G_PRIORITY_DEFAULT, NULL, read_cb, target);
  return TRUE;
}

static GdkDragAction
entered_cb (GtkDropTargetAsync *controller, GdkDrop *drop, double x, double y, Target *target)
{
  target->entered = TRUE;
  return GDK_ACTION_COPY;
}

/* What a window manager says of each window, and who drags looks for. */
static void
manage (GtkWindow *window)
{
  Display *server = gdk_x11_display_get_xdisplay (gtk_widget_get_display (GTK_WIDGET (window)));
  Atom state = XInternAtom (server, "WM_STATE", False);
  long normal[] = { 1, None };

  XChangeProperty (server, gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window))), state, state, 32,
                   PropModeReplace, (unsigned char *) normal, 2);
  XSync (server, False);
}

/* Without a window manager it stands where the main window does, over its corner. */
static void
open_target (Target *target, const char *type)
{
  const char *types[] = { type };
  GtkDropTargetAsync *controller = gtk_drop_target_async_new (gdk_content_formats_new (types, 1), GDK_ACTION_COPY);

  *target = (Target) { .window = GTK_WINDOW (gtk_window_new ()), .label = gtk_label_new (type), .type = type };
  g_signal_connect (controller, "drag-enter", G_CALLBACK (entered_cb), target);
  g_signal_connect (controller, "drop", G_CALLBACK (dropped_cb), target);
  gtk_widget_add_controller (target->label, GTK_EVENT_CONTROLLER (controller));
  gtk_window_set_decorated (target->window, FALSE);
  gtk_window_set_default_size (target->window, 180, 120);
  gtk_window_set_child (target->window, target->label);
  screen_show (target->window);
  manage (target->window);
}

/* So that waiting looks again while the server is silent. */
static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
drag_to (TestScreen *self, Target *target)
{
  int width = gtk_widget_get_width (GTK_WIDGET (view (self)));
  guint tick = g_timeout_add (100, tick_cb, NULL);

  screen_point (GTK_WIDGET (view (self)), width / 2.0, 250);
  screen_button (1, TRUE);
  /* Far enough to be no click, then in steps, as a hand moves. */
  for (int step = 1; step <= 8; step++)
    screen_point (GTK_WIDGET (view (self)), width / 2.0 - 12 * step, 250 - 6 * step);
  for (int step = 1; step <= 20 && !target->entered; step++)
    screen_point (target->label, 90 + step % 5, 60 + step % 3);
  screen_wait (target->entered);
  screen_button (1, FALSE);
  screen_wait (target->text != NULL);
  g_source_remove (tick);
}

static void
test_drag (TestScreen *self, gconstpointer data)
{
  static const char *const types[] = { "text/html", "text/plain;charset=utf-8" };

  open_page (self);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      Target target;

      open_target (&target, types[i]);
      drag_to (self, &target);
      if (i == 0)
        {
          g_assert_nonnull (strstr (target.text->str, "<table"));
          g_assert_nonnull (strstr (target.text->str, "-1290"));
        }
      else
        g_assert_cmpstr (target.text->str, ==, sek_preview_get_text (sek_paper_view_get_preview (view (self)), 0));
      g_string_free (target.text, TRUE);
      gtk_window_destroy (target.window);
      screen_settle ();
    }
}

/* --- more in the same book ---------------------------------------------------------------------------------------- */

static GtkWidget *
find_several (TestScreen *self)
{
  return screen_find (GTK_WIDGET (tables (self)), SEK_TYPE_TABLES_SEVERAL, NULL);
}

static SekBook *
make_book (TestScreen *self)
{
  guint n;
  const SekTableId *shown = sek_tables_page_get_tables (tables (self), &n);
  g_autoptr (GError) error = NULL;
  SekBook *book = sek_report_make_book ((SekReport *) sek_tables_page_get_report (tables (self)), shown, n, &error);

  g_assert_no_error (error);
  return book;
}

static void
test_several (TestScreen *self, gconstpointer data)
{
  g_autofree char *other = screen_path (self, "nabo.sekretariat"), *file = screen_path (self, "begge.xlsx");
  g_autoptr (SekDocument) made = NULL;
  g_autoptr (SekBook) book = NULL;
  g_autoptr (SekBook) alone = NULL;
  guint n;
  const SekTableId *shown;

  open_page (self);
  g_assert_cmpuint (sek_preview_get_n_pages (sek_paper_view_get_preview (view (self))), ==, 2);
  screen_click (screen_find (find_several (self), ADW_TYPE_EXPANDER_ROW, "Andre år"));
  screen_wait (screen_find (find_several (self), ADW_TYPE_ACTION_ROW, "2022") != NULL);
  screen_click (screen_find (find_several (self), ADW_TYPE_ACTION_ROW, "2022"));
  screen_wait (sek_paper_view_is_drawn (view (self))
               && sek_preview_get_n_pages (sek_paper_view_get_preview (view (self))) == 3);
  screen_shoot (self, "tables-several");

  made = sek_document_create_example (other, NULL);
  g_assert_nonnull (made);
  sek_document_close (made);
  sek_tables_several_add_register (SEK_TABLES_SEVERAL (find_several (self)), other);
  screen_wait (sek_paper_view_is_drawn (view (self))
               && sek_preview_get_n_pages (sek_paper_view_get_preview (view (self))) == 6);
  book = make_book (self);
  g_assert_cmpuint (book->sheets->len, ==, 4);
  g_assert_cmpuint (book->charts->len, ==, 4);
  shown = sek_tables_page_get_tables (tables (self), &n);
  sek_export_to (GTK_WINDOW (self->window), sek_window_get_document (self->window),
                 sek_tables_page_get_report (tables (self)), shown, n, file);
  screen_wait (screen_tells (self, "«begge.xlsx» er lagret"));
  screen_settle ();
  screen_shoot (self, "tables-several-registers");

  /* Left out again, by mouse. */
  screen_click (screen_find (find_several (self), ADW_TYPE_EXPANDER_ROW, "Andre registre"));
  screen_wait (screen_find (find_several (self), GTK_TYPE_BUTTON, "list-remove-symbolic") != NULL);
  screen_click (screen_find (find_several (self), GTK_TYPE_BUTTON, "list-remove-symbolic"));
  screen_click (screen_find (find_several (self), ADW_TYPE_ACTION_ROW, "2022"));
  screen_wait (sek_paper_view_is_drawn (view (self))
               && sek_preview_get_n_pages (sek_paper_view_get_preview (view (self))) == 2);
  alone = make_book (self);
  g_assert_cmpuint (alone->sheets->len, ==, 1);
}

/* --- what cannot be written --------------------------------------------------------------------------------------- */

static void
export_to (TestScreen *self, const char *path)
{
  guint n;
  const SekTableId *shown = sek_tables_page_get_tables (tables (self), &n);

  sek_export_to (GTK_WINDOW (self->window), sek_window_get_document (self->window),
                 sek_tables_page_get_report (tables (self)), shown, n, path);
}

static void
assert_file (const char *path, const char *expected)
{
  gsize length;
  g_autofree char *text = screen_read_file (path, &length);

  g_assert_cmpuint (length, ==, strlen (expected));
  g_assert_cmpmem (text, length, expected, strlen (expected));
}

/* A file that LibreOffice or Excel has open is replaced only when the person says so. */
static void
test_held (TestScreen *self, gconstpointer data)
{
  static const struct { const char *name; const char *text; } locks[] = {
    { ".~lock.tall.xlsx#", ",styret,sekretariatet,20.12.2022 09:00,;" },
    { "~$tall.xlsx", "\006styret                        " },
  };
  g_autofree char *path = screen_path (self, "tall.xlsx");

  open_page (self);
  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      g_autofree char *lock = screen_path (self, locks[i].name), *text = NULL;

      g_assert_true (g_file_set_contents (path, "gammelt", -1, NULL));
      g_assert_true (g_file_set_contents (lock, locks[i].text, -1, NULL));
      export_to (self, path);
      screen_wait (screen_dialog () != NULL);
      g_assert_true (screen_shows (screen_dialog (), "tall.xlsx"));
      g_assert_true (screen_shows (screen_dialog (), "styret har filen åpen"));
      screen_shoot_widget (screen_dialog (), i == 0 ? "export-held-libreoffice" : "export-held-excel");
      screen_press (GDK_KEY_Escape, 0);
      screen_wait (screen_dialog () == NULL);
      assert_file (path, "gammelt");

      export_to (self, path);
      screen_wait (screen_dialog () != NULL);
      screen_answer (self, "replace");
      screen_wait (screen_tells (self, "«tall.xlsx» er lagret"));
      text = screen_read_file (path, NULL);
      g_assert_true (g_str_has_prefix (text, "PK"));
      g_unlink (lock);
    }
}

/* On a full disk the old file stays as it was, nothing lies beside it, and the window says what to do. */
static void
test_full (TestScreen *self, gconstpointer data)
{
  static const char *const names[] = {
    "tall.xlsx", "tall.pdf", "tall.html", "tall.odt", "tall.docx", "tall.csv", "tall.txt",
  };
  g_autofree char *folder = screen_path (self, "full"), *filler = g_build_filename (folder, "fyll", NULL),
                  *ballast = g_strnfill (1 << 17, 'x');
  g_autofree char *sheets = g_build_filename (folder, "ark", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  if (mount ("tmpfs", folder, "tmpfs", 0, "size=64k") != 0)
    {
      g_test_skip ("a small file system cannot be mounted by this user");
      return;
    }
  g_assert_cmpint (g_mkdir (sheets, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "gammelt", -1, NULL));
    }
  g_assert_false (g_file_set_contents_full (filler, ballast, 1 << 17, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  open_page (self);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      export_to (self, path);
      screen_wait (screen_dialog () != NULL);
      if (i == 0)
        screen_shoot_widget (screen_dialog (), "export-full");
      g_assert_true (screen_shows (screen_dialog (), names[i]));
      g_assert_true (screen_shows (screen_dialog (), "Det er ikke plass igjen"));
      screen_press (GDK_KEY_Escape, 0);
      screen_wait (screen_dialog () == NULL);
      assert_file (path, "gammelt");
    }
  sek_export_member_sheets_to (GTK_WINDOW (self->window), sek_window_get_document (self->window),
                               sek_tables_page_get_report (tables (self)), sheets);
  screen_wait (screen_dialog () != NULL);
  g_assert_true (screen_shows (screen_dialog (), "Det er ikke plass igjen"));
  screen_shoot_widget (screen_dialog (), "export-full-sheets");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_cmpint (g_rmdir (sheets), ==, 0);
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/tables-out/dialog", test_dialog);
  screen_add ("/tables-out/preview", test_preview);
  screen_add ("/tables-out/drag", test_drag);
  screen_add ("/tables-out/several", test_several);
  screen_add ("/tables-out/held", test_held);
  screen_add ("/tables-out/full", test_full);
  return screen_run ();
}
