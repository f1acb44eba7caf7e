/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "years-fixture.h"

#include "sek-check.h"

/* The reserve over the years, what it says in words, and what the law says of it. Figures are worked out by hand; those
 * of the example are the published ones. */

#define FORECAST "Prognose 2022"
#define PROPOSAL "Forslag budsjett 2023"
#define TODAY SEK_DATE (2023, 3, 1)

#define EQUAL "Tallene er like", "Tala er like", "The figures are equal"

static void
assert_finding (Fixture *fixture, const char *nb, const char *nn, const char *en)
{
  g_autoptr (GArray) chain = sek_reserve_chain (reg_of (fixture));

  assert_told (sek_reserve_dup_finding (reg_of (fixture), chain, SEK_LANGUAGE_NB), nb);
  assert_told (sek_reserve_dup_finding (reg_of (fixture), chain, SEK_LANGUAGE_NN), nn);
  assert_told (sek_reserve_dup_finding (reg_of (fixture), chain, SEK_LANGUAGE_EN), en);
}

static void
assert_sentence (Fixture *fixture, const char *nb, const char *nn, const char *en)
{
  g_autoptr (GArray) chain = sek_reserve_chain (reg_of (fixture));

  assert_told (sek_reserve_dup_sentence (reg_of (fixture), chain, SEK_LANGUAGE_NB), nb);
  assert_told (sek_reserve_dup_sentence (reg_of (fixture), chain, SEK_LANGUAGE_NN), nn);
  assert_told (sek_reserve_dup_sentence (reg_of (fixture), chain, SEK_LANGUAGE_EN), en);
}

static void
assert_problem (Fixture *fixture, const char *nb, const char *nn, const char *en)
{
  g_autoptr (GArray) chain = sek_reserve_chain (reg_of (fixture));

  assert_told (sek_reserve_dup_problem (reg_of (fixture), chain, SEK_LANGUAGE_NB), nb);
  assert_told (sek_reserve_dup_problem (reg_of (fixture), chain, SEK_LANGUAGE_NN), nn);
  assert_told (sek_reserve_dup_problem (reg_of (fixture), chain, SEK_LANGUAGE_EN), en);
}

/* --- the example -------------------------------------------------------------------------------------------------- */

static void
test_example (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) chain = sek_reserve_chain (reg_of (fixture));
  SekReserveYear at = year_of (fixture, 2022);

  /* Two years with figures, and three that the plan goes on with. */
  g_assert_cmpuint (chain->len, ==, 5);
  g_assert_cmpint (sek_reserve_find (chain, 2021), ==, -1);
  g_assert_cmpint (sek_reserve_find (chain, 2027), ==, -1);
  g_assert_cmpint (at.kind, ==, SEK_YEAR_FORECAST);
  g_assert_cmpint (at.column, ==, find (fixture, "budget_column", FORECAST));
  g_assert_false (at.chosen);
  g_assert_cmpint (at.opening, ==, TKR (3740));
  g_assert_cmpint (at.gap, ==, SEK_NONE);
  g_assert_cmpint (at.income, ==, TKR (5981));
  g_assert_cmpint (at.expense, ==, TKR (6994));
  g_assert_cmpint (at.result, ==, TKR (-1013));
  g_assert_cmpint (at.closing, ==, TKR (2727));

  at = year_of (fixture, 2023);
  g_assert_cmpint (at.kind, ==, SEK_YEAR_PROPOSAL);
  g_assert_cmpint (at.opening, ==, TKR (2727));
  g_assert_cmpint (at.gap, ==, SEK_NONE);
  g_assert_cmpint (at.result, ==, TKR (-2097));
  g_assert_cmpint (at.closing, ==, TKR (630));
}

/* --- breaks ------------------------------------------------------------------------------------------------------- */

