/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving, selecting and asking, by keys and pointer. */
#include "grid-fixture.h"

static double
get_scroll (Fixture *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = orientation == GTK_ORIENTATION_VERTICAL
                                  ? gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->grid))
                                  : gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->grid));

  return gtk_adjustment_get_value (adjustment);
}

/* Ids of the selected rows, with commas. */
static char *
dup_selected (Fixture *self)
{
  g_autoptr (GArray) rows = sek_grid_get_selected_rows (self->grid);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (rows, gint64, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_selected(self, ids_) \
  G_STMT_START { g_autofree char *selected_ = dup_selected (self); g_assert_cmpstr (selected_, ==, ids_); } G_STMT_END

static void
test_arrows (Fixture *self, gconstpointer data)
{
  assert_cursor (self, 0, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Right, 0);
  assert_cursor (self, 2, 1);
  screen_press (GDK_KEY_Up, 0);
  screen_press (GDK_KEY_Left, 0);
  screen_press (GDK_KEY_Left, 0);
  assert_cursor (self, 1, 0);
  screen_press (GDK_KEY_End, 0);
  assert_cursor (self, 1, FAKE_NOTE);
  screen_press (GDK_KEY_Home, 0);
  assert_cursor (self, 1, 0);
}

static void
test_ends (Fixture *self, gconstpointer data)
{
  screen_press (GDK_KEY_End, GDK_CONTROL_MASK);
  assert_cursor (self, 999, FAKE_NOTE);
  g_assert_true (gtk_widget_get_child_visible (GTK_WIDGET (fixture_get_cell (self, 999, FAKE_NOTE))));
  g_assert_cmpfloat (get_scroll (self, GTK_ORIENTATION_VERTICAL), >, 20000);
  screen_press (GDK_KEY_Home, GDK_CONTROL_MASK);
  assert_cursor (self, 0, 0);
  g_assert_cmpfloat (get_scroll (self, GTK_ORIENTATION_VERTICAL), ==, 0);
  screen_press (GDK_KEY_Page_Down, 0);
  {
    guint row, column;

    g_assert_true (sek_grid_get_cursor (self->grid, &row, &column));
    g_assert_cmpuint (row, >, 10);
    g_assert_cmpuint (row, <, 30);
  }
  screen_press (GDK_KEY_Page_Up, 0);
  assert_cursor (self, 0, 0);
}

/* Ctrl and an arrow go to the end of a run of filled cells, then over a gap. */
static void
test_blocks (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 0, FAKE_JOINED);
  screen_press (GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_cursor (self, 0, FAKE_NOTE);
  sek_grid_set_cursor (self->grid, 2, 0);
  screen_press (GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_cursor (self, 2, FAKE_JOINED);
  screen_press (GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_cursor (self, 2, FAKE_NOTE);
  screen_press (GDK_KEY_Down, GDK_CONTROL_MASK);
  assert_cursor (self, 5, FAKE_NOTE);
  sek_grid_set_cursor (self->grid, 7, 1);
  screen_press (GDK_KEY_Up, GDK_CONTROL_MASK);
  assert_cursor (self, 0, 1);
}

static void
test_select_by_key (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 2, 4);
  assert_selected (self, "3");
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Left, GDK_SHIFT_MASK);
  assert_cursor (self, 4, 3);
  assert_selected (self, "3,4,5");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_cell (self, 3, 4)), "selected"));
  g_assert_true (gtk_test_accessible_has_state (GTK_ACCESSIBLE (fixture_get_cell (self, 3, 4)),
                                                GTK_ACCESSIBLE_STATE_SELECTED));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_cell (self, 3, 5)), "selected"));
  screen_press (GDK_KEY_Down, 0);
  assert_selected (self, "6");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_cell (self, 3, 4)), "selected"));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  {
    g_autoptr (GArray) rows = sek_grid_get_selected_rows (self->grid);

    g_assert_cmpuint (rows->len, ==, 1000);
  }
  assert_cursor (self, 5, 3);
  screen_press (GDK_KEY_Up, 0);
  assert_selected (self, "5");
}

