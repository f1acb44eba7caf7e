/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid.h"

#include "sek-grid-private.h"

enum { PROP_0, PROP_HADJUSTMENT, PROP_VADJUSTMENT, PROP_HPOLICY, PROP_VPOLICY };
enum
{
  CURSOR_CHANGED,
  MESSAGE,
  DELETE_ROWS,
  INSERT_ROW,
  COPY_ROW,
  MOVE_ROWS,
  ACTIVATE,
  LAYOUT_CHANGED,
  FOUND,
  STORED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (SekGrid, sek_grid, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
adjusted_cb (GtkAdjustment *adjustment, SekGrid *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (SekGrid *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (adjustment != NULL && *place == adjustment)
    return;
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, adjusted_cb, self);
  g_clear_object (place);
  *place = g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect (*place, "value-changed", G_CALLBACK (adjusted_cb), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
sek_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SekGrid *self = SEK_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT: set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value)); break;
    case PROP_VADJUSTMENT: set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value)); break;
    case PROP_HPOLICY: self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value); break;
    case PROP_VPOLICY: self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sek_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SekGrid *self = SEK_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT: g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]); break;
    case PROP_VADJUSTMENT: g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]); break;
    case PROP_HPOLICY: g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]); break;
    case PROP_VPOLICY: g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sek_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  const int least = 90; /* high, where there are so many rows */

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 200;
      *natural = 600;
      return;
    }
  *natural = _sek_grid_get_height (SEK_GRID (widget));
  *minimum = MIN (least, *natural);
}

static void
sek_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SekGrid *self = SEK_GRID (widget);

  _sek_grid_allocate (self, width, height);
  _sek_grid_place_editor (self);
  _sek_grid_place_problem (self);
  _sek_grid_follow_focus (self);
  if (self->menu_popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu_popover));
  _sek_grid_place_head_menu (self);
}

/* The rows from one on that show a column tinted, or not, like the first of them. */
static guint
count_alike (SekGrid *self, guint first, guint end, guint column, gboolean *tinted)
{
  guint row;

  for (row = first; row < end; row++)
    {
      SekGridCell *cell = _sek_grid_row_get_cell (self->rows->pdata[row % self->rows->len], column);
      gboolean computed = cell != NULL && (sek_grid_cell_get_flags (cell) & SEK_GRID_COMPUTED) != 0;

      if (row > first && computed != *tinted)
        break;
      *tinted = computed;
    }
  return row - first;
}

/* The ground of computed cells, below all that rows show: one rectangle for cells that follow each other, which in most
 * tables is one a column that stays while its rows scroll by. A frame then draws the texts, and sends them to the
 * display, and not the space between them. */
