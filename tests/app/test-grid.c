/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "made-up-rows.h"
#include "sek-grid-cell.h"

/* The grid alone, over rows that are made up: its keys, its selection, and that it stays small however many rows there are. */

/* --- a window with nothing but a grid ------------------------------------------------------------------------------ */

typedef struct
{
  GtkWidget *window;
  SekGrid   *grid;
  GtkWidget *button; /* somewhere else to go */
  Rows      *rows;
  char      *message;
  guint      asked; /* for a new row, deletion or a move */
  int        delta;
} Table;

static void
message_cb (SekGrid *grid, const char *text, Table *table)
{
  g_free (table->message);
  table->message = g_strdup (text);
}

static void
asked_cb (SekGrid *grid, Table *table)
{
  table->asked++;
}

static void
move_cb (SekGrid *grid, int delta, Table *table)
{
  table->delta += delta;
}

static void
open_table (Table *table, guint n)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scrolled = gtk_scrolled_window_new ();

  *table = (Table) { 0 };
  table->window = gtk_window_new ();
  table->grid = SEK_GRID (sek_grid_new ());
  table->rows = g_object_new (TYPE_ROWS, NULL);
  table->rows->n = n;
  g_signal_connect (table->grid, "message", G_CALLBACK (message_cb), table);
  g_signal_connect (table->grid, "insert-row", G_CALLBACK (asked_cb), table);
  g_signal_connect (table->grid, "delete-rows", G_CALLBACK (asked_cb), table);
  g_signal_connect (table->grid, "move-rows", G_CALLBACK (move_cb), table);
  sek_grid_set_title (table->grid, "Rows");
  sek_grid_set_model (table->grid, SEK_GRID_MODEL (table->rows));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (table->grid));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  table->button = gtk_button_new_with_label ("Elsewhere");
  gtk_box_append (GTK_BOX (box), table->button);
  gtk_window_set_child (GTK_WINDOW (table->window), box);
  gtk_window_set_default_size (GTK_WINDOW (table->window), 700, 500);
  screen_show (GTK_WINDOW (table->window));
  gtk_widget_grab_focus (GTK_WIDGET (table->grid));
  screen_settle ();
}

static void
close_table (Table *table)
{
  gtk_window_destroy (GTK_WINDOW (table->window));
  g_object_unref (table->rows);
  g_free (table->message);
  screen_settle ();
}

static void
assert_cursor (Table *table, guint expected_row, guint expected_column)
{
  guint row, column;

  g_assert_true (sek_grid_get_cursor (table->grid, &row, &column));
  g_assert_cmpuint (row, ==, expected_row);
  g_assert_cmpuint (column, ==, expected_column);
}

/* The text of a cell, whether it is in view or not. */
static void
assert_text (Table *table, guint row, guint column, const char *expected)
{
  SekGridCellFlags flags;
  g_autofree char *text = sek_grid_model_read (SEK_GRID_MODEL (table->rows), row, column, &flags);

  g_assert_cmpstr (text, ==, expected);
}

/* The cell widget with the cursor; asserts that it lies within the grid and below its head. */
static GtkWidget *
assert_cursor_in_view (Table *table)
{
  GtkWidget *grid = GTK_WIDGET (table->grid);

  for (GtkWidget *row = gtk_widget_get_first_child (grid); row != NULL; row = gtk_widget_get_next_sibling (row))
    for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
      if (SEK_IS_GRID_CELL (cell) && gtk_widget_get_mapped (cell) && gtk_widget_has_css_class (cell, "cursor"))
        {
          graphene_rect_t bounds;

          g_assert_true (gtk_widget_compute_bounds (cell, grid, &bounds));
          g_assert_cmpfloat (bounds.origin.x, >=, 0);
          g_assert_cmpfloat (bounds.origin.y, >, 0);
          g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (grid));
          return cell;
        }
  g_error ("The cursor is not in view");
}

static guint
count_rows (Table *table)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (table->grid)); row != NULL; row = gtk_widget_get_next_sibling (row))
    n += g_str_equal (gtk_widget_get_css_name (row), "gridrow");
  return n;
}

/* --- moving -------------------------------------------------------------------------------------------------------- */

