/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>

#include "bench.h"
#include "sek-member-sheets.h"

/* The table that is written most, Hovedtall of the example, from an open register to a synced file; and the 64 member
 * sheets, a file each. */

enum
{
  RUNS = 31,
  GOAL_MS = 50,
};

static void
bench_format (SekReport *report, const char *folder, SekFormat format)
{
  g_autofree char *name = g_strconcat ("hovedtall", sek_format_get_suffix (format), NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  double times[RUNS], median;

  for (int i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      SekTableId table = SEK_TABLE_MAIN;
      g_autoptr (GError) error = NULL;
      SekBook *book = sek_report_make_book (report, &table, 1, &error);

      bench_require (book != NULL && sek_book_write (book, path, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error),
                     error);
      sek_book_free (book);
      times[i] = bench_seconds_since (start) * 1000;
    }
  median = bench_median (times, RUNS);
  printf ("hovedtall: as %s %.1f ms (goal ≤ %d%s)\n", sek_format_get_suffix (format), median, GOAL_MS,
          bench_verdict (median, GOAL_MS));
  g_unlink (path);
}

static void
bench_member_sheets (SekReport *report, const char *folder)
{
  enum { SHEET_RUNS = 5 };
  g_autofree char *sheets = g_build_filename (folder, "medlemsark", NULL);
  double times[SHEET_RUNS], median;

  for (int i = 0; i < SHEET_RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GPtrArray) written = NULL;
      g_autoptr (GError) error = NULL;

      bench_require (sek_report_write_member_sheets (report, sheets, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, NULL, NULL,
                                                     NULL, &written, &error),
                     error);
      times[i] = bench_seconds_since (start);
      for (guint w = 0; w < written->len; w++)
        {
          g_autofree char *path = g_build_filename (sheets, written->pdata[w], NULL);

          g_unlink (path);
        }
    }
  g_rmdir (sheets);
  median = bench_median (times, SHEET_RUNS);
  printf ("medlemsark: 64 workbooks %.2f s (goal ≤ 1%s)\n", median, bench_verdict (median, 1));
}

int
main (void)
{
  /* Beside the program, which is on a disk, and not in a temporary folder that may be memory. */
  g_autofree char *here = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *parent = g_path_get_dirname (here);
  g_autofree char *folder = g_build_filename (parent, "tables-XXXXXX", NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  SekDocument *document;
  SekReport report;

  if (g_mkdtemp (folder) == NULL)
    g_error ("No folder could be made in %s", parent);
  path = g_build_filename (folder, "eksempel.sekretariat", NULL);
  document = sek_document_create_example (path, &error);
  bench_require (document != NULL, error);
  sek_report_init (&report, document);
  for (SekFormat format = 0; format < SEK_N_FORMATS; format++)
    bench_format (&report, folder, format);
  bench_member_sheets (&report, folder);
  sek_report_clear (&report);
  sek_document_close (document);
  g_object_unref (document);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
