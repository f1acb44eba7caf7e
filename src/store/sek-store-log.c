/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-store-private.h"

static const char *const operations[] = { [SEK_STORE_INSERT] = "insert", [SEK_STORE_UPDATE] = "update", [SEK_STORE_DELETE] = "delete" };
static const char *const whats[] = { [SEK_STORE_DO] = "do", [SEK_STORE_UNDO] = "undo", [SEK_STORE_REDO] = "redo" };

static int
find_word (const char *const *words, int n, const char *word)
{
  for (int i = 0; i < n; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return i;
  return 0;
}

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

/* --- writing ----------------------------------------------------------------------------------------------------- */

static gboolean
write_row (SekStore *self, sqlite3_stmt *statement, GError **error)
{
  int result = sqlite3_step (statement);

  sqlite3_reset (statement);
  if (result == SQLITE_DONE)
    return TRUE;
  _sek_store_fail (self, sqlite3_extended_errcode (self->db), _("Could not store the change in the log"), error);
  return FALSE;
}

gboolean
sek_store_log_action (SekStore *self, const char *kind, const char *arguments, gboolean barrier, gint64 *action, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self, "INSERT INTO action (kind, arguments, barrier, schema_version) VALUES (?1, ?2, ?3, ?4)",
                                                _("Could not store the change in the log"), error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, kind, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, arguments != NULL ? arguments : "", -1, SQLITE_TRANSIENT);
  sqlite3_bind_int (statement, 3, barrier ? 1 : 0);
  sqlite3_bind_int (statement, 4, self->version);
  if (!write_row (self, statement, error))
    return FALSE;
  *action = sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

gboolean
sek_store_log_change (SekStore *self, gint64 action, const SekStoreChange *change, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self,
    "INSERT INTO change (action, operation, entity, row, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    _("Could not store the change in the log"), error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, action);
  sqlite3_bind_text (statement, 2, operations[change->operation], -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, change->entity, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 4, change->row);
  sqlite3_bind_text (statement, 5, change->field, -1, SQLITE_TRANSIENT);
  _sek_store_bind (statement, 6, &change->before);
  _sek_store_bind (statement, 7, &change->after);
  return write_row (self, statement, error);
}

gboolean
sek_store_log_event (SekStore *self, gint64 action, SekStoreWhat what, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self, "INSERT INTO event (action, what, at, who) VALUES (?1, ?2, ?3, ?4)",
                                                _("Could not store the change in the log"), error);
  g_autofree char *now = _sek_store_now ();
  g_autofree char *who = _sek_store_who ();

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, action);
  sqlite3_bind_text (statement, 2, whats[what], -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, now, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 4, who, -1, SQLITE_TRANSIENT);
  return write_row (self, statement, error);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

#define EVENT_COLUMNS "a.id, a.kind, a.arguments, a.barrier, a.schema_version, e.what, e.at, e.who"

static SekStoreEvent *
read_event (sqlite3_stmt *statement)
{
  SekStoreEvent *event = g_new0 (SekStoreEvent, 1);

  event->action = sqlite3_column_int64 (statement, 0);
  event->kind = dup_column (statement, 1);
  event->arguments = dup_column (statement, 2);
  event->barrier = sqlite3_column_int (statement, 3) != 0;
  event->schema_version = sqlite3_column_int (statement, 4);
  event->what = find_word (whats, G_N_ELEMENTS (whats), (const char *) sqlite3_column_text (statement, 5));
  event->at = dup_column (statement, 6);
  event->who = dup_column (statement, 7);
  return event;
}

/* The change whose values stand in the statement from column first on. */
static SekStoreChange *
read_change (sqlite3_stmt *statement, int first)
{
  SekStoreChange *change = g_new0 (SekStoreChange, 1);

  change->operation = find_word (operations, G_N_ELEMENTS (operations), (const char *) sqlite3_column_text (statement, first));
  change->entity = dup_column (statement, first + 1);
  change->row = sqlite3_column_int64 (statement, first + 2);
  change->field = dup_column (statement, first + 3);
  change->before = _sek_store_read_value (statement, first + 4);
  change->after = _sek_store_read_value (statement, first + 5);
  return change;
}

static SekStoreEvent *
read_one_event (SekStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self, sql, _("Could not read the log"), error);
  SekStoreEvent *event = NULL;
  int result;

  if (statement == NULL)
    return NULL;
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    event = read_event (statement);
  else if (result != SQLITE_DONE)
    _sek_store_fail (self, result, _("Could not read the log"), error);
  sqlite3_reset (statement);
  return event;
}

