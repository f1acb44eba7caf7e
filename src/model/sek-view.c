/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-view.h"

#include <stdlib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-key.h"

struct _SekView
{
  SekEntityId             entity;
  SekScope                scope;
  const SekColumn        *sort;
  gboolean                descending;
  char                   *search; /* folded */
  const SekColumn *const *search_columns;
  guint                   n_search_columns;
  SekViewFilterFunc       filter;
  gpointer                filter_data;
  GArray                 *rows;   /* gint64 */
  GHashTable             *places; /* row → index + 1; made when first asked for */
};

SekView *
sek_view_new (SekRegister *reg, SekEntityId entity)
{
  SekView *self = g_new0 (SekView, 1);

  self->entity = entity;
  sek_scope_init (&self->scope, sek_register_ref (reg));
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  sek_view_update (self);
  return self;
}

void
sek_view_free (SekView *self)
{
  if (self == NULL)
    return;
  sek_register_unref (self->scope.reg);
  g_free (self->search);
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

const SekColumn *
sek_view_get_sort (SekView *self, gboolean *descending)
{
  *descending = self->descending;
  return self->sort;
}

void
sek_view_set_search (SekView *self, const char *text, const SekColumn *const *columns, guint n_columns)
{
  g_free (self->search);
  self->search = text != NULL && *text != '\0' ? sek_collate_fold (text) : NULL;
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

typedef struct
{
  gint64   row;
  gboolean blank;
  gint64   number;
  char    *text;
} Key;

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Key *p = a, *q = b;
  int order;

  if (p->blank != q->blank)
    return p->blank ? 1 : -1;
  order = p->text != NULL && q->text != NULL ? strcmp (p->text, q->text) : p->number < q->number ? -1 : p->number > q->number;
  if (order != 0)
    return GPOINTER_TO_INT (user_data) ? -order : order;
  return p->row < q->row ? -1 : p->row > q->row;
}

static Key
make_key (SekView *self, const SekColumn *column, gint64 row)
{
  SekValue value = sek_column_read (column, &self->scope, row);
  Key key = { .row = row, .blank = value.type == SEK_VALUE_BLANK };

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

static gboolean
matches_search (SekView *self, gint64 row)
{
  if (self->search == NULL)
    return TRUE;
  for (guint i = 0; i < self->n_search_columns; i++)
    {
      g_autofree char *text = sek_column_dup_text (self->search_columns[i], &self->scope, row);
      g_autofree char *folded = sek_collate_fold (text);

      if (strstr (folded, self->search) != NULL)
        return TRUE;
    }
  return FALSE;
}

void
sek_view_update (SekView *self)
{
  const SekColumn *sort = self->sort != NULL ? self->sort : default_sort (self->entity);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (Key));
  SekTableIter iter;
  const SekRow *row;

  sek_table_iter_init (&iter, sek_register_get_table (self->scope.reg, self->entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    if ((self->filter == NULL || self->filter (&self->scope, row->id, self->filter_data)) && matches_search (self, row->id))
      {
        Key key = sort != NULL ? make_key (self, sort, row->id) : (Key) { .row = row->id };

        g_array_append_val (keys, key);
      }
  g_array_sort_with_data (keys, compare_keys, GINT_TO_POINTER (self->descending));

  g_array_set_size (self->rows, 0);
  for (guint i = 0; i < keys->len; i++)
    {
      g_array_append_val (self->rows, g_array_index (keys, Key, i).row);
      g_free (g_array_index (keys, Key, i).text);
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
