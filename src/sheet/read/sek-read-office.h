/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-read-zip.h"

/* What the readers of xlsx and ods share. For src/sheet/sek-read*.c only. */

G_BEGIN_DECLS

/* Each takes over zip, whatever comes of it. */
gboolean     _sek_read_xlsx_open    (SekReader *reader, SekReadZip *zip, GError **error);
gboolean     _sek_read_ods_open     (SekReader *reader, SekReadZip *zip, GError **error);

/* The first sheet that is not hidden. */
gboolean     _sek_read_select_first (SekReader *reader, GError **error);
/* Finds when the workbook was made in the part that tells of it: dcterms:created of docProps/core.xml,
 * meta:creation-date of meta.xml. A part that is missing or damaged tells nothing, which is no reason not to read the
 * cells. */
void         _sek_read_created      (SekReader *reader, SekReadZip *zip, const char *part);
/* Of "2022-11-18" or "2022-11-18 08:30:00"; 0 when it is none. */
SekDate      _sek_read_iso_date     (const char *text);

G_END_DECLS
