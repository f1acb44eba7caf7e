/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose-private.h"

#include <math.h>
#include <string.h>

/* Finds figures in Norwegian sentences: digits with their unit, ranges whose ends share one, shares in words. */

typedef struct
{
  const char *start, *end; /* the digits */
  gint64      value;       /* in 10^-decimals */
  int         decimals;
  gboolean    grouped;
  gint64      digit;       /* worth of the last digit that is not 0, likewise */
} Number;

typedef struct
{
  SekQuantity kind;
  gint64       scale;    /* of «millioner» */
  gboolean     is_rate;
  gboolean     is_weak;  /* no unit, but grouped as an amount */
  const char  *end;
} Unit;

/* The word at p, in lower case, without its full stop. */
static char *
word_at (const char *p, const char **end)
{
  static const char *const abbreviations[] = { "mill", "mrd", "kr", "pst", "nok", "mnok", "tkr", NULL };
  const char *start = p;
  g_autofree char *word = NULL;
  char *lower;

  while (g_unichar_isalpha (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  word = g_strndup (start, (gsize) (p - start));
  lower = g_utf8_strdown (word, -1);
  *end = *p == '.' && g_strv_contains (abbreviations, lower) ? p + 1 : p;
  return lower;
}

static gboolean
is_in (const char *word, const char *const *words)
{
  return g_strv_contains (words, word);
}

/* Digits with groups and a decimal comma. */
static gboolean
read_number (const char *p, Number *number)
{
  guint n = 0;

  *number = (Number) { .start = p, .end = p, .digit = 1 };
  while (g_ascii_isdigit (*p) && n < 15)
    {
      number->value = number->value * 10 + (*p++ - '0');
      n++;
      number->end = p;
    }
  if (n == 0)
    return FALSE;
  while (n <= 12 && (number->grouped || n <= 3))
    {
      const char *next = _sek_prose_skip_spaces (p);

      if (next == p && *p == '.')
        next = p + 1;
      if (next == p || !g_ascii_isdigit (next[0]) || !g_ascii_isdigit (next[1]) || !g_ascii_isdigit (next[2])
          || g_ascii_isdigit (next[3]))
        break;
      number->value = number->value * 1000 + (next[0] - '0') * 100 + (next[1] - '0') * 10 + (next[2] - '0');
      number->grouped = TRUE;
      n += 3;
      p = number->end = next + 3;
    }
  if (*p == ',' && g_ascii_isdigit (p[1]))
    for (p++; g_ascii_isdigit (*p) && number->decimals < 4 && n < 17; n++)
      {
        number->value = number->value * 10 + (*p++ - '0');
        number->decimals++;
        number->end = p;
      }
  for (gint64 rest = number->value; rest != 0 && rest % 10 == 0 && number->decimals == 0; rest /= 10)
    number->digit *= 10;
  return TRUE;
}

/* Four digits alone that are a year. */
static gboolean
is_year (const Number *number)
{
  return number->end - number->start == 4 && number->value >= 1900 && number->value <= 2100;
}

/* «kr» before the digits, unless it is the unit of the figure before; *start goes back to it. */
static gboolean
has_kroner_before (const char *sentence, const char *p, const GArray *figures, const char **start)
{
  const char *at;
  gsize taken = figures->len > 0 ? g_array_index (figures, SekProseFigure, figures->len - 1).end : 0;

  if (!_sek_prose_ends_with (sentence, p, "kr", &at) && !_sek_prose_ends_with (sentence, p, "nok", &at)
      && !(_sek_prose_ends_with (sentence, p, "kroner", &at) && memchr (at, '.', (gsize) (p - at)) == NULL))
    return FALSE;
  if ((gsize) (at - sentence) < taken)
    return FALSE;
  *start = at;
  return TRUE;
}

/* Numbers of things that are numbered, not counted: «§ 3-1», «tlf. 22 334 455», «nr. 12». */
static gboolean
is_numbered (const char *sentence, const char *p)
{
  static const char *const words[] = {
    "tlf",         "telefon",  "telefonen", "telefonen er", "telefon er", "mobil",   "mob",
    "ring",        "faks",     "nr",        "nummer",       "org.nr",     "orgnr",   "organisasjonsnummer",
    "kontonummer", "konto",    "kontonr",   "kid",          "postboks",   "sak",     "saksnr",
    "kapittel",    "kap",      "punkt",     "pkt",          "side",       "vedlegg", "artikkel",
    "art",         "paragraf", "mål",       "uke",          "veke",       NULL
  };
  const char *before = p;

  while (before > sentence && _sek_prose_skip_spaces (g_utf8_prev_char (before)) > g_utf8_prev_char (before))
    before = g_utf8_prev_char (before);
  if (before > sentence && g_utf8_get_char (g_utf8_prev_char (before)) == 0xa7)
    return TRUE;
  if (before > sentence && (before[-1] == '+' || before[-1] == ':'))
    before--;
  for (guint i = 0; words[i] != NULL; i++)
    if (_sek_prose_ends_with (sentence, before, words[i], NULL))
      return TRUE;
  return FALSE;
}

/* «908 12 345»: of a telephone, not of an amount. */
static gboolean
follows_digits (const char *sentence, const char *p)
{
  while (p > sentence && _sek_prose_skip_spaces (g_utf8_prev_char (p)) != g_utf8_prev_char (p))
    p = g_utf8_prev_char (p);
  return p > sentence && g_ascii_isdigit (p[-1]);
}

/* --- units ------------------------------------------------------------------------------------------------------- */

/* What follows the digits: million, mill., mrd., tusen, MNOK, tkr. */
static const char *
read_scale (const char *p, gint64 *scale, gboolean *kroner)
{
  static const char *const thousand[] = { "tusen", "tkr", "tnok", "knok", NULL };
  const char *next = _sek_prose_skip_spaces (p), *end;
  g_autofree char *word = word_at (next, &end);

  *scale = 1;
  *kroner = g_str_has_suffix (word, "nok") || g_str_has_suffix (word, "kr");
  if (g_str_has_prefix (word, "milliard") || g_str_equal (word, "mrd"))
    *scale = 1000000000;
  else if (g_str_has_prefix (word, "million") || g_str_equal (word, "mill") || g_str_equal (word, "mnok"))
    *scale = 1000000;
  else if (is_in (word, thousand))
    *scale = 1000;
  return *scale > 1 ? end : p;
}

/* Whether the words after it are «per innbygger». */
static gboolean
is_per_inhabitant (const char *p)
{
  g_autofree char *rest = sek_fact_fold (p);

  return g_str_has_prefix (rest, " per innbygg") || g_str_has_prefix (rest, " pr innbygg")
         || g_str_has_prefix (rest, " per person");
}

/* The unit of a number that ends at number->end; FALSE when it has none that tells an amount, a share or a count. */
static gboolean
read_unit (const Number *number, gboolean kroner_before, Unit *unit)
{
  /* «906 000 under budsjett»; other things may be counted, so other nouns leave it alone. */
  static const char *const weak[] = { "under",  "over",   "mer", "meir", "mindre", "lavere", "lågare",
                                      "høyere", "høgare", "i",   "til",  "fra",    "frå",    "og",
                                      "mot",    "av",     "for", "",     NULL };
  static const char *const kroner[] = { "kroner", "kronene", "kronane", "krone", "kr", "nok", NULL };
  gboolean money = FALSE;
  const char *next = read_scale (number->end, &unit->scale, &money), *after = _sek_prose_skip_spaces (next), *end;
  g_autofree char *word = NULL;

  unit->is_rate = unit->is_weak = FALSE;
  unit->end = next;
  if (*after == '%')
    {
      unit->kind = SEK_QUANTITY_PERCENT;
      unit->end = after + 1;
      return unit->scale == 1;
    }
  /* «850 000. kroner»: a full stop too many. */
  if (*after == '.' && unit->scale == 1 && number->grouped)
    {
      const char *later = _sek_prose_skip_spaces (after + 1);

      after = g_str_has_prefix (later, "kroner") ? later : after;
    }
  word = word_at (after, &end);
  /* «i 2023 kr 500 000», «§ 4 kroner 500»: of the next figure. */
  if ((g_str_equal (word, "kr") || g_str_equal (word, "nok") || g_str_equal (word, "kroner"))
      && g_ascii_isdigit (*_sek_prose_skip_spaces (end)) && unit->scale == 1 && !kroner_before)
    return FALSE;
  unit->kind = SEK_QUANTITY_MONEY;
  if (g_str_equal (word, "prosentpoeng"))
    unit->kind = SEK_QUANTITY_POINTS;
  else if (g_str_has_prefix (word, "prosent") || g_str_equal (word, "pst"))
    unit->kind = SEK_QUANTITY_PERCENT;
  else if (g_str_has_prefix (word, "innbygg") || g_str_equal (word, "personer") || g_str_equal (word, "personar"))
    unit->kind = SEK_QUANTITY_PERSONS;
  else if (g_str_has_prefix (word, "medlem") || g_str_has_prefix (word, "kommune")
           || g_str_has_prefix (word, "kommunar"))
    unit->kind = SEK_QUANTITY_MEMBERS;
  else if (is_in (word, kroner) || g_str_equal (word, "øre"))
    unit->is_rate = g_str_equal (word, "øre");
  else if (after == number->end && after[0] == ',' && (after[1] == '-' || g_str_has_prefix (after + 1, "–")))
    end = after + 1 + (after[1] == '-' ? 1 : strlen ("–"));
  else if (kroner_before || unit->scale > 1)
    end = next;
  else if (number->grouped && is_in (word, weak))
    {
      unit->is_weak = TRUE;
      end = next;
    }
  else
    return FALSE;
  if (unit->kind >= SEK_QUANTITY_PERSONS && is_year (number))
    return FALSE;
  /* The full stop of the sentence is not the abbreviation's. */
  unit->end = end[-1] == '.' && *end == '\0' ? end - 1 : end;
  return unit->kind != SEK_QUANTITY_PERCENT || unit->scale == 1;
}

/* «(tall i 1 000 kr)», «i hele tusen kroner»: the unit of a table, not an amount of it. */
static gboolean
is_table_unit (const char *sentence, const Number *number, const Unit *unit)
{
  return unit->kind == SEK_QUANTITY_MONEY && number->decimals == 0 && number->value * unit->scale == 1000
         && (_sek_prose_ends_with (sentence, number->start, "i", NULL)
             || _sek_prose_ends_with (sentence, number->start, "i hele", NULL)
             || _sek_prose_ends_with (sentence, number->start, "i heile", NULL));
}

/* --- one figure -------------------------------------------------------------------------------------------------- */

/* Value and bounds of a number with a unit; FALSE beyond 64 bits, and where it cannot be: parts of inhabitants. */
static gboolean
set_value (SekProseFigure *figure, const Number *number, const Unit *unit, SekHedge hedge)
{
  gint64 parts = 1, per, least, digit;

  for (int i = 0; i < number->decimals; i++)
    parts *= 10;
  figure->kind = unit->kind;
  figure->is_rate = unit->is_rate;
  per = unit->kind == SEK_QUANTITY_MONEY                                          ? (unit->is_rate ? 1 : 100)
        : unit->kind == SEK_QUANTITY_PERCENT || unit->kind == SEK_QUANTITY_POINTS ? 1000
                                                                                  : 1;
  if (number->value > G_MAXINT64 / 16 / per / unit->scale)
    return FALSE;
  figure->value = number->value * per * unit->scale / parts;
  least = MAX (per * unit->scale / parts, 1);
  digit = MAX (number->digit * per * unit->scale / parts, 1);
  if (unit->kind >= SEK_QUANTITY_PERSONS && parts > unit->scale)
    return FALSE;
  if (unit->kind == SEK_QUANTITY_MONEY)
    figure->is_rate = figure->is_rate || (number->decimals == 2 && unit->scale == 1 && figure->value < 100000)
                      || is_per_inhabitant (unit->end);
  figure->unit = least;
  figure->is_weak = unit->is_weak;
  _sek_prose_set_bounds (figure, hedge, least, digit, unit->scale > 1, number->decimals > 0);
  if (hedge.kind != SEK_HEDGE_PLAIN || unit->scale > 1 || unit->kind != SEK_QUANTITY_MONEY)
    figure->slack = MAX (figure->high - figure->value, figure->value - figure->low);
  return TRUE;
}

/* Past the minus of «−2,1 millioner» or «minus 2,1». */
static const char *
read_minus (const char *sentence, const char *p)
{
  const char *before = p > sentence ? g_utf8_prev_char (p) : p, *at;
  gunichar c = p > sentence ? g_utf8_get_char (before) : 0;

  if ((c == '-' || c == 0x2212 || c == 0x2013)
      && (before == sentence || g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (before))) || before[-1] == '('))
    return before;
  return _sek_prose_ends_with (sentence, p, "minus", &at) ? at : p;
}

