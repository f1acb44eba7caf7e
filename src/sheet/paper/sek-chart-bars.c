/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "sek-chart-private.h"

/* Bars that lie under each other on one scale: a name, the bar, its value, and the sum of what a heading heads. */

#define ROW       2.3  /* heights of letters: where it has room */
#define LEAST_ROW 1.55 /* and where it has none */
#define BETWEEN   0.7  /* above a heading */
#define BAR       0.8
#define LEAST_BAR 0.22 /* of the width: what names leave for the longest bar */
#define TWO_LINES 1.55 /* rows of a name of two lines */

/* What all bars share. */
typedef struct
{
  double names;
  double values;
  double left;  /* of the bars */
  double zero;
  double per_unit;
  double row;
} Bars;

static const SekChartBar *
get_bar (const SekChartLayout *self, guint index)
{
  return self->picture->bars->pdata[index];
}

static gboolean
is_heading (const SekChartLayout *self, guint index)
{
  return get_bar (self, index)->style == SEK_CHART_BAR_HEADING;
}

/* A long name goes over two lines. */
static PangoLayout *
make_name (SekChartLayout *self, const Bars *bars, guint index)
{
  return _sek_chart_text (self, get_bar (self, index)->name, 1, is_heading (self, index),
                          MAX (is_heading (self, index) ? self->right : bars->names, 1), 2);
}

static PangoLayout *
make_value (SekChartLayout *self, guint index)
{
  g_autofree char *value = sek_chart_picture_dup_value (self->picture, get_bar (self, index)->value);

  return _sek_chart_text (self, value, 1, is_heading (self, index), 0, 1);
}

static double
get_width (PangoLayout *text)
{
  double width, height;

  _sek_chart_measure (text, &width, &height);
  g_object_unref (text);

  return width;
}

/* In rows. */
static double
get_rows (SekChartLayout *self, const Bars *bars, guint index)
{
  g_autoptr (PangoLayout) name = make_name (self, bars, index);

  return pango_layout_get_line_count (name) > 1 ? TWO_LINES : 1;
}

/* A heading but the first has some space above it. */
static double
count_rows (SekChartLayout *self, const Bars *bars)
{
  double n = 0;

  for (guint i = 0; i < self->picture->bars->len; i++)
    n += get_rows (self, bars, i) + (i > 0 && is_heading (self, i) ? BETWEEN : 0);

  return n;
}

static void
measure_widths (SekChartLayout *self, Bars *bars)
{
  double gap = _sek_chart_size (self, 0.8);

  for (guint i = 0; i < self->picture->bars->len; i++)
    {
      bars->values = MAX (bars->values, get_width (make_value (self, i)));
      if (!is_heading (self, i))
        bars->names = MAX (bars->names,
                           get_width (_sek_chart_text (self, get_bar (self, i)->name, 1, FALSE, 0, 1)));
    }
  self->right = self->width - bars->values - gap;
  bars->names = MAX (MIN (bars->names, self->right - gap - self->width * LEAST_BAR), 0);
  bars->left = bars->names + gap;
  self->is_tight |= bars->names < _sek_chart_size (self, 6) && bars->names < self->width * 0.3;
}

static void
measure (SekChartLayout *self, Bars *bars)
{
  double least = 0, most = 0;

  measure_widths (self, bars);
  for (guint i = 0; i < self->picture->bars->len; i++)
    {
      gint64 value = get_bar (self, i)->value;

      if (is_heading (self, i) || value == SEK_NONE)
        continue;
      least = MIN (least, (double) value);
      most = MAX (most, (double) value);
    }
  bars->per_unit = MAX (self->right - bars->left, 0) / MAX (most - least, 1);
  bars->zero = bars->left - least * bars->per_unit;
  bars->row = MIN (MAX (self->height - self->top, 0) / MAX (count_rows (self, bars), 1), _sek_chart_size (self, ROW));
  self->is_tight |= bars->row < _sek_chart_size (self, LEAST_ROW);
}

static void
put_bar (SekChartLayout *self, const Bars *bars, guint index, guint group, double y, double row)
{
  const SekChartBar *bar = get_bar (self, index);
  double size = MIN (_sek_chart_size (self, BAR), bars->row * 0.7), end = bars->zero + bar->value * bars->per_unit;
  SekChartItem *item;

  if (bar->style == SEK_CHART_BAR_HEADING || bar->value == SEK_NONE || bars->per_unit <= 0)
    return;
  item = _sek_chart_add (self, SEK_CHART_ITEM_BOX, MIN (end, bars->zero), y + (row - size) / 2,
                         MAX (fabs (end - bars->zero), 1), size, group > 1 ? SEK_CHART_MUTED : SEK_CHART_ACCENT);
  item->fill = bar->style == SEK_CHART_BAR_HATCHED ? SEK_CHART_HATCH : SEK_CHART_FILLED;
}

static void
put_row (SekChartLayout *self, const Bars *bars, guint index, guint group, double y, double row)
{
  const SekChartBar *bar = get_bar (self, index);
  PangoLayout *name = make_name (self, bars, index), *value = make_value (self, index);
  double width, height;

  _sek_chart_measure (name, &width, &height);
  _sek_chart_put (self, name, 0, y + (row - height) / 2, SEK_CHART_INK);
  put_bar (self, bars, index, group, y, row);
  if (bar->value == SEK_NONE)
    {
      g_object_unref (value);
      return;
    }
  _sek_chart_measure (value, &width, &height);
  _sek_chart_put (self, value, self->width - width, y + (row - height) / 2,
                  _sek_chart_value_ink (self->picture, bar->value, SEK_CHART_INK));
}

double
_sek_chart_bars_height (SekChartLayout *self)
{
  Bars bars = { 0 };

  _sek_chart_titles (self, NULL);
  measure_widths (self, &bars);

  return self->top + count_rows (self, &bars) * _sek_chart_size (self, ROW);
}

void
_sek_chart_bars (SekChartLayout *self)
{
  Bars bars = { 0 };
  guint group = 0;
  double y;

  _sek_chart_titles (self, NULL);
  measure (self, &bars);
  y = self->top;
  /* Only where bars go both ways; else all begin at the names. */
  if (bars.zero > bars.left)
    _sek_chart_add (self, SEK_CHART_ITEM_LINE, round (bars.zero) - 0.5, y, 0, count_rows (self, &bars) * bars.row,
                    SEK_CHART_QUIET);
  for (guint i = 0; i < self->picture->bars->len; i++)
    {
      double row = get_rows (self, &bars, i) * bars.row;

      if (is_heading (self, i))
        {
          group++;
          y += i > 0 ? bars.row * BETWEEN : 0;
        }
      put_row (self, &bars, i, group, y, row);
      /* Around the texts, and so beyond the edges: who shows a ring leaves room for it. */
      if ((int) i == self->look->marked)
        _sek_chart_add (self, SEK_CHART_ITEM_RING, -SEK_CHART_RING, y, self->width + 2 * SEK_CHART_RING, row,
                        SEK_CHART_ACCENT)
          ->thickness = MAX (_sek_chart_size (self, 0.15), 1.5);
      y += row;
    }
}
