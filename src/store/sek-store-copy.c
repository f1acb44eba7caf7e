/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sek-error.h"
#include "sek-store-private.h"

#define PAGES_A_STEP 512

static gboolean
fail (const char *path, int code, const char *reason, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  g_set_error (error, SEK_ERROR, code, _("Could not save a copy as “%s”: %s"), name, reason);
  return FALSE;
}

static gboolean
fail_system (const char *path, int failed, GError **error)
{
  int code = failed == ENOSPC || failed == EDQUOT ? SEK_ERROR_FULL : failed == EACCES || failed == EPERM || failed == EROFS ? SEK_ERROR_READ_ONLY
             : failed == ENOENT ? SEK_ERROR_NOT_FOUND : SEK_ERROR_IO;
  g_autofree char *reason = g_strdup_printf (_("%s. Choose another folder."), g_strerror (failed));

  return fail (path, code, reason, error);
}

static gboolean
fail_sqlite (const char *path, int result, GError **error)
{
  if ((result & 0xff) == SQLITE_FULL)
    return fail (path, SEK_ERROR_FULL, _("the disk is full. Choose another disk."), error);
  if ((result & 0xff) == SQLITE_CORRUPT)
    return fail (path, SEK_ERROR_DAMAGED, _("the register is damaged. Open a backup copy instead."), error);
  return fail (path, SEK_ERROR_IO, sqlite3_errstr (result), error);
}

static gboolean
copy_pages (SekStore *self, sqlite3 *target, const char *path, SekStoreProgressFunc progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", self->db, "main");
  int result = backup != NULL ? SQLITE_OK : sqlite3_errcode (target);

  while (result == SQLITE_OK || result == SQLITE_BUSY || result == SQLITE_LOCKED)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_backup_finish (backup);
          return FALSE;
        }
      result = sqlite3_backup_step (backup, PAGES_A_STEP);
      if (progress != NULL && sqlite3_backup_pagecount (backup) > 0)
        progress (1.0 - (double) sqlite3_backup_remaining (backup) / sqlite3_backup_pagecount (backup), user_data);
      if (result == SQLITE_BUSY || result == SQLITE_LOCKED)
        g_usleep (20000);
    }
  if (backup != NULL)
    sqlite3_backup_finish (backup);
  return result == SQLITE_DONE || fail_sqlite (path, result, error);
}

/* The copy is nobody's: whoever wrote the original does not hold it. */
static gboolean
finish_copy (sqlite3 *target, const char *path, GError **error)
{
  int result = sqlite3_exec (target, "DELETE FROM writer", NULL, NULL, NULL);

  return result == SQLITE_OK || fail_sqlite (path, sqlite3_errcode (target), error);
}

static gboolean
check_copy (const char *temporary, GError **error)
{
  g_autoptr (SekStore) copy = sek_store_open (temporary, SEK_STORE_READ_ONLY, error);

  return copy != NULL && sek_store_check (copy, NULL, error);
}

static gboolean
sync_path (const char *path, int flags)
{
  int descriptor = g_open (path, flags | O_CLOEXEC, 0);
  gboolean ok = descriptor >= 0 && fsync (descriptor) == 0;

  if (descriptor >= 0)
    close (descriptor);
  return ok;
}

/* Whether some program holds the register at path for writing. */
static gboolean
is_held (const char *path)
{
  g_autoptr (SekStore) store = sek_store_open (path, SEK_STORE_WRITE, NULL);

  return store != NULL && sek_store_get_read_only (store) == SEK_STORE_READ_ONLY_OTHER_WRITER;
}

static gboolean
check_target (SekStore *self, const char *path, gboolean replace, GError **error)
{
  struct stat info;

  if (stat (path, &info) != 0)
    return TRUE;
  if (info.st_dev == self->identity.st_dev && info.st_ino == self->identity.st_ino)
    return fail (path, SEK_ERROR_REFUSED, _("it is the register that is open. Choose another name."), error);
  if (!replace)
    return fail (path, SEK_ERROR_REFUSED, _("there is already a file of that name. Choose another name."), error);
  if (is_held (path))
    return fail (path, SEK_ERROR_BUSY, _("another program has that register open. Close it there, or choose another name."), error);
  return TRUE;
}

gboolean
sek_store_copy (SekStore *self, const char *path, gboolean replace, SekStoreProgressFunc progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *temporary = g_strdup_printf ("%s/.%s.%08x", folder, name, g_random_int ());
  sqlite3 *target = NULL;
  gboolean ok;
  int descriptor;

  if (!check_target (self, path, replace, error))
    return FALSE;
  descriptor = g_open (temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return fail_system (path, errno, error);
  close (descriptor);

  ok = sqlite3_open_v2 (temporary, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK
       || fail_sqlite (path, sqlite3_errcode (target), error);
  ok = ok && copy_pages (self, target, path, progress, user_data, cancellable, error) && finish_copy (target, path, error);
  sqlite3_close (target);
  ok = ok && check_copy (temporary, error);
  if (ok && (!sync_path (temporary, O_RDWR) || g_rename (temporary, path) != 0))
    ok = fail_system (path, errno, error);
  if (!ok)
    {
      g_unlink (temporary);
      return FALSE;
    }
  return sync_path (folder, O_RDONLY | O_DIRECTORY) || fail_system (path, errno, error);
}
