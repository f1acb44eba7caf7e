/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"

/* A register as it once was, worked out from its log, and who changed it since. It changes neither document nor
 * file. */

G_BEGIN_DECLS

/* As it was when the day (in local time) ended, as a snapshot of its own. SEK_ERROR_NOT_FOUND, with the first day, when
 * the register was made later; the errors of reading the log. */
SekRegister *sek_document_dup_earlier (SekDocument *document, SekDate day, GError **error);

/* Who changed what last, and when, within a time. Plain data: it never changes, and any thread may read it. */
typedef struct _SekAuthors SekAuthors;

typedef struct
{
  gint64 event; /* the number of the change in the log: the greater, the later */
  char  *who;   /* "user@machine" */
  char  *at;    /* UTC, "2022-11-18T08:00:00Z" */
} SekAuthor;

/* Of all that became of the rows of some entities after the end of one day and until the end of another; until 0 is
 * now. Undoing is a change as any other. NULL with the errors of reading the log. */
SekAuthors      *sek_document_read_authors (SekDocument *document, SekDate after, SekDate until,
                                            const SekEntityId *entities, guint n_entities, GError **error);
SekAuthors      *sek_authors_ref           (SekAuthors *self);
void             sek_authors_unref         (SekAuthors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekAuthors, sek_authors_unref)

/* The last change of a field of a row; without a field, that the row came or went. NULL for none. Borrowed. */
const SekAuthor *sek_authors_find          (const SekAuthors *self, SekEntityId entity, gint64 row,
                                            const SekField *field);

G_END_DECLS
