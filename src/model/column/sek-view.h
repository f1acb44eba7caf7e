/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-column.h"
#include "sek-condition.h"
#include "sek-search.h"

/* A sorted, filtered index over the rows of one entity: what a list page shows, and in which order. It holds ids, so it
 * stays valid when rows change; sek_view_update() makes it follow. */

G_BEGIN_DECLS

typedef struct _SekView SekView;

/* Sorted by name, unfiltered, in today's scope. The view keeps a reference to the register. */
SekView  *sek_view_new          (SekRegister *reg, SekEntityId entity);
void      sek_view_free         (SekView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekView, sek_view_free)

/* Another register (after a reload); takes effect with the next update. */
void      sek_view_set_register (SekView *self, SekRegister *reg);

/* The scope its columns are read in; change it, then update. */
SekScope *sek_view_get_scope    (SekView *self);

/* NULL sorts by position where the entity has one, else by name. Blanks stand last in either direction. */
void      sek_view_set_sort     (SekView *self, const SekColumn *column, gboolean descending);
const SekColumn *sek_view_get_sort (SekView *self, gboolean *descending);
/* Rows that are alike in what they are sorted by keep the order that they had in the view, and new ones come after
 * them: for lists that are typed row after row. */
void      sek_view_set_steady   (SekView *self);

/* Keeps rows in one of whose columns the text occurs (sek-search.h). NULL or "" keeps all. The columns must live as
 * long as the search. */
void      sek_view_set_search   (SekView *self, const char *text, const SekColumn *const *columns, guint n_columns);
/* Whether a search may find anything in a column, in whatever row, by the texts that there are: to be asked before a
 * hundred thousand rows are looked at. Good until the register's next change. */
gboolean  sek_view_may_match    (SekView *self, SekSearch *search, const SekColumn *column);
/* Whether it finds something in a row's column. */
gboolean  sek_view_matches      (SekView *self, gint64 row, SekSearch *search, const SekColumn *column);

/* Keeps rows whose column fulfils the condition, besides those of other columns; NULL takes it away. Takes effect with
 * the next update. FALSE with what was expected, and nothing changed, when the column cannot read an operand. The
 * column is copied: columns with the same id and budget column are the same. */
gboolean  sek_view_set_condition (SekView *self, const SekColumn *column, const SekCondition *condition,
                                  GError **error);
const SekCondition *sek_view_get_condition (SekView *self, const SekColumn *column);
gboolean  sek_view_is_filtered  (SekView *self);
/* The texts that a column has in the rows that all else keeps, each once, in its order, "" for blank last; at most
 * `most`, with *more TRUE when there are others. Owned. */
GStrv     sek_view_dup_values   (SekView *self, const SekColumn *column, guint most, gboolean *more);

/* Keeps rows for which func returns TRUE. NULL keeps all. */
typedef gboolean (*SekViewFilterFunc) (const SekScope *scope, gint64 row, gpointer user_data);
void      sek_view_set_filter   (SekView *self, SekViewFilterFunc func, gpointer user_data);

/* Makes the index anew. */
void      sek_view_update       (SekView *self);

guint     sek_view_get_size     (SekView *self);
/* Rows of the entity, filtered or not. */
guint     sek_view_get_total    (SekView *self);
gint64    sek_view_get_row      (SekView *self, guint index);
/* −1 when the row is not shown. */
int       sek_view_find_row     (SekView *self, gint64 row);

G_END_DECLS
