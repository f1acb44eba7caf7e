/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "sample-book.h"
#include "sek-cell-text.h"
#include "sek-date.h"
#include "sek-error.h"
#include "sek-formula.h"
#include "sek-money.h"
#include "sek-write.h"

static void
test_cells (void)
{
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "T" });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "s", .name = "S" });
  SekSheetRow *row;
  struct
  {
    SekCellKind kind;
    gint64      integer;
    const char *text;
    const char *plain;
  } cases[] = {
    { SEK_CELL_AMOUNT, 628354600, "6 284", "6284" },
    { SEK_CELL_AMOUNT, -50000, "−1", "-1" },
    { SEK_CELL_AMOUNT, -49999, "0", "0" },
    { SEK_CELL_RATE, 280, "2,80", "2,80" },
    { SEK_CELL_RATE, -280, "−2,80", "-2,80" },
    { SEK_CELL_COUNT, 2244124, "2 244 124", "2244124" },
    { SEK_CELL_PERCENT, -3700, "−3,7 %", "-3,7" },
    { SEK_CELL_DATE, SEK_DATE (2022, 11, 18), "18.11.2022", "2022-11-18" },
  };

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "text" });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "number", .kind = SEK_CELL_AMOUNT, .unit = SEK_THOUSAND });
  g_assert_false (sheet->has_head);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL, *plain = NULL;

      row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
      if (cases[i].kind == SEK_CELL_PERCENT)
        sek_sheet_row_set_percent (row, 1, cases[i].integer, 100000);
      else
        sek_sheet_row_set_as (row, 1, cases[i].kind, SEK_INTEGER (cases[i].integer));
      text = sek_cell_to_text (row, 1);
      plain = sek_cell_to_plain (row, 1);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (plain, ==, cases[i].plain);
    }

  /* Blank is not 0, a date of 0 is none, a share of 0 is blank, and a text keeps its place when others follow. */
  row = sek_sheet_add_row (sheet, "blank", SEK_ROW_NORMAL);
  g_assert_true (sek_cell_is_blank (&row->cells[1]));
  sek_sheet_row_set (row, 1, SEK_INTEGER (0));
  g_assert_false (sek_cell_is_blank (&row->cells[1]));
  sek_sheet_row_set_as (row, 1, SEK_CELL_DATE, SEK_INTEGER (0));
  g_assert_true (sek_cell_is_blank (&row->cells[1]));
  sek_sheet_row_set_percent (row, 1, 5, 0);
  g_assert_true (sek_cell_is_blank (&row->cells[1]));
  sek_sheet_row_set (row, 0, SEK_TEXT ("first"));
  sek_sheet_row_set (row, 1, SEK_TEXT ("a text among numbers"));
  g_assert_cmpstr (sek_sheet_row_get_text (row, 0), ==, "first");
  g_assert_cmpstr (sek_sheet_row_get_text (row, 1), ==, "a text among numbers");
  g_assert_cmpint (row->cells[1].kind, ==, SEK_CELL_TEXT);
  g_assert_true (sek_sheet_find_row (sheet, "blank") == row);
  g_assert_null (sek_sheet_find_row (sheet, "none"));
  g_assert_cmpint (sek_sheet_find_column (sheet, "number"), ==, 1);
  g_assert_cmpint (sek_sheet_find_column (sheet, "none"), ==, -1);
}

static void
test_streamed_rows (void)
{
  g_autoptr (SekBook) book = sample_book_new (5, SEK_LANGUAGE_NB);
  SekSheet *sheet = sek_book_find_sheet (book, "kontingent");
  const SekSheetRow *row;

  g_assert_cmpuint (sek_sheet_n_rows (sheet), ==, 6);
  g_assert_cmpuint (sek_sheet_n_data_rows (sheet), ==, 5);
  g_assert_cmpint (sek_sheet_name_column (sheet), ==, 1);
  for (guint pass = 0; pass < 2; pass++)
    {
      row = sek_sheet_get_row (sheet, 3);
      g_assert_cmpstr (sek_sheet_row_get_text (row, 0), ==, "0304");
      g_assert_cmpstr (sek_sheet_row_get_text (row, 1), ==, "Sarpsborg");
      g_assert_cmpint (row->cells[3].integer, ==, sample_book_persons (3));
      g_assert_nonnull (row->cells[5].expr);
    }
  row = sek_sheet_get_row (sheet, 5);
  g_assert_cmpint (row->style, ==, SEK_ROW_SUM);
  g_assert_true (row == sek_sheet_find_row (sheet, "sum"));
}

