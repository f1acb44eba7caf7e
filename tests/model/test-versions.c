/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"
#include "sek-upgrade.h"

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
  gboolean is_old;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file), &error));
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (SekDocument) reader = open_as (path, SEK_DOCUMENT_READ_ONLY);
      g_autoptr (SekChangeset) nothing = sek_changeset_new ("edit");

      assert_holds_frozen (sek_document_get_register (reader), expected);
      g_assert_false (sek_document_submit (reader, nothing, NULL));
    }
  after = read_bytes (path);
  g_assert_true (g_bytes_equal (file, after));

  document = open_as (path, SEK_DOCUMENT_WRITE);
  assert_holds_frozen (sek_document_get_register (document), expected);
  g_assert_true (sek_store_check (sek_document_get_store (document), NULL, &error));
  is_old = version < sek_store_get_version (sek_document_get_store (document));
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
 * comes with a migration (which may be empty), and the words of that version are written down. Most versions have those
 * of an earlier one. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = dup_words (), *path = g_build_filename (fixture->folder, "nytt.sekretariat", NULL);
  g_autofree char *written = NULL, *before = NULL;
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  int newest, version;

  document = sek_document_create (path, "Et råd", &error);
  g_assert_no_error (error);
  newest = sek_store_get_version (sek_document_get_store (document));
  before = g_strdup_printf ("%s/version-%d.sekretariat.gz", SEK_FIXTURES, newest - 1);
  if (!g_file_test (before, G_FILE_TEST_EXISTS))
    g_error ("%s is not there. Make it with tests/store/freeze.py and the program as it was before the migration.",
             before);
  for (version = newest; version > 0 && written == NULL; version--)
    {
      g_autofree char *file = g_strdup_printf ("%s/version-%d.words", SEK_FIXTURES, version);

      g_file_get_contents (file, &written, NULL, NULL);
    }
  if (g_strcmp0 (written, words) != 0)
    g_error ("The words of choices are not those of version %d. A new word raises the version: add a migration, and "
             "write these into version-%d.words of the new one:\n%s",
             version + 1, newest, words);
}

/* A migration of which older changes are not told has no line in the list of translations. */
static void
test_translated (Fixture *fixture, gconstpointer data)
{
  if (sek_upgrade_get_newest () != sek_store_get_newest_version ())
    g_error ("Tables are of version %d, and older changes are translated until version %d. Add a line to migrations in "
             "sek-upgrade.c, without functions where a migration changes nothing that was logged.",
             sek_store_get_newest_version (), sek_upgrade_get_newest ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Every one that is frozen; the first is of the tests of set-ups, which looks at more of it. */
  for (int version = 2;; version++)
    {
      g_autofree char *file = g_strdup_printf ("%s/version-%d.sekretariat.gz", SEK_FIXTURES, version);
      g_autofree char *name = g_strdup_printf ("/versions/%d", version);

      if (!g_file_test (file, G_FILE_TEST_EXISTS))
        break;
      g_test_add (name, Fixture, GINT_TO_POINTER (version), set_up_empty, test_version, tear_down);
    }
  g_test_add ("/versions/words", Fixture, NULL, set_up_empty, test_words, tear_down);
  g_test_add ("/versions/translated", Fixture, NULL, set_up_empty, test_translated, tear_down);
  return g_test_run ();
}
