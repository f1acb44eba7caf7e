/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-rate-proposal.h"
#include "sek-figure-model.h"
#include "sek-key.h"
#include "sek-lever-row.h"
#include "sek-money.h"
#include "sek-page-list.h"
#include "sek-scenario-model.h"
#include "sek-scenario.h"

/* Scenarioer, with real keys and the pointer: a slider is dragged and is one step, a scenario is shown on all pages and
 * takes what is typed there, and is accepted or given up. */

#define NBSP "\302\240"
#define MINUS "\342\210\222"
#define NAME "Høyere sats"
#define LINE "Kommunikasjon"
#define PROPOSAL "Forslag budsjett 2023"

static SekDocument *
get_document (TestScreen *self)
{
  return sek_window_get_document (self->window);
}

static SekRegister *
get_base (TestScreen *self)
{
  return sek_document_get_base (get_document (self));
}

/* The register itself, whatever is shown. */
static char *
dump (TestScreen *self)
{
  return sek_register_dump (get_base (self));
}

static guint
count_rows (TestScreen *self, SekEntityId entity)
{
  return sek_table_get_size (sek_register_get_table (get_base (self), entity));
}

static GtkWidget *
part (TestScreen *self, GType type, const char *text)
{
  return screen_find (GTK_WIDGET (screen_page (self)), type, text);
}

static gint64
find_row (TestScreen *self, SekEntityId entity, const char *name)
{
  gint64 row = 0;

  g_assert_true (sek_key_find (get_base (self), sek_entity_get (entity), name, &row, NULL));
  return row;
}

static gint64
get_amount (TestScreen *self, SekRegister *reg)
{
  SekBudgetCell cell;

  sek_budget_read (reg, find_row (self, SEK_BUDGET_LINE, LINE), find_row (self, SEK_BUDGET_COLUMN, PROPOSAL), &cell);
  return cell.value / SEK_THOUSAND;
}

static void
undo (TestScreen *self)
{
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_settle ();
}

/* A scenario by the key of new rows, which has the name in hand; that of the example is gone. */
static void
make_scenario (TestScreen *self)
{
  screen_open_example (self);
  screen_forget_scenario (self);
  screen_go_page ("scenarios");
  g_assert_true (sek_page_is_empty (screen_page (self)));
  screen_shoot (self, "scenarios-empty");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (count_rows (self, SEK_SCENARIO) == 1);
  screen_wait (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (self->window))));
  screen_type (NAME);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (sek_scenario_find (get_base (self), NAME, NULL) != 0);
  screen_wait (screen_shows (GTK_WIDGET (screen_page (self)), "A  " NAME));
}

static GtkRange *
get_slider (TestScreen *self)
{
  return GTK_RANGE (part (self, GTK_TYPE_SCALE, NULL));
}

/* In øre; the slider counts in kroner. */
static gint64
get_slid (TestScreen *self)
{
  return (gint64) (gtk_range_get_value (get_slider (self)) * 100 + 0.5);
}

static SekLeverRow *
get_lever (TestScreen *self)
{
  return SEK_LEVER_ROW (part (self, SEK_TYPE_LEVER_ROW, NULL));
}

static GtkWidget *
get_field (TestScreen *self)
{
  return screen_find (GTK_WIDGET (get_lever (self)), GTK_TYPE_ENTRY, NULL);
}

static const char *
get_shown (TestScreen *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (get_field (self)));
}

static gint64
get_rate (TestScreen *self)
{
  g_autoptr (SekRegister) reg = sek_scenario_snapshot (get_base (self), sek_scenario_find (get_base (self), NAME, NULL),
                                                       NULL);
  const SekFeeRate *rate = sek_rate_find (reg, 2024, SEK_MEMBER_KIND_MUNICIPALITY);

  return rate != NULL ? rate->rate : SEK_NONE;
}

