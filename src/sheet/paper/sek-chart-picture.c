/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-chart-picture.h"

#include <string.h>

#include "sek-cell-text.h"
#include "sek-money.h"
#include "sek-number.h"

static void
free_point (SekChartPoint *point)
{
  g_free (point->label);
  g_free (point->second);
  g_free (point);
}

static void
free_course (SekChartCourse *course)
{
  g_free (course->letter);
  g_free (course->name);
  g_array_unref (course->values);
  g_free (course);
}

static void
free_bar (SekChartBar *bar)
{
  g_free (bar->name);
  g_free (bar);
}

/* Texts come from anybody. */
static char *
dup_clean (const char *text)
{
  g_autoptr (GString) scratch = g_string_new (NULL);

  return text != NULL && *text != '\0' ? g_strdup (sek_text_clean (text, SEK_CLEAN_ONE_LINE, scratch)) : NULL;
}

SekChartPicture *
sek_chart_picture_new (SekChartKind kind, SekLanguage language, const char *title, const char *subtitle, gint64 unit,
                       int decimals)
{
  SekChartPicture *self;

  g_return_val_if_fail ((guint) kind < SEK_N_CHART_KINDS && (guint) language < SEK_N_LANGUAGES, NULL);
  g_return_val_if_fail (title != NULL && unit > 0 && decimals >= 0 && decimals <= 9, NULL);

  self = g_new0 (SekChartPicture, 1);
  self->kind = kind;
  self->language = language;
  self->title = dup_clean (title);
  self->subtitle = dup_clean (subtitle);
  self->unit = unit;
  self->decimals = decimals;
  self->points = g_ptr_array_new_with_free_func ((GDestroyNotify) free_point);
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) free_course);
  self->bars = g_ptr_array_new_with_free_func ((GDestroyNotify) free_bar);
  self->limit = SEK_NONE;
  self->plan = G_MAXUINT;
  self->current = -1;

  return self;
}

void
sek_chart_picture_free (SekChartPicture *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->limit_text);
  g_free (self->plan_word);
  g_ptr_array_unref (self->points);
  g_ptr_array_unref (self->series);
  g_ptr_array_unref (self->bars);
  g_free (self);
}

void
sek_chart_picture_add_point (SekChartPicture *self, const char *label, const char *second)
{
  static const gint64 none = SEK_NONE;
  SekChartPoint *point;

  g_return_if_fail (self != NULL && label != NULL && self->kind != SEK_CHART_BARS);

  point = g_new0 (SekChartPoint, 1);
  point->label = dup_clean (label);
  point->second = dup_clean (second);
  g_ptr_array_add (self->points, point);
  for (guint i = 0; i < self->series->len; i++)
    g_array_append_val (((SekChartCourse *) self->series->pdata[i])->values, none);
}

guint
sek_chart_picture_add_series (SekChartPicture *self, const char *letter, const char *name)
{
  static const gint64 none = SEK_NONE;
  SekChartCourse *course;

  g_return_val_if_fail (self != NULL && name != NULL && self->kind != SEK_CHART_BARS, 0);

  course = g_new0 (SekChartCourse, 1);
  course->letter = dup_clean (letter);
  course->name = dup_clean (name);
  course->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->points->len; i++)
    g_array_append_val (course->values, none);
  g_ptr_array_add (self->series, course);

  return self->series->len - 1;
}

void
sek_chart_picture_set_value (SekChartPicture *self, guint series, guint point, gint64 value)
{
  g_return_if_fail (self != NULL && series < self->series->len && point < self->points->len);

  g_array_index (((SekChartCourse *) self->series->pdata[series])->values, gint64, point) = value;
}

gint64
sek_chart_picture_get_value (const SekChartPicture *self, guint series, guint point)
{
  g_return_val_if_fail (self != NULL && series < self->series->len && point < self->points->len, SEK_NONE);

  return g_array_index (((SekChartCourse *) self->series->pdata[series])->values, gint64, point);
}

void
sek_chart_picture_add_bar (SekChartPicture *self, const char *name, gint64 value, SekChartBarStyle style)
{
  SekChartBar *bar;

  g_return_if_fail (self != NULL && name != NULL && self->kind == SEK_CHART_BARS);

  bar = g_new0 (SekChartBar, 1);
  bar->name = dup_clean (name);
  bar->value = value;
  bar->style = style;
  g_ptr_array_add (self->bars, bar);
}

