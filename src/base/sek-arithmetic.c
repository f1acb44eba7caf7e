/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-arithmetic.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-number.h"

#define MOST_DECIMALS 9
#define MOST_DEPTH    50

typedef __int128 Wide;

/* Lowest terms, den > 0. */
typedef struct
{
  Wide num;
  Wide den;
} Ratio;

typedef struct
{
  const char *at;
  const char *whole; /* the text, for messages */
  guint       depth;
  GError     *error;
} Reader;

/* --- ratios ------------------------------------------------------------------------------------------------------ */

static Wide
get_divisor (Wide a, Wide b)
{
  while (b != 0)
    {
      Wide rest = a % b;

      a = b;
      b = rest;
    }
  return a < 0 ? -a : a;
}

static gboolean
set_ratio (Ratio *ratio, Wide num, Wide den)
{
  Wide divisor = get_divisor (num, den);

  ratio->num = den < 0 ? -num / divisor : num / divisor;
  ratio->den = den < 0 ? -den / divisor : den / divisor;
  return TRUE;
}

static gboolean
add (Ratio a, Ratio b, Ratio *sum)
{
  Wide left, right, num, den;

  return !__builtin_mul_overflow (a.num, b.den, &left) && !__builtin_mul_overflow (b.num, a.den, &right)
         && !__builtin_add_overflow (left, right, &num) && !__builtin_mul_overflow (a.den, b.den, &den)
         && set_ratio (sum, num, den);
}

static gboolean
multiply (Ratio a, Ratio b, Ratio *product)
{
  Wide num, den;

  return !__builtin_mul_overflow (a.num, b.num, &num) && !__builtin_mul_overflow (a.den, b.den, &den)
         && set_ratio (product, num, den);
}

