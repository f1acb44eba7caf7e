/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose-private.h"

#include <stdlib.h>
#include <string.h>

/* The simplest tables of a text as facts for its sentences: a head with a year over each column, rows of a label and as
 * many figures, and a unit that is told above. What is less simple tells nothing. */

/* Lines above the head in which its unit is looked for. */
#define UNIT_ABOVE 3
#define MOST_COLUMNS 6

static gint64
unit_about (GPtrArray *lines, guint head)
{
  for (guint i = head + 1; i-- > 0 && head - i <= UNIT_ABOVE;)
    {
      g_autofree char *folded = sek_fact_fold (((SekProseLine *) lines->pdata[i])->text);

      if (strstr (folded, " 1 000 kr") != NULL || strstr (folded, " tusen kr") != NULL
          || strstr (folded, " 1000 kr") != NULL)
        return 1000;
      if (strstr (folded, " mill kr") != NULL || strstr (folded, " millioner kr") != NULL
          || strstr (folded, " millionar kr") != NULL)
        return 1000000;
      if (strstr (folded, " tall i kr") != NULL || strstr (folded, " tal i kr") != NULL
          || strstr (folded, " i hele kr") != NULL || strstr (folded, " beløp i kr") != NULL)
        return 1;
    }
  return 0;
}

/* Figures at the end of a line, in thousandths; how many, or 0 when they are not n. */
static guint
read_values (const char *tail, guint n, gint64 *values)
{
  guint found = 0;

  while (*tail != '\0')
    {
      gsize digits = strspn (tail, "0123456789");
      gint64 value = 0, part = 1000;

      if (digits == 0 || digits > 3 || found == n)
        return 0;
      for (value = atoi (tail), tail += digits;; tail += 4)
        {
          const char *next = _sek_prose_skip_spaces (tail);

          if (next == tail || strspn (next, "0123456789") != 3 || value > 1000000000)
            break;
          value = value * 1000 + atoi (next);
          tail = next - 1;
        }
      value *= 1000;
      if (*tail == ',')
        for (tail++; g_ascii_isdigit (*tail) && part > 1; tail++)
          {
            part /= 10;
            value += part * (*tail - '0');
          }
      if (*tail != '\0' && _sek_prose_skip_spaces (tail) == tail)
        return 0;
      values[found++] = value;
      tail = _sek_prose_skip_spaces (tail);
    }
  return found == n ? n : 0;
}

/* The years of a head's columns; 0 when a line is none: each of its figures is a year, and none is told twice. */
static guint
read_years (const char *text, int *years)
{
  g_autofree char *folded = sek_fact_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      int year = atoi (words[i]);

      if (!g_ascii_isdigit (words[i][0]))
        continue;
      if (strlen (words[i]) != 4 || year < 1990 || year > 2100 || n == MOST_COLUMNS)
        return 0;
      for (guint k = 0; k < n; k++)
        if (years[k] == year)
          return 0;
      years[n++] = year;
    }
  return n;
}

static void
add_row (GPtrArray *facts, const SekProseLine *line, const int *years, guint n, gint64 unit)
{
  const char *tail = _sek_prose_find_tail (line->text);
  gint64 values[MOST_COLUMNS];
  g_autofree char *label = NULL;

  if (tail == NULL || read_values (tail, n, values) == 0)
    return;
  label = g_strchomp (g_strndup (line->text, (gsize) (tail - line->text)));
  for (guint c = 0; c < n; c++)
    {
      SekFact *fact = g_new0 (SekFact, 1);

      *fact = (SekFact) { .kind = SEK_QUANTITY_MONEY, .value = values[c] * unit / 10,
                          .name = g_strdup_printf ("%s, %d", label, years[c]), .all = sek_fact_dup_stems (label),
                          .year = years[c], .column = "", .needs_year = TRUE };
      if (fact->all[0] != NULL)
        g_ptr_array_add (facts, fact);
      else
        sek_fact_free (fact);
    }
}

GPtrArray *
_sek_prose_read_tables (const char *text)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_fact_free);
  g_autoptr (GPtrArray) lines = _sek_prose_read_lines (text);
  int years[MOST_COLUMNS];
  guint n_years = 0;
  gint64 unit = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const SekProseLine *line = lines->pdata[i];
      int heads[MOST_COLUMNS];
      guint n;

      if (line->is_furniture)
        continue;
      if (!line->is_cells)
        {
          n_years = 0;
          continue;
        }
      n = read_years (line->text, heads);
      if (n > 0)
        {
          memcpy (years, heads, sizeof years);
          n_years = n;
          unit = unit_about (lines, i);
        }
      else if (n_years > 0 && unit > 0)
        add_row (facts, line, years, n_years, unit);
    }
  return facts;
}
