/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* Untidy tables of populations: what is blank, in part or in whole, is told and never taken for 0, and no table ends
 * the program. */

#define POPULATION SEK_IMPORT_KIND_POPULATION

static const struct { const char *what, *name, *text, *expected, *about, *note; } cases[] = {
  { "a blank figure", "a.csv", "region;Personer 2022\n3001 Halden;31544\n3002 Moss;\n",
    "changed 2 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\n", "3002 Moss", "no figure for it" },
  { "a blank figure of a name", "a.csv", "Kommune;2022\nHalden;31544\nMoss;\n",
    "changed 2 «Halden» Halden, 1.1.2022: 31444 → 31544 *\n", "Moss", "no figure for it" },
  { "a space for a figure", "a.csv", "region;2022\n3002 Moss; \n3001 Halden;31544\n",
    "changed 3 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\n",
    "3002 Moss", "no figure for it" },
  { "a row that is too short", "a.csv", "region;2021;2022\n3001 Halden;31387;31544\n3002 Moss;49668\n",
    "same 2 «3001 Halden» Halden, 1.1.2021: 31387 → 31387\nchanged 2 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\n"
    "same 3 «3002 Moss» Moss, 1.1.2021: 49668 → 49668\n",
    "Moss, 1.1.2022", "no figure for it" },
  { "a number of another year", "a.csv", "kommunenr;navn;2022\n3301;Drammen;\n3303;Kongsberg;28000\n",
    "changed 3 «3303 Kongsberg» Kongsberg, 1.1.2022: 27879 → 28000 *\n", "Drammen, 1.1.2022", "no figure for it" },
  { "all years of a region", "a.csv",
    "region;år;folketall\n3001 Halden;2021;31387\n3001 Halden;2022;31544\n3002 Moss;2021;\n3002 Moss;2022;\n",
    "same 2 «3001 Halden» Halden, 1.1.2021: 31387 → 31387\n"
    "changed 3 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\n", "Moss, 1.1.2021", "no figure for it" },
  { "a blank part", "a.csv",
    "region;kjønn;år;Personer\n3001 Halden;Menn;2022;15700\n3001 Halden;Kvinner;2022;\n3002 Moss;Menn;2022;25000\n"
    "3002 Moss;Kvinner;2022;25390\n",
    "doubtful 2 «3001 Halden» Halden, 1.1.2022: 31444 → 15700\n"
    "changed 4 «3002 Moss» Moss, 1.1.2022: 50290 → 50390 *\n", "3001 Halden", "1 figure is missing" },
  { "a blank part below its region", "a.csv",
    "region;kjønn;2022\n3001 Halden;Menn;15700\n;Kvinner;\n3002 Moss;Menn;25000\n;Kvinner;25390\n",
    "doubtful 2 «3001 Halden» Halden, 1.1.2022: 31444 → 15700\n"
    "changed 4 «3002 Moss» Moss, 1.1.2022: 50290 → 50390 *\n", "3001 Halden", "1 figure is missing" },
  { "a part whose row is not there", "a.csv",
    "region;kjønn;2022\n3001 Halden;Menn;15700\n3002 Moss;Menn;25000\n3002 Moss;Kvinner;25390\n",
    "doubtful 2 «3001 Halden» Halden, 1.1.2022: 31444 → 15700\n"
    "changed 3 «3002 Moss» Moss, 1.1.2022: 50290 → 50390 *\n", "3001 Halden", "“Kvinner”" },
  { "parts of one, totals of the other", "a.csv",
    "region;kjønn;2022\n3001 Halden;Menn;15700\n3002 Moss;Menn;25000\n3002 Moss;Begge kjønn;50390\n",
    "doubtful 2 «3001 Halden» Halden, 1.1.2022: 31444 → 15700\n"
    "changed 3 «3002 Moss» Moss, 1.1.2022: 50290 → 50390 *\n", "3001 Halden", "men only" },
  { "a blank total beside a blank part", "a.csv",
    "region;kjønn;2022\n3001 Halden;Begge kjønn;\n3001 Halden;Menn;15700\n3001 Halden;Kvinner;\n",
    "doubtful 2 «3001 Halden» Halden, 1.1.2022: 31444 → 15700\n", "3001 Halden", "2 figures are missing" },
  { "a total makes up for a blank part", "a.csv",
    "region;kjønn;2022\n3001 Halden;Begge kjønn;31544\n3001 Halden;Menn;15700\n3001 Halden;Kvinner;\n",
    "changed 2 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\n", "3001 Halden", "" },
  { "a sum without a number", "a.csv",
    "Nr;Navn;Folketall 2022\n3001;Halden;31544\n3002;Moss;50390\n;Sum;81934\n;Kilde: SSB;\n",
    "changed 2 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\nchanged 3 «3002 Moss» Moss, 1.1.2022: 50290 → 50390 *\n"
    "other 4 «Sum» :  → 81934\n", "Sum", "" },
  { "a name in each row, a number in the first", "a.csv",
    "Nr;Navn;Kjønn;2022\n3001;Halden;Menn;15700\n;Halden;Kvinner;15844\n3002;Moss;Menn;25000\n;Moss;Kvinner;25390\n",
    "changed 2 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\n"
    "changed 4 «3002 Moss» Moss, 1.1.2022: 50290 → 50390 *\n", "3001 Halden", "" },
  { "a region above its parts", "a.csv", "region;kjønn;2022\n3001 Halden;;\n;Menn;15700\n;Kvinner;15844\n",
    "changed 3 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\n",
    "3001 Halden", "" },
  { "what stands below another heading", "a.csv",
    "region;kjønn;2022\n3001 Halden;Menn;15700\n;Kvinner;15844\nAndre;;\n;Menn;7\n;Kvinner;8\n",
    "changed 2 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\n", "3001 Halden", "" },
  { "words for none", "a.csv",
    "region;kjønn;2022\n3001 Halden;Menn;15700\n3001 Halden;Kvinner;null\n3002 Moss;Menn;25000\n"
    "3002 Moss;Kvinner;#N/A\n3012 Aremark;Menn;N/A\n3012 Aremark;Kvinner;…\n",
    "doubtful 2 «3001 Halden» Halden, 1.1.2022: 31444 → 15700\ndoubtful 4 «3002 Moss» Moss, 1.1.2022: 50290 → 25000\n",
      "3012 Aremark", "no figure for it" },
  { "null in JSON-stat", "a.json",
    "{\"version\":\"2.0\",\"class\":\"dataset\",\"id\":[\"Region\",\"Kjonn\",\"Tid\"],\"size\":[2,2,1],"
    "\"dimension\":{\"Region\":{\"label\":\"region\",\"category\":"
    "{\"index\":[\"3001\",\"3002\"],\"label\":{\"3001\":\"Halden\",\"3002\":\"Moss\"}}},"
    "\"Kjonn\":{\"label\":\"kjønn\",\"category\":{\"index\":[\"1\",\"2\"],\"label\":"
    "{\"1\":\"Menn\",\"2\":\"Kvinner\"}}},\"Tid\":{\"label\":\"år\",\"category\":{\"index\":[\"2022\"]}}},"
    "\"value\":[15700,null,25000,25390],\"status\":{\"1\":\":\"}}",
    "doubtful 2 «3001 Halden» Halden, 1.1.2022: 31444 → 15700\n"
    "changed 4 «3002 Moss» Moss, 1.1.2022: 50290 → 50390 *\n", "3001 Halden", "1 figure is missing" },
};

