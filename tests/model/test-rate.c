/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <string.h>

#include "sek-money.h"
#include "sek-number.h"
#include "sek-rate-proposal.h"

/* Proposals of rates: that an equation holds as it is printed, that it is what another program works out, and what a
 * proposal makes of the register. */

#define NBSP "\302\240"
#define TIMES " \303\227 "
#define ARROW " \342\206\222 "

static void
assert_equation (gint64 before, gint64 tenths, gint64 step, gboolean is_rate, const char *text, const char *rounding)
{
  SekRateEquation equation;
  g_autofree char *told = NULL, *rounded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sek_rate_equation_init (&equation, before, tenths, step, is_rate, &error));
  g_assert_no_error (error);
  told = sek_rate_equation_dup_text (&equation, SEK_LANGUAGE_NB);
  rounded = sek_rate_equation_dup_rounding (&equation, SEK_LANGUAGE_NB);
  g_assert_cmpstr (told, ==, text);
  g_assert_cmpstr (rounded, ==, rounding);
}

static void
test_equations (void)
{
  assert_equation (270, 33, 5, TRUE, "2,70" TIMES "1,033 = 2,789" ARROW "2,80, som er 3,7" NBSP "%",
                   "Avrundet opp 1,1" NBSP "øre, til nærmeste 5" NBSP "øre.");
  assert_equation (280, 75, 5, TRUE, "2,80" TIMES "1,075 = 3,010" ARROW "3,00, som er 7,1" NBSP "%",
                   "Avrundet ned 1,0" NBSP "øre, til nærmeste 5" NBSP "øre.");
  assert_equation (280, 0, 5, TRUE, "2,80" TIMES "1,000 = 2,800" ARROW "2,80, som er 0,0" NBSP "%",
                   "Avrundingen til nærmeste 5" NBSP "øre endrer ingenting.");
  /* Prices that fall. */
  assert_equation (280, -12, 5, TRUE, "2,80" TIMES "0,988 = 2,766" ARROW "2,75, som er \342\210\2221,8" NBSP "%",
                   "Avrundet ned 1,6" NBSP "øre, til nærmeste 5" NBSP "øre.");
  /* Three decimals would say 0,525, which is 0,55; the product is less, and so becomes 0,50. */
  assert_equation (51, 29, 5, TRUE, "0,51" TIMES "1,029 = 0,5248" ARROW "0,50, som er \342\210\2222,0" NBSP "%",
                   "Avrundet ned 2,48" NBSP "øre, til nærmeste 5" NBSP "øre.");
  assert_equation (KR (51258), 33, SEK_KRONE, FALSE,
                   "51" NBSP "258" TIMES "1,033 = 52" NBSP "949,514" ARROW "52" NBSP "950, som er 3,3" NBSP "%",
                   "Avrundet opp 0,486" NBSP "kr, til nærmeste krone.");
  /* Of nothing there is no change in per cent. */
  assert_equation (0, 33, 5, TRUE, "0,00" TIMES "1,033 = 0,000" ARROW "0,00",
                   "Avrundingen til nærmeste 5" NBSP "øre endrer ingenting.");
}

/* --- as printed --------------------------------------------------------------------------------------------------- */

/* A printed number in parts of 10⁻⁵. */
static gint64
read_printed (const char *text)
{
  gint64 value = 0;
  int decimals = -1;

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isdigit (*text))
        {
          value = value * 10 + (*text - '0');
          decimals += decimals >= 0;
        }
      else if (*text == ',')
        decimals = 0;
      else
        g_assert_true (g_str_has_prefix (text, NBSP) || (guchar) *text == 0xa0);
    }
  for (decimals = MAX (decimals, 0); decimals < 5; decimals++)
    value *= 10;
  return value;
}

static void
take_random (gint64 *before, gint64 *tenths, gint64 *step, gboolean *is_rate)
{
  guint n;
  const gint64 *steps;

  *is_rate = g_test_rand_int_range (0, 3) > 0;
  *before = *is_rate ? g_test_rand_int_range (0, 2000) : g_test_rand_int_range (0, 200000000);
  *tenths = g_test_rand_int_range (-80, 140);
  steps = sek_rate_get_steps (*is_rate, &n);
  *step = steps[g_test_rand_int_range (0, (gint32) n)];
}

/* What a reader with a calculator finds: the printed factors give the printed product when it is rounded to its own
 * decimals, and the printed product gives the printed rate when it is rounded to the step. */
