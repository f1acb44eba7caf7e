/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-report.h"

/* How a table is to be: the side pane of the page of tables. It shows those options that the table has, edits a report
 * in place and tells; it knows neither how a table is made nor where it is shown. */

G_BEGIN_DECLS

#define SEK_TYPE_TABLES_OPTIONS (sek_tables_options_get_type ())
G_DECLARE_FINAL_TYPE (SekTablesOptions, sek_tables_options, SEK, TABLES_OPTIONS, AdwBin)

GtkWidget *sek_tables_options_new  (void);

/* Both are borrowed, and stay until the next call, or one with NULL. Signals: "changed" when the report is another,
 * "problem" (const char *) with what cannot be, in words, and "" when all can. */
void       sek_tables_options_show (SekTablesOptions *self, SekDocument *document, SekReport *report, SekTableId table);

G_END_DECLS
