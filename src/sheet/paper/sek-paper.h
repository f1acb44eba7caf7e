/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "sek-book.h"

/* A book laid out on A4 paper, the one layout that a screen preview, a printer and a PDF file show. Every sheet begins
 * a page of its own: upright, or lying where the table has more than five columns. A table is one page wide: columns
 * get what their texts need, long texts wrap, and only when whole words do not fit is the table made smaller. A course
 * of many years is broken instead, and goes on below.
 *
 * No row is parted by a page's end unless it is taller than a page; a sum stays with the rows above it, a section's
 * head with those below, the notes with the table's end. Heads of columns stand on each page. A title or head that
 * would fill pages is cut with an ellipsis; texts of rows and notes are never cut.
 *
 * Fonts are asked of fontconfig as "Liberation Sans, Arimo, Arial, DejaVu Sans, sans-serif": the first that the machine
 * has, with others for the signs that it lacks. Knows neither GTK nor files. All lengths are in points, 1/72 inch. */

G_BEGIN_DECLS

typedef struct _SekPaper SekPaper;

/* Lays the book out, without what is hidden in it (sek_book_drop_hidden()) and with tables that are too wide in parts
 * (sek_book_break_wide()). It is borrowed: it must stay, and stay the
 * same, as long as the paper. Use the paper in the thread that made it. cancellable may be NULL;
 * G_IO_ERROR_CANCELLED is the only error. */
SekPaper *sek_paper_new            (SekBook *book, GCancellable *cancellable, GError **error);
void      sek_paper_free           (SekPaper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekPaper, sek_paper_free)

/* At least one page for each sheet. */
guint     sek_paper_get_n_pages    (const SekPaper *self);

void      sek_paper_get_page_size  (const SekPaper *self, guint page, double *width, double *height);

/* Which of the book's sheets stands on a page, and the first page of a sheet; both are counted from 0. */
guint     sek_paper_get_sheet      (const SekPaper *self, guint page);
guint     sek_paper_get_first_page (const SekPaper *self, guint sheet);

/* Draws a page, 0 and up, with its upper left corner at cr's origin and a point to cr's unit: scale cr for a screen.
 * The background is left as it is. Pages may be drawn in any order, any number of times. */
void      sek_paper_draw_page      (SekPaper *self, guint page, cairo_t *cr);

G_END_DECLS
