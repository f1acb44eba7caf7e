/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-budget.h"
#include "sek-chart-view.h"
#include "sek-figure-model.h"
#include "sek-key.h"
#include "sek-money.h"
#include "sek-plan.h"
#include "sek-reserve.h"
#include "sek-status-report.h"
#include "sek-table-model.h"

/* Oversikt and Status, with real keys: the figures of the example, what leads where, and what is typed. */

#define NBSP "\302\240"
#define MINUS "\342\210\222"

static gint64
find_row (TestScreen *self, SekEntityId entity, const char *name)
{
  gint64 row = 0;

  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (entity), name, &row, NULL));
  return row;
}

static void
assert_page (TestScreen *self, const char *name)
{
  screen_settle ();
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, name);
}

/* --- Oversikt ----------------------------------------------------------------------------------------------------- */

static void
test_overview (TestScreen *self, gconstpointer data)
{
  g_autofree char *proposal = NULL, *before = NULL;

  screen_open_example (self);
  screen_go_page ("overview");
  assert_page (self, "overview");
  proposal = g_strdup_printf ("%" G_GINT64_FORMAT, find_row (self, SEK_BUDGET_COLUMN, "Forslag budsjett 2023"));
  screen_use_grid (self, SEK_TYPE_FIGURE_MODEL);
  screen_assert_reads (self, "Sum inntekter", proposal, "7" NBSP "183");
  screen_assert_reads (self, "Sum driftsutgifter", proposal, "9" NBSP "280");
  screen_assert_reads (self, "Resultat*", "change", MINUS "231");
  screen_assert_reads (self, "Utgående mindreforbruk", proposal, "630");
  screen_assert_reads (self, "Utgående mindreforbruk", "change", MINUS "1" NBSP "521");
  g_assert_cmpstr (screen_get_chart_title (self), ==, "Reserven er brukt opp i 2024");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (screen_find (GTK_WIDGET (screen_page (self)), SEK_TYPE_CHART_VIEW, NULL)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Reserven er brukt opp i 2024. Utgående mindreforbruk ved årets slutt");
  g_assert_null (screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_PREFERENCES_GROUP, "Kom i gang"));
  screen_shoot (self, "overview");

  before = sek_register_dump (screen_register (self));
  /* A figure leads to its column, the balances to the reserve. */
  screen_go_to (self, "Sum inntekter", proposal);
  screen_press (GDK_KEY_Return, 0);
  assert_page (self, "budget");
  screen_go_page ("overview");
  screen_go_to (self, "Utgående mindreforbruk", proposal);
  screen_press (GDK_KEY_Return, 0);
  assert_page (self, "reserve");
  screen_go_page ("overview");

  /* So do the rows of the pane. What it says of the same moment in the same words is one row. */
  screen_follow (self, "21 er riktige");
  assert_page (self, "checks");
  screen_go_page ("overview");
  screen_follow (self, "Kontingenter, Budsjett 2022");
  g_assert_cmpstr (sek_window_get_page_name (self->window), !=, "overview");
  screen_go_page ("overview");
  screen_follow (self, "Oppretting av eksempelet");
  g_assert_cmpstr (sek_window_get_page_name (self->window), !=, "overview");
  {
    g_autofree char *after = sek_register_dump (screen_register (self));

    g_assert_true (g_str_equal (after, before));
  }
  g_assert_true (screen_close (self));
}

static GtkWidget *
find_step (TestScreen *self, const char *title)
{
  return screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_ACTION_ROW, title);
}

static gboolean
is_done (TestScreen *self, const char *title)
{
  return gtk_widget_has_css_class (find_step (self, title), "dim-label");
}

static void
test_first_steps (TestScreen *self, gconstpointer data)
{
  screen_open_empty (self);
  screen_go_page ("overview");
  g_assert_nonnull (find_step (self, "Medlemmene"));
  g_assert_false (is_done (self, "Medlemmene"));
  g_assert_null (screen_find (GTK_WIDGET (screen_page (self)), SEK_TYPE_GRID, NULL));
  g_assert_nonnull (screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_PREFERENCES_GROUP, "Kom i gang"));
  screen_shoot (self, "overview-empty");

  /* The step that is next has the focus, and leads to where it is done. */
  screen_press (GDK_KEY_Return, 0);
  assert_page (self, "settings");
  screen_go_page ("overview");
  gtk_widget_grab_focus (find_step (self, "Medlemmene"));
  screen_press (GDK_KEY_Return, 0);
  assert_page (self, "members");
  screen_press (GDK_KEY_Return, 0);
  screen_type ("Drammen\n");
  screen_go_page ("overview");
  screen_settle ();
  g_assert_true (is_done (self, "Medlemmene"));
  g_assert_false (is_done (self, "Budsjettet"));
  /* The row, and its name. */
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_settle ();
  g_assert_false (is_done (self, "Medlemmene"));
  g_assert_true (screen_close (self));
}

