/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart in a window: keys go through its points, each is told in words, and larger text asks for more room. */
#include "sek-chart-view.h"

#include "sek-money.h"
#include "sek-test-display.h"

typedef struct
{
  GtkWidget    *window;
  SekChartView *view;
} Shown;

static SekChartPicture *
make_scenarios (void)
{
  SekChartPicture *picture = sek_chart_picture_new (SEK_CHART_LINES, SEK_LANGUAGE_NB, "Reserve ved årets slutt",
                                                    "Tusen kroner", SEK_THOUSAND, 0);

  sek_chart_picture_add_series (picture, NULL, "Grunnlag");
  sek_chart_picture_add_series (picture, "A", "Høyere sats");
  sek_chart_picture_add_point (picture, "2023", NULL);
  sek_chart_picture_add_point (picture, "2024", NULL);
  sek_chart_picture_add_point (picture, "2025", NULL);
  for (guint i = 0; i < 3; i++)
    {
      sek_chart_picture_set_value (picture, 0, i, (630 - 2129 * (int) i) * SEK_THOUSAND);
      sek_chart_picture_set_value (picture, 1, i, (630 + 100 * (int) i) * SEK_THOUSAND);
    }
  sek_chart_picture_set_limit (picture, 500 * SEK_THOUSAND, "Nedre grense 500");
  sek_chart_picture_set_plan (picture, 1, "planår");
  sek_chart_picture_set_current (picture, 1);

  return picture;
}

static SekChartPicture *
make_bars (void)
{
  SekChartPicture *picture = sek_chart_picture_new (SEK_CHART_BARS, SEK_LANGUAGE_NB, "Kommer fra", NULL, 1, 0);

  sek_chart_picture_add_bar (picture, "Kontingenter", 6283, SEK_CHART_BAR_PLAIN);
  sek_chart_picture_add_bar (picture, "Bruk av reserven", 2097, SEK_CHART_BAR_HATCHED);

  return picture;
}

static void
show (Shown *shown, SekChartPicture *picture)
{
  shown->window = gtk_window_new ();
  shown->view = SEK_CHART_VIEW (sek_chart_view_new ());
  gtk_window_set_default_size (GTK_WINDOW (shown->window), 520, 320);
  gtk_window_set_child (GTK_WINDOW (shown->window), GTK_WIDGET (shown->view));
  sek_chart_view_set_picture (shown->view, picture);
  screen_show (GTK_WINDOW (shown->window));
  gtk_widget_grab_focus (GTK_WIDGET (shown->view));
  screen_settle ();
}

static void
clear (Shown *shown)
{
  gtk_window_destroy (GTK_WINDOW (shown->window));
  screen_settle ();
}

static void
assert_stands (Shown *shown, int place, const char *told)
{
  g_assert_cmpint (sek_chart_view_get_place (shown->view), ==, place);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (shown->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, told);
}

static void
test_points (void)
{
  Shown shown;

  show (&shown, make_scenarios ());
  screen_shoot_widget (shown.window, "chart-lines");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (shown.view), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (shown.view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Reserve ved årets slutt. Tusen kroner");
  /* The year in hand is where one begins. */
  assert_stands (&shown, 1, "Grunnlag, 2024, plan: \342\210\222" "1\302\240" "499, under grensen på 500");
  screen_press (GDK_KEY_Right, 0);
  assert_stands (&shown, 2, "Grunnlag, 2025, plan: \342\210\222" "3\302\240" "628, under grensen på 500");
  screen_press (GDK_KEY_Right, 0);
  g_assert_cmpint (sek_chart_view_get_place (shown.view), ==, 2);
  screen_press (GDK_KEY_Down, 0);
  assert_stands (&shown, 5, "A Høyere sats, 2025, plan: 830");
  screen_press (GDK_KEY_Home, 0);
  assert_stands (&shown, 3, "A Høyere sats, 2023: 630");
  screen_press (GDK_KEY_Left, 0);
  g_assert_cmpint (sek_chart_view_get_place (shown.view), ==, 3);
  screen_press (GDK_KEY_Up, 0);
  assert_stands (&shown, 0, "Grunnlag, 2023: 630");
  screen_press (GDK_KEY_End, 0);
  g_assert_cmpint (sek_chart_view_get_place (shown.view), ==, 2);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (shown.view)));
  /* Fewer points: the place stays within them, and nothing can be stood on where there is nothing. */
  sek_chart_view_set_picture (shown.view, make_bars ());
  assert_stands (&shown, 1, "Bruk av reserven: 2\302\240" "097");
  sek_chart_view_set_picture (shown.view, NULL);
  assert_stands (&shown, -1, "");
  screen_press (GDK_KEY_Right, 0);
  g_assert_cmpint (sek_chart_view_get_place (shown.view), ==, -1);
  clear (&shown);
}

static void
test_bars (void)
{
  Shown shown;

  show (&shown, make_bars ());
  screen_shoot_widget (shown.window, "chart-bars");
  assert_stands (&shown, 0, "Kontingenter: 6\302\240" "283");
  screen_press (GDK_KEY_Down, 0);
  assert_stands (&shown, 1, "Bruk av reserven: 2\302\240" "097");
  screen_press (GDK_KEY_Left, 0);
  g_assert_cmpint (sek_chart_view_get_place (shown.view), ==, 0);
  clear (&shown);
}

static void
measure (Shown *shown, int *minimum, int *natural)
{
  gtk_widget_measure (GTK_WIDGET (shown->view), GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
}

static void
test_sizes (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int minimum, natural, larger, dpi;
  Shown shown;

  show (&shown, make_scenarios ());
  measure (&shown, &minimum, &natural);
  g_assert_cmpint (minimum, <, 200);
  g_assert_cmpint (natural, >=, 480);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", (dpi > 0 ? dpi : 96 * 1024) * 2, NULL);
  screen_settle ();
  measure (&shown, &minimum, &larger);
  g_assert_cmpint (larger, >=, natural * 1.8);
  screen_shoot_widget (shown.window, "chart-large");
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  screen_settle ();
  screen_shoot_widget (shown.window, "chart-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  clear (&shown);
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  g_test_add_func ("/app/chart-view/points", test_points);
  g_test_add_func ("/app/chart-view/bars", test_bars);
  g_test_add_func ("/app/chart-view/sizes", test_sizes);

  return screen_run ();
}
