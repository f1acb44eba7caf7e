/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <string.h>

/* Every kind of change: done, undone and done again as separate cases, each also in the file. */

#define PROPOSAL "Forslag budsjett 2023"
#define BUDGET "Budsjett 2022"
#define FORECAST "Prognose 2022"

/* --- kinds of change: each does one action and says what became of it -------------------------------------------- */

static void
edit_text (Fixture *fixture)
{
  edit (fixture, "member", "Drammen", "note", "Ny ordfører");
  g_assert_cmpstr (text_of (fixture, SEK_MEMBER, "Drammen", "note"), ==, "Ny ordfører");
}

static void
edit_population (Fixture *fixture)
{
  gint64 before = invoices (fixture, 2023);
  gint64 persons = sek_register_get_persons (reg_of (fixture), find (fixture, "member", "Drammen"),
                                             SEK_DATE (2022, 1, 1));
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, persons + 1000);

  edit (fixture, "population", "3301/2022-01-01", "persons", text);
  g_assert_cmpint (invoices (fixture, 2023), ==, before + KR (2800));
}

static void
clear_population (Fixture *fixture)
{
  edit (fixture, "member", "Drammen", "population", "");
  g_assert_cmpuint (sek_fees_get_totals (reg_of (fixture), 2023)->n_without_population, ==, 1);
}

static void
change_key (Fixture *fixture)
{
  edit (fixture, "population", "3301/2022-01-01", "date", "1.1.2030");
  g_assert_cmpuint (sek_fees_get_totals (reg_of (fixture), 2023)->n_without_population, ==, 1);
}

static void
edit_number (Fixture *fixture)
{
  edit (fixture, "member", "Drammen", "number", "3399");
  g_assert_cmpint (find (fixture, "member", "3399"), ==, find (fixture, "member", "Drammen"));
}

static void
renumber (Fixture *fixture)
{
  add (fixture, "member_number", "member", "Drammen", "number", "3398", "valid_from", "1.1.2030", NULL);
  g_assert_cmpstr (text_of (fixture, SEK_MEMBER_NUMBER, "Drammen/3301", "valid_to"), ==, "31.12.2029");
}

static void
insert_member (Fixture *fixture)
{
  add (fixture, "member", "name", "Færder", "number", "3911", "subregion", "Vestfoldkommuner", NULL);
  g_assert_cmpstr (text_of (fixture, SEK_MEMBER, "Færder", "subregion"), ==, "Vestfoldkommuner");
  g_assert_cmpuint (sek_fees_get_totals (reg_of (fixture), 2023)->n_active, ==, 65);
}

static void
delete_with (Fixture *fixture)
{
  guint populations = count_rows (fixture, SEK_POPULATION), contacts = count_rows (fixture, SEK_CONTACT);
  guint numbers = count_rows (fixture, SEK_MEMBER_NUMBER), regions = count_rows (fixture, SEK_MEMBER_SUBREGION);

  remove_row (fixture, "member", "Drammen");
  g_assert_cmpuint (count_rows (fixture, SEK_POPULATION), ==, populations - 7);
  g_assert_cmpuint (count_rows (fixture, SEK_CONTACT), <, contacts);
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER_NUMBER), <, numbers);
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER_SUBREGION), <, regions);
  g_assert_cmpuint (sek_fees_get_totals (reg_of (fixture), 2023)->n_active, ==, 63);
}

static void
delete_and_clear (Fixture *fixture)
{
  remove_row (fixture, "project", "Prosjekt Energistasjoner for grønn næringstransport");
  g_assert_cmpint (sek_register_get_grant (reg_of (fixture), find (fixture, "grant", "Klimasats"))->project, ==,
                   SEK_NONE);
  g_assert_cmpint (figure (fixture, "Prosjekter", PROPOSAL), ==, TKR (1190));
}

