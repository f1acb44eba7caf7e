/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sek-language.h"

/* Norwegian numbers, in and out. Reading is strict and never guesses; writing knows nothing of the machine's locale.
 *
 * Read: "-", "–" or "−" before the number, with or without a space after it; space, U+00A0, U+2009 or U+202F as
 * grouping, where every group but the first has three digits ("1 50" is a typing error); decimal comma; an optional
 * trailing "kr". "1.500" (and "1,500" for an amount) is SEK_ERROR_AMBIGUOUS with both readings named; "1500.50" is
 * SEK_ERROR_INPUT with the comma form named. Blank text is SEK_ERROR_INPUT: callers decide what blank means first.
 * Messages name the text typed, what was expected and an example. */

G_BEGIN_DECLS

/* An amount in øre. unit is the øre of one typed unit (SEK_THOUSAND, SEK_KRONE, 1); a text that ends in "kr" is in
 * kroner whatever the unit. An amount that is no whole multiple of step (øre, >= 1) is refused with both neighbours
 * named, as they would be typed in the unit. */
gboolean sek_number_parse_amount (const char *text, gint64 unit, gint64 step, gint64 *ore, GError **error);

/* A whole number from minimum to maximum, e.g. persons (0 …). */
gboolean sek_number_parse_count  (const char *text, gint64 minimum, gint64 maximum, gint64 *count, GError **error);

/* A decimal with at most decimals digits after the comma, scaled to a whole number: "7,5" with 2 gives 750. */
gboolean sek_number_parse_decimal (const char *text, int decimals, gint64 *scaled, GError **error);

/* ore in units of unit (øre), rounded half away from zero to decimals (0–9) digits, grouped by U+00A0, with decimal
 * comma and U+2212. -0 is written 0. Free with g_free(). */
char    *sek_number_format_amount (gint64 ore, gint64 unit, int decimals);

/* The same without grouping and with an ASCII hyphen, for CSV. The exact value: as many decimals as it needs when
 * decimals is -1. */
char    *sek_number_format_plain  (gint64 ore, gint64 unit, int decimals);

char    *sek_number_format_count  (gint64 count);

/* Money in full for a sentence: "250 000 kr", "2,80 kr": øre only where there are any. */
char    *sek_number_format_kroner (gint64 ore);

/* part / whole as per cent with decimals digits and a hard space, "3,7 %"; NULL when whole is 0 (a blank cell). */
char    *sek_number_format_percent (gint64 part, gint64 whole, int decimals);

/* text as a formatter above made it, in the hand of a language: Norwegian as it is; in English a decimal point, commas
 * between thousands and no space before the per cent sign. Takes text; free with g_free(). */
char    *sek_number_in_language   (char *text, SekLanguage language);

G_END_DECLS
