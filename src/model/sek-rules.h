/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"

/* What a register allows. A changeset is refused as a whole, with the row and field named; nothing here changes anything. */

G_BEGIN_DECLS

/* Rules that need the register as it was: values within their fields, references that will be there, keys that do not
 * change in place, sealed columns that nothing touches. */
gboolean sek_rules_check_before (SekRegister *reg, SekChangeset *changeset, GError **error);

/* Rules over the register as it became: natural keys are unique, periods do not overlap, dates are in order, columns do not
 * carry from themselves. */
gboolean sek_rules_check_after  (SekRegister *reg, SekChangeset *changeset, GError **error);

G_END_DECLS
