/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-formula.h"
#include "sek-reader-private.h"

enum
{
  MOST_NOTES = 20,
  DECIMAL_ROWS = 2000, /* that are looked at before anything is read */
};

/* --- what the readers of the formats use -------------------------------------------------------------------------- */

void
_sek_reader_fail (SekReader *self, GError **error, SekError code, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* The reason is a sentence of its own. */
  g_set_error (error, SEK_ERROR, code, _("“%s” cannot be read. %s"), self->name, reason);
}

void
_sek_reader_note (SekReader *self, const char *format, ...)
{
  g_autofree char *note = NULL;
  va_list arguments;

  if (self->notes->len >= MOST_NOTES)
    return;
  va_start (arguments, format);
  note = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (!g_ptr_array_find_with_equal_func (self->notes, note, g_str_equal, NULL))
    g_ptr_array_add (self->notes, g_steal_pointer (&note));
}

void
_sek_reader_add_sheet (SekReader *self, const char *name, gboolean hidden)
{
  SekReadSheetName sheet = { g_strdup (name), hidden };

  g_array_append_val (self->sheets, sheet);
}

GInputStream *
_sek_reader_open_stream (SekReader *self, GError **error)
{
  g_autoptr (GError) problem = NULL;
  GFileInputStream *stream;

  if (self->bytes != NULL)
    return g_memory_input_stream_new_from_bytes (self->bytes);
  stream = g_file_read (self->file, self->cancellable, &problem);
  if (stream != NULL)
    return G_INPUT_STREAM (stream);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    _sek_reader_fail (self, error, SEK_ERROR_NOT_FOUND, _("There is no such file."));
  else if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    _sek_reader_fail (self, error, SEK_ERROR_IO, _("It is a folder. Choose a file in it."));
  else
    _sek_reader_fail (self, error, SEK_ERROR_IO, "%s.", problem->message);
  return NULL;
}

gboolean
_sek_read_check_block (SekReader *reader, GError **error)
{
  if (!reader->block.overflows)
    return TRUE;
  _sek_reader_fail (reader, error, SEK_ERROR_REFUSED,
                    _("It repeats cells so often that they would fill the machine’s memory."));
  return FALSE;
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

static gboolean
read_sample (SekReader *self, char *sample, gsize size, gsize *length, GError **error)
{
  g_autoptr (GInputStream) stream = _sek_reader_open_stream (self, error);

  if (stream == NULL)
    return FALSE;
  if (g_input_stream_read_all (stream, sample, size, length, self->cancellable, error))
    return TRUE;
  if (error != NULL && *error != NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *reason = g_strdup ((*error)->message);
      gboolean folder = g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);

      g_clear_error (error);
      if (folder)
        _sek_reader_fail (self, error, SEK_ERROR_IO, _("It is a folder. Choose a file in it."));
      else
        _sek_reader_fail (self, error, SEK_ERROR_IO, "%s.", reason);
    }
  return FALSE;
}

static SekReader *
open_reader (SekReader *self, const SekReadOptions *options, GCancellable *cancellable, GError **error)
{
  char sample[4096];
  gsize length = 0;

  if (options != NULL)
    self->options = *options;
  self->encoding_option = g_strdup (self->options.encoding);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->sheets = g_array_new (FALSE, TRUE, sizeof (SekReadSheetName));
  self->spans = g_array_new (FALSE, FALSE, sizeof (SekReadSpan));
  self->notes = g_ptr_array_new_with_free_func (g_free);
  _sek_read_block_init (&self->block);
  if (read_sample (self, sample, sizeof sample, &length, error)
      && _sek_read_open_by_content (self, sample, length, error))
    return self;
  sek_reader_free (self);
  return NULL;
}

