/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-fixture.h"

#include <stdlib.h>
#include <string.h>

#include "../model/random-walk.h"
#include "../sheet/test-folder.h"
#include "sek-dump.h"
#include "sek-fee-run.h"
#include "sek-import.h"
#include "sek-log.h"
#include "sek-money.h"
#include "sek-seal.h"
#include "sek-status.h"

/* What is sealed prints the same bytes after whatever is done later, and so does what was issued: 300 random registers,
 * or as many as the first argument says, from the seed on that the second one says. Each has columns sealed and fees
 * issued, and 50 random changes after that. */

#define STEPS 50

static guint n_registers = 300, first = 1;

static const SekTableId tables[] = { SEK_TABLE_MAIN, SEK_TABLE_PROJECTS, SEK_TABLE_FEES };

/* --- a register --------------------------------------------------------------------------------------------------- */

static const char *
pick_word (Walk *walk)
{
  static const char *const words[] = { "",           "",         "Notat",           "[amount]",  "\\-",
                                       "\\\\n\\\\",  "=1+1",     "a;\"b\";'c'",     "# 12",      "2023",
                                       "אבג \342\200\256 abc", "𝟙😀",      "<b>&amp;</b>",    "  luft  ",
                                       "Æ\u00a0Ø\u202fÅ" };

  return words[walk_pick (walk, G_N_ELEMENTS (words))];
}

/* Blank, nothing, negative, small and large. */
static char *
pick_amount (Walk *walk)
{
  switch (walk_pick (walk, 8))
    {
    case 0:
      return g_strdup ("");
    case 1:
      return g_strdup ("0");
    case 2:
      return g_strdup_printf ("-%d", walk_pick (walk, 900));
    case 3:
      return g_strdup_printf ("%d", walk_pick (walk, 100000000));
    default:
      return g_strdup_printf ("%d", walk_pick (walk, 9000));
    }
}

static void
write_members (Walk *walk, GString *text, int n)
{
  static const char *const left[] = { "", "", "", "2022-06-30", "2023-01-01" };

  g_string_append (text, "[subregion]\nname\nNord\nSør\n\n[member]\nname\tkind\tjoined\tleft_on\n");
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "Medlem %d\t%s\t\t%s\n", i, walk_pick (walk, 5) == 0 ? "county" : "municipality",
                            left[walk_pick (walk, G_N_ELEMENTS (left))]);
  g_string_append (text, "\n[member_number]\nmember\tnumber\tvalid_from\tvalid_to\n");
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "Medlem %d\t%d\t2020-01-01\t\n", i, 3001 + i);
  g_string_append (text, "\n[member_subregion]\nmember\tsubregion\tis_primary\n");
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "Medlem %d\t%s\tja\n", i, walk_pick (walk, 2) ? "Nord" : "Sør");
  g_string_append (text, "\n[population]\nmember\tdate\tpersons\tsource\n");
  for (int i = 0; i < n; i++)
    for (int year = 2021; year <= 2023; year++)
      if (walk_pick (walk, 6) > 0)
        g_string_append_printf (text, "Medlem %d\t%d-01-01\t%d\t%s\n", i, year, walk_pick (walk, 90000),
                                walk_pick (walk, 3) ? "SSB" : "");
}

