/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include <sqlite3.h>

#include "sek-earlier.h"
#include "sek-error.h"
#include "sek-setup.h"
#include "sek-store-backup.h"

/* Table set-ups: named, of known tables, with their columns as references; a register of version 1, which had none; and
 * the register as it was. */

#define NAME "Styret november 2023"

static void
add_setup (Fixture *fixture)
{
  add (fixture, "table_setup", "name", NAME, "tables", "hovedtall, Flerårig oversikt", "columns",
       "Budsjett 2022; Forslag budsjett 2023", "base_column", "Budsjett 2022", "percent", "ja", NULL);
}

static char *
columns_of (Fixture *fixture)
{
  g_autoptr (GArray) columns = sek_setup_dup_columns (reg_of (fixture), find (fixture, "table_setup", NAME));

  return sek_budget_columns_dup_text (reg_of (fixture), columns);
}

static void
assert_columns (Fixture *fixture, const char *expected)
{
  g_autofree char *columns = columns_of (fixture);

  g_assert_cmpstr (columns, ==, expected);
  assert_whole (fixture);
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  add_setup (fixture);
  assert_columns (fixture, "Budsjett 2022; Forslag budsjett 2023");
  edit (fixture, "table_setup", NAME, "columns", "2023, Prognose 2022");
  assert_columns (fixture, "Forslag budsjett 2023; Prognose 2022");
  g_assert_true (sek_document_undo (fixture->document, NULL, NULL));
  assert_columns (fixture, "Budsjett 2022; Forslag budsjett 2023");
  g_assert_true (sek_document_redo (fixture->document, NULL, NULL));
  assert_columns (fixture, "Forslag budsjett 2023; Prognose 2022");
  reopen (fixture);
  assert_columns (fixture, "Forslag budsjett 2023; Prognose 2022");
  edit (fixture, "table_setup", NAME, "columns", "");
  assert_columns (fixture, "");
}

/* A deleted budget column is taken out of the set-up in the same action, and comes back with it. */
static void
test_deleted_column (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");
  g_autoptr (GError) error = NULL;
  const SekTableSetup *setup;

  add_setup (fixture);
  sek_changeset_delete (changeset, reg_of (fixture), SEK_BUDGET_COLUMN,
                        find (fixture, "budget_column", "Budsjett 2022"));
  g_assert_true (sek_document_submit (fixture->document, changeset, &error));
  assert_columns (fixture, "Forslag budsjett 2023");
  setup = sek_register_get_table_setup (reg_of (fixture), find (fixture, "table_setup", NAME));
  g_assert_cmpint (setup->base_column, ==, SEK_NONE);
  g_assert_true (sek_document_undo (fixture->document, NULL, NULL));
  assert_columns (fixture, "Budsjett 2022; Forslag budsjett 2023");
  setup = sek_register_get_table_setup (reg_of (fixture), find (fixture, "table_setup", NAME));
  g_assert_cmpint (setup->base_column, ==, find (fixture, "budget_column", "Budsjett 2022"));
}

static void
assert_setup_refused (Fixture *fixture, const char *id, const char *text, const char *word)
{
  const char *ids[] = { "name", id }, *texts[] = { "Annet", text };
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autofree char *before = dump (fixture), *after = NULL;
  g_autoptr (GError) error = NULL;
  SekScope scope;

  sek_scope_init (&scope, reg_of (fixture));
  g_assert_false (sek_column_add_row (&scope, SEK_TABLE_SETUP, 2, ids, texts, changeset, &error) != 0
                  && sek_document_submit (fixture->document, changeset, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, word));
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  add_setup (fixture);
  assert_setup_refused (fixture, "name", "STYRET november 2023", NAME);
  assert_setup_refused (fixture, "tables", "hovedtall, hovudtall", "prosjektmidler");
  assert_setup_refused (fixture, "columns", "Budsjett 2021", "Forslag budsjett 2023");
  assert_setup_refused (fixture, "columns", " , ", "2022,2023");
  assert_setup_refused (fixture, "unit", "10", "1000");
}

static void
test_table_names (void)
{
  static const struct { const char *text; SekTableId table; } names[] = {
    { "hovedtall", SEK_TABLE_MAIN }, { "Hovudtal", SEK_TABLE_MAIN }, { "FLERÅRIG OVERSIKT", SEK_TABLE_YEARS },
    { "flerarig", SEK_TABLE_YEARS },
    { "Flerarig", SEK_TABLE_YEARS }, { "flerårig", SEK_TABLE_YEARS }, { "fees", SEK_TABLE_FEES },
    { " om ", SEK_TABLE_ABOUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      SekTableId table;

      g_assert_true (sek_table_find (names[i].text, &table, NULL));
      g_assert_cmpint (table, ==, names[i].table);
    }
}

/* --- a register of version 1 ------------------------------------------------------------------------------------- */

/* Opened and upgraded it holds what it held, with a backup, and undo stops at the upgrade. */
static void
test_version_1 (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) file = read_frozen (SEK_FIXTURES, "version-1.sekretariat.gz");
  g_autoptr (GBytes) expected = read_frozen (SEK_FIXTURES, "version-1.dump.gz");
  g_autofree char *path = g_build_filename (fixture->folder, "old.sekretariat", NULL);
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file), &error));
  document = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
  g_assert_no_error (error);
  assert_holds_frozen (sek_document_get_register (document), expected);
  g_assert_null (sek_document_dup_undo_label (document));
  backups = sek_store_list_backups (path, &error);
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_cmpint (((SekStoreBackup *) backups->pdata[0])->version, ==, 1);
  g_assert_true (sek_store_check (sek_document_get_store (document), NULL, &error));
}

