/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-date.h"
#include "sek-register.h"

/* How a line's budget is spread over the year: evenly by twelfths, or by a profile of its own, as 2, 4 or 12 whole
 * numbers that say how much falls on each half-year, quarter or month: «1 3», «10 20 30 40». They need not sum to
 * 100. */

G_BEGIN_DECLS

#define SEK_PROFILE_MOST 12

typedef struct
{
  guint  n; /* 2, 4 or 12 */
  gint64 parts[SEK_PROFILE_MOST];
  gint64 sum;
} SekProfile;

/* Spaces, semicolons and strokes part the numbers. SEK_ERROR_INPUT. profile may be NULL. */
gboolean sek_profile_parse   (const char *text, SekProfile *profile, GError **error);

/* What of an amount falls up to and with a day of the year, øre, rounded to unit; within a part by its days. text NULL,
 * or one that cannot be read: by twelfths. SEK_NONE of SEK_NONE. */
gint64   sek_profile_to_date (const char *text, gint64 amount, SekDate day, gint64 unit);

G_END_DECLS
