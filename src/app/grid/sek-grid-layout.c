/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-private.h"

#include <string.h>

#include <math.h>

/* --- allocation -------------------------------------------------------------------------------------------------- */

/* The grid is being allocated already: its own handlers would only ask for another round. */
static void
block_adjustments (SekGrid *self, gboolean block)
{
  for (int i = 0; i < 2; i++)
    if (block)
      g_signal_handlers_block_matched (self->adjustments[i], G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
    else
      g_signal_handlers_unblock_matched (self->adjustments[i], G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
}

static void
configure (SekGrid *self, GtkOrientation orientation, double upper, double page, double step)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  block_adjustments (self, TRUE);
  gtk_adjustment_configure (adjustment, CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (0, upper - page)),
                            0, MAX (upper, page), step, page * 0.9, page);
  block_adjustments (self, FALSE);
}

static int
footer_height (SekGrid *self)
{
  return self->model != NULL && sek_grid_model_has_footer (self->model) ? self->row_height + 2 : 0;
}

static void
place_child (GtkWidget *child, int y, int width, int height)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation) { 0, y, MAX (width, 1), MAX (height, 1) }, -1);
  _sek_grid_row_place_cells (SEK_GRID_ROW (child), gtk_widget_get_width (child), gtk_widget_get_height (child));
}

/* Enough rows for the view, whatever part of a row is at its top. */
static void
fill_pool (SekGrid *self)
{
  guint n = (guint) (self->body_height / self->row_height) + 2;

  if (n <= self->rows->len)
    return;
  while (self->rows->len < n)
    {
      GtkWidget *row = _sek_grid_row_new (self, NULL);

      gtk_widget_set_child_visible (row, FALSE);
      gtk_widget_insert_before (row, GTK_WIDGET (self), self->footer);
      g_ptr_array_add (self->rows, row);
    }
  /* The place of each row in the pool is another now. */
  self->stale_cells = TRUE;
}

static guint
last_row_in_view (SekGrid *self)
{
  return MIN (sek_grid_model_get_n_rows (self->model), self->first + self->rows->len);
}

static void
bind_rows (SekGrid *self)
{
  for (guint index = self->first; index < last_row_in_view (self); index++)
    {
      SekGridRow *row = self->rows->pdata[index % self->rows->len];

      if (self->stale_cells || _sek_grid_row_get_bound (row) != (int) index)
        _sek_grid_row_bind (row, index);
      else if (self->stale_states)
        _sek_grid_row_restate (row);
      gtk_widget_set_child_visible (GTK_WIDGET (row), TRUE);
    }
  /* Spare rows: a table shorter than the view has some. */
  for (guint i = last_row_in_view (self) - self->first; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[(self->first + i) % self->rows->len];

      gtk_widget_set_child_visible (row, FALSE);
      _sek_grid_row_unbind (SEK_GRID_ROW (row));
    }
  if (self->stale_cells || self->stale_states)
    _sek_grid_row_bind_header (SEK_GRID_ROW (self->header));
  self->stale_states = FALSE;
  if (!self->stale_cells)
    return;
  if (sek_grid_model_has_footer (self->model))
    _sek_grid_row_bind_footer (SEK_GRID_ROW (self->footer));
  self->stale_cells = FALSE;
}

static void
set_lifted (GtkWidget *row, gboolean lifted)
{
  if (lifted)
    gtk_widget_add_css_class (row, "lifted");
  else
    gtk_widget_remove_css_class (row, "lifted");
}

/* Tells the scrollbars what there is, and reads where they stand. */
static void
configure_all (SekGrid *self, int width)
{
  guint n = sek_grid_model_get_n_rows (self->model);

  configure (self, GTK_ORIENTATION_VERTICAL, (double) n * self->row_height, self->body_height, self->row_height);
  configure (self, GTK_ORIENTATION_HORIZONTAL, self->table_width, width, 40);
}

static gboolean
settle_cb (gpointer user_data)
{
  SekGrid *self = user_data;

  self->settle_idle = 0;
  for (GtkWidget *above = gtk_widget_get_parent (GTK_WIDGET (self)); above != NULL;
       above = gtk_widget_get_parent (above))
    gtk_widget_queue_allocate (above);
  return G_SOURCE_REMOVE;
}

/* What the adjustments say has changed while the grid was laid out, and so have the scrollbars beside it, which ask to
 * be laid out anew. GTK 4.8 then marks all that is above them, and a widget further up that is just being laid out
 * itself (a flap whose side pane moves) takes that mark away from itself but not from what is below: whatever asks for
 * a layout later is stopped at the old marks, and is drawn «without a current allocation». So everything above is laid
 * out once more before the next frame. */
static void
settle (SekGrid *self)
{
  if (self->settle_idle == 0)
    self->settle_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, settle_cb, self, NULL);
}

/* What scrollbars show of an adjustment. */
typedef struct
{
  double value, upper, page;
} Shown;

static void
read_shown (SekGrid *self, Shown shown[2])
{
  for (int i = 0; i < 2; i++)
    shown[i] = (Shown) { gtk_adjustment_get_value (self->adjustments[i]),
                         gtk_adjustment_get_upper (self->adjustments[i]),
                         gtk_adjustment_get_page_size (self->adjustments[i]) };
}

