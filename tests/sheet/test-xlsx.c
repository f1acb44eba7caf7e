/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sample-book.h"
#include "sek-error.h"
#include "sek-money.h"
#include "sek-xlsx-check.h"
#include "sek-xlsx-layout.h"
#include "test-folder.h"
#include "zip-fixture.h"

/* Workbooks as other programs read them: openpyxl each cell's formula and stored value, LibreOffice the values that it
 * computes itself. */

#define add(path, test) g_test_add (path, Folder, NULL, folder_set_up, test, folder_tear_down)

#define PYTHON "/usr/bin/python3"
#define RAW_CSV "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
#define RECALCULATE                                                                                                    \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                      \
  "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">"                                                     \
  "<item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\">"                                                     \
  "<prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop></item></oor:items>\n"

static gboolean
has_openpyxl (void)
{
  const char *command[] = { PYTHON, "-c", "import openpyxl", NULL };
  g_autofree char *out = test_run (command);

  if (out == NULL)
    g_test_skip ("There is no openpyxl to read workbooks with");

  return out != NULL;
}

static char *
check (const Folder *fixture, const char *what, const char *name)
{
  g_autofree char *path = folder_path (fixture, name);
  const char *command[] = { PYTHON, SEK_TEST_FOLDER "/check-workbook.py", what, path, NULL };
  char *out = test_run (command);

  g_assert_nonnull (out);

  return out;
}

static void
assert_line (const char *out, const char *line)
{
  g_autofree char *whole = g_strconcat ("\n", line, "\n", NULL), *framed = g_strconcat ("\n", out, NULL);

  if (strstr (framed, whole) == NULL)
    {
      g_test_message ("Missing: %s", line);
      g_test_fail ();
    }
}

static void
test_cells (Folder *fixture, gconstpointer data)
{
  g_autofree char *out = NULL;
  guint n_formulas = 0;

  if (!has_openpyxl ())
    return;
  folder_write (fixture, "a.xlsx", sample_book_new (64, SEK_LANGUAGE_NB));
  out = check (fixture, "dump", "a.xlsx");

  assert_line (out, "Hovedtall\tB5\t-\t4017\t#,##0");
  assert_line (out, "Hovedtall\tE5\t=IF(COUNT(D5,B5)=0,\"\",SUM(D5)-SUM(B5))\t-1290\t#,##0");
  assert_line (out, "Hovedtall\tD7\t=ROUND(Sum_kontingent/1000,0)\t45121\t#,##0");
  assert_line (out, "Hovedtall\tF8\t=IF(COUNT(E8)=0,\"\",IF(SUM(B8)=0,\"\",E8/B8))\t-\t0.0 %");
  assert_line (out, "Hovedtall\tB9\t=IF(COUNT(B7:B8)=0,\"\",SUM(B7:B8))\t6034\t#,##0");
  assert_line (out, "Hovedtall\tC9\t=IF(COUNT(C7:C8)=0,\"\",SUM(C7:C8))\t5981\t#,##0");
  assert_line (out, "Hovedtall\tB19\t=B9-B17\t-1866\t#,##0");
  assert_line (out, "Hovedtall\tC20\t=C5+C19\t2727\t#,##0");
  assert_line (out, "Kontingent\tA5\t-\t\"0301\"\t@");
  assert_line (out, "Kontingent\tC5\t-\t2022-01-01\td\\.m\\.yyyy");
  assert_line (out, "Kontingent\tE3\t-\t2.8\t0.00");
  assert_line (out, "Kontingent\tF5\t=ROUND(D5*Kontingentsats_2023,0)\t6566\t#,##0");
  assert_line (out, "Kontingent\tF69\t=SUBTOTAL(109,F5:F68)\t45121395\t#,##0");
  assert_line (out, "Kontroll\tB4\t='Hovedtall'!D7\t45121\t#,##0.000");
  assert_line (out, "Kontroll\tC4\t=Sum_kontingent/1000\t45121.395\t#,##0.000");
  assert_line (out, "Kontroll\tE4\t=IF(ABS(ROUND(D4,5))<1,\"avrunding\",\"feil\")\t\"avrunding\"\tGeneral");
  for (const char *at = out; (at = strstr (at, "\t=")) != NULL; at++)
    n_formulas++;
  /* Two changes in each of 9 lines, 2 sums and 2 totals; 3 sums in each of 2 rows, 3 results in each of 2; the line of
   * fees; 64 fees and 2 totals; 4 in the check; 4 series of 3 in the charts. */
  g_assert_cmpuint (n_formulas, ==, 2 * 13 + 6 + 6 + 1 + 66 + 4 + 12);
}

