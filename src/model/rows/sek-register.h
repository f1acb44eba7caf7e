/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"
#include "sek-date.h"
#include "sek-table.h"

/* All rows of a register in memory, with what is looked up often: rows by what they refer to, persons by date, fee
 * totals by year. It knows no file and no rules.
 *
 * A document has one that follows its changes; a snapshot never changes, shares the rows, and may be used in another
 * thread. Lookups fill caches, so one register is used by one thread at a time. */

G_BEGIN_DECLS

#define SEK_TYPE_REGISTER (sek_register_get_type ())
GType           sek_register_get_type     (void);

SekRegister    *sek_register_new          (void);
SekRegister    *sek_register_ref          (SekRegister *self);
void            sek_register_unref        (SekRegister *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekRegister, sek_register_unref)

/* An immutable copy for another thread or a later time. */
SekRegister    *sek_register_snapshot     (SekRegister *self);

/* Reads every table of the store. Each value is held against its field's kind as it is read, and references when all
 * are: SEK_ERROR_DAMAGED names table and row. Whether the rows go together is asked of sek_rules_check_file(). */
gboolean        sek_register_load         (SekRegister *self, SekStore *store, GCancellable *cancellable,
                                           GError **error);

/* The same within a transaction of the store. */
gboolean        sek_register_load_within  (SekRegister *self, SekStore *store, GCancellable *cancellable,
                                           GError **error);
/* Whether what rows refer to is there. On FALSE *entity and *row tell the row that refers to nothing. */
gboolean        sek_register_check_references (SekRegister *self, SekEntityId *entity, gint64 *row, GError **error);

const SekTable *sek_register_get_table    (SekRegister *self, SekEntityId entity);
/* NULL when there is no such row. Borrowed until the next change. */
const SekRow   *sek_register_lookup       (SekRegister *self, SekEntityId entity, gint64 id);

/* The rows whose reference field holds target, in no order. Borrowed until the next change; NULL with 0 for none. */
const gint64   *sek_register_get_children (SekRegister *self, const SekField *reference, gint64 target, guint *n);

/* The row whose fields first and second hold these values (a natural key), or 0. first is a reference. */
gint64          sek_register_find_pair    (SekRegister *self, const SekField *first, gint64 target,
                                           const SekField *second, gint64 value);

/* The one organisation, or NULL in a register that has none yet. */
const SekOrganisation *sek_register_get_the_organisation (SekRegister *self);

/* Persons of a member on a date, SEK_NONE when not given. */
gint64          sek_register_get_persons  (SekRegister *self, gint64 member, SekDate date);

/* The number row valid for a member on a date, the newest when several are; NULL for none. */
const SekMemberNumber *sek_register_get_number (SekRegister *self, gint64 member, SekDate date);

#define SEK_FIELD(entity_name, field_name) \
  (&sek_entity_get ((SekEntityId) SEK_ENTITY_OF_##entity_name)->fields[SEK_FIELD_##entity_name##_##field_name])

/* Typed lookups: sek_register_get_member (reg, id) → const SekMember *, and so on. */
#define ENTITY(SYMBOL, entity_id, Struct, ...) \
  static inline const Struct *sek_register_get_##entity_id (SekRegister *self, gint64 id) \
  { return (const Struct *) sek_register_lookup (self, SEK_##SYMBOL, id); }
SEK_ENTITIES (ENTITY)
#undef ENTITY

G_END_DECLS
