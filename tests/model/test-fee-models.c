/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "years-fixture.h"

#include <string.h>

#include "sek-fees.h"
#include "sek-seal.h"

/* What members pay by each model of fees: figures worked out by hand, the words that tell of them, and that fees which
 * hang together are worked out anew whenever one of them can be another. */

#define YEAR 2023

static void
add_payer (Fixture *fixture, const char *kind, const char *number, const char *name, const char *persons)
{
  if (number != NULL)
    add (fixture, "member", "name", name, "kind", kind, "number", number, NULL);
  else
    add (fixture, "member", "name", name, "kind", kind, NULL);
  if (persons != NULL)
    add (fixture, "population", "member", name, "date", "1.1.2022", "persons", persons, NULL);
}

static void
get_fee (SekRegister *reg, gint64 member, int year, SekFee *fee)
{
  sek_fee_of (reg, sek_register_get_member (reg, member), year, fee);
}

/* In øre; SEK_NONE for what cannot be worked out. */
static gint64
invoice_of (Fixture *fixture, const char *name)
{
  SekFee fee;

  get_fee (reg_of (fixture), find (fixture, "member", name), YEAR, &fee);
  return fee.invoice;
}

static gint64
exact_of (Fixture *fixture, const char *name)
{
  SekFee fee;

  get_fee (reg_of (fixture), find (fixture, "member", name), YEAR, &fee);
  return fee.exact;
}

static void
assert_text (Fixture *fixture, const char *key, const char *nb, const char *nn, const char *en)
{
  const SekFeeRate *rate = sek_register_get_fee_rate (reg_of (fixture), find (fixture, "fee_rate", key));

  assert_told (sek_fee_rate_dup_text (rate, SEK_LANGUAGE_NB), nb);
  assert_told (sek_fee_rate_dup_text (rate, SEK_LANGUAGE_NN), nn);
  assert_told (sek_fee_rate_dup_text (rate, SEK_LANGUAGE_EN), en);
}

static void
assert_working (Fixture *fixture, const char *name, const char *nb, const char *nn, const char *en)
{
  SekRegister *reg = reg_of (fixture);
  const SekMember *member = sek_register_get_member (reg, find (fixture, "member", name));
  SekFee fee;

  sek_fee_of (reg, member, YEAR, &fee);
  assert_told (sek_fee_dup_working (reg, member, &fee, SEK_LANGUAGE_NB), nb);
  assert_told (sek_fee_dup_working (reg, member, &fee, SEK_LANGUAGE_NN), nn);
  assert_told (sek_fee_dup_working (reg, member, &fee, SEK_LANGUAGE_EN), en);
}

/* --- by a rate ---------------------------------------------------------------------------------------------------- */

