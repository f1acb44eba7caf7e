/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums typed into a cell, and texts found in others. */
#include "sek-arithmetic.h"
#include "sek-error.h"
#include "sek-search.h"

#define TKR 100000

static void
test_results (void)
{
  static const struct { const char *text; gint64 unit, step, old, result; const char *shown; } cases[] = {
    { "=1200+350", TKR, TKR, 0, 1550 * TKR, "1200+350 = 1\u00a0550" },
    { "= 1 200 + 350", TKR, TKR, 0, 1550 * TKR, "1 200 + 350 = 1\u00a0550" },
    { "=(100+50)*2", TKR, TKR, 0, 300 * TKR, "(100+50)*2 = 300" },
    { "=10-2-3", 100, 1, 0, 500, "10-2-3 = 5" },
    { "=7/2", 100, 1, 0, 350, "7/2 = 3,5" },
    { "=−5×2", 100, 1, 0, -1000, "−5×2 = \u221210" },
    { "=2,50+1", 100, 1, 0, 350, "2,50+1 = 3,5" },
    { "=200*10%", 100, 1, 0, 2000, "200*10% = 20" },
    { "=1000*2 kr", TKR, TKR, 0, 2 * TKR, "1000*2 = 2\u00a0000" },
    { "+10%", TKR, TKR, 6280 * TKR, 6908 * TKR, "6\u00a0280 + 10\u00a0% = 6\u00a0908" },
    { "-10 %", TKR, TKR, 1000 * TKR, 900 * TKR, "1\u00a0000 \u2212 10\u00a0% = 900" },
    { "–2,5%", 100, 1, 20000, 19500, "200 \u2212 2,5\u00a0% = 195" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = NULL;
      gint64 result;

      g_assert_true (sek_arithmetic_is (cases[i].text));
      g_assert_true (sek_arithmetic_work_out (cases[i].text, cases[i].unit, cases[i].step, &cases[i].old, &result,
                                              &shown, &error));
      g_assert_no_error (error);
      g_assert_cmpint (result, ==, cases[i].result);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* Rounded once, at the end, half away from zero, and told. */
static void
test_rounding (void)
{
  const gint64 old = 6283 * TKR, third = 5;
  g_autofree char *shown = NULL, *again = NULL;
  gint64 result;

  g_assert_true (sek_arithmetic_work_out ("+10%", TKR, TKR, &old, &result, &shown, NULL));
  g_assert_cmpint (result, ==, 6911 * TKR);
  g_assert_nonnull (g_strstr_len (shown, -1, "6\u00a0911,3"));
  g_assert_true (sek_arithmetic_work_out ("=-10/4", TKR, TKR, &third, &result, &again, NULL));
  g_assert_cmpint (result, ==, -3 * TKR);
  /* A third taken three times is whole. */
  g_clear_pointer (&again, g_free);
  g_assert_true (sek_arithmetic_work_out ("=10/3*3", 100, 1, NULL, &result, &again, NULL));
  g_assert_cmpint (result, ==, 1000);
}

static void
test_refusals (void)
{
  static const struct { const char *text; int code; } cases[] = {
    { "=", SEK_ERROR_INPUT }, { "=1+", SEK_ERROR_INPUT }, { "=(1+2", SEK_ERROR_INPUT }, { "=1/0", SEK_ERROR_INPUT },
    { "=1 50+2", SEK_ERROR_INPUT },
    { "=1.500+2", SEK_ERROR_AMBIGUOUS }, { "=100+10%", SEK_ERROR_AMBIGUOUS }, { "=abc", SEK_ERROR_INPUT },
    { "=1+2x", SEK_ERROR_INPUT },
    { "=999999999999*999999999999", SEK_ERROR_INPUT }, { "+10%", SEK_ERROR_INPUT }, { "=))", SEK_ERROR_INPUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = NULL;
      gint64 result;

      g_assert_false (sek_arithmetic_work_out (cases[i].text, 100, 1, NULL, &result, &shown, &error));
      g_assert_error (error, SEK_ERROR, cases[i].code);
    }
  {
    g_autoptr (GError) error = NULL;
    g_autofree char *shown = NULL;
    gint64 result;

    /* 1 550 persons, not 155 000. */
    g_assert_false (sek_arithmetic_work_out ("=1200+350 kr", 1, 1, NULL, &result, &shown, &error));
    g_assert_error (error, SEK_ERROR, SEK_ERROR_INPUT);
  }
  g_assert_false (sek_arithmetic_is ("+350"));
  g_assert_false (sek_arithmetic_is ("-350"));
  g_assert_false (sek_arithmetic_is ("10%"));
  g_assert_false (sek_arithmetic_is ("Drammen"));
  g_assert_true (sek_arithmetic_is_change ("+10%"));
  g_assert_true (sek_arithmetic_is_change ("\u2212 2,5 %"));
  g_assert_false (sek_arithmetic_is_change ("=100*10%"));
}

/* Whatever is typed, there is a result or words. */
static void
test_noise (void)
{
  static const char *const pieces[] = {
    "=", "+", "-", "*", "/", "(", ")", "%", "1", "999999999", ",", ".", " ", "\u00a0", "kr", "−", "x", "12 500",
  };
  GRand *rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (i % 3 == 0 ? "" : "=");
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = NULL;
      const gint64 old = g_rand_int (rand);
      gint64 result;

      for (int k = g_rand_int_range (rand, 0, 12); k > 0; k--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      if (!sek_arithmetic_is (text->str))
        continue;
      if (sek_arithmetic_work_out (text->str, TKR, TKR, &old, &result, &shown, &error))
        g_assert_nonnull (shown);
      else
        g_assert_nonnull (error);
    }
  g_rand_free (rand);
}

static void
test_search (void)
{
  static const struct { const char *wanted, *text; int start; } cases[] = {
    { "ring", "Ringerike", 0 }, { "RIKE", "Ringerike", 5 }, { "102273", "102\u00a0273", 0 }, { "102 273", "102273", 0 },
    { "2 2", "102\u202f273", 2 },
    { "-1 290", "\u22121\u00a0290", 0 }, { "ås", "Ås", 0 }, { "ÆRUM", "Bærum", 1 }, { "x", "Ringerike", -1 },
    { "1 a", "1a", -1 }, { " ring ", "Ringerike", 0 },
  };

  g_assert_null (sek_search_new (NULL));
  g_assert_null (sek_search_new ("  "));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SekSearch) search = sek_search_new (cases[i].wanted);
      gsize start = 0, end = 0;

      g_assert_cmpint (sek_search_find (search, cases[i].text, 0, &start, &end), ==, cases[i].start >= 0);
      if (cases[i].start >= 0)
        g_assert_cmpint ((int) start, ==, cases[i].start);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arithmetic/results", test_results);
  g_test_add_func ("/arithmetic/rounding", test_rounding);
  g_test_add_func ("/arithmetic/refusals", test_refusals);
  g_test_add_func ("/arithmetic/noise", test_noise);
  g_test_add_func ("/search/find", test_search);
  return g_test_run ();
}
