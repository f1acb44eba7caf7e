/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <sqlite3.h>
#include <string.h>

#include "sek-earlier.h"
#include "sek-seal.h"
#include "sek-status.h"

/* What was adopted stays in a copy that its digest tells of: whatever becomes of the rows that it was made of, in the
 * program or outside of it. */

#define PROPOSAL "Forslag budsjett 2023"
#define BUDGET "Budsjett 2022"

static gint64
column (Fixture *fixture, const char *title)
{
  return find (fixture, "budget_column", title);
}

static void
seal (Fixture *fixture, const char *title)
{
  edit (fixture, "budget_column", title, "status", "sealed");
}

static char *
dup_copy (Fixture *fixture, const char *title)
{
  return g_strdup (sek_seal_find (reg_of (fixture), column (fixture, title))->copy);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekRegister) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *digest = NULL, *again = NULL;
  const SekSeal *row;
  gint64 id = column (fixture, PROPOSAL);
  SekFee fee;

  add (fixture, "status_step", "budget_column", PROPOSAL, "status", "adopted", "organ", "representantskapet",
       "decided_on", "20.12.2022", "case_number", "12/22", NULL);
  seal (fixture, PROPOSAL);
  row = sek_seal_find (reg_of (fixture), id);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, row->copy, -1);
  g_assert_cmpstr (row->digest, ==, digest);
  g_assert_cmpint (sek_seal_check (reg_of (fixture), id, NULL), ==, SEK_SEAL_FITS);
  text = g_strdup (row->copy);

  /* All that the tables say is in it, as it was. */
  copy = sek_seal_read (row, &error);
  g_assert_no_error (error);
  g_assert_true (sek_register_is_copy (copy));
  g_assert_cmpint (sek_budget_closing (copy, id), ==, TKR (630));
  g_assert_cmpint (sek_budget_closing (copy, column (fixture, "Prognose 2022")), ==, TKR (2727));
  sek_fee_of (copy, sek_register_get_member (copy, find (fixture, "member", "Oslo")), 2023, &fee);
  g_assert_cmpint (fee.invoice, ==, KR (1959516));
  g_assert_cmpint (sek_fees_get_totals (copy, 2023)->invoices, ==, invoices (fixture, 2023));
  again = sek_status_dup_words (copy, id, SEK_LANGUAGE_NB);
  g_assert_cmpstr (again, ==, "Vedtatt av representantskapet 20.12.2022, sak 12/22");
  /* And nothing that it does not say: who works for the members is none of its matters. */
  g_assert_null (strstr (text, "contact"));
  g_assert_null (strstr (text, "invoice_reference"));
  assert_whole (fixture);
  reopen (fixture);
  g_free (again);
  again = dup_copy (fixture, PROPOSAL);
  g_assert_cmpstr (again, ==, text);
}

