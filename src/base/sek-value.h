/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A stored value: blank, a whole number (øre, persons, a packed date, a row id, a truth value) or a text.
 * Blank is not 0 and not the empty text. */

G_BEGIN_DECLS

/* A blank number, where a number stands alone. */
#define SEK_NONE G_MININT64

typedef enum
{
  SEK_VALUE_BLANK,
  SEK_VALUE_INTEGER,
  SEK_VALUE_TEXT,
} SekValueType;

/* An owned value's text is a GRefString; a borrowed one's may be any UTF-8 string. */
typedef struct
{
  SekValueType type;
  union
  {
    gint64      integer;
    const char *text;
  };
} SekValue;

#define SEK_BLANK ((SekValue) { .type = SEK_VALUE_BLANK })
#define SEK_INTEGER(i) ((SekValue) { .type = SEK_VALUE_INTEGER, .integer = (i) })
/* Borrows: valid as long as the text is. NULL gives blank. */
#define SEK_TEXT(t) (sek_value_borrow_text (t))

static inline SekValue
sek_value_borrow_text (const char *text)
{
  return text != NULL ? (SekValue) { .type = SEK_VALUE_TEXT, .text = text } : SEK_BLANK;
}

/* Returns an owned copy; sek_value_clear() frees it. */
SekValue sek_value_copy  (const SekValue *value);

/* Frees an owned value and makes it blank. */
void     sek_value_clear (SekValue *value);

gboolean sek_value_equal (const SekValue *a,
                          const SekValue *b);

/* What stands for nothing in canonical text: the empty text is written as it alone, since a blank is written as "". */
#define SEK_VALUE_NOTHING "\\-"

/* The value on one line: blank and the empty text are "", integers decimal, texts with \\, \t, \n, \r escaped. Free
 * with g_free(). */
char    *sek_value_to_text (const SekValue *value);

/* Appends the same with the empty text as SEK_VALUE_NOTHING, so that no two values of a field give one text. */
void     sek_value_append_text (GString *text, const SekValue *value);

/* The opposite for texts: appends what the escapes of length bytes stand for. FALSE where a backslash stands before
 * something that sek_value_append_text() does not write there. */
gboolean sek_value_append_plain (GString *plain, const char *text, gsize length);

G_END_DECLS
