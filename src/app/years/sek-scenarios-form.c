/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-scenarios-form.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-money.h"
#include "sek-number.h"

/* With its sign, as a change is read. */
static char *
dup_signed (const char *text, gint64 value)
{
  return g_strconcat (value > 0 ? "+" : "", text, NULL);
}

static char *
dup_percent (gint64 part, gint64 whole)
{
  g_autofree char *percent = part != SEK_NONE && whole != SEK_NONE ? sek_number_format_percent (part, whole, 1) : NULL;

  return percent != NULL ? dup_signed (percent, part) : g_strdup ("–");
}

static const char *
get_member_name (const SekScenarioSet *set, guint index, gint64 member)
{
  const SekMember *row = sek_register_get_member (set->cases[index].reg, member);

  return row != NULL ? row->name : "";
}

/* --- what it means ------------------------------------------------------------------------------------------------ */

/* Whether the limit holds, and if not from when on it does not. */
static char *
dup_limit (const SekScenarioSet *set, guint index)
{
  const SekScenarioCase *at = &set->cases[index];
  int year = sek_reserve_find_below (at->chain, set->year, sek_reserve_get_least (at->reg));

  return year == 0 ? g_strdup (_("holds in all years")) : g_strdup_printf (_("broken in %d"), year);
}

static void
add_effect (SekForm *form, const SekScenarioSet *set, guint index)
{
  const SekEffects *effects = set->effects;
  gint64 change = sek_budget_minus (effects->sums[index], effects->sums[0]),
         limit = sek_reserve_get_limit (set->cases[index].reg);
  int most = sek_effects_find_most (effects, index);
  g_autofree char *kroner = change != SEK_NONE ? sek_number_format_kroner (change) : g_strdup ("–"),
                  *told = dup_signed (kroner, change), *percent = dup_percent (change, effects->sums[0]),
                  *all = g_strdup_printf ("%s  (%s)", told, percent), *holds = dup_limit (set, index),
                  *limit_name = NULL, *one = NULL, *most_name = NULL;
  const char *names[3], *texts[3];
  guint n = 0;

  most_name = g_strdup_printf (_("Fees in %d together"), set->year);
  names[n] = most_name;
  texts[n++] = all;
  if (most >= 0)
    {
      g_autofree char *part = dup_percent (sek_effects_change (effects, index, (guint) most),
                                           effects->fees[0][most]);

      one = g_strdup_printf ("%s  (%s)", part, get_member_name (set, index, effects->members[most]));
      names[n] = _("Most for one member");
      texts[n++] = one;
    }
  if (limit != SEK_NONE)
    {
      g_autofree char *figure = sek_number_format_kroner (limit);

      limit_name = g_strdup_printf (_("The limit of %s"), figure);
    }
  names[n] = limit_name != NULL ? limit_name : _("Reserve above 0");
  texts[n++] = holds;
  sek_form_add_facts (form, _("What It Means"), names, texts, n);
}

/* --- what it changes ---------------------------------------------------------------------------------------------- */

static void
add_items (SekForm *form, SekRegister *reg, const SekScenarioCase *at, gboolean misfits, const char *title)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free),
    texts = g_ptr_array_new_with_free_func (g_free), actions = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < at->items->len; i++)
    {
      const SekScenarioItem *item = at->items->pdata[i];
      g_autofree char *row = NULL, *with = NULL, *what = NULL;

      if ((item->fit >= SEK_FIT_OTHER) != misfits || sek_scenario_item_belongs (at->items, item))
        continue;
      row = sek_scenario_item_dup_what (reg, at->reg, item, sek_program_language ());
      with = sek_scenario_item_dup_belonging (at->items, item, sek_program_language ());
      what = with != NULL ? g_strdup_printf ("%s, %s", row, with) : g_steal_pointer (&row);
      g_ptr_array_add (names, sek_scenario_item_dup_name (reg, at->reg, item, sek_program_language ()));
      g_ptr_array_add (texts, item->why != NULL ? g_strdup_printf ("%s. %s", what, item->why)
                                                : g_steal_pointer (&what));
      g_ptr_array_add (actions, g_strdup_printf ("scenarios.change::%" G_GINT64_FORMAT, item->id));
    }
  if (names->len > 0)
    sek_form_add_ways (form, title, (const char *const *) names->pdata, (const char *const *) texts->pdata,
                       (const char *const *) actions->pdata, names->len);
}

