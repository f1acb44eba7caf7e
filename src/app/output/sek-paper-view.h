/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-preview.h"

/* Pages of paper one below the other, in a scrolled window, as wide as there is room or at a size that was chosen. Only
 * pages in view are drawn. The paper is white in every style: it is what comes out of the printer. */

G_BEGIN_DECLS

#define SEK_TYPE_PAPER_VIEW (sek_paper_view_get_type ())
G_DECLARE_FINAL_TYPE (SekPaperView, sek_paper_view, SEK, PAPER_VIEW, GtkWidget)

GtkWidget  *sek_paper_view_new         (void);

/* Takes a reference; NULL shows nothing. The page and the place on it stay, as far as there are pages. */
void        sek_paper_view_set_preview (SekPaperView *self, SekPreview *preview);
SekPreview *sek_paper_view_get_preview (SekPaperView *self);

/* 1 is the paper's real size; 0 follows the width. Emits "zoomed". */
void        sek_paper_view_set_zoom    (SekPaperView *self, double zoom);
/* What is shown, the width followed. */
double      sek_paper_view_get_zoom    (SekPaperView *self);
/* The next larger (1) or smaller (−1) size. */
void        sek_paper_view_step_zoom   (SekPaperView *self, int direction);

/* The page that most is seen of, from 0; "paged" tells when it is another. */
guint       sek_paper_view_get_page    (SekPaperView *self);
/* The page in view as a small picture this many pixels wide; NULL while it is not drawn. Owned. */
GdkPaintable *sek_paper_view_make_icon (SekPaperView *self, int width);
/* Whether all pages in view are drawn as sharp as they can be. */
gboolean    sek_paper_view_is_drawn    (SekPaperView *self);

G_END_DECLS
