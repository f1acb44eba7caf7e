/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <string.h>

/* Populations in each form that Statistics Norway's tables come in, and in those that people make of them. Each form
 * gives Drammen and Moss the same figures. */

#define POPULATION SEK_IMPORT_KIND_POPULATION
#define BOTH \
  "changed 2 «3005 Drammen» Drammen, 1.1.2022: 102273 → 102000 *\nchanged 3 «3002 Moss» Moss, 1.1.2022: 50290 → " \
  "50000 *\n"

static void
assert_persons (Fixture *fixture, const char *member, SekDate date, const char *expected)
{
  g_autofree char *persons = persons_of (fixture, member, date);

  g_assert_cmpstr (persons, ==, expected);
}

static const struct { const char *what, *name, *text; } forms[] = {
  { "wide", "a.csv", "\"region\";\"Personer 2022\"\n\"3005 Drammen\";102000\n\"3002 Moss\";50000\n" },
  { "wide, tabs", "a.tsv", "region\tPersons 2022\nK-3005 Drammen\t102000\nK-3002 Moss\t50000\n" },
  { "numbers of two years", "a.tsv",
    "nummer_2020\tnummer_2024\tnavn\t1.1.2022\n3005\t3301\tDrammen\t102000\n3002\t3103\tMoss\t50000\n" },
  { "wide, commas", "a.csv", "region,2022\nK_3005,102000\nK_3002,50000\n" },
  { "several years", "a.csv", "region;2021;2022\n3005 Drammen;101859;102000\n3002 Moss;49668;50000\n" },
  { "names", "a.csv", "Kommune;1.1.2022\nDrammen;102000\nMoss kommune;50000\n" },
  { "names and numbers apart", "a.csv",
    "Kommunenr.;Kommune;Fylke;Folketall 2022\n3005;Drammen;Viken;102 000\n3002;Moss;Viken;50 000\n" },
  { "title lines", "a.csv",
    "07459: Befolkning, etter region, statistikkvariabel og år\n\n\"region\";\"Personer 2022\"\n\"3005 "
    "Drammen\";102000\n\"3002 Moss\";50000\n\n"
    "Kilde: Statistisk sentralbyrå\nSist oppdatert;20220222 08:00\n" },
  { "long", "a.csv",
    "region,alder,år,07459: Befolkning 1986 - 2026\n3005 Drammen,0-17 år,2022,22000\n3005 Drammen,18 år eller "
    "eldre,2022,80000\n"
    "3002 Moss,0-17 år,2022,10000\n3002 Moss,18 år eller eldre,2022,40000\n" },
  { "long, years in rows", "a.csv",
    "region\tår\tfolketall\n3005 Drammen\t2021\t101859\n3005 Drammen\t2022\t102000\n3002 Moss\t2021\t49668\n3002 "
    "Moss\t2022\t50000\n" },
  { "sexes", "a.csv",
    "region;kjønn;Personer 2022\n3005 Drammen;Menn;51000\n3005 Drammen;Kvinner;51000\n3002 Moss;Menn;25000\n3002 "
    "Moss;Kvinner;25000\n" },
  { "totals beside parts", "a.csv",
    "region;kjønn;alder;Personer 2022\n3005 Drammen;Begge kjønn;Alder i alt;102000\n3005 Drammen;Begge kjønn;0 "
    "år;1000\n"
    "3005 Drammen;Menn;Alder i alt;51000\n3005 Drammen;Menn;0 år;500\n3005 Drammen;Kvinner;Alder i alt;51000\n"
    "3005 Drammen;Kvinner;0 år;500\n3002 Moss;Begge kjønn;Alder i alt;50000\n3002 Moss;Menn;Alder i alt;25000\n" },
  { "groups of ages beside single ones", "a.csv",
    "region;alder;2022\n3005 Drammen;0-1 år;40\n3005 Drammen;0 år;20\n3005 Drammen;1 år;20\n3005 Drammen;2 år og "
    "over;101960\n"
    "3002 Moss;0-1 år;2\n3002 Moss;0 år;1\n3002 Moss;1 år;1\n3002 Moss;2 år og over;49998\n" },
  { "region in its first row only", "a.csv",
    "region;kjønn;2022\n3005 Drammen;Menn;51000\n;Kvinner;51000\n3002 Moss;Menn;25000\n;Kvinner;25000\n" },
  { "head of two rows", "a.csv",
    ";;2021;2022\n;;Personer;Personer\n3005 Drammen;I alt;101859;102000\n3002 Moss;I alt;49668;50000\n" },
  { "no head", "a.csv", "3005 Drammen;102000\n3002 Moss;50000\n" },
  { "other figures beside", "11342.csv",
    "region;Folkemengde 2022;Landareal (km²) 2022;Innbyggere per km² 2022\n3005 Drammen;102000;145,5;703\n3002 "
    "Moss;50000;138,1;362\n" },
  { "quarters", "01222.csv",
    "region;statistikkvariabel;kvartal;01222: Befolkning\n3005 Drammen;Folketallet ved inngangen av "
    "kvartalet;2022K1;102000\n"
    "3005 Drammen;Folketallet ved utgangen av kvartalet;2022K1;102100\n3005 Drammen;Fødte;2022K1;270\n"
    "3002 Moss;Folketallet ved inngangen av kvartalet;2022K1;50000\n3002 Moss;Fødte;2022K1;100\n" },
  { "last day of the year before", "a.csv",
    "region;Folkemengde 31. desember 2021\n3005 Drammen;102000\n3002 Moss;50000\n" },
  { "numbers of 2024", "a.csv", "region;Personer 2022\nK-3301 Drammen;102000\nK-3103 Moss;50000\n" },
  { "all numbers ever", "a.csv",
    "region;Personer 2022\n3301 Drammen (2024-);0\n3005 Drammen (2020-2023);102000\n0602 Drammen (-2019);.\n3002 Moss "
    "(2020-2023);50000\n0104 Moss (-2019);0\n" },
  { "counties and the country", "a.csv",
    "region;2022\n0 Hele landet;5425270\n30 Viken;1269230\n3005 Drammen;102000\n3002 Moss;50000\n" },
};

