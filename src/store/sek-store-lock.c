/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "sek-date.h"
#include "sek-error.h"
#include "sek-store-private.h"

/* Far past SQLite's own lock bytes (at 1 GiB) and the end of any file. */
#define LOCK_BYTE (G_GINT64_CONSTANT (1) << 52)

static struct flock
make_lock (void)
{
  return (struct flock) { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_BYTE, .l_len = 1 };
}

gboolean
_sek_store_lock (SekStore *self, GError **error)
{
  struct flock lock = make_lock ();

  self->lock = g_open (self->path, O_RDWR | O_CLOEXEC, 0);
  if (self->lock >= 0 && fcntl (self->lock, F_OFD_SETLK, &lock) == 0)
    return TRUE;
  if (self->lock < 0 || (errno != EAGAIN && errno != EACCES))
    {
      g_autofree char *name = g_path_get_basename (self->path);

      g_set_error (error, SEK_ERROR, SEK_ERROR_READ_ONLY, _("Could not lock “%s” for writing: %s. Save a copy elsewhere and work there."),
                   name, g_strerror (errno));
    }
  return FALSE;
}

char *
_sek_store_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

char *
_sek_store_who (void)
{
  return g_strdup_printf ("%s@%s", g_get_user_name (), g_get_host_name ());
}

gboolean
_sek_store_sign (SekStore *self, GError **error)
{
  g_autofree char *who = _sek_store_who ();
  g_autofree char *now = _sek_store_now ();
  const char *attempted = _("Could not open the register for writing");
  sqlite3_stmt *statement = _sek_store_prepare (self, "INSERT OR REPLACE INTO writer (id, who, since) VALUES (1, ?1, ?2)", attempted, error);
  int result;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, who, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, now, -1, SQLITE_TRANSIENT);
  result = sqlite3_step (statement);
  sqlite3_reset (statement);
  if (result == SQLITE_DONE)
    return TRUE;
  _sek_store_fail (self, sqlite3_extended_errcode (self->db), attempted, error);
  return FALSE;
}

char *
_sek_store_dup_writer (SekStore *self)
{
  sqlite3_stmt *statement = _sek_store_prepare (self, "SELECT who, since FROM writer WHERE id = 1", "", NULL);
  char *writer = NULL;

  if (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autofree char *since = sek_date_format_timestamp ((const char *) sqlite3_column_text (statement, 1), SEK_LANGUAGE_NB);

      writer = g_strdup_printf (_("%s (since %s)"), (const char *) sqlite3_column_text (statement, 0), since != NULL ? since : "?");
    }
  if (statement != NULL)
    sqlite3_reset (statement);
  return writer;
}
