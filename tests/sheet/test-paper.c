/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-paper.h"

#include <string.h>

#include "sample-book.h"
#include "sek-cell-text.h"
#include "sek-date.h"
#include "sek-money.h"
#include "sek-write.h"
#include "test-folder.h"

/* What poppler and qpdf, the latter through pikepdf, read in a PDF that we wrote, and what a page leaves free. */

/* The one that has the packages of Debian. */
#define PYTHON "/usr/bin/python3"

enum { MOST_ROWS = 120 };

static char *
run (const char *const *command)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status,
                               &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));

  return output;
}

static char *
write_pdf (const Folder *fixture, SekBook *book)
{
  char *path = folder_path (fixture, "a.pdf");
  g_autoptr (GError) error = NULL;

  g_assert_true (sek_book_write (book, path, SEK_FORMAT_PDF, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error));
  g_assert_no_error (error);

  return path;
}

/* The texts of a file's pages, hard spaces as spaces. */
static char **
read_pages (const char *path)
{
  g_autofree char *text = run ((const char *const[]) { "pdftotext", "-layout", path, "-", NULL });
  g_auto (GStrv) parts = g_strsplit (text, "\xC2\xA0", -1);
  g_autofree char *plain = g_strjoinv (" ", parts);
  char **pages = g_strsplit (plain, "\f", -1);
  guint n = g_strv_length (pages);

  /* Each page ends in a form feed. */
  g_assert_cmpstr (pages[n - 1], ==, "");
  g_clear_pointer (&pages[n - 1], g_free);

  return pages;
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, part)) != NULL; at += strlen (part))
    n++;

  return n;
}

static void
add_amounts (SekSheet *sheet, guint table, guint n_rows)
{
  SekSheetRow *row;
  char text[32];

  for (guint i = 0; i < n_rows; i++)
    {
      row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
      g_snprintf (text, sizeof text, "t%03ur%03u", table, i);
      sek_sheet_row_set (row, 0, SEK_TEXT (text));
      sek_sheet_row_set (row, 1, SEK_INTEGER ((gint64) i * SEK_KRONE));
    }
  row = sek_sheet_add_row (sheet, NULL, SEK_ROW_SUM);
  g_snprintf (text, sizeof text, "sum%03u", table);
  sek_sheet_row_set (row, 0, SEK_TEXT (text));
  sek_sheet_row_set (row, 1, SEK_INTEGER (n_rows > 0 ? (gint64) (n_rows * (n_rows - 1) / 2) * SEK_KRONE : 0));
}

static SekSheet *
add_table (SekBook *book, guint table)
{
  g_autofree char *key = g_strdup_printf ("k%u", table), *caption = g_strdup_printf ("Tabell %03u", table);
  g_autofree char *head = g_strdup_printf ("Beløp\ni %03u", table), *note = g_strdup_printf ("note%03u", table);
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = key, .name = caption, .caption = caption,
                                                                .unit_line = "(i kroner)", .status_line = "Utkast" });

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "a", .head = "Post" });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "b", .head = head, .kind = SEK_CELL_AMOUNT });
  sek_sheet_add_note (sheet, note);

  return sheet;
}

/* A page of a table, its number counted from 1. */
static void
assert_page (const char *text, guint table, guint number, guint n_pages)
{
  g_autofree char *caption = g_strdup_printf ("Tabell %03u", table), *head = g_strdup_printf ("i %03u", table);
  g_autofree char *foot = g_strdup_printf ("side %u av %u", number, n_pages), *row = g_strdup_printf ("t%03ur", table);
  g_autofree char *sum = g_strdup_printf ("sum%03u", table), *note = g_strdup_printf ("note%03u", table);
  guint rows = count (text, row);

  g_assert_nonnull (strstr (text, caption));
  g_assert_nonnull (strstr (text, foot));
  g_assert_nonnull (strstr (text, "(i kroner)"));
  g_assert_cmpuint (count (text, head), ==, 1);
  g_assert_cmpuint (count (text, "Post"), ==, 1);
  if (strstr (text, sum) != NULL)
    {
      g_assert_cmpuint (rows, >=, MIN (table, 2));
      g_assert_nonnull (strstr (text, note));
    }
}

