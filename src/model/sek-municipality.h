/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-date.h"

/* The bundled tables of municipality and county numbers since 2012 (Statistics Norway, licence NLOD): which county a number belonged to
 * on a date. */

G_BEGIN_DECLS

/* The name of the county of a municipality number (or a county's own number) on a date; NULL when the number was not in use then and has
 * no other period. Borrowed for good. */
const char *sek_municipality_get_county (const char *number, SekDate date);

/* The name that a number had on a date; NULL when unknown. */
const char *sek_municipality_get_name   (const char *number, SekDate date);

G_END_DECLS
