/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways into the import assistant and out of it: kinds by keys, the chooser, paste, a file that is dropped, cancel,
 * and what cannot be read. */
#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>
#include <string.h>

#include "import-screen.h"

#define ONE "region;Personer 2022\n3005 Drammen;104000\n"

static SekImportWindow *
open_empty (TestScreen *self)
{
  screen_open_example (self);
  return import_present (self, SEK_IMPORT_KIND_POPULATION, NULL);
}

static void
leave (TestScreen *self)
{
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (import_find_open () == NULL);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

static void
test_source (TestScreen *self, gconstpointer data)
{
  SekImportWindow *import = open_empty (self);
  static const int widths[] = { 1050, 780, 680 };

  screen_shoot_widget (GTK_WIDGET (import), "import-source");
  g_assert_true (screen_shows (GTK_WIDGET (import), "07459"));
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (import), widths[i], 680);
      screen_wait (gtk_widget_get_width (GTK_WIDGET (import)) <= widths[i]);
    }
  screen_shoot_widget (GTK_WIDGET (import), "import-source-680");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  screen_settle ();
  screen_shoot_widget (GTK_WIDGET (import), "import-source-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  /* Another kind by keys. */
  screen_press (GDK_KEY_Tab, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_space, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_shoot_widget (GTK_WIDGET (import), "import-source-members");
  g_assert_true (screen_shows (GTK_WIDGET (import), "kontakter"));
  leave (self);
}

static void
test_chooser (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "folketall.csv", ONE, -1);
  SekImportWindow *import = open_empty (self);

  screen_press (GDK_KEY_o, GDK_CONTROL_MASK);
  screen_wait (screen_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  screen_show (screen_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
  screen_show (GTK_WINDOW (import));
  g_assert_true (screen_shows (GTK_WIDGET (import), "Ingenting er valgt"));
  /* The primary button has the focus. */
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  screen_show (screen_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG));
  screen_type (path);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
  screen_show (GTK_WINDOW (import));
  screen_wait (screen_shows (GTK_WIDGET (import), "Importer 1 endring"));
  leave (self);
}

/* Cells with line ends in them are whole in HTML only; HTML without a table is not read. */
static void
test_paste (TestScreen *self, gconstpointer data)
{
  static const char html[] = "<html><body><table><tr><th>Kommune</th><th>Personer "
                             "2022</th></tr><tr><td>3005<br>Drammen</td><td>104 001</td></tr></table></body></html>";
  SekImportWindow *import = open_empty (self);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (import));
  g_autoptr (GBytes) table = g_bytes_new_static (html, strlen (html)), page = g_bytes_new_static ("<p>b</p>", 8),
                     text = g_bytes_new_static (ONE, strlen (ONE));
  GdkContentProvider *both[] = { gdk_content_provider_new_for_bytes ("text/html", table),
                                 gdk_content_provider_new_for_bytes ("text/plain;charset=utf-8", page) };
  GdkContentProvider *plain[] = { gdk_content_provider_new_for_bytes ("text/html", page),
                                  gdk_content_provider_new_for_bytes ("text/plain;charset=utf-8", text) };
  g_autoptr (GdkContentProvider) first = gdk_content_provider_new_union (both, 2),
                                 second = gdk_content_provider_new_union (plain, 2);

  gdk_clipboard_set_content (clipboard, first);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_shows (GTK_WIDGET (import), "Importer 1 endring"));
  screen_shoot_widget (GTK_WIDGET (import), "import-pasted");
  /* Again, from the grid. */
  gtk_widget_grab_focus (GTK_WIDGET (sek_import_window_get_grid (import)));
  gdk_clipboard_set_content (clipboard, second);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (!screen_shows (GTK_WIDGET (import), "HTML"));
  import_go_to_row (import, "3005 Drammen");
  gdk_clipboard_set_text (clipboard, "");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_shows (GTK_WIDGET (import), "ingen tabell på utklippstavlen"));
  screen_shoot_widget (GTK_WIDGET (import), "import-pasted-nothing");
  leave (self);
}

/* --- what is dropped ---------------------------------------------------------------------------------------------- */

#define DRAG "--drag"

/* Another process, like a file manager: a small window beside the others out of which a file can be dragged. */
static G_NORETURN void
offer (const char *path)
{
  GFile *file = g_file_new_for_path (path);
  GtkWidget *window, *label;
  GtkDragSource *drag;
  GdkContentProvider *content;
  Display *display;

  gtk_init ();
  window = gtk_window_new ();
  label = gtk_label_new (path);
  drag = gtk_drag_source_new ();
  content = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, g_slist_prepend (NULL, file));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_drag_source_set_content (drag, content);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (drag));
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 120, 80);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  display = gdk_x11_display_get_xdisplay (gdk_display_get_default ());
  XMoveWindow (display, gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window))), 1400, 900);
  while (!gtk_widget_get_mapped (label) || gtk_widget_get_width (label) == 0)
    g_main_context_iteration (NULL, TRUE);
  XSync (display, False);
  puts ("ready");
  fflush (stdout);
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

