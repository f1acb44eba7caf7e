/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-budget-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-budget.h"
#include "sek-error.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-reserve.h"

/* --- amounts as columns ------------------------------------------------------------------------------------------ */

static const SekField *
parent_field (const SekColumn *self)
{
  return self->entity == SEK_PROJECT ? SEK_FIELD (project_amount, project) : SEK_FIELD (amount, line);
}

static const SekField *
column_field (const SekColumn *self)
{
  return self->entity == SEK_PROJECT ? SEK_FIELD (project_amount, budget_column) : SEK_FIELD (amount, budget_column);
}

gint64
sek_column_find_amount (const SekColumn *self, SekRegister *reg, gint64 row)
{
  return sek_register_find_pair (reg, parent_field (self), row, column_field (self), self->budget_column);
}

gint64
sek_column_ensure_amount (const SekColumn *self, SekRegister *reg, gint64 row, SekChangeset *changeset)
{
  gint64 amount = sek_column_find_amount (self, reg, row);

  if (amount != 0)
    return amount;
  amount = sek_changeset_insert (changeset, self->field->entity);
  sek_changeset_set (changeset, reg, parent_field (self), amount, &SEK_INTEGER (row));
  sek_changeset_set (changeset, reg, column_field (self), amount, &SEK_INTEGER (self->budget_column));
  if (self->entity == SEK_BUDGET_LINE)
    sek_changeset_set (changeset, reg, SEK_FIELD (amount, mode), amount, &SEK_INTEGER (SEK_MODE_ENTERED));
  return amount;
}

static SekValue
read_amount (const SekColumn *self, const SekScope *scope, gint64 row)
{
  const SekProjectAmount *amount;
  SekBudgetCell cell;

  if (self->entity == SEK_BUDGET_LINE)
    {
      sek_budget_read (scope->reg, row, self->budget_column, &cell);
      return cell.value == SEK_NONE ? SEK_BLANK : SEK_INTEGER (cell.value);
    }
  amount = sek_budget_get_project_amount (scope->reg, row, self->budget_column);
  return amount == NULL || amount->value == SEK_NONE ? SEK_BLANK : SEK_INTEGER (amount->value);
}

static gboolean
propose_amount (const SekColumn *self, const SekScope *scope, gint64 row, const char *text, SekChangeset *changeset,
                GError **error)
{
  const SekColumn *stored = sek_column_find (self->field->entity, self->field->name, error);
  gint64 amount = sek_column_ensure_amount (self, scope->reg, row, changeset);

  return sek_column_propose (stored, scope, amount, text, changeset, error);
}

SekColumn *
sek_column_new_amount (SekEntityId entity, gint64 budget_column)
{
  SekColumn *column = g_new0 (SekColumn, 1);

  column->id = "amount";
  column->entity = entity;
  column->field = entity == SEK_PROJECT ? SEK_FIELD (project_amount, value) : SEK_FIELD (amount, value);
  column->title = column->field->title;
  column->budget_column = budget_column;
  column->read = read_amount;
  column->propose = propose_amount;
  return column;
}

static SekValue
read_comment (const SekColumn *self, const SekScope *scope, gint64 row)
{
  const SekRow *amount = self->entity == SEK_PROJECT
                             ? (const SekRow *) sek_budget_get_project_amount (scope->reg, row, self->budget_column)
                             : (const SekRow *) sek_budget_get_amount (scope->reg, row, self->budget_column);

  return amount != NULL ? sek_row_get (amount, self->field) : SEK_BLANK;
}

SekColumn *
sek_column_new_comment (SekEntityId entity, gint64 budget_column)
{
  SekColumn *column = sek_column_new_amount (entity, budget_column);

  column->id = "comment";
  column->field = entity == SEK_PROJECT ? SEK_FIELD (project_amount, comment) : SEK_FIELD (amount, comment);
  column->title = column->field->title;
  column->read = read_comment;
  return column;
}

