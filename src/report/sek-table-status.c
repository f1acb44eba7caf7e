/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-profile.h"
#include "sek-report-private.h"
#include "sek-status-report.h"

/* Statusrapport: the accounts of a year to date against what of the budget falls on that part of it, for lines and
 * projects, with the forecast and what explains the deviations. A deviation over the limit that nobody explained is
 * marked in its row and named under the table. */

enum { NAME, ACTUAL, BUDGET, TO_DATE, DEVIATION, PERCENT, FORECAST, COMMENT, N_COLUMNS };

static const char *const keys[N_COLUMNS] = {
  "name", "actual", "budget", "to-date", "deviation", "percent", "forecast", "comment",
};

typedef struct
{
  SekReport       *report;
  SekStatusReport *status;
  SekSheet        *sheet;
  GArray          *figures; /* SekFigure, the rows of the budget */
  char            *first, *last; /* projects */
  int              comment; /* the column; there is none of a forecast where the year has none */
} Table;

/* «Regnskap\nper 31.8.2022», «Regnskap\nhittil» */
static char *
dup_dated (Table *table, const SekWord *words, SekDate day)
{
  static const SekWord so_far = { { "hittil", "hittil", "to date" } }, as_of = { { "per %s", "per %s", "as of %s" } };
  g_autofree char *told = day != 0 ? sek_date_format (day, SEK_DATE_TOLD, table->report->options.language) : NULL,
                  *when = told != NULL ? _sek_report_dup_text (table->report, &as_of, told)
                                       : g_strdup (_sek_report_text (table->report, &so_far));

  return g_strdup_printf ("%s\n%s", _sek_report_text (table->report, words), when);
}

