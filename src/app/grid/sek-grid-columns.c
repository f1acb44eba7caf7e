/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-private.h"

#define LEAST_WIDTH 36

/* --- places ------------------------------------------------------------------------------------------------------ */

SekGridPlace *
_sek_grid_get_place (SekGrid *self, guint column)
{
  return &g_array_index (self->places, SekGridPlace, column);
}

int
_sek_grid_find_column (SekGrid *self, const char *id)
{
  for (guint i = 0; i < self->places->len; i++)
    if (g_strcmp0 (_sek_grid_get_place (self, i)->description.id, id) == 0)
      return (int) i;
  return -1;
}

int
_sek_grid_find_index (SekGrid *self, guint index)
{
  for (guint i = 0; i < self->places->len; i++)
    if (_sek_grid_get_place (self, i)->index == index)
      return (int) i;
  return -1;
}

char *
_sek_grid_read (SekGrid *self, guint row, guint column, SekGridCellFlags *flags)
{
  return sek_grid_model_read (self->model, row, _sek_grid_get_place (self, column)->index, flags);
}

static void
clear_place (gpointer data)
{
  g_free (((SekGridPlace *) data)->description.head);
  g_free (((SekGridPlace *) data)->spoken);
}

static GArray *
make_places (void)
{
  GArray *places = g_array_new (FALSE, TRUE, sizeof (SekGridPlace));

  g_array_set_clear_func (places, clear_place);
  return places;
}

void
_sek_grid_init_columns (SekGrid *self)
{
  self->places = make_places ();
  self->chosen_widths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->order = g_ptr_array_new ();
  self->hidden = g_hash_table_new (g_str_hash, g_str_equal);
}

void
_sek_grid_drop_columns (SekGrid *self)
{
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->chosen_widths, g_hash_table_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->hidden, g_hash_table_unref);
}

/* --- arranging ---------------------------------------------------------------------------------------------------- */

/* Widths stay with their columns: widths that followed the rows would dance while somebody searches. */
static void
keep_width (SekGridPlace *place, GArray *old)
{
  for (guint i = 0; i < old->len; i++)
    {
      const SekGridPlace *before = &g_array_index (old, SekGridPlace, i);

      if (g_strcmp0 (before->description.id, place->description.id) != 0)
        continue;
      place->width = before->width;
      place->x = before->x;
      place->frozen = before->frozen;
      if (g_strcmp0 (before->description.head, place->description.head) == 0)
        {
          place->natural = before->natural;
          place->whole = before->whole;
          place->chars = before->chars;
        }
    }
}

static int
find_in_order (SekGrid *self, const char *id)
{
  for (guint i = 0; i < self->order->len; i++)
    if (self->order->pdata[i] == id)
      return (int) i;
  return -1;
}

/* Columns of the model as somebody ordered them: a column that has no place in that order follows the one before it in
 * the model. Frozen ones come first, whatever the order says. Owned; element-type guint. */
static GArray *
arrange (SekGrid *self, const SekGridColumn *columns, guint n)
{
  g_autofree gint64 *keys = g_new (gint64, n);
  GArray *arranged = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 last = -1;

  for (guint i = 0; i < n; i++)
    {
      int at = find_in_order (self, columns[i].id);

      if (at >= 0)
        last = (gint64) at * (n + 1);
      else
        last++;
      keys[i] = last + (columns[i].frozen ? 0 : G_MAXINT);
    }
  for (guint i = 0; i < n; i++)
    {
      guint at = arranged->len;

      while (at > 0 && keys[g_array_index (arranged, guint, at - 1)] > keys[i])
        at--;
      g_array_insert_val (arranged, at, i);
    }
  return arranged;
}

void
_sek_grid_update_columns (SekGrid *self)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->places);
  guint n = self->model != NULL ? sek_grid_model_get_n_columns (self->model) : 0;
  g_autofree SekGridColumn *columns = g_new0 (SekGridColumn, n);
  g_autoptr (GArray) arranged = NULL;

  self->places = make_places ();
  self->stale_columns = TRUE;
  for (guint i = 0; i < n; i++)
    {
      sek_grid_model_get_column (self->model, i, &columns[i]);
      /* The column may be gone when somebody next looks at where it was. */
      columns[i].id = g_intern_string (columns[i].id);
    }
  arranged = arrange (self, columns, n);
  for (guint i = 0; i < n; i++)
    {
      guint index = g_array_index (arranged, guint, i);
      SekGridPlace place = { .description = columns[index], .index = index };

      if (sek_grid_is_column_hidden (self, index) && !place.description.expand)
        {
          g_free (place.description.head);
          continue;
        }
      place.spoken = _sek_grid_dup_spoken_head (place.description.head);
      keep_width (&place, old);
      g_array_append_val (self->places, place);
    }
  self->header_cursor = MIN (self->header_cursor, (int) self->places->len - 1);
}