/* Where a year opens with something else than the year before closed with, that is told beside it, and counted. */
static void
test_gap (Fixture *fixture, gconstpointer data)
{
  type_amount (fixture, "Inngående mindreforbruk", PROPOSAL, "2700");
  g_assert_cmpint (year_of (fixture, 2023).opening, ==, TKR (2727));
  g_assert_cmpint (year_of (fixture, 2023).gap, ==, TKR (-27));
  g_assert_cmpint (year_of (fixture, 2023).closing, ==, TKR (603));
  g_assert_cmpint (year_of (fixture, 2024).opening, ==, TKR (603));
  g_assert_cmpint (year_of (fixture, 2024).gap, ==, SEK_NONE);
  type_amount (fixture, "Inngående mindreforbruk", PROPOSAL, "2727");
  g_assert_cmpint (year_of (fixture, 2023).gap, ==, SEK_NONE);
}

/* A year without an opening of its own goes on from the year before. */
static void
test_blank_opening (Fixture *fixture, gconstpointer data)
{
  add_three_lines (fixture);
  add_year (fixture, "R", "2022", "accounts", "100", "10", "30");
  add_year (fixture, "B", "2023", "budget", "", "10", "15");
  g_assert_cmpint (year_of (fixture, 2023).opening, ==, TKR (80));
  g_assert_cmpint (year_of (fixture, 2023).gap, ==, SEK_NONE);
  g_assert_cmpint (year_of (fixture, 2023).closing, ==, TKR (75));
  assert_problem (fixture, "", "", "");
}

static void
test_no_opening (Fixture *fixture, gconstpointer data)
{
  add_three_lines (fixture);
  add_year (fixture, "R", "2022", "accounts", "", "10", "30");
  g_assert_cmpint (year_of (fixture, 2022).opening, ==, SEK_NONE);
  g_assert_cmpint (year_of (fixture, 2022).closing, ==, TKR (-20));
  assert_problem (fixture, "2022 har ikke noe inngående beløp, så reserven begynner på 0.",
                  "2022 har ikkje noko inngåande beløp, så reserven byrjar på 0.",
                  "2022 has no opening balance, so the reserve begins at 0.");
}

static void
test_year_without_figures (Fixture *fixture, gconstpointer data)
{
  add_three_lines (fixture);
  add_year (fixture, "R", "2021", "accounts", "100", "10", "30");
  add_year (fixture, "B", "2023", "budget", "60", "10", "15");
  g_assert_cmpint (year_of (fixture, 2022).column, ==, 0);
  g_assert_cmpint (year_of (fixture, 2022).closing, ==, TKR (60));
  g_assert_cmpint (year_of (fixture, 2023).gap, ==, SEK_NONE);
  assert_problem (fixture, "2022 har ingen kolonne med tall og er regnet fra året før.",
                  "2022 har inga kolonne med tal og er rekna frå året før.",
                  "2022 has no column of figures and is worked out from the year before.");
}

/* --- what it says ------------------------------------------------------------------------------------------------- */

static void
test_no_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) chain = sek_reserve_chain (reg_of (fixture));

  g_assert_cmpuint (chain->len, ==, 0);
  assert_finding (fixture, "", "", "");
  assert_sentence (fixture, "", "", "");
  assert_problem (fixture, "", "", "");
}

/* 100 at the end of 2022, then 20 less each year: 80, 60, 40, 20. */
static void
add_falling (Fixture *fixture)
{
  add_three_lines (fixture);
  add_year (fixture, "R", "2022", "accounts", "100", "0", "0");
  add_year (fixture, "B", "2023", "budget", "100", "0", "20");
}

static void
test_no_limit (Fixture *fixture, gconstpointer data)
{
  add_falling (fixture);
  g_assert_cmpint (sek_reserve_get_limit (reg_of (fixture)), ==, SEK_NONE);
  assert_finding (fixture, "Reserven varer til og med 2026", "Reserven varer til og med 2026",
                  "The reserve lasts up to 2026");
  assert_sentence (fixture, "Reserven varer til og med 2026. Den er da 20 000 kr.",
                   "Reserven varer til og med 2026. Han er då 20 000 kr.",
                   "The reserve lasts up to 2026. It is then 20,000 kr.");
}