static void
test_blanks (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SekImport) import = import_text (fixture, POPULATION, cases[i].name, cases[i].text, NULL);
      g_autofree char *words = NULL;

      g_test_message ("%s", cases[i].what);
      words = word_proposals (import);
      g_assert_cmpstr (words, ==, cases[i].expected);
      if (*cases[i].note == '\0')
        g_assert_cmpstr (note_of (import, cases[i].about), ==, "");
      else if (strstr (note_of (import, cases[i].about), cases[i].note) == NULL)
        g_error ("%s: %s", cases[i].note, note_of (import, cases[i].about));
    }
}

/* Lines under the table are told as such, whatever digits are in them. */
static void
test_tail (Fixture *fixture, gconstpointer data)
{
  static const char *const tails[] = { "Tallene gjelder 1. januar.", "Kilde: SSB", "1) Gjelder 2022", "2024",
                                       "1. januar 2022", "Sist oppdatert 22.02.2022;kl. 8",
                                       "1234 personer bodde ingen steder", "K", "Kontakt: 21 09 00 00" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *text = g_strconcat ("region;Personer 2022\n3001 Halden;31544\n\n", tails[i], "\n", NULL),
        *expected = g_strdup (tails[i]);
      g_autoptr (SekImport) import = import_text (fixture, POPULATION, "a.csv", text, NULL);

      g_strdelimit (expected, ";", ' ');
      assert_proposals (import, "changed 2 «3001 Halden» Halden, 1.1.2022: 31444 → 31544 *\n");
      g_assert_cmpstr (fact_of (import, "left-out"), ==, expected);
    }
}

