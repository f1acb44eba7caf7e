/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as a person sees them: in thousands, with a sign of per cent that only stands beside them, with the mark of a
 * footnote; and what only looks like a part of the table, being another format's. */
#include "zip-fixture.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* A workbook of one row with one number for each of these formats, which are XML. */
static char *
write_formats (Folder *fixture, const char *const *formats, const char *const *numbers)
{
  g_autoptr (GString) styles = g_string_new ("<styleSheet xmlns=\"" MAIN "\"><numFmts>"),
    cells = g_string_new ("<worksheet xmlns=\"" MAIN "\"><sheetData><row>");
  guint n = g_strv_length ((char **) formats);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (styles, "<numFmt numFmtId=\"%u\" formatCode=\"%s\"/>", 164 + i, formats[i]);
  g_string_append (styles, "</numFmts><cellXfs>");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (styles, "<xf numFmtId=\"%u\"/>", 164 + i);
  g_string_append (styles, "</cellXfs></styleSheet>");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (cells, "<c s=\"%u\"><v>%s</v></c>", i, numbers[i]);
  g_string_append (cells, "</row></sheetData></worksheet>");
  {
    const Part parts[] = { XLSX_ROOT, XLSX_WORKBOOK_RELS, XLSX_WORKBOOK, { "xl/styles.xml", styles->str },
                           { "xl/worksheets/sheet1.xml", cells->str }, { NULL, NULL } };

    return write_zip (fixture, "a.xlsx", parts);
  }
}

