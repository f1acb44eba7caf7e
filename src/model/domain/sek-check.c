/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-check.h"

#include "sek-budget.h"
#include "sek-fee-run.h"
#include "sek-fees.h"
#include "sek-grant.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-reserve.h"

void
sek_check_free (SekCheck *check)
{
  if (check == NULL)
    return;
  g_free (check->id);
  g_free (check->subject);
  g_free (check->place);
  g_free (check->seen);
  g_free (check);
}

/* --- making checks ----------------------------------------------------------------------------------------------- */

static SekCheck *
add_check (GPtrArray *checks, SekRegister *reg, SekCheckKind kind, const char *subject, SekEntityId entity, gint64 row,
           gint64 column)
{
  SekCheck *check = g_new0 (SekCheck, 1);
  g_autofree char *key = row != 0 ? sek_key_dup_key (reg, sek_entity_get (entity), row) : NULL;

  *check = (SekCheck) { .kind = kind, .subject = g_strdup (subject), .left = SEK_NONE, .right = SEK_NONE,
                        .difference = SEK_NONE, .closing = sek_reserve_get_closing (reg),
                        .where = { .entity = entity, .row = row, .column = column } };
  check->id = g_strdup_printf ("%s/%s", sek_check_get_id (kind), subject);
  if (column != 0 && entity != SEK_BUDGET_COLUMN)
    check->place = g_strdup_printf ("amount %s/%s", key, sek_register_get_budget_column (reg, column)->title);
  else
    check->place = g_strjoin (" ", sek_entity_get (entity)->name, key, NULL);
  g_ptr_array_add (checks, check);
  return check;
}

static SekVerdict
judge (const SekCheck *check)
{
  if (check->left == SEK_NONE && check->right == SEK_NONE)
    return SEK_VERDICT_OK;
  if (check->left == SEK_NONE || check->right == SEK_NONE || check->difference == SEK_NONE)
    return SEK_VERDICT_MISSING;
  if (check->difference == 0)
    return SEK_VERDICT_OK;
  return ABS (check->difference) <= check->tolerance ? SEK_VERDICT_ROUNDING : SEK_VERDICT_WRONG;
}

static void
compare (SekCheck *check, gint64 left, gint64 right, gint64 tolerance)
{
  check->left = left;
  check->right = right;
  check->tolerance = tolerance;
  if (left != SEK_NONE && right != SEK_NONE)
    check->difference = sek_budget_minus (left, right);
  check->verdict = judge (check);
}

/* --- the budget -------------------------------------------------------------------------------------------------- */

static gint64
shown (gint64 value, gint64 unit)
{
  return value == SEK_NONE ? SEK_NONE : sek_money_round (value, unit);
}

/* A printed sum against the printed figures above it: n figures may each be half a unit off. */
static void
check_sum (GPtrArray *checks, SekRegister *reg, const SekBudgetColumn *column, SekCheckKind kind, gint64 section)
{
  SekRegister *copy = sek_seal_get_budget (reg, column->id);
  g_autoptr (GArray) lines = sek_budget_lines (copy != NULL ? copy : reg, section);
  gint64 sum = SEK_NONE;
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      SekBudgetCell cell;

      sek_budget_read (reg, g_array_index (lines, gint64, i), column->id, &cell);
      n += cell.value != SEK_NONE;
      sum = sek_budget_plus (sum, shown (cell.value, column->unit));
    }
  compare (add_check (checks, reg, kind, column->title, SEK_BUDGET_COLUMN, column->id, 0),
           shown (sek_budget_sum (reg, section, column->id), column->unit), sum, n * column->unit / 2);
}

