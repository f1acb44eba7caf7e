/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-fixture.h"

SekRegister *
base_of (Fixture *fixture)
{
  return sek_document_get_base (fixture->document);
}

gint64
make_scenario (Fixture *fixture, const char *name)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  gint64 scenario = sek_scenario_propose (base_of (fixture), name, 0, changeset);

  submit (fixture, changeset);
  return scenario;
}

void
show (Fixture *fixture, gint64 scenario)
{
  sek_document_show_scenario (fixture->document, scenario);
  g_assert_cmpint (sek_document_get_scenario (fixture->document), ==, scenario);
}

GError *
try_accept (Fixture *fixture, gint64 scenario)
{
  GError *error = NULL;

  sek_document_accept (fixture->document, scenario, &error);
  return error;
}

void
accept (Fixture *fixture, gint64 scenario)
{
  g_autoptr (GError) error = try_accept (fixture, scenario);

  g_assert_no_error (error);
}

guint
count_changes (Fixture *fixture, gint64 scenario)
{
  guint n;

  sek_register_get_children (base_of (fixture), SEK_FIELD (scenario_change, scenario), scenario, &n);
  return n;
}

const SekScenarioItem *
item_at (Fixture *fixture, gint64 scenario, guint index)
{
  static GPtrArray *items = NULL;

  g_clear_pointer (&items, g_ptr_array_unref);
  if (sek_document_get_scenario (fixture->document) == scenario)
    items = g_ptr_array_ref (sek_document_get_scenario_items (fixture->document));
  else
    items = sek_scenario_read (base_of (fixture), scenario);
  g_assert_cmpuint (index, <, items->len);
  return items->pdata[index];
}
