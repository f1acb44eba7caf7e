/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
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

/* --- turned ------------------------------------------------------------------------------------------------------- */

/* Rows that become columns, at most. */
enum { MOST_TURNED = 2000 };

static gboolean
is_of_table (const SekReadRow *row, guint64 head)
{
  if (row->number < head)
    return FALSE;
  for (guint c = 1; c < row->n_cells; c++)
    if (row->cells[c].length > 0)
      return TRUE;
  return FALSE;
}

/* The c-th cells of the rows as one row. What stands in the corner is of all heads: «Per 1. januar» above «2022». */
static void
add_turned (SekReadKeep *keep, GPtrArray *rows, guint column, guint64 number)
{
  const SekReadRow *head = rows->pdata[0];
  const char *corner = column == 0 ? head->cells[0].text : "";
  g_autofree SekReadCell *cells = g_new0 (SekReadCell, rows->len);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (256);
  const SekReadRow row = { .number = number, .n_cells = rows->len, .cells = cells };

  for (guint i = 0; i < rows->len; i++)
    {
      const SekReadRow *from = rows->pdata[i];
      g_autofree char *text = NULL;

      cells[i] = column < from->n_cells ? from->cells[column] : (SekReadCell) { .text = "" };
      if (*corner != '\0')
        {
          text = i > 0 ? g_strdup_printf ("%s %s", corner, cells[i].text) : g_strdup ("");
          cells[i] = (SekReadCell) { .text = g_string_chunk_insert (texts, text), .length = strlen (text) };
        }
      cells[i].across = cells[i].down = 1;
    }
  _sek_read_keep_add (keep, &row);
}

gboolean
sek_reader_turn (SekReader *self, guint64 head, GError **error)
{
  SekReadKeep plain = { 0 }, turned = { .on = TRUE };
  g_autoptr (GPtrArray) table = g_ptr_array_new ();
  const SekReadRow *row;
  guint n_columns = 0;
  gboolean ok = sek_reader_select (self, self->sheet, error);

  while (ok && (ok = sek_reader_next (self, &row, error)) && row != NULL && plain.size < MOST_KEPT)
    _sek_read_keep_add (&plain, row);
  for (guint i = 0; ok && plain.rows != NULL && i < plain.rows->len; i++)
    if (is_of_table (plain.rows->pdata[i], head))
      {
        g_ptr_array_add (table, plain.rows->pdata[i]);
        n_columns = MAX (n_columns, ((SekReadRow *) plain.rows->pdata[i])->n_cells);
      }
  if (ok && (plain.too_large || plain.rows == NULL || table->len > MOST_TURNED))
    {
      _sek_reader_fail (self, error, SEK_ERROR_REFUSED,
                        _("It has more than %d rows of years."), MOST_TURNED);
      ok = FALSE;
    }
  for (guint i = 0; ok && i < plain.rows->len; i++)
    if (table->len == 0 || plain.rows->pdata[i] != table->pdata[0])
      {
        if (!g_ptr_array_find (table, plain.rows->pdata[i], NULL))
          _sek_read_keep_add (&turned, plain.rows->pdata[i]);
      }
    else
      for (guint c = 0; c < n_columns; c++)
        add_turned (&turned, table, c, head + c);
  _sek_read_keep_forget (&plain);
  if (!ok)
    {
      _sek_read_keep_forget (&turned);
      return FALSE;
    }
  _sek_read_keep_add (&turned, NULL);
  turned.at = 0;
  _sek_read_keep_forget (&self->keep);
  self->keep = turned;
  return TRUE;
}
