/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-plan.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-fee-basis.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-position.h"
#include "sek-register-private.h"

#define PLAN_YEARS 3
/* A plan that is written down long after the last budget goes on over the years between; beyond this there is nothing
 * to go on from. */
#define MOST_YEARS 100

/* --- the column of a year ----------------------------------------------------------------------------------------- */

static SekYearKind
get_kind (const SekBudgetColumn *column)
{
  gboolean adopted = column->status == SEK_STATUS_ADOPTED || column->status == SEK_STATUS_SEALED;

  switch (column->kind)
    {
    case SEK_COLUMN_KIND_ACCOUNTS:
      return column->figures_on == SEK_NONE || column->figures_on >= SEK_DATE (column->year, 12, 31)
                 ? SEK_YEAR_ACCOUNTS
                 : SEK_YEAR_NONE;
    case SEK_COLUMN_KIND_FORECAST:
      return SEK_YEAR_FORECAST;
    case SEK_COLUMN_KIND_ADJUSTED:
      return adopted ? SEK_YEAR_ADJUSTED : SEK_YEAR_PROPOSAL;
    case SEK_COLUMN_KIND_BUDGET:
      return adopted ? SEK_YEAR_BUDGET : SEK_YEAR_PROPOSAL;
    case SEK_COLUMN_KIND_PLAN:
      return SEK_YEAR_PLAN;
    case SEK_COLUMN_KIND_PROPOSAL:
      return SEK_YEAR_PROPOSAL;
    default:
      return SEK_YEAR_NONE;
    }
}

/* The columns come in time order, so that a later one of the same kind is the newer. */
GArray *
sek_plan_list_sources (SekRegister *reg, int year)
{
  g_autoptr (GArray) columns = sek_budget_columns (reg);
  GArray *sources = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (int kind = SEK_YEAR_ACCOUNTS; kind <= SEK_YEAR_NONE; kind++)
    for (guint i = columns->len; i > 0; i--)
      {
        gint64 id = g_array_index (columns, gint64, i - 1);
        const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);

        if (column->year == year && get_kind (column) == (SekYearKind) kind)
          g_array_append_val (sources, id);
      }
  return sources;
}

static const SekBudgetColumn *
get_chosen (SekRegister *reg, int year)
{
  SekTableIter iter;
  const SekYearSource *source;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_YEAR_SOURCE));
  while ((source = (const SekYearSource *) sek_table_iter_next (&iter)) != NULL)
    if (source->year == year)
      {
        const SekBudgetColumn *column = sek_register_get_budget_column (reg, source->budget_column);

        return column != NULL && column->year == year ? column : NULL;
      }
  return NULL;
}

static gboolean
is_after_first (SekRegister *reg, int year)
{
  int first = sek_plan_get_first_year (reg);

  return first != 0 && year > first;
}

static const SekBudgetColumn *
find_usual (SekRegister *reg, int year)
{
  const SekBudgetColumn *best = NULL, *column;
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    if (column->year == year && get_kind (column) != SEK_YEAR_NONE
        && (best == NULL || get_kind (column) < get_kind (best)
            || (get_kind (column) == get_kind (best) && sek_budget_is_later (column, best))))
      best = column;
  return best;
}

gint64
sek_plan_get_usual_source (SekRegister *reg, int year)
{
  const SekBudgetColumn *column = find_usual (reg, year);

  return column != NULL ? column->id : 0;
}

gint64
sek_plan_get_source (SekRegister *reg, int year, SekYearKind *kind, gboolean *chosen)
{
  const SekBudgetColumn *choice = get_chosen (reg, year), *column = choice != NULL ? choice : find_usual (reg, year);

  if (chosen != NULL)
    *chosen = choice != NULL;
  if (kind == NULL)
    return column != NULL ? column->id : 0;
  *kind = column != NULL ? get_kind (column) : is_after_first (reg, year) ? SEK_YEAR_RULES : SEK_YEAR_NONE;
  /* Accounts that are not complete are told by somebody's choice alone. */
  if (column != NULL && *kind == SEK_YEAR_NONE)
    *kind = SEK_YEAR_ACCOUNTS;
  return column != NULL ? column->id : 0;
}

