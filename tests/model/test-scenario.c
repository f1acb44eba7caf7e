/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-fixture.h"

#include <string.h>

#include "sek-dump.h"

/* What is changed while a scenario is shown becomes a part of it and of nothing else, is taken back and done again step
 * by step, and becomes the register's own by one action. */

/* --- recording ---------------------------------------------------------------------------------------------------- */

static void
test_made (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump_without_scenarios (reg_of (fixture)), *after = NULL, *file = NULL, *letter = NULL;
  gint64 first = make_scenario (fixture, "Høyere sats"), second = make_scenario (fixture, "Fylkene med");

  g_assert_cmpint (sek_document_get_scenario (fixture->document), ==, 0);
  g_assert_null (sek_document_get_scenario_items (fixture->document));
  letter = sek_scenario_dup_letter (base_of (fixture), second);
  g_assert_cmpstr (letter, ==, "B");
  show (fixture, first);
  g_assert_cmpint (sek_document_get_scenario (fixture->document), ==, first);
  g_assert_cmpuint (sek_document_get_scenario_items (fixture->document)->len, ==, 0);
  g_assert_true (reg_of (fixture) != base_of (fixture));
  after = dump_without_scenarios (reg_of (fixture));
  g_assert_cmpstr (after, ==, before);
  show (fixture, 0);
  file = dump_file (fixture);
  g_clear_pointer (&after, g_free);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, file);
}

/* A rate, an amount, a member who comes and one who goes: seen in the scenario, and in nothing else. */
static void
test_recorded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump_without_scenarios (base_of (fixture)), *after = NULL, *file = NULL;
  gint64 scenario = make_scenario (fixture, "A"), was = invoices (fixture, 2023);

  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  g_assert_cmpint (invoices (fixture, 2023), >, was);
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "200");
  g_assert_cmpint (figure (fixture, "closing", PROPOSAL), ==, TKR (630 + 50));
  add (fixture, "member", "name", "Færder", "number", "3911", NULL);
  add (fixture, "population", "member", "Færder", "date", "1.1.2022", "persons", "27000", NULL);
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, 65);
  remove_row (fixture, "member", "Moss");
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, 64);

  after = dump_without_scenarios (base_of (fixture));
  g_assert_cmpstr (after, ==, before);
  file = dump_file (fixture);
  g_clear_pointer (&after, g_free);
  after = dump_base (fixture);
  g_assert_cmpstr (after, ==, file);
  show (fixture, 0);
  g_assert_cmpint (invoices (fixture, 2023), ==, was);
  g_assert_cmpint (figure (fixture, "closing", PROPOSAL), ==, TKR (630));
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, 64);
  find (fixture, "member", "Moss");
  /* What is shown is nobody's business but the window's. */
  reopen (fixture);
  g_assert_cmpint (sek_document_get_scenario (fixture->document), ==, 0);
  show (fixture, scenario);
  g_assert_cmpint (figure (fixture, "closing", PROPOSAL), ==, TKR (630 + 50));
  g_assert_cmpuint (sek_scenario_count_misfits (sek_document_get_scenario_items (fixture->document)), ==, 0);
}

/* A field has one change however often it is changed, and none when it is what it was. */
static void
test_merged (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3,10 kr");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 1);
  edit (fixture, "fee_rate", "2023/municipality", "maximum", "100 000");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 2);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "2,80 kr");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 1);
  edit (fixture, "fee_rate", "2023/municipality", "maximum", "");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 0);

  /* A row of the scenario's own: its changes are of the row that it adds. */
  add (fixture, "project", "name", "Nytt", NULL);
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 1);
  edit (fixture, "project", "Nytt", "name", "Nyere");
  edit (fixture, "project", "Nyere", "focus_area", "Klima");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 1);
  g_assert_cmpint (item_at (fixture, scenario, 0)->operation, ==, SEK_STORE_INSERT);
  g_assert_cmpstr (text_of (fixture, SEK_PROJECT, "Nyere", "focus_area"), ==, "Klima");
  remove_row (fixture, "project", "Nyere");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 0);
}

/* A row that is changed, and then goes, only goes; what belongs to it is told with it, and comes back with it. */
static void
test_change_then_deletion (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");
  g_autofree char *before = NULL, *after = NULL;

  show (fixture, scenario);
  before = dump_without_scenarios (reg_of (fixture));
  edit (fixture, "member", "Moss", "joined", "1.1.2020");
  edit (fixture, "population", "Moss/1.1.2022", "persons", "1");
  remove_row (fixture, "member", "Moss");
  for (guint i = 0; i < count_changes (fixture, scenario); i++)
    g_assert_cmpint (item_at (fixture, scenario, i)->operation, ==, SEK_STORE_DELETE);
  undo (fixture);
  undo (fixture);
  undo (fixture);
  after = dump_without_scenarios (reg_of (fixture));
  g_assert_cmpstr (after, ==, before);
}

