/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <math.h>

/* Which columns follow from others: a change or deviation (of any two columns, in either direction, and where the
 * direction turns between income and expenses also that), a sum of columns beside it, opening and movements, growth or
 * a share in per cent.
 *
 * Weighed as rules of rows are. One relation can be read from each of its columns, F = B + E, B = F − E, E = F − B;
 * which of them is the computed one is what words tell («Endring», «Totalt», «%»), and else the place: the last one was
 * written last. */

#define ENOUGH 6.0
#define TURN 6.0       /* bits that a turn of direction costs where a section begins or ends */
#define TURN_WITHIN 16.0
#define MOST_APART 16  /* columns between a difference and its figures */
#define MOST_SIGNED 5

typedef struct
{
  SekAuditKind kind;
  Shape        shape;
  gboolean     absolute;
  guint        n;
  Term         terms[32];
  double       bits;
  guint        n_holds;
  guint        n_places;
  guint        n_telling;       /* places where more than one figure is there to be reckoned with … */
  guint        n_telling_holds; /* … and it holds */
  gboolean     turns;
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
  guint n_given = 0, n_figures = 0;
  gint64 unit = column->unit;
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
      unit = MAX (unit, table->columns[terms[i].place].unit);
    }
  if (n_given == 0 || size == 0)
    return NAN;
  tolerance = n_given < 2 ? 0 : unit * (n_given / 2);
  *holds = ABS (sum - value) <= tolerance;
  /* Two figures alone only say that one column repeats another. */
  *tells = n_figures + (value != 0) > 2;
  weight = *holds ? _sek_audit_weigh (size, sum == value ? 0 : tolerance, column->grain) : -SEK_AUDIT_MISS;
  return *tells ? weight : weight / 4;
}

