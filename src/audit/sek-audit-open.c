/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <math.h>

/* What a row can be of the rows that stand open above it, and how well that explains it: see -rows. */

#define MOST_OPEN 6000  /* rows that a sum can reach over */
#define MOST_TURNED 64  /* … when some are taken away */
#define MOST_BELOW 200  /* … below it */
#define MOST_SIGNED 9   /* … when their signs follow no pattern */
#define FIRST 3         /* columns */
#define GLANCE 10       /* work that a candidate is, and again where it holds */
#define CALLED SEK_AUDIT_CALLED

guint
_sek_audit_open_at (const RowSearch *search, guint from_last)
{
  return g_array_index (search->open, guint, search->open->len - 1 - from_last);
}

gboolean
_sek_audit_has_leaf (const RowSearch *search, guint from_last)
{
  return search->table->rows[_sek_audit_open_at (search, from_last)].rule < 0;
}

/* A change is no witness: where its columns add up it does, and where one does not, neither does it. */
static gboolean
is_computed (const RowSearch *search, guint i)
{
  return search->table->columns[search->columns[i]].loose > 0 && search->n_own > 0;
}

/* How many open rows a row that adds up would naturally take: the lines since the last total or heading; or, when
 * there are none, the totals. */
guint
_sek_audit_natural_lengths (const RowSearch *search, guint lengths[3])
{
  guint n = 0, len = MIN (search->open->len, MOST_OPEN), count = 0;

  while (n < len && _sek_audit_has_leaf (search, n))
    {
      n++;
      if (search->table->rows[_sek_audit_open_at (search, n - 1)].after_break && count == 0 && n > 1)
        lengths[count++] = n;
    }
  if (n > 0 && (count == 0 || lengths[0] != n))
    lengths[count++] = n;
  if (search->open->len <= MOST_OPEN)
    lengths[count++] = search->open->len;
  return count;
}

static double
cost_of (const RowSearch *search, guint row, guint n, guint64 signs)
{
  guint hints = search->table->rows[row].hints;
  double cost = log2 (1 + n);
  gboolean natural = FALSE;
  guint turns = 0;

  for (guint i = 0; i < search->n_natural; i++)
    natural = natural || search->natural[i] == n;
  cost += natural ? -1.5 : 2;
  /* The word speaks for a sum, and not for one in which a line here and there is taken away. */
  for (guint i = 1; i < n; i++)
    turns += ((signs >> i) & 1) != ((signs >> (i - 1)) & 1);
  if ((hints & HINT_TOTAL) != 0)
    cost -= turns == 0 || n == 2 ? 5 : 0;
  else if ((hints & (HINT_RESULT | HINT_CLOSING)) != 0)
    cost -= 3;
  else
    cost += signs != 0 ? 5 : 1;
  if ((hints & HINT_CLOSING) != 0
      && (search->table->rows[_sek_audit_open_at (search, n - 1)].hints & HINT_OPENING) != 0)
    cost -= 3;
  /* Of many rows that nothing calls so one may add up by chance. */
  if ((hints & CALLED) == 0)
    cost += log2 (1 + (search->table->n_rows - search->table->first) / 8.0);
  if (n == 1)
    cost += (hints & CALLED) != 0 ? 3 : 8;
  if (signs == 0)
    return cost;
  if ((signs >> (n - 1)) & 1)
    cost += 1.5; /* the first is taken away */
  if (turns == 0)
    return cost + ((hints & CALLED) != 0 ? 3 : 6);
  if (turns == 1)
    return cost + 1 + log2 (n);
  return cost + 1 + n;
}

/* What a candidate explains; sums holds its right side by column, n_given how many terms are given, largest the
 * greatest of them. */
