/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-document.h"

/* «Ny kolonne …»: asks for the title, year and kind of a new budget column, and what it starts from. */

G_BEGIN_DECLS

/* source is 0 for an empty column. */
typedef void (*SekColumnDialogFunc) (SekDocument *document, const char *title, int year, gint64 kind, gint64 source, gpointer user_data);

/* parent is the widget that asks, and func's user data; nothing is called when the person thinks better of it. */
void sek_column_dialog_present (GtkWidget *parent, SekDocument *document, SekColumnDialogFunc func);

G_END_DECLS
