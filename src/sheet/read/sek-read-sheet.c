/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-reader-private.h"

enum
{
  MOST_ROWS = 1000000,
  MOST_BYTES = 256 << 20,
  MOST_BLANK_ROWS = 100,
};

struct _SekReadSheet
{
  char         *name;
  GStringChunk *texts;
  GArray       *cells; /* SekReadCell */
  GArray       *rows;  /* SekReadRow; while collecting, n_cells alone says where its cells are */
  guint         n_columns;
  gsize         n_bytes;
};

static const SekReadCell blank = { .kind = SEK_READ_BLANK, .across = 1, .down = 1, .text = "" };

void
sek_read_sheet_free (SekReadSheet *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_string_chunk_free (self->texts);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_free (self);
}

static void
add_row (SekReadSheet *self, const SekReadRow *row)
{
  SekReadRow copy = *row;

  for (guint i = 0; i < row->n_cells; i++)
    {
      SekReadCell cell = row->cells[i];

      cell.text = cell.length > 0 ? g_string_chunk_insert_len (self->texts, cell.text, (gssize) cell.length) : "";
      self->n_bytes += sizeof cell + cell.length + 1;
      if (cell.number != NULL)
        {
          self->n_bytes += strlen (cell.number) + 1;
          cell.number = g_str_equal (cell.number, cell.text) ? cell.text
                                                             : g_string_chunk_insert (self->texts, cell.number);
        }
      g_array_append_val (self->cells, cell);
    }
  self->n_bytes += sizeof copy;
  self->n_columns = MAX (self->n_columns, row->n_cells);
  g_array_append_val (self->rows, copy);
}

/* Rows that a spreadsheet passes over since nothing is in them part its tables. */
static void
add_gap (SekReadSheet *self, guint64 from, guint64 to)
{
  guint64 n = to - from > MOST_BLANK_ROWS ? 1 : to - from;

  for (guint64 i = 0; i < n; i++)
    {
      SekReadRow row = { .number = from + i };

      add_row (self, &row);
    }
}

/* Where the cells are is certain only when no more are added. */
static void
settle_rows (SekReadSheet *self)
{
  const SekReadCell *cells = (const SekReadCell *) (gpointer) self->cells->data;

  for (guint i = 0; i < self->rows->len; i++)
    {
      SekReadRow *row = &g_array_index (self->rows, SekReadRow, i);

      row->cells = cells;
      cells += row->n_cells;
    }
}

static int
compare_number (const void *key, const void *element)
{
  guint64 number = *(const guint64 *) key, other = ((const SekReadRow *) element)->number;

  return number < other ? -1 : number > other;
}

static void
set_spans (SekReadSheet *self, GArray *spans)
{
  for (guint i = 0; i < spans->len && self->rows->len > 0; i++)
    {
      const SekReadSpan *span = &g_array_index (spans, SekReadSpan, i);
      SekReadRow *row = bsearch (&span->row, self->rows->data, self->rows->len, sizeof *row, compare_number);

      for (SekReadRow *each = row; each != NULL && each < (SekReadRow *) (gpointer) self->rows->data + self->rows->len
                                   && each->number < span->row + span->down;
           each++)
        for (guint c = span->column; c < MIN (each->n_cells, span->column + span->across); c++)
          {
            SekReadCell *cell = (SekReadCell *) each->cells + c;

            if (each == row && c == span->column)
              {
                cell->across = (guint16) span->across;
                cell->down = span->down;
              }
            else if (cell->kind == SEK_READ_BLANK)
              {
                cell->flags |= SEK_READ_COVERED;
              }
          }
    }
}

SekReadSheet *
sek_reader_collect (SekReader *reader, guint most_rows, guint most_columns, gsize most_bytes, GError **error)
{
  g_autoptr (SekReadSheet) self = g_new0 (SekReadSheet, 1);
  const SekReadRow *row;
  guint64 next = 0;

  most_rows = most_rows > 0 ? MIN (most_rows, MOST_ROWS) : MOST_ROWS;
  most_columns = most_columns > 0 ? most_columns : SEK_READ_MOST_COLUMNS;
  most_bytes = most_bytes > 0 ? MIN (most_bytes, MOST_BYTES) : MOST_BYTES;
  self->name = g_strdup (sek_reader_get_sheet_name (reader, reader->sheet));
  self->texts = g_string_chunk_new (1 << 16);
  self->cells = g_array_sized_new (FALSE, FALSE, sizeof (SekReadCell), 64);
  self->rows = g_array_new (FALSE, FALSE, sizeof (SekReadRow));
  for (;;)
    {
      if (!sek_reader_next (reader, &row, error))
        return NULL;
      if (row == NULL)
        break;
      if (next > 0 && row->number > next)
        add_gap (self, next, row->number);
      next = row->number + 1;
      add_row (self, row);
      if (self->rows->len > most_rows)
        _sek_reader_fail (reader, error, SEK_ERROR_REFUSED,
                          _("It has more than %u rows, which is too much for what is to be done with it."), most_rows);
      else if (row->n_cells > most_columns)
        _sek_reader_fail (reader, error, SEK_ERROR_REFUSED,
                          _("It has more than %u columns, which is too much for what is to be done with it."),
                          most_columns);
      else if (self->n_bytes > most_bytes)
        _sek_reader_fail (reader, error, SEK_ERROR_REFUSED,
                          _("It is too large to be kept in memory: more than %u MiB."), (guint) (most_bytes >> 20));
      else
        continue;
      return NULL;
    }
  settle_rows (self);
  set_spans (self, reader->spans);
  return g_steal_pointer (&self);
}

const char *
sek_read_sheet_get_name (SekReadSheet *self)
{
  return self->name;
}

guint
sek_read_sheet_get_n_rows (SekReadSheet *self)
{
  return self->rows->len;
}

guint
sek_read_sheet_get_n_columns (SekReadSheet *self)
{
  return self->n_columns;
}

const SekReadRow *
sek_read_sheet_get_row (SekReadSheet *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, NULL);
  return &g_array_index (self->rows, SekReadRow, row);
}

const SekReadCell *
sek_read_sheet_get_cell (SekReadSheet *self, guint row, guint column)
{
  const SekReadRow *at = row < self->rows->len ? &g_array_index (self->rows, SekReadRow, row) : NULL;

  return at != NULL && column < at->n_cells ? &at->cells[column] : &blank;
}

const char *
sek_read_sheet_get_text (SekReadSheet *self, guint row, guint column)
{
  return sek_read_sheet_get_cell (self, row, column)->text;
}
