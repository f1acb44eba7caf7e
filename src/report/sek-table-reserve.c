/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"
#include "sek-number.h"
#include "sek-reserve.h"

/* Reserve: the chain over the years, one a column, each by what tells it: opening → income − expenses → closing, with
 * the lowest reserve. Under it stands what the chain says, what is wanting in it, and by which rules the lines go on in
 * years without a column. Of the same figures is its chart. */

typedef struct
{
  SekReport *report;
  SekSheet  *sheet;
  GArray    *chain; /* SekReserveYear */
  gint64     limit;
} Table;

static char *
dup_key (int year)
{
  return g_strdup_printf ("y%d", year);
}

/* The year stands above. */
static char *
dup_short_day (SekDate day, SekLanguage language)
{
  return language == SEK_LANGUAGE_EN ? sek_date_format (day, SEK_DATE_ISO, language)
                                     : g_strdup_printf ("%d.%d.%02d", (int) (day % 100), (int) (day / 100 % 100),
                                                        sek_date_year (day) % 100);
}

char *
_sek_report_dup_year_head (SekReport *self, SekRegister *reg, const SekReserveYear *at)
{
  static const SekWord chosen = { { ", valgt", ", vald", ", chosen" } };
  SekLanguage language = self->options.language;
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, at->column);
  g_autofree char *word = g_strdup (sek_plan_get_kind_word (at->kind, language)), *day = NULL;

  *word = g_ascii_toupper (*word);
  if (column != NULL && column->figures_on != SEK_NONE && at->kind == SEK_YEAR_FORECAST)
    day = dup_short_day ((SekDate) column->figures_on, language);
  return g_strdup_printf ("%d\n%s%s%s%s", at->year, word, day != NULL ? " " : "", day != NULL ? day : "",
                          at->chosen ? sek_word (&chosen, language) : "");
}

static void
add_columns (Table *table)
{
  static const SekWord name = { { "Post", "Post", "Line" } };
  SekReport *report = table->report;

  sek_sheet_add_column (table->sheet,
                        &(SekSheetColumn) { .key = "name", .kind = SEK_CELL_TEXT, .min_width = 30,
                                            .head = _sek_report_text (report, &name) });
  for (guint i = 0; i < table->chain->len; i++)
    {
      const SekReserveYear *at = &g_array_index (table->chain, SekReserveYear, i);
      g_autofree char *key = dup_key (at->year), *head = _sek_report_dup_year_head (report, report->data.reg, at);

      sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = key, .head = head, .kind = SEK_CELL_AMOUNT,
                                                              .unit = report->options.unit });
    }
}

typedef enum { OPENING, GAP, INCOME, EXPENSE, RESULT, CLOSING, LIMIT, N_ROWS } RowId;

static const char *const keys[N_ROWS] = {
  "opening", "gap", "sum-income", "sum-expense", "result", "closing", "limit",
};

static gint64
get_value (Table *table, RowId id, const SekReserveYear *at)
{
  const gint64 values[N_ROWS] = { at->opening, at->gap, at->income, at->expense, at->result, at->closing,
                                  table->limit };

  return values[id];
}

/* What the budget says stands on its own sheet, where the book has that. */
static SekExpr *
budget_expr (Table *table, RowId id, const SekReserveYear *at)
{
  SekSheet *shown = at->column != 0 ? _sek_report_find_budget (table->report, table->sheet->book, at->column) : NULL;
  g_autofree char *column = _sek_report_column_key (at->column);

  return shown != NULL ? sek_expr_sum_or_blank (sek_expr_cell (shown->info.key, keys[id], column)) : NULL;
}

