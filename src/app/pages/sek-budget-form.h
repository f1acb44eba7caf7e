/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-budget.h"
#include "sek-page.h"

/* The side pane of Budsjett: the amount at the cursor, what it comes from and was, its line, its column, and how far
 * that has come. */

G_BEGIN_DECLS

/* column: 0 where the cursor stands on a name. Within sek_form_start() and its end. */
void sek_budget_form_fill (SekPage *page, SekForm *form, const SekFigure *figure, gint64 column);

G_END_DECLS
