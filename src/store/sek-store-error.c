/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-store-private.h"

static char *
word_attempt (const char *path, SekAttempt attempt)
{
  g_autofree char *name = g_filename_display_basename (path);

  switch (attempt)
    {
    case SEK_ATTEMPT_CREATE:
      return g_strdup_printf (_("Could not make the register “%s”"), name);
    case SEK_ATTEMPT_OPEN:
      return g_strdup_printf (_("Could not open “%s”"), name);
    case SEK_ATTEMPT_READ:
      return g_strdup_printf (_("Could not read “%s”"), name);
    case SEK_ATTEMPT_WRITE:
      return g_strdup_printf (_("Could not store the change in “%s”"), name);
    case SEK_ATTEMPT_CHECK:
      return g_strdup_printf (_("Could not check “%s”"), name);
    case SEK_ATTEMPT_UPGRADE:
      return g_strdup_printf (_("Could not upgrade “%s”"), name);
    case SEK_ATTEMPT_COPY:
      return g_strdup_printf (_("Could not save the copy “%s”"), name);
    default:
      g_assert_not_reached ();
    }
}

void
_sek_store_refuse (const char *path, SekAttempt attempt, int code, const char *reason, GError **error)
{
  g_autofree char *attempted = word_attempt (path, attempt);

  g_set_error (error, SEK_ERROR, code, "%s: %s", attempted, reason);
}

void
_sek_store_refuse_errno (const char *path, SekAttempt attempt, int failed, GError **error)
{
  g_autofree char *reason = NULL;
  int code;

  switch (failed)
    {
    case ENOSPC:
    case EDQUOT:
      code = SEK_ERROR_FULL;
      reason = g_strdup (_("the disk is full. Make room on it, or use another disk; nothing that was stored is lost."));
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      code = SEK_ERROR_READ_ONLY;
      reason = g_strdup_printf (_("access is denied (%s). Change the rights of the file and its folder, or use "
                                  "another folder."), g_strerror (failed));
      break;
    case ENOENT:
    case ENOTDIR:
      code = SEK_ERROR_NOT_FOUND;
      reason
          = g_strdup (_("there is no such file or folder. Check the name; the file may have been moved or deleted."));
      break;
    case EEXIST:
      code = SEK_ERROR_REFUSED;
      reason = g_strdup (_("there is already a file of that name. Choose another name."));
      break;
    default:
      code = SEK_ERROR_IO;
      reason = g_strdup_printf (_("the system reports “%s”. Check the disk or the network, then try again."),
                                g_strerror (failed));
      break;
    }
  _sek_store_refuse (path, attempt, code, reason, error);
}

static void
refuse_constraint (sqlite3 *db, const char *path, SekAttempt attempt, int result, GError **error)
{
  const char *detail = db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (result);
  g_autofree char *reason = NULL;

  switch (result)
    {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      reason
          = g_strdup_printf (_("there is already such a row (%s). Change that one, or choose another value."), detail);
      break;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      reason = g_strdup (_("a row would refer to one that is not there. Choose another row to refer to, or delete "
                           "both."));
      break;
    default:
      reason = g_strdup_printf (_("a rule of the file forbids the value (%s). Enter another value."), detail);
      break;
    }
  _sek_store_refuse (path, attempt, SEK_ERROR_REFUSED, reason, error);
}

/* A journal that only a writer can play back; see the hot journals of SQLite's documentation. */
static void
refuse_interrupted (const char *path, SekAttempt attempt, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *reason = g_strdup_printf (_("a program was interrupted in the middle of a change, which must be "
                                               "taken back first. Open the register for writing once; if its folder "
                                               "cannot be written, copy both it and “%s-journal” to one that can."),
                                               name);

  _sek_store_refuse (path, attempt, SEK_ERROR_BUSY, reason, error);
}

void
_sek_store_refuse_result (sqlite3 *db, const char *path, SekAttempt attempt, int result, GError **error)
{
  int failed = db != NULL ? sqlite3_system_errno (db) : 0;
  g_autofree char *reason = NULL;

  switch (result & 0xff)
    {
    case SQLITE_FULL:
      _sek_store_refuse_errno (path, attempt, ENOSPC, error);
      return;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      refuse_constraint (db, path, attempt, result, error);
      return;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      _sek_store_refuse (path, attempt, SEK_ERROR_BUSY,
                         _("another program is using the file just now. Try again in a moment; if that does not help, "
                            "close the file there."),
                         error);
      return;
    case SQLITE_READONLY:
      if (result == SQLITE_READONLY_DBMOVED)
        _sek_store_refuse (path, attempt, SEK_ERROR_NOT_FOUND,
                           _("the file has been deleted or moved while it was open. Save a copy under a new name."),
                           error);
      else if (result == SQLITE_READONLY_ROLLBACK || result == SQLITE_READONLY_RECOVERY)
        refuse_interrupted (path, attempt, error);
      else
        _sek_store_refuse_errno (path, attempt, EACCES, error);
      return;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      _sek_store_refuse_errno (path, attempt, EACCES, error);
      return;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      if (result == SQLITE_IOERR_NOMEM)
        failed = ENOMEM;
      _sek_store_refuse_errno (path, attempt, failed != 0 ? failed : EIO, error);
      return;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: /* the header says that it is a register, so it is a broken one */
      _sek_store_refuse (path, attempt, SEK_ERROR_DAMAGED,
                         _("the file is damaged. Nothing is saved to it; open a backup copy instead."), error);
      return;
    case SQLITE_ERROR: /* a table or column is missing: the program's own SQL is sound */
      reason = g_strdup_printf (_("the file is damaged, its tables are not those of a register (%s). Nothing is saved "
                                  "to it; open a backup copy instead."), db != NULL ? sqlite3_errmsg (db)
                                  : sqlite3_errstr (result));
      _sek_store_refuse (path, attempt, SEK_ERROR_DAMAGED, reason, error);
      return;
    default:
      break;
    }
  reason = g_strdup_printf (_("the database reports “%s”. Check the disk or the network, then try again."),
                            sqlite3_errstr (result));
  _sek_store_refuse (path, attempt, SEK_ERROR_IO, reason, error);
}

void
_sek_store_fail (SekStore *self, SekAttempt attempt, int result, GError **error)
{
  if ((result & 0xff) == SQLITE_ERROR && self->read_only == SEK_STORE_READ_ONLY_NEWER)
    _sek_store_refuse (self->path, attempt, SEK_ERROR_NEWER,
                       _("it was made by a newer version of Sekretariat, and this one cannot read it. Upgrade the "
                         "program."), error);
  else
    _sek_store_refuse_result (self->db, self->path, attempt, result, error);
}
