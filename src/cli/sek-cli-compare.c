/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli-compare.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-cli-json.h"
#include "sek-comparison.h"
#include "sek-error.h"

/* --- which versions ----------------------------------------------------------------------------------------------- */

gboolean
sek_cli_has_versions (const SekCliVersions *versions)
{
  return versions->against != NULL || versions->against_adopted != NULL || versions->as_of != NULL;
}

static gboolean
check_options (const SekCliVersions *versions, GError **error)
{
  if (versions->against != NULL && versions->against_adopted != NULL)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("--against and --against-adopted exclude each other. Leave one of them out."));
  else if (versions->as_of != NULL && versions->as_adopted != NULL)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("--as-of and --as-adopted exclude each other. Leave one of them out."));
  else if (versions->against == NULL && versions->against_adopted == NULL)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("--as-of says what stands on the right. Name what it is compared with, with --against or "
                   "--against-adopted."));
  else
    return TRUE;
  return FALSE;
}

/* A day, or else a file, which *file keeps. */
static gboolean
read_wish (const char *text, SekVersionWish *wish, SekDocument **file, GError **error)
{
  gboolean is_file = g_file_test (text, G_FILE_TEST_EXISTS);

  /* Digits and points alone are meant for a date, also one that is in no calendar. */
  if (!is_file
      && (sek_date_parse (text, &wish->day, NULL) || strspn (text, "0123456789.-") == strlen (text)))
    {
      wish->kind = SEK_VERSION_DAY;
      return sek_date_parse (text, &wish->day, error);
    }
  wish->kind = SEK_VERSION_FILE;
  *file = wish->file = sek_document_open (text, SEK_DOCUMENT_READ_ONLY, error);
  return *file != NULL;
}

/* One side: version or adopted, of which at most one was typed. */
static gboolean
read_side (SekDocument *document, const char *version, const char *adopted, SekVersionWish *wish, SekDocument **file,
           GError **error)
{
  if (version != NULL)
    return read_wish (version, wish, file, error);
  if (adopted == NULL)
    return TRUE;
  wish->kind = SEK_VERSION_ADOPTED;
  wish->column = sek_budget_column_find (sek_document_get_register (document), adopted, error);
  return wish->column != 0;
}

gboolean
sek_cli_set_versions (SekReport *report, SekDocument *document, const SekCliVersions *versions, GError **error)
{
  g_autoptr (SekDocument) left = NULL, right = NULL;
  SekVersionWish before = { 0 }, after = { 0 };

  return check_options (versions, error)
         && read_side (document, versions->against, versions->against_adopted, &before, &left, error)
         && read_side (document, versions->as_of, versions->as_adopted, &after, &right, error)
         && sek_report_set_versions (report, document, &before, &after, error);
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static void
add_version (JsonBuilder *builder, const char *name, const SekReportVersion *version)
{
  static const char *const kinds[] = { "now", "day", "file", "adopted" };
  gboolean is_day = version->kind == SEK_VERSION_DAY;
  g_autofree char *day = is_day ? sek_date_format (version->day, SEK_DATE_ISO, SEK_LANGUAGE_NB) : NULL;

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  sek_cli_json_add_text (builder, "version", kinds[version->kind]);
  sek_cli_json_add_text (builder, "name", day != NULL ? day : version->name);
  json_builder_end_object (builder);
}

static const char *
section_of (const SekFigure *figure)
{
  return figure->kind == SEK_FIGURE_LINE || figure->kind == SEK_FIGURE_SUM
             ? SEK_FIELD (budget_line, section)->choices.choices[figure->section].id
             : NULL;
}

static const char *
row_of (const SekDifference *difference)
{
  if (difference->kind == SEK_DIFFERENCE_PROJECT)
    return "project";
  switch (difference->right.kind)
    {
    case SEK_FIGURE_SUM:
      return "sum";
    case SEK_FIGURE_RESULT:
      return "result";
    case SEK_FIGURE_CLOSING:
      return "closing";
    case SEK_FIGURE_LINE:
    case SEK_FIGURE_HEADING:
    default:
      return "line";
    }
}

static void
add_cell (JsonBuilder *builder, const SekDifference *difference)
{
  sek_cli_json_add_text (builder, "row", row_of (difference));
  sek_cli_json_add_text (builder, "section",
                         difference->kind == SEK_DIFFERENCE_FIGURE ? section_of (&difference->right) : NULL);
  sek_cli_json_add_text (builder, "line", difference->name);
  sek_cli_json_add_text (builder, "column", difference->title);
  sek_cli_json_add_figure (builder, "before", difference->before, 0);
  sek_cli_json_add_figure (builder, "after", difference->now, 0);
  sek_cli_json_add_figure (builder, "change", difference->change, 0);
}

static void
add_text (JsonBuilder *builder, const SekDifference *difference)
{
  sek_cli_json_add_text (builder, "entity", sek_entity_get (difference->field->entity)->name);
  sek_cli_json_add_text (builder, "field", difference->field->name);
  sek_cli_json_add_text (builder, "line", difference->name);
  sek_cli_json_add_text (builder, "column", difference->title);
  sek_cli_json_add_text (builder, "before", difference->text_before);
  sek_cli_json_add_text (builder, "after", difference->text_now);
}

/* Those that are texts, or those that are figures. */
static void
add_differences (JsonBuilder *builder, SekReport *report, const char *name, GPtrArray *differences, gboolean texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < differences->len; i++)
    {
      const SekDifference *difference = differences->pdata[i];

      if ((difference->kind == SEK_DIFFERENCE_TEXT) != texts)
        continue;
      json_builder_begin_object (builder);
      if (texts)
        add_text (builder, difference);
      else
        {
          add_cell (builder, difference);
          sek_cli_json_add_text (builder, "reason", sek_report_get_reason (report, difference));
        }
      sek_cli_json_add_text (builder, "who", difference->who);
      sek_cli_json_add_text (builder, "when", difference->at);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
sek_cli_print_comparison (SekReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) differences = sek_report_dup_differences (report);

  json_builder_begin_object (builder);
  add_version (builder, "before", &report->data.before);
  add_version (builder, "after", &report->data.after);
  add_differences (builder, report, "cells", differences, FALSE);
  add_differences (builder, report, "texts", differences, TRUE);
  json_builder_end_object (builder);
  sek_cli_json_print (builder);
}