void
sek_chart_picture_set_limit (SekChartPicture *self, gint64 value, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL && self->kind == SEK_CHART_LINES);

  self->limit = value;
  g_free (self->limit_text);
  self->limit_text = dup_clean (text);
}

void
sek_chart_picture_set_plan (SekChartPicture *self, guint first, const char *word)
{
  g_return_if_fail (self != NULL && self->kind == SEK_CHART_LINES);

  self->plan = first;
  g_free (self->plan_word);
  self->plan_word = dup_clean (word);
}

void
sek_chart_picture_set_current (SekChartPicture *self, int point)
{
  g_return_if_fail (self != NULL);

  self->current = point;
}

/* --- from a book -------------------------------------------------------------------------------------------------- */

/* What a column's figures are counted in. */
static void
take_unit (SekChartPicture *self, const SekSheetColumn *column)
{
  self->unit = column->kind == SEK_CELL_RATE     ? SEK_KRONE
               : column->kind != SEK_CELL_AMOUNT ? 1
               : column->unit > 0                ? column->unit
                                                 : SEK_KRONE;
  self->decimals = column->kind == SEK_CELL_RATE ? 2 : column->kind == SEK_CELL_AMOUNT ? column->decimals : 0;
}

static gint64
read_value (const SekSheet *sheet, int column, const char *key)
{
  const SekSheetRow *row = key != NULL ? sek_sheet_find_row (sheet, key) : NULL;

  return row != NULL && row->cells[column].type == SEK_VALUE_INTEGER ? row->cells[column].integer : SEK_NONE;
}

static void
add_bars (SekChartPicture *self, const SekChart *chart, const SekSheet *sheet, int column)
{
  for (guint i = 0; i < chart->series->len; i++)
    {
      const SekChartSeries *series = chart->series->pdata[i];

      sek_chart_picture_add_bar (self, series->name, read_value (sheet, column, series->row), series->style);
    }
}

static void
add_column (SekChartPicture *self, const SekChart *chart, const SekSheet *sheet, int column)
{
  g_autofree char *head = sek_head_to_line (sek_sheet_get_column (sheet, column)->head);
  guint point = self->points->len;

  sek_chart_picture_add_point (self, head, NULL);
  for (guint i = 0; i < chart->series->len; i++)
    sek_chart_picture_set_value (self, i, point,
                                 read_value (sheet, column, ((SekChartSeries *) chart->series->pdata[i])->row));
}

static gboolean
has_value (const SekChartPicture *self)
{
  for (guint i = 0; i < self->series->len; i++)
    for (guint j = 0; j < self->points->len; j++)
      if (sek_chart_picture_get_value (self, i, j) != SEK_NONE)
        return TRUE;
  for (guint i = 0; i < self->bars->len; i++)
    if (((SekChartBar *) self->bars->pdata[i])->value != SEK_NONE)
      return TRUE;

  return FALSE;
}

SekChartPicture *
sek_chart_picture_new_from_book (const SekBook *book, const SekChart *chart)
{
  g_autoptr (SekChartPicture) self = NULL;
  g_autofree char *under = NULL;
  guint n_found = 0;

  g_return_val_if_fail (book != NULL && chart != NULL, NULL);

  under = chart->info.subtitle != NULL && chart->info.value_title != NULL
            ? g_strdup_printf ("%s (%s)", chart->info.subtitle, chart->info.value_title)
          : chart->info.value_title != NULL ? g_strdup_printf ("(%s)", chart->info.value_title)
                                            : g_strdup (chart->info.subtitle);
  self = sek_chart_picture_new (chart->info.kind, book->info.language, chart->info.title, under, 1, 0);
  for (guint i = 0; i < chart->series->len && chart->info.kind != SEK_CHART_BARS; i++)
    {
      const SekChartSeries *series = chart->series->pdata[i];

      sek_chart_picture_add_series (self, series->letter, series->name);
    }
  for (guint i = 0; i < chart->columns->len; i++)
    {
      const SekChartColumn *as = chart->columns->pdata[i];
      const SekSheet *sheet = sek_book_find_sheet (book, as->sheet);
      int column = sheet != NULL ? sek_sheet_find_column (sheet, as->column) : -1;

      if (column < 0 || (chart->info.kind == SEK_CHART_BARS && n_found > 0))
        continue;
      if (n_found++ == 0)
        take_unit (self, sek_sheet_get_column (sheet, column));
      if (i >= chart->plan && self->plan == G_MAXUINT)
        sek_chart_picture_set_plan (self, self->points->len, chart->plan_word);
      if (chart->info.kind == SEK_CHART_BARS)
        add_bars (self, chart, sheet, column);
      else
        add_column (self, chart, sheet, column);
    }
  if (chart->limit_text != NULL)
    sek_chart_picture_set_limit (self, chart->limit, chart->limit_text);

  return has_value (self) ? g_steal_pointer (&self) : NULL;
}

