/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Norwegian order of texts (… z æ ø å, aa as å) by ICU, the same on every machine. Keys are for sorting in memory;
 * they may change with ICU's version and are never stored. */

G_BEGIN_DECLS

/* Like strcmp(), NULL first. */
int      sek_collate         (const char *a, const char *b);

/* A NUL-terminated sort key: strcmp() of two keys orders their texts. Free with g_free(). */
char    *sek_collate_key     (const char *text);

/* The text as search compares it: case folded and composed. Free with g_free(). */
char    *sek_collate_fold    (const char *text);

/* A title as it stands within a sentence: «Budsjett 2022» → «budsjett 2022». What is no common word by its second sign,
 * such as «KS-budsjett» or «A-budsjett», stays as it is. Owned. */
char *sek_collate_lower_first (const char *text);

G_END_DECLS
