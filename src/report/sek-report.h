/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-earlier.h"
#include "sek-effects.h"
#include "sek-setup.h"
#include "sek-write.h"

/* The tables that people read, made from a register (or a snapshot of one, in any thread) as neutral sheets, and
 * written in any format. Their words are in the language of the tables, whatever the program's.
 *
 * A SekReport is a plain struct of what the tables are made of and how: initialise it, change what you like, make books
 * of it, clear it. It holds a snapshot, so that a whole report can be used in another thread; copy it for that with
 * sek_report_copy(). A page that shows a table keeps one and renews it when the document changes. */

G_BEGIN_DECLS

typedef enum
{
  SEK_VERSION_NOW,     /* the register as it is */
  SEK_VERSION_DAY,     /* as it was when a day ended */
  SEK_VERSION_FILE,    /* another file, a copy or the year before's */
  SEK_VERSION_ADOPTED, /* what was adopted of a sealed budget column, from its copy */
} SekVersionKind;

/* One side of a Sammenligning. */
typedef struct
{
  SekVersionKind kind;
  SekDate        day;    /* of DAY */
  gint64         column; /* of ADOPTED: the column */
  SekRegister   *reg;    /* owned; NULL for that of the report */
  char          *name;   /* of FILE: the file's name; of ADOPTED: the column's title; else NULL */
  char          *digest; /* of ADOPTED, as it is printed */
} SekReportVersion;

/* What the tables are made of. */
typedef struct
{
  SekRegister *reg;        /* owned */
  SekDate      today;      /* for what depends on the day: numbers, whether contributions are on course */
  char        *path;       /* the register's file, absolute; NULL for one that is none yet */
  char        *source;     /* and its name */
  char        *data_time;  /* when the data were last changed, UTC ISO; NULL when never */
  gint64       data_event; /* that change's number in the log; 0 when never */
  GError      *failure;    /* why the log could not be read for these two, told when a book is made; NULL otherwise */
  SekReportVersion before; /* Sammenligning: its left and its right side. As the register is now, both compare two */
  SekReportVersion after;  /* budget columns of it */
  SekAuthors  *authors;    /* who changed what between them, where both are of this register; else NULL */
  gint64       scenario;   /* that reg is shown with; 0 for none. Of what was adopted it says nothing */
  SekRegister *base;       /* owned: the register itself; NULL where reg is that */
  char        *scenario_name;   /* and its letter, «A» */
  char        *scenario_letter;
  gint64       adopted;    /* the sealed column whose adopted copy reg is; 0 for the register itself */
  char        *digest;     /* and the digest of that, as it is printed */
} SekReportData;

/* How. */
typedef struct
{
  int          year;       /* the budget year */
  gint64       unit;       /* øre of a shown unit in budget tables: 100 or 100000 */
  SekLanguage  language;
  GArray      *tables;     /* SekTableId, which tables a set-up asks for; NULL when none did */
  GArray      *columns;    /* gint64, budget columns from left to right; NULL: those of the year and of the year
                            * before */
  gboolean     no_change;  /* without the column Endring (or Avvik) */
  gint64       changed;    /* the budget column that it is of; 0: the last that is shown */
  gint64       base;       /* and what it is compared with; 0: the column's own base */
  gboolean     percent;    /* the change in per cent too */
  gboolean     comments;   /* the comments on amounts too */
  gboolean     contacts;   /* Medlemmer with contacts */
  gboolean     all_rows;   /* Sammenligning with the rows that are equal too */
  gboolean     no_names;   /* and without the names of those who changed something */
  gint64       member;     /* whose Medlemsark; 0: nobody's, and the table cannot be made */
  int          run;        /* the fee run of the year that is shown; 0: the last, or what would be issued */
  gint64       grant;      /* whose Tilskuddsrapport; 0: that of all */
  GArray      *scenarios;  /* gint64, what the tables of scenarios compare; NULL: the first ones of the register */
  gint64       member_order; /* SEK_MEMBER_ORDER_…, of the members there */
  gboolean     by_subregion; /* and they stand under their subregions */
} SekReportOptions;