static void
draw_tints (SekGrid *self, GtkSnapshot *snapshot)
{
  int value = (int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  int offset = (int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  guint end = MIN (sek_grid_model_get_n_rows (self->model), self->first + self->rows->len);
  GdkRGBA tint = { 0 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "grid_tint", &tint);
  for (guint i = 0; i < self->places->len; i++)
    {
      const SekGridPlace *place = _sek_grid_get_place (self, i);
      int left = place->frozen ? place->x : MAX (place->x - offset, self->frozen_width);
      int right = place->x + place->width - (place->frozen ? 0 : offset);
      gboolean tinted = FALSE;
      guint n;

      for (guint row = self->first; row < end && left < right; row += n)
        {
          int top = MAX (self->header_height, self->header_height + (int) ((gint64) row * self->row_height - value)),
              bottom;

          n = count_alike (self, row, end, i, &tinted);
          bottom = MIN (self->header_height + self->body_height,
                        self->header_height + (int) ((gint64) (row + n) * self->row_height - value));
          if (tinted && top < bottom)
            gtk_snapshot_append_color (snapshot, &tint, &GRAPHENE_RECT_INIT (left, top, right - left, bottom - top));
        }
    }
}

/* Thin rules under the rows and right of the columns, over all that was drawn: one a row and one a column, not one a
 * cell. */
static void
draw_rules (SekGrid *self, GtkSnapshot *snapshot)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  int value = (int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  int offset = (int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  guint n = MIN (sek_grid_model_get_n_rows (self->model), self->first + self->rows->len);
  int bottom = MIN (self->body_height, (int) ((gint64) n * self->row_height - value)) + self->header_height;
  int right = MIN (gtk_widget_get_width (GTK_WIDGET (self)), self->table_width - offset);
  GdkRGBA across = { 0 }, down = { 0 };

  gtk_style_context_lookup_color (style, "grid_across", &across);
  gtk_style_context_lookup_color (style, "grid_down", &down);
  for (guint row = self->first; row < n; row++)
    {
      int y = self->header_height + (int) ((gint64) (row + 1) * self->row_height - value) - 1;

      if (y >= self->header_height && y < bottom)
        gtk_snapshot_append_color (snapshot, &across, &GRAPHENE_RECT_INIT (0, y, right, 1));
    }
  if (gtk_widget_get_child_visible (self->footer))
    bottom += gtk_widget_get_height (self->footer);
  for (guint i = 0; i < self->places->len; i++)
    {
      const SekGridPlace *place = _sek_grid_get_place (self, i);
      int x = place->x + place->width - 1 - (place->frozen ? 0 : offset);

      if (place->frozen || (x >= self->frozen_width && x < right))
        gtk_snapshot_append_color (snapshot, &down, &GRAPHENE_RECT_INIT (x, 0, 1, bottom));
    }
}

/* Rows scroll under the head and the footer, and the editor with its row: under the frozen columns too, unless it is in
 * one. */
static void
sek_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SekGrid *self = SEK_GRID (widget);
  int width = gtk_widget_get_width (widget), column = _sek_grid_find_column (self, self->edit_column);
  int left = column >= 0 && !_sek_grid_get_place (self, (guint) column)->frozen ? self->frozen_width : 0;

  if (self->model != NULL && self->row_height > 0)
    draw_tints (self, snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, self->header_height, width, self->body_height));
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_snapshot_child (widget, self->rows->pdata[i], snapshot);
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (left, self->header_height, MAX (0, width - left), self->body_height));
  gtk_widget_snapshot_child (widget, self->editor, snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, self->footer, snapshot);
  gtk_widget_snapshot_child (widget, self->header, snapshot);
  if (self->model != NULL && self->row_height > 0)
    draw_rules (self, snapshot);
  gtk_widget_snapshot_child (widget, self->bubble, snapshot);
  _sek_grid_snapshot_drag (self, snapshot);
}

static void
sek_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sek_grid_parent_class)->css_changed (widget, change);
  _sek_grid_remeasure (SEK_GRID (widget));
}

/* The grid is one stop: Tab within it is a key of its own. */
static gboolean
sek_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SekGrid *self = SEK_GRID (widget);

  /* Its buttons and fields are gone through until it closes. */
  if (self->head_popover != NULL && gtk_widget_get_focus_child (widget) == self->head_popover)
    return gtk_widget_child_focus (self->head_popover, direction);
  if (gtk_widget_get_focus_child (widget) != NULL || gtk_widget_is_focus (widget))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static void
sek_grid_dispose (GObject *object)
{
  SekGrid *self = SEK_GRID (object);

  if (self->model != NULL)
    sek_grid_set_model (self, NULL);
  _sek_grid_stop_dragging (self);
  g_clear_handle_id (&self->settle_idle, g_source_remove);
  g_clear_handle_id (&self->resize_idle, g_source_remove);
  g_clear_handle_id (&self->focus_idle, g_source_remove);
  _sek_grid_stop_finding (self);
  g_clear_pointer (&self->menu_popover, gtk_widget_unparent);
  g_clear_pointer (&self->head_popover, gtk_widget_unparent);
  g_clear_pointer (&self->choices.popover, gtk_widget_unparent);
  g_clear_pointer (&self->bubble, gtk_widget_unparent);
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  _sek_grid_drop_layout (self);
  _sek_grid_drop_columns (self);
  for (int i = 0; i < 2; i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_func (self->adjustments[i], adjusted_cb, self);
      g_clear_object (&self->adjustments[i]);
    }
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (sek_grid_parent_class)->dispose (object);
}

