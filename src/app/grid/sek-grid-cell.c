/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-cell.h"
#include "sek-speak.h"

#define PADDING_X 10
#define CORNER    7

struct _SekGridCell
{
  GtkWidget        parent_instance;

  gboolean         header;
  gboolean         told; /* as selected */
  char            *text;
  gboolean         numeric;
  SekGridCellFlags flags;
  gboolean         cursor;
  gboolean         selected;
  gboolean         invalid;
  gboolean         edge;
  gboolean         filtered;
  gboolean         match;
  char            *description;
  int              sort;
  char            *label;
  PangoLayout     *layout; /* made when drawn */
};

G_DEFINE_FINAL_TYPE (SekGridCell, sek_grid_cell, GTK_TYPE_WIDGET)

static void
drop_layout (SekGridCell *self)
{
  g_clear_object (&self->layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fill_layout (SekGridCell *self)
{
  g_autofree char *shown = self->sort < 0 ? g_strconcat (self->numeric ? "" : sek_grid_cell_get_sign (self->flags),
                                                         self->text, NULL)
                                          : g_strdup_printf ("%s %s", self->text, self->sort == 0 ? "↑" : "↓");

  if (!self->header)
    g_strdelimit (shown, "\n\r", ' ');
  pango_layout_set_text (self->layout, shown, -1);
}

static PangoLayout *
get_layout (SekGridCell *self)
{
  if (self->layout == NULL)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      fill_layout (self);
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
      pango_layout_set_attributes (self->layout, attributes);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_alignment (self->layout, self->numeric ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    }
  return self->layout;
}

/* Columns are measured by the grid, from the texts; a cell takes what it is given. */
static void
sek_grid_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 1;
}

/* At the left of a figure, where it moves none of its digits. */
static void
draw_sign (SekGridCell *self, GtkSnapshot *snapshot, int height)
{
  g_autoptr (PangoLayout) sign = gtk_widget_create_pango_layout (GTK_WIDGET (self),
                                                                 sek_grid_cell_get_sign (self->flags));
  int sign_height;

  pango_layout_get_pixel_size (sign, NULL, &sign_height);
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (GTK_WIDGET (self)), PADDING_X,
                              (height - sign_height) / 2, sign);
}

/* Beside the rule at the right, where figures do not come. */
static void
draw_corner (SekGridCell *self, GtkSnapshot *snapshot, int width)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (width - 1 - CORNER, 0, CORNER, CORNER));
  GdkRGBA colour = { 0 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "grid_comment", &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_move_to (cr, width - 1 - CORNER, 0);
  cairo_line_to (cr, width - 1, 0);
  cairo_line_to (cr, width - 1, CORNER);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
sek_grid_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SekGridCell *self = SEK_GRID_CELL (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), text_height;
  PangoLayout *layout;

  if (self->flags & SEK_GRID_COMMENT)
    draw_corner (self, snapshot, width);
  if (*self->text == '\0' || width <= 2 * PADDING_X)
    return;
  layout = get_layout (self);
  pango_layout_set_width (layout, (width - 2 * PADDING_X) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  if (self->numeric && *sek_grid_cell_get_sign (self->flags) != '\0')
    draw_sign (self, snapshot, height);
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), PADDING_X,
                              self->header ? MAX (0, height - text_height - 5) : (height - text_height) / 2, layout);
}

static void
sek_grid_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sek_grid_cell_parent_class)->css_changed (widget, change);
  drop_layout (SEK_GRID_CELL (widget));
}

static void
sek_grid_cell_finalize (GObject *object)
{
  SekGridCell *self = SEK_GRID_CELL (object);

  g_free (self->text);
  g_free (self->label);
  g_free (self->description);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (sek_grid_cell_parent_class)->finalize (object);
}

static void
sek_grid_cell_class_init (SekGridCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_grid_cell_finalize;
  widget_class->measure = sek_grid_cell_measure;
  widget_class->snapshot = sek_grid_cell_snapshot;
  widget_class->css_changed = sek_grid_cell_css_changed;
  gtk_widget_class_set_css_name (widget_class, "gridcell");
}

static void
sek_grid_cell_init (SekGridCell *self)
{
  self->text = g_strdup ("");
  self->label = g_strdup ("");
  self->sort = -1;
}