/* More than fit beside each other. */
#define SEK_MOST_SCENARIOS (SEK_EFFECTS_MOST - 1)

/* More in the same book: the tables of other years, and those of other registers, with these options. All but these two
 * are set while such a book is made. */
typedef struct
{
  GArray              *more_years; /* int; NULL for none */
  GPtrArray           *others;     /* of SekReport; NULL for none */
  char                *label;      /* what tells this report's sheets from the others'; NULL when it is alone */
  char                *name;       /* what tells its register from the others; NULL when it is alone */
  guint                place;      /* the report's number in the book, from 1; its sheets have it in their keys */
  struct _SekReportSet *set;       /* borrowed */
} SekReportJoint;

typedef struct
{
  SekReportData    data;
  SekReportOptions options;
  SekReportJoint   joint;
} SekReport;

/* The newest budget year, and unit and language of the organisation; two columns compared where there is a choice,
 * contacts shown, no per cent, no comments. Takes a snapshot of the document's register. */
void        sek_report_init       (SekReport *self, SekDocument *document);
/* A copy of its own, which shares the snapshot. */
void        sek_report_copy       (SekReport *copy, const SekReport *self);
/* The same with a snapshot of its own: a register keeps what it computed once, so that a snapshot serves one thread. */
void        sek_report_copy_apart (SekReport *copy, const SekReport *self);
/* Takes a new snapshot and keeps the options; budget columns that are gone are left out. */
void        sek_report_renew      (SekReport *self, SekDocument *document);
void        sek_report_clear      (SekReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SekReport, sek_report_clear)

/* --- options ------------------------------------------------------------------------------------------------------
 * Each gives FALSE with error, and changes nothing, when a text names no column, set-up or member; the error lists what
 * there is. */

/* Titles or years, as sek_budget_columns_parse() reads them; "" goes back to those of the year. */
gboolean    sek_report_set_columns (SekReport *self, const char *text, GError **error);
/* A title, "" for the column's own, or "none" («ingen», «inga») for no change at all. NULL leaves it as it is. */
gboolean    sek_report_set_change (SekReport *self, const char *changed, const char *base, GError **error);
/* By number, name or "#" and row id. */
gboolean    sek_report_set_member (SekReport *self, const char *text, GError **error);
/* By name or "#" and row id; "" for all. */
gboolean    sek_report_set_grant  (SekReport *self, const char *text, GError **error);
/* Names or letters with semicolons, or else commas, between, at most SEK_MOST_SCENARIOS; "" for the first ones. */
gboolean    sek_report_set_scenarios (SekReport *self, const char *text, GError **error);
/* Those that are compared, in their order. Owned; element-type gint64. */
GArray     *sek_report_dup_scenarios (const SekReport *self);
/* All options that a named set-up of the document's register has. */
gboolean    sek_report_use_setup  (SekReport *self, SekDocument *document, const char *name, GError **error);
/* Makes the tables of what was adopted, from the copy that a sealed column has: with the columns that stood beside it,
 * the day of its sealing as the day of the data, and no file. 0 goes back to the register. SEK_ERROR_REFUSED for a
 * column that is not sealed, SEK_ERROR_DAMAGED for a copy that is gone or does not fit its digest. */
gboolean    sek_report_set_adopted (SekReport *self, SekDocument *document, gint64 column, GError **error);
/* The opposite: puts these options into changeset as a set-up, a new one or the one of that name. tables may be NULL
 * for those of self. Name the action and submit it. */
gint64      sek_report_propose_setup (SekReport *self, SekDocument *document, const char *name,
                                      SekChangeset *changeset);
/* A version for one of the sides. day and column are those of its kind, else 0. */
typedef struct
{
  SekVersionKind kind;
  SekDate        day;
  gint64         column;
  SekDocument   *file; /* borrowed, and only read; NULL where the version of the report is already a FILE: that one */
} SekVersionWish;

/* What Sammenligning compares: before on its left with after on its right. Both NOW compare two budget columns. Days
 * are in their order, and have been. SEK_ERROR_INPUT, SEK_ERROR_NOT_FOUND for a register that is not that old, and the
 * errors of sek_report_set_adopted(). */