static void
write_budget (Walk *walk, GString *text)
{
  static const char *const columns[] = { "Budsjett 2022", "Regnskap 2022", "Prognose 2022", "Forslag 2023",
                                         "Justert 2023", "Plan 2024" };
  static const char *const lines[] = { "Inngående", "Kontingent", "Tilskudd", "Annet", "Lønn", "Prosjekter", "Reise" };

  g_string_append (text, "\n[fee_rate]\nyear\tkind\tmodel\tbase\trate\tminimum\ttotal\tequal_share\n");
  for (int year = 2022; year <= 2024; year++)
    g_string_append_printf (text,
                            "%d\tmunicipality\t%s\t%s\t%d øre\t%s\t%d\t%d\n%d\tcounty\t%s\t%d\t\t\t\t\n", year,
                            walk_pick (walk, 3) ? "rate" : "total", walk_pick (walk, 2) ? "5000" : "",
                            100 + walk_pick (walk, 300), walk_pick (walk, 2) ? "2500" : "", walk_pick (walk, 900000),
                            walk_pick (walk, 101), year, walk_pick (walk, 3) ? "rate" : "matching",
                            walk_pick (walk, 90000));
  g_string_append_printf (text,
                          "\n[budget_line]\nsection\tname\tsource\texplanation\n"
                          "opening\tInngående\tcarried_forward\t\nincome\tKontingent\tfees\t%s\n"
                          "income\tTilskudd\tgrants\t\nincome\tAnnet\tentered\t%s\nexpense\tLønn\tentered\t\n"
                          "expense\tProsjekter\tprojects\t\nexpense\tReise\tentered\t\n",
                          pick_word (walk), pick_word (walk));
  g_string_append_printf (text,
                          "\n[budget_column]\ntitle\tyear\tkind\tfigures_on\tunit\tbase_column\tcarry_from\n"
                          "Budsjett 2022\t2022\tbudget\t\t1000\t\t\n"
                          "Regnskap 2022\t2022\taccounts\t\t1\tBudsjett 2022\t\n"
                          "Prognose 2022\t2022\tforecast\t18.11.2022\t%s\tBudsjett 2022\t\n"
                          "Forslag 2023\t2023\tproposal\t\t%s\tBudsjett 2022\t%s\n"
                          "Justert 2023\t2023\tadjusted\t\t1000\tForslag 2023\t%s\n"
                          "Plan 2024\t2024\tplan\t\t1000\t%s\tForslag 2023\n",
                          walk_pick (walk, 2) ? "1000" : "1", walk_pick (walk, 2) ? "1000" : "1",
                          walk_pick (walk, 2) ? "Prognose 2022" : "Regnskap 2022",
                          walk_pick (walk, 2) ? "Prognose 2022" : "", walk_pick (walk, 2) ? "Justert 2023" : "");
  g_string_append (text, "\n[amount]\nline\tbudget_column\tmode\tvalue\tcomment\n");
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    for (guint l = 0; l < G_N_ELEMENTS (lines); l++)
      {
        gboolean computed = walk_pick (walk, 3) > 0 && strchr ("IKTP", *lines[l]) != NULL;
        g_autofree char *value = computed ? g_strdup ("") : pick_amount (walk);

        if (walk_pick (walk, 6) > 0)
          g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\n", lines[l], columns[c], computed ? "source" : "entered",
                                  value, pick_word (walk));
      }
  g_string_append_printf (text, "\n[project]\nname\tfocus_area\nKlima\tMiljø\nAreal\t\nVei\t%s\n", pick_word (walk));
  g_string_append (text, "\n[project_amount]\nproject\tbudget_column\tvalue\tcomment\n");
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    for (guint p = 0; p < 3; p++)
      {
        g_autofree char *value = pick_amount (walk);

        if (walk_pick (walk, 4) > 0)
          g_string_append_printf (text, "%s\t%s\t%s\t%s\n", ((const char *[]) { "Klima", "Areal", "Vei" })[p],
                                  columns[c], value, pick_word (walk));
      }
  g_string_append_printf (text,
                          "\n[grant]\nname\tproject\tbudget_line\tawarded\nKlimasats\tKlima\tTilskudd\t900000 kr\n"
                          "Gave\t\t%s\t50000 kr\n\n[instalment]\ngrant\tyear\tvalue\nKlimasats\t2022\t%d kr\n"
                          "Klimasats\t2023\t%d kr\nGave\t2023\t%d kr\n\n",
                          walk_pick (walk, 2) ? "Tilskudd" : "", walk_pick (walk, 300000), walk_pick (walk, 300000),
                          walk_pick (walk, 50000));
}

