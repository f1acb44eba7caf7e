/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees.h"
#include "sek-kind.h"
#include "sek-report-private.h"

/* Kontroll: every check with both figures in kroner, their difference and the verdict; live where the figures are in
 * the book. */

enum { TITLE, SUBJECT, LEFT_NAME, LEFT, RIGHT_NAME, RIGHT, DIFFERENCE, VERDICT, REASON };

typedef struct
{
  SekReport *report;
  SekBook   *book;
  SekSheet  *sheet;
} Checks;

/* An amount that a table shows in its unit, in kroner. */
static SekExpr *
in_kroner (Checks *checks, SekExpr *cell)
{
  if (checks->report->options.unit == SEK_KRONE)
    return cell;
  return sek_expr_binary (SEK_OPERATOR_MULTIPLY, cell, sek_expr_number (checks->report->options.unit / SEK_KRONE));
}

/* A figure of the budget in kroner; shown: rounded to its column's unit, as it is printed in that. SUM takes the empty
 * text of a blank sum for 0. */
static SekExpr *
figure (Checks *checks, const char *row, gint64 column_id, gboolean shown)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (checks->report->data.reg, column_id);
  const SekSheet *sheet = _sek_report_find_budget (checks->report, checks->book, column_id);
  g_autofree char *name = _sek_report_column_key (column_id);
  SekExpr *cell = sek_expr_cell (sheet != NULL ? sheet->info.key : "", row, name);

  if (!g_ascii_isdigit (*row))
    cell = sek_expr_call (SEK_FUNCTION_SUM, cell, NULL);
  if (!shown)
    return in_kroner (checks, cell);
  if (column->unit == checks->report->options.unit)
    return in_kroner (checks, sek_expr_call (SEK_FUNCTION_ROUND, cell, sek_expr_number (0), NULL));
  /* In another unit than the table's. Half a krone is not exact in thousands: to the nearest øre it is one again. */
  cell = in_kroner (checks, cell);
  if (column->unit < checks->report->options.unit)
    cell = sek_expr_call (SEK_FUNCTION_ROUND, cell, sek_expr_number (2), NULL);
  return sek_expr_call (SEK_FUNCTION_ROUND, cell, sek_expr_number (column->unit > SEK_KRONE ? -3 : 0), NULL);
}

/* The sum of a section's figures as they are printed, in kroner. */
static SekExpr *
sum_of_shown (Checks *checks, gint64 section, gint64 column)
{
  g_autoptr (GArray) lines = sek_budget_lines (checks->report->data.reg, section);
  SekExpr *sum = sek_expr_call (SEK_FUNCTION_SUM, sek_expr_number (0), NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *key = _sek_report_row_key (g_array_index (lines, gint64, i));

      sek_expr_append (sum, figure (checks, key, column, TRUE));
    }
  return sum;
}