SekReader *
sek_reader_open (const char *path, const SekReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;
  GBytes *once;
  SekReader *self;

  g_return_val_if_fail (path != NULL, NULL);
  once = sek_read_once (path, cancellable, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  self = g_new0 (SekReader, 1);
  self->name = g_filename_display_basename (path);
  self->bytes = once;
  self->file = once == NULL ? g_file_new_for_path (path) : NULL;
  return open_reader (self, options, cancellable, error);
}

SekReader *
sek_reader_open_bytes (GBytes *bytes, const char *name, const SekReadOptions *options, GCancellable *cancellable,
                       GError **error)
{
  SekReader *self;

  g_return_val_if_fail (bytes != NULL && name != NULL, NULL);
  self = g_new0 (SekReader, 1);
  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  return open_reader (self, options, cancellable, error);
}

SekReader *
_sek_reader_open_clip (GBytes *bytes, SekReadFormat format, gboolean no_quotes, GError **error)
{
  const SekReadOptions options = { .separator = '\t', .no_quotes = no_quotes };
  SekReader *self = g_new0 (SekReader, 1);

  self->name = g_strdup (_("What was copied"));
  self->bytes = g_bytes_ref (bytes);
  self->format = format;
  self->given = TRUE;
  return open_reader (self, &options, NULL, error);
}

void
sek_reader_free (SekReader *self)
{
  if (self == NULL)
    return;
  if (self->klass != NULL)
    self->klass->free (self);
  for (guint i = 0; i < self->sheets->len; i++)
    g_free (g_array_index (self->sheets, SekReadSheetName, i).name);
  g_array_unref (self->sheets);
  g_array_unref (self->spans);
  g_ptr_array_unref (self->notes);
  _sek_read_block_clear (&self->block);
  _sek_read_keep_forget (&self->keep);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->encoding_option);
  g_free (self->name);
  g_free (self);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

guint
sek_reader_get_n_sheets (SekReader *self)
{
  return self->sheets->len;
}

const char *
sek_reader_get_sheet_name (SekReader *self, guint sheet)
{
  g_return_val_if_fail (sheet < self->sheets->len, NULL);
  return g_array_index (self->sheets, SekReadSheetName, sheet).name;
}

gboolean
sek_reader_get_sheet_hidden (SekReader *self, guint sheet)
{
  g_return_val_if_fail (sheet < self->sheets->len, FALSE);
  return g_array_index (self->sheets, SekReadSheetName, sheet).hidden;
}

guint
sek_reader_get_sheet (SekReader *self)
{
  return self->sheet;
}

gint64
sek_reader_get_created (SekReader *self)
{
  return self->created;
}

gboolean
sek_reader_select (SekReader *self, guint sheet, GError **error)
{
  g_return_val_if_fail (sheet < self->sheets->len, FALSE);
  if (self->keep.whole && sheet == self->sheet)
    {
      self->keep.at = 0;
      return TRUE;
    }
  _sek_read_keep_forget (&self->keep);
  /* Rows that were too many once are not copied again. */
  self->keep.too_large &= sheet == self->sheet;
  self->sheet = sheet;
  self->ended = FALSE;
  g_array_set_size (self->spans, 0);
  _sek_read_block_reset (&self->block);
  return self->klass->rewind (self, error);
}

gboolean
sek_reader_next (SekReader *self, const SekReadRow **row, GError **error)
{
  if (self->keep.whole)
    {
      *row = _sek_read_keep_take (&self->keep);
      return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
    }
  while ((*row = _sek_read_block_take (&self->block)) == NULL && !self->ended)
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !self->klass->fill (self, error))
      return FALSE;
  if (self->keep.on)
    _sek_read_keep_add (&self->keep, *row);
  return TRUE;
}

void
sek_reader_keep (SekReader *self)
{
  self->keep.on = TRUE;
}

