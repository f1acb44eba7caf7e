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
  guint      hints;
  gboolean   rate;        /* a mean, a rate or the like: never added up */
  gboolean   change_word;
  gboolean   total_word;
  gboolean   percent_word;
  gboolean   series;      /* one of several whose heads differ in a year or number alone */
  double     additive;    /* 0 … 1: how sure it is that the rules of rows hold in it */
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
  double   additive;    /* 0 … 1: how sure it is that the rules of columns hold in it */
} Row;

typedef struct
{
  guint place; /* a row, of a rule of columns a column */
  int   sign;
} Term;

typedef struct
{
  gsize cell;
  int   sign;
} Part;

typedef enum
{
  SHAPE_LINEAR,
  SHAPE_SHARE,  /* 100 · a / b */
  SHAPE_GROWTH, /* 100 · (a − b) / b */
  SHAPE_PART,   /* 100 · a / a in the total's row */
  SHAPE_PRODUCT, /* factor · a · b */
  SHAPE_RATIO,   /* factor · a / b */
  SHAPE_MEAN,    /* of all terms */
  SHAPE_RUNNING, /* a column's own figure above and a */
  SHAPE_STAIR,   /* the figures of a since the column's last sum */
} Shape;

typedef struct
{
  SekAuditKind kind;
  gboolean     is_column;
  guint        target;
  Shape        shape;
  gboolean     absolute; /* a percentage without its sign */
  double       factor;
  GArray      *terms;    /* of Term; for shapes of two figures: a, then b (or the total's row) */
  double       evidence; /* bits that the places tell where it holds */
  double       bits;     /* what it explains less what it costs */
  gboolean     guessed;  /* from words alone */
  guint        n_witnesses; /* places that tell by themselves, of those where it holds */
  double       sureness; /* 0 … 1 */
  guint        n_holds;
  guint        n_places;
} Rule;

typedef struct
{
  gint64 value;
  gint64 tolerance; /* as to the result that is printed */
  guint  n_given;
  guint  n_figures; /* of these not 0 */
} Total;

typedef struct
{
  guint       n_rows;
  guint       n_columns;
  GPtrArray  *texts;   /* of GStrv, owned */
  guint       origin;  /* row of the sheet at which it begins */
  guint       first;   /* row below the head */
  guint       label;   /* column that names the rows */
  int         decimals;
  char        mark;    /* the decimal mark, '\0' when nothing tells */
  Cell       *cells;   /* as printed */
  gint64     *values;  /* what is reckoned with: blanks that a rule fills, and corrections */
  gint64     *others;  /* the same, but what a rule says of a sum that looks like a slip */
  gint64     *units;   /* what a figure is rounded to */
  guint8     *given;   /* whether values has a figure */
  guint8     *covered; /* whether a rule was tried on the figure */
  Column     *columns;
  Row        *rows;
  GArray     *rules;   /* of Rule */
  SekLanguage language;
  gint64      work;    /* what may still be weighed, so that no table takes for ever; each search begins with
                          * SEK_AUDIT_MOST_WORK */
  GCancellable *cancellable; /* borrowed; asked in long loops, which then leave what they found as it is */
} Table;

static inline gboolean
is_figure (const Cell *cell)
{
  return cell->state == STATE_NUMBER || cell->state == STATE_NIL;
}

static inline guint
at (const Table *table, guint row, guint column)
{
  return row * table->n_columns + column;
}

static inline gint64
power_of_ten (int n)
{
  gint64 power = 1;

  while (n-- > 0)
    power *= 10;
  return power;
}

/* −1 where a column of changes is turned in its row, else 1. */
static inline int
turn_of (const Table *table, guint row, guint column)
{
  return table->columns[column].signs != NULL ? table->columns[column].signs[row] : 1;
}

/* --- table ------------------------------------------------------------------------------------------------------- */

/* origin: row of the sheet at which the rows begin. */
Table  *_sek_audit_table_new   (GPtrArray *rows, guint origin, SekLanguage language);
void    _sek_audit_table_free  (Table *table);

/* A figure as printed tables have it: hyphen, dash or U+2212, also with a space after it, or parentheses; any
 * grouping; footnote marks, currency and per cent signs. FALSE when it is none. mark: the decimal mark, which
 * figures such as "1,500" do not tell themselves; '\0': theirs group thousands. */
gboolean _sek_audit_parse      (const char *text, char mark, Cell *cell);

/* Grains, units and rows of other kinds, once rows and columns are known. (-units) */
void    _sek_audit_find_units  (Table *table);

/* --- words ------------------------------------------------------------------------------------------------------- */

