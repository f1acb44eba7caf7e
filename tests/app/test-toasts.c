/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-key.h"
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
  screen_go_page ("projects");
  screen_go_to (self, "Areal og transport", "name");
  screen_press (GDK_KEY_d, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  screen_wait (screen_tells (self, "Dupliserte Areal og transport"));
  g_assert_true (screen_close (self));
}

static gint64
find_subregion (TestScreen *self, const char *name)
{
  gint64 row = 0;

  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_SUBREGION), name, &row, NULL));
  return row;
}

/* What goes with a row is counted, and what referred to it. */
static void
test_deleted (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  screen_go_to (self, "Oslo", "name");
  screen_press (GDK_KEY_Delete, GDK_CONTROL_MASK);
  screen_wait (screen_tells (self, "Slettet Oslo med 7 folketall, 3 kontakter, 1 kommunenummer og 1 tilhørighet"));
  screen_shoot (self, "toast-member");
  screen_go_to (self, "Moss", "name");
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Delete, GDK_CONTROL_MASK);
  screen_wait (screen_tells (self, "Slettet 2 medlemmer med 14 folketall, "));
  screen_go_page ("budget");
  screen_go_to (self, "Klimasats", "name");
  screen_press (GDK_KEY_Delete, GDK_CONTROL_MASK);
  screen_wait (screen_tells (self, " beløp; 1 tilskudd viste til det"));
  screen_shoot (self, "toast-line");
  screen_go_page ("settings");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go-to", "(ixxi)", SEK_SUBREGION,
                              find_subregion (self, "Folloregionen"), (gint64) 0, 0);
  screen_settle ();
  screen_press (GDK_KEY_Delete, GDK_CONTROL_MASK);
  screen_wait (screen_tells (self, "Slettet Folloregionen, som 5 medlemmer hørte til"));
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_wait (screen_tells (self, "Angret: Sletting av delregion Folloregionen"));
  g_assert_true (screen_close (self));
}

static GtkWidget *
find_class (GtkWidget *root, const char *css_class)
{
  if (gtk_widget_get_mapped (root) && gtk_widget_has_css_class (root, css_class))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_class (child, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The toast is beside the content in its overlay. */
static GtkWidget *
find_toast (TestScreen *self)
{
  GtkWidget *toasts = screen_part (self, "toasts"), *content = adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (toasts));

  for (GtkWidget *child = gtk_widget_get_first_child (toasts); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != content && gtk_widget_get_mapped (child))
      return child;
  g_error ("there is no toast");
}

/* The sums and the status line are read while a toast speaks of them. */
static void
test_clear (TestScreen *self, gconstpointer data)
{
  graphene_rect_t toast, foot;
  GtkWidget *window, *footer;

  screen_open_example (self);
  window = GTK_WIDGET (self->window);
  screen_go_to (self, "Oslo", "name");
  screen_press (GDK_KEY_Delete, GDK_CONTROL_MASK);
  screen_wait (screen_tells (self, "Slettet Oslo"));
  footer = find_class (GTK_WIDGET (screen_page (self)), "foot");
  g_assert_nonnull (footer);
  g_assert_true (gtk_widget_compute_bounds (footer, window, &foot));
  screen_wait (gtk_widget_compute_bounds (find_toast (self), window, &toast) && toast.size.height > 20);
  g_assert_cmpfloat (toast.origin.y + toast.size.height, <=, foot.origin.y);
  g_assert_cmpfloat (toast.origin.y + toast.size.height, >, foot.origin.y - 40);
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/toasts/done", test_done);
  screen_add ("/toasts/deleted", test_deleted);
  screen_add ("/toasts/clear", test_clear);
  return screen_run ();
}