static void
test_over_limit (Fixture *fixture, gconstpointer data)
{
  add_falling (fixture);
  /* A limit that is met is not broken. */
  edit (fixture, "organisation", "-", "reserve_limit", "20 000");
  assert_finding (fixture, "Reserven er over grensen til og med 2026", "Reserven er over grensa til og med 2026",
                  "The reserve is above the limit up to 2026");
  assert_sentence (fixture, "Til og med 2026 er reserven over grensen på 20 000 kr. Den er da 20 000 kr.",
                   "Til og med 2026 er reserven over grensa på 20 000 kr. Han er då 20 000 kr.",
                   "Up to 2026 the reserve is above the limit of 20,000 kr. It is then 20,000 kr.");
}

static void
test_under_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) chain = NULL;

  add_falling (fixture);
  edit (fixture, "organisation", "-", "reserve_limit", "60 001");
  chain = sek_reserve_chain (reg_of (fixture));
  g_assert_cmpint (sek_reserve_find_below (chain, 2022, KR (60001)), ==, 2024);
  g_assert_cmpint (sek_reserve_find_below (chain, 2025, KR (60001)), ==, 2025);
  g_assert_cmpint (sek_reserve_find_below (chain, 2022, KR (20000)), ==, 0);
  assert_finding (fixture, "Reserven kommer under grensen i 2024", "Reserven kjem under grensa i 2024",
                  "The reserve falls below the limit in 2024");
  assert_sentence (fixture, "I 2024 kommer reserven under grensen på 60 001 kr: Den er da 60 000 kr.",
                   "I 2024 kjem reserven under grensa på 60 001 kr: Han er då 60 000 kr.",
                   "In 2024 the reserve falls below the limit of 60,001 kr: it is then 60,000 kr.");
}

/* Below the limit and below zero in the same year: what is lacking is the news. */
static void
test_used_up (Fixture *fixture, gconstpointer data)
{
  assert_finding (fixture, "Reserven er brukt opp i 2024", "Reserven er brukt opp i 2024",
                  "The reserve is used up in 2024");
  /* 630 + 6 379 + 600 − 9 280 */
  assert_sentence (fixture, "Reserven er brukt opp i 2024: Ved utgangen av året mangler 1 671 000 kr.",
                   "Reserven er brukt opp i 2024: Ved utgangen av året manglar 1 671 000 kr.",
                   "The reserve is used up in 2024: at the end of the year 1,671,000 kr is lacking.");
  edit (fixture, "organisation", "-", "reserve_limit", "500 000");
  assert_finding (fixture, "Reserven er brukt opp i 2024", "Reserven er brukt opp i 2024",
                  "The reserve is used up in 2024");
  /* Below the limit a year before it is used up. */
  edit (fixture, "organisation", "-", "reserve_limit", "1 000 000");
  assert_finding (fixture, "Reserven kommer under grensen i 2023", "Reserven kjem under grensa i 2023",
                  "The reserve falls below the limit in 2023");
  assert_sentence (fixture, "I 2023 kommer reserven under grensen på 1 000 000 kr: Den er da 630 000 kr.",
                   "I 2023 kjem reserven under grensa på 1 000 000 kr: Han er då 630 000 kr.",
                   "In 2023 the reserve falls below the limit of 1,000,000 kr: it is then 630,000 kr.");
}

/* A year that is over by its figures is no news. */
static void
test_past_is_no_news (Fixture *fixture, gconstpointer data)
{
  add_three_lines (fixture);
  add_year (fixture, "R", "2022", "accounts", "0", "0", "20");
  add_year (fixture, "B", "2023", "budget", "–20", "50", "0");
  edit (fixture, "organisation", "-", "plan_years", "0");
  assert_finding (fixture, "Reserven varer til og med 2023", "Reserven varer til og med 2023",
                  "The reserve lasts up to 2023");
}