/* The second number of «50–60», «50 til 60», «mellom 50 og 60», «12 av 64», perhaps with a unit of the first between;
 * NULL when there is none. */
static const char *
find_other (const char *sentence, const char *lead, const Number *first, gboolean *between, gboolean *of)
{
  const char *p = _sek_prose_skip_spaces (first->end), *end;
  gunichar c = g_utf8_get_char (p);
  g_autofree char *word = NULL;

  *of = FALSE;
  *between = _sek_prose_ends_with (sentence, lead, "mellom", NULL);
  if (c == '-' || c == 0x2013 || c == 0x2014)
    {
      p = _sek_prose_skip_spaces (g_utf8_next_char (p));
      return g_ascii_isdigit (*p) ? p : NULL;
    }
  word = word_at (p, &end);
  if (*between && (g_str_equal (word, "kroner") || g_str_equal (word, "kr") || g_str_equal (word, "prosent")))
    {
      g_free (word);
      p = _sek_prose_skip_spaces (end);
      word = word_at (p, &end);
    }
  *of = g_str_equal (word, "av");
  if (!(g_str_equal (word, "til") || *of || (*between && g_str_equal (word, "og"))))
    return NULL;
  p = _sek_prose_skip_spaces (end);
  if (*between && !g_ascii_isdigit (*p))
    {
      g_free (word);
      word = word_at (p, &end);
      if (g_str_equal (word, "kr"))
        p = _sek_prose_skip_spaces (end);
    }
  return g_ascii_isdigit (*p) ? p : NULL;
}