static void
test_printed (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      gint64 before, tenths, step, product, printed, unit;
      gboolean is_rate;
      SekRateEquation equation;
      g_autofree char *text = NULL, *result = NULL;
      g_auto (GStrv) sides = NULL, factors = NULL, ends = NULL;

      take_random (&before, &tenths, &step, &is_rate);
      g_assert_true (sek_rate_equation_init (&equation, before, tenths, step, is_rate, NULL));
      text = sek_rate_equation_dup_product (&equation, SEK_LANGUAGE_NB);
      result = sek_rate_equation_dup_after (&equation, SEK_LANGUAGE_NB);
      sides = g_strsplit (text, " = ", 2);
      factors = g_strsplit (sides[0], TIMES, 2);
      /* 10⁻⁵ × 10⁻⁵, in 10⁻⁵; it comes out even, since kroner have two decimals and the factor three. */
      product = (gint64) ((__int128) read_printed (factors[0]) * read_printed (factors[1]) / 100000);
      printed = read_printed (sides[1]);
      unit = equation.decimals == 3 ? 100 : equation.decimals == 4 ? 10 : 1;
      g_assert_cmpint (sek_money_round (product, unit), ==, printed);
      g_assert_cmpint (sek_money_round (printed, step * 1000), ==, read_printed (result));
    }
}

/* --- another program ---------------------------------------------------------------------------------------------- */

static void
test_reference (void)
{
  g_autoptr (GString) questions = g_string_new (NULL), answers = g_string_new (NULL);
  g_autoptr (GSubprocess) python = NULL;
  g_autofree char *script = g_build_filename (SEK_TEXTS, "rate-reference.py", NULL), *expected = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      gint64 before, tenths, step;
      gboolean is_rate;
      SekRateEquation equation;
      g_autofree char *text = NULL, *rounding = NULL;

      take_random (&before, &tenths, &step, &is_rate);
      g_assert_true (sek_rate_equation_init (&equation, before, tenths, step, is_rate, NULL));
      text = sek_rate_equation_dup_text (&equation, SEK_LANGUAGE_NB);
      rounding = sek_rate_equation_dup_rounding (&equation, SEK_LANGUAGE_NB);
      g_string_append_printf (questions, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d\n", before,
                              tenths, step, is_rate);
      g_string_append_printf (answers, "%s\t%s\n", text, rounding);
    }
  g_setenv ("PYTHONIOENCODING", "utf-8", TRUE);
  python = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "python3", script,
                             NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (python, questions->str, NULL, &expected, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (answers->str, ==, expected);
}

static void
test_range (void)
{
  SekRateEquation equation;
  g_autoptr (GError) error = NULL;

  g_assert_false (sek_rate_equation_init (&equation, SEK_MAX_AMOUNT, 1, SEK_KRONE, FALSE, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_RANGE);
}

/* --- in the register ---------------------------------------------------------------------------------------------- */

static const SekRateSteps STEPS = { 5, SEK_KRONE };

static void
add_figure (Fixture *fixture, const char *index, const char *period, const char *value)
{
  add (fixture, "index_figure", "price_index", index, "period", period, "value", value, "source", "SSB 03013",
       "retrieved", "10.11.2022", NULL);
}

static void
add_indexes (Fixture *fixture)
{
  edit (fixture, "fee_rate", "2023/municipality", "decided_on", "15.6.2022");
  add (fixture, "price_index", "name", "KPI 2015", "series", "cpi", "base", "2015", NULL);
  add_figure (fixture, "KPI 2015", "2021M10", "117,2");
  add_figure (fixture, "KPI 2015", "2022M10", "126,0");
  add (fixture, "price_index", "name", "Deflator", "series", "deflator", NULL);
  add_figure (fixture, "Deflator", "2023", "3,7");
}

static GArray *
list_names (SekRegister *reg, int year, GString *names)
{
  GArray *bases = sek_rate_list_bases (reg, year);

  for (guint i = 0; i < bases->len; i++)
    {
      g_autofree char *name = sek_rate_basis_dup_name (reg, &g_array_index (bases, SekRateBasis, i), SEK_LANGUAGE_NB);

      g_string_append_printf (names, "%s\n", name);
    }
  return bases;
}

static void
test_bases (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GArray) bases = NULL;

  add_indexes (fixture);
  bases = list_names (reg_of (fixture), 2024, names);
  g_assert_cmpstr (names->str, ==,
                   "Uendret sats\nKPI, okt." NBSP "2021–okt." NBSP "2022\nKommunal deflator 2023\nEgen sats\n");
  g_assert_cmpint (g_array_index (bases, SekRateBasis, 1).tenths, ==, 75);
  g_assert_cmpint (g_array_index (bases, SekRateBasis, 2).tenths, ==, 37);
}

