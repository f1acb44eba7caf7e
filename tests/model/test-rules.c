/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#define TODAY SEK_DATE (2023, 3, 1)

/* What the figures of a register mean, rule by rule, in a register of the test's own. */

/* --- fees -------------------------------------------------------------------------------------------------------- */

static void
assert_fee (Fixture *fixture, const char *name, gint64 exact, gint64 invoice)
{
  SekFee fee;

  sek_fee_of (reg_of (fixture), sek_register_get_member (reg_of (fixture), find (fixture, "member", name)), 2023, &fee);
  g_assert_cmpint (fee.exact, ==, exact);
  g_assert_cmpint (fee.invoice, ==, invoice);
}

static void
test_fee (Fixture *fixture, gconstpointer data)
{
  add_member (fixture, "Liten", "1");
  add_member (fixture, "Middels", "12345");
  add_member (fixture, "Tom", "0");
  assert_fee (fixture, "Liten", SEK_NONE, SEK_NONE);

  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "250 øre", NULL);
  assert_fee (fixture, "Liten", 250, 300); /* 2,50 is rounded away from zero */
  assert_fee (fixture, "Middels", 3086250, KR (30863));
  assert_fee (fixture, "Tom", 0, 0);

  edit (fixture, "fee_rate", "2023/municipality", "rate", "249 øre");
  assert_fee (fixture, "Liten", 249, 200);
  edit (fixture, "fee_rate", "2023/municipality", "base", "10 000,50");
  assert_fee (fixture, "Liten", 1000299, KR (10003));
  assert_fee (fixture, "Tom", 1000050, KR (10001));
  edit (fixture, "fee_rate", "2023/municipality", "minimum", "20 000");
  assert_fee (fixture, "Liten", KR (20000), KR (20000));
  assert_fee (fixture, "Tom", KR (20000), KR (20000));
  assert_fee (fixture, "Middels", 1000050 + 12345 * 249, KR (40740));
  edit (fixture, "fee_rate", "2023/municipality", "maximum", "30 000");
  assert_fee (fixture, "Middels", KR (30000), KR (30000));
  /* A rate that is not given counts as nothing. */
  edit (fixture, "fee_rate", "2023/municipality", "rate", "");
  edit (fixture, "fee_rate", "2023/municipality", "minimum", "");
  assert_fee (fixture, "Middels", 1000050, KR (10001));
  assert_whole (fixture);
}

static void
test_who_pays (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *joined, *left_on; gboolean pays; } members[] = {
    { "", "", TRUE }, { "1.1.2023", "", TRUE }, { "2.1.2023", "", FALSE }, { "31.12.2022", "", TRUE },
    { "", "1.1.2023", TRUE }, { "", "31.12.2022", FALSE }, { "1.1.2023", "1.1.2023", TRUE }, { "", "31.12.2023", TRUE },
  };
  guint payers = 0;

  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "100 øre", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *name = g_strdup_printf ("Medlem %u", i);

      add_member (fixture, name, "1000");
      edit (fixture, "member", name, "joined", members[i].joined);
      edit (fixture, "member", name, "left_on", members[i].left_on);
      payers += members[i].pays;
      assert_fee (fixture, name, members[i].pays ? KR (1000) : SEK_NONE, members[i].pays ? KR (1000) : SEK_NONE);
      g_assert_cmpuint (sek_fees_get_totals (reg_of (fixture), 2023)->n_payers, ==, payers);
    }
  assert_whole (fixture);
}

