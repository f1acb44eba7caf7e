/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"
#include "sek-fees.h"
#include "sek-money.h"
#include "sek-register-private.h"

/* What a member pays of what is shared, or matched, by a rate of that model (sek-fees-shared.c); NULL when it cannot be
 * computed. Borrowed until the next change. */
const SekSealedFee *_sek_fees_get_shared (SekRegister *reg, const SekFeeRate *rate, gint64 member);

/* How the totals of fees follow a changeset; for sek-apply.c. */

/* The members whose fees a changeset can alter; years whose rates it alters are dropped at once. NULL: drop all
 * years. */
GHashTable *_sek_fees_affected (SekRegister *self, SekChangeset *changeset);
/* Takes the members' part out of the totals of every cached year (sign −1) or puts it in (+1). */
void        _sek_fees_count    (SekRegister *self, GHashTable *members, int sign);
