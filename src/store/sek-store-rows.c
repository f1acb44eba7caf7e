/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-store-private.h"

/* --- statements, one a table, operation and column ---------------------------------------------------------------- */

typedef enum
{
  READ_ALL,
  READ_WHERE,
  INSERT,
  UPDATE,
  DELETE,
} Operation;

/* Tables are told apart by the addresses of their name and columns: both are constants of the model. */
typedef struct
{
  const char        *name;
  const char *const *columns;
  Operation          operation;
  guint              column;
} Key;

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return g_direct_hash (key->columns) ^ (g_direct_hash (key->name) << 1) ^ ((guint)key->operation << 8)
         ^ (key->column << 16);
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;

  return x->name == y->name && x->columns == y->columns && x->operation == y->operation && x->column == y->column;
}

GHashTable *
_sek_store_new_row_statements (void)
{
  return g_hash_table_new_full (hash_key, equal_keys, g_free, _sek_store_free_statement);
}

static void
append_columns (GString *sql, const SekStoreTable *table)
{
  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (sql, ", \"%s\"", table->columns[i]);
}

/* Names are quoted, since some are words of SQL ("grant"). */
static char *
make_sql (const SekStoreTable *table, Operation operation, guint column)
{
  GString *sql = g_string_new (NULL);
  const char *name = column < table->n_columns ? table->columns[column] : NULL;

  switch (operation)
    {
    case READ_ALL:
    case READ_WHERE:
      g_string_append (sql, "SELECT id");
      append_columns (sql, table);
      g_string_append_printf (sql, " FROM \"%s\"", table->name);
      if (operation == READ_WHERE)
        g_string_append_printf (sql, " WHERE \"%s\" IS ?2", name);
      g_string_append (sql, operation == READ_ALL ? " ORDER BY id" : " ORDER BY id LIMIT ?1");
      break;
    case INSERT:
      g_string_append_printf (sql, "INSERT INTO \"%s\" (id", table->name);
      append_columns (sql, table);
      g_string_append (sql, ") VALUES (?1");
      for (guint i = 0; i < table->n_columns; i++)
        g_string_append_printf (sql, ", ?%u", i + 2);
      g_string_append_c (sql, ')');
      break;
    case UPDATE:
      g_string_append_printf (sql, "UPDATE \"%s\" SET \"%s\" = ?2 WHERE id = ?1 AND \"%s\" IS ?3", table->name, name,
                              name);
      break;
    case DELETE:
      g_string_append_printf (sql, "DELETE FROM \"%s\" WHERE id = ?1", table->name);
      break;
    default:
      g_assert_not_reached ();
    }
  return g_string_free (sql, FALSE);
}

static sqlite3_stmt *
prepare (SekStore *self, const SekStoreTable *table, Operation operation, guint column, GError **error)
{
  Key key = { table->name, table->columns, operation, column };
  sqlite3_stmt *statement;
  g_autofree char *sql = NULL;
  int result;

  g_assert (self->thread == g_thread_self ());
  statement = g_hash_table_lookup (self->row_statements, &key);
  if (statement != NULL)
    {
      g_assert (!sqlite3_stmt_busy (statement));
      return statement;
    }
  sql = make_sql (table, operation, column);
  result = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      _sek_store_fail (self, operation <= READ_WHERE ? SEK_ATTEMPT_READ : SEK_ATTEMPT_WRITE, result, error);
      return NULL;
    }
  g_hash_table_insert (self->row_statements, g_memdup2 (&key, sizeof key), statement);
  return statement;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

#define ROWS_BETWEEN_CANCELLING 4096

struct _SekStoreRow
{
  sqlite3_stmt *statement; /* that stands on the row; its first column is the id */
  gboolean      is_broken; /* a value was asked for that is not of its kind */
};

gboolean
sek_store_row_is_blank (SekStoreRow *row, guint column)
{
  return sqlite3_column_type (row->statement, (int) column + 1) == SQLITE_NULL;
}

gint64
sek_store_row_get_integer (SekStoreRow *row, guint column)
{
  int type = sqlite3_column_type (row->statement, (int) column + 1);

  /* The tables are STRICT, but not those of a file that somebody made by hand. */
  row->is_broken |= type != SQLITE_INTEGER && type != SQLITE_NULL;
  return sqlite3_column_int64 (row->statement, (int) column + 1);
}