/* --- figures and columns that can be taken for others ------------------------------------------------------------- */

/* What is beyond 64 bits, or beyond what a register holds, is told and never wraps. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  static const char *const figures[] = { "922337203685477", "100000000000000", "999999999999999",
                                         "9999999999999999999999999", "184467440737096", "-999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *budget = g_strdup_printf ("Post;Budsjett 2022\nKommunikasjon;%s\nLønn sekretariatet mv.;5000\n",
                                                 figures[i]);
      g_autofree char *accounts = g_strdup_printf ("konto;tekst;2022\n3000;Kontingenter;%s\n5000;Lønn;4 600\n",
                                                   figures[i]);
      g_autofree char *persons = g_strdup_printf ("region;2022\n3001 Halden;%s\n", figures[i]);
      g_autoptr (SekImport) a = import_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv", budget, "unit", "1000", NULL);
      g_autoptr (SekImport) b = import_text (fixture, SEK_IMPORT_KIND_ACCOUNTS, "a.csv", accounts, "unit", "1000",
                                             "column", "Budsjett 2022", "row:3000", "Kontingenter",
                                             "row:5000", "Lønn sekretariatet mv.", NULL);
      g_autoptr (SekImport) c = import_text (fixture, POPULATION, "a.csv", persons, NULL);

      g_test_message ("%s", figures[i]);
      g_assert_nonnull (strstr (note_of (a, "Kommunikasjon"), "is not an amount in this unit"));
      g_assert_nonnull (strstr (note_of (b, "3000 Kontingenter"), "is not an amount in this unit"));
      g_assert_nonnull (strstr (note_of (c, "3001 Halden"), "is not a number of persons"));
    }
}

static void
test_large_sum (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, POPULATION, "a.csv",
                                              "region;kjønn;2022\n3001 Halden;Menn;15000000000\n"
                                              "3001 Halden;Kvinner;15000000000\n", NULL);

  g_assert_nonnull (strstr (note_of (import, "3001 Halden"), "too large"));
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 0);
}

/* Two columns with one head are told apart by their numbers, and neither is taken before somebody says which. */
static void
test_twins (Fixture *fixture, gconstpointer data)
{
  static const char people[] = "region;2022;2022\n3001 Halden;31544;31000\n",
    named[] = "Post;Beløp;Beløp\nKommunikasjon;260;270\n";
  static const char titled[] = "Post;Budsjett 2022;Budsjett 2022\nKommunikasjon;260;270\n",
    ledger[] = "konto;Prognose 2022;Prognose 2022\n3000;1;2\n";
  static const struct { gint64 kind; const char *text, *question, *first, *expected_first, *second, *expected_second;
                        } twins[] = {
    { SEK_IMPORT_KIND_POPULATION, people, "amount:2022", "2022 #2", "31544", "2022 #3", "31000" },
    { SEK_IMPORT_KIND_BUDGET, named, "amount", "Beløp #2", "260", "Beløp #3", "270" },
    { SEK_IMPORT_KIND_BUDGET, titled, "amount", "Budsjett 2022 #2", "260", "Budsjett 2022 #3", "270" },
    { SEK_IMPORT_KIND_ACCOUNTS, ledger, "amount", "Prognose 2022 #2", "1", "Prognose 2022 #3", "2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (twins); i++)
    for (guint n = 0; n < 3; n++)
      {
        const char *column = twins[i].kind == SEK_IMPORT_KIND_ACCOUNTS ? "Prognose 2022" : "Budsjett 2022";
        g_autoptr (SekImport) import = import_text (fixture, twins[i].kind, "a.csv", twins[i].text, "unit", "1000",
                                                    "column", column, "row:3000", "Kontingenter",
                                                    n > 0 ? twins[i].question : "sign", n > 0
                                                      ? (n == 1 ? twins[i].first : twins[i].second) : "plain", NULL);
        const SekImportProposal *proposal;
        g_auto (GStrv) parts = NULL;
        g_autofree char *after = NULL;

        g_test_message ("%s, %u", twins[i].text, n);
        if (n == 0)
          {
            g_assert_cmpstr (open_question (import), ==, twins[i].question);
            continue;
          }
        g_assert_null (open_question (import));
        proposal = sek_import_get_proposals (import)->pdata[0];
        parts = g_strsplit (proposal->after, "\302\240", -1);
        after = g_strjoinv ("", parts);
        g_assert_cmpstr (after, ==, n == 1 ? twins[i].expected_first : twins[i].expected_second);
      }
}

/* Without --column too; and an answer about the head that both have is refused in words. */
static void
test_twins_by_head (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "Post;Budsjett 2022;Budsjett 2022;Prognose 2022\nKommunikasjon;260;270;280\n";
  g_autoptr (SekImport) asks = import_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv", text, "unit", "1000", NULL);
  g_autoptr (SekImport) answered = import_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv", text, "unit", "1000",
                                                "amount:Budsjett 2022", "Budsjett 2022 #3", NULL);
  g_autoptr (SekImport) left_out = import_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv", text, "unit", "1000",
                                                "column:Budsjett 2022 #3", "", NULL);
  g_autoptr (SekImport) people = import_text (fixture, POPULATION, "a.csv",
                                              "region;2022;2022\n3001 Halden;31544;31000\n", "column:2022 #2", "",
                                                NULL);
  g_autofree char *refusal = refuse_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv", text, "unit", "1000",
                                          "column:Budsjett 2022", "comment", NULL);

  g_assert_cmpstr (open_question (asks), ==, "amount:Budsjett 2022");
  assert_proposals (answered,
                    "changed 2 «Kommunikasjon» Kommunikasjon, Budsjett 2022: 350 → 270 *\n"
                    "changed 2 «Kommunikasjon» Kommunikasjon, Prognose 2022: 250 → 280 *\n");
  assert_proposals (left_out,
                    "changed 2 «Kommunikasjon» Kommunikasjon, Budsjett 2022: 350 → 260 *\n"
                    "changed 2 «Kommunikasjon» Kommunikasjon, Prognose 2022: 250 → 280 *\n");
  assert_proposals (people, "changed 2 «3001 Halden» Halden, 1.1.2022: 31444 → 31000 *\n");
  g_assert_nonnull (strstr (refusal, "2 columns “Budsjett 2022”"));
  g_assert_nonnull (strstr (refusal, "“Budsjett 2022 #2”"));
}

