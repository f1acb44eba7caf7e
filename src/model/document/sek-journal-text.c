/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-document-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"

/* The log as canonical text, a block for each of its tables in the order in which they refer to each other, and back
 * into a store. */

typedef enum
{
  TEXT,    /* never blank */
  INTEGER, /* never blank */
  ANY,
} Kind;

/* What the columns of sek_store_get_log_table() hold. */
#define MOST_COLUMNS 7

enum { ACTION_KIND, ACTION_ARGUMENTS, ACTION_BARRIER, ACTION_VERSION };
enum { CHANGE_ACTION, CHANGE_OPERATION, CHANGE_ENTITY, CHANGE_ROW, CHANGE_FIELD, CHANGE_BEFORE, CHANGE_AFTER };
enum { EVENT_ACTION, EVENT_WHAT, EVENT_AT, EVENT_WHO };

static const Kind kinds[SEK_STORE_N_LOG_TABLES][MOST_COLUMNS] = {
  [SEK_STORE_LOG_ACTIONS] = { TEXT, TEXT, INTEGER, INTEGER },
  [SEK_STORE_LOG_CHANGES] = { INTEGER, TEXT, TEXT, INTEGER, TEXT, ANY, ANY },
  [SEK_STORE_LOG_EVENTS] = { INTEGER, TEXT, TEXT, TEXT },
};

/* --- writing ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  GString    *text;
  const Kind *kinds;
  guint       n_columns;
} Writing;

static gboolean
append_row_cb (gint64 id, SekStoreRow *row, gpointer user_data, GError **error)
{
  Writing *writing = user_data;
  SekValue value = SEK_INTEGER (id);

  sek_value_append_text (writing->text, &value);
  for (guint c = 0; c < writing->n_columns; c++)
    {
      value = sek_store_row_get_value (row, c);
      g_string_append_c (writing->text, '\t');
      if (writing->kinds[c] == ANY)
        sek_canonical_append_any (writing->text, &value);
      else
        sek_value_append_text (writing->text, &value);
    }
  g_string_append_c (writing->text, '\n');
  return TRUE;
}

gboolean
_sek_journal_append_text (SekStore *store, GString *text, GError **error)
{
  gboolean ok = sek_store_begin_read (store, error);

  if (!ok)
    return FALSE;
  for (SekStoreLogTable t = 0; ok && t < SEK_STORE_N_LOG_TABLES; t++)
    {
      const SekStoreTable *table = sek_store_get_log_table (t);
      Writing writing = { text, kinds[t], table->n_columns };

      g_string_append_printf (text, "\n[%s]\nid", table->name);
      for (guint c = 0; c < table->n_columns; c++)
        g_string_append_printf (text, "\t%s", table->columns[c]);
      g_string_append_c (text, '\n');
      ok = sek_store_read_table (store, table, append_row_cb, &writing, NULL, error);
    }
  return sek_store_end_read (store, ok ? error : NULL) && ok;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  SekCanonicalReader *reader;
  SekStore           *store;
  int                 version;
  GHashTable         *actions; /* number → version of the tables; below 0 until it has an event */
  SekValue            values[MOST_COLUMNS];
  GString            *buffers[MOST_COLUMNS];
  gint64              last_event;
  char               *last_time;
} Reading;

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError **error, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_propagate_error (error, g_error_new_valist (SEK_ERROR, SEK_ERROR_INPUT, format, list));
  va_end (list);
  return FALSE;
}

static gboolean
refuse_value (const Reading *reading, SekStoreLogTable table, guint column, GError **error)
{
  const SekCanonicalCell *cell = &g_array_index (reading->reader->cells, SekCanonicalCell, column);
  g_autofree char *text = g_strndup (cell->text, cell->length), *quoted = sek_error_dup_quoted (text);

  return refuse (error, _("“%s” is not a value of the field “%s”."), quoted,
                 sek_store_get_log_table (table)->columns[column]);
}

static gboolean
is_one_of (const char *text, const char *first, const char *second, const char *third)
{
  return g_str_equal (text, first) || g_str_equal (text, second) || g_str_equal (text, third);
}

gboolean
_sek_journal_is_time (const char *text)
{
  g_autoptr (GDateTime) time = strlen (text) == strlen ("2022-11-18T08:00:00Z") && g_str_has_suffix (text, "Z")
                                   ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  g_autofree char *again = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  return g_strcmp0 (again, text) == 0;
}

