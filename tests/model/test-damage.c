/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <sqlite3.h>
#include <string.h>

/* Registers with values that the program never writes: by a flipped bit, by hand, by somebody who means harm. Each is
 * refused as damaged, told with its table, however it is opened, and not a byte of it changes. */

static void
tamper (const char *path, const char *sql)
{
  g_autofree char *whole = g_strconcat ("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF;", sql, NULL);
  char *message = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, whole, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  sqlite3_close (db);
}

static GBytes *
read_bytes (const char *path)
{
  char *contents;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  return g_bytes_new_take (contents, length);
}

static void
assert_damaged (Fixture *fixture, const char *sql, const char *word)
{
  g_autofree char *path = g_build_filename (fixture->folder, "skadet.sekretariat", NULL);
  g_autoptr (GBytes) sound = read_bytes (fixture->path), before = NULL, after = NULL;

  g_test_message ("%s", sql);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (sound, NULL), (gssize) g_bytes_get_size (sound), NULL));
  tamper (path, sql);
  before = read_bytes (path);
  for (int mode = SEK_STORE_WRITE; mode <= SEK_STORE_READ_ONLY; mode++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sek_document_open (path, mode, &error));
      assert_refused (g_steal_pointer (&error), SEK_ERROR_DAMAGED, word);
    }
  after = read_bytes (path);
  g_assert_true (g_bytes_equal (before, after));
  g_unlink (path);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *sql, *word; } cases[] = {
    /* A word that is none of the choices. */
    { "UPDATE member SET kind = 'municipalitx' WHERE id = (SELECT min (id) FROM member)", "member" },
    { "UPDATE organisation SET language = 'xx'", "organisation" },
    { "UPDATE budget_column SET status = 'y'", "budget_column" },
    { "UPDATE amount SET mode = 'w'", "amount" },
    /* Out of its range. */
    { "UPDATE budget_column SET unit = 0", "budget_column" },
    { "UPDATE organisation SET unit = -1", "organisation" },
    { "UPDATE population SET persons = -1", "population" },
    { "UPDATE population SET persons = 9223372036854775807", "population" },
    { "UPDATE amount SET value = 9223372036854775807", "amount" },
    { "UPDATE amount SET value = -9223372036854775807 - 1", "amount" },
    { "UPDATE budget_column SET year = 0", "budget_column" },
    { "UPDATE OR IGNORE fee_rate SET year = 99999999999", "fee_rate" },
    { "UPDATE budget_line SET position = 9223372036854775807", "budget_line" },
    { "UPDATE member_subregion SET is_primary = 2", "member_subregion" },
    /* No day, no number, no text. */
    { "UPDATE member SET joined = '2022-02-30'", "member" },
    { "UPDATE member SET joined = '0001-01-01'", "member" },
    { "UPDATE OR IGNORE population SET date = 'nonsense' || id", "population" },
    { "UPDATE member_number SET number = '30x1'", "member_number" },
    { "UPDATE member SET name = CAST (x'fffe41c328' AS TEXT)", "member" },
    { "UPDATE member SET name = CAST (x'410042' AS TEXT)", "member" },
    { "UPDATE budget_line SET name = 'a' || char (27) || '[31m'", "budget_line" },
    { "UPDATE budget_line SET name = printf ('%.*c', 200000, 'W')", "budget_line" },
    { "UPDATE subregion SET name = ''; UPDATE member SET id = 0 WHERE id = (SELECT min (id) FROM member)", "member" },
    { "UPDATE member SET id = -5 WHERE id = (SELECT min (id) FROM member)", "member" },
    /* References to nothing, and columns that carry from themselves. */
    { "DELETE FROM subregion", "member_subregion" },
    { "DELETE FROM member WHERE id = (SELECT member FROM population LIMIT 1)", "row" },
    { "UPDATE budget_column SET base_column = 77", "budget_column" },
    { "UPDATE budget_column SET carry_from = id", "budget_column" },
    { "UPDATE budget_column SET base_column = id", "budget_column" },
    { "UPDATE budget_column SET carry_from = (SELECT b.id FROM budget_column b WHERE b.id <> budget_column.id LIMIT 1)",
      "budget_column" },
    { "UPDATE budget_line SET source = 'carried_forward'", "budget_line" },
    { "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO budget_column "
      "SELECT 1000000 + i, 'c' || i, 2023, 'budget', NULL, 100, NULL, nullif (1000000 + i - 1, 1000000), 'draft', "
      "NULL FROM n",
      "budget_column" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_damaged (fixture, cases[i].sql, cases[i].word);
}

/* A rule that is about what somebody types does not shut a register that was made before it was. */
static void
test_old_forms (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = NULL;

  sek_document_close (fixture->document);
  tamper (fixture->path, "UPDATE member SET org_number = '123456789'; UPDATE contact SET email = 'sentralbordet'");
  document = sek_document_open (fixture->path, SEK_DOCUMENT_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (sek_document_get_register (document), SEK_MEMBER)), ==,
                    64);
}

static void
laid_cb (SekDocument *document, const char *words, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* A copy that is laid over the open register is noticed before the next change, which is not stored, and told; with
 * what lies there now all goes on. */
static void
test_laid_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "kopi.sekretariat", NULL), *text = NULL;
  g_autofree char *command = g_strdup_printf ("cp '%s' '%s'", copy, fixture->path);
  g_autoptr (GBytes) bytes = read_bytes (fixture->path);
  g_autoptr (GError) error = NULL;
  guint told = 0;

  g_assert_true (g_file_set_contents (copy, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  tamper (copy, "UPDATE amount SET value = value + 100000 WHERE value IS NOT NULL");
  g_signal_connect (fixture->document, "told", G_CALLBACK (laid_cb), &told);
  type_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "301");
  g_assert_cmpuint (told, ==, 0);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  error = try_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "302");
  assert_refused (g_steal_pointer (&error), SEK_ERROR_CONFLICT, "was not stored");
  g_assert_cmpuint (told, ==, 1);
  g_assert_cmpint (figure (fixture, "Kommunikasjon", "Forslag budsjett 2023"), ==, TKR (251));
  type_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "302");
  assert_whole (fixture);

  /* Where nothing differs, nobody is bothered. */
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_no_errno (g_chmod (fixture->path, 0600));
  type_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "303");
  g_assert_cmpuint (told, ==, 1);
  assert_whole (fixture);
}

/* Something else is laid over it: what was read stays to be seen, and nothing is written. */
static void
test_spoiled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture), *after = NULL, *bytes = NULL, *reason = NULL;
  g_autofree char *command = g_strdup_printf ("cp /etc/passwd '%s'", fixture->path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  sek_document_poll (fixture->document);
  reason = sek_document_dup_read_only_reason (fixture->document);
  g_assert_nonnull (reason);
  error = try_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "302");
  assert_refused (g_steal_pointer (&error), SEK_ERROR_READ_ONLY, "");
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);
  sek_document_close (fixture->document);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, NULL, NULL));
  g_assert_nonnull (strstr (bytes, "root"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/damage/values", test_values);
  ADD ("/damage/old-forms", test_old_forms);
  ADD ("/damage/laid-over", test_laid_over);
  ADD ("/damage/spoiled", test_spoiled);
  return g_test_run ();
}
