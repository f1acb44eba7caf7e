/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-table.h"

#include <string.h>

#define CHUNK_ROWS 256

typedef struct
{
  gatomicrefcount refs;
  guint           n;
  gint64 ids[CHUNK_ROWS]; /* again, side by side: a look-up compares eight of them, each in a line of the cache of its
                             own among the rows */
  SekSlot         slots[];
} Chunk;

struct _SekTable
{
  const SekEntity *entity;
  gsize            stride; /* slots a row, its id included */
  GPtrArray       *chunks; /* no element is NULL or empty */
  GArray          *starts; /* gint64: the first id of each chunk, side by side, since every look-up goes through them */
  gsize            size;
};

static inline SekRow *
row_of (const SekTable *self, Chunk *chunk, guint index)
{
  return (SekRow *) (chunk->slots + index * self->stride);
}

static Chunk *
make_chunk (const SekTable *self)
{
  Chunk *chunk = g_malloc (sizeof (Chunk) + sizeof (SekSlot) * self->stride * CHUNK_ROWS);

  g_atomic_ref_count_init (&chunk->refs);
  chunk->n = 0;
  return chunk;
}

static void
clear_row (const SekTable *self, SekRow *row)
{
  for (guint i = 0; i < self->entity->n_fields; i++)
    if (sek_field_is_text (&self->entity->fields[i]) && row->slots[i].text != NULL)
      g_ref_string_release ((char *) row->slots[i].text);
}

static void
release_chunk (const SekTable *self, Chunk *chunk)
{
  if (!g_atomic_ref_count_dec (&chunk->refs))
    return;
  for (guint i = 0; i < chunk->n; i++)
    clear_row (self, row_of (self, chunk, i));
  g_free (chunk);
}

/* The chunk at position, copied first when another table shares it. */
static Chunk *
own_chunk (SekTable *self, guint position)
{
  Chunk *shared = self->chunks->pdata[position];
  Chunk *chunk;

  if (g_atomic_ref_count_compare (&shared->refs, 1))
    return shared;

  chunk = make_chunk (self);
  chunk->n = shared->n;
  memcpy (chunk->ids, shared->ids, sizeof (gint64) * shared->n);
  memcpy (chunk->slots, shared->slots, sizeof (SekSlot) * self->stride * shared->n);
  for (guint i = 0; i < chunk->n; i++)
    {
      SekRow *row = row_of (self, chunk, i);

      for (guint f = 0; f < self->entity->n_fields; f++)
        if (sek_field_is_text (&self->entity->fields[f]) && row->slots[f].text != NULL)
          g_ref_string_acquire ((char *) row->slots[f].text);
    }
  self->chunks->pdata[position] = chunk;
  release_chunk (self, shared);
  return chunk;
}

/* The chunk that holds id or would hold it: the last one that does not start after it. */
static guint
find_chunk (const SekTable *self, gint64 id)
{
  guint low = 0, high = self->chunks->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->starts, gint64, middle) <= id)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* The index of the first row in chunk whose id is not below id. */
