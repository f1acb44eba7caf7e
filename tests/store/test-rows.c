/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#define MEMBER 4611686018427387904 /* ids are up to 63 bits */

typedef struct
{
  int      n;
  int      stop_at;
  gboolean fail;
  gint64   last;
  char    *texts;
} Seen;

static gboolean
see_row_cb (gint64 id, SekStoreRow *row, gpointer user_data, GError **error)
{
  Seen *seen = user_data;

  seen->last = id;
  if (++seen->n != seen->stop_at)
    return TRUE;
  if (seen->fail)
    g_set_error_literal (error, SEK_ERROR, SEK_ERROR_RANGE, "as the callback says");
  return FALSE;
}

static void
add_member (SekStore *store, gint64 id, const char *name, const char *note)
{
  SekValue values[] = { SEK_TEXT (name), SEK_TEXT ("municipality"), SEK_BLANK, SEK_TEXT (note) };
  g_autoptr (GError) error = NULL;

  sek_store_insert (store, &member_table, id, values, &error);
  g_assert_no_error (error);
}

static gboolean
read_note_cb (gint64 id, SekStoreRow *row, gpointer user_data, GError **error)
{
  g_assert_true (sek_store_row_is_blank (row, 2));
  g_assert_null (sek_store_row_get_text (row, 2));
  *(char **) user_data = g_strdup (sek_store_row_get_text (row, 3));
  return TRUE;
}

/* Values come back as they went in: blank, empty, quoted, long, any letter. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (100000, 'x');
  const char *texts[] = {
    NULL, "", "'; DROP TABLE member; --", "«Å» \"q\" \n\t\\", "Østre Toten", "\xf0\x9f\x8f\x94", long_text
  };
  g_autoptr (SekStore) store = create (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SekValue id = SEK_TEXT ("Vestby");
      g_autofree char *note = NULL;
      g_autoptr (GError) error = NULL;

      begin (store);
      add_member (store, MEMBER, "Vestby", texts[i]);
      commit (store);
      g_assert_true (sek_store_read_where (store, &member_table, 0, &id, 0, read_note_cb, &note, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (note, ==, texts[i]);
      begin (store);
      g_assert_true (sek_store_delete (store, &member_table, MEMBER, &error));
      commit (store);
    }
}

static void
test_update (Fixture *fixture, gconstpointer data)
{
  SekValue blank = SEK_BLANK, two = SEK_INTEGER (2), three = SEK_INTEGER (3), name = SEK_TEXT ("Delregion 1"),
           other = SEK_TEXT ("Follo");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  make_register (fixture, 2);
  store = open_for (fixture, SEK_STORE_WRITE);
  begin (store);
  g_assert_true (sek_store_update (store, &subregion_table, 1, 1, &blank, &two, &error));
  g_assert_true (sek_store_update (store, &subregion_table, 1, 0, &name, &other, &error));
  g_assert_true (sek_store_update (store, &subregion_table, 2, 1, &blank, &blank, &error));
  g_assert_no_error (error);
  /* What does not hold the value before, or is not there, is refused. */
  g_assert_false (sek_store_update (store, &subregion_table, 1, 1, &blank, &three, &error));
  assert_refused (error, SEK_ERROR_CONFLICT, "changed meanwhile");
  g_assert_false (sek_store_update (store, &subregion_table, 1, 1, &three, &blank, &error));
  assert_refused (error, SEK_ERROR_CONFLICT, "changed meanwhile");
  g_assert_false (sek_store_update (store, &subregion_table, 3, 1, &blank, &three, &error));
  assert_refused (error, SEK_ERROR_CONFLICT, "Could not store the change in “register.sekretariat”");
  g_assert_false (sek_store_delete (store, &subregion_table, 3, &error));
  assert_refused (error, SEK_ERROR_CONFLICT, "changed meanwhile");
  commit (store);
  text = dump_subregions (store);
  g_assert_cmpstr (text, ==, "1 Follo 2\n2 Delregion 2 -\n");
}

static void
test_rollback (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (SekStore) store = NULL;

  make_register (fixture, 1);
  store = open_for (fixture, SEK_STORE_WRITE);
  begin (store);
  add_subregion (store, 2, "Follo");
  sek_store_rollback (store);
  sek_store_rollback (store);
  begin (store);
  add_subregion (store, 3, "Glåmdal");
  commit (store);
  begin (store);
  add_subregion (store, 4, "Romerike");
  /* Closing takes back what was not stored. */
  g_clear_object (&store);
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  text = dump_subregions (store);
  g_assert_cmpstr (text, ==, "1 Delregion 1 -\n3 Glåmdal -\n");
}

