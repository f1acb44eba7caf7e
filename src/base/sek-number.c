/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-money.h"

#define HARD_SPACE "\302\240"
#define MINUS "\342\210\222"

/* Digits before and after the comma that are read at all; more cannot fit in 64 bits. */
#define MOST_DIGITS 30

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* What was typed, taken apart. */
typedef struct
{
  gboolean negative;
  gboolean kroner;                  /* "kr" was written */
  gboolean grouped;                 /* by spaces */
  char     whole[MOST_DIGITS + 1];
  char     decimals[MOST_DIGITS + 1];
} Parts;

static gboolean
is_group_space (gunichar c)
{
  return c == ' ' || c == 0xa0 || c == 0x2009 || c == 0x202f;
}

static const char *
skip_spaces (const char *text)
{
  while (is_group_space (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* The typed text without spaces around it; NULL with error when it is blank or not text. */
static char *
trim (const char *text, const char *example, GError **error)
{
  const char *start, *end;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("The number has invalid characters. Type it anew, for example %s."), example);
      return NULL;
    }
  start = text;
  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  end = start + strlen (start);
  while (end > start)
    {
      const char *before = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (before)))
        break;
      end = before;
    }
  if (start == end)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("A number is expected here. Write it as %s."), example);
      return NULL;
    }
  return g_strndup (start, end - start);
}

static gboolean
refuse (const char *typed, const char *example, GError **error)
{
  g_autofree char *shown = sek_error_dup_quoted (typed);

  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("“%s” is not a number that can be read. Write it with digits, for example %s."), shown, example);
  return FALSE;
}

/* Takes "kr" or "kr." away from one end. */
static gboolean
take_kroner (char *text)
{
  gsize length = strlen (text);
  gsize at = length;

  if (at > 0 && text[at - 1] == '.')
    at--;
  if (at >= 2 && g_ascii_strncasecmp (text + at - 2, "kr", 2) == 0)
    {
      text[at - 2] = '\0';
      g_strchomp (text);
      /* g_strchomp() knows ASCII spaces only. */
      while ((length = strlen (text)) > 0)
        {
          char *last = g_utf8_prev_char (text + length);

          if (!is_group_space (g_utf8_get_char (last)))
            break;
          *last = '\0';
        }
      return TRUE;
    }
  if (length > 2 && g_ascii_strncasecmp (text, "kr", 2) == 0)
    {
      const char *rest = text + 2;

      if (*rest == '.')
        rest++;
      rest = skip_spaces (rest);
      memmove (text, rest, strlen (rest) + 1);
      return TRUE;
    }
  return FALSE;
}

static const char *
take_sign (const char *text, gboolean *negative)
{
  gunichar c = g_utf8_get_char (text);

  *negative = c == '-' || c == 0x2013 || c == 0x2212;
  if (*negative || c == '+')
    text = skip_spaces (g_utf8_next_char (text));
  return text;
}

static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

/* "1.500.000,50" as "1 500 000,50": what was most likely meant, named in the refusal. */
static char *
with_spaces (const char *text, char group)
{
  GString *form = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (*c == group)
      g_string_append (form, HARD_SPACE);
    else
      g_string_append_c (form, *c == '.' ? ',' : *c);
  return g_string_free (form, FALSE);
}

static gboolean
refuse_ambiguous (const char *typed, const char *text, char mark, GError **error)
{
  g_autofree char *grouped = with_spaces (text, mark);
  g_autofree char *whole = g_strndup (text, strchr (text, mark) - text);
  g_autofree char *decimals = g_strdup (strchr (text, mark) + 1);
  gsize length = strlen (decimals);

  while (length > 1 && decimals[length - 1] == '0')
    decimals[--length] = '\0';
  g_set_error (error, SEK_ERROR, SEK_ERROR_AMBIGUOUS, _("“%s” can mean %s or %s,%s. Write the one that you mean."),
               typed, grouped, whole, decimals);
  return FALSE;
}