static void
test_select_by_pointer (Fixture *self, gconstpointer data)
{
  GdkRectangle from, to;

  fixture_click (self, 3, 4, 1, 0);
  assert_selected (self, "4");
  fixture_click (self, 5, 5, 1, GDK_SHIFT_MASK);
  assert_cursor (self, 5, 5);
  assert_selected (self, "4,5,6");
  fixture_click (self, 8, 2, 1, GDK_CONTROL_MASK);
  assert_cursor (self, 8, 2);
  assert_selected (self, "4,5,6,9");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_cell (self, 4, 4)), "selected"));
  fixture_click (self, 1, 2, 1, 0);
  assert_selected (self, "2");

  from = fixture_get_area (self, 2, 3);
  to = fixture_get_area (self, 6, 4);
  screen_point (GTK_WIDGET (self->grid), from.x + 20, from.y + 10);
  screen_button (GDK_BUTTON_PRIMARY, TRUE);
  screen_point (GTK_WIDGET (self->grid), from.x + 30, from.y + 40);
  screen_point (GTK_WIDGET (self->grid), to.x + 20, to.y + 10);
  screen_button (GDK_BUTTON_PRIMARY, FALSE);
  assert_cursor (self, 6, 4);
  assert_selected (self, "3,4,5,6,7");
  g_assert_false (sek_grid_is_editing (self->grid));
}

/* Holding the pointer below the rows scrolls on. */
static void
test_drag_scrolls (Fixture *self, gconstpointer data)
{
  GdkRectangle from = fixture_get_area (self, 2, 4);
  int height = gtk_widget_get_height (GTK_WIDGET (self->grid));
  guint row, column;

  screen_point (GTK_WIDGET (self->grid), from.x + 20, from.y + 10);
  screen_button (GDK_BUTTON_PRIMARY, TRUE);
  screen_point (GTK_WIDGET (self->grid), from.x + 20, height - 80);
  screen_point (GTK_WIDGET (self->grid), from.x + 20, height - 5);
  screen_wait (sek_grid_get_cursor (self->grid, &row, &column) && row > 40);
  screen_button (GDK_BUTTON_PRIMARY, FALSE);
  sek_grid_get_cursor (self->grid, &row, &column);
  g_assert_cmpuint (column, ==, 4);
  g_assert_true (gtk_widget_get_child_visible (GTK_WIDGET (fixture_get_cell (self, row, column))));
}

static void
test_tab (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 0, FAKE_NAME);
  screen_press (GDK_KEY_Tab, 0);
  /* The county is computed. */
  assert_cursor (self, 0, FAKE_SUBREGION);
  screen_press (GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  assert_cursor (self, 0, FAKE_NAME);
  sek_grid_set_cursor (self->grid, 0, FAKE_NOTE);
  screen_press (GDK_KEY_Tab, 0);
  assert_cursor (self, 1, FAKE_NUMBER);
  screen_press (GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  assert_cursor (self, 0, FAKE_NOTE);

  /* From the first cell backwards, and with Ctrl from any, the grid is left. */
  sek_grid_set_cursor (self->grid, 0, FAKE_NUMBER);
  screen_press (GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))));
  screen_press (GDK_KEY_Tab, 0);
  g_assert_true (sek_grid_has_focus (self->grid));
  assert_cursor (self, 0, FAKE_NUMBER);
  screen_press (GDK_KEY_Tab, GDK_CONTROL_MASK);
  g_assert_false (sek_grid_has_focus (self->grid));
}

