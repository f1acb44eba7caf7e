/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-roll.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-error.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-rate-proposal.h"

gboolean
sek_roll_parse_amounts (const char *text, gint64 *hundredths, GError **error)
{
  if (g_str_equal (text, "same") || g_str_equal (text, "zero"))
    {
      *hundredths = g_str_equal (text, "same") ? SEK_ROLL_SAME : SEK_ROLL_ZERO;
      return TRUE;
    }
  return sek_budget_parse_percent (text, hundredths, error);
}

/* --- the year before ---------------------------------------------------------------------------------------------- */

/* What a year is decided by, best first; then what says how it ends. */
static const gint64 budgets[] = {
  SEK_COLUMN_KIND_ADJUSTED, SEK_COLUMN_KIND_BUDGET, SEK_COLUMN_KIND_PROPOSAL,
};
static const gint64 endings[] = { SEK_COLUMN_KIND_ACCOUNTS, SEK_COLUMN_KIND_FORECAST };

/* Accounts of some months are no year. */
static gboolean
is_whole (const SekBudgetColumn *column)
{
  return column->kind != SEK_COLUMN_KIND_ACCOUNTS || column->figures_on == SEK_NONE
         || column->figures_on >= SEK_DATE (column->year, 12, 31);
}

/* The last column of a year and the first of some kinds that it has; 0 for none. */
static gint64
find_last (SekRegister *reg, int year, const gint64 *kinds, guint n_kinds)
{
  g_autoptr (GArray) columns = sek_budget_columns (reg);

  for (guint k = 0; k < n_kinds; k++)
    for (guint i = columns->len; i > 0; i--)
      {
        const SekBudgetColumn *column = sek_register_get_budget_column (reg, g_array_index (columns, gint64, i - 1));

        if (column->year == year && column->kind == kinds[k] && is_whole (column))
          return column->id;
      }
  return 0;
}

gint64
sek_roll_find_base (SekRegister *reg, int year)
{
  return find_last (reg, year - 1, budgets, G_N_ELEMENTS (budgets));
}

gint64
sek_roll_find_carry (SekRegister *reg, int year)
{
  gint64 column = find_last (reg, year - 1, endings, G_N_ELEMENTS (endings));

  return column != 0 ? column : sek_roll_find_base (reg, year);
}

int
sek_roll_get_year (SekRegister *reg)
{
  int newest = sek_budget_newest_year (reg);

  /* Where there is no budget at all, that is the year of some other column. */
  return newest != 0 && sek_roll_find_base (reg, newest + 1) != 0 ? newest + 1 : 0;
}

static gboolean
check_year (SekRegister *reg, int year, GError **error)
{
  int next = sek_roll_get_year (reg);
  gint64 there = sek_roll_find_base (reg, year + 1);

  if (next == 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("There is no budget to go by. Make a column with this year's budget first."));
  else if (there != 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("%d has “%s” already. Go on with that column, or delete it first."), year,
                 sek_register_get_budget_column (reg, there)->title);
  else if (year != next)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("The newest budget is for %d, so that the next draft is for %d, not for %d."), next - 1, next, year);
  else
    return TRUE;
  return FALSE;
}

/* --- what is not brought along ------------------------------------------------------------------------------------ */

static gboolean
has_ended (SekRegister *reg, SekChangeset *changeset, const SekChange *change, int year)
{
  SekValue value = sek_changeset_peek (changeset, reg, SEK_FIELD (project_amount, project), change->row);
  const SekProject *project = sek_register_get_project (reg, value.integer);

  return project->ends_on != SEK_NONE && project->ends_on < SEK_DATE (year, 1, 1);
}

static void
drop_what_is_over (SekRegister *reg, int year, SekChangeset *changeset)
{
  /* From the end, since a row that is taken back is a change less. */
  for (guint i = sek_changeset_get_size (changeset); i > 0; i--)
    {
      const SekChange *change = sek_changeset_get (changeset, i - 1);

      if (change->entity == SEK_PROJECT_AMOUNT && has_ended (reg, changeset, change, year))
        sek_changeset_delete (changeset, reg, change->entity, change->row);
    }
}

