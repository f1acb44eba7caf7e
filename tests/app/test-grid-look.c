/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the grid shows: frozen columns, head and footer, text sizes, what a screen reader hears, and how much it
 * reads. */
#include "grid-fixture.h"

static int
get_scroll (Fixture *self, GtkOrientation orientation)
{
  return (int) gtk_adjustment_get_value (orientation == GTK_ORIENTATION_VERTICAL
                                             ? gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->grid))
                                             : gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->grid)));
}

static void
set_scroll (Fixture *self, int x, int y)
{
  gtk_adjustment_set_value (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->grid)), x);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->grid)), y);
  screen_settle ();
}

/* Where a widget is in the grid. */
static graphene_rect_t
get_bounds (Fixture *self, gpointer widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (self->grid), &bounds));
  return bounds;
}

static GtkWidget *
get_row (Fixture *self, const char *css_class)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, css_class))
      return child;
  g_assert_not_reached ();
}

static void
test_frozen (Fixture *self, gconstpointer data)
{
  float name_x, fee_x;

  fixture_resize (self, 700, 500);
  name_x = get_bounds (self, fixture_get_cell (self, 0, FAKE_NAME)).origin.x;
  fee_x = get_bounds (self, fixture_get_cell (self, 0, FAKE_FEE)).origin.x;
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_cell (self, 0, FAKE_NAME)), "edge"));
  set_scroll (self, 150, 315);
  g_assert_cmpfloat (get_bounds (self, fixture_get_cell (self, 12, FAKE_NAME)).origin.x, ==, name_x);
  g_assert_cmpfloat (get_bounds (self, fixture_get_cell (self, 12, FAKE_FEE)).origin.x, ==, fee_x - 150);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_cell (self, 12, FAKE_NAME)), "edge"));
  /* The head and the footer scroll along sideways, and stay otherwise. */
  g_assert_cmpfloat (get_bounds (self, fixture_get_head (self, FAKE_FEE)).origin.x, ==, fee_x - 150);
  g_assert_cmpfloat (get_bounds (self, fixture_get_head (self, FAKE_FEE)).origin.y, ==, 0);
  g_assert_cmpfloat (get_bounds (self, get_row (self, "foot")).origin.y
                         + get_bounds (self, get_row (self, "foot")).size.height,
                     ==, gtk_widget_get_height (GTK_WIDGET (self->grid)));
  sek_grid_set_cursor (self->grid, 12, FAKE_CONTACT);
  screen_shoot_widget (self->window, "grid-scrolled");

  /* A cell that is gone to is not under the frozen ones. */
  set_scroll (self, 100000, 0);
  sek_grid_set_cursor (self->grid, 3, FAKE_COUNTY);
  screen_settle ();
  g_assert_cmpfloat (get_bounds (self, fixture_get_cell (self, 3, FAKE_COUNTY)).origin.x, >=,
                     name_x + get_bounds (self, fixture_get_cell (self, 3, FAKE_NAME)).size.width);
  /* A click on a frozen cell finds it, not what lies under it. */
  set_scroll (self, 100000, 0);
  fixture_click (self, 4, FAKE_NAME, 1, 0);
  assert_cursor (self, 4, FAKE_NAME);
  g_assert_cmpint (get_scroll (self, GTK_ORIENTATION_HORIZONTAL), >, 300);

  /* A view too narrow for its frozen columns scrolls them. */
  fixture_resize (self, 260, 500);
  set_scroll (self, 50, 0);
  g_assert_cmpfloat (get_bounds (self, fixture_get_cell (self, 4, FAKE_NUMBER)).origin.x, <, 0);
}

