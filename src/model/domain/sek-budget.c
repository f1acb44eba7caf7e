/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-budget.h"

#include <stdlib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-fees.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-plan.h"
#include "sek-position.h"
#include "sek-register-private.h"
#include "sek-reserve.h"
#include "sek-seal.h"

gint64
sek_budget_plus (gint64 a, gint64 b)
{
  gint64 sum;

  if (a == SEK_NONE)
    return b;
  if (b == SEK_NONE)
    return a;
  return sek_money_add (a, b, &sum, NULL) ? sum : SEK_NONE;
}

gint64
sek_budget_minus (gint64 a, gint64 b)
{
  gint64 difference;

  if (a == SEK_NONE && b == SEK_NONE)
    return SEK_NONE;
  return sek_money_subtract (a == SEK_NONE ? 0 : a, b == SEK_NONE ? 0 : b, &difference, NULL) ? difference : SEK_NONE;
}

/* --- sources ----------------------------------------------------------------------------------------------------- */

static gint64
sum_of_grants (SekRegister *reg, gint64 line, int year)
{
  gint64 sum = SEK_NONE;
  guint n;
  const gint64 *grants = sek_register_get_children (reg, SEK_FIELD (grant, budget_line), line, &n);

  for (guint i = 0; i < n; i++)
    {
      gint64 row = sek_register_find_pair (reg, SEK_FIELD (instalment, grant), grants[i], SEK_FIELD (instalment, year),
                                           year);

      if (row != 0)
        sum = sek_budget_plus (sum, sek_register_get_instalment (reg, row)->value);
    }
  return sum;
}

static gint64
sum_of_projects (SekRegister *reg, gint64 column)
{
  gint64 sum = SEK_NONE;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (project_amount, budget_column), column, &n);

  for (guint i = 0; i < n; i++)
    sum = sek_budget_plus (sum, sek_register_get_project_amount (reg, rows[i])->value);
  return sum;
}

static gint64
read_source (SekRegister *reg, const SekBudgetLine *line, const SekBudgetColumn *column)
{
  const SekFeeTotals *totals;

  /* What a plan says goes by the line's rule, but for a balance that is carried from a column of somebody's choice. */
  if (column->kind == SEK_COLUMN_KIND_PLAN
      && (line->section != SEK_SECTION_OPENING || column->carry_from == SEK_NONE))
    return sek_plan_amount (reg, line->id, (int) column->year);
  switch (line->source)
    {
    case SEK_SOURCE_FEES:
      totals = sek_fees_get_totals (reg, (int) column->year);
      return totals->n_payers > 0 && totals->n_overflows == 0 ? totals->invoices : SEK_NONE;
    case SEK_SOURCE_GRANTS:
      return sum_of_grants (reg, line->id, (int) column->year);
    case SEK_SOURCE_PROJECTS:
      return sum_of_projects (reg, column->id);
    case SEK_SOURCE_POSITIONS:
      return sek_positions_of_council (reg, (int) column->year);
    case SEK_SOURCE_CARRIED_FORWARD:
      return column->carry_from != SEK_NONE ? sek_budget_closing (reg, column->carry_from) : SEK_NONE;
    default:
      return SEK_NONE;
    }
}

/* Sums, results and balances ask for the same cells again and again, so they are kept until the next change. */
typedef struct
{
  gint64        line;
  gint64        column;
  SekBudgetCell cell;
} Kept;

static guint
hash_kept (gconstpointer kept)
{
  const Kept *self = kept;
  guint64 key = (guint64) self->line * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ (guint64) self->column;

  return (guint) (key ^ key >> 32);
}

static gboolean
equal_kept (gconstpointer a, gconstpointer b)
{
  const Kept *p = a, *q = b;

  return p->line == q->line && p->column == q->column;
}

static int n_reads;

guint
sek_budget_count_reads (void)
{
  return (guint) g_atomic_int_get (&n_reads);
}

/* What was adopted, whatever became of line and amount since; what the source says today is told beside it. */
static void
read_sealed (SekRegister *reg, SekRegister *copy, gint64 line_id, gint64 column_id, SekBudgetCell *cell)
{
  const SekBudgetLine *line = sek_register_get_budget_line (reg, line_id);

  sek_budget_read (copy, line_id, column_id, cell);
  if (line != NULL)
    cell->source = read_source (reg, line, sek_register_get_budget_column (reg, column_id));
}

