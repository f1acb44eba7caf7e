/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-write.h"

/* The tables that people read, made from a register (or a snapshot of one, in any thread) as neutral sheets, and written in any
 * format. Their words are in the language of the tables, whatever the program's. */

G_BEGIN_DECLS

typedef enum
{
  SEK_TABLE_MAIN,     /* hovedtall */
  SEK_TABLE_PROJECTS, /* prosjektmidler */
  SEK_TABLE_FEES,     /* kontingent */
  SEK_TABLE_MEMBERS,  /* medlemmer */
  SEK_TABLE_CHECKS,   /* kontroll */
  SEK_TABLE_ABOUT,    /* om */
  SEK_N_TABLES
} SekTableId;

/* What a report is made of and how. sek_report_init() sets all of it; change what you like, then free it. */
typedef struct
{
  SekRegister *reg;       /* owned */
  int          year;      /* the budget year */
  gint64       unit;      /* øre of a shown unit in budget tables */
  SekLanguage  language;
  SekDate      today;     /* for what depends on the day: numbers, whether contributions are on course */
  char        *source;    /* the name of the register's file */
  char        *data_time; /* when the data were last changed, UTC ISO; NULL when never */
} SekReport;

/* The newest budget year, and unit and language of the organisation. Takes a snapshot of the document's register. */
void        sek_report_init       (SekReport *self, SekDocument *document);
void        sek_report_clear      (SekReport *self);

const char *sek_report_get_id     (SekTableId table);
/* FALSE with SEK_ERROR_NOT_FOUND and the right ids. */
gboolean    sek_report_find_table (const char *id, SekTableId *table, GError **error);

/* A book of the given tables, in their order. NULL with SEK_ERROR_NOT_FOUND when the year has no budget column. Formulas refer across
 * those tables that are in the book. */
SekBook    *sek_report_make_book  (SekReport *self, const SekTableId *tables, guint n, GError **error);

/* The tables of a whole workbook (hovedtall, prosjektmidler, kontingent, kontroll, om), or of published pages (the first three). */
const SekTableId *sek_report_workbook (guint *n);
const SekTableId *sek_report_pages    (guint *n);

G_END_DECLS
