/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-model.h"

/* A table of cells with one cursor, one selection and one editor, for any number of rows: only those in view are widgets. Its
 * head, its footer and its frozen columns stay. It knows only its SekGridModel.
 *
 * At most one typed text waits for a correction ("pending"): the row's id, the column and the text are kept outside any cell, so that
 * it survives scrolling, sorting and leaving the page.
 *
 * Signals:
 *   cursor-changed ()                the cursor stands elsewhere, or its pending text changed
 *   message (const char *text)       something to tell: why a cell cannot be edited, or what was wrong
 *   delete-rows (), insert-row ()    asked for by keys
 *   move-rows (int delta)            −1 up, 1 down
 *   activate ()                      Enter or a click on the cursor, in a grid of things to go to */

G_BEGIN_DECLS

#define SEK_TYPE_GRID (sek_grid_get_type ())
G_DECLARE_FINAL_TYPE (SekGrid, sek_grid, SEK, GRID, GtkWidget)

GtkWidget    *sek_grid_new              (void);

SekGridModel *sek_grid_get_model        (SekGrid *self);
void          sek_grid_set_model        (SekGrid *self, SekGridModel *model);

/* What a screen reader says of the whole. */
void          sek_grid_set_title        (SekGrid *self, const char *title);
void          sek_grid_set_menu         (SekGrid *self, GMenuModel *menu);
/* Rows are things to go to, not to edit: Enter and a click emit activate. */
void          sek_grid_set_activatable  (SekGrid *self);

/* FALSE when the grid is empty. */
gboolean      sek_grid_get_cursor       (SekGrid *self, guint *row, guint *column);
gint64        sek_grid_get_cursor_row   (SekGrid *self);
/* Puts the cursor there, alone, and scrolls to it. */
void          sek_grid_set_cursor       (SekGrid *self, guint row, guint column);

/* Ids of the rows in the selection, top down. Owned; element-type gint64. */
GArray       *sek_grid_get_selected_rows (SekGrid *self);

/* Begins editing at the cursor. text replaces what is there, NULL keeps it. FALSE when the cell cannot be edited, which is told. */
gboolean      sek_grid_start_edit       (SekGrid *self, const char *text);
gboolean      sek_grid_is_editing       (SekGrid *self);
/* Stores what is typed. FALSE when it was not accepted: it is pending then. TRUE when nothing is being edited. */
gboolean      sek_grid_commit           (SekGrid *self);
/* Gives up what is typed or pending. */
void          sek_grid_cancel           (SekGrid *self);

/* The words about the pending text, NULL when there is none. */
const char   *sek_grid_get_problem      (SekGrid *self);
/* The text that waits and its cell, borrowed until the grid changes. FALSE when there is none. */
gboolean      sek_grid_get_pending      (SekGrid *self, gint64 *row, const char **column, const char **text);
/* Goes to the pending text and opens it. FALSE when its row is not shown. */
gboolean      sek_grid_go_to_problem    (SekGrid *self);

G_END_DECLS