static SekExpr *
get_expr (Table *table, RowId id, guint index)
{
  const SekReserveYear *at = &g_array_index (table->chain, SekReserveYear, index);
  g_autofree char *key = dup_key (at->year), *before = dup_key (at->year - 1);

  switch (id)
    {
    case OPENING:
      return index > 0 && at[-1].closing != SEK_NONE ? sek_expr_cell (NULL, keys[CLOSING], before) : NULL;
    case INCOME:
    case EXPENSE:
      return budget_expr (table, id, at);
    case RESULT:
      return sek_expr_difference (sek_expr_cell (NULL, keys[INCOME], key), sek_expr_cell (NULL, keys[EXPENSE], key));
    case CLOSING:
      if (at->gap == SEK_NONE)
        return sek_expr_sum_or_blank (sek_expr_call (SEK_FUNCTION_SUM, sek_expr_cell (NULL, keys[OPENING], key),
                                                     sek_expr_cell (NULL, keys[RESULT], key), NULL));
      return sek_expr_sum_or_blank (sek_expr_call (SEK_FUNCTION_SUM, sek_expr_cell (NULL, keys[OPENING], key),
                                                   sek_expr_cell (NULL, keys[GAP], key),
                                                   sek_expr_cell (NULL, keys[RESULT], key), NULL));
    default:
      return NULL;
    }
}

static void
add_row (Table *table, RowId id, const char *name, SekRowStyle style)
{
  SekSheetRow *row = sek_sheet_add_row (table->sheet, keys[id], style);

  sek_sheet_row_set (row, 0, SEK_TEXT (name));
  for (guint i = 0; i < table->chain->len; i++)
    {
      SekExpr *expr = get_expr (table, id, i);

      sek_sheet_row_set (row, (int) i + 1,
                         _sek_report_value (get_value (table, id, &g_array_index (table->chain, SekReserveYear, i))));
      if (expr != NULL)
        sek_sheet_row_set_expr (row, (int) i + 1, expr);
    }
}

static gboolean
has_gap (Table *table)
{
  for (guint i = 0; i < table->chain->len; i++)
    if (g_array_index (table->chain, SekReserveYear, i).gap != SEK_NONE)
      return TRUE;
  return FALSE;
}

static void
add_rows (Table *table)
{
  static const SekWord gap = { { "Differanse fra utgående året før", "Differanse frå utgåande året før",
                                 "Difference from last year's closing" } };
  static const SekFigure figures[] = {
    { .kind = SEK_FIGURE_SUM, .section = SEK_SECTION_INCOME },
    { .kind = SEK_FIGURE_SUM, .section = SEK_SECTION_EXPENSE },
    { .kind = SEK_FIGURE_RESULT },
  };
  SekRegister *reg = table->report->data.reg;
  SekLanguage language = table->report->options.language;

  add_row (table, OPENING, sek_reserve_get_opening_word (reg, language), SEK_ROW_NORMAL);
  if (has_gap (table))
    add_row (table, GAP, sek_word (&gap, language), SEK_ROW_NORMAL);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    add_row (table, INCOME + i, sek_figure_get_name (reg, &figures[i], language),
             i < 2 ? SEK_ROW_NORMAL : SEK_ROW_SUM);
  add_row (table, CLOSING, sek_reserve_get_closing_word (reg, language), SEK_ROW_TOTAL);
  if (table->limit != SEK_NONE)
    add_row (table, LIMIT, _sek_report_text (table->report, &_sek_report_limit_word), SEK_ROW_NORMAL);
}

/* --- notes -------------------------------------------------------------------------------------------------------- */

static void
add_note (SekSheet *sheet, char *note)
{
  if (*note != '\0')
    sek_sheet_add_note (sheet, note);
  g_free (note);
}

static gboolean
find (Table *table, gboolean (*is) (const SekReserveYear *at))
{
  for (guint i = 0; i < table->chain->len; i++)
    if (is (&g_array_index (table->chain, SekReserveYear, i)))
      return TRUE;
  return FALSE;
}

static gboolean
is_chosen (const SekReserveYear *at)
{
  return at->chosen;
}

