/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hands do with a page: a list from elsewhere becomes the first rows of an empty table, a head sorts by keys; and a search whose columns go. */
#include <adwaita.h>

#include "sek-table-model.h"
#include "sek-test-display.h"

static SekRegister *
get_register (TestScreen *self)
{
  return sek_document_get_register (sek_window_get_document (self->window));
}

static guint
count_members (TestScreen *self)
{
  return (guint) sek_table_get_size (sek_register_get_table (get_register (self), SEK_MEMBER));
}

/* A list with its heads becomes the first rows of an empty table, after a question and in one step. */
static void
test_first_rows (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  screen_open_empty (self);
  before = sek_register_dump (get_register (self));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "Nr.\tNavn\n3301\tDrammen\n0301\tOslo\n3103\tMoss\n");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_dialog () != NULL);
  screen_shoot_widget (screen_dialog (), "first-rows-question");
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (screen_dialog ())), ==, "Legge til 3 rader?");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_cmpuint (count_members (self), ==, 0);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (count_members (self) == 3);
  screen_assert_reads (self, "Drammen", "number", "3301");
  screen_assert_reads (self, "Oslo", "number", "0301");
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  screen_shoot (self, "first-rows");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (get_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* Columns that go take the search in them along. */
static void
test_search_columns (TestScreen *self, gconstpointer data)
{
  const SekColumn *columns[] = { sek_column_find (SEK_MEMBER, "name", NULL), sek_column_find (SEK_MEMBER, "county", NULL) };
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
  before = sek_register_dump (get_register (self));
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

  after = sek_register_dump (get_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));

  /* The next time it is as it was. */
  screen_open (self, path);
  model = sek_grid_get_model (screen_grid (self));
  g_assert_cmpint (sek_grid_model_get_sort (model, &descending), ==, (int) population);
  g_assert_true (descending);
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/hands/first-rows", test_first_rows);
  screen_add ("/hands/search-columns", test_search_columns);
  screen_add ("/hands/head", test_head);
  return screen_run ();
}
