/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-scenario.h"

/* What sek-scenario.c, which reads a scenario and holds it against the register, and sek-scenario-record.c, which
 * changes and accepts one, share. */

G_BEGIN_DECLS

#define SEK_SCENARIO_STEP 1024 /* between positions */

/* A value as a scenario_change keeps it, and the values of a row: a line a field that is not blank. */
char        *_sek_scenario_dup_value   (const SekField *field, const SekValue *value);
char        *_sek_scenario_dup_values  (const SekEntity *entity, const SekValue *values);

/* One value a field. Owned. */
SekValue    *_sek_scenario_copy_values (const SekEntity *entity, const SekValue *values);

/* A snapshot of the register with the items that fit, and what was applied to it if changeset is not NULL: NULL where
 * nothing was. Marks what does not fit. */
SekRegister *_sek_scenario_work_out    (SekRegister *reg, GPtrArray *items, SekChangeset **changeset);

G_END_DECLS
