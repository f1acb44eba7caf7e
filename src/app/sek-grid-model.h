/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What a grid shows and edits: rows with ids that stay, columns with heads, cells as texts. The grid knows only this
 * interface, and nothing of registers; a model knows nothing of widgets.
 *
 * Signals: "rows-changed" (), rows or columns are others now; "cells-changed" (), the same rows may read otherwise. */

G_BEGIN_DECLS

#define SEK_TYPE_GRID_MODEL (sek_grid_model_get_type ())
G_DECLARE_INTERFACE (SekGridModel, sek_grid_model, SEK, GRID_MODEL, GObject)

typedef enum
{
  SEK_GRID_EDITABLE = 1 << 0,
  SEK_GRID_COMPUTED = 1 << 1, /* quieter: tinted and grey */
  SEK_GRID_SUM = 1 << 2,      /* bold, a rule above */
  SEK_GRID_SECTION = 1 << 3,  /* the name of the rows that follow */
  SEK_GRID_TOTAL = 1 << 4,    /* bold */
  SEK_GRID_GOOD = 1 << 5,
  SEK_GRID_DOUBTFUL = 1 << 6,
  SEK_GRID_BAD = 1 << 7,
} SekGridCellFlags;

typedef struct
{
  const char *id;
  char       *head;      /* one line or two; owned by the caller of get_column() */
  gboolean    numeric;   /* set to the right, in tabular figures */
  gboolean    frozen;    /* stays when the grid scrolls sideways; frozen columns come first */
  gboolean    sortable;
  gboolean    expand;    /* takes the width that is left */
  int         min_chars;
} SekGridColumn;

struct _SekGridModelInterface
{
  GTypeInterface parent;

  guint    (*get_n_rows)    (SekGridModel *self);
  gint64   (*get_row_id)    (SekGridModel *self, guint row);
  /* −1 when the row is not shown. */
  int      (*find_row)      (SekGridModel *self, gint64 id);
  guint    (*get_n_columns) (SekGridModel *self);
  void     (*get_column)    (SekGridModel *self, guint column, SekGridColumn *description);
  /* The cell's text, owned by the caller, "" when blank. */
  char    *(*read)          (SekGridModel *self, guint row, guint column, SekGridCellFlags *flags);
  /* What the editor starts with; NULL in the class means the same as read. */
  char    *(*dup_edit_text) (SekGridModel *self, guint row, guint column);
  /* Stores a typed text. On FALSE nothing was stored and error says what was expected. */
  gboolean (*commit)        (SekGridModel *self, guint row, guint column, const char *text, GError **error);
  /* Why a cell cannot be edited, for the person who tries. NULL: no reason to give. */
  char    *(*why_not)       (SekGridModel *self, guint row, guint column);
  /* The texts that a cell may have, NULL when it is free. */
  GStrv    (*get_choices)   (SekGridModel *self, guint row, guint column);
  /* Whether there is a footer; NULL in the class means that there is when get_footer is given. */
  gboolean (*has_footer)    (SekGridModel *self);
  /* The footer's text of a column, NULL for none. */
  char    *(*get_footer)    (SekGridModel *self, guint column);
  /* −1 when the rows have an order of their own. */
  int      (*get_sort)      (SekGridModel *self, gboolean *descending);
  void     (*set_sort)      (SekGridModel *self, guint column, gboolean descending);
};

guint    sek_grid_model_get_n_rows    (SekGridModel *self);
gint64   sek_grid_model_get_row_id    (SekGridModel *self, guint row);
int      sek_grid_model_find_row      (SekGridModel *self, gint64 id);
guint    sek_grid_model_get_n_columns (SekGridModel *self);
void     sek_grid_model_get_column    (SekGridModel *self, guint column, SekGridColumn *description);
char    *sek_grid_model_read          (SekGridModel *self, guint row, guint column, SekGridCellFlags *flags);
char    *sek_grid_model_dup_edit_text (SekGridModel *self, guint row, guint column);
gboolean sek_grid_model_commit        (SekGridModel *self, guint row, guint column, const char *text, GError **error);
char    *sek_grid_model_why_not       (SekGridModel *self, guint row, guint column);
GStrv    sek_grid_model_get_choices   (SekGridModel *self, guint row, guint column);
gboolean sek_grid_model_has_footer    (SekGridModel *self);
char    *sek_grid_model_get_footer    (SekGridModel *self, guint column);
int      sek_grid_model_get_sort      (SekGridModel *self, gboolean *descending);
void     sek_grid_model_set_sort      (SekGridModel *self, guint column, gboolean descending);

/* For models: announce. */
void     sek_grid_model_rows_changed  (SekGridModel *self);
void     sek_grid_model_cells_changed (SekGridModel *self);

G_END_DECLS
