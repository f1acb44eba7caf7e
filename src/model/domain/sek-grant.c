/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grant.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-error.h"
#include "sek-money.h"

/* --- what one row counts for -------------------------------------------------------------------------------------- */

gboolean
sek_contribution_is_own (const SekContribution *row)
{
  return row->kind != SEK_CONTRIBUTION_KIND_FUNDED;
}

static gboolean
is_hours (const SekContribution *row)
{
  return row->kind == SEK_CONTRIBUTION_KIND_HOURS;
}

static gboolean
has_origin (const SekContribution *row)
{
  return !is_hours (row) && (row->budget_line != SEK_NONE || row->project != SEK_NONE);
}

gboolean
sek_contribution_is_taken (const SekContribution *row)
{
  return has_origin (row) && row->value == SEK_NONE;
}

static int
year_of (const SekContribution *row)
{
  return row->date != SEK_NONE ? sek_date_year ((SekDate) row->date) : 0;
}

gint64
sek_grant_scheme_rate (SekRegister *reg, gint64 scheme, SekDate date)
{
  guint n;
  const gint64 *rows;

  if (scheme == SEK_NONE || date == 0)
    return SEK_NONE;
  rows = sek_register_get_children (reg, SEK_FIELD (hour_rate, scheme), scheme, &n);
  for (guint i = 0; i < n; i++)
    {
      const SekHourRate *rate = sek_register_get_hour_rate (reg, rows[i]);

      if ((rate->valid_from == SEK_NONE || rate->valid_from <= date)
          && (rate->valid_to == SEK_NONE || rate->valid_to >= date))
        return rate->rate;
    }
  return SEK_NONE;
}

/* The accounts of a whole year: the last column of accounts that has no day, or the year's last. 0 for none. */
static gint64
find_accounts (SekRegister *reg, int year)
{
  g_autoptr (GArray) columns = sek_budget_columns (reg);

  for (guint i = columns->len; i > 0; i--)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (reg, g_array_index (columns, gint64, i - 1));

      if (column->kind == SEK_COLUMN_KIND_ACCOUNTS && column->year == year
          && (column->figures_on == SEK_NONE || column->figures_on == SEK_DATE (year, 12, 31)))
        return column->id;
    }
  return 0;
}

static gint64
read_accounts (SekRegister *reg, const SekContribution *row)
{
  gint64 column = find_accounts (reg, year_of (row));
  const SekProjectAmount *amount;
  SekBudgetCell cell;

  if (column == 0)
    return SEK_NONE;
  if (row->budget_line != SEK_NONE)
    {
      sek_budget_read (reg, row->budget_line, column, &cell);
      return cell.value;
    }
  amount = sek_budget_get_project_amount (reg, row->project, column);
  return amount != NULL ? amount->value : SEK_NONE;
}

/* Another row of the same line or project and year, which together with this one counts it twice: one of the two takes
 * all of it. NULL for none. */
static const SekContribution *
find_twin (SekRegister *reg, const SekContribution *row, gboolean only_earlier)
{
  gboolean by_line = row->budget_line != SEK_NONE;
  const gint64 *rows;
  guint n;

  if (!has_origin (row) || row->date == SEK_NONE)
    return NULL;
  rows = by_line ? sek_register_get_children (reg, SEK_FIELD (contribution, budget_line), row->budget_line, &n)
                 : sek_register_get_children (reg, SEK_FIELD (contribution, project), row->project, &n);
  for (guint i = 0; i < n; i++)
    {
      const SekContribution *other = sek_register_get_contribution (reg, rows[i]);
      gboolean earlier = other->date != row->date ? other->date < row->date : other->id < row->id;

      if (other->id != row->id && has_origin (other) && year_of (other) == year_of (row)
          && (sek_contribution_is_taken (row) || sek_contribution_is_taken (other)) && (earlier || !only_earlier))
        return other;
    }
  return NULL;
}

static void
leave_out (SekCounted *counted, SekCountedReason reason, gint64 other)
{
  counted->value = SEK_NONE;
  counted->reason = reason;
  counted->other = other;
}

static void
count_money (SekRegister *reg, const SekContribution *row, SekCounted *counted)
{
  const SekContribution *twin = find_twin (reg, row, TRUE);

  counted->value = row->value;
  if (twin != NULL)
    leave_out (counted, SEK_COUNTED_TWICE, twin->grant);
  else if (sek_contribution_is_taken (row) && row->date == SEK_NONE)
    leave_out (counted, SEK_COUNTED_NO_DATE, 0);
  else if (sek_contribution_is_taken (row) && (counted->value = read_accounts (reg, row)) == SEK_NONE)
    leave_out (counted, SEK_COUNTED_NO_ACCOUNTS, 0);
  else if (counted->value == SEK_NONE)
    leave_out (counted, SEK_COUNTED_NO_AMOUNT, 0);
}

