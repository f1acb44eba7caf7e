/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-check-model.h"
#include "sek-fees.h"
#include "sek-fold-row.h"
#include "sek-grid-cell.h"
#include "sek-number.h"
#include "sek-key.h"

/* The main job as a secretary does it: a population changes, and fee, sum and check follow, back and forth, to the
 * exported workbook and over a restart. And a text that cannot be stored is never lost. */

#define MEMBER "Drammen"
#define POPULATION "population"
#define FEE "fee"

/* What the check of the fees against the proposed budget says the difference is, in øre. */
static gint64
read_difference (TestScreen *self)
{
  SekCheckModel *model = SEK_CHECK_MODEL (
      sek_grid_get_model (sek_page_get_grid (sek_window_get_page (self->window, "checks"))));
  const SekCheck *check;

  for (guint i = 0; (check = sek_check_model_get_nth (model, i)) != NULL; i++)
    if (check->kind == SEK_CHECK_FEES && g_str_equal (check->subject, "Forslag budsjett 2023"))
      return check->difference;
  g_error ("There is no check of the fees");
}

/* Fee of the member, population and fee in the footer, as the grid shows them, one a line. */
static char *
read_figures (TestScreen *self)
{
  SekGridModel *model = sek_grid_get_model (sek_page_get_grid (sek_window_get_page (self->window, "members")));
  g_autofree char *fee = screen_read (self, MEMBER, FEE);
  g_autofree char *persons = sek_grid_model_get_footer (model, screen_find_column (model, POPULATION));
  g_autofree char *fees = sek_grid_model_get_footer (model, screen_find_column (model, FEE));

  return g_strdup_printf ("%s\n%s\n%s", fee, persons, fees);
}

static SekFeeTotals
read_totals (TestScreen *self)
{
  return *sek_fees_get_totals (sek_document_get_register (sek_window_get_document (self->window)), 2023);
}

/* A second program reads the workbook: the member's row has the new population, and its fee is a formula with the same
 * value. */
static void
check_workbook (const char *path)
{
  static const char script[] =
    "import sys, openpyxl\n"
    "values = openpyxl.load_workbook (sys.argv[1], data_only=True)['Kontingent']\n"
    "formulas = openpyxl.load_workbook (sys.argv[1])['Kontingent']\n"
    "cells = [c for row in values for c in row if c.value == '" MEMBER "']\n"
    "assert len (cells) == 1, cells\n"
    "row = cells[0].row\n"
    "assert 112273 in [c.value for c in values[row]], [c.value for c in values[row]]\n"
    "assert any (str (c.value).startswith ('=') for c in formulas[row]), [c.value for c in formulas[row]]\n";
  const char *python[] = { "/usr/bin/python3", "-c", script, path, NULL };
  const char *probe[] = { "/usr/bin/python3", "-c", "import openpyxl", NULL };
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) probe, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL)
      || status != 0)
    {
      g_test_message ("python3-openpyxl is not installed: the workbook is not reopened");
      return;
    }
  g_spawn_sync (NULL, (char **) python, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &problem, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problem, ==, "");
  g_assert_cmpint (status, ==, 0);
}

