/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-scenario-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-apply.h"
#include "sek-budget.h"
#include "sek-column.h"
#include "sek-money.h"
#include "sek-rate-proposal.h"

static void
work_out (SekScenarioSet *self, guint index)
{
  SekScenarioCase *at = &self->cases[index];

  g_clear_pointer (&at->chain, g_array_unref);
  at->chain = sek_reserve_chain (at->reg);
}

static void
add_scenario (SekScenarioSet *self, SekDocument *document, gint64 id)
{
  SekRegister *reg = sek_document_get_base (document);
  SekScenarioCase *at = &self->cases[self->n++];

  at->id = id;
  at->letter = sek_scenario_dup_letter (reg, id);
  at->name = g_strdup (sek_register_get_scenario (reg, id)->name);
  at->reg = sek_scenario_snapshot (reg, id, &at->items);
}

SekScenarioSet *
sek_scenario_set_new (SekDocument *document, int year)
{
  SekScenarioSet *self = g_new0 (SekScenarioSet, 1);
  SekRegister *reg = sek_document_get_base (document), *regs[SEK_EFFECTS_MOST];
  g_autoptr (GArray) scenarios = sek_rows_by_position (reg, SEK_SCENARIO);
  int base = sek_plan_get_base_year (reg), last = sek_plan_get_last_year (reg);

  self->year = year >= base && year <= last ? year : MIN (base + 1, last);
  self->unit = sek_plan_get_unit (reg);
  self->cases[0].name = g_strdup (_("The register"));
  self->cases[0].reg = sek_register_snapshot (reg);
  self->n = 1;
  for (guint i = 0; i < scenarios->len && self->n < SEK_EFFECTS_MOST; i++)
    add_scenario (self, document, g_array_index (scenarios, gint64, i));
  for (guint i = 0; i < self->n; i++)
    {
      work_out (self, i);
      regs[i] = self->cases[i].reg;
    }
  self->effects = sek_effects_new (regs, self->n, self->year);
  return self;
}

void
sek_scenario_set_free (SekScenarioSet *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_free (self->cases[i].letter);
      g_free (self->cases[i].name);
      g_array_unref (self->cases[i].chain);
      g_clear_pointer (&self->cases[i].items, g_ptr_array_unref);
      sek_register_unref (self->cases[i].reg);
    }
  sek_effects_free (self->effects);
  g_free (self);
}

int
sek_scenario_set_find (const SekScenarioSet *self, gint64 scenario)
{
  for (guint i = 1; i < self->n; i++)
    if (self->cases[i].id == scenario)
      return (int) i;
  return -1;
}

/* --- levers ------------------------------------------------------------------------------------------------------- */

gint64
sek_scenario_set_get_lever (const SekScenarioSet *self, guint index, gint64 lever)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (self->cases[index].reg);
  const SekFeeTerms *terms;

  if (lever == SEK_N_MEMBER_KINDS)
    return organisation != NULL && organisation->plan_index != SEK_NONE ? organisation->plan_index : 0;
  terms = &self->effects->terms[index][lever];
  return terms->given && terms->model == SEK_FEE_MODEL_RATE ? terms->rate : SEK_NONE;
}

static void
set_number (SekChangeset *changeset, SekRegister *reg, const SekField *field, gint64 row, gint64 value)
{
  sek_changeset_set (changeset, reg, field, row, value != SEK_NONE ? &SEK_INTEGER (value) : &SEK_BLANK);
}

/* The year's own rate, which a plan year has not: with the terms that it is counted with anyway. */
static gint64
ensure_rate (SekRegister *reg, const SekFeeTerms *terms, int year, gint64 kind, SekChangeset *changeset)
{
  const SekFeeRate *rate = sek_rate_find (reg, year, kind);
  gint64 row;

  if (rate != NULL)
    return rate->id;
  row = sek_changeset_insert (changeset, SEK_FEE_RATE);
  set_number (changeset, reg, SEK_FIELD (fee_rate, year), row, year);
  set_number (changeset, reg, SEK_FIELD (fee_rate, kind), row, kind);
  set_number (changeset, reg, SEK_FIELD (fee_rate, model), row, terms->model);
  set_number (changeset, reg, SEK_FIELD (fee_rate, base), row, terms->base);
  set_number (changeset, reg, SEK_FIELD (fee_rate, minimum), row, terms->minimum);
  set_number (changeset, reg, SEK_FIELD (fee_rate, maximum), row, terms->maximum);
  return row;
}