guint    _sek_audit_hints      (const char *label);
gboolean _sek_audit_is_change  (const char *head);
/* «År» beside quarters or months. */
gboolean _sek_audit_is_whole_year (const char *head);
gboolean _sek_audit_is_percent (const char *head);
gboolean _sek_audit_is_note    (const char *head);
/* «Kr per innbygger», «Sats», «Snitt». */
gboolean _sek_audit_is_rate    (const char *head);
char    *_sek_audit_word_rule  (const Table *table, const Rule *rule);

/* --- rules ------------------------------------------------------------------------------------------------------- */

/* Bits that an agreement of figures of this size within a tolerance is worth. */
double   _sek_audit_weigh      (gint64 size, gint64 tolerance, gint64 grain);
/* The places where a rule holds, as what they add to the belief in it. Of a relation Σ parts = 0 that holds, what
 * is told is how small the remainder is beside what it would be if the relation did not hold: parts that nearly
 * cancel in pairs leave little to tell (3 = 3 nothing, 1 000 = 999 + 1 one bit, and a smooth series little more). A
 * place that repeats another, or is the sum or difference of two others, tells nothing new; one that is near
 * another tells what is left of it beyond the other. (-witness) */
typedef struct
{
  guint   n_parts;
  gboolean separate;
  GArray *parts;     /* of gint64, n_parts a place */
  guint   n_places;
  double  most_copies;
  guint   n_telling; /* places that told more than three bits */
  double  copies;    /* bits told by figures that only stand twice */
} Witnesses;

/* separate: the places are things of their own, as the lines of a budget are and its years are not, and only one
 * that is the same as another tells nothing new. */
void     _sek_audit_witnesses_init  (Witnesses *self, guint n_parts, gboolean separate);
void     _sek_audit_witnesses_clear (Witnesses *self);
/* Room for the parts of one more place; borrowed until the next call. */
gint64  *_sek_audit_witnesses_add   (Witnesses *self);
/* The last place does not hold: it is forgotten. */
void     _sek_audit_witnesses_drop  (Witnesses *self);
/* Bits that the last place adds. */
double   _sek_audit_witnesses_weigh (Witnesses *self, gint64 tolerance, gint64 grain);

/* How far n printed figures and what they come to may lie apart, in the table's units: half of what each and the
 * result is rounded to. units is the sum of that; a figure alone is repeated as it is. column is NULL for a rule of
 * columns. */
gint64   _sek_audit_tolerance  (const Column *column, guint n, gint64 units);

/* Whether two figures are one slip of the hand apart: a digit, two digits in each other's place, a sign, or little at
 * all. (-rule) */
gboolean _sek_audit_is_slip    (gint64 a, gint64 b);

/* Sets how sure a rule is. (-rule) */
void     _sek_audit_rate_rule  (const Table *table, Rule *rule);

#define SEK_AUDIT_MOST_COLUMNS 120 /* of a table whose columns are looked at for rules */
#define SEK_AUDIT_MOST_DECIMALS 4 /* that a figure is read with */
#define SEK_AUDIT_MOST_WORK 120000000 /* that each search may do, about a second */
#define SEK_AUDIT_SURE 0.95  /* from here on a figure is called wrong */
#define SEK_AUDIT_LIKELY 0.75 /* … and from here on one to look at */
#define SEK_AUDIT_MISS 5.0 /* bits: one cell in some thirty is taken to be wrong */

void     _sek_audit_find_row_rules    (Table *table);
void     _sek_audit_find_column_rules (Table *table);
/* Finds linear rules of columns, or of rows that have none yet, and keeps them; percent: differences of percentages in
 * points. (-search) */
void     _sek_audit_search            (Table *table, gboolean is_column, gboolean percent);
/* Rules that do not add up, of columns and of rows that are called so: percentages and what else is of two figures,
 * and means; and columns that add up from above. parts: shares of a total, which need the rules of rows. (-shapes) */
void     _sek_audit_find_shapes       (Table *table, gboolean called);
void     _sek_audit_find_row_shapes   (Table *table);
void     _sek_audit_find_parts        (Table *table);
void     _sek_audit_rule_clear        (Rule *rule);

/* Whether a row has nothing but what rounds to nothing in these columns: it follows from anything that comes to
 * nothing. */
gboolean _sek_audit_is_nothing (const Table *table, guint row, const guint *columns, guint n_columns);
/* As a rule tells its terms. */
int      _sek_audit_compare_terms (gconstpointer a, gconstpointer b);
gboolean _sek_audit_has_line   (const Rule *rule, guint line);
/* Whether both relations are of the same lines, so that one is the other told anew. */
gboolean _sek_audit_is_same    (const Rule *a, const Rule *b);
/* Whether a rule tells another one of its target with one of its terms taken apart. */
gboolean _sek_audit_is_expansion (const GArray *rules, const Rule *rule);
/* Adds the signs of a relation Σ = 0, times sign, to signs by line. */
void     _sek_audit_add_signs  (const Rule *rule, int sign, int *signs);
/* Lines that both have. */
guint    _sek_audit_count_common (const Rule *a, const Rule *b);

