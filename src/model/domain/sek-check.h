/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-place.h"
#include "sek-seal.h"
#include "sek-changeset.h"
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
  SEK_CHECK_POSITIONS,
  SEK_CHECK_ADOPTED,  /* a sealed column against its copy, and that against its digest */
  SEK_CHECK_REASONS,  /* what an adjusted budget changes of an adopted one has a reason */
  SEK_CHECK_NEGATIVE_CLOSING,
  SEK_CHECK_COVER,    /* a negative balance is covered by the year after (kommuneloven § 14-12) */
  SEK_CHECK_FEE_ROUNDING,
  SEK_CHECK_POPULATION,
  SEK_CHECK_NUMBER,
  SEK_CHECK_PAYERS,   /* somebody pays a rate */
  SEK_CHECK_RUN,      /* a fee run against its digest */
  SEK_CHECK_ISSUED,   /* what was issued of a year against what its members are to pay */
  SEK_CHECK_CONTACTS,
  SEK_CHECK_INSTALMENTS,
  SEK_CHECK_OWN_CONTRIBUTION,
  SEK_CHECK_COUNTED, /* contributions that count as they were typed */
  SEK_N_CHECKS
} SekCheckKind;

typedef struct
{
  SekCheckKind kind;
  char        *id;         /* kind and subject, e.g. "fees/Forslag budsjett 2023" */
  char        *subject;    /* the column, member, grant or year it is about; as it is shown: sek_check_dup_subject() */
  SekVerdict   verdict;
  gboolean     counts;     /* left and right are counts, not øre */
  gint64       left;       /* SEK_NONE when not given */
  gint64       right;
  gint64       difference; /* left − right; SEK_NONE when it cannot be computed */
  gint64       tolerance;  /* differences up to it are rounding */
  SekSealState seal;       /* of SEK_CHECK_ADOPTED */
  gint64       member_kind; /* of SEK_CHECK_PAYERS */
  SekPlace     where;      /* the place to go */
  char        *place;      /* the same in words, as a key of the command line: "budget_line Kontingenter/Forslag
                            * budsjett 2023" */
  char        *seen;       /* the reason why somebody who saw these figures let them be; NULL when nobody did */
  gint64       seen_by;    /* the row of that mark, else 0 */
  const SekWord *closing;  /* what the register calls the closing balance */
} SekCheck;

void        sek_check_free         (SekCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekCheck, sek_check_free)

/* All checks, the budget's first, column by column. today decides whether own contributions are on course. Owned;
 * element-type SekCheck. */
GPtrArray  *sek_check_all          (SekRegister *reg, SekDate today);

/* The check of an id, borrowed; NULL for none. */
const SekCheck *sek_check_find     (GPtrArray *checks, const char *id);

/* How often that was done since the program began; for tests that nothing is worked out twice. */
guint       sek_check_count_runs   (void);

/* What the check compares, e.g. «Kontingenter mot beregnet», and its two sides. */
const char *sek_check_get_title    (const SekCheck *check, SekLanguage language);
const char *sek_check_get_left     (const SekCheck *check, SekLanguage language);
const char *sek_check_get_right    (const SekCheck *check, SekLanguage language);
const char *sek_check_get_id       (SekCheckKind kind);
/* The subject in words: «2024, fylkeskommune». Owned. */
char       *sek_check_dup_subject  (const SekCheck *check, SekLanguage language);
/* What the figures say, e.g. «Budsjettet er 31 188 kr høyere enn beregnet». Owned. */
char       *sek_check_dup_sentence (const SekCheck *check, SekLanguage language);
/* The verdict in a word, «sett» for what was seen. */
const char *sek_check_get_word     (const SekCheck *check, SekLanguage language);

/* Whether it is wrong or missing, and nobody saw it: what badges and exit statuses count. */
gboolean    sek_check_counts       (const SekCheck *check);
/* Marks the checks whose figures somebody saw. */
void        sek_check_find_seen    (GPtrArray *checks, SekRegister *reg);
/* Adds to changeset that somebody saw the figures of a check, with a reason, and names it after the check; takes an
 * earlier mark of the same check and place over. The mark is void when one of the figures changes. */
void        sek_check_propose_seen (const SekCheck *check, SekRegister *reg, const char *reason, SekDate today,
                                    SekChangeset *changeset);
/* Takes the mark away. FALSE when there is none. */
gboolean    sek_check_propose_unseen (const SekCheck *check, SekRegister *reg, SekChangeset *changeset);

G_END_DECLS
