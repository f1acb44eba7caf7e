/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"
#include "sek-seal.h"

/* Hovedtall: the columns that the options say, then the change of one against its base, in per cent too, and the
 * comments on the amounts. Flerårig oversikt is the same of all columns. */

typedef struct
{
  SekReport *report;
  SekSheet  *sheet;
  GArray    *columns; /* gint64 */
  GArray    *figures; /* SekFigure, the rows */
  gint64     main;    /* the column whose comments need no name before them */
  gboolean   has_change;
  gint64     changed;
  gint64     base;
  int        change, percent, comment; /* their places; -1 for none */
} Table;

static gboolean
is_shown (Table *table, gint64 column)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (g_array_index (table->columns, gint64, i) == column)
      return TRUE;
  return FALSE;
}

/* What a line's source is in this book; NULL where it is nowhere to be. A reference to a sheet that is not in the book
 * becomes a plain value. */
static SekExpr *
source_expr (Table *table, const SekBudgetLine *line, const SekBudgetColumn *column)
{
  SekReport *report = table->report;
  g_autofree char *key = NULL, *sheet = NULL;

  /* What a plan says comes of rules that look at more than one cell. */
  if (column->kind == SEK_COLUMN_KIND_PLAN
      && (line->source != SEK_SOURCE_CARRIED_FORWARD || column->carry_from == SEK_NONE))
    return NULL;
  switch (line->source)
    {
    case SEK_SOURCE_CARRIED_FORWARD:
      key = _sek_report_column_key (column->carry_from);
      if (is_shown (table, column->carry_from))
        return sek_expr_cell (NULL, "closing", key);
      sheet = _sek_report_dup_key_of_year (report, SEK_TABLE_MAIN,
                                           (int) sek_register_get_budget_column (report->data.reg, column->carry_from)
                                               ->year);
      return sek_expr_cell (sheet, "closing", key);
    case SEK_SOURCE_FEES:
      sheet = _sek_report_dup_key_of_year (report, SEK_TABLE_FEES, (int) column->year);
      return sek_expr_binary (SEK_OPERATOR_DIVIDE, sek_expr_cell (sheet, "total", "fee"),
                              sek_expr_number (report->options.unit / SEK_KRONE));
    case SEK_SOURCE_GRANTS:
      return sek_expr_binary (SEK_OPERATOR_DIVIDE, _sek_report_instalments_expr (report, line->id, (int) column->year),
                              sek_expr_number (report->options.unit / SEK_KRONE));
    case SEK_SOURCE_PROJECTS:
      key = _sek_report_column_key (column->id);
      sheet = _sek_report_dup_key_of_year (report, SEK_TABLE_PROJECTS, (int) column->year);
      return sek_expr_cell (sheet, "total", key);
    default:
      return NULL;
    }
}

/* A line that comes from elsewhere refers to where it comes from, rounded to its column's unit as the budget is. */
static SekExpr *
line_expr (Table *table, gint64 line_id, gint64 column_id)
{
  SekRegister *reg = table->report->data.reg;
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, column_id);
  gint64 unit = table->report->options.unit;
  SekSheet *shown;
  SekExpr *source;
  SekBudgetCell cell;

  shown = _sek_report_find_budget (table->report, table->sheet->book, column_id);
  /* What stands on an earlier sheet stands there: one amount has one place to be changed. */
  if (shown != table->sheet)
    {
      g_autofree char *row = _sek_report_row_key (line_id), *key = _sek_report_column_key (column_id);

      return sek_expr_sum_or_blank (sek_expr_cell (shown->info.key, row, key));
    }
  sek_budget_read (reg, line_id, column_id, &cell);
  if (!cell.computed || column->status == SEK_STATUS_SEALED || sek_register_is_copy (reg) || cell.value == SEK_NONE)
    return NULL;
  source = source_expr (table, sek_register_get_budget_line (reg, line_id), column);
  if (source == NULL || column->kind == SEK_COLUMN_KIND_ACCOUNTS)
    return source;
  if (column->unit < unit)
    return sek_expr_call (SEK_FUNCTION_ROUND, source, sek_expr_number (3), NULL);
  return sek_expr_call (SEK_FUNCTION_ROUND, source, sek_expr_number (column->unit > unit ? -3 : 0), NULL);
}

static SekExpr *
figure_expr (Table *table, const SekFigure *figure, gint64 column_id)
{
  g_autofree char *column = _sek_report_column_key (column_id);

  return figure->kind == SEK_FIGURE_LINE ? line_expr (table, figure->line, column_id)
                                         : _sek_report_figure_expr (table->figures, figure, column);
}

