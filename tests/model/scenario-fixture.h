/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-scenario.h"
#include "years-fixture.h"

/* Scenarios of a register on disk: made, shown, accepted. All that the fixture does is done to what is shown. */

#define FORECAST "Prognose 2022"
#define PROPOSAL "Forslag budsjett 2023"
#define BUDGET "Budsjett 2022"

SekRegister     *base_of       (Fixture *fixture);
gint64           make_scenario (Fixture *fixture, const char *name);
/* 0: the register itself. */
void             show          (Fixture *fixture, gint64 scenario);
void             accept        (Fixture *fixture, gint64 scenario);
GError          *try_accept    (Fixture *fixture, gint64 scenario);

guint            count_changes (Fixture *fixture, gint64 scenario);
/* A change as the shown scenario has it, or one that is not shown. Borrowed until the next call. */
const SekScenarioItem *item_at (Fixture *fixture, gint64 scenario, guint index);
