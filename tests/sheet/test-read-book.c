/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks, xlsx and ods: made by hand, by openpyxl, by LibreOffice and by ourselves. */
#include "sample-book.h"
#include "zip-fixture.h"

static void
test_xlsx_cells (Folder *fixture, gconstpointer data)
{
  assert_file (write_xlsx (fixture, "a.xlsx",
                           "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"D1\" "
                           "t=\"s\"><v>2</v></c></row>"
                           "<row r=\"3\"><c t=\"inlineStr\"><is><t>inne</t></is></c><c><v>1.5E3</v></c><c "
                           "t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>"
                           "<row><c s=\"1\"><v>44883</v></c><c s=\"2\"><v>44883.354166666664</v></c><c "
                           "s=\"3\"><v>44883</v></c><c s=\"4\"><v>0.037</v></c><c s=\"5\"><v>1.5</v></c></row>"
                           "<row><c s=\"1\"/></row>"
                           "<row><c "
                           "t=\"str\"><f>A1&amp;\"\"</f><v>Å</v></c><c><f>1+2</f><v>2.7000000000000002</v></"
                           "c><c><f>SUM(A1)</f><v/></c><c t=\"s\"><v>3</v></c>"
                           "<c s=\"1\"><v>1</v></c><c s=\"1\"><v>61</v></c><c "
                           "t=\"d\"><v>2022-11-18T00:30:00</v></c></row></sheetData>"),
               "Å|to deler||a\rb_x/inne|#1500|?1|!#N/A/@2022-11-18|@2022-11-18 08:30:00|#44883|#0.037|36:00:00/"
               "Å|#2.7|!=SUM(A1)||@1900-01-01|@1900-03-01|@2022-11-18 00:30:00");
}

/* A text that is not there, also of the number that one more would make zero of. */
static void
test_xlsx_no_text (Folder *fixture, gconstpointer data)
{
  static const char words[] = "error: “a.xlsx” cannot be read. Cell A1 of “Ark & 1”: its text is missing in the file. "
                              "Open the file in a spreadsheet and save it anew.";

  assert_file (write_xlsx (fixture, "a.xlsx", "<row><c t=\"s\"><v>4</v></c></row></sheetData>"), words);
  assert_file (write_xlsx (fixture, "a.xlsx", "<row><c t=\"s\"><v>18446744073709551615</v></c></row></sheetData>"),
               words);
}

static void
test_xlsx_place (Folder *fixture, gconstpointer data)
{
  g_autofree char *path = write_xlsx (fixture, "a.xlsx",
                                      "<row r=\"3\"><c r=\"B3\"><v>1</v></c></row><row r=\"5\"><c "
                                      "r=\"AB5\"><v>2</v></c></row></sheetData>"
                                      "<mergeCells><mergeCell ref=\"B3:D4\"/></mergeCells>");
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = sek_reader_open (path, NULL, NULL, &error);
  g_autoptr (SekReadSheet) sheet = NULL;
  g_autofree char *place = NULL, *words = NULL;
  const SekReadRow *row;

  g_assert_no_error (error);
  words = sek_reader_describe (reader);
  g_assert_cmpstr (words, ==, "xlsx");
  g_assert_true (sek_reader_next (reader, &row, &error));
  g_assert_true (sek_reader_next (reader, &row, &error));
  g_assert_cmpuint (row->number, ==, 5);
  g_assert_cmpuint (row->n_cells, ==, 28);
  place = sek_reader_describe_place (reader, row, 27);
  g_assert_cmpstr (place, ==, "cell AB5 of “Ark & 1”");
  g_assert_true (sek_reader_select (reader, 0, &error));
  sheet = sek_reader_collect (reader, 0, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sek_read_sheet_get_n_rows (sheet), ==, 3);
  g_assert_cmpuint (sek_read_sheet_get_cell (sheet, 0, 1)->across, ==, 3);
  g_assert_cmpuint (sek_read_sheet_get_cell (sheet, 0, 1)->down, ==, 2);
  g_assert_cmpuint (sek_read_sheet_get_row (sheet, 2)->number, ==, 5);
}

