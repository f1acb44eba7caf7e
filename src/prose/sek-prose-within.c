/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose-private.h"

#include <math.h>
#include <string.h>

/* Figures held against the others of their sentence: «fra kr 2,70 til kr 2,80, en økning på 3,7 prosent», «150 000 av
 * 600 000 kroner, 25 prosent». */

/* The last figure, counted from pair's end, that is said of a pair: up to the next «fra». */
static guint
end_of_pair (const SekProseSentence *self, guint b)
{
  guint i = b + 1;

  while (i < self->figures->len && _sek_prose_pair_of (self, i) == G_MAXUINT)
    i++;
  return i;
}

/* Whether what leads to the figure with a pair is said of the pair: it is a change, or nothing but joints stand
 * between; and of nothing else that changed. */
static gboolean
is_of_pair (const SekProseSentence *self, guint i, gboolean is_after, int direction)
{
  static const char *const joints[] = {
    "",       "eller",  "altså",  "dvs",  "d",    "v",     "s",      "det",   "vil",     "si",     "er",        "en",
    "ei",     "ein",    "på",     "med",  "som",  "og",    "noe",    "noko",  "hele",    "heile",  "tilsvarer", "gir",
    "svarer", "svarar", "utgjør", "blir", "vert", "dette", "ca",     "om",    "lag",     "knapt",  "utgjer",    "til",
    "drøyt",  "vel",    "nesten", "over", "opp",  "ned",   "per",    "pr",    "i",       "fjor",   "året",      "før",
    "innbygger", "innbyggjar", "kroner", "kr", "bare", "berre", "omtrent", "rundt", "nær", "å", "minst", NULL,
  };
  static const char *const change[] = {
    " økning", " øke", " økt", " økes ", " auke", " auka", " reduksjon", " reduser", " vekst", " nedgang", " endring",
    " hev", " vokst", NULL,
  };
  static const char *const others[] = {
    " mens ", " medan ", " mot ", " pris", " konsumpris", " rente", " lønnsvekst", " inflasjon", " deflator", NULL,
  };
  const char *between = _sek_prose_get_between (self, i);
  g_autofree char *after = _sek_prose_dup_after (self, i);
  g_auto (GStrv) words = NULL;

  /* A share of something. */
  if (direction == 0 && g_str_has_prefix (after, " av "))
    return FALSE;
  if (!is_after)
    return TRUE;
  if (_sek_prose_has_any (between, others))
    return FALSE;
  if (direction != 0 || _sek_prose_has_any (between, change))
    return TRUE;
  words = g_strsplit (between, " ", -1);
  for (guint k = 0; words[k] != NULL; k++)
    if (!g_strv_contains (joints, words[k]) && !g_ascii_isdigit (words[k][0]))
      return FALSE;
  return TRUE;
}

