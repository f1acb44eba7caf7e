/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <stdlib.h>
#include <string.h>

#include "sek-grant.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"

/* What contributions count for and why not, the report to the funder, and what is refused. */

static const SekGrant *
grant_of (Fixture *fixture, const char *name)
{
  return sek_register_get_grant (reg_of (fixture), find (fixture, "grant", name));
}

static SekGrantReport
report_of (Fixture *fixture, const char *name, SekDate today)
{
  SekGrantReport report;

  sek_grant_report (reg_of (fixture), grant_of (fixture, name), today, &report);
  return report;
}

static SekCounted
counted_of (Fixture *fixture, gint64 row, SekDate today)
{
  SekCounted counted;

  sek_contribution_count (reg_of (fixture), sek_register_get_contribution (reg_of (fixture), row), today, &counted);
  return counted;
}

/* Rows without a name of their own, by id. */
static GError *
try_edit_id (Fixture *fixture, gint64 row, const char *column, const char *text)
{
  g_autofree char *key = g_strdup_printf ("#%" G_GINT64_FORMAT, row);

  return try_edit (fixture, "contribution", key, column, text);
}

static void
edit_id (Fixture *fixture, gint64 row, const char *column, const char *text)
{
  g_autoptr (GError) error = try_edit_id (fixture, row, column, text);

  g_assert_no_error (error);
}

static void
remove_id (Fixture *fixture, gint64 row)
{
  g_autofree char *key = g_strdup_printf ("#%" G_GINT64_FORMAT, row);

  remove_row (fixture, "contribution", key);
}

#define LATE SEK_DATE (2030, 1, 1)

#define assert_counted(fixture, row, amount, why) \
  G_STMT_START { \
    SekCounted counted_ = counted_of (fixture, row, LATE); \
    g_assert_cmpstr (sek_counted_get_id (counted_.reason), ==, why); \
    g_assert_cmpint (counted_.value, ==, amount); \
  } G_STMT_END

/* --- Klimasats, as it was worked out by hand ---------------------------------------------------------------------- */

static void
add_scheme (Fixture *fixture)
{
  add (fixture, "grant_scheme", "name", "Klimasats", "cash_only", "nei", "highest_share", "50", "auditor_from",
       "1 000 000",
       NULL);
  add (fixture, "hour_rate", "scheme", "Klimasats", "rate", "600", "valid_to", "31.12.2023", NULL);
  add (fixture, "hour_rate", "scheme", "Klimasats", "rate", "700", "valid_from", "1.1.2024", NULL);
}

static void
add_klimasats (Fixture *fixture)
{
  static const struct { const char *date, *kind, *hours, *rate, *value; } rows[] = {
    { "22.8.2022", "hours", "40", "", "" },         { "14.10.2022", "hours", "62,5", "", "" },
    { "30.11.2022", "hours", "120", "550", "" },    { "20.12.2022", "cash", "", "", "85 000" },
    { "10.2.2023", "hours", "210", "750", "" },     { "31.3.2023", "funded", "", "", "420 000" },
    { "15.6.2023", "hours", "150,25", "", "" },     { "1.9.2023", "cash", "", "", "150 000" },
    { "31.12.2023", "hours", "100", "", "" },       { "1.1.2024", "hours", "100", "", "" },
    { "29.2.2024", "hours", "187,5", "650", "" },   { "15.3.2024", "funded", "", "", "780 000" },
    { "5.5.2024", "hours", "33,33", "", "" },       { "31.5.2024", "cash", "", "", "" },
    { "1.6.2024", "cash", "", "", "250 000" },
  };

  add_scheme (fixture);
  add (fixture, "grant", "name", "Klima", "awarded", "1 500 000", "own_required", "1 500 000", "starts_on", "1.7.2022",
       "ends_on", "30.6.2024", "scheme", "Klimasats", NULL);
  add (fixture, "instalment", "grant", "Klima", "year", "2023", "value", "900 000", "received_on", "15.3.2023", NULL);
  add (fixture, "instalment", "grant", "Klima", "year", "2024", "value", "600 000", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add (fixture, "contribution", "grant", "Klima", "date", rows[i].date, "kind", rows[i].kind, "hours", rows[i].hours,
         "hour_rate", rows[i].rate, "value", rows[i].value, NULL);
  /* A line of the accounts of 2023, and hours of a position that the grant pays. */
  add_lines (fixture);
  make_column (fixture, "Regnskap 2023", "2023", "accounts", "", "");
  type_amount (fixture, "Utgift", "Regnskap 2023", "132 450,50 kr");
  add (fixture, "contribution", "grant", "Klima", "date", "31.12.2023", "kind", "cash", "budget_line", "Utgift", NULL);
  add (fixture, "staff_position", "title", "Prosjektleder", "percent", "100", NULL);
  add (fixture, "position_share", "staff_position", "Prosjektleder", "payer", "grant", "grant", "Klima", "percent",
       "60",
       NULL);
  add (fixture, "contribution", "grant", "Klima", "date", "30.6.2024", "kind", "hours", "hours", "80", "staff_position",
       "Prosjektleder", NULL);
}

static char *
kroner (gint64 ore)
{
  return ore == SEK_NONE ? g_strdup ("") : sek_number_format_plain (ore, SEK_KRONE, 2);
}

static void
tell (GString *text, const char *name, gint64 ore)
{
  g_autofree char *amount = kroner (ore);

  g_string_append_printf (text, "%s\t%s\n", name, amount);
}

static void
tell_row (GString *text, Fixture *fixture, gint64 id, SekDate today)
{
  const SekContribution *row = sek_register_get_contribution (reg_of (fixture), id);
  SekCounted counted = counted_of (fixture, id, today);
  g_autofree char *date = sek_date_format ((SekDate) row->date, SEK_DATE_ISO, SEK_LANGUAGE_NB), *rate = NULL,
                  *value = kroner (counted.value);
  g_autofree char *hours = row->hours == SEK_NONE ? g_strdup ("") : sek_number_format_plain (row->hours, 100, -1);

  rate = kroner (counted.rate);
  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\n", date,
                          sek_kind_get_choice_id (SEK_FIELD (contribution, kind), row->kind), hours, rate, value,
                          sek_counted_get_id (counted.reason));
}

