/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Kontroll: every check, and the way to what it is about. */

#include "sek-page.h"

G_BEGIN_DECLS

#define SEK_TYPE_CHECKS_PAGE (sek_checks_page_get_type ())
G_DECLARE_FINAL_TYPE (SekChecksPage, sek_checks_page, SEK, CHECKS_PAGE, SekPage)

/* Puts the cursor on the first check of a verdict that nobody marked as seen. */
void sek_checks_page_show (SekChecksPage *self, SekVerdict verdict);

G_END_DECLS
