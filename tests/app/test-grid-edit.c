/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing by real keys: what is typed is stored, or waits with its cell; nothing is lost. */
#include "grid-fixture.h"

static void
assert_pending (Fixture *self, gint64 id, const char *column, const char *text)
{
  const char *at_column, *at_text;
  gint64 at_id;

  g_assert_true (sek_grid_get_pending (self->grid, &at_id, &at_column, &at_text));
  g_assert_cmpint (at_id, ==, id);
  g_assert_cmpstr (at_column, ==, column);
  g_assert_cmpstr (at_text, ==, text);
  g_assert_nonnull (strstr (sek_grid_get_problem (self->grid), text));
}

static void
assert_nothing_pending (Fixture *self)
{
  const char *column, *text;
  gint64 id;

  g_assert_false (sek_grid_get_pending (self->grid, &id, &column, &text));
  g_assert_null (sek_grid_get_problem (self->grid));
}

/* Types a wrong population into a row and tries to store it. */
static void
make_invalid (Fixture *self, guint row)
{
  sek_grid_set_cursor (self->grid, row, FAKE_POPULATION);
  screen_type ("102 27x");
  screen_press (GDK_KEY_Return, 0);
  g_assert_true (sek_grid_is_editing (self->grid));
  assert_commits (self, "");
}

static void
test_type (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 5, FAKE_POPULATION);
  screen_type ("102500");
  g_assert_true (sek_grid_is_editing (self->grid));
  g_assert_cmpstr (fixture_get_text (self), ==, "102500");
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "6/population=102500");
  assert_cell (self, 5, FAKE_POPULATION, "102\u00a0500");
  assert_cursor (self, 6, FAKE_POPULATION);
  g_assert_true (sek_grid_has_focus (self->grid));

  screen_type ("7");
  screen_press (GDK_KEY_Return, GDK_SHIFT_MASK);
  assert_commits (self, "7/population=7");
  assert_cursor (self, 5, FAKE_POPULATION);

  /* Letters beyond ASCII, and an accent on a key of its own. */
  sek_grid_set_cursor (self->grid, 3, FAKE_NAME);
  screen_type ("Ås æØ");
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "4/name=Ås æØ");
  sek_grid_set_cursor (self->grid, 3, FAKE_NAME);
  screen_press (GDK_KEY_dead_acute, 0);
  screen_press (GDK_KEY_e, 0);
  g_assert_cmpstr (fixture_get_text (self), ==, "é");
  screen_press (GDK_KEY_Escape, 0);
  assert_commits (self, "");
  assert_signals (self, "");
}

static void
test_move_while_editing (Fixture *self, gconstpointer data)
{
  /* Begun by typing, arrows store and move. */
  sek_grid_set_cursor (self->grid, 5, FAKE_POPULATION);
  screen_type ("11");
  screen_press (GDK_KEY_Down, 0);
  assert_cursor (self, 6, FAKE_POPULATION);
  screen_type ("12");
  screen_press (GDK_KEY_Left, 0);
  assert_cursor (self, 6, FAKE_SUBREGION);
  assert_commits (self, "6/population=11 7/population=12");
  /* Tab goes to the next cell that can be edited, past the fee. */
  sek_grid_set_cursor (self->grid, 6, FAKE_POPULATION);
  screen_type ("13");
  screen_press (GDK_KEY_Tab, 0);
  assert_cursor (self, 6, FAKE_CONTACT);
  screen_type ("rådmann");
  screen_press (GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  assert_cursor (self, 6, FAKE_POPULATION);
  assert_commits (self, "7/population=13 7/contact=rådmann");

  /* Begun with F2, they move in the text. */
  sek_grid_set_cursor (self->grid, 3, FAKE_CONTACT);
  screen_press (GDK_KEY_F2, 0);
  g_assert_cmpstr (fixture_get_text (self), ==, "ordfører");
  screen_press (GDK_KEY_End, 0);
  screen_press (GDK_KEY_Left, 0);
  screen_type ("x");
  g_assert_cmpstr (fixture_get_text (self), ==, "ordførexr");
  screen_press (GDK_KEY_Up, 0);
  screen_type ("y");
  screen_press (GDK_KEY_Down, 0);
  screen_type ("z");
  g_assert_cmpstr (fixture_get_text (self), ==, "yordførexrz");
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "4/contact=yordførexrz");
  /* And typing may be turned into that. */
  screen_type ("ab");
  screen_press (GDK_KEY_F2, 0);
  screen_press (GDK_KEY_Left, 0);
  screen_type ("c");
  g_assert_cmpstr (fixture_get_text (self), ==, "acb");
  screen_press (GDK_KEY_Escape, 0);
}