static void
test_forms (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (SekImport) import = import_text (fixture, POPULATION, forms[i].name, forms[i].text, "year", "2022",
                                                  NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_test_message ("%s", forms[i].what);
      g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_CHANGED), ==, 2);
      g_assert_cmpuint (sek_import_count_accepted (import), ==, 2);
      g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_MISSING), ==, 62);
      g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_UNKNOWN) + sek_import_count (import, SEK_IMPORT_DOUBLE)
                            + sek_import_count (import, SEK_IMPORT_DOUBTFUL),
                        ==, 0);
      sek_import_submit (import, fixture->document, FALSE, &error);
      g_assert_no_error (error);
      assert_persons (fixture, "Drammen", SEK_DATE (2022, 1, 1), "102000");
      assert_persons (fixture, "Moss", SEK_DATE (2022, 1, 1), "50000");
      undo (fixture);
      after = dump (fixture);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_encodings (Fixture *fixture, gconstpointer data)
{
  static const char *const encodings[] = { "UTF-8", "ISO-8859-1", "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      const char *text = "\357\273\277region;kjønn;Personer 2022\n3047 Modum;Menn;7000\n3047 Modum;Kvinner;7000\n3048 "
                         "Øvre Eiker;Menn;10000\n3048 Øvre Eiker;Kvinner;10001\n";
      gsize length;
      g_autofree char *converted = g_convert (g_str_equal (encodings[i], "ISO-8859-1") ? text + 3 : text, -1,
                                              encodings[i], "UTF-8", NULL, &length, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (converted, length);
      g_autoptr (SekImport) import = import_bytes (fixture, POPULATION, "a.csv", bytes, NULL);

      g_test_message ("%s", encodings[i]);
      assert_proposals (import, "changed 2 «3047 Modum» Modum, 1.1.2022: 14273 → 14000 *\nchanged 4 «3048 Øvre Eiker» "
                                "Øvre Eiker, 1.1.2022: 20044 → 20001 *\n");
    }
}

/* Over the reforms: a merged member is the sum of its parts, a renumbered one itself, and one that got a part of
 * another is not told. */
static void
test_renumbering (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) old = import_text (fixture, POPULATION, "07459.csv",
                                           "region;2018;2019\n0104 Moss;32588;32726\n0136 Rygge;15992;16083\n"
                                           "0602 Drammen;68713;68933\n0625 Nedre Eiker;24718;24962\n0711 "
                                           "Svelvik;6685;6685\n0219 Bærum;125454;126841\n",
                                           NULL);
  g_autoptr (SekImport) part = NULL, both = NULL;

  g_assert_cmpuint (sek_import_count (old, SEK_IMPORT_NEW), ==, 6);
  g_assert_nonnull (strstr (note_of (old, "Moss, 1.1.2019"), "0104 Moss 32\302\240726 + 0136 Rygge 16\302\240083"));
  store_and_travel (fixture, old);
  assert_persons (fixture, "Moss", SEK_DATE (2019, 1, 1), "48809");
  assert_persons (fixture, "Moss", SEK_DATE (2018, 1, 1), "48580");
  assert_persons (fixture, "Drammen", SEK_DATE (2019, 1, 1), "100580");
  assert_persons (fixture, "Bærum", SEK_DATE (2019, 1, 1), "126841");

  /* A part that is not in the file is not 0. */
  part = import_text (fixture, POPULATION, "a.csv", "region;2017\n0104 Moss;32000\n0602 Drammen;1\n0711 Svelvik;2\n",
                      NULL);
  g_assert_cmpuint (sek_import_count_accepted (part), ==, 0);
  g_assert_cmpuint (sek_import_count (part, SEK_IMPORT_DOUBTFUL), ==, 2);
  g_assert_nonnull (strstr (note_of (part, "Drammen, 1.1.2017"), "0625 Nedre Eiker"));
  g_assert_nonnull (strstr (note_of (part, "0104 Moss"), "3002 Moss in 2020"));

  /* Where the file has both the whole and its parts the whole is taken, once. */
  both = import_text (fixture, POPULATION, "a.csv",
                      "region;2016\nK-3002 Moss;48000\n0104 Moss;32000\n0136 Rygge;16000\n", NULL);
  assert_proposals (both, "new 2 «K-3002 Moss» Moss, 1.1.2016:  → 48000 *\nother 3 «0104 Moss» :  → 32000\nother 4 "
                          "«0136 Rygge» :  → 16000\n");
}