static void
check_result_and_closing (GPtrArray *checks, SekRegister *reg, const SekBudgetColumn *column)
{
  gint64 id = column->id, unit = column->unit;
  gint64 opening = shown (sek_budget_sum (reg, SEK_SECTION_OPENING, id), unit);
  gint64 income = shown (sek_budget_sum (reg, SEK_SECTION_INCOME, id), unit);
  gint64 expense = shown (sek_budget_sum (reg, SEK_SECTION_EXPENSE, id), unit);
  gint64 result = shown (sek_budget_result (reg, id), unit);
  gint64 exact = sek_budget_closing (reg, id), closing = shown (exact, unit);

  compare (add_check (checks, reg, SEK_CHECK_RESULT, column->title, SEK_BUDGET_COLUMN, id, 0),
           result, sek_budget_minus (income, expense), unit);
  compare (add_check (checks, reg, SEK_CHECK_CLOSING, column->title, SEK_BUDGET_COLUMN, id, 0),
           closing, sek_budget_plus (opening, result), unit);
  if (exact != SEK_NONE && exact < 0)
    {
      SekCheck *check = add_check (checks, reg, SEK_CHECK_NEGATIVE_CLOSING, column->title, SEK_BUDGET_COLUMN, id, 0);

      compare (check, exact, 0, 0);
      check->verdict = SEK_VERDICT_WRONG;
    }
}

static void
check_cover (GPtrArray *checks, SekRegister *reg)
{
  g_autoptr (GArray) covers = sek_reserve_list_covers (reg);

  for (guint i = 0; i < covers->len; i++)
    {
      const SekReserveCover *at = &g_array_index (covers, SekReserveCover, i);
      g_autofree char *year = g_strdup_printf ("%d", at->year);
      SekCheck *check = add_check (checks, reg, SEK_CHECK_COVER, year, SEK_BUDGET_COLUMN, at->column, 0);

      compare (check, at->covered, at->to_cover, 0);
    }
}

static gboolean
shares_source (SekRegister *reg, const SekBudgetLine *line)
{
  SekTableIter iter;
  const SekBudgetLine *other;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_LINE));
  while ((other = (const SekBudgetLine *) sek_table_iter_next (&iter)) != NULL)
    if (other->source == line->source && other->id != line->id)
      return TRUE;
  return FALSE;
}

/* A line against its source. Where nothing at all is given for the source, accounts and forecasts have nothing to be
 * held against. */
static void
check_line (GPtrArray *checks, SekRegister *reg, const SekBudgetLine *line, const SekBudgetColumn *column)
{
  static const SekCheckKind kind_of[] = {
    [SEK_SOURCE_FEES] = SEK_CHECK_FEES, [SEK_SOURCE_GRANTS] = SEK_CHECK_GRANTS,
    [SEK_SOURCE_PROJECTS] = SEK_CHECK_PROJECTS, [SEK_SOURCE_CARRIED_FORWARD] = SEK_CHECK_CARRY,
    [SEK_SOURCE_POSITIONS] = SEK_CHECK_POSITIONS,
  };
  g_autofree char *subject = NULL;
  SekBudgetCell cell;

  if (sek_kind_choice_or (line->source, G_N_ELEMENTS (kind_of), SEK_SOURCE_ENTERED) == SEK_SOURCE_ENTERED)
    return;
  sek_budget_read (reg, line->id, column->id, &cell);
  if (cell.value == SEK_NONE && cell.source == SEK_NONE)
    return;
  if (cell.source == SEK_NONE && (sek_budget_is_actual (column) || line->source == SEK_SOURCE_CARRIED_FORWARD))
    return;
  /* Several lines of grants are told apart by their names. */
  subject = shares_source (reg, line) ? g_strdup_printf ("%s, %s", line->name, column->title)
                                      : g_strdup (column->title);
  compare (add_check (checks, reg, kind_of[line->source], subject, SEK_BUDGET_LINE, line->id, column->id),
           cell.value, cell.source, column->unit - 1);
}

/* --- what was adopted -------------------------------------------------------------------------------------------- */

static guint
count_copied (SekRegister *reg, gint64 column)
{
  SekRegister *copy = sek_seal_get_budget (reg, column);
  guint amounts = 0, projects = 0;

  if (copy == NULL)
    return 1;
  sek_register_get_children (copy, SEK_FIELD (amount, budget_column), column, &amounts);
  sek_register_get_children (copy, SEK_FIELD (project_amount, budget_column), column, &projects);
  return amounts + projects + 1;
}

