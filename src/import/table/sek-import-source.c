/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-private.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"

/* The file that an import reads: opened once for all of its runs, as encoding, separator and sheet were answered. */

void
_sek_import_close_source (SekImportSource *source)
{
  g_clear_pointer (&source->sheets, g_ptr_array_unref);
  g_clear_pointer (&source->reader, sek_reader_free);
  g_clear_pointer (&source->how, g_free);
}

void
_sek_import_free_source (gpointer data)
{
  SekImportSource *source = data;

  _sek_import_close_source (source);
  g_free (source->path);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_free (source->name);
  g_free (source);
}

SekImportSource *
_sek_import_get_source (SekImport *self)
{
  return self->sources->pdata[self->sources->len - 1];
}

static SekReader *
open_source (SekImportSource *source, const SekReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;

  /* What can be read once is kept for the next run. */
  if (source->bytes == NULL)
    source->bytes = sek_read_once (source->path, cancellable, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  return source->bytes != NULL ? sek_reader_open_bytes (source->bytes, source->name, options, cancellable, error)
                               : sek_reader_open (source->path, options, cancellable, error);
}

gboolean
_sek_import_open_as (SekImportSource *source, const char *encoding, const char *separator, GCancellable *cancellable,
                     GError **error)
{
  const SekReadOptions options = { .encoding = encoding,
                                   .separator = separator == NULL                ? '\0'
                                                : g_str_equal (separator, "tab") ? '\t'
                                                                                 : separator[0] };
  g_autofree char *how = g_strdup_printf ("%s/%s", encoding != NULL ? encoding : "",
                                          separator != NULL ? separator : "");

  if (source->reader != NULL && g_strcmp0 (source->how, how) == 0)
    {
      sek_reader_set_cancellable (source->reader, cancellable);
      return TRUE;
    }
  _sek_import_close_source (source);
  source->reader = open_source (source, &options, cancellable, error);
  if (source->reader == NULL)
    return FALSE;
  source->how = g_steal_pointer (&how);
  source->sheet = sek_reader_get_sheet (source->reader);
  return TRUE;
}

SekReader *
_sek_import_open (SekImport *self, SekImportSource *source, GCancellable *cancellable, GError **error)
{
  const char *sheet = _sek_import_get_answer (self, "sheet", NULL);
  g_autoptr (GString) names = NULL;
  SekReader *reader;
  guint n;

  if (!_sek_import_open_as (source, _sek_import_get_answer (self, "encoding", NULL),
                            _sek_import_get_answer (self, "separator", NULL), cancellable, error))
    return NULL;
  reader = source->reader;
  sek_reader_keep (reader);
  if (sheet == NULL)
    return sek_reader_select (reader, source->sheet, error) ? reader : NULL;
  n = sek_reader_get_n_sheets (reader);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (sek_reader_get_sheet_name (reader, i), sheet))
      return sek_reader_select (reader, i, error) ? reader : NULL;
  names = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", sek_reader_get_sheet_name (reader, i));
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("There is no sheet “%s” in the file. The sheets are: %s."),
               sheet, names->str);
  return NULL;
}
