/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include <glib/gi18n-lib.h>

#include "sek-audit-prose.h"
#include "sek-audit.h"
#include "sek-cli-json.h"
#include "sek-error.h"
#include "sek-facts.h"
#include "sek-kind.h"
#include "sek-reader.h"
#include "sek-write.h"

#define MOST_TEXT (4 << 20)

/* --- tables ------------------------------------------------------------------------------------------------------ */

static void
add_operands (JsonBuilder *builder, SekAudit *audit, const SekAuditCell *cell, guint rule)
{
  g_autoptr (GArray) operands = sek_audit_get_operands (audit, cell->row, cell->column, rule);

  json_builder_set_member_name (builder, "operands");
  json_builder_begin_array (builder);
  for (guint i = 0; i < operands->len; i++)
    {
      const SekAuditPlace *place = &g_array_index (operands, SekAuditPlace, i);

      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, sek_audit_get_origin (audit) + place->row + 1);
      json_builder_add_int_value (builder, place->column + 1);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

/* A cell as a rule computes it. */
static void
add_cell (JsonBuilder *builder, SekAudit *audit, guint table, const SekAuditCell *cell, guint rule, gboolean all)
{
  json_builder_begin_object (builder);
  sek_cli_json_add_text (builder, "row", sek_audit_get_label (audit, cell->row));
  sek_cli_json_add_text (builder, "column", sek_audit_get_head (audit, cell->column));
  sek_cli_json_add_figure (builder, "printed", cell->printed, cell->decimals);
  sek_cli_json_add_figure (builder, "expected", cell->expected, cell->decimals);
  sek_cli_json_add_text (builder, "verdict", sek_verdict_get_id (cell->verdict));
  sek_cli_json_add_text (builder, "rule", sek_audit_get_rule (audit, rule)->words);
  json_builder_set_member_name (builder, "sureness");
  json_builder_add_double_value (builder, (double) (int) (cell->sureness * 1000 + 0.5) / 1000);
  json_builder_set_member_name (builder, "undecided");
  json_builder_add_boolean_value (builder, cell->undecided);
  json_builder_set_member_name (builder, "table");
  json_builder_add_int_value (builder, table + 1);
  json_builder_set_member_name (builder, "row_number");
  json_builder_add_int_value (builder, sek_audit_get_origin (audit) + cell->row + 1);
  json_builder_set_member_name (builder, "column_number");
  json_builder_add_int_value (builder, cell->column + 1);
  if (all)
    add_operands (builder, audit, cell, rule);
  json_builder_end_object (builder);
}

/* A right figure that a rule computes and that is not in the list of cells: a minuend. */
static gboolean
make_right_cell (SekAudit *audit, guint row, guint column, guint rule, SekAuditCell *cell)
{
  const SekAuditRule *own = sek_audit_get_rule (audit, rule);
  const SekAuditCell *target = own->is_column ? sek_audit_find_cell (audit, row, own->target)
                                              : sek_audit_find_cell (audit, own->target, column);

  if (target == NULL || target->verdict > SEK_VERDICT_ROUNDING)
    return FALSE;
  *cell = (SekAuditCell) { .row = row, .column = column, .printed = SEK_NONE, .expected = SEK_NONE, .rule = rule };
  return TRUE;
}

/* Every figure that a rule computes, once for each rule. */
static void
add_computed (JsonBuilder *builder, SekAudit *audit, guint table)
{
  for (guint row = 0; row < sek_audit_get_n_rows (audit); row++)
    for (guint column = 0; column < sek_audit_get_n_columns (audit); column++)
      {
        const SekAuditCell *cell = sek_audit_find_cell (audit, row, column);
        SekAuditCell right;

        if (cell != NULL && cell->verdict > SEK_VERDICT_ROUNDING)
          {
            add_cell (builder, audit, table, cell, cell->rule, TRUE);
            continue;
          }
        for (guint rule = 0; rule < sek_audit_get_n_rules (audit); rule++)
          if (sek_audit_is_computed (audit, row, column, rule)
              && (cell != NULL || make_right_cell (audit, row, column, rule, &right)))
            add_cell (builder, audit, table, cell != NULL ? cell : &right, rule, TRUE);
      }
}

/* The cells that are not as they should be; with all every figure that a rule computes. */
static void
add_cells (JsonBuilder *builder, GPtrArray *audits, gboolean all)
{
  json_builder_set_member_name (builder, "cells");
  json_builder_begin_array (builder);
  for (guint t = 0; t < audits->len; t++)
    {
      SekAudit *audit = audits->pdata[t];

      if (all)
        add_computed (builder, audit, t);
      for (guint i = 0; i < sek_audit_get_n_cells (audit) && !all; i++)
        if (sek_audit_get_cell (audit, i)->verdict != SEK_VERDICT_OK)
          add_cell (builder, audit, t, sek_audit_get_cell (audit, i), sek_audit_get_cell (audit, i)->rule, FALSE);
    }
  json_builder_end_array (builder);
}

/* Numbers from 1. */
static void
add_left_out (JsonBuilder *builder, SekAudit *audit, gboolean columns)
{
  g_autoptr (GArray) lines = sek_audit_find_left_out (audit, columns);

  json_builder_set_member_name (builder, columns ? "unchecked_columns" : "unchecked_rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    json_builder_add_int_value (builder, g_array_index (lines, guint, i) + 1
                                             + (columns ? 0 : sek_audit_get_origin (audit)));
  json_builder_end_array (builder);
}

static void
add_coverage (JsonBuilder *builder, SekAudit *audit)
{
  g_autofree char *sentence = sek_audit_describe_coverage (audit);

  json_builder_set_member_name (builder, "figures");
  json_builder_add_int_value (builder, sek_audit_count_figures (audit));
  json_builder_set_member_name (builder, "checked");
  json_builder_add_int_value (builder, sek_audit_count_checked (audit));
  add_left_out (builder, audit, FALSE);
  add_left_out (builder, audit, TRUE);
  sek_cli_json_add_text (builder, "coverage", sentence);
}

static void
print_tables_json (GPtrArray *audits, gboolean all)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_cells (builder, audits, all);
  json_builder_set_member_name (builder, "rules");
  json_builder_begin_array (builder);
  for (guint t = 0; t < audits->len; t++)
    for (guint i = 0; i < sek_audit_get_n_rules (audits->pdata[t]); i++)
      {
        const SekAuditRule *rule = sek_audit_get_rule (audits->pdata[t], i);

        json_builder_begin_object (builder);
        sek_cli_json_add_text (builder, "rule", rule->words);
        sek_cli_json_add_text (builder, "kind", sek_audit_kind_get_id (rule->kind));
        sek_cli_json_add_text (builder, rule->is_column ? "column" : "row", rule->name);
        json_builder_set_member_name (builder, "sureness");
        json_builder_add_double_value (builder, (double) (int) (rule->sureness * 1000 + 0.5) / 1000);
        json_builder_set_member_name (builder, "holds");
        json_builder_add_int_value (builder, rule->n_holds);
        json_builder_set_member_name (builder, "places");
        json_builder_add_int_value (builder, rule->n_places);
        json_builder_set_member_name (builder, "table");
        json_builder_add_int_value (builder, t + 1);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_array (builder);
  for (guint t = 0; t < audits->len; t++)
    {
      json_builder_begin_object (builder);
      sek_cli_json_add_text (builder, "name", sek_audit_get_name (audits->pdata[t]));
      add_coverage (builder, audits->pdata[t]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  sek_cli_json_print (builder);
}

static int
audit_tables (const char *path, const char *output, gboolean json, gboolean all, SekLanguage language, GError **error)
{
  static const SekWord title = { { "Regnekontroll", "Reknekontroll", "Arithmetic check" } };
  g_autoptr (GPtrArray) audits = sek_audit_file (path, language, NULL, error);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *whole = g_strdup_printf ("%s: %s", title.text[language], name);
  g_autoptr (SekBook) book = NULL;
  SekFormat format;
  guint n_wrong = 0;

  if (audits == NULL)
    return SEK_EXIT_REFUSED;
  for (guint i = 0; i < audits->len; i++)
    n_wrong += sek_audit_count_findings (audits->pdata[i]);
  if (output != NULL)
    {
      if (!sek_format_from_path (output, &format, error))
        return SEK_EXIT_REFUSED;
      book = sek_audit_make_book (audits, whole, 0, language);
      sek_book_set_source (book, path);
      if (!sek_book_write (book, output, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, error))
        return SEK_EXIT_REFUSED;
    }
  if (json)
    print_tables_json (audits, all);
  else if (output == NULL)
    {
      g_autofree char *text = NULL;

      book = sek_audit_make_book (audits, whole, 0, language);
      text = sek_book_to_text (book);
      g_print ("%s", text);
    }
  return n_wrong > 0 ? SEK_EXIT_FOUND : SEK_EXIT_DONE;
}

/* --- text -------------------------------------------------------------------------------------------------------- */

static void
print_prose_json (GPtrArray *findings)
{
  static const char *const verdicts[] = { "ok", "wrong", "untied" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (int part = 0; part < 2; part++)
    {
      json_builder_set_member_name (builder, part == 0 ? "figures" : "untied");
      json_builder_begin_array (builder);
      for (guint i = 0; i < findings->len; i++)
        {
          const SekProseFinding *finding = findings->pdata[i];

          if ((finding->verdict == SEK_PROSE_UNTIED) != (part == 1))
            continue;
          json_builder_begin_object (builder);
          sek_cli_json_add_text (builder, "text", finding->text);
          if (part == 0)
            {
              sek_cli_json_add_text (builder, "expected", finding->expected);
              sek_cli_json_add_text (builder, "verdict", verdicts[finding->verdict]);
              sek_cli_json_add_text (builder, "source", finding->source);
            }
          else
            sek_cli_json_add_text (builder, "reason", finding->reason);
          sek_cli_json_add_text (builder, "sentence", finding->sentence);
          json_builder_set_member_name (builder, "line");
          json_builder_add_int_value (builder, finding->line);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  sek_cli_json_print (builder);
}

static int
audit_prose (const char *path, const char *register_path, gboolean json, SekLanguage language, GError **error)
{
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GPtrArray) facts = NULL, findings = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) once = sek_read_once (path, NULL, &reason);
  gsize length;
  guint n_wrong = 0;

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return SEK_EXIT_REFUSED;
    }
  if (once != NULL)
    {
      length = g_bytes_get_size (once);
      text = g_strndup (g_bytes_get_data (once, NULL), length);
    }
  else if (!g_file_get_contents (path, &text, &length, &reason))
    {
      g_set_error (error, SEK_ERROR,
                   g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? SEK_ERROR_NOT_FOUND : SEK_ERROR_IO,
                   _("“%s” could not be read: %s."), path, reason->message);
      return SEK_EXIT_REFUSED;
    }
  if (length > MOST_TEXT || !g_utf8_validate (text, (gssize) length, NULL))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("“%s” is not a plain text (UTF-8) of up to 4 MiB. Save the document as plain text "
                     "(UTF-8)."), path);
      return SEK_EXIT_REFUSED;
    }
  if (register_path != NULL)
    {
      document = sek_document_open (register_path, SEK_DOCUMENT_READ_ONLY, error);
      if (document == NULL)
        return SEK_EXIT_REFUSED;
    }
  if (document != NULL)
    facts = sek_facts_make (sek_document_get_register (document), text, language);
  findings = sek_prose_audit (text, facts, language);
  for (guint i = 0; i < findings->len; i++)
    n_wrong += ((SekProseFinding *) findings->pdata[i])->verdict == SEK_PROSE_WRONG;
  if (json)
    print_prose_json (findings);
  else
    {
      g_autoptr (SekBook) book = sek_audit_make_prose_book (findings, language);
      g_autofree char *shown = sek_book_to_text (book);

      g_print ("%s", shown);
    }
  return n_wrong > 0 ? SEK_EXIT_FOUND : SEK_EXIT_DONE;
}

int
sek_cli_audit (int argc, char **argv, GError **error)
{
  gboolean json = FALSE, all = FALSE, text = FALSE;
  g_autofree char *output = NULL, *register_path = NULL, *language_text = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL },
    { "text", 0, 0, G_OPTION_ARG_NONE, &text, NULL, NULL },
    { "register", 0, 0, G_OPTION_ARG_FILENAME, &register_path, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language_text, NULL, NULL },
    { NULL }
  };
  g_auto (GStrv) files = NULL;
  SekValue language = SEK_INTEGER (SEK_LANGUAGE_NB);

  if (!sek_cli_parse (argc, argv, entries, 1, 1,
                      "FILE [--json [--all]] [-o REPORT]  |  --text FILE [--register REGISTER] [--json]", &files,
                      error))
    return SEK_EXIT_REFUSED;
  if (language_text != NULL && !sek_kind_parse (SEK_FIELD (organisation, language), language_text, 1, &language, error))
    return SEK_EXIT_REFUSED;
  if (text ? output != NULL : register_path != NULL)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_INPUT,
                           text ? _("-o saves the report on a table. Leave it out with --text.")
                                : _("--register is for the figures of a text. Write --text with it."));
      return SEK_EXIT_REFUSED;
    }
  if (all && (!json || text))
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_INPUT,
                           _("--all lists every figure that a rule computes, as JSON. Write --json with it, and no "
                             "--text."));
      return SEK_EXIT_REFUSED;
    }
  if (text)
    return audit_prose (files[0], register_path, json, (SekLanguage) language.integer, error);
  return audit_tables (files[0], output, json, all, (SekLanguage) language.integer, error);
}