/* A base, a rate and limits; regional councils have no number, and a cap of their own. */
static void
test_rate (Fixture *fixture, gconstpointer data)
{
  add_payer (fixture, "municipality", "3001", "Halden", "31444");
  add_payer (fixture, "municipality", "3002", "Lita", "100");
  add_payer (fixture, "council", NULL, "Fjellregionen", "25000");
  add_payer (fixture, "council", NULL, "Valdres", "1000");
  add_payer (fixture, "county", "30", "Viken", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "base", "20000", "rate", "4,50 kr", "minimum",
       "30000", "maximum", "600000", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "council", "rate", "3,08 kr", "maximum", "66635", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "county", "base", "51258", NULL);

  g_assert_cmpint (invoice_of (fixture, "Halden"), ==, KR (161498));
  g_assert_cmpint (exact_of (fixture, "Halden"), ==, KR (161498));
  g_assert_cmpint (invoice_of (fixture, "Lita"), ==, KR (30000));
  g_assert_cmpint (invoice_of (fixture, "Fjellregionen"), ==, KR (66635));
  g_assert_cmpint (invoice_of (fixture, "Valdres"), ==, KR (3080));
  /* What is not worked out from persons needs none. */
  g_assert_cmpint (invoice_of (fixture, "Viken"), ==, KR (51258));

  assert_text (fixture, "2023/municipality",
               "20 000 kr + 4,50 kr per innbygger, minst 30 000 kr, høyst 600 000 kr",
               "20 000 kr + 4,50 kr per innbyggjar, minst 30 000 kr, høgst 600 000 kr",
               "20,000 kr + 4.50 kr per inhabitant, at least 30,000 kr, at most 600,000 kr");
  assert_text (fixture, "2023/county", "51 258 kr", "51 258 kr", "51,258 kr");
  assert_working (fixture, "Halden", "20 000 kr + 31 444 × 4,50 kr = 161 498 kr",
                  "20 000 kr + 31 444 × 4,50 kr = 161 498 kr", "20,000 kr + 31,444 × 4.50 kr = 161,498 kr");
  assert_working (fixture, "Lita", "20 000 kr + 100 × 4,50 kr = 20 450 kr, minst 30 000 kr",
                  "20 000 kr + 100 × 4,50 kr = 20 450 kr, minst 30 000 kr",
                  "20,000 kr + 100 × 4.50 kr = 20,450 kr, at least 30,000 kr");
  assert_working (fixture, "Fjellregionen", "25 000 × 3,08 kr = 77 000 kr, høyst 66 635 kr",
                  "25 000 × 3,08 kr = 77 000 kr, høgst 66 635 kr", "25,000 × 3.08 kr = 77,000 kr, at most 66,635 kr");
  assert_working (fixture, "Viken", "51 258 kr = 51 258 kr", "51 258 kr = 51 258 kr", "51,258 kr = 51,258 kr");

  /* A population that nobody gave. */
  edit (fixture, "population", "Halden/1.1.2022", "persons", "");
  g_assert_cmpint (invoice_of (fixture, "Halden"), ==, SEK_NONE);
  assert_working (fixture, "Halden", NULL, NULL, NULL);
  g_assert_cmpuint (sek_fees_get_totals (reg_of (fixture), YEAR)->n_without_population, ==, 1);
}

/* --- a total ------------------------------------------------------------------------------------------------------ */

/* The last kroner go to the largest remainder, of equal ones to the lower number, then to the name that comes first. */
static void
test_total (Fixture *fixture, gconstpointer data)
{
  add_payer (fixture, "municipality", "3003", "Aa", "1000");
  add_payer (fixture, "municipality", "3001", "Åmot", "1000");
  add_payer (fixture, "municipality", "3002", "Berg", "1000");
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "model", "total", "total", "100", NULL);
  g_assert_cmpint (invoice_of (fixture, "Åmot"), ==, KR (34));
  g_assert_cmpint (invoice_of (fixture, "Berg"), ==, KR (33));
  g_assert_cmpint (invoice_of (fixture, "Aa"), ==, KR (33));
  g_assert_cmpint (exact_of (fixture, "Åmot"), ==, 3334);
  g_assert_cmpint (exact_of (fixture, "Aa"), ==, 3333);
  g_assert_cmpint (sek_fees_get_totals (reg_of (fixture), YEAR)->exact, ==, KR (100));

  /* Without numbers it is the name, in Norwegian order. */
  for (int i = 0; i < 3; i++)
    {
      static const char *const names[] = { "Aa", "Åmot", "Berg" };

      edit (fixture, "member", names[i], "number", "");
    }
  g_assert_cmpint (invoice_of (fixture, "Berg"), ==, KR (34));
  edit (fixture, "member", "Berg", "name", "Ås");
  g_assert_cmpint (invoice_of (fixture, "Ås"), ==, KR (33));
  g_assert_cmpint (invoice_of (fixture, "Aa"), ==, KR (34));

  /* The larger remainder comes before the number: 50 kr of 3 000 persons are 16,67 kr, of 2 000 33,33 kr. */
  edit (fixture, "member", "Aa", "number", "3009");
  edit (fixture, "population", "Aa/1.1.2022", "persons", "2000");
  edit (fixture, "member", "Åmot", "number", "3001");
  edit (fixture, "member", "Ås", "left_on", "31.12.2022");
  edit (fixture, "fee_rate", "2023/municipality", "total", "50");
  g_assert_cmpint (invoice_of (fixture, "Aa"), ==, KR (33));
  g_assert_cmpint (invoice_of (fixture, "Åmot"), ==, KR (17));
}