static void
test_click (Fixture *self, gconstpointer data)
{
  fixture_click (self, 4, FAKE_CONTACT, 1, 0);
  assert_cursor (self, 4, FAKE_CONTACT);
  g_assert_false (sek_grid_is_editing (self->grid));
  /* One click selects, however often; two quick ones edit. */
  fixture_click (self, 4, FAKE_CONTACT, 1, 0);
  g_assert_false (sek_grid_is_editing (self->grid));
  fixture_click (self, 4, FAKE_CONTACT, 2, 0);
  g_assert_true (sek_grid_is_editing (self->grid));
  /* A click in the editor sets the caret, a click elsewhere stores. */
  screen_press (GDK_KEY_End, 0);
  screen_type ("!");
  fixture_click (self, 4, FAKE_CONTACT, 1, 0);
  g_assert_true (sek_grid_is_editing (self->grid));
  fixture_click (self, 7, FAKE_JOINED, 1, 0);
  assert_commits (self, "5/contact=ordfører!");
  assert_cursor (self, 7, FAKE_JOINED);
  g_assert_false (sek_grid_is_editing (self->grid));
  fixture_click (self, 8, FAKE_CONTACT, 2, 0);
  g_assert_true (sek_grid_is_editing (self->grid));
  screen_press (GDK_KEY_Escape, 0);
  /* The first click of an unfocused grid gives it the focus, no more. */
  gtk_widget_grab_focus (self->entry);
  fixture_click (self, 8, FAKE_CONTACT, 1, 0);
  g_assert_false (sek_grid_is_editing (self->grid));
  assert_commits (self, "");
}

static void
test_escape (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 4, FAKE_CONTACT);
  screen_type ("annet");
  screen_press (GDK_KEY_Escape, 0);
  g_assert_false (sek_grid_is_editing (self->grid));
  assert_cell (self, 4, FAKE_CONTACT, "ordfører");
  /* Storing what was there stores nothing. */
  screen_press (GDK_KEY_F2, 0);
  screen_press (GDK_KEY_Return, 0);
  assert_cursor (self, 5, FAKE_CONTACT);
  assert_commits (self, "");
}

static void
test_clear (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 4, FAKE_CONTACT);
  screen_press (GDK_KEY_Delete, 0);
  assert_commits (self, "5/contact=");
  /* A block, over computed and blank cells, and another block. */
  sek_grid_set_cursor (self->grid, 5, FAKE_POPULATION);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Right, GDK_SHIFT_MASK);
  fixture_click (self, 8, FAKE_CONTACT, 1, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Delete, 0);
  assert_commits (self, "6/population= 7/population= 9/contact= (clear)");
  /* A name must be there. */
  sek_grid_set_cursor (self->grid, 1, FAKE_NAME);
  screen_press (GDK_KEY_Delete, 0);
  assert_commits (self, "");
  assert_signals (self, "message");
  assert_cell (self, 1, FAKE_NAME, "Halden");
}

static void
test_not_editable (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 4, FAKE_FEE);
  screen_type ("5");
  g_assert_false (sek_grid_is_editing (self->grid));
  g_assert_cmpstr (self->message, ==, "Dette regnes ut.");
  screen_press (GDK_KEY_F2, 0);
  fixture_click (self, 4, FAKE_FEE, 1, 0);
  screen_press (GDK_KEY_Delete, 0);
  assert_signals (self, "message message message");
  fake_model_set_writable (self->model, FALSE);
  sek_grid_set_cursor (self->grid, 4, FAKE_CONTACT);
  screen_type ("x");
  g_assert_cmpstr (self->message, ==, "Registeret er åpnet for lesing.");
  assert_commits (self, "");
}

