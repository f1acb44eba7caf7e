/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* Which column a year is told by, and how the lines go on in plan years. All money is øre; SEK_NONE is blank.
 *
 * A year is told by its accounts when they are complete to 31 December, else by its newest forecast, else by the newest
 * adopted adjusted budget, else by the adopted budget, else by the proposal (or a budget that is not adopted), else by
 * the plan; or by the column that somebody chose (year_source). A year without any column goes on from the year before
 * by a rule of each line:
 *
 *   same, index, percent  what the year before has, grown by the yearly index of plan years, or by the line's own per
 *                         cent, and rounded to the unit
 *   one-off, ends         in that year alone, or up to it, what the last year that is no plan has
 *   fees                  the fees of the year, with the newest populations, by its rates or the newest ones grown by
 *                         the index
 *   grants                the instalments of the year
 *
 * A line without a rule goes on by its source where that is fees, grants or positions, else as the year before. A
 * computed cell of a plan column is the same, so that a plan that was written down says what the rules say until
 * somebody enters another amount. */

G_BEGIN_DECLS

#define SEK_MOST_PLAN_YEARS 30

typedef enum
{
  SEK_YEAR_ACCOUNTS,
  SEK_YEAR_FORECAST,
  SEK_YEAR_ADJUSTED,
  SEK_YEAR_BUDGET,
  SEK_YEAR_PROPOSAL,
  SEK_YEAR_PLAN,  /* a plan column */
  SEK_YEAR_RULES, /* no column: the lines' rules */
  SEK_YEAR_NONE,  /* before the first column, or nothing to go on from */
} SekYearKind;

/* The column of a year, 0 for none; *kind and *chosen (by somebody), if not NULL, tell more. */
gint64   sek_plan_get_source     (SekRegister *reg, int year, SekYearKind *kind, gboolean *chosen);
/* The column that it would be without anybody's choice, 0 for none. */
gint64   sek_plan_get_usual_source (SekRegister *reg, int year);
/* The columns that a year can be told by, the one by itself first. Owned; gint64. */
GArray  *sek_plan_list_sources   (SekRegister *reg, int year);
/* The first year with a column; the newest one that is told by a column which is no plan; and the last that a plan goes
 * to: that many plan years on (organisation.plan_years, 3 where blank), or the newest plan column. 0 for none. */
int      sek_plan_get_first_year (SekRegister *reg);
int      sek_plan_get_base_year  (SekRegister *reg);
int      sek_plan_get_last_year  (SekRegister *reg);

/* The column that the balance of one comes of: the one that it is carried from, of a plan else the last one before that
 * tells a year. 0 for none. */
gint64   sek_plan_get_carried    (SekRegister *reg, const SekBudgetColumn *column);
/* The øre of a unit of the figures that plan years go on from; without any, of the organisation. */
gint64   sek_plan_get_unit       (SekRegister *reg);
/* What a line goes on with in a year, by its rule, before it is rounded to the unit of a column. */
gint64   sek_plan_amount         (SekRegister *reg, gint64 line, int year);
/* What a line has in a year: by the year's column, else by its rule, rounded to the unit of the last figures. Of the
 * opening line the closing balance of the year before, in a year of rules. */
gint64   sek_plan_value          (SekRegister *reg, gint64 line, int year);
gint64   sek_plan_sum            (SekRegister *reg, gint64 section, int year);
gint64   sek_plan_closing        (SekRegister *reg, int year);
/* The rule of a line, its own or the one that its source means: SEK_PLAN_RULE_…, or −1 for positions. */
gint64   sek_plan_get_rule       (const SekBudgetLine *line);
/* What its source means for a line without a rule of its own: «som året før», «følger stillingene». A line of the
 * opening balance has no other than «det som er igjen fra året før». */
const char *sek_plan_get_usual_rule (const SekBudgetLine *line, SekLanguage language);
/* «som året før», «til og med 2025», «1,5 % i året». Free with g_free(). */
char    *sek_plan_dup_rule       (SekRegister *reg, const SekBudgetLine *line, SekLanguage language);
const char *sek_plan_get_kind_word (SekYearKind kind, SekLanguage language);

G_END_DECLS
