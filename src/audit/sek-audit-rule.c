/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <math.h>
#include <string.h>

/* What rules of rows and of columns share: how near a figure must be, what a coincidence weighs, and percentages. */

double
_sek_audit_weigh (gint64 size, gint64 tolerance, gint64 grain)
{
  double steps = (double) size / (double) MAX (grain, 1);
  double wide = 2 * (double) (tolerance / MAX (grain, 1)) + 1;

  return MIN (log2 (1 + steps / wide), 24);
}

gint64
_sek_audit_tolerance (const Column *column, guint n, gint64 units)
{
  /* All of them being off by just a half the same way is no rounding. */
  return n < 2 ? 0 : (units * (column != NULL ? MAX (column->loose, 1) : 1) - 1) / 2;
}

void
_sek_audit_rate_rule (const Table *table, Rule *rule)
{
  const Column *column = &table->columns[rule->is_column ? rule->target : 0];
  gboolean called = rule->is_column ? column->change_word || column->total_word || (column->hints & HINT_CLOSING) != 0
                                    : (table->rows[rule->target].hints & SEK_AUDIT_CALLED) != 0;

  rule->sureness = rule->guessed ? 0.8 : 1 - exp2 (-MAX (rule->bits, 1) / 1.5);
  /* One place may be chance, however large its figures, unless words say the same. */
  if (rule->shape == SHAPE_LINEAR && rule->n_witnesses < 2 && !called)
    rule->sureness = MIN (rule->sureness, 0.7);
}

void
_sek_audit_rule_clear (Rule *rule)
{
  g_clear_pointer (&rule->terms, g_array_unref);
}

/* --- what a rule takes at a place -------------------------------------------------------------------------------- */

static gboolean
add_part (const Table *table, gsize cell, int sign, GArray *parts)
{
  Part part = { cell, sign };

  if (!table->given[cell] && table->values[cell] == 0)
    return FALSE;
  g_array_append_val (parts, part);
  return TRUE;
}

/* The rows whose figures a staircase adds up at a row: down to it from where the column had its last sum. */
static guint
find_step (const Table *table, const Rule *rule, guint row)
{
  while (row > table->first && !table->given[at (table, row - 1, rule->target)])
    row--;
  return row;
}

guint
_sek_audit_collect (const Table *table, const Rule *rule, guint place, GArray *parts)
{
  guint row = rule->is_column ? place : rule->target, column = rule->is_column ? rule->target : place, n = 0;
  guint source = g_array_index (rule->terms, Term, 0).place;

  g_array_set_size (parts, 0);
  if (!add_part (table, at (table, row, column), -turn_of (table, row, column), parts))
    return 0;
  if (rule->shape == SHAPE_STAIR)
    {
      for (guint r = find_step (table, rule, row); r <= row; r++)
        n += add_part (table, at (table, r, source), 1, parts);
      return n;
    }
  if (rule->shape == SHAPE_RUNNING)
    {
      guint before = row;

      while (before > table->first && !table->given[at (table, before - 1, column)])
        before--;
      n += add_part (table, at (table, row, source), 1, parts);
      if (before > table->first)
        n += add_part (table, at (table, before - 1, column), 1, parts);
      return n;
    }
  for (guint i = 0; i < rule->terms->len; i++)
    {
      const Term *term = &g_array_index (rule->terms, Term, i);
      guint r = rule->is_column ? place : term->place, c = rule->is_column ? term->place : place;

      n += add_part (table, at (table, r, c), term->sign * (rule->is_column ? 1 : turn_of (table, r, c)), parts);
    }
  return n;
}

Total
_sek_audit_add_up (const Table *table, const Rule *rule, guint place)
{
  Total total = { 0 };
  gint64 units = table->units[rule->is_column ? at (table, place, rule->target) : at (table, rule->target, place)];

  for (guint i = 0; i < rule->terms->len; i++)
    {
      const Term *term = &g_array_index (rule->terms, Term, i);
      guint r = rule->is_column ? place : term->place, c = rule->is_column ? term->place : place;
      gint64 value = table->values[at (table, r, c)];

      total.value += term->sign * value * (rule->is_column ? 1 : turn_of (table, r, c));
      total.n_given += table->given[at (table, r, c)] || value != 0;
      total.n_figures += value != 0;
      units += table->units[at (table, r, c)];
    }
  total.tolerance = _sek_audit_tolerance (rule->is_column ? NULL : &table->columns[place], total.n_given, units);
  return total;
}

