/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <sqlite3.h>
#include <string.h>

#include "sek-store-private.h"

/* What is refused leaves nothing behind, in memory or in the file: rules, conflicts, other writers and disks that
 * fail. */

#define PROPOSAL "Forslag budsjett 2023"
#define BUDGET "Budsjett 2022"
#define FORECAST "Prognose 2022"

/* --- rules ------------------------------------------------------------------------------------------------------- */

static void
test_rules (Fixture *fixture, gconstpointer data)
{
  Before before = remember (fixture);

  assert_refused (try_edit (fixture, "member", "Oslo", "name", " "), SEK_ERROR_INPUT, "must be filled in");
  assert_refused (try_edit (fixture, "member", "Oslo", "kind", ""), SEK_ERROR_INPUT, "must be filled in");
  assert_refused (try_edit (fixture, "member", "Oslo", "fee", "1"), SEK_ERROR_REFUSED, "computed");
  assert_refused (try_edit (fixture, "member", "Oslo", "county", "x"), SEK_ERROR_REFUSED, "computed");
  assert_refused (try_add (fixture, "member", "number", "0399", NULL), SEK_ERROR_INPUT, "must be filled in");
  assert_refused (try_add (fixture, "population", "member", "Oslo", "date", "1.1.2022", "persons", "1", NULL),
                  SEK_ERROR_REFUSED, "already");
  assert_refused (try_add (fixture, "fee_rate", "year", "2023", "kind", "municipality", NULL), SEK_ERROR_REFUSED,
                  "already");
  assert_refused (try_add (fixture, "amount", "line", "Kommunikasjon", "budget_column", BUDGET, "value", "1", NULL),
                  SEK_ERROR_REFUSED, "already");
  assert_refused (try_add (fixture, "instalment", "grant", "Klimasats", "year", "2023", "value", "1", NULL),
                  SEK_ERROR_REFUSED, "already");
  assert_refused (try_edit (fixture, "instalment", "Klimasats/2024", "year", "2023"), SEK_ERROR_REFUSED, "already");
  assert_refused (try_add (fixture, "member_number", "member", "Oslo", "number", "0302", NULL), SEK_ERROR_REFUSED,
                  "two municipality numbers");
  assert_refused (try_add (fixture, "organisation", "name", "Et til", NULL), SEK_ERROR_REFUSED, "already");
  assert_refused (try_edit (fixture, "budget_line", "Klimasats", "source", "carried_forward"), SEK_ERROR_REFUSED,
                  "Inngående mindreforbruk");
  assert_refused (try_add (fixture, "budget_line", "section", "opening", "name", "Til", "source", "carried_forward",
                           NULL),
                  SEK_ERROR_REFUSED, "Inngående mindreforbruk");
  assert_refused (try_remove_row (fixture, "organisation", "-"), SEK_ERROR_REFUSED, "cannot be deleted");
  assert_refused (try_edit (fixture, "budget_column", FORECAST, "carry_from", PROPOSAL), SEK_ERROR_REFUSED,
                  "leads back to itself");
  assert_refused (try_edit (fixture, "budget_column", FORECAST, "carry_from", FORECAST), SEK_ERROR_REFUSED,
                  "leads back to itself");
  assert_refused (try_edit (fixture, "budget_column", FORECAST, "base_column", FORECAST), SEK_ERROR_REFUSED, "itself");
  assert_untouched (fixture, &before);
}

/* A reason names what is wrong: the dates of a period, or the ends of a range of money. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  Before before;

  edit (fixture, "member", "Oslo", "joined", "1.7.2022");
  edit (fixture, "fee_rate", "2023/municipality", "minimum", "20000");
  before = remember (fixture);
  assert_refused (try_edit (fixture, "member", "Oslo", "left_on", "30.6.2022"), SEK_ERROR_REFUSED, "later date");
  assert_refused (try_edit (fixture, "fee_rate", "2023/municipality", "maximum", "19999"), SEK_ERROR_REFUSED,
                  "higher amount");
  assert_refused (try_edit (fixture, "grant", "Klimasats", "ends_on", "30.6.2022"), SEK_ERROR_REFUSED, "later date");
  assert_untouched (fixture, &before);
}

/* One wrong change in a list refuses all of it. */
static void
test_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("paste");
  SekRegister *reg = reg_of (fixture);
  gint64 row, gone = find (fixture, "project", "Klima");
  GError *error = NULL;
  SekValue name = SEK_TEXT ("Tilskudd");
  Before before = remember (fixture);

  sek_changeset_set (changeset, reg, SEK_FIELD (member, note), find (fixture, "member", "Oslo"), &name);
  row = sek_changeset_insert (changeset, SEK_GRANT);
  sek_changeset_set (changeset, reg, SEK_FIELD (grant, name), row, &name);
  sek_changeset_set (changeset, reg, SEK_FIELD (grant, position), row, &SEK_INTEGER (1));
  sek_changeset_set (changeset, reg, SEK_FIELD (grant, project), row, &SEK_INTEGER (gone));
  sek_changeset_delete (changeset, reg, SEK_PROJECT, gone);
  sek_document_submit (fixture->document, changeset, &error);
  assert_refused (error, SEK_ERROR_REFUSED, "not in the register");
  assert_untouched (fixture, &before);
}