static void
delete_line (Fixture *fixture)
{
  remove_row (fixture, "budget_line", "Klimasats");
  g_assert_cmpint (sek_register_get_grant (reg_of (fixture), find (fixture, "grant", "Klimasats"))->budget_line, ==,
                   SEK_NONE);
  g_assert_cmpint (figure (fixture, "closing", PROPOSAL), ==, TKR (-270));
}

static void
delete_column (Fixture *fixture)
{
  remove_row (fixture, "budget_column", FORECAST);
  g_assert_cmpint (sek_register_get_budget_column (reg_of (fixture), find (fixture, "budget_column", PROPOSAL))
                       ->carry_from,
                   ==, SEK_NONE);
  g_assert_cmpint (figure (fixture, "Inngående mindreforbruk", PROPOSAL), ==, SEK_NONE);
}

static void
delete_grant (Fixture *fixture)
{
  remove_row (fixture, "grant", "Klimasats");
  g_assert_cmpuint (count_rows (fixture, SEK_INSTALMENT), ==, 0);
  g_assert_cmpint (figure (fixture, "Klimasats", PROPOSAL), ==, SEK_NONE);
}

static void
type_an_amount (Fixture *fixture)
{
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "300");
  g_assert_cmpint (figure (fixture, "Kommunikasjon", PROPOSAL), ==, TKR (300));
  g_assert_cmpint (figure (fixture, "sum-expense", PROPOSAL), ==, TKR (9330));
  g_assert_cmpint (figure (fixture, "closing", PROPOSAL), ==, TKR (580));
}

/* An amount that is carried on moves the columns after it. */
static void
type_a_carried_amount (Fixture *fixture)
{
  type_amount (fixture, "Kommunikasjon", FORECAST, "200");
  g_assert_cmpint (figure (fixture, "Inngående mindreforbruk", PROPOSAL), ==, TKR (2777));
  g_assert_cmpint (figure (fixture, "closing", PROPOSAL), ==, TKR (680));
}

static void
clear_an_amount (Fixture *fixture)
{
  guint amounts = count_rows (fixture, SEK_AMOUNT);

  type_amount (fixture, "Kommunikasjon", BUDGET, "");
  g_assert_cmpint (figure (fixture, "Kommunikasjon", BUDGET), ==, SEK_NONE);
  /* Nothing is left to store. */
  g_assert_cmpuint (count_rows (fixture, SEK_AMOUNT), ==, amounts - 1);
}

static void
clear_an_explained_amount (Fixture *fixture)
{
  guint amounts = count_rows (fixture, SEK_AMOUNT);

  type_amount (fixture, "Kommunikasjon", PROPOSAL, "");
  g_assert_cmpuint (count_rows (fixture, SEK_AMOUNT), ==, amounts);
  g_assert_true (g_str_has_prefix (text_of (fixture, SEK_AMOUNT, "Kommunikasjon/" PROPOSAL, "comment"),
                                   "Årsrapporten"));
}

/* An amount that is typed over a computed one stands, and the check says by how much it differs. */
static void
enter_over_source (Fixture *fixture)
{
  g_autoptr (SekCheck) check = NULL;

  type_amount (fixture, "Prosjekter", PROPOSAL, "2000");
  check = find_check (fixture, "projects/" PROPOSAL, SEK_DATE (2023, 1, 1));
  g_assert_cmpint (figure (fixture, "Prosjekter", PROPOSAL), ==, TKR (2000));
  g_assert_cmpint (check->verdict, ==, SEK_VERDICT_WRONG);
  g_assert_cmpint (check->difference, ==, TKR (10));
}

static void
use_source (Fixture *fixture)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("use-source");

  sek_budget_propose_source (reg_of (fixture), find (fixture, "budget_line", "Kontingenter"),
                             find (fixture, "budget_column", PROPOSAL), changeset);
  sek_changeset_set_action (changeset, "use-source", "Kontingenter", NULL);
  submit (fixture, changeset);
  /* 6 283 546 kr, rounded to the column's unit. */
  g_assert_cmpint (figure (fixture, "Kontingenter", PROPOSAL), ==, TKR (6284));
  g_assert_true (g_str_has_prefix (text_of (fixture, SEK_AMOUNT, "Kontingenter/" PROPOSAL, "comment"), "280 øre"));
}