/* --- hours -------------------------------------------------------------------------------------------------------- */

/* Whether one of these rows, all from a line or project, counts in the year. */
static gboolean
one_counts (SekRegister *reg, const SekField *origin, gint64 from, int year)
{
  guint n;
  const gint64 *rows = sek_register_get_children (reg, origin, from, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekContribution *row = sek_register_get_contribution (reg, rows[i]);
      SekCounted counted = { .reason = SEK_COUNTED_YES };

      if (is_hours (row) || year_of (row) != year)
        continue;
      count_money (reg, row, &counted);
      if (counted.value != SEK_NONE)
        return TRUE;
    }
  return FALSE;
}

/* The line of positions that counts in the year, when the council pays some of the position; 0 for none. */
static gint64
find_counted_line (SekRegister *reg, int year)
{
  SekTableIter iter;
  const SekBudgetLine *line;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_LINE));
  while ((line = (const SekBudgetLine *) sek_table_iter_next (&iter)) != NULL)
    if (line->source == SEK_SOURCE_POSITIONS && one_counts (reg, SEK_FIELD (contribution, budget_line), line->id, year))
      return line->id;
  return 0;
}

/* Whether hours of a position are paid for by what counts already. */
static gboolean
is_paid_already (SekRegister *reg, const SekContribution *row, SekCounted *counted)
{
  guint n;
  const gint64 *shares;
  gint64 left = 10000, line;

  if (row->staff_position == SEK_NONE)
    return FALSE;
  shares = sek_register_get_children (reg, SEK_FIELD (position_share, staff_position), row->staff_position, &n);
  for (guint i = 0; i < n; i++)
    {
      const SekPositionShare *share = sek_register_get_position_share (reg, shares[i]);

      if (share->percent == 0)
        continue;
      if (share->payer != SEK_PAYER_COUNCIL)
        left -= share->percent;
      if (share->payer == SEK_PAYER_GRANT)
        leave_out (counted, SEK_COUNTED_PAID_BY_GRANT, share->grant != SEK_NONE ? share->grant : 0);
      else if (share->payer == SEK_PAYER_PROJECT && share->project != SEK_NONE
               && one_counts (reg, SEK_FIELD (contribution, project), share->project, year_of (row)))
        leave_out (counted, SEK_COUNTED_PAY_COUNTED, share->project);
      else
        continue;
      return TRUE;
    }
  line = left > 0 && row->date != SEK_NONE ? find_counted_line (reg, year_of (row)) : 0;
  if (line != 0)
    leave_out (counted, SEK_COUNTED_PAY_COUNTED, line);
  return line != 0;
}

static void
count_hours (SekRegister *reg, const SekContribution *row, const SekGrantScheme *scheme, SekCounted *counted)
{
  SekDate date = row->date != SEK_NONE ? (SekDate) row->date : 0;
  gint64 ceiling = scheme != NULL ? sek_grant_scheme_rate (reg, scheme->id, date) : SEK_NONE;

  counted->rate = row->hour_rate != SEK_NONE ? row->hour_rate : ceiling;
  if (ceiling != SEK_NONE && counted->rate > ceiling)
    {
      counted->rate = ceiling;
      counted->reason = SEK_COUNTED_CEILING;
    }
  if (scheme != NULL && scheme->cash_only == 1)
    leave_out (counted, SEK_COUNTED_CASH_ONLY, 0);
  else if (is_paid_already (reg, row, counted))
    return;
  else if (row->hours == SEK_NONE)
    leave_out (counted, SEK_COUNTED_NO_AMOUNT, 0);
  else if (counted->rate == SEK_NONE)
    leave_out (counted, SEK_COUNTED_NO_RATE, 0);
  /* Hours are hundredths. */
  else if (!sek_money_scale (row->hours, counted->rate, 100, &counted->value, NULL))
    leave_out (counted, SEK_COUNTED_TOO_LARGE, 0);
}

static gboolean
is_outside (const SekGrant *grant, gint64 date)
{
  return date != SEK_NONE
         && ((grant->starts_on != SEK_NONE && date < grant->starts_on)
             || (grant->ends_on != SEK_NONE && date > grant->ends_on));
}

