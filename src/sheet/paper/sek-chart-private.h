/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "sek-chart-picture.h"

/* What the files of the chart share. A chart is laid out as a list of items, each with its place and look; they are
 * drawn as they stand there (sek-chart-items.c). Lines and columns share axis and scale (sek-chart-axis.c). */

G_BEGIN_DECLS

typedef enum
{
  SEK_CHART_INK,
  SEK_CHART_QUIET,
  SEK_CHART_RULE,
  SEK_CHART_ACCENT,
  SEK_CHART_SECOND,
  SEK_CHART_THIRD,
  SEK_CHART_BAD,
  SEK_CHART_FIELD,
  SEK_CHART_MUTED, /* between quiet and the ground */
} SekChartInk;

typedef enum
{
  SEK_CHART_SOLID,
  SEK_CHART_LONG,
  SEK_CHART_SHORT,
  SEK_CHART_MIXED,
  SEK_CHART_N_DASHES
} SekChartDash;

typedef enum
{
  SEK_CHART_CIRCLE,
  SEK_CHART_SQUARE,
  SEK_CHART_TRIANGLE,
  SEK_CHART_DIAMOND,
} SekChartMark;

typedef enum
{
  SEK_CHART_FILLED,
  SEK_CHART_HATCH,
  SEK_CHART_OUTLINE,
  SEK_CHART_CROSSED,
} SekChartFill;

/* How a series looks. */
typedef struct
{
  SekChartInk  ink;
  SekChartDash dash;
  SekChartMark mark;
  SekChartFill fill; /* of columns */
} SekChartStyle;

typedef enum
{
  SEK_CHART_ITEM_TEXT,
  SEK_CHART_ITEM_LINE, /* from x, y to x + width, y + height */
  SEK_CHART_ITEM_BOX,
  SEK_CHART_ITEM_MARK, /* its corner and size */
  SEK_CHART_ITEM_RING,
} SekChartItemKind;

typedef struct
{
  SekChartItemKind kind;
  double           x, y, width, height;
  SekChartInk      ink;
  SekChartDash     dash;
  double           thickness;
  SekChartMark     mark;
  SekChartFill     fill;
  PangoLayout     *text; /* owned */
} SekChartItem;

typedef struct
{
  const SekChartPicture *picture;
  const SekChartLook    *look;
  PangoContext          *context;
  double                 width;
  double                 height;
  GArray                *items;    /* of SekChartItem */
  double                 top;      /* of what is below the titles */
  double                 left;     /* of the plot */
  double                 right;
  double                 bottom;
  double                 slot;     /* the width of a point's place */
  double                 per_unit; /* height of a value of 1 */
  double                 zero;     /* where 0 is */
  gboolean               is_tight; /* it does not fit */
} SekChartLayout;

/* --- sek-chart-items.c --- */

/* A text in a size relative to the look's, in at most so many lines of at most so much width (0: one, of any). Owned by
 * who puts or drops it. */
PangoLayout  *_sek_chart_text    (SekChartLayout *self, const char *text, double size, gboolean bold, double width,
                                  int n_lines);
void          _sek_chart_measure (PangoLayout *text, double *width, double *height);
/* Takes text. */
void          _sek_chart_put     (SekChartLayout *self, PangoLayout *text, double x, double y, SekChartInk ink);
SekChartItem *_sek_chart_add     (SekChartLayout *self, SekChartItemKind kind, double x, double y, double width,
                                  double height, SekChartInk ink);
/* Whether a place is within the chart and clear of all texts and marks so far. */
gboolean      _sek_chart_is_free (const SekChartLayout *self, double x, double y, double width, double height);
/* Whether a column or bar stands in a place. */
gboolean      _sek_chart_is_over_box (const SekChartLayout *self, double x, double y, double width, double height);
/* How many lines go through a place. */
guint         _sek_chart_count_crossed (const SekChartLayout *self, double x, double y, double width, double height);
void          _sek_chart_draw    (const SekChartLayout *self, cairo_t *cr);

/* --- sek-chart-axis.c --- */

double        _sek_chart_size    (const SekChartLayout *self, double lines);
/* Title and subtitle; extra, which may be NULL, goes after the latter. */
void          _sek_chart_titles  (SekChartLayout *self, const char *extra);
SekChartStyle _sek_chart_style   (const SekChartPicture *picture, guint series);
/* The labels under the points, between left and right. Sets slot and bottom. */
void          _sek_chart_axis    (SekChartLayout *self);
/* Values between here and bottom: sets per_unit and zero. */
void          _sek_chart_scale   (SekChartLayout *self, double top, double bottom);
double        _sek_chart_y       (const SekChartLayout *self, gint64 value);
double        _sek_chart_x       (const SekChartLayout *self, guint point);
void          _sek_chart_zero    (SekChartLayout *self);
SekChartInk   _sek_chart_value_ink (const SekChartPicture *picture, gint64 value, SekChartInk ink);

/* --- the kinds --- */
void          _sek_chart_lines   (SekChartLayout *self, const char *extra);
void          _sek_chart_columns (SekChartLayout *self);
void          _sek_chart_bars    (SekChartLayout *self);
double        _sek_chart_bars_height (SekChartLayout *self);

G_END_DECLS
