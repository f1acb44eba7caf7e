/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <minizip/zip.h>

#include "read-fixture.h"

/* Zipped files made by hand, for what no other program would write. */

typedef struct
{
  const char *name;
  const char *text;
} Part;

static inline void
zip_add (zipFile zip, const char *name, const char *data, gsize length, gsize times)
{
  zip_fileinfo info = { 0 };

  g_assert_cmpint (zipOpenNewFileInZip64 (zip, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, Z_BEST_SPEED, 1), ==,
                   ZIP_OK);
  for (gsize i = 0; i < times; i++)
    g_assert_cmpint (zipWriteInFileInZip (zip, data, (unsigned) length), ==, ZIP_OK);
  g_assert_cmpint (zipCloseFileInZip (zip), ==, ZIP_OK);
}

#define XLSX_RELS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" \
                  "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define XLSX_ROOT { "_rels/.rels", XLSX_RELS "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>" }
#define XLSX_WORKBOOK_RELS                                                                                             \
  {                                                                                                                    \
    "xl/_rels/workbook.xml.rels",                                                                                      \
        XLSX_RELS "worksheet\" Target=\"worksheets/sheet1.xml\"/>"                                                     \
                  "<Relationship Id=\"r2\" Type=\"http://x/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"         \
                  "<Relationship Id=\"r3\" Type=\"http://x/styles\" Target=\"../xl/styles.xml\"/></Relationships>"     \
  }
#define XLSX_WORKBOOK \
  { "xl/workbook.xml", "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" \
    "<sheets><sheet name=\"Ark &amp; 1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>" }

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"

/* Parts end with one without a name. */
static inline char *
write_zip (Folder *fixture, const char *name, const Part *parts)
{
  char *path = folder_path (fixture, name);
  zipFile zip = zipOpen64 (path, APPEND_STATUS_CREATE);

  g_assert_nonnull (zip);
  for (; parts->name != NULL; parts++)
    zip_add (zip, parts->name, parts->text, strlen (parts->text), 1);
  g_assert_cmpint (zipClose (zip, NULL), ==, ZIP_OK);
  return path;
}

/* A workbook with this as its sheet's rows, and some strings and styles. */
static inline char *
write_xlsx (Folder *fixture, const char *name, const char *rows)
{
  g_autofree char *sheet = g_strconcat ("<worksheet xmlns=\"urn:m\"><sheetData>", rows, "</worksheet>", NULL);
  const Part parts[] = {
    XLSX_ROOT,
    XLSX_WORKBOOK_RELS,
    XLSX_WORKBOOK,
    { "xl/worksheets/sheet1.xml", sheet },
    { "xl/sharedStrings.xml",
      "<sst><si><t>Å</t></si><si><r><t>to "
      "</t></r><r><t>deler</t></r><rPh><t>x</t></rPh></si><si><t>a_x000D_b_x005F_x</t></si><si/></sst>" },
    { "xl/styles.xml",
      "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-414]d/ mmm\\ yyyy\"/><numFmt numFmtId=\"171\" "
      "formatCode=\"&quot;dag&quot; 0.0\"/>"
      "<numFmt numFmtId=\"172\" formatCode=\"[h]:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf "
      "numFmtId=\"9\"/><xf numFmtId=\"172\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>" },
    { NULL, NULL }
  };

  return write_zip (fixture, name, parts);
}

static inline char *
write_ods (Folder *fixture, const char *name, const char *spreadsheet)
{
  g_autofree char
      *content = g_strconcat ("<office:document-content xmlns:office=\"" ODF "office:1.0\" xmlns:table=\"" ODF
                              "table:1.0\" xmlns:text=\"" ODF "text:1.0\" "
                              "xmlns:style=\"" ODF "style:1.0\" xmlns:calcext=\"urn:org:x:calc:xmlns:calcext:1.0\">"
                              "<office:automatic-styles><style:style style:name=\"ta1\"><style:table-properties "
                              "table:display=\"true\"/></style:style>"
                              "<style:style style:name=\"ta2\"><style:table-properties "
                              "table:display=\"false\"/></style:style></office:automatic-styles>"
                              "<office:body><office:spreadsheet>",
                              spreadsheet, "</office:spreadsheet></office:body></office:document-content>", NULL);
  const Part parts[] = { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
                         { "content.xml", content },
                         { NULL, NULL } };

  return write_zip (fixture, name, parts);
}

/* The rows of a file, or its error as "error: …". Free with g_free(). */
static inline char *
read_path (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = sek_reader_open (path, NULL, NULL, &error);
  char *rows = reader != NULL ? read_rows (reader, &error) : NULL;

  if (rows != NULL)
    return g_strdelimit (rows, "\n", '~');
  g_assert_nonnull (error);
  return g_strconcat ("error: ", error->message, NULL);
}

#define assert_file(write, expected)                               \
  G_STMT_START                                                     \
  {                                                                \
    g_autofree char *assert_file_path = write;                     \
    g_autofree char *assert_file_got = read_path (assert_file_path); \
    g_assert_cmpstr (assert_file_got, ==, expected);               \
  }                                                                \
  G_STMT_END
