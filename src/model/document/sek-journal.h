/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"
#include "sek-register.h"

/* The journal of a document: everything that was ever done to its register, and copies of its file. It is the only
 * reader of the log above the store; what its lines are in words is the matter of sek-history.h and sek-log.h. It
 * belongs to the document, and is used on its thread. */

G_BEGIN_DECLS

typedef struct _SekJournal SekJournal;

/* What was done, undone or done again, when and by whom; and what became of one field of one row. They are the store's
 * own, so that a log of a hundred thousand lines is not copied. */
typedef SekStoreEvent  SekJournalEvent;
typedef SekStoreChange SekJournalChange;

void             sek_journal_event_free      (SekJournalEvent *event);
void             sek_journal_change_free     (SekJournalChange *change);

typedef enum { SEK_JOURNAL_DONE, SEK_JOURNAL_UNDONE, SEK_JOURNAL_REDONE } SekJournalWhat;

SekJournalWhat   sek_journal_event_get_what  (const SekJournalEvent *event);

/* --- events ------------------------------------------------------------------------------------------------------ */

/* Events newest first, at most limit after skipping offset. Owned; element-type SekJournalEvent; NULL with error. */
GPtrArray       *sek_journal_read_events     (SekJournal *self, guint offset, guint limit, GError **error);
/* The changes as the event made them: of an undoing before and after are swapped. Owned; element-type SekJournalChange;
 * NULL with error. */
GPtrArray       *sek_journal_read_changes    (SekJournal *self, const SekJournalEvent *event, GError **error);
/* What the action of an event did, whatever the event made of it. NULL with error, SEK_ERROR_DAMAGED where this program
 * does not know a field. */
SekChangeset    *sek_journal_read_changeset  (SekJournal *self, const SekJournalEvent *event, GError **error);

/* The action that undo or redo would take next, with its last event; NULL without error when there is none. Owned. */
SekJournalEvent *sek_journal_get_undo        (SekJournal *self, GError **error);
SekJournalEvent *sek_journal_get_redo        (SekJournal *self, GError **error);
/* *n: how many actions from this one on stand, each of which undo would take; 0 when it was taken back itself. */
gboolean         sek_journal_count_standing  (SekJournal *self, gint64 action, guint *n, GError **error);

/* --- rows and fields --------------------------------------------------------------------------------------------- */

/* The events that touched a field of a row, newest first, at most limit, with the change as that event made it. Both
 * arrays are owned and run in parallel; element-types SekJournalEvent, SekJournalChange. */
gboolean         sek_journal_read_history    (SekJournal *self, const SekField *field, gint64 row, guint limit,
                                              GPtrArray **events, GPtrArray **changes, GError **error);
/* Every event that touched a row of the entity, also of rows that are gone, in order of row, action and event. Owned;
 * element-type SekStoreTouch. */
GArray          *sek_journal_read_touches    (SekJournal *self, SekEntityId entity, GError **error);

/* Those who ever changed something, and the fields that ever were ("entity.field"), in order. Owned; element-type char
 * *; NULL with error. */
GPtrArray       *sek_journal_read_people     (SekJournal *self, GError **error);
GPtrArray       *sek_journal_read_fields     (SekJournal *self, GError **error);

/* --- lines ------------------------------------------------------------------------------------------------------- */

/* One line of the log: what an event made of one field. Both are numbered from 1 in their order. */
typedef SekStoreLogEntry  SekJournalLine;
/* Which lines are wanted; what is 0 or NULL does not matter. */
typedef SekStoreLogFilter SekJournalFilter;

/* The lines, newest event first. Owned; element-type SekJournalLine; NULL with error. */
GArray          *sek_journal_find            (SekJournal *self, const SekJournalFilter *filter, GError **error);
/* One of them, the change as its event made it; both owned. */
gboolean         sek_journal_read_line       (SekJournal *self, const SekJournalLine *line, SekJournalEvent **event,
                                              SekJournalChange **change, GError **error);

/* --- copies ------------------------------------------------------------------------------------------------------ */

/* Called with 0.0–1.0 while a copy is made, in the thread that makes it. */
typedef void (*SekJournalProgressFunc) (double done, gpointer user_data);

/* A whole, checked copy of the register that is open, also when its file is gone by now. An existing file at path is
 * replaced only when replace is TRUE and no other program has it. */
gboolean         sek_journal_copy            (SekJournal *self, const char *path, gboolean replace, GError **error);
/* The same of the register at from, in any thread. */
gboolean         sek_journal_copy_file       (const char *from, const char *path, gboolean replace,
                                              SekJournalProgressFunc progress, gpointer user_data,
                                              GCancellable *cancellable, GError **error);

G_END_DECLS
