/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "sek-error.h"
#include "sek-kind.h"
#include "sek-number.h"

gboolean
sek_cli_parse (int argc, char **argv, const GOptionEntry *entries, int minimum, int maximum, const char *usage, GStrv *positional, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) arguments = g_new0 (char *, argc + 1);
  int n;

  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup (argv[i]);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL && !g_option_context_parse_strv (context, &arguments, error))
    {
      g_prefix_error (error, _("The options could not be read: "));
      if (error != NULL)
        {
          g_autofree char *reason = g_steal_pointer (&(*error)->message);

          (*error)->message = g_strdup_printf (_("%s. Write: sekretariat-cli %s %s"), reason, argv[0], usage);
        }
      return FALSE;
    }
  n = (int) g_strv_length (arguments) - 1;
  if (n < minimum || n > maximum)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The arguments do not fit. Write: sekretariat-cli %s %s"), argv[0], usage);
      return FALSE;
    }
  /* The first is a file, whose name may be any bytes. */
  for (int i = 2; i <= n; i++)
    if (!g_utf8_validate (arguments[i], -1, NULL))
      {
        g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("Argument %d is not UTF-8 text. Type it anew, or set the terminal to UTF-8."), i);
        return FALSE;
      }
  *positional = g_strdupv (arguments + 1);
  return TRUE;
}

SekDocument *
sek_cli_open_to_write (const char *path, GError **error)
{
  g_autoptr (SekDocument) document = sek_document_open (path, SEK_STORE_WRITE, error);
  g_autofree char *reason = document != NULL ? sek_document_dup_read_only_reason (document) : NULL;

  if (reason != NULL)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_READ_ONLY, reason);
      return NULL;
    }
  return g_steal_pointer (&document);
}

int
sek_cli_new (int argc, char **argv, GError **error)
{
  gboolean example = FALSE;
  const GOptionEntry entries[] = { { "example", 0, 0, G_OPTION_ARG_NONE, &example, NULL, NULL }, { NULL } };
  g_autoptr (SekDocument) document = NULL;
  g_auto (GStrv) texts = NULL;

  if (!sek_cli_parse (argc, argv, entries, 1, 1, "REGISTER [--example]", &texts, error))
    return SEK_EXIT_REFUSED;
  if (example)
    document = sek_document_create_example (texts[0], error);
  else
    {
      g_autofree char *name = g_path_get_basename (texts[0]);
      char *dot = strrchr (name, '.');

      /* The organisation is called what the file is called until it gets its own name. */
      if (dot != NULL && dot != name)
        *dot = '\0';
      document = sek_document_create (texts[0], name, error);
    }
  return document != NULL ? SEK_EXIT_DONE : SEK_EXIT_REFUSED;
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  int   year;
  char *unit;
  char *language;
  char *output;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->unit);
  g_free (options->language);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
apply_options (SekReport *report, const Options *options, GError **error)
{
  SekValue value;

  if (options->year != 0)
    report->year = options->year;
  if (options->year < 0 || options->year > 2999)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("%d is not a year. Write it with four digits, for example --year=2023."), options->year);
      return FALSE;
    }
  if (options->unit != NULL)
    {
      if (!sek_kind_parse (SEK_FIELD (organisation, unit), options->unit, 1, report->reg, &value, error))
        return FALSE;
      report->unit = value.integer;
    }
  if (options->language != NULL)
    {
      if (!sek_kind_parse (SEK_FIELD (organisation, language), options->language, 1, report->reg, &value, error))
        return FALSE;
      report->language = (SekLanguage) value.integer;
    }
  return TRUE;
}

/* A report on the register at path; document keeps it open. */
static gboolean
open_report (const char *path, const Options *options, SekDocument **document, SekReport *report, GError **error)
{
  *document = sek_document_open (path, SEK_STORE_READ_ONLY, error);
  if (*document == NULL)
    return FALSE;
  sek_report_init (report, *document);
  return apply_options (report, options, error);
}

int
sek_cli_show (int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "year", 0, 0, G_OPTION_ARG_INT, &options.year, NULL, NULL },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &options.unit, NULL, NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, NULL, NULL },
    { NULL }
  };
  g_autoptr (SekDocument) document = NULL;
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) texts = NULL;
  SekTableId table;

  if (!sek_cli_parse (argc, argv, entries, 2, 2, "REGISTER TABLE [--year=2023] [--unit=1000|1] [--language=nb|nn|en]", &texts, error)
      || !sek_table_find (texts[1], &table, error) || !open_report (texts[0], &options, &document, &report, error))
    return SEK_EXIT_REFUSED;
  book = sek_report_make_book (&report, &table, 1, error);
  if (book == NULL)
    return SEK_EXIT_REFUSED;
  text = sek_book_to_text (book);
  g_print ("%s", text);
  return SEK_EXIT_DONE;
}

