/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-budget-edit.h"
#include "sek-budget-model.h"
#include "sek-grid-cell.h"

/* The budget page with real keys: an amount and what follows from it, what cannot be typed, lines and columns,
 * comments. */

#define BUDGET_2022 "Budsjett 2022"
#define PROPOSAL "Forslag budsjett 2023"
#define LINE "Kommunikasjon"

static SekDocument *
get_document (TestScreen *self)
{
  return sek_window_get_document (self->window);
}

static SekRegister *
get_register (TestScreen *self)
{
  return sek_document_get_register (get_document (self));
}

static void
open_budget (TestScreen *self)
{
  screen_open_example (self);
  screen_go_page ("budget");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "budget");
}

/* 0 for none. */
static gint64
find_column (TestScreen *self, const char *title)
{
  g_autoptr (GArray) columns = sek_budget_columns (get_register (self));

  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal (sek_register_get_budget_column (get_register (self), g_array_index (columns, gint64, i))->title,
                     title))
      return g_array_index (columns, gint64, i);
  return 0;
}

static gint64
find_line (TestScreen *self, const char *name)
{
  g_autoptr (GArray) lines = sek_budget_lines (get_register (self), -1);

  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (sek_register_get_budget_line (get_register (self), g_array_index (lines, gint64, i))->name, name))
      return g_array_index (lines, gint64, i);
  return 0;
}

/* The grid's id of a column of amounts, or of changes. */
static char *
column_id (TestScreen *self, const char *title, gboolean change)
{
  return g_strdup_printf (change ? "change-%" G_GINT64_FORMAT : "amount-%" G_GINT64_FORMAT, find_column (self, title));
}

static void
go_to (TestScreen *self, const char *row, const char *title)
{
  g_autofree char *id = title != NULL ? column_id (self, title, FALSE) : g_strdup ("name");

  screen_go_to (self, row, id);
}

/* One column of the grid, or its changes: «name=amount» by «; ». */
static char *
read_column (TestScreen *self, const char *title, gboolean change, const char *const *rows)
{
  g_autofree char *id = column_id (self, title, change);
  GString *text = g_string_new (NULL);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_autofree char *value = screen_read (self, rows[i], id);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", value);
    }
  return g_string_free (text, FALSE);
}

