/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-store-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sek-error.h"
#include "sek-store-private.h"

#define FOLDER "sekretariat/backups"
#define SUFFIX ".sekretariat"

/* Beside the backups of a register: where it lies, and the lock of who is making one. */
#define PLACE "place"
#define LOCK "lock"

/* What a migration waits for a backup that another program is making. */
#define PATIENCE_US (5 * G_TIME_SPAN_SECOND)
#define PAUSE_US 50000

#define DIGEST_LETTERS 16

SekStoreBackup *
sek_store_backup_copy (const SekStoreBackup *self)
{
  SekStoreBackup *copy = g_new (SekStoreBackup, 1);

  *copy = *self;
  copy->path = g_strdup (self->path);
  copy->original = g_strdup (self->original);
  return copy;
}

void
sek_store_backup_free (SekStoreBackup *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->original);
  g_free (self);
}

char *
sek_store_backup_dup_time (const SekStoreBackup *self)
{
  return _sek_store_dup_local_time (self->made);
}

gboolean
sek_store_wants_backups (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source != NULL ? g_settings_schema_source_lookup (source, SEK_APPLICATION_ID, TRUE) : NULL;
  g_autoptr (GSettings) settings = NULL;

  /* The command line runs where the program's settings were never installed, too. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "backups"))
    return TRUE;
  settings = g_settings_new_full (schema, NULL, NULL);
  return g_settings_get_boolean (settings, "backups");
}

/* --- where they lie --------------------------------------------------------------------------------------------- */

char *
sek_store_dup_backups_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), FOLDER, NULL);
}

/* The path without links, also of a file that is gone. */
static char *
dup_real_path (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL), *name = g_path_get_basename (whole);
  g_autofree char *folder = g_path_get_dirname (whole);
  char *real = realpath (whole, NULL), *parent;
  char *resolved;

  if (real != NULL)
    {
      resolved = g_strdup (real);
      free (real);
      return resolved;
    }
  parent = realpath (folder, NULL);
  resolved = parent != NULL ? g_build_filename (parent, name, NULL) : g_strdup (whole);
  free (parent);
  return resolved;
}

static char *
digest (const char *text)
{
  /* A damaged register may lack what tells it from others. */
  g_autofree char *whole = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text != NULL ? text : "", -1);

  return g_strndup (whole, DIGEST_LETTERS);
}

/* What no other register has: when and by whom it was begun, and the random number of its first row. NULL without error
 * when its log is empty, with it when it cannot be read. */
static char *
dup_identity (SekStore *self, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self,
                                                "SELECT at || ' ' || who || ' ' || coalesce ((SELECT row FROM change "
                                                "ORDER BY id LIMIT 1), 0) FROM event ORDER BY id LIMIT 1",
                                                SEK_ATTEMPT_READ, error);
  char *identity = NULL;
  int result;

  if (statement == NULL)
    return NULL;
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    identity = digest ((const char *) sqlite3_column_text (statement, 0));
  else if (result != SQLITE_DONE)
    _sek_store_fail (self, SEK_ATTEMPT_READ, result, error);
  sqlite3_reset (statement);
  return identity;
}

/* The folder of a register: identity NULL stands for one whose log is empty. */
static char *
dup_folder (const char *path, const char *identity)
{
  g_autofree char *root = sek_store_dup_backups_folder (), *real = dup_real_path (path), *place = digest (real);
  g_autofree char *name = g_strconcat (place, "-", identity != NULL ? identity : "0", NULL);

  return g_build_filename (root, name, NULL);
}

char *
_sek_store_dup_backup_folder (SekStore *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *identity = dup_identity (self, &failure);

  if (failure == NULL)
    return dup_folder (self->path, identity);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* --- their names ------------------------------------------------------------------------------------------------ */

static char *
make_name (gint64 made, int version, guint number)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (made);
  g_autofree char *stamp = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H%M%SZ") : NULL;

  return g_strdup_printf ("%s.v%d.%04u" SUFFIX, stamp != NULL ? stamp : "1970-01-01T000000Z", version, number);
}

