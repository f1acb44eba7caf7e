/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sample-book.h"
#include "sek-cell-text.h"
#include "sek-error.h"
#include "sek-money.h"
#include "test-folder.h"

/* Text documents as other programs read them: python-docx and odfpy every cell, LibreOffice what it shows on pages. */

#define add(path, test) g_test_add (path, Folder, NULL, folder_set_up, test, folder_tear_down)

#define PYTHON "/usr/bin/python3"

static const char *const names[] = { "a.odt", "a.docx" };

static gboolean
has_readers (void)
{
  g_autofree char *out = test_run ((const char *[]) { PYTHON, "-c", "import docx, odf", NULL });

  if (out == NULL)
    g_test_skip ("There is no python3-docx or python3-odf to read documents with");

  return out != NULL;
}

static char *
check (const Folder *fixture, const char *what, const char *name)
{
  g_autofree char *path = folder_path (fixture, name);
  char *out = test_run ((const char *[]) { PYTHON, SEK_TEST_FOLDER "/check-document.py", what, path, NULL });

  g_assert_nonnull (out);

  return out;
}

static void
append_line (GString *out, const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (out, "%s\n", text);
}

static void
append_cell (GString *out, const char *text)
{
  g_autoptr (GString) scratch = g_string_new (NULL),
                      shown = g_string_new (sek_text_clean (text, SEK_CLEAN_DEFAULT, scratch));

  g_string_replace (shown, "\n", "\\n", 0);
  g_string_replace (shown, "\t", "\\t", 0);
  g_string_append_printf (out, " | %s", shown->str);
}

static void
append_row (GString *out, const SekSheetRow *row)
{
  gsize start = out->len;

  if (row->style == SEK_ROW_SECTION || row->style == SEK_ROW_SPACE)
    append_cell (out, row->style == SEK_ROW_SECTION ? sek_sheet_row_get_text (row, 0) : "");
  for (int i = 0; row->style != SEK_ROW_SECTION && row->style != SEK_ROW_SPACE && i < (int) row->sheet->columns->len;
       i++)
    {
      g_autofree char *text = sek_cell_to_text (row, i);

      append_cell (out, text);
    }
  g_string_erase (out, (gssize) start, 1);
  g_string_append_c (out, '\n');
}

/* What a document of the book has to say, cell by cell. */
static char *
make_expected (SekBook *book)
{
  GString *out = g_string_new (NULL);

  append_line (out, book->info.title);
  append_line (out, book->info.author);
  append_line (out, book->info.status);
  append_line (out, book->info.version);
  for (guint i = 0; i < book->sheets->len; i++)
    {
      SekSheet *sheet = g_ptr_array_index (book->sheets, i);

      append_line (out, sheet->info.caption != NULL ? sheet->info.caption : sheet->info.name);
      append_line (out, sheet->info.unit_line);
      append_line (out, sheet->info.status_line);
      for (guint j = 0; j < sheet->facts->len; j++)
        append_line (out, "Sats per innbygger: 2,80");
      if (sheet->has_head)
        {
          gsize start = out->len;

          for (int j = 0; j < (int) sheet->columns->len; j++)
            append_cell (out, sek_sheet_get_column (sheet, j)->head);
          g_string_erase (out, (gssize) start, 1);
          g_string_append_c (out, '\n');
        }
      for (guint j = 0; j < sek_sheet_n_rows (sheet); j++)
        append_row (out, sek_sheet_get_row (sheet, j));
      for (guint j = 0; j < sheet->notes->len; j++)
        append_line (out, g_ptr_array_index (sheet->notes, j));
    }

  return g_string_free (out, FALSE);
}

static void
assert_same_lines (const char *left, const char *right)
{
  g_auto (GStrv) left_lines = g_strsplit (left, "\n", -1), right_lines = g_strsplit (right, "\n", -1);

  for (guint i = 0; left_lines[i] != NULL && right_lines[i] != NULL; i++)
    g_assert_cmpstr (left_lines[i], ==, right_lines[i]);
  g_assert_cmpuint (g_strv_length (left_lines), ==, g_strv_length (right_lines));
}