static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("[rows]\n");
  g_autoptr (GArray) rows = NULL;
  g_autofree char *expected = NULL;
  const char *from;
  SekGrantReport report;

  add_klimasats (fixture);
  rows = sek_grant_dup_contributions (reg_of (fixture), find (fixture, "grant", "Klima"));
  for (guint i = 0; i < rows->len; i++)
    tell_row (text, fixture, g_array_index (rows, gint64, i), SEK_DATE (2024, 7, 8));
  report = report_of (fixture, "Klima", SEK_DATE (2024, 7, 8));
  g_string_append (text, "[2024-07-08]\n");
  tell (text, "awarded", report.awarded);
  tell (text, "required", report.required);
  tell (text, "budget", report.budget);
  tell (text, "cash", report.cash);
  tell (text, "hours", report.hours);
  tell (text, "lines", report.lines);
  tell (text, "own", report.own);
  tell (text, "lacking", report.lacking);
  tell (text, "funded", report.funded);
  tell (text, "spent", report.spent);
  tell (text, "received", report.received);
  tell (text, "due", report.due);
  tell (text, "balance", report.balance);
  tell (text, "expected", report.expected);
  g_string_append_printf (text, "on course\t%s\n", report.on_course ? "yes" : "no");
  g_string_append_printf (text, "auditor\t%s\n", report.auditor ? "yes" : "no");
  report = report_of (fixture, "Klima", SEK_DATE (2023, 6, 30));
  g_string_append (text, "[2023-06-30]\n");
  tell (text, "own", report.own);
  tell (text, "expected", report.expected);
  tell (text, "received", report.received);
  g_string_append_printf (text, "on course\t%s\n", report.on_course ? "yes" : "no");

  g_assert_true (g_file_get_contents (SEK_TEXTS "/klimasats.txt", &expected, NULL, NULL));
  from = strstr (expected, "\n[rows]\n");
  g_assert_nonnull (from);
  g_assert_cmpstr (text->str, ==, from + 1);
}

/* The check says the same as the report, by the same function. */
static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekCheck) early = NULL, late = NULL, counted = NULL;
  g_autofree char *sentence = NULL;

  add_klimasats (fixture);
  early = find_check (fixture, "own-contribution/Klima", SEK_DATE (2023, 6, 30));
  g_assert_cmpint (early->left, ==, KR (428650));
  g_assert_cmpint (early->verdict, ==, SEK_VERDICT_WRONG);
  late = find_check (fixture, "own-contribution/Klima", SEK_DATE (2024, 7, 8));
  g_assert_cmpint (late->left, ==, 123630650);
  counted = find_check (fixture, "counted/Klima", SEK_DATE (2024, 7, 8));
  g_assert_cmpint (counted->left, ==, 14);
  g_assert_cmpint (counted->right, ==, 17);
  g_assert_cmpint (counted->verdict, ==, SEK_VERDICT_MISSING);
  sentence = sek_check_dup_sentence (counted, SEK_LANGUAGE_NB);
  g_assert_cmpstr (sentence, ==,
                   "Av det som er ført, teller 3 ikke, eller med mindre enn ført. Tilskuddsrapporten sier hvorfor.");
}