/* A form can be filled in where it is open, also where nothing stands yet, and nowhere else. */
static void
test_form (Folder *fixture, gconstpointer data)
{
  static const char *const roles[] = { "politisk", "faktura", NULL };
  SekBook *book = sek_book_new (&(SekBookInfo) { .title = "Skjema", .created = 1 });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "a", .name = "Skjema", .caption = "Skjema",
                                                                .is_form = TRUE });
  SekSheet *plain = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "b", .name = "Annet" });
  SekSheetRow *row;
  g_autofree char *out = NULL;

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "role", .head = "Rolle", .is_open = TRUE, .choices = roles });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "name", .head = "Navn", .is_open = TRUE });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "key", .head = "Nøkkel", .kind = SEK_CELL_CODE,
                                                   .is_hidden = TRUE });
  row = sek_sheet_add_row (sheet, NULL, SEK_ROW_FACT);
  sek_sheet_row_set (row, 0, SEK_TEXT ("Medlem"));
  row = sek_sheet_add_row (sheet, NULL, SEK_ROW_FACT);
  sek_sheet_row_set (row, 0, SEK_TEXT ("Nøkkel"));
  sek_sheet_row_hide (row);
  row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
  sek_sheet_row_set (row, 0, SEK_TEXT ("politisk"));
  sek_sheet_row_set (row, 2, SEK_TEXT ("1"));
  sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
  sek_sheet_add_note (sheet, "Merknad");
  sek_sheet_add_column (plain, &(SekSheetColumn) { .key = "name", .head = "Navn" });
  sek_sheet_row_set (sek_sheet_add_row (plain, NULL, SEK_ROW_NORMAL), 0, SEK_TEXT ("x"));
  if (!has_openpyxl ())
    {
      sek_book_free (book);
      return;
    }
  folder_write (fixture, "f.xlsx", book);
  out = check (fixture, "form", "f.xlsx");
  assert_line (out, "sheet\tSkjema\tTrue\topen\tcolumns\trows");
  assert_line (out, "open\tSkjema\tA5 B5 A6 B6");
  assert_line (out, "hidden\tSkjema\tC 3");
  assert_line (out, "choices\tSkjema\tA5:A6\t\"politisk,faktura\"");
  assert_line (out, "sheet\tAnnet\tFalse\topen\t\t");
  assert_line (out, "open\tAnnet\t");
}

static void
test_around (Folder *fixture, gconstpointer data)
{
  g_autofree char *out = NULL;
  const char *foot = "Register per 18.11.2022 kl. 09.00 | Utkast | Side &P av &N";
  struct
  {
    const char *line;
    gboolean    with_foot;
  } lines[] = {
    { "properties\tBudsjett 2023\tEksempelrådet interkommunale politiske råd\tHovedtall og kontingent\tUtkast\t"
      "2022-11-18T08:00:00", FALSE },
    { "name\tKontingentsats_2023\t'Kontingent'!$E$3", FALSE },
    { "name\tSum_kontingent\t'Kontingent'!$F$69", FALSE },
    { "sheet\tHovedtall\tB5\t9\tportrait\t0\t$4:$4\tNone\t", TRUE },
    { "sheet\tKontingent\tC5\t9\tportrait\t0\t$4:$4\tNone\t", TRUE },
    { "table\tKontingent\tA4:F68\tA4:F68\tNone\tNr.;Navn;Grunnlag;Innbyggere 1.1.2022;Sats;Kontingent", FALSE },
    { "sheet\tKontroll\tB4\t9\tportrait\t0\t$3:$3\tNone\t", TRUE },
    { "sheet\tOm\tNone\t9\tportrait\t0\tNone\tNone\t", TRUE },
  };

  if (!has_openpyxl ())
    return;
  folder_write (fixture, "a.xlsx", sample_book_new (64, SEK_LANGUAGE_NB));
  out = check (fixture, "info", "a.xlsx");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = g_strconcat (lines[i].line, lines[i].with_foot ? foot : "", NULL);

      assert_line (out, line);
    }
}

