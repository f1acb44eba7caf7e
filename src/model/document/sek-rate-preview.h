/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-rate-proposal.h"

/* What a proposed rate would mean, for the council and for each member: worked out on the register as it would be with
 * the proposal in it, so that all models of fees follow. Nothing is stored.
 *
 * The populations that the fees of a year go by come in February of the year before. A member that has none of that day
 * yet is counted with its newest one; stand_in tells of which day. */

G_BEGIN_DECLS

typedef struct
{
  gint64 member;
  gint64 persons; /* SEK_NONE where there are none */
  gint64 before;  /* its fee the year before, øre; SEK_NONE likewise */
  gint64 after;
} SekRateEffect;

typedef struct
{
  int     year;
  GArray *members;  /* SekRateEffect: those that pay in either year */
  gint64  before, after; /* of all; SEK_NONE where nobody pays, or they are too large */
  guint   n_stand_ins;   /* members counted with an older population */
  SekDate stand_in;      /* its day; 0 for none or several days */
} SekRatePreview;

/* NULL with why not, as sek_rate_propose(). */
SekRatePreview *sek_rate_preview      (SekRegister *reg, int year, gint64 kind, const SekRateBasis *basis,
                                       const SekRateSteps *steps, GError **error);
void            sek_rate_preview_free (SekRatePreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekRatePreview, sek_rate_preview_free)

G_END_DECLS
