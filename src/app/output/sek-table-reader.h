/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-report.h"

/* A table of the page Tabeller to be gone through cell by cell, in a window of its own: paper is a picture, and GTK 4.8
 * has no tables that a screen reader could walk on it. The window's grid has, with each cell's row and head. */

G_BEGIN_DECLS

/* The report is copied. A table that cannot be made is told as an error. */
void sek_table_reader_present (GtkWindow *parent, const SekReport *report, const SekTableId *tables, guint n);

G_END_DECLS
