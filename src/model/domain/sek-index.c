/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-index.h"

#include <glib/gi18n-lib.h>

#include "sek-collate.h"
#include "sek-error.h"
#include "sek-kind.h"
#include "sek-number.h"

#define HARD_SPACE "\302\240"

/* An index is 100 in its base year: thousandths. */
#define BASE_VALUE 100000

gboolean
sek_index_is_series_of (const SekPriceIndex *a, const SekPriceIndex *b)
{
  return a->series == b->series
         && (a->series != SEK_INDEX_SERIES_OTHER || sek_collate (a->name, b->name) == 0);
}

const SekIndexFigure *
sek_index_get_figure (SekRegister *reg, gint64 price_index, SekMonth period)
{
  gint64 row = sek_register_find_pair (reg, SEK_FIELD (index_figure, price_index), price_index,
                                       SEK_FIELD (index_figure, period), period);

  return row != 0 ? sek_register_get_index_figure (reg, row) : NULL;
}

/* --- the indexes of a series -------------------------------------------------------------------------------------- */

static int
compare_indexes (gconstpointer a, gconstpointer b, gpointer data)
{
  const SekPriceIndex *one = sek_register_get_price_index (data, *(const gint64 *) a),
                      *two = sek_register_get_price_index (data, *(const gint64 *) b);
  int order = sek_collate (one->name, two->name);

  if (one->series != two->series)
    return one->series < two->series ? -1 : 1;
  if (one->series == SEK_INDEX_SERIES_OTHER && order != 0)
    return order;
  /* The newest base first; a blank base is below all. */
  if (one->base != two->base)
    return one->base > two->base ? -1 : 1;
  return one->id < two->id ? -1 : one->id > two->id;
}

static GArray *
list_indexes (SekRegister *reg, const SekPriceIndex *like)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));
  SekTableIter iter;
  const SekPriceIndex *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_PRICE_INDEX));
  while ((row = (const SekPriceIndex *) sek_table_iter_next (&iter)) != NULL)
    if (like == NULL || sek_index_is_series_of (like, row))
      g_array_append_val (list, row->id);
  g_array_sort_with_data (list, compare_indexes, reg);
  return list;
}

GArray *
sek_index_list_series (SekRegister *reg)
{
  g_autoptr (GArray) all = list_indexes (reg, NULL);
  GArray *series = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < all->len; i++)
    if (i == 0
        || !sek_index_is_series_of (sek_register_get_price_index (reg, g_array_index (all, gint64, i - 1)),
                                    sek_register_get_price_index (reg, g_array_index (all, gint64, i))))
      g_array_append_val (series, g_array_index (all, gint64, i));
  return series;
}

gboolean
sek_index_has (SekRegister *reg, gint64 price_index, SekMonth period)
{
  g_autoptr (GArray) list = list_indexes (reg, sek_register_get_price_index (reg, price_index));

  for (guint i = 0; i < list->len; i++)
    if (sek_index_get_figure (reg, g_array_index (list, gint64, i), period) != NULL)
      return TRUE;
  return FALSE;
}

/* --- growth ------------------------------------------------------------------------------------------------------- */

/* The average of a year in an index: as it was published, else that of its twelve months. The number of months that are
 * there is told where it cannot be had. */
static gboolean
find_average (SekRegister *reg, gint64 price_index, int year, gint64 *sum, int *parts)
{
  const SekIndexFigure *whole = sek_index_get_figure (reg, price_index, SEK_MONTH (year, 0));

  *sum = 0;
  *parts = 0;
  if (whole != NULL)
    {
      *sum = whole->value;
      *parts = 1;
      return TRUE;
    }
  for (int month = 1; month <= 12; month++)
    {
      const SekIndexFigure *figure = sek_index_get_figure (reg, price_index, SEK_MONTH (year, month));

      if (figure != NULL)
        {
          *sum += figure->value;
          (*parts)++;
        }
    }
  return *parts == 12;
}

