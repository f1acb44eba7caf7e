/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-effect-model.h"
#include "sek-number.h"
#include "sek-rate-model.h"
#include "sek-rate-proposal.h"

/* Kontingent, with real keys: figures of an index are typed, a proposal is chosen, looked at, used and decided. */

#define NBSP "\302\240"

static SekGrid *
find_grid (GtkWidget *widget, GType model)
{
  if (SEK_IS_GRID (widget) && sek_grid_get_model (SEK_GRID (widget)) != NULL
      && G_TYPE_CHECK_INSTANCE_TYPE (sek_grid_get_model (SEK_GRID (widget)), model))
    return SEK_GRID (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      SekGrid *found = find_grid (child, model);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static SekGrid *
grid_of (TestScreen *self, GType model)
{
  return find_grid (GTK_WIDGET (screen_page (self)), model);
}

static guint
find_column (SekGrid *grid, const char *id)
{
  SekGridModel *model = sek_grid_get_model (grid);

  for (guint c = 0; c < sek_grid_model_get_n_columns (model); c++)
    {
      SekGridColumn column = { 0 };

      sek_grid_model_get_column (model, c, &column);
      g_free (column.head);
      if (g_str_equal (column.id, id))
        return c;
    }
  g_error ("no column %s", id);
}

static void
decide (TestScreen *self, int year, const char *date)
{
  SekGrid *grid = screen_grid (self);
  const SekFeeRate *rate = sek_rate_find (screen_register (self), year, SEK_MEMBER_KIND_MUNICIPALITY);
  int row = sek_grid_model_find_row (sek_grid_get_model (grid), rate->id);

  sek_grid_set_cursor (grid, (guint) row, find_column (grid, "decided_on"));
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  screen_type (date);
  screen_press (GDK_KEY_Return, 0);
}

static void
type_figure (TestScreen *self, const char *period, const char *value)
{
  SekGrid *grid;
  guint row, column;

  sek_page_make (screen_page (self), SEK_INDEX_FIGURE);
  grid = screen_grid (self);
  g_assert_true (sek_grid_get_cursor (grid, &row, &column));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type (value);
  screen_press (GDK_KEY_Return, 0);
  sek_grid_set_cursor (grid, row, find_column (grid, "period"));
  screen_type (period);
  screen_press (GDK_KEY_Return, 0);
}

static void
type_index (TestScreen *self)
{
  sek_page_make (screen_page (self), SEK_PRICE_INDEX);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("KPI\tkonsumprisindeks (KPI)\t2015\n");
  type_figure (self, "2021M10", "117,2");
  type_figure (self, "2022M10", "126,0");
}

static const SekIndexFigure *
get_figure (TestScreen *self, SekMonth period)
{
  g_autoptr (GArray) series = sek_index_list_series (screen_register (self));

  return series->len == 1 ? sek_index_get_figure (screen_register (self), g_array_index (series, gint64, 0), period)
                          : NULL;
}

static void
test_proposal (TestScreen *self, gconstpointer data)
{
  const SekFeeRate *rate;
  SekGrid *bases, *effect;
  g_autofree char *button = g_strdup_printf (dgettext (GETTEXT_PACKAGE, "Use as the Proposal for %d"), 2024),
                  *footer = NULL, *why = NULL;

  screen_open_example (self);
  screen_go_page ("fees");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "fees");
  decide (self, 2023, "15.6.2022");
  g_assert_cmpint (sek_rate_find (screen_register (self), 2023, SEK_MEMBER_KIND_MUNICIPALITY)->decided_on, ==,
                   20220615);
  type_index (self);
  g_assert_nonnull (get_figure (self, SEK_MONTH (2021, 10)));
  g_assert_cmpint (get_figure (self, SEK_MONTH (2022, 10))->value, ==, 126000);
  screen_shoot (self, "fees-index");

  bases = grid_of (self, SEK_TYPE_RATE_MODEL);
  screen_wait (sek_grid_model_get_n_rows (sek_grid_get_model (bases)) == 3);
  gtk_widget_grab_focus (GTK_WIDGET (bases));
  screen_press (GDK_KEY_Down, 0);
  screen_wait (screen_shows (screen_form (self), "2,80 × 1,075 = 3,010 → 3,00, som er 7,1" NBSP "%"));
  screen_wait (screen_shows (screen_form (self), "Avrundet ned 1,0" NBSP "øre, til nærmeste 5" NBSP "øre."));
  screen_shoot (self, "fees-proposal");

  screen_click (screen_find (screen_form (self), GTK_TYPE_BUTTON, button));
  rate = sek_rate_find (screen_register (self), 2024, SEK_MEMBER_KIND_MUNICIPALITY);
  g_assert_nonnull (rate);
  g_assert_cmpint (rate->rate, ==, 300);
  g_assert_cmpint (rate->decided_on, ==, SEK_NONE);
  screen_shoot (self, "fees-used");

  /* What it means is worked out before it is there, and is what it became. */
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_null (sek_rate_find (screen_register (self), 2024, SEK_MEMBER_KIND_MUNICIPALITY));
  effect = grid_of (self, SEK_TYPE_EFFECT_MODEL);
  footer = sek_grid_model_get_footer (sek_grid_get_model (effect), find_column (effect, "after"));
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  {
    g_autofree char *sum = sek_number_format_amount (sek_fees_get_totals (screen_register (self), 2024)->invoices, 100,
                                                     0);

    g_assert_cmpstr (footer, ==, sum);
  }

  /* Decided, its rate is not typed over, and says why. */
  decide (self, 2024, "14.6.2023");
  rate = sek_rate_find (screen_register (self), 2024, SEK_MEMBER_KIND_MUNICIPALITY);
  g_assert_cmpint (rate->decided_on, ==, 20230614);
  {
    SekGrid *rates = screen_grid (self);
    int row = sek_grid_model_find_row (sek_grid_get_model (rates), rate->id);
    guint column = find_column (rates, "rate");
    SekGridCellFlags flags;

    g_free (sek_grid_model_read (sek_grid_get_model (rates), (guint) row, column, &flags));
    g_assert_cmpint (flags & SEK_GRID_EDITABLE, ==, 0);
    why = sek_grid_model_why_not (sek_grid_get_model (rates), (guint) row, column);
    g_assert_nonnull (strstr (why, "14.6.2023"));
    sek_grid_set_cursor (rates, (guint) row, column);
    screen_type ("9");
    screen_press (GDK_KEY_Return, 0);
    g_assert_cmpint (sek_register_get_fee_rate (screen_register (self), rate->id)->rate, ==, 300);
  }
  screen_shoot (self, "fees-decided");
  g_assert_true (screen_close (self));
}

static void
test_own (TestScreen *self, gconstpointer data)
{
  SekGrid *bases;
  guint row;
  g_autofree char *button = g_strdup_printf (dgettext (GETTEXT_PACKAGE, "Use as the Proposal for %d"), 2024);

  screen_open_example (self);
  screen_go_page ("fees");
  decide (self, 2023, "15.6.2022");
  bases = grid_of (self, SEK_TYPE_RATE_MODEL);
  row = sek_grid_model_get_n_rows (sek_grid_get_model (bases)) - 1;
  sek_grid_set_cursor (bases, row, find_column (bases, "after"));
  gtk_widget_grab_focus (GTK_WIDGET (bases));
  screen_type ("295");
  screen_press (GDK_KEY_Return, 0);
  /* 295 kroner or øre: the rate is refused as it is in the grid of rates. */
  g_assert_nonnull (sek_grid_get_problem (bases));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("2,95\n");
  g_assert_null (sek_grid_get_problem (bases));
  screen_wait (screen_find (screen_form (self), GTK_TYPE_BUTTON, button) != NULL);
  screen_shoot (self, "fees-own");
  screen_click (screen_find (screen_form (self), GTK_TYPE_BUTTON, button));
  g_assert_cmpint (sek_rate_find (screen_register (self), 2024, SEK_MEMBER_KIND_MUNICIPALITY)->rate, ==, 295);
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/fees/proposal", test_proposal);
  screen_add ("/fees/own", test_own);
  return screen_run ();
}
