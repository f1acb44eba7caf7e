/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-store-private.h"

static const char *const operations[] = {
  [SEK_STORE_INSERT] = "insert",
  [SEK_STORE_UPDATE] = "update",
  [SEK_STORE_DELETE] = "delete",
};
static const char *const whats[] = {
  [SEK_STORE_DO] = "do",
  [SEK_STORE_UNDO] = "undo",
  [SEK_STORE_REDO] = "redo",
};

SekStoreChange *
sek_store_change_copy (const SekStoreChange *change)
{
  SekStoreChange *copy = g_new0 (SekStoreChange, 1);

  copy->operation = change->operation;
  copy->entity = g_strdup (change->entity);
  copy->row = change->row;
  copy->field = g_strdup (change->field);
  copy->before = sek_value_copy (&change->before);
  copy->after = sek_value_copy (&change->after);
  return copy;
}

void
sek_store_change_free (SekStoreChange *change)
{
  if (change == NULL)
    return;
  g_free (change->entity);
  g_free (change->field);
  sek_value_clear (&change->before);
  sek_value_clear (&change->after);
  g_free (change);
}

void
sek_store_event_free (SekStoreEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->kind);
  g_free (event->arguments);
  g_free (event->at);
  g_free (event->who);
  g_free (event);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

gboolean
sek_store_log_action (SekStore *self, const char *kind, const char *arguments, gboolean barrier, gint64 *action,
                      GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL && !sqlite3_get_autocommit (self->db), FALSE);

  statement = _sek_store_prepare (self,
                                  "INSERT INTO action (kind, arguments, barrier, schema_version) VALUES (?1, ?2, ?3, "
                                  "?4)", SEK_ATTEMPT_WRITE, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, kind, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, arguments != NULL ? arguments : "", -1, SQLITE_TRANSIENT);
  sqlite3_bind_int (statement, 3, barrier ? 1 : 0);
  sqlite3_bind_int (statement, 4, self->version);
  if (!_sek_store_step (self, statement, SEK_ATTEMPT_WRITE, error))
    return FALSE;
  *action = sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

gboolean
sek_store_log_change (SekStore *self, gint64 action, const SekStoreChange *change, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL && !sqlite3_get_autocommit (self->db), FALSE);

  statement = _sek_store_prepare (self, "INSERT INTO change (action, operation, entity, row, field, before, after) "
                                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", SEK_ATTEMPT_WRITE, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, action);
  sqlite3_bind_text (statement, 2, operations[change->operation], -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, change->entity, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 4, change->row);
  sqlite3_bind_text (statement, 5, change->field, -1, SQLITE_TRANSIENT);
  _sek_store_bind (statement, 6, &change->before);
  _sek_store_bind (statement, 7, &change->after);
  return _sek_store_step (self, statement, SEK_ATTEMPT_WRITE, error);
}

gboolean
sek_store_log_event (SekStore *self, gint64 action, SekStoreWhat what, GError **error)
{
  return sek_store_log_event_as (self, action, what, NULL, 0, error);
}

gboolean
sek_store_log_event_as (SekStore *self, gint64 action, SekStoreWhat what, const char *at, gint64 id, GError **error)
{
  sqlite3_stmt *statement;
  g_autofree char *time = at != NULL ? g_strdup (at) : _sek_store_dup_now ();
  g_autofree char *who = _sek_store_dup_who ();

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL && !sqlite3_get_autocommit (self->db), FALSE);

  statement = _sek_store_prepare (self, "INSERT INTO event (id, action, what, at, who) VALUES (?5, ?1, ?2, ?3, ?4)",
                                  SEK_ATTEMPT_WRITE, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, action);
  sqlite3_bind_text (statement, 2, whats[what], -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, time, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 4, who, -1, SQLITE_TRANSIENT);
  if (id != 0)
    sqlite3_bind_int64 (statement, 5, id);
  else
    sqlite3_bind_null (statement, 5);
  return _sek_store_step (self, statement, SEK_ATTEMPT_WRITE, error);
}

const SekStoreTable *
sek_store_get_log_table (SekStoreLogTable table)
{
  static const char *const actions[] = { "kind", "arguments", "barrier", "schema_version" };
  static const char *const changes[] = { "action", "operation", "entity", "row", "field", "before", "after" };
  static const char *const events[] = { "action", "what", "at", "who" };
  static const SekStoreTable tables[] = {
    [SEK_STORE_LOG_ACTIONS] = { "action", actions, G_N_ELEMENTS (actions) },
    [SEK_STORE_LOG_CHANGES] = { "change", changes, G_N_ELEMENTS (changes) },
    [SEK_STORE_LOG_EVENTS] = { "event", events, G_N_ELEMENTS (events) },
  };

  return &tables[table];
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* A damaged text is read as far as it is one: the log is shown, and an undo that starts from it conflicts. */
static char *
dup_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static SekValue
dup_value (sqlite3_stmt *statement, int column)
{
  g_autofree char *text = NULL;
  SekValue borrowed;

  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      return SEK_INTEGER (sqlite3_column_int64 (statement, column));
    case SQLITE_TEXT:
      text = dup_text (statement, column);
      borrowed = SEK_TEXT (text);
      return sek_value_copy (&borrowed);
    default:
      return SEK_BLANK;
    }
}

