/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-store.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sek-error.h"
#include "sek-store-private.h"

#define BUSY_TIMEOUT_MS 2000

G_DEFINE_FINAL_TYPE (SekStore, sek_store, G_TYPE_OBJECT)

static void
sek_store_finalize (GObject *object)
{
  SekStore *self = SEK_STORE (object);

  sek_store_close (self);
  g_hash_table_unref (self->statements);
  g_hash_table_unref (self->row_statements);
  g_free (self->path);
  G_OBJECT_CLASS (sek_store_parent_class)->finalize (object);
}

static void
sek_store_class_init (SekStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_store_finalize;
}

static void
sek_store_init (SekStore *self)
{
  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, _sek_store_free_statement);
  self->row_statements = _sek_store_new_row_statements ();
}

/* --- statements --------------------------------------------------------------------------------------------------- */

void
_sek_store_free_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

gboolean
_sek_store_run (SekStore *self, const char *sql, SekAttempt attempt, GError **error)
{
  int result = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  g_assert (self->thread == g_thread_self ());
  if (result == SQLITE_OK)
    return TRUE;
  _sek_store_fail (self, attempt, result, error);
  return FALSE;
}

sqlite3_stmt *
_sek_store_prepare (SekStore *self, const char *sql, SekAttempt attempt, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int result;

  g_assert (self->thread == g_thread_self ());
  if (statement != NULL)
    {
      g_assert (!sqlite3_stmt_busy (statement));
      return statement;
    }
  result = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      _sek_store_fail (self, attempt, result, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

gboolean
_sek_store_step (SekStore *self, sqlite3_stmt *statement, SekAttempt attempt, GError **error)
{
  int result = sqlite3_step (statement);

  if (result != SQLITE_DONE)
    _sek_store_fail (self, attempt, result, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

void
_sek_store_bind (sqlite3_stmt *statement, int index, const SekValue *value)
{
  switch (value->type)
    {
    case SEK_VALUE_INTEGER:
      sqlite3_bind_int64 (statement, index, value->integer);
      break;
    case SEK_VALUE_TEXT:
      sqlite3_bind_text (statement, index, value->text, -1, SQLITE_TRANSIENT);
      break;
    case SEK_VALUE_BLANK:
    default:
      sqlite3_bind_null (statement, index);
      break;
    }
}

static gboolean
read_integer (SekStore *self, const char *sql, gint64 *value, GError **error)
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

/* --- connecting --------------------------------------------------------------------------------------------------- */

static void
disconnect (SekStore *self)
{
  g_hash_table_remove_all (self->statements);
  g_hash_table_remove_all (self->row_statements);
  if (self->db != NULL && sqlite3_close (self->db) != SQLITE_OK)
    g_critical ("A statement or copy was left open: %s", sqlite3_errmsg (self->db));
  self->db = NULL;
}

/* cell_size_check comes first, since what follows reads the schema. */
#define SETTINGS \
  "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;" \
  "PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA;"

static gboolean
connect_to (SekStore *self, gboolean writing, SekAttempt attempt, GError **error)
{
  int result = sqlite3_open_v2 (self->path, &self->db,
                                (writing ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX, NULL);

  if (result != SQLITE_OK)
    {
      _sek_store_fail (self, attempt, result, error);
      disconnect (self);
      return FALSE;
    }
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  /* Or the quoted name of a column that is not there would be read as a text. */
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  /* A file that another program has put into WAL mode is brought back. */
  return _sek_store_run (self, writing ? SETTINGS "PRAGMA journal_mode = DELETE" : SETTINGS, attempt, error);
}

/* SQLite takes a file whose last page is cut off for a whole one. */
static gboolean
look_at_file (SekStore *self, GError **error)
{
  gint64 id = 0, version = 0, tables = 0, pages = 0, page_size = 0;

  if (!read_integer (self, "PRAGMA application_id", &id, error)
      || !read_integer (self, "PRAGMA user_version", &version, error)
      || !read_integer (self, "PRAGMA page_count", &pages, error)
      || !read_integer (self, "PRAGMA page_size", &page_size, error)
      || !read_integer (self, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' "
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
  self->version = (int) version;
  return TRUE;
}

/* SQLite reads here for the first time: whether it opened the file that was looked at, and finds it sound enough to
 * name its version. In one transaction, so that no other program changes the file meanwhile. */
static gboolean
read_version (SekStore *self, GError **error)
{
  gboolean ok;

  if (!sek_store_check_file (self, error) || !_sek_store_run (self, "BEGIN", SEK_ATTEMPT_OPEN, error))
    return FALSE;
  ok = look_at_file (self, error);
  sek_store_rollback (self);
  return ok;
}

static gboolean
open_to_read (SekStore *self, SekStoreReadOnly reason, GError **error)
{
  self->read_only = reason;
  if (!connect_to (self, FALSE, SEK_ATTEMPT_OPEN, error) || !read_version (self, error))
    return FALSE;
  if (self->version > _sek_store_newest (self))
    self->read_only = SEK_STORE_READ_ONLY_NEWER;
  if (self->version >= _sek_store_newest (self))
    return TRUE;
  _sek_store_refuse (
      self->path, SEK_ATTEMPT_OPEN, SEK_ERROR_READ_ONLY,
      _("it was made by an older version of Sekretariat and must be upgraded first, which needs a file and a folder "
         "that can be written and that nobody else has open. Open it for writing, or copy it to where it can be."),
      error);
  return FALSE;
}

gboolean
_sek_store_become_reader (SekStore *self, SekStoreReadOnly reason, GError **error)
{
  disconnect (self);
  _sek_store_file_unlock (self->file, self);
  self->is_signed = FALSE;
  if (open_to_read (self, reason, error))
    return TRUE;
  disconnect (self);
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

static gboolean
open_to_write (SekStore *self, GError **error)
{
  g_autoptr (GError) unlockable = NULL;

  if (!_sek_store_file_can_write (self->file))
    return open_to_read (self, SEK_STORE_READ_ONLY_FILE, error);
  if (!can_write_folder (self))
    return open_to_read (self, SEK_STORE_READ_ONLY_FOLDER, error);
  if (!_sek_store_file_lock (self->file, self, &unlockable))
    return open_to_read (self, unlockable != NULL ? SEK_STORE_READ_ONLY_FILE : SEK_STORE_READ_ONLY_OTHER_WRITER, error);
  if (!connect_to (self, TRUE, SEK_ATTEMPT_OPEN, error) || !read_version (self, error))
    return FALSE;
  if (self->version > _sek_store_newest (self))
    return _sek_store_become_reader (self, SEK_STORE_READ_ONLY_NEWER, error);
  return self->version == _sek_store_newest (self) || _sek_store_migrate (self, error);
}

static SekStore *
new_store (const char *path, const char *const *steps)
{
  SekStore *self = g_object_new (SEK_TYPE_STORE, NULL);

  self->path = g_canonicalize_filename (path, NULL);
  self->steps = steps;
  return self;
}

SekStore *
_sek_store_open_with (const char *path, SekStoreMode mode, const char *const *steps, GError **error)
{
  g_autoptr (SekStore) self = new_store (path, steps);

  self->file = _sek_store_file_open (self->path, FALSE, error);
  if (self->file == NULL
      || !(mode == SEK_STORE_WRITE ? open_to_write (self, error)
                                   : open_to_read (self, SEK_STORE_READ_ONLY_ASKED, error)))
    return NULL;
  sek_store_has_changed (self);
  return g_steal_pointer (&self);
}

SekStore *
_sek_store_create_with (const char *path, const char *const *steps, GError **error)
{
  g_autoptr (SekStore) self = new_store (path, steps);
  g_autoptr (GError) failure = NULL;

  if (_sek_store_refuse_remains (self->path, SEK_ATTEMPT_CREATE, error))
    return NULL;
  self->file = _sek_store_file_open (self->path, TRUE, error);
  if (self->file == NULL)
    return NULL;
  if (_sek_store_file_lock (self->file, self, &failure)
      && connect_to (self, TRUE, SEK_ATTEMPT_CREATE, &failure)
      && _sek_store_migrate (self, &failure)
      && _sek_store_sign (self, &failure))
    {
      sek_store_has_changed (self);
      return g_steal_pointer (&self);
    }
  disconnect (self);
  if (_sek_store_file_is_at (self->file, self->path))
    g_unlink (self->path);
  if (failure == NULL)
    _sek_store_fail (self, SEK_ATTEMPT_CREATE, SQLITE_BUSY, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* --- public ------------------------------------------------------------------------------------------------------- */

SekStore *
sek_store_create (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return _sek_store_create_with (path, _sek_store_get_steps (), error);
}

SekStore *
sek_store_open (const char *path, SekStoreMode mode, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return _sek_store_open_with (path, mode, _sek_store_get_steps (), error);
}

void
sek_store_close (SekStore *self)
{
  g_return_if_fail (SEK_IS_STORE (self));

  sek_store_rollback (self);
  _sek_store_unsign (self);
  disconnect (self);
  if (self->file != NULL)
    _sek_store_file_close (self->file, self);
  self->file = NULL;
}

const char *
sek_store_get_path (SekStore *self)
{
  g_return_val_if_fail (SEK_IS_STORE (self), NULL);

  return self->path;
}

int
sek_store_get_version (SekStore *self)
{
  g_return_val_if_fail (SEK_IS_STORE (self), 0);

  return self->version;
}

SekStoreReadOnly
sek_store_get_read_only (SekStore *self)
{
  g_return_val_if_fail (SEK_IS_STORE (self), SEK_STORE_READ_ONLY_ASKED);

  return self->read_only;
}

char *
sek_store_dup_read_only_reason (SekStore *self)
{
  g_autofree char *writer = NULL;

  g_return_val_if_fail (SEK_IS_STORE (self), NULL);

  switch (self->read_only)
    {
    case SEK_STORE_WRITABLE:
      return NULL;
    case SEK_STORE_READ_ONLY_FILE:
      return g_strdup (
          _("The file can be read but not written. Change its rights, or save a copy elsewhere and work there."));
    case SEK_STORE_READ_ONLY_FOLDER:
      return g_strdup (
          _("The folder of the register cannot be written, and changes need that. Change its rights, or save a copy "
             "in another folder and work there."));
    case SEK_STORE_READ_ONLY_NEWER:
      return g_strdup (
          _("The register was made by a newer version of Sekretariat, so it can be read but not changed. Upgrade the "
             "program to change it."));
    case SEK_STORE_READ_ONLY_OTHER_WRITER:
      writer = self->db != NULL ? _sek_store_dup_writer (self) : NULL;
      if (writer == NULL)
        return g_strdup (
            _("Another program has the register open for writing. You can read it and see what is changed; to change "
               "it yourself, close it there and open it here again."));
      return g_strdup_printf (
          _("The register is being written by %s. You can read it and see what is changed; to change it "
             "yourself, have it closed there and open it here again."),
          writer);
    case SEK_STORE_READ_ONLY_ASKED:
    default:
      return g_strdup (_("The register was opened for reading only. Open it for writing to change it."));
    }
}

gboolean
sek_store_has_changed (SekStore *self)
{
  gint64 version;
  gboolean changed;

  g_return_val_if_fail (SEK_IS_STORE (self), FALSE);

  version = self->data_version;
  if (self->db == NULL || !read_integer (self, "PRAGMA data_version", &version, NULL))
    return FALSE;
  changed = version != self->data_version;
  self->data_version = version;
  return changed;
}

gboolean
sek_store_check_file (SekStore *self, GError **error)
{
  g_return_val_if_fail (SEK_IS_STORE (self) && self->file != NULL, FALSE);

  if (_sek_store_file_is_at (self->file, self->path))
    return TRUE;
  if (error != NULL)
    _sek_store_refuse (
        self->path, SEK_ATTEMPT_WRITE, SEK_ERROR_NOT_FOUND,
        _("the file has been deleted, moved or replaced while it was open. Save a copy under a new name; all that was "
           "stored is still in it."),
        error);
  return FALSE;
}
