/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-column.h"

/* The years ahead as a person sees and edits them: a line's amount in a year, the column that a year is told by, and a
 * plan that is written down, each edit as a proposal. */

G_BEGIN_DECLS

/* What a budget line has in a year: its cell of the column that the year is told by, to be typed in as there, or in a
 * year of rules what the line's rule says, which is computed. Free with g_free(). */
SekColumn *sek_plan_column_new     (SekRegister *reg, int year);

/* What lines are sorted by to stand as in Hovedtall: section by section, each by position. Borrowed for good. */
const SekColumn *sek_plan_column_order (void);

/* The year is told by this column; by itself again where it would be anyway. */
void       sek_plan_propose_source (SekRegister *reg, int year, gint64 column, SekChangeset *changeset);

/* A plan column for a year of rules, in which every line has what its rule says until another amount is entered.
 * Returns its id. */
gint64     sek_plan_propose_column (SekRegister *reg, int year, SekChangeset *changeset);

G_END_DECLS