/* --- one rule after the other ------------------------------------------------------------------------------------- */

static void
test_hours (Fixture *fixture, gconstpointer data)
{
  gint64 row;

  add_scheme (fixture);
  add (fixture, "grant", "name", "G", "scheme", "Klimasats", NULL);
  add (fixture, "grant", "name", "H", NULL);
  row = add (fixture, "contribution", "grant", "G", "kind", "hours", "hours", "7,5", NULL);
  assert_counted (fixture, row, SEK_NONE, "no-rate");
  edit_id (fixture, row, "hour_rate", "900");
  /* Of no day, and so without a rate of the scheme above it. */
  assert_counted (fixture, row, KR (6750), "counts");
  edit_id (fixture, row, "date", "31.12.2023");
  assert_counted (fixture, row, KR (4500), "ceiling");
  edit_id (fixture, row, "date", "1.1.2024");
  assert_counted (fixture, row, KR (5250), "ceiling");
  edit_id (fixture, row, "hour_rate", "700");
  assert_counted (fixture, row, KR (5250), "counts");
  edit_id (fixture, row, "hours", "");
  assert_counted (fixture, row, SEK_NONE, "no-amount");
  edit_id (fixture, row, "hours", "0");
  assert_counted (fixture, row, 0, "counts");
  /* Half an øre up. */
  edit_id (fixture, row, "hour_rate", "0,50");
  edit_id (fixture, row, "hours", "0,01");
  assert_counted (fixture, row, 1, "counts");
  edit (fixture, "grant_scheme", "Klimasats", "cash_only", "ja");
  assert_counted (fixture, row, SEK_NONE, "cash-only");
  row = add (fixture, "contribution", "grant", "H", "kind", "hours", "hours", "2", "date", "1.2.2024", NULL);
  assert_counted (fixture, row, SEK_NONE, "no-rate");
  g_assert_cmpstr (sek_counted_get_id (counted_of (fixture, row, SEK_DATE (2024, 1, 31)).reason), ==, "later");
}

static void
test_lines (Fixture *fixture, gconstpointer data)
{
  gint64 row, other;

  add_lines (fixture);
  add (fixture, "project", "name", "Lading", NULL);
  add (fixture, "grant", "name", "G", "own_required", "1000", NULL);
  add (fixture, "grant", "name", "H", NULL);
  row = add (fixture, "contribution", "grant", "G", "kind", "cash", "budget_line", "Utgift", NULL);
  assert_counted (fixture, row, SEK_NONE, "no-date");
  edit_id (fixture, row, "date", "30.6.2023");
  assert_counted (fixture, row, SEK_NONE, "no-accounts");
  make_column (fixture, "B", "2023", "budget", "", "");
  type_amount (fixture, "Utgift", "B", "5");
  make_column (fixture, "R", "2023", "accounts", "", "");
  type_amount (fixture, "Utgift", "R", "3");
  edit (fixture, "budget_column", "R", "figures_on", "31.10.2023");
  assert_counted (fixture, row, SEK_NONE, "no-accounts");
  edit (fixture, "budget_column", "R", "figures_on", "31.12.2023");
  assert_counted (fixture, row, TKR (3), "counts");
  edit_id (fixture, row, "value", "1 200");
  assert_counted (fixture, row, KR (1200), "counts");
  g_assert_cmpint (report_of (fixture, "G", LATE).lines, ==, KR (1200));
  edit_id (fixture, row, "value", "");
  /* The same line of the year once over all grants, but parts of it where both say how much. */
  assert_refused (try_add (fixture, "contribution", "grant", "H", "kind", "cash", "date", "1.1.2023", "budget_line",
                           "Utgift", NULL),
                  SEK_ERROR_REFUSED, "“G”");
  assert_refused (try_add (fixture, "contribution", "grant", "G", "kind", "funded", "date", "1.1.2023", "budget_line",
                           "Utgift", "value", "10", NULL),
                  SEK_ERROR_REFUSED, "twice");
  other = add (fixture, "contribution", "grant", "H", "kind", "cash", "date", "1.1.2024", "budget_line", "Utgift",
               NULL);
  assert_refused (try_edit_id (fixture, other, "date", "1.7.2023"), SEK_ERROR_REFUSED, "“G”");
  edit_id (fixture, row, "value", "100");
  edit_id (fixture, other, "value", "200");
  edit_id (fixture, other, "date", "1.7.2023");
  assert_counted (fixture, other, KR (200), "counts");
  assert_refused (try_edit_id (fixture, other, "project", "Lading"), SEK_ERROR_REFUSED, "not from both");
  edit_id (fixture, other, "budget_line", "");
  edit_id (fixture, other, "project", "Lading");
  edit_id (fixture, other, "value", "");
  assert_counted (fixture, other, SEK_NONE, "no-accounts");
  add (fixture, "project_amount", "project", "Lading", "budget_column", "R", "value", "7", NULL);
  assert_counted (fixture, other, TKR (7), "counts");
  assert_refused (try_add (fixture, "contribution", "grant", "G", "kind", "cash", "date", "1.1.2023", "project",
                           "Lading",
                           NULL),
                  SEK_ERROR_REFUSED, "“H”");
}

