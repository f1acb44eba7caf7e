/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-cli-json.h"
#include "sek-error.h"
#include "sek-kind.h"

/* Whether an argument is one of the options, with its value or without. */
static gboolean
is_option (const GOptionEntry *entries, const char *argument)
{
  gsize length = strcspn (argument, "=");

  if (g_str_equal (argument, "--") || g_str_equal (argument, "-"))
    return TRUE;
  for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL; entry++)
    if ((g_str_has_prefix (argument, "--") && strlen (entry->long_name) == length - 2
         && strncmp (argument + 2, entry->long_name, length - 2) == 0)
        || (entry->short_name != '\0' && argument[1] == entry->short_name))
      return TRUE;
  return FALSE;
}

/* A file's name may begin with a hyphen: where there is such a file, it is meant. */
static char *
dup_argument (const GOptionEntry *entries, const char *argument)
{
  if (argument[0] == '-' && !is_option (entries, argument) && g_file_test (argument, G_FILE_TEST_EXISTS))
    return g_strconcat ("./", argument, NULL);
  return g_strdup (argument);
}

static void
word_option_error (GError *error, const char *command, const char *usage)
{
  g_autofree char *reason = g_steal_pointer (&error->message);

  error->message = g_strdup_printf (_("The options could not be read: %s. Write: sekretariat-cli %s %s"), reason,
                                    command, usage);
  if (g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    {
      char *whole = g_strconcat (error->message, ". ",
                                 _("Put ./ before the name of a file that begins with a hyphen."), NULL);

      g_free (error->message);
      error->message = whole;
    }
}

gboolean
sek_cli_parse (int argc, char **argv, const GOptionEntry *entries, int minimum, int maximum, const char *usage,
               GStrv *positional, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) arguments = g_new0 (char *, argc + 1);
  g_autoptr (GError) failure = NULL;
  int n;

  for (int i = 0; i < argc; i++)
    arguments[i] = i == 0 || entries == NULL ? g_strdup (argv[i]) : dup_argument (entries, argv[i]);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL && !g_option_context_parse_strv (context, &arguments, &failure))
    {
      word_option_error (failure, argv[0], usage);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* What stands between options and names is neither; GLib leaves it before a name that begins with a hyphen. */
  for (int i = 1; entries != NULL && arguments[i] != NULL; i++)
    if (g_str_equal (arguments[i], "--"))
      {
        g_free (arguments[i]);
        for (int j = i; (arguments[j] = arguments[j + 1]) != NULL; j++)
          continue;
        break;
      }
  n = (int) g_strv_length (arguments) - 1;
  if (n < minimum || n > maximum)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The arguments do not fit. Write: sekretariat-cli %s %s"),
                   argv[0], usage);
      return FALSE;
    }
  /* The first is a file, whose name may be any bytes. */
  for (int i = 2; i <= n; i++)
    if (!g_utf8_validate (arguments[i], -1, NULL))
      {
        g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                     _("Argument %d has invalid characters. Type it anew, or set the terminal to UTF-8."), i);
        return FALSE;
      }
  *positional = g_strdupv (arguments + 1);
  return TRUE;
}

static void
told_cb (SekDocument *document, const char *words, gpointer user_data)
{
  g_autofree char *line = g_strdelimit (g_strdup (words), "\r\n", ' ');

  g_printerr ("sekretariat-cli: %s\n", line);
}

SekDocument *
sek_cli_open_to_write (const char *path, GError **error)
{
  g_autoptr (SekDocument) document = sek_document_open (path, SEK_DOCUMENT_WRITE, error);
  g_autofree char *reason = document != NULL ? sek_document_dup_read_only_reason (document) : NULL;

  if (reason != NULL)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_READ_ONLY, reason);
      return NULL;
    }
  if (document != NULL)
    g_signal_connect (document, "told", G_CALLBACK (told_cb), NULL);
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

/* --- check ------------------------------------------------------------------------------------------------------- */

