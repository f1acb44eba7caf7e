/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <minizip/zip.h>
#include <string.h>

/* Forms that tables come in from spreadsheets and statistics banks: days as heads, long lines below few rows, marks of
 * footnotes, names with their county, brackets and dashes for amounts. */

#define POPULATION SEK_IMPORT_KIND_POPULATION
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define TEXT(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(number) "<c><v>" number "</v></c>"

/* A workbook of these rows, whose first style is a day and whose second leaves thousands out. */
static GBytes *
make_workbook (Fixture *fixture, const char *workbook_pr, const char *rows)
{
  g_autofree char *path = g_build_filename (fixture->folder, "t.xlsx", NULL), *bytes = NULL;
  g_autofree char *workbook = g_strconcat ("<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">", workbook_pr,
                                           "<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
                                           "<extLst><ext xmlns:x14=\"urn:x14\"><x14:workbookPr "
                                           "date1904=\"0\"/></ext></extLst></workbook>", NULL);
  g_autofree char *sheet = g_strconcat ("<worksheet xmlns=\"" MAIN "\"><sheetData>", rows, "</sheetData></worksheet>",
                                        NULL);
  const char *parts[][2] = {
    { "_rels/.rels",
      "<Relationships xmlns=\"" RELATIONS "\"><Relationship Id=\"r1\" Type=\""
        OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>" },
    { "xl/_rels/workbook.xml.rels",
      "<Relationships xmlns=\"" RELATIONS "\"><Relationship Id=\"r1\" Type=\"" OFFICE "/worksheet\" Target=\"s.xml\"/>"
                                    "<Relationship Id=\"r2\" Type=\""
                                      OFFICE "/styles\" Target=\"t.xml\"/></Relationships>" },
    { "xl/workbook.xml", workbook }, { "xl/s.xml", sheet },
    { "xl/t.xml",
      "<styleSheet xmlns=\""
        MAIN "\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd.mm.yyyy\"/><numFmt numFmtId=\"165\" "
             "formatCode=\"#,##0,\"/></numFmts>"
                  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>" },
  };
  zipFile zip = zipOpen64 (path, APPEND_STATUS_CREATE);
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      zip_fileinfo info = { 0 };

      g_assert_cmpint (zipOpenNewFileInZip64 (zip, parts[i][0], &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED,
                                              Z_BEST_SPEED, 1), ==, ZIP_OK);
      g_assert_cmpint (zipWriteInFileInZip (zip, parts[i][1], (unsigned) strlen (parts[i][1])), ==, ZIP_OK);
      g_assert_cmpint (zipCloseFileInZip (zip), ==, ZIP_OK);
    }
  g_assert_cmpint (zipClose (zip, NULL), ==, ZIP_OK);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

static void
test_days (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *day, *expected; } days[] = { { "44562", "1.1.2022" }, { "44561", "1.1.2022" },
                                                                 { "44197", "1.1.2021" } };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *rows = g_strdup_printf ("<row>"
                                               TEXT ("Nr.") TEXT ("Kommune") "<c s=\"1\"><v>%s</v></c></row><row>"
                                                 TEXT ("3001") TEXT ("Halden") NUMBER ("31390") "</row>"
                                               "<row>" TEXT ("3002") TEXT ("Moss") NUMBER ("50000") "</row>",
                                                 days[i].day);
      g_autoptr (GBytes) bytes = make_workbook (fixture, "", rows);
      g_autoptr (SekImport) import = import_bytes (fixture, POPULATION, "t.xlsx", bytes, NULL);
      const SekImportProposal *first = sek_import_get_proposals (import)->pdata[0];

      g_test_message ("%s", days[i].day);
      g_assert_null (open_question (import));
      g_assert_true (g_str_has_suffix (first->label, days[i].expected));
      g_assert_cmpuint (sek_import_count_accepted (import), ==, 2);
    }
}

/* The bank's workbook of few rows has more lines below them than rows, and no head over its first column. */
static void
test_few_rows (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = { "Fotnoter:", "Tallene gjelder 1. januar. F.o.m. 2020 ny kommuneinndeling.",
                                       "Sist endret:", "20220222 08:00", "Kilde:", "Statistisk sentralbyrå",
                                       "Kontakt:", "Måleenhet:", "personer", "Referansetid:", "1.1. hvert år",
                                         "Database:", "Intern referansekode:", "07459" };
  g_autoptr (GString) rows = g_string_new ("<row>" TEXT ("07459: Befolkning, etter region, statistikkvariabel og år")
                                           "</row><row r=\"3\"><c r=\"B3\" "
                                           "t=\"inlineStr\"><is><t>Personer</t></is></c></row>"
                                           "<row><c r=\"B4\" t=\"inlineStr\"><is><t>2021</t></is></c>"
                                             TEXT ("2022") "</row><row>"
                                               TEXT ("3001 Halden") NUMBER ("31387") NUMBER ("31544") "</row>"
                                           "<row>" TEXT ("3003 Sarpsborg") TEXT ("..") NUMBER ("58282") "</row>");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SekImport) import = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_string_append_printf (rows, "<row r=\"%u\">" TEXT ("%s") "</row>", 8 + i, lines[i]);
  bytes = make_workbook (fixture, "", rows->str);
  import = import_bytes (fixture, POPULATION, "t.xlsx", bytes, NULL);
  assert_proposals (import,
                    "same 5 «3001 Halden» Halden, 1.1.2021: 31387 → 31387\n"
                    "changed 5 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\n"
                    "changed 6 «3003 Sarpsborg» Sarpsborg, 1.1.2022: 58182 → 58282 *\n");
  g_assert_nonnull (strstr (note_of (import, "Sarpsborg, 1.1.2021"), "no figure for it"));
  g_assert_cmpstr (fact_of (import, "source"), ==, "SSB, tabell 07459");
  g_assert_cmpstr (fact_of (import, "left-out"), ==, "Fotnoter:");
}