int
sek_plan_get_first_year (SekRegister *reg)
{
  SekTableIter iter;
  const SekBudgetColumn *column;
  gint64 first = 0;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    if (get_kind (column) != SEK_YEAR_NONE && (first == 0 || column->year < first))
      first = column->year;
  return (int) first;
}

static int
find_newest (SekRegister *reg, gboolean plans)
{
  SekTableIter iter;
  const SekBudgetColumn *column;
  gint64 newest = 0;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    if (get_kind (column) != SEK_YEAR_NONE && (plans || get_kind (column) != SEK_YEAR_PLAN))
      newest = MAX (newest, column->year);
  return (int) newest;
}

int
sek_plan_get_base_year (SekRegister *reg)
{
  return find_newest (reg, FALSE);
}

int
sek_plan_get_last_year (SekRegister *reg)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  gint64 n = organisation != NULL && organisation->plan_years != SEK_NONE ? organisation->plan_years : PLAN_YEARS;
  int base = find_newest (reg, FALSE), newest = find_newest (reg, TRUE);

  if (newest == 0)
    return 0;
  return MIN (MAX (newest, base != 0 ? base + (int) MIN (n, MOST_YEARS) : newest), 2999);
}

/* --- what is carried over ----------------------------------------------------------------------------------------- */

gint64
sek_plan_get_carried (SekRegister *reg, const SekBudgetColumn *column)
{
  int first = sek_plan_get_first_year (reg);
  gint64 carried = 0;

  if (column->carry_from != SEK_NONE)
    return column->carry_from;
  if (column->kind == SEK_COLUMN_KIND_PLAN)
    for (int year = (int) column->year - 1; carried == 0 && year >= first; year--)
      carried = sek_plan_get_source (reg, year, NULL, NULL);
  return carried;
}

/* What the year before leaves. A column that is carried, however far back, from one of this year or later would lead in
 * a circle: it leaves nothing. */
static gint64
carry_into (SekRegister *reg, int year)
{
  gint64 id = sek_plan_get_source (reg, year - 1, NULL, NULL);

  while (id != 0 && id != SEK_NONE)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);

      if (column == NULL || column->year >= year)
        return SEK_NONE;
      id = column->carry_from;
    }
  return sek_plan_closing (reg, year - 1);
}

/* --- rules -------------------------------------------------------------------------------------------------------- */

/* −1 for positions. */
static gint64
get_usual_rule (const SekBudgetLine *line)
{
  switch (line->source)
    {
    case SEK_SOURCE_FEES:
      return SEK_PLAN_RULE_FEES;
    case SEK_SOURCE_GRANTS:
      return SEK_PLAN_RULE_GRANTS;
    case SEK_SOURCE_POSITIONS:
      return -1;
    default:
      return SEK_PLAN_RULE_SAME;
    }
}

gint64
sek_plan_get_rule (const SekBudgetLine *line)
{
  return line->plan_rule != SEK_NONE ? line->plan_rule : get_usual_rule (line);
}

gint64
sek_plan_get_unit (SekRegister *reg)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  gint64 source = sek_plan_get_source (reg, sek_plan_get_base_year (reg), NULL, NULL);
  const SekBudgetColumn *column = source != 0 ? sek_register_get_budget_column (reg, source) : NULL;

  if (column != NULL)
    return column->unit;
  return organisation != NULL ? organisation->unit : 100000;
}

static gint64
grow (SekRegister *reg, gint64 value, gint64 percent)
{
  gint64 grown;

  if (value == SEK_NONE || percent == SEK_NONE || percent == 0)
    return value;
  return sek_money_scale (value, SEK_WHOLE_SHARE + percent, SEK_WHOLE_SHARE, &grown, NULL) ? grown : SEK_NONE;
}

static gint64
sum_of_grants (SekRegister *reg, gint64 line, int year)
{
  gint64 sum = SEK_NONE;
  guint n;
  const gint64 *grants = sek_register_get_children (reg, SEK_FIELD (grant, budget_line), line, &n);

  for (guint i = 0; i < n; i++)
    {
      gint64 row = sek_register_find_pair (reg, SEK_FIELD (instalment, grant), grants[i],
                                           SEK_FIELD (instalment, year), year);

      if (row != 0)
        sum = sek_budget_plus (sum, sek_register_get_instalment (reg, row)->value);
    }
  return sum;
}

