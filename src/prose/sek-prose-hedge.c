/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose-private.h"

#include <string.h>

/* How far a right figure may be from what is written.
 *
 * The last digit of a figure that is not 0 is what its writer rounded to: 100 000 in «2,1 millioner», 10 000 in «850
 * 000». Half of it is what rounding does, a whole one what cutting off does. A round figure («2 millioner», «100 000»)
 * has one digit that tells, and half of it would be half of the figure: there a share of the figure itself bounds it,
 * since nobody calls 1,4 million «ca. 1 million».
 *
 *   plain            half of the last printed digit where the figure has decimals, «millioner» or per cent; a whole
 * thousand of kroner may stand for its rounding, as tables do; every other figure is exact ca., om lag      half a
 * digit, at most an eighth of the figure; beyond that up to a whole digit, by 5 % above («ca. 2,1» of 2,15 was cut off)
 * and 3 % below knapt, nesten    below, by less than a digit: an eighth of a round figure, three quarters of the digit
 * of any other vel, drøyt       above, by less than a digit: a sixth of a round figure, since one stretches more
 * upwards over, minst      above, by a digit or a tenth of the figure, whichever is more, at most half of it: true of
 * much, but stale beyond that under, inntil    below, likewise
 *
 * The figure itself is right after «minst», «inntil», «opp mot» and «nær», not after the others. */

static const struct
{
  const char *words;
  SekHedge    hedge;
} hedges[] = {
  { "ca", { SEK_HEDGE_ABOUT, TRUE } },
  { "cirka", { SEK_HEDGE_ABOUT, TRUE } },
  { "om lag", { SEK_HEDGE_ABOUT, TRUE } },
  { "omlag", { SEK_HEDGE_ABOUT, TRUE } },
  { "omtrent", { SEK_HEDGE_ABOUT, TRUE } },
  { "rundt", { SEK_HEDGE_ABOUT, TRUE } },
  { "omkring", { SEK_HEDGE_ABOUT, TRUE } },
  { "kring", { SEK_HEDGE_ABOUT, TRUE } },
  { "anslagsvis", { SEK_HEDGE_ABOUT, TRUE } },
  { "tilnærmet", { SEK_HEDGE_ABOUT, TRUE } },
  { "i størrelsesorden", { SEK_HEDGE_ABOUT, TRUE } },
  { "i storleiksorden", { SEK_HEDGE_ABOUT, TRUE } },
  { "knapt", { SEK_HEDGE_NEARLY, FALSE } },
  { "knappe", { SEK_HEDGE_NEARLY, FALSE } },
  { "snaut", { SEK_HEDGE_NEARLY, FALSE } },
  { "snautt", { SEK_HEDGE_NEARLY, FALSE } },
  { "nesten", { SEK_HEDGE_NEARLY, FALSE } },
  { "i underkant av", { SEK_HEDGE_NEARLY, FALSE } },
  { "litt under", { SEK_HEDGE_NEARLY, FALSE } },
  { "like under", { SEK_HEDGE_NEARLY, FALSE } },
  { "rett under", { SEK_HEDGE_NEARLY, FALSE } },
  { "nær", { SEK_HEDGE_NEARLY, TRUE } },
  { "nær på", { SEK_HEDGE_NEARLY, TRUE } },
  { "nærmere", { SEK_HEDGE_NEARLY, TRUE } },
  { "nærmare", { SEK_HEDGE_NEARLY, TRUE } },
  { "tett på", { SEK_HEDGE_NEARLY, TRUE } },
  { "bortimot", { SEK_HEDGE_NEARLY, TRUE } },
  { "henimot", { SEK_HEDGE_NEARLY, TRUE } },
  { "opp mot", { SEK_HEDGE_NEARLY, TRUE } },
  { "oppimot", { SEK_HEDGE_NEARLY, TRUE } },
  { "vel", { SEK_HEDGE_ABOVE, FALSE } },
  { "drøyt", { SEK_HEDGE_ABOVE, FALSE } },
  { "drøye", { SEK_HEDGE_ABOVE, FALSE } },
  { "drygt", { SEK_HEDGE_ABOVE, FALSE } },
  { "godt og vel", { SEK_HEDGE_ABOVE, FALSE } },
  { "i overkant av", { SEK_HEDGE_ABOVE, FALSE } },
  { "litt over", { SEK_HEDGE_ABOVE, FALSE } },
  { "like over", { SEK_HEDGE_ABOVE, FALSE } },
  { "rett over", { SEK_HEDGE_ABOVE, FALSE } },
  { "over", { SEK_HEDGE_MORE, FALSE } },
  { "godt over", { SEK_HEDGE_MORE, FALSE } },
  { "mer enn", { SEK_HEDGE_MORE, FALSE } },
  { "meir enn", { SEK_HEDGE_MORE, FALSE } },
  { "flere enn", { SEK_HEDGE_MORE, FALSE } },
  { "fleire enn", { SEK_HEDGE_MORE, FALSE } },
  { "minst", { SEK_HEDGE_MORE, TRUE } },
  { "under", { SEK_HEDGE_LESS, FALSE } },
  { "godt under", { SEK_HEDGE_LESS, FALSE } },
  { "mindre enn", { SEK_HEDGE_LESS, FALSE } },
  { "færre enn", { SEK_HEDGE_LESS, FALSE } },
  { "inntil", { SEK_HEDGE_LESS, TRUE } },
  { "opptil", { SEK_HEDGE_LESS, TRUE } },
  { "høyst", { SEK_HEDGE_LESS, TRUE } },
  { "høgst", { SEK_HEDGE_LESS, TRUE } },
  { "maks", { SEK_HEDGE_LESS, TRUE } },
  { "maksimalt", { SEK_HEDGE_LESS, TRUE } },
  { "ikke over", { SEK_HEDGE_LESS, TRUE } },
  { "ikke mer enn", { SEK_HEDGE_LESS, TRUE } },
  { "ikkje meir enn", { SEK_HEDGE_LESS, TRUE } },
};

