/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-column.h"

#include "sek-status.h"

/* What a budget column shows of the last step of its status: body, day, case, and who recorded it. */

static SekValue
read_step (const SekColumn *self, const SekScope *scope, gint64 row)
{
  const SekStatusStep *step = sek_status_get_last (scope->reg, row);

  return step != NULL ? sek_row_get ((const SekRow *) step, self->field) : SEK_BLANK;
}

/* The step of the column that the changeset makes; 0 for none. */
static gint64
find_new (SekRegister *reg, SekChangeset *changeset, gint64 column)
{
  for (guint i = sek_changeset_get_size (changeset); i > 0; i--)
    {
      const SekChange *change = sek_changeset_get (changeset, i - 1);
      SekValue of = SEK_BLANK;

      if (change->entity == SEK_STATUS_STEP && sek_change_is_insert (change))
        of = change->values[SEK_FIELD_status_step_budget_column];
      if (of.type == SEK_VALUE_INTEGER && of.integer == column)
        return change->row;
    }
  return 0;
}

gint64
sek_column_ensure_step (const SekScope *scope, gint64 column, SekChangeset *changeset)
{
  const SekBudgetColumn *stored = sek_register_get_budget_column (scope->reg, column);
  const SekStatusStep *last = sek_status_get_last (scope->reg, column);
  SekValue status = sek_changeset_peek (changeset, scope->reg, SEK_FIELD (budget_column, status), column);
  gint64 step = find_new (scope->reg, changeset, column);

  if (step != 0)
    return step;
  if (last != NULL && stored != NULL && status.type == SEK_VALUE_INTEGER && status.integer == stored->status)
    return last->id;
  if (status.type != SEK_VALUE_INTEGER)
    status = SEK_INTEGER (SEK_STATUS_DRAFT);
  step = sek_changeset_insert (changeset, SEK_STATUS_STEP);
  sek_changeset_set (changeset, scope->reg, SEK_FIELD (status_step, budget_column), step, &SEK_INTEGER (column));
  sek_changeset_set (changeset, scope->reg, SEK_FIELD (status_step, status), step, &status);
  sek_column_set_defaults (scope, SEK_STATUS_STEP, step, changeset);
  return step;
}

static gboolean
propose_step (const SekColumn *self, const SekScope *scope, gint64 row, const char *text, SekChangeset *changeset,
              GError **error)
{
  const SekColumn *stored = sek_column_find (SEK_STATUS_STEP, self->field->name, error);
  gboolean blank = text[strspn (text, " \t\n")] == '\0';

  /* Nothing is said of a draft that nobody has treated. */
  if (blank && sek_status_get_last (scope->reg, row) == NULL && find_new (scope->reg, changeset, row) == 0)
    return TRUE;
  return sek_column_propose (stored, scope, sek_column_ensure_step (scope, row, changeset), text, changeset, error);
}

gboolean
sek_status_propose (const SekScope *scope, gint64 column, const SekStatusDecision *decision, SekChangeset *changeset,
                    GError **error)
{
  const SekBudgetColumn *stored = sek_register_get_budget_column (scope->reg, column);
  const struct { const char *id, *text; } said[] = {
    { "organ", decision->organ }, { "decided_on", decision->decided_on }, { "case_number", decision->case_number },
    { "by_whom", decision->by_whom },
  };
  gint64 step = sek_changeset_insert (changeset, SEK_STATUS_STEP);

  sek_changeset_set (changeset, scope->reg, SEK_FIELD (status_step, budget_column), step, &SEK_INTEGER (column));
  sek_changeset_set (changeset, scope->reg, SEK_FIELD (status_step, status), step, &SEK_INTEGER (decision->status));
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if (said[i].text != NULL
        && !sek_column_propose (sek_column_find (SEK_STATUS_STEP, said[i].id, NULL), scope, step, said[i].text,
                                changeset, error))
      return FALSE;
  sek_column_set_defaults (scope, SEK_STATUS_STEP, step, changeset);
  if (decision->kind != SEK_NONE)
    sek_changeset_set (changeset, scope->reg, SEK_FIELD (budget_column, kind), column, &SEK_INTEGER (decision->kind));
  if (decision->title != NULL
      && !sek_column_propose (sek_column_find (SEK_BUDGET_COLUMN, "title", NULL), scope, column, decision->title,
                              changeset, error))
    return FALSE;
  sek_changeset_set_action (changeset, "status", stored->title, NULL);
  return TRUE;
}

const SekColumn *
_sek_status_columns (guint *n)
{
  static SekColumn columns[] = { { .id = "organ" }, { .id = "resolved_on" }, { .id = "case_number" },
                                 { .id = "by_whom" } };

  columns[0].field = SEK_FIELD (status_step, organ);
  columns[1].field = SEK_FIELD (status_step, decided_on);
  columns[2].field = SEK_FIELD (status_step, case_number);
  columns[3].field = SEK_FIELD (status_step, by_whom);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      columns[i].entity = SEK_BUDGET_COLUMN;
      columns[i].title = columns[i].field->title;
      columns[i].read = read_step;
      columns[i].propose = propose_step;
    }
  *n = G_N_ELEMENTS (columns);
  return columns;
}
