/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-sheet.h"

/* Cells as text, for the writers of formats that hold text, and texts made safe for any file. Inside the room. */

G_BEGIN_DECLS

typedef enum
{
  SEK_CLEAN_DEFAULT  = 0,
  SEK_CLEAN_ONE_LINE = 1 << 0, /* line breaks and tabs become spaces */
  SEK_CLEAN_NO_BIDI  = 1 << 1, /* without the marks that turn the direction of what follows on the line */
} SekCleanFlags;

/* text in valid UTF-8 without control characters; line breaks are "\n". Returns text itself when it is so already, else
 * scratch's string. */
const char *sek_text_clean        (const char *text, SekCleanFlags flags, GString *scratch);

/* For lines that wrap: what is one figure stays on one line, a telephone number, «3,7 %», «250 kr» and a short remark
 * in brackets, «(opp 3,7 %)». Returns text itself where there is none, else scratch's string. */
const char *sek_text_bind         (const char *text, GString *scratch);

/* As a reader of a table sees it, rounded half away from zero to what the column shows; "" for a blank.
 * Free with g_free(). */
char       *sek_cell_to_text      (const SekSheetRow *row, int column);

/* The same digits for a program: ASCII hyphen, no grouping, no unit; dates are ISO. Free with g_free(). */
char       *sek_cell_to_plain     (const SekSheetRow *row, int column);

/* text as a field of a delimited file: in quotes, doubled within, where it has the delimiter, a quote or a line end. */
void        sek_text_append_field (GString *out, const char *text, char delimiter);

/* A head's lines in one. NULL gives "". Free with g_free(). */
char       *sek_head_to_line      (const char *head);

G_END_DECLS
