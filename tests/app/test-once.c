/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-budget.h"
#include "sek-check.h"
#include "sek-page-list.h"

/* Nothing is worked out twice. Counted, not timed: checks that were run, cells of the budget that were worked out, and
 * pages that were refreshed. */

#define MOST_PAGES 32

typedef struct
{
  guint checks, reads, refreshes[MOST_PAGES];
} Effort;

static Effort
count (TestScreen *self)
{
  Effort effort = { sek_check_count_runs (), sek_budget_count_reads (), { 0 } };

  for (guint i = 0; i < sek_page_list_get_size (); i++)
    {
      SekPage *page = sek_window_get_page (self->window, sek_page_list_get_nth (i)->name);

      effort.refreshes[i] = sek_page_count_refreshes (page);
    }
  return effort;
}

/* What it took since before. */
static Effort
since (TestScreen *self, const Effort *before, const char *what)
{
  Effort effort = count (self);

  effort.checks -= before->checks;
  effort.reads -= before->reads;
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    effort.refreshes[i] -= before->refreshes[i];
  g_test_message ("%s: checks run %u times, %u cells of the budget worked out", what, effort.checks, effort.reads);
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    if (effort.refreshes[i] > 0)
      g_test_message ("%s: %s refreshed %u times", what, sek_page_list_get_nth (i)->name, effort.refreshes[i]);
  return effort;
}

static void
assert_refreshed_only (const Effort *effort, const char *page)
{
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    if (!g_str_equal (sek_page_list_get_nth (i)->name, page) && effort->refreshes[i] > 0)
      g_error ("%s was refreshed %u times while %s was shown", sek_page_list_get_nth (i)->name, effort->refreshes[i],
               page);
}

static void
test_cursor (TestScreen *self, gconstpointer data)
{
  Effort before, effort;

  screen_open_example (self);
  screen_go_page ("budget");
  screen_press (GDK_KEY_Down, 0);
  before = count (self);
  screen_press (GDK_KEY_Down, 0);
  effort = since (self, &before, "a row down");
  g_assert_cmpuint (effort.checks, ==, 0);
  g_assert_cmpuint (effort.reads, ==, 0);
  assert_refreshed_only (&effort, "budget");
}

static void
test_amount (TestScreen *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  Effort before, effort;

  screen_open_example (self);
  screen_go_page ("budget");
  id = g_strdup_printf ("amount-%" G_GINT64_FORMAT, sek_budget_changed_column (screen_register (self), 2023));
  screen_go_to (self, "Kommunikasjon", id);
  before = count (self);
  screen_type ("77\n");
  effort = since (self, &before, "an amount");
  g_assert_cmpuint (effort.checks, ==, 1);
  g_assert_cmpuint (effort.reads, <=, 60);
  assert_refreshed_only (&effort, "budget");
}

/* A page that was not shown is right when it is. */
static void
test_later (TestScreen *self, gconstpointer data)
{
  Effort before, effort;

  screen_open_example (self);
  screen_go_page ("projects");
  screen_go_page ("members");
  before = count (self);
  screen_go_to (self, "Asker", "population");
  screen_type ("100 000\n");
  effort = since (self, &before, "a population");
  g_assert_cmpuint (effort.checks, ==, 1);
  assert_refreshed_only (&effort, "members");
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    {
      before = count (self);
      screen_go_page (sek_page_list_get_nth (i)->name);
      effort = since (self, &before, sek_page_list_get_nth (i)->name);
      g_assert_cmpuint (effort.checks, ==, 0);
      assert_refreshed_only (&effort, sek_page_list_get_nth (i)->name);
    }
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/once/cursor", test_cursor);
  screen_add ("/once/amount", test_amount);
  screen_add ("/once/later", test_later);
  return screen_run ();
}
