/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV as the world writes it: separators, encodings, quotes, lines. */
#include "read-fixture.h"

static void
test_separators (Folder *fixture, gconstpointer data)
{
  assert_rows ("a,b\n1,2\n", "x.csv", "a|b/1|2");
  assert_rows ("a;b\r\n1,5;2,5\r\n3,5;4,5\r\n", "x.csv", "a|b/1,5|2,5/3,5|4,5");
  assert_rows ("a\tb, c; d\n1,5\t2\n", "x.csv", "a|b, c; d/1,5|2");
  assert_rows ("a|b\n1|2", "x.txt", "a|b/1|2");
  assert_rows ("Oslo\nÅs\n", "x.csv", "Oslo/Ås");
  assert_rows ("sep=|\r\na|b\r\n", "x.csv", "a|b");
  /* Title lines above, a note below, commas in both. */
  assert_rows ("Folkemengde, etter region, alder og år\n\n\"region\";\"2020\"\n\"0301 Oslo\";693494\n\"3005 "
               "Drammen\";101386\n\nKilde: SSB, Statistikkbanken\n",
               "x.csv",
               "Folkemengde, etter region, alder og år//region|2020/0301 Oslo|693494/3005 Drammen|101386//Kilde: SSB, "
               "Statistikkbanken");
}

static void
test_grammar (Folder *fixture, gconstpointer data)
{
  assert_rows ("\"to\nlinjer\";\"sa \"\"hei\"\"\"; 5\" rør \n;;\nx\n", "x.csv", "to~linjer|sa \"hei\"| 5\" rør /||/x");
  /* Blank lines are rows without cells, whatever ends a line; ragged rows stay ragged. */
  assert_rows ("a,b\r\n\r\nc\r\n", "x.csv", "a|b//c");
  assert_rows ("a,b\n\n\nc,d,e", "x.csv", "a|b///c|d|e");
  assert_rows ("a,b\rc,d\r", "x.csv", "a|b/c|d");
  assert_rows ("", "x.csv", "error: “x.csv” cannot be read. It is empty.");
  assert_rows ("a;b\nc;\"d\n", "x.csv",
               "error: “x.csv” cannot be read. A quotation mark at the beginning of a cell in line 2 is never closed. "
               "Remove it, or close it.");
  assert_rows ("navn;sum\n'=1+1;'-5\n", "x.csv", "navn|sum/=1+1|-5");
}

static void
test_encodings (Folder *fixture, gconstpointer data)
{
  static const struct { const char *name; const char *mark; gsize mark_length; } encodings[] = {
    { "UTF-8", "", 0 }, { "UTF-8", "\xef\xbb\xbf", 3 }, { "WINDOWS-1252", "", 0 },
    { "UTF-16LE", "", 0 }, { "UTF-16LE", "\xff\xfe", 2 }, { "UTF-16BE", "", 0 }, { "UTF-16BE", "\xfe\xff", 2 },
  };
  g_autoptr (GString) text = g_string_new ("region;antall\n");
  g_autofree char *expected = NULL;

  /* More than a chunk, ASCII in the first one, and characters across its edge. */
  for (int i = 0; i < 9000; i++)
    g_string_append_printf (text, "%s;%d\n", i < 5000 ? "Oslo" : i % 2 ? "Ås – «Sør»" : "Tromsø €", i);
  expected = g_strdelimit (g_strdelimit (g_strndup (text->str, text->len - 1), "\n", '/'), ";", '|');
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (SekReader) reader = NULL;
      g_autofree char *made = NULL, *rows = NULL;
      gsize length;

      made = g_convert (text->str, (gssize) text->len, encodings[i].name, "UTF-8", NULL, &length, &error);
      g_assert_no_error (error);
      g_byte_array_append (bytes, (const guint8 *) encodings[i].mark, (guint) encodings[i].mark_length);
      g_byte_array_append (bytes, (const guint8 *) made, (guint) length);
      reader = open_bytes ((const char *) bytes->data, bytes->len, "x.csv", &error);
      g_assert_no_error (error);
      rows = read_rows (reader, &error);
      g_assert_no_error (error);
      g_assert_true (g_str_equal (rows, expected));
      g_assert_cmpstr (sek_reader_get_encoding (reader), ==, encodings[i].name);
      g_assert_cmpint (sek_reader_get_separator (reader), ==, ';');
      g_assert_cmpuint (sek_reader_get_notes (reader)->len, ==, 0);
    }
}

