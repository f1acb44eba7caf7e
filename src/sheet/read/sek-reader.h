/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sek-date.h"
#include "sek-read-number.h"

/* Tables that others made, in: CSV and its sisters, JSON-stat, xlsx, ods, HTML. A reader is a cursor of rows over one
 * file; it streams, so that a file of any size needs little memory. It tells what it understood of the file, and says
 * in words what it cannot read and where. It knows cells, not what they mean: which row is the head, which column the
 * population, is for whoever reads. Cells of text formats are texts; sek_number_read() makes exact figures of them.
 *
 * What comes from outside may be hostile. Whatever the bytes are, a reader gives rows or a GError, in bounded memory
 * and time: a cell has at most 1 MiB, a row at most 16 384 cells, a file at most 8 GiB of rows.
 *
 *   g_autoptr (SekReader) reader = sek_reader_open (path, NULL, cancellable, &error);
 *   const SekReadRow *row;
 *
 *   while (reader != NULL && sek_reader_next (reader, &row, &error) && row != NULL)
 *     use (row->cells[0].text);
 * */

G_BEGIN_DECLS

typedef struct _SekReader SekReader;

typedef enum
{
  SEK_READ_CSV, /* and TSV, and whatever else has a separator */
  SEK_READ_JSON_STAT,
  SEK_READ_XLSX,
  SEK_READ_ODS,
  SEK_READ_HTML,
} SekReadFormat;

typedef enum
{
  SEK_READ_BLANK,
  SEK_READ_TEXT,
  SEK_READ_NUMBER,
  SEK_READ_DATE,
  SEK_READ_BOOLEAN,
  SEK_READ_ERROR, /* #N/A, #REF! …: a formula that has no value */
} SekReadKind;

typedef enum
{
  SEK_READ_HEAD = 1 << 0,    /* HTML's th, or a row of thead */
  SEK_READ_BOLD = 1 << 1,    /* HTML and spreadsheets, where it is easily known */
  SEK_READ_PERCENT = 1 << 2, /* a number shown as per cent: 0.037 for 3,7 % */
  SEK_READ_FORMULA = 1 << 3, /* computed by the file; the value is the one that was stored with it */
  SEK_READ_COVERED = 1 << 4, /* blank since another cell reaches over it */
} SekReadFlags;

/* One cell. Everything is borrowed, for as long as its row is. */
typedef struct
{
  SekReadKind kind;
  guint16     flags;   /* SekReadFlags */
  guint16     across;  /* columns that it reaches over, 1 and more */
  guint32     down;    /* rows that it reaches over, 1 and more; of xlsx known only in a collected sheet */
  SekDate     date;    /* of DATE, else 0; a time of day is in text only */
  gsize       length;  /* bytes of text */
  const char *text;    /* UTF-8 as the file has it, never NULL; of DATE "2022-11-18" (or "2022-11-18 08:30:00"), of
                        * BOOLEAN "1" or "0" */
  const char *number;  /* of NUMBER the exact figure as machines write it, "-1234.5", else NULL */
} SekReadCell;

typedef struct
{
  guint64            number; /* of the row in its sheet, from 1; blank rows of a spreadsheet are passed over, so it
                              * may jump */
  guint64            line;   /* of text formats the line where it begins, from 1; else 0 */
  guint              n_cells;
  const SekReadCell *cells;
} SekReadRow;

/* What somebody knows better than the content tells; 0 and NULL: find out. */
typedef struct
{
  const char *encoding;  /* a name that iconv knows */
  char        separator; /* of CSV */
  gboolean    no_quotes; /* a quotation mark in CSV means itself */
} SekReadOptions;

/* Opens a file, or what can be read once: by what is in it first, then by its suffix. options may be NULL; cancellable
 * is kept for all of the reading. NULL with SEK_ERROR_NOT_FOUND, SEK_ERROR_IO, SEK_ERROR_DAMAGED, SEK_ERROR_REFUSED
 * (too large, hostile) or SEK_ERROR_INPUT (of a kind that is not read: what it is and what to do). */
SekReader    *sek_reader_open            (const char *path, const SekReadOptions *options, GCancellable *cancellable,
                                          GError **error);
/* What is no file but can be read once, a pipe, up to 64 MiB; a folder, a terminal or a device is refused in words.
 * NULL without error for a file, or when there is none: then sek_reader_open() has it. A pipe that nobody writes into
 * is refused after a second. */
GBytes       *sek_read_once              (const char *path, GCancellable *cancellable, GError **error);
/* The same of what is open already, such as standard input, to its end. */
GBytes       *sek_read_descriptor        (int fd, const char *name, GCancellable *cancellable, GError **error);
/* A reader of what is in memory, as from the clipboard. name is for messages and for its suffix: "paste.tsv",
 * "page.html". */
