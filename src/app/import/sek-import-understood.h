/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-import.h"

/* What was understood of a file, and what is asked about it, as rows to answer: questions first, then facts, then the
 * columns. It only reads the import; answers go to whoever made it. */

G_BEGIN_DECLS

/* A question as sek_import_answer() takes it. */
typedef void (*SekImportAnswerFunc) (const char *question, const char *answer, gpointer data);

/* Fills box anew. Gives back the widget of the first question that is open, else the one with which question is
 * answered ("column:KEY" for a column); NULL when there is none. SEK_IMPORT_NEW_COLUMN comes as an answer when a person
 * wants to say what column. */
GtkWidget *sek_import_understood_fill (GtkBox *box, SekImport *import, const char *question, SekImportAnswerFunc func,
                                       gpointer data);

/* Fills box with the number of proposals of each verdict, as pills. */
void       sek_import_understood_fill_pills (GtkBox *box, SekImport *import);

G_END_DECLS