static void
test_moving (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  /* Each key from where the one before left the cursor. */
  const struct { guint key; GdkModifierType state; guint row, column; } moves[] = {
    { GDK_KEY_Down, 0, 1, 0 }, { GDK_KEY_Right, 0, 1, 1 }, { GDK_KEY_Up, 0, 0, 1 }, { GDK_KEY_Left, 0, 0, 0 }, { GDK_KEY_Left, 0, 0, 0 },
    { GDK_KEY_End, 0, 0, LAST }, { GDK_KEY_Right, 0, 0, LAST }, { GDK_KEY_Home, 0, 0, 0 },
    { GDK_KEY_End, GDK_CONTROL_MASK, n - 1, LAST }, { GDK_KEY_Down, 0, n - 1, LAST }, { GDK_KEY_Home, GDK_CONTROL_MASK, 0, 0 },
    { GDK_KEY_Down, GDK_CONTROL_MASK, n - 1, 0 }, { GDK_KEY_Up, GDK_CONTROL_MASK, 0, 0 },
    { GDK_KEY_Right, GDK_CONTROL_MASK, 0, LAST }, { GDK_KEY_Left, GDK_CONTROL_MASK, 0, 0 },
    { GDK_KEY_Return, 0, 1, 0 }, { GDK_KEY_Return, 0, 2, 0 }, { GDK_KEY_Return, GDK_SHIFT_MASK, 1, 0 },
    /* Tab stops only where something can be typed. */
    { GDK_KEY_Tab, 0, 1, NAME }, { GDK_KEY_Tab, 0, 1, FIRST }, { GDK_KEY_Tab, 0, 1, LAST }, { GDK_KEY_Tab, 0, 2, NAME },
    { GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, 1, LAST }, { GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, 1, FIRST },
  };
  Table table;
  guint row, column, top, page;

  open_table (&table, n);
  assert_cursor (&table, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      screen_press (moves[i].key, moves[i].state);
      assert_cursor (&table, moves[i].row, moves[i].column);
      assert_cursor_in_view (&table);
    }
  screen_press (GDK_KEY_Home, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Page_Down, 0);
  g_assert_true (sek_grid_get_cursor (table.grid, &page, &column));
  g_assert_cmpuint (page, >, 5);
  g_assert_cmpuint (page, <, count_rows (&table));
  assert_cursor_in_view (&table);
  screen_press (GDK_KEY_Page_Down, 0);
  assert_cursor (&table, 2 * page, 0);
  assert_cursor_in_view (&table);
  screen_press (GDK_KEY_Page_Up, 0);
  assert_cursor (&table, page, 0);
  screen_press (GDK_KEY_Page_Up, 0);
  screen_press (GDK_KEY_Page_Up, 0);
  assert_cursor (&table, 0, 0);
  /* Going somewhere from outside brings it into view too, also when rows have just changed. */
  sek_grid_set_cursor (table.grid, n - 3, LAST);
  screen_settle ();
  assert_cursor_in_view (&table);
  sek_grid_set_cursor (table.grid, 0, 0);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (table.rows));
  sek_grid_set_cursor (table.grid, n / 2, NAME);
  screen_settle ();
  assert_cursor_in_view (&table);
  g_assert_true (sek_grid_get_cursor (table.grid, &row, &top));
  g_assert_cmpuint (row, ==, n / 2);
  /* However many rows there are, few are widgets: those in view, head and footer. */
  g_assert_cmpuint (count_rows (&table), <, 40);
  close_table (&table);
}

static void
test_head (void)
{
  Table table;

  open_table (&table, 1000);
  screen_press (GDK_KEY_Right, 0);
  screen_press (GDK_KEY_Up, 0); /* above the first row is the head */
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpint (table.rows->sort, ==, NAME);
  g_assert_false (table.rows->backwards);
  screen_press (GDK_KEY_Return, 0);
  g_assert_true (table.rows->backwards);
  /* The cursor went with its row, which is the last one now. */
  g_assert_cmpint (sek_grid_get_cursor_row (table.grid), ==, 1);
  screen_press (GDK_KEY_Right, 0);
  screen_press (GDK_KEY_space, 0);
  g_assert_cmpint (table.rows->sort, ==, FIRST);
  screen_press (GDK_KEY_Down, 0);
  assert_cursor (&table, 0, FIRST);
  close_table (&table);
}

static void
test_selecting (void)
{
  Table table;
  g_autoptr (GArray) rows = NULL;

  open_table (&table, 1000);
  rows = sek_grid_get_selected_rows (table.grid);
  g_assert_cmpuint (rows->len, ==, 1);
  g_clear_pointer (&rows, g_array_unref);
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Right, GDK_SHIFT_MASK);
  rows = sek_grid_get_selected_rows (table.grid);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpint (g_array_index (rows, gint64, i), ==, 2 + i);
  g_clear_pointer (&rows, g_array_unref);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (assert_cursor_in_view (&table)), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  screen_press (GDK_KEY_Up, 0);
  rows = sek_grid_get_selected_rows (table.grid);
  g_assert_cmpuint (rows->len, ==, 1);
  g_clear_pointer (&rows, g_array_unref);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  rows = sek_grid_get_selected_rows (table.grid);
  g_assert_cmpuint (rows->len, ==, 1000);
  close_table (&table);
}