static void
test_marks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, POPULATION, "a.csv",
                                              "Kommune;Innbyggere 1.1.2022\nHalden¹;31 544¹\nMoss *;50 390 *\n"
                                              "Sarpsborg 1);58 282 1)\n3012 Aremark [2];1315²\n", NULL);

  assert_proposals (import,
                    "changed 2 «Halden¹» Halden, 1.1.2022: 31444 → 31544 *\n"
                    "changed 3 «Moss *» Moss, 1.1.2022: 50290 → 50390 *\n"
                    "changed 4 «Sarpsborg 1)» Sarpsborg, 1.1.2022: 58182 → 58282 *\n"
                    "same 5 «3012 Aremark [2]» Aremark, 1.1.2022: 1315 → 1315\n");
}

/* Namesakes are told apart by the county that they are, were or became part of. */
static void
test_counties (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *text, *expected; } names[] = {
    { "region;2022\nVåler (Viken);6000\nVåler (Innlandet);3700\n",
      "changed 2 «Våler (Viken)» Våler (Østfold), 1.1.2022: 5913 → 6000 *\nother 3 «Våler (Innlandet)» :  → 3700\n" },
    { "region;2022\nVåler (Hedmark);3700\nVåler (Østfold);6000\n",
      "other 2 «Våler (Hedmark)» :  → 3700\nchanged 3 «Våler (Østfold)» Våler (Østfold), 1.1.2022: 5913 → 6000 *\n" },
    { "region;2022\nNes (Akershus);23700\n", "changed 2 «Nes (Akershus)» Nes, 1.1.2022: 23898 → 23700 *\n" },
    { "region;2022\nNes (Viken);23700\n", "changed 2 «Nes (Viken)» Nes, 1.1.2022: 23898 → 23700 *\n" },
    { "region;2022\nMoss (Viken);50000\nHalden (Østfold);31500\n",
      "changed 2 «Moss (Viken)» Moss, 1.1.2022: 50290 → 50000 *\n"
      "changed 3 «Halden (Østfold)» Halden, 1.1.2022: 31444 → 31500 *\n" },
    { "region;2022\nMoss (Rogaland);50000\nMoss;50000\n",
      "unknown 2 «Moss (Rogaland)» :  → 50000\nchanged 3 «Moss» Moss, 1.1.2022: 50290 → 50000 *\n" },
    { "region;2022\nVåler;5900\n", "doubtful 2 «Våler» Våler (Østfold), 1.1.2022: 5913 → 5900\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SekImport) import = import_text (fixture, POPULATION, "a.csv", names[i].text, NULL);

      g_test_message ("%s", names[i].text);
      assert_proposals (import, names[i].expected);
    }
}

/* In a list of members too; and a namesake that is no member is none of them. */
static void
test_members (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, SEK_IMPORT_KIND_MEMBERS, "a.csv",
                                              "Kommune;Merknad\nVåler (Viken);a\nNes (Akershus) *;b\n"
                                              "Halden¹;c\nVåler (Innlandet);d\n", NULL);

  assert_proposals (import,
                    "new 2 «Våler (Viken)» Våler (Østfold), note:  → a *\nnew 3 «Nes (Akershus) *» Nes, note:  → b *\n"
                    "new 4 «Halden¹» Halden, note:  → c *\n"
                    "new 5 «Våler (Innlandet)» Våler (Innlandet):  → Våler (Innlandet) *\n"
                    "new 5 «Våler (Innlandet)» Våler (Innlandet), note:  → d *\n");
}

