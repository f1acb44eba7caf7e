/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-grid-model.h"
#include "sek-rate-preview.h"

/* What a proposed rate means for each member, as rows of a grid that is sorted by any of its heads. */

G_BEGIN_DECLS

#define SEK_TYPE_EFFECT_MODEL (sek_effect_model_get_type ())
G_DECLARE_FINAL_TYPE (SekEffectModel, sek_effect_model, SEK, EFFECT_MODEL, GObject)

SekEffectModel *sek_effect_model_new (SekDocument *document);
/* Copies what it needs of preview; NULL leaves no rows. */
void            sek_effect_model_set (SekEffectModel *self, const SekRatePreview *preview);

G_END_DECLS
