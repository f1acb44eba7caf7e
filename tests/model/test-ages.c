/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "sek-ages.h"

/* What the log tells of the age of rows: what was made of the register at some time, and what was changed since. */

static SekAges *
read_ages (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SekAges *ages = sek_document_read_ages (fixture->document, SEK_CONTACT, &error);

  g_assert_no_error (error);
  return ages;
}

/* The last event of the log: its number, and its time as seconds. */
static gint64
last_event (Fixture *fixture, gint64 *time)
{
  g_autoptr (GPtrArray) events = sek_store_read_events (sek_document_get_store (fixture->document), 0, 1, NULL);
  const SekStoreEvent *event = events->pdata[0];
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (event->at, NULL);

  *time = g_date_time_to_unix (at);
  return event->id;
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  gint64 mayor = find (fixture, "contact", "3301/political"), invoice = find (fixture, "contact", "3301/invoice");
  gint64 made, event, time;
  g_autoptr (SekAges) before = NULL, after = NULL, undone = NULL, redone = NULL;

  event = last_event (fixture, &time);
  before = read_ages (fixture);
  g_assert_true (sek_ages_has (before, mayor));
  g_assert_false (sek_ages_has (before, 1));
  g_assert_cmpint (sek_ages_find_event (before, time, event), ==, event);
  g_assert_true (sek_ages_is_last (before, event));
  /* That it was made is no change of it. */
  g_assert_false (sek_ages_changed_since (before, mayor, 0));
  g_assert_true (sek_ages_made_since (before, mayor, 0));

  edit (fixture, "contact", "3301/political", "email", "ny@drammen.example");
  made = add (fixture, "contact", "member", "3301", "role", "political", "office", "Varaordfører", NULL);
  after = read_ages (fixture);
  /* Within the same second the number tells what was seen. */
  g_assert_cmpint (sek_ages_find_event (after, time, event), ==, event);
  g_assert_true (sek_ages_changed_since (after, mayor, event));
  g_assert_false (sek_ages_changed_since (after, mayor, event + 1));
  g_assert_false (sek_ages_changed_since (after, invoice, event));
  g_assert_true (sek_ages_made_since (after, made, event));
  g_assert_false (sek_ages_changed_since (after, made, event));

  undo (fixture);
  undo (fixture);
  undone = read_ages (fixture);
  g_assert_true (sek_ages_has (undone, made));
  /* As it was then; what was made in between saw something else. */
  g_assert_false (sek_ages_changed_since (undone, mayor, event));
  g_assert_true (sek_ages_changed_since (undone, mayor, event + 2));
  redo (fixture);
  redone = read_ages (fixture);
  g_assert_true (sek_ages_changed_since (redone, mayor, event));
  g_assert_false (sek_ages_changed_since (redone, mayor, event + 2));
}

/* Without a number the time tells, and in doubt the first change of that second. */
static void
test_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekAges) ages = NULL;
  gint64 time, event, first;

  edit (fixture, "contact", "3301/political", "email", "ny@drammen.example");
  event = last_event (fixture, &time);
  ages = read_ages (fixture);
  first = sek_ages_find_event (ages, time, 0);
  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (first, <=, event);
  /* A number that is another event's here, as in a copy that went its own way, tells nothing. */
  g_assert_cmpint (sek_ages_find_event (ages, time, event + 7), ==, first);
  g_assert_cmpint (sek_ages_find_event (ages, time + 100, 0), ==, event);
  g_assert_cmpint (sek_ages_find_event (ages, 1, 0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ages/changed", test_changed);
  ADD ("/ages/time", test_time);
  return g_test_run ();
}
