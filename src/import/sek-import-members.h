/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-count.h"

/* A list of members as it is read (sek-import-members.c), and what a row says beside the member's own fields and
 * contacts (sek-import-members-beside.c). */

G_BEGIN_DECLS

typedef struct
{
  SekImport      *import;
  SekImportTable *table;
  const char    **meanings;  /* one a column, "" for none */
  gint64          role;      /* of contacts whose row does not say; SEK_NONE when there are none */
  GHashTable     *by_number; /* number → member id */
  GHashTable     *by_name;   /* folded name → member id, −1 for several */
  GHashTable     *seen;      /* member ids that the file has */
  GHashTable     *set;       /* "member field" → item */
  GHashTable     *made;      /* folded name of a subregion → 1 + the index of the proposal that makes it */
  GArray         *dates;     /* SekDate a column: of a population; 0 else */
} SekMembersFile;

/* A row's member: one that is there, or one that is made (below 0). */
typedef struct
{
  gint64         id;
  const char    *name;
  gboolean       doubtful;
  SekImportItem *item;  /* of a new one */
  guint          index; /* 1 + the item's, for those that need it */
  char          *note;
} SekMemberMatch;

/* The text of a row in the column of a meaning; "" for none. Borrowed. */
const char *_sek_members_get               (SekMembersFile *self, guint row, const char *meaning);
/* One field of the member or of something of its own, as a proposal. */
void        _sek_members_propose_field     (SekMembersFile *self, guint row, const SekMemberMatch *match,
                                            gint64 target, const SekField *field, const char *text);
/* What a new row must have besides: it goes with whichever of the proposals from one on is accepted. */
void        _sek_members_set_with_last     (SekMembersFile *self, guint from, gint64 row, const SekField *field,
                                            gint64 value);

/* The days of the columns of populations, from their heads or asked for; FALSE when that is a question. */
gboolean    _sek_members_find_dates        (SekMembersFile *self);
void        _sek_members_propose_persons   (SekMembersFile *self, guint row, const SekMemberMatch *match);
/* The member's subregion. One that the register does not have is proposed as well, doubtful where it may be
 * misspelt. */
void        _sek_members_propose_subregion (SekMembersFile *self, guint row, const SekMemberMatch *match);

G_END_DECLS
