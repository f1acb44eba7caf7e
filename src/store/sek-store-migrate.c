/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sek-error.h"
#include "sek-store-private.h"
#include "sek-store-resources.h"

#define FOLDER "/no/regionraad/Sekretariat/sql"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static const char *const *
load_steps (void)
{
  /* Asked for by its own name: the linker leaves out of a static library what nothing names. */
  GResource *resource = sek_store_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  guint n = names != NULL ? g_strv_length (names) : 0;
  const char **steps = g_new0 (const char *, n + 1);

  g_assert (n > 0);
  qsort (names, n, sizeof *names, compare_names);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat (FOLDER "/", names[i], NULL);
      g_autoptr (GBytes) text = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      /* "0001-….sql" is step 1: none may be missing or double. */
      g_assert (text != NULL && g_ascii_strtoull (names[i], NULL, 10) == i + 1);
      steps[i] = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
    }
  return steps;
}

const char *const *
_sek_store_get_steps (void)
{
  static const char *const *steps;

  if (g_once_init_enter (&steps))
    g_once_init_leave (&steps, load_steps ());
  return steps;
}

int
_sek_store_newest (SekStore *self)
{
  int n = 0;

  while (self->steps[n] != NULL)
    n++;
  return n;
}

static gboolean
verify_step (SekStore *self, SekAttempt attempt, GError **error)
{
  int result = _sek_store_verify (self->db, "PRAGMA foreign_key_check", NULL, NULL);

  if (result == SQLITE_CORRUPT)
    {
      _sek_store_refuse (self->path, attempt, SEK_ERROR_DAMAGED,
                         _("some rows refer to others that are not there. The file is as it was; open a backup copy "
                           "instead."), error);
      return FALSE;
    }
  if (result == SQLITE_OK)
    result = _sek_store_verify (self->db, "PRAGMA quick_check(1)", NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  _sek_store_fail (self, attempt, result, error);
  return FALSE;
}

/* Undo never goes back over a change of the tables. Of a new register its maker logs that it was made. */
static gboolean
log_step (SekStore *self, SekAttempt attempt, GError **error)
{
  g_autofree char *arguments = g_strdup_printf ("%d", self->version);
  gint64 action;

  return attempt == SEK_ATTEMPT_CREATE || self->in_memory
         || (sek_store_log_action (self, "migrate", arguments, TRUE, &action, error)
             && sek_store_log_event (self, action, SEK_STORE_DO, error));
}

static gboolean
run_step (SekStore *self, int version, SekAttempt attempt, GError **error)
{
  g_autofree char *bump
      = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d", SEK_STORE_APPLICATION_ID, version);

  self->version = version;
  return _sek_store_run (self, self->steps[version - 1], attempt, error) && log_step (self, attempt, error)
         && _sek_store_run (self, bump, attempt, error) && verify_step (self, attempt, error);
}

static struct
{
  int               version;
  SekStoreModelStep run;
} model_step;

void
sek_store_set_model_step (int version, SekStoreModelStep step)
{
  model_step.version = version;
  model_step.run = step;
}

gint64
sek_store_made_id (const char *what)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 id = 0;

  g_checksum_update (checksum, (const guchar *) what, -1);
  g_checksum_get_digest (checksum, digest, &length);
  for (int i = 0; i < 8; i++)
    id = id << 8 | digest[i];
  id >>= 1;
  return id != 0 ? (gint64) id : 1;
}

static void
made_id_cb (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *what = (const char *) sqlite3_value_text (values[0]);

  if (what != NULL)
    sqlite3_result_int64 (context, sek_store_made_id (what));
}

/* The model's part of those versions that the file was not of, when the tables are there that the model knows. */
static gboolean
run_model_step (SekStore *self, int before, GError **error)
{
  return before == 0 || model_step.run == NULL || before >= model_step.version
         || self->version < model_step.version || model_step.run (self, error);
}

/* From one version to the newest, all of it or nothing. Rebuilding a table needs foreign keys off, and within a
 * transaction the pragma does nothing. */
static gboolean
run_steps (SekStore *self, GError **error)
{
  SekAttempt attempt = self->version == 0 ? SEK_ATTEMPT_CREATE : SEK_ATTEMPT_UPGRADE;
  int before = self->version;
  gboolean ok = _sek_store_run (self, "PRAGMA foreign_keys = OFF", attempt, error)
                && _sek_store_begin_unchanged (self, attempt, error);

  sqlite3_create_function (self->db, "sek_made_id", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                           made_id_cb, NULL, NULL);
  while (ok && self->steps[self->version] != NULL)
    ok = run_step (self, self->version + 1, attempt, error);
  ok = ok && run_model_step (self, before, error) && _sek_store_finish (self, attempt, error);
  if (!ok)
    {
      sek_store_rollback (self);
      self->version = before;
    }
  if (sqlite3_exec (self->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL) == SQLITE_OK)
    return ok;
  if (ok)
    _sek_store_fail (self, attempt, SQLITE_INTERNAL, error);
  return FALSE;
}

gboolean
_sek_store_migrate_in_memory (SekStore *self, GError **error)
{
  g_autofree char *found = NULL;
  int result = _sek_store_verify (self->db, "PRAGMA quick_check(1)", NULL, &found);

  if (result == SQLITE_OK)
    return run_steps (self, error);
  if (found != NULL)
    _sek_store_refuse_found (self, SEK_ATTEMPT_OPEN, found, error);
  else
    _sek_store_fail (self, SEK_ATTEMPT_OPEN, result, error);
  return FALSE;
}

gboolean
_sek_store_migrate (SekStore *self, GError **error)
{
  int before = self->version;
  g_autofree char *backup = NULL;

  if (before == 0)
    return run_steps (self, error);
  if (!_sek_store_back_up_before_upgrade (self, &backup, error))
    return FALSE;
  if (run_steps (self, error))
    {
      g_autofree char *folder = backup != NULL ? g_path_get_dirname (backup) : NULL;

      if (folder != NULL)
        _sek_store_thin_backups (folder);
      return TRUE;
    }
  /* The file is as it was: another try makes another backup. */
  if (self->version == before && backup != NULL)
    g_unlink (backup);
  return FALSE;
}
