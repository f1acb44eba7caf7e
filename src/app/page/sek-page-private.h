/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"

/* What a page is made of, for the files that share it (sek-page.c, sek-page-parts.c). */

G_BEGIN_DECLS

typedef struct
{
  SekDocument *document;
  guint        idle;
  gboolean     whole; /* the side pane too, then */
  GPtrArray   *parts; /* grids and forms where texts are typed, borrowed from the page's widgets */
  SekGrid     *active; /* that the keys came to last; borrowed */
  gboolean     stale; /* changed while it was not shown: all of it waits until it is */
  guint        n_refreshes;

  /* Template. */
  AdwFlap       *flap;
  GtkBox        *toolbar;
  GtkButton     *primary;
  GtkStack      *stack;
  GtkBox        *body;
  SekGrid       *grid;
  AdwStatusPage *empty;
  GtkButton     *empty_button;
  GtkBox        *over; /* between toolbar and grid: the find bar, and the filters */
  GtkMenuButton *columns;
  GtkLabel      *status;
  GtkLabel      *sum;
  GtkBox        *pills;
  SekForm       *form;
} SekPagePrivate;

SekPagePrivate *_sek_page_get_private (SekPage *self);

G_END_DECLS
