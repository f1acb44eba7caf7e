/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-fixture.h"

#include <string.h>

#include "sek-member-sheets.h"
#include "sek-number.h"

/* The tables as books: their figures against the model's in three languages, their options, several years in one book,
 * and member sheets. */

static const SekTableId all_tables[] = {
  SEK_TABLE_MAIN, SEK_TABLE_PROJECTS, SEK_TABLE_FEES, SEK_TABLE_MEMBERS, SEK_TABLE_GRANTS, SEK_TABLE_GRANT_REPORT,
  SEK_TABLE_POSITIONS, SEK_TABLE_COMPARISON,
  SEK_TABLE_YEARS,
  SEK_TABLE_MEMBER_SHEET, SEK_TABLE_CHECKS, SEK_TABLE_ABOUT,
};

static gint64
cell (SekSheet *sheet, const char *row, const char *column)
{
  const SekSheetRow *found = sek_sheet_find_row (sheet, row);
  int at = sek_sheet_find_column (sheet, column);

  g_assert_nonnull (found);
  g_assert_cmpint (at, >=, 0);
  return sek_cell_is_blank (&found->cells[at]) ? SEK_NONE : found->cells[at].integer;
}

static char *
column_key (gint64 id)
{
  return g_strdup_printf ("c%" G_GINT64_FORMAT, id);
}

/* Each printed column foots: its sums are those of its rows as they are printed. */
static void
assert_foots (SekSheet *sheet, SekRegister *reg, const char *column, gint64 unit)
{
  for (gint64 section = SEK_SECTION_INCOME; section <= SEK_SECTION_EXPENSE; section++)
    {
      g_autoptr (GArray) lines = sek_budget_lines (reg, section);
      gint64 sum = SEK_NONE;

      for (guint i = 0; i < lines->len; i++)
        {
          g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (lines, gint64, i));
          gint64 value = cell (sheet, key, column);

          if (value != SEK_NONE)
            g_assert_cmpint (value % unit, ==, 0);
          sum = sek_budget_plus (sum, value);
        }
      g_assert_cmpint (cell (sheet, section == SEK_SECTION_INCOME ? "sum-income" : "sum-expense", column), ==, sum);
    }
}

static void
assert_figures (SekSheet *sheet, SekRegister *reg)
{
  g_autoptr (GArray) columns = sek_budget_columns (reg);
  g_autoptr (GArray) figures = sek_budget_figures (reg);

  for (guint c = 0; c < columns->len; c++)
    {
      gint64 id = g_array_index (columns, gint64, c);
      g_autofree char *key = column_key (id);

      for (guint f = 0; f < figures->len; f++)
        {
          const SekFigure *figure = &g_array_index (figures, SekFigure, f);
          g_autofree char *row = sek_figure_dup_key (figure);

          g_assert_cmpint (cell (sheet, row, key), ==, sek_budget_value (reg, figure, id));
        }
      assert_foots (sheet, reg, key, sek_register_get_budget_column (reg, id)->unit);
    }
}

static void
test_languages (Fixture *fixture, gconstpointer data)
{
  static const char *const words[SEK_N_LANGUAGES][6] = {
    { "Hovedtall, budsjett 2023", "(i hele tusen kroner)", "Tall per ", "Resultat*", "Endring\ni prosent",
      "Kommentar" },
    { "Hovudtal, budsjett 2023", "(i heile tusen kroner)", "Tal per ", "Resultat*", "Endring\ni prosent", "Kommentar" },
    { "Main figures, budget 2023", "(in thousands of kroner)", "Figures as of ", "Result*", "Change\nin per cent",
      "Comment" },
  };

  for (int language = 0; language < SEK_N_LANGUAGES; language++)
    {
      g_auto (SekReport) report = { 0 };
      g_autoptr (SekBook) book = NULL;
      SekSheet *main;

      start_report (fixture, &report);
      report.options.language = language;
      report.options.percent = report.options.comments = TRUE;
      book = make_book (&report, all_tables, G_N_ELEMENTS (all_tables));
      main = sek_book_find_sheet (book, "hovedtall");
      g_assert_cmpstr (main->info.caption, ==, words[language][0]);
      g_assert_cmpstr (main->info.unit_line, ==, words[language][1]);
      g_assert_nonnull (strstr (main->info.status_line, words[language][2]));
      g_assert_cmpstr (sek_sheet_row_get_text (sek_sheet_find_row (main, "result"), 0), ==, words[language][3]);
      g_assert_cmpstr (sek_sheet_get_column (main, sek_sheet_find_column (main, "percent"))->head, ==,
                       words[language][4]);
      g_assert_cmpstr (sek_sheet_get_column (main, sek_sheet_find_column (main, "comment"))->head, ==,
                       words[language][5]);
      assert_figures (main, report.data.reg);
      assert_figures (sek_book_find_sheet (book, "flerarig"), report.data.reg);
      for (guint i = 0; i < book->sheets->len; i++)
        {
          const SekSheet *sheet = book->sheets->pdata[i];

          g_test_message ("%s", sheet->info.key);
          g_assert_nonnull (sheet->info.caption);
          /* The caption of Medlemmer tells its day. */
          g_assert_true (sheet->info.status_line != NULL || g_str_equal (sheet->info.key, "medlemsark-folketall")
                         || g_str_equal (sheet->info.key, "medlemmer"));
        }
    }
}

