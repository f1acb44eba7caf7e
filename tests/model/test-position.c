/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "sek-position.h"

/* What positions cost, who pays, and the line of the budget that takes it. */

static const SekStaffPosition *
position_of (Fixture *fixture, const char *title)
{
  return sek_register_get_staff_position (reg_of (fixture), find (fixture, "staff_position", title));
}

static SekPositionCost
cost_of (Fixture *fixture, const char *title, int year)
{
  SekPositionCost cost;

  sek_position_read (reg_of (fixture), position_of (fixture, title), year, &cost);
  return cost;
}

static void
add_adviser (Fixture *fixture)
{
  add (fixture, "staff_position", "title", "Rådgiver", "percent", "80", "yearly_pay", "720 000", "pay_year", "2022",
       "growth", "4,2", "growth_month", "5", "social_costs", "28", NULL);
}

/* 2022: 4 months of 720 000 × 80 % / 12 = 48 000,00 and 8 of 750 240 × 80 % / 12 = 50 016,00. */
static void
test_cost (Fixture *fixture, gconstpointer data)
{
  SekPositionCost cost;

  add_adviser (fixture);
  cost = cost_of (fixture, "Rådgiver", 2022);
  g_assert_cmpint (cost.january, ==, KR (720000));
  g_assert_cmpint (cost.raised, ==, KR (750240));
  g_assert_cmpint (cost.pay, ==, KR (4 * 48000 + 8 * 50016));
  /* 592 128 × 28 % */
  g_assert_cmpint (cost.social, ==, 16579584);
  g_assert_cmpint (cost.cost, ==, KR (592128) + 16579584);
  /* 2023 begins where 2022 ended: 750 240, then 781 750,08. */
  cost = cost_of (fixture, "Rådgiver", 2023);
  g_assert_cmpint (cost.january, ==, KR (750240));
  g_assert_cmpint (cost.raised, ==, 78175008);
  /* 4 × 50 016,00 + 8 × 52 116,67 */
  g_assert_cmpint (cost.pay, ==, 4 * 5001600 + 8 * 5211667);
  /* Compounding, each year to the øre: 781 750,08 × 1,042 = 814 583,58336 → 814 583,58; × 1,042 = 848 796,09036 */
  cost = cost_of (fixture, "Rådgiver", 2024);
  g_assert_cmpint (cost.raised, ==, 81458358);
  cost = cost_of (fixture, "Rådgiver", 2025);
  g_assert_cmpint (cost.january, ==, 81458358);
  g_assert_cmpint (cost.raised, ==, 84879609);
  /* A year before the pay's has no figure; without a month of growth, or a year of the pay, nothing grows. */
  g_assert_cmpint (cost_of (fixture, "Rådgiver", 2021).cost, ==, SEK_NONE);
  edit (fixture, "staff_position", "Rådgiver", "growth_month", "");
  g_assert_cmpint (cost_of (fixture, "Rådgiver", 2025).pay, ==, KR (576000));
  edit (fixture, "staff_position", "Rådgiver", "growth_month", "1");
  g_assert_cmpint (cost_of (fixture, "Rådgiver", 2022).pay, ==, 12 * 5001600);
  edit (fixture, "staff_position", "Rådgiver", "pay_year", "");
  g_assert_cmpint (cost_of (fixture, "Rådgiver", 2021).pay, ==, 12 * 5001600);
  g_assert_cmpint (cost_of (fixture, "Rådgiver", 2030).pay, ==, 12 * 5001600);
  edit (fixture, "staff_position", "Rådgiver", "yearly_pay", "");
  g_assert_cmpint (cost_of (fixture, "Rådgiver", 2022).cost, ==, SEK_NONE);
}