/* A figure of the year itself is not known when its rate is decided, and a month that has no brother tells nothing. */
static void
test_bases_of_year (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GArray) bases = NULL;

  add_indexes (fixture);
  add_figure (fixture, "KPI 2015", "2022M12", "126,3");
  add_figure (fixture, "KPI 2015", "2021M12", "118,6");
  add_figure (fixture, "KPI 2015", "2023M01", "126,5");
  add_figure (fixture, "KPI 2015", "2021", "116,1");
  add_figure (fixture, "KPI 2015", "2022", "122,8");
  bases = list_names (reg_of (fixture), 2023, names);
  g_assert_cmpstr (names->str, ==,
                   "Uendret sats\nKPI, 2021–2022\nKPI, okt." NBSP "2021–okt." NBSP "2022\n"
                   "KPI, des." NBSP "2021–des." NBSP "2022\n"
                   "Kommunal deflator 2023\nEgen sats\n");
}

static void
propose (Fixture *fixture, guint basis, const SekRateSteps *steps)
{
  g_autoptr (GArray) bases = sek_rate_list_bases (reg_of (fixture), 2024);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("");
  g_autoptr (GError) error = NULL;

  g_assert_true (sek_rate_propose (reg_of (fixture), 2024, SEK_MEMBER_KIND_MUNICIPALITY,
                                   &g_array_index (bases, SekRateBasis, basis), steps, SEK_LANGUAGE_NB, changeset,
                                   NULL, &error));
  g_assert_no_error (error);
  submit (fixture, changeset);
}

static void
test_propose (Fixture *fixture, gconstpointer data)
{
  const SekFeeRate *rate;
  g_autofree char *before = NULL, *after = NULL;
  guint events;

  add_indexes (fixture);
  before = dump (fixture);
  events = count_events (fixture);
  g_assert_cmpint (sek_rate_get_year (reg_of (fixture), SEK_MEMBER_KIND_MUNICIPALITY), ==, 2024);
  propose (fixture, 1, &STEPS);
  rate = sek_rate_find (reg_of (fixture), 2024, SEK_MEMBER_KIND_MUNICIPALITY);
  g_assert_cmpint (rate->rate, ==, 300);
  g_assert_cmpint (rate->decided_on, ==, SEK_NONE);
  g_assert_cmpstr (rate->basis, ==,
                   "KPI, okt." NBSP "2021–okt." NBSP "2022, fra 117,2 til 126,0: 7,5" NBSP "% (SSB 03013, 2015" NBSP
                   "=" NBSP "100, hentet 10.11.2022). 2,80" TIMES "1,075 = 3,010" ARROW "3,00, som er 7,1" NBSP
                   "%. Avrundet ned 1,0" NBSP "øre, til nærmeste 5" NBSP "øre.");
  /* The proposal stays the one of its year while it is not decided. */
  g_assert_cmpint (sek_rate_get_year (reg_of (fixture), SEK_MEMBER_KIND_MUNICIPALITY), ==, 2024);
  g_assert_cmpint (count_events (fixture), ==, events + 1);
  undo (fixture);
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);
  assert_whole (fixture);
}

/* A second proposal changes the first one's row, and nothing else of the register. */
static void
test_propose_again (Fixture *fixture, gconstpointer data)
{
  guint n;

  add_indexes (fixture);
  propose (fixture, 1, &STEPS);
  n = count_rows (fixture, SEK_FEE_RATE);
  propose (fixture, 0, &STEPS);
  g_assert_cmpint (count_rows (fixture, SEK_FEE_RATE), ==, n);
  g_assert_cmpint (sek_rate_find (reg_of (fixture), 2024, SEK_MEMBER_KIND_MUNICIPALITY)->rate, ==, 280);
  assert_whole (fixture);
}