/* The sheet that the budget's fees come from is not in the book. */
/* Native charts over formulas that follow the tables, with the values stored, also where rows are forgotten once
 * written. */
static void
test_charts (Folder *fixture, gconstpointer data)
{
  const guint sizes[] = { 0, 20001 };

  if (!has_openpyxl ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *out = NULL, *cells = NULL;

      folder_write (fixture, "a.xlsx", sample_book_new (sizes[i], SEK_LANGUAGE_NB));
      out = check (fixture, "charts", "a.xlsx");
      assert_line (out, "chart\tDiagram\tBarChart\tInntekter, utgifter og resultat");
      assert_line (out, "chart\tDiagram\tLineChart\tUtgående mindreforbruk");
      assert_line (out, "series\tDiagram!$A$26\tDiagram!$B$24:$D$24\tBudsjett 2022;Prognose 2022 per 18.11.22;"
                        "Forslag budsjett 2023\tDiagram!$B$26:$D$26\t7900;6994;9280");
      cells = check (fixture, "dump", "a.xlsx");
      assert_line (cells, "Diagram\tB26\t='Hovedtall'!B17\t7900\t#,##0");
      assert_line (cells, "Diagram\tB27\t='Hovedtall'!B19\t-1866\t#,##0");
    }
}

static void
test_as_values (Folder *fixture, gconstpointer data)
{
  const char *notes[] = {
    [SEK_LANGUAGE_NB] = "1 tall på arket er en fast verdi: Det som gir tallet, står ikke i denne filen.",
    [SEK_LANGUAGE_NN] = "1 tal på arket er ein fast verdi: Det som gjev talet, står ikkje i denne fila.",
    [SEK_LANGUAGE_EN] = "1 figure on this sheet is a fixed value: what gives it is not in this file.",
  };

  if (!has_openpyxl ())
    return;
  for (SekLanguage language = 0; language < SEK_N_LANGUAGES; language++)
    {
      g_autofree char *note = g_strdup_printf ("Hovedtall\tA23\t-\t\"%s\"\tGeneral", notes[language]);
      g_autofree char *out = NULL, *info = NULL;

      folder_write (fixture, "a.xlsx", sample_book_new (0, language));
      out = check (fixture, "dump", "a.xlsx");
      assert_line (out, "Hovedtall\tD7\t-\t6283\t#,##0");
      assert_line (out, "Hovedtall\tD9\t=IF(COUNT(D7:D8)=0,\"\",SUM(D7:D8))\t7183\t#,##0");
      assert_line (out, "Kontroll\tB4\t='Hovedtall'!D7\t6283\t#,##0.000");
      assert_line (out, note);
      info = check (fixture, "info", "a.xlsx");
      g_assert_null (strstr (info, "name\t"));
    }
}

static void
test_long_list (Folder *fixture, gconstpointer data)
{
  g_autofree char *out = NULL, *info = NULL;

  if (!has_openpyxl ())
    return;
  folder_write (fixture, "a.xlsx", sample_book_new (20001, SEK_LANGUAGE_NB));
  info = check (fixture, "info", "a.xlsx");
  assert_line (info, "sheet\tKontingent\tC5\t9\tportrait\t0\t$4:$4\tA4:F20005\t"
                     "Register per 18.11.2022 kl. 09.00 | Utkast | Side &P av &N");
  g_assert_null (strstr (info, "table\t"));
  out = check (fixture, "dump", "a.xlsx");
  assert_line (out, "Kontingent\tD4\t-\t\"Innbyggere\\n1.1.2022\"\tGeneral");
  assert_line (out, "Kontingent\tB20005\t-\t\"Hvaler\"\tGeneral");
  assert_line (out, "Kontingent\tA20008\t-\t\"Folketall: SSB, tabell 07459, lisens NLOD.\"\tGeneral");
  g_assert_nonnull (strstr (out, "Kontingent\tF20006\t=SUBTOTAL(109,F5:F20005)\t"));
  g_assert_nonnull (strstr (out, "Hovedtall\tD7\t=ROUND(Sum_kontingent/1000,0)\t"));
}

