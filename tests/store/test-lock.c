/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The other program is this one, started anew as: test-store-lock --hold|--write PATH. It says "ready" when it holds
 * the register, and goes on until it is killed or its input ends. */

static const char *program;

static int
run_other (const char *what, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = sek_store_open (path, SEK_STORE_WRITE, &error);
  char byte;

  /* Goes with the test, however that ends. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (store == NULL || sek_store_get_read_only (store) != SEK_STORE_WRITABLE || !sek_store_check (store, NULL, &error)
      || !sek_store_accept (store, &error))
    return 1;
  if (g_str_equal (what, "--uncommitted"))
    {
      begin (store);
      for (int i = 10; i < 40000; i++)
        add_subregion (store, i, "Not to be seen");
      /* As for a commit that does not come to its end: the journal is there, the file half written. */
      if (sqlite3_db_cacheflush (store->db) != SQLITE_OK)
        return 1;
    }
  if (write (STDOUT_FILENO, "ready", 5) != 5)
    return 1;
  if (g_str_equal (what, "--write"))
    for (gint64 id = 1000; id < 1000000; id += 2)
      {
        begin (store);
        add_subregion (store, id, "One");
        add_subregion (store, id + 1, "and the other");
        commit (store);
        /* A file that is never left alone starves its readers. */
        g_usleep (1000);
      }
  return read (STDIN_FILENO, &byte, 1) == 0 ? 0 : 1;
}

typedef struct
{
  GSubprocess *process;
} Other;

static Other
start_other (const char *what, const char *path)
{
  Other other;
  g_autoptr (GError) error = NULL;
  char ready[5];
  gsize n = 0;

  other.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    program, what, path, NULL);
  g_assert_no_error (error);
  g_input_stream_read_all (g_subprocess_get_stdout_pipe (other.process), ready, sizeof ready, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, sizeof ready);
  return other;
}

static void
kill_other (Other *other)
{
  g_subprocess_send_signal (other->process, SIGKILL);
  g_subprocess_wait (other->process, NULL, NULL);
  g_clear_object (&other->process);
}

/* --- one writer --------------------------------------------------------------------------------------------------- */

static void
test_other_process (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = in_folder (fixture, "copy.sekretariat");
  g_autofree char *who = _sek_store_dup_who ();
  g_autofree char *reason = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  g_autoptr (SekStore) another = NULL;
  Other other;

  make_register (fixture, 2);
  other = start_other ("--hold", fixture->path);
  before = read_bytes (fixture->path);

  store = open_for (fixture, SEK_STORE_WRITE);
  g_assert_cmpint (sek_store_get_read_only (store), ==, SEK_STORE_READ_ONLY_OTHER_WRITER);
  reason = sek_store_dup_read_only_reason (store);
  g_assert_nonnull (strstr (reason, who));
  g_assert_nonnull (strstr (reason, " since 2"));
  g_assert_cmpint (query (store, "SELECT count(*) FROM subregion"), ==, 2);
  g_assert_false (sek_store_begin (store, &error));
  assert_refused (error, SEK_ERROR_BUSY, "is being written by");
  g_assert_true (sek_store_check (store, NULL, NULL));
  g_clear_object (&store);

  /* Nor is what another writes replaced by a copy. */
  g_assert_true (g_rename (fixture->path, copy) == 0);
  make_register (fixture, 1);
  store = open_for (fixture, SEK_STORE_WRITE);
  g_assert_false (sek_store_copy (store, copy, TRUE, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_BUSY, "another program has that register open");
  after = read_bytes (copy);
  g_assert_true (g_bytes_equal (before, after));

  /* The lock goes with its holder, however it ends, though its name stays in the file. */
  kill_other (&other);
  another = sek_store_open (copy, SEK_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sek_store_get_read_only (another), ==, SEK_STORE_WRITABLE);
}

static void
test_same_process (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) first = NULL;
  g_autoptr (SekStore) second = NULL;

  make_register (fixture, 2);
  first = open_for (fixture, SEK_STORE_WRITE);
  second = open_for (fixture, SEK_STORE_WRITE);
  g_assert_cmpint (sek_store_get_read_only (second), ==, SEK_STORE_READ_ONLY_OTHER_WRITER);
  g_clear_object (&second);
  begin (first);
  add_subregion (first, 3, "Follo");
  commit (first);
  g_clear_object (&first);
  second = open_for (fixture, SEK_STORE_WRITE);
  g_assert_cmpint (sek_store_get_read_only (second), ==, SEK_STORE_WRITABLE);
}

