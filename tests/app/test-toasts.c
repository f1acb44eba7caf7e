/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

/* What was done is told as done, with a way to take it back. */

static void
test_done (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "101\n102\n103\n");
  screen_go_to (self, "Moss", "population");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_tells (self, "Limte inn 3 celler"));
  screen_press (GDK_KEY_Delete, 0);
  screen_wait (screen_tells (self, "Tømte 3 celler"));
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_wait (screen_tells (self, "Angret: Tømming av 3 celler"));
  screen_press (GDK_KEY_3, GDK_CONTROL_MASK);
  screen_go_to (self, "Areal og transport", "name");
  screen_press (GDK_KEY_d, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  screen_wait (screen_tells (self, "Dupliserte Areal og transport"));
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/toasts/done", test_done);
  return screen_run ();
}
