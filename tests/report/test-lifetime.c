/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../model/model-fixture.h"

#include <string.h>

#include "sek-fee-run.h"
#include "sek-report.h"
#include "sek-scenario.h"
#include "sek-store-private.h"

/* A book outlives the report that it was made of: each table, of one year, of more years, and with another register's,
 * is written in every format after its report is gone, and says what it said while the report was there. */

typedef enum { ONE_YEAR, MORE_YEARS, OTHER_REGISTER, N_WAYS } Way;

/* What was issued is a table too, and scenarios are. */
static void
fill_register (SekDocument *document)
{
  g_autoptr (SekChangeset) scenario = sek_changeset_new ("add");
  g_autoptr (GError) error = NULL;

  for (int year = 2022; year <= 2023; year++)
    {
      g_autoptr (SekChangeset) changeset = sek_changeset_new (SEK_ACTION_ISSUE);

      sek_fee_run_propose (sek_document_get_register (document), year,
                           &(SekRunChoice) { .issued_on = SEK_DATE (year, 1, 2) }, TRUE, NULL, changeset, NULL, &error);
      g_assert_no_error (error);
      sek_document_submit (document, changeset, &error);
      g_assert_no_error (error);
    }
  sek_scenario_propose (sek_document_get_register (document), "Høyere sats", 0, scenario);
  sek_document_submit (document, scenario, &error);
  g_assert_no_error (error);
}

static void
fill_report (Fixture *fixture, Way way, SekReport *report)
{
  sek_report_init (report, fixture->document);
  report->data.today = SEK_DATE (2023, 3, 1);
  report->options.member = find (fixture, "member", "Drammen");
  if (way == MORE_YEARS)
    sek_report_set_more_year (report, 2022, TRUE);
  if (way == OTHER_REGISTER)
    {
      g_autofree char *path = g_build_filename (fixture->folder, "annet.sekretariat", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (SekDocument) other = NULL;

      other = g_file_test (path, G_FILE_TEST_EXISTS) ? sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error)
                                                     : sek_document_create_example (path, &error);
      g_assert_no_error (error);
      if (sek_table_get_size (sek_register_get_table (sek_document_get_register (other), SEK_FEE_RUN)) == 0)
        fill_register (other);
      g_assert_true (sek_report_add_other (report, other));
    }
}

/* A book whose report is gone: cleared, and its memory used for other things. */
static SekBook *
make_orphan (Fixture *fixture, Way way, SekTableId table)
{
  SekReport *report = g_new0 (SekReport, 1);
  g_autoptr (GError) error = NULL;
  SekBook *book;

  fill_report (fixture, way, report);
  book = sek_report_make_book (report, &table, 1, &error);
  g_assert_no_error (error);
  sek_report_clear (report);
  memset (report, 0xa5, sizeof *report);
  g_free (report);
  return book;
}

static void
write_book (SekBook *book, SekFormat format, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sek_book_write (book, path, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static GBytes *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return g_bytes_new_take (contents, length);
}

static void
compare (Fixture *fixture, Way way, SekTableId table)
{
  g_autoptr (SekBook) orphan = make_orphan (fixture, way, table);
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;

  fill_report (fixture, way, &report);
  book = sek_report_make_book (&report, &table, 1, NULL);
  for (int format = 0; format < SEK_N_FORMATS; format++)
    {
      g_autofree char *name = g_strconcat ("bok", sek_format_get_suffix (format), NULL);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (GBytes) bytes = NULL, expected = NULL;

      if ((sek_format_is_single (format) && book->sheets->len != 1)
          || (sek_format_is_picture (format) && book->charts->len == 0))
        continue;
      g_test_message ("%s, way %d, %s", sek_table_get_id (table), way, sek_format_get_suffix (format));
      write_book (orphan, format, path);
      bytes = read_file (path);
      write_book (book, format, path);
      expected = read_file (path);
      g_assert_true (g_bytes_equal (bytes, expected));
    }
}

static void
test_tables (Fixture *fixture, gconstpointer data)
{
  fill_register (fixture->document);
  for (int way = 0; way < N_WAYS; way++)
    for (int table = 0; table < SEK_N_TABLES; table++)
      compare (fixture, way, table);
}

static int
fail_cb (void *data)
{
  return 1;
}

/* A table says when its data were changed: no table is made without that because the log could not be read, not by a
 * copy either, and the next reading that succeeds makes it again. */
static void
test_unread (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db = sek_document_get_store (fixture->document)->db;
  SekTableId table = SEK_TABLE_MEMBERS;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekBook) book = NULL;
  g_auto (SekReport) report = { 0 }, copy = { 0 };

  sqlite3_progress_handler (db, 1, fail_cb, NULL);
  sek_report_init (&report, fixture->document);
  sqlite3_progress_handler (db, 0, NULL, NULL);
  g_assert_null (sek_report_make_book (&report, &table, 1, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  sek_report_copy (&copy, &report);
  g_assert_null (sek_report_make_book (&copy, &table, 1, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  sek_report_renew (&report, fixture->document);
  book = sek_report_make_book (&report, &table, 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (book);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/lifetime/tables", test_tables);
  ADD ("/lifetime/unread", test_unread);
  return g_test_run ();
}
