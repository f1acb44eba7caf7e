/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-entity.h"

/* What is to become of a register, as data: a list of changes with the action that a person did. It is the only way in
 * which anything in a register changes (sek_document_submit()); it can be inverted, and is what the log stores.
 *
 * Proposals are made against a register as it is. Setting the same field twice in one changeset is one change; setting
 * a field of a row that the changeset inserts alters the insertion. */

G_BEGIN_DECLS

typedef struct _SekRegister SekRegister;

typedef struct
{
  SekStoreOperation operation;
  SekEntityId       entity;
  gint64            row;
  guint             field;  /* of an update */
  SekValue          before; /* of an update; owned */
  SekValue          after;
  SekValue         *values; /* the whole row of an insert or delete, one a field; owned */
} SekChange;

static inline gboolean
sek_change_is_insert (const SekChange *change)
{
  return change->operation == SEK_STORE_INSERT;
}

static inline gboolean
sek_change_is_update (const SekChange *change)
{
  return change->operation == SEK_STORE_UPDATE;
}

#define SEK_TYPE_CHANGESET (sek_changeset_get_type ())
typedef struct _SekChangeset SekChangeset;
GType            sek_changeset_get_type      (void);

/* kind names the action for the log, e.g. "edit"; see sek-history.h for the kinds and their arguments. */
SekChangeset    *sek_changeset_new           (const char *kind);
SekChangeset    *sek_changeset_ref           (SekChangeset *self);
void             sek_changeset_unref         (SekChangeset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekChangeset, sek_changeset_unref)

const char      *sek_changeset_get_kind      (SekChangeset *self);
/* Tab-separated, in the order that the kind asks for. */
const char      *sek_changeset_get_arguments (SekChangeset *self);
void             sek_changeset_set_action    (SekChangeset *self, const char *kind, ...) G_GNUC_NULL_TERMINATED;
/* Undo stops at a barrier. */
void             sek_changeset_set_barrier   (SekChangeset *self);
gboolean         sek_changeset_is_barrier    (SekChangeset *self);

guint            sek_changeset_get_size      (SekChangeset *self);
const SekChange *sek_changeset_get           (SekChangeset *self, guint index);

/* The value that a field will have when the changeset is done: of its own changes, else of the register.
 * Borrowed; blank when there is or will be no such row, or none in its place. */
SekValue         sek_changeset_peek          (SekChangeset *self, SekRegister *reg, const SekField *field, gint64 row);
/* Whether the row will be there. */
gboolean         sek_changeset_has_row       (SekChangeset *self, SekRegister *reg, SekEntityId entity, gint64 row);

/* Sets a field; no change when it already has this value. */
void             sek_changeset_set           (SekChangeset *self, SekRegister *reg, const SekField *field, gint64 row,
                                              const SekValue *value);
/* Changes a part of a row's natural key, which never changes in place: the row goes, and another with its other values
 * takes its place. What is set on the old row from then on is set on the new one. */
void             sek_changeset_replace       (SekChangeset *self, SekRegister *reg, const SekField *field, gint64 row,
                                              const SekValue *value);
/* Inserts a blank row and returns its new id; set its fields with sek_changeset_set(). */
gint64           sek_changeset_insert        (SekChangeset *self, SekEntityId entity);
/* Deletes a row, or takes back its insertion by this changeset. What refers to it is seen to by sek_expand(). */
void             sek_changeset_delete        (SekChangeset *self, SekRegister *reg, SekEntityId entity, gint64 row);

/* Appends a change as it is (reading the log). Takes the values. */
void             sek_changeset_take          (SekChangeset *self, SekChange *change);

/* Adds what other does to what this does already; neither may touch a row or field that the other touches. */
void             sek_changeset_append        (SekChangeset *self, SekChangeset *other);

/* What undoes it. */
SekChangeset    *sek_changeset_invert        (SekChangeset *self);

/* Orders deletes first, then updates, then inserts, each in their order. */
void             sek_changeset_order         (SekChangeset *self);

G_END_DECLS
