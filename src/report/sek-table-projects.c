/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"

/* Prosjektmidler: each project's share of the line Prosjekter in the year's column, or in the columns that the options
 * name. */

typedef struct
{
  SekReport *report;
  SekSheet  *sheet;
  GArray    *columns; /* gint64 */
  int        comment, area;
} Projects;

static void
add_project (Projects *table, const SekProject *project)
{
  SekRegister *reg = table->report->data.reg;
  g_autofree char *key = _sek_report_row_key (project->id);
  g_autoptr (GString) comments = g_string_new (NULL);
  SekSheetRow *row = sek_sheet_add_row (table->sheet, key, SEK_ROW_NORMAL);

  sek_sheet_row_set (row, 0, SEK_TEXT (project->name));
  sek_sheet_row_set (row, table->area, SEK_TEXT (project->focus_area));
  for (guint i = 0; i < table->columns->len; i++)
    {
      gint64 column = g_array_index (table->columns, gint64, i);
      const SekProjectAmount *amount = sek_budget_get_project_amount (reg, project->id, column);

      if (amount == NULL)
        continue;
      sek_sheet_row_set (row, (int) i + 1, _sek_report_value (amount->value));
      if (amount->comment == NULL)
        continue;
      if (comments->len > 0)
        g_string_append (comments, "; ");
      if (table->columns->len > 1)
        g_string_append_printf (comments, "%s: ", sek_register_get_budget_column (reg, column)->title);
      g_string_append (comments, amount->comment);
    }
  if (comments->len > 0)
    sek_sheet_row_set (row, table->comment, SEK_TEXT (comments->str));
}

static void
add_total (Projects *table, GArray *projects)
{
  static const SekWord word = { { "Sum", "Sum", "Total" } };
  SekSheetRow *row = sek_sheet_add_row (table->sheet, "total", SEK_ROW_TOTAL);
  g_autofree char *first = NULL, *last = NULL;

  sek_sheet_row_set (row, 0, SEK_TEXT (_sek_report_text (table->report, &word)));
  if (projects->len == 0)
    return;
  first = _sek_report_row_key (g_array_index (projects, gint64, 0));
  last = _sek_report_row_key (g_array_index (projects, gint64, projects->len - 1));
  for (guint i = 0; i < table->columns->len; i++)
    {
      gint64 column = g_array_index (table->columns, gint64, i), total = SEK_NONE;
      g_autofree char *key = _sek_report_column_key (column);

      for (guint p = 0; p < projects->len; p++)
        {
          const SekProjectAmount *amount = sek_budget_get_project_amount (table->report->data.reg,
                                                                          g_array_index (projects, gint64, p), column);

          total = sek_budget_plus (total, amount != NULL ? amount->value : SEK_NONE);
        }
      sek_sheet_row_set (row, (int) i + 1, _sek_report_value (total));
      sek_sheet_row_set_expr (row, (int) i + 1, sek_expr_sum_or_blank (sek_expr_range (NULL, first, last, key)));
    }
}

static void
add_columns (Projects *table)
{
  static const SekWord heads[] = {
    { { "Prosjekt", "Prosjekt", "Project" } }, { { "Beløp", "Beløp", "Amount" } },
    { { "Kommentar", "Kommentar", "Comment" } }, { { "Innsatsområde", "Innsatsområde", "Focus area" } },
  };
  SekReport *report = table->report;

  sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = "name",
                                                          .head = _sek_report_text (report, &heads[0]),
                                                          .kind = SEK_CELL_TEXT,
                                                          .min_width = 30 });
  for (guint i = 0; i < table->columns->len; i++)
    {
      gint64 column = g_array_index (table->columns, gint64, i);
      g_autofree char *key = _sek_report_column_key (column);
      g_autofree char *head = table->columns->len > 1
                                  ? sek_budget_dup_head (report->data.reg, column, report->options.language)
                                  : g_strdup (_sek_report_text (report, &heads[1]));

      sek_sheet_add_column (table->sheet,
                            &(SekSheetColumn) {
                                .key = key, .head = head, .kind = SEK_CELL_AMOUNT, .unit = report->options.unit });
    }
  table->comment = sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = "comment",
                                                                           .head = _sek_report_text (report, &heads[2]),
                                                                           .kind = SEK_CELL_TEXT });
  table->area = sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = "area",
                                                                        .head = _sek_report_text (report, &heads[3]),
                                                                        .kind = SEK_CELL_TEXT });
}

void
_sek_report_add_projects (SekReport *self, SekBook *book)
{
  gint64 column = _sek_report_main_column (self);
  g_autoptr (GArray) columns = self->options.columns != NULL ? g_array_copy (self->options.columns)
                                                     : g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) projects = NULL;
  g_autofree char *title = g_strdup_printf ("%s, %s", sek_table_get_name (SEK_TABLE_PROJECTS, self->options.language),
                                            sek_register_get_budget_column (self->data.reg, column)->title);
  g_autofree char *name = _sek_report_dup_name (self, "Sum_prosjektmidler"),
                  *key = _sek_report_dup_key (self, SEK_TABLE_PROJECTS);
  g_autofree char *column_key = _sek_report_column_key (column);
  Projects table = { .report = self, .columns = columns };

  if (self->options.columns == NULL)
    g_array_append_val (columns, column);
  projects = sek_budget_projects_of (self->data.reg, columns);
  table.sheet = _sek_report_add_sheet (self, book, SEK_TABLE_PROJECTS, title, self->options.unit, column, 1, FALSE);
  add_columns (&table);
  for (guint i = 0; i < projects->len; i++)
    add_project (&table, sek_budget_get_project (self->data.reg, g_array_index (projects, gint64, i), columns));
  add_total (&table, projects);
  sek_book_add_name (book, name, key, "total", column_key);
}
