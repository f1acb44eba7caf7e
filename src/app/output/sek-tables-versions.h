/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-report.h"

/* What Sammenligning compares with what: a group of the side pane of the page of tables. Each side is the register as
 * it is, as it was on a day, another register, or what was adopted. It edits a report in place and tells. */

G_BEGIN_DECLS

#define SEK_TYPE_TABLES_VERSIONS (sek_tables_versions_get_type ())
G_DECLARE_FINAL_TYPE (SekTablesVersions, sek_tables_versions, SEK, TABLES_VERSIONS, AdwBin)

GtkWidget *sek_tables_versions_new  (void);

/* Both borrowed, and stay until the next call, or one with NULL. The group is hidden for a table that compares nothing.
 * Signals: "changed" when the report is another, "problem" (const char *) with what cannot be, in words. */
void       sek_tables_versions_show (SekTablesVersions *self, SekDocument *document, SekReport *report,
                                     SekTableId table);

/* A register for a side, left or right, without asking for the file. */
void       sek_tables_versions_choose_file (SekTablesVersions *self, gboolean right, const char *path);

G_END_DECLS
