/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-narrow.h"

struct _SekNarrow
{
  AdwBin        parent_instance;

  int           least;
  SekNarrowFunc func;
  gpointer      data;
};

G_DEFINE_FINAL_TYPE (SekNarrow, sek_narrow, ADW_TYPE_BIN)

double
sek_narrow_get_scale (GtkWidget *widget)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? MAX (1, dpi / (96.0 * PANGO_SCALE)) : 1;
}

static int
get_child_width (GtkWidget *child)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static GtkSizeRequestMode
sek_narrow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sek_narrow_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  *minimum = *natural = 0;
  if (child == NULL || !gtk_widget_should_layout (child))
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, get_child_width (child));
  else
    for_size = -1;
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = (int) MIN (*minimum, SEK_NARROW (widget)->least * sek_narrow_get_scale (widget));
}

static void
sek_narrow_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SekNarrow *self = SEK_NARROW (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int child_width, child_height;

  /* What it changes asks for another layout, which comes before the next frame is drawn. */
  if (self->func != NULL)
    self->func (width, self->data);
  if (child == NULL || !gtk_widget_should_layout (child))
    return;
  child_width = MAX (width, get_child_width (child));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, &child_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation) { 0, 0, child_width, MAX (height, child_height) }, -1);
}

static void
sek_narrow_class_init (SekNarrowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->get_request_mode = sek_narrow_get_request_mode;
  widget_class->measure = sek_narrow_measure;
  widget_class->size_allocate = sek_narrow_size_allocate;
}

static void
sek_narrow_init (SekNarrow *self)
{
  self->least = G_MAXINT;
  /* AdwBin's would measure and allocate instead of the functions above. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
sek_narrow_set_func (SekNarrow *self, int least, SekNarrowFunc func, gpointer user_data)
{
  g_return_if_fail (SEK_IS_NARROW (self));

  self->least = least;
  self->func = func;
  self->data = user_data;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
