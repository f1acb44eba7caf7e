/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-column.h"
#include "sek-journal.h"

/* The words of what was done, made when they are shown. The kinds of action and their arguments:
 *
 *   edit entity field label    clear n          paste n
 *   add entity label           move label       create name
 *   delete entity label        copy-column label
 *   seal label                 use-source label fill n
 *   example                    migrate version
 *   replace n                  duplicate label  restore label field-title
 *   edit-many entity field n   import kind what file
 *
 * An import's kind is a choice of import_rule.kind, what a date or a column's title, or "". */

G_BEGIN_DECLS

/* «Endre folketall for Drammen». arguments are tab-separated. Free with g_free(). */
char     *sek_history_word        (const char *kind, const char *arguments);
/* The same when it has just been done: «Endret folketall for Drammen». Free with g_free(). */
char     *sek_history_dup_done    (const char *kind, const char *arguments);

/* The same of a deletion, whose changes these are, with how much went with the rows and what referred to them: «Slettet
 * Oslo med 7 folketall og 3 kontakter», «Slettet Follo, som 7 medlemmer hørte til». Free with g_free(). */
char     *sek_history_dup_deleted (const char *arguments, SekChangeset *changeset);

/* Names the action of an edit, addition or deletion after what it does. */
void      sek_history_name_edit   (SekChangeset *changeset, SekRegister *reg, const SekField *field, gint64 row);
void      sek_history_name_column (SekChangeset *changeset, SekRegister *reg, const SekColumn *column, gint64 row);
void      sek_history_name_row    (SekChangeset *changeset, SekRegister *reg, const char *kind, SekEntityId entity,
                                   gint64 row);

/* A stored value of a logged change as people read it: names instead of row ids, money in kroner. Free with
 * g_free(). */
char     *sek_history_dup_value   (SekRegister *reg, const SekJournalChange *change, const SekValue *stored);

G_END_DECLS
