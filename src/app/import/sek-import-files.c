/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-files.h"

#include <glib/gi18n-lib.h>

#include "sek-chooser.h"
#include "sek-import.h"

static char **
list_paths (GListModel *files)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  guint n = g_list_model_get_n_items (files);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  return g_strv_builder_end (paths);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, GtkWindow *window)
{
  SekImportFilesFunc func = (SekImportFilesFunc) (gpointer) g_object_get_data (G_OBJECT (dialog), "sek-func");
  g_autoptr (GListModel) files = response == GTK_RESPONSE_ACCEPT
                                     ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog))
                                     : NULL;

  if (files != NULL)
    {
      g_autoptr (GSettings) settings = g_settings_new (SEK_APPLICATION_ID);
      g_autoptr (GFile) folder = gtk_file_chooser_get_current_folder (GTK_FILE_CHOOSER (dialog));
      g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;
      g_auto (GStrv) paths = list_paths (files);

      if (uri != NULL)
        g_settings_set_string (settings, "import-folder", uri);
      if (paths[0] != NULL)
        func (window, paths);
    }
  g_object_unref (dialog);
}

void
sek_import_files_choose (GtkWindow *window, gboolean several, SekImportFilesFunc func)
{
  GtkFileChooserNative *chooser = sek_chooser_new (GTK_WIDGET (window), _("Choose a File to Import"),
                                                   GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));
  g_autoptr (GSettings) settings = g_settings_new (SEK_APPLICATION_ID);
  g_autofree char *uri = g_settings_get_string (settings, "import-folder");
  g_autoptr (GFile) folder = *uri != '\0' ? g_file_new_for_uri (uri) : NULL;

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), several);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  g_object_set_data (G_OBJECT (chooser), "sek-func", (gpointer) func);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SekImportFilesFunc func)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_auto (GStrv) paths = NULL;

  for (GSList *item = g_value_get_boxed (value); item != NULL; item = item->next)
    g_list_store_append (files, item->data);
  paths = list_paths (G_LIST_MODEL (files));
  if (paths[0] != NULL)
    func (GTK_WINDOW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target))), paths);
  return paths[0] != NULL;
}

void
sek_import_files_take_drops (GtkWindow *window, SekImportFilesFunc func)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), (gpointer) func);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (drop));
}

GListModel *
sek_import_files_list_kinds (void)
{
  const SekChoices *kinds = &SEK_FIELD (import_rule, kind)->choices;
  GtkStringList *words = gtk_string_list_new (NULL);

  for (guint i = 0; i < kinds->n_choices; i++)
    {
      const char *word = sek_word (&kinds->choices[i].word, sek_program_language ());
      g_autofree char *first = g_utf8_substring (word, 0, 1), *upper = g_utf8_strup (first, -1);
      g_autofree char *text = g_strconcat (upper, g_utf8_next_char (word), NULL);

      gtk_string_list_append (words, text);
    }
  return G_LIST_MODEL (words);
}

const char *
sek_import_files_get_help (gint64 kind)
{
  switch (kind)
    {
    case SEK_IMPORT_KIND_POPULATION:
      return _("Statistics Norway’s table 07459, 01222 or 11342, or any list of municipalities and persons. Ages and "
               "sexes are summed, and old and new "
               "municipality numbers end up with the right member.");
    case SEK_IMPORT_KIND_MEMBERS:
      return _("A list with the name or number of a member in each row, and what is known of it beside it: contacts, "
               "e-mail, telephone, subregion …");
    case SEK_IMPORT_KIND_ACCOUNTS:
      return _("A ledger or trial balance: an account and an amount in each row. Which account belongs to which line "
               "of the budget is remembered.");
    case SEK_IMPORT_KIND_BUDGET:
      return _("A table with a line of the budget in each row and its amount beside it.");
    case SEK_IMPORT_KIND_PROJECTS:
      return _("A table with a project in each row and its amount beside it.");
    case SEK_IMPORT_KIND_MEMBER_SHEETS:
      return _("The member sheets that came back, all at once if you like. Each difference is shown with who sent it, "
               "and is taken or left out.");
    case SEK_IMPORT_KIND_INDEX:
      return _("Statistics Norway’s table 14700, 14706, 03013 or 05327, as CSV, JSON-stat or xlsx. The index itself is "
               "taken, not its changes in per cent, and a figure that was revised is shown as a change.");
    case SEK_IMPORT_KIND_HOURS:
      return _("A list of hours, also with a sheet for each month: a day and hours in each row, and what was done "
               "beside them. They become own contributions of a grant, and rows that are there already are left.");
    default:
      return "";
    }
}

gboolean
sek_import_files_has_table (GBytes *html)
{
  gsize length;
  const char *text = g_bytes_get_data (html, &length);

  for (gsize i = 0; i + 6 <= length; i++)
    if (g_ascii_strncasecmp (text + i, "<table", 6) == 0)
      return TRUE;
  return FALSE;
}
