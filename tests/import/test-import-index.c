/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <string.h>

#include "sek-index.h"

/* Index figures in the forms in which Statistics Norway's statbank hands out its tables. Those of October 2021 and 2022
 * are the real ones of table 03013; all others are made up. */

#define INDEX SEK_IMPORT_KIND_INDEX
#define NBSP "\302\240"

static const struct { const char *what, *name, *text; } forms[] = {
  { "long", "03013.csv",
    "konsumgruppe;måned;Konsumprisindeks (2015=100)\nTOTAL Totalindeks;2021M10;117,2\nTOTAL "
    "Totalindeks;2022M10;126,0\n" },
  { "long, titles above", "a.csv",
    "03013: Konsumprisindeks, etter konsumgruppe, måned og statistikkvariabel\n\n"
    "\"konsumgruppe\";\"måned\";\"Konsumprisindeks (2015=100)\"\n\"TOTAL Totalindeks\";\"2021M10\";117,2\n"
    "\"TOTAL Totalindeks\";\"2022M10\";126,0\n" },
  { "long, commas and decimal points", "03013.csv",
    "konsumgruppe,måned,statistikkvariabel,03013: Konsumprisindeks\nTotalindeks,2021M10,Konsumprisindeks "
    "(2015=100),117.2\nTotalindeks,2022M10,Konsumprisindeks (2015=100),126.0\n"
    "Totalindeks,2022M10,12-måneders endring (prosent),7.5\n" },
  { "months across", "03013.csv",
    "\"konsumgruppe\";\"2021M10\";\"2022M10\"\n\"TOTAL Totalindeks\";117,2;126,0\n" },
  { "months and contents in the head", "03013.csv",
    "konsumgruppe;Konsumprisindeks (2015=100) 2021M10;Konsumprisindeks (2015=100) 2022M10;Månedsendring (prosent) "
    "2022M10\nTotalindeks;117,2;126,0;0,3\n" },
  { "a head of two rows", "03013.csv",
    ";Konsumprisindeks (2015=100);;12-måneders endring (prosent);\n;2021M10;2022M10;2021M10;2022M10\n"
    "Totalindeks;117,2;126,0;3,5;7,5\n" },
  { "changes beside", "03013.csv",
    "konsumgruppe;måned;Konsumprisindeks (2015=100);Månedsendring (prosent);12-måneders endring "
    "(prosent)\nTotalindeks;2021M10;117,2;0,3;3,5\nTotalindeks;2022M10;126,0;0,3;7,5\n" },
  { "other groups", "03013.csv",
    "konsumgruppe;måned;Konsumprisindeks (2015=100)\nTOTAL Totalindeks;2021M10;117,2\n;2022M10;126,0\n"
    "01 Matvarer og alkoholfrie drikkevarer;2021M10;109,4\n;2022M10;121,6\n" },
  { "years down, months across", "03013.csv",
    "År;Gj.snitt;Jan;Okt\n2021;..;..;117,2\n2022;..;..;126,0\n" },
  { "notes below", "03013.csv",
    "konsumgruppe;måned;Konsumprisindeks (2015=100)\nTOTAL Totalindeks;2021M10;117,2\nTOTAL "
    "Totalindeks;2022M10;126,0\n"
    "\nTabell 03013 er avsluttet. Se 14700 (2025=100).\nKilde: Statistisk sentralbyrå\n" },
  { "JSON-stat", "03013.json",
    "{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":\"03013: Konsumprisindeks, etter konsumgruppe, "
    "statistikkvariabel og måned\",\"source\":\"Statistisk "
    "sentralbyrå\",\"id\":[\"Konsumgrp\",\"ContentsCode\",\"Tid\"],\"size\":[1,2,2],\"dimension\":{\"Konsumgrp\":{"
    "\"label\":\"konsumgruppe\",\"category\":{\"index\":{\"TOTAL\":0},\"label\":{\"TOTAL\":\"Totalindeks\"}}},"
    "\"ContentsCode\":{\"label\":\"statistikkvariabel\",\"category\":{\"index\":"
    "{\"KpiIndMnd\":0,\"Tolvmanedersendring\":"
    "1},\"label\":{\"KpiIndMnd\":\"Konsumprisindeks (2015=100)\",\"Tolvmanedersendring\":\"12-måneders endring "
    "(prosent)\"}}},\"Tid\":{\"label\":\"måned\",\"category\":{\"index\":{\"2021M10\":0,\"2022M10\":1},\"label\":{"
    "\"2021M10\":\"2021M10\",\"2022M10\":\"2022M10\"}}}},\"value\":[117.2,126.0,3.5,7.5]}" },
};

static void
assert_both (Fixture *fixture, SekImport *import, const char *what)
{
  GPtrArray *proposals = sek_import_get_proposals (import);
  guint n_new = 0;

  for (guint i = 0; i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];
      gboolean first = strstr (proposal->label, "2021") != NULL;

      if (proposal->verdict != SEK_IMPORT_NEW)
        g_error ("%s: %s is not new", what, proposal->label);
      g_assert_cmpstr (proposal->after, ==, first ? "117.2" : "126.0");
      n_new++;
    }
  if (n_new != 2)
    g_error ("%s: %u figures", what, n_new);
}

