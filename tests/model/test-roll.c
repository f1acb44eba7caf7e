/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <string.h>

#include "sek-kind.h"
#include "sek-money.h"
#include "sek-roll-preview.h"

/* Next year's draft. What the example becomes was written by hand, in rolled-2024.txt (the same amounts, comments kept)
 * and rolled-2025.txt (2,5 % more, comments dropped), before there was anything that could make it. Row ids are random,
 * so that there a row is named by its entity and key, and the rows of a block stand in the order of these names. */

/* --- the register by names ---------------------------------------------------------------------------------------- */

static char *
dup_name (SekRegister *reg, SekEntityId entity, gint64 row)
{
  g_autofree char *key = sek_key_dup_key (reg, sek_entity_get (entity), row);

  return g_strdup_printf ("%s/%s", sek_entity_get (entity)->name, key);
}

static char *
dup_row (SekRegister *reg, const SekEntity *entity, const SekRow *row, const char *const *heads)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; heads[i] != NULL; i++)
    {
      const SekField *field = i > 0 ? sek_entity_find_field (entity, heads[i]) : NULL;
      SekValue value = field != NULL ? sek_row_get (row, field) : SEK_BLANK, stored;
      g_autofree char *shown = NULL;

      if (i == 0)
        shown = dup_name (reg, entity->id, row->id);
      else if (value.type == SEK_VALUE_INTEGER && field->kind == SEK_KIND_REFERENCE)
        shown = dup_name (reg, field->target, value.integer);
      else if (field != NULL)
        {
          stored = sek_kind_to_stored (field, &value);
          shown = sek_value_to_text (&stored);
          sek_value_clear (&stored);
        }
      g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "", shown != NULL ? shown : "");
    }
  return g_string_free (text, FALSE);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The canonical dump by names, of the entities and fields that the expected one has: what came later is another test's
 * to look at. */
static char *
dup_dump (SekRegister *reg, const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (expected, "\n", -1);
  GString *dump = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] == '[')
      {
        g_autofree char *name = g_strndup (lines[i] + 1, strlen (lines[i]) - 2);
        g_auto (GStrv) heads = g_strsplit (lines[i + 1], "\t", -1);
        g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
        const SekEntity *entity = sek_entity_find (name, NULL);
        SekTableIter iter;
        const SekRow *row;

        sek_table_iter_init (&iter, sek_register_get_table (reg, entity->id));
        while ((row = sek_table_iter_next (&iter)) != NULL)
          g_ptr_array_add (rows, dup_row (reg, entity, row, (const char *const *) heads));
        g_ptr_array_sort (rows, compare_lines);
        g_string_append_printf (dump, "%s%s\n%s\n", dump->len > 0 ? "\n" : "", lines[i], lines[i + 1]);
        for (guint r = 0; r < rows->len; r++)
          g_string_append_printf (dump, "%s\n", (char *) rows->pdata[r]);
      }
  return g_string_free (dump, FALSE);
}

static void
assert_is (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (SEK_TEXTS, name, NULL), *expected = NULL, *is = NULL;
  g_auto (GStrv) a = NULL, b = NULL;
  GError *error = NULL;

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  is = dup_dump (reg_of (fixture), expected);
  /* Line by line first, which says where. */
  a = g_strsplit (is, "\n", -1);
  b = g_strsplit (expected, "\n", -1);
  for (guint i = 0; a[i] != NULL && b[i] != NULL; i++)
    g_assert_cmpstr (a[i], ==, b[i]);
  g_assert_cmpstr (is, ==, expected);
}

/* --- the draft ---------------------------------------------------------------------------------------------------- */

static const SekRollChoice same = { .hundredths = SEK_ROLL_SAME, .keep_comments = TRUE };

static void
roll (Fixture *fixture, int year, const SekRollChoice *choice)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("roll");
  GError *error = NULL;

  sek_roll_propose (reg_of (fixture), year, choice, changeset, NULL, &error);
  g_assert_no_error (error);
  submit (fixture, changeset);
}

static GError *
try_roll (Fixture *fixture, int year)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("roll");
  GError *error = NULL;

  g_assert_false (sek_roll_propose (reg_of (fixture), year, &same, changeset, NULL, &error));
  g_assert_cmpuint (sek_changeset_get_size (changeset), ==, 0);
  return error;
}

