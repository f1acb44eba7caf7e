/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "years-fixture.h"

#include "sek-year-calendar.h"

/* What a year asks next, by the dates of a council's usual year: fees are issued in January, accounts and rate are
 * adopted in June, the third quarter is reported in October, the budget drafted and treated in November and adopted in
 * December. */

#define ALL "Fakturering av kontingent 2023, Regnskap 2022 vedtas, Kontingentsats 2024 vedtas, " \
            "Statusrapport, 3. kvartal 2023, Utkast til budsjett 2024"

/* The names of what is not done, one after another. */
static void
assert_tasks_at (const char *place, Fixture *fixture, SekDate today, const char *wanted)
{
  g_autoptr (GArray) tasks = sek_year_list_tasks (reg_of (fixture), today);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < tasks->len; i++)
    {
      const SekTask *task = &g_array_index (tasks, SekTask, i);
      g_autofree char *name = sek_task_dup_name (task, SEK_LANGUAGE_NB);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
      if (i > 0)
        g_assert_cmpint (task[-1].due, <=, task->due);
      g_assert_cmpint (sek_date_year (task->due), ==, sek_date_year (today));
    }
  if (!g_str_equal (names->str, wanted))
    g_error ("%s: “%s”, not “%s”", place, names->str, wanted);
}

#define assert_tasks(fixture, today, wanted) assert_tasks_at (G_STRLOC, (fixture), (today), (wanted))

/* A council in 2023: the rate and the budget of the year are decided, and nothing else is done. */
static void
make_council (Fixture *fixture)
{
  add_three_lines (fixture);
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "2,80", "decided_on", "21.6.2022", NULL);
  add_year (fixture, "Budsjett 2023", "2023", "budget", "100", "500", "400");
  edit (fixture, "budget_column", "Budsjett 2023", "status", "adopted");
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  /* There is nothing to issue, to report or to draft from. */
  assert_tasks (fixture, SEK_DATE (2023, 6, 1), "");
  /* A budget alone can be reported on and gone on from; without a rate no fees are issued. */
  add_three_lines (fixture);
  add_year (fixture, "B", "2023", "budget", "100", "500", "400");
  assert_tasks (fixture, SEK_DATE (2023, 6, 1),
                "Regnskap 2022 vedtas, Statusrapport, 3. kvartal 2023, Utkast til budsjett 2024");
  /* A rate alone. */
  remove_row (fixture, "budget_column", "B");
  add (fixture, "fee_rate", "year", "2022", "kind", "municipality", "rate", "2,80", NULL);
  assert_tasks (fixture, SEK_DATE (2023, 6, 1), "Kontingentsats 2024 vedtas");
  assert_tasks (fixture, SEK_DATE (2022, 6, 1), "Fakturering av kontingent 2022, Kontingentsats 2023 vedtas");
}