/* What was moved to another row before its own one goes stays. */
static void
test_moved_then_deletion (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  add (fixture, "staff_position", "title", "Leder", "percent", "100 %", NULL);
  add (fixture, "staff_position", "title", "Rådgiver", "percent", "100 %", NULL);
  add (fixture, "position_share", "staff_position", "Leder", "payer", "nav", "percent", "40 %", NULL);
  show (fixture, scenario);
  edit (fixture, "position_share", "Leder/nav", "staff_position", "Rådgiver");
  remove_row (fixture, "staff_position", "Leder");
  g_assert_cmpuint (sek_scenario_count_misfits (sek_document_get_scenario_items (fixture->document)), ==, 0);
  find (fixture, "position_share", "Rådgiver/nav");
  accept (fixture, scenario);
  find (fixture, "position_share", "Rådgiver/nav");
}

/* A population that the register gets after its member was taken out goes with the member too. */
static void
test_deletion_takes_what_came_later (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  show (fixture, scenario);
  remove_row (fixture, "member", "Moss");
  show (fixture, 0);
  add (fixture, "population", "member", "Moss", "date", "1.1.2030", "persons", "50000", NULL);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "5");
  show (fixture, scenario);
  g_assert_cmpuint (sek_scenario_count_misfits (sek_document_get_scenario_items (fixture->document)), ==, 0);
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, 63);
  accept (fixture, scenario);
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, 63);
  assert_whole (fixture);
}

static void
test_undo_and_redo (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);

  show (fixture, scenario);
  g_ptr_array_add (steps, dump (fixture));
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  g_ptr_array_add (steps, dump (fixture));
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3,20 kr");
  g_ptr_array_add (steps, dump (fixture));
  add (fixture, "member", "name", "Færder", "number", "3911", NULL);
  g_ptr_array_add (steps, dump (fixture));
  edit (fixture, "member", "Færder", "joined", "1.1.2024");
  g_ptr_array_add (steps, dump (fixture));
  remove_row (fixture, "member", "Moss");
  g_ptr_array_add (steps, dump (fixture));
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = steps->len - 1; i > 0; i--)
        {
          g_autofree char *now = NULL;

          undo (fixture);
          now = dump (fixture);
          g_assert_cmpstr (now, ==, steps->pdata[i - 1]);
        }
      for (guint i = 1; i < steps->len; i++)
        {
          g_autofree char *now = NULL;

          redo (fixture);
          now = dump (fixture);
          g_assert_cmpstr (now, ==, steps->pdata[i]);
        }
    }
}

/* Undo takes what was done last, also of the register under the scenario; a scenario that goes is shown no more. */
static void
test_undo_under_scenario (Fixture *fixture, gconstpointer data)
{
  gint64 scenario;

  type_amount (fixture, "Kommunikasjon", PROPOSAL, "300");
  scenario = make_scenario (fixture, "A");
  show (fixture, scenario);
  undo (fixture);
  g_assert_cmpint (sek_document_get_scenario (fixture->document), ==, 0);
  g_assert_true (reg_of (fixture) == base_of (fixture));
  undo (fixture);
  g_assert_cmpint (figure (fixture, "Kommunikasjon", PROPOSAL), ==, TKR (250));
  redo (fixture);
  redo (fixture);
  show (fixture, scenario);
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "200");
  undo (fixture);
  g_assert_cmpint (figure (fixture, "Kommunikasjon", PROPOSAL), ==, TKR (300));
  g_assert_cmpint (sek_document_get_scenario (fixture->document), ==, scenario);
}

/* --- refused ------------------------------------------------------------------------------------------------------ */

