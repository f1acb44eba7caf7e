/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-store-private.h"

/* Rows by table and column: SQL is made from the names once and its statements kept. */

void
_sek_store_bind (sqlite3_stmt *statement, int index, const SekValue *value)
{
  switch (value->type)
    {
    case SEK_VALUE_INTEGER:
      sqlite3_bind_int64 (statement, index, value->integer);
      break;
    case SEK_VALUE_TEXT:
      sqlite3_bind_text (statement, index, value->text, -1, SQLITE_TRANSIENT);
      break;
    case SEK_VALUE_BLANK:
    default:
      sqlite3_bind_null (statement, index);
      break;
    }
}

SekValue
_sek_store_read_value (sqlite3_stmt *statement, int column)
{
  SekValue value = SEK_BLANK;

  if (sqlite3_column_type (statement, column) == SQLITE_INTEGER)
    value = SEK_INTEGER (sqlite3_column_int64 (statement, column));
  else if (sqlite3_column_type (statement, column) == SQLITE_TEXT)
    value = SEK_TEXT ((const char *) sqlite3_column_text (statement, column));
  return sek_value_copy (&value);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* A row is the statement that stands on it; its first column is the id. */
gboolean
sek_store_row_is_blank (SekStoreRow *row, guint column)
{
  return sqlite3_column_type ((sqlite3_stmt *) row, (int) column + 1) == SQLITE_NULL;
}

gint64
sek_store_row_get_integer (SekStoreRow *row, guint column)
{
  return sqlite3_column_int64 ((sqlite3_stmt *) row, (int) column + 1);
}

const char *
sek_store_row_get_text (SekStoreRow *row, guint column)
{
  return (const char *) sqlite3_column_text ((sqlite3_stmt *) row, (int) column + 1);
}

static char *
make_select (const SekStoreTable *table, const char *rest)
{
  GString *sql = g_string_new ("SELECT id");

  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (sql, ", \"%s\"", table->columns[i]);
  g_string_append_printf (sql, " FROM \"%s\" %s", table->name, rest);
  return g_string_free (sql, FALSE);
}

static gboolean
read_rows (SekStore *self, const char *sql, const SekValue *value, guint limit, SekStoreRowFunc func, gpointer user_data,
           GCancellable *cancellable, GError **error)
{
  const char *attempted = _("Could not read the register");
  sqlite3_stmt *statement = _sek_store_prepare (self, sql, attempted, error);
  gboolean ok = TRUE;
  int result;
  guint n = 0;

  if (statement == NULL)
    return FALSE;
  if (value != NULL)
    _sek_store_bind (statement, 1, value);
  if (sqlite3_bind_parameter_count (statement) >= 2)
    sqlite3_bind_int64 (statement, 2, limit > 0 ? (gint64) limit : -1);
  while (ok && (result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      GError *stopped = NULL;

      if ((++n & 0xfff) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        ok = FALSE;
      else if (!func (sqlite3_column_int64 (statement, 0), (SekStoreRow *) statement, user_data, &stopped))
        {
          ok = stopped == NULL;
          if (stopped != NULL)
            g_propagate_error (error, stopped);
          break;
        }
    }
  if (ok && result != SQLITE_ROW && result != SQLITE_DONE)
    {
      _sek_store_fail (self, result, attempted, error);
      ok = FALSE;
    }
  sqlite3_reset (statement);
  return ok;
}

gboolean
sek_store_read_table (SekStore *self, const SekStoreTable *table, SekStoreRowFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = make_select (table, "ORDER BY id");

  return read_rows (self, sql, NULL, 0, func, user_data, cancellable, error);
}

gboolean
sek_store_read_where (SekStore *self, const SekStoreTable *table, guint column, const SekValue *value, guint limit,
                      SekStoreRowFunc func, gpointer user_data, GError **error)
{
  g_autofree char *rest = g_strdup_printf ("WHERE \"%s\" = ?1 ORDER BY id LIMIT ?2", table->columns[column]);
  g_autofree char *sql = make_select (table, rest);

  return read_rows (self, sql, value, limit, func, user_data, NULL, error);
}

gboolean
sek_store_read_first (SekStore *self, const SekStoreTable *table, guint limit, SekStoreRowFunc func, gpointer user_data, GError **error)
{
  g_autofree char *sql = make_select (table, "ORDER BY id LIMIT ?2");

  return read_rows (self, sql, NULL, limit, func, user_data, NULL, error);
}

gboolean
sek_store_begin_read (SekStore *self, GError **error)
{
  return _sek_store_run (self, "BEGIN", _("Could not read the register"), error);
}

void
sek_store_end_read (SekStore *self)
{
  sek_store_rollback (self);
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

gboolean
sek_store_begin (SekStore *self, GError **error)
{
  g_autofree char *reason = sek_store_dup_read_only_reason (self);

  if (reason != NULL)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_READ_ONLY, reason);
      return FALSE;
    }
  return sek_store_check_file (self, error) && _sek_store_run (self, "BEGIN IMMEDIATE", _("Could not store the change"), error);
}

gboolean
sek_store_commit (SekStore *self, GError **error)
{
  return _sek_store_run (self, "COMMIT", _("Could not store the change"), error);
}

void
sek_store_rollback (SekStore *self)
{
  GHashTableIter iter;
  gpointer statement;

  /* A statement that still stands on a row would keep the transaction open. */
  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    sqlite3_reset (statement);
  if (self->db != NULL && !sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

/* Runs a keyed write that must touch exactly one row. */
static gboolean
write_one (SekStore *self, sqlite3_stmt *statement, const char *attempted, GError **error)
{
  int result = sqlite3_step (statement);

  sqlite3_reset (statement);
  if (result != SQLITE_DONE)
    {
      _sek_store_fail (self, sqlite3_extended_errcode (self->db), attempted, error);
      return FALSE;
    }
  if (sqlite3_changes (self->db) == 1)
    return TRUE;
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_CONFLICT,
                       _("The change was not stored, because the file no longer holds the value that it starts from. Open the register again and repeat the change."));
  return FALSE;
}

gboolean
sek_store_insert (SekStore *self, const SekStoreTable *table, gint64 id, const SekValue *values, GError **error)
{
  const char *attempted = _("Could not store the new row");
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;

  g_string_append_printf (sql, "INSERT INTO \"%s\" (id", table->name);
  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (sql, ", \"%s\"", table->columns[i]);
  g_string_append (sql, ") VALUES (?1");
  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (sql, ", ?%u", i + 2);
  g_string_append (sql, ")");

  statement = _sek_store_prepare (self, sql->str, attempted, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  for (guint i = 0; i < table->n_columns; i++)
    _sek_store_bind (statement, (int) i + 2, &values[i]);
  return write_one (self, statement, attempted, error);
}

gboolean
sek_store_update (SekStore *self, const SekStoreTable *table, gint64 id, guint column, const SekValue *before, const SekValue *after, GError **error)
{
  const char *attempted = _("Could not store the change");
  g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = ?2 WHERE id = ?1 AND \"%s\" IS ?3",
                                          table->name, table->columns[column], table->columns[column]);
  sqlite3_stmt *statement = _sek_store_prepare (self, sql, attempted, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  _sek_store_bind (statement, 2, after);
  _sek_store_bind (statement, 3, before);
  return write_one (self, statement, attempted, error);
}

gboolean
sek_store_delete (SekStore *self, const SekStoreTable *table, gint64 id, GError **error)
{
  const char *attempted = _("Could not delete the row");
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", table->name);
  sqlite3_stmt *statement = _sek_store_prepare (self, sql, attempted, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  return write_one (self, statement, attempted, error);
}
