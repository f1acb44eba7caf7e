/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A row of a GtkListBox that opens: rows of its own stand under it in the same list, made when it is first opened.
 * libadwaita's AdwExpanderRow is some twenty widgets with two lists inside, whether it is opened or not; a side pane
 * that lists the populations of a member has a dozen, and is made anew with each row that the cursor comes to. */

G_BEGIN_DECLS

#define SEK_TYPE_FOLD_ROW (sek_fold_row_get_type ())
G_DECLARE_FINAL_TYPE (SekFoldRow, sek_fold_row, SEK, FOLD_ROW, AdwPreferencesRow)

/* Asks for the row's own rows, by sek_fold_row_add(). */
typedef void (*SekFoldRowFunc) (SekFoldRow *row, gpointer user_data);

GtkWidget  *sek_fold_row_new      (SekFoldRowFunc fill, gpointer user_data);
/* subtitle "" has none. */
void        sek_fold_row_set_words (SekFoldRow *self, const char *title, const char *subtitle);
void        sek_fold_row_add      (SekFoldRow *self, GtkWidget *row);
/* Opens it, once it is in its list, or closes it. Emits notify::open. */
void        sek_fold_row_set_open (SekFoldRow *self, gboolean open);
gboolean    sek_fold_row_get_open (SekFoldRow *self);
/* The row that one was added to; NULL for none. */
SekFoldRow *sek_fold_row_find     (GtkWidget *row);

G_END_DECLS
