/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose-private.h"

#include <stdlib.h>
#include <string.h>

/* Figures of a sentence that add up, leave a rest or are a product: «a og b, til sammen c», «av en ramme på a går b til
 * …, og resten, c», «12 møter à a, i alt b», «inntektene på a og utgiftene på b gir et underskudd på c». The one that
 * is told as the outcome is the one that is judged. */

#define MOST_TERMS 40

static const char *const total_words[] = {
  " til sammen ", " til saman ", " tilsammen ", " i alt ",      " totalt ",   " samlet ",
  " samla ",      " summen ",    " sum ",       " sammenlagt ", " samanlagt ", " summert ", NULL,
};

/* --- words about a figure ----------------------------------------------------------------------------------------- */

static gboolean
is_said_before (const SekProseSentence *self, guint i, const char *const *words)
{
  return _sek_prose_has_any (_sek_prose_get_between (self, i), words);
}

static gboolean
is_said_after (const SekProseSentence *self, guint i, const char *const *words)
{
  g_autofree char *after = _sek_prose_dup_after (self, i);

  for (guint k = 0; words[k] != NULL; k++)
    if (g_str_has_prefix (after, words[k]))
      return TRUE;
  return FALSE;
}

/* «25 000 kroner hver», «4 000 kroner per møte», «à 4 000 kr». */
static gboolean
is_each (const SekProseSentence *self, guint i)
{
  static const char *const each[] = {
    " hver ", " kvar ", " per ", " pr ", " årlig ", " årleg ", " hvert ", " kvart ", " i året ", " i måneden ", NULL,
  };
  static const char *const at[] = { " à ", " á ", " a ", NULL };

  return is_said_after (self, i, each) || _sek_prose_ends_with_any (_sek_prose_get_between (self, i), at);
}

static gboolean
is_term (const SekProseSentence *self, guint i, SekQuantity kind)
{
  static const char *const of_part[] = { " av disse ", " av desse ", " av dette ", NULL };
  const SekProseFigure *figure = _sek_prose_figure_at (self, i);

  return figure->kind == kind && !figure->is_rate && !figure->is_range && !figure->negative && !figure->is_paired
         && figure->value < G_MAXINT64 / 128 && !is_said_after (self, i, of_part) && !is_each (self, i);
}

static gboolean
is_amount (const SekProseFigure *figure)
{
  return figure->kind == SEK_QUANTITY_MONEY || figure->kind == SEK_QUANTITY_PERSONS
         || figure->kind == SEK_QUANTITY_MEMBERS;
}

static gboolean
is_untied (const SekProseSentence *self, guint i)
{
  return _sek_prose_finding_at (self, i)->verdict == SEK_PROSE_UNTIED;
}

/* Whether the figure is of a longer time than those before it: «over perioden», «fram til 2025». */
static gboolean
is_of_longer_time (const SekProseSentence *self, guint i)
{
  static const char *const spans[] = {
    " over perioden ", " i perioden ", " i løpet av ", " over ", " fram til ", " frem til ", NULL,
  };

  return is_said_after (self, i, spans);
}

/* --- sums --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  guint  at[MOST_TERMS];
  guint  n;
  gint64 sum, slack;
} Terms;

static void
add_term (const SekProseSentence *self, Terms *terms, guint i)
{
  const SekProseFigure *figure = _sek_prose_figure_at (self, i);

  terms->at[terms->n++] = i;
  terms->sum += figure->value;
  terms->slack += figure->slack;
}

static char *
dup_sum (const SekProseSentence *self, const Terms *terms, const char *sign)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < terms->n; k++)
    {
      const SekProseFigure *figure = _sek_prose_figure_at (self, terms->at[k]);
      g_autofree char *term = _sek_prose_format (figure->kind, figure->value, FALSE);

      g_string_append_printf (text, "%s%s", k > 0 ? sign : "", term);
    }
  return g_string_free (text, FALSE);
}

static gboolean
agrees (const SekProseFigure *figure, const Terms *terms)
{
  return terms->sum + terms->slack >= figure->low && terms->sum - terms->slack <= figure->high;
}

/* Whether the figure is meant for value: near it, or with the digits of it mistyped. */
static gboolean
is_meant (const SekProseFigure *figure, gint64 value)
{
  return value > 0 && ((figure->value < value * 2 && figure->value > value / 2) || _sek_prose_is_slip (figure, value));
}

