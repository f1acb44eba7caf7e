/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include <glib/gi18n-lib.h>

#include "sek-backup.h"
#include "sek-cli-json.h"
#include "sek-error.h"

/* --- backups ---------------------------------------------------------------------------------------------------- */

/* A path may be any bytes, JSON is UTF-8. */
static void
add_path (JsonBuilder *builder, const char *name, const char *path)
{
  g_autofree char *text = g_filename_display_name (path);

  sek_cli_json_add_text (builder, name, text);
}

static void
add_rows (JsonBuilder *builder, const SekBackup *backup)
{
  json_builder_set_member_name (builder, "differ");
  if (!backup->is_compared)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  for (int i = 0; i < SEK_N_ENTITIES; i++)
    if (backup->rows[i] > 0)
      sek_cli_json_add_integer (builder, sek_entity_get (i)->name, backup->rows[i]);
  json_builder_end_object (builder);
}

static void
add_backup (JsonBuilder *builder, const SekBackup *backup)
{
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_utc (backup->file->made);
  g_autofree char *at = g_date_time_format (made, "%Y-%m-%dT%H:%M:%SZ");

  json_builder_begin_object (builder);
  sek_cli_json_add_integer (builder, "number", backup->file->number);
  sek_cli_json_add_text (builder, "made", at);
  add_path (builder, "register", backup->file->original);
  add_path (builder, "path", backup->file->path);
  sek_cli_json_add_integer (builder, "size", backup->file->size);
  sek_cli_json_add_integer (builder, "schema", backup->file->version);
  sek_cli_json_add_text (builder, "damage", backup->damage);
  add_rows (builder, backup);
  json_builder_set_member_name (builder, "later");
  if (backup->is_compared && !backup->is_apart)
    json_builder_add_int_value (builder, backup->n_later);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "latest");
  json_builder_begin_array (builder);
  for (guint i = 0; i < backup->latest->len; i++)
    json_builder_add_string_value (builder, backup->latest->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (GPtrArray *list)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "backups");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    add_backup (builder, list->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  sek_cli_json_print (builder);
}

static void
print_list (GPtrArray *list)
{
  const char *original = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const SekBackup *backup = list->pdata[i];
      g_autofree char *time = sek_backup_file_dup_time (backup->file), *size = g_format_size (backup->file->size);
      g_autofree char *difference = sek_backup_dup_difference (backup);

      if (g_strcmp0 (original, backup->file->original) != 0)
        {
          original = backup->file->original;
          g_print ("%s\n", original);
        }
      g_print ("%4u  %s  %s  ", backup->file->number, time, size);
      /* Translators: the version of a register's tables. */
      g_print (_("version %d"), backup->file->version);
      g_print ("\n      %s\n", difference);
    }
}

int
sek_cli_backups (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL }, { NULL } };
  g_autoptr (GPtrArray) list = NULL;
  g_auto (GStrv) texts = NULL;

  if (!sek_cli_parse (argc, argv, entries, 0, 1, SEK_CLI_BACKUPS_USAGE, &texts, error))
    return SEK_EXIT_REFUSED;
  list = sek_backup_list (texts[0], error);
  if (list == NULL || !sek_backup_compare (list, NULL, error))
    return SEK_EXIT_REFUSED;
  if (json)
    print_json (list);
  else if (list->len == 0)
    g_print ("%s\n", _("There are no backups."));
  else
    print_list (list);
  return SEK_EXIT_DONE;
}

/* --- restore ---------------------------------------------------------------------------------------------------- */

int
sek_cli_restore (int argc, char **argv, GError **error)
{
  g_autofree char *which = NULL, *output = NULL;
  const GOptionEntry entries[] = {
    { "backup", 0, 0, G_OPTION_ARG_STRING, &which, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    { NULL },
  };
  g_autoptr (SekBackupFile) backup = NULL;
  g_autofree char *time = NULL;
  g_auto (GStrv) texts = NULL;

  if (!sek_cli_parse (argc, argv, entries, 1, 1, SEK_CLI_RESTORE_USAGE, &texts, error))
    return SEK_EXIT_REFUSED;
  if (output == NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The new file is missing. Write: sekretariat-cli %s %s"),
                   argv[0], SEK_CLI_RESTORE_USAGE);
      return SEK_EXIT_REFUSED;
    }
  backup = sek_backup_find (texts[0], which, error);
  if (backup == NULL || !sek_backup_restore (backup, output, error))
    return SEK_EXIT_REFUSED;
  time = sek_backup_file_dup_time (backup);
  g_print (_("The backup of %s was put back as “%s”.\n"), time, output);
  return SEK_EXIT_DONE;
}

char *
sek_cli_dup_way_back (const char *path)
{
  g_autoptr (SekBackupFile) backup = sek_backup_find_good (path, NULL);
  g_autofree char *time = backup != NULL ? sek_backup_file_dup_time (backup) : NULL, *quoted = g_shell_quote (path);

  if (backup == NULL)
    return NULL;
  return g_strdup_printf (_("The last good backup is of %s: sekretariat-cli restore %s -o NEW.sekretariat"),
                          time, quoted);
}