/* The middle of the slider's knob. */
static void
find_knob (GtkRange *range, double *x, double *y)
{
  GtkAdjustment *adjustment = gtk_range_get_adjustment (range);
  GdkRectangle trough;

  gtk_range_get_range_rect (range, &trough);
  *x = trough.x + trough.width * gtk_range_get_value (range) / gtk_adjustment_get_upper (adjustment);
  *y = trough.y + trough.height / 2.0;
}

static void
test_dragged (TestScreen *self, gconstpointer data)
{
  GtkRange *range;
  double x, y;
  gint64 dragged;
  g_autofree char *before = NULL, *during = NULL, *after = NULL, *shown = NULL;

  make_scenario (self);
  before = dump (self);
  range = get_slider (self);
  g_assert_cmpstr (get_shown (self), ==, "2,80" NBSP "kr");
  find_knob (range, &x, &y);
  screen_point (GTK_WIDGET (range), x, y);
  screen_button (1, TRUE);
  for (int i = 1; i <= 6; i++)
    screen_point (GTK_WIDGET (range), x + i * 6, y);
  /* While it is held all that depends on it follows, and nothing is stored. */
  dragged = sek_lever_row_get_value (get_lever (self));
  g_assert_cmpint (dragged, >, 280);
  g_assert_cmpint (dragged % 5, ==, 0);
  during = dump (self);
  g_assert_true (g_str_equal (during, before));
  shown = g_strdup_printf ("%" G_GINT64_FORMAT ",%02" G_GINT64_FORMAT NBSP "kr", dragged / 100, dragged % 100);
  g_assert_cmpstr (get_shown (self), ==, shown);
  /* Nothing is undone in the middle of it. */
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_nonnull (sek_register_get_scenario (get_base (self), sek_scenario_find (get_base (self), NAME, NULL)));
  g_assert_cmpint (sek_lever_row_get_value (get_lever (self)), ==, dragged);
  screen_button (1, FALSE);
  screen_wait (get_rate (self) == dragged);
  g_assert_cmpstr (get_shown (self), ==, shown);
  g_assert_cmpint (get_slid (self), ==, dragged);
  screen_shoot (self, "scenarios-dragged");

  undo (self);
  after = dump (self);
  g_assert_true (g_str_equal (after, before));
  screen_wait (g_str_equal (get_shown (self), "2,80" NBSP "kr"));
  g_assert_true (screen_close (self));
}

static void
test_keys (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  make_scenario (self);
  before = dump (self);
  /* A key that is held is one step, which undo does not come before. */
  gtk_widget_grab_focus (GTK_WIDGET (get_slider (self)));
  screen_repeat (GDK_KEY_Right, 13);
  screen_wait (get_rate (self) == 345);
  g_assert_cmpstr (get_shown (self), ==, "3,45" NBSP "kr");
  undo (self);
  after = dump (self);
  g_assert_true (g_str_equal (after, before));
  screen_repeat (GDK_KEY_Right, 2);
  undo (self);
  g_clear_pointer (&after, g_free);
  after = dump (self);
  g_assert_true (g_str_equal (after, before));
  g_assert_cmpstr (get_shown (self), ==, "2,80" NBSP "kr");

  /* Typed: a value, one beyond the slider, and what is none. */
  gtk_widget_grab_focus (get_field (self));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("3,45\n");
  screen_wait (get_rate (self) == 345);
  g_assert_cmpint (get_slid (self), ==, 345);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_slider (self)), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "3,45" NBSP "kr");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_slider (self)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Sats 2024, kommune");
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("tre\n");
  g_assert_true (gtk_widget_has_css_class (get_field (self), "error"));
  g_assert_cmpint (get_rate (self), ==, 345);
  screen_shoot (self, "scenarios-wrong");
  screen_press (GDK_KEY_Escape, 0);
  g_assert_false (gtk_widget_has_css_class (get_field (self), "error"));
  g_assert_cmpstr (get_shown (self), ==, "3,45" NBSP "kr");
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("3,45\n");
  g_assert_true (screen_shows (GTK_WIDGET (get_lever (self)), "I registeret 2,80."));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("-1\n");
  g_assert_true (screen_shows (GTK_WIDGET (get_lever (self)),
                               dgettext (GETTEXT_PACKAGE, "The number cannot be below 0.")));
  screen_press (GDK_KEY_Escape, 0);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("12\n");
  screen_wait (get_rate (self) == 1200);
  /* What no rate can be is told, and the field has what is stored again. */
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("90000000000000000\n");
  screen_settle ();
  screen_shoot (self, "scenarios-huge");
  g_assert_cmpint (get_rate (self), ==, 1200);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_BackSpace, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_shoot (self, "scenarios-blank");
  g_assert_true (gtk_widget_has_css_class (get_field (self), "error"));
  g_assert_cmpint (get_rate (self), ==, 1200);
  screen_press (GDK_KEY_Escape, 0);
  /* The index is a lever like it. */
  screen_press (GDK_KEY_Tab, 0);
  screen_press (GDK_KEY_Tab, 0);
  screen_type ("2,5\n");
  screen_settle ();
  screen_shoot (self, "scenarios-index");
  g_assert_true (screen_shows (GTK_WIDGET (screen_page (self)), "Gir 12,30 i 2025 og 12,60 i 2026."));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("99999999\n");
  screen_settle ();
  screen_shoot (self, "scenarios-index");
  g_assert_cmpstr (get_shown (self), ==, "12,00" NBSP "kr");
  g_assert_true (screen_close (self));
}

