/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-document-private.h"

#include "sek-scenario.h"

/* A document that shows a scenario: the register as it would be, and what is changed there. */

void
_sek_document_work_out_scenario (SekDocument *self)
{
  g_clear_pointer (&self->shown, sek_register_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  if (self->scenario != 0 && sek_register_get_scenario (self->reg, self->scenario) == NULL)
    self->scenario = 0;
  if (self->scenario != 0)
    self->shown = sek_scenario_snapshot (self->reg, self->scenario, &self->items);
}

void
sek_document_show_scenario (SekDocument *self, gint64 scenario)
{
  if (self->scenario == scenario)
    return;
  self->scenario = scenario;
  _sek_document_work_out_scenario (self);
  _sek_document_tell (self, SEK_DOCUMENT_RELOADED, NULL);
  _sek_document_tell (self, SEK_DOCUMENT_STATE_CHANGED, NULL);
}

gint64
sek_document_get_scenario (SekDocument *self)
{
  return self->scenario;
}

GPtrArray *
sek_document_get_scenario_items (SekDocument *self)
{
  return self->items;
}

/* Whether a proposal is of scenarios, and so of the register itself. */
static gboolean
is_of_scenarios (SekChangeset *proposal)
{
  for (guint i = 0; i < sek_changeset_get_size (proposal); i++)
    {
      SekEntityId entity = sek_changeset_get (proposal, i)->entity;

      if (entity != SEK_SCENARIO && entity != SEK_SCENARIO_CHANGE)
        return FALSE;
    }
  return TRUE;
}

gboolean
sek_document_submit_to_scenario (SekDocument *self, gint64 scenario, SekChangeset *proposal, GError **error)
{
  g_autoptr (SekChangeset) recorded = sek_changeset_new (SEK_ACTION_SCENARIO);
  gboolean ok;

  if (!_sek_document_check_ready (self, error)
      || !sek_scenario_record (self->reg, scenario, proposal, recorded, error))
    return FALSE;
  if (sek_changeset_get_size (recorded) == 0)
    return TRUE;
  if (self->is_made)
    {
      sek_changeset_set_action (recorded, "example", NULL);
      sek_changeset_set_barrier (recorded);
    }
  self->proposal = scenario == self->scenario ? proposal : NULL;
  ok = _sek_document_apply_and_store (self, recorded, 0, SEK_STORE_DO, error);
  self->proposal = NULL;
  return ok;
}

gboolean
_sek_document_takes_scenario (SekDocument *self, SekChangeset *proposal)
{
  return self->scenario != 0 && !is_of_scenarios (proposal);
}

gboolean
sek_document_accept (SekDocument *self, gint64 scenario, GError **error)
{
  g_autoptr (SekChangeset) acceptance = NULL;

  if (!_sek_document_check_ready (self, error))
    return FALSE;
  acceptance = sek_scenario_make_acceptance (self->reg, scenario, error);
  return acceptance != NULL && _sek_document_apply_and_store (self, acceptance, 0, SEK_STORE_DO, error);
}
