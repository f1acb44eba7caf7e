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
  gboolean is_old = version < 5;

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

/* The words of all choices, a field a line. */
static char *
dup_words (void)
{
  GString *words = g_string_new (NULL);

  for (int e = 0; e < SEK_N_ENTITIES; e++)
    {
      const SekEntity *entity = sek_entity_get (e);

      for (guint f = 0; f < entity->n_fields; f++)
        {
          const SekChoices *choices = &entity->fields[f].choices;

          if (choices->n_choices == 0)
            continue;
          g_string_append_printf (words, "%s %s:", entity->name, entity->fields[f].name);
          for (guint i = 0; i < choices->n_choices; i++)
            g_string_append_printf (words, " %s", choices->choices[i].id);
          g_string_append_c (words, '\n');
        }
    }
  return g_string_free (words, FALSE);
}

/* An older program takes a word that it does not know for damage unless the file says that it is newer. So a new word
 * comes with a migration (which may be empty), and the words of that version are written down. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = dup_words (), *name = NULL, *path = NULL, *written = NULL, *version = NULL;
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  path = g_build_filename (fixture->folder, "nytt.sekretariat", NULL);
  document = sek_document_create (path, "Et råd", &error);
  g_assert_no_error (error);
  version = g_strdup_printf ("version-%d.words", sek_store_get_version (sek_document_get_store (document)));
  name = g_build_filename (SEK_FIXTURES, version, NULL);
  if (!g_file_get_contents (name, &written, NULL, NULL) || !g_str_equal (written, words))
    g_error ("%s does not have the words of today. A new word raises the version: add a migration, and write these "
             "down for it:\n%s", version, words);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/versions/2", Fixture, GINT_TO_POINTER (2), set_up_empty, test_version, tear_down);
  g_test_add ("/versions/3", Fixture, GINT_TO_POINTER (3), set_up_empty, test_version, tear_down);
  g_test_add ("/versions/4", Fixture, GINT_TO_POINTER (4), set_up_empty, test_version, tear_down);
  g_test_add ("/versions/5", Fixture, GINT_TO_POINTER (5), set_up_empty, test_version, tear_down);
  g_test_add ("/versions/words", Fixture, NULL, set_up_empty, test_words, tear_down);
  return g_test_run ();
}
