/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sek-import.h"

/* What the import assistant reads: the files or what was pasted, the answers that were given, and the thread in which
 * they are read against a snapshot of the register. It knows no widgets. The signal "ran" comes on the main thread
 * after each run, also one that was cancelled. */

G_BEGIN_DECLS

#define SEK_TYPE_IMPORT_JOB (sek_import_job_get_type ())
G_DECLARE_FINAL_TYPE (SekImportJob, sek_import_job, SEK, IMPORT_JOB, GObject)

SekImportJob *sek_import_job_new        (SekDocument *document);

/* Each of these begins anew, without the answers of before; what is being read is given up. */
void          sek_import_job_set_kind   (SekImportJob *self, gint64 kind);
void          sek_import_job_take_files (SekImportJob *self, const char *const *paths);
/* What was pasted. The suffix of name tells what it is. */
void          sek_import_job_take_bytes (SekImportJob *self, GBytes *bytes, const char *name);

gint64        sek_import_job_get_kind   (SekImportJob *self);

/* Reads the same again, against the register as it is now. */
void          sek_import_job_read       (SekImportJob *self);
/* Reads again with this answer; NULL takes it back. */
void          sek_import_job_answer     (SekImportJob *self, const char *question, const char *answer);
/* The question that was answered last; NULL for none. */
const char   *sek_import_job_get_asked  (SekImportJob *self);

gboolean      sek_import_job_is_running (SekImportJob *self);
void          sek_import_job_cancel     (SekImportJob *self);

/* NULL before something was read, and while it is; borrowed until the next run. After an error it has what was
 * understood before it. */
SekImport    *sek_import_job_get_import (SekImportJob *self);
/* Why the last run failed; NULL when it did not. */
const GError *sek_import_job_get_error  (SekImportJob *self);

G_END_DECLS
