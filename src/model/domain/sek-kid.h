/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-entity.h"

/* KID, the number by which a Norwegian payment is recognised: 2 to 25 digits of which the last is a control digit, made
 * of what the council chose (Bits, «KID-brukerhåndbok»). A pattern is digits and words in braces, in any of the three
 * languages, with a width after a colon: «{år}{medlem}», «{kunde:6}{år:2}{kjøring:2}».
 *
 *   {år}       the fee year; {år:2} its last digits
 *   {medlem}   the member's number, four digits unless said otherwise
 *   {kunde}    the member's customer number, with as many zeros before it as the width asks for (six)
 *   {kjøring}  the number of the fee run (one digit)
 *   {fri}      0, or with mod 11 the first digit that gives a control digit rather than «-» */

G_BEGIN_DECLS

typedef struct
{
  int         year;
  int         run;
  const char *member;   /* the member's number; NULL for none */
  const char *customer; /* NULL for none */
} SekKidParts;

/* A pattern that was read. */
typedef struct _SekKidPattern SekKidPattern;

/* NULL with SEK_ERROR_INPUT, and what to write, for a pattern that cannot be used. Free with sek_kid_pattern_free(). */
SekKidPattern *sek_kid_pattern_new  (const char *pattern, GError **error);
void           sek_kid_pattern_free (SekKidPattern *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekKidPattern, sek_kid_pattern_free)

/* The KID of a pattern. control: SEK_KID_CONTROL_…, SEK_NONE for mod 10. NULL with SEK_ERROR_REFUSED when a part is
 * lacking or too long, or mod 11 gives «-». Free with g_free(). */
char          *sek_kid_make         (const SekKidPattern *pattern, gint64 control, const SekKidParts *parts,
                                     GError **error);

/* The control digit of digits by mod 10 (weights 2 1 2 1 … from the right, the digits of products added) or mod 11
 * (weights 2 3 4 5 6 7 2 … from the right); '-' where mod 11 has none. */
char     sek_kid_get_control   (const char *digits, gint64 control);

/* «2023 03012»: as people read it, the year apart where it stands first. Free with g_free(). */
char    *sek_kid_dup_shown     (const char *kid);

G_END_DECLS
