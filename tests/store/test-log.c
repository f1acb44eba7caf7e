/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>
#include <unistd.h>

static gint64
do_action (SekStore *store, const char *kind, gboolean barrier)
{
  g_autoptr (GError) error = NULL;
  gint64 action = 0;

  begin (store);
  g_assert_true (sek_store_log_action (store, kind, "arguments", barrier, &action, &error));
  g_assert_true (sek_store_log_event (store, action, SEK_STORE_DO, &error));
  commit (store);
  return action;
}

static void
add_event (SekStore *store, gint64 action, SekStoreWhat what)
{
  g_autoptr (GError) error = NULL;

  begin (store);
  g_assert_true (sek_store_log_event (store, action, what, &error));
  commit (store);
}

static gint64
get_undo (SekStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStoreEvent) event = sek_store_get_undo (store, &error);

  g_assert_no_error (error);
  return event != NULL ? event->action : 0;
}

static gint64
get_redo (SekStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStoreEvent) event = sek_store_get_redo (store, &error);

  g_assert_no_error (error);
  return event != NULL ? event->action : 0;
}

static void
test_targets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = create (fixture);
  g_autoptr (SekStoreEvent) event = NULL;
  gint64 a, b, c;

  g_assert_cmpint (get_undo (store), ==, 0);
  g_assert_cmpint (get_redo (store), ==, 0);
  a = do_action (store, "edit", FALSE);
  b = do_action (store, "paste", FALSE);
  g_assert_cmpint (get_undo (store), ==, b);
  g_assert_cmpint (get_redo (store), ==, 0);

  event = sek_store_get_undo (store, NULL);
  g_assert_cmpstr (event->kind, ==, "paste");
  g_assert_cmpstr (event->arguments, ==, "arguments");
  g_assert_cmpint (event->what, ==, SEK_STORE_DO);
  g_assert_cmpint (event->schema_version, ==, newest_version ());
  g_assert_false (event->barrier);
  g_assert_cmpuint (strlen (event->at), ==, strlen ("2022-11-18T08:00:00Z"));
  g_assert_nonnull (strchr (event->who, '@'));

  add_event (store, b, SEK_STORE_UNDO);
  add_event (store, a, SEK_STORE_UNDO);
  g_assert_cmpint (get_undo (store), ==, 0);
  g_assert_cmpint (get_redo (store), ==, a);
  add_event (store, a, SEK_STORE_REDO);
  g_assert_cmpint (get_undo (store), ==, a);
  g_assert_cmpint (get_redo (store), ==, b);

  /* A new action ends redo, also of what is undone after it. */
  c = do_action (store, "edit", FALSE);
  g_assert_cmpint (get_redo (store), ==, 0);
  add_event (store, c, SEK_STORE_UNDO);
  g_assert_cmpint (get_undo (store), ==, a);
  g_assert_cmpint (get_redo (store), ==, c);

  /* All of it outlives the program. */
  g_clear_object (&store);
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_cmpint (get_undo (store), ==, a);
  g_assert_cmpint (get_redo (store), ==, c);
}

static void
test_barrier (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = create (fixture);
  gint64 sealing, edit;

  do_action (store, "edit", FALSE);
  sealing = do_action (store, "seal", TRUE);
  g_assert_cmpint (get_undo (store), ==, 0);
  edit = do_action (store, "edit", FALSE);
  g_assert_cmpint (get_undo (store), ==, edit);
  add_event (store, edit, SEK_STORE_UNDO);
  g_assert_cmpint (get_undo (store), ==, 0);
  g_assert_cmpint (get_redo (store), ==, edit);
  g_assert_cmpint (sealing, <, edit);

  /* What was done to tables of another version cannot be taken back. */
  do_action (store, "edit", FALSE);
  g_clear_object (&store);
  tamper (fixture->path, "UPDATE action SET schema_version = 99 WHERE id = (SELECT max (id) FROM action)");
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_cmpint (get_undo (store), ==, 0);
  g_clear_object (&store);
  tamper (fixture->path, "INSERT INTO event (action, what, at, who) SELECT max (id), 'undo', '', '' FROM action");
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_cmpint (get_redo (store), ==, 0);
}

