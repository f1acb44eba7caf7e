/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <string.h>

/* A sealed column keeps its figures, whatever is tried. */

#define PROPOSAL "Forslag budsjett 2023"
#define BUDGET "Budsjett 2022"
#define FORECAST "Prognose 2022"

static void
seal (Fixture *fixture, const char *column)
{
  edit (fixture, "budget_column", column, "status", "sealed");
}

static GError *
try_comment (Fixture *fixture, const char *line, const char *text)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autofree SekColumn *comment = sek_column_new_comment (SEK_BUDGET_LINE, find (fixture, "budget_column", PROPOSAL));
  GError *error = NULL;
  SekScope scope;

  sek_scope_init (&scope, reg_of (fixture));
  if (sek_column_propose (comment, &scope, find (fixture, "budget_line", line), text, changeset, &error))
    sek_document_submit (fixture->document, changeset, &error);
  return error;
}

static GError *
try_source (Fixture *fixture, const char *line)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("use-source");
  GError *error = NULL;

  sek_budget_propose_source (reg_of (fixture), find (fixture, "budget_line", line),
                             find (fixture, "budget_column", PROPOSAL), changeset);
  sek_document_submit (fixture->document, changeset, &error);
  return error;
}

static void
test_sealed_refuses (Fixture *fixture, gconstpointer data)
{
  
  const struct { const char *entity, *key, *column, *text; } values[] = {
    { "amount", "Kommunikasjon/" PROPOSAL, "value", "1" },
    { "amount", "Kommunikasjon/" PROPOSAL, "value", "" },
    { "amount", "Kommunikasjon/" PROPOSAL, "comment", "x" },
    { "amount", "Kommunikasjon/" PROPOSAL, "comment", "" },
    { "amount", "Prosjekter/" PROPOSAL, "mode", "entered" },
    { "amount", "Kontingenter/" PROPOSAL, "mode", "source" },
    { "amount", "Kommunikasjon/" PROPOSAL, "line", "Klimasats" },
    { "amount", "Kommunikasjon/" PROPOSAL, "budget_column", BUDGET },
    { "amount", "Kommunikasjon/" BUDGET, "budget_column", PROPOSAL },
    { "status_step", BUDGET "/adopted", "budget_column", PROPOSAL },
    { "project_amount", "Klima/" PROPOSAL, "value", "1" },
    { "project_amount", "Klima/" PROPOSAL, "comment", "x" },
    { "budget_column", PROPOSAL, "title", "x" },
    { "budget_column", PROPOSAL, "year", "2024" },
    { "budget_column", PROPOSAL, "kind", "plan" },
    { "budget_column", PROPOSAL, "figures_on", "1.1.2023" },
    { "budget_column", PROPOSAL, "unit", "1" },
    { "budget_column", PROPOSAL, "base_column", "" },
    { "budget_column", PROPOSAL, "carry_from", BUDGET },
    { "budget_column", PROPOSAL, "status", "draft" },
    { "budget_column", PROPOSAL, "case_number", "1/23" },
    { "budget_column", PROPOSAL, "note", "x" },
    { "budget_line", "Kommunikasjon", "section", "income" },
    { "budget_line", "Kommunikasjon", "section", "opening" },
  };
  const struct { const char *entity, *key; } rows[] = {
    { "amount", "Kommunikasjon/" PROPOSAL }, { "project_amount", "Klima/" PROPOSAL }, { "budget_column", PROPOSAL },
    { "status_step", PROPOSAL "/sealed" },
    /* The columns that it refers to stay as well. */
    { "budget_column", BUDGET }, { "budget_column", FORECAST },
  };
  Before before;

  type_amount (fixture, "Møteutgifter politiske organer", PROPOSAL, "");
  seal (fixture, PROPOSAL);
  before = remember (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_test_message ("%s %s %s", values[i].entity, values[i].key, values[i].column);
      assert_refused (try_edit (fixture, values[i].entity, values[i].key, values[i].column, values[i].text),
                      SEK_ERROR_SEALED, PROPOSAL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("delete %s %s", rows[i].entity, rows[i].key);
      assert_refused (try_remove_row (fixture, rows[i].entity, rows[i].key), SEK_ERROR_SEALED, PROPOSAL);
    }
  assert_refused (try_amount (fixture, "Kommunikasjon", PROPOSAL, "1"), SEK_ERROR_SEALED, PROPOSAL);
  assert_refused (try_amount (fixture, "Møteutgifter politiske organer", PROPOSAL, "1"), SEK_ERROR_SEALED, PROPOSAL);
  assert_refused (try_amount (fixture, "Prosjekter", PROPOSAL, "1"), SEK_ERROR_SEALED, PROPOSAL);
  assert_refused (try_comment (fixture, "Kommunikasjon", "x"), SEK_ERROR_SEALED, PROPOSAL);
  assert_refused (try_comment (fixture, "Møteutgifter politiske organer", "x"), SEK_ERROR_SEALED, PROPOSAL);
  assert_refused (try_source (fixture, "Kontingenter"), SEK_ERROR_SEALED, PROPOSAL);
  assert_refused (try_add (fixture, "amount", "line", "Møteutgifter politiske organer", "budget_column", PROPOSAL,
                           "value", "1", NULL),
                  SEK_ERROR_SEALED, PROPOSAL);
  assert_refused (try_add (fixture, "project_amount", "project", "Klima", "budget_column", PROPOSAL, "value", "1",
                           NULL),
                  SEK_ERROR_SEALED, PROPOSAL);
  assert_untouched (fixture, &before);
}

/* Whatever its figures came from may change; they do not. */
static void
test_sealed_keeps_figures (Fixture *fixture, gconstpointer data)
{
  static const char *const rows[] = { "Inngående mindreforbruk",
                                      "Kontingenter",
                                      "Klimasats",
                                      "Kommunikasjon",
                                      "Prosjekter",
                                      "sum-income",
                                      "sum-expense",
                                      "result",
                                      "closing" };
  gint64 before[G_N_ELEMENTS (rows)];

  g_autoptr (SekChangeset) changeset = sek_changeset_new ("use-source");
  sek_budget_propose_source (reg_of (fixture), find (fixture, "budget_line", "Kontingenter"),
                             find (fixture, "budget_column", PROPOSAL), changeset);
  submit (fixture, changeset);
  seal (fixture, PROPOSAL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    before[i] = figure (fixture, rows[i], PROPOSAL);
  g_assert_cmpint (before[1], ==, TKR (6284));

  edit (fixture, "fee_rate", "2023/municipality", "rate", "900 øre");
  edit (fixture, "population", "Oslo/1.1.2022", "persons", "1");
  remove_row (fixture, "member", "Moss");
  edit (fixture, "instalment", "Klimasats/2023", "value", "1");
  type_amount (fixture, "Kommunikasjon", FORECAST, "9000");
  add (fixture, "project", "name", "Nytt prosjekt", NULL);
  add (fixture, "budget_line", "section", "income", "name", "Flere kontingenter", "source", "fees", NULL);
  edit (fixture, "budget_line", "Prosjekter", "source", "entered");
  edit (fixture, "budget_line", "Klimasats", "source", "fees");
  edit (fixture, "organisation", "-", "unit", "1");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (figure (fixture, rows[i], PROPOSAL), ==, before[i]);
  assert_whole (fixture);
  reopen (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (figure (fixture, rows[i], PROPOSAL), ==, before[i]);
}

/* A later change makes a new column. */
static void
test_sealed_is_adjusted_by_a_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("copy-column");
  gint64 id;

  seal (fixture, PROPOSAL);
  id = sek_budget_propose_column (reg_of (fixture), "Justert budsjett 2023", 2023, SEK_COLUMN_KIND_ADJUSTED,
                                  find (fixture, "budget_column", PROPOSAL), changeset);
  submit (fixture, changeset);
  g_assert_cmpint (sek_register_get_budget_column (reg_of (fixture), id)->base_column, ==,
                   find (fixture, "budget_column", PROPOSAL));
  type_amount (fixture, "Kommunikasjon", "Justert budsjett 2023", "260");
  edit (fixture, "project_amount", "Klima/Justert budsjett 2023", "value", "200");
  g_assert_cmpint (figure (fixture, "Prosjekter", "Justert budsjett 2023"), ==, TKR (2020));
  g_assert_cmpint (figure (fixture, "closing", "Justert budsjett 2023"), ==, TKR (590));
  g_assert_cmpint (figure (fixture, "closing", PROPOSAL), ==, TKR (630));
}

static void
test_sealing_is_a_barrier (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Before before;

  type_amount (fixture, "Kommunikasjon", PROPOSAL, "300");
  edit (fixture, "member", "Oslo", "note", "angret");
  undo (fixture);
  seal (fixture, PROPOSAL);
  before = remember (fixture);
  g_assert_false (sek_document_undo (fixture->document, NULL, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "sealed");
  g_assert_false (sek_document_redo (fixture->document, NULL, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "nothing to redo");
  assert_untouched (fixture, &before);

  /* What came after is undone, and no further, also by another program later. */
  edit (fixture, "member", "Oslo", "note", "etterpå");
  reopen (fixture);
  undo (fixture);
  g_assert_false (sek_document_undo (fixture->document, NULL, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "sealed");
}

/* Sealing stores the figures that people saw: nothing that moves them comes in the same step. */
static void
test_sealing_is_a_step_of_its_own (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *column, *text; } others[] = {
    { "carry_from", BUDGET }, { "unit", "1" }, { "kind", "accounts" }, { "year", "2024" },
  };
  Before before = remember (fixture);
  gint64 column = find (fixture, "budget_column", PROPOSAL);
  SekScope scope;

  sek_scope_init (&scope, reg_of (fixture));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
      GError *error = NULL;

      sek_column_propose (sek_column_find (SEK_BUDGET_COLUMN, others[i].column, NULL), &scope, column, others[i].text,
                          changeset, &error);
      g_assert_no_error (error);
      sek_column_propose (sek_column_find (SEK_BUDGET_COLUMN, "status", NULL), &scope, column, "sealed", changeset,
                          &error);
      g_assert_no_error (error);
      sek_document_submit (fixture->document, changeset, &error);
      assert_refused (error, SEK_ERROR_REFUSED, "a step of its own");
    }
  assert_refused (try_add (fixture, "budget_column", "title", "x", "year", "2024", "kind", "budget", "status", "sealed",
                           NULL),
                  SEK_ERROR_REFUSED, "a step of its own");
  assert_untouched (fixture, &before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sealing/refuses", test_sealed_refuses);
  ADD ("/sealing/keeps-figures", test_sealed_keeps_figures);
  ADD ("/sealing/adjusted-by-a-copy", test_sealed_is_adjusted_by_a_copy);
  ADD ("/sealing/barrier", test_sealing_is_a_barrier);
  ADD ("/sealing/step-of-its-own", test_sealing_is_a_step_of_its_own);
  return g_test_run ();
}
