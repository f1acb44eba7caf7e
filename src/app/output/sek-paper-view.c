/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-paper-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Pixels a point where the paper has its real size. */
#define REAL_SIZE (96.0 / 72.0)
#define LARGEST 4.0
#define SMALLEST 0.1
/* Around the pages and between them. */
#define MARGIN 18
#define LEAST_WIDTH 120

struct _SekPaperView
{
  GtkWidget parent_instance;

  SekPreview    *preview;
  GtkAdjustment *place;
  double         zoom;   /* 0: the width decides */
  double         scale;  /* pixels a point, as allocated */
  double         widest; /* of all pages, points */
  double         tall;   /* all pages together, points */
  guint          page;
  guint          idle;
};

G_DEFINE_FINAL_TYPE (SekPaperView, sek_paper_view, GTK_TYPE_WIDGET)

enum { ZOOMED, PAGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static guint
n_pages (SekPaperView *self)
{
  return self->preview != NULL ? sek_preview_get_n_pages (self->preview) : 0;
}

static double
scale_for (SekPaperView *self, int width)
{
  if (self->zoom > 0)
    return self->zoom * REAL_SIZE;
  if (self->widest <= 0)
    return REAL_SIZE;
  /* A page that is as wide as a large window would be larger than life. */
  return CLAMP ((width - 2 * MARGIN) / self->widest, SMALLEST, 1.5 * REAL_SIZE);
}

static GtkSizeRequestMode
sek_paper_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sek_paper_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  SekPaperView *self = SEK_PAPER_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = self->zoom > 0 ? (int) ceil (self->widest * scale_for (self, 0)) + 2 * MARGIN : LEAST_WIDTH;
  else
    *minimum = (int) ceil (self->tall * scale_for (self, for_size)) + MARGIN * ((int) n_pages (self) + 1);
  *natural = *minimum;
}

/* Where a page's top is, in pixels. */
typedef struct
{
  guint  page;
  double x, y, width, height;
} Placed;

static void
start_places (Placed *placed)
{
  *placed = (Placed) { .page = G_MAXUINT, .y = MARGIN };
}

static gboolean
next_place (SekPaperView *self, Placed *placed)
{
  double width, height;

  if (placed->page + 1 >= n_pages (self))
    return FALSE;
  if (placed->page != G_MAXUINT)
    placed->y += placed->height + MARGIN;
  placed->page++;
  sek_preview_get_page_size (self->preview, placed->page, &width, &height);
  placed->width = floor (width * self->scale);
  placed->height = floor (height * self->scale);
  placed->x = MAX (MARGIN, floor ((gtk_widget_get_width (GTK_WIDGET (self)) - placed->width) / 2));
  return TRUE;
}

static gboolean
is_in_view (SekPaperView *self, const Placed *placed)
{
  double top = self->place != NULL ? gtk_adjustment_get_value (self->place) : 0;
  double size = self->place != NULL ? gtk_adjustment_get_page_size (self->place)
                                    : gtk_widget_get_height (GTK_WIDGET (self));

  return placed->y + placed->height >= top && placed->y <= top + size;
}

/* In device pixels a point, so that text is sharp. */
static double
sharp_scale (SekPaperView *self)
{
  return self->scale * gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

static void
sek_paper_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const GdkRGBA paper = { 1, 1, 1, 1 }, shade = { 0, 0, 0, 0.28f }, edge = { 0, 0, 0, 0.16f };
  SekPaperView *self = SEK_PAPER_VIEW (widget);
  guint first = G_MAXUINT, last = 0;
  Placed placed;

  start_places (&placed);
  while (next_place (self, &placed))
    {
      graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) placed.x, (float) placed.y, (float) placed.width,
                                                   (float) placed.height);
      GskRoundedRect outline;
      GdkTexture *texture;

      if (!is_in_view (self, &placed))
        {
          if (first != G_MAXUINT)
            break;
          continue;
        }
      first = MIN (first, placed.page);
      last = placed.page;
      gsk_rounded_rect_init_from_rect (&outline, &bounds, 0);
      gtk_snapshot_append_outset_shadow (snapshot, &outline, &edge, 0, 0, 1, 0);
      gtk_snapshot_append_outset_shadow (snapshot, &outline, &shade, 0, 1, 0, 3);
      gtk_snapshot_append_color (snapshot, &paper, &bounds);
      texture = sek_preview_get_page (self->preview, placed.page, sharp_scale (self));
      if (texture != NULL)
        gtk_snapshot_append_texture (snapshot, texture, &bounds);
    }
  /* One before and one after, for those who turn back. */
  if (first != G_MAXUINT)
    sek_preview_keep_only (self->preview, first > 0 ? first - 1 : 0, last + 1);
}

