/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "sek-chart-private.h"

/* A course over time. One series has its values at its points; several are named where they end, with the last value
 * alone. */

#define LIMIT_SIZE 0.85
#define MARK       0.62 /* of a letter's height */
#define END_WIDTH  0.34 /* of the chart, at most */

/* What stands at a line's end. */
typedef struct
{
  guint        series;
  guint        point;  /* the last one with a value */
  PangoLayout *name;   /* "A  1 329" */
  PangoLayout *second; /* what the letter stands for; NULL for none */
  double       width;
  double       height;
  double       line;   /* the height of the line that stands beside the mark */
  double       wanted; /* where the middle of that line would be */
  double       y;
} End;

static gint64
get_value (const SekChartLayout *self, guint series, guint point)
{
  return sek_chart_picture_get_value (self->picture, series, point);
}

/* --- ends --------------------------------------------------------------------------------------------------------- */

static void
clear_end (gpointer data)
{
  End *end = data;

  g_clear_object (&end->name);
  g_clear_object (&end->second);
}

static void
measure_end (SekChartLayout *self, End *end, gboolean with_names)
{
  const SekChartCourse *course = self->picture->series->pdata[end->series];
  g_autofree char *value = sek_chart_picture_dup_value (self->picture, get_value (self, end->series, end->point));
  /* The letter and the value stay on one line. */
  g_autofree char *name = g_strdup_printf ("%s\302\240 %s", course->letter != NULL ? course->letter : course->name,
                                           value);
  double most = self->width * END_WIDTH, width, height;

  if (course->letter == NULL && with_names)
    {
      /* Name above, value below. */
      end->second = _sek_chart_text (self, course->name, LIMIT_SIZE, FALSE, most, 2);
      end->name = _sek_chart_text (self, value, 1, TRUE, 0, 1);
    }
  else
    {
      /* A letter and its value are never cut; a name gives way. */
      end->name = _sek_chart_text (self, name, 1, TRUE, course->letter != NULL ? 0 : most, 1);
      if (with_names)
        end->second = _sek_chart_text (self, course->name, LIMIT_SIZE, FALSE, most, 2);
    }
  _sek_chart_measure (end->name, &end->width, &end->height);
  end->line = end->height;
  if (end->second != NULL)
    {
      _sek_chart_measure (end->second, &width, &height);
      end->width = MAX (end->width, width);
      end->height += height;
      /* Name and value stand on both sides of the mark, a letter and its value beside it. */
      end->line = course->letter != NULL ? end->line : end->height;
    }
}

static GArray *
make_ends (SekChartLayout *self, gboolean with_names)
{
  GArray *ends = g_array_new (FALSE, TRUE, sizeof (End));

  g_array_set_clear_func (ends, clear_end);
  for (guint i = 0; i < self->picture->series->len; i++)
    {
      End end = { .series = i, .point = G_MAXUINT };

      for (guint j = 0; j < self->picture->points->len; j++)
        if (get_value (self, i, j) != SEK_NONE)
          end.point = j;
      if (end.point == G_MAXUINT)
        continue;
      measure_end (self, &end, with_names);
      g_array_append_val (ends, end);
    }

  return ends;
}

static End *
get_end (const GArray *ends, guint index)
{
  return &g_array_index (ends, End, index);
}

static int
compare_wanted (gconstpointer a, gconstpointer b)
{
  const End *p = a, *q = b;

  if (p->wanted != q->wanted)
    return p->wanted < q->wanted ? -1 : 1;
  return p->series < q->series ? -1 : p->series > q->series;
}

/* Each stands beside its mark, moved down below the one before and up above the ground. FALSE where they have no room
 * together. */
static gboolean
spread_ends (SekChartLayout *self, GArray *ends)
{
  double apart = _sek_chart_size (self, 0.2), top = self->top, bottom = self->bottom, needed = 0;

  for (guint i = 0; i < ends->len; i++)
    {
      End *end = get_end (ends, i);

      end->wanted = _sek_chart_y (self, get_value (self, end->series, end->point));
      needed += end->height + (i > 0 ? apart : 0);
    }
  if (needed > bottom - top)
    return FALSE;
  g_array_sort (ends, compare_wanted);
  for (guint i = 0; i < ends->len; i++)
    {
      End *end = get_end (ends, i);

      end->y = MAX (end->wanted - end->line / 2, top);
      top = end->y + end->height + apart;
    }
  for (guint i = ends->len; i-- > 0;)
    {
      End *end = get_end (ends, i);

      end->y = MIN (end->y, bottom - end->height);
      bottom = end->y - apart;
    }

  return TRUE;
}

