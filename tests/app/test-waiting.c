/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-setup.h"

/* How many texts wait for a correction is told beside the page's name and in its status line. */

static const char *
get_badge (TestScreen *self, int page)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (screen_part (self, "pages")), page);
  GtkWidget *badge = gtk_widget_get_last_child (gtk_list_box_row_get_child (row));

  g_assert_true (gtk_widget_has_css_class (badge, "badge"));
  return gtk_label_get_text (GTK_LABEL (badge));
}

static void
refuse (TestScreen *self, const char *field, const char *text)
{
  GtkWidget *row = screen_find (screen_form (self), ADW_TYPE_ENTRY_ROW, field);

  g_assert_nonnull (row);
  gtk_widget_grab_focus (row);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type (text);
}

static void
test_several (TestScreen *self, gconstpointer data)
{
  GtkWidget *page;

  screen_open_example (self);
  page = GTK_WIDGET (screen_page (self));
  g_assert_cmpstr (get_badge (self, 1), ==, "64");
  screen_go_to (self, "Oslo", "name");
  refuse (self, "Organisasjonsnummer", "12\n");
  screen_wait (screen_shows (page, "1 felt må rettes"));
  screen_wait (g_str_equal (get_badge (self, 1), "1"));
  refuse (self, "Innmeldt", "en gang\n");
  screen_wait (screen_shows (page, "2 felt må rettes"));
  screen_wait (g_str_equal (get_badge (self, 1), "2"));
  screen_shoot (self, "waiting");
  screen_go_to (self, "Oslo", "population");
  screen_type ("mange\n");
  screen_wait (screen_shows (page, "3 felt må rettes"));
  screen_wait (g_str_equal (get_badge (self, 1), "3"));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (g_str_equal (get_badge (self, 1), "2"));
  refuse (self, "Innmeldt", "");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_shows (page, "1 felt må rettes"));
  screen_wait (g_str_equal (get_badge (self, 1), "1"));
  refuse (self, "Organisasjonsnummer", "");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (g_str_equal (get_badge (self, 1), "64"));
  g_assert_false (screen_shows (page, "må rettes"));
  g_assert_true (screen_close (self));
}

/* A budget has nothing else to count. */
static void
test_budget (TestScreen *self, gconstpointer data)
{
  g_autofree char *id = NULL;

  screen_open_example (self);
  id = g_strdup_printf ("amount-%" G_GINT64_FORMAT,
                        sek_budget_column_find (screen_register (self), "Forslag budsjett 2023", NULL));
  screen_go_page ("budget");
  screen_go_to (self, "Kommunikasjon", id);
  screen_type ("mye\n");
  screen_wait (screen_shows (GTK_WIDGET (screen_page (self)), "1 felt må rettes"));
  screen_wait (g_str_equal (get_badge (self, 4), "1"));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (g_str_equal (get_badge (self, 4), ""));
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/waiting/several", test_several);
  screen_add ("/waiting/budget", test_budget);
  return screen_run ();
}
