/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"

/* How old the rows of an entity are, by the log of their document: what an import needs to know whether a file that was
 * sent out saw a row as it is now. It is read once on the document's thread, and can then be asked in any other. */

G_BEGIN_DECLS

typedef struct _SekAges SekAges;

/* NULL with the errors of reading the log. */
SekAges *sek_document_read_ages (SekDocument *document, SekEntityId entity, GError **error);
void     sek_ages_free          (SekAges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekAges, sek_ages_free)

/* What was made of the register when its last change was of this time (seconds since 1970, UTC), and had this number in
 * the log, saw the log as far as the result. number 0 is not known: then the result is the first change of that second,
 * or the last one before it. */
gint64   sek_ages_find_event    (SekAges *self, gint64 time, gint64 number);

/* Whether nothing was changed in a later second than that of this event. */
gboolean sek_ages_is_last       (SekAges *self, gint64 event);
/* Whether the log knows a row, also one that is gone. */
gboolean sek_ages_has           (SekAges *self, gint64 row);
/* Whether a row, once it was made, was changed since this event, and whether it was made since. What was taken back
 * since is no change. */
gboolean sek_ages_changed_since (SekAges *self, gint64 row, gint64 event);
gboolean sek_ages_made_since    (SekAges *self, gint64 row, gint64 event);

G_END_DECLS
