/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <locale.h>
#include <string.h>

#include "sample-book.h"
#include "sek-cell-text.h"
#include "sek-error.h"
#include "test-folder.h"

#define add(path, test) g_test_add (path, Folder, NULL, folder_set_up, test, folder_tear_down)

/* One sheet: texts beside amounts. */
static SekBook *
make_list (const char **texts)
{
  SekBook *book = sek_book_new (&(SekBookInfo) { .title = "T", .created = 1 });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "s", .name = "S", .caption = "Tittel" });

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "a", .head = "Tekst\nher" });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "b", .head = "Beløp; kr", .kind = SEK_CELL_AMOUNT });
  for (int i = 0; texts[i] != NULL; i++)
    {
      SekSheetRow *row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);

      sek_sheet_row_set (row, 0, SEK_TEXT (texts[i]));
      sek_sheet_row_set (row, 1, SEK_INTEGER (-123456700 * (gint64) i));
    }
  sek_sheet_add_row (sheet, NULL, SEK_ROW_SPACE);
  sek_sheet_row_set (sek_sheet_add_row (sheet, NULL, SEK_ROW_SUM), 0, SEK_TEXT ("Sum"));

  return book;
}

static void
test_csv (Folder *fixture, gconstpointer data)
{
  const char *texts[] = {
    "vanlig", "=1+1", "+1",   "-1",   "@a",   "\tb",           "\rc", "\nd",
    "a;b",    "a\"b", "0301", "å\x01", "\xFF", "rad\r\nskift", NULL,
  };
  g_autofree char *contents = NULL;

  folder_write (fixture, "a.csv", make_list (texts));
  contents = folder_read (fixture, "a.csv", NULL);
  g_assert_cmpstr (contents, ==,
                   "\xEF\xBB\xBF" "Tekst her;\"Beløp; kr\"\r\n"
                   "vanlig;0\r\n"
                   "\"'=1+1\";-1234567\r\n"
                   "\"'+1\";-2469134\r\n"
                   "\"'-1\";-3703701\r\n"
                   "\"'@a\";-4938268\r\n"
                   "\"'\tb\";-6172835\r\n"
                   "\"'\nc\";-7407402\r\n"
                   "\"'\nd\";-8641969\r\n"
                   "\"a;b\";-9876536\r\n"
                   "\"a\"\"b\";-11111103\r\n"
                   "0301;-12345670\r\n"
                   "å;-13580237\r\n"
                   "\xEF\xBF\xBD;-14814804\r\n"
                   "\"rad\nskift\";-16049371\r\n"
                   "Sum;\r\n");
}

/* As CSV, but for what a tab parts and what must be quoted for it. */
static void
test_tsv (Folder *fixture, gconstpointer data)
{
  const char *texts[] = { "vanlig", "=1+1", "\tb", "a\tb", "a;b", "a\"b", "0301", "rad\r\nskift", "שלום", NULL };
  g_autofree char *contents = NULL;

  folder_write (fixture, "a.tsv", make_list (texts));
  contents = folder_read (fixture, "a.tsv", NULL);
  g_assert_cmpstr (contents, ==,
                   "\xEF\xBB\xBF" "Tekst her\tBeløp; kr\r\n"
                   "vanlig\t0\r\n"
                   "\"'=1+1\"\t-1234567\r\n"
                   "\"'\tb\"\t-2469134\r\n"
                   "\"a\tb\"\t-3703701\r\n"
                   "a;b\t-4938268\r\n"
                   "\"a\"\"b\"\t-6172835\r\n"
                   "0301\t-7407402\r\n"
                   "\"rad\nskift\"\t-8641969\r\n"
                   "שלום\t-9876536\r\n"
                   "Sum\t\r\n");
}

static void
test_csv_of_several (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekBook) book = sample_book_new (2, SEK_LANGUAGE_NB);
  g_autofree char *path = folder_path (fixture, "a.csv");
  g_autoptr (GError) error = NULL;

  g_assert_false (sek_book_write (book, path, SEK_FORMAT_CSV, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "4"));
  g_assert_cmpuint (folder_count (fixture), ==, 0);
}