/* --- editing ------------------------------------------------------------------------------------------------------- */

static void
test_editing (void)
{
  Table table;

  open_table (&table, 1000);
  sek_grid_set_cursor (table.grid, 4, FIRST);

  /* Typing replaces, Enter stores and goes down, Shift+Enter up. */
  screen_type ("17\n");
  assert_text (&table, 4, FIRST, "17");
  assert_cursor (&table, 5, FIRST);
  screen_type ("18");
  screen_press (GDK_KEY_Return, GDK_SHIFT_MASK);
  assert_text (&table, 5, FIRST, "18");
  assert_cursor (&table, 4, FIRST);

  /* F2 keeps what is there; Tab stores and goes on. */
  screen_press (GDK_KEY_F2, 0);
  g_assert_true (sek_grid_is_editing (table.grid));
  screen_press (GDK_KEY_End, 0);
  screen_type ("3\t");
  assert_text (&table, 4, FIRST, "173");
  assert_cursor (&table, 4, LAST);
  g_assert_false (sek_grid_is_editing (table.grid));

  /* What was begun by typing ends by an arrow; after F2 arrows move within the text. */
  screen_type ("5");
  screen_press (GDK_KEY_Left, 0);
  assert_text (&table, 4, LAST, "5");
  assert_cursor (&table, 4, COMPUTED);
  screen_press (GDK_KEY_Right, 0);
  screen_press (GDK_KEY_F2, 0);
  screen_press (GDK_KEY_Home, 0);
  screen_press (GDK_KEY_Right, 0);
  g_assert_true (sek_grid_is_editing (table.grid));
  screen_type ("6\n");
  assert_text (&table, 4, LAST, "56");

  /* Escape gives up. */
  screen_press (GDK_KEY_Up, 0);
  screen_type ("99");
  screen_press (GDK_KEY_Escape, 0);
  assert_text (&table, 4, LAST, "56");
  assert_cursor (&table, 4, LAST);
  g_assert_false (sek_grid_is_editing (table.grid));

  /* Delete clears, a block at once. */
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Delete, 0);
  assert_text (&table, 4, LAST, "");
  assert_text (&table, 5, LAST, "");
  assert_text (&table, 6, LAST, "7 4");

  /* What cannot be edited says why. */
  sek_grid_set_cursor (table.grid, 4, COMPUTED);
  screen_press (GDK_KEY_F2, 0);
  g_assert_cmpstr (table.message, ==, "Computed, you see");
  g_clear_pointer (&table.message, g_free);
  screen_type ("1");
  g_assert_cmpstr (table.message, ==, "Computed, you see");
  g_assert_false (sek_grid_is_editing (table.grid));
  assert_text (&table, 4, COMPUTED, "5 3");
  close_table (&table);
}

/* Letters, AltGr and dead keys of a Norwegian keyboard, from the first key on. */
static void
test_letters (void)
{
  Table table;

  open_table (&table, 10);
  sek_grid_set_cursor (table.grid, 0, NAME);
  screen_type ("ærlig Øst@Å\n");
  assert_text (&table, 0, NAME, "ærlig Øst@Å");
  screen_press (GDK_KEY_dead_acute, 0);
  screen_type ("en\n");
  assert_text (&table, 1, NAME, "én");
  close_table (&table);
}