SekHedge
_sek_prose_read_hedge (const char *sentence, const char *start, const char **before)
{
  SekHedge hedge = { SEK_HEDGE_PLAIN, TRUE };

  *before = start;
  /* The longest: «ikke over» is not «over». */
  for (guint i = 0; i < G_N_ELEMENTS (hedges); i++)
    {
      const char *at;

      if (_sek_prose_ends_with (sentence, start, hedges[i].words, &at) && at < *before)
        {
          *before = at;
          hedge = hedges[i].hedge;
        }
    }
  return hedge;
}

void
_sek_prose_set_bounds (SekProseFigure *figure, SekHedge hedge, gint64 unit, gint64 digit, gboolean is_scaled,
                       gboolean has_decimals)
{
  gboolean per_cent = figure->kind == SEK_QUANTITY_PERCENT || figure->kind == SEK_QUANTITY_POINTS;
  gint64 value = figure->value, past = hedge.or_equal ? 0 : 1, half = 0, less = digit > 1 ? digit - 1 : 1;
  gboolean is_round = digit > unit || (is_scaled && !has_decimals && digit >= value / 10);

  if (figure->kind == SEK_QUANTITY_RATIO)
    half = value / 20;
  else if (per_cent)
    half = unit / 2;
  else if (is_scaled)
    half = is_round ? MIN (unit / 2, value / 8) : unit / 2;
  else if (figure->kind == SEK_QUANTITY_MONEY && digit >= 1000 * 100)
    half = 500 * 100;

  switch (hedge.kind)
    {
    case SEK_HEDGE_ABOUT:
      figure->low = value - MAX (half, MAX (MIN (digit / 2, value / 8), MIN (less, value * 3 / 100)));
      figure->high = value + MAX (half, MAX (MIN (digit / 2, value / 8), MIN (less, value / 20)));
      break;
    case SEK_HEDGE_NEARLY:
      figure->low = value - MAX (past, is_round ? MIN (less, value / 8) : less * 3 / 4);
      figure->high = value - past;
      break;
    case SEK_HEDGE_ABOVE:
      figure->low = value + past;
      figure->high = value + MAX (past, is_round ? MIN (less, value / 6) : less);
      break;
    case SEK_HEDGE_MORE:
      figure->low = value + past;
      figure->high = value + MAX (past, MIN (MAX (less, value / 10), value / 2));
      break;
    case SEK_HEDGE_LESS:
      figure->low = value - MAX (past, MIN (MAX (less, value / 10), value / 2));
      figure->high = value - past;
      break;
    case SEK_HEDGE_PLAIN:
    default:
      figure->low = value - half;
      figure->high = value + half;
      break;
    }
}