static gboolean
read_name (const char *name, SekStoreBackup *backup)
{
  int year, month, day, hour, minute, second, end = 0;
  g_autoptr (GDateTime) time = NULL;

  if (sscanf (name, "%4d-%2d-%2dT%2d%2d%2dZ.v%d.%u" SUFFIX "%n", &year, &month, &day, &hour, &minute, &second,
              &backup->version, &backup->number, &end) != 8 || end == 0 || name[end] != '\0')
    return FALSE;
  time = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (time == NULL)
    return FALSE;
  backup->made = g_date_time_to_unix (time);
  return TRUE;
}

static char *
read_place (const char *folder)
{
  g_autofree char *file = g_build_filename (folder, PLACE, NULL);
  char *place = NULL;

  return g_file_get_contents (file, &place, NULL, NULL) ? g_strchomp (place) : NULL;
}

static SekStoreBackup *
make_backup (const char *folder, const char *name, const char *place)
{
  SekStoreBackup backup = { 0 };
  GStatBuf info;

  if (!read_name (name, &backup))
    return NULL;
  backup.path = g_build_filename (folder, name, NULL);
  if (g_stat (backup.path, &info) != 0)
    {
      g_free (backup.path);
      return NULL;
    }
  backup.size = info.st_size;
  backup.original = g_strdup (place != NULL ? place : folder);
  return g_memdup2 (&backup, sizeof backup);
}

SekStoreBackup *
sek_store_find_backup (const char *path)
{
  g_autofree char *root = sek_store_dup_backups_folder (), *real_root = dup_real_path (root);
  g_autofree char *real = dup_real_path (path);
  g_autofree char *folder = g_path_get_dirname (real), *name = g_path_get_basename (real);
  g_autofree char *parent = g_path_get_dirname (folder), *place = NULL;

  if (!g_str_equal (parent, real_root))
    return NULL;
  place = read_place (folder);
  return make_backup (folder, name, place);
}

/* --- listing ---------------------------------------------------------------------------------------------------- */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const SekStoreBackup *first = *(SekStoreBackup *const *) a, *second = *(SekStoreBackup *const *) b;

  return first->number != second->number ? (first->number < second->number ? 1 : -1)
                                         : (first->made < second->made) - (first->made > second->made);
}