static void
test_cells (Folder *fixture, gconstpointer data)
{
  if (!has_readers ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SekBook) book = sample_book_new (64, SEK_LANGUAGE_NB);
      g_autofree char *expected = make_expected (book), *dump = NULL, *sound = NULL;

      folder_write (fixture, names[i], g_steal_pointer (&book));
      sound = check (fixture, "sound", names[i]);
      g_assert_cmpstr (sound, ==, "");
      dump = check (fixture, "dump", names[i]);
      assert_same_lines (dump, expected);
    }
}

/* Whatever a text is, it comes out as that text, and the document is one. */
static void
test_hostile (Folder *fixture, gconstpointer data)
{
  if (!has_readers ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *dump = NULL, *sound = NULL;
      const char *texts[] = {
        "\n| =cmd|' /C calc'!A0 | 0301 | 0\n", "\n| <script>alert(3)</script> | 0301 | ",  "\n| \\tinnrykk | 0301 | ",
        "\n| to\\nlinjer | 0301 | ",           "\n| שלום עולם | 0301 | ",                   "\n| \xE2\x80\xAEsnudd | ",
        "\n| 👩‍👩‍👧 å æ ø | ",               "\n| ab[31mcd | 0301 | ",                     "\n|   luft   | 0301 | ",
        "\n</caption><script>alert(2)</script>\n", "<script>alert(1)</script> & \"sitat\"\n",
      };

      folder_write (fixture, names[i], sample_book_hostile ());
      sound = check (fixture, "sound", names[i]);
      g_assert_cmpstr (sound, ==, "");
      dump = check (fixture, "dump", names[i]);
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        if (strstr (dump, texts[j]) == NULL)
          {
            g_test_message ("%s: missing %s", names[i], texts[j]);
            g_test_fail ();
          }
    }
}

/* Styles that a user can give another look, by their Norwegian names. */
static void
test_styles (Folder *fixture, gconstpointer data)
{
  const char *lines[] = {
    "Tabelltall\tTabelltekst\t\tright\n",
    "Tabellhode\tTabelltekst\tbold\t\n",
    "Tabellsum\tTabelltekst\tbold\t\n",
    "Tabellsum tall\tTabellsum\t\tright\n",
    "Tabellhode tall\tTabellhode\t\tright\n",
    "Tabellgruppe\tTabelltekst\tbold\t\n",
    "\nTabelltekst\t",
    "\nTabellnote\t",
    "\nTabellinje\t",
    "\nHeading 1\t",
  };

  if (!has_readers ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *out = NULL;

      folder_write (fixture, names[i], sample_book_new (3, SEK_LANGUAGE_EN));
      out = check (fixture, "styles", names[i]);
      for (guint j = 0; j < G_N_ELEMENTS (lines); j++)
        if (strstr (out, lines[j]) == NULL)
          {
            g_test_message ("%s: missing %s in\n%s", names[i], lines[j], out);
            g_test_fail ();
          }
    }
}

static void
test_kept (Folder *fixture, gconstpointer data)
{
  g_autofree char *out = NULL;

  if (!has_readers ())
    return;
  folder_write (fixture, "a.docx", sample_book_new (0, SEK_LANGUAGE_NB));
  out = check (fixture, "kept", "a.docx");
  g_assert_cmpstr (out, ==, "Klimasats\nProsjekter\nSum driftsutgifter\n\nResultat*\n");
}

