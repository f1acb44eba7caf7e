/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sek-error.h"
#include "sek-store-private.h"
#include "sek-unfinished.h"

#define PAGES_A_STEP 256
#define PATIENCE_US (10 * G_TIME_SPAN_SECOND)
#define PAUSE_US 20000

/* Those that the person's umask leaves a new file. */
#define RIGHTS_OF_NEW G_MAXUINT

static gboolean
fail_result (sqlite3 *db, const char *path, int result, GError **error)
{
  _sek_store_refuse_result (db, path, SEK_ATTEMPT_COPY, result, error);
  return FALSE;
}

static gboolean
fail_errno (const char *path, int failed, GError **error)
{
  _sek_store_refuse_errno (path, SEK_ATTEMPT_COPY, failed, error);
  return FALSE;
}

/* Locks are taken for a step at a time, so that who writes can go on; SQLite starts anew when the original changes. */
static gboolean
copy_pages (SekStore *self, sqlite3 *target, const char *path, SekStoreProgressFunc progress, gpointer user_data,
            GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", self->db, "main");
  gint64 give_up = g_get_monotonic_time () + PATIENCE_US;
  int result;

  if (backup == NULL)
    return fail_result (target, path, sqlite3_extended_errcode (target), error);
  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_backup_finish (backup);
          return FALSE;
        }
      result = sqlite3_backup_step (backup, PAGES_A_STEP);
      if (result == SQLITE_BUSY || result == SQLITE_LOCKED)
        g_usleep (PAUSE_US);
      else
        give_up = g_get_monotonic_time () + PATIENCE_US;
      if (progress != NULL && sqlite3_backup_pagecount (backup) > 0)
        progress (1.0 - (double) sqlite3_backup_remaining (backup) / sqlite3_backup_pagecount (backup), user_data);
    }
  while (result == SQLITE_OK
         || ((result == SQLITE_BUSY || result == SQLITE_LOCKED) && g_get_monotonic_time () < give_up));
  sqlite3_backup_finish (backup);
  /* A full disk is the target's, a damaged page the original's. */
  return result == SQLITE_DONE || fail_result (result == SQLITE_CORRUPT ? self->db : target, path, result, error);
}

static sqlite3 *
open_database (const char *temporary, const char *path, int flags, GError **error)
{
  sqlite3 *db = NULL;
  int result = sqlite3_open_v2 (temporary, &db, flags | SQLITE_OPEN_NOMUTEX, NULL);

  if (result == SQLITE_OK)
    {
      sqlite3_extended_result_codes (db, 1);
      return db;
    }
  fail_result (db, path, result, error);
  sqlite3_close (db);
  return NULL;
}