static void
test_total_words (Fixture *fixture, gconstpointer data)
{
  add_payer (fixture, "municipality", "3001", "Halden", "31444");
  add_payer (fixture, "municipality", "3002", "Moss", "48556");
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "model", "total", "total", "500000", "equal_share",
       "25", NULL);
  /* 62 500 + 375 000 × 31 444 / 80 000 = 209 893,75 */
  g_assert_cmpint (exact_of (fixture, "Halden"), ==, 20989375);
  g_assert_cmpint (invoice_of (fixture, "Halden"), ==, KR (209894));
  g_assert_cmpint (invoice_of (fixture, "Moss"), ==, KR (290106));
  assert_text (fixture, "2023/municipality", "500 000 kr fordelt med 25 % likt og 75 % etter folketall",
               "500 000 kr fordelt med 25 % likt og 75 % etter folketal",
               "500,000 kr shared, 25% equally and 75% by population");
  assert_working (fixture, "Halden", "500 000 kr × (25 % ÷ 2 + 75 % × 31 444 ÷ 80 000) = 209 893,75 kr",
                  "500 000 kr × (25 % ÷ 2 + 75 % × 31 444 ÷ 80 000) = 209 893,75 kr",
                  "500,000 kr × (25% ÷ 2 + 75% × 31,444 ÷ 80,000) = 209,893.75 kr");

  edit (fixture, "fee_rate", "2023/municipality", "equal_share", "");
  g_assert_cmpint (exact_of (fixture, "Halden"), ==, 19652500);
  assert_text (fixture, "2023/municipality", "500 000 kr fordelt etter folketall",
               "500 000 kr fordelt etter folketal", "500,000 kr shared by population");
  assert_working (fixture, "Halden", "500 000 kr × 31 444 ÷ 80 000 = 196 525 kr",
                  "500 000 kr × 31 444 ÷ 80 000 = 196 525 kr", "500,000 kr × 31,444 ÷ 80,000 = 196,525 kr");

  edit (fixture, "fee_rate", "2023/municipality", "equal_share", "100");
  assert_text (fixture, "2023/municipality", "500 000 kr fordelt likt", "500 000 kr fordelt likt",
               "500,000 kr shared equally");
  assert_working (fixture, "Moss", "500 000 kr ÷ 2 = 250 000 kr", "500 000 kr ÷ 2 = 250 000 kr",
                  "500,000 kr ÷ 2 = 250,000 kr");
  /* Shared equally, nobody needs a population. */
  edit (fixture, "population", "Moss/1.1.2022", "persons", "");
  g_assert_cmpint (invoice_of (fixture, "Moss"), ==, KR (250000));
  edit (fixture, "fee_rate", "2023/municipality", "equal_share", "99,99");
  g_assert_cmpint (invoice_of (fixture, "Halden"), ==, SEK_NONE);
  /* Nor can anything be shared by persons where there are none. */
  edit (fixture, "population", "Moss/1.1.2022", "persons", "0");
  g_assert_cmpint (invoice_of (fixture, "Moss"), ==, KR (249975));
  edit (fixture, "population", "Halden/1.1.2022", "persons", "0");
  g_assert_cmpint (invoice_of (fixture, "Moss"), ==, SEK_NONE);
  edit (fixture, "fee_rate", "2023/municipality", "total", "");
  assert_text (fixture, "2023/municipality", "", "", "");
}

static void
test_terms_that_do_not_go_together (Fixture *fixture, gconstpointer data)
{
  assert_refused (try_add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "model", "total", "total",
                           "100,50", NULL),
                  SEK_ERROR_REFUSED, "101");
  assert_refused (try_add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "model", "total",
                           "equal_share", "100,01", NULL),
                  SEK_ERROR_REFUSED, "100 per cent");
  assert_refused (try_add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "model", "matching", NULL),
                  SEK_ERROR_REFUSED, "county");
  assert_refused (try_add (fixture, "fee_rate", "year", "2023", "kind", "council", "model", "matching", NULL),
                  SEK_ERROR_REFUSED, "county");
  g_assert_cmpuint (count_rows (fixture, SEK_FEE_RATE), ==, 0);
}

