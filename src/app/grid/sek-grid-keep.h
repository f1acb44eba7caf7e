/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid.h"

/* How a person arranged a grid, kept in the settings from one start to the next: columns, their order and widths,
 * sorting, filters, the last search. Never in the register. */

G_BEGIN_DECLS

/* Keeps what happens to the grid from now on under this name. */
void       sek_grid_keep         (SekGrid *grid, const char *name);
/* Arranges the grid, and its model, as it was kept. */
void       sek_grid_restore      (SekGrid *grid);
/* NULL when it is not kept. */
GSettings *sek_grid_get_settings (SekGrid *grid);

G_END_DECLS
