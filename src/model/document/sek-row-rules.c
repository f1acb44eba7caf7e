/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-row-rules.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-fee-run.h"
#include "sek-grant.h"
#include "sek-index.h"
#include "sek-kid.h"
#include "sek-plan.h"
#include "sek-position.h"
#include "sek-profile.h"
#include "sek-rules.h"
#include "sek-scenario.h"
#include "sek-seal.h"
#include "sek-setup.h"

/* More columns than that in a chain are no budget, and working them out would go as deep. */
#define LONGEST_CHAIN 500

/* Following the balance of a column back must come to an end. */
static gboolean
follow (SekRegister *reg, const SekBudgetColumn *start, gboolean through_plans, GError **error)
{
  const SekBudgetColumn *column = start;
  const char *title = sek_word (&SEK_FIELD (budget_column, carry_from)->title, sek_program_language ());

  for (guint n = 0; column != NULL && (through_plans || column->carry_from != SEK_NONE); n++)
    {
      gint64 next = through_plans ? sek_plan_get_carried (reg, column) : column->carry_from;

      if (next == 0)
        return TRUE;
      column = sek_register_get_budget_column (reg, next);
      if (column == start)
        g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                     _("“%s” leads back to itself through “%s”. Choose an earlier column there."), start->title,
                     title);
      else if (n == LONGEST_CHAIN)
        g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                     _("More than %d columns follow “%s” through “%s”. End the chain earlier."), LONGEST_CHAIN,
                     start->title, title);
      else
        continue;
      return FALSE;
    }
  return TRUE;
}

/* A column and its base may compare each other. */
static gboolean
check_chain (SekRegister *reg, const SekRow *row, GError **error)
{
  return follow (reg, (const SekBudgetColumn *) row, FALSE, error);
}

/* A plan goes on from the year before by itself. Which column that is, other changes decide too, so that no file is
 * held to it: sek-plan.c ends such a circle. */
static gboolean
check_circle (SekRegister *reg, const SekRow *row, GError **error)
{
  return follow (reg, (const SekBudgetColumn *) row, TRUE, error);
}

static gboolean
check_base (SekRegister *reg, const SekRow *row, GError **error)
{
  const SekBudgetColumn *column = (const SekBudgetColumn *) row;

  if (column->base_column != column->id)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
               _("“%s” cannot be compared with itself. Choose another column there."), column->title);
  return FALSE;
}

/* A second line would count the closing balance twice, and in a chain of years once more each year. */
static gboolean
check_carried (SekRegister *reg, const SekRow *row, GError **error)
{
  const SekBudgetLine *line = (const SekBudgetLine *) row, *other;
  SekTableIter iter;

  if (line->source != SEK_SOURCE_CARRIED_FORWARD)
    return TRUE;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_LINE));
  while ((other = (const SekBudgetLine *) sek_table_iter_next (&iter)) != NULL)
    if (other->source == SEK_SOURCE_CARRIED_FORWARD && other->id != line->id)
      {
        g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                     _("The closing balance is carried forward in “%s” already, and would be counted twice in “%s”. "
                       "Choose another source there."),
                     other->name, line->name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_setup (SekRegister *reg, const SekRow *row, GError **error)
{
  return sek_setup_check (reg, (const SekTableSetup *) row, error);
}

/* A copy is made by sealing alone. Whether it fits its digest is not asked of one that was just made with it: that
 * takes as long as making it, and Kontroll asks. */
static gboolean
check_seal (SekRegister *reg, const SekRow *row, GError **error)
{
  const SekSeal *seal = (const SekSeal *) row;
  guint n;

  sek_register_get_children (reg, SEK_FIELD (seal, budget_column), seal->budget_column, &n);
  if (n == 1 && sek_seal_get_budget (reg, seal->budget_column) != NULL)
    return TRUE;
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED,
                       _("An adopted copy is made by sealing a column, and in no other way."));
  return FALSE;
}

static gboolean
check_index (SekRegister *reg, const SekRow *row, GError **error)
{
  return sek_index_check (reg, (const SekPriceIndex *) row, error);
}

static gboolean
check_figure (SekRegister *reg, const SekRow *row, GError **error)
{
  return sek_index_check_figure (reg, (const SekIndexFigure *) row, error);
}