/* TRUE when text is one to three digits and then groups of mark and three digits, with *groups of them, up to its end
 * or a comma. */
static gboolean
is_grouped_by (const char *text, char mark, int *groups)
{
  gsize n = count_digits (text);

  *groups = 0;
  if (n < 1 || n > 3)
    return FALSE;
  for (text += n; *text == mark; text += 4, (*groups)++)
    if (count_digits (text + 1) != 3)
      return FALSE;
  if (*text == ',' && mark != ',')
    text += 1 + count_digits (text + 1);
  return *text == '\0' && *groups > 0;
}

/* Points, and commas that may be groups: never guessed. TRUE when there is nothing of the kind. */
static gboolean
check_marks (const char *typed, const char *text, const char *example, GError **error)
{
  int groups;

  if (strchr (text, '.') != NULL)
    {
      const char *point = strchr (text, '.');
      g_autofree char *form = NULL;

      if (is_grouped_by (text, '.', &groups) && text[0] != '0')
        {
          if (groups == 1 && strchr (text, ',') == NULL)
            return refuse_ambiguous (typed, text, '.', error);
          form = with_spaces (text, '.');
        }
      else if (count_digits (text) == (gsize) (point - text) && point > text && point[1] != '\0'
               && count_digits (point + 1) == strlen (point + 1))
        form = with_spaces (text, '\0');
      else
        return refuse (typed, example, error);
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” is written with a point. Write %s."), typed, form);
      return FALSE;
    }
  if (is_grouped_by (text, ',', &groups) && text[0] != '0')
    {
      g_autofree char *form = NULL;

      if (groups == 1)
        return refuse_ambiguous (typed, text, ',', error);
      form = with_spaces (text, ',');
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” has more than one comma. Write %s."), typed, form);
      return FALSE;
    }
  return TRUE;
}

static gboolean
split (const char *typed, const char *example, Parts *parts, GError **error)
{
  g_autofree char *buffer = g_strdup (typed);
  const char *text;
  gsize n, length = 0;

  *parts = (Parts) { .kroner = take_kroner (buffer) };
  text = take_sign (buffer, &parts->negative);
  if (!check_marks (typed, text, example, error))
    return FALSE;

  n = count_digits (text);
  if (n == 0)
    return refuse (typed, example, error);
  for (;;)
    {
      const char *next;

      if (length + n > MOST_DIGITS)
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_RANGE, _("The number is too large. Check how many digits it has."));
          return FALSE;
        }
      memcpy (parts->whole + length, text, n);
      length += n;
      text += n;
      if (!is_group_space (g_utf8_get_char (text)))
        break;
      next = g_utf8_next_char (text);
      /* The first group has one to three digits, every other exactly three. */
      if ((!parts->grouped && length > 3) || count_digits (next) != 3)
        return refuse (typed, example, error);
      parts->grouped = TRUE;
      text = next;
      n = 3;
    }
  parts->whole[length] = '\0';

  if (*text == ',')
    {
      n = count_digits (++text);
      if (n == 0 || n > MOST_DIGITS)
        return refuse (typed, example, error);
      memcpy (parts->decimals, text, n);
      text += n;
    }
  return *text == '\0' || refuse (typed, example, error);
}

/* whole,decimals × unit as an exact whole number; FALSE when it is finer than one, or too large. */
static gboolean
scale (const Parts *parts, gint64 unit, gint64 *result, gboolean *finer)
{
  __int128 value = 0, fraction = 0, divisor = 1;
  const __int128 limit = (__int128) G_MAXINT64;

  *finer = FALSE;
  for (const char *c = parts->whole; *c != '\0'; c++)
    {
      value = value * 10 + (*c - '0');
      if (value > limit)
        return FALSE;
    }
  value *= unit;
  for (const char *c = parts->decimals; *c != '\0'; c++)
    {
      if (divisor > limit)
        {
          if (*c != '0')
            {
              *finer = TRUE;
              return FALSE;
            }
          continue;
        }
      fraction = fraction * 10 + (*c - '0');
      divisor *= 10;
    }
  fraction *= unit;
  if (fraction % divisor != 0)
    {
      *finer = TRUE;
      return FALSE;
    }
  value += fraction / divisor;
  if (value > limit)
    return FALSE;
  *result = parts->negative ? -(gint64) value : (gint64) value;
  return TRUE;
}