/* Formats that leave thousands out give the figure that is seen. */
static void
test_scale (Folder *fixture, gconstpointer data)
{
  static const struct { const char *format, *number, *expected; } cases[] = {
    { "#,##0,", "255000", "#255" }, { "#,##0", "255000", "#255000" }, { "0,,", "6300000", "#6.3" },
      { "#,##0.0,", "255400", "#255.4" }, { "0.0,,&quot; mill.&quot;", "12345678", "#12.345678" },
    { "#,##0,;-#,##0,", "-255000", "#-255" }, { "#,##0;-#,##0,", "-255000", "#-255" },
      { "#,##0;-#,##0,", "255000", "#255000" }, { "#,##0,;-#,##0", "-255000", "#-255000" },
    { "[&gt;=1000000]0.0,,\\M;[&gt;=1000]0.0,\\k;0", "1500000", "#1.5" },
      { "[&gt;=1000000]0.0,,\\M;[&gt;=1000]0.0,\\k;0", "1500", "#1.5" },
    { "[&gt;=1000000]0.0,,\\M;[&gt;=1000]0.0,\\k;0", "150", "#150" }, { "#,##0,_);(#,##0,)", "1000", "#1" },
      { "#,##0&quot;,&quot;", "1000", "#1000" }, { "#,##0\\,", "1000", "#1000" },
    { "#,##0, \\k\\r", "1000", "#1" }, { "#,##0,&quot; tkr&quot;", "1500", "#1.5" }, { "0,.0", "1500", "#1.5" },
      { "_-* #,##0,_-;-* #,##0,_-;_-* &quot;-&quot;??_-;_-@_-", "6300000", "#6300" },
    { "[$kr-414] #,##0,", "9000", "#9" }, { "General", "1000", "#1000" }, { "#,##0,", "0", "#0" },
      { "#,##0,", "1e6", "#1000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].format);
      assert_file (write_formats (fixture, (const char *const[]) { cases[i].format, NULL }, &cases[i].number),
                   cases[i].expected);
    }
}

static void
test_per_cent (Folder *fixture, gconstpointer data)
{
  static const struct { const char *format; gboolean per_cent; } cases[] = {
    { "0.0%", TRUE }, { "0.0&quot;%&quot;", FALSE }, { "0.0\\%", FALSE }, { "0.0 &quot;%&quot;", FALSE },
      { "0.0_%", FALSE }, { "[$%]0", FALSE }, { "%0", TRUE }, { "0.0\\ %", TRUE },
    { "0;0%", FALSE }, { "0%;0", TRUE }, { "&quot;%&quot;0.0%", TRUE }, { "#,##0.0 %", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      static const char *const number = "5";
      g_autofree char *path = write_formats (fixture, (const char *const[]) { cases[i].format, NULL }, &number);
      g_autoptr (GError) error = NULL;
      g_autoptr (SekReader) reader = sek_reader_open (path, NULL, NULL, &error);
      const SekReadRow *row;

      g_test_message ("%s", cases[i].format);
      g_assert_true (sek_reader_next (reader, &row, &error));
      g_assert_cmpint ((row->cells[0].flags & SEK_READ_PERCENT) != 0, ==, cases[i].per_cent);
      g_assert_cmpstr (row->cells[0].number, ==, "5");
    }
}

static void
test_ods_scale (Folder *fixture, gconstpointer data)
{
#define NUMBER(value, shown) \
  "<table:table-cell office:value-type=\"float\" office:value=\"" value "\"><text:p>" shown "</text:p>" \
  "</table:table-cell>"
  assert_file (write_ods (fixture, "a.ods", "<table:table table:name=\"A\"><table:table-row>"
                          NUMBER ("255000", "255") NUMBER ("6300000", "6 300") NUMBER ("255000",
                              "255 000") NUMBER ("12345678", "12,3 mill.") NUMBER ("-255400", "−255")
                          NUMBER ("0.5", "1") NUMBER ("1000", "1,00E+03") NUMBER ("301", "0301") NUMBER ("0",
                              "0") NUMBER ("5", "5,0%") NUMBER ("1234.56", "1 235") NUMBER ("0", "-")
                          "</table:table-row></table:table>"),
               "#255|#6300|#255000|#12.345678|#-255.4|#0.5|#1000|#301|#0|#5|#1234.56|#0");
#undef NUMBER
}

/* --- footnotes ---------------------------------------------------------------------------------------------------- */

#define UP(text) "<r><rPr><b/><vertAlign val=\"superscript\"/><sz val=\"11\"/></rPr><t>" text "</t></r>"
#define FLAT(text) "<r><rPr><sz val=\"11\"/></rPr><t xml:space=\"preserve\">" text "</t></r>"

static const struct { const char *runs, *expected; } raised[] = {
  { FLAT ("31544") UP ("1"), "31544" }, { FLAT ("1315") UP ("1)"), "1315" },
    { FLAT ("31 544 ") UP ("1, 2"), "31 544 " }, { FLAT ("Moss") UP ("2"), "Moss" },
      { FLAT ("Moss") UP ("a)"), "Moss" },
  { FLAT ("Moss") UP ("1") UP (")"), "Moss" }, { FLAT ("5,0 %") UP ("*"), "5,0 %" },
    { UP ("1") FLAT ("31544"), "31544" }, { UP ("1") FLAT ("544"), "544" }, { UP ("31544"), "31544" },
  { FLAT ("km") UP ("2"), "km2" }, { FLAT ("per km") UP ("2"), "per km2" },
    { FLAT ("m") UP ("3") FLAT (" vann"), "m3 vann" }, { FLAT ("Moss") UP ("2") FLAT (" kommune"), "Moss kommune" },
  { FLAT ("x") UP ("abc"), "xabc" }, { FLAT ("31544") "<r><rPr><vertAlign val=\"subscript\"/></rPr><t>1</t></r>",
                                       "315441" },
                                         { FLAT ("31544") "<r><rPr><vertAlign val=\"baseline\"/></rPr><t>1</t></r>",
                                           "315441" },
};

/* Shared or inline, the marks are no part of what they stand behind. */
static void
test_raised (Folder *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (raised); i++)
    {
      g_autofree char *inline_row = g_strconcat ("<row><c t=\"inlineStr\"><is>", raised[i].runs,
                                                 "</is></c></row></sheetData>", NULL);
      g_autofree char *strings = g_strconcat ("<sst><si>", raised[i].runs, "</si></sst>", NULL);
      const Part parts[] = { XLSX_ROOT, XLSX_WORKBOOK_RELS, XLSX_WORKBOOK, { "xl/sharedStrings.xml", strings },
                             { "xl/worksheets/sheet1.xml",
                               "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>" },
                                 { NULL, NULL } };

      g_test_message ("%s", raised[i].runs);
      assert_file (write_xlsx (fixture, "a.xlsx", inline_row), raised[i].expected);
      assert_file (write_zip (fixture, "b.xlsx", parts), raised[i].expected);
    }
}

static void
test_raised_elsewhere (Folder *fixture, gconstpointer data)
{
  const char *content =
    "<office:document-content xmlns:office=\"" ODF "office:1.0\" xmlns:table=\"" ODF "table:1.0\" xmlns:text=\""
      ODF "text:1.0\" xmlns:style=\"" ODF "style:1.0\"><office:automatic-styles>"
    "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties style:text-position=\"super "
    "58%\"/></style:style>"
    "<style:style style:name=\"T2\" style:family=\"text\"><style:text-properties style:text-position=\"33% "
    "58%\"/></style:style>"
    "<style:style style:name=\"T3\" style:family=\"text\"><style:text-properties style:text-position=\"sub "
    "58%\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>"
    "<table:table table:name=\"A\"><table:table-row><table:table-cell "
    "office:value-type=\"string\"><text:p>31544<text:span "
    "text:style-name=\"T1\">1</text:span></text:p></table:table-cell>"
    "<table:table-cell office:value-type=\"string\"><text:p>Moss<text:span text:style-name=\"T2\"><text:span "
    "text:style-name=\"T3\">2</text:span>)</text:span></text:p></table:table-cell>"
    "<table:table-cell office:value-type=\"string\"><text:p>x<text:span "
    "text:style-name=\"T3\">2</text:span></text:p></table:table-cell>"
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
  const Part parts[] = { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" }, { "content.xml", content },
                         { NULL, NULL } };

  assert_file (write_zip (fixture, "a.ods", parts), "31544|Moss|x2");
  assert_rows ("<table><tr><td>31 "
               "544<sup>1</sup><td>Moss<sup>2</sup><td>km<sup>2</sup><td><sup>1</sup>544<td>Marker<sup id=\"a\"><a "
               "href=\"#n\">[1]</a></sup>"
               "<td>31544<span style=\"vertical-align:super;font-size:58%\"><b>1</b></span><td>x<sup>y "
               "z</sup></table>", "a.html",
               "31 544|Moss|km2|544|Marker|31544|xy z");
}

/* Written behind a figure, the mark is none of its digits. */
static void
test_marks (void)
{
  static const struct { const char *text, *expected; } cases[] = {
    { "31 544¹", "31544" }, { "50 390 *", "50390" }, { "58 282 1)", "58282" }, { "1,5**", "1.5" },
      { "31 544¹²", "31544" }, { "31 544 ¹⁾", "31544" }, { "31 544³)", "31544" },
    { "12 a)", "12" }, { "1 315 [1]", "1315" }, { "1 315[2]", "1315" }, { "7†", "7" }, { "(500) 1)", "-500" },
      { "5,0 % *", "5" }, { "1 500 kr 2)", "1500" },
    { "(kr 30 000)", "-30000" }, { "kr (30 000)", "-30000" }, { "−kr 30", "-30" }, { "kr -30", "-30" },
      { "(kr. 1,50)", "-1.5" }, { "kr 1 234 *", "1234" }, { "-55 951 12)", "-55951" },
    { "1)", NULL }, { "*", NULL }, { "¹", NULL }, { "58 282 1", NULL }, { "58 2821)", NULL }, { "58 282 123)", NULL },
      { "58 282 1) 3", NULL }, { "(58 282 1)", NULL },
    { "12 m²", NULL }, { "5 (1)", NULL }, { "kr", NULL }, { "(kr)", NULL }, { "12 ab)", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = sek_number_read (cases[i].text, SEK_DECIMAL_COMMA);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

/* Behind a word it is no part of the word, and what a unit is raised to is no mark. */
static void
test_marked_words (void)
{
  static const struct { const char *text, *expected; } cases[] = {
    { "Bydel¹", "Bydel" }, { "Sum *", "Sum" }, { "Sum 1)", "Sum" }, { "Sum a)", "Sum" }, { "Oslo [2]", "Oslo" },
    { "Oslo¹⁾", "Oslo" }, { "Areal, km²", "Areal, km²" }, { "m²", "m²" }, { "Volum i m³", "Volum i m³" },
    { "Areal, km² ¹", "Areal, km²" }, { "program²", "program" }, { "1)", "1)" }, { "Folketall (2)", "Folketall (2)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = g_strndup (cases[i].text, sek_text_without_mark (cases[i].text));

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

/* --- what is another format's ------------------------------------------------------------------------------------- */

/* Of a cell's value and its text the one that its type says. */
static void
test_inline (Folder *fixture, gconstpointer data)
{
  assert_file (write_xlsx (fixture, "a.xlsx",
                           "<row><c t=\"inlineStr\"><v>31500</v><is><t>31500</t></is></c><c "
                           "t=\"inlineStr\"><is><t>a</t></is><v>7</v></c><c><v>7</v><is><t>8</t></is></c>"
                                              "<c t=\"inlineStr\"><v>x</v></c><c><is><t>bare</t></is></c><c "
                                              "t=\"s\"><is><t>y</t></is><v>0</v></c><c><v>7</v><v>8</v></c>"
                                              "<c t=\"str\"><f>A1</f><v>z</v><is><t>w</t></is></c></row></sheetData>"),
               "31500|a|#7|x|bare|Å|#7|z");
}

/* An extension has elements and attributes of the same names, which say nothing of the table. */
static void
test_namespaces (Folder *fixture, gconstpointer data)
{
  static const char workbook[] =
    "<workbook xmlns=\"" MAIN "\" xmlns:r=\""
      RELATIONS "\" xmlns:x14=\"urn:x14\"><x14:workbookPr date1904=\"0\"/><workbookPr date1904=\"1\" "
                "x14:date1904=\"0\"/>"
    "<sheets><x14:sheet name=\"Nei\" r:id=\"r1\"/><sheet x14:name=\"Nei\" x14:state=\"hidden\" x14:id=\"r9\" "
    "name=\"Ark\" r:id=\"r1\"/></sheets>"
    "<extLst><ext xmlns:x15=\"urn:x15\"><x15:workbookPr chartTrackingRefBase=\"1\"/><x14:sheets><sheet name=\"Nei\" "
    "r:id=\"r1\"/></x14:sheets></ext></extLst></workbook>";
  static const char sheet[] =
    "<w:worksheet xmlns:w=\""
      MAIN "\" xmlns:x=\"urn:x\"><w:sheetData><w:row x:r=\"9\" r=\"2\"><x:c r=\"A2\"><x:v>1</x:v></x:c><w:c r=\"A2\" "
           "s=\"0\" x:s=\"1\" x:t=\"s\"><w:v>43100</w:v><x:v>7</x:v></w:c>"
    "<w:c r=\"B2\" s=\"1\" x:r=\"Z9\"><w:v>5</w:v></w:c></w:row><x:row r=\"3\"><w:c "
    "r=\"A3\"><w:v>6</w:v></w:c></x:row></w:sheetData></w:worksheet>";
  static const char styles[] = "<styleSheet xmlns=\""
    MAIN "\" xmlns:x=\"urn:x\"><x:cellXfs><x:xf numFmtId=\"9\"/></x:cellXfs><x:numFmts><numFmt numFmtId=\"14\" "
         "formatCode=\"0\"/></x:numFmts>"
                               "<cellXfs><x:xf numFmtId=\"9\"/><xf numFmtId=\"14\" x:numFmtId=\"0\"/><xf "
                               "numFmtId=\"0\"/></cellXfs></styleSheet>";
  const Part parts[] = { XLSX_ROOT, XLSX_WORKBOOK_RELS, { "xl/workbook.xml", workbook },
                         { "xl/worksheets/sheet1.xml", sheet }, { "xl/styles.xml", styles }, { NULL, NULL } };
  g_autofree char *path = write_zip (fixture, "a.xlsx", parts);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = sek_reader_open (path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sek_reader_get_n_sheets (reader), ==, 1);
  g_assert_cmpstr (sek_reader_get_sheet_name (reader, 0), ==, "Ark");
  g_assert_false (sek_reader_get_sheet_hidden (reader, 0));
  assert_file (g_strdup (path), "@2022-01-01|#5");
  assert_file (write_ods (fixture, "a.ods",
    "<x:table xmlns:x=\"urn:x\" table:name=\"Nei\"><table:table-row/></x:table><table:table xmlns:x=\"urn:x\" "
    "table:name=\"Ark\"><table:table-row><x:table-cell office:value-type=\"float\" office:value=\"1\"/>"
    "<table:table-cell x:value-type=\"string\" office:value-type=\"float\" x:value=\"9\" office:value=\"2\" "
    "x:number-columns-repeated=\"3\"><text:p>2<x:p>7</x:p></text:p></table:table-cell></table:table-row>"
    "</table:table>"),
    "#2");
  assert_rows ("<table><tr><td>31544<svg><title>1</title><text>2</text></svg><td>7<span "
               "hidden>8</span><td>9<noscript>1</noscript><td><o:p>5</o:p></table>", "a.html", "31544|7|9|5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Folder, NULL, folder_set_up, function, folder_tear_down)
  ADD ("/read-shown/scale", test_scale);
  ADD ("/read-shown/per-cent", test_per_cent);
  ADD ("/read-shown/ods-scale", test_ods_scale);
  ADD ("/read-shown/raised", test_raised);
  ADD ("/read-shown/raised-elsewhere", test_raised_elsewhere);
  g_test_add_func ("/read-shown/marks", test_marks);
  g_test_add_func ("/read-shown/marked-words", test_marked_words);
  ADD ("/read-shown/inline", test_inline);
  ADD ("/read-shown/namespaces", test_namespaces);
  return g_test_run ();
}