#define assert_column(self, title, change, expected)                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *text_ = read_column (self, title, change, figures);                                               \
    g_assert_cmpstr (text_, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

/* What an amount carries along. */
static const char *const figures[] = { LINE, "Sum driftsutgifter", "Resultat*", "Utgående mindreforbruk", NULL };

static void
test_amount (TestScreen *self, gconstpointer data)
{
  open_budget (self);
  assert_column (self, PROPOSAL, FALSE, "250; 9\u00a0280; −2\u00a0097; 630");
  assert_column (self, PROPOSAL, TRUE, "−100; 1\u00a0380; −231; −1\u00a0521");
  go_to (self, LINE, PROPOSAL);
  screen_shoot (self, "budget");
  screen_type ("300\n");
  assert_column (self, PROPOSAL, FALSE, "300; 9\u00a0330; −2\u00a0147; 580");
  assert_column (self, PROPOSAL, TRUE, "−50; 1\u00a0430; −281; −1\u00a0571");

  /* The base of a change is a column like any other. */
  go_to (self, LINE, BUDGET_2022);
  screen_type ("400\t");
  assert_column (self, BUDGET_2022, FALSE, "400; 7\u00a0950; −1\u00a0916; 2\u00a0101");
  assert_column (self, PROPOSAL, TRUE, "−100; 1\u00a0380; −231; −1\u00a0521");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  assert_column (self, PROPOSAL, FALSE, "250; 9\u00a0280; −2\u00a0097; 630");
  assert_column (self, PROPOSAL, TRUE, "−100; 1\u00a0380; −231; −1\u00a0521");

  /* Delete makes the cell blank, which is not 0. */
  go_to (self, LINE, PROPOSAL);
  screen_press (GDK_KEY_Delete, 0);
  assert_column (self, PROPOSAL, FALSE, "; 9\u00a0030; −1\u00a0847; 880");
}

/* Typing there opens nothing, changes nothing, and says why. */
static void
assert_refused (TestScreen *self, const char *row, const char *column)
{
  g_autofree char *before = sek_register_dump (get_register (self)), *after = NULL, *reason = NULL;
  SekGrid *grid = screen_grid (self);
  guint at_row, at_column;

  screen_go_to (self, row, column);
  g_assert_true (sek_grid_get_cursor (grid, &at_row, &at_column));
  reason = sek_grid_model_why_not (sek_grid_get_model (grid), at_row, at_column);
  g_assert_nonnull (reason);
  screen_type ("1");
  g_assert_false (sek_grid_is_editing (grid));
  g_assert_true (screen_tells (self, reason));
  screen_press (GDK_KEY_F2, 0);
  g_assert_false (sek_grid_is_editing (grid));
  screen_press (GDK_KEY_Delete, 0);
  after = sek_register_dump (get_register (self));
  g_assert_cmpstr (after, ==, before);
}

static void
test_refusals (TestScreen *self, gconstpointer data)
{
  g_autofree char *amount = NULL, *change = NULL, *sealed = NULL;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GError) error = NULL;
  SekScope scope;

  open_budget (self);
  amount = column_id (self, PROPOSAL, FALSE);
  change = column_id (self, PROPOSAL, TRUE);
  sealed = column_id (self, BUDGET_2022, FALSE);
  assert_refused (self, "Sum driftsutgifter", amount);
  assert_refused (self, "Resultat*", amount);
  assert_refused (self, LINE, change);

  sek_scope_init (&scope, get_register (self));
  g_assert_true (sek_column_propose (sek_column_find (SEK_BUDGET_COLUMN, "status", NULL), &scope,
                                     find_column (self, BUDGET_2022), "sealed", changeset, &error));
  g_assert_true (sek_document_submit (get_document (self), changeset, &error));
  screen_settle ();
  assert_refused (self, LINE, sealed);
  screen_shoot (self, "budget-refused");
}

static void
test_use_computed (TestScreen *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  GtkWidget *button;

  open_budget (self);
  id = column_id (self, PROPOSAL, FALSE);
  go_to (self, "Kontingenter", PROPOSAL);
  screen_type ("6000\n");
  screen_assert_reads (self, "Kontingenter", id, "6\u00a0000");
  go_to (self, "Kontingenter", PROPOSAL);
  screen_assert_reads (self, "Sum inntekter", id, "6\u00a0900");
  button = screen_find (screen_form (self), GTK_TYPE_BUTTON, g_dgettext (GETTEXT_PACKAGE, "Use Computed Amount"));
  screen_click (button);
  /* 6 283 546 kr in thousands. */
  screen_assert_reads (self, "Kontingenter", id, "6\u00a0284");
  screen_assert_reads (self, "Sum inntekter", id, "7\u00a0184");
  g_assert_null (screen_find (screen_form (self), GTK_TYPE_BUTTON,
                              g_dgettext (GETTEXT_PACKAGE, "Use Computed Amount")));
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_assert_reads (self, "Kontingenter", id, "6\u00a0000");
}

