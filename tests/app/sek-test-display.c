/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-page-list.h"
#include "sek-scenario.h"

#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>

static SekApplication *application;

/* --- start and end ------------------------------------------------------------------------------------------------ */

static Display *
get_server (void)
{
  return gdk_x11_display_get_xdisplay (gdk_display_get_default ());
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
set_appearance (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  PangoFontFamily *cantarell = NULL;

  g_object_set (settings, "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  for (guint i = 0;
       i < g_list_model_get_n_items (G_LIST_MODEL (pango_cairo_font_map_get_default ())) && cantarell == NULL; i++)
    {
      PangoFontFamily *family = g_list_model_get_item (G_LIST_MODEL (pango_cairo_font_map_get_default ()), i);

      if (g_str_equal (pango_font_family_get_name (family), "Cantarell"))
        cantarell = family;
      g_object_unref (family);
    }
  if (cantarell != NULL)
    g_object_set (settings, "gtk-font-name", "Cantarell 11", NULL);
}

/* --- another process ---------------------------------------------------------------------------------------------- */

#define HOLD "--hold"

/* What that process does: it holds the register, changes it when it is told to, and ends with its standard input. */
static G_NORETURN void
write_elsewhere (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
  char line[100];

  if (document == NULL)
    g_error ("%s", error->message);
  puts ("ready");
  fflush (stdout);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
      SekRegister *reg = sek_document_get_register (document);
      SekValue value = SEK_TEXT (g_strstrip (line));

      sek_changeset_set (changeset, reg, SEK_FIELD (organisation, short_name),
                         sek_register_get_the_organisation (reg)->id, &value);
      if (!sek_document_submit (document, changeset, &error))
        g_error ("%s", error->message);
      puts ("done");
      fflush (stdout);
    }
  sek_document_close (document);
  exit (0);
}

static void
expect_line (GSubprocess *writer, const char *expected)
{
  GInputStream *output = g_subprocess_get_stdout_pipe (writer);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_malloc0 (strlen (expected) + 2);

  g_input_stream_read_all (output, line, strlen (expected) + 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_strchomp (line), ==, expected);
}

GSubprocess *
screen_hold (const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                          "/proc/self/exe", HOLD, path, NULL);

  g_assert_no_error (error);
  expect_line (writer, "ready");
  return writer;
}

void
screen_change (GSubprocess *writer, const char *short_name)
{
  g_autofree char *line = g_strconcat (short_name, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (writer), line, strlen (line), NULL, NULL, &error);
  g_assert_no_error (error);
  expect_line (writer, "done");
}

void
screen_release (GSubprocess *writer)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (writer), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (writer, NULL, &error));
  g_assert_no_error (error);
}

void
screen_init (int *argc, char ***argv)
{
  const char *folder = g_getenv ("SEK_LOCALE_DIR");
  g_autoptr (GError) error = NULL;

  if (*argc == 3 && g_str_equal ((*argv)[1], HOLD))
    write_elsewhere ((*argv)[2]);
  g_test_init (argc, argv, NULL);
  setlocale (LC_ALL, "");
  if (folder != NULL)
    {
      bindtextdomain (GETTEXT_PACKAGE, folder);
      bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
      textdomain (GETTEXT_PACKAGE);
    }
  if (!gtk_init_check () || !GDK_IS_X11_DISPLAY (gdk_display_get_default ()))
    {
      g_print ("1..0 # SKIP no X display\n");
      exit (0);
    }
  application = sek_application_new ();
  /* Several test programs may run side by side. */
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_hold (G_APPLICATION (application));
  set_appearance ();
  /* The main loop wakes up now and then, so that a wait sees its limit. */
  g_timeout_add (20, wake_cb, NULL);
}

int
screen_run (void)
{
  int result = g_test_run ();

  g_clear_object (&application);
  return result;
}

SekApplication *
screen_get_application (void)
{
  return application;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_chmod (path, 0700);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
screen_set_up (TestScreen *self, gconstpointer data)
{
  static const char *const tables[] = { "members", "budget", "projects", "grants", "checks", "log" };
  static const char *const keys[] = { "columns", "sort", "filters", "search" };
  g_autoptr (GSettings) settings = g_settings_new (SEK_APPLICATION_ID);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("sekretariat-display-XXXXXX", &error);
  g_assert_no_error (error);
  /* Settings are kept in memory, for the whole process. */
  g_settings_reset (settings, "last-file");
  g_settings_reset (settings, "recent-files");
  /* Most of what a person does begins at a table. */
  g_settings_set_string (settings, "page", "members");
  g_settings_reset (settings, "window-width");
  g_settings_reset (settings, "window-height");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strdup_printf ("/no/regionraad/Sekretariat/tables/%s/", tables[i]);
      g_autoptr (GSettings) table = g_settings_new_with_path (SEK_APPLICATION_ID ".Table", path);

      for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
        g_settings_reset (table, keys[k]);
    }
}

