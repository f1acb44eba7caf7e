/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

/* What the figures are rounded to, cell by cell, and which rows are of figures of another kind. */

#define MOST_DECIMALS SEK_AUDIT_MOST_DECIMALS

static gint64
greatest_divisor (gint64 a, gint64 b)
{
  while (b != 0)
    {
      gint64 rest = a % b;

      a = b;
      b = rest;
    }
  return ABS (a);
}

/* Most decimals that a good part of the figures of a column, or of a row, print. A few that print more were not
 * rounded as the others, and zeros at the end are often left out. */
static int
common_decimals (const Table *table, gboolean is_column, guint line)
{
  guint n[MOST_DECIMALS + 1] = { 0 }, n_all = 0, n_more = 0;

  for (guint i = is_column ? table->first : 0; i < (is_column ? table->n_rows : table->n_columns); i++)
    {
      const Cell *cell = &table->cells[is_column ? at (table, i, line) : at (table, line, i)];

      if (cell->state != STATE_NUMBER || cell->value == 0 || (!is_column && table->columns[i].kind < COLUMN_AMOUNT))
        continue;
      n[cell->decimals]++;
      n_all++;
    }
  for (int decimals = MOST_DECIMALS; decimals > 0; decimals--)
    {
      n_more += n[decimals];
      if (n_more * 3 > n_all)
        return decimals;
    }
  return 0;
}

/* Figures that were rounded to fives, as counts of persons are to hide single ones: all of many end in 0 or 5,
 * about as many in either, but for one in twenty, which may be of another kind. */
static gboolean
is_by_fives (const Table *table, guint c)
{
  guint n_fives = 0, n_tens = 0, n_others = 0;

  for (guint r = table->first; r < table->n_rows; r++)
    {
      const Cell *cell = &table->cells[at (table, r, c)];

      if (table->rows[r].kind != ROW_ITEM || cell->state != STATE_NUMBER || cell->value == 0)
        continue;
      if (cell->value % (5 * table->columns[c].unit) != 0)
        n_others++;
      else if (cell->value % (10 * table->columns[c].unit) == 0)
        n_tens++;
      else
        n_fives++;
    }
  return n_fives + n_tens >= 8 && n_others * 20 <= n_fives + n_tens && n_fives * 4 >= n_tens && n_tens * 4 >= n_fives;
}

/* The step of a column's figures. */
static void
find_grain (Table *table, guint c)
{
  Column *column = &table->columns[c];
  gint64 divisor = 0;
  guint n = 0;

  column->unit = 1;
  for (int i = common_decimals (table, TRUE, c); i < table->decimals; i++)
    column->unit *= 10;
  if (is_by_fives (table, c))
    {
      column->unit *= 5;
      column->grain = column->unit;
      return;
    }
  for (guint r = table->first; r < table->n_rows; r++)
    if (table->rows[r].kind == ROW_ITEM && table->cells[at (table, r, c)].value != 0)
      {
        divisor = greatest_divisor (divisor, table->cells[at (table, r, c)].value);
        n++;
      }
  column->grain = column->unit;
  if (n >= 3)
    for (gint64 step = 10; step <= 1000000; step *= 10)
      if (divisor % (step * column->unit) == 0)
        column->grain = step * column->unit;
}

/* Rows of figures of another kind: they print decimals where the others print none, and are small beside them. */
static void
find_ratio_rows (Table *table)
{
  g_autofree int *decimals = g_new0 (int, table->n_rows + 1);
  guint n_whole = 0, n_others = 0;
  gint64 greatest_whole = 0;

  for (guint r = table->first; r < table->n_rows; r++)
    {
      if (table->rows[r].kind != ROW_ITEM)
        continue;
      decimals[r] = common_decimals (table, FALSE, r);
      n_whole += decimals[r] == 0;
      n_others += decimals[r] > 0;
      for (guint c = 0; c < table->n_columns && decimals[r] == 0; c++)
        if (table->columns[c].kind == COLUMN_AMOUNT)
          greatest_whole = MAX (greatest_whole, ABS (table->cells[at (table, r, c)].value));
    }
  for (guint r = table->first; r < table->n_rows && n_whole >= 2 * n_others; r++)
    {
      gint64 greatest = 0;

      for (guint c = 0; c < table->n_columns; c++)
        if (table->columns[c].kind == COLUMN_AMOUNT)
          greatest = MAX (greatest, ABS (table->cells[at (table, r, c)].value));
      if (decimals[r] > 0 && greatest * 5 < greatest_whole && (table->rows[r].hints & HINT_TOTAL) == 0)
        table->rows[r].kind = ROW_RATIO;
    }
}

/* What each figure is rounded to: its last digit, but where figures of its row and of its column have more digits,
 * it is theirs, since a zero at the end is left out. Figures of a column that all are round are rounded to that. */
static void
find_units (Table *table)
{
  g_autofree int *common = g_new0 (int, table->n_columns + 1);

  for (guint c = 0; c < table->n_columns; c++)
    common[c] = common_decimals (table, TRUE, c);
  for (guint r = table->first; r < table->n_rows; r++)
    {
      int in_row = common_decimals (table, FALSE, r);

      for (guint c = 0; c < table->n_columns; c++)
        {
          const Cell *cell = &table->cells[at (table, r, c)];
          int decimals = MAX (cell->decimals, MIN (in_row, common[c]));

          if (table->columns[c].kind < COLUMN_AMOUNT || !is_figure (cell))
            continue;
          table->units[at (table, r, c)] = power_of_ten (table->decimals - decimals);
          /* Where the column is rounded coarser than it prints. */
          if (decimals == common[c])
            table->units[at (table, r, c)] = MAX (table->units[at (table, r, c)], table->columns[c].unit);
        }
    }
}

void
_sek_audit_find_units (Table *table)
{
  find_ratio_rows (table);
  for (guint c = 0; c < table->n_columns; c++)
    if (table->columns[c].kind >= COLUMN_AMOUNT)
      find_grain (table, c);
  find_units (table);
}
