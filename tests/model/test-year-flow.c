/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "years-fixture.h"

#include "sek-year-flow.h"

/* Where the money comes from and where it goes: two lists with the same sum, and the title that says what the reserve
 * does. The figures of the example are the published ones. */

#define PROPOSAL "Forslag budsjett 2023"
#define MOST 20

static SekYearFlow *
flow_of (Fixture *fixture, const char *title, guint most, SekLanguage language)
{
  return sek_year_flow_new (reg_of (fixture), find (fixture, "budget_column", title), most, language);
}

typedef struct
{
  SekFlowKind kind;
  const char *name;
  gint64      thousands;
} Wanted;

#define assert_flow(flow, ...) \
  G_STMT_START \
  { \
    const Wanted wanted_[] = { __VA_ARGS__ }; \
    assert_flow_at (G_STRLOC, (flow), wanted_, G_N_ELEMENTS (wanted_)); \
  } \
  G_STMT_END

static void
assert_flow_at (const char *place, SekYearFlow *flow, const Wanted *wanted, guint n)
{
  for (guint i = 0; i < MIN (n, flow->items->len); i++)
    {
      const SekYearFlowItem *item = &g_array_index (flow->items, SekYearFlowItem, i);

      if (item->kind != wanted[i].kind || !g_str_equal (item->name, wanted[i].name)
          || item->value != TKR (wanted[i].thousands) || (item->line != 0) != (item->kind == SEK_FLOW_LINE))
        g_error ("%s: item %u is %s, %" G_GINT64_FORMAT, place, i, item->name, item->value);
    }
  if (flow->items->len != n)
    g_error ("%s: there are %u items, not %u", place, flow->items->len, n);
}

static void
assert_finding (Fixture *fixture, const SekYearFlow *flow, const char *nb, const char *nn, const char *en)
{
  assert_told (sek_year_flow_dup_finding (reg_of (fixture), flow, SEK_LANGUAGE_NB), nb);
  assert_told (sek_year_flow_dup_finding (reg_of (fixture), flow, SEK_LANGUAGE_NN), nn);
  assert_told (sek_year_flow_dup_finding (reg_of (fixture), flow, SEK_LANGUAGE_EN), en);
}

static void
test_example (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekYearFlow) flow = flow_of (fixture, PROPOSAL, MOST, SEK_LANGUAGE_NB);

  g_assert_cmpint (flow->income, ==, TKR (7183));
  g_assert_cmpint (flow->expense, ==, TKR (9280));
  g_assert_cmpint (flow->reserve, ==, TKR (2097));
  assert_flow (flow,
               { SEK_FLOW_HEADING, "Kommer fra", 9280 }, { SEK_FLOW_LINE, "Kontingenter", 6283 },
               { SEK_FLOW_RESERVE, "Bruk av reserven", 2097 }, { SEK_FLOW_LINE, "Klimasats", 900 },
               { SEK_FLOW_HEADING, "Går til", 9280 }, { SEK_FLOW_LINE, "Lønn sekretariatet mv.", 6100 },
               { SEK_FLOW_LINE, "Prosjekter", 1990 }, { SEK_FLOW_LINE, "Sekretariatet, andre utgifter", 770 },
               { SEK_FLOW_LINE, "Kommunikasjon", 250 }, { SEK_FLOW_LINE, "Møteutgifter administrative organer", 130 },
               { SEK_FLOW_LINE, "Møteutgifter politiske organer", 40 });
  assert_finding (fixture, flow, "Reserven dekker 2 097 av utgiftene", "Reserven dekkjer 2 097 av utgiftene",
                  "The reserve covers 2,097 of the expenses");
  assert_told (sek_year_flow_dup_subtitle (reg_of (fixture), flow, SEK_LANGUAGE_NB),
               "Forslag budsjett 2023. Sats 2,80 kr, 2 244 124 innbyggere");
  assert_told (sek_year_flow_dup_subtitle (reg_of (fixture), flow, SEK_LANGUAGE_NN),
               "Forslag budsjett 2023. Sats 2,80 kr, 2 244 124 innbyggjarar");
  assert_told (sek_year_flow_dup_subtitle (reg_of (fixture), flow, SEK_LANGUAGE_EN),
               "Forslag budsjett 2023. Rate 2.80 kr, 2,244,124 inhabitants");
}