static SekExpr *
change_expr (Table *table)
{
  g_autofree char *column = _sek_report_column_key (table->changed), *base = _sek_report_column_key (table->base);
  gboolean turned = sek_budget_is_turned (table->report->data.reg, table->changed, table->base);

  return sek_expr_difference (sek_expr_cell (NULL, NULL, turned ? base : column),
                              sek_expr_cell (NULL, NULL, turned ? column : base));
}

static void
set_change (Table *table, SekSheetRow *row, const SekFigure *figure)
{
  SekRegister *reg = table->report->data.reg;
  gint64 change = sek_budget_change (reg, figure, table->changed, table->base);
  g_autofree char *base = _sek_report_column_key (table->base);

  sek_sheet_row_set (row, table->change, _sek_report_value (change));
  sek_sheet_row_set_expr (row, table->change, change_expr (table));
  if (table->percent >= 0)
    _sek_report_set_share (row, table->percent, change, sek_budget_value (reg, figure, table->base), "change", base);
}

/* The comments on a line's amounts; those of other columns than the main one say whose they are. */
static char *
dup_comments (Table *table, gint64 line)
{
  SekRegister *reg = table->report->data.reg;
  GString *comments = g_string_new (NULL);

  for (guint i = table->columns->len; i > 0; i--)
    {
      gint64 column = g_array_index (table->columns, gint64, i - 1);
      const SekAmount *amount = sek_budget_get_amount (reg, line, column);

      if (amount == NULL || amount->comment == NULL)
        continue;
      if (comments->len > 0)
        g_string_append (comments, "; ");
      if (column != table->main)
        g_string_append_printf (comments, "%s: ", sek_register_get_budget_column (reg, column)->title);
      g_string_append (comments, amount->comment);
    }
  return g_string_free (comments, FALSE);
}

static void
add_figure (Table *table, const SekFigure *figure)
{
  SekRegister *reg = table->report->data.reg;
  g_autofree char *key = sek_figure_dup_key (figure);
  SekSheetRow *row = sek_sheet_add_row (table->sheet, key, _sek_report_figure_style (figure));

  sek_sheet_row_set (row, 0, SEK_TEXT (sek_figure_get_name (reg, figure, table->report->options.language)));
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
  if (table->change >= 0)
    set_change (table, row, figure);
  if (table->comment >= 0 && figure->kind == SEK_FIGURE_LINE)
    {
      g_autofree char *comments = dup_comments (table, figure->line);

      sek_sheet_row_set (row, table->comment, *comments != '\0' ? SEK_TEXT (comments) : SEK_BLANK);
    }
}

static void
add_change_columns (Table *table)
{
  static const SekWord change = { { "Endring\ni prosent", "Endring\ni prosent", "Change\nin per cent" } };
  static const SekWord deviation = { { "Avvik\ni prosent", "Avvik\ni prosent", "Deviation\nin per cent" } };
  SekReport *report = table->report;
  g_autofree char *head = sek_budget_dup_change_head (report->data.reg, table->changed, table->base,
                                                      report->options.language);

  table->change = sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = "change",
                                                                          .head = head,
                                                                          .kind = SEK_CELL_AMOUNT,
                                                                          .unit = report->options.unit });
  if (report->options.percent)
    table->percent = sek_sheet_add_column (table->sheet,
                                           &(SekSheetColumn) {
                                               .key = "percent",
                                               .kind = SEK_CELL_PERCENT,
                                               .head = _sek_report_text (report,
                                                                         sek_budget_is_deviation (report->data.reg,
                                                                                                  table->changed,
                                                                                                  table->base)
                                                                             ? &deviation
                                                                             : &change) });
}

static void
add_columns (Table *table)
{
  static const SekWord comment = { { "Kommentar", "Kommentar", "Comment" } };
  static const SekWord line = { { "Post", "Post", "Line" } };
  SekReport *report = table->report;

  sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = "name",
                                                          .head = _sek_report_text (report, &line),
                                                          .kind = SEK_CELL_TEXT,
                                                          .min_width = 34 });
  for (guint i = 0; i < table->columns->len; i++)
    {
      gint64 id = g_array_index (table->columns, gint64, i);
      g_autofree char *key = _sek_report_column_key (id);
      g_autofree char *head = sek_budget_dup_head (report->data.reg, id, report->options.language);

      sek_sheet_add_column (table->sheet,
                            &(SekSheetColumn) {
                                .key = key, .head = head, .kind = SEK_CELL_AMOUNT, .unit = report->options.unit });
    }
  table->change = table->percent = table->comment = -1;
  if (table->has_change)
    add_change_columns (table);
  if (report->options.comments)
    table->comment = sek_sheet_add_column (table->sheet,
                                           &(SekSheetColumn) { .key = "comment",
                                                               .head = _sek_report_text (report, &comment),
                                                               .kind = SEK_CELL_TEXT,
                                                               .min_width = 30 });
}