/* What was written by hand, and one step of undo and redo each. */
static void
test_example (Fixture *fixture, gconstpointer data)
{
  const SekRollChoice more = { .hundredths = 250 };
  g_autofree char *before = dump (fixture), *first = NULL, *label = NULL, *undone = NULL, *all_undone = NULL;
  guint n = count_events (fixture);

  roll (fixture, 2024, &same);
  assert_is (fixture, "rolled-2024.txt");
  g_assert_cmpuint (count_events (fixture), ==, n + 1);
  label = sek_document_dup_undo_label (fixture->document);
  g_assert_cmpstr (label, ==, "Make the draft for 2024");
  first = dump (fixture);

  roll (fixture, 2025, &more);
  assert_is (fixture, "rolled-2025.txt");
  assert_whole (fixture);

  undo (fixture);
  undone = dump (fixture);
  g_assert_cmpstr (first, ==, undone);
  undo (fixture);
  all_undone = dump (fixture);
  g_assert_cmpstr (before, ==, all_undone);
  redo (fixture);
  redo (fixture);
  assert_is (fixture, "rolled-2025.txt");
  assert_whole (fixture);
}

/* Fees follow rate and population of the new year, though those of the published budget were typed. */
static void
test_figures (Fixture *fixture, gconstpointer data)
{
  roll (fixture, 2024, &same);
  g_assert_cmpint (figure (fixture, "Inngående mindreforbruk", "Forslag budsjett 2024"), ==, TKR (630));
  g_assert_cmpint (figure (fixture, "Kontingenter", "Forslag budsjett 2024"), ==,
                   sek_money_round (invoices (fixture, 2024), TKR (1)));
  g_assert_cmpint (figure (fixture, "Klimasats", "Forslag budsjett 2024"), ==, TKR (600));
  g_assert_cmpint (figure (fixture, "Prosjekter", "Forslag budsjett 2024"), ==, TKR (1990));
  g_assert_cmpint (figure (fixture, "sum-expense", "Forslag budsjett 2024"), ==, TKR (9280));
}

static void
test_zero (Fixture *fixture, gconstpointer data)
{
  const SekRollChoice zero = { .hundredths = SEK_ROLL_ZERO };

  roll (fixture, 2024, &zero);
  g_assert_cmpint (figure (fixture, "Kommunikasjon", "Forslag budsjett 2024"), ==, 0);
  g_assert_cmpint (figure (fixture, "Prosjekter", "Forslag budsjett 2024"), ==, 0);
  /* What is no plan stays. */
  g_assert_cmpint (figure (fixture, "Inngående mindreforbruk", "Forslag budsjett 2024"), ==, TKR (630));
  g_assert_cmpint (figure (fixture, "Klimasats", "Forslag budsjett 2024"), ==, TKR (600));
  g_assert_cmpint (figure (fixture, "Kontingenter", "Forslag budsjett 2024"), >, 0);
}

static const SekBudgetColumn *
draft_of (Fixture *fixture, int year)
{
  g_autofree char *title = g_strdup_printf ("Forslag budsjett %d", year);

  return sek_register_get_budget_column (reg_of (fixture), find (fixture, "budget_column", title));
}

static void
assert_starts_from (Fixture *fixture, int year, const char *base, const char *carry_from)
{
  g_assert_cmpint (draft_of (fixture, year)->base_column, ==, find (fixture, "budget_column", base));
  g_assert_cmpint (draft_of (fixture, year)->carry_from, ==, find (fixture, "budget_column", carry_from));
}

/* Of the columns of a year that which says most. */
static void
test_starts_from (Fixture *fixture, gconstpointer data)
{
  make_column (fixture, "Budsjett 2023", "2023", "budget", "", "");
  roll (fixture, 2024, &same);
  assert_starts_from (fixture, 2024, "Budsjett 2023", "Budsjett 2023");
  undo (fixture);

  make_column (fixture, "Justert 2023", "2023", "adjusted", "", "");
  make_column (fixture, "Prognose 2023", "2023", "forecast", "", "");
  make_column (fixture, "Regnskap til juni", "2023", "accounts", "", "");
  edit (fixture, "budget_column", "Regnskap til juni", "figures_on", "30.6.2023");
  roll (fixture, 2024, &same);
  assert_starts_from (fixture, 2024, "Justert 2023", "Prognose 2023");
  undo (fixture);

  make_column (fixture, "Regnskap 2023", "2023", "accounts", "", "");
  roll (fixture, 2024, &same);
  assert_starts_from (fixture, 2024, "Justert 2023", "Regnskap 2023");
}

/* A plan and a forecast of the year are no budget of it. */
static void
test_plan_beside (Fixture *fixture, gconstpointer data)
{
  make_column (fixture, "Plan 2024", "2024", "plan", "", "");
  roll (fixture, 2024, &same);
  assert_starts_from (fixture, 2024, "Forslag budsjett 2023", "Forslag budsjett 2023");
}