/* --- a county that matches ---------------------------------------------------------------------------------------- */

static void
test_matching (Fixture *fixture, gconstpointer data)
{
  add_payer (fixture, "municipality", "3001", "Halden", "31444");
  add_payer (fixture, "municipality", "3002", "Moss", "49273");
  add_payer (fixture, "municipality", "3401", "Kongsvinger", "17949");
  add_payer (fixture, "county", "30", "Viken", "1252384");
  add_payer (fixture, "county", "34", "Innlandet", "371253");
  add_payer (fixture, "county", "50", "Trøndelag", "474131");
  add_payer (fixture, "county", NULL, "Uten nummer", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "2,80 kr", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "county", "model", "matching", NULL);
  g_assert_cmpint (invoice_of (fixture, "Halden"), ==, KR (88043));
  g_assert_cmpint (invoice_of (fixture, "Viken"), ==, KR (88043 + 137964));
  g_assert_cmpint (invoice_of (fixture, "Innlandet"), ==, KR (50257));
  g_assert_cmpint (invoice_of (fixture, "Trøndelag"), ==, SEK_NONE);
  g_assert_cmpint (invoice_of (fixture, "Uten nummer"), ==, SEK_NONE);
  assert_text (fixture, "2023/county", "like mye som kommunene i fylket til sammen",
               "like mykje som kommunane i fylket til saman", "as much as the municipalities of the county together");
  assert_working (fixture, "Viken", "kontingentene for 2 kommuner = 226 007 kr",
                  "kontingentane for 2 kommunar = 226 007 kr", "the fees of 2 municipalities = 226,007 kr");
  assert_working (fixture, "Innlandet", "kontingenten for 1 kommune = 50 257 kr",
                  "kontingenten for 1 kommune = 50 257 kr", "the fee of 1 municipality = 50,257 kr");

  /* One whose fee is not known keeps its county from being known, but no other one. */
  edit (fixture, "population", "Moss/1.1.2022", "persons", "");
  g_assert_cmpint (invoice_of (fixture, "Viken"), ==, SEK_NONE);
  g_assert_cmpint (invoice_of (fixture, "Innlandet"), ==, KR (50257));
  /* Municipalities may share a total, and be matched. */
  edit (fixture, "population", "Moss/1.1.2022", "persons", "31444");
  edit (fixture, "fee_rate", "2023/municipality", "model", "total");
  edit (fixture, "fee_rate", "2023/municipality", "total", "1001");
  edit (fixture, "fee_rate", "2023/municipality", "equal_share", "100");
  g_assert_cmpint (invoice_of (fixture, "Viken") + invoice_of (fixture, "Innlandet"), ==, KR (1001));
  g_assert_cmpint (invoice_of (fixture, "Innlandet"), ==, KR (333));
}

/* --- kept, and worked out anew ------------------------------------------------------------------------------------ */

