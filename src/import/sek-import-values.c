/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-count.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"

/* What the values of a table of populations mean, when all of them have been seen: which figure is the population,
 * which parts are totals, which years there are. */

static void
add_year (GHashTable *years, int year)
{
  if (year != 0)
    g_hash_table_add (years, GINT_TO_POINTER (year));
}

static gboolean
choose_contents (SekImportCount *self, SekImportPart *column)
{
  g_autofree gboolean *fits = g_new0 (gboolean, column->texts->len + 1);
  guint n = 0;
  GPtrArray *choices;
  const char *chosen = NULL;

  column->kinds = g_new0 (guint8, column->texts->len + 1);
  for (guint i = 0; i < column->texts->len; i++)
    n += fits[i] = _sek_import_is_population (column->texts->pdata[i]);
  if (n == 0 && column->texts->len > 1)
    {
      choices = _sek_import_choices_new ();
      for (guint i = 0; i < column->texts->len; i++)
        _sek_import_add_choice (choices, column->texts->pdata[i], column->texts->pdata[i]);
      chosen = _sek_import_ask_choices (self->import, "amount", TRUE, _("Which of the figures is the population?"),
                                        choices);
      if (chosen == NULL)
        return FALSE;
    }
  for (guint i = 0; i < column->texts->len; i++)
    {
      gboolean taken = chosen != NULL ? g_str_equal (chosen, column->texts->pdata[i]) : n == 0 || fits[i];

      column->kinds[i] = taken ? _sek_import_when (column->texts->pdata[i]) : SEK_WHEN_NEVER;
      /* First and last day of a year are beside each other: the first day is the population's. */
      for (guint other = 0; taken && other < i; other++)
        if (column->kinds[i] == SEK_WHEN_END && column->kinds[other] == SEK_WHEN_START)
          column->kinds[i] = SEK_WHEN_NEVER;
        else if (column->kinds[i] == SEK_WHEN_START && column->kinds[other] == SEK_WHEN_END)
          column->kinds[other] = SEK_WHEN_NEVER;
    }
  return TRUE;
}

