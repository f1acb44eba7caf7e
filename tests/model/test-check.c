/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

/* What Kontroll finds, in a register of the test's own. */

#define TODAY SEK_DATE (2023, 3, 1)

static void
assert_verdict (Fixture *fixture, const char *id, SekVerdict verdict)
{
  g_autoptr (SekCheck) check = find_check (fixture, id, TODAY);

  if (check == NULL || check->verdict != verdict)
    g_error ("%s is %s, not %s", id, check != NULL ? sek_verdict_get_id (check->verdict) : "not there",
             sek_verdict_get_id (verdict));
}

/* A line against its source is rounding when they differ by less than one unit. */
static void
test_line_against_source (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *instalment; SekVerdict verdict; } cases[] = {
    { "100 000", SEK_VERDICT_OK }, { "100 000,01", SEK_VERDICT_ROUNDING }, { "100 999,99", SEK_VERDICT_ROUNDING },
    { "101 000", SEK_VERDICT_WRONG }, { "99 000,01", SEK_VERDICT_ROUNDING }, { "99 000", SEK_VERDICT_WRONG },
    { "", SEK_VERDICT_MISSING },
  };

  add (fixture, "budget_line", "section", "income", "name", "Tilskudd", "source", "grants", NULL);
  make_column (fixture, "B", "2023", "budget", "", "");
  add (fixture, "grant", "name", "G", "budget_line", "Tilskudd", NULL);
  add (fixture, "instalment", "grant", "G", "year", "2023", NULL);
  type_amount (fixture, "Tilskudd", "B", "100");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      edit (fixture, "instalment", "G/2023", "value", cases[i].instalment);
      assert_verdict (fixture, "grants/B", cases[i].verdict);
    }
}

/* A sum of n rounded figures is rounding when it is at most n/2 units off. */
static void
test_sums_of_rounded (Fixture *fixture, gconstpointer data)
{
  add_lines (fixture);
  make_column (fixture, "R", "2023", "accounts", "", "");
  type_amount (fixture, "Inntekt A", "R", "0,5");
  assert_verdict (fixture, "sum-income/R", SEK_VERDICT_OK);
  type_amount (fixture, "Inntekt B", "R", "0,5");
  {
    g_autoptr (SekCheck) check = find_check (fixture, "sum-income/R", TODAY);

    /* 1 + 1 as printed, 1 as the sum is printed. */
    g_assert_cmpint (check->left, ==, TKR (1));
    g_assert_cmpint (check->right, ==, TKR (2));
    g_assert_cmpint (check->tolerance, ==, TKR (1));
    g_assert_cmpint (check->verdict, ==, SEK_VERDICT_ROUNDING);
  }
  type_amount (fixture, "Inntekt A", "R", "0,4");
  type_amount (fixture, "Inntekt B", "R", "0,4");
  type_amount (fixture, "Inntekt C", "R", "0,4");
  assert_verdict (fixture, "sum-income/R", SEK_VERDICT_ROUNDING);
  type_amount (fixture, "Utgift", "R", "0,6");
  /* 1,2 and 0,6: printed 1 and 1, the result printed 1. */
  assert_verdict (fixture, "result/R", SEK_VERDICT_ROUNDING);
  assert_verdict (fixture, "closing/R", SEK_VERDICT_OK);
}

static void
test_negative_closing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekCheck) none = NULL, check = NULL;

  add_lines (fixture);
  make_column (fixture, "R", "2023", "accounts", "", "");
  type_amount (fixture, "Utgift", "R", "0");
  none = find_check (fixture, "negative-closing/R", TODAY);
  g_assert_null (none);
  /* Too little to be printed, and a deficit all the same. */
  type_amount (fixture, "Utgift", "R", "400 kr");
  check = find_check (fixture, "negative-closing/R", TODAY);
  g_assert_nonnull (check);
  g_assert_cmpint (check->verdict, ==, SEK_VERDICT_WRONG);
  g_assert_cmpint (check->left, ==, KR (-400));
}

