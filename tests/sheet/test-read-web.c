/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of pages, and JSON-stat as statistics offices write it. */
#include "read-fixture.h"

static void
test_html (Folder *fixture, gconstpointer data)
{
  assert_rows ("<html><body><p>x<table><tr><td>liten</table><table><caption>Folketall</"
               "caption><thead><tr><td>Kommune<td colspan=2>Folketall</thead>"
               "<tr><th rowspan=2><b>Ås</b><td>2020<td sdval=\"20780.5\">20 "
               "780,5<tr><td>2021<td>20&nbsp;439<sup>1</sup>"
               "<tr style='display:none'><td>skjult<tr><td>Sum<td><td x:num=0.037>3,7 %</table>",
               "x.html", "Kommune|Folketall|/Ås|2020|#20780.5/|2021|20\u00a0439/Sum||3,7 %");
  assert_rows ("<table><tr><td>ytre<table><tr><td>a<td>b<tr><td>c<td>d</table><td>x</table>", "x.html", "a|b/c|d");
  /* Rows and cells that belong to no table say nothing, and harm nothing. */
  assert_rows ("<tr><td>løs</td></tr></table><td>x</td><tbody></tbody><table><tr><td>a<td>b</table><tr><td>y</td></tr>",
               "x.html", "a|b");
  assert_rows ("<p>ingen tabell", "x.html",
               "error: “x.html” cannot be read. It has no table. Select the cells of a table and copy them, or save "
               "the page that shows it.");
}

/* A page has neither lines that people count nor cells with names. */
static void
test_html_place (Folder *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = open_bytes ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", -1, "x.html", &error);
  g_autofree char *place = NULL;
  const SekReadRow *row;

  g_assert_no_error (error);
  g_assert_true (sek_reader_next (reader, &row, &error) && sek_reader_next (reader, &row, &error));
  g_assert_nonnull (row);
  place = sek_reader_describe_place (reader, row, 1);
  g_assert_cmpstr (place, ==, "row 2, column 2");
}

static void
test_html_tables (Folder *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = open_bytes ("<!DOCTYPE html><table><caption>Før "
                                             "<i>nå</i></caption><tr><th>a<td>b</table><table></"
                                             "table><table><tr><td>1,5<td>2<td>3</table>",
                                             -1, "x", &error);
  g_autofree char *first = NULL, *again = NULL, *other = NULL;
  const SekReadRow *row;

  g_assert_no_error (error);
  g_assert_cmpuint (sek_reader_get_n_sheets (reader), ==, 2);
  g_assert_cmpuint (sek_reader_get_sheet (reader), ==, 1);
  g_assert_cmpstr (sek_reader_get_sheet_name (reader, 0), ==, "Før nå");
  g_assert_cmpint (sek_decimals_get (sek_reader_get_decimals (reader)), ==, SEK_DECIMAL_COMMA);
  first = read_rows (reader, &error);
  g_assert_cmpstr (first, ==, "1,5|2|3");
  g_assert_true (sek_reader_select (reader, 1, &error));
  again = read_rows (reader, &error);
  g_assert_cmpstr (again, ==, first);
  g_assert_true (sek_reader_select (reader, 0, &error));
  g_assert_true (sek_reader_next (reader, &row, &error));
  g_assert_cmpint (row->cells[0].flags & SEK_READ_HEAD, !=, 0);
  g_assert_cmpint (row->cells[1].flags & SEK_READ_HEAD, ==, 0);
}

#define REGION                                                                                                         \
  "\"Region\":{\"label\":\"region\",\"category\":{\"index\":{\"3005\":0,\"0301\":1},\"label\":{\"0301\":\"Oslo\","     \
  "\"3005\":\"Drammen\"}}}"
#define YEAR "\"Tid\":{\"label\":\"\\u00e5r\",\"category\":{\"index\":[\"2020\",\"2021\"]}}"
#define ONE "\"Hva\":{\"category\":{\"label\":{\"P\":\"Personer\"}}}"
#define HEAD "Region|region|Tid|år|Hva|Hva|value"