static void
test_members (TestScreen *self, gconstpointer data)
{
  make_scenario (self);
  gtk_widget_grab_focus (get_field (self));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("3,50\n");
  screen_wait (get_rate (self) == 350);
  screen_settle ();
  gtk_widget_grab_focus (GTK_WIDGET (screen_find_grid (self, SEK_TYPE_SCENARIO_MODEL)));
  screen_settle ();
  screen_assert_reads (self, "Asker", "persons", "97" NBSP "784");
  screen_assert_reads (self, "Asker", "fee", "273" NBSP "795");
  screen_assert_reads (self, "Asker", "a-fee", "342" NBSP "244");
  screen_assert_reads (self, "Asker", "a-change", "68" NBSP "449");
  screen_assert_reads (self, "Asker", "a-percent", "25,0" NBSP "%");
  screen_assert_reads (self, "64 kommuner", "a-percent", "25,0" NBSP "%");
  screen_go_to (self, "Asker", "a-fee");
  screen_type ("9");
  screen_wait (screen_tells (self, "sidepanelet"));
  screen_press (GDK_KEY_Escape, 0);
  gtk_widget_grab_focus (GTK_WIDGET (screen_find_grid (self, SEK_TYPE_FIGURE_MODEL)));
  screen_settle ();
  screen_assert_reads (self, "Sats 2024, kommune", "register", "2,80");
  screen_assert_reads (self, "Sats 2024, kommune", "a", "3,50");
  screen_shoot (self, "scenarios-members");
  g_assert_true (screen_close (self));
}

/* --- on all pages ------------------------------------------------------------------------------------------------- */

static gboolean
bar_is_shown (TestScreen *self)
{
  return gtk_info_bar_get_revealed (GTK_INFO_BAR (screen_part (self, "scenario")));
}

static void
show_everywhere (TestScreen *self)
{
  screen_click (part (self, GTK_TYPE_BUTTON, "Vis på alle sider"));
  screen_wait (bar_is_shown (self));
}

static void
go_to_amount (TestScreen *self)
{
  g_autofree char *column = g_strdup_printf ("amount-%" G_GINT64_FORMAT, find_row (self, SEK_BUDGET_COLUMN, PROPOSAL));

  screen_go_page ("budget");
  screen_go_to (self, LINE, column);
}

