/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-fixture.h"

#include <sqlite3.h>
#include <string.h>

#include "sek-comparison.h"

/* What Sammenligning says of two versions: cell by cell with who and when, made in any thread, anew for a register that
 * was changed; lines that came or went in each section; and what was adopted beside what is. */

#define PROPOSAL "Forslag budsjett 2023"

/* All that was done until now is of a day in November 2022. */
static void
date_all (Fixture *fixture, const char *day)
{
  g_autofree char *statement = g_strdup_printf ("UPDATE event SET at = '%sT08:00:00Z' WHERE at > '2023-06'", day);
  sqlite3 *db;

  sek_document_close (fixture->document);
  g_clear_object (&fixture->document);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, statement, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  reopen (fixture);
}

static void
compare (Fixture *fixture, SekReport *report, const SekVersionWish *before, const SekVersionWish *after)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sek_report_set_versions (report, fixture->document, before, after, &error));
  g_assert_no_error (error);
}

static GError *
try_compare (Fixture *fixture, SekReport *report, const SekVersionWish *before, const SekVersionWish *after)
{
  GError *error = NULL;

  g_assert_false (sek_report_set_versions (report, fixture->document, before, after, &error));
  g_assert_false (sek_report_has_versions (report));
  return error;
}

/* The figure of that name; NULL for none. Borrowed from differences. */
static const SekDifference *
find_figure (GPtrArray *differences, const char *name)
{
  for (guint i = 0; i < differences->len; i++)
    {
      const SekDifference *difference = differences->pdata[i];

      if (difference->kind != SEK_DIFFERENCE_TEXT && g_str_equal (difference->name, name))
        return difference;
    }
  return NULL;
}

static gpointer
make_in_thread (gpointer data)
{
  static const SekTableId table = SEK_TABLE_COMPARISON;
  g_autoptr (SekBook) book = sek_report_make_book (data, &table, 1, NULL);

  return sek_book_to_text (book);
}

/* Collected once, and used where no document is; what is changed later is there when the report is renewed. */
static void
test_authors (Fixture *fixture, gconstpointer data)
{
  const SekVersionWish day = { .kind = SEK_VERSION_DAY, .day = SEK_DATE (2022, 11, 18) }, now = { SEK_VERSION_NOW };
  g_auto (SekReport) report = { 0 };
  SekReport copy;
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autofree char *text = NULL;

  date_all (fixture, "2022-11-18");
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "350");
  sek_report_init (&report, fixture->document);
  compare (fixture, &report, &day, &now);
  before = sek_report_dup_differences (&report);
  g_assert_cmpint (find_figure (before, "Kommunikasjon")->change, ==, 10000000);
  g_assert_nonnull (find_figure (before, "Kommunikasjon")->who);
  g_assert_nonnull (find_figure (before, "Kommunikasjon")->at);
  g_assert_null (find_figure (before, "Sum driftsutgifter")->who);
  g_assert_null (find_figure (before, "Kontingenter"));

  type_amount (fixture, "Kontingenter", PROPOSAL, "6000");
  sek_report_renew (&report, fixture->document);
  after = sek_report_dup_differences (&report);
  g_assert_nonnull (find_figure (after, "Kontingenter")->who);

  sek_report_copy_apart (&copy, &report);
  sek_report_clear (&report);
  report = (SekReport) { 0 };
  text = g_thread_join (g_thread_new ("book", make_in_thread, &copy));
  g_assert_nonnull (strstr (text, "Endret av"));
  g_assert_nonnull (strstr (text, find_figure (before, "Kommunikasjon")->who));
  sek_report_clear (&copy);
}

