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

/* Σ sign · cell = 0; the first part is the target, with −1. */
typedef struct
{
  guint  rule;
  guint  first; /* in parts */
  guint  n;
  gint64 tolerance;
  double sureness; /* that it ought to hold */
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
  guint8  *undecided;
  guint   *wrong_rule;
  double  *sureness;   /* that a cell which is called wrong is */
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
static void
add_equation (Blame *blame, guint index, guint place)
{
  Table *table = blame->table;
  const Rule *rule = &g_array_index (table->rules, Rule, index);
  guint column = rule->is_column ? rule->target : place;
  Equation equation = { .rule = index, .first = blame->parts->len };
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  guint n = _sek_audit_collect (table, rule, place, parts);
  gint64 units = 0;

  if (n == 0)
    return;
  for (guint i = 0; i < parts->len; i++)
    {
      units += table->units[g_array_index (parts, Part, i).cell];
      table->covered[g_array_index (parts, Part, i).cell] |= rule->sureness >= SEK_AUDIT_LIKELY;
    }
  /* A blank change is one of nothing, but as rounded as the others. */
  if (!rule->is_column && table->columns[column].loose > 0)
    units = MAX (units, (rule->terms->len + 1) * table->columns[column].unit);
  equation.n = parts->len;
  equation.sureness = rule->sureness * (rule->is_column ? table->rows[place].additive : table->columns[place].additive);
  equation.tolerance = _sek_audit_tolerance (rule->is_column ? NULL : &table->columns[column], n, units);
  g_array_append_vals (blame->parts, parts->data, parts->len);
  g_array_append_val (blame->equations, equation);
}

/* --- blame ------------------------------------------------------------------------------------------------------- */

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

/* A cell that may be wrong. */
typedef struct
{
  gsize  cell;
  gint64 delta;    /* what is wanting */
  gint64 slack;
  guint  rule;
  double weight;   /* as an explanation */
  double fair;     /* without what speaks for a computed cell as such */
  double sureness;
} Suspect;

/* How good an explanation it is that a cell should be more by what is wanting, or by what is up to the slack more or
 * less, and how sure: several rules that ask for the same are surer than each. */
static void
weigh_blame (const Blame *blame, Suspect *suspect)
{
  gsize cell = suspect->cell;
  double doubt = 1;
  gboolean own = FALSE;

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
      is = ABS (before + sign * suspect->delta) <= tolerance + suspect->slack;
      if (!was && is)
        {
          suspect->fair += equation->sureness;
          doubt *= 1 - equation->sureness;
          own = own || part_at (blame, equation, 0)->cell == cell;
        }
      else if (was && !is)
        suspect->fair -= equation->sureness * (part_at (blame, equation, 0)->cell == cell ? BROKEN_INPUT
                                               : blame->is_target[cell]                   ? BROKEN_TARGET
                                                                                          : BROKEN_INPUT);
    }
  suspect->sureness = 1 - doubt;
  suspect->weight = suspect->fair + (own ? PREFER_TARGET : 0);
}

/* Whether another cell explains the same as well, so that only habit tells which of them it is. */
static gboolean
is_undecided (const Suspect *best, const GArray *suspects)
{
  for (guint i = 0; i < suspects->len; i++)
    if (g_array_index (suspects, Suspect, i).cell != best->cell
        && g_array_index (suspects, Suspect, i).fair >= best->fair - 0.05)
      return TRUE;
  return FALSE;
}

static gboolean
blame_one (Blame *blame)
{
  g_autoptr (GArray) suspects = g_array_new (FALSE, FALSE, sizeof (Suspect));
  const Suspect *best = NULL;

  for (guint e = 0; e < blame->equations->len; e++)
    {
      const Equation *equation = &g_array_index (blame->equations, Equation, e);
      gint64 rest = residue (blame, equation);

      if (equation->held || ABS (rest) <= tolerance_of (blame, equation))
        continue;
      for (guint i = 0; i < equation->n; i++)
        {
          const Part *part = part_at (blame, equation, i);
          Suspect suspect = { .cell = part->cell, .delta = -rest * part->sign, .slack = equation->tolerance,
                              .rule = equation->rule };

          if (!blame->table->given[part->cell] || blame->is_wrong[part->cell])
            continue;
          weigh_blame (blame, &suspect);
          /* Of equal explanations the equation whose target it is tells the figure best, then one of few parts. */
          suspect.weight += (i == 0 ? 0.02 : 0) - 0.0001 * MIN (equation->n, 50);
          g_array_append_val (suspects, suspect);
        }
    }
  for (guint i = 0; i < suspects->len; i++)
    if (best == NULL || g_array_index (suspects, Suspect, i).weight > best->weight)
      best = &g_array_index (suspects, Suspect, i);
  if (best == NULL)
    return FALSE;
  blame->is_wrong[best->cell] = TRUE;
  blame->undecided[best->cell] = is_undecided (best, suspects);
  blame->wrong_rule[best->cell] = best->rule;
  blame->sureness[best->cell] = best->sureness;
  blame->slack[best->cell] = best->slack;
  blame->table->values[best->cell] += best->delta;
  return TRUE;
}

