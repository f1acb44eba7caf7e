/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-report.h"
#include "sek-window.h"

/* Writing tables to a file from the window: in a thread, on a snapshot, with progress and cancel when it takes its time, then a toast with
 * Open. */

G_BEGIN_DECLS

/* Asks for a name and writes these tables; report NULL is the program's own choice of year, columns and language. */
void sek_export_ask (SekWindow *window, const SekReport *report, const SekTableId *tables, guint n, SekFormat format);

/* Writes to path without asking for a name. */
void sek_export_to  (SekWindow *window, const SekReport *report, const SekTableId *tables, guint n, const char *path);

/* The same of a book that is no table of the register, taken; name is proposed, without its suffix. */
void sek_export_book_ask (SekWindow *window, SekBook *book, const char *name, SekFormat format);
void sek_export_book_to  (SekWindow *window, SekBook *book, const char *path);

/* Asks for a folder and writes a Medlemsark for each member into it, then lists what was written. */
void sek_export_member_sheets (SekWindow *window, const SekReport *report);

/* Without asking. */
void sek_export_member_sheets_to (SekWindow *window, const SekReport *report, const char *folder);

/* Saves a copy of the register, asking for a name; likewise in a thread. */
void sek_export_copy (SekWindow *window);

/* Without asking. A register whose file is gone is copied too. */
void sek_export_copy_to (SekWindow *window, const char *path);

G_END_DECLS
