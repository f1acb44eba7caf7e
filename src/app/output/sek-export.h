/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-report.h"

/* Writing tables to a file from the window: in a thread, on a snapshot, with progress and cancel when it takes its
 * time, then a toast with Open. parent is the window that asks and is told. */

G_BEGIN_DECLS

/* Asks for a name and writes these tables; report NULL is the program's own choice of year, columns and language. */
void sek_export_ask (GtkWindow *parent, SekDocument *document, const SekReport *report, const SekTableId *tables,
                     guint n, SekFormat format);

/* Writes to path without asking for a name. */
void sek_export_to  (GtkWindow *parent, SekDocument *document, const SekReport *report, const SekTableId *tables,
                     guint n, const char *path);

/* The same of a book that is no table of the register, taken; name is proposed, without its suffix, in the folder of
 * the document. */
void sek_export_book_ask (GtkWindow *parent, SekDocument *document, SekBook *book, const char *name, SekFormat format);
void sek_export_book_to  (GtkWindow *parent, SekBook *book, const char *path);

/* Asks for a folder and writes a Medlemsark for each member into it, then lists what was written. */
void sek_export_member_sheets (GtkWindow *parent, SekDocument *document, const SekReport *report);

/* Without asking. */
void sek_export_member_sheets_to (GtkWindow *parent, SekDocument *document, const SekReport *report,
                                  const char *folder);

/* Saves a copy of the register, asking for a name; likewise in a thread. */
void sek_export_copy (GtkWindow *parent, SekDocument *document);

/* Without asking. A register whose file is gone is copied too. */
void sek_export_copy_to (GtkWindow *parent, SekDocument *document, const char *path);

G_END_DECLS
