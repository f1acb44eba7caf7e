/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-money.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"

static gboolean
too_large (GError **error)
{
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_RANGE,
                       _("The amount is too large to compute with. Check the figures that it comes from."));
  return FALSE;
}

gboolean
sek_money_add (gint64 a, gint64 b, gint64 *result, GError **error)
{
  return !__builtin_add_overflow (a, b, result) || too_large (error);
}

gboolean
sek_money_subtract (gint64 a, gint64 b, gint64 *result, GError **error)
{
  return !__builtin_sub_overflow (a, b, result) || too_large (error);
}

gboolean
sek_money_multiply (gint64 a, gint64 b, gint64 *result, GError **error)
{
  return !__builtin_mul_overflow (a, b, result) || too_large (error);
}

gint64
sek_money_divide (gint64 numerator, gint64 denominator)
{
  gint64 quotient, remainder;
  guint64 rest, whole;

  g_return_val_if_fail (denominator != 0, 0);

  /* The one quotient that does not fit. */
  if (numerator == G_MININT64 && denominator == -1)
    return G_MAXINT64;
  quotient = numerator / denominator;
  remainder = numerator % denominator;
  rest = remainder < 0 ? -(guint64) remainder : (guint64) remainder;
  whole = denominator < 0 ? -(guint64) denominator : (guint64) denominator;
  if (rest >= whole - rest)
    quotient += (numerator < 0) == (denominator < 0) ? 1 : -1;
  return quotient;
}

gint64
sek_money_round (gint64 ore, gint64 unit)
{
  gint64 units, rounded;

  g_return_val_if_fail (unit > 0, ore);

  units = sek_money_divide (ore, unit);
  if (__builtin_mul_overflow (units, unit, &rounded))
    rounded = ore / unit * unit;
  return rounded;
}

gboolean
sek_money_scale (gint64 value, gint64 numerator, gint64 denominator, gint64 *result, GError **error)
{
  __int128 product, quotient, remainder;
  gboolean negative;

  g_return_val_if_fail (denominator != 0, FALSE);

  product = (__int128) value * numerator;
  negative = (product < 0) != (denominator < 0);
  quotient = product / denominator;
  remainder = product % denominator;
  if (remainder < 0)
    remainder = -remainder;
  if (2 * remainder >= (denominator < 0 ? -(__int128) denominator : (__int128) denominator))
    quotient += negative ? -1 : 1;
  if (quotient > G_MAXINT64 || quotient < G_MININT64)
    return too_large (error);
  *result = (gint64) quotient;
  return TRUE;
}