static void
test_hostile (Folder *fixture, gconstpointer data)
{
  g_autofree char *out = NULL, *info = NULL;
  const char *texts[] = {
    "\tA5\t-\t\"=cmd|' /C calc'!A0\"\t", "\tA6\t-\t\"+1\"\t",   "\tA8\t-\t\"@SUM(A1)\"\t",
    "\tA9\t-\t\"\\tinnrykk\"\t",         "\tA10\t-\t\"\\nretur\"\t", "\tA11\t-\t\"<script>alert(3)</script>\"\t",
    "\tA13\t-\t\"to\\nlinjer\"\t",       "\tA14\t-\t\"שלום עולם\"\t", "\tA16\t-\t\"👩‍👩‍👧 å æ ø\"\t",
    "\tA17\t-\t\"ab[31mcd\"\t",          "\tA19\t-\t\"_x0041_ og _x000D_\"\t", "\tA20\t-\t\"  luft  \"\t",
    "yyy […]\"\t",                       "\tA24\t-\t\"=HYPERLINK(\"http://example.invalid\") <b>note</b>\"\t",
  };

  if (!has_openpyxl ())
    return;
  folder_write (fixture, "a.xlsx", sample_book_hostile ());
  out = check (fixture, "dump", "a.xlsx");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strstr (out, texts[i]) == NULL)
      {
        g_test_message ("Missing: %s", texts[i]);
        g_test_fail ();
      }
  g_assert_null (strstr (out, "\t=cmd"));
  g_assert_nonnull (g_strstr_len (out, -1, "Ark med et altfor langt navn\tA1\t-\t\"</caption><script>"));
  g_assert_nonnull (g_strstr_len (out, -1, "ARK MED et altfor langt navn og\tA1\t"));
  info = check (fixture, "info", "a.xlsx");
  /* Equal heads are told apart, since a native table's columns are named by them. */
  g_assert_nonnull (strstr (info, "=Tekst;=tekst (2);<b>Beløp</b>\n"));
}

static void
test_sheet_names (void)
{
  const char *names[][2] = {
    { "Hovedtall", "Hovedtall" },
    { "HOVEDTALL", "HOVEDTALL (2)" },
    { "hovedtall", "hovedtall (3)" },
    { "a/b:c", "a b c" },
    { "'sitat'", "sitat" },
    { "History", "History (2)" },
    { " [] ", "7" },
    { "Prosjektmidler og tilskudd for 2023 (revidert)", "Prosjektmidler og tilskudd for" },
    { "Prosjektmidler og tilskudd for 2024 (revidert)", "Prosjektmidler og tilskudd (2)" },
    { "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" },
  };
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "T" });
  SekPlace places[G_N_ELEMENTS (names)] = { { NULL } };
  SekPlaces all = { book, places };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      places[i].sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = key, .name = names[i][0] });
      places[i].name = sek_xlsx_make_sheet_name (&all, i, names[i][0]);
      g_assert_cmpstr (places[i].name, ==, names[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (places[i].name);
}

static void
test_days (void)
{
  g_assert_cmpfloat (sek_xlsx_day (SEK_DATE (1970, 1, 1)), ==, 25569);
  g_assert_cmpfloat (sek_xlsx_day (SEK_DATE (2022, 1, 1)), ==, 44562);
  g_assert_cmpfloat (sek_xlsx_day (SEK_DATE (2024, 2, 29)), ==, 45351);
  g_assert_cmpfloat (sek_xlsx_day (SEK_DATE (2024, 3, 1)), ==, 45352);
  g_assert_cmpfloat (sek_xlsx_day (SEK_DATE (1900, 3, 1)), ==, 61);
  g_assert_cmpfloat (sek_xlsx_day (SEK_DATE (1900, 2, 28)), <, 0);
  g_assert_cmpfloat (sek_xlsx_day (0), <, 0);
}

/* A workbook whose parts end too early, or whose bytes are damaged, is not taken for a whole one. */
static void
test_incomplete (Folder *fixture, gconstpointer data)
{
  g_autofree char *path = folder_path (fixture, "a.xlsx"), *contents = NULL;
  gsize length;

  folder_write (fixture, "a.xlsx", sample_book_new (300, SEK_LANGUAGE_NB));
  g_assert_true (sek_xlsx_is_complete (path, NULL));
  contents = folder_read (fixture, "a.xlsx", &length);
  contents[length / 2] ^= 0x55;
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
  g_assert_false (sek_xlsx_is_complete (path, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) length / 3, NULL));
  g_assert_false (sek_xlsx_is_complete (path, NULL));
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_false (sek_xlsx_is_complete (path, NULL));
}

/* A part whose middle is missing, and which is well-formed all the same: rows or cells that do not follow one another,
 * fewer texts than the list says, a text that is shorter. */
