/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-read-zip.h"

/* What the styles of an xlsx file say of the numbers in cells: xlsx knows no dates, only numbers that are shown as
 * such. For src/sheet/sek-read-xlsx*.c only. */

G_BEGIN_DECLS

typedef enum
{
  SEK_XLSX_PLAIN,
  SEK_XLSX_DATE,     /* with or without a time of day */
  SEK_XLSX_TIME,     /* a time of day or a duration */
  SEK_XLSX_PER_CENT,
} SekXlsxShown;

/* What a number format makes of the numbers that it is for: those of a section of its own. */
typedef struct
{
  double       limit;     /* of a condition */
  char         condition; /* '<', '>', '=', '!', 'l' at most, 'g' at least; '\0' for what no other section takes */
  SekXlsxShown shown;
  guint        scale;     /* how many powers of ten smaller it is shown: "#,##0," has 3 */
} SekXlsxSection;

typedef struct
{
  guint          n;
  SekXlsxSection sections[3];
} SekXlsxFormat;

typedef struct _SekReadXlsxStyles SekReadXlsxStyles;

/* Without any when part is NULL or not there. NULL and an error when it is damaged. */
SekReadXlsxStyles *sek_read_xlsx_styles  (SekReadZip *zip, const char *part, GError **error);
void           sek_read_xlsx_styles_free  (SekReadXlsxStyles *self);
/* How a number is shown in a cell of this style. */
SekXlsxSection sek_read_xlsx_styles_get   (SekReadXlsxStyles *self, guint64 style, const char *number);

void           sek_xlsx_format_read  (SekXlsxFormat *self, const char *format);
SekXlsxSection sek_xlsx_format_get   (const SekXlsxFormat *self, double value);

/* The day and "2022-11-18" or "2022-11-18 08:30:00" of a number of days; FALSE when there is no such day, or for less
 * than a day. */
gboolean     sek_xlsx_read_date    (const char *number, gboolean from_1904, SekDate *date, char text[32]);
/* "08:30:00", also above 24 hours. FALSE when it is no number. */
gboolean     sek_xlsx_read_time    (const char *number, char text[32]);

G_END_DECLS
