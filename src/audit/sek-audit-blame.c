/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <string.h>

/* Whose fault it is when a relation does not hold.
 *
 * Every rule at every place is an equation of cells. When some do not hold, the cells are looked for whose correction
 * mends most of them: a wrong change breaks its own row and its column's sum, a wrong amount its column's sum and its
 * row's change. A correction that breaks what held before speaks against a cell, less so when the cell is a sum itself,
 * since whoever added up wrongly often went on with the wrong figure. With nothing to choose by it is the computed
 * cell, for that is what was worked out by hand. */

#define PREFER_TARGET 0.75
#define BROKEN_INPUT 1.0
#define BROKEN_TARGET 0.4
#define MOST_ROUNDS 2000

typedef struct
{
  gsize cell;
  int   sign;
} Part;

/* Σ sign · cell = 0; the first part is the target, with −1. */
typedef struct
{
  guint  rule;
  guint  first; /* in parts */
  guint  n;
  gint64 tolerance;
  gboolean held; /* as printed: what followed from a wrong figure follows from it */
} Equation;

typedef struct
{
  Table   *table;
  GArray  *parts;      /* of Part */
  GArray  *equations;  /* of Equation */
  guint   *n_uses;     /* a cell */
  guint   *uses_at;    /* where its equations begin in uses */
  GArray  *uses;       /* of guint: equations by cell */
  guint8  *is_target;
  guint8  *is_wrong;
  guint   *wrong_rule;
  gint64  *slack;      /* of a corrected cell: how far its right figure may lie from the one it was given */
} Blame;

static const Part *
part_at (const Blame *blame, const Equation *equation, guint i)
{
  return &g_array_index (blame->parts, Part, equation->first + i);
}

static gint64
residue (const Blame *blame, const Equation *equation)
{
  gint64 sum = 0;

  for (guint i = 0; i < equation->n; i++)
    sum += part_at (blame, equation, i)->sign * blame->table->values[part_at (blame, equation, i)->cell];
  return sum;
}

/* --- equations --------------------------------------------------------------------------------------------------- */

/* The rule at one place (a column for a rule of rows, a row for one of columns). */
static gboolean
add_equation (Blame *blame, guint index, guint place)
{
  Table *table = blame->table;
  const Rule *rule = &g_array_index (table->rules, Rule, index);
  guint row = rule->is_column ? place : rule->target, column = rule->is_column ? rule->target : place;
  Equation equation = { .rule = index, .first = blame->parts->len };
  gint64 unit = table->columns[column].unit;
  guint n_given = 0;
  Part part = { at (table, row, column), -turn_of (table, row, column) };

  if (!table->given[part.cell] && table->values[part.cell] == 0)
    return FALSE;
  g_array_append_val (blame->parts, part);
  for (guint i = 0; i < rule->terms->len; i++)
    {
      const Term *term = &g_array_index (rule->terms, Term, i);
      guint r = rule->is_column ? place : term->place, c = rule->is_column ? term->place : place;

      part.cell = at (table, r, c);
      part.sign = term->sign * (rule->is_column ? 1 : turn_of (table, r, c));
      if (!table->given[part.cell] && table->values[part.cell] == 0)
        continue;
      n_given++;
      unit = MAX (unit, table->columns[c].unit);
      g_array_append_val (blame->parts, part);
    }
  equation.n = n_given + 1;
  if (n_given == 0)
    {
      g_array_set_size (blame->parts, equation.first);
      return FALSE;
    }
  /* A blank change is one of nothing, but as rounded as the others. */
  if (!rule->is_column && table->columns[column].loose > 0)
    n_given = rule->terms->len;
  equation.tolerance = n_given < 2
                           ? 0
                           : unit * (n_given / 2) * (rule->is_column ? 1 : MAX (table->columns[column].loose, 1));
  g_array_append_val (blame->equations, equation);
  return TRUE;
}

gint64
_sek_audit_add_up (const Table *table, const Rule *rule, guint place, guint *n_given)
{
  gint64 sum = 0;

  *n_given = 0;
  for (guint i = 0; i < rule->terms->len; i++)
    {
      const Term *term = &g_array_index (rule->terms, Term, i);
      guint r = rule->is_column ? place : term->place, c = rule->is_column ? term->place : place;

      sum += term->sign * table->values[at (table, r, c)] * (rule->is_column ? 1 : turn_of (table, r, c));
      *n_given += table->given[at (table, r, c)] || table->values[at (table, r, c)] != 0;
    }
  return sum;
}

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

