/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Figures in texts that others wrote, exact: digits are moved, never computed with. Wider than base's
 * sek_number_parse_…(), which is strict with what a person types: here "1,234.50", "1.234,50", "1 234,50", "(50)", "-
 * 55 951", "1234.5-" and "12 %" are figures too. Which of comma and point is the decimal mark is not guessed from one
 * text; it is gathered from many. */

G_BEGIN_DECLS

typedef enum
{
  SEK_DECIMAL_UNKNOWN, /* nothing told */
  SEK_DECIMAL_COMMA,
  SEK_DECIMAL_POINT,
} SekDecimal;

/* What a number of texts told of their decimal mark. Starts zeroed. */
typedef struct
{
  guint comma;        /* texts that can only have a decimal comma: "1,5", "1.234,5", "0,250" */
  guint point;        /* texts that can only have a decimal point */
  guint doubtful;     /* texts that can be read in two ways: "1.500" is 1500 or 1,5 */
  char  example[24];  /* the first that can only be read by the mark that is in force, or that is doubtful; ""
                       * without */
  char  contrary[24]; /* the first that goes against the mark that the first one told; "" without */
} SekDecimals;

/* How many bytes of a text are left without the mark of a footnote behind it: "31 544¹", "Moss *", "58 282 1)", "Moss
 * [2]". */
gsize      sek_text_without_mark (const char *text);

/* Looks at one more text; what is no figure tells nothing. */
void       sek_decimals_add      (SekDecimals *self, const char *text);
/* What they tell together: UNKNOWN also where as many say the one as the other. */
SekDecimal sek_decimals_get      (const SekDecimals *self);
/* Whether a person must be asked: there are doubtful texts, and nothing else that tells, or texts that go against each
 * other. */
gboolean   sek_decimals_must_ask (const SekDecimals *self);

/* The figure of a text as machines write it, "-1234.5", or NULL when it is none, or cannot be told without knowing the
 * mark (decimal UNKNOWN and "1.500"). A per cent sign is dropped, as is "kr", and a footnote's mark. Owned. */
char      *sek_number_read       (const char *text, SekDecimal decimal);
/* The same into exact, which is emptied first, for many: FALSE when it is none. */
gboolean   sek_number_read_into  (const char *text, SekDecimal decimal, GString *exact);

/* A figure as machines write it, also with exponent ("1.5E+3"), without exponent, leading zeros and trailing decimals
 * that are zero; what a double's last digits added ("2.7000000000000002") is rounded away: more than 15 significant
 * digits stay only in whole numbers up to 18 digits. FALSE when it is none or beyond 400 digits. */
gboolean   sek_number_canonical  (const char *text, GString *exact);
/* Moves the decimal mark of a figure as machines write it by so many places; below 0 makes it smaller. */
void       sek_number_shift      (GString *exact, int places);
/* exact times 10^decimals as a whole number, half away from zero: "1.005", 2 is 101. FALSE when it is no figure or
 * beyond 64 bits. */
gboolean   sek_number_scale      (const char *exact, int decimals, gint64 *scaled);

G_END_DECLS
