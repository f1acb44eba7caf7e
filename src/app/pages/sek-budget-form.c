/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-budget-form.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-number.h"

static void
add_cell (SekRegister *reg, SekForm *form, const SekFigure *figure, gint64 column_id)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, column_id);
  gint64 value = sek_budget_value (reg, figure, column_id);
  gint64 base = column->base_column != SEK_NONE ? sek_budget_value (reg, figure, column->base_column) : SEK_NONE;
  const char *names[6], *texts[6];
  g_autofree char *amount = value != SEK_NONE ? sek_number_format_kroner (value) : g_strdup (_("not given"));
  g_autofree char *base_text = NULL, *change_text = NULL, *source_text = NULL;
  SekBudgetCell cell = { .value = SEK_NONE, .source = SEK_NONE };
  guint n = 0;

  names[n] = _("Amount");
  texts[n++] = amount;
  if (figure->line != 0)
    {
      sek_budget_read (reg, figure->line, column_id, &cell);
      names[n] = _("The amount is");
      texts[n++] = cell.computed ? _("computed") : cell.value != SEK_NONE ? _("entered") : "–";
      if (cell.source != SEK_NONE && cell.source != cell.value)
        {
          source_text = sek_number_format_kroner (cell.source);
          names[n] = _("Computed amount");
          texts[n++] = source_text;
        }
    }
  else
    {
      names[n] = _("The amount is");
      texts[n++] = _("computed");
    }
  if (column->base_column != SEK_NONE)
    {
      gint64 change = sek_budget_change (reg, figure, column_id, column->base_column);
      g_autofree char *kroner = change != SEK_NONE ? sek_number_format_kroner (change) : NULL;
      g_autofree char *percent = change != SEK_NONE && base != SEK_NONE
                                     ? sek_number_format_percent (change, ABS (base), 1)
                                     : NULL;

      base_text = base != SEK_NONE ? sek_number_format_kroner (base) : g_strdup (_("not given"));
      names[n] = sek_register_get_budget_column (reg, column->base_column)->title;
      texts[n++] = base_text;
      change_text = g_strdup_printf ("%s%s%s", kroner != NULL ? kroner : "–", percent != NULL ? "   " : "",
                                     percent != NULL ? percent : "");
      names[n] = sek_budget_is_actual (column) ? _("Deviation") : _("Change");
      texts[n++] = change_text;
    }
  sek_form_add_facts (form, NULL, names, texts, n);
  if (figure->line == 0 || figure->gone)
    return;
  if (!cell.computed && cell.source != SEK_NONE && column->status != SEK_STATUS_SEALED)
    sek_form_add_button (form, _("Use Computed Amount"), "budget.use-source");
  sek_form_add_field (form, NULL, sek_column_new_comment (SEK_BUDGET_LINE, column_id), figure->line);
  if (sek_budget_has_reasons (reg, column_id))
    sek_form_add_field (form, NULL, sek_column_new_reason (SEK_BUDGET_LINE, column_id), figure->line);
}

static void
add_history (SekPage *page, SekForm *form, gint64 line, gint64 column)
{
  g_autofree SekColumn *cells = sek_column_new_amount (SEK_BUDGET_LINE, column);
  SekScope scope;

  sek_scope_init (&scope, sek_document_get_register (sek_page_get_document (page)));
  sek_page_add_history (page, form, cells, &scope, line);
}

void
sek_budget_form_fill (SekPage *page, SekForm *form, const SekFigure *figure, gint64 column_id)
{
  static const char *const line_fields[] = { "name",         "section",   "source",  "explanation", "plan_rule",
                                             "plan_percent", "plan_year", "profile", NULL };
  static const char *const column_fields[] = { "title",       "year",        "kind",       "figures_on",
                                               "unit",        "base_column", "carry_from", "status",
                                               "note",        NULL };
  static const char *const step_fields[] = { "status", "organ", "decided_on", "case_number", "by_whom", NULL };
  SekRegister *reg = sek_document_get_register (sek_page_get_document (page));
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, column_id);

  sek_form_add_title (form, sek_figure_get_name (reg, figure, sek_program_language ()),
                      column != NULL ? column->title : NULL);
  if (column != NULL && figure->kind != SEK_FIGURE_HEADING)
    add_cell (reg, form, figure, column_id);
  if (column != NULL && figure->line != 0)
    add_history (page, form, figure->line, column_id);
  if (figure->line != 0 && !figure->gone)
    sek_form_add_fields (form, _("Line"), SEK_BUDGET_LINE, figure->line, line_fields);
  if (column != NULL)
    {
      sek_form_add_fields (form, _("Column"), SEK_BUDGET_COLUMN, column_id, column_fields);
      sek_form_add_rows (form, _("Steps of the Status"), SEK_STATUS_STEP, SEK_FIELD (status_step, budget_column),
                         column_id, step_fields, "status", "decided_on");
      if (column->status == SEK_STATUS_SEALED)
        sek_form_add_button (form, _("Make an Adjusted Budget…"), "budget.adjust-column");
      else
        {
          sek_form_add_button (form, _("Record the Status…"), "budget.record-status");
          sek_form_add_button (form, _("Delete Column"), "budget.delete-column");
        }
    }
}