/* --- in words ----------------------------------------------------------------------------------------------------- */

char *
sek_chart_picture_dup_value (const SekChartPicture *self, gint64 value)
{
  if (value == SEK_NONE)
    return g_strdup ("");

  return sek_number_in_language (sek_number_format_amount (value, self->unit, self->decimals), self->language);
}

guint
sek_chart_picture_n_places (const SekChartPicture *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->kind == SEK_CHART_BARS ? self->bars->len : self->series->len * self->points->len;
}

static void
append_value (const SekChartPicture *self, GString *text, gint64 value)
{
  static const SekWord none = { { "ingen verdi", "ingen verdi", "no value" } };
  static const SekWord below = { { "under grensen på %s", "under grensa på %s", "below the limit of %s" } };
  g_autofree char *shown = sek_chart_picture_dup_value (self, value);

  g_string_append (text, value == SEK_NONE ? sek_word (&none, self->language) : shown);
  if (value != SEK_NONE && self->limit != SEK_NONE && value < self->limit)
    {
      g_autofree char *limit = sek_chart_picture_dup_value (self, self->limit);
      g_autofree char *told = sek_fill (sek_word (&below, self->language), limit, NULL);

      g_string_append_printf (text, ", %s", told);
    }
}

static void
append_point (const SekChartPicture *self, GString *text, guint index)
{
  static const SekWord plan = { { "plan", "plan", "plan" } };
  const SekChartPoint *point = self->points->pdata[index];
  const char *word = sek_word (&plan, self->language);

  g_string_append (text, point->label != NULL ? point->label : "");
  if (point->second != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", point->second);
  if (index >= self->plan && (point->second == NULL || strstr (point->second, word) == NULL))
    g_string_append_printf (text, ", %s", word);
}

char *
sek_chart_picture_dup_place (const SekChartPicture *self, guint place)
{
  static const SekWord sum = { { "sum", "sum", "total" } };
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL && place < sek_chart_picture_n_places (self), NULL);

  if (self->kind == SEK_CHART_BARS)
    {
      const SekChartBar *bar = self->bars->pdata[place];

      g_string_append (text, bar->name != NULL ? bar->name : "");
      if (bar->style == SEK_CHART_BAR_HEADING && bar->value != SEK_NONE)
        g_string_append_printf (text, ", %s", sek_word (&sum, self->language));
      if (bar->style == SEK_CHART_BAR_HEADING && bar->value == SEK_NONE)
        return g_string_free (g_steal_pointer (&text), FALSE);
      g_string_append (text, ": ");
      append_value (self, text, bar->value);
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  if (self->series->len > 1)
    {
      const SekChartCourse *course = self->series->pdata[place / self->points->len];

      g_string_append_printf (text, "%s%s%s, ", course->letter != NULL ? course->letter : "",
                              course->letter != NULL ? " " : "", course->name != NULL ? course->name : "");
    }
  append_point (self, text, place % self->points->len);
  g_string_append (text, ": ");
  append_value (self, text, sek_chart_picture_get_value (self, place / self->points->len, place % self->points->len));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
sek_chart_picture_dup_told (const SekChartPicture *self)
{
  g_autoptr (GString) text = g_string_new (self->title != NULL ? self->title : "");

  if (self->subtitle != NULL)
    g_string_append_printf (text, ". %s", self->subtitle);
  for (guint i = 0; i < sek_chart_picture_n_places (self); i++)
    {
      g_autofree char *place = sek_chart_picture_dup_place (self, i);

      g_string_append_printf (text, "%s%s", i == 0 ? ". " : "; ", place);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