static void
test_invalid (Fixture *self, gconstpointer data)
{
  make_invalid (self, 5);
  assert_pending (self, 6, "population", "102 27x");
  assert_cursor (self, 5, FAKE_POPULATION);
  g_assert_true (gtk_widget_has_css_class (fixture_get_editor (self), "invalid"));
  gtk_test_accessible_assert_state (fixture_get_editor (self), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_test_accessible_assert_property (fixture_get_editor (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       sek_grid_get_problem (self->grid));
  screen_shoot_widget (self->window, "grid-invalid-editing");

  /* A pointer elsewhere does not get away from it. */
  fixture_click (self, 9, FAKE_NAME, 1, 0);
  assert_cursor (self, 5, FAKE_POPULATION);
  g_assert_true (sek_grid_is_editing (self->grid));
  g_assert_cmpstr (self->message, ==, sek_grid_get_problem (self->grid));

  /* Escape fetches the old. */
  screen_press (GDK_KEY_Escape, 0);
  assert_nothing_pending (self);
  g_assert_false (gtk_widget_has_css_class (fixture_get_editor (self), "invalid"));
  assert_cell (self, 5, FAKE_POPULATION, "164\u00a0151");
  assert_commits (self, "");
}

/* It survives losing the focus, scrolling, sorting, and is reopened where it is. */
static void
test_pending_stays (Fixture *self, gconstpointer data)
{
  make_invalid (self, 5);
  gtk_widget_grab_focus (self->entry);
  screen_settle ();
  g_assert_false (sek_grid_is_editing (self->grid));
  assert_pending (self, 6, "population", "102 27x");
  assert_cell (self, 5, FAKE_POPULATION, "102 27x");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_cell (self, 5, FAKE_POPULATION)), "invalid"));
  gtk_test_accessible_assert_state (fixture_get_cell (self, 5, FAKE_POPULATION), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  screen_shoot_widget (self->window, "grid-invalid");

  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  screen_press (GDK_KEY_End, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Escape, 0);
  assert_pending (self, 6, "population", "102 27x");
  sek_grid_model_set_sort (SEK_GRID_MODEL (self->model), FAKE_NUMBER, TRUE);
  screen_settle ();
  assert_pending (self, 6, "population", "102 27x");
  sek_grid_go_to_problem (self->grid);
  screen_settle ();
  assert_cursor (self, 994, FAKE_POPULATION);
  g_assert_true (sek_grid_is_editing (self->grid));
  g_assert_cmpstr (fixture_get_text (self), ==, "102 27x");
  screen_press (GDK_KEY_Escape, 0);
  assert_nothing_pending (self);

  /* Also in the cell without opening the editor. */
  make_invalid (self, 994);
  gtk_widget_grab_focus (self->entry);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  screen_press (GDK_KEY_Escape, 0);
  assert_nothing_pending (self);
  assert_cell (self, 994, FAKE_POPULATION, "164\u00a0151");
}

/* One text waits at most: another cell is not edited before it. */
static void
test_one_pending (Fixture *self, gconstpointer data)
{
  make_invalid (self, 5);
  gtk_widget_grab_focus (self->entry);
  screen_settle ();
  fixture_click (self, 2, FAKE_CONTACT, 1, 0);
  assert_cursor (self, 2, FAKE_CONTACT);
  assert_pending (self, 6, "population", "102 27x");
  screen_type ("n");
  assert_cursor (self, 5, FAKE_POPULATION);
  g_assert_true (sek_grid_is_editing (self->grid));
  /* The key that led back is no part of the text. */
  g_assert_cmpstr (fixture_get_text (self), ==, "102 27x");
  assert_signals (self, "message");
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("1234567");
  screen_press (GDK_KEY_Return, 0);
  assert_pending (self, 6, "population", "1234567");

  /* What was wrong may be right by now, and is stored first. */
  gtk_widget_grab_focus (self->entry);
  fake_model_set_lenient (self->model, TRUE);
  fixture_click (self, 2, FAKE_CONTACT, 1, 0);
  screen_type ("n");
  assert_commits (self, "6/population=1234567");
  assert_nothing_pending (self);
  assert_cursor (self, 2, FAKE_CONTACT);
  g_assert_cmpstr (fixture_get_text (self), ==, "n");
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "3/contact=n");
}

