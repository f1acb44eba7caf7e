/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"

/* Status: the accounts of a year to date against what of the budget falls on that part of it, line by line and project
 * by project, with a comment where the deviation is over the limit. */

G_BEGIN_DECLS

#define SEK_TYPE_STATUS_PAGE (sek_status_page_get_type ())
G_DECLARE_FINAL_TYPE (SekStatusPage, sek_status_page, SEK, STATUS_PAGE, SekPage)

G_END_DECLS
