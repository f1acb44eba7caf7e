/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-chart-picture.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <math.h>
#include <string.h>

#include "sample-book.h"
#include "sek-error.h"
#include "sek-money.h"
#include "sek-write.h"
#include "test-folder.h"

/* Charts: what a picture has of a book, what is told of its places, that texts keep clear of each other whatever the
 * figures are, and the files that other programs read. */

enum { N_RANDOM = 200 };

static SekChartPicture *
make_reserve (SekLanguage language)
{
  static const char *const labels[] = { "2021", "2022", "2023", "2024", "2025" };
  static const char *const seconds[] = { "regnskap", "prognose", "forslag", "plan", NULL };
  static const gint64 values[] = { 3740, 2727, 630, -1499, -3696 };
  SekChartPicture *picture = sek_chart_picture_new (SEK_CHART_LINES, language, "Reserven er brukt opp i 2024",
                                                    "Utgående mindreforbruk ved årets slutt", SEK_THOUSAND, 0);

  sek_chart_picture_add_series (picture, NULL, "Reserve");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      sek_chart_picture_add_point (picture, labels[i], seconds[i]);
      sek_chart_picture_set_value (picture, 0, i, values[i] * SEK_THOUSAND);
    }
  sek_chart_picture_set_limit (picture, 500 * SEK_THOUSAND, "Nedre grense 500");
  sek_chart_picture_set_plan (picture, 3, "planår");

  return picture;
}

static SekChartPicture *
make_scenarios (void)
{
  SekChartPicture *picture = sek_chart_picture_new (SEK_CHART_LINES, SEK_LANGUAGE_NB, "Reserve ved årets slutt", NULL,
                                                    SEK_THOUSAND, 0);

  sek_chart_picture_add_series (picture, NULL, "Grunnlag");
  sek_chart_picture_add_series (picture, "A", "Høyere sats");
  sek_chart_picture_add_series (picture, "B", "Fylkene tilbake");
  for (int year = 2022; year < 2027; year++)
    {
      g_autofree char *label = g_strdup_printf ("%d", year);

      sek_chart_picture_add_point (picture, label, NULL);
    }
  for (guint i = 1; i < 5; i++)
    {
      sek_chart_picture_set_value (picture, 0, i, (630 - 2129 * ((int) i - 1)) * SEK_THOUSAND);
      sek_chart_picture_set_value (picture, 1, i, (600 + 100 * i) * SEK_THOUSAND);
      sek_chart_picture_set_value (picture, 2, i, (700 + 50 * i) * SEK_THOUSAND);
    }

  return picture;
}

static SekChartPicture *
make_sources (void)
{
  SekChartPicture *picture = sek_chart_picture_new (SEK_CHART_BARS, SEK_LANGUAGE_NB, "Reserven dekker 2 097", NULL,
                                                    SEK_THOUSAND, 0);

  sek_chart_picture_add_bar (picture, "Kommer fra", 9280 * SEK_THOUSAND, SEK_CHART_BAR_HEADING);
  sek_chart_picture_add_bar (picture, "Kontingenter", 6283 * SEK_THOUSAND, SEK_CHART_BAR_PLAIN);
  sek_chart_picture_add_bar (picture, "Bruk av reserven", 2097 * SEK_THOUSAND, SEK_CHART_BAR_HATCHED);
  sek_chart_picture_add_bar (picture, "Gaver", SEK_NONE, SEK_CHART_BAR_PLAIN);

  return picture;
}

static void
assert_place (const SekChartPicture *picture, guint place, const char *expected)
{
  g_autofree char *told = sek_chart_picture_dup_place (picture, place);

  g_assert_cmpstr (told, ==, expected);
}

/* --- what it has and tells ---------------------------------------------------------------------------------------- */

