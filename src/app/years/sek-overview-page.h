/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"

/* Oversikt: a year's main figures, the reserve and where the money comes from and goes to; in the side pane what
 * Kontroll says, what the year asks next and what was changed last. Each row is a way to its place. An empty register shows what
 * to do first. */

G_BEGIN_DECLS

#define SEK_TYPE_OVERVIEW_PAGE (sek_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (SekOverviewPage, sek_overview_page, SEK, OVERVIEW_PAGE, SekPage)

G_END_DECLS
