/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"

#include "sek-money.h"

/* The charts of the budget: income, expenses and result, and the closing balance, over the columns of the table of all
 * years where the book has it, else of Hovedtall. */

static const char *const rows[] = { "sum-income", "sum-expense", "result", "closing" };

/* The budget column behind a column of the sheet, or 0: "c" and its id, as _sek_report_column_key() has it. */
static gint64
get_budget_column (const SekSheetColumn *column)
{
  char *end;
  gint64 id;

  if (column->key[0] != 'c' || !g_ascii_isdigit (column->key[1]))
    return 0;
  id = g_ascii_strtoll (column->key + 1, &end, 10);
  return *end == '\0' ? id : 0;
}

static gboolean
has_figures (const SekSheet *sheet, int column)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SekSheetRow *row = sek_sheet_find_row (sheet, rows[i]);

      if (row != NULL && row->cells[column].type == SEK_VALUE_INTEGER)
        return TRUE;
    }
  return FALSE;
}

/* Budget columns with something to show, by their indexes in the sheet. */
static GArray *
find_columns (const SekSheet *sheet)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < (int) sheet->columns->len; i++)
    if (get_budget_column (sek_sheet_get_column (sheet, i)) != 0 && has_figures (sheet, i))
      g_array_append_val (columns, i);
  return columns;
}

/* A line is a course over time: from year to year, never from a budget to the forecast of the same year. */
static SekChartKind
choose_kind (SekReport *self, const SekSheet *sheet, const GArray *columns)
{
  int last = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      gint64 id = get_budget_column (sek_sheet_get_column (sheet, g_array_index (columns, int, i)));
      int year = (int) sek_register_get_budget_column (self->reg, id)->year;

      if (year <= last)
        return SEK_CHART_COLUMNS;
      last = year;
    }
  return columns->len > 2 ? SEK_CHART_LINES : SEK_CHART_COLUMNS;
}

static SekChart *
add_chart (SekReport *self, SekBook *book, const SekSheet *sheet, const GArray *columns, const SekWord *title, SekChartKind kind)
{
  static const SekWord kroner = { { "kroner", "kroner", "NOK" } };
  static const SekWord thousands = { { "tusen kroner", "tusen kroner", "NOK thousand" } };
  SekChart *chart = sek_book_add_chart (book, &(SekChartInfo) { .sheet = sheet->info.key, .title = _sek_report_text (self, title), .kind = kind,
                                                                .value_title = _sek_report_text (self, self->unit == SEK_KRONE ? &kroner : &thousands) });

  for (guint i = 0; i < columns->len; i++)
    sek_chart_add_column (chart, sek_sheet_get_column (sheet, g_array_index (columns, int, i))->key);
  return chart;
}

void
_sek_report_add_charts (SekReport *self, SekBook *book)
{
  static const SekWord result_title = { { "Inntekter, utgifter og resultat", "Inntekter, utgifter og resultat", "Income, expenses and result" } };
  static const SekWord closing_title = { { "Utgående mindreforbruk", "Utgåande mindreforbruk", "Closing balance" } };
  static const SekWord income = { { "Inntekter", "Inntekter", "Income" } };
  static const SekWord expenses = { { "Utgifter", "Utgifter", "Expenses" } };
  static const SekWord result = { { "Resultat", "Resultat", "Result" } };
  const SekSheet *sheet = sek_book_find_sheet (book, "flerarig");
  g_autoptr (GArray) columns = NULL;
  SekChart *chart;

  if (sheet == NULL)
    sheet = sek_book_find_sheet (book, "hovedtall");
  if (sheet == NULL)
    return;
  columns = find_columns (sheet);
  if (columns->len == 0)
    return;
  chart = add_chart (self, book, sheet, columns, &result_title, SEK_CHART_COLUMNS);
  sek_chart_add_series (chart, _sek_report_text (self, &income), rows[0]);
  sek_chart_add_series (chart, _sek_report_text (self, &expenses), rows[1]);
  sek_chart_add_series (chart, _sek_report_text (self, &result), rows[2]);
  chart = add_chart (self, book, sheet, columns, &closing_title, choose_kind (self, sheet, columns));
  sek_chart_add_series (chart, _sek_report_text (self, &closing_title), rows[3]);
}