static void
work_out (SekRegister *reg, gint64 line_id, gint64 column_id, SekBudgetCell *cell)
{
  const SekBudgetLine *line = sek_register_get_budget_line (reg, line_id);
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, column_id);
  SekRegister *copy = sek_seal_get_budget (reg, column_id);
  const SekAmount *amount;

  g_atomic_int_inc (&n_reads);
  if (copy != NULL)
    {
      read_sealed (reg, copy, line_id, column_id, cell);
      return;
    }
  *cell = (SekBudgetCell) { .value = SEK_NONE, .source = SEK_NONE };
  if (line == NULL || column == NULL)
    return;
  cell->amount = sek_register_find_pair (reg, SEK_FIELD (amount, line), line_id, SEK_FIELD (amount, budget_column),
                                         column_id);
  cell->source = sek_register_is_copy (reg) ? SEK_NONE : read_source (reg, line, column);
  if (cell->amount == 0)
    return;
  amount = sek_register_get_amount (reg, cell->amount);
  cell->computed = amount->mode == SEK_MODE_SOURCE
                   && (line->source != SEK_SOURCE_ENTERED || column->kind == SEK_COLUMN_KIND_PLAN);
  if (amount->mode == SEK_MODE_ENTERED || column->status == SEK_STATUS_SEALED || sek_register_is_copy (reg))
    cell->value = amount->value;
  else if (cell->source == SEK_NONE || column->kind == SEK_COLUMN_KIND_ACCOUNTS)
    cell->value = cell->source;
  else
    cell->value = sek_money_round (cell->source, column->unit);
}

void
sek_budget_read (SekRegister *reg, gint64 line, gint64 column, SekBudgetCell *cell)
{
  const Kept wanted = { .line = line, .column = column };
  const Kept *found = reg->budget != NULL ? g_hash_table_lookup (reg->budget, &wanted) : NULL;
  Kept *kept;

  if (found != NULL)
    {
      *cell = found->cell;
      return;
    }
  work_out (reg, line, column, cell);
  if (reg->budget == NULL)
    reg->budget = g_hash_table_new_full (hash_kept, equal_kept, g_free, NULL);
  kept = g_memdup2 (&wanted, sizeof wanted);
  kept->cell = *cell;
  g_hash_table_add (reg->budget, kept);
}

/* --- rows and sums ----------------------------------------------------------------------------------------------- */

typedef struct
{
  gint64      id;
  gint64      section;
  gint64      position;
} Placed;

static int
compare_placed (gconstpointer a, gconstpointer b)
{
  const Placed *p = a, *q = b;

  if (p->section != q->section)
    return p->section < q->section ? -1 : 1;
  if (p->position != q->position)
    return p->position < q->position ? -1 : 1;
  return p->id < q->id ? -1 : p->id > q->id;
}

static GArray *
sort_rows (SekRegister *reg, SekEntityId entity, const SekField *position, const SekField *section, gint64 only)
{
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  SekTableIter iter;
  const SekRow *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      Placed place = { row->id, section != NULL ? row->slots[section->index].integer : 0,
                       row->slots[position->index].integer };

      if (only < 0 || place.section == only)
        g_array_append_val (placed, place);
    }
  g_array_sort (placed, compare_placed);
  for (guint i = 0; i < placed->len; i++)
    g_array_append_val (ids, g_array_index (placed, Placed, i).id);
  return ids;
}

GArray *
sek_budget_lines (SekRegister *reg, gint64 section)
{
  return sort_rows (reg, SEK_BUDGET_LINE, SEK_FIELD (budget_line, position), SEK_FIELD (budget_line, section), section);
}

GArray *
sek_rows_by_position (SekRegister *reg, SekEntityId entity)
{
  const SekField *position = sek_entity_find_field (sek_entity_get (entity), "position");

  g_return_val_if_fail (position != NULL, NULL);
  return entity == SEK_BUDGET_LINE ? sek_budget_lines (reg, -1) : sort_rows (reg, entity, position, NULL, -1);
}

/* Rows that only the adopted ones of the columns have, in the order that they had there. */
static void
add_gone_rows (SekRegister *reg, GArray *columns, SekEntityId entity, gint64 section, GArray *ids)
{
  for (guint i = 0; columns != NULL && i < columns->len; i++)
    {
      SekRegister *copy = sek_seal_get_budget (reg, g_array_index (columns, gint64, i));
      g_autoptr (GArray) rows = copy == NULL                ? NULL
                                : entity == SEK_BUDGET_LINE ? sek_budget_lines (copy, section)
                                                            : sek_rows_by_position (copy, entity);

      for (guint r = 0; rows != NULL && r < rows->len; r++)
        {
          gint64 row = g_array_index (rows, gint64, r);
          gboolean known = sek_register_lookup (reg, entity, row) != NULL;

          for (guint k = 0; !known && k < ids->len; k++)
            known = g_array_index (ids, gint64, k) == row;
          if (!known)
            g_array_append_val (ids, row);
        }
    }
}