/* Members of other regions, with the numbers that they have today. */
static void
test_splits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = NULL;

  add (fixture, "member", "name", "Ålesund", "number", "1508", NULL);
  add (fixture, "member", "name", "Haram", "number", "1580", NULL);
  add (fixture, "member", "name", "Orkland", "number", "5059", NULL);
  add (fixture, "member", "name", "Trondheim", "number", "5001", NULL);
  add (fixture, "member", "name", "Stavanger", NULL);
  add (fixture, "member_number", "member", "Stavanger", "number", "1103", "valid_from", "1.1.2020", NULL);
  import = import_text (fixture, POPULATION, "a.csv",
                        "region;2017;2019;2023\n1507 Ålesund;0;0;67000\n5012 Snillfjord;0;980;0\n5016 "
                        "Agdenes;0;1700;0\n5023 Meldal;0;3900;0\n5024 Orkdal;0;12000;0\n"
                        "1601 Trondheim;190464;0;0\n1662 Klæbu;6000;0;0\n5001 Trondheim;0;196159;212660\n5030 "
                        "Klæbu;0;6067;0\n"
                        "1103 Stavanger;132729;134037;146011\n1141 Finnøy;3200;3200;0\n1142 Rennesøy;4900;4900;0\n5059 "
                        "Orkland;0;0;18500\n",
                        NULL);
  store_and_travel (fixture, import);
  assert_persons (fixture, "Ålesund", SEK_DATE (2023, 1, 1), "");
  g_assert_nonnull (strstr (note_of (import, "Ålesund, 1.1.2023"), "1507 Ålesund, which was split after 2023"));
  g_assert_nonnull (strstr (note_of (import, "Haram, 1.1.2023"), "split after 2023"));
  g_assert_nonnull (strstr (note_of (import, "Orkland, 1.1.2019"), "5012 Snillfjord, which was split after 2019"));
  assert_persons (fixture, "Orkland", SEK_DATE (2019, 1, 1), "");
  assert_persons (fixture, "Orkland", SEK_DATE (2023, 1, 1), "18500");
  /* A number without a day from which it is valid is what it was in the year. */
  assert_persons (fixture, "Trondheim", SEK_DATE (2017, 1, 1), "190464");
  assert_persons (fixture, "Trondheim", SEK_DATE (2019, 1, 1), "196159");
  assert_persons (fixture, "Trondheim", SEK_DATE (2023, 1, 1), "212660");
  /* A merger that left the number: the member of 2020 is more than the number was. */
  assert_persons (fixture, "Stavanger", SEK_DATE (2019, 1, 1), "142137");
  assert_persons (fixture, "Stavanger", SEK_DATE (2023, 1, 1), "146011");
}

