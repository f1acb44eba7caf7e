/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-budget.h"

/* Where the money of a budget column comes from and where it goes, as two lists with the same sum: what is lacking is
 * taken from the reserve, what is left is added to it. Of a sealed column they are the lines that were adopted, as they
 * were called. All money is øre. */

G_BEGIN_DECLS

typedef enum
{
  SEK_FLOW_HEADING, /* «Kommer fra», «Går til», with the sum */
  SEK_FLOW_LINE,
  SEK_FLOW_RESERVE, /* the use of the reserve, or what is added to it */
  SEK_FLOW_REST,    /* several small lines together */
} SekFlowKind;

typedef struct
{
  SekFlowKind kind;
  gint64      line; /* id of a line, else 0 */
  gint64      value;
  char       *name; /* in the language that was asked for */
} SekYearFlowItem;

typedef struct
{
  gint64  column;
  gint64  income, expense; /* without the reserve; blank is 0 */
  gint64  reserve;         /* expense − income: above 0 where the reserve is used */
  GArray *items;           /* SekYearFlowItem: the largest first within each list; none of an empty column */
} SekYearFlow;

/* Lines of less than nothing stand in the list where they belong by their section, as they are. Of more than most lines
 * in a list the smallest are one item. */
SekYearFlow *sek_year_flow_new          (SekRegister *reg, gint64 column, guint most, SekLanguage language);
void         sek_year_flow_free         (SekYearFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekYearFlow, sek_year_flow_free)

/* The title: «Reserven dekker 2 097 av utgiftene», «500 legges til reserven», «Inntektene dekker utgiftene», in the
 * column's unit. Free with g_free(), as the next. */
char        *sek_year_flow_dup_finding  (SekRegister *reg, const SekYearFlow *self, SekLanguage language);
/* The column, and what its fees are of: «Forslag budsjett 2023. Sats 2,80 kr, 2 244 124 innbyggere»; of a sealed one
 * the column alone. */
char        *sek_year_flow_dup_subtitle (SekRegister *reg, const SekYearFlow *self, SekLanguage language);

G_END_DECLS
