/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-fact.h"
#include "sek-language.h"

/* Text against figures: the amounts, percentages, ratios and counts of Norwegian prose, held against the other figures
 * of the sentence («fra kr. 2,70 til kr. 2,80, en økning på 3,3 prosent»), those of the sentence that it goes on
 * about, simple tables of the text, and facts (a register's: totals and lines of the budget, deviations, fee rates,
 * inhabitants, members). Lines are read as they were before a viewer copied them; what is copied of a table is no
 * sentence.
 *
 * A figure is only called wrong when it is certain what it speaks of: the sentence names it, and it is near enough to
 * be meant for it. How near it must be to be right is what its digits and words say (the rule stands in
 * sek-prose-hedge.c). What cannot be tied is listed with the reason and never judged. Dates, years, times, numbers of
 * cases, laws, accounts and telephones are no figures. */

G_BEGIN_DECLS

typedef enum
{
  SEK_PROSE_OK,
  SEK_PROSE_WRONG,
  SEK_PROSE_UNTIED,
} SekProseVerdict;

typedef struct
{
  SekProseVerdict verdict;
  char *text;     /* as it stands, with its unit: «3,3 prosent» */
  char *expected; /* «3,7 %»; "" when untied */
  char *source;   /* what it was held against, in words; "" when untied */
  char *reason;   /* why it is not tied, in the language of the audit; "" unless untied */
  char *sentence;
  guint line;     /* where the sentence begins, from 1 */
} SekProseFinding;

void       sek_prose_finding_free (SekProseFinding *finding);

/* Every figure of the text in its order. facts (element-type SekFact) may be NULL: then sentences are only held against
 * themselves. Owned; element-type SekProseFinding. */
GPtrArray *sek_prose_audit        (const char *text, GPtrArray *facts, SekLanguage language);

G_END_DECLS
