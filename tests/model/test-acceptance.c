/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-fixture.h"

#include <sqlite3.h>

/* A register that becomes another under a scenario, and a scenario that becomes the register's own. What does not fit
 * any more is told, and never dropped. */

static void
assert_fit (Fixture *fixture, gint64 scenario, guint index, SekScenarioFit fit, const char *why)
{
  const SekScenarioItem *item = item_at (fixture, scenario, index);

  g_assert_cmpint (item->fit, ==, fit);
  assert_told (g_strdup (item->why), why);
}

/* A change of a scenario is taken away, or starts from what the register has. */
static void
remove_item (Fixture *fixture, gint64 scenario, guint index)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");

  sek_changeset_delete (changeset, base_of (fixture), SEK_SCENARIO_CHANGE, item_at (fixture, scenario, index)->id);
  submit (fixture, changeset);
}

static gboolean
keep_item (Fixture *fixture, gint64 scenario, guint index)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("scenario");
  gboolean kept = sek_scenario_keep (base_of (fixture), item_at (fixture, scenario, index), changeset);

  submit (fixture, changeset);
  return kept;
}

/* --- what does not fit -------------------------------------------------------------------------------------------- */

static void
test_other_value (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "200");
  edit (fixture, "project", "Klima", "responsible", "Rådgiver");
  assert_fit (fixture, scenario, 0, SEK_FIT_FITS, NULL);
  show (fixture, 0);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "2,90 kr");
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "");
  edit (fixture, "project", "Klima", "responsible", "Rådgiver");

  assert_fit (fixture, scenario, 0, SEK_FIT_OTHER, "The register has 2,90 by now.");
  assert_fit (fixture, scenario, 2, SEK_FIT_SAME, NULL);
  /* It is shown all the same. */
  show (fixture, scenario);
  assert_fit (fixture, scenario, 0, SEK_FIT_OTHER, "The register has 2,90 by now.");
  g_assert_cmpstr (text_of (fixture, SEK_FEE_RATE, "2023/municipality", "rate"), ==, "3,00");
  assert_refused (try_accept (fixture, scenario), SEK_ERROR_CONFLICT, "2,90");
  assert_refused (try_accept (fixture, scenario), SEK_ERROR_CONFLICT, "Keep or remove it first.");
}

static void
test_row_is_gone (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  show (fixture, scenario);
  edit (fixture, "member", "Moss", "joined", "1.1.2024");
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  show (fixture, 0);
  remove_row (fixture, "member", "Moss");
  assert_fit (fixture, scenario, 0, SEK_FIT_REFUSED, "What it changes is not in the register any more.");
  show (fixture, scenario);
  assert_fit (fixture, scenario, 0, SEK_FIT_REFUSED, "What it changes is not in the register any more.");
  assert_fit (fixture, scenario, 1, SEK_FIT_FITS, NULL);
  g_assert_cmpuint (sek_scenario_count_misfits (sek_document_get_scenario_items (fixture->document)), ==, 1);
  /* The others are shown, and what is changed meanwhile drops none. */
  g_assert_cmpstr (text_of (fixture, SEK_FEE_RATE, "2023/municipality", "rate"), ==, "3,00");
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3,10 kr");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 2);
  assert_refused (try_accept (fixture, scenario), SEK_ERROR_CONFLICT, "not in the register any more");
  g_assert_false (keep_item (fixture, scenario, 0));
  remove_item (fixture, scenario, 0);
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 1);
  accept (fixture, scenario);
  assert_whole (fixture);
}

static void
test_row_comes_back (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  show (fixture, scenario);
  edit (fixture, "member", "Moss", "joined", "1.1.2024");
  show (fixture, 0);
  remove_row (fixture, "member", "Moss");
  undo (fixture);
  assert_fit (fixture, scenario, 0, SEK_FIT_FITS, NULL);
}

static void
test_sealed_meanwhile (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  show (fixture, scenario);
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "200");
  type_amount (fixture, "Kommunikasjon", BUDGET, "300");
  show (fixture, 0);
  edit (fixture, "budget_column", PROPOSAL, "status", "sealed");
  show (fixture, scenario);
  assert_fit (fixture, scenario, 0, SEK_FIT_REFUSED,
              "“" PROPOSAL "” is sealed and cannot be changed. Make an adjusted budget as a copy of it and change "
              "that.");
  assert_fit (fixture, scenario, 1, SEK_FIT_FITS, NULL);
  g_assert_cmpint (figure (fixture, "Kommunikasjon", PROPOSAL), ==, TKR (250));
  g_assert_cmpint (figure (fixture, "Kommunikasjon", BUDGET), ==, TKR (300));
  assert_refused (try_accept (fixture, scenario), SEK_ERROR_CONFLICT, "is sealed");
}

