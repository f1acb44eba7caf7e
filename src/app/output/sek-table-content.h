/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-write.h"

/* A table on its way out by the clipboard or by a drag. */

G_BEGIN_DECLS

/* As a table for those who take one, as text for others and, where file is not NULL, as that file for a folder or a
 * message. Owned. */
GdkContentProvider *sek_sheet_make_content   (SekSheet *sheet, SekLanguage language, const char *file);

/* Writes the book as a PDF of this name into a folder of its own, and lets go of the one before: *path, which is NULL
 * at first and its owner's to forget. Borrowed; NULL where it could not be written, and the table then goes out without
 * it. */
const char         *sek_dragged_file_write   (char **path, SekBook *book, const char *name);
void                sek_dragged_file_forget  (char **path);

G_END_DECLS