/* All years are over: the last one is told. */
static void
test_all_is_past (Fixture *fixture, gconstpointer data)
{
  add_three_lines (fixture);
  add_year (fixture, "R", "2022", "accounts", "30", "0", "20");
  add_year (fixture, "S", "2023", "accounts", "10", "0", "20");
  edit (fixture, "organisation", "-", "plan_years", "0");
  assert_finding (fixture, "Reserven er brukt opp i 2023", "Reserven er brukt opp i 2023",
                  "The reserve is used up in 2023");
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  SekRegister *reg = reg_of (fixture);

  g_assert_cmpstr (sek_reserve_get_opening_word (reg, SEK_LANGUAGE_NB), ==, "Inngående mindreforbruk");
  g_assert_cmpstr (sek_reserve_get_closing_word (reg, SEK_LANGUAGE_NN), ==, "Utgåande mindreforbruk");
  edit (fixture, "organisation", "-", "balance_name", "fund");
  g_assert_cmpstr (sek_reserve_get_opening_word (reg, SEK_LANGUAGE_NB), ==, "Inngående disposisjonsfond");
  g_assert_cmpstr (sek_reserve_get_opening_word (reg, SEK_LANGUAGE_NN), ==, "Inngåande disposisjonsfond");
  g_assert_cmpstr (sek_reserve_get_closing_word (reg, SEK_LANGUAGE_EN), ==, "Closing general fund");
  edit (fixture, "organisation", "-", "balance_name", "underspend");
  g_assert_cmpstr (sek_reserve_get_closing_word (reg, SEK_LANGUAGE_NB), ==, "Utgående mindreforbruk");
}

/* --- the law ------------------------------------------------------------------------------------------------------ */

static void
assert_no_check (Fixture *fixture, const char *id)
{
  g_autoptr (SekCheck) check = find_check (fixture, id, TODAY);

  g_assert_null (check);
}

/* A result below zero that the reserve covers is nobody's business. */
static void
test_covered_by_reserve (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) covers = sek_reserve_list_covers (reg_of (fixture));

  g_assert_cmpint (year_of (fixture, 2022).result, <, 0);
  g_assert_cmpint (year_of (fixture, 2023).result, <, 0);
  g_assert_cmpuint (covers->len, ==, 0);
  assert_no_check (fixture, "cover/2022");
  assert_no_check (fixture, "cover/2023");
  /* 2024 is below zero by the rules alone, which nobody adopted. */
  g_assert_cmpint (year_of (fixture, 2024).closing, <, 0);
  assert_no_check (fixture, "cover/2024");
}

static void
assert_cover (Fixture *fixture, SekVerdict verdict, gint64 covered, const char *nb, const char *nn, const char *en)
{
  g_autoptr (SekCheck) check = find_check (fixture, "cover/2022", TODAY);

  g_assert_nonnull (check);
  g_assert_cmpint (check->verdict, ==, verdict);
  g_assert_cmpint (check->right, ==, TKR (50));
  g_assert_cmpint (check->left, ==, covered);
  g_assert_cmpint (check->where.row, ==, find (fixture, "budget_column", "R"));
  assert_told (sek_check_dup_sentence (check, SEK_LANGUAGE_NB), nb);
  assert_told (sek_check_dup_sentence (check, SEK_LANGUAGE_NN), nn);
  assert_told (sek_check_dup_sentence (check, SEK_LANGUAGE_EN), en);
}

static void
test_cover (Fixture *fixture, gconstpointer data)
{
  add_three_lines (fixture);
  add_year (fixture, "R", "2022", "accounts", "100", "50", "200");
  /* Nothing is budgeted for the year after yet. */
  assert_cover (fixture, SEK_VERDICT_MISSING, SEK_NONE,
                "Kan ikke sammenlignes: «Dekkes av året etter» mangler",
                "Kan ikkje samanliknast: «Blir dekt av året etter» manglar",
                "Cannot be compared: «Covered by the year after» is missing");
  add_year (fixture, "B", "2023", "budget", "–50", "70", "50");
  assert_cover (fixture, SEK_VERDICT_WRONG, TKR (20),
                "30 000 kr blir ikke dekt av året etter. Deltakerne må dekke det.",
                "30 000 kr blir ikkje dekt av året etter. Deltakarane må dekkje det.",
                "30,000 kr is not covered by the year after. The participants must cover it.");
  assert_no_check (fixture, "cover/2024");
  type_amount (fixture, "Inntekt", "B", "40");
  assert_cover (fixture, SEK_VERDICT_WRONG, 0,
                "50 000 kr blir ikke dekt av året etter. Deltakerne må dekke det.",
                "50 000 kr blir ikkje dekt av året etter. Deltakarane må dekkje det.",
                "50,000 kr is not covered by the year after. The participants must cover it.");
  type_amount (fixture, "Inntekt", "B", "100");
  assert_cover (fixture, SEK_VERDICT_OK, TKR (50), EQUAL);
  /* More than that is left over. */
  type_amount (fixture, "Inntekt", "B", "170");
  assert_cover (fixture, SEK_VERDICT_OK, TKR (50), EQUAL);
  type_amount (fixture, "Utgift", "R", "150");
  assert_no_check (fixture, "cover/2022");
}

