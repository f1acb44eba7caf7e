/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-read-zip.h"

/* What the styles of an xlsx file say of the numbers in cells: xlsx knows no dates, only numbers that are shown as such.
 * For src/sheet/sek-read-xlsx*.c only. */

G_BEGIN_DECLS

typedef enum
{
  SEK_XLSX_PLAIN,
  SEK_XLSX_DATE,     /* with or without a time of day */
  SEK_XLSX_TIME,     /* a time of day or a duration */
  SEK_XLSX_PER_CENT,
} SekXlsxShown;

/* Element-type guint8 (SekXlsxShown), one a cell format. An empty one when part is NULL or not there. NULL and an error when it is damaged. */
GByteArray  *sek_read_xlsx_styles  (SekReadZip *zip, const char *part, GError **error);
SekXlsxShown sek_xlsx_shown_by     (const char *format);

/* The day and "2022-11-18" or "2022-11-18 08:30:00" of a number of days; FALSE when there is no such day, or for less than a day. */
gboolean     sek_xlsx_read_date    (const char *number, gboolean from_1904, SekDate *date, char text[32]);
/* "08:30:00", also above 24 hours. FALSE when it is no number. */
gboolean     sek_xlsx_read_time    (const char *number, char text[32]);

G_END_DECLS