static const SekPriceIndex *
get_index (Fixture *fixture)
{
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (reg_of (fixture), SEK_PRICE_INDEX));
  return (const SekPriceIndex *) sek_table_iter_next (&iter);
}

static void
test_forms (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (SekImport) import = import_text (fixture, INDEX, forms[i].name, forms[i].text, NULL);

      g_test_message ("%s", forms[i].what);
      g_assert_cmpstr (open_question (import), ==, NULL);
      assert_both (fixture, import, forms[i].what);
    }
}

static void
test_latin1 (Fixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *text = g_convert (forms[0].text, -1, "WINDOWS-1252", "UTF-8", NULL, &length, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (SekImport) import = import_bytes (fixture, INDEX, "03013.csv", bytes, NULL);

  assert_both (fixture, import, "Latin-1");
}

/* The index is made with its figures, in one step, and the figures have their source and day. */
static void
test_stored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, INDEX, "03013.csv", forms[0].text, NULL);
  const SekIndexFigure *figure;
  SekIndexGrowth growth;

  sek_import_set_today (import, SEK_DATE (2022, 11, 10));
  g_assert_true (sek_import_run (import, NULL, NULL));
  store_and_travel (fixture, import);
  g_assert_cmpuint (count_rows (fixture, SEK_PRICE_INDEX), ==, 1);
  g_assert_cmpint (get_index (fixture)->series, ==, SEK_INDEX_SERIES_CPI);
  g_assert_cmpint (get_index (fixture)->base, ==, 2015);
  g_assert_cmpstr (get_index (fixture)->name, ==, "KPI, tabell 03013");
  figure = sek_index_get_figure (reg_of (fixture), get_index (fixture)->id, SEK_MONTH (2022, 10));
  g_assert_cmpint (figure->value, ==, 126000);
  g_assert_cmpstr (figure->source, ==, "SSB 03013");
  g_assert_cmpint (figure->retrieved, ==, SEK_DATE (2022, 11, 10));
  g_assert_true (sek_index_growth (reg_of (fixture), get_index (fixture)->id, SEK_MONTH (2021, 10),
                                   SEK_MONTH (2022, 10), &growth, NULL));
  g_assert_cmpint (sek_index_growth_percent (&growth, 1), ==, 75);
}

/* The same figures again change nothing; a revised one is a change that is shown, and no second index is made. */
static void
test_revised (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) first = import_text (fixture, INDEX, "03013.csv", forms[0].text, NULL), second = NULL;

  g_assert_true (sek_import_submit (first, fixture->document, FALSE, NULL));
  second = import_text (fixture, INDEX, "03013.csv",
                        "konsumgruppe;måned;Konsumprisindeks (2015=100)\nTOTAL Totalindeks;2021M10;117,2\nTOTAL "
                        "Totalindeks;2022M10;126,1\n", NULL);
  assert_proposals (second, "same 2 «October" NBSP "2021» KPI, tabell 03013, October" NBSP "2021: 117.2 → 117.2\n"
                            "changed 3 «October" NBSP "2022» KPI, tabell 03013, October" NBSP "2022: 126.0 "
                            "→ 126.1 *\n");
  g_assert_true (sek_import_submit (second, fixture->document, FALSE, NULL));
  g_assert_cmpuint (count_rows (fixture, SEK_PRICE_INDEX), ==, 1);
  g_assert_cmpuint (count_rows (fixture, SEK_INDEX_FIGURE), ==, 2);
}

/* Of two figures one is refused: the index comes with the other all the same. */
static void
test_first_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, INDEX, "03013.csv", forms[0].text, NULL);

  sek_import_accept (import, 0, FALSE);
  g_assert_true (sek_import_submit (import, fixture->document, FALSE, NULL));
  g_assert_cmpstr (get_index (fixture)->name, ==, "KPI, tabell 03013");
  g_assert_cmpuint (count_rows (fixture, SEK_INDEX_FIGURE), ==, 1);
}

static void
test_base_against_table (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = refuse_text (fixture, INDEX, "14700.csv", forms[0].text, NULL);

  g_assert_nonnull (strstr (message, "2015 is 100"));
  g_assert_nonnull (strstr (message, "2025"));
}

static const struct { const char *number; gint64 series, base; } known[] = {
  { "14700", SEK_INDEX_SERIES_CPI, 2025 }, { "03013", SEK_INDEX_SERIES_CPI, 2015 },
  { "14706", SEK_INDEX_SERIES_CPI_ATE, 2025 }, { "05327", SEK_INDEX_SERIES_CPI_ATE, 2015 },
};