static void
change_layout (SekGrid *self)
{
  const char *id = self->cursor_column < self->places->len
                       ? _sek_grid_get_place (self, self->cursor_column)->description.id
                       : NULL;
  int column;

  _sek_grid_update_columns (self);
  column = _sek_grid_find_column (self, id);
  self->cursor_column = self->anchor_column
    = column >= 0 ? (guint) column : self->places->len > 0 ? MIN (self->cursor_column, self->places->len - 1) : 0;
  g_array_set_size (self->blocks, 0);
  if (self->editing && !sek_grid_commit (self))
    _sek_grid_close_editor (self);
  _sek_grid_reload (self);
  _sek_grid_emit_cursor (self);
  g_signal_emit_by_name (self, "layout-changed");
}

gboolean
sek_grid_is_column_hidden (SekGrid *self, guint index)
{
  SekGridColumn column;
  gboolean hidden;

  sek_grid_model_get_column (self->model, index, &column);
  hidden = g_hash_table_contains (self->hidden, column.id);
  g_free (column.head);
  return hidden;
}

void
sek_grid_set_column_hidden (SekGrid *self, guint index, gboolean hidden)
{
  SekGridColumn column;

  sek_grid_model_get_column (self->model, index, &column);
  g_free (column.head);
  if (hidden == g_hash_table_contains (self->hidden, column.id) || (hidden && column.expand))
    return;
  if (hidden)
    g_hash_table_add (self->hidden, (gpointer) g_intern_string (column.id));
  else
    g_hash_table_remove (self->hidden, column.id);
  change_layout (self);
}

void
sek_grid_reset_columns (SekGrid *self)
{
  g_hash_table_remove_all (self->hidden);
  g_hash_table_remove_all (self->chosen_widths);
  g_ptr_array_set_size (self->order, 0);
  change_layout (self);
}

void
_sek_grid_move_column (SekGrid *self, guint column, guint before)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->order);
  const char *moved = _sek_grid_get_place (self, column)->description.id;

  self->order = g_ptr_array_new ();
  for (guint i = 0; i <= self->places->len; i++)
    {
      if (i == before)
        g_ptr_array_add (self->order, (gpointer) moved);
      if (i < self->places->len && i != column)
        g_ptr_array_add (self->order, (gpointer) _sek_grid_get_place (self, i)->description.id);
    }
  /* Columns of other years, and hidden ones, keep what order they had. */
  for (guint i = 0; i < old->len; i++)
    if (find_in_order (self, old->pdata[i]) < 0)
      g_ptr_array_add (self->order, old->pdata[i]);
  change_layout (self);
}

/* --- widths ------------------------------------------------------------------------------------------------------ */

void
_sek_grid_set_width (SekGrid *self, guint column, int width)
{
  const SekGridPlace *place = _sek_grid_get_place (self, column);

  g_hash_table_insert (self->chosen_widths, g_strdup (place->description.id),
                       GINT_TO_POINTER (MAX (width, LEAST_WIDTH)));
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "layout-changed");
}

void
_sek_grid_fit_width (SekGrid *self, guint column)
{
  _sek_grid_set_width (self, column, _sek_grid_measure_column (self, column));
}

/* --- kept -------------------------------------------------------------------------------------------------------- */

GVariant *
sek_grid_dup_layout (SekGrid *self)
{
  GVariantBuilder order, hidden, widths;
  GHashTableIter iter;
  gpointer id, width;

  g_variant_builder_init (&order, G_VARIANT_TYPE ("as"));
  g_variant_builder_init (&hidden, G_VARIANT_TYPE ("as"));
  g_variant_builder_init (&widths, G_VARIANT_TYPE ("a{si}"));
  for (guint i = 0; i < self->order->len; i++)
    g_variant_builder_add (&order, "s", self->order->pdata[i]);
  g_hash_table_iter_init (&iter, self->hidden);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_variant_builder_add (&hidden, "s", id);
  g_hash_table_iter_init (&iter, self->chosen_widths);
  while (g_hash_table_iter_next (&iter, &id, &width))
    g_variant_builder_add (&widths, "{si}", id, GPOINTER_TO_INT (width));
  return g_variant_ref_sink (g_variant_new ("(asasa{si})", &order, &hidden, &widths));
}

void
sek_grid_set_layout (SekGrid *self, GVariant *layout)
{
  g_autoptr (GVariantIter) order = NULL, hidden = NULL, widths = NULL;
  const char *id;
  int width;

  g_return_if_fail (g_variant_is_of_type (layout, G_VARIANT_TYPE ("(asasa{si})")));
  g_hash_table_remove_all (self->hidden);
  g_hash_table_remove_all (self->chosen_widths);
  g_ptr_array_set_size (self->order, 0);
  g_variant_get (layout, "(asasa{si})", &order, &hidden, &widths);
  while (g_variant_iter_next (order, "&s", &id))
    g_ptr_array_add (self->order, (gpointer) g_intern_string (id));
  while (g_variant_iter_next (hidden, "&s", &id))
    g_hash_table_add (self->hidden, (gpointer) g_intern_string (id));
  while (g_variant_iter_next (widths, "{&si}", &id, &width))
    g_hash_table_insert (self->chosen_widths, g_strdup (id), GINT_TO_POINTER (MAX (width, LEAST_WIDTH)));
  if (self->model == NULL)
    return;
  _sek_grid_update_columns (self);
  _sek_grid_reload (self);
}
