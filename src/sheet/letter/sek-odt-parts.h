/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-doc.h"
#include "sek-package.h"

/* What an OpenDocument text has besides its contents: manifest, properties, settings, named styles, pages with their
 * footers. Inside the room. */

G_BEGIN_DECLS

/* The page of a portrait and of a landscape section. */
#define SEK_ODT_PORTRAIT  "Standard"
#define SEK_ODT_LANDSCAPE "Liggende"

/* mimetype, which must come first, and all parts but content.xml. */
gboolean sek_odt_add_parts      (SekPackage *package, SekWriteJob *job, GError **error);

/* The namespaces of a root that was just opened. */
void     sek_odt_add_namespaces (SekXml *xml);
/* twips as "12.35pt"; of an element that was just opened. */
void     sek_odt_add_length     (SekXml *xml, const char *name, int twips);
/* half-points as "9pt" or "8.5pt". */
void     sek_odt_add_size       (SekXml *xml, int half_points);

G_END_DECLS