static void
test_main_job (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL, *now = NULL, *old = NULL, *path = NULL, *workbook = NULL;
  SekFeeTotals totals;

  screen_open_example (self);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "members");
  totals = read_totals (self);
  g_assert_cmpint (totals.invoices, ==, 628354600);
  g_assert_cmpint (read_difference (self), ==, -54600);
  before = read_figures (self);
  old = screen_read (self, MEMBER, POPULATION);
  screen_shoot (self, "members");

  /* Typing replaces what is there. */
  screen_go_to (self, MEMBER, POPULATION);
  screen_type ("112 273");
  g_assert_true (sek_grid_is_editing (screen_grid (self)));
  screen_shoot (self, "members-editing");
  screen_type ("\n");
  g_assert_false (sek_grid_is_editing (screen_grid (self)));
  screen_assert_reads (self, MEMBER, POPULATION, "112\u00a0273");
  after = read_figures (self);
  g_assert_cmpstr (after, !=, before);
  {
    SekRegister *reg = sek_document_get_register (sek_window_get_document (self->window));
    const SekFeeRate *rate = sek_fees_get_rate (reg, 2023, SEK_MEMBER_KIND_MUNICIPALITY);
    SekFeeTotals changed = read_totals (self);
    g_autofree char *fee = sek_number_format_amount ((112273 * rate->rate + 50) / 100 * 100, 100, 0);

    screen_assert_reads (self, MEMBER, FEE, fee);
    g_assert_cmpint (read_difference (self), ==, 628300000 - changed.invoices);
    g_assert_cmpint (changed.invoices, !=, totals.invoices);
  }

  /* Undo and redo take cell, sum and check along. */
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  now = read_figures (self);
  g_assert_cmpstr (now, ==, before);
  screen_assert_reads (self, MEMBER, POPULATION, old);
  g_assert_cmpint (read_difference (self), ==, -54600);
  g_clear_pointer (&now, g_free);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  now = read_figures (self);
  g_assert_cmpstr (now, ==, after);
  g_assert_cmpint (read_difference (self), !=, -54600);

  /* The workbook has the new figure. */
  workbook = screen_path (self, "budsjett.xlsx");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.export-to", "s", workbook));
  screen_wait (g_file_test (workbook, G_FILE_TEST_EXISTS) && screen_tells (self, "budsjett.xlsx"));
  check_workbook (workbook);

  /* What was confirmed is stored: closing asks nothing, and the next start finds it. */
  g_assert_true (screen_close (self));
  screen_open (self, path);
  screen_assert_reads (self, MEMBER, POPULATION, "112\u00a0273");
  g_free (now);
  now = read_figures (self);
  g_assert_cmpstr (now, ==, after);
  /* The history outlives the restart. */
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_assert_reads (self, MEMBER, POPULATION, old);
}

/* The cell of the member's population as it is drawn: its text, and whether it is marked as wrong. */
static GtkWidget *
find_cell (TestScreen *self, const char *text)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (screen_grid (self))); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
      if (SEK_IS_GRID_CELL (cell) && gtk_widget_get_child_visible (row)
          && g_str_equal (sek_grid_cell_get_text (SEK_GRID_CELL (cell)), text))
        return cell;
  return NULL;
}

static void
test_wrong_input (TestScreen *self, gconstpointer data)
{
  g_autofree char *old = NULL, *before = NULL, *after = NULL;
  SekGrid *grid;
  GtkWidget *cell;

  screen_open_example (self);
  grid = screen_grid (self);
  old = screen_read (self, MEMBER, POPULATION);
  before = sek_register_dump (sek_document_get_register (sek_window_get_document (self->window)));
  screen_go_to (self, MEMBER, POPULATION);
  screen_type ("102 27x\n");

  /* It stays where it was typed, in red, with words about it. */
  g_assert_true (sek_grid_is_editing (grid));
  g_assert_nonnull (sek_grid_get_problem (grid));
  screen_assert_reads (self, MEMBER, POPULATION, old);
  cell = find_cell (self, "102 27x");
  g_assert_nonnull (cell);
  g_assert_true (gtk_widget_has_css_class (cell, "invalid"));
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_true (screen_shows (screen_form (self), sek_grid_get_problem (grid)));
  screen_shoot (self, "members-wrong");

  /* It survives a change of page, with a mark in the list of pages. */
  screen_go_page ("budget");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "budget");
  g_assert_nonnull (sek_grid_get_problem (grid));
  screen_shoot (self, "budget-while-members-wrong");
  screen_go_page ("members");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "members");
  g_assert_nonnull (find_cell (self, "102 27x"));
  g_assert_nonnull (sek_grid_get_problem (grid));

  /* Sorting and searching do not lose it either. */
  screen_press (GDK_KEY_f, GDK_CONTROL_MASK);
  screen_type ("Oslo");
  screen_click (screen_find (GTK_WIDGET (self->window), GTK_TYPE_TOGGLE_BUTTON, "Bare treff"));
  screen_wait (sek_grid_model_get_n_rows (sek_grid_get_model (grid)) == 1);
  g_assert_nonnull (sek_grid_get_problem (grid));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go-to-problem", NULL);
  screen_settle ();
  g_assert_true (sek_grid_is_editing (grid));
  g_assert_nonnull (find_cell (self, "102 27x"));

  /* Escape fetches the old value. */
  screen_press (GDK_KEY_Escape, 0);
  g_assert_false (sek_grid_is_editing (grid));
  g_assert_null (sek_grid_get_problem (grid));
  g_assert_null (find_cell (self, "102 27x"));
  screen_assert_reads (self, MEMBER, POPULATION, old);
  after = sek_register_dump (sek_document_get_register (sek_window_get_document (self->window)));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

