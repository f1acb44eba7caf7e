/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-register.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-kind.h"
#include "sek-register-private.h"

G_DEFINE_BOXED_TYPE (SekRegister, sek_register, sek_register_ref, sek_register_unref)

static gboolean
is_reference (const SekField *field)
{
  return field->kind == SEK_KIND_REFERENCE;
}

/* --- rows by what they refer to ---------------------------------------------------------------------------------- */

/* Most targets have one row or a few, and a register has hundreds of thousands of targets: one small piece of memory
 * each. */
typedef struct
{
  guint  n;
  guint  size;
  gint64 rows[];
} Children;

static void
add_child (GHashTable *index, gint64 target, gint64 row)
{
  Children *children = g_hash_table_lookup (index, _sek_key (target));

  if (children == NULL || children->n == children->size)
    {
      guint n = children != NULL ? children->n : 0;

      /* Not replaced, which would free what has moved. */
      g_hash_table_steal (index, _sek_key (target));
      children = g_realloc (children, sizeof (Children) + (2 * n + 1) * sizeof (gint64));
      children->n = n;
      children->size = 2 * n + 1;
      g_hash_table_insert (index, _sek_key (target), children);
    }
  children->rows[children->n++] = row;
}

static void
remove_child (GHashTable *index, gint64 target, gint64 row)
{
  Children *children = g_hash_table_lookup (index, _sek_key (target));

  for (guint i = 0; children != NULL && i < children->n; i++)
    if (children->rows[i] == row)
      {
        children->rows[i] = children->rows[--children->n];
        break;
      }
  if (children != NULL && children->n == 0)
    g_hash_table_remove (index, _sek_key (target));
}