static void
change_project_amount (Fixture *fixture)
{
  edit (fixture, "project_amount", "Klima/" PROPOSAL, "value", "270");
  g_assert_cmpint (figure (fixture, "Prosjekter", PROPOSAL), ==, TKR (2090));
  g_assert_cmpint (figure (fixture, "closing", PROPOSAL), ==, TKR (530));
}

static void
change_instalment (Fixture *fixture)
{
  edit (fixture, "instalment", "Klimasats/2023", "value", "850 000");
  g_assert_cmpint (figure (fixture, "Klimasats", PROPOSAL), ==, TKR (850));
}

/* A line's source that becomes "entered" leaves the figures as they are. */
static void
change_source_to_entered (Fixture *fixture)
{
  edit (fixture, "budget_line", "Prosjekter", "source", "entered");
  g_assert_cmpint (figure (fixture, "Prosjekter", PROPOSAL), ==, TKR (1990));
  g_assert_cmpint (sek_register_get_amount (reg_of (fixture), find (fixture, "amount", "Prosjekter/" PROPOSAL))->mode,
                   ==, SEK_MODE_ENTERED);
}

static void
change_section (Fixture *fixture)
{
  edit (fixture, "budget_line", "Kommunikasjon", "section", "income");
  g_assert_cmpint (figure (fixture, "sum-expense", PROPOSAL), ==, TKR (9030));
  g_assert_cmpint (figure (fixture, "sum-income", PROPOSAL), ==, TKR (7433));
}

/* A new column takes each line's source as mode. */
static void
add_column (Fixture *fixture)
{
  add (fixture, "budget_column", "title", "Budsjett 2024", "year", "2024", "kind", "budget", "carry_from", PROPOSAL,
       NULL);
  g_assert_cmpint (figure (fixture, "Inngående mindreforbruk", "Budsjett 2024"), ==, TKR (630));
  g_assert_cmpint (figure (fixture, "Klimasats", "Budsjett 2024"), ==, TKR (600));
  g_assert_cmpint (figure (fixture, "Kommunikasjon", "Budsjett 2024"), ==, SEK_NONE);
  g_assert_cmpint (sek_register_get_amount (reg_of (fixture), find (fixture, "amount", "Kontingenter/Budsjett 2024"))
                       ->mode,
                   ==, SEK_MODE_SOURCE);
}

static void
copy_column (Fixture *fixture)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("copy-column");
  gint64 source = find (fixture, "budget_column", PROPOSAL);
  gint64 id = sek_budget_propose_column (reg_of (fixture), "Forslag budsjett 2024", 2024, SEK_COLUMN_KIND_PROPOSAL,
                                         source, changeset);
  const SekBudgetColumn *column;

  submit (fixture, changeset);
  column = sek_register_get_budget_column (reg_of (fixture), id);
  g_assert_cmpint (figure (fixture, "Kommunikasjon", "Forslag budsjett 2024"), ==, TKR (250));
  g_assert_cmpint (figure (fixture, "Prosjekter", "Forslag budsjett 2024"), ==, TKR (1990));
  g_assert_cmpint (figure (fixture, "Klimasats", "Forslag budsjett 2024"), ==, TKR (600));
  /* There is no budget or forecast of 2023 yet: what was copied stands for them. */
  g_assert_cmpint (column->base_column, ==, source);
  g_assert_cmpint (column->carry_from, ==, source);
  g_assert_cmpint (column->status, ==, SEK_STATUS_DRAFT);
  g_assert_cmpstr (text_of (fixture, SEK_PROJECT_AMOUNT, "Klima/Forslag budsjett 2024", "comment"), ==,
                   "Klimaskole og rapport om klimastatus");
}