/* A thousand random steps against two plain stacks. */
static void
test_random (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = create (fixture);
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) undone = g_array_new (FALSE, FALSE, sizeof (gint64));

  sqlite3_exec (store->db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  for (int i = 0; i < 1000; i++)
    {
      /* Runs of undo and redo, as people do them, with new actions between. */
      int step = g_test_rand_int_range (0, 10);
      gint64 target;

      if (step < 3)
        {
          target = do_action (store, "edit", FALSE);
          g_array_append_val (done, target);
          g_array_set_size (undone, 0);
        }
      else if (step < 7 && done->len > 0)
        {
          target = get_undo (store);
          add_event (store, target, SEK_STORE_UNDO);
          g_array_set_size (done, done->len - 1);
          g_array_append_val (undone, target);
        }
      else if (step >= 7 && undone->len > 0)
        {
          target = get_redo (store);
          add_event (store, target, SEK_STORE_REDO);
          g_array_set_size (undone, undone->len - 1);
          g_array_append_val (done, target);
        }
      g_assert_cmpint (get_undo (store), ==, done->len > 0 ? g_array_index (done, gint64, done->len - 1) : 0);
      g_assert_cmpint (get_redo (store), ==, undone->len > 0 ? g_array_index (undone, gint64, undone->len - 1) : 0);
    }
}

static int
count_steps (gpointer n)
{
  ++*(int *) n;
  return 0;
}