static void
test_json_stat (Folder *fixture, gconstpointer data)
{
  assert_rows ("{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":\"07459\",\"id\":[\"Region\",\"Tid\",\"Hva\"],"
               "\"size\":[2,2,1],"
               "\"dimension\":{" REGION "," YEAR "," ONE "},\"value\":[101386,101859, null ,0.10]}",
               "x.json",
               HEAD "/3005|Drammen|2020|2020|P|Personer|#101386/3005|Drammen|2021|2021|P|Personer|#101859"
                    "/0301|Oslo|2020|2020|P|Personer|/0301|Oslo|2021|2021|P|Personer|#0.1");
  /* Sparse, with status. */
  assert_rows ("{\"class\":\"dataset\",\"id\":[\"Region\",\"Tid\",\"Hva\"],\"size\":[2,2,1],\"status\":{\"3\":"
               "\"f\\\"\\u00f8\"},"
               "\"value\":{\"3\":1e3,\"0\":12345678901234567},\"dimension\":{" REGION "," YEAR "," ONE "}}",
               "x.json",
               HEAD "|status/3005|Drammen|2020|2020|P|Personer|#12345678901234567|/"
                    "0301|Oslo|2021|2021|P|Personer|#1000|f\"ø");
  /* Version 1: a bundle, the order of the dimensions among them. */
  assert_rows ("{\"dataset\":{\"dimension\":{\"id\":[\"Tid\"],\"size\":[2],\"role\":{}," YEAR "},\"value\":[1,2]}}",
               "x.json", "Tid|år|value/2020|2020|#1/2021|2021|#2");
  assert_rows ("{\"class\":\"collection\",\"link\":{\"item\":[{\"class\":\"dataset\",\"id\":[\"Tid\"],\"size\":[2],"
               "\"dimension\":{" YEAR "},\"value\":[1,2]},"
               "{\"class\":\"dataset\",\"href\":\"x\"}]}}",
               "x.json", "Tid|år|value/2020|2020|#1/2021|2021|#2");
}

static void
test_json_refusals (Folder *fixture, gconstpointer data)
{
  static const char *const malformed[] = {
    "{}{}",
    "{}{}\"",
    "{\"a\":1} x",
    "[1][2]",
    "{\"a\":1,}",
    "{\"a\" 1}",
    "{\"a\":}",
    "{a:1}",
    "{1:1}",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[}",
    "{\"a\":01}",
    "{\"a\":1.}",
    "{\"a\":.5}",
    "{\"a\":1e}",
    "{\"a\":+1}",
    "{\"a\":-}",
    "{\"a\":nulll}",
    "{\"a\":True}",
    "{\"a\":'b'}",
    "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12g4\"}",
    "{\"a\":\"\\ud800\"}",
    "{\"a\":\"\\udc00\"}",
    "{\"a\":\"\\ud800\\u0041\"}",
    "{\"a\":1 /* b */}",
    "{\"value\":[1],\"value\" [2]}",
  };
  static const char *const strange[] = {
    "{}", " [ ] ", "[[],{},[{}],\"a\",true,false,null,-0,0.5,-12.25e+3,1E9]",
    "{\"\":{\"\\u00e5\\ud83d\\ude00\\n\\/\":[{}]},\"b\":\"\"}\n",
  };
  g_autoptr (GString) deep = g_string_new ("{\"a\":"), large = g_string_new ("{\"a\":\"");
  g_autofree char *got = NULL, *too_large = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  got = read_bytes (deep->str, -1, "x.json");
  g_assert_true (g_str_has_prefix (got, "error: “x.json” cannot be read. It is not valid JSON: its brackets"));
  for (int i = 0; i < 17 << 20; i++)
    g_string_append_c (large, 'x');
  too_large = read_bytes (large->str, -1, "x.json");
  g_assert_cmpstr (too_large, ==,
                   "error: “x.json” cannot be read. It is JSON of more than 16 MiB. Get it in parts, or as .csv.");
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    assert_rows (malformed[i], "x.json", "error: “x.json” cannot be read. It is not valid JSON. Get it anew.");
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    assert_rows (strange[i], "x.json",
                 "error: “x.json” cannot be read. It is JSON, but not JSON-stat. Get the figures as JSON-stat, .xlsx "
                 "or .csv.");
  assert_rows ("{\"a\":[1,2]}", "x.json",
               "error: “x.json” cannot be read. It is JSON, but not JSON-stat. Get the figures as JSON-stat, .xlsx or "
               ".csv.");
  assert_rows ("{\"id\":[\"Tid\"],\"size\":[2],\"dimension\":{" YEAR "},\"value\":[1,2,3]}", "x.json",
               "error: “x.json” cannot be read. The number of values of “” is 3, but 2 by its dimensions.");
  assert_rows ("{\"id\":[\"Tid\"],\"size\":[3],\"dimension\":{" YEAR "},\"value\":[1,2,3]}", "x.json",
               "error: “x.json” cannot be read. The dimension “Tid” of “” does not have the categories that it says it "
               "has.");
  assert_rows ("{\"id\":[\"Tid\"],\"size\":[2],\"dimension\":{" YEAR "},\"value\":[1,true]}", "x.json",
               "error: “x.json” cannot be read. Value 2 of “” is not a number.");
  assert_rows ("{\"id\":[\"Tid\"],\"size\":[2],\"dimension\":{" YEAR "},\"value\":[1,,2]}", "x.json",
               "error: “x.json” cannot be read. The values of “” are not numbers in a list.");
}

