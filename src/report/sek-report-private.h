/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-budget.h"
#include "sek-report.h"

/* What the makers of tables share. */

/* Keys of sheets are the ids of tables; of a budget column "c" and its row id. */
char       *_sek_report_column_key  (gint64 column);

const char *_sek_report_text        (SekReport *self, const SekWord *word);

/* «(i hele tusen kroner)» or «(i kroner)». */
const char *_sek_report_unit_line   (SekReport *self, gint64 unit);

/* The status of a column in words: «Utkast», «Innstilt», «Vedtatt 20.12.2022, sak 12/22». Free with g_free(). */
char       *_sek_report_dup_status  (SekReport *self, gint64 column);

/* The column of the year that a table of it is about: the last that is no forecast or accounts, else the last; 0 for none. */
gint64      _sek_report_main_column (SekReport *self);

static inline SekValue
_sek_report_value (gint64 value)
{
  return value == SEK_NONE ? SEK_BLANK : SEK_INTEGER (value);
}

void _sek_report_add_main     (SekReport *self, SekBook *book);
void _sek_report_add_projects (SekReport *self, SekBook *book);
void _sek_report_add_fees     (SekReport *self, SekBook *book);
void _sek_report_add_members  (SekReport *self, SekBook *book);
void _sek_report_add_checks   (SekReport *self, SekBook *book);
void _sek_report_add_about    (SekReport *self, SekBook *book);
