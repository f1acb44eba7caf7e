/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-changeset.h"

#include <stdarg.h>

#include "sek-register.h"

struct _SekChangeset
{
  gatomicrefcount refs;
  char           *kind;
  char           *arguments;
  gboolean        barrier;
  GArray         *changes; /* SekChange */
  GHashTable     *places;   /* Place → index + 1 in changes */
  GHashTable     *replaced; /* Place of a whole row → the id of the row that takes its place, a gint64 */
};

/* Where a change is found again: a field of a row, or the whole row when field is G_MAXUINT. */
typedef struct
{
  gint64      row;
  SekEntityId entity;
  guint       field;
} Place;

G_DEFINE_BOXED_TYPE (SekChangeset, sek_changeset, sek_changeset_ref, sek_changeset_unref)

static guint
hash_place (gconstpointer data)
{
  const Place *place = data;

  return (guint) place->row ^ (guint) (place->row >> 32) ^ (place->field * 2654435761u) ^ ((guint) place->entity << 24);
}

static gboolean
equal_place (gconstpointer a, gconstpointer b)
{
  const Place *p = a, *q = b;

  return p->row == q->row && p->entity == q->entity && p->field == q->field;
}

static SekValue *
make_values (const SekEntity *entity)
{
  return g_new0 (SekValue, entity->n_fields);
}

static void
clear_change (gpointer data)
{
  SekChange *change = data;

  sek_value_clear (&change->before);
  sek_value_clear (&change->after);
  if (change->values != NULL)
    for (guint i = 0; i < sek_entity_get (change->entity)->n_fields; i++)
      sek_value_clear (&change->values[i]);
  g_clear_pointer (&change->values, g_free);
}

static SekChange *
find_change (SekChangeset *self, SekEntityId entity, gint64 row, guint field)
{
  Place place = { .row = row, .entity = entity, .field = field };
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, &place));

  return at == 0 ? NULL : &g_array_index (self->changes, SekChange, at - 1);
}

/* The row that takes the place of one whose key changes; else the row itself. */
static gint64
follow_row (SekChangeset *self, SekEntityId entity, gint64 row)
{
  Place place = { .row = row, .entity = entity, .field = G_MAXUINT };
  const gint64 *other = g_hash_table_lookup (self->replaced, &place);

  return other != NULL ? *other : row;
}

static void
remember_place (SekChangeset *self, guint index)
{
  const SekChange *change = &g_array_index (self->changes, SekChange, index);
  Place *place = g_new (Place, 1);

  *place = (Place) { .row = change->row, .entity = change->entity,
                     .field = change->operation == SEK_STORE_UPDATE ? change->field : G_MAXUINT };
  g_hash_table_insert (self->places, place, GUINT_TO_POINTER (index + 1));
}

static void
remember_places (SekChangeset *self)
{
  g_hash_table_remove_all (self->places);
  for (guint i = 0; i < self->changes->len; i++)
    remember_place (self, i);
}

static void
remove_change (SekChangeset *self, const SekChange *change)
{
  g_array_remove_index (self->changes, change - (const SekChange *) (gpointer) self->changes->data);
  remember_places (self);
}

SekChangeset *
sek_changeset_new (const char *kind)
{
  SekChangeset *self = g_new0 (SekChangeset, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = g_strdup (kind);
  self->arguments = g_strdup ("");
  self->changes = g_array_new (FALSE, TRUE, sizeof (SekChange));
  g_array_set_clear_func (self->changes, clear_change);
  self->places = g_hash_table_new_full (hash_place, equal_place, g_free, NULL);
  self->replaced = g_hash_table_new_full (hash_place, equal_place, g_free, g_free);
  return self;
}

SekChangeset *
sek_changeset_ref (SekChangeset *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
sek_changeset_unref (SekChangeset *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->kind);
  g_free (self->arguments);
  g_array_unref (self->changes);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->replaced);
  g_free (self);
}

const char *
sek_changeset_get_kind (SekChangeset *self)
{
  return self->kind;
}

const char *
sek_changeset_get_arguments (SekChangeset *self)
{
  return self->arguments;
}

