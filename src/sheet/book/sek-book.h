/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-chart.h"
#include "sek-language.h"
#include "sek-sheet.h"

/* A book of tables, and what is true of all of them: title, language, properties and named cells. It is built once and
 * then only read, in one thread at a time. */

G_BEGIN_DECLS

/* Texts are copied. Only title is needed. */
typedef struct
{
  const char *title;
  const char *author;  /* the organisation */
  const char *subject;
  const char *status;  /* "Utkast", "Vedtatt 8. desember 2022" */
  const char *version; /* of the contents, as the foot of a page shows it */
  const char *mark;    /* what even a file of plain rows must say, in its first head: "Scenario A: Høyere sats"; NULL
                        * for nothing */
  gint64      created; /* seconds since 1970 UTC, of the data: the same data then make the same file */
  SekLanguage language;
} SekBookInfo;

/* A name that formulas, and the readers of a file, can use for one cell. */
typedef struct
{
  char *name;
  char *sheet;
  char *row;
  char *column;
} SekBookName;

struct _SekBook
{
  SekBookInfo info;
  GPtrArray  *sheets; /* of SekSheet */
  GPtrArray  *names;  /* of SekBookName */
  GPtrArray  *charts; /* of SekChart */
  char       *source; /* NULL: none */
};

SekBook  *sek_book_new        (const SekBookInfo *info);
void      sek_book_free       (SekBook *book);
/* The file that the book is about. It is never written over, and a file of the book is for those whom that one is
 * for. */
void      sek_book_set_source (SekBook *book, const char *path);
/* The file that the book is about. It is never written over, and a file of the book is for those whom that one is
 * for. */
void      sek_book_set_source (SekBook *book, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekBook, sek_book_free)

/* The author, or NULL when the title tells it already. Borrowed. */
const char *sek_book_get_author_line (const SekBook *book);

/* A sheet after the others; its key is unique. The book owns it. */
SekSheet *sek_book_add_sheet  (SekBook *book, const SekSheetInfo *info);
SekSheet *sek_book_find_sheet (const SekBook *book, const char *key);

/* Takes hidden columns and rows out of all stored rows: what is for programs alone has no place where people read. Once
 * the book is built; formulas may be left without what they refer to. */
void      sek_book_drop_hidden (SekBook *book);

/* Parts tables that have more columns than are read beside each other (breaks_after): further columns stand, with the
 * frozen ones, in a sheet of their own after the table, and the notes after the last. Charts follow. Once the book is
 * built, for paper; formulas may be left without what they refer to. */
void      sek_book_break_wide (SekBook *book);

/* A chart after the others; the book owns it. Its sheets need not be there (yet): without any there is no chart. */
SekChart *sek_book_add_chart  (SekBook *book, const SekChartInfo *info);

/* The index of the last sheet that the chart shows something of, and which it stands after; -1 where the book has
 * nothing of it. */
int       sek_book_find_charted (const SekBook *book, const SekChart *chart);

/* Names the cell at a stored row of a sheet, which need not be there (yet). name is a letter and then letters, digits
 * and underscores, unique without regard to case, and does not look like a cell ("A1", "R1C1"). */
void      sek_book_add_name   (SekBook *book, const char *name, const char *sheet, const char *row, const char *column);
const SekBookName *sek_book_find_name (const SekBook *book, const char *name);

G_END_DECLS
