/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-book.h"

/* A book with everything that a writer must know how to show: a budget with sections, sums and changes, a list from a
 * callback with facts above it and a total below, a check across sheets and a page of texts. */

/* n_members rows in the list. Without it when n_members is 0: the budget then refers to a sheet that is not there. */
SekBook  *sample_book_new       (guint n_members, SekLanguage language);

/* One sheet of hostile texts in every kind of place. */
SekBook  *sample_book_hostile   (void);

/* The list's figures, from which the budget's line of fees is computed. */
#define SAMPLE_RATE 280
gint64    sample_book_persons   (guint index);
gint64    sample_book_fee       (guint index);
