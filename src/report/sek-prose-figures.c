/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose.h"

#include <math.h>
#include <string.h>

/* Finds figures in Norwegian sentences, and what a right figure may be by the digits that are written and the words before them. */

char *
_sek_prose_fold (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  GString *folded = g_string_new (" ");

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (folded, c);
      else if (folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  if (folded->len == 1 || folded->str[folded->len - 1] != ' ')
    g_string_append_c (folded, ' ');
  return g_string_free (folded, FALSE);
}

/* --- sentences --------------------------------------------------------------------------------------------------- */

static gboolean
is_abbreviation (const char *text, const char *dot)
{
  static const char *const words[] = { "kr", "ca", "pr", "mill", "mrd", "jf", "jfr", "mv", "nr", "kl", "tidl", "inkl", "ekskl", "evt", "osv", "dvs", "bl.a", "f.eks",
                                       "m.m", "o.l", "kap", "pst", "st", "fig", "tab", "hhv", "administr", "innb", "pkt", NULL };
  const char *start = dot;
  g_autofree char *word = NULL;

  while (start > text && start[-1] != ' ' && start[-1] != '\n' && start[-1] != '(')
    start--;
  word = g_strndup (start, (gsize) (dot - start));
  return g_strv_contains (words, word) || (strlen (word) <= 2 && strspn (word, "0123456789") == strlen (word));
}

GPtrArray *
_sek_prose_split (const char *text, GArray **lines)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) sentence = g_string_new (NULL);
  guint line = 1, first = 1;

  *lines = g_array_new (FALSE, FALSE, sizeof (guint));
  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gboolean ends = *p == '\0';

      if (!ends && *p != '\n' && *p != '\r')
        {
          if (sentence->len == 0 && g_unichar_isspace (g_utf8_get_char (p)))
            continue;
          if (sentence->len == 0)
            first = line;
          g_string_append_len (sentence, p, g_utf8_next_char (p) - p);
        }
      if (*p == '\n')
        {
          const char *next = p + 1;

          line++;
          next += strspn (next, " \t\r");
          ends = *next == '\n' || *next == '\0' || *next == '-' || g_str_has_prefix (next, "•");
          if (!ends && sentence->len > 0 && sentence->str[sentence->len - 1] != ' ')
            g_string_append_c (sentence, ' ');
        }
      else if (*p == '.' || *p == '!' || *p == '?')
        {
          const char *next = p + 1 + strspn (p + 1, " \t\r\n");
          gunichar c = g_utf8_get_char (next);

          ends = next > p + 1 && (g_unichar_isupper (c) || c == 0xab) && !(*p == '.' && is_abbreviation (text, p));
        }
      if (ends && sentence->len > 0)
        {
          g_strchomp (sentence->str);
          g_ptr_array_add (sentences, g_strdup (sentence->str));
          g_array_append_val (*lines, first);
          g_string_truncate (sentence, 0);
        }
      if (*p == '\0')
        break;
    }
  return sentences;
}

/* --- figures ----------------------------------------------------------------------------------------------------- */

static const char *
skip_spaces (const char *p)
{
  for (;;)
    {
      gunichar c = g_utf8_get_char (p);

      if (c != ' ' && c != 0xa0 && c != 0x202f && c != 0x2009)
        return p;
      p = g_utf8_next_char (p);
    }
}

