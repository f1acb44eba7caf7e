/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees-private.h"

#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-register-private.h"

/* Beyond this many members it is quicker to count a year anew when it is next asked for. */
#define MANY_MEMBERS 2000

SekDate
sek_fees_basis_date (int year)
{
  return SEK_DATE (year - 1, 1, 1);
}

int
sek_fees_year_of (SekDate date)
{
  return sek_date_year (date) + 1;
}

gboolean
sek_member_is_active (const SekMember *member, SekDate date)
{
  return (member->joined == SEK_NONE || member->joined <= date)
         && (member->left_on == SEK_NONE || member->left_on >= date);
}

const SekFeeRate *
sek_fees_get_rate (SekRegister *reg, int year, gint64 kind)
{
  SekTableIter iter;
  const SekFeeRate *rate;

  /* What a newer version counts by is not known here, and so nobody's rate. */
  if (kind != SEK_MEMBER_KIND_MUNICIPALITY && kind != SEK_MEMBER_KIND_COUNTY)
    return NULL;
  sek_table_iter_init (&iter, reg->tables[SEK_FEE_RATE]);
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    if (rate->year == year && rate->kind == kind)
      return rate;
  return NULL;
}

const SekPopulation *
sek_fees_get_population (SekRegister *reg, gint64 member, int year)
{
  gint64 id = sek_register_find_pair (reg, SEK_FIELD (population, member), member, SEK_FIELD (population, date),
                                      sek_fees_basis_date (year));
  const SekPopulation *population = id != 0 ? sek_register_get_population (reg, id) : NULL;

  return population != NULL && population->persons != SEK_NONE ? population : NULL;
}

static gint64
or_zero (gint64 value)
{
  return value == SEK_NONE ? 0 : value;
}

/* TRUE unless the product is beyond 64 bits. */
static gboolean
compute_fee (const SekFeeRate *rate, gint64 persons, gint64 *exact)
{
  if (!sek_money_multiply (or_zero (rate->rate), persons, exact, NULL)
      || !sek_money_add (*exact, or_zero (rate->base), exact, NULL))
    return FALSE;
  if (rate->minimum != SEK_NONE)
    *exact = MAX (*exact, rate->minimum);
  if (rate->maximum != SEK_NONE)
    *exact = MIN (*exact, rate->maximum);
  return TRUE;
}

/* FALSE when the fee is beyond 64 bits. */
static gboolean
fee_with_rate (SekRegister *reg, const SekMember *member, int year, const SekFeeRate *rate, SekFee *fee)
{
  *fee = (SekFee) { .active = sek_member_is_active (member, SEK_DATE (year, 1, 1)), .rate = rate,
                    .exact = SEK_NONE, .invoice = SEK_NONE };
  fee->persons = sek_register_get_persons (reg, member->id, sek_fees_basis_date (year));
  if (!fee->active || rate == NULL || fee->persons == SEK_NONE)
    return TRUE;
  if (reg->sealed_fees != NULL)
    {
      const SekSealedFee *sealed = g_hash_table_lookup (reg->sealed_fees, _sek_key (member->id));

      if (sealed != NULL)
        {
          fee->exact = sealed->exact;
          fee->invoice = sealed->invoice;
        }
      return TRUE;
    }
  if (!compute_fee (rate, fee->persons, &fee->exact))
    {
      fee->exact = SEK_NONE;
      return FALSE;
    }
  fee->invoice = sek_money_round (fee->exact, SEK_KRONE);
  return TRUE;
}

void
sek_fee_of (SekRegister *reg, const SekMember *member, int year, SekFee *fee)
{
  fee_with_rate (reg, member, year, sek_fees_get_rate (reg, year, member->kind), fee);
}

/* --- words ------------------------------------------------------------------------------------------------------- */

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

