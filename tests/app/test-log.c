/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change log, the ways back, Gå til, and what a page does with a whole table. */
#include "sek-key.h"
#include "sek-test-display.h"

#define MEMBER "Drammen"
#define POPULATION "population"

static gint64
find_member (TestScreen *self, const char *name)
{
  gint64 row = 0;

  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_MEMBER), name, &row, NULL));
  return row;
}

static char *
read_log (TestScreen *self, guint row, const char *column)
{
  SekGridModel *model = sek_grid_get_model (screen_grid (self));
  SekGridCellFlags flags;

  return sek_grid_model_read (model, row, screen_find_column (model, column), &flags);
}

#define assert_log(self, row, column, expected)                                                                        \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *text_ = read_log (self, row, column);                                                             \
    g_assert_cmpstr (text_, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

static void
change_population (TestScreen *self, const char *text)
{
  screen_go_to (self, MEMBER, POPULATION);
  screen_type (text);
  screen_press (GDK_KEY_Return, 0);
}

/* When, who, what, from and to, and back again from there. */
static void
test_log (TestScreen *self, gconstpointer data)
{
  g_autofree char *who = NULL, *head = NULL;

  screen_open_example (self);
  change_population (self, "103 000");
  change_population (self, "+10%");
  screen_assert_reads (self, MEMBER, POPULATION, "113\u00a0300");
  screen_go_page ("log");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "log");
  screen_settle ();
  assert_log (self, 0, "what", "Endring av «Folketall» for Drammen");
  assert_log (self, 0, "row", "Drammen, 1.1.2022");
  assert_log (self, 0, "field", "Folketall");
  assert_log (self, 0, "before", "103\u00a0000");
  assert_log (self, 0, "after", "113\u00a0300");
  /* What was typed first is no longer from the source either: two changes, under a head with the words of both. */
  head = g_strdup_printf (g_dgettext (GETTEXT_PACKAGE, "%s · %s changes"), "Endring av «Folketall» for Drammen", "2");
  assert_log (self, 1, "row", head);
  assert_log (self, 1, "before", "");
  assert_log (self, 2, "before", "102\u00a0273");
  assert_log (self, 2, "when", "");
  assert_log (self, 3, "field", "Kilde");
  who = read_log (self, 0, "who");
  g_assert_nonnull (strchr (who, '@'));
  screen_shoot (self, "log");

  /* Back to the value before the first change, as a change of its own. */
  screen_press (GDK_KEY_Down, 0);
  screen_settle ();
  g_assert_null (screen_find_action (GTK_WIDGET (self->window), "log.restore-before"));
  g_assert_nonnull (screen_find_action (GTK_WIDGET (self->window), "log.undo-to"));
  screen_press (GDK_KEY_Down, 0);
  screen_settle ();
  screen_click (screen_find_action (GTK_WIDGET (self->window), "log.restore-before"));
  assert_log (self, 0, "what", "Tilbakehenting av «Folketall» for Drammen, 1.1.2022");
  g_assert_cmpint (sek_register_get_persons (screen_register (self), find_member (self, MEMBER), SEK_DATE (2022, 1, 1)),
                   ==, 102273);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  assert_log (self, 0, "what", "Angret: Tilbakehenting av «Folketall» for Drammen, 1.1.2022");
  g_assert_cmpint (sek_register_get_persons (screen_register (self), find_member (self, MEMBER), SEK_DATE (2022, 1, 1)),
                   ==, 113300);
  g_assert_true (screen_close (self));
}

/* Everything down to a line, after a question. */
static void
test_undo_to (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  change_population (self, "103 000");
  change_population (self, "104 000");
  change_population (self, "105 000");
  screen_go_page ("log");
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_settle ();
  screen_click (screen_find_action (GTK_WIDGET (self->window), "log.undo-to"));
  screen_wait (screen_dialog () != NULL);
  screen_answer (self, "undo");
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpint (sek_register_get_persons (screen_register (self), find_member (self, MEMBER), SEK_DATE (2022, 1, 1)),
                   ==, 103000);
  g_assert_true (screen_close (self));
}

static guint
count_rows (TestScreen *self)
{
  return sek_grid_model_get_n_rows (sek_grid_get_model (screen_grid (self)));
}

/* Opens the chooser that now reads so, or that has the focus, and takes the n-th choice from the top. */
static void
choose (TestScreen *self, const char *now, guint n)
{
  if (now != NULL)
    screen_tab_to (self, GTK_TYPE_DROP_DOWN, now);
  screen_press (GDK_KEY_space, 0);
  screen_press (GDK_KEY_Home, 0);
  for (guint i = 0; i < n; i++)
    screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_settle ();
}

