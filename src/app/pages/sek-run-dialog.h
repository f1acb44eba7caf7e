/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-fee-run.h"

/* Asks when fees are issued and when they are due, says what is lacking before it is too late, and that it cannot be
 * undone. */

G_BEGIN_DECLS

/* note is borrowed. */
typedef void (*SekRunDialogFunc) (int year, SekDate issued_on, SekDate due_on, const char *note, gpointer user_data);

/* func is called when the fees are to be issued, unless parent is gone by then. invoices is what would be, borrowed. */
void sek_run_dialog_present (GtkWidget *parent, const SekInvoices *invoices, SekRunDialogFunc func,
                             gpointer user_data);

G_END_DECLS
