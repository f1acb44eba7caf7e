/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "sek-error.h"
#include "sek-money.h"
#include "sek-number.h"

#define HS "\302\240"
#define MINUS "\342\210\222"

typedef struct
{
  const char *text;
  gint64      ore;    /* G_MININT64: refused */
  int         code;   /* of the refusal */
  const char *named;  /* what the refusal names */
} Case;

#define NO G_MININT64

/* In thousands, finest step one thousand. */
static const Case thousands[] = {
  { "250", 25000000, 0, NULL }, { " 1 500 ", 150000000, 0, NULL }, { "1" HS "500", 150000000, 0, NULL },
  { "1\342\200\211500", 150000000, 0, NULL }, { "1\342\200\257500", 150000000, 0, NULL },
  { "-250", -25000000, 0, NULL }, { "\342\200\223 250", -25000000, 0, NULL }, { MINUS "250", -25000000, 0, NULL },
  { "- 55 951", -5595100000, 0, NULL }, { "+5", 500000, 0, NULL }, { "-0", 0, 0, NULL },
  { "1 234,000", 123400000, 0, NULL },
  { "250000 kr", 25000000, 0, NULL }, { "250 000 Kr.", 25000000, 0, NULL }, { "kr 250000", 25000000, 0, NULL },
  { "0,000", 0, 0, NULL },
  { "250,4", NO, SEK_ERROR_INPUT, "250 or 251" },
  { MINUS "2 097,5", NO, SEK_ERROR_INPUT, MINUS "2" HS "098 or " MINUS "2" HS "097" },
  { "250400 kr", NO, SEK_ERROR_INPUT, "250 or 251" },
  { "1.500", NO, SEK_ERROR_AMBIGUOUS, "1" HS "500 or 1,5" }, { "1,500", NO, SEK_ERROR_AMBIGUOUS, "1" HS "500 or 1,5" },
  { "-1.500", NO, SEK_ERROR_AMBIGUOUS, "1" HS "500" }, { "1500.50", NO, SEK_ERROR_INPUT, "1500,50" },
  { "1.500.000", NO, SEK_ERROR_INPUT, "1" HS "500" HS "000" },
  { "1,500,000", NO, SEK_ERROR_INPUT, "1" HS "500" HS "000" }, { "1 50", NO, SEK_ERROR_INPUT, "1" HS "500" },
  { "1 234 56", NO, SEK_ERROR_INPUT, NULL },
  { "1234 567", NO, SEK_ERROR_INPUT, NULL }, { "1  500", NO, SEK_ERROR_INPUT, NULL },
  { "1,5,0", NO, SEK_ERROR_INPUT, NULL }, { "1,", NO, SEK_ERROR_INPUT, NULL },
  { ",5", NO, SEK_ERROR_INPUT, NULL }, { "12abc", NO, SEK_ERROR_INPUT, "12abc" }, { "1e5", NO, SEK_ERROR_INPUT, NULL },
  { "\331\243", NO, SEK_ERROR_INPUT, NULL },
  { "\357\274\221", NO, SEK_ERROR_INPUT, NULL }, { "", NO, SEK_ERROR_INPUT, NULL },
  { "   ", NO, SEK_ERROR_INPUT, NULL }, { "-", NO, SEK_ERROR_INPUT, NULL },
  { "--5", NO, SEK_ERROR_INPUT, NULL }, { "kr", NO, SEK_ERROR_INPUT, NULL }, { "5 %", NO, SEK_ERROR_INPUT, NULL },
  { "\xff" "5", NO, SEK_ERROR_INPUT, NULL },
  { "99999999999999999999", NO, SEK_ERROR_RANGE, NULL }, { "92233720368547759", NO, SEK_ERROR_RANGE, NULL },
};

/* In kroner, finest step one øre. */
static const Case kroner[] = {
  { "2,80", 280, 0, NULL }, { "1234,5", 123450, 0, NULL }, { "1234,500", 123450, 0, NULL }, { "0,500", 50, 0, NULL },
  { "2,8 kr", 280, 0, NULL },
  { "2,805", NO, SEK_ERROR_AMBIGUOUS, NULL }, { "0,005", NO, SEK_ERROR_INPUT, "øre" },
  { "2.80", NO, SEK_ERROR_INPUT, "2,80" },
};