static void
check_adopted (GPtrArray *checks, SekRegister *reg, const SekBudgetColumn *column)
{
  guint others, n = count_copied (reg, column->id);
  SekSealState state = sek_seal_check (reg, column->id, &others);
  SekCheck *check;

  if (state == SEK_SEAL_FITS && column->status != SEK_STATUS_SEALED)
    return;
  check = add_check (checks, reg, SEK_CHECK_ADOPTED, column->title, SEK_BUDGET_COLUMN, column->id, 0);
  check->counts = TRUE;
  check->seal = state;
  compare (check, state == SEK_SEAL_FITS ? n : state == SEK_SEAL_OTHER_ROWS ? MAX ((gint64) n - others, 0) : 0, n, 0);
  if (state != SEK_SEAL_FITS)
    check->verdict = SEK_VERDICT_WRONG;
}

/* A change of an adopted amount, at a place, and whether somebody said why. */
static void
check_reason (GPtrArray *checks, SekRegister *reg, const SekBudgetColumn *column, const char *name, SekEntityId entity,
              gint64 row, const char *reason, guint *n, guint *lacking)
{
  g_autofree char *subject = NULL;
  SekCheck *check;

  (*n)++;
  if (reason != NULL)
    return;
  (*lacking)++;
  subject = g_strdup_printf ("%s, %s", name, column->title);
  check = add_check (checks, reg, SEK_CHECK_REASONS, subject, entity, row, column->id);
  check->counts = TRUE;
  check->left = 0;
  check->right = 1;
  check->difference = -1;
  check->verdict = SEK_VERDICT_MISSING;
}

/* An adjusted budget that goes on from an adopted one says of each change why. */
static void
check_reasons (GPtrArray *checks, SekRegister *reg, const SekBudgetColumn *column)
{
  gint64 base = column->base_column;
  g_autoptr (GArray) lines = NULL, projects = NULL;
  guint n = 0, lacking = 0;
  SekCheck *check;

  if (!sek_budget_has_reasons (reg, column->id))
    return;
  lines = sek_budget_lines (reg, -1);
  for (guint i = 0; i < lines->len; i++)
    {
      gint64 line = g_array_index (lines, gint64, i);
      const SekAmount *amount = sek_budget_get_amount (reg, line, column->id);
      SekBudgetCell now, then;

      sek_budget_read (reg, line, column->id, &now);
      sek_budget_read (reg, line, base, &then);
      if (now.value != then.value)
        check_reason (checks, reg, column, sek_register_get_budget_line (reg, line)->name, SEK_BUDGET_LINE, line,
                      amount != NULL ? amount->reason : NULL, &n, &lacking);
    }
  projects = sek_rows_by_position (reg, SEK_PROJECT);
  for (guint i = 0; i < projects->len; i++)
    {
      gint64 project = g_array_index (projects, gint64, i);
      const SekProjectAmount *now = sek_budget_get_project_amount (reg, project, column->id),
                             *then = sek_budget_get_project_amount (reg, project, base);

      if ((now != NULL ? now->value : SEK_NONE) != (then != NULL ? then->value : SEK_NONE))
        check_reason (checks, reg, column, sek_register_get_project (reg, project)->name, SEK_PROJECT, project,
                      now != NULL ? now->reason : NULL, &n, &lacking);
    }
  if (n == 0 || lacking > 0)
    return;
  check = add_check (checks, reg, SEK_CHECK_REASONS, column->title, SEK_BUDGET_COLUMN, column->id, 0);
  check->counts = TRUE;
  compare (check, n, n, 0);
}

