/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-fee-basis.h"

/* What a year's fees are for every member, by the register and by some scenarios beside each other: whoever pays in one
 * of them has a row. All money is øre in whole kroner; SEK_NONE where a member does not pay, or its fee cannot be
 * computed. */

G_BEGIN_DECLS

#define SEK_EFFECTS_MOST 4

typedef struct
{
  int          year;
  guint        n_cases;                      /* the register first */
  guint        n;                            /* members */
  gint64      *members;                      /* row ids, ascending */
  guint8      *kinds;
  gint64      *persons;                      /* that the last case which has it counts it with */
  gint64      *fees[SEK_EFFECTS_MOST];
  gint64       sums[SEK_EFFECTS_MOST];       /* SEK_NONE for none */
  SekFeeTerms  terms[SEK_EFFECTS_MOST][SEK_N_MEMBER_KINDS];
  SekFeeBasis *bases[SEK_EFFECTS_MOST];
  guint       *places[SEK_EFFECTS_MOST];     /* of a case's members among all; NULL where they are the same */
  gint64      *scratch;
} SekEffects;

/* regs: the register, then it with each scenario; they need not be kept. */
SekEffects *sek_effects_new      (SekRegister *const *regs, guint n, int year);
void        sek_effects_free     (SekEffects *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekEffects, sek_effects_free)

/* Works the fees of a case out anew, by its terms, which may have been changed meanwhile: what a rate that is being
 * dragged costs. */
void        sek_effects_work_out (SekEffects *self, guint index);

/* A case against the register: how much more a member pays, blank where neither is known; one that comes or goes counts
 * as 0 on the other side. */
gint64      sek_effects_change   (const SekEffects *self, guint index, guint member);

/* Whom a case costs most, in per cent of what it pays by the register; −1 for nobody. */
int         sek_effects_find_most (const SekEffects *self, guint index);

G_END_DECLS
