/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <string.h>

/* Hours of project workers, as such lists are kept: the real ones are nobody's business, so that all are made up. */

#define HOURS SEK_IMPORT_KIND_HOURS
#define LIST "Dato;Timer;Aktivitet\n"

static void
add_grants (Fixture *fixture)
{
  add (fixture, "project", "name", "Ladestasjoner", NULL);
  add (fixture, "grant", "name", "Klimasats", "funder", "Miljødirektoratet", "project", "Ladestasjoner", "starts_on",
       "1.7.2022", "ends_on", "30.6.2024", NULL);
  add (fixture, "grant", "name", "Interreg", NULL);
}

/* What is stored, a line a row: day, hours, rate, what, where, position. Owned. */
static char *
word_stored (Fixture *fixture, const char *grant)
{
  GString *lines = g_string_new (NULL);
  const SekContribution *row;
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (reg_of (fixture), SEK_CONTRIBUTION));
  while ((row = (const SekContribution *) sek_table_iter_next (&iter)) != NULL)
    {
      const SekStaffPosition *position = row->staff_position != SEK_NONE
                                             ? sek_register_get_staff_position (reg_of (fixture), row->staff_position)
                                             : NULL;

      if (!g_str_equal (sek_register_get_grant (reg_of (fixture), row->grant)->name, grant))
        continue;
      g_assert_cmpint (row->kind, ==, SEK_CONTRIBUTION_KIND_HOURS);
      g_string_append_printf (lines, "%d %d %d %s|%s|%s\n", (int) row->date, (int) row->hours,
                              row->hour_rate == SEK_NONE ? -1 : (int) row->hour_rate,
                              row->what != NULL ? row->what : "", row->documented != NULL ? row->documented : "",
                              position != NULL ? position->title : "");
    }
  return g_string_free (lines, FALSE);
}

/* Which of the lines are there, whatever their order. */
static void
assert_stored (Fixture *fixture, const char *grant, const char *expected)
{
  g_autofree char *stored = word_stored (fixture, grant);
  g_auto (GStrv) lines = g_strsplit (expected, "\n", -1);

  g_assert_cmpuint (strlen (stored), ==, strlen (expected));
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (stored, lines[i]) == NULL)
      g_error ("no “%s” in %s", lines[i], stored);
}

static void
test_stored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = NULL;

  add_grants (fixture);
  add (fixture, "staff_position", "title", "Prosjektleder", "percent", "100", NULL);
  import = import_text (fixture, HOURS, "timer.csv",
                        "Timeliste\n\nDato;Initialer;Timer;Beskrivelse;Stilling;Timesats;Dokumentert i\n"
                        "6.2.2023;KN;7,5;Møte i styringsgruppa;prosjektleder;kr 700,-;Perm 4\n"
                        "07.02.23;KN;7:30;Rapport;;;\n"
                        "ons 8. februar 2023;KN;2 t 15 min;Telefon;;650,50;\n"
                        "Sum;;17,25;;;;\n", "grant", "Klimasats", NULL);
  g_assert_cmpstr (open_question (import), ==, NULL);
  store_and_travel (fixture, import);
  assert_stored (fixture, "Klimasats",
                 "20230206 750 70000 Møte i styringsgruppa|Perm 4|Prosjektleder\n"
                 "20230207 750 -1 Rapport||\n"
                 "20230208 225 65050 Telefon||\n");
  /* The answer is remembered. */
  import = (sek_import_free (import), import_text (fixture, HOURS, "timer.csv", LIST "9.2.2023;1;Møte\n", NULL));
  g_assert_cmpstr (open_question (import), ==, NULL);
  g_assert_true (sek_import_submit (import, fixture->document, FALSE, NULL));
  g_assert_cmpuint (count_rows (fixture, SEK_CONTRIBUTION), ==, 4);
}

static const struct { const char *text; int hundredths; } hours[] = {
  { "7,5", 750 },       { "7.5", 750 },      { "7,50", 750 },     { "7:30", 750 },     { "07:30", 750 },
  { "7:30:00", 750 },   { "7 t", 700 },      { "7t 30min", 750 }, { "7,5 timer", 750 }, { "45 min", 75 },
  { "7:20", 733 },      { "0,25", 25 },      { "10", 1000 },      { "7.125", 713 },     { "7 timar", 700 },
  { "7 h", 700 },       { "1:05", 108 },
};