static char *
format_grouped (gint64 value, gint64 unit)
{
  gint64 rest = value % unit;
  int decimals = 0;

  /* As many decimals as the value needs in this unit. */
  for (gint64 scale_by = 1; rest * scale_by % unit != 0 && decimals < 9; scale_by *= 10)
    decimals++;
  return sek_number_format_amount (value, unit, decimals);
}

static gboolean
check_step (const char *typed, gint64 ore, gint64 unit, gint64 step, GError **error)
{
  g_autofree char *below = NULL, *above = NULL;
  gint64 low;

  if (ore % step == 0)
    return TRUE;
  low = ore - ore % step - (ore < 0 ? step : 0);
  below = format_grouped (low, unit);
  above = format_grouped (low + step, unit);
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("“%s” is more precise than the unit of the column allows. Write %s or %s."), typed, below, above);
  return FALSE;
}

static gboolean
too_large (GError **error)
{
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_RANGE, _("The number is too large. Check how many digits it has."));
  return FALSE;
}

gboolean
sek_number_parse_amount (const char *text, gint64 unit, gint64 step, gint64 *ore, GError **error)
{
  g_autofree char *typed = trim (text, "1" HARD_SPACE "500", error);
  gboolean finer;
  Parts parts;

  g_return_val_if_fail (unit > 0 && step > 0, FALSE);

  if (typed == NULL || !split (typed, "1" HARD_SPACE "500", &parts, error))
    return FALSE;
  if (!scale (&parts, parts.kroner ? SEK_KRONE : unit, ore, &finer))
    {
      if (!finer)
        return too_large (error);
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("“%s” is more precise than one øre. Write it with fewer decimals."), typed);
      return FALSE;
    }
  if (*ore > G_MAXINT64 - step || *ore < -(G_MAXINT64 - step))
    return too_large (error);
  return check_step (typed, *ore, unit, step, error);
}

gboolean
sek_number_parse_count (const char *text, gint64 minimum, gint64 maximum, gint64 *count, GError **error)
{
  const char *example = maximum < 10000 ? "2023" : "102" HARD_SPACE "273";
  g_autofree char *typed = trim (text, example, error);
  gboolean finer;
  Parts parts;

  if (typed == NULL || !split (typed, example, &parts, error))
    return FALSE;
  if (parts.kroner)
    return refuse (typed, example, error);
  if (parts.decimals[0] != '\0')
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” has decimals. Write a whole number, for example %s."),
                   typed, example);
      return FALSE;
    }
  if (!scale (&parts, 1, count, &finer))
    return too_large (error);
  if (*count < minimum || *count > maximum)
    {
      g_autofree char *low = maximum < 10000 ? g_strdup_printf ("%" G_GINT64_FORMAT, minimum)
                                             : sek_number_format_count (minimum);
      g_autofree char *high = maximum < 10000 ? g_strdup_printf ("%" G_GINT64_FORMAT, maximum)
                                              : sek_number_format_count (maximum);

      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” is out of range. Write a whole number from %s to %s."),
                   typed, low, high);
      return FALSE;
    }
  return TRUE;
}

gboolean
sek_number_parse_decimal (const char *text, int decimals, gint64 *scaled, GError **error)
{
  g_autofree char *typed = trim (text, "7,5", error);
  gint64 factor = 1;
  gboolean finer;
  Parts parts;

  if (typed == NULL || !split (typed, "7,5", &parts, error))
    return FALSE;
  for (int i = 0; i < decimals; i++)
    factor *= 10;
  if (parts.kroner)
    return refuse (typed, "7,5", error);
  if (scale (&parts, factor, scaled, &finer))
    return TRUE;
  if (!finer)
    return too_large (error);
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               g_dngettext (GETTEXT_PACKAGE, "“%s” has too many decimals. Write at most %d decimal.",
                            "“%s” has too many decimals. Write at most %d decimals.", (gulong) decimals),
               typed, decimals);
  return FALSE;
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

