/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <string.h>

/* What was done, in words, and what undo and redo make of it. */

#define PROPOSAL "Forslag budsjett 2023"
#define BUDGET "Budsjett 2022"

static void
test_new_action_ends_redo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  edit (fixture, "member", "Oslo", "note", "en");
  edit (fixture, "member", "Oslo", "note", "to");
  undo (fixture);
  edit (fixture, "member", "Moss", "note", "tre");
  g_assert_false (sek_document_redo (fixture->document, NULL, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
  g_assert_cmpstr (text_of (fixture, SEK_MEMBER, "Oslo", "note"), ==, "en");
  undo (fixture);
  g_assert_cmpstr (text_of (fixture, SEK_MEMBER, "Moss", "note"), ==, "");
  undo (fixture);
  g_assert_cmpstr (text_of (fixture, SEK_MEMBER, "Oslo", "note"), ==, "");
}

static void
test_no_change (Fixture *fixture, gconstpointer data)
{
  guint events = count_events (fixture);
  g_autoptr (SekChangeset) nothing = sek_changeset_new ("edit");

  submit (fixture, nothing);
  edit (fixture, "member", "Oslo", "name", "  Oslo ");
  type_amount (fixture, "Kommunikasjon", PROPOSAL, "250 000 kr");
  type_amount (fixture, "Klimasats", BUDGET, "");
  g_assert_cmpuint (count_events (fixture), ==, events);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *kind, *arguments, *words; } kinds_of_words[] = {
    { "edit", "population\tpersons\tDrammen", "Change “Population” for Drammen" },
    { "edit", "member\tname\tA\\\\B", "Change “Name” for A\\B" },
    { "edit", "budget_line\tname\tReiser", "Change “Name” for Reiser" },
    { "edit", "budget_column\ttitle\tBudsjett 2022", "Change “Title” for Budsjett 2022" },
    { "edit-many", "project\tname\t2", "Change “Name” for 2 rows" },
    { "add", "member\tFærder", "Add member Færder" },
    { "delete", "member\tFærder", "Delete member Færder" },
    { "move", "Kommunikasjon", "Move Kommunikasjon" },
    { "seal", "Budsjett 2022", "Seal Budsjett 2022" },
    { "copy-column", "Budsjett 2024", "New column Budsjett 2024" },
    { "use-source", "Kontingenter", "Use computed amount for Kontingenter" },
    { "clear", "3", "Clear 3 cells" },
    { "paste", "2", "Paste 2 cells" },
    { "fill", "1", "Fill 1 cell" },
    { "import", "folketall.csv", "Import folketall.csv" },
    { "create", "Regionrådet", "Create the register Regionrådet" },
    { "example", "", "Create the example" },
    { "migrate", "2", "Upgrade the file to a newer format" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds_of_words); i++)
    {
      g_autofree char *words = sek_history_word (kinds_of_words[i].kind, kinds_of_words[i].arguments);

      g_assert_cmpstr (words, ==, kinds_of_words[i].words);
    }
}

/* The same when it was done: of every kind, with a label and without. */
static void
test_done (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *kind, *arguments, *words; } done[] = {
    { "edit", "population\tpersons\tDrammen", "Changed “Population” for Drammen" },
    { "edit", "organisation\tunit\t", "Changed “Unit”" },
    { "add", "member\tFærder", "Added Færder" },
    { "add", "contact\tOslo, politisk", "Added contact Oslo, politisk" },
    { "add", "budget_line\t", "Added line" },
    { "delete", "member\tFærder", "Deleted Færder" },
    { "delete", "fee_rate\t2027, kommune", "Deleted fee rate 2027, kommune" },
    { "delete", "contact\t", "Deleted contact" },
    { "move", "Kommunikasjon", "Moved Kommunikasjon" },
    { "seal", "Budsjett 2022", "Sealed Budsjett 2022" },
    { "copy-column", "Budsjett 2024", "Added the column Budsjett 2024" },
    { "use-source", "Kontingenter", "Took the computed amount for Kontingenter" },
    { "clear", "3", "Cleared 3 cells" },
    { "paste", "1", "Pasted 1 cell" },
    { "paste", "12", "Pasted 12 cells" },
    { "fill", "2", "Filled 2 cells" },
    { "replace", "2", "Replaced in 2 cells" },
    { "edit-many", "project\tname\t2", "Changed “Name” for 2 rows" },
    { "duplicate", "Klima", "Duplicated Klima" },
    { "restore", "Oslo\tName", "Restored “Name” for Oslo" },
    { "restore", "Oslo\t", "Restored Oslo" },
    { "import", "population\t1.1.2022\t07459.csv", "Imported population 1.1.2022 from 07459.csv" },
    { "import", "folketall.csv", "Imported folketall.csv" },
    { "create", "Regionrådet", "Created the register Regionrådet" },
    { "example", "", "Created the example" },
    { "migrate", "2", "Upgraded the file to a newer format" },
    { "of-a-newer-program", "", "of-a-newer-program" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (done); i++)
    {
      g_autofree char *words = sek_history_dup_done (done[i].kind, done[i].arguments);

      g_assert_cmpstr (words, ==, done[i].words);
    }
}

static void
assert_done (Fixture *fixture, const char *words)
{
  g_autofree char *label = sek_document_dup_done_label (fixture->document);

  g_assert_cmpstr (label, ==, words);
}

