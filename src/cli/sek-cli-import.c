/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-key.h"
#include "sek-member-sheets.h"
#include "sek-reader.h"

#define USAGE "REGISTER KIND FILE... [--year=Y] [--column=C] [--dry-run] [--json]"

typedef struct
{
  char    *year, *column, *decimal, *unit, *sign;
  char    *accept_doubtful; /* rows; "" for all; NULL for none */
  char   **answers;
  gboolean dry_run, json;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->year);
  g_free (options->column);
  g_free (options->decimal);
  g_free (options->unit);
  g_free (options->sign);
  g_free (options->accept_doubtful);
  g_strfreev (options->answers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* --- import ------------------------------------------------------------------------------------------------------ */

static gboolean
find_kind (const char *text, gint64 *kind, GError **error)
{
  const SekChoices *kinds = &SEK_FIELD (import_rule, kind)->choices;
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < kinds->n_choices; i++)
    {
      *kind = i;
      if (g_str_equal (kinds->choices[i].id, text))
        return TRUE;
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", kinds->choices[i].id);
    }
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” cannot be imported. Write one of: %s."), text, known->str);
  return FALSE;
}

static gboolean
answer (SekImport *import, const Options *options, GError **error)
{
  const struct { const char *question, *answer; } given[] = {
    { "year", options->year }, { "column", options->column }, { "decimal", options->decimal },
    { "unit", options->unit }, { "sign", options->sign },
  };

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    if (given[i].answer != NULL)
      sek_import_answer (import, given[i].question, given[i].answer);
  for (char **text = options->answers; text != NULL && *text != NULL; text++)
    {
      /* The head of a column may have a sign of equality in it, its meaning has none. */
      const char *equals = strrchr (*text, '=');
      g_autofree char *question = equals != NULL ? g_strndup (*text, equals - *text) : NULL;

      if (question == NULL)
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                       _("“%s” is not of the form QUESTION=ANSWER. Write for example --answer=decimal=comma."), *text);
          return FALSE;
        }
      sek_import_answer (import, question, equals + 1);
    }
  return TRUE;
}

/* "-" is what comes by standard input, as if it were pasted. */
static gboolean
add_file (SekImport *import, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!g_str_equal (path, "-"))
    {
      sek_import_set_file (import, path);
      return TRUE;
    }
  bytes = sek_read_descriptor (0, path, NULL, error);
  if (bytes == NULL)
    return FALSE;
  sek_import_set_bytes (import, bytes, "paste.tsv");
  return TRUE;
}

/* A message of a file that was read names it; the register's name alone would mislead. */
static void
name_file (GError **error, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (error != NULL && *error != NULL && strstr ((*error)->message, name) == NULL)
    g_prefix_error (error, "%s: ", name);
}

/* The rows of the file that have a doubtful change, for a message. Owned. */
static char *
list_doubtful (SekImport *import)
{
  GPtrArray *proposals = sek_import_get_proposals (import);
  GString *rows = g_string_new (NULL);
  guint64 last = 0;

  for (guint i = 0; i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];

      if (proposal->verdict == SEK_IMPORT_DOUBTFUL && proposal->acceptable && proposal->row != last)
        g_string_append_printf (rows, "%s%u", rows->len > 0 ? ", " : "", (guint) proposal->row);
      last = proposal->row;
    }
  return g_string_free (rows, FALSE);
}

/* How many doubtful changes of these rows there are, now taken. */
static guint
accept_rows (SekImport *import, guint64 from, guint64 to)
{
  GPtrArray *proposals = sek_import_get_proposals (import);
  guint n = 0;

  for (guint i = 0; i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];

      if (proposal->verdict != SEK_IMPORT_DOUBTFUL || !proposal->acceptable || proposal->row < from
          || proposal->row > to)
        continue;
      sek_import_accept (import, i, TRUE);
      n++;
    }
  return n;
}

/* "2,5-7". FALSE with error when one of them is no row with a doubtful change. */
static gboolean
accept_doubtful (SekImport *import, const char *rows, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (rows, ",", -1);

  if (*rows == '\0')
    accept_rows (import, 0, G_MAXUINT64);
  for (int i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]), *dash = strchr (part, '-');
      g_autofree char *first = dash != NULL ? g_strndup (part, (gsize) (dash - part)) : g_strdup (part), *listed = NULL;
      guint64 from, to;

      if (!g_ascii_string_to_unsigned (g_strstrip (first), 10, 1, G_MAXUINT32, &from, NULL)
          || !g_ascii_string_to_unsigned (dash != NULL ? dash + 1 : first, 10, from, G_MAXUINT32, &to, NULL))
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                       _("“%s” are not rows of the file. Write their numbers, for example --accept-doubtful=2,5-7."),
                         rows);
          return FALSE;
        }
      if (accept_rows (import, from, to) > 0)
        continue;
      listed = list_doubtful (import);
      if (*listed == '\0')
        g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                     _("Row %s of the file has no uncertain change to take, and no other row has one."), part);
      else
        g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                     _("Row %s of the file has no uncertain change to take. These rows have: %s."), part, listed);
      return FALSE;
    }
  return TRUE;
}