SekColumn *
sek_column_new_reason (SekEntityId entity, gint64 budget_column)
{
  SekColumn *column = sek_column_new_comment (entity, budget_column);

  column->id = "reason";
  column->field = entity == SEK_PROJECT ? SEK_FIELD (project_amount, reason) : SEK_FIELD (amount, reason);
  column->title = column->field->title;
  return column;
}

void
sek_budget_propose_source (SekRegister *reg, gint64 line, gint64 column, SekChangeset *changeset)
{
  g_autofree SekColumn *cell = sek_column_new_amount (SEK_BUDGET_LINE, column);
  gint64 amount = sek_column_ensure_amount (cell, reg, line, changeset);

  sek_changeset_set (changeset, reg, SEK_FIELD (amount, mode), amount, &SEK_INTEGER (SEK_MODE_SOURCE));
  sek_changeset_set (changeset, reg, SEK_FIELD (amount, value), amount, &SEK_BLANK);
}

/* --- new columns ------------------------------------------------------------------------------------------------- */

/* The column of the same kind so many years on, or else fallback; that too where there was none. */
static gint64
move_on (SekRegister *reg, gint64 column, int years, gint64 fallback)
{
  const SekBudgetColumn *old = column != SEK_NONE ? sek_register_get_budget_column (reg, column) : NULL;
  SekTableIter iter;
  const SekBudgetColumn *other;

  if (old == NULL)
    return fallback;
  if (years == 0)
    return column;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((other = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    if (other->kind == old->kind && other->year == old->year + years)
      return other->id;
  return fallback;
}

/* What an amount of a sealed column becomes in its copy. What sealing stored beside a computed amount belongs to the
 * sealed column alone; but where an adjusted budget begins, it is what was adopted, also where the source says
 * something else by now. */
static void
copy_sealed (SekRegister *reg, const SekAmount *amount, gint64 copy, gboolean adjusts, SekChangeset *changeset)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, amount->budget_column);
  SekBudgetCell cell;

  if (amount->mode != SEK_MODE_SOURCE)
    return;
  sek_budget_read (reg, amount->line, amount->budget_column, &cell);
  if (adjusts && cell.value != (cell.source != SEK_NONE ? sek_money_round (cell.source, column->unit) : SEK_NONE))
    sek_changeset_set (changeset, reg, SEK_FIELD (amount, mode), copy, &SEK_INTEGER (SEK_MODE_ENTERED));
  else
    sek_changeset_set (changeset, reg, SEK_FIELD (amount, value), copy, &SEK_BLANK);
}

/* Copies every row of an amount entity from one column to another; adjusts: which adjusts the first. A reason says why
 * that row differed from another one, and is not copied. */
static void
copy_amounts (SekRegister *reg, const SekField *column_of, gint64 from, gint64 to, gboolean adjusts,
              SekChangeset *changeset)
{
  const SekField *reason = sek_entity_find_field (sek_entity_get (column_of->entity), "reason");
  const SekEntity *entity = sek_entity_get (column_of->entity);
  gboolean sealed = sek_register_get_budget_column (reg, from)->status == SEK_STATUS_SEALED;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, column_of, from, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekRow *row = sek_register_lookup (reg, entity->id, rows[i]);
      gint64 copy = sek_changeset_insert (changeset, entity->id);

      for (guint f = 0; f < entity->n_fields; f++)
        {
          SekValue value = sek_row_get (row, &entity->fields[f]);

          if (&entity->fields[f] != reason)
            sek_changeset_set (changeset, reg, &entity->fields[f], copy,
                               f == column_of->index ? &SEK_INTEGER (to) : &value);
        }
      if (sealed && entity->id == SEK_AMOUNT)
        copy_sealed (reg, (const SekAmount *) row, copy, adjusts, changeset);
    }
}

static void
set_reference (SekRegister *reg, const SekField *field, gint64 row, gint64 target, SekChangeset *changeset)
{
  sek_changeset_set (changeset, reg, field, row, target == SEK_NONE ? &SEK_BLANK : &SEK_INTEGER (target));
}