static void
test_of_figures_alone (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");
  g_autofree char *before = NULL, *after = NULL;

  show (fixture, scenario);
  before = dump (fixture);
  assert_refused (try_add (fixture, "contact", "member", "Moss", "role", "political", NULL), SEK_ERROR_REFUSED,
                  "has no contact");
  assert_refused (try_add (fixture, "subregion", "name", "Ny", NULL), SEK_ERROR_REFUSED, "Go back to the register");
  assert_refused (try_edit (fixture, "grant_scheme", "Klimasats", "cash_only", "ja"), SEK_ERROR_REFUSED,
                  "figures alone");
  assert_refused (try_edit (fixture, "budget_column", PROPOSAL, "status", "sealed"), SEK_ERROR_REFUSED,
                  "cannot be undone");
  assert_refused (try_issue_fees (fixture, 2023), SEK_ERROR_REFUSED, "figures alone");
  /* Of members and the organisation what figures come of, and no names. */
  assert_refused (try_edit (fixture, "member", "Moss", "name", "Store Moss"), SEK_ERROR_REFUSED,
                  "the type, the joining and the last day, and not “Member”");
  assert_refused (try_edit (fixture, "member", "Moss", "invoice_reference", "4105"), SEK_ERROR_REFUSED,
                  "“Invoice reference”");
  assert_refused (try_edit (fixture, "organisation", "-", "short_name", "Rådet"), SEK_ERROR_REFUSED,
                  "the figures of plan years, and not “Short name”");
  assert_refused (try_edit (fixture, "organisation", "-", "unit", "1"), SEK_ERROR_REFUSED, "“Unit”");
  /* The rules are those of the register. */
  assert_refused (try_add (fixture, "fee_rate", "year", "2023", "kind", "municipality", NULL), SEK_ERROR_REFUSED,
                  "2023");
  assert_refused (try_edit (fixture, "budget_column", FORECAST, "carry_from", PROPOSAL), SEK_ERROR_REFUSED,
                  "leads back");
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 0);
  edit (fixture, "organisation", "-", "plan_index", "2,5");
  edit (fixture, "organisation", "-", "reserve_limit", "500 000");
  edit (fixture, "member", "Moss", "left_on", "31.12.2022");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 3);
  /* A member that the scenario itself adds is called what it is to be called. */
  add (fixture, "member", "name", "Nyby", "kind", "municipality", NULL);
  edit (fixture, "member", "Nyby", "name", "Nybyen");
  edit (fixture, "member", "Nybyen", "invoice_reference", "4105");
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 4);
}

static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");

  edit (fixture, "budget_column", PROPOSAL, "status", "sealed");
  show (fixture, scenario);
  assert_refused (try_amount (fixture, "Kommunikasjon", PROPOSAL, "200"), SEK_ERROR_SEALED, "is sealed");
  /* A rate can be thought over all the same; what was adopted stays. */
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  g_assert_cmpint (figure (fixture, "closing", PROPOSAL), ==, TKR (630));
}

/* A rate of a kind that has no members changes nobody's fee, and is a change all the same. */
static void
test_rate_of_nobody (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A"), was = invoices (fixture, 2023);

  show (fixture, scenario);
  add (fixture, "fee_rate", "year", "2023", "kind", "county", "rate", "1 kr", NULL);
  g_assert_cmpint (invoices (fixture, 2023), ==, was);
  g_assert_cmpuint (count_changes (fixture, scenario), ==, 1);
  add (fixture, "member", "name", "Viken", "kind", "county", "number", "30", NULL);
  add (fixture, "population", "member", "Viken", "date", "1.1.2022", "persons", "1000", NULL);
  g_assert_cmpint (invoices (fixture, 2023), ==, was + KR (1000));
}

/* Rows of scenarios are made by changing figures, and in no other way. */
static void
test_typed_by_hand (Fixture *fixture, gconstpointer data)
{
  make_scenario (fixture, "A");
  assert_refused (try_add (fixture, "scenario_change", "scenario", "A", "operation", "update", "entity", "member",
                           "row", "1", "field", "kind", "after", "99", NULL),
                  SEK_ERROR_REFUSED, "by changing figures");
}

/* --- beside each other -------------------------------------------------------------------------------------------- */

static void
test_two (Fixture *fixture, gconstpointer data)
{
  gint64 a = make_scenario (fixture, "A"), b = make_scenario (fixture, "B"), was = invoices (fixture, 2023), copy;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");

  show (fixture, a);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  add (fixture, "member", "name", "Færder", "number", "3911", NULL);
  show (fixture, b);
  g_assert_cmpint (invoices (fixture, 2023), ==, was);
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, 64);
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "200");
  show (fixture, a);
  g_assert_cmpint (figure (fixture, "Kommunikasjon", PROPOSAL), ==, TKR (250));
  g_assert_cmpuint (count_changes (fixture, b), ==, 1);
  /* A copy starts as the same, and becomes another. */
  copy = sek_scenario_propose (base_of (fixture), "C", a, changeset);
  submit (fixture, changeset);
  g_assert_cmpuint (count_changes (fixture, copy), ==, count_changes (fixture, a));
  show (fixture, copy);
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, 65);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "4 kr");
  show (fixture, a);
  g_assert_cmpstr (text_of (fixture, SEK_FEE_RATE, "2023/municipality", "rate"), ==, "3,00");
}

