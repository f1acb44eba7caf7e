/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <math.h>

/* What rules of rows and of columns share: how near a figure must be, what a coincidence weighs, and percentages. */

double
_sek_audit_weigh (gint64 size, gint64 tolerance, gint64 grain)
{
  double steps = (double) size / (double) MAX (grain, 1);
  double wide = 2 * (double) (tolerance / MAX (grain, 1)) + 1;

  return MIN (log2 (1 + steps / wide), 24);
}

gint64
_sek_audit_tolerance (const Column *column, guint n)
{
  return n < 2 ? 0 : column->unit * (n / 2) * MAX (column->loose, 1);
}

void
_sek_audit_rule_clear (Rule *rule)
{
  g_clear_pointer (&rule->terms, g_array_unref);
}

/* 100 · numerator / denominator in units of the table, half away from zero to unit; 0 when it does not fit. */
static gint64
percent_of (double numerator, double denominator, const Table *table, gint64 unit)
{
  double scale = 1, value;

  for (int i = 0; i < table->decimals; i++)
    scale *= 10;
  value = 100 * scale * numerator / denominator;
  if (fabs (value) > 1e15)
    return 0;
  /* Doubles hold these products exactly enough: what is near a half is within the bounds anyway. */
  value = round (value / (double) unit) * (double) unit;
  return (gint64) value;
}

gboolean
_sek_audit_percent (const Table *table, const Rule *rule, guint row, const gint64 *values, gint64 *expected,
                    gint64 *low, gint64 *high)
{
  const Term *first = &g_array_index (rule->terms, Term, 0), *second = &g_array_index (rule->terms, Term, 1);
  gsize a_cell = at (table, row, first->place);
  gsize b_cell = rule->shape == SHAPE_PART ? at (table, second->place, first->place) : at (table, row, second->place);
  double a = (double) values[a_cell], b = (double) values[b_cell];
  double a_unit = (double) table->columns[first->place].unit / 2;
  double b_unit = (double) table->columns[rule->shape == SHAPE_PART ? first->place : second->place].unit / 2;
  gint64 unit = table->columns[rule->target].unit;
  double factor;

  if (!table->given[a_cell] || !table->given[b_cell] || b == 0)
    return FALSE;
  *expected = *low = *high = 0;
  for (int i = 0; i < 5; i++)
    {
      double x = a + (i == 0 ? 0 : i & 1 ? a_unit : -a_unit), y = b + (i == 0 ? 0 : i & 2 ? b_unit : -b_unit);
      gint64 value;

      if (y == 0 || (y < 0) != (b < 0))
        continue;
      factor = rule->shape == SHAPE_GROWTH ? x - y : x;
      value = percent_of (rule->absolute ? fabs (factor) : factor,
                          rule->absolute                ? fabs (y)
                          : rule->shape == SHAPE_GROWTH ? fabs (y)
                                                        : y,
                          table, unit);
      if (i == 0)
        *expected = *low = *high = value;
      *low = MIN (*low, value);
      *high = MAX (*high, value);
    }
  return TRUE;
}

gboolean
_sek_audit_is_percent_within (const Table *table, const Rule *rule, guint row, gint64 value, gint64 low, gint64 high)
{
  const Term *second = &g_array_index (rule->terms, Term, 1);

  if (value >= low && value <= high)
    return TRUE;
  return rule->shape != SHAPE_PART && table->values[at (table, row, second->place)] < 0 && -value >= low
         && -value <= high;
}