static double
explain (const RowSearch *search, guint row, const gint64 *sums, const gint64 *others, const guint *n_given,
         const gint64 *units, const gint64 *largest, RowCandidate *candidate)
{
  const Table *table = search->table;
  double bits = 0;

  candidate->n_holds = candidate->n_places = 0;
  for (guint i = 0; i < search->n_columns; i++)
    {
      guint c = search->columns[i];
      gsize cell = at (table, row, c);
      gint64 size, tolerance, difference;

      if (n_given[i] == 0 || !table->given[cell] || is_computed (search, i))
        continue;
      size = MAX (largest[i], ABS (table->values[cell]));
      if (size == 0)
        continue;
      tolerance = _sek_audit_tolerance (&table->columns[c], n_given[i], units[i] + table->units[cell]);
      /* A wrong sum may have been gone on with, or not. */
      difference = MIN (ABS (sums[i] - table->values[cell]), ABS (others[i] - table->values[cell]));
      candidate->n_places++;
      if (difference <= tolerance)
        {
          candidate->n_holds++;
          bits += _sek_audit_weigh (size, difference == 0 ? 0 : tolerance, table->columns[c].grain);
        }
      else
        bits -= SEK_AUDIT_MISS;
      /* Nearly all that is tried holds nowhere, and where the first do not agree the rest need not be looked at. */
      if (candidate->n_holds == 0 && candidate->n_places >= FIRST)
        return bits;
    }
  return bits;
}

/* What the confirmations of a candidate tell that do not follow from each other. */
static double
count_witnesses (const RowSearch *search, guint row, const gint64 *sums, const gint64 *others, const guint *n_given,
                 const gint64 *units, RowCandidate *candidate)
{
  const Table *table = search->table;
  Witnesses witnesses;
  double bits = 0;

  _sek_audit_witnesses_init (&witnesses, candidate->n + 1, FALSE);
  /* A sum of one line that has a figure repeats it. */
  if ((table->rows[row].hints & CALLED) != 0)
    witnesses.most_copies *= 2;
  for (guint i = 0; i < search->n_columns; i++)
    {
      guint c = search->columns[i];
      gsize cell = at (table, row, c);
      gint64 tolerance, difference, *parts;
      gboolean any;

      if (n_given[i] == 0 || !table->given[cell] || is_computed (search, i))
        continue;
      tolerance = _sek_audit_tolerance (&table->columns[c], n_given[i], units[i] + table->units[cell]);
      difference = MIN (ABS (sums[i] - table->values[cell]), ABS (others[i] - table->values[cell]));
      parts = _sek_audit_witnesses_add (&witnesses);
      parts[0] = -table->values[cell];
      any = parts[0] != 0;
      for (guint j = 0; j < candidate->n; j++)
        {
          gint64 value = table->values[at (table, _sek_audit_open_at (search, j), c)];

          parts[j + 1] = (candidate->signs >> MIN (j, 63)) & 1 ? -value : value;
          any = any || value != 0;
        }
      if (difference <= tolerance)
        bits += _sek_audit_witnesses_weigh (&witnesses, difference == 0 ? 0 : tolerance, table->columns[c].grain);
      else
        {
          bits -= any ? SEK_AUDIT_MISS : 0;
          _sek_audit_witnesses_drop (&witnesses);
        }
    }
  candidate->n_witnesses = witnesses.n_telling;
  _sek_audit_witnesses_clear (&witnesses);
  return bits;
}

static void
consider (const RowSearch *search, guint row, guint n, guint64 signs, const gint64 *sums, const gint64 *others,
          const guint *n_given, const gint64 *units,
          const gint64 *largest, RowCandidate *best)
{
  RowCandidate candidate = { .n = n, .signs = signs };
  double cost;

  if (search->table->work <= 0)
    return;
  candidate.bits = explain (search, row, sums, others, n_given, units, largest, &candidate);
  search->table->work -= GLANCE * (1 + candidate.n_holds);
  /* Almost none agrees anywhere: what it would take to say it need not be known. */
  if (candidate.n_holds == 0)
    return;
  cost = cost_of (search, row, n, signs);
  /* Witnesses tell no more than all confirmations together. */
  if (candidate.bits - cost <= MAX (best->bits, 0) || !may_weigh (search->table, search->n_columns, n + 1))
    return;
  candidate.bits = count_witnesses (search, row, sums, others, n_given, units, &candidate) - cost;
  if (candidate.bits > best->bits)
    *best = candidate;
}

