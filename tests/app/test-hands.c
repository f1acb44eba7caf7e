/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hands do with a page: a list from elsewhere becomes the first rows of an empty table, a head sorts by keys, rows
 * and columns are dragged; and a search whose columns go. */
#include <adwaita.h>

#include "sek-grid-cell.h"
#include "sek-table-model.h"
#include "sek-test-display.h"

static guint
count_members (TestScreen *self)
{
  return (guint) sek_table_get_size (sek_register_get_table (screen_register (self), SEK_MEMBER));
}

/* A list with its heads becomes the first rows of an empty table, after a question and in one step. */
static void
test_first_rows (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  screen_open_empty (self);
  before = sek_register_dump (screen_register (self));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)),
                          "Nr.\tNavn\n3301\tDrammen\n0301\tOslo\n3103\tMoss\n");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_dialog () != NULL);
  screen_shoot_widget (screen_dialog (), "first-rows-question");
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (screen_dialog ())), ==,
                   "Vil du legge til 3 rader?");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_cmpuint (count_members (self), ==, 0);
  /* Also from the list of pages, where one comes from. */
  screen_click (screen_find (screen_part (self, "pages"), GTK_TYPE_LABEL, "Medlemmer"));
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (count_members (self) == 3);
  screen_assert_reads (self, "Drammen", "number", "3301");
  screen_assert_reads (self, "Oslo", "number", "0301");
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  screen_shoot (self, "first-rows");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* What stands against a paste is told cell by cell, each reason whole, and nothing was stored. */
static void
test_refused (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "31 500\nmange\n−5\n");
  screen_go_to (self, "Halden", "population");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_dialog () != NULL);
  screen_shoot_widget (screen_dialog (), "paste-refused");
  g_assert_true (screen_shows (screen_dialog (), "«mange»"));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  after = sek_register_dump (screen_register (self));
  g_assert_true (g_str_equal (after, before));
  g_assert_true (screen_close (self));
}

/* Columns that go take the search in them along. */
static void
test_search_columns (TestScreen *self, gconstpointer data)
{
  const SekColumn *columns[] = { sek_column_find (SEK_MEMBER, "name", NULL),
                                 sek_column_find (SEK_MEMBER, "county", NULL) };
  g_autoptr (SekTableModel) model = NULL;

  screen_open_example (self);
  model = sek_table_model_new (sek_window_get_document (self->window), SEK_MEMBER);
  sek_table_model_set_columns (model, columns, NULL, 2, 0, 1);
  sek_grid_model_show_only_matches (SEK_GRID_MODEL (model), "Buskerud");
  g_assert_cmpuint (sek_grid_model_get_n_rows (SEK_GRID_MODEL (model)), >, 1);
  sek_table_model_set_columns (model, columns, NULL, 1, 0, 1);
  sek_table_model_update (model);
  g_assert_cmpuint (sek_grid_model_get_n_rows (SEK_GRID_MODEL (model)), ==, 0);
  sek_table_model_set_columns (model, columns, NULL, 2, 0, 1);
  g_assert_cmpuint (sek_grid_model_get_n_rows (SEK_GRID_MODEL (model)), >, 1);
}

/* The head by keys: the sort is kept, and the register knows nothing of it. */
static void
test_head (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL, *path = NULL;
  SekGridModel *model;
  gboolean descending;
  guint population;

  screen_open_example (self);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  before = sek_register_dump (screen_register (self));
  model = sek_grid_get_model (screen_grid (self));
  population = screen_find_column (model, "population");
  screen_go_to (self, "Halden", "population");
  screen_press (GDK_KEY_F6, 0);
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpint (sek_grid_model_get_sort (model, &descending), ==, (int) population);
  g_assert_false (descending);
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpint (sek_grid_model_get_sort (model, &descending), ==, (int) population);
  g_assert_true (descending);

  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));

  /* The next time it is as it was. */
  screen_open (self, path);
  model = sek_grid_get_model (screen_grid (self));
  g_assert_cmpint (sek_grid_model_get_sort (model, &descending), ==, (int) population);
  g_assert_true (descending);
  g_assert_true (screen_close (self));
}