static gint64
round_to_unit (SekRegister *reg, gint64 value)
{
  return value != SEK_NONE ? sek_money_round (value, sek_plan_get_unit (reg)) : SEK_NONE;
}

gint64
sek_plan_amount (SekRegister *reg, gint64 id, int year)
{
  const SekBudgetLine *line = sek_register_get_budget_line (reg, id);
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  int base = MIN (sek_plan_get_base_year (reg), year - 1);

  if (line == NULL || year - base > MOST_YEARS)
    return SEK_NONE;
  if (line->section == SEK_SECTION_OPENING)
    return carry_into (reg, year);
  switch (sek_plan_get_rule (line))
    {
    case SEK_PLAN_RULE_INDEX:
      return grow (reg, sek_plan_value (reg, id, year - 1), organisation != NULL ? organisation->plan_index : SEK_NONE);
    case SEK_PLAN_RULE_PERCENT:
      return grow (reg, sek_plan_value (reg, id, year - 1), line->plan_percent);
    case SEK_PLAN_RULE_ONE_OFF:
      return line->plan_year == year ? sek_plan_value (reg, id, base) : SEK_NONE;
    case SEK_PLAN_RULE_ENDS:
      return line->plan_year != SEK_NONE && line->plan_year < year ? SEK_NONE : sek_plan_value (reg, id, base);
    case SEK_PLAN_RULE_FEES:
      return sek_fees_plan_total (reg, year);
    case SEK_PLAN_RULE_GRANTS:
      return sum_of_grants (reg, id, year);
    case -1:
      return sek_positions_of_council (reg, year);
    case SEK_PLAN_RULE_SAME:
    default:
      return sek_plan_value (reg, id, year - 1);
    }
}

/* Each year of rules asks for the ones before, so they are kept until the next change: what each line has in it, and
 * as that of no line its closing balance. */
static gboolean
look_up (SekRegister *reg, gint64 line, int year, gint64 *value)
{
  GHashTable *lines = reg->plan != NULL ? g_hash_table_lookup (reg->plan, GINT_TO_POINTER (year)) : NULL;
  gpointer kept;

  if (lines == NULL || !g_hash_table_lookup_extended (lines, _sek_key (line), NULL, &kept))
    return FALSE;
  *value = (gint64) kept;
  return TRUE;
}

static gint64
keep (SekRegister *reg, gint64 line, int year, gint64 value)
{
  GHashTable *lines;

  if (reg->plan == NULL)
    reg->plan = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  lines = g_hash_table_lookup (reg->plan, GINT_TO_POINTER (year));
  if (lines == NULL)
    {
      lines = g_hash_table_new (NULL, NULL);
      g_hash_table_insert (reg->plan, GINT_TO_POINTER (year), lines);
    }
  g_hash_table_insert (lines, _sek_key (line), _sek_key (value));
  return value;
}

gint64
sek_plan_value (SekRegister *reg, gint64 line, int year)
{
  SekYearKind kind;
  gint64 column, value;
  SekBudgetCell cell;

  if (look_up (reg, line, year, &value))
    return value;
  column = sek_plan_get_source (reg, year, &kind, NULL);
  if (column == 0 && kind == SEK_YEAR_RULES)
    return keep (reg, line, year, round_to_unit (reg, sek_plan_amount (reg, line, year)));
  if (column == 0)
    return SEK_NONE;
  sek_budget_read (reg, line, column, &cell);
  return cell.value;
}

gint64
sek_plan_sum (SekRegister *reg, gint64 section, int year)
{
  gint64 column = sek_plan_get_source (reg, year, NULL, NULL), sum = SEK_NONE;
  SekTableIter iter;
  const SekBudgetLine *line;
  gboolean opened = FALSE;

  if (column != 0)
    return sek_budget_sum (reg, section, column);
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_LINE));
  while ((line = (const SekBudgetLine *) sek_table_iter_next (&iter)) != NULL)
    if (line->section == section && !(section == SEK_SECTION_OPENING && opened))
      {
        sum = sek_budget_plus (sum, sek_plan_value (reg, line->id, year));
        opened = TRUE;
      }
  /* What is left over is carried whether or not a line is there to show it. */
  return section == SEK_SECTION_OPENING && !opened ? carry_into (reg, year) : sum;
}

