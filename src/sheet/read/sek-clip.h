/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sek-language.h"
#include "sek-sheet.h"

/* A block of cells as it travels over the clipboard: written as HTML, tab-separated figures and text, and read from
 * what spreadsheets, word processors and browsers put there. It knows texts, not what they mean. */

G_BEGIN_DECLS

typedef struct _SekClip SekClip;

/* All cells are blank. */
SekClip    *sek_clip_new           (guint n_rows, guint n_columns);
void        sek_clip_free          (SekClip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekClip, sek_clip_free)

guint       sek_clip_get_n_rows    (SekClip *self);
guint       sek_clip_get_n_columns (SekClip *self);

void        sek_clip_set           (SekClip *self, guint row, guint column, const char *text);
/* A number: as it is shown («102 273», «−1,5»), and the same figure exactly, as machines write it ("102273",
 * "-1.5"). */
void        sek_clip_set_number    (SekClip *self, guint row, guint column, const char *text, const char *exact);
/* Of a number that was read with its exact figure that figure as people type it («1234,5»), else the text. Borrowed, ""
 * when blank. */
const char *sek_clip_get           (SekClip *self, guint row, guint column);
/* May have several lines. */
void        sek_clip_set_head      (SekClip *self, guint column, const char *text);
/* NULL when there is no row of heads. */
const char *sek_clip_get_head      (SekClip *self, guint column);
/* A row of sums. */
void        sek_clip_set_bold      (SekClip *self, guint row);

/* All forms have the same lines: the heads, where there are any, and the rows. */

/* One table, numbers to the right; with the exact figures as Calc and Excel look for them, so that they arrive whatever
 * the reader's language is, and texts that never become formulas. Owned. */
char       *sek_clip_write_html    (SekClip *self, SekLanguage language);
/* Figures ungrouped with decimal comma; cells with tabs, line ends or quotes are quoted. Owned. */
char       *sek_clip_write_tsv     (SekClip *self);
/* As shown, with tabs between. Owned. */
char       *sek_clip_write_text    (SekClip *self);

/* Head and rows of a table of a book, as it shows them; sums and heads of sections are bold. */
SekClip    *sek_clip_new_from_sheet (SekSheet *sheet);

/* The largest table of a page or fragment; a leading row of nothing but heads is the heads. SEK_ERROR_NOT_FOUND when
 * there is no table, SEK_ERROR_REFUSED beyond 64 MiB or a million cells. */
SekClip    *sek_clip_read_html     (const char *data, gsize length, GError **error);
/* Cells between tabs, rows between line ends; short rows are filled up. SEK_ERROR_INPUT when it is no text. Both are
 * read by SekReader. */
SekClip    *sek_clip_read_text     (const char *data, gsize length, GError **error);

/* The exact figure of a cell, NULL when it is a text. */
const char *_sek_clip_get_exact    (SekClip *self, guint row, guint column);
/* What is written, line by line: row −1 is the heads. */
guint       _sek_clip_get_n_lines  (SekClip *self);
int         _sek_clip_get_row_of   (SekClip *self, guint line);
gboolean    _sek_clip_is_bold      (SekClip *self, guint row);

G_END_DECLS
