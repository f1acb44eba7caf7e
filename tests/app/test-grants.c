/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prosjekter with a grant's hours, typed one after another, and Stillinger: what they show, and what is refused. */
#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-key.h"
#include "sek-tables-page.h"
#include "sek-test-display.h"

static gint64
count (TestScreen *self, SekEntityId entity)
{
  return (gint64) sek_table_get_size (sek_register_get_table (screen_register (self), entity));
}

static void
make (TestScreen *self, SekEntityId entity)
{
  gint64 n = count (self, entity);

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.make", "s", sek_entity_get (entity)->name);
  screen_wait (count (self, entity) == n + 1);
}

/* The text of a column in the row of the cursor. */
static char *
cell_text (TestScreen *self, const char *column)
{
  SekGrid *grid = sek_page_get_active_grid (screen_page (self));
  SekScope scope;
  SekEntityId entity = g_str_equal (sek_window_get_page_name (self->window), "positions") ? SEK_STAFF_POSITION
                                                                                          : SEK_CONTRIBUTION;

  sek_scope_init (&scope, screen_register (self));
  return sek_column_dup_text (sek_column_find (entity, column, NULL), &scope, sek_grid_get_cursor_row (grid));
}

static void
assert_cell (TestScreen *self, const char *column, const char *expected)
{
  g_autofree char *text = cell_text (self, column);

  g_assert_cmpstr (text, ==, expected);
}

/* The cursor to the contribution of this text. */
static void
go_to_what (TestScreen *self, const char *what)
{
  SekTableIter iter;
  const SekContribution *row;

  sek_table_iter_init (&iter, sek_register_get_table (screen_register (self), SEK_CONTRIBUTION));
  while ((row = (const SekContribution *) sek_table_iter_next (&iter)) != NULL)
    if (g_strcmp0 (row->what, what) == 0)
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go-to", "(ixxi)", (int) SEK_CONTRIBUTION, row->id,
                                  (gint64) 0, 0);
  screen_settle ();
}

/* Date, hours, what, Enter; the next row begins with the day and type of the one above. */
static void
test_hours (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  make (self, SEK_CONTRIBUTION);
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "projects");
  screen_type ("22.8.2022\t7,5\tOppstart\n");
  screen_wait (count (self, SEK_CONTRIBUTION) == 2);
  assert_cell (self, "date", "22.8.2022");
  assert_cell (self, "kind", "timer");
  assert_cell (self, "hours", "");
  screen_type ("23.8.2022\t8\tBefaring\n");
  screen_wait (count (self, SEK_CONTRIBUTION) == 3);
  assert_cell (self, "date", "23.8.2022");
  screen_shoot (self, "grants-hours");
  /* What it counts for is said beside it: 8 hours at 600. */
  go_to_what (self, "Befaring");
  assert_cell (self, "what", "Befaring");
  screen_wait (screen_shows (screen_form (self), "4\u00a0800\u00a0kr"));
  /* A day outside of the grant is refused in its cell, and nothing is stored. */
  screen_press (GDK_KEY_Home, 0);
  screen_type ("1.1.2020\n");
  g_assert_nonnull (sek_page_get_problem (screen_page (self)));
  screen_press (GDK_KEY_Escape, 0);
  assert_cell (self, "date", "23.8.2022");
}

/* Enter behind the last row begins another; where nothing is typed in it, it is not kept, and undo does not stop at
 * it. */
static void
test_left (TestScreen *self, gconstpointer data)
{
  g_autofree char *undo = NULL, *path = NULL;
  g_autoptr (SekDocument) kept = NULL;
  const SekTable *table;
  gint64 row = 0;

  screen_open_example (self);
  make (self, SEK_CONTRIBUTION);
  screen_type ("22.8.2022\t7,5\tOppstart\n");
  screen_wait (count (self, SEK_CONTRIBUTION) == 2);
  /* Up, and it is gone; what is undone next is what was typed. */
  screen_press (GDK_KEY_Up, 0);
  screen_wait (count (self, SEK_CONTRIBUTION) == 1);
  assert_cell (self, "what", "Oppstart");
  undo = sek_document_dup_undo_label (sek_window_get_document (self->window));
  g_assert_nonnull (strstr (undo, "Hva"));
  /* A second one is not begun while the first is empty; a day of its own is something typed. */
  make (self, SEK_CONTRIBUTION);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.make", "s", "contribution");
  screen_settle ();
  g_assert_cmpint (count (self, SEK_CONTRIBUTION), ==, 2);
  screen_press (GDK_KEY_Home, 0);
  screen_type ("23.8.2022\t");
  screen_press (GDK_KEY_Up, 0);
  screen_settle ();
  g_assert_cmpint (count (self, SEK_CONTRIBUTION), ==, 2);
  /* To the grants, to another page, and the window's end. */
  make (self, SEK_CONTRIBUTION);
  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_GRANT), "Klimasats", &row, NULL));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go-to", "(ixxi)", (int) SEK_GRANT, row, (gint64) 0, 0);
  screen_wait (count (self, SEK_CONTRIBUTION) == 2);
  make (self, SEK_CONTRIBUTION);
  screen_go_page ("budget");
  screen_wait (count (self, SEK_CONTRIBUTION) == 2);
  make (self, SEK_CONTRIBUTION);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  g_assert_true (screen_close (self));
  kept = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, NULL);
  g_assert_nonnull (kept);
  table = sek_register_get_table (sek_document_get_register (kept), SEK_CONTRIBUTION);
  g_assert_cmpuint (sek_table_get_size (table), ==, 2);
}

