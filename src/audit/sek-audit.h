/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sek-book.h"
#include "sek-verdict.h"

/* Regnekontroll: the arithmetic of a table that somebody else made. It owns what a table of texts says about itself:
 * which rows are sums, results and closing balances, which columns are changes, deviations and percentages, and which
 * of their cells do not follow. It knows no register.
 *
 * Arithmetic comes first and words second. A rule is a linear relation between rows, the same in every column, or
 * between columns, the same in every row. It is believed when it explains more figures than it costs to say (minimum
 * description length, in bits), so that a rule survives the wrong cells it is there to find, and a chance agreement of
 * small figures is not a rule. Words of labels and heads only move the scales. Where a rule of rows and one of columns
 * cross, the cell whose correction mends most relations is the one that is wrong.
 *
 * Rounding: a sum of n rounded figures may differ by n/2 units of the column's last printed digit, a difference by one,
 * a percentage by its last printed digit and what the rounding of its figures can do. */

G_BEGIN_DECLS

typedef enum
{
  SEK_AUDIT_SUM,
  SEK_AUDIT_RESULT,  /* a difference, or what several totals come to */
  SEK_AUDIT_CLOSING, /* an opening balance and its movements */
  SEK_AUDIT_COPY,    /* repeats a figure */
  SEK_AUDIT_CHANGE,  /* a column that is the difference of two */
  SEK_AUDIT_COLUMNS, /* a column that is the sum of others */
  SEK_AUDIT_PERCENT, /* a column of changes or shares in per cent, or a row of shares */
  SEK_AUDIT_RATE,    /* one by another: kr per innbygger */
  SEK_AUDIT_PRODUCT, /* one times another: antall × sats */
  SEK_AUDIT_MEAN,
  SEK_AUDIT_RUNNING, /* a column that adds up another from above */
  SEK_AUDIT_STAIR,   /* a column of sums of the figures in the one before it */
  SEK_N_AUDIT_KINDS
} SekAuditKind;

typedef struct
{
  SekAuditKind kind;
  gboolean     is_column; /* target is a column, else a row; both from 0 */
  guint        target;
  char        *name;      /* of the target */
  char        *words;     /* «Endring = Forslag budsjett 2023 − Budsjett 2022» */
  double       sureness;  /* 0 … 1 */
  guint        n_holds;   /* of the places where both sides are given */
  guint        n_places;
} SekAuditRule;

/* A cell that rules speak about. Figures are whole numbers of 10^-decimals, as printed: "1,5" is 15 with one
 * decimal. */
typedef struct
{
  guint       row;      /* from 0, as in the table that came in */
  guint       column;
  SekVerdict  verdict;
  gint64      printed;  /* SEK_NONE when blank */
  gint64      expected;
  int         decimals;
  gboolean    percent;
  char       *expected_text; /* written as the table writes */
  guint       rule;     /* index of the rule that says so */
  double      sureness; /* 0 … 1, that a verdict which is not right is right */
  gboolean    undecided; /* one of the figures that the rule takes may as well be the wrong one */
} SekAuditCell;

typedef struct
{
  guint row; /* both from 0 */
  guint column;
} SekAuditPlace;

typedef struct _SekAudit SekAudit;

/* Audits one table: rows of texts (element-type GStrv; rows may be of different length), the head among them. name is
 * shown, may be "". It may take seconds; NULL with G_IO_ERROR_CANCELLED when cancellable was cancelled meanwhile, and
 * for no other reason. */
SekAudit           *sek_audit_new           (GPtrArray *rows, const char *name, SekLanguage language,
                                             GCancellable *cancellable, GError **error);
/* The same of a part of a sheet that begins at its row first (from 0), which the numbers of nameless rows count
 * from. */
SekAudit           *sek_audit_new_part      (GPtrArray *rows, guint first, const char *name, SekLanguage language,
                                             GCancellable *cancellable, GError **error);
void                sek_audit_free          (SekAudit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekAudit, sek_audit_free)

const char         *sek_audit_get_name      (SekAudit *self);
/* Row of the sheet at which the table begins; rows of cells count from there. */
guint               sek_audit_get_origin    (SekAudit *self);
guint               sek_audit_get_n_rows    (SekAudit *self);
guint               sek_audit_get_n_columns (SekAudit *self);
/* "" beyond a short row. */
const char         *sek_audit_get_text      (SekAudit *self, guint row, guint column);
/* How a row or column is called, «rad 12» when it has no words. Borrowed. */
const char         *sek_audit_get_label     (SekAudit *self, guint row);
const char         *sek_audit_get_head      (SekAudit *self, guint column);
/* The first row below the head. */
guint               sek_audit_get_first_row (SekAudit *self);
gboolean            sek_audit_is_amounts    (SekAudit *self, guint column);
gboolean            sek_audit_is_percent    (SekAudit *self, guint column);
/* Most that a figure of the column prints. */
int                 sek_audit_get_decimals  (SekAudit *self, guint column);
/* A row that a rule explains. */
gboolean            sek_audit_is_total      (SekAudit *self, guint row);

guint               sek_audit_get_n_rules   (SekAudit *self);
const SekAuditRule *sek_audit_get_rule      (SekAudit *self, guint index);
/* Every cell that a rule speaks about, by row and column, right ones too. */
guint               sek_audit_get_n_cells   (SekAudit *self);
const SekAuditCell *sek_audit_get_cell      (SekAudit *self, guint index);
/* Whether a rule computes the cell from others: its target, or the one figure from which a difference takes the
 * others, since that is their sum. */
