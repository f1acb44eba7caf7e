/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-chart.h"

static void
free_series (SekChartSeries *series)
{
  g_free (series->name);
  g_free (series->row);
  g_free (series->letter);
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
  chart->info.subtitle = g_strdup (info->subtitle);
  chart->info.value_title = g_strdup (info->value_title);
  chart->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) free_column);
  chart->series = g_ptr_array_new_with_free_func ((GDestroyNotify) free_series);
  chart->plan = G_MAXUINT;

  return chart;
}

void
sek_chart_free (SekChart *chart)
{
  g_free ((char *) chart->info.title);
  g_free ((char *) chart->info.subtitle);
  g_free ((char *) chart->info.value_title);
  g_free (chart->limit_text);
  g_free (chart->plan_word);
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

static SekChartSeries *
add_series (SekChart *chart, const char *name, const char *row)
{
  SekChartSeries *series = g_new0 (SekChartSeries, 1);

  series->name = g_strdup (name);
  series->row = g_strdup (row);
  g_ptr_array_add (chart->series, series);

  return series;
}

void
sek_chart_add_series (SekChart *chart, const char *name, const char *row)
{
  g_return_if_fail (chart != NULL && name != NULL && row != NULL);
  g_return_if_fail (chart->info.kind != SEK_CHART_BARS);

  add_series (chart, name, row);
}

void
sek_chart_add_scenario (SekChart *chart, const char *letter, const char *name, const char *row)
{
  g_return_if_fail (chart != NULL && letter != NULL && name != NULL && row != NULL);
  g_return_if_fail (chart->info.kind != SEK_CHART_BARS);

  add_series (chart, name, row)->letter = g_strdup (letter);
}

void
sek_chart_add_bar (SekChart *chart, const char *name, const char *row, SekChartBarStyle style)
{
  g_return_if_fail (chart != NULL && name != NULL && chart->info.kind == SEK_CHART_BARS);
  g_return_if_fail (row != NULL || style == SEK_CHART_BAR_HEADING);

  add_series (chart, name, row)->style = style;
}

void
sek_chart_set_limit (SekChart *chart, gint64 value, const char *text)
{
  g_return_if_fail (chart != NULL && text != NULL && chart->info.kind == SEK_CHART_LINES);

  chart->limit = value;
  g_free (chart->limit_text);
  chart->limit_text = g_strdup (text);
}

void
sek_chart_set_plan (SekChart *chart, guint first, const char *word)
{
  g_return_if_fail (chart != NULL && word != NULL && chart->info.kind == SEK_CHART_LINES);

  chart->plan = first;
  g_free (chart->plan_word);
  chart->plan_word = g_strdup (word);
}
