/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <math.h>

/* Which columns follow from others, in the order in which they are looked for: what is called a percentage or a rate,
 * changes whose direction turns between income and expenses (which are found here), what adds up, and what else does
 * not. */

#define ENOUGH 6.0
#define TURN 6.0       /* bits that a turn of direction costs where a section begins or ends */
#define TURN_WITHIN 16.0
#define MOST_APART 16  /* columns between a difference and its figures */

typedef struct
{
  Term     terms[2];
  double   bits;
  guint    n_holds;
  guint    n_places;
  guint    n_witnesses;
  gboolean turns;
} Candidate;

static gboolean
is_amount (const Table *table, guint c)
{
  return table->columns[c].kind == COLUMN_AMOUNT;
}

/* A row's agreement with target = Σ terms (times −1 when turned): bits, or NAN when it tells nothing. */
static double
weigh_row (const Table *table, guint row, guint target, const Term *terms, guint n, int turned, gboolean *holds,
           gboolean *tells)
{
  const Column *column = &table->columns[target];
  gint64 sum = 0, size, tolerance, value = table->values[at (table, row, target)] * turned;
  gint64 units = table->units[at (table, row, target)];
  guint n_given = 0, n_figures = 0;
  double weight;

  if (!table->given[at (table, row, target)])
    return NAN;
  size = ABS (value);
  for (guint i = 0; i < n; i++)
    {
      gsize cell = at (table, row, terms[i].place);

      sum += terms[i].sign * table->values[cell];
      n_given += table->given[cell];
      n_figures += table->values[cell] != 0;
      size = MAX (size, ABS (table->values[cell]));
      units += table->units[cell];
    }
  if (n_given == 0 || size == 0)
    return NAN;
  tolerance = _sek_audit_tolerance (NULL, n_given, units);
  *holds = ABS (sum - value) <= tolerance;
  /* Two figures alone only say that one column repeats another. */
  *tells = n_figures + (value != 0) > 2;
  weight = *holds ? _sek_audit_weigh (size, sum == value ? 0 : tolerance, column->grain) : -SEK_AUDIT_MISS;
  return *tells ? weight : weight / 4;
}

/* Whether a course of directions has whole sections of either: a single row that goes against the others is a wrong
 * sign. */
static gboolean
is_turning (const Table *table, guint target, const Candidate *candidate, const gint8 *signs)
{
  guint run = 0, longest[2] = { 0, 0 };
  int before = 0;

  if (table->columns[target].named && !table->columns[target].change_word)
    return FALSE;
  for (guint row = table->first; row < table->n_rows; row++)
    {
      gboolean holds = FALSE, tells = FALSE, other;

      if (table->rows[row].kind < ROW_ITEM)
        continue;
      if (signs[row] != before)
        run = 0;
      before = signs[row];
      /* A change of nothing has no direction. */
      other = table->values[at (table, row, target)] == 0;
      if (!isnan (weigh_row (table, row, target, candidate->terms, 2, signs[row], &holds, &tells)) && holds
          && tells && !other)
        run++;
      longest[signs[row] < 0] = MAX (longest[signs[row] < 0], run);
    }
  return MIN (longest[0], longest[1]) >= 3;
}

/* The best course of directions down the rows of a difference; signs gets ±1 a row. */
static void
explain_turning (const Table *table, guint target, Candidate *candidate, gint8 *signs)
{
  double forth = 0, back = -TURN;
  g_autofree guint8 *from_forth = g_new0 (guint8, table->n_rows + 1), *from_back = g_new0 (guint8, table->n_rows + 1);
  int state;

  for (guint row = table->first; row < table->n_rows; row++)
    {
      gboolean holds, tells;
      gboolean edge = row == table->first || table->rows[row].after_break
                      || (table->rows[row - 1].hints & HINT_TOTAL) != 0;
      double a = 0, b = 0, stay, turn = edge ? TURN : TURN_WITHIN;

      if (table->rows[row].kind >= ROW_ITEM)
        {
          a = weigh_row (table, row, target, candidate->terms, 2, 1, &holds, &tells);
          b = weigh_row (table, row, target, candidate->terms, 2, -1, &holds, &tells);
          a = isnan (a) ? 0 : a;
          b = isnan (b) ? 0 : b;
        }
      /* from_x: where the best way into this state came from, 1 is the other one. */
      stay = forth;
      from_forth[row] = back - turn > forth;
      from_back[row] = stay - turn > back;
      forth = MAX (forth, back - turn) + a;
      back = MAX (back, stay - turn) + b;
    }
  state = forth >= back ? 1 : -1;
  for (guint row = table->n_rows; row-- > table->first;)
    {
      signs[row] = (gint8) state;
      if (state == 1 ? from_forth[row] : from_back[row])
        state = -state;
    }
  candidate->bits = MAX (forth, back);
  candidate->turns = is_turning (table, target, candidate, signs);
  if (!candidate->turns)
    return;
  candidate->n_holds = candidate->n_places = 0;
  for (guint row = table->first; row < table->n_rows; row++)
    {
      gboolean holds = FALSE, tells = FALSE;

      if (table->rows[row].kind < ROW_ITEM
          || isnan (weigh_row (table, row, target, candidate->terms, 2, signs[row], &holds, &tells)))
        continue;
      candidate->n_places++;
      candidate->n_holds += holds;
    }
}

