/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Getting started: what is named but not there is made on the way, after a question and in the same step. */
#include <adwaita.h>

#include "sek-budget-edit.h"
#include "sek-key.h"
#include "sek-test-display.h"

static gint64
count (TestScreen *self, SekEntityId entity)
{
  return (gint64) sek_table_get_size (sek_register_get_table (screen_register (self), entity));
}

static const char *
get_heading (void)
{
  screen_wait (screen_dialog () != NULL);
  return adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (screen_dialog ()));
}

static void
test_typed (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  gint64 n;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  n = count (self, SEK_SUBREGION);
  /* «Indre» begins the name of another, which Enter takes; it stands last in the list. */
  screen_go_to (self, "Moss", "subregion");
  screen_type ("Indre");
  screen_shoot (self, "start-choices");
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpstr (get_heading (), ==, "Ny delregion «Indre»?");
  screen_shoot_widget (screen_dialog (), "start-new-subregion");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_cmpint (count (self, SEK_SUBREGION), ==, n);
  g_assert_nonnull (sek_grid_get_problem (screen_grid (self)));
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpstr (get_heading (), ==, "Ny delregion «Indre»?");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_cmpint (count (self, SEK_SUBREGION), ==, n + 1);
  g_assert_null (sek_grid_get_problem (screen_grid (self)));
  screen_assert_reads (self, "Moss", "subregion", "Indre");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* Two names, each twice: one question, two subregions. */
static void
test_pasted (TestScreen *self, gconstpointer data)
{
  gint64 n;

  screen_open_example (self);
  n = count (self, SEK_SUBREGION);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "Indre\nYtre\n indre \nYtre\n");
  screen_go_to (self, "Halden", "subregion");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  g_assert_cmpstr (get_heading (), ==, "Nye delregioner: Indre, Ytre?");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_cmpint (count (self, SEK_SUBREGION), ==, n + 2);
  screen_assert_reads (self, "Halden", "subregion", "Indre");
  screen_assert_reads (self, "Moss", "subregion", "Ytre");
  screen_assert_reads (self, "Sarpsborg", "subregion", "Indre");
  g_assert_true (screen_close (self));
}

/* Members with their subregions into an empty register. */
static void
test_first_list (TestScreen *self, gconstpointer data)
{
  screen_open_empty (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)),
                          "Nr.\tMedlem\tFylke\tDelregion\tFolketall\n"
                          "3301\tDrammen\tBuskerud\tIndre\t102 273\n0301\tOslo\tOslo\tYtre\t699 827\n");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL || g_str_has_prefix (get_heading (), "Nye delregioner"));
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_cmpint (count (self, SEK_MEMBER), ==, 2);
  screen_assert_reads (self, "Drammen", "subregion", "Indre");
  screen_assert_reads (self, "Oslo", "population", "699\u00a0827");
  g_assert_true (screen_close (self));
}

/* A grant and the line of its money, by typing the line's name and by the button. */
static void
test_grant (TestScreen *self, gconstpointer data)
{
  SekRegister *reg;
  gint64 n;

  screen_open_example (self);
  reg = screen_register (self);
  n = count (self, SEK_BUDGET_LINE);
  screen_go_page ("projects");
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "Nytt tilskudd"));
  screen_type ("Byvekst\t\t\t");
  screen_type ("Byvekstmidler\n");
  g_assert_cmpstr (get_heading (), ==, "Ny post «Byvekstmidler» i budsjettet?");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_cmpint (count (self, SEK_BUDGET_LINE), ==, n + 1);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpint (count (self, SEK_BUDGET_LINE), ==, n);
  screen_press (GDK_KEY_Up, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Down, GDK_CONTROL_MASK);
  screen_shoot (self, "start-grant");
  /* The pane's last groups come a frame later. */
  screen_wait (screen_find (screen_form (self), GTK_TYPE_BUTTON, "Lag post i budsjettet") != NULL);
  gtk_widget_grab_focus (screen_find (screen_form (self), GTK_TYPE_BUTTON, "Lag post i budsjettet"));
  screen_press (GDK_KEY_space, 0);
  g_assert_cmpint (count (self, SEK_BUDGET_LINE), ==, n + 1);
  screen_wait (screen_find (screen_form (self), GTK_TYPE_BUTTON, "Lag post i budsjettet") == NULL);
  g_assert_true (reg == screen_register (self));
  g_assert_true (screen_close (self));
}