static void
place_rows (SekGrid *self, int width)
{
  int value = (int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  gint64 below = (gint64) sek_grid_model_get_n_rows (self->model) * self->row_height - value;

  /* What is blank at the right has no head either. */
  width = MIN (width, self->table_width);
  for (guint index = self->first; index < last_row_in_view (self); index++)
    place_child (self->rows->pdata[index % self->rows->len],
                 self->header_height + (int) ((gint64) index * self->row_height - value), width, self->row_height);
  place_child (self->header, 0, width, self->header_height);
  set_lifted (self->header, value > 0);
  if (!gtk_widget_get_child_visible (self->footer))
    return;
  /* A short table is followed by its footer. */
  place_child (self->footer, self->header_height + (int) MIN (self->body_height, below), width, footer_height (self));
  set_lifted (self->footer, below > self->body_height);
}

void
_sek_grid_allocate (SekGrid *self, int width, int height)
{
  Shown before[2], after[2];

  gtk_widget_set_child_visible (self->header, self->model != NULL);
  gtk_widget_set_child_visible (self->footer, footer_height (self) > 0);
  if (self->model == NULL)
    {
      for (guint i = 0; i < self->rows->len; i++)
        gtk_widget_set_child_visible (self->rows->pdata[i], FALSE);
      return;
    }
  _sek_grid_measure (self);
  _sek_grid_spread (self, width);
  self->body_height = MAX (0, height - self->header_height - footer_height (self));
  read_shown (self, before);
  configure_all (self, width);
  if (self->scroll_wanted)
    {
      self->scroll_wanted = FALSE;
      block_adjustments (self, TRUE);
      _sek_grid_scroll_to (self, self->cursor_row, self->cursor_column);
      block_adjustments (self, FALSE);
    }
  read_shown (self, after);
  if (memcmp (before, after, sizeof before) != 0)
    settle (self);
  self->first = (guint) (gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]) / self->row_height);
  fill_pool (self);
  bind_rows (self);
  place_rows (self, width);
}

int
_sek_grid_get_height (SekGrid *self)
{
  guint n = self->model != NULL ? sek_grid_model_get_n_rows (self->model) : 0;

  if (self->model == NULL)
    return 0;
  _sek_grid_measure (self);
  /* One row's height shows that there are none. */
  return (int) MIN (self->header_height + (gint64) MAX (n, 1) * self->row_height + footer_height (self), G_MAXINT / 2);
}

void
_sek_grid_init_layout (SekGrid *self)
{
  self->rows = g_ptr_array_new ();
  /* The order of drawing and of reading: rows, then the editor, the footer and the head. */
  self->header = _sek_grid_row_new (self, "head");
  self->footer = _sek_grid_row_new (self, "foot");
  gtk_widget_insert_before (self->header, GTK_WIDGET (self), NULL);
  gtk_widget_insert_before (self->footer, GTK_WIDGET (self), NULL);
}

void
_sek_grid_drop_layout (SekGrid *self)
{
  if (self->rows == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (self->rows->pdata[i]);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->footer, gtk_widget_unparent);
}

void
_sek_grid_remeasure (SekGrid *self)
{
  self->stale_widths = TRUE;
  _sek_grid_reload (self);
}

void
_sek_grid_reload (SekGrid *self)
{
  self->stale_cells = TRUE;
  /* Not just an allocation: a scrollbar may come or go, for which GTK 4.8 must allocate the scrolled window and not
   * only what is in it, or it draws before it is laid out («without a current allocation»). */
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
_sek_grid_restate (SekGrid *self)
{
  self->stale_states = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
_sek_grid_refresh (SekGrid *self)
{
  self->stale_cells = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* --- where things are -------------------------------------------------------------------------------------------- */

guint
_sek_grid_page_rows (SekGrid *self)
{
  return self->row_height > 0 ? (guint) MAX (1, self->body_height / self->row_height - 1) : 1;
}

gboolean
_sek_grid_is_in_view (SekGrid *self, guint row)
{
  double value = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);

  return (double) (row + 1) * self->row_height > value && (double) row * self->row_height < value + self->body_height;
}

void
_sek_grid_scroll_to (SekGrid *self, guint row, guint column)
{
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL],
                *horizontal = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  double top = (double) row * self->row_height, left, right;
  double x = gtk_adjustment_get_value (horizontal), page = gtk_adjustment_get_page_size (horizontal);
  SekGridPlace *place;

  gtk_adjustment_clamp_page (vertical, top, top + self->row_height);
  if (column >= self->places->len)
    return;
  place = _sek_grid_get_place (self, column);
  if (place->frozen)
    return;
  left = place->x - self->frozen_width;
  right = place->x + place->width;
  if (left < x)
    gtk_adjustment_set_value (horizontal, left);
  else if (right > x + page)
    gtk_adjustment_set_value (horizontal, right - page);
}

GdkRectangle
_sek_grid_get_cell_area (SekGrid *self, guint row, guint column)
{
  SekGridPlace *place = _sek_grid_get_place (self, column);
  int x = place->x
          - (place->frozen ? 0 : (int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]));
  int y = self->header_height
          + (int) ((gint64) row * self->row_height
                   - (gint64) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]));

  return (GdkRectangle) { x, y, place->width, self->row_height };
}

gboolean
_sek_grid_pick (SekGrid *self, double x, double y, int *row, int *column)
{
  double offset = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  double at = y - self->header_height + gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);

  *column = -1;
  if (self->model == NULL || self->row_height == 0)
    return FALSE;
  for (guint i = 0; i < self->places->len && *column < 0; i++)
    {
      SekGridPlace *place = _sek_grid_get_place (self, i);
      double left = place->frozen ? place->x : place->x - offset;

      if (x >= left && x < left + place->width && (place->frozen || x >= self->frozen_width))
        *column = (int) i;
    }
  if (*column < 0)
    return FALSE;
  if (y < self->header_height)
    {
      *row = -1;
      return TRUE;
    }
  *row = (int) floor (at / self->row_height);
  return *row < (int) sek_grid_model_get_n_rows (self->model)
         && y < self->header_height + self->body_height;
}