static void
budget_exprs (Checks *checks, const SekCheck *check, SekExpr **left, SekExpr **right)
{
  gint64 column = check->where.column != 0 ? check->where.column : check->where.row;
  const SekBudgetColumn *row = sek_register_get_budget_column (checks->report->data.reg, column);
  g_autofree char *line = _sek_report_row_key (check->where.row), *sheet = NULL, *key = NULL;

  switch (check->kind)
    {
    case SEK_CHECK_SUM_INCOME:
    case SEK_CHECK_SUM_EXPENSE:
      *left = figure (checks, sek_check_get_id (check->kind), column, TRUE);
      *right = sum_of_shown (checks, check->kind == SEK_CHECK_SUM_INCOME ? SEK_SECTION_INCOME : SEK_SECTION_EXPENSE,
                             column);
      break;
    case SEK_CHECK_RESULT:
      *left = figure (checks, "result", column, TRUE);
      *right = sek_expr_binary (SEK_OPERATOR_SUBTRACT, figure (checks, "sum-income", column, TRUE),
                                figure (checks, "sum-expense", column, TRUE));
      break;
    case SEK_CHECK_CLOSING:
      *left = figure (checks, "closing", column, TRUE);
      *right = sek_expr_binary (SEK_OPERATOR_ADD, sum_of_shown (checks, SEK_SECTION_OPENING, column),
                                figure (checks, "result", column, TRUE));
      break;
    case SEK_CHECK_NEGATIVE_CLOSING:
      *left = figure (checks, "closing", column, FALSE);
      *right = sek_expr_number (0);
      break;
    case SEK_CHECK_CARRY:
      *left = figure (checks, line, column, FALSE);
      *right = figure (checks, "closing", row->carry_from, FALSE);
      break;
    case SEK_CHECK_FEES:
      *left = figure (checks, line, column, FALSE);
      if (row->kind == SEK_COLUMN_KIND_PLAN)
        break;
      sheet = _sek_report_dup_key_of_year (checks->report, SEK_TABLE_FEES, (int) row->year);
      *right = sek_expr_cell (sheet, "total", "fee");
      break;
    case SEK_CHECK_PROJECTS:
      *left = figure (checks, line, column, FALSE);
      if (row->kind == SEK_COLUMN_KIND_PLAN)
        break;
      sheet = _sek_report_dup_key_of_year (checks->report, SEK_TABLE_PROJECTS, (int) row->year);
      key = _sek_report_column_key (column);
      *right = in_kroner (checks, sek_expr_cell (sheet, "total", key));
      break;
    case SEK_CHECK_POSITIONS:
      *left = figure (checks, line, column, FALSE);
      if (row->kind == SEK_COLUMN_KIND_PLAN)
        break;
      sheet = _sek_report_dup_key_of_year (checks->report, SEK_TABLE_POSITIONS, (int) row->year);
      *right = sek_expr_cell (sheet, "total", "council");
      break;
    case SEK_CHECK_GRANTS:
      *left = figure (checks, line, column, FALSE);
      if (row->kind == SEK_COLUMN_KIND_PLAN)
        break;
      *right = _sek_report_instalments_expr (checks->report, check->where.row, (int) row->year);
      break;
    default:
      break;
    }
}

static void
grant_exprs (Checks *checks, const SekCheck *check, SekExpr **left, SekExpr **right)
{
  gboolean own = check->kind == SEK_CHECK_OWN_CONTRIBUTION;
  g_autofree char *sheet = _sek_report_dup_key (checks->report, SEK_TABLE_GRANTS);
  g_autofree char *row = _sek_report_row_key (check->where.row);

  *left = in_kroner (checks, sek_expr_cell (sheet, row, own ? "recorded" : "paid"));
  *right = in_kroner (checks, sek_expr_cell (sheet, row, own ? "required" : "awarded"));
}

static SekExpr *
term_expr (const char *sheet, const SekFeeRate *rate, const char *term)
{
  g_autofree char *row = g_strdup_printf ("%s-%s", term,
                                          sek_kind_get_choice_id (SEK_FIELD (fee_rate, kind), rate->kind));

  return sek_expr_cell (sheet, row, "fee");
}

static gboolean
has_base (const SekFeeRate *rate)
{
  return rate->base != SEK_NONE && rate->base != 0;
}

/* The sum, or the count, of the populations on one side of where a limit is reached: (limit − base) / rate. */
static SekExpr *
beyond_expr (const char *sheet, const SekFeeRate *rate, SekFunction function, const char *sign, const char *term)
{
  SekExpr *limit = term_expr (sheet, rate, term);

  if (has_base (rate))
    limit = sek_expr_binary (SEK_OPERATOR_SUBTRACT, limit, term_expr (sheet, rate, "base"));
  limit = sek_expr_binary (SEK_OPERATOR_DIVIDE, limit, term_expr (sheet, rate, "rate"));
  return sek_expr_call (function, sek_expr_data (sheet, "persons"),
                        sek_expr_binary (SEK_OPERATOR_JOIN, sek_expr_text (sign), limit), NULL);
}

/* The sum, or the count, of the populations that are within the limits. */
static SekExpr *
within_expr (const char *sheet, const SekFeeRate *rate, SekFunction all, SekFunction some)
{
  SekExpr *expr = rate->maximum != SEK_NONE ? beyond_expr (sheet, rate, some, "<=", "maximum")
                                            : sek_expr_call (all, sek_expr_data (sheet, "persons"), NULL);

  if (rate->minimum == SEK_NONE)
    return expr;
  return sek_expr_binary (SEK_OPERATOR_SUBTRACT, expr, beyond_expr (sheet, rate, some, "<", "minimum"));
}

