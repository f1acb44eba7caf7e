/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sek-error.h"
#include "sek-store-resources.h"
#include "sek-store-private.h"

#define FOLDER "/no/regionraad/Sekretariat/sql"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The program's own steps in order, "0001-….sql" first; kept for the life of the process. */
static const char *const *
get_steps (void)
{
  static const char **steps = NULL;

  if (g_once_init_enter (&steps))
    {
      g_auto (GStrv) names = NULL;
      const char **list;
      guint n;

      /* Named, since the linker leaves out of a static library what nothing names. */
      g_resources_register (sek_store_get_resource ());
      names = g_resources_enumerate_children (FOLDER, 0, NULL);
      n = names != NULL ? g_strv_length (names) : 0;
      list = g_new0 (const char *, n + 1);
      qsort (names, n, sizeof *names, compare_names);
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *path = g_build_path ("/", FOLDER, names[i], NULL);
          g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
          gsize size;
          const char *text = g_bytes_get_data (bytes, &size);

          list[i] = g_strndup (text, size);
        }
      g_once_init_leave (&steps, list);
    }
  return steps;
}

int
_sek_store_newest_version (void)
{
  return (int) g_strv_length ((char **) get_steps ());
}

/* A checked copy beside the file, which stays: NAME.v1.sekretariat before going from version 1. */
static gboolean
back_up (SekStore *self, GError **error)
{
  gsize length = strlen (self->path) - (g_str_has_suffix (self->path, ".sekretariat") ? strlen (".sekretariat") : 0);
  g_autofree char *stem = g_strndup (self->path, length);

  for (int n = 0;; n++)
    {
      g_autofree char *again = n > 0 ? g_strdup_printf ("-%d", n) : g_strdup ("");
      g_autofree char *copy = g_strdup_printf ("%s.v%d%s.sekretariat", stem, self->version, again);

      if (!g_file_test (copy, G_FILE_TEST_EXISTS))
        return sek_store_copy (self, copy, FALSE, NULL, NULL, NULL, error);
    }
}

static gboolean
find_broken_reference (SekStore *self)
{
  sqlite3_stmt *statement = NULL;
  gboolean found = sqlite3_prepare_v2 (self->db, "PRAGMA foreign_key_check", -1, &statement, NULL) != SQLITE_OK
                   || sqlite3_step (statement) != SQLITE_DONE;

  sqlite3_finalize (statement);
  return found;
}

static gboolean
run_step (SekStore *self, const char *sql, int version, GError **error)
{
  const char *attempted = _("Could not upgrade the register");
  g_autofree char *bump = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d", SEK_STORE_APPLICATION_ID, version);
  g_autofree char *arguments = g_strdup_printf ("%d", version);
  gboolean first = version == 1;
  gint64 action;

  if (!_sek_store_run (self, "BEGIN IMMEDIATE", attempted, error))
    return FALSE;
  self->version = version;
  if (!_sek_store_run (self, sql, attempted, error)
      || (!first && (!sek_store_log_action (self, "migrate", arguments, TRUE, &action, error)
                     || !sek_store_log_event (self, action, SEK_STORE_DO, error)))
      || !_sek_store_run (self, bump, attempted, error))
    goto fail;
  if (find_broken_reference (self))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_DAMAGED,
                   _("The register could not be upgraded to version %d, because rows refer to others that are gone. The file is as it was; open a backup copy instead."), version);
      goto fail;
    }
  if (_sek_store_run (self, "COMMIT", attempted, error))
    return TRUE;

fail:
  sek_store_rollback (self);
  self->version = version - 1;
  return FALSE;
}

gboolean
_sek_store_migrate (SekStore *self, const char *const *steps, GError **error)
{
  gboolean ok = TRUE;

  if (steps == NULL)
    steps = get_steps ();
  if (self->version > 0 && !back_up (self, error))
    return FALSE;

  /* The pragma does nothing within a transaction, and rebuilding a table needs it off. */
  ok = _sek_store_run (self, "PRAGMA foreign_keys = OFF", _("Could not upgrade the register"), error);
  for (int version = self->version + 1; ok && steps[version - 1] != NULL; version++)
    ok = run_step (self, steps[version - 1], version, error);
  g_hash_table_remove_all (self->statements);
  if (ok && self->version > 1)
    ok = sek_store_check (self, NULL, error);
  return _sek_store_run (self, "PRAGMA foreign_keys = ON", _("Could not upgrade the register"), ok ? error : NULL) && ok;
}