/* Whose contributions are shown follows the cursor among the grants, and the pane tells whether it is on course. */
static void
test_grant (TestScreen *self, gconstpointer data)
{
  gint64 row = 0;

  screen_open_example (self);
  make (self, SEK_CONTRIBUTION);
  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_GRANT), "Klimasats", &row, NULL));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go-to", "(ixxi)", (int) SEK_GRANT, row, (gint64) 0, 0);
  screen_settle ();
  screen_wait (screen_shows (screen_form (self), _("Not on Course")));
  g_assert_true (screen_shows (screen_form (self), "1\u00a0500\u00a0000\u00a0kr"));
  make (self, SEK_GRANT);
  screen_type ("Skogmidler\n");
  screen_wait (screen_shows (GTK_WIDGET (screen_page (self)), "Egeninnsats til Skogmidler"));
  screen_shoot (self, "grants-other");
  /* A scheme that is not there is made on the way, when that is agreed to. */
  screen_press (GDK_KEY_Home, 0);
  for (guint i = 0; i < 4; i++)
    screen_press (GDK_KEY_Right, 0);
  screen_type ("Skogordningen\n");
  screen_wait (screen_dialog () != NULL);
  screen_wait (screen_shows (GTK_WIDGET (screen_dialog ()), "Ny tilskuddsordning «Skogordningen»?"));
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_cmpint (count (self, SEK_GRANT_SCHEME), ==, 2);
}

/* From the pane of a grant to its report, also of one made after Tabeller was seen; there another is chosen. */
static void
test_report (TestScreen *self, gconstpointer data)
{
  SekTablesPage *tables;
  gint64 row = 0;
  GtkWidget *chooser;

  screen_open_example (self);
  screen_go_page ("tables");
  tables = SEK_TABLES_PAGE (screen_page (self));
  make (self, SEK_GRANT);
  screen_type ("Skogmidler\n");
  screen_wait (sek_key_find (screen_register (self), sek_entity_get (SEK_GRANT), "Skogmidler", &row, NULL));
  screen_wait (screen_find (screen_form (self), GTK_TYPE_BUTTON, _("Show the Grant Report")) != NULL);
  screen_click (screen_find (screen_form (self), GTK_TYPE_BUTTON, _("Show the Grant Report")));
  screen_wait (g_str_equal (sek_window_get_page_name (self->window), "tables"));
  screen_wait (sek_paper_view_is_drawn (sek_tables_page_get_view (tables)));
  screen_wait (strstr (sek_preview_get_text (sek_paper_view_get_preview (sek_tables_page_get_view (tables)), 0),
                       "Skogmidler") != NULL);
  g_assert_cmpint (sek_tables_page_get_report (tables)->options.grant, ==, row);
  g_assert_null (strstr (sek_preview_get_text (sek_paper_view_get_preview (sek_tables_page_get_view (tables)), 0),
                         "Klimasats"));
  screen_shoot (self, "grants-report");
  chooser = screen_find (GTK_WIDGET (tables), ADW_TYPE_COMBO_ROW, _("Grant"));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (chooser)), ==, 2);
  adw_combo_row_set_selected (ADW_COMBO_ROW (chooser), 0);
  screen_wait (sek_paper_view_is_drawn (sek_tables_page_get_view (tables)));
  screen_wait (strstr (sek_preview_get_text (sek_paper_view_get_preview (sek_tables_page_get_view (tables)), 0),
                       "Klimasats") != NULL);
  g_assert_cmpint (sek_tables_page_get_report (tables)->options.grant, ==, 0);
}

static void
test_positions (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  screen_go_page ("positions");
  g_assert_true (sek_page_is_empty (screen_page (self)));
  g_assert_true (screen_shows (GTK_WIDGET (screen_page (self)), _("No Positions Yet")));
  screen_shoot (self, "positions-empty");
  make (self, SEK_STAFF_POSITION);
  screen_type ("Rådgiver\n");
  assert_cell (self, "title", "Rådgiver");
  assert_cell (self, "percent", "100\u00a0%");
  screen_press (GDK_KEY_Right, 0);
  screen_type ("50\t\t\t600 000\n");
  assert_cell (self, "yearly_pay", "600\u00a0000");
  /* Half of 600 000, all of it the council's. */
  screen_wait (screen_shows (screen_form (self), "300\u00a0000\u00a0kr"));
  g_assert_true (screen_shows (screen_form (self), "rådet"));
  screen_shoot (self, "positions");
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/grants/hours", test_hours);
  screen_add ("/grants/left", test_left);
  screen_add ("/grants/grant", test_grant);
  screen_add ("/grants/report", test_report);
  screen_add ("/positions/page", test_positions);
  return screen_run ();
}