gint64
sek_plan_closing (SekRegister *reg, int year)
{
  SekYearKind kind;
  gint64 column, value;

  if (look_up (reg, 0, year, &value))
    return value;
  column = sek_plan_get_source (reg, year, &kind, NULL);
  if (column != 0)
    return sek_budget_closing (reg, column);
  if (kind == SEK_YEAR_NONE)
    return SEK_NONE;
  value = sek_budget_plus (sek_plan_sum (reg, SEK_SECTION_OPENING, year),
                           sek_budget_minus (sek_plan_sum (reg, SEK_SECTION_INCOME, year),
                                             sek_plan_sum (reg, SEK_SECTION_EXPENSE, year)));
  return keep (reg, 0, year, value);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* A rule of −1 is that of positions. */
static const char *
get_rule_word (gint64 rule, SekLanguage language)
{
  static const SekWord positions = { { "følger stillingene", "følgjer stillingane", "by the positions" } };

  return rule < 0 ? sek_word (&positions, language)
                  : sek_kind_get_choice_word (SEK_FIELD (budget_line, plan_rule), rule, language);
}

const char *
sek_plan_get_usual_rule (const SekBudgetLine *line, SekLanguage language)
{
  static const SekWord carried = { { "det som er igjen fra året før", "det som er att frå året før",
                                     "what is left from the year before" } };

  if (line->section == SEK_SECTION_OPENING)
    return sek_word (&carried, language);
  return get_rule_word (get_usual_rule (line), language);
}

char *
sek_plan_dup_rule (SekRegister *reg, const SekBudgetLine *line, SekLanguage language)
{
  static const SekWord one_off = { { "bare i %d", "berre i %d", "in %d only" } };
  static const SekWord ends = { { "til og med %d", "til og med %d", "up to %d" } };
  static const SekWord percent = { { "%s i året", "%s i året", "%s a year" } };
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  gint64 rule = sek_plan_get_rule (line), growth = SEK_NONE;
  SekValue value;
  g_autofree char *told = NULL;

  if (line->section == SEK_SECTION_OPENING)
    return g_strdup (sek_plan_get_usual_rule (line, language));
  if (line->plan_year != SEK_NONE && (rule == SEK_PLAN_RULE_ONE_OFF || rule == SEK_PLAN_RULE_ENDS))
    {
      told = g_strdup_printf ("%d", (int) line->plan_year);
      return sek_fill (sek_word (rule == SEK_PLAN_RULE_ONE_OFF ? &one_off : &ends, language), told, NULL);
    }
  if (rule == SEK_PLAN_RULE_PERCENT)
    growth = line->plan_percent;
  else if (rule == SEK_PLAN_RULE_INDEX && organisation != NULL)
    growth = organisation->plan_index;
  if (growth == SEK_NONE)
    return g_strdup (get_rule_word (rule, language));
  value = SEK_INTEGER (growth);
  told = sek_number_in_language (sek_kind_format (SEK_FIELD (budget_line, plan_percent), &value, 1, language),
                                 language);
  return sek_fill (sek_word (&percent, language), told, NULL);
}

const char *
sek_plan_get_kind_word (SekYearKind kind, SekLanguage language)
{
  static const SekWord words[] = {
    [SEK_YEAR_ACCOUNTS] = { { "regnskap", "rekneskap", "accounts" } },
    [SEK_YEAR_FORECAST] = { { "prognose", "prognose", "forecast" } },
    [SEK_YEAR_ADJUSTED] = { { "justert budsjett", "justert budsjett", "adjusted budget" } },
    [SEK_YEAR_BUDGET] = { { "budsjett", "budsjett", "budget" } },
    [SEK_YEAR_PROPOSAL] = { { "forslag", "framlegg", "proposal" } },
    [SEK_YEAR_PLAN] = { { "plan", "plan", "plan" } },
    [SEK_YEAR_RULES] = { { "plan", "plan", "plan" } },
    [SEK_YEAR_NONE] = { { "ingen tall", "ingen tal", "no figures" } },
  };

  return sek_word (&words[kind], language);
}
