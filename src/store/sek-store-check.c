/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-store-private.h"

#define STEPS_BETWEEN_CANCELLING 10000

static int
stop_when_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

int
_sek_store_verify (sqlite3 *db, const char *pragma, GCancellable *cancellable, char **found)
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
    {
      const char *text = (const char *) sqlite3_column_text (statement, 0);

      result = g_strcmp0 (text, "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
      if (result == SQLITE_CORRUPT && found != NULL && *found == NULL && text != NULL)
        *found = g_utf8_make_valid (text, -1);
    }
  else if (result == SQLITE_DONE)
    result = SQLITE_OK;
  sqlite3_finalize (statement);
  return result;
}

void
_sek_store_refuse_found (SekStore *self, SekAttempt attempt, const char *found, GError **error)
{
  /* SQLite may say it in several lines. */
  g_autofree char *line = g_strdelimit (g_strdup (found), "\r\n", ' ');
  /* Translators: what SQLite found, in English. */
  g_autofree char *reason = g_strdup_printf (_("the file is damaged (%s). Nothing is saved to it; open a backup copy "
                                               "instead."), line);

  _sek_store_refuse (self->path, attempt, SEK_ERROR_DAMAGED, reason, error);
}

gboolean
sek_store_check (SekStore *self, GCancellable *cancellable, GError **error)
{
  /* What rows of the register refer to, the model looks at when it reads them. */
  static const char *const pragmas[] = {
    "PRAGMA quick_check(1)", "PRAGMA foreign_key_check(change)", "PRAGMA foreign_key_check(event)",
  };
  g_autofree char *found = NULL;
  int result = SQLITE_OK;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, FALSE);
  g_assert (self->thread == g_thread_self ());

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (pragmas) && result == SQLITE_OK; i++)
    result = _sek_store_verify (self->db, pragmas[i], cancellable, &found);
  if (result == SQLITE_OK)
    return TRUE;
  if (result == SQLITE_CORRUPT && found != NULL)
    _sek_store_refuse_found (self, SEK_ATTEMPT_CHECK, found, error);
  else if (!(result == SQLITE_INTERRUPT && g_cancellable_set_error_if_cancelled (cancellable, error)))
    _sek_store_fail (self, SEK_ATTEMPT_CHECK, result, error);
  return FALSE;
}
