/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A chart of some rows over some columns, which may stand on several sheets that have those rows: what it says and
 * which cells it shows, by their keys, not how it is drawn. A writer of live workbooks draws it over the cells, paper
 * and pictures draw what sek-chart-picture.h makes of it; word processors and texts have the table alone. */

G_BEGIN_DECLS

typedef enum
{
  SEK_CHART_COLUMNS, /* standing side by side, with zero in view */
  SEK_CHART_LINES,   /* a course over time */
  SEK_CHART_BARS,    /* lying under each other, a row a bar, of the first column alone */
  SEK_N_CHART_KINDS
} SekChartKind;

/* Texts are copied. Only title is needed: what the chart shows, said as a finding. */
typedef struct
{
  const char  *title;
  const char  *value_title; /* at the axis of the values: their unit; NULL for none */
  SekChartKind kind;
  const char  *subtitle;    /* what is measured, and of which version; NULL for none */
} SekChartInfo;

typedef enum
{
  SEK_CHART_BAR_PLAIN,
  SEK_CHART_BAR_HEADING, /* the head of the bars that follow, with their sum */
  SEK_CHART_BAR_HATCHED, /* of another sort than its neighbours, as what is taken from a reserve */
} SekChartBarStyle;

typedef struct
{
  char            *name;
  char            *row;    /* NULL: a heading without a sum */
  char            *letter; /* of a scenario; NULL for what they are compared with */
  SekChartBarStyle style;
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
  GPtrArray   *series;  /* of SekChartSeries; of bars, each of them */
  gint64       limit;   /* as the cells' values; with limit_text */
  char        *limit_text; /* NULL: there is no limit */
  guint        plan;    /* the first column that is a plan; G_MAXUINT: none */
  char        *plan_word;
} SekChart;

/* A column of a sheet; its head is what stands at the axis. What the book has not got is passed over. */
void      sek_chart_add_column (SekChart *chart, const char *sheet, const char *column);
/* A stored row of the sheets, under a name of its own; a sheet without it has a gap. */
void      sek_chart_add_series (SekChart *chart, const char *name, const char *row);
/* The same of a scenario, which is called by its letter where there is little room. */
void      sek_chart_add_scenario (SekChart *chart, const char *letter, const char *name, const char *row);
/* A bar after the others, of a stored row; row may be NULL of a heading. */
void      sek_chart_add_bar    (SekChart *chart, const char *name, const char *row, SekChartBarStyle style);
/* A value that is not to be gone below, in the unit of the cells (øre), and how it is told: "Nedre grense 500". */
void      sek_chart_set_limit  (SekChart *chart, gint64 value, const char *text);
/* From the column that was added as number first, counted from 0, figures are planned: word tells it ("planår"). */
void      sek_chart_set_plan   (SekChart *chart, guint first, const char *word);

/* For the book alone. */
SekChart *sek_chart_new        (const SekChartInfo *info);
void      sek_chart_free       (SekChart *chart);

G_END_DECLS