/* A new line with a source is computed in every column. */
static void
add_line (Fixture *fixture)
{
  add (fixture, "budget_line", "section", "income", "name", "Flere tilskudd", "source", "grants", NULL);
  g_assert_cmpint (sek_register_get_amount (reg_of (fixture), find (fixture, "amount", "Flere tilskudd/" BUDGET))->mode,
                   ==, SEK_MODE_SOURCE);
  find (fixture, "amount", "Flere tilskudd/" PROPOSAL);
}

static void
move_line (Fixture *fixture)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("move");
  g_autoptr (GArray) lines = NULL;

  g_assert_true (sek_rows_propose_move (reg_of (fixture), SEK_BUDGET_LINE,
                                        find (fixture, "budget_line", "Kommunikasjon"), -2, changeset));
  g_assert_cmpuint (sek_changeset_get_size (changeset), ==, 1);
  sek_changeset_set_action (changeset, "move", "Kommunikasjon", NULL);
  submit (fixture, changeset);
  lines = sek_budget_lines (reg_of (fixture), SEK_SECTION_EXPENSE);
  g_assert_cmpint (g_array_index (lines, gint64, 0), ==, find (fixture, "budget_line", "Kommunikasjon"));
}

static void
change_primary (Fixture *fixture)
{
  add (fixture, "member_subregion", "member", "Drammen", "subregion", "Vestfoldkommuner", "is_primary", "ja", NULL);
  g_assert_cmpstr (text_of (fixture, SEK_MEMBER, "Drammen", "subregion"), ==, "Vestfoldkommuner");
  g_assert_cmpstr (text_of (fixture, SEK_MEMBER_SUBREGION, "Drammen/Drammensregionen", "is_primary"), ==, "nei");
}

static void
change_unit (Fixture *fixture)
{
  edit (fixture, "budget_column", PROPOSAL, "unit", "1");
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "250 400");
  g_assert_cmpint (figure (fixture, "Kommunikasjon", PROPOSAL), ==, KR (250400));
}

static void
change_rate (Fixture *fixture)
{
  edit (fixture, "fee_rate", "2023/municipality", "rate", "300 øre");
  g_assert_cmpint (sek_fees_get_totals (reg_of (fixture), 2023)->exact, ==, (gint64) 2244124 * 300);
}

static void
several_at_once (Fixture *fixture)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("paste");
  SekRegister *reg = reg_of (fixture);
  SekScope scope;

  sek_scope_init (&scope, reg);
  sek_changeset_set_action (changeset, "paste", "2", NULL);
  g_assert_true (sek_column_propose (sek_column_find (SEK_MEMBER, "note", NULL), &scope,
                                     find (fixture, "member", "Oslo"), "a\nb", changeset, NULL));
  g_assert_true (sek_column_propose (sek_column_find (SEK_MEMBER, "joined", NULL), &scope,
                                     find (fixture, "member", "Moss"), "1.7.2022", changeset, NULL));
  submit (fixture, changeset);
  g_assert_cmpuint (sek_fees_get_totals (reg_of (fixture), 2022)->n_active, ==, 63);
}

static const struct
{
  const char *name;
  void      (*act) (Fixture *);
  guint       actions;
} kinds[] = {
  { "edit-text", edit_text, 1 },
  { "edit-population", edit_population, 1 },
  { "clear-population", clear_population, 1 },
  { "change-key", change_key, 1 },
  { "edit-number", edit_number, 1 },
  { "renumber", renumber, 1 },
  { "insert", insert_member, 1 },
  { "delete-with", delete_with, 1 },
  { "delete-and-clear", delete_and_clear, 1 },
  { "delete-line", delete_line, 1 },
  { "delete-column", delete_column, 1 },
  { "delete-grant", delete_grant, 1 },
  { "amount", type_an_amount, 1 },
  { "carried-amount", type_a_carried_amount, 1 },
  { "clear-amount", clear_an_amount, 1 },
  { "clear-explained-amount", clear_an_explained_amount, 1 },
  { "enter-over-source", enter_over_source, 1 },
  { "use-source", use_source, 1 },
  { "project-amount", change_project_amount, 1 },
  { "instalment", change_instalment, 1 },
  { "source-to-entered", change_source_to_entered, 1 },
  { "section", change_section, 1 },
  { "add-column", add_column, 1 },
  { "copy-column", copy_column, 1 },
  { "add-line", add_line, 1 },
  { "move", move_line, 1 },
  { "primary", change_primary, 1 },
  { "unit", change_unit, 2 },
  { "rate", change_rate, 1 },
  { "several", several_at_once, 1 },
};

