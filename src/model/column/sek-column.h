/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-kind.h"
#include "sek-register.h"
#include "sek-search.h"

/* What a person sees and edits of an entity: most columns are just a stored field; others read and write other tables
 * (a member's number, county, population, fee). Grid, clipboard, sorting, export heads, log and command line know only
 * these. */

G_BEGIN_DECLS

typedef struct _SekColumn SekColumn;

/* What a column is read in: the register, the date and year that people look at, and the words' language. */
typedef struct
{
  SekRegister *reg;
  SekDate      date;     /* numbers, counties and subregions are those of this day */
  int          year;     /* fees of this year, populations of its basis date */
  SekLanguage  language; /* of heads and values */
  gboolean     makes;    /* a name that nothing has makes a row where the field allows it (SEK_FLAG_MAKES) */
} SekScope;

typedef enum
{
  SEK_COLUMN_COMPUTED = 1 << 0, /* cannot be edited */
  SEK_COLUMN_HIDDEN = 1 << 1,   /* not a column of lists: positions and the like */
} SekColumnFlags;

struct _SekColumn
{
  const char     *id;
  SekEntityId     entity;
  const SekField *field;  /* the stored field it is of, or whose kind it has */
  SekColumnFlags  flags;
  SekWord         title;
  gint64          budget_column; /* of a column that shows the amounts of one (sek-budget-edit.h), else 0 */

  /* Borrowed until the register's next change. */
  SekValue (*read)    (const SekColumn *self, const SekScope *scope, gint64 row);
  gboolean (*propose) (const SekColumn *self, const SekScope *scope, gint64 row, const char *text,
                       SekChangeset *changeset, GError **error);
  /* Whether a search may find anything in the column; NULL: what the field's table holds tells. */
  gboolean (*may_match) (const SekColumn *self, SekSearch *search);
};

/* All columns of an entity, stored fields in their order, then the others. Borrowed for good. */
const SekColumn *const *sek_columns_of (SekEntityId entity, guint *n);

/* NULL with SEK_ERROR_NOT_FOUND and the right ids when the entity has no such column. */
const SekColumn *sek_column_find     (SekEntityId entity, const char *id, GError **error);

/* Scope of today, with the newest budget year and the register's language. */
void             sek_scope_init      (SekScope *scope, SekRegister *reg);

/* The head, with year or date where the column depends on one: «Folketall\n1.1.2022». Free with g_free(). */
char            *sek_column_dup_head (const SekColumn *self, const SekScope *scope);

SekValue         sek_column_read     (const SekColumn *self, const SekScope *scope, gint64 row);
/* The value as people read it, "" when blank. Free with g_free(). */
char            *sek_column_dup_text (const SekColumn *self, const SekScope *scope, gint64 row);

/* The exact number behind a cell, in parts of which unit make one of those shown: øre and the øre of the column's unit,
 * or 1 for a count. FALSE when it is blank or is no quantity (a year, a date). */
gboolean         sek_column_read_number (const SekColumn *self, const SekScope *scope, gint64 row, gint64 *value,
                                         gint64 *unit);
/* What is made of a text that is to be worked out, in words for people: «1 200 + 350 = 1 550»; NULL when it is no
 * arithmetic, or is refused. Free with g_free(). */
char            *sek_column_dup_working (const SekColumn *self, const SekScope *scope, gint64 row, const char *text);

/* Whether the text names something that is not there, but may be made. */
gboolean         sek_column_is_missing (const SekColumn *self, const SekScope *scope, const char *text);
/* The row that text names, made where it is missing and the scope makes what is. SEK_ERROR_NOT_FOUND where it does
 * not. */
gboolean         sek_column_find_or_make (const SekColumn *self, const SekScope *scope, const char *text,
                                          SekChangeset *changeset, gint64 *row, GError **error);

/* Adds to changeset what typing text there means. row 0 is not allowed: insert the row first. Errors as
 * sek_kind_parse(), or SEK_ERROR_REFUSED for a computed column, with what to edit instead. */
gboolean         sek_column_propose  (const SekColumn *self, const SekScope *scope, gint64 row, const char *text,
                                      SekChangeset *changeset, GError **error);

/* A new row with the given columns set, in a changeset of its own action ("add"): ids and texts are n pairs. Fields
 * left out get their defaults: a position at the end, unit, status, kind, mode. Returns the row's id, 0 with error. */
gint64           sek_column_add_row  (const SekScope *scope, SekEntityId entity, guint n, const char *const *ids,
                                      const char *const *texts, SekChangeset *changeset, GError **error);

/* Sets what an inserted row must have and was not given, as sek_column_add_row() does. */
void             sek_column_set_defaults (const SekScope *scope, SekEntityId entity, gint64 row,
                                          SekChangeset *changeset);
/* The position after all rows of an entity that has positions. */
gint64           sek_column_next_position (SekRegister *reg, SekEntityId entity);
/* Sparse, so that a row moves between two others without changing them. */
#define SEK_POSITION_STEP 1024

/* The unit in which a row's AMOUNT fields are typed and shown, and the finest step. 1 kr for others. */
gint64           sek_column_get_unit (const SekColumn *self, const SekScope *scope, gint64 row, gint64 *step);

/* The texts that a column can have: choices, units, or the rows that it may refer to ("" first where blank is allowed);
 * NULL when it is free. Owned. */
GStrv            sek_column_dup_choices (const SekColumn *self, const SekScope *scope);

/* What holds of a row in which nothing is chosen, as one of these texts or another; NULL where that is nothing. */
const char      *sek_column_get_blank_word (const SekColumn *self, const SekScope *scope, gint64 row);

/* The step of its status that a budget column stands at, or will with its new status: the last, or one that is made. */
gint64           sek_column_ensure_step (const SekScope *scope, gint64 column, SekChangeset *changeset);

/* A step of the status of a budget column, as one decision: what it becomes, by whom, when and in which case (texts as
 * they are typed, NULL or "" for what is not said), and what else the column becomes with it. */
typedef struct
{
  gint64      status;
  const char *organ;
  const char *decided_on;
  const char *case_number;
  const char *by_whom;
  gint64      kind;  /* SEK_COLUMN_KIND_…; SEK_NONE leaves it */
  const char *title; /* NULL leaves it */
} SekStatusDecision;

/* Adds it to changeset and names the action. SEK_ERROR_INPUT for a date that is none. */
gboolean         sek_status_propose   (const SekScope *scope, gint64 column, const SekStatusDecision *decision,
                                       SekChangeset *changeset, GError **error);

/* The columns of other tables that a member has (sek-column-member.c), a budget column (sek-column-status.c), and what
 * follows from a fee rate (sek-column-rate.c). */
const SekColumn *_sek_rate_columns (guint *n);
const SekColumn *_sek_member_columns (guint *n);
const SekColumn *_sek_status_columns (guint *n);

G_END_DECLS
