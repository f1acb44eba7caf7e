/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-report-private.h"
#include "sek-scenario.h"

/* The register and some scenarios beside each other: what the tables of scenarios share. */

typedef struct
{
  SekReport   *report;
  guint        n;                       /* the register first */
  SekRegister *regs[SEK_EFFECTS_MOST];
  GPtrArray   *items[SEK_EFFECTS_MOST]; /* SekScenarioItem; NULL of the register */
  gint64       ids[SEK_EFFECTS_MOST];
  char        *letters[SEK_EFFECTS_MOST];
} SekReportCases;

/* Those that the options say, worked out from the register itself. */
void        _sek_report_cases_init     (SekReportCases *self, SekReport *report);
void        _sek_report_cases_clear    (SekReportCases *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SekReportCases, _sek_report_cases_clear)

/* The name of a scenario. Borrowed. */
const char *_sek_report_cases_get_name (const SekReportCases *self, guint index);
/* «Registeret» */
extern const SekWord _sek_report_register_word;

/* The column of a case: "register", "s1", "s2" … Free with g_free(). */
char       *_sek_report_case_key       (guint index);
/* What the row's cell there is more than that of the register. */
SekExpr    *_sek_report_case_change    (guint index);
/* The column that names the rows, the first of all. */
void        _sek_report_cases_add_name_column (const SekReportCases *self, SekSheet *sheet, const SekWord *head,
                                               int width);

/* Notes: what each scenario changes, and what of it does not fit. */
void        _sek_report_cases_add_changes (const SekReportCases *self, SekSheet *sheet);
