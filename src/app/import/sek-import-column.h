/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-understood.h"

/* Asks what a new budget column is that amounts of a file go to, and makes an answer for the import of it. */

G_BEGIN_DECLS

/* TRUE when the answer is SEK_IMPORT_NEW_COLUMN: then it is asked for, and func is called with data, which is window,
 * unless the person thinks better of it. import is NULL while it runs, and nothing is asked. */
gboolean sek_import_column_ask (GtkWindow *window, SekRegister *reg, SekImport *import, const char *question,
                                const char *answer, SekImportAnswerFunc func);

G_END_DECLS
