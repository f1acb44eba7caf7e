/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-pair.h"

#define BETWEEN 12 /* beside each other */
#define UNDER   2

struct _SekPair
{
  GtkWidget  parent_instance;

  GtkWidget *name;
  GtkWidget *what;
  double     share; /* of its width, so much what needs at least */
  gboolean   fills; /* what takes the width that is left; else name does */
  int        between, under;
  int        width; /* of name, where it asks for less */
};

G_DEFINE_FINAL_TYPE (SekPair, sek_pair, GTK_TYPE_WIDGET)

static int
get_natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
get_name_width (SekPair *self)
{
  return MAX (get_natural_width (self->name), self->width);
}

static int
get_height (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static int
get_needed_width (SekPair *self)
{
  return (int) (get_natural_width (self->what) * self->share);
}

static gboolean
fits (SekPair *self, int width)
{
  return get_name_width (self) + self->between + get_needed_width (self) <= width;
}

static GtkSizeRequestMode
sek_pair_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sek_pair_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  SekPair *self = SEK_PAIR (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int name, what;

      gtk_widget_measure (self->name, orientation, -1, &name, NULL, NULL, NULL);
      gtk_widget_measure (self->what, orientation, -1, &what, NULL, NULL, NULL);
      *minimum = MAX (name, what);
      *natural = get_name_width (self) + self->between + get_natural_width (self->what);
    }
  else if (for_size < 0 || fits (self, for_size))
    *minimum = *natural = MAX (get_height (self->name, -1), get_height (self->what, -1));
  else
    *minimum = *natural = get_height (self->name, for_size) + self->under + get_height (self->what, for_size);
}

static void
sek_pair_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SekPair *self = SEK_PAIR (widget);
  gboolean right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (fits (self, width))
    {
      int what = self->fills ? width - self->between - get_name_width (self) : get_natural_width (self->what),
          name = width - self->between - what;

      gtk_widget_size_allocate (self->name,
                                &(GtkAllocation) { right_to_left ? what + self->between : 0, 0, name, height }, -1);
      gtk_widget_size_allocate (self->what,
                                &(GtkAllocation) { right_to_left ? 0 : name + self->between, 0, what, height }, -1);
    }
  else
    {
      int name = get_height (self->name, width);

      gtk_widget_size_allocate (self->name, &(GtkAllocation) { 0, 0, width, name }, -1);
      gtk_widget_size_allocate (self->what,
                                &(GtkAllocation) { 0, name + self->under, width,
                                                   MAX (1, height - name - self->under) }, -1);
    }
}

static void
sek_pair_dispose (GObject *object)
{
  SekPair *self = SEK_PAIR (object);

  g_clear_pointer (&self->name, gtk_widget_unparent);
  g_clear_pointer (&self->what, gtk_widget_unparent);
  G_OBJECT_CLASS (sek_pair_parent_class)->dispose (object);
}

static void
sek_pair_class_init (SekPairClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sek_pair_dispose;
  widget_class->get_request_mode = sek_pair_get_request_mode;
  widget_class->measure = sek_pair_measure;
  widget_class->size_allocate = sek_pair_size_allocate;
}

static void
sek_pair_init (SekPair *self)
{
  self->share = 1;
  self->between = BETWEEN;
  self->under = UNDER;
}

GtkWidget *
sek_pair_new (GtkWidget *name, GtkWidget *what)
{
  SekPair *self = g_object_new (SEK_TYPE_PAIR, NULL);

  self->name = name;
  self->what = what;
  gtk_widget_set_parent (name, GTK_WIDGET (self));
  gtk_widget_set_parent (what, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

GtkWidget *
sek_pair_new_chart (GtkWidget *figures, GtkWidget *chart, double share)
{
  GtkWidget *pair = sek_pair_new (figures, chart);
  SekPair *self = SEK_PAIR (pair);

  self->share = share;
  self->fills = TRUE;
  self->between = self->under = 0;
  return pair;
}

void
sek_pair_set_width (SekPair *self, int width)
{
  if (width == self->width)
    return;
  self->width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
