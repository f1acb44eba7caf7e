/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a table without a mouse: sort, filter by condition and by value, hide, move and widen columns; all of it
 * kept for the page and none of it in the register. And the search, that moves between its matches and replaces
 * them. */
#include <adwaita.h>

#include "sek-grid-cell.h"
#include "sek-test-display.h"

static guint
count_rows (TestScreen *self)
{
  return sek_grid_model_get_n_rows (sek_grid_get_model (screen_grid (self)));
}

static void
assert_footer (TestScreen *self, const char *expected)
{
  SekGridModel *model = sek_grid_get_model (screen_grid (self));
  g_autofree char *footer = sek_grid_model_get_footer (model, screen_find_column (model, "name"));

  g_assert_cmpstr (footer, ==, expected);
}

static GtkWidget *
get_focus (TestScreen *self, GType type)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus == NULL || g_type_is_a (G_OBJECT_TYPE (focus), type) ? focus : gtk_widget_get_ancestor (focus, type);
}

/* The menu under the head of a column, opened by keys. */
static void
open_menu (TestScreen *self, const char *row, const char *column, const char *shown)
{
  screen_go_to (self, row, column);
  screen_press (GDK_KEY_F6, 0);
  screen_press (GDK_KEY_Down, GDK_ALT_MASK);
  screen_wait (screen_shows (GTK_WIDGET (self->window), shown));
}

static void
close_and_open (TestScreen *self)
{
  g_autofree char *path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));

  g_assert_true (screen_close (self));
  screen_open (self, path);
}

static void
test_condition (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  gboolean descending;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  open_menu (self, "Halden", "population", "Sorter synkende");
  screen_tab_to (self, GTK_TYPE_BUTTON, "Sorter synkende");
  screen_press (GDK_KEY_space, 0);
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  g_assert_cmpint (sek_grid_model_get_sort (sek_grid_get_model (screen_grid (self)), &descending), ==,
                   (int) screen_find_column (sek_grid_get_model (screen_grid (self)), "population"));
  g_assert_true (descending);

  /* «er», «er ikke», «er mer enn» */
  open_menu (self, "Halden", "population", "Sorter synkende");
  screen_tab_to (self, GTK_TYPE_DROP_DOWN, NULL);
  screen_press (GDK_KEY_space, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_tab_to (self, GTK_TYPE_ENTRY, NULL);

  /* What is no number is refused where it was typed. */
  screen_type ("mange\n");
  g_assert_nonnull (get_focus (self, GTK_TYPE_ENTRY));
  g_assert_true (screen_shows (GTK_WIDGET (self->window), "«mange»"));
  g_assert_cmpuint (count_rows (self), ==, 64);

  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("100 000\n");
  screen_wait (count_rows (self) == 3);
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  assert_footer (self, "3 av 64 medlemmer");
  screen_shoot (self, "head-filtered");
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);

  close_and_open (self);
  g_assert_cmpuint (count_rows (self), ==, 3);
  open_menu (self, "Oslo", "population", "Fjern filteret");
  screen_tab_to (self, GTK_TYPE_BUTTON, "Fjern filteret");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (count_rows (self) == 64);
  assert_footer (self, "64 medlemmer");
  g_assert_true (screen_close (self));
}

static void
test_values (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  open_menu (self, "Halden", "county", "Ingen");
  screen_tab_to (self, GTK_TYPE_BUTTON, "Ingen");
  screen_press (GDK_KEY_Return, 0);
  screen_tab_to (self, GTK_TYPE_CHECK_BUTTON, "Oslo");
  screen_press (GDK_KEY_space, 0);
  screen_tab_to (self, GTK_TYPE_CHECK_BUTTON, "Østfold");
  screen_press (GDK_KEY_space, 0);
  screen_tab_to (self, GTK_TYPE_BUTTON, "Vis valgte");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (count_rows (self) < 64);
  screen_assert_reads (self, "Oslo", "county", "Oslo");
  screen_assert_reads (self, "Halden", "county", "Østfold");
  screen_shoot (self, "head-values");

  /* What is filtered is told beside the table, and taken away there too. */
  screen_wait (screen_shows (GTK_WIDGET (self->window), "Fylke: Oslo"));
  close_and_open (self);
  g_assert_cmpuint (count_rows (self), <, 64);
  open_menu (self, "Oslo", "county", "Ingen");
  screen_tab_to (self, GTK_TYPE_BUTTON, "Alle");
  screen_press (GDK_KEY_Return, 0);
  screen_tab_to (self, GTK_TYPE_BUTTON, "Vis valgte");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (count_rows (self) == 64);

  /* Escape leaves it as it was. */
  open_menu (self, "Oslo", "county", "Ingen");
  screen_press (GDK_KEY_Escape, 0);
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  g_assert_cmpuint (count_rows (self), ==, 64);
  g_assert_true (screen_close (self));
}

/* The heads in view in their order, with widths. Owned. */
static char *
describe_columns (TestScreen *self)
{
  GtkWidget *head = NULL;
  GString *text = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (screen_grid (self))); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, "head"))
      head = child;
  g_assert_nonnull (head);
  for (GtkWidget *cell = gtk_widget_get_first_child (head); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    if (gtk_widget_get_child_visible (cell))
      g_string_append_printf (text, "%s %d\n", sek_grid_cell_get_text (SEK_GRID_CELL (cell)),
                              gtk_widget_get_width (cell));
  return g_string_free (text, FALSE);
}