/* What a file is stands at the foot of each page, each part once. */
static void
test_foot (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "Budsjett 2023", .author = "Regionrådet",
                                                            .status = "Budsjett", .version = "utgave 7",
                                                            .created = 1668758400 });
  g_autofree char *path = NULL;
  g_auto (GStrv) pages = NULL;

  add_amounts (add_table (book, 1), 1, 3);
  path = write_pdf (fixture, book);
  pages = read_pages (path);
  g_assert_cmpuint (g_strv_length (pages), ==, 1);
  /* The status is in the title already. */
  g_assert_nonnull (strstr (pages[0], "Budsjett 2023 · Regionrådet · utgave 7"));
  g_assert_null (strstr (pages[0], "Budsjett ·"));
}

/* Tables of every length from none to several pages. */
static void
test_lengths (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "Lengder", .created = 1668758400 });
  g_autofree char *path = NULL;
  g_auto (GStrv) pages = NULL;
  guint n_pages, page = 0, longest = 0;

  for (guint i = 0; i <= MOST_ROWS; i++)
    add_amounts (add_table (book, i), i, i);
  path = write_pdf (fixture, book);
  pages = read_pages (path);
  n_pages = g_strv_length (pages);
  for (guint i = 0; i <= MOST_ROWS; i++)
    {
      g_autofree char *next = g_strdup_printf ("Tabell %03u", i + 1), *sum = g_strdup_printf ("sum%03u", i);
      g_autoptr (GString) all = g_string_new (NULL);
      guint first = page;

      for (; page < n_pages && strstr (pages[page], next) == NULL; page++)
        {
          assert_page (pages[page], i, page + 1, n_pages);
          g_string_append (all, pages[page]);
        }
      longest = MAX (longest, page - first);
      g_assert_cmpuint (count (all->str, sum), ==, 1);
      for (guint j = 0; j < i; j++)
        {
          g_autofree char *row = g_strdup_printf ("t%03ur%03u ", i, j);

          g_assert_cmpuint (count (all->str, row), ==, 1);
        }
    }
  g_assert_cmpuint (page, ==, n_pages);
  g_assert_cmpuint (longest, ==, 3);
}

/* Sections of one to eleven rows and their sums, over many pages. */
static void
test_sections (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "Avsnitt", .created = 1668758400 });
  SekSheet *sheet = add_table (book, 500);
  g_autofree char *path = NULL;
  g_auto (GStrv) pages = NULL;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *head = g_strdup_printf ("Avsnitt%02u", i);

      sek_sheet_row_set (sek_sheet_add_row (sheet, NULL, SEK_ROW_SECTION), 0, SEK_TEXT (head));
      add_amounts (sheet, i, 1 + i * 7 % 11);
      if (i % 3 == 0)
        sek_sheet_add_row (sheet, NULL, SEK_ROW_SPACE);
    }
  path = write_pdf (fixture, book);
  pages = read_pages (path);
  g_assert_cmpuint (g_strv_length (pages), >, 5);
  for (guint i = 0; pages[i] != NULL; i++)
    {
      const char *section = g_strrstr (pages[i], "Avsnitt"), *sum = strstr (pages[i], "sum"),
                 *row = strstr (pages[i], "t0");

      /* The last section's head is not the page's last line, the first sum not its first. */
      for (const char *next = section; (next = strstr (next + 1, "Avsnitt")) != NULL;)
        section = next;
      g_assert_nonnull (row);
      g_assert_true (sum == NULL || row < sum);
    }
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *head = g_strdup_printf ("Avsnitt%02u", i), *first = g_strdup_printf ("t%03ur000", i);
      guint found = 0;

      for (guint j = 0; pages[j] != NULL; j++)
        if (strstr (pages[j], head) != NULL)
          {
            found++;
            g_assert_nonnull (strstr (pages[j], first));
          }
      g_assert_cmpuint (found, ==, 1);
    }
}

/* Whether some line has the texts in their order. */
static gboolean
has_line (char **lines, char *const *texts)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *at = lines[i];

      for (guint j = 0; texts[j] != NULL && at != NULL; j++)
        if ((at = strstr (at, texts[j])) != NULL)
          at += strlen (texts[j]);
      if (at != NULL)
        return TRUE;
    }

  return FALSE;
}

