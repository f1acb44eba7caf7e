/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-audit.h"
#include "sek-document.h"

/* «Overfør til budsjettkolonne …»: asks which column of an audited table goes to which column of the register, and
 * hands it to the import assistant, which shows every change before anything is stored. A new column is made first when
 * that is asked for. */

G_BEGIN_DECLS

/* page is the widget that asks, in a SekWindow. audits (element-type SekAudit) is kept while the dialog is there; index
 * is the table, column the one that is proposed when it can be. source is the name of the file, "" for what was pasted;
 * it stands in the log. */
void sek_audit_send_present (GtkWidget *page, SekDocument *document, GPtrArray *audits, guint index, guint column,
                             const char *source);

/* Whether a table has a column for the register. */
gboolean sek_audit_send_is_possible (SekAudit *audit);

G_END_DECLS
