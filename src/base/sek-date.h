/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sek-language.h"

/* A calendar day as a packed whole number, year × 10000 + month × 100 + day (20221118), so that days compare as
 * numbers; 0 is no day. Stored and exchanged as ISO text. */

G_BEGIN_DECLS

typedef gint32 SekDate;

#define SEK_DATE(y, m, d) ((SekDate) ((y) * 10000 + (m) * 100 + (d)))

typedef enum
{
  SEK_DATE_ISO,     /* 2022-11-18 */
  SEK_DATE_NUMERIC, /* 18.11.2022 */
  SEK_DATE_TOLD,    /* as tables have it: 18.11.2022; en "18 November 2022" */
  SEK_DATE_LONG,    /* 18. november 2022; nn the same, en "18 November 2022" */
} SekDateStyle;

gboolean sek_date_is_valid (SekDate date);
int      sek_date_year     (SekDate date);

/* The day after and before, by the calendar. */
SekDate  sek_date_next     (SekDate date);
SekDate  sek_date_previous (SekDate date);

/* The number of a valid day, counted from a fixed one: the difference of two is the days between them. */
gint64   sek_date_to_days  (SekDate date);
/* 28 … 31; month is 1 … 12. */
int      sek_date_days_of_month (int year, int month);
/* «desember», borrowed for good; month is 1 … 12. */
const char *sek_date_get_month_name (int month, SekLanguage language);

/* Today in the local time zone. */
SekDate  sek_date_today    (void);
/* The year that is being planned on a day: budgets are drafted in autumn, so from July on it is the next one. */
int      sek_date_plan_year (SekDate today);

/* Reads 2022-11-18, 18.11.2022, 18.11.22 (years 70–99 are 19xx), 1.1.2022 and "18. november 2022" in nb, nn and en;
 * anything else, slashes and days that do not exist among them, is SEK_ERROR_INPUT with the form named. */
gboolean sek_date_parse    (const char *text, SekDate *date, GError **error);

/* Free with g_free(). */
char    *sek_date_format   (SekDate date, SekDateStyle style, SekLanguage language);

/* Whose clocks tell the day and hour of a stored UTC timestamp. */
typedef enum
{
  SEK_CLOCKS_HERE,   /* those of this machine */
  SEK_CLOCKS_NORWAY, /* for what must be told alike on every machine */
} SekClocks;

/* The day of a stored UTC timestamp "2022-11-18T08:00:00Z"; 0 when it is none. */
SekDate  sek_date_of_timestamp (const char *utc, SekClocks clocks);
/* The same as "18.11.2022 kl. 09.00" (en: "18.11.2022 09:00"). NULL when it is none. */
char    *sek_date_format_timestamp (const char *utc, SekClocks clocks, SekLanguage language);

G_END_DECLS
