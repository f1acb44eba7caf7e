/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"

/* What the document's files share: opening and reading anew (sek-document-open.c), changing and undoing
 * (sek-document.c). */

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

/* Reads the file from the start, after another program has written it, and tells everybody. TRUE when a register that
 * is written here was another one than before. What cannot be read stays as it was, and is not written to any more; a
 * writer half-way is waited for with the next poll. */
gboolean    _sek_document_read_anew  (SekDocument *self);

G_END_DECLS
