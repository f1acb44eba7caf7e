/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid.h"

/* The floor of a scrolled frame: one widget that draws the texts that a grid shows at the places where the grid has
 * them, and does nothing else: no cells, no cursor, no selection, nothing for a screen reader. */

G_BEGIN_DECLS

/* A scrolled window around it. The grid is shown already, and is asked where its columns are. */
GtkWidget *bench_floor_new (SekGrid *grid);

G_END_DECLS