void
sek_reader_set_cancellable (SekReader *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

gboolean
_sek_read_look_at_decimals (SekReader *self, GError **error)
{
  g_autoptr (GError) problem = NULL;
  const SekReadRow *row = NULL;

  self->has_decimals = TRUE;
  for (guint i = 0; i < DECIMAL_ROWS && sek_reader_next (self, &row, &problem) && row != NULL; i++)
    for (guint c = 0; c < row->n_cells; c++)
      if (row->cells[c].kind == SEK_READ_TEXT)
        sek_decimals_add (&self->decimals, row->cells[c].text);
  /* What fails here fails again, and after the rows before it, when it is read. */
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return sek_reader_select (self, self->sheet, error);
}

/* --- what was understood ------------------------------------------------------------------------------------------ */

SekReadFormat
sek_reader_get_format (SekReader *self)
{
  return self->format;
}

const char *
sek_reader_get_encoding (SekReader *self)
{
  return self->encoding;
}

char
sek_reader_get_separator (SekReader *self)
{
  return self->separator;
}

const SekDecimals *
sek_reader_get_decimals (SekReader *self)
{
  return self->has_decimals ? &self->decimals : NULL;
}

GPtrArray *
sek_reader_get_notes (SekReader *self)
{
  return self->notes;
}

static const char *
describe_separator (char separator)
{
  switch (separator)
    {
    case '\t':
      return _("separated by tabs");
    case ';':
      return _("separated by semicolons");
    case ',':
      return _("separated by commas");
    case '|':
      return _("separated by vertical bars");
    case '\0':
      return _("a single column");
    default:
      return _("separated by a mark that was chosen");
    }
}

static const char *
describe_encoding (const char *encoding)
{
  if (g_str_equal (encoding, "WINDOWS-1252"))
    return _("Windows-1252 (Western European)");
  if (g_str_equal (encoding, "CP850"))
    return _("CP850 (DOS)");
  if (g_str_equal (encoding, "MACINTOSH"))
    return _("Mac Roman");
  return encoding;
}

static const char *
describe_decimals (const SekDecimals *decimals)
{
  if (sek_decimals_must_ask (decimals))
    return _("decimal mark in doubt");
  switch (sek_decimals_get (decimals))
    {
    case SEK_DECIMAL_COMMA:
      return _("decimal comma");
    case SEK_DECIMAL_POINT:
      return _("decimal point");
    default:
      return _("no decimals");
    }
}

char *
sek_reader_describe (SekReader *self)
{
  static const char *const formats[] = { "CSV", "JSON-stat", "xlsx", "ods", "HTML" };
  GString *words = g_string_new (self->dialect != NULL ? self->dialect : formats[self->format]);

  if (self->format == SEK_READ_CSV)
    g_string_append_printf (words, ", %s", describe_separator (self->separator));
  if (self->encoding != NULL)
    g_string_append_printf (words, ", %s", describe_encoding (self->encoding));
  if (self->has_decimals)
    g_string_append_printf (words, ", %s", describe_decimals (&self->decimals));
  return g_string_free (words, FALSE);
}

char *
_sek_read_name_cell (guint column, guint64 row)
{
  GString *name = g_string_new (NULL);

  sek_formula_append_column (name, (int) column);
  g_string_append_printf (name, "%u", (guint) row);
  return g_string_free (name, FALSE);
}

char *
sek_reader_name_cell (const SekReadRow *row, guint column)
{
  return _sek_read_name_cell (column, row->number);
}

char *
sek_reader_describe_place (SekReader *self, const SekReadRow *row, guint column)
{
  g_autofree char *cell = NULL;
  const char *sheet;

  if (row->line > 0)
    return g_strdup_printf (_("line %u, column %u"), (guint) row->line, column + 1);
  if (self->format != SEK_READ_XLSX && self->format != SEK_READ_ODS)
    return g_strdup_printf (_("row %u, column %u"), (guint) row->number, column + 1);
  cell = _sek_read_name_cell (column, row->number);
  sheet = sek_reader_get_sheet_name (self, self->sheet);
  return *sheet != '\0' ? g_strdup_printf (_("cell %s of “%s”"), cell, sheet) : g_strdup_printf (_("cell %s"), cell);
}
