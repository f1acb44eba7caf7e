/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"
#include "sek-register.h"

/* Next year's draft from this year's budget, as one proposal:
 *
 * - a proposal column of the year, compared with the budget of the year before: its adjusted budget, else its budget,
 *   else its proposal, of several the last. That is also what amounts are taken from;
 * - its opening balance is carried from the column that says most about how the year before ends: accounts of the whole
 *   year, else the forecast, else the adjusted budget, the budget, the proposal;
 * - each line's amount: worked out where its source says something, else as it was entered, changed by choice;
 * - each project's amount, changed by choice; a project that ended before the year has none;
 * - the instalment of each grant that runs into the year and has none of it: as much as the year before, in the grant's
 *   last year all that is left, and never more than is left of the award. Where neither the award nor an instalment of
 *   the year before tells how much, there is none: money that nobody has promised is no income;
 * - the fee rates of the year before, undecided, of each kind of member that has none of the year.
 *
 * Choices that were made for the year before, decisions and reasons are not brought along. */

G_BEGIN_DECLS

typedef struct
{
  gint64   hundredths;    /* of a per cent, by which what was entered changes; SEK_ROLL_ZERO leaves nothing */
  gboolean keep_comments; /* on amounts of lines and projects */
} SekRollChoice;

#define SEK_ROLL_SAME 0
#define SEK_ROLL_ZERO (-10000)

/* Reads "same", "zero" or a change in per cent («2,5»). SEK_ERROR_INPUT and its kin. */
gboolean sek_roll_parse_amounts (const char *text, gint64 *hundredths, GError **error);

/* The one year that a draft can be made for: the one after the newest budget, adjusted budget or proposal; 0 where
 * there is none of these. */
int      sek_roll_get_year      (SekRegister *reg);

/* The column that the year's amounts are taken from and compared with, and the one that its opening balance is carried
 * from; 0 for none. */
gint64   sek_roll_find_base     (SekRegister *reg, int year);
gint64   sek_roll_find_carry    (SekRegister *reg, int year);

/* Adds the draft of a year to changeset, and names it. *column, if not NULL, gets the new column's id.
 * SEK_ERROR_REFUSED where the year has a draft or budget already (which is named), where it is not the one after the
 * newest budget, and where there is no budget to go by; another where an amount becomes more than a budget may hold.
 * changeset is not to be submitted then. */
gboolean sek_roll_propose       (SekRegister *reg, int year, const SekRollChoice *choice, SekChangeset *changeset,
                                 gint64 *column, GError **error);

G_END_DECLS
