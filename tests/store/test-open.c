/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOBODY 65534

/* --- making ------------------------------------------------------------------------------------------------------- */

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = create (fixture);
  g_autofree char *reason = sek_store_dup_read_only_reason (store);

  g_assert_cmpstr (sek_store_get_path (store), ==, fixture->path);
  g_assert_cmpint (sek_store_get_version (store), ==, newest_version ());
  g_assert_cmpint (sek_store_get_read_only (store), ==, SEK_STORE_WRITABLE);
  g_assert_null (reason);
  g_assert_true (sek_store_check (store, NULL, NULL));
  g_assert_true (sek_store_check_file (store, NULL));
  g_assert_cmpint (query (store, "PRAGMA application_id"), ==, 0x53454b52);
  g_assert_cmpint (query (store, "PRAGMA user_version"), ==, newest_version ());
  g_assert_cmpint (query (store, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (query (store, "PRAGMA synchronous"), ==, 3);
  g_assert_cmpint (query (store, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (query (store, "PRAGMA cell_size_check"), ==, 1);
  g_assert_cmpint (query (store, "SELECT journal_mode = 'delete' FROM pragma_journal_mode"), ==, 1);
  g_assert_cmpint (query (store, "SELECT count(*) FROM writer"), ==, 1);

  /* Nothing lies beside it, and nobody's name is in it once it is closed. */
  sek_store_close (store);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_clear_object (&store);
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_cmpint (query (store, "SELECT count(*) FROM writer"), ==, 0);
}

static void
test_create_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = in_folder (fixture, "none/register.sekretariat");
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
  g_autofree char *letter = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (sek_store_create (elsewhere, &error));
  assert_refused (error, SEK_ERROR_NOT_FOUND, "Could not make the register “register.sekretariat”");

  g_assert_true (g_file_set_contents (fixture->path, "a letter", -1, NULL));
  g_assert_null (sek_store_create (fixture->path, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "already a file");
  g_assert_true (g_file_get_contents (fixture->path, &letter, NULL, NULL));
  g_assert_cmpstr (letter, ==, "a letter");

  /* An interrupted change of another register would be played back into the new one. */
  g_unlink (fixture->path);
  g_assert_true (g_file_set_contents (journal, "journal", -1, NULL));
  g_assert_null (sek_store_create (fixture->path, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "-journal” lies beside");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* --- files that are no register ----------------------------------------------------------------------------------- */

static void
assert_no_register (Fixture *fixture, const char *word)
{
  g_autoptr (GBytes) before = read_bytes (fixture->path);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (sek_store_open (fixture->path, SEK_STORE_READ_ONLY, &error));
  assert_refused (error, SEK_ERROR_NOT_A_REGISTER, word);
  g_assert_null (sek_store_open (fixture->path, SEK_STORE_WRITE, &error));
  assert_refused (error, SEK_ERROR_NOT_A_REGISTER, word);
  after = read_bytes (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sek_store_open (fixture->path, SEK_STORE_WRITE, &error));
  assert_refused (error, SEK_ERROR_NOT_FOUND, "Could not open “register.sekretariat”");
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_not_a_register (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_no_register (fixture, "the file is empty");
  g_assert_true (g_file_set_contents (fixture->path, "Referat fra møtet\n", -1, NULL));
  assert_no_register (fixture, "not a register");
  g_assert_true (g_file_set_contents (fixture->path, "SQLite format 3\0and no more than a stub of it all", 49, NULL));
  assert_no_register (fixture, "not a register");
  g_unlink (fixture->path);
  tamper (fixture->path, "CREATE TABLE member (id INTEGER PRIMARY KEY)");
  assert_no_register (fixture, "not a register");

  g_unlink (fixture->path);
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_null (sek_store_open (fixture->path, SEK_STORE_WRITE, &error));
  assert_refused (error, SEK_ERROR_NOT_A_REGISTER, "not a register");
  g_rmdir (fixture->path);
  /* Opening a pipe must not wait for who writes to it. */
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  g_assert_null (sek_store_open (fixture->path, SEK_STORE_READ_ONLY, &error));
  assert_refused (error, SEK_ERROR_NOT_A_REGISTER, "not a register");
}

/* --- damaged registers -------------------------------------------------------------------------------------------- */

/* Whichever way it is opened, a damaged register is refused with the same code, and not a byte of it changes. */
static void
assert_damaged (Fixture *fixture)
{
  static const SekStoreMode modes[] = { SEK_STORE_WRITE, SEK_STORE_READ_ONLY };
  g_autoptr (GBytes) before = read_bytes (fixture->path);
  g_autoptr (GBytes) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SekStore) store = sek_store_open (fixture->path, modes[i], &error);

      if (store != NULL)
        g_assert_false (sek_store_check (store, NULL, &error));
      assert_refused (error, SEK_ERROR_DAMAGED, "damaged");
    }
  after = read_bytes (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  static const gint64 sizes[] = { -1, -4096, 40960, 4096, 4095, 2048, 512, 100 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GStatBuf info;

      make_register (fixture, 2000);
      g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
      g_assert_cmpint (truncate (fixture->path, sizes[i] < 0 ? info.st_size + sizes[i] : sizes[i]), ==, 0);
      assert_damaged (fixture);
      g_unlink (fixture->path);
    }
}

static void
test_broken_header (Fixture *fixture, gconstpointer data)
{
  /* Page size, file format, payload fractions, schema format; the page of the schema itself; its cells. */
  static const struct { gint64 offset; gsize n; guint8 byte; } breaks[] = {
    { 16, 2, 0x77 }, { 18, 2, 0x99 }, { 21, 3, 0 }, { 44, 4, 0xff }, { 100, 12, 0xee }, { 200, 3896, 0xab },
  };

  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      make_register (fixture, 10);
      overwrite (fixture->path, breaks[i].offset, breaks[i].byte, breaks[i].n);
      assert_damaged (fixture);
      g_unlink (fixture->path);
    }
}

static void
test_missing_tables (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  make_register (fixture, 10);
  tamper (fixture->path, "DROP TABLE writer");
  assert_damaged (fixture);

  g_unlink (fixture->path);
  make_register (fixture, 10);
  tamper (fixture->path, "DROP TABLE subregion");
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_false (sek_store_read_table (store, &subregion_table, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_DAMAGED, "no such table");

  g_clear_object (&store);
  g_unlink (fixture->path);
  make_register (fixture, 10);
  tamper (fixture->path, "PRAGMA user_version = 0");
  assert_damaged (fixture);
}

/* Overwritten inner pages pass opening: the check finds them, and the file is signed only after it. */
static void
test_damaged_pages (Fixture *fixture, gconstpointer data)
{
  GStatBuf info;

  make_register (fixture, 2000);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  overwrite (fixture->path, info.st_size - 4096 * 3, 0x5a, 4096 * 2);
  assert_damaged (fixture);
}

static void
test_dangling_references (Fixture *fixture, gconstpointer data)
{
  /* Of the log; those between rows are the model's to look at. */
  make_register (fixture, 1);
  tamper (fixture->path, "INSERT INTO event (action, what, at, who) VALUES (99, 'do', '2022-11-18T08:00:00Z', 'x@y')");
  assert_damaged (fixture);
}

static void
test_check_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = create (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (sek_store_check (store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (sek_store_check (store, NULL, NULL));
}

/* --- other states ------------------------------------------------------------------------------------------------- */

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  make_register (fixture, 3);
  tamper (fixture->path, "PRAGMA user_version = 99; ALTER TABLE subregion RENAME COLUMN seats TO chairs");
  before = read_bytes (fixture->path);
  store = open_for (fixture, SEK_STORE_WRITE);
  g_assert_cmpint (sek_store_get_read_only (store), ==, SEK_STORE_READ_ONLY_NEWER);
  g_assert_cmpint (sek_store_get_version (store), ==, 99);
  reason = sek_store_dup_read_only_reason (store);
  g_assert_nonnull (strstr (reason, "newer version"));
  g_assert_true (sek_store_check (store, NULL, NULL));
  g_assert_false (sek_store_begin (store, &error));
  assert_refused (error, SEK_ERROR_NEWER, "newer version");
  g_assert_false (sek_store_read_table (store, &subregion_table, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_NEWER, "newer version");

  /* It does not hold the lock, and has written nothing. */
  g_assert_true (_sek_store_file_lock (store->file, store, NULL));
  g_clear_object (&store);
  after = read_bytes (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_write_ahead_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = NULL;

  make_register (fixture, 3);
  tamper (fixture->path, "PRAGMA journal_mode = WAL; UPDATE subregion SET seats = 7");
  store = open_for (fixture, SEK_STORE_WRITE);
  g_assert_true (sek_store_accept (store, NULL));
  g_assert_cmpint (query (store, "SELECT journal_mode = 'delete' FROM pragma_journal_mode"), ==, 1);
  g_assert_cmpint (query (store, "SELECT sum(seats) FROM subregion"), ==, 21);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_deleted_while_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = in_folder (fixture, "copy.sekretariat");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  g_autoptr (SekStore) saved = NULL;

  make_register (fixture, 2);
  store = open_for (fixture, SEK_STORE_WRITE);
  begin (store);
  add_subregion (store, 3, "Follo");
  commit (store);
  g_unlink (fixture->path);

  g_assert_false (sek_store_check_file (store, &error));
  assert_refused (error, SEK_ERROR_NOT_FOUND, "Save a copy under a new name");
  g_assert_false (sek_store_begin (store, &error));
  assert_refused (error, SEK_ERROR_NOT_FOUND, "Could not store the change in “register.sekretariat”");
  sek_store_rollback (store);

  g_assert_true (sek_store_copy (store, copy, FALSE, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  saved = sek_store_open (copy, SEK_STORE_WRITE, &error);
  g_assert_no_error (error);
  text = dump_subregions (saved);
  g_assert_cmpstr (text, ==, "1 Delregion 1 -\n2 Delregion 2 -\n3 Follo -\n");
}

static void
test_replaced_while_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = in_folder (fixture, "other.sekretariat");
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  make_register (fixture, 2);
  g_assert_cmpint (g_rename (fixture->path, other), ==, 0);
  make_register (fixture, 5);
  store = open_for (fixture, SEK_STORE_WRITE);
  g_assert_cmpint (g_rename (other, fixture->path), ==, 0);
  g_assert_false (sek_store_begin (store, &error));
  assert_refused (error, SEK_ERROR_NOT_FOUND, "replaced while it was open");

  /* Its name belongs to the other file, which is not the one that is open. */
  g_assert_true (sek_store_copy (store, fixture->path, TRUE, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_clear_object (&store);
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_cmpint (query (store, "SELECT count(*) FROM subregion"), ==, 5);
}

/* --- read-only ---------------------------------------------------------------------------------------------------- */

static void
test_read_only_asked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  make_register (fixture, 2);
  before = read_bytes (fixture->path);
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_cmpint (sek_store_get_read_only (store), ==, SEK_STORE_READ_ONLY_ASKED);
  g_assert_true (sek_store_check (store, NULL, NULL));
  g_assert_false (sek_store_begin (store, &error));
  assert_refused (error, SEK_ERROR_READ_ONLY, "for reading only");
  g_clear_object (&store);
  after = read_bytes (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
}

/* Root may write everything, so a process of its own gives that up first; the folder is made anew as its own. */
static gboolean
become_nobody (Fixture *fixture)
{
  if (!g_test_subprocess ())
    return FALSE;
  if (geteuid () != 0)
    return TRUE;
  tear_down (fixture, NULL);
  g_assert_cmpint (setresgid (NOBODY, NOBODY, NOBODY), ==, 0);
  g_assert_cmpint (setresuid (NOBODY, NOBODY, NOBODY), ==, 0);
  set_up (fixture, NULL);
  return TRUE;
}

static void
assert_falls_back (Fixture *fixture, SekStoreReadOnly expected, const char *word)
{
  g_autofree char *folder = g_dir_make_tmp ("sekretariat-store-XXXXXX", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy.sekretariat", NULL);
  g_autoptr (SekStore) store = open_for (fixture, SEK_STORE_WRITE);
  g_autofree char *reason = sek_store_dup_read_only_reason (store);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sek_store_get_read_only (store), ==, expected);
  g_assert_nonnull (strstr (reason, word));
  g_assert_cmpint (query (store, "SELECT count(*) FROM subregion"), ==, 2);
  g_assert_true (sek_store_check (store, NULL, NULL));
  g_assert_false (sek_store_begin (store, &error));
  assert_refused (error, SEK_ERROR_READ_ONLY, word);
  g_assert_true (sek_store_copy (store, copy, FALSE, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_unlink (copy);
  g_rmdir (folder);
}

static void
test_read_only_file_child (Fixture *fixture, gconstpointer data)
{
  if (!become_nobody (fixture))
    return;
  make_register (fixture, 2);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  assert_falls_back (fixture, SEK_STORE_READ_ONLY_FILE, "itself can be read but not changed");
}

static void
test_read_only_folder_child (Fixture *fixture, gconstpointer data)
{
  g_autofree char *another = NULL;
  g_autoptr (GError) error = NULL;

  if (!become_nobody (fixture))
    return;
  make_register (fixture, 2);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  assert_falls_back (fixture, SEK_STORE_READ_ONLY_FOLDER, "folder");
  another = in_folder (fixture, "new.sekretariat");
  g_assert_null (sek_store_create (another, &error));
  assert_refused (error, SEK_ERROR_READ_ONLY, "access is denied");
  g_assert_cmpint (g_chmod (fixture->folder, 0000), ==, 0);
  g_assert_null (sek_store_open (fixture->path, SEK_STORE_WRITE, &error));
  assert_refused (error, SEK_ERROR_READ_ONLY, "access is denied");
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
}

/* What the rights did not tell at the opening, the first write does. */
static void
test_read_only_late_child (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  if (!become_nobody (fixture))
    return;
  make_register (fixture, 2);
  store = open_for (fixture, SEK_STORE_WRITE);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_true (sek_store_accept (store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sek_store_get_read_only (store), ==, SEK_STORE_READ_ONLY_FOLDER);
  g_clear_object (&store);

  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  store = open_for (fixture, SEK_STORE_WRITE);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_false (sek_store_begin (store, &error));
  assert_refused (error, SEK_ERROR_READ_ONLY, "access is denied");
  g_assert_cmpint (sek_store_get_read_only (store), ==, SEK_STORE_READ_ONLY_FOLDER);
  g_assert_cmpint (query (store, "SELECT count(*) FROM subregion"), ==, 2);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
}

static void
run_child (gconstpointer path)
{
  g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* What is only in the way for a moment does not make a reader. */
static void
test_journal_in_the_way (Fixture *fixture, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  make_register (fixture, 2);
  store = open_for (fixture, SEK_STORE_WRITE);
  /* A folder of the journal's name cannot be opened as a file. */
  g_assert_cmpint (g_mkdir (journal, 0700), ==, 0);
  g_assert_false (sek_store_begin (store, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "Could not store the change in “register.sekretariat”"));
  g_clear_error (&error);
  g_rmdir (journal);
  begin (store);
  sek_store_rollback (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/create/new", test_create);
  ADD ("/store/create/refused", test_create_refused);
  ADD ("/store/open/missing", test_missing);
  ADD ("/store/open/not-a-register", test_not_a_register);
  ADD ("/store/open/truncated", test_truncated);
  ADD ("/store/open/broken-header", test_broken_header);
  ADD ("/store/open/missing-tables", test_missing_tables);
  ADD ("/store/open/newer", test_newer);
  ADD ("/store/open/write-ahead-log", test_write_ahead_log);
  ADD ("/store/check/damaged-pages", test_damaged_pages);
  ADD ("/store/check/dangling-references", test_dangling_references);
  ADD ("/store/check/cancelled", test_check_cancelled);
  ADD ("/store/open/deleted", test_deleted_while_open);
  ADD ("/store/open/replaced", test_replaced_while_open);
  ADD ("/store/read-only/asked", test_read_only_asked);
  ADD ("/store/read-only/file/subprocess/nobody", test_read_only_file_child);
  ADD ("/store/read-only/folder/subprocess/nobody", test_read_only_folder_child);
  g_test_add_data_func ("/store/read-only/file", "/store/read-only/file/subprocess/nobody", run_child);
  g_test_add_data_func ("/store/read-only/folder", "/store/read-only/folder/subprocess/nobody", run_child);
  ADD ("/store/read-only/late/subprocess/nobody", test_read_only_late_child);
  g_test_add_data_func ("/store/read-only/late", "/store/read-only/late/subprocess/nobody", run_child);
  ADD ("/store/open/journal-in-the-way", test_journal_in_the_way);
  return g_test_run ();
}
