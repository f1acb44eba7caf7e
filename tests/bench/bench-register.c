/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "bench.h"
#include "sek-budget.h"
#include "sek-condition.h"
#include "sek-edits.h"
#include "sek-fees.h"
#include "sek-report.h"
#include "sek-view.h"

/* Registers of 64 and 100 000 members with seven populations each, on a disk: one edit, opening, the first page, and
 * the list of fees as a workbook, each against bare SQLite or libxlsxwriter doing the same in the same run. Medians; a
 * missed goal is said, not an error. */

enum { MANY = 100000, FEW = 64, EDITS = 201, OPENINGS = 5 };

/* --- one edit ---------------------------------------------------------------------------------------------------- */

static gint64
first_member (SekDocument *document)
{
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (sek_document_get_register (document), SEK_MEMBER));
  return sek_table_iter_next (&iter)->id;
}

static void
edit_ours (SekDocument *document, gint64 member, int persons)
{
  SekRegister *reg = sek_document_get_register (document);
  const SekColumn *column = sek_column_find (SEK_MEMBER, "population", NULL);
  SekChangeset *changeset = sek_changeset_new ("edit");
  SekFigure income = { .kind = SEK_FIGURE_SUM, .section = SEK_SECTION_INCOME };
  g_autoptr (GError) error = NULL;
  SekScope scope;
  char text[16];

  sek_scope_init (&scope, reg);
  g_snprintf (text, sizeof text, "%d", persons);
  bench_require (sek_column_propose (column, &scope, member, text, changeset, &error), error);
  bench_require (sek_document_submit (document, changeset, &error), error);
  sek_changeset_unref (changeset);
  sek_fees_get_totals (reg, 2023);
  sek_budget_value (reg, &income, 7);
}

typedef struct
{
  sqlite3      *db;
  sqlite3_stmt *update, *action, *change, *event;
} Bare;

static void
open_bare (Bare *bare, const char *path)
{
  sqlite3_open (path, &bare->db);
  sqlite3_exec (bare->db, "PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA; PRAGMA temp_store = MEMORY", NULL,
                NULL, NULL);
  sqlite3_prepare_v2 (bare->db, "UPDATE population SET persons = ?2 WHERE id = ?1", -1, &bare->update, NULL);
  sqlite3_prepare_v2 (bare->db,
                      "INSERT INTO action (kind, arguments, barrier, schema_version) VALUES ('edit', "
                      "'population\tpersons\tKommune', 0, 1)",
                      -1, &bare->action, NULL);
  sqlite3_prepare_v2 (bare->db,
                      "INSERT INTO change (action, operation, entity, row, field, before, after) VALUES (?1, 'update', "
                      "'population', ?2, 'persons', ?3, ?4)",
                      -1, &bare->change, NULL);
  sqlite3_prepare_v2 (bare->db,
                      "INSERT INTO event (action, what, at, who) VALUES (?1, 'do', '2026-01-01T00:00:00Z', "
                      "'user@machine')",
                      -1, &bare->event, NULL);
}

static void
step (sqlite3_stmt *statement)
{
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("SQLite could not write");
  sqlite3_reset (statement);
}