/* The split one is the sum of what it became, if the file has today's numbers. */
static void
test_split_member (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = NULL;

  add (fixture, "member", "name", "Ålesund", NULL);
  add (fixture, "member_number", "member", "Ålesund", "number", "1507", "valid_from", "1.1.2020", NULL);
  import = import_text (fixture, POPULATION, "a.csv", "region;2023\nK-1508 Ålesund;58000\nK-1580 Haram;9000\n", NULL);
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 1);
  g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_NEW), ==, 1);
  store_and_travel (fixture, import);
  assert_persons (fixture, "Ålesund", SEK_DATE (2023, 1, 1), "67000");
}

/* What is stored with a population, and that the same file changes nothing when it comes again. */
static void
test_source (Fixture *fixture, gconstpointer data)
{
  const char *text = "\"07459: Befolkning, etter region og år\"\n\nregion;2024\nK-3301 Drammen;104000\n";
  g_autoptr (SekImport) import = import_text (fixture, POPULATION, "folketall.csv", text, NULL), again = NULL,
                        other = NULL;
  g_autofree char *title = sek_import_dup_title (import), *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  const SekPopulation *population;
  guint events;

  g_assert_cmpstr (title, ==, "Import population 1.1.2024 from folketall.csv");
  g_assert_cmpstr (fact_of (import, "source"), ==, "SSB, tabell 07459");
  store_and_travel (fixture, import);
  population = sek_register_get_population (reg_of (fixture), find (fixture, "population", "3301/2024-01-01"));
  g_assert_cmpstr (population->source, ==, "SSB, tabell 07459");
  g_assert_cmpint (population->retrieved, ==, SEK_DATE (2026, 2, 27));
  before = dump (fixture);
  events = count_events (fixture);
  again = import_text (fixture, POPULATION, "folketall.csv", text, NULL);
  assert_proposals (again, "same 4 «K-3301 Drammen» Drammen, 1.1.2024: 104000 → 104000\n");
  sek_import_submit (again, fixture->document, FALSE, &error);
  g_assert_no_error (error);
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count_events (fixture), ==, events);
  /* Another source is named after its file; a figure that had none gets it. */
  edit (fixture, "population", "3301/2024-01-01", "source", "");
  other = import_text (fixture, POPULATION, "liste.csv", "Kommune;2024\nDrammen;104000\n", NULL);
  assert_proposals (other, "changed 2 «Drammen» Drammen, 1.1.2024: 104000 → 104000 *\n");
  store_and_travel (fixture, other);
  g_assert_cmpstr (sek_register_get_population (reg_of (fixture), find (fixture, "population", "3301/2024-01-01"))
                       ->source,
                   ==, "liste.csv");
}

