/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "sek-index.h"

/* Price indexes: growth within one, linked over the average of the new base year, and what is refused. The figures of
 * October 2021 and 2022 are those of Statistics Norway's table 03013; the others are made up. */

#define NBSP "\302\240"

static gint64
add_index (Fixture *fixture, const char *name, const char *series, const char *base)
{
  return add (fixture, "price_index", "name", name, "series", series, "base", base, NULL);
}

static void
add_figure (Fixture *fixture, const char *index, const char *period, const char *value, const char *source)
{
  add (fixture, "index_figure", "price_index", index, "period", period, "value", value, "source", source, NULL);
}

static void
add_year (Fixture *fixture, const char *index, int year, int months, const char *value)
{
  for (int month = 1; month <= months; month++)
    {
      g_autofree char *period = g_strdup_printf ("%dM%02d", year, month);

      add_figure (fixture, index, period, value, "SSB 03013");
    }
}

static SekIndexGrowth
grow (Fixture *fixture, gint64 index, SekMonth from, SekMonth to)
{
  SekIndexGrowth growth;
  g_autoptr (GError) error = NULL;

  g_assert_true (sek_index_growth (reg_of (fixture), index, from, to, &growth, &error));
  g_assert_no_error (error);
  return growth;
}

static GError *
try_grow (Fixture *fixture, gint64 index, SekMonth from, SekMonth to)
{
  SekIndexGrowth growth;
  GError *error = NULL;

  g_assert_false (sek_index_growth (reg_of (fixture), index, from, to, &growth, &error));
  return error;
}

static void
test_within (Fixture *fixture, gconstpointer data)
{
  gint64 index = add_index (fixture, "KPI", "cpi", "2015");
  SekIndexGrowth growth;

  add_figure (fixture, "KPI", "2021M10", "117,2", "SSB 03013");
  add_figure (fixture, "KPI", "2022M10", "126,0", "SSB 03013");
  growth = grow (fixture, index, SEK_MONTH (2021, 10), SEK_MONTH (2022, 10));
  g_assert_cmpint (sek_index_growth_percent (&growth, 1), ==, 75);
  g_assert_cmpint (sek_index_growth_percent (&growth, 2), ==, 751);
  g_assert_null (sek_index_growth_dup_link (reg_of (fixture), &growth, SEK_LANGUAGE_NB));
  growth = grow (fixture, index, SEK_MONTH (2022, 10), SEK_MONTH (2021, 10));
  g_assert_cmpint (sek_index_growth_percent (&growth, 1), ==, -70);
}

/* 2025 = 100 in the new index, whose year was 136,0 in the old one: 102,0 in the new is 138,72 in the old. */
static void
test_linked_by_year (Fixture *fixture, gconstpointer data)
{
  gint64 old = add_index (fixture, "KPI 2015", "cpi", "2015"), new = add_index (fixture, "KPI 2025", "cpi", "2025");
  SekIndexGrowth growth;
  g_autofree char *told = NULL;

  add_figure (fixture, "KPI 2015", "2025M01", "134,0", "SSB 03013");
  add_figure (fixture, "KPI 2015", "2025", "136,0", "SSB 03013");
  add_figure (fixture, "KPI 2025", "2026M01", "102,0", "SSB 14700");
  growth = grow (fixture, new, SEK_MONTH (2025, 1), SEK_MONTH (2026, 1));
  /* 138,72 / 134,0 = 1,03522… */
  g_assert_cmpint (sek_index_growth_percent (&growth, 3), ==, 3522);
  g_assert_true (growth.numerator * 13400 == growth.denominator * 13872);
  g_assert_cmpint (growth.link_year, ==, 2025);
  g_assert_cmpint (growth.link_index, ==, old);
  told = sek_index_growth_dup_link (reg_of (fixture), &growth, SEK_LANGUAGE_NB);
  g_assert_cmpstr (told, ==,
                   "Tall fra SSB 03013 (2015" NBSP "=" NBSP "100) og SSB 14700 (2025" NBSP "=" NBSP "100) er kjedet "
                   "sammen over gjennomsnittet for 2025, som er 136,0 i den eldste tabellen og 100 i den nyeste.");
  /* Asked of either row of the series it is the same, and backwards the inverse. */
  growth = grow (fixture, old, SEK_MONTH (2026, 1), SEK_MONTH (2025, 1));
  g_assert_true (growth.numerator * 13872 == growth.denominator * 13400);
}

/* Without the yearly figure it is the mean of the twelve months, exact and not rounded to one decimal. */
static void
test_linked_by_months (Fixture *fixture, gconstpointer data)
{
  gint64 new = add_index (fixture, "KPI 2025", "cpi", "2025");
  SekIndexGrowth growth;

  add_index (fixture, "KPI 2015", "cpi", "2015");
  add_year (fixture, "KPI 2015", 2025, 11, "136,0");
  add_figure (fixture, "KPI 2015", "2025M12", "136,1", "SSB 03013");
  add_figure (fixture, "KPI 2025", "2026M12", "102,0", "SSB 14700");
  growth = grow (fixture, new, SEK_MONTH (2025, 12), SEK_MONTH (2026, 12));
  /* 102,0 × (1632,1 / 12 / 100) / 136,1 */
  g_assert_true (growth.numerator * 12 * 1000 * 1361 == growth.denominator * 1020 * 16321);
  g_assert_cmpint (sek_index_growth_link (&growth), ==, 136008);
}

