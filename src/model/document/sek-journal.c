/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-journal.h"

#include <glib/gi18n-lib.h>

#include "sek-document-private.h"
#include "sek-error.h"
#include "sek-kind.h"
#include "sek-upgrade.h"

struct _SekJournal
{
  SekDocument *document; /* borrowed: it owns this */
};

SekJournal *
_sek_journal_new (SekDocument *document)
{
  SekJournal *self = g_new0 (SekJournal, 1);

  self->document = document;
  return self;
}

void
_sek_journal_free (SekJournal *self)
{
  g_free (self);
}

void
sek_journal_event_free (SekJournalEvent *event)
{
  sek_store_event_free (event);
}

void
sek_journal_change_free (SekJournalChange *change)
{
  sek_store_change_free (change);
}

SekJournalWhat
sek_journal_event_get_what (const SekJournalEvent *event)
{
  switch (event->what)
    {
    case SEK_STORE_UNDO:
      return SEK_JOURNAL_UNDONE;
    case SEK_STORE_REDO:
      return SEK_JOURNAL_REDONE;
    case SEK_STORE_DO:
    default:
      return SEK_JOURNAL_DONE;
    }
}

/* --- a changeset in the log, a change for each field -------------------------------------------------------------- */

static gboolean
log_field (SekStore *store, gint64 action, const SekChange *change, const SekField *field, const SekValue *before,
           const SekValue *after, GError **error)
{
  SekStoreChange logged = { .operation = change->operation, .entity = (char *) sek_entity_get (change->entity)->name,
                            .row = change->row, .field = (char *) field->name,
                            .before = sek_kind_to_stored (field, before), .after = sek_kind_to_stored (field, after) };
  gboolean ok = sek_store_log_change (store, action, &logged, error);

  sek_value_clear (&logged.before);
  sek_value_clear (&logged.after);
  return ok;
}

gboolean
_sek_journal_log (SekStore *store, gint64 action, const SekChange *change, GError **error)
{
  const SekEntity *entity = sek_entity_get (change->entity);

  if (change->operation == SEK_STORE_UPDATE)
    return log_field (store, action, change, &entity->fields[change->field], &change->before, &change->after, error);
  for (guint f = 0; f < entity->n_fields; f++)
    {
      const SekValue *value = &change->values[f];

      if (value->type != SEK_VALUE_BLANK
          && !log_field (store, action, change, &entity->fields[f],
                         change->operation == SEK_STORE_DELETE ? value : &SEK_BLANK,
                         change->operation == SEK_STORE_INSERT ? value : &SEK_BLANK, error))
        return FALSE;
    }
  return TRUE;
}

