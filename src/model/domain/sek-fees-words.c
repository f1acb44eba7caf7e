/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees.h"

#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"

/* Rates and fees in words. */

#define TIMES "\302\240×\302\240"
#define OVER "\302\240÷\302\240"

static gint64
or_zero (gint64 value)
{
  return value == SEK_NONE ? 0 : value;
}

static const SekWord at_least = { { "minst %s", "minst %s", "at least %s" } };
static const SekWord at_most = { { "høyst %s", "høgst %s", "at most %s" } };

static char *
dup_kroner (gint64 ore, SekLanguage language)
{
  return sek_number_in_language (sek_number_format_kroner (ore), language);
}

static void
append_limit (GString *text, const SekWord *word, gint64 limit, SekLanguage language)
{
  g_autofree char *kroner = NULL, *told = NULL;

  if (limit == SEK_NONE)
    return;
  kroner = dup_kroner (limit, language);
  told = sek_fill (sek_word (word, language), kroner, NULL);
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", told);
}

/* «25 %» of hundredths of a per cent, in the language. */
static char *
dup_share (gint64 hundredths, SekLanguage language)
{
  return sek_number_in_language (sek_kind_format (SEK_FIELD (fee_rate, equal_share), &SEK_INTEGER (hundredths), 1,
                                                  language),
                                 language);
}

/* «500 000 kr, 25 % likt og 75 % etter folketall» */
static char *
dup_total_text (const SekFeeRate *rate, SekLanguage language)
{
  static const SekWord shared = { { "%s fordelt med %s likt og %s etter folketall",
                                    "%s fordelt med %s likt og %s etter folketal",
                                    "%s shared, %s equally and %s by population" } },
                       by_people = { { "%s fordelt etter folketall", "%s fordelt etter folketal",
                                       "%s shared by population" } },
                       equally = { { "%s fordelt likt", "%s fordelt likt", "%s shared equally" } };
  gint64 equal = or_zero (rate->equal_share);
  g_autofree char *total = dup_kroner (or_zero (rate->total), language), *same = dup_share (equal, language),
                  *rest = dup_share (SEK_WHOLE_SHARE - equal, language);

  if (rate->total == SEK_NONE)
    return g_strdup ("");
  if (equal == 0)
    return sek_fill (sek_word (&by_people, language), total, NULL);
  if (equal == SEK_WHOLE_SHARE)
    return sek_fill (sek_word (&equally, language), total, NULL);
  return sek_fill (sek_word (&shared, language), total, same, rest, NULL);
}

/* What a model asks for that is not made of terms; NULL for the one that is. */
static char *
dup_model_text (const SekFeeRate *rate, SekLanguage language)
{
  static const SekWord matching = { { "like mye som kommunene i fylket til sammen",
                                      "like mykje som kommunane i fylket til saman",
                                      "as much as the municipalities of the county together" } };

  switch (rate->model)
    {
    case SEK_FEE_MODEL_TOTAL:
      return dup_total_text (rate, language);
    case SEK_FEE_MODEL_MATCHING:
      return g_strdup (sek_word (&matching, language));
    default:
      return NULL;
    }
}

char *
sek_fee_rate_dup_text (const SekFeeRate *rate, SekLanguage language)
{
  static const SekWord per_person = { { "%s per innbygger", "%s per innbyggjar", "%s per inhabitant" } };
  char *told = dup_model_text (rate, language);
  GString *text;

  if (told != NULL)
    return told;
  text = g_string_new (NULL);
  if (or_zero (rate->base) != 0)
    {
      g_autofree char *base = dup_kroner (rate->base, language);

      g_string_append (text, base);
    }
  if (rate->rate != SEK_NONE)
    {
      g_autofree char *kroner = dup_kroner (rate->rate, language),
                      *each = sek_fill (sek_word (&per_person, language), kroner, NULL);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " + " : "", each);
    }
  append_limit (text, &at_least, rate->minimum, language);
  append_limit (text, &at_most, rate->maximum, language);
  return g_string_free (text, FALSE);
}

char *
sek_fees_dup_no_payers (int year, gint64 kind, SekLanguage language)
{
  static const SekWord words = {
    { "Ingen medlemmer av typen «%s» betaler i %s. Legg til medlemmene, eller rett eller slett satsen.",
      "Ingen medlemmer av typen «%s» betaler i %s. Legg til medlemmene, eller rett eller slett satsen.",
      "No member of the type “%s” pays in %s. Add the members, or correct or delete the rate." }
  };
  g_autofree char *digits = g_strdup_printf ("%d", year);

  return sek_fill (sek_word (&words, language), sek_kind_get_choice_word (SEK_FIELD (fee_rate, kind), kind, language),
                   digits, NULL);
}

static void
append_part (GString *text, const char *part, char *kroner)
{
  g_string_append_printf (text, "%s%s", part, kroner);
  g_free (kroner);
}