/* Delete in the cell of a pending text clears it. */
static void
test_clear_pending (Fixture *self, gconstpointer data)
{
  make_invalid (self, 5);
  gtk_widget_grab_focus (self->entry);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  screen_press (GDK_KEY_Delete, 0);
  assert_commits (self, "6/population=");
  assert_nothing_pending (self);
  assert_cell (self, 5, FAKE_POPULATION, "");
}

static void
test_focus_leaves (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 5, FAKE_CONTACT);
  screen_type ("halv");
  gtk_widget_grab_focus (self->entry);
  screen_settle ();
  assert_commits (self, "6/contact=halv");
  g_assert_false (sek_grid_is_editing (self->grid));
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))));

  /* Hidden with the editor open, as when another page is shown. */
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  screen_type ("hel");
  gtk_widget_set_visible (self->scrolled, FALSE);
  screen_settle ();
  assert_commits (self, "6/contact=hel");
  gtk_widget_set_visible (self->scrolled, TRUE);
  screen_settle ();
  assert_cell (self, 5, FAKE_CONTACT, "hel");

  /* Moved away by the program. */
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  screen_type ("mer");
  sek_grid_set_cursor (self->grid, 8, FAKE_NAME);
  screen_settle ();
  assert_commits (self, "6/contact=mer");
  make_invalid (self, 2);
  sek_grid_set_cursor (self->grid, 8, FAKE_NAME);
  screen_settle ();
  assert_pending (self, 3, "population", "102 27x");
  assert_cursor (self, 8, FAKE_NAME);
}

/* A look at another window, for the figure to type, stores nothing. */
static void
test_other_window (Fixture *self, gconstpointer data)
{
  GtkWidget *other = gtk_window_new ();

  sek_grid_set_cursor (self->grid, 5, FAKE_CONTACT);
  screen_type ("ha");
  gtk_window_set_default_size (GTK_WINDOW (other), 200, 100);
  screen_show (GTK_WINDOW (other));
  screen_wait (!gtk_window_is_active (GTK_WINDOW (self->window)));
  g_assert_true (sek_grid_is_editing (self->grid));
  assert_commits (self, "");
  gtk_window_destroy (GTK_WINDOW (other));
  screen_show (GTK_WINDOW (self->window));
  screen_type ("lv");
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "6/contact=halv");
}

/* The row goes away under the editor. */
static void
test_row_goes (Fixture *self, gconstpointer data)
{
  const char *column, *text;
  gint64 id;

  sek_grid_set_cursor (self->grid, 5, FAKE_CONTACT);
  screen_type ("ventende");
  fake_model_filter (self->model, 5);
  screen_settle ();
  g_assert_false (sek_grid_is_editing (self->grid));
  g_assert_true (sek_grid_get_pending (self->grid, &id, &column, &text));
  g_assert_cmpint (id, ==, 6);
  g_assert_cmpstr (text, ==, "ventende");
  /* It comes back with the row. */
  fake_model_filter (self->model, 1);
  sek_grid_set_cursor (self->grid, 5, FAKE_NAME);
  screen_settle ();
  assert_cell (self, 5, FAKE_CONTACT, "ventende");
  sek_grid_go_to_problem (self->grid);
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "6/contact=ventende");
  assert_nothing_pending (self);

  /* Escape gives up what nobody can go to. */
  sek_grid_set_cursor (self->grid, 5, FAKE_CONTACT);
  screen_type ("borte");
  fake_model_remove (self->model, 6);
  screen_settle ();
  g_assert_nonnull (sek_grid_get_problem (self->grid));
  screen_press (GDK_KEY_Escape, 0);
  assert_nothing_pending (self);

  /* The editor goes along with its row when that only moves. */
  sek_grid_set_cursor (self->grid, 7, FAKE_CONTACT);
  screen_type ("fl");
  sek_grid_model_set_sort (SEK_GRID_MODEL (self->model), FAKE_NUMBER, TRUE);
  screen_settle ();
  screen_type ("yttet");
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "9/contact=flyttet");
}

static void
test_scroll_while_editing (Fixture *self, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->grid));

  sek_grid_set_cursor (self->grid, 5, FAKE_CONTACT);
  screen_type ("ru");
  gtk_adjustment_set_value (adjustment, 9000);
  screen_settle ();
  g_assert_true (sek_grid_is_editing (self->grid));
  screen_shoot_widget (self->window, "grid-editor-out-of-view");
  /* Typing on brings it back. */
  screen_type ("ll");
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 200);
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "6/contact=rull");
}

