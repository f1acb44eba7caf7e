/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <sqlite3.h>
#include <string.h>

#include "sek-dump.h"
#include "sek-earlier.h"

/* What was issued stays, whatever is tried, and in whatever way a register comes to be. */

static void
test_undo_stops (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Before before;

  add_council (fixture);
  issue_fees (fixture, 2023);
  before = remember (fixture);
  g_assert_false (sek_document_undo (fixture->document, NULL, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "issued");
  assert_untouched (fixture, &before);
  edit (fixture, "member", "Moss", "note", "etterpå");
  reopen (fixture);
  undo (fixture);
  g_assert_false (sek_document_undo (fixture->document, NULL, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "issued");
}

/* A run as a program that means no good would write it. */
static GError *
try_forge (Fixture *fixture, const char *kind, int year, int number, const char *copy, const char *digest)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autofree char *right = g_compute_checksum_for_string (G_CHECKSUM_SHA256, copy, -1);
  gint64 run = sek_changeset_insert (changeset, SEK_FEE_RUN);
  const SekValue values[SEK_N_FIELDS_fee_run] = {
    [SEK_FIELD_fee_run_year] = SEK_INTEGER (year),
    [SEK_FIELD_fee_run_number] = SEK_INTEGER (number),
    [SEK_FIELD_fee_run_issued_on] = SEK_INTEGER (FEE_DAY),
    [SEK_FIELD_fee_run_version] = SEK_INTEGER (1),
    [SEK_FIELD_fee_run_digest] = SEK_TEXT (digest != NULL ? digest : right),
    [SEK_FIELD_fee_run_copy] = SEK_TEXT (copy),
  };
  GError *error = NULL;

  for (guint f = 0; f < SEK_N_FIELDS_fee_run; f++)
    sek_changeset_set (changeset, reg_of (fixture), &sek_entity_get (SEK_FEE_RUN)->fields[f], run, &values[f]);
  if (kind != NULL)
    {
      sek_changeset_set_action (changeset, kind, "2023/2", NULL);
      sek_changeset_set_barrier (changeset);
    }
  sek_document_submit (fixture->document, changeset, &error);
  return error;
}

/* text with the first of a part replaced, owned by the caller. */
static char *
replace (const char *text, const char *part, const char *by)
{
  g_auto (GStrv) halves = g_strsplit (text, part, 2);

  g_assert_nonnull (halves[1]);
  return g_strconcat (halves[0], by, halves[1], NULL);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = NULL, *second = NULL, *digest = NULL, *other_year = NULL, *form = NULL, *typed = NULL,
                  *large = NULL;
  Before before;

  add_council (fixture);
  copy = g_strdup (issue_fees (fixture, 2023)->copy);
  digest = g_strnfill (64, 'a');
  before = remember (fixture);
  assert_refused (try_edit (fixture, "fee_run", "2023/1", "note", "x"), SEK_ERROR_SEALED, "credit note");
  assert_refused (try_edit (fixture, "fee_run", "2023/1", "due_on", "1.1.2030"), SEK_ERROR_SEALED, "credit note");
  assert_refused (try_remove_row (fixture, "fee_run", "2023/1"), SEK_ERROR_SEALED, "credit note");
  /* By any other name. */
  second = replace (copy, "\t2023\t1\t", "\t2023\t2\t");
  assert_refused (try_forge (fixture, NULL, 2023, 2, second, NULL), SEK_ERROR_REFUSED, "issuing");
  assert_refused (try_forge (fixture, "edit", 2023, 2, second, NULL), SEK_ERROR_REFUSED, "issuing");
  /* What its digest was not made of, or what is no run, another run, a gap, an unknown form, an amount beyond all, or a
   * name that is a number. */
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, second, digest), SEK_ERROR_REFUSED, "issuing");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, "x", NULL), SEK_ERROR_REFUSED, "issuing");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, copy, NULL), SEK_ERROR_REFUSED, "issuing");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2024, 2, second, NULL), SEK_ERROR_REFUSED, "issuing");
  other_year = replace (copy, "\t2023\t1\t", "\t2023\t3\t");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 3, other_year, NULL), SEK_ERROR_REFUSED, "issuing");
  form = replace (second, "\n1\t1\t2023", "\n1\t2\t2023");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, form, NULL), SEK_ERROR_REFUSED, "issuing");
  large = replace (second, "\t10000\t0\t10000\t", "\t10000\t0\t9999999999999999\t");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, large, NULL), SEK_ERROR_REFUSED, "issuing");
  typed = replace (second, "\tHalden\t", "\t77\t");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, typed, NULL), SEK_ERROR_REFUSED, "issuing");
  assert_untouched (fixture, &before);
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  sek_document_close (fixture->document);
  g_clear_object (&fixture->document);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  reopen (fixture);
}

