/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A name and what it is: beside each other, the second at the right, while both fit in one line; else the second under
 * the first, so that neither is broken within a word because the other one needs the room. */

G_BEGIN_DECLS

#define SEK_TYPE_PAIR (sek_pair_get_type ())
G_DECLARE_FINAL_TYPE (SekPair, sek_pair, SEK, PAIR, GtkWidget)

GtkWidget *sek_pair_new       (GtkWidget *name, GtkWidget *what);

/* Figures and a chart of them: the chart takes the width that the figures leave, while that is share of what it would
 * like to have at least; else it stands under them. */
GtkWidget *sek_pair_new_chart (GtkWidget *figures, GtkWidget *chart, double share);
/* What the figures are as wide as, where they can be scrolled and do not ask for it themselves. */
void       sek_pair_set_width (SekPair *self, int width);

G_END_DECLS
