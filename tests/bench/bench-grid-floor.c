/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-grid-floor.h"

#include "sek-grid-cell.h"

enum { MOST_COLUMNS = 16, MOST_ROWS = 80, PADDING_X = 10 };

/* A row's texts as they were set when it came into view; rows that leave give their place to those that come. */
typedef struct
{
  gint64       row; /* −1: none */
  PangoLayout *layouts[MOST_COLUMNS];
} Slot;

#define FLOOR_TYPE (floor_get_type ())
G_DECLARE_FINAL_TYPE (Floor, floor, BENCH, FLOOR, GtkWidget)

struct _Floor
{
  GtkWidget      parent_instance;
  GtkAdjustment *across, *down;
  SekGridModel  *model;
  graphene_rect_t columns[MOST_COLUMNS]; /* of the head */
  gboolean       numeric[MOST_COLUMNS];
  PangoLayout   *heads[MOST_COLUMNS];
  guint          n;
  int            row_height;
  Slot           slots[MOST_ROWS];
};

enum { PROPERTY_HADJUSTMENT = 1, PROPERTY_VADJUSTMENT, PROPERTY_HPOLICY, PROPERTY_VPOLICY };

G_DEFINE_FINAL_TYPE_WITH_CODE (Floor, floor, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static PangoLayout *
make_layout (Floor *self, guint column, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, (int) (self->columns[column].size.width - 2 * PADDING_X) * PANGO_SCALE);
  pango_layout_set_alignment (layout, self->numeric[column] ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static Slot *
get_slot (Floor *self, gint64 row)
{
  Slot *slot = &self->slots[row % MOST_ROWS];

  if (slot->row == row)
    return slot;
  slot->row = row;
  for (guint c = 0; c < self->n; c++)
    {
      SekGridCellFlags flags;
      g_autofree char *text = sek_grid_model_read (self->model, (guint) row, c, &flags);

      if (slot->layouts[c] == NULL)
        slot->layouts[c] = make_layout (self, c, FALSE);
      pango_layout_set_text (slot->layouts[c], text, -1);
    }
  return slot;
}

static void
draw (Floor *self, GtkSnapshot *snapshot, PangoLayout *layout, guint column, double y, double height,
      const GdkRGBA *color)
{
  int text_height;

  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (self->columns[column].origin.x + PADDING_X,
                                                          (float) (y + (height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
floor_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  Floor *self = BENCH_FLOOR (widget);
  double top = gtk_adjustment_get_value (self->down), head = self->columns[0].size.height;
  int height = gtk_widget_get_height (widget);
  gint64 first = (gint64) (top / self->row_height), n = sek_grid_model_get_n_rows (self->model);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  for (guint c = 0; c < self->n; c++)
    draw (self, snapshot, self->heads[c], c, 0, head, &color);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, (float) head, (float) gtk_widget_get_width (widget),
                                                         (float) (height - head)));
  for (gint64 row = first; row < n && head + (double) (row * self->row_height) - top < height; row++)
    for (guint c = 0; c < self->n; c++)
      draw (self, snapshot, get_slot (self, row)->layouts[c], c, head + (double) (row * self->row_height) - top,
            self->row_height, &color);
  gtk_snapshot_pop (snapshot);
}

static void
floor_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  Floor *self = BENCH_FLOOR (widget);
  double page = height - self->columns[0].size.height;

  gtk_adjustment_configure (self->down, gtk_adjustment_get_value (self->down), 0,
                            (double) sek_grid_model_get_n_rows (self->model) * self->row_height, self->row_height, page,
                            page);
}

static void
floor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  Floor *self = BENCH_FLOOR (object);

  if (id == PROPERTY_HADJUSTMENT || id == PROPERTY_VADJUSTMENT)
    g_value_set_object (value, id == PROPERTY_HADJUSTMENT ? self->across : self->down);
  else
    g_value_set_enum (value, GTK_SCROLL_NATURAL);
}

static void
floor_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  Floor *self = BENCH_FLOOR (object);

  if (id == PROPERTY_HADJUSTMENT)
    g_set_object (&self->across, g_value_get_object (value));
  if (id != PROPERTY_VADJUSTMENT || !g_set_object (&self->down, g_value_get_object (value)) || self->down == NULL)
    return;
  g_signal_connect_object (self->down, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static void
floor_class_init (FloorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = floor_get_property;
  object_class->set_property = floor_set_property;
  GTK_WIDGET_CLASS (klass)->snapshot = floor_snapshot;
  GTK_WIDGET_CLASS (klass)->size_allocate = floor_size_allocate;
  g_object_class_override_property (object_class, PROPERTY_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROPERTY_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROPERTY_HPOLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROPERTY_VPOLICY, "vscroll-policy");
}

static void
floor_init (Floor *self)
{
  for (int i = 0; i < MOST_ROWS; i++)
    self->slots[i].row = -1;
}

/* The first widget of the name below widget. */
static GtkWidget *
find_named (GtkWidget *widget, const char *css_name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_str_equal (gtk_widget_get_css_name (child), css_name) ? child : find_named (child, css_name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The grid's rows are its children: one of them the head, which has the texts of all columns that are in view. */
static void
take_places (Floor *self, SekGrid *grid)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (grid)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      gboolean head = gtk_widget_has_css_class (row, "head");

      if (!g_str_equal (gtk_widget_get_css_name (row), "gridrow") || !gtk_widget_get_mapped (row))
        continue;
      if (!head && !gtk_widget_has_css_class (row, "foot"))
        self->row_height = gtk_widget_get_height (row);
      for (GtkWidget *cell = head ? find_named (row, "gridcell") : NULL; cell != NULL;
           cell = gtk_widget_get_next_sibling (cell))
        if (SEK_IS_GRID_CELL (cell) && self->n < MOST_COLUMNS && gtk_widget_get_mapped (cell)
            && gtk_widget_compute_bounds (cell, GTK_WIDGET (grid), &self->columns[self->n]))
          {
            SekGridColumn column;

            sek_grid_model_get_column (self->model, self->n, &column);
            self->numeric[self->n] = column.numeric;
            self->heads[self->n] = make_layout (self, self->n, TRUE);
            pango_layout_set_text (self->heads[self->n], sek_grid_cell_get_text (SEK_GRID_CELL (cell)), -1);
            g_free (column.head);
            self->n++;
          }
    }
  g_assert (self->n > 0 && self->row_height > 0);
}

GtkWidget *
bench_floor_new (SekGrid *grid)
{
  Floor *self = g_object_new (FLOOR_TYPE, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->model = sek_grid_get_model (grid);
  take_places (self, grid);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self));
  return scrolled;
}