/* More rows than Word takes in one table go on in another, with the heads above them. */
static void
test_long (Folder *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = folder_path (fixture, names[i]), *out = NULL;
      const char *count = "import sys, zipfile\n"
                          "z = zipfile.ZipFile (sys.argv[1])\n"
                          "x = z.read ([n for n in z.namelist () if n in ('content.xml', 'word/document.xml')][0])\n"
                          "print (x.count (b'<table:table ') + x.count (b'<w:tbl>'),"
                          " x.count (b'<table:table-row ') + x.count (b'<w:tr>'),"
                          " x.count (b'<table:table-header-rows>') + x.count (b'<w:tblHeader/>'))";

      folder_write (fixture, names[i], sample_book_new (30001, SEK_LANGUAGE_NB));
      out = test_run ((const char *[]) { PYTHON, "-c", count, path, NULL });
      /* Budget, two of the list, check, about; 17 rows with the head, 30 001 with their sum and two heads, 3 and 3. */
      g_assert_cmpstr (out, ==, "5 30027 4\n");
    }
}

static void
test_too_wide (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "T" });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "s", .name = "Bred" });
  g_autofree char *path = folder_path (fixture, "a.docx");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 64; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = key, .head = key });
    }
  g_assert_false (sek_book_write (book, path, SEK_FORMAT_DOCX, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "Bred"));
  g_assert_cmpuint (folder_count (fixture), ==, 0);
}

static guint
count_matches (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, part)) != NULL; at += strlen (part))
    n++;

  return n;
}

/* On pages: the figures, the head on every page of a list, the page's number, and no sum that stands alone. */
static void
test_pages (Folder *fixture, gconstpointer data)
{
  g_autofree char *program = g_find_program_in_path ("soffice"), *profile = folder_path (fixture, "profile");
  g_autofree char *installation = g_strconcat ("-env:UserInstallation=file://", profile, NULL), *said = NULL;
  g_autofree char *odt = folder_path (fixture, "odt.odt"), *docx = folder_path (fixture, "docx.docx");

  if (program == NULL)
    {
      g_test_skip ("There is no LibreOffice to open documents with");
      return;
    }
  folder_write (fixture, "odt.odt", sample_book_new (64, SEK_LANGUAGE_NB));
  folder_write (fixture, "docx.docx", sample_book_new (64, SEK_LANGUAGE_NB));
  said = test_run ((const char *[]) { "soffice", installation, "--headless", "--convert-to", "pdf", "--outdir",
                                      fixture->folder, odt, docx, NULL });
  g_assert_nonnull (said);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *pdf = folder_path (fixture, i == 0 ? "odt.pdf" : "docx.pdf"), *text = NULL, *foot = NULL;
      g_auto (GStrv) pages = NULL;
      guint n;

      if (!g_file_test (pdf, G_FILE_TEST_EXISTS))
        {
          g_test_skip ("This LibreOffice has no Writer");
          return;
        }
      /* pdftotext makes hard spaces soft. */
      text = test_run ((const char *[]) { "pdftotext", "-enc", "UTF-8", "-layout", pdf, "-", NULL });
      g_assert_nonnull (text);
      pages = g_strsplit (text, "\f", -1);
      n = g_strv_length (pages) - 1;
      foot = g_strdup_printf ("Side 1 av %u\n", n);
      g_assert_nonnull (strstr (pages[0], foot));
      g_assert_nonnull (strstr (pages[0], "Register per 18.11.2022 kl. 09.00"));
      g_assert_nonnull (strstr (text, "−1 866"));
      g_assert_nonnull (strstr (text, "45 121 395"));
      /* The heads of the list are on each of its pages, and its last page has more than the sum. */
      g_assert_cmpuint (count_matches (text, "Grunnlag "), >, 1);
      for (guint j = 1; j < n; j++)
        if (strstr (pages[j], "45 121 395") != NULL)
          g_assert_cmpuint (count_matches (pages[j], "1.1.2022"), >, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/sheet/doc/cells", test_cells);
  add ("/sheet/doc/hostile", test_hostile);
  add ("/sheet/doc/styles", test_styles);
  add ("/sheet/doc/kept", test_kept);
  add ("/sheet/doc/long", test_long);
  add ("/sheet/doc/too-wide", test_too_wide);
  add ("/sheet/doc/pages", test_pages);

  return g_test_run ();
}
