/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-figure-model.h"
#include "sek-key.h"
#include "sek-money.h"
#include "sek-plan.h"
#include "sek-reserve.h"
#include "sek-table-model.h"

/* Reserve, with real keys: the chain of years, what tells a year, and what the lines do in plan years. */

#define NBSP "\302\240"
#define MINUS "\342\210\222"

static gint64
get_closing (TestScreen *self, int year)
{
  g_autoptr (GArray) chain = sek_reserve_chain (screen_register (self));
  int at = sek_reserve_find (chain, year);

  g_assert_cmpint (at, >=, 0);
  return g_array_index (chain, SekReserveYear, at).closing / SEK_THOUSAND;
}

static void
assert_years (TestScreen *self, const char *column, const char *const *figures)
{
  screen_use_grid (self, SEK_TYPE_FIGURE_MODEL);
  for (int i = 0; figures[i] != NULL; i++)
    {
      g_autofree char *year = g_strdup_printf ("%d", 2022 + i);

      screen_assert_reads (self, year, column, figures[i]);
    }
}

static void
test_reserve (TestScreen *self, gconstpointer data)
{
  static const char *const sources[] = { "Prognose 2022", "Forslag budsjett 2023", "Postenes regler", NULL };
  static const char *const closings[] = { "2" NBSP "727", "630", MINUS "1" NBSP "671", MINUS "4" NBSP "489",
                                          MINUS "7" NBSP "240", NULL };
  static const char *const chosen[] = { "2" NBSP "151", "630", MINUS "1" NBSP "671", NULL };
  g_autofree char *before = NULL, *after = NULL;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  screen_go_page ("reserve");
  assert_years (self, "source", sources);
  assert_years (self, "closing", closings);
  g_assert_cmpstr (screen_get_chart_title (self), ==, "Reserven er brukt opp i 2024");
  screen_shoot (self, "reserve");
  screen_go_to (self, "2024", "closing");
  screen_type ("9");
  screen_wait (screen_tells (self, "sidepanelet"));
  screen_press (GDK_KEY_Escape, 0);

  /* Another column tells 2022: 2023 begins with another amount than it closes with, and says so. */
  screen_go_to (self, "2022", "source");
  screen_follow (self, "Budsjett 2022");
  screen_settle ();
  assert_years (self, "closing", chosen);
  screen_assert_reads (self, "2022", "source", "Budsjett 2022 (valgt)");
  screen_assert_reads (self, "2023", "gap", "576");
  screen_shoot (self, "reserve-chosen");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  assert_years (self, "closing", closings);

  /* The limit, as a verdict. */
  screen_fill (self, SEK_FIELD (organisation, reserve_limit), "700000");
  g_assert_cmpint (sek_reserve_get_limit (screen_register (self)), ==, 700 * SEK_THOUSAND);
  screen_settle ();
  {
    SekGridModel *model = sek_grid_get_model (screen_find_grid (self, SEK_TYPE_FIGURE_MODEL));
    SekGridCellFlags flags;

    g_free (sek_grid_model_read (model, 1, screen_find_column (model, "closing"), &flags));
    g_assert_true (flags & SEK_GRID_BAD);
    g_free (sek_grid_model_read (model, 0, screen_find_column (model, "closing"), &flags));
    g_assert_false (flags & SEK_GRID_BAD);
  }
  g_assert_nonnull (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, screen_get_chart_title (self)));
  screen_shoot (self, "reserve-limit");
  screen_use_grid (self, SEK_TYPE_FIGURE_MODEL);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (screen_register (self));
  g_assert_true (g_str_equal (after, before));
  g_assert_true (screen_close (self));
}

static GtkWidget *
get_focus (TestScreen *self)
{
  return gtk_window_get_focus (GTK_WINDOW (self->window));
}

static void
wait_for_pane (TestScreen *self)
{
  screen_wait (get_focus (self) != NULL && gtk_widget_is_ancestor (get_focus (self), screen_form (self)));
}