static void
test_wrong_input_corrected (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  screen_go_to (self, MEMBER, POPULATION);
  screen_type ("102 27x\n");
  g_assert_nonnull (sek_grid_get_problem (screen_grid (self)));
  screen_press (GDK_KEY_BackSpace, 0);
  screen_type ("9\n");
  g_assert_null (sek_grid_get_problem (screen_grid (self)));
  screen_assert_reads (self, MEMBER, POPULATION, "102\u00a0279");
}

static void
test_closing_asks (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL, *old = NULL;

  screen_open_example (self);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  old = screen_read (self, MEMBER, POPULATION);
  screen_go_to (self, MEMBER, POPULATION);
  screen_type ("102 27x\n");
  g_assert_false (screen_close (self));
  g_assert_nonnull (screen_dialog ());
  screen_answer (self, "correct");
  g_assert_true (sek_grid_is_editing (screen_grid (self)));
  g_assert_nonnull (find_cell (self, "102 27x"));
  g_assert_false (screen_close (self));
  screen_answer (self, "discard");
  screen_wait (self->window == NULL);

  screen_open (self, path);
  screen_assert_reads (self, MEMBER, POPULATION, old);
}

/* A field of the side pane or of Settings keeps a wrong text just as a cell does. */
static void
test_wrong_field (TestScreen *self, gconstpointer data)
{
  const char *persons = sek_word (&SEK_FIELD (population, persons)->title, sek_program_language ());
  const char *name = sek_word (&SEK_FIELD (organisation, name)->title, sek_program_language ());
  g_autofree char *earlier = g_strdup_printf (g_dgettext (GETTEXT_PACKAGE, "Earlier (%u)"), 4);
  GtkWidget *fold, *field, *settings;

  screen_open_example (self);
  screen_go_to (self, MEMBER, POPULATION);
  /* A row is opened and closed by keys; what is in it is made then. */
  screen_click (screen_find (screen_form (self), SEK_TYPE_FOLD_ROW, earlier));
  fold = screen_find (screen_form (self), SEK_TYPE_FOLD_ROW, "1.1.2022");
  g_assert_nonnull (fold);
  gtk_widget_grab_focus (fold);
  screen_press (GDK_KEY_Return, 0);
  g_assert_true (sek_fold_row_get_open (SEK_FOLD_ROW (fold)));
  screen_press (GDK_KEY_space, 0);
  g_assert_false (sek_fold_row_get_open (SEK_FOLD_ROW (fold)));
  screen_click (fold);
  g_assert_true (sek_fold_row_get_open (SEK_FOLD_ROW (fold)));
  screen_shoot (self, "members-open-row");
  field = screen_find (screen_form (self), ADW_TYPE_ENTRY_ROW, persons);
  g_assert_nonnull (field);
  g_assert_true (sek_fold_row_find (field) == SEK_FOLD_ROW (fold));
  gtk_widget_grab_focus (field);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("102 27x\n");
  /* A row with such a text stands among the newest, in widgets of its own. */
  field = screen_find (screen_form (self), ADW_TYPE_ENTRY_ROW, persons);
  g_assert_true (gtk_widget_has_css_class (field, "error"));

  /* The cursor may go elsewhere, and the page: the field waits. */
  screen_go_to (self, "Oslo", POPULATION);
  screen_go_page ("projects");
  screen_go_page ("members");
  g_assert_true (gtk_widget_get_mapped (field));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field)), ==, "102 27x");
  screen_shoot (self, "members-wrong-field");

  /* Closing asks about it, and leads back to it, also when the pane was hidden. */
  gtk_widget_grab_focus (GTK_WIDGET (screen_grid (self)));
  screen_press (GDK_KEY_F9, 0);
  screen_go_page ("budget");
  g_assert_false (screen_close (self));
  screen_answer (self, "correct");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "members");
  g_assert_true (gtk_widget_get_mapped (field));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (self->window)), field));
  screen_press (GDK_KEY_Escape, 0);
  g_assert_false (gtk_widget_has_css_class (field, "error"));

  /* An organisation has a name. */
  screen_go_page ("settings");
  settings = screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_ENTRY_ROW, name);
  gtk_widget_grab_focus (settings);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Delete, 0);
  screen_type ("\n");
  g_assert_true (gtk_widget_has_css_class (settings, "error"));
  g_assert_false (screen_close (self));
  screen_answer (self, "discard");
  screen_wait (self->window == NULL);
}