static gboolean
check_action (Reading *reading, GError **error)
{
  const SekValue *values = reading->values;
  gint64 version = values[ACTION_VERSION].integer;
  const SekStoreLogTable table = SEK_STORE_LOG_ACTIONS;

  if (*values[ACTION_KIND].text == '\0')
    return refuse_value (reading, table, ACTION_KIND, error);
  if (values[ACTION_BARRIER].integer != 0 && values[ACTION_BARRIER].integer != 1)
    return refuse_value (reading, table, ACTION_BARRIER, error);
  if (version < 1 || version > reading->version)
    return refuse_value (reading, table, ACTION_VERSION, error);
  g_hash_table_insert (reading->actions, g_memdup2 (&reading->reader->id, sizeof (gint64)),
                       GINT_TO_POINTER (-(int) version));
  return TRUE;
}

/* *version gets that of the action's tables, below 0 while it has no event. */
static gboolean
find_action (const Reading *reading, gint64 action, int *version, GError **error)
{
  gpointer found;

  if (!g_hash_table_lookup_extended (reading->actions, &action, NULL, &found))
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, action);

      return refuse (error, _("The action %s is not in the log."), number);
    }
  *version = GPOINTER_TO_INT (found);
  return TRUE;
}

/* A value of tables as they are now is one that its field can hold. */
static gboolean
check_logged (const Reading *reading, const SekField *field, guint column, GError **error)
{
  const SekValue *stored = &reading->values[column];
  SekValue value = sek_kind_from_stored (field, stored);
  SekValueType expected = sek_field_is_text (field) ? SEK_VALUE_TEXT : SEK_VALUE_INTEGER;
  gboolean ok = stored->type == SEK_VALUE_BLANK
                || (value.type == expected && sek_kind_check_stored (field, &value, NULL));

  sek_value_clear (&value);
  return ok || refuse_value (reading, SEK_STORE_LOG_CHANGES, column, error);
}

static gboolean
check_change (Reading *reading, GError **error)
{
  const SekValue *values = reading->values;
  const SekStoreLogTable table = SEK_STORE_LOG_CHANGES;
  const SekEntity *entity = sek_entity_find (values[CHANGE_ENTITY].text, NULL);
  const SekField *field = entity != NULL ? sek_entity_find_field (entity, values[CHANGE_FIELD].text) : NULL;
  int version = 0;

  if (!find_action (reading, values[CHANGE_ACTION].integer, &version, error))
    return FALSE;
  if (!is_one_of (values[CHANGE_OPERATION].text, "insert", "update", "delete"))
    return refuse_value (reading, table, CHANGE_OPERATION, error);
  if (values[CHANGE_ROW].integer <= 0)
    return refuse_value (reading, table, CHANGE_ROW, error);
  /* Earlier tables may have had other fields. */
  if (ABS (version) < reading->version)
    return TRUE;
  if (field == NULL)
    return refuse_value (reading, table, entity != NULL ? CHANGE_FIELD : CHANGE_ENTITY, error);
  return check_logged (reading, field, CHANGE_BEFORE, error) && check_logged (reading, field, CHANGE_AFTER, error);
}

static gboolean
check_event (Reading *reading, GError **error)
{
  const SekValue *values = reading->values;
  int version = 0;

  if (!find_action (reading, values[EVENT_ACTION].integer, &version, error))
    return FALSE;
  if (!is_one_of (values[EVENT_WHAT].text, "do", "undo", "redo"))
    return refuse_value (reading, SEK_STORE_LOG_EVENTS, EVENT_WHAT, error);
  if (!_sek_journal_is_time (values[EVENT_AT].text))
    return refuse_value (reading, SEK_STORE_LOG_EVENTS, EVENT_AT, error);
  g_hash_table_insert (reading->actions, g_memdup2 (&values[EVENT_ACTION].integer, sizeof (gint64)),
                       GINT_TO_POINTER (ABS (version)));
  reading->last_event = reading->reader->id;
  g_free (reading->last_time);
  reading->last_time = g_strdup (values[EVENT_AT].text);
  return TRUE;
}