/* Enter on a year, the arrows and Enter choose what tells it; Escape leads back. */
static void
test_sources (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  screen_go_page ("reserve");
  screen_use_grid (self, SEK_TYPE_FIGURE_MODEL);
  screen_go_to (self, "2022", "source");
  screen_press (GDK_KEY_Return, 0);
  wait_for_pane (self);
  g_assert_true (screen_shows (get_focus (self), "Prognose 2022") || screen_shows (get_focus (self), "Budsjett 2022"));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (sek_grid_has_focus (screen_find_grid (self, SEK_TYPE_FIGURE_MODEL)));
  screen_press (GDK_KEY_Return, 0);
  wait_for_pane (self);
  if (screen_shows (get_focus (self), "Prognose 2022"))
    screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (get_closing (self, 2022) == 2151);
  screen_wait (sek_grid_has_focus (screen_find_grid (self, SEK_TYPE_FIGURE_MODEL)));
  screen_use_grid (self, SEK_TYPE_FIGURE_MODEL);
  screen_assert_reads (self, "2022", "source", "Budsjett 2022 (valgt)");
  /* A year of rules has a plan to be made, with the pane folded too. */
  screen_press (GDK_KEY_F9, 0);
  screen_go_to (self, "2024", "source");
  screen_press (GDK_KEY_Return, 0);
  wait_for_pane (self);
  screen_press (GDK_KEY_Tab, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (sek_plan_get_source (screen_register (self), 2024, NULL, NULL) != 0);
  g_assert_true (screen_close (self));
}

static const char *
get_chosen (TestScreen *self, const char *title)
{
  GtkWidget *row = screen_find (screen_form (self), ADW_TYPE_COMBO_ROW, title);
  GtkStringObject *text = row != NULL ? adw_combo_row_get_selected_item (ADW_COMBO_ROW (row)) : NULL;

  return text != NULL ? gtk_string_object_get_string (text) : NULL;
}

/* A choice that nobody made shows what holds, and no second time in its list. */
static void
test_blank_choices (TestScreen *self, gconstpointer data)
{
  static const struct { const char *line, *rule; } lines[] = {
    { "Kommunikasjon", "som året før" }, { "Kontingenter", "følger kontingenten" },
    { "Klimasats", "følger tilskuddene" },
  };

  gint64 line = 0;

  screen_open_example (self);
  screen_go_page ("reserve");
  screen_use_grid (self, SEK_TYPE_FIGURE_MODEL);
  screen_go_to (self, "2023", "source");
  screen_wait (g_strcmp0 (get_chosen (self, "Ubrukte midler heter"), "mindreforbruk") == 0);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      screen_use_grid (self, SEK_TYPE_TABLE_MODEL);
      screen_go_to (self, lines[i].line, "plan_rule");
      screen_wait (g_strcmp0 (get_chosen (self, "I planår"), lines[i].rule) == 0);
    }
  /* What is carried over has no rule. */
  screen_go_to (self, "Inngående mindreforbruk", "plan_rule");
  screen_wait (screen_shows (screen_form (self), "det som er igjen fra året før"));
  g_assert_null (get_chosen (self, "I planår"));
  screen_go_to (self, "Kommunikasjon", "plan_rule");
  screen_wait (g_strcmp0 (get_chosen (self, "I planår"), "som året før") == 0);
  {
    AdwComboRow *row = ADW_COMBO_ROW (screen_find (screen_form (self), ADW_TYPE_COMBO_ROW, "I planår"));
    GListModel *model = adw_combo_row_get_model (row);
    guint n = 0;

    for (guint i = 0; i < g_list_model_get_n_items (model); i++)
      {
        g_autoptr (GtkStringObject) text = g_list_model_get_item (model, i);

        n += g_str_equal (gtk_string_object_get_string (text), "som året før");
        g_assert_cmpstr (gtk_string_object_get_string (text), !=, "Ingen");
      }
    g_assert_cmpuint (n, ==, 1);
    adw_combo_row_set_selected (row, 1);
    screen_settle ();
    g_assert_cmpstr (get_chosen (self, "I planår"), ==, "følger årlig indeks");
    /* The pane's title has the rule, so that its widgets are others. */
    adw_combo_row_set_selected (ADW_COMBO_ROW (screen_find (screen_form (self), ADW_TYPE_COMBO_ROW, "I planår")), 0);
    screen_settle ();
  }
  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_BUDGET_LINE), "Kommunikasjon", &line, NULL));
  g_assert_cmpint (sek_register_get_budget_line (screen_register (self), line)->plan_rule, ==, SEK_NONE);
  screen_shoot (self, "reserve-blank");
  g_assert_true (screen_close (self));
}

/* A year of rules becomes a column, in which amounts are typed; a line has another rule. */
static void
test_plan (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL, *plan = NULL;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  screen_go_page ("reserve");
  screen_use_grid (self, SEK_TYPE_FIGURE_MODEL);
  screen_go_to (self, "2024", "source");
  screen_click (screen_find (screen_form (self), GTK_TYPE_BUTTON, "Ny plankolonne for 2024"));
  g_assert_cmpint (sek_plan_get_source (screen_register (self), 2024, NULL, NULL), !=, 0);
  g_assert_cmpint (get_closing (self, 2024), ==, -1671);
  plan = g_strdup_printf ("amount-%" G_GINT64_FORMAT, sek_plan_get_source (screen_register (self), 2024, NULL, NULL));

  screen_use_grid (self, SEK_TYPE_TABLE_MODEL);
  screen_go_to (self, "Kommunikasjon", plan);
  screen_type ("300\n");
  g_assert_cmpint (get_closing (self, 2024), ==, -1721);
  screen_assert_reads (self, "Kommunikasjon", plan, "300");
  /* 2025 goes on from it. */
  screen_assert_reads (self, "Kommunikasjon", "plan-2025", "300");
  g_assert_cmpint (get_closing (self, 2025), ==, -1721 - (4489 - 1671) - 50);
  screen_shoot (self, "reserve-plan");

  /* What a year of rules has is not typed over. */
  screen_go_to (self, "Kommunikasjon", "plan-2025");
  screen_type ("9\n");
  screen_press (GDK_KEY_Escape, 0);
  screen_assert_reads (self, "Kommunikasjon", "plan-2025", "300");

  screen_go_to (self, "Sekretariatet, andre utgifter", "plan_rule");
  screen_type ("Prosent\n");
  screen_go_to (self, "Sekretariatet, andre utgifter", "plan_percent");
  screen_type ("10\n");
  screen_assert_reads (self, "Sekretariatet, andre utgifter", "plan-2025", "932");
  screen_shoot (self, "reserve-rule");
  /* A rule in three letters, and one that there is not. */
  screen_go_to (self, "Sekretariatet, andre utgifter", "plan_rule");
  screen_type ("Tull\n");
  g_assert_nonnull (sek_grid_get_problem (screen_grid (self)));
  screen_press (GDK_KEY_Escape, 0);
  g_assert_null (sek_grid_get_problem (screen_grid (self)));

  for (int i = 0; i < 4; i++)
    screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (screen_register (self));
  g_assert_true (g_str_equal (after, before));
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/reserve/chain", test_reserve);
  screen_add ("/reserve/sources", test_sources);
  screen_add ("/reserve/blank-choices", test_blank_choices);
  screen_add ("/reserve/plan", test_plan);
  return screen_run ();
}