/* The term that alone was mistyped, when the total was not; else the total. */
static guint
blame (const SekProseSentence *self, guint total, const Terms *terms, gint64 *expected)
{
  const SekProseFigure *sum = _sek_prose_figure_at (self, total);
  guint found = total;

  *expected = terms->sum;
  if (_sek_prose_is_slip (sum, terms->sum) || terms->slack > 0 || sum->slack > 0)
    return total;
  for (guint k = 0; k < terms->n; k++)
    {
      const SekProseFigure *term = _sek_prose_figure_at (self, terms->at[k]);
      gint64 right = sum->value - terms->sum + term->value;

      if (right <= 0 || !_sek_prose_is_slip (term, right))
        continue;
      if (found != total)
        {
          *expected = terms->sum;
          return total;
        }
      found = terms->at[k];
      *expected = right;
    }
  return found;
}

/* Holds total against terms, of which those nearest to it may be a list of their own. */
static void
judge_sum (SekProseSentence *self, guint total, const Terms *terms)
{
  const SekProseFigure *figure = _sek_prose_figure_at (self, total);
  g_autofree char *source = NULL;
  gint64 expected;
  guint wrong;

  if (terms->n < 2 || !is_untied (self, total))
    return;
  for (guint n = terms->n; n >= 2; n--)
    {
      Terms some = { 0 };

      for (guint k = 0; k < n; k++)
        add_term (self, &some, terms->at[k]);
      if (!agrees (figure, &some))
        continue;
      source = dup_sum (self, &some, " + ");
      _sek_prose_judge_within (self, total, some.sum, some.slack, source);
      return;
    }
  if (!is_meant (figure, terms->sum) || is_of_longer_time (self, total))
    return;
  wrong = blame (self, total, terms, &expected);
  source = dup_sum (self, terms, " + ");
  _sek_prose_judge_within (self, wrong, expected, terms->slack, source);
}

static gboolean
is_total (const SekProseSentence *self, guint i)
{
  static const char *const others[] = { " mens ", " medan ", " søkt ", NULL };

  return (is_said_before (self, i, total_words) && !is_said_before (self, i, others))
         || is_said_after (self, i, total_words);
}

/* Whether a list of what it consists of follows the figure. */
static gboolean
begins_list (const SekProseSentence *self, guint i)
{
  static const char *const words[] = { " fordel", " består av ", " fordelt ", " delt på ", NULL };
  const SekProseFigure *figure = _sek_prose_figure_at (self, i), *next;

  if (i + 1 >= self->figures->len)
    return FALSE;
  next = _sek_prose_figure_at (self, i + 1);
  return is_said_before (self, i + 1, words)
         || (is_total (self, i) && next->start > figure->end
             && memchr (self->sentence + figure->end, ':', next->start - figure->end) != NULL);
}

static void
tie_sums (SekProseSentence *self)
{
  for (guint i = 0; i < self->figures->len; i++)
    {
      const SekProseFigure *figure = _sek_prose_figure_at (self, i);
      gboolean is_list = FALSE;
      Terms terms = { 0 };

      if (!is_amount (figure) || !is_term (self, i, figure->kind))
        continue;
      if (begins_list (self, i))
        for (guint k = i + 1; k < self->figures->len && terms.n < MOST_TERMS; k++)
          if (is_term (self, k, figure->kind))
            add_term (self, &terms, k);
      is_list = terms.n >= 2;
      if (!is_list && i >= 2 && is_total (self, i))
        {
          terms = (Terms) { 0 };
          for (guint k = i; k-- > 0 && terms.n < MOST_TERMS;)
            {
              if (is_total (self, k) && terms.n > 0)
                break;
              if (is_term (self, k, figure->kind))
                add_term (self, &terms, k);
            }
        }
      judge_sum (self, i, &terms);
    }
}