/* --- what cannot well be meant ------------------------------------------------------------------------------------ */

/* A population that moves more than a fifth is doubtful, unless a merger or split is known; against the same day, or
 * else the nearest one. */
static void
test_populations (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *text, *expected; } moves[] = {
    { "region;2022\n3001 Halden;37732\n", "changed 2 «3001 Halden» Halden, 1.1.2022: 31444 → 37732 *\n" },
    { "region;2022\n3001 Halden;37733\n", "doubtful 2 «3001 Halden» Halden, 1.1.2022: 31444 → 37733\n" },
    { "region;2022\n3001 Halden;25156\n", "changed 2 «3001 Halden» Halden, 1.1.2022: 31444 → 25156 *\n" },
    { "region;2022\n3001 Halden;25155\n", "doubtful 2 «3001 Halden» Halden, 1.1.2022: 31444 → 25155\n" },
    { "region;2022\n3001 Halden;31444000\n", "doubtful 2 «3001 Halden» Halden, 1.1.2022: 31444 → 31444000\n" },
    { "region;2022\n3001 Halden;31444\n", "same 2 «3001 Halden» Halden, 1.1.2022: 31444 → 31444\n" },
    /* 1.1.2020 is the nearest that the register has. */
    { "region;2019\n0101 Halden;31373\n", "new 2 «0101 Halden» Halden, 1.1.2019:  → 31373 *\n" },
    { "region;2019\n0101 Halden;3137\n", "doubtful 2 «0101 Halden» Halden, 1.1.2019:  → 3137\n" },
    { "region;2013\n0101 Halden;24600\n", "new 2 «0101 Halden» Halden, 1.1.2013:  → 24600 *\n" },
    { "region;2013\n0101 Halden;20000\n", "doubtful 2 «0101 Halden» Halden, 1.1.2013:  → 20000\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autoptr (SekImport) import = import_text (fixture, POPULATION, "a.csv", moves[i].text, NULL);

      g_test_message ("%s", moves[i].text);
      assert_proposals (import, moves[i].expected);
      g_assert_cmpint (strstr (moves[i].expected, "doubtful") != NULL, ==,
                       strstr (note_of (import,
                                        ((SekImportProposal *) sek_import_get_proposals (import)->pdata[0])->label),
                                          "per cent") != NULL);
    }
}