/* A month is paid by its days: 17 of 31 in March 2024, 29 of 29 in February of a leap year. */
static void
test_days (Fixture *fixture, gconstpointer data)
{
  add (fixture, "staff_position", "title", "Vikar", "percent", "100", "yearly_pay", "600 000", "starts_on", "15.3.2024",
       "ends_on", "10.4.2024", NULL);
  /* 50 000 × 17 / 31 = 27 419,3548; 50 000 × 10 / 30 = 16 666,6667 */
  g_assert_cmpint (cost_of (fixture, "Vikar", 2024).pay, ==, 2741935 + 1666667);
  g_assert_cmpint (cost_of (fixture, "Vikar", 2024).social, ==, 0);
  g_assert_false (cost_of (fixture, "Vikar", 2023).employed);
  g_assert_cmpint (cost_of (fixture, "Vikar", 2023).cost, ==, 0);
  edit (fixture, "staff_position", "Vikar", "starts_on", "1.2.2024");
  edit (fixture, "staff_position", "Vikar", "ends_on", "29.2.2024");
  g_assert_cmpint (cost_of (fixture, "Vikar", 2024).pay, ==, KR (50000));
  edit (fixture, "staff_position", "Vikar", "ends_on", "28.2.2024");
  g_assert_cmpint (cost_of (fixture, "Vikar", 2024).pay, ==, 4827586);
}

static void
assert_parts (Fixture *fixture, const char *title, gint64 cost, const gint64 *expected, guint n)
{
  g_autoptr (GArray) parts = sek_position_dup_parts (reg_of (fixture), position_of (fixture, title), cost);
  gint64 sum = 0;

  g_assert_cmpuint (parts->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (g_array_index (parts, SekPayerPart, i).value, ==, expected[i]);
      sum += g_array_index (parts, SekPayerPart, i).value;
    }
  g_assert_cmpint (sum, ==, cost);
}

/* Parts add up to the whole, the last øre by largest remainder. */
static void
test_parts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) parts = NULL;
  g_autofree char *first = NULL, *last = NULL;

  add (fixture, "project", "name", "Lading", NULL);
  add (fixture, "staff_position", "title", "A", "percent", "40", NULL);
  assert_parts (fixture, "A", 101, (gint64[]) { 101 }, 1);
  add (fixture, "position_share", "staff_position", "A", "payer", "nav", "percent", "33,33", NULL);
  add (fixture, "position_share", "staff_position", "A", "payer", "project", "project", "Lading", "percent", "33,33",
       NULL);
  /* 33,3300, 33,3300 and 33,3400 of 100 øre: the council has the largest remainder. */
  assert_parts (fixture, "A", 100, (gint64[]) { 33, 33, 34 }, 3);
  /* 0,6666, 0,6666 and 0,6668 of two. */
  assert_parts (fixture, "A", 2, (gint64[]) { 1, 0, 1 }, 3);
  assert_parts (fixture, "A", 0, (gint64[]) { 0, 0, 0 }, 3);
  assert_parts (fixture, "A", G_MAXINT64 / 4, (gint64[]) { 768537474970924194, 768537474970924194,
                                                           768768059271845563 }, 3);
  parts = sek_position_dup_parts (reg_of (fixture), position_of (fixture, "A"), SEK_NONE);
  first = sek_payer_part_dup_name (reg_of (fixture), &g_array_index (parts, SekPayerPart, 1), SEK_LANGUAGE_NB);
  g_assert_cmpstr (first, ==, "Lading, 33,33\302\240%");
  last = sek_payer_part_dup_name (reg_of (fixture), &g_array_index (parts, SekPayerPart, 2), SEK_LANGUAGE_EN);
  g_assert_cmpstr (last, ==, "the council, 33.34%");
  g_assert_cmpint (g_array_index (parts, SekPayerPart, 2).value, ==, SEK_NONE);
}

