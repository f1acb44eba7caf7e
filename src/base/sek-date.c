/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-date.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"

static const char *const months[SEK_N_LANGUAGES][12] = {
  [SEK_LANGUAGE_NB] = { "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
                        "november", "desember" },
  [SEK_LANGUAGE_NN] = { "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
                        "november", "desember" },
  [SEK_LANGUAGE_EN] = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
                        "October", "November", "December" },
};

const char *
sek_date_get_month_name (int month, SekLanguage language)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");
  return months[language][month - 1];
}

static int
year_of (SekDate date)
{
  return date / 10000;
}

static int
month_of (SekDate date)
{
  return date / 100 % 100;
}

static int
day_of (SekDate date)
{
  return date % 100;
}

static gboolean
is_day (int year, int month, int day)
{
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1
         && day <= g_date_get_days_in_month (month, (GDateYear) year);
}

gboolean
sek_date_is_valid (SekDate date)
{
  return date > 0 && is_day (year_of (date), month_of (date), day_of (date));
}

int
sek_date_year (SekDate date)
{
  return year_of (date);
}

gint64
sek_date_to_days (SekDate date)
{
  g_autoptr (GDate) day = g_date_new_dmy ((GDateDay) day_of (date), (GDateMonth) month_of (date),
                                          (GDateYear) year_of (date));

  return g_date_get_julian (day);
}

int
sek_date_days_of_month (int year, int month)
{
  return g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
}

SekDate
sek_date_next (SekDate date)
{
  int year = year_of (date), month = month_of (date), day = day_of (date);

  if (is_day (year, month, day + 1))
    return SEK_DATE (year, month, day + 1);
  return month < 12 ? SEK_DATE (year, month + 1, 1) : SEK_DATE (year + 1, 1, 1);
}

SekDate
sek_date_previous (SekDate date)
{
  int year = year_of (date), month = month_of (date), day = day_of (date);

  if (day > 1)
    return date - 1;
  if (month > 1)
    return SEK_DATE (year, month - 1, g_date_get_days_in_month (month - 1, (GDateYear) year));
  return SEK_DATE (year - 1, 12, 31);
}

int
sek_date_plan_year (SekDate today)
{
  return sek_date_year (today) + (today / 100 % 100 >= 7);
}

SekDate
sek_date_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return SEK_DATE (g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now));
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* At least minimum and at most maximum digits; FALSE leaves text where it was. */
static gboolean
take_digits (const char **text, int minimum, int maximum, int *value)
{
  const char *c = *text;
  int n = 0;

  *value = 0;
  while (n < maximum && g_ascii_isdigit (c[n]))
    *value = *value * 10 + (c[n++] - '0');
  if (n < minimum || g_ascii_isdigit (c[n]))
    return FALSE;
  *text = c + n;
  return TRUE;
}

static gboolean
take (const char **text, char expected)
{
  if (**text != expected)
    return FALSE;
  (*text)++;
  return TRUE;
}

static void
skip_spaces (const char **text)
{
  while (**text != '\0' && g_unichar_isspace (g_utf8_get_char (*text)))
    *text = g_utf8_next_char (*text);
}

static gboolean
take_month (const char **text, int *month)
{
  const char *end = *text;
  g_autofree char *word = NULL;

  while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  word = g_strndup (*text, end - *text);
  for (int l = 0; l < SEK_N_LANGUAGES; l++)
    for (int m = 0; m < 12; m++)
      if (g_ascii_strcasecmp (word, months[l][m]) == 0)
        {
          *month = m + 1;
          *text = end;
          return TRUE;
        }
  return FALSE;
}

static gboolean
read_iso (const char *text, int *year, int *month, int *day)
{
  return take_digits (&text, 4, 4, year) && take (&text, '-') && take_digits (&text, 2, 2, month) && take (&text, '-')
         && take_digits (&text, 2, 2, day) && *text == '\0';
}

