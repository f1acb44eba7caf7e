/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-application.h"

#include <glib/gi18n-lib.h>

#include "sek-ui-resources.h"
#include "sek-speak.h"
#include "sek-window.h"

struct _SekApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (SekApplication, sek_application, ADW_TYPE_APPLICATION)

static SekWindow *
get_window (SekApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return SEK_IS_WINDOW (window) ? SEK_WINDOW (window) : SEK_WINDOW (sek_window_new (ADW_APPLICATION (self)));
}

static void
sek_application_activate (GApplication *application)
{
  SekWindow *window = get_window (SEK_APPLICATION (application));

  if (sek_window_get_document (window) == NULL)
    {
      g_autoptr (GSettings) settings = g_settings_new (SEK_APPLICATION_ID);
      g_autofree char *uri = g_settings_get_string (settings, "last-file");
      g_autofree char *path = *uri != '\0' ? g_filename_from_uri (uri, NULL, NULL) : NULL;

      /* A file that is gone since last time is no error, but a first start. */
      if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
        sek_window_open (window, path);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
sek_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  SekWindow *window = get_window (SEK_APPLICATION (application));
  g_autofree char *path = g_file_get_path (files[0]);

  gtk_window_present (GTK_WINDOW (window));
  if (path != NULL)
    sek_window_open (window, path);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data), "application-name", "Sekretariat",
                         "application-icon", SEK_APPLICATION_ID, "version", SEK_VERSION, "developer-name",
                         _("The Sekretariat project"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _("Members, budget and projects of a council, in one file. Populations: Statistics Norway, "
                           "licence NLOD."),
                         NULL);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  /* The window asks about a text that was not stored. */
  if (window != NULL)
    gtk_window_close (window);
}

static void
open_uri_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_show_uri (gtk_application_get_active_window (user_data), g_variant_get_string (parameter, NULL),
                GDK_CURRENT_TIME);
}

static void
sek_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = about_cb }, { .name = "quit", .activate = quit_cb },
    { .name = "open-uri", .activate = open_uri_cb, .parameter_type = "s" },
  };

  /* Named, since the linker leaves out of a static library what nothing names. */
  g_resources_register (sek_ui_get_resource ());
  G_APPLICATION_CLASS (sek_application_parent_class)->startup (application);
  sek_speak_name_buttons ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit",
                                         (const char *const[]) { "<Control>q", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "win.show-help-overlay",
                                         (const char *const[]) { "<Control>question", NULL });
}

static void
sek_application_class_init (SekApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = sek_application_startup;
  application_class->activate = sek_application_activate;
  application_class->open = sek_application_open;
}

static void
sek_application_init (SekApplication *self)
{
}

SekApplication *
sek_application_new (void)
{
  return g_object_new (SEK_TYPE_APPLICATION, "application-id", SEK_APPLICATION_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/no/regionraad/Sekretariat", NULL);
}
