/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-error.h"
#include "sek-reader.h"

/* What the readers of the formats share: the object, the block in which rows are made, and messages. For
 * src/sheet/sek-read*.c only. */

G_BEGIN_DECLS

enum
{
  SEK_READ_MOST_CELL = 1 << 20,    /* bytes */
  SEK_READ_MOST_ROW = 1 << 24,     /* bytes of a row */
  SEK_READ_MOST_COLUMNS = 16384,
};
#define SEK_READ_MOST_BYTES (G_GINT64_CONSTANT (8) << 30)

typedef struct
{
  char    *name;
  gboolean hidden;
} SekReadSheetName;

typedef struct
{
  guint64 row;    /* as SekReadRow's number */
  guint   column;
  guint   across;
  guint   down;
} SekReadSpan;

/* Rows that are being made, and those that wait to be taken. Texts are offsets until a row is taken, since the block
 * may move. */
typedef struct
{
  GString *texts;
  GArray  *cells;   /* SekReadCell; text and number hold offsets + 1 */
  GArray  *rows;    /* of Entry */
  guint    at;      /* the next row to be taken */
  guint    first;   /* cell of the row that is being made */
  gsize    start;   /* and where its texts begin */
  gboolean overflows; /* more was added than may wait; what was added since is lost */
  SekReadRow row;   /* the one that was taken */
} SekReadBlock;

void         _sek_read_block_init      (SekReadBlock *self);
void         _sek_read_block_clear     (SekReadBlock *self);
/* Forgets the rows that were taken, keeping the cells of the row that is being made. */
void         _sek_read_block_shift     (SekReadBlock *self);
/* Forgets everything. */
void         _sek_read_block_reset     (SekReadBlock *self);
/* Adds a cell to the row that is being made; the result is good until the next call. length bytes of text, which needs
 * no NUL. */
SekReadCell *_sek_read_block_add       (SekReadBlock *self, SekReadKind kind, const char *text, gsize length);
/* The cell that was added last, in the row that is being made. */
SekReadCell *_sek_read_block_last      (SekReadBlock *self);
/* Gives the last cell its figure. */
void         _sek_read_block_set_number (SekReadBlock *self, const char *number);
/* Blank cells until the row has n of them. */
void         _sek_read_block_fill      (SekReadBlock *self, guint n);
guint        _sek_read_block_n_cells   (const SekReadBlock *self);
/* The row that is being made is whole. Trailing blank cells are kept. */
void         _sek_read_block_end_row   (SekReadBlock *self, guint64 number, guint64 line);
/* The last row stands n times, one below the other. */
void         _sek_read_block_repeat_row (SekReadBlock *self, guint n);
/* All rows wait anew; none must have been forgotten. */
void         _sek_read_block_rewind    (SekReadBlock *self);
/* NULL when none waits. */
const SekReadRow *_sek_read_block_take (SekReadBlock *self);

/* Rows of the sheet, when they are kept (sek-read-keep.c). */
typedef struct
{
  GPtrArray    *rows;      /* SekReadRow */
  GStringChunk *texts;
  gsize         size;      /* bytes */
  guint         at;        /* the next row to be given, once all are here */
  gboolean      on;
  gboolean      whole;     /* all rows are here */
  gboolean      too_large; /* to be kept */
} SekReadKeep;

void              _sek_read_keep_forget (SekReadKeep *self);
/* NULL: there is no more. */
void              _sek_read_keep_add    (SekReadKeep *self, const SekReadRow *row);
const SekReadRow *_sek_read_keep_take   (SekReadKeep *self);

typedef struct
{
  /* Fills reader->block until a row waits, or sets reader->ended. */
  gboolean (*fill)   (SekReader *reader, GError **error);
  /* To the first row of reader->sheet. */
  gboolean (*rewind) (SekReader *reader, GError **error);
  void     (*free)   (SekReader *reader);
} SekReaderClass;

struct _SekReader
{
  const SekReaderClass *klass;
  gpointer              state;       /* the format's own */

  SekReadFormat         format;
  char                 *name;        /* for messages: the file's base name */
  GFile                *file;        /* one of these two */
  GBytes               *bytes;
  GCancellable         *cancellable;
  SekReadOptions        options;
  char                 *encoding_option;

  GArray               *sheets;      /* SekReadSheetName */
  guint                 sheet;
  GArray               *spans;       /* SekReadSpan, what is known of the sheet when it has ended */
  GPtrArray            *notes;
  gint64                created;     /* as sek_reader_get_created() */

  const char           *dialect;     /* of the format, where it has another name; NULL: none */
  const char           *encoding;
  char                  separator;
  gboolean              has_decimals;
  SekDecimals           decimals;

  SekReadBlock          block;
  SekReadKeep           keep;
  gboolean              ended;
  gboolean              given; /* the format is known before the file is looked at */
};

/* What was copied, as CSV between tabs or as HTML, whatever it looks like. */
SekReader   *_sek_reader_open_clip     (GBytes *bytes, SekReadFormat format, gboolean no_quotes, GError **error);

/* Makes the reader of what the first bytes and the name say that the file is. */
gboolean     _sek_read_open_by_content (SekReader *reader, const char *sample, gsize length, GError **error);
/* Each takes over a reader whose file or bytes, name and options are set; FALSE when it cannot be read. */
gboolean     _sek_read_csv_open        (SekReader *reader, GError **error);
gboolean     _sek_read_zip_open        (SekReader *reader, GError **error);
gboolean     _sek_read_json_open       (SekReader *reader, GError **error);
gboolean     _sek_read_html_open       (SekReader *reader, GError **error);

/* The stream from its first byte. Owned. */
GInputStream *_sek_reader_open_stream  (SekReader *reader, GError **error);
void         _sek_reader_add_sheet     (SekReader *reader, const char *name, gboolean hidden);
/* Each note once, and 20 of them at most. */
void         _sek_reader_note          (SekReader *reader, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* SEK_ERROR with code: "“file.csv” cannot be read: " and the reason, a sentence that ends in a full stop. */
void         _sek_reader_fail          (SekReader *reader, GError **error, SekError code, const char *format,
                                        ...) G_GNUC_PRINTF (4, 5);

/* Gathers what the first rows of the sheet tell of the decimal mark, and goes back to its first row. */
gboolean     _sek_read_look_at_decimals (SekReader *reader, GError **error);
/* "C12"; column from 0, row from 1. Owned. */
char        *_sek_read_name_cell       (guint column, guint64 row);

/* FALSE when more cells wait than may. */
gboolean     _sek_read_check_block     (SekReader *reader, GError **error);

/* All of a text as UTF-8. NULL beyond most bytes, with words that say what to do. Owned. */
char        *_sek_read_whole_text      (SekReader *reader, gsize most, const char *too_large, gsize *length,
                                        GError **error);

/* The encoding and the separator of text, and the part of it that is a mark of the byte order. */
const char  *_sek_read_guess_encoding  (const char *data, gsize length, gsize *mark);
/* First bytes in whatever encoding as text, to look at. Owned. */
char        *_sek_read_sample_text     (const char *data, gsize length);
char         _sek_read_guess_separator (const char *text, gsize length);

G_END_DECLS