static void
test_kinds_and_basis (Fixture *fixture, gconstpointer data)
{
  const SekFeeTotals *totals;

  add_member (fixture, "Kommunen", "1000");
  add_member (fixture, "Fylket", "5000");
  add_member (fixture, "Uten folketall", NULL);
  add_member (fixture, "Ikke talt", "");
  edit (fixture, "member", "Fylket", "kind", "fylkeskommune");
  /* Only the first of January of the year before counts. */
  add (fixture, "population", "member", "Kommunen", "date", "1.1.2023", "persons", "9999", NULL);
  add (fixture, "population", "member", "Uten folketall", "date", "2.1.2022", "persons", "9999", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "100 øre", NULL);
  totals = sek_fees_get_totals (reg_of (fixture), 2023);
  g_assert_cmpuint (totals->n_active, ==, 4);
  g_assert_cmpuint (totals->n_payers, ==, 1);
  g_assert_cmpuint (totals->n_without_population, ==, 2);
  g_assert_cmpuint (totals->n_without_rate, ==, 1);
  g_assert_cmpint (totals->persons[SEK_MEMBER_KIND_MUNICIPALITY], ==, 1000);
  g_assert_cmpint (totals->persons[SEK_MEMBER_KIND_COUNTY], ==, 5000);
  g_assert_cmpint (totals->invoices, ==, KR (1000));

  add (fixture, "fee_rate", "year", "2023", "kind", "county", "rate", "10 øre", NULL);
  g_assert_cmpint (invoices (fixture, 2023), ==, KR (1500));
  g_assert_cmpint (invoices (fixture, 2024), ==, 0);
  assert_whole (fixture);
}

/* Beyond 64 bits nothing is said wrong: the check says that the total cannot be trusted. */
static void
test_overflow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekCheck) check = NULL, after = NULL;

  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "100000000 øre", NULL);
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("Verden %d", i);

      add_member (fixture, name, "20000000000");
    }
  g_assert_cmpuint (sek_fees_get_totals (reg_of (fixture), 2023)->n_overflows, >, 0);
  check = find_check (fixture, "fee-rounding/2023", TODAY);
  g_assert_cmpint (check->verdict, ==, SEK_VERDICT_WRONG);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "1 øre");
  after = find_check (fixture, "fee-rounding/2023", TODAY);
  g_assert_cmpint (after->verdict, ==, SEK_VERDICT_OK);
  assert_whole (fixture);
}

/* Invoices in whole kroner against the rounded total: n roundings, at most n/2 kroner. */
static void
test_fee_rounding (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekCheck) check = NULL;

  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "50 øre", NULL);
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Medlem %d", i);

      add_member (fixture, name, "1");
    }
  check = find_check (fixture, "fee-rounding/2023", TODAY);
  g_assert_cmpint (check->left, ==, KR (4));
  g_assert_cmpint (check->right, ==, KR (2));
  g_assert_cmpint (check->tolerance, ==, KR (2));
  g_assert_cmpint (check->verdict, ==, SEK_VERDICT_ROUNDING);
}

/* --- blanks, rounding, signs ------------------------------------------------------------------------------------- */

static void
test_blanks (void)
{
  g_assert_cmpint (sek_budget_plus (SEK_NONE, SEK_NONE), ==, SEK_NONE);
  g_assert_cmpint (sek_budget_plus (SEK_NONE, 5), ==, 5);
  g_assert_cmpint (sek_budget_plus (5, SEK_NONE), ==, 5);
  g_assert_cmpint (sek_budget_plus (5, -5), ==, 0);
  g_assert_cmpint (sek_budget_minus (SEK_NONE, SEK_NONE), ==, SEK_NONE);
  g_assert_cmpint (sek_budget_minus (SEK_NONE, 5), ==, -5);
  g_assert_cmpint (sek_budget_minus (5, SEK_NONE), ==, 5);
  g_assert_cmpint (sek_budget_minus (5, 5), ==, 0);
  g_assert_cmpint (sek_budget_plus (G_MAXINT64, 1), ==, SEK_NONE);
  g_assert_cmpint (sek_budget_minus (G_MININT64 + 1, 5), ==, SEK_NONE);
}