/* However long the log, its ends are found at once. */
static void
test_long_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) row_events = NULL;
  g_autoptr (GPtrArray) row_changes = NULL;
  g_autoptr (SekStore) store = NULL;
  int hundreds = 0;

  make_register (fixture, 1);
  tamper (fixture->path,
          "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
          "INSERT INTO action (kind, arguments, barrier, schema_version) SELECT 'edit', '', 0, user_version FROM n, "
          "pragma_user_version;"
          "INSERT INTO event (action, what, at, who) SELECT id, 'do', '2022-11-18T08:00:00Z', 'a@b' FROM action;"
          "INSERT INTO change (action, operation, entity, row, field, before, after) "
          "SELECT id, 'update', 'member', id % 1000, 'name', 'a', 'b' FROM action;"
          "INSERT INTO event (action, what, at, who) VALUES (20000, 'undo', '2022-11-18T08:00:00Z', 'a@b')");
  store = open_for (fixture, SEK_STORE_WRITE);
  sqlite3_progress_handler (store->db, 100, count_steps, &hundreds);
  g_assert_cmpint (get_undo (store), ==, 19999);
  g_assert_cmpint (get_redo (store), ==, 20000);
  events = sek_store_read_events (store, 0, 10, NULL);
  g_assert_cmpuint (events->len, ==, 10);
  g_assert_true (sek_store_read_history (store, "member", 7, "name", 5, &row_events, &row_changes, NULL));
  g_assert_cmpuint (row_events->len, ==, 5);
  g_assert_cmpint (hundreds, <, 40);
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  SekStoreChange changes[] = {
    { SEK_STORE_UPDATE, (char *) "member", 7, (char *) "note", SEK_BLANK, SEK_TEXT ("Ny ordfører") },
    { SEK_STORE_INSERT, (char *) "population", 8, (char *) "persons", SEK_BLANK, SEK_INTEGER (102500) },
    { SEK_STORE_DELETE, (char *) "contact", 9, (char *) "name", SEK_TEXT (""), SEK_BLANK },
    { SEK_STORE_UPDATE, (char *) "amount", G_MAXINT64, (char *) "value", SEK_INTEGER (G_MININT64), SEK_INTEGER (0) },
  };
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = create (fixture);
  gint64 action = 0;

  begin (store);
  g_assert_true (sek_store_log_action (store, "edit", NULL, FALSE, &action, &error));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_assert_true (sek_store_log_change (store, action, &changes[i], &error));
  commit (store);

  read = sek_store_read_changes (store, action, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, G_N_ELEMENTS (changes));
  for (guint i = 0; i < read->len; i++)
    {
      const SekStoreChange *change = g_ptr_array_index (read, i);
      g_autoptr (SekStoreChange) copy = sek_store_change_copy (change);

      g_assert_cmpint (change->operation, ==, changes[i].operation);
      g_assert_cmpstr (change->entity, ==, changes[i].entity);
      g_assert_cmpint (change->row, ==, changes[i].row);
      g_assert_cmpstr (change->field, ==, changes[i].field);
      g_assert_true (sek_value_equal (&change->before, &changes[i].before));
      g_assert_true (sek_value_equal (&change->after, &changes[i].after));
      g_assert_true (sek_value_equal (&copy->before, &changes[i].before));
      g_assert_cmpstr (copy->field, ==, changes[i].field);
    }
  none = sek_store_read_changes (store, action + 1, &error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
log_edit (SekStore *store, const char *field, const char *before, const char *after, gint64 *action)
{
  SekStoreChange change = {
    SEK_STORE_UPDATE, (char *) "member", 7, (char *) field, SEK_TEXT (before), SEK_TEXT (after)
  };
  SekStoreChange other = { SEK_STORE_INSERT, (char *) "population", 7, (char *) field, SEK_BLANK, SEK_TEXT (after) };
  g_autoptr (GError) error = NULL;

  begin (store);
  g_assert_true (sek_store_log_action (store, "edit", after, FALSE, action, &error));
  g_assert_true (sek_store_log_change (store, *action, &change, &error));
  g_assert_true (sek_store_log_change (store, *action, &other, &error));
  g_assert_true (sek_store_log_event (store, *action, SEK_STORE_DO, &error));
  commit (store);
}

static void
assert_history (SekStore *store, const char *entity, const char *field, guint limit, const char *expected)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (sek_store_read_history (store, entity, 7, field, limit, &events, &changes, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, changes->len);
  for (guint i = 0; i < events->len; i++)
    {
      const SekStoreEvent *event = g_ptr_array_index (events, i);
      const SekStoreChange *change = g_ptr_array_index (changes, i);
      g_autofree char *before = sek_value_to_text (&change->before);
      g_autofree char *after = sek_value_to_text (&change->after);

      g_string_append_printf (text, "%d%d:%s:%s>%s ", event->what, change->operation, change->field, before, after);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* Newest first, each as that event made it. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = create (fixture);
  gint64 first, second;

  log_edit (store, "name", "Vestby", "Vestby kommune", &first);
  log_edit (store, "note", "a", "b", &second);
  add_event (store, second, SEK_STORE_UNDO);
  add_event (store, second, SEK_STORE_REDO);
  add_event (store, second, SEK_STORE_UNDO);
  add_event (store, first, SEK_STORE_UNDO);

  assert_history (store, "member", "name", 10, "11:name:Vestby kommune>Vestby 01:name:Vestby>Vestby kommune ");
  assert_history (store, "member", "note", 10, "11:note:b>a 21:note:a>b 11:note:b>a 01:note:a>b ");
  assert_history (store, "member", "note", 1, "11:note:b>a ");
  assert_history (store, "member", NULL, 2, "11:name:Vestby kommune>Vestby 11:note:b>a ");
  /* Taking an insertion back deleted. */
  assert_history (store, "population", "name", 10, "12:name:Vestby kommune> 00:name:>Vestby kommune ");
  assert_history (store, "contact", NULL, 10, "");

  events = sek_store_read_events (store, 0, 100, &error);
  g_assert_cmpuint (events->len, ==, 6);
  g_assert_cmpint (((SekStoreEvent *) g_ptr_array_index (events, 0))->action, ==, first);
  g_assert_cmpint (((SekStoreEvent *) g_ptr_array_index (events, 0))->what, ==, SEK_STORE_UNDO);
  g_assert_cmpstr (((SekStoreEvent *) g_ptr_array_index (events, 1))->arguments, ==, "b");
  g_clear_pointer (&events, g_ptr_array_unref);
  events = sek_store_read_events (store, 4, 100, &error);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpint (((SekStoreEvent *) g_ptr_array_index (events, 1))->action, ==, first);
  g_assert_cmpint (((SekStoreEvent *) g_ptr_array_index (events, 1))->what, ==, SEK_STORE_DO);
}

/* An event of an action that is not there, or a word that the rules of the file do not know, is damage. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = create (fixture);

  begin (store);
  g_assert_true (sek_store_log_event (store, 99, SEK_STORE_DO, &error));
  g_assert_false (sek_store_commit (store, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "refer to one that is not there");
  sek_store_rollback (store);

  do_action (store, "edit", FALSE);
  g_clear_object (&store);
  tamper (fixture->path, "PRAGMA ignore_check_constraints = ON; UPDATE event SET what = 'done'");
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_null (sek_store_read_events (store, 0, 10, &error));
  assert_refused (error, SEK_ERROR_DAMAGED, "Could not read “register.sekretariat”");
}

static int
fail_cb (gpointer data)
{
  return 1;
}

/* A query that fails half-way is an error, and not an answer that ends early. */
static void
test_queries_fail (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  guint n = 7;

  make_register (fixture, 300);
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  sqlite3_progress_handler (store->db, 1, fail_cb, NULL);
  g_assert_null (sek_store_read_people (store, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (sek_store_read_fields (store, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (sek_store_count_standing (store, 1, &n, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (sek_store_read_events (store, 0, 10, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (sek_store_read_changes (store, 1, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (sek_store_find_log (store, &(SekStoreLogFilter) { 0 }, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (sek_store_get_undo (store, &error));
  g_assert_nonnull (error);
}

static gboolean
count_cb (gint64 id, SekStoreRow *row, gpointer user_data, GError **error)
{
  gint64 *found = user_data;
  SekValue before = sek_store_row_get_value (row, 5), after = sek_store_row_get_value (row, 6);

  g_assert_cmpint (before.type, ==, SEK_VALUE_BLANK);
  g_assert_true (after.type == SEK_VALUE_TEXT ? g_str_equal (after.text, "7") : after.integer == 7);
  found[after.type]++;
  return TRUE;
}

/* The log as tables, whose values keep their types; and an event of another time and number. */
static void
test_tables (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekStore) store = create (fixture);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  const SekStoreTable *table = sek_store_get_log_table (SEK_STORE_LOG_CHANGES);
  SekValue values[] = { SEK_INTEGER (1), SEK_TEXT ("update"), SEK_TEXT ("member"), SEK_INTEGER (5), SEK_TEXT ("note"),
                        SEK_BLANK, SEK_INTEGER (7) };
  gint64 found[3] = { 0 }, action;

  begin (store);
  g_assert_true (sek_store_log_action (store, "load", "", TRUE, &action, &error));
  g_assert_true (sek_store_log_event_as (store, action, SEK_STORE_DO, "2022-11-18T08:00:00Z", 17, &error));
  g_assert_true (sek_store_insert (store, table, 3, values, &error));
  values[6] = SEK_TEXT ("7");
  g_assert_true (sek_store_insert (store, table, 4, values, &error));
  commit (store);
  g_assert_true (sek_store_read_table (store, table, count_cb, found, NULL, &error));
  g_assert_cmpint (found[SEK_VALUE_INTEGER], ==, 1);
  g_assert_cmpint (found[SEK_VALUE_TEXT], ==, 1);
  do_action (store, "edit", FALSE);
  events = sek_store_read_events (store, 0, 2, &error);
  g_assert_cmpint (((SekStoreEvent *) events->pdata[0])->id, ==, 18);
  g_assert_cmpint (((SekStoreEvent *) events->pdata[1])->id, ==, 17);
  g_assert_cmpstr (((SekStoreEvent *) events->pdata[1])->at, ==, "2022-11-18T08:00:00Z");
}

/* What is asked before a register is made there. */
static void
test_check_new (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *link = in_folder (fixture, "link.sekretariat");

  g_assert_true (sek_store_check_new (fixture->path, &error));
  g_assert_cmpuint (count_files (fixture), ==, 0);
  make_register (fixture, 1);
  g_assert_false (sek_store_check_new (fixture->path, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "already a file");
  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  g_assert_false (sek_store_check_new (link, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "already a file");
  g_assert_cmpint (sek_store_get_newest_version (), ==, newest_version ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/log/targets", test_targets);
  ADD ("/store/log/barrier", test_barrier);
  ADD ("/store/log/random", test_random);
  ADD ("/store/log/long", test_long_log);
  ADD ("/store/log/changes", test_changes);
  ADD ("/store/log/history", test_history);
  ADD ("/store/log/damaged", test_damaged);
  ADD ("/store/log/queries-fail", test_queries_fail);
  ADD ("/store/log/tables", test_tables);
  ADD ("/store/log/check-new", test_check_new);
  return g_test_run ();
}