static void
update_page (SekPaperView *self)
{
  double best = -1, top = self->place != NULL ? gtk_adjustment_get_value (self->place) : 0;
  double bottom = top + (self->place != NULL ? gtk_adjustment_get_page_size (self->place) : 0);
  guint page = 0;
  Placed placed;

  start_places (&placed);
  while (next_place (self, &placed) && placed.y < bottom)
    {
      double seen = MIN (bottom, placed.y + placed.height) - MAX (top, placed.y);

      if (seen > best)
        {
          best = seen;
          page = placed.page;
        }
    }
  if (page == self->page)
    return;
  self->page = page;
  g_signal_emit (self, signals[PAGED], 0);
}

static void
tell_reader (SekPaperView *self)
{
  guint n = n_pages (self);
  g_autofree char *label = NULL;

  if (n == 0)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("No pages"), -1);
      return;
    }
  label = g_strdup_printf (_("Page %u of %u: %s"), self->page + 1, n,
                           sek_preview_get_title (self->preview, self->page));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static gboolean
zoomed_cb (gpointer user_data)
{
  SekPaperView *self = user_data;

  self->idle = 0;
  update_page (self);
  g_signal_emit (self, signals[ZOOMED], 0);
  return G_SOURCE_REMOVE;
}

static void
sek_paper_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SekPaperView *self = SEK_PAPER_VIEW (widget);
  double scale = scale_for (self, width);

  if (scale == self->scale)
    return;
  self->scale = scale;
  /* Who shows the size asks for another layout, which cannot be done within this one. */
  if (self->idle == 0)
    self->idle = g_idle_add (zoomed_cb, self);
}

static void
moved_cb (SekPaperView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  update_page (self);
}

static void
follow_place (SekPaperView *self, GtkAdjustment *place)
{
  if (self->place != NULL)
    g_signal_handlers_disconnect_by_data (self->place, self);
  g_set_object (&self->place, place);
  if (place == NULL)
    return;
  g_signal_connect_swapped (place, "value-changed", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (place, "changed", G_CALLBACK (moved_cb), self);
}

static void
sek_paper_view_root (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  GTK_WIDGET_CLASS (sek_paper_view_parent_class)->root (widget);
  /* Whoever comes back to it would begin at the first page again. */
  if (GTK_IS_VIEWPORT (gtk_widget_get_parent (widget)))
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (gtk_widget_get_parent (widget)), FALSE);
  follow_place (SEK_PAPER_VIEW (widget),
                scrolled != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)) : NULL);
}

static void
sek_paper_view_unroot (GtkWidget *widget)
{
  follow_place (SEK_PAPER_VIEW (widget), NULL);
  GTK_WIDGET_CLASS (sek_paper_view_parent_class)->unroot (widget);
}

static void
ready_cb (SekPaperView *self)
{
  self->widest = 0;
  self->tall = 0;
  for (guint i = 0; i < n_pages (self); i++)
    {
      double width, height;

      sek_preview_get_page_size (self->preview, i, &width, &height);
      self->widest = MAX (self->widest, width);
      self->tall += height;
    }
  self->page = MIN (self->page, n_pages (self) > 0 ? n_pages (self) - 1 : 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, signals[PAGED], 0);
}