/* --- verdicts ---------------------------------------------------------------------------------------------------- */

/* What rules say of a cell. They call it wrong when they are sure; a rule that holds nowhere else in the column is
 * not, and what is less than likely is not said at all. */
static void
add_cell (GArray *cells, const Table *table, gsize cell, SekVerdict verdict, gint64 expected, guint rule,
          double sureness)
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
                          .rule = rule,
                          .sureness = sureness };

  if (verdict >= SEK_VERDICT_WRONG && sureness < SEK_AUDIT_LIKELY)
    return;
  if (verdict >= SEK_VERDICT_WRONG && sureness < SEK_AUDIT_SURE)
    result.verdict = SEK_VERDICT_DOUBTFUL;
  g_array_append_val (cells, result);
}

static gsize
cell_of_term (const Table *table, const Rule *rule, guint i, guint place)
{
  guint line = g_array_index (rule->terms, Term, i).place;

  if (rule->is_column && rule->shape == SHAPE_PART && i > 0)
    return at (table, line, g_array_index (rule->terms, Term, 0).place);
  return rule->is_column ? at (table, place, line) : at (table, line, place);
}

/* Whether one of the figures of a rule was found wrong and put right. */
static gboolean
is_corrected (const Table *table, const Rule *rule, guint place, const gint64 *printed)
{
  for (guint i = 0; i < rule->terms->len; i++)
    if (table->values[cell_of_term (table, rule, i, place)] != printed[cell_of_term (table, rule, i, place)])
      return TRUE;
  return FALSE;
}

static void
cover_shape (Table *table, const Rule *rule, guint place)
{
  if (rule->sureness < SEK_AUDIT_LIKELY)
    return;
  table->covered[rule->is_column ? at (table, place, rule->target) : at (table, rule->target, place)] = TRUE;
  for (guint i = 0; i < rule->terms->len; i++)
    table->covered[cell_of_term (table, rule, i, place)] = TRUE;
}