char *
sek_fee_rate_dup_text (const SekFeeRate *rate, SekLanguage language)
{
  static const SekWord per_person = { { "%s per innbygger", "%s per innbyggjar", "%s per inhabitant" } };
  GString *text = g_string_new (NULL);

  if (or_zero (rate->base) != 0)
    {
      g_autofree char *base = dup_kroner (rate->base, language);

      g_string_append (text, base);
    }
  if (rate->rate != SEK_NONE)
    {
      g_autofree char *kroner = dup_kroner (rate->rate, language),
                      *told = sek_fill (sek_word (&per_person, language), kroner, NULL);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " + " : "", told);
    }
  append_limit (text, &at_least, rate->minimum, language);
  append_limit (text, &at_most, rate->maximum, language);
  return g_string_free (text, FALSE);
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

  g_string_append_printf (text, "%" G_GINT64_FORMAT " · %s", rate->year,
                          sek_kind_get_choice_word (SEK_FIELD (fee_rate, kind), rate->kind, language));
  if (rate->rate != SEK_NONE)
    append_part (text, " · ", dup_kroner (rate->rate, language));
  if (has_base)
    append_part (text, rate->rate != SEK_NONE ? " + " : " · ", dup_kroner (rate->base, language));
  append_limit (text, &at_least, rate->minimum, language);
  append_limit (text, &at_most, rate->maximum, language);
  return g_string_free (text, FALSE);
}

int
sek_fees_newest_year (SekRegister *reg)
{
  SekTableIter iter;
  const SekFeeRate *rate;
  gint64 newest = 0;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    newest = MAX (newest, rate->year);
  return (int) newest;
}

