/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fee-basis.h"

#include <string.h>

#include "sek-collate.h"
#include "sek-money.h"
#include "sek-register-private.h"

typedef __int128 Wide;

#define RATE_STEP 5

/* --- who pays ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *number;
  const char *name;
  gint64      id;
  guint       index;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *p = a, *q = b;
  int order = strcmp (p->number, q->number);

  if (order == 0)
    order = sek_collate (p->name, q->name);
  return order != 0 ? order : p->id < q->id ? -1 : p->id > q->id;
}

static const char *
number_of (SekRegister *reg, gint64 member, int year)
{
  const SekMemberNumber *number = sek_register_get_number (reg, member, SEK_DATE (year, 1, 1));

  return number != NULL ? number->number : "";
}

static void
find_counties (SekFeeBasis *self, const char *const *numbers)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->n; i++)
    if (self->kinds[i] == SEK_MEMBER_KIND_COUNTY && strlen (numbers[i]) == 2)
      {
        self->counties[i] = i;
        g_hash_table_insert (places, (gpointer) numbers[i], GUINT_TO_POINTER (i + 1));
      }
  for (guint i = 0; i < self->n && g_hash_table_size (places) > 0; i++)
    if (self->kinds[i] == SEK_MEMBER_KIND_MUNICIPALITY && strlen (numbers[i]) >= 2)
      {
        const char county[3] = { numbers[i][0], numbers[i][1], '\0' };
        gpointer place = g_hash_table_lookup (places, county);

        if (place != NULL)
          self->counties[i] = GPOINTER_TO_UINT (place) - 1;
      }
}

/* Whether a total is shared, or matched, that year, so that it takes more than persons. */
static gboolean
hangs_together (SekRegister *reg, int year)
{
  SekFeeTerms terms[SEK_N_MEMBER_KINDS];

  sek_fee_terms_get (reg, year, terms);
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    if (terms[kind].given && terms[kind].model != SEK_FEE_MODEL_RATE)
      return TRUE;
  return FALSE;
}

static void
rank (SekFeeBasis *self, SekRegister *reg)
{
  g_autofree Ranked *ranked = g_new (Ranked, self->n + 1);
  g_autofree const char **numbers = g_new (const char *, self->n + 1);

  for (guint i = 0; i < self->n; i++)
    {
      numbers[i] = number_of (reg, self->members[i], self->year);
      ranked[i] = (Ranked) { numbers[i], sek_register_get_member (reg, self->members[i])->name, self->members[i], i };
    }
  find_counties (self, numbers);
  qsort (ranked, self->n, sizeof *ranked, compare_ranked);
  for (guint i = 0; i < self->n; i++)
    self->ranks[ranked[i].index] = i;
}

/* One box, so that it can be shared by whoever knows no more of it. */
static SekFeeBasis *
new_basis (guint most)
{
  gsize head = (sizeof (SekFeeBasis) + 15) / 16 * 16, n = (gsize) most + 1;
  gsize each = 2 * sizeof (gint64) + 2 * sizeof (guint32) + sizeof (guint8);
  SekFeeBasis *self = g_atomic_rc_box_alloc0 (head + n * each);
  char *at = (char *) self + head;

  self->members = (gint64 *) (gpointer) at;
  self->persons = self->members + n;
  self->ranks = (guint32 *) (self->persons + n);
  self->counties = self->ranks + n;
  self->kinds = (guint8 *) (self->counties + n);
  memset (self->counties, 0xff, n * sizeof *self->counties);
  return self;
}

/* The newest persons of a day before stand in for those that are missing. Read in one pass: looking them up by member
 * would cost an index of all populations, in each copy of the register. */
