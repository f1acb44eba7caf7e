/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-collate.h"
#include "sek-report-private.h"

/* Sammenligning: only the rows that differ, with both figures, their difference and that in per cent: of two budget
 * columns, or of the shown columns in two versions of the register (sek_report_set_earlier(), sek_report_set_other()).
 * A version of another file is matched by title and name where it has not the same rows. Figures refer to Hovedtall
 * where it is in the book and shows them. */

enum { NAME, BEFORE, NOW, CHANGE, PERCENT };

typedef struct
{
  SekReport *report;
  SekSheet  *sheet;
  SekRegister *before; /* the register on the left, report->reg or report->other */
  gint64     base;     /* the budget column on the left */
  gint64     column;   /* and on the right */
  gboolean   turned;   /* budget − actual, where the right one is actual */
  gboolean   negative; /* some base is */
  guint      n;        /* rows that differ */
  const char *heading; /* of the rows that come, if any does; NULL when it stands there already */
} Comparison;

/* The row of the other register that is the same: of the same id, or else of the same name; 0 for none. */
static gint64
match_row (SekRegister *from, SekRegister *to, SekEntityId entity, const SekField *name, const SekField *second,
           gint64 id)
{
  const SekRow *row = sek_register_lookup (from, entity, id), *other;
  SekTableIter iter;

  if (sek_register_lookup (to, entity, id) != NULL)
    return id;
  sek_table_iter_init (&iter, sek_register_get_table (to, entity));
  while ((other = sek_table_iter_next (&iter)) != NULL)
    if (sek_collate (other->slots[name->index].text, row->slots[name->index].text) == 0
        && (second == NULL || other->slots[second->index].integer == row->slots[second->index].integer)
        && sek_register_lookup (from, entity, other->id) == NULL)
      return other->id;
  return 0;
}

static gint64
match_column (SekRegister *from, SekRegister *to, gint64 id)
{
  return match_row (from, to, SEK_BUDGET_COLUMN, SEK_FIELD (budget_column, title), SEK_FIELD (budget_column, year), id);
}

static gint64
match_line (SekRegister *from, SekRegister *to, gint64 id)
{
  return match_row (from, to, SEK_BUDGET_LINE, SEK_FIELD (budget_line, name), SEK_FIELD (budget_line, section), id);
}

/* A line that is not there has no figure. */
static gint64
value_of (SekRegister *reg, const SekFigure *figure, gint64 column)
{
  return figure->kind == SEK_FIGURE_LINE && figure->line == 0 ? SEK_NONE
         : column == 0                                        ? SEK_NONE
                                                              : sek_budget_value (reg, figure, column);
}

/* The cell of Hovedtall that shows the figure. */
static SekExpr *
main_expr (Comparison *table, const SekFigure *figure, gint64 column)
{
  SekReport *report = table->report;
  g_autofree char *sheet = _sek_report_dup_key_of_year (report, SEK_TABLE_MAIN,
                                                        (int) sek_register_get_budget_column (report->data.reg, column)
                                                            ->year);
  g_autofree char *row = sek_figure_dup_key (figure), *key = _sek_report_column_key (column);

  return sek_expr_cell (sheet, row, key);
}

static SekSheetRow *
add_difference (Comparison *table, const char *name, SekRowStyle style, gint64 before, gint64 now)
{
  gint64 change = table->turned ? sek_budget_minus (before, now) : sek_budget_minus (now, before);
  SekSheetRow *row;

  if (table->heading != NULL)
    sek_sheet_row_set (sek_sheet_add_row (table->sheet, NULL, SEK_ROW_SECTION), NAME, SEK_TEXT (table->heading));
  table->heading = NULL;
  row = sek_sheet_add_row (table->sheet, NULL, style);
  sek_sheet_row_set (row, NAME, SEK_TEXT (name));
  sek_sheet_row_set (row, BEFORE, _sek_report_value (before));
  sek_sheet_row_set (row, NOW, _sek_report_value (now));
  sek_sheet_row_set (row, CHANGE, _sek_report_value (change));
  sek_sheet_row_set_expr (row, CHANGE,
                          sek_expr_difference (sek_expr_cell (NULL, NULL, table->turned ? "before" : "now"),
                                               sek_expr_cell (NULL, NULL, table->turned ? "now" : "before")));
  _sek_report_set_share (row, PERCENT, change, before, "change", "before");
  table->negative |= before != SEK_NONE && before < 0;
  table->n++;
  return row;
}

