/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-fees.h"

/* What the fees of one year are worked out from, laid side by side: who pays, and by how many persons. It is read from
 * the register once; then the fees of other terms cost no more than the arithmetic, so that a rate can be dragged over
 * 100 000 members. By the terms of the year itself the fees are those of sek_fee_of().
 *
 * A member without persons on the basis date is counted with its newest ones of before, as a plan year must be. */

G_BEGIN_DECLS

typedef struct
{
  int      year;
  guint    n;
  gboolean ranked;      /* ranks and counties are there, which only totals and counties that match take */
  gint64  *members;     /* row ids, in order */
  guint8  *kinds;
  gint64  *persons;     /* SEK_NONE where none were ever given */
  guint32 *ranks;       /* who gets the last krone first, among equal remainders */
  guint32 *counties;    /* of a county its place in the list, of a municipality that of its county; G_MAXUINT32: none */
  guint    n_of[SEK_N_MEMBER_KINDS];
  guint    n_stand_ins; /* counted with persons of an earlier day */
  SekDate  stand_in;    /* that day; 0: several */
} SekFeeBasis;

/* Kept until a member, a population or a number changes, and shared by copies of the register: two that have the same
 * one have the same members. Borrowed until the next change; take a reference to keep it. */
const SekFeeBasis *sek_fee_basis_get (SekRegister *reg, int year);
SekFeeBasis *sek_fee_basis_ref   (const SekFeeBasis *self);
void         sek_fee_basis_unref (SekFeeBasis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekFeeBasis, sek_fee_basis_unref)

/* The place of a member; −1 where it does not pay that year. */
int          sek_fee_basis_find (const SekFeeBasis *self, gint64 member);

/* The terms of one kind of member, øre; SEK_NONE is blank. */
typedef struct
{
  gboolean given;
  int      year;  /* of the rate that they come from */
  gint64   model; /* SEK_FEE_MODEL_… */
  gint64   base, rate, minimum, maximum;
  gint64   total;
  gint64   equal; /* hundredths of a per cent */
} SekFeeTerms;

/* The terms of a year for each kind: those of its own rate, else of the newest one before it, each year after that
 * grown by the yearly index of plan years (organisation.plan_index) and rounded, a rate per inhabitant to 5 øre, an
 * amount to the krone. */
void         sek_fee_terms_get  (SekRegister *reg, int year, SekFeeTerms terms[SEK_N_MEMBER_KINDS]);

/* The fees in whole kroner as øre, SEK_NONE where one cannot be computed. Returns their sum; SEK_NONE where there is
 * none or it is beyond 64 bits. */
gint64       sek_fee_basis_work_out (const SekFeeBasis *self, const SekFeeTerms terms[SEK_N_MEMBER_KINDS],
                                     gint64 *fees);

/* What a year's fees come to by these rules, kept until the next change. */
gint64       sek_fees_plan_total (SekRegister *reg, int year);

G_END_DECLS
