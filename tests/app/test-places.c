/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-check-model.h"
#include "sek-key.h"
#include "sek-fee-run.h"
#include "sek-tables-page.h"

/* Wherever the program says that one can go, one arrives: pages by their keys and by name, every check of Kontroll at
 * what it is about, in the right year, and every kind of row that has a page. What there is to go to is written down
 * here once more, so that what is taken out of a list by mistake is missed by its name. */

static const struct { const char *name; const char *title; } pages[] = {
  { "overview", "Overview" },
  { "members", "Members" }, { "fees", "Fees" }, { "invoices", "Invoicing" }, { "budget", "Budget" },
  { "projects", "Projects" },
  { "positions", "Positions" }, { "reserve", "Reserve" }, { "scenarios", "Scenarios" }, { "status", "Status" },
  { "checks", "Checks" },
  { "audit", "Arithmetic Check" }, { "tables", "Tables" }, { "log", "Change Log" }, { "settings", "Settings" },
  { "roll", "Next Year" },
};

static const struct { SekEntityId entity; const char *page; } homes[] = {
  { SEK_MEMBER, "members" },      { SEK_BUDGET_LINE, "budget" }, { SEK_BUDGET_COLUMN, "budget" },
  { SEK_PROJECT, "projects" },    { SEK_GRANT, "projects" },     { SEK_FEE_RATE, "fees" },
  { SEK_INDEX_FIGURE, "fees" },   { SEK_PRICE_INDEX, "fees" },   { SEK_FEE_RUN, "invoices" },
  { SEK_SUBREGION, "settings" },  { SEK_ORGANISATION, "settings" }, { SEK_TABLE_SETUP, "settings" },
  { SEK_SEEN_FINDING, "checks" }, { SEK_STATUS_STEP, "budget" },
  { SEK_CONTRIBUTION, "projects" }, { SEK_STAFF_POSITION, "positions" }, { SEK_GRANT_SCHEME, "settings" },
  { SEK_YEAR_SOURCE, "reserve" },   { SEK_SCENARIO, "scenarios" }, { SEK_SCENARIO_CHANGE, "scenarios" },
};

static const char *
home_of (SekEntityId entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    if (homes[i].entity == entity)
      return homes[i].page;
  g_error ("%s has no page", sek_entity_get (entity)->name);
}

static void
test_keys (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (sek_window_get_page (self->window, pages[i].name) == NULL)
      g_error ("the window has no page %s", pages[i].name);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      const char *title = dgettext (GETTEXT_PACKAGE, pages[i].title);

      screen_go_page (pages[i].name);
      g_assert_cmpstr (sek_window_get_page_name (self->window), ==, pages[i].name);
      g_assert_cmpstr (adw_window_title_get_title (ADW_WINDOW_TITLE (screen_part (self, "title"))), ==, title);
      g_assert_nonnull (screen_find (screen_part (self, "pages"), GTK_TYPE_LABEL, title));
    }
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (screen_part (self, "pages")), G_N_ELEMENTS (pages)));
}

/* Ctrl+K, the name, Enter. */
static void
go_by_name (TestScreen *self, const char *name)
{
  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  screen_type (name);
  screen_press (GDK_KEY_Return, 0);
}

static void
test_names (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  for (guint i = G_N_ELEMENTS (pages); i > 0; i--)
    {
      go_by_name (self, dgettext (GETTEXT_PACKAGE, pages[i - 1].title));
      g_assert_cmpstr (sek_window_get_page_name (self->window), ==, pages[i - 1].name);
    }
}

/* What the window can be asked to do, by its menus, keys, pages and Ctrl+K. */
static const char *const actions[] = {
  "win.undo", "win.redo", "win.tell-all", "win.tell-undo", "win.show-page", "win.show-finding", "win.go-to",
  "win.palette",
  "win.show-history", "win.go-to-problem", "win.search", "win.replace", "win.find-next", "win.find-previous",
  "win.new", "win.open", "win.open-path", "win.stop-opening", "win.example", "win.save-copy", "win.restore",
  "win.export-workbook", "win.export-html", "win.export-table", "win.export-member-sheets", "win.print",
  "win.export-to", "win.copy-emails", "win.import", "win.send-column", "win.toggle-pane", "win.stored", "win.make",
  "win.show-table", "win.leave-scenario",
};