static void
explain_linear (const Table *table, guint target, Candidate *candidate)
{
  double bits = 0;

  candidate->n_holds = candidate->n_places = candidate->n_telling = candidate->n_telling_holds = 0;
  for (guint row = table->first; row < table->n_rows; row++)
    {
      gboolean holds, tells;
      double weight;

      if (table->rows[row].kind < ROW_ITEM)
        continue;
      weight = weigh_row (table, row, target, candidate->terms, candidate->n, 1, &holds, &tells);
      if (isnan (weight))
        continue;
      candidate->n_places++;
      candidate->n_holds += holds;
      candidate->n_telling += tells;
      candidate->n_telling_holds += tells && holds;
      bits += weight;
    }
  candidate->bits = bits;
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
      if (!isnan (weigh_row (table, row, target, candidate->terms, candidate->n, signs[row], &holds, &tells)) && holds
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
          a = weigh_row (table, row, target, candidate->terms, candidate->n, 1, &holds, &tells);
          b = weigh_row (table, row, target, candidate->terms, candidate->n, -1, &holds, &tells);
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
    {
      /* One direction, the better one. */
      Candidate other = *candidate;

      other.terms[0].sign = -1;
      other.terms[1].sign = 1;
      explain_linear (table, target, &other);
      explain_linear (table, target, candidate);
      if (other.bits > candidate->bits)
        *candidate = other;
      return;
    }
  candidate->n_holds = candidate->n_places = candidate->n_telling = candidate->n_telling_holds = 0;
  for (guint row = table->first; row < table->n_rows; row++)
    {
      gboolean holds = FALSE, tells = FALSE;

      if (table->rows[row].kind < ROW_ITEM
          || isnan (weigh_row (table, row, target, candidate->terms, candidate->n, signs[row], &holds, &tells)))
        continue;
      candidate->n_places++;
      candidate->n_holds += holds;
      candidate->n_telling += tells;
      candidate->n_telling_holds += tells && holds;
    }
}

static double
prior_of (const Table *table, guint target, SekAuditKind kind)
{
  const Column *column = &table->columns[target];
  double bits = 0;

  if (kind == SEK_AUDIT_CHANGE)
    bits += column->change_word ? 4 : column->named ? -2 : 0;
  if (kind == SEK_AUDIT_COLUMNS)
    bits += column->total_word ? 4 : -1;
  return bits;
}

/* The relation's own orientation: how good a target this column is of it. */
static double
place_bits (const Table *table, guint target, const Candidate *candidate)
{
  gboolean last = TRUE, mixed = FALSE, of_change = FALSE;
  guint apart = 0;

  for (guint i = 0; i < candidate->n; i++)
    {
      apart += MAX (candidate->terms[i].place, target) - MIN (candidate->terms[i].place, target);
      last = last && candidate->terms[i].place < target;
      /* What is called a change or a total is hardly what another column is worked out from. */
      if (table->columns[candidate->terms[i].place].change_word && !table->columns[target].change_word)
        return -6;
      of_change = of_change || table->columns[candidate->terms[i].place].change_word;
      mixed = mixed || candidate->terms[i].sign < 0;
    }
  if (of_change && mixed)
    return -20;
  return (last ? 2 : -2) - 0.1 * apart;
}

static void
take_better (const Table *table, guint target, Candidate *candidate, double cost, Candidate *best)
{
  gboolean called = table->columns[target].change_word || table->columns[target].total_word;
  gboolean told = candidate->n_telling_holds >= (called ? 1 : 2)
                  && candidate->n_telling_holds * 5 >= candidate->n_telling * 3
                  && candidate->n_holds * 5 >= candidate->n_places * 3;

  /* What is called a change and nearly always is one is believed although most of its rows only repeat a figure. */
  told = told || (called && candidate->n_holds >= 4 && candidate->n_holds * 5 >= candidate->n_places * 4);
  candidate->bits += prior_of (table, target, candidate->kind) + place_bits (table, target, candidate) - cost;
  if (told && candidate->bits > best->bits)
    *best = *candidate;
}

static void
try_differences (Table *table, guint target, Candidate *best, gint8 **signs)
{
  g_autofree gint8 *course = g_new0 (gint8, table->n_rows + 1);

  for (guint a = 0; a < table->n_columns; a++)
    for (guint b = 0; b < table->n_columns && !g_cancellable_is_cancelled (table->cancellable); b++)
      {
        Candidate candidate = { .kind = SEK_AUDIT_CHANGE, .n = 2 };
        guint apart = MAX (MAX (a, b), target) - MIN (MIN (a, b), target);
        double before = best->bits;

        if (a == b || a == target || b == target || !is_amount (table, a) || !is_amount (table, b)
            || apart > MOST_APART)
          continue;
        candidate.terms[0] = (Term) { a, 1 };
        candidate.terms[1] = (Term) { b, -1 };
        explain_turning (table, target, &candidate, course);
        take_better (table, target, &candidate, 2, best);
        if (best->bits > before)
          {
            g_clear_pointer (signs, g_free);
            if (best->turns)
              *signs = g_memdup2 (course, table->n_rows + 1);
          }
      }
}

/* Sums of columns beside the target: those before it, with signs when they are few, or those after it. */
static void
try_sums (Table *table, guint target, Candidate *best)
{
  Candidate candidate = { .kind = SEK_AUDIT_COLUMNS };
  guint n = 0;

  for (guint c = target; c-- > 0 && n < G_N_ELEMENTS (candidate.terms);)
    {
      if (table->columns[c].kind == COLUMN_TEXT)
        break;
      if (!is_amount (table, c))
        continue;
      candidate.terms[n++] = (Term) { c, 1 };
      if (n < 2)
        continue;
      for (guint signs = 0;
           signs < (n <= MOST_SIGNED ? 1u << n : 1) && !g_cancellable_is_cancelled (table->cancellable); signs++)
        {
          Candidate other = candidate;

          other.n = n;
          /* Signs with a difference of two are try_differences()'s. */
          if (signs != 0 && n == 2)
            break;
          for (guint i = 0; i < n; i++)
            other.terms[n - 1 - i] = (Term) { candidate.terms[i].place, (signs >> i) & 1 ? -1 : 1 };
          explain_linear (table, target, &other);
          take_better (table, target, &other, signs == 0 ? 2 + log2 (n) : 3 + n, best);
        }
    }
  n = 0;
  for (guint c = target + 1; c < table->n_columns && n < G_N_ELEMENTS (candidate.terms); c++)
    {
      Candidate other;

      if (table->columns[c].kind == COLUMN_TEXT)
        break;
      if (!is_amount (table, c))
        continue;
      candidate.terms[n++] = (Term) { c, 1 };
      if (n < 2)
        continue;
      other = candidate;
      other.n = n;
      explain_linear (table, target, &other);
      take_better (table, target, &other, 2 + log2 (n), best);
    }
}

/* --- per cent ----------------------------------------------------------------------------------------------------- */

static void
explain_percent (const Table *table, guint target, Candidate *candidate)
{
  Rule rule = { .shape = candidate->shape,
                .absolute = candidate->absolute,
                .target = target,
                .terms = g_array_new (FALSE, FALSE, sizeof (Term)) };

  g_array_append_vals (rule.terms, candidate->terms, 2);
  candidate->n_holds = candidate->n_places = 0;
  candidate->bits = 0;
  for (guint row = table->first; row < table->n_rows; row++)
    {
      gint64 expected, low, high, value = table->values[at (table, row, target)];
      gboolean exact;

      if (table->rows[row].kind < ROW_ITEM || table->cells[at (table, row, target)].state != STATE_NUMBER
          || !_sek_audit_percent (table, &rule, row, table->values, &expected, &low, &high))
        continue;
      candidate->n_places++;
      exact = value == expected;
      if (exact || _sek_audit_is_percent_within (table, &rule, row, value, low, high))
        {
          candidate->n_holds++;
          candidate->bits += _sek_audit_weigh (ABS (value), exact ? 0 : high - low, table->columns[target].unit);
        }
      else
        candidate->bits -= SEK_AUDIT_MISS;
    }
  g_array_unref (rule.terms);
}

static void
try_percent (const Table *table, guint target, gboolean parts, Candidate *best)
{
  static const Shape shapes[] = { SHAPE_SHARE, SHAPE_GROWTH };
  const Column *column = &table->columns[target];
  gboolean told = column->kind == COLUMN_PERCENT || column->percent_word;

  /* What is called otherwise is none. */
  if (!told && column->named && !column->change_word && column->decimals == 0)
    return;
  for (guint a = 0; a < table->n_columns && !g_cancellable_is_cancelled (table->cancellable); a++)
    {
      if (a == target || !is_amount (table, a) || table->columns[a].percent_word)
        continue;
      for (guint b = 0; b < table->n_columns && !parts; b++)
        for (guint s = 0; s < G_N_ELEMENTS (shapes) && a != b && b != target && is_amount (table, b)
                          && !table->columns[b].percent_word;
             s++)
          for (int absolute = 0; absolute < 2; absolute++)
            {
              Candidate candidate = { .kind = SEK_AUDIT_PERCENT, .shape = shapes[s], .absolute = absolute, .n = 2,
                                      .terms = { { a, 1 }, { b, 1 } } };

              explain_percent (table, target, &candidate);
              candidate.bits += (told ? 4 : -4) - 3 - 4 * absolute + (a < target && b < target ? 0.5 : 0);
              if (candidate.n_holds >= 2 && candidate.n_holds * 5 >= candidate.n_places * 3
                  && candidate.bits > best->bits)
                *best = candidate;
            }
      for (guint row = table->first; row < table->n_rows && parts && !g_cancellable_is_cancelled (table->cancellable);
           row++)
        {
          Candidate candidate = {
            .kind = SEK_AUDIT_PERCENT, .shape = SHAPE_PART, .n = 2, .terms = { { a, 1 }, { row, 1 } }
          };

          if (table->rows[row].rule < 0)
            continue;
          explain_percent (table, target, &candidate);
          candidate.bits += (told ? 4 : -4) - 4;
          if (candidate.n_holds >= 2 && candidate.n_holds * 5 >= candidate.n_places * 3 && candidate.bits > best->bits)
            *best = candidate;
        }
    }
}

/* --- choosing ----------------------------------------------------------------------------------------------------- */

static gboolean
names_column (const Candidate *candidate, guint column)
{
  for (guint i = 0; i < candidate->n; i++)
    if (candidate->terms[i].place == column)
      return TRUE;
  return FALSE;
}

/* The same columns make up both relations. */
static gboolean
is_same (const Candidate *found, guint a, guint b)
{
  if (found[a].n != found[b].n || found[a].shape != SHAPE_LINEAR || found[b].shape != SHAPE_LINEAR
      || !names_column (&found[a], b) || !names_column (&found[b], a))
    return FALSE;
  for (guint i = 0; i < found[a].n; i++)
    if (found[a].terms[i].place != b && !names_column (&found[b], found[a].terms[i].place))
      return FALSE;
  return TRUE;
}

/* Of the columns of one relation the one that is worked out: what words call a change or a total, else the last. */
static guint
find_target (const Table *table, const Candidate *found, guint best)
{
  guint target = best;

  for (guint i = 0; i < found[best].n; i++)
    {
      guint c = found[best].terms[i].place;
      int called = (table->columns[c].change_word || table->columns[c].total_word)
                   - (table->columns[target].change_word || table->columns[target].total_word);

      if (found[c].bits > ENOUGH && is_same (found, best, c) && (called > 0 || (called == 0 && c > target)))
        target = c;
    }
  return target;
}

static void
keep (Table *table, guint target, const Candidate *candidate, gint8 *signs)
{
  Rule rule = { .kind = candidate->kind,
                .is_column = TRUE,
                .target = target,
                .shape = candidate->shape,
                .absolute = candidate->absolute,
                .bits = candidate->bits,
                .n_holds = candidate->n_holds,
                .n_places = candidate->n_places,
                .terms = g_array_new (FALSE, FALSE, sizeof (Term)) };

  g_array_append_vals (rule.terms, candidate->terms, candidate->n);
  if (rule.terms->len == 2 && rule.shape == SHAPE_LINEAR && g_array_index (rule.terms, Term, 0).sign < 0)
    {
      Term first = g_array_index (rule.terms, Term, 0);

      g_array_index (rule.terms, Term, 0) = g_array_index (rule.terms, Term, 1);
      g_array_index (rule.terms, Term, 1) = first;
    }
  table->columns[target].signs = signs;
  if (candidate->kind != SEK_AUDIT_PERCENT)
    table->columns[target].loose = (int) candidate->n;
  if (candidate->kind == SEK_AUDIT_PERCENT)
    table->columns[target].kind = COLUMN_PERCENT;
  g_array_append_val (table->rules, rule);
}

void
_sek_audit_find_column_rules (Table *table)
{
  g_autofree Candidate *found = g_new0 (Candidate, table->n_columns + 1);
  g_autofree gint8 **signs = g_new0 (gint8 *, table->n_columns + 1);
  g_autofree gboolean *used = g_new0 (gboolean, table->n_columns + 1);

  if (table->n_columns > 64)
    return;
  for (guint c = 0; c < table->n_columns; c++)
    {
      found[c].bits = -1000;
      if (is_amount (table, c) && !table->columns[c].percent_word)
        {
          try_differences (table, c, &found[c], &signs[c]);
          try_sums (table, c, &found[c]);
        }
      if (table->columns[c].kind >= COLUMN_AMOUNT)
        try_percent (table, c, FALSE, &found[c]);
    }
  /* The best first; then none that tells a kept relation anew from another of its columns, or from one that repeats
   * it. */
  for (;;)
    {
      guint best = table->n_columns;

      for (guint c = 0; c < table->n_columns; c++)
        if (!used[c] && found[c].bits > ENOUGH && (best == table->n_columns || found[c].bits > found[best].bits))
          best = c;
      if (best == table->n_columns)
        break;
      best = find_target (table, found, best);
      used[best] = TRUE;
      keep (table, best, &found[best], g_steal_pointer (&signs[best]));
      for (guint c = 0; c < table->n_columns; c++)
        if (c != best && !used[c] && names_column (&found[c], best)
            && (found[best].kind == SEK_AUDIT_PERCENT
                || (found[c].shape == SHAPE_LINEAR
                    && (names_column (&found[best], c) || found[best].kind == SEK_AUDIT_CHANGE))))
          used[c] = TRUE;
    }
  for (guint c = 0; c < table->n_columns; c++)
    g_free (signs[c]);
}

void
_sek_audit_find_part_rules (Table *table)
{
  if (table->n_columns > 64)
    return;
  for (guint c = 0; c < table->n_columns; c++)
    {
      Candidate best = { .bits = -1000 };
      gboolean known = FALSE;

      for (guint i = 0; i < table->rules->len; i++)
        {
          const Rule *rule = &g_array_index (table->rules, Rule, i);

          known = known || (rule->is_column && rule->target == c);
        }
      if (known || table->columns[c].kind < COLUMN_AMOUNT)
        continue;
      try_percent (table, c, TRUE, &best);
      if (best.bits > ENOUGH)
        keep (table, c, &best, NULL);
    }
}
