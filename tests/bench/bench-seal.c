/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "bench.h"
#include "sek-budget.h"
#include "sek-document.h"
#include "sek-fees.h"
#include "sek-seal.h"

/* What was adopted of a year of 100 000 members: sealing it, and reading two such years to compare them, each against
 * bare SQLite writing the same rows (member, number, subregion, population and fee of each) to the same disk in the
 * same run. Medians of five; a missed goal is said, not an error. */

enum { MEMBERS = 100000, RUNS = 5, FIRST_YEAR = 2021 };

static void
run_sql (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
}

/* A budget column and a rate for each year that is sealed. */
static void
add_years (const char *path)
{
  sqlite3 *db;

  sqlite3_open (path, &db);
  run_sql (db, "DELETE FROM fee_rate");
  for (int i = 0; i <= RUNS; i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO fee_rate (id, year, kind, rate) VALUES (%d, %d, 'municipality', 280);"
          "INSERT INTO budget_column (id, title, year, kind, unit, status) VALUES (%d, 'Vedtak %d', %d, 'budget', "
          "100000, 'draft');"
          "INSERT INTO amount (id, line, budget_column, mode) VALUES (%d, 8, %d, 'source')",
          100 + i, FIRST_YEAR + i, 200 + i, FIRST_YEAR + i, FIRST_YEAR + i, 300 + i, 200 + i);

      run_sql (db, sql);
    }
  sqlite3_close (db);
}

static double
seal_ours (SekDocument *document, gint64 column)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GError) error = NULL;

  sek_changeset_set (changeset, sek_document_get_register (document), SEK_FIELD (budget_column, status), column,
                     &SEK_INTEGER (SEK_STATUS_SEALED));
  bench_require (sek_document_submit (document, changeset, &error), error);
  return bench_seconds_since (start);
}

static void
step (sqlite3_stmt *statement)
{
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("SQLite could not write");
  sqlite3_reset (statement);
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  return statement;
}

/* The rows of an entity in the order of their ids, as the copy has them. */
static void
write_rows (sqlite3 *db, SekRegister *reg, SekEntityId entity, int year, const char *sql)
{
  sqlite3_stmt *statement = prepare (db, sql);
  SekTableIter iter;
  const SekRow *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      if (entity == SEK_POPULATION && ((const SekPopulation *) row)->date != sek_fees_basis_date (year))
        continue;
      sqlite3_bind_int64 (statement, 1, row->id);
      if (entity == SEK_MEMBER)
        sqlite3_bind_text (statement, 2, ((const SekMember *) row)->name, -1, SQLITE_STATIC);
      else
        sqlite3_bind_int64 (statement, 2, row->slots[0].integer);
      if (entity == SEK_MEMBER_NUMBER)
        sqlite3_bind_text (statement, 3, ((const SekMemberNumber *) row)->number, -1, SQLITE_STATIC);
      else if (entity == SEK_MEMBER_SUBREGION)
        sqlite3_bind_int64 (statement, 3, ((const SekMemberSubregion *) row)->subregion);
      else if (entity == SEK_POPULATION)
        sqlite3_bind_int64 (statement, 3, ((const SekPopulation *) row)->persons);
      step (statement);
    }
  sqlite3_finalize (statement);
}

static void
write_fees (sqlite3 *db, SekRegister *reg, int year)
{
  sqlite3_stmt *statement = prepare (db, "INSERT INTO fee VALUES (?1, ?2, ?3)");
  SekTableIter iter;
  const SekMember *member;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      SekFee fee;

      sek_fee_of (reg, member, year, &fee);
      sqlite3_bind_int64 (statement, 1, member->id);
      sqlite3_bind_int64 (statement, 2, fee.exact);
      sqlite3_bind_int64 (statement, 3, fee.invoice);
      step (statement);
    }
  sqlite3_finalize (statement);
}