static void
test_book (void)
{
  g_autoptr (SekBook) book = sample_book_new (4, SEK_LANGUAGE_NB);
  const SekSheet *sheet = sek_book_find_sheet (book, "hovedtall");

  g_assert_cmpuint (book->charts->len, ==, 2);
  for (guint i = 0; i < book->charts->len; i++)
    {
      const SekChart *chart = book->charts->pdata[i];
      g_autoptr (SekChartPicture) picture = sek_chart_picture_new_from_book (book, chart);

      g_assert_cmpint (picture->kind, ==, chart->info.kind);
      g_assert_cmpuint (picture->points->len, ==, chart->columns->len);
      g_assert_cmpuint (picture->series->len, ==, chart->series->len);
      g_assert_cmpint (picture->unit, ==, SEK_THOUSAND);
      for (guint j = 0; j < picture->series->len; j++)
        for (guint k = 0; k < picture->points->len; k++)
          {
            const SekSheetRow *row = sek_sheet_find_row (sheet, ((SekChartSeries *) chart->series->pdata[j])->row);
            int column = sek_sheet_find_column (sheet, ((SekChartColumn *) chart->columns->pdata[k])->column);
            const SekCell *cell = &row->cells[column];

            g_assert_cmpint (sek_chart_picture_get_value (picture, j, k), ==,
                             cell->type == SEK_VALUE_INTEGER ? cell->integer : SEK_NONE);
          }
    }
}

/* Columns and rows that the book has not got, a blank cell, bars, a limit and a plan. */
static void
test_book_parts (void)
{
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "Bok" });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "a", .name = "A" });
  SekChart *lines = sek_book_add_chart (book, &(SekChartInfo) { .title = "Linjer", .kind = SEK_CHART_LINES });
  SekChart *bars = sek_book_add_chart (book, &(SekChartInfo) { .title = "Søyler", .kind = SEK_CHART_BARS });
  SekChart *none = sek_book_add_chart (book, &(SekChartInfo) { .title = "Ingen" });
  g_autoptr (SekChartPicture) of_lines = NULL, of_bars = NULL;
  SekSheetRow *row;

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "name", .kind = SEK_CELL_TEXT });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "x", .head = "Budsjett\n2022", .kind = SEK_CELL_AMOUNT });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "y", .head = "Plan 2023", .kind = SEK_CELL_AMOUNT });
  row = sek_sheet_add_row (sheet, "r", SEK_ROW_NORMAL);
  sek_sheet_row_set (row, 2, SEK_INTEGER (500));

  sek_chart_add_column (lines, "b", "x");
  sek_chart_add_column (lines, "a", "x");
  sek_chart_add_column (lines, "a", "y");
  sek_chart_add_series (lines, "R", "r");
  sek_chart_add_scenario (lines, "A", "Mangler", "q");
  sek_chart_set_limit (lines, 700, "Grense 7");
  sek_chart_set_plan (lines, 2, "planår");
  of_lines = sek_chart_picture_new_from_book (book, lines);
  g_assert_cmpuint (of_lines->points->len, ==, 2);
  g_assert_cmpuint (of_lines->plan, ==, 1);
  assert_place (of_lines, 0, "R, Budsjett 2022: ingen verdi");
  assert_place (of_lines, 1, "R, Plan 2023, plan: 5, under grensen på 7");
  assert_place (of_lines, 3, "A Mangler, Plan 2023, plan: ingen verdi");

  sek_chart_add_column (bars, "a", "y");
  sek_chart_add_bar (bars, "Alt", NULL, SEK_CHART_BAR_HEADING);
  sek_chart_add_bar (bars, "En", "r", SEK_CHART_BAR_PLAIN);
  of_bars = sek_chart_picture_new_from_book (book, bars);
  g_assert_cmpuint (sek_chart_picture_n_places (of_bars), ==, 2);
  assert_place (of_bars, 0, "Alt");
  assert_place (of_bars, 1, "En: 5");

  sek_chart_add_column (none, "a", "x");
  sek_chart_add_series (none, "R", "r");
  g_assert_null (sek_chart_picture_new_from_book (book, none));
  g_assert_cmpint (sek_book_find_charted (book, none), ==, 0);
}

