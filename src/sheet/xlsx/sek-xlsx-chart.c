/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-xlsx-chart.h"

#include <stdlib.h>
#include <string.h>

#include "sek-cell-text.h"
#include "sek-money.h"

enum
{
  CHART_ROWS = 23,    /* for a chart and the space under it, at 20 pixels each or somewhat less */
  CHART_HEIGHT = 400, /* pixels */
  CHART_WIDTH = 800,
  NAME_WIDTH = 24,    /* characters of the series' names, and of a value */
  VALUE_WIDTH = 18,
  MAX_WIDENED = 50,   /* columns */
  MAX_LABELS = 18,    /* columns with their figures above them; more would run into each other */
  INK = 0x1F2933,
  QUIET = 0x52606D,
  LINE = 0xD5DCE3,
};

/* Series are told apart without colour too: by how dark they are and their patterns, or by dashes and markers. */
static const struct
{
  lxw_color_t colour;
  uint8_t     pattern; /* LXW_CHART_PATTERN_NONE: filled */
  uint8_t     dash;
  uint8_t     marker;
} looks[] = {
  { 0x1F4E79, LXW_CHART_PATTERN_NONE, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_CIRCLE },
  { 0xB45309, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL, LXW_CHART_LINE_DASH_DASH, LXW_CHART_MARKER_SQUARE },
  { 0xA3B1C2, LXW_CHART_PATTERN_NONE, LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_MARKER_TRIANGLE },
  { 0x0F766E, LXW_CHART_PATTERN_DARK_HORIZONTAL, LXW_CHART_LINE_DASH_DASH_DOT, LXW_CHART_MARKER_DIAMOND },
};

/* A column that the chart shows. */
typedef struct
{
  SekSheet *sheet;
  int       column;
} Shown;

typedef struct
{
  lxw_workbook    *workbook;
  lxw_worksheet   *worksheet;
  const SekPlaces *places;
  SekXlsxStyles   *styles;
  const SekChart  *chart;
  SekPlace         here;    /* where the formulas stand: on no sheet of the book */
  GArray          *columns; /* of Shown */
  guint            at;      /* the row of the names above the figures */
} Drawing;

/* The columns that the book has. */
static GArray *
find_columns (const SekChart *chart, const SekBook *book)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (Shown));

  for (guint i = 0; i < chart->columns->len; i++)
    {
      const SekChartColumn *as = g_ptr_array_index (chart->columns, i);
      Shown shown = { .sheet = sek_book_find_sheet (book, as->sheet) };

      shown.column = shown.sheet != NULL ? sek_sheet_find_column (shown.sheet, as->column) : -1;
      if (shown.column >= 0)
        g_array_append_val (columns, shown);
    }

  return columns;
}

static const Shown *
get_shown (const Drawing *drawing, guint index)
{
  return &g_array_index (drawing->columns, Shown, index);
}

int
sek_xlsx_find_charted (const SekBook *book)
{
  int last = -1;

  for (guint i = 0; i < book->charts->len; i++)
    last = MAX (last, sek_book_find_charted (book, g_ptr_array_index (book->charts, i)));

  return last;
}

static lxw_error
write_text (Drawing *drawing, guint row, guint column, const char *text, lxw_format *format)
{
  g_autoptr (GString) scratch = g_string_new (NULL);

  return worksheet_write_string (drawing->worksheet, row, (lxw_col_t) column,
                                 sek_text_clean (text, SEK_CLEAN_ONE_LINE, scratch), format);
}

static char *
dup_head (Drawing *drawing, guint index)
{
  const Shown *shown = get_shown (drawing, index);

  return sek_head_to_line (sek_sheet_get_column (shown->sheet, shown->column)->head);
}

/* Whether the row, which a sheet of another year may not have, has a figure there. */
static gboolean
has_figure (const SekSheetRow *source, const Shown *shown)
{
  return source != NULL && source->cells[shown->column].type == SEK_VALUE_INTEGER;
}

