/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-fixture.h"

#include <string.h>

/* Tables of what changed: between two columns, which change is shown by itself, and what is said of per cent. */

/* Takes every budget column and line away. */
static void
empty_budget (Fixture *fixture)
{
  static const SekEntityId entities[] = { SEK_BUDGET_COLUMN, SEK_BUDGET_LINE };

  for (guint e = 0; e < G_N_ELEMENTS (entities); e++)
    {
      SekTableIter iter;
      const SekRow *row;

      do
        {
          sek_table_iter_init (&iter, sek_register_get_table (reg_of (fixture), entities[e]));
          row = sek_table_iter_next (&iter);
          if (row != NULL)
            {
              g_autofree char *key = g_strdup_printf ("#%" G_GINT64_FORMAT, row->id);

              remove_row (fixture, sek_entity_get (entities[e])->name, key);
            }
        }
      while (row != NULL);
    }
}

/* Of two columns of one register every line is there, and nothing else: the change is that of Hovedtall. */
static void
test_comparison_of_columns (Fixture *fixture, gconstpointer data)
{
  static const SekTableId tables[] = { SEK_TABLE_COMPARISON };
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  g_autoptr (GArray) figures = sek_budget_figures (reg_of (fixture));
  gint64 column = find (fixture, "budget_column", "Forslag budsjett 2023");
  gint64 base = find (fixture, "budget_column", "Budsjett 2022");
  SekSheet *sheet;
  guint at = 0, n_projects = 0;

  start_report (fixture, &report);
  report.options.changed = column;
  report.options.base = base;
  book = make_book (&report, tables, 1);
  sheet = book->sheets->pdata[0];
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const SekSheetRow *row = sheet->rows->pdata[i];
      const SekFigure *figure;
      gint64 change;

      if (row->style == SEK_ROW_SECTION || row->style == SEK_ROW_SPACE)
        continue;
      if (at == figures->len)
        {
          gint64 project = find (fixture, "project", sek_sheet_row_get_text (row, 0));

          g_assert_nonnull (sek_register_get_project (reg_of (fixture), project));
          n_projects++;
          continue;
        }
      do
        {
          g_assert_cmpuint (at, <, figures->len);
          figure = &g_array_index (figures, SekFigure, at++);
          change = sek_budget_change (reg_of (fixture), figure, column, base);
        }
      while (figure->kind == SEK_FIGURE_HEADING || change == SEK_NONE || change == 0);
      g_assert_cmpstr (sek_sheet_row_get_text (row, 0), ==,
                       sek_figure_get_name (reg_of (fixture), figure, SEK_LANGUAGE_NB));
      g_assert_cmpint (row->cells[3].integer, ==, change);
    }
  /* Each has its money in the proposal, and none in the year before. */
  g_assert_cmpuint (at, ==, figures->len);
  g_assert_cmpuint (n_projects, ==, sek_table_get_size (sek_register_get_table (reg_of (fixture), SEK_PROJECT)));
}

/* Which change is shown by itself: of the newest column of the year that has a base, and never of another year's. */
static void
test_own_change (Fixture *fixture, gconstpointer data)
{
  g_auto (SekReport) report = { 0 };
  gint64 changed, base;

  start_report (fixture, &report);
  g_assert_true (sek_report_get_change (&report, &changed, &base));
  g_assert_cmpint (changed, ==, find (fixture, "budget_column", "Forslag budsjett 2023"));
  g_assert_cmpint (base, ==, find (fixture, "budget_column", "Budsjett 2022"));
  sek_report_clear (&report);
  edit (fixture, "budget_column", "Forslag budsjett 2023", "base_column", "");
  edit (fixture, "budget_column", "Prognose 2022", "base_column", "Budsjett 2022");
  start_report (fixture, &report);
  report.options.year = 2023;
  g_assert_false (sek_report_get_change (&report, &changed, &base));
}

/* The note on per cent of a negative figure stands where there is one, and not for a nought. */
static void
test_negative_note (Fixture *fixture, gconstpointer data)
{
  static const SekTableId table = SEK_TABLE_MAIN;
  static const struct { const char *amount; gboolean note; } cases[] = { { "0", FALSE }, { "-1", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (SekReport) report = { 0 };
      g_autoptr (SekBook) book = NULL;
      g_autofree char *text = NULL;

      /* An income equal to its expense: no other figure is below nought. */
      empty_budget (fixture);
      add (fixture, "budget_column", "title", "Før", "year", "2022", "kind", "budget", NULL);
      add (fixture, "budget_column", "title", "Nå", "year", "2023", "kind", "budget", "base_column", "Før", NULL);
      add (fixture, "budget_line", "section", "income", "name", "Salg", NULL);
      type_amount (fixture, "Salg", "Før", cases[i].amount);
      type_amount (fixture, "Salg", "Nå", "5");
      start_report (fixture, &report);
      report.options.year = 2023;
      report.options.percent = TRUE;
      book = make_book (&report, &table, 1);
      text = sek_book_to_text (book);
      g_assert_cmpint (strstr (text, "Prosent av et negativt tall") != NULL, ==, cases[i].note);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/change/comparison-of-columns", test_comparison_of_columns);
  ADD ("/change/own-change", test_own_change);
  ADD ("/change/negative-note", test_negative_note);
  return g_test_run ();
}