/* --- who looks on ------------------------------------------------------------------------------------------------- */

typedef struct
{
  guint changed, reloaded;
  guint size; /* of what was told last */
} Told;

static void
changed_cb (SekDocument *document, SekChangeset *changeset, gpointer data)
{
  Told *told = data;

  told->changed++;
  told->size = sek_changeset_get_size (changeset);
}

static void
reloaded_cb (SekDocument *document, gpointer data)
{
  ((Told *) data)->reloaded++;
}

/* A change is told as it changes what is shown; whatever else happens, all is to be read anew. */
static void
test_signals (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");
  Told told = { 0 };

  g_signal_connect (fixture->document, "changed", G_CALLBACK (changed_cb), &told);
  g_signal_connect (fixture->document, "reloaded", G_CALLBACK (reloaded_cb), &told);
  show (fixture, scenario);
  g_assert_cmpuint (told.reloaded, ==, 1);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  g_assert_cmpuint (told.changed, ==, 1);
  g_assert_cmpuint (told.size, ==, 1);
  /* Again, where the scenario's own row is the one that changes. */
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3,10 kr");
  g_assert_cmpuint (told.changed, ==, 2);
  g_assert_cmpuint (told.reloaded, ==, 1);
  undo (fixture);
  g_assert_cmpuint (told.reloaded, ==, 2);
  show (fixture, 0);
  g_assert_cmpuint (told.reloaded, ==, 3);
  g_assert_cmpuint (told.changed, ==, 2);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "2,90 kr");
  g_assert_cmpuint (told.changed, ==, 3);
}

/* What is tried is tried on what is shown, and stays nowhere; checks are of what is shown. */
static void
test_tried_and_checked (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  const SekCheck *check;

  show (fixture, scenario);
  add (fixture, "fee_rate", "year", "2024", "kind", "municipality", "rate", "3 kr", NULL);
  type_amount (fixture, "Kontingenter", PROPOSAL, "6000");
  before = dump (fixture);
  sek_changeset_set (changeset, reg_of (fixture), SEK_FIELD (fee_rate, rate),
                     find (fixture, "fee_rate", "2024/municipality"), &SEK_INTEGER (400));
  g_assert_true (sek_document_try (fixture->document, changeset, NULL, NULL, NULL, &error));
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  check = sek_check_find (sek_document_get_checks (fixture->document), "fees/" PROPOSAL);
  g_assert_cmpint (check->left, ==, TKR (6000));
  show (fixture, 0);
  check = sek_check_find (sek_document_get_checks (fixture->document), "fees/" PROPOSAL);
  g_assert_cmpint (check->left, ==, TKR (6283));
}

/* Who only reads may look at a scenario, follows the other who writes, and is told of one that is gone. */
static void
test_second_reader (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) second = sek_document_open (fixture->path, SEK_DOCUMENT_READ_ONLY, &error);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autofree char *shown = NULL, *followed = NULL;

  g_assert_no_error (error);
  sek_document_show_scenario (second, scenario);
  sek_changeset_set (changeset, sek_document_get_register (second), SEK_FIELD (fee_rate, rate),
                     find (fixture, "fee_rate", "2023/municipality"), &SEK_INTEGER (400));
  g_assert_false (sek_document_submit (second, changeset, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_READ_ONLY, "");
  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  sek_document_poll (second);
  shown = dump (fixture);
  followed = sek_register_dump (sek_document_get_register (second));
  g_assert_cmpstr (followed, ==, shown);
  accept (fixture, scenario);
  sek_document_poll (second);
  g_assert_cmpint (sek_document_get_scenario (second), ==, 0);
  g_assert_true (sek_document_get_register (second) == sek_document_get_base (second));
}

/* --- words and files ---------------------------------------------------------------------------------------------- */

