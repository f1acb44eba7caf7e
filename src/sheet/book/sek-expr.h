/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How a computed cell gets its value, as a tree over symbolic references: a sheet, a row and a column by their keys,
 * or a defined name. A writer of live formulas turns the tree into its own notation; the others show the cell's value.
 * Knows no file format and computes nothing.
 *
 * Every constructor takes over the references of its operands, so that trees nest without a variable for each part.
 * Values are those of the cells as the table shows their unit: an amount in thousands is 6283.546. A comparison for
 * equality therefore belongs around a ROUND. */

G_BEGIN_DECLS

typedef struct _SekExpr SekExpr;

typedef enum
{
  SEK_OPERATOR_ADD,
  SEK_OPERATOR_SUBTRACT,
  SEK_OPERATOR_MULTIPLY,
  SEK_OPERATOR_DIVIDE,
  SEK_OPERATOR_EQUAL,
  SEK_OPERATOR_NOT_EQUAL,
  SEK_OPERATOR_LESS,
  SEK_OPERATOR_LESS_EQUAL,
  SEK_OPERATOR_GREATER,
  SEK_OPERATOR_GREATER_EQUAL,
  SEK_OPERATOR_JOIN, /* of texts */
} SekOperator;

typedef enum
{
  SEK_FUNCTION_SUM,      /* skips blanks and texts; 0 of nothing but blanks */
  SEK_FUNCTION_SUBTOTAL, /* the sum of a list's rows that its filter shows */
  SEK_FUNCTION_COUNT,    /* how many are numbers */
  SEK_FUNCTION_ROUND,    /* value, digits; half away from zero */
  SEK_FUNCTION_MIN,
  SEK_FUNCTION_MAX,
  SEK_FUNCTION_ABS,
  SEK_FUNCTION_IF,       /* condition, then, otherwise */
  SEK_FUNCTION_SUMPRODUCT, /* of ranges of one size: the sum of their products, row by row; what is worked out within
                              it from a range is a value a row, and a comparison that is multiplied 0 or 1 */
  SEK_FUNCTION_SUMIF,    /* range, condition as a text: the sum of those that fulfil it, or of a range beside them */
  SEK_FUNCTION_COUNTIF,  /* the same: how many */
  SEK_FUNCTION_MOD,      /* value, divisor: what is left */
} SekFunction;

typedef enum
{
  SEK_EXPR_NUMBER,
  SEK_EXPR_TEXT,
  SEK_EXPR_CELL,
  SEK_EXPR_RANGE,
  SEK_EXPR_DATA,
  SEK_EXPR_NAME,
  SEK_EXPR_BINARY,
  SEK_EXPR_CALL,
} SekExprType;

/* For the writers that walk a tree; everyone else uses the constructors. */
struct _SekExpr
{
  SekExprType type;
  int         code;     /* BINARY: SekOperator; CALL: SekFunction; NUMBER: decimals */
  gint64      number;
  char       *text;     /* TEXT, NAME */
  char       *sheet;    /* NULL: the sheet that the formula stands on */
  char       *row;      /* CELL: NULL is the formula's own row; RANGE: the first row */
  char       *last_row; /* RANGE */
  char       *column;
  GPtrArray  *operands; /* of SekExpr; BINARY has two */
};

SekExpr *sek_expr_ref   (SekExpr *expr);
void     sek_expr_unref (SekExpr *expr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekExpr, sek_expr_unref)

SekExpr *sek_expr_number  (gint64 number);
/* scaled / 10^decimals, exactly: (5, 1) is 0.5. */
SekExpr *sek_expr_decimal (gint64 scaled, int decimals);
/* The empty text is how a formula gives a blank cell. */
SekExpr *sek_expr_text    (const char *text);

/* One cell. sheet NULL is the formula's own sheet, row NULL its own row (how rows from a callback refer to each other's
 * columns). */
SekExpr *sek_expr_cell    (const char *sheet, const char *row, const char *column);
/* The cells of a column from one row to another, both included. */
SekExpr *sek_expr_range   (const char *sheet, const char *first_row, const char *last_row, const char *column);
/* A column's cells in all data rows of a list, without its sum. */
SekExpr *sek_expr_data    (const char *sheet, const char *column);
/* The cell that sek_book_add_name() named. */
SekExpr *sek_expr_name    (const char *name);

SekExpr *sek_expr_binary  (SekOperator operator, SekExpr *left, SekExpr *right);
SekExpr *sek_expr_call    (SekFunction function, ...) G_GNUC_NULL_TERMINATED;
/* One more operand for a call, for sums over as many references as there happen to be. */
void     sek_expr_append  (SekExpr *call, SekExpr *operand);

/* The rules for blanks that every table shares: a sum of only blanks is blank, a difference counts one blank as 0 and
 * two as blank, a share of a blank or zero base is blank. operand is a cell, a range or a SUM of several. */
SekExpr *sek_expr_sum_or_blank (SekExpr *operand);
SekExpr *sek_expr_difference   (SekExpr *left, SekExpr *right);
SekExpr *sek_expr_share        (SekExpr *part, SekExpr *whole);

G_END_DECLS