/* What is not read says what it is and what to do. */
static void
test_others (Folder *fixture, gconstpointer data)
{
  static const struct { const char *begins; gssize length; const char *words; } others[] = {
    { "%PDF-1.7\n", -1, "It is a PDF." },
    { "{\\rtf1 x}", -1, "It is a text document." },
    { "\x1f\x8b\x08\x00", 4, "It is a compressed file." },
    { "\x89PNG\r\n", -1, "It is a picture." },
    { "SQLite format 3", 16, "It is a database." },
    { "PK\x03\x04xyz", 7, "The file is damaged or not complete." },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "It is an old Office file." },
    { "<?xml version='1.0'?><a/>", -1, "It is XML, but neither a page nor a workbook." },
    { "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", -1,
      "It is a workbook in XML." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *got = read_bytes (others[i].begins, others[i].length, "x.csv"),
                      *expected = g_strconcat ("error: “x.csv” cannot be read. ", others[i].words, NULL);

      g_test_message ("%s", got);
      g_assert_true (g_str_has_prefix (got, expected));
    }
  assert_rows ("bare tekst", "x.xlsx",
               "error: “x.xlsx” cannot be read. Its name is that of a workbook, but it is not one. Get it anew.");
}

/* What is no table is called by its name, whatever its own name says. */
static void
test_called (Folder *fixture, gconstpointer data)
{
  static const struct { const char *name, *text, *words; } others[] = {
    { "a.px", "CHARSET=\"ANSI\";\r\nAXIS-VERSION=\"2013\";\nMATRIX=\"07459\";\nDATA=\n1 2;\n", "PX file" },
    { "a.csv", "\xef\xbb\xbf" "TITLE=\"x\";\nLANGUAGE=\"no\";\nDATA=\n1;\n", "PX file" },
    { "a.xls", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\n\n<table><tr><td>1</table>",
      "web archive" },
    { "a.mht",
      "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
      "\ttype=\"text/html\"\r\n\r\n<table></table>", "web archive" },
    { "a.slk", "ID;PWXL;N;E\nC;Y1;X1;K1\nE\n", "SYLK" },
    { "a.xls", "\x09\x04\x06\x00\x00\x04\x10\x00", ".xls" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *got = read_bytes (others[i].text, others[i].text[0] == 9 ? 8 : -1, others[i].name);

      g_test_message ("%s", others[i].name);
      g_assert_true (g_str_has_prefix (got, "error: "));
      g_assert_nonnull (strstr (got, others[i].words));
    }
  assert_rows ("Fra;TITLE=\nA;1\n", "a.csv", "Fra|TITLE=/A|1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Folder, NULL, folder_set_up, function, folder_tear_down)
  ADD ("/read-web/called", test_called);
  ADD ("/read-web/html", test_html);
  ADD ("/read-web/html-place", test_html_place);
  ADD ("/read-web/html-tables", test_html_tables);
  ADD ("/read-web/json-stat", test_json_stat);
  ADD ("/read-web/json-refusals", test_json_refusals);
  ADD ("/read-web/others", test_others);
  return g_test_run ();
}