static SekExpr *
cell (const char *row, const char *column)
{
  return sek_expr_cell (NULL, row, column);
}

static SekExpr *
binary (SekOperator operator, SekExpr * left, SekExpr *right)
{
  return sek_expr_binary (operator, left, right);
}

static void
test_formulas (void)
{
  g_autoptr (SekBook) book = sample_book_new (5, SEK_LANGUAGE_NB);
  SekPlace places[] = {
    { sek_book_find_sheet (book, "hovedtall"), (char *) "Hovedtall", 3, 4 },
    { sek_book_find_sheet (book, "kontingent"), (char *) "Kari's liste", 2, 4 },
    { sek_book_find_sheet (book, "kontroll"), (char *) "Kontroll", 0, 1 },
    { sek_book_find_sheet (book, "om"), (char *) "Om", 0, 1 },
  };
  SekPlaces all = { book, places };
  struct
  {
    SekExpr    *expr;
    const char *formula; /* NULL: cannot be written */
  } cases[] = {
    { sek_expr_number (-5), "(-5)" },
    { sek_expr_number (G_MININT64), "(-9223372036854775808)" },
    { sek_expr_decimal (5, 3), "0.005" },
    { sek_expr_text ("a \"b\""), "\"a \"\"b\"\"\"" },
    { cell ("kontingent", "p2023"), "D7" },
    { cell (NULL, "b2022"), "B21" },
    { sek_expr_range (NULL, "kontingent", "klimasats", "p2023"), "D7:D8" },
    { sek_expr_cell ("hovedtall", "kontingent", "p2023"), "D7" },
    { sek_expr_cell ("kontingent", "sum", "fee"), "'Kari''s liste'!F10" },
    { sek_expr_cell ("kontingent", "rate", "rate"), "'Kari''s liste'!E3" },
    { sek_expr_data ("kontingent", "persons"), "'Kari''s liste'!D5:D9" },
    { sek_expr_name ("Sum_kontingent"), "Sum_kontingent" },
    { binary (SEK_OPERATOR_SUBTRACT, sek_expr_number (1),
              binary (SEK_OPERATOR_SUBTRACT, sek_expr_number (2), sek_expr_number (3))), "1-(2-3)" },
    { binary (SEK_OPERATOR_SUBTRACT, binary (SEK_OPERATOR_SUBTRACT, sek_expr_number (1), sek_expr_number (2)),
              sek_expr_number (3)), "1-2-3" },
    { binary (SEK_OPERATOR_MULTIPLY, binary (SEK_OPERATOR_ADD, sek_expr_number (1), sek_expr_number (2)),
              sek_expr_number (-3)), "(1+2)*(-3)" },
    { binary (SEK_OPERATOR_LESS_EQUAL, binary (SEK_OPERATOR_ADD, sek_expr_number (1), sek_expr_number (2)),
              sek_expr_number (3)), "1+2<=3" },
    { sek_expr_call (SEK_FUNCTION_COUNTIF, sek_expr_data ("kontingent", "persons"),
                     binary (SEK_OPERATOR_JOIN, sek_expr_text ("<="),
                             binary (SEK_OPERATOR_DIVIDE, sek_expr_number (6), sek_expr_number (2))), NULL),
      "COUNTIF('Kari''s liste'!D5:D9,\"<=\"&6/2)" },
    { binary (SEK_OPERATOR_EQUAL, binary (SEK_OPERATOR_JOIN, sek_expr_text ("a"), sek_expr_text ("b")),
              binary (SEK_OPERATOR_ADD, binary (SEK_OPERATOR_JOIN, sek_expr_number (1), sek_expr_number (2)),
                      sek_expr_number (3))), "\"a\"&\"b\"=(1&2)+3" },
    { sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_range (NULL, "kontingent", "klimasats", "b2022"), NULL),
      "SUBTOTAL(109,B7:B8)" },
    { sek_expr_sum_or_blank (sek_expr_range (NULL, "kontingent", "klimasats", "b2022")),
      "IF(COUNT(B7:B8)=0,\"\",SUM(B7:B8))" },
    { sek_expr_sum_or_blank (sek_expr_call (SEK_FUNCTION_SUM, cell ("kontingent", "b2022"), cell ("lonn", "b2022"),
                                            NULL)),
      "IF(COUNT(B7,B15)=0,\"\",SUM(B7,B15))" },
    { sek_expr_difference (cell ("lonn", "p2023"), cell ("lonn", "b2022")),
      "IF(COUNT(D15,B15)=0,\"\",SUM(D15)-SUM(B15))" },
    { sek_expr_share (cell ("lonn", "change"), cell ("lonn", "b2022")),
      "IF(COUNT(E15)=0,\"\",IF(SUM(B15)=0,\"\",E15/B15))" },
    { sek_expr_cell ("none", "sum", "fee"), NULL },
    { sek_expr_cell ("kontingent", "none", "fee"), NULL },
    { sek_expr_cell ("kontingent", "sum", "none"), NULL },
    { sek_expr_cell ("kontingent", NULL, "fee"), NULL },
    { sek_expr_name ("none"), NULL },
    { sek_expr_range (NULL, "klimasats", "kontingent", "b2022"), NULL },
    { sek_expr_call (SEK_FUNCTION_SUM, sek_expr_number (1), sek_expr_name ("none"), NULL), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new ("=");
      g_autofree char *expected = g_strconcat ("=", cases[i].formula, NULL);
      gboolean written = sek_formula_append (out, cases[i].expr, &all, &places[0], 20);

      g_assert_cmpint (written, ==, cases[i].formula != NULL);
      g_assert_cmpstr (out->str, ==, expected);
      sek_expr_unref (cases[i].expr);
    }
}

