/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "years-fixture.h"

/* Which column tells a year, and how the lines go on in years that have none. Figures are worked out by hand; those of
 * the example are the published ones. */

#define FORECAST "Prognose 2022"
#define PROPOSAL "Forslag budsjett 2023"
#define BUDGET "Budsjett 2022"
/* The fees of 2024 in thousands: 64 members, 2,80 kr, by SSB's populations of 1 January 2023 (6 379 169 kr). */
#define FEES_2024 6379
/* Those of 2023, by the populations of 1 January 2022. */
#define FEES_2023 6284

static void
set_rule (Fixture *fixture, const char *line, const char *rule)
{
  edit (fixture, "budget_line", line, "plan_rule", rule);
}

/* 2024: what the proposal has, but for the fees by persons of 1 January 2023, worked out from SSB's figures, and the
 * second instalment of the grant. */
static void
test_example_goes_on (Fixture *fixture, gconstpointer data)
{
  SekReserveYear at = year_of (fixture, 2024);

  g_assert_cmpint (at.kind, ==, SEK_YEAR_RULES);
  g_assert_cmpint (at.column, ==, 0);
  g_assert_cmpint (value_of (fixture, "Klimasats", 2024), ==, TKR (600));
  g_assert_cmpint (value_of (fixture, "Klimasats", 2025), ==, SEK_NONE);
  g_assert_cmpint (value_of (fixture, "Prosjekter", 2024), ==, TKR (1990));
  g_assert_cmpint (value_of (fixture, "Lønn sekretariatet mv.", 2026), ==, TKR (6100));
  g_assert_cmpint (value_of (fixture, "Kontingenter", 2024), ==, TKR (FEES_2024));
  g_assert_cmpint (at.opening, ==, TKR (630));
  g_assert_cmpint (at.expense, ==, TKR (9280));
  g_assert_cmpint (at.result, ==, TKR (FEES_2024 + 600 - 9280));
  g_assert_cmpint (at.closing, ==, TKR (630 + FEES_2024 + 600 - 9280));
  g_assert_cmpint (sek_plan_closing (reg_of (fixture), 2024), ==, at.closing);
}

/* --- rules -------------------------------------------------------------------------------------------------------- */

static void
test_rules (Fixture *fixture, gconstpointer data)
{
  edit (fixture, "organisation", "-", "plan_index", "3 %");
  set_rule (fixture, "Kommunikasjon", "index");
  set_rule (fixture, "Sekretariatet, andre utgifter", "percent");
  edit (fixture, "budget_line", "Sekretariatet, andre utgifter", "plan_percent", "–2,5 %");
  set_rule (fixture, "Møteutgifter politiske organer", "one-off");
  edit (fixture, "budget_line", "Møteutgifter politiske organer", "plan_year", "2025");
  set_rule (fixture, "Møteutgifter administrative organer", "ends");
  edit (fixture, "budget_line", "Møteutgifter administrative organer", "plan_year", "2024");
  set_rule (fixture, "Lønn sekretariatet mv.", "same");

  /* 250 × 1,03 = 257,5 → 258; × 1,03 = 265,74 → 266; × 1,03 = 273,98 → 274, each from the year before as it is told. */
  g_assert_cmpint (value_of (fixture, "Kommunikasjon", 2024), ==, TKR (258));
  g_assert_cmpint (value_of (fixture, "Kommunikasjon", 2025), ==, TKR (266));
  g_assert_cmpint (value_of (fixture, "Kommunikasjon", 2026), ==, TKR (274));
  /* Before it is rounded. */
  g_assert_cmpint (sek_plan_amount (reg_of (fixture), find (fixture, "budget_line", "Kommunikasjon"), 2024), ==,
                   KR (257500));
  /* 770 × 0,975 = 750,75 → 751; × 0,975 = 732,2 → 732. */
  g_assert_cmpint (value_of (fixture, "Sekretariatet, andre utgifter", 2024), ==, TKR (751));
  g_assert_cmpint (value_of (fixture, "Sekretariatet, andre utgifter", 2025), ==, TKR (732));
  g_assert_cmpint (value_of (fixture, "Møteutgifter politiske organer", 2024), ==, SEK_NONE);
  g_assert_cmpint (value_of (fixture, "Møteutgifter politiske organer", 2025), ==, TKR (40));
  g_assert_cmpint (value_of (fixture, "Møteutgifter politiske organer", 2026), ==, SEK_NONE);
  g_assert_cmpint (value_of (fixture, "Møteutgifter administrative organer", 2024), ==, TKR (130));
  g_assert_cmpint (value_of (fixture, "Møteutgifter administrative organer", 2025), ==, SEK_NONE);
  g_assert_cmpint (value_of (fixture, "Lønn sekretariatet mv.", 2025), ==, TKR (6100));
}

