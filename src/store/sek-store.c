/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-store.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "sek-error.h"
#include "sek-store-backup.h"
#include "sek-store-private.h"

/* Of SQLite's header: how the file is written. */
#define WRITE_VERSION_OFFSET 18
#define WRITE_AHEAD          2

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
  int result;

  g_assert (self->thread == g_thread_self ());
  result = sqlite3_exec (self->db, sql, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  _sek_store_fail (self, attempt, result, error);
  return FALSE;
}

sqlite3_stmt *
_sek_store_prepare (SekStore *self, const char *sql, SekAttempt attempt, GError **error)
{
  sqlite3_stmt *statement;
  int result;

  g_assert (self->thread == g_thread_self ());
  statement = g_hash_table_lookup (self->statements, sql);
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

gboolean
_sek_store_check_unchanged (SekStore *self, const SekStoreStamp *before, SekAttempt attempt, GError **error)
{
  SekStoreStamp stamp;

  _sek_store_file_stamp (self->file, &stamp);
  if (self->in_memory || _sek_store_stamp_equal (&stamp, before))
    return TRUE;
  _sek_store_refuse (self->path, attempt, SEK_ERROR_CONFLICT,
                     _("another program has written the file since it was read, perhaps a copy was laid over it. "
                       "Nothing was stored; look at it "
                       "again, and repeat the change."),
                     error);
  return FALSE;
}

gboolean
_sek_store_begin_unchanged (SekStore *self, SekAttempt attempt, GError **error)
{
  if (!_sek_store_run (self, "BEGIN IMMEDIATE", attempt, error))
    return FALSE;
  if (_sek_store_check_unchanged (self, &self->stamp, attempt, error))
    return TRUE;
  sek_store_rollback (self);
  return FALSE;
}

/* Whether SQLite has written pages of the transaction into the file already, for lack of room in its cache. */
static gboolean
has_spilled (SekStore *self)
{
  int now = 0, most = 0;

  return sqlite3_db_status (self->db, SQLITE_DBSTATUS_CACHE_SPILL, &now, &most, 0) != SQLITE_OK || now != self->spilled;
}

gboolean
_sek_store_finish (SekStore *self, SekAttempt attempt, GError **error)
{
  sqlite3_stmt *statement;
  int most;

  /* Once more, at the last moment: what is written now is written over what lies there. */
  if (!has_spilled (self) && !_sek_store_check_unchanged (self, &self->stamp, attempt, error))
    return FALSE;
  statement = _sek_store_prepare (self, "COMMIT", attempt, error);
  if (statement == NULL || !_sek_store_step (self, statement, attempt, error))
    return FALSE;
  _sek_store_file_stamp (self->file, &self->stamp);
  sqlite3_db_status (self->db, SQLITE_DBSTATUS_CACHE_SPILL, &self->spilled, &most, 0);
  return TRUE;
}

/* --- opening and making ------------------------------------------------------------------------------------------ */

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
  g_autoptr (SekStoreBackup) backup = sek_store_find_backup (self->path);
  SekStoreReadOnly reason = backup != NULL ? SEK_STORE_READ_ONLY_BACKUP : SEK_STORE_READ_ONLY_ASKED;
  gboolean writing = mode == SEK_STORE_WRITE && backup == NULL;

  self->file = _sek_store_file_open (self->path, writing ? SEK_STORE_FILE_WRITE : SEK_STORE_FILE_READ, error);
  if (self->file == NULL
      || !(writing ? _sek_store_open_to_write (self, error) : _sek_store_open_to_read (self, reason, error)))
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
  self->file = _sek_store_file_open (self->path, SEK_STORE_FILE_CREATE, error);
  if (self->file == NULL)
    return NULL;
  if (_sek_store_file_lock (self->file, self, &failure)
      && _sek_store_connect_to (self, TRUE, SEK_ATTEMPT_CREATE, &failure)
      && _sek_store_migrate (self, &failure)
      && _sek_store_sign (self, &failure))
    {
      sek_store_has_changed (self);
      return g_steal_pointer (&self);
    }
  _sek_store_disconnect (self);
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

gboolean
sek_store_check_new (const char *path, GError **error)
{
  struct stat info;

  g_return_val_if_fail (path != NULL, FALSE);

  /* A link that leads nowhere lies there too. */
  if (lstat (path, &info) != 0)
    return !_sek_store_refuse_remains (path, SEK_ATTEMPT_CREATE, error);
  _sek_store_refuse_errno (path, SEK_ATTEMPT_CREATE, EEXIST, error);
  return FALSE;
}

int
sek_store_get_newest_version (void)
{
  return (int) g_strv_length ((GStrv) _sek_store_get_steps ());
}

SekStore *
sek_store_open (const char *path, SekStoreMode mode, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return _sek_store_open_with (path, mode, _sek_store_get_steps (), error);
}

gboolean
sek_store_accept (SekStore *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, FALSE);

  if (self->read_only != SEK_STORE_WRITABLE || self->is_signed || !sqlite3_get_autocommit (self->db))
    return TRUE;
  if (self->in_memory)
    {
      SekStoreStamp stamp = self->stamp;

      _sek_store_disconnect (self);
      if (!_sek_store_connect_to (self, TRUE, SEK_ATTEMPT_UPGRADE, error))
        return FALSE;
      self->stamp = stamp;
      self->version = self->file_version;
      if (!_sek_store_migrate (self, error))
        return FALSE;
    }
  /* What was read is what lies there. */
  if (!_sek_store_check_unchanged (self, &self->stamp, SEK_ATTEMPT_OPEN, error))
    return FALSE;
  /* A file that another program has put into WAL mode, as its header says, is brought back. */
  if (self->stamp.header[WRITE_VERSION_OFFSET] == WRITE_AHEAD)
    {
      if (!_sek_store_run (self, "PRAGMA journal_mode = DELETE", SEK_ATTEMPT_OPEN, error))
        return FALSE;
      _sek_store_file_stamp (self->file, &self->stamp);
    }
  /* That the signature cannot be written just yet, on a full disk or while another reads, is told by the first change
   * that meets the same. */
  if (_sek_store_sign (self, &failure)
      || (self->db != NULL && !g_error_matches (failure, SEK_ERROR, SEK_ERROR_CONFLICT)))
    {
      _sek_store_read_integer (self, "PRAGMA data_version", &self->data_version, NULL);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
sek_store_close (SekStore *self)
{
  g_return_if_fail (SEK_IS_STORE (self));

  sek_store_rollback (self);
  _sek_store_unsign (self);
  _sek_store_disconnect (self);
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

static char *
word_backup (SekStore *self)
{
  g_autoptr (SekStoreBackup) backup = sek_store_find_backup (self->path);
  g_autofree char *name = backup != NULL ? g_filename_display_basename (backup->original) : NULL;
  g_autofree char *time = backup != NULL ? sek_store_backup_dup_time (backup) : NULL;

  if (backup == NULL)
    return g_strdup (_("This was a backup, which is gone. Save a copy to keep what you see."));
  return g_strdup_printf (_("This is the backup of “%s” of %s. It can be read but not changed. Save a copy as a new "
                            "file to go on with it."), name, time);
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
      return g_strdup (_("The file itself can be read but not changed. Change its rights, or save a copy elsewhere and "
                         "work there."));
    case SEK_STORE_READ_ONLY_FOLDER:
      return g_strdup (_("Nothing can be saved in the folder of the register, and changes need that. Change its "
                         "rights, or save a copy in another folder and work there."));
    case SEK_STORE_READ_ONLY_NEWER:
      return g_strdup (_("The register was made by a newer version of Sekretariat, so it can be read but not changed. "
                         "Upgrade the program to change it."));
    case SEK_STORE_READ_ONLY_OTHER_WRITER:
      writer = self->db != NULL ? _sek_store_dup_writer (self) : NULL;
      if (writer == NULL)
        return g_strdup (_("Another program has the register open for writing. You can read it and see what is "
                           "changed; to change it yourself, close it there and open it here again."));
      return g_strdup_printf (_("The register is being written by %s. You can read it and see what is changed; to "
                                "change it yourself, have it closed there and open it here again."), writer);
    case SEK_STORE_READ_ONLY_BACKUP:
      return word_backup (self);
    case SEK_STORE_READ_ONLY_REPLACED:
      return g_strdup (_("The file was overwritten while it was open, by something that cannot be read as the same "
                         "register. What you see was read before that. "
                         "Open the file again, or another copy of it."));
    case SEK_STORE_READ_ONLY_ASKED:
    default:
      return g_strdup (_("The register was opened for reading only. Open it for writing to change it."));
    }
}

/* Reads the file from the start: what SQLite keeps of it may be of the version that was written over. Where that fails,
 * what is kept is all there is, and the file is let alone. */
static void
read_anew (SekStore *self)
{
  gboolean writing = self->read_only == SEK_STORE_WRITABLE;
  g_autoptr (SekStore) other = new_store (self->path, self->steps);
  SekStoreReadOnly reason = self->read_only;
  sqlite3 *db;

  other->file = self->file;
  if (writing ? _sek_store_connect_to (other, TRUE, SEK_ATTEMPT_OPEN, NULL) && _sek_store_read_version (other, NULL)
                  && other->version == _sek_store_newest (other)
              : _sek_store_open_to_read (other, reason, NULL))
    {
      _sek_store_disconnect (self);
      db = g_steal_pointer (&other->db);
      g_hash_table_remove_all (other->statements);
      self->db = db;
      self->in_memory = other->in_memory;
      self->version = other->version;
      self->file_version = other->file_version;
      self->read_only = other->read_only;
    }
  else
    self->read_only = SEK_STORE_READ_ONLY_REPLACED;
  self->is_signed = FALSE;
  /* The file is this store's to close. */
  other->file = NULL;
}

gboolean
sek_store_has_changed (SekStore *self)
{
  gint64 version;
  SekStoreStamp stamp;
  gboolean changed;

  g_return_val_if_fail (SEK_IS_STORE (self), FALSE);

  if (self->db == NULL || !sqlite3_get_autocommit (self->db))
    return FALSE;
  _sek_store_file_stamp (self->file, &stamp);
  changed = !_sek_store_stamp_equal (&stamp, &self->stamp) && sek_store_check_file (self, NULL);
  if (changed)
    read_anew (self);
  if (changed)
    _sek_store_file_stamp (self->file, &self->stamp);
  version = self->data_version;
  /* A file that is far away may tell its times late. */
  if (!self->in_memory && _sek_store_read_integer (self, "PRAGMA data_version", &version, NULL)
      && version != self->data_version)
    {
      self->data_version = version;
      return TRUE;
    }
  return changed;
}

gboolean
sek_store_check_file (SekStore *self, GError **error)
{
  g_return_val_if_fail (SEK_IS_STORE (self) && self->file != NULL, FALSE);

  if (_sek_store_file_is_at (self->file, self->path))
    return TRUE;
  if (error != NULL)
    _sek_store_refuse (self->path, SEK_ATTEMPT_WRITE, SEK_ERROR_NOT_FOUND,
                       _("the file has been deleted, moved or replaced while it was open. Save a copy under a new "
                         "name; all that was stored is still in it."), error);
  return FALSE;
}