static void
test_tables (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s: Prisindeks\n\nkonsumgruppe;måned;Indeks "
      "(%d=100)\nTotalindeks;2025M01;99,5\n"
                                               "Totalindeks;2025;100,0\n",
                                               known[i].number, (int) known[i].base);
      g_autoptr (SekImport) import = import_text (fixture, INDEX, "a.csv", text, NULL);
      g_autoptr (GError) error = NULL;
      gboolean found = FALSE;
      SekTableIter iter;
      const SekPriceIndex *index;

      g_assert_true (sek_import_submit (import, fixture->document, FALSE, &error));
      g_assert_no_error (error);
      sek_table_iter_init (&iter, sek_register_get_table (reg_of (fixture), SEK_PRICE_INDEX));
      while ((index = (const SekPriceIndex *) sek_table_iter_next (&iter)) != NULL)
        found |= index->series == known[i].series && index->base == known[i].base
                 && sek_index_get_figure (reg_of (fixture), index->id, SEK_MONTH (2025, 0)) != NULL;
      g_assert_true (found);
    }
  g_assert_cmpuint (count_rows (fixture, SEK_PRICE_INDEX), ==, G_N_ELEMENTS (known));
}

static void
test_unknown_table (Fixture *fixture, gconstpointer data)
{
  const char *text = "måned;Indeks\n2021M10;117,2\n2022M10;126,0\n";
  g_autoptr (SekImport) import = import_text (fixture, INDEX, "tall.csv", text, NULL), told = NULL, own = NULL;

  g_assert_cmpstr (open_question (import), ==, "table");
  told = import_text (fixture, INDEX, "tall.csv", text, "table", "05327", NULL);
  g_assert_cmpstr (open_question (told), ==, NULL);
  g_assert_cmpstr (fact_of (told, "source"), ==, "SSB 05327");
  add (fixture, "price_index", "name", "Lønnsindeks", "series", "other", "base", "2020", NULL);
  own = import_text (fixture, INDEX, "tall.csv", text, "table", "Lønnsindeks", NULL);
  assert_proposals (own, "new 2 «October" NBSP "2021» Lønnsindeks, October" NBSP "2021:  → 117.2 *\n"
                         "new 3 «October" NBSP "2022» Lønnsindeks, October" NBSP "2022:  → 126.0 *\n");
  g_assert_cmpstr (fact_of (own, "source"), ==, "tall.csv");
}

/* Food is not all goods, and is not taken for it. */
static void
test_group_asked (Fixture *fixture, gconstpointer data)
{
  const char *text = "konsumgruppe;måned;Konsumprisindeks (2015=100)\n01 Matvarer;2021M10;109,4\n02 "
  "Klær;2021M10;90,1\n";
  g_autoptr (SekImport) import = import_text (fixture, INDEX, "03013.csv", text, NULL), told = NULL;

  g_assert_cmpstr (open_question (import), ==, "group");
  told = import_text (fixture, INDEX, "03013.csv", text, "group", "02 Klær", NULL);
  assert_proposals (told, "new 3 «October" NBSP "2021» KPI, tabell 03013, October" NBSP "2021:  → 90.1 *\n");
}

static void
test_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, INDEX, "03013.csv", forms[7].text, NULL);

  g_assert_cmpstr (fact_of (import, "left-out"), ==, "1 other group");
  g_assert_cmpstr (fact_of (import, "index"), ==, "KPI, tabell 03013, 2015" NBSP "=" NBSP "100");
}

static void
test_double_and_broken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, INDEX, "03013.csv",
                                              "konsumgruppe;måned;Konsumprisindeks "
                                              "(2015=100)\nTotalindeks;2021M10;117,2\n"
                                              "Totalindeks;2021M10;117,3\nTotalindeks;2021M11;-3,5\n"
                                              "Totalindeks;2021M12;..\n", NULL);

  assert_proposals (import, "new 2 «October" NBSP "2021» KPI, tabell 03013, October" NBSP "2021:  → 117.2 *\n"
                            "double 3 «October" NBSP "2021» KPI, tabell 03013, October" NBSP "2021:  → 117.3\n"
                            "unknown 4 «November" NBSP "2021» KPI, tabell 03013, November" NBSP "2021:  → \n");
}

static void
test_no_figures (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = refuse_text (fixture, INDEX, "03013.csv", "Post;Beløp\nKommunikasjon;77\n", NULL);

  g_assert_nonnull (strstr (message, "month or year"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/import-index/forms", test_forms);
  ADD ("/import-index/latin-1", test_latin1);
  ADD ("/import-index/stored", test_stored);
  ADD ("/import-index/revised", test_revised);
  ADD ("/import-index/first-refused", test_first_refused);
  ADD ("/import-index/base-against-table", test_base_against_table);
  ADD ("/import-index/tables", test_tables);
  ADD ("/import-index/unknown-table", test_unknown_table);
  ADD ("/import-index/group-asked", test_group_asked);
  ADD ("/import-index/told", test_told);
  ADD ("/import-index/double-and-broken", test_double_and_broken);
  ADD ("/import-index/no-figures", test_no_figures);
  return g_test_run ();
}