/* A rule that does not add up, at its places. */
static void
judge_shape (Table *table, guint index, const guint *missing, const gint64 *printed, GArray *cells)
{
  const Rule *rule = &g_array_index (table->rules, Rule, index);

  for (guint place = rule->is_column ? table->first : 0; place < (rule->is_column ? table->n_rows : table->n_columns);
       place++)
    {
      gsize cell = rule->is_column ? at (table, place, rule->target) : at (table, rule->target, place);
      gint64 expected, low, high, other, other_low, other_high, value = table->cells[cell].value;
      SekVerdict verdict = SEK_VERDICT_WRONG;

      if (!_sek_audit_is_place (table, rule, place)
          || !_sek_audit_compute (table, rule, place, table->values, &expected, &low, &high))
        continue;
      /* A corrected figure is itself only right within its rounding. */
      if (is_corrected (table, rule, place, printed))
        {
          low -= MAX (table->units[cell], 1);
          high += MAX (table->units[cell], 1);
        }
      if (missing[cell] != 0 && expected == 0)
        continue;
      if (missing[cell] != 0)
        verdict = SEK_VERDICT_MISSING;
      else if (table->cells[cell].state != STATE_NUMBER)
        continue;
      else if (value == expected)
        verdict = SEK_VERDICT_OK;
      else if (_sek_audit_is_within (table, rule, place, value, low, high))
        verdict = value == -expected ? SEK_VERDICT_OK : SEK_VERDICT_ROUNDING;
      else if (_sek_audit_compute (table, rule, place, printed, &other, &other_low, &other_high)
               && _sek_audit_is_within (table, rule, place, value, other_low, other_high))
        verdict = SEK_VERDICT_OK;
      cover_shape (table, rule, place);
      add_cell (cells, table, cell, verdict, expected, index, rule->sureness);
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

static gboolean
is_cell (const Table *table, const SekAuditCell *result, gsize cell)
{
  return at (table, result->row, result->column) == cell;
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
          add_cell (cells, table, cell, SEK_VERDICT_MISSING, table->values[cell], missing[cell] - 1u,
                    g_array_index (table->rules, Rule, missing[cell] - 1u).sureness);
          continue;
        }
      if (blame->is_wrong[cell])
        {
          add_cell (cells, table, cell,
                    table->cells[cell].state == STATE_NUMBER ? SEK_VERDICT_WRONG : SEK_VERDICT_MISSING,
                    table->values[cell], blame->wrong_rule[cell], blame->sureness[cell]);
          if (cells->len > 0 && is_cell (table, &g_array_index (cells, SekAuditCell, cells->len - 1), cell))
            g_array_index (cells, SekAuditCell, cells->len - 1).undecided = blame->undecided[cell];
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
        add_cell (cells, table, cell, rounded ? SEK_VERDICT_ROUNDING : SEK_VERDICT_OK, expected, rule,
                  g_array_index (table->rules, Rule, rule).sureness);
    }
}

/* Averages and the like are not added up across columns. */
static gboolean
is_judged_in_row (const Table *table, const Rule *rule, guint r)
{
  return table->rows[r].kind >= ROW_ITEM && (rule->kind != SEK_AUDIT_COLUMNS || table->rows[r].kind != ROW_RATIO);
}

/* Whether a figure is off by no more than rounding to the steps of its column could do: all are multiples of ten or
 * more there. */
static gboolean
is_coarse (const Table *table, const SekAuditCell *cell)
{
  const Rule *rule = &g_array_index (table->rules, Rule, cell->rule);
  const Column *column = &table->columns[cell->column];

  return rule->shape == SHAPE_LINEAR && cell->verdict >= SEK_VERDICT_DOUBTFUL && cell->printed != SEK_NONE
         && column->grain >= 10 * column->unit
         && ABS (cell->printed - cell->expected) <= column->grain * (rule->terms->len + 1) / 2;
}

/* Where many sums are off so, the table was rounded after it was added up; a single one is to be looked at, if
 * there are not many that hold. A change is no case of its own. */
static void
judge_coarse (const Table *table, GArray *cells)
{
  guint n = 0, n_exact = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      const SekAuditCell *cell = &g_array_index (cells, SekAuditCell, i);
      const Column *column = &table->columns[cell->column];

      if (column->loose > 0 || column->grain < 10 * column->unit)
        continue;
      n += is_coarse (table, cell);
      n_exact += cell->verdict == SEK_VERDICT_OK;
    }
  for (guint i = 0; i < cells->len && n * 2 >= n_exact; i++)
    {
      SekAuditCell *cell = &g_array_index (cells, SekAuditCell, i);

      if (is_coarse (table, cell))
        cell->verdict = n > 1 ? SEK_VERDICT_ROUNDING : SEK_VERDICT_DOUBTFUL;
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
                  .undecided = g_new0 (guint8, n_cells),
                  .wrong_rule = g_new0 (guint, n_cells),
                  .sureness = g_new0 (double, n_cells),
                  .slack = g_new0 (gint64, n_cells) };
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (SekAuditCell));

  _sek_audit_find_additive (table);
  _sek_audit_find_missing (table, missing);
  for (guint i = 0; i < table->rules->len; i++)
    {
      const Rule *rule = &g_array_index (table->rules, Rule, i);

      if (!is_adding_up (rule))
        continue;
      if (rule->is_column)
        for (guint r = table->first; r < table->n_rows; r++)
          {
            if (table->given[at (table, r, rule->target)] && is_judged_in_row (table, rule, r))
              add_equation (&blame, i, r);
          }
      else
        for (guint c = 0; c < table->n_columns; c++)
          if (table->columns[c].kind == COLUMN_AMOUNT && table->columns[c].additive >= SEK_AUDIT_LIKELY
              && table->given[at (table, rule->target, c)])
            add_equation (&blame, i, c);
    }
  index_uses (&blame);
  for (guint i = 0; i < MOST_ROUNDS && !g_cancellable_is_cancelled (table->cancellable) && blame_one (&blame); i++)
    ;
  judge_targets (&blame, missing, cells);
  for (guint i = 0; i < table->rules->len; i++)
    if (!is_adding_up (&g_array_index (table->rules, Rule, i)))
      judge_shape (table, i, missing, printed, cells);
  judge_coarse (table, cells);
  g_array_sort (cells, compare_cells);

  g_array_unref (blame.parts);
  g_array_unref (blame.equations);
  g_array_unref (blame.uses);
  g_free (blame.n_uses);
  g_free (blame.uses_at);
  g_free (blame.is_target);
  g_free (blame.is_wrong);
  g_free (blame.undecided);
  g_free (blame.wrong_rule);
  g_free (blame.sureness);
  g_free (blame.slack);
  return cells;
}