void
sek_changeset_set_action (SekChangeset *self, const char *kind, ...)
{
  g_autoptr (GString) arguments = g_string_new (NULL);
  const char *argument;
  va_list list;

  va_start (list, kind);
  for (guint i = 0; (argument = va_arg (list, const char *)) != NULL; i++)
    {
      SekValue value = SEK_TEXT (argument);
      g_autofree char *escaped = sek_value_to_text (&value);

      g_string_append_printf (arguments, "%s%s", i > 0 ? "\t" : "", escaped);
    }
  va_end (list);
  g_free (self->kind);
  self->kind = g_strdup (kind);
  g_free (self->arguments);
  self->arguments = g_string_free (g_steal_pointer (&arguments), FALSE);
}

void
sek_changeset_set_barrier (SekChangeset *self)
{
  self->barrier = TRUE;
}

gboolean
sek_changeset_is_barrier (SekChangeset *self)
{
  return self->barrier;
}

guint
sek_changeset_get_size (SekChangeset *self)
{
  return self->changes->len;
}

const SekChange *
sek_changeset_get (SekChangeset *self, guint index)
{
  return &g_array_index (self->changes, SekChange, index);
}

gboolean
sek_changeset_has_row (SekChangeset *self, SekRegister *reg, SekEntityId entity, gint64 row)
{
  const SekChange *change = find_change (self, entity, row, G_MAXUINT);

  if (change != NULL)
    return change->operation == SEK_STORE_INSERT;
  return sek_register_lookup (reg, entity, row) != NULL;
}

SekValue
sek_changeset_peek (SekChangeset *self, SekRegister *reg, const SekField *field, gint64 row)
{
  const SekChange *change;
  const SekRow *stored;

  row = follow_row (self, field->entity, row);
  change = find_change (self, field->entity, row, G_MAXUINT);
  if (change != NULL)
    return change->operation == SEK_STORE_INSERT ? change->values[field->index] : SEK_BLANK;
  change = find_change (self, field->entity, row, field->index);
  if (change != NULL)
    return change->after;
  stored = sek_register_lookup (reg, field->entity, row);
  return stored != NULL ? sek_row_get (stored, field) : SEK_BLANK;
}

void
sek_changeset_set (SekChangeset *self, SekRegister *reg, const SekField *field, gint64 row, const SekValue *value)
{
  SekValue after = sek_value_copy (value);
  const SekRow *stored;
  SekChange *change;
  SekValue before;

  row = follow_row (self, field->entity, row);
  change = find_change (self, field->entity, row, G_MAXUINT);
  if (change != NULL)
    {
      g_return_if_fail (change->operation == SEK_STORE_INSERT);
      sek_value_clear (&change->values[field->index]);
      change->values[field->index] = after;
      return;
    }

  stored = sek_register_lookup (reg, field->entity, row);
  g_return_if_fail (stored != NULL);
  before = sek_row_get (stored, field);
  change = find_change (self, field->entity, row, field->index);
  if (sek_value_equal (&before, value))
    {
      sek_value_clear (&after);
      if (change != NULL)
        remove_change (self, change);
    }
  else if (change != NULL)
    {
      sek_value_clear (&change->after);
      change->after = after;
    }
  else
    {
      SekChange update = { .operation = SEK_STORE_UPDATE, .entity = field->entity, .row = row, .field = field->index,
                           .before = sek_value_copy (&before), .after = after };

      sek_changeset_take (self, &update);
    }
}

gint64
sek_changeset_insert (SekChangeset *self, SekEntityId entity)
{
  SekChange insert = { .operation = SEK_STORE_INSERT, .entity = entity, .row = sek_row_new_id (),
                       .values = make_values (sek_entity_get (entity)) };
  gint64 id = insert.row;

  sek_changeset_take (self, &insert);
  return id;
}

void
sek_changeset_delete (SekChangeset *self, SekRegister *reg, SekEntityId entity_id, gint64 row)
{
  const SekEntity *entity = sek_entity_get (entity_id);
  SekChange *change = find_change (self, entity_id, row, G_MAXUINT);
  SekChange deletion = { .operation = SEK_STORE_DELETE, .entity = entity_id, .row = row };
  const SekRow *stored;

  if (change != NULL)
    {
      if (change->operation == SEK_STORE_INSERT)
        remove_change (self, change);
      return;
    }
  stored = sek_register_lookup (reg, entity_id, row);
  g_return_if_fail (stored != NULL);
  deletion.values = make_values (entity);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      SekValue value = sek_row_get (stored, &entity->fields[i]);

      deletion.values[i] = sek_value_copy (&value);
      change = find_change (self, entity_id, row, i);
      if (change != NULL)
        remove_change (self, change);
    }
  sek_changeset_take (self, &deletion);
}