/* The smallest lines are one item; a list that is just long enough keeps all its names. */
static void
test_rest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekYearFlow) nb = flow_of (fixture, PROPOSAL, 4, SEK_LANGUAGE_NB),
                          nn = flow_of (fixture, PROPOSAL, 2, SEK_LANGUAGE_NN),
                          en = flow_of (fixture, PROPOSAL, 6, SEK_LANGUAGE_EN);

  assert_flow (nb,
               { SEK_FLOW_HEADING, "Kommer fra", 9280 }, { SEK_FLOW_LINE, "Kontingenter", 6283 },
               { SEK_FLOW_RESERVE, "Bruk av reserven", 2097 }, { SEK_FLOW_LINE, "Klimasats", 900 },
               { SEK_FLOW_HEADING, "Går til", 9280 }, { SEK_FLOW_LINE, "Lønn sekretariatet mv.", 6100 },
               { SEK_FLOW_LINE, "Prosjekter", 1990 }, { SEK_FLOW_LINE, "Sekretariatet, andre utgifter", 770 },
               { SEK_FLOW_REST, "3 andre poster", 420 });
  assert_flow (nn,
               { SEK_FLOW_HEADING, "Kjem frå", 9280 }, { SEK_FLOW_LINE, "Kontingenter", 6283 },
               { SEK_FLOW_REST, "2 andre postar", 2997 },
               { SEK_FLOW_HEADING, "Går til", 9280 }, { SEK_FLOW_LINE, "Lønn sekretariatet mv.", 6100 },
               { SEK_FLOW_REST, "5 andre postar", 3180 });
  g_assert_cmpuint (en->items->len, ==, 4 + 7);
  g_assert_cmpstr (g_array_index (en->items, SekYearFlowItem, 2).name, ==, "Use of the reserve");
}

/* Income that is as much as the expenses; lines of the same amount stand as in the budget. */
static void
test_equal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekYearFlow) flow = NULL;

  add_lines (fixture);
  make_column (fixture, "B", "2023", "budget", "", "");
  type_amount (fixture, "Inntekt A", "B", "200");
  type_amount (fixture, "Inntekt B", "B", "100");
  type_amount (fixture, "Inntekt C", "B", "200");
  type_amount (fixture, "Utgift", "B", "500");
  flow = flow_of (fixture, "B", MOST, SEK_LANGUAGE_NB);
  assert_flow (flow,
               { SEK_FLOW_HEADING, "Kommer fra", 500 }, { SEK_FLOW_LINE, "Inntekt A", 200 },
               { SEK_FLOW_LINE, "Inntekt C", 200 }, { SEK_FLOW_LINE, "Inntekt B", 100 },
               { SEK_FLOW_HEADING, "Går til", 500 }, { SEK_FLOW_LINE, "Utgift", 500 });
  g_assert_cmpint (flow->reserve, ==, 0);
  assert_finding (fixture, flow, "Inntektene dekker utgiftene", "Inntektene dekkjer utgiftene",
                  "Income covers the expenses");
  assert_told (sek_year_flow_dup_subtitle (reg_of (fixture), flow, SEK_LANGUAGE_NB), "B");
}

/* What is left goes to the reserve; a line of 0 has no bar, and one below 0 stands last, as it is. */
static void
test_zero_and_negative (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekYearFlow) flow = NULL;

  add_lines (fixture);
  make_column (fixture, "B", "2023", "budget", "", "");
  type_amount (fixture, "Inntekt A", "B", "-100");
  type_amount (fixture, "Inntekt B", "B", "1 600");
  type_amount (fixture, "Inntekt C", "B", "0");
  type_amount (fixture, "Utgift", "B", "300");
  flow = flow_of (fixture, "B", MOST, SEK_LANGUAGE_NB);
  assert_flow (flow,
               { SEK_FLOW_HEADING, "Kommer fra", 1500 }, { SEK_FLOW_LINE, "Inntekt B", 1600 },
               { SEK_FLOW_LINE, "Inntekt A", -100 },
               { SEK_FLOW_HEADING, "Går til", 1500 }, { SEK_FLOW_RESERVE, "Til reserven", 1200 },
               { SEK_FLOW_LINE, "Utgift", 300 });
  g_assert_cmpint (flow->reserve, ==, TKR (-1200));
  assert_finding (fixture, flow, "1 200 legges til reserven", "1 200 blir lagt til reserven",
                  "1,200 is added to the reserve");
}

