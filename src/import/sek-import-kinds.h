/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-sheets.h"

/* The kinds of import, and what those of amounts and of populations share. */

G_BEGIN_DECLS

/* The kinds (sek-import-….c). FALSE with error; an open question ends them early with TRUE. */
gboolean       _sek_import_population    (SekImport *self, GCancellable *cancellable, GError **error);
gboolean       _sek_import_members       (SekImport *self, GCancellable *cancellable, GError **error);
gboolean       _sek_import_accounts      (SekImport *self, GCancellable *cancellable, GError **error);
gboolean       _sek_import_amounts       (SekImport *self, GCancellable *cancellable, GError **error);
gboolean       _sek_import_index         (SekImport *self, GCancellable *cancellable, GError **error);
gboolean       _sek_import_hours         (SekImport *self, GCancellable *cancellable, GError **error);

/* --- amounts (sek-import-lines.c) --------------------------------------------------------------------------------- */

/* What a row of the file means: a line or project, or nothing on purpose. */
typedef struct
{
  gint64   target;   /* 0 for none */
  gboolean ignored;  /* a rule says that it is left out */
  gboolean doubtful; /* only alike; never taken by itself */
  gint64   sign;     /* of a rule, else SEK_NONE */
  gint64   unit;     /* likewise */
  char     note[200];
} SekImportMeaning;

/* By a rule or an answer ("row:NAME"), then by the same name, then by one that is alike. entity is BUDGET_LINE, PROJECT
 * or MEMBER. FALSE with error when an answer names nothing. */
gboolean       _sek_import_find_meaning  (SekImport *self, SekEntityId entity, const char *name, gboolean by_name,
                                          SekImportMeaning *meaning, GError **error);
/* The øre of one of the amounts, from words of the table, or asked with an example; 0 when the question is open. */
gint64         _sek_import_ask_unit      (SekImport *self, const char *words, const char *example);
/* An amount of a line or project in a budget column as a proposal, its place set. comment NULL leaves that alone. */
SekImportItem *_sek_import_propose_amount (SekImport *self, SekEntityId entity, gint64 target, gint64 column,
                                           gint64 ore, const char *comment, guint64 row, const char *name);
char          *_sek_import_format_amount (SekImport *self, gint64 column, gint64 ore);
/* The øre of an amount of this unit; a dash is 0. FALSE when it is none. */
gboolean       _sek_import_parse_amount  (const char *text, SekDecimal decimal, gint64 unit, gint64 *ore);
/* Whether a name is that of a sum, a result or a balance. */
gboolean       _sek_import_is_computed   (SekImport *self, const char *name);

/* --- budget columns (sek-import-columns.c) ------------------------------------------------------------------------ */

/* Each budget column that can take amounts, by its title, and one that is to be made. */
void           _sek_import_add_open_columns (SekImport *self, GPtrArray *choices);
/* The budget column that an answer to question names: one that is there, unless it is sealed, or a new one, which is
 * proposed, and is in self->reg from then on. head is what the file calls it. 0 with error. */
gint64         _sek_import_find_column   (SekImport *self, const char *answer, const char *question, const char *head,
                                          GError **error);
gboolean       _sek_import_check_open    (SekImport *self, gint64 column, GError **error);
/* Adds the title that a head proposes for a new column to titles, if it does. */
void           _sek_import_add_title     (SekImport *self, const char *head, GPtrArray *titles);
/* The question "column", and its answer, if it has one: SEK_IMPORT_NEW_COLUMNS stands for titles, which are offered. */
const char    *_sek_import_ask_columns   (SekImport *self, GPtrArray *titles);
/* The one budget column that "column" asks for. 0 with error, or when the question is open. */
gint64         _sek_import_ask_column    (SekImport *self, GPtrArray *titles, GError **error);
/* 1 + the proposal that makes a row: a budget column, line or project; 0 when it is there already. */
guint          _sek_import_find_making   (SekImport *self, SekEntityId entity, gint64 row);
/* SEK_ERROR_CONFLICT when a column of this title was made meanwhile. */
gboolean       _sek_import_check_making  (const SekImportItem *item, SekRegister *reg, GError **error);

/* --- plausibility (sek-import-plausible.c) ------------------------------------------------------------------------ */

/* Makes populations doubtful that move more than a fifth without a known merger or split. */
void           _sek_import_doubt_populations (SekImport *self);
/* Makes amounts doubtful where most of them moved about a thousandfold. */
void           _sek_import_doubt_amounts (SekImport *self);

/* What the import as a whole knows of an item, and of the action that it becomes. */
gboolean _sek_import_is_accepted      (SekImport *self, const SekImportItem *item);
void     _sek_import_name_action      (SekImport *self, SekChangeset *changeset);

G_END_DECLS
