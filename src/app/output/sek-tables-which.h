/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-report.h"

/* Which of several a table is of: the grant of Tilskuddsrapport, the run of Fakturakjøring and Fakturagrunnlag. Each
 * list begins with what the table takes by itself. */

G_BEGIN_DECLS

void     sek_tables_grants_fill   (AdwComboRow *row, SekReport *report);
/* What was chosen, into the report. FALSE when nothing is. */
gboolean sek_tables_grants_choose (AdwComboRow *row, SekReport *report);

/* The runs of the report's year; whether there are several. */
gboolean sek_tables_runs_fill     (AdwComboRow *row, SekReport *report);
gboolean sek_tables_runs_choose   (AdwComboRow *row, SekReport *report);

G_END_DECLS