/* The fees before they are rounded, of members of one kind: rate × persons + base × members, and for those who are
 * beyond a limit that instead. */
static SekExpr *
unrounded_expr (const char *sheet, const SekFeeRate *rate)
{
  SekExpr *sum = rate->rate == SEK_NONE
                 ? sek_expr_number (0)
                 : sek_expr_binary (SEK_OPERATOR_MULTIPLY, term_expr (sheet, rate, "rate"),
                                    within_expr (sheet, rate, SEK_FUNCTION_SUM, SEK_FUNCTION_SUMIF));
  const struct { gboolean is_there; const char *term, *sign; } limits[] = {
    { rate->minimum != SEK_NONE, "minimum", "<" },
    { rate->maximum != SEK_NONE, "maximum", ">" },
  };

  if (has_base (rate))
    sum = sek_expr_binary (SEK_OPERATOR_ADD, sum,
                           sek_expr_binary (SEK_OPERATOR_MULTIPLY, term_expr (sheet, rate, "base"),
                                            within_expr (sheet, rate, SEK_FUNCTION_COUNT, SEK_FUNCTION_COUNTIF)));
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (limits[i].is_there)
      sum = sek_expr_binary (SEK_OPERATOR_ADD, sum,
                             sek_expr_binary (SEK_OPERATOR_MULTIPLY, term_expr (sheet, rate, limits[i].term),
                                              beyond_expr (sheet, rate, SEK_FUNCTION_COUNTIF, limits[i].sign,
                                                           limits[i].term)));
  return sum;
}

static gboolean
has_limit (const SekFeeRate *rate)
{
  return rate->minimum != SEK_NONE || rate->maximum != SEK_NONE;
}

static gboolean
is_only_per_person (const SekFeeRate *rate)
{
  return rate == NULL || (rate->model == SEK_FEE_MODEL_RATE && !has_base (rate) && !has_limit (rate));
}

/* The kinds of those who pay have rates of this sort. */
static gboolean
all_are_only_per_person (SekRegister *reg, int year)
{
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    if (!is_only_per_person (sek_fees_get_rate (reg, year, kind)))
      return FALSE;
  return TRUE;
}

/* The rate of the one kind that pays by one of its own; NULL where none does, or several do. matches gets whether
 * counties pay as much besides. */
static const SekFeeRate *
find_only_rate (SekRegister *reg, int year, gboolean *matches)
{
  const SekFeeTotals *totals = sek_fees_get_totals (reg, year);
  const SekFeeRate *found = NULL;

  *matches = FALSE;
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = totals->n_active_of[kind] > 0 ? sek_fees_get_rate (reg, year, kind) : NULL;

      if (rate == NULL)
        continue;
      if (rate->model == SEK_FEE_MODEL_MATCHING)
        *matches = TRUE;
      else if (found != NULL)
        return NULL;
      else
        found = rate;
    }
  return found;
}

/* What counties that match pay: the sum of all without that of the list above them. */
static SekExpr *
matching_expr (const char *key)
{
  return sek_expr_binary (SEK_OPERATOR_SUBTRACT, sek_expr_cell (key, "total", "fee"),
                          sek_expr_call (SEK_FUNCTION_SUM, sek_expr_data (key, "fee"), NULL));
}

/* Invoices against their rounded total: the fees of the list once more, but rounded only when they are added up. Where
 * municipalities and counties both pay, each row has its rate, but not its base and limits: with those the figure is
 * fixed. */
