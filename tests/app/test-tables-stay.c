/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-tables-page.h"

/* Tabeller is as one left it: the table, its page, how large it is and how far one has scrolled. */

static SekTablesPage *
tables (TestScreen *self)
{
  return SEK_TABLES_PAGE (sek_window_get_page (self->window, "tables"));
}

static SekPaperView *
view (TestScreen *self)
{
  return sek_tables_page_get_view (tables (self));
}

static GtkAdjustment *
get_place (TestScreen *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (view (self)), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

static GtkAdjustment *
get_sideways (TestScreen *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (view (self)), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

static const char *
get_text (TestScreen *self)
{
  return sek_preview_get_text (sek_paper_view_get_preview (view (self)), sek_paper_view_get_page (view (self)));
}

typedef struct
{
  SekTableId table;
  guint      page;
  double     zoom, down, sideways;
} Place;

static Place
look (TestScreen *self)
{
  guint n;

  return (Place) { sek_tables_page_get_tables (tables (self), &n)[0], sek_paper_view_get_page (view (self)),
                   sek_paper_view_get_zoom (view (self)), gtk_adjustment_get_value (get_place (self)),
                   gtk_adjustment_get_value (get_sideways (self)) };
}

static void
assert_same (TestScreen *self, const Place *before)
{
  Place now = look (self);

  g_assert_cmpint (now.table, ==, before->table);
  g_assert_cmpuint (now.page, ==, before->page);
  g_assert_cmpfloat_with_epsilon (now.zoom, before->zoom, 0.001);
  g_assert_cmpfloat_with_epsilon (now.down, before->down, 1);
  g_assert_cmpfloat_with_epsilon (now.sideways, before->sideways, 1);
}

/* The second page of the fees, larger than the window is wide. */
static Place
go_into (TestScreen *self, gboolean larger)
{
  screen_open_example (self);
  screen_go_page ("tables");
  sek_tables_page_show_table (tables (self), SEK_TABLE_FEES);
  screen_wait (sek_paper_view_is_drawn (view (self)) && strstr (get_text (self), "Drammen") != NULL);
  gtk_widget_grab_focus (GTK_WIDGET (view (self)));
  for (guint i = 0; i < 6 && larger; i++)
    {
      screen_press (GDK_KEY_plus, GDK_CONTROL_MASK);
      screen_wait (sek_paper_view_is_drawn (view (self)));
    }
  while (sek_paper_view_get_page (view (self)) == 0)
    screen_press (GDK_KEY_Page_Down, 0);
  screen_press (GDK_KEY_Down, 0);
  if (larger)
    gtk_adjustment_set_value (get_sideways (self), 60);
  screen_wait (sek_paper_view_is_drawn (view (self)));
  return look (self);
}

static void
change (TestScreen *self, const char *column, const char *text)
{
  screen_go_page ("members");
  screen_go_to (self, "Drammen", column);
  screen_type (text);
  screen_go_page ("tables");
}

/* Whether one is only away, or something is made anew meanwhile. */
static void
assert_stays (TestScreen *self, gboolean larger)
{
  Place before = go_into (self, larger), now;

  g_assert_cmpuint (before.page, >, 0);
  g_assert_cmpfloat (before.down, >, 100);
  screen_go_page ("members");
  screen_go_page ("tables");
  screen_wait (sek_paper_view_is_drawn (view (self)));
  assert_same (self, &before);
  change (self, "name", "Ny by\n");
  screen_wait (sek_paper_view_is_drawn (view (self)) && strstr (get_text (self), "Ny by") != NULL);
  assert_same (self, &before);
  /* Taken back while one looks at it. */
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_wait (sek_paper_view_is_drawn (view (self)) && strstr (get_text (self), "Ny by") == NULL);
  assert_same (self, &before);
  /* A figure with another source turns the paper: its pages are others, and one is on the same one still. */
  change (self, "population", "123456\n");
  screen_wait (sek_paper_view_is_drawn (view (self)) && strstr (get_text (self), "123\u00a0456") != NULL);
  screen_shoot (self, larger ? "tables-stay-larger" : "tables-stay");
  now = look (self);
  g_assert_cmpint (now.table, ==, before.table);
  g_assert_cmpuint (now.page, ==, before.page);
  if (larger)
    g_assert_cmpfloat_with_epsilon (now.zoom, before.zoom, 0.001);
  g_assert_true (screen_close (self));
}

static void
test_fitted (TestScreen *self, gconstpointer data)
{
  assert_stays (self, FALSE);
}

static void
test_larger (TestScreen *self, gconstpointer data)
{
  assert_stays (self, TRUE);
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/tables-stay/fitted", test_fitted);
  screen_add ("/tables-stay/larger", test_larger);
  return screen_run ();
}
