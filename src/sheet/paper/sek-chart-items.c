/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "sek-chart-private.h"
#include "sek-paper-private.h"

/* Items of a chart: made, looked for what they would lie over, and drawn. */

/* Between a text and the next one. */
#define APART 1.0

PangoLayout *
_sek_chart_text (SekChartLayout *self, const char *text, double size, gboolean bold, double width, int n_lines)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, self->look->family != NULL ? self->look->family : SEK_PAPER_FAMILIES);
  pango_font_description_set_absolute_size (font, self->look->size * size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_height (layout, -n_lines);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  _sek_paper_set_text (layout, text != NULL ? text : "");

  return layout;
}

/* What is drawn may reach over the line's own width, as slanting letters do. */
void
_sek_chart_measure (PangoLayout *text, double *width, double *height)
{
  PangoRectangle ink, logical;

  pango_layout_get_extents (text, &ink, &logical);
  *width = ceil (MAX (logical.x + logical.width, ink.x + ink.width) / (double) PANGO_SCALE);
  *height = ceil ((logical.y + logical.height) / (double) PANGO_SCALE);
}

SekChartItem *
_sek_chart_add (SekChartLayout *self, SekChartItemKind kind, double x, double y, double width, double height,
                SekChartInk ink)
{
  SekChartItem item = { .kind = kind, .x = x, .y = y, .width = width, .height = height, .ink = ink, .thickness = 1 };

  g_array_append_val (self->items, item);

  return &g_array_index (self->items, SekChartItem, self->items->len - 1);
}

void
_sek_chart_put (SekChartLayout *self, PangoLayout *text, double x, double y, SekChartInk ink)
{
  double width, height;

  _sek_chart_measure (text, &width, &height);
  _sek_chart_add (self, SEK_CHART_ITEM_TEXT, x, y, width, height, ink)->text = text;
}

gboolean
_sek_chart_is_free (const SekChartLayout *self, double x, double y, double width, double height)
{
  if (x < 0 || y < 0 || x + width > self->width || y + height > self->height)
    return FALSE;
  for (guint i = 0; i < self->items->len; i++)
    {
      const SekChartItem *item = &g_array_index (self->items, SekChartItem, i);

      if ((item->kind == SEK_CHART_ITEM_TEXT || item->kind == SEK_CHART_ITEM_MARK)
          && x < item->x + item->width + APART && item->x < x + width + APART && y < item->y + item->height
          && item->y < y + height)
        return FALSE;
    }

  return TRUE;
}

gboolean
_sek_chart_is_over_box (const SekChartLayout *self, double x, double y, double width, double height)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const SekChartItem *item = &g_array_index (self->items, SekChartItem, i);

      if (item->kind == SEK_CHART_ITEM_BOX && x < item->x + item->width && item->x < x + width
          && y < item->y + item->height && item->y < y + height)
        return TRUE;
    }

  return FALSE;
}

/* By Liang and Barsky: the part of the line that is within the sides, one after the other. */
static gboolean
is_crossed (const SekChartItem *line, double x, double y, double width, double height)
{
  const double steps[4] = { -line->width, line->width, -line->height, line->height };
  const double rooms[4] = { line->x - x, x + width - line->x, line->y - y, y + height - line->y };
  double from = 0, to = 1;

  for (int i = 0; i < 4; i++)
    {
      if (steps[i] == 0 && rooms[i] < 0)
        return FALSE;
      if (steps[i] < 0)
        from = MAX (from, rooms[i] / steps[i]);
      else if (steps[i] > 0)
        to = MIN (to, rooms[i] / steps[i]);
    }

  return from <= to;
}

guint
_sek_chart_count_crossed (const SekChartLayout *self, double x, double y, double width, double height)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const SekChartItem *item = &g_array_index (self->items, SekChartItem, i);

      n += item->kind == SEK_CHART_ITEM_LINE && is_crossed (item, x, y, width, height);
    }

  return n;
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static void
set_ink (const SekChartLayout *self, cairo_t *cr, SekChartInk ink)
{
  const SekChartLook *look = self->look;
  const SekChartColour muted = { (look->quiet.red * 0.6 + look->ground.red * 0.4),
                                 (look->quiet.green * 0.6 + look->ground.green * 0.4),
                                 (look->quiet.blue * 0.6 + look->ground.blue * 0.4) };
  const SekChartColour *const colours[] = {
    [SEK_CHART_INK] = &look->ink,       [SEK_CHART_QUIET] = &look->quiet, [SEK_CHART_RULE] = &look->rule,
    [SEK_CHART_ACCENT] = &look->accent, [SEK_CHART_SECOND] = &look->second, [SEK_CHART_THIRD] = &look->third,
    [SEK_CHART_BAD] = &look->bad,       [SEK_CHART_FIELD] = &look->field, [SEK_CHART_MUTED] = &muted,
  };

  cairo_set_source_rgb (cr, colours[ink]->red, colours[ink]->green, colours[ink]->blue);
}

static void
set_dash (cairo_t *cr, SekChartDash dash, double thickness)
{
  static const struct { int n; double lengths[4]; } dashes[SEK_CHART_N_DASHES] = {
    [SEK_CHART_SOLID] = { 0 },
    [SEK_CHART_LONG] = { 2, { 6, 2.5 } },
    [SEK_CHART_SHORT] = { 2, { 2.5, 2 } },
    [SEK_CHART_MIXED] = { 4, { 6, 2, 1.2, 2 } },
  };
  double lengths[4];

  for (int i = 0; i < dashes[dash].n; i++)
    lengths[i] = dashes[dash].lengths[i] * MAX (thickness, 1);
  cairo_set_dash (cr, lengths, dashes[dash].n, 0);
}

