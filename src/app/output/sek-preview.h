/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-report.h"

/* Tables laid out on paper and drawn, in a thread of its own, for a view that must stay quick: a list of a hundred
 * thousand members is thousands of pages. It is made of a report as it is and never changes; when the report does,
 * close it and make another. Knows no widget. */

G_BEGIN_DECLS

#define SEK_TYPE_PREVIEW (sek_preview_get_type ())
G_DECLARE_FINAL_TYPE (SekPreview, sek_preview, SEK, PREVIEW, GObject)

/* The report is copied. Signals, in the thread of the main loop: "ready" when the pages are laid out or could not be,
 * "drawn" (guint page). */
SekPreview   *sek_preview_new           (const SekReport *report, const SekTableId *tables, guint n);
/* Ends its thread, soon; nothing is told any more. */
void          sek_preview_close         (SekPreview *self);

gboolean      sek_preview_is_ready      (SekPreview *self);
/* Why there are no pages, in words; NULL when there are, or when it is not ready. */
const GError *sek_preview_get_error     (SekPreview *self);
guint         sek_preview_get_n_pages   (SekPreview *self);
/* In points. */
void          sek_preview_get_page_size (SekPreview *self, guint page, double *width, double *height);
/* Which of the tables is on the page, from 0. */
guint         sek_preview_get_sheet     (SekPreview *self, guint page);
/* What the page's table is called, and all of the table as text. Borrowed; the text is NULL for a table that is too
 * long to be read out. */
const char   *sek_preview_get_title     (SekPreview *self, guint page);
const char   *sek_preview_get_text      (SekPreview *self, guint page);

/* The page at scale pixels a point, borrowed. Where that is not drawn yet it is asked for ("drawn" tells), and what
 * there is of the page is given meanwhile: it may be of another scale, or NULL. */
GdkTexture   *sek_preview_get_page      (SekPreview *self, guint page, double scale);
/* Lets go of what was drawn of pages outside first to last. */
void          sek_preview_keep_only     (SekPreview *self, guint first, guint last);

G_END_DECLS