static void
test_line (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekCheck) ok = NULL, wrong = NULL;
  SekBudgetCell cell;

  add (fixture, "budget_line", "section", "expense", "name", "Lønn sekretariatet", "source", "positions", NULL);
  make_column (fixture, "B", "2023", "budget", "", "");
  g_assert_cmpint (figure (fixture, "Lønn sekretariatet", "B"), ==, SEK_NONE);
  add (fixture, "staff_position", "title", "Leder", "percent", "100", "yearly_pay", "1 000 000", "social_costs", "30",
       NULL);
  add (fixture, "staff_position", "title", "Vikar", "percent", "100", "yearly_pay", "500 000", "ends_on", "31.12.2022",
       NULL);
  g_assert_cmpint (figure (fixture, "Lønn sekretariatet", "B"), ==, TKR (1300));
  add (fixture, "staff_position", "title", "Medarbeider", "percent", "40", "yearly_pay", "500 400", NULL);
  /* Rounded to the unit of the column; the source has the øre of twelve months. */
  sek_budget_read (reg_of (fixture), find (fixture, "budget_line", "Lønn sekretariatet"), find (fixture,
                                                                                                "budget_column", "B"),
                   &cell);
  g_assert_cmpint (cell.value, ==, TKR (1500));
  g_assert_cmpint (cell.source, ==, 150015995);
  add (fixture, "position_share", "staff_position", "Medarbeider", "payer", "nav", "percent", "100", NULL);
  g_assert_cmpint (figure (fixture, "Lønn sekretariatet", "B"), ==, TKR (1300));
  ok = find_check (fixture, "positions/B", SEK_DATE (2023, 3, 1));
  g_assert_cmpint (ok->verdict, ==, SEK_VERDICT_ROUNDING);
  type_amount (fixture, "Lønn sekretariatet", "B", "1 310");
  wrong = find_check (fixture, "positions/B", SEK_DATE (2023, 3, 1));
  g_assert_cmpint (wrong->verdict, ==, SEK_VERDICT_WRONG);
  g_assert_cmpint (wrong->difference, ==, TKR (10) + 5);
  undo (fixture);
  /* What was adopted stays. */
  edit (fixture, "budget_column", "B", "status", "sealed");
  edit (fixture, "staff_position", "Leder", "yearly_pay", "2 000 000");
  g_assert_cmpint (figure (fixture, "Lønn sekretariatet", "B"), ==, TKR (1300));
  assert_whole (fixture);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  add (fixture, "project", "name", "Lading", NULL);
  add (fixture, "grant", "name", "Klima", NULL);
  assert_refused (try_add (fixture, "staff_position", "title", "A", "percent", "100,01", NULL), SEK_ERROR_REFUSED,
                  "100");
  add (fixture, "staff_position", "title", "A", "percent", "100", NULL);
  assert_refused (try_edit (fixture, "staff_position", "A", "growth_month", "13"), SEK_ERROR_REFUSED, "month");
  assert_refused (try_edit (fixture, "staff_position", "A", "growth_month", "0"), SEK_ERROR_REFUSED, "month");
  assert_refused (try_add (fixture, "position_share", "staff_position", "A", "payer", "nav", "project", "Lading",
                           "percent",
                           "10", NULL),
                  SEK_ERROR_REFUSED, "must be blank");
  assert_refused (try_add (fixture, "position_share", "staff_position", "A", "payer", "project", "grant", "Klima",
                           "percent",
                           "10", NULL),
                  SEK_ERROR_REFUSED, "must be blank");
  add (fixture, "position_share", "staff_position", "A", "payer", "nav", "percent", "60", NULL);
  assert_refused (try_add (fixture, "position_share", "staff_position", "A", "payer", "other", "percent", "40,01",
                           NULL),
                  SEK_ERROR_REFUSED, "100,01");
  add (fixture, "position_share", "staff_position", "A", "payer", "other", "percent", "40", NULL);
  assert_refused (try_edit (fixture, "position_share", "A/nav", "percent", "61"), SEK_ERROR_REFUSED,
                  "the council pays the rest");
  remove_row (fixture, "staff_position", "A");
  g_assert_cmpuint (count_rows (fixture, SEK_POSITION_SHARE), ==, 0);
  undo (fixture);
  assert_whole (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_EMPTY ("/position/cost", test_cost);
  ADD_EMPTY ("/position/days", test_days);
  ADD_EMPTY ("/position/parts", test_parts);
  ADD_EMPTY ("/position/line", test_line);
  ADD_EMPTY ("/position/refusals", test_refusals);
  return g_test_run ();
}
