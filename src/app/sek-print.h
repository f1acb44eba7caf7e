/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-report.h"
#include "sek-window.h"

/* Tables through the print dialog: the paper of the preview and the PDF, page by page. Knows no printer. */

G_BEGIN_DECLS

/* Asks for a printer and prints; what goes wrong is told in the window. */
void sek_print    (SekWindow *window, const SekReport *report, const SekTableId *tables, guint n);

/* The same to a PDF file as a printer would get it, without asking. */
void sek_print_to (SekWindow *window, const SekReport *report, const SekTableId *tables, guint n, const char *path);

G_END_DECLS