static gboolean
is_planned (const SekReserveYear *at)
{
  return at->kind == SEK_YEAR_PLAN || at->kind == SEK_YEAR_RULES;
}

static gboolean
is_gap (const SekReserveYear *at)
{
  return at->gap != SEK_NONE;
}

/* Each rule once, with the lines that go by it: «Som året før: Husleie, Kommunikasjon.» */
static void
add_rules (Table *table)
{
  static const SekWord head = { { "Slik går postene videre i år uten egen kolonne:",
                                  "Slik går postane vidare i år utan eiga kolonne:",
                                  "How the lines go on in years without a column:" } };
  SekReport *report = table->report;
  g_autoptr (GArray) lines = sek_budget_lines (report->data.reg, -1);
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (g_free);

  sek_sheet_add_note (table->sheet, _sek_report_text (report, &head));
  for (guint i = 0; i < lines->len; i++)
    {
      const SekBudgetLine *line = sek_register_get_budget_line (report->data.reg, g_array_index (lines, gint64, i));
      g_autofree char *rule = sek_plan_dup_rule (report->data.reg, line, report->options.language);
      g_autoptr (GString) note = NULL;

      if (line->section == SEK_SECTION_OPENING || g_ptr_array_find_with_equal_func (rules, rule, g_str_equal, NULL))
        continue;
      note = g_string_new ("– ");
      g_string_append (note, rule);
      for (guint j = i; j < lines->len; j++)
        {
          const SekBudgetLine *other = sek_register_get_budget_line (report->data.reg,
                                                                     g_array_index (lines, gint64, j));
          g_autofree char *same = sek_plan_dup_rule (report->data.reg, other, report->options.language);

          if (other->section != SEK_SECTION_OPENING && g_str_equal (same, rule))
            g_string_append_printf (note, "%s%s", j == i ? ": " : ", ", other->name);
        }
      g_string_append_c (note, '.');
      sek_sheet_add_note (table->sheet, note->str);
      g_ptr_array_add (rules, g_steal_pointer (&rule));
    }
}

/* «Tallene er fra Regnskap 2021, Prognose 2022 og Forslag budsjett 2023.» */
static void
add_sources (Table *table)
{
  static const SekWord words = { { "Tallene er fra kolonnene %s.", "Tala er frå kolonnene %s.",
                                   "The figures are from the columns %s." } };
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < table->chain->len; i++)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (table->report->data.reg,
                                                                      g_array_index (table->chain, SekReserveYear, i)
                                                                          .column);

      if (column != NULL)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "", column->title);
    }
  if (titles->len > 0)
    add_note (table->sheet, _sek_report_dup_text (table->report, &words, titles->str));
}

static void
add_notes (Table *table)
{
  static const SekWord chosen = { { "«Valgt» er et år der noen har valgt en annen kolonne enn den som ellers gjelder.",
                                    "«Vald» er eit år der nokon har valt ei anna kolonne enn den som elles gjeld.",
                                    "“Chosen” is a year for which somebody chose another column than the one that "
                                    "would tell it." } };
  static const SekWord gap = { { "Differanse fra utgående året før = inngående i årets kolonne − utgående året før.",
                                 "Differanse frå utgåande året før = inngåande i kolonna for året − utgåande året før.",
                                 "Difference from last year's closing = the opening balance of the year's column − the "
                                 "closing balance of the year before." } };
  SekReport *report = table->report;

  add_note (table->sheet, sek_reserve_dup_sentence (report->data.reg, table->chain, report->options.language));
  add_note (table->sheet, sek_reserve_dup_problem (report->data.reg, table->chain, report->options.language));
  add_sources (table);
  sek_sheet_add_note (table->sheet, _sek_report_text (report, &_sek_report_sign_note));
  if (find (table, is_gap))
    sek_sheet_add_note (table->sheet, _sek_report_text (report, &gap));
  if (find (table, is_chosen))
    sek_sheet_add_note (table->sheet, _sek_report_text (report, &chosen));
  if (find (table, is_planned))
    add_rules (table);
}

