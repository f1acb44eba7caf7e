/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-years-picture.h"

#include <glib/gi18n-lib.h>

#include "sek-money.h"
#include "sek-number.h"

static void
add_limit (SekChartPicture *picture, SekRegister *reg, gint64 unit)
{
  gint64 limit = sek_reserve_get_limit (reg);
  g_autofree char *figure = NULL, *text = NULL;

  if (limit == SEK_NONE)
    return;
  figure = sek_number_in_language (sek_number_format_amount (limit, unit, 0), sek_program_language ());
  text = g_strdup_printf (_("Lower limit %s"), figure);
  sek_chart_picture_set_limit (picture, limit, text);
}

static void
add_years (SekChartPicture *picture, GArray *chain)
{
  guint plan = G_MAXUINT;

  for (guint i = 0; i < chain->len; i++)
    {
      const SekReserveYear *at = &g_array_index (chain, SekReserveYear, i);
      g_autofree char *year = g_strdup_printf ("%d", at->year),
                      *kind = g_utf8_strdown (sek_plan_get_kind_word (at->kind, sek_program_language ()), -1);

      sek_chart_picture_add_point (picture, year, kind);
      if (at->kind >= SEK_YEAR_PLAN && plan == G_MAXUINT)
        plan = i;
    }
  if (plan != G_MAXUINT)
    sek_chart_picture_set_plan (picture, plan, _("plan years"));
}

static void
set_values (SekChartPicture *picture, guint series, GArray *chain, int first)
{
  for (guint i = 0; i < chain->len; i++)
    {
      const SekReserveYear *at = &g_array_index (chain, SekReserveYear, i);

      if (at->closing != SEK_NONE && at->year >= first && (guint) (at->year - first) < picture->points->len)
        sek_chart_picture_set_value (picture, series, (guint) (at->year - first), at->closing);
    }
}

SekChartPicture *
sek_years_picture_new_reserves (SekRegister *const *regs, GArray *const *chains, const char *const *letters,
                                const char *const *names, guint n)
{
  SekRegister *reg = regs[0];
  SekLanguage language = sek_program_language ();
  gint64 unit = sek_plan_get_unit (reg);
  SekChartPicture *picture;
  g_autofree char *finding = NULL, *subtitle = NULL;

  if (chains[0]->len == 0)
    return NULL;
  finding = sek_reserve_dup_finding_beside (regs, chains, names, n, language);
  subtitle = g_strdup_printf (_("%s at the end of the year"), sek_reserve_get_closing_word (reg, language));
  picture = sek_chart_picture_new (SEK_CHART_LINES, language, *finding != '\0' ? finding : subtitle,
                                   *finding != '\0' ? subtitle : NULL, unit, 0);
  add_years (picture, chains[0]);
  for (guint i = 0; i < n; i++)
    sek_chart_picture_add_series (picture, i > 0 ? letters[i] : NULL, names[i]);
  for (guint i = 0; i < n; i++)
    set_values (picture, i, chains[i], g_array_index (chains[0], SekReserveYear, 0).year);
  add_limit (picture, reg, unit);
  sek_chart_picture_set_current (picture, sek_reserve_find (chains[0], sek_plan_get_base_year (reg)));
  return picture;
}

SekChartPicture *
sek_years_picture_new_reserve (SekRegister *reg, GArray *chain)
{
  GArray *const chains[] = { chain };
  const char *const letters[] = { NULL }, *const names[] = { sek_reserve_get_closing_word (reg,
                                                                                            sek_program_language ()) };

  return sek_years_picture_new_reserves (&reg, chains, letters, names, 1);
}

SekChartPicture *
sek_years_picture_new_flow (SekRegister *reg, const SekYearFlow *flow)
{
  SekLanguage language = sek_program_language ();
  g_autofree char *finding = sek_year_flow_dup_finding (reg, flow, language),
                  *subtitle = sek_year_flow_dup_subtitle (reg, flow, language);
  SekChartPicture *picture;

  if (flow->items->len == 0)
    return NULL;
  picture = sek_chart_picture_new (SEK_CHART_BARS, language, finding, subtitle,
                                   sek_budget_get_unit (reg, flow->column), 0);
  for (guint i = 0; i < flow->items->len; i++)
    {
      const SekYearFlowItem *item = &g_array_index (flow->items, SekYearFlowItem, i);

      sek_chart_picture_add_bar (picture, item->name, item->value,
                                 item->kind == SEK_FLOW_HEADING   ? SEK_CHART_BAR_HEADING
                                 : item->kind == SEK_FLOW_RESERVE ? SEK_CHART_BAR_HATCHED
                                                                  : SEK_CHART_BAR_PLAIN);
    }
  return picture;
}
