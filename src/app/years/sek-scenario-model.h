/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-model.h"
#include "sek-scenario-set.h"

/* What the cases of a set mean for each member, as a grid: read from their arrays, so that it is the same work for a
 * hundred thousand. The sums of each type of member come last, however it is sorted. */

G_BEGIN_DECLS

#define SEK_TYPE_SCENARIO_MODEL (sek_scenario_model_get_type ())
G_DECLARE_FINAL_TYPE (SekScenarioModel, sek_scenario_model, SEK, SCENARIO_MODEL, GObject)

SekScenarioModel *sek_scenario_model_new         (void);
/* Borrowed until the next call; subregion 0 shows all members. */
void              sek_scenario_model_set         (SekScenarioModel *self, const SekScenarioSet *set, gint64 subregion);
/* The same figures, worked out anew: rows stay where they are while a rate is being dragged. */
void              sek_scenario_model_follow      (SekScenarioModel *self);
/* The case that a column is of: 0 for the register's and those of none. */
guint             sek_scenario_model_get_case    (SekScenarioModel *self, guint column);
/* The members in view, without their sums. */
guint             sek_scenario_model_get_n_members (SekScenarioModel *self);

G_END_DECLS
