/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* What positions cost in a year, and who pays. All money is øre; SEK_NONE is blank.
 *
 * Yearly pay is that of 1 January of the year that it is given for (of any year, where none is). From the month of
 * growth on it is so much higher, each year anew, to the øre. A month costs pay × per cent / 12 × days employed / days
 * of the month, to the øre; social costs are of the year's sum. What payers leave of the whole the council pays; the
 * parts are to the øre and add up to the whole, the last øre by largest remainder. */

G_BEGIN_DECLS

typedef struct
{
  gboolean employed;    /* some day of the year */
  gint64   january;     /* yearly pay of full time on 1 January,
    and from the month of growth; SEK_NONE when not known */
  gint64   raised;
  gint64   pay;         /* of the year, for the part of full time and the days employed */
  gint64   social;
  gint64   cost;        /* pay + social; SEK_NONE when not known, 0 when nobody is employed */
} SekPositionCost;

void      sek_position_read       (SekRegister *reg, const SekStaffPosition *position, int year,
                                   SekPositionCost *cost);

/* A payer's part. */
typedef struct
{
  gint64 payer;   /* SEK_PAYER_…; SEK_NONE for one of a newer version */
  gint64 project; /* SEK_NONE for none, as grant */
  gint64 grant;
  gint64 percent; /* hundredths of a per cent */
  gint64 share;   /* the row, 0 for what the others leave to the council */
  gint64 value;   /* SEK_NONE when the cost is */
} SekPayerPart;

/* How a cost is split between the payers of a position: its rows in the order of payers, then what they leave. Parts of
 * 0 per cent that nobody wrote are left out. Owned; SekPayerPart. */
GArray   *sek_position_dup_parts  (SekRegister *reg, const SekStaffPosition *position, gint64 cost);
/* «rådet», «NAV», the name of a project or grant, with its per cent where it is not all. Free with g_free(). */
char     *sek_payer_part_dup_name (SekRegister *reg, const SekPayerPart *part, SekLanguage language);

/* What the council itself pays of all positions in a year; SEK_NONE when nobody is employed, or no pay is known. */
gint64    sek_positions_of_council (SekRegister *reg, int year);
/* Positions with a day of the year, by position. Owned; gint64. */
GArray   *sek_positions_of_year   (SekRegister *reg, int year);

/* Rules of what is typed: SEK_ERROR_REFUSED. */
gboolean  sek_position_check       (SekRegister *reg, const SekStaffPosition *position, GError **error);
gboolean  sek_position_share_check (SekRegister *reg, const SekPositionShare *share, GError **error);

G_END_DECLS
