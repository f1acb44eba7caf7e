/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of 100 MB and more stream: they are made here, and read by a child that has 200 MB of memory. */
#include <sys/resource.h>

#include "zip-fixture.h"

enum
{
  MOST_MEMORY = 200 << 20,
  ENOUGH = 100 << 20,
};

static char *own_path;

static int
read_as_child (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = NULL;
  const SekReadRow *row = NULL;
  guint64 n_cells = 0, n_rows = 0;

#ifndef __SANITIZE_ADDRESS__
  setrlimit (RLIMIT_AS, &(struct rlimit) { MOST_MEMORY, MOST_MEMORY });
#endif
  reader = sek_reader_open (path, NULL, NULL, &error);
  while (reader != NULL && sek_reader_next (reader, &row, &error) && row != NULL)
    {
      n_cells += row->n_cells;
      n_rows++;
    }
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  g_print ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n", n_rows, n_cells);
  return error != NULL;
}

static void
assert_streams (const char *path, guint n_rows, guint n_columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, own_path, "--read", path,
                                                    NULL);
  g_autofree char *said = NULL,
                  *expected = g_strdup_printf ("%u %" G_GUINT64_FORMAT "\n", n_rows, (guint64) n_rows * n_columns);
  struct rusage usage;
  GStatBuf about;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &said, NULL, &error));
  getrusage (RUSAGE_CHILDREN, &usage);
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_test_message ("%s: %d MiB, at most %ld MiB of memory, %.1f s of all so far", path, (int) (about.st_size >> 20),
                  usage.ru_maxrss / 1024, (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec / 1e6);
  g_assert_cmpint (about.st_size, >=, ENOUGH);
  g_assert_cmpstr (said, ==, expected);
  g_unlink (path);
}

static void
test_csv (Folder *fixture, gconstpointer data)
{
  g_autofree char *path = folder_path (fixture, "stor.csv");
  FILE *file = g_fopen (path, "w");
  guint n = 2500000;

  for (guint i = 0; i < n; i++)
    fprintf (file, "\"%04u Bærum\";\"%u år\";%u;tekst, som er litt lang\n", i % 10000, i % 106, i);
  g_assert_cmpint (fclose (file), ==, 0);
  assert_streams (path, n, 4);
}

/* What does not compress, so that the file is large and not only what is in it. */
static guint64
scramble (guint64 n)
{
  n = (n ^ (n >> 31)) * G_GUINT64_CONSTANT (0x7fb5d329728ea185);
  n = (n ^ (n >> 27)) * G_GUINT64_CONSTANT (0x81dadef4bc2dd44d);
  return n ^ (n >> 33);
}

static zipFile
open_part (const char *path, const Part *parts, guint n, const char *name)
{
  zipFile zip = zipOpen64 (path, APPEND_STATUS_CREATE);
  zip_fileinfo info = { 0 };

  for (guint i = 0; i < n; i++)
    zip_add (zip, parts[i].name, parts[i].text, strlen (parts[i].text), 1);
  g_assert_cmpint (zipOpenNewFileInZip64 (zip, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, Z_BEST_SPEED, 1), ==,
                   ZIP_OK);
  return zip;
}

static void
put (zipFile zip, GString *text, gsize above)
{
  if (text->len <= above)
    return;
  g_assert_cmpint (zipWriteInFileInZip (zip, text->str, (unsigned) text->len), ==, ZIP_OK);
  g_string_truncate (text, 0);
}

static void
test_xlsx (Folder *fixture, gconstpointer data)
{
  const Part parts[] = { XLSX_ROOT, XLSX_WORKBOOK_RELS, XLSX_WORKBOOK };
  g_autofree char *path = folder_path (fixture, "stor.xlsx");
  zipFile zip = open_part (path, parts, G_N_ELEMENTS (parts), "xl/sharedStrings.xml");
  g_autoptr (GString) text = g_string_new ("<sst>");
  zip_fileinfo info = { 0 };
  guint n = 1000000;

  /* Each text once, which is more than is kept in memory. */
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text,
                              "<si><t>%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER
                              "x</t></si>",
                              scramble (i), scramble (i + n), scramble (i + 2 * n));
      put (zip, text, 1 << 16);
    }
  g_string_append (text, "</sst>");
  put (zip, text, 0);
  zipCloseFileInZip (zip);
  zipOpenNewFileInZip64 (zip, "xl/worksheets/sheet1.xml", &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, Z_BEST_SPEED, 1);
  g_string_append (text, "<worksheet><sheetData>");
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "<row r=\"%u\"><c r=\"A%u\" t=\"s\"><v>%u</v></c>", i + 1, i + 1,
                              (guint) (scramble (i) % n));
      for (guint c = 1; c < 10; c++)
        g_string_append_printf (text, "<c r=\"%c%u\"><v>%" G_GUINT64_FORMAT "</v></c>", 'A' + c, i + 1,
                                scramble (i * 10 + c) >> 20);
      g_string_append (text, "</row>");
      put (zip, text, 1 << 16);
    }
  g_string_append (text, "</sheetData></worksheet>");
  put (zip, text, 0);
  zipCloseFileInZip (zip);
  zipClose (zip, NULL);
  assert_streams (path, n, 10);
}

static void
test_ods (Folder *fixture, gconstpointer data)
{
  const Part parts[] = { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" } };
  g_autofree char *path = folder_path (fixture, "stor.ods");
  zipFile zip = open_part (path, parts, 1, "content.xml");
  g_autoptr (GString) text = g_string_new ("<o:c xmlns:o=\"" ODF "office:1.0\" xmlns:t=\"" ODF "table:1.0\" xmlns:p=\""
                                           ODF "text:1.0\">"
                                           "<t:table t:name=\"A\">");
  guint n = 1000000;

  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, "<t:table-row>");
      for (guint c = 0; c < 8; c++)
        {
          guint64 number = scramble (i * 10 + c) >> 20;

          g_string_append_printf (text,
                                  "<t:table-cell o:value-type=\"float\" o:value=\"%" G_GUINT64_FORMAT
                                  "\"><p:p>%" G_GUINT64_FORMAT "</p:p></t:table-cell>",
                                  number, number);
        }
      g_string_append (text, "</t:table-row>");
      put (zip, text, 1 << 16);
    }
  g_string_append (text, "</t:table></o:c>");
  put (zip, text, 0);
  zipCloseFileInZip (zip);
  zipClose (zip, NULL);
  assert_streams (path, n, 8);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--read"))
    return read_as_child (argv[2]);
  own_path = g_file_read_link ("/proc/self/exe", NULL);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Folder, NULL, folder_set_up, function, folder_tear_down)
  ADD ("/read-large/csv", test_csv);
  ADD ("/read-large/xlsx", test_xlsx);
  ADD ("/read-large/ods", test_ods);
  return g_test_run ();
}
