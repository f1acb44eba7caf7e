/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-read-text.h"
#include "sek-reader-private.h"

/* CSV and its sisters: sek-read-text.c makes UTF-8 of the bytes, libcsv knows the grammar. libcsv's own ideas of blanks
 * are switched off: it would trim cells and pass over empty lines. */

typedef struct
{
  SekReadText      *text;
  struct csv_parser parser;
  SekReader        *reader;
  guint64           line;      /* that is being read */
  guint64           begun;     /* where its row began */
  guint64           number;    /* rows so far */
  int               last_end;  /* the character that ended the row before, -1 when a cell followed it */
  gboolean          too_wide;
  gboolean          too_long;
  gboolean          any;       /* something was parsed */
} Csv;

static int
is_space (unsigned char c)
{
  return 0;
}

static guint
count_lines (const char *text, gsize length)
{
  const char *end = text + length;
  guint n = 0;

  for (const char *c = text; (c = memchr (c, '\n', (gsize) (end - c))) != NULL; c++)
    n++;
  return n;
}

static void
cell_read_cb (void *data, size_t length, void *user_data)
{
  Csv *self = user_data;
  SekReadBlock *block = &self->reader->block;
  const char *text = data;

  self->last_end = -1;
  if (_sek_read_block_n_cells (block) >= SEK_READ_MOST_COLUMNS)
    {
      self->too_wide = TRUE;
      return;
    }
  if (length > SEK_READ_MOST_CELL || block->texts->len - block->start > SEK_READ_MOST_ROW)
    {
      self->too_long = TRUE;
      return;
    }
  /* What our own writer, and others, put before a text that a spreadsheet would take for a formula. */
  if (!self->reader->given && length > 1 && text[0] == '\'' && strchr ("=+-@\t\r\n", text[1]) != NULL
      && text[1] != '\0')
    {
      text++;
      length--;
    }
  self->line += count_lines (text, length);
  _sek_read_block_add (block, length > 0 ? SEK_READ_TEXT : SEK_READ_BLANK, text, length);
}

static void
row_read_cb (int end, void *user_data)
{
  Csv *self = user_data;

  /* CR LF is one end, not a row without cells between them. */
  if (self->last_end == '\r' && end == '\n')
    {
      self->last_end = end;
      return;
    }
  self->last_end = end;
  if (self->too_wide || self->too_long)
    return;
  _sek_read_block_end_row (&self->reader->block, ++self->number, self->begun);
  self->line++;
  self->begun = self->line;
}

static gboolean
check_limits (Csv *self, GError **error)
{
  if (!self->too_long)
    self->too_long = csv_get_buffer_size (&self->parser) > SEK_READ_MOST_CELL + SEK_READ_TEXT_CHUNK * 4;
  if (self->too_long)
    _sek_reader_fail (self->reader, error, SEK_ERROR_REFUSED,
                      _("Line %u has a cell of more than 1 MiB. Perhaps a quotation mark there is never closed."),
                      (guint) self->line);
  else if (self->too_wide)
    _sek_reader_fail (self->reader, error, SEK_ERROR_REFUSED, _("Line %u has more than %d cells."), (guint) self->begun,
                      SEK_READ_MOST_COLUMNS);
  return !self->too_long && !self->too_wide;
}

/* The last row may lack its line end; a quotation mark must not lack its sister. */
static gboolean
finish (Csv *self, GError **error)
{
  csv_set_opts (&self->parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
  if (csv_fini (&self->parser, cell_read_cb, row_read_cb, self) != 0)
    {
      _sek_reader_fail (self->reader, error, SEK_ERROR_INPUT,
                        _("A quotation mark at the beginning of a cell in line %u is never closed. Remove it, or "
                          "close it."),
                        (guint) self->line);
      return FALSE;
    }
  self->reader->ended = TRUE;
  return check_limits (self, error);
}

static gboolean
fill (SekReader *reader, GError **error)
{
  Csv *self = reader->state;
  const char *text;
  gsize length;

  _sek_read_block_shift (&reader->block);
  if (!sek_read_text_next (self->text, &text, &length, error))
    return FALSE;
  reader->encoding = sek_read_text_get_encoding (self->text);
  if (length == 0)
    return finish (self, error);
  if (csv_parse (&self->parser, text, length, cell_read_cb, row_read_cb, self) != length)
    {
      _sek_reader_fail (reader, error, SEK_ERROR_INPUT, _("Line %u cannot be read: %s."), (guint) self->line,
                        csv_strerror (csv_error (&self->parser)));
      return FALSE;
    }
  return check_limits (self, error);
}

static void
stop (Csv *self)
{
  if (self->text == NULL)
    return;
  csv_free (&self->parser);
  g_clear_pointer (&self->text, sek_read_text_free);
}

/* "sep=;" is Excel's way to tell itself the separator. */
static gsize
read_separator_line (const char *text, gsize length, char *separator)
{
  if (length < 6 || g_ascii_strncasecmp (text, "sep=", 4) != 0 || (text[5] != '\r' && text[5] != '\n'))
    return 0;
  *separator = text[4];
  return text[5] == '\r' && length > 6 && text[6] == '\n' ? 7 : 6;
}

static gboolean
start (SekReader *reader, GError **error)
{
  Csv *self = reader->state;
  const char *text;
  gsize length, skip;

  stop (self);
  self->text = sek_read_text_new (reader, error);
  if (self->text == NULL)
    return FALSE;
  csv_init (&self->parser, CSV_REPALL_NL);
  csv_set_space_func (&self->parser, is_space);
  csv_set_blk_size (&self->parser, 4096);
  self->number = 0;
  self->line = self->begun = 1;
  self->last_end = -1;
  self->too_wide = self->too_long = FALSE;
  if (!sek_read_text_peek (self->text, &text, &length, error))
    return FALSE;
  reader->encoding = sek_read_text_get_encoding (self->text);
  reader->separator = reader->options.separator != '\0' ? reader->options.separator
                                                        : _sek_read_guess_separator (text, length);
  skip = reader->options.separator == '\0' ? read_separator_line (text, length, &reader->separator) : 0;
  if (skip > 0)
    {
      sek_read_text_skip (self->text, skip);
      self->line = self->begun = 2;
    }
  /* A single column has no separator; no text has this one. */
  csv_set_delim (&self->parser, reader->separator != '\0' ? (unsigned char) reader->separator : 0x01);
  if (reader->options.no_quotes)
    csv_set_quote (&self->parser, 0x02);
  return TRUE;
}

static void
csv_stop_and_free (SekReader *reader)
{
  stop (reader->state);
  g_free (reader->state);
}

gboolean
_sek_read_csv_open (SekReader *reader, GError **error)
{
  static const SekReaderClass klass = { fill, start, csv_stop_and_free };
  Csv *self = g_new0 (Csv, 1);

  self->reader = reader;
  reader->klass = &klass;
  reader->state = self;
  reader->format = SEK_READ_CSV;
  _sek_reader_add_sheet (reader, "", FALSE);
  return sek_reader_select (reader, 0, error) && _sek_read_look_at_decimals (reader, error);
}