static const SekBudgetColumn *
find_column (TestScreen *self, const char *title)
{
  gint64 row;

  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_BUDGET_COLUMN), title, &row, NULL));
  return sek_register_get_budget_column (screen_register (self), row);
}

static char *
read_amount (TestScreen *self, const char *line, const SekBudgetColumn *column)
{
  g_autofree char *id = g_strdup_printf ("amount-%" G_GINT64_FORMAT, column->id);

  return screen_read (self, line, id);
}

#define assert_amount(self, line, column, expected)                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *amount_ = read_amount (self, line, column);                                                       \
    g_assert_cmpstr (amount_, ==, expected);                                                                           \
  }                                                                                                                    \
  G_STMT_END

/* Next year: Enter creates, the column goes on from the one that it comes from, comments stay or go, amounts change. */
static void
test_next_year (TestScreen *self, gconstpointer data)
{
  const SekBudgetColumn *old, *next;
  g_autofree char *comment = NULL;
  gint64 line;

  screen_open_example (self);
  screen_go_page ("budget");
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "Ny kolonne …"));
  screen_wait (screen_dialog () != NULL);
  screen_shoot_widget (screen_dialog (), "start-new-column");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  old = find_column (self, "Forslag budsjett 2023");
  next = find_column (self, "Forslag budsjett 2024");
  g_assert_cmpint (next->base_column, ==, old->id);
  g_assert_cmpint (next->carry_from, ==, old->id);
  assert_amount (self, "Kommunikasjon", next, "250");

  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "Ny kolonne …"));
  screen_wait (screen_dialog () != NULL);
  screen_wait (screen_find (screen_dialog (), GTK_TYPE_SWITCH, NULL) != NULL);
  gtk_widget_grab_focus (screen_find (screen_dialog (), GTK_TYPE_SWITCH, NULL));
  screen_press (GDK_KEY_space, 0);
  screen_press (GDK_KEY_Tab, 0);
  screen_type ("mye");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (screen_dialog ()), "create"));
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("3,5 %\n");
  screen_wait (screen_dialog () == NULL);
  next = find_column (self, "Forslag budsjett 2024");
  /* 250 × 1,035 = 258,75; 40 × 1,035 = 41,4. What is carried over is worked out. */
  assert_amount (self, "Kommunikasjon", next, "259");
  assert_amount (self, "Møteutgifter politiske organer", next, "41");
  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_BUDGET_LINE), "Kommunikasjon", &line, NULL));
  {
    g_autofree SekColumn *comments = sek_column_new_comment (SEK_BUDGET_LINE, next->id);
    SekScope scope;

    sek_scope_init (&scope, screen_register (self));
    comment = sek_column_dup_text (comments, &scope, line);
    g_assert_cmpstr (comment, ==, "");
  }
  g_assert_true (screen_close (self));
}

/* The second column of all goes on from the first one. */
static void
test_second_year (TestScreen *self, gconstpointer data)
{
  const SekBudgetColumn *first, *second;
  g_autofree char *title = NULL, *next = NULL, *id = NULL;
  gint64 row;
  int year = sek_date_plan_year (sek_date_today ());

  screen_open_empty (self);
  screen_go_page ("budget");
  screen_press (GDK_KEY_space, 0);
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  title = g_strdup_printf ("Forslag budsjett %d", year);
  next = g_strdup_printf ("Forslag budsjett %d", year + 1);
  first = find_column (self, title);
  row = first->id;
  id = g_strdup_printf ("amount-%" G_GINT64_FORMAT, first->id);
  screen_go_to (self, "Inngående mindreforbruk", id);
  screen_type ("500\n");
  screen_assert_reads (self, "Utgående mindreforbruk", id, "500");
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "Ny kolonne …"));
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  second = find_column (self, next);
  g_assert_cmpint (second->base_column, ==, row);
  g_assert_cmpint (second->carry_from, ==, row);
  assert_amount (self, "Inngående mindreforbruk", second, "500");
  screen_shoot (self, "start-second-year");
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/start/typed", test_typed);
  screen_add ("/start/pasted", test_pasted);
  screen_add ("/start/first-list", test_first_list);
  screen_add ("/start/grant", test_grant);
  screen_add ("/start/next-year", test_next_year);
  screen_add ("/start/second-year", test_second_year);
  return screen_run ();
}
