/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* What members pay, by the model of the rate of their kind. A member active on 1 January of the year pays. All money is
 * øre.
 *
 *   rate      base + rate × persons on 1 January of the year before, kept between minimum and maximum and invoiced to
 *             the nearest krone (Osloregionen; with base and cap by kind Fjellnettverket)
 *   total     a sum decided for the year: a part of it equally, the rest by persons. The last kroner are given by
 *             largest remainder, so that the invoices sum to the total; minimum and maximum do not apply
 *             (Østlandssamarbeidet)
 *   matching  a county pays what the municipalities with its number pay together (Klima Østfold) */

G_BEGIN_DECLS

typedef struct
{
  gboolean          active;  /* on 1 January of the year */
  gint64            persons; /* on the basis date; SEK_NONE when not given */
  const SekFeeRate *rate;    /* of the year and the member's kind; NULL when there is none */
  gint64            exact;   /* before rounding to the krone; SEK_NONE when it cannot be computed */
  gint64            invoice; /* to the nearest krone; SEK_NONE likewise */
} SekFee;

typedef struct
{
  guint    n_active;
  guint    n_active_of[SEK_N_MEMBER_KINDS]; /* the same by kind */
  guint    n_payers;             /* active and computed */
  guint    n_without_population; /* active, no persons on the basis date, and a fee worked out from them */
  guint    n_without_rate;       /* active, no rate for its kind */
  gint64   persons[SEK_N_MEMBER_KINDS]; /* of active members, by kind: each counts the same people */
  gint64   exact;
  gint64   invoices;
  guint    n_overflows;          /* fees or sums beyond 64 bits: the totals cannot be trusted */
} SekFeeTotals;

/* 1 January of the year before the budget year. */
SekDate             sek_fees_basis_date (int year);
/* The fee year whose basis a population of this day is, or would be, were it of 1 January. */
int                 sek_fees_year_of    (SekDate date);

/* Whether the member belongs to the council on the date; left_on is its last day. */
gboolean            sek_member_is_active (const SekMember *member, SekDate date);

/* The whole of a share, in hundredths of a per cent. */
#define SEK_WHOLE_SHARE 10000

/* Whether the terms of a rate go together: a total is given away in whole kroner, a share is at most the whole, and
 * only counties match municipalities. SEK_ERROR_REFUSED. */
gboolean            sek_fee_rate_check  (const SekFeeRate *rate, GError **error);

/* Whether fees of the rate are worked out from populations. */
gboolean            sek_fee_rate_needs_persons (const SekFeeRate *rate);
/* Whether the member's fee of the year is; without a rate, whether it would be as a rule. */
gboolean            sek_fees_need_persons (SekRegister *reg, const SekMember *member, int year);
/* What a member has of a total that is shared, before the last krone is given away: parts_per_krone 100 is øre.
 * SEK_NONE where it cannot be computed, or the rate is of another model. */
gint64              sek_fees_get_share  (SekRegister *reg, const SekMember *member, const SekFeeRate *rate,
                                         gint64 parts_per_krone);
/* Whether a municipality lies in a county, by their numbers on 1 January of the year. */
gboolean            sek_fees_is_in_county (SekRegister *reg, const SekMember *municipality, const SekMember *county,
                                           int year);

const SekFeeRate   *sek_fees_get_rate   (SekRegister *reg, int year, gint64 kind);

/* The population that the member's fee of the year is computed with; NULL where none is given. Borrowed. */
const SekPopulation *sek_fees_get_population (SekRegister *reg, gint64 member, int year);

void                sek_fee_of          (SekRegister *reg, const SekMember *member, int year, SekFee *fee);

/* Kept up to date by every change; borrowed until the next one. */
const SekFeeTotals *sek_fees_get_totals (SekRegister *reg, int year);

/* What a rate asks of its members: «20 000 kr + 4,50 kr per innbygger, minst 30 000 kr, høyst 600 000 kr»; "" for a
 * rate of nothing. Free with g_free(). */
char               *sek_fee_rate_dup_text (const SekFeeRate *rate, SekLanguage language);

/* The same with what it is of, which tells it from the others: «2027 · kommune · 4,50 kr + 20 000 kr». Free with
 * g_free(). */
char               *sek_fee_rate_dup_label (const SekFeeRate *rate, SekLanguage language);

/* That nobody pays the rate of a kind in a year, and what to do about it: «Ingen medlemmer av typen «fylkeskommune»
 * betaler i 2024. Legg til medlemmene, eller rett eller slett satsen.» Free with g_free(). */
char               *sek_fees_dup_no_payers (int year, gint64 kind, SekLanguage language);

/* The years that have a rate, each once, the oldest first. Owned; int. */
GArray             *sek_fees_list_years (SekRegister *reg);
/* The year of the newest rate; 0 when there is none. */
int                 sek_fees_newest_year (SekRegister *reg);

/* How a fee comes to be: «20 000 kr + 131 541 × 4,50 kr = 611 934,50 kr», with the limit where it is the limit that is
 * paid; NULL for a fee that cannot be computed. Free with g_free(). */
char               *sek_fee_dup_working (SekRegister *reg, const SekMember *member, const SekFee *fee,
                                         SekLanguage language);

G_END_DECLS