/* A cell that refers to the table's, with its value; blank where the table's is, for a line has gaps there. */
static lxw_error
write_value (Drawing *drawing, guint row, guint at, guint index, const SekSheetRow *source)
{
  const Shown *shown = get_shown (drawing, index);
  const SekSheetColumn *column = sek_sheet_get_column (shown->sheet, shown->column);
  lxw_format *format = sek_xlsx_styles_get (drawing->styles, shown->sheet, shown->column, column->kind, SEK_ROW_NORMAL,
                                            FALSE);
  g_autoptr (GString) formula = g_string_new ("=");
  g_autoptr (SekExpr) expr = NULL;

  if (!has_figure (source, shown))
    return worksheet_write_blank (drawing->worksheet, row, (lxw_col_t) at, format);
  expr = sek_expr_cell (shown->sheet->info.key, source->key, column->key);
  if (!sek_formula_append (formula, expr, drawing->places, &drawing->here, row))
    return worksheet_write_number (drawing->worksheet, row, (lxw_col_t) at, sek_xlsx_get_number (source, shown->column),
                                   format);

  return worksheet_write_formula_num (drawing->worksheet, row, (lxw_col_t) at, formula->str, format,
                                      sek_xlsx_get_number (source, shown->column));
}

/* What a viewer shows before it has computed the formulas: libxlsxwriter would take them for zeros (as of 1.1.4). */
static void
cache (lxw_series_range *range, double number, const char *text, gboolean is_blank)
{
  struct lxw_series_data_point *point = calloc (1, sizeof *point);

  if (point == NULL)
    g_error ("No memory for a chart");
  point->number = number;
  point->no_data = is_blank;
  if (text != NULL)
    {
      point->is_string = TRUE;
      /* The library frees it. */
      point->string = strdup (text);
      range->has_string_cache = TRUE;
    }
  STAILQ_INSERT_TAIL (range->data_cache, point, list_pointers);
  range->num_data_points++;
  range->ignore_cache = TRUE;
}

static void
set_look (Drawing *drawing, lxw_chart_series *series, guint index)
{
  guint look = index % G_N_ELEMENTS (looks);
  lxw_color_t colour = looks[look].colour;
  lxw_chart_font font = { .size = 8, .color = INK };

  if (drawing->chart->info.kind == SEK_CHART_LINES)
    {
      lxw_chart_line line = { .color = colour, .width = 2.25F, .dash_type = looks[look].dash };
      lxw_chart_fill fill = { .color = colour };

      chart_series_set_line (series, &line);
      chart_series_set_marker_type (series, looks[look].marker);
      chart_series_set_marker_size (series, 7);
      chart_series_set_marker_fill (series, &fill);
    }
  else
    {
      lxw_chart_line border = { .color = INK, .width = 0.75F };
      lxw_chart_fill fill = { .color = colour };
      lxw_chart_pattern pattern = { .fg_color = colour, .bg_color = LXW_COLOR_WHITE, .type = looks[look].pattern };

      chart_series_set_line (series, &border);
      if (looks[look].pattern == LXW_CHART_PATTERN_NONE)
        chart_series_set_fill (series, &fill);
      else
        chart_series_set_pattern (series, &pattern);
    }
  if (drawing->columns->len * drawing->chart->series->len > MAX_LABELS)
    return;
  chart_series_set_labels (series);
  if (drawing->chart->info.kind == SEK_CHART_LINES)
    chart_series_set_labels_position (series, LXW_CHART_LABEL_POSITION_ABOVE);
  chart_series_set_labels_num_format (series, "#,##0");
  chart_series_set_labels_font (series, &font);
}

/* Whether any of the sheets has the row. */
static gboolean
has_row (const Drawing *drawing, const char *row)
{
  for (guint i = 0; i < drawing->columns->len; i++)
    if (sek_sheet_find_row (get_shown (drawing, i)->sheet, row) != NULL)
      return TRUE;

  return FALSE;
}