/* The figures on paper are the book's. */
static void
test_figures (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekBook) book = sample_book_new (64, SEK_LANGUAGE_NN);
  g_autofree char *path = write_pdf (fixture, book), *all = NULL;
  g_auto (GStrv) pages = read_pages (path), lines = NULL;

  all = g_strjoinv ("\n", pages);
  lines = g_strsplit (all, "\n", -1);
  for (guint i = 0; i < 2; i++)
    {
      SekSheet *sheet = g_ptr_array_index (book->sheets, i);

      for (guint j = 0; j < sek_sheet_n_rows (sheet); j++)
        {
          const SekSheetRow *row = sek_sheet_get_row (sheet, j);
          g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

          for (int k = i == 0 ? 1 : 0; k < (int) sheet->columns->len; k++)
            {
              g_autofree char *text = sek_cell_to_text (row, k);
              g_auto (GStrv) parts = g_strsplit (text, "\xC2\xA0", -1);

              if (*text != '\0')
                g_ptr_array_add (texts, g_strjoinv (" ", parts));
            }
          g_ptr_array_add (texts, NULL);
          g_assert_true (has_line (lines, (char *const *) texts->pdata));
        }
    }
  g_assert_nonnull (strstr (all, "side 1 av "));
  g_assert_nonnull (strstr (all, "(framh.)"));
  g_assert_nonnull (strstr (all, "Sats per innbygger: 2,80"));
  g_assert_nonnull (strstr (all, "* Negativt resultat = bruk av overførte midler."));
}

/* Every mark belongs to an element and the other way round; see check-pdf.py. */
static void
test_structure (Folder *fixture, gconstpointer data)
{
  static const char *languages[SEK_N_LANGUAGES] = { "nb-NO", "nn-NO", "en-GB" };

  for (SekLanguage language = 0; language < SEK_N_LANGUAGES; language++)
    {
      g_autoptr (SekBook) book = sample_book_new (300, language);
      g_autofree char *path = write_pdf (fixture, book), *facts = NULL;
      g_autofree char *expected = NULL;
      guint rows = 0;

      for (guint i = 0; i < book->sheets->len; i++)
        rows += sek_sheet_n_rows (g_ptr_array_index (book->sheets, i))
                + ((SekSheet *) g_ptr_array_index (book->sheets, i))->has_head;
      facts = run ((const char *const[]) { PYTHON, SEK_TEST_FOLDER "/check-pdf.py", path, NULL });
      /* The empty row is no row to who listens. */
      expected = g_strdup_printf ("lang %s\nmarked True\ntitle shown True\ntables 4\nrows %u\n", languages[language],
                                  rows - 1);
      g_assert_true (g_str_has_prefix (facts, expected));
      g_assert_nonnull (strstr (facts, "outline Hovedtall – budsjett 2023, Kontingent 2023, Kontroll, Om tabellene\n"));
      g_assert_nonnull (strstr (facts, "headings H1:1 H2:4\n"));
    }
}

static void
test_reading (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekBook) book = sample_book_new (12, SEK_LANGUAGE_NB);
  g_autofree char *path = write_pdf (fixture, book);
  g_autofree char *structure = run ((const char *const[]) { "sh", "-c", "pdfinfo -struct-text \"$1\" | tr -d '\\000'",
                                                            "sh", path, NULL });
  g_autofree char *info = run ((const char *const[]) { "pdfinfo", path, NULL });
  const char *title = strstr (structure, "\"Budsjett 2023\""), *table = strstr (structure, "Table");

  g_assert_nonnull (strstr (info, "Tagged:          yes"));
  g_assert_nonnull (strstr (info, "CreationDate:    Fri Nov 18"));
  g_assert_true (title != NULL && table != NULL && title < table);
  /* Two lines are two words. */
  g_assert_nonnull (strstr (structure, "\"Budsjett 2022\""));
  g_assert_nonnull (strstr (structure, "/Scope /Row"));
  g_assert_nonnull (strstr (structure, "/ColSpan 6"));
  g_assert_null (strstr (structure, "side 1 av"));
}

