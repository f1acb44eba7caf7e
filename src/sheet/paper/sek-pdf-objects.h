/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Objects added to the end of a PDF file, as an incremental update of PDF 1.5: compressed in object streams, with a
 * cross-reference stream that leads to the one before. It is here for the structure of long tables, some hundred
 * thousand small objects, which qpdf takes seconds to write. Knows nothing of what the objects are. */

G_BEGIN_DECLS

typedef struct _SekPdfObjects SekPdfObjects;

/* first is the first number that the file does not use. */
SekPdfObjects *sek_pdf_objects_new    (GByteArray *file, guint32 first);
void           sek_pdf_objects_free   (SekPdfObjects *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekPdfObjects, sek_pdf_objects_free)

/* The object's source. Numbers from first on are given without a gap; one below, at most, takes an old object's
 * place. */
void           sek_pdf_objects_add    (SekPdfObjects *self, guint32 number, const char *source, gsize length);

/* trailer is the part of the file's trailer that stays: /Root, /Info, /ID. previous is where the file's last
 * cross-reference stands. */
void           sek_pdf_objects_finish (SekPdfObjects *self, const char *trailer, gsize previous);

G_END_DECLS
