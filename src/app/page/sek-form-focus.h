/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-form-private.h"

/* What of a form outlives its widgets when they are made anew, since rows came, went or changed their order: where the
 * focus stands, and the texts that wait for a correction. Without it GTK gives the focus to the first field of the
 * window, all of it selected, and the next key overwrites that. */

G_BEGIN_DECLS

/* What stands in the widgets now. Owned. */
SekFormKept *_sek_form_keep       (SekForm *self);
/* The widget of a row that opens; NULL for none. */
GtkWidget   *_sek_form_find_fold  (SekForm *self, SekEntityId entity, gint64 row);
/* Whether there is anything to give back. */
gboolean     _sek_form_is_needed  (SekForm *self, const SekFormKept *kept);
/* Whether the focus or a text that waits is in this row. */
gboolean     _sek_form_is_kept    (const SekFormKept *kept, SekEntityId entity, gint64 row);
void         _sek_form_drop       (SekFormKept *kept);
/* Whether the new description still has every field of which a text waits. */
gboolean     _sek_form_has_place  (SekForm *self, const SekFormKept *kept);
/* Puts the texts back, and the focus where it was: to the same field or row; to the first field of the row that was
 * just added; to the neighbour of one that is gone. Frees kept. */
void         _sek_form_give_back  (SekForm *self, SekFormKept *kept);

G_END_DECLS