static gboolean
read_numeric (const char *text, int *year, int *month, int *day)
{
  const char *digits;

  if (!take_digits (&text, 1, 2, day) || !take (&text, '.'))
    return FALSE;
  skip_spaces (&text);
  if (!take_digits (&text, 1, 2, month) || !take (&text, '.'))
    return FALSE;
  skip_spaces (&text);
  digits = text;
  if (take_digits (&text, 4, 4, year))
    return *text == '\0';
  text = digits;
  if (!take_digits (&text, 2, 2, year) || *text != '\0')
    return FALSE;
  *year += *year >= 70 ? 1900 : 2000;
  return TRUE;
}

static gboolean
read_long (const char *text, int *year, int *month, int *day)
{
  if (!take_digits (&text, 1, 2, day))
    return FALSE;
  take (&text, '.');
  skip_spaces (&text);
  if (!take_month (&text, month))
    return FALSE;
  skip_spaces (&text);
  return take_digits (&text, 4, 4, year) && *text == '\0';
}

gboolean
sek_date_parse (const char *text, SekDate *date, GError **error)
{
  g_autofree char *typed = NULL, *shown = NULL;
  int year, month, day;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_INPUT,
                           _("The date has invalid characters. Type it anew, for example 18.11.2022."));
      return FALSE;
    }
  typed = g_strstrip (g_strdup (text));
  if (!read_iso (typed, &year, &month, &day) && !read_numeric (typed, &year, &month, &day)
      && !read_long (typed, &year, &month, &day))
    {
      shown = sek_error_dup_quoted (typed);
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("“%s” is not a date. Write day, month and year as 18.11.2022 or 18. november 2022."), shown);
      return FALSE;
    }
  if (year < 1000 || !is_day (year, month, day))
    {
      shown = sek_error_dup_quoted (typed);
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” is not a valid date. Check day and month."),
                   shown);
      return FALSE;
    }
  *date = SEK_DATE (year, month, day);
  return TRUE;
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

char *
sek_date_format (SekDate date, SekDateStyle style, SekLanguage language)
{
  int year = year_of (date), month = month_of (date), day = day_of (date);

  g_return_val_if_fail (sek_date_is_valid (date), g_strdup (""));

  switch (style)
    {
    case SEK_DATE_ISO:
      return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
    case SEK_DATE_TOLD:
      return sek_date_format (date, language == SEK_LANGUAGE_EN ? SEK_DATE_LONG : SEK_DATE_NUMERIC, language);
    case SEK_DATE_LONG:
      return g_strdup_printf (language == SEK_LANGUAGE_EN ? "%d %s %d" : "%d. %s %d", day, months[language][month - 1],
                              year);
    case SEK_DATE_NUMERIC:
    default:
      return g_strdup_printf ("%d.%d.%d", day, month, year);
    }
}

/* Borrowed. GLib does not keep a zone that is a rule; the rule itself, since a machine may lack the files of zones. */
static GTimeZone *
get_zone (SekClocks clocks)
{
  static GTimeZone *zones[2];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      zones[SEK_CLOCKS_HERE] = g_time_zone_new_local ();
      zones[SEK_CLOCKS_NORWAY] = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
      g_once_init_leave (&once, 1);
    }
  return zones[clocks];
}

/* Owned; NULL when it is none. */
static GDateTime *
read_timestamp (const char *utc, SekClocks clocks)
{
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_new_from_iso8601 (utc, NULL) : NULL;

  return time != NULL ? g_date_time_to_timezone (time, get_zone (clocks)) : NULL;
}

static SekDate
packed_day (GDateTime *time)
{
  return SEK_DATE (g_date_time_get_year (time), g_date_time_get_month (time), g_date_time_get_day_of_month (time));
}

SekDate
sek_date_of_timestamp (const char *utc, SekClocks clocks)
{
  g_autoptr (GDateTime) local = read_timestamp (utc, clocks);

  return local != NULL ? packed_day (local) : 0;
}

char *
sek_date_format_timestamp (const char *utc, SekClocks clocks, SekLanguage language)
{
  g_autoptr (GDateTime) local = read_timestamp (utc, clocks);
  g_autofree char *day = NULL;

  if (local == NULL)
    return NULL;
  day = sek_date_format (packed_day (local), SEK_DATE_TOLD, language);
  return g_strdup_printf (language == SEK_LANGUAGE_EN ? "%s %02d:%02d" : "%s kl. %02d.%02d", day,
                          g_date_time_get_hour (local), g_date_time_get_minute (local));
}