/* Two rates of a year and kind cannot be: the register's own was there first. */
static void
test_refused_by_a_rule (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  show (fixture, scenario);
  add (fixture, "fee_rate", "year", "2024", "kind", "municipality", "rate", "3 kr", NULL);
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "200");
  show (fixture, 0);
  add (fixture, "fee_rate", "year", "2024", "kind", "municipality", "rate", "2,90 kr", NULL);
  show (fixture, scenario);
  g_assert_cmpint (item_at (fixture, scenario, 0)->fit, ==, SEK_FIT_REFUSED);
  g_assert_nonnull (item_at (fixture, scenario, 0)->why);
  g_assert_cmpstr (text_of (fixture, SEK_FEE_RATE, "2024/municipality", "rate"), ==, "2,90");
  g_assert_cmpint (figure (fixture, "Kommunikasjon", PROPOSAL), ==, TKR (200));
  assert_refused (try_accept (fixture, scenario), SEK_ERROR_CONFLICT, "1 of its changes");
  remove_item (fixture, scenario, 0);
  accept (fixture, scenario);
  g_assert_cmpint (figure (fixture, "Kommunikasjon", PROPOSAL), ==, TKR (200));
}

/* What belongs to a row that cannot come does not come either. */
static void
test_follows_what_is_refused (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  show (fixture, scenario);
  add (fixture, "budget_column", "title", "Plan", "year", "2024", "kind", "plan", NULL);
  type_amount (fixture, "Kommunikasjon", "Plan", "200");
  show (fixture, 0);
  remove_row (fixture, "budget_line", "Kommunikasjon");
  show (fixture, scenario);
  find (fixture, "budget_column", "Plan");
  g_assert_cmpuint (sek_scenario_count_misfits (sek_document_get_scenario_items (fixture->document)), ==, 1);
  assert_refused (try_accept (fixture, scenario), SEK_ERROR_CONFLICT, "is not in the register");
}

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  show (fixture, 0);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "2,90 kr");
  g_assert_true (keep_item (fixture, scenario, 0));
  assert_fit (fixture, scenario, 0, SEK_FIT_FITS, NULL);
  assert_told (sek_document_dup_done_label (fixture->document), "Changed the scenario A");
  undo (fixture);
  assert_fit (fixture, scenario, 0, SEK_FIT_OTHER, "The register has 2,90 by now.");
  redo (fixture);
  accept (fixture, scenario);
  g_assert_cmpstr (text_of (fixture, SEK_FEE_RATE, "2023/municipality", "rate"), ==, "3,00");
  undo (fixture);
  g_assert_cmpstr (text_of (fixture, SEK_FEE_RATE, "2023/municipality", "rate"), ==, "2,90");
}

/* Whoever types a figure anew, over one that does not fit, has seen it. */
static void
test_typed_anew (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  show (fixture, 0);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "2,90 kr");
  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3,05 kr");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 1);
  assert_fit (fixture, scenario, 0, SEK_FIT_FITS, NULL);
}

/* Both add the same row, since one is a copy of the other, but with other figures: the second is told. */
static void
test_copy_was_accepted (Fixture *fixture, gconstpointer data)
{
  gint64 a = make_scenario (fixture, "A"), b;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");

  show (fixture, a);
  add (fixture, "fee_rate", "year", "2024", "kind", "municipality", "rate", "3 kr", NULL);
  add (fixture, "project", "name", "Nytt", NULL);
  b = sek_scenario_propose (base_of (fixture), "B", a, changeset);
  submit (fixture, changeset);
  show (fixture, b);
  edit (fixture, "fee_rate", "2024/municipality", "rate", "4 kr");
  accept (fixture, a);
  show (fixture, b);
  assert_fit (fixture, b, 1, SEK_FIT_SAME, NULL);
  g_assert_cmpint (item_at (fixture, b, 0)->fit, ==, SEK_FIT_REFUSED);
  assert_refused (try_accept (fixture, b), SEK_ERROR_CONFLICT, "other values");
}

/* --- accepting ---------------------------------------------------------------------------------------------------- */

