/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"
#include "sek-fees.h"

/* How the totals of fees follow a changeset; for sek-apply.c. */

/* The members whose fees a changeset can alter; years whose rates it alters are dropped at once. NULL: drop all
 * years. */
GHashTable *_sek_fees_affected (SekRegister *self, SekChangeset *changeset);
/* Takes the members' part out of the totals of every cached year (sign −1) or puts it in (+1). */
void        _sek_fees_count    (SekRegister *self, GHashTable *members, int sign);
