/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a council adopts, from the keyboard: recommended, adopted, sealed, tampered with from outside and found,
 * adjusted with reasons, and undone as far as the seal. */
#include "sek-test-display.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <string.h>

#include "sek-budget.h"
#include "sek-key.h"
#include "sek-seal.h"
#include "sek-status.h"

#define PROPOSAL "Forslag budsjett 2023"
#define BUDGET "Budsjett 2023"
#define ADJUSTED "Justert budsjett 2023"

static const char *
words (const char *text)
{
  return dgettext (GETTEXT_PACKAGE, text);
}

/* 0 when there is none of this title. */
static gint64
column (TestScreen *self, const char *title)
{
  gint64 row = 0;

  return sek_key_find (screen_register (self), sek_entity_get (SEK_BUDGET_COLUMN), title, &row, NULL) ? row : 0;
}

static char *
cell_id (TestScreen *self, const char *prefix, const char *title)
{
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT, prefix, column (self, title));
}

/* Ctrl+K and the command. */
static void
ask (TestScreen *self, const char *command)
{
  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  screen_type (words (command));
  screen_settle ();
  screen_press (GDK_KEY_Return, 0);
}

static void
open_budget (TestScreen *self)
{
  screen_open_example (self);
  screen_go_page ("budget");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "budget");
}

/* The next step of the column, with the case typed; the dialog knows the rest. */
static void
record (TestScreen *self, const char *case_number)
{
  ask (self, "Record the Status");
  screen_wait (screen_dialog () != NULL);
  screen_type (case_number);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
}

static char *
dup_status (TestScreen *self, const char *title)
{
  return sek_status_dup_words (screen_register (self), column (self, title), SEK_LANGUAGE_NB);
}

static void
test_steps (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *today = sek_date_format (sek_date_today (), SEK_DATE_TOLD, SEK_LANGUAGE_NB);
  g_autofree char *recommended = g_strdup_printf ("Innstilt av styret %s, sak 45/22", today);
  g_autofree char *adopted = g_strdup_printf ("Vedtatt av representantskapet %s, sak 12/22", today);
  g_autofree char *status = NULL, *undone = NULL, *again = NULL;

  open_budget (self);
  record (self, "45/22");
  status = dup_status (self, PROPOSAL);
  g_assert_cmpstr (status, ==, recommended);
  screen_wait (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_LABEL, recommended) != NULL);
  before = sek_register_dump (screen_register (self));
  screen_shoot (self, "recommended");

  /* Adopting makes the budget of the proposal, in the same step. */
  record (self, "12/22");
  g_assert_cmpint (column (self, PROPOSAL), ==, 0);
  g_free (status);
  status = dup_status (self, BUDGET);
  g_assert_cmpstr (status, ==, adopted);
  g_assert_cmpint (sek_register_get_budget_column (screen_register (self), column (self, BUDGET))->kind, ==,
                   SEK_COLUMN_KIND_BUDGET);
  screen_shoot (self, "adopted");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  undone = sek_register_dump (screen_register (self));
  g_assert_cmpstr (undone, ==, before);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  again = dup_status (self, BUDGET);
  g_assert_cmpstr (again, ==, adopted);
  g_assert_true (screen_close (self));
}

