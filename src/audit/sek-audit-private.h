/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-audit.h"

/* What the stories of the audit share: the table as figures (-table), rules of rows (-rows) and of columns (-columns),
 * whose fault a broken relation is (-blame). For src/report/sek-audit*.c only. */

G_BEGIN_DECLS

typedef enum
{
  STATE_BLANK,
  STATE_NIL, /* a dash: nothing, counted as 0 */
  STATE_NUMBER,
  STATE_TEXT,
} State;

typedef struct
{
  State   state;
  gint64  value;    /* in units of 10^-table->decimals; 0 unless NUMBER */
  guint8  decimals; /* as printed */
  guint8  percent;
} Cell;

typedef enum
{
  COLUMN_TEXT,
  COLUMN_NOTE, /* numbers of notes, accounts, years: figures that add up to nothing */
  COLUMN_AMOUNT,
  COLUMN_PERCENT,
} ColumnKind;

typedef struct
{
  ColumnKind kind;
  char      *head;
  gboolean   named;       /* head is the table's own */
  int        decimals;    /* most that a cell prints */
  gint64     unit;        /* of the last printed digit, in the table's units */
  gint64     grain;       /* what all figures are multiples of, for weighing agreement */
  gboolean   change_word;
  gboolean   total_word;
  gboolean   percent_word;
  gboolean   additive;    /* the rules of rows hold in it */
  int        loose;       /* figures that each of its own comes of, 2 for a difference of printed ones: its sums may
                           * be off by as many times more */
  gint8     *signs;       /* of a deviation whose sign turns between sections: ±1 a row; NULL */
} Column;

typedef enum
{
  ROW_HEAD,
  ROW_SECTION, /* no figures */
  ROW_ITEM,
  ROW_MEMO,    /* «herav …»: part of the row above, not of sums */
  ROW_RATIO,   /* per cent, per inhabitant, man-years */
} RowKind;

enum
{
  HINT_TOTAL = 1 << 0,
  HINT_RESULT = 1 << 1,
  HINT_OPENING = 1 << 2,
  HINT_CLOSING = 1 << 3,
  HINT_MEMO = 1 << 4,
  HINT_RATIO = 1 << 5,
};

typedef struct
{
  RowKind  kind;
  char    *label;
  gboolean named;
  guint    hints;
  gboolean after_break; /* a heading or an empty line comes before it */
  int      rule;        /* that explains it, or −1 */
} Row;

typedef struct
{
  guint place; /* a row, of a rule of columns a column */
  int   sign;
} Term;

typedef enum
{
  SHAPE_LINEAR,
  SHAPE_SHARE,  /* 100 · a / b */
  SHAPE_GROWTH, /* 100 · (a − b) / b */
  SHAPE_PART,   /* 100 · a / a in the total's row */
} Shape;

typedef struct
{
  SekAuditKind kind;
  gboolean     is_column;
  guint        target;
  Shape        shape;
  gboolean     absolute; /* a percentage without its sign */
  GArray      *terms;    /* of Term; for shapes other than LINEAR: a, then b (or the total's row) */
  double       bits;     /* what it explains less what it costs */
  gboolean     guessed;  /* from words alone */
  guint        n_holds;
  guint        n_places;
} Rule;

typedef struct
{
  guint       n_rows;
  guint       n_columns;
  GPtrArray  *texts;   /* of GStrv, owned */
  guint       first;   /* row below the head */
  int         decimals;
  char        mark;    /* the decimal mark, '\0' when nothing tells */
  Cell       *cells;   /* as printed */
  gint64     *values;  /* what is reckoned with: blanks that a rule fills, and corrections */
  gint64     *others;  /* the same, but what a rule says of a sum that looks like a slip */
  guint8     *given;   /* whether values has a figure */
  Column     *columns;
  Row        *rows;
  GArray     *rules;   /* of Rule */
  SekLanguage language;
  GCancellable *cancellable; /* borrowed; asked in long loops, which then leave what they found as it is */
} Table;

static inline guint
at (const Table *table, guint row, guint column)
{
  return row * table->n_columns + column;
}

/* −1 where a column of changes is turned in its row, else 1. */
static inline int
turn_of (const Table *table, guint row, guint column)
{
  return table->columns[column].signs != NULL ? table->columns[column].signs[row] : 1;
}

/* --- table ------------------------------------------------------------------------------------------------------- */

Table  *_sek_audit_table_new   (GPtrArray *rows, SekLanguage language);
void    _sek_audit_table_free  (Table *table);

/* A figure as printed tables have it: hyphen, dash or U+2212, also with a space after it, or parentheses; any grouping;
 * footnote marks, currency and per cent signs. FALSE when it is none. mark: the decimal mark, which figures such as
 * "1,500" do not tell themselves; '\0': theirs group thousands. */
gboolean _sek_audit_parse      (const char *text, char mark, Cell *cell);

/* --- words ------------------------------------------------------------------------------------------------------- */

guint    _sek_audit_hints      (const char *label);
gboolean _sek_audit_is_change  (const char *head);
gboolean _sek_audit_is_percent (const char *head);
gboolean _sek_audit_is_note    (const char *head);
char    *_sek_audit_word_rule  (const Table *table, const Rule *rule);

/* --- rules ------------------------------------------------------------------------------------------------------- */

/* Bits that an agreement of figures of this size within a tolerance is worth. */
double   _sek_audit_weigh      (gint64 size, gint64 tolerance, gint64 grain);
/* How far n printed figures and what they come to may lie apart, in the table's units. */
gint64   _sek_audit_tolerance  (const Column *column, guint n);

/* Whether two figures are one slip of the hand apart: a digit, two digits in each other's place, a sign, or little at
 * all. (-slip) */
gboolean _sek_audit_is_slip    (gint64 a, gint64 b);

#define SEK_AUDIT_MISS 5.0 /* bits: one cell in some thirty is taken to be wrong */

void     _sek_audit_find_row_rules    (Table *table);
/* Columns first, for they tell which columns are per cent; then rows; then shares of a total, which need both. */
void     _sek_audit_find_column_rules (Table *table);
void     _sek_audit_find_part_rules (Table *table);
void     _sek_audit_rule_clear        (Rule *rule);

/* One percentage: FALSE when it cannot be worked out. Bounds are what the rounding of its figures allows, in the
 * table's units. */
gboolean _sek_audit_percent    (const Table *table, const Rule *rule, guint row, const gint64 *values,
                                gint64 *expected, gint64 *low, gint64 *high);

/* Whether a printed percentage lies within such bounds; of a negative figure people tell the growth with either
 * sign. */
gboolean _sek_audit_is_percent_within (const Table *table, const Rule *rule, guint row, gint64 value, gint64 low,
                                       gint64 high);

/* --- blame ------------------------------------------------------------------------------------------------------- */

/* The verdicts on all cells that rules speak about. Owned; element-type SekAuditCell, texts not yet set. */
GArray  *_sek_audit_judge      (Table *table);
/* Σ terms of a rule at a place (a column for a rule of rows, a row for one of columns), and how many are given. */
gint64   _sek_audit_add_up     (const Table *table, const Rule *rule, guint place, guint *n_given);
/* Marks cells that are blank where rules want a figure, missing[cell] being the number of the rule from 1, and fills in
 * what it would be (sek-audit-missing.c). */
void     _sek_audit_find_missing (Table *table, guint *missing);

G_END_DECLS