static void
test_eleven_months (Fixture *fixture, gconstpointer data)
{
  gint64 new = add_index (fixture, "KPI 2025", "cpi", "2025");

  add_index (fixture, "KPI 2015", "cpi", "2015");
  add_year (fixture, "KPI 2015", 2025, 11, "136,0");
  add_figure (fixture, "KPI 2025", "2026M01", "102,0", "SSB 14700");
  assert_refused (try_grow (fixture, new, SEK_MONTH (2025, 1), SEK_MONTH (2026, 1)), SEK_ERROR_NOT_FOUND,
                  "11 of 12 months");
}

/* Where one index has both, nothing is linked. */
static void
test_one_index_first (Fixture *fixture, gconstpointer data)
{
  gint64 new = add_index (fixture, "KPI 2025", "cpi", "2025");
  SekIndexGrowth growth;

  add_index (fixture, "KPI 2015", "cpi", "2015");
  add_year (fixture, "KPI 2015", 2025, 12, "136,0");
  add_year (fixture, "KPI 2015", 2024, 12, "132,0");
  add_figure (fixture, "KPI 2025", "2025M10", "100,4", "SSB 14700");
  growth = grow (fixture, new, SEK_MONTH (2024, 10), SEK_MONTH (2025, 10));
  g_assert_cmpint (growth.link_year, ==, 0);
  g_assert_cmpint (sek_index_growth_percent (&growth, 2), ==, 303);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  gint64 index = add_index (fixture, "KPI", "cpi", "2015");

  add_figure (fixture, "KPI", "2022M10", "126,0", "SSB 03013");
  assert_refused (try_grow (fixture, index, SEK_MONTH (2021, 10), SEK_MONTH (2022, 10)), SEK_ERROR_NOT_FOUND,
                  "October" NBSP "2021");
}

/* Two series do not help each other out. */
static void
test_series_apart (Fixture *fixture, gconstpointer data)
{
  gint64 index = add_index (fixture, "KPI", "cpi", "2015");

  add_index (fixture, "KPI-JAE", "cpi-ate", "2015");
  add_figure (fixture, "KPI", "2022M10", "126,0", "SSB 03013");
  add_figure (fixture, "KPI-JAE", "2021M10", "116,0", "SSB 05327");
  assert_refused (try_grow (fixture, index, SEK_MONTH (2021, 10), SEK_MONTH (2022, 10)), SEK_ERROR_NOT_FOUND,
                  "October" NBSP "2021");
}

static void
test_deflator (Fixture *fixture, gconstpointer data)
{
  gint64 index = add (fixture, "price_index", "name", "Deflator", "series", "deflator", NULL);
  SekIndexGrowth growth;

  add_figure (fixture, "Deflator", "2023", "3,7", "Nasjonalbudsjettet 2023");
  growth = grow (fixture, index, SEK_MONTH (2023, 0), SEK_MONTH (2023, 0));
  g_assert_cmpint (sek_index_growth_percent (&growth, 1), ==, 37);
}

static void
test_rules (Fixture *fixture, gconstpointer data)
{
  add_index (fixture, "KPI 2015", "cpi", "2015");
  add (fixture, "price_index", "name", "Deflator", "series", "deflator", NULL);
  add_index (fixture, "Lønn", "other", "2015");
  add_index (fixture, "Bygg", "other", "2015");
  add_index (fixture, "KPI 2025", "cpi", "2025");
  assert_refused (try_add (fixture, "price_index", "name", "KPI uten år", "series", "cpi", NULL), SEK_ERROR_REFUSED,
                  "100 in it");
  assert_refused (try_add (fixture, "price_index", "name", "KPI igjen", "series", "cpi", "base", "2015", NULL),
                  SEK_ERROR_REFUSED, "already has “KPI 2015”");
  assert_refused (try_add (fixture, "price_index", "name", "Lønn", "series", "other", "base", "2015", NULL),
                  SEK_ERROR_REFUSED, "already has “Lønn”");
  assert_refused (try_add (fixture, "index_figure", "price_index", "KPI 2015", "period", "2022M01", "value", "0", NULL),
                  SEK_ERROR_REFUSED, "0 or less");
  assert_refused (try_add (fixture, "index_figure", "price_index", "Deflator", "period", "2022M01", "value", "3", NULL),
                  SEK_ERROR_REFUSED, "whole year");
  /* What a deflator may have an index may not: the series does not change under it. */
  add_figure (fixture, "Deflator", "2020", "-1,5", "");
  assert_refused (try_edit (fixture, "price_index", "Deflator", "series", "other"), SEK_ERROR_REFUSED, "100 in it");
  edit (fixture, "price_index", "Deflator", "base", "2015");
  assert_refused (try_edit (fixture, "price_index", "Deflator", "series", "other"), SEK_ERROR_REFUSED, "0 or less");
  assert_whole (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_EMPTY ("/index/within-one", test_within);
  ADD_EMPTY ("/index/linked-by-the-year", test_linked_by_year);
  ADD_EMPTY ("/index/linked-by-the-months", test_linked_by_months);
  ADD_EMPTY ("/index/eleven-months-link-nothing", test_eleven_months);
  ADD_EMPTY ("/index/one-index-before-two", test_one_index_first);
  ADD_EMPTY ("/index/missing", test_missing);
  ADD_EMPTY ("/index/series-apart", test_series_apart);
  ADD_EMPTY ("/index/deflator", test_deflator);
  ADD_EMPTY ("/index/rules", test_rules);
  return g_test_run ();
}