/* The index of the word in a column that has a CHECK rule for it, so that one not found is damage: -1. */
static int
read_word (sqlite3_stmt *statement, int column, const char *const *words, int n_words)
{
  const char *word = (const char *) sqlite3_column_text (statement, column);

  for (int i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return i;
  return -1;
}

#define EVENT_COLUMNS "a.id, a.kind, a.arguments, a.barrier, a.schema_version, e.what, e.at, e.who, e.id"
#define N_EVENT_COLUMNS 9

/* Reads the event whose columns stand first in the row; NULL when it is damaged. */
static SekStoreEvent *
read_event (sqlite3_stmt *statement)
{
  int what = read_word (statement, 5, whats, G_N_ELEMENTS (whats));
  SekStoreEvent *event;

  if (what < 0)
    return NULL;
  event = g_new0 (SekStoreEvent, 1);
  event->action = sqlite3_column_int64 (statement, 0);
  event->kind = dup_text (statement, 1);
  event->arguments = dup_text (statement, 2);
  event->barrier = sqlite3_column_int (statement, 3) != 0;
  event->schema_version = sqlite3_column_int (statement, 4);
  event->what = (SekStoreWhat) what;
  event->at = dup_text (statement, 6);
  event->who = dup_text (statement, 7);
  event->id = sqlite3_column_int64 (statement, 8);
  return event;
}

#define CHANGE_COLUMNS "c.operation, c.entity, c.row, c.field, c.before, c.after"

static SekStoreChange *
read_change (sqlite3_stmt *statement, int first)
{
  int operation = read_word (statement, first, operations, G_N_ELEMENTS (operations));
  SekStoreChange *change;

  if (operation < 0)
    return NULL;
  change = g_new0 (SekStoreChange, 1);
  change->operation = (SekStoreOperation) operation;
  change->entity = dup_text (statement, first + 1);
  change->row = sqlite3_column_int64 (statement, first + 2);
  change->field = dup_text (statement, first + 3);
  change->before = dup_value (statement, first + 4);
  change->after = dup_value (statement, first + 5);
  return change;
}

/* An undo made the opposite of what was logged. */
static void
turn_round (SekStoreChange *change)
{
  SekValue before = change->before;

  change->before = change->after;
  change->after = before;
  if (change->operation == SEK_STORE_INSERT)
    change->operation = SEK_STORE_DELETE;
  else if (change->operation == SEK_STORE_DELETE)
    change->operation = SEK_STORE_INSERT;
}

/* Steps through the rows of a bound statement: an event, a change or both in each, by which of the arrays are given. */
static gboolean
read_log (SekStore *self, sqlite3_stmt *statement, GPtrArray *events, GPtrArray *changes, GError **error)
{
  int result;

  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_autoptr (SekStoreEvent) event = events != NULL ? read_event (statement) : NULL;
      g_autoptr (SekStoreChange) change
          = changes != NULL ? read_change (statement, events != NULL ? N_EVENT_COLUMNS : 0) : NULL;

      if ((events != NULL && event == NULL) || (changes != NULL && change == NULL))
        {
          result = SQLITE_CORRUPT;
          break;
        }
      if (event != NULL && change != NULL && event->what == SEK_STORE_UNDO)
        turn_round (change);
      if (events != NULL)
        g_ptr_array_add (events, g_steal_pointer (&event));
      if (changes != NULL)
        g_ptr_array_add (changes, g_steal_pointer (&change));
    }
  if (result != SQLITE_DONE)
    _sek_store_fail (self, SEK_ATTEMPT_READ, result, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

static GPtrArray *
new_events (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_event_free);
}

static GPtrArray *
new_changes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_change_free);
}

/* CROSS JOIN holds SQLite to the order of the tables: from the newest action down, until one fits. */
#define LAST_EVENTS "action a CROSS JOIN event e ON e.id = (SELECT max (id) FROM event WHERE action = a.id) "

/* The newest action that stands. */
#define UNDO_TARGET "FROM " LAST_EVENTS "WHERE e.what IN ('do', 'redo') ORDER BY a.id DESC LIMIT 1"