static void
test_xlsx_1904 (Folder *fixture, gconstpointer data)
{
  const Part parts[] = {
    XLSX_WORKBOOK_RELS,
    { "XL/Workbook.xml",
      "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr "
      "date1904=\"1\"/><sheets><sheet name=\"Skjult\" state=\"hidden\" r:id=\"r1\"/>"
      "<sheet name=\"Diagram\" r:id=\"r9\"/><sheet name=\"Synlig\" r:id=\"r1\"/></sheets></workbook>" },
    { "xl/worksheets/sheet1.xml",
      "<worksheet><sheetData><row><c s=\"0\"><v>43421</v></c></row></sheetData></worksheet>" },
    { "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>" },
    { NULL, NULL }
  };
  g_autofree char *path = write_zip (fixture, "a.xlsx", parts);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = sek_reader_open (path, NULL, NULL, &error);
  const SekReadRow *row;

  g_assert_no_error (error);
  g_assert_cmpuint (sek_reader_get_n_sheets (reader), ==, 2);
  g_assert_cmpuint (sek_reader_get_sheet (reader), ==, 1);
  g_assert_cmpstr (sek_reader_get_sheet_name (reader, 1), ==, "Synlig");
  g_assert_true (sek_reader_get_sheet_hidden (reader, 0));
  g_assert_cmpuint (sek_reader_get_notes (reader)->len, ==, 1);
  g_assert_true (sek_reader_next (reader, &row, &error));
  g_assert_cmpint (row->cells[0].date, ==, 20221118);
}

static void
test_ods_cells (Folder *fixture, gconstpointer data)
{
  assert_file (write_ods (fixture, "a.ods",
                          "<table:table table:name=\"Skjult\" "
                          "table:style-name=\"ta2\"><table:table-row><table:table-cell><text:p>nei</text:p></"
                          "table:table-cell></table:table-row></table:table>"
                          "<table:table table:name=\"Ark\" table:style-name=\"ta1\"><table:table-row "
                          "table:number-rows-repeated=\"2\"><table:table-cell "
                          "table:number-columns-repeated=\"16384\"/></table:table-row>"
                          "<table:table-row><table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell "
                          "office:value-type=\"string\" calcext:value-type=\"string\" "
                          "table:number-columns-spanned=\"2\">"
                          "<text:p>en<text:s text:c=\"2\"/>to "
                          "<text:span>tre</text:span></text:p><text:p>fire</text:p><office:annotation><text:p>merknad</"
                          "text:p></office:annotation></table:table-cell><table:covered-table-cell/>"
                          "<table:table-cell office:value-type=\"float\" office:value=\"1234.5\"><text:p>1 "
                          "234,50</text:p></table:table-cell>"
                          "<table:table-cell office:value-type=\"percentage\" office:value=\"0.037\"><text:p>3,7 "
                          "%</text:p></table:table-cell>"
                          "<table:table-cell office:value-type=\"currency\" office:value=\"2.8\"/></table:table-row>"
                          "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell "
                          "office:value-type=\"date\" office:date-value=\"2022-11-18\"/>"
                          "<table:table-cell office:value-type=\"date\" "
                          "office:date-value=\"2022-11-18T08:30:00\"/><table:table-cell office:value-type=\"boolean\" "
                          "office:boolean-value=\"true\"/>"
                          "<table:table-cell office:value-type=\"time\" "
                          "office:time-value=\"PT36H30M00S\"/><table:table-cell table:number-columns-repeated=\"2\" "
                          "office:value-type=\"float\" office:value=\"7\"/>"
                          "<table:table-cell table:formula=\"of:=NA()\" office:value-type=\"string\" "
                          "office:string-value=\"\" "
                          "calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>"
                          "<table:table-cell table:formula=\"of:=A1\"/></table:table-row>"
                          "<table:table-row "
                          "table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row></table:table>"),
               "||en  to tre~fire||#1234.5|#0.037|#2.8"
               "/@2022-11-18|@2022-11-18 08:30:00|?1|36:30:00|#7|#7|!#N/A|!=A1/@2022-11-18|@2022-11-18 "
               "08:30:00|?1|36:30:00|#7|#7|!#N/A|!=A1"
               "/@2022-11-18|@2022-11-18 08:30:00|?1|36:30:00|#7|#7|!#N/A|!=A1");
}

