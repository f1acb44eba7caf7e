/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-date.h"

/* What statistics are given for: a month or a whole year, as a packed whole number, year × 100 + month (202512), where
 * month 0 is the year. Stored and exchanged as ISO text, 2025-12 and 2025. */

G_BEGIN_DECLS

typedef gint32 SekMonth;

#define SEK_MONTH(y, m) ((SekMonth) ((y) * 100 + (m)))

gboolean sek_month_is_valid (SekMonth month);
int      sek_month_year     (SekMonth month);
/* 1 … 12; 0 for a whole year. */
int      sek_month_month    (SekMonth month);

/* Reads 2025, 2025-12, 2025M12 (as Statistics Norway writes it), 12.2025, "desember 2025" and "des. 2025" in nb, nn and
 * en; anything else is SEK_ERROR_INPUT with the form named. */
gboolean sek_month_parse    (const char *text, SekMonth *month, GError **error);

typedef enum
{
  SEK_MONTH_ISO,   /* 2025-12 */
  SEK_MONTH_SHORT, /* des. 2025 */
  SEK_MONTH_LONG,  /* desember 2025 */
} SekMonthStyle;

/* A whole year is its number in each style. Free with g_free(). */
char    *sek_month_format   (SekMonth month, SekMonthStyle style, SekLanguage language);

G_END_DECLS
