/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sek-store-private.h"

/* Backups that are made by themselves, by a clock that is given: when, where, with which rights, and which are kept. */

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60)

/* Noon of 2024-01-01, so that no time zone makes another day of it. */
#define START G_GINT64_CONSTANT (1704110400)

static void
log_something (SekStore *store)
{
  g_autoptr (GError) error = NULL;
  gint64 action;

  begin (store);
  g_assert_true (sek_store_log_action (store, "edit", NULL, FALSE, &action, &error));
  g_assert_true (sek_store_log_event (store, action, SEK_STORE_DO, &error));
  g_assert_no_error (error);
  commit (store);
}

/* A register that has been worked in. */
static SekStore *
make_store (Fixture *fixture)
{
  SekStore *store = create (fixture);

  log_something (store);
  return store;
}

static void
back_up (SekStore *store, gint64 at)
{
  g_autoptr (GError) error = NULL;

  /* As after a new start, since a store tries once a day. */
  store->backed_up = 0;
  g_assert_true (_sek_store_back_up_daily_at (store, at, &error));
  g_assert_no_error (error);
}

static char *
dup_backups_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "sekretariat", "backups", NULL);
}

static guint
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
test_daily (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = create (fixture), copy = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *folder = NULL, *root = dup_backups_folder ();
  g_autoptr (GError) error = NULL;
  const SekStoreBackup *backup;

  /* A new register has nothing to lose. */
  back_up (store, START);
  g_assert_cmpuint (count_backups (fixture->path), ==, 0);
  log_something (store);
  back_up (store, START);
  begin (store);
  add_subregion (store, 1, "Follo");
  commit (store);
  back_up (store, START + 3600);
  list = list_backups (fixture->path);
  g_assert_cmpuint (list->len, ==, 1);
  backup = list->pdata[0];
  g_assert_cmpint (backup->made, ==, START);
  g_assert_cmpuint (backup->number, ==, 1);
  g_assert_cmpint (backup->version, ==, newest_version ());
  g_assert_cmpstr (backup->original, ==, fixture->path);
  g_assert_true (g_str_has_prefix (backup->path, root));
  folder = g_path_get_dirname (backup->path);
  g_assert_cmpuint (get_mode (backup->path), ==, 0600);
  g_assert_cmpuint (get_mode (folder), ==, 0700);
  g_assert_cmpuint (get_mode (root), ==, 0700);
  g_assert_cmpuint (count_files (fixture), ==, 1);

  /* It is as the register was, and never written, whoever asks. */
  copy = sek_store_open (backup->path, SEK_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sek_store_get_read_only (copy), ==, SEK_STORE_READ_ONLY_BACKUP);
  g_assert_cmpint (query (copy, "SELECT count(*) FROM subregion"), ==, 0);
  {
    g_autofree char *words = sek_store_dup_read_only_reason (copy);

    g_assert_nonnull (strstr (words, "register.sekretariat"));
  }
  back_up (store, START + DAY);
  g_assert_cmpuint (count_backups (fixture->path), ==, 2);
}

/* Rights of the register are not those of its backup, and the copy that is made of a backup has those of a new file. */
static void
test_rights (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = make_store (fixture), backup = NULL;
  g_autofree char *copy = in_folder (fixture, "back.sekretariat");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  mode_t before = umask (0022);

  g_assert_cmpint (g_chmod (fixture->path, 0666), ==, 0);
  back_up (store, START);
  list = list_backups (fixture->path);
  g_assert_cmpuint (get_mode (((SekStoreBackup *) list->pdata[0])->path), ==, 0600);
  backup = sek_store_open (((SekStoreBackup *) list->pdata[0])->path, SEK_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (sek_store_copy (backup, copy, FALSE, NULL, NULL, NULL, &error));
  g_assert_cmpuint (get_mode (copy), ==, 0644);
  umask (before);
}

static void
test_apart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *there = in_folder (fixture, "there.sekretariat"), *link = in_folder (fixture, "link.sekretariat");
  g_autoptr (SekStore) store = make_store (fixture), other = NULL;
  g_autoptr (GError) error = NULL;

  back_up (store, START);
  /* A copy elsewhere is another path. */
  g_assert_true (sek_store_copy (store, there, FALSE, NULL, NULL, NULL, &error));
  g_assert_cmpuint (count_backups (there), ==, 0);
  /* A link is the same one. */
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  g_assert_cmpuint (count_backups (link), ==, 1);
  /* Another register at the same place has backups of its own. */
  g_clear_object (&store);
  g_unlink (fixture->path);
  g_assert_cmpuint (count_backups (fixture->path), ==, 1);
  other = create (fixture);
  begin (other);
  add_subregion (other, 5, "Ytre");
  commit (other);
  {
    SekStoreChange change
        = { SEK_STORE_INSERT, (char *) "subregion", 5, (char *) "name", SEK_BLANK, SEK_TEXT ("Ytre") };
    gint64 action;

    begin (other);
    g_assert_true (sek_store_log_action (other, "add", NULL, FALSE, &action, &error));
    g_assert_true (sek_store_log_change (other, action, &change, &error));
    g_assert_true (sek_store_log_event (other, action, SEK_STORE_DO, &error));
    commit (other);
  }
  g_assert_cmpuint (count_backups (fixture->path), ==, 0);
  back_up (other, START + DAY);
  g_assert_cmpuint (count_backups (fixture->path), ==, 1);
  /* When what lies there can no longer be read, all that lay there are offered. */
  g_clear_object (&other);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, &error));
  g_assert_cmpuint (count_backups (fixture->path), ==, 2);
}