static gboolean
read_value (Reading *reading, SekStoreLogTable table, guint column, GError **error)
{
  const SekCanonicalCell *cell = &g_array_index (reading->reader->cells, SekCanonicalCell, column);
  SekValue *value = &reading->values[column];
  GString *buffer = reading->buffers[column];
  gint64 integer;

  g_string_truncate (buffer, 0);
  switch (kinds[table][column])
    {
    case INTEGER:
      if (!sek_canonical_cell_read_integer (cell, &integer))
        break;
      *value = SEK_INTEGER (integer);
      return TRUE;
    case TEXT:
      if (cell->length == 0 || !sek_value_append_plain (buffer, cell->text, cell->length))
        break;
      *value = SEK_TEXT (buffer->str);
      return TRUE;
    case ANY:
    default:
      if (sek_canonical_cell_read_any (cell, buffer, value))
        return TRUE;
    }
  return refuse_value (reading, table, column, error);
}

static gboolean
read_row (Reading *reading, SekStoreLogTable table, GError **error)
{
  static gboolean (*const checks[SEK_STORE_N_LOG_TABLES]) (Reading *reading, GError **error) = {
    [SEK_STORE_LOG_ACTIONS] = check_action, [SEK_STORE_LOG_CHANGES] = check_change,
    [SEK_STORE_LOG_EVENTS] = check_event,
  };
  const SekStoreTable *stored = sek_store_get_log_table (table);

  if (reading->reader->id > SEK_JOURNAL_MOST)
    return refuse (error, _("“%s” is higher than the log counts."), stored->name);
  for (guint c = 0; c < stored->n_columns; c++)
    if (!read_value (reading, table, c, error))
      return FALSE;
  return checks[table] (reading, error)
         && sek_store_insert (reading->store, stored, reading->reader->id, reading->values, error);
}

static gboolean
check_head (const Reading *reading, SekStoreLogTable table, GError **error)
{
  const SekStoreTable *stored = sek_store_get_log_table (table);
  const SekCanonicalReader *reader = reading->reader;
  gboolean same;

  if (reader->block == NULL)
    return refuse (error, _("The text ends before the block “%s”."), stored->name);
  if (!g_str_equal (reader->block, stored->name))
    {
      g_autofree char *quoted = sek_error_dup_quoted (reader->block);

      return refuse (error, _("The block “%s” stands here, where “%s” is expected."), quoted, stored->name);
    }
  same = reader->columns->len == stored->n_columns;
  for (guint c = 0; same && c < stored->n_columns; c++)
    same = g_str_equal (reader->columns->pdata[c], stored->columns[c]);
  return same || refuse (error, _("The head of the block “%s” is not the one that this program writes."), stored->name);
}

/* From the head of a block to the head of the next, or to the end. */
static gboolean
read_block (Reading *reading, SekStoreLogTable table, GError **error)
{
  SekCanonicalStep step;

  if (!check_head (reading, table, error))
    return FALSE;
  while ((step = sek_canonical_reader_next (reading->reader, error)) == SEK_CANONICAL_ROW)
    if (!read_row (reading, table, error))
      return FALSE;
  return step != SEK_CANONICAL_FAILED;
}

static gboolean
check_done (Reading *reading, GError **error)
{
  GHashTableIter iter;
  gpointer action, version;

  if (reading->reader->block != NULL)
    {
      g_autofree char *quoted = sek_error_dup_quoted (reading->reader->block);

      return refuse (error, _("This program knows no block “%s”."), quoted);
    }
  g_hash_table_iter_init (&iter, reading->actions);
  while (g_hash_table_iter_next (&iter, &action, &version))
    if (GPOINTER_TO_INT (version) < 0)
      {
        g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, *(gint64 *) action);

        return refuse (error, _("The log does not tell when the action %s was done."), number);
      }
  return TRUE;
}

gboolean
_sek_journal_read_text (SekStore *store, SekCanonicalReader *reader, char **last_time, gint64 *last_event,
                        GError **error)
{
  Reading reading = { .reader = reader, .store = store, .version = sek_store_get_version (store) };
  gboolean ok = TRUE;

  reading.actions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint c = 0; c < MOST_COLUMNS; c++)
    reading.buffers[c] = g_string_new (NULL);
  for (SekStoreLogTable table = 0; ok && table < SEK_STORE_N_LOG_TABLES; table++)
    ok = read_block (&reading, table, error);
  ok = ok && check_done (&reading, error);
  for (guint c = 0; c < MOST_COLUMNS; c++)
    g_string_free (reading.buffers[c], TRUE);
  g_hash_table_unref (reading.actions);
  *last_time = reading.last_time;
  *last_event = reading.last_event;
  return ok;
}