/* --- what is left ------------------------------------------------------------------------------------------------- */

static void
tie_rest (SekProseSentence *self)
{
  static const char *const before[] = {
    " resten ", " resterende ", " resterande ", " gjenstår ", " gjenstående ", " står igjen ", " attståande ",
    " igjen er ", " att er ", " de siste ", " dei siste ", NULL,
  };
  static const char *const after[] = {
    " gjenstår ", " står igjen ", " er igjen ", " blir igjen ", " står att ", " er att ", " igjen ", " blir att ", NULL,
  };
  static const char *const whole_words[] = {
    " av ", " ramme", " fordel", " til sammen ", " til saman ", " i alt ", " totalt ", " samlet ", " samla ", " fond",
    " tilskudd", " tilskot", " bevilg", " løyv", NULL,
  };
  static const char *const of_time[] = { " resten av året ", " resten av perioden ", NULL };
  static const char *const parted[] = { " herav ", " hvorav ", " derav ", " av dette ", " fordel", NULL };

  for (guint i = 1; i < self->figures->len; i++)
    {
      const SekProseFigure *rest = _sek_prose_figure_at (self, i);
      guint whole = G_MAXUINT, n = 0;
      gint64 most = 0;
      Terms terms = { 0 };
      g_autofree char *source = NULL;

      if (!is_amount (rest) || !is_term (self, i, rest->kind) || !is_untied (self, i)
          || !(is_said_before (self, i, before) || is_said_after (self, i, after)) || is_said_before (self, i, of_time))
        continue;
      for (guint k = 0; k < i; k++)
        if (is_term (self, k, rest->kind) && _sek_prose_figure_at (self, k)->value > most)
          {
            whole = k;
            most = _sek_prose_figure_at (self, k)->value;
          }
      if (whole == G_MAXUINT || is_total (self, i)
          || !(is_said_before (self, whole, whole_words) || is_said_before (self, whole + 1, parted)))
        continue;
      add_term (self, &terms, whole);
      for (guint k = 0; k < i && terms.n < MOST_TERMS; k++)
        if (k != whole && is_term (self, k, rest->kind))
          {
            add_term (self, &terms, k);
            n++;
          }
      terms.sum = 2 * _sek_prose_figure_at (self, whole)->value - terms.sum;
      if (n == 0 || terms.sum <= 0)
        continue;
      source = dup_sum (self, &terms, " − ");
      _sek_prose_judge_within (self, i, terms.sum, terms.slack, source);
    }
}

/* --- two sides ---------------------------------------------------------------------------------------------------- */

/* «Inntektene på a og utgiftene på b gir et underskudd på c», «brukt a mot et budsjett på b, et mindreforbruk på c». */
static void
tie_differences (SekProseSentence *self)
{
  static const char *const outcome[] = {
    " underskudd", " overskudd", " underskot", " overskot", " resultat", " merforbruk", " meirforbruk",
    " mindreforbruk", " avvik ", " avviket ", " innsparing", " besparelse", " overskridelse", NULL,
  };
  static const char *const income[] = { " inntekt", NULL }, *const planned[] = { "budsjett", " ramme", NULL };
  static const char *const expense[] = { "utgift", "kostnad", NULL },
                    *const spent[] = { " forbruk", " brukt ", " bruk ", " regnskap", " rekneskap", "utgift", NULL };

  for (guint i = 2; i < self->figures->len; i++)
    {
      const SekProseFigure *figure = _sek_prose_figure_at (self, i);
      Terms terms = { 0 };
      gboolean is_pair;
      guint a, b;

      if (figure->kind != SEK_QUANTITY_MONEY || !is_untied (self, i) || !is_said_before (self, i, outcome))
        continue;
      for (guint k = 0; k < i && terms.n < 3; k++)
        if (is_term (self, k, SEK_QUANTITY_MONEY))
          add_term (self, &terms, k);
      if (terms.n != 2)
        continue;
      a = terms.at[0];
      b = terms.at[1];
      is_pair = (is_said_before (self, a, income) && is_said_before (self, b, expense))
                || (is_said_before (self, a, expense) && is_said_before (self, b, income))
                || (is_said_before (self, a, planned) && is_said_before (self, b, spent))
                || (is_said_before (self, a, spent) && is_said_before (self, b, planned));
      terms.sum = _sek_prose_figure_at (self, a)->value - _sek_prose_figure_at (self, b)->value;
      if (is_pair && terms.sum != 0)
        {
          g_autofree char *source = dup_sum (self, &terms, " − ");

          _sek_prose_judge_within (self, i, ABS (terms.sum), terms.slack, source);
        }
    }
}