/* Hours of a position count unless its pay does. */
static void
test_hours_of_positions (Fixture *fixture, gconstpointer data)
{
  gint64 row, line, of_project;

  add_lines (fixture);
  add (fixture, "budget_line", "section", "expense", "name", "Lønn", "source", "positions", NULL);
  add (fixture, "project", "name", "Lading", NULL);
  make_column (fixture, "R", "2023", "accounts", "", "");
  type_amount (fixture, "Lønn", "R", "500");
  add (fixture, "project_amount", "project", "Lading", "budget_column", "R", "value", "50", NULL);
  add (fixture, "grant", "name", "G", NULL);
  add (fixture, "grant", "name", "H", NULL);
  add (fixture, "staff_position", "title", "Rådgiver", "percent", "100", NULL);
  row = add (fixture, "contribution", "grant", "G", "kind", "hours", "hours", "10", "hour_rate", "500", "date",
             "1.3.2023",
             "staff_position", "Rådgiver", NULL);
  assert_counted (fixture, row, KR (5000), "counts");
  line = add (fixture, "contribution", "grant", "H", "kind", "cash", "date", "31.12.2023", "budget_line", "Lønn", NULL);
  assert_counted (fixture, row, SEK_NONE, "pay-counted");
  edit_id (fixture, row, "date", "1.3.2022");
  assert_counted (fixture, row, KR (5000), "counts");
  edit_id (fixture, row, "date", "1.3.2023");
  add (fixture, "position_share", "staff_position", "Rådgiver", "payer", "project", "project", "Lading", "percent",
       "100",
       NULL);
  /* The line has none of it any more. */
  assert_counted (fixture, row, KR (5000), "counts");
  of_project = add (fixture, "contribution", "grant", "H", "kind", "cash", "date", "31.12.2023", "project", "Lading",
                    NULL);
  assert_counted (fixture, row, SEK_NONE, "pay-counted");
  remove_id (fixture, of_project);
  assert_counted (fixture, row, KR (5000), "counts");
  edit (fixture, "position_share", "Rådgiver/project", "project", "");
  edit (fixture, "position_share", "Rådgiver/project", "payer", "grant");
  assert_counted (fixture, row, SEK_NONE, "paid-by-grant");
  remove_id (fixture, line);
  assert_counted (fixture, row, SEK_NONE, "paid-by-grant");
}

static void
test_due (Fixture *fixture, gconstpointer data)
{
  SekGrantReport report;
  gint64 row;

  add (fixture, "grant_scheme", "name", "S", "cash_only", "nei", "auditor_from", "1 000", NULL);
  add (fixture, "grant", "name", "G", "awarded", "1 000", "own_required", "500", "total_cost", "3 000", "scheme", "S",
       NULL);
  add (fixture, "instalment", "grant", "G", "year", "2023", "value", "600", "received_on", "1.2.2023", NULL);
  report = report_of (fixture, "G", LATE);
  g_assert_cmpint (report.due, ==, 0);
  g_assert_cmpint (report.balance, ==, KR (-600));
  g_assert_true (report.auditor);
  row = add (fixture, "contribution", "grant", "G", "kind", "cash", "value", "1 000", NULL);
  report = report_of (fixture, "G", LATE);
  /* 1 000 × 1 000 / 3 000 */
  g_assert_cmpint (report.due, ==, 33333);
  g_assert_true (report.is_cut);
  g_assert_cmpint (report.balance, ==, 33333 - KR (600));
  g_assert_cmpint (report.lacking, ==, 0);
  edit_id (fixture, row, "value", "9 000");
  report = report_of (fixture, "G", LATE);
  g_assert_cmpint (report.due, ==, KR (1000));
  g_assert_false (report.is_cut || report.is_limited);
  edit (fixture, "grant_scheme", "S", "highest_share", "10,5");
  report = report_of (fixture, "G", LATE);
  g_assert_cmpint (report.due, ==, KR (945));
  g_assert_true (report.is_limited);
  /* Received by the day, and not what comes later. */
  g_assert_cmpint (report_of (fixture, "G", SEK_DATE (2023, 1, 31)).received, ==, SEK_NONE);
  edit (fixture, "grant_scheme", "S", "auditor_from", "1 000,01");
  g_assert_false (report_of (fixture, "G", LATE).auditor);
  /* What the grant pays is no own contribution, but a cost. */
  edit_id (fixture, row, "kind", "funded");
  report = report_of (fixture, "G", LATE);
  g_assert_cmpint (report.own, ==, SEK_NONE);
  g_assert_cmpint (report.spent, ==, KR (9000));
  g_assert_cmpint (report.lacking, ==, KR (500));
}

