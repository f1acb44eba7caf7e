/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"

/* Hovedtall: the columns of the year before and of the year, oldest left, then the change against the base. */

typedef struct
{
  SekReport *report;
  SekSheet  *sheet;
  GArray    *columns; /* gint64 */
  gint64     changed; /* the column of the change, 0 for none */
  gint64     base;
} Table;

static SekExpr *
section_range (Table *table, gint64 section, const char *column)
{
  g_autoptr (GArray) lines = sek_budget_lines (table->report->reg, section);
  g_autofree char *first = NULL, *last = NULL;

  if (lines->len == 0)
    return NULL;
  first = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (lines, gint64, 0));
  last = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (lines, gint64, lines->len - 1));
  return sek_expr_range (NULL, first, last, column);
}

/* A line that comes from elsewhere refers to where it comes from, rounded to its column's unit as the budget is. */
static SekExpr *
line_expr (Table *table, gint64 line_id, gint64 column_id)
{
  SekRegister *reg = table->report->reg;
  const SekBudgetLine *line = sek_register_get_budget_line (reg, line_id);
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, column_id);
  g_autofree char *carry = NULL;
  gint64 per_kroner = table->report->unit / 100;
  SekExpr *source = NULL;
  SekBudgetCell cell;

  sek_budget_read (reg, line_id, column_id, &cell);
  if (!cell.computed || column->status == SEK_STATUS_SEALED || cell.value == SEK_NONE)
    return NULL;
  if (line->source == SEK_SOURCE_CARRIED_FORWARD)
    {
      carry = _sek_report_column_key (column->carry_from);
      source = sek_expr_cell (NULL, "closing", carry);
    }
  else if (line->source == SEK_SOURCE_FEES && column->year == table->report->year)
    source = sek_expr_binary (SEK_OPERATOR_DIVIDE, sek_expr_cell ("kontingent", "total", "fee"), sek_expr_number (per_kroner));
  else if (line->source == SEK_SOURCE_PROJECTS && column_id == _sek_report_main_column (table->report))
    source = sek_expr_cell ("prosjektmidler", "total", "amount");
  if (source == NULL || column->kind == SEK_COLUMN_KIND_ACCOUNTS)
    return source;
  if (column->unit < table->report->unit)
    return sek_expr_call (SEK_FUNCTION_ROUND, source, sek_expr_number (3), NULL);
  return sek_expr_call (SEK_FUNCTION_ROUND, source, sek_expr_number (column->unit > table->report->unit ? -3 : 0), NULL);
}

static SekExpr *
figure_expr (Table *table, const SekFigure *figure, gint64 column_id)
{
  g_autofree char *column = _sek_report_column_key (column_id);
  SekExpr *range, *sum;

  switch (figure->kind)
    {
    case SEK_FIGURE_LINE:
      return line_expr (table, figure->line, column_id);
    case SEK_FIGURE_SUM:
      range = section_range (table, figure->section, column);
      return range != NULL ? sek_expr_sum_or_blank (range) : NULL;
    case SEK_FIGURE_RESULT:
      return sek_expr_difference (sek_expr_cell (NULL, "sum-income", column), sek_expr_cell (NULL, "sum-expense", column));
    case SEK_FIGURE_CLOSING:
      sum = sek_expr_call (SEK_FUNCTION_SUM, sek_expr_cell (NULL, "result", column), NULL);
      range = section_range (table, SEK_SECTION_OPENING, column);
      if (range != NULL)
        sek_expr_append (sum, range);
      return sek_expr_sum_or_blank (sum);
    case SEK_FIGURE_HEADING:
    default:
      return NULL;
    }
}

static SekExpr *
change_expr (Table *table)
{
  g_autofree char *column = _sek_report_column_key (table->changed), *base = _sek_report_column_key (table->base);
  gboolean actual = sek_budget_is_actual (sek_register_get_budget_column (table->report->reg, table->changed));

  return sek_expr_difference (sek_expr_cell (NULL, NULL, actual ? base : column), sek_expr_cell (NULL, NULL, actual ? column : base));
}

