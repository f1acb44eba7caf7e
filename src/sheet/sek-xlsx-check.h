/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* libxlsxwriter collects the parts of a workbook in temporary files and does not notice when these fill the disk: the
 * parts end in mid-sentence and the workbook is reported as done (as of 1.1.4). Inside the room. */

G_BEGIN_DECLS

/* Reads all parts of the workbook at path: TRUE when each is whole by its checksum and closes its root element. */
gboolean sek_xlsx_is_complete (const char *path);

G_END_DECLS