static void
test_one_line (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekYearFlow) income = NULL, expense = NULL;

  add_three_lines (fixture);
  make_column (fixture, "B", "2023", "budget", "", "");
  type_amount (fixture, "Inntekt", "B", "500");
  income = flow_of (fixture, "B", MOST, SEK_LANGUAGE_NB);
  assert_flow (income,
               { SEK_FLOW_HEADING, "Kommer fra", 500 }, { SEK_FLOW_LINE, "Inntekt", 500 },
               { SEK_FLOW_HEADING, "Går til", 500 }, { SEK_FLOW_RESERVE, "Til reserven", 500 });
  assert_finding (fixture, income, "500 legges til reserven", "500 blir lagt til reserven",
                  "500 is added to the reserve");
  make_column (fixture, "C", "2024", "accounts", "", "");
  type_amount (fixture, "Utgift", "C", "0,5");
  expense = flow_of (fixture, "C", 1, SEK_LANGUAGE_NB);
  g_assert_cmpuint (expense->items->len, ==, 4);
  g_assert_cmpint (expense->reserve, ==, KR (500));
}

/* Of nothing there is nothing to show, nor of zeros; an opening balance alone moves no money. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "", "0" };

  add_three_lines (fixture);
  make_column (fixture, "B", "2023", "budget", "", "");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SekYearFlow) flow = NULL;

      type_amount (fixture, "Inngående", "B", "700");
      type_amount (fixture, "Inntekt", "B", texts[i]);
      type_amount (fixture, "Utgift", "B", texts[i]);
      flow = flow_of (fixture, "B", MOST, SEK_LANGUAGE_NB);
      g_assert_cmpuint (flow->items->len, ==, 0);
      g_assert_cmpint (flow->reserve, ==, 0);
      assert_finding (fixture, flow, "Inntektene dekker utgiftene", "Inntektene dekkjer utgiftene",
                      "Income covers the expenses");
    }
}

/* A sealed column shows the lines that were adopted, whatever they are called, and whichever there are, by now. */
static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekYearFlow) before = flow_of (fixture, PROPOSAL, MOST, SEK_LANGUAGE_NB), flow = NULL;

  edit (fixture, "budget_column", PROPOSAL, "status", "sealed");
  edit (fixture, "budget_line", "Kommunikasjon", "name", "Informasjon");
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3,45");
  remove_row (fixture, "budget_line", "Prosjekter");
  add (fixture, "budget_line", "section", "income", "name", "Nytt", NULL);
  flow = flow_of (fixture, PROPOSAL, MOST, SEK_LANGUAGE_NB);
  g_assert_cmpuint (flow->items->len, ==, before->items->len);
  for (guint i = 0; i < flow->items->len; i++)
    {
      const SekYearFlowItem *was = &g_array_index (before->items, SekYearFlowItem, i),
                            *is = &g_array_index (flow->items, SekYearFlowItem, i);

      g_assert_cmpstr (is->name, ==, was->name);
      g_assert_cmpint (is->value, ==, was->value);
    }
  assert_finding (fixture, flow, "Reserven dekker 2 097 av utgiftene", "Reserven dekkjer 2 097 av utgiftene",
                  "The reserve covers 2,097 of the expenses");
  /* The rate by now is not what it came from. */
  assert_told (sek_year_flow_dup_subtitle (reg_of (fixture), flow, SEK_LANGUAGE_NB), PROPOSAL);
}

/* A title is in the column's own unit. */
static void
test_kroner (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekYearFlow) flow = NULL;

  add_three_lines (fixture);
  add (fixture, "budget_column", "title", "B", "year", "2023", "kind", "budget", "unit", "1", NULL);
  type_amount (fixture, "Inntekt", "B", "1 234 567");
  flow = flow_of (fixture, "B", MOST, SEK_LANGUAGE_NB);
  assert_finding (fixture, flow, "1 234 567 legges til reserven", "1 234 567 blir lagt til reserven",
                  "1,234,567 is added to the reserve");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/year-flow/example", test_example);
  ADD ("/year-flow/rest", test_rest);
  ADD_EMPTY ("/year-flow/equal", test_equal);
  ADD_EMPTY ("/year-flow/zero-and-negative", test_zero_and_negative);
  ADD_EMPTY ("/year-flow/one-line", test_one_line);
  ADD_EMPTY ("/year-flow/nothing", test_nothing);
  ADD ("/year-flow/sealed", test_sealed);
  ADD_EMPTY ("/year-flow/kroner", test_kroner);
  return g_test_run ();
}
