/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"

/* Prosjektmidler: each project's share of the line Prosjekter in the year's column. */

enum { NAME, AMOUNT, COMMENT, AREA };

static void
add_project (SekReport *self, SekSheet *sheet, const SekProject *project, gint64 column, gint64 *total)
{
  gint64 id = sek_register_find_pair (self->reg, SEK_FIELD (project_amount, project), project->id,
                                      SEK_FIELD (project_amount, budget_column), column);
  const SekProjectAmount *amount = id != 0 ? sek_register_get_project_amount (self->reg, id) : NULL;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, project->id);
  SekSheetRow *row = sek_sheet_add_row (sheet, key, SEK_ROW_NORMAL);

  sek_sheet_row_set (row, NAME, SEK_TEXT (project->name));
  sek_sheet_row_set (row, AREA, SEK_TEXT (project->focus_area));
  if (amount == NULL)
    return;
  sek_sheet_row_set (row, AMOUNT, _sek_report_value (amount->value));
  sek_sheet_row_set (row, COMMENT, SEK_TEXT (amount->comment));
  *total = sek_budget_plus (*total, amount->value);
}

void
_sek_report_add_projects (SekReport *self, SekBook *book)
{
  static const SekWord name = { { "Prosjektmidler", "Prosjektmidlar", "Project funds" } };
  static const SekWord heads[] = {
    { { "Prosjekt", "Prosjekt", "Project" } }, { { "Beløp", "Beløp", "Amount" } },
    { { "Kommentar", "Kommentar", "Comment" } }, { { "Innsatsområde", "Innsatsområde", "Focus area" } },
  };
  static const SekWord total_word = { { "Totalt", "Totalt", "Total" } };
  gint64 column = _sek_report_main_column (self);
  g_autoptr (GArray) projects = sek_rows_by_position (self->reg, SEK_PROJECT);
  g_autofree char *status = _sek_report_dup_status (self, column);
  g_autofree char *title = g_strdup_printf ("%s, %s", _sek_report_text (self, &name), sek_register_get_budget_column (self->reg, column)->title);
  gint64 total = SEK_NONE;
  SekSheet *sheet;
  SekSheetRow *row;

  sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "prosjektmidler", .name = _sek_report_text (self, &name), .caption = title,
                                                      .unit_line = _sek_report_unit_line (self, self->unit), .status_line = status, .n_frozen = 1 });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "name", .head = _sek_report_text (self, &heads[NAME]), .kind = SEK_CELL_TEXT, .min_width = 30 });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "amount", .head = _sek_report_text (self, &heads[AMOUNT]), .kind = SEK_CELL_AMOUNT, .unit = self->unit });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "comment", .head = _sek_report_text (self, &heads[COMMENT]), .kind = SEK_CELL_TEXT });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "area", .head = _sek_report_text (self, &heads[AREA]), .kind = SEK_CELL_TEXT });

  for (guint i = 0; i < projects->len; i++)
    add_project (self, sheet, sek_register_get_project (self->reg, g_array_index (projects, gint64, i)), column, &total);

  row = sek_sheet_add_row (sheet, "total", SEK_ROW_TOTAL);
  sek_sheet_row_set (row, NAME, SEK_TEXT (_sek_report_text (self, &total_word)));
  sek_sheet_row_set (row, AMOUNT, _sek_report_value (total));
  if (projects->len > 0)
    {
      g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (projects, gint64, 0));
      g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (projects, gint64, projects->len - 1));

      sek_sheet_row_set_expr (row, AMOUNT, sek_expr_sum_or_blank (sek_expr_range (NULL, first, last, "amount")));
    }
  sek_book_add_name (book, "Sum_prosjektmidler", "prosjektmidler", "total", "amount");
}