/* --- products ----------------------------------------------------------------------------------------------------- */

static int
count_of_word (const char *word)
{
  static const char *const words[] = {
    "to", "tre", "fire", "fem", "seks", "sju", "syv", "åtte", "ni", "ti", "elleve", "tolv", "tjue", NULL,
  };
  static const int counts[] = { 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 20 };

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (word, words[i]))
      return counts[i];
  return strlen (word) <= 3 && strspn (word, "0123456789") == strlen (word) ? atoi (word) : 0;
}

/* How many of noun (its beginning; NULL: of anything) the words tell; 0 when they tell it not at all or twice. */
static gint64
read_count (const char *folded, const char *noun)
{
  static const char *const others[] = {
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember", "prosent", "kroner", "kr", "mill", "mrd", "tusen", "av", "og", "til", "halvår", "kvartal", "tertial",
    "størst", "dei", "de", "i", "eller", "som",
    NULL,
  };
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  gint64 count = 0;

  for (guint i = 0; words[i] != NULL && words[i + 1] != NULL; i++)
    {
      int n = count_of_word (words[i]);
      const char *next = words[i + 1];

      if (n < 2 || !g_unichar_isalpha (g_utf8_get_char (next)) || g_strv_contains (others, next)
          || g_str_has_prefix (next, "million") || (i > 0 && g_ascii_isdigit (words[i - 1][0]))
          || (noun != NULL && !g_str_has_prefix (next, noun)))
        continue;
      if (count != 0 && count != n)
        return 0;
      count = n;
    }
  return count;
}

/* How many times the figure that is told of each counts; 0 when nothing tells. */
static gint64
count_for (const SekProseSentence *self, guint each)
{
  g_autofree char *lead = _sek_prose_dup_lead (self, each), *after = _sek_prose_dup_after (self, each), *noun = NULL;
  g_auto (GStrv) words = g_strsplit (after, " ", 4);
  gint64 count = 0, other;

  if (_sek_prose_ends_with_any (lead, (const char *const[]) { " à ", " á ", " a ", NULL }))
    {
      const char *last = lead;

      for (const char *p = lead; *p != '\0'; p++)
        if (*p == ' ' && g_ascii_isdigit (p[1]))
          last = p;
      return read_count (last, NULL);
    }
  if (g_strv_length (words) >= 3 && (g_str_equal (words[1], "per") || g_str_equal (words[1], "pr")))
    noun = g_utf8_substring (words[2], 0, MIN (g_utf8_strlen (words[2], -1), 5));
  for (guint i = 0; i < self->figures->len; i++)
    {
      const SekProseFigure *figure = _sek_prose_figure_at (self, i);
      g_autofree char *text = NULL, *unit = NULL;

      if (i == each || (figure->kind != SEK_QUANTITY_PERSONS && figure->kind != SEK_QUANTITY_MEMBERS))
        continue;
      text = g_strndup (self->sentence + figure->start, figure->end - figure->start);
      unit = sek_fact_fold (text);
      if (noun != NULL && strstr (unit, noun) == NULL)
        continue;
      if (count != 0)
        return 0;
      count = figure->value;
    }
  if (count != 0)
    return count;
  other = read_count (self->folded, noun);
  return other;
}

