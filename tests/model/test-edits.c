/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many cells in one step, rows copied, the log and the ways back. */
#include "model-fixture.h"

#include "sek-condition.h"
#include "sek-edits.h"
#include "sek-log.h"
#include "sek-view.h"

static const SekColumn *
column (const char *id)
{
  return sek_column_find (SEK_MEMBER, id, NULL);
}

static gboolean
submit_edits (Fixture *fixture, const char *kind, const SekEdit *edits, guint n, guint n_new, SekLookFunc look,
              gpointer data, GPtrArray *problems)
{
  SekScope scope;

  sek_scope_init (&scope, reg_of (fixture));
  scope.year = 2023;
  return sek_edits_submit (fixture->document, &scope, &(SekEdits) { kind, edits, n, n_new, look, data }, problems);
}

static guint
get_problem (GPtrArray *problems, guint index)
{
  return ((SekEditProblem *) problems->pdata[index])->edit;
}

static gboolean looked;

/* A trial: what follows from the edits is seen, the fee too. */
static void
look_cb (gpointer data)
{
  Fixture *fixture = data;
  gint64 asker = find (fixture, "member", "Asker");
  SekScope scope;
  g_autofree char *fee = NULL;

  sek_scope_init (&scope, reg_of (fixture));
  scope.year = 2023;
  g_assert_cmpint (sek_register_get_persons (reg_of (fixture), asker, SEK_DATE (2022, 1, 1)), ==, 90001);
  fee = sek_column_dup_text (column ("fee"), &scope, asker);
  g_assert_cmpstr (fee, ==, "252\u00a0003");
  looked = TRUE;
}

/* Done, undone, done again: one step, named after its size. */
static void
test_paste (Fixture *fixture, gconstpointer data)
{
  gint64 drammen = find (fixture, "member", "Drammen"), asker = find (fixture, "member", "Asker");
  const SekEdit edits[] = { { column ("population"), drammen, "103 000" }, { column ("joined"), drammen, "1.1.2005" },
                            { column ("population"), asker, "=90000+1" }, { column ("joined"), asker, "" } };
  g_autoptr (GPtrArray) problems = sek_edit_problems_new ();
  g_autofree char *before = dump (fixture), *after = NULL, *undone = NULL, *redone = NULL, *label = NULL;
  guint events = count_events (fixture);

  g_assert_true (submit_edits (fixture, "paste", edits, G_N_ELEMENTS (edits), 0, look_cb, fixture, problems));
  g_assert_true (looked);
  g_assert_cmpuint (count_events (fixture), ==, events);
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  g_clear_pointer (&undone, g_free);
  g_assert_true (submit_edits (fixture, "paste", edits, G_N_ELEMENTS (edits), 0, NULL, NULL, problems));
  g_assert_cmpuint (count_events (fixture), ==, events + 1);
  g_assert_cmpint (sek_register_get_persons (reg_of (fixture), asker, SEK_DATE (2022, 1, 1)), ==, 90001);
  label = sek_document_dup_undo_label (fixture->document);
  g_assert_nonnull (g_strstr_len (label, -1, "4"));
  after = dump (fixture);
  undo (fixture);
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  redo (fixture);
  redone = dump (fixture);
  g_assert_cmpstr (redone, ==, after);
  assert_whole (fixture);
}

/* New rows get their number, county and population in the same step. */
static void
test_new_rows (Fixture *fixture, gconstpointer data)
{
  const SekEdit edits[] = { { column ("name"), -1, "Vinje" },        { column ("number"), -1, "4036" },
                            { column ("population"), -1, "14 282" }, { column ("subregion"), -1, "Oslo" },
                            { column ("name"), -2, "Seljord" },      { column ("population"), -2, "2 222" } };
  g_autoptr (GPtrArray) problems = sek_edit_problems_new ();
  guint n = count_rows (fixture, SEK_MEMBER);

  g_assert_true (submit_edits (fixture, "paste", edits, G_N_ELEMENTS (edits), 2, NULL, NULL, problems));
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, n + 2);
  g_assert_cmpint (sek_register_get_persons (reg_of (fixture), find (fixture, "member", "Vinje"),
                                             SEK_DATE (2022, 1, 1)),
                   ==, 14282);
  g_assert_cmpint (find (fixture, "member", "4036"), ==, find (fixture, "member", "Vinje"));
  undo (fixture);
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, n);
  assert_whole (fixture);
}