/* What is added before what is taken away, each in the table's order. */
int
_sek_audit_compare_terms (gconstpointer a, gconstpointer b)
{
  const Term *x = a, *y = b;

  if (x->sign != y->sign)
    return y->sign - x->sign;
  return x->place < y->place ? -1 : x->place > y->place;
}

gboolean
_sek_audit_is_nothing (const Table *table, guint row, const guint *columns, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    {
      gsize cell = at (table, row, columns[i]);

      if (ABS (table->values[cell]) > table->units[cell])
        return FALSE;
    }
  return TRUE;
}

/* --- two rules --------------------------------------------------------------------------------------------------- */

gboolean
_sek_audit_has_line (const Rule *rule, guint line)
{
  if (rule->target == line)
    return TRUE;
  for (guint i = 0; i < rule->terms->len; i++)
    if (g_array_index (rule->terms, Term, i).place == line)
      return TRUE;
  return FALSE;
}

gboolean
_sek_audit_is_same (const Rule *a, const Rule *b)
{
  if (a->terms->len != b->terms->len || a->is_column != b->is_column || b->shape != SHAPE_LINEAR
      || !_sek_audit_has_line (a, b->target))
    return FALSE;
  for (guint i = 0; i < b->terms->len; i++)
    if (!_sek_audit_has_line (a, g_array_index (b->terms, Term, i).place))
      return FALSE;
  return TRUE;
}

guint
_sek_audit_count_common (const Rule *a, const Rule *b)
{
  guint n = _sek_audit_has_line (a, b->target);

  for (guint i = 0; i < b->terms->len; i++)
    n += _sek_audit_has_line (a, g_array_index (b->terms, Term, i).place);
  return n;
}

gboolean
_sek_audit_is_expansion (const GArray *rules, const Rule *rule)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *kept = &g_array_index (rules, Rule, i);
      guint n_common = 0;

      if (kept->is_column != rule->is_column || kept->target != rule->target || kept->shape != SHAPE_LINEAR)
        continue;
      for (guint k = 0; k < kept->terms->len; k++)
        n_common += _sek_audit_has_line (rule, g_array_index (kept->terms, Term, k).place);
      if (n_common + 1 == kept->terms->len && n_common > 0)
        return TRUE;
    }
  return FALSE;
}

void
_sek_audit_add_signs (const Rule *rule, int sign, int *signs)
{
  signs[rule->target] -= sign;
  for (guint i = 0; i < rule->terms->len; i++)
    signs[g_array_index (rule->terms, Term, i).place] += sign * g_array_index (rule->terms, Term, i).sign;
}

/* --- what is no sum ---------------------------------------------------------------------------------------------- */

/* Of the shapes of two figures. */
static double
compute (const Rule *rule, double a, double b)
{
  if (rule->absolute)
    return compute (&(Rule) { .shape = rule->shape, .factor = rule->factor }, fabs (a), fabs (b));
  switch (rule->shape)
    {
    case SHAPE_GROWTH:
      return 100 * (a - b) / fabs (b);
    case SHAPE_PRODUCT:
      return rule->factor * a * b;
    case SHAPE_RATIO:
      return rule->factor * a / b;
    case SHAPE_SHARE:
    case SHAPE_PART:
    default:
      return 100 * a / b;
    }
}

/* As the table prints it, half away from zero. */
static gint64
round_to (double value, double scale, gint64 unit)
{
  value *= scale;
  if (!isfinite (value) || fabs (value) > 1e15)
    return 0;
  /* Doubles hold these exactly enough: what is near a half is within the bounds anyway. */
  return (gint64) (round (value / (double) unit) * (double) unit);
}

/* The mean of figures that are all given. */
static gboolean
compute_mean (const Table *table, const Rule *rule, guint place, const gint64 *values, gint64 unit, gint64 *expected,
              gint64 *low, gint64 *high)
{
  double sum = 0, slack = 0, scale = (double) power_of_ten (table->decimals), n = rule->terms->len;

  for (guint i = 0; i < rule->terms->len; i++)
    {
      guint line = g_array_index (rule->terms, Term, i).place;
      gsize cell = rule->is_column ? at (table, place, line) : at (table, line, place);

      if (!table->given[cell])
        return FALSE;
      sum += (double) values[cell];
      slack += (double) table->units[cell] / 2;
    }
  *expected = round_to (sum / n / scale, scale, unit);
  *low = round_to ((sum - slack) / n / scale, scale, unit);
  *high = round_to ((sum + slack) / n / scale, scale, unit);
  /* Some cut off where others round. */
  *low = MIN (*low, *expected - unit);
  *high = MAX (*high, *expected + unit);
  return TRUE;
}