static GHashTable *
get_index (SekRegister *self, const SekField *reference)
{
  GHashTable **index = &self->children[reference->entity][reference->index];

  if (*index == NULL)
    {
      SekTableIter iter;
      const SekRow *row;

      *index = g_hash_table_new_full (NULL, NULL, NULL, g_free);
      sek_table_iter_init (&iter, self->tables[reference->entity]);
      while ((row = sek_table_iter_next (&iter)) != NULL)
        if (row->slots[reference->index].integer != SEK_NONE)
          add_child (*index, row->slots[reference->index].integer, row->id);
    }
  return *index;
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static SekRegister *
make_register (void)
{
  SekRegister *self = g_new0 (SekRegister, 1);

  g_atomic_ref_count_init (&self->refs);
  for (int i = 0; i < SEK_N_ENTITIES; i++)
    self->children[i] = g_new0 (GHashTable *, sek_entity_get (i)->n_fields);
  self->persons = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  self->fee_years = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->shared_fees = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  return self;
}

SekRegister *
sek_register_new (void)
{
  SekRegister *self = make_register ();

  for (int i = 0; i < SEK_N_ENTITIES; i++)
    self->tables[i] = sek_table_new (sek_entity_get (i));
  return self;
}

/* Each register has a table of its own, since one is used by one thread; what is in it never changes. */
static void
copy_fee_bases (SekRegister *copy, SekRegister *self)
{
  GHashTableIter iter;
  gpointer year, basis;

  if (self->fee_bases == NULL)
    return;
  copy->fee_bases = g_hash_table_new_full (NULL, NULL, NULL, g_atomic_rc_box_release);
  g_hash_table_iter_init (&iter, self->fee_bases);
  while (g_hash_table_iter_next (&iter, &year, &basis))
    g_hash_table_insert (copy->fee_bases, year, g_atomic_rc_box_acquire (basis));
}

SekRegister *
sek_register_snapshot (SekRegister *self)
{
  SekRegister *copy = make_register ();

  for (int i = 0; i < SEK_N_ENTITIES; i++)
    copy->tables[i] = sek_table_copy (self->tables[i]);
  if (self->sealed_fees != NULL)
    copy->sealed_fees = g_hash_table_ref (self->sealed_fees);
  copy_fee_bases (copy, self);
  return copy;
}

SekRegister *
sek_register_ref (SekRegister *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
sek_register_unref (SekRegister *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  for (int i = 0; i < SEK_N_ENTITIES; i++)
    {
      sek_table_free (self->tables[i]);
      for (guint f = 0; f < sek_entity_get (i)->n_fields; f++)
        g_clear_pointer (&self->children[i][f], g_hash_table_unref);
      g_free (self->children[i]);
    }
  g_hash_table_unref (self->persons);
  g_hash_table_unref (self->fee_years);
  g_hash_table_unref (self->shared_fees);
  g_clear_pointer (&self->budget, g_hash_table_unref);
  g_clear_pointer (&self->plan_fees, g_hash_table_unref);
  g_clear_pointer (&self->plan, g_hash_table_unref);
  g_clear_pointer (&self->fee_bases, g_hash_table_unref);
  g_clear_pointer (&self->seals, g_hash_table_unref);
  g_clear_pointer (&self->runs, g_hash_table_unref);
  g_clear_pointer (&self->sealed_fees, g_hash_table_unref);
  g_free (self);
}

/* --- loading ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  SekStore        *store;
  SekTable        *table;
  const SekEntity *entity;
  const SekRow    *previous;
} Loading;

static gboolean
refuse_row (const Loading *loading, gint64 id, const GError *failure, GError **error)
{
  /* The reason stands within a sentence of its own here. */
  g_autofree char *reason = g_strdup (failure->message);
  gsize length = strlen (reason);

  if (length > 0 && reason[length - 1] == '.')
    reason[length - 1] = '\0';
  sek_store_refuse_row (loading->store, loading->entity->name, id, reason, error);
  return FALSE;
}

static gboolean
refuse_value (const Loading *loading, gint64 id, const SekField *field, const SekValue *value, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (sek_kind_check_stored (field, value, &failure))
    return TRUE;
  return refuse_row (loading, id, failure, error);
}

static gboolean
refuse_text (const Loading *loading, gint64 id, const SekField *field, const char *text, GError **error)
{
  g_autoptr (GError) failure = g_error_new (SEK_ERROR, SEK_ERROR_DAMAGED, _("“%s” is not a value of the field “%s”"),
                                            text, field->name);

  return refuse_row (loading, id, failure, error);
}

/* Neighbouring rows often hold the same text (a source, an office), which they then share, and which was looked at
 * already. */
static gboolean
load_text (const Loading *loading, SekRow *row, const SekField *field, const char *text, GError **error)
{
  const char *other = loading->previous != NULL ? loading->previous->slots[field->index].text : NULL;
  SekValue value = SEK_TEXT (text);

  if (other != NULL && strcmp (other, text) == 0)
    {
      row->slots[field->index].text = g_ref_string_acquire ((char *) other);
      return TRUE;
    }
  if (!refuse_value (loading, row->id, field, &value, error))
    return FALSE;
  row->slots[field->index].text = g_ref_string_new (text);
  return TRUE;
}

static gboolean
load_value (const Loading *loading, SekRow *row, const SekField *field, SekStoreRow *stored, GError **error)
{
  gint64 *number = &row->slots[field->index].integer;
  SekValue value = SEK_BLANK;
  const char *text;

  if (sek_store_row_is_blank (stored, field->index))
    return (field->flags & SEK_FLAG_REQUIRED) == 0 || refuse_value (loading, row->id, field, &value, error);
  if (sek_field_is_text (field))
    return load_text (loading, row, field, sek_store_row_get_text (stored, field->index), error);
  if (sek_kind_is_stored_as_text (field))
    {
      text = sek_store_row_get_text (stored, field->index);
      if (sek_kind_read_stored (field, text, number))
        return TRUE;
      if (field->kind != SEK_KIND_CHOICE || sek_store_get_read_only (loading->store) != SEK_STORE_READ_ONLY_NEWER)
        return refuse_text (loading, row->id, field, text, error);
      *number = sek_kind_keep_unknown (text);
      return TRUE;
    }
  *number = sek_store_row_get_integer (stored, field->index);
  value = SEK_INTEGER (*number);
  return field->kind == SEK_KIND_REFERENCE || refuse_value (loading, row->id, field, &value, error);
}

static gboolean
load_row_cb (gint64 id, SekStoreRow *stored, gpointer user_data, GError **error)
{
  Loading *loading = user_data;
  g_autoptr (GError) failure = NULL;
  SekRow *row;

  /* 0 is no row anywhere; they come in order. */
  if (id <= (loading->previous != NULL ? loading->previous->id : 0))
    {
      g_set_error (&failure, SEK_ERROR, SEK_ERROR_DAMAGED, _("rows have numbers from 1 up, and each its own"));
      return refuse_row (loading, id, failure, error);
    }
  row = sek_table_insert (loading->table, id);
  for (guint i = 0; i < loading->entity->n_fields; i++)
    if (!load_value (loading, row, &loading->entity->fields[i], stored, error))
      return FALSE;
  loading->previous = row;
  return TRUE;
}

static gboolean
check_references (SekRegister *self, const SekField *field, gint64 *id, GError **error)
{
  gint64 known = SEK_NONE;
  SekTableIter iter;
  const SekRow *row;

  sek_table_iter_init (&iter, self->tables[field->entity]);
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      gint64 target = row->slots[field->index].integer;

      /* Neighbours often refer to the same row. */
      if (target != SEK_NONE && target != known && sek_table_lookup (self->tables[field->target], target) == NULL)
        {
          *id = row->id;
          g_set_error (error, SEK_ERROR, SEK_ERROR_DAMAGED,
                       _("The field “%s” refers to a row of “%s” that is not there."), field->name,
                       sek_entity_get (field->target)->name);
          return FALSE;
        }
      known = target;
    }
  return TRUE;
}

