/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-rate-proposal.h"

/* The choosers over a proposal of rates. */

G_BEGIN_DECLS

/* Gives a chooser its rows, where they are others than it has; then this one is selected. */
void     sek_fees_set_choices (GtkDropDown *chooser, const char *const *texts, guint selected);
/* The steps that a rate (or else an amount) can be rounded to. */
void     sek_fees_fill_steps  (GtkDropDown *chooser, gboolean is_rate, guint selected);
/* Whether a rate has terms that are rounded as amounts. */
gboolean sek_fees_has_amounts (const SekFeeRate *before);
/* How many proposals there are that nobody has decided. */
guint    sek_fees_count_waiting (SekRegister *reg);

G_END_DECLS
