/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-audit.h"
#include "sek-prose.h"
#include "sek-register.h"

/* What the page Regnekontroll is given, read and audited in a thread: a file, or what was pasted or dropped. It finds
 * out whether that holds tables or is a text with figures in it. It knows no widgets. */

G_BEGIN_DECLS

/* One of audits and findings is NULL. */
typedef struct
{
  char      *name;     /* of the file, "" for what was pasted */
  char      *path;     /* NULL for what was pasted */
  GPtrArray *audits;   /* element-type SekAudit, at least one */
  GPtrArray *findings; /* element-type SekProseFinding, at least one */
} SekAuditResult;

void            sek_audit_result_free (SekAuditResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekAuditResult, sek_audit_result_free)

/* Figures of prose are held against reg, a snapshot or NULL. */
void            sek_audit_read_file   (const char *path, SekRegister *reg, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* The same of what was copied, as HTML and as text; either may be NULL. */
void            sek_audit_read_paste  (GBytes *html, GBytes *text, SekRegister *reg, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* NULL with the errors of sek_audit_file(), or G_IO_ERROR_CANCELLED. */
SekAuditResult *sek_audit_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
