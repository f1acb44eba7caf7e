/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-report.h"

/* More years and more registers in the same book: a group of the side pane of the page of tables. It edits a report in
 * place and tells; it knows neither how a book of several is made nor where it is shown. */

G_BEGIN_DECLS

#define SEK_TYPE_TABLES_SEVERAL (sek_tables_several_get_type ())
G_DECLARE_FINAL_TYPE (SekTablesSeveral, sek_tables_several, SEK, TABLES_SEVERAL, AdwBin)

GtkWidget *sek_tables_several_new  (void);

/* Borrowed, and stays until the next call, or one with NULL. The group is hidden for a table that is of one member or
 * compares. Signals: "changed" when the report is another, "problem" (const char *) with what cannot be, in words. */
void       sek_tables_several_show (SekTablesSeveral *self, SekReport *report, SekTableId table);

/* Without asking for the file. */
void       sek_tables_several_add_register (SekTablesSeveral *self, const char *path);

G_END_DECLS
