/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-fixture.h"

#include <string.h>

#include "sek-scenario.h"

/* Reserve, Statusrapport and the tables of scenarios as books, and what says that a scenario is shown. */

#define DRAFT "Forslag budsjett 2023"

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

static const char *
head (SekSheet *sheet, const char *column)
{
  return sek_sheet_get_column (sheet, sek_sheet_find_column (sheet, column))->head;
}

static SekSheet *
make (SekReport *report, SekTableId table, SekBook **book)
{
  *book = make_book (report, &table, 1);
  return (*book)->sheets->pdata[0];
}

/* The row of a name, streamed or stored, and no head of others; fails where there is none. */
static const SekSheetRow *
find_named (SekSheet *sheet, const char *name)
{
  for (guint i = 0; i < sek_sheet_n_rows (sheet); i++)
    if (sek_sheet_get_row (sheet, i)->style != SEK_ROW_SECTION
        && g_str_equal (sek_sheet_row_get_text (sek_sheet_get_row (sheet, i), 0), name))
      return sek_sheet_get_row (sheet, i);
  g_error ("%s has no row %s", sheet->info.key, name);
}

static gint64
named (SekSheet *sheet, const char *name, const char *column)
{
  const SekCell *found = &find_named (sheet, name)->cells[sek_sheet_find_column (sheet, column)];

  return sek_cell_is_blank (found) ? SEK_NONE : found->integer;
}

static void
set_organisation (Fixture *fixture, const char *column, const char *value)
{
  edit (fixture, "organisation", "Osloregionen interkommunalt politisk råd", column, value);
}

