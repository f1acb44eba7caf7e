/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are made to do harm are refused in words, within 5 seconds and 200 MB: each is read by a child that may
 * have no more. */
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "zip-fixture.h"

enum
{
  MOST_SECONDS = 5,
  MOST_MEMORY = 200 << 20,
};

static char *own_path;

/* Reads all sheets, and then collects the first. Prints the first error. */
static int
read_as_child (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = sek_reader_open (path, NULL, NULL, &error);
  guint n = reader != NULL ? MIN (sek_reader_get_n_sheets (reader), 20) : 0;
  const SekReadRow *row = NULL;

  for (guint i = 0; i < n && error == NULL && sek_reader_select (reader, i, &error); i++)
    while (sek_reader_next (reader, &row, &error) && row != NULL)
      continue;
  g_print ("%s\n", error != NULL ? error->message : "read");
  return error != NULL ? 1 : 0;
}

/* Asserts that a child refuses the file with words that have this in them; NULL: it may also be read. */
static void
assert_refused (const char *path, const char *words)
{
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  struct rusage before, after;
  double seconds;

  getrusage (RUSAGE_CHILDREN, &before);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, own_path, "--read", path, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &said, NULL, &error));
  getrusage (RUSAGE_CHILDREN, &after);
  seconds = (double) (after.ru_utime.tv_sec - before.ru_utime.tv_sec)
            + (double) (after.ru_stime.tv_sec - before.ru_stime.tv_sec);
  g_test_message ("%.0f s, at most %ld MiB: %s", seconds, after.ru_maxrss / 1024, said);
  g_assert_true (g_subprocess_get_if_exited (child));
  if (words != NULL)
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 1);
  if (words != NULL && strstr (said, words) == NULL)
    g_error ("%s: %s", words, said);
}

static void
repeat (Folder *fixture, const char *name, const char *begin, const char *middle, gsize times, const char *end,
        const char *words)
{
  g_autofree char *path = folder_path (fixture, name);
  FILE *file = g_fopen (path, "w");

  fputs (begin, file);
  for (gsize i = 0; i < times; i++)
    fputs (middle, file);
  fputs (end, file);
  g_assert_cmpint (fclose (file), ==, 0);
  assert_refused (path, words);
  g_unlink (path);
}

static void
test_texts (Folder *fixture, gconstpointer data)
{
  g_autofree char *mega = g_strnfill (1 << 20, 'x'), *brackets = g_strnfill (100000, '[');

  repeat (fixture, "celle.csv", "a;b\n", mega, 1024, "\n", "a cell of more than 1 MiB");
  repeat (fixture, "sitat.csv", "a;\"", mega, 200, "\n", "a cell of more than 1 MiB");
  repeat (fixture, "bred.csv", "", ";;;;;;;;;;", 2000000, "\n", "more than 16384 cells");
  repeat (fixture, "skitne.csv", "\xc3\xa5", "\xc3\xa5\xc3\xa5\xff\n", 10 << 20, "", NULL);
  repeat (fixture, "dyp.json", "{\"a\":", brackets, 1, "", "more than 64 deep");
  repeat (fixture, "stor.json", "{\"a\":\"", mega, 1024, "\"}", "more than 16 MiB");
  repeat (fixture, "mange.json", "{\"a\":[1", ",1", 8 << 20, "]}", "more than 16 MiB");
  repeat (fixture, "mange-noder.json", "{\"a\":[1", ",1", 7 << 20, "]}", "more than 3 MiB");
  repeat (fixture, "dyp.html", "<table><tr><td>", "<div>", 2000000, "", "more than 1000 deep");
  repeat (fixture, "tabeller.html", "", "<table><tr><td>1</table>", 200000, "", "000 tables");
  repeat (fixture, "spenn.html", "<table>", "<tr><td colspan=1000 rowspan=65534>x", 200000, "",
          "more than a million cells");
  repeat (fixture, "stor.html", "<table><tr><td>", mega, 1024, "", "more than 64 MiB");
  repeat (fixture, "celle.html", "<table><tr><td>", mega, 30, "", "more than 1 MiB");
  repeat (fixture, "tagg.html", "<table><tr><td a=\"", mega, 30, "", NULL);
  repeat (fixture, "merker.html", "<table><tr><td>", "</i><b>", 1000000, "", NULL);
}

