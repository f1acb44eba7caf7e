/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-plan-edit.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-error.h"
#include "sek-plan.h"

typedef struct
{
  SekColumn column; /* first: it is freed as one */
  int       year;
  char      heads[SEK_N_LANGUAGES][32];
} YearColumn;

static SekValue
read_year (const SekColumn *self, const SekScope *scope, gint64 row)
{
  gint64 value = sek_plan_value (scope->reg, row, ((const YearColumn *) self)->year);

  return value != SEK_NONE ? SEK_INTEGER (value) : SEK_BLANK;
}

static gboolean
refuse_year (const SekColumn *self, const SekScope *scope, gint64 row, const char *text, SekChangeset *changeset,
             GError **error)
{
  g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
               _("In %d the line goes on by its rule. Choose another rule, or make a plan column for %d and type the "
                 "amount there."),
               ((const YearColumn *) self)->year, ((const YearColumn *) self)->year);
  return FALSE;
}

SekColumn *
sek_plan_column_new (SekRegister *reg, int year)
{
  gint64 source = sek_plan_get_source (reg, year, NULL, NULL);
  g_autofree char *id = NULL;
  YearColumn *self;

  if (source != 0)
    return sek_column_new_amount (SEK_BUDGET_LINE, source);
  self = g_new0 (YearColumn, 1);
  /* Ids live as long as the program: there are as many as years. */
  id = g_strdup_printf ("plan-%d", year);
  self->column.id = g_intern_string (id);
  self->column.entity = SEK_BUDGET_LINE;
  self->column.field = SEK_FIELD (amount, value);
  self->column.flags = SEK_COLUMN_COMPUTED;
  /* In the unit of the figures that it goes on from. */
  self->column.budget_column = sek_plan_get_source (reg, sek_plan_get_base_year (reg), NULL, NULL);
  self->column.read = read_year;
  self->column.propose = refuse_year;
  self->year = year;
  for (int language = 0; language < SEK_N_LANGUAGES; language++)
    {
      g_snprintf (self->heads[language], sizeof self->heads[language], "%s\n%d",
                  sek_plan_get_kind_word (SEK_YEAR_RULES, (SekLanguage) language), year);
      self->column.title.text[language] = self->heads[language];
    }
  return &self->column;
}

static SekValue
read_order (const SekColumn *self, const SekScope *scope, gint64 row)
{
  const SekBudgetLine *line = sek_register_get_budget_line (scope->reg, row);

  /* Positions are far below 2^48. */
  return line != NULL ? SEK_INTEGER (line->section * (G_GINT64_CONSTANT (1) << 48) + line->position) : SEK_BLANK;
}

const SekColumn *
sek_plan_column_order (void)
{
  static SekColumn column = { .id = "order", .entity = SEK_BUDGET_LINE, .flags = SEK_COLUMN_COMPUTED,
                              .read = read_order, .propose = refuse_year };

  column.field = SEK_FIELD (budget_line, position);
  return &column;
}

static gint64
find_choice (SekRegister *reg, int year)
{
  SekTableIter iter;
  const SekYearSource *source;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_YEAR_SOURCE));
  while ((source = (const SekYearSource *) sek_table_iter_next (&iter)) != NULL)
    if (source->year == year)
      return source->id;
  return 0;
}

void
sek_plan_propose_source (SekRegister *reg, int year, gint64 column, SekChangeset *changeset)
{
  g_autofree char *text = g_strdup_printf ("%d", year);
  gint64 choice = find_choice (reg, year);

  sek_changeset_set_action (changeset, "year-source", text, NULL);
  if (sek_plan_get_usual_source (reg, year) == column)
    {
      if (choice != 0)
        sek_changeset_delete (changeset, reg, SEK_YEAR_SOURCE, choice);
      return;
    }
  if (choice == 0)
    {
      choice = sek_changeset_insert (changeset, SEK_YEAR_SOURCE);
      sek_changeset_set (changeset, reg, SEK_FIELD (year_source, year), choice, &SEK_INTEGER (year));
    }
  sek_changeset_set (changeset, reg, SEK_FIELD (year_source, budget_column), choice, &SEK_INTEGER (column));
}

gint64
sek_plan_propose_column (SekRegister *reg, int year, SekChangeset *changeset)
{
  g_autofree char *text = g_strdup_printf ("%d", year),
                  *title = sek_budget_dup_column_title (reg, SEK_COLUMN_KIND_PLAN, text);
  gint64 before = sek_plan_get_source (reg, year - 1, NULL, NULL), base = sek_plan_get_base_year (reg),
         source = sek_plan_get_source (reg, (int) base, NULL, NULL),
         column = sek_budget_propose_column (reg, title, year, SEK_COLUMN_KIND_PLAN, 0, changeset);

  if (source != 0)
    sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, unit), column,
                       &SEK_INTEGER (sek_budget_get_unit (reg, source)));
  if (before != 0)
    {
      sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, carry_from), column, &SEK_INTEGER (before));
      sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, base_column), column, &SEK_INTEGER (before));
    }
  return column;
}
