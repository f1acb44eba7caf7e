/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-column.h"
#include "sek-rate-proposal.h"

/* The rows of Kontingent: which columns its rates have, and what a new figure or index begins as; and what its choosers
 * over a proposal have. */

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

/* The steps that a rate (or else an amount) can be rounded to. */
void     sek_fees_fill_steps  (GtkDropDown *chooser, gboolean is_rate, guint selected);
/* Whether a rate has terms that are rounded as amounts. */
gboolean sek_fees_has_amounts (const SekFeeRate *before);
/* How many proposals there are that nobody has decided. */
guint    sek_fees_count_waiting (SekRegister *reg);

G_END_DECLS
