/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "bench.h"
#include "sek-reader.h"

/* A population file of Statistics Norway, one row for each municipality and age: read and summed, as a process of its
 * own, against a process of python3-pandas that only reads it. bench-read [FILE]; without one it makes a file of that
 * shape. */

enum
{
  N_RUNS = 5,
  N_MUNICIPALITIES = 356,
  N_AGES = 106,
};

/* Sums the last column over the first, which is what is measured. */
static int
sum (const char *path)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GString) exact = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekReader) reader = sek_reader_open (path, NULL, NULL, &error);
  const SekReadRow *row = NULL;
  gint64 total = 0, *of_one = NULL, count;

  bench_require (reader != NULL, error);
  while (sek_reader_next (reader, &row, &error) && row != NULL)
    {
      const char *name = row->n_cells > 1 ? row->cells[0].text : NULL;

      if (name == NULL || !sek_number_read_into (row->cells[row->n_cells - 1].text, SEK_DECIMAL_COMMA, exact)
          || !sek_number_scale (exact->str, 0, &count))
        continue;
      of_one = g_hash_table_lookup (sums, name);
      if (of_one == NULL)
        {
          of_one = g_new0 (gint64, 1);
          g_hash_table_insert (sums, g_strdup (name), of_one);
        }
      *of_one += count;
      total += count;
    }
  bench_require (error == NULL, error);
  printf ("%u %" G_GINT64_FORMAT "\n", g_hash_table_size (sums), total);
  return 0;
}

static double
run (const char *const *command, GError **error)
{
  double seconds[N_RUNS];

  for (int i = 0; i < N_RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      int status;

      if (!g_spawn_sync (NULL, (char **) command, NULL,
                         G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                         NULL, NULL, &status, error)
          || !g_spawn_check_wait_status (status, error))
        return -1;
      seconds[i] = bench_seconds_since (start);
    }
  return bench_median (seconds, N_RUNS);
}

static char *
make_file (const char *folder)
{
  char *path = g_build_filename (folder, "folketall.tsv", NULL);
  FILE *file = g_fopen (path, "w");

  fputs ("\"region\"\t\"age\"\t\"Persons 2020\"\n", file);
  for (int i = 0; i < N_MUNICIPALITIES; i++)
    for (int age = 0; age < N_AGES; age++)
      fprintf (file, "\"K-%04d B\xe6rum og S\xf8r\"\t\"%d years\"\t%d\n", 3001 + i, age, (i * 7919 + age * 31) % 900);
  bench_require (fclose (file) == 0, (GError *) NULL);
  return path;
}

int
main (int argc, char **argv)
{
  static const char script[] = "import sys, pandas; pandas.read_csv (sys.argv[1], sep='\\t', encoding='latin-1')";
  g_autofree char *folder = NULL, *path = NULL, *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  double ours, theirs;

  if (argc == 3 && strcmp (argv[1], "--sum") == 0)
    return sum (argv[2]);
  folder = g_dir_make_tmp ("sekretariat-bench-XXXXXX", &error);
  bench_require (folder != NULL, error);
  path = argc == 2 ? g_strdup (argv[1]) : make_file (folder);
  ours = run ((const char *const[]) { self, "--sum", path, NULL }, &error);
  bench_require (ours >= 0, error);
  theirs = run ((const char *const[]) { "/usr/bin/python3", "-c", script, path, NULL }, &error);
  if (theirs < 0)
    printf ("read: a population file read and summed in %.0f ms; python3-pandas is not installed\n", ours * 1000);
  else
    printf ("read: a population file read and summed in %.0f ms, by pandas only read in %.0f ms: %.1f times as fast "
            "(goal 5%s)\n",
            ours * 1000, theirs * 1000, theirs / ours, bench_verdict (5 * ours, theirs));
  if (argc != 2)
    g_unlink (path);
  g_rmdir (folder);
  return 0;
}