static void
draw_line (const SekChartLayout *self, cairo_t *cr, const SekChartItem *item)
{
  set_ink (self, cr, item->ink);
  set_dash (cr, item->dash, item->thickness);
  cairo_set_line_width (cr, item->thickness);
  cairo_move_to (cr, item->x, item->y);
  cairo_line_to (cr, item->x + item->width, item->y + item->height);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
hatch (cairo_t *cr, const SekChartItem *item, double step, gboolean up)
{
  double reach = item->height;

  /* Each line ends at the sides: who asks a picture how far it goes is told of what is clipped as well. */
  for (double x = item->x - reach + step / 2; x < item->x + item->width; x += step)
    {
      double from = MAX (item->x - x, 0), to = MIN (item->x + item->width - x, reach);

      cairo_move_to (cr, x + from, item->y + (up ? reach - from : from));
      cairo_line_to (cr, x + to, item->y + (up ? reach - to : to));
    }
}

static void
draw_box (const SekChartLayout *self, cairo_t *cr, const SekChartItem *item)
{
  double half = item->thickness / 2, step = MAX (self->look->size * 0.4, 3);

  set_ink (self, cr, item->ink);
  if (item->fill == SEK_CHART_FILLED)
    {
      cairo_rectangle (cr, item->x, item->y, item->width, item->height);
      cairo_fill (cr);
      return;
    }
  cairo_set_line_width (cr, item->thickness);
  if (item->fill != SEK_CHART_OUTLINE)
    {
      cairo_save (cr);
      cairo_rectangle (cr, item->x, item->y, item->width, item->height);
      cairo_clip (cr);
      hatch (cr, item, step, TRUE);
      if (item->fill == SEK_CHART_CROSSED)
        hatch (cr, item, step, FALSE);
      cairo_stroke (cr);
      cairo_restore (cr);
    }
  cairo_rectangle (cr, item->x + half, item->y + half, MAX (item->width - 2 * half, 0.1),
                   MAX (item->height - 2 * half, 0.1));
  cairo_stroke (cr);
}

static void
add_mark (cairo_t *cr, SekChartMark mark, double x, double y, double size)
{
  double half = size / 2, middle_x = x + half, middle_y = y + half;

  cairo_new_path (cr);
  switch (mark)
    {
    case SEK_CHART_SQUARE:
      /* As large to the eye as the circle. */
      cairo_rectangle (cr, x + size * 0.06, y + size * 0.06, size * 0.88, size * 0.88);
      break;

    case SEK_CHART_TRIANGLE:
      cairo_move_to (cr, middle_x, y);
      cairo_line_to (cr, x + size, y + size * 0.92);
      cairo_line_to (cr, x, y + size * 0.92);
      cairo_close_path (cr);
      break;

    case SEK_CHART_DIAMOND:
      cairo_move_to (cr, middle_x, y - size * 0.08);
      cairo_line_to (cr, x + size * 1.08, middle_y);
      cairo_line_to (cr, middle_x, y + size * 1.08);
      cairo_line_to (cr, x - size * 0.08, middle_y);
      cairo_close_path (cr);
      break;

    case SEK_CHART_CIRCLE:
    default:
      cairo_arc (cr, middle_x, middle_y, half, 0, 2 * G_PI);
      cairo_close_path (cr);
      break;
    }
}

static void
draw_mark (const SekChartLayout *self, cairo_t *cr, const SekChartItem *item)
{
  const SekChartColour *ground = &self->look->ground;
  double inset = item->fill == SEK_CHART_FILLED ? 0 : item->thickness / 2;

  add_mark (cr, item->mark, item->x + inset, item->y + inset, item->width - 2 * inset);
  if (item->fill == SEK_CHART_FILLED)
    {
      set_ink (self, cr, item->ink);
      cairo_fill (cr);
      return;
    }
  cairo_set_source_rgb (cr, ground->red, ground->green, ground->blue);
  cairo_fill_preserve (cr);
  set_ink (self, cr, item->ink);
  cairo_set_line_width (cr, item->thickness);
  cairo_stroke (cr);
}

static void
draw_ring (const SekChartLayout *self, cairo_t *cr, const SekChartItem *item)
{
  double radius = MIN (MIN (item->width, item->height) / 2, self->look->size * 0.75);

  cairo_new_path (cr);
  cairo_arc (cr, item->x + item->width - radius, item->y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, item->x + item->width - radius, item->y + item->height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, item->x + radius, item->y + item->height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, item->x + radius, item->y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  set_ink (self, cr, item->ink);
  cairo_set_line_width (cr, item->thickness);
  cairo_stroke (cr);
}

void
_sek_chart_draw (const SekChartLayout *self, cairo_t *cr)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->items->len; i++)
    {
      const SekChartItem *item = &g_array_index (self->items, SekChartItem, i);

      switch (item->kind)
        {
        case SEK_CHART_ITEM_TEXT:
          set_ink (self, cr, item->ink);
          cairo_move_to (cr, item->x, item->y);
          pango_cairo_show_layout (cr, item->text);
          break;

        case SEK_CHART_ITEM_LINE:
          draw_line (self, cr, item);
          break;

        case SEK_CHART_ITEM_BOX:
          draw_box (self, cr, item);
          break;

        case SEK_CHART_ITEM_MARK:
          draw_mark (self, cr, item);
          break;

        case SEK_CHART_ITEM_RING:
        default:
          draw_ring (self, cr, item);
          break;
        }
    }
}
