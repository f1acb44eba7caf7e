/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-date.h"
#include "sek-register.h"

/* What a year asks of a secretariat, and by when, from what the register has. The dates are those of a council's usual
 * year: in June accounts and next year's fee rate are adopted, in autumn next year's budget is drafted, in November the
 * board treats it, and in December it is adopted; the status report follows the third quarter. */

G_BEGIN_DECLS

typedef enum
{
  SEK_TASK_RUN,       /* the year's fees are issued, by 31 January */
  SEK_TASK_ACCOUNTS,  /* last year's accounts are adopted, by 30 June */
  SEK_TASK_RATE,      /* next year's rate is decided, by 30 June */
  SEK_TASK_STATUS,    /* the status report of the third quarter, by 31 October */
  SEK_TASK_DRAFT,     /* next year's budget is drafted, 14 days before the board at the latest: 15 November */
  SEK_TASK_RECOMMEND, /* the board treats it, by 30 November */
  SEK_TASK_ADOPT,     /* it is adopted, by 31 December */
} SekTaskKind;

typedef struct
{
  SekTaskKind kind;
  int         year; /* that it is about */
  SekDate     due;
} SekTask;

/* What is not done of the year of a day, by its date. Only what can be done with what is there: no fees are issued
 * without a rate, nothing is recommended before it is drafted. Owned; element-type SekTask. */
GArray     *sek_year_list_tasks (SekRegister *reg, SekDate today);
/* «Kontingentsats 2027», «Statusrapport, 3. kvartal 2026». Free with g_free(). */
char       *sek_task_dup_name   (const SekTask *self, SekLanguage language);
/* A day as it is said near today: «i dag», «i morgen», «forfalt 31.10.», «7.12.»; with its year where that is another.
 * Free with g_free(). */
char       *sek_date_dup_due    (SekDate due, SekDate today, SekLanguage language);

/* What a new register is filled with, in order. */
typedef enum
{
  SEK_STEP_COUNCIL, /* what it is called besides its name: its short name, or its organisation number */
  SEK_STEP_MEMBERS,
  SEK_STEP_POPULATIONS,
  SEK_STEP_RATE,
  SEK_STEP_BUDGET,  /* a column and its lines */
  SEK_STEP_AMOUNTS,
  SEK_N_STEPS
} SekFirstStep;

/* Sets done[] of each. Whether all are. */
gboolean    sek_year_list_steps (SekRegister *reg, gboolean done[SEK_N_STEPS]);

G_END_DECLS