static void
test_requests (Fixture *self, gconstpointer data)
{
  screen_press (GDK_KEY_Delete, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Insert, 0);
  screen_press (GDK_KEY_plus, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Up, GDK_ALT_MASK);
  screen_press (GDK_KEY_Down, GDK_ALT_MASK);
  assert_signals (self, "delete insert insert up down");
  assert_cursor (self, 0, 0);

  /* In a grid of things to go to, Enter and a click go. */
  sek_grid_set_activatable (self->grid);
  screen_press (GDK_KEY_Return, 0);
  fixture_click (self, 4, 4, 1, 0);
  screen_type ("x");
  assert_signals (self, "activate activate");
  assert_cursor (self, 4, 4);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  guint row, column;

  g_assert_false (sek_grid_get_cursor (self->grid, &row, &column));
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Tab, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  screen_type ("x");
  screen_press (GDK_KEY_Delete, 0);
  screen_press (GDK_KEY_Delete, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  assert_signals (self, "");
  screen_press (GDK_KEY_Insert, 0);
  assert_signals (self, "insert");
  screen_click_with (GTK_WIDGET (self->grid), 100, 200, GDK_BUTTON_PRIMARY, 1, 0);
  screen_press (GDK_KEY_F6, 0);
  screen_press (GDK_KEY_Right, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_shoot_widget (self->window, "grid-empty");
}

static void
test_header (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 0, FAKE_POPULATION);
  screen_press (GDK_KEY_Up, 0);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_head (self, FAKE_POPULATION)), "cursor"));
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpint (sek_grid_get_cursor_row (self->grid), ==, 1);
  gtk_test_accessible_assert_property (fixture_get_head (self, FAKE_POPULATION), GTK_ACCESSIBLE_PROPERTY_SORT,
                                       GTK_ACCESSIBLE_SORT_ASCENDING);
  screen_press (GDK_KEY_space, 0);
  gtk_test_accessible_assert_property (fixture_get_head (self, FAKE_POPULATION), GTK_ACCESSIBLE_PROPERTY_SORT,
                                       GTK_ACCESSIBLE_SORT_DESCENDING);
  screen_press (GDK_KEY_Right, 0);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_head (self, FAKE_FEE)), "cursor"));
  screen_press (GDK_KEY_Down, 0);
  assert_cursor (self, 0, FAKE_FEE);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_head (self, FAKE_FEE)), "cursor"));

  /* F6 goes to the head from any row, and back. */
  sek_grid_set_cursor (self->grid, 40, FAKE_NAME);
  screen_press (GDK_KEY_F6, 0);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_head (self, FAKE_NAME)), "cursor"));
  screen_press (GDK_KEY_F6, 0);
  assert_cursor (self, 40, FAKE_NAME);

  /* The note is not sortable; the order stays. */
  fixture_click_head (self, FAKE_NUMBER, 30, 1);
  gtk_test_accessible_assert_property (fixture_get_head (self, FAKE_NUMBER), GTK_ACCESSIBLE_PROPERTY_SORT,
                                       GTK_ACCESSIBLE_SORT_ASCENDING);
  gtk_test_accessible_assert_property (fixture_get_head (self, FAKE_POPULATION), GTK_ACCESSIBLE_PROPERTY_SORT,
                                       GTK_ACCESSIBLE_SORT_NONE);
  sek_grid_set_cursor (self->grid, 0, FAKE_NOTE);
  screen_settle ();
  fixture_click_head (self, FAKE_NOTE, 30, 1);
  gtk_test_accessible_assert_property (fixture_get_head (self, FAKE_NUMBER), GTK_ACCESSIBLE_PROPERTY_SORT,
                                       GTK_ACCESSIBLE_SORT_ASCENDING);
}

static void
test_widths (Fixture *self, gconstpointer data)
{
  int before = fixture_get_area (self, 0, FAKE_SUBREGION).width, next_x;
  GdkRectangle area = fixture_get_area (self, 0, FAKE_SUBREGION);

  /* An edge is dragged. */
  screen_point (GTK_WIDGET (self->grid), area.x + area.width - 1, 20);
  g_assert_nonnull (gtk_widget_get_cursor (GTK_WIDGET (self->grid)));
  screen_button (GDK_BUTTON_PRIMARY, TRUE);
  screen_point (GTK_WIDGET (self->grid), area.x + area.width + 20, 20);
  screen_point (GTK_WIDGET (self->grid), area.x + area.width + 59, 20);
  screen_button (GDK_BUTTON_PRIMARY, FALSE);
  g_assert_cmpint (fixture_get_area (self, 0, FAKE_SUBREGION).width, ==, before + 60);
  next_x = fixture_get_area (self, 0, FAKE_POPULATION).x;
  g_assert_cmpint (next_x, ==, area.x + before + 60);

  /* It is no click that sorts, stays through a sorting, and has a least width. */
  fixture_click_head (self, FAKE_NUMBER, 30, 1);
  g_assert_cmpint (fixture_get_area (self, 0, FAKE_SUBREGION).width, ==, before + 60);
  area = fixture_get_area (self, 0, FAKE_SUBREGION);
  screen_point (GTK_WIDGET (self->grid), area.x + area.width - 1, 20);
  screen_button (GDK_BUTTON_PRIMARY, TRUE);
  screen_point (GTK_WIDGET (self->grid), area.x + 100, 20);
  screen_point (GTK_WIDGET (self->grid), area.x - 100, 20);
  screen_button (GDK_BUTTON_PRIMARY, FALSE);
  g_assert_cmpint (fixture_get_area (self, 0, FAKE_SUBREGION).width, ==, 36);

  /* A double click fits it to its texts. */
  fixture_click_head (self, FAKE_SUBREGION, 1, 2);
  g_assert_cmpint (fixture_get_area (self, 0, FAKE_SUBREGION).width, ==, before);

  /* And the same by keys. */
  sek_grid_set_cursor (self->grid, 0, FAKE_SUBREGION);
  screen_press (GDK_KEY_F6, 0);
  screen_press (GDK_KEY_Right, GDK_ALT_MASK);
  screen_press (GDK_KEY_Right, GDK_ALT_MASK);
  screen_press (GDK_KEY_Left, GDK_ALT_MASK);
  g_assert_cmpint (fixture_get_area (self, 0, FAKE_SUBREGION).width, ==, before + 16);
  screen_press (GDK_KEY_Home, GDK_ALT_MASK);
  g_assert_cmpint (fixture_get_area (self, 0, FAKE_SUBREGION).width, ==, before);
}