/* The newest action whose last event did it. */
#define UNDO_TARGET \
  "SELECT " EVENT_COLUMNS " FROM action a JOIN event e ON e.id = (SELECT max(id) FROM event WHERE action = a.id) " \
  "WHERE e.what IN ('do', 'redo') ORDER BY a.id DESC LIMIT 1"

/* The oldest action after it that was taken back since anything new was done. */
#define REDO_TARGET \
  "SELECT " EVENT_COLUMNS " FROM action a JOIN event e ON e.id = (SELECT max(id) FROM event WHERE action = a.id) " \
  "WHERE e.what = 'undo' AND e.id > (SELECT id FROM event WHERE what = 'do' ORDER BY id DESC LIMIT 1) " \
  "AND a.id > ifnull((SELECT b.id FROM action b JOIN event f ON f.id = (SELECT max(id) FROM event WHERE action = b.id) " \
  "WHERE f.what IN ('do', 'redo') ORDER BY b.id DESC LIMIT 1), 0) ORDER BY a.id LIMIT 1"

SekStoreEvent *
sek_store_get_undo (SekStore *self, GError **error)
{
  SekStoreEvent *event = read_one_event (self, UNDO_TARGET, error);

  if (event != NULL && (event->barrier || event->schema_version != self->version))
    g_clear_pointer (&event, sek_store_event_free);
  return event;
}

SekStoreEvent *
sek_store_get_redo (SekStore *self, GError **error)
{
  SekStoreEvent *event = read_one_event (self, REDO_TARGET, error);

  if (event != NULL && event->schema_version != self->version)
    g_clear_pointer (&event, sek_store_event_free);
  return event;
}

GPtrArray *
sek_store_read_changes (SekStore *self, gint64 action, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self,
    "SELECT operation, entity, row, field, before, after FROM change WHERE action = ?1 ORDER BY id", _("Could not read the log"), error);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_change_free);
  int result;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, action);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (changes, read_change (statement, 0));
  if (result != SQLITE_DONE)
    _sek_store_fail (self, result, _("Could not read the log"), error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE ? g_steal_pointer (&changes) : NULL;
}

GPtrArray *
sek_store_read_events (SekStore *self, guint offset, guint limit, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self,
    "SELECT " EVENT_COLUMNS " FROM event e JOIN action a ON a.id = e.action ORDER BY e.id DESC LIMIT ?1 OFFSET ?2", _("Could not read the log"), error);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_event_free);
  int result;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, limit);
  sqlite3_bind_int64 (statement, 2, offset);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (events, read_event (statement));
  if (result != SQLITE_DONE)
    _sek_store_fail (self, result, _("Could not read the log"), error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE ? g_steal_pointer (&events) : NULL;
}

/* An undo made the opposite of what was logged. */
static void
swap_for_undo (SekStoreChange *change, SekStoreWhat what)
{
  SekValue before = change->before;

  if (what != SEK_STORE_UNDO)
    return;
  change->before = change->after;
  change->after = before;
  if (change->operation != SEK_STORE_UPDATE)
    change->operation = change->operation == SEK_STORE_INSERT ? SEK_STORE_DELETE : SEK_STORE_INSERT;
}

gboolean
sek_store_read_history (SekStore *self, const char *entity, gint64 row, const char *field, guint limit, GPtrArray **events, GPtrArray **changes, GError **error)
{
  sqlite3_stmt *statement = _sek_store_prepare (self,
    "SELECT " EVENT_COLUMNS ", c.operation, c.entity, c.row, c.field, c.before, c.after FROM change c JOIN action a ON a.id = c.action "
    "JOIN event e ON e.action = a.id WHERE c.row = ?1 AND c.entity = ?2 AND (?3 IS NULL OR c.field = ?3) ORDER BY e.id DESC, c.id LIMIT ?4",
    _("Could not read the log"), error);
  int result;

  if (statement == NULL)
    return FALSE;
  *events = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_event_free);
  *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_store_change_free);
  sqlite3_bind_int64 (statement, 1, row);
  sqlite3_bind_text (statement, 2, entity, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 3, field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 4, limit);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      SekStoreEvent *event = read_event (statement);
      SekStoreChange *change = read_change (statement, 8);

      swap_for_undo (change, event->what);
      g_ptr_array_add (*events, event);
      g_ptr_array_add (*changes, change);
    }
  sqlite3_reset (statement);
  if (result == SQLITE_DONE)
    return TRUE;
  _sek_store_fail (self, result, _("Could not read the log"), error);
  g_clear_pointer (events, g_ptr_array_unref);
  g_clear_pointer (changes, g_ptr_array_unref);
  return FALSE;
}
