/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-earlier.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "sek-apply.h"
#include "sek-document-private.h"
#include "sek-error.h"
#include "sek-journal.h"
#include "sek-upgrade.h"

/* The opposite of what the event did; NULL with error. */
static SekChangeset *
read_way_back (SekJournal *journal, const SekJournalEvent *event, GError **error)
{
  SekChangeset *changeset = sek_journal_read_changeset (journal, event, error);

  if (changeset != NULL && sek_journal_event_get_what (event) != SEK_JOURNAL_UNDONE)
    {
      SekChangeset *inverse = sek_changeset_invert (changeset);

      sek_changeset_unref (changeset);
      changeset = inverse;
    }
  return changeset;
}

/* Takes changeset; NULL is an error that is set already. */
static gboolean
apply (SekRegister *reg, SekChangeset *changeset, GError **error)
{
  g_autoptr (SekChangeset) owned = changeset;

  if (changeset == NULL)
    return FALSE;
  sek_changeset_order (changeset);
  return sek_register_apply (reg, changeset, error);
}

static SekDate
day_of (GPtrArray *events, guint index)
{
  return sek_date_of_timestamp (((SekJournalEvent *) events->pdata[index])->at, SEK_CLOCKS_HERE);
}

/* Before an event is taken back, so are the upgrades that came after it, which *version counts down: also those of a
 * register that is only read, of which the log has no word. */
static gboolean
take_back (SekRegister *reg, SekJournal *journal, const SekJournalEvent *event, int *version, GError **error)
{
  gboolean is_upgrade = g_str_equal (event->kind, "migrate");
  int until = is_upgrade ? atoi (event->arguments) - 1 : event->schema_version;

  for (; *version > until; (*version)--)
    if (!apply (reg, sek_upgrade_dup_way_back (reg, *version, error), error))
      return FALSE;
  return is_upgrade || apply (reg, read_way_back (journal, event, error), error);
}

SekRegister *
sek_document_dup_earlier (SekDocument *document, SekDate day, GError **error)
{
  g_autoptr (SekRegister) earlier = sek_register_snapshot (sek_document_get_base (document));
  SekJournal *journal = sek_document_get_journal (document);
  g_autoptr (GPtrArray) events = sek_journal_read_events (journal, 0, G_MAXINT, error);
  /* An older register is read as one of today; of a newer one this program does not know the way back. */
  int version = MAX (sek_upgrade_get_newest (), sek_store_get_version (sek_document_get_store (document)));
  SekDate first;

  if (events == NULL)
    return NULL;
  first = events->len > 0 ? day_of (events, events->len - 1) : 0;
  if (first > day)
    {
      g_autofree char *wanted = sek_date_format (day, SEK_DATE_NUMERIC, sek_program_language ());
      g_autofree char *made = sek_date_format (first, SEK_DATE_NUMERIC, sek_program_language ());

      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                   _("There is nothing of %s: the register was made on %s. Name that day or a later one."), wanted,
                   made);
      return NULL;
    }
  for (guint i = 0; i < events->len && day_of (events, i) > day; i++)
    if (!take_back (earlier, journal, events->pdata[i], &version, error))
      return NULL;
  return g_steal_pointer (&earlier);
}

/* --- who changed it ----------------------------------------------------------------------------------------------- */

/* The field of a row that came or went as a whole. */
#define WHOLE_ROW G_MAXUINT

typedef struct
{
  SekEntityId entity;
  gint64      row;
  guint       field;
} Place;

struct _SekAuthors
{
  GHashTable *places; /* Place → SekAuthor in authors */
  GPtrArray  *authors;
};

static guint
hash_place (gconstpointer place)
{
  const Place *self = place;
  guint64 key = (guint64) self->row * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ (guint64) self->field << 8
                ^ (guint64) self->entity;

  return (guint) (key ^ key >> 32);
}

static gboolean
equal_place (gconstpointer a, gconstpointer b)
{
  const Place *p = a, *q = b;

  return p->entity == q->entity && p->row == q->row && p->field == q->field;
}

static void
free_author (gpointer data)
{
  SekAuthor *author = data;

  g_free (author->who);
  g_free (author->at);
  g_free (author);
}

static void
clear_authors (gpointer data)
{
  SekAuthors *self = data;

  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->authors);
}

SekAuthors *
sek_authors_ref (SekAuthors *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sek_authors_unref (SekAuthors *self)
{
  g_atomic_rc_box_release_full (self, clear_authors);
}

static gboolean
is_wanted (SekEntityId entity, const SekEntityId *entities, guint n)
{
  for (guint i = 0; i < n; i++)
    if (entities[i] == entity)
      return TRUE;
  return FALSE;
}

/* Events come newest first, so that what is known already is later. */
static gboolean
add_author (SekAuthors *self, SekJournal *journal, const SekJournalEvent *event, const SekEntityId *entities, guint n,
            GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_journal_read_changeset (journal, event, error);
  SekAuthor *author;

  if (changeset == NULL)
    return FALSE;
  author = g_new0 (SekAuthor, 1);
  author->event = event->id;
  author->who = g_strdup (event->who);
  author->at = g_strdup (event->at);
  g_ptr_array_add (self->authors, author);
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);
      Place place = { change->entity, change->row, sek_change_is_update (change) ? change->field : WHOLE_ROW };

      if (is_wanted (change->entity, entities, n) && !g_hash_table_contains (self->places, &place))
        g_hash_table_insert (self->places, g_memdup2 (&place, sizeof place), author);
    }
  return TRUE;
}

SekAuthors *
sek_document_read_authors (SekDocument *document, SekDate after, SekDate until, const SekEntityId *entities,
                           guint n_entities, GError **error)
{
  SekJournal *journal = sek_document_get_journal (document);
  g_autoptr (GPtrArray) events = sek_journal_read_events (journal, 0, G_MAXINT, error);
  g_autoptr (SekAuthors) self = NULL;
  guint i = 0;

  if (events == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (SekAuthors);
  self->places = g_hash_table_new_full (hash_place, equal_place, g_free, NULL);
  self->authors = g_ptr_array_new_with_free_func (free_author);
  /* The same events as between the two registers, also where a clock was set back. */
  while (until != 0 && i < events->len && day_of (events, i) > until)
    i++;
  for (; i < events->len && day_of (events, i) > after; i++)
    if (!add_author (self, journal, events->pdata[i], entities, n_entities, error))
      return NULL;
  return g_steal_pointer (&self);
}

const SekAuthor *
sek_authors_find (const SekAuthors *self, SekEntityId entity, gint64 row, const SekField *field)
{
  Place place = { entity, row, field != NULL ? field->index : WHOLE_ROW };

  return g_hash_table_lookup (self->places, &place);
}
