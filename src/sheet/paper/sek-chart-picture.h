/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "sek-book.h"
#include "sek-value.h"

/* A chart as it is drawn, once for screen, paper, SVG and PNG. It holds its own texts and values and needs no book: who
 * has figures alone makes it by hand. Colours and sizes are a SekChartLook, given when it is drawn.
 *
 * It is read without colour: series differ by dash and mark, and stand named where they end. What is below a limit or
 * below zero is told by its sign and by the line that it is below, and by colour besides. No text is drawn over
 * another or cut by an edge: a value whose place is taken is left out, for the table stands beside. */

G_BEGIN_DECLS

typedef struct
{
  char *label;
  char *second; /* under it; NULL for none */
} SekChartPoint;

typedef struct
{
  char   *letter; /* NULL for none, as of what scenarios are compared with */
  char   *name;
  GArray *values; /* of gint64, one a point; SEK_NONE is a gap */
} SekChartCourse;

typedef struct
{
  char            *name;
  gint64           value; /* SEK_NONE: none */
  SekChartBarStyle style;
} SekChartBar;

typedef struct
{
  SekChartKind kind;
  SekLanguage  language;
  char        *title;
  char        *subtitle;   /* NULL for none */
  gint64       unit;       /* a value of this is shown as 1; øre of a shown unit, as tables have it */
  int          decimals;
  GPtrArray   *points;     /* of SekChartPoint */
  GPtrArray   *series;     /* of SekChartCourse */
  GPtrArray   *bars;       /* of SekChartBar */
  gint64       limit;      /* SEK_NONE: none */
  char        *limit_text;
  guint        plan;       /* the first point that is planned; G_MAXUINT: none */
  char        *plan_word;
  int          current;    /* the point that stands out at the axis; -1: none */
} SekChartPicture;

SekChartPicture *sek_chart_picture_new           (SekChartKind kind, SekLanguage language, const char *title,
                                                  const char *subtitle, gint64 unit, int decimals);
/* What the book's cells have; NULL where it has nothing of the chart. */
SekChartPicture *sek_chart_picture_new_from_book (const SekBook *book, const SekChart *chart);
void             sek_chart_picture_free          (SekChartPicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekChartPicture, sek_chart_picture_free)

/* Points and series come before values, in any order; a value that is not set is a gap. Series are counted from 0. */
void   sek_chart_picture_add_point   (SekChartPicture *self, const char *label, const char *second);
guint  sek_chart_picture_add_series  (SekChartPicture *self, const char *letter, const char *name);
void   sek_chart_picture_set_value   (SekChartPicture *self, guint series, guint point, gint64 value);
gint64 sek_chart_picture_get_value   (const SekChartPicture *self, guint series, guint point);
void   sek_chart_picture_add_bar     (SekChartPicture *self, const char *name, gint64 value, SekChartBarStyle style);
void   sek_chart_picture_set_limit   (SekChartPicture *self, gint64 value, const char *text);
void   sek_chart_picture_set_plan    (SekChartPicture *self, guint first, const char *word);
void   sek_chart_picture_set_current (SekChartPicture *self, int point);

/* A value as the chart shows it; "" for a gap. Free with g_free(). */
char  *sek_chart_picture_dup_value   (const SekChartPicture *self, gint64 value);

/* The places that keys and a screen reader go through: series by series the points, or the bars. A place is
 * series × number of points + point. */
guint  sek_chart_picture_n_places    (const SekChartPicture *self);
/* "2024, plan: −1 499, under grensen på 500". Free with g_free(). */
char  *sek_chart_picture_dup_place   (const SekChartPicture *self, guint place);
/* Title, subtitle and all places, for who does not see it. Free with g_free(). */
char  *sek_chart_picture_dup_told    (const SekChartPicture *self);

/* How far the ring of a marked place may reach over the edges of the chart. */
#define SEK_CHART_RING 6.0

typedef struct
{
  double red, green, blue;
} SekChartColour;

typedef struct
{
  SekChartColour ground; /* what it is drawn on; it is not painted */
  SekChartColour ink;
  SekChartColour quiet;
  SekChartColour rule;
  SekChartColour accent; /* the first series, or scenario A */
  SekChartColour second;
  SekChartColour third;
  SekChartColour bad;
  SekChartColour field;  /* behind plan years */
  const char    *family; /* of fonts; NULL: those of paper */
  double         size;   /* of the text, in cr's units */
  int            marked; /* the place with a ring; -1: none */
} SekChartLook;

/* Black on white, in points. */
extern const SekChartLook sek_chart_look_paper;

/* Within width and height from cr's origin. Where they are too small for the text, all of it is drawn smaller. */
void    sek_chart_picture_draw       (const SekChartPicture *self, cairo_t *cr, double width, double height,
                                      const SekChartLook *look);
/* The height at which it looks its best. */
double  sek_chart_picture_get_height (const SekChartPicture *self, double width, const SekChartLook *look);

/* Where a text or a mark is drawn. */
typedef struct
{
  double   x, y, width, height;
  gboolean is_text;
  char    *text; /* NULL of a mark; owned by the array */
} SekChartBox;

/* All texts and marks of the drawing, of SekChartBox, in the order in which they are drawn. Free with
 * g_array_unref(). */
GArray *sek_chart_picture_dup_boxes  (const SekChartPicture *self, double width, double height,
                                      const SekChartLook *look);

/* How a series is told from the others without colour: a number for its dash and mark. */
guint   sek_chart_picture_get_sign   (const SekChartPicture *self, guint series);

G_END_DECLS
