/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <math.h>

/* What the places tell where a rule holds. That 12 480 = 7 230 + 5 250 is hardly chance; that 2 500 = 2 500, or
 * that it is so in each of four years that are alike, is. */

#define MOST_PAIRED 48  /* parts beyond which the greatest alone is paired */
#define MOST_COMPARED 24 /* places that a place is held against */
#define TELLING 3.0
#define COPY 0.4
#define MOST_COPIES 10.0

void
_sek_audit_witnesses_init (Witnesses *self, guint n_parts, gboolean separate)
{
  *self = (Witnesses) { .n_parts = n_parts,
                        .separate = separate,
                        .most_copies = MOST_COPIES,
                        .parts = g_array_new (FALSE, TRUE, sizeof (gint64)) };
}

void
_sek_audit_witnesses_clear (Witnesses *self)
{
  g_array_unref (self->parts);
}

static gint64 *
place_at (const Witnesses *self, guint place)
{
  return &g_array_index (self->parts, gint64, (gsize) place * self->n_parts);
}

gint64 *
_sek_audit_witnesses_add (Witnesses *self)
{
  self->n_places++;
  g_array_set_size (self->parts, self->n_places * self->n_parts);
  return place_at (self, self->n_places - 1);
}

void
_sek_audit_witnesses_drop (Witnesses *self)
{
  self->n_places--;
  g_array_set_size (self->parts, self->n_places * self->n_parts);
}

/* The part of the other sign that is nearest to one in size; n when there is none. */
static guint
find_nearest (const gint64 *parts, guint n, const guint8 *paired, guint of)
{
  guint best = n;

  for (guint i = 0; i < n; i++)
    if (i != of && !paired[i] && parts[i] != 0 && (parts[i] < 0) != (parts[of] < 0)
        && (best == n || ABS (parts[i] + parts[of]) < ABS (parts[best] + parts[of])))
      best = i;
  return best;
}

/* How great a remainder would be if the parts had nothing to do with each other: from the greatest down each is paired
 * with what nearly cancels it, and the greatest that a pair leaves open, or that has no other, is the scale. */
static gint64
scale_of (const gint64 *parts, guint n)
{
  guint8 paired[MOST_PAIRED] = { 0 };
  gint64 scale = 0, rest = 0;

  if (n > MOST_PAIRED)
    {
      guint first = 0;

      for (guint i = 0; i < n; i++)
        first = ABS (parts[i]) > ABS (parts[first]) ? i : first;
      for (guint i = 0; i < n; i++)
        {
          if (i != first && (parts[i] < 0) != (parts[first] < 0))
            rest = MAX (rest, ABS (parts[i]));
          scale += i != first ? ABS (parts[i]) : 0;
        }
      return MIN (scale - rest, ABS (parts[first]));
    }
  for (;;)
    {
      guint first = n, other;

      for (guint i = 0; i < n; i++)
        if (!paired[i] && parts[i] != 0 && (first == n || ABS (parts[i]) > ABS (parts[first])))
          first = i;
      if (first == n)
        return scale;
      paired[first] = TRUE;
      other = find_nearest (parts, n, paired, first);
      if (other == n)
        {
          scale = MAX (scale, ABS (parts[first]));
          continue;
        }
      paired[other] = TRUE;
      scale = MAX (scale, ABS (parts[first] + parts[other]));
    }
}

/* A figure that stands twice and else nothing: it is repeated, which happens, and tells a part. */
static gboolean
is_copy (const gint64 *parts, guint n)
{
  guint n_figures = 0;

  for (guint i = 0; i < n; i++)
    n_figures += parts[i] != 0;
  return n_figures == 2;
}

static gint64
greatest_of (const gint64 *parts, guint n)
{
  gint64 greatest = 0;

  for (guint i = 0; i < n; i++)
    greatest = MAX (greatest, ABS (parts[i]));
  return greatest;
}

/* left_of_copies: what copies may still tell, of which there is a most. */
static double
weigh_parts (const gint64 *parts, guint n, gint64 tolerance, gint64 grain, double left_of_copies)
{
  if (is_copy (parts, n))
    return MIN (_sek_audit_weigh (greatest_of (parts, n), tolerance, grain) * COPY, MAX (left_of_copies, 0));
  return _sek_audit_weigh (scale_of (parts, n), tolerance, grain);
}

/* Whether a place is the sum or the difference of two others, within the tolerance. */
static gboolean
is_of_two (const Witnesses *self, guint place, guint a, guint b, int sign, gint64 tolerance)
{
  const gint64 *x = place_at (self, place), *y = place_at (self, a), *z = place_at (self, b);

  for (guint i = 0; i < self->n_parts; i++)
    if (ABS (ABS (x[i]) - ABS (y[i] + sign * z[i])) > tolerance)
      return FALSE;
  return TRUE;
}

/* Whether a place is the other a number of times. */
static gboolean
is_multiple (const Witnesses *self, guint place, guint of)
{
  const gint64 *x = place_at (self, place), *y = place_at (self, of);
  guint first = 0;
  double times, rounding;

  while (first < self->n_parts && y[first] == 0)
    first++;
  if (first == self->n_parts)
    return FALSE;
  times = (double) x[first] / (double) y[first];
  rounding = greatest_of (x, self->n_parts) > 1000 ? 1.5 : 0.01;
  for (guint i = 0; i < self->n_parts; i++)
    if (fabs ((double) x[i] - times * (double) y[i]) > rounding)
      return FALSE;
  return TRUE;
}

double
_sek_audit_witnesses_weigh (Witnesses *self, gint64 tolerance, gint64 grain)
{
  guint last = self->n_places - 1, first = last > MOST_COMPARED ? last - MOST_COMPARED : 0;
  const gint64 *parts = place_at (self, last);
  gint64 unit = MAX (tolerance, 1);
  g_autofree gint64 *left = g_new (gint64, self->n_parts);
  double bits = weigh_parts (parts, self->n_parts, tolerance, grain, self->most_copies - self->copies);

  for (guint place = first; place < last && bits > 0; place++)
    {
      const gint64 *other = place_at (self, place);

      if (is_multiple (self, last, place))
        bits = 0;
      for (int sign = -1; sign <= 1 && bits > 0 && !self->separate; sign += 2)
        {
          for (guint i = 0; i < self->n_parts; i++)
            left[i] = parts[i] + sign * other[i];
          bits = MIN (bits, weigh_parts (left, self->n_parts, tolerance, grain, self->most_copies - self->copies));
          for (guint b = place + 1; b < last && last - first <= 12 && bits > 0; b++)
            if (is_of_two (self, last, place, b, sign, unit))
              bits = 0;
        }
    }
  if (is_copy (parts, self->n_parts))
    self->copies += bits;
  self->n_telling += bits > TELLING;
  return bits;
}
