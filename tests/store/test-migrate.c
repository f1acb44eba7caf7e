/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

/* Steps of the test's own stand for the versions to come after the first. */

#define ADD_COLUMN "ALTER TABLE subregion ADD COLUMN note TEXT; UPDATE subregion SET note = 'upgraded';"

/* A table rebuilt: with foreign keys on, dropping the old one would refuse or empty what refers to it. */
#define REBUILD \
  "CREATE TABLE new_member (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL) STRICT;" \
  "INSERT INTO new_member SELECT id, name, kind FROM member;" \
  "DROP TABLE member; ALTER TABLE new_member RENAME TO member;"

static const char **
make_steps (const char *second, const char *third)
{
  const char **steps = g_new0 (const char *, 4);

  steps[0] = _sek_store_get_steps ()[0];
  steps[1] = second;
  steps[2] = third;
  return steps;
}

/* As one does who has found what was read sound. NULL with error. */
static SekStore *
accept (SekStore *store, GError **error)
{
  if (store != NULL && !sek_store_accept (store, error))
    g_clear_object (&store);
  return store;
}

static SekStore *
open_with (Fixture *fixture, const char *second, const char *third, GError **error)
{
  /* Borrowed for the life of the store, so they live as long as the test. */
  const char **steps = make_steps (second, third);

  g_test_queue_free (steps);
  return accept (_sek_store_open_with (fixture->path, SEK_STORE_WRITE, steps, error), error);
}

static SekStore *
open_first (const char *path, SekStoreMode mode)
{
  static const char *steps[2];
  g_autoptr (GError) error = NULL;
  SekStore *store;

  steps[0] = _sek_store_get_steps ()[0];
  store = _sek_store_open_with (path, mode, steps, &error);
  g_assert_no_error (error);
  return store;
}

/* A register of version 1 with n subregions. */
static void
make_first (Fixture *fixture, int n)
{
  g_autoptr (GError) error = NULL;
  const char **steps = make_steps (NULL, NULL);
  SekStore *store;

  g_test_queue_free (steps);
  store = _sek_store_create_with (fixture->path, steps, &error);
  g_assert_no_error (error);
  fill_register (store, n);
}

static void
make_members (Fixture *fixture)
{
  make_first (fixture, 2);
  tamper (fixture->path, "INSERT INTO member (id, name, kind) VALUES (7, 'Vestby', 'municipality');"
                         "INSERT INTO contact (id, member, role) VALUES (1, 7, 'invoice')");
}

/* Version 1 with what make_members() put there. */
static void
assert_untouched (Fixture *fixture)
{
  g_autoptr (SekStore) store = open_first (fixture->path, SEK_STORE_READ_ONLY);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sek_store_get_version (store), ==, 1);
  g_assert_cmpint (query (store, "SELECT count(*) FROM subregion"), ==, 2);
  g_assert_cmpint (query (store, "SELECT count(*) FROM action"), ==, 0);
  g_assert_cmpint (query (store, "SELECT count(*) FROM pragma_table_info ('subregion')"), ==, 3);
  g_assert_true (sek_store_check (store, NULL, &error));
}

static void
test_own_steps (void)
{
  const char *const *steps = _sek_store_get_steps ();

  g_assert_nonnull (steps[0]);
  g_assert_nonnull (strstr (steps[0], "CREATE TABLE member"));
  g_assert_nonnull (strstr (steps[1], "CREATE TABLE table_setup"));
}

