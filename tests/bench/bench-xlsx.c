/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>
#include <xlsxwriter.h>

#include "sek-date.h"
#include "sek-money.h"
#include "sek-write.h"

/* A list of 100 000 × 10 formatted cells, from a callback to a synced workbook, against the same cells written by bare
 * libxlsxwriter with constant memory and the same kinds of formats. */

enum
{
  N_ROWS = 100000,
  N_COLUMNS = 10,
  N_RUNS = 5,
};

static const char *towns[] = {
  "Oslo", "Halden", "Moss", "Sarpsborg", "Våler (Østfold)", "Aurskog-Høland", "Nordre Follo",
};
static const char *regions[] = {
  "Follorådet", "Mosseregionen", "Samarbeidsrådet for Nedre Romerike", "Hadelandsregionen",
};
static const char *folder;

static const char *
get_town (guint index)
{
  return towns[index % G_N_ELEMENTS (towns)];
}

static const char *
get_region (guint index)
{
  return regions[index % G_N_ELEMENTS (regions)];
}

static gint64
get_persons (guint index)
{
  return 200 + (gint64) index * 7919 % 697010;
}

static gint64
get_fee (guint index)
{
  return sek_money_divide (get_persons (index) * 280, SEK_KRONE) * SEK_KRONE;
}

static void
format_number (char *number, guint index)
{
  for (int i = 3; i >= 0; i--, index /= 10)
    number[i] = (char) ('0' + index % 10);
  number[4] = '\0';
}

static void
fill_row (SekSheetRow *row, guint index, gpointer user_data)
{
  SekExpr *fee = user_data;
  char number[5];

  format_number (number, index);
  sek_sheet_row_set (row, 0, SEK_TEXT (number));
  sek_sheet_row_set (row, 1, SEK_TEXT (get_town (index)));
  sek_sheet_row_set (row, 2, SEK_TEXT (get_region (index)));
  sek_sheet_row_set (row, 3, SEK_INTEGER (SEK_DATE (2022, 1, 1)));
  sek_sheet_row_set (row, 4, SEK_INTEGER (get_persons (index)));
  sek_sheet_row_set (row, 5, SEK_INTEGER (280));
  sek_sheet_row_set (row, 6, SEK_INTEGER (get_fee (index)));
  sek_sheet_row_set_expr (row, 6, sek_expr_ref (fee));
  sek_sheet_row_set (row, 7, SEK_INTEGER (get_fee (index + 1)));
  sek_sheet_row_set_percent (row, 8, get_persons (index), 697010);
  sek_sheet_row_set (row, 9, SEK_INTEGER (get_persons (index + 1)));
}

static SekBook *
make_book (void)
{
  static const SekSheetColumn columns[N_COLUMNS] = {
    { .key = "number", .head = "Nr.", .kind = SEK_CELL_CODE },
    { .key = "name", .head = "Navn" },
    { .key = "region", .head = "Delregion" },
    { .key = "basis", .head = "Grunnlag", .kind = SEK_CELL_DATE },
    { .key = "persons", .head = "Innbyggere", .kind = SEK_CELL_COUNT },
    { .key = "rate", .head = "Sats", .kind = SEK_CELL_RATE },
    { .key = "fee", .head = "Kontingent", .kind = SEK_CELL_AMOUNT },
    { .key = "before", .head = "Året før", .kind = SEK_CELL_AMOUNT, .unit = SEK_THOUSAND, .decimals = 1 },
    { .key = "share", .head = "Andel", .kind = SEK_CELL_PERCENT },
    { .key = "next", .head = "Året etter", .kind = SEK_CELL_COUNT },
  };
  SekBook *book = sek_book_new (&(SekBookInfo) { .title = "Kontingent", .created = 1668758400 });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "k", .name = "Kontingent", .is_list = TRUE });
  SekExpr *fee;

  for (guint i = 0; i < N_COLUMNS; i++)
    sek_sheet_add_column (sheet, &columns[i]);
  fee = sek_expr_call (SEK_FUNCTION_ROUND,
                       sek_expr_binary (SEK_OPERATOR_MULTIPLY, sek_expr_cell (NULL, NULL, "persons"),
                                        sek_expr_cell (NULL, NULL, "rate")),
                       sek_expr_number (0), NULL);
  sek_sheet_set_row_func (sheet, N_ROWS, fill_row, fee, (GDestroyNotify) sek_expr_unref);

  return book;
}

