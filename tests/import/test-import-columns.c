/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* Amounts of a file that go to a budget column which the register does not have yet: what is proposed, that it is one
 * step, and what is refused. */

#define BUDGET SEK_IMPORT_KIND_BUDGET
#define ACCOUNTS SEK_IMPORT_KIND_ACCOUNTS

static const char past[] = "Post;Regnskap 2021 (kroner);Endring\nKontingenter;5 900 000;1\nKommunikasjon;250 "
                           "400,50;1\nMarkedsføring;1 000;1\nSum driftsutgifter;251 400,50;1\n";
static const char past_rows[] =
  "new 0 «» New column “Regnskap 2021”:  → accounts 2021 *\n"
  "new 2 «Kontingenter» Kontingenter, Regnskap 2021:  → 5900 *\n"
  "new 3 «Kommunikasjon» Kommunikasjon, Regnskap 2021:  → 250 *\n"
  "unknown 4 «Markedsføring» :  → 1\n"
  "other 5 «Sum driftsutgifter» :  → 251\n";

static const SekBudgetColumn *
column_of (Fixture *fixture, const char *title)
{
  return sek_register_get_budget_column (reg_of (fixture), find (fixture, "budget_column", title));
}

static void
test_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, BUDGET, "a.csv", past, "column", "new:", NULL);
  g_autofree char *before = dump (fixture), *undone = NULL;
  g_autoptr (GError) error = NULL;
  const SekBudgetColumn *column;
  SekBudgetCell cell;

  assert_proposals (import, past_rows);
  g_assert_cmpstr (note_of (import, "New column “Regnskap 2021”"), ==, "“Regnskap 2021 (kroner)” in the file.");
  store_and_travel (fixture, import);
  column = column_of (fixture, "Regnskap 2021");
  g_assert_cmpint (column->year, ==, 2021);
  g_assert_cmpint (column->kind, ==, SEK_COLUMN_KIND_ACCOUNTS);
  sek_budget_read (reg_of (fixture), find (fixture, "budget_line", "Kommunikasjon"), column->id, &cell);
  g_assert_cmpint (cell.value, ==, 25040050);
  undo (fixture);
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
}

/* As many as there are heads that tell kind and year, beside those that are there. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, BUDGET, "a.csv",
                                              "Post;Budsjett 2022;Budsjett 2024;Budsjettforslag "
                                              "2025;Annet\nKommunikasjon;351;360;370;9\n",
                                              "unit", "1000", "column", "new:", NULL);

  assert_proposals (import, "new 0 «» New column “Budsjett 2024”:  → budget 2024 *\n"
                    "new 0 «» New column “Budsjettforslag 2025”:  → proposal 2025 *\n"
                    "changed 2 «Kommunikasjon» Kommunikasjon, Budsjett 2022: 350 → 351 *\n"
                    "new 2 «Kommunikasjon» Kommunikasjon, Budsjett 2024:  → 360 *\n"
                    "new 2 «Kommunikasjon» Kommunikasjon, Budsjettforslag 2025:  → 370 *\n");
  /* What goes into a column that is refused goes with it, and comes back with it. */
  sek_import_accept (import, 0, FALSE);
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 3);
  sek_import_accept (import, 3, TRUE);
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 5);
  sek_import_accept (import, 1, FALSE);
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 3);
  store_and_travel (fixture, import);
  g_assert_cmpuint (count_rows (fixture, SEK_BUDGET_COLUMN), ==, 4);
  column_of (fixture, "Budsjett 2024");
}

/* Each column of the file by itself; what it became is remembered by its title, as long as there is such a column. */
static void
test_heads (Fixture *fixture, gconstpointer data)
{
  static const char file[] = "Post;I fjor;I år\nKommunikasjon;351;360\n";
  g_autoptr (SekImport) import = import_text (fixture, BUDGET, "a.csv", file, "unit", "1000", "column:I fjor",
                                              "new:Driftstall (accounts 2021)", "column:I år",
                                              "new:Prognose for året (2024 forecast from Prognose 2022)", NULL);
  g_autoptr (SekImport) again = NULL, gone = NULL, undone = NULL;

  g_assert_cmpuint (sek_import_count_accepted (import), ==, 4);
  g_assert_nonnull (strstr (note_of (import, "New column “Prognose for året”"), "Prognose 2022"));
  store_and_travel (fixture, import);
  again = import_text (fixture, BUDGET, "b.csv", file, NULL);
  g_assert_null (open_question (again));
  g_assert_cmpuint (sek_import_count (again, SEK_IMPORT_SAME), ==, 2);
  g_assert_cmpuint (sek_import_count_accepted (again), ==, 0);
  /* The rule stays when the column goes, and stands in nobody's way. */
  remove_row (fixture, "budget_column", "Driftstall");
  gone = import_text (fixture, BUDGET, "b.csv", file, NULL);
  g_assert_cmpuint (sek_import_count (gone, SEK_IMPORT_SAME), ==, 1);
  undo (fixture);
  undo (fixture);
  undone = import_text (fixture, BUDGET, "b.csv", file, "unit", "1000", NULL);
  g_assert_cmpstr (open_question (undone), ==, "column");
  g_assert_cmpuint (count_rows (fixture, SEK_IMPORT_RULE), ==, 0);
}