/* The writer of the original does not hold the copy. It is synced once, as a whole, before it gets its name. */
static gboolean
write_copy (SekStore *self, const char *temporary, const char *path, SekStoreProgressFunc progress, gpointer user_data,
            GCancellable *cancellable, GError **error)
{
  sqlite3 *target = open_database (temporary, path, SQLITE_OPEN_READWRITE, error);
  gboolean ok;
  int result;

  if (target == NULL)
    return FALSE;
  result = sqlite3_exec (target, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", NULL, NULL, NULL);
  ok = (result == SQLITE_OK || fail_result (target, path, result, error))
       && copy_pages (self, target, path, progress, user_data, cancellable, error);
  if (ok)
    {
      result = sqlite3_exec (target, "DELETE FROM writer", NULL, NULL, NULL);
      ok = result == SQLITE_OK || fail_result (target, path, result, error);
    }
  sqlite3_close (target);
  return ok;
}

static int
read_application_id (sqlite3 *db)
{
  sqlite3_stmt *statement = NULL;
  int id = 0;

  if (sqlite3_prepare_v2 (db, "PRAGMA application_id", -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    id = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return id;
}

/* Whether the copy, read anew, is a sound register. */
static gboolean
check_copy (const char *temporary, const char *path, GCancellable *cancellable, GError **error)
{
  sqlite3 *copy = open_database (temporary, path, SQLITE_OPEN_READONLY, error);
  int result;

  if (copy == NULL)
    return FALSE;
  result = read_application_id (copy) == SEK_STORE_APPLICATION_ID
               ? _sek_store_verify (copy, "PRAGMA quick_check(1)", cancellable, NULL)
               : SQLITE_CORRUPT;
  if (result != SQLITE_OK && !(result == SQLITE_INTERRUPT && g_cancellable_set_error_if_cancelled (cancellable, error)))
    fail_result (copy, path, result, error);
  sqlite3_close (copy);
  return result == SQLITE_OK;
}

static gboolean
sync_at (const char *synced, int flags, const char *path, GError **error)
{
  int descriptor = g_open (synced, flags | O_CLOEXEC, 0);
  int failed = descriptor < 0 || fsync (descriptor) != 0 ? errno : 0;

  if (descriptor >= 0)
    close (descriptor);
  /* Some file systems cannot sync a folder, and need not. */
  return failed == 0 || ((flags & O_DIRECTORY) != 0 && (failed == EINVAL || failed == EACCES))
         || fail_errno (path, failed, error);
}

/* Gives the copy its name; where nothing may be replaced, the system is asked to see to it. */
static gboolean
name_copy (const char *temporary, const char *path, gboolean replace, GError **error)
{
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, replace ? 0 : RENAME_NOREPLACE) == 0)
    return TRUE;
  /* Not every file system knows RENAME_NOREPLACE. */
  if ((errno == EINVAL || errno == ENOSYS) && (replace || !g_file_test (path, G_FILE_TEST_EXISTS))
      && g_rename (temporary, path) == 0)
    return TRUE;
  return fail_errno (path, errno, error);
}

/* The name that a copy at path is written to: a link's own target, so that the link stays. */
static char *
resolve (const char *path)
{
  char *real = realpath (path, NULL);
  char *resolved = real != NULL ? g_strdup (real) : g_canonicalize_filename (path, NULL);

  free (real);
  return resolved;
}

static gboolean
make_temporary (const char *temporary, guint mode, const char *path, GError **error)
{
  int descriptor = g_open (temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode == RIGHTS_OF_NEW ? 0666 : 0600);

  if (descriptor < 0)
    return fail_errno (path, errno, error);
  /* File systems without rights of their own refuse this. */
  if (mode != RIGHTS_OF_NEW && fchmod (descriptor, mode) != 0)
    g_debug ("The copy keeps the rights of its folder: %s", g_strerror (errno));
  close (descriptor);
  return TRUE;
}

static gboolean
replaces_rightly (const char *path, gboolean replace, GError **error)
{
  if (_sek_store_file_is_open (path))
    {
      _sek_store_refuse (path, SEK_ATTEMPT_COPY, SEK_ERROR_REFUSED,
                         _("it is the register that is open. Choose another name."), error);
      return FALSE;
    }
  if (!replace && g_file_test (path, G_FILE_TEST_EXISTS))
    return fail_errno (path, EEXIST, error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      _sek_store_refuse (path, SEK_ATTEMPT_COPY, SEK_ERROR_REFUSED, _("it is a folder. Choose another name."), error);
      return FALSE;
    }
  return !_sek_store_refuse_remains (path, SEK_ATTEMPT_COPY, error);
}

static gboolean
copy (SekStore *self, const char *path, gboolean replace, guint mode, SekStoreProgressFunc progress, gpointer user_data,
      GCancellable *cancellable, GError **error)
{
  g_autofree char *target = resolve (path);
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *temporary = g_strdup_printf ("%s/" SEK_UNFINISHED_PREFIX "%08x%08x", folder, g_random_int (),
                                                g_random_int ());
  g_autoptr (GError) held = NULL;
  int lock;
  gboolean ok;

  g_return_val_if_fail (sqlite3_txn_state (self->db, "main") != SQLITE_TXN_WRITE, FALSE);
  g_assert (self->thread == g_thread_self ());

  if (!replaces_rightly (target, replace, error))
    return FALSE;
  /* Nobody may begin to write what is being replaced. */
  lock = _sek_store_hold (target, &held);
  if (held != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&held));
      return FALSE;
    }
  ok = make_temporary (temporary, mode, target, error);
  if (ok)
    {
      SekUnfinished *unfinished = sek_unfinished_new (temporary);

      ok = write_copy (self, temporary, target, progress, user_data, cancellable, error)
           && check_copy (temporary, target, cancellable, error)
           && sync_at (temporary, O_RDWR, target, error)
           && name_copy (temporary, target, replace, error);
      if (!ok)
        g_unlink (temporary);
      sek_unfinished_free (unfinished);
    }
  if (lock >= 0)
    close (lock);
  if (!ok || sync_at (folder, O_RDONLY | O_DIRECTORY, target, error))
    return ok;
  /* What was told as not made is not there. */
  if (!replace)
    g_unlink (target);
  return FALSE;
}

gboolean
sek_store_copy (SekStore *self, const char *path, gboolean replace, SekStoreProgressFunc progress, gpointer user_data,
                GCancellable *cancellable, GError **error)
{
  guint mode;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, FALSE);

  /* A copy is for working on, by those who could read the original; what a backup was made of is not asked for that. */
  mode = self->read_only == SEK_STORE_READ_ONLY_BACKUP ? RIGHTS_OF_NEW
                                                       : _sek_store_file_get_mode (self->file) | S_IRUSR | S_IWUSR;
  return copy (self, path, replace, mode, progress, user_data, cancellable, error);
}

gboolean
_sek_store_copy_with_mode (SekStore *self, const char *path, guint mode, GError **error)
{
  return copy (self, path, FALSE, mode, NULL, NULL, NULL, error);
}