static void
assert_status (Fixture *fixture, SekLanguage language, const char *expected)
{
  static const SekTableId table = SEK_TABLE_MAIN;
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;

  start_report (fixture, &report);
  report.options.language = language;
  book = make_book (&report, &table, 1);
  g_assert_true (g_str_has_prefix (((SekSheet *) book->sheets->pdata[0])->info.status_line, expected));
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  const char *column = "Forslag budsjett 2023";

  assert_status (fixture, SEK_LANGUAGE_NB, "Utkast. ");
  edit (fixture, "budget_column", column, "status", "recommended");
  assert_status (fixture, SEK_LANGUAGE_NB, "Innstilt av styret. ");
  assert_status (fixture, SEK_LANGUAGE_EN, "Recommended by the board. ");
  edit (fixture, "budget_column", column, "resolved_on", "20.12.2022");
  edit (fixture, "budget_column", column, "case_number", "12/22");
  edit (fixture, "budget_column", column, "figures_on", "1.12.2022");
  edit (fixture, "budget_column", column, "status", "sealed");
  assert_status (fixture, SEK_LANGUAGE_NB, "Vedtatt 20.12.2022, sak 12/22. Tall per 1.12.2022");
  assert_status (fixture, SEK_LANGUAGE_NN, "Vedteke 20.12.2022, sak 12/22. Tal per 1.12.2022");
}

