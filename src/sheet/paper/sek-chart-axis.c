/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "sek-chart-private.h"

/* What is around the figures: titles, the points' labels, the scale, and the line of zero. */

#define TITLE_SIZE   1.15
#define QUIET_SIZE   0.9
#define SECOND_SIZE  0.85

enum { TITLE_LINES = 3, SUBTITLE_LINES = 2, LABEL_LINES = 3 };

/* So many heights of a text's letters. */
double
_sek_chart_size (const SekChartLayout *self, double lines)
{
  return self->look->size * lines;
}

void
_sek_chart_titles (SekChartLayout *self, const char *extra)
{
  const SekChartPicture *picture = self->picture;
  g_autofree char *under = extra == NULL              ? g_strdup (picture->subtitle)
                           : picture->subtitle == NULL ? g_strdup (extra)
                                                       : g_strdup_printf ("%s. %s", picture->subtitle, extra);
  PangoLayout *text;
  double width, height;

  self->top = 0;
  if (picture->title != NULL)
    {
      text = _sek_chart_text (self, picture->title, TITLE_SIZE, TRUE, self->width, TITLE_LINES);
      _sek_chart_measure (text, &width, &height);
      _sek_chart_put (self, text, 0, 0, SEK_CHART_INK);
      self->top = height + _sek_chart_size (self, 0.1);
    }
  if (under != NULL)
    {
      text = _sek_chart_text (self, under, QUIET_SIZE, FALSE, self->width, SUBTITLE_LINES);
      _sek_chart_measure (text, &width, &height);
      _sek_chart_put (self, text, 0, self->top, SEK_CHART_QUIET);
      self->top += height;
    }
  self->top = ceil (self->top + _sek_chart_size (self, 0.7));
}

/* What scenarios are compared with is dark; else the first series has the first colour. */
SekChartStyle
_sek_chart_style (const SekChartPicture *picture, guint series)
{
  static const SekChartStyle base = { SEK_CHART_INK, SEK_CHART_SOLID, SEK_CHART_DIAMOND, SEK_CHART_OUTLINE };
  static const SekChartStyle styles[] = {
    { SEK_CHART_ACCENT, SEK_CHART_SOLID, SEK_CHART_CIRCLE, SEK_CHART_FILLED },
    { SEK_CHART_SECOND, SEK_CHART_LONG, SEK_CHART_SQUARE, SEK_CHART_HATCH },
    { SEK_CHART_THIRD, SEK_CHART_SHORT, SEK_CHART_TRIANGLE, SEK_CHART_OUTLINE },
    { SEK_CHART_QUIET, SEK_CHART_MIXED, SEK_CHART_DIAMOND, SEK_CHART_CROSSED },
  };
  guint n_before = 0;
  gboolean has_letters = FALSE;

  for (guint i = 0; i < picture->series->len; i++)
    {
      gboolean has_letter = ((SekChartCourse *) picture->series->pdata[i])->letter != NULL;

      has_letters |= has_letter;
      n_before += i < series && has_letter;
    }
  if (!has_letters)
    return styles[series % G_N_ELEMENTS (styles)];

  return ((SekChartCourse *) picture->series->pdata[series])->letter != NULL
           ? styles[n_before % G_N_ELEMENTS (styles)]
           : base;
}

guint
sek_chart_picture_get_sign (const SekChartPicture *self, guint series)
{
  SekChartStyle style;

  g_return_val_if_fail (self != NULL && series < self->series->len, 0);

  style = _sek_chart_style (self, series);
  return self->kind == SEK_CHART_COLUMNS ? style.fill : style.dash * 10 + style.mark;
}

SekChartInk
_sek_chart_value_ink (const SekChartPicture *picture, gint64 value, SekChartInk ink)
{
  return value < 0 || (picture->limit != SEK_NONE && value < picture->limit) ? SEK_CHART_BAD : ink;
}

/* --- labels of the points ----------------------------------------------------------------------------------------- */

static PangoLayout *
make_label (SekChartLayout *self, guint point, gboolean second, double width)
{
  const SekChartPoint *as = self->picture->points->pdata[point];
  PangoLayout *text = _sek_chart_text (self, second ? as->second : as->label, second ? SECOND_SIZE : 1,
                                       !second && (int) point == self->picture->current, width, LABEL_LINES);

  pango_layout_set_alignment (text, PANGO_ALIGN_CENTER);
  return text;
}

static gboolean
has_part (const SekChartLayout *self, guint point, gboolean second)
{
  const SekChartPoint *as = self->picture->points->pdata[point];

  return (second ? as->second : as->label) != NULL;
}

/* Every step-th point from the last one back. */
static gboolean
is_labelled (const SekChartLayout *self, guint point, guint step)
{
  return (self->picture->points->len - 1 - point) % step == 0;
}

/* How wide one is whose words are not parted and of which nothing is cut; -1 where it does not fit so. */
static double
measure_label (SekChartLayout *self, guint point, gboolean second, double width)
{
  g_autoptr (PangoLayout) text = make_label (self, point, second, width);
  double wide, high;

  pango_layout_set_alignment (text, PANGO_ALIGN_LEFT);
  pango_layout_set_wrap (text, PANGO_WRAP_WORD);
  pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_NONE);
  _sek_chart_measure (text, &wide, &high);

  return wide <= width && pango_layout_get_line_count (text) <= LABEL_LINES ? wide : -1;
}