static void
edit_bare (Bare *bare, gint64 row, int persons)
{
  gint64 action;

  sqlite3_exec (bare->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  sqlite3_bind_int64 (bare->update, 1, row);
  sqlite3_bind_int64 (bare->update, 2, persons);
  step (bare->update);
  step (bare->action);
  action = sqlite3_last_insert_rowid (bare->db);
  sqlite3_bind_int64 (bare->change, 1, action);
  sqlite3_bind_int64 (bare->change, 2, row);
  sqlite3_bind_int64 (bare->change, 3, persons);
  sqlite3_bind_int64 (bare->change, 4, persons + 1);
  step (bare->change);
  sqlite3_bind_int64 (bare->event, 1, action);
  step (bare->event);
  if (sqlite3_exec (bare->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    g_error ("SQLite could not commit");
}

static void
close_bare (Bare *bare)
{
  sqlite3_finalize (bare->update);
  sqlite3_finalize (bare->action);
  sqlite3_finalize (bare->change);
  sqlite3_finalize (bare->event);
  sqlite3_close (bare->db);
}

/* Ours and bare SQLite take turns on two copies of the register. */
static double
bench_edit (const char *path, int n)
{
  g_autofree char *twin = g_strconcat (path, ".bare", NULL);
  g_autoptr (GError) error = NULL;
  SekDocument *document = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
  double ours[EDITS], bare[EDITS], a, b;
  gint64 member, row;
  Bare other;

  bench_require (document != NULL, error);
  bench_require (sek_journal_copy (sek_document_get_journal (document), twin, TRUE, &error), error);
  open_bare (&other, twin);
  member = first_member (document);
  row = sek_register_find_pair (sek_document_get_register (document), SEK_FIELD (population, member), member,
                                SEK_FIELD (population, date), 20220101);
  edit_ours (document, member, 1);
  for (int i = 0; i < EDITS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      edit_ours (document, member, 2000 + i);
      ours[i] = bench_seconds_since (start);
      start = g_get_monotonic_time ();
      edit_bare (&other, row, 2000 + i);
      bare[i] = bench_seconds_since (start);
    }
  close_bare (&other);
  sek_document_close (document);
  g_object_unref (document);
  g_unlink (twin);
  a = bench_median (ours, EDITS);
  b = bench_median (bare, EDITS);
  printf ("edit: %d members, ours %.2f ms, bare SQLite %.2f ms, ratio %.2f (goal ≤ 1.3%s)\n", n, a * 1000, b * 1000,
          a / b, bench_verdict (a / b, 1.3));
  return a;
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

static double
resident_mib (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %ld", &pages);
  return (double) pages * sysconf (_SC_PAGESIZE) / (1024 * 1024);
}

static double
read_ours (const char *path, double *mib)
{
  double before = resident_mib ();
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SekRegister) reg = sek_register_new ();
  SekStore *store = sek_store_open (path, SEK_STORE_READ_ONLY, &error);
  double seconds;

  bench_require (store != NULL, error);
  bench_require (sek_register_load (reg, store, NULL, &error), error);
  seconds = bench_seconds_since (start);
  *mib = resident_mib () - before;
  sek_store_close (store);
  g_object_unref (store);
  return seconds;
}

static double
read_bare (const char *path)
{
  gint64 start = g_get_monotonic_time (), sum = 0;
  sqlite3 *db;

  sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL);
  for (int e = 0; e < SEK_N_ENTITIES; e++)
    {
      const SekEntity *entity = sek_entity_get (e);
      GString *sql = g_string_new ("SELECT id");
      sqlite3_stmt *statement;

      for (guint f = 0; f < entity->n_fields; f++)
        g_string_append_printf (sql, ", \"%s\"", entity->fields[f].name);
      g_string_append_printf (sql, " FROM \"%s\" ORDER BY id", entity->name);
      sqlite3_prepare_v2 (db, sql->str, -1, &statement, NULL);
      g_string_free (sql, TRUE);
      while (sqlite3_step (statement) == SQLITE_ROW)
        for (int c = 0; c < sqlite3_column_count (statement); c++)
          if (sqlite3_column_type (statement, c) == SQLITE_TEXT)
            sum += sqlite3_column_text (statement, c)[0];
          else
            sum += sqlite3_column_int64 (statement, c);
      sqlite3_finalize (statement);
    }
  sqlite3_close (db);
  return sum == 42 ? 0 : bench_seconds_since (start);
}

/* As the window does it: checked, read, held against the rules, and the first rows as texts. */
static double
first_page (const char *path)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  SekDocument *document = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);
  SekView *view;
  guint n;
  const SekColumn *const *columns = sek_columns_of (SEK_MEMBER, &n);
  double seconds;

  bench_require (document != NULL, error);
  view = sek_view_new (sek_document_get_register (document), SEK_MEMBER);
  for (guint row = 0; row < 40; row++)
    for (guint i = 0; i < n; i++)
      g_free (sek_column_dup_text (columns[i], sek_view_get_scope (view), sek_view_get_row (view, row)));
  seconds = bench_seconds_since (start);
  sek_view_free (view);
  sek_document_close (document);
  g_object_unref (document);
  return seconds;
}

static void
bench_open (const char *path)
{
  double ours[OPENINGS], bare[OPENINGS], page[OPENINGS], mib = 0, a, b, first;

  /* The first reading also fills the system's cache, and its growth is the memory that a register takes. */
  read_ours (path, &mib);
  for (int i = 0; i < OPENINGS; i++)
    {
      double ignored;

      bare[i] = read_bare (path);
      ours[i] = read_ours (path, &ignored);
      page[i] = first_page (path);
    }
  a = bench_median (ours, OPENINGS);
  b = bench_median (bare, OPENINGS);
  first = bench_median (page, OPENINGS);
  printf ("open: 100 000 members × 7 populations, ours %.2f s, bare SQLite %.2f s, ratio %.2f (goal ≤ 2.0%s)\n", a, b,
          a / b, bench_verdict (a / b, 2.0));
  printf ("open: memory %.0f MiB (goal ≤ 150%s); checked whole, and the first page read, in %.2f s\n", mib,
          bench_verdict (mib, 150), first);
}