/* What went with a row, and what referred to it. */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) several = sek_changeset_new ("delete");
  gint64 drammen = find (fixture, "member", "Drammen"), moss = find (fixture, "member", "Moss");

  assert_done (fixture, NULL);
  remove_row (fixture, "fee_rate", "2022/municipality");
  assert_done (fixture, "Deleted fee rate 2022, municipality");
  add (fixture, "contact", "member", "Oslo", "role", "political", "name", "Kari", NULL);
  add (fixture, "contact", "member", "Oslo", "role", "invoice", "name", "Per", NULL);
  add (fixture, "population", "member", "Oslo", "date", "1.1.2010", "persons", "5", NULL);
  remove_row (fixture, "member", "Oslo");
  assert_done (fixture, "Deleted Oslo with 8 populations, 5 contacts, 1 municipality number and 1 membership of a "
                        "subregion");
  add (fixture, "import_rule", "kind", "population", "matched", "X", "member", "Hamar", NULL);
  remove_row (fixture, "member", "Hamar");
  assert_done (fixture, "Deleted Hamar with 7 populations, 3 contacts, 1 municipality number, 1 membership of a "
                        "subregion and more");
  remove_row (fixture, "project", "Prosjekt Energistasjoner for grønn næringstransport");
  assert_done (fixture, "Deleted Prosjekt Energistasjoner for grønn næringstransport with 1 amount of a project; 1 "
                        "grant referred to it");
  remove_row (fixture, "subregion", "Folloregionen");
  assert_done (fixture, "Deleted Folloregionen, to which 5 members belonged");
  sek_history_name_row (several, reg_of (fixture), "delete", SEK_MEMBER, drammen);
  sek_changeset_delete (several, reg_of (fixture), SEK_MEMBER, drammen);
  sek_changeset_delete (several, reg_of (fixture), SEK_MEMBER, moss);
  submit (fixture, several);
  assert_done (fixture, "Deleted 2 members with 14 populations, 6 contacts, 4 municipality numbers and 2 memberships "
                        "of subregions");
  undo (fixture);
  assert_done (fixture, "Deleted Folloregionen, to which 5 members belonged");
  remove_row (fixture, "budget_column", BUDGET);
  assert_done (fixture, "Deleted Budsjett 2022 with 9 amounts and 1 step of the status; 2 budget columns referred to "
                        "it");
}

/* Rows of every entity have words to be counted by. */
static void
test_counted (Fixture *fixture, gconstpointer data)
{
  for (int e = 0; e < SEK_N_ENTITIES; e++)
    {
      g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");
      g_autofree char *words = NULL;

      for (gint64 row = 1; row <= 2; row++)
        {
          SekChange change = { .operation = SEK_STORE_DELETE, .entity = (SekEntityId) e, .row = row,
                               .values = g_new0 (SekValue, sek_entity_get (e)->n_fields) };

          sek_changeset_take (changeset, &change);
        }
      words = sek_history_dup_deleted (sek_entity_get (e)->name, changeset);
      g_assert_true (g_str_has_prefix (words, "Deleted 2 "));
    }
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *fourth = NULL, *what = NULL;

  edit (fixture, "population", "3301/2022-01-01", "persons", "1");
  first = sek_document_dup_undo_label (fixture->document);
  g_assert_cmpstr (first, ==, "Change “Population” for Drammen");
  edit (fixture, "population", "3301/2022-01-01", "date", "2.1.2022");
  second = sek_document_dup_undo_label (fixture->document);
  g_assert_cmpstr (second, ==, "Change “Date” for Drammen");
  edit (fixture, "member", "Drammen", "population", "5");
  third = sek_document_dup_undo_label (fixture->document);
  g_assert_cmpstr (third, ==, "Change “Population” for Drammen");
  remove_row (fixture, "member", "Drammen");
  fourth = sek_document_dup_undo_label (fixture->document);
  g_assert_cmpstr (fourth, ==, "Delete member Drammen");
  g_assert_true (sek_document_undo (fixture->document, &what, NULL));
  g_assert_cmpstr (what, ==, "Delete member Drammen");
}

/* What a logged value is in words: names for rows that are there, their number for those that are gone. */
static void
test_values (Fixture *fixture, gconstpointer data)
{
  gint64 drammen = find (fixture, "member", "Drammen");
  const struct { const char *entity, *field; SekValue stored; const char *text; } cases[] = {
    { "amount", "value", SEK_INTEGER (KR (250000)), "250\u00a0000\u00a0kr" },
    { "population", "persons", SEK_INTEGER (102273), "102\u00a0273" },
    { "population", "member", SEK_INTEGER (drammen), "Drammen" },
    { "population", "member", SEK_INTEGER (7), "#7" },
    { "population", "date", SEK_TEXT ("2022-01-01"), "1.1.2022" },
    { "member", "kind", SEK_TEXT ("county"), "county" },
    { "member", "name", SEK_TEXT ("Ås"), "Ås" },
    { "member", "note", SEK_BLANK, "" },
    { "budget_column", "year", SEK_INTEGER (2023), "2023" },
    { "nothing", "at_all", SEK_INTEGER (42), "42" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SekJournalChange change = { .entity = (char *) cases[i].entity, .field = (char *) cases[i].field };
      g_autofree char *text = sek_history_dup_value (reg_of (fixture), &change, &cases[i].stored);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/history/new-action-ends-redo", test_new_action_ends_redo);
  ADD ("/history/no-change", test_no_change);
  ADD ("/history/words", test_words);
  ADD ("/history/done", test_done);
  ADD ("/history/deleted", test_deleted);
  ADD ("/history/counted", test_counted);
  ADD ("/history/values", test_values);
  ADD ("/history/labels", test_labels);
  return g_test_run ();
}
