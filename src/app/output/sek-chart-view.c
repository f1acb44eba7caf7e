/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-chart-view.h"

#include <math.h>

#include "sek-speak.h"

/* Of text of this size; larger text takes more. */
#define NATURAL_WIDTH  480
#define NATURAL_HEIGHT 260
#define NATURAL_SIZE   14.67
#define LEAST_WIDTH    160
#define LEAST_HEIGHT   120
#define ROW            2.1 /* of a bar, in sizes of its text */
#define ROWS_OF_TITLE  3

/* Rings reach over the edges of the chart. */
#define PAD (SEK_CHART_RING + 2)

struct _SekChartView
{
  GtkWidget parent_instance;

  SekChartPicture *picture;
  int              place;
};

G_DEFINE_FINAL_TYPE (SekChartView, sek_chart_view, GTK_TYPE_WIDGET)

enum { PLACE_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- look --------------------------------------------------------------------------------------------------------- */

static SekChartColour
get_colour (SekChartView *self, const char *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (style, name, &colour))
    gtk_style_context_get_color (style, &colour);

  return (SekChartColour) { colour.red, colour.green, colour.blue };
}

/* In pixels. */
static double
get_text_size (SekChartView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  double resolution = pango_cairo_context_get_resolution (context);

  if (size <= 0)
    return NATURAL_SIZE;

  return pango_font_description_get_size_is_absolute (font) ? size
                                                             : size * (resolution > 0 ? resolution : 96) / 72;
}

static SekChartLook
get_look (SekChartView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));

  return (SekChartLook) {
    .ground = get_colour (self, "view_bg_color"),
    .ink = get_colour (self, "view_fg_color"),
    .quiet = get_colour (self, "chart_quiet"),
    .rule = get_colour (self, "chart_rule"),
    .accent = get_colour (self, "accent_color"),
    .second = get_colour (self, "chart_second"),
    .third = get_colour (self, "chart_third"),
    .bad = get_colour (self, "error_color"),
    .field = get_colour (self, "chart_field"),
    .family = pango_font_description_get_family (pango_context_get_font_description (context)),
    .size = get_text_size (self),
    .marked = gtk_widget_has_focus (GTK_WIDGET (self)) ? self->place : -1,
  };
}

/* Whatever its width: who asks for the height of many widths is to have it at once, and what a chart has no room for it
 * draws smaller. */
static GtkSizeRequestMode
sek_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* Each bar has a row, of which some have two lines; a course over time goes with what there is. */
static guint
count_rows (SekChartView *self)
{
  return self->picture != NULL && self->picture->kind == SEK_CHART_BARS ? self->picture->bars->len + ROWS_OF_TITLE : 0;
}

static void
sek_chart_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  SekChartView *self = SEK_CHART_VIEW (widget);
  double larger = MAX (get_text_size (self) / NATURAL_SIZE, 1);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = (int) (NATURAL_WIDTH * larger);
      return;
    }
  *minimum = LEAST_HEIGHT;
  *natural = MAX ((int) (NATURAL_HEIGHT * larger), (int) ceil (count_rows (self) * ROW * get_text_size (self)));
}

static void
sek_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SekChartView *self = SEK_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  SekChartLook look;
  cairo_t *cr;

  if (self->picture == NULL || width <= 2 * PAD || height <= 2 * PAD)
    return;
  look = get_look (self);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_translate (cr, PAD, PAD);
  sek_chart_picture_draw (self->picture, cr, width - 2 * PAD, height - 2 * PAD, &look);
  cairo_destroy (cr);
}

static void
sek_chart_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sek_chart_view_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
  gtk_widget_queue_draw (widget);
}

static void
sek_chart_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (sek_chart_view_parent_class)->system_setting_changed (widget, setting);
  gtk_widget_queue_resize (widget);
  gtk_widget_queue_draw (widget);
}

/* --- places ------------------------------------------------------------------------------------------------------- */

static int
n_places (SekChartView *self)
{
  return self->picture != NULL ? (int) sek_chart_picture_n_places (self->picture) : 0;
}

/* A description that changes is said at once where the focus is, and read when it comes. */
static void
tell_place (SekChartView *self)
{
  g_autofree char *told = self->place >= 0 ? sek_chart_picture_dup_place (self->picture, (guint) self->place) : NULL;

  sek_speak_describe (GTK_WIDGET (self), told);
}

void
sek_chart_view_set_place (SekChartView *self, int place)
{
  g_return_if_fail (SEK_IS_CHART_VIEW (self));

  place = CLAMP (place, -1, n_places (self) - 1);
  if (place == self->place)
    return;
  self->place = place;
  tell_place (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[PLACE_CHANGED], 0);
}