/* The oldest action above that one that was taken back since anything new was done. */
#define REDO_TARGET \
  "FROM " LAST_EVENTS "WHERE e.what = 'undo' AND a.id > ifnull ((SELECT a.id " UNDO_TARGET "), 0) " \
  "AND e.id > ifnull ((SELECT id FROM event WHERE what = 'do' ORDER BY id DESC LIMIT 1), 0) ORDER BY a.id LIMIT 1"

static SekStoreEvent *
read_target (SekStore *self, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) events = new_events ();
  sqlite3_stmt *statement;
  SekStoreEvent *event;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, NULL);

  statement = _sek_store_prepare (self, sql, SEK_ATTEMPT_READ, error);
  if (statement == NULL || !read_log (self, statement, events, NULL, error) || events->len == 0)
    return NULL;
  event = g_ptr_array_index (events, 0);
  return event->barrier || event->schema_version != self->version ? NULL : g_ptr_array_steal_index (events, 0);
}

SekStoreEvent *
sek_store_get_undo (SekStore *self, GError **error)
{
  return read_target (self, "SELECT " EVENT_COLUMNS " " UNDO_TARGET, error);
}

SekStoreEvent *
sek_store_get_redo (SekStore *self, GError **error)
{
  return read_target (self, "SELECT " EVENT_COLUMNS " " REDO_TARGET, error);
}

GPtrArray *
sek_store_read_changes (SekStore *self, gint64 action, GError **error)
{
  g_autoptr (GPtrArray) changes = new_changes ();
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, NULL);

  statement = _sek_store_prepare (self, "SELECT " CHANGE_COLUMNS " FROM change c WHERE c.action = ?1 ORDER BY c.id",
                                  SEK_ATTEMPT_READ, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, action);
  return read_log (self, statement, NULL, changes, error) ? g_steal_pointer (&changes) : NULL;
}

GPtrArray *
sek_store_read_events (SekStore *self, guint offset, guint limit, GError **error)
{
  g_autoptr (GPtrArray) events = new_events ();
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, NULL);

  statement = _sek_store_prepare (self, "SELECT " EVENT_COLUMNS " FROM event e CROSS JOIN action a ON a.id = e.action "
                                        "ORDER BY e.id DESC LIMIT ?1 OFFSET ?2", SEK_ATTEMPT_READ, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, limit);
  sqlite3_bind_int64 (statement, 2, offset);
  return read_log (self, statement, events, NULL, error) ? g_steal_pointer (&events) : NULL;
}

gboolean
sek_store_read_history (SekStore *self, const char *entity, gint64 row, const char *field, guint limit,
                        GPtrArray **events, GPtrArray **changes, GError **error)
{
  g_autoptr (GPtrArray) found_events = new_events ();
  g_autoptr (GPtrArray) found_changes = new_changes ();
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, FALSE);

  statement = _sek_store_prepare (self,
                                  "SELECT " EVENT_COLUMNS ", " CHANGE_COLUMNS
                                  " FROM change c CROSS JOIN action a ON a.id = c.action "
                                  "CROSS JOIN event e ON e.action = a.id "
                                  "WHERE c.row = ?1 AND c.entity = ?2 AND (?3 IS NULL OR c.field = ?3) "
                                  "ORDER BY e.id DESC, c.id LIMIT ?4",
                                  SEK_ATTEMPT_READ, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row);
  sqlite3_bind_text (statement, 2, entity, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 3, field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 4, limit);
  if (!read_log (self, statement, found_events, found_changes, error))
    return FALSE;
  *events = g_steal_pointer (&found_events);
  *changes = g_steal_pointer (&found_changes);
  return TRUE;
}

/* --- looking through it ------------------------------------------------------------------------------------------- */

GArray *
sek_store_find_log (SekStore *self, const SekStoreLogFilter *filter, GError **error)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (SekStoreLogEntry));
  sqlite3_stmt *statement;
  int result;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, NULL);

  /* A row belongs to another when a logged value of it ever was the other's id, which is random: no amount is taken for
   * one. */
  statement = _sek_store_prepare (self,
                                  "SELECT e.id, c.id FROM event e CROSS JOIN change c ON c.action = e.action "
                                  "WHERE (?1 = 0 OR c.row = ?1 OR c.row IN (SELECT row FROM change WHERE before = ?1 "
                                  "OR after = ?1)) "
                                  "AND (?2 IS NULL OR c.entity = ?2) AND (?3 IS NULL OR c.field = ?3) AND (?4 IS NULL "
                                  "OR e.who = ?4) "
                                  "AND (?5 IS NULL OR e.at >= ?5) AND (?6 IS NULL OR e.at < ?6) ORDER BY e.id DESC, "
                                  "c.id",
                                  SEK_ATTEMPT_READ, error);
  if (statement == NULL)
    {
      g_array_unref (entries);
      return NULL;
    }
  sqlite3_bind_int64 (statement, 1, filter->row);
  sqlite3_bind_text (statement, 2, filter->entity, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 3, filter->field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 4, filter->who, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 5, filter->from, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 6, filter->to, -1, SQLITE_TRANSIENT);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      SekStoreLogEntry entry = { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1) };

      g_array_append_val (entries, entry);
    }
  if (result != SQLITE_DONE)
    {
      _sek_store_fail (self, SEK_ATTEMPT_READ, result, error);
      g_clear_pointer (&entries, g_array_unref);
    }
  sqlite3_reset (statement);
  return entries;
}

