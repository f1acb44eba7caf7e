/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid.h"

/* The bar over a grid that finds and replaces: matches are marked, counted and gone through; on request only they are
 * shown. It knows the grid, and nothing of registers. */

G_BEGIN_DECLS

#define SEK_TYPE_FIND_BAR (sek_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (SekFindBar, sek_find_bar, SEK, FIND_BAR, GtkBox)

GtkWidget *sek_find_bar_new      (SekGrid *grid);

/* Shows the bar and gives it the focus; text NULL keeps what was last looked for. */
void       sek_find_bar_open     (SekFindBar *self, const char *text, gboolean replace);
/* Hides it, ends the marking, shows all rows and gives the focus to the grid. */
void       sek_find_bar_close    (SekFindBar *self);
gboolean   sek_find_bar_is_open  (SekFindBar *self);
/* The next match, or the one before (−1). Opens the bar when there is nothing to look for. */
void       sek_find_bar_step     (SekFindBar *self, int direction);

G_END_DECLS