int
sek_cli_export (int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, NULL, NULL },
    { "year", 0, 0, G_OPTION_ARG_INT, &options.year, NULL, NULL },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &options.unit, NULL, NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, NULL, NULL },
    { NULL }
  };
  SekTableId chosen[SEK_N_TABLES];
  const SekTableId *tables = chosen;
  g_autoptr (SekDocument) document = NULL;
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  g_auto (GStrv) texts = NULL;
  SekFormat format;
  guint n;

  if (!sek_cli_parse (argc, argv, entries, 1, 1 + SEK_N_TABLES, "REGISTER [TABLE...] -o FILE", &texts, error))
    return SEK_EXIT_REFUSED;
  if (options.output == NULL)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_INPUT, _("The file to write is missing. Name it with -o, for example -o budsjett.xlsx."));
      return SEK_EXIT_REFUSED;
    }
  if (!sek_format_from_path (options.output, &format, error))
    return SEK_EXIT_REFUSED;
  n = g_strv_length (texts) - 1;
  for (guint i = 0; i < n; i++)
    {
      if (!sek_table_find (texts[i + 1], &chosen[i], error))
        return SEK_EXIT_REFUSED;
      for (guint j = 0; j < i; j++)
        if (chosen[j] == chosen[i])
          {
            g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The table “%s” is named twice. Name each table once."), texts[i + 1]);
            return SEK_EXIT_REFUSED;
          }
    }
  if (n == 0 && sek_format_is_single (format))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("A %s file holds one table. Name it before -o, for example hovedtall."), sek_format_get_suffix (format));
      return SEK_EXIT_REFUSED;
    }
  if (n == 0)
    tables = format == SEK_FORMAT_XLSX ? sek_report_workbook (&n) : sek_report_pages (&n);

  if (!open_report (texts[0], &options, &document, &report, error))
    return SEK_EXIT_REFUSED;
  book = sek_report_make_book (&report, tables, n, error);
  if (book == NULL || !sek_book_write (book, options.output, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, error))
    return SEK_EXIT_REFUSED;
  return SEK_EXIT_DONE;
}

/* --- check ------------------------------------------------------------------------------------------------------- */

static void
add_figure (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  if (value == SEK_NONE)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, value);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
print_checks_json (GPtrArray *checks)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "checks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < checks->len; i++)
    {
      const SekCheck *check = checks->pdata[i];

      json_builder_begin_object (builder);
      add_text (builder, "id", check->id);
      add_text (builder, "verdict", sek_verdict_get_id (check->verdict));
      add_figure (builder, "left", check->left);
      add_figure (builder, "right", check->right);
      add_figure (builder, "difference", check->difference);
      add_text (builder, "place", check->place);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

int
sek_cli_check (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL }, { NULL } };
  SekTableId table = SEK_TABLE_CHECKS;
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_auto (SekReport) report = { 0 };
  g_auto (GStrv) texts = NULL;
  Options none = { 0 };
  int status = SEK_EXIT_DONE;

  if (!sek_cli_parse (argc, argv, entries, 1, 1, "REGISTER [--json]", &texts, error)
      || !open_report (texts[0], &none, &document, &report, error))
    return SEK_EXIT_REFUSED;
  checks = sek_check_all (report.reg, report.today);
  for (guint i = 0; i < checks->len; i++)
    {
      const SekCheck *check = checks->pdata[i];

      if (check->verdict == SEK_VERDICT_WRONG || check->verdict == SEK_VERDICT_MISSING)
        status = SEK_EXIT_FOUND;
    }
  if (json)
    print_checks_json (checks);
  else
    {
      g_autoptr (SekBook) book = sek_report_make_book (&report, &table, 1, error);
      g_autofree char *text = book != NULL ? sek_book_to_text (book) : NULL;

      if (book == NULL)
        return SEK_EXIT_REFUSED;
      g_print ("%s", text);
    }
  return status;
}

int
sek_cli_dump (int argc, char **argv, GError **error)
{
  g_autoptr (SekDocument) document = NULL;
  g_auto (GStrv) texts = NULL;
  g_autofree char *dump = NULL;

  if (!sek_cli_parse (argc, argv, NULL, 1, 1, "REGISTER", &texts, error))
    return SEK_EXIT_REFUSED;
  document = sek_document_open (texts[0], SEK_STORE_READ_ONLY, error);
  if (document == NULL)
    return SEK_EXIT_REFUSED;
  dump = sek_register_dump (sek_document_get_register (document));
  g_print ("%s", dump);
  return SEK_EXIT_DONE;
}