/* Two lines of the same source are two checks, told apart. */
static void
test_two_lines_of_a_source (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  add (fixture, "budget_line", "section", "income", "name", "Klimasats", "source", "grants", NULL);
  add (fixture, "budget_line", "section", "income", "name", "Skogmidler", "source", "grants", NULL);
  make_column (fixture, "B", "2023", "budget", "", "");
  /* Nor are columns and members of the same name one. */
  make_column (fixture, "C", "2023", "budget", "", "");
  edit (fixture, "budget_column", "C", "title", "B");
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "100 øre", NULL);
  add (fixture, "member", "name", "Våler", NULL);
  add (fixture, "member", "name", "Våler", NULL);
  add (fixture, "grant", "name", "G", "budget_line", "Klimasats", NULL);
  add (fixture, "grant", "name", "H", "budget_line", "Skogmidler", NULL);
  add (fixture, "instalment", "grant", "G", "year", "2023", "value", "1000", NULL);
  add (fixture, "instalment", "grant", "H", "year", "2023", "value", "2000", NULL);
  checks = sek_check_all (reg_of (fixture), TODAY);
  for (guint i = 0; i < checks->len; i++)
    {
      const SekCheck *check = checks->pdata[i];

      n += check->kind == SEK_CHECK_GRANTS;
      g_assert_true (g_hash_table_add (ids, check->id));
    }
  g_assert_cmpuint (n, ==, 4);
}

static void
test_members_lack (Fixture *fixture, gconstpointer data)
{
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "100 øre", NULL);
  add_member (fixture, "Hel", "1000");
  add_member (fixture, "Halv", NULL);
  add (fixture, "member_number", "member", "Hel", "number", "0301", NULL);
  add (fixture, "member_number", "member", "Halv", "number", "0302", "valid_to", "31.12.2022", NULL);
  assert_verdict (fixture, "population/Halv, 2023", SEK_VERDICT_MISSING);
  assert_verdict (fixture, "number/Halv, 2023", SEK_VERDICT_MISSING);
  assert_verdict (fixture, "contacts", SEK_VERDICT_MISSING);
  add (fixture, "population", "member", "Halv", "date", "1.1.2022", "persons", "0", NULL);
  edit (fixture, "member_number", "Halv/0302", "valid_to", "1.1.2023");
  assert_verdict (fixture, "population/2023", SEK_VERDICT_OK);
  assert_verdict (fixture, "number/2023", SEK_VERDICT_OK);
  add (fixture, "contact", "member", "Hel", "role", "political", "email", "post@hel.example", NULL);
  assert_verdict (fixture, "contacts", SEK_VERDICT_MISSING);
  add (fixture, "contact", "member", "Halv", "role", "invoice", "email", "post@halv.example", NULL);
  assert_verdict (fixture, "contacts", SEK_VERDICT_OK);
}

/* A rate of a kind that no member has: told with the kind, the year and what to do, until somebody pays it. */
static void
test_rate_of_nobody (Fixture *fixture, gconstpointer data)
{
  static const char *const told[SEK_N_LANGUAGES] = {
    [SEK_LANGUAGE_NB] = "Ingen medlemmer av typen «fylkeskommune» betaler i 2023. Legg til medlemmene, eller rett "
                        "eller slett satsen.",
    [SEK_LANGUAGE_NN] = "Ingen medlemmer av typen «fylkeskommune» betaler i 2023. Legg til medlemmene, eller rett "
                        "eller slett satsen.",
    [SEK_LANGUAGE_EN] = "No member of the type “county” pays in 2023. Add the members, or correct or delete the rate.",
  };
  static const char *const subjects[SEK_N_LANGUAGES] = {
    [SEK_LANGUAGE_NB] = "2023, fylkeskommune", [SEK_LANGUAGE_NN] = "2023, fylkeskommune",
    [SEK_LANGUAGE_EN] = "2023, county",
  };
  g_autoptr (SekCheck) check = NULL, other = NULL, paid = NULL, seen = NULL;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("seen");

  add_member (fixture, "Hel", "1000");
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "100 øre", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "county", "rate", "50 øre", NULL);
  other = find_check (fixture, "payers/2023/municipality", TODAY);
  g_assert_null (other);
  check = find_check (fixture, "payers/2023/county", TODAY);
  g_assert_nonnull (check);
  g_assert_true (sek_check_counts (check));
  g_assert_cmpint (check->where.row, ==, find (fixture, "fee_rate", "2023/county"));
  for (int language = 0; language < SEK_N_LANGUAGES; language++)
    {
      g_autofree char *sentence = sek_check_dup_sentence (check, language),
                      *subject = sek_check_dup_subject (check, language);

      g_assert_cmpstr (sentence, ==, told[language]);
      g_assert_cmpstr (subject, ==, subjects[language]);
    }
  /* It hinders nothing, and can be let be. */
  sek_check_propose_seen (check, reg_of (fixture), "De kommer inn igjen", TODAY, changeset);
  submit (fixture, changeset);
  seen = find_check (fixture, "payers/2023/county", TODAY);
  g_assert_cmpstr (seen->seen, ==, "De kommer inn igjen");
  /* One that comes later pays later. */
  add (fixture, "member", "name", "Viken", "kind", "county", "joined", "2.1.2023", NULL);
  assert_verdict (fixture, "payers/2023/county", SEK_VERDICT_MISSING);
  edit (fixture, "member", "Viken", "joined", "1.1.2023");
  paid = find_check (fixture, "payers/2023/county", TODAY);
  g_assert_null (paid);
}

