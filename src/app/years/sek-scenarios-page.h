/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"

/* Scenarioer: the register and up to three scenarios beside each other, in main figures, reserve and what they mean for
 * each member. The side pane is the scenario's at the cursor: its rates as sliders, and what else it changes. */

G_BEGIN_DECLS

#define SEK_TYPE_SCENARIOS_PAGE (sek_scenarios_page_get_type ())
G_DECLARE_FINAL_TYPE (SekScenariosPage, sek_scenarios_page, SEK, SCENARIOS_PAGE, SekPage)

G_END_DECLS
