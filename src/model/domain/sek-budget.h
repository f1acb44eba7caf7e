/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* The budget: what each line of each column is, where it comes from, and the rows of the main table (Hovedtall) with
 * their sums. All money is øre; SEK_NONE is blank.
 *
 * Sums skip blanks, a sum of only blanks is blank; a difference counts one blank as 0, two blanks give blank. A
 * computed amount is rounded to its column's unit, so that a printed column foots; accounts are exact. A sealed column
 * has its stored figures. */

G_BEGIN_DECLS

typedef struct
{
  gint64   value;   /* what the table shows and sums use */
  gint64   source;  /* what the line's source says, exact; SEK_NONE when it says nothing or the line is entered */
  gint64   amount;  /* the stored row, 0 when there is none */
  gboolean computed; /* the value comes from the source */
} SekBudgetCell;

void     sek_budget_read        (SekRegister *reg, gint64 line, gint64 column, SekBudgetCell *cell);

/* How many cells were worked out since the program began; for tests that none is twice. */
guint    sek_budget_count_reads (void);

typedef enum
{
  SEK_FIGURE_LINE,
  SEK_FIGURE_HEADING,
  SEK_FIGURE_SUM,
  SEK_FIGURE_RESULT,
  SEK_FIGURE_CLOSING,
} SekFigureKind;

/* One row of the main table. */
typedef struct
{
  SekFigureKind kind;
  gint64        section; /* of a line, heading or sum */
  gint64        line;    /* id of a line, else 0 */
  gboolean      gone;    /* the line is not in the register any more, but in an adopted column */
} SekFigure;

/* The rows in their order: opening lines; income, its lines and sum; expenses likewise; result; closing. Owned;
 * element-type SekFigure. */
GArray  *sek_budget_figures     (SekRegister *reg);
/* The same of a table with these columns (gint64): lines that an adopted one of them has, and the register has no more,
 * come last in their section. Owned likewise. */
GArray  *sek_budget_figures_of  (SekRegister *reg, GArray *columns);
/* What a line was called when a column was adopted, where that is another name than today's; else NULL. Borrowed. */
const char *sek_budget_get_adopted_name (SekRegister *reg, gint64 line, gint64 column);

/* The amount of a line, or a project, in a column, as it was adopted where the column is sealed; NULL for none.
 * Borrowed. */
const SekAmount *sek_budget_get_amount (SekRegister *reg, gint64 line, gint64 column);
const SekProjectAmount *sek_budget_get_project_amount (SekRegister *reg, gint64 project, gint64 column);
/* The projects of a table with these columns: those of the register by position, then those that only an adopted column
 * has. Owned; gint64. */
GArray  *sek_budget_projects_of (SekRegister *reg, GArray *columns);
/* A project, of the register or of an adopted column; NULL for none. Borrowed. */
const SekProject *sek_budget_get_project (SekRegister *reg, gint64 project, GArray *columns);
/* A stable key of a row: the line's id in decimal, or "income", "sum-income", "expense", "sum-expense", "result",
 * "closing". */
char    *sek_figure_dup_key     (const SekFigure *figure);
/* The row's name in a language: the line's name, or the word for it. Borrowed. */
const char *sek_figure_get_name (SekRegister *reg, const SekFigure *figure, SekLanguage language);

gint64   sek_budget_value       (SekRegister *reg, const SekFigure *figure, gint64 column);
/* Endring = column − base, or Avvik = budget − actual where one side of the two is accounts or forecast. */
gint64   sek_budget_change      (SekRegister *reg, const SekFigure *figure, gint64 column, gint64 base);

gint64   sek_budget_sum         (SekRegister *reg, gint64 section, gint64 column);
gint64   sek_budget_result      (SekRegister *reg, gint64 column);
gint64   sek_budget_closing     (SekRegister *reg, gint64 column);

/* a + b and a − b by the rules for blanks; a result beyond 64 bits is blank. */
gint64   sek_budget_plus        (gint64 a, gint64 b);
gint64   sek_budget_minus       (gint64 a, gint64 b);

/* Lines of a section (or all: −1), projects or grants, by position. Owned; element-type gint64. */
GArray  *sek_budget_lines       (SekRegister *reg, gint64 section);
GArray  *sek_rows_by_position   (SekRegister *reg, SekEntityId entity);

/* All columns in time order: by year, then budget, adjusted, forecast, accounts, plan, then the date of the figures.
 * Owned; gint64. */
GArray  *sek_budget_columns     (SekRegister *reg);
gboolean sek_budget_is_later    (const SekBudgetColumn *column, const SekBudgetColumn *than);

/* The years that have a budget column or a fee rate, newest first. Owned; int. */
GArray  *sek_budget_years       (SekRegister *reg);

/* The newest year that has a budget, proposal or adjusted budget, else the newest of any column; 0 for none. */
int      sek_budget_newest_year (SekRegister *reg);

/* The columns that the table of a year shows: the year before's and the year's, in time order. Owned; gint64. */
GArray  *sek_budget_columns_of  (SekRegister *reg, int year);
/* The newest column of the year that has a base, or 0. */
gint64   sek_budget_changed_column (SekRegister *reg, int year);

/* Whether a column is an adjusted budget that goes on from an adopted one, each change of which has a reason. */
gboolean sek_budget_has_reasons  (SekRegister *reg, gint64 column);

/* Accounts and forecasts are actual figures: a difference between them and a budget is an avvik (budget − actual), any
 * other an endring (column − base). Turned: the avvik of an actual column is base − column. */
gboolean sek_budget_is_actual    (const SekBudgetColumn *column);
gboolean sek_budget_is_deviation (SekRegister *reg, gint64 column, gint64 base);
gboolean sek_budget_is_turned    (SekRegister *reg, gint64 column, gint64 base);

/* The head of a column on two lines: year, kind and the date of the figures. Free with g_free(). */
char    *sek_budget_dup_head    (SekRegister *reg, gint64 column, SekLanguage language);
char    *sek_budget_dup_change_head (SekRegister *reg, gint64 column, gint64 base, SekLanguage language);

/* The øre of one typed unit, and the finest amount a person may type, in a column. */
gint64   sek_budget_get_unit    (SekRegister *reg, gint64 column);
gint64   sek_budget_get_step    (SekRegister *reg, gint64 column);

G_END_DECLS