static void
test_short (Fixture *self, gconstpointer data)
{
  graphene_rect_t last = get_bounds (self, get_row (self, "foot"));

  g_assert_cmpfloat (last.origin.y, ==, fixture_get_area (self, 12, 0).y);
  g_assert_cmpint (get_scroll (self, GTK_ORIENTATION_VERTICAL), ==, 0);
  fake_model_set_row_flags (self->model, 3, SEK_GRID_SECTION);
  fake_model_set_row_flags (self->model, 7, SEK_GRID_SUM);
  fake_model_set_row_flags (self->model, 12, SEK_GRID_SUM);
  sek_grid_set_cursor (self->grid, 4, FAKE_POPULATION);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Right, GDK_SHIFT_MASK);
  screen_shoot_widget (self->window, "grid-short");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  screen_shoot_widget (self->window, "grid-short-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  /* As the window shrinks the footer stays in view. */
  fixture_resize (self, 900, 260);
  last = get_bounds (self, get_row (self, "foot"));
  g_assert_cmpfloat (last.origin.y + last.size.height, ==, gtk_widget_get_height (GTK_WIDGET (self->grid)));
}

/* At twice the text size rows, heads and columns are twice as large, and no number is cut off. */
static void
test_text_scale (Fixture *self, gconstpointer data)
{
  int height = fixture_get_area (self, 0, 0).height, width = fixture_get_area (self, 0, FAKE_POPULATION).width;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  screen_settle ();
  g_assert_cmpint (fixture_get_area (self, 0, 0).height, >, height * 3 / 2);
  g_assert_cmpint (fixture_get_area (self, 0, FAKE_POPULATION).width, >, width * 3 / 2);
  for (guint row = 0; row < 5; row++)
    g_assert_false (sek_grid_cell_is_shortened (fixture_get_cell (self, row, FAKE_POPULATION)));
  sek_grid_set_cursor (self->grid, 3, FAKE_POPULATION);
  screen_type ("102 27x");
  screen_press (GDK_KEY_Return, 0);
  screen_shoot_widget (self->window, "grid-200");
  screen_press (GDK_KEY_Escape, 0);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  screen_settle ();
  g_assert_cmpint (fixture_get_area (self, 0, 0).height, ==, height);
}

/* A number that grows makes room for itself; widths do not dance while somebody searches. */
static void
test_numbers_fit (Fixture *self, gconstpointer data)
{
  int width = fixture_get_area (self, 0, FAKE_POPULATION).width, name = fixture_get_area (self, 0, FAKE_NAME).width;

  fake_model_set_lenient (self->model, TRUE);
  sek_grid_set_cursor (self->grid, 2, FAKE_POPULATION);
  screen_type ("999999999");
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpint (fixture_get_area (self, 0, FAKE_POPULATION).width, >, width);
  g_assert_false (sek_grid_cell_is_shortened (fixture_get_cell (self, 2, FAKE_POPULATION)));
  width = fixture_get_area (self, 0, FAKE_POPULATION).width;
  fake_model_filter (self->model, 500);
  screen_settle ();
  g_assert_cmpint (fixture_get_area (self, 0, FAKE_NAME).width, ==, name);
  g_assert_cmpint (fixture_get_area (self, 0, FAKE_POPULATION).width, ==, width);
}