static void
test_shown (TestScreen *self, gconstpointer data)
{
  g_autofree char *empty = NULL, *before = NULL, *accepted = NULL, *undone = NULL, *after = NULL;

  make_scenario (self);
  empty = dump (self);
  show_everywhere (self);
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    {
      screen_go_page (sek_page_list_get_nth (i)->name);
      g_assert_true (bar_is_shown (self));
      g_assert_true (screen_shows (screen_part (self, "scenario"), NAME));
    }
  g_assert_cmpint (get_amount (self, get_base (self)), ==, 250);
  go_to_amount (self);
  screen_type ("400\n");
  g_assert_cmpint (get_amount (self, get_base (self)), ==, 250);
  g_assert_cmpint (get_amount (self, screen_register (self)), ==, 400);
  g_assert_cmpuint (count_rows (self, SEK_SCENARIO_CHANGE), ==, 1);
  screen_shoot (self, "scenario-budget");
  /* What no scenario can have is refused in words, and stays as it was. */
  undo (self);
  g_assert_cmpint (get_amount (self, screen_register (self)), ==, 250);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpint (get_amount (self, screen_register (self)), ==, 400);

  screen_click (screen_find_action (screen_part (self, "scenario"), "win.leave-scenario"));
  screen_wait (!bar_is_shown (self));
  g_assert_cmpint (get_amount (self, screen_register (self)), ==, 250);
  before = dump (self);

  /* Accepting is one step. */
  screen_go_page ("scenarios");
  screen_settle ();
  screen_shoot (self, "scenarios-changes");
  screen_click (part (self, GTK_TYPE_BUTTON, "Ta i bruk …"));
  screen_wait (screen_dialog () != NULL);
  screen_shoot_widget (screen_dialog (), "scenarios-accept");
  screen_answer (self, "accept");
  screen_wait (count_rows (self, SEK_SCENARIO) == 0);
  g_assert_cmpint (get_amount (self, get_base (self)), ==, 400);
  accepted = dump (self);
  undo (self);
  undone = dump (self);
  g_assert_true (g_str_equal (undone, before));
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  after = dump (self);
  g_assert_true (g_str_equal (after, accepted));
  g_assert_true (screen_close (self));
}

/* What the register became makes a change that does not fit, which is told wherever it shows. */
static void
make_misfit (TestScreen *self)
{
  make_scenario (self);
  show_everywhere (self);
  go_to_amount (self);
  screen_type ("400\n");
  screen_click (screen_find_action (screen_part (self, "scenario"), "win.leave-scenario"));
  screen_wait (!bar_is_shown (self));
  go_to_amount (self);
  screen_type ("260\n");
  screen_go_page ("scenarios");
  screen_settle ();
  g_assert_nonnull (part (self, GTK_TYPE_BUTTON, "1 endring passer ikke lenger"));
  g_assert_nonnull (screen_find (screen_form (self), ADW_TYPE_PREFERENCES_GROUP, "Passer ikke lenger"));
}

static void
answer_misfit (TestScreen *self, const char *response)
{
  GtkWidget *group = screen_find (screen_form (self), ADW_TYPE_PREFERENCES_GROUP, "Passer ikke lenger");

  gtk_widget_grab_focus (screen_find (group, GTK_TYPE_LIST_BOX_ROW, NULL));
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () != NULL);
  screen_shoot_widget (screen_dialog (), "scenarios-misfit-dialog");
  screen_answer (self, response);
  screen_settle ();
}

static void
test_misfit (TestScreen *self, gconstpointer data)
{
  make_misfit (self);
  screen_shoot (self, "scenarios-misfit");
  g_assert_true (screen_shows (screen_form (self), "Registeret har nå 260."));
  answer_misfit (self, "keep");
  g_assert_null (part (self, GTK_TYPE_BUTTON, "1 endring passer ikke lenger"));
  g_assert_cmpuint (count_rows (self, SEK_SCENARIO_CHANGE), ==, 1);
  undo (self);
  g_assert_nonnull (part (self, GTK_TYPE_BUTTON, "1 endring passer ikke lenger"));
  answer_misfit (self, "remove");
  g_assert_null (part (self, GTK_TYPE_BUTTON, "1 endring passer ikke lenger"));
  g_assert_cmpuint (count_rows (self, SEK_SCENARIO_CHANGE), ==, 0);
  g_assert_cmpint (get_amount (self, get_base (self)), ==, 260);
  g_assert_true (screen_close (self));
}

