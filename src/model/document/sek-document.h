/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-check.h"
#include "sek-column.h"
#include "sek-journal.h"

/* An open register: the file, its rows in memory, and the one way of changing them.
 *
 *   proposal → expansion and rules → arrays → one transaction of rows and log → "changed"
 *
 * Any failure leaves file and memory as they were. Everything happens on the thread that opened the document; snapshots
 * of its register go to others. */

G_BEGIN_DECLS

#define SEK_TYPE_DOCUMENT (sek_document_get_type ())
G_DECLARE_FINAL_TYPE (SekDocument, sek_document, SEK, DOCUMENT, GObject)

/* Before the first change of a day that is stored, the file is backed up (sek-store-backup.h).
 *
 * Signals:
 *   changed (SekChangeset *changeset)  a change was stored; the register has it already
 *   reloaded ()                        the register was read anew, since another program wrote it
 *   told (const char *words)           something that a person must know: that program had no right to, or no backup
 *                                      could be made
 *   state-changed ()                   undo, redo, loading or read-only state changed */

typedef enum
{
  SEK_DOCUMENT_WRITE,     /* be the writer, or fall back to reading, for the reason in
                           * sek_document_dup_read_only_reason() */
  SEK_DOCUMENT_READ_ONLY,
} SekDocumentMode;

/* Makes a new file with an organisation of this name and nothing else. An existing file is refused. */
SekDocument  *sek_document_create            (const char *path, const char *organisation, GError **error);

/* Makes a new file that holds the example. */
SekDocument  *sek_document_create_example    (const char *path, GError **error);

/* Opens and reads all, and holds everything against what the program relies on before it writes a word: a file where
 * something is not so fails with SEK_ERROR_DAMAGED, told with table and row. */
SekDocument  *sek_document_open              (const char *path, SekDocumentMode mode, GError **error);

/* The same, reading in a thread. Finish gives the document with all that it holds, or the error. */
void          sek_document_open_async        (const char *path, SekDocumentMode mode, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
SekDocument  *sek_document_open_finish       (GAsyncResult *result, GError **error);
/* While a large file is read anew; nothing can be changed meanwhile. */
gboolean      sek_document_is_loading        (SekDocument *self);

void          sek_document_close             (SekDocument *self);

const char   *sek_document_get_path          (SekDocument *self);
/* The name of a register's file without its folder and the suffix .sekretariat. Owned. */
char         *sek_document_dup_stem          (const char *path);
/* What is shown: the register, or what it would be while a scenario is shown. Borrowed; a reload gives another. */
SekRegister  *sek_document_get_register      (SekDocument *self);
/* The register itself, whatever is shown. */
SekRegister  *sek_document_get_base          (SekDocument *self);

/* Shows the register as a scenario would make it, or (0) as it is again: all that reads the document then reads that,
 * and what is submitted becomes a part of the scenario, and never of the register; but for scenarios themselves, and
 * what no scenario can have, which is refused. Emits "reloaded". Nothing is stored by it. */
void          sek_document_show_scenario     (SekDocument *self, gint64 scenario);
/* The scenario that is shown; 0 for none. */
gint64        sek_document_get_scenario      (SekDocument *self);
/* What of it does not fit the register (sek-scenario.h); NULL while none is shown. Borrowed. */
GPtrArray    *sek_document_get_scenario_items (SekDocument *self);
/* Makes a proposal, made against the scenario's snapshot (sek-scenario.h), a part of a scenario, whether or not it is
 * shown. Errors as of sek_document_submit(). */
gboolean      sek_document_submit_to_scenario (SekDocument *self, gint64 scenario, SekChangeset *proposal,
                                               GError **error);
/* Stores what the scenario says, and takes the scenario away, as one action. SEK_ERROR_CONFLICT where a change does not
 * fit any more. */
gboolean      sek_document_accept            (SekDocument *self, gint64 scenario, GError **error);
/* Borrowed; NULL once the document is closed. */
SekJournal   *sek_document_get_journal       (SekDocument *self);

/* All checks of the register as it is, as of today (sek-check.h): run when they are first asked for, and at most once a
 * change. Borrowed until the next change; take a reference to keep them. Element-type SekCheck. */
GPtrArray    *sek_document_get_checks        (SekDocument *self);

/* Why nothing can be changed, in a sentence; NULL when it can. Free with g_free(). */
char         *sek_document_dup_read_only_reason (SekDocument *self);

/* Stores a proposal, all of it or nothing. A proposal without changes does nothing and succeeds. Errors are those of
 * parsing, rules and file. */
gboolean      sek_document_submit            (SekDocument *self, SekChangeset *proposal, GError **error);

/* Called while a proposal stands in the register that is about to be taken back: it may read, and must change
 * nothing. */
typedef void (*SekLookFunc) (gpointer data);

/* Whether a proposal would be stored, as far as the rules go; nothing changes, and nobody is told; a register that is
 * only read can be asked too. look, if not NULL, sees what would be. refusals, if not NULL, gets every refusal
 * (sek-rules.h) where error has the first. The proposal is expanded, and cannot be submitted after that. */
gboolean      sek_document_try               (SekDocument *self, SekChangeset *proposal, SekLookFunc look,
                                              gpointer data, GPtrArray *refusals, GError **error);

/* Takes back, or does again, the last action. *what, if not NULL, gets its words («Endre folketall for Drammen»).
 * SEK_ERROR_NOT_FOUND when there is nothing to undo or redo. */
gboolean      sek_document_undo              (SekDocument *self, char **what, GError **error);
gboolean      sek_document_redo              (SekDocument *self, char **what, GError **error);
/* Takes back this action and all that came after it, in one transaction: all of them or none. Redo takes them again one
 * by one. *n gets their number. SEK_ERROR_REFUSED when a sealing or the like lies between, or when it was taken back
 * already. */
gboolean      sek_document_undo_to           (SekDocument *self, gint64 action, guint *n, GError **error);
/* The words of what undo and redo would take; NULL for none. Free with g_free(). */
char         *sek_document_dup_undo_label    (SekDocument *self);
char         *sek_document_dup_redo_label    (SekDocument *self);
/* The words that tell what was done last, and undo would take («Endret folketall for Drammen»), of a deletion with how
 * much went («Slettet Oslo med 7 folketall»); NULL for nothing. Free with g_free(). */
char         *sek_document_dup_done_label    (SekDocument *self);

/* Whether it is a backup that the program made by itself, which is never changed. */
gboolean      sek_document_is_backup         (SekDocument *self);

/* FALSE when the file was deleted, moved or replaced under the open register; what is shown can still be copied. */
gboolean      sek_document_check_file        (SekDocument *self, GError **error);

/* Looks whether another process wrote the file, and if so reads it anew; also opens editing when the other writer is
 * gone. */
void          sek_document_poll              (SekDocument *self);

/* The register as canonical text, without its log: the same content gives the same text. Free with g_free(). */
char         *sek_register_dump              (SekRegister *reg);

/* Reads a text of blocks ("[entity]", a head of column ids, tab-separated rows) into the document, one action a block
 * that undo does not take back. Rows that exist by their key are changed, others added. */
gboolean      sek_document_read_blocks       (SekDocument *self, const char *text, GError **error);

G_END_DECLS