SekReader    *sek_reader_open_bytes      (GBytes *bytes, const char *name, const SekReadOptions *options,
                                          GCancellable *cancellable, GError **error);
void          sek_reader_free            (SekReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekReader, sek_reader_free)

/* Sheets of a workbook, tables of a page, datasets of a JSON-stat bundle; at least one. Names may be "". */
guint         sek_reader_get_n_sheets    (SekReader *self);
const char   *sek_reader_get_sheet_name  (SekReader *self, guint sheet);
gboolean      sek_reader_get_sheet_hidden (SekReader *self, guint sheet);
/* The sheet that next() reads: at first the first one that is not hidden, of HTML the largest. */
guint         sek_reader_get_sheet       (SekReader *self);
/* Goes to the first row of a sheet, also of the one that is being read. */
gboolean      sek_reader_select          (SekReader *self, guint sheet, GError **error);

/* When a workbook says that it was made, seconds since 1970 UTC; 0 when it does not. Most programs that change and save
 * it keep that. */
gint64        sek_reader_get_created     (SekReader *self);

/* From now on keeps the rows of a sheet that is read to its end, so that going through it again needs no file; call it
 * before the first row is read. What is very large is read anew all the same. */
void          sek_reader_keep            (SekReader *self);
/* Turns a table of the sheet: the row of that number, and those below it with as much as two cells of which the second
 * or a later one is filled, become columns in its place; rows above and single lines below stay. The reader is at the
 * sheet's first row then, and rows have their place in what was turned as number. For small tables: beyond 2 000 rows
 * SEK_ERROR_REFUSED. */
gboolean      sek_reader_turn            (SekReader *self, guint64 head, GError **error);
/* Instead of the one that it was opened with. */
void          sek_reader_set_cancellable (SekReader *self, GCancellable *cancellable);

/* The next row, good until the next call; at the end TRUE and NULL in *row. FALSE when it cannot be read, or when
 * cancelled (G_IO_ERROR). */
gboolean      sek_reader_next            (SekReader *self, const SekReadRow **row, GError **error);

/* What was understood. */
SekReadFormat sek_reader_get_format      (SekReader *self);
/* "UTF-8", "WINDOWS-1252", "UTF-16LE", "UTF-16BE", or the option's; NULL where the format leaves no choice. For text
 * that is ASCII so far, UTF-8. */
const char   *sek_reader_get_encoding    (SekReader *self);
/* Of CSV ',', ';', '\t' or '|', '\0' when there is one column only or another format. */
char          sek_reader_get_separator   (SekReader *self);
/* How numbers that are texts are written, as far as the first rows tell; NULL where cells are typed. Borrowed. */
const SekDecimals *sek_reader_get_decimals (SekReader *self);
/* All of that in words for a person: "CSV, separated by semicolons, Windows-1252, decimal comma". Owned. */
char         *sek_reader_describe        (SekReader *self);
/* Things a person should know of what has been read so far: a sheet that is hidden, bytes that were no UTF-8 …
 * Element-type char *, borrowed. */
GPtrArray    *sek_reader_get_notes       (SekReader *self);
/* Where a cell of a row is, for a message: "line 12, column 3", "cell C12 of «Ark 1»". column from 0. Owned. */
char         *sek_reader_describe_place  (SekReader *self, const SekReadRow *row, guint column);

/* The cell alone, as a spreadsheet calls it: "C12". column from 0. Owned. */
char         *sek_reader_name_cell       (const SekReadRow *row, guint column);

/* --- a sheet, collected ------------------------------------------------------------------------------------------- */

/* All rows of a sheet in memory, for small tables whose cells are looked at more than once. */
typedef struct _SekReadSheet SekReadSheet;

/* The rest of the reader's sheet. Blank rows between others are kept, above 100 in a row only one of them. Beyond one
 * of the caps it is SEK_ERROR_REFUSED; 0 is no cap of its own (then 1 000 000 rows, 16 384 columns, 256 MiB). */
SekReadSheet *sek_reader_collect         (SekReader *self, guint most_rows, guint most_columns, gsize most_bytes,
                                          GError **error);
void          sek_read_sheet_free        (SekReadSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekReadSheet, sek_read_sheet_free)

const char   *sek_read_sheet_get_name    (SekReadSheet *self);
guint         sek_read_sheet_get_n_rows  (SekReadSheet *self);
/* Of the widest row. */
guint         sek_read_sheet_get_n_columns (SekReadSheet *self);
/* With the number and line that it has in the file. Borrowed. */
const SekReadRow *sek_read_sheet_get_row (SekReadSheet *self, guint row);
/* Never NULL: blank beyond the end of a short row. */
const SekReadCell *sek_read_sheet_get_cell (SekReadSheet *self, guint row, guint column);
/* "" when blank. */
const char   *sek_read_sheet_get_text    (SekReadSheet *self, guint row, guint column);

G_END_DECLS