/* Every cell that cannot take its text is named, whether its column or a rule refuses it, and nothing is stored. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  gint64 drammen = find (fixture, "member", "Drammen"), asker = find (fixture, "member", "Asker"),
         oslo = find (fixture, "member", "Oslo");
  const SekEdit unread[] = { { column ("population"), drammen, "102 27x" },
                             { column ("population"), asker, "91 000" },
                             { column ("fee"), oslo, "1" },
                             { column ("name"), oslo, "" },
                             { column ("population"), 12345, "1" } };
  const SekEdit against[] = { { column ("joined"), drammen, "1.1.2020" },
                              { column ("left_on"), drammen, "1.1.2010" },
                              { column ("population"), asker, "91 000" },
                              { column ("joined"), oslo, "1.1.2020" },
                              { column ("left_on"), oslo, "31.12.2019" } };
  g_autoptr (GPtrArray) problems = sek_edit_problems_new (), refused = sek_edit_problems_new ();
  g_autofree char *before = dump (fixture), *after = NULL;

  g_assert_false (submit_edits (fixture, "paste", unread, G_N_ELEMENTS (unread), 0, NULL, NULL, problems));
  g_assert_cmpuint (problems->len, ==, 4);
  g_assert_cmpuint (get_problem (problems, 0), ==, 0);
  g_assert_cmpuint (get_problem (problems, 1), ==, 2);
  g_assert_cmpuint (get_problem (problems, 2), ==, 3);
  g_assert_cmpuint (get_problem (problems, 3), ==, 4);
  g_assert_false (submit_edits (fixture, "paste", against, G_N_ELEMENTS (against), 0, NULL, NULL, refused));
  g_assert_cmpuint (refused->len, >=, 2);
  for (guint i = 0; i < refused->len; i++)
    g_assert_true (get_problem (refused, i) != 2 && get_problem (refused, i) < G_N_ELEMENTS (against));
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* A copy stands after its row, sums count it, and it goes with one undo. */
static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  gint64 line = find (fixture, "budget_line", "Kommunikasjon"), copy;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("duplicate");
  gint64 before = figure (fixture, "sum-expense", "Forslag budsjett 2023");
  g_autoptr (GArray) lines = NULL;
  guint at = 0;

  copy = sek_rows_propose_copy (reg_of (fixture), SEK_BUDGET_LINE, line, changeset);
  submit (fixture, changeset);
  g_assert_cmpint (figure (fixture, "sum-expense", "Forslag budsjett 2023"), ==, before + TKR (250));
  lines = sek_budget_lines (reg_of (fixture), SEK_SECTION_EXPENSE);
  while (g_array_index (lines, gint64, at) != line)
    at++;
  g_assert_cmpint (g_array_index (lines, gint64, at + 1), ==, copy);
  undo (fixture);
  g_assert_cmpint (figure (fixture, "sum-expense", "Forslag budsjett 2023"), ==, before);
  assert_whole (fixture);
}

static guint
count_kept (SekView *view, const char *id, SekComparison comparison, const char *first, const char *second)
{
  const char *const texts[] = { first, second, NULL };
  g_autoptr (SekCondition) condition = sek_condition_new (comparison, texts);
  g_autoptr (GError) error = NULL;

  g_assert_true (sek_view_set_condition (view, column (id), condition, &error));
  g_assert_no_error (error);
  sek_view_update (view);
  return sek_view_get_size (view);
}

