/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's way into the imports: SEK_FUZZ is the kind, the bytes are a file of it for the example register. What is
 * asked is answered by what the bytes add up to, so that the whole way to the changeset is gone, which is tried and not
 * stored. */
#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>

#include "sek-import.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

enum
{
  MOST_ANSWERS = 8,
};

static SekDocument *document;

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_autofree char *folder = g_dir_make_tmp ("sek-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "r.sekretariat", NULL);
  g_autoptr (GError) error = NULL;

  document = sek_document_create_example (path, &error);
  g_assert_no_error (error);
  /* It stays open until the process ends, and its file goes with it. */
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}

static gint64
find_kind (void)
{
  const SekChoices *kinds = &SEK_FIELD (import_rule, kind)->choices;

  for (guint i = 0; i < kinds->n_choices; i++)
    if (g_str_equal (kinds->choices[i].id, SEK_FUZZ))
      return i;
  g_assert_not_reached ();
}

static void
check_text (const char *text)
{
  g_assert (text != NULL && g_utf8_validate (text, -1, NULL));
}

/* What a person sees is whole, and only what can be taken is. */
static void
look_at (SekImport *import)
{
  GPtrArray *proposals = sek_import_get_proposals (import), *facts = sek_import_get_facts (import);
  GPtrArray *columns = sek_import_get_columns (import);
  g_autofree char *title = sek_import_dup_title (import);

  check_text (title);
  for (guint i = 0; i < facts->len; i++)
    check_text (((SekImportFact *) facts->pdata[i])->text);
  for (guint i = 0; i < columns->len; i++)
    check_text (((SekImportColumn *) columns->pdata[i])->head);
  for (guint i = 0; i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];

      check_text (proposal->name);
      check_text (proposal->label);
      check_text (proposal->before);
      check_text (proposal->after);
      g_assert (proposal->note == NULL || g_utf8_validate (proposal->note, -1, NULL));
      g_assert (!proposal->accepted || proposal->acceptable);
      g_assert (!proposal->accepted || proposal->verdict == SEK_IMPORT_NEW || proposal->verdict == SEK_IMPORT_CHANGED);
    }
}

/* Answers the first open question; FALSE when there is none. */
static gboolean
answer (SekImport *import, guint sum)
{
  GPtrArray *questions = sek_import_get_questions (import);

  for (guint i = 0; i < questions->len; i++)
    {
      const SekImportQuestion *question = questions->pdata[i];
      const SekImportChoice *choice = question->choices->len > 0
        ? question->choices->pdata[sum % question->choices->len] : NULL;
      g_autofree char *id = g_strdup (question->id), *text = NULL;

      if (question->answer != NULL)
        continue;
      text = g_strdup (choice == NULL ? "2022" : g_str_equal (choice->answer, SEK_IMPORT_NEW_COLUMN)
                       ? "new:Regnskap 2019" : choice->answer);
      sek_import_answer (import, id, text);
      return TRUE;
    }
  return FALSE;
}

/* Says of a column that it is something else. */
static void
mistake (SekImport *import, guint sum)
{
  GPtrArray *columns = sek_import_get_columns (import), *meanings = sek_import_get_meanings (import);
  g_autofree char *question = NULL, *meaning = NULL;

  if (sum % 4 != 0 || columns->len == 0)
    return;
  question = g_strconcat ("column:", ((SekImportColumn *) columns->pdata[sum / 4 % columns->len])->head, NULL);
  meaning = g_strdup (((SekImportChoice *) meanings->pdata[sum / 16 % meanings->len])->answer);
  sek_import_answer (import, question, meaning);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (SekImport) import = sek_import_new (find_kind (), sek_document_get_register (document));
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;
  guint sum = 0;

  for (size_t i = 0; i < size; i++)
    sum = sum * 31 + data[i];
  sek_import_set_today (import, SEK_DATE (2026, 2, 27));
  sek_import_set_bytes (import, bytes, "a.csv");
  for (guint round = 0; round < MOST_ANSWERS; round++)
    {
      g_clear_error (&error);
      good = sek_import_run (import, NULL, &error);
      g_assert (good == (error == NULL));
      g_assert (error == NULL || *error->message != '\0');
      look_at (import);
      if (round == 0)
        mistake (import, sum);
      if (!answer (import, sum + round) && round > 0)
        break;
    }
  if (!good)
    return 0;
  for (guint i = 0; i < sek_import_get_proposals (import)->len; i++)
    sek_import_accept (import, i, (sum >> i % 16 & 1) != 0);
  g_assert (sek_import_submit (import, document, TRUE, &error) == (error == NULL));
  return 0;
}