static void
print_checks_json (GPtrArray *checks)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "checks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < checks->len; i++)
    {
      const SekCheck *check = checks->pdata[i];
      g_autofree char *sentence = sek_check_dup_sentence (check, sek_program_language ());

      json_builder_begin_object (builder);
      sek_cli_json_add_text (builder, "id", check->id);
      sek_cli_json_add_text (builder, "verdict", sek_verdict_get_id (check->verdict));
      sek_cli_json_add_figure (builder, "left", check->left, 0);
      sek_cli_json_add_figure (builder, "right", check->right, 0);
      sek_cli_json_add_figure (builder, "difference", check->difference, 0);
      sek_cli_json_add_text (builder, "sentence", sentence);
      sek_cli_json_add_text (builder, "place", check->place);
      sek_cli_json_add_text (builder, "seen", check->seen);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  sek_cli_json_print (builder);
}

/* The check of an id; NULL with error when there is none, or there is nothing to see. */
static const SekCheck *
find_finding (GPtrArray *checks, const char *id, GError **error)
{
  const SekCheck *check = sek_check_find (checks, id);

  if (check != NULL && check->verdict != SEK_VERDICT_OK)
    return check;
  if (check == NULL)
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("There is no check “%s”. “check --json” lists their ids."),
                 id);
  else
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” is correct. Only findings are marked as seen."), id);
  return NULL;
}

/* Marks a check as seen with a reason, or takes its mark away where reason is NULL. */
static int
mark (const char *path, const char *id, const char *reason, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("seen");
  g_autoptr (SekDocument) document = sek_document_open (path, 0, error);
  const SekCheck *check = document != NULL ? find_finding (sek_document_get_checks (document), id, error) : NULL;
  SekRegister *reg;

  if (check == NULL)
    return SEK_EXIT_REFUSED;
  reg = sek_document_get_register (document);
  if (reason != NULL)
    sek_check_propose_seen (check, reg, reason, sek_date_today (), changeset);
  else if (!sek_check_propose_unseen (check, reg, changeset))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("“%s” is not marked as seen."), id);
      return SEK_EXIT_REFUSED;
    }
  return sek_document_submit (document, changeset, error) ? SEK_EXIT_DONE : SEK_EXIT_REFUSED;
}

int
sek_cli_check (int argc, char **argv, GError **error)
{
  gboolean json = FALSE, strict = FALSE;
  g_autofree char *seen = NULL, *unseen = NULL, *reason = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict, NULL, NULL },
    { "seen", 0, 0, G_OPTION_ARG_STRING, &seen, NULL, "ID" },
    { "unseen", 0, 0, G_OPTION_ARG_STRING, &unseen, NULL, "ID" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, "TEXT" },
    { NULL },
  };
  SekTableId table = SEK_TABLE_CHECKS;
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_auto (SekReport) report = { 0 };
  g_auto (GStrv) texts = NULL;
  int status = SEK_EXIT_DONE;

  if (!sek_cli_parse (argc, argv, entries, 1, 1, SEK_CLI_CHECK_USAGE, &texts, error))
    return SEK_EXIT_REFUSED;
  if ((seen != NULL) != (reason != NULL) || (seen != NULL && unseen != NULL))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("Give --seen=ID together with --reason=TEXT, or --unseen=ID alone."));
      return SEK_EXIT_REFUSED;
    }
  if (seen != NULL || unseen != NULL)
    return mark (texts[0], seen != NULL ? seen : unseen, reason, error);
  document = sek_document_open (texts[0], SEK_DOCUMENT_READ_ONLY, error);
  if (document == NULL || !sek_cli_show_scenario (document, error))
    return SEK_EXIT_REFUSED;
  sek_report_init (&report, document);
  checks = sek_check_all (report.data.reg, report.data.today);
  for (guint i = 0; i < checks->len; i++)
    {
      const SekCheck *check = checks->pdata[i];

      if (sek_check_counts (check) || (strict && check->seen != NULL && check->verdict != SEK_VERDICT_ROUNDING))
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

gboolean
sek_cli_parse_year (const char *text, int *year, GError **error)
{
  SekValue value;

  if (!sek_kind_parse (SEK_FIELD (budget_column, year), text, 1, &value, error))
    return FALSE;
  *year = (int) value.integer;
  return TRUE;
}
