/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-paper-view.h"

/* Smaller, how large, larger, as wide as the view: what stands in the toolbar of tables on paper. */

G_BEGIN_DECLS

/* The view must outlive it. */
GtkWidget *sek_tables_zoom_new (SekPaperView *view);

G_END_DECLS