static void
add_figure (Table *table, const SekFigure *figure)
{
  static const SekRowStyle styles[] = {
    [SEK_FIGURE_LINE] = SEK_ROW_NORMAL, [SEK_FIGURE_HEADING] = SEK_ROW_SECTION, [SEK_FIGURE_SUM] = SEK_ROW_SUM,
    [SEK_FIGURE_RESULT] = SEK_ROW_SUM, [SEK_FIGURE_CLOSING] = SEK_ROW_TOTAL,
  };
  SekRegister *reg = table->report->reg;
  g_autofree char *key = sek_figure_dup_key (figure);
  SekSheetRow *row = sek_sheet_add_row (table->sheet, key, styles[figure->kind]);

  sek_sheet_row_set (row, 0, SEK_TEXT (sek_figure_get_name (reg, figure, table->report->language)));
  if (figure->kind == SEK_FIGURE_HEADING)
    return;
  for (guint i = 0; i < table->columns->len; i++)
    {
      gint64 column = g_array_index (table->columns, gint64, i);
      SekExpr *expr = figure_expr (table, figure, column);

      sek_sheet_row_set (row, (int) i + 1, _sek_report_value (sek_budget_value (reg, figure, column)));
      if (expr != NULL)
        sek_sheet_row_set_expr (row, (int) i + 1, expr);
    }
  if (table->changed != 0)
    {
      sek_sheet_row_set (row, (int) table->columns->len + 1,
                         _sek_report_value (sek_budget_change (reg, figure, table->changed, table->base)));
      sek_sheet_row_set_expr (row, (int) table->columns->len + 1, change_expr (table));
    }
}

static void
add_columns (Table *table)
{
  SekReport *report = table->report;
  SekSheetColumn column = { .key = "name", .head = "", .kind = SEK_CELL_TEXT, .min_width = 34 };

  sek_sheet_add_column (table->sheet, &column);
  for (guint i = 0; i < table->columns->len; i++)
    {
      gint64 id = g_array_index (table->columns, gint64, i);
      g_autofree char *key = _sek_report_column_key (id);
      g_autofree char *head = sek_budget_dup_head (report->reg, id, report->language);

      sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = key, .head = head, .kind = SEK_CELL_AMOUNT, .unit = report->unit });
    }
  if (table->changed != 0)
    {
      g_autofree char *head = sek_budget_dup_change_head (report->reg, table->changed, table->base, report->language);

      sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = "change", .head = head, .kind = SEK_CELL_AMOUNT, .unit = report->unit });
    }
}

void
_sek_report_add_main (SekReport *self, SekBook *book)
{
  static const SekWord name = { { "Hovedtall", "Hovudtal", "Main figures" } };
  static const SekWord caption = { { "Hovedtall, budsjett %d", "Hovudtal, budsjett %d", "Main figures, budget %d" } };
  static const SekWord sign = { { "* Negativt resultat = bruk av overførte midler.", "* Negativt resultat = bruk av overførte midlar.", "* Negative result = use of funds carried forward." } };
  g_autoptr (GArray) columns = sek_budget_columns_of (self->reg, self->year);
  g_autoptr (GArray) figures = sek_budget_figures (self->reg);
  g_auto (GStrv) parts = g_strsplit (_sek_report_text (self, &caption), "%d", 2);
  g_autofree char *title = g_strdup_printf ("%s%d%s", parts[0], self->year, parts[1]);
  g_autofree char *status = _sek_report_dup_status (self, _sek_report_main_column (self));
  Table table = { .report = self, .columns = columns, .changed = sek_budget_changed_column (self->reg, self->year) };

  if (table.changed != 0)
    table.base = sek_register_get_budget_column (self->reg, table.changed)->base_column;
  table.sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "hovedtall", .name = _sek_report_text (self, &name), .caption = title,
                                                            .unit_line = _sek_report_unit_line (self, self->unit), .status_line = status, .n_frozen = 1 });
  add_columns (&table);
  for (guint i = 0; i < figures->len; i++)
    add_figure (&table, &g_array_index (figures, SekFigure, i));
  sek_sheet_add_note (table.sheet, _sek_report_text (self, &sign));
}
