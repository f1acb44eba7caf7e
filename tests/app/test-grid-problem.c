/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a text is said beside its cell: it follows the cell, never covers it, and goes with it. */
#include "grid-fixture.h"

static GtkWidget *
get_bubble (Fixture *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, "gridproblem"))
      return child;
  g_assert_not_reached ();
}

static gboolean
is_shown (Fixture *self)
{
  return gtk_widget_get_mapped (get_bubble (self));
}

static GdkRectangle
get_bubble_area (Fixture *self)
{
  graphene_rect_t bounds;

  g_assert_true (is_shown (self));
  g_assert_true (gtk_widget_compute_bounds (get_bubble (self), GTK_WIDGET (self->grid), &bounds));
  return (GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                          (int) bounds.size.height };
}

/* Beside the cell, whole, and not over it. */
static void
assert_beside (Fixture *self, guint row, guint column, gboolean under)
{
  GdkRectangle cell = fixture_get_area (self, row, column), bubble = get_bubble_area (self);

  g_assert_false (gdk_rectangle_intersect (&cell, &bubble, NULL));
  if (under)
    g_assert_cmpint (bubble.y - cell.y - cell.height, <, cell.height);
  else
    g_assert_cmpint (cell.y - bubble.y - bubble.height, <, cell.height);
  g_assert_cmpint (under ? bubble.y : cell.y, >=, under ? cell.y + cell.height : bubble.y + bubble.height);
  g_assert_cmpint (bubble.width, <=, 360);
  g_assert_cmpint (bubble.x, >=, 0);
  g_assert_cmpint (bubble.x + bubble.width, <=, gtk_widget_get_width (GTK_WIDGET (self->grid)));
  g_assert_cmpint (bubble.y + bubble.height, <=, gtk_widget_get_height (GTK_WIDGET (self->grid)));
}

static void
make_invalid (Fixture *self, guint row)
{
  sek_grid_set_cursor (self->grid, row, FAKE_POPULATION);
  screen_type ("102 27x\n");
  g_assert_true (sek_grid_is_editing (self->grid));
}

static void
test_under (Fixture *self, gconstpointer data)
{
  g_assert_false (is_shown (self));
  make_invalid (self, 5);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_bubble (self))), ==, sek_grid_get_problem (self->grid));
  assert_beside (self, 5, FAKE_POPULATION, TRUE);
  screen_shoot_widget (self->window, "grid-problem");
  /* Also while its text waits alone, and the cursor is elsewhere. */
  gtk_widget_grab_focus (self->entry);
  screen_settle ();
  g_assert_false (sek_grid_is_editing (self->grid));
  assert_beside (self, 5, FAKE_POPULATION, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  /* The cursor's cell is not covered either. */
  screen_press (GDK_KEY_Down, 0);
  assert_beside (self, 5, FAKE_POPULATION, FALSE);
  screen_press (GDK_KEY_Up, 0);
  screen_press (GDK_KEY_Up, 0);
  assert_beside (self, 5, FAKE_POPULATION, TRUE);
  /* A click goes to what is under it. */
  fixture_click (self, 6, FAKE_POPULATION, 1, 0);
  assert_cursor (self, 6, FAKE_POPULATION);
  screen_press (GDK_KEY_Up, 0);
  screen_press (GDK_KEY_Escape, 0);
  g_assert_null (sek_grid_get_problem (self->grid));
  g_assert_false (is_shown (self));

  /* It goes when the text is right. */
  make_invalid (self, 5);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("102500\n");
  g_assert_false (is_shown (self));
  assert_commits (self, "6/population=102500");
}

static void
test_edge (Fixture *self, gconstpointer data)
{
  GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)),
                *horizontal = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  int before;

  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  screen_settle ();
  /* The last row stands above the footer, and has room above it only. */
  make_invalid (self, 999);
  assert_beside (self, 999, FAKE_POPULATION, FALSE);
  screen_shoot_widget (self->window, "grid-problem-edge");
  screen_press (GDK_KEY_Escape, 0);
  g_assert_false (is_shown (self));

  /* It scrolls along, and is not shown when its cell is not. */
  make_invalid (self, 5);
  gtk_adjustment_set_value (vertical, 0);
  screen_settle ();
  before = get_bubble_area (self).y;
  gtk_adjustment_set_value (vertical, 40);
  screen_settle ();
  g_assert_cmpint (get_bubble_area (self).y, ==, before - 40);
  gtk_adjustment_set_value (vertical, 4000);
  screen_settle ();
  g_assert_false (is_shown (self));
  gtk_adjustment_set_value (vertical, 0);
  screen_settle ();
  assert_beside (self, 5, FAKE_POPULATION, TRUE);
  fixture_resize (self, 640, 500);
  gtk_adjustment_set_value (horizontal, 4000);
  screen_settle ();
  g_assert_false (is_shown (self));
  gtk_adjustment_set_value (horizontal, 0);
  fixture_resize (self, 420, 400);
  sek_grid_go_to_problem (self->grid);
  screen_settle ();
  assert_beside (self, 5, FAKE_POPULATION, TRUE);

  /* A row that is filtered away takes it along. */
  gtk_widget_grab_focus (self->entry);
  fake_model_filter (self->model, 10);
  screen_settle ();
  g_assert_nonnull (sek_grid_get_problem (self->grid));
  g_assert_false (is_shown (self));
}

/* A list of choices opens under its cell: the words stand above it. */
static void
test_choices (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 8, FAKE_SUBREGION);
  screen_type ("Utlandet\n");
  g_assert_nonnull (sek_grid_get_problem (self->grid));
  assert_beside (self, 8, FAKE_SUBREGION, FALSE);
  screen_press (GDK_KEY_Escape, 0);
  screen_press (GDK_KEY_Escape, 0);
  g_assert_false (is_shown (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  fixture_add ("/grid/problem/under", 1000, test_under);
  fixture_add ("/grid/problem/edge", 1000, test_edge);
  fixture_add ("/grid/problem/choices", 1000, test_choices);
  return screen_run ();
}