static void
test_text (void)
{
  g_autoptr (SekBook) book = sample_book_new (0, SEK_LANGUAGE_NB);
  g_autofree char *text = sek_sheet_to_text (sek_book_find_sheet (book, "hovedtall"));
  g_autofree char *all = sek_book_to_text (book), *expected = NULL;

  g_assert_true (g_file_get_contents (SEK_TEST_FOLDER "/expected-hovedtall.txt", &expected, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
  g_assert_true (g_str_has_prefix (all, text));
  g_assert_nonnull (strstr (all, "\n\nOm tabellene\n"));
}

static void
test_hostile_text (void)
{
  g_autoptr (SekBook) book = sample_book_hostile ();
  g_autofree char *text = sek_book_to_text (book);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_assert_true (c == '\n' || (c >= 0x20 && c != 0x7F && c != 0x202E));
    }
  /* Zero-width joiners and double-width signs do not push the next column out of line. */
  g_assert_nonnull (strstr (text, "\nשלום עולם                                         0301"));
  g_assert_nonnull (strstr (text, "\nto linjer                                         0301"));
}

static guint
count_nodes (xmlDoc *document, const char *expression)
{
  xmlXPathContext *context = xmlXPathNewContext (document);
  xmlXPathObject *found = xmlXPathEvalExpression (BAD_CAST expression, context);
  guint n = found->nodesetval != NULL ? (guint) found->nodesetval->nodeNr : 0;

  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);

  return n;
}

static char *
get_string (xmlDoc *document, const char *expression)
{
  xmlXPathContext *context = xmlXPathNewContext (document);
  xmlXPathObject *found = xmlXPathEvalExpression (BAD_CAST expression, context);
  xmlChar *string = xmlXPathCastToString (found);
  char *copy = g_strdup ((const char *) string);

  xmlFree (string);
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);

  return copy;
}

static void
assert_string (xmlDoc *document, const char *expression, const char *expected)
{
  g_autofree char *found = get_string (document, expression);

  g_assert_cmpstr (found, ==, expected);
}

static xmlDoc *
read_page (const Folder *fixture, const char *name)
{
  gsize length;
  g_autofree char *contents = folder_read (fixture, name, &length);
  /* Without recovery: a page that is no XML would be read otherwise by a browser than it was written. */
  xmlDoc *document = xmlReadMemory (contents, (int) length, name, "UTF-8", XML_PARSE_NONET);

  g_assert_nonnull (document);
  g_assert_true (g_str_has_prefix (contents, "<!DOCTYPE html>\n<html lang=\""));
  /* An element that must have a closing tag in HTML has one. */
  g_assert_false (g_regex_match_simple ("<(?!meta\\b)[a-z0-9]+[^<>]*/>", contents, 0, 0));
  g_assert_null (strstr (contents, "<script"));
  g_assert_null (strstr (contents, "src="));

  return document;
}

static void
test_html (Folder *fixture, gconstpointer data)
{
  xmlDoc *document;

  folder_write (fixture, "a.html", sample_book_new (64, SEK_LANGUAGE_NN));
  document = read_page (fixture, "a.html");
  assert_string (document, "/html/@lang", "nn");
  assert_string (document, "string(/html/head/title)", "Budsjett 2023");
  g_assert_cmpuint (count_nodes (document, "//table"), ==, 4);
  g_assert_cmpuint (count_nodes (document, "//table/caption//h2"), ==, 4);
  g_assert_cmpuint (count_nodes (document, "//nav//a[@href = concat('#', //section/@id)]"), ==, 1);
  g_assert_cmpuint (count_nodes (document, "//section[1]//thead/tr/th[@scope='col']"), ==, 6);
  assert_string (document, "string(//section[1]//thead/tr/th[2])", "Budsjett\n2022");
  g_assert_cmpuint (count_nodes (document, "//section[1]//tr[@class='section']/th[@scope='rowgroup']"), ==, 2);
  g_assert_cmpuint (count_nodes (document, "//section[1]//tr[@class='section']/th[@colspan='6']"), ==, 2);
  g_assert_cmpuint (count_nodes (document, "//section[1]//tbody[tr[@class='section']]"), ==, 2);
  assert_string (document, "string(//section[1]//tr[@class='sum'][1]/td[1])", "6\xC2\xA0""034");
  assert_string (document, "string(//section[1]//tr[@class='total'][1]/td[3]/@class)", "right");
  /* Blank is an empty cell, and every row has a cell for each column. */
  assert_string (document, "string(//th[. = 'Klimasats']/following-sibling::td[1])", "");
  g_assert_cmpuint (count_nodes (document, "//section[2]//tbody/tr[count(*) != 6]"), ==, 0);
  g_assert_cmpuint (count_nodes (document, "//section[2]//tbody/tr/*[2][self::th][@scope='row']"), ==, 65);
  assert_string (document, "string(//section[2]//dl/div/dd)", "2,80");
  g_assert_cmpuint (count_nodes (document, "//section[4]//thead"), ==, 0);
  assert_string (document, "string(//section[1]//*[@class='notes']/p)",
                 "* Negativt resultat = bruk av overførte midler.");
  xmlFreeDoc (document);
}

