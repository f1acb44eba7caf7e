/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-error.h"
#include "sek-reader.h"
#include "test-folder.h"

/* A sheet as one line of text, that a test can compare: cells between |, rows between /, a line end in a cell as ~.
 * Figures, dates, truth values and errors are marked: #-1234.5, @2022-11-18, ?1, !#N/A. */

/* NULL and an error when a row cannot be read. Free with g_free(). */
static inline char *
read_rows (SekReader *reader, GError **error)
{
  static const char *const marks[] = { "", "", "#", "@", "?", "!" };
  GString *out = g_string_new (NULL);
  const SekReadRow *row;

  for (;;)
    {
      if (!sek_reader_next (reader, &row, error))
        {
          g_string_free (out, TRUE);
          return NULL;
        }
      if (row == NULL)
        return g_string_free (out, FALSE);
      if (out->len > 0)
        g_string_append (out, "/");
      for (guint i = 0; i < row->n_cells; i++)
        {
          const SekReadCell *cell = &row->cells[i];

          g_assert_cmpuint (strlen (cell->text), ==, cell->length);
          g_assert_true (g_utf8_validate (cell->text, -1, NULL));
          g_assert_cmpint (cell->kind == SEK_READ_NUMBER, ==, cell->number != NULL);
          g_assert_cmpint (cell->kind == SEK_READ_BLANK, ==, cell->length == 0);
          g_string_append_printf (out, "%s%s%s", i > 0 ? "|" : "", marks[cell->kind],
                                  cell->number != NULL ? cell->number : cell->text);
        }
    }
}

static inline SekReader *
open_bytes (const char *data, gssize length, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length >= 0 ? (gsize) length : strlen (data));

  return sek_reader_open_bytes (bytes, name, NULL, NULL, error);
}

/* The rows of what is in memory, or its error as "error: …". Free with g_free(). */
static inline char *
read_bytes (const char *data, gssize length, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = open_bytes (data, length, name, &error);
  char *rows = reader != NULL ? read_rows (reader, &error) : NULL;

  if (rows != NULL)
    return g_strdelimit (rows, "\n", '~');
  g_assert_nonnull (error);
  return g_strconcat ("error: ", error->message, NULL);
}

#define assert_rows(data, name, expected)                             \
  G_STMT_START                                                        \
  {                                                                   \
    g_autofree char *assert_rows_got = read_bytes (data, -1, name);   \
    g_assert_cmpstr (assert_rows_got, ==, expected);                  \
  }                                                                   \
  G_STMT_END
