/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-audit-model.h"
#include "sek-page.h"
#include "sek-prose-model.h"

/* What the side pane and the status line of Regnekontroll say. It knows what is shown, and nothing of how it came. */

G_BEGIN_DECLS

/* About a cell (row −1: about none), then the findings and the rules of the whole table. */
void sek_audit_form_fill (SekForm *form, SekAuditModel *model, int row, guint column);
/* About a figure of a text. */
void sek_prose_form_fill (SekForm *form, SekProseModel *model, guint row);
/* «Tabell 2 (3 funn)»; the number where it has no name of its own. Owned. */
char *sek_audit_form_dup_name (SekAudit *audit, guint index);
/* How many figures are right, and so on; one of audit and prose is NULL, or both are. */
void sek_audit_form_add_pills (SekPage *page, SekAudit *audit, SekProseModel *prose);

/* «5 rules found · 32 of 34 figures checked», for the status line. Owned. */
char *sek_audit_form_dup_summary (SekAudit *audit);

G_END_DECLS
