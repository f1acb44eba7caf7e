/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-entity.h"

/* The rows of one entity: plain structs, sorted by id, in chunks that copies share until one of them writes. A copy
 * costs a pointer a chunk, a write to a shared table one chunk. It knows no rules and keeps no indexes.
 *
 * A row is borrowed until the table's next change. A table is used by one thread at a time; copies of it may be used
 * by others. */

G_BEGIN_DECLS

typedef struct _SekTable SekTable;

SekTable        *sek_table_new        (const SekEntity *entity);
SekTable        *sek_table_copy       (const SekTable *self);
void             sek_table_free       (SekTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekTable, sek_table_free)

const SekEntity *sek_table_get_entity (const SekTable *self);
gsize            sek_table_get_size   (const SekTable *self);

/* NULL when there is no such row. */
const SekRow    *sek_table_lookup     (const SekTable *self, gint64 id);

typedef struct
{
  const SekTable *table;
  guint           chunk;
  guint           index;
} SekTableIter;

void             sek_table_iter_init  (SekTableIter *iter, const SekTable *self);
/* Rows in order of id; NULL at the end. */
const SekRow    *sek_table_iter_next  (SekTableIter *iter);

/* A blank row with this id; the id must be new. Rows loaded in order of id are appended in constant time. */
SekRow          *sek_table_insert     (SekTable *self, gint64 id);
void             sek_table_remove     (SekTable *self, gint64 id);
/* The row, its chunk made this table's own; the row must exist. */
SekRow          *sek_table_write      (SekTable *self, gint64 id);

/* Sets a field of a row got by insert or write; the value's text is copied. */
void             sek_row_set          (SekRow *row, const SekField *field, const SekValue *value);

G_END_DECLS