static void
test_options (Fixture *fixture, gconstpointer data)
{
  static const SekTableId table = SEK_TABLE_MAIN;
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  g_autoptr (GError) error = NULL;
  SekSheet *sheet;

  start_report (fixture, &report);
  g_assert_true (sek_report_set_columns (&report, "Prognose 2022,2023", &error));
  g_assert_true (sek_report_set_change (&report, NULL, "Prognose 2022", &error));
  report.options.percent = TRUE;
  book = make_book (&report, &table, 1);
  sheet = book->sheets->pdata[0];
  g_assert_cmpuint (sheet->columns->len, ==, 5);
  g_assert_cmpstr (sek_sheet_get_column (sheet, 3)->head, ==, "Avvik fra\nprognose 2022");
  g_assert_cmpstr (sek_sheet_get_column (sheet, 4)->head, ==, "Avvik\ni prosent");
  g_assert_cmpint (cell (sheet, "sum-income", "change"), ==, TKR (1202));
  /* Of a negative base the sign is the change's; of a blank one there is none. */
  g_assert_cmpint (cell (sheet, "result", "percent"), <, 0);
  {
    g_autofree char *grants = g_strdup_printf ("%" G_GINT64_FORMAT, find (fixture, "budget_line", "Klimasats"));

    g_assert_cmpint (cell (sheet, grants, "percent"), ==, SEK_NONE);
    g_assert_cmpint (cell (sheet, grants, "change"), ==, TKR (900));
  }

  /* What is not there changes nothing. */
  g_assert_false (sek_report_set_columns (&report, "Budsjett 2021", &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "Budsjett 2022; Prognose 2022; Forslag budsjett 2023");
  g_assert_false (sek_report_set_change (&report, "Prognose 2022", "Prognose 2022", &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_INPUT, "itself");
  g_assert_cmpuint (report.options.columns->len, ==, 2);

  g_assert_true (sek_report_set_change (&report, NULL, "ingen", &error));
  g_clear_pointer (&book, sek_book_free);
  book = make_book (&report, &table, 1);
  g_assert_cmpuint (((SekSheet *) book->sheets->pdata[0])->columns->len, ==, 3);
}

/* Options kept as a set-up and read again are the same. */
static void
test_setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_auto (SekReport) report = { 0 };
  g_auto (SekReport) other = { 0 };
  g_autoptr (GError) error = NULL;
  SekTableId table = SEK_TABLE_FEES;

  start_report (fixture, &report);
  report.options.unit = KR (1);
  report.options.language = SEK_LANGUAGE_NN;
  report.options.percent = TRUE;
  report.options.contacts = FALSE;
  report.options.tables = g_array_new (FALSE, FALSE, sizeof (SekTableId));
  g_array_append_val (report.options.tables, table);
  g_assert_true (sek_report_set_columns (&report, "2023,Budsjett 2022", &error));
  g_assert_true (sek_report_set_change (&report, "Forslag budsjett 2023", "Budsjett 2022", &error));
  sek_report_set_more_year (&report, 2022, TRUE);
  sek_report_propose_setup (&report, fixture->document, "Styret november 2023", changeset);
  submit (fixture, changeset);

  start_report (fixture, &other);
  g_assert_true (sek_report_use_setup (&other, fixture->document, "styret november 2023", &error));
  g_assert_cmpint (other.options.unit, ==, report.options.unit);
  g_assert_cmpint (other.options.language, ==, report.options.language);
  g_assert_true (other.options.percent && !other.options.comments && !other.options.contacts
                 && !other.options.no_change);
  g_assert_cmpint (other.options.changed, ==, report.options.changed);
  g_assert_cmpint (other.options.base, ==, report.options.base);
  g_assert_cmpmem (other.options.columns->data, other.options.columns->len * 8, report.options.columns->data,
                   report.options.columns->len * 8);
  g_assert_cmpint (g_array_index (other.options.tables, SekTableId, 0), ==, table);
  g_assert_cmpuint (other.joint.more_years->len, ==, 1);
  g_assert_cmpint (g_array_index (other.joint.more_years, int, 0), ==, 2022);
  g_assert_false (sek_report_use_setup (&other, fixture->document, "Styret mars", &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "Styret november 2023");

  /* A column that is deleted is left out when the report is renewed. */
  remove_row (fixture, "budget_column", "Budsjett 2022");
  sek_report_renew (&other, fixture->document);
  g_assert_cmpuint (other.options.columns->len, ==, 1);
  g_assert_cmpint (other.options.base, ==, 0);
}

/* A row a contact, by role; whose member has none has one all the same. */
static void
test_contacts (Fixture *fixture, gconstpointer data)
{
  static const SekTableId table = SEK_TABLE_MEMBERS;
  static const struct { const char *role, *office, *name, *email; } rows[] = {
    { "politisk", "Ordfører", "", "ordforer@drammen.example" }, { "politisk", "Nestleder", "Vara", "" },
    { "administrativ", "Kommunedirektør", "", "kommunedirektor@drammen.example" },
    { "faktura", "Fakturamottak", "", "faktura@drammen.example" },
  };
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  guint n = 0, alone = 0;
  int role, office, name, email;
  SekSheet *sheet;

  add (fixture, "contact", "member", "Drammen", "role", "political", "office", "Nestleder", "name", "Vara", NULL);
  add (fixture, "member", "name", "Ensom", "kind", "municipality", NULL);
  start_report (fixture, &report);
  book = make_book (&report, &table, 1);
  sheet = book->sheets->pdata[0];
  role = sek_sheet_find_column (sheet, "contact-role");
  office = sek_sheet_find_column (sheet, "contact-office");
  name = sek_sheet_find_column (sheet, "contact-name");
  email = sek_sheet_find_column (sheet, "contact-email");
  g_assert_true (role > 0 && office > role && name > office && email > name);
  g_assert_cmpint (sek_sheet_find_column (sheet, "contact-telephone"), <, 0);
  for (guint i = 0; i < sek_sheet_n_rows (sheet); i++)
    {
      const SekSheetRow *row = sek_sheet_get_row (sheet, i);
      guint at = n;

      alone += g_str_equal (sek_sheet_row_get_text (row, 1), "Ensom")
               && *sek_sheet_row_get_text (row, role) == '\0';
      if (!g_str_equal (sek_sheet_row_get_text (row, 1), "Drammen"))
        continue;
      n++;
      g_assert_cmpuint (n, <=, G_N_ELEMENTS (rows));
      /* Contacts of a role are in no order that is known here. */
      if (at < 2 && !g_str_equal (sek_sheet_row_get_text (row, office), rows[at].office))
        at = 1 - at;
      g_assert_cmpstr (sek_sheet_row_get_text (row, role), ==, rows[at].role);
      g_assert_cmpstr (sek_sheet_row_get_text (row, office), ==, rows[at].office);
      g_assert_cmpstr (sek_sheet_row_get_text (row, name), ==, rows[at].name);
      g_assert_cmpstr (sek_sheet_row_get_text (row, email), ==, rows[at].email);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (rows));
  g_assert_cmpuint (alone, ==, 1);
}

static void
test_comparison (Fixture *fixture, gconstpointer data)
{
  static const SekTableId table = SEK_TABLE_COMPARISON;
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  SekSheet *sheet;
  guint lines = 0;

  start_report (fixture, &report);
  report.data.before = (SekReportVersion) { .kind = SEK_VERSION_FILE, .reg = sek_register_snapshot (reg_of (fixture)),
                                            .name = g_strdup ("før") };
  type_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "350");
  sek_report_renew (&report, fixture->document);
  book = make_book (&report, &table, 1);
  sheet = book->sheets->pdata[0];
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const SekSheetRow *row = sheet->rows->pdata[i];

      if (row->style == SEK_ROW_SECTION)
        continue;
      lines++;
      if (lines == 1)
        {
          g_assert_cmpstr (sek_sheet_row_get_text (row, 0), ==, "Kommunikasjon");
          g_assert_cmpint (row->cells[1].integer, ==, TKR (250));
          g_assert_cmpint (row->cells[2].integer, ==, TKR (350));
          g_assert_cmpint (row->cells[3].integer, ==, TKR (100));
        }
    }
  /* The line, its sum, result and closing. */
  g_assert_cmpuint (lines, ==, 4);
}

