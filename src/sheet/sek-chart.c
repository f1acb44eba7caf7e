/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-chart.h"

static void
free_series (SekChartSeries *series)
{
  g_free (series->name);
  g_free (series->row);
  g_free (series);
}

SekChart *
sek_chart_new (const SekChartInfo *info)
{
  SekChart *chart = g_new0 (SekChart, 1);

  chart->info = *info;
  chart->info.sheet = g_strdup (info->sheet);
  chart->info.title = g_strdup (info->title);
  chart->info.value_title = g_strdup (info->value_title);
  chart->columns = g_ptr_array_new_with_free_func (g_free);
  chart->series = g_ptr_array_new_with_free_func ((GDestroyNotify) free_series);

  return chart;
}

void
sek_chart_free (SekChart *chart)
{
  g_free ((char *) chart->info.sheet);
  g_free ((char *) chart->info.title);
  g_free ((char *) chart->info.value_title);
  g_ptr_array_unref (chart->columns);
  g_ptr_array_unref (chart->series);
  g_free (chart);
}

void
sek_chart_add_column (SekChart *chart, const char *column)
{
  g_return_if_fail (chart != NULL && column != NULL);

  g_ptr_array_add (chart->columns, g_strdup (column));
}

void
sek_chart_add_series (SekChart *chart, const char *name, const char *row)
{
  SekChartSeries *series;

  g_return_if_fail (chart != NULL && name != NULL && row != NULL);

  series = g_new0 (SekChartSeries, 1);
  series->name = g_strdup (name);
  series->row = g_strdup (row);
  g_ptr_array_add (chart->series, series);
}
