/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-cell.h"
#include "sek-grid.h"

/* What the files of the grid share: sek-grid.c (the widget and its cursor), -layout.c (columns, rows in view, scrolling), -row.c (what a
 * row shows), -header.c (sorting and widths), -keys.c, -pointer.c, -edit.c (editor and pending text), -choices.c (its list). */

typedef struct
{
  SekGridColumn description;
  int           natural; /* width that the texts ask for, 0 when not measured yet */
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
  int            frozen_width;
  int            table_width;
  int            row_height;
  int            header_height;
  int            body_height; /* between head and footer */
  guint          first;
  gboolean       stale_columns; /* some of them, or their heads, are others */
  gboolean       stale_widths; /* columns are to be measured anew, since the font is another */
  gboolean       stale_cells;  /* texts are to be read anew */
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
  char          *told;   /* to screen readers, about the cursor */
  gboolean       activatable;
  int            header_cursor; /* column whose head has the focus, −1 */

  /* The pointer. */
  gboolean       press_edits;   /* releasing the button edits, unless it was dragged */
  int            resize_column; /* whose edge is being dragged, −1 */
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
  char          *problem;

  GMenuModel    *menu;
  GtkWidget     *menu_popover;
};

/* --- rows in view, in sek-grid-row.c --- */

#define SEK_TYPE_GRID_ROW (sek_grid_row_get_type ())
G_DECLARE_FINAL_TYPE (SekGridRow, sek_grid_row, SEK, GRID_ROW, GtkWidget)

GtkWidget    *_sek_grid_row_new         (SekGrid *grid, const char *css_class);
/* The row that it shows, −1 for none. */
int           _sek_grid_row_get_bound   (SekGridRow *self);
void          _sek_grid_row_unbind      (SekGridRow *self);
void          _sek_grid_row_bind        (SekGridRow *self, guint index);
void          _sek_grid_row_bind_header (SekGridRow *self);
void          _sek_grid_row_bind_footer (SekGridRow *self);
void          _sek_grid_row_place_cells (SekGridRow *self, int width, int height);
SekGridCell  *_sek_grid_row_get_cell    (SekGridRow *self, guint column);

/* --- layout, in sek-grid-layout.c --- */

SekGridPlace *_sek_grid_get_place       (SekGrid *self, guint column);
int           _sek_grid_find_column     (SekGrid *self, const char *id);
void          _sek_grid_allocate        (SekGrid *self, int width, int height);
void          _sek_grid_init_layout     (SekGrid *self);
void          _sek_grid_drop_layout     (SekGrid *self);
/* Reads the descriptions of the columns; widths stay where the column stays. */
void          _sek_grid_update_columns  (SekGrid *self);
/* Columns are measured, and everything read anew, with the next frame. */
void          _sek_grid_remeasure       (SekGrid *self);
/* Rows or columns are others: everything is read and laid out anew with the next frame. */
void          _sek_grid_reload          (SekGrid *self);
/* Cells are read anew with the next frame. */
void          _sek_grid_refresh         (SekGrid *self);
/* Makes a column as wide as the number asks for, which must never be shown in part. */
void          _sek_grid_fit_number      (SekGrid *self, guint column, const char *text, gboolean bold);
/* What the texts of a column ask for. */
int           _sek_grid_measure_column  (SekGrid *self, guint column);
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
void          _sek_grid_set_width       (SekGrid *self, guint column, int width);
void          _sek_grid_fit_width       (SekGrid *self, guint column);
void          _sek_grid_sort_by         (SekGrid *self, guint column);

/* --- keys and pointer, in sek-grid-keys.c and sek-grid-pointer.c --- */
void          _sek_grid_init_keys       (SekGrid *self);
void          _sek_grid_init_pointer    (SekGrid *self);
void          _sek_grid_stop_dragging   (SekGrid *self);
void          _sek_grid_show_menu       (SekGrid *self, double x, double y);

/* --- cursor and selection, in sek-grid.c --- */
void          _sek_grid_move            (SekGrid *self, guint row, guint column, gboolean extend);
gboolean      _sek_grid_is_selected     (SekGrid *self, guint row, guint column);
gboolean      _sek_grid_is_editable     (SekGrid *self, guint row, guint column);
/* The cursor's own block. */
SekGridBlock  _sek_grid_get_block       (SekGrid *self);
void          _sek_grid_emit_message    (SekGrid *self, const char *text);
void          _sek_grid_emit_cursor     (SekGrid *self);

/* --- editing, in sek-grid-edit.c and sek-grid-choices.c --- */
void          _sek_grid_init_editor     (SekGrid *self);
void          _sek_grid_place_editor    (SekGrid *self);
void          _sek_grid_close_editor    (SekGrid *self);
void          _sek_grid_clear_cells     (SekGrid *self);
/* Where the edited cell is now; FALSE when its row or column is not shown any more. */
gboolean      _sek_grid_find_edited     (SekGrid *self, guint *row, guint *column);
/* The model's rows are others: a text whose row went away is kept. */
void          _sek_grid_keep_edited     (SekGrid *self);
/* Whether the pending text belongs to this cell. */
gboolean      _sek_grid_is_pending      (SekGrid *self, gint64 id, const char *column);
/* Gives the pending text up if it is the cursor's, or nobody could go to it. FALSE when there is none such. */
gboolean      _sek_grid_give_up         (SekGrid *self);
void          _sek_grid_open_choices    (SekGrid *self, guint row, guint column);
void          _sek_grid_close_choices   (SekGrid *self);
gboolean      _sek_grid_has_choices     (SekGrid *self);
/* Moves in the list. */
void          _sek_grid_step_choice     (SekGrid *self, int by);
/* Puts the chosen text into the editor, if one is chosen. */
void          _sek_grid_take_choice     (SekGrid *self);
void          _sek_grid_place_choices   (SekGrid *self);