/* Without anything in the register the years of the file are held against each other; and what was merged may well have
 * grown. */
static void
test_neighbours (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = NULL, merged = NULL;

  add (fixture, "member", "name", "Bergen", "number", "4601", NULL);
  import = import_text (fixture, POPULATION, "a.csv", "region;2021;2022;2023\n4601 Bergen;285601;28693;289330\n", NULL);
  assert_proposals (import,
                    "doubtful 2 «4601 Bergen» Bergen, 1.1.2021:  → 285601\n"
                    "doubtful 2 «4601 Bergen» Bergen, 1.1.2022:  → 28693\n"
                    "doubtful 2 «4601 Bergen» Bergen, 1.1.2023:  → 289330\n");
  sek_import_accept (import, 0, TRUE);
  store_and_travel (fixture, import);
  add (fixture, "member", "name", "Sunnfjord", "number", "4647", NULL);
  add (fixture, "population", "member", "Sunnfjord", "date", "1.1.2019", "persons", "13000", NULL);
  merged = import_text (fixture, POPULATION, "a.csv", "region;2020\n4647 Sunnfjord;22020\n", NULL);
  assert_proposals (merged, "new 2 «4647 Sunnfjord» Sunnfjord, 1.1.2020:  → 22020 *\n");
}

/* A file most of whose amounts moved about a thousandfold is in another unit than it says. */
static void
test_amounts (Fixture *fixture, gconstpointer data)
{
  static const char budget[] = "Post;Budsjett 2022\nKommunikasjon;350 000\nLønn sekretariatet mv.;5 000 000\n"
                               "Møteutgifter politiske organer;51\n";
  static const char next[] = "Post;Budsjett 2024\nKommunikasjon;255 000\nLønn sekretariatet mv.;6 300 000\n",
    few[] = "Post;Budsjett 2022\nKommunikasjon;350 000\nLønn sekretariatet mv.;5 001\n";
  g_autoptr (SekImport) thousands = import_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv", budget, "unit", "1000",
                                                 NULL);
  g_autoptr (SekImport) kroner = import_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv", next, "unit", "1", "column",
                                              "new:Budsjett 2024", NULL);
  g_autoptr (SekImport) made = import_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv", next, "unit", "1000", "column",
                                            "new:Budsjett 2024", NULL);
  g_autoptr (SekImport) one = import_text (fixture, SEK_IMPORT_KIND_BUDGET, "a.csv", few, "unit", "1000", NULL);
  g_autoptr (SekImport) projects = import_text (fixture, SEK_IMPORT_KIND_PROJECTS, "a.csv",
                                                "Prosjekt;Forslag budsjett 2023\nKlima;0,15\n", "unit", "1000", NULL);
  g_autoptr (SekImport) accounts = import_text (fixture, SEK_IMPORT_KIND_ACCOUNTS, "a.csv",
                                                "konto;kroner\n5000;4 600 000 000\n", "column", "Prognose 2022",
                                                "row:5000", "Lønn sekretariatet mv.", NULL);

  assert_proposals (thousands, "doubtful 2 «Kommunikasjon» Kommunikasjon, Budsjett 2022: 350 → 350000\n"
                    "doubtful 3 «Lønn sekretariatet mv.» Lønn sekretariatet mv., Budsjett 2022: 5000 → 5000000\n"
                    "changed 4 «Møteutgifter politiske organer» Møteutgifter politiske organer, Budsjett 2022: 50 → 51 "
                    "*\n");
  g_assert_nonnull (strstr (note_of (thousands, "Kommunikasjon"), "a thousand times"));
  assert_proposals (kroner,
                    "new 0 «» New column “Budsjett 2024”:  → budget 2024 *\n"
                    "new 2 «Kommunikasjon» Kommunikasjon, Budsjett 2024:  → 255 *\n"
                    "new 3 «Lønn sekretariatet mv.» Lønn sekretariatet mv., Budsjett 2024:  → 6300 *\n");
  assert_proposals (made,
                    "new 0 «» New column “Budsjett 2024”:  → budget 2024 *\n"
                    "doubtful 2 «Kommunikasjon» Kommunikasjon, Budsjett 2024:  → 255000\n"
                    "doubtful 3 «Lønn sekretariatet mv.» Lønn sekretariatet mv., Budsjett 2024:  → 6300000\n");
  assert_proposals (one, "changed 2 «Kommunikasjon» Kommunikasjon, Budsjett 2022: 350 → 350000 *\n"
                    "changed 3 «Lønn sekretariatet mv.» Lønn sekretariatet mv., Budsjett 2022: 5000 → 5001 *\n");
  g_assert_nonnull (strstr (note_of (projects, "Klima"), "a thousandth"));
  g_assert_cmpuint (sek_import_count_accepted (projects), ==, 0);
  g_assert_nonnull (strstr (note_of (accounts, "Lønn sekretariatet mv."), "a thousand times"));
  g_assert_cmpuint (sek_import_count_accepted (accounts), ==, 0);
}