static void
test_places (void)
{
  g_autoptr (SekChartPicture) nb = make_reserve (SEK_LANGUAGE_NB), nn = make_reserve (SEK_LANGUAGE_NN),
                              en = make_reserve (SEK_LANGUAGE_EN), scenarios = make_scenarios (),
                              sources = make_sources ();
  g_autofree char *told = sek_chart_picture_dup_told (sources);

  g_assert_cmpuint (sek_chart_picture_n_places (nb), ==, 5);
  assert_place (nb, 0, "2021, regnskap: 3\302\240" "740");
  assert_place (nb, 3, "2024, plan: \342\210\222" "1\302\240" "499, under grensen på 500");
  assert_place (nb, 4, "2025, plan: \342\210\222" "3\302\240" "696, under grensen på 500");
  assert_place (nn, 3, "2024, plan: \342\210\222" "1\302\240" "499, under grensa på 500");
  assert_place (en, 3, "2024, plan: \342\210\222" "1,499, below the limit of 500");
  g_assert_cmpuint (sek_chart_picture_n_places (scenarios), ==, 15);
  assert_place (scenarios, 0, "Grunnlag, 2022: ingen verdi");
  assert_place (scenarios, 6, "A Høyere sats, 2023: 700");
  assert_place (sources, 0, "Kommer fra, sum: 9\302\240" "280");
  g_assert_cmpstr (told, ==, "Reserven dekker 2 097. Kommer fra, sum: 9\302\240" "280; Kontingenter: 6\302\240"
                             "283; Bruk av reserven: 2\302\240" "097; Gaver: ingen verdi");
}

/* --- how it is laid out ------------------------------------------------------------------------------------------- */

static gboolean
has_text (const GArray *boxes, const char *text)
{
  for (guint i = 0; i < boxes->len; i++)
    if (g_strcmp0 (g_array_index (boxes, SekChartBox, i).text, text) == 0)
      return TRUE;

  return FALSE;
}

static void
assert_clear (const SekChartPicture *picture, double width, double height, const SekChartLook *look)
{
  g_autoptr (GArray) boxes = sek_chart_picture_dup_boxes (picture, width, height, look);

  for (guint i = 0; i < boxes->len; i++)
    {
      const SekChartBox *a = &g_array_index (boxes, SekChartBox, i);

      if (!a->is_text)
        continue;
      if (a->x < -0.5 || a->y < -0.5 || a->x + a->width > width + 0.5 || a->y + a->height > height + 0.5)
        g_error ("“%s” is cut at %g, %g (%g × %g) in %g × %g, size %g", a->text, a->x, a->y, a->width, a->height,
                 width, height, look->size);
      for (guint j = 0; j < boxes->len; j++)
        {
          const SekChartBox *b = &g_array_index (boxes, SekChartBox, j);
          double over_x = MIN (a->x + a->width, b->x + b->width) - MAX (a->x, b->x);
          double over_y = MIN (a->y + a->height, b->y + b->height) - MAX (a->y, b->y);

          if (i != j && (j > i || !b->is_text) && over_x > 0.5 && over_y > 0.5)
            g_error ("“%s” lies over “%s” in %g × %g, size %g", a->text, b->is_text ? b->text : "a mark", width,
                     height, look->size);
        }
    }
}

static gint64
make_value (GRand *rand, gint64 range)
{
  return g_rand_int_range (rand, 0, 12) == 0 ? SEK_NONE : g_rand_int_range (rand, -9999, 9999) * range;
}

