/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-expr.h"
#include "sek-value.h"

/* One table of a book: its heading, columns, rows and notes, with keys by which formulas refer to its cells. It holds
 * what a table says and knows neither what it is about nor how a file shows it.
 *
 * Rows are of two sorts. Stored rows are added one by one and found by their keys. Streamed rows come from a callback,
 * as many as a list may have, and are data rows without keys. A body is the streamed rows and then the stored ones
 * (so a list's total); fact rows stand above the head (a rate that the table is computed with).
 *
 * The structs are for the room's writers to read; everyone else fills them through the functions. */

G_BEGIN_DECLS

typedef struct _SekBook SekBook;
typedef struct _SekSheet SekSheet;
typedef struct _SekSheetRow SekSheetRow;

typedef enum
{
  SEK_CELL_TEXT,
  SEK_CELL_CODE,    /* text that may look like a number and is none, such as 0301 */
  SEK_CELL_AMOUNT,  /* øre, shown in the column's unit and decimals */
  SEK_CELL_RATE,    /* øre, shown in kroner with two decimals, not grouped */
  SEK_CELL_COUNT,   /* a whole number */
  SEK_CELL_PERCENT, /* numerator / denominator, shown with one decimal */
  SEK_CELL_DATE,    /* a SekDate */
  SEK_N_CELL_KINDS
} SekCellKind;

typedef enum
{
  SEK_ALIGN_BY_KIND, /* texts, codes and dates left, numbers right */
  SEK_ALIGN_LEFT,
  SEK_ALIGN_RIGHT,
} SekAlign;

typedef enum
{
  SEK_ROW_NORMAL,
  SEK_ROW_SECTION, /* the head of the rows that follow */
  SEK_ROW_SUM,     /* bold, with a rule above */
  SEK_ROW_TOTAL,   /* what the table comes to: bold, ruled above and below */
  SEK_ROW_SPACE,   /* an empty line */
  SEK_ROW_FACT,    /* above the head: a label in the first column, values in theirs */
  SEK_N_ROW_STYLES
} SekRowStyle;

/* Texts are copied. Only key and kind are needed. */
typedef struct
{
  const char *key;
  const char *head;      /* one line, or two parted by "\n"; a sheet where none has a head has no head row */
  SekCellKind kind;
  gint64      unit;      /* AMOUNT: øre of one shown unit; 0 is SEK_KRONE */
  int         decimals;  /* AMOUNT: digits shown */
  SekAlign    align;
  int         min_width; /* in characters */
  /* For workbooks, which other people fill in and return; other formats show the table as it is. */
  gboolean    is_open;   /* of a form: the cells of its normal rows can be changed */
  gboolean    is_hidden;
  const char *const *choices; /* what such a cell can be, NULL-terminated; NULL for anything */
  const char *const *marks;   /* texts that make the whole row stand out, NULL-terminated; NULL for none */
} SekSheetColumn;

/* Texts are copied. Only key and name are needed. */
typedef struct
{
  const char *key;
  const char *name;        /* on the sheet's tab; a writer shortens it and tells equal ones apart */
  const char *caption;
  const char *unit_line;   /* "(i hele tusen kroner)" */
  const char *status_line;
  int         n_frozen;    /* columns that stay when the table scrolls; the head always does */
  gboolean    is_list;     /* rows of one sort that a reader may filter */
  gboolean    follows;     /* on paper it stands below the sheet before, where there is room */
  guint       breaks_after; /* on paper more columns than these, besides the frozen ones, go on in a table below; 0:
                             * they never do */
  gboolean    is_form;     /* a workbook lets only open columns be changed; without a password */
} SekSheetInfo;

/* A cell without value and formula is blank, whatever its kind. */
typedef struct
{
  SekCellKind  kind;
  SekValueType type;
  gint64       integer;     /* øre, count, packed date or numerator */
  gint64       denominator; /* PERCENT; never 0 */
  gsize        text;        /* where it starts in the row's texts */
  SekExpr     *expr;
} SekCell;

struct _SekSheetRow
{
  SekSheet   *sheet;
  char       *key;      /* NULL: the row cannot be referred to */
  SekRowStyle style;
  gboolean    is_hidden; /* in workbooks */
  guint       position; /* among the stored rows of the body, or among the facts */
  SekCell    *cells;    /* one for each column */
  GString    *texts;
};

