/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sek-error.h"
#include "sek-store-private.h"

G_DEFINE_FINAL_TYPE (SekStore, sek_store, G_TYPE_OBJECT)

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
sek_store_finalize (GObject *object)
{
  SekStore *self = SEK_STORE (object);

  sek_store_close (self);
  g_hash_table_unref (self->statements);
  g_free (self->path);
  g_free (self->other);
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
  self->lock = -1;
  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
}

/* --- errors ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  int         code;
  const char *reason;
} Failure;

static Failure
explain (SekStore *self, int result)
{
  int system = self->db != NULL ? sqlite3_system_errno (self->db) : 0;

  if ((result & 0xff) == SQLITE_FULL || ((result & 0xff) == SQLITE_IOERR && (system == ENOSPC || system == EDQUOT)))
    return (Failure) { SEK_ERROR_FULL, _("the disk is full. Make room and try again; nothing was changed.") };
  switch (result & 0xff)
    {
    case SQLITE_CONSTRAINT:
      return (Failure) { SEK_ERROR_REFUSED, _("a rule of the register forbids it. Check the values.") };
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return (Failure) { SEK_ERROR_BUSY, _("another program is using the file. Close it there and try again.") };
    case SQLITE_READONLY:
      return (Failure) { SEK_ERROR_READ_ONLY, _("the file or its folder cannot be written. Save a copy elsewhere and go on there.") };
    case SQLITE_NOTADB:
      return (Failure) { SEK_ERROR_NOT_A_REGISTER, _("it is not a register. Choose a file that ends in .sekretariat.") };
    case SQLITE_CORRUPT:
      return (Failure) { SEK_ERROR_DAMAGED, _("the file is damaged. Nothing was written to it; open a backup copy instead.") };
    case SQLITE_CANTOPEN:
      return (Failure) { SEK_ERROR_READ_ONLY, _("the file cannot be opened, or its folder cannot be written. Check its rights.") };
    case SQLITE_IOERR:
    default:
      return (Failure) { SEK_ERROR_IO, NULL };
    }
}

void
_sek_store_fail (SekStore *self, int result, const char *attempted, GError **error)
{
  Failure failure = explain (self, result);
  g_autofree char *name = g_path_get_basename (self->path);

  if (failure.reason != NULL)
    g_set_error (error, SEK_ERROR, failure.code, _("%s in “%s”: %s"), attempted, name, failure.reason);
  else
    g_set_error (error, SEK_ERROR, failure.code, _("%s in “%s”: reading or writing failed (%s). Check the disk and the network, then try again."),
                 attempted, name, sqlite3_errstr (result));
}

gboolean
_sek_store_run (SekStore *self, const char *sql, const char *attempted, GError **error)
{
  int result = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;
  _sek_store_fail (self, sqlite3_extended_errcode (self->db), attempted, error);
  return FALSE;
}

sqlite3_stmt *
_sek_store_prepare (SekStore *self, const char *sql, const char *attempted, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  g_assert (self->thread == g_thread_self ());

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      return statement;
    }
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    {
      _sek_store_fail (self, sqlite3_extended_errcode (self->db), attempted, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

static gboolean
configure (SekStore *self, GError **error)
{
  const char *attempted = _("Could not open the register");

  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, 2000);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  return _sek_store_run (self, "PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA; PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY", attempted, error);
}

static gboolean
connect_to (SekStore *self, int flags, GError **error)
{
  int result = sqlite3_open_v2 (self->path, &self->db, flags | SQLITE_OPEN_NOMUTEX, NULL);

  if (result != SQLITE_OK)
    {
      _sek_store_fail (self, result, _("Could not open the register"), error);
      return FALSE;
    }
  return configure (self, error);
}

static gboolean
read_pragma (SekStore *self, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self, sql, _("Could not read the register"), error);
  int result;

  if (statement == NULL)
    return FALSE;
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);
  else
    _sek_store_fail (self, result, _("Could not read the register"), error);
  sqlite3_reset (statement);
  return result == SQLITE_ROW;
}

static gboolean
not_a_register (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_A_REGISTER,
               _("Could not open “%s”: it is not a register. Choose a file that Sekretariat has made."), name);
  return FALSE;
}

/* Files that are open in this process: closing any descriptor of one would drop SQLite's locks on it. */
static GMutex open_mutex;
static GList *open_stores;

