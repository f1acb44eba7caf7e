/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-unfinished.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A note is a symbolic link to the file, in a folder of the person's own. */
#define FOLDER "sekretariat/unfinished"

/* Far past the end of any file and the bytes that SQLite locks. */
#define LOCK_BYTE (G_GINT64_CONSTANT (1) << 52)

#define MOST_AT_HAND 128

struct _SekUnfinished
{
  char *paths[2]; /* the file, and the journal that SQLite may put beside it */
  char *note;     /* NULL where there is none */
  int   lock;     /* a descriptor, -1 for none */
  int   slots[2]; /* of the paths among those at hand, -1 for none */
};

#define JOURNAL_SUFFIX "-journal"

/* Read by a signal's handler, so there is no lock: a slot is taken by the change from NULL. */
static char *at_hand[MOST_AT_HAND];

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), FOLDER, NULL);
}

static gboolean
try_lock (int descriptor)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_BYTE, .l_len = 1 };

  return fcntl (descriptor, F_OFD_SETLK, &lock) == 0;
}

/* process: of whom the file is as long as it lives, where no lock says so all the time; 0 where one does. */
static char *
make_note (const char *path, pid_t process)
{
  g_autofree char *folder = dup_folder (), *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *whose = process != 0 ? g_strdup_printf (".%d", (int) process) : g_strdup ("");
  char *note = g_strdup_printf ("%s/%08x%08x%s", folder, g_random_int (), g_random_int (), whose);

  if (g_mkdir_with_parents (folder, 0700) == 0 && symlink (whole, note) == 0)
    return note;
  g_debug ("The unfinished file %s could not be noted", whole);
  g_free (note);
  return NULL;
}

static int
put_at_hand (char *path)
{
  for (int i = 0; i < MOST_AT_HAND; i++)
    if (g_atomic_pointer_compare_and_exchange (&at_hand[i], NULL, path))
      return i;
  return -1;
}

SekUnfinished *
sek_unfinished_new (const char *path)
{
  SekUnfinished *self = g_new0 (SekUnfinished, 1);

  self->paths[0] = g_strdup (path);
  self->paths[1] = g_strconcat (path, JOURNAL_SUFFIX, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->paths); i++)
    self->slots[i] = put_at_hand (self->paths[i]);
  self->lock = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);
  /* Without the lock, which some network disks lack, nobody could tell that it is not left behind. A register that is
   * still to be made is locked by its store, but not before it is there, nor while it is opened again. */
  if (self->lock < 0 && errno == ENOENT)
    self->note = make_note (path, getpid ());
  else if (self->lock >= 0 && try_lock (self->lock))
    self->note = make_note (path, 0);
  return self;
}

void
sek_unfinished_free (SekUnfinished *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->slots); i++)
    if (self->slots[i] >= 0)
      g_atomic_pointer_set (&at_hand[self->slots[i]], NULL);
  if (self->note != NULL)
    g_unlink (self->note);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->note);
  for (guint i = 0; i < G_N_ELEMENTS (self->paths); i++)
    g_free (self->paths[i]);
  g_free (self);
}

/* Whether the program that a note names is still at work. */
static gboolean
is_at_work (const char *note)
{
  const char *whose = strrchr (note, '.');
  gint64 process = whose != NULL ? g_ascii_strtoll (whose + 1, NULL, 10) : 0;

  return process > 0 && process <= G_MAXINT && (kill ((pid_t) process, 0) == 0 || errno == EPERM);
}

/* Whether a file is one that its program left. */
static gboolean
is_left (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  struct stat info;
  gboolean left;
  int descriptor;

  if (!g_str_has_prefix (name, SEK_UNFINISHED_PREFIX) || lstat (path, &info) != 0 || !S_ISREG (info.st_mode)
      || info.st_uid != geteuid ())
    return FALSE;
  descriptor = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  left = descriptor >= 0 && try_lock (descriptor);
  if (descriptor >= 0)
    close (descriptor);
  return left;
}

void
sek_unfinished_sweep (void)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *note = g_build_filename (folder, name, NULL), *path = g_file_read_link (note, NULL);
      g_autofree char *journal = path != NULL ? g_strconcat (path, JOURNAL_SUFFIX, NULL) : NULL;

      if (path == NULL || is_at_work (name))
        continue;
      if (is_left (path))
        {
          /* First: without its file nobody would know whose it is. */
          g_unlink (journal);
          if (g_unlink (path) != 0)
            continue;
        }
      /* One that cannot be reached now, on a disk that is not there, is looked for again. */
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_autofree char *parent = g_path_get_dirname (path);

          if (g_file_test (parent, G_FILE_TEST_IS_DIR))
            g_unlink (note);
        }
    }
}

static void
signal_cb (int number)
{
  for (int i = 0; i < MOST_AT_HAND; i++)
    {
      const char *path = at_hand[i];

      if (path != NULL)
        unlink (path);
    }
  /* The handler is gone by now, so this ends the program as the signal would have. */
  raise (number);
}

void
sek_unfinished_watch_signals (void)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      struct sigaction action, before;

      memset (&action, 0, sizeof action);
      action.sa_handler = signal_cb;
      action.sa_flags = (int) SA_RESETHAND;
      /* What is ignored, as by nohup, stays so. */
      if (sigaction (numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
        sigaction (numbers[i], &action, NULL);
    }
}