static void
test_hostile_html (Folder *fixture, gconstpointer data)
{
  xmlDoc *document;

  folder_write (fixture, "a.html", sample_book_hostile ());
  document = read_page (fixture, "a.html");
  assert_string (document, "string(//h1)", "<script>alert(1)</script> & \"sitat\"");
  assert_string (document, "string((//caption)[1]//h2)", "</caption><script>alert(2)</script>");
  g_assert_cmpuint (count_nodes (document, "//th[@scope='row'][. = '<script>alert(3)</script>'][@dir='auto']"), ==, 1);
  g_assert_cmpuint (count_nodes (document, "//th[@scope='row'][. = 'ab[31mcd']"), ==, 1);
  g_assert_cmpuint (count_nodes (document, "//th[string-length(.) = 10000]"), ==, 1);
  xmlFreeDoc (document);
}

static SekBook *
make_book (SekFormat format)
{
  const char *texts[] = { "a", "b", "=c", NULL };

  return sek_format_is_single (format) ? make_list (texts) : sample_book_new (64, SEK_LANGUAGE_NB);
}

/* Writes every format and returns the bytes, told apart by their lengths. */
static GBytes *
write_all (const Folder *fixture)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  for (SekFormat format = 0; format < SEK_N_FORMATS; format++)
    {
      g_autofree char *name = g_strconcat ("a", sek_format_get_suffix (format), NULL), *contents = NULL;
      gsize length;

      folder_write (fixture, name, make_book (format));
      contents = folder_read (fixture, name, &length);
      g_assert_cmpuint (length, >, 0);
      g_byte_array_append (all, (const guint8 *) &length, sizeof length);
      g_byte_array_append (all, (const guint8 *) contents, (guint) length);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

static void
test_identical (Folder *fixture, gconstpointer data)
{
  g_autoptr (GBytes) first = write_all (fixture), second = NULL;

  /* A clock in a file would show after a second. */
  g_usleep (1100 * 1000);
  second = write_all (fixture);
  g_assert_true (g_bytes_equal (first, second));
}

/* Sets a Norwegian locale, made for the test where the machine has none. */
static gboolean
set_norwegian (const Folder *fixture)
{
  g_autofree char *localedef = NULL, *target = NULL;

  if (setlocale (LC_ALL, "nb_NO.UTF-8") != NULL)
    return TRUE;
  localedef = g_find_program_in_path ("localedef");
  if (localedef == NULL)
    return FALSE;
  target = folder_path (fixture, "nb_NO.UTF-8");
  g_spawn_sync (NULL, (char **) (const char *[]) { localedef, "-i", "nb_NO", "-f", "UTF-8", target, NULL }, NULL,
                G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, NULL, NULL);
  g_setenv ("LOCPATH", fixture->folder, TRUE);

  return setlocale (LC_ALL, "nb_NO.UTF-8") != NULL;
}

static void
test_locale (Folder *fixture, gconstpointer data)
{
  g_autoptr (GBytes) plain = write_all (fixture), norwegian = NULL;
  char number[16];

  if (!set_norwegian (fixture))
    {
      g_test_skip ("There is no locale nb_NO.UTF-8 here and none can be made");
      return;
    }
  g_snprintf (number, sizeof number, "%.1f", 1.5);
  g_assert_cmpstr (number, ==, "1,5");
  norwegian = write_all (fixture);
  g_assert_true (g_bytes_equal (plain, norwegian));
  g_snprintf (number, sizeof number, "%.1f", 1.5);
  g_assert_cmpstr (number, ==, "1,5");
  setlocale (LC_ALL, "C");
}

/* What is one figure stays on one line; the rest wraps as before. */
static void
test_bound_text (void)
{
#define H "\302\240"
  static const struct { const char *text, *bound; } cases[] = {
    { "69 17 45 00", "69" H "17" H "45" H "00" },
    { "+47 69 17 45 00 (mobil)", "+47" H "69" H "17" H "45" H "00 (mobil)" },
    { "270 øre i 2022 (opp 3,7 %)", "270 øre i 2022 (opp" H "3,7" H "%)" },
    { "ca. 250 kr, av 1 000", "ca. 250" H "kr, av 1" H "000" },
    { "i 2023 (etter planen for prosjektet)", "i 2023 (etter planen for prosjektet)" }, { "3 kroner", "3 kroner" },
    { "(a b", "(a b" }, { "1\n2 3", "1\n2" H "3" }, { "", "" }, { "uten tall", "uten tall" },
  };
  g_autoptr (GString) scratch = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (sek_text_bind (cases[i].text, scratch), ==, cases[i].bound);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/sheet/write/csv", test_csv);
  add ("/sheet/write/tsv", test_tsv);
  add ("/sheet/write/csv-of-several", test_csv_of_several);
  g_test_add_func ("/sheet/write/bound-text", test_bound_text);
  g_test_add_func ("/sheet/write/text", test_text);
  g_test_add_func ("/sheet/write/hostile-text", test_hostile_text);
  add ("/sheet/write/html", test_html);
  add ("/sheet/write/hostile-html", test_hostile_html);
  add ("/sheet/write/identical", test_identical);
  add ("/sheet/write/locale", test_locale);

  return g_test_run ();
}
