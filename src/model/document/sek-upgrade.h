/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"
#include "sek-journal.h"

/* What an upgrade of the file asks of the model: its steps within a migration, where SQL cannot compute what is needed,
 * and the translation of what was logged before it. */

G_BEGIN_DECLS

/* Makes the steps known to the store; before a register is opened, as often as one likes. */
void          sek_upgrade_init           (void);

/* Changes as an action of an older version logged them (element-type SekJournalChange), in the terms of today. Takes
 * logged and gives it back. */
GPtrArray    *sek_upgrade_translate      (GPtrArray *logged, int version);

/* What makes a register of today, with all that the migration to version made, one as it was before that migration, in
 * the terms of today; applied before older changes are taken back. NULL with SEK_ERROR_NOT_FOUND where this program has
 * no translation of that migration. */
SekChangeset *sek_upgrade_dup_way_back   (SekRegister *reg, int version, GError **error);

/* The newest version that there is a translation from; for the test that no migration lacks one. */
int           sek_upgrade_get_newest     (void);

G_END_DECLS
