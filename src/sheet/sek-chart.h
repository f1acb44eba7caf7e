/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A chart of some rows of a sheet, over some of its columns: what it says and which cells it shows, by their keys, not
 * how it is drawn. A writer of live workbooks draws it over the cells; the other formats have the table alone. */

G_BEGIN_DECLS

typedef enum
{
  SEK_CHART_COLUMNS, /* standing side by side, with zero in view */
  SEK_CHART_LINES,   /* a course over time */
} SekChartKind;

/* Texts are copied. */
typedef struct
{
  const char  *sheet;       /* the key of the sheet whose cells it shows */
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
  SekChartInfo info;
  GPtrArray   *columns; /* of char *, keys */
  GPtrArray   *series;  /* of SekChartSeries */
} SekChart;

/* A column of the sheet; its head is what stands at the axis. Keys that the sheet has not got are passed over. */
void      sek_chart_add_column (SekChart *chart, const char *column);
/* A stored row of the sheet, under a name of its own. */
void      sek_chart_add_series (SekChart *chart, const char *name, const char *row);

/* For the book alone. */
SekChart *sek_chart_new        (const SekChartInfo *info);
void      sek_chart_free       (SekChart *chart);

G_END_DECLS
