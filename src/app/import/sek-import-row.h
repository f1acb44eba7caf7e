/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-understood.h"

/* Asks whose a row of the file is that the register does not know: one of the lines or projects, or nobody's. */

G_BEGIN_DECLS

/* proposal has a question; entity is BUDGET_LINE or PROJECT. func is called with data, which is window, when something
 * was chosen. */
void sek_import_row_ask (GtkWindow *window, SekRegister *reg, SekEntityId entity, const SekImportProposal *proposal,
                         SekImportAnswerFunc func);

G_END_DECLS