/* All terms move: base amount, limits and the rate, each to its own step. */
static void
test_all_terms (Fixture *fixture, gconstpointer data)
{
  const SekRateSteps steps = { 10, 100 * SEK_KRONE };
  const SekFeeRate *rate;

  add_indexes (fixture);
  edit (fixture, "fee_rate", "2023/municipality", "base", "51 258");
  edit (fixture, "fee_rate", "2023/municipality", "maximum", "66 635");
  propose (fixture, 1, &steps);
  rate = sek_rate_find (reg_of (fixture), 2024, SEK_MEMBER_KIND_MUNICIPALITY);
  g_assert_cmpint (rate->rate, ==, 300);
  g_assert_cmpint (rate->base, ==, KR (55100));
  g_assert_cmpint (rate->maximum, ==, KR (71600));
  g_assert_cmpint (rate->minimum, ==, SEK_NONE);
  g_assert_nonnull (strstr (rate->basis, "51" NBSP "258" TIMES "1,075 = 55" NBSP "102,350" ARROW "55" NBSP "100"));
}

static void
test_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) bases = NULL;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("");
  GError *error = NULL;
  SekRateBasis *own;

  bases = sek_rate_list_bases (reg_of (fixture), 2024);
  own = &g_array_index (bases, SekRateBasis, bases->len - 1);
  g_assert_false (sek_rate_propose (reg_of (fixture), 2024, SEK_MEMBER_KIND_MUNICIPALITY, own, &STEPS, SEK_LANGUAGE_NB,
                                    changeset, NULL, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "own");
  own->own = 295;
  error = NULL;
  g_assert_true (sek_rate_propose (reg_of (fixture), 2024, SEK_MEMBER_KIND_MUNICIPALITY, own, &STEPS, SEK_LANGUAGE_NB,
                                   changeset, NULL, &error));
  submit (fixture, changeset);
  g_assert_cmpint (sek_rate_find (reg_of (fixture), 2024, SEK_MEMBER_KIND_MUNICIPALITY)->rate, ==, 295);
  g_assert_cmpstr (sek_rate_find (reg_of (fixture), 2024, SEK_MEMBER_KIND_MUNICIPALITY)->basis, ==,
                   "Egen sats: 2,95, som er 5,4" NBSP "%.");
}

static GError *
try_propose (Fixture *fixture, int year, gint64 kind)
{
  const SekRateBasis unchanged = { .kind = SEK_RATE_UNCHANGED, .own = SEK_NONE };
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("");
  GError *error = NULL;

  g_assert_false (sek_rate_propose (reg_of (fixture), year, kind, &unchanged, &STEPS, SEK_LANGUAGE_NB, changeset, NULL,
                                    &error));
  return error;
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  add (fixture, "fee_rate", "year", "2024", "kind", "municipality", "rate", "3,00", "decided_on", "15.6.2023", NULL);
  assert_refused (try_propose (fixture, 2024, SEK_MEMBER_KIND_MUNICIPALITY), SEK_ERROR_REFUSED, "15.6.2023");
  assert_refused (try_propose (fixture, 2030, SEK_MEMBER_KIND_MUNICIPALITY), SEK_ERROR_REFUSED, "2029");
  assert_refused (try_propose (fixture, 2024, SEK_MEMBER_KIND_COUNTY), SEK_ERROR_REFUSED, "2023");
  g_assert_cmpint (sek_rate_get_year (reg_of (fixture), SEK_MEMBER_KIND_MUNICIPALITY), ==, 2025);
  g_assert_cmpint (sek_rate_get_year (reg_of (fixture), SEK_MEMBER_KIND_COUNTY), ==, 0);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sentence = sek_history_word ("rate-proposal", "2024\t3,00" NBSP "kr");

  g_assert_cmpstr (sentence, ==, "Propose the rate for 2024: 3,00" NBSP "kr");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate/equations", test_equations);
  g_test_add_func ("/rate/as-printed", test_printed);
  g_test_add_func ("/rate/by-another-program", test_reference);
  g_test_add_func ("/rate/beyond-what-can-be-stored", test_range);
  ADD ("/rate/bases", test_bases);
  ADD ("/rate/bases-known-before-the-year", test_bases_of_year);
  ADD ("/rate/proposed-and-undone", test_propose);
  ADD ("/rate/proposed-again", test_propose_again);
  ADD ("/rate/all-terms", test_all_terms);
  ADD ("/rate/own", test_own);
  ADD ("/rate/refused", test_refused);
  ADD ("/rate/words", test_words);
  return g_test_run ();
}
