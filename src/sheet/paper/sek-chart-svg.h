/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-chart-picture.h"

/* Charts as SVG: cairo draws them, and what it writes is made the same each time and fit to stand in a page. Letters
 * are shapes, so that it looks alike without our fonts; title and description tell it to who does not see it. */

G_BEGIN_DECLS

/* Draws one or more charts under each other: origin and ground are the caller's. */
typedef void (*SekChartSvgFunc) (cairo_t *cr, gpointer user_data);

/* A file of its own. told is what it shows, in words. Free with g_string_free(); NULL with the status that says why. */
GString *sek_chart_svg_new    (double width, double height, const char *title, const char *told, SekChartSvgFunc draw,
                               gpointer user_data, cairo_status_t *status);

/* An element for a web page that has others, which number tells apart. Its colours are the page's: --ink, --quiet,
 * --rule, --page and --chart-accent, -second, -third, -bad, -field, -muted. NULL where the book has nothing of the
 * chart. Free with g_free(). */
char    *sek_chart_dup_inline (const SekBook *book, const SekChart *chart, guint number);

G_END_DECLS