void
sek_contribution_count (SekRegister *reg, const SekContribution *row, SekDate today, SekCounted *counted)
{
  const SekGrant *grant = sek_register_get_grant (reg, row->grant);
  const SekGrantScheme *scheme = grant != NULL && grant->scheme != SEK_NONE
                                     ? sek_register_get_grant_scheme (reg, grant->scheme)
                                     : NULL;

  *counted = (SekCounted) { .value = SEK_NONE, .rate = SEK_NONE, .reason = SEK_COUNTED_YES };
  if (is_hours (row))
    count_hours (reg, row, scheme, counted);
  else
    count_money (reg, row, counted);
  if (grant != NULL && is_outside (grant, row->date))
    leave_out (counted, SEK_COUNTED_OUTSIDE, 0);
  else if (row->date != SEK_NONE && row->date > today)
    leave_out (counted, SEK_COUNTED_LATER, 0);
}

/* --- the report --------------------------------------------------------------------------------------------------- */

gint64
sek_grant_expected (const SekGrant *grant, SekDate today)
{
  gint64 whole, passed, expected;

  if (grant->own_required == SEK_NONE || grant->starts_on == SEK_NONE || grant->ends_on == SEK_NONE
      || today > grant->ends_on)
    return grant->own_required;
  if (today < grant->starts_on)
    return 0;
  whole = sek_date_to_days ((SekDate) grant->ends_on) - sek_date_to_days ((SekDate) grant->starts_on) + 1;
  passed = sek_date_to_days (today) - sek_date_to_days ((SekDate) grant->starts_on) + 1;
  return sek_money_scale (grant->own_required, passed, whole, &expected, NULL) ? expected : grant->own_required;
}

static int
compare_dated (gconstpointer a, gconstpointer b, gpointer user_data)
{
  SekRegister *reg = user_data;
  const SekContribution *p = sek_register_get_contribution (reg, *(const gint64 *) a),
                        *q = sek_register_get_contribution (reg, *(const gint64 *) b);

  /* A blank date is the least number. */
  if (p->date != q->date)
    return p->date < q->date ? -1 : 1;
  if (p->kind != q->kind)
    return p->kind < q->kind ? -1 : 1;
  if (g_strcmp0 (p->what, q->what) != 0)
    return g_strcmp0 (p->what, q->what);
  return p->id < q->id ? -1 : p->id > q->id;
}

GArray *
sek_grant_dup_contributions (SekRegister *reg, gint64 grant)
{
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (contribution, grant), grant, &n);
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

  g_array_append_vals (sorted, rows, n);
  g_array_sort_with_data (sorted, compare_dated, reg);
  return sorted;
}

static void
add_contributions (SekRegister *reg, const SekGrant *grant, SekDate today, SekGrantReport *report)
{
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (contribution, grant), grant->id, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekContribution *row = sek_register_get_contribution (reg, rows[i]);
      SekCounted counted;
      gint64 *sum = !sek_contribution_is_own (row)         ? &report->funded
                    : is_hours (row)                       ? &report->hours
                    : has_origin (row)                     ? &report->lines
                                                           : &report->cash;

      sek_contribution_count (reg, row, today, &counted);
      report->n_left_out += counted.value == SEK_NONE && counted.reason != SEK_COUNTED_LATER;
      report->n_lowered += counted.reason == SEK_COUNTED_CEILING;
      if (counted.value == SEK_NONE)
        continue;
      *sum = sek_budget_plus (*sum, counted.value);
      if (is_hours (row))
        report->n_hours = sek_budget_plus (report->n_hours, row->hours);
      if (sek_contribution_is_own (row) && row->documented != NULL)
        report->documented = sek_budget_plus (report->documented, counted.value);
    }
  report->own = sek_budget_plus (sek_budget_plus (report->hours, report->cash), report->lines);
  report->spent = sek_budget_plus (report->own, report->funded);
}

static void
add_instalments (SekRegister *reg, const SekGrant *grant, SekDate today, SekGrantReport *report)
{
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (instalment, grant), grant->id, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekInstalment *row = sek_register_get_instalment (reg, rows[i]);

      report->instalments = sek_budget_plus (report->instalments, row->value);
      if (row->received_on != SEK_NONE && row->received_on <= today)
        report->received = sek_budget_plus (report->received, row->value);
    }
}

/* The least of what was awarded, its part of the cost, and the highest share of that. */
static void
find_due (const SekGrantScheme *scheme, SekGrantReport *report)
{
  gint64 spent = report->spent != SEK_NONE ? MAX (report->spent, 0) : 0, part;

  if (report->awarded == SEK_NONE)
    return;
  report->due = report->awarded;
  if (report->budget != SEK_NONE && report->budget > 0 && spent < report->budget
      && sek_money_scale (report->awarded, spent, report->budget, &part, NULL))
    {
      report->due = part;
      report->is_cut = part < report->awarded;
    }
  if (scheme != NULL && scheme->highest_share != SEK_NONE
      && sek_money_scale (spent, scheme->highest_share, 10000, &report->highest, NULL)
      && report->highest < report->due)
    {
      report->due = report->highest;
      report->is_limited = TRUE;
    }
  report->balance = sek_budget_minus (report->due, report->received);
}