static void
test_roles (Fixture *self, gconstpointer data)
{
  SekGridCell *cell = fixture_get_cell (self, 5, FAKE_POPULATION);

  gtk_test_accessible_assert_role (self->grid, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_role (gtk_widget_get_parent (GTK_WIDGET (cell)), GTK_ACCESSIBLE_ROLE_ROW);
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_test_accessible_assert_role (fixture_get_head (self, FAKE_POPULATION), GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  gtk_test_accessible_assert_role (fixture_get_editor (self), GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_property (self->grid, GTK_ACCESSIBLE_PROPERTY_LABEL, "Medlemmer");
  gtk_test_accessible_assert_relation (self->grid, GTK_ACCESSIBLE_RELATION_ROW_COUNT, 1000);
  gtk_test_accessible_assert_relation (self->grid, GTK_ACCESSIBLE_RELATION_COL_COUNT, FAKE_N_COLUMNS);
  gtk_test_accessible_assert_relation (gtk_widget_get_parent (GTK_WIDGET (cell)), GTK_ACCESSIBLE_RELATION_ROW_INDEX, 6);
  gtk_test_accessible_assert_relation (cell, GTK_ACCESSIBLE_RELATION_COL_INDEX, FAKE_POPULATION + 1);
}

/* Asserts what a screen reader hears; the words that the grid itself adds are in the language of the test. */
#define assert_words(accessible, property, shown, word) \
  G_STMT_START { \
    g_autofree char *words_ = g_strconcat (shown, ", ", g_dgettext (GETTEXT_PACKAGE, word), NULL); \
    gtk_test_accessible_assert_property (accessible, property, words_); \
  } G_STMT_END

static GtkWidget *
get_focus (Fixture *self)
{
  return gtk_root_get_focus (GTK_ROOT (self->window));
}

/* Every cell reads as a sentence, and the one that the cursor is on has the focus, which a screen reader follows. */
static void
test_words (Fixture *self, gconstpointer data)
{
  g_autofree char *blank = g_strconcat ("Drammen, utmeldt, ", g_dgettext (GETTEXT_PACKAGE, "blank"), NULL);
  GtkWidget *cell;

  assert_words (fixture_get_cell (self, 5, FAKE_POPULATION), GTK_ACCESSIBLE_PROPERTY_LABEL,
                "Drammen, folketall 1.1.2022, 164\u00a0151", "editable");
  assert_words (fixture_get_cell (self, 5, FAKE_FEE), GTK_ACCESSIBLE_PROPERTY_LABEL,
                "Drammen, kontingent 2023, kr, 459\u00a0622", "computed");
  assert_words (fixture_get_cell (self, 5, FAKE_LEFT), GTK_ACCESSIBLE_PROPERTY_LABEL, blank, "editable");
  assert_words (fixture_get_cell (self, 5, FAKE_NAME), GTK_ACCESSIBLE_PROPERTY_LABEL, "medlem, Drammen", "editable");
  gtk_test_accessible_assert_property (fixture_get_head (self, FAKE_FEE), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Kontingent 2023, kr");
  sek_grid_set_cursor (self->grid, 5, FAKE_POPULATION);
  screen_settle ();
  g_assert_true (get_focus (self) == GTK_WIDGET (fixture_get_cell (self, 5, FAKE_POPULATION)));
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Right, 0);
  g_assert_true (get_focus (self) == GTK_WIDGET (fixture_get_cell (self, 6, FAKE_FEE)));
  screen_press (GDK_KEY_End, GDK_CONTROL_MASK);
  g_assert_true (get_focus (self) == GTK_WIDGET (fixture_get_cell (self, 999, FAKE_NOTE)));
  sek_grid_set_cursor (self->grid, 5, FAKE_POPULATION);
  screen_press (GDK_KEY_F6, 0);
  g_assert_true (get_focus (self) == GTK_WIDGET (fixture_get_head (self, FAKE_POPULATION)));
  screen_press (GDK_KEY_Escape, 0);
  /* And what is wrong with a text that waits. */
  screen_type ("x");
  gtk_widget_grab_focus (self->entry);
  screen_settle ();
  cell = GTK_WIDGET (fixture_get_cell (self, 5, FAKE_POPULATION));
  assert_words (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Drammen, folketall 1.1.2022, x", "editable");
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sek_grid_get_problem (self->grid));
  sek_grid_cancel (self->grid);
  fake_model_set_writable (self->model, FALSE);
  screen_settle ();
  assert_words (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Drammen, folketall 1.1.2022, 164\u00a0151", "read-only");
}

/* Only what is in view is read, however long the table. */
static void
test_reads (Fixture *self, gconstpointer data)
{
  const guint page = 25 * (FAKE_N_COLUMNS + 1);
  gint64 before;
  guint n = 0;

  /* Only what is in view are widgets. */
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  g_assert_cmpuint (n, <, 40);

  fake_model_take_reads (self->model);
  before = g_get_monotonic_time ();
  sek_grid_model_set_sort (SEK_GRID_MODEL (self->model), FAKE_POPULATION, TRUE);
  screen_settle ();
  g_test_message ("sorted and painted in %.1f ms", (double) (g_get_monotonic_time () - before) / 1000);
  g_assert_cmpuint (fake_model_take_reads (self->model), <=, page);

  before = g_get_monotonic_time ();
  screen_press (GDK_KEY_End, GDK_CONTROL_MASK);
  g_test_message ("went to the end in %.1f ms", (double) (g_get_monotonic_time () - before) / 1000);
  assert_cursor (self, 99999, FAKE_NOTE);
  g_assert_cmpuint (fake_model_take_reads (self->model), <=, 2 * page);

  before = g_get_monotonic_time ();
  for (int i = 0; i < 10; i++)
    screen_press (GDK_KEY_Page_Up, 0);
  g_test_message ("scrolled a page in %.1f ms", (double) (g_get_monotonic_time () - before) / 10000);
  g_assert_cmpuint (fake_model_take_reads (self->model), <=, 11 * page);

  /* Scrolling by a row reads that row. */
  set_scroll (self, 0, 30000);
  fake_model_take_reads (self->model);
  set_scroll (self, 0, 30030);
  g_assert_cmpuint (fake_model_take_reads (self->model), <=, 2 * (FAKE_N_COLUMNS + 1));
}

/* Another model, and none. */
static void
test_model (Fixture *self, gconstpointer data)
{
  g_autoptr (FakeModel) other = fake_model_new (3);
  guint row, column;

  set_scroll (self, 200, 9000);
  sek_grid_set_cursor (self->grid, 400, FAKE_POPULATION);
  sek_grid_set_model (self->grid, SEK_GRID_MODEL (other));
  screen_settle ();
  assert_cursor (self, 0, 0);
  assert_cell (self, 2, FAKE_NAME, "Moss");
  g_assert_cmpint (get_scroll (self, GTK_ORIENTATION_VERTICAL), ==, 0);
  sek_grid_set_model (self->grid, NULL);
  screen_settle ();
  g_assert_false (sek_grid_get_cursor (self->grid, &row, &column));
  screen_press (GDK_KEY_Down, 0);
  screen_type ("x");
  screen_click_with (GTK_WIDGET (self->grid), 100, 100, GDK_BUTTON_PRIMARY, 2, 0);
  sek_grid_set_model (self->grid, SEK_GRID_MODEL (self->model));
  screen_settle ();
  assert_cell (self, 2, FAKE_NAME, "Moss");
}

/* Nothing breaks where text runs from right to left. */
static void
test_right_to_left (Fixture *self, gconstpointer data)
{
  gtk_widget_set_direction (self->window, GTK_TEXT_DIR_RTL);
  gtk_widget_set_direction (GTK_WIDGET (self->grid), GTK_TEXT_DIR_RTL);
  screen_settle ();
  screen_press (GDK_KEY_End, GDK_CONTROL_MASK);
  screen_type ("x");
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "1000/note=x");
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  fixture_add ("/grid/look/frozen", 1000, test_frozen);
  fixture_add ("/grid/look/short", 12, test_short);
  fixture_add ("/grid/look/text-scale", 1000, test_text_scale);
  fixture_add ("/grid/look/numbers-fit", 1000, test_numbers_fit);
  fixture_add ("/grid/access/roles", 1000, test_roles);
  fixture_add ("/grid/access/words", 1000, test_words);
  fixture_add ("/grid/size/reads", 100000, test_reads);
  fixture_add ("/grid/model", 1000, test_model);
  fixture_add ("/grid/right-to-left", 1000, test_right_to_left);
  return screen_run ();
}