/* The lower end takes the unit of the upper one: «50–60 tusen», «50–60 000», «5 til 6 millioner». What is already
 * larger has its own. */
static void
share_unit (Number *low, const Number *high, Unit *unit)
{
  gint64 a = low->value, b = high->value;

  for (int i = low->decimals; i < high->decimals; i++)
    a *= 10;
  for (int i = high->decimals; i < low->decimals; i++)
    b *= 10;
  if (a > b)
    unit->scale = 1;
  else if (high->grouped && !low->grouped && low->decimals == 0 && low->value < 1000 && high->value >= 1000
           && low->value * 1000 <= high->value)
    {
      low->value *= 1000;
      low->digit *= 1000;
    }
}

/* Whether «fra» stands before with no other figure between: then «til» is a change and no range. */
static gboolean
is_from (const char *sentence, const char *lead)
{
  const char *from = lead;
  g_autofree char *text = NULL, *folded = NULL;

  while (from > sentence && !g_ascii_isdigit (from[-1]) && lead - from < 60)
    from = g_utf8_prev_char (from);
  text = g_strndup (from, (gsize) (lead - from));
  folded = sek_fact_fold (text);
  return strstr (folded, " fra ") != NULL || strstr (folded, " frå ") != NULL;
}

/* --- shares in words --------------------------------------------------------------------------------------------- */