static void
test_blank_sums (Fixture *fixture, gconstpointer data)
{
  add_lines (fixture);
  make_column (fixture, "B", "2023", "budget", "", "");
  g_assert_cmpint (figure (fixture, "sum-income", "B"), ==, SEK_NONE);
  g_assert_cmpint (figure (fixture, "result", "B"), ==, SEK_NONE);
  g_assert_cmpint (figure (fixture, "closing", "B"), ==, SEK_NONE);
  type_amount (fixture, "Utgift", "B", "0");
  g_assert_cmpint (figure (fixture, "sum-expense", "B"), ==, 0);
  g_assert_cmpint (figure (fixture, "result", "B"), ==, 0);
  g_assert_cmpint (figure (fixture, "sum-income", "B"), ==, SEK_NONE);
  type_amount (fixture, "Utgift", "B", "7");
  g_assert_cmpint (figure (fixture, "result", "B"), ==, TKR (-7));
  type_amount (fixture, "Inntekt B", "B", "– 2");
  g_assert_cmpint (figure (fixture, "sum-income", "B"), ==, TKR (-2));
  g_assert_cmpint (figure (fixture, "result", "B"), ==, TKR (-9));
  assert_whole (fixture);
}

/* The first column of all brings the lines that can be worked out, at their places. */
static void
test_first_lines (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *name; gint64 section, source; } lines[] = {
    { "Inngående mindreforbruk", SEK_SECTION_OPENING, SEK_SOURCE_CARRIED_FORWARD },
    { "Kontingenter", SEK_SECTION_INCOME, SEK_SOURCE_FEES }, { "Prosjekter", SEK_SECTION_EXPENSE, SEK_SOURCE_PROJECTS },
  };
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("copy-column");
  g_autoptr (GError) error = NULL;

  sek_budget_propose_column (reg_of (fixture), "Budsjett", 2023, SEK_COLUMN_KIND_BUDGET, 0, changeset);
  sek_document_submit (fixture->document, changeset, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const SekBudgetLine *line = sek_register_get_budget_line (reg_of (fixture),
                                                                find (fixture, "budget_line", lines[i].name));

      g_assert_cmpint (line->section, ==, lines[i].section);
      g_assert_cmpint (line->source, ==, lines[i].source);
      g_assert_cmpint (line->position, ==, (gint64) (i + 1) * SEK_POSITION_STEP);
    }
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (reg_of (fixture), SEK_BUDGET_LINE)), ==, 3);
}

/* What is not there is blank, and no error. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  SekBudgetCell cell;
  gint64 line, column;

  add_lines (fixture);
  make_column (fixture, "Budsjett", "2023", "budget", "", "");
  line = find (fixture, "budget_line", "Utgift");
  column = find (fixture, "budget_column", "Budsjett");
  sek_budget_read (reg_of (fixture), 1, column, &cell);
  g_assert_cmpint (cell.value, ==, SEK_NONE);
  sek_budget_read (reg_of (fixture), line, 1, &cell);
  g_assert_cmpint (cell.value, ==, SEK_NONE);
  g_assert_cmpint (cell.amount, ==, 0);
}

static void
test_units (Fixture *fixture, gconstpointer data)
{
  add_lines (fixture);
  make_column (fixture, "B", "2023", "budget", "", "");
  make_column (fixture, "R", "2023", "accounts", "", "");
  type_amount (fixture, "Utgift", "B", "250");
  g_assert_cmpint (figure (fixture, "Utgift", "B"), ==, TKR (250));
  type_amount (fixture, "Utgift", "B", "251 000 kr");
  g_assert_cmpint (figure (fixture, "Utgift", "B"), ==, TKR (251));
  assert_refused (try_amount (fixture, "Utgift", "B", "250,4"), SEK_ERROR_INPUT, "251");
  assert_refused (try_amount (fixture, "Utgift", "B", "250 400 kr"), SEK_ERROR_INPUT, "250");
  assert_refused (try_amount (fixture, "Utgift", "B", "1.500"), SEK_ERROR_AMBIGUOUS, "1.500");
  assert_refused (try_amount (fixture, "Utgift", "B", "1,500"), SEK_ERROR_AMBIGUOUS, "1,500");
  assert_refused (try_amount (fixture, "Utgift", "B", "1 50"), SEK_ERROR_INPUT, "1 50");
  assert_refused (try_amount (fixture, "Utgift", "B", "99999999999"), SEK_ERROR_INPUT, "between");
  g_assert_cmpint (figure (fixture, "Utgift", "B"), ==, TKR (251));

  /* Accounts are exact. */
  type_amount (fixture, "Utgift", "R", "250,40025");
  g_assert_cmpint (figure (fixture, "Utgift", "R"), ==, 25040025);
  type_amount (fixture, "Utgift", "R", "250 400,75 kr");
  g_assert_cmpint (figure (fixture, "Utgift", "R"), ==, 25040075);
  type_amount (fixture, "Utgift", "R", "  ");
  g_assert_cmpint (figure (fixture, "Utgift", "R"), ==, SEK_NONE);
}

