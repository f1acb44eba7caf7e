/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A text that is looked for in others, whatever the case. Spaces of all kinds are one, and so are hyphens and minus
 * signs; digits are found through their grouping, so that "102273" finds "102 273" and the other way round. It knows
 * nothing of where the texts stand. */

G_BEGIN_DECLS

typedef struct _SekSearch SekSearch;

/* NULL when there is nothing to look for: NULL or only blanks. Blanks around the text do not count. */
SekSearch  *sek_search_new      (const char *text);
void        sek_search_free     (SekSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekSearch, sek_search_free)

/* Whether there is a letter in it, which no number or date in figures has. */
gboolean    sek_search_has_letter (SekSearch *self);

/* The first match at or after byte from, which begins a character. start and end are bytes of text. */
gboolean    sek_search_find     (SekSearch *self, const char *text, gsize from, gsize *start, gsize *end);

G_END_DECLS
