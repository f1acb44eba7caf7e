/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-year-calendar.h"

#include "sek-budget.h"
#include "sek-fee-run.h"
#include "sek-fees.h"
#include "sek-plan.h"
#include "sek-status-report.h"

/* --- what is done ------------------------------------------------------------------------------------------------- */

/* The budget of a year that is furthest on its way; NULL for none. */
static const SekBudgetColumn *
find_budget (SekRegister *reg, int year)
{
  SekTableIter iter;
  const SekBudgetColumn *column, *best = NULL;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    if (column->year == year
        && (column->kind == SEK_COLUMN_KIND_PROPOSAL || column->kind == SEK_COLUMN_KIND_BUDGET)
        && (best == NULL || column->status > best->status))
      best = column;
  return best;
}

/* Something is in it. */
static gboolean
is_drafted (SekRegister *reg, const SekBudgetColumn *column)
{
  return column != NULL && sek_budget_sum (reg, SEK_SECTION_EXPENSE, column->id) != SEK_NONE;
}

static gboolean
is_at_least (const SekBudgetColumn *column, gint64 status)
{
  return column != NULL && column->status >= status && column->status <= SEK_STATUS_SEALED;
}

/* The accounts of a whole year, and adopted. */
static gboolean
are_accounts_adopted (SekRegister *reg, int year)
{
  SekTableIter iter;
  const SekBudgetColumn *column;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    if (column->year == year && column->kind == SEK_COLUMN_KIND_ACCOUNTS && is_at_least (column, SEK_STATUS_ADOPTED))
      return TRUE;
  return FALSE;
}

static gboolean
has_rate (SekRegister *reg, int year, gboolean decided)
{
  SekTableIter iter;
  const SekFeeRate *rate;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    if ((year == 0 || rate->year == year) && (!decided || rate->decided_on != SEK_NONE))
      return TRUE;
  return FALSE;
}

/* Accounts of three quarters at least are there, and what deviates is explained. */
static gboolean
is_status_reported (SekRegister *reg, int year)
{
  g_autoptr (SekStatusReport) report = sek_status_report_new (reg, year, SEK_DATE (year, 12, 31));

  return report->actual != 0 && report->day >= SEK_DATE (year, 9, 30) && report->n_lacking == 0;
}

static gboolean
is_done (SekRegister *reg, const SekTask *task)
{
  const SekBudgetColumn *budget = find_budget (reg, task->year);

  switch (task->kind)
    {
    case SEK_TASK_RUN:
      return sek_fee_run_find (reg, task->year, 1) != NULL;
    case SEK_TASK_ACCOUNTS:
      return are_accounts_adopted (reg, task->year);
    case SEK_TASK_RATE:
      return has_rate (reg, task->year, TRUE);
    case SEK_TASK_STATUS:
      return is_status_reported (reg, task->year);
    case SEK_TASK_DRAFT:
      return is_drafted (reg, budget);
    case SEK_TASK_RECOMMEND:
      return is_at_least (budget, SEK_STATUS_RECOMMENDED);
    case SEK_TASK_ADOPT:
    default:
      return is_at_least (budget, SEK_STATUS_ADOPTED);
    }
}

/* Whether there is anything that it could be done with. */
static gboolean
can_be_done (SekRegister *reg, const SekTask *task)
{
  switch (task->kind)
    {
    case SEK_TASK_RUN:
      return has_rate (reg, task->year, FALSE);
    case SEK_TASK_RATE:
      return has_rate (reg, 0, FALSE);
    case SEK_TASK_RECOMMEND:
    case SEK_TASK_ADOPT:
      return is_drafted (reg, find_budget (reg, task->year));
    case SEK_TASK_STATUS:
      return find_budget (reg, task->year) != NULL;
    case SEK_TASK_ACCOUNTS:
    case SEK_TASK_DRAFT:
    default:
      return sek_plan_get_first_year (reg) != 0;
    }
}

static int
compare_tasks (gconstpointer a, gconstpointer b)
{
  const SekTask *one = a, *other = b;

  return one->due != other->due ? one->due - other->due : (int) one->kind - (int) other->kind;
}

