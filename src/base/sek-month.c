/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-month.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"

int
sek_month_year (SekMonth month)
{
  return month / 100;
}

int
sek_month_month (SekMonth month)
{
  return month % 100;
}

gboolean
sek_month_is_valid (SekMonth month)
{
  return month > 0 && sek_month_year (month) >= 1000 && sek_month_year (month) <= 9999 && sek_month_month (month) <= 12;
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static gboolean
read_digits (const char **text, int minimum, int maximum, int *number)
{
  int n = 0;

  *number = 0;
  for (; n < maximum && g_ascii_isdigit (**text); n++, (*text)++)
    *number = *number * 10 + (**text - '0');
  return n >= minimum && !g_ascii_isdigit (**text);
}

/* 2025, 2025-12, 2025M12 */
static gboolean
read_year_first (const char *text, int *year, int *month)
{
  *month = 0;
  if (!read_digits (&text, 4, 4, year))
    return FALSE;
  if (*text == '\0')
    return TRUE;
  if (*text != '-' && *text != 'M' && *text != 'm')
    return FALSE;
  text++;
  return read_digits (&text, 2, 2, month) && *text == '\0' && *month >= 1;
}

/* 12.2025 */
static gboolean
read_month_first (const char *text, int *year, int *month)
{
  if (!read_digits (&text, 1, 2, month) || *text != '.')
    return FALSE;
  for (text++; *text == ' ';)
    text++;
  return read_digits (&text, 4, 4, year) && *text == '\0' && *month >= 1;
}

static int
find_name (const char *word)
{
  g_autofree char *bare = g_strdup (word);
  gsize length = strlen (bare);

  if (length > 0 && bare[length - 1] == '.')
    bare[--length] = '\0';
  for (int language = 0; language < SEK_N_LANGUAGES && length >= 3; language++)
    for (int month = 1; month <= 12; month++)
      {
        const char *name = sek_date_get_month_name (month, language);

        if (length <= strlen (name) && g_ascii_strncasecmp (name, bare, length) == 0)
          return month;
      }
  return 0;
}

/* «desember 2025», «des. 2025» */
static gboolean
read_name (const char *text, int *year, int *month)
{
  gsize length = strcspn (text, " \302");
  g_autofree char *word = g_strndup (text, length);

  *month = find_name (word);
  text += length;
  if (*month == 0 || *text == '\0')
    return FALSE;
  while (*text == ' ' || g_str_has_prefix (text, "\302\240"))
    text += *text == ' ' ? 1 : 2;
  return read_digits (&text, 4, 4, year) && *text == '\0';
}

gboolean
sek_month_parse (const char *text, SekMonth *month, GError **error)
{
  g_autofree char *typed = NULL, *shown = NULL;
  int year, number;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_INPUT,
                           _("The period has invalid characters. Type it anew, for example desember 2025."));
      return FALSE;
    }
  typed = g_strstrip (g_strdup (text));
  if ((read_year_first (typed, &year, &number) || read_month_first (typed, &year, &number)
       || read_name (typed, &year, &number))
      && sek_month_is_valid (SEK_MONTH (year, number)))
    {
      *month = SEK_MONTH (year, number);
      return TRUE;
    }
  shown = sek_error_dup_quoted (typed);
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("“%s” is not a month or a year. Write desember 2025, 2025M12 or 2025."), shown);
  return FALSE;
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

/* Names of up to four letters are not shortened. */
static char *
dup_short_name (const char *name)
{
  g_autofree char *beginning = g_utf8_substring (name, 0, 3);

  return g_utf8_strlen (name, -1) <= 4 ? g_strdup (name) : g_strconcat (beginning, ".", NULL);
}

char *
sek_month_format (SekMonth month, SekMonthStyle style, SekLanguage language)
{
  int year = sek_month_year (month), number = sek_month_month (month);
  g_autofree char *name = NULL;

  g_return_val_if_fail (sek_month_is_valid (month), g_strdup (""));

  if (number == 0)
    return g_strdup_printf ("%04d", year);
  if (style == SEK_MONTH_ISO)
    return g_strdup_printf ("%04d-%02d", year, number);
  name = style == SEK_MONTH_SHORT ? dup_short_name (sek_date_get_month_name (number, language))
                                  : g_strdup (sek_date_get_month_name (number, language));
  return g_strdup_printf ("%s\302\240%04d", name, year);
}