/* What is shown becomes the register's, rows with the ids that they had, in one step that undo takes back. */
static void
test_accepted (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A"), other = make_scenario (fixture, "B");
  g_autofree char *shown = NULL, *before = NULL, *after = NULL, *again = NULL;
  guint events;

  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  add (fixture, "member", "name", "Færder", "number", "3911", NULL);
  add (fixture, "population", "member", "Færder", "date", "1.1.2022", "persons", "27000", NULL);
  remove_row (fixture, "member", "Moss");
  remove_row (fixture, "budget_line", "Kommunikasjon");
  edit (fixture, "organisation", "-", "plan_index", "3 %");
  shown = dump_without_scenarios (reg_of (fixture));
  before = dump_base (fixture);
  events = count_events (fixture);
  accept (fixture, scenario);

  g_assert_cmpuint (count_events (fixture), ==, events + 1);
  g_assert_cmpint (sek_document_get_scenario (fixture->document), ==, 0);
  after = dump_without_scenarios (base_of (fixture));
  g_assert_cmpstr (after, ==, shown);
  g_assert_null (sek_register_get_scenario (base_of (fixture), scenario));
  g_assert_nonnull (sek_register_get_scenario (base_of (fixture), other));
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 0);
  assert_whole (fixture);
  reopen (fixture);
  undo (fixture);
  again = dump_base (fixture);
  g_assert_cmpstr (again, ==, before);
  assert_whole (fixture);
  redo (fixture);
  g_clear_pointer (&again, g_free);
  again = dump_without_scenarios (base_of (fixture));
  g_assert_cmpstr (again, ==, after);
  assert_whole (fixture);
}

static void
test_empty_is_accepted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture), *after = NULL;

  accept (fixture, make_scenario (fixture, "A"));
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* --- of a newer version ------------------------------------------------------------------------------------------- */

/* As a program that knows more tables would have left it. */
static void
write_unreadable (Fixture *fixture)
{
  sqlite3 *db;

  g_clear_object (&fixture->document);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "UPDATE scenario_change SET entity = 'programme', field = 'horizon' WHERE entity = "
                                 "'fee_rate'",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  reopen (fixture);
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");
  g_autofree char *before = NULL, *after = NULL;

  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "200");
  write_unreadable (fixture);
  assert_fit (fixture, scenario, 0, SEK_FIT_REFUSED, "This version of the program cannot read the change.");
  show (fixture, scenario);
  g_assert_cmpint (figure (fixture, "Kommunikasjon", PROPOSAL), ==, TKR (200));
  assert_told (sek_scenario_item_dup_name (base_of (fixture), reg_of (fixture), item_at (fixture, scenario, 0),
                                           SEK_LANGUAGE_NB),
               "Ukjent endring");
  assert_told (sek_scenario_item_dup_what (base_of (fixture), reg_of (fixture), item_at (fixture, scenario, 0),
                                           SEK_LANGUAGE_NB),
               "");
  assert_refused (try_accept (fixture, scenario), SEK_ERROR_CONFLICT, "cannot read");
  g_assert_false (keep_item (fixture, scenario, 0));
  /* What is changed beside it leaves it where it is. */
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "210");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 2);
  before = dump_base (fixture);
  remove_item (fixture, scenario, 0);
  undo (fixture);
  after = dump_base (fixture);
  g_assert_cmpstr (after, ==, before);
  redo (fixture);
  accept (fixture, scenario);
  g_assert_cmpint (figure (fixture, "Kommunikasjon", PROPOSAL), ==, TKR (210));
}

static void
test_unreadable_goes_and_comes (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");
  g_autofree char *before = NULL, *after = NULL;

  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  write_unreadable (fixture);
  before = dump (fixture);
  remove_row (fixture, "scenario", "A");
  undo (fixture);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/acceptance/other-value", test_other_value);
  ADD ("/acceptance/row-is-gone", test_row_is_gone);
  ADD ("/acceptance/row-comes-back", test_row_comes_back);
  ADD ("/acceptance/sealed-meanwhile", test_sealed_meanwhile);
  ADD ("/acceptance/refused-by-a-rule", test_refused_by_a_rule);
  ADD ("/acceptance/follows-what-is-refused", test_follows_what_is_refused);
  ADD ("/acceptance/keep", test_keep);
  ADD ("/acceptance/typed-anew", test_typed_anew);
  ADD ("/acceptance/copy-was-accepted", test_copy_was_accepted);
  ADD ("/acceptance/accepted", test_accepted);
  ADD ("/acceptance/empty", test_empty_is_accepted);
  ADD ("/acceptance/unreadable", test_unreadable);
  ADD ("/acceptance/unreadable-goes-and-comes", test_unreadable_goes_and_comes);
  return g_test_run ();
}