/* Renaming, adding, moving and deleting lines leaves a sealed column what it was; a line that is gone comes last. */
static void
test_lines (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL, *after = NULL;
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gint64)), figures = NULL;
  g_autoptr (SekChangeset) move = sek_changeset_new ("move");
  gint64 id = column (fixture, PROPOSAL), gone = find (fixture, "budget_line", "Klimasats"), line;
  const SekFigure *last;

  seal (fixture, PROPOSAL);
  text = dup_copy (fixture, PROPOSAL);
  line = find (fixture, "budget_line", "Kommunikasjon");
  edit (fixture, "budget_line", "Kommunikasjon", "name", "Trykking");
  g_assert_cmpstr (sek_budget_get_adopted_name (reg_of (fixture), line, id), ==, "Kommunikasjon");
  add (fixture, "budget_line", "section", "income", "name", "Gaver", "source", "entered", NULL);
  g_assert_true (sek_rows_propose_move (reg_of (fixture), SEK_BUDGET_LINE, line, 2, move));
  submit (fixture, move);
  remove_row (fixture, "budget_line", "Klimasats");
  remove_row (fixture, "budget_line", "Prosjekter");
  remove_row (fixture, "project", "Klima");
  remove_row (fixture, "grant", "Klimasats");
  remove_row (fixture, "member", "Moss");

  g_assert_cmpint (figure (fixture, "sum-income", PROPOSAL), ==, TKR (7183));
  g_assert_cmpint (figure (fixture, "sum-expense", PROPOSAL), ==, TKR (9280));
  g_assert_cmpint (figure (fixture, "closing", PROPOSAL), ==, TKR (630));
  /* The column beside it is open, and has lost what was deleted. */
  g_assert_cmpint (figure (fixture, "sum-expense", "Prognose 2022"), ==, TKR (5494));
  g_array_append_val (columns, id);
  figures = sek_budget_figures_of (reg_of (fixture), columns);
  for (guint i = 0; i < figures->len; i++)
    if (g_array_index (figures, SekFigure, i).kind == SEK_FIGURE_SUM
        && g_array_index (figures, SekFigure, i).section == SEK_SECTION_INCOME)
      {
        last = &g_array_index (figures, SekFigure, i - 1);
        g_assert_cmpint (last->line, ==, gone);
        g_assert_true (last->gone);
        g_assert_cmpstr (sek_figure_get_name (reg_of (fixture), last, SEK_LANGUAGE_NB), ==, "Klimasats");
        g_assert_cmpint (sek_budget_value (reg_of (fixture), last, id), ==, TKR (900));
      }
  g_assert_cmpint (sek_seal_check (reg_of (fixture), id, NULL), ==, SEK_SEAL_FITS);
  assert_whole (fixture);

  /* All of it is undone, down to the sealing and no further. */
  for (int i = 0; i < 8; i++)
    undo (fixture);
  g_assert_false (sek_document_undo (fixture->document, NULL, NULL));
  g_assert_cmpint (find (fixture, "budget_line", "Klimasats"), ==, gone);
  g_assert_cmpint (sek_seal_check (reg_of (fixture), id, NULL), ==, SEK_SEAL_FITS);
  after = dup_copy (fixture, PROPOSAL);
  g_assert_cmpstr (after, ==, text);
}

/* A line that comes with an amount of its own in a sealed column is refused, unless it is what was adopted. */
static void
test_no_way_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (GError) error = NULL;
  SekValue name = SEK_TEXT ("Smugling");
  g_autofree char *key = NULL;
  gint64 line, amount;

  seal (fixture, PROPOSAL);
  line = sek_changeset_insert (changeset, SEK_BUDGET_LINE);
  amount = sek_changeset_insert (changeset, SEK_AMOUNT);
  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (budget_line, section), line,
                     &SEK_INTEGER (SEK_SECTION_INCOME));
  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (budget_line, position), line, &SEK_INTEGER (1));
  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (budget_line, name), line, &name);
  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (budget_line, source), line,
                     &SEK_INTEGER (SEK_SOURCE_ENTERED));
  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (amount, line), amount, &SEK_INTEGER (line));
  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (amount, budget_column), amount,
                     &SEK_INTEGER (column (fixture, PROPOSAL)));
  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (amount, mode), amount,
                     &SEK_INTEGER (SEK_MODE_ENTERED));
  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (amount, value), amount, &SEK_INTEGER (TKR (1)));
  g_assert_false (sek_document_submit (fixture->document, changeset, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_SEALED, PROPOSAL);
  key = g_strdup_printf ("#%" G_GINT64_FORMAT, sek_seal_find (reg_of (fixture), column (fixture, PROPOSAL))->id);
  assert_refused (try_remove_row (fixture, "seal", key), SEK_ERROR_SEALED, PROPOSAL);
  assert_refused (try_edit (fixture, "seal", key, "digest", "x"), SEK_ERROR_SEALED, PROPOSAL);
  assert_refused (try_add (fixture, "seal", "budget_column", BUDGET, "version", "1", "digest", "x", "copy", "x", NULL),
                  SEK_ERROR_REFUSED, "computed");
}

static void
tamper (Fixture *fixture, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  sek_document_close (fixture->document);
  g_clear_object (&fixture->document);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  fixture->document = sek_document_open (fixture->path, SEK_DOCUMENT_WRITE, NULL);
  g_assert_nonnull (fixture->document);
}