/* The fees are those of the members by the newest rate, grown by the index, and the newest populations. */
static void
test_fees_and_positions (Fixture *fixture, gconstpointer data)
{
  add_three_lines (fixture);
  add_member (fixture, "Halden", "10000");
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "2,80 kr", NULL);
  add (fixture, "budget_line", "section", "income", "name", "Kontingent", "source", "fees", NULL);
  add (fixture, "budget_line", "section", "expense", "name", "Lønn", "source", "positions", NULL);
  add_year (fixture, "B", "2023", "proposal", "100", "10", "20");
  edit (fixture, "budget_column", "B", "unit", "1");
  g_assert_cmpint (value_of (fixture, "Kontingent", 2023), ==, KR (28000));
  g_assert_cmpint (value_of (fixture, "Kontingent", 2024), ==, KR (28000));
  edit (fixture, "organisation", "-", "plan_index", "3 %");
  /* 2,884 → 2,90; 2,987 → 3,00; 3,09 → 3,10, a rate a year, rounded to 5 øre. */
  g_assert_cmpint (value_of (fixture, "Kontingent", 2024), ==, KR (29000));
  g_assert_cmpint (value_of (fixture, "Kontingent", 2025), ==, KR (30000));
  g_assert_cmpint (value_of (fixture, "Kontingent", 2026), ==, KR (31000));
  add (fixture, "population", "member", "Halden", "date", "1.1.2023", "persons", "11000", NULL);
  g_assert_cmpint (value_of (fixture, "Kontingent", 2024), ==, KR (31900));
  g_assert_cmpint (value_of (fixture, "Kontingent", 2025), ==, KR (33000));
  /* A rate that was decided for the year is not grown. */
  add (fixture, "fee_rate", "year", "2025", "kind", "municipality", "rate", "2 kr", NULL);
  g_assert_cmpint (value_of (fixture, "Kontingent", 2024), ==, KR (31900));
  g_assert_cmpint (value_of (fixture, "Kontingent", 2025), ==, KR (22000));
  /* Any line may go by the fees. */
  set_rule (fixture, "Inntekt", "fees");
  g_assert_cmpint (value_of (fixture, "Inntekt", 2023), ==, TKR (10));
  g_assert_cmpint (value_of (fixture, "Inntekt", 2025), ==, KR (22000));
  set_rule (fixture, "Kontingent", "same");
  g_assert_cmpint (value_of (fixture, "Kontingent", 2025), ==, KR (28000));

  add (fixture, "staff_position", "title", "Rådgiver", "percent", "50 %", "yearly_pay", "600 000", "pay_year", "2023",
       "ends_on", "31.12.2024", NULL);
  g_assert_cmpint (value_of (fixture, "Lønn", 2024), ==, KR (300000));
  g_assert_cmpint (value_of (fixture, "Lønn", 2025), ==, SEK_NONE);
}

static void
test_words_of_rules (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *rule, *percent, *year, *nb, *nn, *en; } cases[] = {
    { "same", "", "", "som året før", "som året før", "as the year before" },
    { "index", "", "", "3 % i året", "3 % i året", "3% a year" },
    { "percent", "1,5 %", "", "1,5 % i året", "1,5 % i året", "1.5% a year" },
    { "one-off", "", "2025", "bare i 2025", "berre i 2025", "in 2025 only" },
    { "ends", "", "2025", "til og med 2025", "til og med 2025", "up to 2025" },
    { "fees", "", "", "følger kontingenten", "følgjer kontingenten", "by the fees" },
    { "grants", "", "", "følger tilskuddene", "følgjer tilskota", "by the grants" },
  };

  edit (fixture, "organisation", "-", "plan_index", "3 %");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SekBudgetLine *line;

      set_rule (fixture, "Kommunikasjon", cases[i].rule);
      edit (fixture, "budget_line", "Kommunikasjon", "plan_percent", cases[i].percent);
      edit (fixture, "budget_line", "Kommunikasjon", "plan_year", cases[i].year);
      line = sek_register_get_budget_line (reg_of (fixture), find (fixture, "budget_line", "Kommunikasjon"));
      assert_told (sek_plan_dup_rule (reg_of (fixture), line, SEK_LANGUAGE_NB), cases[i].nb);
      assert_told (sek_plan_dup_rule (reg_of (fixture), line, SEK_LANGUAGE_NN), cases[i].nn);
      assert_told (sek_plan_dup_rule (reg_of (fixture), line, SEK_LANGUAGE_EN), cases[i].en);
    }
}