/* When a workbook was made; LibreOffice leaves out the zone. What cannot be told is 0, and no reason not to read it. */
static void
test_created (Folder *fixture, gconstpointer data)
{
  static const struct { const char *properties; gint64 created; } cases[] = {
    { "<p xmlns:t=\"urn:t\"><t:created>2022-11-18T08:00:00Z</t:created><t:modified>2023-01-01</t:modified></p>",
      1668758400 },
    { "<p><created>2022-11-18T09:00:00+01:00</created></p>", 1668758400 }, { "<p><created>i går</created></p>", 0 },
    { "<p><created>2022-11-18T08:00:00Z</crea", 0 }, { "<p/>", 0 }, { NULL, 0 },
  };
  const Part ods[] = {
    { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
    { "content.xml",
      "<o:c xmlns:o=\"" ODF "office:1.0\" xmlns:table=\"" ODF "table:1.0\"><table:table table:name=\"Ark\"/></o:c>" },
    { "meta.xml", "<o xmlns:meta=\"urn:m\"><meta:creation-date>2022-11-18T08:00:00.0000</meta:creation-date></o>" },
    { NULL, NULL },
  };
  g_autofree char *path = write_zip (fixture, "a.ods", ods);
  g_autoptr (SekReader) reader = sek_reader_open (path, NULL, NULL, NULL);

  g_assert_cmpint (sek_reader_get_created (reader), ==, 1668758400);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Part parts[] = { XLSX_WORKBOOK_RELS, XLSX_WORKBOOK,
        { "_rels/.rels", XLSX_RELS "officeDocument\" Target=\"xl/workbook.xml\"/>"
                         "<Relationship Id=\"r2\" Type=\"http://x/metadata/core-properties\" "
                         "Target=\"/docProps/core.xml\"/></Relationships>" },
        { "xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>" },
        { cases[i].properties != NULL ? "docProps/core.xml" : NULL, cases[i].properties }, { NULL, NULL } };
      g_autofree char *name = g_strdup_printf ("%u.xlsx", i), *workbook = write_zip (fixture, name, parts);
      g_autoptr (GError) error = NULL;
      g_autoptr (SekReader) other = sek_reader_open (workbook, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (sek_reader_get_created (other), ==, cases[i].created);
    }
}

/* --- what other programs write ------------------------------------------------------------------------------------ */

static char *
convert (Folder *fixture, const char *name, const char *filter, const char *result)
{
  g_autofree char *profile = g_strconcat ("-env:UserInstallation=file://", fixture->folder, "/profile", NULL);
  g_autofree char *path = folder_path (fixture, name);
  const char *command[] = { "soffice",       profile, "--headless", "--convert-to", filter, "--outdir",
                            fixture->folder, path,    NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (command,
                                                       G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                                           | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                                       NULL);

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  return folder_path (fixture, result);
}

/* openpyxl writes inline what Excel shares, LibreOffice reads it and writes it anew, and all three mean the same. */
static void
test_others (Folder *fixture, gconstpointer data)
{
  static const char script[] =
    "import sys, datetime, openpyxl\n"
    "b = openpyxl.Workbook(); s = b.active; s.title = 'Før'\n"
    "s.append(['Kommune', 'Folketall', 'Dato', 'Sats', 'Ja'])\n"
    "s.append(['0301 Oslo', 709037, datetime.date(2023, 1, 1), 2.8, True])\n"
    "s.append(['Ås\\nto linjer', -1234567.89, datetime.datetime(2022, 11, 18, 8, 30), 0.1 + 0.2, False])\n"
    "s['E5'] = '=B2+1'; s['A5'] = ' blank foran'; s.merge_cells('A6:B6'); s['A6'] = 'slått sammen'\n"
    "s['D2'].number_format = '0.0%'\n"
    "h = b.create_sheet('Skjult'); h.sheet_state = 'hidden'; h['A1'] = 'x'\n"
    "b.save(sys.argv[1])\n";
  static const char rows[] = "Kommune|Folketall|Dato|Sats|Ja/0301 Oslo|#709037|@2023-01-01|#2.8|?1/"
                             "Ås~to linjer|#-1234567.89|@2022-11-18 08:30:00|#0.3|?0/ blank foran||||%s/slått sammen";
  g_autofree char *path = folder_path (fixture, "a.xlsx"), *soffice = g_find_program_in_path ("soffice");
  g_autofree char *computed = g_strdup_printf (rows, "#709038"), *not_yet = g_strdup_printf (rows, "!=B2+1"),
                  *numbers = NULL;
  const char *command[] = { "/usr/bin/python3", "-c", script, path, NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  if (!g_subprocess_wait_check (process, NULL, NULL))
    {
      g_test_skip ("openpyxl is not installed");
      return;
    }
  assert_file (g_strdup (path), not_yet);
  if (soffice == NULL)
    return;
  /* In ods LibreOffice makes a number of truth, which it shows as such. */
  numbers = g_strdelimit (g_strdup (computed), "?", '#');
  assert_file (convert (fixture, "a.xlsx", "ods", "a.ods"), numbers);
  assert_file (convert (fixture, "a.ods", "xlsx", "a.xlsx"), computed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Folder, NULL, folder_set_up, function, folder_tear_down)
  ADD ("/read-book/xlsx-cells", test_xlsx_cells);
  ADD ("/read-book/xlsx-no-text", test_xlsx_no_text);
  ADD ("/read-book/xlsx-place", test_xlsx_place);
  ADD ("/read-book/xlsx-1904", test_xlsx_1904);
  ADD ("/read-book/ods-cells", test_ods_cells);
  ADD ("/read-book/created", test_created);
  ADD ("/read-book/others", test_others);
  return g_test_run ();
}
