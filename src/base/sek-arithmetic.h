/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Small sums typed into a cell, worked out exactly: "=1200+350" is 1550, "+10%" and "-10%" change the old value.
 * Numbers are read as sek-number.h reads them, in the cell's unit, or in kroner when the whole ends in "kr" and the
 * cell is of money. + - * / ( ) and × · ÷ : are known; "%" after a number is hundredths, but not after + or −, where it
 * could be of either. It knows no cells. */

G_BEGIN_DECLS

/* Whether a text is to be worked out: begins with "=", or is a sign, a number and "%". */
gboolean sek_arithmetic_is       (const char *text);

/* Whether it is a sign, a number and "%", which says something only of the value that stands there. */
gboolean sek_arithmetic_is_change (const char *text);

/* Works text out to øre (or persons, with unit 1), rounded half away from zero to a multiple of step. unit is the øre
 * of one typed unit. old is the old value, NULL when the cell is blank. *shown gets the working for people: «1 200 +
 * 350 = 1 550», with what it was rounded from; owned. SEK_ERROR_INPUT, _AMBIGUOUS or _RANGE say what cannot be worked
 * out, and how it would be written. */
gboolean sek_arithmetic_work_out (const char *text, gint64 unit, gint64 step, const gint64 *old, gint64 *result,
                                  char **shown, GError **error);

G_END_DECLS