static void
test_deleted (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  make_scenario (self);
  before = dump (self);
  gtk_widget_grab_focus (GTK_WIDGET (screen_find_grid (self, SEK_TYPE_FIGURE_MODEL)));
  screen_press (GDK_KEY_minus, GDK_CONTROL_MASK);
  if (screen_dialog () != NULL)
    screen_answer (self, "delete");
  screen_wait (count_rows (self, SEK_SCENARIO) == 0);
  g_assert_true (sek_page_is_empty (screen_page (self)));
  undo (self);
  after = dump (self);
  g_assert_true (g_str_equal (after, before));
  g_assert_false (sek_page_is_empty (screen_page (self)));
  g_assert_true (screen_close (self));
}

/* A rate of a kind that no member has has its slider, which says that it moves nothing. */
static void
test_nobody (TestScreen *self, gconstpointer data)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  gint64 rate = sek_changeset_insert (changeset, SEK_FEE_RATE);

  make_scenario (self);
  g_assert_null (part (self, GTK_TYPE_LABEL, "Sats 2024, fylkeskommune"));
  sek_changeset_set (changeset, get_base (self), SEK_FIELD (fee_rate, year), rate, &SEK_INTEGER (2024));
  sek_changeset_set (changeset, get_base (self), SEK_FIELD (fee_rate, kind), rate, &SEK_INTEGER (1));
  sek_changeset_set (changeset, get_base (self), SEK_FIELD (fee_rate, model), rate, &SEK_INTEGER (0));
  sek_changeset_set (changeset, get_base (self), SEK_FIELD (fee_rate, rate), rate, &SEK_INTEGER (50));
  g_assert_true (sek_document_submit (get_document (self), changeset, NULL));
  screen_wait (part (self, GTK_TYPE_LABEL, "Sats 2024, fylkeskommune") != NULL);
  g_assert_true (screen_shows (GTK_WIDGET (screen_page (self)),
                               "Ingen medlemmer av denne typen betaler i 2024, så satsen endrer ingenting."));
  screen_shoot (self, "scenarios-nobody");
  g_assert_true (screen_close (self));
}

/* Two scenarios: what is wrong in a field of one is not carried to the other, and what was moved stays with its own. */
static void
test_two (TestScreen *self, gconstpointer data)
{
  SekGrid *grid;

  make_scenario (self);
  screen_click (part (self, GTK_TYPE_BUTTON, "Dupliser"));
  screen_wait (count_rows (self, SEK_SCENARIO) == 2);
  screen_wait (screen_shows (GTK_WIDGET (screen_page (self)), "B  " NAME ", kopi"));
  screen_shoot (self, "scenarios-two");
  grid = screen_find_grid (self, SEK_TYPE_FIGURE_MODEL);
  gtk_widget_grab_focus (get_field (self));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("tre\n");
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  screen_settle ();
  screen_go_to (self, "Sats 2024, kommune", "a");
  screen_wait (screen_shows (GTK_WIDGET (screen_page (self)), "A  " NAME));
  g_assert_cmpstr (get_shown (self), ==, "2,80" NBSP "kr");
  g_assert_false (gtk_widget_has_css_class (get_field (self), "error"));

  gtk_widget_grab_focus (GTK_WIDGET (get_slider (self)));
  screen_repeat (GDK_KEY_Right, 4);
  screen_go_to (self, "Sats 2024, kommune", "b");
  screen_wait (get_rate (self) == 300);
  screen_wait (g_str_equal (get_shown (self), "2,80" NBSP "kr"));
  g_assert_true (screen_close (self));
}