/* --- thinning --------------------------------------------------------------------------------------------------- */

static void
add_made (GPtrArray *list, gint64 made)
{
  SekStoreBackup *backup = g_new0 (SekStoreBackup, 1);
  guint number = 0;

  for (guint i = 0; i < list->len; i++)
    number = MAX (number, ((SekStoreBackup *) list->pdata[i])->number);
  backup->number = number + 1;
  backup->made = made;
  g_ptr_array_add (list, backup);
}

static void
thin (GPtrArray *list)
{
  g_autoptr (GHashTable) kept = _sek_store_choose_backups (list);

  for (guint i = list->len; i > 0; i--)
    if (!g_hash_table_contains (kept, list->pdata[i - 1]))
      g_ptr_array_remove_index (list, i - 1);
}

static gboolean
has_made (GPtrArray *list, gint64 made)
{
  for (guint i = 0; i < list->len; i++)
    if (((SekStoreBackup *) list->pdata[i])->made == made)
      return TRUE;
  return FALSE;
}

/* Whether one was made in this week from the first on, which is a Monday's. */
static gboolean
has_week (GPtrArray *list, int week)
{
  for (guint i = 0; i < list->len; i++)
    if ((((SekStoreBackup *) list->pdata[i])->made - START) / (7 * DAY) == week)
      return TRUE;
  return FALSE;
}

static int
get_month (gint64 made)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (made);

  return g_date_time_get_year (time) * 12 + g_date_time_get_month (time);
}

static gboolean
has_month (GPtrArray *list, int month)
{
  for (guint i = 0; i < list->len; i++)
    if (get_month (((SekStoreBackup *) list->pdata[i])->made) == month)
      return TRUE;
  return FALSE;
}

/* Each day for two years, thinned each time as the program does. */
static void
test_two_years (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_backup_free);

  for (int day = 0; day < 730; day++)
    {
      add_made (list, START + day * DAY);
      thin (list);
      g_assert_true (has_made (list, START + day * DAY));
      for (int before = 0; before < 7 && before <= day; before++)
        g_assert_true (has_made (list, START + (day - before) * DAY));
      g_assert_cmpuint (list->len, <=, 27);
      for (int week = 0; week < 8 && week <= day / 7; week++)
        g_assert_true (has_week (list, day / 7 - week));
      for (int month = get_month (START + day * DAY), n = 0; n < 12 && month - n >= get_month (START); n++)
        g_assert_true (has_month (list, month - n));
    }
  /* 2025-12-30: seven days, the last of the six weeks before, and of the ten months before those. */
  g_assert_cmpuint (list->len, ==, 23);
}

/* Rare work: what is kept are days that have one, not days of the calendar. */
static void
test_rare (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_backup_free);

  for (int i = 0; i < 12; i++)
    {
      add_made (list, START + i * 400 * DAY);
      thin (list);
      g_assert_cmpuint (list->len, ==, (guint) i + 1);
    }
}

static void
test_clock_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_backup_free);
  g_autoptr (SekStore) store = make_store (fixture);
  g_autoptr (GPtrArray) files = NULL;

  for (int day = 0; day < 400; day++)
    {
      add_made (list, START + day * DAY);
      thin (list);
    }
  /* A year back: one backup more, and no other goes than would have gone tomorrow. */
  {
    g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_free);

    for (guint i = 0; i < list->len; i++)
      g_ptr_array_add (before, g_memdup2 (&((SekStoreBackup *) list->pdata[i])->made, sizeof (gint64)));
    add_made (list, START + 10 * DAY);
    thin (list);
    g_assert_true (has_made (list, START + 10 * DAY));
    for (guint i = 0; i < before->len; i++)
      g_assert_true (has_made (list, *(gint64 *) before->pdata[i]));
  }

  /* With files: one a day, not one a change, and the days that were have theirs still. */
  for (int day = 0; day < 5; day++)
    back_up (store, START + day * DAY);
  g_assert_cmpuint (count_backups (fixture->path), ==, 5);
  for (int change = 0; change < 10; change++)
    back_up (store, START + 2 * DAY + 3600 + change);
  files = list_backups (fixture->path);
  g_assert_cmpuint (files->len, ==, 6);
  g_assert_cmpint (((SekStoreBackup *) files->pdata[0])->made, ==, START + 2 * DAY + 3600);
  g_assert_true (has_made (files, START + 2 * DAY));
  back_up (store, START + 5 * DAY);
  g_assert_cmpuint (count_backups (fixture->path), ==, 7);
}