static double
place_label (const SekChartLayout *self, guint point, double wide)
{
  return CLAMP (_sek_chart_x (self, point) - wide / 2, 0, MAX (self->width - wide, 0));
}

/* Whether all labels, moved from the edges, stand clear of the one before. */
static gboolean
fits (SekChartLayout *self, guint step, gboolean has_second, double width)
{
  double end = -_sek_chart_size (self, 1);

  for (guint i = 0; i < self->picture->points->len; i++)
    {
      double next = end;

      if (!is_labelled (self, i, step))
        continue;
      for (int second = 0; second <= has_second; second++)
        {
          double wide;

          if (!has_part (self, i, second))
            continue;
          wide = measure_label (self, i, second, width);
          if (wide < 0 || place_label (self, i, wide) < end + _sek_chart_size (self, 0.3))
            return FALSE;
          next = MAX (next, place_label (self, i, wide) + wide);
        }
      end = next;
    }

  return TRUE;
}

/* A label stands under its point, moved so far that it is not cut by an edge. Returns where it ends. */
static double
put_label (SekChartLayout *self, guint point, gboolean second, double width, double y)
{
  PangoLayout *text = make_label (self, point, second, width);
  double wide, high, x;

  /* It is as wide as its words, for its place is computed here. */
  pango_layout_set_alignment (text, PANGO_ALIGN_LEFT);
  _sek_chart_measure (text, &wide, &high);
  if (pango_layout_get_line_count (text) > 1)
    {
      pango_layout_set_width (text, (int) (wide * PANGO_SCALE));
      pango_layout_set_alignment (text, PANGO_ALIGN_CENTER);
    }
  x = place_label (self, point, wide);
  _sek_chart_put (self, text, x, y, second ? SEK_CHART_QUIET : SEK_CHART_INK);

  return y + high;
}

/* Puts the labels of every step-th point, or only measures them, and returns how high they are. */
static double
put_labels (SekChartLayout *self, guint step, gboolean has_second, double width, double y)
{
  guint n_items = self->items->len;
  double lowest = y;

  for (guint i = 0; i < self->picture->points->len; i++)
    {
      double end = y;

      if (!is_labelled (self, i, step))
        continue;
      if (has_part (self, i, FALSE))
        end = put_label (self, i, FALSE, width, end);
      if (has_second && has_part (self, i, TRUE))
        end = put_label (self, i, TRUE, width, end);
      lowest = MAX (lowest, end);
    }
  if (y == 0)
    g_array_set_size (self->items, n_items);

  return lowest - y;
}

void
_sek_chart_axis (SekChartLayout *self)
{
  guint n = self->picture->points->len, step = 1;
  double gap = _sek_chart_size (self, 0.5), width;
  gboolean has_second;

  self->bottom = self->height;
  if (n == 0)
    return;
  self->slot = (self->right - self->left) / n;
  while (step < n && !fits (self, step, FALSE, MAX (self->slot * step - gap, 1)))
    step++;
  /* Years between others are known, groups of columns are not. */
  self->is_tight |= step > 1 && self->picture->kind == SEK_CHART_COLUMNS;
  width = MAX (self->slot * step - gap, 1);
  has_second = fits (self, step, TRUE, width);
  self->bottom = MAX (self->height - put_labels (self, step, has_second, width, 0), 1);
  put_labels (self, step, has_second, width, self->bottom);
  self->bottom -= _sek_chart_size (self, 0.35);
}

/* --- the scale ---------------------------------------------------------------------------------------------------- */

void
_sek_chart_scale (SekChartLayout *self, double top, double bottom)
{
  const SekChartPicture *picture = self->picture;
  double least = 0, most = 0;

  for (guint i = 0; i < picture->series->len; i++)
    for (guint j = 0; j < picture->points->len; j++)
      {
        gint64 value = sek_chart_picture_get_value (picture, i, j);

        least = value != SEK_NONE ? MIN (least, (double) value) : least;
        most = value != SEK_NONE ? MAX (most, (double) value) : most;
      }
  if (picture->limit != SEK_NONE)
    {
      least = MIN (least, (double) picture->limit);
      most = MAX (most, (double) picture->limit);
    }
  /* Nothing but zeros lie on the ground. */
  self->per_unit = MAX (bottom - top, 0) / MAX (most - least, 1);
  self->zero = bottom + least * self->per_unit;
}

double
_sek_chart_y (const SekChartLayout *self, gint64 value)
{
  return self->zero - (double) value * self->per_unit;
}

double
_sek_chart_x (const SekChartLayout *self, guint point)
{
  return self->left + (point + 0.5) * self->slot;
}

void
_sek_chart_zero (SekChartLayout *self)
{
  double y = round (self->zero) + 0.5;

  _sek_chart_add (self, SEK_CHART_ITEM_LINE, self->left, y, self->right - self->left, 0, SEK_CHART_QUIET)->thickness
    = 1;
}