SekChangeset *
sek_journal_read_changeset (SekJournal *self, const SekJournalEvent *event, GError **error)
{
  g_autoptr (GPtrArray) logged = sek_store_read_changes (self->document->store, event->action, error);
  g_autoptr (SekChangeset) changeset = sek_changeset_new (event->kind);
  SekChange whole = { 0 };

  if (logged == NULL)
    return NULL;
  logged = sek_upgrade_translate (logged, event->schema_version);
  for (guint i = 0; i < logged->len; i++)
    {
      const SekStoreChange *stored = logged->pdata[i];
      const SekEntity *entity = sek_entity_find (stored->entity, error);
      const SekField *field = entity != NULL ? sek_entity_find_field (entity, stored->field) : NULL;

      if (field == NULL)
        {
          g_clear_error (error);
          g_set_error (error, SEK_ERROR, SEK_ERROR_DAMAGED,
                       _("The log of the register names %s.%s, which this program does not know. The change cannot be "
                         "undone."),
                       stored->entity, stored->field);
          return NULL;
        }
      /* The fields of one inserted or deleted row follow each other. */
      if (whole.values != NULL
          && (stored->operation != whole.operation || entity->id != whole.entity || stored->row != whole.row))
        sek_changeset_take (changeset, &whole);
      if (stored->operation == SEK_STORE_UPDATE)
        {
          SekChange update = { .operation = SEK_STORE_UPDATE,
                               .entity = entity->id,
                               .row = stored->row,
                               .field = field->index,
                               .before = sek_kind_from_stored (field, &stored->before),
                               .after = sek_kind_from_stored (field, &stored->after) };

          sek_changeset_take (changeset, &update);
          continue;
        }
      if (whole.values == NULL)
        whole = (SekChange) { .operation = stored->operation, .entity = entity->id, .row = stored->row,
                              .values = g_new0 (SekValue, entity->n_fields) };
      whole.values[field->index] = sek_kind_from_stored (field, stored->operation == SEK_STORE_INSERT
                                                                    ? &stored->after
                                                                    : &stored->before);
    }
  if (whole.values != NULL)
    sek_changeset_take (changeset, &whole);
  return g_steal_pointer (&changeset);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

GPtrArray *
sek_journal_read_events (SekJournal *self, guint offset, guint limit, GError **error)
{
  return sek_store_read_events (self->document->store, offset, limit, error);
}

GPtrArray *
sek_journal_read_changes (SekJournal *self, const SekJournalEvent *event, GError **error)
{
  GPtrArray *changes = sek_store_read_changes (self->document->store, event->action, error);

  for (guint i = 0; changes != NULL && event->what == SEK_STORE_UNDO && i < changes->len; i++)
    {
      SekJournalChange *change = changes->pdata[i];
      SekValue after = change->after;

      change->after = change->before;
      change->before = after;
    }
  return changes;
}

SekJournalEvent *
sek_journal_get_undo (SekJournal *self, GError **error)
{
  return sek_store_get_undo (self->document->store, error);
}

SekJournalEvent *
sek_journal_get_redo (SekJournal *self, GError **error)
{
  return sek_store_get_redo (self->document->store, error);
}

gboolean
sek_journal_count_standing (SekJournal *self, gint64 action, guint *n, GError **error)
{
  return sek_store_count_standing (self->document->store, action, n, error);
}

gboolean
sek_journal_read_history (SekJournal *self, const SekField *field, gint64 row, guint limit, GPtrArray **events,
                          GPtrArray **changes, GError **error)
{
  return sek_store_read_history (self->document->store, sek_entity_get (field->entity)->name, row, field->name, limit,
                                 events, changes, error);
}

GArray *
sek_journal_read_touches (SekJournal *self, SekEntityId entity, GError **error)
{
  return sek_store_read_touches (self->document->store, sek_entity_get (entity)->name, error);
}

GPtrArray *
sek_journal_read_people (SekJournal *self, GError **error)
{
  return sek_store_read_people (self->document->store, error);
}

GPtrArray *
sek_journal_read_fields (SekJournal *self, GError **error)
{
  return sek_store_read_fields (self->document->store, error);
}

GArray *
sek_journal_find (SekJournal *self, const SekJournalFilter *filter, GError **error)
{
  return sek_store_find_log (self->document->store, filter, error);
}

gboolean
sek_journal_read_line (SekJournal *self, const SekJournalLine *line, SekJournalEvent **event, SekJournalChange **change,
                       GError **error)
{
  return sek_store_read_log (self->document->store, line, event, change, error);
}

/* --- copies ------------------------------------------------------------------------------------------------------ */

gboolean
sek_journal_copy (SekJournal *self, const char *path, gboolean replace, GError **error)
{
  return sek_store_copy (self->document->store, path, replace, NULL, NULL, NULL, error);
}

gboolean
sek_journal_copy_file (const char *from, const char *path, gboolean replace, SekJournalProgressFunc progress,
                       gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (SekStore) store = NULL;

  sek_upgrade_init ();
  store = sek_store_open (from, SEK_STORE_READ_ONLY, error);
  return store != NULL && sek_store_copy (store, path, replace, progress, user_data, cancellable, error);
}
