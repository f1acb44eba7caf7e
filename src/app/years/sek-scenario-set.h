/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-effects.h"
#include "sek-reserve.h"
#include "sek-scenario.h"

/* The register and its first scenarios beside each other, worked out for one year: what the page Scenarioer shows. A
 * rate that is being dragged is tried in a case's own copy; nothing is stored by it. */

G_BEGIN_DECLS

typedef struct
{
  gint64       id;     /* of the scenario; 0: the register */
  char        *letter; /* NULL of the register */
  char        *name;
  SekRegister *reg;    /* a copy of its own */
  GPtrArray   *items;  /* SekScenarioItem; NULL of the register */
  GArray      *chain;  /* SekReserveYear */
} SekScenarioCase;

typedef struct
{
  int             year;
  gint64          unit; /* in which amounts of the budget are shown, øre */
  guint           n;    /* cases, the register first */
  SekScenarioCase cases[SEK_EFFECTS_MOST];
  SekEffects     *effects;
  gboolean        knows[SEK_EFFECTS_MOST][SEK_N_MEMBER_KINDS + 1]; /* from where on the limit holds */
  gint64          from[SEK_EFFECTS_MOST][SEK_N_MEMBER_KINDS + 1];
} SekScenarioSet;

/* year 0: the first plan year. */
SekScenarioSet *sek_scenario_set_new       (SekDocument *document, int year);
void            sek_scenario_set_free      (SekScenarioSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekScenarioSet, sek_scenario_set_free)

/* The case of a scenario; −1 for none. */
int             sek_scenario_set_find      (const SekScenarioSet *self, gint64 scenario);

/* What a slider sets: øre per inhabitant of a type of member in the year, or (SEK_N_MEMBER_KINDS) the yearly index of
 * plan years in hundredths of a per cent. SEK_NONE where there is none. */
gint64          sek_scenario_set_get_lever (const SekScenarioSet *self, guint index, gint64 lever);
/* Tries a value in the case's copy, and works out what follows. */
void            sek_scenario_set_try_lever (SekScenarioSet *self, guint index, gint64 lever, gint64 value);
/* The proposal that makes it a part of the scenario, for sek_document_submit_to_scenario(). Owned. */
SekChangeset   *sek_scenario_set_propose_lever (SekDocument *document, const SekScenarioSet *self, guint index,
                                                gint64 lever, gint64 value);

/* Whether every year from the set's on closes at the limit at least, or above 0 without one. */
gboolean        sek_scenario_set_holds     (const SekScenarioSet *self, guint index);
/* The lowest value of a lever, a multiple of step up to most, from which that holds; SEK_NONE where none does. Worked
 * out once until something is tried: step and most are always the same for a lever till then. */
gint64          sek_scenario_set_find_hold (SekScenarioSet *self, guint index, gint64 lever, gint64 step,
                                            gint64 most);

G_END_DECLS