static SekChartPicture *
make_random (GRand *rand)
{
  static const char *const words[] = { "2024", "Regnskap 2021", "Justert budsjett 2023", "plan", "Prognose per 18.11.",
                                       "Sekretariatet, andre utgifter", "Å", "Interkommunalt samarbeidsutvalg" };
  static const gint64 ranges[] = { 1, 100, SEK_THOUSAND, 100 * SEK_THOUSAND };
  SekChartKind kind = (SekChartKind) g_rand_int_range (rand, 0, SEK_N_CHART_KINDS);
  SekChartPicture *picture = sek_chart_picture_new (kind, SEK_LANGUAGE_NB, words[g_rand_int_range (rand, 0, 8)],
                                                    g_rand_boolean (rand) ? words[7] : NULL, 100, 0);
  gint64 range = ranges[g_rand_int_range (rand, 0, 4)];
  guint n_points = (guint) g_rand_int_range (rand, 1, 12), n_series = (guint) g_rand_int_range (rand, 1, 5);

  for (guint i = 0; kind == SEK_CHART_BARS && i < n_points; i++)
    sek_chart_picture_add_bar (picture, words[g_rand_int_range (rand, 0, 8)], make_value (rand, range),
                               i % 5 == 0 ? SEK_CHART_BAR_HEADING : SEK_CHART_BAR_PLAIN);
  if (kind == SEK_CHART_BARS)
    return picture;
  for (guint i = 0; i < n_points; i++)
    sek_chart_picture_add_point (picture, words[g_rand_int_range (rand, 0, 5)],
                                 g_rand_boolean (rand) ? words[g_rand_int_range (rand, 0, 5)] : NULL);
  for (guint i = 0; i < n_series; i++)
    {
      sek_chart_picture_add_series (picture, i > 0 ? "A" : NULL, words[g_rand_int_range (rand, 0, 8)]);
      for (guint j = 0; j < n_points; j++)
        sek_chart_picture_set_value (picture, i, j, make_value (rand, range));
    }
  if (kind == SEK_CHART_LINES && g_rand_boolean (rand))
    sek_chart_picture_set_limit (picture, g_rand_int_range (rand, -5000, 5000) * range, "Nedre grense 500");
  if (kind == SEK_CHART_LINES && g_rand_boolean (rand))
    sek_chart_picture_set_plan (picture, (guint) g_rand_int_range (rand, 0, 12), "planår");

  return picture;
}

static void
test_clear (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2023);

  for (int i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (SekChartPicture) picture = make_random (rand);
      SekChartLook look = sek_chart_look_paper;

      assert_clear (picture, 480, 260, &look);
      assert_clear (picture, 300, 400, &look);
      look.size = g_rand_double_range (rand, 6, 28);
      assert_clear (picture, g_rand_double_range (rand, 250, 900), g_rand_double_range (rand, 180, 600), &look);
    }
}

static void
test_large (void)
{
  g_autoptr (SekChartPicture) reserve = make_reserve (SEK_LANGUAGE_NB), scenarios = make_scenarios ();
  SekChartLook look = sek_chart_look_paper;

  for (look.size = 13; look.size <= 26; look.size *= 2)
    {
      g_autoptr (GArray) of_reserve = sek_chart_picture_dup_boxes (reserve, 480, 360, &look);
      g_autoptr (GArray) of_scenarios = sek_chart_picture_dup_boxes (scenarios, 480, 360, &look);

      assert_clear (reserve, 480, 360, &look);
      assert_clear (scenarios, 480, 360, &look);
      /* Hard spaces are drawn as plain ones. */
      g_assert_true (has_text (of_reserve, "3 740") && has_text (of_reserve, "630"));
      g_assert_true (has_text (of_reserve, "\342\210\222" "1 499") && has_text (of_reserve, "\342\210\222" "3 696"));
      g_assert_true (has_text (of_reserve, "Nedre grense 500") && has_text (of_reserve, "planår"));
      g_assert_true (has_text (of_scenarios, "A  1 000") && has_text (of_scenarios, "B  900"));
    }
}