/* A scenario with a higher rate and less for a line. */
static gint64
add_scenario (Fixture *fixture, const char *name, const char *rate, const char *amount)
{
  gint64 scenario = add (fixture, "scenario", "name", name, NULL);

  sek_document_show_scenario (fixture->document, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", rate);
  edit (fixture, "amount", "Kommunikasjon" "/" DRAFT, "value", amount);
  sek_document_show_scenario (fixture->document, 0);
  return scenario;
}

/* --- the reserve -------------------------------------------------------------------------------------------------- */

static void
test_reserve (Fixture *fixture, gconstpointer data)
{
  static const char *const captions[] = { "Reserve 2022–2026", "Reserve 2022–2026", "Reserve 2022–2026" };
  static const char *const heads[] = { "2022\nPrognose 18.11.22", "2022\nPrognose 18.11.22",
                                       "2022\nForecast 2022-11-18" };
  static const char *const words[] = { "Utgående mindreforbruk", "Utgåande mindreforbruk", "Closing balance" };
  static const char *const notes[] = { "som året før: ", "som året før: ", "as the year before: " };

  set_organisation (fixture, "reserve_limit", "500 000");
  for (int language = 0; language < SEK_N_LANGUAGES; language++)
    {
      g_auto (SekReport) report = { 0 };
      g_autoptr (SekBook) book = NULL;
      const SekChart *chart;
      SekSheet *sheet;

      start_report (fixture, &report);
      report.options.language = language;
      sheet = make (&report, SEK_TABLE_RESERVE, &book);
      g_assert_cmpstr (sheet->info.caption, ==, captions[language]);
      g_assert_cmpstr (head (sheet, "y2022"), ==, heads[language]);
      /* 3 740 + 5 981 − 6 994, and 2 727 + 7 183 − 9 280 */
      g_assert_cmpint (cell (sheet, "closing", "y2022"), ==, TKR (2727));
      g_assert_cmpint (cell (sheet, "opening", "y2023"), ==, TKR (2727));
      g_assert_cmpint (cell (sheet, "closing", "y2023"), ==, TKR (630));
      g_assert_cmpint (cell (sheet, "limit", "y2026"), ==, TKR (500));
      g_assert_cmpint (cell (sheet, "closing", "y2026"), ==,
                       cell (sheet, "closing", "y2025") + cell (sheet, "result", "y2026"));
      g_assert_true (has_formula (sheet, "opening", "y2023") && has_formula (sheet, "closing", "y2026"));
      g_assert_null (sek_sheet_find_row (sheet, "gap"));
      g_assert_cmpstr (sek_sheet_row_get_text (sek_sheet_find_row (sheet, "closing"), 0), ==, words[language]);
      g_assert_true (has_note (sheet, notes[language]));
      chart = book->charts->pdata[0];
      g_assert_true (strstr (chart->info.title, "2024") != NULL);
      g_assert_cmpstr (chart->info.subtitle, ==, words[language]);
      g_assert_cmpint (chart->limit, ==, TKR (500));
      g_assert_cmpuint (chart->plan, ==, 2);
      /* A chain that goes on into years of plans was adopted by nobody. */
      g_assert_null (strstr (sheet->info.status_line, "edt"));
    }
}

/* Somebody chose another column for 2022: what 2023 opens with is not what 2022 closes with. */
static void
test_gap (Fixture *fixture, gconstpointer data)
{
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  SekSheet *sheet;

  add (fixture, "year_source", "year", "2022", "budget_column", "Budsjett 2022", NULL);
  start_report (fixture, &report);
  sheet = make (&report, SEK_TABLE_RESERVE, &book);
  g_assert_cmpstr (head (sheet, "y2022"), ==, "2022\nBudsjett, valgt");
  g_assert_true (has_note (sheet, "Valgt"));
  g_assert_cmpint (cell (sheet, "closing", "y2022"), ==, TKR (2151));
  g_assert_cmpint (cell (sheet, "opening", "y2023"), ==, TKR (2151));
  g_assert_cmpint (cell (sheet, "gap", "y2023"), ==, TKR (576));
  g_assert_cmpint (cell (sheet, "gap", "y2022"), ==, SEK_NONE);
  g_assert_cmpint (cell (sheet, "closing", "y2023"), ==, TKR (630));
  g_assert_null (sek_sheet_find_row (sheet, "limit"));
}

/* The whole program calls the balance what the organisation does. */
static void
test_fund (Fixture *fixture, gconstpointer data)
{
  static const SekTableId tables[] = { SEK_TABLE_MAIN, SEK_TABLE_RESERVE, SEK_TABLE_CHECKS };
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  g_autofree char *text = NULL;
  const SekChart *chart;

  set_organisation (fixture, "balance_name", "fund");
  start_report (fixture, &report);
  book = make_book (&report, tables, G_N_ELEMENTS (tables));
  text = sek_book_to_text (book);
  g_assert_nonnull (strstr (text, "Utgående disposisjonsfond"));
  g_assert_null (strstr (text, "Utgående mindreforbruk"));
  chart = book->charts->pdata[book->charts->len - 1];
  g_assert_cmpstr (chart->info.title, ==, "Utgående disposisjonsfond");
}

/* --- the status report -------------------------------------------------------------------------------------------- */

static void
add_accounts (Fixture *fixture)
{
  add (fixture, "budget_column", "title", "Regnskap august", "year", "2022", "kind", "accounts", "figures_on",
       "31.8.2022", "unit", "1000", NULL);
  type_amount (fixture, "Lønn sekretariatet mv.", "Regnskap august", "3 420,5");
  type_amount (fixture, "Kommunikasjon", "Regnskap august", "301,4");
  edit (fixture, "amount", "Kommunikasjon" "/Regnskap august", "comment", "Nytt nettsted");
  type_amount (fixture, "Kontingenter", "Regnskap august", "6 034");
  add (fixture, "project_amount", "project", "Klima", "budget_column", "Budsjett 2022", "value", "300", NULL);
  add (fixture, "project_amount", "project", "Klima", "budget_column", "Regnskap august", "value", "120", NULL);
  edit (fixture, "budget_line", "Kontingenter", "profile", "1 0");
  edit (fixture, "budget_line", "Lønn sekretariatet mv.", "profile", "1 1 1 1 1 1 1 1 1 1 1 2");
  set_organisation (fixture, "deviation_limit", "50 000");
  set_organisation (fixture, "deviation_percent", "5");
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  static const char *const heads[] = { "Regnskap\nper 31.8.2022", "Rekneskap\nper 31.8.2022",
                                       "Accounts\nas of 31 August 2022" };
  static const char *const lacking[] = { "Mangler forklaring: ",
                                         "Manglar forklaring: ",
                                         "Not explained: " };
  static const char *const spread[] = { "Kontingenter fordeles på halvårene som 1–0.",
                                        "Kontingenter blir fordelt på halvåra som 1–0.",
                                        "Kontingenter is spread over the half-years as 1–0." };

  add_accounts (fixture);
  for (int language = 0; language < SEK_N_LANGUAGES; language++)
    {
      g_auto (SekReport) report = { 0 };
      g_autoptr (SekBook) book = NULL;
      SekSheet *sheet;

      start_report (fixture, &report);
      report.options.language = language;
      report.options.year = 2022;
      report.data.today = SEK_DATE (2022, 9, 10);
      sheet = make (&report, SEK_TABLE_STATUS_REPORT, &book);
      g_assert_cmpstr (head (sheet, "actual"), ==, heads[language]);
      /* 5 000 × 8 ÷ 13, and 350 × 8 ÷ 12 */
      g_assert_cmpint (named (sheet, "Lønn sekretariatet mv.", "to-date"), ==, TKR (3077));
      g_assert_cmpint (named (sheet, "Lønn sekretariatet mv.", "deviation"), ==, TKR (3077) - 342050000);
      g_assert_cmpint (named (sheet, "Kommunikasjon", "to-date"), ==, TKR (233));
      g_assert_cmpint (named (sheet, "Kontingenter", "to-date"), ==, TKR (6034));
      g_assert_cmpint (named (sheet, "Kontingenter", "deviation"), ==, 0);
      g_assert_cmpint (cell (sheet, "sum-projects", "deviation"), ==, TKR (80));
      g_assert_true (has_formula (sheet, "sum-expense", "to-date") && has_formula (sheet, "result", "deviation")
                     && has_formula (sheet, "sum-projects", "actual"));
      g_assert_true (has_note (sheet, lacking[language]));
      g_assert_true (has_note (sheet, "; Lønn sekretariatet mv.; "));
      g_assert_true (has_note (sheet, spread[language]));
      g_assert_true (sek_sheet_row_is_marked (find_named (sheet, "Lønn sekretariatet mv.")));
      g_assert_false (sek_sheet_row_is_marked (find_named (sheet, "Kommunikasjon")));
      g_assert_cmpstr (sek_sheet_row_get_text (find_named (sheet, "Kommunikasjon"),
                                               sek_sheet_find_column (sheet, "comment")),
                       ==, "Nytt nettsted");
      /* The forecast is of November. */
      g_assert_cmpint (sek_sheet_find_column (sheet, "forecast"), <, 0);
      report.data.today = SEK_DATE (2022, 12, 1);
      g_clear_pointer (&book, sek_book_free);
      sheet = make (&report, SEK_TABLE_STATUS_REPORT, &book);
      g_assert_cmpint (named (sheet, "Kommunikasjon", "forecast"), ==, TKR (250));
    }
}

/* In a book with Hovedtall an amount stands there alone. */
static void
test_status_live (Fixture *fixture, gconstpointer data)
{
  static const SekTableId tables[] = { SEK_TABLE_MAIN, SEK_TABLE_STATUS_REPORT, SEK_TABLE_RESERVE };
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, find (fixture, "budget_line", "Kommunikasjon"));

  add_accounts (fixture);
  start_report (fixture, &report);
  report.options.year = 2022;
  book = make_book (&report, tables, G_N_ELEMENTS (tables));
  g_assert_true (has_formula (book->sheets->pdata[1], key, "actual"));
  g_assert_false (has_formula (book->sheets->pdata[1], key, "to-date"));
  g_assert_true (has_formula (book->sheets->pdata[2], "sum-income", "y2022"));
}