/* Fills one streamed row, given blank. Asked for in any order, any number of times, always the same. */
typedef void (*SekSheetRowFunc) (SekSheetRow *row, guint index, gpointer user_data);

struct _SekSheet
{
  SekBook        *book;
  SekSheetInfo    info;
  GArray         *columns; /* of SekSheetColumn */
  gboolean        has_head;
  gboolean        has_marks; /* of any column */
  GPtrArray      *facts;   /* of SekSheetRow */
  GPtrArray      *rows;    /* of SekSheetRow: the stored rows of the body */
  GHashTable     *by_key;  /* of both */
  GPtrArray      *notes;   /* of char * */
  guint           n_streamed;
  SekSheetRowFunc func;
  gpointer        func_data;
  GDestroyNotify  func_destroy;
  SekSheetRow    *streamed;
};

/* Columns come before rows. Returns the column's index. */
int          sek_sheet_add_column     (SekSheet *sheet, const SekSheetColumn *column);

/* Another status line than the sheet was made with; NULL for none. */
void         sek_sheet_set_status_line (SekSheet *sheet, const char *status_line);
/* A line under the table: an asterisk's explanation, the sign rule. */
void         sek_sheet_add_note       (SekSheet *sheet, const char *note);

/* A stored row, all blank. key is unique in the sheet, or NULL. The sheet owns the row. */
SekSheetRow *sek_sheet_add_row        (SekSheet *sheet, const char *key, SekRowStyle style);

/* The row is there for programs alone; a workbook does not show it. */
void         sek_sheet_row_hide       (SekSheetRow *row);

/* n_rows streamed rows before the stored ones. */
void         sek_sheet_set_row_func   (SekSheet *sheet, guint n_rows, SekSheetRowFunc func, gpointer user_data,
                                       GDestroyNotify destroy);

/* The cell becomes value, read by the column's kind, or by the given one; a text in a number's column is a text.
 * Texts are copied. A date of 0 is blank. */
void         sek_sheet_row_set        (SekSheetRow *row, int column, SekValue value);
void         sek_sheet_row_set_as     (SekSheetRow *row, int column, SekCellKind kind, SekValue value);
/* numerator / denominator; blank when denominator is 0. */
void         sek_sheet_row_set_percent (SekSheetRow *row, int column, gint64 numerator, gint64 denominator);
/* How the cell's value, set before, is computed. Takes over expr. */
void         sek_sheet_row_set_expr   (SekSheetRow *row, int column, SekExpr *expr);

/* For writers. A streamed row is good until the next one is asked for. */
guint        sek_sheet_n_rows         (const SekSheet *sheet);
const SekSheetRow *sek_sheet_get_row  (SekSheet *sheet, guint index);
const SekSheetRow *sek_sheet_find_row (const SekSheet *sheet, const char *key);
int          sek_sheet_find_column    (const SekSheet *sheet, const char *key); /* -1: none */
/* The data rows of the body: the streamed ones or, where there are none, the normal ones that it starts with. */
guint        sek_sheet_n_data_rows    (const SekSheet *sheet);
/* The column that names its rows: the first of texts, or else the first. */
int          sek_sheet_name_column    (const SekSheet *sheet);
/* Whether a text of the row is one of its column's marks. */
gboolean     sek_sheet_row_is_marked  (const SekSheetRow *row);
/* The column of the only cell of a row that is not blank, such as a section's head, or -1. */
int          sek_sheet_row_find_only (const SekSheetRow *row);
gboolean     sek_sheet_is_right       (const SekSheetColumn *column, SekCellKind kind);

static inline const SekSheetColumn *
sek_sheet_get_column (const SekSheet *sheet, int column)
{
  return &g_array_index (sheet->columns, SekSheetColumn, column);
}

/* "" where there is no text. */
static inline const char *
sek_sheet_row_get_text (const SekSheetRow *row, int column)
{
  return row->cells[column].type == SEK_VALUE_TEXT ? row->texts->str + row->cells[column].text : "";
}

static inline gboolean
sek_cell_is_blank (const SekCell *cell)
{
  return cell->type == SEK_VALUE_BLANK;
}

/* For the book alone. */
SekSheet    *sek_sheet_new            (SekBook *book, const SekSheetInfo *info);
void         sek_sheet_free           (SekSheet *sheet);
/* As sek_book_drop_hidden(). */
void         sek_sheet_drop_hidden    (SekSheet *sheet);

G_END_DECLS