static void
test_paste (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 5, FAKE_CONTACT);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->grid)), "to\tord\nog et\r\n");
  screen_type ("=");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (strlen (fixture_get_text (self)) > 1);
  g_assert_cmpstr (fixture_get_text (self), ==, "=to ord og et");
  screen_press (GDK_KEY_Escape, 0);
}

static void
test_choices (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 5, FAKE_SUBREGION);
  assert_cell (self, 5, FAKE_SUBREGION, "Follorådet");
  screen_type ("mo");
  screen_shoot_widget (self->window, "grid-choices");
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "6/subregion=Mosseregionen");
  assert_cursor (self, 6, FAKE_SUBREGION);
  /* What is found within, when nothing begins so; Tab takes it too. */
  screen_type ("folk");
  screen_press (GDK_KEY_Escape, 0);
  screen_type ("østf");
  gtk_test_accessible_assert_property (fixture_get_editor (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Søndre Østfold regionråd");
  screen_press (GDK_KEY_Tab, 0);
  assert_commits (self, "7/subregion=Søndre Østfold regionråd");
  assert_cursor (self, 6, FAKE_POPULATION);
  /* Arrows choose from all. */
  sek_grid_set_cursor (self->grid, 5, FAKE_SUBREGION);
  screen_press (GDK_KEY_F2, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Up, 0);
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "6/subregion=Ringeriksregionen");
  /* What is no choice is the model's to refuse. */
  sek_grid_set_cursor (self->grid, 5, FAKE_SUBREGION);
  screen_type ("qq");
  screen_press (GDK_KEY_Return, 0);
  assert_pending (self, 6, "subregion", "qq");
  screen_press (GDK_KEY_Escape, 0);
  /* An emptied editor clears. */
  screen_press (GDK_KEY_F2, 0);
  screen_press (GDK_KEY_BackSpace, 0);
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, "6/subregion=");
}

static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

/* A click in the list chooses and stores, and is no click in the grid under it. */
static void
test_click_choice (Fixture *self, gconstpointer data)
{
  GtkWidget *list;

  sek_grid_set_cursor (self->grid, 5, FAKE_SUBREGION);
  screen_press (GDK_KEY_F2, 0);
  list = find_list (GTK_WIDGET (self->grid));
  g_assert_nonnull (list);
  screen_wait (gtk_widget_get_mapped (list));
  screen_click_with (gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (gtk_widget_get_first_child (list))), 20,
                     8, GDK_BUTTON_PRIMARY, 1, 0);
  screen_wait (!sek_grid_is_editing (self->grid));
  assert_commits (self, "6/subregion=Mosseregionen");
  assert_cursor (self, 5, FAKE_SUBREGION);
  assert_signals (self, "");
  g_assert_true (sek_grid_has_focus (self->grid));
  screen_wait (!gtk_widget_get_mapped (list));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  fixture_add ("/grid/edit/type", 1000, test_type);
  fixture_add ("/grid/edit/move", 1000, test_move_while_editing);
  fixture_add ("/grid/edit/click", 1000, test_click);
  fixture_add ("/grid/edit/escape", 1000, test_escape);
  fixture_add ("/grid/edit/clear", 1000, test_clear);
  fixture_add ("/grid/edit/not-editable", 1000, test_not_editable);
  fixture_add ("/grid/edit/focus-leaves", 1000, test_focus_leaves);
  fixture_add ("/grid/edit/other-window", 1000, test_other_window);
  fixture_add ("/grid/edit/scroll", 1000, test_scroll_while_editing);
  fixture_add ("/grid/edit/paste", 1000, test_paste);
  fixture_add ("/grid/edit/row-goes", 1000, test_row_goes);
  fixture_add ("/grid/pending/invalid", 1000, test_invalid);
  fixture_add ("/grid/pending/stays", 1000, test_pending_stays);
  fixture_add ("/grid/pending/one", 1000, test_one_pending);
  fixture_add ("/grid/pending/clear", 1000, test_clear_pending);
  fixture_add ("/grid/choices/keys", 1000, test_choices);
  fixture_add ("/grid/choices/click", 1000, test_click_choice);
  return screen_run ();
}