/* Nothing is drawn outside the margins, whatever the texts are. */
static void
assert_margins (SekBook *book)
{
  g_autoptr (SekPaper) paper = sek_paper_new (book, NULL, NULL);

  for (guint i = 0; i < sek_paper_get_n_pages (paper); i++)
    {
      double width, height;
      cairo_surface_t *surface;
      cairo_t *cr;
      gboolean ink = FALSE;

      sek_paper_get_page_size (paper, i, &width, &height);
      surface = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) width, (int) height);
      cr = cairo_create (surface);
      sek_paper_draw_page (paper, i, cr);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      for (int y = 0; y < (int) height; y++)
        for (int x = 0; x < (int) width; x++)
          {
            gboolean dark = cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + x]
                            > 0;

            ink |= dark;
            if (dark && (x < 50 || x > width - 50 || y < 40 || y > height - 22))
              g_error ("Page %u has ink at %d, %d", i, x, y);
          }
      g_assert_true (ink);
      cairo_surface_destroy (surface);
    }
}

static void
test_hostile (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekBook) book = sample_book_hostile ();
  g_autofree char *path = write_pdf (fixture, book), *all = NULL;
  g_auto (GStrv) pages = read_pages (path);

  all = g_strjoinv ("\n", pages);
  g_assert_nonnull (strstr (all, "<script>alert(3)</script>"));
  g_assert_nonnull (strstr (all, "<b>Beløp</b>"));
  g_assert_nonnull (strstr (all, "ab[31mcd"));
  g_assert_cmpuint (count (all, "y"), >=, 40000);
  g_assert_cmpuint (count (all, "x"), >=, 10000);
  g_assert_null (strstr (all, "xx-"));
  g_assert_cmpuint (g_strv_length (pages), <, 30);
  assert_margins (book);
}

/* A long text in each place, and tables too wide for their words. */
static void
test_crowded (Folder *fixture, gconstpointer data)
{
  g_autofree char *words = g_strnfill (2500, ' '), *word = g_strnfill (2500, 'w');
  g_autoptr (SekBook) book = NULL;

  for (guint i = 0; i < 2499; i += 1 + i % 13)
    words[i] = 'o';
  book = sek_book_new (&(SekBookInfo) { .title = words, .author = word, .status = words, .version = word });
  for (guint i = 0; i < 2; i++)
    {
      static const char *const keys[] = { "crowded-0", "crowded-1" };
      SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = keys[i],
                                                                    .name = "A",
                                                                    .caption = i ? word : words,
                                                                    .unit_line = word,
                                                                    .status_line = words });
      SekSheetRow *row;

      for (guint j = 0; j < 1 + i * 15; j++)
        {
          g_autofree char *key = g_strdup_printf ("c%u", j);

          sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = key, .head = j % 2 ? word : words,
                                                           .kind = j % 3 ? SEK_CELL_AMOUNT : SEK_CELL_TEXT });
        }
      for (guint j = 0; j < 30; j++)
        sek_sheet_row_set (sek_sheet_add_row (sheet, NULL, SEK_ROW_FACT), 0, SEK_TEXT (j % 2 ? words : "f"));
      for (SekRowStyle style = 0; style < SEK_ROW_FACT; style++)
        {
          row = sek_sheet_add_row (sheet, NULL, style);
          sek_sheet_row_set (row, 0, SEK_TEXT (i == 1 ? words : word));
          for (int j = 1; j < (int) sheet->columns->len; j++)
            sek_sheet_row_set (row, j, sek_sheet_get_column (sheet, j)->kind == SEK_CELL_TEXT
                                         ? SEK_TEXT ("tekst") : SEK_INTEGER (-123456789012));
        }
      sek_sheet_add_note (sheet, words);
      sek_sheet_add_note (sheet, word);
    }
  assert_margins (book);
  g_free (write_pdf (fixture, book));
}

