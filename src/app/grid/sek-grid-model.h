/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-condition.h"
#include "sek-search.h"

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
  SEK_GRID_MARKED = 1 << 8,   /* a sign at the other end of the cell says without colour that it is doubtful or bad */
  SEK_GRID_COMMENT = 1 << 9,  /* has a comment: a corner says so, and the pointer shows it */
  SEK_GRID_ASKED = 1 << 10,   /* with DOUBTFUL: the sign asks, since nothing is sure */
} SekGridCellFlags;

typedef struct
{
  const char *id;
  char       *head;      /* one line or two; owned by the caller of get_column() */
  gboolean    numeric;   /* set to the right, in tabular figures */
  gboolean    frozen;    /* stays when the grid scrolls sideways; frozen columns come first */
  gboolean    sortable;
  gboolean    expand;    /* names its row, and is always shown */
  gboolean    takes_rest; /* takes the width that no text needs */
  int         min_chars;
  int         max_chars; /* of a column of texts; 0: as the grid finds fit */
  gboolean    computed;  /* in every row */
  gboolean    makes;     /* a text that is none of the choices may be made one */
} SekGridColumn;

/* A cell and the text that it is to hold, as if typed. row is the row's id; −1, −2, … name the first, second, … new
 * row. */
typedef struct
{
  gint64      row;
  guint       column;
  const char *text;
} SekGridEdit;

/* Why an edit is refused, by its index; G_MAXUINT when it is about no single cell. */
typedef struct
{
  guint edit;
  char *message;
} SekGridProblem;

/* Called while edits stand in the model that are about to be taken back: it may read. */
typedef void (*SekGridLookFunc) (gpointer data);

/* What is typed at once, and what became of it. */
typedef struct
{
  const char        *kind;     /* what undo names the step after: "edit", "paste", "fill", "clear", "replace" */
  const SekGridEdit *edits;    /* borrowed */
  guint              n;
  guint              n_new;    /* rows that are made at the end, for edits of rows −1, −2, … */
  gint64             first;    /* id of the row where the edits begin, whose kin the new rows are; 0 for none */
  SekGridLookFunc    look;     /* makes it a trial: what is accepted stands while it is called; or NULL */
  gpointer           data;
  GPtrArray         *problems; /* gets a SekGridProblem for every edit that was refused; owned */
  gboolean           agreed;   /* what the question was about may be done */
  char              *question; /* gets what is to be asked before it can be stored, or NULL; owned */
  char              *said;     /* gets words about what was made of a single text, or NULL; owned */
} SekGridBatch;

/* Frees what became of it. */
void sek_grid_batch_clear (SekGridBatch *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SekGridBatch, sek_grid_batch_clear)

struct _SekGridModelInterface
{
  GTypeInterface parent;

  guint    (*get_n_rows)    (SekGridModel *self);
  gint64   (*get_row_id)    (SekGridModel *self, guint row);
  /* −1 when the row is not shown. NULL in the class: the rows are looked through. */
  int      (*find_row)      (SekGridModel *self, gint64 id);
  guint    (*get_n_columns) (SekGridModel *self);
  void     (*get_column)    (SekGridModel *self, guint column, SekGridColumn *description);
  /* The cell's text, owned by the caller, "" when blank. */
  char    *(*read)          (SekGridModel *self, guint row, guint column, SekGridCellFlags *flags);
  /* See sek_grid_model_describe(); NULL in the class: there is nothing to add. */
  char    *(*describe)      (SekGridModel *self, guint row, guint column);
  /* See sek_grid_model_dup_comment(); NULL in the class: cells have none. */
  char    *(*dup_comment)   (SekGridModel *self, guint row, guint column);
  /* What the editor starts with; NULL in the class means the same as read. */
  char    *(*dup_edit_text) (SekGridModel *self, guint row, guint column);
  /* See sek_grid_model_commit(); NULL in the class: nothing is ever edited. */
  gboolean (*commit)        (SekGridModel *self, SekGridBatch *batch);
  /* Whether a paste may add rows at the end; NULL in the class: never. */
  gboolean (*can_add_rows)  (SekGridModel *self);
  /* See sek_grid_model_get_end(); NULL in the class: the end of the table. */
  guint    (*get_end)       (SekGridModel *self, guint row);
  /* See sek_grid_model_read_number(). */
  gboolean (*read_number)   (SekGridModel *self, guint row, guint column, gint64 *value, gint64 *unit);
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
  void     (*set_sort)      (SekGridModel *self, int column, gboolean descending);
  /* See sek_grid_model_dup_column_menu(); NULL in the class: nothing. */
  GMenuModel *(*dup_column_menu) (SekGridModel *self, guint column);
  /* Whether rows have an order of their own, in which they can be moved; NULL in the class: no. */
  gboolean (*is_ordered)    (SekGridModel *self);
  /* See sek_grid_model_set_condition() and its kin; NULL in the class: rows cannot be filtered. */
  gboolean (*set_condition) (SekGridModel *self, guint column, const SekCondition *condition, GError **error);
  const SekCondition *(*get_condition) (SekGridModel *self, guint column);
  GStrv    (*dup_values)    (SekGridModel *self, guint column, guint most, gboolean *more);
  /* See sek_grid_model_narrow(); NULL in the class: all columns may have a match. */
  GArray  *(*narrow)        (SekGridModel *self, SekSearch *search);
  /* See sek_grid_model_matches(); NULL in the class: the texts are read. */
  gboolean (*matches)       (SekGridModel *self, guint row, SekSearch *search, const GArray *columns);
  /* Shows only rows with a match of the text; NULL shows all. NULL in the class: it cannot. */
  void     (*show_only_matches) (SekGridModel *self, const char *text);
};