static void
focus_first_line (TestScreen *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (screen_grid (self)));
  screen_press (GDK_KEY_Home, GDK_CONTROL_MASK);
  screen_settle ();
}

/* Field, person, time and row choose lines, and each way back is gone, without a mouse. */
static void
test_keys (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  guint all, row, column;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  change_population (self, "103 000");
  screen_go_to (self, "Moss", "name");
  screen_type ("Moss by\n");
  screen_go_page ("log");
  screen_settle ();
  all = count_rows (self);

  /* The example was made today too, all by the same person. */
  choose (self, "Når som helst", 1);
  g_assert_cmpuint (count_rows (self), ==, all);
  choose (self, "Alle felt", 1);
  g_assert_cmpuint (count_rows (self), <, all);
  choose (self, NULL, 0);
  g_assert_cmpuint (count_rows (self), ==, all);
  choose (self, "Alle personer", 1);
  g_assert_cmpuint (count_rows (self), ==, all);
  choose (self, "I dag", 5);
  screen_tab_to (self, GTK_TYPE_ENTRY, "");
  screen_type ("1.1.2020\n");
  g_assert_cmpuint (count_rows (self), ==, all);
  screen_press (GDK_KEY_Tab, 0);
  screen_type ("31.12.2020\n");
  g_assert_cmpuint (count_rows (self), ==, 0);
  screen_shoot (self, "log-period");
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("32.12.2020\n");
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (self->window)),
                                                                    GTK_TYPE_ENTRY),
                                           "error"));
  screen_shoot (self, "log-wrong-date");
  choose (self, "Periode", 0);
  g_assert_cmpuint (count_rows (self), ==, all);

  /* Only one row's lines, then there. */
  focus_first_line (self);
  assert_log (self, 0, "row", "Moss by");
  screen_tab_to (self, GTK_TYPE_BUTTON, "Vis bare denne raden");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (count_rows (self) < all);
  assert_log (self, 0, "row", "Moss by");
  screen_shoot (self, "log-row");
  screen_tab_to (self, GTK_TYPE_BUTTON, "Bare Moss by");
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpuint (count_rows (self), ==, all);
  focus_first_line (self);
  screen_tab_to (self, GTK_TYPE_BUTTON, "Gå dit");
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "members");
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  g_assert_true (sek_grid_get_cursor (screen_grid (self), &row, &column));
  g_assert_cmpint (sek_grid_model_get_row_id (sek_grid_get_model (screen_grid (self)), row), ==,
                   find_member (self, "Moss by"));

  /* Restored, and everything taken back. */
  screen_go_page ("log");
  focus_first_line (self);
  screen_tab_to (self, GTK_TYPE_BUTTON, "Hent tilbake «Moss»");
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpint (find_member (self, "Moss"), !=, 0);
  assert_log (self, 0, "what", "Tilbakehenting av «Navn» for Moss by");
  focus_first_line (self);
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_settle ();
  screen_tab_to (self, GTK_TYPE_BUTTON, "Angre dette og alt senere");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () != NULL);
  screen_shoot_widget (screen_dialog (), "log-undo-question");
  screen_press (GDK_KEY_Tab, 0);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  after = sek_register_dump (screen_register (self));
  g_assert_true (g_str_equal (after, before));
  g_assert_true (screen_close (self));
}

/* Ctrl+K, part of a name, Enter. */
static void
test_go_to (TestScreen *self, gconstpointer data)
{
  guint row, column;

  screen_open_example (self);
  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  screen_type ("komm\n");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "budget");
  screen_settle ();
  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  screen_type ("dram\n");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "members");
  g_assert_true (sek_grid_get_cursor (screen_grid (self), &row, &column));
  g_assert_cmpint (sek_grid_model_get_row_id (sek_grid_get_model (screen_grid (self)), row), ==,
                   find_member (self, MEMBER));
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  screen_type ("endringslogg\n");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "log");
  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Escape, 0);
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "log");
  g_assert_true (screen_close (self));
}

