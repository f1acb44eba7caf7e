/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-clip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-cell-text.h"
#include "sek-error.h"
#include "sek-reader-private.h"

enum
{
  MOST_CELLS = 1000000,
};

typedef struct
{
  char *text;
  char *exact;
} Cell;

struct _SekClip
{
  guint    n_rows;
  guint    n_columns;
  Cell    *cells; /* row by row */
  char   **heads; /* one a column, NULL without heads */
  guint8  *bold;  /* one a row */
};

SekClip *
sek_clip_new (guint n_rows, guint n_columns)
{
  SekClip *self = g_new0 (SekClip, 1);

  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->cells = g_new0 (Cell, (gsize) n_rows * n_columns);
  self->bold = g_new0 (guint8, n_rows);
  return self;
}

void
sek_clip_free (SekClip *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < (gsize) self->n_rows * self->n_columns; i++)
    {
      g_free (self->cells[i].text);
      g_free (self->cells[i].exact);
    }
  for (guint i = 0; self->heads != NULL && i < self->n_columns; i++)
    g_free (self->heads[i]);
  g_free (self->heads);
  g_free (self->cells);
  g_free (self->bold);
  g_free (self);
}

guint
sek_clip_get_n_rows (SekClip *self)
{
  return self->n_rows;
}

guint
sek_clip_get_n_columns (SekClip *self)
{
  return self->n_columns;
}

static Cell *
get_cell (SekClip *self, guint row, guint column)
{
  return &self->cells[(gsize) row * self->n_columns + column];
}

void
sek_clip_set (SekClip *self, guint row, guint column, const char *text)
{
  sek_clip_set_number (self, row, column, text, NULL);
}

void
sek_clip_set_number (SekClip *self, guint row, guint column, const char *text, const char *exact)
{
  Cell *cell = get_cell (self, row, column);

  g_free (cell->text);
  g_free (cell->exact);
  cell->text = g_strdup (text);
  cell->exact = g_strdup (exact);
}

const char *
sek_clip_get (SekClip *self, guint row, guint column)
{
  const Cell *cell = get_cell (self, row, column);

  return cell->text != NULL ? cell->text : "";
}

const char *
_sek_clip_get_exact (SekClip *self, guint row, guint column)
{
  return get_cell (self, row, column)->exact;
}

void
sek_clip_set_head (SekClip *self, guint column, const char *text)
{
  if (self->heads == NULL)
    self->heads = g_new0 (char *, self->n_columns);
  g_free (self->heads[column]);
  self->heads[column] = g_strdup (text);
}

const char *
sek_clip_get_head (SekClip *self, guint column)
{
  return self->heads == NULL ? NULL : self->heads[column] != NULL ? self->heads[column] : "";
}

void
sek_clip_set_bold (SekClip *self, guint row)
{
  self->bold[row] = TRUE;
}

gboolean
_sek_clip_is_bold (SekClip *self, guint row)
{
  return self->bold[row];
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

guint
_sek_clip_get_n_lines (SekClip *self)
{
  return self->n_rows + (self->heads != NULL ? 1 : 0);
}

int
_sek_clip_get_row_of (SekClip *self, guint line)
{
  return (int) line - (self->heads != NULL ? 1 : 0);
}

/* What stands in a line of text. A head of two lines is one here: its own line end would look like a row's. Owned. */
static char *
dup_field (SekClip *self, guint line, guint column, gboolean plain)
{
  int row = _sek_clip_get_row_of (self, line);
  const char *exact = row >= 0 && plain ? _sek_clip_get_exact (self, (guint) row, column) : NULL;

  if (row < 0)
    return sek_head_to_line (sek_clip_get_head (self, column));
  return exact != NULL ? g_strdelimit (g_strdup (exact), ".", ',')
                       : g_strdup (sek_clip_get (self, (guint) row, column));
}

static void
append_lines (SekClip *self, GString *out, gboolean plain)
{
  for (guint line = 0; line < _sek_clip_get_n_lines (self); line++)
    for (guint column = 0; column < self->n_columns; column++)
      {
        g_autofree char *text = dup_field (self, line, column, plain);

        sek_text_append_field (out, text, '\t');
        g_string_append_c (out, column + 1 < self->n_columns ? '\t' : '\n');
      }
}

char *
sek_clip_write_tsv (SekClip *self)
{
  GString *out = g_string_new (NULL);

  append_lines (self, out, TRUE);
  return g_string_free (out, FALSE);
}

char *
sek_clip_write_text (SekClip *self)
{
  GString *out = g_string_new (NULL);

  append_lines (self, out, FALSE);
  /* The last line is not ended, so that one cell is nothing but its text; a blank last one of several would be lost. */
  if (out->len > 0 && (out->len == 1 || out->str[out->len - 2] != '\n'))
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* A figure that is known exactly as people type it. */
static char *
dup_cell (const SekReadCell *cell)
{
  return cell->number != NULL ? g_strdelimit (g_strdup (cell->number), ".", ',') : g_strdup (cell->text);
}

static gboolean
is_head (SekReadSheet *sheet)
{
  const SekReadRow *row = sek_read_sheet_get_row (sheet, 0);

  for (guint c = 0; c < row->n_cells; c++)
    if (!(row->cells[c].flags & (SEK_READ_HEAD | SEK_READ_COVERED)))
      return FALSE;
  return row->n_cells > 0 && sek_read_sheet_get_n_rows (sheet) > 1;
}

static SekClip *
read_clip (const char *data, gsize length, SekReadFormat format, gboolean no_quotes, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (SekReader) reader = _sek_reader_open_clip (bytes, format, no_quotes, error);
  g_autoptr (SekReadSheet) sheet = reader != NULL ? sek_reader_collect (reader, 0, 0, 0, error) : NULL;
  guint first, n_rows, n_columns;
  SekClip *self;

  if (sheet == NULL)
    return NULL;
  n_rows = sek_read_sheet_get_n_rows (sheet);
  n_columns = sek_read_sheet_get_n_columns (sheet);
  if ((guint64) n_rows * n_columns > MOST_CELLS)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("The table that was copied cannot be pasted: it has more than %d cells. Copy it in parts."),
                   MOST_CELLS);
      return NULL;
    }
  first = n_rows > 0 && is_head (sheet) ? 1 : 0;
  self = sek_clip_new (n_rows - first, n_columns);
  for (guint c = 0; first > 0 && c < n_columns; c++)
    sek_clip_set_head (self, c, sek_read_sheet_get_text (sheet, 0, c));
  for (guint r = first; r < n_rows; r++)
    for (guint c = 0; c < sek_read_sheet_get_row (sheet, r)->n_cells; c++)
      get_cell (self, r - first, c)->text = dup_cell (sek_read_sheet_get_cell (sheet, r, c));
  return self;
}

SekClip *
sek_clip_read_html (const char *data, gsize length, GError **error)
{
  return read_clip (data, length, SEK_READ_HTML, FALSE, error);
}

SekClip *
sek_clip_read_text (const char *data, gsize length, GError **error)
{
  g_autoptr (GError) problem = NULL;
  SekClip *self = read_clip (data, length, SEK_READ_CSV, FALSE, &problem);

  if (self != NULL)
    return self;
  /* A quotation mark that is never closed is one. */
  if (memchr (data, '"', length) != NULL)
    return read_clip (data, length, SEK_READ_CSV, TRUE, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}
