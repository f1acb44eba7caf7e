/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <string.h>

/* Blank cells where the rules that are believed want a figure. */

/* A rule of columns comes out with this figure in a blank cell of its. */
static gboolean
is_confirmed (const Table *table, guint row, guint c, gint64 value)
{
  for (guint i = 0; i < table->rules->len; i++)
    {
      const Rule *rule = &g_array_index (table->rules, Rule, i);
      guint n_given;
      gint64 sum;

      if (!rule->is_column || rule->shape != SHAPE_LINEAR || !table->given[at (table, row, rule->target)])
        continue;
      sum = _sek_audit_add_up (table, rule, row, &n_given)
            - table->values[at (table, row, rule->target)] * turn_of (table, row, rule->target);
      for (guint k = 0; k < rule->terms->len; k++)
        if (g_array_index (rule->terms, Term, k).place == c && sum != 0
            && ABS (sum + g_array_index (rule->terms, Term, k).sign * value) <= table->columns[c].unit)
          return TRUE;
    }
  return FALSE;
}

/* A blank sum is missing where the column has its figures and its other sums; not where a whole part of the table was
 * left out. */
static gboolean
is_missing_in_rows (const Table *table, const Rule *rule, guint c)
{
  guint n_given, others = 0, others_given = 0, most = 0;
  gint64 sum = _sek_audit_add_up (table, rule, c, &n_given);

  if (sum == 0 || n_given == 0 || rule->guessed || rule->n_holds == 0 || rule->kind == SEK_AUDIT_COPY)
    return FALSE;
  if (rule->kind == SEK_AUDIT_CLOSING && !table->given[at (table, g_array_index (rule->terms, Term, 0).place, c)])
    return is_confirmed (table, rule->target, c, sum);
  for (guint i = 0; i < table->rules->len; i++)
    {
      const Rule *other = &g_array_index (table->rules, Rule, i);
      guint n;

      if (other->is_column || other == rule || other->kind == SEK_AUDIT_COPY)
        continue;
      _sek_audit_add_up (table, other, c, &n);
      others += n > 0;
      others_given += table->given[at (table, other->target, c)];
    }
  for (guint k = 0; k < table->n_columns; k++)
    if (k != c && table->columns[k].kind == COLUMN_AMOUNT && table->given[at (table, rule->target, k)])
      {
        guint n;

        _sek_audit_add_up (table, rule, k, &n);
        most = MAX (most, n);
      }
  if (n_given * 2 < most)
    return FALSE;
  return others > 0 ? others_given * 2 >= others && others_given > 0 : n_given >= most && n_given > 1;
}

/* Rows of a rule of columns whose target is blank although its figures are there; many such rows are left blank on
 * purpose. */
static void
find_missing_in_column (Table *table, guint index, guint *missing)
{
  const Rule *rule = &g_array_index (table->rules, Rule, index);
  guint n_blank = 0, n_there = 0, n_half_there = 0;

  for (int round = 0; round < 2; round++)
    for (guint r = table->first; r < table->n_rows; r++)
      {
        gsize cell = at (table, r, rule->target);
        guint n_given = 0;
        gint64 sum, low, high;
        gboolean whole;

        if (table->rows[r].kind != ROW_ITEM)
          continue;
        if (rule->shape == SHAPE_LINEAR)
          {
            sum = _sek_audit_add_up (table, rule, r, &n_given) * turn_of (table, r, rule->target);
            whole = n_given == rule->terms->len;
          }
        else
          whole = _sek_audit_percent (table, rule, r, table->values, &sum, &low, &high), n_given = whole;
        if (n_given == 0 || sum == 0)
          continue;
        if (round == 0)
          {
            gboolean there = table->given[cell]
                             && (rule->shape == SHAPE_LINEAR || table->cells[cell].state == STATE_NUMBER);

            n_there += there && whole;
            n_half_there += there && !whole;
            n_blank += !there && whole;
          }
        else if ((!table->given[cell] || (rule->shape != SHAPE_LINEAR && table->cells[cell].state == STATE_NIL))
                 && table->cells[cell].state != STATE_TEXT && n_there >= 3 && n_blank * 3 <= n_there
                 && (whole || n_half_there > 0))
          {
            /* A blank change may also say that nothing changed, and a figure of its row be wrong: it is judged as the
             * other cells are. */
            if (rule->shape == SHAPE_LINEAR)
              table->given[cell] = TRUE;
            else
              missing[cell] = index + 1;
          }
      }
}

void
_sek_audit_find_missing (Table *table, guint *missing)
{
  for (guint i = 0; i < table->rules->len; i++)
    {
      const Rule *rule = &g_array_index (table->rules, Rule, i);

      if (rule->is_column)
        continue;
      for (guint c = 0; c < table->n_columns; c++)
        {
          gsize cell = at (table, rule->target, c);
          guint n_given;

          if (table->columns[c].kind != COLUMN_AMOUNT || table->given[cell])
            continue;
          table->values[cell] = 0;
          if (table->columns[c].additive && is_missing_in_rows (table, rule, c))
            {
              missing[cell] = i + 1;
              table->values[cell] = _sek_audit_add_up (table, rule, c, &n_given) * turn_of (table, rule->target, c);
            }
        }
    }
  for (guint i = 0; i < table->rules->len; i++)
    if (g_array_index (table->rules, Rule, i).is_column)
      find_missing_in_column (table, i, missing);
}
