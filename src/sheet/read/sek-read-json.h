/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-reader-private.h"

/* The text of a JSON-stat file. A scan over it finds its depth, which json-glib would not survive, and cuts out what
 * stands under "value" and "status": millions of numbers that need no objects, and whose digits are to be kept. A
 * number that says which cut it is stands in the rest. For src/sheet/sek-read-json*.c only. */

G_BEGIN_DECLS

enum
{
  SEK_JSON_MOST_BYTES = 16 << 20,
  SEK_JSON_MOST_DEPTH = 64,
};

typedef enum
{
  SEK_JSON_NULL,
  SEK_JSON_NUMBER,
  SEK_JSON_TEXT,
  SEK_JSON_OTHER, /* true, false, a list, an object, or what is no JSON */
} SekJsonKind;

typedef struct _SekJsonCuts SekJsonCuts;
typedef struct _SekJsonCursor SekJsonCursor;

/* text is borrowed. NULL when it is too deep or not closed. */
SekJsonCuts   *sek_json_cuts_new      (SekReader *reader, const char *text, gsize length, GError **error);
void           sek_json_cuts_free     (SekJsonCuts *self);
const char    *sek_json_cuts_get_rest (SekJsonCuts *self);
/* Whether the rest is one value by JSON's grammar, with nothing behind it. json-glib 1.6 refuses most of what is not,
 * but forgets texts and nodes over it: it is only shown what is correct. */
gboolean       sek_json_cuts_are_correct (SekJsonCuts *self);

/* Over a list, or an object whose keys are the numbers of cells. NULL when the cut is neither. */
SekJsonCursor *sek_json_cursor_new    (SekJsonCuts *cuts, int cut);
void           sek_json_cursor_free   (SekJsonCursor *self);
/* How many there are; FALSE for an object, which may leave cells out. */
gboolean       sek_json_cursor_get_n  (SekJsonCursor *self, guint64 *n);
/* Goes to the first or next cell that there is. FALSE when there is none. */
gboolean       sek_json_cursor_next   (SekJsonCursor *self, guint64 *cell);
/* What is at a cell, for cells that never go back; NULL where there is nothing. A number as it is written, a text
 * decoded. */
SekJsonKind    sek_json_cursor_get    (SekJsonCursor *self, guint64 cell, GString *text);

G_END_DECLS
