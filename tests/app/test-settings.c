/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Innstillinger, where a newcomer starts: rates and subregions are typed as members are, what is refused says why under
 * its field, and the focus is never thrown elsewhere. */
#include <adwaita.h>

#include "sek-test-display.h"

static GtkWidget *
get_focus (TestScreen *self)
{
  return gtk_root_get_focus (GTK_ROOT (self->window));
}

/* Whether the focus is in a field of this name. */
static gboolean
is_in_field (TestScreen *self, const char *title)
{
  GtkWidget *row = get_focus (self) != NULL ? gtk_widget_get_ancestor (get_focus (self), ADW_TYPE_ENTRY_ROW) : NULL;

  return row != NULL && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title);
}

static GtkWidget *
find_entry (TestScreen *self, const char *title)
{
  screen_wait (screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_ENTRY_ROW, title) != NULL);
  return screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_ENTRY_ROW, title);
}

static gint64
count (TestScreen *self, SekEntityId entity)
{
  return (gint64) sek_table_get_size (sek_register_get_table (screen_register (self), entity));
}

/* All of a widget lies within the window. */
static void
assert_in_view (TestScreen *self, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (self->window), &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (GTK_WIDGET (self->window)));
}

static void
assert_cursor (TestScreen *self, const char *title, const char *column)
{
  SekGrid *grid = screen_grid (self);
  SekGridColumn description;
  guint row, index;

  g_assert_true (sek_grid_has_focus (grid) || sek_grid_is_editing (grid));
  g_assert_true (sek_grid_get_cursor (grid, &row, &index));
  sek_grid_model_get_column (sek_grid_get_model (grid), index, &description);
  g_assert_cmpstr (description.id, ==, column);
  g_free (description.head);
  g_assert_true (screen_shows (screen_form (self), title));
  assert_in_view (self, get_focus (self));
}

/* By keys, which bring it into view. */
static void
push (GtkWidget *button)
{
  g_assert_nonnull (button);
  gtk_widget_grab_focus (button);
  screen_settle ();
  screen_press (GDK_KEY_space, 0);
}

/* A rate in kroner or in øre; a number that can be both is refused with both readings. */
static void
test_rate (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  screen_go_page ("fees");
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "Ny sats"));
  assert_cursor (self, "2024 · kommune", "year");
  screen_type ("2027\t\t285\n");
  g_assert_nonnull (sek_grid_get_problem (screen_grid (self)));
  g_assert_nonnull (strstr (sek_grid_get_problem (screen_grid (self)), "2,85"));
  g_assert_nonnull (strstr (sek_grid_get_problem (screen_grid (self)), "285 kr"));
  screen_shoot (self, "settings-refused-rate");
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("285 øre\n");
  g_assert_true (screen_shows (screen_form (self), "2027 · kommune · 2,85\u00a0kr"));
  screen_shoot (self, "settings-rate");
  g_assert_cmpint (count (self, SEK_FEE_RATE), ==, 3);

  /* The members follow the newest rate. */
  screen_go_page ("members");
  g_assert_true (screen_shows (GTK_WIDGET (screen_page (self)), "Sats 2027"));

  /* Back where one was: what is typed is a rate, and no name is overwritten. */
  screen_go_page ("fees");
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  screen_press (GDK_KEY_Delete, GDK_CONTROL_MASK);
  g_assert_cmpint (count (self, SEK_FEE_RATE), ==, 2);
  g_assert_true (screen_close (self));
}

static void
test_subregion (TestScreen *self, gconstpointer data)
{
  gint64 before;

  screen_open_example (self);
  before = count (self, SEK_SUBREGION);
  screen_go_page ("settings");
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "Ny delregion"));
  g_assert_true (sek_grid_is_editing (screen_grid (self)));
  assert_in_view (self, get_focus (self));
  screen_type ("Indre\t3\n");
  g_assert_cmpint (count (self, SEK_SUBREGION), ==, before + 1);
  screen_assert_reads (self, "Indre", "seats", "3");
  screen_shoot (self, "settings-subregion");
  g_assert_true (screen_close (self));
}

/* A set-up is added and deleted: the focus is in its first field, then at what stands where it was, never in the name
 * of the organisation. */