static void
test_lines (Fixture *fixture, gconstpointer data)
{
  /* The source said nothing, and there is a figure: it was meant. */
  add (fixture, "budget_line", "section", "income", "name", "Andre tilskudd", "source", "grants", NULL);
  type_amount (fixture, "Andre tilskudd", "Forslag budsjett 2023", "75");
  /* There was no figure, and the year has one. */
  add (fixture, "budget_line", "section", "income", "name", "Nye tilskudd", "source", "grants", NULL);
  add (fixture, "grant", "name", "Nytt", "budget_line", "Nye tilskudd", NULL);
  add (fixture, "instalment", "grant", "Nytt", "year", "2024", "value", "10000", NULL);
  /* What another fund brings in is no plan that grows by per cent. */
  add (fixture, "budget_line", "section", "opening", "name", "Fra fond", "source", "entered", NULL);
  type_amount (fixture, "Fra fond", "Forslag budsjett 2023", "100");
  roll (fixture, 2024, &(SekRollChoice) { .hundredths = 1000 });

  g_assert_cmpint (figure (fixture, "Andre tilskudd", "Forslag budsjett 2024"), ==, TKR (83));
  g_assert_cmpint (figure (fixture, "Nye tilskudd", "Forslag budsjett 2024"), ==, TKR (10));
  g_assert_cmpint (figure (fixture, "Fra fond", "Forslag budsjett 2024"), ==, TKR (100));
  g_assert_cmpint (figure (fixture, "Kommunikasjon", "Forslag budsjett 2024"), ==, TKR (275));
}

/* What sealing stored beside what is computed is that column's alone. */
static void
test_from_sealed (Fixture *fixture, gconstpointer data)
{
  const SekAmount *amount;

  edit (fixture, "budget_column", "Forslag budsjett 2023", "status", "sealed");
  roll (fixture, 2024, &same);
  amount = sek_register_get_amount (reg_of (fixture), find (fixture, "amount", "Prosjekter/Forslag budsjett 2024"));
  g_assert_cmpint (amount->mode, ==, SEK_MODE_SOURCE);
  g_assert_cmpint (amount->value, ==, SEK_NONE);
  g_assert_cmpint (draft_of (fixture, 2024)->status, ==, SEK_STATUS_DRAFT);
  g_assert_cmpint (figure (fixture, "Inngående mindreforbruk", "Forslag budsjett 2024"), ==, TKR (630));
  g_assert_cmpint (figure (fixture, "Kommunikasjon", "Forslag budsjett 2024"), ==, TKR (250));
}

static void
test_projects (Fixture *fixture, gconstpointer data)
{
  edit (fixture, "project", "Klima", "ends_on", "31.12.2023");
  edit (fixture, "project", "Oslopolitan", "ends_on", "1.1.2024");
  roll (fixture, 2024, &same);
  g_assert_cmpint (figure (fixture, "Prosjekter", "Forslag budsjett 2024"), ==, TKR (1990 - 170));
}

/* --- grants and fees ---------------------------------------------------------------------------------------------- */

static void
add_grant (Fixture *fixture, const char *name, const char *awarded, const char *from, const char *to,
           const char *before)
{
  add (fixture, "grant", "name", name, "awarded", awarded, "starts_on", from, "ends_on", to, NULL);
  if (*before != '\0')
    add (fixture, "instalment", "grant", name, "year", "2023", "value", before, "received_on", "1.7.2023", NULL);
}

/* The instalment of 2024 in øre; SEK_NONE for none. */
static gint64
instalment (Fixture *fixture, const char *grant)
{
  gint64 row = sek_register_find_pair (reg_of (fixture), SEK_FIELD (instalment, grant), find (fixture, "grant", grant),
                                       SEK_FIELD (instalment, year), 2024);

  if (row == 0)
    return SEK_NONE;
  g_assert_cmpint (sek_register_get_instalment (reg_of (fixture), row)->received_on, ==, SEK_NONE);
  return sek_register_get_instalment (reg_of (fixture), row)->value;
}