char *
sek_fee_dup_working (const SekFee *fee, SekLanguage language)
{
  const SekFeeRate *rate = fee->rate;
  g_autofree char *persons = NULL, *kroner = NULL, *whole = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 before = 0;

  if (fee->invoice == SEK_NONE)
    return NULL;
  if (or_zero (rate->base) != 0)
    {
      g_autofree char *base = dup_kroner (rate->base, language);

      g_string_append_printf (text, "%s + ", base);
    }
  persons = sek_number_in_language (sek_number_format_count (fee->persons), language);
  kroner = dup_kroner (or_zero (rate->rate), language);
  /* Within 64 bits, since the fee is. */
  before = or_zero (rate->rate) * fee->persons + or_zero (rate->base);
  whole = dup_kroner (before, language);
  g_string_append_printf (text, "%s\302\240×\302\240%s = %s", persons, kroner, whole);
  if (before < fee->exact)
    append_limit (text, &at_least, rate->minimum, language);
  if (before > fee->exact)
    append_limit (text, &at_most, rate->maximum, language);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- totals ------------------------------------------------------------------------------------------------------ */

static void
count_money (SekFeeTotals *totals, gint64 *sum, gint64 value, int sign)
{
  gint64 result;

  if (sek_money_add (*sum, sign * value, &result, NULL))
    *sum = result;
  else
    totals->n_overflows++;
}

static void
count_member (SekRegister *reg, const SekMember *member, int year, const SekFeeRate *rates[2], SekFeeTotals *totals,
              int sign)
{
  guint kind = sek_kind_choice_or (member->kind, 2, 2);
  SekFee fee;

  if (!fee_with_rate (reg, member, year, kind < 2 ? rates[kind] : NULL, &fee))
    totals->n_overflows += sign;
  if (!fee.active)
    return;
  totals->n_active += sign;
  if (fee.persons == SEK_NONE)
    totals->n_without_population += sign;
  else if (kind < 2)
    count_money (totals, &totals->persons[kind], fee.persons, sign);
  if (fee.rate == NULL)
    totals->n_without_rate += sign;
  if (fee.exact == SEK_NONE)
    return;
  totals->n_payers += sign;
  count_money (totals, &totals->exact, fee.exact, sign);
  count_money (totals, &totals->invoices, fee.invoice, sign);
}

static void
get_rates (SekRegister *reg, int year, const SekFeeRate *rates[2])
{
  rates[0] = sek_fees_get_rate (reg, year, SEK_MEMBER_KIND_MUNICIPALITY);
  rates[1] = sek_fees_get_rate (reg, year, SEK_MEMBER_KIND_COUNTY);
}

const SekFeeTotals *
sek_fees_get_totals (SekRegister *reg, int year)
{
  SekFeeTotals *totals = g_hash_table_lookup (reg->fee_years, GINT_TO_POINTER (year));

  /* A year that once went beyond 64 bits is counted anew: its sums lost what did not fit. */
  if (totals == NULL || totals->n_overflows > 0)
    {
      const SekFeeRate *rates[2];
      const SekMember *member;
      SekTableIter iter;

      totals = g_new0 (SekFeeTotals, 1);
      get_rates (reg, year, rates);
      sek_table_iter_init (&iter, reg->tables[SEK_MEMBER]);
      while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
        count_member (reg, member, year, rates, totals, +1);
      g_hash_table_replace (reg->fee_years, GINT_TO_POINTER (year), totals);
    }
  return totals;
}

gint64
sek_contribution_value (const SekContribution *contribution)
{
  gint64 value;

  if (contribution->kind == SEK_CONTRIBUTION_KIND_CASH)
    return contribution->value;
  if (contribution->hours == SEK_NONE || contribution->hour_rate == SEK_NONE
      || !sek_money_multiply (contribution->hours, contribution->hour_rate, &value, NULL))
    return SEK_NONE;
  /* Hours are hundredths. */
  return sek_money_divide (value, 100);
}

static void
drop_rate_years (SekRegister *self, const SekChange *change)
{
  const SekFeeRate *stored = sek_register_get_fee_rate (self, change->row);

  if (stored != NULL)
    g_hash_table_remove (self->fee_years, GINT_TO_POINTER ((int) stored->year));
  if (sek_change_is_update (change) && change->field == SEK_FIELD_fee_rate_year)
    g_hash_table_remove (self->fee_years, GINT_TO_POINTER ((int) change->after.integer));
  else if (sek_change_is_insert (change))
    g_hash_table_remove (self->fee_years, GINT_TO_POINTER ((int) change->values[SEK_FIELD_fee_rate_year].integer));
}

GHashTable *
_sek_fees_affected (SekRegister *self, SekChangeset *changeset)
{
  g_autoptr (GHashTable) members = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);

      if (change->entity == SEK_FEE_RATE)
        drop_rate_years (self, change);
      else if (change->entity == SEK_MEMBER)
        g_hash_table_add (members, _sek_key (change->row));
      else if (change->entity == SEK_POPULATION)
        {
          const SekPopulation *stored = sek_register_get_population (self, change->row);

          if (stored != NULL)
            g_hash_table_add (members, _sek_key (stored->member));
          if (sek_change_is_insert (change))
            g_hash_table_add (members, _sek_key (change->values[SEK_FIELD_population_member].integer));
          else if (sek_change_is_update (change) && change->field == SEK_FIELD_population_member)
            g_hash_table_add (members, _sek_key (change->after.integer));
        }
    }
  if (g_hash_table_size (members) > MANY_MEMBERS)
    {
      g_hash_table_remove_all (self->fee_years);
      g_hash_table_remove_all (members);
    }
  return g_steal_pointer (&members);
}

void
_sek_fees_count (SekRegister *self, GHashTable *members, int sign)
{
  GHashTableIter years, iter;
  gpointer year, totals, id;

  if (g_hash_table_size (members) == 0)
    return;
  g_hash_table_iter_init (&years, self->fee_years);
  while (g_hash_table_iter_next (&years, &year, &totals))
    {
      const SekFeeRate *rates[2];

      get_rates (self, GPOINTER_TO_INT (year), rates);
      g_hash_table_iter_init (&iter, members);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        {
          const SekMember *member = sek_register_get_member (self, (gint64) id);

          if (member != NULL)
            count_member (self, member, GPOINTER_TO_INT (year), rates, totals, sign);
        }
    }
}