/* The cell in view that reads so. */
static GtkWidget *
find_cell (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (SEK_IS_GRID_CELL (root) && g_str_equal (sek_grid_cell_get_text (SEK_GRID_CELL (root)), text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The middle of a cell, seen from the grid. */
static graphene_point_t
get_middle (TestScreen *self, const char *text)
{
  GtkWidget *cell = find_cell (GTK_WIDGET (screen_grid (self)), text);
  graphene_rect_t bounds;
  graphene_point_t middle;

  g_assert_nonnull (cell);
  g_assert_true (gtk_widget_compute_bounds (cell, GTK_WIDGET (screen_grid (self)), &bounds));
  graphene_rect_get_center (&bounds, &middle);
  return middle;
}

static guint
find_row (TestScreen *self, const char *text)
{
  SekGridModel *model = sek_grid_get_model (screen_grid (self));

  for (guint row = 0; row < sek_grid_model_get_n_rows (model); row++)
    {
      SekGridCellFlags flags;
      g_autofree char *name = sek_grid_model_read (model, row, 0, &flags);

      if (g_str_equal (name, text))
        return row;
    }
  g_error ("No row reads «%s»", text);
}

/* A line is taken by the edge and let go of below another: one step, that undo takes back. */
static void
test_drag_row (TestScreen *self, gconstpointer data)
{
  const char *dragged = "Møteutgifter politiske organer", *target = "Sekretariatet, andre utgifter";
  GtkWidget *grid;
  g_autofree char *before = NULL, *after = NULL;

  screen_open_example (self);
  screen_go_page ("budget");
  screen_settle ();
  grid = GTK_WIDGET (screen_grid (self));
  before = sek_register_dump (screen_register (self));
  g_assert_cmpuint (find_row (self, dragged), <, find_row (self, target));
  screen_point (grid, 9, get_middle (self, dragged).y);
  screen_button (1, TRUE);
  screen_point (grid, 9, get_middle (self, dragged).y + 12);
  screen_point (grid, 9, get_middle (self, target).y + 8);
  screen_shoot (self, "drag-row");
  screen_button (1, FALSE);
  screen_settle ();
  g_assert_cmpuint (find_row (self, dragged), ==, find_row (self, target) + 1);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);

  /* Escape in the middle of it lets go. */
  screen_point (grid, 9, get_middle (self, dragged).y);
  screen_button (1, TRUE);
  screen_point (grid, 9, get_middle (self, target).y + 8);
  screen_press (GDK_KEY_Escape, 0);
  screen_point (grid, 9, get_middle (self, target).y + 4);
  screen_button (1, FALSE);
  g_free (after);
  after = sek_register_dump (screen_register (self));
  g_assert_true (g_str_equal (after, before));
  g_assert_true (screen_close (self));
}

/* A head is let go of before another; an edge makes its column wider. Both are there the next time. */
static void
test_drag_column (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  GtkWidget *grid;
  graphene_point_t population, county;
  int width;

  screen_open_example (self);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  grid = GTK_WIDGET (screen_grid (self));
  population = get_middle (self, "Folketall\n1.1.2022");
  county = get_middle (self, "Fylke");
  screen_point (grid, population.x, population.y);
  screen_button (1, TRUE);
  screen_point (grid, population.x - 20, population.y);
  screen_point (grid, county.x - 20, population.y);
  screen_shoot (self, "drag-column");
  screen_button (1, FALSE);
  screen_settle ();
  g_assert_cmpfloat (get_middle (self, "Folketall\n1.1.2022").x, <, get_middle (self, "Fylke").x);

  width = gtk_widget_get_width (find_cell (grid, "Fylke"));
  county = get_middle (self, "Fylke");
  screen_point (grid, county.x + width / 2.0, county.y);
  screen_button (1, TRUE);
  screen_point (grid, county.x + width / 2.0 + 20, county.y);
  screen_point (grid, county.x + width / 2.0 + 40, county.y);
  screen_button (1, FALSE);
  screen_settle ();
  g_assert_cmpint (gtk_widget_get_width (find_cell (grid, "Fylke")), ==, width + 40);
  g_assert_true (screen_close (self));

  screen_open (self, path);
  grid = GTK_WIDGET (screen_grid (self));
  g_assert_cmpfloat (get_middle (self, "Folketall\n1.1.2022").x, <, get_middle (self, "Fylke").x);
  g_assert_cmpint (gtk_widget_get_width (find_cell (grid, "Fylke")), ==, width + 40);
  g_assert_true (screen_close (self));
}

/* A refused text speaks at its cell, with the side pane hidden too, and in the pane of its own row only. */
static void
test_problem (TestScreen *self, gconstpointer data)
{
  const char *problem;

  screen_open_example (self);
  screen_go_to (self, "Halden", "population");
  screen_type ("mange\n");
  problem = sek_page_get_problem (screen_page (self));
  g_assert_nonnull (problem);
  screen_shoot (self, "problem");
  g_assert_true (screen_shows (GTK_WIDGET (screen_grid (self)), problem));
  g_assert_true (screen_shows (screen_form (self), problem));

  screen_go_to (self, "Sarpsborg", "name");
  problem = sek_page_get_problem (screen_page (self));
  g_assert_true (screen_shows (GTK_WIDGET (screen_grid (self)), problem));
  g_assert_false (screen_shows (screen_form (self), problem));
  screen_shoot (self, "problem-elsewhere");
  screen_press (GDK_KEY_F9, 0);
  g_assert_true (screen_shows (GTK_WIDGET (screen_grid (self)), problem));

  /* The status line is the way back. */
  screen_click (screen_find_action (GTK_WIDGET (screen_page (self)), "win.go-to-problem"));
  g_assert_true (sek_grid_is_editing (screen_grid (self)));
  screen_press (GDK_KEY_Escape, 0);
  g_assert_null (sek_page_get_problem (screen_page (self)));
  screen_assert_reads (self, "Halden", "population", "31\u00a0444");
  g_assert_true (screen_close (self));
}

/* The row's menu says which keys do the same. */
static void
test_menu_keys (TestScreen *self, gconstpointer data)
{
  static const char *const keys[] = { "F2", "Ctrl+X", "Ctrl+C", "Ctrl+V", "Ctrl+D", "Ctrl++", "Ctrl+-" };

  screen_open_example (self);
  screen_go_to (self, "Halden", "name");
  screen_press (GDK_KEY_F10, GDK_SHIFT_MASK);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (screen_shows (GTK_WIDGET (screen_grid (self)), keys[i]));
  screen_shoot_widget (screen_find (GTK_WIDGET (screen_grid (self)), GTK_TYPE_POPOVER_MENU, NULL), "menu-keys");
  screen_press (GDK_KEY_Escape, 0);
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/hands/first-rows", test_first_rows);
  screen_add ("/hands/refused", test_refused);
  screen_add ("/hands/search-columns", test_search_columns);
  screen_add ("/hands/head", test_head);
  screen_add ("/hands/drag-row", test_drag_row);
  screen_add ("/hands/drag-column", test_drag_column);
  screen_add ("/hands/problem", test_problem);
  screen_add ("/hands/menu-keys", test_menu_keys);
  return screen_run ();
}