static guint
find_index (const Chunk *chunk, gint64 id)
{
  guint low = 0, high = chunk->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (chunk->ids[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
find_row (const SekTable *self, gint64 id, guint *position, guint *index)
{
  Chunk *chunk;

  if (self->chunks->len == 0)
    return FALSE;
  *position = find_chunk (self, id);
  chunk = self->chunks->pdata[*position];
  *index = find_index (chunk, id);
  return *index < chunk->n && chunk->ids[*index] == id;
}

SekTable *
sek_table_new (const SekEntity *entity)
{
  SekTable *self = g_new0 (SekTable, 1);

  self->entity = entity;
  self->stride = 1 + entity->n_fields;
  self->chunks = g_ptr_array_new ();
  self->starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

SekTable *
sek_table_copy (const SekTable *self)
{
  SekTable *copy = sek_table_new (self->entity);

  g_ptr_array_set_size (copy->chunks, self->chunks->len);
  for (guint i = 0; i < self->chunks->len; i++)
    {
      Chunk *chunk = self->chunks->pdata[i];

      g_atomic_ref_count_inc (&chunk->refs);
      copy->chunks->pdata[i] = chunk;
    }
  g_array_append_vals (copy->starts, self->starts->data, self->starts->len);
  copy->size = self->size;
  return copy;
}

void
sek_table_free (SekTable *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->chunks->len; i++)
    release_chunk (self, self->chunks->pdata[i]);
  g_ptr_array_unref (self->chunks);
  g_array_unref (self->starts);
  g_free (self);
}

const SekEntity *
sek_table_get_entity (const SekTable *self)
{
  return self->entity;
}

gsize
sek_table_get_size (const SekTable *self)
{
  return self->size;
}

const SekRow *
sek_table_lookup (const SekTable *self, gint64 id)
{
  guint position, index;

  return find_row (self, id, &position, &index) ? row_of (self, self->chunks->pdata[position], index) : NULL;
}

void
sek_table_iter_init (SekTableIter *iter, const SekTable *self)
{
  *iter = (SekTableIter) { .table = self };
}

const SekRow *
sek_table_iter_next (SekTableIter *iter)
{
  const SekTable *self = iter->table;
  Chunk *chunk;

  if (iter->chunk >= self->chunks->len)
    return NULL;
  chunk = self->chunks->pdata[iter->chunk];
  if (iter->index >= chunk->n)
    {
      iter->chunk++;
      iter->index = 0;
      return sek_table_iter_next (iter);
    }
  return row_of (self, chunk, iter->index++);
}

static void
insert_chunk (SekTable *self, guint position, Chunk *chunk, gint64 start)
{
  g_ptr_array_insert (self->chunks, (int) position, chunk);
  g_array_insert_val (self->starts, position, start);
}

static SekRow *
blank_row (const SekTable *self, SekRow *row, gint64 id)
{
  row->id = id;
  for (guint i = 0; i < self->entity->n_fields; i++)
    if (sek_field_is_text (&self->entity->fields[i]))
      row->slots[i].text = NULL;
    else
      row->slots[i].integer = SEK_NONE;
  return row;
}

SekRow *
sek_table_insert (SekTable *self, gint64 id)
{
  guint position, index;
  Chunk *chunk;
  gsize bytes = sizeof (SekSlot) * self->stride;

  g_return_val_if_fail (id > 0, NULL);

  if (self->chunks->len == 0)
    insert_chunk (self, 0, make_chunk (self), id);
  position = self->chunks->len - 1;
  chunk = self->chunks->pdata[position];
  if (chunk->n > 0 && chunk->ids[chunk->n - 1] >= id)
    {
      gboolean found = find_row (self, id, &position, &index);

      g_return_val_if_fail (!found, NULL);
      chunk = own_chunk (self, position);
      if (chunk->n == CHUNK_ROWS)
        {
          Chunk *upper = make_chunk (self);

          upper->n = CHUNK_ROWS / 2;
          chunk->n -= upper->n;
          memcpy (upper->ids, chunk->ids + chunk->n, sizeof (gint64) * upper->n);
          memcpy (upper->slots, row_of (self, chunk, chunk->n), bytes * upper->n);
          insert_chunk (self, position + 1, upper, upper->ids[0]);
          if (index > chunk->n)
            {
              index -= chunk->n;
              chunk = upper;
              position++;
            }
        }
      memmove (chunk->ids + index + 1, chunk->ids + index, sizeof (gint64) * (chunk->n - index));
      memmove (row_of (self, chunk, index + 1), row_of (self, chunk, index), bytes * (chunk->n - index));
      if (index == 0)
        g_array_index (self->starts, gint64, position) = id;
    }
  else if (chunk->n < CHUNK_ROWS)
    {
      chunk = own_chunk (self, position);
      index = chunk->n;
    }
  else
    {
      chunk = make_chunk (self);
      insert_chunk (self, self->chunks->len, chunk, id);
      index = 0;
    }
  chunk->ids[index] = id;
  chunk->n++;
  self->size++;
  return blank_row (self, row_of (self, chunk, index), id);
}

void
sek_table_remove (SekTable *self, gint64 id)
{
  guint position, index;
  gboolean found = find_row (self, id, &position, &index);
  Chunk *chunk;

  g_return_if_fail (found);

  chunk = own_chunk (self, position);
  clear_row (self, row_of (self, chunk, index));
  chunk->n--;
  memmove (chunk->ids + index, chunk->ids + index + 1, sizeof (gint64) * (chunk->n - index));
  memmove (row_of (self, chunk, index), row_of (self, chunk, index + 1),
           sizeof (SekSlot) * self->stride * (chunk->n - index));
  self->size--;
  if (chunk->n == 0)
    {
      release_chunk (self, chunk);
      g_ptr_array_remove_index (self->chunks, position);
      g_array_remove_index (self->starts, position);
    }
  else if (index == 0)
    g_array_index (self->starts, gint64, position) = chunk->ids[0];
}

SekRow *
sek_table_write (SekTable *self, gint64 id)
{
  guint position, index;
  gboolean found = find_row (self, id, &position, &index);

  g_return_val_if_fail (found, NULL);
  return row_of (self, own_chunk (self, position), index);
}

void
sek_row_set (SekRow *row, const SekField *field, const SekValue *value)
{
  SekSlot *slot = &row->slots[field->index];

  if (sek_field_is_text (field))
    {
      char *text = value->type == SEK_VALUE_TEXT ? g_ref_string_new (value->text) : NULL;

      if (slot->text != NULL)
        g_ref_string_release ((char *) slot->text);
      slot->text = text;
    }
  else
    slot->integer = value->type == SEK_VALUE_INTEGER ? value->integer : SEK_NONE;
}