static void
test_forms_of_hours (Fixture *fixture, gconstpointer data)
{
  add_grants (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      g_autofree char *text = g_strdup_printf (LIST "6.2.2023;%s;a\n", hours[i].text);
      g_autofree char *expected = g_strdup_printf ("20230206 %d -1 a||\n", hours[i].hundredths);
      g_autoptr (SekImport) import = import_text (fixture, HOURS, "t.csv", text, "grant", "Klimasats", NULL);

      g_test_message ("%s", hours[i].text);
      g_assert_true (sek_import_submit (import, fixture->document, FALSE, NULL));
      assert_stored (fixture, "Klimasats", expected);
      g_assert_true (sek_document_undo (fixture->document, NULL, NULL));
    }
}

static const char *const no_hours[] = { "syv", "7:60", "7,5,5", "-7", "7 kg", "7:3", "1 t 1,5", "12:345" };

static void
test_no_hours (Fixture *fixture, gconstpointer data)
{
  add_grants (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (no_hours); i++)
    {
      g_autofree char *text = g_strdup_printf (LIST "6.2.2023;%s;a\n7.2.2023;1;b\n", no_hours[i]);
      g_autoptr (SekImport) import = import_text (fixture, HOURS, "t.csv", text, "grant", "Klimasats", NULL);

      g_test_message ("%s", no_hours[i]);
      g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_UNKNOWN), ==, 1);
      g_assert_nonnull (strstr (note_of (import, "6.2.2023: a"), no_hours[i]));
      g_assert_cmpuint (sek_import_count_accepted (import), ==, 1);
    }
}

static void
test_left (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = NULL;

  add_grants (fixture);
  import = import_text (fixture, HOURS, "t.csv",
                        LIST "Januar;;\n2.1.2023;7;Møte\n3.1.2023;;Ferie\n;4;Uten dag\n32.1.2023;4;Feil dag\n"
                             "Sum januar;11;\n4.1.2023;11;Sum\n\nSignatur:;;\n",
                        "grant", "Klimasats", NULL);
  assert_proposals (import, "other 2 «Januar» :  → \n"
                            "new 3 «2.1.2023» Klimasats, 2 January 2023: Møte:  → 7 *\n"
                            "other 4 «3.1.2023: Ferie» :  → \n"
                            "unknown 5 «Uten dag» :  → \n"
                            "unknown 6 «32.1.2023: Feil dag» :  → \n"
                            "other 7 «Sum januar» :  → \n"
                            "doubtful 8 «4.1.2023» Klimasats, 4 January 2023: Sum:  → 11\n"
                            "other 10 «Signatur:» :  → \n");
  g_assert_cmpstr (note_of (import, "Sum januar"), ==, "A sum.");
  g_assert_cmpstr (note_of (import, "Uten dag"), ==, "No day.");
  g_assert_nonnull (strstr (note_of (import, "32.1.2023: Feil dag"), "32.1.2023"));
}

/* The same list again, one row longer: only that row is new. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) first = NULL, second = NULL;

  add_grants (fixture);
  first = import_text (fixture, HOURS, "t.csv", LIST "2.1.2023;7;Møte\n", "grant", "Klimasats", NULL);
  g_assert_true (sek_import_submit (first, fixture->document, FALSE, NULL));
  second = import_text (fixture, HOURS, "t.csv", LIST "2.1.2023;7:00;møte\n2.1.2023;6;Møte\n2.1.2023;7;Møte\n", NULL);
  assert_proposals (second, "same 2 «2.1.2023» Klimasats, 2 January 2023: møte: 7 → 7\n"
                            "new 3 «2.1.2023» Klimasats, 2 January 2023: Møte:  → 6 *\n"
                            "double 4 «2.1.2023» Klimasats, 2 January 2023: Møte:  → 7\n");
  /* Of another grant they are others. */
  g_clear_pointer (&second, sek_import_free);
  second = import_text (fixture, HOURS, "t.csv", LIST "2.1.2023;7;Møte\n", "grant", "Interreg", NULL);
  g_assert_cmpuint (sek_import_count (second, SEK_IMPORT_NEW), ==, 1);
}

static void
test_double (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = NULL;
  const char *text = "Dato;Ansatt;Timer;Hva\n2.1.2023;KN;2;Møte\n2.1.2023;KN;2;Møte\n2.1.2023;AB;2;Møte\n";

  add_grants (fixture);
  import = import_text (fixture, HOURS, "t.csv", text, "grant", "Klimasats", NULL);
  assert_proposals (import, "new 2 «2.1.2023» Klimasats, 2 January 2023: Møte:  → 2 *\n"
                            "double 3 «2.1.2023» Klimasats, 2 January 2023: Møte:  → 2\n"
                            "new 4 «2.1.2023» Klimasats, 2 January 2023: Møte:  → 2 *\n");
  sek_import_accept (import, 1, TRUE);
  g_assert_true (sek_import_submit (import, fixture->document, FALSE, NULL));
  g_assert_cmpuint (count_rows (fixture, SEK_CONTRIBUTION), ==, 3);
  g_clear_pointer (&import, sek_import_free);
  import = import_text (fixture, HOURS, "t.csv", text, NULL);
  g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_SAME), ==, 3);
}