/* The same rows in tables of the same columns, in one transaction. */
static double
write_bare (SekRegister *reg, int year, const char *path)
{
  gint64 start;
  sqlite3 *db;
  double seconds;

  sqlite3_open (path, &db);
  run_sql (db, "PRAGMA synchronous = EXTRA; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;"
               "CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, joined TEXT, "
               "left_on TEXT) STRICT;"
               "CREATE TABLE member_number (id INTEGER PRIMARY KEY, member INTEGER NOT NULL, number TEXT NOT NULL, "
               "valid_from TEXT, valid_to TEXT) STRICT;"
               "CREATE TABLE member_subregion (id INTEGER PRIMARY KEY, member INTEGER NOT NULL, subregion INTEGER NOT "
               "NULL, is_primary INTEGER NOT NULL) STRICT;"
               "CREATE TABLE population (id INTEGER PRIMARY KEY, member INTEGER NOT NULL, date TEXT NOT NULL, persons "
               "INTEGER, source TEXT) STRICT;"
               "CREATE TABLE fee (id INTEGER PRIMARY KEY, exact INTEGER NOT NULL, invoice INTEGER NOT NULL) STRICT");
  start = g_get_monotonic_time ();
  run_sql (db, "BEGIN IMMEDIATE");
  write_rows (db, reg, SEK_MEMBER, year,
              "INSERT INTO member VALUES (?1, ?2, 'municipality', '2005-01-01', NULL)");
  write_rows (db, reg, SEK_MEMBER_NUMBER, year,
              "INSERT INTO member_number VALUES (?1, ?2, ?3, '2020-01-01', NULL)");
  write_rows (db, reg, SEK_MEMBER_SUBREGION, year, "INSERT INTO member_subregion VALUES (?1, ?2, ?3, 1)");
  write_rows (db, reg, SEK_POPULATION, year,
              "INSERT INTO population VALUES (?1, ?2, '2022-01-01', ?3, 'SSB, tabell 07459')");
  write_fees (db, reg, year);
  run_sql (db, "COMMIT");
  seconds = bench_seconds_since (start);
  sqlite3_close (db);
  g_unlink (path);
  return seconds;
}

/* Both years from their copies, and how the fee of each member and the sums became another. */
static double
compare_ours (SekRegister *reg, gint64 column, gint64 other)
{
  gint64 start = g_get_monotonic_time (), change = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekRegister) before = sek_seal_read (sek_seal_find (reg, column), &error);
  g_autoptr (SekRegister) after = sek_seal_read (sek_seal_find (reg, other), &error);
  SekTableIter iter;
  const SekMember *member;

  bench_require (before != NULL && after != NULL, error);
  sek_table_iter_init (&iter, sek_register_get_table (after, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      const SekMember *was = sek_register_get_member (before, member->id);
      SekFee a, b;

      sek_fee_of (before, was, (int) sek_register_get_budget_column (before, column)->year, &a);
      sek_fee_of (after, member, (int) sek_register_get_budget_column (after, other)->year, &b);
      change += b.invoice - a.invoice;
    }
  change += sek_budget_minus (sek_budget_closing (after, other), sek_budget_closing (before, column));
  return change == 42 ? 0 : bench_seconds_since (start);
}

static void
tell (const char *what, double *ours, double *bare)
{
  double a = bench_median (ours, RUNS), b = bench_median (bare, RUNS);

  printf ("%s ours %.2f s, bare SQLite %.2f s, ratio %.2f (goal ≤ 2.0%s)\n", what, a, b, a / b,
          bench_verdict (a / b, 2.0));
}

int
main (void)
{
  /* Beside the program, which is on a disk, and not in a temporary folder that may be memory. */
  g_autofree char *here = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *parent = g_path_get_dirname (here);
  g_autofree char *folder = g_build_filename (parent, "bench-seal-XXXXXX", NULL), *path = NULL, *bare_path = NULL;
  g_autoptr (GError) error = NULL;
  double ours[RUNS], bare[RUNS], two[RUNS];
  SekDocument *document;

  /* The backup before a day's first change is not what is measured, and belongs to nobody's data. */
  g_setenv ("XDG_DATA_HOME", "/dev/null", TRUE);
  if (g_mkdtemp (folder) == NULL)
    g_error ("No folder could be made in %s", parent);
  path = bench_make_register (folder, MEMBERS);
  bench_fill_register (path);
  add_years (path);
  bare_path = g_build_filename (folder, "bare.sqlite", NULL);
  document = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
  bench_require (document != NULL, error);
  seal_ours (document, 200 + RUNS);
  for (int i = 0; i < RUNS; i++)
    {
      ours[i] = seal_ours (document, 200 + i);
      bare[i] = write_bare (sek_document_get_register (document), FIRST_YEAR + i, bare_path);
    }
  tell ("seal: a year of 100 000 members,", ours, bare);
  for (int i = 0; i < RUNS; i++)
    {
      ours[i] = compare_ours (sek_document_get_register (document), 200 + i, 201 + i);
      two[i] = write_bare (sek_document_get_register (document), FIRST_YEAR + i, bare_path)
               + write_bare (sek_document_get_register (document), FIRST_YEAR + 1 + i, bare_path);
    }
  tell ("compare: two sealed years of 100 000 members,", ours, two);
  sek_document_close (document);
  g_object_unref (document);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
