/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-fees.h"
#include "sek-index.h"

/* What next year's fee rate could be: the rate of the year before × (1 + change), rounded to a step that is chosen,
 * told as an equation that holds as it is printed: «2,70 × 1,033 = 2,789 → 2,80, som er 3,7 %».
 *
 * The factor has three decimals: growth in per cent with one, rounded half away from zero. The product is worked out
 * from that factor and printed with three decimals, or with as many as it takes where rounding what is printed would
 * give another rate than rounding the product itself. A rate without a date of resolution is a proposal. */

G_BEGIN_DECLS

/* --- one equation ------------------------------------------------------------------------------------------------- */

typedef struct
{
  gint64   before, after; /* øre */
  gint64   factor;        /* thousandths */
  gint64   product;       /* hundred-thousandths of a krone, exact */
  gint64   printed;       /* the same, as it is printed */
  int      decimals;      /* of the printed product: 3 … 5 */
  gint64   step;          /* øre */
  gboolean is_rate;       /* told with its øre, as rates are */
} SekRateEquation;

/* tenths is growth in tenths of a per cent, not below −1000. SEK_ERROR_RANGE where it gives more than can be stored. */
gboolean sek_rate_equation_init (SekRateEquation *self, gint64 before, gint64 tenths, gint64 step, gboolean is_rate,
                                 GError **error);
/* «2,80 × 1,075 = 3,010». Free with g_free(), as the others. */
char    *sek_rate_equation_dup_product (const SekRateEquation *self, SekLanguage language);
/* «3,00» */
char    *sek_rate_equation_dup_after (const SekRateEquation *self, SekLanguage language);
/* «2,80 × 1,075 = 3,010 → 3,00, som er 7,1 %» */
char    *sek_rate_equation_dup_text (const SekRateEquation *self, SekLanguage language);
/* «Avrundet ned 1,0 øre, til nærmeste 5 øre.» */
char    *sek_rate_equation_dup_rounding (const SekRateEquation *self, SekLanguage language);
/* «5 øre», «1 kr»: a step as it is chosen. */
char    *sek_rate_step_dup_text (gint64 step, SekLanguage language);
/* The steps that a rate (or else an amount) can be rounded to, in øre. */
const gint64 *sek_rate_get_steps (gboolean is_rate, guint *n);

/* --- what a proposal goes by -------------------------------------------------------------------------------------- */

typedef enum
{
  SEK_RATE_UNCHANGED,
  SEK_RATE_INDEX, /* of any series */
  SEK_RATE_OWN,
} SekRateBasisKind;

typedef struct
{
  SekRateBasisKind kind;
  gint64           price_index;
  SekMonth         from, to;
  SekIndexGrowth   growth;  /* of an index */
  gint64           tenths;  /* growth in tenths of a per cent; 0 of others */
  char            *problem; /* why an index cannot be used, in the program's language; NULL where it can */
  gint64           own;     /* øre; SEK_NONE while nobody has given it */
} SekRateBasis;

/* What the figures allow for a year, from what is known before it begins: unchanged; of each series the growth of a
 * year to the newest January, October and month, and of the newest yearly average; the deflators of the year and of
 * the one before; last the council's own rate. Element-type SekRateBasis, borrowing figures until the next change. */
GArray  *sek_rate_list_bases (SekRegister *reg, int year);
/* «KPI, okt. 2021–okt. 2022», «Uendret sats», «Egen sats». Free with g_free(). */
char    *sek_rate_basis_dup_name (SekRegister *reg, const SekRateBasis *basis, SekLanguage language);
/* The same as what is told apart by, whatever becomes of the figures: "index/ID/202110/202210". Free with g_free(). */
char    *sek_rate_basis_dup_id (const SekRateBasis *basis);

/* --- a proposal --------------------------------------------------------------------------------------------------- */

/* What an amount is rounded to, in øre. */
typedef struct
{
  gint64 rate;   /* øre per inhabitant */
  gint64 amount; /* base, limits, and a total that is shared */
} SekRateSteps;

/* The rate of a kind of member and a year; NULL where there is none. */
const SekFeeRate *sek_rate_find (SekRegister *reg, int year, gint64 kind);
/* The year that a rate can be proposed for: that of the newest rate of the kind where it is not decided and there is
 * one of the year before, else the year after it; 0 where the kind has no rate. */
int      sek_rate_get_year (SekRegister *reg, gint64 kind);

/* The term of a rate that a person thinks of as the rate: øre per inhabitant, else the total, else the base amount;
 * NULL where it follows others. */
const SekField *sek_rate_get_main_field (const SekFeeRate *rate);
gboolean sek_rate_is_rate_field (const SekField *field);
/* Its terms that are not blank, n of them. */
guint    sek_rate_list_terms (const SekFeeRate *rate, const SekField *terms[5]);

/* What a rate was the year before and is, of the term that a person thinks of as the rate; FALSE where one is not
 * there, or is of another term. */
gboolean sek_rate_get_change (SekRegister *reg, const SekFeeRate *rate, gint64 *before, gint64 *now);

/* What a rate is of, and what it yields. */
typedef struct
{
  guint  n_payers;
  gint64 persons;  /* of those that pay */
  gint64 fees;     /* what they are invoiced, øre; SEK_NONE when that is too large */
} SekRateYield;

void     sek_rate_get_yield (SekRegister *reg, const SekFeeRate *rate, SekRateYield *yield);

/* One term of the rate before by a basis. */
gboolean sek_rate_work_out (const SekFeeRate *before, const SekField *term, const SekRateBasis *basis,
                            const SekRateSteps *steps, SekRateEquation *equation, GError **error);

/* How a proposal came to be, as fee_rate.basis keeps it: what the growth is of, its equations, what rounding did, what
 * tables met. NULL with error. Free with g_free(). */
char    *sek_rate_dup_sentence (SekRegister *reg, const SekFeeRate *before, const SekRateBasis *basis,
                                const SekRateSteps *steps, SekLanguage language, GError **error);

/* Adds to changeset a rate of the year like the one before, but for what was said of that decision. Returns its id. */
gint64   sek_rate_copy (SekRegister *reg, const SekFeeRate *before, int year, SekChangeset *changeset);

/* Adds to changeset the rate of year for kind, from that of the year before, and names it. Nothing is decided. *row, if
 * not NULL, gets its id. SEK_ERROR_REFUSED where there is no rate to go by, where the year's is decided already, and
 * where the basis cannot be used. */
gboolean sek_rate_propose (SekRegister *reg, int year, gint64 kind, const SekRateBasis *basis,
                           const SekRateSteps *steps, SekLanguage language, SekChangeset *changeset, gint64 *row,
                           GError **error);

/* Why a rate's terms cannot be changed: it is decided; NULL where they can. Free with g_free(). */
char    *sek_rate_dup_locked (const SekFeeRate *rate);

G_END_DECLS
