/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include <glib/gstdio.h>

#include "sek-backup.h"

/* The registers that were opened last are one click or one key away, where none is open and in the menu. */

static char *
make (TestScreen *self, const char *name)
{
  char *path = screen_path (self, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_create_example (path, &error);

  g_assert_no_error (error);
  sek_document_close (document);
  return path;
}

static void
open_and_close (TestScreen *self, const char *path)
{
  screen_open (self, path);
  screen_wait (sek_window_get_document (self->window) != NULL);
  g_assert_true (screen_close (self));
}

static void
assert_shows (TestScreen *self, const char *path)
{
  screen_wait (sek_window_get_document (self->window) != NULL);
  g_assert_cmpstr (sek_document_get_path (sek_window_get_document (self->window)), ==, path);
}

/* The titles of the rows on the start page. Free with g_free(). */
static char *
read_rows (TestScreen *self)
{
  GtkWidget *group = screen_find (screen_part (self, "recent"), ADW_TYPE_PREFERENCES_GROUP, NULL), *list;
  GString *titles = g_string_new (NULL);

  list = group != NULL ? screen_find (group, GTK_TYPE_LIST_BOX, NULL) : NULL;
  for (GtkWidget *row = list != NULL ? gtk_widget_get_first_child (list) : NULL; row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  return g_string_free (titles, FALSE);
}

/* What has the focus reads; NULL for nothing. */
static const char *
get_focus_text (TestScreen *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  GtkWidget *label = focus != NULL ? screen_find (focus, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL ? gtk_label_get_text (GTK_LABEL (label)) : NULL;
}

/* Presses a key until what has the focus reads so. */
static void
press_until (TestScreen *self, guint key, const char *text)
{
  for (guint i = 0; i < 40; i++)
    {
      if (get_focus_text (self) != NULL && g_str_has_prefix (get_focus_text (self), text))
        return;
      screen_press (key, 0);
    }
  g_error ("the focus never comes to «%s»", text);
}

static void
assert_rows (TestScreen *self, const char *expected)
{
  g_autofree char *rows = read_rows (self);

  g_assert_cmpstr (rows, ==, expected);
}

static void
test_start (TestScreen *self, gconstpointer data)
{
  g_autofree char *a = make (self, "Follo & Moss.sekretariat"), *b = make (self, "b_b.sekretariat"), *backup = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;

  screen_start (self);
  assert_rows (self, "");
  g_assert_true (screen_close (self));
  open_and_close (self, a);
  open_and_close (self, b);
  screen_start (self);
  assert_rows (self, "b_b, Follo & Moss");
  g_assert_true (screen_shows (screen_part (self, "recent"), self->folder));
  screen_shoot (self, "recent-start");
  /* By click, and then it is the newest. */
  screen_click (screen_find (screen_part (self, "recent"), ADW_TYPE_ACTION_ROW, "Follo & Moss"));
  assert_shows (self, a);
  /* A change makes a backup; who looks at it is offered the register later, and not the backup. */
  screen_go_to (self, "Moss", "population");
  screen_type ("7\n");
  backups = sek_store_list_backups (a, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (backups->len, ==, 1);
  backup = g_strdup (((SekBackupFile *) backups->pdata[0])->path);
  sek_window_open (self->window, backup);
  screen_wait (sek_document_is_backup (sek_window_get_document (self->window)));
  g_assert_true (screen_close (self));
  screen_start (self);
  assert_rows (self, "Follo & Moss, b_b");
  /* By the keys. */
  press_until (self, GDK_KEY_Tab, "Follo & Moss");
  press_until (self, GDK_KEY_Down, "b_b");
  screen_press (GDK_KEY_Return, 0);
  assert_shows (self, b);
  g_assert_true (screen_close (self));
  g_assert_cmpint (g_unlink (a), ==, 0);
  screen_start (self);
  assert_rows (self, "b_b");
  g_assert_true (screen_close (self));
}

/* No more than six, and none twice. */
static void
test_most (TestScreen *self, gconstpointer data)
{
  for (guint i = 1; i <= 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("r%u.sekretariat", i), *path = make (self, name);

      open_and_close (self, path);
      if (i == 8)
        open_and_close (self, path);
    }
  screen_start (self);
  assert_rows (self, "r8, r7, r6, r5, r4, r3");
  g_assert_true (screen_close (self));
}

static void
test_menu (TestScreen *self, gconstpointer data)
{
  g_autofree char *a = make (self, "a.sekretariat"), *b = make (self, "b_b.sekretariat");

  /* Where there is no other one, there are no words over nothing. */
  screen_open (self, a);
  assert_shows (self, a);
  screen_press (GDK_KEY_F10, 0);
  screen_wait (screen_shows (screen_part (self, "menu_button"), "Åpne"));
  g_assert_false (screen_shows (screen_part (self, "menu_button"), "Siste registre"));
  screen_press (GDK_KEY_Escape, 0);
  g_assert_true (screen_close (self));
  open_and_close (self, b);
  screen_open (self, a);
  assert_shows (self, a);
  screen_press (GDK_KEY_F10, 0);
  screen_wait (screen_shows (screen_part (self, "menu_button"), "b_b – "));
  g_assert_false (screen_shows (screen_part (self, "menu_button"), "a – "));
  g_assert_true (screen_shows (screen_part (self, "menu_button"), "Siste registre"));
  screen_shoot_widget (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (screen_part (self, "menu_button")))),
                       "recent-menu");
  press_until (self, GDK_KEY_Down, "b_b");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (g_strcmp0 (sek_document_get_path (sek_window_get_document (self->window)), b) == 0);
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/recent/start", test_start);
  screen_add ("/recent/most", test_most);
  screen_add ("/recent/menu", test_menu);
  return screen_run ();
}