/* Every fee of every year that is kept is what a program that has just opened the file works out. */
static void
assert_fresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) second = sek_document_open (fixture->path, SEK_DOCUMENT_READ_ONLY, &error);
  SekRegister *kept = reg_of (fixture), *fresh;
  SekTableIter iter;
  const SekMember *member;

  g_assert_no_error (error);
  fresh = sek_document_get_register (second);
  for (int year = 2022; year <= 2024; year++)
    {
      sek_table_iter_init (&iter, sek_register_get_table (kept, SEK_MEMBER));
      while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
        {
          SekFee a, b;

          get_fee (kept, member->id, year, &a);
          get_fee (fresh, member->id, year, &b);
          g_assert_cmpint (a.active, ==, b.active);
          g_assert_cmpint (a.persons, ==, b.persons);
          g_assert_cmpint (a.exact, ==, b.exact);
          g_assert_cmpint (a.invoice, ==, b.invoice);
        }
    }
  assert_whole (fixture);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *entity, *key, *column, *text; } edits[] = {
    { "population", "Moss/1.1.2022", "persons", "100" },
    { "population", "Moss/1.1.2022", "date", "1.1.2021" },
    { "population", "Moss/1.1.2021", "date", "1.1.2022" },
    { "population", "Moss/1.1.2022", "persons", "" },
    { "population", "Moss/1.1.2022", "persons", "31444" },
    { "member", "Moss", "number", "3402" },
    { "member", "Moss", "number", "" },
    { "member", "Moss", "name", "Aamoss" },
    { "member", "Aamoss", "kind", "county" },
    { "member", "Aamoss", "kind", "municipality" },
    { "member", "Halden", "left_on", "31.12.2022" },
    { "member", "Halden", "left_on", "1.1.2023" },
    { "member", "Halden", "joined", "2.1.2022" },
    { "member", "Viken", "number", "34" },
    { "member", "Viken", "kind", "municipality" },
    { "member", "Viken", "kind", "county" },
    { "fee_rate", "2023/municipality", "total", "1003" },
    { "fee_rate", "2023/municipality", "equal_share", "33,33" },
    { "fee_rate", "2023/municipality", "model", "rate" },
    { "fee_rate", "2023/municipality", "rate", "310 øre" },
    { "fee_rate", "2023/county", "model", "rate" },
    { "fee_rate", "2023/county", "model", "matching" },
    { "fee_rate", "2023/municipality", "model", "total" },
    { "fee_rate", "2023/municipality", "year", "2024" },
    { "fee_rate", "2023/county", "year", "2024" },
    { "fee_rate", "2024/municipality", "year", "2023" },
  };

  add_payer (fixture, "municipality", "3001", "Halden", "31444");
  add_payer (fixture, "municipality", "3002", "Moss", "31444");
  add_payer (fixture, "municipality", "3401", "Kongsvinger", "17949");
  add_payer (fixture, "county", "30", "Viken", "1252384");
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "model", "total", "total", "1001", "rate",
       "280 øre", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "county", "model", "matching", NULL);
  assert_fresh (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_test_message ("%s %s %s: %s", edits[i].entity, edits[i].key, edits[i].column, edits[i].text);
      edit (fixture, edits[i].entity, edits[i].key, edits[i].column, edits[i].text);
      assert_fresh (fixture);
    }
  add_payer (fixture, "municipality", "3009", "Ny", NULL);
  assert_fresh (fixture);
  add (fixture, "population", "member", "Ny", "date", "1.1.2022", "persons", "7", NULL);
  assert_fresh (fixture);
  remove_row (fixture, "member", "Halden");
  assert_fresh (fixture);
  remove_row (fixture, "fee_rate", "2023/municipality");
  assert_fresh (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      undo (fixture);
      assert_fresh (fixture);
    }
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      redo (fixture);
      assert_fresh (fixture);
    }
}

/* A change that is refused leaves what was kept as it was. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  add_payer (fixture, "municipality", "3001", "Halden", "1000");
  add_payer (fixture, "municipality", "3002", "Moss", "1000");
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "model", "total", "total", "101", NULL);
  g_assert_cmpint (invoice_of (fixture, "Halden"), ==, KR (51));
  assert_refused (try_add (fixture, "population", "member", "Moss", "date", "1.1.2022", "persons", "9", NULL),
                  SEK_ERROR_REFUSED, "Moss");
  assert_refused (try_edit (fixture, "fee_rate", "2023/municipality", "equal_share", "101"), SEK_ERROR_REFUSED, "100");
  assert_fresh (fixture);
  g_assert_cmpint (invoice_of (fixture, "Halden"), ==, KR (51));
}

/* --- large -------------------------------------------------------------------------------------------------------- */