/* The search marks, moves and tells; a filter shows fewer rows, totals follow it, and it is there the next time. */
static void
test_find_and_filter (TestScreen *self, gconstpointer data)
{
  const char *const texts[] = { "Oslo", NULL };
  g_autoptr (SekCondition) condition = sek_condition_new (SEK_COMPARISON_ONE_OF, texts);
  g_autofree char *path = NULL;
  SekGridModel *model;
  guint county;

  screen_open_example (self);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  screen_press (GDK_KEY_f, GDK_CONTROL_MASK);
  screen_type ("ringerike");
  screen_wait (screen_shows (GTK_WIDGET (self->window), "Rad 1 av "));
  screen_press (GDK_KEY_F3, 0);
  screen_press (GDK_KEY_Escape, 0);
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  g_assert_cmpuint (sek_grid_model_get_n_rows (sek_grid_get_model (screen_grid (self))), ==, 64);

  model = sek_grid_get_model (screen_grid (self));
  county = screen_find_column (model, "county");
  g_assert_true (sek_grid_model_set_condition (model, county, condition, NULL));
  g_signal_emit_by_name (screen_grid (self), "layout-changed");
  screen_settle ();
  g_assert_cmpuint (sek_grid_model_get_n_rows (model), ==, 1);
  {
    g_autofree char *footer = sek_grid_model_get_footer (model, screen_find_column (model, "name"));

    g_assert_cmpstr (footer, ==, "1 av 64 medlemmer");
  }
  screen_wait (screen_shows (GTK_WIDGET (self->window), "Fylke: Oslo"));
  screen_shoot (self, "members-filtered");
  g_assert_true (screen_close (self));
  screen_open (self, path);
  g_assert_cmpuint (sek_grid_model_get_n_rows (sek_grid_get_model (screen_grid (self))), ==, 1);
  g_assert_true (screen_close (self));
}

/* A copied table of members is pasted in one step and undone in one. */
static void
test_paste_members (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "700 000\n31 500\n50 300");
  screen_go_to (self, "Oslo", POPULATION);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (sek_register_get_persons (screen_register (self), find_member (self, "Oslo"), SEK_DATE (2022, 1, 1))
               == 700000);
  screen_assert_reads (self, "Moss", POPULATION, "50\u00a0300");
  screen_wait (screen_tells (self, "Limte inn 3 celler"));
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* Several rows get a value in one step of the side pane. */
static void
test_several (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  const SekMember *drammen;
  GtkWidget *row;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  screen_go_to (self, MEMBER, "name");
  screen_press (GDK_KEY_Up, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Up, GDK_SHIFT_MASK);
  screen_wait (screen_shows (screen_form (self), "3 medlemmer"));
  row = screen_find (screen_form (self), ADW_TYPE_ENTRY_ROW, "Fakturareferanse");
  g_assert_nonnull (row);
  gtk_widget_grab_focus (row);
  screen_type ("Økonomi 7\n");
  drammen = sek_register_get_member (screen_register (self), find_member (self, MEMBER));
  g_assert_cmpstr (drammen->invoice_reference, ==, "Økonomi 7");
  screen_shoot (self, "members-several");
  gtk_widget_grab_focus (GTK_WIDGET (screen_grid (self)));
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_wait (screen_tells (self, "Endring av «Fakturareferanse» i 3 rader"));
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* A column that is gone is named as it was, wherever the log refers to it, and never by a number. */
static void
test_gone (TestScreen *self, gconstpointer data)
{
  SekGridModel *model;
  gboolean named = FALSE, whole = FALSE;

  screen_open_example (self);
  screen_go_page ("budget");
  screen_settle ();
  gtk_widget_activate_action (GTK_WIDGET (screen_page (self)), "budget.delete-column", NULL);
  screen_settle ();
  screen_go_page ("log");
  screen_settle ();
  model = sek_grid_get_model (screen_grid (self));
  for (guint row = 0; row < MIN (sek_grid_model_get_n_rows (model), 60); row++)
    {
      g_autofree char *before = read_log (self, row, "before"), *after = read_log (self, row, "after");

      g_autofree char *name = read_log (self, row, "row");

      g_assert_cmpint (*before, !=, '#');
      g_assert_cmpint (*after, !=, '#');
      named |= strstr (before, "Forslag budsjett 2023") != NULL;
      whole |= g_str_equal (name, "Prosjekter, Forslag budsjett 2023");
    }
  g_assert_true (named);
  /* An amount that went with it is still the one of its line in it. */
  g_assert_true (whole);
  screen_shoot (self, "log-gone");
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/log/changes", test_log);
  screen_add ("/log/undo-to", test_undo_to);
  screen_add ("/log/keys", test_keys);
  screen_add ("/log/go-to", test_go_to);
  screen_add ("/log/find-and-filter", test_find_and_filter);
  screen_add ("/log/paste-members", test_paste_members);
  screen_add ("/log/several", test_several);
  screen_add ("/log/gone", test_gone);
  return screen_run ();
}