static void
put_ends (SekChartLayout *self, GArray *ends, double x)
{
  for (guint i = 0; i < ends->len; i++)
    {
      End *end = get_end (ends, i);
      SekChartInk ink = _sek_chart_style (self->picture, end->series).ink;
      SekChartInk told = _sek_chart_value_ink (self->picture, get_value (self, end->series, end->point), ink);
      gboolean is_letter = ((SekChartCourse *) self->picture->series->pdata[end->series])->letter != NULL;
      double y = end->y, middle = end->y + end->line / 2, width, height;

      /* A thread to a mark that is not beside it. */
      if (fabs (middle - end->wanted) > end->line / 2 || end->point + 1 < self->picture->points->len)
        _sek_chart_add (self, SEK_CHART_ITEM_LINE, _sek_chart_x (self, end->point), end->wanted,
                        x - _sek_chart_size (self, 0.15) - _sek_chart_x (self, end->point), middle - end->wanted,
                        SEK_CHART_QUIET)->thickness = 0.6;
      _sek_chart_measure (end->name, &width, &height);
      if (is_letter || end->second == NULL)
        {
          _sek_chart_put (self, g_steal_pointer (&end->name), x, y, told);
          y += height;
          if (end->second != NULL)
            _sek_chart_put (self, g_steal_pointer (&end->second), x, y, SEK_CHART_QUIET);
          continue;
        }
      _sek_chart_measure (end->second, &width, &height);
      _sek_chart_put (self, g_steal_pointer (&end->second), x, y, ink);
      _sek_chart_put (self, g_steal_pointer (&end->name), x, y + height, told);
    }
}

/* --- values ------------------------------------------------------------------------------------------------------- */

/* A label at one of the places around a mark: the one that the fewest lines go through, and of these the first. Without
 * any that is free the label is left out. */
static void
put_value (SekChartLayout *self, guint point, gint64 value, gboolean keep_clear)
{
  g_autofree char *shown = sek_chart_picture_dup_value (self->picture, value);
  PangoLayout *text = _sek_chart_text (self, shown, 1, TRUE, 0, 1);
  double x = _sek_chart_x (self, point), y = _sek_chart_y (self, value), gap = _sek_chart_size (self, 0.55);
  double width, height, best_x = 0, best_y = 0;
  guint best = G_MAXUINT;

  _sek_chart_measure (text, &width, &height);
  for (int i = 0; i < 8; i++)
    {
      const double places[8][2] = {
        { x - width / 2, y - gap - height }, { x + gap, y - height - gap * 0.1 }, { x + gap, y - height / 2 },
        { x - width / 2, y + gap },          { x - gap - width, y - height - gap * 0.1 },
        { x + gap, y + gap * 0.1 },          { x - gap - width, y + gap * 0.1 },  { x - gap - width, y - height / 2 },
      };
      double at_x = places[i][0], at_y = places[i][1];
      guint crossed = _sek_chart_count_crossed (self, at_x, at_y, width, height);

      if (at_y >= self->top && at_y + height <= self->bottom && at_x + width <= self->right && crossed < best
          && _sek_chart_is_free (self, at_x, at_y, width, height))
        {
          best = crossed;
          best_x = at_x;
          best_y = at_y;
        }
    }
  if (best == G_MAXUINT || (keep_clear && best > 0))
    g_object_unref (text);
  else
    _sek_chart_put (self, text, best_x, best_y, _sek_chart_value_ink (self->picture, value, SEK_CHART_INK));
}

/* The last value is the one that the chart is about, then the first, and then those between; where they are many, only
 * those that no line goes through. */