static void
assert_check (Fixture *fixture, const char *id, SekVerdict verdict)
{
  g_autoptr (SekCheck) check = find_check (fixture, id, FEE_DAY);

  if (check == NULL)
    g_error ("Kontroll has no %s", id);
  if (check->verdict != verdict)
    g_error ("%s is %d", id, check->verdict);
}

static void
test_checks (Fixture *fixture, gconstpointer data)
{
  static const char *const changed[] = {
    "UPDATE fee_run SET copy = replace (copy, 'Moss', 'Mos')",
    "UPDATE fee_run SET copy = copy || 'x'",
    "UPDATE fee_run SET digest = replace (digest, substr (digest, 1, 1), 'g')",
    "UPDATE fee_run SET number = 3 WHERE number = 1",
    "UPDATE fee_run SET issued_on = '2023-01-03'",
  };
  g_autofree char *kept = NULL;
  gsize length;

  add_council (fixture);
  g_assert_null (find_check (fixture, "run/2023/1", FEE_DAY));
  g_assert_null (find_check (fixture, "issued/2023", FEE_DAY));
  issue_fees (fixture, 2023);
  assert_check (fixture, "run/2023/1", SEK_VERDICT_OK);
  assert_check (fixture, "issued/2023", SEK_VERDICT_OK);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "201");
  assert_check (fixture, "run/2023/1", SEK_VERDICT_OK);
  assert_check (fixture, "issued/2023", SEK_VERDICT_WRONG);
  issue_fees (fixture, 2023);
  assert_check (fixture, "issued/2023", SEK_VERDICT_OK);
  assert_check (fixture, "run/2023/2", SEK_VERDICT_OK);
  /* What nobody can work out any more. */
  edit (fixture, "fee_rate", "2023/municipality", "rate", "");
  assert_check (fixture, "issued/2023", SEK_VERDICT_WRONG);
  undo (fixture);
  remove_row (fixture, "fee_rate", "2023/municipality");
  assert_check (fixture, "issued/2023", SEK_VERDICT_WRONG);
  undo (fixture);

  sek_document_close (fixture->document);
  g_assert_true (g_file_get_contents (fixture->path, &kept, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    {
      g_test_message ("%s", changed[i]);
      g_clear_object (&fixture->document);
      g_assert_true (g_file_set_contents (fixture->path, kept, (gssize) length, NULL));
      reopen (fixture);
      assert_check (fixture, "run/2023/1", SEK_VERDICT_OK);
      run_sql (fixture, changed[i]);
      assert_check (fixture, strstr (changed[i], "number = 3") != NULL ? "run/2023/3" : "run/2023/1",
                    SEK_VERDICT_WRONG);
    }
}

/* Where it cannot be read what was issued, nothing is issued a second time, of no year: numbers and KIDs are used
 * once. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) told = NULL;
  g_autoptr (GError) error = NULL;
  Before before;

  add_council (fixture);
  issue_fees (fixture, 2023);
  run_sql (fixture, "UPDATE fee_run SET copy = 'x'");
  before = remember (fixture);
  told = sek_invoices_prepare (reg_of (fixture), 2023, &(SekRunChoice){ .issued_on = FEE_DAY }, &error);
  g_assert_null (told);
  assert_refused (g_steal_pointer (&error), SEK_ERROR_DAMAGED, "run 1");
  assert_refused (try_issue_fees (fixture, 2023), SEK_ERROR_DAMAGED, "2023");
  assert_refused (try_issue_fees (fixture, 2024), SEK_ERROR_DAMAGED, "2023");
  assert_check (fixture, "run/2023/1", SEK_VERDICT_WRONG);
  assert_untouched (fixture, &before);
}

/* --- other ways in ------------------------------------------------------------------------------------------------ */

static void
test_load (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "loaded.sekretariat", NULL);
  g_autofree char *first = NULL;

  add_council (fixture);
  first = g_strdup (issue_fees (fixture, 2023)->copy);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "201");
  issue_fees (fixture, 2023);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "202");
  for (int with_log = 0; with_log <= 1; with_log++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = sek_document_dup_dump (fixture->document, with_log, &error), *again = NULL;
      g_autoptr (SekDocument) loaded = NULL;
      g_autoptr (SekInvoices) rest = NULL;
      SekRegister *reg;
      guint line;

      g_assert_no_error (error);
      g_unlink (path);
      sek_document_load (path, text, strlen (text), &line, &error);
      g_assert_no_error (error);
      loaded = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
      g_assert_no_error (error);
      reg = sek_document_get_register (loaded);
      g_assert_cmpstr (sek_fee_run_find (reg, 2023, 1)->copy, ==, first);
      g_assert_true (sek_fee_run_fits (reg, sek_fee_run_find (reg, 2023, 1)));
      g_assert_true (sek_fee_run_fits (reg, sek_fee_run_find (reg, 2023, 2)));
      rest = prepare_fees_of (reg, 2023);
      g_assert_cmpuint (rest->invoices->len, ==, 1);
      g_assert_cmpint (sek_invoices_get_sum (rest), ==, KR (1));
      again = sek_document_dup_dump (loaded, with_log, &error);
      g_assert_cmpstr (again, ==, text);
    }
}