/* Accountants' brackets are below 0, and a dash is 0. */
static void
test_amounts (Fixture *fixture, gconstpointer data)
{
  static const char ledger[] = "konto;tekst;debet kr;kredit kr\n5000;Lønn;4 600 000;-\n7000;Annet;(kr 300 000);–\n";
  g_autoptr (SekImport) import = import_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv",
                                              "Post;Budsjett 2024 (kroner)\nKommunikasjon;(kr 30 000)\n"
                                              "Møteutgifter politiske organer;-\n"
                                              "Lønn sekretariatet mv.;kr 6 300 000\nSekretariatet, andre utgifter;−\n",
                                                "column", "new:Budsjett 2024", NULL);
  g_autoptr (SekImport) accounts = import_text (fixture, SEK_IMPORT_KIND_ACCOUNTS, "a.csv", ledger, "column",
                                                "Prognose 2022", "row:5000", "Lønn sekretariatet mv.", "row:7000",
                                                "Kommunikasjon", "sign", "plain", "unit", "1", NULL);

  assert_proposals (import,
                    "new 0 «» New column “Budsjett 2024”:  → budget 2024 *\n"
                    "new 2 «Kommunikasjon» Kommunikasjon, Budsjett 2024:  → -30 *\n"
                    "new 3 «Møteutgifter politiske organer» Møteutgifter politiske organer, Budsjett 2024:  → 0 *\n"
                    "new 4 «Lønn sekretariatet mv.» Lønn sekretariatet mv., Budsjett 2024:  → 6300 *\n"
                    "new 5 «Sekretariatet, andre utgifter» Sekretariatet, andre utgifter, Budsjett 2024:  → 0 *\n");
  assert_proposals (accounts,
                    "changed 2 «Lønn sekretariatet mv.» Lønn sekretariatet mv., Prognose 2022: 4500 → 4600 *\n"
                    "changed 3 «Kommunikasjon» Kommunikasjon, Prognose 2022: 250 → -300 *\n");
}

/* The mark of a footnote is no part of a head or of a line's name. */
static void
test_marked_heads (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "Post;Budsjett 2022 1);Budsjett 2024*\nKommunikasjon¹;351;360\n";
  g_autoptr (SekImport) import = import_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv", text, "unit", "1000", "column",
                                              "new:", NULL);

  assert_proposals (import, "new 0 «» New column “Budsjett 2024”:  → budget 2024 *\n"
                    "changed 2 «Kommunikasjon¹» Kommunikasjon, Budsjett 2022: 350 → 351 *\n"
                    "new 2 «Kommunikasjon¹» Kommunikasjon, Budsjett 2024:  → 360 *\n");
}

/* What a workbook shows in thousands is thousands; and its days count from 1904 where it says so, whatever an extension
 * says. */
static void
test_workbook (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) budget = make_workbook (fixture, "",
                                             "<row>" TEXT ("Budsjett 2024 (i 1000 kr)") "</row><row>"
                                               TEXT ("Post") TEXT ("Budsjett 2024") "</row>"
                                             "<row>" TEXT ("Kommunikasjon") "<c s=\"2\"><v>255000</v></c></row><row>"
                                               TEXT ("Lønn sekretariatet mv.") "<c s=\"2\"><v>6300000</v></c></row>");
  g_autoptr (GBytes) members = make_workbook (fixture, "<workbookPr date1904=\"1\"/>",
                                              "<row>" TEXT ("Kommunenr") TEXT ("Kommune") TEXT ("Innmeldt") "</row>"
                                              "<row>" TEXT ("3001") TEXT ("Halden") "<c s=\"1\"><v>43100</v></c>"
                                                "</row>");
  g_autoptr (SekImport) a = import_bytes (fixture, SEK_IMPORT_KIND_BUDGET, "t.xlsx", budget, "column",
                                          "new:Budsjett 2024", NULL);
  g_autoptr (SekImport) b = import_bytes (fixture, SEK_IMPORT_KIND_MEMBERS, "t.xlsx", members, NULL);

  assert_proposals (a,
                    "new 0 «» New column “Budsjett 2024”:  → budget 2024 *\n"
                    "new 3 «Kommunikasjon» Kommunikasjon, Budsjett 2024:  → 255 *\n"
                    "new 4 «Lønn sekretariatet mv.» Lønn sekretariatet mv., Budsjett 2024:  → 6300 *\n");
  assert_proposals (b, "new 2 «Halden» Halden, joined:  → 1.1.2022 *\n");
}

#undef ADD
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up_example, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/import/forms/days", test_days);
  ADD ("/import/forms/few-rows", test_few_rows);
  ADD ("/import/forms/marks", test_marks);
  ADD ("/import/forms/counties", test_counties);
  ADD ("/import/forms/members", test_members);
  ADD ("/import/forms/amounts", test_amounts);
  ADD ("/import/forms/marked-heads", test_marked_heads);
  ADD ("/import/forms/workbook", test_workbook);
  return g_test_run ();
}