void
sek_grant_report (SekRegister *reg, const SekGrant *grant, SekDate today, SekGrantReport *report)
{
  const SekGrantScheme *scheme = grant->scheme != SEK_NONE ? sek_register_get_grant_scheme (reg, grant->scheme) : NULL;

  *report = (SekGrantReport) {
    .awarded = grant->awarded, .required = grant->own_required, .budget = grant->total_cost,
    .n_hours = SEK_NONE, .hours = SEK_NONE, .cash = SEK_NONE, .lines = SEK_NONE, .lacking = SEK_NONE,
    .documented = SEK_NONE, .funded = SEK_NONE, .instalments = SEK_NONE, .received = SEK_NONE, .due = SEK_NONE,
    .balance = SEK_NONE, .highest = SEK_NONE, .expected = sek_grant_expected (grant, today), .on_course = TRUE,
  };
  if (report->budget == SEK_NONE)
    report->budget = sek_budget_plus (grant->awarded, grant->own_required);
  add_contributions (reg, grant, today, report);
  add_instalments (reg, grant, today, report);
  find_due (scheme, report);
  if (report->required != SEK_NONE)
    report->lacking = MAX (sek_budget_minus (report->required, report->own), 0);
  if (report->expected != SEK_NONE)
    report->on_course = (report->own != SEK_NONE ? report->own : 0) >= report->expected;
  report->auditor = scheme != NULL && scheme->auditor_from != SEK_NONE && grant->awarded != SEK_NONE
                    && grant->awarded >= scheme->auditor_from;
}

/* --- rules -------------------------------------------------------------------------------------------------------- */

static const char *
name_origin (SekRegister *reg, const SekContribution *row)
{
  return row->budget_line != SEK_NONE ? sek_register_get_budget_line (reg, row->budget_line)->name
                                      : sek_register_get_project (reg, row->project)->name;
}

gboolean
sek_contribution_check (SekRegister *reg, const SekContribution *row, GError **error)
{
  const SekGrant *grant = sek_register_get_grant (reg, row->grant);
  const SekContribution *twin;
  SekLanguage language = sek_program_language ();
  g_autofree char *day = NULL, *limit = NULL;

  if (row->budget_line != SEK_NONE && row->project != SEK_NONE)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("A contribution comes from a line or from a project, not from both. Clear “%s” or “%s”."),
                   sek_word (&SEK_FIELD (contribution, budget_line)->title, language),
                   sek_word (&SEK_FIELD (contribution, project)->title, language));
      return FALSE;
    }
  if (is_outside (grant, row->date))
    {
      gboolean before = grant->starts_on != SEK_NONE && row->date < grant->starts_on;

      day = sek_date_format ((SekDate) row->date, SEK_DATE_TOLD, language);
      limit = sek_date_format ((SekDate) (before ? grant->starts_on : grant->ends_on), SEK_DATE_TOLD, language);
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   before ? _("%s is before the grant “%s” begins, %s. Write a day within its period, or give it "
                              "another "
                              "period.")
                          : _("%s is after the grant “%s” ends, %s. Write a day within its period, or give it another "
                              "period."),
                   day, grant->name, limit);
      return FALSE;
    }
  twin = find_twin (reg, row, FALSE);
  if (twin == NULL)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
               _("“%s” counts for the grant “%s” already, in the year %d, and would count twice. Delete one of the two "
                 "contributions, or write the amount that counts in both."),
               name_origin (reg, row), sek_register_get_grant (reg, twin->grant)->name, year_of (row));
  return FALSE;
}

gboolean
sek_grant_check (SekRegister *reg, const SekGrant *grant, GError **error)
{
  g_autoptr (GArray) rows = sek_grant_dup_contributions (reg, grant->id);

  for (guint i = 0; i < rows->len; i++)
    {
      const SekContribution *row = sek_register_get_contribution (reg, g_array_index (rows, gint64, i));
      g_autofree char *day = NULL;

      if (!is_outside (grant, row->date))
        continue;
      day = sek_date_format ((SekDate) row->date, SEK_DATE_TOLD, sek_program_language ());
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("The grant “%s” has a contribution on %s, which is outside of that period. Choose a longer "
                     "period, "
                     "or change that day first."),
                   grant->name, day);
      return FALSE;
    }
  return TRUE;
}