/* The straight line from the first day to the last, both counted. */
static void
test_course (Fixture *fixture, gconstpointer data)
{
  static const struct { SekDate today; gint64 expected; } days[] = {
    { SEK_DATE (2023, 12, 31), 0 },     { SEK_DATE (2024, 1, 1), 100 },    { SEK_DATE (2024, 2, 29), 6000 },
    { SEK_DATE (2024, 12, 31), 36600 }, { SEK_DATE (2025, 1, 1), 36600 },
  };

  add (fixture, "grant", "name", "G", "own_required", "366", "starts_on", "1.1.2024", "ends_on", "31.12.2024", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    g_assert_cmpint (sek_grant_expected (grant_of (fixture, "G"), days[i].today), ==, days[i].expected);
  add (fixture, "contribution", "grant", "G", "kind", "cash", "date", "1.3.2024", "value", "60", NULL);
  g_assert_false (report_of (fixture, "G", SEK_DATE (2024, 2, 29)).on_course);
  g_assert_false (report_of (fixture, "G", SEK_DATE (2024, 3, 1)).on_course);
  add (fixture, "contribution", "grant", "G", "kind", "cash", "date", "1.3.2024", "value", "1", NULL);
  g_assert_true (report_of (fixture, "G", SEK_DATE (2024, 3, 1)).on_course);
  edit (fixture, "grant", "G", "ends_on", "");
  g_assert_cmpint (sek_grant_expected (grant_of (fixture, "G"), SEK_DATE (2024, 2, 1)), ==, KR (366));
  edit (fixture, "grant", "G", "own_required", "");
  g_assert_true (report_of (fixture, "G", LATE).on_course);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  gint64 row;

  add_scheme (fixture);
  assert_refused (try_add (fixture, "hour_rate", "scheme", "Klimasats", "rate", "650", "valid_from", "31.12.2023",
                           NULL),
                  SEK_ERROR_REFUSED, "two hourly rates");
  add (fixture, "grant", "name", "G", "starts_on", "1.7.2022", "ends_on", "30.6.2024", NULL);
  assert_refused (try_add (fixture, "contribution", "grant", "G", "kind", "hours", "date", "30.6.2022", NULL),
                  SEK_ERROR_REFUSED, "before the grant “G” begins");
  assert_refused (try_add (fixture, "contribution", "grant", "G", "kind", "cash", "date", "1.7.2024", NULL),
                  SEK_ERROR_REFUSED, "after the grant “G” ends");
  row = add (fixture, "contribution", "grant", "G", "kind", "cash", "date", "30.6.2024", "value", "1", NULL);
  add (fixture, "contribution", "grant", "G", "kind", "cash", "value", "1", NULL);
  assert_refused (try_edit (fixture, "grant", "G", "ends_on", "29.6.2024"), SEK_ERROR_REFUSED,
                  "outside of that period");
  edit (fixture, "grant", "G", "starts_on", "30.6.2024");
  undo (fixture);
  assert_refused (try_edit_id (fixture, row, "date", "1.7.2024"), SEK_ERROR_REFUSED, "ends");
  assert_whole (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_EMPTY ("/grant/worked-out-by-hand", test_by_hand);
  ADD_EMPTY ("/grant/check", test_check);
  ADD_EMPTY ("/grant/hours", test_hours);
  ADD_EMPTY ("/grant/lines-and-projects", test_lines);
  ADD_EMPTY ("/grant/hours-of-positions", test_hours_of_positions);
  ADD_EMPTY ("/grant/due", test_due);
  ADD_EMPTY ("/grant/course", test_course);
  ADD_EMPTY ("/grant/refusals", test_refusals);
  return g_test_run ();
}