static char *
dup_name_and_base (const SekPriceIndex *index)
{
  return g_strdup_printf ("%s (%" G_GINT64_FORMAT HARD_SPACE "=" HARD_SPACE "100)", index->name, index->base);
}

/* from and to are figures of two indexes of one series. */
static gboolean
link_figures (SekRegister *reg, SekIndexGrowth *growth, GError **error)
{
  const SekPriceIndex *from = sek_register_get_price_index (reg, growth->from->price_index),
                      *to = sek_register_get_price_index (reg, growth->to->price_index);
  gboolean forward = to->base > from->base;
  const SekPriceIndex *newer = forward ? to : from, *older = forward ? from : to;
  g_autofree char *old_name = NULL, *new_name = NULL;

  growth->link_year = (int) newer->base;
  growth->link_index = older->id;
  if (find_average (reg, older->id, growth->link_year, &growth->link_sum, &growth->link_parts))
    {
      /* The older index divided by (average / 100) is the newer one. */
      const __int128 older_parts = (__int128) BASE_VALUE * growth->link_parts;

      growth->numerator = growth->to->value * (forward ? (__int128) growth->link_sum : older_parts);
      growth->denominator = growth->from->value * (forward ? older_parts : (__int128) growth->link_sum);
      return TRUE;
    }
  old_name = dup_name_and_base (older);
  new_name = dup_name_and_base (newer);
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
               _("“%s” and “%s” cannot be linked: they are linked over the average of %d, of which the older one has "
                 "%d of 12 months. Import the rest of the year, or type its yearly figure."),
               old_name, new_name, growth->link_year, growth->link_parts);
  return FALSE;
}

static void
set_within (SekIndexGrowth *growth)
{
  growth->numerator = growth->to->value;
  growth->denominator = growth->from->value;
}

static gboolean
is_missing (const SekPriceIndex *index, SekMonth period, GError **error)
{
  g_autofree char *when = sek_month_format (period, SEK_MONTH_LONG, sek_program_language ());

  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
               _("“%s” has no figure for %s. Import the table anew, or type the figure."), index->name, when);
  return FALSE;
}

static gboolean
grow_deflator (SekRegister *reg, const SekPriceIndex *index, SekMonth to, SekIndexGrowth *growth, GError **error)
{
  growth->from = growth->to = sek_index_get_figure (reg, index->id, to);
  if (growth->to == NULL)
    return is_missing (index, to, error);
  /* Per cent: a figure of 3,7 is from 100 to 103,7. */
  growth->numerator = BASE_VALUE + growth->to->value;
  growth->denominator = BASE_VALUE;
  return TRUE;
}

