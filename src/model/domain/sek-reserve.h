/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-plan.h"

/* The reserve over all years, past and planned: opening → result → closing, each year by the column that it is told by
 * (sek-plan.h). All money is øre; SEK_NONE is blank. */

G_BEGIN_DECLS

typedef struct
{
  int         year;
  SekYearKind kind;
  gint64      column;  /* 0: by the lines' rules */
  gboolean    chosen;  /* by somebody */
  gint64      opening; /* the closing of the year before; of the first year, or after one without figures, its own */
  gint64      gap;     /* what its own opening is more than that; SEK_NONE where they agree or one is not known */
  gint64      income, expense, result;
  gint64      closing; /* opening + gap + result */
} SekReserveYear;

/* Every year from the first with a column to the last of the plan. Owned; element-type SekReserveYear. */
GArray     *sek_reserve_chain       (SekRegister *reg);
/* The year's place in the chain, −1 for none. */
int         sek_reserve_find        (GArray *chain, int year);

/* The lowest reserve that the board allows, SEK_NONE for none. */
gint64      sek_reserve_get_limit   (SekRegister *reg);
/* The same, 0 where there is none: a balance below it is low, and below zero it is so in any case. */
gint64      sek_reserve_get_least   (SekRegister *reg);
gboolean    sek_reserve_is_below    (SekRegister *reg, gint64 closing);
/* The first year from a year on whose closing balance is below a limit; 0 for none. */
int         sek_reserve_find_below  (GArray *chain, int from, gint64 limit);

/* What the chain says, as the title of its chart: «Reserven er brukt opp i 2024», «Reserven kommer under grensen i
 * 2024», «Reserven holder seg over grensen til og med 2026». It speaks of the years from the last one that is over by
 * its figures (accounts or a forecast). "" without figures. Free with g_free(), as the others. */
char       *sek_reserve_dup_finding (SekRegister *reg, GArray *chain, SekLanguage language);
#define SEK_RESERVES_MOST 8

/* What the register and scenarios beside it say together, the register first: «Med «Høyere sats» er reserven under
 * grensen fra 2027», «Alle holder seg over grensen til og med 2026». Where the register breaks, it is about the first
 * that does not, else about the one that breaks last; where the register does not, about the one that breaks first.
 * Alone it is the register's own. */
char       *sek_reserve_dup_finding_beside (SekRegister *const *regs, GArray *const *chains, const char *const *names,
                                            guint n, SekLanguage language);
/* What one chain says with its figures: «Reserven er brukt opp i 2024: Ved utgangen av året mangler 1 671 000 kr.» */
char       *sek_reserve_dup_sentence (SekRegister *reg, GArray *chain, SekLanguage language);
/* What is wanting in the chain: a year without figures, a first year without an opening balance; "" for nothing. */
char       *sek_reserve_dup_problem (SekRegister *reg, GArray *chain, SekLanguage language);

/* «Inngående mindreforbruk», «Utgående disposisjonsfond»: by the organisation's setting. Borrowed. */
const char *sek_reserve_get_opening_word (SekRegister *reg, SekLanguage language);
const char *sek_reserve_get_closing_word (SekRegister *reg, SekLanguage language);
/* The latter in all languages. */
const SekWord *sek_reserve_get_closing (SekRegister *reg);

/* Kommuneloven § 14-12: what a year's closing balance is below zero must be covered by the year after. One of each year
 * whose balance, by a column, is negative. */
typedef struct
{
  int    year;
  gint64 column;
  gint64 to_cover; /* above 0 */
  gint64 covered;  /* by the result of the year after, at most to_cover, 0 and more; SEK_NONE where it has no column */
} SekReserveCover;

/* Owned; element-type SekReserveCover. */
GArray     *sek_reserve_list_covers (SekRegister *reg);

G_END_DECLS