static gboolean
check_council (SekRegister *reg, const SekRow *row, GError **error)
{
  const SekOrganisation *organisation = (const SekOrganisation *) row;
  const char *text = organisation->kid_pattern;
  g_autoptr (SekKidPattern) pattern = text != NULL ? sek_kid_pattern_new (text, error) : NULL;

  if (text != NULL && pattern == NULL)
    return FALSE;
  if (organisation->plan_years == SEK_NONE || organisation->plan_years <= SEK_MOST_PLAN_YEARS)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_RANGE, _("A plan goes over at most %d years. Write a number from 0 to %d."),
               SEK_MOST_PLAN_YEARS, SEK_MOST_PLAN_YEARS);
  return FALSE;
}

static gboolean
check_profile (SekRegister *reg, const SekRow *row, GError **error)
{
  const char *text = ((const SekBudgetLine *) row)->profile;

  return text == NULL || sek_profile_parse (text, NULL, error);
}

/* A year is told by a column of its own. */
static gboolean
check_year_source (SekRegister *reg, const SekRow *row, GError **error)
{
  const SekYearSource *source = (const SekYearSource *) row;
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, source->budget_column);

  if (column == NULL || column->year == source->year)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED, _("“%s” is of %d. Choose a budget column of %d."), column->title,
               (int) column->year, (int) source->year);
  return FALSE;
}

static gboolean
check_scenario_change (SekRegister *reg, const SekRow *row, GError **error)
{
  return sek_scenario_check_change ((const SekScenarioChange *) row, error);
}

static gboolean
check_rate (SekRegister *reg, const SekRow *row, GError **error)
{
  return sek_fee_rate_check ((const SekFeeRate *) row, error);
}

/* What was issued is what its digest was made of, and the runs of a year are numbered from 1 on. */
static gboolean
check_run (SekRegister *reg, const SekRow *row, GError **error)
{
  const SekFeeRun *run = (const SekFeeRun *) row;

  if (sek_fee_run_fits (reg, run)
      && (run->number == 1 || sek_fee_run_find (reg, (int) run->year, (int) run->number - 1) != NULL))
    return TRUE;
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED,
                       _("A fee run is made by issuing fees, and in no other way."));
  return FALSE;
}

static gboolean
check_contribution (SekRegister *reg, const SekRow *row, GError **error)
{
  return sek_contribution_check (reg, (const SekContribution *) row, error);
}

static gboolean
check_grant (SekRegister *reg, const SekRow *row, GError **error)
{
  return sek_grant_check (reg, (const SekGrant *) row, error);
}

static gboolean
check_position (SekRegister *reg, const SekRow *row, GError **error)
{
  return sek_position_check (reg, (const SekStaffPosition *) row, error);
}

static gboolean
check_position_share (SekRegister *reg, const SekRow *row, GError **error)
{
  return sek_position_share_check (reg, (const SekPositionShare *) row, error);
}

typedef struct
{
  SekEntityId entity;
  gboolean  (*check) (SekRegister *reg, const SekRow *row, GError **error);
  gboolean    of_files;
} RowRule;

static const RowRule row_rules[] = {
#define RULE(ENTITY, name, of_files) { SEK_##ENTITY, check_##name, of_files },
  SEK_ROW_RULES (RULE)
#undef RULE
};

gboolean
_sek_row_rules_check (SekRegister *reg, const SekEntity *entity, const SekRow *row, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (row_rules); i++)
    if (row_rules[i].entity == entity->id && !row_rules[i].check (reg, row, error))
      return FALSE;
  return TRUE;
}

gboolean
sek_rules_check_file (SekRegister *reg, SekEntityId *entity, gint64 *id, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (row_rules); i++)
    {
      SekTableIter iter;
      const SekRow *row;

      if (!row_rules[i].of_files)
        continue;
      *entity = row_rules[i].entity;
      sek_table_iter_init (&iter, sek_register_get_table (reg, *entity));
      while ((row = sek_table_iter_next (&iter)) != NULL)
        {
          *id = row->id;
          if (!row_rules[i].check (reg, row, error))
            return FALSE;
        }
    }
  return TRUE;
}