/* A register of the version before there were runs. */
static void
test_upgraded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) file = read_frozen (SEK_FIXTURES, "version-7.sekretariat.gz");
  g_autoptr (SekInvoices) issued = NULL;

  sek_document_close (fixture->document);
  g_clear_object (&fixture->document);
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file),
                                      NULL));
  reopen (fixture);
  g_assert_cmpint (invoices (fixture, 2023), >, 0);
  issue_fees (fixture, 2023);
  issued = read_run (fixture, 2023, 1);
  g_assert_cmpint (sek_invoices_get_sum (issued), ==, invoices (fixture, 2023));
  assert_nothing_left (fixture, 2023);
  assert_check (fixture, "run/2023/1", SEK_VERDICT_OK);
  assert_whole (fixture);
}

/* A day before the run has none, and issues what there was to issue then; the day of it has it. */
static void
test_earlier (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekRegister) before = NULL, then = NULL;
  g_autoptr (SekInvoices) of_before = NULL, of_then = NULL;
  g_autoptr (GError) error = NULL;

  add_council (fixture);
  run_sql (fixture, "UPDATE event SET at = '2023-01-01T12:00:00Z'");
  issue_fees (fixture, 2023);
  run_sql (fixture, "UPDATE event SET at = '2023-02-01T12:00:00Z' WHERE at > '2023-01-02'");
  edit (fixture, "population", "Moss/1.1.2022", "persons", "250");
  issue_fees (fixture, 2023);

  before = sek_document_dup_earlier (fixture->document, SEK_DATE (2023, 1, 15), &error);
  g_assert_no_error (error);
  g_assert_null (sek_fee_run_find (before, 2023, 1));
  of_before = prepare_fees_of (before, 2023);
  g_assert_cmpint (sek_invoices_get_sum (of_before), ==, KR (600));
  then = sek_document_dup_earlier (fixture->document, SEK_DATE (2023, 2, 1), &error);
  g_assert_no_error (error);
  g_assert_true (sek_fee_run_fits (then, sek_fee_run_find (then, 2023, 1)));
  g_assert_null (sek_fee_run_find (then, 2023, 2));
  of_then = prepare_fees_of (then, 2023);
  g_assert_cmpuint (of_then->invoices->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_EMPTY ("/issued/undo-stops", test_undo_stops);
  ADD_EMPTY ("/issued/refused", test_refused);
  ADD_EMPTY ("/issued/checks", test_checks);
  ADD_EMPTY ("/issued/unreadable", test_unreadable);
  ADD_EMPTY ("/issued/load", test_load);
  ADD_EMPTY ("/issued/upgraded", test_upgraded);
  ADD_EMPTY ("/issued/earlier", test_earlier);
  return g_test_run ();
}
