/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What somebody knows that a text may speak of: a figure with the words by which a sentence would call it. Who knows
 * makes facts (a register's are sek-facts.h's), and who reads texts is given them; neither knows the other. */

G_BEGIN_DECLS

/* What a figure measures. */
typedef enum
{
  SEK_QUANTITY_MONEY,   /* øre */
  SEK_QUANTITY_PERCENT, /* thousandths of a per cent */
  SEK_QUANTITY_RATIO,   /* likewise, in words: «en tredjedel» */
  SEK_QUANTITY_POINTS,  /* percentage points, likewise */
  SEK_QUANTITY_PERSONS,
  SEK_QUANTITY_MEMBERS,
} SekQuantity;

typedef struct
{
  SekQuantity  kind;
  gint64       value;
  char        *name;      /* «Sum driftsutgifter, Prognose 2022» */
  GStrv        topics;    /* stems of which the sentence must have one … */
  GStrv        all;       /* … or of which it must have all */
  char        *phrase;    /* a member: its name, folded, which the sentence must have too; else NULL */
  gboolean     first_tells; /* no other line or project has the first of these stems */
  int          year;
  guint        row;       /* the same in every column; 0 for what has no row */
  gint64       column_id; /* budget column, or 0 */
  gint64       base_id;   /* the column that it is compared with, or 0 */
  const char  *column;    /* stem of the column's kind, "" for any; static */
  gboolean     deviation; /* between actual and budget: the sentence says «under budsjett» */
  gboolean     change;    /* against the base column: the sentence says «økning» */
  GStrv        share_of;  /* a share in per cent: stems of what it is a share of, of which one follows «av»; else
                           * NULL */
  gboolean     is_total;  /* sum of the expenses: what «budsjettet på» speaks of */
  gboolean     is_rate;
  gboolean     needs_year; /* the sentence must tell the year */
} SekFact;

void    sek_fact_free       (SekFact *fact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekFact, sek_fact_free)

/* Names and sentences as they are compared: lower case, with spaces around, punctuation as spaces. Owned. */
char   *sek_fact_fold       (const char *text);
/* The words of a name as stems, long words without their endings; small ones tell nothing. Owned. */
GStrv   sek_fact_dup_stems  (const char *name);
/* Thousandths of a per cent, rounded; whole is not 0. */
gint64  sek_fact_percent_of (gint64 part, gint64 whole);

G_END_DECLS