/* A heading stands above what it is of: what all sections come to is under none. */
static void
test_headings (Fixture *fixture, gconstpointer data)
{
  g_auto (SekReport) report = { 0 };
  g_autoptr (GPtrArray) differences = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *title = g_strdup_printf ("Plan %d", i);

      add (fixture, "budget_column", "title", title, "year", i == 0 ? "2030" : "2031", "kind", "plan", NULL);
      type_amount (fixture, "Kontingenter", title, i == 0 ? "10" : "20");
    }
  sek_report_init (&report, fixture->document);
  g_assert_true (sek_report_set_change (&report, "Plan 1", "Plan 0", NULL));
  differences = sek_report_dup_differences (&report);
  g_assert_cmpstr (find_figure (differences, "Kontingenter")->heading, ==, "Inntekter");
  g_assert_cmpstr (find_figure (differences, "Sum inntekter")->heading, ==, "Inntekter");
  g_assert_null (find_figure (differences, "Resultat*")->heading);
}

/* A column that one side alone has is told whole, and so are lines of each section. */
static void
test_came_and_went (Fixture *fixture, gconstpointer data)
{
  static const char *const sections[] = { "opening", "income", "expense" };
  const SekVersionWish day = { .kind = SEK_VERSION_DAY, .day = SEK_DATE (2022, 11, 18) },
                       later = { .kind = SEK_VERSION_DAY, .day = SEK_DATE (2022, 11, 20) }, now = { SEK_VERSION_NOW };
  g_auto (SekReport) report = { 0 };
  g_autoptr (GPtrArray) came = NULL, went = NULL;

  date_all (fixture, "2022-11-18");
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      add (fixture, "budget_line", "section", sections[i], "name", sections[i], NULL);
      type_amount (fixture, sections[i], PROPOSAL, "7");
    }
  date_all (fixture, "2022-11-20");
  remove_row (fixture, "budget_column", PROPOSAL);
  sek_report_init (&report, fixture->document);
  report.options.year = 2023;
  compare (fixture, &report, &day, &later);
  came = sek_report_dup_differences (&report);
  compare (fixture, &report, &later, &now);
  went = sek_report_dup_differences (&report);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_assert_cmpint (find_figure (came, sections[i])->before, ==, SEK_NONE);
      g_assert_cmpint (find_figure (came, sections[i])->now, ==, 700000);
      g_assert_cmpint (find_figure (went, sections[i])->now, ==, SEK_NONE);
      g_assert_cmpint (find_figure (went, sections[i])->before, ==, 700000);
      g_assert_nonnull (find_figure (went, sections[i])->who);
    }
  g_assert_cmpstr (find_figure (went, "Kommunikasjon")->title, ==, PROPOSAL);
}

/* What is refused leaves the report comparing what it compared. */
static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  const SekVersionWish now = { SEK_VERSION_NOW }, today = { .kind = SEK_VERSION_DAY, .day = sek_date_today () },
                       old = { .kind = SEK_VERSION_DAY, .day = SEK_DATE (2001, 1, 1) },
                       far = { .kind = SEK_VERSION_DAY, .day = SEK_DATE (2999, 1, 1) },
                       open = { .kind = SEK_VERSION_ADOPTED, .column = find (fixture, "budget_column", PROPOSAL) };
  const struct { const SekVersionWish *before, *after; int code; } cases[] = {
    { &old, &now, SEK_ERROR_NOT_FOUND }, { &far, &now, SEK_ERROR_INPUT },   { &today, &today, SEK_ERROR_INPUT },
    { &today, &old, SEK_ERROR_INPUT },   { &now, &today, SEK_ERROR_INPUT }, { &open, &now, SEK_ERROR_REFUSED },
    { &open, &open, SEK_ERROR_INPUT },   { &today, &open, SEK_ERROR_REFUSED },
  };
  g_auto (SekReport) report = { 0 };

  sek_report_init (&report, fixture->document);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = try_compare (fixture, &report, cases[i].before, cases[i].after);

      g_test_message ("%u: %s", i, error->message);
      g_assert_error (error, SEK_ERROR, cases[i].code);
    }
}

