/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-rate-equation.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-rate-proposal.h"

#define HARD_SPACE "\302\240"

/* A product is hundred-thousandths of a krone: øre × thousandths. */
#define PARTS_OF_ORE 1000
#define PARTS_OF_KRONE 100000

/* --- the arithmetic ----------------------------------------------------------------------------------------------- */

const gint64 *
sek_rate_get_steps (gboolean is_rate, guint *n)
{
  static const gint64 of_rates[] = { 1, 5, 10, 50, SEK_KRONE }, of_amounts[] = { SEK_KRONE, 100 * SEK_KRONE };

  *n = is_rate ? G_N_ELEMENTS (of_rates) : G_N_ELEMENTS (of_amounts);
  return is_rate ? of_rates : of_amounts;
}

gboolean
sek_rate_equation_init (SekRateEquation *self, gint64 before, gint64 tenths, gint64 step, gboolean is_rate,
                        GError **error)
{
  const __int128 product = (__int128) before * (1000 + tenths);

  g_return_val_if_fail (before >= 0 && tenths >= -1000 && step > 0, FALSE);
  if (product > (__int128) SEK_MAX_AMOUNT * PARTS_OF_ORE)
    {
      g_autofree char *kroner = sek_number_format_kroner (before);

      g_set_error (error, SEK_ERROR, SEK_ERROR_RANGE,
                   _("The rate would become %s, which is more than a register can hold. Look at the figures of the "
                     "index."), kroner);
      return FALSE;
    }
  *self = (SekRateEquation) { .before = before, .factor = 1000 + tenths, .product = (gint64) product, .step = step,
                              .is_rate = is_rate };
  self->after = sek_money_round (self->product, step * PARTS_OF_ORE) / PARTS_OF_ORE;
  /* As few decimals as still round to the same: five are the product itself. */
  for (gint64 unit = 100; unit >= 1; unit /= 10)
    {
      self->printed = sek_money_round (self->product, unit);
      self->decimals = unit == 100 ? 3 : unit == 10 ? 4 : 5;
      if (sek_money_round (self->printed, step * PARTS_OF_ORE) == self->after * PARTS_OF_ORE)
        break;
    }
  return TRUE;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

char *
_sek_rate_dup_percent (gint64 part, gint64 whole, SekLanguage language)
{
  char *text = sek_number_format_percent (part, whole, 1);

  return text != NULL ? sek_number_in_language (text, language) : NULL;
}

static char *
dup_ore (const SekRateEquation *self, gint64 ore, SekLanguage language)
{
  int decimals = self->is_rate || ore % SEK_KRONE != 0 ? 2 : 0;

  return sek_number_in_language (sek_number_format_amount (ore, SEK_KRONE, decimals), language);
}

static char *
dup_parts (gint64 parts, gint64 unit, int decimals, SekLanguage language)
{
  return sek_number_in_language (sek_number_format_amount (parts, unit, decimals), language);
}

char *
sek_rate_equation_dup_after (const SekRateEquation *self, SekLanguage language)
{
  return dup_ore (self, self->after, language);
}

char *
sek_rate_equation_dup_product (const SekRateEquation *self, SekLanguage language)
{
  g_autofree char *before = dup_ore (self, self->before, language),
                  *factor = dup_parts (self->factor, 1000, 3, language),
                  *product = dup_parts (self->printed, PARTS_OF_KRONE, self->decimals, language);

  return g_strdup_printf ("%s × %s = %s", before, factor, product);
}

char *
sek_rate_equation_dup_text (const SekRateEquation *self, SekLanguage language)
{
  static const SekWord which_is = { { "%s → %s, som er %s", "%s → %s, som er %s", "%s → %s, which is %s" } };
  g_autofree char *product = sek_rate_equation_dup_product (self, language),
                  *after = dup_ore (self, self->after, language),
                  *percent = _sek_rate_dup_percent (self->after - self->before, self->before, language);

  return percent != NULL ? sek_fill (sek_word (&which_is, language), product, after, percent, NULL)
                         : g_strdup_printf ("%s → %s", product, after);
}

char *
sek_rate_step_dup_text (gint64 step, SekLanguage language)
{
  static const SekWord ore = { { "%s" HARD_SPACE "øre", "%s" HARD_SPACE "øre", "%s" HARD_SPACE "øre" } };
  g_autofree char *number = NULL;

  if (step % SEK_KRONE == 0)
    return sek_number_in_language (sek_number_format_kroner (step), language);
  number = sek_number_format_count (step);
  return sek_fill (sek_word (&ore, language), number, NULL);
}

static char *
dup_nearest (gint64 step, SekLanguage language)
{
  static const SekWord one_ore = { { "nærmeste øre", "næraste øre", "the nearest øre" } };
  static const SekWord one_krone = { { "nærmeste krone", "næraste krone", "the nearest krone" } };
  static const SekWord more = { { "nærmeste %s", "næraste %s", "the nearest %s" } };
  g_autofree char *text = NULL;

  if (step == 1 || step == SEK_KRONE)
    return g_strdup (sek_word (step == 1 ? &one_ore : &one_krone, language));
  text = sek_rate_step_dup_text (step, language);
  return sek_fill (sek_word (&more, language), text, NULL);
}

char *
sek_rate_equation_dup_rounding (const SekRateEquation *self, SekLanguage language)
{
  static const SekWord up = { { "Avrundet opp %s, til %s.", "Runda av opp %s, til %s.",
                                "Rounded up by %s, to %s." } };
  static const SekWord down = { { "Avrundet ned %s, til %s.", "Runda av ned %s, til %s.",
                                  "Rounded down by %s, to %s." } };
  static const SekWord none = { { "Avrundingen til %s endrer ingenting.", "Avrundinga til %s endrar ingenting.",
                                  "Rounding to %s changes nothing." } };
  /* From what is printed, so that this holds as well. */
  gint64 moved = self->after * PARTS_OF_ORE - self->printed;
  g_autofree char *nearest = dup_nearest (self->step, language), *number = NULL, *by = NULL;

  if (moved == 0)
    return sek_fill (sek_word (&none, language), nearest, NULL);
  number = self->is_rate ? dup_parts (ABS (moved), PARTS_OF_ORE, self->decimals - 2, language)
                         : dup_parts (ABS (moved), PARTS_OF_KRONE, self->decimals, language);
  by = g_strconcat (number, self->is_rate ? HARD_SPACE "øre" : HARD_SPACE "kr", NULL);
  return sek_fill (sek_word (moved > 0 ? &up : &down, language), by, nearest, NULL);
}