static void
test_columns (TestScreen *self, gconstpointer data)
{
  g_autofree char *first = NULL, *changed = NULL, *kept = NULL, *reset = NULL, *before = NULL, *after = NULL;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  first = describe_columns (self);
  screen_go_to (self, "Halden", "population");
  screen_press (GDK_KEY_F6, 0);
  screen_press (GDK_KEY_Right, GDK_ALT_MASK);
  screen_press (GDK_KEY_Right, GDK_ALT_MASK);
  screen_press (GDK_KEY_Left, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Escape, 0);
  open_menu (self, "Halden", "county", "Skjul kolonnen");
  screen_tab_to (self, GTK_TYPE_BUTTON, "Skjul kolonnen");
  screen_press (GDK_KEY_Return, 0);
  screen_settle ();
  changed = describe_columns (self);
  g_assert_null (strstr (changed, "Fylke"));
  g_assert_cmpint (strstr (changed, "Folketall") - changed, <, strstr (changed, "Delregion") - changed);
  screen_shoot (self, "head-columns");
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);

  close_and_open (self);
  kept = describe_columns (self);
  g_assert_cmpstr (kept, ==, changed);
  open_menu (self, "Halden", "population", "Tilbakestill kolonnene");
  screen_tab_to (self, GTK_TYPE_BUTTON, "Tilbakestill kolonnene");
  screen_press (GDK_KEY_Return, 0);
  screen_settle ();
  reset = describe_columns (self);
  g_assert_cmpstr (reset, ==, first);
  g_assert_true (screen_close (self));
}

/* The row of the cursor, by what its name reads. */
static void
assert_at (TestScreen *self, const char *name)
{
  SekGridModel *model = sek_grid_get_model (screen_grid (self));
  SekGridCellFlags flags;
  g_autofree char *text = NULL;
  guint row, column;

  g_assert_true (sek_grid_get_cursor (screen_grid (self), &row, &column));
  text = sek_grid_model_read (model, row, screen_find_column (model, "name"), &flags);
  g_assert_cmpstr (text, ==, name);
}

static void
test_search (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  screen_go_to (self, "Halden", "name");
  screen_press (GDK_KEY_f, GDK_CONTROL_MASK);
  screen_type ("asker");
  screen_wait (screen_shows (GTK_WIDGET (self->window), "Rad 1 av 2"));
  assert_at (self, "Bærum");
  screen_shoot (self, "search");
  screen_press (GDK_KEY_F3, 0);
  assert_at (self, "Asker");
  screen_wait (screen_shows (GTK_WIDGET (self->window), "Rad 2 av 2"));
  /* The other cell of that row, and from the last match to the first. */
  screen_press (GDK_KEY_F3, 0);
  assert_at (self, "Asker");
  screen_press (GDK_KEY_F3, 0);
  assert_at (self, "Bærum");
  screen_press (GDK_KEY_F3, GDK_SHIFT_MASK);
  assert_at (self, "Asker");
  screen_press (GDK_KEY_Escape, 0);
  g_assert_true (sek_grid_has_focus (screen_grid (self)));

  /* F3 goes on from wherever the cursor is when the bar is gone. */
  screen_press (GDK_KEY_Home, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_F3, 0);
  assert_at (self, "Bærum");
  screen_press (GDK_KEY_F3, GDK_SHIFT_MASK);
  assert_at (self, "Asker");
  g_assert_true (screen_close (self));
}

/* All at once, in one step. */
static void
test_replace (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  screen_go_to (self, "Halden", "name");
  screen_press (GDK_KEY_h, GDK_CONTROL_MASK);
  screen_type ("Nesodden");
  screen_wait (screen_shows (GTK_WIDGET (self->window), "Rad 1 av "));
  screen_press (GDK_KEY_Tab, 0);
  screen_tab_to (self, GTK_TYPE_ENTRY, NULL);
  screen_type ("Næsodden\n");
  screen_wait (screen_tells (self, "Endret «Navn» for Nesodden"));
  screen_assert_reads (self, "Næsodden", "population", "19\u00a0939");
  screen_shoot (self, "replace");
  screen_press (GDK_KEY_Escape, 0);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* One by one with Enter, each its own step; all with Ctrl+Enter. */
static void
test_replace_one (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  GtkWidget *button;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  screen_go_to (self, "Halden", "name");
  screen_press (GDK_KEY_h, GDK_CONTROL_MASK);
  screen_type ("Eids");
  screen_wait (screen_shows (GTK_WIDGET (self->window), "Rad 1 av "));
  screen_go_to (self, "Eidsvoll", "name");
  screen_press (GDK_KEY_h, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Tab, 0);
  screen_tab_to (self, GTK_TYPE_ENTRY, NULL);
  screen_type ("Eits\n");
  screen_assert_reads (self, "Eitsvoll", "county", "Akershus");
  screen_shoot (self, "replace-one");
  screen_go_to (self, "Eidskog", "name");
  button = screen_find (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, g_dgettext (GETTEXT_PACKAGE, "Replace"));
  screen_click (button);
  screen_assert_reads (self, "Eitskog", "county", "Innlandet");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_assert_reads (self, "Eidskog", "county", "Innlandet");
  screen_assert_reads (self, "Eitsvoll", "county", "Akershus");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_assert_reads (self, "Eidsvoll", "county", "Akershus");
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/head/condition", test_condition);
  screen_add ("/head/values", test_values);
  screen_add ("/head/columns", test_columns);
  screen_add ("/head/search", test_search);
  screen_add ("/head/replace", test_replace);
  screen_add ("/head/replace-one", test_replace_one);
  return screen_run ();
}