static void
test_signs (void)
{
  g_autoptr (SekChartPicture) scenarios = make_scenarios ();
  g_autoptr (SekChartPicture) columns = sek_chart_picture_new (SEK_CHART_COLUMNS, SEK_LANGUAGE_NB, "S", NULL, 1, 0);

  for (int i = 0; i < 4; i++)
    sek_chart_picture_add_series (columns, NULL, "S");
  sek_chart_picture_add_series (scenarios, "C", "Enda en");
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < i; j++)
      {
        g_assert_cmpuint (sek_chart_picture_get_sign (scenarios, i), !=, sek_chart_picture_get_sign (scenarios, j));
        g_assert_cmpuint (sek_chart_picture_get_sign (columns, i), !=, sek_chart_picture_get_sign (columns, j));
      }
}

/* Something is drawn, within the edges alone, of pictures with nothing in them too. */
static void
test_drawn (void)
{
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (SekChartPicture) picture = i == 0 ? make_reserve (SEK_LANGUAGE_NB) : i == 1 ? make_sources ()
                                            : i == 2 ? make_scenarios ()
                                            : sek_chart_picture_new (SEK_CHART_LINES, SEK_LANGUAGE_NB, "T", NULL, 1, 0);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 520, 300);
      cairo_t *cr = cairo_create (surface);
      SekChartLook look = sek_chart_look_paper;
      gboolean inside = FALSE;

      look.marked = 1;
      look.size = 12;
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      cairo_translate (cr, 20, 20);
      sek_chart_picture_draw (picture, cr, 480, 260, &look);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      for (int y = 0; y < 300; y++)
        for (int x = 0; x < 520; x++)
          {
            guint32 pixel = ((guint32 *) (gpointer) (cairo_image_surface_get_data (surface)
                                                     + y * cairo_image_surface_get_stride (surface)))[x] & 0xFFFFFF;

            if (x < 20 - SEK_CHART_RING - 1 || x > 500 + SEK_CHART_RING || y < 19 || y > 281)
              g_assert_cmphex (pixel, ==, 0xFFFFFF);
            inside |= pixel != 0xFFFFFF;
          }
      g_assert_true (inside);
      cairo_surface_destroy (surface);
    }
}

/* --- files -------------------------------------------------------------------------------------------------------- */

static char *
write_book (const Folder *fixture, const char *name, SekFormat format)
{
  g_autofree char *path = folder_path (fixture, name);
  g_autoptr (SekBook) book = sample_book_new (4, SEK_LANGUAGE_NB);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_assert_true (sek_book_write (book, path, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));

  return contents;
}

static guint
count_nodes (xmlDoc *document, const char *path)
{
  xmlXPathContext *context = xmlXPathNewContext (document);
  xmlXPathObject *found;
  guint n;

  xmlXPathRegisterNs (context, BAD_CAST "s", BAD_CAST "http://www.w3.org/2000/svg");
  found = xmlXPathEvalExpression (BAD_CAST path, context);
  n = (guint) xmlXPathNodeSetGetLength (found->nodesetval);
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);

  return n;
}

static void
test_svg (Folder *fixture, gconstpointer data)
{
  g_autofree char *first = write_book (fixture, "a.svg", SEK_FORMAT_SVG);
  g_autofree char *second = write_book (fixture, "b.svg", SEK_FORMAT_SVG);
  xmlDoc *document = xmlReadMemory (first, (int) strlen (first), NULL, NULL, XML_PARSE_NONET);

  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (document);
  g_assert_cmpuint (count_nodes (document, "/s:svg[@role='img'][contains(@aria-label, 'Resultat')]/s:title"), ==, 1);
  g_assert_cmpuint (count_nodes (document, "//s:use"), >, 50);
  /* Each letter that is used is there. */
  g_assert_cmpuint (count_nodes (document, "//s:use[not(substring(@*[local-name()='href'], 2) = //@id)]"), ==, 0);
  xmlFreeDoc (document);
}