static void
test_zip_bombs (Folder *fixture, gconstpointer data)
{
  g_autofree char *mega = g_strnfill (1 << 20, ' '), *path = folder_path (fixture, "bombe.xlsx"),
                  *strings = folder_path (fixture, "tekster.xlsx");
  const Part parts[] = { XLSX_ROOT, XLSX_WORKBOOK_RELS, XLSX_WORKBOOK };
  zipFile zip = zipOpen64 (path, APPEND_STATUS_CREATE);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    zip_add (zip, parts[i].name, parts[i].text, strlen (parts[i].text), 1);
  zip_add (zip, "xl/worksheets/sheet1.xml", mega, 1 << 20, 1024);
  zipClose (zip, NULL);
  assert_refused (path, "far larger than a table can be");

  zip = zipOpen64 (strings, APPEND_STATUS_CREATE);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    zip_add (zip, parts[i].name, parts[i].text, strlen (parts[i].text), 1);
  zip_add (zip, "xl/worksheets/sheet1.xml", "<a/>", 4, 1);
  zip_add (zip, "xl/sharedStrings.xml", "<sst><si><t>", 12, 1);
  zipClose (zip, NULL);
  assert_refused (strings, "missing or damaged");
}

static void
test_xml (Folder *fixture, gconstpointer data)
{
  g_autofree char *laughs = NULL, *deep = NULL, *wide = NULL, *long_cell = NULL, *many = NULL, *attribute = NULL,
                  *sparse = NULL;
  g_autoptr (GString) text = g_string_new ("<!DOCTYPE l [<!ENTITY a \"ha\">");
  const Part billion[] = { XLSX_ROOT,
                           { "xl/workbook.xml",
                             "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><workbook>&x;</workbook>" },
                           XLSX_WORKBOOK_RELS,
                           { NULL, NULL } };

  for (char c = 'b'; c < 'p'; c++)
    g_string_append_printf (text, "<!ENTITY %c \"&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;\">", c, c - 1, c - 1, c - 1, c - 1,
                            c - 1, c - 1, c - 1, c - 1);
  g_string_append (text, "]><office:document-content>&o;</office:document-content>");
  {
    const Part parts[] = { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
                           { "content.xml", text->str },
                           { NULL, NULL } };

    laughs = write_zip (fixture, "latter.ods", parts);
    assert_refused (laughs, "may be made to do harm");
  }
  deep = write_zip (fixture, "inn.xlsx", billion);
  assert_refused (deep, "may be made to do harm");
  g_string_truncate (text, 0);
  for (int i = 0; i < 100000; i++)
    g_string_append (text, "<x>");
  wide = write_xlsx (fixture, "dyp.xlsx", text->str);
  assert_refused (wide, "may be made to do harm");
  g_string_assign (text, "<row><c t=\"inlineStr\"><is><t>");
  for (int i = 0; i < 30 << 20; i++)
    g_string_append_c (text, (char) ('a' + (guint) i * 7919 % 26));
  long_cell = write_xlsx (fixture, "celle.xlsx", text->str);
  assert_refused (long_cell, "more than 1 MiB of text");
  g_string_assign (text, "<row><c x=\"");
  for (int i = 0; i < 30 << 20; i++)
    g_string_append_c (text, (char) ('a' + (guint) i * 7919 % 26));
  attribute = write_xlsx (fixture, "attributt.xlsx", text->str);
  assert_refused (attribute, "damaged");
  g_string_assign (text, "");
  for (int i = 1; i <= 100000; i++)
    g_string_append_printf (text, "<row r=\"%d\"><c r=\"XFD%d\"><v>1</v></c></row>", i, i);
  many = write_xlsx (fixture, "bred.xlsx", text->str);
  assert_refused (many, "repeats cells so often");
  g_string_assign (text, "");
  /* With as much between the rows that few of them are read at a time. */
  for (int i = 1; i <= 40000; i++)
    g_string_append_printf (text, "<row r=\"%d\"><c r=\"XFD%d\"><v>1</v></c></row><!--%0400d-->", i, i, i);
  sparse = write_xlsx (fixture, "spredt.xlsx", text->str);
  assert_refused (sparse, "so many blank cells");
}

