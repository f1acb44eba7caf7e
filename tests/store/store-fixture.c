/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char *const subregion_columns[] = { "name", "seats" };
static const char *const member_columns[] = { "name", "kind", "org_number", "note" };
static const char *const grant_columns[] = { "position", "name", "project" };
static const char *const instalment_columns[] = { "grant", "year", "value" };

const SekStoreTable subregion_table = { "subregion", subregion_columns, G_N_ELEMENTS (subregion_columns) };
const SekStoreTable member_table = { "member", member_columns, G_N_ELEMENTS (member_columns) };
const SekStoreTable grant_table = { "grant", grant_columns, G_N_ELEMENTS (grant_columns) };
const SekStoreTable instalment_table = { "instalment", instalment_columns, G_N_ELEMENTS (instalment_columns) };

void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sekretariat-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = in_folder (fixture, "register.sekretariat");
}

void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = in_folder (fixture, name);

      if (g_unlink (path) != 0)
        g_rmdir (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

char *
in_folder (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

void
assert_refused_at (const char *place, GError **error, int expected, const char *word)
{
  if (*error == NULL)
    g_error ("%s: not refused", place);
  if (!g_error_matches (*error, SEK_ERROR, expected))
    g_error ("%s: refused with %s %d: %s", place, g_quark_to_string ((*error)->domain), (*error)->code,
             (*error)->message);
  /* Every message names what it is about and ends with what to do. */
  if (strstr ((*error)->message, "“") == NULL || strstr ((*error)->message, word) == NULL
      || !g_str_has_suffix ((*error)->message, "."))
    g_error ("%s: the message is “%s”", place, (*error)->message);
  g_clear_error (error);
}

SekStore *
create (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SekStore *store = sek_store_create (fixture->path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

SekStore *
open_for (Fixture *fixture, SekStoreMode mode)
{
  g_autoptr (GError) error = NULL;
  SekStore *store = sek_store_open (fixture->path, mode, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

void
begin (SekStore *store)
{
  g_autoptr (GError) error = NULL;

  sek_store_begin (store, &error);
  g_assert_no_error (error);
}

void
commit (SekStore *store)
{
  g_autoptr (GError) error = NULL;

  sek_store_commit (store, &error);
  g_assert_no_error (error);
}

void
add_subregion (SekStore *store, gint64 id, const char *name)
{
  SekValue values[] = { SEK_TEXT (name), SEK_BLANK };
  g_autoptr (GError) error = NULL;

  sek_store_insert (store, &subregion_table, id, values, &error);
  g_assert_no_error (error);
}

void
fill_register (SekStore *store, int n)
{
  begin (store);
  for (int i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Delregion %d", i);

      add_subregion (store, i, name);
    }
  commit (store);
  g_object_unref (store);
}

void
make_register (Fixture *fixture, int n)
{
  fill_register (create (fixture), n);
}

int
newest_version (void)
{
  return (int) g_strv_length ((char **) _sek_store_get_steps ());
}

static gboolean
dump_row_cb (gint64 id, SekStoreRow *row, gpointer user_data, GError **error)
{
  GString *text = user_data;

  g_string_append_printf (text, "%" G_GINT64_FORMAT " %s ", id, sek_store_row_get_text (row, 0));
  if (sek_store_row_is_blank (row, 1))
    g_string_append (text, "-\n");
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT "\n", sek_store_row_get_integer (row, 1));
  return TRUE;
}

char *
dump_subregions (SekStore *store)
{
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  sek_store_read_table (store, &subregion_table, dump_row_cb, text, NULL, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

gint64
query (SekStore *store, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (store->db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

GPtrArray *
list_backups (const char *path)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = sek_store_list_backups (path, &error);

  g_assert_no_error (error);
  return list;
}

guint
count_backups (const char *path)
{
  g_autoptr (GPtrArray) list = list_backups (path);

  return list->len;
}

void
tamper (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

void
overwrite (const char *path, gint64 offset, guint8 byte, gsize n)
{
  g_autofree guint8 *bytes = g_malloc (n);
  int descriptor = g_open (path, O_RDWR | O_CLOEXEC, 0);

  memset (bytes, byte, n);
  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (pwrite (descriptor, bytes, n, offset), ==, n);
  close (descriptor);
}

GBytes *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length = 0;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}