/* SQL from outside is told by Kontroll, and shown nowhere else. */
static void
test_tampered (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *sql; SekSealState state; const char *word; } cases[] = {
    { "UPDATE amount SET value = 1 WHERE value = 4000000", SEK_SEAL_OTHER_ROWS, "1. " },
    { "UPDATE amount SET comment = 'x' WHERE value = 610000000", SEK_SEAL_OTHER_ROWS, "1. " },
    { "DELETE FROM project_amount WHERE value = 17000000", SEK_SEAL_OTHER_ROWS, "1. " },
    { "DELETE FROM amount WHERE value IN (4000000, 13000000)", SEK_SEAL_OTHER_ROWS, "2. " },
    { "UPDATE budget_column SET title = 'Noe annet' WHERE status = 'sealed'", SEK_SEAL_OTHER_ROWS, "1. " },
    { "UPDATE status_step SET case_number = '99/99' WHERE status = 'sealed'", SEK_SEAL_OTHER_ROWS, "1. " },
    { "UPDATE budget_column SET status = 'draft' WHERE status = 'sealed'", SEK_SEAL_UNSEALED, "ikke låst lenger" },
    { "DELETE FROM seal", SEK_SEAL_NO_COPY, "er borte" },
    { "UPDATE seal SET copy = replace (copy, 'Kommunikasjon', 'Propaganda')", SEK_SEAL_OTHER_COPY, "kontrollsum" },
    { "UPDATE seal SET copy = 'x'", SEK_SEAL_OTHER_COPY, "kontrollsum" },
    { "UPDATE seal SET digest = replace (digest, substr (digest, 1, 1), 'g')", SEK_SEAL_OTHER_COPY, "kontrollsum" },
    { "UPDATE seal SET sealed_at = '1999-01-01T00:00:00Z'", SEK_SEAL_OTHER_COPY, "kontrollsum" },
    { "UPDATE seal SET budget_column = (SELECT id FROM budget_column WHERE title = 'Budsjett 2022')",
      SEK_SEAL_NO_COPY, "er borte" },
  };
  g_autofree char *path = g_strdup (fixture->path), *kept = NULL;
  gsize length;

  seal (fixture, PROPOSAL);
  sek_document_close (fixture->document);
  g_assert_true (g_file_get_contents (path, &kept, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) checks = NULL;
      g_autofree char *sentence = NULL;
      const SekCheck *check = NULL;
      gint64 id;

      g_test_message ("%s", cases[i].sql);
      g_clear_object (&fixture->document);
      g_assert_true (g_file_set_contents (path, kept, (gssize) length, NULL));
      fixture->document = sek_document_open (path, SEK_DOCUMENT_WRITE, NULL);
      id = column (fixture, PROPOSAL);
      g_assert_cmpint (sek_seal_check (reg_of (fixture), id, NULL), ==, SEK_SEAL_FITS);
      tamper (fixture, cases[i].sql);
      g_assert_cmpint (sek_seal_check (reg_of (fixture), id, NULL), ==, cases[i].state);
      checks = sek_check_all (reg_of (fixture), sek_date_today ());
      for (guint c = 0; c < checks->len; c++)
        if (((const SekCheck *) checks->pdata[c])->kind == SEK_CHECK_ADOPTED
            && ((const SekCheck *) checks->pdata[c])->where.row == id)
          check = checks->pdata[c];
      g_assert_nonnull (check);
      g_assert_cmpint (check->verdict, ==, SEK_VERDICT_WRONG);
      sentence = sek_check_dup_sentence (check, SEK_LANGUAGE_NB);
      g_assert_nonnull (strstr (sentence, cases[i].word));
      /* Where the copy is whole, it is what is shown. */
      if (cases[i].state == SEK_SEAL_OTHER_ROWS)
        {
          g_assert_cmpint (sek_budget_sum (reg_of (fixture), SEK_SECTION_EXPENSE, id), ==, TKR (9280));
          g_assert_cmpint (sek_budget_closing (reg_of (fixture), id), ==, TKR (630));
        }
    }
}