static gboolean
has_negative_base (Table *table, GArray *figures)
{
  for (guint i = 0; i < figures->len; i++)
    {
      gint64 value = sek_budget_value (table->report->data.reg, &g_array_index (figures, SekFigure, i), table->base);

      if (value != SEK_NONE && value < 0)
        return TRUE;
    }
  return FALSE;
}

/* «Kommunikasjon» het «Kommunikasjon og trykking» da Budsjett 2023 ble vedtatt. */
static void
add_adopted_names (Table *table)
{
  static const SekWord renamed = { { "«%s» het «%s» da «%s» ble vedtatt.", "«%s» heitte «%s» då «%s» vart vedteke.",
                                     "“%s” was called “%s” when “%s” was adopted." } };
  SekReport *report = table->report;

  for (guint c = 0; c < table->columns->len; c++)
    for (guint i = 0; i < table->figures->len; i++)
      {
        gint64 line = g_array_index (table->figures, SekFigure, i).line;
        gint64 column = g_array_index (table->columns, gint64, c);
        const char *name = line != 0 ? sek_budget_get_adopted_name (report->data.reg, line, column) : NULL;
        g_autofree char *note = NULL;

        if (name == NULL)
          continue;
        note = sek_fill (_sek_report_text (report, &renamed),
                         sek_register_get_budget_line (report->data.reg, line)->name, name,
                         sek_register_get_budget_column (report->data.reg, column)->title, NULL);
        sek_sheet_add_note (table->sheet, note);
      }
}

static void
fill (Table *table)
{
  SekReport *report = table->report;
  g_autoptr (GArray) figures = sek_budget_figures_of (report->data.reg, table->columns);

  table->figures = figures;
  add_columns (table);
  for (guint i = 0; i < figures->len; i++)
    add_figure (table, &g_array_index (figures, SekFigure, i));
  sek_sheet_add_note (table->sheet, _sek_report_text (report, &_sek_report_sign_note));
  if (table->has_change && sek_budget_is_deviation (report->data.reg, table->changed, table->base))
    sek_sheet_add_note (table->sheet, _sek_report_text (report, &_sek_report_deviation_note));
  if (table->percent >= 0 && has_negative_base (table, figures))
    sek_sheet_add_note (table->sheet, _sek_report_text (report, &_sek_report_percent_note));
  add_adopted_names (table);
}

void
_sek_report_add_main (SekReport *self, SekBook *book)
{
  static const SekWord budget_caption = { { "Hovedtall, budsjett %s", "Hovudtal, budsjett %s",
                                            "Main figures, budget %s" } };
  static const SekWord actual_caption = { { "Hovedtall %s", "Hovudtal %s", "Main figures %s" } };
  g_autoptr (GArray) columns = sek_report_dup_columns (self);
  Table table = { .report = self, .columns = columns, .main = _sek_report_main_column (self) };
  const SekBudgetColumn *main = sek_register_get_budget_column (self->data.reg, table.main);
  g_autofree char *title = _sek_report_dup_year (self, sek_budget_is_actual (main) ? &actual_caption : &budget_caption,
                                                 (int) main->year);

  table.has_change = sek_report_get_change (self, &table.changed, &table.base);
  table.sheet = _sek_report_add_sheet (self, book, SEK_TABLE_MAIN, title, self->options.unit, table.main, 1, FALSE);
  fill (&table);
}

void
_sek_report_add_years (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Flerårig oversikt %s", "Fleirårig oversyn %s", "Overview of the years %s" } };
  g_autoptr (GArray) columns = self->options.columns != NULL ? g_array_copy (self->options.columns)
                                                             : sek_budget_columns (self->data.reg);
  const SekBudgetColumn *first = sek_register_get_budget_column (self->data.reg, g_array_index (columns, gint64, 0));
  const SekBudgetColumn *last = sek_register_get_budget_column (self->data.reg,
                                                                g_array_index (columns, gint64, columns->len - 1));
  g_autofree char *years = first->year != last->year ? g_strdup_printf ("%d–%d", (int) MIN (first->year, last->year),
                                                                        (int) MAX (first->year, last->year))
                                                     : g_strdup_printf ("%d", (int) first->year);
  g_autofree char *title = _sek_report_dup_text (self, &caption, years);
  Table table = { .report = self, .columns = columns, .main = _sek_report_main_column (self) };

  /* A change between two of many columns is there when it was asked for. */
  table.has_change = (self->options.changed != 0 || self->options.base != 0)
                     && sek_report_get_change (self, &table.changed, &table.base);
  table.sheet = _sek_report_add_sheet (self, book, SEK_TABLE_YEARS, title, self->options.unit, table.main, 1, FALSE);
  fill (&table);
}
