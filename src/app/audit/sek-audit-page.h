/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"
#include "sek-write.h"

/* Regnekontroll: a table or text from elsewhere is pasted, dropped or opened, and each figure that can be worked out is
 * marked. Nothing of it is stored in the register.
 *
 * Actions: audit.paste, audit.open, audit.next and audit.previous (a deviation), audit.go-to (a cell of the table),
 * audit.cancel, audit.send (a column to the budget), audit.export. */

G_BEGIN_DECLS

#define SEK_TYPE_AUDIT_PAGE (sek_audit_page_get_type ())
G_DECLARE_FINAL_TYPE (SekAuditPage, sek_audit_page, SEK, AUDIT_PAGE, SekPage)

/* Reads and audits a file in the background, and shows what it found or why it could not be read. */
void sek_audit_page_open   (SekAuditPage *self, const char *path);
/* Writes the report of what is shown, in the format of the path's suffix, and tells about it. */
void sek_audit_page_export (SekAuditPage *self, const char *path);
/* Asks which of the table's columns goes to which budget column, and opens the import assistant with it; tells when
 * there is none. */
void sek_audit_page_send   (SekAuditPage *self);
/* Asks for the name of such a file first; tells when there is nothing to export. */
void sek_audit_page_ask_export (SekAuditPage *self, SekFormat format);

G_END_DECLS