static void
add_figure (Comparison *table, const SekFigure *left, const SekFigure *right)
{
  SekReport *report = table->report;
  gint64 before = value_of (table->before, left, table->base), now = value_of (report->data.reg, right, table->column);
  gboolean there = right->kind != SEK_FIGURE_LINE || right->line != 0;
  SekSheetRow *row;

  if (before == now)
    return;
  row = add_difference (table,
                        there ? sek_figure_get_name (report->data.reg, right, report->options.language)
                              : sek_figure_get_name (table->before, left, report->options.language),
                        right->kind == SEK_FIGURE_LINE      ? SEK_ROW_NORMAL
                        : right->kind == SEK_FIGURE_CLOSING ? SEK_ROW_TOTAL
                                                            : SEK_ROW_SUM,
                        before, now);
  if (there && now != SEK_NONE)
    sek_sheet_row_set_expr (row, NOW, main_expr (table, right, table->column));
  if (table->before == report->data.reg && before != SEK_NONE)
    sek_sheet_row_set_expr (row, BEFORE, main_expr (table, left, table->base));
}

/* Lines that only the version on the left has, after the others of their section. */
static void
add_gone_lines (Comparison *table, gint64 section)
{
  g_autoptr (GArray) lines = sek_budget_lines (table->before, section);

  for (guint i = 0; i < lines->len; i++)
    {
      SekFigure left = { .kind = SEK_FIGURE_LINE, .section = section, .line = g_array_index (lines, gint64, i) };
      SekFigure right = { .kind = SEK_FIGURE_LINE, .section = section };

      if (match_line (table->before, table->report->data.reg, left.line) == 0)
        add_figure (table, &left, &right);
    }
}

static void
add_figures (Comparison *table)
{
  g_autoptr (GArray) figures = sek_budget_figures (table->report->data.reg);

  for (guint i = 0; i < figures->len; i++)
    {
      SekFigure right = g_array_index (figures, SekFigure, i), left = right;

      if (right.kind == SEK_FIGURE_HEADING)
        {
          /* Of versions the heading is the budget column's. */
          if (table->before == table->report->data.reg)
            table->heading = sek_figure_get_name (table->report->data.reg, &right, table->report->options.language);
          continue;
        }
      if (right.kind == SEK_FIGURE_LINE && table->before != table->report->data.reg)
        left.line = match_line (table->report->data.reg, table->before, right.line);
      if (right.kind == SEK_FIGURE_SUM && table->before != table->report->data.reg)
        add_gone_lines (table, right.section);
      add_figure (table, &left, &right);
    }
}

static gint64
project_amount (SekRegister *reg, gint64 project, gint64 column)
{
  gint64 id = project != 0 && column != 0 ? sek_register_find_pair (reg, SEK_FIELD (project_amount, project), project,
                                                                    SEK_FIELD (project_amount, budget_column), column)
                                          : 0;

  return id != 0 ? sek_register_get_project_amount (reg, id)->value : SEK_NONE;
}

static void
add_projects (Comparison *table)
{
  SekRegister *reg = table->report->data.reg;
  const SekField *name = SEK_FIELD (project, name);
  g_autoptr (GArray) now = sek_rows_by_position (reg, SEK_PROJECT);
  g_autoptr (GArray) before = sek_rows_by_position (table->before, SEK_PROJECT);

  for (guint i = 0; i < now->len + before->len; i++)
    {
      gboolean gone = i >= now->len;
      gint64 id = gone ? g_array_index (before, gint64, i - now->len) : g_array_index (now, gint64, i);
      gint64 twin = gone ? match_row (table->before, reg, SEK_PROJECT, name, NULL, id)
                         : match_row (reg, table->before, SEK_PROJECT, name, NULL, id);
      gint64 left = project_amount (table->before, gone ? id : twin, table->base),
             right = gone ? SEK_NONE : project_amount (reg, id, table->column);

      if ((gone && twin != 0) || left == right)
        continue;
      add_difference (table, sek_register_get_project (gone ? table->before : reg, id)->name, SEK_ROW_NORMAL, left,
                      right);
    }
}

/* heading: what stands above the figures, NULL for nothing; title: of which column the project funds are. */
static void
add_parts (Comparison *table, const char *heading, const char *title)
{
  static const SekWord projects = { { "Prosjektmidler, %s", "Prosjektmidlar, %s", "Project funds, %s" } };
  g_autofree char *of_projects = _sek_report_dup_text (table->report, &projects, title);

  table->heading = heading;
  add_figures (table);
  table->heading = heading != NULL ? of_projects
                                   : sek_table_get_name (SEK_TABLE_PROJECTS, table->report->options.language);
  add_projects (table);
  table->heading = NULL;
}