void
screen_tear_down (TestScreen *self, gconstpointer data)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);

      if (window != NULL)
        gtk_window_destroy (window);
    }
  g_clear_weak_pointer (&self->window);
  screen_settle ();
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

char *
screen_path (TestScreen *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

char *
screen_read_file (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (path, &contents, length, &error);
  g_assert_no_error (error);
  return contents;
}

void
screen_forget_scenario (TestScreen *self)
{
  SekDocument *document = sek_window_get_document (self->window);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");
  g_autoptr (GError) error = NULL;

  sek_changeset_delete (changeset, sek_document_get_base (document), SEK_SCENARIO,
                        sek_scenario_find (sek_document_get_base (document), "A", NULL));
  sek_document_submit (document, changeset, &error);
  g_assert_no_error (error);
}

void
screen_show (GtkWindow *window)
{
  gtk_window_present (window);
  screen_wait (gtk_widget_get_mapped (GTK_WIDGET (window)));
  /* Without a window manager the focus is for the taking, and nobody gives it back when a dialog is gone. */
  XSetInputFocus (get_server (), gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window))), RevertToParent,
                  CurrentTime);
  screen_wait (gtk_window_is_active (window));
}

void
screen_start (TestScreen *self)
{
  g_assert_null (self->window);
  g_set_weak_pointer (&self->window, SEK_WINDOW (sek_window_new (ADW_APPLICATION (application))));
  screen_show (GTK_WINDOW (self->window));
}

static void
take (TestScreen *self, SekDocument *document, GError *error)
{
  g_assert_no_error (error);
  screen_start (self);
  sek_window_set_document (self->window, document);
  g_object_unref (document);
  screen_settle ();
}

void
screen_open (TestScreen *self, const char *path)
{
  screen_start (self);
  sek_window_open (self->window, path);
  screen_settle ();
}

void
screen_open_example (TestScreen *self)
{
  g_autofree char *path = screen_path (self, "example.sekretariat");
  g_autoptr (GError) error = NULL;
  SekDocument *document = sek_document_create_example (path, &error);

  take (self, document, error);
}

void
screen_open_empty (TestScreen *self)
{
  g_autofree char *path = screen_path (self, "empty.sekretariat");
  g_autoptr (GError) error = NULL;
  SekDocument *document = sek_document_create (path, "Testrådet", &error);

  take (self, document, error);
}

gboolean
screen_close (TestScreen *self)
{
  gtk_window_close (GTK_WINDOW (self->window));
  screen_settle ();
  return self->window == NULL;
}

/* --- time --------------------------------------------------------------------------------------------------------- */

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
drain (void)
{
  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

gboolean
screen_is_late (gint64 start)
{
  return g_get_monotonic_time () - start > SCREEN_PATIENCE_S * G_USEC_PER_SEC;
}

void
screen_settle (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  drain ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      gint64 start = g_get_monotonic_time ();
      gboolean ticked = FALSE;
      guint id;

      if (!gtk_widget_get_mapped (window))
        continue;
      id = gtk_widget_add_tick_callback (window, tick_cb, &ticked, NULL);
      while (!ticked && gtk_widget_get_mapped (window) && !screen_is_late (start))
        g_main_context_iteration (NULL, TRUE);
      if (!ticked && gtk_widget_get_mapped (window))
        g_error ("A window is not drawn");
      if (!ticked)
        gtk_widget_remove_tick_callback (window, id);
    }
  drain ();
}

/* --- hands -------------------------------------------------------------------------------------------------------- */

static void
send_key (guint key, gboolean down)
{
  g_autofree GdkKeymapKey *keys = NULL;
  int n;

  if (!gdk_display_map_keyval (gdk_display_get_default (), key, &keys, &n) || n == 0)
    g_error ("The keyboard has no key for %s", gdk_keyval_name (key));
  XTestFakeKeyEvent (get_server (), keys[0].keycode, down, CurrentTime);
}

/* Shift and AltGr as the keyboard's layout asks for. */
static guint
get_level (guint key)
{
  g_autofree GdkKeymapKey *keys = NULL;
  int n;

  return gdk_display_map_keyval (gdk_display_get_default (), key, &keys, &n) && n > 0 ? (guint) keys[0].level : 0;
}

