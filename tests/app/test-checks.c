/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kontroll: what waits for somebody first, what is right folded away, and what somebody saw and let be. */
#include <adwaita.h>

#include "sek-budget-edit.h"
#include "sek-check-model.h"
#include "sek-key.h"
#include "sek-test-display.h"

static SekCheckModel *
get_model (TestScreen *self)
{
  return SEK_CHECK_MODEL (sek_grid_get_model (screen_grid (self)));
}

static gboolean
has_pill (TestScreen *self, const char *text)
{
  return screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, text) != NULL;
}

static void
test_order (TestScreen *self, gconstpointer data)
{
  guint n;

  screen_open_example (self);
  screen_go_page ("budget");
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "1 mangler"));
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "checks");
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  g_assert_true (screen_shows (screen_form (self), "Kan ikke sammenlignes"));
  screen_shoot (self, "checks-missing");
  n = sek_grid_model_get_n_rows (SEK_GRID_MODEL (get_model (self)));
  g_assert_cmpint (sek_check_model_get_nth (get_model (self), 0)->verdict, ==, SEK_VERDICT_WRONG);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (sek_check_model_get_nth (get_model (self), i)->verdict, !=, SEK_VERDICT_OK);
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "2 feil"));
  g_assert_true (screen_shows (screen_form (self), "Budsjettet er 31\u00a0188\u00a0kr høyere enn beregnet"));
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_CHECK_BUTTON, NULL));
  g_assert_cmpuint (sek_grid_model_get_n_rows (SEK_GRID_MODEL (get_model (self))), ==, n + 21);
  g_assert_true (screen_close (self));
}

static void
see (TestScreen *self, const char *reason)
{
  screen_wait (screen_find (screen_form (self), GTK_TYPE_BUTTON, "Marker som sett …") != NULL);
  gtk_widget_grab_focus (screen_find (screen_form (self), GTK_TYPE_BUTTON, "Marker som sett …"));
  screen_press (GDK_KEY_space, 0);
  screen_wait (screen_dialog () != NULL);
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (screen_dialog ()), "seen"));
  screen_type (reason);
  screen_shoot_widget (screen_dialog (), "checks-seen");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
}

static void
test_seen (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  const SekCheck *check;
  gint64 row;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  screen_go_page ("checks");
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "2 feil"));
  see (self, "Styret rundet ned");
  screen_wait (has_pill (self, "1 sett"));
  g_assert_true (has_pill (self, "1 feil"));
  g_assert_nonnull (screen_find (screen_part (self, "pages"), GTK_TYPE_LABEL, "3"));
  screen_shoot (self, "checks-seen-page");

  /* Another figure brings it back, and the old one takes it away again. */
  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_SEEN_FINDING),
                               "fees/Budsjett 2022", &row, NULL));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go-to", "(ixxi)", SEK_SEEN_FINDING, row, (gint64) 0, 0);
  screen_settle ();
  g_assert_true (screen_shows (screen_form (self), "Styret rundet ned"));
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "budget");
  screen_type ("6035\n");
  screen_go_page ("checks");
  screen_wait (has_pill (self, "2 feil"));
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_wait (has_pill (self, "1 feil"));
  check = sek_check_model_get_nth (get_model (self), sek_grid_model_get_n_rows (SEK_GRID_MODEL (get_model (self))) - 1);
  g_assert_cmpstr (check->seen, ==, "Styret rundet ned");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_wait (has_pill (self, "2 feil"));
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* Of one member, what is missing of it, and of which day. */
static void
test_one_member (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  screen_go_to (self, "Drammen", "population");
  screen_press (GDK_KEY_Delete, 0);
  screen_go_page ("checks");
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "3 mangler"));
  for (int i = 0; i < 3 && !screen_shows (screen_form (self), "Folketallet 1.1.2022 mangler"); i++)
    screen_press (GDK_KEY_Down, 0);
  g_assert_true (screen_shows (screen_form (self), "Folketallet 1.1.2022 mangler"));
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/checks/order", test_order);
  screen_add ("/checks/seen", test_seen);
  screen_add ("/checks/one-member", test_one_member);
  return screen_run ();
}