static void
add_columns (Comparison *table, const char *before, const char *now, const char *change, gboolean deviation)
{
  static const SekWord line = { { "Post", "Post", "Line" } };
  static const SekWord percent[] = { { { "Endring\ni prosent", "Endring\ni prosent", "Change\nin per cent" } },
                                     { { "Avvik\ni prosent", "Avvik\ni prosent", "Deviation\nin per cent" } } };
  SekReport *report = table->report;
  const SekSheetColumn columns[] = {
    { .key = "name", .head = _sek_report_text (report, &line), .kind = SEK_CELL_TEXT, .min_width = 34 },
    { .key = "before", .head = before, .kind = SEK_CELL_AMOUNT, .unit = report->options.unit },
    { .key = "now", .head = now, .kind = SEK_CELL_AMOUNT, .unit = report->options.unit },
    { .key = "change", .head = change, .kind = SEK_CELL_AMOUNT, .unit = report->options.unit },
    { .key = "percent", .head = _sek_report_text (report, &percent[deviation]), .kind = SEK_CELL_PERCENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    sek_sheet_add_column (table->sheet, &columns[i]);
}

static void
compare_columns (Comparison *table, SekBook *book)
{
  static const SekWord caption = { { "Sammenligning av %s", "Samanlikning av %s", "Comparison of %s" } };
  static const SekWord and = { { "%s og ", "%s og ", "%s and " } };
  SekReport *report = table->report;
  gboolean deviation;
  g_autofree char *names = NULL, *title = NULL, *first = NULL, *before = NULL, *now = NULL, *change = NULL;

  sek_report_get_change (report, &table->column, &table->base);
  table->before = report->data.reg;
  table->turned = sek_budget_is_turned (report->data.reg, table->column, table->base);
  deviation = sek_budget_is_deviation (report->data.reg, table->column, table->base);
  first = _sek_report_dup_text (report, &and, sek_register_get_budget_column (report->data.reg, table->base)->title);
  names = g_strconcat (first, sek_register_get_budget_column (report->data.reg, table->column)->title, NULL);
  title = _sek_report_dup_text (report, &caption, names);
  before = sek_budget_dup_head (report->data.reg, table->base, report->options.language);
  now = sek_budget_dup_head (report->data.reg, table->column, report->options.language);
  change = sek_budget_dup_change_head (report->data.reg, table->column, table->base, report->options.language);
  table->sheet = _sek_report_add_sheet (report, book, SEK_TABLE_COMPARISON, title, report->options.unit, table->column,
                                        1, FALSE);
  add_columns (table, before, now, change, deviation);
  add_parts (table, NULL, "");
  if (deviation && table->n > 0)
    sek_sheet_add_note (table->sheet, _sek_report_text (report, &_sek_report_deviation_note));
}

static void
compare_versions (Comparison *table, SekBook *book)
{
  static const SekWord captions[] = {
    { { "Sammenligning med %s", "Samanlikning med %s", "Comparison with %s" } },
    { { "Sammenligning med registeret %s", "Samanlikning med registeret %s", "Comparison with the register %s" } },
  };
  static const SekWord before = { { "Før\n%s", "Før\n%s", "Before\n%s" } };
  static const SekWord now = { { "Nå\n%s", "No\n%s", "Now\n%s" } };
  static const SekWord change = { { "Endring", "Endring", "Change" } };
  SekReport *report = table->report;
  g_autoptr (GArray) columns = sek_report_dup_columns (report);
  g_autofree char *title = _sek_report_dup_text (report, &captions[report->data.other_is_day], report->data.other_name);
  g_autofree char *left = _sek_report_dup_text (report, &before, report->data.other_name);
  g_autofree char *right = _sek_report_dup_text (report, &now, report->data.source != NULL ? report->data.source : "");

  table->before = report->data.other;
  table->sheet = _sek_report_add_sheet (report, book, SEK_TABLE_COMPARISON, title, report->options.unit,
                                        _sek_report_main_column (report), 1, FALSE);
  add_columns (table, left, g_strchomp (right), _sek_report_text (report, &change), FALSE);
  for (guint i = 0; i < columns->len; i++)
    {
      const char *name = sek_register_get_budget_column (report->data.reg, g_array_index (columns, gint64, i))->title;

      table->column = g_array_index (columns, gint64, i);
      table->base = match_column (report->data.reg, report->data.other, table->column);
      add_parts (table, name, name);
    }
}

void
_sek_report_add_comparison (SekReport *self, SekBook *book)
{
  static const SekWord none = { { "Ingen forskjeller.", "Ingen skilnader.", "No differences." } };
  static const SekWord only = { { "Bare rader som er ulike, er tatt med.", "Berre rader som er ulike, er tekne med.",
                                  "Only rows that differ are shown." } };
  Comparison table = { .report = self };

  if (self->data.other != NULL)
    compare_versions (&table, book);
  else
    compare_columns (&table, book);
  if (table.n == 0)
    sek_sheet_row_set (sek_sheet_add_row (table.sheet, NULL, SEK_ROW_NORMAL), NAME,
                       SEK_TEXT (_sek_report_text (self, &none)));
  if (table.n == 0)
    return;
  sek_sheet_add_note (table.sheet, _sek_report_text (self, &only));
  sek_sheet_add_note (table.sheet, _sek_report_text (self, &_sek_report_sign_note));
  if (table.negative)
    sek_sheet_add_note (table.sheet, _sek_report_text (self, &_sek_report_percent_note));
}
