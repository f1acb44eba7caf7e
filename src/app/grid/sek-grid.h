/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-model.h"

/* A table of cells with one cursor, one selection and one editor, for any number of rows: only those in view are
 * widgets. Its head, its footer and its frozen columns stay. It knows only its SekGridModel.
 *
 * At most one typed text waits for a correction ("pending"): the row's id, the column and the text are kept outside any
 * cell, so that it survives scrolling, sorting and leaving the page.
 *
 * Signals:
 *   cursor-changed ()                the cursor stands elsewhere, or its pending text changed
 *   message (const char *text)       something to tell: why a cell cannot be edited, or what was wrong
 *   delete-rows (), insert-row (), copy-row ()  asked for by keys
 *   move-rows (int delta)            −1 up, 1 down
 *   stored ()                        many cells were changed in one step, which can be undone
 *   layout-changed ()                columns were hidden, ordered or made wider
 *   found ()                         what the search found, or how far it has counted, is another
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
/* Enter leads from a row to what stands beside it: it emits activate, and a click does not. */
void          sek_grid_set_opens        (SekGrid *self);
/* Enter that stores a text in the last row asks for another row ("insert-row"), as rows of a list are typed. */
void          sek_grid_set_appends      (SekGrid *self);

/* The cursor's row and column of the model. FALSE when the grid is empty. */
gboolean      sek_grid_get_cursor       (SekGrid *self, guint *row, guint *column);
gint64        sek_grid_get_cursor_row   (SekGrid *self);
/* The cursor's cell as a screen reader says it: «Drammen, folketall 1.1.2022, 102 273, redigerbar». Owned. */
char         *sek_grid_dup_spoken       (SekGrid *self);
/* Puts the cursor there, alone, and scrolls to it; a hidden column is shown. */
void          sek_grid_set_cursor       (SekGrid *self, guint row, guint column);
/* Whether a key would come to the cells: the focus is in the grid, and not in its editor. */
gboolean      sek_grid_has_focus        (SekGrid *self);

/* Pastes what is on the clipboard at the cursor, or as the first rows of a table that has none, and asks where that
 * needs an answer. FALSE when nothing can be pasted here. */
gboolean      sek_grid_paste            (SekGrid *self);

/* Whether more than one cell is selected. */
gboolean      sek_grid_has_block        (SekGrid *self);
/* Ids of the rows in the selection, top down. Owned; element-type gint64. */
GArray       *sek_grid_get_selected_rows (SekGrid *self);

/* What is selected, added up: exact, in parts of which unit make one of those shown (sek_grid_model_read_number()). */
typedef struct
{
  guint    n_numbers; /* cells that hold one */
  gboolean summable; /* all of one unit, and the sum fits 64 bits */
  gint64   sum;
  gint64   unit;
} SekGridSum;

void          sek_grid_sum_selected     (SekGrid *self, SekGridSum *sum);
/* The same in words, «Antall 12   Sum 1 234   Gjennomsnitt 102,8»; "" when one cell is selected. Owned. */
char         *sek_grid_dup_sum          (SekGrid *self);

/* Columns by their number in the model. The column that names the rows is never hidden. */
gboolean      sek_grid_is_column_hidden (SekGrid *self, guint column);
void          sek_grid_set_column_hidden (SekGrid *self, guint column, gboolean hidden);
/* All columns, in the model's order, as wide as they ask for. */
void          sek_grid_reset_columns    (SekGrid *self);
/* How wide a view is to be for all columns up to the last one of figures to be seen; 0 without figures. */
int           sek_grid_get_figures_width (SekGrid *self);
/* A list of the columns to show and hide, for a popover: those of now. */
GtkWidget    *sek_grid_make_chooser     (SekGrid *self);
/* Order, hidden columns and chosen widths, "(asasa{si})", to be kept and given back. Owned. */
GVariant     *sek_grid_dup_layout       (SekGrid *self);
void          sek_grid_set_layout       (SekGrid *self, GVariant *layout);

/* Marks every cell in which the text occurs; NULL or blank ends it. The cursor stays. */
void          sek_grid_set_search       (SekGrid *self, const char *text);
/* Goes to the next cell with a match, or the one before (direction −1), around the end; from the cursor's own cell
 * where include is TRUE. FALSE when there is none. */
gboolean      sek_grid_find             (SekGrid *self, int direction, gboolean include);
/* Rows with a match and how many of them lie above the cursor's row or are it. FALSE while they are still being
 * counted. */
gboolean      sek_grid_get_found        (SekGrid *self, guint *n, guint *at);
/* Replaces the search's text wherever it occurs in cells that can be edited: in the selection where that is more than
 * one cell, else everywhere. One step, or nothing. Returns how many cells were changed. */
guint         sek_grid_replace          (SekGrid *self, const char *with);

/* The same in the cursor's cell alone, in a step of its own, and goes on to the next match; where the cursor stands on
 * no match it only goes there. A cell that cannot take it is passed over, and says why. TRUE when one was changed. */
gboolean      sek_grid_replace_one      (SekGrid *self, const char *with);

/* Begins editing at the cursor. text replaces what is there, NULL keeps it. FALSE when the cell cannot be edited, which
 * is told. */
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
