/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Asks for the name under which the set-up of a table is kept. */

G_BEGIN_DECLS

typedef void (*SekSetupDialogFunc) (const char *name, gpointer user_data);

/* func is called with what was typed, without blanks around it and never empty, unless the dialog is given up or parent
 * is gone. */
void sek_setup_dialog_present (GtkWidget *parent, const char *name, SekSetupDialogFunc func, gpointer user_data);

G_END_DECLS