void
sek_scenarios_form_fill (SekForm *form, SekDocument *document, const SekScenarioSet *set, guint index)
{
  static const char *const fields[] = { "name", "note", NULL };
  SekRegister *reg = sek_document_get_base (document);
  const SekScenarioCase *at = &set->cases[index];

  add_effect (form, set, index);
  add_items (form, reg, at, TRUE, _("Does Not Fit Any More"));
  add_items (form, reg, at, FALSE, _("What It Changes"));
  if (sek_document_get_scenario (document) == at->id)
    sek_form_add_button (form, _("Back to the Register"), "win.leave-scenario");
  else
    sek_form_add_button (form, _("Show on All Pages"), "scenarios.show");
  sek_form_add_button (form, _("Accept …"), "scenarios.accept");
  sek_form_add_button (form, _("Duplicate"), "scenarios.copy");
  sek_form_add_fields (form, _("Scenario"), SEK_SCENARIO, at->id, fields);
}

/* --- under a slider ----------------------------------------------------------------------------------------------- */

static char *
dup_lever (gint64 value, gint64 lever)
{
  g_autofree char *number = sek_number_format_amount (value, 100, 2);

  return g_strconcat (number, lever == SEK_N_MEMBER_KINDS ? "\302\240%" : "", NULL);
}

/* What the rate of the year after becomes by the index: «Gir 3,60 i 2025 og 3,75 i 2026.» */
static char *
dup_index_caption (const SekScenarioSet *set, guint index)
{
  SekRegister *reg = set->cases[index].reg;
  SekFeeTerms next[SEK_N_MEMBER_KINDS], after[SEK_N_MEMBER_KINDS];
  const SekFeeTerms *one = &next[SEK_MEMBER_KIND_MUNICIPALITY], *other = &after[SEK_MEMBER_KIND_MUNICIPALITY];
  g_autofree char *first = NULL, *second = NULL;

  sek_fee_terms_get (reg, set->year + 1, next);
  sek_fee_terms_get (reg, set->year + 2, after);
  if (!one->given || !other->given || one->rate == SEK_NONE || other->rate == SEK_NONE)
    return g_strdup ("");
  first = sek_number_format_amount (one->rate, 100, 2);
  second = sek_number_format_amount (other->rate, 100, 2);
  return g_strdup_printf (_("Gives %s in %d and %s in %d."), first, set->year + 1, second, set->year + 2);
}

char *
sek_scenarios_form_dup_caption (SekScenarioSet *set, guint index, gint64 lever, gint64 step, gint64 most)
{
  gint64 base = sek_scenario_set_get_lever (set, 0, lever), from,
         limit = sek_reserve_get_limit (set->cases[index].reg);
  g_autofree char *now = base != SEK_NONE ? dup_lever (base, lever) : NULL, *held = NULL, *figure = NULL,
                  *sentence = NULL, *said = NULL;

  if (lever == SEK_N_MEMBER_KINDS)
    return dup_index_caption (set, index);
  if (set->effects->bases[index]->n_of[lever] == 0)
    return g_strdup_printf (_("No member of this type pays in %d, so the rate moves nothing."), set->year);
  from = sek_scenario_set_find_hold (set, index, lever, step, most);
  figure = limit != SEK_NONE ? sek_number_format_amount (limit, set->unit, 0) : NULL;
  held = dup_lever (from != SEK_NONE ? from : most, lever);
  if (from == SEK_NONE)
    sentence = figure != NULL ? g_strdup_printf (_("The limit of %s does not hold up to %s."), figure, held)
                              : g_strdup_printf (_("The reserve does not stay above 0 up to %s."), held);
  else if (from == 0)
    sentence = figure != NULL ? g_strdup_printf (_("The limit of %s holds anyway."), figure)
                              : g_strdup (_("The reserve stays above 0 anyway."));
  else
    sentence = figure != NULL ? g_strdup_printf (_("The limit of %s holds from %s."), figure, held)
                              : g_strdup_printf (_("The reserve stays above 0 from %s."), held);
  said = now != NULL ? g_strdup_printf (_("In the register %s."), now) : NULL;
  return said != NULL ? g_strdup_printf ("%s %s", said, sentence) : g_steal_pointer (&sentence);
}