GArray *
sek_year_list_tasks (SekRegister *reg, SekDate today)
{
  int year = sek_date_year (today);
  const SekTask tasks[] = {
    { SEK_TASK_RUN, year, SEK_DATE (year, 1, 31) },
    { SEK_TASK_ACCOUNTS, year - 1, SEK_DATE (year, 6, 30) },
    { SEK_TASK_RATE, year + 1, SEK_DATE (year, 6, 30) },
    { SEK_TASK_STATUS, year, SEK_DATE (year, 10, 31) },
    { SEK_TASK_DRAFT, year + 1, SEK_DATE (year, 11, 15) },
    { SEK_TASK_RECOMMEND, year + 1, SEK_DATE (year, 11, 30) },
    { SEK_TASK_ADOPT, year + 1, SEK_DATE (year, 12, 31) },
  };
  GArray *list = g_array_new (FALSE, FALSE, sizeof (SekTask));

  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    if (can_be_done (reg, &tasks[i]) && !is_done (reg, &tasks[i]))
      g_array_append_val (list, tasks[i]);
  g_array_sort (list, compare_tasks);
  return list;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

char *
sek_task_dup_name (const SekTask *self, SekLanguage language)
{
  static const SekWord words[] = {
    [SEK_TASK_RUN] = { { "Fakturering av kontingent %d", "Fakturering av kontingent %d", "Invoicing of fees %d" } },
    [SEK_TASK_ACCOUNTS] = { { "Regnskap %d vedtas", "Rekneskap %d blir vedteke", "Accounts %d are adopted" } },
    [SEK_TASK_RATE] = { { "Kontingentsats %d vedtas", "Kontingentsats %d blir vedteken", "Fee rate %d is decided" } },
    [SEK_TASK_STATUS] = { { "Statusrapport, 3. kvartal %d", "Statusrapport, 3. kvartal %d",
                            "Status report, 3rd quarter %d" } },
    [SEK_TASK_DRAFT] = { { "Utkast til budsjett %d", "Utkast til budsjett %d", "Draft budget %d" } },
    [SEK_TASK_RECOMMEND] = { { "Styret behandler budsjett %d", "Styret behandlar budsjett %d",
                               "The board treats budget %d" } },
    [SEK_TASK_ADOPT] = { { "Budsjett %d vedtas", "Budsjett %d blir vedteke", "Budget %d is adopted" } },
  };
  g_autofree char *year = g_strdup_printf ("%d", self->year);

  return sek_fill (sek_word (&words[self->kind], language), year, NULL);
}

char *
sek_date_dup_due (SekDate due, SekDate today, SekLanguage language)
{
  static const SekWord day = { { "i dag", "i dag", "today" } }, next = { { "i morgen", "i morgon", "tomorrow" } },
                       late = { { "forfalt %s", "forfalle %s", "overdue since %s" } };
  g_autofree char *told = NULL;

  if (due == today)
    return g_strdup (sek_word (&day, language));
  if (due == sek_date_next (today))
    return g_strdup (sek_word (&next, language));
  if (language == SEK_LANGUAGE_EN)
    told = g_strdup_printf ("%d %s", due % 100, sek_date_get_month_name (due / 100 % 100, language));
  else
    told = g_strdup_printf ("%d.%d.", due % 100, due / 100 % 100);
  if (sek_date_year (due) != sek_date_year (today))
    {
      g_free (told);
      told = sek_date_format (due, SEK_DATE_TOLD, language);
    }
  return due < today ? sek_fill (sek_word (&late, language), told, NULL) : g_steal_pointer (&told);
}

/* --- the first steps ---------------------------------------------------------------------------------------------- */

gboolean
sek_year_list_steps (SekRegister *reg, gboolean done[SEK_N_STEPS])
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  SekTableIter iter;
  const SekAmount *amount;
  gboolean all = TRUE;

  done[SEK_STEP_COUNCIL] = organisation != NULL
                           && (organisation->org_number != NULL || organisation->short_name != NULL);
  done[SEK_STEP_MEMBERS] = sek_table_get_size (sek_register_get_table (reg, SEK_MEMBER)) > 0;
  done[SEK_STEP_POPULATIONS] = sek_table_get_size (sek_register_get_table (reg, SEK_POPULATION)) > 0;
  done[SEK_STEP_RATE] = sek_table_get_size (sek_register_get_table (reg, SEK_FEE_RATE)) > 0;
  done[SEK_STEP_BUDGET] = sek_table_get_size (sek_register_get_table (reg, SEK_BUDGET_COLUMN)) > 0
                          && sek_table_get_size (sek_register_get_table (reg, SEK_BUDGET_LINE)) > 0;
  done[SEK_STEP_AMOUNTS] = FALSE;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_AMOUNT));
  while (!done[SEK_STEP_AMOUNTS] && (amount = (const SekAmount *) sek_table_iter_next (&iter)) != NULL)
    done[SEK_STEP_AMOUNTS] = amount->value != SEK_NONE;
  for (guint i = 0; i < SEK_N_STEPS; i++)
    all &= done[i];
  return all;
}
