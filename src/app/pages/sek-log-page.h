/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"

/* Endringslogg: who changed what when, from what to what, and the way back. */

G_BEGIN_DECLS

#define SEK_TYPE_LOG_PAGE (sek_log_page_get_type ())
G_DECLARE_FINAL_TYPE (SekLogPage, sek_log_page, SEK, LOG_PAGE, SekPage)

/* Shows only what happened to a row and to those that belong to it. */
void sek_log_page_show_row (SekLogPage *self, SekEntityId entity, gint64 row);

G_END_DECLS