static void
test_instalments (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *awarded, *from, *to, *before;
    gint64      expected;
  } grants[] = {
    { "Som før", "900000", "1.1.2023", "31.12.2025", "300000", KR (300000) },
    { "Lite igjen", "400000", "1.1.2023", "31.12.2025", "300000", KR (100000) },
    { "Siste året", "900000", "1.1.2023", "30.6.2024", "300000", KR (600000) },
    { "Siste året, ingen før", "900000", "1.1.2023", "30.6.2024", "", KR (900000) },
    { "Ingen slutt", "900000", "", "", "300000", KR (300000) },
    { "Alt betalt", "300000", "1.1.2023", "31.12.2025", "300000", SEK_NONE },
    { "For mye betalt", "200000", "1.1.2023", "31.12.2024", "300000", SEK_NONE },
    { "Slutt", "900000", "1.1.2023", "31.12.2023", "300000", SEK_NONE },
    { "Ikke begynt", "900000", "1.1.2025", "31.12.2026", "", SEK_NONE },
    { "Ikke sagt", "900000", "1.1.2023", "31.12.2025", "", SEK_NONE },
    { "Uten tilsagn", "", "1.1.2023", "31.12.2025", "300000", SEK_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (grants); i++)
    add_grant (fixture, grants[i].name, grants[i].awarded, grants[i].from, grants[i].to, grants[i].before);
  /* Those of later years are promised too. */
  add_grant (fixture, "Senere lovet", "900000", "1.1.2023", "31.12.2025", "500000");
  add (fixture, "instalment", "grant", "Senere lovet", "year", "2025", "value", "250000", NULL);
  /* An award is not raised by per cent, nor taken away with the amounts. */
  roll (fixture, 2024, &(SekRollChoice) { .hundredths = SEK_ROLL_ZERO });
  for (guint i = 0; i < G_N_ELEMENTS (grants); i++)
    g_assert_cmpint (instalment (fixture, grants[i].name), ==, grants[i].expected);
  g_assert_cmpint (instalment (fixture, "Senere lovet"), ==, KR (150000));
  g_assert_cmpint (instalment (fixture, "Klimasats"), ==, KR (600000));
  undo (fixture);
  g_assert_cmpint (instalment (fixture, "Som før"), ==, SEK_NONE);
}

static void
test_rates (Fixture *fixture, gconstpointer data)
{
  const SekFeeRate *rate;

  edit (fixture, "fee_rate", "2023/municipality", "decided_on", "20.12.2022");
  edit (fixture, "fee_rate", "2023/municipality", "case_number", "12/22");
  edit (fixture, "fee_rate", "2023/municipality", "note", "Opp 10 øre");
  edit (fixture, "fee_rate", "2023/municipality", "minimum", "5000");
  add (fixture, "fee_rate", "year", "2023", "kind", "county", "base", "50000", NULL);
  add (fixture, "fee_rate", "year", "2024", "kind", "county", "base", "70000", NULL);
  roll (fixture, 2024, &same);

  rate = sek_fees_get_rate (reg_of (fixture), 2024, SEK_MEMBER_KIND_MUNICIPALITY);
  g_assert_cmpint (rate->rate, ==, 280);
  g_assert_cmpint (rate->minimum, ==, KR (5000));
  g_assert_cmpint (rate->decided_on, ==, SEK_NONE);
  g_assert_null (rate->case_number);
  g_assert_null (rate->note);
  /* One that is there already is somebody's decision. */
  g_assert_cmpint (sek_fees_get_rate (reg_of (fixture), 2024, SEK_MEMBER_KIND_COUNTY)->base, ==, KR (70000));
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  assert_refused (try_roll (fixture, 2023), SEK_ERROR_REFUSED, "Forslag budsjett 2023");
  assert_refused (try_roll (fixture, 2025), SEK_ERROR_REFUSED, "2024");
  assert_refused (try_roll (fixture, 2021), SEK_ERROR_REFUSED, "2024");
  roll (fixture, 2024, &same);
  g_assert_cmpint (sek_roll_get_year (reg_of (fixture)), ==, 2025);
  assert_refused (try_roll (fixture, 2024), SEK_ERROR_REFUSED, "Forslag budsjett 2024");
}

static void
test_nothing_to_go_by (Fixture *fixture, gconstpointer data)
{
  assert_refused (try_roll (fixture, 2024), SEK_ERROR_REFUSED, "no budget");
  make_column (fixture, "Prognose 2023", "2023", "forecast", "", "");
  g_assert_cmpint (sek_roll_get_year (reg_of (fixture)), ==, 0);
  assert_refused (try_roll (fixture, 2024), SEK_ERROR_REFUSED, "no budget");
}

