/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-budget.h"
#include "sek-money.h"
#include "sek-report.h"
#include "sek-reserve.h"

/* What the makers of tables share. */

/* The reports of a book of several. */
typedef struct _SekReportSet
{
  SekReport *reports;
  guint      n;
  gboolean   many_years;     /* whether a year is needed to tell sheets apart */
  gboolean   many_registers; /* and the organisation */
} SekReportSet;

/* The name of a document's file; NULL for one that is none yet. Owned. */
char       *_sek_report_dup_source  (SekDocument *document);
/* The copy of a sealed column, when it is what was sealed. Owned; NULL with error. */
SekRegister *_sek_report_read_adopted (SekRegister *reg, gint64 column, GError **error);

/* Back to the register, which has to be taken anew. */
void         _sek_report_forget_adopted (SekReport *self);

/* The sides of Sammenligning in a copy that has all else of self; nothing at all; anew for a register that became
 * another, without those that it has no more. */
void        _sek_report_copy_versions  (SekReport *copy, const SekReport *self);
void        _sek_report_clear_versions (SekReport *self);
void        _sek_report_renew_versions (SekReport *self, SekDocument *document);
/* The register of a side. Borrowed. */
SekRegister *_sek_report_get_version   (SekReport *self, const SekReportVersion *version);
/* «registeret per 18.11.2022», «kopi.sekretariat», «Budsjett 2022 som vedtatt», «registeret nå»; and the head of its
 * column. Free with g_free(). */
char       *_sek_report_dup_version      (SekReport *self, const SekReportVersion *version);
char       *_sek_report_dup_version_head (SekReport *self, const SekReportVersion *version);

/* The budget columns that Sammenligning holds against each other, each in its register: 0 where one side has none.
 * Empty when there is nothing to compare. Owned; element-type SekComparedPair. */
typedef struct
{
  gint64 base;
  gint64 column;
} SekComparedPair;

GArray     *_sek_report_dup_pairs   (SekReport *self);
/* Whether a column of a side is accounts or a forecast. */
gboolean    _sek_report_is_actual   (SekReport *self, const SekReportVersion *version, gint64 column);

/* Whether a table is of the whole register, whatever the year: in a book of several it stands once for each. */
gboolean    _sek_report_is_of_register (SekTableId table);

/* The key of this report's sheet of a table, or of its register's where the table is of the whole register: the table's
 * id, in a book of several with what tells it apart. Free with g_free(). */
char       *_sek_report_dup_key     (SekReport *self, SekTableId table);
/* The key of the sheet of the same register and another year; of a sheet that is not there when the book has none: a
 * formula that refers to it becomes a plain value. Free with g_free(). */
char       *_sek_report_dup_key_of_year (SekReport *self, SekTableId table, int year);
/* The first sheet of the book with amounts of this register's budget column, or NULL: where they can be changed. Later
 * ones refer to it. */
SekSheet   *_sek_report_find_budget (SekReport *self, const SekBook *book, gint64 column);
/* A defined name, told apart in the same way. */
char       *_sek_report_dup_name    (SekReport *self, const char *name);

/* «Scenario A: Høyere sats» of a register that is shown with a scenario; NULL of one that is as it is, or as it was
 * adopted. Free with g_free(). */
char       *_sek_report_dup_scenario_line (const SekReport *self);
/* The register itself, whatever is shown. Borrowed. */
SekRegister *_sek_report_get_base   (const SekReport *self);
/* Whether a rate is as it was when it was adopted, so far as the register says that it was: one that a scenario makes
 * another was not. */
gboolean    _sek_report_is_decided  (const SekReport *self, const SekFeeRate *rate);
/* So many years are read beside each other on paper. */
#define SEK_MOST_YEARS_BESIDE 12

/* Whether the register or a scenario has figures of the report's year, by a column or by the rules of plan years. */
gboolean    _sek_report_has_scenario_year (SekReport *self);
/* Notes of a rate of reg that nobody pays that, and what to do about it. */
void        _sek_report_add_no_payers (SekReport *self, SekSheet *sheet, SekRegister *reg, const SekFeeRate *rate);

