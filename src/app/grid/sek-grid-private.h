/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-cell.h"
#include "sek-grid.h"

/* What the files of the grid share: sek-grid.c (the widget), -select.c (cursor, selection, focus), -columns.c (which
 * columns, in which order, how wide), -layout.c (rows in view, scrolling), -row.c (what a row shows), -header.c (the
 * head and its keys), -menu.c (sorting, filtering and hiding from the head), -keys.c, -pointer.c, -drag.c (rows moved
 * by the pointer), -edit.c (editor and pending text), -problem.c (what is wrong with it), -choices.c (its list),
 * -block.c (many cells at once), -copy.c and -clipboard.c (copy and paste), -find.c (search).
 *
 * Within the grid a column is a place, a number among those that are shown; a place knows its column of the model. */

typedef struct
{
  SekGridColumn description;
  char         *spoken;  /* the head as a screen reader says it */
  guint         index;   /* column of the model */
  int           natural; /* width that the texts ask for, 0 when not measured yet */
  int           whole;   /* and the width in which none of them is cut */
  int           chars;   /* length of the longest number that was measured */
  int           width;   /* and with its share of what is left */
  int           x;       /* from the left of the whole table */
  gboolean      frozen;  /* as the model has it, unless the view is too narrow */
} SekGridPlace;

typedef struct
{
  guint top, bottom, left, right;
} SekGridBlock;

/* All but the popover are borrowed from it. */
typedef struct
{
  GtkWidget          *popover;
  GtkWidget          *view;
  GtkStringList      *texts;
  GtkStringFilter    *filter;
  GtkSingleSelection *selection;
  gboolean makes;    /* what is none of them may be made: the last item, while it is one */
  char    *made;     /* its text; NULL for none */
} SekGridChoices;

struct _SekGrid
{
  GtkWidget      parent_instance;

  SekGridModel  *model;
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  guint          policies[2];

  /* Geometry, of the last allocation. */
  GArray        *places; /* SekGridPlace */
  GHashTable    *chosen_widths; /* column id → width that somebody dragged it to */
  GPtrArray     *order;  /* ids of columns as somebody ordered them, interned; others follow the one before them in
                          * the model */
  GHashTable    *hidden; /* ids of columns that somebody hid, interned */
  int            gutter; /* width of what rows are dragged by, 0 where they cannot be moved */
  int            frozen_width;
  int            table_width;
  int            row_height;
  int            header_height;
  int            body_height; /* between head and footer */
  guint          first;
  gboolean       stale_columns; /* some of them, or their heads, are others */
  gboolean       stale_widths; /* columns are to be measured anew, since the font is another */
  gboolean       stale_cells;  /* texts are to be read anew */
  gboolean       stale_states; /* where the cursor and the selection are is to be shown anew */
  guint          settle_idle;  /* what is above is to be laid out once more */
  guint          resize_idle;  /* a column has become wider while it was read */
  gboolean       scroll_wanted; /* the cursor is to be in view after the next allocation */

  GtkWidget     *header;
  GtkWidget     *footer;
  GPtrArray     *rows; /* SekGridRow; the row at index i shows in rows[i % len] */

  /* Selection. The cursor's block reaches from the anchor to the cursor; others were added with Ctrl. */
  guint          cursor_row, cursor_column;
  guint          anchor_row, anchor_column;
  gint64         cursor_id;
  GArray        *blocks; /* SekGridBlock */
  guint          focus_idle; /* the focus is to follow the cursor */
  guint          said_rows, said_columns; /* of the block that was last told; 0 for a cell alone */
  gboolean       activatable;
  gboolean       opens;       /* Enter emits activate */
  gboolean       appends;
  int            header_cursor; /* column whose head has the focus, −1 */

  /* The pointer. */
  int            resize_column; /* whose edge is being dragged, −1 */
  int            head_column;   /* whose head is pressed, −1 */
  int            drop_column;   /* before which it would go, −1 */
  GtkGesture    *drag;          /* borrowed from the widget */
  gint64         drag_row;      /* id of the row that is being dragged, 0 */
  guint          drop_row;      /* before which it would go */
  int            resize_width;  /* its width when that began */
  double         drag_x, drag_y;
  guint          drag_timer;    /* scrolls while the pointer is held outside */

  /* Editing. */
  GtkWidget     *editor;
  gboolean       editing;
  gboolean       quick;      /* begun by typing: arrows store and move */
  gboolean       committing; /* the model is storing a text */
  gint64         edit_id;
  char          *edit_column;
  char          *edit_before; /* what the editor showed at first; NULL when that was typed, or pending */
  SekGridChoices choices; /* made when a cell with choices is first edited */