/* A computed amount is rounded to the unit of its column, in accounts it is exact. */
static void
test_computed_rounding (Fixture *fixture, gconstpointer data)
{
  add (fixture, "budget_line", "section", "income", "name", "Tilskudd", "source", "grants", NULL);
  make_column (fixture, "B", "2023", "budget", "", "");
  make_column (fixture, "R", "2023", "accounts", "", "");
  add (fixture, "budget_column", "title", "K", "year", "2023", "kind", "budget", "unit", "1", NULL);
  add (fixture, "grant", "name", "G", "budget_line", "Tilskudd", NULL);
  g_assert_cmpint (figure (fixture, "Tilskudd", "B"), ==, SEK_NONE);
  add (fixture, "instalment", "grant", "G", "year", "2023", "value", "1 499,50", NULL);
  g_assert_cmpint (figure (fixture, "Tilskudd", "B"), ==, TKR (1));
  g_assert_cmpint (figure (fixture, "Tilskudd", "R"), ==, 149950);
  g_assert_cmpint (figure (fixture, "Tilskudd", "K"), ==, KR (1500));
  edit (fixture, "instalment", "G/2023", "value", "1 500");
  g_assert_cmpint (figure (fixture, "Tilskudd", "B"), ==, TKR (2));
  edit (fixture, "instalment", "G/2023", "value", "-1 500");
  g_assert_cmpint (figure (fixture, "Tilskudd", "B"), ==, TKR (-2));
  assert_whole (fixture);
}

static gint64
change (Fixture *fixture, const char *column, const char *base)
{
  SekFigure at = { .kind = SEK_FIGURE_LINE, .line = find (fixture, "budget_line", "Utgift") };

  return sek_budget_change (reg_of (fixture), &at, find (fixture, "budget_column", column),
                            find (fixture, "budget_column", base));
}

static char *
head_of_change (Fixture *fixture, const char *column, const char *base)
{
  return sek_budget_dup_change_head (reg_of (fixture), find (fixture, "budget_column", column),
                                     find (fixture, "budget_column", base), SEK_LANGUAGE_NB);
}

/* Change = column − base; deviation = budget − actual, whichever of them is the base. */
static void
test_change_and_deviation (Fixture *fixture, gconstpointer data)
{
  const struct { const char *column, *base; gint64 difference; gboolean deviation; } cases[] = {
    { "Budsjett", "Forslag", TKR (100 - 90), FALSE }, { "Forslag", "Budsjett", TKR (90 - 100), FALSE },
    { "Justert", "Budsjett", TKR (120 - 100), FALSE }, { "Plan", "Budsjett", TKR (80 - 100), FALSE },
    { "Regnskap", "Budsjett", TKR (100 - 103), TRUE }, { "Budsjett", "Regnskap", TKR (100 - 103), TRUE },
    { "Prognose", "Budsjett", TKR (100 - 97), TRUE }, { "Budsjett", "Prognose", TKR (100 - 97), TRUE },
    { "Tom", "Budsjett", TKR (-100), FALSE }, { "Budsjett", "Tom", TKR (100), FALSE },
    { "Tom", "Tom 2", SEK_NONE, FALSE },
  };
  const struct { const char *title, *kind, *amount; } columns[] = {
    { "Budsjett", "budget", "100" }, { "Forslag", "proposal", "90" }, { "Justert", "adjusted", "120" },
    { "Plan", "plan", "80" },
    { "Regnskap", "accounts", "103" }, { "Prognose", "forecast", "97" }, { "Tom", "budget", "" },
    { "Tom 2", "budget", "" },
  };

  add_lines (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      make_column (fixture, columns[i].title, "2023", columns[i].kind, "", "");
      type_amount (fixture, "Utgift", columns[i].title, columns[i].amount);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *head = head_of_change (fixture, cases[i].column, cases[i].base);

      g_test_message ("%s – %s", cases[i].column, cases[i].base);
      g_assert_cmpint (change (fixture, cases[i].column, cases[i].base), ==, cases[i].difference);
      g_assert_true (g_str_has_prefix (head, cases[i].deviation ? "Avvik" : "Endring"));
    }
}

