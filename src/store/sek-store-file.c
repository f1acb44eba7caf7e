/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sek-error.h"
#include "sek-store-private.h"

/* SQLite's locks are POSIX locks: a process loses all of them on a file when it closes any descriptor of it. So every
 * file has one descriptor here, shared by all stores of it and closed after the last one's SQLite connection. The
 * writer's lock is on that descriptor (F_OFD_SETLK), and goes with the process however it ends. */

struct _SekStoreFile
{
  dev_t     device;
  ino_t     inode;
  GArray *descriptors; /* one to read with, one to write with, and more only where the path changed between two calls of
                          the system */
  int       writable;    /* the one that can write, and so hold the lock; -1 for none */
  guint     n_stores;
  SekStore *writer;
};

/* Far past SQLite's own lock bytes (at 1 GiB) and the end of any file. */
#define LOCK_BYTE (G_GINT64_CONSTANT (1) << 52)

#define HEADER_BYTES 100
#define APPLICATION_ID_OFFSET 68

G_LOCK_DEFINE_STATIC (files);
static GSList *files;

static SekStoreFile *
find (const struct stat *info)
{
  for (GSList *l = files; l != NULL; l = l->next)
    {
      SekStoreFile *file = l->data;

      if (file->device == info->st_dev && file->inode == info->st_ino)
        return file;
    }
  return NULL;
}

static int
get_descriptor (SekStoreFile *file)
{
  return g_array_index (file->descriptors, int, 0);
}

static void
close_descriptors (SekStoreFile *file)
{
  for (guint i = 0; i < file->descriptors->len; i++)
    close (g_array_index (file->descriptors, int, i));
  g_array_unref (file->descriptors);
  g_free (file);
}

/* What the file itself says before SQLite is let near it, which takes an empty file or a stub for an empty database. */
static gboolean
is_register (int descriptor)
{
  static const char magic[16] = "SQLite format 3";
  guchar header[HEADER_BYTES];
  guint32 id;

  if (pread (descriptor, header, sizeof header, 0) != (gssize) sizeof header
      || memcmp (header, magic, sizeof magic) != 0)
    return FALSE;
  memcpy (&id, header + APPLICATION_ID_OFFSET, sizeof id);
  return GUINT32_FROM_BE (id) == SEK_STORE_APPLICATION_ID;
}

/* SQLite refuses a longer name with words of its own; its journal's name must fit too (MAX_PATHNAME in os_unix.c). */
#define MAX_PATH_BYTES (512 - 8)

static gboolean
refuse_long_path (const char *path, SekAttempt attempt, GError **error)
{
  char *real = realpath (path, NULL);
  gsize length = MAX (strlen (path), real != NULL ? strlen (real) : 0);
  g_autofree char *reason = NULL;

  free (real);
  if (length <= MAX_PATH_BYTES)
    return FALSE;
  reason = g_strdup_printf (_("its folder and name are %u bytes long together, and a register's can be %u at most. "
                              "Move it to a folder with a "
                              "shorter path."),
                            (guint) length, MAX_PATH_BYTES);
  _sek_store_refuse (path, attempt, SEK_ERROR_INPUT, reason, error);
  return TRUE;
}

static SekStoreFile *
add_file (const struct stat *info)
{
  SekStoreFile *file = g_new0 (SekStoreFile, 1);

  file->device = info->st_dev;
  file->inode = info->st_ino;
  file->writable = -1;
  file->descriptors = g_array_new (FALSE, FALSE, sizeof (int));
  files = g_slist_prepend (files, file);
  return file;
}

/* To write where the file allows it, or else to read. Non-blocking, or a pipe of that name would wait for its other
 * end. */
static int
open_descriptor (const char *path, SekStoreFileMode mode, gboolean *can_write)
{
  int descriptor = -1;

  *can_write = mode != SEK_STORE_FILE_READ;
  if (*can_write)
    {
      descriptor = g_open (path,
                           O_RDWR | O_CLOEXEC | O_NONBLOCK | (mode == SEK_STORE_FILE_CREATE ? O_CREAT | O_EXCL : 0),
                           0666);
      if (descriptor >= 0 || mode == SEK_STORE_FILE_CREATE
          || (errno != EACCES && errno != EPERM && errno != EROFS && errno != EISDIR))
        return descriptor;
      *can_write = FALSE;
    }
  return g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
}

static SekStoreFile *
open_or_join (const char *path, SekStoreFileMode mode, GError **error)
{
  SekAttempt attempt = mode == SEK_STORE_FILE_CREATE ? SEK_ATTEMPT_CREATE : SEK_ATTEMPT_OPEN;
  SekStoreFile *file;
  gboolean can_write;
  struct stat info;
  int descriptor;

  if (mode != SEK_STORE_FILE_CREATE && stat (path, &info) == 0 && (file = find (&info)) != NULL
      && (mode == SEK_STORE_FILE_READ || file->writable >= 0))
    {
      file->n_stores++;
      return file;
    }
  if (refuse_long_path (path, attempt, error))
    return NULL;

  descriptor = open_descriptor (path, mode, &can_write);
  if (descriptor < 0 || fstat (descriptor, &info) != 0)
    {
      _sek_store_refuse_errno (path, attempt, errno, error);
      if (descriptor >= 0)
        close (descriptor);
      return NULL;
    }
  if (mode != SEK_STORE_FILE_CREATE && (!S_ISREG (info.st_mode) || !is_register (descriptor)))
    {
      _sek_store_refuse (path, attempt, SEK_ERROR_NOT_A_REGISTER,
                         info.st_size == 0 && S_ISREG (info.st_mode)
                           ? _("the file is empty. Choose a register that Sekretariat has made.")
                           : _("it is not a register. Choose a file that Sekretariat has made."), error);
      if (find (&info) == NULL)
        close (descriptor);
      return NULL;
    }

  file = find (&info);
  if (file == NULL)
    file = add_file (&info);
  g_array_append_val (file->descriptors, descriptor);
  if (can_write && file->writable < 0)
    file->writable = descriptor;
  file->n_stores++;
  return file;
}

