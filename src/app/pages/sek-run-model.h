/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-fee-run.h"
#include "sek-grid-model.h"

/* The invoices of a fee run as rows of a grid: what would be issued of a year, in which references can be filled in, or
 * what was issued in a run, which stays. */

G_BEGIN_DECLS

#define SEK_TYPE_RUN_MODEL (sek_run_model_get_type ())
G_DECLARE_FINAL_TYPE (SekRunModel, sek_run_model, SEK, RUN_MODEL, GObject)

SekRunModel       *sek_run_model_new       (SekDocument *document);

/* Shows a run of a year, or with 0 what would be issued; only_lacking: only what cannot be sent as it is. Does nothing
 * where that is what is shown, and nothing was changed since. */
void               sek_run_model_update    (SekRunModel *self, int year, int run, gboolean only_lacking);

/* What is shown, with what is not in view; NULL when there is nothing, and *why, if not NULL, gets the reason.
 * Borrowed until the next update. */
const SekInvoices *sek_run_model_get       (SekRunModel *self, const char **why);
/* Whether that was issued. */
gboolean           sek_run_model_is_issued (SekRunModel *self);
/* The invoice of a row in view; NULL for none. Borrowed likewise. */
const SekInvoice  *sek_run_model_get_nth   (SekRunModel *self, guint row);

G_END_DECLS
