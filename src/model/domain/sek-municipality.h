/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-date.h"
#include "sek-search.h"

/* The bundled tables of municipality and county numbers since 2012 (Statistics Norway, licence NLOD): which county a
 * number belonged to on a date, what it was renumbered to, merged into or split into, and what it was made of. */

G_BEGIN_DECLS

/* The name of the county of a municipality number (or a county's own number) on a date; NULL when the number was not in
 * use then and has no other period. Borrowed for good. */
const char *sek_municipality_get_county (const char *number, SekDate date);

/* Whether a search finds the name of any county, whenever it was. */
gboolean    sek_municipality_finds_county (SekSearch *search);

/* The name that a number had on a date; NULL when unknown. */
const char *sek_municipality_get_name   (const char *number, SekDate date);

/* A municipality, or a county, as it was between two changes: a new number, but also a merger that left it its number,
 * makes another one. Everything is borrowed for good. */
typedef struct
{
  const char *number;
  const char *name;
  const char *county;
  int         from;   /* the first year, 0 since before 2012 */
  int         to;     /* the last year, 0 still */
  GPtrArray  *before; /* what it was made of, element-type SekMunicipality; of one that was split only a part */
  GPtrArray  *after;  /* what became of it: one, or several where it was split */
} SekMunicipality;

/* The municipality of a number in a year; NULL when the number was not in use then. */
const SekMunicipality *sek_municipality_find      (const char *number, int year);
/* That of the year, else the first after, else the last before; NULL for a number that never was. */
const SekMunicipality *sek_municipality_find_near (const char *number, int year);

/* The municipalities of a year with this name (sek_municipality_fold_name()), and with counties those. Element-type
 * SekMunicipality, owned. */
GPtrArray *sek_municipality_find_name (const char *name, int year, gboolean counties);

/* Adds to parts what self was in an earlier year, or itself in a year of its own. FALSE, with the one in *split, when
 * it got a part of one that was split, so that nothing of that year is exactly it. */
gboolean   sek_municipality_get_parts (const SekMunicipality *self, int year, GPtrArray *parts,
                                       const SekMunicipality **split);

/* Whether name is one of its names in which letters that are not ASCII were lost: «B�rum», «B?rum». */
gboolean   sek_municipality_has_damaged_name (const SekMunicipality *self, const char *name);

/* A name as it is compared: folded, without «kommune» or «municipality», a period («(2020-2023)») and needless spaces.
 * Free with g_free(). */
char      *sek_municipality_fold_name (const char *name);

G_END_DECLS
