/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "years-fixture.h"

#include "sek-profile.h"
#include "sek-status-report.h"

/* How a budget is spread over the year, and the status report: accounts to date against what of the budget falls on
 * that part of the year. Figures are worked out by hand. */

#define TODAY SEK_DATE (2023, 5, 10)
#define APRIL SEK_DATE (2023, 4, 30)

/* --- profiles ----------------------------------------------------------------------------------------------------- */

static void
test_parse (void)
{
  static const struct { const char *text; guint n; gint64 first, sum; } good[] = {
    { "1 3", 2, 1, 4 },
    { "10 20 30 40", 4, 10, 100 },
    { "10;20; 30/40", 4, 10, 100 },
    { "  0  100\t", 2, 0, 100 },
    { "1 1 1 1 1 1 1 1 1 1 1 1", 12, 1, 12 },
    { "1000000 0", 2, 1000000, 1000000 },
  };
  static const char *const bad[] = {
    "",        " ",     "100",   "1 2 3",  "1 2 3 4 5", "1 1 1 1 1 1 1 1 1 1 1 1 1", "0 0",  "–1 2", "-1 2",
    "1 2 3 a", "10% 90%", "1.5 2", "12,5 87,5", "12,5 37,5", "1000001 1", "99999999999999999999 1", "½ ½", ";", "1 +3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      SekProfile profile;

      g_assert_true (sek_profile_parse (good[i].text, &profile, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (profile.n, ==, good[i].n);
      g_assert_cmpint (profile.parts[0], ==, good[i].first);
      g_assert_cmpint (profile.sum, ==, good[i].sum);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GError *error = NULL;

      if (sek_profile_parse (bad[i], NULL, &error))
        g_error ("“%s” is a profile", bad[i]);
      assert_refused (error, SEK_ERROR_INPUT, "10 20 30 40");
    }
}

static void
test_to_date (void)
{
  static const struct { const char *text; gint64 amount; SekDate day; gint64 unit, wanted; } cases[] = {
    /* By twelfths, within a month by its days. */
    { NULL, TKR (120), SEK_DATE (2023, 4, 30), KR (1), TKR (40) },
    { NULL, TKR (120), SEK_DATE (2023, 12, 31), KR (1), TKR (120) },
    { NULL, KR (3100 * 12), SEK_DATE (2023, 1, 1), KR (1), KR (100) },
    { NULL, KR (2800 * 12), SEK_DATE (2023, 2, 14), KR (1), KR (2800 + 1400) },
    { NULL, KR (2900 * 12), SEK_DATE (2024, 2, 29), KR (1), KR (5800) },
    { NULL, TKR (-120), SEK_DATE (2023, 4, 30), KR (1), TKR (-40) },
    /* Rounded to the unit, half away from zero. */
    { NULL, TKR (100), SEK_DATE (2023, 4, 30), TKR (1), TKR (33) },
    { NULL, TKR (6), SEK_DATE (2023, 1, 31), TKR (1), TKR (1) },
    { NULL, TKR (-6), SEK_DATE (2023, 1, 31), TKR (1), TKR (-1) },
    { NULL, SEK_NONE, SEK_DATE (2023, 4, 30), KR (1), SEK_NONE },
    { NULL, 0, SEK_DATE (2023, 4, 30), KR (1), 0 },
    /* What cannot be read is none. */
    { "halvt", TKR (120), SEK_DATE (2023, 4, 30), KR (1), TKR (40) },
    { "1 3", TKR (400), SEK_DATE (2023, 6, 30), KR (1), TKR (100) },
    { "1 3", KR (181 * 4), SEK_DATE (2023, 1, 10), KR (1), KR (10) },
    { "1 3", KR (182 * 4), SEK_DATE (2024, 1, 10), KR (1), KR (10) },
    { "1 3", TKR (400), SEK_DATE (2023, 12, 31), KR (1), TKR (400) },
    { "10 20 30 40", TKR (100), SEK_DATE (2023, 3, 31), KR (1), TKR (10) },
    { "10 20 30 40", TKR (100), SEK_DATE (2023, 9, 30), KR (1), TKR (60) },
    { "10 20 30 40", KR (9200), SEK_DATE (2023, 10, 1), KR (1), KR (5520 + 40) },
    { "0 0 0 0 0 0 0 0 0 0 0 5", TKR (100), SEK_DATE (2023, 11, 30), KR (1), 0 },
    { "5 0 0 0 0 0 0 0 0 0 0 0", TKR (100), SEK_DATE (2023, 1, 31), KR (1), TKR (100) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 part = sek_profile_to_date (cases[i].text, cases[i].amount, cases[i].day, cases[i].unit);

      if (part != cases[i].wanted)
        g_error ("case %u: %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, i, part, cases[i].wanted);
    }
}

static void
test_typed (Fixture *fixture, gconstpointer data)
{
  edit (fixture, "budget_line", "Kommunikasjon", "profile", "10 20 30 40");
  assert_refused (try_edit (fixture, "budget_line", "Kommunikasjon", "profile", "10 20 30"), SEK_ERROR_INPUT,
                  "is not a profile of a year");
  edit (fixture, "budget_line", "Kommunikasjon", "profile", "");
}

/* --- the report --------------------------------------------------------------------------------------------------- */

static SekStatusReport *
report_of (Fixture *fixture, int year)
{
  return sek_status_report_new (reg_of (fixture), year, TODAY);
}

/* The row of a name; a heading and a sum of one name: the first that is no heading. */
static const SekStatusRow *
row_of (Fixture *fixture, const SekStatusReport *report, const char *name)
{
  for (guint i = 0; i < report->rows->len; i++)
    {
      const SekStatusRow *row = &g_array_index (report->rows, SekStatusRow, i);

      if (row->figure.kind != SEK_FIGURE_HEADING
          && g_strcmp0 (sek_status_row_get_name (reg_of (fixture), row, SEK_LANGUAGE_NB), name) == 0)
        return row;
    }
  g_error ("there is no row %s", name);
  return NULL;
}

static void
assert_row (Fixture *fixture, const SekStatusReport *report, const char *name, gint64 budget, gint64 to_date,
            gint64 actual, gint64 deviation)
{
  const SekStatusRow *row = row_of (fixture, report, name);

  if (row->budget != budget || row->to_date != to_date || row->actual != actual || row->deviation != deviation)
    g_error ("%s: %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, name, row->budget,
             row->to_date, row->actual, row->deviation);
}

static void
assert_problem (Fixture *fixture, int year, const char *nb, const char *nn, const char *en)
{
  g_autoptr (SekStatusReport) report = report_of (fixture, year);

  assert_told (sek_status_report_dup_problem (reg_of (fixture), report, SEK_LANGUAGE_NB), nb);
  assert_told (sek_status_report_dup_problem (reg_of (fixture), report, SEK_LANGUAGE_NN), nn);
  assert_told (sek_status_report_dup_problem (reg_of (fixture), report, SEK_LANGUAGE_EN), en);
}

/* 2023 with an adopted budget of opening 100, income 1 200 and expense 600 thousand, and accounts up to April. */
static void
add_april (Fixture *fixture)
{
  add_three_lines (fixture);
  add_year (fixture, "B", "2023", "budget", "100", "1200", "600");
  edit (fixture, "budget_column", "B", "status", "adopted");
  add_year (fixture, "R", "2023", "accounts", "90", "500", "200");
  edit (fixture, "budget_column", "R", "figures_on", "30.4.2023");
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStatusReport) report = NULL;

  add_april (fixture);
  edit (fixture, "budget_line", "Utgift", "profile", "2 1 1 1 1 1 1 1 1 1 1 0");
  add_year (fixture, "P", "2023", "forecast", "90", "1250", "610");
  report = report_of (fixture, 2023);
  g_assert_cmpint (report->year, ==, 2023);
  g_assert_cmpint (report->day, ==, APRIL);
  g_assert_cmpint (report->budget, ==, find (fixture, "budget_column", "B"));
  g_assert_cmpint (report->actual, ==, find (fixture, "budget_column", "R"));
  g_assert_cmpint (report->forecast, ==, find (fixture, "budget_column", "P"));
  /* What is carried over is there from the first day. */
  assert_row (fixture, report, "Inngående", TKR (100), TKR (100), TKR (90), TKR (10));
  assert_row (fixture, report, "Inntekt", TKR (1200), TKR (400), TKR (500), TKR (-100));
  assert_row (fixture, report, "Utgift", TKR (600), TKR (250), TKR (200), TKR (50));
  assert_row (fixture, report, "Sum inntekter", TKR (1200), TKR (400), TKR (500), TKR (-100));
  assert_row (fixture, report, "Sum driftsutgifter", TKR (600), TKR (250), TKR (200), TKR (50));
  assert_row (fixture, report, "Resultat*", TKR (600), TKR (150), TKR (300), TKR (-150));
  assert_row (fixture, report, "Utgående mindreforbruk", TKR (700), TKR (250), TKR (390), TKR (-140));
  g_assert_cmpint (row_of (fixture, report, "Inntekt")->forecast, ==, TKR (1250));
  g_assert_cmpint (row_of (fixture, report, "Resultat*")->forecast, ==, TKR (640));
  g_assert_cmpuint (report->n_projects, ==, 0);
  g_assert_cmpuint (report->n_asking, ==, 0);
}

/* The newest of each that is there on the day. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStatusReport) report = NULL, later = NULL;

  add_april (fixture);
  add_year (fixture, "J", "2023", "adjusted", "100", "1500", "600");
  report = report_of (fixture, 2023);
  g_assert_cmpint (report->budget, ==, find (fixture, "budget_column", "B"));
  edit (fixture, "budget_column", "J", "status", "adopted");
  add_year (fixture, "J2", "2023", "adjusted", "100", "1800", "600");
  edit (fixture, "budget_column", "J2", "figures_on", "1.4.2023");
  edit (fixture, "budget_column", "J2", "status", "adopted");
  add_year (fixture, "R2", "2023", "accounts", "90", "900", "400");
  edit (fixture, "budget_column", "R2", "figures_on", "31.8.2023");
  later = report_of (fixture, 2023);
  g_assert_cmpint (later->budget, ==, find (fixture, "budget_column", "J2"));
  /* Those of August are not there in May. */
  g_assert_cmpint (later->actual, ==, find (fixture, "budget_column", "R"));
  assert_row (fixture, later, "Inntekt", TKR (1800), TKR (600), TKR (500), TKR (100));
  g_clear_pointer (&later, sek_status_report_free);
  later = sek_status_report_new (reg_of (fixture), 2023, SEK_DATE (2023, 9, 15));
  g_assert_cmpint (later->actual, ==, find (fixture, "budget_column", "R2"));
  g_assert_cmpint (later->day, ==, SEK_DATE (2023, 8, 31));
  assert_row (fixture, later, "Inntekt", TKR (1800), TKR (1200), TKR (900), TKR (300));
}

/* Accounts that do not say up to when are those of today, or of the whole of a year that is over. */
static void
test_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStatusReport) report = NULL, over = NULL;

  add_april (fixture);
  edit (fixture, "budget_column", "R", "figures_on", "");
  report = report_of (fixture, 2023);
  g_assert_cmpint (report->day, ==, TODAY);
  over = sek_status_report_new (reg_of (fixture), 2023, SEK_DATE (2024, 2, 1));
  g_assert_cmpint (over->day, ==, SEK_DATE (2023, 12, 31));
  assert_row (fixture, over, "Inntekt", TKR (1200), TKR (1200), TKR (500), TKR (700));
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStatusReport) report = NULL;

  add_april (fixture);
  assert_told (sek_status_report_dup_limit (reg_of (fixture), SEK_LANGUAGE_NB), "");
  edit (fixture, "organisation", "-", "deviation_limit", "100 000");
  assert_told (sek_status_report_dup_limit (reg_of (fixture), SEK_LANGUAGE_NB),
               "Avvik på minst 100 000 kr forklares.");
  /* Income 100 too much of 400; expense by twelfths exact. */
  assert_problem (fixture, 2023, "1 avvik er ikke forklart.", "1 avvik er ikkje forklart.",
                  "1 deviation is not explained.");
  type_amount (fixture, "Utgift", "R", "300");
  assert_problem (fixture, 2023, "2 avvik er ikke forklart.", "2 avvik er ikkje forklarte.",
                  "2 deviations are not explained.");
  edit (fixture, "amount", "Inntekt/R", "comment", "Kom tidligere enn ventet");
  report = report_of (fixture, 2023);
  g_assert_true (row_of (fixture, report, "Inntekt")->asks);
  g_assert_cmpstr (row_of (fixture, report, "Inntekt")->comment, ==, "Kom tidligere enn ventet");
  g_assert_true (row_of (fixture, report, "Utgift")->asks);
  g_assert_null (row_of (fixture, report, "Utgift")->comment);
  /* Neither sums nor what is carried over is explained. */
  g_assert_false (row_of (fixture, report, "Sum inntekter")->asks);
  g_assert_false (row_of (fixture, report, "Inngående")->asks);
  g_assert_cmpuint (report->n_asking, ==, 2);
  g_assert_cmpuint (report->n_lacking, ==, 1);
  edit (fixture, "organisation", "-", "deviation_limit", "100 001");
  assert_problem (fixture, 2023, "", "", "");
}