/* A council's first budget starts with the lines that the program can compute, so that they are there to be used. */
static void
add_first_lines (SekRegister *reg, gint64 column, SekChangeset *changeset)
{
  static const struct { gint64 section; gint64 source; SekWord name; } lines[] = {
    { SEK_SECTION_OPENING,
      SEK_SOURCE_CARRIED_FORWARD,
      { { NULL } } }, /* the word that the organisation chose */
    { SEK_SECTION_INCOME, SEK_SOURCE_FEES, { { "Kontingenter", "Kontingentar", "Fees" } } },
    { SEK_SECTION_EXPENSE, SEK_SOURCE_PROJECTS, { { "Prosjekter", "Prosjekt", "Projects" } } },
  };
  SekScope scope;

  sek_scope_init (&scope, reg);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      gint64 line = sek_changeset_insert (changeset, SEK_BUDGET_LINE),
             amount = sek_changeset_insert (changeset, SEK_AMOUNT);
      SekValue name = SEK_TEXT (lines[i].section == SEK_SECTION_OPENING
                                    ? sek_reserve_get_opening_word (reg, scope.language)
                                    : sek_word (&lines[i].name, scope.language));

      sek_changeset_set (changeset, reg, SEK_FIELD (budget_line, section), line, &SEK_INTEGER (lines[i].section));
      sek_changeset_set (changeset, reg, SEK_FIELD (budget_line, position), line,
                         &SEK_INTEGER ((gint64) (i + 1) * SEK_POSITION_STEP));
      sek_changeset_set (changeset, reg, SEK_FIELD (budget_line, name), line, &name);
      sek_changeset_set (changeset, reg, SEK_FIELD (budget_line, source), line, &SEK_INTEGER (lines[i].source));
      sek_changeset_set (changeset, reg, SEK_FIELD (amount, line), amount, &SEK_INTEGER (line));
      sek_changeset_set (changeset, reg, SEK_FIELD (amount, budget_column), amount, &SEK_INTEGER (column));
      sek_changeset_set (changeset, reg, SEK_FIELD (amount, mode), amount, &SEK_INTEGER (SEK_MODE_SOURCE));
    }
}

/* The line of an amount that is proposed; NULL for a change of anything else. */
static const SekBudgetLine *
get_line (SekRegister *reg, SekChangeset *changeset, const SekChange *change)
{
  SekValue value = SEK_BLANK;

  if (change->entity == SEK_AMOUNT)
    value = sek_changeset_peek (changeset, reg, SEK_FIELD (amount, line), change->row);
  return value.type == SEK_VALUE_INTEGER ? sek_register_get_budget_line (reg, value.integer) : NULL;
}

/* Whether an amount of a copy is to be what its line's source says. What is carried from another column from now on
 * always is, not what was typed the year before. */
static gboolean
takes_source (SekRegister *reg, SekChangeset *changeset, const SekChange *change, const SekBudgetLine *line,
              gint64 source)
{
  SekBudgetCell cell;

  if (line->source == SEK_SOURCE_CARRIED_FORWARD || source == 0)
    return line->source == SEK_SOURCE_CARRIED_FORWARD;
  sek_budget_read (reg, line->id, source, &cell);
  return line->source != SEK_SOURCE_ENTERED
         && (cell.source != SEK_NONE
             || sek_changeset_peek (changeset, reg, SEK_FIELD (amount, value), change->row).type == SEK_VALUE_BLANK);
}

/* source 0: of what is carried alone. */
static void
take_sources (SekRegister *reg, gint64 source, SekChangeset *changeset)
{
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);
      const SekBudgetLine *line = get_line (reg, changeset, change);

      if (line == NULL || !takes_source (reg, changeset, change, line, source))
        continue;
      sek_changeset_set (changeset, reg, SEK_FIELD (amount, mode), change->row, &SEK_INTEGER (SEK_MODE_SOURCE));
      sek_changeset_set (changeset, reg, SEK_FIELD (amount, value), change->row, &SEK_BLANK);
    }
}

