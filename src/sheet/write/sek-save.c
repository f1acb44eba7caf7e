/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-save.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sek-error.h"
#include "sek-unfinished.h"

struct _SekSave
{
  char        *path;
  char        *folder;
  char        *temporary;
  int          fd;
  int          mode;      /* of a new file; -1 for what is usual */
  SekSaveFlags flags;
  gboolean     committed;
  gboolean     is_stream; /* the target is a pipe or a device, which takes the bytes and stays */
  SekUnfinished *unfinished;
};

void
sek_save_set_error (GError **error, int errsv, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  switch (errsv)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, SEK_ERROR, SEK_ERROR_FULL,
                   _("Could not save “%s”: there is no space left. The file is as it was. Free some space or choose "
                     "another folder, and try again."), name);
      break;

    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, SEK_ERROR, SEK_ERROR_READ_ONLY,
                   _("Could not save “%s”: you may not save there. Choose another folder."), name);
      break;

    case ENOENT:
    case ENOTDIR:
      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                   _("Could not save “%s”: there is no such folder. Choose another one."), name);
      break;

    case ENAMETOOLONG:
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("Could not save “%s”: its name or its path is too long. Choose a shorter name, or a folder with a "
                     "shorter path."),
                   name);
      break;

    case EISDIR:
      g_set_error (error, SEK_ERROR, SEK_ERROR_IO,
                   _("Could not save “%s”: a folder has that name. Choose another name."), name);
      break;

    default:
      g_set_error (error, SEK_ERROR, SEK_ERROR_IO,
                   _("Could not save “%s”: %s. The file is as it was. Choose another folder, and try again."), name,
                   g_strerror (errsv));
      break;
    }
}

/* LibreOffice: user name, system's user, host, time and profile, parted by commas, where "\" makes the next character
 * an ordinary one. The first of them that is not empty. */
static char *
read_libreoffice_owner (const char *contents)
{
  g_autoptr (GString) field = g_string_new (NULL);

  for (const char *at = contents; *at != '\0' && *at != ';'; at++)
    {
      if (*at == ',' && field->len > 0)
        break;
      if (*at == ',')
        continue;
      if (*at == '\\' && at[1] != '\0')
        at++;
      g_string_append_c (field, *at);
    }
  g_strstrip (field->str);

  return g_utf8_make_valid (field->str, -1);
}

/* Excel: the name's length in one byte, then the name in the system's 8-bit encoding. */
static char *
read_excel_owner (const char *contents, gsize length)
{
  gsize n = length > 0 ? MIN ((guchar) contents[0], length - 1) : 0;
  char *owner = g_convert (contents + 1, (gssize) n, "UTF-8", "CP1252", NULL, NULL, NULL);

  return owner != NULL ? g_strstrip (owner) : g_strdup ("");
}

static gboolean
check_not_open (SekSave *save, GError **error)
{
  g_autofree char *name = g_path_get_basename (save->path);

  if ((save->flags & SEK_SAVE_REPLACE_OPEN) || !g_file_test (save->path, G_FILE_TEST_EXISTS))
    return TRUE;

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *lock_name = i == 0 ? g_strdup_printf (".~lock.%s#", name) : g_strdup_printf ("~$%s", name);
      g_autofree char *lock = g_build_filename (save->folder, lock_name, NULL);
      g_autofree char *shown = g_filename_display_name (save->path);
      g_autofree char *shown_lock = g_filename_display_name (lock_name);
      g_autofree char *contents = NULL, *owner = NULL;
      gsize length = 0;

      if (!g_file_test (lock, G_FILE_TEST_EXISTS))
        continue;
      if (g_file_get_contents (lock, &contents, &length, NULL))
        owner = i == 0 ? read_libreoffice_owner (contents) : read_excel_owner (contents, length);
      if (owner != NULL && *owner != '\0')
        g_set_error (error, SEK_ERROR, SEK_ERROR_BUSY,
                     _("Could not replace “%s”: %s has it open in another program. Close it there, or choose another "
                       "name. If no one has it open, delete “%s” beside it."), shown, owner, shown_lock);
      else
        g_set_error (error, SEK_ERROR, SEK_ERROR_BUSY,
                     _("Could not replace “%s”: it is open in another program. Close it there, or choose another "
                       "name. If no one has it open, delete “%s” beside it."), shown, shown_lock);
      return FALSE;
    }

  return TRUE;
}