/* «mer enn doblet», «nesten halvert», «tredoblet». */
static void
judge_multiple (SekProseSentence *self, guint a, guint b)
{
  static const struct { const char *stem; double factor; } multiples[] = {
    { " doblet ", 2 }, { " dobles ", 2 }, { " dobling", 2 }, { " fordobl", 2 }, { " dobbelt ", 2 }, { " dobla ", 2 },
    { " doblar ", 2 }, { " tredobl", 3 }, { " tredobbelt", 3 }, { " firedobl", 4 }, { " halver", 0.5 },
    { " halvparten ", 0.5 },
  };
  static const char *const beyond[] = { " mer enn", " meir enn", " over", " godt over", NULL },
                    *const clauses[] = { " og ", " mens ", " medan ", " men ", NULL },
                    *const nearly[] = { " nesten", " nær", " nærmest", " bortimot", " om lag", " tilnærmet", NULL };
  const SekProseFigure *x = _sek_prose_figure_at (self, a), *y = _sek_prose_figure_at (self, b);
  SekProseFinding *finding = _sek_prose_finding_at (self, b);
  double ratio = (double) y->value / (double) x->value, factor = 0, low, high;
  g_autofree char *base = _sek_prose_format (x->kind, x->value, TRUE), *lead = NULL, *before = NULL, *after = NULL;

  before = _sek_prose_dup_lead (self, MIN (a, b));
  after = _sek_prose_dup_after (self, MAX (a, b));
  for (guint i = 0; i < G_N_ELEMENTS (multiples) && factor == 0; i++)
    {
      const char *at = strstr (before, multiples[i].stem);
      const char *text = at != NULL ? before : after;

      at = at != NULL ? at : strstr (after, multiples[i].stem);
      if (at == NULL || (g_str_has_prefix (at, " halvparten ") && strstr (text, " til halvparten ") == NULL))
        continue;
      lead = g_strndup (text, (gsize) (at - text));
      /* In another clause it is of something else. */
      if (_sek_prose_has_any (text == before ? at : lead, clauses))
        return;
      factor = multiples[i].factor;
    }
  if (factor == 0)
    return;
  low = factor * 0.95;
  high = factor * 1.05;
  if (_sek_prose_ends_with_any (lead, beyond))
    {
      low = factor > 1 ? factor * 0.9999 : 0;
      high = factor > 1 ? factor + 1 : factor;
    }
  else if (_sek_prose_ends_with_any (lead, nearly))
    {
      low = factor > 1 ? factor * 0.85 : factor * 0.95;
      high = factor > 1 ? factor * 1.05 : factor * 1.15;
    }
  finding->verdict = ratio >= low && ratio <= high ? SEK_PROSE_OK : SEK_PROSE_WRONG;
  g_free (finding->expected);
  g_free (finding->source);
  finding->expected = _sek_prose_format (x->kind, factor < 1 ? x->value / 2 : (gint64) factor * x->value, TRUE);
  finding->source = factor < 1    ? g_strdup_printf ("halvparten av %s", base)
                    : factor == 2 ? g_strdup_printf ("det dobbelte av %s", base)
                                  : g_strdup_printf ("%d × %s", (int) factor, base);
}

/* Whether an amount is told of another one that stands between it and the end of a pair. */
static gboolean
is_of_figure_between (const SekProseSentence *self, guint i, guint end)
{
  return i > end + 1 && _sek_prose_figure_at (self, i - 1)->kind == _sek_prose_figure_at (self, end)->kind
         && _sek_prose_figure_at (self, i)->kind == _sek_prose_figure_at (self, end)->kind
         && _sek_prose_finding_at (self, i - 1)->verdict == SEK_PROSE_UNTIED;
}

static void
judge_pair (SekProseSentence *self, guint a, guint b, guint from, guint until)
{
  static const char *const by[] = { " på ", " med ", " på kr ", " med kr ", " opp ", " ned ", NULL };
  const SekProseFigure *x = _sek_prose_figure_at (self, a), *y = _sek_prose_figure_at (self, b);
  gint64 change = y->value - x->value;
  g_autofree char *low = _sek_prose_format (x->kind, x->value, TRUE),
                  *high = _sek_prose_format (y->kind, y->value, TRUE);
  g_autofree char *source = g_strdup_printf ("fra %s til %s", low, high);
  guint n_percents = 0;

  for (guint i = from; i < until; i++)
    n_percents += i != a && i != b && _sek_prose_figure_at (self, i)->kind == SEK_QUANTITY_PERCENT;
  for (guint i = from; i < until; i++)
    {
      const SekProseFigure *figure = _sek_prose_figure_at (self, i);
      g_autofree char *lead = NULL;
      int direction;

      if (i == a || i == b || is_of_figure_between (self, i, MAX (a, b)))
        continue;
      lead = _sek_prose_dup_lead (self, i);
      direction = _sek_prose_direction (lead);
      if (figure->kind == SEK_QUANTITY_PERCENT && !is_of_pair (self, i, i > MAX (a, b), direction))
        continue;
      if ((figure->kind == SEK_QUANTITY_PERCENT && n_percents == 1 && x->kind != SEK_QUANTITY_PERCENT)
          || (figure->kind == SEK_QUANTITY_RATIO && direction != 0))
        _sek_prose_judge (self, i, sek_fact_percent_of (change, x->value), direction, source);
      else if (figure->kind == SEK_QUANTITY_RATIO && strstr (lead, " til ") != NULL)
        _sek_prose_judge (self, i, sek_fact_percent_of (y->value, x->value), 0, source);
      else if (figure->kind == SEK_QUANTITY_POINTS && x->kind == SEK_QUANTITY_PERCENT)
        _sek_prose_judge (self, i, change, direction, source);
      else if (figure->kind == x->kind && !figure->is_part && (direction != 0 || _sek_prose_ends_with_any (lead, by)))
        _sek_prose_judge (self, i, change, direction, source);
    }
  judge_multiple (self, a, b);
}