char *
sek_fee_rate_dup_label (const SekFeeRate *rate, SekLanguage language)
{
  GString *text = g_string_new (NULL);
  gboolean has_base = or_zero (rate->base) != 0;
  g_autofree char *model = dup_model_text (rate, language);

  g_string_append_printf (text, "%" G_GINT64_FORMAT " · %s", rate->year,
                          sek_kind_get_choice_word (SEK_FIELD (fee_rate, kind), rate->kind, language));
  if (model != NULL)
    {
      g_string_append_printf (text, " · %s", model);
      return g_string_free (text, FALSE);
    }
  if (rate->rate != SEK_NONE)
    append_part (text, " · ", dup_kroner (rate->rate, language));
  if (has_base)
    append_part (text, rate->rate != SEK_NONE ? " + " : " · ", dup_kroner (rate->base, language));
  append_limit (text, &at_least, rate->minimum, language);
  append_limit (text, &at_most, rate->maximum, language);
  return g_string_free (text, FALSE);
}

/* «500 000 kr × (25 % ÷ 64 + 75 % × 102 273 ÷ 2 244 124)» */
static char *
dup_total_working (SekRegister *reg, const SekFee *fee, SekLanguage language)
{
  const SekFeeRate *rate = fee->rate;
  const SekFeeTotals *totals = sek_fees_get_totals (reg, (int) rate->year);
  gint64 equal = or_zero (rate->equal_share);
  g_autofree char *total = dup_kroner (rate->total, language), *same = dup_share (equal, language),
                  *rest = dup_share (SEK_WHOLE_SHARE - equal, language),
                  *n = sek_number_in_language (sek_number_format_count (totals->n_active_of[rate->kind]), language),
                  *persons = sek_number_in_language (sek_number_format_count (or_zero (fee->persons)), language),
                  *all = sek_number_in_language (sek_number_format_count (totals->persons[rate->kind]), language);

  if (equal == 0)
    return g_strconcat (total, TIMES, persons, OVER, all, NULL);
  if (equal == SEK_WHOLE_SHARE)
    return g_strconcat (total, OVER, n, NULL);
  return g_strconcat (total, TIMES "(", same, OVER, n, " + ", rest, TIMES, persons, OVER, all, ")", NULL);
}

/* «38 kommuner», of a county that matches them. */
static char *
dup_matching_working (SekRegister *reg, const SekMember *county, int year, SekLanguage language)
{
  static const SekWord one = { { "kontingenten for %s kommune", "kontingenten for %s kommune",
                                 "the fee of %s municipality" } },
                       many = { { "kontingentene for %s kommuner", "kontingentane for %s kommunar",
                                  "the fees of %s municipalities" } };
  SekTableIter iter;
  const SekMember *member;
  g_autofree char *count = NULL;
  guint n = 0;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    n += sek_fees_is_in_county (reg, member, county, year) && sek_member_is_active (member, SEK_DATE (year, 1, 1));
  count = sek_number_in_language (sek_number_format_count (n), language);
  return sek_fill (sek_word (n == 1 ? &one : &many, language), count, NULL);
}

static char *
dup_rate_working (const SekFee *fee, SekLanguage language)
{
  const SekFeeRate *rate = fee->rate;
  g_autofree char *persons = sek_number_in_language (sek_number_format_count (or_zero (fee->persons)), language),
                  *kroner = dup_kroner (or_zero (rate->rate), language),
                  *base = dup_kroner (or_zero (rate->base), language);

  if (or_zero (rate->rate) == 0 && or_zero (rate->base) != 0)
    return g_steal_pointer (&base);
  return or_zero (rate->base) != 0 ? g_strconcat (base, " + ", persons, TIMES, kroner, NULL)
                                   : g_strconcat (persons, TIMES, kroner, NULL);
}

char *
sek_fee_dup_working (SekRegister *reg, const SekMember *member, const SekFee *fee, SekLanguage language)
{
  const SekFeeRate *rate = fee->rate;
  g_autofree char *how = NULL, *whole = NULL;
  GString *text;
  gint64 before;

  if (fee->invoice == SEK_NONE)
    return NULL;
  if (rate->model == SEK_FEE_MODEL_RATE)
    {
      how = dup_rate_working (fee, language);
      /* Within 64 bits, since the fee is. */
      before = or_zero (rate->rate) * or_zero (fee->persons) + or_zero (rate->base);
    }
  else
    {
      how = rate->model == SEK_FEE_MODEL_TOTAL ? dup_total_working (reg, fee, language)
                                               : dup_matching_working (reg, member, (int) rate->year, language);
      before = fee->exact;
    }
  whole = dup_kroner (before, language);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s = %s", how, whole);
  if (before < fee->exact)
    append_limit (text, &at_least, rate->minimum, language);
  if (before > fee->exact)
    append_limit (text, &at_most, rate->maximum, language);
  return g_string_free (text, FALSE);
}