static void
test_holes (Folder *fixture, gconstpointer data)
{
  static const struct { const char *name, *text; gboolean whole; } parts[] = {
    { "xl/worksheets/sheet1.xml",
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"/><c r=\"B1\"/></row><row r=\"3\"><c "
      "r=\"A3\"/></row></sheetData></worksheet>",
      TRUE },
    { "xl/worksheets/sheet1.xml",
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"/><c r=\"B1\"/></row><row r=\"3\"><c "
      "r=\"A2\"/></row></sheetData></worksheet>",
      FALSE },
    { "xl/worksheets/sheet1.xml",
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"/><c r=\"B1\"/></row><row r=\"1\"><c "
      "r=\"A1\"/></row></sheetData></worksheet>",
      FALSE },
    { "xl/worksheets/sheet1.xml",
      "<worksheet><sheetData><row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/><c r=\"C1\"/></row></sheetData></worksheet>",
      FALSE },
    { "xl/worksheets/sheet1.xml",
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"/><c r=\"B1\"/></row></sheetData></worksheet>", FALSE },
    { "xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>", FALSE },
    { "xl/sharedStrings.xml", "<sst uniqueCount=\"2\"><si><t>Oslo &amp; co</t></si><si><t>1234567</t></si></sst>",
      TRUE },
    { "xl/sharedStrings.xml", "<sst uniqueCount=\"2\"><si><t>Oslo &amp; co</t></si></sst>", FALSE },
    { "xl/sharedStrings.xml", "<sst uniqueCount=\"2\"><si><t>Oslo</t></si><si><t>1234567</t></si></sst>", FALSE },
    { "xl/styles.xml",
      "<styleSheet><fonts count=\"1\"><font><b/><sz/></font></fonts><fills count=\"2\"><fill/></fills></styleSheet>",
      FALSE },
    { "xl/theme.xml", "<a><b></a>", FALSE },
    { "xl/theme.xml", "", FALSE },
    { "xl/theme.xml", "<a/>", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.xlsx", i), *bare = g_strdup_printf ("bare-%u.xlsx", i);
      g_autofree char *text = g_strconcat ("<?xml version=\"1.0\"?>\n", parts[i].text, NULL);
      const Part whole[] = { { parts[i].name, text }, { NULL } },
                 without[] = { { parts[i].name, parts[i].text }, { NULL } };
      g_autofree char *path = write_zip (fixture, name, whole), *path_without = write_zip (fixture, bare, without);
      SekXlsxContents contents = { 16, g_array_new (FALSE, TRUE, 2 * sizeof (guint64)) };

      g_array_set_size (contents.sheets, 1);
      ((guint64 *) (gpointer) contents.sheets->data)[0] = 3;
      g_test_message ("%u: %s", i, parts[i].text);
      g_assert_true (sek_xlsx_is_complete (path, &contents) == parts[i].whole);
      /* The first line of a part may be what is missing. */
      g_assert_false (sek_xlsx_is_complete (path_without, &contents));
      sek_xlsx_contents_clear (&contents);
    }
}

static void
test_too_large (Folder *fixture, gconstpointer data)
{
  g_autofree char *path = folder_path (fixture, "a.xlsx");
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "T" });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "s", .name = "Bred" });
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 16385; i++)
    {
      /* Adding looks for equal keys, so a fresh one is put in place directly. */
      SekSheetColumn column = { .key = g_strdup_printf ("%u", i) };

      g_array_append_val (sheet->columns, column);
    }
  g_assert_false (sek_book_write (book, path, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "Bred"));
  g_assert_cmpuint (folder_count (fixture), ==, 0);
}

/* All sheets of the named workbooks as one csv each, in the folder out. */
static gboolean
convert (const Folder *fixture, const char *profile, const char *out, const char *const *names)
{
  g_autofree char *profile_path = folder_path (fixture, profile), *out_path = folder_path (fixture, out);
  g_autofree char *installation = g_strconcat ("-env:UserInstallation=file://", profile_path, NULL);
  g_autoptr (GPtrArray) command = g_ptr_array_new_with_free_func (g_free);
  const char *start[] = { "soffice", installation, "--headless", "--convert-to", RAW_CSV, "--outdir", out_path };
  g_autofree char *said = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (start); i++)
    g_ptr_array_add (command, g_strdup (start[i]));
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (command, folder_path (fixture, names[i]));
  g_ptr_array_add (command, NULL);
  said = test_run ((const char *const *) command->pdata);

  return said != NULL;
}