static void
find_stand_ins (SekFeeBasis *self, SekRegister *reg, SekDate day)
{
  g_autofree gint64 *counted = g_new0 (gint64, self->n + 1);
  SekTableIter iter;
  const SekPopulation *population;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_POPULATION));
  while ((population = (const SekPopulation *) sek_table_iter_next (&iter)) != NULL)
    {
      int at = population->persons != SEK_NONE && population->date < day ? sek_fee_basis_find (self, population->member)
                                                                         : -1;

      /* One that was given on the day itself has no day here. */
      if (at < 0 || (self->persons[at] != SEK_NONE && (counted[at] == 0 || population->date <= counted[at])))
        continue;
      counted[at] = population->date;
      self->persons[at] = population->persons;
    }
  for (guint i = 0; i < self->n; i++)
    if (counted[i] != 0)
      {
        self->stand_in = self->n_stand_ins == 0 || self->stand_in == counted[i] ? (SekDate) counted[i] : 0;
        self->n_stand_ins++;
      }
}

static SekFeeBasis *
make_basis (SekRegister *reg, int year)
{
  const SekTable *members = sek_register_get_table (reg, SEK_MEMBER);
  const SekDate day = sek_fees_basis_date (year), first = SEK_DATE (year, 1, 1);
  SekFeeBasis *self = new_basis ((guint) sek_table_get_size (members));
  SekTableIter iter;
  const SekMember *member;
  gboolean lacks = FALSE;

  self->year = year;
  sek_table_iter_init (&iter, members);
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      if (!sek_member_is_active (member, first) || member->kind < 0 || member->kind >= SEK_N_MEMBER_KINDS)
        continue;
      self->members[self->n] = member->id;
      self->kinds[self->n] = (guint8) member->kind;
      self->persons[self->n] = sek_register_get_persons (reg, member->id, day);
      lacks |= self->persons[self->n] == SEK_NONE;
      self->n_of[member->kind]++;
      self->n++;
    }
  if (lacks)
    find_stand_ins (self, reg, day);
  self->ranked = hangs_together (reg, year);
  if (self->ranked)
    rank (self, reg);
  return self;
}

const SekFeeBasis *
sek_fee_basis_get (SekRegister *reg, int year)
{
  SekFeeBasis *kept = reg->fee_bases != NULL ? g_hash_table_lookup (reg->fee_bases, GINT_TO_POINTER (year)) : NULL;

  if (kept != NULL && (kept->ranked || !hangs_together (reg, year)))
    return kept;
  if (reg->fee_bases == NULL)
    reg->fee_bases = g_hash_table_new_full (NULL, NULL, NULL, g_atomic_rc_box_release);
  kept = make_basis (reg, year);
  g_hash_table_replace (reg->fee_bases, GINT_TO_POINTER (year), kept);
  return kept;
}

SekFeeBasis *
sek_fee_basis_ref (const SekFeeBasis *self)
{
  return g_atomic_rc_box_acquire ((gpointer) self);
}

void
sek_fee_basis_unref (SekFeeBasis *self)
{
  g_atomic_rc_box_release (self);
}

int
sek_fee_basis_find (const SekFeeBasis *self, gint64 member)
{
  guint low = 0, high = self->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->members[middle] < member)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n && self->members[low] == member ? (int) low : -1;
}

/* --- terms -------------------------------------------------------------------------------------------------------- */

static void
grow (gint64 *value, gint64 index, gint64 step)
{
  gint64 steps, grown;

  /* At once, since what is rounded to the øre first may end on the other side of a half. */
  if (*value != SEK_NONE && sek_money_scale (*value, SEK_WHOLE_SHARE + index, SEK_WHOLE_SHARE * step, &steps, NULL)
      && !__builtin_mul_overflow (steps, step, &grown))
    *value = grown;
}

static const SekFeeRate *
find_rate (SekRegister *reg, int year, gint64 kind)
{
  SekTableIter iter;
  const SekFeeRate *rate, *newest = NULL;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    if (rate->kind == kind && rate->year <= year && (newest == NULL || rate->year > newest->year))
      newest = rate;
  return newest;
}