/* Every pattern of signs of the last n open rows but all plus, one sign turned at a time. */
static void
try_signs (const RowSearch *search, guint row, guint n, const gint64 *plus, const gint64 *plus_others,
           const guint *n_given, const gint64 *units, const gint64 *largest, RowCandidate *best)
{
  const Table *table = search->table;
  gint64 sums[SEK_AUDIT_MOST_ADDED], others[SEK_AUDIT_MOST_ADDED];
  guint64 signs = 0;

  for (guint i = 0; i < search->n_columns; i++)
    {
      sums[i] = plus[i];
      others[i] = plus_others[i];
    }
  for (guint64 count = 1; count < (G_GUINT64_CONSTANT (1) << n) && table->work > 0; count++)
    {
      guint turned = (guint) g_bit_nth_lsf ((gulong) count, -1);
      int sign;

      signs ^= G_GUINT64_CONSTANT (1) << turned;
      sign = (signs >> turned) & 1 ? -2 : 2;
      for (guint i = 0; i < search->n_columns; i++)
        {
          sums[i] += sign * table->values[at (table, _sek_audit_open_at (search, turned), search->columns[i])];
          others[i] += sign * table->others[at (table, _sek_audit_open_at (search, turned), search->columns[i])];
        }
      consider (search, row, n, signs, sums, others, n_given, units, largest, best);
    }
}

static guint64
low_bits (guint n)
{
  return n >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << n) - 1;
}

/* One turn: the first rows plus and the last minus, or the other way. */
static void
try_turns (const RowSearch *search, guint row, guint n, const gint64 *plus, const gint64 *plus_others,
           const guint *n_given, const gint64 *units, const gint64 *largest, RowCandidate *best)
{
  const Table *table = search->table;
  gint64 sums[SEK_AUDIT_MOST_ADDED], others[SEK_AUDIT_MOST_ADDED];
  gint64 back[SEK_AUDIT_MOST_ADDED], back_others[SEK_AUDIT_MOST_ADDED];

  for (guint i = 0; i < search->n_columns; i++)
    {
      sums[i] = plus[i];
      others[i] = plus_others[i];
    }
  for (guint k = 0; k < n; k++)
    {
      guint64 minus = low_bits (k + 1), all = low_bits (n);

      for (guint i = 0; i < search->n_columns; i++)
        {
          sums[i] -= 2 * table->values[at (table, _sek_audit_open_at (search, k), search->columns[i])];
          others[i] -= 2 * table->others[at (table, _sek_audit_open_at (search, k), search->columns[i])];
          back[i] = -sums[i];
          back_others[i] = -others[i];
        }
      consider (search, row, n, minus, sums, others, n_given, units, largest, best);
      if (k + 1 < n)
        consider (search, row, n, all & ~minus, back, back_others, n_given, units, largest, best);
    }
}

/* The best explanation of a row by the rows that stand open. */
void
_sek_audit_find_best (RowSearch *search, guint row, gboolean only_plus, RowCandidate *best)
{
  const Table *table = search->table;
  gint64 plus[SEK_AUDIT_MOST_ADDED] = { 0 }, others[SEK_AUDIT_MOST_ADDED] = { 0 };
  gint64 largest[SEK_AUDIT_MOST_ADDED] = { 0 };
  guint n_given[SEK_AUDIT_MOST_ADDED] = { 0 };
  gint64 units[SEK_AUDIT_MOST_ADDED] = { 0 };
  guint most = MIN (search->open->len, MOST_OPEN);

  *best = (RowCandidate) { .bits = -1000 };
  /* A total above its lines that nothing calls so has not hundreds of them. */
  if (only_plus && (table->rows[row].hints & CALLED) == 0)
    most = MIN (most, MOST_BELOW);
  search->n_natural = _sek_audit_natural_lengths (search, search->natural);
  for (guint n = 1; n <= most && table->work > 0 && !g_cancellable_is_cancelled (table->cancellable); n++)
    {
      for (guint i = 0; i < search->n_columns; i++)
        {
          gsize cell = at (table, _sek_audit_open_at (search, n - 1), search->columns[i]);

          units[i] += table->units[cell];
          plus[i] += table->values[cell];
          others[i] += table->others[cell];
          n_given[i] += table->given[cell];
          largest[i] = MAX (largest[i], ABS (table->values[cell]));
        }
      consider (search, row, n, 0, plus, others, n_given, units, largest, best);
      if (only_plus || n < 2 || n > MOST_TURNED)
        continue;
      if (n <= MOST_SIGNED)
        try_signs (search, row, n, plus, others, n_given, units, largest, best);
      else
        try_turns (search, row, n, plus, others, n_given, units, largest, best);
    }
}