static void
fee_exprs (Checks *checks, const SekCheck *check, SekExpr **left, SekExpr **right)
{
  SekRegister *reg = checks->report->data.reg;
  const SekFeeRate *rate = sek_register_get_fee_rate (reg, check->where.row);
  g_autofree char *key = _sek_report_dup_key_of_year (checks->report, SEK_TABLE_FEES, (int) rate->year);
  SekSheet *sheet = sek_book_find_sheet (checks->book, key);
  gboolean only, matches;
  SekExpr *sum;
  int year;

  *left = sek_expr_cell (key, "total", "fee");
  if (sheet == NULL)
    return;
  year = (int) rate->year;
  /* The check leads to the municipalities' rate, though only counties may pay. */
  only = sek_sheet_find_column (sheet, "rate") < 0;
  rate = find_only_rate (reg, year, &matches);
  /* Without a rate a limit is reached by all or none. */
  if (only
      && (rate == NULL
          || (rate->model == SEK_FEE_MODEL_RATE && has_limit (rate) && (rate->rate == SEK_NONE || rate->rate == 0))))
    return;
  if (only && rate->model == SEK_FEE_MODEL_TOTAL)
    sum = term_expr (key, rate, "total");
  else if (only)
    sum = unrounded_expr (key, rate);
  else if (all_are_only_per_person (reg, year))
    sum = sek_expr_call (SEK_FUNCTION_SUMPRODUCT, sek_expr_data (key, "rate"), sek_expr_data (key, "persons"), NULL);
  else
    return;
  /* In floating point a half can come out just below itself; to the nearest øre it is one again. */
  sum = sek_expr_call (SEK_FUNCTION_ROUND, sum, sek_expr_number (2), NULL);
  *right = sek_expr_call (SEK_FUNCTION_ROUND, sum, sek_expr_number (0), NULL);
  /* They are rounded as their municipalities are. */
  if (matches)
    *right = sek_expr_binary (SEK_OPERATOR_ADD, *right, matching_expr (key));
}

/* Whom no population is needed of is counted too, and the list does not tell. */
static gboolean
all_need_persons (SekRegister *reg, int year)
{
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = sek_fees_get_rate (reg, year, kind);

      if (sek_fees_get_totals (reg, year)->n_active_of[kind] > 0
          && (rate != NULL ? !sek_fee_rate_needs_persons (rate) : kind == SEK_MEMBER_KIND_COUNCIL))
        return FALSE;
    }
  return TRUE;
}

/* How many populations the list has; whom it should have them of is no figure of a table. */
static void
population_exprs (Checks *checks, const SekCheck *check, SekExpr **left)
{
  g_autofree char *sheet = _sek_report_dup_key_of_year (checks->report, SEK_TABLE_FEES, check->where.year);

  if (check->where.row == 0 && all_need_persons (checks->report->data.reg, check->where.year))
    *left = sek_expr_call (SEK_FUNCTION_COUNT, sek_expr_data (sheet, "persons"), NULL);
}

/* The verdict on a difference that may be of one sign alone, or none. A difference is a float in a spreadsheet: less
 * than half an øre is none. */
static SekExpr *
verdict_expr (Checks *checks, const SekCheck *check)
{
  SekLanguage language = checks->report->options.language;
  SekExpr *difference = sek_expr_cell (NULL, NULL, "difference"), *ok, *otherwise;

  if (check->kind != SEK_CHECK_NEGATIVE_CLOSING && check->kind != SEK_CHECK_INSTALMENTS)
    difference = sek_expr_call (SEK_FUNCTION_ABS, difference, NULL);
  difference = sek_expr_call (SEK_FUNCTION_ROUND, difference, sek_expr_number (2), NULL);
  otherwise = sek_expr_text (sek_verdict_get_word (check->counts ? SEK_VERDICT_MISSING : SEK_VERDICT_WRONG, language));
  if (check->tolerance > 0)
    otherwise = sek_expr_call (SEK_FUNCTION_IF,
                               sek_expr_binary (SEK_OPERATOR_LESS_EQUAL, sek_expr_ref (difference),
                                                sek_expr_decimal (check->tolerance, 2)),
                               sek_expr_text (sek_verdict_get_word (SEK_VERDICT_ROUNDING, language)), otherwise, NULL);
  ok = sek_expr_binary (check->kind == SEK_CHECK_NEGATIVE_CLOSING ? SEK_OPERATOR_GREATER_EQUAL
                        : check->kind == SEK_CHECK_INSTALMENTS    ? SEK_OPERATOR_LESS_EQUAL
                                                                  : SEK_OPERATOR_EQUAL,
                        difference, sek_expr_number (0));
  return sek_expr_call (SEK_FUNCTION_IF, ok, sek_expr_text (sek_verdict_get_word (SEK_VERDICT_OK, language)), otherwise,
                        NULL);
}