static void
test_lines (TestScreen *self, gconstpointer data)
{
  g_autofree char *id = NULL, *before = NULL, *after = NULL;
  SekGridModel *model;
  guint n, row, column, at;

  open_budget (self);
  id = column_id (self, PROPOSAL, FALSE);
  model = sek_grid_get_model (screen_grid (self));
  n = sek_grid_model_get_n_rows (model);

  /* A new line opens its name in the section of the cursor; Enter, then its amount. */
  go_to (self, LINE, PROPOSAL);
  screen_press (GDK_KEY_plus, GDK_CONTROL_MASK);
  g_assert_true (sek_grid_is_editing (screen_grid (self)));
  screen_type ("Møbler\n");
  g_assert_cmpuint (sek_grid_model_get_n_rows (model), ==, n + 1);
  g_assert_cmpint (sek_register_get_budget_line (get_register (self), find_line (self, "Møbler"))->section, ==,
                   SEK_SECTION_EXPENSE);
  go_to (self, "Møbler", PROPOSAL);
  screen_type ("20\n");
  screen_assert_reads (self, "Sum driftsutgifter", id, "9\u00a0300");

  /* Alt and an arrow move it, the cursor goes along. */
  go_to (self, "Møbler", PROPOSAL);
  g_assert_true (sek_grid_get_cursor (screen_grid (self), &at, &column));
  screen_press (GDK_KEY_Up, GDK_ALT_MASK);
  g_assert_true (sek_grid_get_cursor (screen_grid (self), &row, &column));
  g_assert_cmpuint (row, ==, at - 1);
  g_assert_cmpint (sek_grid_get_cursor_row (screen_grid (self)), ==, find_line (self, "Møbler"));
  screen_press (GDK_KEY_Down, GDK_ALT_MASK);
  screen_press (GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_true (sek_grid_get_cursor (screen_grid (self), &row, &column));
  g_assert_cmpuint (row, ==, at);

  /* Deleting takes the amounts along, undo brings all of it back. */
  before = sek_register_dump (get_register (self));
  go_to (self, LINE, PROPOSAL);
  screen_press (GDK_KEY_minus, GDK_CONTROL_MASK);
  g_assert_cmpint (find_line (self, LINE), ==, 0);
  g_assert_cmpuint (sek_grid_model_get_n_rows (model), ==, n);
  screen_assert_reads (self, "Sum driftsutgifter", id, "9\u00a0050");
  g_assert_true (screen_tells (self, LINE));
  screen_click (screen_find (screen_part (self, "toasts"), GTK_TYPE_BUTTON, g_dgettext (GETTEXT_PACKAGE, "Undo")));
  after = sek_register_dump (get_register (self));
  g_assert_cmpstr (after, ==, before);
  screen_assert_reads (self, "Sum driftsutgifter", id, "9\u00a0300");
}

static void
test_new_column (TestScreen *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  GtkWidget *dialog, *primary;
  guint n;

  open_budget (self);
  n = sek_table_get_size (sek_register_get_table (get_register (self), SEK_BUDGET_COLUMN));
  primary = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (screen_page (self)), SEK_TYPE_PAGE, "primary"));
  screen_click (primary);
  dialog = screen_dialog ();
  g_assert_nonnull (dialog);
  screen_answer (self, "cancel");
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (get_register (self), SEK_BUDGET_COLUMN)), ==, n);

  /* As it opens: a copy of the newest column, a year on. */
  screen_click (primary);
  screen_answer (self, "create");
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (get_register (self), SEK_BUDGET_COLUMN)), ==, n + 1);
  g_assert_cmpint (find_column (self, "Forslag budsjett 2024"), !=, 0);
  id = column_id (self, "Forslag budsjett 2024", FALSE);
  screen_assert_reads (self, LINE, id, "250");
  g_assert_cmpint (sek_register_get_budget_column (get_register (self), find_column (self, "Forslag budsjett 2024"))
                       ->base_column,
                   ==, find_column (self, PROPOSAL));
  screen_shoot (self, "budget-new-column");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpint (find_column (self, "Forslag budsjett 2024"), ==, 0);
}

/* The menu under the head of a column, opened by keys, and one of its entries. */
static void
choose_in_head (TestScreen *self, const char *title, const char *label)
{
  go_to (self, LINE, title);
  screen_press (GDK_KEY_F6, 0);
  screen_press (GDK_KEY_Down, GDK_ALT_MASK);
  screen_wait (screen_find (GTK_WIDGET (screen_grid (self)), GTK_TYPE_BUTTON, label) != NULL);
  screen_tab_to (self, GTK_TYPE_BUTTON, label);
  screen_press (GDK_KEY_space, 0);
}