static void
fill_register (Walk *walk)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  write_members (walk, text, 2 + walk_pick (walk, 8));
  write_budget (walk, text);
  sek_document_read_blocks (walk->fixture->document, text->str, &error);
  g_assert_no_error (error);
}

/* --- sealing ------------------------------------------------------------------------------------------------------ */

static GError *
try_seal (Walk *walk, gint64 column)
{
  g_autofree char *key = g_strdup_printf ("#%" G_GINT64_FORMAT, column);

  if (walk_pick (walk, 2))
    {
      const char *organ = walk_pick (walk, 2) ? "representantskapet" : pick_word (walk);
      g_autoptr (GError) error = try_add (walk->fixture, "status_step", "budget_column", key, "status", "adopted",
                                          "organ", organ, "decided_on", "20.12.2022", "case_number", "12/22", NULL);

      if (error != NULL)
        return g_steal_pointer (&error);
    }
  return try_edit (walk->fixture, "budget_column", key, "status", "sealed");
}

/* One or two columns of those that are there; element-type gint64. */
static GArray *
seal_some (Walk *walk)
{
  GArray *sealed = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (int n = 1 + walk_pick (walk, 2); n > 0; n--)
    {
      gint64 column = walk_pick_row (walk, SEK_BUDGET_COLUMN);
      g_autoptr (GError) error = NULL;

      if (sek_register_get_budget_column (reg_of (walk->fixture), column)->status == SEK_STATUS_SEALED)
        continue;
      error = try_seal (walk, column);
      g_assert_no_error (error);
      g_array_append_val (sealed, column);
    }
  return sealed;
}

/* --- issuing ------------------------------------------------------------------------------------------------------ */

static GError *
try_issue (Walk *walk)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new (SEK_ACTION_ISSUE);
  int year = 2022 + walk_pick (walk, 3);
  gint64 anew = walk_pick_row (walk, SEK_MEMBER);
  const SekRunChoice choice = { .issued_on = SEK_DATE (year, 1 + walk_pick (walk, 12), 2), .anew = &anew,
                                .n_anew = walk_pick (walk, 2) };
  GError *error = NULL;

  if (sek_fee_run_propose (reg_of (walk->fixture), year, &choice, TRUE, pick_word (walk), changeset, NULL, &error)
      && sek_document_submit (walk->fixture->document, changeset, &error))
    walk->done++;
  return error;
}

/* What is there of runs; element-type gint64. */
static GArray *
issue_some (Walk *walk)
{
  for (int n = walk_pick (walk, 3); n > 0; n--)
    {
      g_autoptr (GError) error = try_issue (walk);

      /* There may be nothing to issue. */
      g_assert_true (error == NULL || error->code == SEK_ERROR_REFUSED);
    }
  return sek_fee_runs_of (reg_of (walk->fixture), 0);
}

/* What was issued as its tables have it, with the text that it is kept as. */
static GString *
print_issued (Fixture *fixture, gint64 id)
{
  static const SekTableId tables_of_runs[] = { SEK_TABLE_FEE_RUN, SEK_TABLE_INVOICES };
  const SekFeeRun *run = sek_register_get_fee_run (reg_of (fixture), id);
  GString *printed;
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull (run);
  g_assert_true (sek_fee_run_fits (reg_of (fixture), run));
  printed = g_string_new (run->copy);
  g_string_append (printed, run->digest);
  sek_report_init (&report, fixture->document);
  report.options.year = (int) run->year;
  report.options.run = (int) run->number;
  report.options.language = SEK_LANGUAGE_NB;
  book = make_book (&report, tables_of_runs, G_N_ELEMENTS (tables_of_runs));
  text = sek_book_to_text (book);
  g_string_append (printed, text);
  return printed;
}