/* Whether something is left over that a person should look at. */
static gboolean
has_rest (SekImport *import)
{
  GPtrArray *proposals = sek_import_get_proposals (import);

  for (guint i = 0; i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];

      if (proposal->verdict == SEK_IMPORT_UNKNOWN || proposal->verdict == SEK_IMPORT_MISSING
          || proposal->verdict == SEK_IMPORT_DOUBLE
          || (proposal->verdict == SEK_IMPORT_DOUBTFUL && !proposal->accepted))
        return TRUE;
    }
  return FALSE;
}

int
sek_cli_import (int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "year", 0, 0, G_OPTION_ARG_STRING, &options.year, NULL, NULL },
    { "column", 0, 0, G_OPTION_ARG_STRING, &options.column, NULL, NULL },
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &options.decimal, NULL, NULL },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &options.unit, NULL, NULL },
    { "sign", 0, 0, G_OPTION_ARG_STRING, &options.sign, NULL, NULL },
    { "answer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.answers, NULL, NULL },
    { "accept-doubtful", 0, 0, G_OPTION_ARG_STRING, &options.accept_doubtful, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, NULL, NULL },
    { NULL }
  };
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (SekImport) import = NULL;
  g_autofree char **arguments = g_new0 (char *, argc + 1);
  g_auto (GStrv) texts = NULL;
  SekRegister *reg;
  gint64 kind;

  /* Its rows can be left out, and the next argument is none of them. */
  for (int i = 0; i < argc; i++)
    arguments[i] = g_str_equal (argv[i], "--accept-doubtful") ? (char *) "--accept-doubtful=" : argv[i];
  if (!sek_cli_parse (argc, arguments, entries, 3, G_MAXINT, USAGE, &texts, error)
      || !find_kind (texts[1], &kind, error))
    return SEK_EXIT_REFUSED;
  if (kind != SEK_IMPORT_KIND_MEMBER_SHEETS && texts[3] != NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("Only member sheets are imported many at a time. Write: sekretariat-cli import %s"), USAGE);
      return SEK_EXIT_REFUSED;
    }
  document = options.dry_run ? sek_document_open (texts[0], SEK_DOCUMENT_READ_ONLY, error)
                             : sek_cli_open_to_write (texts[0], error);
  if (document == NULL)
    return SEK_EXIT_REFUSED;
  reg = sek_document_get_register (document);
  import = sek_import_new (kind, reg);
  if (kind == SEK_IMPORT_KIND_MEMBER_SHEETS)
    {
      SekAges *ages = sek_document_read_ages (document, SEK_CONTACT, error);

      if (ages == NULL)
        return SEK_EXIT_REFUSED;
      sek_import_set_ages (import, ages);
      sek_import_set_sent (import, sek_report_make_sent_book);
    }
  for (int i = 2; texts[i] != NULL; i++)
    if (!add_file (import, texts[i], error))
      return SEK_EXIT_REFUSED;
  if (!answer (import, &options, error))
    return SEK_EXIT_REFUSED;
  if (!sek_import_run (import, NULL, error))
    {
      name_file (error, texts[2]);
      return SEK_EXIT_REFUSED;
    }
  if (!sek_import_check_ready (import, error))
    {
      if (options.json)
        sek_cli_import_print_json (import, reg, texts[1], FALSE);
      name_file (error, texts[2]);
      return SEK_EXIT_REFUSED;
    }
  if (options.accept_doubtful != NULL && !accept_doubtful (import, options.accept_doubtful, error))
    {
      name_file (error, texts[2]);
      return SEK_EXIT_REFUSED;
    }
  if (!sek_import_submit (import, document, options.dry_run, error))
    return SEK_EXIT_REFUSED;
  if (options.json)
    sek_cli_import_print_json (import, reg, texts[1], !options.dry_run);
  else
    sek_cli_import_print_text (import, options.dry_run);
  return has_rest (import) ? SEK_EXIT_FOUND : SEK_EXIT_DONE;
}
