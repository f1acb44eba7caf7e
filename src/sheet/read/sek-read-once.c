/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sek-error.h"
#include "sek-reader.h"

/* What can be read only once, such as a pipe: into memory, as far as that goes. A file is opened as often as a reader
 * likes, and none of this. */

enum
{
  MOST_BYTES = 64 << 20,
  CHUNK = 1 << 16,
  PATIENCE_US = 1000000, /* until somebody writes into a pipe that nobody has open */
  NAP_MS = 20,
};

static void
fail (const char *name, SekError code, const char *reason, GError **error)
{
  g_set_error (error, SEK_ERROR, code, _("“%s” cannot be read. %s"), name, reason);
}

/* Waits until there is something to read, or for so long; FALSE with error when cancelled. */
static gboolean
await (int fd, int timeout_ms, GCancellable *cancellable, GError **error)
{
  GPollFD cancel;
  struct pollfd fds[2] = { { fd, POLLIN, 0 }, { -1, POLLIN, 0 } };
  gboolean watched = g_cancellable_make_pollfd (cancellable, &cancel);

  if (watched)
    fds[1].fd = cancel.fd;
  poll (fds, 2, timeout_ms);
  if (watched)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

GBytes *
sek_read_descriptor (int fd, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  gint64 begun = g_get_monotonic_time ();
  gboolean pipe = FALSE, written = FALSE;
  guint8 chunk[CHUNK];
  struct stat status;
  ssize_t n;

  if (fstat (fd, &status) == 0)
    pipe = S_ISFIFO (status.st_mode);
  do
    {
      /* Nobody who has a pipe open looks like its end, and is waited for only a moment. */
      if (!await (fd, !pipe || written ? -1 : NAP_MS, cancellable, error))
        return NULL;
      n = read (fd, chunk, sizeof chunk);
      written |= n > 0 || (n < 0 && errno == EAGAIN);
      if (n < 0 && errno != EAGAIN && errno != EINTR)
        {
          g_autofree char *reason = g_strconcat (g_strerror (errno), ".", NULL);

          fail (name, SEK_ERROR_IO, reason, error);
          return NULL;
        }
      if (n > 0)
        g_byte_array_append (all, chunk, (guint) n);
      if (all->len > MOST_BYTES)
        {
          fail (name, SEK_ERROR_REFUSED, _("More than 64 MiB come through it. Save them as a file, and read that."),
                error);
          return NULL;
        }
      if (n == 0 && pipe && !written && g_get_monotonic_time () - begun < PATIENCE_US)
        g_usleep (NAP_MS * 1000);
    }
  while (n != 0 || (pipe && !written && g_get_monotonic_time () - begun < PATIENCE_US));
  if (pipe && all->len == 0)
    {
      fail (name, SEK_ERROR_INPUT,
            _("It is a pipe, and nothing comes through it. Write into it at the same time, or choose a file."), error);
      return NULL;
    }
  return g_bytes_new (all->data, all->len);
}

GBytes *
sek_read_once (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  /* Neither waits for who writes into a pipe nor becomes the terminal of this program. */
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  struct stat status;
  GBytes *bytes = NULL;

  if (fd < 0 && errno == ENXIO)
    fail (name, SEK_ERROR_INPUT, _("It is a connection between programs, not a file. Choose a file."), error);
  /* Any other that cannot be opened is told about by who opens it. */
  if (fd < 0)
    return NULL;
  if (fstat (fd, &status) != 0 || S_ISREG (status.st_mode))
    ;
  else if (S_ISFIFO (status.st_mode))
    bytes = sek_read_descriptor (fd, name, cancellable, error);
  else if (S_ISDIR (status.st_mode))
    fail (name, SEK_ERROR_IO, _("It is a folder. Choose a file in it."), error);
  else if (isatty (fd))
    fail (name, SEK_ERROR_INPUT, _("It is a terminal, not a file. Choose a file."), error);
  else
    fail (name, SEK_ERROR_INPUT, _("It is a device, not a file. Choose a file."), error);
  close (fd);
  return bytes;
}
