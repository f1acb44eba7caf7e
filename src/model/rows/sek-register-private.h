/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* What the files of the register share with what keeps sums of it (fees) and what changes it (sek-apply.c); nobody else
 * includes it. */

/* What a member was to pay when a column was sealed, øre. */
typedef struct
{
  gint64 exact;
  gint64 invoice;
} SekSealedFee;

struct _SekRegister
{
  gatomicrefcount refs;
  SekTable       *tables[SEK_N_ENTITIES];
  GHashTable    **children[SEK_N_ENTITIES]; /* by reference field: target → its rows; NULL until asked for */
  GHashTable     *persons;                  /* date → (member → persons); a date is added when asked for */
  GHashTable     *fee_years;                /* year → SekFeeTotals; a year is added when asked for */
  GHashTable     *shared_fees;              /* rate → (member → SekSealedFee), of models where fees hang together */
  GHashTable     *fee_bases;                /* year → SekFeeBasis, an atomic reference-counted box that copies share;
                                             * none after a change of members */
  GHashTable     *plan_fees;                /* year → gint64, fees of plan years; none after a change */
  GHashTable     *plan;                     /* year → (line → øre), of sek-plan.c; none after a change */
  GHashTable     *budget;                   /* cells of the budget as they were worked out; none after a change */
  GHashTable     *seals;                    /* of sek-seal.c: adopted copies that were read */
  GHashTable     *runs;                     /* of sek-fee-run.c: what was issued, as it was read */
  GHashTable     *sealed_fees;              /* of an adopted copy alone: member → SekSealedFee; NULL of any other */
};

/* The rows become others, and what is looked up among them with them; the totals of fees are sek-apply.c's. values has
 * one a field. */
void _sek_register_insert (SekRegister *self, SekEntityId entity, gint64 id, const SekValue *values);
void _sek_register_remove (SekRegister *self, SekEntityId entity, gint64 id);
void _sek_register_set    (SekRegister *self, const SekField *field, gint64 id, const SekValue *value);

static inline gpointer
_sek_key (gint64 id)
{
  G_STATIC_ASSERT (sizeof (gpointer) == sizeof (gint64));
  return (gpointer) id;
}
