/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-chart-private.h"

/* A chart laid out in the room that it is given, and drawn. */

/* Where the text has no room it is made smaller by steps, to this at least. */
#define STEP  0.92
#define LEAST 0.3

const SekChartLook sek_chart_look_paper = {
  .ground = { 1, 1, 1 },
  .ink = { 0.08, 0.08, 0.1 },
  .quiet = { 0.32, 0.32, 0.35 },
  .rule = { 0.78, 0.78, 0.78 },
  .accent = { 0.10, 0.37, 0.71 },
  .second = { 0.72, 0.31, 0.03 },
  .third = { 0.06, 0.46, 0.43 },
  .bad = { 0.69, 0.07, 0.14 },
  .field = { 0.945, 0.945, 0.95 },
  .size = 9,
  .marked = -1,
};

static void
clear_item (gpointer data)
{
  g_clear_object (&((SekChartItem *) data)->text);
}

static void
init (SekChartLayout *self, const SekChartPicture *picture, const SekChartLook *look)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  *self = (SekChartLayout) { .picture = picture, .look = look };
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_resolution (self->context, 72);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_language (self->context, pango_language_from_string ("nb"));
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  self->items = g_array_new (FALSE, TRUE, sizeof (SekChartItem));
  g_array_set_clear_func (self->items, clear_item);
}

static void
clear (SekChartLayout *self)
{
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_object (&self->context);
}

static void
lay_out_at (SekChartLayout *self, double width, double height)
{
  g_array_set_size (self->items, 0);
  self->width = width;
  self->height = height;
  self->is_tight = FALSE;
  switch (self->picture->kind)
    {
    case SEK_CHART_BARS:
      _sek_chart_bars (self);
      break;

    case SEK_CHART_LINES:
      _sek_chart_lines (self, NULL);
      break;

    case SEK_CHART_COLUMNS:
    case SEK_N_CHART_KINDS:
    default:
      _sek_chart_columns (self);
      break;
    }
}

/* Returns the scale at which it has room. */
static double
lay_out (SekChartLayout *self, double width, double height)
{
  double scale = 1;

  lay_out_at (self, width, height);
  while (self->is_tight && scale > LEAST)
    {
      scale *= STEP;
      lay_out_at (self, width / scale, height / scale);
    }

  return scale;
}

void
sek_chart_picture_draw (const SekChartPicture *picture, cairo_t *cr, double width, double height,
                        const SekChartLook *look)
{
  SekChartLayout layout;
  double scale;

  g_return_if_fail (picture != NULL && cr != NULL && look != NULL && look->size > 0);

  if (width < 1 || height < 1)
    return;
  init (&layout, picture, look);
  pango_cairo_update_context (cr, layout.context);
  scale = lay_out (&layout, width, height);
  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  _sek_chart_draw (&layout, cr);
  cairo_restore (cr);
  clear (&layout);
}

double
sek_chart_picture_get_height (const SekChartPicture *picture, double width, const SekChartLook *look)
{
  SekChartLayout layout;
  double height;

  g_return_val_if_fail (picture != NULL && look != NULL && look->size > 0, 0);

  init (&layout, picture, look);
  layout.width = MAX (width, 1);
  layout.height = G_MAXINT;
  if (picture->kind == SEK_CHART_BARS)
    {
      height = _sek_chart_bars_height (&layout);
    }
  else
    {
      _sek_chart_titles (&layout, NULL);
      /* Wider than high, as a course over time is best seen. */
      height = layout.top + CLAMP (width * 0.42, look->size * 12, look->size * 22);
    }
  clear (&layout);

  return height;
}

static void
clear_box (gpointer data)
{
  g_free (((SekChartBox *) data)->text);
}

GArray *
sek_chart_picture_dup_boxes (const SekChartPicture *picture, double width, double height, const SekChartLook *look)
{
  GArray *boxes = g_array_new (FALSE, TRUE, sizeof (SekChartBox));
  SekChartLayout layout;
  double scale;

  g_array_set_clear_func (boxes, clear_box);
  init (&layout, picture, look);
  scale = lay_out (&layout, width, height);
  for (guint i = 0; i < layout.items->len; i++)
    {
      const SekChartItem *item = &g_array_index (layout.items, SekChartItem, i);
      SekChartBox box = { item->x * scale, item->y * scale, item->width * scale, item->height * scale,
                          item->kind == SEK_CHART_ITEM_TEXT, NULL };

      if (item->kind != SEK_CHART_ITEM_TEXT && item->kind != SEK_CHART_ITEM_MARK)
        continue;
      if (box.is_text)
        box.text = g_strdup (pango_layout_get_text (item->text));
      g_array_append_val (boxes, box);
    }
  clear (&layout);

  return boxes;
}
