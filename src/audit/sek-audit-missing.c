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
      gint64 rest;

      if (!rule->is_column || rule->shape != SHAPE_LINEAR || !table->given[at (table, row, rule->target)])
        continue;
      rest = _sek_audit_add_up (table, rule, row).value
             - table->values[at (table, row, rule->target)] * turn_of (table, row, rule->target);
      for (guint k = 0; k < rule->terms->len; k++)
        if (g_array_index (rule->terms, Term, k).place == c && rest != 0
            && ABS (rest + g_array_index (rule->terms, Term, k).sign * value) <= table->columns[c].unit)
          return TRUE;
    }
  return FALSE;
}

/* A blank sum is missing where the column has its figures and its other sums; not where a whole part of the table was
 * left out. */
static gboolean
is_missing_in_rows (const Table *table, const Rule *rule, guint c)
{
  guint others = 0, others_given = 0, most = 0;
  Total total = _sek_audit_add_up (table, rule, c);

  /* A blank within rounding is nothing. */
  if (ABS (total.value) <= (gint64) (total.n_given + 1) * table->columns[c].unit / 2 || total.n_given == 0
      || rule->guessed || rule->n_holds == 0 || rule->kind == SEK_AUDIT_COPY)
    return FALSE;
  if (rule->kind == SEK_AUDIT_CLOSING && !table->given[at (table, g_array_index (rule->terms, Term, 0).place, c)])
    return is_confirmed (table, rule->target, c, total.value);
  for (guint i = 0; i < table->rules->len; i++)
    {
      const Rule *other = &g_array_index (table->rules, Rule, i);

      if (other->is_column || other->shape != SHAPE_LINEAR || other == rule || other->kind == SEK_AUDIT_COPY)
        continue;
      others += _sek_audit_add_up (table, other, c).n_given > 0;
      others_given += table->given[at (table, other->target, c)];
    }
  for (guint k = 0; k < table->n_columns; k++)
    if (k != c && table->columns[k].kind == COLUMN_AMOUNT && table->given[at (table, rule->target, k)])
      most = MAX (most, _sek_audit_add_up (table, rule, k).n_given);
  if (total.n_given * 2 < most)
    return FALSE;
  return others > 0 ? others_given * 2 >= others && others_given > 0 : total.n_given >= most && total.n_given > 1;
}

/* A row of a rule of columns. */
typedef struct
{
  gint64   value; /* what the rule comes to */
  gboolean any;   /* some of its figures are given, … */
  gboolean whole; /* … or all of them */
  gboolean there; /* the target is */
} Place;

static Place
look_at_row (const Table *table, const Rule *rule, guint r)
{
  gsize cell = at (table, r, rule->target);
  Place place = { 0 };
  gint64 low, high;

  if (table->rows[r].kind != ROW_ITEM)
    return place;
  if (rule->shape == SHAPE_LINEAR)
    {
      Total total = _sek_audit_add_up (table, rule, r);

      place.value = total.value * turn_of (table, r, rule->target);
      place.any = total.n_given > 0;
      place.whole = total.n_given == rule->terms->len;
      place.there = table->given[cell];
    }
  else
    {
      place.any = place.whole = _sek_audit_compute (table, rule, r, table->values, &place.value, &low, &high);
      place.there = table->cells[cell].state == STATE_NUMBER;
    }
  place.any = place.any && place.value != 0;
  return place;
}

/* Rows of a rule of columns whose target is blank although its figures are there; many such rows are left blank on
 * purpose. */
static void
find_missing_in_column (Table *table, guint index, guint *missing)
{
  const Rule *rule = &g_array_index (table->rules, Rule, index);
  const Column *column = &table->columns[rule->target];
  guint n_blank = 0, n_there = 0, n_half_there = 0;

  if (!column->change_word && !column->total_word && !column->percent_word && column->kind != COLUMN_PERCENT)
    return;
  for (guint r = table->first; r < table->n_rows; r++)
    {
      Place place = look_at_row (table, rule, r);

      n_there += place.any && place.there && place.whole;
      n_half_there += place.any && place.there && !place.whole;
      n_blank += place.any && !place.there && place.whole;
    }
  if (n_there < 4 || n_blank > 2 || n_blank * 3 > n_there)
    return;
  for (guint r = table->first; r < table->n_rows; r++)
    {
      gsize cell = at (table, r, rule->target);
      Place place = look_at_row (table, rule, r);

      if (!place.any || place.there || table->cells[cell].state == STATE_TEXT || (!place.whole && n_half_there == 0))
        continue;
      /* A blank change may also say that nothing changed, and a figure of its row be wrong: it is judged as the other
       * cells are. */
      if (rule->shape == SHAPE_LINEAR)
        table->given[cell] = TRUE;
      else
        missing[cell] = index + 1;
    }
}

/* A sum is asked for in a column where others hold, or that is like one where this one does if it is called a sum. */
static gboolean
may_be_asked_for (const Table *table, const Rule *rule, guint c)
{
  gboolean called = (table->rows[rule->target].hints & (HINT_TOTAL | HINT_RESULT | HINT_CLOSING)) != 0;

  if (rule->sureness < SEK_AUDIT_SURE)
    return FALSE;
  if (table->columns[c].additive >= 0.99 && (called || rule->kind == SEK_AUDIT_SUM))
    return TRUE;
  return called && table->columns[c].additive >= SEK_AUDIT_SURE && _sek_audit_is_alike (table, rule, c);
}

void
_sek_audit_find_missing (Table *table, guint *missing)
{
  for (guint i = 0; i < table->rules->len; i++)
    {
      const Rule *rule = &g_array_index (table->rules, Rule, i);

      if (rule->is_column || rule->shape != SHAPE_LINEAR)
        continue;
      for (guint c = 0; c < table->n_columns; c++)
        {
          gsize cell = at (table, rule->target, c);

          if (table->columns[c].kind != COLUMN_AMOUNT || table->given[cell])
            continue;
          table->values[cell] = 0;
          if (may_be_asked_for (table, rule, c) && is_missing_in_rows (table, rule, c))
            {
              missing[cell] = i + 1;
              for (guint k = 0; k < rule->terms->len; k++)
                table->covered[at (table, g_array_index (rule->terms, Term, k).place, c)] = TRUE;
              /* It is as rounded as what it comes of. */
              table->units[cell] = table->columns[c].unit * (rule->terms->len + 1);
              table->values[cell] = _sek_audit_add_up (table, rule, c).value * turn_of (table, rule->target, c);
            }
        }
    }
  for (guint i = 0; i < table->rules->len; i++)
    if (g_array_index (table->rules, Rule, i).is_column && g_array_index (table->rules, Rule, i).shape <= SHAPE_PART)
      find_missing_in_column (table, i, missing);
}