static void
test_files_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = make_store (fixture);

  for (int day = 0; day < 60; day++)
    back_up (store, START + day * DAY);
  /* To 2024-02-29: seven days, the ends of the seven weeks before this one, and January's last day. */
  g_assert_cmpuint (count_backups (fixture->path), ==, 14);
}

/* --- what may go wrong ------------------------------------------------------------------------------------------ */

/* Who does not get the lock goes on without a backup; one that is there is enough. */
static void
test_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = make_store (fixture);
  g_autofree char *folder = _sek_store_dup_backup_folder (store, NULL), *file = g_build_filename (folder, "lock", NULL);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1 };
  int descriptor;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  descriptor = g_open (file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  g_assert_cmpint (fcntl (descriptor, F_OFD_SETLK, &lock), ==, 0);
  back_up (store, START);
  g_assert_cmpuint (count_backups (fixture->path), ==, 0);
  close (descriptor);
  back_up (store, START);
  g_assert_cmpuint (count_backups (fixture->path), ==, 1);
}

static void
assert_fails (SekStore *store, int code, const char *word)
{
  g_autoptr (GError) error = NULL;

  store->backed_up = 0;
  g_assert_false (_sek_store_back_up_daily_at (store, START, &error));
  assert_refused (error, code, word);
  /* Tried once a day. */
  g_assert_true (_sek_store_back_up_daily_at (store, START + 60, &error));
  g_assert_no_error (error);
}

/* Something lies where the folder should be: nobody can write there, not even who may write everywhere. */
static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = make_store (fixture);
  g_autofree char *root = dup_backups_folder (), *away = g_strconcat (root, "-away", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (root, 0700), ==, 0);
  g_assert_cmpint (g_rename (root, away), ==, 0);
  g_assert_true (g_file_set_contents (root, "", 0, &error));
  assert_fails (store, SEK_ERROR_NOT_FOUND, "Could not save the copy “backups”");
  /* The register goes on. */
  log_something (store);
  g_unlink (root);
  g_assert_cmpint (g_rename (away, root), ==, 0);
  back_up (store, START + 2 * DAY);
  g_assert_cmpuint (count_backups (fixture->path), ==, 1);
}

static gboolean
mount_at (const char *folder, unsigned long flags, const char *options)
{
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (mount ("tmpfs", folder, "tmpfs", flags, options) == 0)
    return TRUE;
  g_test_skip ("a disk of one's own cannot be mounted");
  return FALSE;
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = make_store (fixture);
  g_autofree char *root = dup_backups_folder ();
  g_autoptr (GDir) dir = NULL;
  g_autofree char *folder = NULL;
  const char *name;

  if (!mount_at (root, 0, "size=16k"))
    return;
  assert_fails (store, SEK_ERROR_FULL, "the disk is full");
  log_something (store);
  g_assert_cmpuint (count_backups (fixture->path), ==, 0);
  /* Nothing half is left. */
  folder = _sek_store_dup_backup_folder (store, NULL);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".sekretariat-"));
  g_clear_pointer (&dir, g_dir_close);
  g_assert_cmpint (umount2 (root, MNT_DETACH), ==, 0);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = make_store (fixture);
  g_autofree char *root = dup_backups_folder ();

  if (!mount_at (root, MS_RDONLY, NULL))
    return;
  assert_fails (store, SEK_ERROR_READ_ONLY, "access is denied");
  log_something (store);
  g_assert_cmpint (umount2 (root, MNT_DETACH), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/backup/daily", test_daily);
  ADD ("/store/backup/rights", test_rights);
  ADD ("/store/backup/apart", test_apart);
  ADD ("/store/backup/two-years", test_two_years);
  ADD ("/store/backup/rare", test_rare);
  ADD ("/store/backup/clock-back", test_clock_back);
  ADD ("/store/backup/files-go", test_files_go);
  ADD ("/store/backup/lock", test_lock);
  ADD ("/store/backup/no-folder", test_no_folder);
  ADD ("/store/backup/full", test_full);
  ADD ("/store/backup/read-only", test_read_only);
  return g_test_run ();
}
