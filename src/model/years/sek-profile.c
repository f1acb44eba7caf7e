/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-profile.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-money.h"

/* The most of one part, so that their sum times an amount stays within what sek_money_scale() takes. */
#define MOST_PART 1000000

static gboolean
is_between (char c)
{
  /* Not a comma: «12,5 37,5» would be quarters. */
  return c == ' ' || c == ';' || c == '/' || c == '\t';
}

static gboolean
read_parts (const char *text, SekProfile *profile)
{
  *profile = (SekProfile) { 0 };
  for (const char *at = text; *at != '\0';)
    {
      char *end;

      if (is_between (*at))
        {
          at++;
          continue;
        }
      if (!g_ascii_isdigit (*at) || profile->n == SEK_PROFILE_MOST)
        return FALSE;
      profile->parts[profile->n] = g_ascii_strtoll (at, &end, 10);
      if (profile->parts[profile->n] > MOST_PART || (*end != '\0' && !is_between (*end)))
        return FALSE;
      profile->sum += profile->parts[profile->n++];
      at = end;
    }
  return profile->sum > 0 && (profile->n == 2 || profile->n == 4 || profile->n == 12);
}

gboolean
sek_profile_parse (const char *text, SekProfile *profile, GError **error)
{
  SekProfile read;

  if (read_parts (text, &read))
    {
      if (profile != NULL)
        *profile = read;
      return TRUE;
    }
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("“%s” is not a profile of a year. Write how much falls on each half-year, quarter or month, as 2, 4 "
                 "or 12 whole numbers: “10 20 30 40”."),
               text);
  return FALSE;
}

/* Parts of the year that are over on the day, counted in days of the one that it falls in. */
static void
count (const SekProfile *profile, SekDate day, gint64 *numerator, gint64 *denominator)
{
  int months = 12 / (int) profile->n, year = sek_date_year (day);
  guint at = (guint) (day / 100 % 100 - 1) / (guint) months;
  int first = (int) at * months + 1, next = first + months;
  SekDate begins = SEK_DATE (year, first, 1), ends = next > 12 ? SEK_DATE (year + 1, 1, 1) : SEK_DATE (year, next, 1);
  gint64 days = sek_date_to_days (day) - sek_date_to_days (begins) + 1,
         all = sek_date_to_days (ends) - sek_date_to_days (begins), whole = 0;

  for (guint i = 0; i < at; i++)
    whole += profile->parts[i];
  *numerator = whole * all + profile->parts[at] * days;
  *denominator = profile->sum * all;
}

gint64
sek_profile_to_date (const char *text, gint64 amount, SekDate day, gint64 unit)
{
  SekProfile profile;
  gint64 numerator, denominator, part;

  if (amount == SEK_NONE)
    return SEK_NONE;
  if (text == NULL || !read_parts (text, &profile))
    {
      profile = (SekProfile) { .n = 12, .sum = 12 };
      for (guint i = 0; i < profile.n; i++)
        profile.parts[i] = 1;
    }
  count (&profile, day, &numerator, &denominator);
  return sek_money_scale (amount, numerator, denominator, &part, NULL) ? sek_money_round (part, unit) : SEK_NONE;
}