/* A plan that was written down says what the rules say, until an amount is entered: which stands, and is gone on
 * from. */
static void
test_plan_column (Fixture *fixture, gconstpointer data)
{
  gint64 before = year_of (fixture, 2024).closing, plan;

  make_column (fixture, "Plan 2024", "2024", "plan", "", "");
  plan = find (fixture, "budget_column", "Plan 2024");
  g_assert_cmpint (year_of (fixture, 2024).kind, ==, SEK_YEAR_PLAN);
  g_assert_cmpint (year_of (fixture, 2024).column, ==, plan);
  g_assert_cmpint (year_of (fixture, 2024).closing, ==, before);
  g_assert_cmpint (year_of (fixture, 2024).opening, ==, TKR (630));
  g_assert_cmpint (year_of (fixture, 2024).gap, ==, SEK_NONE);

  type_amount (fixture, "Kommunikasjon", "Plan 2024", "400");
  g_assert_cmpint (year_of (fixture, 2024).closing, ==, before - TKR (150));
  g_assert_cmpint (value_of (fixture, "Kommunikasjon", 2024), ==, TKR (400));
  g_assert_cmpint (value_of (fixture, "Kommunikasjon", 2025), ==, TKR (400));
  /* The others go on by their rules. */
  g_assert_cmpint (value_of (fixture, "Lønn sekretariatet mv.", 2024), ==, TKR (6100));
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "300");
  g_assert_cmpint (value_of (fixture, "Kommunikasjon", 2024), ==, TKR (400));
  undo (fixture);
  /* The plan goes as far as its newest column. */
  make_column (fixture, "Plan 2030", "2030", "plan", "", "");
  g_assert_cmpint (sek_plan_get_last_year (reg_of (fixture)), ==, 2030);
  g_assert_cmpint (sek_plan_get_base_year (reg_of (fixture)), ==, 2023);
}

static void
test_plan_years (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (sek_plan_get_first_year (reg_of (fixture)), ==, 2022);
  g_assert_cmpint (sek_plan_get_last_year (reg_of (fixture)), ==, 2026);
  edit (fixture, "organisation", "-", "plan_years", "1");
  g_assert_cmpint (sek_plan_get_last_year (reg_of (fixture)), ==, 2024);
  edit (fixture, "organisation", "-", "plan_years", "0");
  g_assert_cmpint (sek_plan_get_last_year (reg_of (fixture)), ==, 2023);
  edit (fixture, "organisation", "-", "plan_years", "");
  g_assert_cmpint (sek_plan_get_last_year (reg_of (fixture)), ==, 2026);
}

/* Nothing is known before the first column, and without any column there is no chain. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  SekYearKind kind = SEK_YEAR_ACCOUNTS;

  g_assert_cmpint (sek_plan_get_first_year (reg_of (fixture)), ==, 0);
  g_assert_cmpint (sek_plan_get_last_year (reg_of (fixture)), ==, 0);
  add_three_lines (fixture);
  add_year (fixture, "B", "2023", "budget", "1", "2", "3");
  g_assert_cmpint (sek_plan_get_source (reg_of (fixture), 2022, &kind, NULL), ==, 0);
  g_assert_cmpint (kind, ==, SEK_YEAR_NONE);
  g_assert_cmpint (value_of (fixture, "Inntekt", 2022), ==, SEK_NONE);
  g_assert_cmpint (sek_plan_closing (reg_of (fixture), 2022), ==, SEK_NONE);
}

/* --- sources ------------------------------------------------------------------------------------------------------ */

static void
assert_source (Fixture *fixture, int year, const char *title, SekYearKind kind)
{
  SekYearKind told;
  gboolean chosen;
  gint64 source = sek_plan_get_source (reg_of (fixture), year, &told, &chosen);

  g_assert_cmpint (source, ==, title != NULL ? find (fixture, "budget_column", title) : 0);
  g_assert_cmpint (told, ==, kind);
  g_assert_false (chosen);
}