static void
check_column (GPtrArray *checks, SekRegister *reg, const SekBudgetColumn *column)
{
  g_autoptr (GArray) lines = sek_budget_lines (reg, -1);

  check_sum (checks, reg, column, SEK_CHECK_SUM_INCOME, SEK_SECTION_INCOME);
  check_sum (checks, reg, column, SEK_CHECK_SUM_EXPENSE, SEK_SECTION_EXPENSE);
  check_result_and_closing (checks, reg, column);
  for (guint i = 0; i < lines->len; i++)
    check_line (checks, reg, sek_register_get_budget_line (reg, g_array_index (lines, gint64, i)), column);
  check_adopted (checks, reg, column);
  check_reasons (checks, reg, column);
}

/* --- members ----------------------------------------------------------------------------------------------------- */

/* A row that counts, or one for each member that lacks what is asked for. */
static void
check_members (GPtrArray *checks, SekRegister *reg, SekCheckKind kind, int year,
               gboolean (*has) (SekRegister *, const SekMember *, int))
{
  g_autofree char *subject = g_strdup_printf ("%d", year);
  SekDate date = SEK_DATE (year, 1, 1);
  SekTableIter iter;
  const SekMember *member;
  gint64 n = 0, lacking = 0;
  SekCheck *check;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *name = NULL;

      if (!sek_member_is_active (member, date))
        continue;
      n++;
      if (has (reg, member, year))
        continue;
      lacking++;
      name = g_strdup_printf ("%s, %d", member->name, year);
      check = add_check (checks, reg, kind, name, SEK_MEMBER, member->id, 0);
      check->where.year = year;
      check->counts = TRUE;
      check->left = 0;
      check->right = 1;
      check->difference = -1;
      check->verdict = SEK_VERDICT_MISSING;
    }
  if (lacking > 0 || n == 0)
    return;
  check = add_check (checks, reg, kind, subject, SEK_MEMBER, 0, 0);
  check->where.year = year;
  check->counts = TRUE;
  compare (check, n, n, 0);
}

static gboolean
has_population (SekRegister *reg, const SekMember *member, int year)
{
  return !sek_fees_need_persons (reg, member, year)
         || sek_register_get_persons (reg, member->id, sek_fees_basis_date (year)) != SEK_NONE;
}

static gboolean
has_number (SekRegister *reg, const SekMember *member, int year)
{
  /* A regional council has none. */
  return member->kind == SEK_MEMBER_KIND_COUNCIL
         || sek_register_get_number (reg, member->id, SEK_DATE (year, 1, 1)) != NULL;
}

static gboolean
has_contact (SekRegister *reg, const SekMember *member)
{
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (contact, member), member->id, &n);

  for (guint i = 0; i < n; i++)
    if (sek_register_get_contact (reg, rows[i])->email != NULL)
      return TRUE;
  return FALSE;
}

static void
check_contacts (GPtrArray *checks, SekRegister *reg, SekDate today)
{
  gint64 members = 0, with = 0, first = 0;
  SekTableIter iter;
  const SekMember *member;
  SekCheck *check;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    if (sek_member_is_active (member, today))
      {
        gboolean has = has_contact (reg, member);

        members++;
        with += has;
        if (!has && first == 0)
          first = member->id;
      }
  if (members == 0)
    return;
  check = add_check (checks, reg, SEK_CHECK_CONTACTS, "", SEK_MEMBER, first, 0);
  g_free (check->id);
  check->id = g_strdup (sek_check_get_id (SEK_CHECK_CONTACTS));
  check->counts = TRUE;
  compare (check, with, members, 0);
  if (with < members)
    check->verdict = SEK_VERDICT_MISSING;
}

/* A rate that nobody pays yields nothing, and so is seen in no sum. */
static void
check_payers (GPtrArray *checks, SekRegister *reg, int year, int kind)
{
  const SekFeeRate *rate = sek_fees_get_rate (reg, year, kind);
  g_autofree char *subject = NULL;
  SekCheck *check;

  if (rate == NULL || sek_fees_get_totals (reg, year)->n_active_of[kind] > 0)
    return;
  subject = g_strdup_printf ("%d/%s", year, sek_kind_get_choice_id (SEK_FIELD (fee_rate, kind), kind));
  check = add_check (checks, reg, SEK_CHECK_PAYERS, subject, SEK_FEE_RATE, rate->id, 0);
  check->where.year = year;
  check->member_kind = kind;
  check->counts = TRUE;
  compare (check, 0, 1, 0);
  check->verdict = SEK_VERDICT_MISSING;
}

