/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-chart-picture.h"

/* A chart in a window, in the colours and the font of its style. Left and Right go through the points, Up and Down from
 * series to series, or through bars; the one that is stood on has a ring, and is told to a screen reader in words. It
 * knows figures and texts alone. */

G_BEGIN_DECLS

#define SEK_TYPE_CHART_VIEW (sek_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (SekChartView, sek_chart_view, SEK, CHART_VIEW, GtkWidget)

GtkWidget *sek_chart_view_new         (void);

/* Takes picture; NULL shows nothing. The place that is stood on stays, as far as it is there. */
void       sek_chart_view_set_picture (SekChartView *self, SekChartPicture *picture);
const SekChartPicture *sek_chart_view_get_picture (SekChartView *self);

/* The place that is stood on, as sek-chart-picture.h counts them; -1 without any. "place-changed" tells when it is
 * another. */
int        sek_chart_view_get_place   (SekChartView *self);
void       sek_chart_view_set_place   (SekChartView *self, int place);

G_END_DECLS
