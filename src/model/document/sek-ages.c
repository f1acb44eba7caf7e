/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-ages.h"

typedef struct
{
  gint64 id;
  gint64 time;
} Event;

struct _SekAges
{
  GArray *touches; /* SekStoreTouch, by row */
  GArray *events;  /* Event, oldest first */
};

static gint64
unix_time (const char *utc)
{
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_new_from_iso8601 (utc, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

SekAges *
sek_document_read_ages (SekDocument *document, SekEntityId entity, GError **error)
{
  SekJournal *journal = sek_document_get_journal (document);
  g_autoptr (GPtrArray) events = sek_journal_read_events (journal, 0, G_MAXINT, error);
  GArray *touches = events != NULL ? sek_journal_read_touches (journal, entity, error) : NULL;
  SekAges *self;

  if (touches == NULL)
    return NULL;
  self = g_new (SekAges, 1);
  self->touches = touches;
  self->events = g_array_sized_new (FALSE, FALSE, sizeof (Event), events->len);
  for (guint i = events->len; i > 0; i--)
    {
      const SekJournalEvent *logged = events->pdata[i - 1];
      Event event = { logged->id, unix_time (logged->at) };

      g_array_append_val (self->events, event);
    }
  return self;
}

void
sek_ages_free (SekAges *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->touches);
  g_array_unref (self->events);
  g_free (self);
}

gint64
sek_ages_find_event (SekAges *self, gint64 time, gint64 number)
{
  gint64 before = 0, same = 0;

  for (guint i = 0; i < self->events->len; i++)
    {
      const Event *event = &g_array_index (self->events, Event, i);

      /* Another copy of the register went its own way: there the number is another event's. */
      if (event->id == number && event->time == time)
        return number;
      if (event->time == time && same == 0)
        same = event->id;
      if (event->time < time)
        before = event->id;
    }
  return same != 0 ? same : before;
}

gboolean
sek_ages_is_last (SekAges *self, gint64 event)
{
  const Event *last = self->events->len > 0 ? &g_array_index (self->events, Event, self->events->len - 1) : NULL;

  for (guint i = self->events->len; i > 0; i--)
    {
      const Event *other = &g_array_index (self->events, Event, i - 1);

      if (other->id == event)
        return other->time == last->time;
    }
  return last == NULL;
}

/* The first touch of a row, or where it would be. */
static guint
find (SekAges *self, gint64 row)
{
  guint low = 0, high = self->touches->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->touches, SekStoreTouch, middle).row < row)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static const SekStoreTouch *
get (SekAges *self, guint i, gint64 row)
{
  const SekStoreTouch *touch = i < self->touches->len ? &g_array_index (self->touches, SekStoreTouch, i) : NULL;

  return touch != NULL && touch->row == row ? touch : NULL;
}

gboolean
sek_ages_has (SekAges *self, gint64 row)
{
  return get (self, find (self, row), row) != NULL;
}

/* Whether an action that touched the row, and made it or not, stands now and did not by that event, or the other way
 * round. What was done and undone since is as it was. */
static gboolean
is_touched_since (SekAges *self, gint64 row, gint64 event, gboolean inserts)
{
  const SekStoreTouch *touch, *next;
  gboolean stood = FALSE;

  for (guint i = find (self, row); (touch = get (self, i, row)) != NULL; i++)
    {
      if (touch->event <= event)
        stood = touch->what != SEK_STORE_UNDO;
      next = get (self, i + 1, row);
      if (next != NULL && next->action == touch->action)
        continue;
      if (touch->inserts == inserts && stood != (touch->what != SEK_STORE_UNDO))
        return TRUE;
      stood = FALSE;
    }
  return FALSE;
}

gboolean
sek_ages_changed_since (SekAges *self, gint64 row, gint64 event)
{
  return is_touched_since (self, row, event, FALSE);
}

gboolean
sek_ages_made_since (SekAges *self, gint64 row, gint64 event)
{
  return is_touched_since (self, row, event, TRUE);
}