guint    sek_grid_model_get_n_rows    (SekGridModel *self);
gint64   sek_grid_model_get_row_id    (SekGridModel *self, guint row);
int      sek_grid_model_find_row      (SekGridModel *self, gint64 id);
guint    sek_grid_model_get_n_columns (SekGridModel *self);
void     sek_grid_model_get_column    (SekGridModel *self, guint column, SekGridColumn *description);
char    *sek_grid_model_read          (SekGridModel *self, guint row, guint column, SekGridCellFlags *flags);
/* What a screen reader is to say of a cell beside its text, such as what is wrong with it. Owned; NULL for nothing. */
char    *sek_grid_model_describe      (SekGridModel *self, guint row, guint column);
/* What somebody wrote about a cell, which has SEK_GRID_COMMENT then. Owned; NULL for nothing. */
char    *sek_grid_model_dup_comment   (SekGridModel *self, guint row, guint column);
char    *sek_grid_model_dup_edit_text (SekGridModel *self, guint row, guint column);
/* Stores typed texts, all of them or none, as one step of undo. On FALSE nothing was stored, and the batch has the
 * problems. */
gboolean sek_grid_model_commit        (SekGridModel *self, SekGridBatch *batch);
gboolean sek_grid_model_can_add_rows  (SekGridModel *self);
/* The row before which new ones come to stand that go on from a row: the end of its section, or of the table. */
guint    sek_grid_model_get_end       (SekGridModel *self, guint row);
/* The exact number of a cell, in parts of which unit make one of those shown (100000 øre in 1 000 kr, 1 for persons).
 * FALSE when it is blank or no number. */
gboolean sek_grid_model_read_number   (SekGridModel *self, guint row, guint column, gint64 *value, gint64 *unit);
char    *sek_grid_model_why_not       (SekGridModel *self, guint row, guint column);
GStrv    sek_grid_model_get_choices   (SekGridModel *self, guint row, guint column);
gboolean sek_grid_model_has_footer    (SekGridModel *self);
char    *sek_grid_model_get_footer    (SekGridModel *self, guint column);
int      sek_grid_model_get_sort      (SekGridModel *self, gboolean *descending);
/* −1 goes back to the rows' own order. */
void     sek_grid_model_set_sort      (SekGridModel *self, int column, gboolean descending);
/* What can be done with a column beside sorting, filtering and hiding: labels and actions without a target, which are
 * about the cursor's column, where the grid puts the cursor first. Owned; NULL for nothing. */
GMenuModel *sek_grid_model_dup_column_menu (SekGridModel *self, guint column);
gboolean sek_grid_model_is_ordered    (SekGridModel *self);
gboolean sek_grid_model_can_filter    (SekGridModel *self);
/* Shows only rows whose column fulfils the condition, besides those of other columns; NULL takes it away. FALSE with
 * what was expected when an operand cannot be read. */
gboolean sek_grid_model_set_condition (SekGridModel *self, guint column, const SekCondition *condition, GError **error);
const SekCondition *sek_grid_model_get_condition (SekGridModel *self, guint column);
/* The texts that the column has in rows that the other conditions show, at most `most`; *more when there are others.
 * Owned. */
GStrv    sek_grid_model_dup_values    (SekGridModel *self, guint column, guint most, gboolean *more);
gboolean sek_grid_model_can_show_only_matches (SekGridModel *self);
void     sek_grid_model_show_only_matches (SekGridModel *self, const char *text);
/* The columns (guint) in which a search may have a match at all. Good until rows or cells are others. Owned. */
GArray  *sek_grid_model_narrow        (SekGridModel *self, SekSearch *search);
/* Whether one of the row's texts in these columns has a match. */
gboolean sek_grid_model_matches       (SekGridModel *self, guint row, SekSearch *search, const GArray *columns);

/* An element of a list of problems. */
void       sek_grid_problem_add       (GPtrArray *problems, guint edit, const char *message);
GPtrArray *sek_grid_problems_new      (void);

/* For models: announce. */
void     sek_grid_model_rows_changed  (SekGridModel *self);
void     sek_grid_model_cells_changed (SekGridModel *self);

G_END_DECLS