static void
drawn_cb (SekPaperView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The page at the upper edge, and how far down it that edge is: part of its height, pixels above it. */
typedef struct
{
  guint  page;
  double part;
  double above;
} Spot;

static gboolean
find_spot (SekPaperView *self, Spot *spot)
{
  double top = self->place != NULL ? gtk_adjustment_get_value (self->place) : 0;
  Placed placed;

  start_places (&placed);
  while (next_place (self, &placed) && placed.y + placed.height < top)
    ;
  if (n_pages (self) == 0)
    return FALSE;
  spot->page = placed.page;
  spot->part = MAX (0, top - placed.y) / MAX (1, placed.height);
  spot->above = MAX (0, placed.y - top);
  return TRUE;
}

/* Pages may be more, or of another size, than those that the spot was on. */
static void
show_spot (SekPaperView *self, const Spot *spot)
{
  double shown = self->scale, value;
  Placed placed;

  if (n_pages (self) == 0 || self->place == NULL)
    return;
  self->scale = scale_for (self, gtk_widget_get_width (GTK_WIDGET (self)));
  start_places (&placed);
  while (next_place (self, &placed) && placed.page < spot->page)
    ;
  value = MAX (0, placed.y + spot->part * placed.height - spot->above);
  self->scale = shown;
  /* The adjustment's end follows with the next allocation. */
  gtk_adjustment_set_upper (self->place, MAX (gtk_adjustment_get_upper (self->place),
                                              value + gtk_adjustment_get_page_size (self->place)));
  gtk_adjustment_set_value (self->place, value);
}

void
sek_paper_view_set_preview (SekPaperView *self, SekPreview *preview)
{
  Spot spot;
  gboolean had_spot;

  if (self->preview == preview)
    return;
  had_spot = find_spot (self, &spot);
  if (self->preview != NULL)
    g_signal_handlers_disconnect_by_data (self->preview, self);
  g_set_object (&self->preview, preview);
  if (preview != NULL)
    {
      g_signal_connect_swapped (preview, "ready", G_CALLBACK (ready_cb), self);
      g_signal_connect_swapped (preview, "drawn", G_CALLBACK (drawn_cb), self);
    }
  ready_cb (self);
  if (had_spot)
    show_spot (self, &spot);
}

SekPreview *
sek_paper_view_get_preview (SekPaperView *self)
{
  return self->preview;
}

guint
sek_paper_view_get_page (SekPaperView *self)
{
  return self->page;
}

gboolean
sek_paper_view_is_drawn (SekPaperView *self)
{
  Placed placed;

  start_places (&placed);
  while (next_place (self, &placed))
    if (is_in_view (self, &placed))
      {
        GdkTexture *texture = sek_preview_get_page (self->preview, placed.page, sharp_scale (self));
        double width, height;

        sek_preview_get_page_size (self->preview, placed.page, &width, &height);
        if (texture == NULL || ABS (gdk_texture_get_width (texture) - width * sharp_scale (self)) > 1)
          return FALSE;
      }
  return n_pages (self) > 0;
}

GdkPaintable *
sek_paper_view_make_icon (SekPaperView *self, int width)
{
  GdkTexture *texture = n_pages (self) > 0 ? sek_preview_get_page (self->preview, self->page, sharp_scale (self))
                                           : NULL;
  GtkSnapshot *snapshot;
  float height;

  if (texture == NULL)
    return NULL;
  height = (float) width * (float) gdk_texture_get_height (texture) / (float) gdk_texture_get_width (texture);
  snapshot = gtk_snapshot_new ();
  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (0, 0, (float) width, height));
  return gtk_snapshot_free_to_paintable (snapshot, NULL);
}

/* --- the size ----------------------------------------------------------------------------------------------------- */

double
sek_paper_view_get_zoom (SekPaperView *self)
{
  return self->scale / REAL_SIZE;
}

void
sek_paper_view_set_zoom (SekPaperView *self, double zoom)
{
  double middle = 0, old = self->scale, size = 0;

  if (self->zoom == zoom)
    return;
  if (self->place != NULL)
    {
      size = gtk_adjustment_get_page_size (self->place);
      middle = gtk_adjustment_get_value (self->place) + size / 2;
    }
  self->zoom = zoom;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (self->place != NULL && zoom > 0)
    {
      double value = middle * zoom * REAL_SIZE / old - size / 2;

      /* What was in the middle stays there; the adjustment's end follows with the next allocation. */
      gtk_adjustment_set_upper (self->place, MAX (gtk_adjustment_get_upper (self->place), value + size));
      gtk_adjustment_set_value (self->place, value);
    }
}