/* An address is parted after its at sign and nowhere else where that is enough. */
static void
test_addresses (Folder *fixture, gconstpointer data)
{
  static const char *const places[] = { "oslo", "indre-ostfold", "fredrikstad", "nordre-follo" };
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "Medlemmer" });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "m", .name = "Medlemmer" });
  g_autofree char *path = NULL, *text = NULL;
  g_auto (GStrv) words = NULL;
  guint addresses = 0;

  for (int j = 0; j < 8; j++)
    {
      g_autofree char *key = g_strdup_printf ("c%d", j);

      sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = key, .head = j % 2 ? "E-post" : "Stilling" });
    }
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *address = g_strdup_printf ("kommunedirektor@%s.kommune.example",
                                                  places[i % G_N_ELEMENTS (places)]);
      SekSheetRow *row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);

      for (int j = 0; j < 8; j++)
        sek_sheet_row_set (row, j, SEK_TEXT (j % 2 ? address : "Kommunedirektør"));
    }
  path = write_pdf (fixture, book);
  text = run ((const char *const[]) { "pdftotext", "-raw", path, "-", NULL });
  words = g_strsplit_set (text, " \n\f", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean is_address = strchr (words[i], '@') != NULL;
      gboolean whole = !is_address || g_str_has_suffix (words[i], "@")
                       || g_str_has_suffix (words[i], ".kommune.example");

      addresses += is_address;
      whole &= strstr (words[i], ".kommune") == NULL || g_str_has_suffix (words[i], ".kommune.example");
      if (!whole)
        g_test_message ("“%s”", words[i]);
      g_assert_true (whole);
    }
  g_assert_cmpuint (addresses, ==, 160);
}

/* A head of several lines whose longest is one word has a column as wide as that word, and keeps it whole. */
static void
test_heads (Folder *fixture, gconstpointer data)
{
  static const char *const heads[] = {
    "Utbetaling\n2023", "Sum\nutbetalinger", "Egeninnsats,\nkrav", "Herav\ndokumentert", "Gjenstår å\ndokumentere",
  };
  static const char *const words[] = { "Utbetaling", "utbetalinger", "Egeninnsats,", "dokumentert", "dokumentere" };
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "Tilskudd" });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "t", .name = "Tilskudd" });
  g_autofree char *path = NULL, *text = NULL;
  SekSheetRow *row;

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "name", .head = "Tilskudd" });
  for (guint j = 0; j < 2 * G_N_ELEMENTS (heads); j++)
    {
      g_autofree char *key = g_strdup_printf ("c%u", j);

      sek_sheet_add_column (sheet, &(SekSheetColumn) {
                                       .key = key, .head = heads[j % G_N_ELEMENTS (heads)], .kind = SEK_CELL_COUNT });
    }
  row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
  sek_sheet_row_set (row, 0, SEK_TEXT ("Klimasats"));
  path = write_pdf (fixture, book);
  text = run ((const char *const[]) { "pdftotext", "-raw", path, "-", NULL });
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("“%s” in “%s”", words[i], text);
      g_assert_nonnull (strstr (text, words[i]));
    }
}

static void
test_pages (void)
{
  g_autoptr (SekBook) book = sample_book_new (64, SEK_LANGUAGE_NB);
  g_autoptr (SekPaper) paper = sek_paper_new (book, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SekBook) large = sample_book_new (5000, SEK_LANGUAGE_NB);
  g_autoptr (GError) error = NULL;
  double width, height;

  for (guint i = 0; i < book->sheets->len; i++)
    g_assert_cmpuint (sek_paper_get_sheet (paper, sek_paper_get_first_page (paper, i)), ==, i);
  g_assert_cmpuint (sek_paper_get_first_page (paper, 2) - sek_paper_get_first_page (paper, 1), >, 1);
  sek_paper_get_page_size (paper, 0, &width, &height);
  g_assert_cmpfloat (width, >, height);
  sek_paper_get_page_size (paper, sek_paper_get_first_page (paper, 2), &width, &height);
  g_assert_cmpfloat (width, <, height);
  g_cancellable_cancel (cancellable);
  g_assert_null (sek_paper_new (large, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add (const char *name, void (*test) (Folder *, gconstpointer))
{
  g_test_add (name, Folder, NULL, folder_set_up, test, folder_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/sheet/paper/foot", test_foot);
  add ("/sheet/paper/lengths", test_lengths);
  add ("/sheet/paper/sections", test_sections);
  add ("/sheet/paper/figures", test_figures);
  add ("/sheet/paper/structure", test_structure);
  add ("/sheet/paper/reading", test_reading);
  add ("/sheet/paper/hostile", test_hostile);
  add ("/sheet/paper/crowded", test_crowded);
  add ("/sheet/paper/addresses", test_addresses);
  add ("/sheet/paper/heads", test_heads);
  g_test_add_func ("/sheet/paper/pages", test_pages);

  return g_test_run ();
}