static void
test_years (Fixture *fixture, gconstpointer data)
{
  static const SekTableId tables[] = { SEK_TABLE_MAIN, SEK_TABLE_FEES, SEK_TABLE_CHECKS, SEK_TABLE_ABOUT };
  static const char *const names[] = {
    "Hovedtall 2022", "Kontingent 2022", "Hovedtall 2023", "Kontingent 2023", "Kontroll", "Om",
  };
  SekReport reports[2];
  g_autoptr (GError) error = NULL;
  g_autoptr (SekBook) book = NULL;

  start_report (fixture, &reports[0]);
  sek_report_copy (&reports[1], &reports[0]);
  reports[0].options.year = 2022;
  book = sek_report_make_joint_book (reports, 2, tables, G_N_ELEMENTS (tables), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (book->sheets->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < book->sheets->len; i++)
    g_assert_cmpstr (((SekSheet *) book->sheets->pdata[i])->info.name, ==, names[i]);
  g_assert_nonnull (sek_book_find_name (book, "Sats_kommune_2022"));
  g_assert_nonnull (sek_book_find_name (book, "Sats_kommune_2023"));
  sek_report_clear (&reports[0]);
  sek_report_clear (&reports[1]);
}

static SekDocument *
copy_to (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL), *folder = g_path_get_dirname (path);
  g_autoptr (GFile) from = g_file_new_for_path (fixture->path), to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  SekDocument *document;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error));
  document = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);
  g_assert_no_error (error);
  return document;
}

/* Registers of one organisation in one book are told apart by their files, and those of one file name by their
 * folders. */
static void
test_registers (Fixture *fixture, gconstpointer data)
{
  static const SekTableId tables[] = { SEK_TABLE_MAIN, SEK_TABLE_ABOUT };
  static const struct { const char *path; const char *name; const char *about; } others[] = {
    { "i fjor.sekretariat", "Hovedtall i fjor", "Om i fjor" },
    { "2021/råd.sekretariat", "Hovedtall 2021 råd", "Om 2021 råd" },
    { "2022/råd.sekretariat", "Hovedtall 2022 råd", "Om 2022 råd" },
  };
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;

  start_report (fixture, &report);
  g_assert_false (sek_report_add_other (&report, fixture->document));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (SekDocument) other = copy_to (fixture, others[i].path);

      g_assert_true (sek_report_add_other (&report, other));
      g_assert_false (sek_report_add_other (&report, other));
      sek_document_close (other);
    }
  book = make_book (&report, tables, G_N_ELEMENTS (tables));
  g_assert_cmpuint (book->sheets->len, ==, 2 * (1 + G_N_ELEMENTS (others)));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_cmpstr (((SekSheet *) book->sheets->pdata[2 * (i + 1)])->info.name, ==, others[i].name);
      g_assert_cmpstr (((SekSheet *) book->sheets->pdata[2 * (i + 1) + 1])->info.name, ==, others[i].about);
    }
}