/* Rows are named as everywhere, in the program's language. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "Høyere sats");

  show (fixture, scenario);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "3 kr");
  assert_told (sek_document_dup_done_label (fixture->document), "Changed the scenario Høyere sats");
  assert_told (sek_document_dup_undo_label (fixture->document), "Change the scenario Høyere sats");
  assert_told (sek_scenario_item_dup_name (base_of (fixture), reg_of (fixture), item_at (fixture, scenario, 0),
                                           SEK_LANGUAGE_NB),
               "Sats, kr per innbygger");
  assert_told (sek_scenario_item_dup_what (base_of (fixture), reg_of (fixture), item_at (fixture, scenario, 0),
                                           SEK_LANGUAGE_NB),
               "2023, kommune: 2,80 → 3,00");
  assert_told (sek_scenario_item_dup_what (base_of (fixture), reg_of (fixture), item_at (fixture, scenario, 0),
                                           SEK_LANGUAGE_EN),
               "2023, municipality: 2.80 → 3.00");
  add (fixture, "member", "name", "Færder", NULL);
  assert_told (sek_scenario_item_dup_name (base_of (fixture), reg_of (fixture), item_at (fixture, scenario, 1),
                                           SEK_LANGUAGE_NN),
               "Lagt til: medlem");
  assert_told (sek_scenario_item_dup_what (base_of (fixture), reg_of (fixture), item_at (fixture, scenario, 1),
                                           SEK_LANGUAGE_NN),
               "Færder");
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "200");
  assert_told (sek_scenario_item_dup_what (base_of (fixture), reg_of (fixture), item_at (fixture, scenario, 2),
                                           SEK_LANGUAGE_EN),
               "Kommunikasjon, " PROPOSAL ": 250 → 200");
  /* A new row is told with its figures. */
  add (fixture, "fee_rate", "year", "2024", "kind", "municipality", "rate", "3,45 kr", "base", "20 000", NULL);
  assert_told (sek_scenario_item_dup_what (base_of (fixture), reg_of (fixture), item_at (fixture, scenario, 3),
                                           SEK_LANGUAGE_NB),
               "2024, kommune: 20 000, 3,45");
  assert_told (sek_scenario_item_dup_what (base_of (fixture), reg_of (fixture), item_at (fixture, scenario, 3),
                                           SEK_LANGUAGE_EN),
               "2024, municipality: 20,000, 3.45");
  accept (fixture, scenario);
  assert_told (sek_document_dup_done_label (fixture->document), "Accepted the scenario Høyere sats");
  undo (fixture);
  assert_told (sek_document_dup_redo_label (fixture->document), "Accept the scenario Høyere sats");
}

static void
test_dump_and_load (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = make_scenario (fixture, "A");
  g_autofree char *path = g_build_filename (fixture->folder, "loaded.sekretariat", NULL), *text = NULL, *again = NULL;
  g_autofree char *shown = NULL, *loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) second = NULL;

  show (fixture, scenario);
  edit (fixture, "budget_line", "Kommunikasjon", "explanation", "To\nlinjer\tog en \\tab");
  add (fixture, "project", "name", "En\\to", "description", "a\tb\nc", NULL);
  add (fixture, "member", "name", "Færder", "number", "3911", NULL);
  remove_row (fixture, "member", "Moss");
  /* What is dumped is the register, whatever is shown. */
  text = sek_document_dup_dump (fixture->document, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (sek_document_load (path, text, strlen (text), NULL, &error));
  g_assert_no_error (error);
  second = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
  g_assert_no_error (error);
  again = sek_document_dup_dump (second, TRUE, &error);
  g_assert_cmpstr (again, ==, text);
  shown = dump (fixture);
  sek_document_show_scenario (second, scenario);
  loaded = sek_register_dump (sek_document_get_register (second));
  g_assert_cmpstr (loaded, ==, shown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_FIGURES ("/scenario/made", test_made);
  ADD_FIGURES ("/scenario/recorded", test_recorded);
  ADD_FIGURES ("/scenario/merged", test_merged);
  ADD_FIGURES ("/scenario/change-then-deletion", test_change_then_deletion);
  ADD_FIGURES ("/scenario/moved-then-deletion", test_moved_then_deletion);
  ADD_FIGURES ("/scenario/deletion-takes-what-came-later", test_deletion_takes_what_came_later);
  ADD_FIGURES ("/scenario/undo-and-redo", test_undo_and_redo);
  ADD_FIGURES ("/scenario/undo-under-scenario", test_undo_under_scenario);
  ADD_FIGURES ("/scenario/of-figures-alone", test_of_figures_alone);
  ADD_FIGURES ("/scenario/sealed", test_sealed);
  ADD_FIGURES ("/scenario/rate-of-nobody", test_rate_of_nobody);
  ADD_FIGURES ("/scenario/typed-by-hand", test_typed_by_hand);
  ADD_FIGURES ("/scenario/two", test_two);
  ADD_FIGURES ("/scenario/signals", test_signals);
  ADD_FIGURES ("/scenario/tried-and-checked", test_tried_and_checked);
  ADD_FIGURES ("/scenario/second-reader", test_second_reader);
  ADD_FIGURES ("/scenario/words", test_words);
  ADD_FIGURES ("/scenario/dump-and-load", test_dump_and_load);
  return g_test_run ();
}