/* --- scenarios ---------------------------------------------------------------------------------------------------- */

static void
test_figures (Fixture *fixture, gconstpointer data)
{
  static const char *const counts[] = { "Scenario A: Høyere sats. 2 endringer:",
                                        "Scenario A: Høyere sats. 2 endringar:",
                                        "Scenario A: Høyere sats. 2 changes:" };
  static const char *const rates[] = { "2023, kommune: 2,80 → 3,45", "2023, kommune: 2,80 → 3,45",
                                       "2023, municipality: 2.80 → 3.45" };
  static const char *const misfits[] = { "Registeret har 260 nå.", "Registeret har 260 no.",
                                         "The register has 260 by now." };

  add_scenario (fixture, "Høyere sats", "3,45", "150");
  for (int language = 0; language < SEK_N_LANGUAGES; language++)
    {
      g_auto (SekReport) report = { 0 };
      g_autoptr (SekBook) book = NULL, later = NULL;
      SekSheet *sheet;

      start_report (fixture, &report);
      report.options.language = language;
      sheet = make (&report, SEK_TABLE_SCENARIO_MAIN, &book);
      g_assert_cmpint (named (sheet, "Kommunikasjon", "register"), ==, TKR (250));
      g_assert_cmpint (named (sheet, "Kommunikasjon", "s1"), ==, TKR (150));
      g_assert_cmpint (named (sheet, "Kommunikasjon", "d1"), ==, TKR (-100));
      g_assert_cmpint (cell (sheet, "closing", "register"), ==, TKR (630));
      g_assert_cmpint (cell (sheet, "closing", "s1"), ==, TKR (730));
      g_assert_cmpint (cell (sheet, "closing", "d1"), ==, TKR (100));
      g_assert_true (has_formula (sheet, "closing", "s1") && has_formula (sheet, "result", "d1"));
      g_assert_true (has_note (sheet, counts[language]));
      g_assert_true (has_note (sheet, rates[language]));
      edit (fixture, "amount", "Kommunikasjon" "/" DRAFT, "value", "260");
      sek_report_renew (&report, fixture->document);
      sheet = make (&report, SEK_TABLE_SCENARIO_MAIN, &later);
      g_assert_true (has_note (sheet, misfits[language]));
      undo (fixture);
    }
}

