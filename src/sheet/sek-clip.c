/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-clip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-cell-text.h"
#include "sek-error.h"

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

char *
sek_clip_write_tsv (SekClip *self)
{
  GString *out = g_string_new (NULL);

  for (guint row = 0; row < self->n_rows; row++)
    for (guint column = 0; column < self->n_columns; column++)
      {
        const char *exact = _sek_clip_get_exact (self, row, column);
        g_autofree char *figure = exact != NULL ? g_strdelimit (g_strdup (exact), ".", ',') : NULL;

        sek_text_append_field (out, figure != NULL ? figure : sek_clip_get (self, row, column), '\t');
        g_string_append_c (out, column + 1 < self->n_columns ? '\t' : '\n');
      }
  return g_string_free (out, FALSE);
}

char *
sek_clip_write_text (SekClip *self)
{
  GString *out = g_string_new (NULL);

  for (guint row = 0; row < self->n_rows; row++)
    for (guint column = 0; column < self->n_columns; column++)
      {
        sek_text_append_field (out, sek_clip_get (self, row, column), '\t');
        if (column + 1 < self->n_columns)
          g_string_append_c (out, '\t');
        else if (row + 1 < self->n_rows)
          g_string_append_c (out, '\n');
      }
  return g_string_free (out, FALSE);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

char *
_sek_clip_to_utf8 (const char *data, gsize length)
{
  const guint8 *bytes = (const guint8 *) data;
  char *text;

  if (length >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)))
    {
      text = g_convert (data + 2, (gssize) length - 2, "UTF-8", bytes[0] == 0xff ? "UTF-16LE" : "UTF-16BE", NULL, &length, NULL);
      data = text;
    }
  else
    {
      if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
        {
          data += 3;
          length -= 3;
        }
      text = g_strndup (data, length);
    }
  /* A program may end its text with a NUL. */
  while (text != NULL && length > 0 && text[length - 1] == '\0')
    length--;
  if (text != NULL && g_utf8_validate (text, (gssize) length, NULL))
    return text;
  g_free (text);
  return NULL;
}

SekClip *
_sek_clip_from_rows (GPtrArray *rows, gboolean has_head)
{
  guint n_columns = 0, first = has_head ? 1 : 0;
  SekClip *self;

  for (guint i = 0; i < rows->len; i++)
    n_columns = MAX (n_columns, ((GPtrArray *) rows->pdata[i])->len);
  self = sek_clip_new (rows->len - first, n_columns);
  for (guint r = 0; r < rows->len; r++)
    {
      GPtrArray *row = rows->pdata[r];

      for (guint c = 0; c < row->len; c++)
        if (r < first)
          sek_clip_set_head (self, c, row->pdata[c]);
        else
          get_cell (self, r - first, c)->text = g_steal_pointer (&row->pdata[c]);
    }
  g_ptr_array_unref (rows);
  return self;
}

/* Reads one cell and leaves c at what ends it: a tab, a line end, or the end. */
static char *
read_cell (const char **c)
{
  GString *text = g_string_new (NULL);

  if (**c == '"')
    {
      const char *at = *c + 1;

      while (*at != '\0' && (*at != '"' || at[1] == '"'))
        {
          at += *at == '"';
          g_string_append_c (text, *at++);
        }
      /* A quote that is not closed at the end of a cell is a quote. */
      if (*at == '"' && (at[1] == '\t' || at[1] == '\n' || at[1] == '\r' || at[1] == '\0'))
        {
          *c = at + 1;
          return g_string_free (text, FALSE);
        }
      g_string_truncate (text, 0);
    }
  while (**c != '\0' && **c != '\t' && **c != '\n' && **c != '\r')
    g_string_append_c (text, *(*c)++);
  return g_string_free (text, FALSE);
}

SekClip *
sek_clip_read_text (const char *data, gsize length, GError **error)
{
  g_autofree char *text = _sek_clip_to_utf8 (data, length);
  GPtrArray *rows, *row;

  if (text == NULL)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_INPUT,
                           _("What was copied cannot be pasted: it is not text in Unicode. Copy it anew from the program that shows it."));
      return NULL;
    }
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (const char *c = text; *c != '\0';)
    {
      row = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (rows, row);
      g_ptr_array_add (row, read_cell (&c));
      for (; *c == '\t';)
        {
          c++;
          g_ptr_array_add (row, read_cell (&c));
        }
      if (*c == '\r' && c[1] == '\n')
        c++;
      if (*c != '\0')
        c++;
    }
  return _sek_clip_from_rows (rows, FALSE);
}