/* A day that is none cannot be recorded; Escape records nothing. */
static void
test_bad_day (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  open_budget (self);
  before = sek_register_dump (screen_register (self));
  ask (self, "Record the Status");
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Tab, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("31.2.2022");
  screen_press (GDK_KEY_Return, 0);
  screen_settle ();
  g_assert_nonnull (screen_dialog ());
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* Draft, recommended, adopted, sealed. */
static void
seal (TestScreen *self)
{
  record (self, "45/22");
  record (self, "12/22");
  ask (self, "Record the Status");
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_nonnull (sek_seal_get_budget (screen_register (self), column (self, BUDGET)));
}

static void
test_sealed (TestScreen *self, gconstpointer data)
{
  g_autofree char *id = NULL, *before = NULL, *after = NULL;

  open_budget (self);
  seal (self);
  id = cell_id (self, "amount", BUDGET);
  before = sek_register_dump (screen_register (self));
  screen_go_to (self, "Kommunikasjon", id);
  screen_type ("999\n");
  screen_settle ();
  screen_press (GDK_KEY_Escape, 0);
  screen_press (GDK_KEY_Delete, 0);
  screen_settle ();
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  screen_shoot (self, "sealed");

  /* What came after is undone, and no further. */
  screen_go_to (self, "Kommunikasjon", "name");
  screen_press (GDK_KEY_F2, 0);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("Trykking\n");
  screen_assert_reads (self, "Trykking", id, "250");
  for (int i = 0; i < 5; i++)
    screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_clear_pointer (&after, g_free);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* A line that is deleted stands last in its section, as it was adopted, and is not edited. */
static void
test_gone (TestScreen *self, gconstpointer data)
{
  g_autofree char *id = NULL, *before = NULL, *after = NULL;

  open_budget (self);
  seal (self);
  id = cell_id (self, "amount", BUDGET);
  screen_go_to (self, "Kommunikasjon", id);
  screen_press (GDK_KEY_Delete, GDK_CONTROL_MASK);
  screen_settle ();
  if (screen_dialog () != NULL)
    screen_answer (self, "delete");
  g_assert_false (sek_key_find (screen_register (self), sek_entity_get (SEK_BUDGET_LINE), "Kommunikasjon",
                                &(gint64) { 0 }, NULL));
  screen_assert_reads (self, "Kommunikasjon", id, "250");
  before = sek_register_dump (screen_register (self));
  screen_go_to (self, "Kommunikasjon", "name");
  screen_type ("Noe\n");
  screen_press (GDK_KEY_Escape, 0);
  screen_press (GDK_KEY_Delete, GDK_CONTROL_MASK);
  screen_settle ();
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  screen_shoot (self, "gone");
  g_assert_true (screen_close (self));
}

static void
test_tampered (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "vedtatt.sekretariat");
  sqlite3 *db;
  char *message = NULL;

  open_budget (self);
  seal (self);
  g_assert_true (sek_journal_copy (sek_document_get_journal (sek_window_get_document (self->window)), path, FALSE,
                                   NULL));
  g_assert_true (screen_close (self));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, "UPDATE amount SET value = 1 WHERE value = 610000000", NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
  sqlite3_close (db);

  screen_open (self, path);
  screen_go_page ("checks");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "checks");
  screen_wait (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_WIDGET, NULL) != NULL);
  {
    GPtrArray *checks = sek_document_get_checks (sek_window_get_document (self->window));
    const SekCheck *check = sek_check_find (checks, "adopted/" BUDGET);

    g_assert_nonnull (check);
    g_assert_cmpint (check->verdict, ==, SEK_VERDICT_WRONG);
  }
  screen_shoot (self, "tampered");
  /* The table is what was adopted. */
  screen_go_page ("budget");
  {
    g_autofree char *id = cell_id (self, "amount", BUDGET);

    screen_assert_reads (self, "Lønn sekretariatet mv.", id, "6\u00a0100");
  }
  g_assert_true (screen_close (self));
}

/* From the seal an adjusted budget, each change with its reason beside it. */
static void
test_adjusted (TestScreen *self, gconstpointer data)
{
  g_autofree char *id = NULL, *amount = NULL, *reason = NULL;

  open_budget (self);
  seal (self);
  id = cell_id (self, "amount", BUDGET);
  screen_go_to (self, "Kommunikasjon", id);
  screen_wait (screen_find_action (screen_form (self), "budget.adjust-column") != NULL);
  gtk_widget_grab_focus (screen_find_action (screen_form (self), "budget.adjust-column"));
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_cmpint (column (self, ADJUSTED), !=, 0);
  g_assert_cmpint (sek_budget_closing (screen_register (self), column (self, ADJUSTED)), ==,
                   sek_budget_closing (screen_register (self), column (self, BUDGET)));
  amount = cell_id (self, "amount", ADJUSTED);
  reason = cell_id (self, "reason", ADJUSTED);
  screen_go_to (self, "Kommunikasjon", amount);
  screen_type ("260\n");
  g_assert_nonnull (sek_check_find (sek_document_get_checks (sek_window_get_document (self->window)),
                                    "reasons/Kommunikasjon, " ADJUSTED));
  screen_go_to (self, "Kommunikasjon", reason);
  screen_type ("Skal trykkes\n");
  screen_assert_reads (self, "Kommunikasjon", reason, "Skal trykkes");
  g_assert_null (sek_check_find (sek_document_get_checks (sek_window_get_document (self->window)),
                                 "reasons/Kommunikasjon, " ADJUSTED));
  screen_shoot (self, "adjusted");
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/adopted/steps", test_steps);
  screen_add ("/adopted/bad-day", test_bad_day);
  screen_add ("/adopted/sealed", test_sealed);
  screen_add ("/adopted/gone", test_gone);
  screen_add ("/adopted/tampered", test_tampered);
  screen_add ("/adopted/adjusted", test_adjusted);
  return screen_run ();
}
