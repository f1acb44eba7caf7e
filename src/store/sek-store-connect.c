/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sek-error.h"
#include "sek-store-private.h"

/* How a store comes by its database: the file, to write or to read, or a copy of it in memory that was upgraded. */

#define BUSY_TIMEOUT_MS 2000

gboolean
_sek_store_read_integer (SekStore *self, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self, sql, SEK_ATTEMPT_OPEN, error);
  int result;

  if (statement == NULL)
    return FALSE;
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);
  else
    _sek_store_fail (self, SEK_ATTEMPT_OPEN, result, error);
  sqlite3_reset (statement);
  return result == SQLITE_ROW;
}

static void
close_database (sqlite3 *db)
{
  if (db != NULL && sqlite3_close (db) != SQLITE_OK)
    g_critical ("A statement or copy was left open: %s", sqlite3_errmsg (db));
}

void
_sek_store_disconnect (SekStore *self)
{
  g_hash_table_remove_all (self->statements);
  g_hash_table_remove_all (self->row_statements);
  close_database (self->db);
  self->db = NULL;
  self->in_memory = FALSE;
}

/* cell_size_check comes first, since what follows reads the schema. */
#define SETTINGS \
  "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;" \
  "PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA;"

static gboolean
configure (SekStore *self, SekAttempt attempt, GError **error)
{
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  /* Or the quoted name of a column that is not there would be read as a text. */
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  return _sek_store_run (self, SETTINGS, attempt, error);
}

