/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-view-private.h"

#include <stdlib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-key.h"

SekView *
sek_view_new (SekRegister *reg, SekEntityId entity)
{
  SekView *self = g_new0 (SekView, 1);

  self->entity = entity;
  sek_scope_init (&self->scope, sek_register_ref (reg));
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->narrowed = g_ptr_array_new ();
  self->filters = g_ptr_array_new_with_free_func (_sek_filter_free);
  sek_view_update (self);
  return self;
}

void
sek_view_free (SekView *self)
{
  if (self == NULL)
    return;
  sek_register_unref (self->scope.reg);
  sek_search_free (self->search);
  g_ptr_array_unref (self->narrowed);
  g_ptr_array_unref (self->filters);
  g_array_unref (self->rows);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_free (self);
}

void
sek_view_set_register (SekView *self, SekRegister *reg)
{
  SekRegister *old = self->scope.reg;

  self->scope.reg = sek_register_ref (reg);
  sek_register_unref (old);
}

SekScope *
sek_view_get_scope (SekView *self)
{
  return &self->scope;
}

void
sek_view_set_sort (SekView *self, const SekColumn *column, gboolean descending)
{
  self->sort = column;
  self->descending = descending;
}

void
sek_view_set_steady (SekView *self)
{
  self->steady = TRUE;
}

const SekColumn *
sek_view_get_sort (SekView *self, gboolean *descending)
{
  *descending = self->descending;
  return self->sort;
}

void
sek_view_set_search (SekView *self, const char *text, const SekColumn *const *columns, guint n_columns)
{
  sek_search_free (self->search);
  self->search = sek_search_new (text);
  self->search_columns = columns;
  self->n_search_columns = n_columns;
}

void
sek_view_set_filter (SekView *self, SekViewFilterFunc func, gpointer user_data)
{
  self->filter = func;
  self->filter_data = user_data;
}

/* --- the index --------------------------------------------------------------------------------------------------- */

int
_sek_view_compare_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SekViewKey *p = a, *q = b;
  int order;

  if (p->blank != q->blank)
    return p->blank ? 1 : -1;
  order = p->text != NULL && q->text != NULL ? strcmp (p->text, q->text)
          : p->number < q->number            ? -1
                                             : p->number > q->number;
  if (order != 0)
    return GPOINTER_TO_INT (user_data) ? -order : order;
  return p->row < q->row ? -1 : p->row > q->row;
}

SekViewKey
_sek_view_make_key (SekView *self, const SekColumn *column, gint64 row)
{
  SekValue value = sek_column_read (column, &self->scope, row);
  SekViewKey key = { .row = row, .blank = value.type == SEK_VALUE_BLANK };

  if (value.type == SEK_VALUE_TEXT)
    key.text = sek_collate_key (value.text);
  else if (value.type == SEK_VALUE_INTEGER && column->field->kind == SEK_KIND_REFERENCE)
    {
      g_autofree char *label = sek_column_dup_text (column, &self->scope, row);

      key.text = sek_collate_key (label);
    }
  else if (value.type == SEK_VALUE_INTEGER)
    key.number = value.integer;
  return key;
}

static const SekColumn *
default_sort (SekEntityId entity)
{
  const SekField *name = sek_key_name_field (sek_entity_get (entity));
  const SekColumn *column = sek_column_find (entity, "position", NULL);

  if (column == NULL && name != NULL)
    column = sek_column_find (entity, name->name, NULL);
  return column;
}

/* What numbers are sorted by: their order as an unsigned number, the other way round when it is descending. */
typedef struct
{
  guint64 order;
  gint64  row;
} SekViewNumber;

/* Byte by byte from the last, which keeps rows of the same number in order; bytes that all have alike are left out.
 * Several times as fast as comparing, and a hundred thousand members are sorted while somebody waits. */
static void
sort_numbers (SekViewNumber *numbers, SekViewNumber *spare, guint n)
{
  for (int shift = 0; shift < 64; shift += 8)
    {
      guint starts[256] = { 0 }, at = 0;

      for (guint i = 0; i < n; i++)
        starts[numbers[i].order >> shift & 0xff]++;
      if (starts[numbers[0].order >> shift & 0xff] == n)
        continue;
      for (guint byte = 0; byte < 256; byte++)
        {
          guint count = starts[byte];

          starts[byte] = at;
          at += count;
        }
      for (guint i = 0; i < n; i++)
        spare[starts[numbers[i].order >> shift & 0xff]++] = numbers[i];
      memcpy (numbers, spare, n * sizeof *numbers);
    }
}