/* Each column that is added tells the year more surely than all before it. */
static void
test_order_of_sources (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *title, *kind, *status, *figures_on; SekYearKind told; const char *by; } steps[] = {
    { "Plan", "plan", "draft", "", SEK_YEAR_PLAN, "Plan" },
    { "Forslag", "proposal", "draft", "1.6.2022", SEK_YEAR_PROPOSAL, "Forslag" },
    { "Innstilt", "budget", "recommended", "", SEK_YEAR_PROPOSAL, "Innstilt" },
    { "Budsjett", "budget", "adopted", "", SEK_YEAR_BUDGET, "Budsjett" },
    { "Ikke vedtatt", "adjusted", "draft", "", SEK_YEAR_BUDGET, "Budsjett" },
    { "Justert", "adjusted", "adopted", "", SEK_YEAR_ADJUSTED, "Justert" },
    { "Justert 2", "adjusted", "adopted", "1.9.2023", SEK_YEAR_ADJUSTED, "Justert 2" },
    { "Prognose", "forecast", "draft", "1.10.2023", SEK_YEAR_FORECAST, "Prognose" },
    { "Prognose 2", "forecast", "draft", "1.11.2023", SEK_YEAR_FORECAST, "Prognose 2" },
    { "Prognose 0", "forecast", "draft", "1.4.2023", SEK_YEAR_FORECAST, "Prognose 2" },
    { "Hittil", "accounts", "draft", "30.11.2023", SEK_YEAR_FORECAST, "Prognose 2" },
    { "Regnskap", "accounts", "draft", "31.12.2023", SEK_YEAR_ACCOUNTS, "Regnskap" },
    { "Regnskap 2", "accounts", "draft", "20.2.2024", SEK_YEAR_ACCOUNTS, "Regnskap 2" },
  };
  g_autoptr (GArray) sources = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      add (fixture, "budget_column", "title", steps[i].title, "year", "2023", "kind", steps[i].kind, "status",
           steps[i].status, "figures_on", steps[i].figures_on, NULL);
      assert_source (fixture, 2023, steps[i].by, steps[i].told);
    }
  sources = sek_plan_list_sources (reg_of (fixture), 2023);
  g_assert_cmpuint (sources->len, ==, G_N_ELEMENTS (steps));
  g_assert_cmpint (g_array_index (sources, gint64, 0), ==, find (fixture, "budget_column", "Regnskap 2"));
  g_assert_cmpint (g_array_index (sources, gint64, sources->len - 2), ==, find (fixture, "budget_column", "Plan"));
  /* Not complete, so that only somebody's choice makes them tell the year. */
  g_assert_cmpint (g_array_index (sources, gint64, sources->len - 1), ==, find (fixture, "budget_column", "Hittil"));
  assert_source (fixture, 2024, NULL, SEK_YEAR_RULES);
}

/* Accounts of a year that is not over are no figures to go on from. */
static void
test_accounts_to_date_alone (Fixture *fixture, gconstpointer data)
{
  add (fixture, "budget_column", "title", "Hittil", "year", "2023", "kind", "accounts", "figures_on", "30.4.2023",
       NULL);
  assert_source (fixture, 2023, NULL, SEK_YEAR_NONE);
  g_assert_cmpint (sek_plan_get_first_year (reg_of (fixture)), ==, 0);
}

static void
test_chosen_source (Fixture *fixture, gconstpointer data)
{
  SekReserveYear at;

  assert_refused (try_add (fixture, "year_source", "year", "2022", "budget_column", PROPOSAL, NULL), SEK_ERROR_REFUSED,
                  "is of 2023");
  add (fixture, "year_source", "year", "2022", "budget_column", BUDGET, NULL);
  at = year_of (fixture, 2022);
  g_assert_true (at.chosen);
  g_assert_cmpint (at.kind, ==, SEK_YEAR_BUDGET);
  g_assert_cmpint (at.column, ==, find (fixture, "budget_column", BUDGET));
  /* 4 017 + 6 034 − 7 900 */
  g_assert_cmpint (at.closing, ==, TKR (2151));
  /* A second choice of a year is none. */
  assert_refused (try_add (fixture, "year_source", "year", "2022", "budget_column", FORECAST, NULL),
                  SEK_ERROR_REFUSED, "already has");
  edit (fixture, "year_source", "2022/" BUDGET, "budget_column", FORECAST);
  g_assert_cmpint (year_of (fixture, 2022).closing, ==, TKR (2727));
  g_assert_true (year_of (fixture, 2022).chosen);
  assert_refused (try_edit (fixture, "year_source", "2022/" FORECAST, "budget_column", PROPOSAL), SEK_ERROR_REFUSED,
                  "Choose a budget column of 2022");
}

/* The choice goes with its column, and comes back with it. */
static void
test_choice_goes_with_column (Fixture *fixture, gconstpointer data)
{
  add (fixture, "year_source", "year", "2022", "budget_column", BUDGET, NULL);
  remove_row (fixture, "budget_column", BUDGET);
  g_assert_cmpuint (count_rows (fixture, SEK_YEAR_SOURCE), ==, 0);
  assert_source (fixture, 2022, FORECAST, SEK_YEAR_FORECAST);
  undo (fixture);
  g_assert_cmpint (year_of (fixture, 2022).column, ==, find (fixture, "budget_column", BUDGET));
  assert_whole (fixture);
}