gboolean
_sek_store_connect_to (SekStore *self, gboolean writing, SekAttempt attempt, GError **error)
{
  int result;

  _sek_store_file_stamp (self->file, &self->stamp);
  result = sqlite3_open_v2 (self->path, &self->db,
                            (writing ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX, NULL);
  if (result == SQLITE_OK)
    return configure (self, attempt, error);
  _sek_store_fail (self, attempt, result, error);
  _sek_store_disconnect (self);
  return FALSE;
}

/* SQLite takes a file whose last page is cut off for a whole one. */
static gboolean
look_at_file (SekStore *self, GError **error)
{
  gint64 id = 0, version = 0, tables = 0, pages = 0, page_size = 0;

  if (!_sek_store_read_integer (self, "PRAGMA application_id", &id, error)
      || !_sek_store_read_integer (self, "PRAGMA user_version", &version, error)
      || !_sek_store_read_integer (self, "PRAGMA page_count", &pages, error)
      || !_sek_store_read_integer (self, "PRAGMA page_size", &page_size, error)
      || !_sek_store_read_integer (self, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' "
                              "AND name IN ('action', 'change', 'event', 'writer')", &tables, error))
    return FALSE;
  if (_sek_store_file_get_size (self->file) == 0)
    {
      /* Its making was interrupted, and has just been taken back. */
      _sek_store_refuse (self->path, SEK_ATTEMPT_OPEN, SEK_ERROR_NOT_A_REGISTER,
                         _("the file is empty. Choose a register that Sekretariat has made."), error);
      return FALSE;
    }
  if (id != SEK_STORE_APPLICATION_ID || version < 1 || version > G_MAXINT || tables != 4
      || _sek_store_file_get_size (self->file) < pages * page_size)
    {
      _sek_store_fail (self, SEK_ATTEMPT_OPEN, SQLITE_CORRUPT, error);
      return FALSE;
    }
  self->version = self->file_version = (int) version;
  /* Not earlier: what an interrupted writer left was taken back by the first reading. */
  _sek_store_file_stamp (self->file, &self->stamp);
  return TRUE;
}

/* SQLite reads here for the first time: whether it opened the file that was looked at, and finds it sound enough to
 * name its version. In one transaction, so that no other program changes the file meanwhile. */
gboolean
_sek_store_read_version (SekStore *self, GError **error)
{
  gboolean ok;

  if (!sek_store_check_file (self, error) || !_sek_store_run (self, "BEGIN", SEK_ATTEMPT_OPEN, error))
    return FALSE;
  ok = look_at_file (self, error);
  sek_store_rollback (self);
  return ok;
}

/* Goes on with a copy in memory, in which an older register is brought to the newest version: it is read without being
 * changed. */
static gboolean
move_to_memory (SekStore *self, GError **error)
{
  sqlite3 *memory = NULL;
  sqlite3_backup *backup = NULL;
  int result = sqlite3_open_v2 (":memory:", &memory, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (result == SQLITE_OK && (backup = sqlite3_backup_init (memory, "main", self->db, "main")) != NULL)
    result = sqlite3_backup_step (backup, -1);
  sqlite3_backup_finish (backup);
  if (backup == NULL || result != SQLITE_DONE)
    {
      _sek_store_fail (self, SEK_ATTEMPT_OPEN, backup == NULL ? SQLITE_NOMEM : result, error);
      close_database (memory);
      return FALSE;
    }
  if (!_sek_store_check_unchanged (self, &self->stamp, SEK_ATTEMPT_OPEN, error))
    {
      close_database (memory);
      return FALSE;
    }
  _sek_store_disconnect (self);
  self->db = memory;
  self->in_memory = TRUE;
  return configure (self, SEK_ATTEMPT_OPEN, error) && _sek_store_migrate_in_memory (self, error);
}

/* A reader cannot take back what a writer was interrupted in; where file and folder can be written, a writer's
 * connection does it as it first reads. A journal of a writer that is still there is not touched: it holds SQLite's own
 * lock. */
static gboolean
take_back_interrupted (SekStore *self)
{
  g_autofree char *journal = g_strconcat (self->path, "-journal", NULL);
  sqlite3 *db = NULL;
  gboolean ok;

  if (!g_file_test (journal, G_FILE_TEST_EXISTS))
    return FALSE;
  ok = sqlite3_open_v2 (self->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK
       && sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS) == SQLITE_OK
       && sqlite3_exec (db, "PRAGMA synchronous = EXTRA; SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL)
              == SQLITE_OK;
  close_database (db);
  return ok;
}

static gboolean
connect_to_read (SekStore *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (_sek_store_connect_to (self, FALSE, SEK_ATTEMPT_OPEN, &failure) && _sek_store_read_version (self, &failure))
    return TRUE;
  if (g_error_matches (failure, SEK_ERROR, SEK_ERROR_BUSY))
    {
      _sek_store_disconnect (self);
      if (take_back_interrupted (self))
        return _sek_store_connect_to (self, FALSE, SEK_ATTEMPT_OPEN, error) && _sek_store_read_version (self, error);
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
_sek_store_open_to_read (SekStore *self, SekStoreReadOnly reason, GError **error)
{
  self->read_only = reason;
  if (!connect_to_read (self, error))
    return FALSE;
  if (self->version > _sek_store_newest (self))
    self->read_only = SEK_STORE_READ_ONLY_NEWER;
  return self->version >= _sek_store_newest (self) || move_to_memory (self, error);
}

gboolean
_sek_store_become_reader (SekStore *self, SekStoreReadOnly reason, GError **error)
{
  _sek_store_disconnect (self);
  _sek_store_file_unlock (self->file, self);
  self->is_signed = FALSE;
  if (_sek_store_open_to_read (self, reason, error))
    return TRUE;
  _sek_store_disconnect (self);
  return FALSE;
}

/* Changes need a journal beside the file itself, wherever a link to it lies. */
static gboolean
can_write_folder (SekStore *self)
{
  char *real = realpath (self->path, NULL);
  g_autofree char *folder = g_path_get_dirname (real != NULL ? real : self->path);

  free (real);
  return g_access (folder, W_OK | X_OK) == 0;
}

gboolean
_sek_store_open_to_write (SekStore *self, GError **error)
{
  g_autoptr (GError) unlockable = NULL;

  if (!_sek_store_file_can_write (self->file))
    return _sek_store_open_to_read (self, SEK_STORE_READ_ONLY_FILE, error);
  if (!can_write_folder (self))
    return _sek_store_open_to_read (self, SEK_STORE_READ_ONLY_FOLDER, error);
  if (!_sek_store_file_lock (self->file, self, &unlockable))
    return _sek_store_open_to_read (self,
                                    unlockable != NULL ? SEK_STORE_READ_ONLY_FILE : SEK_STORE_READ_ONLY_OTHER_WRITER,
                                    error);
  if (!_sek_store_connect_to (self, TRUE, SEK_ATTEMPT_OPEN, error) || !_sek_store_read_version (self, error))
    return FALSE;
  if (self->version > _sek_store_newest (self))
    return _sek_store_become_reader (self, SEK_STORE_READ_ONLY_NEWER, error);
  return self->version == _sek_store_newest (self) || move_to_memory (self, error);
}
