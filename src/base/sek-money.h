/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Money is int64 øre; every sum is checked for overflow, nothing is ever floating point. */

G_BEGIN_DECLS

#define SEK_KRONE     ((gint64) 100)
#define SEK_THOUSAND  ((gint64) 100000)
#define SEK_MILLION   ((gint64) 100000000)

/* TRUE and the exact sum, difference or product in *result; FALSE with SEK_ERROR_RANGE when it does not fit. error may
 * be NULL. */
gboolean sek_money_add      (gint64 a, gint64 b, gint64 *result, GError **error);
gboolean sek_money_subtract (gint64 a, gint64 b, gint64 *result, GError **error);
gboolean sek_money_multiply (gint64 a, gint64 b, gint64 *result, GError **error);

/* ore rounded half away from zero to a whole multiple of unit (øre, > 0). Saturates at the largest multiple that
 * fits. */
gint64   sek_money_round    (gint64 ore, gint64 unit);

/* numerator / denominator rounded half away from zero; denominator != 0. */
gint64   sek_money_divide   (gint64 numerator, gint64 denominator);

/* TRUE and value × numerator / denominator in *result, rounded once, half away from zero, whatever is between; FALSE
 * with SEK_ERROR_RANGE when it does not fit. denominator != 0; error may be NULL. */
gboolean sek_money_scale  (gint64 value, gint64 numerator, gint64 denominator, gint64 *result, GError **error);

G_END_DECLS