/* Of both limits both must be met; the per cent are of the budget to date. */
static void
test_is_over (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *kroner, *percent; gint64 deviation, of; gboolean over; } cases[] = {
    { "", "", KR (1000000), 1, FALSE },
    { "1000", "", KR (-1000), KR (1), TRUE },
    { "1000", "", KR (1000) - 1, KR (1), FALSE },
    { "0", "", 0, KR (1), FALSE },
    { "0", "", 1, KR (1), TRUE },
    { "", "5 %", KR (5), KR (100), TRUE },
    { "", "5 %", KR (-5), KR (-100), TRUE },
    { "", "5 %", KR (5) - 1, KR (100), FALSE },
    /* Anything is over nothing. */
    { "", "5 %", 1, 0, TRUE },
    { "", "5 %", 1, SEK_NONE, TRUE },
    { "1000", "5 %", KR (1000), KR (20001), FALSE },
    { "1000", "5 %", KR (1000), KR (20000), TRUE },
    { "1000", "5 %", KR (999), KR (100), FALSE },
    { "1000", "5 %", SEK_NONE, KR (100), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      edit (fixture, "organisation", "-", "deviation_limit", cases[i].kroner);
      edit (fixture, "organisation", "-", "deviation_percent", cases[i].percent);
      if (sek_status_is_over (reg_of (fixture), cases[i].deviation, cases[i].of) != cases[i].over)
        g_error ("case %u", i);
    }
  assert_told (sek_status_report_dup_limit (reg_of (fixture), SEK_LANGUAGE_NB),
               "Avvik på minst 1 000 kr og minst 5 % forklares.");
  assert_told (sek_status_report_dup_limit (reg_of (fixture), SEK_LANGUAGE_NN),
               "Avvik på minst 1 000 kr og minst 5 % blir forklarte.");
  assert_told (sek_status_report_dup_limit (reg_of (fixture), SEK_LANGUAGE_EN),
               "Deviations of at least 1,000 kr and at least 5% are explained.");
  edit (fixture, "organisation", "-", "deviation_limit", "");
  assert_told (sek_status_report_dup_limit (reg_of (fixture), SEK_LANGUAGE_EN),
               "Deviations of at least 5% are explained.");
}

