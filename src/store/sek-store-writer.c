/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-store-private.h"

/* The signature: who holds the writer's lock, told to those who find it taken. */

char *
_sek_store_dup_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

char *
_sek_store_dup_who (void)
{
  g_autofree char *user = g_filename_to_utf8 (g_get_user_name (), -1, NULL, NULL, NULL);

  return g_strdup_printf ("%s@%s", user != NULL ? user : "?", g_get_host_name ());
}

char *
_sek_store_dup_local_time (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time);

  /* Translators: a date and time as numbers, in the form of strftime(): %d.%m.%Y kl. %H.%M */
  return local != NULL ? g_date_time_format (local, _("%Y-%m-%d %H:%M")) : NULL;
}

static gboolean
write_signature (SekStore *self, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self,
                                                "INSERT OR REPLACE INTO writer (id, who, since) VALUES (1, ?1, ?2)",
                                                SEK_ATTEMPT_WRITE, error);
  g_autofree char *who = _sek_store_dup_who ();
  g_autofree char *now = _sek_store_dup_now ();

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, who, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, now, -1, SQLITE_TRANSIENT);
  return _sek_store_step (self, statement, SEK_ATTEMPT_WRITE, error);
}

gboolean
_sek_store_sign (SekStore *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  int result;

  if (!sek_store_check_file (self, error))
    return FALSE;
  if (_sek_store_begin_unchanged (self, SEK_ATTEMPT_WRITE, &failure) && write_signature (self, &failure)
      && _sek_store_finish (self, SEK_ATTEMPT_WRITE, &failure))
    {
      self->is_signed = TRUE;
      /* A pasted sheet touches pages everywhere, which SQLite's own 2 MiB would write out and read again. Not from the
       * opening on: reading a whole register would fill it for nothing. */
      sqlite3_exec (self->db, "PRAGMA cache_size = -32768", NULL, NULL, NULL);
      return TRUE;
    }
  result = sqlite3_extended_errcode (self->db);
  sek_store_rollback (self);
  /* SQLite cannot tell a folder that it may not write (its journal) from other reasons in every case: access() has
   * already spoken for the file. */
  if (g_error_matches (failure, SEK_ERROR, SEK_ERROR_READ_ONLY)
      && !_sek_store_become_reader (self, result == SQLITE_READONLY ? SEK_STORE_READ_ONLY_FILE
                                    : SEK_STORE_READ_ONLY_FOLDER, error)) return FALSE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
_sek_store_unsign (SekStore *self)
{
  if (!self->is_signed || self->db == NULL || !sek_store_check_file (self, NULL))
    return;
  /* Nothing is lost when this fails: the signature counts only while the lock is held. */
  sqlite3_busy_timeout (self->db, 0);
  if (_sek_store_begin_unchanged (self, SEK_ATTEMPT_WRITE, NULL)
      && (!_sek_store_run (self, "DELETE FROM writer", SEK_ATTEMPT_WRITE, NULL)
          || !_sek_store_finish (self, SEK_ATTEMPT_WRITE, NULL)))
    sek_store_rollback (self);
  self->is_signed = FALSE;
}

char *
_sek_store_dup_writer (SekStore *self)
{
  sqlite3_stmt *statement
      = _sek_store_prepare (self, "SELECT who, since FROM writer WHERE id = 1", SEK_ATTEMPT_READ, NULL);
  char *writer = NULL;

  if (statement == NULL)
    return NULL;
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autofree char *who = g_utf8_make_valid ((const char *) sqlite3_column_text (statement, 0), -1);
      g_autoptr (GDateTime) since
          = g_date_time_new_from_iso8601 ((const char *) sqlite3_column_text (statement, 1), NULL);
      g_autofree char *time = since != NULL ? _sek_store_dup_local_time (g_date_time_to_unix (since)) : NULL;

      /* Translators: a user and machine, and since when they write the register. */
      writer = time != NULL ? g_strdup_printf (_("%s since %s"), who, time) : g_steal_pointer (&who);
    }
  sqlite3_reset (statement);
  return writer;
}