/* The list is of the whole year, whatever day it is; what is over is overdue and not gone. */
static void
test_dates (Fixture *fixture, gconstpointer data)
{
  static const SekDate days[] = {
    SEK_DATE (2023, 1, 1), SEK_DATE (2023, 1, 31), SEK_DATE (2023, 2, 1), SEK_DATE (2023, 6, 30),
    SEK_DATE (2023, 7, 1), SEK_DATE (2023, 10, 31), SEK_DATE (2023, 11, 15), SEK_DATE (2023, 11, 30),
    SEK_DATE (2023, 12, 31),
  };

  make_council (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    assert_tasks (fixture, days[i], ALL);
  /* In the next year it is the budget of that year's next. */
  assert_tasks (fixture, SEK_DATE (2024, 1, 1),
                "Regnskap 2023 vedtas, Kontingentsats 2025 vedtas, Utkast til budsjett 2025");
}

static void
test_due_dates (Fixture *fixture, gconstpointer data)
{
  static const struct { SekTaskKind kind; SekDate due; } wanted[] = {
    { SEK_TASK_RUN, SEK_DATE (2023, 1, 31) }, { SEK_TASK_ACCOUNTS, SEK_DATE (2023, 6, 30) },
    { SEK_TASK_RATE, SEK_DATE (2023, 6, 30) }, { SEK_TASK_STATUS, SEK_DATE (2023, 10, 31) },
    { SEK_TASK_RECOMMEND, SEK_DATE (2023, 11, 30) }, { SEK_TASK_ADOPT, SEK_DATE (2023, 12, 31) },
  };
  g_autoptr (GArray) tasks = NULL, drafting = NULL;

  make_council (fixture);
  drafting = sek_year_list_tasks (reg_of (fixture), SEK_DATE (2023, 5, 1));
  g_assert_cmpint (g_array_index (drafting, SekTask, 4).due, ==, SEK_DATE (2023, 11, 15));
  add_year (fixture, "Forslag 2024", "2024", "proposal", NULL, "500", "450");
  tasks = sek_year_list_tasks (reg_of (fixture), SEK_DATE (2023, 5, 1));
  g_assert_cmpuint (tasks->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < tasks->len; i++)
    {
      g_assert_cmpint (g_array_index (tasks, SekTask, i).kind, ==, wanted[i].kind);
      g_assert_cmpint (g_array_index (tasks, SekTask, i).due, ==, wanted[i].due);
    }
}

/* Through the year, as it is worked off. */
static void
test_year (Fixture *fixture, gconstpointer data)
{
  make_council (fixture);
  /* Accounts that are not adopted are not done, nor are those of a part of the year enough for the report. */
  add_year (fixture, "Regnskap 2022", "2022", "accounts", "0", "400", "300");
  assert_tasks (fixture, SEK_DATE (2023, 6, 1), ALL);
  edit (fixture, "budget_column", "Regnskap 2022", "status", "recommended");
  assert_tasks (fixture, SEK_DATE (2023, 6, 1), ALL);
  edit (fixture, "budget_column", "Regnskap 2022", "status", "adopted");
  assert_tasks (fixture, SEK_DATE (2023, 6, 30),
                "Fakturering av kontingent 2023, Kontingentsats 2024 vedtas, Statusrapport, 3. kvartal 2023, "
                "Utkast til budsjett 2024");
  /* A rate without a day is a proposal. */
  add (fixture, "fee_rate", "year", "2024", "kind", "municipality", "rate", "2,90", NULL);
  assert_tasks (fixture, SEK_DATE (2023, 6, 30),
                "Fakturering av kontingent 2023, Kontingentsats 2024 vedtas, Statusrapport, 3. kvartal 2023, "
                "Utkast til budsjett 2024");
  edit (fixture, "fee_rate", "2024/municipality", "decided_on", "20.6.2023");
  add (fixture, "budget_column", "title", "Regnskap juni", "year", "2023", "kind", "accounts", "figures_on",
       "30.6.2023", NULL);
  assert_tasks (fixture, SEK_DATE (2023, 7, 1),
                "Fakturering av kontingent 2023, Statusrapport, 3. kvartal 2023, Utkast til budsjett 2024");
  edit (fixture, "budget_column", "Regnskap juni", "figures_on", "29.9.2023");
  assert_tasks (fixture, SEK_DATE (2023, 10, 1),
                "Fakturering av kontingent 2023, Statusrapport, 3. kvartal 2023, Utkast til budsjett 2024");
  edit (fixture, "budget_column", "Regnskap juni", "figures_on", "30.9.2023");
  assert_tasks (fixture, SEK_DATE (2023, 10, 1), "Fakturering av kontingent 2023, Utkast til budsjett 2024");
  /* A column without an expense is no draft. */
  add (fixture, "budget_column", "title", "Forslag 2024", "year", "2024", "kind", "proposal", NULL);
  type_amount (fixture, "Inntekt", "Forslag 2024", "500");
  assert_tasks (fixture, SEK_DATE (2023, 11, 1), "Fakturering av kontingent 2023, Utkast til budsjett 2024");
  type_amount (fixture, "Utgift", "Forslag 2024", "0");
  assert_tasks (fixture, SEK_DATE (2023, 11, 16),
                "Fakturering av kontingent 2023, Styret behandler budsjett 2024, Budsjett 2024 vedtas");
  edit (fixture, "budget_column", "Forslag 2024", "status", "recommended");
  assert_tasks (fixture, SEK_DATE (2023, 11, 30), "Fakturering av kontingent 2023, Budsjett 2024 vedtas");
  /* Of several columns of a year the one that is furthest on its way counts. */
  add_year (fixture, "Annet forslag 2024", "2024", "proposal", NULL, "500", "450");
  assert_tasks (fixture, SEK_DATE (2023, 12, 1), "Fakturering av kontingent 2023, Budsjett 2024 vedtas");
  edit (fixture, "budget_column", "Forslag 2024", "status", "adopted");
  assert_tasks (fixture, SEK_DATE (2023, 12, 31), "Fakturering av kontingent 2023");
}

/* Deviations that lack an explanation keep the report of the third quarter open. */
static void
test_explained (Fixture *fixture, gconstpointer data)
{
  make_council (fixture);
  edit (fixture, "organisation", "-", "deviation_limit", "1 000");
  add (fixture, "budget_column", "title", "Regnskap", "year", "2023", "kind", "accounts", "figures_on", "30.9.2023",
       NULL);
  type_amount (fixture, "Inntekt", "Regnskap", "375");
  type_amount (fixture, "Utgift", "Regnskap", "399");
  assert_tasks (fixture, SEK_DATE (2023, 10, 31), ALL);
  edit (fixture, "amount", "Utgift/Regnskap", "comment", "Betalt på forskudd");
  assert_tasks (fixture, SEK_DATE (2023, 10, 31),
                "Fakturering av kontingent 2023, Regnskap 2022 vedtas, Kontingentsats 2024 vedtas, "
                "Utkast til budsjett 2024");
}

static void
test_issued (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) tasks = sek_year_list_tasks (reg_of (fixture), SEK_DATE (2023, 1, 31)), after = NULL;

  g_assert_cmpint (g_array_index (tasks, SekTask, 0).kind, ==, SEK_TASK_RUN);
  issue_fees (fixture, 2023);
  after = sek_year_list_tasks (reg_of (fixture), SEK_DATE (2023, 1, 31));
  g_assert_cmpuint (after->len + 1, ==, tasks->len);
  g_assert_cmpint (g_array_index (after, SekTask, 0).kind, !=, SEK_TASK_RUN);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void
test_words (void)
{
  static const struct { SekTask task; const char *words[SEK_N_LANGUAGES]; } names[] = {
    { { SEK_TASK_RUN, 2023 }, { "Fakturering av kontingent 2023", "Fakturering av kontingent 2023",
                                "Invoicing of fees 2023" } },
    { { SEK_TASK_ACCOUNTS, 2022 }, { "Regnskap 2022 vedtas", "Rekneskap 2022 blir vedteke",
                                     "Accounts 2022 are adopted" } },
    { { SEK_TASK_RATE, 2024 }, { "Kontingentsats 2024 vedtas", "Kontingentsats 2024 blir vedteken",
                                 "Fee rate 2024 is decided" } },
    { { SEK_TASK_STATUS, 2023 }, { "Statusrapport, 3. kvartal 2023", "Statusrapport, 3. kvartal 2023",
                                   "Status report, 3rd quarter 2023" } },
    { { SEK_TASK_DRAFT, 2024 }, { "Utkast til budsjett 2024", "Utkast til budsjett 2024", "Draft budget 2024" } },
    { { SEK_TASK_RECOMMEND, 2024 }, { "Styret behandler budsjett 2024", "Styret behandlar budsjett 2024",
                                      "The board treats budget 2024" } },
    { { SEK_TASK_ADOPT, 2024 }, { "Budsjett 2024 vedtas", "Budsjett 2024 blir vedteke", "Budget 2024 is adopted" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (int language = 0; language < SEK_N_LANGUAGES; language++)
      assert_told (sek_task_dup_name (&names[i].task, language), names[i].words[language]);
}

static void
test_days (void)
{
  static const struct { SekDate due, today; const char *words[SEK_N_LANGUAGES]; } days[] = {
    { SEK_DATE (2023, 6, 30), SEK_DATE (2023, 6, 30), { "i dag", "i dag", "today" } },
    { SEK_DATE (2023, 6, 30), SEK_DATE (2023, 6, 29), { "i morgen", "i morgon", "tomorrow" } },
    { SEK_DATE (2024, 1, 1), SEK_DATE (2023, 12, 31), { "i morgen", "i morgon", "tomorrow" } },
    { SEK_DATE (2024, 3, 1), SEK_DATE (2024, 2, 29), { "i morgen", "i morgon", "tomorrow" } },
    { SEK_DATE (2023, 12, 7), SEK_DATE (2023, 11, 1), { "7.12.", "7.12.", "7 December" } },
    { SEK_DATE (2023, 10, 31), SEK_DATE (2023, 11, 1), { "forfalt 31.10.", "forfalle 31.10.",
                                                         "overdue since 31 October" } },
    { SEK_DATE (2024, 1, 31), SEK_DATE (2023, 12, 1), { "31.1.2024", "31.1.2024", "31 January 2024" } },
    { SEK_DATE (2022, 12, 31), SEK_DATE (2023, 1, 1), { "forfalt 31.12.2022", "forfalle 31.12.2022",
                                                        "overdue since 31 December 2022" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    for (int language = 0; language < SEK_N_LANGUAGES; language++)
      assert_told (sek_date_dup_due (days[i].due, days[i].today, language), days[i].words[language]);
}

/* --- the first steps ---------------------------------------------------------------------------------------------- */

static guint
count_done (Fixture *fixture, gboolean *all)
{
  gboolean done[SEK_N_STEPS];
  guint n = 0;

  *all = sek_year_list_steps (reg_of (fixture), done);
  for (int step = 0; step < SEK_N_STEPS; step++)
    n += done[step];
  return n;
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  gboolean done[SEK_N_STEPS], all;

  g_assert_cmpuint (count_done (fixture, &all), ==, 0);
  edit (fixture, "organisation", "-", "short_name", "Rådet");
  g_assert_cmpuint (count_done (fixture, &all), ==, 1);
  add (fixture, "member", "name", "Hel", NULL);
  g_assert_cmpuint (count_done (fixture, &all), ==, 2);
  add (fixture, "population", "member", "Hel", "date", "1.1.2022", "persons", "1000", NULL);
  g_assert_cmpuint (count_done (fixture, &all), ==, 3);
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "2,80", NULL);
  g_assert_cmpuint (count_done (fixture, &all), ==, 4);
  /* A column is no budget without lines, nor are lines an amount. */
  make_column (fixture, "B", "2023", "budget", "", "");
  g_assert_cmpuint (count_done (fixture, &all), ==, 4);
  add_three_lines (fixture);
  g_assert_cmpuint (count_done (fixture, &all), ==, 5);
  g_assert_false (all);
  /* A blank with a comment is no amount. */
  type_amount (fixture, "Utgift", "B", "1");
  edit (fixture, "amount", "Utgift/B", "comment", "kommer");
  g_assert_cmpuint (count_done (fixture, &all), ==, 6);
  g_assert_true (all);
  type_amount (fixture, "Utgift", "B", "");
  g_assert_false (sek_year_list_steps (reg_of (fixture), done));
  g_assert_false (done[SEK_STEP_AMOUNTS]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/year-calendar/words", test_words);
  g_test_add_func ("/year-calendar/days", test_days);
  ADD_EMPTY ("/year-calendar/nothing", test_nothing);
  ADD_EMPTY ("/year-calendar/dates", test_dates);
  ADD_EMPTY ("/year-calendar/due-dates", test_due_dates);
  ADD_EMPTY ("/year-calendar/year", test_year);
  ADD_EMPTY ("/year-calendar/explained", test_explained);
  ADD ("/year-calendar/issued", test_issued);
  ADD_EMPTY ("/year-calendar/steps", test_steps);
  return g_test_run ();
}
