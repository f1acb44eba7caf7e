/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-column.h"

/* «Registrer behandling …»: asks what a budget column has become, by which body, when and in which case. Where a
 * proposal is adopted it offers to make the budget of it in the same step. It makes nothing. */

G_BEGIN_DECLS

typedef void (*SekStatusDialogFunc) (gint64 column, const SekStatusDecision *decision, gpointer user_data);

/* parent is the widget that asks; nothing is called when it is gone, or the person thinks better of it. */
void sek_status_dialog_present (GtkWidget *parent, SekRegister *reg, gint64 column, SekStatusDialogFunc func,
                                gpointer user_data);

G_END_DECLS