void
sek_paper_view_step_zoom (SekPaperView *self, int direction)
{
  static const double steps[] = { 0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, LARGEST };
  double now = sek_paper_view_get_zoom (self);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double step = steps[direction > 0 ? i : G_N_ELEMENTS (steps) - 1 - i];

      if (direction > 0 ? step > now + 0.005 : step < now - 0.005)
        {
          sek_paper_view_set_zoom (self, step);
          return;
        }
    }
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, SekPaperView *self)
{
  if ((gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller)) & GDK_CONTROL_MASK) == 0)
    return FALSE;
  sek_paper_view_step_zoom (self, dy < 0 ? 1 : -1);
  return TRUE;
}

static gboolean
zoom_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SekPaperView *self = SEK_PAPER_VIEW (widget);
  int direction = g_variant_get_int32 (arguments);

  if (direction == 0)
    sek_paper_view_set_zoom (self, 0);
  else
    sek_paper_view_step_zoom (self, direction);
  return TRUE;
}

static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SekPaperView *self = SEK_PAPER_VIEW (widget);
  double pages, steps;

  if (self->place == NULL)
    return FALSE;
  g_variant_get (arguments, "(dd)", &pages, &steps);
  /* A page back and forth leaves a strip in view that was read already. */
  gtk_adjustment_set_value (self->place, gtk_adjustment_get_value (self->place)
                                             + pages * 0.9 * gtk_adjustment_get_page_size (self->place) + steps * 40);
  return TRUE;
}

static void
sek_paper_view_dispose (GObject *object)
{
  SekPaperView *self = SEK_PAPER_VIEW (object);

  follow_place (self, NULL);
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->preview != NULL)
    g_signal_handlers_disconnect_by_data (self->preview, self);
  g_clear_object (&self->preview);
  G_OBJECT_CLASS (sek_paper_view_parent_class)->dispose (object);
}

static void
sek_paper_view_class_init (SekPaperViewClass *klass)
{
  static const struct { guint key; double pages, steps; } moves[] = {
    { GDK_KEY_Page_Down, 1, 0 }, { GDK_KEY_Page_Up, -1, 0 }, { GDK_KEY_space, 1, 0 }, { GDK_KEY_Down, 0, 1 },
    { GDK_KEY_Up, 0, -1 },
    { GDK_KEY_Home, -1e7, 0 }, { GDK_KEY_End, 1e7, 0 },
  };
  static const struct { guint key; int direction; } zooms[] = {
    { GDK_KEY_plus, 1 }, { GDK_KEY_KP_Add, 1 }, { GDK_KEY_equal, 1 }, { GDK_KEY_minus, -1 },
    { GDK_KEY_KP_Subtract, -1 }, { GDK_KEY_0, 0 }, { GDK_KEY_KP_0, 0 },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sek_paper_view_dispose;
  widget_class->get_request_mode = sek_paper_view_get_request_mode;
  widget_class->measure = sek_paper_view_measure;
  widget_class->size_allocate = sek_paper_view_size_allocate;
  widget_class->snapshot = sek_paper_view_snapshot;
  widget_class->root = sek_paper_view_root;
  widget_class->unroot = sek_paper_view_unroot;
  gtk_widget_class_set_css_name (widget_class, "paperview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (widget_class, moves[i].key, 0, move_cb, "(dd)", moves[i].pages, moves[i].steps);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "win.read-table", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "win.read-table", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_add_binding (widget_class, zooms[i].key, GDK_CONTROL_MASK, zoom_cb, "i", zooms[i].direction);
  signals[ZOOMED] = g_signal_new ("zoomed", SEK_TYPE_PAPER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  0);
  signals[PAGED] = g_signal_new_class_handler ("paged", SEK_TYPE_PAPER_VIEW, G_SIGNAL_RUN_FIRST,
                                               G_CALLBACK (tell_reader), NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sek_paper_view_init (SekPaperView *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL
                                                                | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Press Enter to read it cell by cell."), -1);
  self->scale = REAL_SIZE;
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

GtkWidget *
sek_paper_view_new (void)
{
  return g_object_new (SEK_TYPE_PAPER_VIEW, NULL);
}
