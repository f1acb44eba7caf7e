/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A chart of some rows over some columns, which may stand on several sheets that have those rows: what it says and
 * which cells it shows, by their keys, not how it is drawn. A writer of live workbooks draws it over the cells; the
 * other formats have the table alone. */

G_BEGIN_DECLS

typedef enum
{
  SEK_CHART_COLUMNS, /* standing side by side, with zero in view */
  SEK_CHART_LINES,   /* a course over time */
} SekChartKind;

/* Texts are copied. */
typedef struct
{
  const char  *title;
  const char  *value_title; /* at the axis of the values: their unit; NULL for none */
  SekChartKind kind;
} SekChartInfo;

typedef struct
{
  char *name;
  char *row;
} SekChartSeries;

typedef struct
{
  char *sheet;
  char *column;
} SekChartColumn;

typedef struct
{
  SekChartInfo info;
  GPtrArray   *columns; /* of SekChartColumn */
  GPtrArray   *series;  /* of SekChartSeries */
} SekChart;

/* A column of a sheet; its head is what stands at the axis. What the book has not got is passed over. */
void      sek_chart_add_column (SekChart *chart, const char *sheet, const char *column);
/* A stored row of the sheets, under a name of its own; a sheet without it has a gap. */
void      sek_chart_add_series (SekChart *chart, const char *name, const char *row);

/* For the book alone. */
SekChart *sek_chart_new        (const SekChartInfo *info);
void      sek_chart_free       (SekChart *chart);

G_END_DECLS