void
screen_go_page (const char *name)
{
  int place = sek_page_list_find (name);

  g_assert_cmpint (place, >=, 0);
  if (place < 9)
    screen_press (GDK_KEY_1 + (guint) place, GDK_CONTROL_MASK);
  else
    {
      gtk_widget_activate_action (GTK_WIDGET (screen_find_window (SEK_TYPE_WINDOW)), "win.show-page", "s", name);
      screen_settle ();
    }
}

void
screen_press (guint key, GdkModifierType state)
{
  guint level = get_level (key), held[5], n = 0;

  if (state & GDK_CONTROL_MASK)
    held[n++] = GDK_KEY_Control_L;
  if (state & GDK_ALT_MASK)
    held[n++] = GDK_KEY_Alt_L;
  if ((state & GDK_SHIFT_MASK) || level == 1 || level == 3)
    held[n++] = GDK_KEY_Shift_L;
  if (level >= 2)
    held[n++] = GDK_KEY_ISO_Level3_Shift;
  for (guint i = 0; i < n; i++)
    send_key (held[i], TRUE);
  send_key (key, TRUE);
  send_key (key, FALSE);
  for (guint i = n; i > 0; i--)
    send_key (held[i - 1], FALSE);
  screen_settle ();
}

void
screen_repeat (guint key, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      send_key (key, TRUE);
      send_key (key, FALSE);
    }
  screen_settle ();
}

void
screen_type (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      screen_press (character == '\n'   ? GDK_KEY_Return
                    : character == '\t' ? GDK_KEY_Tab
                                        : gdk_unicode_to_keyval (character),
                    0);
    }
}

static void
move_pointer (GtkWidget *widget, double x, double y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);
  Window child;
  double left, top, at_x, at_y;
  int root_x, root_y, scale = gdk_surface_get_scale_factor (surface);

  gtk_native_get_surface_transform (native, &left, &top);
  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &at_x, &at_y));
  XTranslateCoordinates (get_server (), gdk_x11_surface_get_xid (surface), DefaultRootWindow (get_server ()),
                         (int) (at_x + left) * scale, (int) (at_y + top) * scale, &root_x, &root_y, &child);
  XTestFakeMotionEvent (get_server (), -1, root_x, root_y, CurrentTime);
}

void
screen_tab_to (TestScreen *self, GType type, const char *text)
{
  for (guint i = 0; i < 100; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
      GtkWidget *widget = focus == NULL || g_type_is_a (G_OBJECT_TYPE (focus), type)
                              ? focus
                              : gtk_widget_get_ancestor (focus, type);

      if (widget != NULL && (text == NULL || screen_shows (widget, text)))
        return;
      screen_press (GDK_KEY_Tab, sek_grid_has_focus (screen_grid (self)) ? GDK_CONTROL_MASK : 0);
    }
  g_error ("Tab never comes to «%s»", text != NULL ? text : g_type_name (type));
}

void
screen_point (GtkWidget *widget, double x, double y)
{
  move_pointer (widget, x, y);
  screen_settle ();
}

void
screen_button (guint button, gboolean down)
{
  XTestFakeButtonEvent (get_server (), button, down, CurrentTime);
  screen_settle ();
}

void
screen_click_with (GtkWidget *widget, double x, double y, guint button, int n, GdkModifierType state)
{
  /* Clicks of two calls follow each other faster than any hand's: they are no double click. */
  int double_click_ms = n > 1 ? 400 : 1;
  gint64 start;

  screen_point (widget, x, y);
  g_object_set (gtk_settings_get_default (), "gtk-double-click-time", double_click_ms, NULL);
  if (state & GDK_CONTROL_MASK)
    send_key (GDK_KEY_Control_L, TRUE);
  if (state & GDK_SHIFT_MASK)
    send_key (GDK_KEY_Shift_L, TRUE);
  /* When GTK 4.8 draws a window, it takes the pointer back from a popover over it until that moves again, as it does
   * under a hand. */
  move_pointer (widget, x + 1, y);
  start = g_get_monotonic_time ();
  for (int i = 0; i < n; i++)
    {
      XTestFakeButtonEvent (get_server (), button, True, CurrentTime);
      XTestFakeButtonEvent (get_server (), button, False, CurrentTime);
    }
  if (state & GDK_SHIFT_MASK)
    send_key (GDK_KEY_Shift_L, FALSE);
  if (state & GDK_CONTROL_MASK)
    send_key (GDK_KEY_Control_L, FALSE);
  screen_settle ();
  if (n > 1)
    screen_wait (g_get_monotonic_time () - start > (double_click_ms + 50) * 1000);
}

void
screen_click_at (GtkWidget *widget, double x, double y, guint button)
{
  screen_click_with (widget, x, y, button, 1, 0);
}

void
screen_click (GtkWidget *widget)
{
  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_get_mapped (widget));
  screen_click_at (widget, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0, 1);
}
