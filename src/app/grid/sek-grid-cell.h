/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-model.h"

/* One cell of a grid: a text drawn without a label's machinery, since a page of cells is redrawn at every scroll. How
 * it looks is the style sheet's; which cell it is, the grid's. */

G_BEGIN_DECLS

#define SEK_TYPE_GRID_CELL (sek_grid_cell_get_type ())
G_DECLARE_FINAL_TYPE (SekGridCell, sek_grid_cell, SEK, GRID_CELL, GtkWidget)

/* header: a cell of the head, with the role of a column header. */
GtkWidget  *sek_grid_cell_new          (gboolean header, guint column);

void        sek_grid_cell_set_text     (SekGridCell *self, const char *text, gboolean numeric, SekGridCellFlags flags);
const char *sek_grid_cell_get_text     (SekGridCell *self);
SekGridCellFlags sek_grid_cell_get_flags (SekGridCell *self);
void        sek_grid_cell_set_state    (SekGridCell *self, gboolean cursor, gboolean selected, gboolean invalid);
/* To a screen reader: a selection of many cells is told by the grid. */
void        sek_grid_cell_tell_selected (SekGridCell *self, gboolean selected);
/* −1 none, 0 ascending, 1 descending. */
void        sek_grid_cell_set_sort     (SekGridCell *self, int sort);
/* The column's rows are filtered by it. */
void        sek_grid_cell_set_filtered (SekGridCell *self, gboolean filtered);
/* The search found it. */
void        sek_grid_cell_set_match    (SekGridCell *self, gboolean match);
/* Heard after the label: what is wrong with the text that waits in it, or that it has a comment; NULL for nothing. */
void        sek_grid_cell_set_description (SekGridCell *self, const char *text);
/* The last frozen cell throws a shadow on those that have scrolled under it. */
void        sek_grid_cell_set_edge     (SekGridCell *self, gboolean edge);
/* What a screen reader says. */
void        sek_grid_cell_set_label    (SekGridCell *self, const char *label);
const char *sek_grid_cell_get_label    (SekGridCell *self);
/* The sign that cells with these flags bear at their left, "" for none. */
const char *sek_grid_cell_get_sign     (SekGridCellFlags flags);
/* Whether the text is wider than the cell. */
gboolean    sek_grid_cell_is_shortened (SekGridCell *self);

G_END_DECLS