/* --- beside each other -------------------------------------------------------------------------------------------- */

#define MOST_YEARS 4

/* Closing balances from 2024 on, in thousands. */
static GArray *
make_chain (const int *closings)
{
  GArray *chain = g_array_new (FALSE, TRUE, sizeof (SekReserveYear));

  for (int i = 0; i < MOST_YEARS; i++)
    {
      const SekReserveYear at = { .year = 2024 + i, .kind = SEK_YEAR_RULES, .closing = TKR (closings[i]) };

      g_array_append_val (chain, at);
    }
  return chain;
}

static void
assert_beside (Fixture *fixture, guint n, const int closings[][MOST_YEARS], const char *const words[SEK_N_LANGUAGES])
{
  static const char *const names[] = { NULL, "Høyere sats", "Færre prosjekter" };
  SekRegister *const regs[] = { reg_of (fixture), reg_of (fixture), reg_of (fixture) };
  GArray *chains[3] = { NULL };

  for (guint i = 0; i < n; i++)
    chains[i] = make_chain (closings[i]);
  for (int language = 0; language < SEK_N_LANGUAGES; language++)
    assert_told (sek_reserve_dup_finding_beside (regs, chains, names, n, language), words[language]);
  for (guint i = 0; i < n; i++)
    g_array_unref (chains[i]);
}

typedef struct
{
  guint       n;
  int         closings[3][MOST_YEARS];
  const char *words[SEK_N_LANGUAGES];
} BesideCase;

/* The title of the register and scenarios, by rules that are fixed. */
static void
test_beside_limit (Fixture *fixture, gconstpointer data)
{
  static const BesideCase cases[] = {
    { 1, { { 600, 550, 500, 499 } },
      { "Reserven kommer under grensen i 2027", "Reserven kjem under grensa i 2027",
        "The reserve falls below the limit in 2027" } },
    /* Nobody breaks. */
    { 3, { { 600, 600, 600, 500 }, { 700, 700, 700, 700 }, { 900, 900, 900, 900 } },
      { "Alle holder seg over grensen til og med 2027", "Alle held seg over grensa til og med 2027",
        "All of them stay above the limit up to 2027" } },
    /* The register does not, a scenario does: the one that does so first. */
    { 3, { { 600, 600, 600, 600 }, { 600, 600, 600, 499 }, { 600, 600, 499, 400 } },
      { "Med «Færre prosjekter» er reserven under grensen fra 2026",
        "Med «Færre prosjekter» er reserven under grensa frå 2026",
        "With “Færre prosjekter” the reserve is below the limit from 2026" } },
    { 2, { { 600, 600, 600, 600 }, { 600, 600, -1, -9 } },
      { "Med «Høyere sats» er reserven brukt opp i 2026", "Med «Høyere sats» er reserven brukt opp i 2026",
        "With “Høyere sats” the reserve is used up in 2026" } },
    /* The register does, a scenario does not. */
    { 3, { { 600, 499, 300, 100 }, { 600, 550, 499, 400 }, { 600, 600, 600, 600 } },
      { "Med «Færre prosjekter» er reserven over grensen til og med 2027",
        "Med «Færre prosjekter» er reserven over grensa til og med 2027",
        "With “Færre prosjekter” the reserve is above the limit up to 2027" } },
    /* All do, one of them last. */
    { 3, { { 600, 499, 300, 100 }, { 600, 600, 499, 400 }, { 600, 499, 400, 400 } },
      { "Lengst holder reserven seg med «Høyere sats»: Den er under grensen fra 2026",
        "Lengst held reserven seg med «Høyere sats»: Han er under grensa frå 2026",
        "The reserve holds longest with “Høyere sats”: it is below the limit from 2026" } },
    /* All do, one before the register and none after it. */
    { 3, { { 600, 600, 499, 100 }, { 600, 600, 400, 400 }, { 600, 499, 400, 400 } },
      { "Med «Færre prosjekter» er reserven under grensen fra 2025",
        "Med «Færre prosjekter» er reserven under grensa frå 2025",
        "With “Færre prosjekter” the reserve is below the limit from 2025" } },
    { 2, { { 600, 499, 300, 100 }, { 600, 490, 400, 400 } },
      { "Alle kommer under grensen i 2025", "Alle kjem under grensa i 2025",
        "All of them fall below the limit in 2025" } },
  };

  edit (fixture, "organisation", "-", "reserve_limit", "500 000");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_beside (fixture, cases[i].n, cases[i].closings, cases[i].words);
}

