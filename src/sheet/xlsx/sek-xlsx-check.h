/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <xlsxwriter.h>

/* libxlsxwriter collects the parts of a workbook in temporary files and does not ask whether they took what was written
 * (as of 1.1.4): on a full disk parts end in mid-sentence, after a write that failed once one has a hole, and the
 * workbook is reported as done. So it is read back and held against what it was made of. Inside the room. */

G_BEGIN_DECLS

/* What the parts of a workbook must come to. */
typedef struct
{
  guint64 text_bytes; /* of the shared strings */
  GArray *sheets;     /* of SekXlsxSheet, in the order of the workbook */
} SekXlsxContents;

/* Counts what is to be written, before the workbook is closed. FALSE with errno when rows that were written as they
 * came are lost already. */
gboolean sek_xlsx_contents_init  (SekXlsxContents *self, lxw_workbook *workbook);
void     sek_xlsx_contents_clear (SekXlsxContents *self);

/* Reads all parts of the workbook at path: TRUE when each is whole by its checksum and well-formed, its lists are as
 * long as they say, and cells and texts are as many as contents has; contents may be NULL. */
gboolean sek_xlsx_is_complete    (const char *path, const SekXlsxContents *contents);

G_END_DECLS
