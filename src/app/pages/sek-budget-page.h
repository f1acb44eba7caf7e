/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Budsjett: Hovedtall by columns, edited in place; the side pane has the cell, its line and its column. */

#include "sek-page.h"

G_BEGIN_DECLS

#define SEK_TYPE_BUDGET_PAGE (sek_budget_page_get_type ())
G_DECLARE_FINAL_TYPE (SekBudgetPage, sek_budget_page, SEK, BUDGET_PAGE, SekPage)

G_END_DECLS
