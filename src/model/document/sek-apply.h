/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"
#include "sek-register.h"

/* A changeset becomes rows: the one place where those of a register, with all that is kept about them, become others.
 * Only the document calls it, and who has a snapshot of its own. */

G_BEGIN_DECLS

/* Applies a changeset to the rows, caches and totals. SEK_ERROR_CONFLICT and nothing changed when a row or a before
 * value is not what the changeset starts from. */
gboolean sek_register_apply (SekRegister *reg, SekChangeset *changeset, GError **error);

G_END_DECLS