void
sek_fee_terms_get (SekRegister *reg, int year, SekFeeTerms terms[SEK_N_MEMBER_KINDS])
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  gint64 index = organisation != NULL && organisation->plan_index != SEK_NONE ? organisation->plan_index : 0;

  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = find_rate (reg, year, kind);

      terms[kind] = (SekFeeTerms) { .given = rate != NULL };
      if (rate == NULL)
        continue;
      terms[kind] = (SekFeeTerms) { .given = TRUE, .year = (int) rate->year, .model = rate->model, .base = rate->base,
                                    .rate = rate->rate, .minimum = rate->minimum, .maximum = rate->maximum,
                                    .total = rate->total,
                                    .equal = rate->equal_share == SEK_NONE ? 0 : rate->equal_share };
      for (gint64 at = rate->year; at < year && index != 0; at++)
        {
          grow (&terms[kind].rate, index, RATE_STEP);
          grow (&terms[kind].base, index, SEK_KRONE);
          grow (&terms[kind].minimum, index, SEK_KRONE);
          grow (&terms[kind].maximum, index, SEK_KRONE);
          grow (&terms[kind].total, index, SEK_KRONE);
        }
    }
}

/* --- fees --------------------------------------------------------------------------------------------------------- */

static void
work_out_rates (const SekFeeBasis *self, const SekFeeTerms terms[SEK_N_MEMBER_KINDS], gint64 *fees)
{
  struct { gint64 base, rate, least, most; gboolean used, needs; } plain[SEK_N_MEMBER_KINDS];

  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeTerms *of = &terms[kind];

      plain[kind].used = of->given && of->model == SEK_FEE_MODEL_RATE;
      plain[kind].base = of->base == SEK_NONE ? 0 : of->base;
      plain[kind].rate = of->rate == SEK_NONE ? 0 : of->rate;
      plain[kind].needs = plain[kind].rate != 0;
      /* So that there is room to round in. */
      plain[kind].least = of->minimum == SEK_NONE ? G_MININT64 + SEK_KRONE : of->minimum;
      plain[kind].most = of->maximum == SEK_NONE ? G_MAXINT64 - SEK_KRONE : of->maximum;
    }
  for (guint i = 0; i < self->n; i++)
    {
      guint8 kind = self->kinds[i];
      gint64 persons = self->persons[i], fee;

      if (!plain[kind].used || (persons == SEK_NONE && plain[kind].needs))
        {
          fees[i] = SEK_NONE;
          continue;
        }
      if (__builtin_mul_overflow (plain[kind].rate, persons == SEK_NONE ? 0 : persons, &fee)
          || __builtin_add_overflow (fee, plain[kind].base, &fee))
        {
          fees[i] = SEK_NONE;
          continue;
        }
      fee = MIN (MAX (fee, plain[kind].least), plain[kind].most);
      /* Half away from zero, as sek_money_round() does. */
      fees[i] = (fee + (fee < 0 ? -SEK_KRONE / 2 : SEK_KRONE / 2)) / SEK_KRONE * SEK_KRONE;
    }
}

typedef struct
{
  guint   index;
  guint32 rank;
  gint64  whole;
  Wide    remainder;
} Part;

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const Part *p = a, *q = b;

  if (p->remainder != q->remainder)
    return p->remainder > q->remainder ? -1 : 1;
  return p->rank < q->rank ? -1 : p->rank > q->rank;
}