/* Texts alike; numbers to the sixteen digits that a workbook stores, and far below an øre where two of them nearly
 * cancel out. */
static void
assert_same_values (const char *left, const char *right)
{
  g_auto (GStrv) left_cells = g_strsplit_set (left, ";\n", -1), right_cells = g_strsplit_set (right, ";\n", -1);

  g_assert_cmpuint (g_strv_length (left_cells), ==, g_strv_length (right_cells));
  for (guint i = 0; left_cells[i] != NULL; i++)
    {
      char *left_end, *right_end;
      double left_number = g_ascii_strtod (left_cells[i], &left_end);
      double right_number = g_ascii_strtod (right_cells[i], &right_end);

      if (left_end == left_cells[i] || ABS (left_number - right_number) > 1e-9 + 1e-14 * ABS (left_number))
        g_assert_cmpstr (left_cells[i], ==, right_cells[i]);
      else
        g_assert_cmpstr (left_end, ==, right_end);
    }
}

static void
change (const Folder *fixture, const char *from, const char *to, const char *sheet, const char *cell,
        const char *number)
{
  g_autofree char *from_path = folder_path (fixture, from), *to_path = folder_path (fixture, to), *out = NULL;
  const char *command[] = {
    PYTHON, SEK_TEST_FOLDER "/check-workbook.py", "set", from_path, to_path, sheet, cell, number, NULL
  };

  out = test_run (command);
  g_assert_nonnull (out);
}

static void
test_recalculated (Folder *fixture, gconstpointer data)
{
  const char *sheets[] = { "Hovedtall", "Kontingent", "Kontroll", "Om", "Diagram" };
  g_autofree char *settings = folder_path (fixture, "fresh/user"), *registry = NULL;
  g_autofree char *budget = NULL, *check_sheet = NULL, *hostile = NULL, *program = g_find_program_in_path ("soffice");

  if (program == NULL)
    {
      g_test_skip ("There is no LibreOffice to open workbooks with");
      return;
    }
  if (!has_openpyxl ())
    return;
  folder_write (fixture, "a.xlsx", sample_book_new (64, SEK_LANGUAGE_NB));
  folder_write (fixture, "h.xlsx", sample_book_hostile ());
  change (fixture, "a.xlsx", "b.xlsx", "Hovedtall", "D11", "140");
  change (fixture, "b.xlsx", "b.xlsx", "Kontingent", "E3", "3");
  g_assert_cmpint (g_mkdir_with_parents (settings, 0700), ==, 0);
  registry = g_build_filename (settings, "registrymodifications.xcu", NULL);
  g_assert_true (g_file_set_contents (registry, RECALCULATE, -1, NULL));
  g_assert_true (convert (fixture, "stored", "stored-out", (const char *[]) { "a.xlsx", NULL }));
  g_assert_true (convert (fixture, "fresh", "fresh-out", (const char *[]) { "a.xlsx", "b.xlsx", "h.xlsx", NULL }));

  /* What was stored is what another program computes. */
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *stored_name = g_strdup_printf ("stored-out/a-%s.csv", sheets[i]);
      g_autofree char *fresh_name = g_strdup_printf ("fresh-out/a-%s.csv", sheets[i]);
      g_autofree char *stored = folder_read (fixture, stored_name, NULL);
      g_autofree char *fresh = folder_read (fixture, fresh_name, NULL);

      assert_same_values (stored, fresh);
      g_assert_null (strstr (fresh, "#"));
    }

  /* Another rate and another expense go through to fees, sums, result, closing balance and check. */
  budget = folder_read (fixture, "fresh-out/b-Hovedtall.csv", NULL);
  g_assert_nonnull (strstr (budget, "\nKontingenter;6034;5981;48344;42310;"));
  g_assert_nonnull (strstr (budget, "\nSum inntekter;6034;5981;49244;43210;"));
  g_assert_nonnull (strstr (budget, "\nSum driftsutgifter;7900;6994;9380;1480;"));
  g_assert_nonnull (strstr (budget, "\nResultat*;-1866;-1013;39864;41730;"));
  g_assert_nonnull (strstr (budget, "\nUtgående mindreforbruk (overført til neste år);2151;2727;42591;40440;"));
  check_sheet = folder_read (fixture, "fresh-out/b-Kontroll.csv", NULL);
  g_assert_nonnull (strstr (check_sheet, ";48344;48344.352;-0.35199999"));
  g_assert_nonnull (strstr (check_sheet, ";avrunding"));

  hostile = folder_read (fixture, "fresh-out/h-Ark med et altfor langt navn.csv", NULL);
  g_assert_nonnull (strstr (hostile, "=cmd|' /C calc'!A0;0301;0"));
  g_assert_nonnull (strstr (hostile, "\n_x0041_ og _x000D_;0301;"));
}