  /* The one text that waits for a correction. */
  gint64         pending_id;
  char          *pending_column;
  char          *pending_text;
  GtkWidget     *asking;   /* the dialog that asks whether something may be made; weak */
  char          *problem;
  GtkWidget     *bubble; /* says it beside the cell */

  /* What is said of a cell until the cursor moves. */
  gint64         noted_id;
  char          *noted_column;
  char          *note;

  /* Finding. */
  SekSearch     *search;
  GArray        *searched;     /* columns that may have a match; NULL: not told yet */
  guint          found;        /* rows with a match, as far as counted */
  guint          found_before; /* of them above the cursor or at it */
  guint          counted;      /* rows that were looked at */
  guint          count_idle;

  GMenuModel    *menu;
  GtkWidget     *menu_popover;
  GtkWidget     *head_popover; /* of one column */
};

/* --- rows in view, in sek-grid-row.c --- */

#define SEK_TYPE_GRID_ROW (sek_grid_row_get_type ())
G_DECLARE_FINAL_TYPE (SekGridRow, sek_grid_row, SEK, GRID_ROW, GtkWidget)

GtkWidget    *_sek_grid_row_new         (SekGrid *grid, const char *css_class);
/* The row that it shows, −1 for none. */
int           _sek_grid_row_get_bound   (SekGridRow *self);
void          _sek_grid_row_unbind      (SekGridRow *self);
void          _sek_grid_row_bind        (SekGridRow *self, guint index);
void          _sek_grid_row_restate     (SekGridRow *self);
void          _sek_grid_row_bind_header (SekGridRow *self);
void          _sek_grid_row_bind_footer (SekGridRow *self);
void          _sek_grid_row_place_cells (SekGridRow *self, int width, int height);
SekGridCell  *_sek_grid_row_get_cell    (SekGridRow *self, guint column);

/* --- columns, in sek-grid-columns.c --- */

SekGridPlace *_sek_grid_get_place       (SekGrid *self, guint column);
int           _sek_grid_find_column     (SekGrid *self, const char *id);
/* The place of a column of the model, −1 when it is hidden. */
int           _sek_grid_find_index      (SekGrid *self, guint index);
void          _sek_grid_init_columns    (SekGrid *self);
void          _sek_grid_drop_columns    (SekGrid *self);
/* Reads the descriptions of the columns; widths stay where the column stays. */
void          _sek_grid_update_columns  (SekGrid *self);
/* Puts a column before another place, within the frozen columns or the others. */
void          _sek_grid_move_column     (SekGrid *self, guint column, guint before);
void          _sek_grid_set_width       (SekGrid *self, guint column, int width);
void          _sek_grid_fit_width       (SekGrid *self, guint column);
/* What a cell shows. Owned. */
char         *_sek_grid_read            (SekGrid *self, guint row, guint column, SekGridCellFlags *flags);

/* --- layout, in sek-grid-layout.c --- */

void          _sek_grid_allocate        (SekGrid *self, int width, int height);
/* What all rows need, with head and footer. */
int           _sek_grid_get_height    (SekGrid *self);
void          _sek_grid_init_layout     (SekGrid *self);
void          _sek_grid_drop_layout     (SekGrid *self);
/* Columns are measured, and everything read anew, with the next frame. */
void          _sek_grid_remeasure       (SekGrid *self);
/* Rows or columns are others: everything is read and laid out anew with the next frame. */
void          _sek_grid_reload          (SekGrid *self);
/* Cursor and selection are shown anew with the next frame; no cell is read for that. */
void          _sek_grid_restate         (SekGrid *self);
/* Cells are read anew with the next frame. */
void          _sek_grid_refresh         (SekGrid *self);
/* --- widths, in sek-grid-measure.c --- */
/* Measures what is not measured yet, or not with this font. */
void          _sek_grid_measure         (SekGrid *self);
/* Gives each column its width and place in a view so wide. */
void          _sek_grid_spread          (SekGrid *self, int width);
/* Makes a column as wide as the number asks for, which must never be shown in part. */
void          _sek_grid_fit_number      (SekGrid *self, guint column, const char *text, SekGridCellFlags flags);
/* What the texts of a column ask for. */
int           _sek_grid_measure_column  (SekGrid *self, guint column);

/* --- where things are, in sek-grid-layout.c --- */
void          _sek_grid_scroll_to       (SekGrid *self, guint row, guint column);
gboolean      _sek_grid_is_in_view      (SekGrid *self, guint row);
/* Where a cell is, in the grid's coordinates. */
GdkRectangle  _sek_grid_get_cell_area   (SekGrid *self, guint row, guint column);
/* What is under a point: row −1 is the head. FALSE when nothing is. */
gboolean      _sek_grid_pick            (SekGrid *self, double x, double y, int *row, int *column);
guint         _sek_grid_page_rows       (SekGrid *self);