/* --- Status ------------------------------------------------------------------------------------------------------- */

#define ACCOUNTS "Regnskap per 30.9.2023"

static void
set_integer (TestScreen *self, SekChangeset *changeset, const SekField *field, gint64 row, gint64 value)
{
  sek_changeset_set (changeset, screen_register (self), field, row, &SEK_INTEGER (value));
}

static void
add_accounts (TestScreen *self)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (GError) error = NULL;
  gint64 row = sek_changeset_insert (changeset, SEK_BUDGET_COLUMN);
  SekValue title = SEK_TEXT ((char *) ACCOUNTS);

  sek_changeset_set (changeset, screen_register (self), SEK_FIELD (budget_column, title), row, &title);
  set_integer (self, changeset, SEK_FIELD (budget_column, year), row, 2023);
  set_integer (self, changeset, SEK_FIELD (budget_column, kind), row, SEK_COLUMN_KIND_ACCOUNTS);
  set_integer (self, changeset, SEK_FIELD (budget_column, figures_on), row, 20230930);
  set_integer (self, changeset, SEK_FIELD (budget_column, unit), row, SEK_THOUSAND);
  set_integer (self, changeset, SEK_FIELD (budget_column, status), row, SEK_STATUS_DRAFT);
  sek_document_submit (sek_window_get_document (self->window), changeset, &error);
  g_assert_no_error (error);
  screen_settle ();
}

static void
set_limit (TestScreen *self, gint64 limit)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GError) error = NULL;

  set_integer (self, changeset, SEK_FIELD (organisation, deviation_limit),
               sek_register_get_the_organisation (screen_register (self))->id, limit);
  sek_document_submit (sek_window_get_document (self->window), changeset, &error);
  g_assert_no_error (error);
  screen_settle ();
}

static void
type_accounts (TestScreen *self)
{
  static const struct { const char *line, *amount; } accounts[] = {
    { "Møteutgifter politiske organer", "30" }, { "Møteutgifter administrative organer", "97,5" },
    { "Kommunikasjon", "310" },                 { "Sekretariatet, andre utgifter", "577,5" },
    { "Lønn sekretariatet mv.", "4575" },
  };
  g_autofree char *column = g_strdup_printf ("amount-%" G_GINT64_FORMAT, find_row (self, SEK_BUDGET_COLUMN, ACCOUNTS));

  screen_go_page ("budget");
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      screen_go_to (self, accounts[i].line, column);
      screen_type (accounts[i].amount);
      screen_press (GDK_KEY_Return, 0);
    }
}

static GtkWidget *
find_pill (TestScreen *self, const char *text)
{
  return screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, text);
}

static const char *
get_comment (TestScreen *self, const char *line)
{
  const SekAmount *amount = sek_budget_get_amount (screen_register (self), find_row (self, SEK_BUDGET_LINE, line),
                                                   find_row (self, SEK_BUDGET_COLUMN, ACCOUNTS));

  return amount != NULL ? amount->comment : NULL;
}

static guint
count_lacking (TestScreen *self)
{
  g_autoptr (SekStatusReport) report = sek_status_report_new (screen_register (self), 2023, 20231101);

  return report->n_lacking;
}

static void
assert_pill (TestScreen *self)
{
  g_autofree char *text = g_strdup_printf ("%u avvik er ikke forklart", count_lacking (self));

  g_assert_nonnull (find_pill (self, text));
}

