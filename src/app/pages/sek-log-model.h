/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-grid-model.h"

/* The change log as a grid: a row for what each event made of each field, newest first. Only rows that are looked at
 * are read from the file. */

G_BEGIN_DECLS

#define SEK_TYPE_LOG_MODEL (sek_log_model_get_type ())
G_DECLARE_FINAL_TYPE (SekLogModel, sek_log_model, SEK, LOG_MODEL, GObject)

SekLogModel          *sek_log_model_new        (SekDocument *document);

/* Shows only lines that fit; texts are copied. */
void                  sek_log_model_set_filter (SekLogModel *self, const SekJournalFilter *filter);
/* Looks again, after the log has grown. Where it cannot be read, the lines stay as they were. */
void                  sek_log_model_update     (SekLogModel *self);
/* Why it could not be read the last time, in words; NULL when it could. Borrowed. */
const char           *sek_log_model_get_problem (SekLogModel *self);

/* The line of a row; borrowed until the model is next read. FALSE when there is none, or it cannot be read. */
gboolean              sek_log_model_get_line   (SekLogModel *self, guint row, const SekJournalEvent **event,
                                                const SekJournalChange **change);

G_END_DECLS
