/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-chart.h"

static void
free_series (SekChartSeries *series)
{
  g_free (series->name);
  g_free (series->row);
  g_free (series);
}

static void
free_column (SekChartColumn *column)
{
  g_free (column->sheet);
  g_free (column->column);
  g_free (column);
}

SekChart *
sek_chart_new (const SekChartInfo *info)
{
  SekChart *chart = g_new0 (SekChart, 1);

  chart->info = *info;
  chart->info.title = g_strdup (info->title);
  chart->info.value_title = g_strdup (info->value_title);
  chart->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) free_column);
  chart->series = g_ptr_array_new_with_free_func ((GDestroyNotify) free_series);

  return chart;
}

void
sek_chart_free (SekChart *chart)
{
  g_free ((char *) chart->info.title);
  g_free ((char *) chart->info.value_title);
  g_ptr_array_unref (chart->columns);
  g_ptr_array_unref (chart->series);
  g_free (chart);
}

void
sek_chart_add_column (SekChart *chart, const char *sheet, const char *column)
{
  SekChartColumn *added;

  g_return_if_fail (chart != NULL && sheet != NULL && column != NULL);

  added = g_new0 (SekChartColumn, 1);
  added->sheet = g_strdup (sheet);
  added->column = g_strdup (column);
  g_ptr_array_add (chart->columns, added);
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
