/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-audit.h"
#include "sek-grid-model.h"

/* A table that somebody else made as a grid: each of its texts where it stood and as it was printed, with the verdicts
 * on them. It knows nothing of registers and changes nothing. */

G_BEGIN_DECLS

#define SEK_TYPE_AUDIT_MODEL (sek_audit_model_get_type ())
G_DECLARE_FINAL_TYPE (SekAuditModel, sek_audit_model, SEK, AUDIT_MODEL, GObject)

/* audits (element-type SekAudit) are kept while the model lives; index is that of the table to show. */
SekAuditModel      *sek_audit_model_new       (GPtrArray *audits, guint index);
SekAudit           *sek_audit_model_get_audit (SekAuditModel *self);

/* Shows only rows that have a deviation. */
void                sek_audit_model_set_only_findings (SekAuditModel *self, gboolean only);

/* The verdict on the cell at a place of the grid; NULL where no rule speaks about it. */
const SekAuditCell *sek_audit_model_get_cell  (SekAuditModel *self, guint row, guint column);
/* The row of the table that stands at a row of the grid, and the other way. */
guint               sek_audit_model_get_row   (SekAuditModel *self, guint row);
/* −1 when it is not shown. */
int                 sek_audit_model_find_row  (SekAuditModel *self, guint row);

G_END_DECLS
