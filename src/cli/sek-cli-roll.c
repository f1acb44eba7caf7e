/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include <glib/gi18n-lib.h>

#include "sek-cli-json.h"
#include "sek-error.h"
#include "sek-roll-preview.h"

/* --- what was chosen ---------------------------------------------------------------------------------------------- */

static gboolean
parse_comments (const char *text, gboolean *keep, GError **error)
{
  *keep = g_str_equal (text, "keep");
  if (*keep || g_str_equal (text, "drop"))
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” is not possible. Write --comments=keep or --comments=drop."),
               text);
  return FALSE;
}

static gboolean
parse_amounts (const char *text, gint64 *hundredths, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (sek_roll_parse_amounts (text, hundredths, &failure))
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("Amounts are the same, zero, or changed by per cent: --amounts=same, --amounts=zero or "
                 "--amounts=2,5. %s"),
               failure->message);
  return FALSE;
}

/* --- what is made ------------------------------------------------------------------------------------------------- */

static const char *
or_dash (const char *text)
{
  return *text != '\0' ? text : "–";
}

static void
print_text (const SekRollPreview *preview)
{
  g_autofree char *summary = sek_roll_preview_dup_summary (preview), *missing = sek_roll_preview_dup_missing (preview);

  g_print ("%s\n", summary);
  for (guint i = 0; i < preview->items->len; i++)
    {
      const SekRollItem *item = preview->items->pdata[i];
      g_autofree char *percent = sek_roll_item_dup_percent (item);

      g_print ("  %s%s%s: %s → %s", item->kind, *item->kind != '\0' ? " " : "", item->name,
               or_dash (item->before_text), or_dash (item->after_text));
      if (percent != NULL)
        g_print (" (%s)", percent);
      g_print ("\n");
    }
  if (missing != NULL)
    g_print ("%s\n", missing);
}

static void
add_side (JsonBuilder *builder, const char *name, const SekRollItem *item, gint64 figure, const char *text)
{
  if (item->is_figure)
    sek_cli_json_add_figure (builder, name, figure, 2);
  else
    sek_cli_json_add_text (builder, name, *text != '\0' ? text : NULL);
}

static void
print_json (const SekRollPreview *preview, gboolean done)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sek_cli_json_add_integer (builder, "year", preview->year);
  sek_cli_json_add_text (builder, "column", preview->title);
  sek_cli_json_add_text (builder, "base", preview->base);
  json_builder_set_member_name (builder, "done");
  json_builder_add_boolean_value (builder, done);
  sek_cli_json_add_figure (builder, "result", preview->result, 2);
  sek_cli_json_add_figure (builder, "closing", preview->closing, 2);
  sek_cli_json_add_integer (builder, "without_population", preview->n_without_population);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < preview->items->len; i++)
    {
      const SekRollItem *item = preview->items->pdata[i];

      json_builder_begin_object (builder);
      sek_cli_json_add_text (builder, "entity",
                             item->entity != SEK_N_ENTITIES ? sek_entity_get (item->entity)->name : "sum");
      sek_cli_json_add_text (builder, "id", item->id);
      sek_cli_json_add_text (builder, "name", item->name);
      add_side (builder, "before", item, item->before, item->before_text);
      add_side (builder, "after", item, item->after, item->after_text);
      json_builder_set_member_name (builder, "computed");
      json_builder_add_boolean_value (builder, item->is_computed);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  sek_cli_json_print (builder);
}

static gboolean
make_draft (SekDocument *document, int year, const SekRollChoice *choice, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("roll");

  return sek_roll_propose (sek_document_get_register (document), year, choice, changeset, NULL, error)
         && sek_document_submit (document, changeset, error);
}

int
sek_cli_roll (int argc, char **argv, GError **error)
{
  g_autofree char *amounts = NULL, *comments = NULL, *said = NULL;
  gboolean dry_run = FALSE, json = FALSE;
  const GOptionEntry entries[] = {
    { "amounts", 0, 0, G_OPTION_ARG_STRING, &amounts, NULL, NULL },
    { "comments", 0, 0, G_OPTION_ARG_STRING, &comments, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  g_autoptr (SekRollPreview) preview = NULL;
  g_autoptr (SekDocument) document = NULL;
  g_auto (GStrv) texts = NULL;
  SekRollChoice choice;
  int year;

  if (!sek_cli_parse (argc, argv, entries, 2, 2, SEK_CLI_ROLL_USAGE, &texts, error)
      || !sek_cli_parse_year (texts[1], &year, error)
      || !parse_amounts (amounts != NULL ? amounts : "same", &choice.hundredths, error)
      || !parse_comments (comments != NULL ? comments : "keep", &choice.keep_comments, error))
    return SEK_EXIT_REFUSED;
  document = dry_run ? sek_document_open (texts[0], SEK_DOCUMENT_READ_ONLY, error)
                     : sek_cli_open_to_write (texts[0], error);
  preview = document != NULL ? sek_roll_preview (document, year, &choice, error) : NULL;
  if (preview == NULL || (!dry_run && !make_draft (document, year, &choice, error)))
    return SEK_EXIT_REFUSED;
  if (json)
    print_json (preview, !dry_run);
  else
    print_text (preview);
  said = sek_document_dup_done_label (document);
  if (!json)
    g_print ("%s\n", dry_run ? _("Nothing was changed.") : said);
  return SEK_EXIT_DONE;
}