/* One stray byte does not make UTF-8 something else. */
static void
test_mixed (Folder *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = open_bytes ("Ås;1\nBod\xf8;2\nTromsø;3\n", -1, "x.csv", &error);
  g_autofree char *rows = NULL;

  g_assert_no_error (error);
  rows = read_rows (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, "Ås|1/Bodø|2/Tromsø|3");
  g_assert_cmpstr (sek_reader_get_encoding (reader), ==, "UTF-8");
  g_assert_cmpuint (sek_reader_get_notes (reader)->len, ==, 1);
  g_assert_nonnull (strstr (sek_reader_get_notes (reader)->pdata[0], "Line 2"));
}

static void
test_understood (Folder *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = open_bytes ("navn;sum\nA;1.500\nB;2,75\n", -1, "x.csv", &error), doubtful = NULL;
  g_autofree char *words = sek_reader_describe (reader), *place = NULL;
  const SekReadRow *row;

  g_assert_cmpstr (words, ==, "CSV, separated by semicolons, UTF-8, decimal comma");
  g_assert_true (sek_reader_next (reader, &row, &error));
  g_assert_true (sek_reader_next (reader, &row, &error));
  place = sek_reader_describe_place (reader, row, 1);
  g_assert_cmpstr (place, ==, "line 2, column 2");
  doubtful = open_bytes ("navn;sum\nA;1.500\nB;275\n", -1, "x.csv", &error);
  g_assert_true (sek_decimals_must_ask (sek_reader_get_decimals (doubtful)));
  g_assert_cmpstr (sek_reader_get_decimals (doubtful)->example, ==, "1.500");
}

/* Lines are those of the file, whatever is within cells. */
static void
test_lines (Folder *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = open_bytes ("a;\"b\nc\"\r\n\r\nd;e\n", -1, "x.csv", &error);
  const SekReadRow *row;
  static const guint64 lines[] = { 1, 3, 4 };

  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (sek_reader_next (reader, &row, &error));
      g_assert_cmpuint (row->line, ==, lines[i]);
      g_assert_cmpuint (row->number, ==, i + 1);
    }
}