/* --- the head, in sek-grid-header.c --- */
void          _sek_grid_enter_header    (SekGrid *self);
void          _sek_grid_leave_header    (SekGrid *self);
gboolean      _sek_grid_press_in_header (SekGrid *self, guint key, GdkModifierType state);
/* Of the column whose right edge is near a point of the head, −1. */
int           _sek_grid_pick_edge       (SekGrid *self, double x, double y);
/* By a column of the model, −1 for none; it is said, too. */
void          _sek_grid_set_sort        (SekGrid *self, int column, gboolean descending);
/* Ascending, descending, and the rows' own order where they have one. */
void          _sek_grid_sort_by         (SekGrid *self, guint column);
/* In sek-grid-menu.c: what can be done with a column, under its head. */
void          _sek_grid_show_head_menu  (SekGrid *self, guint column);
void          _sek_grid_place_head_menu (SekGrid *self);

/* --- keys and pointer, in sek-grid-keys.c and sek-grid-pointer.c --- */
void          _sek_grid_init_keys       (SekGrid *self);
void          _sek_grid_init_pointer    (SekGrid *self);
void          _sek_grid_stop_dragging   (SekGrid *self);
/* Lets go of a row, a column or an edge that the pointer holds, which stays where it was. FALSE when it holds none. */
gboolean      _sek_grid_give_up_drag    (SekGrid *self);
void          _sek_grid_show_menu       (SekGrid *self, double x, double y);
gboolean      _sek_grid_can_move_rows   (SekGrid *self);
/* In sek-grid-drag.c: rows by the gutter, columns by their heads. */
/* TRUE when something is taken up. */
gboolean      _sek_grid_drag_begin      (SekGrid *self, double x, double y);
gboolean      _sek_grid_drag_update     (SekGrid *self, double x, double y);
/* Drops it. */
void          _sek_grid_drag_end        (SekGrid *self);
void          _sek_grid_snapshot_drag   (SekGrid *self, GtkSnapshot *snapshot);

/* --- cursor and selection, in sek-grid-select.c --- */
/* As sek_grid_get_cursor(), with the place of the column. */
gboolean      _sek_grid_get_cursor      (SekGrid *self, guint *row, guint *column);
void          _sek_grid_move            (SekGrid *self, guint row, guint column, gboolean extend);
/* The cursor alone, after what is being edited elsewhere was stored or put aside. */
void          _sek_grid_go              (SekGrid *self, guint row, guint column);
gboolean      _sek_grid_is_selected     (SekGrid *self, guint row, guint column);
gboolean      _sek_grid_is_row_selected (SekGrid *self, guint row);
gboolean      _sek_grid_is_editable     (SekGrid *self, guint row, guint column);
/* The cursor's own block. */
SekGridBlock  _sek_grid_get_block       (SekGrid *self);
/* All blocks, the cursor's last. Owned; element-type SekGridBlock. */
GArray       *_sek_grid_dup_blocks      (SekGrid *self);
/* Selects a block alone; the cursor stays in it, or goes to its first cell. */
void          _sek_grid_select_block    (SekGrid *self, SekGridBlock block);
gboolean      _sek_grid_grab_focus      (GtkWidget *widget);
/* The focus follows the cursor, soon: moving it while cells are laid out would lay them out anew. */
void          _sek_grid_follow_focus    (SekGrid *self);
void          _sek_grid_emit_message    (SekGrid *self, const char *text);
void          _sek_grid_emit_cursor     (SekGrid *self);
/* Whether few enough cells are selected for each to tell that it is. */
gboolean      _sek_grid_tells_selected  (SekGrid *self);
/* Says how much is selected, if that is more than a cell and another block than before. */
void          _sek_grid_say_selected    (SekGrid *self);