/* Charts of one page share no names, and its colours are the page's. */
static void
test_web (Folder *fixture, gconstpointer data)
{
  g_autofree char *page = write_book (fixture, "a.html", SEK_FORMAT_HTML);
  xmlDoc *document = xmlReadMemory (page, (int) strlen (page), NULL, NULL, XML_PARSE_NONET);

  g_assert_nonnull (document);
  g_assert_cmpuint (count_nodes (document, "//section[table or .//table]/div[@class='chart']/s:svg[@role='img']"), ==,
                    2);
  g_assert_cmpuint (count_nodes (document, "//s:symbol[@id = following::s:symbol/@id]"), ==, 0);
  g_assert_nonnull (strstr (page, "fill:var(--ink)"));
  g_assert_null (strstr (page, "fill:rgb("));
  xmlFreeDoc (document);
}

/* Librsvg reads the one, and the other is as large as it should be. */
static void
test_programs (Folder *fixture, gconstpointer data)
{
  g_autofree char *svg = write_book (fixture, "a.svg", SEK_FORMAT_SVG);
  g_autofree char *png = write_book (fixture, "b.png", SEK_FORMAT_PNG);
  g_autofree char *from = folder_path (fixture, "a.svg"), *to = folder_path (fixture, "a.png"),
                  *ours = folder_path (fixture, "b.png"), *program = g_find_program_in_path ("rsvg-convert");
  cairo_surface_t *theirs, *made = cairo_image_surface_create_from_png (ours);

  g_assert_cmpint (cairo_image_surface_get_width (made), ==, 1280);
  if (program == NULL)
    {
      g_test_skip ("no rsvg-convert");
    }
  else
    {
      g_assert_nonnull (test_run ((const char *const[]) { program, from, "-o", to, NULL }));
      theirs = cairo_image_surface_create_from_png (to);
      g_assert_cmpint (cairo_image_surface_get_width (theirs), ==, 640);
      g_assert_cmpint (cairo_image_surface_get_height (theirs) * 2, ==, cairo_image_surface_get_height (made));
      cairo_surface_destroy (theirs);
    }
  cairo_surface_destroy (made);
}

/* A limit is one more line, named at its end; bars are native ones, and the sum of a heading stands beside them. */
static void
test_workbook (Folder *fixture, gconstpointer data)
{
  SekBook *book = sample_book_new (0, SEK_LANGUAGE_NB);
  SekChart *bars = sek_book_add_chart (book, &(SekChartInfo) { .title = "Kommer fra", .kind = SEK_CHART_BARS });
  const SekChartColumn *proposal = ((SekChart *) book->charts->pdata[0])->columns->pdata[2];
  g_autofree char *path = NULL, *out = NULL, *cells = NULL;

  sek_chart_set_limit (book->charts->pdata[1], 500 * SEK_THOUSAND, "Nedre grense 500");
  sek_chart_add_column (bars, "hovedtall", proposal->column);
  sek_chart_add_bar (bars, "Inntekter", "sum-income", SEK_CHART_BAR_HEADING);
  sek_chart_add_bar (bars, "Driftsutgifter", "sum-expense", SEK_CHART_BAR_PLAIN);
  sek_chart_add_bar (bars, "Resultat", "result", SEK_CHART_BAR_HATCHED);
  folder_write (fixture, "a.xlsx", book);
  path = folder_path (fixture, "a.xlsx");
  if (test_run ((const char *const[]) { "/usr/bin/python3", "-c", "import openpyxl", NULL }) == NULL)
    {
      g_test_skip ("no openpyxl");
      return;
    }
  out = test_run ((const char *const[]) { "/usr/bin/python3", SEK_TEST_FOLDER "/check-workbook.py", "charts", path,
                                          NULL });
  g_assert_nonnull (out);
  g_test_message ("%s", out);
  g_assert_nonnull (strstr (out, "chart\tDiagram\tLineChart\tUtgående mindreforbruk"));
  g_assert_nonnull (strstr (out, "\t500;500;500\n"));
  g_assert_nonnull (strstr (out, "chart\tDiagram\tBarChart\tKommer fra"));
  g_assert_nonnull (strstr (out, "\tInntekter;Driftsutgifter;Resultat\t"));
  g_assert_nonnull (strstr (out, "\t9280;-2097\n"));
  cells = test_run ((const char *const[]) { "/usr/bin/python3", SEK_TEST_FOLDER "/check-workbook.py", "dump", path,
                                            NULL });
  g_assert_nonnull (strstr (cells, "\t='Hovedtall'!D9\t7183\t"));
}