static void
check_fee_year (GPtrArray *checks, SekRegister *reg, int year)
{
  const SekFeeTotals *totals = sek_fees_get_totals (reg, year);
  const SekFeeRate *rate = NULL;
  g_autofree char *subject = g_strdup_printf ("%d", year);
  SekCheck *check;

  for (int kind = 0; kind < SEK_N_MEMBER_KINDS && rate == NULL; kind++)
    rate = sek_fees_get_rate (reg, year, kind);
  if (rate == NULL)
    return;
  if (totals->n_payers > 0)
    {
      check = add_check (checks, reg, SEK_CHECK_FEE_ROUNDING, subject, SEK_FEE_RATE, rate->id, 0);
      check->where.year = year;
      compare (check, totals->invoices, sek_money_round (totals->exact, SEK_KRONE), totals->n_payers * SEK_KRONE / 2);
      if (totals->n_overflows > 0)
        check->verdict = SEK_VERDICT_WRONG;
    }
  check_members (checks, reg, SEK_CHECK_POPULATION, year, has_population);
  check_members (checks, reg, SEK_CHECK_NUMBER, year, has_number);
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    check_payers (checks, reg, year, kind);
}

/* --- what was issued --------------------------------------------------------------------------------------------- */

/* Whether a run is what was issued. */
static void
check_run (GPtrArray *checks, SekRegister *reg, const SekFeeRun *run)
{
  g_autofree char *subject = g_strdup_printf ("%d/%d", (int) run->year, (int) run->number);
  SekCheck *check = add_check (checks, reg, SEK_CHECK_RUN, subject, SEK_FEE_RUN, run->id, 0);

  check->where.year = (int) run->year;
  check->counts = TRUE;
  compare (check, sek_fee_run_fits (reg, run), 1, 0);
}

/* Whether what was issued of a year is what its members are to pay, by the last of its runs. */
static void
check_issued (GPtrArray *checks, SekRegister *reg, const SekFeeRun *run)
{
  g_autofree char *subject = g_strdup_printf ("%d", (int) run->year);
  SekIssuedTotals totals;
  SekCheck *check;

  sek_fees_get_issued (reg, (int) run->year, &totals);
  check = add_check (checks, reg, SEK_CHECK_ISSUED, subject, SEK_FEE_RUN, run->id, 0);
  check->where.year = (int) run->year;
  check->counts = TRUE;
  /* What cannot be worked out, or read, agrees with nothing. */
  if (totals.difference == SEK_NONE)
    totals.n_differ = totals.n_members = MAX (totals.n_members, 1);
  compare (check, (gint64) totals.n_members - totals.n_differ, totals.n_members, 0);
}

static void
check_runs (GPtrArray *checks, SekRegister *reg)
{
  g_autoptr (GArray) runs = sek_fee_runs_of (reg, 0);

  for (guint i = 0; i < runs->len; i++)
    {
      const SekFeeRun *run = sek_register_get_fee_run (reg, g_array_index (runs, gint64, i)), *next = NULL;

      if (i + 1 < runs->len)
        next = sek_register_get_fee_run (reg, g_array_index (runs, gint64, i + 1));
      check_run (checks, reg, run);
      if (next == NULL || next->year != run->year)
        check_issued (checks, reg, run);
    }
}

/* --- grants ------------------------------------------------------------------------------------------------------ */

/* Contributions that count as they were typed, against all that are there by today; each that does not is told with its
 * reason in the report. What is only to come is no finding. */
