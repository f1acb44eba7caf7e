/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-grid-model.h"

/* The change log as a grid: a row for what each event made of each field, newest first; over the rows of an event that
 * made several stands one with its words. Only rows that are looked at are read from the file. */

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

/* How many changes are shown. */
guint                 sek_log_model_count      (SekLogModel *self);
/* How many of them stand under a row; 0 when it is a change itself. */
guint                 sek_log_model_count_under (SekLogModel *self, guint row);
/* The line of a row, of a row over others the first of them; borrowed until the model is next read. FALSE when there is
 * none, or it cannot be read. */
gboolean              sek_log_model_get_line   (SekLogModel *self, guint row, const SekJournalEvent **event,
                                                const SekJournalChange **change);

G_END_DECLS