/* --- as it was --------------------------------------------------------------------------------------------------- */

/* All that the register began with is of 18.11.2022; what came after it is of today. */
static void
make_old (Fixture *fixture)
{
  sqlite3 *db;

  sek_document_close (fixture->document);
  g_clear_object (&fixture->document);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "UPDATE event SET at = '2022-11-18T08:00:00Z' WHERE action IN (SELECT id FROM action "
                                 "WHERE kind IN ('create', 'example'))",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  reopen (fixture);
}

static void
test_earlier (Fixture *fixture, gconstpointer data)
{
  g_autofree char *at_first = dump (fixture), *then = NULL;
  g_autoptr (SekRegister) earlier = NULL;
  g_autoptr (GError) error = NULL;
  SekDate now = sek_date_today ();

  type_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "999");
  type_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "111");
  g_assert_true (sek_document_undo (fixture->document, NULL, NULL));
  add_setup (fixture);
  make_old (fixture);
  earlier = sek_document_dup_earlier (fixture->document, SEK_DATE (2022, 12, 24), &error);
  g_assert_no_error (error);
  then = sek_register_dump (earlier);
  g_assert_cmpstr (then, ==, at_first);
  {
    g_autoptr (SekRegister) same = sek_document_dup_earlier (fixture->document, now, &error);
    g_autofree char *same_dump = sek_register_dump (same), *own = dump (fixture);

    g_assert_cmpstr (same_dump, ==, own);
  }
  g_assert_null (sek_document_dup_earlier (fixture->document, SEK_DATE (2022, 11, 16), &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
}

/* Who changed a field last after a day; an undoing is a change, and so is that a row came. */
static void
test_authors (Fixture *fixture, gconstpointer data)
{
  static const SekEntityId entities[] = { SEK_BUDGET_LINE, SEK_AMOUNT };
  g_autoptr (SekAuthors) since = NULL, before = NULL, none = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  gint64 amount = find (fixture, "amount", "Kommunikasjon/Forslag budsjett 2023"), line;
  const SekAuthor *author;

  type_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "999");
  type_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "111");
  g_assert_true (sek_document_undo (fixture->document, NULL, NULL));
  line = add (fixture, "budget_line", "section", "expense", "name", "Klima", NULL);
  edit (fixture, "organisation", "-", "short_name", "Rådet");
  make_old (fixture);
  events = sek_journal_read_events (sek_document_get_journal (fixture->document), 0, 4, &error);
  since = sek_document_read_authors (fixture->document, SEK_DATE (2022, 11, 18), 0, entities, 2, &error);
  g_assert_no_error (error);
  author = sek_authors_find (since, SEK_AMOUNT, amount, SEK_FIELD (amount, value));
  g_assert_cmpint (author->event, ==, ((SekJournalEvent *) events->pdata[2])->id);
  g_assert_cmpstr (author->who, ==, ((SekJournalEvent *) events->pdata[2])->who);
  g_assert_cmpstr (author->at, ==, ((SekJournalEvent *) events->pdata[2])->at);
  g_assert_null (sek_authors_find (since, SEK_AMOUNT, amount, NULL));
  g_assert_null (sek_authors_find (since, SEK_AMOUNT, amount, SEK_FIELD (amount, comment)));
  g_assert_cmpint (sek_authors_find (since, SEK_BUDGET_LINE, line, NULL)->event, ==,
                   ((SekJournalEvent *) events->pdata[1])->id);
  /* Until a day, and of what nobody asked for. */
  none = sek_document_read_authors (fixture->document, SEK_DATE (2022, 11, 18), SEK_DATE (2022, 12, 24), entities, 2,
                                    &error);
  g_assert_no_error (error);
  g_assert_null (sek_authors_find (none, SEK_AMOUNT, amount, SEK_FIELD (amount, value)));
  before = sek_document_read_authors (fixture->document, SEK_DATE (2022, 11, 17), SEK_DATE (2022, 12, 24), entities, 1,
                                      &error);
  g_assert_no_error (error);
  g_assert_null (sek_authors_find (before, SEK_AMOUNT, amount, NULL));
  g_assert_nonnull (sek_authors_find (before, SEK_BUDGET_LINE, find (fixture, "budget_line", "Kommunikasjon"), NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/setup/columns", test_columns);
  ADD ("/setup/deleted-column", test_deleted_column);
  ADD ("/setup/refusals", test_refusals);
  g_test_add_func ("/setup/table-names", test_table_names);
  ADD ("/setup/version-1", test_version_1);
  ADD ("/setup/earlier", test_earlier);
  ADD ("/setup/authors", test_authors);
  return g_test_run ();
}
