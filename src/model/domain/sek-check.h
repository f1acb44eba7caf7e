/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-place.h"
#include "sek-register.h"
#include "sek-verdict.h"

/* Kontroll: every check of a register, each with both figures, the difference, the place to go and a verdict. A line
 * against its source is rounding when they differ by less than one unit; a sum of n rounded figures when by at most n/2
 * units. */

G_BEGIN_DECLS

typedef enum
{
  SEK_CHECK_SUM_INCOME,
  SEK_CHECK_SUM_EXPENSE,
  SEK_CHECK_RESULT,
  SEK_CHECK_CLOSING,
  SEK_CHECK_CARRY,
  SEK_CHECK_FEES,
  SEK_CHECK_GRANTS,
  SEK_CHECK_PROJECTS,
  SEK_CHECK_NEGATIVE_CLOSING,
  SEK_CHECK_FEE_ROUNDING,
  SEK_CHECK_POPULATION,
  SEK_CHECK_NUMBER,
  SEK_CHECK_CONTACTS,
  SEK_CHECK_INSTALMENTS,
  SEK_CHECK_OWN_CONTRIBUTION,
  SEK_N_CHECKS
} SekCheckKind;

typedef struct
{
  SekCheckKind kind;
  char        *id;         /* kind and subject, e.g. "fees/Forslag budsjett 2023" */
  char        *subject;    /* the column, member, grant or year it is about */
  SekVerdict   verdict;
  gboolean     counts;     /* left and right are counts, not øre */
  gint64       left;       /* SEK_NONE when not given */
  gint64       right;
  gint64       difference; /* left − right; SEK_NONE when it cannot be computed */
  gint64       tolerance;  /* differences up to it are rounding */
  SekPlace     where;      /* the place to go */
  char        *place;      /* the same in words, as a key of the command line: "budget_line Kontingenter/Forslag
                            * budsjett 2023" */
} SekCheck;

void        sek_check_free         (SekCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekCheck, sek_check_free)

/* All checks, the budget's first, column by column. today decides whether own contributions are on course. Owned;
 * element-type SekCheck. */
GPtrArray  *sek_check_all          (SekRegister *reg, SekDate today);

/* How often that was done since the program began; for tests that nothing is worked out twice. */
guint       sek_check_count_runs   (void);

/* What the check compares, e.g. «Kontingenter mot beregnet», and its two sides. */
const char *sek_check_get_title    (SekCheckKind kind, SekLanguage language);
const char *sek_check_get_left     (SekCheckKind kind, SekLanguage language);
const char *sek_check_get_right    (SekCheckKind kind, SekLanguage language);
const char *sek_check_get_id       (SekCheckKind kind);

G_END_DECLS