static void
propose (SekRegister *reg, const SekFeeTerms *terms, int year, gint64 lever, gint64 value, SekChangeset *changeset)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);

  if (lever < SEK_N_MEMBER_KINDS)
    set_number (changeset, reg, SEK_FIELD (fee_rate, rate), ensure_rate (reg, terms, year, lever, changeset), value);
  else if (organisation != NULL)
    set_number (changeset, reg, SEK_FIELD (organisation, plan_index), organisation->id, value);
}

static void
apply (SekRegister *reg, const SekFeeTerms *terms, int year, gint64 lever, gint64 value)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("scenario");

  propose (reg, terms, year, lever, value, changeset);
  sek_changeset_order (changeset);
  /* A figure of a copy: no rule can be against a number that a slider has. */
  sek_register_apply (reg, changeset, NULL);
}

void
sek_scenario_set_try_lever (SekScenarioSet *self, guint index, gint64 lever, gint64 value)
{
  SekRegister *reg = self->cases[index].reg;

  memset (self->knows[index], 0, sizeof self->knows[index]);
  apply (reg, &self->effects->terms[index][lever < SEK_N_MEMBER_KINDS ? lever : 0], self->year, lever, value);
  work_out (self, index);
  sek_fee_terms_get (reg, self->year, self->effects->terms[index]);
  sek_effects_work_out (self->effects, index);
}

SekChangeset *
sek_scenario_set_propose_lever (SekDocument *document, const SekScenarioSet *self, guint index, gint64 lever,
                                gint64 value)
{
  SekChangeset *changeset = sek_changeset_new ("scenario");
  /* As it is stored: the set's own copy has been tried with. */
  g_autoptr (SekRegister) reg = sek_scenario_snapshot (sek_document_get_base (document), self->cases[index].id, NULL);
  SekFeeTerms terms[SEK_N_MEMBER_KINDS];

  sek_fee_terms_get (reg, self->year, terms);
  propose (reg, &terms[lever < SEK_N_MEMBER_KINDS ? lever : 0], self->year, lever, value, changeset);
  return changeset;
}

/* --- the limit ---------------------------------------------------------------------------------------------------- */

static gboolean
holds (SekRegister *reg, GArray *chain, int year)
{
  return sek_reserve_find_below (chain, year, sek_reserve_get_least (reg)) == 0;
}

gboolean
sek_scenario_set_holds (const SekScenarioSet *self, guint index)
{
  return holds (self->cases[index].reg, self->cases[index].chain, self->year);
}

static gboolean
would_hold (SekRegister *reg, const SekFeeTerms *terms, int year, gint64 lever, gint64 value)
{
  g_autoptr (GArray) chain = NULL;

  apply (reg, terms, year, lever, value);
  chain = sek_reserve_chain (reg);
  return holds (reg, chain, year);
}

static gint64
find_hold (const SekScenarioSet *self, guint index, gint64 lever, gint64 step, gint64 most)
{
  g_autoptr (SekRegister) reg = sek_register_snapshot (self->cases[index].reg);
  const SekFeeTerms *terms = &self->effects->terms[index][lever < SEK_N_MEMBER_KINDS ? lever : 0];
  gint64 low = 0, high = most / step;

  if (!would_hold (reg, terms, self->year, lever, high * step))
    return SEK_NONE;
  /* More is never less: the fees of a higher rate are not lower. */
  while (low < high)
    {
      gint64 middle = (low + high) / 2;

      if (would_hold (reg, terms, self->year, lever, middle * step))
        high = middle;
      else
        low = middle + 1;
    }
  return low * step;
}

gint64
sek_scenario_set_find_hold (SekScenarioSet *self, guint index, gint64 lever, gint64 step, gint64 most)
{
  if (!self->knows[index][lever])
    self->from[index][lever] = find_hold (self, index, lever, step, most);
  self->knows[index][lever] = TRUE;
  return self->from[index][lever];
}