static void
test_focus (TestScreen *self, gconstpointer data)
{
  GtkWidget *group;

  screen_open_example (self);
  screen_go_page ("settings");
  group = screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_PREFERENCES_GROUP, "Tabelloppsett");
  push (screen_find (group, GTK_TYPE_BUTTON, "list-add-symbolic"));
  g_assert_cmpint (count (self, SEK_TABLE_SETUP), ==, 1);
  g_assert_true (is_in_field (self, "Navn"));
  screen_wait (is_in_field (self, "Navn"));
  assert_in_view (self, get_focus (self));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("Styret\n");
  g_assert_true (is_in_field (self, "Navn"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_focus (self))), ==, "Styret");
  g_assert_cmpstr (sek_register_get_the_organisation (screen_register (self))->short_name, ==, "Osloregionen IPR");
  group = screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_PREFERENCES_GROUP, "Tabelloppsett");
  push (screen_find (group, GTK_TYPE_BUTTON, "Slett"));
  g_assert_cmpint (count (self, SEK_TABLE_SETUP), ==, 0);
  group = screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_PREFERENCES_GROUP, "Tabelloppsett");
  g_assert_true (get_focus (self) == screen_find (group, GTK_TYPE_BUTTON, "list-add-symbolic"));
  g_assert_true (screen_close (self));
}

/* A refused text has its words under it, in full, and nothing else stops because of it. */
static void
test_refused (TestScreen *self, gconstpointer data)
{
  GtkWidget *row, *group;

  screen_open_example (self);
  screen_go_page ("settings");
  row = find_entry (self, "Organisasjonsnummer");
  gtk_widget_grab_focus (row);
  screen_type ("123456789\n");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_true (screen_shows (GTK_WIDGET (screen_page (self)), "Brønnøysundregistrene"));
  g_assert_false (screen_tells (self, "Brønnøysundregistrene"));
  g_assert_true (is_in_field (self, "Organisasjonsnummer"));
  screen_shoot (self, "settings-refused");
  for (int i = 1; i <= 3; i++)
    {
      group = screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_PREFERENCES_GROUP, "Tabelloppsett");
      push (screen_find (group, GTK_TYPE_BUTTON, "list-add-symbolic"));
      g_assert_cmpint (count (self, SEK_TABLE_SETUP), ==, i);
      g_assert_true (is_in_field (self, "Navn"));
    }
  row = find_entry (self, "Organisasjonsnummer");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "123456789");
  gtk_widget_grab_focus (row);
  screen_press (GDK_KEY_Escape, 0);
  g_assert_false (screen_shows (GTK_WIDGET (screen_page (self)), "Brønnøysundregistrene"));
  g_assert_true (screen_close (self));
}

/* The same in a form whose rows come and go: what waits is in its field afterwards. */
static void
test_carried_over (TestScreen *self, gconstpointer data)
{
  GtkWidget *group, *row;

  screen_open_example (self);
  screen_go_to (self, "Oslo", "name");
  row = find_entry (self, "Organisasjonsnummer");
  gtk_widget_grab_focus (row);
  screen_type ("12\n");
  g_assert_true (screen_shows (screen_form (self), "ni sifre"));
  screen_wait (screen_find (screen_form (self), ADW_TYPE_PREFERENCES_GROUP, "Kontakter") != NULL);
  group = screen_find (screen_form (self), ADW_TYPE_PREFERENCES_GROUP, "Kontakter");
  push (screen_find (group, GTK_TYPE_BUTTON, "list-add-symbolic"));
  row = find_entry (self, "Organisasjonsnummer");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "12");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_true (screen_shows (screen_form (self), "ni sifre"));
  g_assert_nonnull (sek_page_get_problem (screen_page (self)));
  gtk_widget_grab_focus (row);
  screen_press (GDK_KEY_Escape, 0);
  g_assert_null (sek_page_get_problem (screen_page (self)));
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/settings/rate", test_rate);
  screen_add ("/settings/subregion", test_subregion);
  screen_add ("/settings/focus", test_focus);
  screen_add ("/settings/refused", test_refused);
  screen_add ("/settings/carried-over", test_carried_over);
  return screen_run ();
}