/* What Ctrl+K offers to do. */
static const char *const commands[] = {
  "Undo", "Redo", "Make Next Year's Draft", "Find in the Table", "Find and Replace", "Export the Workbook",
  "Export the Tables as a Web Page",
  "Export This Table as PDF", "Export This Table to Excel", "Export This Table to Word",
  "Export a Sheet for Each Member", "Send a Checked Column to the Budget", "Print", "Copy E-mail Addresses",
  "Open a Register", "New Register", "Save a Copy", "Restore a Backup", "Show or Hide the Side Pane",
  "Go to the Field That Must Be Corrected", "Keyboard Shortcuts", "Import Population",
  "Import Members and Contacts", "Import Accounts or Forecast", "Import a Budget Column", "Import Project Funds",
  "Import Returned Member Sheets", "New Member", "New Line", "New Column",
  "Record the Status", "New Project", "New Grant", "New Rate",
  "Issue the Fees", "New Subregion", "New Own Contribution", "New Position", "New Grant Scheme",
  "New Figure", "New Price Index", "Import a Price Index", "New Scenario", "Back to the Register",
};

static const char *const tables[] = {
  "Hovedtall", "Prosjektmidler", "Kontingent", "Satser", "Fakturakjøring", "Fakturagrunnlag", "Medlemmer", "Tilskudd",
  "Tilskuddsrapport", "Stillinger", "Sammenligning", "Flerårig oversikt",
  "Reserve", "Statusrapport", "Hovedtall i scenarioer", "Reserve i scenarioer", "Medlemmer i scenarioer",
  "Medlemsark", "Kontroll", "Om",
};

static gboolean
has_action (SekWindow *window, const char *name)
{
  GType owner;
  const char *found;
  const GVariantType *type;
  const char *property;

  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (window), i, &owner, &found, &type, &property);
       i++)
    if (g_str_equal (found, name))
      return TRUE;
  return FALSE;
}

static void
test_actions (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (!has_action (self->window, actions[i]))
      g_error ("the window has no action %s", actions[i]);
  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *title = dgettext (GETTEXT_PACKAGE, commands[i]);

      screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
      screen_type (title);
      if (screen_find (GTK_WIDGET (screen_find_window (ADW_TYPE_WINDOW)), GTK_TYPE_LABEL, title) == NULL)
        g_error ("Ctrl+K does not offer “%s”", commands[i]);
    }
  screen_press (GDK_KEY_Escape, 0);
}

static gint64
cursor_row (SekGrid *grid)
{
  guint row, column;

  return sek_grid_get_cursor (grid, &row, &column) ? sek_grid_model_get_row_id (sek_grid_get_model (grid), row) : 0;
}

static char *
cursor_column (SekGrid *grid)
{
  SekGridColumn column = { 0 };
  guint at, index;

  g_assert_true (sek_grid_get_cursor (grid, &at, &index));
  sek_grid_model_get_column (sek_grid_get_model (grid), index, &column);
  g_free (column.head);
  return g_strdup (column.id);
}

/* The year in view on the page of members. */
static int
shown_year (TestScreen *self)
{
  GtkWidget *years = screen_find (GTK_WIDGET (sek_page_get_toolbar (screen_page (self))), GTK_TYPE_DROP_DOWN, NULL);
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (years));

  return (int) g_ascii_strtoll (gtk_string_object_get_string (chosen), NULL, 10);
}

static void
assert_arrived (TestScreen *self, const SekPlace *place, const char *what)
{
  SekGrid *grid = screen_grid (self);

  g_test_message ("%s", what);
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, home_of (place->entity));
  if (place->entity == SEK_MEMBER && place->row != 0)
    g_assert_cmpint (cursor_row (grid), ==, place->row);
  if (place->entity == SEK_MEMBER && place->year != 0)
    g_assert_cmpint (shown_year (self), ==, place->year);
  if (place->entity == SEK_BUDGET_LINE || place->entity == SEK_PROJECT)
    g_assert_cmpint (cursor_row (grid), ==, place->row);
  if (place->entity == SEK_BUDGET_COLUMN || place->column != 0)
    {
      gint64 column = place->entity == SEK_BUDGET_COLUMN ? place->row : place->column;
      g_autofree char *id = g_strdup_printf ("amount-%" G_GINT64_FORMAT, column), *reached = cursor_column (grid);

      g_assert_cmpstr (reached, ==, id);
    }
  if (place->entity == SEK_GRANT)
    {
      grid = SEK_GRID (gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (self->window)), SEK_TYPE_GRID));
      g_assert_cmpint (cursor_row (grid), ==, place->row);
    }
}

static void
set (TestScreen *self, SekEntityId entity, const char *key, const char *column, const char *text)
{
  SekDocument *document = sek_window_get_document (self->window);
  SekRegister *reg = sek_document_get_register (document);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GError) error = NULL;
  SekScope scope;
  gint64 row = 0;

  sek_scope_init (&scope, reg);
  sek_key_find (reg, sek_entity_get (entity), key, &row, &error);
  g_assert_no_error (error);
  sek_column_propose (sek_column_find (entity, column, NULL), &scope, row, text, changeset, &error);
  g_assert_no_error (error);
  sek_document_submit (document, changeset, &error);
  g_assert_no_error (error);
}

