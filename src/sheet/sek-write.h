/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sek-book.h"
#include "sek-save.h"

/* The one way in which a book becomes a file, whatever its format. A new format is a writer of its own and one line in
 * the table of formats. */

G_BEGIN_DECLS

typedef enum
{
  SEK_FORMAT_XLSX,
  SEK_FORMAT_HTML,
  SEK_FORMAT_ODT,
  SEK_FORMAT_DOCX,
  SEK_FORMAT_CSV,
  SEK_FORMAT_TSV,
  SEK_FORMAT_TEXT,
  SEK_FORMAT_PDF,
  SEK_FORMAT_SVG, /* of the book's charts alone, as PNG is */
  SEK_FORMAT_PNG,
  SEK_N_FORMATS
} SekFormat;

/* ".xlsx", with its dot. */
const char *sek_format_get_suffix (SekFormat format);

/* Of one sheet alone, so that a book of several cannot be written. */
gboolean    sek_format_is_single  (SekFormat format);

/* A picture, which a book without charts cannot be written to. */
gboolean    sek_format_is_picture (SekFormat format);

/* By the name's suffix, in upper or lower case; SEK_ERROR_INPUT names the known ones. */
gboolean    sek_format_from_path  (const char *path, SekFormat *format, GError **error);

/* Writes the book to path as sek-save.h says: whole and synced, or not at all. progress and cancellable may be NULL.
 * SEK_ERROR_INPUT when the format holds one sheet and the book has more, or charts and the book has none;
 * SEK_ERROR_RANGE when a sheet is larger than the format allows; the errors of sek_save_begin();
 * G_IO_ERROR_CANCELLED. The locale makes no difference. */
gboolean    sek_book_write        (SekBook *book, const char *path, SekFormat format, SekSaveFlags flags,
                                   SekProgressFunc progress, gpointer user_data, GCancellable *cancellable,
                                   GError **error);

/* The sheet, or every one with an empty line between, as the text format has it. Free with g_free(). */
char       *sek_sheet_to_text     (SekSheet *sheet);
char       *sek_book_to_text      (SekBook *book);

G_END_DECLS
