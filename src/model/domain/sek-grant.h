/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* What a grant asks for and has been given: what each contribution counts for and why not, whether own contributions
 * are on course, and the report to the funder. All money is øre; SEK_NONE is blank, and sums skip blanks.
 *
 * Hours count with the rate of their own row, at most with the scheme's rate of their day; without one of their own
 * with the scheme's. A row whose amount is blank takes it from its line or project: from the accounts of the whole year
 * that its date is in. */

G_BEGIN_DECLS

/* Whether a contribution counts, and with what. */
typedef enum
{
  SEK_COUNTED_YES,
  SEK_COUNTED_CEILING,       /* with the scheme's rate, since the one that was typed is above it */
  SEK_COUNTED_NO_AMOUNT,     /* no amount, or no hours, is given */
  SEK_COUNTED_NO_RATE,       /* hours without a rate of their own, and no rate of the scheme on their day */
  SEK_COUNTED_NO_DATE,       /* from a line or project, but of no year */
  SEK_COUNTED_NO_ACCOUNTS,   /* the year has no accounts to its end, or nothing on that line or project */
  SEK_COUNTED_CASH_ONLY,     /* hours in a scheme in which only cash counts */
  SEK_COUNTED_PAID_BY_GRANT, /* hours of a position that a grant pays */
  SEK_COUNTED_PAY_COUNTED,   /* hours of a position whose pay counts by its line or project already */
  SEK_COUNTED_TWICE,         /* the same line or project of the year counts by another row */
  SEK_COUNTED_OUTSIDE,       /* before the grant begins or after it ends */
  SEK_COUNTED_LATER,         /* after the day that is asked about */
  SEK_COUNTED_TOO_LARGE,     /* beyond 64 bits */
  SEK_N_COUNTED
} SekCountedReason;

typedef struct
{
  gint64           value;  /* what counts; SEK_NONE when nothing does */
  gint64           rate;   /* of hours, that they count with; SEK_NONE when there is none */
  SekCountedReason reason;
  gint64           other;  /* the grant (TWICE, PAID_BY_GRANT), line or project (PAY_COUNTED) that says so, else 0 */
} SekCounted;

/* What a contribution counts for by the end of a day. */
void        sek_contribution_count      (SekRegister *reg, const SekContribution *row, SekDate today,
                                         SekCounted *counted);
/* Whether it is the council's own: not paid by the grant itself. */
gboolean    sek_contribution_is_own     (const SekContribution *row);
/* Whether the amount is that of a line or project. */
gboolean    sek_contribution_is_taken   (const SekContribution *row);
/* The reason in a word that never changes: "counts", "ceiling", "paid-by-grant". */
const char *sek_counted_get_id          (SekCountedReason reason);
/* The reason in a sentence; "" where the row counts as it is. Free with g_free(). */
char       *sek_counted_dup_sentence    (SekRegister *reg, const SekContribution *row, const SekCounted *counted,
                                         SekLanguage language);

/* The scheme's rate of an hour on a day (0: of no day); SEK_NONE for none. */
gint64      sek_grant_scheme_rate       (SekRegister *reg, gint64 scheme, SekDate date);

/* What a grant is by the end of a day. */
typedef struct
{
  gint64   awarded;
  gint64   required;    /* own contribution */
  gint64   budget;      /* the total cost that was budgeted: as given, else awarded + required */
  gint64   n_hours;     /* that count, hundredths */
  gint64   hours;       /* what they are worth */
  gint64   cash;
  gint64   lines;       /* from lines and projects */
  gint64   own;         /* hours + cash + lines */
  gint64   lacking;     /* of what is required; 0 when nothing is, SEK_NONE when nothing was required */
  gint64   documented;  /* of own */
  gint64   funded;      /* costs that the grant pays */
  gint64   spent;       /* own + funded: the actual total cost */
  gint64   instalments; /* all that are agreed */
  gint64   received;    /* of them, by this day */
  gint64   due;         /* min (awarded, awarded × spent / budget, highest share × spent); 0 while nothing is spent */
  gint64   balance;     /* due − received: still to be received, or to be paid back when negative */
  gint64   highest;     /* highest share × spent; SEK_NONE where the scheme has none */
  gint64   expected;    /* own contribution by this day, by the straight line from starts_on to ends_on */
  gboolean on_course;   /* own is not below it */
  gboolean is_cut;      /* due is below what was awarded since the cost is below what was budgeted */
  gboolean is_limited;  /* or since the highest share is less */
  gboolean auditor;     /* an auditor's statement is wanted */
  guint    n_left_out;  /* contributions until then that do not count */
  guint    n_lowered;   /* that count with less than was typed */
} SekGrantReport;

void        sek_grant_report            (SekRegister *reg, const SekGrant *grant, SekDate today,
                                         SekGrantReport *report);
/* What should have been contributed by a day when it follows the grant's period evenly; all of it where
 * the grant has no period. */
gint64      sek_grant_expected          (const SekGrant *grant, SekDate today);

/* Contributions of a grant by date, those without one first. Owned; gint64. */
GArray     *sek_grant_dup_contributions (SekRegister *reg, gint64 grant);

/* Rules of what is typed: SEK_ERROR_REFUSED for a line and a project in one row, a line or project that counts in
 * another row of the same year already, and days outside the period of the grant. */
gboolean    sek_contribution_check      (SekRegister *reg, const SekContribution *row, GError **error);
gboolean    sek_grant_check             (SekRegister *reg, const SekGrant *grant, GError **error);

G_END_DECLS
