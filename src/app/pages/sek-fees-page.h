/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-list-page.h"

/* Kontingent: the rates of all years, what next year's could be and what that would mean for each member, and the
 * figures of price indexes that it is worked out from. */

G_BEGIN_DECLS

#define SEK_TYPE_FEES_PAGE (sek_fees_page_get_type ())
G_DECLARE_FINAL_TYPE (SekFeesPage, sek_fees_page, SEK, FEES_PAGE, SekListPage)

G_END_DECLS
