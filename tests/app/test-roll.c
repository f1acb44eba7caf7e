/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Neste år: what would be made is shown before it is, made by a key in one step, undone in one, and refused twice. */
#include "sek-test-display.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-key.h"

#define DRAFT "Forslag budsjett 2024"

/* Words of the program, as they are in the language of the test. */
static const char *
words (const char *text)
{
  return dgettext (GETTEXT_PACKAGE, text);
}

static GtkWidget *
part (TestScreen *self, GType type, const char *text)
{
  return screen_find (GTK_WIDGET (screen_page (self)), type, text);
}

static GtkWidget *
button (TestScreen *self, const char *year)
{
  g_autoptr (GString) label = g_string_new (words ("Make the Draft for %d"));

  g_string_replace (label, "%d", year, 0);
  return part (self, GTK_TYPE_BUTTON, label->str);
}

/* As somebody has it who never chose anything. */
static void
forget_choices (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SEK_APPLICATION_ID);

  g_settings_reset (settings, "roll-amounts");
  g_settings_reset (settings, "roll-comments");
}

static void
open_page (TestScreen *self)
{
  screen_open_example (self);
  screen_go_page ("roll");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "roll");
}

/* By keys: 0 the same, 1 zero, 2 per cent. */
static void
choose_amounts (TestScreen *self, guint which)
{
  GtkWidget *amounts = part (self, GTK_TYPE_DROP_DOWN, NULL);

  gtk_widget_grab_focus (amounts);
  screen_press (GDK_KEY_space, 0);
  screen_settle ();
  screen_press (GDK_KEY_Home, 0);
  for (guint i = 0; i < which; i++)
    screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (gtk_drop_down_get_selected (GTK_DROP_DOWN (amounts)) == which);
}

static void
type_year (TestScreen *self, const char *shown, const char *typed)
{
  gtk_widget_grab_focus (part (self, GTK_TYPE_ENTRY, shown));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type (typed);
  screen_settle ();
}

/* The figure of a line in a column, in thousands. */
static gint64
figure (TestScreen *self, const char *line, const char *column)
{
  gint64 row, at;
  SekBudgetCell cell;

  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_BUDGET_LINE), line, &row, NULL));
  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_BUDGET_COLUMN), column, &at, NULL));
  sek_budget_read (screen_register (self), row, at, &cell);
  return cell.value / 100000;
}

static void
test_made (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *undone = NULL, *redone = NULL, *done = NULL;

  forget_choices ();
  open_page (self);
  before = sek_register_dump (screen_register (self));
  g_assert_nonnull (button (self, "2024"));
  screen_assert_reads (self, "Lønn sekretariatet mv.", "after", "6\u00a0100\u00a0000");
  choose_amounts (self, 2);
  screen_type ("2,5");
  screen_wait (screen_shows (GTK_WIDGET (screen_page (self)), "1\u00a0903\u00a0000"));
  screen_assert_reads (self, "Lønn sekretariatet mv.", "before", "6\u00a0100\u00a0000");
  screen_assert_reads (self, "Lønn sekretariatet mv.", "after", "6\u00a0253\u00a0000");
  screen_assert_reads (self, "Lønn sekretariatet mv.", "percent", "2,5\u00a0%");
  screen_assert_reads (self, "Klima", "after", "174\u00a0000");
  screen_shoot (self, "roll");
  done = sek_register_dump (screen_register (self));
  g_assert_cmpstr (done, ==, before);

  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (g_str_equal (sek_window_get_page_name (self->window), "budget"));
  screen_wait (screen_tells (self, "2024"));
  g_assert_cmpint (figure (self, "Lønn sekretariatet mv.", DRAFT), ==, 6253);
  g_assert_cmpint (figure (self, "Inngående mindreforbruk", DRAFT), ==, 630);
  g_assert_cmpint (figure (self, "Kontingenter", DRAFT), ==, 6379);
  g_assert_cmpint (figure (self, "Prosjekter", DRAFT), ==, 2040);
  screen_shoot (self, "roll-made");
  g_clear_pointer (&done, g_free);
  done = sek_register_dump (screen_register (self));

  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  undone = sek_register_dump (screen_register (self));
  g_assert_cmpstr (undone, ==, before);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  redone = sek_register_dump (screen_register (self));
  g_assert_cmpstr (redone, ==, done);
  g_assert_true (screen_close (self));
}