/* Own contributions are judged by the day, too. */
static gboolean
is_judged_by_difference (const SekCheck *check)
{
  return check->difference != SEK_NONE && check->kind != SEK_CHECK_OWN_CONTRIBUTION;
}

/* A figure that nothing in the book gives is fixed, and counted as such. Takes over expr. */
static void
set_figure (SekSheetRow *row, int column, gint64 value, SekExpr *expr)
{
  g_autoptr (SekExpr) given = expr != NULL ? expr : sek_expr_cell ("", NULL, "");

  if (value != SEK_NONE)
    sek_sheet_row_set_expr (row, column, g_steal_pointer (&given));
}

/* What was seen is seen as long as its figures are the same; with others the verdict is what it would be. */
static SekExpr *
seen_expr (const SekCheck *check, SekLanguage language, SekExpr *otherwise)
{
  const struct { const char *key; gint64 value; } sides[] = { { "left", check->left }, { "right", check->right } };
  SekExpr *expr = sek_expr_text (sek_check_get_word (check, language));

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      SekExpr *side = sek_expr_call (SEK_FUNCTION_ROUND, sek_expr_cell (NULL, NULL, sides[i].key), sek_expr_number (2),
                                     NULL);
      SekExpr *same = sek_expr_binary (SEK_OPERATOR_EQUAL, side,
                                       sek_expr_decimal (sides[i].value, check->counts ? 0 : 2));

      expr = sek_expr_call (SEK_FUNCTION_IF, same, expr, sek_expr_ref (otherwise), NULL);
    }
  sek_expr_unref (otherwise);
  return expr;
}

static void
add_check (Checks *checks, const SekCheck *check)
{
  SekLanguage language = checks->report->options.language;
  SekCellKind kind = check->counts ? SEK_CELL_COUNT : SEK_CELL_AMOUNT;
  SekSheetRow *row = sek_sheet_add_row (checks->sheet, NULL, SEK_ROW_NORMAL);
  g_autofree char *subject = sek_check_dup_subject (check, language);
  SekExpr *left = NULL, *right = NULL;

  sek_sheet_row_set (row, TITLE, SEK_TEXT (sek_check_get_title (check, language)));
  sek_sheet_row_set (row, SUBJECT, SEK_TEXT (subject));
  sek_sheet_row_set (row, LEFT_NAME, SEK_TEXT (sek_check_get_left (check, language)));
  sek_sheet_row_set_as (row, LEFT, kind, _sek_report_value (check->left));
  sek_sheet_row_set (row, RIGHT_NAME, SEK_TEXT (sek_check_get_right (check, language)));
  sek_sheet_row_set_as (row, RIGHT, kind, _sek_report_value (check->right));
  sek_sheet_row_set_as (row, DIFFERENCE, kind, _sek_report_value (check->difference));
  sek_sheet_row_set (row, VERDICT, SEK_TEXT (sek_check_get_word (check, language)));
  if (check->seen != NULL)
    sek_sheet_row_set (row, REASON, SEK_TEXT (check->seen));

  if (check->kind <= SEK_CHECK_NEGATIVE_CLOSING)
    budget_exprs (checks, check, &left, &right);
  else if (check->kind == SEK_CHECK_FEE_ROUNDING)
    fee_exprs (checks, check, &left, &right);
  else if (check->kind == SEK_CHECK_POPULATION)
    population_exprs (checks, check, &left);
  else if (check->kind == SEK_CHECK_INSTALMENTS || check->kind == SEK_CHECK_OWN_CONTRIBUTION)
    grant_exprs (checks, check, &left, &right);
  set_figure (row, LEFT, check->left, left);
  set_figure (row, RIGHT, check->right, right);
  if (check->difference != SEK_NONE)
    sek_sheet_row_set_expr (row, DIFFERENCE,
                            sek_expr_difference (sek_expr_cell (NULL, NULL, "left"),
                                                 sek_expr_cell (NULL, NULL, "right")));
  if (is_judged_by_difference (check))
    sek_sheet_row_set_expr (row, VERDICT,
                            check->seen != NULL ? seen_expr (check, language, verdict_expr (checks, check))
                                                : verdict_expr (checks, check));
}

/* What is wrong first, then what is missing and what is rounding: that is read, the rest is looked up. What somebody
 * saw stands between. */