static void
assert_issued (Fixture *fixture, GArray *runs, GPtrArray *before)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const GString *expected = before->pdata[i];
      GString *printed = print_issued (fixture, g_array_index (runs, gint64, i));

      g_assert_cmpstr (printed->str, ==, expected->str);
      g_string_free (printed, TRUE);
    }
}

/* --- what is printed ---------------------------------------------------------------------------------------------- */

static void
append_file (GString *printed, Fixture *fixture, SekBook *book, SekFormat format)
{
  g_autofree char *name = g_strconcat ("printed", sek_format_get_suffix (format), NULL), *contents = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  gsize length;

  sek_book_write (book, path, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_string_append_len (printed, contents, (gssize) length);
  g_unlink (path);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The column's figures in the register itself, whatever became of their lines, and however these stand. */
static void
append_figures (GString *printed, SekRegister *reg, gint64 column)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gint64)), figures = NULL;
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);

  g_array_append_val (columns, column);
  figures = sek_budget_figures_of (reg, columns);
  for (guint i = 0; i < figures->len; i++)
    {
      const SekFigure *figure = &g_array_index (figures, SekFigure, i);
      g_autofree char *key = sek_figure_dup_key (figure);
      gint64 value = sek_budget_value (reg, figure, column);

      if (value != SEK_NONE)
        g_ptr_array_add (told, g_strdup_printf ("%s\t%" G_GINT64_FORMAT "\n", key, value));
    }
  g_ptr_array_sort (told, compare_texts);
  for (guint i = 0; i < told->len; i++)
    g_string_append (printed, told->pdata[i]);
}

/* The tables of what was adopted of a column as text, with its figures; files, and in two languages, where
 * they are asked for. */
static GString *
print_adopted (Fixture *fixture, gint64 column, gboolean files)
{
  GString *printed = g_string_new (NULL);
  g_auto (SekReport) report = { 0 };
  g_autoptr (GError) error = NULL;

  sek_report_init (&report, fixture->document);
  sek_report_set_adopted (&report, fixture->document, column, &error);
  g_assert_no_error (error);
  report.options.percent = report.options.comments = TRUE;
  append_figures (printed, reg_of (fixture), column);
  for (guint i = 0; i < (files ? 2 : 1); i++)
    {
      g_autoptr (SekBook) book = make_book (&report, tables, G_N_ELEMENTS (tables));
      g_autofree char *text = sek_book_to_text (book);

      g_string_append (printed, text);
      if (files)
        {
          append_file (printed, fixture, book, SEK_FORMAT_XLSX);
          append_file (printed, fixture, book, SEK_FORMAT_HTML);
        }
      report.options.language = SEK_LANGUAGE_EN;
      report.options.unit = SEK_KRONE;
    }
  for (guint t = 0; files && t < G_N_ELEMENTS (tables); t++)
    {
      g_autoptr (SekBook) book = make_book (&report, &tables[t], 1);

      append_file (printed, fixture, book, SEK_FORMAT_CSV);
    }
  return printed;
}

static void
assert_printed (Fixture *fixture, GArray *sealed, GPtrArray *before, gboolean files)
{
  for (guint i = 0; i < sealed->len; i++)
    {
      gint64 column = g_array_index (sealed, gint64, i);
      const GString *expected = before->pdata[i];
      GString *printed = print_adopted (fixture, column, files);

      g_assert_cmpint (sek_seal_check (reg_of (fixture), column, NULL), ==, SEK_SEAL_FITS);
      if (!g_string_equal (printed, expected))
        g_test_message ("before:\n%s\nafter:\n%s", expected->str, printed->str);
      g_assert_cmpmem (printed->str, printed->len, expected->str, expected->len);
      g_string_free (printed, TRUE);
    }
}

/* The status of a column is that of its last step. */
static void
assert_statuses (SekRegister *reg)
{
  SekTableIter iter;
  const SekBudgetColumn *column;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    {
      const SekStatusStep *last = sek_status_get_last (reg, column->id);

      g_assert_cmpint (column->status, ==, last != NULL ? last->status : SEK_STATUS_DRAFT);
    }
}