/* The rule over a sum goes on over what is blank in it; a row that is blank there has nothing to show. */
static void
test_blanks (Folder *fixture, gconstpointer data)
{
  SekBook *book = sek_book_new (&(SekBookInfo) { .title = "Blanke", .created = 1668758400 });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "a", .name = "Ark" });
  g_autofree char *out = NULL;
  SekSheetRow *row;

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "t", .head = "Post" });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "n", .head = "Beløp", .kind = SEK_CELL_AMOUNT });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "m", .head = "Merknad" });
  row = sek_sheet_add_row (sheet, NULL, SEK_ROW_FACT);
  sek_sheet_row_set (row, 0, SEK_TEXT ("Faktum"));
  row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
  sek_sheet_row_set (row, 0, SEK_TEXT ("a"));
  row = sek_sheet_add_row (sheet, NULL, SEK_ROW_SUM);
  sek_sheet_row_set (row, 0, SEK_TEXT ("Sum"));
  sek_sheet_row_set (row, 1, SEK_INTEGER (0));
  folder_write (fixture, "b.xlsx", book);
  if (!has_openpyxl ())
    return;
  out = check (fixture, "blanks", "b.xlsx");
  assert_line (out, "blanks\tArk\tC4");
}

/* A column is as wide as its widest figure or text, whichever is wider, and no wider than it must. */
static void
test_widths (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekBook) book = sek_book_new (&(SekBookInfo) { .title = "Bredder", .created = 1668758400 });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "a", .name = "Ark", .caption = "Ark" });
  g_autofree char *path = folder_path (fixture, "w.xlsx"), *out = NULL;
  g_autoptr (GError) error = NULL;
  int text, number, few;
  SekSheetRow *row;

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "t", .head = "T" });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "n", .head = "N", .kind = SEK_CELL_COUNT });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "f", .head = "F", .kind = SEK_CELL_COUNT });
  row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
  sek_sheet_row_set (row, 0, SEK_TEXT ("tjuefem tegn, verken mer e"));
  sek_sheet_row_set (row, 1, SEK_INTEGER (G_GINT64_CONSTANT (-123456789012345)));
  sek_sheet_row_set (row, 2, SEK_INTEGER (7));
  g_assert_true (sek_book_write (book, path, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  if (!has_openpyxl ())
    return;
  out = check (fixture, "widths", "w.xlsx");
  g_assert_cmpint (sscanf (out, "widths\tArk\t%d\t%d\t%d", &text, &number, &few), ==, 3);
  g_assert_cmpint (text, >=, 26);
  g_assert_cmpint (text, <=, 32);
  /* Fifteen digits, four gaps and a sign. */
  g_assert_cmpint (number, >=, 20);
  g_assert_cmpint (number, <=, 26);
  g_assert_cmpint (few, <, 16);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/sheet/xlsx/cells", test_cells);
  add ("/sheet/xlsx/form", test_form);
  add ("/sheet/xlsx/widths", test_widths);
  add ("/sheet/xlsx/blanks", test_blanks);
  add ("/sheet/xlsx/around", test_around);
  add ("/sheet/xlsx/charts", test_charts);
  add ("/sheet/xlsx/as-values", test_as_values);
  add ("/sheet/xlsx/long-list", test_long_list);
  add ("/sheet/xlsx/hostile", test_hostile);
  g_test_add_func ("/sheet/xlsx/sheet-names", test_sheet_names);
  g_test_add_func ("/sheet/xlsx/days", test_days);
  add ("/sheet/xlsx/incomplete", test_incomplete);
  add ("/sheet/xlsx/holes", test_holes);
  add ("/sheet/xlsx/too-large", test_too_large);
  add ("/sheet/xlsx/recalculated", test_recalculated);

  return g_test_run ();
}