/* A line that a scenario alone has stands last in its section. */
static void
test_new_line (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = add_scenario (fixture, "Ny satsing", "2,80", "150");
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  SekSheet *sheet;

  sek_document_show_scenario (fixture->document, scenario);
  add (fixture, "budget_line", "section", "expense", "name", "Satsing", NULL);
  type_amount (fixture, "Satsing", DRAFT, "400");
  sek_document_show_scenario (fixture->document, 0);
  start_report (fixture, &report);
  sheet = make (&report, SEK_TABLE_SCENARIO_MAIN, &book);
  g_assert_cmpint (named (sheet, "Satsing", "register"), ==, SEK_NONE);
  g_assert_cmpint (named (sheet, "Satsing", "d1"), ==, TKR (400));
  g_assert_cmpint (cell (sheet, "closing", "d1"), ==, TKR (-300));
  g_assert_cmpuint (find_named (sheet, "Satsing")->position + 1, ==,
                    sek_sheet_find_row (sheet, "sum-expense")->position);
  g_assert_true (has_note (sheet, "Lagt til: beløp, Satsing, " DRAFT ": 400"));
}

static void
test_chains (Fixture *fixture, gconstpointer data)
{
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  const SekChart *chart;
  SekSheet *sheet;

  set_organisation (fixture, "reserve_limit", "500 000");
  add_scenario (fixture, "Høyere sats", "3,45", "150");
  add_scenario (fixture, "Enda høyere", "9", "0");
  start_report (fixture, &report);
  sheet = make (&report, SEK_TABLE_SCENARIO_RESERVE, &book);
  g_assert_cmpint (cell (sheet, "register", "y2023"), ==, TKR (630));
  g_assert_cmpint (cell (sheet, "s1", "y2023"), ==, TKR (730));
  g_assert_cmpint (cell (sheet, "s2", "y2023"), ==, TKR (880));
  g_assert_cmpint (cell (sheet, "limit", "y2023"), ==, TKR (500));
  g_assert_true (has_note (sheet, "Scenario B. Til og med 2026 er reserven over grensen"));
  chart = book->charts->pdata[0];
  g_assert_cmpuint (chart->series->len, ==, 3);
  g_assert_cmpstr (((SekChartSeries *) chart->series->pdata[2])->letter, ==, "B");
  g_assert_cmpstr (((SekChartSeries *) chart->series->pdata[2])->name, ==, "Enda høyere");
  g_assert_cmpstr (chart->info.title, ==, "Med «Enda høyere» er reserven over grensen til og med 2026");
  g_assert_cmpstr (chart->limit_text, ==, "Laveste reserve 500");
}