gboolean
sek_store_read_log (SekStore *self, const SekStoreLogEntry *entry, SekStoreEvent **event, SekStoreChange **change,
                    GError **error)
{
  g_autoptr (GPtrArray) events = new_events ();
  g_autoptr (GPtrArray) changes = new_changes ();
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, FALSE);

  statement = _sek_store_prepare (self,
                                  "SELECT " EVENT_COLUMNS ", " CHANGE_COLUMNS
                                  " FROM event e CROSS JOIN action a ON a.id = e.action CROSS JOIN change c ON c.id = "
                                  "?2 WHERE e.id = ?1",
                                  SEK_ATTEMPT_READ, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->event);
  sqlite3_bind_int64 (statement, 2, entry->change);
  if (!read_log (self, statement, events, changes, error))
    return FALSE;
  if (events->len == 0)
    {
      _sek_store_fail (self, SEK_ATTEMPT_READ, SQLITE_CORRUPT, error);
      return FALSE;
    }
  *event = g_ptr_array_steal_index (events, 0);
  *change = g_ptr_array_steal_index (changes, 0);
  return TRUE;
}

GArray *
sek_store_read_touches (SekStore *self, const char *entity, GError **error)
{
  g_autoptr (GArray) touches = g_array_new (FALSE, FALSE, sizeof (SekStoreTouch));
  sqlite3_stmt *statement;
  int result;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, NULL);

  statement = _sek_store_prepare (self,
                                  "SELECT DISTINCT c.row, c.action, e.id, e.what, c.operation = 'insert' FROM change c "
                                  "CROSS JOIN event e ON e.action = c.action WHERE c.entity = ?1 "
                                  "ORDER BY c.row, c.action, e.id",
                                  SEK_ATTEMPT_READ, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, entity, -1, SQLITE_TRANSIENT);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      int what = read_word (statement, 3, whats, G_N_ELEMENTS (whats));
      SekStoreTouch touch = { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
                              sqlite3_column_int64 (statement, 2), (SekStoreWhat) what,
                              sqlite3_column_int (statement, 4) != 0 };

      if (what < 0)
        {
          result = SQLITE_CORRUPT;
          break;
        }
      g_array_append_val (touches, touch);
    }
  if (result != SQLITE_DONE)
    _sek_store_fail (self, SEK_ATTEMPT_READ, result, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE ? g_steal_pointer (&touches) : NULL;
}

static GPtrArray *
read_texts (SekStore *self, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = _sek_store_prepare (self, sql, SEK_ATTEMPT_READ, error);
  int result;

  if (statement == NULL)
    return NULL;
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (texts, dup_text (statement, 0));
  if (result != SQLITE_DONE)
    _sek_store_fail (self, SEK_ATTEMPT_READ, result, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE ? g_steal_pointer (&texts) : NULL;
}

GPtrArray *
sek_store_read_people (SekStore *self, GError **error)
{
  return read_texts (self, "SELECT DISTINCT who FROM event ORDER BY who", error);
}

GPtrArray *
sek_store_read_fields (SekStore *self, GError **error)
{
  return read_texts (self, "SELECT DISTINCT entity || '.' || field FROM change ORDER BY 1", error);
}

gboolean
sek_store_count_standing (SekStore *self, gint64 action, guint *n, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self,
                                                "SELECT count (*), max (a.id = ?1) FROM " LAST_EVENTS
                                                "WHERE e.what IN ('do', 'redo') AND a.id >= ?1",
                                                SEK_ATTEMPT_READ, error);
  int result;

  *n = 0;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, action);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW && sqlite3_column_int (statement, 1) == 1)
    *n = (guint) sqlite3_column_int (statement, 0);
  if (result != SQLITE_ROW)
    _sek_store_fail (self, SEK_ATTEMPT_READ, result, error);
  sqlite3_reset (statement);
  return result == SQLITE_ROW;
}
