/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-doc.h"
#include "sek-package.h"

/* What a Word document has besides its text: types and relations of its parts, properties, settings, styles, footers.
 * Inside the room. */

G_BEGIN_DECLS

#define SEK_DOCX_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define SEK_DOCX_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
/* The style of all tables. */
#define SEK_DOCX_TABLE_STYLE "Tabell"

/* All parts but word/document.xml. */
gboolean sek_docx_add_parts   (SekPackage *package, SekWriteJob *job, GError **error);

/* The sectPr of a page that lies one way or the other, with its footer. */
void     sek_docx_add_section (SekXml *xml, gboolean landscape);

G_END_DECLS