static void
check_counted (GPtrArray *checks, SekRegister *reg, const SekGrant *grant, SekDate today)
{
  gint64 all = 0, as_typed = 0;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (contribution, grant), grant->id, &n);
  SekCheck *check;

  for (guint i = 0; i < n; i++)
    {
      SekCounted counted;

      sek_contribution_count (reg, sek_register_get_contribution (reg, rows[i]), today, &counted);
      all += counted.reason != SEK_COUNTED_LATER;
      as_typed += counted.reason == SEK_COUNTED_YES;
    }
  if (all == 0)
    return;
  check = add_check (checks, reg, SEK_CHECK_COUNTED, grant->name, SEK_GRANT, grant->id, 0);
  check->counts = TRUE;
  compare (check, as_typed, all, 0);
  if (as_typed < all)
    check->verdict = SEK_VERDICT_MISSING;
}

static void
check_grant (GPtrArray *checks, SekRegister *reg, const SekGrant *grant, SekDate today)
{
  SekGrantReport report;
  SekCheck *check;

  sek_grant_report (reg, grant, today, &report);
  if (report.instalments != SEK_NONE)
    {
      check = add_check (checks, reg, SEK_CHECK_INSTALMENTS, grant->name, SEK_GRANT, grant->id, 0);
      compare (check, report.instalments, grant->awarded, 0);
      if (check->difference != SEK_NONE && check->difference < 0)
        check->verdict = SEK_VERDICT_OK;
    }
  check_counted (checks, reg, grant, today);
  if (grant->own_required == SEK_NONE || grant->own_required == 0)
    return;
  check = add_check (checks, reg, SEK_CHECK_OWN_CONTRIBUTION, grant->name, SEK_GRANT, grant->id, 0);
  compare (check, report.own, grant->own_required, 0);
  if (check->left != SEK_NONE)
    check->verdict = report.on_course ? SEK_VERDICT_OK : SEK_VERDICT_WRONG;
  else if (report.expected == 0)
    check->verdict = SEK_VERDICT_OK;
}

/* Names may repeat, ids of checks not. */
static void
tell_apart (GPtrArray *checks)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < checks->len; i++)
    {
      SekCheck *check = checks->pdata[i];

      if (g_hash_table_contains (ids, check->id))
        {
          g_autofree char *shared = check->id;

          check->id = g_strdup_printf ("%s #%" G_GINT64_FORMAT, shared,
                                       check->where.column != 0 ? check->where.column : check->where.row);
        }
      g_hash_table_add (ids, check->id);
    }
}

/* --- all --------------------------------------------------------------------------------------------------------- */

static int n_runs;

guint
sek_check_count_runs (void)
{
  return (guint) g_atomic_int_get (&n_runs);
}

const SekCheck *
sek_check_find (GPtrArray *checks, const char *id)
{
  for (guint i = 0; i < checks->len; i++)
    if (g_str_equal (((const SekCheck *) checks->pdata[i])->id, id))
      return checks->pdata[i];
  return NULL;
}

GPtrArray *
sek_check_all (SekRegister *reg, SekDate today)
{
  GPtrArray *checks = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_check_free);
  g_autoptr (GArray) columns = sek_budget_columns (reg), years = sek_fees_list_years (reg);
  g_autoptr (GArray) grants = sek_rows_by_position (reg, SEK_GRANT);

  for (guint i = 0; i < columns->len; i++)
    check_column (checks, reg, sek_register_get_budget_column (reg, g_array_index (columns, gint64, i)));
  check_cover (checks, reg);
  for (guint i = 0; i < years->len; i++)
    check_fee_year (checks, reg, g_array_index (years, int, i));
  check_runs (checks, reg);
  check_contacts (checks, reg, today);
  for (guint i = 0; i < grants->len; i++)
    check_grant (checks, reg, sek_register_get_grant (reg, g_array_index (grants, gint64, i)), today);
  tell_apart (checks);
  sek_check_find_seen (checks, reg);
  g_atomic_int_inc (&n_runs);
  return checks;
}
