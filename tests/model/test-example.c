/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "sek-scenario.h"

/* The example shows the published figures of 2022–2023, in thousands of kroner, and the right ones where a cell was
 * printed wrong or blank. */

#define BLANK G_MININT64

static const char *const columns[] = { "Budsjett 2022", "Prognose 2022", "Forslag budsjett 2023" };

/* The last figure is the change of the proposal from the budget. */
static const struct
{
  const char *row;
  gint64      figures[4];
} hovedtall[] = {
  { "Inngående mindreforbruk", { 4017, 3740, 2727, -1290 } },
  { "Kontingenter", { 6034, 5981, 6283, 249 } },
  { "Klimasats", { BLANK, BLANK, 900, 900 } },
  { "sum-income", { 6034, 5981, 7183, 1149 } },
  { "Møteutgifter politiske organer", { 50, 4, 40, -10 } },
  { "Møteutgifter administrative organer", { 150, 90, 130, -20 } },
  { "Kommunikasjon", { 350, 250, 250, -100 } },
  { "Sekretariatet, andre utgifter", { 650, 650, 770, 120 } },
  { "Lønn sekretariatet mv.", { 5000, 4500, 6100, 1100 } },
  { "Prosjekter", { 1700, 1500, 1990, 290 } },
  { "sum-expense", { 7900, 6994, 9280, 1380 } },
  { "result", { -1866, -1013, -2097, -231 } },
  { "closing", { 2151, 2727, 630, -1521 } },
};

static const struct
{
  const char *project;
  gint64      thousands;
} prosjektmidler[] = {
  { "BEST-konferansen", 120 },
  { "Areal og transport", 150 },
  { "Prosjekt Energistasjoner for grønn næringstransport", 800 },
  { "Klima", 170 },
  { "Oslopolitan", 50 },
  { "Oslo International Advisory Board", 100 },
  { "Internasjonal profilering/talentattraksjon/vertskapsattraktivitet", 550 },
  { "Lokale utviklingsprosjekter, omdømmebygging, markedsføring", 50 },
};

static gint64
in_ore (gint64 thousands)
{
  return thousands == BLANK ? SEK_NONE : TKR (thousands);
}

static void
test_main_figures (Fixture *fixture, gconstpointer data)
{
  SekRegister *reg = reg_of (fixture);
  g_autoptr (GArray) shown = sek_budget_columns_of (reg, 2023);
  g_autoptr (GArray) figures = sek_budget_figures (reg);
  gint64 changed = sek_budget_changed_column (reg, 2023);
  guint row = 0;

  g_assert_cmpint (sek_budget_newest_year (reg), ==, 2023);
  g_assert_cmpuint (shown->len, ==, G_N_ELEMENTS (columns));
  for (guint c = 0; c < shown->len; c++)
    g_assert_cmpint (g_array_index (shown, gint64, c), ==, find (fixture, "budget_column", columns[c]));
  g_assert_cmpint (changed, ==, find (fixture, "budget_column", "Forslag budsjett 2023"));

  for (guint f = 0; f < figures->len; f++)
    {
      const SekFigure *at = &g_array_index (figures, SekFigure, f);

      if (at->kind == SEK_FIGURE_HEADING)
        continue;
      g_assert_cmpuint (row, <, G_N_ELEMENTS (hovedtall));
      if (at->kind == SEK_FIGURE_LINE)
        g_assert_cmpstr (sek_figure_get_name (reg, at, SEK_LANGUAGE_NB), ==, hovedtall[row].row);
      else
        {
          g_autofree char *key = sek_figure_dup_key (at);

          g_assert_cmpstr (key, ==, hovedtall[row].row);
        }
      for (guint c = 0; c < shown->len; c++)
        g_assert_cmpint (sek_budget_value (reg, at, g_array_index (shown, gint64, c)), ==,
                         in_ore (hovedtall[row].figures[c]));
      g_assert_cmpint (sek_budget_change (reg, at, changed, sek_register_get_budget_column (reg, changed)->base_column),
                       ==, in_ore (hovedtall[row].figures[3]));
      row++;
    }
  g_assert_cmpuint (row, ==, G_N_ELEMENTS (hovedtall));
}