/* The file that path means: the end of a symbolic link, which may not be there yet. */
static char *
follow_links (const char *path)
{
  char *target = g_strdup (path);

  /* As many as the kernel follows. */
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *link = g_file_read_link (target, NULL);
      g_autofree char *folder = NULL;

      if (link == NULL)
        break;
      folder = g_path_get_dirname (target);
      g_free (target);
      target = g_path_is_absolute (link) ? g_strdup (link) : g_build_filename (folder, link, NULL);
    }

  return target;
}

/* A register is never what a table is written over, by whatever name or link it is reached. */
static gboolean
is_register (const char *path)
{
  static const char magic[16] = "SQLite format 3";
  static const guchar id[4] = { 'S', 'E', 'K', 'R' };
  guchar header[72] = { 0 };
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gssize n = fd >= 0 ? read (fd, header, sizeof header) : -1;

  if (fd >= 0)
    close (fd);
  return n == (gssize) sizeof header && memcmp (header, magic, sizeof magic) == 0
         && memcmp (header + 68, id, sizeof id) == 0;
}

/* What lies at the target already, if anything. */
static gboolean
check_target (SekSave *save, const char *path, const struct stat *source, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  struct stat info;

  if (stat (path, &info) != 0)
    return TRUE;
  if (S_ISDIR (info.st_mode))
    {
      sek_save_set_error (error, EISDIR, path);
      return FALSE;
    }
  if (g_access (save->path, W_OK) != 0)
    {
      sek_save_set_error (error, errno, path);
      return FALSE;
    }
  save->is_stream = S_ISFIFO (info.st_mode) || S_ISCHR (info.st_mode);
  /* The links of /dev/stdout end in what is no name of a file. */
  if (save->is_stream)
    {
      g_free (save->path);
      save->path = g_strdup (path);
    }
  if (!save->is_stream && !S_ISREG (info.st_mode))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_IO,
                   _("Could not save “%s”: it is neither a file nor a pipe. Choose another name."), name);
      return FALSE;
    }
  if (!save->is_stream && source != NULL && info.st_dev == source->st_dev && info.st_ino == source->st_ino)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("Could not save “%s”: it is the very file that this is about, and would be lost. Choose another "
                     "name."),
                   name);
      return FALSE;
    }
  if (!save->is_stream && is_register (save->path))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("Could not save “%s”: it is a register, which is not replaced. Choose another name."), name);
      return FALSE;
    }
  return TRUE;
}

SekSave *
sek_save_begin (const char *path, const char *source, SekSaveFlags flags, GError **error)
{
  g_autoptr (SekSave) save = NULL;
  gboolean has_source;
  struct stat info;

  g_return_val_if_fail (path != NULL, NULL);

  save = g_new0 (SekSave, 1);
  save->fd = -1;
  has_source = source != NULL && stat (source, &info) == 0 && S_ISREG (info.st_mode);
  save->mode = has_source ? (int) (info.st_mode & 0666) : -1;
  save->flags = flags;
  save->path = follow_links (path);
  save->folder = g_path_get_dirname (save->path);
  if (!check_target (save, path, has_source ? &info : NULL, error) || !check_not_open (save, error))
    return NULL;

  save->temporary = g_build_filename (save->is_stream ? g_get_tmp_dir () : save->folder, SEK_UNFINISHED_PREFIX "XXXXXX",
                                      NULL);
  save->fd = g_mkstemp_full (save->temporary, O_RDWR | O_CLOEXEC, save->mode >= 0 || save->is_stream ? 0600 : 0666);
  if (save->fd < 0)
    {
      sek_save_set_error (error, errno, path);
      g_clear_pointer (&save->temporary, g_free);
      return NULL;
    }
  save->unfinished = sek_unfinished_new (save->temporary);

  return g_steal_pointer (&save);
}

