/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"

#include "sek-money.h"
#include "sek-reserve.h"

/* The charts of the budget: income, expenses and result, and the closing balance, over the columns of the table of all
 * years where the book has it, else of Hovedtall, of all its years in a book of several. */

static const char *const rows[] = { "sum-income", "sum-expense", "result", "closing" };

/* A budget column with something to show. */
typedef struct
{
  const SekBudgetColumn *budget;
  const SekSheet        *sheet;
  const SekSheetColumn  *column;
} Point;

/* The budget column behind a column of the sheet, or NULL: "c" and its id, as _sek_report_column_key() has it. */
static const SekBudgetColumn *
get_budget_column (SekReport *self, const SekSheetColumn *column)
{
  char *end;
  gint64 id;

  if (column->key[0] != 'c' || !g_ascii_isdigit (column->key[1]))
    return NULL;
  id = g_ascii_strtoll (column->key + 1, &end, 10);
  return *end == '\0' ? sek_register_get_budget_column (self->data.reg, id) : NULL;
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

/* Those columns of a report's table that no table before had: the tables of two years share some. FALSE when the book
 * has no such table. */
static gboolean
add_points (SekReport *self, SekBook *book, SekTableId table, GArray *points)
{
  g_autofree char *key = _sek_report_dup_key (self, table);
  const SekSheet *sheet = sek_book_find_sheet (book, key);

  for (int i = 0; sheet != NULL && i < (int) sheet->columns->len; i++)
    {
      Point point = { .sheet = sheet, .column = sek_sheet_get_column (sheet, i) };
      gboolean is_new = TRUE;

      point.budget = get_budget_column (self, point.column);
      for (guint j = 0; j < points->len; j++)
        is_new &= g_array_index (points, Point, j).budget != point.budget;
      if (point.budget != NULL && is_new && has_figures (sheet, i))
        g_array_append_val (points, point);
    }
  return sheet != NULL;
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  const Point *p = a, *q = b;

  if (p->budget->year != q->budget->year)
    return p->budget->year < q->budget->year ? -1 : 1;
  return 0;
}

static GArray *
find_points (SekReport *self, SekBook *book)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (Point));

  if (add_points (self, book, SEK_TABLE_YEARS, points))
    return points;
  if (self->joint.set == NULL)
    add_points (self, book, SEK_TABLE_MAIN, points);
  for (guint i = 0; self->joint.set != NULL && i < self->joint.set->n; i++)
    if (self->joint.set->reports[i].data.reg == self->data.reg)
      add_points (&self->joint.set->reports[i], book, SEK_TABLE_MAIN, points);
  /* The order of the years, whichever was asked for first; those of a year stay as they are. */
  if (self->joint.set != NULL)
    g_array_sort (points, compare_years);
  return points;
}

/* A line is a course over time: from year to year, never from a budget to the forecast of the same year. */
static SekChartKind
choose_kind (const GArray *points)
{
  gint64 last = 0;

  for (guint i = 0; i < points->len; i++)
    {
      gint64 year = g_array_index (points, Point, i).budget->year;

      if (year <= last)
        return SEK_CHART_COLUMNS;
      last = year;
    }
  return points->len > 2 ? SEK_CHART_LINES : SEK_CHART_COLUMNS;
}

const char *
_sek_report_value_title (SekReport *self)
{
  static const SekWord kroner = { { "kroner", "kroner", "kroner" } };
  static const SekWord thousands = { { "hele tusen kroner", "heile tusen kroner", "thousands of kroner" } };

  return _sek_report_text (self, self->options.unit == SEK_KRONE ? &kroner : &thousands);
}

static SekChart *
add_chart (SekReport *self, SekBook *book, const GArray *points, const char *plain, SekChartKind kind)
{
  gboolean is_told = self->joint.set != NULL && self->joint.set->many_registers;
  g_autofree char *told = is_told ? g_strdup_printf ("%s – %s", _sek_report_short_name (self), plain)
                                  : g_strdup (plain);
  g_autofree char *scenario = _sek_report_dup_scenario_line (self);
  SekChart *chart = sek_book_add_chart (book, &(SekChartInfo) {
                                                  .title = told,
                                                  .kind = kind,
                                                  .subtitle = scenario,
                                                  .value_title = _sek_report_value_title (self) });

  for (guint i = 0; i < points->len; i++)
    {
      const Point *point = &g_array_index (points, Point, i);

      sek_chart_add_column (chart, point->sheet->info.key, point->column->key);
    }
  return chart;
}

void
_sek_report_add_charts (SekReport *self, SekBook *book)
{
  static const SekWord result_title = { { "Inntekter, utgifter og resultat", "Inntekter, utgifter og resultat",
                                          "Income, expenses and result" } };
  static const SekWord income = { { "Inntekter", "Inntekter", "Income" } };
  static const SekWord expenses = { { "Utgifter", "Utgifter", "Expenses" } };
  static const SekWord result = { { "Resultat", "Resultat", "Result" } };
  const char *closing = sek_reserve_get_closing_word (self->data.reg, self->options.language);
  g_autoptr (GArray) points = find_points (self, book);
  SekChart *chart;

  if (points->len == 0)
    return;
  chart = add_chart (self, book, points, _sek_report_text (self, &result_title), SEK_CHART_COLUMNS);
  sek_chart_add_series (chart, _sek_report_text (self, &income), rows[0]);
  sek_chart_add_series (chart, _sek_report_text (self, &expenses), rows[1]);
  sek_chart_add_series (chart, _sek_report_text (self, &result), rows[2]);
  chart = add_chart (self, book, points, closing, choose_kind (points));
  sek_chart_add_series (chart, closing, rows[3]);
}