static void
free_printed (gpointer printed)
{
  g_string_free (printed, TRUE);
}

/* --- what comes after --------------------------------------------------------------------------------------------- */

static void
import_some (Walk *walk, GError **error)
{
  static const struct { gint64 kind; const char *name, *text, *question, *answer; } files[] = {
    { SEK_IMPORT_KIND_POPULATION, "folketall.csv",
      "region;Personer 2022\n3001 Medlem 0;7\n3002 Medlem 1;8000\n3003 Medlem 2;90000\n", "year", "2022" },
    { SEK_IMPORT_KIND_BUDGET, "hovedtall.tsv", "Post\tForslag 2023\nLønn\t77\nAnnet\t88\nReise\t99\n", "column",
      "Forslag 2023" },
    { SEK_IMPORT_KIND_BUDGET, "hovedtall.tsv", "Post\tRegnskap 2023\nLønn\t77\nAnnet\t88\n", "column",
      "new:Regnskap 2023" },
    { SEK_IMPORT_KIND_ACCOUNTS, "regnskap.csv", "Konto;Beløp\nLønn;123456\nReise;7890\n", "column", "Regnskap 2022" },
    { SEK_IMPORT_KIND_PROJECTS, "prosjekter.tsv", "Prosjekt\tJustert 2023\nKlima\t5\nAreal\t6\n", "column",
      "Justert 2023" },
  };
  guint at = (guint) walk_pick (walk, G_N_ELEMENTS (files));
  g_autoptr (SekImport) import = sek_import_new (files[at].kind, reg_of (walk->fixture));
  g_autoptr (GBytes) bytes = g_bytes_new_static (files[at].text, strlen (files[at].text));

  sek_import_set_bytes (import, bytes, files[at].name);
  sek_import_answer (import, files[at].question, files[at].answer);
  sek_import_answer (import, "unit", "1000");
  if (!sek_import_run (import, NULL, error) || !sek_import_check_ready (import, error))
    return;
  if (sek_import_submit (import, walk->fixture->document, FALSE, error))
    walk->done++;
}

/* Brings back what one of the last actions made something else of, or takes back all down to it. */
static void
restore_some (Walk *walk, GError **error)
{
  SekJournal *journal = sek_document_get_journal (walk->fixture->document);
  g_autoptr (GPtrArray) events = sek_journal_read_events (journal, 0, 20, NULL), changes = NULL;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("restore");
  const SekJournalEvent *event = events->pdata[walk_pick (walk, (int) events->len)];
  guint n;

  if (walk_pick (walk, 3) == 0)
    {
      sek_document_undo_to (walk->fixture->document, event->action, &n, error);
      return;
    }
  changes = sek_journal_read_changes (journal, event, NULL);
  if (changes->len > 0
      && sek_log_propose_restore (reg_of (walk->fixture), journal, event,
                                  changes->pdata[walk_pick (walk, (int) changes->len)], walk_pick (walk, 2) == 0,
                                  changeset, error)
      && sek_document_submit (walk->fixture->document, changeset, error))
    walk->done++;
}

static void
go_on (Walk *walk)
{
  g_autoptr (GError) error = NULL;

  switch (walk_pick (walk, 12))
    {
    case 0:
      import_some (walk, &error);
      break;
    case 1:
      restore_some (walk, &error);
      break;
    case 2:
      error = walk_pick (walk, 2) ? try_seal (walk, walk_pick_row (walk, SEK_BUDGET_COLUMN)) : try_issue (walk);
      break;
    default:
      walk_step (walk);
      break;
    }
  if (error != NULL)
    walk_refuse (walk, error, NULL);
}