static void
test_do (Fixture *fixture, gconstpointer data)
{
  guint kind = GPOINTER_TO_UINT (data), events = count_events (fixture);
  g_autofree char *before = dump (fixture), *after = NULL;

  kinds[kind].act (fixture);
  after = dump (fixture);
  g_assert_cmpstr (after, !=, before);
  g_assert_cmpuint (count_events (fixture), ==, events + kinds[kind].actions);
  assert_whole (fixture);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  guint kind = GPOINTER_TO_UINT (data);
  g_autofree char *before = dump (fixture), *after = NULL, *label = NULL;

  kinds[kind].act (fixture);
  for (guint i = 0; i < kinds[kind].actions; i++)
    undo (fixture);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  assert_whole (fixture);
  label = sek_document_dup_undo_label (fixture->document);
  g_assert_null (label);
}

static void
test_redo (Fixture *fixture, gconstpointer data)
{
  guint kind = GPOINTER_TO_UINT (data);
  g_autofree char *done = NULL, *after = NULL, *label = NULL;

  kinds[kind].act (fixture);
  done = dump (fixture);
  for (guint i = 0; i < kinds[kind].actions; i++)
    undo (fixture);
  for (guint i = 0; i < kinds[kind].actions; i++)
    redo (fixture);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, done);
  assert_whole (fixture);
  label = sek_document_dup_redo_label (fixture->document);
  g_assert_null (label);
}

/* The log outlives the program: what was done before is undone and done again after. */
static void
test_after_reopening (Fixture *fixture, gconstpointer data)
{
  guint kind = GPOINTER_TO_UINT (data);
  g_autofree char *before = dump (fixture), *done = NULL, *undone = NULL, *redone = NULL;

  kinds[kind].act (fixture);
  done = dump (fixture);
  reopen (fixture);
  for (guint i = 0; i < kinds[kind].actions; i++)
    undo (fixture);
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  reopen (fixture);
  for (guint i = 0; i < kinds[kind].actions; i++)
    redo (fixture);
  redone = dump (fixture);
  g_assert_cmpstr (redone, ==, done);
  assert_whole (fixture);
}

/* --- what others see --------------------------------------------------------------------------------------------- */

typedef struct
{
  guint         changed;
  guint         state;
  guint         size;
  SekChangeset *last;
} Seen;

static void
changed_cb (SekDocument *document, SekChangeset *changeset, gpointer user_data)
{
  Seen *seen = user_data;

  seen->changed++;
  seen->size = sek_changeset_get_size (changeset);
}

static void
state_changed_cb (SekDocument *document, gpointer user_data)
{
  ((Seen *) user_data)->state++;
}

static void
test_signals (Fixture *fixture, gconstpointer data)
{
  Seen seen = { 0 };
  GError *error;

  g_signal_connect (fixture->document, "changed", G_CALLBACK (changed_cb), &seen);
  g_signal_connect (fixture->document, "state-changed", G_CALLBACK (state_changed_cb), &seen);
  edit (fixture, "member", "Oslo", "note", "en");
  g_assert_cmpuint (seen.changed, ==, 1);
  g_assert_cmpuint (seen.size, ==, 1);
  remove_row (fixture, "grant", "Klimasats");
  g_assert_cmpuint (seen.changed, ==, 2);
  g_assert_cmpuint (seen.size, ==, 3);
  undo (fixture);
  g_assert_cmpuint (seen.changed, ==, 3);
  g_assert_cmpuint (seen.state, ==, 3);
  error = try_edit (fixture, "member", "Oslo", "name", "");
  assert_refused (error, SEK_ERROR_INPUT, "filled in");
  g_assert_cmpuint (seen.changed, ==, 3);
}

