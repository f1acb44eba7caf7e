/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-reader-private.h"

enum
{
  MOST_WAITING = 1 << 20,       /* cells */
  MOST_WAITING_BYTES = 1 << 26,
};

typedef struct
{
  guint64 number;
  guint64 line;
  guint   first;
  guint   n_cells;
  guint   left;     /* how often it is still to be taken */
  gboolean resolved;
} Entry;

void
_sek_read_block_init (SekReadBlock *self)
{
  self->texts = g_string_new (NULL);
  self->cells = g_array_sized_new (FALSE, FALSE, sizeof (SekReadCell), 64);
  self->rows = g_array_sized_new (FALSE, FALSE, sizeof (Entry), 16);
}

void
_sek_read_block_clear (SekReadBlock *self)
{
  if (self->texts == NULL)
    return;
  g_string_free (self->texts, TRUE);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
}

void
_sek_read_block_reset (SekReadBlock *self)
{
  g_string_truncate (self->texts, 0);
  g_array_set_size (self->cells, 0);
  g_array_set_size (self->rows, 0);
  self->at = self->first = 0;
  self->start = 0;
  self->overflows = FALSE;
}

void
_sek_read_block_shift (SekReadBlock *self)
{
  gsize by = self->start;

  if (self->at < self->rows->len)
    return;
  if (self->first > 0)
    g_array_remove_range (self->cells, 0, self->first);
  g_string_erase (self->texts, 0, (gssize) by);
  for (guint i = 0; i < self->cells->len; i++)
    {
      SekReadCell *cell = &g_array_index (self->cells, SekReadCell, i);

      if (cell->text != NULL)
        cell->text -= by;
      if (cell->number != NULL)
        cell->number -= by;
    }
  g_array_set_size (self->rows, 0);
  self->at = self->first = 0;
  self->start = 0;
}

/* Offsets are kept one too large, so that none is NULL. */
static const char *
append_text (SekReadBlock *self, const char *text, gsize length)
{
  gsize offset = self->texts->len;

  g_string_append_len (self->texts, text, (gssize) length);
  g_string_append_c (self->texts, '\0');
  return (const char *) (offset + 1);
}

SekReadCell *
_sek_read_block_add (SekReadBlock *self, SekReadKind kind, const char *text, gsize length)
{
  SekReadCell cell = { .kind = kind, .across = 1, .down = 1, .length = length };

  /* Not so much that a few bytes of a file could fill the memory. */
  if (self->cells->len >= MOST_WAITING || self->texts->len + length > MOST_WAITING_BYTES)
    self->overflows = TRUE;
  if (self->overflows)
    {
      cell.length = 0;
      length = 0;
      g_array_set_size (self->cells, MIN (self->cells->len, MOST_WAITING));
    }
  if (length > 0)
    cell.text = append_text (self, text, length);
  g_array_append_val (self->cells, cell);
  return &g_array_index (self->cells, SekReadCell, self->cells->len - 1);
}

SekReadCell *
_sek_read_block_last (SekReadBlock *self)
{
  return &g_array_index (self->cells, SekReadCell, self->cells->len - 1);
}

void
_sek_read_block_set_number (SekReadBlock *self, const char *number)
{
  SekReadCell *cell = _sek_read_block_last (self);

  cell->number = append_text (self, number, strlen (number));
}

guint
_sek_read_block_n_cells (const SekReadBlock *self)
{
  return self->cells->len - self->first;
}

void
_sek_read_block_fill (SekReadBlock *self, guint n)
{
  while (_sek_read_block_n_cells (self) < n && !self->overflows)
    _sek_read_block_add (self, SEK_READ_BLANK, "", 0);
}

void
_sek_read_block_end_row (SekReadBlock *self, guint64 number, guint64 line)
{
  Entry entry = { number, line, self->first, _sek_read_block_n_cells (self), 1, FALSE };

  g_array_append_val (self->rows, entry);
  self->first = self->cells->len;
  self->start = self->texts->len;
}

void
_sek_read_block_repeat_row (SekReadBlock *self, guint n)
{
  g_array_index (self->rows, Entry, self->rows->len - 1).left = n;
}

void
_sek_read_block_rewind (SekReadBlock *self)
{
  for (guint i = 0; i < self->at; i++)
    {
      Entry *entry = &g_array_index (self->rows, Entry, i);

      entry->left = 1;
      entry->number--;
    }
  self->at = 0;
}

static void
resolve (SekReadBlock *self, SekReadCell *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      cells[i].text = cells[i].text != NULL ? self->texts->str + ((gsize) cells[i].text - 1) : "";
      if (cells[i].number != NULL)
        cells[i].number = self->texts->str + ((gsize) cells[i].number - 1);
    }
}

const SekReadRow *
_sek_read_block_take (SekReadBlock *self)
{
  SekReadCell *cells;
  Entry *entry;

  if (self->at >= self->rows->len)
    return NULL;
  entry = &g_array_index (self->rows, Entry, self->at);
  cells = (SekReadCell *) (gpointer) self->cells->data + entry->first;
  if (!entry->resolved)
    resolve (self, cells, entry->n_cells);
  entry->resolved = TRUE;
  self->row = (SekReadRow) { entry->number, entry->line, entry->n_cells, cells };
  entry->number++;
  if (--entry->left == 0)
    self->at++;
  return &self->row;
}