/* The rules of rows hold in a column of amounts, and in a change; hardly in one of averages or in notes that nobody
 * called so. */
static void
find_additive (Table *table)
{
  for (guint c = 0; c < table->n_columns; c++)
    {
      guint n_holds = 0, n_fails = 0, n_far = 0;

      if (table->columns[c].kind != COLUMN_AMOUNT || table->columns[c].percent_word)
        continue;
      for (guint i = 0; i < table->rules->len; i++)
        {
          const Rule *rule = &g_array_index (table->rules, Rule, i);
          gsize cell = at (table, rule->target, c);
          guint n_given;
          gint64 sum, value;

          if (rule->is_column || !table->given[cell])
            continue;
          sum = _sek_audit_add_up (table, rule, c, &n_given);
          value = table->values[cell] * turn_of (table, rule->target, c);
          if (n_given < 2 || (sum == 0 && value == 0))
            continue;
          if (ABS (sum - value) <= _sek_audit_tolerance (&table->columns[c], n_given))
            n_holds++;
          else
            {
              n_fails++;
              n_far += (double) ABS (sum - value) > 0.5 * (double) MAX (ABS (sum), ABS (value));
            }
        }
      /* What is worked out from columns that add up adds up. A deviation that is not understood may have signs of its
       * own; of plain figures only those are none that are far from every sum. */
      if (table->columns[c].loose > 0 || table->columns[c].signs != NULL)
        table->columns[c].additive = TRUE;
      else if (table->columns[c].change_word)
        table->columns[c].additive = n_fails <= n_holds;
      else
        table->columns[c].additive = n_holds > 0 || (!is_constant (table, c) && (n_fails < 4 || n_far * 2 <= n_fails));
    }
}

/* --- blame -------------------------------------------------------------------------------------------------------- */

static void
index_uses (Blame *blame)
{
  gsize n_cells = (gsize) blame->table->n_rows * blame->table->n_columns;
  guint total = 0;

  for (guint e = 0; e < blame->equations->len; e++)
    {
      Equation *equation = &g_array_index (blame->equations, Equation, e);

      blame->is_target[part_at (blame, equation, 0)->cell] = TRUE;
      equation->held = ABS (residue (blame, equation)) <= equation->tolerance;
      for (guint i = 0; i < equation->n; i++)
        blame->n_uses[part_at (blame, equation, i)->cell]++;
    }
  for (gsize cell = 0; cell < n_cells; cell++)
    {
      blame->uses_at[cell] = total;
      total += blame->n_uses[cell];
      blame->n_uses[cell] = 0;
    }
  g_array_set_size (blame->uses, total);
  for (guint e = 0; e < blame->equations->len; e++)
    {
      const Equation *equation = &g_array_index (blame->equations, Equation, e);

      for (guint i = 0; i < equation->n; i++)
        {
          gsize cell = part_at (blame, equation, i)->cell;

          g_array_index (blame->uses, guint, blame->uses_at[cell] + blame->n_uses[cell]++) = e;
        }
    }
}

static gint64
tolerance_of (const Blame *blame, const Equation *equation)
{
  gint64 tolerance = equation->tolerance;

  for (guint i = 0; i < equation->n; i++)
    tolerance += blame->slack[part_at (blame, equation, i)->cell];
  return tolerance;
}

/* How good an explanation it is that cell should be more by delta, or by what is up to slack more or less. */
static double
weigh_blame (const Blame *blame, gsize cell, gint64 delta, gint64 slack, guint *n_mended)
{
  double weight = 0;
  gboolean own = FALSE;

  *n_mended = 0;
  for (guint u = 0; u < blame->n_uses[cell]; u++)
    {
      const Equation *equation = &g_array_index (blame->equations, Equation,
                                                 g_array_index (blame->uses, guint, blame->uses_at[cell] + u));
      gint64 before = residue (blame, equation), tolerance = tolerance_of (blame, equation);
      int sign = 0;
      gboolean was, is;

      for (guint i = 0; i < equation->n; i++)
        if (part_at (blame, equation, i)->cell == cell)
          sign += part_at (blame, equation, i)->sign;
      was = ABS (before) <= tolerance;
      is = ABS (before + sign * delta) <= tolerance + slack;
      if (!was && is)
        {
          (*n_mended)++;
          weight += 1;
          own = own || part_at (blame, equation, 0)->cell == cell;
        }
      else if (was && !is)
        weight -= part_at (blame, equation, 0)->cell == cell ? BROKEN_INPUT
                  : blame->is_target[cell]                   ? BROKEN_TARGET
                                                             : BROKEN_INPUT;
    }
  return weight + (own ? PREFER_TARGET : 0);
}