/* |ore| / unit rounded half away from zero to decimals digits. */
static char *
format (gint64 ore, gint64 unit, int decimals, const char *group, const char *minus)
{
  char digits[48];
  GString *text = g_string_new (NULL);
  __int128 scaled = ore < 0 ? -(__int128) ore : (__int128) ore;
  int n = 0;

  for (int i = 0; i < decimals; i++)
    scaled *= 10;
  scaled = (scaled + unit / 2) / unit;
  /* A unit of an odd number of øre has no half; none of ours has. */
  if (ore < 0 && scaled != 0)
    g_string_append (text, minus);
  do
    {
      digits[n++] = (char) ('0' + (int) (scaled % 10));
      scaled /= 10;
    }
  while (scaled != 0 || n <= decimals);

  for (int i = n - 1; i >= 0; i--)
    {
      g_string_append_c (text, digits[i]);
      if (i == decimals && decimals > 0)
        g_string_append_c (text, ',');
      else if (i > decimals && (i - decimals) % 3 == 0)
        g_string_append (text, group);
    }
  return g_string_free (text, FALSE);
}

char *
sek_number_format_amount (gint64 ore, gint64 unit, int decimals)
{
  g_return_val_if_fail (unit > 0 && decimals >= 0 && decimals <= 9, g_strdup (""));

  return format (ore, unit, decimals, HARD_SPACE, MINUS);
}

char *
sek_number_format_plain (gint64 ore, gint64 unit, int decimals)
{
  g_return_val_if_fail (unit > 0 && decimals <= 9, g_strdup (""));

  if (decimals < 0)
    {
      __int128 rest = ore % unit;

      for (decimals = 0; rest % unit != 0 && decimals < 9; decimals++)
        rest *= 10;
    }
  return format (ore, unit, decimals, "", "-");
}

char *
sek_number_format_count (gint64 count)
{
  return format (count, 1, 0, HARD_SPACE, MINUS);
}

char *
sek_number_format_kroner (gint64 ore)
{
  g_autofree char *number = sek_number_format_amount (ore, SEK_KRONE, ore % SEK_KRONE == 0 ? 0 : 2);

  return g_strconcat (number, HARD_SPACE "kr", NULL);
}

char *
sek_number_format_percent (gint64 part, gint64 whole, int decimals)
{
  g_autofree char *number = NULL;
  __int128 scaled = (__int128) part * 100;
  __int128 half;

  if (whole == 0)
    return NULL;
  for (int i = 0; i < decimals; i++)
    scaled *= 10;
  half = whole < 0 ? -(__int128) whole / 2 : (__int128) whole / 2;
  scaled = (scaled + ((scaled < 0) ? -half : half)) / whole;
  {
    gint64 factor = 1;

    for (int i = 0; i < decimals; i++)
      factor *= 10;
    number = sek_number_format_amount ((gint64) CLAMP (scaled, G_MININT64 + 1, G_MAXINT64), factor, decimals);
  }
  return g_strconcat (number, HARD_SPACE "%", NULL);
}

char *
sek_number_in_language (char *text, SekLanguage language)
{
  g_autofree char *norwegian = text;
  GString *told;

  if (language != SEK_LANGUAGE_EN)
    return g_steal_pointer (&norwegian);
  told = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean space = g_str_has_prefix (at, HARD_SPACE);

      if (space && at[2] == '%')
        at++;
      else if (space && at > text && g_ascii_isdigit (at[-1]) && g_ascii_isdigit (at[2]))
        {
          g_string_append_c (told, ',');
          at++;
        }
      else
        g_string_append_c (told, *at == ',' ? '.' : *at);
    }
  return g_string_free (told, FALSE);
}