/* The cursor stays with its row, wherever that goes. */
static void
test_rows_change (Fixture *self, gconstpointer data)
{
  /* Before the new rows are laid out nobody knows where they are: the cursor comes into view all the same. */
  fake_model_filter (self->model, 50);
  screen_settle ();
  fake_model_filter (self->model, 1);
  sek_grid_set_cursor (self->grid, 900, FAKE_POPULATION);
  screen_settle ();
  g_assert_true (gtk_widget_get_child_visible (GTK_WIDGET (fixture_get_cell (self, 900, FAKE_POPULATION))));

  sek_grid_set_cursor (self->grid, 5, FAKE_POPULATION);
  g_assert_cmpint (sek_grid_get_cursor_row (self->grid), ==, 6);
  fake_model_filter (self->model, 3);
  screen_settle ();
  assert_cursor (self, 1, FAKE_POPULATION);
  g_assert_cmpint (sek_grid_get_cursor_row (self->grid), ==, 6);
  fake_model_filter (self->model, 1);
  sek_grid_model_set_sort (SEK_GRID_MODEL (self->model), FAKE_NUMBER, TRUE);
  screen_settle ();
  assert_cursor (self, 994, FAKE_POPULATION);
  /* It was in view, so it still is. */
  g_assert_true (gtk_widget_get_child_visible (GTK_WIDGET (fixture_get_cell (self, 994, FAKE_POPULATION))));
  fake_model_remove (self->model, 6);
  screen_settle ();
  assert_cursor (self, 994, FAKE_POPULATION);
  g_assert_cmpint (sek_grid_get_cursor_row (self->grid), ==, 5);
}

static void
chosen_cb (GSimpleAction *action, GVariant *parameter, Fixture *self)
{
  g_string_append (self->signals, "chosen");
}

static void
test_menu (Fixture *self, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("one", NULL);
  g_autoptr (GMenu) menu = g_menu_new ();
  GdkRectangle area = fixture_get_area (self, 4, 3);
  GtkWidget *popover;

  g_signal_connect (action, "activate", G_CALLBACK (chosen_cb), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (self->window, "test", G_ACTION_GROUP (group));
  g_menu_append (menu, "En", "test.one");
  sek_grid_set_menu (self->grid, G_MENU_MODEL (menu));

  screen_click_with (GTK_WIDGET (self->grid), area.x + 20, area.y + 10, GDK_BUTTON_SECONDARY, 1, 0);
  assert_cursor (self, 4, 3);
  popover = gtk_widget_get_last_child (GTK_WIDGET (self->grid));
  g_assert_true (GTK_IS_POPOVER_MENU (popover));
  screen_wait (gtk_widget_get_mapped (popover));
  /* What is clicked in the menu is not clicked in the grid under it. */
  screen_click_with (popover, gtk_widget_get_width (popover) / 2.0, gtk_widget_get_height (popover) / 2.0,
                     GDK_BUTTON_PRIMARY, 1, 0);
  screen_wait (!gtk_widget_get_mapped (popover));
  assert_signals (self, "chosen");
  assert_cursor (self, 4, 3);
  screen_press (GDK_KEY_Menu, 0);
  screen_wait (gtk_widget_get_mapped (popover));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (!gtk_widget_get_mapped (popover));
  g_assert_true (sek_grid_has_focus (self->grid));
  screen_press (GDK_KEY_F10, GDK_SHIFT_MASK);
  screen_wait (gtk_widget_get_mapped (popover));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (!gtk_widget_get_mapped (popover));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  fixture_add ("/grid/keys/arrows", 1000, test_arrows);
  fixture_add ("/grid/keys/ends", 1000, test_ends);
  fixture_add ("/grid/keys/blocks", 1000, test_blocks);
  fixture_add ("/grid/keys/select", 1000, test_select_by_key);
  fixture_add ("/grid/pointer/select", 1000, test_select_by_pointer);
  fixture_add ("/grid/pointer/drag-scrolls", 1000, test_drag_scrolls);
  fixture_add ("/grid/keys/tab", 1000, test_tab);
  fixture_add ("/grid/keys/requests", 1000, test_requests);
  fixture_add ("/grid/keys/empty", 0, test_empty);
  fixture_add ("/grid/header/sort", 1000, test_header);
  fixture_add ("/grid/header/widths", 1000, test_widths);
  fixture_add ("/grid/rows-change", 1000, test_rows_change);
  fixture_add ("/grid/menu", 1000, test_menu);
  return screen_run ();
}
