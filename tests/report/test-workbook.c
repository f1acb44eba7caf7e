/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../model/model-fixture.h"

#include <stdlib.h>
#include <string.h>

#include "sek-report.h"

/* The workbook of a register as other programs read it: openpyxl its formulas and stored values, LibreOffice what it
 * shows with and without recalculation, and what follows when an input is changed in the spreadsheet. check-report.py
 * looks at the cells. */

#define PYTHON "/usr/bin/python3"
#define RECALCULATING \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">" \
  "<item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\">" \
  "<value>0</value></prop></item></oor:items>\n"

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

/* Runs a command to its end; what it printed, or NULL when it failed. */
static char *
run (const char *const *command)
{
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error)
      && g_spawn_check_wait_status (status, &error))
    return g_steal_pointer (&out);
  g_test_message ("%s: %s %s", command[0], error->message, err != NULL ? err : "");
  return NULL;
}

static gboolean
has_openpyxl (void)
{
  g_autofree char *out = run ((const char *const[]) { PYTHON, "-c", "import openpyxl", NULL });

  if (out == NULL)
    g_test_skip ("There is no python3-openpyxl to read workbooks with");
  return out != NULL;
}

/* What check-report.py says to its arguments, which end with NULL. */
static char *
ask (const char *what, ...)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  const char *argument;
  char *out;
  va_list list;

  g_ptr_array_add (command, (char *) PYTHON);
  g_ptr_array_add (command, (char *) SEK_TEST_FOLDER "/check-report.py");
  g_ptr_array_add (command, (char *) what);
  va_start (list, what);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (command, (char *) argument);
  va_end (list);
  g_ptr_array_add (command, NULL);
  out = run ((const char *const *) command->pdata);
  if (out == NULL)
    g_error ("check-report.py %s failed", what);
  return g_strchomp (out);
}

static void
assert_value (const char *file, const char *sheet, const char *row, const char *column, const char *expected)
{
  g_autofree char *value = ask ("get", file, sheet, row, column, NULL);

  g_test_message ("%s, %s, %s", sheet, row, column);
  g_assert_cmpstr (value, ==, expected);
}

/* Writes the whole workbook of a year; its path. */
static char *
write_workbook (Fixture *fixture, int year, const char *name)
{
  char *path = path_of (fixture, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekBook) book = NULL;
  const SekTableId *tables;
  SekReport report;
  guint n;

  sek_report_init (&report, fixture->document);
  report.options.year = year;
  report.data.today = SEK_DATE (2023, 3, 1);
  tables = sek_report_workbook (&n);
  book = sek_report_make_book (&report, tables, n, &error);
  g_assert_no_error (error);
  sek_book_write (book, path, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&book, sek_book_free);
  sek_report_clear (&report);
  return path;
}

static void
assert_same_bytes (const char *path, const char *other)
{
  g_autofree char *a = NULL, *b = NULL;
  gsize n, m;

  g_assert_true (g_file_get_contents (path, &a, &n, NULL) && g_file_get_contents (other, &b, &m, NULL));
  g_assert_cmpmem (a, n, b, m);
}

/* Whatever a register can be that the example is not: columns whose base and carry-from are not in the table, accounts
 * finer than the unit, a column without income, one without anything, one in kroner, and fees with a base, a minimum, a
 * maximum and counties. */
static void
make_odd (Fixture *fixture)
{
  add (fixture, "budget_column", "title", "Budsjett 2024", "year", "2024", "kind", "budget", "carry_from",
       "Prognose 2022", "base_column", "Budsjett 2022", NULL);
  add (fixture, "budget_column", "title", "Regnskap 2024", "year", "2024", "kind", "accounts", "base_column",
       "Budsjett 2024", "carry_from", "Forslag budsjett 2023", NULL);
  add (fixture, "budget_column", "title", "Plan 2024", "year", "2024", "kind", "plan", NULL);
  add (fixture, "budget_column", "title", "Kronebudsjett 2024", "year", "2024", "kind", "adjusted", "unit", "1", NULL);
  type_amount (fixture, "Kommunikasjon", "Budsjett 2024", "100");
  edit (fixture, "amount", "Kontingenter/Regnskap 2024", "value", "");
  edit (fixture, "amount", "Klimasats/Regnskap 2024", "value", "");
  type_amount (fixture, "Kommunikasjon", "Regnskap 2024", "123 456,78 kr");
  type_amount (fixture, "Møteutgifter politiske organer", "Regnskap 2024", "-0,5");
  type_amount (fixture, "Kommunikasjon", "Kronebudsjett 2024", "123 456");
  for (const char *const *line =
           (const char *const[]) { "Kontingenter", "Klimasats", "Prosjekter", "Inngående mindreforbruk", NULL };
       *line != NULL; line++)
    type_amount (fixture, *line, "Plan 2024", "");
  add (fixture, "fee_rate", "year", "2024", "kind", "municipality", "rate", "115 øre", "base", "1 000,50", "minimum",
       "20 000", "maximum", "400 000", NULL);
  add (fixture, "fee_rate", "year", "2024", "kind", "county", "rate", "5 øre", NULL);
  add (fixture, "member", "name", "Viken", "kind", "county", "number", "30", NULL);
  add (fixture, "population", "member", "Viken", "date", "1.1.2023", "persons", "1 300 010", NULL);
  add (fixture, "member", "name", "Uten alt", NULL);
}

