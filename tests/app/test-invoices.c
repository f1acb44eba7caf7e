/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-fee-run.h"
#include "sek-key.h"
#include "sek-run-model.h"

/* Fakturering, by the keys: what is missing is filled in where it stands, the fees are issued, and a correction after
 * that is a difference in another run. */

static SekRunModel *
model_of (TestScreen *self)
{
  return SEK_RUN_MODEL (sek_grid_get_model (screen_grid (self)));
}

static guint
count_rows (TestScreen *self)
{
  return sek_grid_model_get_n_rows (sek_grid_get_model (screen_grid (self)));
}

static guint
count_runs (TestScreen *self, int year)
{
  g_autoptr (GArray) runs = sek_fee_runs_of (screen_register (self), year);

  return runs->len;
}

static guint
find_column (TestScreen *self, const char *id)
{
  SekGridModel *model = sek_grid_get_model (screen_grid (self));

  for (guint i = 0; i < sek_grid_model_get_n_columns (model); i++)
    {
      SekGridColumn column = { 0 };

      sek_grid_model_get_column (model, i, &column);
      g_free (column.head);
      if (g_str_equal (column.id, id))
        return i;
    }
  g_error ("there is no column %s", id);
}

static void
go_to_cell (TestScreen *self, const char *name, const char *column)
{
  for (guint row = 0; row < count_rows (self); row++)
    if (g_str_equal (sek_run_model_get_nth (model_of (self), row)->name, name))
      {
        sek_grid_set_cursor (screen_grid (self), row, find_column (self, column));
        screen_settle ();
        return;
      }
  g_error ("there is no invoice for %s", name);
}

static void
issue_by_keys (TestScreen *self)
{
  GtkWidget *button = screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "Fakturer 2023 …");

  g_assert_nonnull (button);
  screen_click (button);
  screen_wait (screen_dialog () != NULL);
  screen_answer (self, "issue");
}

/* The chooser of runs, to what is to be issued. */
static void
show_what_is_to_be_issued (TestScreen *self)
{
  GtkWidget *year = screen_find (GTK_WIDGET (sek_page_get_toolbar (screen_page (self))), GTK_TYPE_DROP_DOWN, NULL),
            *run = gtk_widget_get_next_sibling (year);

  gtk_widget_grab_focus (run);
  screen_press (GDK_KEY_space, 0);
  screen_press (GDK_KEY_Home, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (!sek_run_model_is_issued (model_of (self)));
}

static gint64
find_member (TestScreen *self, const char *name)
{
  gint64 row = 0;

  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_MEMBER), name, &row, NULL));
  return row;
}

static void
test_year (TestScreen *self, gconstpointer data)
{
  const SekFeeRun *run;
  g_autofree char *copy = NULL;

  screen_open_example (self);
  screen_go_page ("invoices");
  g_assert_cmpuint (count_rows (self), ==, 64);
  g_assert_false (sek_run_model_is_issued (model_of (self)));

  /* A reference is typed where it is missing, as an edit of the member that undo takes back. */
  go_to_cell (self, "Moss", "invoice_reference");
  screen_type ("FA-300\n");
  g_assert_cmpstr (sek_register_get_member (screen_register (self), find_member (self, "Moss"))->invoice_reference, ==,
                   "FA-300");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_null (sek_register_get_member (screen_register (self), find_member (self, "Moss"))->invoice_reference);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  screen_shoot (self, "invoices");

  issue_by_keys (self);
  screen_wait (count_runs (self, 2023) == 1);
  screen_wait (sek_run_model_is_issued (model_of (self)));
  g_assert_cmpuint (count_rows (self), ==, 64);
  run = sek_fee_run_find (screen_register (self), 2023, 1);
  copy = g_strdup (run->copy);
  screen_shoot (self, "invoices-issued");

  /* Undo stops there, and what was issued is not typed over. */
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (count_runs (self, 2023), ==, 1);
  go_to_cell (self, "Moss", "invoice_reference");
  screen_type ("9\n");
  g_assert_cmpstr (sek_register_get_member (screen_register (self), find_member (self, "Moss"))->invoice_reference, ==,
                   "FA-300");

  /* A population is corrected: the difference is another run, and the first one is as it was. */
  screen_go_page ("members");
  screen_go_to (self, "Drammen", "population");
  screen_type ("102 373\n");
  screen_go_page ("invoices");
  show_what_is_to_be_issued (self);
  g_assert_cmpuint (count_rows (self), ==, 1);
  g_assert_cmpint (sek_run_model_get_nth (model_of (self), 0)->amount, ==, 28000);
  screen_shoot (self, "invoices-difference");
  issue_by_keys (self);
  screen_wait (count_runs (self, 2023) == 2);
  g_assert_cmpstr (sek_fee_run_find (screen_register (self), 2023, 1)->copy, ==, copy);
  screen_wait (sek_run_model_is_issued (model_of (self)));
  show_what_is_to_be_issued (self);
  g_assert_cmpuint (count_rows (self), ==, 0);
  g_assert_true (screen_close (self));
}

/* A due date before the invoice date is not taken, and said under it; Cancel issues nothing. */
static void
test_dates (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  screen_go_page ("invoices");
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "Fakturer 2023 …"));
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("31.12.2099");
  screen_wait (screen_shows (screen_dialog (), "Forfall er før fakturadatoen. Skriv en senere dato."));
  screen_shoot (self, "invoices-dialog");
  screen_press (GDK_KEY_Escape, 0);
  g_assert_cmpuint (count_runs (self, 2023), ==, 0);
  g_assert_true (screen_close (self));
}

/* Only what cannot be sent, and nothing at all where there are no rates. */
static void
test_missing (TestScreen *self, gconstpointer data)
{
  GtkWidget *only;

  screen_open_example (self);
  screen_go_page ("invoices");
  only = screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_TOGGLE_BUTTON, "Bare dem som mangler");
  g_assert_nonnull (only);
  screen_click (only);
  screen_settle ();
  g_assert_cmpuint (count_rows (self), ==, 64);
  g_assert_true (screen_close (self));
  screen_open_empty (self);
  screen_go_page ("invoices");
  g_assert_true (sek_page_is_empty (screen_page (self)));
  screen_shoot (self, "invoices-empty");
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/invoices/year", test_year);
  screen_add ("/invoices/dates", test_dates);
  screen_add ("/invoices/missing", test_missing);
  return screen_run ();
}