static void
assert_effects (SekSheet *sheet)
{
  /* 699 827 × 2,80 and × 3,45 */
  g_assert_cmpint (named (sheet, "Oslo", "persons"), ==, 699827);
  g_assert_cmpint (named (sheet, "Oslo", "register"), ==, KR (1959516));
  g_assert_cmpint (named (sheet, "Oslo", "s1"), ==, KR (2414403));
  g_assert_cmpint (named (sheet, "Oslo", "d1"), ==, KR (454887));
  g_assert_cmpint (cell (sheet, "total", "register"), ==, KR (6283546));
  g_assert_cmpint (cell (sheet, "total", "d1"), ==, cell (sheet, "total", "s1") - KR (6283546));
  g_assert_true (has_formula (sheet, "total", "s1") && has_formula (sheet, "total", "p1"));
}

static void
test_members (Fixture *fixture, gconstpointer data)
{
  static const char *const firsts[] = {
    [SEK_MEMBER_ORDER_PERCENT] = "Oslo", [SEK_MEMBER_ORDER_KRONER] = "Oslo", [SEK_MEMBER_ORDER_NAME] = "Aremark",
    [SEK_MEMBER_ORDER_PERSONS] = "Oslo",
  };

  add_scenario (fixture, "Høyere sats", "3,45", "150");
  for (int order = 0; order < (int) G_N_ELEMENTS (firsts); order++)
    {
      g_auto (SekReport) report = { 0 };
      g_autoptr (SekBook) book = NULL, grouped = NULL;
      SekSheet *sheet;

      start_report (fixture, &report);
      report.options.member_order = order;
      sheet = make (&report, SEK_TABLE_SCENARIO_MEMBERS, &book);
      assert_effects (sheet);
      g_assert_cmpint (sek_sheet_find_column (sheet, "kind"), <, 0);
      g_assert_cmpstr (sek_sheet_row_get_text (sek_sheet_get_row (sheet, 0), 0), ==, firsts[order]);
      report.options.by_subregion = TRUE;
      sheet = make (&report, SEK_TABLE_SCENARIO_MEMBERS, &grouped);
      assert_effects (sheet);
      g_assert_cmpint (named (sheet, "Sum Drammensregionen", "register"), ==,
                       named (sheet, "Drammen", "register") + named (sheet, "Lier", "register")
                           + named (sheet, "Øvre Eiker", "register"));
    }
}

