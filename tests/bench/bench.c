/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "sek-document.h"

enum { YEARS = 7 };

double
bench_seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_quantile (double *values, int n, double part)
{
  qsort (values, n, sizeof *values, compare);
  return values[MIN (n - 1, (int) (n * part))];
}

double
bench_median (double *values, int n)
{
  return bench_quantile (values, n, 0.5);
}

const char *
bench_verdict (double ratio, double goal)
{
  return ratio <= goal ? "" : ", missed";
}

static void
set_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

/* Bulk rows are put in by SQL, since they are only something to measure on. */
char *
bench_make_register (const char *folder, int n)
{
  g_autofree char *name = g_strdup_printf ("%d.sekretariat", n);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  SekDocument *document = sek_document_create (path, "Benchmark", &error);
  sqlite3_stmt *member, *number, *population;
  sqlite3 *db;

  bench_require (document != NULL, error);
  sek_document_close (document);
  g_object_unref (document);
  sqlite3_open (path, &db);
  sqlite3_exec (db,
                "BEGIN;"
                "INSERT INTO fee_rate (id, year, kind, rate) VALUES (5, 2023, 'municipality', 280);"
                "INSERT INTO budget_column (id, title, year, kind, unit, status) VALUES (7, 'Budsjett 2023', 2023, "
                "'budget', 100000, 'draft');"
                "INSERT INTO budget_line (id, section, position, name, source) VALUES (8, 'income', 1024, "
                "'Kontingenter', 'fees');"
                "INSERT INTO amount (id, line, budget_column, mode) VALUES (9, 8, 7, 'source')",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO member (id, name, kind) VALUES (?1, ?2, 'municipality')", -1, &member, NULL);
  sqlite3_prepare_v2 (db,
                      "INSERT INTO member_number (id, member, number, valid_from) VALUES (?1, ?2, ?3, '2020-01-01')",
                      -1, &number, NULL);
  sqlite3_prepare_v2 (db,
                      "INSERT INTO population (id, member, date, persons, source) VALUES (?1, ?2, ?3, ?4, 'SSB, tabell "
                      "07459')",
                      -1, &population, NULL);
  for (int i = 0; i < n; i++)
    {
      gint64 id = sek_row_new_id ();
      char text[32];

      g_snprintf (text, sizeof text, "Kommune %06d", i);
      sqlite3_bind_int64 (member, 1, id);
      set_text (member, 2, text);
      sqlite3_step (member);
      sqlite3_reset (member);
      g_snprintf (text, sizeof text, "%04d", i % 10000);
      sqlite3_bind_int64 (number, 1, sek_row_new_id ());
      sqlite3_bind_int64 (number, 2, id);
      set_text (number, 3, text);
      sqlite3_step (number);
      sqlite3_reset (number);
      for (int y = 0; y < YEARS; y++)
        {
          g_snprintf (text, sizeof text, "%d-01-01", 2020 + y);
          sqlite3_bind_int64 (population, 1, sek_row_new_id ());
          sqlite3_bind_int64 (population, 2, id);
          set_text (population, 3, text);
          sqlite3_bind_int64 (population, 4, 1000 + i % 5000);
          sqlite3_step (population);
          sqlite3_reset (population);
        }
    }
  sqlite3_finalize (member);
  sqlite3_finalize (number);
  sqlite3_finalize (population);
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  sqlite3_close (db);
  return path;
}

void
bench_fill_register (const char *path)
{
  static const char
      *const sql = "BEGIN;"
                   "INSERT INTO subregion (id, name) VALUES (11, 'Follorådet'), (12, 'Gardermoregionen'), (13, "
                   "'Glåmdalsregionen'), (14, 'Hadeland'), (15, 'Mosseregionen');"
                   "INSERT INTO member_subregion (id, member, subregion, is_primary) SELECT abs (random ()), id, 11 + "
                   "abs (id % 5), 1 FROM member;"
                   "INSERT INTO contact (id, member, role, office, email) SELECT abs (random ()), id, "
                   "'administrative', 'Kommunedirektøren', 'postmottak@eksempel.no' FROM member;"
                   "UPDATE member_number SET number = CASE member % 5 WHEN 0 THEN '3005' WHEN 1 THEN '3024' WHEN 2 "
                   "THEN '3401' WHEN 3 THEN '3804' ELSE '0301' END;"
                   "UPDATE member SET joined = '2005-01-01';"
                   "COMMIT";
  char *message = NULL;
  sqlite3 *db;

  sqlite3_open (path, &db);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
  sqlite3_close (db);
}