static gboolean
blame_one (Blame *blame)
{
  double best = -1000;
  gsize best_cell = 0;
  gint64 best_delta = 0;
  guint best_rule = 0;
  gint64 best_slack = 0;

  for (guint e = 0; e < blame->equations->len; e++)
    {
      const Equation *equation = &g_array_index (blame->equations, Equation, e);
      gint64 rest = residue (blame, equation);

      if (equation->held || ABS (rest) <= tolerance_of (blame, equation))
        continue;
      for (guint i = 0; i < equation->n; i++)
        {
          const Part *part = part_at (blame, equation, i);
          gint64 delta = -rest * part->sign;
          guint n_mended;
          double weight;

          if (!blame->table->given[part->cell] || blame->is_wrong[part->cell])
            continue;
          weight = weigh_blame (blame, part->cell, delta, equation->tolerance, &n_mended);
          /* Of equal explanations the equation whose target it is tells the figure best, then one of few parts. */
          weight += (i == 0 ? 0.02 : 0) - 0.0001 * MIN (equation->n, 50);
          if (weight > best)
            {
              best = weight;
              best_cell = part->cell;
              best_delta = delta;
              best_rule = equation->rule;
              best_slack = equation->tolerance;
            }
        }
    }
  if (best <= -1000)
    return FALSE;
  blame->is_wrong[best_cell] = TRUE;
  blame->wrong_rule[best_cell] = best_rule;
  blame->slack[best_cell] = best_slack;
  blame->table->values[best_cell] += best_delta;
  return TRUE;
}

/* --- verdicts ----------------------------------------------------------------------------------------------------- */

static void
add_cell (GArray *cells, const Table *table, gsize cell, SekVerdict verdict, gint64 expected, guint rule)
{
  guint row = (guint) (cell / table->n_columns), column = (guint) (cell % table->n_columns);
  SekAuditCell result = { .row = row,
                          .column = column,
                          .verdict = verdict,
                          .expected = expected,
                          .decimals = table->decimals,
                          .printed = table->cells[cell].state == STATE_NUMBER || table->cells[cell].state == STATE_NIL
                                         ? table->cells[cell].value
                                         : SEK_NONE,
                          .percent = table->columns[column].kind == COLUMN_PERCENT,
                          .rule = rule };

  g_array_append_val (cells, result);
}

static void
judge_percents (Table *table, guint index, const guint *missing, const gint64 *printed, GArray *cells)
{
  const Rule *rule = &g_array_index (table->rules, Rule, index);

  for (guint r = table->first; r < table->n_rows; r++)
    {
      gsize cell = at (table, r, rule->target);
      gint64 expected, low, high, other, other_low, other_high, value = table->cells[cell].value;
      SekVerdict verdict = SEK_VERDICT_WRONG;

      if (table->rows[r].kind < ROW_ITEM || !_sek_audit_percent (table, rule, r, table->values, &expected, &low, &high))
        continue;
      /* A corrected figure is itself only right within its rounding. */
      if (table->values[at (table, r, g_array_index (rule->terms, Term, 0).place)]
              != printed[at (table, r, g_array_index (rule->terms, Term, 0).place)]
          || (rule->shape != SHAPE_PART
              && table->values[at (table, r, g_array_index (rule->terms, Term, 1).place)]
                     != printed[at (table, r, g_array_index (rule->terms, Term, 1).place)]))
        {
          low -= table->columns[rule->target].unit;
          high += table->columns[rule->target].unit;
        }
      if (missing[cell] != 0 && expected == 0)
        continue;
      if (missing[cell] != 0)
        verdict = SEK_VERDICT_MISSING;
      else if (table->cells[cell].state != STATE_NUMBER)
        continue;
      else if (value == expected)
        verdict = SEK_VERDICT_OK;
      else if (_sek_audit_is_percent_within (table, rule, r, value, low, high))
        verdict = value == -expected ? SEK_VERDICT_OK : SEK_VERDICT_ROUNDING;
      else if (_sek_audit_percent (table, rule, r, printed, &other, &other_low, &other_high)
               && _sek_audit_is_percent_within (table, rule, r, value, other_low, other_high))
        verdict = SEK_VERDICT_OK;
      add_cell (cells, table, cell, verdict, expected, index);
    }
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const SekAuditCell *x = a, *y = b;

  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  return x->column < y->column ? -1 : x->column > y->column;
}

