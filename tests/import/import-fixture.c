/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <string.h>

#include "sek-member-sheets.h"

static SekImport *
make (Fixture *fixture, gint64 kind, const char *name, GBytes *bytes, va_list list)
{
  SekImport *import = sek_import_new (kind, reg_of (fixture));
  const char *question;

  sek_import_set_today (import, SEK_DATE (2026, 2, 27));
  sek_import_set_sent (import, sek_report_make_sent_book);
  sek_import_set_bytes (import, bytes, name);
  while ((question = va_arg (list, const char *)) != NULL)
    sek_import_answer (import, question, va_arg (list, const char *));
  return import;
}

SekImport *
import_bytes (Fixture *fixture, gint64 kind, const char *name, GBytes *bytes, ...)
{
  g_autoptr (GError) error = NULL;
  SekImport *import;
  va_list list;

  va_start (list, bytes);
  import = make (fixture, kind, name, bytes, list);
  va_end (list);
  sek_import_run (import, NULL, &error);
  g_assert_no_error (error);
  return import;
}

SekImport *
import_text (Fixture *fixture, gint64 kind, const char *name, const char *text, ...)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  SekImport *import;
  va_list list;

  va_start (list, text);
  import = make (fixture, kind, name, bytes, list);
  va_end (list);
  sek_import_run (import, NULL, &error);
  g_assert_no_error (error);
  return import;
}

char *
refuse_text (Fixture *fixture, gint64 kind, const char *name, const char *text, ...)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (SekImport) import = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (fixture), *after = NULL;
  va_list list;

  va_start (list, text);
  import = make (fixture, kind, name, bytes, list);
  va_end (list);
  g_assert_false (sek_import_run (import, NULL, &error)
                  && sek_import_submit (import, fixture->document, FALSE, &error));
  g_assert_nonnull (error);
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);
  return g_strdup (error->message);
}

static char *
plain (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\302\240", -1);
  g_autofree char *joined = g_strjoinv ("", parts);
  g_auto (GStrv) signs = g_strsplit (joined, "\342\210\222", -1);

  return g_strjoinv ("-", signs);
}

char *
word_proposals (SekImport *import)
{
  GPtrArray *proposals = sek_import_get_proposals (import);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];
      g_autofree char *before = plain (proposal->before), *after = plain (proposal->after);

      if (proposal->verdict != SEK_IMPORT_MISSING)
        g_string_append_printf (lines, "%s %d «%s» %s: %s → %s%s\n", sek_import_verdict_id (proposal->verdict),
                                (int) proposal->row, proposal->name, proposal->label, before, after,
                                proposal->accepted ? " *" : "");
    }
  return g_string_free (lines, FALSE);
}

void
assert_proposals (SekImport *import, const char *expected)
{
  g_autofree char *lines = word_proposals (import);

  g_assert_cmpstr (lines, ==, expected);
}

const char *
note_of (SekImport *import, const char *name)
{
  GPtrArray *proposals = sek_import_get_proposals (import);

  for (guint i = 0; i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];

      if (g_str_equal (proposal->name, name) || g_str_equal (proposal->label, name))
        return proposal->note != NULL ? proposal->note : "";
    }
  g_error ("there is no proposal for %s", name);
}

const char *
open_question (SekImport *import)
{
  GPtrArray *questions = sek_import_get_questions (import);

  for (guint i = 0; i < questions->len; i++)
    if (((SekImportQuestion *) questions->pdata[i])->answer == NULL)
      return ((SekImportQuestion *) questions->pdata[i])->id;
  return NULL;
}

const char *
fact_of (SekImport *import, const char *id)
{
  GPtrArray *facts = sek_import_get_facts (import);

  for (guint i = 0; i < facts->len; i++)
    if (g_str_equal (((SekImportFact *) facts->pdata[i])->id, id))
      return ((SekImportFact *) facts->pdata[i])->text;
  return NULL;
}

void
store_and_travel (Fixture *fixture, SekImport *import)
{
  g_autofree char *before = dump (fixture), *after = NULL, *undone = NULL, *redone = NULL;
  guint events = count_events (fixture);
  g_autoptr (GError) error = NULL;

  sek_import_submit (import, fixture->document, TRUE, &error);
  g_assert_no_error (error);
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  g_clear_pointer (&undone, g_free);
  sek_import_submit (import, fixture->document, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_events (fixture), ==, events + 1);
  after = dump (fixture);
  g_assert_cmpstr (after, !=, before);
  undo (fixture);
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  redo (fixture);
  redone = dump (fixture);
  g_assert_cmpstr (redone, ==, after);
  assert_whole (fixture);
}

char *
persons_of (Fixture *fixture, const char *member, SekDate date)
{
  gint64 persons = sek_register_get_persons (reg_of (fixture), find (fixture, "member", member), date);

  return persons == SEK_NONE ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, persons);
}