static void
add_section (SekRegister *reg, GArray *columns, GArray *figures, gint64 section, gboolean framed)
{
  g_autoptr (GArray) lines = sek_budget_lines (reg, section);
  SekFigure figure = { .section = section };
  guint n = lines->len;

  add_gone_rows (reg, columns, SEK_BUDGET_LINE, section, lines);
  figure.kind = SEK_FIGURE_HEADING;
  if (framed)
    g_array_append_val (figures, figure);
  figure.kind = SEK_FIGURE_LINE;
  for (guint i = 0; i < lines->len; i++)
    {
      figure.line = g_array_index (lines, gint64, i);
      figure.gone = i >= n;
      g_array_append_val (figures, figure);
    }
  figure.kind = SEK_FIGURE_SUM;
  figure.line = 0;
  figure.gone = FALSE;
  if (framed)
    g_array_append_val (figures, figure);
}

GArray *
sek_budget_figures_of (SekRegister *reg, GArray *columns)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (SekFigure));
  SekFigure result = { .kind = SEK_FIGURE_RESULT }, closing = { .kind = SEK_FIGURE_CLOSING };

  add_section (reg, columns, figures, SEK_SECTION_OPENING, FALSE);
  add_section (reg, columns, figures, SEK_SECTION_INCOME, TRUE);
  add_section (reg, columns, figures, SEK_SECTION_EXPENSE, TRUE);
  g_array_append_val (figures, result);
  g_array_append_val (figures, closing);
  return figures;
}

GArray *
sek_budget_figures (SekRegister *reg)
{
  return sek_budget_figures_of (reg, NULL);
}

const char *
sek_budget_get_adopted_name (SekRegister *reg, gint64 id, gint64 column)
{
  SekRegister *copy = sek_seal_get_budget (reg, column);
  const SekBudgetLine *line = sek_register_get_budget_line (reg, id),
                      *adopted = copy != NULL ? sek_register_get_budget_line (copy, id) : NULL;

  return line != NULL && adopted != NULL && !g_str_equal (line->name, adopted->name) ? adopted->name : NULL;
}

const SekAmount *
sek_budget_get_amount (SekRegister *reg, gint64 line, gint64 column)
{
  SekRegister *copy = sek_seal_get_budget (reg, column), *from = copy != NULL ? copy : reg;
  gint64 id = sek_register_find_pair (from, SEK_FIELD (amount, line), line, SEK_FIELD (amount, budget_column), column);

  return id != 0 ? sek_register_get_amount (from, id) : NULL;
}

gboolean
sek_budget_has_reasons (SekRegister *reg, gint64 id)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);

  return column != NULL && column->kind == SEK_COLUMN_KIND_ADJUSTED && column->base_column != SEK_NONE
         && sek_seal_get_budget (reg, column->base_column) != NULL;
}

const SekProjectAmount *
sek_budget_get_project_amount (SekRegister *reg, gint64 project, gint64 column)
{
  SekRegister *copy = sek_seal_get_budget (reg, column), *from = copy != NULL ? copy : reg;
  gint64 id = sek_register_find_pair (from, SEK_FIELD (project_amount, project), project,
                                      SEK_FIELD (project_amount, budget_column), column);

  return id != 0 ? sek_register_get_project_amount (from, id) : NULL;
}

GArray *
sek_budget_projects_of (SekRegister *reg, GArray *columns)
{
  GArray *projects = sek_rows_by_position (reg, SEK_PROJECT);

  add_gone_rows (reg, columns, SEK_PROJECT, -1, projects);
  return projects;
}

const SekProject *
sek_budget_get_project (SekRegister *reg, gint64 id, GArray *columns)
{
  const SekProject *project = sek_register_get_project (reg, id);

  for (guint i = 0; project == NULL && columns != NULL && i < columns->len; i++)
    {
      SekRegister *copy = sek_seal_get_budget (reg, g_array_index (columns, gint64, i));

      project = copy != NULL ? sek_register_get_project (copy, id) : NULL;
    }
  return project;
}

/* A line that is gone is called what it was called in the copy that has it. */
static const char *
get_line_name (SekRegister *reg, gint64 id)
{
  const SekBudgetLine *line = sek_register_get_budget_line (reg, id);
  SekTableIter iter;
  const SekSeal *seal;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_SEAL));
  while (line == NULL && (seal = (const SekSeal *) sek_table_iter_next (&iter)) != NULL)
    {
      SekRegister *copy = sek_seal_get_budget (reg, seal->budget_column);

      line = copy != NULL ? sek_register_get_budget_line (copy, id) : NULL;
    }
  return line != NULL ? line->name : "";
}

