/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-reader-private.h"

/* Rows of a sheet that was read once, kept so that it can be gone through again without its file. */

/* What is kept at most: beyond it the file is read again. */
#define MOST_KEPT ((gsize) 96 << 20)

void
_sek_read_keep_forget (SekReadKeep *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  self->size = 0;
  self->at = 0;
  self->whole = FALSE;
}

void
_sek_read_keep_add (SekReadKeep *self, const SekReadRow *row)
{
  SekReadRow *kept;
  SekReadCell *cells;

  if (self->too_large)
    return;
  if (self->rows == NULL)
    {
      self->rows = g_ptr_array_new_with_free_func (g_free);
      self->texts = g_string_chunk_new (1 << 16);
    }
  if (row == NULL)
    {
      self->whole = TRUE;
      self->at = self->rows->len;
      return;
    }
  self->size += sizeof *row + row->n_cells * sizeof *row->cells;
  for (guint c = 0; c < row->n_cells; c++)
    self->size += row->cells[c].length + 1 + (row->cells[c].number != NULL ? strlen (row->cells[c].number) + 1 : 0);
  if (self->size > MOST_KEPT)
    {
      _sek_read_keep_forget (self);
      self->too_large = TRUE;
      return;
    }
  kept = g_malloc (sizeof *row + row->n_cells * sizeof *row->cells);
  cells = (SekReadCell *) (gpointer) (kept + 1);
  *kept = *row;
  kept->cells = cells;
  for (guint c = 0; c < row->n_cells; c++)
    {
      cells[c] = row->cells[c];
      cells[c].text = g_string_chunk_insert_len (self->texts, row->cells[c].text, (gssize) row->cells[c].length);
      if (row->cells[c].number != NULL)
        cells[c].number = g_string_chunk_insert (self->texts, row->cells[c].number);
    }
  g_ptr_array_add (self->rows, kept);
}

const SekReadRow *
_sek_read_keep_take (SekReadKeep *self)
{
  return self->at < self->rows->len ? self->rows->pdata[self->at++] : NULL;
}
