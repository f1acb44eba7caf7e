/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>

#include "bench.h"
#include "sek-document.h"
#include "sek-fee-run.h"

/* Issuing the fees of 100 000 members: from preparing the run until it is in the file, against bare SQLite writing the
 * same invoices, a row each with the same fields, to the same disk in the same run. Medians of five; a missed goal is
 * said, not an error. */

enum { MEMBERS = 100000, RUNS = 5, FIRST_YEAR = 2021 };

static void
run_sql (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
}

/* All that an invoice asks for, and a rate for each year. */
static void
complete_register (const char *path)
{
  sqlite3 *db;

  sqlite3_open (path, &db);
  run_sql (db, "BEGIN;"
               "DELETE FROM fee_rate;"
               "UPDATE organisation SET account = '12345678903', kid_pattern = '{kunde}{år:2}{kjøring}', "
               "org_number = '974760673';"
               "UPDATE member SET org_number = '974760673', invoice_reference = '4105', "
               "customer_number = substr (name, -6);"
               "INSERT INTO contact (id, member, role, office, email, address) SELECT abs (random ()), id, 'invoice', "
               "'Fakturamottak', 'faktura@eksempel.no', 'Postboks 1, 0001 Oslo' FROM member");
  for (int year = FIRST_YEAR; year < FIRST_YEAR + RUNS; year++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO fee_rate (id, year, kind, rate, decided_on) VALUES (%d, %d, "
                                              "'municipality', 280, '2020-06-15')",
                                              year, year);

      run_sql (db, sql);
    }
  run_sql (db, "COMMIT");
  sqlite3_close (db);
}

static double
issue_ours (SekDocument *document, int year)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GError) error = NULL;

  bench_require (sek_fee_run_propose (sek_document_get_register (document), year,
                                      &(SekRunChoice){ .issued_on = SEK_DATE (year, 1, 2) }, FALSE, NULL, changeset,
                                      NULL, &error),
                 error);
  bench_require (sek_document_submit (document, changeset, &error), error);
  return bench_seconds_since (start);
}

static void
bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  if (*text != '\0')
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, index);
}

static void
write_invoice (sqlite3_stmt *statement, const SekInvoice *invoice)
{
  sqlite3_bind_int64 (statement, 1, invoice->member);
  sqlite3_bind_int64 (statement, 2, invoice->kind);
  bind_text (statement, 3, invoice->number);
  bind_text (statement, 4, invoice->name);
  bind_text (statement, 5, invoice->org_number);
  sqlite3_bind_int64 (statement, 6, invoice->invoice);
  sqlite3_bind_int64 (statement, 7, invoice->corrects);
  sqlite3_bind_int64 (statement, 8, invoice->persons);
  sqlite3_bind_int64 (statement, 9, invoice->fee);
  sqlite3_bind_int64 (statement, 10, invoice->before);
  sqlite3_bind_int64 (statement, 11, invoice->amount);
  bind_text (statement, 12, invoice->kid);
  bind_text (statement, 13, invoice->reference);
  bind_text (statement, 14, invoice->contact);
  bind_text (statement, 15, invoice->email);
  bind_text (statement, 16, invoice->address);
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("SQLite could not write");
  sqlite3_reset (statement);
}

/* The invoices of a run, in one transaction. */
static double
write_bare (const SekInvoices *invoices, const char *path)
{
  gint64 start;
  sqlite3_stmt *statement;
  sqlite3 *db;
  double seconds;

  sqlite3_open (path, &db);
  run_sql (db, "PRAGMA synchronous = EXTRA; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;"
               "CREATE TABLE invoice (id INTEGER PRIMARY KEY, member INTEGER NOT NULL, kind INTEGER NOT NULL, number "
               "TEXT, name TEXT NOT NULL, org_number TEXT, invoice INTEGER NOT NULL, corrects INTEGER NOT NULL, "
               "persons INTEGER, fee INTEGER, before INTEGER NOT NULL, amount INTEGER NOT NULL, kid TEXT, reference "
               "TEXT, contact TEXT, email TEXT, address TEXT) STRICT");
  start = g_get_monotonic_time ();
  run_sql (db, "BEGIN IMMEDIATE");
  if (sqlite3_prepare_v2 (db,
                          "INSERT INTO invoice (member, kind, number, name, org_number, invoice, corrects, persons, "
                          "fee, before, amount, kid, reference, contact, email, address) VALUES (?1, ?2, ?3, ?4, ?5, "
                          "?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
                          -1, &statement, NULL)
      != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  for (guint i = 0; i < invoices->invoices->len; i++)
    write_invoice (statement, invoices->invoices->pdata[i]);
  sqlite3_finalize (statement);
  run_sql (db, "COMMIT");
  seconds = bench_seconds_since (start);
  sqlite3_close (db);
  g_unlink (path);
  return seconds;
}

int
main (int argc, char **argv)
{
  /* Beside the program, which is on a disk, and not in a temporary folder that may be memory. */
  g_autofree char *here = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *parent = g_path_get_dirname (here);
  g_autofree char *folder = g_build_filename (parent, "bench-fee-run-XXXXXX", NULL), *path = NULL, *bare_path = NULL;
  g_autoptr (GError) error = NULL;
  double ours[RUNS], bare[RUNS], ratio;
  SekDocument *document;

  /* The backup before a day's first change is not what is measured, and belongs to nobody's data. */
  g_setenv ("XDG_DATA_HOME", "/dev/null", TRUE);
  if (g_mkdtemp (folder) == NULL)
    g_error ("No folder could be made in %s", parent);
  path = bench_make_register (folder, MEMBERS);
  complete_register (path);
  bare_path = g_build_filename (folder, "bare.sqlite", NULL);
  document = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
  bench_require (document != NULL, error);
  for (int i = 0; i < RUNS; i++)
    {
      g_autoptr (SekInvoices) issued = NULL;

      ours[i] = issue_ours (document, FIRST_YEAR + i);
      issued = sek_invoices_read (sek_fee_run_find (sek_document_get_register (document), FIRST_YEAR + i, 1), &error);
      bench_require (issued != NULL && issued->invoices->len == MEMBERS, error);
      bare[i] = write_bare (issued, bare_path);
    }
  ratio = bench_median (ours, RUNS) / bench_median (bare, RUNS);
  printf ("fee run: 100 000 invoices, ours %.2f s, bare SQLite %.2f s, ratio %.2f (goal ≤ 1.3%s)\n",
          bench_median (ours, RUNS), bench_median (bare, RUNS), ratio, bench_verdict (ratio, 1.3));
  sek_document_close (document);
  g_object_unref (document);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