gboolean
_sek_import_values_classify (SekImportCount *self)
{
  guint bit = 1;

  for (guint c = 0; c < self->n_columns; c++)
    {
      SekImportPart *column = &self->columns[c];
      guint n_totals = 0;

      if (column->role == SEK_ROLE_CONTENTS && !choose_contents (self, column))
        return FALSE;
      if (column->role != SEK_ROLE_PART)
        continue;
      if (column->texts->len >= SEK_MOST_VALUES || c >= 32)
        {
          column->role = SEK_ROLE_NONE;
          continue;
        }
      _sek_import_part_classify (column);
      for (guint i = 0; i < column->texts->len; i++)
        n_totals += column->kinds[i] == SEK_PART_TOTAL;
      if (n_totals > 0 && bit < SEK_MOST_CLASSES)
        {
          column->bit = bit;
          bit <<= 1;
        }
      /* Without a bit of their own totals cannot be kept apart from their parts, so that only they are taken. */
      for (guint i = 0; n_totals > 0 && column->bit == 0 && i < column->texts->len; i++)
        if (column->kinds[i] != SEK_PART_TOTAL)
          column->kinds[i] = SEK_PART_LEFT_OUT;
    }
  return TRUE;
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

gboolean
_sek_import_values_find_years (SekImportCount *self, GHashTable *raw, const char *title, gboolean *asked,
                               GError **error)
{
  const char *wanted = _sek_import_get_answer (self->import, "year", NULL);
  g_autoptr (GHashTable) years = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) known = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key;
  int only = 0;

  for (guint c = 0; c < self->n_columns; c++)
    {
      SekImportPart *amount = &self->columns[c];

      if (amount->role != SEK_ROLE_AMOUNT)
        continue;
      if (amount->year != 0)
        add_year (years, _sek_import_count_year (amount->year, amount->quarter, amount->when));
      g_hash_table_iter_init (&iter, raw);
      while (amount->year == 0 && g_hash_table_iter_next (&iter, &key, NULL))
        {
          gboolean said = FALSE;

          for (guint other = 0; other < self->n_columns; other++)
            for (guint i = 0; self->columns[other].role == SEK_ROLE_CONTENTS && i < self->columns[other].texts->len;
                 i++, said = TRUE)
              add_year (years, _sek_import_count_year (GPOINTER_TO_INT (key) / 10, GPOINTER_TO_INT (key) % 10,
                                                       self->columns[other].kinds[i]));
          if (!said)
            add_year (years,
                      _sek_import_count_year (GPOINTER_TO_INT (key) / 10, GPOINTER_TO_INT (key) % 10, amount->when));
        }
    }
  if (wanted != NULL)
    {
      only = strlen (wanted) == 4 ? _sek_import_find_year (wanted, NULL) : 0;
      if (only == 0)
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                       _("“%s” is not a year. Write it with four digits, for example 2023."), wanted);
          return FALSE;
        }
    }
  if (g_hash_table_size (years) == 0)
    {
      self->year = only != 0 ? only : _sek_import_find_year (title, NULL);
      if (self->year == 0)
        {
          *asked = TRUE;
          _sek_import_ask (self->import, "year", FALSE,
                           _("The file does not say which year its populations are of. Give the year: 1 January …"),
                           NULL);
          return FALSE;
        }
      _sek_import_add_fact (self->import, "year", _("Year"), only == 0,
                            only != 0 ? _("%d, as it was given") : _("%d, from the title"), self->year);
      g_array_append_val (self->years, self->year);
      return TRUE;
    }
  g_hash_table_iter_init (&iter, years);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      int year = GPOINTER_TO_INT (key);

      g_array_append_val (self->years, year);
    }
  g_array_sort (self->years, compare_years);
  for (guint i = 0; i < self->years->len; i++)
    g_string_append_printf (known, "%s%d", i > 0 ? ", " : "", g_array_index (self->years, int, i));
  if (only != 0 && !g_hash_table_contains (years, GINT_TO_POINTER (only)))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("The file has no populations of %d. It has: %s."), only,
                   known->str);
      return FALSE;
    }
  if (only != 0)
    {
      g_array_set_size (self->years, 0);
      g_array_append_val (self->years, only);
      g_string_printf (known, "%d", only);
    }
  _sek_import_add_fact (self->import, "year", self->years->len > 1 ? _("Years") : _("Year"), FALSE, "%s", known->str);
  return TRUE;
}

/* --- years down, municipalities across ---------------------------------------------------------------------------- */

static guint
count_filled (const SekImportTable *table, guint row)
{
  guint filled = 0;

  for (guint c = 0; c < table->n_columns; c++)
    filled += *_sek_import_table_get (table, row, c) != '\0';
  return filled;
}

/* A year or a day, and a figure. */
static gboolean
is_year_row (const SekImportTable *table, guint row)
{
  const char *text = _sek_import_table_get (table, row, 0);
  gboolean figure = FALSE;

  for (guint c = 1; c < table->n_columns; c++)
    figure |= _sek_import_is_number (_sek_import_table_get (table, row, c));
  return figure && _sek_import_find_year (text, NULL) != 0 && g_utf8_strlen (text, -1) <= 24;
}

/* Whether years stand below each other and municipalities beside each other, and the row of those. */
static gboolean
find_across (const SekImportTable *table, guint *head)
{
  for (guint row = 0; row < table->rows->len; row++)
    {
      guint filled = 0, regions = 0, years = 0, others = 0;

      for (guint c = 1; c < table->n_columns; c++)
        {
          const char *text = _sek_import_table_get (table, row, c);

          filled += *text != '\0';
          regions += *text != '\0' && _sek_import_is_known_region (text, NULL);
        }
      if (regions < 2 || regions * 2 <= filled)
        continue;
      for (guint below = row + 1; below < table->rows->len; below++)
        {
          gboolean year = is_year_row (table, below);

          years += year;
          others += !year && count_filled (table, below) > 1;
        }
      *head = row;
      return years > 0 && others == 0;
    }
  return FALSE;
}

gboolean
_sek_import_values_turn (SekImportCount *self, SekReader *reader, gboolean *turned, GError **error)
{
  guint head;

  *turned = find_across (self->table, &head);
  return !*turned || sek_reader_turn (reader, g_array_index (self->table->numbers, guint64, head), error);
}
