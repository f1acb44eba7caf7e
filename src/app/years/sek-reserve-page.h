/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-list-page.h"

/* Reserve: the years in a chain, each with the column that it is told by, their chart, and what each line of the budget
 * does in plan years. The side pane is the year's, or the line's. */

G_BEGIN_DECLS

#define SEK_TYPE_RESERVE_PAGE (sek_reserve_page_get_type ())
G_DECLARE_FINAL_TYPE (SekReservePage, sek_reserve_page, SEK, RESERVE_PAGE, SekListPage)

G_END_DECLS
