/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-form.h"
#include "sek-scenario-set.h"

/* The side pane of Scenarioer about one scenario: what it means, what it changes, and what no longer fits. Actions are
 * those of the page ("scenarios.…"), with the id of a change as their target. */

G_BEGIN_DECLS

void  sek_scenarios_form_fill           (SekForm *form, SekDocument *document, const SekScenarioSet *set, guint index);

/* What stands under a slider: what it is in the register, and from which value the limit holds. Owned. */
char *sek_scenarios_form_dup_caption    (SekScenarioSet *set, guint index, gint64 lever, gint64 step,
                                         gint64 most);

G_END_DECLS