static void
test_twice (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  forget_choices ();
  open_page (self);
  screen_click (button (self, "2024"));
  screen_wait (g_str_equal (sek_window_get_page_name (self->window), "budget"));
  screen_go_page ("roll");
  g_assert_nonnull (button (self, "2025"));
  before = sek_register_dump (screen_register (self));

  type_year (self, "2025", "2024");
  screen_wait (screen_shows (GTK_WIDGET (screen_page (self)), DRAFT));
  g_assert_true (sek_page_is_empty (screen_page (self)));
  g_assert_null (button (self, "2024"));
  screen_shoot (self, "roll-twice");
  /* The key does what the button that is left does: it leads to the first one. */
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (g_str_equal (sek_window_get_page_name (self->window), "budget"));
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);

  /* Nothing typed is the year that is next. */
  screen_go_page ("roll");
  gtk_widget_grab_focus (part (self, GTK_TYPE_ENTRY, "2024"));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Delete, 0);
  screen_wait (button (self, "2025") != NULL);
  g_assert_true (screen_close (self));
}

static void
test_problem (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  forget_choices ();
  open_page (self);
  before = sek_register_dump (screen_register (self));
  choose_amounts (self, 2);
  screen_type ("to");
  screen_wait (screen_shows (GTK_WIDGET (screen_page (self)), "«to»"));
  screen_shoot (self, "roll-problem");
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "roll");
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("-3");
  screen_wait (!screen_shows (GTK_WIDGET (screen_page (self)), "«to»"));
  screen_assert_reads (self, "Kommunikasjon", "after", "243\u00a0000");
  g_assert_true (screen_close (self));
}

/* What was chosen is chosen again in the next register. */
static void
test_remembered (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  forget_choices ();
  open_page (self);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  choose_amounts (self, 1);
  gtk_widget_grab_focus (part (self, GTK_TYPE_CHECK_BUTTON, NULL));
  screen_press (GDK_KEY_space, 0);
  g_assert_true (screen_close (self));

  screen_open (self, path);
  screen_go_page ("roll");
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (part (self, GTK_TYPE_DROP_DOWN, NULL))), ==, 1);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (part (self, GTK_TYPE_CHECK_BUTTON, NULL))));
  screen_assert_reads (self, "Kommunikasjon", "after", "0");
  g_assert_true (screen_close (self));
}

static void
test_nothing_to_go_by (TestScreen *self, gconstpointer data)
{
  screen_open_empty (self);
  screen_go_page ("roll");
  g_assert_true (sek_page_is_empty (screen_page (self)));
  screen_shoot (self, "roll-empty");
  screen_click (part (self, GTK_TYPE_BUTTON, words ("Go to Budget")));
  screen_wait (g_str_equal (sek_window_get_page_name (self->window), "budget"));
  g_assert_true (screen_close (self));
}

/* What somebody else writes is shown here as well, and not made. */
static void
test_read_only (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "r.sekretariat"), *before = NULL, *after = NULL;
  g_autoptr (SekDocument) document = sek_document_create_example (path, NULL);
  GSubprocess *writer;

  forget_choices ();
  sek_document_close (document);
  writer = screen_hold (path);
  screen_open (self, path);
  screen_go_page ("roll");
  before = sek_register_dump (screen_register (self));
  screen_assert_reads (self, "Kommunikasjon", "after", "250\u00a0000");
  screen_click (button (self, "2024"));
  screen_settle ();
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "roll");
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  screen_shoot (self, "roll-read-only");
  screen_release (writer);
  g_assert_true (screen_close (self));
}

static void
test_narrow (TestScreen *self, gconstpointer data)
{
  forget_choices ();
  open_page (self);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 680, 800);
  screen_wait (gtk_widget_get_width (GTK_WIDGET (self->window)) <= 680);
  choose_amounts (self, 2);
  screen_type ("2,5");
  screen_settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->window)), <=, 680);
  g_assert_nonnull (button (self, "2024"));
  screen_shoot (self, "roll-narrow");
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/roll/shown, made and undone in one step", test_made);
  screen_add ("/roll/twice is refused", test_twice);
  screen_add ("/roll/what cannot be read", test_problem);
  screen_add ("/roll/choices are remembered", test_remembered);
  screen_add ("/roll/nothing to go by", test_nothing_to_go_by);
  screen_add ("/roll/of another's register", test_read_only);
  screen_add ("/roll/in a narrow window", test_narrow);
  return screen_run ();
}