static void
test_upgrade (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  g_autoptr (SekStore) old = NULL;
  gint64 action;

  make_members (fixture);
  store = open_first (fixture->path, SEK_STORE_WRITE);
  begin (store);
  g_assert_true (sek_store_log_action (store, "edit", NULL, FALSE, &action, &error));
  g_assert_true (sek_store_log_event (store, action, SEK_STORE_DO, &error));
  commit (store);
  g_clear_object (&store);

  store = open_with (fixture, ADD_COLUMN, REBUILD, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sek_store_get_version (store), ==, 3);
  g_assert_cmpint (sek_store_get_read_only (store), ==, SEK_STORE_WRITABLE);
  g_assert_cmpint (query (store, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (query (store, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (query (store, "SELECT count(*) FROM subregion WHERE note = 'upgraded'"), ==, 2);
  g_assert_cmpint (query (store, "SELECT count(*) FROM contact JOIN member m ON m.id = member"), ==, 1);
  g_assert_true (sek_store_check (store, NULL, &error));

  /* Undo stops there, and the log says so. */
  g_assert_null (sek_store_get_undo (store, &error));
  g_assert_no_error (error);
  events = sek_store_read_events (store, 0, 10, &error);
  g_assert_cmpuint (events->len, ==, 3);
  g_assert_cmpstr (((SekStoreEvent *) g_ptr_array_index (events, 0))->kind, ==, "migrate");
  g_assert_cmpstr (((SekStoreEvent *) g_ptr_array_index (events, 0))->arguments, ==, "3");
  g_assert_true (((SekStoreEvent *) g_ptr_array_index (events, 0))->barrier);
  g_assert_cmpstr (((SekStoreEvent *) g_ptr_array_index (events, 1))->arguments, ==, "2");

  /* The backup is the register as it was, and an older program opens it. */
  backups = list_backups (fixture->path);
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_cmpint (((SekStoreBackup *) backups->pdata[0])->version, ==, 1);
  old = open_first (((SekStoreBackup *) backups->pdata[0])->path, SEK_STORE_WRITE);
  g_assert_cmpint (sek_store_get_version (old), ==, 1);
  g_assert_cmpint (query (old, "SELECT count(*) FROM subregion"), ==, 2);
  g_clear_object (&old);
  g_clear_object (&store);

  /* Opened again nothing is left to do, and nothing lies beside the file. */
  store = open_with (fixture, ADD_COLUMN, REBUILD, &error);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_cmpuint (count_backups (fixture->path), ==, 1);
}

static void
assert_fails (Fixture *fixture, const char *step, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = open_with (fixture, step, NULL, &error);

  g_assert_null (store);
  assert_refused (error, SEK_ERROR_DAMAGED, word);
  assert_untouched (fixture);
  /* No backup is left of what did not change. */
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_cmpuint (count_backups (fixture->path), ==, 0);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  make_members (fixture);
  assert_fails (fixture, ADD_COLUMN "UPDATE subregion SET no_such_column = 1",
                "Could not upgrade “register.sekretariat”");
  assert_fails (fixture, ADD_COLUMN "DELETE FROM member", "refer to others that are not there");
}

/* All steps are tried in memory before the first is taken in the file. */
static void
test_failure_in_second_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  make_members (fixture);
  g_assert_null (open_with (fixture, ADD_COLUMN, "DELETE FROM member", &error));
  assert_refused (error, SEK_ERROR_DAMAGED, "refer to others");
  assert_untouched (fixture);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  store = open_with (fixture, ADD_COLUMN, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sek_store_get_version (store), ==, 2);
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_members (fixture);
  g_assert_null (open_with (fixture, "PRAGMA max_page_count = 1; " ADD_COLUMN
                            "CREATE TABLE big AS SELECT zeroblob (1000000) AS b", NULL, &error));
  assert_refused (error, SEK_ERROR_FULL, "the disk is full");
  assert_untouched (fixture);
}

/* A damaged register has no sound backup, so it is left alone. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  make_first (fixture, 2000);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  overwrite (fixture->path, info.st_size - 4096 * 3, 0x5a, 4096 * 2);
  before = read_bytes (fixture->path);
  g_assert_null (open_with (fixture, ADD_COLUMN, NULL, &error));
  assert_refused (error, SEK_ERROR_DAMAGED, "the file is damaged");
  after = read_bytes (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_cmpuint (count_backups (fixture->path), ==, 0);
}

/* What reads an older register sees it as it will be once upgraded, each time the same, and leaves every byte of it. */
static void
test_older_read (Fixture *fixture, gconstpointer data)
{
  g_autofree const char **steps = make_steps (ADD_COLUMN, REBUILD);
  g_autoptr (GBytes) before = NULL, after = NULL;

  make_members (fixture);
  before = read_bytes (fixture->path);
  for (int mode = SEK_STORE_WRITE; mode <= SEK_STORE_READ_ONLY; mode++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SekStore) store = _sek_store_open_with (fixture->path, mode, steps, &error);

      g_assert_no_error (error);
      g_assert_cmpint (sek_store_get_version (store), ==, 3);
      g_assert_cmpint (query (store, "SELECT count(*) FROM subregion WHERE note = 'upgraded'"), ==, 2);
      g_assert_cmpint (query (store, "SELECT count(*) FROM contact WHERE member = 7"), ==, 1);
      g_assert_cmpint (query (store, "SELECT count(*) FROM action"), ==, 0);
      g_assert_cmpint (query (store, "PRAGMA trusted_schema"), ==, 0);
      g_assert_true (sek_store_check (store, NULL, &error));
      g_assert_false (sek_store_has_changed (store));
    }
  after = read_bytes (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (count_files (fixture), ==, 1);
  assert_untouched (fixture);
}

/* While an older program writes it, too; what that writes is seen. */
static void
test_older_written (Fixture *fixture, gconstpointer data)
{
  g_autofree const char **steps = make_steps (ADD_COLUMN, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) writer = NULL;
  g_autoptr (SekStore) reader = NULL;

  make_members (fixture);
  writer = open_first (fixture->path, SEK_STORE_WRITE);
  reader = _sek_store_open_with (fixture->path, SEK_STORE_WRITE, steps, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sek_store_get_read_only (reader), ==, SEK_STORE_READ_ONLY_OTHER_WRITER);
  g_assert_true (sek_store_accept (reader, &error));
  g_assert_cmpint (query (reader, "SELECT count(*) FROM subregion WHERE note = 'upgraded'"), ==, 2);
  g_assert_false (sek_store_has_changed (reader));
  begin (writer);
  add_subregion (writer, 77, "Ytre");
  commit (writer);
  g_assert_true (sek_store_has_changed (reader));
  g_assert_cmpint (query (reader, "SELECT count(*) FROM subregion WHERE note = 'upgraded'"), ==, 3);
}

/* Whatever happens to the file between the reading and the upgrade: it is not upgraded unread. */
static void
test_changed_before_upgrade (Fixture *fixture, gconstpointer data)
{
  g_autofree const char **steps = make_steps (ADD_COLUMN, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  make_members (fixture);
  store = _sek_store_open_with (fixture->path, SEK_STORE_WRITE, steps, &error);
  g_assert_no_error (error);
  tamper (fixture->path, "UPDATE member SET name = 'Ås'");
  g_assert_false (sek_store_accept (store, &error));
  assert_refused (error, SEK_ERROR_CONFLICT, "another program has written the file");
  g_clear_object (&store);
  assert_untouched (fixture);
}

static void
test_create_fails (Fixture *fixture, gconstpointer data)
{
  static const char *const broken[] = { "CREATE TABLE member (id INTEGER PRIMARY KEY); oops", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (_sek_store_create_with (fixture->path, broken, &error));
  assert_refused (error, SEK_ERROR_DAMAGED, "Could not make the register “register.sekretariat”");
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/migrate/own-steps", test_own_steps);
  ADD ("/store/migrate/upgrade", test_upgrade);
  ADD ("/store/migrate/failure", test_failure);
  ADD ("/store/migrate/failure-in-second-step", test_failure_in_second_step);
  ADD ("/store/migrate/full", test_full);
  ADD ("/store/migrate/damaged", test_damaged);
  ADD ("/store/migrate/older-read-only", test_older_read);
  ADD ("/migrate/older-written", test_older_written);
  ADD ("/migrate/changed-before", test_changed_before_upgrade);
  ADD ("/store/migrate/create-fails", test_create_fails);
  return g_test_run ();
}