/* --- the list of fees -------------------------------------------------------------------------------------------- */

static void
write_bare (SekReport *report, const char *path)
{
  static const char *const codes[] = { "@", "General", "General", "#,##0", "#,##0" };
  lxw_workbook_options options = { .constant_memory = 1 };
  lxw_workbook *workbook = workbook_new_opt (path, &options);
  lxw_worksheet *worksheet = workbook_add_worksheet (workbook, "Kontingent");
  lxw_format *formats[G_N_ELEMENTS (codes)];
  g_autoptr (SekView) view = sek_view_new (report->data.reg, SEK_MEMBER);
  SekScope *scope = sek_view_get_scope (view);
  const SekColumn *number = sek_column_find (SEK_MEMBER, "number", NULL);
  char formula[64];

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      formats[i] = workbook_add_format (workbook);
      format_set_num_format (formats[i], codes[i]);
      format_set_align (formats[i], LXW_ALIGN_VERTICAL_CENTER);
    }
  for (guint i = 0; i < sek_view_get_size (view); i++)
    {
      const SekMember *member = sek_register_get_member (report->data.reg, sek_view_get_row (view, i));
      lxw_row_t row = i + 5;
      SekFee fee;

      sek_fee_of (report->data.reg, member, 2023, &fee);
      worksheet_write_string (worksheet, row, 0, sek_column_read (number, scope, member->id).text, formats[0]);
      worksheet_write_string (worksheet, row, 1, member->name, formats[1]);
      worksheet_write_blank (worksheet, row, 2, formats[2]);
      worksheet_write_number (worksheet, row, 3, (double) fee.persons, formats[3]);
      g_snprintf (formula, sizeof formula, "=ROUND(Sats_kommune*D%u,0)", row + 1);
      worksheet_write_formula_num (worksheet, row, 4, formula, formats[4], (double) fee.invoice / 100);
    }
  if (workbook_close (workbook) != LXW_NO_ERROR)
    g_error ("libxlsxwriter could not write %s", path);
}

