/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"
#include "sek-report.h"
#include "sek-paper-view.h"

/* Tabeller: any table as it comes out on paper, with the choice of what it shows. What is seen is what is exported,
 * printed, copied and dragged out. */

G_BEGIN_DECLS

#define SEK_TYPE_TABLES_PAGE (sek_tables_page_get_type ())
G_DECLARE_FINAL_TYPE (SekTablesPage, sek_tables_page, SEK, TABLES_PAGE, SekPage)

/* What is shown. Borrowed, until the next change of anything. */
const SekReport  *sek_tables_page_get_report (SekTablesPage *self);
const SekTableId *sek_tables_page_get_tables (SekTablesPage *self, guint *n);

/* Shows a table, alone. */
void              sek_tables_page_show_table (SekTablesPage *self, SekTableId table);
/* Shows Tilskuddsrapport of one grant; of all where it is 0. */
void              sek_tables_page_show_grant (SekTablesPage *self, gint64 grant);
/* Shows what a set-up of the register says. */
void              sek_tables_page_use_setup  (SekTablesPage *self, const char *name);
SekPaperView     *sek_tables_page_get_view   (SekTablesPage *self);

G_END_DECLS
