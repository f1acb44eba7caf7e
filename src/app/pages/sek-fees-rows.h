/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-column.h"

/* The rows of Kontingent: which columns its rates have, and what a new figure or index begins as. */

G_BEGIN_DECLS

#define SEK_FEES_MOST_COLUMNS 20

/* A bit for each column that is shown: a column that no rate uses is not there, and comes with the first that has
 * it. */
gint64 sek_fees_rows_find_used    (SekRegister *reg);
guint  sek_fees_rows_list_columns (gint64 used, const SekColumn *columns[SEK_FEES_MOST_COLUMNS]);

/* Adds the figure after the newest one, of the index of a figure (0: of the first index). Returns its id, 0 with
 * error. */
gint64 sek_fees_rows_add_figure   (const SekScope *scope, gint64 beside, SekChangeset *changeset, GError **error);
gint64 sek_fees_rows_add_index    (const SekScope *scope, SekChangeset *changeset, GError **error);

G_END_DECLS
