/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"
#include "sek-fees.h"

/* What was issued stays: a fee run (fakturakjøring) holds the invoices of a year as they were issued, as canonical text
 * whose SHA-256 is its digest, and never changes. What a member is to pay later than that, less or more, is the
 * difference between its fee of the year and what was issued of it, and is issued in another run: an invoice (type 380
 * of UNCL 1001) or a credit note (381). All money is øre. */

G_BEGIN_DECLS

/* The kind of the action. */
#define SEK_ACTION_ISSUE "issue"

/* What is lacking of an invoice or of all of them. */
typedef enum
{
  SEK_LACKS_FEE = 1 << 0,       /* no fee can be computed: nothing is issued */
  SEK_LACKS_REFERENCE = 1 << 1, /* no invoice reference, which a receiver of EHF asks for */
  SEK_LACKS_ORG_NUMBER = 1 << 2,
  SEK_LACKS_CONTACT = 1 << 3,   /* nobody to send it to who is a contact for invoices */
  SEK_LACKS_KID = 1 << 4,       /* the pattern asks for what the member has not, or the KID was used before */
  SEK_LACKS_ACCOUNT = 1 << 5,   /* of the council: no account to pay to */
  SEK_LACKS_DECISION = 1 << 6,  /* of the year: a rate that nobody decided */
} SekLacks;

/* What keeps an invoice from being sent; the rest is told, and lets it go. */
#define SEK_LACKS_TO_SEND (SEK_LACKS_FEE | SEK_LACKS_REFERENCE | SEK_LACKS_ORG_NUMBER | SEK_LACKS_KID)

typedef struct
{
  gint64      member;
  gint64      kind;     /* SEK_MEMBER_KIND_… */
  const char *number;   /* "" for none; all texts as they were when it was issued, and of the run that it is of */
  const char *name;
  const char *org_number;
  gint64      invoice;  /* its number; 0 of one that is not issued */
  gint64      corrects; /* the invoice that it adds to or takes from; 0 for none */
  gint64      persons;  /* SEK_NONE when not given */
  gint64      fee;      /* of the year; SEK_NONE when it cannot be computed */
  gint64      before;   /* issued of it in earlier runs */
  gint64      amount;   /* of this invoice; below 0 of a credit note; SEK_NONE of one that cannot be */
  const char *kid;
  const char *reference;
  const char *contact;  /* «Økonomiavdelingen», «Økonomiavdelingen, Kari» */
  const char *email;
  const char *address;
  SekLacks    lacks;    /* of one that is not issued */
  const char *why;      /* why there is no KID, a sentence; NULL */
} SekInvoice;

typedef struct
{
  int          year;
  int          number;    /* of the run within the year */
  SekDate      issued_on;
  SekDate      due_on;    /* 0 for none */
  const char  *issued_at; /* UTC; NULL of one that is not issued */
  const char  *name;      /* of the council, its organisation number and account, "" for none */
  const char  *org_number;
  const char  *account;
  gint64       vat;       /* SEK_VAT_… */
  SekRegister *rates;     /* with the rates of the year as they were used */
  GPtrArray   *invoices;  /* SekInvoice, by number and name */
  SekLacks     lacks;     /* of the council and the year */
  GStringChunk *texts;    /* all of the above */
} SekInvoices;

void         sek_invoices_free (SekInvoices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekInvoices, sek_invoices_free)

/* What is chosen when fees are issued. */
typedef struct
{
  SekDate       issued_on;
  SekDate       due_on;  /* 0: thirty days later */
  const gint64 *anew;    /* members whose invoices are credited and issued anew, since something but the amount of them
                            was wrong */
  guint         n_anew;
} SekRunChoice;

/* What would be issued of a year now: all that was not. Without invoices when there is nothing. NULL with
 * SEK_ERROR_REFUSED for a year without rates, or a due date before the invoice date; with SEK_ERROR_DAMAGED while a run
 * of any year cannot be read. Owned. */
SekInvoices *sek_invoices_prepare  (SekRegister *reg, int year, const SekRunChoice *choice, GError **error);

/* What a run issued. NULL with SEK_ERROR_DAMAGED when its copy cannot be read. Owned. */
SekInvoices *sek_invoices_read     (const SekFeeRun *run, GError **error);

/* Issues what would be, in one step that is not undone: adds the run to changeset. incomplete: also when an invoice
 * cannot be sent for what it lacks, but for a KID. SEK_ERROR_REFUSED when there is nothing to issue, or something is
 * lacking, with what. *row, if not NULL, gets the run. */
gboolean     sek_fee_run_propose   (SekRegister *reg, int year, const SekRunChoice *choice, gboolean incomplete,
                                    const char *note, SekChangeset *changeset, gint64 *row, GError **error);

/* The runs of a year in their order; year 0: of all years. Owned; element-type gint64. */
GArray      *sek_fee_runs_of       (SekRegister *reg, int year);
/* The run of a year and number; NULL for none. */
const SekFeeRun *sek_fee_run_find  (SekRegister *reg, int year, int number);

/* «Kontingent 2023, kjøring 2, 1.3.2023». Free with g_free(). */
char        *sek_fee_run_dup_label (const SekFeeRun *run, SekLanguage language);

/* Whether the run is what its digest was made of. */
gboolean     sek_fee_run_fits      (SekRegister *reg, const SekFeeRun *run);

/* What was issued to a member in a year, credit notes taken off; 0 for nothing. */
gint64       sek_fees_issued_to    (SekRegister *reg, gint64 member, int year);

/* What was issued of a year, and how it fits what its members are to pay. */
typedef struct
{
  gint64 issued;     /* the sum, credit notes taken off */
  gint64 difference; /* to be issued: the sum of invoices and credit notes */
  guint  n_members;  /* who were sent something, or are to be */
  guint  n_differ;   /* of these, who are to be sent something; all where nothing can be worked out any more */
  guint  n_credits;  /* of these, who are to be sent a credit note */
} SekIssuedTotals;

/* FALSE where no run was issued. */
gboolean     sek_fees_get_issued   (SekRegister *reg, int year, SekIssuedTotals *totals);

/* How many invoices lack this; and its name: «fakturareferanse». */
guint        sek_invoices_count    (const SekInvoices *self, SekLacks what);
const char  *sek_lacks_get_word    (SekLacks what, SekLanguage language);
/* Its name in JSON: "reference". */
const char  *sek_lacks_get_id      (SekLacks what);
/* What an invoice lacks, in a list: «fakturareferanse, organisasjonsnummer»; "" for nothing. Free with g_free(). */
char        *sek_lacks_dup_words   (SekLacks lacks, SekLanguage language);

/* 380 of an invoice, 381 of a credit note. */
int          sek_invoice_get_type  (const SekInvoice *invoice);

/* The sum of the amounts. */
gint64       sek_invoices_get_sum  (const SekInvoices *self);
/* The rate that an invoice was worked out from; NULL for none. Borrowed. */
const SekFeeRate *sek_invoices_get_rate (const SekInvoices *self, const SekInvoice *invoice);

G_END_DECLS
