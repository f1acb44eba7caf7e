/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-count.h"
#include "sek-municipality.h"

/* Regions of a file and members of a register as the same municipalities, in one year. What is made of that is
 * sek-import-region.c's. */

G_BEGIN_DECLS

/* What became of a region's figure in one year. */
typedef struct
{
  const SekMunicipality *municipality; /* NULL when it is none */
  gint64                 persons;      /* SEK_NONE for none */
  char                  *doubt;        /* owned */
  GPtrArray             *candidates;   /* of a name that several have */
  gboolean               used;
  gboolean               idle;         /* a number that was not in use, with 0 for that */
  guint                  twin;         /* 1 + the region that says the same municipality */
} SekImportPlace;

typedef struct
{
  SekImport      *import;
  SekImportCount *count;
  guint           y;
  int             year;
  SekDate         date;
  SekImportPlace *places;      /* one a region */
  GHashTable     *by_place;    /* SekMunicipality → region index + 1 */
} SekImportMatching;

/* The regions that a member's figure is summed from. */
typedef struct
{
  GArray *regions; /* guint */
  char   *reason;  /* why it cannot be told; owned */
} SekImportCover;

void        _sek_import_matching_clear       (SekImportMatching *self);
/* Makes the place of a region. */
void        _sek_import_matching_find_place  (SekImportMatching *self, guint region);
/* The place that says the municipality, and its region; NULL when none does. */
SekImportPlace *_sek_import_matching_get_place (SekImportMatching *self, const SekMunicipality *municipality,
                                                guint *region);
/* The member as it was on the date; where the register has no number for that, as it became, or else as it was last.
 * NULL, and *number as it was, without a number. */
const SekMunicipality *_sek_import_matching_find_member (SekImportMatching *self, gint64 member, const char **number);
/* The regions that are exactly the municipality: it, its parts, what it became, or what it was made of before. FALSE,
 * with a reason where there is something to say. */
gboolean    _sek_import_matching_find_cover  (SekImportMatching *self, const SekMunicipality *municipality,
                                              SekImportCover *cover);

G_END_DECLS
