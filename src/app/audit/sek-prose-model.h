/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-model.h"
#include "sek-prose.h"

/* The figures of a text as a grid, a row each: what stands, what it should be, what it was held against, and its
 * sentence. */

G_BEGIN_DECLS

#define SEK_TYPE_PROSE_MODEL (sek_prose_model_get_type ())
G_DECLARE_FINAL_TYPE (SekProseModel, sek_prose_model, SEK, PROSE_MODEL, GObject)

/* findings (element-type SekProseFinding) are kept while the model lives. */
SekProseModel         *sek_prose_model_new     (GPtrArray *findings);

guint                  sek_prose_model_count   (SekProseModel *self, SekProseVerdict verdict);
/* «riktig», «feil», «ikke knyttet». */
const char            *sek_prose_get_word      (SekProseVerdict verdict);
/* Shows only figures that are wrong. */
void                   sek_prose_model_set_only_deviations (SekProseModel *self, gboolean only);
/* What a row shows; NULL beyond the last. */
const SekProseFinding *sek_prose_model_get_nth (SekProseModel *self, guint row);
/* The next row whose figure is wrong, or the one before (direction −1), around the end; row itself when there is no
 * other. */
guint                  sek_prose_model_find_wrong (SekProseModel *self, guint row, int direction);

G_END_DECLS