/* What the rows tell where a difference holds in its course of directions, less what fails. */
static double
count_witnesses (const Table *table, guint target, const Candidate *candidate, const gint8 *signs, guint *n_telling)
{
  Witnesses witnesses;
  double bits = 0;

  _sek_audit_witnesses_init (&witnesses, 3, TRUE);
  for (guint row = table->first; row < table->n_rows; row++)
    {
      gboolean holds, tells;
      gint64 *parts, rest = 0;
      guint n_given = 0;

      if (table->rows[row].kind < ROW_ITEM
          || isnan (weigh_row (table, row, target, candidate->terms, 2, signs[row], &holds, &tells)))
        continue;
      if (!holds)
        {
          bits -= tells ? SEK_AUDIT_MISS : SEK_AUDIT_MISS / 2;
          continue;
        }
      parts = _sek_audit_witnesses_add (&witnesses);
      rest = parts[0] = -signs[row] * table->values[at (table, row, target)];
      for (guint i = 0; i < G_N_ELEMENTS (candidate->terms); i++)
        {
          gsize cell = at (table, row, candidate->terms[i].place);

          rest += parts[i + 1] = candidate->terms[i].sign * table->values[cell];
          n_given += table->given[cell];
        }
      bits += _sek_audit_witnesses_weigh (
          &witnesses, rest == 0 ? 0 : table->columns[target].unit * MAX ((n_given + 1) / 2, 1),
          table->columns[target].grain);
    }
  *n_telling = witnesses.n_telling;
  _sek_audit_witnesses_clear (&witnesses);
  return bits;
}

/* The differences whose direction turns down the table, between income and expenses. */
static void
try_turning (const Table *table, guint target, Candidate *best, gint8 **signs)
{
  g_autofree gint8 *course = g_new0 (gint8, table->n_rows + 1);

  for (guint a = 0; a < table->n_columns; a++)
    for (guint b = 0; b < table->n_columns && !g_cancellable_is_cancelled (table->cancellable); b++)
      {
        Candidate candidate = { .terms = { { a, 1 }, { b, -1 } } };
        guint apart = MAX (MAX (a, b), target) - MIN (MIN (a, b), target);
        double cost = 2 + 0.1 * apart - (table->columns[target].change_word ? 4 : 0);

        if (a == b || a == target || b == target || !is_amount (table, a) || !is_amount (table, b)
            || apart > MOST_APART)
          continue;
        explain_turning (table, target, &candidate, course);
        if (!candidate.turns || candidate.bits - cost <= MAX (best->bits, 0)
            || candidate.n_holds * 5 < candidate.n_places * 3)
          continue;
        candidate.bits = count_witnesses (table, target, &candidate, course, &candidate.n_witnesses) - cost;
        if (candidate.bits <= best->bits)
          continue;
        *best = candidate;
        g_free (*signs);
        *signs = g_memdup2 (course, table->n_rows + 1);
      }
}

/* --- choosing ---------------------------------------------------------------------------------------------------- */

static void
keep (Table *table, guint target, const Candidate *candidate, gint8 *signs)
{
  Rule rule = { .kind = SEK_AUDIT_CHANGE,
                .is_column = TRUE,
                .target = target,
                .bits = candidate->bits,
                .n_holds = candidate->n_holds,
                .n_places = candidate->n_places,
                .n_witnesses = candidate->n_witnesses,
                .terms = g_array_new (FALSE, FALSE, sizeof (Term)) };

  g_array_append_vals (rule.terms, candidate->terms, G_N_ELEMENTS (candidate->terms));
  table->columns[target].signs = signs;
  table->columns[target].loose = G_N_ELEMENTS (candidate->terms);
  g_array_append_val (table->rules, rule);
}

void
_sek_audit_find_column_rules (Table *table)
{
  if (table->n_columns > SEK_AUDIT_MOST_COLUMNS)
    return;
  _sek_audit_find_shapes (table, TRUE);
  for (guint c = 0; c < table->n_columns; c++)
    {
      Candidate best = { .bits = -1000 };
      gint8 *signs = NULL;

      if (is_amount (table, c) && (table->columns[c].change_word || !table->columns[c].named))
        try_turning (table, c, &best, &signs);
      if (best.bits > ENOUGH)
        keep (table, c, &best, signs);
      else
        g_free (signs);
    }
  _sek_audit_search (table, TRUE, FALSE);
  _sek_audit_search (table, TRUE, TRUE);
  _sek_audit_find_shapes (table, FALSE);
}