/* --- editing, in sek-grid-edit.c and sek-grid-choices.c --- */
void          _sek_grid_init_editor     (SekGrid *self);
void          _sek_grid_place_editor    (SekGrid *self);
void          _sek_grid_close_editor    (SekGrid *self);
/* Where the edited cell is now; FALSE when its row or column is not shown any more. */
gboolean      _sek_grid_find_edited     (SekGrid *self, guint *row, guint *column);
/* The model's rows are others: a text whose row went away is kept. */
void          _sek_grid_keep_edited     (SekGrid *self);
/* Where the pending text is now; FALSE when its row or column is not shown. */
gboolean      _sek_grid_find_pending    (SekGrid *self, guint *row, guint *column);
/* Whether the pending text belongs to this cell. */
gboolean      _sek_grid_is_pending      (SekGrid *self, gint64 id, const char *column);
/* Gives the pending text up if it is the cursor's, or nobody could go to it. FALSE when there is none such. */
gboolean      _sek_grid_give_up         (SekGrid *self);
/* In sek-grid-problem.c: what is wrong with it, beside its cell. */
void          _sek_grid_init_problem    (SekGrid *self);
/* Shows the words of now, or none. */
void          _sek_grid_show_problem    (SekGrid *self);
void          _sek_grid_place_problem   (SekGrid *self);
/* Says something beside a cell, where no text waits, until the cursor moves. */
void          _sek_grid_note            (SekGrid *self, gint64 id, const char *column, const char *text);
void          _sek_grid_drop_note       (SekGrid *self);
void          _sek_grid_open_choices    (SekGrid *self, guint row, guint column);
void          _sek_grid_close_choices   (SekGrid *self);
gboolean      _sek_grid_has_choices     (SekGrid *self);
/* Moves in the list. */
void          _sek_grid_step_choice     (SekGrid *self, int by);
/* Puts the chosen text into the editor, if one is chosen. */
void          _sek_grid_take_choice     (SekGrid *self);
void          _sek_grid_place_choices   (SekGrid *self);

/* --- many cells at once, in sek-grid-block.c, -copy.c, -clipboard.c and -report.c --- */

/* Edits that are being gathered, with their texts. */
typedef struct
{
  GArray       *list; /* SekGridEdit */
  GStringChunk *texts;
  guint         n_new;
  gboolean      agreed; /* to what the model asked (SekGridBatch) */
  guint         refs;
  gint64        first; /* as in SekGridBatch */
} SekGridEdits;

SekGridEdits *_sek_grid_edits_new       (void);
SekGridEdits *_sek_grid_edits_ref       (SekGridEdits *self);
void          _sek_grid_edits_free      (SekGridEdits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekGridEdits, _sek_grid_edits_free)
/* column is one of the model. */
void          _sek_grid_edits_add       (SekGridEdits *self, gint64 row, guint column, const char *text);

/* Asks the model's question about edits; when it is agreed to, they are stored. Takes question. */
void          _sek_grid_ask             (SekGrid *self, const char *kind, SekGridEdits *edits, char *question);
/* Stores them as one step; what is refused is shown cell by cell, and nothing stored. TRUE when it was. */
gboolean      _sek_grid_store_edits     (SekGrid *self, const char *kind, SekGridEdits *edits);
/* Whether a cell is in one of the first n blocks, and was seen to already. */
gboolean      _sek_grid_is_in_blocks    (GArray *blocks, guint n, guint row, guint column);
void          _sek_grid_clear_cells     (SekGrid *self);
void          _sek_grid_fill            (SekGrid *self, gboolean down);
void          _sek_grid_enter_today     (SekGrid *self);
gboolean      _sek_grid_copy            (SekGrid *self);
void          _sek_grid_cut             (SekGrid *self);

/* A line of a report: which cell, the text that was meant for it, what stands against it. */
typedef struct
{
  char *where;
  char *text;
  char *what;
} SekGridReportLine;

GArray       *_sek_grid_report_new      (void);
void          _sek_grid_report_add      (GArray *report, const char *where, const char *text, const char *what);
/* A head as it is within a sentence: on one line, with a small first letter. Owned. */
char         *_sek_grid_dup_spoken_head (const char *head);
/* «Drammen, folketall 1.1.2022». column is one of the model; row −1 and below is a new one. Owned. */
char         *_sek_grid_dup_where       (SekGrid *self, gint64 row, guint column);
/* Adds what stands against edits. */
void          _sek_grid_report_problems (SekGrid *self, GArray *report, SekGridEdits *edits, GPtrArray *problems);
/* Shows a report in a dialog, which is borrowed; confirm is the label of the button that goes on with edits of a kind,
 * NULL when there is nothing to go on with. Takes report and edits. */
GtkWidget    *_sek_grid_show_report     (SekGrid *self, const char *heading, const char *text, GArray *report,
                                         const char *confirm, const char *kind, SekGridEdits *edits);

/* --- finding, in sek-grid-find.c --- */
void          _sek_grid_stop_finding    (SekGrid *self);
/* What was counted is to be counted anew. */
void          _sek_grid_recount         (SekGrid *self);
/* Whether a text has a match. */
gboolean      _sek_grid_is_match        (SekGrid *self, const char *text);
