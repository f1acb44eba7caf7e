/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-reader.h"

/* Bytes in whatever encoding become UTF-8, a chunk at a time. A mark of the byte order tells the encoding; without one
 * UTF-16 is known by its zero bytes, and what is ASCII so far is decided by the first bytes that are not: UTF-8 when
 * they are, else Windows-1252. Single bytes that are no UTF-8 in a text that is are taken for Windows-1252 and noted
 * with their line. A zero byte is no text. For src/sheet/sek-read*.c only. */

G_BEGIN_DECLS

enum
{
  SEK_READ_TEXT_CHUNK = 1 << 16, /* bytes that are read at a time; up to three times as many come out */
};

typedef struct _SekReadText SekReadText;

/* Begins at the first byte of the reader's file, which it borrows. */
SekReadText *sek_read_text_new          (SekReader *reader, GError **error);
void         sek_read_text_free         (SekReadText *self);
/* The first chunk, which next() gives again. */
gboolean     sek_read_text_peek         (SekReadText *self, const char **text, gsize *length, GError **error);
/* Takes bytes off the chunk that was peeked at. */
void         sek_read_text_skip         (SekReadText *self, gsize length);
/* The next chunk, whole characters, good until the next call; length 0 at the end. */
gboolean     sek_read_text_next         (SekReadText *self, const char **text, gsize *length, GError **error);
const char  *sek_read_text_get_encoding (SekReadText *self);

G_END_DECLS
