/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-kinds.h"

/* A table of persons counted while it streams past: what its columns are, which of their values are totals of others,
 * and one figure for each place and year. It knows no register: whose figures they are is sek-import-region.c's. */

G_BEGIN_DECLS

typedef enum
{
  SEK_ROLE_NONE,
  SEK_ROLE_REGION,
  SEK_ROLE_NAME,
  SEK_ROLE_YEAR,
  SEK_ROLE_PART,     /* age, sex: summed over, or its total is taken */
  SEK_ROLE_CONTENTS, /* which figure of several the row has */
  SEK_ROLE_AMOUNT,
} SekImportRole;

/* What a value of a part is to the sum. */
enum { SEK_PART_TAKEN, SEK_PART_TOTAL, SEK_PART_LEFT_OUT };

/* When in its period a figure was counted. */
typedef enum { SEK_WHEN_UNSAID, SEK_WHEN_START, SEK_WHEN_END, SEK_WHEN_NEVER } SekWhen;

typedef struct
{
  SekImportRole role;
  gboolean      said;      /* somebody answered what it is */
  const char   *head;
  int           year;      /* of an amount whose head says so; else 0 */
  int           quarter;
  SekWhen       when;      /* of an amount, from its head */
  char         *contents;  /* its head without the year; owned */
  GHashTable   *values;    /* of a part or contents: text → index + 1 */
  GPtrArray    *texts;     /* the same by index; borrowed from values */
  guint8       *kinds;     /* of each value: SEK_PART_…, or its SekWhen */
  guint         bit;       /* of a part with both total and parts: its bit in the class, else 0 */
  gboolean      varies;    /* of a part: it has several values for a region */
  gboolean      divides;   /* of a part: the values that are taken are everyone, once */
  char         *lack;      /* of a part: why its values do not make up everyone; NULL if they do */
} SekImportPart;

typedef struct
{
  char   *text; /* as in the file */
  char   *code; /* digits, NULL without */
  char   *name; /* NULL without */
  guint64 row;
} SekImportRegion;

#define SEK_MOST_CLASSES 16
/* A part has a few hundred values at most; a column with more is a text about each row. */
#define SEK_MOST_VALUES 1000

/* The persons of a region in a year, by which of the parts were totals. */
typedef struct
{
  gint64   sums[SEK_MOST_CLASSES];
  guint    counts[SEK_MOST_CLASSES];
  guint    missing[SEK_MOST_CLASSES]; /* cells without a figure */
  guint64  row;
  guint64  double_row;  /* where it stands again, 0 for nowhere */
  char    *broken;      /* a cell that is no number of persons; NULL for none */
  guint8  *seen;        /* a bit for each combination of parts */
  guint64 *met;         /* of each column that is a part, a bit for each of its values that has a figure */
} SekImportCell;

typedef struct
{
  SekImport      *import;
  SekImportTable *table;   /* the leading rows */
  SekImportPart  *columns;
  guint           n_columns;
  GArray         *years;   /* int: those of 1 January that there are figures of, in order */
  GPtrArray      *regions; /* SekImportRegion */
  GHashTable     *by_text; /* text → index + 1 */
  GPtrArray      *cells;   /* SekImportCell *[n years] of each region */
  SekDecimals     decimals;
  SekDecimal      decimal;
  int             year;    /* of a file that tells none */
  char           *source;
  guint64         n_rows;
  GPtrArray      *notes;   /* rows without figures, as texts */
} SekImportCount;

void     _sek_import_count_clear  (SekImportCount *self);

/* Reads all of the file; TRUE without years when a question is open. */
gboolean _sek_import_count_read   (SekImportCount *self, SekReader *reader, GError **error);
SekImportCell *_sek_import_count_get (SekImportCount *self, guint region, guint year);
/* The figure, SEK_NONE for none; *doubt, if there is one, gets why it is not certain (owned). */
gint64   _sek_import_count_sum    (SekImportCount *self, const SekImportCell *cell, char **doubt);

/* Years down and municipalities across: turns the table in the reader, which is at its first row again then. */
gboolean _sek_import_values_turn   (SekImportCount *self, SekReader *reader, gboolean *turned, GError **error);
/* What the columns are, by their heads and the leading rows (sek-import-roles.c). FALSE with error; an open question
 * gives TRUE and no amount. */
gboolean _sek_import_roles_find   (SekImportCount *self, GError **error);
/* The year whose 1 January a figure is of, 0 for none. */
int      _sek_import_count_year   (int year, int quarter, SekWhen when);
SekWhen  _sek_import_when         (const char *contents);
/* Whether words say that a figure is the population. */
gboolean _sek_import_is_population (const char *contents);
/* What the values that were seen mean (sek-import-values.c); FALSE when that is a question. */
gboolean _sek_import_values_classify (SekImportCount *self);
/* The years of which there are figures; only the one that was asked for, if one was. raw has year × 10 + quarter of the
 * rows. FALSE with error, or with *asked when it is a question. */
gboolean _sek_import_values_find_years (SekImportCount *self, GHashTable *raw, const char *title, gboolean *asked,
                                        GError **error);
/* Parts of a part: which are totals, and whether the others are everyone (sek-import-parts.c, which also has
 * _sek_import_count_sum()). */
void     _sek_import_part_classify (SekImportPart *part);

/* Whether a text is a municipality or county that the bundled tables know, by number or name; name is what stands
 * beside it, NULL for nothing. Years look like the old numbers of Finnmark, and are none unless they have a name. */
gboolean _sek_import_is_known_region (const char *text, const char *name);
/* "K-3005 Drammen" as code and name; either may be NULL. Owned. */
void     _sek_import_split_region (const char *text, char **code, char **name);

/* The figures as proposals for the members (sek-import-region.c). */
void     _sek_import_match_regions (SekImport *self, SekImportCount *count);

G_END_DECLS
