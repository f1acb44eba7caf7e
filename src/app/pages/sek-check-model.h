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
/* How many checks have a verdict. */
guint           sek_check_model_count     (SekCheckModel *self, SekVerdict verdict);
/* Shows only what is wrong or missing, or also what is rounding, or all. */
void            sek_check_model_set_least (SekCheckModel *self, gboolean all);

G_END_DECLS
