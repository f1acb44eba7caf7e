/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loaded by LD_PRELOAD into the program that is attacked, it stands between the program and the C library, and
 *  - makes calls fail: ATTACK_KIND names the kind of call, ATTACK_AT the first that fails (from 1), ATTACK_ERRNO why,
 *    and with ATTACK_REST=1 all later ones fail too;
 *  - or, with ATTACK_STOP=1, stops the process by SIGSTOP before the call ATTACK_AT instead;
 *  - counts the calls of that kind in the file ATTACK_COUNT when the process ends;
 *  - or writes down, in the file ATTACK_RECORD, what is written, synced and named, in its order, so that the disk can
 *    be built as it may be after the power failed at any moment.
 * What stdio writes from its own buffers passes unseen: a record holds the whole file at each sync instead, and
 * fwrite() fails in the place of write(). */
/* With it the names of calls that end in 64 and those that do not are the same, and each is one of its own here. */
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* The headers know these names only together with some macros; here they are functions of their own. */
ssize_t pwrite64 (int fd, const void *bytes, size_t n, off64_t at);
ssize_t pread64 (int fd, void *bytes, size_t n, off64_t at);
int open64 (const char *path, int flags, ...);
int ftruncate64 (int fd, off64_t size);
FILE *fopen64 (const char *path, const char *mode);

static const char *kind, *count_path;
static long at, n_calls;
static int rest, stops, why, is_ready, record = -1;

#define REAL(name) \
  static __typeof__ (&name) real; \
  if (real == NULL) \
    real = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name)