static void
test_grants (Fixture *fixture, gconstpointer data)
{
  static const struct { SekDate today; SekVerdict verdict; } course[] = {
    { SEK_DATE (2022, 12, 31), SEK_VERDICT_OK }, { SEK_DATE (2023, 1, 1), SEK_VERDICT_OK },
    { SEK_DATE (2023, 9, 10), SEK_VERDICT_OK }, { SEK_DATE (2023, 9, 11), SEK_VERDICT_WRONG },
    { SEK_DATE (2024, 6, 1), SEK_VERDICT_WRONG },
  };

  add (fixture, "grant", "name", "G", "awarded", "1000", "own_required", "365 000", "starts_on", "1.1.2023", "ends_on",
       "31.12.2023", NULL);
  {
    g_autoptr (SekCheck) none = find_check (fixture, "instalments/G", TODAY);

    g_assert_null (none);
  }
  add (fixture, "instalment", "grant", "G", "year", "2023", "value", "600", NULL);
  assert_verdict (fixture, "instalments/G", SEK_VERDICT_OK);
  add (fixture, "instalment", "grant", "G", "year", "2024", "value", "400", NULL);
  assert_verdict (fixture, "instalments/G", SEK_VERDICT_OK);
  edit (fixture, "instalment", "G/2024", "value", "400,01");
  assert_verdict (fixture, "instalments/G", SEK_VERDICT_WRONG);
  edit (fixture, "grant", "G", "awarded", "");
  assert_verdict (fixture, "instalments/G", SEK_VERDICT_MISSING);

  assert_verdict (fixture, "own-contribution/G", SEK_VERDICT_MISSING);
  /* 12 øre less than is due by 11 September, the 254th of 365 days. */
  add (fixture, "contribution", "grant", "G", "kind", "cash", "value", "151 000", NULL);
  add (fixture, "contribution", "grant", "G", "kind", "hours", "hours", "137,5", "hour_rate", "749,09", NULL);
  add (fixture, "contribution", "grant", "G", "kind", "hours", "hours", "10", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (course); i++)
    {
      g_autoptr (SekCheck) check = find_check (fixture, "own-contribution/G", course[i].today);

      g_assert_cmpint (check->left, ==, KR (151000) + 10299988);
      g_assert_cmpint (check->verdict, ==, course[i].verdict);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_EMPTY ("/check/line-against-source", test_line_against_source);
  ADD_EMPTY ("/check/sums-of-rounded", test_sums_of_rounded);
  ADD_EMPTY ("/check/negative-closing", test_negative_closing);
  ADD_EMPTY ("/check/two-lines-of-a-source", test_two_lines_of_a_source);
  ADD_EMPTY ("/check/members-lack", test_members_lack);
  ADD_EMPTY ("/check/rate-of-nobody", test_rate_of_nobody);
  ADD_EMPTY ("/check/grants", test_grants);
  return g_test_run ();
}