static void
test_collect (Folder *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = open_bytes ("a;b\n\nc;d;e\n", -1, "x.csv", &error);
  g_autoptr (SekReadSheet) sheet = sek_reader_collect (reader, 0, 0, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sek_read_sheet_get_n_rows (sheet), ==, 3);
  g_assert_cmpuint (sek_read_sheet_get_n_columns (sheet), ==, 3);
  g_assert_cmpstr (sek_read_sheet_get_text (sheet, 2, 2), ==, "e");
  g_assert_cmpstr (sek_read_sheet_get_text (sheet, 0, 2), ==, "");
  g_assert_cmpuint (sek_read_sheet_get_row (sheet, 2)->line, ==, 3);
  g_assert_true (sek_reader_select (reader, 0, &error));
  g_assert_null (sek_reader_collect (reader, 2, 0, 0, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_REFUSED);
}

static void
test_refusals (Folder *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *missing = folder_path (fixture, "mangler.csv"), *zero = read_bytes ("a;b\n\0;c\n", 8, "x.csv");

  g_assert_null (sek_reader_open (missing, NULL, NULL, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (sek_reader_open (fixture->folder, NULL, NULL, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_IO);
  g_assert_cmpstr (zero, ==, "error: “x.csv” cannot be read. It is not a text file.");
}

static void
test_numbers (Folder *fixture, gconstpointer data)
{
  static const struct { const char *text; SekDecimal decimal; const char *exact; } cases[] = {
    { "1 234,50", SEK_DECIMAL_UNKNOWN, "1234.5" }, { "1.234,50", SEK_DECIMAL_UNKNOWN, "1234.5" },
    { "1,234.50", SEK_DECIMAL_UNKNOWN, "1234.5" },
    { "- 55 951", SEK_DECIMAL_UNKNOWN, "-55951" }, { "−1\u00a0290", SEK_DECIMAL_COMMA, "-1290" },
    { "(50)", SEK_DECIMAL_UNKNOWN, "-50" },
    { "1.500", SEK_DECIMAL_UNKNOWN, NULL }, { "1.500", SEK_DECIMAL_COMMA, "1500" },
    { "1.500", SEK_DECIMAL_POINT, "1.5" },
    { "1,500", SEK_DECIMAL_COMMA, "1.5" }, { "0,250", SEK_DECIMAL_UNKNOWN, "0.25" },
    { "1 50", SEK_DECIMAL_UNKNOWN, NULL },
    { "12 %", SEK_DECIMAL_UNKNOWN, "12" }, { "kr 2,80", SEK_DECIMAL_UNKNOWN, "2.8" },
    { "2 500,-", SEK_DECIMAL_UNKNOWN, "2500" },
    { "1'234'567.8", SEK_DECIMAL_UNKNOWN, "1234567.8" }, { "1.234.567", SEK_DECIMAL_UNKNOWN, "1234567" },
    { "12abc", SEK_DECIMAL_COMMA, NULL },
    { "1.1.2022", SEK_DECIMAL_COMMA, NULL }, { "1e5", SEK_DECIMAL_COMMA, NULL }, { "", SEK_DECIMAL_COMMA, NULL },
    { "-", SEK_DECIMAL_COMMA, NULL },
    { "0301", SEK_DECIMAL_COMMA, "301" }, { "-0,0", SEK_DECIMAL_COMMA, "0" },
    { "12345678901234567890,25", SEK_DECIMAL_COMMA, "12345678901234567890.25" },
    { ".5", SEK_DECIMAL_POINT, "0.5" }, { "5.", SEK_DECIMAL_POINT, NULL }, { "1,2,3", SEK_DECIMAL_COMMA, NULL },
    { "1.23,4", SEK_DECIMAL_COMMA, NULL },
    { "50-", SEK_DECIMAL_COMMA, "-50" }, { "1500.5", SEK_DECIMAL_COMMA, "1500.5" },
  };
  static const struct { const char *text; const char *exact; } canonical[] = {
    { "1.5E+3", "1500" }, { "2.7000000000000002", "2.7" }, { "0.30000000000000004", "0.3" },
    { "-1234567.89", "-1234567.89" },
    { "1E-7", "0.0000001" }, { "123456789012345678", "123456789012345678" }, { "-0.0", "0" },
    { "99999999999999999.5", "100000000000000000" },
    { "007.50", "7.5" }, { "1e400", NULL }, { "1e", NULL }, { "abc", NULL }, { "", NULL }, { "1e99999999999", NULL },
    { "0e99999999999", "0" },
  };
  g_autoptr (GString) exact = g_string_new (NULL);
  gint64 scaled;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = sek_number_read (cases[i].text, cases[i].decimal);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (got, ==, cases[i].exact);
    }
  for (guint i = 0; i < G_N_ELEMENTS (canonical); i++)
    {
      gboolean is = sek_number_canonical (canonical[i].text, exact);

      g_test_message ("%s", canonical[i].text);
      g_assert_cmpstr (is ? exact->str : NULL, ==, canonical[i].exact);
    }
  g_assert_true (sek_number_scale ("1.005", 2, &scaled) && scaled == 101);
  g_assert_true (sek_number_scale ("-2.5", 0, &scaled) && scaled == -3);
  g_assert_true (sek_number_scale ("12", 2, &scaled) && scaled == 1200);
  g_assert_false (sek_number_scale ("92233720368547758.08", 2, &scaled));
  g_assert_false (sek_number_scale ("1.2.3", 2, &scaled));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Folder, NULL, folder_set_up, function, folder_tear_down)
  ADD ("/read-csv/separators", test_separators);
  ADD ("/read-csv/grammar", test_grammar);
  ADD ("/read-csv/encodings", test_encodings);
  ADD ("/read-csv/mixed", test_mixed);
  ADD ("/read-csv/understood", test_understood);
  ADD ("/read-csv/lines", test_lines);
  ADD ("/read-csv/collect", test_collect);
  ADD ("/read-csv/refusals", test_refusals);
  ADD ("/read-csv/numbers", test_numbers);
  return g_test_run ();
}
