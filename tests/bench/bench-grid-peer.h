/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-grid-model.h"

/* GTK's own table of the same rows and columns: GtkColumnView with a plain label a cell. */

G_BEGIN_DECLS

typedef struct
{
  GtkWidget     *window; /* scrolls it */
  GtkColumnView *columns;
} Peer;

/* Texts are read from the grid's model when a row comes into view, as the grid does; keys to sort by are made
 * beforehand. */
void peer_init (Peer *self, SekGridModel *model);
/* Sorts by the column's keys. */
void peer_sort (Peer *self, guint column, gboolean descending);

G_END_DECLS
