/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid.h"

/* What a grid is filtered by, told in words over it, each a way to take the filter off: rows that are not shown must
 * not be forgotten. */

G_BEGIN_DECLS

GtkWidget *sek_filter_bar_new     (void);
/* Says what the grid's model is filtered by; hides itself when that is nothing. */
void       sek_filter_bar_refresh (GtkWidget *bar, SekGrid *grid);

G_END_DECLS