/* --- columns ----------------------------------------------------------------------------------------------------- */

static void
test_carry_forward (Fixture *fixture, gconstpointer data)
{
  add_lines (fixture);
  make_column (fixture, "2021", "2021", "accounts", "", "");
  make_column (fixture, "2022", "2022", "budget", "2021", "");
  make_column (fixture, "2023", "2023", "budget", "2022", "");
  make_column (fixture, "2024", "2024", "budget", "2023", "");
  type_amount (fixture, "Inngående", "2021", "10");
  type_amount (fixture, "Inntekt A", "2022", "5");
  type_amount (fixture, "Utgift", "2023", "3");
  g_assert_cmpint (figure (fixture, "closing", "2024"), ==, TKR (12));
  type_amount (fixture, "Inngående", "2021", "20,4");
  g_assert_cmpint (figure (fixture, "closing", "2021"), ==, 2040000);
  /* A budget's opening is rounded to its unit, and from there on whole. */
  g_assert_cmpint (figure (fixture, "Inngående", "2022"), ==, TKR (20));
  g_assert_cmpint (figure (fixture, "closing", "2024"), ==, TKR (22));
  edit (fixture, "budget_column", "2023", "status", "sealed");
  type_amount (fixture, "Inntekt A", "2022", "500");
  g_assert_cmpint (figure (fixture, "closing", "2022"), ==, TKR (520));
  g_assert_cmpint (figure (fixture, "closing", "2024"), ==, TKR (22));
  {
    g_autoptr (SekCheck) check = find_check (fixture, "carry/2023", TODAY);

    g_assert_cmpint (check->verdict, ==, SEK_VERDICT_WRONG);
    g_assert_cmpint (check->difference, ==, TKR (25 - 520));
  }
  assert_whole (fixture);
}

static void
test_order_of_columns (Fixture *fixture, gconstpointer data)
{
  static const char *const order[] = {
    "Forslag", "Budsjett", "Justert", "Prognose mai", "Prognose november", "Regnskap", "Året etter",
  };
  g_autoptr (GArray) columns = NULL;

  add (fixture, "budget_column", "title", "Året etter", "year", "2024", "kind", "plan", NULL);
  add (fixture, "budget_column", "title", "Regnskap", "year", "2023", "kind", "accounts", NULL);
  add (fixture, "budget_column", "title", "Prognose november", "year", "2023", "kind", "forecast", "figures_on",
       "18.11.2023", NULL);
  add (fixture, "budget_column", "title", "Prognose mai", "year", "2023", "kind", "forecast", "figures_on", "18.5.2023",
       NULL);
  add (fixture, "budget_column", "title", "Justert", "year", "2023", "kind", "adjusted", NULL);
  add (fixture, "budget_column", "title", "Budsjett", "year", "2023", "kind", "budget", NULL);
  add (fixture, "budget_column", "title", "Forslag", "year", "2023", "kind", "proposal", NULL);
  columns = sek_budget_columns (reg_of (fixture));
  g_assert_cmpuint (columns->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < columns->len; i++)
    g_assert_cmpint (g_array_index (columns, gint64, i), ==, find (fixture, "budget_column", order[i]));
  /* A plan is no budget. */
  g_assert_cmpint (sek_budget_newest_year (reg_of (fixture)), ==, 2023);
}

