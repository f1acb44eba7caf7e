/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <math.h>

/* How sure it is that the rules of rows hold in a column, and those of columns in a row. */

/* A rate, the same in each row: its sum is blank because nobody adds it up. */
static gboolean
is_constant (const Table *table, guint c)
{
  gint64 value = 0;
  guint n = 0;

  for (guint r = table->first; r < table->n_rows; r++)
    if (table->given[at (table, r, c)] && (n++ == 0 || table->values[at (table, r, c)] == value))
      value = table->values[at (table, r, c)];
    else if (table->given[at (table, r, c)])
      return FALSE;
  return n > 3 && value != 0;
}

/* Σ of the sizes of a rule's terms in a column. */
static double
size_in (const Table *table, const Rule *rule, guint c)
{
  double size = 0;

  for (guint i = 0; i < rule->terms->len; i++)
    size += fabs ((double) table->values[at (table, g_array_index (rule->terms, Term, i).place, c)]);
  return size;
}

/* As printed, or with what the rules say of sums that are wrong. */
static gboolean
is_holding (const Table *table, const Rule *rule, guint c)
{
  Total total = _sek_audit_add_up (table, rule, c);
  gint64 value = table->values[at (table, rule->target, c)] * turn_of (table, rule->target, c), other = 0;

  if (!table->given[at (table, rule->target, c)] || total.n_figures < 2)
    return FALSE;
  for (guint i = 0; i < rule->terms->len; i++)
    {
      const Term *term = &g_array_index (rule->terms, Term, i);

      other += term->sign * table->others[at (table, term->place, c)] * turn_of (table, term->place, c);
    }
  return MIN (ABS (total.value - value), ABS (other - value)) <= total.tolerance;
}

gboolean
_sek_audit_is_alike (const Table *table, const Rule *rule, guint c)
{
  double size = size_in (table, rule, c);

  for (guint k = 0; k < table->n_columns; k++)
    if (k != c && table->columns[k].kind == COLUMN_AMOUNT && table->columns[k].unit == table->columns[c].unit
        && is_holding (table, rule, k) && size <= 20 * size_in (table, rule, k)
        && size_in (table, rule, k) <= 20 * size)
      return TRUE;
  return FALSE;
}

/* How the rules of rows do in a column. */
typedef struct
{
  guint n_holds;
  guint n_fails;
  guint n_alike; /* of those where it is like another column where the rule holds */
} Tally;

static Tally
count_rules (const Table *table, guint c)
{
  Tally tally = { 0 };

  for (guint i = 0; i < table->rules->len; i++)
    {
      const Rule *rule = &g_array_index (table->rules, Rule, i);
      gsize cell = at (table, rule->target, c);
      Total total;

      if (rule->is_column || rule->shape != SHAPE_LINEAR || !table->given[cell])
        continue;
      total = _sek_audit_add_up (table, rule, c);
      if (total.n_figures < 2 || (total.value == 0 && table->values[cell] == 0))
        continue;
      if (is_holding (table, rule, c))
        tally.n_holds++;
      else
        {
          tally.n_fails++;
          tally.n_alike += _sek_audit_is_alike (table, rule, c);
        }
    }
  return tally;
}

/* The rules of rows hold in a column of amounts, and in a change; hardly in one of averages, ranks or dates that
 * nobody called so. A column where a sure rule holds that does not hold by itself is one that adds up. Where none
 * holds and one fails it may be one, and looks like one where its figures are of the same kind as those of another
 * that is. */
static double
additive_of (const Table *table, guint c, guint n_amounts)
{
  const Column *column = &table->columns[c];
  Tally tally = count_rules (table, c);

  /* What is worked out from columns that add up adds up. */
  if (column->loose > 0 || column->signs != NULL)
    return 1;
  /* What went on from a wrong sum fails with it. */
  if (tally.n_holds > 0)
    return tally.n_fails <= tally.n_holds + 1 ? 1 : tally.n_fails <= 2 * tally.n_holds + 1 ? 0.9 : 0.4;
  if (tally.n_fails > 1 || column->change_word || is_constant (table, c))
    return tally.n_fails == 2 && tally.n_alike == 2 ? 0.96 : 0;
  if (tally.n_fails == 0 || tally.n_alike == 1)
    return 0.985;
  return n_amounts > 2 ? 0.6 : n_amounts == 2 ? 0.9 : 1;
}

static void
find_additive_columns (Table *table)
{
  guint n_amounts = 0;

  for (guint c = 0; c < table->n_columns; c++)
    n_amounts += table->columns[c].kind == COLUMN_AMOUNT && !table->columns[c].rate;
  for (guint c = 0; c < table->n_columns; c++)
    if (table->columns[c].kind == COLUMN_AMOUNT && !table->columns[c].percent_word && !table->columns[c].rate)
      table->columns[c].additive = additive_of (table, c, n_amounts);
}

/* Whether a row prints more decimals than its columns mostly do. */
static gboolean
is_finer (const Table *table, guint r)
{
  guint n_finer = 0, n = 0;

  for (guint c = 0; c < table->n_columns; c++)
    if (table->columns[c].kind == COLUMN_AMOUNT && table->cells[at (table, r, c)].value != 0)
      {
        n++;
        n_finer += table->units[at (table, r, c)] < table->columns[c].unit;
      }
  return n_finer * 2 > n;
}

/* The same of a row, where the rules of columns hold: not in a row of averages, of most points or of dates below the
 * head. */
static void
find_additive_rows (Table *table)
{
  for (guint r = table->first; r < table->n_rows; r++)
    {
      guint n_holds = 0, n_fails = 0;

      for (guint i = 0; i < table->rules->len; i++)
        {
          const Rule *rule = &g_array_index (table->rules, Rule, i);
          Total total;
          gint64 value;

          if (!rule->is_column || rule->shape != SHAPE_LINEAR || !table->given[at (table, r, rule->target)])
            continue;
          total = _sek_audit_add_up (table, rule, r);
          value = table->values[at (table, r, rule->target)] * turn_of (table, r, rule->target);
          if (total.n_figures + (value != 0) < 3)
            continue;
          if (ABS (total.value - value) <= total.tolerance)
            n_holds++;
          else
            n_fails++;
        }
      if (n_holds > 0)
        table->rows[r].additive = n_fails <= n_holds ? 1 : 0.8;
      else if (n_fails > 1)
        table->rows[r].additive = 0.4;
      else
        table->rows[r].additive = table->rows[r].named && !is_finer (table, r) ? 1 : 0.7;
    }
}

void
_sek_audit_find_additive (Table *table)
{
  find_additive_columns (table);
  find_additive_rows (table);
}
