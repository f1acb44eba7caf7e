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

static void
judge_pair (SekProseSentence *self, guint a, guint b, guint from, guint until)
{
  static const char *const by[] = { " på ", " med ", " på kr ", " med kr ", " opp ", " ned ", NULL };
  static const char *const twice[] = {
    " doblet ", " dobles ", " dobling", " fordobl", " dobbelt ", " dobla ", NULL }, *const half[] = { " halver", NULL,
  };
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

      if (i == a || i == b)
        continue;
      lead = _sek_prose_dup_lead (self, i);
      direction = _sek_prose_direction (lead);
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
  if (_sek_prose_has_any (self->folded, twice) || _sek_prose_has_any (self->folded, half))
    {
      double ratio = (double) y->value / (double) x->value;
      SekProseFinding *finding = _sek_prose_finding_at (self, b);
      gboolean doubled = _sek_prose_has_any (self->folded, twice);

      finding->verdict = fabs (ratio - (doubled ? 2 : 0.5)) <= (doubled ? 0.1 : 0.025) ? SEK_PROSE_OK : SEK_PROSE_WRONG;
      g_free (finding->expected);
      g_free (finding->source);
      finding->expected = _sek_prose_format (x->kind, doubled ? 2 * x->value : x->value / 2, TRUE);
      finding->source = g_strdup_printf ("%s %s", doubled ? "det dobbelte av" : "halvparten av", low);
    }
}

static void
tie_pairs (SekProseSentence *self)
{
  guint from = 0;

  for (guint a = 0; a + 1 < self->figures->len; a++)
    {
      guint b = _sek_prose_pair_of (self, a), until;

      if (b == G_MAXUINT)
        continue;
      until = end_of_pair (self, b);
      if (_sek_prose_figure_at (self, a)->value != 0)
        judge_pair (self, a, b, from, until);
      /* What stands between two pairs is said of the first. */
      from = until;
      a = b;
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
      if (!g_strv_contains (words, folded))
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
}