static void
test_projects (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStatusReport) report = NULL;

  add_april (fixture);
  edit (fixture, "organisation", "-", "deviation_percent", "10 %");
  for (guint i = 0; i < 3; i++)
    add (fixture, "project", "name", (const char *const[]) { "Klima", "Reiser", "Uten tall" }[i], NULL);
  add (fixture, "project_amount", "project", "Klima", "budget_column", "B", "value", "300", NULL);
  add (fixture, "project_amount", "project", "Klima", "budget_column", "R", "value", "120", "comment", "Mer enn planen",
       NULL);
  add (fixture, "project_amount", "project", "Reiser", "budget_column", "R", "value", "7", NULL);
  report = report_of (fixture, 2023);
  g_assert_cmpuint (report->n_projects, ==, 2);
  assert_row (fixture, report, "Klima", TKR (300), TKR (100), TKR (120), TKR (-20));
  assert_row (fixture, report, "Reiser", SEK_NONE, SEK_NONE, TKR (7), TKR (-7));
  assert_row (fixture, report, "Sum prosjekter", TKR (300), TKR (100), TKR (127), TKR (-27));
  g_assert_true (row_of (fixture, report, "Klima")->asks);
  g_assert_cmpstr (row_of (fixture, report, "Klima")->comment, ==, "Mer enn planen");
  g_assert_true (row_of (fixture, report, "Reiser")->asks);
  g_assert_false (row_of (fixture, report, "Sum prosjekter")->asks);
  /* Income 25 per cent over, and the two projects; one has its comment. */
  g_assert_cmpuint (report->n_asking, ==, 3);
  g_assert_cmpuint (report->n_lacking, ==, 2);
}