static void
add_columns (Table *table)
{
  static const SekWord heads[] = {
    [NAME] = { { "Post", "Post", "Line" } },
    [ACTUAL] = { { "Regnskap", "Rekneskap", "Accounts" } },
    [TO_DATE] = { { "Budsjett", "Budsjett", "Budget" } },
    [DEVIATION] = { { "Avvik", "Avvik", "Deviation" } },
    [PERCENT] = { { "Avvik\ni prosent", "Avvik\ni prosent", "Deviation\nin per cent" } },
    [COMMENT] = { { "Forklaring", "Forklaring", "Explanation" } },
  };
  static const SekWord budget = { { "Budsjett", "Budsjett", "Budget" } };
  SekReport *report = table->report;
  const char *const marks[] = { _sek_report_text (report, &_sek_report_unexplained_word), NULL };
  SekLanguage language = report->options.language;

  for (int c = 0; c < N_COLUMNS; c++)
    {
      SekSheetColumn column = { .key = keys[c], .kind = SEK_CELL_AMOUNT, .unit = report->options.unit };
      g_autofree char *head = NULL;

      if (c == FORECAST && table->status->forecast == 0)
        continue;
      if (c == NAME || c == COMMENT)
        column = (SekSheetColumn) { .key = keys[c], .kind = SEK_CELL_TEXT, .min_width = c == NAME ? 30 : 24,
                                    .marks = c == COMMENT ? marks : NULL };
      else if (c == PERCENT)
        column.kind = SEK_CELL_PERCENT;
      if (c == BUDGET)
        head = table->status->budget != 0 ? sek_budget_dup_head (report->data.reg, table->status->budget, language)
                                          : g_strdup (_sek_report_text (report, &budget));
      else if (c == FORECAST)
        head = sek_budget_dup_head (report->data.reg, table->status->forecast, language);
      else if (c == ACTUAL || c == TO_DATE)
        head = dup_dated (table, &heads[c], table->status->day);
      else
        head = g_strdup (_sek_report_text (report, &heads[c]));
      column.head = head;
      table->comment = sek_sheet_add_column (table->sheet, &column);
    }
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static char *
dup_row_key (const SekStatusRow *row)
{
  if (row->project < 0)
    return g_strdup ("sum-projects");
  return row->project != 0 ? g_strdup_printf ("p%" G_GINT64_FORMAT, row->project) : sek_figure_dup_key (&row->figure);
}

/* One amount has one place to be changed: Hovedtall, where the book has it. */
static SekExpr *
amount_expr (Table *table, const SekStatusRow *row, int column, gint64 id)
{
  SekSheet *shown = id != 0 && row->project == 0 && row->figure.kind == SEK_FIGURE_LINE
                        ? _sek_report_find_budget (table->report, table->sheet->book, id) : NULL;
  g_autofree char *line = _sek_report_row_key (row->figure.line), *key = _sek_report_column_key (id);

  if (shown != NULL && sek_sheet_find_row (shown, line) != NULL)
    return sek_expr_sum_or_blank (sek_expr_cell (shown->info.key, line, key));
  if (row->project < 0 && table->first != NULL)
    return sek_expr_sum_or_blank (sek_expr_range (NULL, table->first, table->last, keys[column]));
  return row->project == 0 ? _sek_report_figure_expr (table->figures, &row->figure, keys[column]) : NULL;
}

static void
set_amount (Table *table, SekSheetRow *made, const SekStatusRow *row, int column, gint64 value, gint64 id)
{
  SekExpr *expr = amount_expr (table, row, column, id);

  sek_sheet_row_set (made, column, _sek_report_value (value));
  if (expr != NULL && value != SEK_NONE)
    sek_sheet_row_set_expr (made, column, expr);
  else if (expr != NULL)
    sek_expr_unref (expr);
}

static void
add_row (Table *table, const SekStatusRow *row)
{
  SekReport *report = table->report;
  g_autofree char *key = dup_row_key (row);
  SekSheetRow *made = sek_sheet_add_row (table->sheet, key, _sek_report_figure_style (&row->figure));

  sek_sheet_row_set (made, NAME, SEK_TEXT (sek_status_row_get_name (report->data.reg, row, report->options.language)));
  if (row->figure.kind == SEK_FIGURE_HEADING)
    return;
  set_amount (table, made, row, ACTUAL, row->actual, table->status->actual);
  set_amount (table, made, row, BUDGET, row->budget, table->status->budget);
  set_amount (table, made, row, TO_DATE, row->to_date, 0);
  if (table->status->forecast != 0)
    set_amount (table, made, row, FORECAST, row->forecast, table->status->forecast);
  sek_sheet_row_set (made, DEVIATION, _sek_report_value (row->deviation));
  if (table->status->actual != 0 && table->status->budget != 0)
    {
      sek_sheet_row_set_expr (made, DEVIATION, sek_expr_difference (sek_expr_cell (NULL, NULL, keys[TO_DATE]),
                                                                    sek_expr_cell (NULL, NULL, keys[ACTUAL])));
      _sek_report_set_share (made, PERCENT, row->deviation, row->to_date, keys[DEVIATION], keys[TO_DATE]);
    }
  if (row->comment != NULL)
    sek_sheet_row_set (made, table->comment, SEK_TEXT (row->comment));
  else if (row->asks)
    sek_sheet_row_set (made, table->comment, SEK_TEXT (_sek_report_text (report, &_sek_report_unexplained_word)));
}

static void
add_rows (Table *table)
{
  static const SekWord projects = { { "Prosjekter", "Prosjekt", "Projects" } };
  gboolean begun = FALSE;

  for (guint i = 0; i < table->status->rows->len; i++)
    {
      const SekStatusRow *row = &g_array_index (table->status->rows, SekStatusRow, i);

      if (row->project == 0)
        g_array_append_val (table->figures, row->figure);
      if (row->project > 0)
        {
          if (table->first == NULL)
            table->first = dup_row_key (row);
          g_free (table->last);
          table->last = dup_row_key (row);
        }
    }
  for (guint i = 0; i < table->status->rows->len; i++)
    {
      const SekStatusRow *row = &g_array_index (table->status->rows, SekStatusRow, i);

      if (row->project != 0 && !begun)
        sek_sheet_row_set (sek_sheet_add_row (table->sheet, "projects", SEK_ROW_SECTION), NAME,
                           SEK_TEXT (_sek_report_text (table->report, &projects)));
      begun |= row->project != 0;
      add_row (table, row);
    }
}

/* --- notes -------------------------------------------------------------------------------------------------------- */

static void
add_note (SekSheet *sheet, char *note)
{
  if (*note != '\0')
    sek_sheet_add_note (sheet, note);
  g_free (note);
}

static void
add_lacking (Table *table)
{
  static const SekWord words = { { "Mangler forklaring: %s.", "Manglar forklaring: %s.", "Not explained: %s." } };
  SekReport *report = table->report;
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < table->status->rows->len; i++)
    {
      const SekStatusRow *row = &g_array_index (table->status->rows, SekStatusRow, i);

      if (row->asks && row->comment == NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? "; " : "",
                                sek_status_row_get_name (report->data.reg, row, report->options.language));
    }
  if (names->len > 0)
    add_note (table->sheet, _sek_report_dup_text (report, &words, names->str));
}

