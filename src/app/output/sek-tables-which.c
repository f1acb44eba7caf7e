/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-tables-which.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-fee-run.h"
#include "sek-list-rows.h"

void
sek_tables_grants_fill (AdwComboRow *row, SekReport *report)
{
  g_autoptr (GArray) grants = sek_rows_by_position (report->data.reg, SEK_GRANT);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint selected = 0;

  g_strv_builder_add (builder, _("All Grants"));
  for (guint i = 0; i < grants->len; i++)
    {
      gint64 id = g_array_index (grants, gint64, i);

      g_strv_builder_add (builder, sek_register_get_grant (report->data.reg, id)->name);
      if (id == report->options.grant)
        selected = i + 1;
    }
  sek_combo_set_items (row, builder, selected);
}

gboolean
sek_tables_grants_choose (AdwComboRow *row, SekReport *report)
{
  g_autoptr (GArray) grants = sek_rows_by_position (report->data.reg, SEK_GRANT);
  guint selected = adw_combo_row_get_selected (row);

  if (selected > grants->len)
    return FALSE;
  report->options.grant = selected > 0 ? g_array_index (grants, gint64, selected - 1) : 0;
  return TRUE;
}

gboolean
sek_tables_runs_fill (AdwComboRow *row, SekReport *report)
{
  g_autoptr (GArray) runs = sek_fee_runs_of (report->data.reg, report->options.year);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint selected = 0;

  g_strv_builder_add (builder, _("The Last Run"));
  for (guint i = 0; i < runs->len; i++)
    {
      const SekFeeRun *run = sek_register_get_fee_run (report->data.reg, g_array_index (runs, gint64, i));
      g_autofree char *day = sek_date_format ((SekDate) run->issued_on, SEK_DATE_TOLD, sek_program_language ());
      g_autofree char *text = g_strdup_printf (_("Run %d, %s"), (int) run->number, day);

      g_strv_builder_add (builder, text);
      if (run->number == report->options.run)
        selected = i + 1;
    }
  sek_combo_set_items (row, builder, selected);
  return runs->len > 1;
}

gboolean
sek_tables_runs_choose (AdwComboRow *row, SekReport *report)
{
  g_autoptr (GArray) runs = sek_fee_runs_of (report->data.reg, report->options.year);
  guint selected = adw_combo_row_get_selected (row);

  if (selected > runs->len)
    return FALSE;
  report->options.run
      = selected > 0
            ? (int) sek_register_get_fee_run (report->data.reg, g_array_index (runs, gint64, selected - 1))->number
            : 0;
  return TRUE;
}