static void
test_period (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = NULL;

  add_grants (fixture);
  import = import_text (fixture, HOURS, "t.csv",
                        LIST "30.6.2022;1;før\n1.7.2022;1;først\n30.6.2024;1;sist\n1.7.2024;1;etter\n", "grant",
                        "Klimasats", NULL);
  assert_proposals (import, "doubtful 2 «30.6.2022» Klimasats, 30 June 2022: før:  → 1\n"
                            "new 3 «1.7.2022» Klimasats, 1 July 2022: først:  → 1 *\n"
                            "new 4 «30.6.2024» Klimasats, 30 June 2024: sist:  → 1 *\n"
                            "doubtful 5 «1.7.2024» Klimasats, 1 July 2024: etter:  → 1\n");
  g_assert_nonnull (strstr (note_of (import, "30.6.2022"), "begins on 1 July 2022"));
  g_assert_nonnull (strstr (note_of (import, "1.7.2024"), "ends on 30 June 2024"));
  /* Refused is not taken by anybody. */
  sek_import_accept (import, 0, TRUE);
  sek_import_accept (import, 3, TRUE);
  g_assert_true (sek_import_submit (import, fixture->document, FALSE, NULL));
  assert_stored (fixture, "Klimasats", "20220701 100 -1 først||\n20240630 100 -1 sist||\n");
}

static void
test_long_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = NULL;

  add_grants (fixture);
  import = import_text (fixture, HOURS, "t.csv", LIST "2.1.2023;20;a\n2.1.2023;4:30;b\n3.1.2023;24;c\n", "grant",
                        "Interreg", NULL);
  assert_proposals (import, "doubtful 2 «2.1.2023» Interreg, 2 January 2023: a:  → 20\n"
                            "doubtful 3 «2.1.2023» Interreg, 2 January 2023: b:  → 4,5\n"
                            "new 4 «3.1.2023» Interreg, 3 January 2023: c:  → 24 *\n");
  g_assert_nonnull (strstr (note_of (import, "2.1.2023"), "24,5 hours on this day"));
}

static void
test_grant_a_row (Fixture *fixture, gconstpointer data)
{
  const char *text = "Dato;Timer;Prosjekt;Hva\n2.1.2023;1;Klimasats;a\n2.1.2023;2;ladestasjoner;b\n2.1.2023;3;Annet;c\n"
                     "2.1.2023;4;;d\n";
  g_autoptr (SekImport) import = NULL;

  add_grants (fixture);
  import = import_text (fixture, HOURS, "t.csv", text, NULL);
  g_assert_cmpstr (open_question (import), ==, "grant");
  g_clear_pointer (&import, sek_import_free);
  import = import_text (fixture, HOURS, "t.csv", text, "grant", "Interreg", NULL);
  assert_proposals (import, "new 2 «2.1.2023» Klimasats, 2 January 2023: a:  → 1 *\n"
                            "new 3 «2.1.2023» Klimasats, 2 January 2023: b:  → 2 *\n"
                            "unknown 4 «2.1.2023: c» :  → \n"
                            "new 5 «2.1.2023» Interreg, 2 January 2023: d:  → 4 *\n");
  g_clear_pointer (&import, sek_import_free);
  import = import_text (fixture, HOURS, "t.csv", text, "grant", "Interreg", "row:Annet", "Interreg", NULL);
  g_assert_true (sek_import_submit (import, fixture->document, FALSE, NULL));
  assert_stored (fixture, "Interreg", "20230102 300 -1 c||\n20230102 400 -1 d||\n");
  /* Remembered, and what is to be left out as well. */
  g_clear_pointer (&import, sek_import_free);
  import = import_text (fixture, HOURS, "t.csv", text, NULL);
  g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_SAME), ==, 4);
  g_clear_pointer (&import, sek_import_free);
  import = import_text (fixture, HOURS, "t.csv", text, "row:Annet", "ignore", NULL);
  g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_OTHER), ==, 1);
}