/* What the head of a column can do. */
static void
test_head_menu (TestScreen *self, gconstpointer data)
{
  GtkWidget *focus;
  gint64 copy, base;
  guint row, column;

  open_budget (self);
  /* Its settings are fields of the side pane, which opens. */
  screen_press (GDK_KEY_F9, 0);
  choose_in_head (self, BUDGET_2022, g_dgettext (GETTEXT_PACKAGE, "Column Settings"));
  screen_wait ((focus = gtk_window_get_focus (GTK_WINDOW (self->window))) != NULL
               && gtk_widget_is_ancestor (focus, screen_form (self)));
  focus = gtk_widget_get_ancestor (focus, ADW_TYPE_ENTRY_ROW);
  g_assert_nonnull (focus);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focus)), ==, BUDGET_2022);
  screen_shoot (self, "budget-column-settings");
  g_assert_true (sek_grid_get_cursor (screen_grid (self), &row, &column));
  g_assert_cmpint (sek_budget_model_get_column (SEK_BUDGET_MODEL (sek_grid_get_model (screen_grid (self))), column,
                                                &base),
                   ==, find_column (self, BUDGET_2022));

  /* A copy for the next year. */
  choose_in_head (self, BUDGET_2022, g_dgettext (GETTEXT_PACKAGE, "Duplicate to Next Year…"));
  screen_wait (screen_dialog () != NULL);
  screen_shoot_widget (screen_dialog (), "budget-copy-column");
  screen_answer (self, "create");
  copy = find_column (self, "Budsjett 2023");
  g_assert_cmpint (copy, !=, 0);
  g_assert_cmpint (sek_register_get_budget_column (get_register (self), copy)->year, ==, 2023);
  {
    g_autofree char *id = column_id (self, "Budsjett 2023", FALSE);

    screen_assert_reads (self, LINE, id, "350");
  }

  choose_in_head (self, "Budsjett 2023", g_dgettext (GETTEXT_PACKAGE, "Delete Column"));
  g_assert_cmpint (find_column (self, "Budsjett 2023"), ==, 0);
}

/* The comment that is stored, "" for none. */
static char *
read_comment (TestScreen *self)
{
  g_autofree SekColumn *comments = sek_column_new_comment (SEK_BUDGET_LINE, find_column (self, PROPOSAL));
  SekScope scope;

  sek_scope_init (&scope, get_register (self));
  return sek_column_dup_text (comments, &scope, find_line (self, LINE));
}

static void
test_comment (TestScreen *self, gconstpointer data)
{
  g_autofree char *comment = NULL, *path = NULL;
  GtkWidget *view;

  open_budget (self);
  path = g_strdup (sek_document_get_path (get_document (self)));
  go_to (self, LINE, PROPOSAL);
  view = screen_find (screen_form (self), GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_nonnull (view);
  gtk_widget_grab_focus (view);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("Ny nettside\nog film");
  /* Leaving the field stores it. */
  gtk_widget_grab_focus (GTK_WIDGET (screen_grid (self)));
  screen_settle ();
  comment = read_comment (self);
  g_assert_cmpstr (comment, ==, "Ny nettside\nog film");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_free (comment);
  comment = read_comment (self);
  g_assert_cmpstr (comment, !=, "Ny nettside\nog film");

  /* So does closing the window. */
  go_to (self, LINE, PROPOSAL);
  gtk_widget_grab_focus (screen_find (screen_form (self), GTK_TYPE_TEXT_VIEW, NULL));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("Sist");
  g_assert_true (screen_close (self));
  screen_open (self, path);
  g_free (comment);
  comment = read_comment (self);
  g_assert_cmpstr (comment, ==, "Sist");
}

/* The cell that the cursor is on. */
static GtkWidget *
get_cursor_cell (TestScreen *self)
{
  GtkWidget *cell = gtk_root_get_focus (GTK_ROOT (self->window));

  g_assert_true (SEK_IS_GRID_CELL (cell));
  return cell;
}

static SekGridCellFlags
get_flags (TestScreen *self)
{
  SekGridCellFlags flags;
  guint row, column;

  g_assert_true (sek_grid_get_cursor (screen_grid (self), &row, &column));
  g_free (sek_grid_model_read (sek_grid_get_model (screen_grid (self)), row, column, &flags));
  return flags;
}

/* A cell with a comment says so by a corner, to a screen reader, and in a tooltip. */
static void
test_comment_mark (TestScreen *self, gconstpointer data)
{
  g_autofree SekColumn *comments = NULL;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  const char *said = g_dgettext (GETTEXT_PACKAGE, "with a comment");
  GtkWidget *cell;
  SekScope scope;

  open_budget (self);
  comments = sek_column_new_comment (SEK_BUDGET_LINE, find_column (self, BUDGET_2022));
  go_to (self, LINE, BUDGET_2022);
  cell = get_cursor_cell (self);
  g_assert_false (get_flags (self) & SEK_GRID_COMMENT);

  sek_scope_init (&scope, get_register (self));
  g_assert_true (sek_column_propose (comments, &scope, find_line (self, LINE), "Utsatt til høsten", changeset, NULL));
  g_assert_true (sek_document_submit (get_document (self), changeset, NULL));
  screen_settle ();
  g_assert_true (get_flags (self) & SEK_GRID_COMMENT);
  g_assert_true (sek_grid_cell_get_flags (SEK_GRID_CELL (cell)) & SEK_GRID_COMMENT);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said);
  go_to (self, LINE, NULL);
  g_assert_false (get_flags (self) & SEK_GRID_COMMENT);
  screen_point (cell, 30, 10);
  screen_wait (screen_shows (GTK_WIDGET (self->window), "Utsatt til høsten"));
  screen_shoot (self, "budget-comment");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_false (sek_grid_cell_get_flags (SEK_GRID_CELL (cell)) & SEK_GRID_COMMENT);
}