/* A population that is refused takes none of the sums with it. */
static void
test_refused_population_stays_counted (Fixture *fixture, gconstpointer data)
{
  gint64 before = invoices (fixture, 2023);

  assert_refused (try_add (fixture, "population", "member", "Oslo", "date", "1.1.2022", "persons", "1", NULL),
                  SEK_ERROR_REFUSED, "already");
  g_assert_cmpint (invoices (fixture, 2023), ==, before);
  edit (fixture, "member", "Moss", "note", "x");
  edit (fixture, "member", "Oslo", "note", "x");
  g_assert_cmpint (invoices (fixture, 2023), ==, before);
  assert_whole (fixture);
}

static void
test_two_primaries_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("paste");
  SekRegister *reg = reg_of (fixture);
  gint64 member = find (fixture, "member", "Oslo");
  const char *const names[] = { "Mosseregionen", "Folloregionen" };
  guint n, primaries = 0;
  const gint64 *rows;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint64 row = sek_changeset_insert (changeset, SEK_MEMBER_SUBREGION);

      sek_changeset_set (changeset, reg, SEK_FIELD (member_subregion, member), row, &SEK_INTEGER (member));
      sek_changeset_set (changeset, reg, SEK_FIELD (member_subregion, subregion), row,
                         &SEK_INTEGER (find (fixture, "subregion", names[i])));
      sek_changeset_set (changeset, reg, SEK_FIELD (member_subregion, is_primary), row, &SEK_INTEGER (1));
    }
  submit (fixture, changeset);
  rows = sek_register_get_children (reg, SEK_FIELD (member_subregion, member), member, &n);
  g_assert_cmpuint (n, ==, 3);
  for (guint i = 0; i < n; i++)
    primaries += sek_register_get_member_subregion (reg, rows[i])->is_primary == 1;
  g_assert_cmpuint (primaries, ==, 1);
  assert_whole (fixture);
}

/* Both halves of a key in one step, and a field of the row that then takes the first one's place. */
static void
test_key_and_field_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("paste");
  g_autofree char *before = dump (fixture), *after = NULL;
  gint64 rate = find (fixture, "fee_rate", "2022/municipality");
  static const struct { const char *column, *text; } cells[] = {
    { "year", "2021" }, { "kind", "county" }, { "rate", "99 øre" },
  };
  SekScope scope;
  const SekFeeRate *moved;

  sek_scope_init (&scope, reg_of (fixture));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (GError) error = NULL;

      sek_column_propose (sek_column_find (SEK_FEE_RATE, cells[i].column, NULL), &scope, rate, cells[i].text, changeset,
                          &error);
      g_assert_no_error (error);
    }
  submit (fixture, changeset);
  g_assert_cmpuint (count_rows (fixture, SEK_FEE_RATE), ==, 2);
  moved = sek_fees_get_rate (reg_of (fixture), 2021, SEK_MEMBER_KIND_COUNTY);
  g_assert_nonnull (moved);
  g_assert_cmpint (moved->rate, ==, 99);
  undo (fixture);
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

/* --- the file ---------------------------------------------------------------------------------------------------- */

/* What the rules let through and the file does not. */
static void
test_file_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  SekValue note = SEK_TEXT ("x"), name = SEK_TEXT ("");
  gint64 row = find (fixture, "member", "Oslo");
  Before before = remember (fixture);
  GError *error = NULL;

  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (member, note), row, &note);
  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (member, name), row, &name);
  sek_document_submit (fixture->document, changeset, &error);
  assert_refused (error, SEK_ERROR_REFUSED, "register.sekretariat");
  assert_untouched (fixture, &before);
  edit (fixture, "member", "Oslo", "note", "y");
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (SekChangeset) deletion = sek_changeset_new ("delete");
  SekValue note = SEK_TEXT ("gammel");
  gint64 row = find (fixture, "member", "Oslo");
  GError *error = NULL;
  Before before;

  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (member, note), row, &note);
  sek_changeset_delete (deletion, reg_of (fixture), SEK_MEMBER, row);
  edit (fixture, "member", "Oslo", "note", "ny");
  before = remember (fixture);
  sek_document_submit (fixture->document, changeset, &error);
  assert_refused (g_steal_pointer (&error), SEK_ERROR_CONFLICT, "changed meanwhile");
  sek_document_submit (fixture->document, deletion, &error);
  assert_refused (error, SEK_ERROR_CONFLICT, "changed meanwhile");
  assert_untouched (fixture, &before);
}