/* Rounded half away from zero. */
static gboolean
round_ratio (Ratio ratio, gint64 *rounded)
{
  Wide whole = ratio.num / ratio.den, rest = ratio.num % ratio.den;

  if ((rest < 0 ? -rest : rest) >= ratio.den - (rest < 0 ? -rest : rest))
    whole += ratio.num < 0 ? -1 : 1;
  *rounded = (gint64) whole;
  return whole > G_MININT64 + 1 && whole < G_MAXINT64;
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* Takes failure; the first one counts. */
static gboolean
fail (Reader *reader, GError *failure)
{
  if (reader->error == NULL)
    reader->error = failure;
  else
    g_error_free (failure);
  return FALSE;
}

#define refuse(reader, message) fail (reader, g_error_new (SEK_ERROR, SEK_ERROR_INPUT, message, (reader)->whole))

static gboolean
refuse_range (Reader *reader)
{
  return refuse (reader, _("“%s” cannot be worked out: its figures become too large. Work it out in parts."));
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0xa0 || c == 0x2009 || c == 0x202f;
}

static void
skip_spaces (Reader *reader)
{
  while (is_space (g_utf8_get_char (reader->at)))
    reader->at = g_utf8_next_char (reader->at);
}

/* The operator that comes next, as one of + - * /, or the character itself. */
static char
peek (Reader *reader)
{
  gunichar c;

  skip_spaces (reader);
  c = g_utf8_get_char (reader->at);
  return c == 0x2013 || c == 0x2212 ? '-'
         : c == 0xd7 || c == 0xb7   ? '*'
         : c == 0xf7 || c == ':'    ? '/'
         : c < 128                  ? (char) c
                                    : '?';
}

static void
take (Reader *reader)
{
  skip_spaces (reader);
  reader->at = g_utf8_next_char (reader->at);
}

static const char *
find_number_end (const char *at)
{
  for (;;)
    {
      gunichar c = g_utf8_get_char (at);
      const char *next = at;

      if (g_ascii_isdigit (*at) || *at == ',' || *at == '.')
        {
          at++;
          continue;
        }
      /* A space within a number groups it. */
      while (is_space (g_utf8_get_char (next)))
        next = g_utf8_next_char (next);
      if (!is_space (c) || !g_ascii_isdigit (*next))
        return at;
      at = next;
    }
}

static gboolean
read_number (Reader *reader, Ratio *value)
{
  const char *end = find_number_end (reader->at), *comma;
  g_autofree char *text = NULL;
  gint64 scaled;
  int decimals;
  Wide den = 1;

  if (end == reader->at)
    return refuse (reader, _("“%s” cannot be worked out: a number is missing. Write for example =1200+350."));
  text = g_strndup (reader->at, (gsize) (end - reader->at));
  comma = strchr (text, ',');
  decimals = comma != NULL ? MIN (MOST_DECIMALS, (int) strlen (comma + 1)) : 0;
  if (!sek_number_parse_decimal (text, decimals, &scaled, &reader->error))
    return FALSE;
  for (int i = 0; i < decimals; i++)
    den *= 10;
  reader->at = end;
  set_ratio (value, scaled, den);
  if (peek (reader) != '%')
    return TRUE;
  take (reader);
  return multiply (*value, (Ratio) { 1, 100 }, value) || refuse_range (reader);
}

static gboolean read_sum (Reader *reader, Ratio *value);

static gboolean
read_factor (Reader *reader, Ratio *value)
{
  char next = peek (reader);
  gboolean ok;

  if (reader->depth++ > MOST_DEPTH)
    return refuse (reader, _("“%s” cannot be worked out: it has too many parentheses. Work it out in parts."));
  if (next == '-' || next == '+')
    {
      take (reader);
      ok = read_factor (reader, value);
      if (ok && next == '-')
        value->num = -value->num;
    }
  else if (next == '(')
    {
      take (reader);
      ok = read_sum (reader, value);
      if (ok && peek (reader) != ')')
        ok = refuse (reader,
                     _("“%s” cannot be worked out: a parenthesis is not closed. Write for example =(1200+350)*2."));
      else if (ok)
        take (reader);
    }
  else
    ok = read_number (reader, value);
  reader->depth--;
  return ok;
}

static gboolean
read_product (Reader *reader, Ratio *value)
{
  if (!read_factor (reader, value))
    return FALSE;
  for (;;)
    {
      char next = peek (reader);
      Ratio factor;

      if (next != '*' && next != '/')
        return TRUE;
      take (reader);
      if (!read_factor (reader, &factor))
        return FALSE;
      if (next == '/')
        {
          if (factor.num == 0)
            return refuse (reader, _("“%s” cannot be worked out: it divides by zero. Write another divisor."));
          set_ratio (&factor, factor.den, factor.num);
        }
      if (!multiply (*value, factor, value))
        return refuse_range (reader);
    }
}

/* «6283+10%»: of what? */
static gboolean
refuse_percent (Reader *reader)
{
  return fail (reader, g_error_new (SEK_ERROR, SEK_ERROR_AMBIGUOUS,
                                    _("“%s” can be read in two ways: per cent of the figure before it, or hundredths. "
                                      "Write for example =6283*1,1, or only +10%% to change what stands there."),
                                    reader->whole));
}

static gboolean
read_sum (Reader *reader, Ratio *value)
{
  if (!read_product (reader, value))
    return FALSE;
  for (;;)
    {
      char next = peek (reader);
      Ratio term;
      const char *start;

      if (next != '+' && next != '-')
        return TRUE;
      take (reader);
      skip_spaces (reader);
      start = reader->at;
      if (!read_product (reader, &term))
        return FALSE;
      if (reader->at > start && reader->at[-1] == '%')
        return refuse_percent (reader);
      if (next == '-')
        term.num = -term.num;
      if (!add (*value, term, value))
        return refuse_range (reader);
    }
}

/* --- results ----------------------------------------------------------------------------------------------------- */

/* With as few decimals as say it, at most four. */
static char *
dup_figure (Ratio value)
{
  for (int decimals = 0; decimals <= 4; decimals++)
    {
      Wide scale = 1;
      Ratio scaled;
      gint64 rounded;

      for (int i = 0; i < decimals; i++)
        scale *= 10;
      if (!multiply (value, (Ratio) { scale, 1 }, &scaled) || !round_ratio (scaled, &rounded))
        return NULL;
      if (scaled.den == 1 || decimals == 4)
        return sek_number_format_amount (rounded, (gint64) scale, decimals);
    }
  return NULL;
}

static gboolean
finish (Reader *reader, Ratio value, const char *working, gint64 unit, gint64 step, gint64 *result, char **shown)
{
  g_autofree char *exact = dup_figure (value), *rounded = NULL;
  Ratio steps;
  gint64 n;

  if (!multiply (value, (Ratio) { unit, step }, &steps) || !round_ratio (steps, &n)
      || __builtin_mul_overflow (n, step, result) || exact == NULL)
    return refuse_range (reader);
  rounded = dup_figure ((Ratio) { *result, unit });
  *shown = steps.den == 1 || rounded == NULL ? g_strdup_printf ("%s = %s", working, exact)
                                             : g_strdup_printf (_("%s = %s, rounded to %s"), working, exact, rounded);
  return TRUE;
}

gboolean
sek_arithmetic_is_change (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  Reader reader = { .at = stripped };
  char first = peek (&reader);

  return (first == '+' || first == '-') && g_str_has_suffix (stripped, "%");
}

gboolean
sek_arithmetic_is (const char *text)
{
  Reader reader = { .at = text };

  return peek (&reader) == '=' || sek_arithmetic_is_change (text);
}

static gboolean
change_by_percent (Reader *reader, gint64 unit, const gint64 *old, Ratio *value, char **working)
{
  g_autofree char *before = NULL, *percent = NULL;
  char sign = peek (reader);
  Ratio part, hundredths;

  if (old == NULL)
    return refuse (reader, _("“%s” changes what stands in the cell, and the cell is blank. Write the amount itself."));
  take (reader);
  skip_spaces (reader);
  if (!read_number (reader, &part))
    return FALSE;
  if (peek (reader) != '\0')
    return refuse (reader, _("“%s” cannot be worked out. Write for example +10%% or =1200+350."));
  if (!multiply (part, (Ratio) { 100, 1 }, &hundredths))
    return refuse_range (reader);
  if (sign == '-')
    part.num = -part.num;
  set_ratio (value, *old, unit);
  before = dup_figure (*value);
  percent = dup_figure (hundredths);
  if (before == NULL || percent == NULL || !add ((Ratio) { 1, 1 }, part, &part) || !multiply (*value, part, value))
    return refuse_range (reader);
  *working = g_strdup_printf ("%s %s %s\302\240%%", before, sign == '-' ? "\342\210\222" : "+", percent);
  return TRUE;
}

gboolean
sek_arithmetic_work_out (const char *text, gint64 unit, gint64 step, const gint64 *old, gint64 *result, char **shown,
                         GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text)), *working = NULL;
  Reader reader = { .at = stripped, .whole = text };
  Ratio value;
  gboolean ok;

  g_return_val_if_fail (unit > 0 && step > 0, FALSE);
  *shown = NULL;
  if (peek (&reader) != '=')
    ok = change_by_percent (&reader, unit, old, &value, &working);
  else
    {
      /* Of the whole, whatever the unit; persons have no kroner. */
      if (unit > 1 && g_str_has_suffix (stripped, "kr"))
        {
          stripped[strlen (stripped) - 2] = '\0';
          unit = 100;
        }
      take (&reader);
      working = g_strstrip (g_strdup (reader.at));
      ok = read_sum (&reader, &value);
      if (ok && peek (&reader) != '\0')
        ok = refuse (&reader, _("“%s” cannot be worked out. Write for example =1200+350."));
    }
  ok = ok && finish (&reader, value, working, unit, step, result, shown);
  if (reader.error != NULL)
    g_propagate_error (error, reader.error);
  return ok;
}