/* A new row of three columns. */
static void
make (TestScreen *self, SekEntityId entity, const char *first, const char *one, const char *second, const char *two,
      const char *third, const char *three)
{
  const char *const ids[] = { first, second, third }, *const texts[] = { one, two, three };
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (GError) error = NULL;
  SekScope scope;

  sek_scope_init (&scope, screen_register (self));
  sek_column_add_row (&scope, entity, 3, ids, texts, changeset, &error);
  g_assert_no_error (error);
  sek_document_submit (sek_window_get_document (self->window), changeset, &error);
  g_assert_no_error (error);
}

/* An adjusted budget that goes on from a column of 2022. */
static void
adjust (TestScreen *self, const char *from, const char *title)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("copy-column");
  g_autoptr (GError) error = NULL;
  gint64 column = 0;

  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_BUDGET_COLUMN), from, &column, NULL));
  sek_budget_propose_column (screen_register (self), title, 2022, SEK_COLUMN_KIND_ADJUSTED, column, changeset);
  sek_document_submit (sek_window_get_document (self->window), changeset, &error);
  g_assert_no_error (error);
}

/* The fees of a year. */
static void
issue (TestScreen *self, int year)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new (SEK_ACTION_ISSUE);
  g_autoptr (GError) error = NULL;

  sek_fee_run_propose (screen_register (self), year, &(SekRunChoice) { .issued_on = SEK_DATE (year, 1, 2) }, TRUE, NULL,
                       changeset, NULL, &error);
  g_assert_no_error (error);
  sek_document_submit (sek_window_get_document (self->window), changeset, &error);
  g_assert_no_error (error);
}

/* Each line of Kontroll by Enter. Some of them are about nothing in the example, so it is spoiled first. */
static void
test_checks (TestScreen *self, gconstpointer data)
{
  gboolean seen[SEK_N_CHECKS] = { FALSE };
  guint n;

  screen_open_example (self);
  set (self, SEK_POPULATION, "3025/2021-01-01", "persons", "");
  set (self, SEK_POPULATION, "3025/2022-01-01", "persons", "");
  set (self, SEK_MEMBER_NUMBER, "3301/3301", "valid_from", "1.1.2030");
  set (self, SEK_AMOUNT, "Kommunikasjon/Forslag budsjett 2023", "value", "99 000");
  set (self, SEK_BUDGET_COLUMN, "Budsjett 2022", "status", "sealed");
  adjust (self, "Budsjett 2022", "Justert budsjett 2022");
  set (self, SEK_AMOUNT, "Kommunikasjon/Justert budsjett 2022", "value", "360");
  make (self, SEK_BUDGET_LINE, "section", "utgifter", "name", "Lønn", "source", "stillinger");
  make (self, SEK_STAFF_POSITION, "title", "Leder", "percent", "100", "yearly_pay", "900 000");
  make (self, SEK_CONTRIBUTION, "grant", "Klimasats", "kind", "timer", "hours", "10");
  make (self, SEK_FEE_RATE, "year", "2023", "kind", "fylkeskommune", "rate", "0,50");
  issue (self, 2023);
  screen_go_page ("checks");
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_CHECK_BUTTON, NULL));
  screen_wait (sek_check_model_get_nth (SEK_CHECK_MODEL (sek_grid_get_model (screen_grid (self))), 20) != NULL);
  n = sek_grid_model_get_n_rows (sek_grid_get_model (screen_grid (self)));
  for (guint i = 0; i < n; i++)
    {
      SekCheckModel *model;
      const SekCheck *check;
      g_autofree char *id = NULL;
      SekPlace where;

      screen_go_page ("checks");
      model = SEK_CHECK_MODEL (sek_grid_get_model (screen_grid (self)));
      check = sek_check_model_get_nth (model, i);
      where = check->where;
      id = g_strdup (check->id);
      seen[check->kind] = TRUE;
      sek_grid_set_cursor (screen_grid (self), i, 0);
      screen_press (GDK_KEY_Return, 0);
      assert_arrived (self, &where, id);
    }
  for (int kind = 0; kind < SEK_N_CHECKS; kind++)
    if (!seen[kind])
      g_error ("no check %s was gone to", sek_check_get_id (kind));
}

/* A row of every kind that has a page, as Ctrl+K and the log ask for it. */
static void
test_rows (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      SekTableIter iter;
      const SekRow *row;
      guint n = 0;

      sek_table_iter_init (&iter, sek_register_get_table (screen_register (self), homes[i].entity));
      while ((row = sek_table_iter_next (&iter)) != NULL && n++ < 12)
        {
          SekPlace place = { .entity = homes[i].entity, .row = row->id };

          screen_go_page (homes[i].entity == SEK_MEMBER ? "budget" : "members");
          gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go-to", "(ixxi)", (int) place.entity, place.row,
                                      (gint64) 0, 0);
          screen_settle ();
          assert_arrived (self, &place, sek_entity_get (place.entity)->name);
        }
    }
}