/* The register would say so too, but not of which line. */
static gboolean
check_amounts (SekRegister *reg, SekChangeset *changeset, GError **error)
{
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);
      gboolean line = change->entity == SEK_AMOUNT;
      const SekField *value_of = line ? SEK_FIELD (amount, value) : SEK_FIELD (project_amount, value),
                     *owner_of = line ? SEK_FIELD (amount, line) : SEK_FIELD (project_amount, project);
      SekValue value, owner;

      if (change->entity != SEK_AMOUNT && change->entity != SEK_PROJECT_AMOUNT)
        continue;
      value = sek_changeset_peek (changeset, reg, value_of, change->row);
      owner = sek_changeset_peek (changeset, reg, owner_of, change->row);
      if (sek_kind_check (value_of, &value, error))
        continue;
      g_prefix_error (error, "%s: ", sek_key_get_name (reg, sek_entity_get (owner_of->target), owner.integer));
      return FALSE;
    }
  return TRUE;
}

/* --- grants ------------------------------------------------------------------------------------------------------- */

static const SekInstalment *
find_instalment (SekRegister *reg, gint64 grant, int year)
{
  gint64 row = sek_register_find_pair (reg, SEK_FIELD (instalment, grant), grant, SEK_FIELD (instalment, year), year);

  return row != 0 ? sek_register_get_instalment (reg, row) : NULL;
}

/* What no instalment has of the award yet; SEK_NONE where the award is not given. */
static gint64
get_left (SekRegister *reg, const SekGrant *grant)
{
  gint64 left = grant->awarded;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (instalment, grant), grant->id, &n);

  for (guint i = 0; i < n && left != SEK_NONE; i++)
    left = sek_budget_minus (left, sek_register_get_instalment (reg, rows[i])->value);
  return left;
}

static gboolean
runs_in (const SekGrant *grant, int year)
{
  return (grant->starts_on == SEK_NONE || sek_date_year ((SekDate) grant->starts_on) <= year)
         && (grant->ends_on == SEK_NONE || sek_date_year ((SekDate) grant->ends_on) >= year);
}

static void
propose_instalment (SekRegister *reg, const SekGrant *grant, int year, SekChangeset *changeset)
{
  const SekInstalment *before = find_instalment (reg, grant->id, year - 1);
  gboolean last = grant->ends_on != SEK_NONE && sek_date_year ((SekDate) grant->ends_on) == year;
  gint64 left = get_left (reg, grant), value = before != NULL ? before->value : SEK_NONE, row;

  if (left == SEK_NONE || !runs_in (grant, year) || find_instalment (reg, grant->id, year) != NULL)
    return;
  value = last ? left : MIN (value, left);
  /* SEK_NONE is below any amount. */
  if (value <= 0)
    return;
  row = sek_changeset_insert (changeset, SEK_INSTALMENT);
  sek_changeset_set (changeset, reg, SEK_FIELD (instalment, grant), row, &SEK_INTEGER (grant->id));
  sek_changeset_set (changeset, reg, SEK_FIELD (instalment, year), row, &SEK_INTEGER (year));
  sek_changeset_set (changeset, reg, SEK_FIELD (instalment, value), row, &SEK_INTEGER (value));
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

gboolean
sek_roll_propose (SekRegister *reg, int year, const SekRollChoice *choice, SekChangeset *changeset, gint64 *column,
                  GError **error)
{
  g_autofree char *year_text = g_strdup_printf ("%d", year), *title = NULL;
  g_autoptr (GArray) grants = sek_rows_by_position (reg, SEK_GRANT);
  SekTableIter iter;
  const SekFeeRate *rate;
  gint64 base, id;

  if (!check_year (reg, year, error))
    return FALSE;
  base = sek_roll_find_base (reg, year);
  title = sek_budget_dup_column_title (reg, SEK_COLUMN_KIND_PROPOSAL, year_text);
  id = sek_budget_propose_column (reg, title, year, SEK_COLUMN_KIND_PROPOSAL, base, changeset);
  sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, base_column), id, &SEK_INTEGER (base));
  sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, carry_from), id,
                     &SEK_INTEGER (sek_roll_find_carry (reg, year)));
  sek_budget_compute_copy (reg, base, changeset);
  sek_budget_adjust_copy (reg, sek_budget_get_unit (reg, base), !choice->keep_comments, choice->hundredths, changeset);
  drop_what_is_over (reg, year, changeset);
  if (!check_amounts (reg, changeset, error))
    return FALSE;

  for (guint i = 0; i < grants->len; i++)
    propose_instalment (reg, sek_register_get_grant (reg, g_array_index (grants, gint64, i)), year, changeset);
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    if (rate->year == year - 1 && sek_rate_find (reg, year, rate->kind) == NULL)
      sek_rate_copy (reg, rate, year, changeset);
  sek_changeset_set_action (changeset, "roll", year_text, NULL);
  if (column != NULL)
    *column = id;
  return TRUE;
}