/* The file's own rules stand behind the model's. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  SekValue nameless[] = { SEK_TEXT (""), SEK_BLANK };
  SekValue negative[] = { SEK_TEXT ("Follo"), SEK_INTEGER (-1) };
  SekValue wrong_type[] = { SEK_TEXT ("Follo"), SEK_TEXT ("many") };
  SekValue again[] = { SEK_TEXT ("Follo"), SEK_BLANK };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  make_register (fixture, 1);
  store = open_for (fixture, SEK_STORE_WRITE);
  before = dump_subregions (store);
  begin (store);
  g_assert_false (sek_store_insert (store, &subregion_table, 2, nameless, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "a rule of the file");
  g_assert_false (sek_store_insert (store, &subregion_table, 2, negative, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "a rule of the file");
  g_assert_false (sek_store_insert (store, &subregion_table, 2, wrong_type, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "a rule of the file");
  g_assert_false (sek_store_insert (store, &subregion_table, 1, again, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "already such a row");
  sek_store_rollback (store);
  after = dump_subregions (store);
  g_assert_cmpstr (before, ==, after);
}

/* Tables and columns named as words of SQL; references are looked at when all is done, not before. */
static void
test_references (Fixture *fixture, gconstpointer data)
{
  SekValue grant[] = { SEK_INTEGER (1), SEK_TEXT ("Klimasats"), SEK_BLANK };
  SekValue instalment[] = { SEK_INTEGER (7), SEK_INTEGER (2023), SEK_INTEGER (90000000) };
  SekValue seven = SEK_INTEGER (7), eight = SEK_INTEGER (8);
  Seen seen = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = create (fixture);

  begin (store);
  g_assert_true (sek_store_insert (store, &instalment_table, 1, instalment, &error));
  g_assert_true (sek_store_insert (store, &grant_table, 7, grant, &error));
  g_assert_no_error (error);
  commit (store);
  g_assert_true (sek_store_read_where (store, &instalment_table, 0, &seven, 0, see_row_cb, &seen, &error));
  g_assert_cmpint (seen.n, ==, 1);

  begin (store);
  g_assert_true (sek_store_update (store, &instalment_table, 1, 0, &seven, &eight, &error));
  g_assert_false (sek_store_commit (store, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "refer to one that is not there");
  sek_store_rollback (store);

  begin (store);
  g_assert_true (sek_store_delete (store, &grant_table, 7, &error));
  g_assert_false (sek_store_commit (store, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "refer to one that is not there");
  sek_store_rollback (store);
  g_assert_cmpint (query (store, "SELECT count(*) FROM instalment JOIN \"grant\" g ON g.id = \"grant\""), ==, 1);
}

static void
test_reading (Fixture *fixture, gconstpointer data)
{
  SekValue name = SEK_TEXT ("Delregion 7"), blank = SEK_BLANK;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  Seen seen = { 0 };

  make_register (fixture, 9000);
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_true (sek_store_read_table (store, &subregion_table, see_row_cb, &seen, NULL, &error));
  g_assert_cmpint (seen.n, ==, 9000);
  g_assert_cmpint (seen.last, ==, 9000);
  seen = (Seen) { .stop_at = 5 };
  g_assert_true (sek_store_read_table (store, &subregion_table, see_row_cb, &seen, NULL, &error));
  g_assert_cmpint (seen.last, ==, 5);
  seen = (Seen) { .stop_at = 5, .fail = TRUE };
  g_assert_false (sek_store_read_table (store, &subregion_table, see_row_cb, &seen, NULL, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_RANGE);
  g_clear_error (&error);

  seen = (Seen) { 0 };
  g_assert_true (sek_store_read_where (store, &subregion_table, 0, &name, 0, see_row_cb, &seen, &error));
  g_assert_cmpint (seen.n, ==, 1);
  g_assert_cmpint (seen.last, ==, 7);
  seen = (Seen) { 0 };
  g_assert_true (sek_store_read_where (store, &subregion_table, 1, &blank, 3, see_row_cb, &seen, &error));
  g_assert_cmpint (seen.n, ==, 3);

  g_cancellable_cancel (cancellable);
  seen = (Seen) { 0 };
  g_assert_false (sek_store_read_table (store, &subregion_table, see_row_cb, &seen, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (seen.n, ==, 0);
}

static gboolean
ask_text_cb (gint64 id, SekStoreRow *row, gpointer user_data, GError **error)
{
  const char *text = sek_store_row_get_text (row, 0);

  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  return TRUE;
}

/* No text that GTK would choke on leaves the store. */
static void
test_broken_text (Fixture *fixture, gconstpointer data)
{
  static const char *const broken[] = {
    "CAST (x'4cf8726573' AS TEXT)", "CAST (x'41c3' AS TEXT)", "CAST (x'410042' AS TEXT)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE subregion SET name = %s WHERE id = 2", broken[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SekStore) store = NULL;

      make_register (fixture, 3);
      tamper (fixture->path, sql);
      store = open_for (fixture, SEK_STORE_READ_ONLY);
      g_assert_false (sek_store_read_table (store, &subregion_table, ask_text_cb, NULL, NULL, &error));
      assert_refused (error, SEK_ERROR_DAMAGED, "Could not read “register.sekretariat”");
      g_unlink (fixture->path);
    }
}

/* Between begin and end a reader sees one state; the writer may be told to wait. */
static void
test_one_state (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) writer = NULL;
  g_autoptr (SekStore) reader = NULL;

  make_register (fixture, 3);
  writer = open_for (fixture, SEK_STORE_WRITE);
  g_assert_true (sek_store_accept (writer, NULL));
  reader = open_for (fixture, SEK_STORE_READ_ONLY);
  sqlite3_busy_timeout (writer->db, 0);
  g_assert_false (sek_store_has_changed (reader));

  g_assert_true (sek_store_begin_read (reader, &error));
  g_assert_cmpint (query (reader, "SELECT count(*) FROM subregion"), ==, 3);
  begin (writer);
  add_subregion (writer, 4, "Follo");
  g_assert_cmpint (query (reader, "SELECT count(*) FROM subregion"), ==, 3);
  g_assert_false (sek_store_commit (writer, &error));
  assert_refused (error, SEK_ERROR_BUSY, "another program is using the file");
  g_assert_true (sek_store_end_read (reader, &error));

  /* Nothing was lost by it. */
  commit (writer);
  g_assert_true (sek_store_has_changed (reader));
  g_assert_false (sek_store_has_changed (reader));
  g_assert_false (sek_store_has_changed (writer));
  g_assert_cmpint (query (reader, "SELECT count(*) FROM subregion"), ==, 4);
}

static gboolean
fill (SekStore *store, gint64 from, GError **error)
{
  g_autofree char *note = g_strnfill (3000, 'n');
  SekValue values[] = { SEK_TEXT ("Vestby"), SEK_TEXT ("municipality"), SEK_BLANK, SEK_TEXT (note) };

  for (gint64 id = from; id < from + 2000; id++)
    if (!sek_store_insert (store, &member_table, id, values, error))
      return FALSE;
  return sek_store_commit (store, error);
}

static void
assert_full (SekStore *store)
{
  g_autofree char *before = dump_subregions (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  begin (store);
  g_assert_false (fill (store, 1, &error));
  assert_refused (error, SEK_ERROR_FULL, "the disk is full");
  sek_store_rollback (store);
  after = dump_subregions (store);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (query (store, "SELECT count(*) FROM member"), ==, 0);
  g_assert_true (sek_store_check (store, NULL, &error));
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  make_register (fixture, 3);
  store = open_for (fixture, SEK_STORE_WRITE);
  query (store, "PRAGMA max_page_count = 200");
  assert_full (store);
  /* As soon as there is room, the same change is stored. */
  query (store, "PRAGMA max_page_count = 100000");
  begin (store);
  g_assert_true (fill (store, 1, &error));
  g_assert_no_error (error);
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *small = in_folder (fixture, "small");
  g_autofree char *path = g_build_filename (small, "register.sekretariat", NULL);
  g_autofree char *other = g_build_filename (small, "other.sekretariat", NULL);
  g_autofree char *filler = g_build_filename (small, "filler", NULL);
  g_autofree char *ballast = g_strnfill (1 << 20, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;

  g_assert_cmpint (g_mkdir (small, 0700), ==, 0);
  if (mount ("tmpfs", small, "tmpfs", 0, "size=1m") != 0)
    {
      g_test_skip ("a small file system cannot be mounted by this user");
      return;
    }
  store = sek_store_create (path, &error);
  g_assert_no_error (error);
  begin (store);
  add_subregion (store, 1, "Follo");
  commit (store);
  assert_full (store);

  /* Not a byte left: reading, checking, opening and taking back go on; making another fails without a trace. */
  g_clear_object (&store);
  g_assert_false (g_file_set_contents_full (filler, ballast, 1 << 20, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_null (sek_store_create (other, &error));
  assert_refused (error, SEK_ERROR_FULL, "the disk is full");
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  store = sek_store_open (path, SEK_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (sek_store_check (store, NULL, &error));
  g_assert_cmpint (sek_store_get_read_only (store), ==, SEK_STORE_WRITABLE);
  g_assert_false (sek_store_begin (store, &error));
  assert_refused (error, SEK_ERROR_FULL, "the disk is full");
  g_assert_false (sek_store_copy (store, other, FALSE, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_FULL, "the disk is full");
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));

  g_unlink (filler);
  begin (store);
  add_subregion (store, 2, "Glåmdal");
  commit (store);
  g_clear_object (&store);
  g_assert_cmpint (umount (small), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/rows/round-trip", test_round_trip);
  ADD ("/store/rows/update", test_update);
  ADD ("/store/rows/rollback", test_rollback);
  ADD ("/store/rows/refused", test_refused);
  ADD ("/store/rows/references", test_references);
  ADD ("/store/rows/reading", test_reading);
  ADD ("/store/rows/broken-text", test_broken_text);
  ADD ("/store/rows/one-state", test_one_state);
  ADD ("/store/rows/full", test_full);
  ADD ("/store/rows/full-disk", test_full_disk);
  return g_test_run ();
}
