/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-fees.h"
#include "sek-register.h"

/* What the files of the register share; nobody else includes it. */

struct _SekRegister
{
  gatomicrefcount refs;
  SekTable       *tables[SEK_N_ENTITIES];
  GHashTable    **children[SEK_N_ENTITIES]; /* by reference field: target → its rows; NULL until asked for */
  GHashTable     *persons;                  /* date → (member → persons); a date is added when asked for */
  GHashTable     *fee_years;                /* year → SekFeeTotals; a year is added when asked for */
};

/* The members whose fees a changeset can alter; years whose rates it alters are dropped at once. NULL: drop all years. */
GHashTable *_sek_fees_affected (SekRegister *self, SekChangeset *changeset);
/* Takes the members' part out of the totals of every cached year (sign −1) or puts it in (+1). */
void        _sek_fees_count    (SekRegister *self, GHashTable *members, int sign);

static inline gpointer
_sek_key (gint64 id)
{
  G_STATIC_ASSERT (sizeof (gpointer) == sizeof (gint64));
  return (gpointer) id;
}
