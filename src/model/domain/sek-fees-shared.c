/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees-private.h"

#include <string.h>

#include "sek-collate.h"
#include "sek-register-private.h"

/* Fees that hang together: a total that is shared among the members of a kind, and a county that pays what its
 * municipalities pay together. Both are worked out for a year and a kind at once, and kept until one of them can be
 * another.
 *
 * Shares are exact fractions of one denominator, so that nothing is rounded before the last krone is given away. */

typedef __int128 Wide;

typedef struct
{
  const SekMember *member;
  const char      *number; /* "" for none */
  gint64           persons;
  Wide             weight;
  gint64           whole;     /* of the unit that is given away */
  Wide             remainder;
} Part;

/* --- a total ------------------------------------------------------------------------------------------------------ */

static const char *
number_of (SekRegister *reg, gint64 member, int year)
{
  const SekMemberNumber *number = sek_register_get_number (reg, member, SEK_DATE (year, 1, 1));

  return number != NULL ? number->number : "";
}

/* The largest remainder first; of equal ones the lower number, and then the name that comes first. */
static int
compare_remainders (gconstpointer a, gconstpointer b)
{
  const Part *p = *(const Part *const *) a, *q = *(const Part *const *) b;
  int order;

  if (p->remainder != q->remainder)
    return p->remainder > q->remainder ? -1 : 1;
  order = strcmp (p->number, q->number);
  if (order == 0)
    order = sek_collate (p->member->name, q->member->name);
  return order != 0 ? order : p->member->id < q->member->id ? -1 : 1;
}

/* units: how many there are to give away. The weights are of the sum of all, which is above 0. */
static void
give_away (GArray *parts, gint64 units, Wide sum)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  gint64 left = units;

  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = &g_array_index (parts, Part, i);
      Wide product = part->weight * units;

      part->whole = (gint64) (product / sum);
      part->remainder = product % sum;
      left -= part->whole;
      g_ptr_array_add (order, part);
    }
  g_ptr_array_sort (order, compare_remainders);
  for (guint i = 0; i < order->len && left > 0; i++, left--)
    ((Part *) order->pdata[i])->whole++;
}

/* Those who share, with their persons. FALSE when one has no population and it takes one. */
static gboolean
find_parts (SekRegister *reg, const SekFeeRate *rate, GArray *parts, Wide *persons)
{
  SekDate basis = sek_fees_basis_date ((int) rate->year);
  SekTableIter iter;
  const SekMember *member;

  *persons = 0;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      Part part = { .member = member };

      if (member->kind != rate->kind || !sek_member_is_active (member, SEK_DATE (rate->year, 1, 1)))
        continue;
      part.persons = sek_register_get_persons (reg, member->id, basis);
      if (part.persons == SEK_NONE)
        {
          if (sek_fee_rate_needs_persons (rate))
            return FALSE;
          part.persons = 0;
        }
      part.number = number_of (reg, member->id, (int) rate->year);
      *persons += part.persons;
      g_array_append_val (parts, part);
    }
  return parts->len > 0;
}

/* Each has a fraction of the total: equal / n + (1 − equal) × persons / all persons, over the denominator
 * 10 000 × n × all persons; equal is in hundredths of a per cent. Returned is the sum of the weights, which is that
 * denominator; 0 where there is nobody to share by. */
static Wide
weigh (GArray *parts, gint64 equal, Wide persons)
{
  Wide n = parts->len, all = persons > 0 ? persons : 1;

  if (persons == 0 && equal < SEK_WHOLE_SHARE)
    return 0;
  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = &g_array_index (parts, Part, i);

      part->weight = equal * all + (SEK_WHOLE_SHARE - equal) * n * part->persons;
    }
  return SEK_WHOLE_SHARE * n * all;
}

static void
put (GHashTable *shares, const SekMember *member, gint64 exact, gint64 invoice)
{
  SekSealedFee *fee = g_new (SekSealedFee, 1);

  *fee = (SekSealedFee) { exact, invoice };
  g_hash_table_replace (shares, _sek_key (member->id), fee);
}