/* The largest figures that can be written, in the wide product of all of them. */
static void
test_largest (Fixture *fixture, gconstpointer data)
{
  SekRegister *reg;
  const SekFeeTotals *totals;

  add_payer (fixture, "municipality", "3001", "Halden", "20000000000");
  add_payer (fixture, "municipality", "3002", "Moss", "20000000000");
  add_payer (fixture, "municipality", "3003", "Lita", "1");
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "model", "total", "total", "10000000000000",
       "equal_share", "33,33", NULL);
  reg = reg_of (fixture);
  totals = sek_fees_get_totals (reg, YEAR);
  g_assert_cmpint (totals->invoices, ==, KR (10000000000000));
  g_assert_cmpint (totals->exact, ==, KR (10000000000000));
  g_assert_cmpuint (totals->n_overflows, ==, 0);
  /* 1 111 000 000 000 + 6 667 000 000 000 / 40 000 000 001 = 1 111 000 000 166,675 kr, and the last øre. */
  g_assert_cmpint (exact_of (fixture, "Lita"), ==, 111100000016668);
  g_assert_cmpint (sek_fees_get_share (reg, sek_register_get_member (reg, find (fixture, "member", "Lita")),
                                       sek_fees_get_rate (reg, YEAR, SEK_MEMBER_KIND_MUNICIPALITY), 1000),
                   ==, 1111000000166675);

  /* A rate times persons beyond 64 bits is no fee, and told. */
  edit (fixture, "fee_rate", "2023/municipality", "model", "rate");
  edit (fixture, "fee_rate", "2023/municipality", "rate", "1000000 kr");
  g_assert_cmpint (invoice_of (fixture, "Halden"), ==, KR (20000000000000000));
  g_assert_cmpuint (sek_fees_get_totals (reg, YEAR)->n_overflows, ==, 0);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Stor %d", i);

      add_payer (fixture, "municipality", NULL, name, "20000000000");
    }
  g_assert_cmpuint (sek_fees_get_totals (reg, YEAR)->n_overflows, >, 0);
  assert_fresh (fixture);
  remove_row (fixture, "member", "Stor 0");
  g_assert_cmpuint (sek_fees_get_totals (reg, YEAR)->n_overflows, ==, 0);
  assert_fresh (fixture);
}

/* --- sealed ------------------------------------------------------------------------------------------------------- */

/* A total that was shared among others, as it was adopted: nothing of it follows the register. */
static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekRegister) copy = NULL;
  g_autoptr (GError) error = NULL;
  gint64 column, halden;
  SekFee fee;

  add_payer (fixture, "municipality", "3001", "Halden", "1000");
  add_payer (fixture, "municipality", "3002", "Moss", "2000");
  add_payer (fixture, "county", "30", "Viken", NULL);
  add_lines (fixture);
  edit (fixture, "budget_line", "Inntekt A", "source", "fees");
  add (fixture, "budget_column", "title", "Budsjett 2023", "year", "2023", "kind", "budget", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "model", "total", "total", "200000", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "county", "model", "matching", NULL);
  column = find (fixture, "budget_column", "Budsjett 2023");
  halden = find (fixture, "member", "Halden");
  edit (fixture, "budget_column", "Budsjett 2023", "status", "sealed");
  edit (fixture, "population", "Moss/1.1.2022", "persons", "1");
  edit (fixture, "fee_rate", "2023/municipality", "total", "5000");
  remove_row (fixture, "member", "Viken");

  copy = sek_seal_read (sek_seal_find (reg_of (fixture), column), &error);
  g_assert_no_error (error);
  get_fee (copy, halden, YEAR, &fee);
  g_assert_cmpint (fee.rate->model, ==, SEK_FEE_MODEL_TOTAL);
  g_assert_cmpint (fee.invoice, ==, KR (66667));
  g_assert_cmpint (sek_fees_get_totals (copy, YEAR)->invoices, ==, KR (400000));
  assert_told (sek_fee_dup_working (copy, sek_register_get_member (copy, halden), &fee, SEK_LANGUAGE_NB),
               "200 000 kr × 1 000 ÷ 3 000 = 66 666,67 kr");
  g_assert_cmpint (sek_seal_check (reg_of (fixture), column, NULL), ==, SEK_SEAL_FITS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_EMPTY ("/fee-models/rate", test_rate);
  ADD_EMPTY ("/fee-models/total", test_total);
  ADD_EMPTY ("/fee-models/total-words", test_total_words);
  ADD_EMPTY ("/fee-models/terms-that-do-not-go-together", test_terms_that_do_not_go_together);
  ADD_EMPTY ("/fee-models/matching", test_matching);
  ADD_EMPTY ("/fee-models/kept", test_kept);
  ADD_EMPTY ("/fee-models/refused", test_refused);
  ADD_EMPTY ("/fee-models/largest", test_largest);
  ADD_EMPTY ("/fee-models/sealed", test_sealed);
  return g_test_run ();
}