/* The first pair of indexes, newest bases first, that can be linked; else why the first pair cannot. */
static gboolean
grow_linked (SekRegister *reg, GArray *list, SekMonth from, SekMonth to, SekIndexGrowth *growth, GError **error)
{
  g_autoptr (GError) why = NULL;

  for (guint t = 0; t < list->len; t++)
    for (guint f = 0; f < list->len; f++)
      {
        growth->from = sek_index_get_figure (reg, g_array_index (list, gint64, f), from);
        growth->to = sek_index_get_figure (reg, g_array_index (list, gint64, t), to);
        if (f != t && growth->from != NULL && growth->to != NULL
            && link_figures (reg, growth, why == NULL ? &why : NULL))
          return TRUE;
      }
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

gboolean
sek_index_growth (SekRegister *reg, gint64 price_index, SekMonth from, SekMonth to, SekIndexGrowth *growth,
                  GError **error)
{
  const SekPriceIndex *index = sek_register_get_price_index (reg, price_index);
  g_autoptr (GArray) list = list_indexes (reg, index);

  *growth = (SekIndexGrowth) { 0 };
  if (index->series == SEK_INDEX_SERIES_DEFLATOR)
    return grow_deflator (reg, index, to, growth, error);
  if (!sek_index_has (reg, price_index, from) || !sek_index_has (reg, price_index, to))
    return is_missing (index, sek_index_has (reg, price_index, from) ? to : from, error);
  for (guint i = 0; i < list->len; i++)
    {
      growth->from = sek_index_get_figure (reg, g_array_index (list, gint64, i), from);
      growth->to = sek_index_get_figure (reg, g_array_index (list, gint64, i), to);
      if (growth->from != NULL && growth->to != NULL)
        {
          set_within (growth);
          return TRUE;
        }
    }
  return grow_linked (reg, list, from, to, growth, error);
}

static gint64
divide (__int128 numerator, __int128 denominator)
{
  __int128 half = denominator / 2;

  return (gint64) ((numerator + (numerator < 0 ? -half : half)) / denominator);
}

gint64
sek_index_growth_percent (const SekIndexGrowth *growth, int decimals)
{
  __int128 scaled = (growth->numerator - growth->denominator) * 100;

  for (int i = 0; i < decimals; i++)
    scaled *= 10;
  return divide (scaled, growth->denominator);
}

gint64
sek_index_growth_link (const SekIndexGrowth *growth)
{
  return divide (growth->link_sum, growth->link_parts);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

char *
sek_index_dup_value (gint64 thousandths, SekLanguage language)
{
  int decimals = thousandths % 100 == 0 ? 1 : thousandths % 10 == 0 ? 2 : 3;

  return sek_number_in_language (sek_number_format_amount (thousandths, 1000, decimals), language);
}

static char *
dup_short_source (SekRegister *reg, gint64 price_index, const char *source)
{
  const SekPriceIndex *index = sek_register_get_price_index (reg, price_index);
  g_autofree char *base = index->base != SEK_NONE ? g_strdup_printf ("%" G_GINT64_FORMAT HARD_SPACE "=" HARD_SPACE
                                                                     "100", index->base) : NULL;
  const char *name = source != NULL ? source : index->name;

  return base != NULL ? g_strdup_printf ("%s (%s)", name, base) : g_strdup (name);
}

char *
sek_index_growth_dup_link (SekRegister *reg, const SekIndexGrowth *growth, SekLanguage language)
{
  static const SekWord told = {
    { "Tall fra %s og %s er kjedet sammen over gjennomsnittet for %s, som er %s i den eldste tabellen og 100 i den "
      "nyeste.",
      "Tal frå %s og %s er kjeda saman over gjennomsnittet for %s, som er %s i den eldste tabellen og 100 i den "
      "nyaste.",
      "Figures from %s and %s are linked over the average of %s, which is %s in the older table and 100 in the newer "
      "one." }
  };
  gboolean forward;
  g_autofree char *older = NULL, *newer = NULL, *average = NULL, *year = NULL;
  const SekIndexFigure *old_figure, *new_figure;

  if (growth->link_year == 0)
    return NULL;
  forward = growth->from->price_index == growth->link_index;
  old_figure = forward ? growth->from : growth->to;
  new_figure = forward ? growth->to : growth->from;
  older = dup_short_source (reg, old_figure->price_index, old_figure->source);
  newer = dup_short_source (reg, new_figure->price_index, new_figure->source);
  average = sek_index_dup_value (sek_index_growth_link (growth), language);
  year = g_strdup_printf ("%d", growth->link_year);
  return sek_fill (sek_word (&told, language), older, newer, year, average, NULL);
}

/* A series by the short name that people use of it in a line. */
static const char *
get_series_name (const SekPriceIndex *index, SekLanguage language)
{
  static const SekWord names[] = {
    [SEK_INDEX_SERIES_CPI] = { { "KPI", "KPI", "CPI" } },
    [SEK_INDEX_SERIES_CPI_ATE] = { { "KPI-JAE", "KPI-JAE", "CPI-ATE" } },
    [SEK_INDEX_SERIES_DEFLATOR] = { { "Kommunal deflator", "Kommunal deflator", "Municipal deflator" } },
  };

  return index->series >= 0 && index->series < (gint64) G_N_ELEMENTS (names)
             ? sek_word (&names[index->series], language) : index->name;
}

char *
sek_index_dup_growth_name (SekRegister *reg, gint64 price_index, SekMonth from, SekMonth to, SekLanguage language)
{
  const SekPriceIndex *index = sek_register_get_price_index (reg, price_index);
  g_autofree char *first = NULL, *last = sek_month_format (to, SEK_MONTH_SHORT, language);

  if (index->series == SEK_INDEX_SERIES_DEFLATOR)
    return g_strdup_printf ("%s %s", get_series_name (index, language), last);
  first = sek_month_format (from, SEK_MONTH_SHORT, language);
  return g_strdup_printf ("%s, %s–%s", get_series_name (index, language), first, last);
}

char *
sek_index_dup_source (SekRegister *reg, const SekIndexFigure *figure, SekLanguage language)
{
  static const SekWord retrieved = { { "hentet %s", "henta %s", "retrieved %s" } };
  const SekPriceIndex *index = sek_register_get_price_index (reg, figure->price_index);
  GString *text = g_string_new (figure->source != NULL ? figure->source : index->name);

  if (index->base != SEK_NONE)
    g_string_append_printf (text, ", %" G_GINT64_FORMAT HARD_SPACE "=" HARD_SPACE "100", index->base);
  if (figure->retrieved != SEK_NONE)
    {
      g_autofree char *date = sek_date_format ((SekDate) figure->retrieved, SEK_DATE_TOLD, language),
                      *told = sek_fill (sek_word (&retrieved, language), date, NULL);

      g_string_append_printf (text, ", %s", told);
    }
  return g_string_free (text, FALSE);
}

/* --- rules -------------------------------------------------------------------------------------------------------- */

/* What one series can have, another cannot. */
static gboolean
check_figures (SekRegister *reg, const SekPriceIndex *index, GError **error)
{
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (index_figure, price_index), index->id, &n);

  for (guint i = 0; i < n; i++)
    if (!sek_index_check_figure (reg, sek_register_get_index_figure (reg, rows[i]), error))
      return FALSE;
  return TRUE;
}

gboolean
sek_index_check (SekRegister *reg, const SekPriceIndex *index, GError **error)
{
  g_autoptr (GArray) list = list_indexes (reg, index);

  if (index->series != SEK_INDEX_SERIES_DEFLATOR && index->base == SEK_NONE)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("“%s” says nothing without the year that is 100 in it. Fill in “%s”, for example 2025."),
                   index->name, sek_word (&SEK_FIELD (price_index, base)->title, sek_program_language ()));
      return FALSE;
    }
  for (guint i = 0; i < list->len; i++)
    {
      const SekPriceIndex *other = sek_register_get_price_index (reg, g_array_index (list, gint64, i));

      if (other->id == index->id || other->base != index->base)
        continue;
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("The register already has “%s”, of the same series and base year. Add the figures to that one."),
                   other->name);
      return FALSE;
    }
  return check_figures (reg, index, error);
}

gboolean
sek_index_check_figure (SekRegister *reg, const SekIndexFigure *figure, GError **error)
{
  const SekPriceIndex *index = sek_register_get_price_index (reg, figure->price_index);
  gboolean deflator = index != NULL && index->series == SEK_INDEX_SERIES_DEFLATOR;
  g_autofree char *when = NULL;

  if (index == NULL || (deflator ? figure->value > -BASE_VALUE && sek_month_month ((SekMonth) figure->period) == 0
                                 : figure->value > 0))
    return TRUE;
  when = sek_month_format ((SekMonth) figure->period, SEK_MONTH_LONG, sek_program_language ());
  if (!deflator)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("“%s” cannot be 0 or less in %s. Write the index itself, for example 117,2, not a change."),
                 index->name, when);
  else if (figure->value <= -BASE_VALUE)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("“%s” cannot be −100 per cent or less in %s. Write the growth in per cent, for example 3,7."),
                 index->name, when);
  else
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("“%s” is the growth of a whole year, so that “%s” cannot have a figure of its own. Write the year, "
                   "for example 2025."),
                 index->name, when);
  return FALSE;
}