/* An amount beyond what a budget may hold is refused whole, in the preview as well as in earnest. */
static void
test_too_much (Fixture *fixture, gconstpointer data)
{
  const SekRollChoice choice = { .hundredths = 100000 };
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("roll");
  GError *error = NULL;
  Before before;

  type_amount (fixture, "Kommunikasjon", "Forslag budsjett 2023", "5000000000");
  before = remember (fixture);
  g_assert_null (sek_roll_preview (fixture->document, 2024, &choice, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_INPUT, "Kommunikasjon");
  g_assert_false (sek_roll_propose (reg_of (fixture), 2024, &choice, changeset, NULL, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_INPUT, "Kommunikasjon");
  assert_untouched (fixture, &before);
}

static void
test_parse (void)
{
  static const struct { const char *text; gint64 hundredths; } right[] = {
    { "same", 0 }, { "zero", -10000 }, { "2,5", 250 }, { "2,5 %", 250 }, { "+2%", 200 }, { "-3", -300 },
    { "−3,25 %", -325 }, { "0", 0 }, { "1000", 100000 },
  };
  static const char *const wrong[] = { "", " ", "%", "abc", "NaN", "1e9", "2,555", "1001", "-100,01", "5 % %", "Same" };

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      gint64 hundredths = -1;
      GError *error = NULL;

      sek_roll_parse_amounts (right[i].text, &hundredths, &error);
      g_assert_no_error (error);
      g_assert_cmpint (hundredths, ==, right[i].hundredths);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gint64 hundredths;
      GError *error = NULL;

      g_assert_false (sek_roll_parse_amounts (wrong[i], &hundredths, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
}

/* --- before it is done -------------------------------------------------------------------------------------------- */

static const SekRollItem *
find_item (const SekRollPreview *preview, const char *name)
{
  for (guint i = 0; i < preview->items->len; i++)
    if (g_str_equal (((const SekRollItem *) preview->items->pdata[i])->name, name))
      return preview->items->pdata[i];
  g_error ("no item %s", name);
}

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  const SekRollChoice more = { .hundredths = 250 };
  g_autoptr (SekRollPreview) preview = NULL;
  g_autofree char *summary = NULL, *percent = NULL;
  GError *error = NULL;
  Before before;
  const SekRollItem *item;

  add_grant (fixture, "Nytt", "900000", "1.1.2023", "31.12.2025", "300000");
  remove_row (fixture, "population", "Oslo/1.1.2023");
  before = remember (fixture);
  preview = sek_roll_preview (fixture->document, 2024, &more, &error);
  g_assert_no_error (error);
  assert_untouched (fixture, &before);

  g_assert_cmpstr (preview->title, ==, "Forslag budsjett 2024");
  g_assert_cmpstr (preview->base, ==, "Forslag budsjett 2023");
  g_assert_cmpuint (preview->n_without_population, ==, 1);
  summary = sek_roll_preview_dup_summary (preview);
  g_assert_cmpstr (summary, ==, "Forslag budsjett 2024: 9 lines, 8 projects, 1 instalment and 1 fee rate");

  item = find_item (preview, "Lønn sekretariatet mv.");
  g_assert_cmpint (item->before, ==, TKR (6100));
  g_assert_cmpint (item->after, ==, TKR (6253));
  g_assert_false (item->is_computed);
  percent = sek_roll_item_dup_percent (item);
  g_assert_cmpstr (percent, ==, "2,5 %");
  g_assert_true (find_item (preview, "Prosjekter")->is_computed);
  item = find_item (preview, "Nytt");
  g_assert_cmpint (item->entity, ==, SEK_INSTALMENT);
  g_assert_cmpint (item->after, ==, KR (300000));

  /* What was shown is what is done. */
  roll (fixture, 2024, &more);
  g_assert_cmpint (figure (fixture, "result", "Forslag budsjett 2024"), ==, preview->result);
  g_assert_cmpint (figure (fixture, "closing", "Forslag budsjett 2024"), ==, preview->closing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/roll/the example becomes what was written by hand", test_example);
  ADD ("/roll/figures follow rate, population, grants and projects", test_figures);
  ADD ("/roll/zero is nothing that was planned", test_zero);
  ADD ("/roll/the column that says most is the one to start from", test_starts_from);
  ADD ("/roll/a plan of the year is no draft", test_plan_beside);
  ADD ("/roll/lines are computed where their source says something", test_lines);
  ADD ("/roll/a sealed budget is one to start from", test_from_sealed);
  ADD ("/roll/a project that has ended has nothing", test_projects);
  ADD ("/roll/no instalment is more than is left", test_instalments);
  ADD ("/roll/fee rates are copied undecided", test_rates);
  ADD ("/roll/only the next year, and only once", test_refused);
  ADD_EMPTY ("/roll/without a budget there is nothing to go by", test_nothing_to_go_by);
  ADD ("/roll/too much is refused whole", test_too_much);
  g_test_add_func ("/roll/how amounts are chosen", test_parse);
  ADD ("/roll/what is shown before", test_preview);
  return g_test_run ();
}