/* Each check leads to its place, and back again the page is where it was. */
static void
test_go_to_check (TestScreen *self, gconstpointer data)
{
  SekGridModel *model;
  guint row, column;

  open_budget (self);
  screen_go_page ("checks");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "checks");
  screen_shoot (self, "checks");
  g_assert_true (screen_shows (GTK_WIDGET (screen_page (self)), "21 riktige"));
  g_assert_true (screen_shows (GTK_WIDGET (screen_page (self)), "3 avrundinger"));
  model = sek_grid_get_model (screen_grid (self));
  for (row = 0; row < sek_grid_model_get_n_rows (model); row++)
    {
      SekGridCellFlags flags;
      g_autofree char *title = sek_grid_model_read (model, row, screen_find_column (model, "title"), &flags);
      g_autofree char *subject = sek_grid_model_read (model, row, screen_find_column (model, "subject"), &flags);

      if (g_str_equal (title, "Kontingenter") && g_str_equal (subject, PROPOSAL))
        break;
    }
  g_assert_cmpuint (row, <, sek_grid_model_get_n_rows (model));
  sek_grid_set_cursor (screen_grid (self), row, 0);
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "budget");
  g_assert_cmpint (sek_grid_get_cursor_row (screen_grid (self)), ==, find_line (self, "Kontingenter"));
  g_assert_true (sek_grid_get_cursor (screen_grid (self), &row, &column));
  {
    gint64 base;

    g_assert_cmpint (sek_budget_model_get_column (SEK_BUDGET_MODEL (sek_grid_get_model (screen_grid (self))), column,
                                                  &base),
                     ==, find_column (self, PROPOSAL));
  }
  /* The keys belong to the grid right away. */
  screen_type ("6284\n");
  {
    g_autofree char *id = column_id (self, PROPOSAL, FALSE);

    screen_assert_reads (self, "Kontingenter", id, "6\u00a0284");
  }
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/budget/amount", test_amount);
  screen_add ("/budget/refusals", test_refusals);
  screen_add ("/budget/use-computed", test_use_computed);
  screen_add ("/budget/lines", test_lines);
  screen_add ("/budget/new-column", test_new_column);
  screen_add ("/budget/head-menu", test_head_menu);
  screen_add ("/budget/comment", test_comment);
  screen_add ("/budget/comment-mark", test_comment_mark);
  screen_add ("/budget/go-to-check", test_go_to_check);
  return screen_run ();
}
