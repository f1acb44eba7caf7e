/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees-private.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
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
  if (kind < 0 || kind >= SEK_N_MEMBER_KINDS)
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

gboolean
sek_fee_rate_check (const SekFeeRate *rate, GError **error)
{
  SekLanguage language = sek_program_language ();

  if (rate->total != SEK_NONE && rate->total % SEK_KRONE != 0)
    {
      g_autofree char *below = sek_number_format_kroner (rate->total / SEK_KRONE * SEK_KRONE),
                      *above = sek_number_format_kroner ((rate->total / SEK_KRONE + 1) * SEK_KRONE);

      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("“%s” is given away in whole kroner. Write %s or %s."),
                   sek_word (&SEK_FIELD (fee_rate, total)->title, language), below, above);
    }
  else if (rate->equal_share != SEK_NONE && rate->equal_share > SEK_WHOLE_SHARE)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("“%s” and what is shared by population are 100 per cent together. Write at most 100."),
                 sek_word (&SEK_FIELD (fee_rate, equal_share)->title, language));
  else if (rate->model == SEK_FEE_MODEL_MATCHING && rate->kind != SEK_MEMBER_KIND_COUNTY)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("Only a county can pay as much as its municipalities. Choose another model for this type."));
  else
    return TRUE;
  return FALSE;
}

gboolean
sek_fee_rate_needs_persons (const SekFeeRate *rate)
{
  switch (rate->model)
    {
    case SEK_FEE_MODEL_RATE:
      return or_zero (rate->rate) != 0;
    case SEK_FEE_MODEL_TOTAL:
      return or_zero (rate->equal_share) < SEK_WHOLE_SHARE;
    default:
      return FALSE;
    }
}

gboolean
sek_fees_need_persons (SekRegister *reg, const SekMember *member, int year)
{
  const SekFeeRate *rate = sek_fees_get_rate (reg, year, member->kind);

  return rate != NULL ? sek_fee_rate_needs_persons (rate) : member->kind != SEK_MEMBER_KIND_COUNCIL;
}

/* What hangs together with other fees, or was copied. */
static void
take_fee (SekFee *fee, const SekSealedFee *taken)
{
  if (taken == NULL)
    return;
  fee->exact = taken->exact;
  fee->invoice = taken->invoice;
}

/* FALSE when the fee is beyond 64 bits. */
static gboolean
fee_with_rate (SekRegister *reg, const SekMember *member, int year, const SekFeeRate *rate, SekFee *fee)
{
  *fee = (SekFee) { .active = sek_member_is_active (member, SEK_DATE (year, 1, 1)), .rate = rate,
                    .exact = SEK_NONE, .invoice = SEK_NONE };
  fee->persons = sek_register_get_persons (reg, member->id, sek_fees_basis_date (year));
  if (!fee->active || rate == NULL || (fee->persons == SEK_NONE && sek_fee_rate_needs_persons (rate)))
    return TRUE;
  if (reg->sealed_fees != NULL)
    {
      take_fee (fee, g_hash_table_lookup (reg->sealed_fees, _sek_key (member->id)));
      return TRUE;
    }
  if (rate->model != SEK_FEE_MODEL_RATE)
    {
      take_fee (fee, _sek_fees_get_shared (reg, rate, member->id));
      return TRUE;
    }
  if (!compute_fee (rate, or_zero (fee->persons), &fee->exact))
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

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

GArray *
sek_fees_list_years (SekRegister *reg)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (int));
  SekTableIter iter;
  const SekFeeRate *rate;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    {
      int year = (int) rate->year;

      g_array_append_val (years, year);
    }
  g_array_sort (years, compare_years);
  for (guint i = years->len; i > 1; i--)
    if (g_array_index (years, int, i - 1) == g_array_index (years, int, i - 2))
      g_array_remove_index (years, i - 1);
  return years;
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
count_member (SekRegister *reg, const SekMember *member, int year, const SekFeeRate *rates[SEK_N_MEMBER_KINDS],
              SekFeeTotals *totals, int sign)
{
  guint kind = sek_kind_choice_or (member->kind, SEK_N_MEMBER_KINDS, SEK_N_MEMBER_KINDS);
  const SekFeeRate *rate = kind < SEK_N_MEMBER_KINDS ? rates[kind] : NULL;
  SekFee fee;

  if (!fee_with_rate (reg, member, year, rate, &fee))
    totals->n_overflows += sign;
  if (!fee.active)
    return;
  totals->n_active += sign;
  if (kind < SEK_N_MEMBER_KINDS)
    totals->n_active_of[kind] += sign;
  if (fee.persons != SEK_NONE && kind < SEK_N_MEMBER_KINDS)
    count_money (totals, &totals->persons[kind], fee.persons, sign);
  else if (rate != NULL ? sek_fee_rate_needs_persons (rate) : kind != SEK_MEMBER_KIND_COUNCIL)
    totals->n_without_population += sign;
  if (fee.rate == NULL)
    totals->n_without_rate += sign;
  if (fee.exact == SEK_NONE)
    return;
  totals->n_payers += sign;
  count_money (totals, &totals->exact, fee.exact, sign);
  count_money (totals, &totals->invoices, fee.invoice, sign);
}

static void
get_rates (SekRegister *reg, int year, const SekFeeRate *rates[SEK_N_MEMBER_KINDS])
{
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    rates[kind] = sek_fees_get_rate (reg, year, kind);
}

const SekFeeTotals *
sek_fees_get_totals (SekRegister *reg, int year)
{
  SekFeeTotals *totals = g_hash_table_lookup (reg->fee_years, GINT_TO_POINTER (year));

  /* A year that once went beyond 64 bits is counted anew: its sums lost what did not fit. */
  if (totals == NULL || totals->n_overflows > 0)
    {
      const SekFeeRate *rates[SEK_N_MEMBER_KINDS];
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

/* What a change of one member makes of the others' fees is not followed: such a year is worked out anew. */
static void
drop_shared (SekRegister *self)
{
  SekTableIter iter;
  const SekFeeRate *rate;

  g_hash_table_remove_all (self->shared_fees);
  sek_table_iter_init (&iter, self->tables[SEK_FEE_RATE]);
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    if (rate->model != SEK_FEE_MODEL_RATE)
      g_hash_table_remove (self->fee_years, GINT_TO_POINTER ((int) rate->year));
}

GHashTable *
_sek_fees_affected (SekRegister *self, SekChangeset *changeset)
{
  g_autoptr (GHashTable) members = g_hash_table_new (NULL, NULL);
  gboolean shared = FALSE;

  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);

      shared |= change->entity == SEK_FEE_RATE || change->entity == SEK_MEMBER || change->entity == SEK_POPULATION
                || change->entity == SEK_MEMBER_NUMBER;
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
  if (shared)
    drop_shared (self);
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
      const SekFeeRate *rates[SEK_N_MEMBER_KINDS];

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