void
sek_changeset_replace (SekChangeset *self, SekRegister *reg, const SekField *field, gint64 row, const SekValue *value)
{
  const SekEntity *entity = sek_entity_get (field->entity);

  if (follow_row (self, field->entity, row) == row && find_change (self, field->entity, row, G_MAXUINT) == NULL)
    {
      gint64 *other = g_new (gint64, 1);
      Place *place = g_new (Place, 1);

      *other = sek_changeset_insert (self, field->entity);
      *place = (Place) { .row = row, .entity = field->entity, .field = G_MAXUINT };
      for (guint f = 0; f < entity->n_fields; f++)
        {
          SekValue old = sek_changeset_peek (self, reg, &entity->fields[f], row);

          sek_changeset_set (self, reg, &entity->fields[f], *other, &old);
        }
      sek_changeset_delete (self, reg, field->entity, row);
      g_hash_table_insert (self->replaced, place, other);
    }
  sek_changeset_set (self, reg, field, row, value);
}

void
sek_changeset_take (SekChangeset *self, SekChange *change)
{
  g_array_append_val (self->changes, *change);
  remember_place (self, self->changes->len - 1);
  *change = (SekChange) { 0 };
}

/* The values of a whole row; NULL of an update. */
static SekValue *
copy_values (const SekChange *change)
{
  const SekEntity *entity = sek_entity_get (change->entity);
  SekValue *values = change->values != NULL ? make_values (entity) : NULL;

  for (guint f = 0; values != NULL && f < entity->n_fields; f++)
    values[f] = sek_value_copy (&change->values[f]);
  return values;
}

void
sek_changeset_append (SekChangeset *self, SekChangeset *other)
{
  for (guint i = 0; i < other->changes->len; i++)
    {
      const SekChange *change = sek_changeset_get (other, i);
      SekChange copy = *change;

      copy.before = sek_value_copy (&change->before);
      copy.after = sek_value_copy (&change->after);
      copy.values = copy_values (change);
      sek_changeset_take (self, &copy);
    }
}

SekChangeset *
sek_changeset_invert (SekChangeset *self)
{
  SekChangeset *inverse = sek_changeset_new (self->kind);

  inverse->arguments = (g_free (inverse->arguments), g_strdup (self->arguments));
  for (guint i = self->changes->len; i > 0; i--)
    {
      const SekChange *change = sek_changeset_get (self, i - 1);
      SekChange reverse = { .operation = change->operation,
                            .entity = change->entity,
                            .row = change->row,
                            .field = change->field,
                            .before = sek_value_copy (&change->after),
                            .after = sek_value_copy (&change->before) };

      if (change->operation != SEK_STORE_UPDATE)
        {
          reverse.operation = change->operation == SEK_STORE_INSERT ? SEK_STORE_DELETE : SEK_STORE_INSERT;
          reverse.values = copy_values (change);
        }
      sek_changeset_take (inverse, &reverse);
    }
  return inverse;
}

void
sek_changeset_order (SekChangeset *self)
{
  static const SekStoreOperation order[] = { SEK_STORE_DELETE, SEK_STORE_UPDATE, SEK_STORE_INSERT };
  GArray *ordered = g_array_sized_new (FALSE, TRUE, sizeof (SekChange), self->changes->len);

  for (guint pass = 0; pass < G_N_ELEMENTS (order); pass++)
    for (guint i = 0; i < self->changes->len; i++)
      if (sek_changeset_get (self, i)->operation == order[pass])
        g_array_append_val (ordered, g_array_index (self->changes, SekChange, i));

  g_array_set_clear_func (self->changes, NULL);
  g_array_unref (self->changes);
  self->changes = ordered;
  g_array_set_clear_func (self->changes, clear_change);
  remember_places (self);
}