SekStoreFile *
_sek_store_file_open (const char *path, SekStoreFileMode mode, GError **error)
{
  SekStoreFile *file;

  G_LOCK (files);
  file = open_or_join (path, mode, error);
  G_UNLOCK (files);
  return file;
}

static struct flock
make_lock (short type)
{
  return (struct flock) { .l_type = type, .l_whence = SEEK_SET, .l_start = LOCK_BYTE, .l_len = 1 };
}

static void
unlock (SekStoreFile *file, SekStore *self)
{
  struct flock none = make_lock (F_UNLCK);

  if (file->writer != self)
    return;
  if (fcntl (file->writable, F_OFD_SETLK, &none) != 0)
    g_warning ("The writer's lock could not be given up: %s", g_strerror (errno));
  file->writer = NULL;
}

void
_sek_store_file_close (SekStoreFile *file, SekStore *self)
{
  G_LOCK (files);
  unlock (file, self);
  if (--file->n_stores == 0)
    {
      files = g_slist_remove (files, file);
      close_descriptors (file);
    }
  G_UNLOCK (files);
}

gboolean
_sek_store_file_can_write (SekStoreFile *file)
{
  return file->writable >= 0;
}

gint64
_sek_store_file_get_size (SekStoreFile *file)
{
  struct stat info;

  return fstat (get_descriptor (file), &info) == 0 ? info.st_size : 0;
}

guint
_sek_store_file_get_mode (SekStoreFile *file)
{
  struct stat info;

  return fstat (get_descriptor (file), &info) == 0 ? info.st_mode & 0777 : 0600;
}

void
_sek_store_file_stamp (SekStoreFile *file, SekStoreStamp *stamp)
{
  struct stat info;

  memset (stamp, 0, sizeof *stamp);
  if (pread (get_descriptor (file), stamp->header, sizeof stamp->header, 0) < 0)
    memset (stamp->header, 0, sizeof stamp->header);
  /* The times last: what was written before this moment is in them. */
  if (fstat (get_descriptor (file), &info) != 0)
    return;
  stamp->size = info.st_size;
  stamp->modified = info.st_mtim;
  stamp->changed = info.st_ctim;
}

gboolean
_sek_store_stamp_equal (const SekStoreStamp *a, const SekStoreStamp *b)
{
  return a->size == b->size && a->modified.tv_sec == b->modified.tv_sec && a->modified.tv_nsec == b->modified.tv_nsec
         && a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec
         && memcmp (a->header, b->header, sizeof a->header) == 0;
}

gboolean
_sek_store_file_is_at (SekStoreFile *file, const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 && info.st_dev == file->device && info.st_ino == file->inode;
}

gboolean
_sek_store_file_is_open (const char *path)
{
  struct stat info;
  gboolean is_open;

  G_LOCK (files);
  is_open = stat (path, &info) == 0 && find (&info) != NULL;
  G_UNLOCK (files);
  return is_open;
}

gboolean
_sek_store_file_lock (SekStoreFile *file, SekStore *self, GError **error)
{
  struct flock lock = make_lock (F_WRLCK);
  gboolean locked = FALSE;

  G_LOCK (files);
  if (file->writer == NULL)
    {
      locked = fcntl (file->writable, F_OFD_SETLK, &lock) == 0;
      if (locked)
        file->writer = self;
      else if (errno != EAGAIN && errno != EACCES)
        _sek_store_refuse_errno (self->path, SEK_ATTEMPT_OPEN, errno, error);
    }
  G_UNLOCK (files);
  return locked;
}

void
_sek_store_file_unlock (SekStoreFile *file, SekStore *self)
{
  G_LOCK (files);
  unlock (file, self);
  G_UNLOCK (files);
}

int
_sek_store_hold (const char *path, GError **error)
{
  struct flock lock = make_lock (F_WRLCK);
  int descriptor = g_open (path, O_RDWR | O_CLOEXEC | O_NONBLOCK, 0);

  if (descriptor < 0 || fcntl (descriptor, F_OFD_SETLK, &lock) == 0)
    return descriptor;
  if (errno == EAGAIN || errno == EACCES)
    _sek_store_refuse (path, SEK_ATTEMPT_COPY, SEK_ERROR_BUSY,
                       _("another program has that register open. Close it there, or choose another name."), error);
  close (descriptor);
  return -1;
}

gboolean
_sek_store_refuse_remains (const char *path, SekAttempt attempt, GError **error)
{
  static const char *const suffixes[] = { "-journal", "-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *remains = g_strconcat (path, suffixes[i], NULL);

      if (g_file_test (remains, G_FILE_TEST_EXISTS))
        {
          g_autofree char *name = g_filename_display_basename (remains);
          g_autofree char *reason = g_strdup_printf (_("“%s” lies beside it, an interrupted change of a register of "
                                                       "that name. Open that register first, or choose another name."),
                                                       name);

          _sek_store_refuse (path, attempt, SEK_ERROR_REFUSED, reason, error);
          return TRUE;
        }
    }
  return FALSE;
}
