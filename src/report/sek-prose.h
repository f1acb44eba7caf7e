/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-book.h"
#include "sek-register.h"

/* Text against figures: the amounts, percentages and counts of Norwegian prose, held against the other figures of the sentence («fra kr. 2,70 til
 * kr. 2,80, en økning på 3,3 prosent») and against a register (totals and lines of the budget, deviations, fee rates, inhabitants, members).
 *
 * A figure is only called wrong when it is certain what it speaks of: the sentence names it, and it is near enough to be meant for it. How near it must
 * be to be right is what its digits and words say: «ca. 2,1 millioner» may be 50 000 off, «6 283 547 kroner» nothing. What cannot be tied is listed as
 * that and never judged. Dates, years, case numbers and times are no figures. */

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
  char *sentence;
  guint line;     /* where the sentence begins, from 1 */
} SekProseFinding;

void       sek_prose_finding_free (SekProseFinding *finding);

/* Every figure of the text in its order. reg may be NULL: then sentences are only held against themselves. Owned; element-type SekProseFinding. */
GPtrArray *sek_prose_audit        (const char *text, SekRegister *reg, SekLanguage language);

/* What does not agree, what could not be tied, and how many figures agree. */
SekBook   *sek_prose_make_book    (GPtrArray *findings, SekLanguage language);

/* --- figures in prose (sek-prose-figures.c) ------------------------------------------------------------------------ */

typedef enum
{
  SEK_PROSE_MONEY,   /* øre */
  SEK_PROSE_PERCENT, /* thousandths of a per cent */
  SEK_PROSE_POINTS,  /* percentage points, likewise */
  SEK_PROSE_PERSONS,
  SEK_PROSE_MEMBERS,
} SekProseKind;

typedef struct
{
  SekProseKind kind;
  gint64       value;
  gint64       low, high; /* what a right figure may be, by digits and words */
  gsize        start, end; /* bytes of the sentence, prefix and unit included */
  gboolean     is_rate;   /* kroner with øre, or «per innbygger» */
} SekProseFigure;

/* The figures of a sentence. Owned; element-type SekProseFigure. */
GArray    *_sek_prose_find_figures (const char *sentence);
/* Sentences of a text with the line where each begins. Owned; parallel arrays of char * and guint. */
GPtrArray *_sek_prose_split        (const char *text, GArray **lines);
/* Lower case, with spaces around, punctuation as spaces. Owned. */
char      *_sek_prose_fold         (const char *text);

/* --- facts of a register (sek-prose-facts.c) ----------------------------------------------------------------------- */

typedef struct
{
  SekProseKind kind;
  gint64       value;
  char        *name;      /* «Sum driftsutgifter, Prognose 2022» */
  GStrv        topics;    /* stems of which the sentence must have one … */
  GStrv        all;       /* … and of which it must have all */
  int          year;
  const char  *column;    /* stem of the column's kind, "" for any; static */
  gboolean     deviation; /* between actual and budget: the sentence says «under budsjett» */
  gboolean     change;    /* against the base column: the sentence says «økning» */
  gboolean     is_rate;
} SekProseFact;

GPtrArray *_sek_prose_make_facts   (SekRegister *reg, SekLanguage language);

G_END_DECLS
