/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-store-private.h"

#define STEPS_BETWEEN_CANCELLING 10000

static int
stop_when_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

int
_sek_store_verify (sqlite3 *db, const char *pragma, GCancellable *cancellable)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (db, pragma, -1, &statement, NULL);

  if (result != SQLITE_OK)
    return result;
  if (cancellable != NULL)
    sqlite3_progress_handler (db, STEPS_BETWEEN_CANCELLING, stop_when_cancelled, cancellable);
  result = sqlite3_step (statement);
  sqlite3_progress_handler (db, 0, NULL, NULL);
  /* quick_check says "ok" in one row, or what it found; foreign_key_check has a row for what it found. */
  if (result == SQLITE_ROW)
    result = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
  else if (result == SQLITE_DONE)
    result = SQLITE_OK;
  sqlite3_finalize (statement);
  return result;
}

/* A store that has the lock signs the file only now: a damaged one is never written to. That the signature cannot be
 * written just yet, on a full disk or while another reads, is told by the first change that meets the same. */
static gboolean
sign_sound_file (SekStore *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (self->read_only != SEK_STORE_WRITABLE || self->is_signed || !sqlite3_get_autocommit (self->db)
      || _sek_store_sign (self, &failure) || self->db != NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
sek_store_check (SekStore *self, GCancellable *cancellable, GError **error)
{
  int result;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, FALSE);
  g_assert (self->thread == g_thread_self ());

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  result = _sek_store_verify (self->db, "PRAGMA quick_check(1)", cancellable);
  if (result == SQLITE_OK)
    result = _sek_store_verify (self->db, "PRAGMA foreign_key_check", cancellable);
  if (result == SQLITE_OK)
    return sign_sound_file (self, error);
  if (!(result == SQLITE_INTERRUPT && g_cancellable_set_error_if_cancelled (cancellable, error)))
    _sek_store_fail (self, SEK_ATTEMPT_CHECK, result, error);
  return FALSE;
}