GtkWidget *
sek_grid_cell_new (gboolean header, guint column)
{
  SekGridCell *self = g_object_new (SEK_TYPE_GRID_CELL, "accessible-role",
                                    header ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER : GTK_ACCESSIBLE_ROLE_GRID_CELL, NULL);

  self->header = header;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_COL_INDEX, (int) column + 1, -1);
  return GTK_WIDGET (self);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
sek_grid_cell_set_text (SekGridCell *self, const char *text, gboolean numeric, SekGridCellFlags flags)
{
  static const struct { SekGridCellFlags flag; const char *name; } classes[] = {
    { SEK_GRID_COMPUTED, "computed" }, { SEK_GRID_SUM, "sum" }, { SEK_GRID_SECTION, "section" },
    { SEK_GRID_TOTAL, "total" },
    { SEK_GRID_GOOD, "good" }, { SEK_GRID_DOUBTFUL, "doubtful" }, { SEK_GRID_BAD, "bad" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if ((self->flags ^ flags) & classes[i].flag)
      set_class (GTK_WIDGET (self), classes[i].name, (flags & classes[i].flag) != 0);
  if ((self->flags ^ flags) & (SEK_GRID_MARKED | SEK_GRID_COMMENT))
    drop_layout (self);
  self->flags = flags;
  if (self->numeric == numeric && g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  /* Rows that scroll by show other texts in the same style. */
  if (self->layout != NULL && self->numeric == numeric)
    {
      fill_layout (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  self->numeric = numeric;
  drop_layout (self);
}

SekGridCellFlags
sek_grid_cell_get_flags (SekGridCell *self)
{
  return self->flags;
}

const char *
sek_grid_cell_get_sign (SekGridCellFlags flags)
{
  if (!(flags & SEK_GRID_MARKED))
    return "";
  if (flags & SEK_GRID_BAD)
    return "✗ ";
  return !(flags & SEK_GRID_DOUBTFUL) ? "" : flags & SEK_GRID_ASKED ? "? " : "≈ ";
}

const char *
sek_grid_cell_get_text (SekGridCell *self)
{
  return self->text;
}

void
sek_grid_cell_set_state (SekGridCell *self, gboolean cursor, gboolean selected, gboolean invalid)
{
  if (self->cursor != cursor)
    set_class (GTK_WIDGET (self), "cursor", cursor);
  if (self->selected != selected)
    {
      set_class (GTK_WIDGET (self), "selected", selected);
    }
  if (self->invalid != invalid)
    {
      set_class (GTK_WIDGET (self), "invalid", invalid);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                                   invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
  self->cursor = cursor;
  self->selected = selected;
  self->invalid = invalid;
}

void
sek_grid_cell_tell_selected (SekGridCell *self, gboolean selected)
{
  if (self->told == selected)
    return;
  self->told = selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

void
sek_grid_cell_set_sort (SekGridCell *self, int sort)
{
  if (self->sort == sort)
    return;
  self->sort = sort;
  drop_layout (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_SORT,
                                  sort < 0 ? GTK_ACCESSIBLE_SORT_NONE
                                  : sort == 0 ? GTK_ACCESSIBLE_SORT_ASCENDING : GTK_ACCESSIBLE_SORT_DESCENDING, -1);
}

void
sek_grid_cell_set_filtered (SekGridCell *self, gboolean filtered)
{
  if (self->filtered != filtered)
    set_class (GTK_WIDGET (self), "filtered", filtered);
  self->filtered = filtered;
}

void
sek_grid_cell_set_match (SekGridCell *self, gboolean match)
{
  if (self->match != match)
    set_class (GTK_WIDGET (self), "match", match);
  self->match = match;
}

void
sek_grid_cell_set_description (SekGridCell *self, const char *text)
{
  if (g_strcmp0 (self->description, text) == 0)
    return;
  g_free (self->description);
  self->description = g_strdup (text);
  sek_speak_describe (GTK_WIDGET (self), text);
}

void
sek_grid_cell_set_edge (SekGridCell *self, gboolean edge)
{
  if (self->edge != edge)
    set_class (GTK_WIDGET (self), "edge", edge);
  self->edge = edge;
}

void
sek_grid_cell_set_label (SekGridCell *self, const char *label)
{
  if (g_str_equal (self->label, label))
    return;
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

const char *
sek_grid_cell_get_label (SekGridCell *self)
{
  return self->label;
}

gboolean
sek_grid_cell_is_shortened (SekGridCell *self)
{
  return self->layout != NULL && pango_layout_is_ellipsized (self->layout);
}