static void
test_nothing_to_compare (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStatusReport) report = NULL;

  assert_problem (fixture, 2023, "2023 har ikke noe budsjett å holde regnskapet mot.",
                  "2023 har ikkje noko budsjett å halde rekneskapen mot.",
                  "2023 has no budget to hold the accounts against.");
  add_three_lines (fixture);
  add_year (fixture, "B", "2023", "budget", "100", "1200", "600");
  edit (fixture, "organisation", "-", "deviation_limit", "1");
  report = report_of (fixture, 2023);
  g_assert_cmpint (report->day, ==, 0);
  assert_row (fixture, report, "Inntekt", TKR (1200), SEK_NONE, SEK_NONE, SEK_NONE);
  assert_row (fixture, report, "Sum inntekter", TKR (1200), SEK_NONE, SEK_NONE, SEK_NONE);
  g_assert_cmpuint (report->n_asking, ==, 0);
  assert_problem (fixture, 2023,
                  "2023 har ikke noe regnskap ennå. Legg til en kolonne av typen regnskap, eller importer det.",
                  "2023 har ikkje nokon rekneskap enno. Legg til ei kolonne av typen rekneskap, eller importer han.",
                  "2023 has no accounts yet. Add a column of accounts, or import them.");
}

static void
test_year (Fixture *fixture, gconstpointer data)
{
  static const struct { SekDate today; int year; } cases[] = {
    { SEK_DATE (2023, 5, 1), 2023 }, { SEK_DATE (2022, 12, 31), 2022 }, { SEK_DATE (2026, 1, 1), 2023 },
    { SEK_DATE (2019, 1, 1), 2023 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SekStatusReport) report = sek_status_report_new (reg_of (fixture), 0, cases[i].today);

      g_assert_cmpint (report->year, ==, cases[i].year);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/parse", test_parse);
  g_test_add_func ("/profile/to-date", test_to_date);
  ADD ("/profile/typed", test_typed);
  ADD_EMPTY ("/status-report/report", test_report);
  ADD_EMPTY ("/status-report/columns", test_columns);
  ADD_EMPTY ("/status-report/day", test_day);
  ADD_EMPTY ("/status-report/limit", test_limit);
  ADD_EMPTY ("/status-report/is-over", test_is_over);
  ADD_EMPTY ("/status-report/projects", test_projects);
  ADD_EMPTY ("/status-report/nothing", test_nothing_to_compare);
  ADD ("/status-report/year", test_year);
  return g_test_run ();
}