/* A formula that is longer than a cell can hold is refused, and so is one with too many operands. */
static void
test_long_formula (void)
{
  g_autoptr (SekBook) book = sample_book_new (1, SEK_LANGUAGE_NB);
  SekPlace places[4];
  SekPlaces all = { book, places };
  g_autoptr (GString) out = g_string_new ("=");
  g_autoptr (SekExpr) sum = sek_expr_call (SEK_FUNCTION_SUM, NULL);
  g_autoptr (SekExpr) product = sek_expr_number (1);

  for (guint i = 0; i < 4; i++)
    places[i] = (SekPlace) { g_ptr_array_index (book->sheets, i), (char *) "x", 1, 1 };
  for (guint i = 0; i < 254; i++)
    sek_expr_append (sum, sek_expr_number (1));
  g_assert_true (sek_formula_append (out, sum, &all, &places[0], 0));
  sek_expr_append (sum, sek_expr_number (1));
  g_assert_false (sek_formula_append (out, sum, &all, &places[0], 0));
  for (guint i = 0; i < 1000; i++)
    product = sek_expr_binary (SEK_OPERATOR_MULTIPLY, g_steal_pointer (&product), sek_expr_number (123456789));
  g_string_assign (out, "=");
  g_assert_false (sek_formula_append (out, product, &all, &places[0], 0));
  g_assert_cmpstr (out->str, ==, "=");
}

static void
test_names (void)
{
  const char *refused[] = {
    "A1", "abc123", "R1C1", "rc", "r", "1a", "", "a b", "Sum_kontingent", "SUM_KONTINGENT", "a-b",
  };
  const char *taken[] = { "Kontingentsats_2023_fylke", "Å", "Sum_", "abcd1" };
  g_autoptr (SekBook) book = sample_book_new (0, SEK_LANGUAGE_NB);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_test_expect_message ("sek-sheet-book", G_LOG_LEVEL_CRITICAL, "*is_name*");
      sek_book_add_name (book, refused[i], "s", "r", "c");
      g_test_assert_expected_messages ();
    }
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      sek_book_add_name (book, taken[i], "s", "r", "c");
      g_assert_nonnull (sek_book_find_name (book, taken[i]));
    }
}