/* A register with a column and nothing to put in it. */
static void
make_bare (Fixture *fixture)
{
  add (fixture, "budget_column", "title", "Budsjett 2024", "year", "2024", "kind", "budget", NULL);
}

static void
test_cells (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = write_workbook (fixture, 2023, "first.xlsx"), *second = NULL, *out = NULL, *again = NULL,
                  *all = NULL;

  /* The same register gives the same bytes, now and when it is opened anew. */
  second = write_workbook (fixture, 2023, "second.xlsx");
  assert_same_bytes (first, second);
  reopen (fixture);
  again = write_workbook (fixture, 2023, "second.xlsx");
  assert_same_bytes (first, again);
  if (!has_openpyxl ())
    return;
  out = ask ("example", first, NULL);
  all = ask ("sound", first, NULL);
}

static void
test_odd_registers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL, *out = NULL;

  make_odd (fixture);
  path = write_workbook (fixture, 2024, "odd.xlsx");
  if (!has_openpyxl ())
    return;
  out = ask ("sound", path, NULL);
  assert_value (path, "Hovedtall", "Inngående mindreforbruk", "Budsjett 2024", "2727");
  assert_value (path, "Hovedtall", "Resultat*", "Regnskap 2024", "-122.95678");
  assert_value (path, "Hovedtall", "Sum inntekter", "Plan 2024", "None");
  assert_value (path, "Kontingent", "Viken", "Kontingent, kr", "65001");
  assert_value (path, "Kontingent", "Oslo", "Kontingent, kr", "400000");
  assert_value (path, "Kontingent", "Uten alt", "Kontingent, kr", "None");
}

/* --- LibreOffice ------------------------------------------------------------------------------------------------- */

