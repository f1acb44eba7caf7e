/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <string.h>

/* Registers as earlier versions of the program made them, each with a sealed column, actions that were undone and done
 * again, focus areas in two spellings, and subregions of no, 0, 1 and 2 seats. Reading one changes no byte of it and
 * gives the same each time; upgraded it holds the same. */

static GBytes *
read_bytes (const char *path)
{
  char *contents;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  return g_bytes_new_take (contents, length);
}

static void
assert_holds (SekDocument *document, GBytes *expected)
{
  g_autofree char *now = sek_register_dump (sek_document_get_register (document));

  g_assert_cmpmem (now, strlen (now), g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

static SekDocument *
open_as (const char *path, SekDocumentMode mode)
{
  g_autoptr (GError) error = NULL;
  SekDocument *document = sek_document_open (path, mode, &error);

  g_assert_no_error (error);
  return document;
}

static void
test_version (Fixture *fixture, gconstpointer data)
{
  int version = GPOINTER_TO_INT (data);
  g_autofree char *name = g_strdup_printf ("version-%d.sekretariat.gz", version),
                  *dump_name = g_strdup_printf ("version-%d.dump.gz", version);
  g_autofree char *path = g_build_filename (fixture->folder, "gammelt.sekretariat", NULL), *label = NULL;
  g_autoptr (GBytes) file = read_frozen (SEK_FIXTURES, name), expected = read_frozen (SEK_FIXTURES, dump_name),
                     after = NULL;
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_old = version < 4;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file), &error));
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (SekDocument) reader = open_as (path, SEK_DOCUMENT_READ_ONLY);
      g_autoptr (SekChangeset) nothing = sek_changeset_new ("edit");

      assert_holds (reader, expected);
      g_assert_false (sek_document_submit (reader, nothing, NULL));
    }
  after = read_bytes (path);
  g_assert_true (g_bytes_equal (file, after));

  document = open_as (path, SEK_DOCUMENT_WRITE);
  assert_holds (document, expected);
  g_assert_true (sek_store_check (sek_document_get_store (document), NULL, &error));
  /* Undo and redo stop at an upgrade; in a register of today they go on. */
  label = sek_document_dup_redo_label (document);
  g_assert_true ((label == NULL) == is_old);
  g_assert_true (sek_document_undo (document, NULL, NULL) == !is_old);
  sek_document_close (document);
  g_clear_object (&document);
  document = open_as (path, SEK_DOCUMENT_READ_ONLY);
  g_assert_nonnull (sek_register_get_the_organisation (sek_document_get_register (document)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/versions/2", Fixture, GINT_TO_POINTER (2), set_up_empty, test_version, tear_down);
  g_test_add ("/versions/3", Fixture, GINT_TO_POINTER (3), set_up_empty, test_version, tear_down);
  g_test_add ("/versions/4", Fixture, GINT_TO_POINTER (4), set_up_empty, test_version, tear_down);
  return g_test_run ();
}