static void
run_cases (const Case *cases, guint n, gint64 unit, gint64 step)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 ore = 0;
      gboolean ok = sek_number_parse_amount (cases[i].text, unit, step, &ore, &error);

      g_test_message ("“%s”: %s", g_utf8_validate (cases[i].text, -1, NULL) ? cases[i].text : "?",
                      ok ? "taken" : error->message);
      g_assert_cmpint (ok, ==, cases[i].ore != NO);
      if (ok)
        g_assert_cmpint (ore, ==, cases[i].ore);
      else
        g_assert_error (error, SEK_ERROR, cases[i].code);
      if (cases[i].named != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].named));
    }
}

static void
test_amounts (void)
{
  run_cases (thousands, G_N_ELEMENTS (thousands), SEK_THOUSAND, SEK_THOUSAND);
  run_cases (kroner, G_N_ELEMENTS (kroner), SEK_KRONE, 1);
}

static void
test_counts (void)
{
  static const struct { const char *text; gint64 count; } cases[] = {
    { "102 273", 102273 }, { "0", 0 }, { "102273", 102273 }, { "102 27x", NO }, { "1.500", NO }, { "1,500", NO },
    { "1,5", NO }, { "-1", NO }, { "5 kr", NO }, { "10001 000", NO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 count = 0;
      gboolean ok = sek_number_parse_count (cases[i].text, 0, 1000000, &count, NULL);

      g_assert_cmpint (ok, ==, cases[i].count != NO);
      if (ok)
        g_assert_cmpint (count, ==, cases[i].count);
    }
}

static void
test_decimals (void)
{
  gint64 scaled;

  g_assert_true (sek_number_parse_decimal ("7,5", 2, &scaled, NULL));
  g_assert_cmpint (scaled, ==, 750);
  g_assert_true (sek_number_parse_decimal ("12", 2, &scaled, NULL));
  g_assert_cmpint (scaled, ==, 1200);
  g_assert_false (sek_number_parse_decimal ("7,5x", 2, &scaled, NULL));
  g_assert_false (sek_number_parse_decimal ("1,2345", 2, &scaled, NULL));
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_written (void)
{
  assert_text (sek_number_format_amount (628354600, SEK_THOUSAND, 0), "6" HS "284");
  assert_text (sek_number_format_amount (50000, SEK_THOUSAND, 0), "1");
  assert_text (sek_number_format_amount (-50000, SEK_THOUSAND, 0), MINUS "1");
  assert_text (sek_number_format_amount (49999, SEK_THOUSAND, 0), "0");
  assert_text (sek_number_format_amount (-49999, SEK_THOUSAND, 0), "0");
  assert_text (sek_number_format_amount (-179200000, SEK_THOUSAND, 0), MINUS "1" HS "792");
  assert_text (sek_number_format_amount (280, SEK_KRONE, 2), "2,80");
  assert_text (sek_number_format_amount (5, SEK_KRONE, 2), "0,05");
  assert_text (sek_number_format_amount (G_MAXINT64, 1, 0), "9" HS "223" HS "372" HS "036" HS "854" HS "775" HS "807");
  assert_text (sek_number_format_plain (628354600, SEK_THOUSAND, -1), "6283,546");
  assert_text (sek_number_format_plain (-628354600, SEK_THOUSAND, 0), "-6284");
  assert_text (sek_number_format_count (2244124), "2" HS "244" HS "124");
  assert_text (sek_number_format_kroner (25000000), "250" HS "000" HS "kr");
  assert_text (sek_number_format_kroner (-280), MINUS "2,80" HS "kr");
  assert_text (sek_number_format_percent (10, 270, 1), "3,7" HS "%");
  assert_text (sek_number_format_percent (-100, 350, 1), MINUS "28,6" HS "%");
  g_assert_null (sek_number_format_percent (1, 0, 1));
}

/* English has a decimal point, commas between thousands and no space before the sign of per cent; other languages have
 * what was formatted. */
static void
test_languages (void)
{
  assert_text (sek_number_in_language (sek_number_format_percent (-100, 350, 1), SEK_LANGUAGE_EN), MINUS "28.6%");
  assert_text (sek_number_in_language (sek_number_format_kroner (-280), SEK_LANGUAGE_EN), MINUS "2.80" HS "kr");
  assert_text (sek_number_in_language (sek_number_format_count (2244124), SEK_LANGUAGE_EN), "2,244,124");
  assert_text (sek_number_in_language (sek_number_format_percent (10, 270, 1), SEK_LANGUAGE_NN), "3,7" HS "%");
}

/* What is written is read back, whatever the value. */
static void
test_round_trip (void)
{
  for (int i = 0; i < 20000; i++)
    {
      gint64 ore = (((gint64) g_test_rand_int () * (1 << 20)) ^ g_test_rand_int ()) >> (g_test_rand_int_range (0, 40)),
             back;
      g_autofree char *text = sek_number_format_amount (ore, SEK_KRONE, 2);

      g_assert_true (sek_number_parse_amount (text, SEK_KRONE, 1, &back, NULL));
      g_assert_cmpint (back, ==, ore);
    }
}

/* No text crashes the parser, and what it takes means the same when it is written anew. */
static void
test_random_texts (void)
{
  static const char *const pieces[] = {
    "1", "23", "456", "7890", " ", HS, ",", ".", "-", MINUS, "kr", "kr.", "+", "x", "\331\243", "\xff", "0", "000",
    "\t",
  };

  for (int i = 0; i < 50000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint64 ore, again;

      for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      if (!sek_number_parse_amount (text->str, SEK_KRONE, 1, &ore, NULL))
        continue;
      {
        g_autofree char *written = sek_number_format_amount (ore, SEK_KRONE, 2);

        g_assert_true (sek_number_parse_amount (written, SEK_KRONE, 1, &again, NULL));
        g_assert_cmpint (again, ==, ore);
      }
    }
}

static void
test_money (void)
{
  g_autoptr (GError) error = NULL;
  gint64 result;

  g_assert_cmpint (sek_money_round (149999, SEK_THOUSAND), ==, 100000);
  g_assert_cmpint (sek_money_round (150000, SEK_THOUSAND), ==, 200000);
  g_assert_cmpint (sek_money_round (-150000, SEK_THOUSAND), ==, -200000);
  g_assert_cmpint (sek_money_round (-149999, SEK_THOUSAND), ==, -100000);
  {
    static const struct { gint64 value, numerator, denominator, result; } scaled[] = {
      { 7, 1, 2, 4 }, { -7, 1, 2, -4 }, { 7, -1, 2, -4 }, { 7, 1, -2, -4 }, { 1, 1, 3, 0 }, { 2, 1, 3, 1 },
      { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 }, { G_MAXINT64, 9999, 10000, 9222449699651090329 },
      { 0, 5, 7, 0 },
    };
    for (guint i = 0; i < G_N_ELEMENTS (scaled); i++)
      {
        g_assert_true (sek_money_scale (scaled[i].value, scaled[i].numerator, scaled[i].denominator, &result, NULL));
        g_assert_cmpint (result, ==, scaled[i].result);
      }
    g_assert_false (sek_money_scale (G_MAXINT64, 3, 2, &result, NULL));
    g_assert_false (sek_money_scale (G_MININT64, 3, 2, &result, NULL));
  }
  g_assert_cmpint (sek_money_divide (7, 2), ==, 4);
  g_assert_cmpint (sek_money_divide (-7, 2), ==, -4);
  g_assert_cmpint (sek_money_divide (7, -2), ==, -4);
  g_assert_cmpint (sek_money_divide (G_MININT64, 1), ==, G_MININT64);
  g_assert_false (sek_money_add (G_MAXINT64, 1, &result, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_RANGE);
  g_assert_false (sek_money_subtract (G_MININT64, 1, &result, NULL));
  g_assert_false (sek_money_multiply (G_MAXINT64, 2, &result, NULL));
  g_assert_true (sek_money_multiply (280, 699827, &result, NULL));
  g_assert_cmpint (result, ==, 195951560);
}

static void
test_locale (void)
{
  if (setlocale (LC_ALL, "nb_NO.UTF-8") == NULL)
    {
      g_test_skip ("the locale nb_NO.UTF-8 is not generated");
      return;
    }
  test_written ();
  test_amounts ();
  setlocale (LC_ALL, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/amounts", test_amounts);
  g_test_add_func ("/number/counts", test_counts);
  g_test_add_func ("/number/decimals", test_decimals);
  g_test_add_func ("/number/written", test_written);
  g_test_add_func ("/number/languages", test_languages);
  g_test_add_func ("/number/round-trip", test_round_trip);
  g_test_add_func ("/number/random-texts", test_random_texts);
  g_test_add_func ("/number/locale", test_locale);
  g_test_add_func ("/money/rules", test_money);
  return g_test_run ();
}