/* «fra a til b og videre til c»: what is said of it may be of either step. */
static gboolean
has_more_steps (const SekProseSentence *self, guint b)
{
  g_autofree char *lead = NULL;

  if (b + 1 >= self->figures->len || _sek_prose_figure_at (self, b + 1)->kind != _sek_prose_figure_at (self, b)->kind)
    return FALSE;
  lead = _sek_prose_dup_lead (self, b + 1);
  return _sek_prose_ends_with_any (lead, (const char *const[]) { " videre til ", " vidare til ", " og til ", NULL });
}

/* The two ends of a change at i and i + 1: «fra a til b», «til b fra a», «b, mot a i fjor». */
static gboolean
find_pair (const SekProseSentence *self, guint i, guint *a, guint *b)
{
  g_autofree char *lead = NULL, *next = NULL;

  *a = i;
  *b = i + 1;
  if (_sek_prose_pair_of (self, i) != G_MAXUINT)
    return TRUE;
  if (i + 1 >= self->figures->len || _sek_prose_figure_at (self, i)->kind != _sek_prose_figure_at (self, i + 1)->kind
      || _sek_prose_figure_at (self, i)->is_rate != _sek_prose_figure_at (self, i + 1)->is_rate)
    return FALSE;
  lead = _sek_prose_dup_lead (self, i);
  next = _sek_prose_dup_lead (self, i + 1);
  *a = i + 1;
  *b = i;
  return g_str_has_suffix (next, " mot ")
         || (g_str_has_suffix (lead, " til ")
             && _sek_prose_ends_with_any (next, (const char *const[]) { " fra ", " frå ", NULL }));
}

static void
tie_pairs (SekProseSentence *self)
{
  guint from = 0;

  for (guint a = 0; a + 1 < self->figures->len; a++)
    {
      guint base, new, until;

      if (!find_pair (self, a, &base, &new))
        continue;
      until = end_of_pair (self, a + 1);
      g_array_index (self->figures, SekProseFigure, a).is_paired = TRUE;
      g_array_index (self->figures, SekProseFigure, a + 1).is_paired = TRUE;
      if (_sek_prose_figure_at (self, base)->value != 0 && !has_more_steps (self, a + 1))
        judge_pair (self, base, new, from, until);
      /* What stands between two pairs is said of the first. */
      from = until;
      a++;
    }
}

/* «1 990 000 av 9 280 000 kroner, 21,4 prosent». */
static void
tie_shares (SekProseSentence *self)
{
  static const char *const words[] = {
    " av ", " av totalt ", " av i alt ", " av til sammen ", " av dei ", " av de ", NULL,
  };

  for (guint i = 0; i + 1 < self->figures->len; i++)
    {
      const SekProseFigure *part = _sek_prose_figure_at (self, i), *whole = _sek_prose_figure_at (self, i + 1);
      g_autofree char *between = NULL, *folded = NULL, *x = NULL, *y = NULL, *source = NULL;

      if (part->kind != whole->kind || part->kind == SEK_QUANTITY_PERCENT || part->kind == SEK_QUANTITY_RATIO
          || whole->value == 0 || whole->start < part->end)
        continue;
      between = g_strndup (self->sentence + part->end, whole->start - part->end);
      folded = sek_fact_fold (between);
      if (!g_strv_contains (words, folded)
          && !(g_str_has_prefix (folded, " av ") && g_str_has_suffix (folded, " på ") && strlen (folded) < 60))
        continue;
      x = _sek_prose_format (part->kind, part->value, FALSE);
      y = _sek_prose_format (whole->kind, whole->value, FALSE);
      source = g_strdup_printf ("%s av %s", x, y);
      for (guint k = 0; k < self->figures->len; k++)
        if ((_sek_prose_figure_at (self, k)->kind == SEK_QUANTITY_PERCENT
             || _sek_prose_figure_at (self, k)->kind == SEK_QUANTITY_RATIO)
            && _sek_prose_finding_at (self, k)->verdict == SEK_PROSE_UNTIED)
          _sek_prose_judge (self, k, sek_fact_percent_of (part->value, whole->value), 0, source);
    }
}

void
_sek_prose_tie_within (SekProseSentence *self)
{
  tie_pairs (self);
  tie_shares (self);
  _sek_prose_tie_sums (self);
}
