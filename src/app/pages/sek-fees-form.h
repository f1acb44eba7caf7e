/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-list-page.h"
#include "sek-rate-model.h"

/* The side pane of Kontingent. */

G_BEGIN_DECLS

/* A row of the proposal: its equation, what it would mean, and the figures that it is worked out from. */
void sek_fees_form_add_proposal (SekForm *form, SekRegister *reg, SekRateModel *model, guint row);
void sek_fees_form_add_rate     (SekForm *form, SekRegister *reg, gint64 row);
void sek_fees_form_add_figure   (SekForm *form, SekRegister *reg, gint64 row);
void sek_fees_form_add_index    (SekForm *form, SekRegister *reg, gint64 row);

G_END_DECLS