const char *
sek_store_row_get_text (SekStoreRow *row, guint column)
{
  int type = sqlite3_column_type (row->statement, (int) column + 1);
  const guchar *text = type == SQLITE_TEXT ? sqlite3_column_text (row->statement, (int) column + 1) : NULL;
  int length, i = 0;

  if (type == SQLITE_NULL)
    return NULL;
  row->is_broken |= text == NULL;
  if (text == NULL)
    return "";
  /* Most texts are plain, and this loop is shorter than a call for each of a hundred thousand rows. */
  length = sqlite3_column_bytes (row->statement, (int) column + 1);
  while (i < length && text[i] - 1u < 0x7f)
    i++;
  if (i == length || g_utf8_validate_len ((const char *) text + i, (gsize) (length - i), NULL))
    return (const char *) text;
  row->is_broken = TRUE;
  return "";
}

SekValue
sek_store_row_get_value (SekStoreRow *row, guint column)
{
  if (sek_store_row_is_blank (row, column))
    return SEK_BLANK;
  return sqlite3_column_type (row->statement, (int) column + 1) == SQLITE_TEXT
             ? SEK_TEXT (sek_store_row_get_text (row, column))
             : SEK_INTEGER (sek_store_row_get_integer (row, column));
}

void
sek_store_refuse_row (SekStore *self, const char *table, gint64 id, const char *reason, GError **error)
{
  g_autofree char *row = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  /* Translators: the name of a table in the file, the number of a row of it, and what is wrong there. */
  g_autofree char *whole = g_strdup_printf (_("the file is damaged: table %s, row %s: %s. Nothing is saved to it; open "
                                              "a backup copy instead."),
                                            table, row, reason);

  _sek_store_refuse (self->path, SEK_ATTEMPT_READ, SEK_ERROR_DAMAGED, whole, error);
}

static gboolean
read_rows (SekStore *self, const char *table, sqlite3_stmt *statement, SekStoreRowFunc func, gpointer user_data,
           GCancellable *cancellable, GError **error)
{
  SekStoreRow row = { statement, FALSE };
  GError *stopped = NULL;
  int result;

  for (guint n = 0; (result = sqlite3_step (statement)) == SQLITE_ROW; n++)
    {
      if (n % ROWS_BETWEEN_CANCELLING == 0 && g_cancellable_set_error_if_cancelled (cancellable, &stopped))
        break;
      if (!func (sqlite3_column_int64 (statement, 0), &row, user_data, &stopped) || row.is_broken)
        break;
    }
  if (row.is_broken)
    {
      g_clear_error (&stopped);
      sek_store_refuse_row (self, table, sqlite3_column_int64 (statement, 0),
                            _("a value is not of the type that its column holds, or has invalid characters"), &stopped);
    }
  else if (result != SQLITE_ROW && result != SQLITE_DONE)
    _sek_store_fail (self, SEK_ATTEMPT_READ, result, &stopped);
  sqlite3_reset (statement);
  if (stopped == NULL)
    return TRUE;
  g_propagate_error (error, stopped);
  return FALSE;
}

gboolean
sek_store_read_table (SekStore *self, const SekStoreTable *table, SekStoreRowFunc func, gpointer user_data,
                      GCancellable *cancellable, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, FALSE);

  statement = prepare (self, table, READ_ALL, G_MAXUINT, error);
  return statement != NULL && read_rows (self, table->name, statement, func, user_data, cancellable, error);
}

static void
bind_limit (sqlite3_stmt *statement, guint limit)
{
  sqlite3_bind_int64 (statement, 1, limit > 0 ? (gint64) limit : -1);
}

gboolean
sek_store_read_where (SekStore *self, const SekStoreTable *table, guint column, const SekValue *value, guint limit,
                      SekStoreRowFunc func, gpointer user_data, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL && column < table->n_columns, FALSE);

  statement = prepare (self, table, READ_WHERE, column, error);
  if (statement == NULL)
    return FALSE;
  bind_limit (statement, limit);
  _sek_store_bind (statement, 2, value);
  return read_rows (self, table->name, statement, func, user_data, NULL, error);
}

