/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Where a file to import comes from: the chooser, or what is dropped. It knows nothing of what becomes of it. */

G_BEGIN_DECLS

typedef void (*SekImportFilesFunc) (GtkWindow *window, char **paths);

/* Asks for a file, or several, in the folder of the last time; func is called when some were chosen. */
void  sek_import_files_choose     (GtkWindow *window, gboolean several, SekImportFilesFunc func);

/* Calls func with the paths of files that are dropped on the window. */
void  sek_import_files_take_drops (GtkWindow *window, SekImportFilesFunc func);

/* The kinds of import in words, in the order of their numbers. Owned. */
GListModel *sek_import_files_list_kinds (void);

/* What a file of a kind should hold, in a sentence or two. */
const char *sek_import_files_get_help   (gint64 kind);

/* Whether HTML from the clipboard has a table in it. */
gboolean    sek_import_files_has_table  (GBytes *html);

G_END_DECLS
