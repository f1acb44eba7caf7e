/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "sek-status.h"

/* The status of a budget column has a row a step, forward and back, and tells who decided, when and in which case. */

#define PROPOSAL "Forslag budsjett 2023"

static char *
words (Fixture *fixture, const char *column)
{
  return sek_status_dup_words (reg_of (fixture), find (fixture, "budget_column", column), SEK_LANGUAGE_NB);
}

#define assert_words(fixture, column, expected) \
  G_STMT_START { \
    g_autofree char *told = words (fixture, column); \
    g_assert_cmpstr (told, ==, expected); \
  } G_STMT_END

static gint64
status_of (Fixture *fixture, const char *column)
{
  return sek_register_get_budget_column (reg_of (fixture), find (fixture, "budget_column", column))->status;
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  assert_words (fixture, PROPOSAL, "Utkast");
  add (fixture, "status_step", "budget_column", PROPOSAL, "status", "innstilt", "organ", "styret", "decided_on",
       "29.11.2022", "case_number", "45/22", NULL);
  g_assert_cmpint (status_of (fixture, PROPOSAL), ==, SEK_STATUS_RECOMMENDED);
  assert_words (fixture, PROPOSAL, "Innstilt av styret 29.11.2022, sak 45/22");

  /* Back to the drawing board, and forward again. */
  edit (fixture, "budget_column", PROPOSAL, "status", "draft");
  assert_words (fixture, PROPOSAL, "Utkast");
  add (fixture, "status_step", "budget_column", PROPOSAL, "status", "vedtatt", "organ", "representantskapet",
       "decided_on", "20.12.2022", "case_number", "12/22", "by_whom", "Sekretariatet", NULL);
  assert_words (fixture, PROPOSAL, "Vedtatt av representantskapet 20.12.2022, sak 12/22");
  g_assert_cmpstr (text_of (fixture, SEK_BUDGET_COLUMN, PROPOSAL, "by_whom"), ==, "Sekretariatet");
  /* One for the example's adopted column, and three. */
  g_assert_cmpuint (count_rows (fixture, SEK_STATUS_STEP), ==, 4);
  assert_whole (fixture);

  /* The sealing is nobody's resolution of its own. */
  edit (fixture, "budget_column", PROPOSAL, "status", "sealed");
  g_assert_cmpint (status_of (fixture, PROPOSAL), ==, SEK_STATUS_SEALED);
  assert_words (fixture, PROPOSAL, "Vedtatt av representantskapet 20.12.2022, sak 12/22");
  assert_refused (try_add (fixture, "status_step", "budget_column", PROPOSAL, "status", "draft", NULL),
                  SEK_ERROR_SEALED, PROPOSAL);
  assert_refused (try_edit (fixture, "budget_column", PROPOSAL, "organ", "styret"), SEK_ERROR_SEALED, PROPOSAL);
  assert_whole (fixture);
}

/* What is typed beside the status is of the step that it makes, and corrects that one afterwards. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  edit (fixture, "budget_column", PROPOSAL, "case_number", "");
  g_assert_cmpuint (count_rows (fixture, SEK_STATUS_STEP), ==, 1);
  edit (fixture, "budget_column", PROPOSAL, "status", "recommended");
  edit (fixture, "budget_column", PROPOSAL, "resolved_on", "29.11.2022");
  edit (fixture, "budget_column", PROPOSAL, "case_number", "45/22");
  edit (fixture, "budget_column", PROPOSAL, "case_number", "46/22");
  assert_words (fixture, PROPOSAL, "Innstilt av styret 29.11.2022, sak 46/22");
  g_assert_cmpuint (count_rows (fixture, SEK_STATUS_STEP), ==, 2);
  edit (fixture, "budget_column", PROPOSAL, "status", "adopted");
  assert_words (fixture, PROPOSAL, "Vedtatt");
  g_assert_cmpuint (count_rows (fixture, SEK_STATUS_STEP), ==, 3);

  add (fixture, "budget_column", "title", "Regnskap 2022", "year", "2022", "kind", "accounts", "status", "adopted",
       "case_number", "3/23", "organ", "representantskapet", NULL);
  assert_words (fixture, "Regnskap 2022", "Vedtatt av representantskapet, sak 3/23");
  assert_whole (fixture);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture), *after = NULL;

  add (fixture, "status_step", "budget_column", PROPOSAL, "status", "recommended", "organ", "styret", NULL);
  edit (fixture, "budget_column", PROPOSAL, "status", "adopted");
  undo (fixture);
  assert_words (fixture, PROPOSAL, "Innstilt av styret");
  undo (fixture);
  assert_words (fixture, PROPOSAL, "Utkast");
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  redo (fixture);
  redo (fixture);
  assert_words (fixture, PROPOSAL, "Vedtatt");
  g_assert_cmpint (status_of (fixture, PROPOSAL), ==, SEK_STATUS_ADOPTED);
}

/* A step that was recorded by mistake is deleted, and the column stands where it stood. */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  edit (fixture, "budget_column", PROPOSAL, "status", "recommended");
  edit (fixture, "budget_column", PROPOSAL, "status", "adopted");
  remove_row (fixture, "status_step", PROPOSAL "/adopted");
  g_assert_cmpint (status_of (fixture, PROPOSAL), ==, SEK_STATUS_RECOMMENDED);
  remove_row (fixture, "status_step", PROPOSAL "/recommended");
  g_assert_cmpint (status_of (fixture, PROPOSAL), ==, SEK_STATUS_DRAFT);
  undo (fixture);
  g_assert_cmpint (status_of (fixture, PROPOSAL), ==, SEK_STATUS_RECOMMENDED);
  edit (fixture, "status_step", PROPOSAL "/recommended", "status", "adopted");
  g_assert_cmpint (status_of (fixture, PROPOSAL), ==, SEK_STATUS_ADOPTED);
  /* They go with their column. */
  remove_row (fixture, "budget_column", PROPOSAL);
  g_assert_cmpuint (count_rows (fixture, SEK_STATUS_STEP), ==, 1);
  undo (fixture);
  g_assert_cmpuint (count_rows (fixture, SEK_STATUS_STEP), ==, 2);
  assert_whole (fixture);
}

/* Whatever moves a step, the status of both columns is that of their last one. */
static void
test_moved (Fixture *fixture, gconstpointer data)
{
  edit (fixture, "status_step", "Budsjett 2022/adopted", "budget_column", PROPOSAL);
  g_assert_cmpint (status_of (fixture, "Budsjett 2022"), ==, SEK_STATUS_DRAFT);
  g_assert_cmpint (status_of (fixture, PROPOSAL), ==, SEK_STATUS_ADOPTED);
  undo (fixture);
  g_assert_cmpint (status_of (fixture, "Budsjett 2022"), ==, SEK_STATUS_ADOPTED);
  g_assert_cmpint (status_of (fixture, PROPOSAL), ==, SEK_STATUS_DRAFT);

  add (fixture, "status_step", "budget_column", PROPOSAL, "status", "recommended", NULL);
  add (fixture, "status_step", "budget_column", PROPOSAL, "status", "adopted", NULL);
  edit (fixture, "status_step", PROPOSAL "/adopted", "position", "1");
  g_assert_cmpint (status_of (fixture, PROPOSAL), ==, SEK_STATUS_RECOMMENDED);
  assert_whole (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/status/steps", test_steps);
  ADD ("/status/columns", test_columns);
  ADD ("/status/undo", test_undo);
  ADD ("/status/deleted", test_deleted);
  ADD ("/status/moved", test_moved);
  return g_test_run ();
}
