/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"

/* Completes a proposal with what follows from it, as explicit changes, so that the log and undo know all of it:
 *
 * - what refers to a deleted row goes with it, or is cleared, as each reference declares;
 * - a new column takes each line's source as mode, and a new line with a source is computed in every column that is not
 * sealed;
 * - a line whose source becomes "entered" keeps the figures that it had;
 * - the choice of a column for a year goes when the column becomes one of another year;
 * - an amount that is entered, blank and without a comment is no row at all;
 * - a member has one primary subregion;
 * - a number that is valid from a day ends the member's number that was valid until further notice;
 * - sealing stores the figures that were computed until then, and undo stops at it.
 *
 * Undo and redo take changes from the log and are not expanded again. */

G_BEGIN_DECLS

gboolean     sek_expand          (SekRegister *reg, SekChangeset *changeset, GError **error);

/* The register as it would be with the proposal, which is expanded, as a snapshot of its own: what goes on from the
 * proposal is worked out on it before anything is stored. The rules are asked when all of it is submitted. NULL with
 * error. */
SekRegister *sek_expand_snapshot (SekRegister *reg, SekChangeset *proposal, GError **error);

/* Of all that the changeset deletes only what refers to it follows: it goes too, or is cleared. */
void         sek_expand_deletions (SekRegister *reg, SekChangeset *changeset);

G_END_DECLS