static gboolean
is_open_here (const char *path)
{
  struct stat info;
  gboolean found = FALSE;

  if (stat (path, &info) != 0)
    return FALSE;
  g_mutex_lock (&open_mutex);
  for (GList *l = open_stores; l != NULL && !found; l = l->next)
    {
      const SekStore *store = l->data;

      found = store->identity.st_dev == info.st_dev && store->identity.st_ino == info.st_ino;
    }
  g_mutex_unlock (&open_mutex);
  return found;
}

static void
remember_open (SekStore *self, gboolean is_open)
{
  g_mutex_lock (&open_mutex);
  open_stores = g_list_remove (open_stores, self);
  if (is_open)
    open_stores = g_list_prepend (open_stores, self);
  g_mutex_unlock (&open_mutex);
}

/* What the file itself says before SQLite is let near it: a missing, empty, foreign or cut-off file. */
static gboolean
check_header (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  guchar header[100];
  struct stat info;
  gint64 page, pages;
  int descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n;

  if (descriptor < 0)
    {
      int failed = errno;

      g_set_error (error, SEK_ERROR, failed == ENOENT ? SEK_ERROR_NOT_FOUND : SEK_ERROR_IO,
                   failed == ENOENT ? _("Could not open “%s”: there is no such file (%s). Check the name and the folder.")
                                    : _("Could not open “%s”: %s. Check its rights."), name, g_strerror (failed));
      return FALSE;
    }
  n = read (descriptor, header, sizeof header);
  if (fstat (descriptor, &info) != 0)
    info.st_size = 0;
  close (descriptor);
  if (n < (gssize) sizeof header || memcmp (header, "SQLite format 3", 16) != 0
      || GUINT32_FROM_BE (*(guint32 *) (gpointer) (header + 68)) != SEK_STORE_APPLICATION_ID)
    return not_a_register (path, error);
  page = header[16] << 8 | header[17];
  page = page == 1 ? 65536 : page;
  pages = GUINT32_FROM_BE (*(guint32 *) (gpointer) (header + 28));
  /* The count of pages holds only where the file's two change counters agree. */
  if (memcmp (header + 24, header + 92, 4) == 0 && pages * page > info.st_size)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_DAMAGED,
                   _("Could not open “%s”: the file is damaged, its end is missing. Nothing was written to it; open a backup copy instead."), name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_version (SekStore *self, GError **error)
{
  gint64 id = 0, version = 0, tables = 0;

  if (!read_pragma (self, "PRAGMA application_id", &id, error) || !read_pragma (self, "PRAGMA user_version", &version, error)
      || !read_pragma (self, "SELECT count(*) FROM sqlite_schema WHERE name IN ('member', 'action', 'event')", &tables, error))
    return FALSE;
  if (id != SEK_STORE_APPLICATION_ID || version < 1)
    return not_a_register (self->path, error);
  if (tables != 3)
    {
      _sek_store_fail (self, SQLITE_CORRUPT, _("Could not open the register"), error);
      return FALSE;
    }
  self->version = (int) version;
  return TRUE;
}

static void
disconnect (SekStore *self)
{
  g_hash_table_remove_all (self->statements);
  if (self->db != NULL)
    sqlite3_close (self->db);
  self->db = NULL;
}

/* Goes on as a reader, for the given reason. */
static gboolean
fall_back (SekStore *self, SekStoreReadOnly reason, GError **error)
{
  disconnect (self);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  self->read_only = reason;
  if (!connect_to (self, SQLITE_OPEN_READONLY, error) || !read_version (self, error))
    return FALSE;
  if (reason == SEK_STORE_READ_ONLY_OTHER_WRITER)
    self->other = _sek_store_dup_writer (self);
  return TRUE;
}

static gboolean
open_to_write (SekStore *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) failure = NULL;

  if (g_access (self->path, W_OK) != 0)
    return fall_back (self, SEK_STORE_READ_ONLY_FILE, error);
  if (g_access (folder, W_OK) != 0)
    return fall_back (self, SEK_STORE_READ_ONLY_FOLDER, error);
  if (!_sek_store_lock (self, &failure))
    return fall_back (self, failure != NULL ? SEK_STORE_READ_ONLY_FILE : SEK_STORE_READ_ONLY_OTHER_WRITER, error);
  if (!connect_to (self, SQLITE_OPEN_READWRITE, error) || !read_version (self, error))
    return FALSE;
  if (self->version > _sek_store_newest_version ())
    return fall_back (self, SEK_STORE_READ_ONLY_NEWER, error);
  if (self->version < _sek_store_newest_version () && !_sek_store_migrate (self, NULL, error))
    return FALSE;
  if (_sek_store_sign (self, &failure))
    return TRUE;
  if (g_error_matches (failure, SEK_ERROR, SEK_ERROR_READ_ONLY))
    return fall_back (self, SEK_STORE_READ_ONLY_FOLDER, error);
  /* A full disk can still be read, and saved as a copy elsewhere. */
  if (g_error_matches (failure, SEK_ERROR, SEK_ERROR_FULL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
open_to_read (SekStore *self, GError **error)
{
  self->read_only = SEK_STORE_READ_ONLY_ASKED;
  if (!connect_to (self, SQLITE_OPEN_READONLY, error) || !read_version (self, error))
    {
      g_autofree char *journal = g_strconcat (self->path, "-journal", NULL);

      /* A reader cannot roll back what a crashed writer left. */
      if (g_file_test (journal, G_FILE_TEST_EXISTS) && error != NULL && *error != NULL
          && !g_error_matches (*error, SEK_ERROR, SEK_ERROR_DAMAGED))
        {
          g_autofree char *name = g_path_get_basename (self->path);

          g_clear_error (error);
          g_set_error (error, SEK_ERROR, SEK_ERROR_BUSY,
                       _("Could not read “%s”: a change was interrupted and has to be taken back first. Open the register for writing once, where the folder can be written."), name);
        }
      return FALSE;
    }
  if (self->version > _sek_store_newest_version ())
    self->read_only = SEK_STORE_READ_ONLY_NEWER;
  return TRUE;
}

SekStore *
sek_store_open (const char *path, SekStoreMode mode, GError **error)
{
  g_autoptr (SekStore) self = NULL;

  if (!is_open_here (path) && !check_header (path, error))
    return NULL;
  self = g_object_new (SEK_TYPE_STORE, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  if (stat (self->path, &self->identity) != 0)
    memset (&self->identity, 0, sizeof self->identity);
  remember_open (self, TRUE);
  if (!(mode == SEK_STORE_WRITE ? open_to_write (self, error) : open_to_read (self, error)))
    return NULL;
  sek_store_has_changed (self);
  return g_steal_pointer (&self);
}

SekStore *
sek_store_create (const char *path, GError **error)
{
  g_autoptr (SekStore) self = g_object_new (SEK_TYPE_STORE, NULL);
  g_autofree char *name = g_path_get_basename (path);
  int descriptor = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

  if (descriptor < 0)
    {
      int failed = errno;

      g_set_error (error, SEK_ERROR,
                   failed == EEXIST ? SEK_ERROR_REFUSED : failed == ENOSPC ? SEK_ERROR_FULL : failed == ENOENT ? SEK_ERROR_NOT_FOUND
                   : failed == EACCES || failed == EROFS || failed == EPERM ? SEK_ERROR_READ_ONLY : SEK_ERROR_IO,
                   failed == EEXIST ? _("Could not make “%s”: there is already a file of that name (%s). Choose another name.")
                                    : _("Could not make “%s”: %s. Choose another folder."), name, g_strerror (failed));
      return NULL;
    }
  close (descriptor);
  self->path = g_canonicalize_filename (path, NULL);
  remember_open (self, TRUE);
  if (stat (self->path, &self->identity) == 0 && _sek_store_lock (self, error) && connect_to (self, SQLITE_OPEN_READWRITE, error)
      && _sek_store_run (self, "PRAGMA journal_mode = DELETE", _("Could not make the register"), error)
      && _sek_store_migrate (self, NULL, error) && _sek_store_sign (self, error))
    {
      sek_store_has_changed (self);
      return g_steal_pointer (&self);
    }
  sek_store_close (self);
  g_unlink (path);
  return NULL;
}

void
sek_store_close (SekStore *self)
{
  disconnect (self);
  /* Closing any descriptor of the file drops SQLite's own locks, so this comes last. */
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  remember_open (self, FALSE);
}

/* --- state ------------------------------------------------------------------------------------------------------- */

const char *
sek_store_get_path (SekStore *self)
{
  return self->path;
}

int
sek_store_get_version (SekStore *self)
{
  return self->version;
}

SekStoreReadOnly
sek_store_get_read_only (SekStore *self)
{
  return self->read_only;
}

char *
sek_store_dup_read_only_reason (SekStore *self)
{
  switch (self->read_only)
    {
    case SEK_STORE_READ_ONLY_ASKED:
      return g_strdup (_("The register was opened for reading only. Open it again to change it."));
    case SEK_STORE_READ_ONLY_FILE:
      return g_strdup (_("The file cannot be written. Change its rights, or save a copy and work there."));
    case SEK_STORE_READ_ONLY_FOLDER:
      return g_strdup (_("The folder of the file cannot be written, and changes need it. Save a copy in another folder and work there."));
    case SEK_STORE_READ_ONLY_NEWER:
      return g_strdup (_("The file was made by a newer version of Sekretariat. Upgrade the program to change it."));
    case SEK_STORE_READ_ONLY_OTHER_WRITER:
      return self->other != NULL ? g_strdup_printf (_("%s has the register open for writing. You can read it and will see the changes; to change it, ask them to close it."), self->other)
                                 : g_strdup (_("Another program has the register open for writing. You can read it and will see the changes."));
    case SEK_STORE_WRITABLE:
    default:
      return NULL;
    }
}

gboolean
sek_store_has_changed (SekStore *self)
{
  gint64 version = self->data_version;
  gboolean changed;

  if (self->db == NULL || !read_pragma (self, "PRAGMA data_version", &version, NULL))
    return FALSE;
  changed = (guint) version != self->data_version;
  self->data_version = (guint) version;
  return changed;
}

gboolean
sek_store_check_file (SekStore *self, GError **error)
{
  g_autofree char *name = g_path_get_basename (self->path);
  struct stat now;

  if (stat (self->path, &now) == 0 && now.st_dev == self->identity.st_dev && now.st_ino == self->identity.st_ino)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
               _("“%s” has been deleted, moved or replaced while it was open. Save a copy under a new name; nothing that was stored is lost."), name);
  return FALSE;
}

static int
check_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

gboolean
sek_store_check (SekStore *self, GCancellable *cancellable, GError **error)
{
  static const char *const checks[] = { "PRAGMA quick_check(1)", "PRAGMA foreign_key_check" };
  gboolean ok = TRUE;

  if (cancellable != NULL)
    sqlite3_progress_handler (self->db, 10000, check_cancelled, cancellable);
  for (guint i = 0; ok && i < G_N_ELEMENTS (checks); i++)
    {
      sqlite3_stmt *statement = _sek_store_prepare (self, checks[i], _("Could not check the register"), error);
      int result = statement != NULL ? sqlite3_step (statement) : SQLITE_ERROR;
      gboolean sound = result == SQLITE_DONE || (i == 0 && result == SQLITE_ROW && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0);

      ok = statement != NULL && sound;
      if (statement != NULL && !sound && !g_cancellable_set_error_if_cancelled (cancellable, error))
        _sek_store_fail (self, result == SQLITE_ROW ? SQLITE_CORRUPT : result, _("The register did not pass its check"), error);
      if (statement != NULL)
        sqlite3_reset (statement);
    }
  sqlite3_progress_handler (self->db, 0, NULL, NULL);
  return ok;
}
