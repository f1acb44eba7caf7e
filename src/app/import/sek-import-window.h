/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-document.h"
#include "sek-grid.h"

/* The import assistant: a file or what was pasted → what was understood and asked → every change, old → new → one step
 * in the register. It shows and asks; what a table means is the matter of sek-import.h, which it runs in a thread on a
 * snapshot. */

G_BEGIN_DECLS

#define SEK_TYPE_IMPORT_WINDOW (sek_import_window_get_type ())
G_DECLARE_FINAL_TYPE (SekImportWindow, sek_import_window, SEK, IMPORT_WINDOW, AdwWindow)

/* Opens the assistant over a window that shows a register. kind is SEK_IMPORT_KIND_…; paths are read at once, NULL to
 * ask for them. */
SekImportWindow *sek_import_window_present   (GtkWindow *parent, SekDocument *document, gint64 kind,
                                              const char *const *paths);

/* The same with a table that is at hand, for a budget column: its key, or an answer that makes it (sek-import.h). The
 * suffix of name tells what the table is, and name stands in the log. */
void             sek_import_window_present_table (GtkWindow *parent, SekDocument *document, gint64 kind, GBytes *table,
                                                  const char *name, const char *column);

/* The rows that are proposed. */
SekGrid         *sek_import_window_get_grid  (SekImportWindow *self);
/* Nothing is being read. */
gboolean         sek_import_window_is_idle   (SekImportWindow *self);

G_END_DECLS
