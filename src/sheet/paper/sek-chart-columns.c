/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "sek-chart-private.h"

/* Columns that stand side by side, a group a point. Each series is named above, beside a piece of its column; its
 * values stand on the columns. */

#define FILLED     0.84 /* of a group's place */
#define VALUE_SIZE 0.85
#define WIDEST     5.0  /* heights of letters: a column */

static void
put_names (SekChartLayout *self)
{
  double x = 0, swatch = _sek_chart_size (self, 0.85), line = 0;

  if (self->picture->series->len < 2)
    return;
  for (guint i = 0; i < self->picture->series->len; i++)
    {
      const SekChartCourse *course = self->picture->series->pdata[i];
      SekChartStyle style = _sek_chart_style (self->picture, i);
      g_autofree char *name = g_strdup_printf ("%s%s%s", course->letter != NULL ? course->letter : "",
                                               course->letter != NULL ? "\302\240 " : "", course->name);
      PangoLayout *text = _sek_chart_text (self, name, 0.9, FALSE, self->width - swatch * 1.5, 1);
      double width, height;
      SekChartItem *box;

      _sek_chart_measure (text, &width, &height);
      if (x > 0 && x + swatch * 1.5 + width > self->width)
        {
          x = 0;
          self->top += line;
        }
      line = height + _sek_chart_size (self, 0.1);
      box = _sek_chart_add (self, SEK_CHART_ITEM_BOX, x, self->top + (height - swatch) / 2, swatch, swatch, style.ink);
      box->fill = style.fill;
      _sek_chart_put (self, text, x + swatch * 1.5, self->top, SEK_CHART_INK);
      x += swatch * 1.5 + width + _sek_chart_size (self, 1.4);
    }
  self->top += line + _sek_chart_size (self, 0.4);
}

static double
get_column_width (const SekChartLayout *self)
{
  return MIN (self->slot * FILLED / MAX (self->picture->series->len, 1), _sek_chart_size (self, WIDEST));
}

static double
get_left (const SekChartLayout *self, guint series, guint point)
{
  return _sek_chart_x (self, point) + (series - self->picture->series->len / 2.0) * get_column_width (self);
}

static void
put_column (SekChartLayout *self, guint series, guint point)
{
  gint64 value = sek_chart_picture_get_value (self->picture, series, point);
  SekChartStyle style = _sek_chart_style (self->picture, series);
  double y = _sek_chart_y (self, value), width = get_column_width (self);
  SekChartItem *box;

  if (value == SEK_NONE)
    return;
  box = _sek_chart_add (self, SEK_CHART_ITEM_BOX, get_left (self, series, point) + width * 0.06, MIN (y, self->zero),
                        width * 0.88, MAX (fabs (y - self->zero), 0.5), style.ink);
  box->fill = style.fill;
  box->thickness = MAX (_sek_chart_size (self, 0.08), 0.7);
}

/* On the column, or below where it hangs; left out where something else stands there. */
static void
put_value (SekChartLayout *self, guint series, guint point)
{
  gint64 value = sek_chart_picture_get_value (self->picture, series, point);
  double left = get_left (self, series, point), column = get_column_width (self);
  g_autofree char *shown = sek_chart_picture_dup_value (self->picture, value);
  PangoLayout *text;
  double x, y, width, height;

  if (value == SEK_NONE)
    return;
  text = _sek_chart_text (self, shown, VALUE_SIZE, FALSE, 0, 1);
  _sek_chart_measure (text, &width, &height);
  y = _sek_chart_y (self, value) + (value < 0 ? 1 : -height - 1);
  /* Above its middle, or as far to a side as it still stands on the column. */
  for (int i = 0; i < 3; i++)
    {
      const double places[] = { left + (column - width) / 2, left + column * 0.94 - width, left + column * 0.06 };

      x = CLAMP (places[i], 0, MAX (self->width - width, 0));
      if (y >= self->top && y + height <= self->bottom && _sek_chart_is_free (self, x, y, width, height)
          && !_sek_chart_is_over_box (self, x, y, width, height))
        {
          _sek_chart_put (self, text, x, y, _sek_chart_value_ink (self->picture, value, SEK_CHART_INK));
          return;
        }
    }
  g_object_unref (text);
}

static void
put_ring (SekChartLayout *self)
{
  int marked = self->look->marked;
  guint n = self->picture->points->len;
  double width = get_column_width (self), y;
  gint64 value;

  if (marked < 0 || (guint) marked >= sek_chart_picture_n_places (self->picture))
    return;
  value = sek_chart_picture_get_value (self->picture, (guint) marked / n, (guint) marked % n);
  y = _sek_chart_y (self, value != SEK_NONE ? value : 0);
  _sek_chart_add (self, SEK_CHART_ITEM_RING, get_left (self, (guint) marked / n, (guint) marked % n) - 2,
                  MIN (y, self->zero) - 3, width + 4, fabs (y - self->zero) + 6, SEK_CHART_ACCENT)
    ->thickness = MAX (_sek_chart_size (self, 0.15), 1.5);
}

void
_sek_chart_columns (SekChartLayout *self)
{
  const SekChartPicture *picture = self->picture;
  double label = _sek_chart_size (self, 1.5);

  _sek_chart_titles (self, NULL);
  put_names (self);
  self->left = 0;
  self->right = self->width;
  _sek_chart_axis (self);
  _sek_chart_scale (self, self->top + label, self->bottom - label);
  self->is_tight |= self->bottom - self->top < _sek_chart_size (self, 6);
  for (guint i = 0; i < picture->series->len; i++)
    for (guint j = 0; j < picture->points->len; j++)
      put_column (self, i, j);
  _sek_chart_zero (self);
  for (guint i = 0; i < picture->series->len; i++)
    for (guint j = 0; j < picture->points->len; j++)
      put_value (self, i, j);
  put_ring (self);
}
