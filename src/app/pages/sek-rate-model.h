/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-model.h"
#include "sek-rate-preview.h"
#include "sek-document.h"

/* What next year's rate could be, a row for each thing that it can go by: growth, equation, the rate that comes of it,
 * and the fees that it yields. The council's own rate is typed in its cell, and is nothing of the register before it is
 * used. */

G_BEGIN_DECLS

#define SEK_TYPE_RATE_MODEL (sek_rate_model_get_type ())
G_DECLARE_FINAL_TYPE (SekRateModel, sek_rate_model, SEK, RATE_MODEL, GObject)

/* Signal: chosen (), the own rate is another one. */
SekRateModel         *sek_rate_model_new          (SekDocument *document);

/* Works all rows out; year 0 has none. FALSE where nothing is another than before. */
gboolean              sek_rate_model_update       (SekRateModel *self, int year, gint64 kind,
                                                   const SekRateSteps *steps);
int                   sek_rate_model_get_year     (SekRateModel *self);
gint64                sek_rate_model_get_kind     (SekRateModel *self);
const SekRateSteps   *sek_rate_model_get_steps    (SekRateModel *self);
/* The rate of the year before, which all of them begin with; NULL where there is none. */
const SekFeeRate     *sek_rate_model_get_before   (SekRateModel *self);
/* NULL beyond the last row. Borrowed until the next update. */
const SekRateBasis   *sek_rate_model_get_basis    (SekRateModel *self, guint row);
/* FALSE where the rate follows others, or nothing can be worked out. */
gboolean              sek_rate_model_get_equation (SekRateModel *self, guint row, SekRateEquation *equation);
/* What it would mean; NULL where it cannot be used, for the reason in *why (borrowed), if that is not NULL. */
const SekRatePreview *sek_rate_model_get_preview  (SekRateModel *self, guint row, const char **why);

G_END_DECLS