static void
test_projects (Fixture *fixture, gconstpointer data)
{
  SekRegister *reg = reg_of (fixture);
  g_autoptr (GArray) projects = sek_rows_by_position (reg, SEK_PROJECT);
  gint64 column = find (fixture, "budget_column", "Forslag budsjett 2023"), sum = 0;

  g_assert_cmpuint (projects->len, ==, G_N_ELEMENTS (prosjektmidler));
  for (guint i = 0; i < projects->len; i++)
    {
      gint64 project = g_array_index (projects, gint64, i);
      gint64 amount = sek_register_find_pair (reg, SEK_FIELD (project_amount, project), project,
                                              SEK_FIELD (project_amount, budget_column), column);

      g_assert_cmpstr (sek_register_get_project (reg, project)->name, ==, prosjektmidler[i].project);
      g_assert_cmpint (sek_register_get_project_amount (reg, amount)->value, ==, TKR (prosjektmidler[i].thousands));
      g_assert_nonnull (sek_register_get_project (reg, project)->focus_area);
      sum += prosjektmidler[i].thousands;
    }
  g_assert_cmpint (sum, ==, 1990);
}

static void
test_fees (Fixture *fixture, gconstpointer data)
{
  const SekFeeTotals *of_2023 = sek_fees_get_totals (reg_of (fixture), 2023);
  const SekFeeTotals *of_2022 = sek_fees_get_totals (reg_of (fixture), 2022);

  g_assert_cmpuint (of_2023->n_active, ==, 64);
  g_assert_cmpuint (of_2023->n_payers, ==, 64);
  g_assert_cmpint (of_2023->persons[SEK_MEMBER_KIND_MUNICIPALITY], ==, 2244124);
  g_assert_cmpint (of_2023->persons[SEK_MEMBER_KIND_COUNTY], ==, 0);
  g_assert_cmpint (of_2023->exact, ==, 628354720);
  g_assert_cmpint (of_2023->invoices, ==, KR (6283546));

  g_assert_cmpint (of_2022->persons[SEK_MEMBER_KIND_MUNICIPALITY], ==, 2223261);
  g_assert_cmpint (of_2022->exact, ==, 600280470);
  g_assert_cmpint (of_2022->invoices, ==, KR (6002812));
}

static void
test_members (Fixture *fixture, gconstpointer data)
{
  SekScope scope;
  gint64 drammen = find (fixture, "member", "Drammen");
  const struct { SekDate date; const char *number, *county; } times[] = {
    { SEK_DATE (2019, 6, 1), "0602", "Buskerud" }, { SEK_DATE (2022, 1, 1), "3005", "Viken" },
    { SEK_DATE (2024, 1, 1), "3301", "Buskerud" },
  };

  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, 64);
  sek_scope_init (&scope, reg_of (fixture));
  for (guint i = 1; i < G_N_ELEMENTS (times); i++)
    {
      SekValue number, county;

      scope.date = times[i].date;
      number = sek_column_read (sek_column_find (SEK_MEMBER, "number", NULL), &scope, drammen);
      county = sek_column_read (sek_column_find (SEK_MEMBER, "county", NULL), &scope, drammen);
      g_assert_cmpstr (number.text, ==, times[i].number);
      g_assert_cmpstr (county.text, ==, times[i].county);
    }
  for (int year = 2020; year <= 2026; year++)
    g_assert_cmpint (sek_register_get_persons (reg_of (fixture), drammen, SEK_DATE (year, 1, 1)), >, 90000);
  g_assert_cmpint (find (fixture, "member", "3005"), ==, drammen);
  g_assert_cmpint (find (fixture, "member", "3301"), ==, drammen);
}