/* The cells of a rule that adds up at a place (a column for a rule of rows, a row for one of columns) as parts of Σ
 * = 0, the target first; without blank ones. How many there are besides it; 0 also when the target is blank. parts:
 * of Part. */
guint    _sek_audit_collect    (const Table *table, const Rule *rule, guint place, GArray *parts);

/* What a rule that does not add up comes to at a place: FALSE when it cannot be worked out. Bounds are what the
 * rounding of its figures allows, in the table's units. */
gboolean _sek_audit_compute    (const Table *table, const Rule *rule, guint place, const gint64 *values,
                                gint64 *expected, gint64 *low, gint64 *high);

/* Whether such a rule is judged at a place. (-shapes) */
gboolean _sek_audit_is_place   (const Table *table, const Rule *rule, guint place);

/* Whether a printed figure lies within such bounds. */
gboolean _sek_audit_is_within  (const Table *table, const Rule *rule, guint place, gint64 value, gint64 low,
                                gint64 high);

/* Whether places, each with so many parts, may still be weighed; if so they are counted. What is not is left out, and
 * coverage tells of it. */
static inline gboolean
may_weigh (Table *table, guint n_places, guint n_parts)
{
  if (table->work <= 0)
    return FALSE;
  table->work -= (gint64) n_places * n_parts * MIN (n_places, 24);
  return TRUE;
}

static inline gboolean
is_adding_up (const Rule *rule)
{
  return rule->shape == SHAPE_LINEAR || rule->shape == SHAPE_RUNNING || rule->shape == SHAPE_STAIR;
}

/* --- rows that stand open (-open) -------------------------------------------------------------------------------- */

#define SEK_AUDIT_CALLED (HINT_TOTAL | HINT_RESULT | HINT_CLOSING)
#define SEK_AUDIT_MOST_ADDED 32 /* columns that rules of rows are weighed in */

typedef struct
{
  Table *table;
  guint  columns[SEK_AUDIT_MOST_ADDED]; /* of amounts */
  guint  n_columns;
  guint  n_own;                 /* of them not computed from others */
  GArray *open;                 /* of guint: rows that stand open */
  guint  natural[3];            /* how many of them a row would naturally take, as they stand now */
  guint  n_natural;
} RowSearch;

typedef struct
{
  guint   n;
  guint64 signs;  /* a bit set: minus; bit 0 is the last of the open rows */
  double  bits;
  guint   n_holds;
  guint   n_places;
  guint   n_witnesses;
} RowCandidate;

/* An open row, from the last. */
guint    _sek_audit_open_at          (const RowSearch *search, guint from_last);
/* Whether it is a line, no total. */
gboolean _sek_audit_has_leaf         (const RowSearch *search, guint from_last);
/* How many open rows a row that adds up would naturally take: the lines since the last total or heading; or, when
 * there are none, the totals. Returns how many such there are. */
guint    _sek_audit_natural_lengths  (const RowSearch *search, guint lengths[3]);
/* The best explanation of a row by the rows that stand open. */
void     _sek_audit_find_best        (RowSearch *search, guint row, gboolean only_plus, RowCandidate *best);

/* --- coverage (-coverage) ---------------------------------------------------------------------------------------- */

/* Figures of the table, or of them those that a rule was tried on. */
guint    _sek_audit_count_figures     (const Table *table, gboolean covered);
/* Rows or columns none of whose figures was. Owned; element-type guint. */
GArray  *_sek_audit_find_left_out     (const Table *table, gboolean is_column);
/* «41 av 60 tall er kontrollert. Ikke kontrollert: kolonnene «Sats».» Owned. */
char    *_sek_audit_describe_coverage (const Table *table);

/* --- blame ------------------------------------------------------------------------------------------------------- */

/* The verdicts on all cells that rules speak about. Owned; element-type SekAuditCell, texts not yet set. */
GArray  *_sek_audit_judge      (Table *table);
/* Σ terms of a rule at a place (a column for a rule of rows, a row for one of columns). */
Total    _sek_audit_add_up     (const Table *table, const Rule *rule, guint place);
/* Sets how sure it is that rules hold in each column and row. (-additive) */
void     _sek_audit_find_additive (Table *table);
/* Whether a rule of rows holds in another column whose figures are printed as those of this one and are about as
 * large. */
gboolean _sek_audit_is_alike   (const Table *table, const Rule *rule, guint c);
/* Marks cells that are blank where rules want a figure, missing[cell] being the number of the rule from 1, and
 * fills in what it would be (sek-audit-missing.c). */
void     _sek_audit_find_missing (Table *table, guint *missing);

G_END_DECLS