/* The invoices sum to the total in kroner, and what stands before the rounding to the total in øre. */
static void
share_total (SekRegister *reg, const SekFeeRate *rate, GHashTable *shares)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autofree gint64 *kroner = NULL;
  Wide persons, sum;

  if (rate->total == SEK_NONE || !find_parts (reg, rate, parts, &persons))
    return;
  sum = weigh (parts, rate->equal_share == SEK_NONE ? 0 : rate->equal_share, persons);
  if (sum == 0)
    return;
  kroner = g_new (gint64, parts->len);
  give_away (parts, rate->total / SEK_KRONE, sum);
  for (guint i = 0; i < parts->len; i++)
    kroner[i] = g_array_index (parts, Part, i).whole;
  give_away (parts, rate->total, sum);
  for (guint i = 0; i < parts->len; i++)
    put (shares, g_array_index (parts, Part, i).member, g_array_index (parts, Part, i).whole, kroner[i] * SEK_KRONE);
}

gint64
sek_fees_get_share (SekRegister *reg, const SekMember *member, const SekFeeRate *rate, gint64 parts_per_krone)
{
  const SekFeeTotals *totals = sek_fees_get_totals (reg, (int) rate->year);
  gint64 equal = rate->equal_share == SEK_NONE ? 0 : rate->equal_share;
  Wide n = totals->n_active_of[rate->kind], all = MAX (totals->persons[rate->kind], 1), weight;
  SekFee fee;

  sek_fee_of (reg, member, (int) rate->year, &fee);
  if (rate->model != SEK_FEE_MODEL_TOTAL || fee.invoice == SEK_NONE)
    return SEK_NONE;
  weight = equal * all + (SEK_WHOLE_SHARE - equal) * n * (fee.persons == SEK_NONE ? 0 : fee.persons);
  return (gint64) ((weight * (rate->total / SEK_KRONE) * parts_per_krone * 2 / (SEK_WHOLE_SHARE * n * all) + 1) / 2);
}

/* --- a county that matches --------------------------------------------------------------------------------------- */

gboolean
sek_fees_is_in_county (SekRegister *reg, const SekMember *municipality, const SekMember *county, int year)
{
  const char *number = number_of (reg, county->id, year);

  return municipality->kind == SEK_MEMBER_KIND_MUNICIPALITY && strlen (number) == 2
         && g_str_has_prefix (number_of (reg, municipality->id, year), number);
}

/* What the municipalities of a county pay together. FALSE where there is none, or one's fee cannot be computed. */
static gboolean
sum_of_county (SekRegister *reg, const SekMember *county, int year, gint64 *sum)
{
  SekTableIter iter;
  const SekMember *member;
  gboolean any = FALSE;

  *sum = 0;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      SekFee fee;

      if (!sek_fees_is_in_county (reg, member, county, year)
          || !sek_member_is_active (member, SEK_DATE (year, 1, 1)))
        continue;
      sek_fee_of (reg, member, year, &fee);
      if (fee.invoice == SEK_NONE || !sek_money_add (*sum, fee.invoice, sum, NULL))
        return FALSE;
      any = TRUE;
    }
  return any;
}

static void
match_counties (SekRegister *reg, const SekFeeRate *rate, GHashTable *shares)
{
  SekTableIter iter;
  const SekMember *member;
  gint64 sum;

  if (rate->kind != SEK_MEMBER_KIND_COUNTY)
    return;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    if (member->kind == SEK_MEMBER_KIND_COUNTY && sek_member_is_active (member, SEK_DATE (rate->year, 1, 1))
        && sum_of_county (reg, member, (int) rate->year, &sum))
      put (shares, member, sum, sum);
}

/* --- kept --------------------------------------------------------------------------------------------------------- */

const SekSealedFee *
_sek_fees_get_shared (SekRegister *reg, const SekFeeRate *rate, gint64 member)
{
  GHashTable *shares = g_hash_table_lookup (reg->shared_fees, _sek_key (rate->id));

  if (shares == NULL)
    {
      shares = g_hash_table_new_full (NULL, NULL, NULL, g_free);
      if (rate->model == SEK_FEE_MODEL_TOTAL)
        share_total (reg, rate, shares);
      else if (rate->model == SEK_FEE_MODEL_MATCHING)
        match_counties (reg, rate, shares);
      g_hash_table_replace (reg->shared_fees, _sek_key (rate->id), shares);
    }
  return g_hash_table_lookup (shares, _sek_key (member));
}