/* What Om says of the unit; NULL when it says nothing. Borrowed from the book. */
static const char *
told_unit (const SekBook *book)
{
  const SekSheet *about = book->sheets->pdata[book->sheets->len - 1];

  for (guint i = 0; i < about->rows->len; i++)
    if (g_str_equal (sek_sheet_row_get_text (about->rows->pdata[i], 0), "Enhet"))
      return sek_sheet_row_get_text (about->rows->pdata[i], 1);
  return NULL;
}

/* Om tells the unit of the tables that it is about, each table's where they differ, and none where no table has one. */
static void
test_told_unit (Fixture *fixture, gconstpointer data)
{
  static const struct { SekTableId tables[3]; guint n; const char *unit; } cases[] = {
    { { SEK_TABLE_ABOUT }, 1, "hele tusen kroner" },
    { { SEK_TABLE_MAIN, SEK_TABLE_ABOUT }, 2, "hele tusen kroner" },
    { { SEK_TABLE_FEES, SEK_TABLE_ABOUT }, 2, "kroner" },
    { { SEK_TABLE_MAIN, SEK_TABLE_FEES, SEK_TABLE_ABOUT }, 3, "Hovedtall: hele tusen kroner. Kontingent: kroner." },
    { { SEK_TABLE_MAIN, SEK_TABLE_PROJECTS, SEK_TABLE_ABOUT }, 3, "hele tusen kroner" },
    { { SEK_TABLE_MEMBER_SHEET, SEK_TABLE_ABOUT }, 2, NULL },
  };
  g_auto (SekReport) report = { 0 };

  start_report (fixture, &report);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SekBook) book = make_book (&report, cases[i].tables, cases[i].n);

      g_assert_cmpstr (told_unit (book), ==, cases[i].unit);
    }
}

/* Each page of a member sheet tells of what day its figures are: pages are parted. */
static void
test_member_sheet_dates (Fixture *fixture, gconstpointer data)
{
  static const SekTableId tables[] = { SEK_TABLE_MEMBER_SHEET };
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;

  start_report (fixture, &report);
  book = make_book (&report, tables, 1);
  for (guint i = 0; i < 2; i++)
    g_assert_nonnull (strstr (((SekSheet *) book->sheets->pdata[i])->info.status_line, "Tall per "));
}

static void
stop_cb (double fraction, gpointer cancellable)
{
  if (fraction > 0.1)
    g_cancellable_cancel (cancellable);
}

static guint
count_and_delete (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
      n++;
    }
  g_rmdir (folder);
  return n;
}

static void
test_member_sheets (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "ark", NULL), *endless = g_strnfill (10000, 'x');
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SekReport) report = { 0 };

  edit (fixture, "member", "Halden", "name", "=cmd|'/c calc'!A1 <b>../../Halden\xe2\x80\xae");
  edit (fixture, "member", "Moss", "name", endless);
  add (fixture, "member", "name", "Tvilling", NULL);
  add (fixture, "member", "name", "TVILLING", NULL);
  start_report (fixture, &report);
  g_assert_true (sek_report_write_member_sheets (&report, folder, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, NULL, NULL, NULL,
                                                 &written, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (written->len, ==, 66);
  for (guint i = 0; i < written->len; i++)
    {
      g_assert_null (strpbrk (written->pdata[i], "/\\:*?\"<>|"));
      g_assert_cmpuint (strlen (written->pdata[i]), <, 200);
    }
  g_assert_cmpuint (count_and_delete (folder), ==, 66);

  g_assert_false (sek_report_write_member_sheets (&report, folder, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, stop_cb,
                                                  cancellable, cancellable, &some, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_nonnull (strstr (error->message, "7 of 66"));
  g_assert_cmpuint (some->len, ==, 7);
  g_assert_cmpuint (count_and_delete (folder), ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/tables/languages", test_languages);
  ADD ("/tables/status", test_status);
  ADD ("/tables/options", test_options);
  ADD ("/tables/setup", test_setup);
  ADD ("/tables/contacts", test_contacts);
  ADD ("/tables/comparison", test_comparison);
  ADD ("/tables/years", test_years);
  ADD ("/tables/registers", test_registers);
  ADD ("/tables/told-unit", test_told_unit);
  ADD ("/tables/member-sheet-dates", test_member_sheet_dates);
  ADD ("/tables/member-sheets", test_member_sheets);
  return g_test_run ();
}
