/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-column.h"

/* Named set-ups of tables («Styret november 2023»), and the texts by which people name tables and budget columns in
 * lists. What the tables hold is the business of the room report. */

G_BEGIN_DECLS

/* A table's id («hovedtall») and its name in a language. */
const char *sek_table_get_id        (SekTableId table);
const char *sek_table_get_name      (SekTableId table, SekLanguage language);

/* By id or by name in any language, whatever the case, å and a alike («flerarig», «Flerårig oversikt»). FALSE with
 * SEK_ERROR_NOT_FOUND and the ids. */
gboolean    sek_table_find          (const char *text, SekTableId *table, GError **error);

/* "hovedtall, kontingent": each table once, in the order given. Owned; element-type SekTableId. NULL with error. */
GArray     *sek_tables_parse        (const char *text, GError **error);

/* "2021, 2022": each year once, in the order given. Owned; element-type int. NULL with SEK_ERROR_INPUT. */
GArray     *sek_years_parse         (const char *text, GError **error);

/* Budget columns by title or "#" and row id, or by year for all of that year: parted by semicolons, or by commas where
 * there is none. A column named twice counts once. Owned; element-type gint64, in the order given (those of a year in
 * time order). NULL with SEK_ERROR_NOT_FOUND and the titles that there are, or SEK_ERROR_INPUT when the list is
 * empty. */
GArray     *sek_budget_columns_parse (SekRegister *reg, const char *text, GError **error);
/* One column by title, as there. 0 with error. */
gint64      sek_budget_column_find  (SekRegister *reg, const char *text, GError **error);
/* A text that sek_budget_columns_parse() reads. Free with g_free(). */
char       *sek_budget_columns_dup_text (SekRegister *reg, GArray *columns);

/* The budget columns of a set-up, in their order. Owned; element-type gint64. */
GArray     *sek_setup_dup_columns   (SekRegister *reg, gint64 setup);
/* Gives a set-up these columns and no others. */
void        sek_setup_propose_columns (SekRegister *reg, gint64 setup, GArray *columns, SekChangeset *changeset);

/* The name is nobody else's, tables are known and years are years. */
gboolean    sek_setup_check         (SekRegister *reg, const SekTableSetup *setup, GError **error);

/* The column "columns" of the entity table_setup (sek-column.c asks for it). */
const SekColumn *_sek_setup_columns (guint *n);

G_END_DECLS