/* A title within another head keeps its letters where it is no common word. */
static void
test_heads_of_change (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *title, *head; } cases[] = {
    { "Budsjett 2022", "Endring fra\nbudsjett 2022" }, { "KS-budsjett 2022", "Endring fra\nKS-budsjett 2022" },
    { "A-budsjett", "Endring fra\nA-budsjett" }, { "Øvre ramme", "Endring fra\nøvre ramme" },
    { "2022", "Endring fra\n2022" },
    { "B", "Endring fra\nB" },
  };

  make_column (fixture, "Forslag", "2023", "budget", "", "");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *head = (make_column (fixture, cases[i].title, "2022", "budget", "", ""),
                               head_of_change (fixture, "Forslag", cases[i].title));

      g_assert_cmpstr (head, ==, cases[i].head);
    }
}

/* A population that goes to another member counts there, in whichever way it goes. */
static void
test_moved_population (Fixture *fixture, gconstpointer data)
{
  const SekDate day = SEK_DATE (2022, 1, 1);
  gint64 from, to, row;

  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "280 øre", NULL);
  from = add (fixture, "member", "name", "Fra", NULL);
  to = add (fixture, "member", "name", "Til", NULL);
  row = add (fixture, "population", "member", "Fra", "date", "1.1.2022", "persons", "1000", NULL);
  g_assert_cmpint (invoices (fixture, 2023), ==, KR (2800));
  for (int way = 0; way < 2; way++)
    {
      g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
      g_autoptr (SekRegister) reg = sek_register_snapshot (reg_of (fixture));
      SekValue target = SEK_INTEGER (to);
      SekFee fee;

      sek_fees_get_totals (reg, 2023);
      g_assert_cmpint (sek_register_get_persons (reg, from, day), ==, 1000);
      if (way == 0)
        sek_changeset_replace (changeset, reg, SEK_FIELD (population, member), row, &target);
      else
        sek_changeset_set (changeset, reg, SEK_FIELD (population, member), row, &target);
      g_assert_true (sek_register_apply (reg, changeset, NULL));
      g_assert_cmpint (sek_register_get_persons (reg, from, day), ==, SEK_NONE);
      g_assert_cmpint (sek_register_get_persons (reg, to, day), ==, 1000);
      sek_fee_of (reg, sek_register_get_member (reg, to), 2023, &fee);
      g_assert_cmpint (fee.invoice, ==, KR (2800));
      g_assert_cmpint (sek_fees_get_totals (reg, 2023)->invoices, ==, KR (2800));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_EMPTY ("/rules/heads-of-change", test_heads_of_change);
  ADD_EMPTY ("/rules/moved-population", test_moved_population);
  ADD_EMPTY ("/rules/fee", test_fee);
  ADD_EMPTY ("/rules/who-pays", test_who_pays);
  ADD_EMPTY ("/rules/kinds-and-basis", test_kinds_and_basis);
  ADD_EMPTY ("/rules/overflow", test_overflow);
  ADD_EMPTY ("/rules/fee-rounding", test_fee_rounding);
  g_test_add_func ("/rules/blanks", test_blanks);
  ADD_EMPTY ("/rules/blank-sums", test_blank_sums);
  ADD_EMPTY ("/rules/first-lines", test_first_lines);
  ADD_EMPTY ("/rules/nothing", test_nothing);
  ADD_EMPTY ("/rules/units", test_units);
  ADD_EMPTY ("/rules/computed-rounding", test_computed_rounding);
  ADD_EMPTY ("/rules/change-and-deviation", test_change_and_deviation);
  ADD_EMPTY ("/rules/carry-forward", test_carry_forward);
  ADD_EMPTY ("/rules/order-of-columns", test_order_of_columns);
  return g_test_run ();
}