/* As sek-fees-shared.c shares a total: the last kroner by largest remainder, of equal ones in the order of ranks. */
static void
share (const SekFeeBasis *self, const SekFeeTerms *terms, guint8 kind, gint64 *fees)
{
  g_autofree Part *parts = g_new (Part, self->n + 1);
  Wide persons = 0, n = self->n_of[kind], all, sum;
  gint64 kroner = terms->total / SEK_KRONE, left = kroner;
  guint n_parts = 0;

  for (guint i = 0; i < self->n; i++)
    if (self->kinds[i] == kind)
      {
        if (self->persons[i] == SEK_NONE && terms->equal < SEK_WHOLE_SHARE)
          return;
        persons += self->persons[i] == SEK_NONE ? 0 : self->persons[i];
      }
  all = persons > 0 ? persons : 1;
  if (n == 0 || (persons == 0 && terms->equal < SEK_WHOLE_SHARE))
    return;
  sum = SEK_WHOLE_SHARE * n * all;
  for (guint i = 0; i < self->n; i++)
    if (self->kinds[i] == kind)
      {
        Wide weight = terms->equal * all
                      + (SEK_WHOLE_SHARE - terms->equal) * n * (self->persons[i] == SEK_NONE ? 0 : self->persons[i]);
        Wide product = weight * kroner;

        parts[n_parts] = (Part) { i, self->ranks[i], (gint64) (product / sum), product % sum };
        left -= parts[n_parts++].whole;
      }
  qsort (parts, n_parts, sizeof *parts, compare_parts);
  for (guint i = 0; i < n_parts; i++)
    fees[parts[i].index] = (parts[i].whole + (i < left ? 1 : 0)) * SEK_KRONE;
}

static void
match (const SekFeeBasis *self, gint64 *fees)
{
  g_autofree gint64 *sums = g_new0 (gint64, self->n + 1);
  g_autofree guint8 *states = g_new0 (guint8, self->n + 1); /* 1: a municipality pays, 2: one cannot be computed */

  for (guint i = 0; i < self->n; i++)
    if (self->kinds[i] == SEK_MEMBER_KIND_MUNICIPALITY && self->counties[i] != G_MAXUINT32)
      {
        guint county = self->counties[i];

        if (fees[i] == SEK_NONE || !sek_money_add (sums[county], fees[i], &sums[county], NULL))
          states[county] = 2;
        else
          states[county] |= 1;
      }
  for (guint i = 0; i < self->n; i++)
    if (self->kinds[i] == SEK_MEMBER_KIND_COUNTY && self->counties[i] == i && states[i] == 1)
      fees[i] = sums[i];
}

gint64
sek_fee_basis_work_out (const SekFeeBasis *self, const SekFeeTerms terms[SEK_N_MEMBER_KINDS], gint64 *fees)
{
  gint64 sum = SEK_NONE;

  work_out_rates (self, terms, fees);
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    if (terms[kind].given && terms[kind].model == SEK_FEE_MODEL_TOTAL && terms[kind].total != SEK_NONE)
      share (self, &terms[kind], (guint8) kind, fees);
  if (terms[SEK_MEMBER_KIND_COUNTY].given && terms[SEK_MEMBER_KIND_COUNTY].model == SEK_FEE_MODEL_MATCHING)
    match (self, fees);
  for (guint i = 0; i < self->n; i++)
    if (fees[i] != SEK_NONE && __builtin_add_overflow (sum == SEK_NONE ? 0 : sum, fees[i], &sum))
      return SEK_NONE;
  return sum;
}

gint64
sek_fees_plan_total (SekRegister *reg, int year)
{
  SekFeeTerms terms[SEK_N_MEMBER_KINDS];
  const SekFeeBasis *basis;
  g_autofree gint64 *fees = NULL;
  gint64 *kept = reg->plan_fees != NULL ? g_hash_table_lookup (reg->plan_fees, GINT_TO_POINTER (year)) : NULL;

  if (kept != NULL)
    return *kept;
  basis = sek_fee_basis_get (reg, year);
  fees = g_new (gint64, basis->n + 1);
  sek_fee_terms_get (reg, year, terms);
  if (reg->plan_fees == NULL)
    reg->plan_fees = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  kept = g_new (gint64, 1);
  *kept = sek_fee_basis_work_out (basis, terms, fees);
  g_hash_table_insert (reg->plan_fees, GINT_TO_POINTER (year), kept);
  return *kept;
}