static void
test_status (TestScreen *self, gconstpointer data)
{
  guint lacking;
  GtkWidget *entry;

  screen_open_example (self);
  screen_go_page ("status");
  g_assert_nonnull (find_pill (self, "Noe mangler"));
  screen_shoot (self, "status-none");
  add_accounts (self);
  type_accounts (self);
  screen_go_page ("status");
  screen_assert_reads (self, "Kommunikasjon", "actual", "310");
  screen_assert_reads (self, "Kommunikasjon", "to-date", "188");
  screen_assert_reads (self, "Kommunikasjon", "deviation", MINUS "122");
  screen_assert_reads (self, "Lønn sekretariatet mv.", "deviation", "0");
  set_limit (self, 100 * SEK_THOUSAND);
  lacking = count_lacking (self);
  g_assert_cmpuint (lacking, >, 2);
  assert_pill (self);
  screen_shoot (self, "status");

  /* The pill leads to the next one, where its comment is typed. */
  screen_go_to (self, "Inngående mindreforbruk", "name");
  screen_click (find_pill (self, "8 avvik er ikke forklart"));
  screen_type ("Faktureres i januar\n");
  g_assert_cmpstr (get_comment (self, "Kontingenter"), ==, "Faktureres i januar");
  g_assert_cmpuint (count_lacking (self), ==, lacking - 1);
  assert_pill (self);
  screen_go_to (self, "Kommunikasjon", "comment");
  screen_type ("Konferansen ble holdt i mai\n");
  g_assert_cmpuint (count_lacking (self), ==, lacking - 2);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_null (get_comment (self, "Kommunikasjon"));
  assert_pill (self);
  /* Half a comment is neither stored nor lost by undo's key: it is the text's own. */
  screen_go_to (self, "Kommunikasjon", "comment");
  screen_type ("Kon");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpstr (get_comment (self, "Kontingenter"), ==, "Faktureres i januar");
  screen_press (GDK_KEY_Escape, 0);
  g_assert_null (get_comment (self, "Kommunikasjon"));

  /* And in the pane. */
  screen_go_to (self, "Kommunikasjon", "deviation");
  entry = screen_find (screen_form (self), GTK_TYPE_TEXT_VIEW, NULL);
  gtk_widget_grab_focus (entry);
  screen_type ("I mai");
  screen_go_to (self, "Kommunikasjon", "deviation");
  g_assert_cmpstr (get_comment (self, "Kommunikasjon"), ==, "I mai");
  screen_assert_reads (self, "Kommunikasjon", "comment", "I mai");
  screen_type ("9");
  screen_wait (screen_tells (self, "Budsjett"));
  screen_shoot (self, "status-explained");

  /* All of it fell on the first half of the year; what is no profile is told. */
  screen_fill (self, SEK_FIELD (budget_line, profile), "1 0");
  screen_go_to (self, "Kommunikasjon", "deviation");
  screen_assert_reads (self, "Kommunikasjon", "to-date", "250");
  screen_fill (self, SEK_FIELD (budget_line, profile), "1 2 3");
  screen_shoot (self, "status-profile");
  screen_press (GDK_KEY_Escape, 0);
  screen_go_to (self, "Kommunikasjon", "deviation");
  screen_assert_reads (self, "Kommunikasjon", "to-date", "250");
  g_assert_true (screen_close (self));
}

/* Another year has other columns; without accounts it says so, and the pill leads to where they are added. */
static void
test_status_years (TestScreen *self, gconstpointer data)
{
  GtkDropDown *year;

  screen_open_example (self);
  add_accounts (self);
  screen_go_page ("status");
  g_assert_null (find_pill (self, "Noe mangler"));
  year = GTK_DROP_DOWN (screen_find (GTK_WIDGET (sek_page_get_toolbar (screen_page (self))), GTK_TYPE_DROP_DOWN, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (year));
  screen_press (GDK_KEY_space, 0);
  screen_press (gtk_drop_down_get_selected (year) == 0 ? GDK_KEY_Down : GDK_KEY_Up, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (find_pill (self, "Noe mangler") != NULL);
  screen_assert_reads (self, "Lønn sekretariatet mv.", "budget", "5" NBSP "000");
  screen_assert_reads (self, "Lønn sekretariatet mv.", "forecast", "4" NBSP "500");
  screen_shoot (self, "status-2022");
  screen_click (find_pill (self, "Noe mangler"));
  assert_page (self, "budget");
  g_assert_true (screen_close (self));
}

/* --- what is only read -------------------------------------------------------------------------------------------- */

/* While another program has the register nothing is stored, and each way of trying says so. */
static void
test_read_only (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "held.sekretariat"), *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  SekDocument *document = sek_document_create_example (path, &error);
  GSubprocess *writer;

  g_assert_no_error (error);
  sek_document_close (document);
  g_object_unref (document);
  writer = screen_hold (path);
  screen_open (self, path);
  screen_wait (sek_window_get_document (self->window) != NULL);
  before = sek_register_dump (screen_register (self));
  screen_go_page ("reserve");
  screen_use_grid (self, SEK_TYPE_FIGURE_MODEL);
  screen_go_to (self, "2022", "source");
  screen_follow (self, "Budsjett 2022");
  screen_settle ();
  screen_go_to (self, "2024", "source");
  screen_click (screen_find (screen_form (self), GTK_TYPE_BUTTON, "Ny plankolonne for 2024"));
  screen_shoot (self, "reserve-read-only");
  screen_go_page ("scenarios");
  gtk_widget_activate_action (GTK_WIDGET (screen_page (self)), "scenarios.copy", NULL);
  screen_settle ();
  screen_shoot (self, "scenarios-read-only");
  after = sek_register_dump (screen_register (self));
  g_assert_true (g_str_equal (after, before));
  screen_release (writer);
  g_object_unref (writer);
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/years/overview", test_overview);
  screen_add ("/years/first-steps", test_first_steps);
  screen_add ("/years/status", test_status);
  screen_add ("/years/status-years", test_status_years);
  screen_add ("/years/read-only", test_read_only);
  return screen_run ();
}