/* A column that becomes one of another year is no source of the first any more, until that is undone. */
static void
test_column_of_choice_moves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (fixture, "year_source", "year", "2022", "budget_column", BUDGET, NULL);
  error = try_edit (fixture, "budget_column", BUDGET, "year", "2021");
  g_assert_no_error (error);
  assert_source (fixture, 2022, FORECAST, SEK_YEAR_FORECAST);
  assert_source (fixture, 2021, BUDGET, SEK_YEAR_BUDGET);
  g_assert_cmpuint (count_rows (fixture, SEK_YEAR_SOURCE), ==, 0);
  undo (fixture);
  g_assert_true (year_of (fixture, 2022).chosen);
  edit (fixture, "budget_column", BUDGET, "title", "B");
  g_assert_cmpuint (count_rows (fixture, SEK_YEAR_SOURCE), ==, 1);
}

static void
test_circle (Fixture *fixture, gconstpointer data)
{
  assert_refused (try_edit (fixture, "budget_column", FORECAST, "carry_from", PROPOSAL), SEK_ERROR_REFUSED,
                  "leads back to itself");
  assert_refused (try_edit (fixture, "budget_column", FORECAST, "carry_from", FORECAST), SEK_ERROR_REFUSED,
                  "leads back to itself");
}

/* A plan's balance comes of the year before by itself, so that a column of that year cannot come of the plan. */
static void
test_circle_through_plan (Fixture *fixture, gconstpointer data)
{
  make_column (fixture, "Plan 2024", "2024", "plan", "", "");
  assert_refused (try_edit (fixture, "budget_column", PROPOSAL, "carry_from", "Plan 2024"), SEK_ERROR_REFUSED,
                  "leads back to itself");
  g_assert_cmpint (year_of (fixture, 2024).opening, ==, TKR (630));
}

/* What is no circle by itself can become one when the column that told the year goes: the plan then has no balance. */
static void
test_circle_by_another_change (Fixture *fixture, gconstpointer data)
{
  make_column (fixture, "Plan 2024", "2024", "plan", "", "");
  make_column (fixture, "Budsjett 2023", "2023", "budget", FORECAST, "");
  edit (fixture, "budget_column", "Budsjett 2023", "status", "adopted");
  edit (fixture, "budget_column", PROPOSAL, "carry_from", "Plan 2024");
  g_assert_cmpint (year_of (fixture, 2024).opening, ==, TKR (2727 + FEES_2023 + 900));
  remove_row (fixture, "budget_column", "Budsjett 2023");
  assert_source (fixture, 2023, PROPOSAL, SEK_YEAR_PROPOSAL);
  g_assert_cmpint (sek_plan_amount (reg_of (fixture), find (fixture, "budget_line", "Inngående mindreforbruk"), 2024),
                   ==, SEK_NONE);
  assert_whole (fixture);
  reopen (fixture);
  undo (fixture);
  g_assert_cmpint (year_of (fixture, 2024).opening, ==, TKR (2727 + FEES_2023 + 900));
}

/* A year that was mistyped costs no more than others. */
static void
test_far_away (Fixture *fixture, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();

  edit (fixture, "budget_column", PROPOSAL, "year", "2999");
  make_column (fixture, "Gammel", "1900", "budget", "", "");
  g_assert_cmpint (year_of (fixture, 2999).column, ==, find (fixture, "budget_column", PROPOSAL));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/plan/example", test_example_goes_on);
  ADD ("/plan/rules", test_rules);
  ADD_EMPTY ("/plan/fees-and-positions", test_fees_and_positions);
  ADD ("/plan/words", test_words_of_rules);
  ADD ("/plan/column", test_plan_column);
  ADD ("/plan/years", test_plan_years);
  ADD_EMPTY ("/plan/nothing", test_nothing);
  ADD_EMPTY ("/plan/sources/order", test_order_of_sources);
  ADD_EMPTY ("/plan/sources/accounts-to-date", test_accounts_to_date_alone);
  ADD ("/plan/sources/chosen", test_chosen_source);
  ADD ("/plan/sources/gone", test_choice_goes_with_column);
  ADD ("/plan/sources/moved", test_column_of_choice_moves);
  ADD ("/plan/circle", test_circle);
  ADD ("/plan/circle-through-plan", test_circle_through_plan);
  ADD ("/plan/circle-by-another-change", test_circle_by_another_change);
  ADD ("/plan/far-away", test_far_away);
  return g_test_run ();
}