gint64
sek_budget_propose_column (SekRegister *reg, const char *title, int year, gint64 kind, gint64 source_id,
                           SekChangeset *changeset)
{
  const SekBudgetColumn *source = source_id != 0 ? sek_register_get_budget_column (reg, source_id) : NULL;
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  gint64 unit = source != NULL ? source->unit : organisation != NULL ? organisation->unit : 100000;
  gint64 column = sek_changeset_insert (changeset, SEK_BUDGET_COLUMN);
  int years = source != NULL ? year - (int) source->year : 0;
  SekValue title_value = SEK_TEXT (title);

  sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, title), column, &title_value);
  sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, year), column, &SEK_INTEGER (year));
  sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, kind), column, &SEK_INTEGER (kind));
  sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, unit), column, &SEK_INTEGER (unit));
  sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, status), column, &SEK_INTEGER (SEK_STATUS_DRAFT));
  sek_changeset_set_action (changeset, "copy-column", title, NULL);
  if (sek_table_get_size (sek_register_get_table (reg, SEK_BUDGET_LINE)) == 0)
    add_first_lines (reg, column, changeset);
  if (source == NULL)
    return column;

  /* An adjusted budget changes from what it adjusts. */
  set_reference (reg, SEK_FIELD (budget_column, base_column), column,
                 years == 0 && kind == SEK_COLUMN_KIND_ADJUSTED ? source_id
                                                                : move_on (reg, source->base_column, years, source_id),
                 changeset);
  set_reference (reg, SEK_FIELD (budget_column, carry_from), column,
                 move_on (reg, source->carry_from, years, years > 0 ? source_id : SEK_NONE), changeset);
  copy_amounts (reg, SEK_FIELD (amount, budget_column), source_id, column,
                years == 0 && kind == SEK_COLUMN_KIND_ADJUSTED, changeset);
  copy_amounts (reg, SEK_FIELD (project_amount, budget_column), source_id, column, FALSE, changeset);
  if (source->carry_from == SEK_NONE && years > 0)
    take_sources (reg, 0, changeset);
  return column;
}

void
sek_budget_compute_copy (SekRegister *reg, gint64 source, SekChangeset *changeset)
{
  take_sources (reg, source, changeset);
}

char *
sek_budget_dup_column_title (SekRegister *reg, gint64 kind, const char *year)
{
  static const SekWord words[] = {
    [SEK_COLUMN_KIND_BUDGET] = { { "Budsjett", "Budsjett", "Budget" } },
    [SEK_COLUMN_KIND_FORECAST] = { { "Prognose", "Prognose", "Forecast" } },
    [SEK_COLUMN_KIND_ACCOUNTS] = { { "Regnskap", "Rekneskap", "Accounts" } },
    [SEK_COLUMN_KIND_PROPOSAL] = { { "Forslag budsjett", "Framlegg budsjett", "Proposed budget" } },
    [SEK_COLUMN_KIND_ADJUSTED] = { { "Justert budsjett", "Justert budsjett", "Adjusted budget" } },
    [SEK_COLUMN_KIND_PLAN] = { { "Plan", "Plan", "Plan" } },
  };
  SekScope scope;

  /* A column's title is a text of the tables, so it is in their language. */
  sek_scope_init (&scope, reg);
  return g_strdup_printf ("%s %s", sek_word (&words[kind], scope.language), year);
}

/* --- a copy that differs ----------------------------------------------------------------------------------------- */

gboolean
sek_budget_parse_percent (const char *text, gint64 *hundredths, GError **error)
{
  g_autofree char *number = g_strstrip (g_strdup (text));
  gsize length = strlen (number);

  if (length > 0 && number[length - 1] == '%')
    number[length - 1] = '\0';
  g_strchomp (number);
  if (!sek_number_parse_decimal (*number == '+' ? number + 1 : number, 2, hundredths, error))
    return FALSE;
  if (*hundredths >= -10000 && *hundredths <= 100000)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("A change of %s per cent is not possible. Write a figure from −100 to 1000."), number);
  return FALSE;
}