/* What the organisation is called where room is short. Borrowed. */
const char *_sek_report_short_name  (const SekReport *self);

/* The sheet of a table with its columns still to come: its name from the table's, its status with the date of the
 * figures. caption NULL is the name; column (0: none) is the budget column whose status and date it has; unit 0 says
 * nothing of a unit. */
SekSheet   *_sek_report_add_sheet   (SekReport *self, SekBook *book, SekTableId table, const char *caption,
                                     gint64 unit, gint64 column, int n_frozen, gboolean is_list);

/* Keys of a budget column "c" and its row id, and of other rows that are named by one. Free with g_free(). */
char       *_sek_report_column_key  (gint64 column);
char       *_sek_report_row_key     (gint64 row);

const char *_sek_report_text        (SekReport *self, const SekWord *word);
/* The word with its "%s" replaced, by a text or a year. Free with g_free(). */
char       *_sek_report_dup_text    (SekReport *self, const SekWord *word, const char *replacement);
char       *_sek_report_dup_year    (SekReport *self, const SekWord *word, int year);

/* «2023», or in a book of several the years of this register. Free with g_free(). */
char       *_sek_report_dup_years   (SekReport *self);

/* «(i hele tusen kroner)» or «(i kroner)». */
const char *_sek_report_unit_line   (SekReport *self, gint64 unit);

/* What was adopted is printed alike on every machine, and so its times by Norwegian clocks. */
SekClocks   _sek_report_clocks      (const SekReport *self);

/* The status of a column in words: «Utkast», «Innstilt av styret», «Vedtatt 20.12.2022, sak 12/22». Free with
 * g_free(). */
char       *_sek_report_dup_status  (SekReport *self, gint64 column);
/* The same with the date of the figures: «Utkast. Tall per 18.11.2022». Free with g_free(). */
char       *_sek_report_dup_status_line (SekReport *self, gint64 column);
/* The column of the year that a table of it is about: the last that is no forecast or accounts, else the last; 0 for
 * none. */
gint64      _sek_report_main_column (SekReport *self);

extern const SekWord _sek_report_sign_note;      /* * Negativt resultat = … */
extern const SekWord _sek_report_deviation_note; /* Avvik = … */
extern const SekWord _sek_report_percent_note;   /* per cent of a negative base */
extern const SekWord _sek_report_total_word;     /* Sum */

static inline SekValue
_sek_report_value (gint64 value)
{
  return value == SEK_NONE ? SEK_BLANK : SEK_INTEGER (value);
}

/* The cell of a share of a base, in per cent, with its formula over the columns part and whole of its row: blank where
 * the base is blank or 0, and of the size of a negative base, so that the sign is the change's. */
void _sek_report_set_share (SekSheetRow *row, int column, gint64 part, gint64 whole, const char *part_key,
                            const char *whole_key);

/* A sum, the result or the closing balance over the cells of a column that has the rows of these figures (SekFigure);
 * NULL of other rows. */
SekExpr    *_sek_report_figure_expr (GArray *figures, const SekFigure *figure, const char *column);
SekRowStyle _sek_report_figure_style (const SekFigure *figure);

/* What a line of the budget gets from grants in a year, in kroner, over the table Tilskudd. */
SekExpr *_sek_report_instalments_expr (SekReport *self, gint64 line, int year);

extern const SekWord _sek_report_limit_word; /* Laveste reserve */
extern const SekWord _sek_report_unexplained_word; /* Mangler forklaring */

/* The unit of a chart's values in words. */
const char *_sek_report_value_title (SekReport *self);
/* A chart of the closing balances of a chain of years (SekReserveYear), over a sheet with a column "y2023" for each,
 * without its series; its title a finding, or "". The book owns it. */
SekChart   *_sek_report_add_reserve_chart (SekReport *self, SekBook *book, const SekSheet *sheet, const char *title,
                                           GArray *chain);