static void
test_formats (void)
{
  struct
  {
    const char *path;
    SekFormat   format;
  } cases[] = {
    { "/a/b.xlsx", SEK_FORMAT_XLSX },
    { "B.HTML", SEK_FORMAT_HTML },
    { "c.d.csv", SEK_FORMAT_CSV },
    { "e.txt", SEK_FORMAT_TEXT },
  };
  const char *unknown[] = { "budsjett", "budsjett.rtf", "xlsx" };
  SekFormat format;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (sek_format_from_path (cases[i].path, &format, NULL));
      g_assert_cmpint (format, ==, cases[i].format);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (sek_format_from_path (unknown[i], &format, &error));
      g_assert_error (error, SEK_ERROR, SEK_ERROR_INPUT);
      g_assert_nonnull (g_strstr_len (error->message, -1, unknown[i]));
      g_assert_nonnull (g_strstr_len (error->message, -1, ".xlsx, .html, .odt, .docx, .csv, .tsv, .txt"));
    }
}

/* A table of more columns than are read beside each other goes on below, with its rows, and its chart follows. */
static void
test_broken (void)
{
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "T", .language = SEK_LANGUAGE_NB });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "reserve", .name = "Reserve",
                                                                .caption = "Reserve 2022–2028", .n_frozen = 1,
                                                                .breaks_after = 3 }),
           *other = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "other", .name = "Annet" }), *part;
  SekChart *chart = sek_book_add_chart (book, &(SekChartInfo) { .title = "C" });
  SekSheetRow *row;

  sek_sheet_add_column (other, &(SekSheetColumn) { .key = "a", .kind = SEK_CELL_TEXT });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "name", .head = "Post", .kind = SEK_CELL_TEXT });
  for (int year = 2022; year <= 2028; year++)
    {
      g_autofree char *key = g_strdup_printf ("y%d", year), *head = g_strdup_printf ("%d\nPlan", year);

      sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = key, .head = head, .kind = SEK_CELL_AMOUNT });
      sek_chart_add_column (chart, "reserve", key);
    }
  row = sek_sheet_add_row (sheet, "closing", SEK_ROW_TOTAL);
  sek_sheet_row_set (row, 0, SEK_TEXT ("Utgående"));
  for (int c = 1; c <= 6; c++)
    sek_sheet_row_set (row, c, SEK_INTEGER (c * 100));
  sek_sheet_row_set_expr (row, 5, sek_expr_cell (NULL, "closing", "y2025"));
  sek_sheet_add_note (sheet, "En merknad");
  sek_chart_add_series (chart, "Utgående", "closing");

  for (int twice = 0; twice < 2; twice++)
    {
      sek_book_break_wide (book);
      g_assert_cmpuint (book->sheets->len, ==, 4);
    }
  g_assert_cmpuint (sheet->columns->len, ==, 4);
  g_assert_cmpuint (sheet->notes->len, ==, 0);
  part = book->sheets->pdata[1];
  g_assert_cmpstr (part->info.caption, ==, "Reserve 2022–2028, 2025–2027");
  g_assert_cmpuint (part->columns->len, ==, 4);
  row = (SekSheetRow *) sek_sheet_find_row (part, "closing");
  g_assert_cmpint (row->style, ==, SEK_ROW_TOTAL);
  g_assert_cmpstr (sek_sheet_row_get_text (row, 0), ==, "Utgående");
  g_assert_cmpint (row->cells[sek_sheet_find_column (part, "y2026")].integer, ==, 500);
  part = book->sheets->pdata[2];
  g_assert_cmpuint (part->columns->len, ==, 2);
  g_assert_true (sek_cell_is_blank (&sek_sheet_find_row (part, "closing")->cells[1]));
  g_assert_cmpstr (part->notes->pdata[0], ==, "En merknad");
  g_assert_true (book->sheets->pdata[3] == other);
  g_assert_cmpint (sek_book_find_charted (book, chart), ==, 2);
  g_assert_cmpstr (((SekChartColumn *) chart->columns->pdata[0])->sheet, ==, "reserve");
  g_assert_cmpstr (((SekChartColumn *) chart->columns->pdata[6])->sheet, ==, part->info.key);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/book/cells", test_cells);
  g_test_add_func ("/sheet/book/streamed-rows", test_streamed_rows);
  g_test_add_func ("/sheet/book/formulas", test_formulas);
  g_test_add_func ("/sheet/book/long-formula", test_long_formula);
  g_test_add_func ("/sheet/book/names", test_names);
  g_test_add_func ("/sheet/book/formats", test_formats);

  g_test_add_func ("/sheet/book/broken", test_broken);
  return g_test_run ();
}
