/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"

/* A register as a text that outlives the program, and a register made of such a text:
 *
 *   # sekretariat-dump 1
 *   # schema 6
 *   # changed 2022-11-18T08:00:00Z 17
 *   # …
 *
 *   [organisation]
 *   …
 *
 * After these lines (the form of the text, the version of the tables, when and as which number in the log the data were
 * last changed) come the rows as sek_register_dump() has them, and the log, if it is wanted (sek-journal.h). */

G_BEGIN_DECLS

/* with_log: with everything that was ever done, and the names of who did it. NULL with the errors of reading the log,
 * SEK_ERROR_CONFLICT when another program writes the register meanwhile. Free with g_free(). */
char    *sek_document_dup_dump (SekDocument *self, gboolean with_log, GError **error);

/* Makes a new register at path of such a text, all of it or nothing. What is loaded is held against all that a file is
 * held against. Without its log the register's log has one action, which undo stops at, with the time and number of the
 * last change, so that tables say the same; of a text that begins with its rows, as the first dumps did, the time is
 * now. An existing file is refused. On FALSE there is no file, and *line is the line that is refused, 0 where it is
 * none of them; the error is a full sentence: SEK_ERROR_INPUT, _REFUSED or _DAMAGED for what the text says, _NEWER, or
 * why the file could not be made. */
gboolean sek_document_load     (const char *path, const char *text, gsize length, guint *line, GError **error);

G_END_DECLS
