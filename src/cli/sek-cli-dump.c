/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include <glib/gi18n-lib.h>

#include "sek-dump.h"
#include "sek-error.h"
#include "sek-reader.h"

int
sek_cli_dump (int argc, char **argv, GError **error)
{
  gboolean with_log = FALSE;
  const GOptionEntry entries[] = { { "log", 0, 0, G_OPTION_ARG_NONE, &with_log, NULL, NULL }, { NULL } };
  g_autoptr (SekDocument) document = NULL;
  g_auto (GStrv) texts = NULL;
  g_autofree char *dump = NULL;

  if (!sek_cli_parse (argc, argv, entries, 1, 1, SEK_CLI_DUMP_USAGE, &texts, error))
    return SEK_EXIT_REFUSED;
  document = sek_document_open (texts[0], SEK_DOCUMENT_READ_ONLY, error);
  dump = document != NULL ? sek_document_dup_dump (document, with_log, error) : NULL;
  if (dump == NULL)
    return SEK_EXIT_REFUSED;
  g_print ("%s", dump);
  return SEK_EXIT_DONE;
}

/* "-" is standard input. */
static GBytes *
read_dump (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *once;
  char *text;
  gsize length;

  if (g_str_equal (path, "-"))
    return sek_read_descriptor (0, path, NULL, error);
  once = sek_read_once (path, NULL, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (once == NULL && g_file_get_contents (path, &text, &length, &failure))
    return g_bytes_new_take (text, length);
  if (failure != NULL)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” could not be read: %s."), path, failure->message);
  return once;
}

int
sek_cli_load (int argc, char **argv, GError **error)
{
  g_autoptr (GBytes) dump = NULL;
  g_autoptr (GError) failure = NULL;
  g_auto (GStrv) texts = NULL;
  const char *path, *text;
  gsize length;
  guint line;

  if (!sek_cli_parse (argc, argv, NULL, 1, 2, SEK_CLI_LOAD_USAGE, &texts, error))
    return SEK_EXIT_REFUSED;
  path = texts[1] != NULL ? texts[1] : "-";
  dump = read_dump (path, error);
  if (dump == NULL)
    return SEK_EXIT_REFUSED;
  text = g_bytes_get_data (dump, &length);
  path = g_str_equal (path, "-") ? _("standard input") : path;
  if (sek_document_load (texts[0], text, length, &line, &failure))
    return SEK_EXIT_DONE;
  if (line > 0)
    g_set_error (error, SEK_ERROR, failure->code, _("Line %u of “%s”: %s"), line, path, failure->message);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return SEK_EXIT_REFUSED;
}