/* One line under the chart, and the series that shows it. */
static lxw_error
add_series (Drawing *drawing, lxw_chart *chart, guint index, guint row)
{
  const SekChartSeries *as = g_ptr_array_index (drawing->chart->series, index);
  lxw_chart_series *series = chart_add_series (chart, NULL, NULL);
  const char *sheet = drawing->here.name;
  lxw_col_t last = (lxw_col_t) drawing->columns->len;
  lxw_error code = write_text (drawing, row, 0, as->name, drawing->styles->places[SEK_XLSX_LINE]);

  if (series == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  chart_series_set_categories (series, sheet, drawing->at, 1, drawing->at, last);
  chart_series_set_values (series, sheet, row, 1, row, last);
  chart_series_set_name_range (series, sheet, row, 0);
  for (guint i = 0; i < drawing->columns->len && code == LXW_NO_ERROR; i++)
    {
      const Shown *shown = get_shown (drawing, i);
      const SekSheetRow *source = sek_sheet_find_row (shown->sheet, as->row);
      gboolean is_blank = !has_figure (source, shown);
      g_autofree char *head = dup_head (drawing, i);

      code = write_value (drawing, row, i + 1, i, source);
      cache (series->categories, 0, head, FALSE);
      cache (series->values, is_blank ? 0 : sek_xlsx_get_number (source, shown->column), NULL, is_blank);
    }
  set_look (drawing, series, index);

  return code;
}

/* --- the limit -------------------------------------------------------------------------------------------------- */

/* As sek_xlsx_get_number() has a cell of the column. */
static double
get_limit (const Drawing *drawing, guint index)
{
  const Shown *shown = get_shown (drawing, index);
  const SekSheetColumn *column = sek_sheet_get_column (shown->sheet, shown->column);
  gint64 unit = column->kind == SEK_CELL_RATE ? SEK_KRONE : column->kind != SEK_CELL_AMOUNT ? 1 : column->unit;

  return (double) drawing->chart->limit / (double) MAX (unit, 1);
}

/* Named at its end, and nowhere else. */
static lxw_error
name_limit (const Drawing *drawing, lxw_chart_series *series)
{
  guint n = drawing->columns->len;
  g_autofree lxw_chart_data_label *labels = g_new0 (lxw_chart_data_label, n);
  g_autofree lxw_chart_data_label **list = g_new0 (lxw_chart_data_label *, n + 1);
  lxw_chart_font font = { .size = 8, .color = INK };

  for (guint i = 0; i < n; i++)
    {
      labels[i].hide = i + 1 < n;
      list[i] = &labels[i];
    }
  chart_series_set_labels (series);
  chart_series_set_labels_options (series, LXW_TRUE, LXW_FALSE, LXW_FALSE);
  chart_series_set_labels_position (series, LXW_CHART_LABEL_POSITION_ABOVE);
  chart_series_set_labels_font (series, &font);

  return chart_series_set_labels_custom (series, list);
}

/* The same value in each column, as one more series. */
static lxw_error
add_limit (Drawing *drawing, lxw_chart *chart, guint row)
{
  lxw_chart_series *series = chart_add_series (chart, NULL, NULL);
  lxw_chart_line line = { .color = INK, .width = 1.25F, .dash_type = LXW_CHART_LINE_DASH_DASH };
  const char *sheet = drawing->here.name;
  lxw_col_t last = (lxw_col_t) drawing->columns->len;
  lxw_error code = write_text (drawing, row, 0, drawing->chart->limit_text, drawing->styles->places[SEK_XLSX_LINE]);

  if (series == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  chart_series_set_categories (series, sheet, drawing->at, 1, drawing->at, last);
  chart_series_set_values (series, sheet, row, 1, row, last);
  chart_series_set_name_range (series, sheet, row, 0);
  for (guint i = 0; i < drawing->columns->len && code == LXW_NO_ERROR; i++)
    {
      const Shown *shown = get_shown (drawing, i);
      const SekSheetColumn *column = sek_sheet_get_column (shown->sheet, shown->column);
      lxw_format *format = sek_xlsx_styles_get (drawing->styles, shown->sheet, shown->column, column->kind,
                                                SEK_ROW_NORMAL, FALSE);
      g_autofree char *head = dup_head (drawing, i);

      code = worksheet_write_number (drawing->worksheet, row, (lxw_col_t) (i + 1), get_limit (drawing, i), format);
      cache (series->categories, 0, head, FALSE);
      cache (series->values, get_limit (drawing, i), NULL, FALSE);
    }
  chart_series_set_line (series, &line);
  chart_series_set_marker_type (series, LXW_CHART_MARKER_NONE);

  return code == LXW_NO_ERROR ? name_limit (drawing, series) : code;
}

/* --- bars ------------------------------------------------------------------------------------------------------- */

/* A name, its value and, of a heading, its sum one column on, where no bar is drawn of it. */
static lxw_error
write_bar (Drawing *drawing, lxw_chart_series *series, const SekChartSeries *bar, guint row)
{
  const Shown *shown = get_shown (drawing, 0);
  const SekSheetRow *source = bar->row != NULL ? sek_sheet_find_row (shown->sheet, bar->row) : NULL;
  gboolean is_heading = bar->style == SEK_CHART_BAR_HEADING;
  gboolean is_blank = is_heading || !has_figure (source, shown);
  lxw_error code = write_text (drawing, row, 0, bar->name,
                               drawing->styles->places[is_heading ? SEK_XLSX_HEAD : SEK_XLSX_LINE]);

  if (code == LXW_NO_ERROR && has_figure (source, shown))
    code = write_value (drawing, row, is_heading ? 2 : 1, 0, source);
  cache (series->categories, 0, bar->name, FALSE);
  cache (series->values, is_blank ? 0 : sek_xlsx_get_number (source, shown->column), NULL, is_blank);

  return code;
}

static lxw_error
set_bar_points (const Drawing *drawing, lxw_chart_series *series)
{
  guint n = drawing->chart->series->len;
  g_autofree lxw_chart_point *points = g_new0 (lxw_chart_point, n);
  g_autofree lxw_chart_point **list = g_new0 (lxw_chart_point *, n + 1);
  lxw_chart_pattern pattern = { .fg_color = looks[0].colour, .bg_color = LXW_COLOR_WHITE,
                                .type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL };
  lxw_chart_fill fill = { .color = looks[0].colour };

  for (guint i = 0; i < n; i++)
    {
      const SekChartSeries *bar = g_ptr_array_index (drawing->chart->series, i);

      if (bar->style == SEK_CHART_BAR_HATCHED)
        points[i].pattern = &pattern;
      else
        points[i].fill = &fill;
      list[i] = &points[i];
    }

  return chart_series_set_points (series, list);
}

/* All bars are one series, of the first column. Moves row behind them. */
static lxw_error
add_bars (Drawing *drawing, lxw_chart *chart, guint *row)
{
  lxw_chart_series *series = chart_add_series (chart, NULL, NULL);
  lxw_chart_font font = { .size = 8, .color = INK };
  const char *sheet = drawing->here.name;
  guint n = drawing->chart->series->len, first = *row;
  lxw_error code = LXW_NO_ERROR;

  if (series == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  chart_series_set_categories (series, sheet, first, 0, first + n - 1, 0);
  chart_series_set_values (series, sheet, first, 1, first + n - 1, 1);
  chart_series_set_name_range (series, sheet, drawing->at, 1);
  for (guint i = 0; i < n && code == LXW_NO_ERROR; i++)
    code = write_bar (drawing, series, g_ptr_array_index (drawing->chart->series, i), (*row)++);
  chart_series_set_labels (series);
  chart_series_set_labels_num_format (series, "#,##0");
  chart_series_set_labels_font (series, &font);
  /* The first bar is the uppermost one. */
  chart_axis_set_reverse (chart->x_axis);

  return code == LXW_NO_ERROR ? set_bar_points (drawing, series) : code;
}

/* --- a chart ---------------------------------------------------------------------------------------------------- */

static void
set_around (Drawing *drawing, lxw_chart *chart)
{
  lxw_chart_font title = { .size = 13, .bold = TRUE, .color = INK },
                 axis = { .size = 9, .bold = LXW_EXPLICIT_FALSE, .color = INK };
  lxw_chart_line grid = { .color = LINE, .width = 0.75F }, line = { .color = QUIET, .width = 0.75F };

  chart_title_set_name (chart, drawing->chart->info.title);
  chart_title_set_name_font (chart, &title);
  chart_axis_set_num_font (chart->x_axis, &axis);
  chart_axis_set_num_font (chart->y_axis, &axis);
  chart_axis_set_num_format (chart->y_axis, "#,##0");
  chart_axis_major_gridlines_set_line (chart->y_axis, &grid);
  chart_axis_set_line (chart->x_axis, &line);
  /* Names of columns stand under the lowest value, not across the bars below zero. */
  chart_axis_set_label_position (chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  if (drawing->chart->info.value_title != NULL)
    {
      chart_axis_set_name (chart->y_axis, drawing->chart->info.value_title);
      chart_axis_set_name_font (chart->y_axis, &axis);
    }
  if (drawing->chart->series->len > 1 && drawing->chart->info.kind != SEK_CHART_BARS)
    chart_legend_set_position (chart, LXW_CHART_LEGEND_BOTTOM);
  else
    chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
}

static lxw_error
add_all_series (Drawing *drawing, lxw_chart *chart, guint *row)
{
  lxw_error code = LXW_NO_ERROR;

  if (drawing->chart->info.kind == SEK_CHART_BARS)
    return add_bars (drawing, chart, row);
  for (guint i = 0; i < drawing->chart->series->len && code == LXW_NO_ERROR; i++)
    {
      const SekChartSeries *series = g_ptr_array_index (drawing->chart->series, i);

      if (has_row (drawing, series->row))
        code = add_series (drawing, chart, i, (*row)++);
    }
  if (code == LXW_NO_ERROR && drawing->chart->limit_text != NULL)
    code = add_limit (drawing, chart, (*row)++);

  return code;
}

/* The chart, and its figures below it. Moves at behind them. */
static lxw_error
draw (Drawing *drawing, guint *at)
{
  static const uint8_t types[SEK_N_CHART_KINDS] = {
    [SEK_CHART_COLUMNS] = LXW_CHART_COLUMN, [SEK_CHART_LINES] = LXW_CHART_LINE, [SEK_CHART_BARS] = LXW_CHART_BAR,
  };
  lxw_chart *chart = workbook_add_chart (drawing->workbook, types[drawing->chart->info.kind]);
  lxw_chart_options options = { .x_scale = CHART_WIDTH / 480.0, .y_scale = CHART_HEIGHT / 288.0,
                                .description = (char *) drawing->chart->info.title };
  guint top = *at, row;
  guint n_heads = drawing->chart->info.kind == SEK_CHART_BARS ? 1 : drawing->columns->len;
  lxw_error code = LXW_NO_ERROR;

  if (chart == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  drawing->at = top + CHART_ROWS;
  row = drawing->at + 1;
  code = write_text (drawing, drawing->at, 0,
                     drawing->chart->info.value_title != NULL ? drawing->chart->info.value_title : "",
                     drawing->styles->places[SEK_XLSX_HEAD]);
  for (guint i = 0; i < n_heads && code == LXW_NO_ERROR; i++)
    {
      g_autofree char *head = dup_head (drawing, i);

      code = write_text (drawing, drawing->at, i + 1, head, drawing->styles->places[SEK_XLSX_HEAD_RIGHT]);
    }
  if (code == LXW_NO_ERROR)
    code = add_all_series (drawing, chart, &row);
  set_around (drawing, chart);
  if (code == LXW_NO_ERROR)
    code = worksheet_insert_chart_opt (drawing->worksheet, top, 0, chart, &options);
  *at = row + 2;

  return code;
}

lxw_error
sek_xlsx_write_charts (lxw_workbook *workbook, lxw_worksheet *worksheet, const SekPlaces *places, SekXlsxStyles *styles)
{
  const SekBook *book = places->book;
  Drawing drawing = { .workbook = workbook, .worksheet = worksheet, .places = places, .styles = styles,
                      .here = { .name = worksheet->name } };
  lxw_error code = worksheet_set_column (worksheet, 0, 0, NAME_WIDTH, NULL);
  guint at = 0;

  if (code == LXW_NO_ERROR)
    code = worksheet_set_column (worksheet, 1, MAX_WIDENED, VALUE_WIDTH, NULL);
  for (guint i = 0; i < book->charts->len && code == LXW_NO_ERROR; i++)
    {
      drawing.chart = g_ptr_array_index (book->charts, i);
      if (drawing.chart->series->len == 0)
        continue;
      drawing.columns = find_columns (drawing.chart, book);
      if (drawing.columns->len > 0)
        code = draw (&drawing, &at);
      g_array_unref (drawing.columns);
    }

  return code == LXW_NO_ERROR ? sek_xlsx_set_page (worksheet, &book->info, FALSE) : code;
}
