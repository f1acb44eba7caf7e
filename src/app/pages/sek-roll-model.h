/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-model.h"
#include "sek-roll-preview.h"

/* Every row of next year's draft beside the year before, as rows of a grid: what would be made, before it is. */

G_BEGIN_DECLS

#define SEK_TYPE_ROLL_MODEL (sek_roll_model_get_type ())
G_DECLARE_FINAL_TYPE (SekRollModel, sek_roll_model, SEK, ROLL_MODEL, GObject)

SekRollModel         *sek_roll_model_new         (SekDocument *document);

/* Works the draft out. FALSE where it is of the same year, choice and register as before. */
gboolean              sek_roll_model_update      (SekRollModel *self, int year, const SekRollChoice *choice);

/* What would be made; NULL where it is refused. Borrowed until the next update. */
const SekRollPreview *sek_roll_model_get_preview (SekRollModel *self);
/* Why it is refused, in words; NULL where it is not. */
const char           *sek_roll_model_get_refusal (SekRollModel *self);
/* NULL beyond the last row. */
const SekRollItem    *sek_roll_model_get_nth     (SekRollModel *self, guint row);

G_END_DECLS