/* What was adopted beside the same column as the register would make it today, without a change of the register. */
static void
test_adopted (Fixture *fixture, gconstpointer data)
{
  gint64 column = find (fixture, "budget_column", PROPOSAL);
  const SekVersionWish adopted = { .kind = SEK_VERSION_ADOPTED, .column = column }, now = { SEK_VERSION_NOW };
  g_autofree char *sealed = NULL, *compared = NULL;
  g_auto (SekReport) report = { 0 };
  g_autoptr (GPtrArray) same = NULL, other = NULL;

  edit (fixture, "budget_column", PROPOSAL, "status", "sealed");
  sek_report_init (&report, fixture->document);
  compare (fixture, &report, &adopted, &now);
  same = sek_report_dup_differences (&report);
  g_assert_cmpuint (same->len, ==, 0);
  edit (fixture, "instalment", "Klimasats/2023", "value", "1000000");
  sealed = dump (fixture);
  sek_report_renew (&report, fixture->document);
  other = sek_report_dup_differences (&report);
  compared = dump (fixture);
  g_assert_cmpint (find_figure (other, "Klimasats")->change, ==, 10000000);
  g_assert_cmpint (find_figure (other, "Utgående mindreforbruk")->change, ==, 10000000);
  g_assert_cmpstr (sealed, ==, compared);
}

/* What an adjusted budget changed of the adopted one, each with its reason beside it. */
static void
test_reasons (Fixture *fixture, gconstpointer data)
{
  static const SekTableId table = SEK_TABLE_COMPARISON;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("copy-column");
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (SekBook) book = NULL;
  g_autofree char *text = NULL;
  g_auto (SekReport) report = { 0 };
  g_autoptr (GError) error = NULL;

  edit (fixture, "budget_column", PROPOSAL, "status", "sealed");
  sek_budget_propose_column (reg_of (fixture), "Justert budsjett 2023", 2023, SEK_COLUMN_KIND_ADJUSTED,
                             find (fixture, "budget_column", PROPOSAL), changeset);
  submit (fixture, changeset);
  type_amount (fixture, "Kommunikasjon", "Justert budsjett 2023", "260");
  edit (fixture, "amount", "Kommunikasjon/Justert budsjett 2023", "reason", "Skal trykkes likevel");
  edit (fixture, "project_amount", "Klima/Justert budsjett 2023", "value", "200");
  edit (fixture, "project_amount", "Klima/Justert budsjett 2023", "reason", "Ny klimaskole");

  start_report (fixture, &report);
  g_assert_true (sek_report_set_change (&report, "Justert budsjett 2023", "", &error));
  differences = sek_report_dup_differences (&report);
  g_assert_cmpstr (sek_report_get_reason (&report, find_figure (differences, "Kommunikasjon")), ==,
                   "Skal trykkes likevel");
  g_assert_cmpstr (sek_report_get_reason (&report, find_figure (differences, "Klima")), ==, "Ny klimaskole");
  g_assert_null (sek_report_get_reason (&report, find_figure (differences, "Prosjekter")));
  book = make_book (&report, &table, 1);
  text = sek_book_to_text (book);
  g_assert_nonnull (strstr (text, "Grunn til endringen"));
  g_assert_nonnull (strstr (text, "Ny klimaskole"));

  /* Of other columns there is nothing to give a reason for. */
  g_assert_true (sek_report_set_change (&report, "Justert budsjett 2023", "Budsjett 2022", &error));
  g_clear_pointer (&text, g_free);
  g_clear_pointer (&book, sek_book_free);
  book = make_book (&report, &table, 1);
  text = sek_book_to_text (book);
  g_assert_null (strstr (text, "Grunn til endringen"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/compare/authors", test_authors);
  ADD ("/compare/headings", test_headings);
  ADD ("/compare/came-and-went", test_came_and_went);
  ADD ("/compare/refusals", test_refusals);
  ADD ("/compare/adopted", test_adopted);
  ADD ("/compare/reasons", test_reasons);
  return g_test_run ();
}