/* «halvparten», «to tredjedeler», at p. */
static gboolean
read_ratio (const char *sentence, const char *p, SekProseFigure *figure, const char **skip)
{
  static const char *const numerators[] = {
    "en", "én", "ein", "éin", "to", "tre", "fire", "fem", "seks", "sju", "syv", "åtte", "ni", NULL,
  };
  static const int counts[] = { 1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9 };
  static const struct { const char *stem; int parts; } parts[] = {
    { "tredjedel", 3 }, { "tredjepart", 3 }, { "tredel", 3 }, { "fjerdedel", 4 }, { "fjerdepart", 4 }, { "firedel", 4 },
    { "femtedel", 5 }, { "femdel", 5 },
    { "sjettedel", 6 }, { "seksdel", 6 }, { "åttedel", 8 }, { "åttendedel", 8 }, { "tidel", 10 }, { "tiendedel", 10 },
  };
  const char *end, *before;
  g_autofree char *word = word_at (p, &end), *next = NULL;
  int count = 0, of = 0;

  if (g_str_equal (word, "halvparten") || g_str_equal (word, "halvdelen"))
    count = 1, of = 2;
  else
    for (guint i = 0; numerators[i] != NULL && of == 0; i++)
      if (g_str_equal (word, numerators[i]))
        {
          g_free (next);
          next = word_at (_sek_prose_skip_spaces (end), skip);
          for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
            if (g_str_has_prefix (next, parts[k].stem))
              {
                count = counts[i];
                of = parts[k].parts;
                end = *skip;
              }
        }
  *skip = end > p ? end : g_utf8_next_char (p);
  if (of == 0 || count >= of)
    return FALSE;
  *figure = (SekProseFigure) { .kind = SEK_QUANTITY_RATIO,
                               .value = (gint64) llround (100000.0 * count / of),
                               .start = (gsize) (p - sentence),
                               .end = (gsize) (end - sentence) };
  _sek_prose_set_bounds (figure, _sek_prose_read_hedge (sentence, p, &before), 1, figure->value, FALSE, FALSE);
  return TRUE;
}

