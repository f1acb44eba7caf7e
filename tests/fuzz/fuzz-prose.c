/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's way into text against figures: its bytes are a text, held against itself and against the example
 * register. */
#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>

#include "sek-audit-prose.h"
#include "sek-document.h"
#include "sek-facts.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

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

/* Every figure stands in its sentence, and says what its verdict promises. */
static void
look_at (const char *text, SekRegister *reg)
{
  g_autoptr (GPtrArray) facts = reg != NULL ? sek_facts_make (reg, text, SEK_LANGUAGE_NB) : NULL;
  g_autoptr (GPtrArray) findings = sek_prose_audit (text, facts, SEK_LANGUAGE_NB);
  guint line = 1;

  for (guint i = 0; i < findings->len; i++)
    {
      const SekProseFinding *finding = findings->pdata[i];

      g_assert (*finding->text != '\0' && strstr (finding->sentence, finding->text) != NULL
                && g_utf8_validate (finding->text, -1, NULL));
      g_assert ((finding->verdict == SEK_PROSE_UNTIED) == (*finding->reason != '\0'));
      g_assert ((finding->verdict == SEK_PROSE_UNTIED) == (*finding->expected == '\0')
                && (finding->verdict == SEK_PROSE_UNTIED) == (*finding->source == '\0'));
      g_assert (finding->line >= line);
      line = finding->line;
    }
  sek_book_free (sek_audit_make_prose_book (findings, SEK_LANGUAGE_NB));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (bytes, -1);

  look_at (text, NULL);
  look_at (text, sek_document_get_register (document));
  return 0;
}