/* An amount changed by hundredths of a per cent, in whole units of its column. */
static gint64
adjust (gint64 ore, gint64 hundredths, gint64 unit)
{
  __int128 exact = (__int128) ore * (10000 + hundredths), half = exact < 0 ? -5000 : 5000;

  return sek_money_round ((gint64) ((exact + half) / 10000), unit);
}

static gboolean
is_planned (SekRegister *reg, SekChangeset *changeset, const SekChange *change)
{
  const SekBudgetLine *line = get_line (reg, changeset, change);

  /* What is brought in from the year before is no plan. */
  return change->entity == SEK_PROJECT_AMOUNT || (line != NULL && line->section != SEK_SECTION_OPENING);
}

void
sek_budget_adjust_copy (SekRegister *reg, gint64 unit, gboolean drop_comments, gint64 hundredths,
                        SekChangeset *changeset)
{
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);
      gboolean amount = change->entity == SEK_AMOUNT;
      const SekField *value_of = amount ? SEK_FIELD (amount, value) : SEK_FIELD (project_amount, value);
      const SekField *comment_of = amount ? SEK_FIELD (amount, comment) : SEK_FIELD (project_amount, comment);
      SekValue value;

      if (change->entity != SEK_AMOUNT && change->entity != SEK_PROJECT_AMOUNT)
        continue;
      value = sek_changeset_peek (changeset, reg, value_of, change->row);
      if (drop_comments)
        sek_changeset_set (changeset, reg, comment_of, change->row, &SEK_BLANK);
      if (hundredths != 0 && value.type == SEK_VALUE_INTEGER && is_planned (reg, changeset, change))
        sek_changeset_set (changeset, reg, value_of, change->row,
                           &SEK_INTEGER (adjust (value.integer, hundredths, unit)));
    }
}

/* --- moving ------------------------------------------------------------------------------------------------------ */

gboolean
sek_rows_propose_move (SekRegister *reg, SekEntityId entity_id, gint64 row, int delta, SekChangeset *changeset)
{
  const SekField *position = sek_entity_find_field (sek_entity_get (entity_id), "position");
  const SekBudgetLine *line = entity_id == SEK_BUDGET_LINE ? sek_register_get_budget_line (reg, row) : NULL;
  g_autoptr (GArray) rows = line != NULL ? sek_budget_lines (reg, line->section)
                                         : sek_rows_by_position (reg, entity_id);
  gint64 before, after, middle;
  int at = -1, to;

  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, gint64, i) == row)
      at = (int) i;
  to = at + delta;
  if (at < 0 || delta == 0 || to < 0 || to >= (int) rows->len)
    return FALSE;
  g_array_remove_index (rows, (guint) at);
  g_array_insert_val (rows, (guint) to, row);

#define POSITION_OF(i)                                                                                                 \
  (sek_register_lookup (reg, entity_id, g_array_index (rows, gint64, (i)))->slots[position->index].integer)
  before = to > 0 ? POSITION_OF (to - 1) : POSITION_OF (to + 1) - 2 * SEK_POSITION_STEP;
  after = to + 1 < (int) rows->len ? POSITION_OF (to + 1) : before + 2 * SEK_POSITION_STEP;
#undef POSITION_OF
  middle = before + (after - before) / 2;
  if (middle > before && middle < after)
    {
      sek_changeset_set (changeset, reg, position, row, &SEK_INTEGER (middle));
      return TRUE;
    }
  for (guint i = 0; i < rows->len; i++)
    sek_changeset_set (changeset, reg, position, g_array_index (rows, gint64, i),
                       &SEK_INTEGER ((gint64) (i + 1) * SEK_POSITION_STEP));
  return TRUE;
}
