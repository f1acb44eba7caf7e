/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-figure-model.h"
#include "sek-scenario-set.h"

/* The main figures of a year by the register and by each scenario, and the reserve of the years after it. */

G_BEGIN_DECLS

void  sek_scenario_figures_fill     (SekFigureModel *model, const SekScenarioSet *set);

/* «Sats 2024, kommune». Free with g_free(). */
char *sek_scenario_figures_dup_rate (gint64 kind, int year);

G_END_DECLS