static void
test_conditions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekView) view = sek_view_new (reg_of (fixture), SEK_MEMBER);
  const char *const bad[] = { "mange", NULL };
  g_autoptr (SekCondition) unread = sek_condition_new (SEK_COMPARISON_MORE, bad), kept = NULL;
  g_autoptr (GVariant) stored = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) values = NULL;
  guint all, more_than, rest;
  gboolean more;

  sek_view_get_scope (view)->year = 2023;
  all = sek_view_get_size (view);
  g_assert_cmpuint (count_kept (view, "population", SEK_COMPARISON_BETWEEN, "102 273", "102 273"), ==, 1);
  more_than = count_kept (view, "population", SEK_COMPARISON_MORE, "50 000", NULL);
  rest = count_kept (view, "population", SEK_COMPARISON_LESS, "50 001", NULL);
  g_assert_cmpuint (more_than + rest, ==, all);
  g_assert_cmpuint (more_than, >, 5);
  g_assert_false (sek_view_set_condition (view, column ("population"), unread, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_INPUT);
  g_assert_true (sek_condition_get_comparison (sek_view_get_condition (view, column ("population")))
                 == SEK_COMPARISON_LESS);
  g_assert_true (sek_view_set_condition (view, column ("population"), NULL, NULL));
  g_assert_cmpuint (count_kept (view, "name", SEK_COMPARISON_CONTAINS, "RING", NULL), >, 0);
  g_assert_cmpuint (count_kept (view, "name", SEK_COMPARISON_CONTAINS, "RING", NULL)
                        + count_kept (view, "name", SEK_COMPARISON_LACKS, "ring", NULL),
                    ==, all);
  g_assert_cmpuint (count_kept (view, "name", SEK_COMPARISON_EQUALS, "drammen", NULL), ==, 1);
  g_assert_cmpuint (count_kept (view, "name", SEK_COMPARISON_BEGINS, "dra", NULL), ==, 1);
  g_assert_cmpuint (count_kept (view, "name", SEK_COMPARISON_ONE_OF, "Drammen", "Asker"), ==, 2);
  g_assert_cmpuint (count_kept (view, "left_on", SEK_COMPARISON_BLANK, NULL, NULL), ==, 2);
  g_assert_true (sek_view_set_condition (view, column ("name"), NULL, NULL));
  sek_view_update (view);
  g_assert_cmpuint (sek_view_get_size (view), ==, all);
  /* The values of a column are those that the other conditions leave. */
  g_assert_cmpuint (count_kept (view, "county", SEK_COMPARISON_ONE_OF, "Oslo", NULL), ==, 1);
  values = sek_view_dup_values (view, column ("county"), 100, &more);
  g_assert_cmpuint (g_strv_length (values), >, 3);
  g_assert_false (more);
  /* And a condition can be kept. */
  stored = g_variant_ref_sink (sek_condition_to_variant (sek_view_get_condition (view, column ("county"))));
  kept = sek_condition_from_variant (stored);
  g_assert_cmpstr (sek_condition_get_texts (kept)[0], ==, "Oslo");
}

/* The lines of the log about a member and what belongs to it. */
static GArray *
find_lines (Fixture *fixture, gint64 row, const char *field)
{
  SekStoreLogFilter filter = { .row = row, .field = field };

  return sek_journal_find (sek_document_get_journal (fixture->document), &filter, NULL);
}

static void
read_line (Fixture *fixture, GArray *lines, guint index, SekStoreEvent **event, SekStoreChange **change)
{
  g_autoptr (GError) error = NULL;

  sek_journal_read_line (sek_document_get_journal (fixture->document), &g_array_index (lines, SekStoreLogEntry, index),
                         event, change, &error);
  g_assert_no_error (error);
}