/* The word at p, in lower case, without its full stop. */
static char *
word_at (const char *p, const char **end)
{
  const char *start = p;
  char *lower;

  while (g_unichar_isalpha (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  {
    static const char *const abbreviations[] = { "mill", "mrd", "kr", "pst", "nok", NULL };
    g_autofree char *word = g_strndup (start, (gsize) (p - start));

    lower = g_utf8_strdown (word, -1);
    *end = *p == '.' && g_strv_contains (abbreviations, lower) ? p + 1 : p;
  }
  return lower;
}

static gboolean
is_month (const char *word)
{
  static const char *const months[] = { "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember", NULL };

  return g_strv_contains (months, word);
}

static gboolean
ends_with_word (const char *text, const char *end, const char *word)
{
  gsize n = strlen (word);
  g_autofree char *tail = NULL, *lower = NULL;

  while (end > text && (end[-1] == ' ' || end[-1] == '\240' || end[-1] == '\302' || end[-1] == '.'))
    end--;
  if ((gsize) (end - text) < n || (end - text > (gssize) n && g_ascii_isalpha (end[-(gssize) n - 1])))
    return FALSE;
  tail = g_strndup (end - n, n);
  lower = g_utf8_strdown (tail, -1);
  return g_str_equal (lower, word);
}

typedef enum { PLAIN, ABOUT, NEARLY, OVER } Hedge;

/* The word before a figure, «kr» passed over; *start goes back to it for «kr». */
static Hedge
hedge_before (const char *sentence, const char *start)
{
  static const char *const about[] = { "ca", "cirka", "om lag", "omlag", "omtrent", "rundt", "omkring", "anslagsvis", "kring", "tilnærmet", NULL };
  static const char *const nearly[] = { "nesten", "knapt", "nær", "opp mot", "inntil", "nærmere", NULL };
  static const char *const over[] = { "over", "vel", "drøyt", "drøye", "godt over", "mer enn", "litt over", "minst", NULL };
  const char *p = start;

  if (ends_with_word (sentence, p, "kr") || ends_with_word (sentence, p, "nok"))
    {
      while (p > sentence && !g_ascii_isalpha (p[-1]))
        p--;
      while (p > sentence && g_ascii_isalpha (p[-1]))
        p--;
    }
  for (guint i = 0; about[i] != NULL; i++)
    if (ends_with_word (sentence, p, about[i]))
      return ABOUT;
  for (guint i = 0; nearly[i] != NULL; i++)
    if (ends_with_word (sentence, p, nearly[i]))
      return NEARLY;
  for (guint i = 0; over[i] != NULL; i++)
    if (ends_with_word (sentence, p, over[i]))
      return OVER;
  return PLAIN;
}

/* Digits with groups and a decimal comma: value in 10^-decimals. NULL when there is no figure. */
static const char *
read_number (const char *p, gint64 *value, int *decimals, gboolean *grouped, gint64 *last_digit)
{
  guint n = 0;
  const char *end = p;

  *value = 0;
  *decimals = 0;
  *grouped = FALSE;
  while (g_ascii_isdigit (*p) && n < 15)
    {
      *value = *value * 10 + (*p++ - '0');
      n++;
      end = p;
    }
  if (n == 0)
    return NULL;
  while (n <= 15)
    {
      const char *next = skip_spaces (p);

      if (next == p && *p == '.' && n <= 3)
        next = p + 1;
      if (next == p || n > 12 || (!*grouped && n > 3))
        break;
      if (!g_ascii_isdigit (next[0]) || !g_ascii_isdigit (next[1]) || !g_ascii_isdigit (next[2]) || g_ascii_isdigit (next[3]))
        break;
      *value = *value * 1000 + (next[0] - '0') * 100 + (next[1] - '0') * 10 + (next[2] - '0');
      *grouped = TRUE;
      n += 3;
      p = end = next + 3;
    }
  if (*p == ',' && g_ascii_isdigit (p[1]))
    {
      for (p++; g_ascii_isdigit (*p) && *decimals < 4; p++)
        {
          *value = *value * 10 + (*p - '0');
          (*decimals)++;
        }
      end = p;
    }
  *last_digit = 1;
  for (gint64 rest = *value; rest != 0 && rest % 10 == 0 && *decimals == 0; rest /= 10)
    *last_digit *= 10;
  return end;
}

/* Multiplies by words after the figure: million, mill., mrd., tusen. */
static const char *
read_scale (const char *p, gint64 *scale)
{
  const char *next = skip_spaces (p), *end;
  g_autofree char *word = word_at (next, &end);

  *scale = 1;
  if (g_str_has_prefix (word, "milliard") || g_str_equal (word, "mrd"))
    *scale = 1000000000;
  else if (g_str_has_prefix (word, "million") || g_str_equal (word, "mill") || g_str_equal (word, "mnok"))
    *scale = 1000000;
  else if (g_str_equal (word, "tusen"))
    *scale = 1000;
  return *scale > 1 ? end : p;
}

static void
set_bounds (SekProseFigure *figure, Hedge hedge, gint64 unit, gint64 digit, gboolean scaled)
{
  gint64 half = scaled || figure->kind == SEK_PROSE_PERCENT || figure->kind == SEK_PROSE_POINTS ? unit / 2 : 0;

  /* A whole thousand may stand for its rounding: our tables are in thousands. */
  if (figure->kind == SEK_PROSE_MONEY && !scaled && digit >= 1000 * 100)
    half = 500 * 100;
  /* What is more than 6,3 million is not 6,283. */
  if (hedge == NEARLY || hedge == OVER)
    half = figure->kind == SEK_PROSE_MONEY ? MIN (half, 500 * 100) : 0;
  switch (hedge)
    {
    case ABOUT:
      half = MAX (half, digit / 2);
      break;
    case NEARLY:
      figure->low = figure->value - MAX (digit, unit);
      figure->high = figure->value + half;
      return;
    case OVER:
      figure->low = figure->value - half;
      figure->high = figure->value + MAX (digit, unit);
      return;
    default:
      break;
    }
  figure->low = figure->value - half;
  figure->high = figure->value + half;
}

/* A figure that begins at p, or NULL; *skip where to go on. */
static gboolean
read_figure (const char *sentence, const char *p, SekProseFigure *figure, const char **skip)
{
  gint64 value, scale, digit, unit = 1;
  int decimals;
  gboolean grouped, kroner_before, money = FALSE, scaled;
  const char *end = read_number (p, &value, &decimals, &grouped, &digit), *next, *after;
  g_autofree char *word = NULL;
  Hedge hedge;

  *skip = end != NULL ? end : g_utf8_next_char (p);
  if (end == NULL)
    return FALSE;
  /* Dates, cases, spans of years, times, numbered things. */
  if (*end == '/' || *end == ':' || (p > sentence && (p[-1] == '/' || p[-1] == ':' || g_ascii_isalnum (p[-1]))) || (*end == '.' && g_ascii_isdigit (end[1])))
    {
      while (g_ascii_isalnum (**skip) || (strchr ("./:–-", **skip) != NULL && **skip != '\0' && g_ascii_isdigit ((*skip)[1])))
        (*skip)++;
      return FALSE;
    }
  kroner_before = ends_with_word (sentence, p, "kr") || ends_with_word (sentence, p, "nok");
  next = read_scale (end, &scale);
  scaled = scale > 1;
  after = skip_spaces (next);
  hedge = hedge_before (sentence, p);
  for (int i = 0; i < decimals; i++)
    unit *= 10;
  figure->start = (gsize) (p - sentence);
  if (kroner_before)
    {
      const char *back = p;

      while (back > sentence && !g_ascii_isalpha (back[-1]))
        back--;
      while (back > sentence && g_ascii_isalpha (back[-1]))
        back--;
      figure->start = (gsize) (back - sentence);
    }
  figure->is_rate = FALSE;

  if (*after == '%')
    {
      figure->kind = SEK_PROSE_PERCENT;
      after++;
    }
  else
    {
      const char *word_end;

      word = word_at (after, &word_end);
      if (g_str_equal (word, "prosentpoeng"))
        figure->kind = SEK_PROSE_POINTS;
      else if (g_str_has_prefix (word, "prosent") || g_str_equal (word, "pst"))
        figure->kind = SEK_PROSE_PERCENT;
      else if (g_str_equal (word, "kroner") || g_str_equal (word, "kr") || g_str_equal (word, "nok"))
        money = TRUE;
      else if (g_str_equal (word, "øre"))
        {
          money = TRUE;
          figure->is_rate = TRUE;
        }
      else if (g_str_has_prefix (word, "innbygg"))
        figure->kind = SEK_PROSE_PERSONS;
      else if (g_str_has_prefix (word, "medlem") || g_str_has_prefix (word, "kommune"))
        figure->kind = SEK_PROSE_MEMBERS;
      else if (is_month (word))
        return FALSE;
      else if (kroner_before || scaled)
        money = TRUE;
      else if (grouped && value >= 1000)
        {
          /* «906 000 under budsjett»; other things may be counted, so other nouns leave it alone. */
          static const char *const lead[] = { "under", "over", "mer", "mindre", "lavere", "høyere", "i", "til", "fra", "og", "mot", "av", "", NULL };

          if (!g_strv_contains (lead, word))
            return FALSE;
          money = TRUE;
          word_end = after = next;
        }
      else
        return FALSE;
      if (!(money && (kroner_before || scaled || grouped) && !g_str_equal (word, "kroner") && !g_str_equal (word, "kr") && !g_str_equal (word, "øre")))
        after = word_end;
      else
        after = next;
    }

  if (money)
    {
      g_autofree char *rest = NULL;

      figure->kind = SEK_PROSE_MONEY;
      if (value > G_MAXINT64 / 100 / scale)
        return FALSE;
      if (figure->is_rate)
        {
          figure->value = value / unit;
          unit = digit = 1;
        }
      else
        {
          figure->value = (gint64) llround ((double) value * (double) scale * 100 / (double) unit);
          digit = digit * scale * 100 / (decimals > 0 ? unit : 1);
          unit = scale * 100 / unit;
        }
      rest = _sek_prose_fold (skip_spaces (after));
      figure->is_rate = figure->is_rate || (decimals == 2 && !scaled && figure->value < 100000) || g_str_has_prefix (rest, " per innbygg")
                        || g_str_has_prefix (rest, " pr innbygg");
    }
  else if (figure->kind == SEK_PROSE_PERCENT || figure->kind == SEK_PROSE_POINTS)
    {
      figure->value = value * 1000 / unit;
      digit = digit * 1000 / unit;
      unit = 1000 / unit;
    }
  else
    {
      if (decimals > 0)
        return FALSE;
      figure->value = value * scale;
      digit *= scale;
      unit = scale;
    }
  set_bounds (figure, hedge, unit, digit, scaled);
  figure->end = (gsize) (after - sentence);
  *skip = after > end ? after : end;
  return TRUE;
}

GArray *
_sek_prose_find_figures (const char *sentence)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (SekProseFigure));

  for (const char *p = sentence; *p != '\0';)
    {
      SekProseFigure figure = { 0 };

      if (!g_ascii_isdigit (*p))
        {
          p = g_utf8_next_char (p);
          continue;
        }
      if (read_figure (sentence, p, &figure, &p))
        g_array_append_val (figures, figure);
    }
  return figures;
}