/* The worst verdict of the equations whose target a cell is, and which of them says so. */
static void
judge_targets (Blame *blame, const guint *missing, GArray *cells)
{
  Table *table = blame->table;
  gsize n_cells = (gsize) table->n_rows * table->n_columns;

  for (gsize cell = 0; cell < n_cells; cell++)
    {
      gboolean found = FALSE, rounded = FALSE;
      guint rule = 0;
      gint64 expected = 0;

      if (missing[cell] != 0 && table->columns[cell % table->n_columns].kind != COLUMN_PERCENT)
        {
          add_cell (cells, table, cell, SEK_VERDICT_MISSING, table->values[cell], missing[cell] - 1u);
          continue;
        }
      if (blame->is_wrong[cell])
        {
          add_cell (cells, table, cell,
                    table->cells[cell].state == STATE_NUMBER ? SEK_VERDICT_WRONG : SEK_VERDICT_MISSING,
                    table->values[cell], blame->wrong_rule[cell]);
          continue;
        }
      for (guint u = 0; u < blame->n_uses[cell]; u++)
        {
          const Equation *equation = &g_array_index (blame->equations, Equation,
                                                     g_array_index (blame->uses, guint, blame->uses_at[cell] + u));
          gint64 rest = residue (blame, equation);
          const Part *part = part_at (blame, equation, 0);

          if (part->cell != cell || !table->given[cell] || rounded)
            continue;
          /* What an earlier correction leaves open is a figure that followed from the wrong one. */
          rounded = rest != 0 && ABS (rest) <= equation->tolerance;
          expected = rounded ? table->values[cell] - rest * part->sign : table->values[cell];
          rule = found && !rounded ? rule : equation->rule;
          found = TRUE;
        }
      if (found)
        add_cell (cells, table, cell, rounded ? SEK_VERDICT_ROUNDING : SEK_VERDICT_OK, expected, rule);
    }
}

GArray *
_sek_audit_judge (Table *table)
{
  gsize n_cells = (gsize) table->n_rows * table->n_columns + 1;
  g_autofree guint *missing = g_new0 (guint, n_cells);
  g_autofree gint64 *printed = g_memdup2 (table->values, (n_cells - 1) * sizeof (gint64));
  Blame blame = { .table = table,
                  .parts = g_array_new (FALSE, FALSE, sizeof (Part)),
                  .equations = g_array_new (FALSE, FALSE, sizeof (Equation)),
                  .n_uses = g_new0 (guint, n_cells),
                  .uses_at = g_new0 (guint, n_cells),
                  .uses = g_array_new (FALSE, FALSE, sizeof (guint)),
                  .is_target = g_new0 (guint8, n_cells),
                  .is_wrong = g_new0 (guint8, n_cells),
                  .wrong_rule = g_new0 (guint, n_cells),
                  .slack = g_new0 (gint64, n_cells) };
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (SekAuditCell));

  find_additive (table);
  _sek_audit_find_missing (table, missing);
  for (guint i = 0; i < table->rules->len; i++)
    {
      const Rule *rule = &g_array_index (table->rules, Rule, i);

      if (rule->shape != SHAPE_LINEAR)
        continue;
      if (rule->is_column)
        for (guint r = table->first; r < table->n_rows; r++)
          {
            if (table->rows[r].kind >= ROW_ITEM && table->given[at (table, r, rule->target)])
              add_equation (&blame, i, r);
          }
      else
        for (guint c = 0; c < table->n_columns; c++)
          if (table->columns[c].kind == COLUMN_AMOUNT && table->columns[c].additive
              && table->given[at (table, rule->target, c)])
            add_equation (&blame, i, c);
    }
  index_uses (&blame);
  for (guint i = 0; i < MOST_ROUNDS && !g_cancellable_is_cancelled (table->cancellable) && blame_one (&blame); i++)
    ;
  judge_targets (&blame, missing, cells);
  for (guint i = 0; i < table->rules->len; i++)
    if (g_array_index (table->rules, Rule, i).shape != SHAPE_LINEAR)
      judge_percents (table, i, missing, printed, cells);
  g_array_sort (cells, compare_cells);

  g_array_unref (blame.parts);
  g_array_unref (blame.equations);
  g_array_unref (blame.uses);
  g_free (blame.n_uses);
  g_free (blame.uses_at);
  g_free (blame.is_target);
  g_free (blame.is_wrong);
  g_free (blame.wrong_rule);
  g_free (blame.slack);
  return cells;
}
