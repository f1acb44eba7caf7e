/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-cli-json.h"
#include "sek-key.h"

/* --- JSON -------------------------------------------------------------------------------------------------------- */

static void
add_truth (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
begin_list (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_understood (JsonBuilder *builder, SekImport *import)
{
  GPtrArray *facts = sek_import_get_facts (import), *columns = sek_import_get_columns (import);

  begin_list (builder, "facts");
  for (guint i = 0; i < facts->len; i++)
    {
      const SekImportFact *fact = facts->pdata[i];

      json_builder_begin_object (builder);
      sek_cli_json_add_text (builder, "id", fact->id);
      sek_cli_json_add_text (builder, "title", fact->title);
      sek_cli_json_add_text (builder, "text", fact->text);
      add_truth (builder, "doubtful", fact->doubtful);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  begin_list (builder, "columns");
  for (guint i = 0; i < columns->len; i++)
    {
      const SekImportColumn *column = columns->pdata[i];

      json_builder_begin_object (builder);
      sek_cli_json_add_integer (builder, "index", column->index);
      sek_cli_json_add_text (builder, "head", column->head);
      sek_cli_json_add_text (builder, "key", column->key);
      sek_cli_json_add_text (builder, "sample", column->sample);
      sek_cli_json_add_text (builder, "meaning", column->meaning);
      sek_cli_json_add_text (builder, "text", column->text);
      add_truth (builder, "doubtful", column->doubtful);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_questions (JsonBuilder *builder, SekImport *import)
{
  GPtrArray *questions = sek_import_get_questions (import);

  begin_list (builder, "questions");
  for (guint i = 0; i < questions->len; i++)
    {
      const SekImportQuestion *question = questions->pdata[i];

      json_builder_begin_object (builder);
      sek_cli_json_add_text (builder, "id", question->id);
      sek_cli_json_add_text (builder, "text", question->text);
      begin_list (builder, "choices");
      for (guint c = 0; c < question->choices->len; c++)
        {
          const SekImportChoice *choice = question->choices->pdata[c];

          json_builder_begin_object (builder);
          sek_cli_json_add_text (builder, "answer", choice->answer);
          sek_cli_json_add_text (builder, "text", choice->text);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      sek_cli_json_add_text (builder, "answer", question->answer);
      add_truth (builder, "remembered", question->remembered);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_proposals (JsonBuilder *builder, SekImport *import, SekRegister *reg)
{
  GPtrArray *proposals = sek_import_get_proposals (import);

  begin_list (builder, "proposals");
  for (guint i = 0; i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];
      /* In a dry run the rows of a new column are in no register. */
      gboolean there = proposal->target > 0 && sek_register_lookup (reg, proposal->entity, proposal->target) != NULL;
      g_autofree char *key = there ? sek_key_dup_key (reg, sek_entity_get (proposal->entity), proposal->target) : NULL;

      json_builder_begin_object (builder);
      sek_cli_json_add_text (builder, "verdict", sek_import_verdict_id (proposal->verdict));
      sek_cli_json_add_integer (builder, "row", (gint64) proposal->row);
      sek_cli_json_add_text (builder, "name", proposal->name);
      sek_cli_json_add_text (builder, "sender", proposal->sender);
      sek_cli_json_add_text (builder, "entity", key != NULL ? sek_entity_get (proposal->entity)->name : NULL);
      sek_cli_json_add_text (builder, "key", key);
      sek_cli_json_add_text (builder, "label", proposal->label);
      sek_cli_json_add_text (builder, "before", proposal->before);
      sek_cli_json_add_text (builder, "after", proposal->after);
      sek_cli_json_add_text (builder, "note", proposal->note);
      add_truth (builder, "acceptable", proposal->acceptable);
      add_truth (builder, "accepted", proposal->accepted);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
sek_cli_import_print_json (SekImport *import, SekRegister *reg, const char *kind, gboolean stored)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *title = sek_import_dup_title (import);

  json_builder_begin_object (builder);
  sek_cli_json_add_text (builder, "kind", kind);
  sek_cli_json_add_text (builder, "title", title);
  add_truth (builder, "stored", stored);
  add_understood (builder, import);
  add_questions (builder, import);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (int verdict = 0; verdict < SEK_IMPORT_N_VERDICTS; verdict++)
    sek_cli_json_add_integer (builder, sek_import_verdict_id (verdict), sek_import_count (import, verdict));
  sek_cli_json_add_integer (builder, "accepted", sek_import_count_accepted (import));
  json_builder_end_object (builder);
  add_proposals (builder, import, reg);
  json_builder_end_object (builder);
  sek_cli_json_print (builder);
}

/* --- text -------------------------------------------------------------------------------------------------------- */

static void
print_understood (SekImport *import)
{
  GPtrArray *facts = sek_import_get_facts (import), *columns = sek_import_get_columns (import),
            *questions = sek_import_get_questions (import);

  for (guint i = 0; i < facts->len; i++)
    {
      const SekImportFact *fact = facts->pdata[i];

      g_print ("  %s: %s%s\n", fact->title, fact->text, fact->doubtful ? " (?)" : "");
    }
  for (guint i = 0; i < columns->len; i++)
    {
      const SekImportColumn *column = columns->pdata[i];

      g_print ("  “%s”: %s%s\n", column->head, *column->text != '\0' ? column->text : _("left out"),
               column->doubtful ? " (?)" : "");
    }
  for (guint i = 0; i < questions->len; i++)
    {
      const SekImportQuestion *question = questions->pdata[i];

      if (question->answer != NULL)
        g_print (question->remembered ? _("  %s %s (as last time)\n") : "  %s %s\n", question->text, question->answer);
    }
}

/* Of several files that were returned each line says whose it is of. */
static void
print_sender (const SekImportProposal *proposal)
{
  if (proposal->sender != NULL && proposal->row != 0)
    g_print (_("  %s, row %u  "), proposal->sender, (guint) proposal->row);
  else if (proposal->sender != NULL)
    g_print ("  %s  ", proposal->sender);
  else if (proposal->row != 0)
    g_print (_("  row %u  "), (guint) proposal->row);
  else
    g_print ("  ");
}

/* Prints a text in a column of so many characters. */
static void
print_cell (const char *text, glong width, gboolean right)
{
  glong blank = MAX (width - g_utf8_strlen (text, -1), 0);

  g_print ("%s%*s%s%*s", "", right ? (int) blank : 0, "", text, right ? 0 : (int) blank, "");
}

static void
print_changes (SekImport *import)
{
  GPtrArray *proposals = sek_import_get_proposals (import);
  glong label = 0, before = 0, after = 0;
  gboolean any = FALSE;

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < proposals->len; i++)
      {
        const SekImportProposal *proposal = proposals->pdata[i];

        if (!proposal->acceptable)
          continue;
        if (pass == 0)
          {
            label = MAX (label, g_utf8_strlen (proposal->label, -1));
            before = MAX (before, g_utf8_strlen (proposal->before, -1));
            after = MAX (after, g_utf8_strlen (proposal->after, -1));
            continue;
          }
        if (!any)
          g_print ("\n%s\n", _("Changes:"));
        any = TRUE;
        g_print ("  ");
        print_cell (proposal->label, MIN (label, 60), FALSE);
        g_print ("  ");
        print_cell (proposal->before, MIN (before, 40), TRUE);
        g_print (" → ");
        print_cell (proposal->after, MIN (after, 40), TRUE);
        g_print ("  %s%s%s%s%s\n", sek_import_verdict_word (proposal->verdict),
                 proposal->accepted ? "" : _(", not taken"), proposal->sender != NULL ? "  " : "",
                 proposal->sender != NULL ? proposal->sender : "", "");
        if (proposal->note != NULL)
          g_print ("      %s\n", proposal->note);
      }
  if (!any)
    g_print ("\n%s\n", _("Nothing changes."));
}

static void
print_list (SekImport *import, SekImportVerdict verdict, const char *title)
{
  GPtrArray *proposals = sek_import_get_proposals (import);
  gboolean any = FALSE;

  for (guint i = 0; i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];

      if (proposal->verdict != verdict || (proposal->acceptable && verdict != SEK_IMPORT_DOUBLE))
        continue;
      if (!any)
        g_print ("\n%s\n", title);
      any = TRUE;
      print_sender (proposal);
      g_print ("%s", *proposal->name != '\0' ? proposal->name : proposal->label);
      if (*proposal->name != '\0' && *proposal->label != '\0')
        g_print (" (%s)", proposal->label);
      if (*proposal->after != '\0')
        g_print ("  %s", proposal->after);
      g_print ("%s%s\n", proposal->note != NULL ? "  – " : "", proposal->note != NULL ? proposal->note : "");
    }
}

/* What can be done about rows that belong nowhere. */
static void
print_ways (SekImport *import)
{
  GPtrArray *proposals = sek_import_get_proposals (import);
  const SekImportProposal *first = NULL;
  g_autofree char *told = NULL;
  const char *sentence;

  for (guint i = 0; i < proposals->len && first == NULL; i++)
    if (((const SekImportProposal *) proposals->pdata[i])->question != NULL)
      first = proposals->pdata[i];
  if (first == NULL)
    return;
  switch (sek_import_get_kind (import))
    {
    case SEK_IMPORT_KIND_BUDGET:
      sentence = _("Say where such a row belongs, as in --answer='%s=NAME'. “ignore” instead of NAME leaves it out, "
                   "“new:income” and “new:expense” make a line of it.");
      break;
    case SEK_IMPORT_KIND_PROJECTS:
      sentence = _("Say where such a row belongs, as in --answer='%s=NAME'. “ignore” instead of NAME leaves it out, "
                   "“new:” makes a project of it.");
      break;
    default:
      sentence = _("Say where such a row belongs, as in --answer='%s=NAME'. “ignore” instead of NAME leaves it out.");
    }
  told = sek_fill (sentence, first->question, NULL);
  g_print ("  %s\n", told);
}

/* Many and rightly left alone: one paragraph, in which a name that has several years stands once. */
static void
print_others (SekImport *import)
{
  GPtrArray *proposals = sek_import_get_proposals (import);
  guint n = sek_import_count (import, SEK_IMPORT_OTHER);
  const char *last = NULL;

  if (n == 0)
    return;
  g_print (g_dngettext (GETTEXT_PACKAGE, "\nSkipped, %u row: ", "\nSkipped, %u rows: ", n), n);
  for (guint i = 0; i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];

      if (proposal->verdict != SEK_IMPORT_OTHER || g_strcmp0 (last, proposal->name) == 0)
        continue;
      if (proposal->sender != NULL)
        {
          g_print ("\n");
          print_sender (proposal);
          g_print ("%s  – %s", proposal->name, proposal->note);
          continue;
        }
      g_print ("%s%s", last != NULL ? ", " : "", proposal->name);
      last = proposal->name;
    }
  g_print ("\n");
}

void
sek_cli_import_print_text (SekImport *import, gboolean dry_run)
{
  g_autofree char *title = sek_import_dup_title (import);
  guint accepted = sek_import_count_accepted (import);

  g_print ("%s\n", title);
  print_understood (import);
  print_changes (import);
  print_list (import, SEK_IMPORT_DOUBTFUL, _("Cannot be told:"));
  print_list (import, SEK_IMPORT_UNKNOWN, _("In the file and not in the register:"));
  print_ways (import);
  print_list (import, SEK_IMPORT_MISSING, _("In the register and not in the file:"));
  print_list (import, SEK_IMPORT_DOUBLE, _("More than once in the file:"));
  print_others (import);
  g_print ("\n");
  for (int verdict = 0; verdict < SEK_IMPORT_N_VERDICTS; verdict++)
    if (sek_import_count (import, verdict) > 0)
      g_print ("%s: %u. ", sek_import_verdict_word (verdict), sek_import_count (import, verdict));
  if (dry_run)
    g_print (g_dngettext (GETTEXT_PACKAGE, "%u change would be stored; nothing was.\n",
                          "%u changes would be stored; nothing was.\n", accepted),
             accepted);
  else
    g_print (g_dngettext (GETTEXT_PACKAGE, "%u change was stored.\n", "%u changes were stored.\n", accepted), accepted);
}