/* A county stands in a sum of its own, and a member that a scenario adds pays nothing by the register. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = add_scenario (fixture, "Nytt medlem", "2,80", "250");
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  SekSheet *sheet;

  add (fixture, "member", "name", "Viken", "kind", "county", NULL);
  add (fixture, "population", "member", "Viken", "date", "1.1.2022", "persons", "1000", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "county", "base", "50 000", "rate", "1", NULL);
  sek_document_show_scenario (fixture->document, scenario);
  add (fixture, "member", "name", "Nyby", "kind", "municipality", NULL);
  add (fixture, "population", "member", "Nyby", "date", "1.1.2022", "persons", "1000", NULL);
  edit (fixture, "fee_rate", "2023/county", "base", "60 000");
  sek_document_show_scenario (fixture->document, 0);
  start_report (fixture, &report);
  sheet = make (&report, SEK_TABLE_SCENARIO_MEMBERS, &book);
  g_assert_cmpint (cell (sheet, "kind-county", "register"), ==, KR (51000));
  g_assert_cmpint (cell (sheet, "kind-county", "d1"), ==, KR (10000));
  g_assert_cmpint (cell (sheet, "kind-municipality", "d1"), ==, KR (2800));
  g_assert_cmpint (cell (sheet, "total", "s1"), ==, KR (6283546 + 51000 + 10000 + 2800));
  g_assert_cmpint (cell (sheet, "total", "persons"), ==, SEK_NONE);
  g_assert_cmpint (named (sheet, "Nyby", "register"), ==, SEK_NONE);
  g_assert_cmpint (named (sheet, "Nyby", "d1"), ==, KR (2800));
  g_assert_cmpint (named (sheet, "Nyby", "p1"), ==, SEK_NONE);
  g_assert_true (has_note (sheet, "Lagt til: medlem, Nyby, med 1 rad som hører til"));
}

static void
test_choice (Fixture *fixture, gconstpointer data)
{
  SekTableId table = SEK_TABLE_SCENARIO_MAIN;
  g_auto (SekReport) report = { 0 }, other = { 0 };
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GArray) chosen = NULL, all = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last;

  start_report (fixture, &report);
  g_assert_null (sek_report_make_book (&report, &table, 1, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "no scenarios");
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Nr. %d", i + 1);

      last = add (fixture, "scenario", "name", name, NULL);
    }
  sek_report_renew (&report, fixture->document);
  all = sek_report_dup_scenarios (&report);
  g_assert_cmpuint (all->len, ==, SEK_MOST_SCENARIOS);
  g_assert_false (sek_report_set_scenarios (&report, "A, B, C, D", &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_INPUT, "3");
  g_assert_false (sek_report_set_scenarios (&report, "Ingen", &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "Nr. 4");
  g_assert_true (sek_report_set_scenarios (&report, "D; Nr. 1", &error));
  report.options.member_order = SEK_MEMBER_ORDER_PERSONS;
  report.options.by_subregion = TRUE;
  sek_report_propose_setup (&report, fixture->document, "Styret", changeset);
  submit (fixture, changeset);
  start_report (fixture, &other);
  g_assert_true (sek_report_use_setup (&other, fixture->document, "Styret", &error));
  g_assert_cmpint (other.options.member_order, ==, SEK_MEMBER_ORDER_PERSONS);
  g_assert_true (other.options.by_subregion);
  chosen = sek_report_dup_scenarios (&other);
  g_assert_cmpuint (chosen->len, ==, 2);
  g_assert_cmpint (g_array_index (chosen, gint64, 0), ==, last);
  /* One that is gone is left out. */
  remove_row (fixture, "scenario", "Nr. 4");
  sek_report_renew (&other, fixture->document);
  g_assert_cmpuint (other.options.scenarios->len, ==, 1);
  g_assert_true (sek_report_use_setup (&other, fixture->document, "Styret", &error));
  g_assert_cmpuint (other.options.scenarios->len, ==, 1);
}

/* --- a scenario that is shown ------------------------------------------------------------------------------------- */