static void
sek_grid_finalize (GObject *object)
{
  SekGrid *self = SEK_GRID (object);

  g_array_unref (self->blocks);
  g_free (self->edit_column);
  g_free (self->edit_before);
  g_free (self->pending_column);
  g_free (self->pending_text);
  g_free (self->problem);
  g_clear_weak_pointer (&self->asking);
  g_free (self->choices.made);
  g_free (self->noted_column);
  g_free (self->note);
  G_OBJECT_CLASS (sek_grid_parent_class)->finalize (object);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_grid_start_edit (SEK_GRID (widget), NULL);
}

static void
block_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekGrid *self = SEK_GRID (widget);

  if (self->model == NULL || self->places->len == 0 || sek_grid_model_get_n_rows (self->model) == 0
      || !sek_grid_commit (self))
    return;
  gtk_widget_grab_focus (widget);
  if (g_str_equal (name, "grid.cut"))
    _sek_grid_cut (self);
  else if (g_str_equal (name, "grid.copy"))
    _sek_grid_copy (self);
  else if (g_str_equal (name, "grid.paste"))
    sek_grid_paste (self);
  else
    _sek_grid_fill (self, g_str_equal (name, "grid.fill-down"));
}

static void
sek_grid_class_init (SekGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = sek_grid_set_property;
  object_class->get_property = sek_grid_get_property;
  object_class->dispose = sek_grid_dispose;
  object_class->finalize = sek_grid_finalize;
  widget_class->measure = sek_grid_measure;
  widget_class->size_allocate = sek_grid_size_allocate;
  widget_class->snapshot = sek_grid_snapshot;
  widget_class->css_changed = sek_grid_css_changed;
  widget_class->focus = sek_grid_focus;
  widget_class->grab_focus = _sek_grid_grab_focus;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HPOLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VPOLICY, "vscroll-policy");
  gtk_widget_class_set_css_name (widget_class, "datagrid");
  gtk_widget_class_install_action (widget_class, "grid.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "grid.cut", NULL, block_action);
  gtk_widget_class_install_action (widget_class, "grid.copy", NULL, block_action);
  gtk_widget_class_install_action (widget_class, "grid.paste", NULL, block_action);
  gtk_widget_class_install_action (widget_class, "grid.fill-down", NULL, block_action);
  gtk_widget_class_install_action (widget_class, "grid.fill-right", NULL, block_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);

  signals[CURSOR_CHANGED] = g_signal_new ("cursor-changed", SEK_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", SEK_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  signals[DELETE_ROWS] = g_signal_new ("delete-rows", SEK_TYPE_GRID, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
  signals[INSERT_ROW] = g_signal_new ("insert-row", SEK_TYPE_GRID, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 0);
  signals[COPY_ROW] = g_signal_new ("copy-row", SEK_TYPE_GRID, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[LAYOUT_CHANGED] = g_signal_new ("layout-changed", SEK_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[STORED] = g_signal_new ("stored", SEK_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FOUND] = g_signal_new ("found", SEK_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVE_ROWS] = g_signal_new ("move-rows", SEK_TYPE_GRID, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[ACTIVATE] = g_signal_new ("activate", SEK_TYPE_GRID, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
sek_grid_init (SekGrid *self)
{
  self->blocks = g_array_new (FALSE, FALSE, sizeof (SekGridBlock));
  self->header_cursor = -1;
  self->resize_column = self->head_column = self->drop_column = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  _sek_grid_init_columns (self);
  _sek_grid_init_layout (self);
  _sek_grid_init_editor (self);
  _sek_grid_init_problem (self);
  _sek_grid_init_keys (self);
  _sek_grid_init_pointer (self);
}

GtkWidget *
sek_grid_new (void)
{
  return g_object_new (SEK_TYPE_GRID, NULL);
}

SekGridModel *
sek_grid_get_model (SekGrid *self)
{
  return self->model;
}

/* Rows or columns are others: the cursor stays with its row and column where those are still shown, and the view with
 * the cursor if it was in view. */
static void
rows_changed_cb (SekGridModel *model, SekGrid *self)
{
  g_autofree char *id = self->cursor_column < self->places->len
    ? g_strdup (_sek_grid_get_place (self, self->cursor_column)->description.id) : NULL;
  gboolean in_view = self->row_height > 0 && _sek_grid_is_in_view (self, self->cursor_row);
  guint n = sek_grid_model_get_n_rows (model);
  int row = self->cursor_id != 0 ? sek_grid_model_find_row (model, self->cursor_id) : -1, column;

  _sek_grid_stop_dragging (self);
  _sek_grid_update_columns (self);
  column = id != NULL ? _sek_grid_find_column (self, id) : -1;
  self->cursor_row = row >= 0 ? (guint) row : n > 0 ? MIN (self->cursor_row, n - 1) : 0;
  self->cursor_column = column >= 0             ? (guint) column
                        : self->places->len > 0 ? MIN (self->cursor_column, self->places->len - 1)
                                                : 0;
  self->cursor_id = n > 0 ? sek_grid_model_get_row_id (model, self->cursor_row) : 0;
  self->anchor_row = self->cursor_row;
  self->anchor_column = self->cursor_column;
  self->scroll_wanted |= in_view;
  g_array_set_size (self->blocks, 0);
  _sek_grid_recount (self);
  _sek_grid_keep_edited (self);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int) n,
                                  GTK_ACCESSIBLE_RELATION_COL_COUNT, (int) self->places->len, -1);
  _sek_grid_reload (self);
  _sek_grid_emit_cursor (self);
}

static void
cells_changed_cb (SekGridModel *model, SekGrid *self)
{
  _sek_grid_recount (self);
  _sek_grid_refresh (self);
  _sek_grid_emit_cursor (self);
}

void
sek_grid_set_model (SekGrid *self, SekGridModel *model)
{
  if (self->model == model)
    return;
  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->model, rows_changed_cb, self);
      g_signal_handlers_disconnect_by_func (self->model, cells_changed_cb, self);
    }
  g_set_object (&self->model, model);
  self->cursor_row = self->cursor_column = self->anchor_row = self->anchor_column = 0;
  self->cursor_id = 0;
  self->stale_widths = TRUE;
  if (model == NULL)
    {
      g_array_set_size (self->blocks, 0);
      _sek_grid_update_columns (self);
      _sek_grid_reload (self);
      return;
    }
  g_signal_connect (model, "rows-changed", G_CALLBACK (rows_changed_cb), self);
  g_signal_connect (model, "cells-changed", G_CALLBACK (cells_changed_cb), self);
  rows_changed_cb (model, self);
}

void
sek_grid_set_title (SekGrid *self, const char *title)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
sek_grid_set_menu (SekGrid *self, GMenuModel *menu)
{
  g_set_object (&self->menu, menu);
  g_clear_pointer (&self->menu_popover, gtk_widget_unparent);
}

void
sek_grid_set_appends (SekGrid *self)
{
  self->appends = TRUE;
}

void
sek_grid_set_activatable (SekGrid *self)
{
  self->activatable = self->opens = TRUE;
}

void
sek_grid_set_opens (SekGrid *self)
{
  self->opens = TRUE;
}

void
_sek_grid_emit_message (SekGrid *self, const char *text)
{
  if (text != NULL)
    g_signal_emit (self, signals[MESSAGE], 0, text);
}

void
_sek_grid_emit_cursor (SekGrid *self)
{
  _sek_grid_say_selected (self);
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}