/* How the budget of each line is spread over the year: evenly, but for those that have a profile. */
static void
add_profiles (Table *table)
{
  static const SekWord words[] = {
    [2] = { { "%s fordeles på halvårene som %s", "%s blir fordelt på halvåra som %s",
              "%s is spread over the half-years as %s" } },
    [4] = { { "%s fordeles på kvartalene som %s", "%s blir fordelt på kvartala som %s",
              "%s is spread over the quarters as %s" } },
    [12] = { { "%s fordeles på månedene som %s", "%s blir fordelt på månadene som %s",
               "%s is spread over the months as %s" } },
  };
  static const SekWord evenly = { { "Budsjettet er fordelt jevnt over året.", "Budsjettet er fordelt jamt over året.",
                                    "The budget is spread evenly over the year." } },
                       others = { { "Budsjettet er ellers fordelt jevnt over året.",
                                    "Budsjettet er elles fordelt jamt over året.",
                                    "Otherwise the budget is spread evenly over the year." } };
  gboolean any = FALSE;

  for (guint i = 0; i < table->figures->len; i++)
    {
      const SekFigure *figure = &g_array_index (table->figures, SekFigure, i);
      const SekBudgetLine *line = sek_register_get_budget_line (table->report->data.reg, figure->line);
      g_autoptr (GString) parts = g_string_new (NULL), note = g_string_new (NULL);
      g_autofree char *told = NULL;
      SekProfile profile;

      if (line == NULL || line->profile == NULL || figure->section == SEK_SECTION_OPENING
          || !sek_profile_parse (line->profile, &profile, NULL))
        continue;
      for (guint p = 0; p < profile.n; p++)
        g_string_append_printf (parts, "%s%" G_GINT64_FORMAT, p > 0 ? "–" : "", profile.parts[p]);
      told = sek_fill (_sek_report_text (table->report, &words[profile.n]), line->name, parts->str, NULL);
      g_string_printf (note, "%s.", told);
      sek_sheet_add_note (table->sheet, note->str);
      any = TRUE;
    }
  sek_sheet_add_note (table->sheet, _sek_report_text (table->report, any ? &others : &evenly));
}

static void
add_notes (Table *table)
{
  static const SekWord deviation = { { "Avvik = budsjett − regnskap, begge hittil i året.",
                                       "Avvik = budsjett − rekneskap, begge hittil i året.",
                                       "Deviation = budget − accounts, both to date." } };
  SekReport *report = table->report;
  SekLanguage language = report->options.language;

  add_note (table->sheet, sek_status_report_dup_problem (report->data.reg, table->status, language));
  add_lacking (table);
  add_note (table->sheet, sek_status_report_dup_limit (report->data.reg, language));
  sek_sheet_add_note (table->sheet, _sek_report_text (report, &deviation));
  sek_sheet_add_note (table->sheet, _sek_report_text (report, &_sek_report_sign_note));
  add_profiles (table);
}

void
_sek_report_add_status_report (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Statusrapport %s", "Statusrapport %s", "Status report %s" } };
  g_autofree char *title = _sek_report_dup_year (self, &caption, self->options.year);
  g_autoptr (SekStatusReport) status = sek_status_report_new (self->data.reg, self->options.year, self->data.today);
  g_autoptr (GArray) figures = g_array_new (FALSE, FALSE, sizeof (SekFigure));
  Table table = { .report = self, .status = status, .figures = figures };

  table.sheet = _sek_report_add_sheet (self, book, SEK_TABLE_STATUS_REPORT, title, self->options.unit, status->actual,
                                       1, FALSE);
  add_columns (&table);
  add_rows (&table);
  add_notes (&table);
  g_free (table.first);
  g_free (table.last);
}