/* --- what goes wrong underway ------------------------------------------------------------------------------------- */

typedef struct
{
  GCancellable *cancellable;
  const char   *path; /* to be taken away instead */
  gulong        after_us;
} Mishap;

static gpointer
happen (gpointer data)
{
  const Mishap *mishap = data;

  g_usleep (mishap->after_us);
  if (mishap->path != NULL)
    g_unlink (mishap->path);
  else
    g_cancellable_cancel (mishap->cancellable);
  return NULL;
}

/* Whenever it is stopped, or the file goes away between the times that it is read, it ends in words or in all of its
 * proposals. */
static void
test_mishaps (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.csv", NULL);
  g_autoptr (GString) text = g_string_new ("region;alder;2022\n");
  guint n_stopped = 0;

  for (int i = 0; i < 3000; i++)
    g_string_append_printf (text, "%04d X;%d år;%d\n", 3001 + i / 100, i % 100, i);
  for (gulong round = 0; round < 60; round++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Mishap mishap = { cancellable, round % 2 == 0 ? path : NULL, round * 400 };
      g_autoptr (SekImport) import = sek_import_new (POPULATION, reg_of (fixture));
      g_autoptr (GError) error = NULL;
      GThread *thread;

      g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
      sek_import_set_file (import, path);
      thread = g_thread_new ("mishap", happen, &mishap);
      if (!sek_import_run (import, cancellable, &error))
        {
          g_assert_nonnull (error);
          n_stopped++;
        }
      g_thread_join (thread);
    }
  g_test_message ("%u of 60 were stopped", n_stopped);
}

#undef ADD
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up_example, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/import/untidy/blanks", test_blanks);
  ADD ("/import/untidy/tail", test_tail);
  ADD ("/import/untidy/large", test_large);
  ADD ("/import/untidy/large-sum", test_large_sum);
  ADD ("/import/untidy/twins", test_twins);
  ADD ("/import/untidy/twins-by-head", test_twins_by_head);
  ADD ("/import/untidy/populations", test_populations);
  ADD ("/import/untidy/neighbours", test_neighbours);
  ADD ("/import/untidy/amounts", test_amounts);
  ADD ("/import/untidy/mishaps", test_mishaps);
  return g_test_run ();
}