gboolean
_sek_audit_compute (const Table *table, const Rule *rule, guint place, const gint64 *values, gint64 *expected,
                    gint64 *low, gint64 *high)
{
  const Term *first = &g_array_index (rule->terms, Term, 0), *second = &g_array_index (rule->terms, Term, 1);
  gsize target = rule->is_column ? at (table, place, rule->target) : at (table, rule->target, place);
  gint64 unit = MAX (table->units[target], 1);
  gsize a_cell, b_cell;
  double a, b, a_unit, b_unit, scale = (double) power_of_ten (table->decimals);

  if (table->units[target] == 0)
    unit = rule->is_column ? table->columns[rule->target].unit : 1;
  if (rule->shape == SHAPE_MEAN)
    return compute_mean (table, rule, place, values, unit, expected, low, high);
  a_cell = rule->is_column ? at (table, place, first->place) : at (table, first->place, place);
  b_cell = rule->shape == SHAPE_PART ? at (table, second->place, first->place)
           : rule->is_column         ? at (table, place, second->place)
                                     : at (table, second->place, place);
  if (!table->given[a_cell] || !table->given[b_cell] || values[b_cell] == 0
      || (rule->shape == SHAPE_PRODUCT && values[a_cell] == 0))
    return FALSE;
  a = first->sign * (double) values[a_cell] / scale;
  b = (double) values[b_cell] / scale;
  a_unit = (double) table->units[a_cell] / 2 / scale;
  b_unit = (double) table->units[b_cell] / 2 / scale;
  *expected = *low = *high = round_to (compute (rule, a, b), scale, unit);
  for (int i = 0; i < 4; i++)
    {
      double x = a + (i & 1 ? a_unit : -a_unit), y = b + (i & 2 ? b_unit : -b_unit);
      gint64 value;

      if (y == 0 || (y < 0) != (b < 0))
        continue;
      value = round_to (compute (rule, x, y), scale, unit);
      *low = MIN (*low, value);
      *high = MAX (*high, value);
    }
  /* What had more decimals was rounded when it was read. */
  if (table->decimals >= SEK_AUDIT_MOST_DECIMALS && unit == 1)
    {
      *low -= unit;
      *high += unit;
    }
  return TRUE;
}

gboolean
_sek_audit_is_within (const Table *table, const Rule *rule, guint place, gint64 value, gint64 low, gint64 high)
{
  const Term *second = &g_array_index (rule->terms, Term, 1);

  if (value >= low && value <= high)
    return TRUE;
  /* Of a negative figure people tell the growth with either sign. */
  return (rule->shape == SHAPE_SHARE || rule->shape == SHAPE_GROWTH)
         && table->values[rule->is_column ? at (table, place, second->place) : at (table, second->place, place)] < 0
         && -value >= low && -value <= high;
}

/* --- slips ------------------------------------------------------------------------------------------------------- */

gboolean
_sek_audit_is_slip (gint64 a, gint64 b)
{
  char x[24], y[24];
  gsize n, m, i = 0;

  if (a == -b || (double) ABS (a - b) <= 0.05 * (double) MAX (ABS (a), ABS (b)))
    return TRUE;
  g_snprintf (x, sizeof x, "%" G_GINT64_FORMAT, ABS (a));
  g_snprintf (y, sizeof y, "%" G_GINT64_FORMAT, ABS (b));
  n = strlen (x);
  m = strlen (y);
  while (x[i] != '\0' && x[i] == y[i])
    i++;
  if (n == m)
    return strcmp (x + i + 1, y + i + 1) == 0
           || (i + 1 < n && x[i] == y[i + 1] && x[i + 1] == y[i] && strcmp (x + i + 2, y + i + 2) == 0);
  if (n == m + 1)
    return strcmp (x + i + 1, y + i) == 0;
  return n + 1 == m && strcmp (x + i, y + i + 1) == 0;
}