static void
put_values (SekChartLayout *self)
{
  guint n = self->picture->points->len, last = 0, first = G_MAXUINT, n_values = 0;

  for (guint i = 0; i < n; i++)
    if (get_value (self, 0, i) != SEK_NONE)
      {
        first = MIN (first, i);
        last = i;
        n_values++;
      }
  if (first == G_MAXUINT)
    return;
  put_value (self, last, get_value (self, 0, last), FALSE);
  if (first != last)
    put_value (self, first, get_value (self, 0, first), FALSE);
  for (guint i = first + 1; i < last; i++)
    if (get_value (self, 0, i) != SEK_NONE)
      put_value (self, i, get_value (self, 0, i), n_values > 8);
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

static void
put_segments (SekChartLayout *self, guint series)
{
  SekChartStyle style = _sek_chart_style (self->picture, series);
  guint before = G_MAXUINT;

  for (guint i = 0; i < self->picture->points->len; i++)
    {
      SekChartItem *line;
      double x, y;

      if (get_value (self, series, i) == SEK_NONE)
        {
          before = G_MAXUINT;
          continue;
        }
      if (before != G_MAXUINT)
        {
          x = _sek_chart_x (self, before);
          y = _sek_chart_y (self, get_value (self, series, before));
          line = _sek_chart_add (self, SEK_CHART_ITEM_LINE, x, y, _sek_chart_x (self, i) - x,
                                 _sek_chart_y (self, get_value (self, series, i)) - y, style.ink);
          line->thickness = _sek_chart_size (self, 0.17);
          /* Among several a dash is the series' own, and the field tells the plan. */
          line->dash = self->picture->series->len > 1 ? style.dash : i >= self->picture->plan ? SEK_CHART_SHORT
                                                                                              : SEK_CHART_SOLID;
        }
      before = i;
    }
}

static void
put_marks (SekChartLayout *self, guint series)
{
  SekChartStyle style = _sek_chart_style (self->picture, series);
  double size = _sek_chart_size (self, MARK);

  for (guint i = 0; i < self->picture->points->len; i++)
    if (get_value (self, series, i) != SEK_NONE)
      {
        double y = _sek_chart_y (self, get_value (self, series, i));
        SekChartItem *mark = _sek_chart_add (self, SEK_CHART_ITEM_MARK, _sek_chart_x (self, i) - size / 2,
                                             y - size / 2, size, size, style.ink);

        mark->mark = style.mark;
        mark->thickness = _sek_chart_size (self, 0.14);
        mark->fill = i >= self->picture->plan ? SEK_CHART_OUTLINE : SEK_CHART_FILLED;
      }
}

static void
put_ring (SekChartLayout *self)
{
  int marked = self->look->marked;
  guint n = self->picture->points->len;
  double size = _sek_chart_size (self, MARK * 2.1);
  gint64 value;

  if (marked < 0 || (guint) marked >= sek_chart_picture_n_places (self->picture))
    return;
  value = get_value (self, (guint) marked / n, (guint) marked % n);
  /* A gap has its ring on the ground. */
  _sek_chart_add (self, SEK_CHART_ITEM_RING, _sek_chart_x (self, (guint) marked % n) - size / 2,
                  _sek_chart_y (self, value != SEK_NONE ? value : 0) - size / 2, size, size, SEK_CHART_ACCENT)
    ->thickness = MAX (_sek_chart_size (self, 0.15), 1.5);
}

/* --- plan and limit ----------------------------------------------------------------------------------------------- */

static void
put_field (SekChartLayout *self)
{
  const SekChartPicture *picture = self->picture;
  double left = self->left + picture->plan * self->slot, pad = _sek_chart_size (self, 0.5), width, height;
  PangoLayout *text;

  if (picture->plan >= picture->points->len)
    return;
  _sek_chart_add (self, SEK_CHART_ITEM_BOX, left, self->top, self->right - left, self->bottom - self->top,
                  SEK_CHART_FIELD);
  if (picture->plan_word == NULL)
    return;
  text = _sek_chart_text (self, picture->plan_word, LIMIT_SIZE, FALSE, 0, 1);
  _sek_chart_measure (text, &width, &height);
  left = MAX (MIN (left + pad, self->right - width), self->left);
  if (_sek_chart_is_free (self, left, self->top, width, height))
    _sek_chart_put (self, text, left, self->top + pad * 0.3, SEK_CHART_QUIET);
  else
    g_object_unref (text);
}

static double
get_field_height (SekChartLayout *self)
{
  g_autoptr (PangoLayout) text = NULL;
  double width, height;

  if (self->picture->plan >= self->picture->points->len || self->picture->plan_word == NULL)
    return 0;
  text = _sek_chart_text (self, self->picture->plan_word, LIMIT_SIZE, FALSE, 0, 1);
  _sek_chart_measure (text, &width, &height);

  return height;
}

static void
put_limit_line (SekChartLayout *self)
{
  SekChartItem *line;

  if (self->picture->limit == SEK_NONE)
    return;
  line = _sek_chart_add (self, SEK_CHART_ITEM_LINE, self->left, round (_sek_chart_y (self, self->picture->limit)) + 0.5,
                         self->right - self->left, 0, SEK_CHART_INK);
  line->dash = SEK_CHART_LONG;
  line->thickness = 1;
}

/* On the line or under it, from the left, where nothing is in its way. FALSE where something is everywhere. */
static gboolean
put_beside (SekChartLayout *self, PangoLayout *text, double y, gboolean from_right, SekChartInk ink)
{
  double gap = _sek_chart_size (self, 0.12), step = _sek_chart_size (self, 1), width, height;

  _sek_chart_measure (text, &width, &height);
  for (int below = 0; below < 2; below++)
    for (double x = self->left; x + width <= self->right; x += step)
      {
        double at_x = from_right ? self->right - width - (x - self->left) : x;
        double at_y = (below ^ from_right) ? y + 1 + gap : y - height - gap;

        if (at_y >= self->top && at_y + height <= self->bottom
            && _sek_chart_count_crossed (self, at_x, at_y, width, height) == 0
            && _sek_chart_is_free (self, at_x, at_y, width, height))
          {
            _sek_chart_put (self, text, at_x, at_y, ink);
            return TRUE;
          }
      }
  g_object_unref (text);

  return FALSE;
}

static gboolean
put_limit_text (SekChartLayout *self)
{
  if (self->picture->limit == SEK_NONE || self->picture->limit_text == NULL)
    return TRUE;

  return put_beside (self, _sek_chart_text (self, self->picture->limit_text, LIMIT_SIZE, FALSE, 0, 1),
                     round (_sek_chart_y (self, self->picture->limit)), FALSE, SEK_CHART_INK);
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static void
set_scale (SekChartLayout *self, gboolean has_ends)
{
  double label = _sek_chart_size (self, has_ends ? 0.8 : 2.4);

  _sek_chart_scale (self, self->top + label + get_field_height (self), self->bottom - label);
}

/* With the names of the series where these have room, else with letters and values. Lays the axis out beside them. */
static GArray *
place_ends (SekChartLayout *self)
{
  guint n_items = self->items->len;

  for (int with_names = 1; with_names >= 0; with_names--)
    {
      g_autoptr (GArray) ends = make_ends (self, with_names);
      double widest = 0;

      for (guint i = 0; i < ends->len; i++)
        widest = MAX (widest, get_end (ends, i)->width);
      self->right = self->width - widest - _sek_chart_size (self, 0.5);
      g_array_set_size (self->items, n_items);
      _sek_chart_axis (self);
      set_scale (self, TRUE);
      if (spread_ends (self, ends))
        return g_steal_pointer (&ends);
    }
  self->is_tight = TRUE;

  return g_array_new (FALSE, TRUE, sizeof (End));
}

void
_sek_chart_lines (SekChartLayout *self, const char *extra)
{
  g_autoptr (GArray) ends = NULL;

  _sek_chart_titles (self, extra);
  self->left = 0;
  self->right = self->width;
  if (self->picture->series->len > 1)
    ends = place_ends (self);
  else
    {
      _sek_chart_axis (self);
      set_scale (self, FALSE);
    }
  self->is_tight |= self->bottom - self->top < _sek_chart_size (self, 7);

  put_field (self);
  _sek_chart_zero (self);
  put_limit_line (self);
  for (guint i = 0; i < self->picture->series->len; i++)
    put_segments (self, i);
  /* The first series, with which the others are compared or which is alone, lies above. */
  for (guint i = self->picture->series->len; i-- > 0;)
    put_marks (self, i);
  if (ends != NULL)
    put_ends (self, ends, self->right + _sek_chart_size (self, 0.5));
  else if (self->picture->series->len == 1)
    put_values (self);
  if (!put_limit_text (self) && extra == NULL)
    {
      /* Where the line has no room for its words, they are told above. */
      g_array_set_size (self->items, 0);
      _sek_chart_lines (self, self->picture->limit_text);
      return;
    }
  put_beside (self, _sek_chart_text (self, "0", LIMIT_SIZE, FALSE, 0, 1), round (self->zero), TRUE, SEK_CHART_QUIET);
  put_ring (self);
}
