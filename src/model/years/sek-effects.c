/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-effects.h"

#include <string.h>

#include "sek-budget.h"

/* The members of all cases, each once, in order of their ids. */
static void
find_members (SekEffects *self)
{
  guint at[SEK_EFFECTS_MOST] = { 0 }, most = 0;

  for (guint c = 0; c < self->n_cases; c++)
    most += self->bases[c]->n;
  self->members = g_new (gint64, most + 1);
  self->kinds = g_new (guint8, most + 1);
  self->persons = g_new (gint64, most + 1);
  for (;;)
    {
      gint64 next = G_MAXINT64;
      gboolean any = FALSE;

      for (guint c = 0; c < self->n_cases; c++)
        if (at[c] < self->bases[c]->n)
          {
            next = MIN (next, self->bases[c]->members[at[c]]);
            any = TRUE;
          }
      if (!any)
        break;
      self->members[self->n] = next;
      for (guint c = 0; c < self->n_cases; c++)
        if (at[c] < self->bases[c]->n && self->bases[c]->members[at[c]] == next)
          {
            self->kinds[self->n] = self->bases[c]->kinds[at[c]];
            self->persons[self->n] = self->bases[c]->persons[at[c]];
            if (self->places[c] != NULL)
              self->places[c][at[c]] = self->n;
            at[c]++;
          }
      self->n++;
    }
}

SekEffects *
sek_effects_new (SekRegister *const *regs, guint n, int year)
{
  SekEffects *self = g_new0 (SekEffects, 1);
  gboolean same = TRUE;

  g_return_val_if_fail (n >= 1 && n <= SEK_EFFECTS_MOST, NULL);
  self->year = year;
  self->n_cases = n;
  for (guint c = 0; c < n; c++)
    {
      self->bases[c] = sek_fee_basis_ref (sek_fee_basis_get (regs[c], year));
      sek_fee_terms_get (regs[c], year, self->terms[c]);
      same &= self->bases[c]->n == self->bases[0]->n
              && memcmp (self->bases[c]->members, self->bases[0]->members, self->bases[0]->n * sizeof (gint64)) == 0;
    }
  for (guint c = 0; c < n && !same; c++)
    self->places[c] = g_new (guint, self->bases[c]->n + 1);
  find_members (self);
  self->scratch = g_new (gint64, self->n + 1);
  for (guint c = 0; c < n; c++)
    {
      self->fees[c] = g_new (gint64, self->n + 1);
      for (guint i = 0; i < self->n; i++)
        self->fees[c][i] = SEK_NONE;
      sek_effects_work_out (self, c);
    }
  return self;
}

void
sek_effects_free (SekEffects *self)
{
  if (self == NULL)
    return;
  for (guint c = 0; c < self->n_cases; c++)
    {
      sek_fee_basis_unref (self->bases[c]);
      g_free (self->places[c]);
      g_free (self->fees[c]);
    }
  g_free (self->members);
  g_free (self->kinds);
  g_free (self->persons);
  g_free (self->scratch);
  g_free (self);
}

void
sek_effects_work_out (SekEffects *self, guint index)
{
  const SekFeeBasis *basis = self->bases[index];

  if (self->places[index] == NULL)
    {
      self->sums[index] = sek_fee_basis_work_out (basis, self->terms[index], self->fees[index]);
      return;
    }
  self->sums[index] = sek_fee_basis_work_out (basis, self->terms[index], self->scratch);
  /* Whoever does not pay in this case has had no fee from the start. */
  for (guint i = 0; i < basis->n; i++)
    self->fees[index][self->places[index][i]] = self->scratch[i];
}

gint64
sek_effects_change (const SekEffects *self, guint index, guint member)
{
  return sek_budget_minus (self->fees[index][member], self->fees[0][member]);
}

int
sek_effects_find_most (const SekEffects *self, guint index)
{
  int most = -1;
  __int128 change = 0;
  gint64 of = 1;

  for (guint i = 0; i < self->n; i++)
    {
      gint64 more = sek_effects_change (self, index, i), before = self->fees[0][i];

      if (more == SEK_NONE || more <= 0 || before == SEK_NONE || before <= 0)
        continue;
      if (most < 0 || (__int128) more * of > change * before)
        {
          most = (int) i;
          change = more;
          of = before;
        }
    }
  return most;
}