/* Adds those of a folder, the newest first; one that is not there has none. */
static gboolean
add_folder (GPtrArray *list, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &failure);
  g_autofree char *place = read_place (folder);
  const char *name;

  if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT)
      || g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    return TRUE;
  if (dir == NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_IO,
                   _("The backups could not be listed: %s. Change the rights of that folder."), failure->message);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      SekStoreBackup *backup = make_backup (folder, name, place);

      if (backup != NULL)
        g_ptr_array_add (found, backup);
    }
  g_ptr_array_sort (found, compare_numbers);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (list, found->pdata[i]);
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Those of every folder whose name begins so. */
static gboolean
add_folders (GPtrArray *list, const char *prefix, GError **error)
{
  g_autofree char *root = sek_store_dup_backups_folder ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;

  /* A folder that cannot be read is told; one that is not there has nothing in it. */
  if (dir == NULL)
    return add_folder (list, root, error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      g_ptr_array_add (names, g_build_filename (root, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    if (!add_folder (list, names->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* The folder of the register that lies at path; NULL when none can be read there. */
static char *
find_folder (const char *path)
{
  g_autoptr (SekStore) store = sek_store_open (path, SEK_STORE_READ_ONLY, NULL);

  return store != NULL ? _sek_store_dup_backup_folder (store, NULL) : NULL;
}

GPtrArray *
sek_store_list_backups (const char *path, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_backup_free);
  g_autofree char *folder = path != NULL ? find_folder (path) : NULL, *prefix = NULL;

  if (folder != NULL)
    return add_folder (list, folder, error) ? g_steal_pointer (&list) : NULL;
  if (path != NULL)
    {
      g_autofree char *real = dup_real_path (path), *place = digest (real);

      prefix = g_strconcat (place, "-", NULL);
    }
  return add_folders (list, prefix != NULL ? prefix : "", error) ? g_steal_pointer (&list) : NULL;
}

/* --- making ----------------------------------------------------------------------------------------------------- */

static gboolean
fail_errno (const char *path, int failed, GError **error)
{
  _sek_store_refuse_errno (path, SEK_ATTEMPT_COPY, failed, error);
  return FALSE;
}

/* The folder with what says whose backups these are; only its owner sees it. */
static gboolean
make_folder (SekStore *self, const char *folder, GError **error)
{
  g_autofree char *root = sek_store_dup_backups_folder (), *real = dup_real_path (self->path);
  g_autofree char *file = g_build_filename (folder, PLACE, NULL);
  g_autofree char *before = NULL, *text = g_strconcat (real, "\n", NULL);
  g_autoptr (GError) failure = NULL;

  /* The folder of all is the one that a person knows. */
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_errno (root, errno, error);
  if (g_file_get_contents (file, &before, NULL, NULL) && g_str_equal (before, text))
    return TRUE;
  if (g_file_set_contents_full (file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &failure))
    return TRUE;
  return fail_errno (file, failure->code == G_FILE_ERROR_NOSPC ? ENOSPC : failure->code == G_FILE_ERROR_ROFS ? EROFS
                           : failure->code == G_FILE_ERROR_ACCES ? EACCES : EIO, error);
}

/* A descriptor that holds the lock; -1 without error when another program is making a backup of this register. */
static int
take_lock (const char *folder, GError **error)
{
  g_autofree char *file = g_build_filename (folder, LOCK, NULL);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1 };
  int descriptor = g_open (file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  int failed;

  if (descriptor >= 0 && fcntl (descriptor, F_OFD_SETLK, &lock) == 0)
    return descriptor;
  failed = errno;
  if (descriptor >= 0)
    close (descriptor);
  if (descriptor < 0 || (failed != EAGAIN && failed != EACCES))
    fail_errno (file, failed, error);
  return -1;
}

static gint32
local_day (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time);

  return local != NULL ? g_date_time_get_year (local) * 10000 + g_date_time_get_month (local) * 100
                             + g_date_time_get_day_of_month (local) : 0;
}

/* Within the lock. */
static gboolean
make_copy (SekStore *self, const char *folder, gint64 now, gboolean once_a_day, char **path, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_backup_free);
  const SekStoreBackup *newest;
  g_autofree char *name = NULL, *target = NULL;

  if (!add_folder (list, folder, error))
    return FALSE;
  newest = list->len > 0 ? list->pdata[0] : NULL;
  /* The newest as they were made, and no other: after a clock was set back a day may come again, with other
   * contents. */
  if (once_a_day && newest != NULL && local_day (newest->made) == local_day (now))
    return TRUE;
  name = make_name (now, self->version, newest != NULL ? newest->number + 1 : 1);
  target = g_build_filename (folder, name, NULL);
  if (!_sek_store_copy_with_mode (self, target, 0600, error))
    return FALSE;
  *path = g_steal_pointer (&target);
  return TRUE;
}

static gboolean
back_up (SekStore *self, gint64 now, gboolean once_a_day, gint64 patience, char **path, GError **error)
{
  g_autofree char *folder = _sek_store_dup_backup_folder (self, error);
  gint64 give_up = g_get_monotonic_time () + patience;
  g_autoptr (GError) failure = NULL;
  gboolean ok;
  int lock;

  *path = NULL;
  if (folder == NULL || !make_folder (self, folder, error))
    return FALSE;
  while ((lock = take_lock (folder, &failure)) < 0 && failure == NULL && g_get_monotonic_time () < give_up)
    g_usleep (PAUSE_US);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (lock < 0 && patience == 0)
    return TRUE;
  if (lock < 0)
    {
      _sek_store_refuse (self->path, SEK_ATTEMPT_COPY, SEK_ERROR_BUSY,
                         _("another program is making a backup of it. Try again in a moment."), error);
      return FALSE;
    }
  ok = make_copy (self, folder, now, once_a_day, path, error);
  if (ok && once_a_day && *path != NULL)
    _sek_store_thin_backups (folder);
  close (lock);
  return ok;
}

gboolean
_sek_store_back_up_daily_at (SekStore *self, gint64 now, GError **error)
{
  g_autofree char *path = NULL, *identity = NULL;
  g_autoptr (GError) failure = NULL;
  gint32 day = local_day (now);

  if (self->read_only != SEK_STORE_WRITABLE || self->in_memory || self->backed_up == day || !sek_store_wants_backups ())
    return TRUE;
  identity = dup_identity (self, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* A register that is just being made has nothing to lose. */
  if (identity == NULL)
    return TRUE;
  self->backed_up = day;
  return back_up (self, now, TRUE, 0, &path, error);
}

gboolean
sek_store_back_up_daily (SekStore *self, GError **error)
{
  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL && sqlite3_get_autocommit (self->db), FALSE);
  g_assert (self->thread == g_thread_self ());

  return _sek_store_back_up_daily_at (self, g_get_real_time () / G_USEC_PER_SEC, error);
}

gboolean
_sek_store_back_up_before_upgrade (SekStore *self, char **path, GError **error)
{
  *path = NULL;
  if (!sek_store_wants_backups ()
      || back_up (self, g_get_real_time () / G_USEC_PER_SEC, FALSE, PATIENCE_US, path, error))
    return TRUE;
  g_prefix_error (error, "%s ", _("The register was not upgraded, because it could not be backed up first."));
  return FALSE;
}

/* --- thinning --------------------------------------------------------------------------------------------------- */

/* The backups are gone through in two orders, that in which they were made and that of their dates. As long as no clock
 * is set back the two are one; after it what either keeps is kept, so that a wrong date costs no good backup. */

typedef enum { DAYS, WEEKS, MONTHS } Period;

static gint32
get_period (const SekStoreBackup *backup, Period period)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (backup->made);

  if (local == NULL)
    return 0;
  if (period == WEEKS)
    return g_date_time_get_week_numbering_year (local) * 100 + g_date_time_get_week_of_year (local);
  return period == MONTHS ? local_day (backup->made) / 100 : local_day (backup->made);
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  const SekStoreBackup *first = *(SekStoreBackup *const *) a, *second = *(SekStoreBackup *const *) b;

  return first->made != second->made ? (first->made < second->made ? 1 : -1) : compare_numbers (a, b);
}

/* The first of each run of one period, from the newest on. */
static void
keep_runs (GPtrArray *list, Period period, guint limit, GHashTable *kept)
{
  gint32 before = -1;
  guint n = 0;

  for (guint i = 0; i < list->len && n < limit; i++)
    {
      gint32 at = get_period (list->pdata[i], period);

      if (at != before)
        {
          g_hash_table_add (kept, list->pdata[i]);
          n++;
        }
      before = at;
    }
}

GHashTable *
_sek_store_choose_backups (GPtrArray *list)
{
  static const guint limits[] = { [DAYS] = 7, [WEEKS] = 8, [MONTHS] = 12 };
  g_autoptr (GPtrArray) order = g_ptr_array_copy (list, NULL, NULL);
  GHashTable *kept = g_hash_table_new (NULL, NULL);

  g_ptr_array_set_free_func (order, NULL);
  for (int by_date = 0; by_date <= 1; by_date++)
    {
      g_ptr_array_sort (order, by_date ? compare_dates : compare_numbers);
      for (Period period = DAYS; period <= MONTHS; period++)
        keep_runs (order, period, limits[period], kept);
    }
  return kept;
}

void
_sek_store_thin_backups (const char *folder)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_backup_free);
  g_autoptr (GHashTable) kept = NULL;

  if (!add_folder (list, folder, NULL))
    return;
  kept = _sek_store_choose_backups (list);
  for (guint i = 0; i < list->len; i++)
    {
      const SekStoreBackup *backup = list->pdata[i];

      /* One too many does no harm, and the next thinning tries again. */
      if (!g_hash_table_contains (kept, backup) && g_unlink (backup->path) != 0)
        g_debug ("The backup %s could not be taken away: %s", backup->path, g_strerror (errno));
    }
}
