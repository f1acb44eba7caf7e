/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-fixture.h"

#include <string.h>

/* Tilskuddsrapport and Stillinger as books: their figures in three languages, their formulas, one grant and all, the
 * day, set-ups and several years. */

static gint64
cell (SekSheet *sheet, const char *row, const char *column)
{
  const SekSheetRow *found = sek_sheet_find_row (sheet, row);
  int at = sek_sheet_find_column (sheet, column);

  if (found == NULL || at < 0)
    g_error ("%s has no cell %s/%s", sheet->info.key, row, column);
  return sek_cell_is_blank (&found->cells[at]) ? SEK_NONE : found->cells[at].integer;
}

static gboolean
has_formula (SekSheet *sheet, const char *row, const char *column)
{
  return sek_sheet_find_row (sheet, row)->cells[sek_sheet_find_column (sheet, column)].expr != NULL;
}

static gboolean
has_note (SekSheet *sheet, const char *part)
{
  for (guint i = 0; i < sheet->notes->len; i++)
    if (strstr (sheet->notes->pdata[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static char *
key_of (const char *name, gint64 id)
{
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT, name, id);
}

/* The figure of a grant's row by the row's name. */
static gint64
of_grant (SekSheet *sheet, const char *name, gint64 grant, const char *column)
{
  g_autofree char *key = key_of (name, grant);

  return cell (sheet, key, column);
}

static gint64
add_rows (Fixture *fixture)
{
  gint64 grant = find (fixture, "grant", "Klimasats");

  edit (fixture, "instalment", "Klimasats/2023", "received_on", "15.3.2023");
  add (fixture, "contribution", "grant", "Klimasats", "date", "10.2.2023", "kind", "hours", "hours", "210", "hour_rate",
       "750", "what", "Kartlegging", NULL);
  add (fixture, "contribution", "grant", "Klimasats", "date", "1.1.2024", "kind", "hours", "hours", "100", NULL);
  add (fixture, "contribution", "grant", "Klimasats", "date", "1.9.2023", "kind", "cash", "value", "150 000,50", NULL);
  add (fixture, "contribution", "grant", "Klimasats", "date", "31.3.2023", "kind", "funded", "value", "420 000", NULL);
  add (fixture, "contribution", "grant", "Klimasats", "date", "31.12.2023", "kind", "cash", "budget_line",
       "Kommunikasjon", NULL);
  return grant;
}

static SekSheet *
make (SekReport *report, SekTableId table, SekBook **book)
{
  *book = make_book (report, &table, 1);
  return (*book)->sheets->pdata[0];
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  static const char *const captions[SEK_N_LANGUAGES] = {
    "Tilskuddsrapport for Klimasats per 8.7.2024", "Tilskotsrapport for Klimasats per 8.7.2024",
    "Grant report for Klimasats as of 8 July 2024",
  };
  static const char *const reasons[SEK_N_LANGUAGES] = {
    "1) Teller med ordningens høyeste timesats, 600\302\240kr.",
    "1) Tel med den høgste timesatsen i ordninga, 600\302\240kr.", "1) Counts with the scheme's highest hourly rate, ",
  };
  gint64 grant = add_rows (fixture);

  for (int language = 0; language < SEK_N_LANGUAGES; language++)
    {
      g_auto (SekReport) report = { 0 };
      g_autoptr (SekBook) book = NULL;
      g_autofree char *hours = key_of ("hours", grant), *due = key_of ("due", grant);
      SekSheet *sheet;

      start_report (fixture, &report);
      report.options.language = language;
      report.data.today = SEK_DATE (2024, 7, 8);
      sheet = make (&report, SEK_TABLE_GRANT_REPORT, &book);
      g_assert_cmpstr (sheet->info.caption, ==, captions[language]);
      /* 210 × 600 + 100 × 700 */
      g_assert_cmpint (of_grant (sheet, "hours", grant, "amount"), ==, KR (196000));
      g_assert_cmpint (of_grant (sheet, "hours", grant, "hours"), ==, 31000);
      g_assert_cmpint (of_grant (sheet, "own", grant, "amount"), ==, 34600050);
      g_assert_cmpint (of_grant (sheet, "own", grant, "rest"), ==, KR (1500000) - 34600050);
      g_assert_cmpint (of_grant (sheet, "spent", grant, "amount"), ==, 76600050);
      g_assert_cmpint (of_grant (sheet, "due", grant, "amount"), ==, 38300025);
      g_assert_cmpint (of_grant (sheet, "received", grant, "amount"), ==, KR (900000));
      g_assert_cmpint (of_grant (sheet, "balance", grant, "amount"), ==, KR (900000) - 38300025);
      g_assert_true (has_formula (sheet, hours, "amount") && has_formula (sheet, due, "amount"));
      g_assert_true (has_note (sheet, reasons[language]));
      g_assert_true (has_note (sheet, "2) "));
      g_assert_false (has_note (sheet, "3) "));
    }
}

/* What is dated later is not there yet, nor received. */
static void
test_day (Fixture *fixture, gconstpointer data)
{
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  gint64 grant = add_rows (fixture);
  SekSheet *sheet;

  start_report (fixture, &report);
  report.data.today = SEK_DATE (2023, 3, 14);
  sheet = make (&report, SEK_TABLE_GRANT_REPORT, &book);
  g_assert_cmpint (of_grant (sheet, "own", grant, "amount"), ==, KR (126000));
  g_assert_cmpint (of_grant (sheet, "received", grant, "amount"), ==, SEK_NONE);
  g_assert_cmpint (of_grant (sheet, "balance", grant, "amount"), ==, KR (63000));
}

/* All of them one after another, or one by name; a set-up remembers which. */
static void
test_one_and_all (Fixture *fixture, gconstpointer data)
{
  g_auto (SekReport) report = { 0 }, other = { 0 };
  g_autoptr (SekBook) all = NULL, one = NULL;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  gint64 klimasats = add_rows (fixture), second = add (fixture, "grant", "name", "Skog", "awarded", "1 000", NULL);
  SekSheet *sheet;

  start_report (fixture, &report);
  sheet = make (&report, SEK_TABLE_GRANT_REPORT, &all);
  g_assert_true (g_str_has_prefix (sheet->info.caption, "Tilskuddsrapport per "));
  g_assert_cmpint (of_grant (sheet, "spent", second, "budget"), ==, KR (1000));
  g_assert_cmpint (of_grant (sheet, "spent", klimasats, "budget"), ==, KR (3000000));
  g_assert_false (sek_report_set_grant (&report, "Ingen", &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (sek_report_set_grant (&report, "Skog", &error));
  sheet = make (&report, SEK_TABLE_GRANT_REPORT, &one);
  first = key_of ("spent", klimasats);
  g_assert_null (sek_sheet_find_row (sheet, first));
  sek_report_propose_setup (&report, fixture->document, "Rapport", changeset);
  submit (fixture, changeset);
  start_report (fixture, &other);
  g_assert_true (sek_report_use_setup (&other, fixture->document, "Rapport", &error));
  g_assert_cmpint (other.options.grant, ==, second);
  remove_row (fixture, "grant", "Skog");
  sek_report_renew (&other, fixture->document);
  g_assert_cmpint (other.options.grant, ==, 0);
}

/* --- positions ---------------------------------------------------------------------------------------------------- */

static void
test_positions (Fixture *fixture, gconstpointer data)
{
  gint64 leader = add (fixture, "staff_position", "title", "Leder", "percent", "100", "yearly_pay", "1 200 000",
                       "social_costs", "30", NULL),
         helper = add (fixture, "staff_position", "title", "Medarbeider", "percent", "40", "yearly_pay", "600 000",
                       "ends_on", "31.12.2023", NULL);
  g_autofree char *leader_key = g_strdup_printf ("%" G_GINT64_FORMAT, leader),
                  *helper_key = g_strdup_printf ("%" G_GINT64_FORMAT, helper);

  add (fixture, "position_share", "staff_position", "Medarbeider", "payer", "nav", "percent", "100", NULL);
  add (fixture, "staff_position", "title", "Vikar", "percent", "50", "starts_on", "1.10.2023", NULL);
  for (int language = 0; language < SEK_N_LANGUAGES; language++)
    {
      g_auto (SekReport) report = { 0 };
      g_autoptr (SekBook) book = NULL, later = NULL;
      SekSheet *sheet;

      start_report (fixture, &report);
      report.options.language = language;
      report.options.year = 2023;
      sheet = make (&report, SEK_TABLE_POSITIONS, &book);
      g_assert_cmpint (cell (sheet, leader_key, "cost"), ==, KR (1560000));
      g_assert_cmpint (cell (sheet, leader_key, "council"), ==, KR (1560000));
      g_assert_cmpint (cell (sheet, helper_key, "nav"), ==, KR (240000));
      g_assert_cmpint (cell (sheet, helper_key, "council"), ==, SEK_NONE);
      g_assert_cmpint (cell (sheet, "total", "cost"), ==, KR (1800000));
      g_assert_cmpint (cell (sheet, "total", "council"), ==, KR (1560000));
      g_assert_true (has_formula (sheet, leader_key, "cost") && has_formula (sheet, helper_key, "nav")
                     && has_formula (sheet, "total", "council"));
      g_assert_true (has_note (sheet, "Vikar"));
      report.options.year = 2024;
      sheet = make (&report, SEK_TABLE_POSITIONS, &later);
      g_assert_null (sek_sheet_find_row (sheet, helper_key));
    }
}

/* Two years in one book, and the check of the line leads to the sheet of its year. */
static void
test_years (Fixture *fixture, gconstpointer data)
{
  static const SekTableId tables[] = { SEK_TABLE_POSITIONS, SEK_TABLE_GRANT_REPORT, SEK_TABLE_CHECKS };
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  guint n = 0;

  add (fixture, "staff_position", "title", "Leder", "percent", "100", "yearly_pay", "1 200 000", NULL);
  add (fixture, "budget_line", "section", "expense", "name", "Lønn", "source", "positions", NULL);
  start_report (fixture, &report);
  sek_report_set_more_year (&report, 2022, TRUE);
  book = make_book (&report, tables, G_N_ELEMENTS (tables));
  for (guint i = 0; i < book->sheets->len; i++)
    n += g_str_has_prefix (((SekSheet *) book->sheets->pdata[i])->info.key, "stillinger-");
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (book->sheets->len, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/grants/report", test_report);
  ADD ("/grants/day", test_day);
  ADD ("/grants/one-and-all", test_one_and_all);
  ADD ("/positions/table", test_positions);
  ADD ("/positions/years", test_years);
  return g_test_run ();
}
