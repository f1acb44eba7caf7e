/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-read-zip.h"

/* The shared strings of an xlsx file by their number. Above 48 MiB they go to a temporary file without a name, so that
 * a workbook of any size can be read. For src/sheet/sek-read-xlsx*.c only. */

G_BEGIN_DECLS

typedef struct _SekReadStrings SekReadStrings;

/* part may be missing: then there are none. */
SekReadStrings *sek_read_strings_new  (SekReadZip *zip, SekReader *reader, const char *part, GError **error);
void            sek_read_strings_free (SekReadStrings *self);
/* FALSE when there is no such string, or when it cannot be read any more. Good until the next call. */
gboolean        sek_read_strings_get  (SekReadStrings *self, guint64 index, const char **text, gsize *length);

/* Takes back xlsx's way to write what XML cannot hold: "_x000D_" is CR. In place. */
void            sek_read_unescape     (GString *text);

G_END_DECLS
