/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-canonical.h"
#include "sek-document.h"

/* What the document's files share: opening and reading anew (sek-document-open.c), changing and undoing
 * (sek-document.c), and the same within a scenario (sek-document-scenario.c). */

G_BEGIN_DECLS

struct _SekDocument
{
  GObject       parent_instance;

  SekStore     *store;
  SekJournal   *journal;
  GPtrArray    *checks;     /* SekCheck, of the register as it is; NULL until they are asked for */
  SekDate       checked_on;
  char         *labels[2];  /* of what undo and redo would take */
  gboolean      has_labels;
  SekRegister  *reg;
  gint64        scenario; /* that is shown; 0: none */
  SekRegister  *shown;    /* the register with it; NULL without */
  GPtrArray    *items;    /* SekScenarioItem, its changes */
  SekChangeset *proposal; /* what is being made a part of it, as it changes what is shown; borrowed */
  GCancellable *loading; /* while a large file is read anew */
  gboolean      stale;   /* the file was changed, and could not be read anew just then */
  gboolean      is_made; /* a new register that does not hold all yet that it is made with */
  char         *damage;  /* why a file that opened must not be written after all */
};

enum
{
  SEK_DOCUMENT_CHANGED,
  SEK_DOCUMENT_RELOADED,
  SEK_DOCUMENT_STATE_CHANGED,
  SEK_DOCUMENT_TOLD,
  SEK_DOCUMENT_N_SIGNALS
};
extern guint _sek_document_signals[SEK_DOCUMENT_N_SIGNALS];

/* NULL once the document is closed. For this room, and for tests that look at the file itself. */
SekStore   *sek_document_get_store   (SekDocument *self);

SekJournal *_sek_journal_new         (SekDocument *document);
void        _sek_journal_free        (SekJournal *self);
/* Forgets what was worked out of the register or the log as they were, and tells everybody. */
void        _sek_document_tell       (SekDocument *self, guint signal, SekChangeset *changeset);

/* Writes a change of an action to the log, one a field, within a transaction. */
gboolean    _sek_journal_log         (SekStore *store, gint64 action, const SekChange *change, GError **error);

/* The log as canonical text: blocks of actions, changes and events, appended after a blank line. */
gboolean    _sek_journal_append_text (SekStore *store, GString *text, GError **error);
/* The opposite, into a store within a transaction, from the head of the first block to the end of the text. Each value
 * is looked at; SEK_ERROR_INPUT in a full sentence for the reader's line. The last event goes to *last_time (owned) and
 * *last_event, NULL and 0 for none. */
gboolean    _sek_journal_read_text   (SekStore *store, SekCanonicalReader *reader, char **last_time,
                                      gint64 *last_event, GError **error);
/* A time as the log has it, UTC: "2022-11-18T08:00:00Z". */
gboolean    _sek_journal_is_time     (const char *text);
/* Nothing in the log has a higher number, so that it can always go on. */
#define SEK_JOURNAL_MOST G_GINT64_CONSTANT (1000000000000000)

/* The lines that a dump begins with, see sek-dump.h. */
#define SEK_DUMP_MAGIC "# sekretariat-dump "
#define SEK_DUMP_VERSION 1
#define SEK_DUMP_SCHEMA "# schema "
#define SEK_DUMP_CHANGED "# changed "
#define SEK_DUMP_CHANGED_LINE 3
#define SEK_DUMP_NEVER "never"

/* Writes a change to the rows of a store, within a transaction. */
gboolean    _sek_document_store_change (SekStore *store, const SekChange *change, GError **error);

/* Whether a change can be made to what is shown. */
gboolean    _sek_document_check_ready (SekDocument *self, GError **error);
/* The one way: the register and the file become what the changeset says, or both stay as they are. */
gboolean    _sek_document_apply_and_store (SekDocument *self, SekChangeset *changeset, gint64 action, SekStoreWhat what,
                                           GError **error);

/* The shown scenario over what the register has become. */
void        _sek_document_work_out_scenario (SekDocument *self);
/* Whether a proposal changes the scenario that is shown, and not the register. */
gboolean    _sek_document_takes_scenario (SekDocument *self, SekChangeset *proposal);

/* Reads the file from the start, after another program has written it, and tells everybody. TRUE when a register that
 * is written here was another one than before. What cannot be read stays as it was, and is not written to any more; a
 * writer half-way is waited for with the next poll. */
gboolean    _sek_document_read_anew  (SekDocument *self);

G_END_DECLS