/* One is asked for, and another is told by its head. */
static void
test_beside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, BUDGET, "a.csv", "Post;Her;Der;Annet\nKommunikasjon;351;360;1\n",
                                              "unit", "1000", "column", "new:Budsjett 2024", "amount", "Her",
                                              "column:Der", "new:Regnskap 2021", NULL);

  assert_proposals (import, "new 0 «» New column “Budsjett 2024”:  → budget 2024 *\nnew 0 «» New column “Regnskap "
                            "2021”:  → accounts 2021 *\n"
                            "new 2 «Kommunikasjon» Kommunikasjon, Budsjett 2024:  → 351 *\nnew 2 «Kommunikasjon» "
                            "Kommunikasjon, Regnskap 2021:  → 360 *\n");
  store_and_travel (fixture, import);
}

static void
test_accounts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, ACCOUNTS, "saldo.csv",
                                              "Konto;Regnskap 2021;Regnskap 2020\n7000;300 000,00;5,00\n"
                                              "7140;12,00;5,00\n",
                                              "unit", "1", "column", "new:Regnskap 2021", "row:7000", "Kommunikasjon",
                                              NULL);

  assert_proposals (import, "new 0 «» New column “Regnskap 2021”:  → accounts 2021 *\nunknown 3 «7140» :  → 12kr\n"
                    "new 2 «Kommunikasjon» Kommunikasjon, Regnskap 2021:  → 300 *\n");
  store_and_travel (fixture, import);
  g_assert_cmpint (sek_register_get_amount (reg_of (fixture),
                                            find (fixture, "amount", "Kommunikasjon/Regnskap 2021"))->value, ==,
                                              30000000);
}

/* The first columns of a register bring the lines that it computes; the second cannot be without the first. */
static void
test_empty_register (Fixture *fixture, gconstpointer data)
{
  static const char file[] = "Del;Post;Budsjett 2024;Budsjett "
                             "2025\ninn;Kontingenter;100;110\nut;Prosjekter;50;60\nut;Reklame;1;1\n";
  g_autoptr (SekImport) import = import_text (fixture, BUDGET, "a.csv", file, "unit", "1000", "column", "new:", NULL);

  assert_proposals (import, "new 0 «» New column “Budsjett 2024”:  → budget 2024 *\nnew 0 «» New column “Budsjett "
                            "2025”:  → budget 2025 *\n"
                            "new 2 «Kontingenter» Kontingenter, Budsjett 2024:  → 100 *\nnew 3 «Prosjekter» "
                            "Prosjekter, Budsjett 2024:  → 50 *\nunknown 4 «Reklame» :  → 1\n"
                            "new 2 «Kontingenter» Kontingenter, Budsjett 2025:  → 110 *\nnew 3 «Prosjekter» "
                            "Prosjekter, Budsjett 2025:  → 60 *\nunknown 4 «Reklame» :  → 1\n");
  sek_import_accept (import, 0, FALSE);
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 0);
  sek_import_accept (import, 5, TRUE);
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 3);
  sek_import_accept (import, 0, TRUE);
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 6);
  store_and_travel (fixture, import);
  g_assert_cmpuint (count_rows (fixture, SEK_BUDGET_LINE), ==, 3);
  g_assert_cmpuint (count_rows (fixture, SEK_BUDGET_COLUMN), ==, 2);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *answer, *word; } refused[] = {
    { "new:Driftstall", "type and year" }, { "new:Driftstall 2021", "which type" }, { "new:Regnskap", "which year" },
    { "new: (accounts 2021)", "title" },
    { "new:budsjett 2022", "already" }, { "new:Drift (accounts 2021 from Budsjett 1999)", "Budsjett 1999" },
    { "new:Drift (accounts 21)", "which year" },
    { "new:TITLE", "type and year" },
  };
  g_autofree char *nameless = refuse_text (fixture, BUDGET, "a.csv", "Post;Beløp\nKommunikasjon;1\n", "unit", "1000",
                                           "column", "new:", NULL),
                  *open = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *budget = refuse_text (fixture, BUDGET, "a.csv", "Post;Beløp\nKommunikasjon;1\n", "unit", "1000",
                                             "column", refused[i].answer, NULL);
      g_autofree char *accounts = refuse_text (fixture, ACCOUNTS, "a.csv", "Konto;Kroner\n3000;1\n", "column",
                                               refused[i].answer, NULL);

      g_assert_nonnull (strstr (budget, refused[i].word));
      g_assert_cmpstr (accounts, ==, budget);
    }
  g_assert_nonnull (strstr (nameless, "new:Regnskap 2021"));
  open = refuse_text (fixture, BUDGET, "a.csv", "Post;Budsjett 2024;Regnskap 2021\nKommunikasjon;1;2\n", "unit", "1000",
                      NULL);
  g_assert_nonnull (strstr (open, "--column=new:TITLE"));
  g_assert_nonnull (strstr (open, "--column=new: (New columns: Budsjett 2024, Regnskap 2021)"));
}

