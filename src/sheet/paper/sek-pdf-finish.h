/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-language.h"
#include "sek-pdf-tree.h"

/* What cairo 1.16 cannot write into a PDF file: the structure with the attributes of its header cells, artifacts, the
 * document's language, and that its title is shown. qpdf changes and writes the document; the structure's elements
 * follow it. Inside the room. */

G_BEGIN_DECLS

/* drawn is what cairo wrote while the tree was filled. Appends the finished file to out. FALSE with SEK_ERROR_IO, whose
 * message is what qpdf says. The same input gives the same bytes. */
gboolean sek_pdf_finish (GByteArray *drawn, const SekPdfTree *tree, SekLanguage language, GByteArray *out,
                         GError **error);

G_END_DECLS