/* A value comes back as a new action, which undo takes back like any other. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  gint64 drammen = find (fixture, "member", "Drammen");
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("restore");
  g_autoptr (SekStoreEvent) event = NULL;
  g_autoptr (SekStoreChange) change = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autofree char *what = NULL, *row = NULL;
  g_autoptr (GError) error = NULL;
  guint events;

  edit (fixture, "population", "Drammen/2022-01-01", "persons", "103 000");
  edit (fixture, "population", "Drammen/2022-01-01", "persons", "104 000");
  events = count_events (fixture);
  lines = find_lines (fixture, drammen, "persons");
  read_line (fixture, lines, 1, &event, &change);
  g_assert_cmpint (change->before.integer, ==, 102273);
  row = sek_log_dup_row (reg_of (fixture), sek_document_get_journal (fixture->document), change);
  g_assert_true (g_str_has_prefix (row, "Drammen"));
  g_assert_true (sek_log_propose_restore (reg_of (fixture), sek_document_get_journal (fixture->document), event, change,
                                          TRUE, changeset, &error));
  submit (fixture, changeset);
  g_assert_cmpuint (count_events (fixture), ==, events + 1);
  g_assert_cmpint (sek_register_get_persons (reg_of (fixture), drammen, SEK_DATE (2022, 1, 1)), ==, 102273);
  undo (fixture);
  g_assert_cmpint (sek_register_get_persons (reg_of (fixture), drammen, SEK_DATE (2022, 1, 1)), ==, 104000);
  assert_whole (fixture);
}

/* A member that was deleted comes back with all that went with it. */
static void
test_restore_deleted (Fixture *fixture, gconstpointer data)
{
  gint64 drammen = find (fixture, "member", "Drammen");
  g_autofree char *before = dump (fixture), *after = NULL, *row = NULL;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("restore"), twice = sek_changeset_new ("restore");
  g_autoptr (SekStoreEvent) event = NULL;
  g_autoptr (SekStoreChange) change = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  remove_row (fixture, "member", "Drammen");
  lines = find_lines (fixture, drammen, "name");
  read_line (fixture, lines, 0, &event, &change);
  g_assert_cmpint (change->operation, ==, SEK_STORE_DELETE);
  row = sek_log_dup_row (reg_of (fixture), sek_document_get_journal (fixture->document), change);
  g_assert_cmpstr (row, ==, "Drammen");
  g_assert_true (sek_log_propose_restore (reg_of (fixture), sek_document_get_journal (fixture->document), event, change,
                                          TRUE, changeset, &error));
  submit (fixture, changeset);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  assert_whole (fixture);
}

/* Everything down to a line in one transaction, redone step by step; a barrier refuses all of it. */
static void
test_undo_to (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture), *end = NULL, *after = NULL;
  g_autoptr (GPtrArray) events = NULL;
  gint64 first;
  guint n = 0;
  g_autoptr (GError) error = NULL;

  edit (fixture, "member", "Drammen", "note", "en");
  events = sek_store_read_events (sek_document_get_store (fixture->document), 0, 1, NULL);
  first = ((SekStoreEvent *) events->pdata[0])->action;
  edit (fixture, "member", "Asker", "note", "to");
  edit (fixture, "member", "Oslo", "note", "tre");
  end = dump (fixture);
  g_assert_true (sek_store_count_standing (sek_document_get_store (fixture->document), first, &n, &error));
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (sek_document_undo_to (fixture->document, first, &n, &error));
  g_assert_cmpuint (n, ==, 3);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  assert_whole (fixture);
  g_assert_false (sek_document_undo_to (fixture->document, first, &n, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_REFUSED);
  g_clear_error (&error);
  for (int i = 0; i < 3; i++)
    redo (fixture);
  g_clear_pointer (&after, g_free);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, end);

  edit (fixture, "budget_column", "Forslag budsjett 2023", "status", "sealed");
  edit (fixture, "member", "Oslo", "note", "fire");
  g_clear_pointer (&end, g_free);
  end = dump (fixture);
  g_assert_false (sek_document_undo_to (fixture->document, first, &n, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_REFUSED);
  g_clear_pointer (&after, g_free);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, end);
  assert_whole (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/edits/paste", test_paste);
  ADD ("/edits/new-rows", test_new_rows);
  ADD ("/edits/refused", test_refused);
  ADD ("/edits/duplicate", test_duplicate);
  ADD ("/view/conditions", test_conditions);
  ADD ("/log/restore", test_restore);
  ADD ("/log/restore-deleted", test_restore_deleted);
  ADD ("/log/undo-to", test_undo_to);
  return g_test_run ();
}
