/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-column.h"
#include "sek-document.h"
#include "sek-grid-model.h"

/* Figures that are worked out, as a grid that can be read, copied and searched, and one column of which may be typed
 * in. It is filled anew as a whole, and tells only what became another. */

G_BEGIN_DECLS

#define SEK_TYPE_FIGURE_MODEL (sek_figure_model_get_type ())
G_DECLARE_FINAL_TYPE (SekFigureModel, sek_figure_model, SEK, FIGURE_MODEL, GObject)

/* why_not is what is said to whoever tries to type in it, translated. */
SekFigureModel *sek_figure_model_new        (const char *why_not);

/* Begins anew, without rows and columns. */
void            sek_figure_model_start      (SekFigureModel *self);
/* The first column names its rows. head is of one line or two. */
void            sek_figure_model_add_column (SekFigureModel *self, const char *id, const char *head, gboolean numeric);
/* Ends the row before. flags are of all its cells. */
void            sek_figure_model_add_row    (SekFigureModel *self, gint64 id, SekGridCellFlags flags);
/* The next cell of the row. */
void            sek_figure_model_add_text   (SekFigureModel *self, const char *text, SekGridCellFlags flags);
/* An amount in øre, shown in units of unit; SEK_NONE is blank. */
void            sek_figure_model_add_amount (SekFigureModel *self, gint64 value, gint64 unit, SekGridCellFlags flags);
/* Rows and columns are there. */
void            sek_figure_model_finish     (SekFigureModel *self);

/* What is typed in cells of a column that have SEK_GRID_EDITABLE is the column's of the row with the id. document is
 * borrowed and outlives the model; column is taken. NULL: nothing is typed. */
void            sek_figure_model_let_edit   (SekFigureModel *self, SekDocument *document, guint index,
                                             SekColumn *column);

G_END_DECLS
