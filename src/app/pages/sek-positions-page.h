/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Stillinger: what the secretariat's positions are, cost, and who pays. */

#include "sek-list-page.h"

G_BEGIN_DECLS

#define SEK_TYPE_POSITIONS_PAGE (sek_positions_page_get_type ())
G_DECLARE_FINAL_TYPE (SekPositionsPage, sek_positions_page, SEK, POSITIONS_PAGE, SekListPage)

G_END_DECLS
