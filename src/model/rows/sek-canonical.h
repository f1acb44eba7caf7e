/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* The canonical text of rows: its one writer and its one reader. A block an entity, a line a row in order of id, values
 * as the file holds them, so that the same content gives the same bytes:
 *
 *   [fee_rate]
 *   id<TAB>year<TAB>kind<TAB>…
 *   4611686018427387904<TAB>2023<TAB>municipality<TAB>…
 *
 * UTF-8; lines end with a line feed. Lines that begin with # are comments; blank lines stand between blocks. A blank is
 * nothing between two tabs, the empty text is SEK_VALUE_NOTHING, and backslash, tab, line feed and carriage return
 * within a text are \\, \t, \n, \r. It knows no rules, and no file. */

G_BEGIN_DECLS

/* Appends the block of an entity, after a blank line unless text is empty. fields NULL: all of them, in their order;
 * rows NULL: all of them, else those of these ids, in any order, each of which must be there. */
void sek_canonical_append (GString *text, SekRegister *reg, SekEntityId entity, const SekField *const *fields,
                           guint n_fields, const gint64 *rows, guint n_rows);

/* --- blocks and lines --------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *text; /* escaped, without a NUL; valid as long as the text that is read */
  gsize       length;
} SekCanonicalCell;

/* Goes through a text, block by block and row by row, whatever the blocks are called. */
typedef struct
{
  const char *at;
  const char *end;
  guint       line;    /* the line that was read last, from 1 */
  char       *block;   /* the name of the block; NULL outside */
  guint       begun;   /* the line of that name */
  GPtrArray  *columns; /* its columns but for the id; element-type char * */
  gint64      id;      /* of the row */
  GArray     *cells;   /* the row's, one a column; element-type SekCanonicalCell */
} SekCanonicalReader;

typedef enum
{
  SEK_CANONICAL_BLOCK, /* block and columns are those of another block */
  SEK_CANONICAL_ROW,   /* id and cells are those of its next row */
  SEK_CANONICAL_END,
  SEK_CANONICAL_FAILED,
} SekCanonicalStep;

/* Borrows text for as long as it is read. */
void             sek_canonical_reader_init  (SekCanonicalReader *self, const char *text, gsize length);
void             sek_canonical_reader_clear (SekCanonicalReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SekCanonicalReader, sek_canonical_reader_clear)

/* FAILED, with SEK_ERROR_INPUT and a full sentence, where what stands at line is not of the form: not UTF-8, a head
 * without "id", a column twice, a row with too few or too many values, ids that are not positive, unique and
 * ascending. */
SekCanonicalStep sek_canonical_reader_next  (SekCanonicalReader *self, GError **error);

/* A whole number as it is written: digits, with a minus before them, and nothing that could be left out. */
gboolean         sek_canonical_cell_read_integer (const SekCanonicalCell *cell, gint64 *integer);

/* A value of any type, such as the log's: a text that would be read as a number has SEK_VALUE_NOTHING before it.
 * Reading appends a text to the empty buffer, from which the value borrows it; FALSE where an escape is none. */
void             sek_canonical_append_any   (GString *text, const SekValue *value);
gboolean         sek_canonical_cell_read_any (const SekCanonicalCell *cell, GString *buffer, SekValue *value);

/* --- rows --------------------------------------------------------------------------------------------------------- */

typedef enum
{
  /* Every entity of this program once, in order, with exactly its fields. */
  SEK_CANONICAL_STRICT = 0,
  /* What an older or newer program wrote as well: blocks in any order, and some of them; fields are found by the names
   * in the head; unknown fields and blocks are passed over; a field that no head has is blank, even where it is
   * required; a choice that only a newer program knows is kept (sek_kind_keep_unknown()). */
  SEK_CANONICAL_LENIENT = 1 << 0,
} SekCanonicalFlags;

/* The rows as a register. Each value is held against its field (sek_kind_check_stored()); whether the rows go together,
 * references among them, is not asked. last: reading ends with the block of this entity, and what comes after it is not
 * looked at; SEK_N_ENTITIES reads to the end of the text. *line, if not NULL, gets the line that was read last. NULL
 * with SEK_ERROR_INPUT and a full sentence of why this line is refused, which does not name it. */
SekRegister     *sek_canonical_read         (const char *text, gsize length, SekCanonicalFlags flags, SekEntityId last,
                                             guint *line, GError **error);

/* The same from where a reader is, from before the first block on. It leaves the reader at the head of the block after
 * that of last, or at the end, where block is NULL. */
SekRegister     *sek_canonical_reader_read_rows (SekCanonicalReader *self, SekCanonicalFlags flags, SekEntityId last,
                                                 GError **error);

G_END_DECLS
