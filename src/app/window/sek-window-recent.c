/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-list-rows.h"
#include "sek-window-private.h"

/* The registers that were opened last: one click opens them, on the start page and in the main menu. They are kept in
 * the settings, newest first; a backup that was only looked at is none of them, and a file that is gone neither. */

#define MOST 6

/* In a menu, where a path would make all of it wide. */
#define LONGEST_FOLDER 32

/* Where to find what was opened: the folder, from one's own on. */
static char *
dup_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path), *shown = g_filename_display_name (folder);
  const char *home = g_get_home_dir ();

  if (g_str_has_prefix (shown, home) && (shown[strlen (home)] == '/' || shown[strlen (home)] == '\0'))
    return g_strconcat ("~", shown + strlen (home), NULL);
  return g_steal_pointer (&shown);
}

/* The paths in the settings that are there, after first, which may be NULL. Owned; element-type char *. */
static GPtrArray *
read_paths (GSettings *settings, const char *first)
{
  g_auto (GStrv) uris = g_settings_get_strv (settings, "recent-files");
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  if (first != NULL)
    g_ptr_array_add (paths, g_strdup (first));
  for (guint i = 0; uris[i] != NULL && paths->len < MOST; i++)
    {
      g_autofree char *path = g_filename_from_uri (uris[i], NULL, NULL);

      if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR)
          && !g_ptr_array_find_with_equal_func (paths, path, g_str_equal, NULL))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  return paths;
}

static void
write_paths (GSettings *settings, GPtrArray *paths)
{
  g_auto (GStrv) before = g_settings_get_strv (settings, "recent-files");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *uri = g_filename_to_uri (paths->pdata[i], NULL, NULL);

      if (uri != NULL)
        g_strv_builder_add (builder, uri);
    }
  uris = g_strv_builder_end (builder);
  if (!g_strv_equal ((const char *const *) before, (const char *const *) uris))
    g_settings_set_strv (settings, "recent-files", (const char *const *) uris);
}

/* --- on the start page -------------------------------------------------------------------------------------------- */

static void
show_rows (GtkBox *box, GPtrArray *paths)
{
  AdwPreferencesGroup *group;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  if (paths->len == 0)
    return;
  group = sek_group_append (box, _("Recent Registers"));
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = sek_document_dup_stem (paths->pdata[i]), *title = g_filename_display_name (name);
      g_autofree char *folder = dup_folder (paths->pdata[i]);
      GtkWidget *row = adw_action_row_new ();

      /* First of all: its labels would take the name for markup. */
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), folder);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-path");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", paths->pdata[i]);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      adw_preferences_group_add (group, row);
    }
}

/* --- in the menu -------------------------------------------------------------------------------------------------- */

/* «Regionrådet – ~/Dokumenter», with nothing in it that is a mnemonic. */
static char *
dup_menu_label (const char *path)
{
  g_autofree char *stem = sek_document_dup_stem (path), *name = g_filename_display_name (stem);
  g_autofree char *folder = dup_folder (path);
  g_autoptr (GString) label = g_string_new (NULL);

  if (g_utf8_strlen (folder, -1) > LONGEST_FOLDER)
    {
      g_autofree char *last = g_path_get_basename (folder);

      g_free (folder);
      folder = g_strconcat ("…/", last, NULL);
    }
  g_string_printf (label, "%s – %s", name, folder);
  g_string_replace (label, "_", "__", 0);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

static void
show_menu (GMenu *menu, GPtrArray *paths)
{
  g_menu_remove_all (menu);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *label = dup_menu_label (paths->pdata[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "win.open-path", "s", (const char *) paths->pdata[i]);
      g_menu_append_item (menu, item);
    }
}

/* --- both --------------------------------------------------------------------------------------------------------- */

void
_sek_window_bind_recent (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child_full (widget_class, "recent", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "recent_menu", FALSE, 0);
}

void
_sek_window_remember (SekWindow *self)
{
  g_autoptr (GSettings) settings = g_settings_new (SEK_APPLICATION_ID);
  SekDocument *document = sek_window_get_document (self);
  /* The next start goes on with a register, not with a backup that was only looked at. */
  const char *path = document != NULL && !sek_document_is_backup (document) ? sek_document_get_path (document) : NULL;
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) paths = read_paths (settings, path);

  if (uri != NULL)
    g_settings_set_string (settings, "last-file", uri);
  write_paths (settings, paths);
  /* The one that is open need not be opened. */
  if (path != NULL)
    g_ptr_array_remove_index (paths, 0);
  show_rows (GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), SEK_TYPE_WINDOW, "recent")), paths);
  show_menu (G_MENU (gtk_widget_get_template_child (GTK_WIDGET (self), SEK_TYPE_WINDOW, "recent_menu")), paths);
}