char *
sek_figure_dup_key (const SekFigure *figure)
{
  const char *section = SEK_FIELD (budget_line, section)->choices.choices[figure->section].id;

  switch (figure->kind)
    {
    case SEK_FIGURE_LINE:
      return g_strdup_printf ("%" G_GINT64_FORMAT, figure->line);
    case SEK_FIGURE_HEADING:
      return g_strdup (section);
    case SEK_FIGURE_SUM:
      return g_strdup_printf ("sum-%s", section);
    case SEK_FIGURE_RESULT:
      return g_strdup ("result");
    case SEK_FIGURE_CLOSING:
    default:
      return g_strdup ("closing");
    }
}

const char *
sek_figure_get_name (SekRegister *reg, const SekFigure *figure, SekLanguage language)
{
  static const SekWord headings[] = {
    { { "Inngående", "Inngåande", "Opening" } }, { { "Inntekter", "Inntekter", "Income" } },
    { { "Utgifter", "Utgifter", "Expenses" } },
  };
  static const SekWord sums[] = {
    { { "Sum inngående", "Sum inngåande", "Total opening" } }, { { "Sum inntekter", "Sum inntekter", "Total income" } },
    { { "Sum driftsutgifter", "Sum driftsutgifter", "Total expenses" } },
  };
  static const SekWord result = { { "Resultat*", "Resultat*", "Result*" } };

  switch (figure->kind)
    {
    case SEK_FIGURE_LINE:
      return get_line_name (reg, figure->line);
    case SEK_FIGURE_HEADING:
      return sek_word (&headings[figure->section], language);
    case SEK_FIGURE_SUM:
      return sek_word (&sums[figure->section], language);
    case SEK_FIGURE_RESULT:
      return sek_word (&result, language);
    case SEK_FIGURE_CLOSING:
    default:
      return sek_reserve_get_closing_word (reg, language);
    }
}

gint64
sek_budget_sum (SekRegister *reg, gint64 section, gint64 column)
{
  SekRegister *copy = sek_seal_get_budget (reg, column);
  gint64 sum = SEK_NONE;
  SekTableIter iter;
  const SekBudgetLine *line;

  /* The lines are those that were adopted. */
  if (copy != NULL)
    return sek_budget_sum (copy, section, column);
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_LINE));
  while ((line = (const SekBudgetLine *) sek_table_iter_next (&iter)) != NULL)
    if (line->section == section)
      {
        SekBudgetCell cell;

        sek_budget_read (reg, line->id, column, &cell);
        sum = sek_budget_plus (sum, cell.value);
      }
  return sum;
}

gint64
sek_budget_result (SekRegister *reg, gint64 column)
{
  return sek_budget_minus (sek_budget_sum (reg, SEK_SECTION_INCOME, column),
                           sek_budget_sum (reg, SEK_SECTION_EXPENSE, column));
}

gint64
sek_budget_closing (SekRegister *reg, gint64 column)
{
  return sek_budget_plus (sek_budget_sum (reg, SEK_SECTION_OPENING, column), sek_budget_result (reg, column));
}

gint64
sek_budget_value (SekRegister *reg, const SekFigure *figure, gint64 column)
{
  SekBudgetCell cell;

  switch (figure->kind)
    {
    case SEK_FIGURE_LINE:
      sek_budget_read (reg, figure->line, column, &cell);
      return cell.value;
    case SEK_FIGURE_SUM:
      return sek_budget_sum (reg, figure->section, column);
    case SEK_FIGURE_RESULT:
      return sek_budget_result (reg, column);
    case SEK_FIGURE_CLOSING:
      return sek_budget_closing (reg, column);
    case SEK_FIGURE_HEADING:
    default:
      return SEK_NONE;
    }
}

gboolean
sek_budget_is_actual (const SekBudgetColumn *column)
{
  return column != NULL && (column->kind == SEK_COLUMN_KIND_FORECAST || column->kind == SEK_COLUMN_KIND_ACCOUNTS);
}

gboolean
sek_budget_is_deviation (SekRegister *reg, gint64 column, gint64 base)
{
  return sek_budget_is_actual (sek_register_get_budget_column (reg, column))
         != sek_budget_is_actual (sek_register_get_budget_column (reg, base));
}

gboolean
sek_budget_is_turned (SekRegister *reg, gint64 column, gint64 base)
{
  return sek_budget_is_actual (sek_register_get_budget_column (reg, column))
         && sek_budget_is_deviation (reg, column, base);
}

gint64
sek_budget_change (SekRegister *reg, const SekFigure *figure, gint64 column, gint64 base)
{
  gint64 value = sek_budget_value (reg, figure, column), from = sek_budget_value (reg, figure, base);

  return sek_budget_is_turned (reg, column, base) ? sek_budget_minus (from, value) : sek_budget_minus (value, from);
}
