/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-report.h"

/* Tables through the print dialog: the paper of the preview and the PDF, page by page. Knows no printer. */

G_BEGIN_DECLS

/* Asks for a printer and prints; what goes wrong is told in its parent. */
void sek_print    (GtkWindow *parent, const SekReport *report, const SekTableId *tables, guint n);

/* The same to a PDF file as a printer would get it, without asking. */
void sek_print_to (GtkWindow *parent, const SekReport *report, const SekTableId *tables, guint n, const char *path);

G_END_DECLS
