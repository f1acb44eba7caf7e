/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-cell.h"
#include "sek-grid.h"

/* What the files of the grid share: sek-grid.c (the widget), -layout.c (rows in view), -keys.c (keys and pointer), -edit.c
 * (editor and pending text). */

typedef struct
{
  SekGridColumn description;
  int           natural; /* width that the texts ask for */
  int           width;   /* and with its share of what is left */
  int           x;       /* from the left of the whole table */
  gboolean      frozen;  /* as the model has it, unless the view is too narrow */
} SekGridPlace;

typedef struct
{
  guint top, bottom, left, right;
} SekGridBlock;

struct _SekGrid
{
  GtkWidget      parent_instance;

  SekGridModel  *model;
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  guint          policies[2];

  /* Geometry, of the last allocation. */
  GArray        *places; /* SekGridPlace */
  int            frozen_width;
  int            table_width;
  int            row_height;
  int            header_height;
  guint          first;
  gboolean       stale_columns; /* widths and heads are to be made anew */
  gboolean       stale_cells;   /* texts are to be read anew */
  gboolean       stale_scroll;  /* the cursor is to come into view */

  GtkWidget     *header;
  GtkWidget     *footer;
  GPtrArray     *rows; /* SekGridRow; the row at index i shows in rows[i % len] */

  /* Selection. The cursor's block reaches from the anchor to the cursor; others were added with Ctrl. */
  guint          cursor_row, cursor_column;
  guint          anchor_row, anchor_column;
  gint64         cursor_id;
  GArray        *blocks; /* SekGridBlock */
  gboolean       activatable;
  int            header_cursor; /* column whose head has the focus, −1 */

  /* Editing. */
  GtkWidget     *editor;
  gboolean       editing;
  gboolean       quick; /* begun by typing: arrows store and move */
  gint64         edit_id;
  char          *edit_column;

  /* The one text that waits for a correction. */
  gint64         pending_id;
  char          *pending_column;
  char          *pending_text;
  char          *problem;

  GMenuModel    *menu;
  GtkWidget     *menu_popover;
};

/* --- rows, in sek-grid-layout.c --- */

#define SEK_TYPE_GRID_ROW (sek_grid_row_get_type ())
G_DECLARE_FINAL_TYPE (SekGridRow, sek_grid_row, SEK, GRID_ROW, GtkWidget)

SekGridPlace *_sek_grid_get_place     (SekGrid *self, guint column);
int           _sek_grid_find_column   (SekGrid *self, const char *id);
void          _sek_grid_allocate      (SekGrid *self, int width, int height);
void          _sek_grid_init_layout   (SekGrid *self);
void          _sek_grid_drop_layout   (SekGrid *self);
/* Everything is read and measured anew with the next frame. */
void          _sek_grid_reload        (SekGrid *self);
void          _sek_grid_refresh       (SekGrid *self);
void          _sek_grid_scroll_to     (SekGrid *self, guint row, guint column);
/* Where a cell is, in the grid's coordinates. */
GdkRectangle  _sek_grid_get_cell_area (SekGrid *self, guint row, guint column);
/* What is under a point: row −1 is the head, −2 nothing. */
gboolean      _sek_grid_pick          (SekGrid *self, double x, double y, int *row, int *column);
guint         _sek_grid_page_rows     (SekGrid *self);

/* --- keys and pointer, in sek-grid-keys.c --- */
void          _sek_grid_init_keys     (SekGrid *self);
void          _sek_grid_move          (SekGrid *self, guint row, guint column, gboolean extend);
void          _sek_grid_move_editable (SekGrid *self, int direction);

/* --- editing, in sek-grid-edit.c --- */
void          _sek_grid_init_editor   (SekGrid *self);
void          _sek_grid_place_editor  (SekGrid *self);
void          _sek_grid_clear_cells   (SekGrid *self);
/* Whether the pending text belongs to this cell. */
gboolean      _sek_grid_is_pending    (SekGrid *self, gint64 id, const char *column);
void          _sek_grid_emit_message  (SekGrid *self, const char *text);
void          _sek_grid_emit_cursor   (SekGrid *self);