/* Questions are asked, never guessed, and an answer is remembered. */
static void
test_questions (Fixture *fixture, gconstpointer data)
{
  const char *points = "region;2022\n3005 Drammen;102.000\n3002 Moss;50.000\n";
  g_autofree char *refusal = refuse_text (fixture, POPULATION, "a.csv", points, NULL), *year = NULL, *wrong = NULL,
                  *none = NULL;
  g_autoptr (SekImport) import = import_text (fixture, POPULATION, "a.csv", points, "decimal", "comma", NULL),
                        again = NULL, told = NULL, point = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (refusal, "“102.000”"));
  g_assert_nonnull (strstr (refusal, "--decimal=comma (102000)"));
  g_assert_nonnull (strstr (refusal, "--decimal=point (102)"));
  assert_proposals (import, BOTH);
  sek_import_submit (import, fixture->document, FALSE, &error);
  g_assert_no_error (error);
  again = import_text (fixture, POPULATION, "b.csv", points, NULL);
  g_assert_null (open_question (again));
  g_assert_cmpuint (sek_import_count (again, SEK_IMPORT_SAME), ==, 2);
  undo (fixture);
  again = (sek_import_free (again), import_text (fixture, POPULATION, "b.csv", points, NULL));
  g_assert_cmpstr (open_question (again), ==, "decimal");
  /* Another number tells. */
  told = import_text (fixture, POPULATION, "a.csv",
                      "region;2022\n0 Hele landet;5.425.270\n3005 Drammen;102.000\n3002 Moss;50.000\n", NULL);
  g_assert_cmpuint (sek_import_count_accepted (told), ==, 2);
  point = import_text (fixture, POPULATION, "a.csv", "region;2022\n3005 Drammen;102.500\n", "decimal", "point", NULL);
  g_assert_cmpuint (sek_import_count_accepted (point), ==, 0);
  year = refuse_text (fixture, POPULATION, "a.csv", "Kommune;Innbyggere\nDrammen;102000\n", NULL);
  g_assert_nonnull (strstr (year, "--year="));
  wrong = refuse_text (fixture, POPULATION, "a.csv", "Kommune;2021;2022\nDrammen;1;2\n", "year", "2020", NULL);
  g_assert_nonnull (strstr (wrong, "2021, 2022"));
  none = refuse_text (fixture, POPULATION, "a.csv", "dette;er\ningen;tabell\n", NULL);
  g_assert_nonnull (strstr (none, "3005 Drammen"));
}

/* What is not everyone, not a number, or not one municipality is told and not taken. */
static void
test_doubts (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *text, *expected, *name, *note; } cases[] = {
    { "region;kjønn;2022\n3005 Drammen;Menn;51000\n", "doubtful 2 «3005 Drammen» Drammen, 1.1.2022: 102273 → 51000\n",
      "3005 Drammen", "men only" },
    { "region;alder;2022\n3005 Drammen;0 år;1000\n3005 Drammen;1 år;1000\n",
      "doubtful 2 «3005 Drammen» Drammen, 1.1.2022: 102273 → 2000\n", "3005 Drammen", "“0 år”" },
    { "region;2022\n3005 Drammen;102273,5\n", "doubtful 2 «3005 Drammen» Drammen, 1.1.2022: 102273 → \n",
      "3005 Drammen", "102273,5" },
    { "region;2022\n3005 Halden;102000\n", "doubtful 2 «3005 Halden» Drammen, 1.1.2022: 102273 → 102000\n",
      "3005 Halden", "3005 is Drammen" },
    { "region;2022\nVåler;5900\n", "doubtful 2 «Våler» Våler (Østfold), 1.1.2022: 5913 → 5900\n", "Våler",
      "3018 Våler (Østfold)" },
    { "region;2022\n3005 Drammen;102000\n3005 Drammen;102001\n",
      "double 2 «3005 Drammen» Drammen, 1.1.2022: 102273 → 102000\n", "3005 Drammen", "row 3" },
    { "region;2022\n3005 Drammen;102000\nDrammen;102001\n",
      "double 2 «3005 Drammen» Drammen, 1.1.2022: 102273 → 102000\ndouble 3 «Drammen» :  → 102001\n", "Drammen",
      "row 2" },
    { "region;2022\n9999 Utopia;7\nAtlantis;8\n", "unknown 2 «9999 Utopia» :  → 7\nunknown 3 «Atlantis» :  → 8\n",
      "Atlantis", "this name in 2022" },
    { "region;kjønn;2022\n3005 Drammen;Menn;51000\n3005 Drammen;Kvinner;..\n",
      "doubtful 2 «3005 Drammen» Drammen, 1.1.2022: 102273 → 51000\n", "3005 Drammen", "1 figure is missing" },
    { "region;kjønn;2022\n3005 Drammen;I alt;100\n3005 Drammen;Menn;60\n3005 Drammen;Kvinner;60\n",
      "doubtful 2 «3005 Drammen» Drammen, 1.1.2022: 102273 → 100\n", "3005 Drammen", "its parts are 120" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SekImport) import = import_text (fixture, POPULATION, "a.csv", cases[i].text, NULL);

      g_test_message ("%s", cases[i].text);
      assert_proposals (import, cases[i].expected);
      g_assert_nonnull (strstr (note_of (import, cases[i].name), cases[i].note));
    }
}