int
sek_save_get_fd (SekSave *save)
{
  return save->fd;
}

const char *
sek_save_get_temporary (SekSave *save)
{
  return save->temporary;
}

static gboolean
sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  int errsv;

  if (fd < 0)
    return FALSE;
  errsv = fsync (fd) == 0 ? 0 : errno;
  g_close (fd, NULL);
  errno = errsv;

  /* Network file systems that cannot sync a folder say EINVAL. */
  return errsv == 0 || errsv == EINVAL;
}

/* A pipe that nobody reads is refused, and does not wait for somebody. */
static gboolean
pour (SekSave *save, GError **error)
{
  int target = g_open (save->path, O_WRONLY | O_CLOEXEC | O_NONBLOCK, 0);
  char chunk[8192];
  gssize n = 0;

  if (target < 0 && errno == ENXIO)
    {
      g_autofree char *name = g_filename_display_name (save->path);

      g_set_error (error, SEK_ERROR, SEK_ERROR_IO,
                   _("Could not save “%s”: it is a pipe that no program reads. Start that program first."), name);
      return FALSE;
    }
  /* Once it is open, one that reads slowly is waited for. */
  if (target >= 0)
    fcntl (target, F_SETFL, fcntl (target, F_GETFL) & ~O_NONBLOCK);
  if (target >= 0 && lseek (save->fd, 0, SEEK_SET) == 0)
    while ((n = read (save->fd, chunk, sizeof chunk)) > 0)
      for (gssize done = 0, written; done < n; done += written)
        if ((written = write (target, chunk + done, (gsize) (n - done))) <= 0)
          {
            n = -1;
            written = 0;
            break;
          }
  if (target < 0 || n < 0)
    {
      sek_save_set_error (error, errno, save->path);
      if (target >= 0)
        g_close (target, NULL);
      return FALSE;
    }
  return g_close (target, NULL) || (sek_save_set_error (error, errno, save->path), FALSE);
}

static void
set_folder_error (GError **error, int errsv, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, SEK_ERROR, SEK_ERROR_IO,
               _("“%s” was saved, but its folder could not be saved to the disk: %s. Check the disk and save the "
                 "file again."), name, g_strerror (errsv));
}

gboolean
sek_save_commit (SekSave *save, GError **error)
{
  struct stat old;
  int mode;

  g_return_val_if_fail (save != NULL && !save->committed, FALSE);

  if (save->is_stream)
    return pour (save, error);
  if (!check_not_open (save, error))
    return FALSE;
  mode = stat (save->path, &old) == 0 ? (int) (old.st_mode & 07777) : save->mode;
  /* Another owner's file keeps its bits where it can; that it cannot is no reason to refuse the new contents. */
  if (mode >= 0 && fchmod (save->fd, (mode_t) mode) != 0)
    g_debug ("Permissions of %s: %s", save->path, g_strerror (errno));
  if (fsync (save->fd) != 0 || g_rename (save->temporary, save->path) != 0)
    {
      sek_save_set_error (error, errno, save->path);
      return FALSE;
    }
  save->committed = TRUE;
  if ((save->flags & SEK_SAVE_ONE_OF_MANY) != 0 || sync_folder (save->folder))
    return TRUE;
  set_folder_error (error, errno, save->path);
  return FALSE;
}

gboolean
sek_save_sync_folder (const char *folder, GError **error)
{
  if (sync_folder (folder))
    return TRUE;
  set_folder_error (error, errno, folder);
  return FALSE;
}

void
sek_save_free (SekSave *save)
{
  if (save->fd >= 0)
    g_close (save->fd, NULL);
  if (save->temporary != NULL && !save->committed)
    g_unlink (save->temporary);
  sek_unfinished_free (save->unfinished);
  g_free (save->temporary);
  g_free (save->folder);
  g_free (save->path);
  g_free (save);
}