/* Keys come in order of their rows, which are the last thing to sort by. */
static void
index_numbers (SekView *self, const SekViewKey *keys, guint n)
{
  g_autofree SekViewNumber *numbers = g_new (SekViewNumber, n), *spare = g_new (SekViewNumber, n);
  guint n_numbers = 0;

  for (guint i = 0; i < n; i++)
    if (!keys[i].blank)
      {
        guint64 order = (guint64) keys[i].number ^ G_GUINT64_CONSTANT (1) << 63;

        numbers[n_numbers++] = (SekViewNumber) { self->descending ? ~order : order, keys[i].row };
      }
  if (n_numbers > 0)
    sort_numbers (numbers, spare, n_numbers);
  for (guint i = 0; i < n_numbers; i++)
    g_array_append_val (self->rows, numbers[i].row);
  for (guint i = 0; i < n; i++)
    if (keys[i].blank)
      g_array_append_val (self->rows, keys[i].row);
}

typedef struct
{
  gboolean    descending;
  GHashTable *places; /* row → index + 1, as it was */
} Steady;

static int
compare_steadily (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Steady *steady = user_data;
  SekViewKey p = *(const SekViewKey *) a, q = *(const SekViewKey *) b;
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (steady->places, GSIZE_TO_POINTER ((gsize) p.row))),
        second = GPOINTER_TO_UINT (g_hash_table_lookup (steady->places, GSIZE_TO_POINTER ((gsize) q.row)));

  /* One that was not there is after all that were. */
  p.row = first != 0 ? (gint64) first : G_MAXINT64;
  q.row = second != 0 ? (gint64) second : G_MAXINT64;
  return _sek_view_compare_keys (&p, &q, GINT_TO_POINTER (steady->descending));
}

static void
sort_steadily (SekView *self, GArray *keys)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  Steady steady = { self->descending, places };

  for (guint i = 0; i < self->rows->len; i++)
    g_hash_table_insert (places, GSIZE_TO_POINTER ((gsize) g_array_index (self->rows, gint64, i)),
                         GUINT_TO_POINTER (i + 1));
  g_array_sort_with_data (keys, compare_steadily, &steady);
}

void
sek_view_update (SekView *self)
{
  const SekColumn *sort = self->sort != NULL ? self->sort : default_sort (self->entity);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (SekViewKey));
  gboolean texts = FALSE;
  SekTableIter iter;
  const SekRow *row;

  _sek_view_prepare (self);
  sek_table_iter_init (&iter, sek_register_get_table (self->scope.reg, self->entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    if (_sek_view_keeps (self, row->id, NULL))
      {
        SekViewKey key = sort != NULL ? _sek_view_make_key (self, sort, row->id) : (SekViewKey) { .row = row->id };

        texts |= key.text != NULL;
        g_array_append_val (keys, key);
      }

  if (self->steady)
    sort_steadily (self, keys);
  else if (texts)
    g_array_sort_with_data (keys, _sek_view_compare_keys, GINT_TO_POINTER (self->descending));
  g_array_set_size (self->rows, 0);
  if (!texts && !self->steady)
    index_numbers (self, &g_array_index (keys, SekViewKey, 0), keys->len);
  for (guint i = 0; (texts || self->steady) && i < keys->len; i++)
    {
      g_array_append_val (self->rows, g_array_index (keys, SekViewKey, i).row);
      g_free (g_array_index (keys, SekViewKey, i).text);
    }
  g_clear_pointer (&self->places, g_hash_table_unref);
}

guint
sek_view_get_size (SekView *self)
{
  return self->rows->len;
}

guint
sek_view_get_total (SekView *self)
{
  return (guint) sek_table_get_size (sek_register_get_table (self->scope.reg, self->entity));
}

gint64
sek_view_get_row (SekView *self, guint index)
{
  return index < self->rows->len ? g_array_index (self->rows, gint64, index) : 0;
}

int
sek_view_find_row (SekView *self, gint64 row)
{
  if (self->places == NULL)
    {
      self->places = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < self->rows->len; i++)
        g_hash_table_insert (self->places, (gpointer) g_array_index (self->rows, gint64, i), GUINT_TO_POINTER (i + 1));
    }
  return GPOINTER_TO_INT (g_hash_table_lookup (self->places, (gpointer) row)) - 1;
}
