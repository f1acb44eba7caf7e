/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-form.h"
#include "sek-scenario-set.h"

/* The sliders of a scenario over the form of the side pane: a rate of each type of member, and the yearly index. Levers
 * are counted as sek_scenario_set_get_lever() has them. */

G_BEGIN_DECLS

typedef struct _SekScenarioLevers SekScenarioLevers;

typedef void (*SekScenarioLeverFunc) (SekScenarioLevers *self, gint64 lever, gint64 value, gpointer user_data);

/* Puts them over form in its pane. moved is called while one is dragged, settled when it has come to rest. */
SekScenarioLevers *sek_scenario_levers_new  (SekForm *form, SekScenarioLeverFunc moved, SekScenarioLeverFunc settled,
                                             gpointer data);
/* Its widgets are the pane's. */
void               sek_scenario_levers_free (SekScenarioLevers *self);
/* Shows those of a case; nothing of the register, index 0. One that somebody is at stays as it is. */
void               sek_scenario_levers_show (SekScenarioLevers *self, SekScenarioSet *set, guint index);
/* What was moved a moment ago is stored, before the pane is about something else. */
void               sek_scenario_levers_settle (SekScenarioLevers *self);

G_END_DECLS