/* A text that is being typed and can be stored needs no Enter before the window closes. */
static void
test_closing_stores (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  screen_open_example (self);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  screen_go_to (self, MEMBER, POPULATION);
  screen_type ("100 000");
  g_assert_true (screen_close (self));
  screen_open (self, path);
  screen_assert_reads (self, MEMBER, POPULATION, "100\u00a0000");
}

/* A subregion that members are chosen by is deleted: all are shown again, as the choice says. */
static void
test_choice_gone (TestScreen *self, gconstpointer data)
{
  SekDocument *document;
  GtkWidget *choice;
  GListModel *list;
  guint all, at = 0;
  gint64 id = 0;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");

  screen_open_example (self);
  document = sek_window_get_document (self->window);
  screen_go_page ("members");
  all = sek_grid_model_get_n_rows (sek_grid_get_model (screen_grid (self)));
  choice = screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_LABEL, "Alle delregioner");
  g_assert_nonnull (choice);
  choice = gtk_widget_get_ancestor (choice, GTK_TYPE_DROP_DOWN);
  list = gtk_drop_down_get_model (GTK_DROP_DOWN (choice));
  for (guint i = 1; i < g_list_model_get_n_items (list) && at == 0; i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (list, i);

      if (sek_key_find (screen_register (self), sek_entity_get (SEK_SUBREGION), gtk_string_object_get_string (item),
                        &id, NULL))
        at = i;
    }
  g_assert_cmpuint (at, >, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), at);
  screen_settle ();
  g_assert_cmpuint (sek_grid_model_get_n_rows (sek_grid_get_model (screen_grid (self))), <, all);

  sek_changeset_delete (changeset, screen_register (self), SEK_SUBREGION, id);
  g_assert_true (sek_document_submit (document, changeset, NULL));
  screen_settle ();
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (choice)), ==, 0);
  screen_wait (sek_grid_model_get_n_rows (sek_grid_get_model (screen_grid (self))) == all);
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/program/main-job", test_main_job);
  screen_add ("/program/wrong-input", test_wrong_input);
  screen_add ("/program/wrong-input-corrected", test_wrong_input_corrected);
  screen_add ("/program/wrong-field", test_wrong_field);
  screen_add ("/program/closing-asks", test_closing_asks);
  screen_add ("/program/closing-stores", test_closing_stores);
  screen_add ("/program/choice-gone", test_choice_gone);
  return screen_run ();
}