gboolean
sek_store_begin_read (SekStore *self, GError **error)
{
  gint64 version;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL, FALSE);

  if (!_sek_store_run (self, "BEGIN", SEK_ATTEMPT_READ, error))
    return FALSE;
  /* The first reading takes SQLite's lock, under which no program that keeps to its rules writes the file. */
  if (!_sek_store_read_integer (self, "SELECT count(*) FROM sqlite_schema", &version, error))
    {
      sek_store_rollback (self);
      return FALSE;
    }
  _sek_store_file_stamp (self->file, &self->read_stamp);
  return TRUE;
}

gboolean
sek_store_end_read (SekStore *self, GError **error)
{
  gboolean same = _sek_store_check_unchanged (self, &self->read_stamp, SEK_ATTEMPT_READ, error);

  sek_store_rollback (self);
  return same;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static gboolean
refuse_reader (SekStore *self, GError **error)
{
  g_autofree char *reason = sek_store_dup_read_only_reason (self);
  int code = self->read_only == SEK_STORE_READ_ONLY_OTHER_WRITER ? SEK_ERROR_BUSY
             : self->read_only == SEK_STORE_READ_ONLY_NEWER ? SEK_ERROR_NEWER : SEK_ERROR_READ_ONLY;

  _sek_store_refuse (self->path, SEK_ATTEMPT_WRITE, code, reason, error);
  return FALSE;
}

gboolean
sek_store_begin (SekStore *self, GError **error)
{
  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL && sqlite3_get_autocommit (self->db), FALSE);

  if (self->read_only != SEK_STORE_WRITABLE)
    return refuse_reader (self, error);
  return sek_store_check_file (self, error) && (self->is_signed || _sek_store_sign (self, error))
         && _sek_store_begin_unchanged (self, SEK_ATTEMPT_WRITE, error);
}

gboolean
sek_store_commit (SekStore *self, GError **error)
{
  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL && !sqlite3_get_autocommit (self->db), FALSE);

  return _sek_store_finish (self, SEK_ATTEMPT_WRITE, error);
}

void
sek_store_rollback (SekStore *self)
{
  g_return_if_fail (SEK_IS_STORE (self));

  /* SQLite has already rolled back after some failures. */
  if (self->db != NULL && !sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

/* Runs a keyed write, which must touch exactly one row. */
static gboolean
write_one (SekStore *self, sqlite3_stmt *statement, GError **error)
{
  if (!_sek_store_step (self, statement, SEK_ATTEMPT_WRITE, error))
    return FALSE;
  if (sqlite3_changes (self->db) == 1)
    return TRUE;
  _sek_store_refuse (self->path, SEK_ATTEMPT_WRITE, SEK_ERROR_CONFLICT,
                     _("what it starts from has been changed meanwhile. Open the register again and look before "
                       "repeating it."), error);
  return FALSE;
}

gboolean
sek_store_insert (SekStore *self, const SekStoreTable *table, gint64 id, const SekValue *values, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL && !sqlite3_get_autocommit (self->db), FALSE);

  statement = prepare (self, table, INSERT, G_MAXUINT, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  for (guint i = 0; i < table->n_columns; i++)
    _sek_store_bind (statement, (int) i + 2, &values[i]);
  return write_one (self, statement, error);
}

gboolean
sek_store_update (SekStore *self, const SekStoreTable *table, gint64 id, guint column, const SekValue *before,
                  const SekValue *after, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL && !sqlite3_get_autocommit (self->db), FALSE);
  g_return_val_if_fail (column < table->n_columns, FALSE);

  statement = prepare (self, table, UPDATE, column, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  _sek_store_bind (statement, 2, after);
  _sek_store_bind (statement, 3, before);
  return write_one (self, statement, error);
}

gboolean
sek_store_delete (SekStore *self, const SekStoreTable *table, gint64 id, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (SEK_IS_STORE (self) && self->db != NULL && !sqlite3_get_autocommit (self->db), FALSE);

  statement = prepare (self, table, DELETE, G_MAXUINT, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  return write_one (self, statement, error);
}
