/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-kinds.h"

/* Lists of hours as project workers keep them: a sheet for all or one a month, days with and without a year, hours as
 * figures or as hours and minutes. sek-import-hours-read.c finds sheets and columns, and knows no grants; -match.c has
 * those, and positions; sek-import-hours.c proposes. */

G_BEGIN_DECLS

/* What a column is of. */
typedef enum
{
  SEK_HOURS_DATE,
  SEK_HOURS_HOURS,
  SEK_HOURS_WHAT,
  SEK_HOURS_GRANT,
  SEK_HOURS_POSITION,
  SEK_HOURS_RATE,
  SEK_HOURS_DOCUMENTED,
  SEK_HOURS_PERSON,
  SEK_HOURS_N_ROLES
} SekHoursRole;

typedef struct
{
  SekImportTable *table;
  char           *name;  /* of the sheet; NULL where the file has one only */
  guint           columns[SEK_HOURS_N_ROLES]; /* G_MAXUINT: the sheet has none */
  int             year;  /* that its name, its title or the file's name tells; 0 for none */
} SekHoursSheet;

/* The sheets that have dates and hours, with their columns, which are shown in the import; element-type SekHoursSheet,
 * owned. What is left out is told. NULL with error, also where no sheet has both. */
GPtrArray  *_sek_hours_read       (SekImport *self, SekReader *reader, GError **error);
/* "" where there is no such column. */
const char *_sek_hours_get        (const SekHoursSheet *sheet, guint row, SekHoursRole role);

/* A day of such a list: «3.1.2023», «ma 3. januar 2023», with a time of day behind it, and, if year is not 0, «3.1.»
 * FALSE when it is none; *needs_year when it would be one with a year. */
gboolean    _sek_hours_parse_date (const char *text, int year, SekDate *date, gboolean *needs_year);
/* Hundredths of hours: «7,5», «7.5», «7:30», «7 t 30 min». Nobody works thousands of hours in a row, so that comma and
 * point are both decimal marks. *rounded when it is no whole hundredth. FALSE when it is no number of hours. */
gboolean    _sek_hours_parse      (const char *text, gint64 *hundredths, gboolean *rounded);
/* Whether a text calls its row a sum: «Sum», «Totalt januar». */
gboolean    _sek_hours_is_sum     (const char *text);

/* --- rows (sek-import-hours.c) ------------------------------------------------------------------------------------ */

/* A row of the file that has a day or hours. */
typedef struct
{
  const SekHoursSheet *sheet;
  guint    row;
  SekDate  date;        /* 0 for none */
  gboolean needs_year;
  gint64   hours;       /* hundredths, SEK_NONE for none */
  gboolean rounded;
  gboolean is_sum;
  gint64   grant;       /* 0 for none */
  gboolean ignored;     /* somebody said that rows of this name are left out */
  gint64   position;    /* SEK_NONE for none */
} SekHoursEntry;

const char *_sek_hours_entry_get  (const SekHoursEntry *entry, SekHoursRole role);
/* Whether it has a day and hours. */
gboolean    _sek_hours_entry_is_whole (const SekHoursEntry *entry);

/* --- grants and positions (sek-import-hours-match.c) -------------------------------------------------------------- */

/* Finds the grant of each whole entry: the one that it names, else the one that all others are of, which is the
 * import's what. It stays 0 where a name is unknown. FALSE with error, or without when the question is open. */
gboolean    _sek_hours_choose_grants    (SekImport *self, GArray *entries, GError **error);
/* The same of positions; a name that is none of them is asked about. FALSE when a question is open. */
gboolean    _sek_hours_choose_positions (SekImport *self, GArray *entries);

G_END_DECLS