static void
test_ods (Folder *fixture, gconstpointer data)
{
  static const char cell[] = "office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>";
  g_autofree char *rows = g_strconcat ("<table:table><table:table-row "
                                       "table:number-rows-repeated=\"2000000000\"><table:table-cell ", cell, NULL);
  g_autofree char *columns = g_strconcat ("<table:table><table:table-row><table:table-cell "
                                          "table:number-columns-repeated=\"2000000000\" ",
                                          cell, NULL);
  g_autofree char *both = g_strconcat ("<table:table><table:table-row "
                                       "table:number-rows-repeated=\"1000000\"><table:table-cell "
                                       "table:number-columns-repeated=\"16000\" ", cell, NULL);
  g_autofree char *blank = g_strconcat ("<table:table><table:table-row "
                                        "table:number-rows-repeated=\"1048570\"><table:table-cell "
                                        "table:number-columns-repeated=\"16384\"/></table:table-row>",
                                        "<table:table-row><table:table-cell ", cell, NULL);
  g_autofree char *a = write_ods (fixture, "a.ods", rows), *b = write_ods (fixture, "b.ods", columns),
                  *c = write_ods (fixture, "c.ods", both), *d = write_ods (fixture, "d.ods", blank);
  g_autofree char *read = NULL;

  assert_refused (a, "repeated more often");
  assert_refused (b, "longer than");
  assert_refused (c, "repeated more often");
  read = read_path (d);
  g_assert_cmpstr (read, ==, "#1");
}

/* A file that is cut off or scratched is refused or read, anywhere. */
static void
test_damaged (Folder *fixture, gconstpointer data)
{
  g_autofree char *xlsx = write_xlsx (fixture, "a.xlsx",
                                      "<row><c t=\"s\"><v>0</v></c><c><v>12</v></c></row></sheetData>"),
                  *cut = folder_path (fixture, "kutt.xlsx"), *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (xlsx, &bytes, &length, NULL));
  for (gsize i = 0; i < length; i += 7)
    {
      g_autofree char *got = NULL, *other = NULL;

      g_assert_true (g_file_set_contents (cut, bytes, (gssize) i, NULL));
      got = read_path (cut);
      g_assert_true (g_str_has_prefix (got, "error: "));
      bytes[i] ^= 0x55;
      g_assert_true (g_file_set_contents (cut, bytes, (gssize) length, NULL));
      other = read_path (cut);
      g_assert_nonnull (other);
      bytes[i] ^= 0x55;
    }
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--read"))
    {
#ifndef __SANITIZE_ADDRESS__
      setrlimit (RLIMIT_AS, &(struct rlimit) { MOST_MEMORY, MOST_MEMORY });
#endif
      setrlimit (RLIMIT_CPU, &(struct rlimit) { MOST_SECONDS, MOST_SECONDS });
      return read_as_child (argv[2]);
    }
  own_path = g_file_read_link ("/proc/self/exe", NULL);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Folder, NULL, folder_set_up, function, folder_tear_down)
  ADD ("/read-hostile/texts", test_texts);
  ADD ("/read-hostile/zip-bombs", test_zip_bombs);
  ADD ("/read-hostile/xml", test_xml);
  ADD ("/read-hostile/ods", test_ods);
  ADD ("/read-hostile/damaged", test_damaged);
  return g_test_run ();
}