gboolean    sek_report_set_versions (SekReport *self, SekDocument *document, const SekVersionWish *before,
                                     const SekVersionWish *after, GError **error);
/* Whether it compares two versions, and not two columns of one. */
gboolean    sek_report_has_versions (const SekReport *self);

/* Another year's tables in the same book, or no longer. */
void        sek_report_set_more_year (SekReport *self, int year, gboolean more);
/* Another register's in the same book: a snapshot of it. FALSE when that file is there already. */
gboolean    sek_report_add_other  (SekReport *self, SekDocument *other);
void        sek_report_remove_other (SekReport *self, guint index);

/* The budget columns that Hovedtall shows, left to right. Owned; element-type gint64. */
GArray     *sek_report_dup_columns (const SekReport *self);
/* The columns of the change, FALSE when there is none to show. */
gboolean    sek_report_get_change (const SekReport *self, gint64 *changed, gint64 *base);

/* --- books -------------------------------------------------------------------------------------------------------- */

/* A book of the given tables, in their order; with more years or registers a joint one, unless it is of one member or
 * compares. NULL with SEK_ERROR_NOT_FOUND when the year has no budget column, or a table lacks what it is of (a member,
 * something to compare). Formulas refer across those tables that are in the book. */
SekBook    *sek_report_make_book  (SekReport *self, const SekTableId *tables, guint n, GError **error);

/* The same of several years, or of several registers, in one book: each report's tables one after the other, their
 * sheets named after the year and, where there are several registers, the organisation («Hovedtall 2023»). Reports of
 * the same register (the same snapshot: copies of one) share Kontroll and Om, and refer to each other's years. The
 * language is the first one's. */
SekBook    *sek_report_make_joint_book (SekReport *reports, guint n_reports, const SekTableId *tables, guint n,
                                        GError **error);

/* What is true of a table; each is said where it is made known, in sek-report.c. */
typedef enum
{
  SEK_TABLE_HAS_YEAR     = 1 << 0, /* of one budget year, which can be chosen */
  SEK_TABLE_HAS_COLUMNS  = 1 << 1, /* budget columns that can be chosen, with comments on amounts */
  SEK_TABLE_HAS_CHANGE   = 1 << 2, /* a change between two columns that can be chosen, also in per cent */
  SEK_TABLE_HAS_UNIT     = 1 << 3, /* amounts in a unit that can be chosen */
  SEK_TABLE_NEEDS_COLUMN = 1 << 4, /* cannot be made of a year without a budget column */
  SEK_TABLE_OF_REGISTER  = 1 << 5, /* once for a register in a book of several years */
  SEK_TABLE_OF_YEARS     = 1 << 6, /* can stand for several years in one book */
  SEK_TABLE_ALONE        = 1 << 7, /* in no book of several years or registers */
  SEK_TABLE_NO_BUDGET    = 1 << 8, /* a book of it alone is not called a budget */
  SEK_TABLE_NO_STATUS    = 1 << 9, /* and no draft of one */
  SEK_TABLE_IN_WORKBOOK  = 1 << 10,
  SEK_TABLE_ON_PAGE      = 1 << 11, /* of published web pages */
  SEK_TABLE_AS_ADOPTED   = 1 << 12, /* can be made of an adopted copy */
  SEK_TABLE_OF_SCENARIOS = 1 << 13, /* which can be chosen; cannot be made without one */
} SekTableFlags;

SekTableFlags     sek_table_get_flags (SekTableId table);

/* The tables of a whole workbook, or of published pages, in their order. */
const SekTableId *sek_report_workbook (guint *n);
const SekTableId *sek_report_pages    (guint *n);
/* Those that an adopted copy has. */
const SekTableId *sek_report_adopted  (guint *n);

/* For tables of scenarios where nobody chose a year: the first one from the report's own on in which one of the
 * scenarios makes a difference to the reserve or to what a member pays. Without one it is left. */
void              sek_report_follow_scenarios (SekReport *self);

G_END_DECLS