static void
bench_fees (const char *folder, const char *path)
{
  g_autofree char *file = g_build_filename (folder, "fees.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  SekDocument *document = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);
  SekTableId table = SEK_TABLE_FEES;
  double ours[OPENINGS], bare[OPENINGS], a, b;
  SekReport report;

  bench_require (document != NULL, error);
  sek_report_init (&report, document);
  report.options.year = 2023;
  write_bare (&report, file);
  for (int i = 0; i < OPENINGS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      SekBook *book = sek_report_make_book (&report, &table, 1, &error);

      bench_require (book != NULL
                         && sek_book_write (book, file, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error),
                     error);
      sek_book_free (book);
      ours[i] = bench_seconds_since (start);
      start = g_get_monotonic_time ();
      write_bare (&report, file);
      bare[i] = bench_seconds_since (start);
    }
  a = bench_median (ours, OPENINGS);
  b = bench_median (bare, OPENINGS);
  printf ("kontingent: 100 000 rows × 5 cells as xlsx, ours %.2f s, bare libxlsxwriter %.2f s, ratio %.2f (goal ≤ "
          "1.15%s)\n",
          a, b, a / b, bench_verdict (a / b, 1.15));
  sek_report_clear (&report);
  sek_document_close (document);
  g_object_unref (document);
  g_unlink (file);
}

/* --- many cells, and looking through many rows -------------------------------------------------------------------- */

enum { PASTED = 10000, COLUMNS = 5, RUNS = 5 };

/* Ten thousand members get five cells each, in one step with its log. */
static void
bench_paste (const char *path)
{
  static const char *const ids[COLUMNS] = { "name", "invoice_reference", "joined", "left_on", "population" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (65536);
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (SekEdit));
  double times[RUNS];

  bench_require (document != NULL, error);
  for (int run = 0; run < RUNS; run++)
    {
      g_autoptr (SekView) view = sek_view_new (sek_document_get_register (document), SEK_MEMBER);
      g_autoptr (GPtrArray) problems = sek_edit_problems_new ();
      SekScope *scope = sek_view_get_scope (view);
      gint64 start;

      scope->year = 2023;
      g_array_set_size (edits, 0);
      for (guint i = 0; i < PASTED; i++)
        for (guint c = 0; c < COLUMNS; c++)
          {
            char text[40];
            SekEdit edit = { sek_column_find (SEK_MEMBER, ids[c], NULL), sek_view_get_row (view, i), NULL };

            g_snprintf (text, sizeof text,
                        c == 0   ? "Navn %d %u"
                        : c == 1 ? "Ref %d %u"
                        : c == 2 ? "1.%d.19%02u"
                        : c == 3 ? "1.%d.20%02u"
                                 : "%d%04u",
                        run + 1, c == 2 || c == 3 ? i % 90 + 10 : i);
            edit.text = g_string_chunk_insert (texts, text);
            g_array_append_val (edits, edit);
          }
      start = g_get_monotonic_time ();
      if (!sek_edits_submit (document, scope,
                             &(SekEdits) { .kind = "paste", .list = (const SekEdit *) (gpointer) edits->data,
                                           .n = edits->len },
                             problems))
        g_error ("%s", ((SekEditProblem *) problems->pdata[0])->message);
      times[run] = bench_seconds_since (start);
    }
  printf ("paste: 10 000 × 5 cells, checked, stored and logged in %.2f s (goal < 1.0%s)\n", bench_median (times, RUNS),
          bench_verdict (bench_median (times, RUNS), 1.0));
}

static double
time_update (SekView *view)
{
  double times[RUNS];

  for (int run = 0; run < RUNS; run++)
    {
      gint64 start = g_get_monotonic_time ();

      sek_view_update (view);
      times[run] = bench_seconds_since (start);
    }
  return bench_median (times, RUNS);
}

static void
bench_view (const char *path)
{
  static const char *const ids[] = {
    "name", "number", "county", "subregion", "population", "fee", "contact", "kind", "joined", "left_on",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);
  g_autoptr (SekView) view = NULL;
  const SekColumn *columns[G_N_ELEMENTS (ids)];
  const char *const more[] = { "3000", NULL };
  g_autoptr (SekCondition) condition = sek_condition_new (SEK_COMPARISON_MORE, more);
  double worst = 0, searched, filtered;

  bench_require (document != NULL, error);
  view = sek_view_new (sek_document_get_register (document), SEK_MEMBER);
  sek_view_get_scope (view)->year = 2023;
  printf ("view: 100 000 members sorted by");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      double seconds;

      columns[i] = sek_column_find (SEK_MEMBER, ids[i], NULL);
      sek_view_set_sort (view, columns[i], FALSE);
      seconds = time_update (view);
      printf (" %s %.3f", ids[i], seconds);
      worst = MAX (worst, seconds);
    }
  printf (" s (goal ≤ 0.2%s)\n", bench_verdict (worst, 0.2));
  sek_view_set_sort (view, columns[0], FALSE);
  sek_view_set_search (view, "finnes ikke", columns, G_N_ELEMENTS (ids));
  searched = time_update (view);
  sek_view_set_search (view, NULL, columns, G_N_ELEMENTS (ids));
  bench_require (sek_view_set_condition (view, columns[4], condition, &error), error);
  filtered = time_update (view);
  printf ("view: a search over ten columns that finds nothing %.3f s, a filter by population %.3f s (goal ≤ 0.2%s)\n",
          searched, filtered, bench_verdict (MAX (searched, filtered), 0.2));
}

int
main (void)
{
  /* Beside the program, which is on a disk, and not in a temporary folder that may be memory. */
  g_autofree char *here = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *parent = g_path_get_dirname (here);
  g_autofree char *folder = g_build_filename (parent, "registers-XXXXXX", NULL);
  g_autofree char *few = NULL, *many = NULL;
  double small, large;

  /* The backup before a day's first change is not what is measured, and belongs to nobody's data. */
  g_setenv ("XDG_DATA_HOME", "/dev/null", TRUE);
  if (g_mkdtemp (folder) == NULL)
    g_error ("No folder could be made in %s", parent);
  few = bench_make_register (folder, FEW);
  many = bench_make_register (folder, MANY);
  bench_open (many);
  small = bench_edit (few, FEW);
  large = bench_edit (many, MANY);
  printf ("edit: 100 000 members against 64, ratio %.2f (goal ≤ 1.5%s)\n", large / small,
          bench_verdict (large / small, 1.5));
  bench_view (many);
  bench_paste (many);
  bench_fees (folder, many);
  g_unlink (few);
  g_unlink (many);
  g_rmdir (folder);
  return 0;
}