/* Somebody made it, by hand or by another import, while this one was looked at. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, BUDGET, "a.csv", past, "column", "new:", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  add (fixture, "budget_column", "title", "Regnskap 2021", "year", "2021", "kind", "accounts", NULL);
  before = dump (fixture);
  g_assert_false (sek_import_submit (import, fixture->document, FALSE, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_CONFLICT);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_titles (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *head, *title; int year; gint64 kind; } heads[] = {
    { "Regnskap 2021", "Regnskap 2021", 2021, SEK_COLUMN_KIND_ACCOUNTS },
    { "Forslag  budsjett\n2024", "Forslag budsjett 2024", 2024, SEK_COLUMN_KIND_PROPOSAL },
    { "Regnskap 2022, prognose pr. 18.11.22", "Regnskap 2022, prognose pr. 18.11.22", 2022, SEK_COLUMN_KIND_FORECAST },
    { "Budsjett 2021 (1000 kr)", "Budsjett 2021", 2021, SEK_COLUMN_KIND_BUDGET },
    { "Regnskap (2021)", "Regnskap (2021)", 2021, SEK_COLUMN_KIND_ACCOUNTS },
    { "Revidert budsjett 2023", "Revidert budsjett 2023", 2023, SEK_COLUMN_KIND_ADJUSTED },
    { "Økonomiplan 2026", "Økonomiplan 2026", 2026, SEK_COLUMN_KIND_PLAN },
    { "PLAN 2027", "PLAN 2027", 2027, SEK_COLUMN_KIND_PLAN },
    { "Planlagt 2027", NULL, 2027, SEK_NONE }, { "Budsjett 2022–2023", NULL, 0, SEK_COLUMN_KIND_BUDGET },
    { "Budsjett 2022", NULL, 2022, SEK_COLUMN_KIND_BUDGET },
    { "", NULL, 0, SEK_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *title = NULL;
      gint64 kind;
      int year;

      g_assert_cmpint (sek_import_read_title (reg_of (fixture), heads[i].head, &title, &year, &kind), ==,
                       heads[i].title != NULL);
      g_assert_cmpstr (title, ==, heads[i].title);
      g_assert_cmpint (year, ==, heads[i].year);
      g_assert_cmpint (kind, ==, heads[i].kind);
    }
}

/* An answer is tried on what was read: the file may be gone by then. */
static void
test_read_once (Fixture *fixture, gconstpointer data)
{
  static const struct { gint64 kind; const char *name, *text, *question, *answer, *expected; } cases[] = {
    { SEK_IMPORT_KIND_POPULATION, "f.csv", "region;kjønn;2022\n3001 Halden;Menn;15700\n;Kvinner;15844\n", "year",
      "2022", "Halden" },
    { SEK_IMPORT_KIND_MEMBERS, "m.csv", "Nr;Kommune;E-post\n3301;Drammen;post@drammen.example\n", "role", "political",
      "post@drammen.example" },
    { SEK_IMPORT_KIND_ACCOUNTS, "r.csv", "Konto;Tekst;Beløp\n7100;Kommunikasjon;125000,00\n", "unit", "1",
      "Kommunikasjon" },
    { SEK_IMPORT_KIND_BUDGET, "b.csv", "Post;Beløp\nKommunikasjon;275\n", "unit", "1000", "Kommunikasjon" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL), *first = NULL, *again = NULL,
                      *words = NULL;
      g_autoptr (SekImport) import = sek_import_new (cases[i].kind, reg_of (fixture));
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].name);
      sek_import_set_today (import, SEK_DATE (2026, 2, 27));
      g_assert_true (g_file_set_contents (path, cases[i].text, -1, &error));
      sek_import_set_file (import, path);
      sek_import_answer (import, "column", "Forslag budsjett 2023");
      g_assert_true (sek_import_run (import, NULL, &error));
      first = word_proposals (import);
      g_assert_cmpint (g_unlink (path), ==, 0);
      sek_import_run (import, NULL, &error);
      g_assert_no_error (error);
      again = word_proposals (import);
      g_assert_cmpstr (again, ==, first);
      sek_import_answer (import, cases[i].question, cases[i].answer);
      sek_import_run (import, NULL, &error);
      g_assert_no_error (error);
      words = word_proposals (import);
      g_assert_nonnull (strstr (words, cases[i].expected));
      /* Another encoding needs the file. */
      sek_import_answer (import, "encoding", "WINDOWS-1252");
      g_assert_false (sek_import_run (import, NULL, &error));
      g_assert_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/import/columns/one", test_one);
  ADD ("/import/columns/several", test_several);
  ADD ("/import/columns/heads", test_heads);
  ADD ("/import/columns/beside", test_beside);
  ADD ("/import/columns/accounts", test_accounts);
  ADD_EMPTY ("/import/columns/empty-register", test_empty_register);
  ADD ("/import/columns/refused", test_refused);
  ADD ("/import/columns/meanwhile", test_meanwhile);
  ADD ("/import/columns/titles", test_titles);
  ADD ("/import/read-once", test_read_once);
  return g_test_run ();
}
