/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"
#include "sek-register.h"

/* A scenario is a named list of changes over the register that never touches it. A change is kept as it would be stored
 * (scenario_change): with the value that it starts from, so that a register which has become another is noticed, and
 * with the ids of the rows that it makes, so that accepting gives what the direct edits would have given.
 *
 * Only what figures come of can be in one: rates, members with what belongs to them, budget, projects, grants,
 * positions, and the organisation's plan. Of a member that the register has it takes whether, when and as what it is
 * one, of the organisation figures; names, numbers and references are for the register alone. */

G_BEGIN_DECLS

/* Kinds of actions (sek-history.h). */
#define SEK_ACTION_SCENARIO "scenario"
#define SEK_ACTION_ACCEPT "accept"

gboolean     sek_scenario_takes (SekEntityId entity);
/* Whether it takes a change of a field of a row that the register has. */
gboolean     sek_scenario_takes_field (const SekField *field);

typedef enum
{
  SEK_FIT_FITS,
  SEK_FIT_SAME,    /* the register has it already */
  SEK_FIT_OTHER,   /* the register's value is another than the one that the change starts from; it is shown all the
                    * same */
  SEK_FIT_REFUSED, /* the row is gone, or a rule is against it: it is not shown */
} SekScenarioFit;

/* One change of a scenario, held against the register. */
typedef struct
{
  gint64            id;       /* of the scenario_change */
  SekStoreOperation operation;
  SekEntityId       entity;
  gint64            row;
  guint             field;    /* of an update */
  SekValue          before, after;
  SekValue         *values;   /* of an insertion, one a field */
  SekScenarioFit    fit;
  char             *why;      /* what does not fit, in the program's language; NULL where it fits */
} SekScenarioItem;

/* The changes in their order. Owned; element-type SekScenarioItem. */
GPtrArray   *sek_scenario_read (SekRegister *reg, gint64 scenario);
guint        sek_scenario_count_misfits (GPtrArray *items);

/* The register as it would be, and its changes if items is not NULL (owned). What does not fit is left out, and told by
 * its item. */
SekRegister *sek_scenario_snapshot (SekRegister *reg, gint64 scenario, GPtrArray **items);

/* Adds to out what makes a proposal, made against the scenario's snapshot, a part of the scenario. The proposal is
 * expanded. SEK_ERROR_REFUSED where it is of something that no scenario has, or a rule is against it. */
gboolean     sek_scenario_record (SekRegister *reg, gint64 scenario, SekChangeset *proposal, SekChangeset *out,
                                  GError **error);

/* What makes the register what the scenario says, without the scenario: what sek_document_accept() stores.
 * SEK_ERROR_CONFLICT, naming the first, where a change does not fit. */
SekChangeset *sek_scenario_make_acceptance (SekRegister *reg, gint64 scenario, GError **error);

/* Adds to out that a change starts from what the register has now. FALSE where it is refused anyway. */
gboolean     sek_scenario_keep (SekRegister *reg, const SekScenarioItem *item, SekChangeset *out);

/* A new scenario after the others; a copy of one of them where that is not 0. Returns its id. */
gint64       sek_scenario_propose (SekRegister *reg, const char *name, gint64 copy_of, SekChangeset *changeset);

/* A scenario by its name, its letter or "#" and row id; 0 with SEK_ERROR_NOT_FOUND and the names that there are. */
gint64       sek_scenario_find (SekRegister *reg, const char *text, GError **error);
/* «A», «B», … by its place among the scenarios. Free with g_free(). */
char        *sek_scenario_dup_letter (SekRegister *reg, gint64 scenario);
/* What a change is of and does: «Sats, kr per innbygger · 2024, kommune» and «2,80 → 3,45»; of a row «Nytt: medlem»
 * and its name, with its figure where it has one. with is the scenario's snapshot. Free with g_free(). */
char        *sek_scenario_item_dup_name (SekRegister *reg, SekRegister *with, const SekScenarioItem *item,
                                         SekLanguage language);
char        *sek_scenario_item_dup_what (SekRegister *reg, SekRegister *with, const SekScenarioItem *item,
                                         SekLanguage language);

/* Whether an addition is told with the member that it belongs to, which the scenario adds too: its number, its
 * populations, its subregions. */
gboolean     sek_scenario_item_belongs  (GPtrArray *items, const SekScenarioItem *item);
/* «med 5 rader som hører til»; NULL where none does. Free with g_free(). */
char        *sek_scenario_item_dup_belonging (GPtrArray *items, const SekScenarioItem *item, SekLanguage language);

/* In what a change's figures are told, øre: the unit of the budget column that an amount is of, else a krone. */
gint64       sek_scenario_item_get_unit (SekRegister *reg, const SekScenarioItem *item);
/* What the register has of an update's field by now; «–» for nothing. Free with g_free(). */
char        *sek_scenario_item_dup_now  (SekRegister *reg, const SekScenarioItem *item, SekLanguage language);

/* For the rules: whether a stored change can be read. SEK_ERROR_REFUSED. */
gboolean     sek_scenario_check_change (const SekScenarioChange *change, GError **error);

G_END_DECLS