/* Ctrl+K, a name, and of the places of that name the one of this kind. */
static void
go_to_kind (TestScreen *self, const char *name, const char *kind)
{
  GtkWidget *list;
  int at = 0;

  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  screen_type (name);
  list = screen_find (GTK_WIDGET (screen_find_window (ADW_TYPE_WINDOW)), GTK_TYPE_LIST_BOX, NULL);
  for (;; at++)
    {
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), at));

      if (row == NULL)
        g_error ("Ctrl+K knows no “%s” that is a %s", name, kind);
      if (screen_find (row, GTK_TYPE_LABEL, name) != NULL && screen_find (row, GTK_TYPE_LABEL, kind) != NULL)
        break;
      screen_press (GDK_KEY_Down, 0);
    }
  screen_shoot_widget (gtk_widget_get_ancestor (list, GTK_TYPE_WINDOW), "places-goto");
  screen_press (GDK_KEY_Return, 0);
}

static void
test_tables (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  g_assert_cmpuint (G_N_ELEMENTS (tables), ==, SEK_N_TABLES);
  for (guint i = G_N_ELEMENTS (tables); i > 0; i--)
    {
      const SekTableId *shown;
      guint n;

      screen_go_page ("members");
      go_to_kind (self, tables[i - 1], "Tabell");
      g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "tables");
      shown = sek_tables_page_get_tables (SEK_TABLES_PAGE (screen_page (self)), &n);
      g_assert_cmpuint (n, ==, 1);
      g_assert_cmpuint (shown[0], ==, i - 1);
    }
}

static gint64
count (TestScreen *self, SekEntityId entity)
{
  return (gint64) sek_table_get_size (sek_register_get_table (screen_register (self), entity));
}

/* Whatever can be made is made by name, from another page, and where it belongs. */
static void
test_makes (TestScreen *self, gconstpointer data)
{
  static const struct { const char *title; SekEntityId entity; } makes[] = {
    { "Nytt medlem", SEK_MEMBER }, { "Ny post", SEK_BUDGET_LINE }, { "Nytt prosjekt", SEK_PROJECT },
    { "Nytt tilskudd", SEK_GRANT }, { "Ny sats", SEK_FEE_RATE }, { "Ny delregion", SEK_SUBREGION },
    { "Ny stilling", SEK_STAFF_POSITION }, { "Ny tilskuddsordning", SEK_GRANT_SCHEME },
    { "Ny egeninnsats", SEK_CONTRIBUTION }, { "Nytt scenario", SEK_SCENARIO },
  };

  screen_open_example (self);
  for (guint i = 0; i < G_N_ELEMENTS (makes); i++)
    {
      gint64 n = count (self, makes[i].entity);

      screen_go_page ("checks");
      go_by_name (self, makes[i].title);
      g_assert_cmpstr (sek_window_get_page_name (self->window), ==, home_of (makes[i].entity));
      g_assert_cmpint (count (self, makes[i].entity), ==, n + 1);
      /* A name is typed at once. */
      if (makes[i].entity != SEK_FEE_RATE && makes[i].entity != SEK_CONTRIBUTION)
        screen_type ("Noe nytt\n");
    }
  screen_go_page ("checks");
  go_by_name (self, "Ny kolonne");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "budget");
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  for (guint i = 0; i < G_N_ELEMENTS (makes); i++)
    if (makes[i].entity != SEK_FEE_RATE && makes[i].entity != SEK_CONTRIBUTION)
      {
        gint64 row = 0;

        g_assert_true (sek_key_find (screen_register (self), sek_entity_get (makes[i].entity), "Noe nytt", &row, NULL));
      }
}

/* A rate has no name; it is found by what it asks. */
static void
test_rate (TestScreen *self, gconstpointer data)
{
  SekPlace place = { .entity = SEK_FEE_RATE };

  screen_open_example (self);
  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_FEE_RATE), "2023/kommune", &place.row,
                               NULL));
  go_to_kind (self, "2023 · kommune · 2,80\u00a0kr", "Sats");
  assert_arrived (self, &place, "fee_rate");
  g_assert_cmpint (cursor_row (sek_page_get_active_grid (screen_page (self))), ==, place.row);
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/places/keys", test_keys);
  screen_add ("/places/names", test_names);
  screen_add ("/places/actions", test_actions);
  screen_add ("/places/checks", test_checks);
  screen_add ("/places/rows", test_rows);
  screen_add ("/places/tables", test_tables);
  screen_add ("/places/makes", test_makes);
  screen_add ("/places/rate", test_rate);
  return screen_run ();
}
