/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"

/* Neste år: next year's draft from this year's budget. What is chosen stands over a grid of every row that would be
 * made; the button makes all of it in one step. */

G_BEGIN_DECLS

#define SEK_TYPE_ROLL_PAGE (sek_roll_page_get_type ())
G_DECLARE_FINAL_TYPE (SekRollPage, sek_roll_page, SEK, ROLL_PAGE, SekPage)

G_END_DECLS