gboolean            sek_audit_is_computed   (SekAudit *self, guint row, guint column, guint rule);
/* The figures of a rule at a cell of its but the cell itself, without blank ones: what the cell is computed from, or
 * where it is one of them the others and the result. Owned; element-type SekAuditPlace. */
GArray             *sek_audit_get_operands  (SekAudit *self, guint row, guint column, guint rule);
/* NULL when no rule speaks about it. */
const SekAuditCell *sek_audit_find_cell     (SekAudit *self, guint row, guint column);
/* Coverage: the figures of the table, those of them that a rule was tried on, and the rows or columns (from 0) that
 * have none of these; owned, element-type guint. The sentence about it is owned too. */
guint               sek_audit_count_figures (SekAudit *self);
guint               sek_audit_count_checked (SekAudit *self);
gboolean            sek_audit_is_checked    (SekAudit *self, guint row, guint column);
GArray             *sek_audit_find_left_out (SekAudit *self, gboolean columns);
char               *sek_audit_describe_coverage (SekAudit *self);
guint               sek_audit_count         (SekAudit *self, SekVerdict verdict);
/* A deviation is a cell that is wrong or missing; one to look at is none. */
gboolean            sek_audit_is_deviation  (const SekAuditCell *cell);
guint               sek_audit_count_deviations (SekAudit *self);
/* A finding is a deviation or a cell to look at. */
gboolean            sek_audit_is_finding    (const SekAuditCell *cell);
guint               sek_audit_count_findings (SekAudit *self);
/* The next finding after a place, by row and column of from, or the one before it (direction −1); NULL when there is
 * none. from NULL: the first or the last of all. */
const SekAuditCell *sek_audit_find_finding  (SekAudit *self, const SekAuditCell *from, int direction);

/* Rows of one column for whoever takes the table further. */
typedef struct
{
  const char *label;    /* borrowed */
  guint       row;      /* of the table */
  gint64      value;    /* SEK_NONE when it is blank, a dash or no figure */
  int         decimals; /* of value */
  gboolean    computed; /* a sum or the like, which a register computes itself */
} SekAuditRow;

/* The labels and figures of a column, from top to bottom, without the head, lines that only head others and empty
 * ones. Owned; element-type SekAuditRow. */
GArray             *sek_audit_read_column   (SekAudit *self, guint column);
/* The same as a text for sek_import_set_bytes(), parted by tabs: titles, the heads of the labels and of the column, a
 * line a row. Figures have a decimal comma and no grouping; what is no figure stands as it was printed.
 * (sek-audit-column.c) */
GBytes             *sek_audit_make_column_table (SekAudit *self, guint column);
/* Whether a column can be a register's: amounts, and not the change from one of the table's columns to another. */
gboolean            sek_audit_is_budget     (SekAudit *self, guint column);

/* --- tables from text (sek-audit-layout.c) ----------------------------------------------------------------------- */

/* The tables of a text that was copied from a PDF or a letter: columns set apart by tabs, runs of spaces, or only by
 * what the figures can be. Tables are set apart by lines of prose or two empty lines. Owned; element-type GPtrArray of
 * GStrv; empty when there is no table. Once cancelled it leaves the rest as it stands. */
GPtrArray          *sek_audit_split_text    (const char *text, GCancellable *cancellable);

/* --- tables from files (sek-audit-file.c) ------------------------------------------------------------------------ */

/* Every table of a file that adds up somewhere, or else its first: what the readers read, or a .txt as it was
 * copied from a PDF. Owned; element-type SekAudit. The errors of sek_reader_open() and the rest; SEK_ERROR_INPUT
 * when there is no table; SEK_ERROR_REFUSED beyond 5 000 rows. */
GPtrArray          *sek_audit_file          (const char *path, SekLanguage language, GCancellable *cancellable,
                                             GError **error);
/* The same of what is in memory, as from the clipboard. name tells by its suffix what it is: "paste.html",
 * "paste.txt". */
GPtrArray          *sek_audit_bytes         (GBytes *bytes, const char *name, SekLanguage language,
                                             GCancellable *cancellable, GError **error);
/* The same of pasted text; may be empty. NULL with G_IO_ERROR_CANCELLED only. */
GPtrArray          *sek_audit_text          (const char *text, SekLanguage language, GCancellable *cancellable,
                                             GError **error);

/* --- what is shown (sek-audit-book.c) ---------------------------------------------------------------------------- */

/* A book of audited tables (element-type SekAudit): each table with its cells marked, what was found, and the
 * rules. */
SekBook            *sek_audit_make_book     (GPtrArray *audits, const char *title, gint64 created,
                                             SekLanguage language);
/* What is told of a finding that is undecided. */
const char         *sek_audit_undecided_get_word (SekLanguage language);
const char         *sek_audit_kind_get_id   (SekAuditKind kind);
const char         *sek_audit_kind_get_word (SekAuditKind kind, SekLanguage language);
/* «sikker», «trolig», «usikker». */
const char         *sek_audit_sureness_get_word (double sureness, SekLanguage language);
/* A figure as a table writes it, with hard spaces, decimal comma and U+2212. Owned. */
char               *sek_audit_format_figure (gint64 value, int decimals, gboolean percent);

G_END_DECLS