/* Closing one store of a file must not drop the locks of another: POSIX would, at any close of any descriptor. */
static void
test_locks_outlive_closing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) writer = NULL;
  g_autoptr (SekStore) reader = NULL;
  sqlite3 *other = NULL;
  pid_t child;
  int status = 0;

  make_register (fixture, 2);
  writer = open_for (fixture, SEK_STORE_WRITE);
  begin (writer);
  add_subregion (writer, 3, "Follo");
  for (int i = 0; i < 3; i++)
    {
      reader = open_for (fixture, SEK_STORE_READ_ONLY);
      g_clear_object (&reader);
    }
  child = fork ();
  if (child == 0)
    {
      /* Another process, so it sees the locks of this one. */
      _exit (sqlite3_open (fixture->path, &other) == SQLITE_OK
             && sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_BUSY ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  commit (writer);

  /* Nor when it is the writer that goes first. */
  reader = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_true (sek_store_begin_read (reader, &error));
  g_assert_cmpint (query (reader, "SELECT count(*) FROM subregion"), ==, 3);
  g_clear_object (&writer);
  child = fork ();
  if (child == 0)
    _exit (sqlite3_open (fixture->path, &other) == SQLITE_OK
           && sqlite3_exec (other, "DELETE FROM subregion", NULL, NULL, NULL) == SQLITE_BUSY ? 0 : 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  g_assert_true (sek_store_end_read (reader, &error));
}

/* A reader follows what another process stores. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) reader = NULL;
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  gint64 n = 0;
  Other other;

  make_register (fixture, 2);
  other = start_other ("--write", fixture->path);
  reader = open_for (fixture, SEK_STORE_WRITE);
  g_assert_cmpint (sek_store_get_read_only (reader), ==, SEK_STORE_READ_ONLY_OTHER_WRITER);
  for (int seen = 0; seen < 5;)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (sek_store_has_changed (reader))
        {
          gint64 now = query (reader, "SELECT count(*) FROM subregion");

          /* Whole transactions, each of two rows. */
          g_assert_cmpint (now % 2, ==, 0);
          g_assert_cmpint (now, >=, n);
          n = now;
          seen++;
        }
      g_usleep (1000);
    }
  kill_other (&other);
}

/* --- crashes ------------------------------------------------------------------------------------------------------ */

/* Killed at any moment, the register holds whole changes and nothing else. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  make_register (fixture, 2);
  for (int i = 0; i < 15; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SekStore) store = NULL;
      Other other = start_other ("--write", fixture->path);

      g_usleep ((gulong) g_test_rand_int_range (0, 30000));
      kill_other (&other);
      store = open_for (fixture, SEK_STORE_WRITE);
      g_assert_cmpint (sek_store_get_read_only (store), ==, SEK_STORE_WRITABLE);
      g_assert_true (sek_store_check (store, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (query (store, "SELECT count(*) FROM subregion") % 2, ==, 0);
      g_assert_cmpint (query (store, "SELECT count(*) FROM subregion WHERE id < 1000"), ==, 2);
      g_assert_cmpint (sqlite3_exec (store->db, "DELETE FROM subregion WHERE id >= 1000", NULL, NULL, NULL), ==,
                       SQLITE_OK);
    }
}

/* A journal that an interrupted writer left: whoever opens the register next takes the change back, to read as to
 * write. */
static void
test_hot_journal (Fixture *fixture, gconstpointer data)
{
  for (int mode = SEK_STORE_WRITE; mode <= SEK_STORE_READ_ONLY; mode++)
    {
      g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (SekStore) store = NULL;
      Other other;

      make_register (fixture, 2);
      other = start_other ("--uncommitted", fixture->path);
      kill_other (&other);
      g_assert_true (g_file_test (journal, G_FILE_TEST_EXISTS));
      store = open_for (fixture, mode);
      g_assert_true (sek_store_check (store, NULL, &error));
      text = dump_subregions (store);
      g_assert_cmpstr (text, ==, "1 Delregion 1 -\n2 Delregion 2 -\n");
      g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
      g_clear_object (&store);
      g_unlink (fixture->path);
    }
}