static void
test_pending (void)
{
  Table table;

  open_table (&table, 1000);
  sek_grid_set_cursor (table.grid, 3, FIRST);
  screen_type ("1x\n");
  g_assert_cmpstr (sek_grid_get_problem (table.grid), ==, "No x, please");
  assert_cursor (&table, 3, FIRST);
  g_assert_true (sek_grid_is_editing (table.grid));
  assert_text (&table, 3, FIRST, "4 2");

  /* The grid that is asked to take the focus gives it to the text. */
  gtk_widget_grab_focus (GTK_WIDGET (table.grid));
  screen_press (GDK_KEY_Down, 0);
  assert_cursor (&table, 3, FIRST);
  g_assert_true (sek_grid_is_editing (table.grid));

  /* Sorting turns the rows about: the text stays with its own. */
  gtk_widget_grab_focus (table.button);
  screen_settle ();
  g_assert_false (sek_grid_is_editing (table.grid));
  g_assert_cmpstr (sek_grid_get_problem (table.grid), ==, "No x, please");
  gtk_widget_grab_focus (GTK_WIDGET (table.grid));
  sek_grid_model_set_sort (SEK_GRID_MODEL (table.rows), NAME, TRUE);
  screen_settle ();
  g_assert_cmpstr (sek_grid_get_problem (table.grid), ==, "No x, please");

  /* One text waits at a time: another cell does not open before this one is seen to. */
  sek_grid_set_cursor (table.grid, 0, FIRST);
  screen_type ("2");
  g_assert_cmpstr (table.message, ==, "No x, please");
  assert_cursor (&table, 1000 - 4, FIRST);
  g_assert_true (sek_grid_is_editing (table.grid));
  assert_cursor_in_view (&table);
  screen_press (GDK_KEY_End, 0);
  screen_press (GDK_KEY_BackSpace, 0);
  screen_type ("2\n");
  g_assert_null (sek_grid_get_problem (table.grid));
  assert_text (&table, 1000 - 4, FIRST, "12");
  close_table (&table);
}

static void
test_commands (void)
{
  Table table;

  open_table (&table, 10);
  screen_press (GDK_KEY_plus, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_minus, GDK_CONTROL_MASK);
  g_assert_cmpuint (table.asked, ==, 2);
  screen_press (GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_cmpint (table.delta, ==, 1);
  screen_press (GDK_KEY_Up, GDK_ALT_MASK);
  screen_press (GDK_KEY_Up, GDK_ALT_MASK);
  g_assert_cmpint (table.delta, ==, -1);
  assert_cursor (&table, 0, 0);
  close_table (&table);
}

static void
test_empty (void)
{
  Table table;
  guint row, column;

  open_table (&table, 0);
  g_assert_false (sek_grid_get_cursor (table.grid, &row, &column));
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_End, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Delete, 0);
  screen_press (GDK_KEY_F2, 0);
  screen_type ("1\n\t");
  g_assert_false (sek_grid_is_editing (table.grid));
  /* The rows come and go under the cursor. */
  table.rows->n = 5;
  sek_grid_model_rows_changed (SEK_GRID_MODEL (table.rows));
  sek_grid_set_cursor (table.grid, 4, NAME);
  table.rows->n = 2;
  sek_grid_model_rows_changed (SEK_GRID_MODEL (table.rows));
  screen_settle ();
  assert_cursor (&table, 1, NAME);
  assert_cursor_in_view (&table);
  close_table (&table);
}

/* --- for a screen reader ------------------------------------------------------------------------------------------- */

static void
test_accessible (void)
{
  Table table;
  GtkWidget *cell, *row, *grid;

  /* Without it, asserts about accessibility succeed whatever they assert. */
  g_assert_cmpstr (g_getenv ("GTK_A11Y"), ==, "test");
  open_table (&table, 100000);
  grid = GTK_WIDGET (table.grid);
  gtk_test_accessible_assert_role (grid, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (grid, GTK_ACCESSIBLE_PROPERTY_LABEL, "Rows");
  sek_grid_set_cursor (table.grid, 49999, FIRST);
  screen_settle ();
  cell = assert_cursor_in_view (&table);
  row = gtk_widget_get_parent (cell);
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_ROW);
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  {
    g_autofree char *label = gtk_test_accessible_check_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, "?");

    /* The check gives the value when it differs: row, column and text are in it. */
    g_assert_nonnull (strstr (label, "50000 1, Head first, 50000 2, "));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, "head"))
      {
        GtkWidget *head = gtk_widget_get_first_child (child);

        gtk_test_accessible_assert_role (head, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
      }
  screen_type ("x\n");
  cell = screen_find (grid, GTK_TYPE_TEXT, NULL);
  g_assert_nonnull (cell);
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "No x, please");
  close_table (&table);
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  g_test_add_data_func ("/grid/moving/1000", GUINT_TO_POINTER (1000), test_moving);
  g_test_add_data_func ("/grid/moving/100000", GUINT_TO_POINTER (100000), test_moving);
  g_test_add_func ("/grid/head", test_head);
  g_test_add_func ("/grid/selecting", test_selecting);
  g_test_add_func ("/grid/editing", test_editing);
  g_test_add_func ("/grid/letters", test_letters);
  g_test_add_func ("/grid/pending", test_pending);
  g_test_add_func ("/grid/commands", test_commands);
  g_test_add_func ("/grid/empty", test_empty);
  g_test_add_func ("/grid/accessible", test_accessible);
  return screen_run ();
}