/* While another program has the register a slider can be tried, and goes back; what would be stored is told. */
static void
test_read_only (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL, *before = NULL, *after = NULL;
  GSubprocess *writer;

  make_scenario (self);
  path = screen_path (self, "example.sekretariat");
  g_assert_true (screen_close (self));
  writer = screen_hold (path);
  screen_open (self, path);
  screen_wait (get_document (self) != NULL);
  before = dump (self);
  screen_go_page ("scenarios");
  gtk_widget_grab_focus (GTK_WIDGET (get_slider (self)));
  screen_repeat (GDK_KEY_Right, 3);
  screen_wait (screen_tells (self, "åpent for skriving"));
  screen_shoot (self, "scenarios-held");
  screen_wait (g_str_equal (get_shown (self), "2,80" NBSP "kr"));
  gtk_widget_grab_focus (get_field (self));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("3\n");
  screen_wait (g_str_equal (get_shown (self), "2,80" NBSP "kr"));
  gtk_widget_grab_focus (GTK_WIDGET (screen_find_grid (self, SEK_TYPE_FIGURE_MODEL)));
  screen_settle ();
  screen_assert_reads (self, "Sats 2024, kommune", "a", "2,80");
  show_everywhere (self);
  go_to_amount (self);
  screen_type ("400\n");
  screen_press (GDK_KEY_Escape, 0);
  g_assert_cmpint (get_amount (self, screen_register (self)), ==, 250);
  after = dump (self);
  g_assert_true (g_str_equal (after, before));
  screen_release (writer);
  g_object_unref (writer);
  g_assert_true (screen_close (self));
}

/* Narrow, in large text and with a name that is longer than anything: no page is wider than the window, and a number is
 * never cut. */
static void
test_room (TestScreen *self, gconstpointer data)
{
  static const char *const names[] = { "overview", "reserve", "scenarios", "status" };
  static const struct { int width, dpi; const char *shot; } rooms[] = {
    { 680, 96, "narrow" }, { 1280, 192, "large" }, { 1280, 96, "usual" }, { 1580, 96, "wide" },
  };
  GtkWidget *row;

  make_scenario (self);
  row = screen_find (screen_form (self), ADW_TYPE_ENTRY_ROW, "Scenario");
  gtk_widget_grab_focus (row);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("Kontingenten økes for alle medlemmer fra og med 2024, med innfasing over tre år\n");
  gtk_widget_activate_action (GTK_WIDGET (screen_page (self)), "scenarios.copy", NULL);
  gtk_widget_activate_action (GTK_WIDGET (screen_page (self)), "scenarios.copy", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (self->window), rooms[i].width, 800);
      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", rooms[i].dpi * 1024, NULL);
      screen_settle ();
      for (guint page = 0; page < G_N_ELEMENTS (names); page++)
        {
          g_autofree char *shot = g_strdup_printf ("%s-%s", names[page], rooms[i].shot);
          GtkWidget *narrow = screen_part (self, "narrow");

          screen_go_page (names[page]);
          screen_shoot (self, shot);
          g_test_message ("%s", shot);
          g_assert_cmpint (gtk_widget_get_width (adw_bin_get_child (ADW_BIN (narrow))), ==,
                           gtk_widget_get_width (narrow));
        }
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  screen_go_page ("scenarios");
  gtk_widget_activate_action (GTK_WIDGET (screen_page (self)), "scenarios.show", NULL);
  screen_wait (bar_is_shown (self));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 680, 800);
  screen_settle ();
  screen_go_page ("budget");
  screen_shoot (self, "scenario-bar-narrow");
  g_assert_cmpint (gtk_widget_get_width (screen_part (self, "scenario")), <=,
                   gtk_widget_get_width (GTK_WIDGET (self->window)));
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/scenarios/dragged", test_dragged);
  screen_add ("/scenarios/keys", test_keys);
  screen_add ("/scenarios/members", test_members);
  screen_add ("/scenarios/shown", test_shown);
  screen_add ("/scenarios/misfit", test_misfit);
  screen_add ("/scenarios/deleted", test_deleted);
  screen_add ("/scenarios/nobody", test_nobody);
  screen_add ("/scenarios/two", test_two);
  screen_add ("/scenarios/read-only", test_read_only);
  screen_add ("/scenarios/room", test_room);
  return screen_run ();
}
