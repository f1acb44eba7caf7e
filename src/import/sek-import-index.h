/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-kinds.h"
#include "sek-month.h"

/* A table of index figures in whatever form it comes: periods down or across, one figure a row or many. What each
 * figure is of is told by the texts of its row and the heads of its column. It knows no register: sek-import-index.c
 * has it. */

G_BEGIN_DECLS

typedef enum
{
  SEK_INDEX_ROLE_NONE,
  SEK_INDEX_ROLE_PERIOD,
  SEK_INDEX_ROLE_TEXT,   /* a group of goods, or which of several figures the row has */
  SEK_INDEX_ROLE_FIGURE,
} SekIndexRole;

typedef struct
{
  SekIndexRole role;
  SekMonth     period;    /* of a figure whose head tells it; 0: it does not */
  gboolean     has_month; /* its head tells a month without a year, or that it is of the whole year: the row has it */
  int          month;     /* that month, 0 of a whole year */
  char        *head;      /* with what stands above it over several columns; owned */
  char        *what;      /* of that what tells neither base nor period; owned */
} SekIndexColumn;

/* A figure of the table. */
typedef struct
{
  SekMonth    period;
  const char *group;  /* of goods, "" where the table has none; borrowed from the table of figures */
  const char *text;   /* as in the file; borrowed from the rows */
  gboolean    typed;  /* its text is an exact number */
  guint64     row;    /* of the file */
} SekIndexCell;

typedef struct
{
  SekImport      *import;
  SekImportTable *table;
  SekIndexColumn *columns;
  GArray         *cells;   /* SekIndexCell: the indexes, not their changes */
  GHashTable     *groups;  /* char *, a set */
  GHashTable     *changes; /* char *, a set: what else the table has, which is left */
  GArray         *bases;   /* int: the years that the heads of what is taken say are 100 */
  GArray         *loose;   /* int: those that titles and notes say */
} SekIndexTable;

void     _sek_index_table_clear (SekIndexTable *self);

/* Reads all rows. FALSE with error; a table without figures is one. */
gboolean _sek_index_table_read  (SekIndexTable *self, SekReader *reader, GError **error);

/* Whether a group is all goods together: its words are those of a total and nothing more. */
gboolean _sek_index_is_total    (const char *group);
/* The year that a text says is 100, «Konsumprisindeks (2015=100)»; 0 for none. */
int      _sek_index_find_base   (const char *text);

G_END_DECLS