/* A doubtful one is taken when somebody says so, also after the import ran again; a change can be refused. */
static void
test_acceptance (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, POPULATION, "a.csv",
                                              "region;2022\nVåler;5900\n3002 Moss;50000\n", NULL);
  g_autoptr (GError) error = NULL;

  sek_import_accept (import, 0, TRUE);
  sek_import_accept (import, 1, FALSE);
  sek_import_run (import, NULL, &error);
  g_assert_no_error (error);
  assert_proposals (import, "doubtful 2 «Våler» Våler (Østfold), 1.1.2022: 5913 → 5900 *\nchanged 3 «3002 Moss» Moss, "
                            "1.1.2022: 50290 → 50000\n");
  store_and_travel (fixture, import);
  assert_persons (fixture, "Våler (Østfold)", SEK_DATE (2022, 1, 1), "5900");
  assert_persons (fixture, "Moss", SEK_DATE (2022, 1, 1), "50290");
}

/* What was changed while somebody looked at the proposals is not overwritten. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekRegister) snapshot = sek_register_snapshot (reg_of (fixture));
  g_autoptr (SekImport) import = sek_import_new (POPULATION, snapshot);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("region;2022\n3002 Moss;50000\n", 28);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  sek_import_set_bytes (import, bytes, "a.csv");
  g_assert_true (sek_import_run (import, NULL, &error));
  edit (fixture, "population", "3002/2022-01-01", "persons", "50 291");
  before = dump (fixture);
  g_assert_false (sek_import_submit (import, fixture->document, FALSE, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_CONFLICT);
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

/* The real table by age of 1 January 2020, named by the environment: its sums are the example's. */
static void
test_real (Fixture *fixture, gconstpointer data)
{
  const char *path = g_getenv ("SEK_SSB_FILE");
  g_autoptr (SekImport) import = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    {
      g_test_skip ("SEK_SSB_FILE does not name Statistics Norway's table 07459 by age, 2020");
      return;
    }
  import = sek_import_new (POPULATION, reg_of (fixture));
  sek_import_set_file (import, path);
  g_assert_true (sek_import_run (import, NULL, &error));
  g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_SAME), ==, 64);
  g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_OTHER), ==, 295);
  g_assert_cmpuint (sek_import_get_proposals (import)->len, ==, 64 + 295);
}

#undef ADD
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up_example, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/import/population/forms", test_forms);
  ADD ("/import/population/encodings", test_encodings);
  ADD ("/import/population/renumbering", test_renumbering);
  ADD ("/import/population/splits", test_splits);
  ADD ("/import/population/split-member", test_split_member);
  ADD ("/import/population/source", test_source);
  ADD ("/import/population/questions", test_questions);
  ADD ("/import/population/doubts", test_doubts);
  ADD ("/import/population/acceptance", test_acceptance);
  ADD ("/import/population/conflict", test_conflict);
  ADD ("/import/population/real", test_real);
  return g_test_run ();
}