static void
write_ours (const char *path)
{
  g_autoptr (SekBook) book = make_book ();
  g_autoptr (GError) error = NULL;

  if (!sek_book_write (book, path, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
}

static void
write_bare (const char *path)
{
  static const char *codes[N_COLUMNS] = {
    "@", "General", "General", "d\\.m\\.yyyy", "#,##0", "0.00", "#,##0", "#,##0.0", "0.0 %", "#,##0",
  };
  lxw_workbook_options options = { .constant_memory = 1 };
  lxw_workbook *workbook = workbook_new_opt (path, &options);
  lxw_worksheet *worksheet = workbook_add_worksheet (workbook, "Kontingent");
  lxw_format *formats[N_COLUMNS];
  char number[5], formula[64];

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      formats[i] = workbook_add_format (workbook);
      format_set_num_format (formats[i], codes[i]);
      format_set_font_color (formats[i], 0x1F2933);
      format_set_align (formats[i], i < 4 ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT);
      format_set_align (formats[i], LXW_ALIGN_VERTICAL_CENTER);
    }
  for (guint i = 0; i < N_ROWS; i++)
    {
      lxw_row_t row = i + 1;

      format_number (number, i);
      worksheet_write_string (worksheet, row, 0, number, formats[0]);
      worksheet_write_string (worksheet, row, 1, get_town (i), formats[1]);
      worksheet_write_string (worksheet, row, 2, get_region (i), formats[2]);
      worksheet_write_number (worksheet, row, 3, 44562, formats[3]);
      worksheet_write_number (worksheet, row, 4, (double) get_persons (i), formats[4]);
      worksheet_write_number (worksheet, row, 5, 2.8, formats[5]);
      g_snprintf (formula, sizeof formula, "=ROUND(E%u*F%u,0)", row + 1, row + 1);
      worksheet_write_formula_num (worksheet, row, 6, formula, formats[6], (double) get_fee (i) / 100.0);
      worksheet_write_number (worksheet, row, 7, (double) get_fee (i + 1) / 100000.0, formats[7]);
      worksheet_write_number (worksheet, row, 8, (double) get_persons (i) / 697010.0, formats[8]);
      worksheet_write_number (worksheet, row, 9, (double) get_persons (i + 1), formats[9]);
    }
  if (workbook_close (workbook) != LXW_NO_ERROR)
    g_error ("libxlsxwriter could not write %s", path);
}

/* The same list by openpyxl, the writer most scripts use, in its fast form that keeps no rows. A whole Python runs, but
 * it tells its own time, without its start. -1 where there is none. */
static double
measure_peer (void)
{
  static const char script[] =
      "import sys, time, datetime\n"
      "from openpyxl import Workbook\n"
      "from openpyxl.cell import WriteOnlyCell\n"
      "from openpyxl.styles import Font, Alignment\n"
      "towns = ['Oslo', 'Halden', 'Moss', 'Sarpsborg', 'Våler (Østfold)', 'Aurskog-Høland', 'Nordre Follo']\n"
      "regions = ['Follorådet', 'Mosseregionen', 'Samarbeidsrådet for Nedre Romerike', 'Hadelandsregionen']\n"
      "codes = ['@', 'General', 'General', 'd\\\\.m\\\\.yyyy', '#,##0', '0.00', '#,##0', '#,##0.0', '0.0 %', '#,##0']\n"
      "start = time.perf_counter ()\n"
      "book = Workbook (write_only=True)\n"
      "sheet = book.create_sheet ('Kontingent')\n"
      "font = Font (color='1F2933')\n"
      "left, right = (Alignment (horizontal=side, vertical='center') for side in ('left', 'right'))\n"
      "day = datetime.date (2022, 1, 1)\n"
      "persons = lambda i: 200 + i * 7919 % 697010\n"
      "fee = lambda i: (persons (i) * 280 + 50) // 100\n"
      "def cell (i, value):\n"
      "    made = WriteOnlyCell (sheet, value)\n"
      "    made.number_format, made.font, made.alignment = codes[i], font, left if i < 4 else right\n"
      "    return made\n"
      "for i in range (int (sys.argv[2])):\n"
      "    n = i + 2\n"
      "    sheet.append ([cell (*each) for each in enumerate (['%04d' % (i % 10000), towns[i % 7], regions[i % 4], "
      "day, persons (i), 2.8,\n"
      "                  f'=ROUND(E{n}*F{n},0)', fee (i + 1) / 1000, persons (i) / 697010, persons (i + 1)])])\n"
      "book.save (sys.argv[1])\n"
      "print (time.perf_counter () - start)\n";
  g_autofree char *path = g_build_filename (folder, "peer.xlsx", NULL), *rows = g_strdup_printf ("%d", N_ROWS),
                  *out = NULL;
  const char *command[] = { "/usr/bin/python3", "-c", script, path, rows, NULL };
  double seconds = -1;

  if (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, NULL, NULL)
      && *out != '\0')
    seconds = g_ascii_strtod (out, NULL);
  g_unlink (path);

  return seconds;
}

static double
measure (void (*write) (const char *path), const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gint64 start = g_get_monotonic_time ();
  double seconds;

  write (path);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_unlink (path);

  return seconds;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

int
main (void)
{
  double ours[N_RUNS], bare[N_RUNS], peer;
  g_autofree char *made = g_dir_make_tmp ("sekretariat-bench-XXXXXX", NULL);

  if (made == NULL)
    g_error ("No temporary folder could be made");
  folder = made;
  measure (write_bare, "warm-up.xlsx");
  for (int i = 0; i < N_RUNS; i++)
    {
      ours[i] = measure (write_ours, "ours.xlsx");
      bare[i] = measure (write_bare, "bare.xlsx");
    }
  peer = measure_peer ();
  g_rmdir (folder);
  qsort (ours, N_RUNS, sizeof *ours, compare);
  qsort (bare, N_RUNS, sizeof *bare, compare);
  printf ("xlsx: 100 000 × 10 cells, ours %.2f s, bare libxlsxwriter %.2f s, ratio %.2f (goal ≤ 1.15)\n",
          ours[N_RUNS / 2], bare[N_RUNS / 2], ours[N_RUNS / 2] / bare[N_RUNS / 2]);
  if (peer > 0)
    printf ("xlsx: the same list by openpyxl %.2f s, %.1f × ours (goal ≥ 7)\n", peer, peer / ours[N_RUNS / 2]);

  return 0;
}