/* What an adjusted budget changes of an adopted one asks for a reason, and Kontroll leads to where none is. */
static void
test_reasons (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("copy-column");
  g_autoptr (SekCheck) lacking = NULL, whole = NULL;

  seal (fixture, PROPOSAL);
  sek_budget_propose_column (reg_of (fixture), "Justert budsjett 2023", 2023, SEK_COLUMN_KIND_ADJUSTED,
                             column (fixture, PROPOSAL), changeset);
  submit (fixture, changeset);
  g_assert_null (find_check (fixture, "reasons/Justert budsjett 2023", sek_date_today ()));
  type_amount (fixture, "Kommunikasjon", "Justert budsjett 2023", "260");
  lacking = find_check (fixture, "reasons/Kommunikasjon, Justert budsjett 2023", sek_date_today ());
  g_assert_nonnull (lacking);
  g_assert_cmpint (lacking->verdict, ==, SEK_VERDICT_MISSING);
  g_assert_cmpint (lacking->where.row, ==, find (fixture, "budget_line", "Kommunikasjon"));
  edit (fixture, "amount", "Kommunikasjon/Justert budsjett 2023", "reason", "Trykkes likevel");
  whole = find_check (fixture, "reasons/Justert budsjett 2023", sek_date_today ());
  g_assert_nonnull (whole);
  g_assert_cmpint (whole->verdict, ==, SEK_VERDICT_OK);
}

/* A register of version 6 with a case of its own in the log, upgraded: the day before has what was there then. */
static void
test_day_before_the_upgrade (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) file = read_frozen (SEK_FIXTURES, "version-6.sekretariat.gz");
  g_autoptr (SekRegister) earlier = NULL, first = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  gint64 id;

  sek_document_close (fixture->document);
  g_clear_object (&fixture->document);
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file),
                                      NULL));
  {
    sqlite3 *db;
    char *message = NULL;

    g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
    if (sqlite3_exec (db,
                      "UPDATE event SET at = '2023-01-01T12:00:00Z';"
                      "UPDATE budget_column SET case_number = '7/23', resolved_on = '2023-02-02', status = 'adopted' "
                      "WHERE title = 'Forslag budsjett 2023';"
                      "INSERT INTO action (id, kind, arguments, barrier, schema_version) "
                      "VALUES (9001, 'edit', '', 0, 6);"
                      "INSERT INTO change (action, operation, entity, row, field, before, after) "
                      "SELECT 9001, 'update', 'budget_column', id, f, b, a FROM budget_column, "
                      "(SELECT 'case_number' f, NULL b, '7/23' a UNION ALL SELECT 'resolved_on', NULL, '2023-02-02' "
                      "UNION ALL SELECT 'status', 'draft', 'adopted') WHERE title = 'Forslag budsjett 2023';"
                      "INSERT INTO event (action, what, at, who) VALUES (9001, 'do', '2023-02-02T12:00:00Z', 'x@y');",
                      NULL, NULL, &message) != SQLITE_OK)
      g_error ("%s", message);
    sqlite3_close (db);
  }
  fixture->document = sek_document_open (fixture->path, SEK_DOCUMENT_WRITE, &error);
  g_assert_no_error (error);
  id = column (fixture, PROPOSAL);
  words = sek_status_dup_words (reg_of (fixture), id, SEK_LANGUAGE_NB);
  g_assert_cmpstr (words, ==, "Vedtatt 2.2.2023, sak 7/23");

  first = sek_document_dup_earlier (fixture->document, SEK_DATE (2023, 1, 15), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sek_register_get_budget_column (first, id)->status, ==, SEK_STATUS_DRAFT);
  g_free (words);
  words = sek_status_dup_words (first, id, SEK_LANGUAGE_NB);
  g_assert_cmpstr (words, ==, "Utkast");
  earlier = sek_document_dup_earlier (fixture->document, SEK_DATE (2023, 2, 2), &error);
  g_assert_no_error (error);
  g_free (words);
  words = sek_status_dup_words (earlier, id, SEK_LANGUAGE_NB);
  g_assert_cmpstr (words, ==, "Vedtatt 2.2.2023, sak 7/23");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/adopted/copy", test_copy);
  ADD ("/adopted/lines", test_lines);
  ADD ("/adopted/no-way-in", test_no_way_in);
  ADD ("/adopted/tampered", test_tampered);
  ADD ("/adopted/reasons", test_reasons);
  ADD ("/adopted/day-before-the-upgrade", test_day_before_the_upgrade);
  return g_test_run ();
}