/* Several steps that are taken back at once are told one by one, and the state once. */
static void
test_signals_of_several (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  Seen seen = { 0 };
  guint n = 0;

  edit (fixture, "member", "Oslo", "note", "en");
  events = sek_journal_read_events (sek_document_get_journal (fixture->document), 0, 1, &error);
  g_assert_no_error (error);
  edit (fixture, "member", "Oslo", "note", "to");
  edit (fixture, "member", "Oslo", "note", "tre");
  g_signal_connect (fixture->document, "changed", G_CALLBACK (changed_cb), &seen);
  g_signal_connect (fixture->document, "state-changed", G_CALLBACK (state_changed_cb), &seen);
  sek_document_undo_to (fixture->document, ((SekJournalEvent *) events->pdata[0])->action, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (seen.changed, ==, 3);
  g_assert_cmpuint (seen.state, ==, 1);
}

/* A snapshot keeps what was, whatever becomes of the register. */
static void
test_snapshot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekRegister) snapshot = sek_register_snapshot (reg_of (fixture));
  g_autofree char *before = dump (fixture), *kept = NULL;

  insert_member (fixture);
  edit (fixture, "member", "Oslo", "note", "x");
  edit (fixture, "fee_rate", "2023/municipality", "rate", "500 øre");
  remove_row (fixture, "member", "Moss");
  kept = sek_register_dump (snapshot);
  g_assert_cmpstr (kept, ==, before);
  g_assert_cmpint (sek_fees_get_totals (snapshot, 2023)->invoices, ==, KR (6283546));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
open_async (const char *path)
{
  GAsyncResult *result = NULL;

  sek_document_open_async (path, SEK_DOCUMENT_READ_ONLY, NULL, opened_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return result;
}

/* In a thread, with the same outcome: all of it, or why not. */
static void
test_open_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) good = open_async (sek_document_get_path (fixture->document));
  g_autoptr (GAsyncResult) bad = open_async ("/nowhere/at/all.sekretariat");
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) opened = sek_document_open_finish (good, &error), missing = NULL;
  g_autofree char *there = dump (fixture), *read = NULL;

  g_assert_no_error (error);
  read = sek_register_dump (sek_document_get_register (opened));
  g_assert_cmpstr (read, ==, there);
  missing = sek_document_open_finish (bad, &error);
  g_assert_null (missing);
  g_assert_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
}

/* The checks are run once for all who ask, and again after a change. */
static void
test_checks_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) checks = g_ptr_array_ref (sek_document_get_checks (fixture->document));

  g_assert_true (sek_document_get_checks (fixture->document) == checks);
  edit (fixture, "contact", "3301/political", "email", "ny@drammen.example");
  g_assert_true (sek_document_get_checks (fixture->document) != checks);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const struct { const char *name; void (*func) (Fixture *, gconstpointer); } cases[] = {
        { "do", test_do }, { "undo", test_undo }, { "redo", test_redo }, { "reopened", test_after_reopening },
      };

      for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
        {
          g_autofree char *name = g_strdup_printf ("/document/%s/%s", cases[c].name, kinds[i].name);

          g_test_add (name, Fixture, GUINT_TO_POINTER (i), set_up_example, cases[c].func, tear_down);
        }
    }
  ADD ("/document/signals", test_signals);
  ADD ("/document/signals-of-several", test_signals_of_several);
  ADD ("/document/snapshot", test_snapshot);
  ADD ("/document/open-async", test_open_async);
  ADD ("/document/checks-once", test_checks_once);
  return g_test_run ();
}
