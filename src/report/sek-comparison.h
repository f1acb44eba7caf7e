/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-budget.h"
#include "sek-report.h"

/* What Sammenligning says, cell by cell, before it is a table: the figures of two budget columns, or of the same
 * columns in two versions of the register, and of versions the names and comments that became others. Rows of two
 * registers are the same that have the same id, or else the same name. */

G_BEGIN_DECLS

typedef enum
{
  SEK_DIFFERENCE_FIGURE,  /* a row of Hovedtall */
  SEK_DIFFERENCE_PROJECT, /* what a project gets */
  SEK_DIFFERENCE_TEXT,    /* a name, a comment; a row that came or went by its name */
} SekDifferenceKind;

typedef struct
{
  SekDifferenceKind kind;
  SekFigure   left, right;   /* of FIGURE; a line that one side has not is 0 there */
  gint64      project;       /* of PROJECT, on the right, or else on the left */
  gint64      base, column;  /* the two budget columns, each in its register; 0 where there is none */
  char       *heading;       /* of the rows from here on until another; NULL for none */
  char       *name;          /* of the row: a line, a project, a column; for TEXT of the row that has the text */
  char       *title;         /* of the budget column; NULL for what is of none */
  gint64      before, now;   /* øre; SEK_NONE is blank, and of TEXT */
  gint64      change;        /* now − before, or turned where accounts are compared with a budget */
  const SekField *field;     /* of TEXT: which text */
  char       *text_before;   /* of TEXT; NULL where there is none, or the row came */
  char       *text_now;      /* NULL where there is none, or the row went */
  char       *who;           /* changed it last between two days of one register, NULL where nobody did: a figure that
                              * is worked out has no change of its own */
  char       *at;            /* and when, UTC */
} SekDifference;

/* What differs, in the order of the table; with options.all_rows the figures that are equal too. Something is compared
 * (sek_report_make_book() refuses where nothing is). Owned; element-type SekDifference. */
GPtrArray  *sek_report_dup_differences (SekReport *self);

/* Why an adjusted budget differs there from what it adjusts; NULL where nobody said, or something else is compared.
 * Borrowed from the report's register. */
const char *sek_report_get_reason (SekReport *self, const SekDifference *difference);

G_END_DECLS