/* As a register that was made of its dump prints it. */
static void
assert_loaded (Fixture *fixture, GArray *sealed, GPtrArray *before, gboolean files, GArray *runs, GPtrArray *issued)
{
  Fixture loaded = { .folder = fixture->folder };
  g_autofree char *path = g_build_filename (fixture->folder, "lest.sekretariat", NULL), *text = NULL;
  g_autoptr (GError) error = NULL;
  guint line;

  text = sek_document_dup_dump (fixture->document, TRUE, &error);
  g_assert_no_error (error);
  sek_document_load (path, text, strlen (text), &line, &error);
  g_assert_no_error (error);
  loaded.document = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);
  g_assert_no_error (error);
  assert_printed (&loaded, sealed, before, files);
  assert_issued (&loaded, runs, issued);
  g_clear_object (&loaded.document);
  g_unlink (path);
}

static void
try_register (Fixture *fixture, guint seed, Walk *sum)
{
  Walk walk = { .fixture = fixture, .rand = g_rand_new_with_seed (seed), .may_seal = TRUE, .hurries = TRUE };
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (free_printed),
                        issued = g_ptr_array_new_with_free_func (free_printed);
  g_autoptr (GArray) sealed = NULL, runs = NULL;
  gboolean files = seed % 10 == 0;

  fill_register (&walk);
  sealed = seal_some (&walk);
  for (guint i = 0; i < sealed->len; i++)
    g_ptr_array_add (before, print_adopted (fixture, g_array_index (sealed, gint64, i), files));
  assert_printed (fixture, sealed, before, files);
  runs = issue_some (&walk);
  for (guint i = 0; i < runs->len; i++)
    g_ptr_array_add (issued, print_issued (fixture, g_array_index (runs, gint64, i)));
  for (int i = 0; i < STEPS; i++)
    go_on (&walk);
  assert_statuses (reg_of (fixture));
  assert_printed (fixture, sealed, before, files);
  assert_issued (fixture, runs, issued);
  reopen (fixture);
  assert_printed (fixture, sealed, before, files);
  assert_issued (fixture, runs, issued);
  if (files)
    assert_loaded (fixture, sealed, before, files, runs, issued);
  sum->issued += runs->len;
  sum->done += walk.done;
  sum->refused += walk.refused;
  g_rand_free (walk.rand);
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  g_autofree char *empty = NULL;
  gsize length;
  Walk sum = { 0 };

  sek_document_close (fixture->document);
  g_assert_true (g_file_get_contents (fixture->path, &empty, &length, NULL));
  for (guint seed = first; seed < first + n_registers; seed++)
    {
      g_autoptr (GError) error = NULL;

      /* Under the same name each time, so that there is one backup. */
      g_clear_object (&fixture->document);
      g_assert_true (g_file_set_contents (fixture->path, empty, (gssize) length, &error));
      reopen (fixture);
      g_test_message ("seed %u", seed);
      try_register (fixture, seed, &sum);
    }
  g_test_message ("%u registers, %u changes, %u refused", n_registers, sum.done, sum.refused);
  g_assert_cmpuint (sum.done, >, n_registers * STEPS / 4);
  g_assert_cmpuint (sum.issued, >, n_registers / 2);
  g_assert_cmpuint (sum.refused, >, n_registers * STEPS / 20);
}

int
main (int argc, char **argv)
{
  char memory[] = "/dev/shm/sekretariat-XXXXXX";
  gboolean in_memory = g_mkdtemp (memory) != NULL;
  int result;

  /* Files in memory, where there is such a folder: nothing here is about what a disk keeps. */
  if (in_memory)
    {
      g_setenv ("TMPDIR", memory, TRUE);
      g_setenv ("XDG_DATA_HOME", memory, TRUE);
    }
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    n_registers = (guint) strtoul (argv[1], NULL, 10);
  if (argc > 2)
    first = (guint) strtoul (argv[2], NULL, 10);
  ADD_EMPTY ("/adopted/random", test_random);
  result = g_test_run ();
  if (in_memory)
    folder_remove (memory);
  return result;
}