static void
move_to (int x, int y)
{
  XTestFakeMotionEvent (gdk_x11_display_get_xdisplay (gdk_display_get_default ()), -1, x, y, CurrentTime);
  screen_settle ();
}

static void
test_drop (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "sluppet.csv", ONE, -1);
  SekImportWindow *import = open_empty (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) source = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", DRAG,
                                                     path, NULL);
  char line[7] = "";

  g_assert_no_error (error);
  g_input_stream_read_all (g_subprocess_get_stdout_pipe (source), line, 6, NULL, NULL, &error);
  g_assert_cmpstr (line, ==, "ready\n");
  move_to (1450, 940);
  screen_button (1, TRUE);
  for (int i = 0; i <= 20; i++)
    move_to (1450 - i * 45, 940 - i * 30);
  screen_shoot_widget (GTK_WIDGET (import), "import-dragged");
  /* The two processes come to terms about what is dragged while the pointer moves. */
  for (int i = 0; i < 400 && (gtk_widget_get_state_flags (GTK_WIDGET (import)) & GTK_STATE_FLAG_DROP_ACTIVE) == 0; i++)
    move_to (550 + i % 2, 340);
  screen_shoot_widget (GTK_WIDGET (import), "import-dragged-over");
  screen_button (1, FALSE);
  screen_wait (screen_shows (GTK_WIDGET (import), "sluppet.csv"));
  screen_wait (screen_shows (GTK_WIDGET (import), "Importer 1 endring"));
  g_subprocess_force_exit (source);
  screen_show (GTK_WINDOW (import));
  leave (self);
}

/* --- long and wrong ----------------------------------------------------------------------------------------------- */

/* The spinner comes, Escape gives the file up, and what is chosen then is read. */
static void
test_cancel (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "stor.csv"), *small = import_write (self, "liten.csv", ONE, -1);
  SekImportWindow *import = open_empty (self);
  FILE *file = fopen (path, "w");
  const char *paths[] = { path, NULL };

  fputs ("region;alder;kjønn;Personer 2022\n", file);
  for (int i = 0; i < 3000000; i++)
    fprintf (file, "3005 Drammen;%d år;%s;%d\n", i % 110, i % 2 == 0 ? "Menn" : "Kvinner", i % 7);
  g_assert_cmpint (fclose (file), ==, 0);
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (import_find_open () == NULL);
  import = sek_import_window_present (GTK_WINDOW (self->window), sek_window_get_document (self->window),
                                      SEK_IMPORT_KIND_POPULATION, paths);
  screen_show (GTK_WINDOW (import));
  screen_wait (screen_shows (GTK_WIDGET (import), "Leser"));
  screen_shoot_widget (GTK_WIDGET (import), "import-working");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (sek_import_window_is_idle (import));
  screen_wait (screen_shows (GTK_WIDGET (import), "Ingenting er valgt"));
  g_assert_nonnull (import_find_open ());
  screen_shoot_widget (GTK_WIDGET (import), "import-cancelled");
  leave (self);
}

/* A kind chosen while another reads is the one that is read. */
static void
test_broken (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "ikke-json-stat.json", "{\"class\":\"dataset\",\"id\":[1}", -1);
  SekImportWindow *import = open_empty (self);
  const char *paths[] = { path, NULL };

  screen_press (GDK_KEY_Escape, 0);
  screen_wait (import_find_open () == NULL);
  import = sek_import_window_present (GTK_WINDOW (self->window), sek_window_get_document (self->window),
                                      SEK_IMPORT_KIND_POPULATION, paths);
  screen_show (GTK_WINDOW (import));
  screen_wait (sek_import_window_is_idle (import));
  screen_shoot_widget (GTK_WIDGET (import), "import-broken");
  g_assert_true (screen_shows (GTK_WIDGET (import), "ikke-json-stat.json"));
  leave (self);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], DRAG))
    offer (argv[2]);
  screen_init (&argc, &argv);
  screen_add ("/import-ways/source", test_source);
  screen_add ("/import-ways/chooser", test_chooser);
  screen_add ("/import-ways/paste", test_paste);
  screen_add ("/import-ways/drop", test_drop);
  screen_add ("/import-ways/cancel", test_cancel);
  screen_add ("/import-ways/broken", test_broken);
  return screen_run ();
}
