/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-private.h"

/* What the pointer takes up and puts elsewhere: rows by the gutter before them, columns by their heads. A line shows
 * where they would go. */

#define LINE  2
#define GRIP  3 /* a dot */
#define DOTS  3

gboolean
_sek_grid_can_move_rows (SekGrid *self)
{
  gboolean descending;

  return self->model != NULL && sek_grid_model_is_ordered (self->model)
         && sek_grid_model_get_sort (self->model, &descending) < 0;
}

gboolean
_sek_grid_drag_begin (SekGrid *self, double x, double y)
{
  guint n = sek_grid_model_get_n_rows (self->model);
  int row, column;

  if (y < self->header_height)
    return self->head_column >= 0;
  if (x >= self->gutter || n == 0)
    return FALSE;
  if (!_sek_grid_pick (self, self->gutter, y, &row, &column))
    return FALSE;
  _sek_grid_go (self, (guint) row, self->cursor_column);
  self->drag_row = sek_grid_model_get_row_id (self->model, (guint) row);
  self->drop_row = (guint) row;
  return TRUE;
}

static guint
find_gap_between_rows (SekGrid *self, double y)
{
  double at = y - self->header_height + gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);

  return (guint) CLAMP ((at + self->row_height / 2.0) / self->row_height, 0, sek_grid_model_get_n_rows (self->model));
}

static int
find_gap_between_columns (SekGrid *self, double x)
{
  gboolean frozen = _sek_grid_get_place (self, (guint) self->head_column)->description.frozen;
  int gap = -1;

  for (guint i = 0; i < self->places->len; i++)
    {
      GdkRectangle area = _sek_grid_get_cell_area (self, 0, i);

      if (_sek_grid_get_place (self, i)->description.frozen != frozen)
        continue;
      if (gap < 0 || x >= area.x)
        gap = x < area.x + area.width / 2.0 ? (int) i : (int) i + 1;
    }
  return gap;
}

gboolean
_sek_grid_drag_update (SekGrid *self, double x, double y)
{
  if (self->drag_row != 0)
    self->drop_row = find_gap_between_rows (self, y);
  else if (self->head_column >= 0 && self->head_column < (int) self->places->len)
    self->drop_column = find_gap_between_columns (self, x);
  else
    return FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

void
_sek_grid_drag_end (SekGrid *self)
{
  int row = self->drag_row != 0 ? sek_grid_model_find_row (self->model, self->drag_row) : -1;

  if (row >= 0)
    {
      int delta = (int) self->drop_row - row - ((int) self->drop_row > row);

      if (delta != 0)
        g_signal_emit_by_name (self, "move-rows", delta);
    }
  else if (self->drop_column >= 0 && self->head_column >= 0 && self->drop_column != self->head_column
           && self->drop_column != self->head_column + 1)
    _sek_grid_move_column (self, (guint) self->head_column, (guint) self->drop_column);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- drawing ----------------------------------------------------------------------------------------------------- */

static void
draw_grip (SekGrid *self, GtkSnapshot *snapshot, guint row)
{
  GdkRectangle area = _sek_grid_get_cell_area (self, row, 0);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha = 0.45f;
  for (int i = 0; i < 2 * DOTS; i++)
    {
      float x = self->gutter / 2.0f - GRIP + (float) (i % 2) * 2 * GRIP - GRIP / 2.0f + 0.5f;
      float y = (float) area.y + (float) area.height / 2.0f + (float) (i / 2 - DOTS / 2) * 2 * GRIP - GRIP / 2.0f;

      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x, y, GRIP - 1, GRIP - 1));
    }
}

static void
draw_line (SekGrid *self, GtkSnapshot *snapshot)
{
  GdkRGBA color = { 0.21f, 0.52f, 0.89f, 1 };
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  GdkRectangle area;

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_color", &color);
  if (self->drag_row != 0)
    {
      area = _sek_grid_get_cell_area (self, self->drop_row, 0);
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (0, area.y - LINE / 2, MIN (width, self->table_width), LINE));
      return;
    }
  area = _sek_grid_get_cell_area (self, 0, MIN ((guint) self->drop_column, self->places->len - 1));
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((self->drop_column < (int) self->places->len ? area.x
                                                                                               : area.x + area.width)
                                                      - LINE / 2,
                                                  0, LINE, self->header_height + self->body_height));
}

void
_sek_grid_snapshot_drag (SekGrid *self, GtkSnapshot *snapshot)
{
  if (self->model == NULL || self->places->len == 0 || self->row_height == 0)
    return;
  if (self->gutter > 0)
    {
      guint n = sek_grid_model_get_n_rows (self->model);

      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, self->header_height, self->gutter, self->body_height));
      for (guint row = self->first; row < MIN (n, self->first + self->rows->len); row++)
        if (sek_grid_model_get_row_id (self->model, row) > 0)
          draw_grip (self, snapshot, row);
      gtk_snapshot_pop (snapshot);
    }
  if (self->drag_row != 0 || self->drop_column >= 0)
    draw_line (self, snapshot);
}