/* --- a sentence -------------------------------------------------------------------------------------------------- */

/* Whether digits that end there are of a date, a case, a time, a version: none that counts. */
static gboolean
is_compound (const char *sentence, const Number *number)
{
  const char *p = number->start;

  return *number->end == '/' || *number->end == ':' || (*number->end == '.' && g_ascii_isdigit (number->end[1]))
         || (p > sentence
             && (p[-1] == '/' || (p[-1] == ':' && p - 1 > sentence && g_ascii_isdigit (p[-2]))
                 || g_ascii_isalnum (p[-1]) || g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (p)))));
}

/* The figures that begin with the digits at p are added; where to go on. */
static const char *
read_figures (const char *sentence, const char *p, GArray *figures)
{
  SekProseFigure figure = { 0 }, upper = { 0 };
  Number first, second;
  Unit unit;
  SekHedge hedge;
  const char *start, *bare, *lead, *other;
  gboolean kroner, between, of, ok;

  if (!read_number (p, &first))
    return g_utf8_next_char (p);
  if (is_compound (sentence, &first))
    {
      p = first.end;
      while (g_ascii_isalnum (*p) || (*p != '\0' && strchr ("./:-", *p) != NULL && g_ascii_isdigit (p[1]))
             || (g_str_has_prefix (p, "–") && g_ascii_isdigit (p[strlen ("–")])))
        p = g_utf8_next_char (p);
      return p;
    }
  start = read_minus (sentence, p);
  figure.negative = start < p;
  bare = start;
  kroner = has_kroner_before (sentence, start, figures, &start);
  hedge = _sek_prose_read_hedge (sentence, start, &lead);
  other = find_other (sentence, lead, &first, &between, &of);
  if (other != NULL
      && (is_year (&first) || !read_number (other, &second) || is_compound (sentence, &second) || figure.negative))
    other = NULL;
  if (is_numbered (sentence, p))
    return other != NULL ? second.end : first.end;
  /* The first of two has its own unit, or else that of the second. */
  if (other != NULL && !between && (read_scale (first.end, &unit.scale, &ok) != first.end || (of && first.grouped)))
    other = NULL;
  if (other != NULL && !(read_unit (&second, kroner && !of, &unit) && !(unit.is_weak && !first.grouped)))
    other = NULL;
  if (other != NULL && of && unit.kind < SEK_QUANTITY_PERSONS && unit.kind != SEK_QUANTITY_MONEY)
    other = NULL;
  if (other != NULL)
    {
      gboolean from = !between && !of && is_from (sentence, lead);
      Unit lower = unit;

      if (between)
        _sek_prose_ends_with (sentence, lead, "mellom", &start);
      if (!of)
        share_unit (&first, &second, &lower);
      if (from || of)
        {
          lower.end = first.end;
          figure.is_part = of && unit.kind >= SEK_QUANTITY_PERSONS;
          figure.start = (gsize) (start - sentence);
          figure.end = (gsize) (first.end - sentence);
          if (set_value (&figure, &first, &lower, hedge))
            g_array_append_val (figures, figure);
          return other;
        }
      if (hedge.kind != SEK_HEDGE_ABOUT)
        hedge = (SekHedge) { SEK_HEDGE_PLAIN, TRUE };
      ok = set_value (&figure, &first, &lower, hedge) && set_value (&upper, &second, &unit, hedge);
      figure.is_range = TRUE;
      figure.is_rate = figure.is_rate || upper.is_rate;
      figure.value = figure.value / 2 + upper.value / 2;
      figure.high = upper.high;
    }
  else
    ok = read_unit (&first, kroner, &unit) && !(unit.is_weak && follows_digits (sentence, start))
         && !is_table_unit (sentence, &first, &unit) && set_value (&figure, &first, &unit, hedge);
  if (!ok)
    return first.end;
  figure.start = (gsize) ((unit.kind == SEK_QUANTITY_MONEY || figure.is_range ? start : bare) - sentence);
  figure.end = (gsize) (unit.end - sentence);
  g_array_append_val (figures, figure);
  return unit.end;
}

