/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <string.h>

/* Printed figures. What is read leniently here is read strictly where a person types (sek-number.h): a printed table
 * cannot be asked what it meant, and the digits that it prints must be kept, since they are its rounding. */

#define MOST_DECIMALS SEK_AUDIT_MOST_DECIMALS
#define MOST_DIGITS 15

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0xa0 || c == 0x2009 || c == 0x202f || c == 0x2007;
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2212;
}

static const char *
skip_spaces (const char *p)
{
  while (is_space (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* What stands before or after a figure and is no part of it. */
static const char *
skip_word (const char *p)
{
  static const char *const words[] = {
    "kr.", "kr", "Kr.", "Kr", "KR", "NOK", "SEK", "DKK", "EUR", "£", "$", "€", ",-", NULL,
  };

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (p, words[i]))
      return p + strlen (words[i]);
  return p;
}

static const char *
skip_marks (const char *p)
{
  gunichar c;

  /* *, †, ‡, §, raised figures */
  while ((c = g_utf8_get_char (p)) == '*' || c == 0x2020 || c == 0x2021 || c == 0xa7 || c == 0xb9 || c == 0xb2
         || c == 0xb3 || (c >= 0x2070 && c <= 0x2079))
    p = g_utf8_next_char (p);
  return p;
}

/* Digits with their marks to a value; FALSE when groups or marks do not fit. */
static gboolean
read_digits (const char **text, char known, Cell *cell)
{
  char digits[64], mark_at[64];
  guint n = 0, n_points = 0, n_commas = 0;
  const char *p = *text;
  char decimal = '\0';
  guint last_group = 0, decimals = 0;
  gint64 value = 0;

  memset (mark_at, 0, sizeof mark_at);
  while (n < G_N_ELEMENTS (digits) - 1)
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      if (c < 128 && g_ascii_isdigit ((char) c))
        digits[n++] = (char) c;
      else if (n > 0 && (c == '.' || c == ',') && g_ascii_isdigit (*next))
        {
          mark_at[n] = (char) c;
          n_points += c == '.';
          n_commas += c == ',';
        }
      else if (n > 0 && (is_space (c) || c == '\'' || c == 0x2019) && g_ascii_isdigit (*next) && mark_at[n] == '\0')
        mark_at[n] = ' ';
      else
        break;
      p = next;
    }
  if (n == 0)
    return FALSE;

  /* Two sorts of mark: the last one is the decimal's. One sort: it tells itself unless three digits follow it each
   * time. */
  if (n_points > 0 && n_commas > 0)
    {
      for (guint i = 1; i < n; i++)
        if (mark_at[i] == '.' || mark_at[i] == ',')
          decimal = mark_at[i];
      if ((decimal == '.' ? n_points : n_commas) != 1)
        return FALSE;
    }
  else if (n_points + n_commas == 1)
    {
      char mark = n_points == 1 ? '.' : ',';
      guint i = 1;

      while (mark_at[i] != mark)
        i++;
      if (n - i != 3 || i > 3 || digits[0] == '0' || mark == known)
        decimal = mark;
      for (guint j = 1; j < n; j++)
        if (mark_at[j] == ' ')
          decimal = mark;
    }

  for (guint i = 0; i < n; i++)
    {
      if (mark_at[i] != '\0' && mark_at[i] == decimal)
        {
          decimals = n - i;
          if (last_group != 0 && i - last_group != 3)
            return FALSE;
          last_group = 0;
        }
      else if (mark_at[i] != '\0')
        {
          if (decimals > 0 || (last_group == 0 ? i > 3 : i - last_group != 3))
            return FALSE;
          last_group = i;
        }
    }
  if ((last_group != 0 && n - last_group != 3) || n > MOST_DIGITS)
    return FALSE;
  /* Nobody prints so many on purpose: they come from a program, and zeros at the end tell nothing. */
  if (decimals >= MOST_DECIMALS)
    for (; decimals > 0 && digits[n - 1] == '0'; n--)
      decimals--;
  for (guint i = 0; i < n - (decimals > MOST_DECIMALS ? decimals - MOST_DECIMALS : 0); i++)
    value = value * 10 + (digits[i] - '0');
  if (decimals > MOST_DECIMALS && digits[n - (decimals - MOST_DECIMALS)] >= '5')
    value++;
  cell->value = value;
  cell->decimals = (guint8) MIN (decimals, MOST_DECIMALS);
  *text = p;
  return TRUE;
}

gboolean
_sek_audit_parse (const char *text, char known, Cell *cell)
{
  gboolean negative = FALSE, parenthesis = FALSE, minus = FALSE;
  const char *p = skip_spaces (text);

  *cell = (Cell) { .state = STATE_TEXT };
  if (*p == '\0')
    {
      cell->state = STATE_BLANK;
      return FALSE;
    }
  p = skip_spaces (skip_word (p));
  for (int i = 0; i < 2; i++)
    {
      if (*p == '(' && !parenthesis)
        parenthesis = TRUE, p++;
      else if (is_minus (g_utf8_get_char (p)) && !minus)
        minus = TRUE, p = g_utf8_next_char (p);
      else if (*p == '+' && !minus)
        p++;
      p = skip_spaces (p);
    }
  if (minus && *p == '\0')
    {
      cell->state = STATE_NIL;
      return TRUE;
    }
  p = skip_spaces (skip_word (p));
  negative = minus || parenthesis;
  if (!read_digits (&p, known, cell))
    {
      /* SSB's signs for figures that are not there. */
      p = skip_spaces (text);
      if (strspn (p, ".:") == strlen (p))
        cell->state = STATE_BLANK;
      return FALSE;
    }
  p = skip_spaces (p);
  if (parenthesis)
    {
      if (*p != ')')
        return FALSE;
      p = skip_spaces (p + 1);
    }
  if (*p == '%')
    {
      cell->percent = TRUE;
      p = skip_spaces (p + 1);
    }
  p = skip_spaces (skip_marks (p));
  p = skip_spaces (skip_word (p));
  if (is_minus (g_utf8_get_char (p)) && !negative)
    {
      negative = TRUE;
      p = skip_spaces (g_utf8_next_char (p));
    }
  p = skip_spaces (skip_marks (p));
  if (*p != '\0')
    return FALSE;
  if (negative)
    cell->value = -cell->value;
  cell->state = STATE_NUMBER;
  return TRUE;
}