/* --- chart -------------------------------------------------------------------------------------------------------- */

void
_sek_report_set_plan (SekReport *self, SekChart *chart, GArray *chain)
{
  static const SekWord word = { { "planår", "planår", "plan years" } };
  guint first = chain->len;

  while (first > 0 && is_planned (&g_array_index (chain, SekReserveYear, first - 1)))
    first--;
  if (first < chain->len)
    sek_chart_set_plan (chart, first, _sek_report_text (self, &word));
}

void
_sek_report_set_limit (SekReport *self, SekChart *chart, gint64 limit)
{
  g_autofree char *amount = NULL, *text = NULL;

  if (limit == SEK_NONE || chart->info.kind != SEK_CHART_LINES)
    return;
  amount = sek_number_in_language (sek_number_format_amount (limit, self->options.unit,
                                                             limit % self->options.unit == 0 ? 0 : 2),
                                   self->options.language);
  text = g_strdup_printf ("%s %s", _sek_report_text (self, &_sek_report_limit_word), amount);
  sek_chart_set_limit (chart, limit, text);
}

SekChart *
_sek_report_add_reserve_chart (SekReport *self, SekBook *book, const SekSheet *sheet, const char *title, GArray *chain)
{
  g_autofree char *scenario = _sek_report_dup_scenario_line (self);
  const char *what = sek_reserve_get_closing_word (self->data.reg, self->options.language);
  g_autofree char *subtitle = scenario != NULL ? g_strdup_printf ("%s. %s", scenario, what) : g_strdup (what);
  SekChart *chart = sek_book_add_chart (book, &(SekChartInfo) {
                                                  .title = *title != '\0' ? title : what,
                                                  .subtitle = *title != '\0' ? subtitle : scenario,
                                                  .kind = chain->len > 2 ? SEK_CHART_LINES : SEK_CHART_COLUMNS,
                                                  .value_title = _sek_report_value_title (self) });

  for (guint i = 0; i < chain->len; i++)
    {
      g_autofree char *key = dup_key (g_array_index (chain, SekReserveYear, i).year);

      sek_chart_add_column (chart, sheet->info.key, key);
    }
  return chart;
}

void
_sek_report_add_reserve (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Reserve %s", "Reserve %s", "Reserve %s" } };
  g_autoptr (GArray) chain = sek_reserve_chain (self->data.reg);
  Table table = { .report = self, .chain = chain, .limit = sek_reserve_get_limit (self->data.reg) };
  g_autofree char *years = _sek_report_dup_span (chain), *title = _sek_report_dup_text (self, &caption, years);
  g_autofree char *finding = sek_reserve_dup_finding (self->data.reg, chain, self->options.language);
  SekChart *chart;

  table.sheet = _sek_report_add_sheet (self, book, SEK_TABLE_RESERVE, title, self->options.unit, 0, 1, FALSE);
  table.sheet->info.breaks_after = SEK_MOST_YEARS_BESIDE;
  add_columns (&table);
  add_rows (&table);
  add_notes (&table);
  chart = _sek_report_add_reserve_chart (self, book, table.sheet, finding, chain);
  sek_chart_add_series (chart, sek_reserve_get_closing_word (self->data.reg, self->options.language), keys[CLOSING]);
  _sek_report_set_plan (self, chart, chain);
  _sek_report_set_limit (self, chart, table.limit);
}

char *
_sek_report_dup_span (GArray *chain)
{
  int first = chain->len > 0 ? g_array_index (chain, SekReserveYear, 0).year : 0,
      last = chain->len > 0 ? g_array_index (chain, SekReserveYear, chain->len - 1).year : 0;

  return first == last ? g_strdup_printf ("%d", first) : g_strdup_printf ("%d–%d", first, last);
}
