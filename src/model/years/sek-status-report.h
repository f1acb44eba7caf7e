/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-budget.h"

/* The status report of a year: accounts to date against what of the adjusted budget falls on that part of the year,
 * line by line and project by project, with the forecast of the year and a comment where the deviation is over the
 * limit. All money is øre; SEK_NONE is blank.
 *
 * The accounts are the year's newest column of accounts up to today, the budget the newest adjusted one that was
 * adopted, else the adopted one, else the newest proposal. Avvik = budget to date − accounts, as everywhere. */

G_BEGIN_DECLS

typedef struct
{
  SekFigure   figure;     /* of a line of the budget, a heading or a sum; of a project its kind is a line */
  gint64      project;    /* a project's id, else 0 */
  gint64      budget;     /* of the year */
  gint64      to_date;    /* of it, up to the day */
  gint64      actual;
  gint64      deviation;  /* to_date − actual */
  gint64      forecast;
  gboolean    asks;       /* the deviation is to be explained */
  const char *comment;    /* on the accounts; NULL for none. Borrowed until the next change */
} SekStatusRow;

typedef struct
{
  int     year;
  SekDate day;         /* that the accounts are up to; 0 without accounts */
  gint64  budget;      /* columns; 0 for none */
  gint64  actual;
  gint64  forecast;
  GArray *rows;        /* SekStatusRow: the budget's as in Hovedtall, then the projects and their sum */
  guint   n_projects;
  guint   n_asking;    /* rows that are to be explained */
  guint   n_lacking;   /* of those, without a comment */
} SekStatusReport;

/* year 0: that of today if it has a budget column, else the newest that is not after today, else the newest. */
SekStatusReport *sek_status_report_new  (SekRegister *reg, int year, SekDate today);
void             sek_status_report_free (SekStatusReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekStatusReport, sek_status_report_free)

/* What is wanting, in a sentence: no accounts, no budget, comments; "" for nothing. Free with g_free(), as the
 * others. */
char            *sek_status_report_dup_problem (SekRegister *reg, const SekStatusReport *self, SekLanguage language);
/* «Avvik forklares fra 50 000 kr og 5 %.»; "" without a limit. */
char            *sek_status_report_dup_limit   (SekRegister *reg, SekLanguage language);
/* Whether a deviation from an amount is over the limit: at least the kroner, and at least the per cent, of those that
 * are given; never without one. */
gboolean         sek_status_is_over            (SekRegister *reg, gint64 deviation, gint64 of);
const char      *sek_status_row_get_name       (SekRegister *reg, const SekStatusRow *row, SekLanguage language);

G_END_DECLS