/* «2022», and under it what tells the year: «Forslag», «Prognose 18.11.22», «Plan»; one that somebody chose says so.
 * Free with g_free(). */
char       *_sek_report_dup_year_head (SekReport *self, SekRegister *reg, const SekReserveYear *at);
/* Which of its years are plans, and the lowest reserve. */
void        _sek_report_set_plan    (SekReport *self, SekChart *chart, GArray *chain);
void        _sek_report_set_limit   (SekReport *self, SekChart *chart, gint64 limit);
/* «2021–2026». Free with g_free(). */
char       *_sek_report_dup_span    (GArray *chain);

/* For a book that has its tables: charts of the budget of this report's register, where it has the budget. */
void _sek_report_add_charts       (SekReport *self, SekBook *book);

void _sek_report_add_main         (SekReport *self, SekBook *book);
void _sek_report_add_years        (SekReport *self, SekBook *book);
void _sek_report_add_projects     (SekReport *self, SekBook *book);
void _sek_report_add_fees         (SekReport *self, SekBook *book);
void _sek_report_add_rates        (SekReport *self, SekBook *book);
void _sek_report_add_members      (SekReport *self, SekBook *book);
void _sek_report_add_grants       (SekReport *self, SekBook *book);
void _sek_report_add_grant_report (SekReport *self, SekBook *book);
void _sek_report_add_positions    (SekReport *self, SekBook *book);
void _sek_report_add_comparison   (SekReport *self, SekBook *book);
void _sek_report_add_reserve      (SekReport *self, SekBook *book);
void _sek_report_add_status_report (SekReport *self, SekBook *book);
void _sek_report_add_scenario_main (SekReport *self, SekBook *book);
void _sek_report_add_scenario_reserve (SekReport *self, SekBook *book);
void _sek_report_add_scenario_members (SekReport *self, SekBook *book);
void _sek_report_add_member_sheet (SekReport *self, SekBook *book);
void _sek_report_add_checks       (SekReport *self, SekBook *book);
void _sek_report_add_about        (SekReport *self, SekBook *book);
void _sek_report_add_fee_run      (SekReport *self, SekBook *book);
void _sek_report_add_invoices     (SekReport *self, SekBook *book);
/* Whether there is a fee run to show, or, unless it must be issued, what could be issued. FALSE with error. */
gboolean _sek_report_check_run    (SekReport *self, gboolean must_be_issued, GError **error);

/* base + rate × persons, kept between minimum and maximum, to the nearest krone, over these cells in kroner. base,
 * minimum and maximum may be NULL; all are taken over. */
SekExpr *_sek_report_fee_expr     (const SekFeeRate *rate, SekExpr *base, SekExpr *per_person, SekExpr *persons,
                                   SekExpr *minimum, SekExpr *maximum);

/* total × (equally ÷ members + (1 − equally) × persons ÷ people), over the row's column persons and these cells.
 * equally with members, or people, may be NULL; all are taken over. */
SekExpr *_sek_report_share_expr      (SekExpr *total, SekExpr *equally, SekExpr *members, SekExpr *people);
/* A share is told to a part of a krone that orders the remainders as they are. */
#define SEK_SHARE_PARTS 100000
/* The last kroner are given by comparing each member with all; of more than that, workbooks have the figures alone. */
#define SEK_MOST_SHARING 1000
/* Of the row's column share: its whole kroner, the column whole; its remainder in parts of a krone, the column order,
 * of which no two are equal: of two that would be, the row that stands first is the larger. */
SekExpr *_sek_report_whole_expr      (void);
SekExpr *_sek_report_order_expr      (guint index);
/* The row's whole kroner, and one more for those who come first to what is left of total, which is taken over. */
SekExpr *_sek_report_shared_fee_expr (SekExpr *total);
/* The fees of the municipalities whose numbers begin with that of a county. */
SekExpr *_sek_report_matching_fee_expr (const char *number);