/* The writer that is half-way still lives: its journal is left to it. */
static void
test_live_journal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  Other other;

  make_register (fixture, 2);
  other = start_other ("--uncommitted", fixture->path);
  store = sek_store_open (fixture->path, SEK_STORE_READ_ONLY, &error);
  if (store == NULL)
    assert_refused (error, SEK_ERROR_BUSY, "another program is using the file");
  g_assert_true (g_file_test (journal, G_FILE_TEST_EXISTS));
  kill_other (&other);
}

/* Where nobody may write, the change cannot be taken back, and that is said. */
static void
test_hot_journal_in_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
  g_autoptr (GBytes) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  SekStore *store;
  Other other;

  if (geteuid () != 0)
    {
      g_test_skip ("Only root can become somebody who may not write");
      return;
    }
  make_register (fixture, 2);
  other = start_other ("--uncommitted", fixture->path);
  kill_other (&other);
  before = read_bytes (fixture->path);
  g_assert_no_errno (chmod (fixture->folder, 0755));
  g_assert_no_errno (chmod (fixture->path, 0644));
  g_assert_no_errno (chmod (journal, 0644));
  g_assert_no_errno (seteuid (65534));
  store = sek_store_open (fixture->path, SEK_STORE_READ_ONLY, &error);
  g_assert_no_errno (seteuid (0));
  g_assert_null (store);
  assert_refused (error, SEK_ERROR_BUSY, "interrupted in the middle of a change");
  after = read_bytes (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
}

/* Another version of the register is laid over the open file, with a header that SQLite takes for its own: it is
 * noticed, nothing of the two is mixed, and after it was read the store goes on with it. */
static void
test_laid_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = in_folder (fixture, "copy.sekretariat"), *text = NULL;
  g_autofree char *command = g_strdup_printf ("cp '%s' '%s'", copy, fixture->path);
  g_autoptr (GBytes) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  make_register (fixture, 3);
  before = read_bytes (fixture->path);
  g_assert_true (g_file_set_contents (copy, g_bytes_get_data (before, NULL), (gssize) g_bytes_get_size (before), NULL));
  tamper (copy, "UPDATE subregion SET name = 'Annen'");
  store = open_for (fixture, SEK_STORE_WRITE);
  g_assert_true (sek_store_accept (store, &error));
  g_clear_pointer (&before, g_bytes_unref);
  before = read_bytes (copy);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));

  g_assert_false (sek_store_begin (store, &error));
  assert_refused (error, SEK_ERROR_CONFLICT, "another program has written the file");
  after = read_bytes (fixture->path);
  g_assert_true (g_bytes_equal (before, after));

  g_assert_true (sek_store_has_changed (store));
  g_assert_false (sek_store_has_changed (store));
  begin (store);
  add_subregion (store, 9, "Ny");
  commit (store);
  g_assert_true (sek_store_check (store, NULL, &error));
  text = dump_subregions (store);
  g_assert_cmpstr (text, ==, "1 Annen -\n2 Annen -\n3 Annen -\n9 Ny -\n");
}

/* What is laid over it is no register: the store writes no more, and does not touch it when it is closed. */
static void
test_spoiled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  make_register (fixture, 3);
  store = open_for (fixture, SEK_STORE_WRITE);
  g_assert_true (sek_store_accept (store, &error));
  g_assert_no_errno (truncate (fixture->path, 0));
  overwrite (fixture->path, 0, 'x', 30000);
  g_assert_true (sek_store_has_changed (store));
  g_assert_cmpint (sek_store_get_read_only (store), ==, SEK_STORE_READ_ONLY_REPLACED);
  g_assert_false (sek_store_begin (store, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_READ_ONLY);
  g_clear_object (&store);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpuint (strspn (text, "x"), ==, 30000);
}

int
main (int argc, char **argv)
{
  if (argc == 3)
    return run_other (argv[1], argv[2]);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/lock/other-process", test_other_process);
  ADD ("/store/lock/same-process", test_same_process);
  ADD ("/store/lock/outlives-closing", test_locks_outlive_closing);
  ADD ("/store/lock/follow", test_follow);
  ADD ("/store/crash/killed", test_killed);
  ADD ("/store/crash/hot-journal", test_hot_journal);
  ADD ("/store/crash/live-journal", test_live_journal);
  ADD ("/store/crash/hot-journal-in-place", test_hot_journal_in_place);
  ADD ("/store/lock/laid-over", test_laid_over);
  ADD ("/store/lock/spoiled", test_spoiled);
  return g_test_run ();
}