/* Opens the workbooks, which end with NULL, and stores what it then has in the folder, in one run. */
static void
convert (Fixture *fixture, gboolean recalculate, const char *into, ...)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *out = NULL, *profile = path_of (fixture, into), *user = g_build_filename (profile, "user", NULL);
  g_autofree char *settings = g_build_filename (user, "registrymodifications.xcu", NULL);
  const char *name;
  va_list list;

  g_assert_cmpint (g_mkdir_with_parents (user, 0700), ==, 0);
  if (recalculate)
    g_assert_true (g_file_set_contents (settings, RECALCULATING, -1, NULL));
  g_ptr_array_add (command, g_strdup ("soffice"));
  g_ptr_array_add (command, g_strdup_printf ("-env:UserInstallation=file://%s", profile));
  g_ptr_array_add (command, g_strdup ("--headless"));
  g_ptr_array_add (command, g_strdup ("--convert-to"));
  g_ptr_array_add (command, g_strdup ("xlsx:Calc MS Excel 2007 XML"));
  g_ptr_array_add (command, g_strdup ("--outdir"));
  g_ptr_array_add (command, g_strdup (profile));
  va_start (list, into);
  while ((name = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (command, path_of (fixture, name));
  va_end (list);
  g_ptr_array_add (command, NULL);
  out = run ((const char *const *) command->pdata);
  g_assert_nonnull (out);
}

static char *
converted (Fixture *fixture, const char *folder, const char *name)
{
  return g_build_filename (fixture->folder, folder, name, NULL);
}

static void
change_cell (Fixture *fixture, const char *from, const char *to, const char *sheet, const char *row, const char *column,
             const char *number)
{
  g_autofree char *in = path_of (fixture, from), *out = path_of (fixture, to);
  g_autofree char *said = ask ("change", in, out, sheet, row, column, number, NULL);
}

/* Kommunikasjon is 350 instead of 250: sums, result, closing and checks follow. */
static void
assert_budget_follows (Fixture *fixture)
{
  g_autofree char *file = converted (fixture, "recalculated", "budget.xlsx");
  const char *column = "Forslag budsjett 2023", *change = "Endring fra budsjett 2022";

  assert_value (file, "Hovedtall", "Sum driftsutgifter", column, "9380");
  assert_value (file, "Hovedtall", "Resultat*", column, "-2197");
  assert_value (file, "Hovedtall", "Utgående mindreforbruk", column, "530");
  assert_value (file, "Hovedtall", "Kommunikasjon", change, "0");
  assert_value (file, "Hovedtall", "Utgående mindreforbruk", change, "-1621");
  assert_value (file, "Kontroll", "Sum driftsutgifter/Forslag budsjett 2023", "Første, kr eller antall", "9380000");
  assert_value (file, "Kontroll", "Resultat/Forslag budsjett 2023", "Første, kr eller antall", "-2197000");
  assert_value (file, "Kontroll", "Resultat/Forslag budsjett 2023", "Vurdering", "riktig");
}

/* The forecast is 100 dearer: next year's opening follows, and everything after it. */
static void
assert_carry_follows (Fixture *fixture)
{
  g_autofree char *file = converted (fixture, "recalculated", "carry.xlsx");

  assert_value (file, "Hovedtall", "Inngående mindreforbruk", "Forslag budsjett 2023", "2627");
  assert_value (file, "Hovedtall", "Utgående mindreforbruk", "Forslag budsjett 2023", "530");
  assert_value (file, "Kontroll", "Overføring mellom år/Forslag budsjett 2023", "Differanse", "0");
}

/* Drammen has 1 000 inhabitants more, 2,80 kr each. */
static void
assert_fees_follow (Fixture *fixture)
{
  g_autofree char *file = converted (fixture, "recalculated", "fees.xlsx");

  assert_value (file, "Kontingent", "Drammen", "Kontingent, kr", "289164");
  assert_value (file, "Kontingent", "Sum", "Kontingent, kr", "6286346");
  assert_value (file, "Kontingent", "Sum", "Folketall", "2245124");
  assert_value (file, "Kontroll", "Kontingenter/Forslag budsjett 2023", "Differanse", "-3346");
  assert_value (file, "Kontroll", "Kontingenter/Forslag budsjett 2023", "Vurdering", "feil");
  assert_value (file, "Kontroll", "Fakturaer i hele kroner/2023", "Første, kr eller antall", "6286346");
  assert_value (file, "Kontroll", "Fakturaer i hele kroner/2023", "Differanse", "-1");
  assert_value (file, "Kontroll", "Fakturaer i hele kroner/2023", "Vurdering", "avrunding");
}

/* A project has 50 more: the line, the sum and the check follow. */
static void
assert_projects_follow (Fixture *fixture)
{
  g_autofree char *file = converted (fixture, "recalculated", "projects.xlsx");

  assert_value (file, "Prosjektmidler", "Sum", "Beløp", "2040");
  assert_value (file, "Hovedtall", "Prosjekter", "Forslag budsjett 2023", "2040");
  assert_value (file, "Hovedtall", "Utgående mindreforbruk", "Forslag budsjett 2023", "580");
  assert_value (file, "Kontroll", "Prosjektmidler/Forslag budsjett 2023", "Vurdering", "riktig");
}

static void
test_libreoffice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *soffice = g_find_program_in_path ("soffice");
  g_autofree char *now = NULL, *before = NULL, *odd = NULL, *bare = NULL;
  Fixture other = { 0 };

  if (!has_openpyxl ())
    return;
  if (soffice == NULL)
    {
      g_test_skip ("There is no LibreOffice to open workbooks with");
      return;
    }
  now = write_workbook (fixture, 2023, "now.xlsx");
  before = write_workbook (fixture, 2022, "before.xlsx");
  change_cell (fixture, "now.xlsx", "budget.xlsx", "Hovedtall", "Kommunikasjon", "Forslag budsjett 2023", "350");
  change_cell (fixture, "now.xlsx", "carry.xlsx", "Hovedtall", "Kommunikasjon", "Prognose 2022 per 18.11.2022", "350");
  change_cell (fixture, "now.xlsx", "fees.xlsx", "Kontingent", "Drammen", "Folketall", "103273");
  change_cell (fixture, "now.xlsx", "projects.xlsx", "Prosjektmidler", "Klima", "Beløp", "220");
  make_odd (fixture);
  odd = write_workbook (fixture, 2024, "odd.xlsx");
  set_up_empty (&other, NULL);
  make_bare (&other);
  bare = write_workbook (&other, 2024, "bare.xlsx");
  {
    g_autofree char *here = path_of (fixture, "bare.xlsx");

    g_assert_cmpint (g_rename (bare, here), ==, 0);
  }
  tear_down (&other, NULL);

  convert (fixture, FALSE, "shown", "now.xlsx", NULL);
  convert (fixture, TRUE, "recalculated", "now.xlsx", "before.xlsx", "odd.xlsx", "bare.xlsx", "budget.xlsx",
           "carry.xlsx", "fees.xlsx", "projects.xlsx", NULL);
  {
    g_autofree char *shown = converted (fixture, "shown", "now.xlsx"), *out = ask ("same", now, shown, NULL);

    g_assert_cmpint (atoi (out), >, 250);
  }
  for (const char *const *name = (const char *const[]) { "now.xlsx", "before.xlsx", "odd.xlsx", "bare.xlsx", NULL };
       *name != NULL; name++)
    {
      g_autofree char *own = path_of (fixture, *name), *recalculated = converted (fixture, "recalculated", *name);
      g_autofree char *out = ask ("same", own, recalculated, NULL);
    }
  assert_budget_follows (fixture);
  assert_carry_follows (fixture);
  assert_fees_follow (fixture);
  assert_projects_follow (fixture);

  {
    g_autofree char *shown = path_of (fixture, "shown"), *recalculated = path_of (fixture, "recalculated");
    g_autofree char *gone = run ((const char *const[]) { "rm", "-r", shown, recalculated, NULL });

    g_assert_nonnull (gone);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/workbook/cells", test_cells);
  ADD ("/workbook/odd-registers", test_odd_registers);
  ADD ("/workbook/libreoffice", test_libreoffice);
  return g_test_run ();
}
