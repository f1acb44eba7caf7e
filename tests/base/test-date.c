/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "sek-date.h"
#include "sek-error.h"

static const struct { const char *text; SekDate date; } cases[] = {
  { "2022-11-18", 20221118 }, { "18.11.2022", 20221118 }, { "18.11.22", 20221118 }, { "1.1.2022", 20220101 },
  { "01.01.2022", 20220101 }, { "1. 1. 2022", 20220101 },
  { "18. november 2022", 20221118 }, { "18 november 2022", 20221118 }, { "18. November 2022", 20221118 },
  { "3. mai 1998", 19980503 }, { "1.1.70", 19700101 },
  { "29.2.2024", 20240229 }, { " 1.1.2022 ", 20220101 }, { "29.2.2023", 0 }, { "31.4.2022", 0 }, { "0.1.2022", 0 },
  { "1.13.2022", 0 }, { "18/11/2022", 0 },
  { "11-18-2022", 0 }, { "2022-1-1", 0 }, { "1.1.", 0 }, { "november", 0 }, { "", 0 }, { "18.11.2022x", 0 },
  { "18. nov 2022", 0 }, { "\xff", 0 }, { "1.1.0022", 0 },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      SekDate date = 0;
      gboolean ok = sek_date_parse (cases[i].text, &date, &error);

      g_assert_cmpint (ok, ==, cases[i].date != 0);
      if (ok)
        g_assert_cmpint (date, ==, cases[i].date);
      else
        g_assert_error (error, SEK_ERROR, SEK_ERROR_INPUT);
    }
}

/* A long text is quoted in whole letters. */
static void
test_quoted (void)
{
  static const char *const letters[] = { "å", "xå", "€", "x€", "xx€", "𝄞" };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      SekDate date;

      for (int n = 0; n < 50; n++)
        g_string_append (text, letters[i]);
      g_assert_false (sek_date_parse (text->str, &date, &error));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, "…”"));
    }
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
  assert_text (sek_date_format (20220109, SEK_DATE_ISO, SEK_LANGUAGE_NB), "2022-01-09");
  assert_text (sek_date_format (20220109, SEK_DATE_NUMERIC, SEK_LANGUAGE_NB), "9.1.2022");
  assert_text (sek_date_format (20221118, SEK_DATE_TOLD, SEK_LANGUAGE_NB), "18.11.2022");
  assert_text (sek_date_format (20221118, SEK_DATE_TOLD, SEK_LANGUAGE_EN), "18 November 2022");
  assert_text (sek_date_format (20221208, SEK_DATE_LONG, SEK_LANGUAGE_NB), "8. desember 2022");
  assert_text (sek_date_format (20221208, SEK_DATE_LONG, SEK_LANGUAGE_NN), "8. desember 2022");
  assert_text (sek_date_format (20221208, SEK_DATE_LONG, SEK_LANGUAGE_EN), "8 December 2022");
}

/* The tests run with any time zone; what was adopted is told by Norwegian clocks. */
static void
test_timestamps (void)
{
  static const struct { const char *utc; SekDate day; const char *text; } times[] = {
    { "2022-12-20T08:00:00Z", 20221220, "20.12.2022 kl. 09.00" },
    { "2022-12-20T23:30:00Z", 20221221, "21.12.2022 kl. 00.30" },
    { "2023-03-26T00:59:59Z", 20230326, "26.3.2023 kl. 01.59" },
    { "2023-03-26T01:00:00Z", 20230326, "26.3.2023 kl. 03.00" },
    { "2023-10-29T00:59:59Z", 20231029, "29.10.2023 kl. 02.59" },
    { "2023-10-29T01:00:00Z", 20231029, "29.10.2023 kl. 02.00" },
    { "2023-06-30T22:00:00Z", 20230701, "1.7.2023 kl. 00.00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_assert_cmpint (sek_date_of_timestamp (times[i].utc, SEK_CLOCKS_NORWAY), ==, times[i].day);
      assert_text (sek_date_format_timestamp (times[i].utc, SEK_CLOCKS_NORWAY, SEK_LANGUAGE_NB), times[i].text);
    }
  g_assert_cmpint (sek_date_of_timestamp ("no time", SEK_CLOCKS_HERE), ==, 0);
  g_assert_cmpint (sek_date_of_timestamp (NULL, SEK_CLOCKS_NORWAY), ==, 0);
  g_assert_null (sek_date_format_timestamp ("no time", SEK_CLOCKS_HERE, SEK_LANGUAGE_NB));
}

/* Every day of four centuries: valid, written and read back, and in step with its neighbours. */
static void
test_calendar (void)
{
  SekDate date = 18000101;
  int days = 0;

  while (date < 22000101)
    {
      SekDate next = sek_date_next (date), back;
      g_autofree char *text = sek_date_format (date, SEK_DATE_NUMERIC, SEK_LANGUAGE_NB);

      g_assert_cmpint (sek_date_to_days (next) - sek_date_to_days (date), ==, 1);
      g_assert_cmpint (date % 100, <=, sek_date_days_of_month (sek_date_year (date), date / 100 % 100));
      g_assert_true (sek_date_is_valid (date));
      g_assert_true (sek_date_parse (text, &back, NULL));
      g_assert_cmpint (back, ==, date);
      g_assert_cmpint (sek_date_previous (next), ==, date);
      date = next;
      days++;
    }
  g_assert_cmpint (days, ==, 146097);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/read", test_read);
  g_test_add_func ("/date/quoted", test_quoted);
  g_test_add_func ("/date/written", test_written);
  g_test_add_func ("/date/timestamps", test_timestamps);
  g_test_add_func ("/date/calendar", test_calendar);
  return g_test_run ();
}