/* The file was changed behind the program's back: its value is not overwritten. */
static void
test_conflict_in_the_file (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db = NULL;
  GError *error;
  g_autofree char *after = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE member SET note = 'fra et annet program' WHERE name = 'Oslo'", NULL, NULL,
                                 NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  error = try_edit (fixture, "member", "Oslo", "note", "min");
  assert_refused (error, SEK_ERROR_CONFLICT, "");
  after = dump_file (fixture);
  g_assert_nonnull (strstr (after, "fra et annet program"));
  sek_document_poll (fixture->document);
  assert_whole (fixture);
  edit (fixture, "member", "Oslo", "note", "min");
  assert_whole (fixture);
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  Before before = remember (fixture);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  assert_refused (try_edit (fixture, "member", "Oslo", "note", "x"), SEK_ERROR_BUSY, "another program");
  g_assert_cmpint (sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_untouched (fixture, &before);
  edit (fixture, "member", "Oslo", "note", "x");
  assert_whole (fixture);
}

static void
limit_pages (Fixture *fixture, int pages)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %d", pages);

  g_assert_cmpint (sqlite3_exec (sek_document_get_store (fixture->document)->db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (90000, 'x');
  Before before;

  edit (fixture, "member", "Moss", "note", "før");
  before = remember (fixture);
  limit_pages (fixture, 1);
  assert_refused (try_edit (fixture, "member", "Oslo", "note", text), SEK_ERROR_FULL, "disk is full");
  assert_untouched (fixture, &before);
  /* Undoing needs room as well, and what it cannot take back stays. */
  for (int i = 0;; i++)
    {
      g_autoptr (GError) error = NULL;

      before = remember (fixture);
      if (i % 2 == 0 ? sek_document_undo (fixture->document, NULL, &error)
                     : sek_document_redo (fixture->document, NULL, &error))
        {
          g_free (before.memory);
          g_free (before.file);
          continue;
        }
      assert_refused (g_steal_pointer (&error), SEK_ERROR_FULL, "disk is full");
      assert_untouched (fixture, &before);
      break;
    }
  limit_pages (fixture, 1000000);
  edit (fixture, "member", "Oslo", "note", text);
  assert_whole (fixture);
}

static void
test_deleted_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture), *after = NULL;

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  assert_refused (try_edit (fixture, "member", "Oslo", "note", "x"), SEK_ERROR_NOT_FOUND, "register.sekretariat");
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
reloaded_cb (SekDocument *document, gpointer user_data)
{
  ++*(guint *) user_data;
}

/* Who comes second reads and follows, and may write when the first is gone. */
static void
test_second_writer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) second = sek_document_open (fixture->path, SEK_DOCUMENT_WRITE, &error);
  g_autofree char *reason = NULL, *before = dump (fixture), *followed = NULL, *written = NULL, *undone = NULL;
  guint reloads = 0;

  g_assert_no_error (error);
  reason = sek_document_dup_read_only_reason (second);
  g_assert_nonnull (reason);
  g_assert_false (sek_document_undo (second, NULL, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_READ_ONLY, "open");
  g_signal_connect (second, "reloaded", G_CALLBACK (reloaded_cb), &reloads);
  sek_document_poll (second);
  g_assert_cmpuint (reloads, ==, 0);

  edit (fixture, "member", "Oslo", "note", "fra den første");
  written = dump (fixture);
  sek_document_poll (second);
  g_assert_cmpuint (reloads, ==, 1);
  followed = sek_register_dump (sek_document_get_register (second));
  g_assert_cmpstr (followed, ==, written);

  g_clear_object (&fixture->document);
  fixture->document = g_steal_pointer (&second);
  sek_document_poll (fixture->document);
  g_assert_null (sek_document_dup_read_only_reason (fixture->document));
  /* The history is one, whoever wrote it. */
  undo (fixture);
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  edit (fixture, "member", "Oslo", "note", "fra den andre");
  assert_whole (fixture);
}

/* A file that is gone from its place is told, and that it is back. */
static void
test_check_file (Fixture *fixture, gconstpointer data)
{
  const char *path = sek_document_get_path (fixture->document);
  g_autofree char *away = g_strconcat (path, ".borte", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (sek_document_check_file (fixture->document, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_rename (path, away), ==, 0);
  g_assert_false (sek_document_check_file (fixture->document, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_rename (away, path), ==, 0);
  g_assert_true (sek_document_check_file (fixture->document, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/refusal/rules", test_rules);
  ADD ("/refusal/order", test_order);
  ADD ("/refusal/all-or-nothing", test_all_or_nothing);
  ADD ("/refusal/population-stays-counted", test_refused_population_stays_counted);
  ADD ("/refusal/two-primaries", test_two_primaries_at_once);
  ADD ("/refusal/key-and-field", test_key_and_field_at_once);
  ADD ("/refusal/file/refuses", test_file_refuses);
  ADD ("/refusal/file/conflict", test_conflict);
  ADD ("/refusal/file/conflict-in-the-file", test_conflict_in_the_file);
  ADD ("/refusal/file/busy", test_busy);
  ADD ("/refusal/file/second-writer", test_second_writer);
  ADD ("/refusal/file/full", test_full);
  ADD ("/refusal/file/deleted", test_deleted_file);
  ADD ("/refusal/check-file", test_check_file);
  return g_test_run ();
}
