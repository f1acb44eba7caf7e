/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's way into the readers: SEK_FUZZ is what its bytes are, a whole file, or the sheet of a workbook around
 * it. */
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "sek-reader.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

enum
{
  MOST_ROWS = 5000,
};

static void
append_number (GByteArray *out, guint64 number, guint bytes)
{
  for (guint i = 0; i < bytes; i++)
    {
      guint8 byte = i < 8 ? (guint8) (number >> (8 * i)) : 0;

      g_byte_array_append (out, &byte, 1);
    }
}

/* One part of a zip, stored, and its entry in the directory. */
static void
append_part (GByteArray *out, GByteArray *directory, const char *name, const void *data, gsize size)
{
  guint64 offset = out->len, crc = crc32 (0, data, (uInt) size);
  guint64 fields[] = { 0x04034b50, 20, 0, 0, 0, crc, size, size, strlen (name), 0 };
  guint widths[] = { 4, 2, 2, 2, 4, 4, 4, 4, 2, 2 };

  append_number (directory, 0x02014b50, 4);
  append_number (directory, 20, 2);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      append_number (out, fields[i], widths[i]);
      if (i > 0)
        append_number (directory, fields[i], widths[i]);
    }
  append_number (directory, 0, 2 + 2 + 2 + 4);
  append_number (directory, offset, 4);
  g_byte_array_append (directory, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (out, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (out, data, (guint) size);
}

static GBytes *
make_workbook (const uint8_t *data, size_t size)
{
  static const char *const parts[][2] = {
    { "xl/workbook.xml",
      "<workbook xmlns:r=\"http://x/relationships\"><sheets><sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"r1\" Type=\"/worksheet\" Target=\"s.xml\"/><Relationship "
                                    "Id=\"r2\" Type=\"/styles\" Target=\"t.xml\"/>"
                                    "<Relationship Id=\"r3\" Type=\"/sharedStrings\" Target=\"u.xml\"/></R>" },
    { "xl/t.xml", "<s><numFmts><numFmt numFmtId=\"164\" formatCode=\"#,##0,\"/><numFmt numFmtId=\"165\" "
                  "formatCode=\"0.0&quot;%&quot;;-0%\"/>"
                  "<numFmt numFmtId=\"166\" formatCode=\"[&gt;=1000000]0.0,,\\M;[&lt;0]0,;0\"/></numFmts><cellXfs><xf "
                  "numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/>"
                  "<xf numFmtId=\"46\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf "
                  "numFmtId=\"166\"/></cellXfs></s>" },
    { "xl/u.xml", "<sst><si><t>a</t></si><si><t>b_x0041_</t></si></sst>" },
  };
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  gboolean ods = g_str_equal (SEK_FUZZ, "ods");
  guint n = ods ? 2 : G_N_ELEMENTS (parts) + 1;
  gsize at;

  if (ods)
    append_part (out, directory, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", 46);
  for (guint i = 0; !ods && i < G_N_ELEMENTS (parts); i++)
    append_part (out, directory, parts[i][0], parts[i][1], strlen (parts[i][1]));
  append_part (out, directory, ods ? "content.xml" : "xl/s.xml", data, size);
  at = out->len;
  g_byte_array_append (out, directory->data, directory->len);
  append_number (out, 0x06054b50, 4);
  append_number (out, 0, 4);
  append_number (out, n, 2);
  append_number (out, n, 2);
  append_number (out, directory->len, 4);
  append_number (out, at, 4);
  append_number (out, 0, 2);
  return g_byte_array_free_to_bytes (out);
}

/* Every text that is handed out is whole and UTF-8. */
static void
look_at (SekReader *reader, const SekReadRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      const SekReadCell *cell = &row->cells[i];
      SekDecimals decimals = { 0 };

      g_assert (strlen (cell->text) == cell->length && (cell->kind == SEK_READ_BLANK) == (cell->length == 0));
      g_assert ((cell->kind == SEK_READ_NUMBER) == (cell->number != NULL)
                && (cell->kind == SEK_READ_DATE) == (cell->date != 0));
      g_assert (cell->across > 0 && cell->down > 0 && g_utf8_validate (cell->text, (gssize) cell->length, NULL));
      sek_decimals_add (&decimals, cell->text);
      g_free (sek_number_read (cell->text, sek_decimals_get (&decimals)));
    }
  if (row->n_cells > 0)
    g_free (sek_reader_describe_place (reader, row, row->n_cells - 1));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gboolean part = g_str_equal (SEK_FUZZ, "xlsx") || g_str_equal (SEK_FUZZ, "ods");
  g_autoptr (GBytes) bytes = part ? make_workbook (data, size) : g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = sek_reader_open_bytes (bytes, "x." SEK_FUZZ, NULL, NULL, &error);
  g_autoptr (SekReadSheet) sheet = NULL;
  const SekReadRow *row = NULL;

  g_assert (reader != NULL || error != NULL);
  if (reader == NULL)
    return 0;
  g_free (sek_reader_describe (reader));
  for (guint i = 0; i < MIN (sek_reader_get_n_sheets (reader), 5); i++)
    {
      g_clear_error (&error);
      if (!sek_reader_select (reader, i, &error))
        continue;
      for (guint n = 0; n < MOST_ROWS && sek_reader_next (reader, &row, &error) && row != NULL; n++)
        look_at (reader, row);
    }
  g_clear_error (&error);
  if (sek_reader_select (reader, 0, &error))
    sheet = sek_reader_collect (reader, 1000, 1000, 1 << 20, &error);
  return 0;
}