gboolean
sek_register_check_references (SekRegister *self, SekEntityId *entity, gint64 *row, GError **error)
{
  for (int e = 0; e < SEK_N_ENTITIES; e++)
    {
      const SekEntity *kind = sek_entity_get (e);

      *entity = e;
      for (guint f = 0; f < kind->n_fields; f++)
        if (is_reference (&kind->fields[f]) && !check_references (self, &kind->fields[f], row, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
load_tables (SekRegister *self, SekStore *store, GCancellable *cancellable, GError **error)
{
  for (int i = 0; i < SEK_N_ENTITIES; i++)
    {
      const SekEntity *entity = sek_entity_get (i);
      Loading loading = { store, self->tables[i], entity, NULL };

      if (!sek_store_read_table (store, &entity->table, load_row_cb, &loading, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* Asked when all rows are there. */
static gboolean
check_all_references (SekRegister *self, SekStore *store, GError **error)
{
  g_autoptr (GError) failure = NULL;
  SekEntityId entity;
  gint64 row;

  return sek_register_check_references (self, &entity, &row, &failure)
         || refuse_row (&(Loading) { store, self->tables[entity], sek_entity_get (entity), NULL }, row, failure, error);
}

gboolean
sek_register_load_within (SekRegister *self, SekStore *store, GCancellable *cancellable, GError **error)
{
  return load_tables (self, store, cancellable, error) && check_all_references (self, store, error);
}

gboolean
sek_register_load (SekRegister *self, SekStore *store, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  if (!sek_store_begin_read (store, error))
    return FALSE;
  ok = load_tables (self, store, cancellable, error);
  ok = sek_store_end_read (store, ok ? error : NULL) && ok;
  return ok && check_all_references (self, store, error);
}

/* --- looking up -------------------------------------------------------------------------------------------------- */

const SekTable *
sek_register_get_table (SekRegister *self, SekEntityId entity)
{
  return self->tables[entity];
}

const SekRow *
sek_register_lookup (SekRegister *self, SekEntityId entity, gint64 id)
{
  return sek_table_lookup (self->tables[entity], id);
}

const gint64 *
sek_register_get_children (SekRegister *self, const SekField *reference, gint64 target, guint *n)
{
  const Children *children = g_hash_table_lookup (get_index (self, reference), _sek_key (target));

  *n = children != NULL ? children->n : 0;
  return children != NULL ? children->rows : NULL;
}

gint64
sek_register_find_pair (SekRegister *self, const SekField *first, gint64 target, const SekField *second, gint64 value)
{
  guint n;
  const gint64 *rows = sek_register_get_children (self, first, target, &n);

  for (guint i = 0; i < n; i++)
    if (sek_register_lookup (self, first->entity, rows[i])->slots[second->index].integer == value)
      return rows[i];
  return 0;
}

const SekOrganisation *
sek_register_get_the_organisation (SekRegister *self)
{
  SekTableIter iter;

  sek_table_iter_init (&iter, self->tables[SEK_ORGANISATION]);
  return (const SekOrganisation *) sek_table_iter_next (&iter);
}

gint64
sek_register_get_persons (SekRegister *self, gint64 member, SekDate date)
{
  GHashTable *persons = g_hash_table_lookup (self->persons, _sek_key (date));
  gpointer found;

  if (persons == NULL)
    {
      SekTableIter iter;
      const SekPopulation *row;

      persons = g_hash_table_new (NULL, NULL);
      sek_table_iter_init (&iter, self->tables[SEK_POPULATION]);
      while ((row = (const SekPopulation *) sek_table_iter_next (&iter)) != NULL)
        if (row->date == date && row->persons != SEK_NONE)
          g_hash_table_insert (persons, _sek_key (row->member), _sek_key (row->persons));
      g_hash_table_insert (self->persons, _sek_key (date), persons);
    }
  return g_hash_table_lookup_extended (persons, _sek_key (member), NULL, &found) ? (gint64) found : SEK_NONE;
}

const SekMemberNumber *
sek_register_get_number (SekRegister *self, gint64 member, SekDate date)
{
  guint n;
  const gint64 *rows = sek_register_get_children (self, SEK_FIELD (member_number, member), member, &n);
  const SekMemberNumber *best = NULL;

  for (guint i = 0; i < n; i++)
    {
      const SekMemberNumber *row = sek_register_get_member_number (self, rows[i]);

      if ((row->valid_from == SEK_NONE || row->valid_from <= date)
          && (row->valid_to == SEK_NONE || row->valid_to >= date)
          && (best == NULL || row->valid_from > best->valid_from))
        best = row;
    }
  return best;
}

/* --- changing ---------------------------------------------------------------------------------------------------- */

static void
index_row (SekRegister *self, const SekEntity *entity, const SekRow *row, gboolean add)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      GHashTable *index = self->children[entity->id][i];

      if (index == NULL || !is_reference (&entity->fields[i]) || row->slots[i].integer == SEK_NONE)
        continue;
      if (add)
        add_child (index, row->slots[i].integer, row->id);
      else
        remove_child (index, row->slots[i].integer, row->id);
    }
}

/* The row is out of its member's index already when it is taken away. */
static void
count_persons (SekRegister *self, const SekPopulation *row, gboolean add)
{
  GHashTable *persons = g_hash_table_lookup (self->persons, _sek_key (row->date));
  gint64 twin;

  if (persons == NULL)
    return;
  /* A second row of the day, which the rules then refuse, must not take the first with it. */
  twin = add ? 0
             : sek_register_find_pair (self, SEK_FIELD (population, member), row->member, SEK_FIELD (population, date),
                                       row->date);
  if (twin != 0)
    row = sek_register_get_population (self, twin);
  if ((add || twin != 0) && row->persons != SEK_NONE)
    g_hash_table_insert (persons, _sek_key (row->member), _sek_key (row->persons));
  else
    g_hash_table_remove (persons, _sek_key (row->member));
}

static void
count_row (SekRegister *self, const SekEntity *entity, const SekRow *row, gboolean add)
{
  /* What a cell of the budget comes of can be anything. */
  g_clear_pointer (&self->budget, g_hash_table_unref);
  g_clear_pointer (&self->plan_fees, g_hash_table_unref);
  g_clear_pointer (&self->plan, g_hash_table_unref);
  if (entity->id == SEK_MEMBER || entity->id == SEK_POPULATION || entity->id == SEK_MEMBER_NUMBER)
    g_clear_pointer (&self->fee_bases, g_hash_table_unref);
  index_row (self, entity, row, add);
  if (entity->id == SEK_POPULATION)
    count_persons (self, (const SekPopulation *) row, add);
}

void
_sek_register_insert (SekRegister *self, SekEntityId entity, gint64 id, const SekValue *values)
{
  const SekEntity *kind = sek_entity_get (entity);
  SekRow *row = sek_table_insert (self->tables[entity], id);

  for (guint f = 0; f < kind->n_fields; f++)
    sek_row_set (row, &kind->fields[f], &values[f]);
  count_row (self, kind, row, TRUE);
}

void
_sek_register_remove (SekRegister *self, SekEntityId entity, gint64 id)
{
  count_row (self, sek_entity_get (entity), sek_table_lookup (self->tables[entity], id), FALSE);
  sek_table_remove (self->tables[entity], id);
}

void
_sek_register_set (SekRegister *self, const SekField *field, gint64 id, const SekValue *value)
{
  const SekEntity *entity = sek_entity_get (field->entity);
  SekRow *row = sek_table_write (self->tables[field->entity], id);

  count_row (self, entity, row, FALSE);
  sek_row_set (row, field, value);
  count_row (self, entity, row, TRUE);
}
