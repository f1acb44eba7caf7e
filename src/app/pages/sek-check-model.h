/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-grid-model.h"

/* Kontroll as a grid: a row a check. It is run again shortly after each change. */

G_BEGIN_DECLS

#define SEK_TYPE_CHECK_MODEL (sek_check_model_get_type ())
G_DECLARE_FINAL_TYPE (SekCheckModel, sek_check_model, SEK, CHECK_MODEL, GObject)

SekCheckModel  *sek_check_model_new       (SekDocument *document);

const SekCheck *sek_check_model_get_nth   (SekCheckModel *self, guint row);
/* How many checks have a verdict and were not seen, and how many were. */
guint           sek_check_model_count     (SekCheckModel *self, SekVerdict verdict);
guint           sek_check_model_count_seen (SekCheckModel *self);
/* The first row of a verdict that was not seen; −1 when none is shown. */
int             sek_check_model_find_verdict (SekCheckModel *self, SekVerdict verdict);
/* The row of the check that a mark (seen_finding) is of; −1 when none is. */
int             sek_check_model_find_seen (SekCheckModel *self, gint64 mark);
/* Shows also what is right; at first it does not. */
void            sek_check_model_show_all  (SekCheckModel *self, gboolean all);

G_END_DECLS
