/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-month.h"
#include "sek-register.h"

/* What prices did between two periods, by the price indexes of a register. A series (the consumer price index) may have
 * several indexes, each with the year that is 100 in it: Statistics Norway begins a new one every ten years or so. Two
 * figures of different bases are linked over the average of the newer base year, as Statistics Norway says that its
 * figures are to be chained: its average in the older index is 100 in the newer one. They are never linked over one
 * month, whose figure has one decimal.
 *
 * A deflator is no index: its figures are growth in per cent of a year. Everything is exact, and nothing is taken
 * from a rounded column of changes. */

G_BEGIN_DECLS

typedef struct
{
  const SekIndexFigure *from, *to;   /* borrowed until the next change; of a deflator both are the year's */
  int      link_year;                /* the newer base year over which they are linked; 0: both are of one index */
  gint64   link_sum;                 /* thousandths: its average in the older index, or the sum of its months */
  int      link_parts;               /* what link_sum is to be divided by: 1, or 12 months */
  gint64   link_index;               /* the older index */
  __int128 numerator, denominator;   /* to / from; above 0 */
} SekIndexGrowth;

/* Whether two rows are one series: other indexes are one where their names are. */
gboolean sek_index_is_series_of (const SekPriceIndex *a, const SekPriceIndex *b);

/* NULL when the index has no figure of the period. */
const SekIndexFigure *sek_index_get_figure (SekRegister *reg, gint64 price_index, SekMonth period);

/* The row of each series that has the newest base, in the order of series and then of names. Element-type gint64. */
GArray  *sek_index_list_series (SekRegister *reg);

/* Whether some index of the series has a figure of the period. */
gboolean sek_index_has (SekRegister *reg, gint64 price_index, SekMonth period);

/* Growth from one period to another in the series that price_index belongs to: within the newest index that has both,
 * else linked. Of a deflator only to is asked for. SEK_ERROR_NOT_FOUND where a figure is missing, or what two indexes
 * would be linked by; in words that say what to import or type. */
gboolean sek_index_growth (SekRegister *reg, gint64 price_index, SekMonth from, SekMonth to, SekIndexGrowth *growth,
                           GError **error);

/* Growth in per cent with decimals digits, as a whole number of those: 75 is 7,5 % with 1. Rounded half away from
 * zero. */
gint64   sek_index_growth_percent (const SekIndexGrowth *growth, int decimals);

/* The average over which two indexes are linked, in thousandths, rounded. */
gint64   sek_index_growth_link (const SekIndexGrowth *growth);

/* A figure as it is told, with no more of its three decimals than it needs, one at least: «117,2». Free with
 * g_free(). */
char    *sek_index_dup_value (gint64 thousandths, SekLanguage language);

/* That two tables meet, with both sources and the factor: «Tall fra SSB 03013 (2015 = 100) og SSB 14700 (2025 = 100) er
 * kjedet over gjennomsnittet for 2025, som er 135,9 i den eldste og 100 i den nyeste.» NULL where none meet. Free with
 * g_free(). */
char    *sek_index_growth_dup_link (SekRegister *reg, const SekIndexGrowth *growth, SekLanguage language);

/* «KPI, okt. 2021–okt. 2022», «Kommunal deflator 2023». Free with g_free(). */
char    *sek_index_dup_growth_name (SekRegister *reg, gint64 price_index, SekMonth from, SekMonth to,
                                    SekLanguage language);

/* Where a figure is from: «SSB 03013, 2015 = 100, hentet 10.11.2022»; what of it is known. Free with g_free(). */
char    *sek_index_dup_source (SekRegister *reg, const SekIndexFigure *figure, SekLanguage language);

/* Whether an index has what it is useless without, and is not there twice. For the rules. */
gboolean sek_index_check (SekRegister *reg, const SekPriceIndex *index, GError **error);
gboolean sek_index_check_figure (SekRegister *reg, const SekIndexFigure *figure, GError **error);

G_END_DECLS
