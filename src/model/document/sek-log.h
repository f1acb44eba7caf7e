/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-column.h"
#include "sek-journal.h"
#include "sek-place.h"

/* The log as people read it: of which row a logged change was, where to go to see it, and how to bring a value back. It
 * changes nothing itself. */

G_BEGIN_DECLS

/* «Endre folketall for Drammen», «Angret: …», «Gjort om: …». Free with g_free(). */
char    *sek_log_dup_what        (const SekJournalEvent *event);
/* «Drammen», «Drammen, 1.1.2022», «Prosjekter, Budsjett 2023»: of a row that is gone, as the log last knew it. Free
 * with g_free(). */
char    *sek_log_dup_row         (SekRegister *reg, SekJournal *journal, const SekJournalChange *change);
/* A stored value of a logged change as people read it (sek_history_dup_value()), with the names of rows that are gone
 * by now as the log last knew them. Free with g_free(). */
char    *sek_log_dup_value       (SekRegister *reg, SekJournal *journal, const SekJournalChange *change,
                                  const SekValue *stored);
/* The title of a logged field («Folketall»). Free with g_free(). */
char    *sek_log_dup_field       (const char *entity, const char *field);

/* Where to go to see a logged row: itself, or the one that it belongs to, with the budget column of an amount and the
 * fee year of a population. FALSE when it is gone. */
gboolean sek_log_find_place      (SekRegister *reg, const SekJournalChange *change, SekPlace *place);

/* Which stored field stands behind a cell; row 0 when there is none yet. */
const SekField *sek_log_locate   (const SekColumn *column, const SekScope *scope, gint64 row, gint64 *stored);

/* How a logged change can be brought back, in the register as it is. */
typedef enum
{
  SEK_LOG_ROW    = 1 << 0, /* the row, which it deleted */
  SEK_LOG_BEFORE = 1 << 1, /* the value before it */
  SEK_LOG_AFTER  = 1 << 2, /* the value after it, which has become another */
} SekLogWays;

SekLogWays sek_log_find_ways     (SekRegister *reg, const SekJournalChange *change);

/* Proposes to give the field of the change the value that it had before or after it, as a new action; for a change that
 * deleted its row, to bring back what that action deleted. SEK_ERROR_REFUSED says what to do instead. */
gboolean sek_log_propose_restore (SekRegister *reg, SekJournal *journal, const SekJournalEvent *event,
                                  const SekJournalChange *change, gboolean before, SekChangeset *changeset,
                                  GError **error);

G_END_DECLS