static void
test_beside (Fixture *fixture, gconstpointer data)
{
  static const BesideCase cases[] = {
    { 2, { { 9, 9, 9, 0 }, { 9, 9, 9, 9 } },
      { "Reserven varer til og med 2027 i alle", "Reserven varer til og med 2027 i alle",
        "The reserve lasts up to 2027 in all of them" } },
    { 2, { { 9, 9, -1, -2 }, { 9, 9, 9, 0 } },
      { "Med «Høyere sats» varer reserven til og med 2027", "Med «Høyere sats» varer reserven til og med 2027",
        "With “Høyere sats” the reserve lasts up to 2027" } },
    { 3, { { 9, -1, -1, -2 }, { 9, 9, 9, -1 }, { 9, 9, 9, -5 } },
      { "Lengst varer reserven med «Høyere sats»: Den er brukt opp i 2027",
        "Lengst varer reserven med «Høyere sats»: Han er brukt opp i 2027",
        "The reserve lasts longest with “Høyere sats”: it is used up in 2027" } },
    { 2, { { 9, -1, -1, -2 }, { 9, -1, 9, 9 } },
      { "Reserven er brukt opp i 2025 i alle", "Reserven er brukt opp i 2025 i alle",
        "The reserve is used up in 2025 in all of them" } },
  };
  SekRegister *const regs[] = { reg_of (fixture), reg_of (fixture) };
  g_autoptr (GArray) empty = g_array_new (FALSE, TRUE, sizeof (SekReserveYear));
  GArray *const chains[] = { empty, empty };
  const char *const names[] = { NULL, "Tom" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_beside (fixture, cases[i].n, cases[i].closings, cases[i].words);
  assert_told (sek_reserve_dup_finding_beside (regs, chains, names, 2, SEK_LANGUAGE_NB), "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/reserve/example", test_example);
  ADD ("/reserve/gap", test_gap);
  ADD_EMPTY ("/reserve/blank-opening", test_blank_opening);
  ADD_EMPTY ("/reserve/no-opening", test_no_opening);
  ADD_EMPTY ("/reserve/year-without-figures", test_year_without_figures);
  ADD_EMPTY ("/reserve/no-columns", test_no_columns);
  ADD_EMPTY ("/reserve/no-limit", test_no_limit);
  ADD_EMPTY ("/reserve/over-limit", test_over_limit);
  ADD_EMPTY ("/reserve/under-limit", test_under_limit);
  ADD ("/reserve/used-up", test_used_up);
  ADD_EMPTY ("/reserve/past", test_past_is_no_news);
  ADD_EMPTY ("/reserve/all-past", test_all_is_past);
  ADD ("/reserve/names", test_names);
  ADD ("/reserve/covered", test_covered_by_reserve);
  ADD_EMPTY ("/reserve/cover", test_cover);
  ADD_EMPTY ("/reserve/beside-limit", test_beside_limit);
  ADD_EMPTY ("/reserve/beside", test_beside);
  return g_test_run ();
}
