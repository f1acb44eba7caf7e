/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"
#include "sek-scenario-set.h"

/* What is asked of a scenario, over a page. at is borrowed for the call. */

G_BEGIN_DECLS

/* Whether it is to be accepted. */
void sek_scenario_dialogs_accept (SekPage *page, const SekScenarioCase *at);

/* What is to become of one of its changes: removed, or kept where the register has become another. */
void sek_scenario_dialogs_change (SekPage *page, const SekScenarioCase *at, gint64 id);

G_END_DECLS