static void
tie_products (SekProseSentence *self)
{
  static const char *const outcome[] = {
    " til sammen ", " til saman ", " tilsammen ", " i alt ", " totalt ", " samlet ", " samla ", " gir ", " gjev ",
    " gir ei ", " blir ", " vert ", " utgjør ", " utgjer ", " kontingent", " betal", " summen ", " altså ", " dvs ",
    " det vil si ", " koster ", " kostar ", " tilsvarer ", " svarer til ", " svarar til ", NULL,
  };
  guint each = G_MAXUINT, total = G_MAXUINT;
  const SekProseFigure *figure;
  g_autofree char *source = NULL, *unit = NULL;
  gint64 count, product;

  for (guint i = 0; i < self->figures->len; i++)
    {
      figure = _sek_prose_figure_at (self, i);
      if (figure->kind != SEK_QUANTITY_MONEY || figure->is_paired)
        continue;
      if (figure->is_rate || is_each (self, i))
        {
          if (each != G_MAXUINT)
            return;
          each = i;
        }
      else if (is_said_before (self, i, outcome) || is_said_after (self, i, total_words))
        {
          if (total != G_MAXUINT)
            return;
          total = i;
        }
    }
  if (each == G_MAXUINT || total == G_MAXUINT || !is_untied (self, total) || is_of_longer_time (self, total))
    return;
  count = count_for (self, each);
  figure = _sek_prose_figure_at (self, each);
  if (count < 2 || figure->value > G_MAXINT64 / 4 / count)
    return;
  product = count * figure->value;
  if (!is_meant (_sek_prose_figure_at (self, total), product))
    return;
  unit = _sek_prose_format (figure->kind, figure->value, figure->is_rate);
  source = g_strdup_printf ("%" G_GINT64_FORMAT " × %s", count, unit);
  _sek_prose_judge_within (self, total, product, count * figure->slack + 50, source);
}

/* --- shares ------------------------------------------------------------------------------------------------------- */

/* «Av tilskuddet på a er b, eller 60 prosent, utbetalt»; «b, 60 prosent av tilskuddet på a». */
static void
tie_parts (SekProseSentence *self)
{
  static const char *const joints[] = {
    "  ", " eller ", " altså ", " dvs ", " det vil si ", " som er ", " det er ", " som utgjør ", " som utgjer ",
    " tilsvarende ", " tilsvarande ", " som tilsvarer ", " som svarar til ", " noe som er ", NULL,
  };

  for (guint i = 1; i < self->figures->len; i++)
    {
      const SekProseFigure *part = _sek_prose_figure_at (self, i - 1), *whole = NULL;
      g_autofree char *x = NULL, *y = NULL, *source = NULL;
      gboolean joined = g_strv_contains (joints, _sek_prose_get_between (self, i));

      if (_sek_prose_figure_at (self, i)->kind != SEK_QUANTITY_PERCENT || !is_untied (self, i) || !joined
          || !is_amount (part) || !is_term (self, i - 1, part->kind))
        continue;
      if (i >= 2 && is_term (self, i - 2, part->kind))
        {
          const char *to_whole = _sek_prose_get_between (self, i - 2), *lead = _sek_prose_get_between (self, i - 1);

          if (strstr (to_whole, " av ") != NULL && g_str_has_suffix (to_whole, " på ")
              && strstr (lead, " av ") == NULL)
            whole = _sek_prose_figure_at (self, i - 2);
        }
      if (whole == NULL && i + 1 < self->figures->len && is_term (self, i + 1, part->kind))
        {
          const char *to_whole = _sek_prose_get_between (self, i + 1);

          if (g_str_has_prefix (to_whole, " av ") && g_str_has_suffix (to_whole, " på ") && strlen (to_whole) < 60)
            whole = _sek_prose_figure_at (self, i + 1);
        }
      if (whole == NULL || whole->value < part->value || whole->value == 0)
        continue;
      x = _sek_prose_format (part->kind, part->value, FALSE);
      y = _sek_prose_format (whole->kind, whole->value, FALSE);
      source = g_strdup_printf ("%s av %s", x, y);
      _sek_prose_judge_within (self, i, sek_fact_percent_of (part->value, whole->value),
                               sek_fact_percent_of (part->slack + (gint64) ((double) whole->slack * (double) part->value
                                                                            / (double) whole->value),
                                                    whole->value),
                               source);
    }
}