static void
test_checks (Fixture *fixture, gconstpointer data)
{
  const struct { const char *id; SekVerdict verdict; gint64 left, right, difference; } expected[] = {
    { "fees/Forslag budsjett 2023", SEK_VERDICT_ROUNDING, TKR (6283), KR (6283546), KR (-546) },
    { "fees/Budsjett 2022", SEK_VERDICT_WRONG, TKR (6034), KR (6002812), KR (31188) },
    { "fees/Prognose 2022", SEK_VERDICT_WRONG, TKR (5981), KR (6002812), KR (-21812) },
    { "fee-rounding/2023", SEK_VERDICT_ROUNDING, KR (6283546), KR (6283547), KR (-1) },
    { "fee-rounding/2022", SEK_VERDICT_ROUNDING, KR (6002812), KR (6002805), KR (7) },
    { "carry/Forslag budsjett 2023", SEK_VERDICT_OK, TKR (2727), TKR (2727), 0 },
    { "grants/Forslag budsjett 2023", SEK_VERDICT_OK, TKR (900), TKR (900), 0 },
    { "projects/Forslag budsjett 2023", SEK_VERDICT_OK, TKR (1990), TKR (1990), 0 },
    { "projects/Budsjett 2022", SEK_VERDICT_MISSING, TKR (1700), SEK_NONE, SEK_NONE },
    { "sum-income/Prognose 2022", SEK_VERDICT_OK, TKR (5981), TKR (5981), 0 },
    { "closing/Forslag budsjett 2023", SEK_VERDICT_OK, TKR (630), TKR (630), 0 },
    { "population/2023", SEK_VERDICT_OK, 64, 64, 0 },
    { "number/2023", SEK_VERDICT_OK, 64, 64, 0 },
    { "contacts", SEK_VERDICT_OK, 64, 64, 0 },
    { "instalments/Klimasats", SEK_VERDICT_OK, KR (1500000), KR (1500000), 0 },
    { "own-contribution/Klimasats", SEK_VERDICT_MISSING, SEK_NONE, KR (1500000), SEK_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (SekCheck) check = find_check (fixture, expected[i].id, SEK_DATE (2023, 3, 1));

      g_test_message ("%s", expected[i].id);
      g_assert_nonnull (check);
      g_assert_cmpint (check->verdict, ==, expected[i].verdict);
      g_assert_cmpint (check->left, ==, expected[i].left);
      g_assert_cmpint (check->right, ==, expected[i].right);
      g_assert_cmpint (check->difference, ==, expected[i].difference);
    }
}

/* The scenario that is there from the start: the five counties of 2024, with a rate of their own, by the sums of their
 * municipalities; 1 721 342 × 1,20 kr, each invoice in whole kroner. */
static void
test_scenario (Fixture *fixture, gconstpointer data)
{
  gint64 scenario = sek_scenario_find (reg_of (fixture), "A", NULL);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SekRegister) with = sek_scenario_snapshot (reg_of (fixture), scenario, &items);
  const SekFeeTotals *totals = sek_fees_get_totals (with, 2024);
  SekTableIter iter;
  const SekMember *member;
  g_autofree char *undo_label = sek_document_dup_undo_label (fixture->document);
  gint64 fees = 0;

  g_assert_cmpuint (count_rows (fixture, SEK_SCENARIO), ==, 1);
  g_assert_cmpstr (sek_register_get_scenario (reg_of (fixture), scenario)->name, ==, "Fylkeskommunene inn igjen");
  g_assert_cmpuint (items->len, ==, 31);
  g_assert_cmpuint (sek_scenario_count_misfits (items), ==, 0);
  g_assert_cmpuint (totals->n_active_of[SEK_MEMBER_KIND_COUNTY], ==, 5);
  g_assert_cmpint (totals->persons[SEK_MEMBER_KIND_COUNTY], ==, 1721342);
  sek_table_iter_init (&iter, sek_register_get_table (with, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    if (member->kind == SEK_MEMBER_KIND_COUNTY)
      {
        SekFee fee;

        sek_fee_of (with, member, 2024, &fee);
        g_assert_cmpint (fee.exact, ==, fee.persons * 120);
        fees += fee.invoice;
      }
  g_assert_cmpint (fees, ==, KR (2065610));
  /* The register is as it was, and nothing of it can be undone. */
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, 64);
  g_assert_null (undo_label);
}

/* Each check has an id of its own, and a place that the command line takes. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) checks = sek_check_all (reg_of (fixture), SEK_DATE (2023, 3, 1));
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < checks->len; i++)
    {
      const SekCheck *check = checks->pdata[i];
      g_auto (GStrv) words = g_strsplit (check->place, " ", 2);
      g_autoptr (GError) error = NULL;
      const SekEntity *entity = sek_entity_find (words[0], &error);
      gint64 row = 0;

      g_assert_no_error (error);
      g_assert_true (g_hash_table_add (ids, check->id));
      if (check->where.row == 0)
        {
          g_assert_null (words[1]);
          continue;
        }
      sek_key_find (reg_of (fixture), entity, words[1], &row, &error);
      g_assert_no_error (error);
      if (check->where.column == 0)
        g_assert_cmpint (row, ==, check->where.row);
      else
        {
          const SekAmount *amount = sek_register_get_amount (reg_of (fixture), row);

          g_assert_cmpint (amount->line, ==, check->where.row);
          g_assert_cmpint (amount->budget_column, ==, check->where.column);
        }
    }
}

static void
test_made_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = sek_document_dup_undo_label (fixture->document);

  assert_whole (fixture);
  /* The example is where the history begins. */
  g_assert_null (label);
  g_assert_false (sek_document_undo (fixture->document, NULL, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/example/main-figures", test_main_figures);
  ADD ("/example/projects", test_projects);
  ADD ("/example/fees", test_fees);
  ADD ("/example/members", test_members);
  ADD ("/example/checks", test_checks);
  ADD ("/example/scenario", test_scenario);
  ADD ("/example/places", test_places);
  ADD ("/example/made-anew", test_made_anew);
  return g_test_run ();
}