/* On paper a chart is whole on one page, with its title as text, and a figure whose words are those of its places. */
static void
test_paper (Folder *fixture, gconstpointer data)
{
  SekBook *book = sample_book_new (4, SEK_LANGUAGE_NB);
  g_autoptr (SekChartPicture) picture = sek_chart_picture_new_from_book (book, book->charts->pdata[1]);
  g_autofree char *told = sek_chart_picture_dup_told (picture), *line = g_strdup_printf ("figure %s\n", told);
  g_autofree char *path = folder_path (fixture, "a.pdf"), *text = NULL, *facts = NULL;
  g_auto (GStrv) pages = NULL;
  guint n_whole = 0;

  folder_write (fixture, "a.pdf", book);
  text = test_run ((const char *const[]) { "pdftotext", "-layout", path, "-", NULL });
  g_assert_nonnull (text);
  pages = g_strsplit (text, "\f", -1);
  for (guint i = 0; pages[i] != NULL; i++)
    n_whole += strstr (pages[i], "Inntekter, utgifter og resultat\n") != NULL && strstr (pages[i], "9 280") != NULL
               && strstr (pages[i], "Forslag budsjett 2023") != NULL;
  g_assert_cmpuint (n_whole, ==, 1);
  if (test_run ((const char *const[]) { "/usr/bin/python3", "-c", "import pikepdf", NULL }) == NULL)
    {
      g_test_skip ("no pikepdf");
      return;
    }
  facts = test_run ((const char *const[]) { "/usr/bin/python3", SEK_TEST_FOLDER "/check-pdf.py", path, NULL });
  g_assert_nonnull (facts);
  g_assert_nonnull (strstr (facts, line));
}

static void
test_none (Folder *fixture, gconstpointer data)
{
  static const SekFormat formats[] = { SEK_FORMAT_SVG, SEK_FORMAT_PNG };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (SekBook) book = sample_book_hostile ();
      g_autofree char *path = folder_path (fixture, "a");
      g_autoptr (GError) error = NULL;

      g_assert_false (sek_book_write (book, path, formats[i], SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error));
      g_assert_error (error, SEK_ERROR, SEK_ERROR_INPUT);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/chart/book", test_book);
  g_test_add_func ("/sheet/chart/book-parts", test_book_parts);
  g_test_add_func ("/sheet/chart/places", test_places);
  g_test_add_func ("/sheet/chart/clear", test_clear);
  g_test_add_func ("/sheet/chart/large", test_large);
  g_test_add_func ("/sheet/chart/signs", test_signs);
  g_test_add_func ("/sheet/chart/drawn", test_drawn);
  g_test_add ("/sheet/chart/svg", Folder, NULL, folder_set_up, test_svg, folder_tear_down);
  g_test_add ("/sheet/chart/web", Folder, NULL, folder_set_up, test_web, folder_tear_down);
  g_test_add ("/sheet/chart/programs", Folder, NULL, folder_set_up, test_programs, folder_tear_down);
  g_test_add ("/sheet/chart/workbook", Folder, NULL, folder_set_up, test_workbook, folder_tear_down);
  g_test_add ("/sheet/chart/paper", Folder, NULL, folder_set_up, test_paper, folder_tear_down);
  g_test_add ("/sheet/chart/none", Folder, NULL, folder_set_up, test_none, folder_tear_down);

  return g_test_run ();
}