/* «Halvparten av rammen på a, b, går til …». */
static void
tie_fractions (SekProseSentence *self)
{
  for (guint i = 0; i + 2 < self->figures->len; i++)
    {
      const SekProseFigure *ratio = _sek_prose_figure_at (self, i), *whole = _sek_prose_figure_at (self, i + 1);
      const char *of = _sek_prose_get_between (self, i + 1);
      g_autofree char *value = NULL, *share = NULL, *source = NULL;
      gint64 expected;

      if (ratio->kind != SEK_QUANTITY_RATIO || !is_amount (whole) || !is_term (self, i + 1, whole->kind)
          || !is_term (self, i + 2, whole->kind) || !is_untied (self, i + 2) || !g_str_has_prefix (of, " av ")
          || !g_str_has_suffix (of, " på ") || !g_str_equal (_sek_prose_get_between (self, i + 2), "  "))
        continue;
      expected = (gint64) ((double) whole->value * (double) ratio->value / 100000);
      value = _sek_prose_format (whole->kind, whole->value, FALSE);
      share = _sek_prose_format (SEK_QUANTITY_PERCENT, ratio->value, FALSE);
      source = g_strdup_printf ("%s av %s", share, value);
      _sek_prose_judge_within (self, i + 2, expected, expected / 100, source);
    }
}

/* «Utgiftene ble a, b mer enn budsjettet på c», «a, opp b fra c i fjor». */
static void
tie_comparisons (SekProseSentence *self)
{
  static const char *const than[] = {
    " mer enn ", " meir enn ", " mindre enn ", " lavere enn ", " lågare enn ", " høyere enn ", " høgare enn ", NULL,
  };
  static const char *const from[] = { " fra ", " frå ", NULL };
  static const char *const changes[] = {
    " opp ", " ned ", " en økning på ", " ein auke på ", " en reduksjon på ", " ein reduksjon på ", " en nedgang på ",
    " ein nedgang på ", " en vekst på ", " ein vekst på ", NULL,
  };
  static const char *const joints[] = { "  ", " som er ", " altså ", " det er ", " dvs ", " det vil si ", NULL };

  for (guint i = 0; i + 2 < self->figures->len; i++)
    {
      const SekProseFigure *figure = _sek_prose_figure_at (self, i);
      gboolean is_budget, is_change;
      Terms terms = { 0 };
      g_autofree char *source = NULL;

      if (!is_amount (figure) || !is_term (self, i, figure->kind) || !is_term (self, i + 1, figure->kind)
          || !is_term (self, i + 2, figure->kind) || !is_untied (self, i + 1))
        continue;
      is_budget = is_said_after (self, i + 1, than) && g_strv_contains (joints, _sek_prose_get_between (self, i + 1))
                  && g_str_has_suffix (_sek_prose_get_between (self, i + 2), " på ");
      is_change = g_strv_contains (changes, _sek_prose_get_between (self, i + 1))
                  && g_strv_contains (from, _sek_prose_get_between (self, i + 2));
      if (!is_budget && !is_change)
        continue;
      add_term (self, &terms, i);
      add_term (self, &terms, i + 2);
      source = dup_sum (self, &terms, " − ");
      terms.sum = ABS (figure->value - _sek_prose_figure_at (self, i + 2)->value);
      if (terms.sum > 0)
        _sek_prose_judge_within (self, i + 1, terms.sum, terms.slack, source);
    }
}

void
_sek_prose_tie_sums (SekProseSentence *self)
{
  tie_products (self);
  tie_sums (self);
  tie_rest (self);
  tie_differences (self);
  tie_parts (self);
  tie_fractions (self);
  tie_comparisons (self);
}