static void
write_count (void)
{
  char text[32];
  int n = snprintf (text, sizeof text, "%ld\n", n_calls);
  int fd = (int) syscall (SYS_openat, AT_FDCWD, count_path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

  if (syscall (SYS_write, fd, text, n) != n)
    _exit (99);
  syscall (SYS_close, fd);
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *text;

  kind = getenv ("ATTACK_KIND");
  count_path = getenv ("ATTACK_COUNT");
  at = (text = getenv ("ATTACK_AT")) != NULL ? atol (text) : 0;
  why = (text = getenv ("ATTACK_ERRNO")) != NULL ? atoi (text) : EIO;
  rest = getenv ("ATTACK_REST") != NULL;
  stops = getenv ("ATTACK_STOP") != NULL;
  if ((text = getenv ("ATTACK_RECORD")) != NULL)
    {
      int fd = (int) syscall (SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND, 0644);

      /* Out of the way of the numbers that the program gets. */
      record = fcntl (fd, F_DUPFD_CLOEXEC, 400);
      syscall (SYS_close, fd);
    }
  if (count_path != NULL)
    atexit (write_count);
  /* No program that this one starts is attacked. */
  unsetenv ("LD_PRELOAD");
  is_ready = 1;
}

/* --- calls that fail ---------------------------------------------------------------------------------------------- */

/* Whether this call is the one, with errno set. */
static int
fails (const char *which)
{
  long call;

  if (!is_ready || kind == NULL || strcmp (kind, which) != 0)
    return 0;
  call = __atomic_add_fetch (&n_calls, 1, __ATOMIC_SEQ_CST);
  if (at == 0 || !(call == at || (rest && call > at)))
    return 0;
  if (stops)
    {
      raise (SIGSTOP);
      return 0;
    }
  errno = why;
  return 1;
}

static int
is_regular (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 && S_ISREG (info.st_mode);
}

/* --- the record --------------------------------------------------------------------------------------------------- */

/* A line of words, and n bytes after it. */
static void
put (const char *line, const void *bytes, size_t n)
{
  struct iovec parts[] = { { (void *) line, strlen (line) }, { (void *) bytes, n } };

  if (syscall (SYS_writev, record, parts, 2) != (long) (parts[0].iov_len + n))
    _exit (99);
}

static void
put_write (int fd, const void *bytes, ssize_t n, off64_t where)
{
  struct stat info;
  char line[100];

  if (record < 0 || n <= 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return;
  snprintf (line, sizeof line, "write %lu %lld %zd\n", (unsigned long) info.st_ino, (long long) where, n);
  put (line, bytes, (size_t) n);
}

static void
put_size (int fd, off64_t size)
{
  struct stat info;
  char line[100];

  if (record < 0 || fstat (fd, &info) != 0)
    return;
  snprintf (line, sizeof line, "size %lu %lld 0\n", (unsigned long) info.st_ino, (long long) size);
  put (line, "", 0);
}

static void
put_sync (int fd)
{
  struct stat info;
  char line[100], *bytes;
  size_t n;

  if (record < 0 || fstat (fd, &info) != 0)
    return;
  if (!S_ISREG (info.st_mode))
    {
      put ("folder 0 0 0\n", "", 0);
      return;
    }
  n = (size_t) info.st_size;
  bytes = malloc (n + 1);
  if (bytes == NULL || syscall (SYS_pread64, fd, bytes, n, 0L) != (long) n)
    {
      /* Of a file that is only written the contents stay unknown. */
      n = 0;
      snprintf (line, sizeof line, "unseen %lu 0 0\n", (unsigned long) info.st_ino);
    }
  else
    snprintf (line, sizeof line, "sync %lu 0 %zu\n", (unsigned long) info.st_ino, n);
  put (line, bytes, n);
  free (bytes);
}

static void
put_names (const char *what, unsigned long inode, const char *name, const char *other)
{
  char line[100], names[2 * 4096 + 2];
  int n = snprintf (names, sizeof names, "%s%c%s", name, 0, other);

  snprintf (line, sizeof line, "%s %lu 0 %d\n", what, inode, n);
  put (line, names, (size_t) n);
}

/* Whether path is there, asked before it is opened. */
static int
is_there (const char *path)
{
  struct stat info;

  return record < 0 || stat (path, &info) == 0;
}

static int
opened (int fd, const char *path, int flags, int was_there)
{
  struct stat info;

  if (record < 0 || fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return fd;
  if (!was_there)
    put_names ("name", (unsigned long) info.st_ino, path, "");
  else if (flags & O_TRUNC)
    put_size (fd, 0);
  return fd;
}

/* --- the calls ---------------------------------------------------------------------------------------------------- */

#define PWRITE(name, offset) \
  ssize_t \
  name (int fd, const void *bytes, size_t n, offset where) \
  { \
    REAL (name); \
    ssize_t written; \
    if (fails ("write")) \
      return -1; \
    written = real (fd, bytes, n > 1 && fails ("short") ? n / 2 : n, where); \
    put_write (fd, bytes, written, where); \
    return written; \
  }

PWRITE (pwrite, off_t)
PWRITE (pwrite64, off64_t)

ssize_t
write (int fd, const void *bytes, size_t n)
{
  REAL (write);
  off64_t where;
  ssize_t written;

  if (!is_regular (fd))
    return real (fd, bytes, n);
  if (fails ("write"))
    return -1;
  where = lseek (fd, 0, SEEK_CUR);
  written = real (fd, bytes, n > 1 && fails ("short") ? n / 2 : n);
  put_write (fd, bytes, written, where);
  return written;
}

size_t
fwrite (const void *bytes, size_t size, size_t n, FILE *file)
{
  REAL (fwrite);

  return file != stdout && file != stderr && fails ("write") ? 0 : real (bytes, size, n, file);
}

ssize_t
read (int fd, void *bytes, size_t n)
{
  REAL (read);

  return is_regular (fd) && fails ("read") ? -1 : real (fd, bytes, n);
}

#define PREAD(name, offset) \
  ssize_t \
  name (int fd, void *bytes, size_t n, offset where) \
  { \
    REAL (name); \
    return fails ("read") ? -1 : real (fd, bytes, n, where); \
  }

PREAD (pread, off_t)
PREAD (pread64, off64_t)

#define SYNC(name) \
  int \
  name (int fd) \
  { \
    REAL (name); \
    if (fails ("sync") || real (fd) != 0) \
      return -1; \
    put_sync (fd); \
    return 0; \
  }

SYNC (fsync)
SYNC (fdatasync)

#define OPEN(name) \
  int \
  name (const char *path, int flags, ...) \
  { \
    REAL (name); \
    va_list more; \
    int mode, was_there = is_there (path); \
    va_start (more, flags); \
    mode = flags & (O_CREAT | O_TMPFILE) ? va_arg (more, int) : 0; \
    va_end (more); \
    return fails ("open") ? -1 : opened (real (path, flags, mode), path, flags, was_there); \
  }

OPEN (open)
OPEN (open64)

#define FOPEN(name) \
  FILE * \
  name (const char *path, const char *mode) \
  { \
    REAL (name); \
    int was_there = is_there (path); \
    FILE *file; \
    if (fails ("open")) \
      return NULL; \
    file = real (path, mode); \
    if (file != NULL) \
      opened (fileno (file), path, mode[0] == 'w' ? O_TRUNC : 0, was_there); \
    return file; \
  }

FOPEN (fopen)
FOPEN (fopen64)

int
fclose (FILE *file)
{
  REAL (fclose);
  int failed = fails ("close"), result = real (file);

  if (!failed)
    return result;
  errno = why;
  return EOF;
}

#define TRUNCATE(name, offset) \
  int \
  name (int fd, offset size) \
  { \
    REAL (name); \
    if (fails ("truncate") || real (fd, size) != 0) \
      return -1; \
    put_size (fd, size); \
    return 0; \
  }

TRUNCATE (ftruncate, off_t)
TRUNCATE (ftruncate64, off64_t)

int
unlink (const char *path)
{
  REAL (unlink);

  if (fails ("unlink") || real (path) != 0)
    return -1;
  if (record >= 0)
    put_names ("unname", 0, path, "");
  return 0;
}

int
rename (const char *from, const char *to)
{
  REAL (rename);

  if (fails ("rename") || real (from, to) != 0)
    return -1;
  if (record >= 0)
    put_names ("rename", 0, from, to);
  return 0;
}

int
renameat2 (int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
  REAL (renameat2);

  if (fails ("rename") || real (from_folder, from, to_folder, to, flags) != 0)
    return -1;
  if (record >= 0)
    put_names ("rename", 0, from, to);
  return 0;
}

int
fchmod (int fd, mode_t mode)
{
  REAL (fchmod);

  return fails ("chmod") ? -1 : real (fd, mode);
}
