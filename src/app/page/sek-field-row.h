/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-document.h"

/* One field of a row, or of several rows that are changed together, as a row of a list box: an entry, a choice, a
 * switch or several lines, by the column's kind. */

G_BEGIN_DECLS

/* column is borrowed and outlives the widget; the ids of the rows, one or more, are copied. */
GtkWidget *sek_field_row_new     (SekDocument *document, const SekColumn *column, const gint64 *rows, guint n);

/* Shows what is stored, unless the field is being typed in or holds a text that was not accepted. */
void       sek_field_row_refresh (GtkWidget *widget);

/* The words about a typed text that was not accepted and waits for a correction; NULL for none, or when its row is
 * gone. */
const char *sek_field_row_get_problem (GtkWidget *widget);

/* What a field is of; NULL for a widget that is none. Borrowed. The first of its rows. */
const SekColumn *sek_field_row_get_column (GtkWidget *widget);
gint64      sek_field_row_get_row     (GtkWidget *widget);
/* What stands in it. Owned. */
char       *sek_field_row_dup_typed   (GtkWidget *widget);
/* Makes a text wait in it, as it did in a field that stood here before. */
void        sek_field_row_put_back    (GtkWidget *widget, const char *text, const char *problem);

G_END_DECLS
