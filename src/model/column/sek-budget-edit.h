/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-column.h"

/* Edits of the budget that are more than typing in a cell, each as a proposal. */

G_BEGIN_DECLS

/* The amount of a budget line, or of a project, in one budget column, as a column of the line or project: reading gives
 * øre, typing makes the amount where it is missing. Free with g_free(). */
SekColumn *sek_column_new_amount        (SekEntityId entity, gint64 budget_column);
/* The comment of such a cell, likewise. */
SekColumn *sek_column_new_comment       (SekEntityId entity, gint64 budget_column);

/* The reason why such a cell of an adjusted budget is another one than was adopted. */
SekColumn *sek_column_new_reason        (SekEntityId entity, gint64 budget_column);

/* The stored row behind such a cell, 0 when there is none. */
gint64     sek_column_find_amount       (const SekColumn *self, SekRegister *reg, gint64 row);

/* The same, proposed when it is missing. */
gint64     sek_column_ensure_amount     (const SekColumn *self, SekRegister *reg, gint64 row, SekChangeset *changeset);

/* Bruk beregnet: the cell takes what its line's source says. */
void       sek_budget_propose_source    (SekRegister *reg, gint64 line, gint64 column, SekChangeset *changeset);

/* Changes a copy that was proposed, before it is submitted: without the comments, and with all amounts of income,
 * expenses and projects that were entered changed by hundredths of a per cent (250 is 2,5 %), rounded half away from
 * zero to whole units (øre of one). */
void       sek_budget_adjust_copy       (SekRegister *reg, gint64 unit, gboolean drop_comments, gint64 hundredths,
                                         SekChangeset *changeset);

/* Of what was entered in a copy of the column source, before it is submitted: where the line's source says something
 * for that column, or nothing was entered, the copy takes what the line's source says. */
void       sek_budget_compute_copy      (SekRegister *reg, gint64 source, SekChangeset *changeset);

/* Reads a change in per cent as it is typed («2,5», «-3 %»): its hundredths, from -10000 (nothing is left) to 100000.
 * SEK_ERROR_INPUT and its kin. */
gboolean   sek_budget_parse_percent     (const char *text, gint64 *hundredths, GError **error);

/* What a column of a kind (SEK_COLUMN_KIND_…) is called where nobody says otherwise, in the language of the register's
 * tables: «Forslag budsjett 2024». year is as it was typed. Free with g_free(). */
char      *sek_budget_dup_column_title  (SekRegister *reg, gint64 kind, const char *year);

/* A new column of a title, year and kind (SEK_COLUMN_KIND_…). source 0 makes it empty (the first of all brings the
 * lines that can be computed); else it is a copy: lines, amounts and project amounts with their comments, base and
 * carry-from moved on by the difference in years (to the column of the same kind in that year, or else to source).
 * Returns the new column's id. */
gint64     sek_budget_propose_column    (SekRegister *reg, const char *title, int year, gint64 kind, gint64 source,
                                         SekChangeset *changeset);

/* Moves a row of an ordered entity by delta places among its neighbours (lines: within their section). One row changes,
 * unless positions have run together and all are spread anew. FALSE when it is there already. */
gboolean   sek_rows_propose_move        (SekRegister *reg, SekEntityId entity, gint64 row, int delta,
                                         SekChangeset *changeset);

/* A copy of a row, right after it where rows have an order. A budget line brings what was entered in columns that are
 * not sealed, a project its amounts likewise, a member its subregions; what can be only once (numbers, populations,
 * contacts, instalments) is not copied. Returns the copy's id. */
gint64     sek_rows_propose_copy        (SekRegister *reg, SekEntityId entity, gint64 row, SekChangeset *changeset);

G_END_DECLS