int
sek_chart_view_get_place (SekChartView *self)
{
  g_return_val_if_fail (SEK_IS_CHART_VIEW (self), -1);

  return self->place;
}

/* Within its series, or the bars. */
static gboolean
step_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SekChartView *self = SEK_CHART_VIEW (widget);
  int n = n_places (self), length = n, first = 0;

  if (n == 0)
    return FALSE;
  if (self->picture->kind != SEK_CHART_BARS)
    {
      length = (int) self->picture->points->len;
      first = MAX (self->place, 0) / length * length;
    }
  sek_chart_view_set_place (self, CLAMP (MAX (self->place, 0) + g_variant_get_int32 (arguments), first,
                                         first + length - 1));
  return TRUE;
}

/* To the next series, or bar. Alone a series leaves the key to what scrolls. */
static gboolean
series_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SekChartView *self = SEK_CHART_VIEW (widget);
  int direction = g_variant_get_int32 (arguments), n = n_places (self), length;

  if (n == 0)
    return FALSE;
  length = self->picture->kind == SEK_CHART_BARS ? 1 : (int) self->picture->points->len;
  if (length == n)
    return FALSE;
  if (self->place + direction * length >= 0 && self->place + direction * length < n)
    sek_chart_view_set_place (self, MAX (self->place, 0) + direction * length);
  return TRUE;
}

static void
focus_in_cb (GtkEventControllerFocus *controller, SekChartView *self)
{
  /* Where a year is the one in hand, a reader begins there. */
  if (self->place < 0 && n_places (self) > 0)
    sek_chart_view_set_place (self, self->picture->kind != SEK_CHART_BARS && self->picture->current >= 0
                                      ? self->picture->current : 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
focus_out_cb (GtkEventControllerFocus *controller, SekChartView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_presses, double x, double y, SekChartView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* --- the widget --------------------------------------------------------------------------------------------------- */

void
sek_chart_view_set_picture (SekChartView *self, SekChartPicture *picture)
{
  g_autofree char *label = NULL;
  guint rows;

  g_return_if_fail (SEK_IS_CHART_VIEW (self));

  rows = count_rows (self);
  g_clear_pointer (&self->picture, sek_chart_picture_free);
  self->picture = picture;
  self->place = MIN (self->place, n_places (self) - 1);
  if (picture != NULL)
    label = picture->subtitle != NULL ? g_strdup_printf ("%s. %s", picture->title != NULL ? picture->title : "",
                                                         picture->subtitle)
                                      : g_strdup (picture->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : "", -1);
  tell_place (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), n_places (self) > 0);
  if (count_rows (self) != rows)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const SekChartPicture *
sek_chart_view_get_picture (SekChartView *self)
{
  g_return_val_if_fail (SEK_IS_CHART_VIEW (self), NULL);

  return self->picture;
}

static void
sek_chart_view_finalize (GObject *object)
{
  g_clear_pointer (&SEK_CHART_VIEW (object)->picture, sek_chart_picture_free);
  G_OBJECT_CLASS (sek_chart_view_parent_class)->finalize (object);
}

static void
sek_chart_view_class_init (SekChartViewClass *klass)
{
  static const struct { guint key, keypad; GtkShortcutFunc callback; int step; } keys[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, step_cb, -1 },        { GDK_KEY_Right, GDK_KEY_KP_Right, step_cb, 1 },
    { GDK_KEY_Home, GDK_KEY_KP_Home, step_cb, -100000 },   { GDK_KEY_End, GDK_KEY_KP_End, step_cb, 100000 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, series_cb, -1 },          { GDK_KEY_Down, GDK_KEY_KP_Down, series_cb, 1 },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_chart_view_finalize;
  widget_class->get_request_mode = sek_chart_view_get_request_mode;
  widget_class->measure = sek_chart_view_measure;
  widget_class->snapshot = sek_chart_view_snapshot;
  widget_class->css_changed = sek_chart_view_css_changed;
  widget_class->system_setting_changed = sek_chart_view_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "chartview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (widget_class, keys[i].key, 0, keys[i].callback, "i", keys[i].step);
      gtk_widget_class_add_binding (widget_class, keys[i].keypad, 0, keys[i].callback, "i", keys[i].step);
    }
  signals[PLACE_CHANGED] = g_signal_new ("place-changed", SEK_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
sek_chart_view_init (SekChartView *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->place = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_in_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_out_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
sek_chart_view_new (void)
{
  return g_object_new (SEK_TYPE_CHART_VIEW, NULL);
}
