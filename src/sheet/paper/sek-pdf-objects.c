/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-pdf-objects.h"

#include <string.h>
#include <zlib.h>

/* In one stream: enough to compress well, few enough for a reader that wants one of them. */
enum { OBJECTS_IN_STREAM = 256 };

/* A row of the cross-reference: a byte's type, four for an offset or a stream's number, two for the index in it. */
enum { ROW_LENGTH = 7 };

typedef struct
{
  guint8  type; /* 1: at an offset; 2: in a stream */
  guint32 where;
  guint16 index;
} Row;

struct _SekPdfObjects
{
  GByteArray *file;
  guint32     first;
  GArray     *rows;        /* of Row, from first on */
  guint32     replaced;    /* 0: none */
  Row         replaced_row;
  GString    *heads;       /* of the stream that is being filled */
  GString    *bodies;
  guint       n_bodies;
  GArray     *streams;     /* of GString; they are numbered after the objects */
};

SekPdfObjects *
sek_pdf_objects_new (GByteArray *file, guint32 first)
{
  SekPdfObjects *self = g_new0 (SekPdfObjects, 1);

  self->file = file;
  self->first = first;
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->streams = g_array_new (FALSE, FALSE, sizeof (GString *));
  self->heads = g_string_new (NULL);
  self->bodies = g_string_new (NULL);

  return self;
}

void
sek_pdf_objects_free (SekPdfObjects *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->streams->len; i++)
    g_string_free (g_array_index (self->streams, GString *, i), TRUE);
  g_array_unref (self->streams);
  g_array_unref (self->rows);
  g_string_free (self->heads, TRUE);
  g_string_free (self->bodies, TRUE);
  g_free (self);
}

static void
append_text (GByteArray *file, const char *text)
{
  g_byte_array_append (file, (const guint8 *) text, (guint) strlen (text));
}

/* "… /Length 123 >> stream … endstream", the dictionary begun by the caller. */
static void
append_stream (GString *out, const char *dictionary, const char *bytes, gsize length)
{
  uLongf packed_length = compressBound (length);
  g_autofree Bytef *packed = g_malloc (packed_length);

  if (compress (packed, &packed_length, (const Bytef *) bytes, length) != Z_OK)
    g_error ("zlib could not compress %" G_GSIZE_FORMAT " bytes", length);
  g_string_append_printf (out, "<< %s /Filter /FlateDecode /Length %lu >>\nstream\n", dictionary, packed_length);
  g_string_append_len (out, (const char *) packed, (gssize) packed_length);
  g_string_append (out, "\nendstream\n");
}

static void
close_stream (SekPdfObjects *self)
{
  GString *stream;
  g_autofree char *dictionary = NULL;

  if (self->n_bodies == 0)
    return;
  stream = g_string_new (NULL);
  dictionary = g_strdup_printf ("/Type /ObjStm /N %u /First %" G_GSIZE_FORMAT, self->n_bodies, self->heads->len);
  g_string_append_len (self->heads, self->bodies->str, (gssize) self->bodies->len);
  append_stream (stream, dictionary, self->heads->str, self->heads->len);
  g_array_append_val (self->streams, stream);
  g_string_truncate (self->heads, 0);
  g_string_truncate (self->bodies, 0);
  self->n_bodies = 0;
}

void
sek_pdf_objects_add (SekPdfObjects *self, guint32 number, const char *source, gsize length)
{
  Row row = { 2, self->streams->len, (guint16) self->n_bodies };

  if (number < self->first)
    {
      g_assert (self->replaced == 0);
      self->replaced = number;
      self->replaced_row = row;
    }
  else
    {
      g_assert (number == self->first + self->rows->len);
      g_array_append_val (self->rows, row);
    }
  g_string_append_printf (self->heads, "%u %" G_GSIZE_FORMAT " ", number, self->bodies->len);
  g_string_append_len (self->bodies, source, (gssize) length);
  g_string_append_c (self->bodies, '\n');
  if (++self->n_bodies == OBJECTS_IN_STREAM)
    close_stream (self);
}

/* Each row as its difference from the one above, which compresses to next to nothing. */
static void
append_row (GString *table, const Row *row, guint8 *before)
{
  guint8 bytes[ROW_LENGTH] = { row->type, (guint8) (row->where >> 24), (guint8) (row->where >> 16),
                               (guint8) (row->where >> 8), (guint8) row->where, (guint8) (row->index >> 8),
                               (guint8) row->index };

  g_string_append_c (table, 2);
  for (guint i = 0; i < ROW_LENGTH; i++)
    g_string_append_c (table, (char) (guint8) (bytes[i] - before[i]));
  memcpy (before, bytes, ROW_LENGTH);
}

void
sek_pdf_objects_finish (SekPdfObjects *self, const char *trailer, gsize previous)
{
  g_autoptr (GString) table = g_string_new (NULL), stream = g_string_new (NULL), dictionary = g_string_new (NULL);
  guint8 before[ROW_LENGTH] = { 0 };
  guint32 n_objects = self->rows->len, first_stream = self->first + n_objects, size;
  g_autofree char *end = NULL;
  Row last;

  close_stream (self);
  size = first_stream + self->streams->len + 1;
  for (guint i = 0; i < self->streams->len; i++)
    {
      GString *source = g_array_index (self->streams, GString *, i);
      Row row = { 1, self->file->len, 0 };
      g_autofree char *head = g_strdup_printf ("%u 0 obj\n", first_stream + i);

      append_text (self->file, head);
      g_byte_array_append (self->file, (const guint8 *) source->str, (guint) source->len);
      append_text (self->file, "endobj\n");
      g_array_append_val (self->rows, row);
    }
  last = (Row) { 1, self->file->len, 0 };
  g_array_append_val (self->rows, last);
  /* Until now streams were counted from 0. */
  for (guint i = 0; i < n_objects; i++)
    g_array_index (self->rows, Row, i).where += first_stream;
  self->replaced_row.where += first_stream;

  if (self->replaced > 0)
    append_row (table, &self->replaced_row, before);
  for (guint i = 0; i < self->rows->len; i++)
    append_row (table, &g_array_index (self->rows, Row, i), before);
  g_string_append_printf (dictionary, "/Type /XRef /W [ 1 4 2 ] /DecodeParms << /Predictor 12 /Columns %d >> /Index [ ",
                          ROW_LENGTH);
  if (self->replaced > 0)
    g_string_append_printf (dictionary, "%u 1 ", self->replaced);
  g_string_append_printf (dictionary, "%u %u ] /Size %u /Prev %" G_GSIZE_FORMAT " %s", self->first, self->rows->len,
                          size, previous, trailer);
  g_string_append_printf (stream, "%u 0 obj\n", size - 1);
  append_stream (stream, dictionary->str, table->str, table->len);
  end = g_strdup_printf ("endobj\nstartxref\n%u\n%%%%EOF\n", last.where);
  g_byte_array_append (self->file, (const guint8 *) stream->str, (guint) stream->len);
  append_text (self->file, end);
}
