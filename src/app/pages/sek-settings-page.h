/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Innstillinger: organisation, subregions, fee rates, unit and language of tables. */

#include "sek-list-page.h"

G_BEGIN_DECLS

#define SEK_TYPE_SETTINGS_PAGE (sek_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (SekSettingsPage, sek_settings_page, SEK, SETTINGS_PAGE, SekListPage)

G_END_DECLS