static const SekVerdict order[] = { SEK_VERDICT_WRONG, SEK_VERDICT_MISSING, SEK_VERDICT_ROUNDING };

static gboolean
was_seen (GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    if (((const SekCheck *) all->pdata[i])->seen != NULL)
      return TRUE;
  return FALSE;
}

/* Those of one verdict: seen ones, or the others. */
static void
add_of (Checks *checks, GPtrArray *all, SekVerdict verdict, gboolean seen)
{
  for (guint i = 0; i < all->len; i++)
    {
      const SekCheck *check = all->pdata[i];

      if (check->verdict == verdict && (check->seen != NULL) == seen)
        add_check (checks, check);
    }
}

/* A row cannot say what to do about a rate that nobody pays. */
static void
add_payers (Checks *checks, GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      const SekCheck *check = all->pdata[i];
      g_autofree char *sentence = NULL;

      if (check->kind != SEK_CHECK_PAYERS || check->seen != NULL)
        continue;
      sentence = sek_check_dup_sentence (check, checks->report->options.language);
      sek_sheet_add_note (checks->sheet, sentence);
    }
}

void
_sek_report_add_checks (SekReport *self, SekBook *book)
{
  static const SekWord note = {
    { "Differanse = første tall − andre tall. Avrunding er en forskjell som skyldes at tallene er avrundet hvert for "
      "seg.",
      "Differanse = første tal − andre tal. Avrunding er ein skilnad som kjem av at tala er avrunda kvart for seg.",
      "Difference = first figure − second figure. Rounding differences arise when each figure is rounded separately." }
  };
  static const struct { const char *key; SekWord head; SekCellKind kind; int width; } columns[] = {
    { "title", { { "Kontroll", "Kontroll", "Check" } }, SEK_CELL_TEXT, 26 },
    { "subject", { { "Gjelder", "Kva det gjeld", "Applies to" } }, SEK_CELL_TEXT, 20 },
    { "left-name", { { "Første tall", "Første tal", "First figure" } }, SEK_CELL_TEXT, 16 },
    { "left", { { "Første,\nkr eller antall", "Første,\nkr eller tal på", "First,\nkr or count" } },
      SEK_CELL_AMOUNT, 0 },
    { "right-name", { { "Andre tall", "Andre tal", "Second figure" } }, SEK_CELL_TEXT, 16 },
    { "right", { { "Andre,\nkr eller antall", "Andre,\nkr eller tal på", "Second,\nkr or count" } },
      SEK_CELL_AMOUNT, 0 },
    { "difference", { { "Differanse", "Differanse", "Difference" } }, SEK_CELL_AMOUNT, 0 },
    { "verdict", { { "Vurdering", "Vurdering", "Verdict" } }, SEK_CELL_TEXT, 10 },
    { "reason", { { "Grunn", "Grunn", "Reason" } }, SEK_CELL_TEXT, 24 },
  };
  const char *const marks[] = { sek_verdict_get_word (SEK_VERDICT_WRONG, self->options.language),
                                sek_verdict_get_word (SEK_VERDICT_MISSING, self->options.language), NULL };
  g_autoptr (GPtrArray) all = sek_check_all (self->data.reg, self->data.today);
  Checks checks = { .report = self, .book = book };

  checks.sheet = _sek_report_add_sheet (self, book, SEK_TABLE_CHECKS, NULL, 0, 0, 1, FALSE);
  for (guint i = 0; i < (was_seen (all) ? G_N_ELEMENTS (columns) : REASON); i++)
    sek_sheet_add_column (checks.sheet, &(SekSheetColumn) { .key = columns[i].key,
                                                            .head = _sek_report_text (self, &columns[i].head),
                                                            .kind = columns[i].kind,
                                                            .unit = 100,
                                                            .min_width = columns[i].width,
                                                            .marks = i == VERDICT ? marks : NULL });
  for (guint seen = 0; seen < 2; seen++)
    for (guint v = 0; v < G_N_ELEMENTS (order); v++)
      add_of (&checks, all, order[v], seen == 1);
  add_of (&checks, all, SEK_VERDICT_OK, FALSE);
  sek_sheet_add_note (checks.sheet, _sek_report_text (self, &note));
  add_payers (&checks, all);
}
