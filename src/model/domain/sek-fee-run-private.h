/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-fee-run.h"

/* What the files of fee runs share; nobody else includes it. */

/* The first form of the text; what it lists never changes. */
#define _SEK_FEE_RUN_FORM 1

/* The largest amount of an invoice, in øre: a million of them are within 64 bits. */
#define _SEK_FEE_RUN_MOST (G_MAXINT64 / 1000000)

/* What was issued to a member in a year. */
typedef struct
{
  gint64            amount;  /* credit notes taken off */
  gint64            invoice; /* the number of the last invoice; 0 for none */
  const SekInvoice *last;    /* invoice or credit note; borrowed from the run */
} SekIssued;

SekInvoices       *_sek_invoices_new         (void);
/* Keeps a text of it; NULL is "". */
const char        *_sek_invoices_keep        (SekInvoices *self, const char *text);
/* The run as text. Free with g_free(). */
char              *_sek_invoices_dup_copy    (const SekInvoices *self);
/* What the nth of some runs issued, borrowed until the next change; NULL when it cannot be read. */
const SekInvoices *_sek_fee_run_get_nth      (SekRegister *reg, GArray *runs, guint nth);
/* Member → SekIssued. Owned. */
GHashTable        *_sek_fees_collect_issued  (SekRegister *reg, int year);
