/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-rate-preview.h"

#include "sek-budget.h"
#include "sek-expand.h"

/* The newest persons of a member before a day; NULL where it has none. */
static const SekPopulation *
find_newest (SekRegister *reg, gint64 member, SekDate before)
{
  const SekPopulation *newest = NULL;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (population, member), member, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekPopulation *population = sek_register_get_population (reg, rows[i]);

      if (population->persons != SEK_NONE && population->date < before
          && (newest == NULL || population->date > newest->date))
        newest = population;
    }
  return newest;
}

/* Counts every member that has no population of the year's day with its newest one. */
static void
add_stand_ins (SekRegister *reg, SekRatePreview *preview, SekChangeset *changeset)
{
  const SekDate day = sek_fees_basis_date (preview->year);
  SekTableIter iter;
  const SekMember *member;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      const SekPopulation *newest;
      gint64 row;

      if (!sek_member_is_active (member, SEK_DATE (preview->year, 1, 1))
          || sek_register_find_pair (reg, SEK_FIELD (population, member), member->id, SEK_FIELD (population, date), day)
                 != 0)
        continue;
      newest = find_newest (reg, member->id, day);
      if (newest == NULL)
        continue;
      preview->stand_in = preview->n_stand_ins == 0 || preview->stand_in == newest->date ? (SekDate) newest->date : 0;
      preview->n_stand_ins++;
      row = sek_changeset_insert (changeset, SEK_POPULATION);
      sek_changeset_set (changeset, reg, SEK_FIELD (population, member), row, &SEK_INTEGER (member->id));
      sek_changeset_set (changeset, reg, SEK_FIELD (population, date), row, &SEK_INTEGER (day));
      sek_changeset_set (changeset, reg, SEK_FIELD (population, persons), row, &SEK_INTEGER (newest->persons));
    }
}

static void
add_members (SekRatePreview *self, SekRegister *reg, SekRegister *would_be)
{
  SekTableIter iter;
  const SekMember *member;

  sek_table_iter_init (&iter, sek_register_get_table (would_be, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      SekRateEffect effect = { .member = member->id };
      SekFee fee;

      sek_fee_of (reg, member, self->year - 1, &fee);
      effect.before = fee.active ? fee.invoice : SEK_NONE;
      sek_fee_of (would_be, member, self->year, &fee);
      effect.after = fee.active ? fee.invoice : SEK_NONE;
      effect.persons = fee.persons;
      if (effect.before == SEK_NONE && effect.after == SEK_NONE)
        continue;
      self->before = sek_budget_plus (self->before, effect.before);
      self->after = sek_budget_plus (self->after, effect.after);
      g_array_append_val (self->members, effect);
    }
}

void
sek_rate_preview_free (SekRatePreview *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->members);
  g_free (self);
}

SekRatePreview *
sek_rate_preview (SekRegister *reg, int year, gint64 kind, const SekRateBasis *basis, const SekRateSteps *steps,
                  GError **error)
{
  g_autoptr (SekRatePreview) self = g_new0 (SekRatePreview, 1);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("rate-proposal");
  g_autoptr (SekRegister) would_be = NULL;

  self->year = year;
  self->members = g_array_new (FALSE, FALSE, sizeof (SekRateEffect));
  self->before = self->after = SEK_NONE;
  if (!sek_rate_propose (reg, year, kind, basis, steps, sek_program_language (), changeset, NULL, error))
    return NULL;
  add_stand_ins (reg, self, changeset);
  would_be = sek_expand_snapshot (reg, changeset, error);
  if (would_be == NULL)
    return NULL;
  add_members (self, reg, would_be);
  return g_steal_pointer (&self);
}