/* «Folketallet vokste fra 2 217 400 til …»: what has no unit of its own counts what the sentence is about. */
static void
count_persons (const char *sentence, GArray *figures)
{
  static const char *const people[] = { " folketal", " folkemengd", " befolkning", " innbyggertal", NULL };
  g_autofree char *folded = NULL;

  for (guint i = 0; i < figures->len; i++)
    {
      SekProseFigure *figure = &g_array_index (figures, SekProseFigure, i);

      if (!figure->is_weak)
        continue;
      if (folded == NULL)
        folded = sek_fact_fold (sentence);
      if (!_sek_prose_has_any (folded, people))
        return;
      figure->kind = SEK_QUANTITY_PERSONS;
      figure->value /= 100;
      figure->unit /= 100;
      figure->slack /= 100;
      figure->low = figure->low / 100;
      figure->high = figure->high / 100;
      if (figure->slack == 0)
        figure->low = figure->high = figure->value;
    }
}

GArray *
_sek_prose_find_figures (const char *sentence)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (SekProseFigure));

  for (const char *p = sentence; *p != '\0';)
    {
      SekProseFigure figure;
      const char *next;

      if (g_ascii_isdigit (*p))
        p = read_figures (sentence, p, figures);
      else if (!g_unichar_isalpha (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      else if (read_ratio (sentence, p, &figure, &next))
        {
          g_array_append_val (figures, figure);
          p = next;
        }
      else
        {
          g_autofree char *word = word_at (p, &next);

          p = next;
        }
    }
  count_persons (sentence, figures);
  return figures;
}