static void
test_only_grant (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = refuse_text (fixture, HOURS, "t.csv", LIST "2.1.2023;1;a\n", NULL);
  g_autoptr (SekImport) import = NULL;

  g_assert_nonnull (strstr (message, "no grant"));
  add (fixture, "grant", "name", "Interreg", NULL);
  import = import_text (fixture, HOURS, "t.csv", LIST "2.1.2023;1;a\n", NULL);
  g_assert_cmpstr (fact_of (import, "grant"), ==, "Interreg, the only one of the register");
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 1);
}

static void
test_positions (Fixture *fixture, gconstpointer data)
{
  const char *text = "Dato;Timer;Stilling\n2.1.2023;1;Rådgiver\n3.1.2023;1;Vikar\n";
  g_autoptr (SekImport) import = NULL;

  add_grants (fixture);
  add (fixture, "staff_position", "title", "Rådgiver", "percent", "100", NULL);
  import = import_text (fixture, HOURS, "t.csv", text, "grant", "Interreg", NULL);
  g_assert_cmpstr (open_question (import), ==, "position:Vikar");
  g_clear_pointer (&import, sek_import_free);
  import = import_text (fixture, HOURS, "t.csv", text, "grant", "Interreg", "position:Vikar", "none", NULL);
  g_assert_true (sek_import_submit (import, fixture->document, FALSE, NULL));
  assert_stored (fixture, "Interreg", "20230102 100 -1 ||Rådgiver\n20230103 100 -1 ||\n");
}

static void
test_year (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = NULL;

  add_grants (fixture);
  import = import_text (fixture, HOURS, "t.csv", LIST "2.1.;1;a\n", "grant", "Klimasats", NULL);
  g_assert_cmpstr (open_question (import), ==, "year");
  g_clear_pointer (&import, sek_import_free);
  import = import_text (fixture, HOURS, "t.csv", LIST "2.1.;1;a\n", "grant", "Klimasats", "year", "2024", NULL);
  assert_proposals (import, "new 2 «2.1.» Klimasats, 2 January 2024: a:  → 1 *\n");
  g_clear_pointer (&import, sek_import_free);
  import = import_text (fixture, HOURS, "Timeliste 2023.csv", LIST "ma 2.1;1;a\n29. februar;1;b\n", "grant",
                        "Klimasats", NULL);
  assert_proposals (import, "new 2 «ma 2.1» Klimasats, 2 January 2023: a:  → 1 *\n"
                            "unknown 3 «29. februar: b» :  → \n");
}

static void
test_no_columns (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = refuse_text (fixture, HOURS, "t.csv", "Post;Beløp\nKommunikasjon;77\n", NULL);
  g_autoptr (SekImport) import = NULL;

  g_assert_nonnull (strstr (message, "“Dato”"));
  add_grants (fixture);
  import = import_text (fixture, HOURS, "t.csv", "Når;Hvor lenge\n2.1.2023;1\n", "grant", "Interreg", "column:Når",
                        "date", "column:Hvor lenge", "hours", NULL);
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 1);
}

/* What cannot be a rate makes the row uncertain: it would count with another one. */
static void
test_rate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = NULL;

  add_grants (fixture);
  import = import_text (fixture, HOURS, "t.csv", "Dato;Timer;Timesats\n2.1.2023;1;etter avtale\n", "grant", "Interreg",
                        NULL);
  g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_DOUBTFUL), ==, 1);
  g_assert_nonnull (strstr (note_of (import, "2.1.2023"), "etter avtale"));
  sek_import_accept (import, 0, TRUE);
  g_assert_true (sek_import_submit (import, fixture->document, FALSE, NULL));
  assert_stored (fixture, "Interreg", "20230102 100 -1 ||\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_EMPTY ("/import-hours/stored", test_stored);
  ADD_EMPTY ("/import-hours/forms-of-hours", test_forms_of_hours);
  ADD_EMPTY ("/import-hours/no-hours", test_no_hours);
  ADD_EMPTY ("/import-hours/left", test_left);
  ADD_EMPTY ("/import-hours/again", test_again);
  ADD_EMPTY ("/import-hours/double", test_double);
  ADD_EMPTY ("/import-hours/period", test_period);
  ADD_EMPTY ("/import-hours/long-day", test_long_day);
  ADD_EMPTY ("/import-hours/grant-a-row", test_grant_a_row);
  ADD_EMPTY ("/import-hours/only-grant", test_only_grant);
  ADD_EMPTY ("/import-hours/positions", test_positions);
  ADD_EMPTY ("/import-hours/year", test_year);
  ADD_EMPTY ("/import-hours/no-columns", test_no_columns);
  ADD_EMPTY ("/import-hours/rate", test_rate);
  return g_test_run ();
}