static char *
read_as (Fixture *fixture, SekBook *book, SekFormat format)
{
  g_autofree char *name = g_strconcat ("vist", sek_format_get_suffix (format), NULL),
                  *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  sek_book_write (book, path, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* Whatever is made of it says so, and nothing that it changes was adopted. */
static void
test_shown (Fixture *fixture, gconstpointer data)
{
  static const SekFormat formats[] = { SEK_FORMAT_CSV, SEK_FORMAT_TSV, SEK_FORMAT_TEXT, SEK_FORMAT_HTML };
  static const SekTableId tables[] = { SEK_TABLE_MAIN, SEK_TABLE_FEES, SEK_TABLE_RATES, SEK_TABLE_MEMBERS,
                                       SEK_TABLE_RESERVE, SEK_TABLE_CHECKS };
  gint64 scenario;
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL, plain = NULL;

  edit (fixture, "fee_rate", "2023/municipality", "decided_on", "14.6.2022");
  edit (fixture, "budget_column", DRAFT, "status", "adopted");
  scenario = add_scenario (fixture, "Høyere sats", "3,45", "150");
  start_report (fixture, &report);
  plain = make_book (&report, tables, G_N_ELEMENTS (tables));
  g_assert_null (strstr (plain->info.title, "Scenario"));
  g_assert_true (has_note (plain->sheets->pdata[1], "ble vedtatt"));
  sek_document_show_scenario (fixture->document, scenario);
  sek_report_renew (&report, fixture->document);
  book = make_book (&report, tables, G_N_ELEMENTS (tables));
  g_assert_nonnull (strstr (book->info.title, "Scenario A: Høyere sats"));
  g_assert_cmpstr (book->info.status, ==, "Scenario A: Høyere sats");
  for (guint i = 0; i < book->sheets->len; i++)
    {
      SekSheet *sheet = book->sheets->pdata[i];

      g_assert_nonnull (strstr (sheet->info.status_line, "Scenario A: Høyere sats"));
      g_assert_null (strstr (sheet->info.status_line, "edtatt"));
    }
  g_assert_false (has_note (book->sheets->pdata[1], "ble vedtatt"));
  g_assert_nonnull (((SekChart *) book->charts->pdata[0])->info.subtitle);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (SekBook) one = make_book (&report, tables, 1);
      g_autofree char *text = read_as (fixture, one, formats[i]);

      g_assert_nonnull (strstr (text, "Scenario A: Høyere sats"));
      g_assert_null (strstr (text, "Vedtatt"));
    }
  sek_document_show_scenario (fixture->document, 0);
  sek_report_renew (&report, fixture->document);
  g_clear_pointer (&plain, sek_book_free);
  plain = make_book (&report, tables, 1);
  g_assert_null (strstr (plain->info.title, "Scenario"));
}

/* What was adopted is what it was, whatever is shown. */
static void
test_adopted (Fixture *fixture, gconstpointer data)
{
  SekTableId table = SEK_TABLE_MAIN;
  g_autoptr (GError) error = NULL;
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  gint64 scenario;

  edit (fixture, "budget_column", "Budsjett 2022", "status", "sealed");
  scenario = add_scenario (fixture, "Høyere sats", "3,45", "150");
  sek_document_show_scenario (fixture->document, scenario);
  start_report (fixture, &report);
  g_assert_true (sek_report_set_adopted (&report, fixture->document, find (fixture, "budget_column", "Budsjett 2022"),
                                         &error));
  book = make_book (&report, &table, 1);
  g_assert_null (strstr (book->info.title, "Scenario"));
  g_assert_null (strstr (((SekSheet *) book->sheets->pdata[0])->info.status_line, "Scenario"));
}

/* Every table that can stand beside others, in every format that holds several, of two years. */
static void
test_everything (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) tables = g_array_new (FALSE, FALSE, sizeof (SekTableId));

  add_accounts (fixture);
  add_scenario (fixture, "Høyere sats", "3,45", "150");
  for (SekTableId table = 0; table < SEK_N_TABLES; table++)
    if ((sek_table_get_flags (table) & SEK_TABLE_ALONE) == 0 && table != SEK_TABLE_INVOICES)
      g_array_append_val (tables, table);
  for (int years = 1; years <= 2; years++)
    {
      g_auto (SekReport) report = { 0 };
      g_autoptr (SekBook) book = NULL;

      start_report (fixture, &report);
      if (years == 2)
        sek_report_set_more_year (&report, 2022, TRUE);
      book = make_book (&report, (const SekTableId *) (gpointer) tables->data, tables->len);
      for (int format = 0; format < SEK_N_FORMATS; format++)
        if (!sek_format_is_single (format) && !sek_format_is_picture (format))
          g_free (read_as (fixture, book, format));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/years/reserve", test_reserve);
  ADD ("/years/gap", test_gap);
  ADD ("/years/fund", test_fund);
  ADD ("/years/status", test_status);
  ADD ("/years/status-live", test_status_live);
  ADD_FIGURES ("/scenarios/figures", test_figures);
  ADD_FIGURES ("/scenarios/new-line", test_new_line);
  ADD_FIGURES ("/scenarios/chains", test_chains);
  ADD_FIGURES ("/scenarios/members", test_members);
  ADD_FIGURES ("/scenarios/kinds", test_kinds);
  ADD_FIGURES ("/scenarios/choice", test_choice);
  ADD_FIGURES ("/scenarios/shown", test_shown);
  ADD_FIGURES ("/scenarios/adopted", test_adopted);
  ADD_FIGURES ("/scenarios/everything", test_everything);
  return g_test_run ();
}
