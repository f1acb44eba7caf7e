/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-layout.h"
#include "sek-audit-private.h"

#include <string.h>

/* Text that was copied a cell a line, in the order in which a page was drawn, as a PDF viewer gives it.
 *
 * A row is a label and the figures after it. How many most rows have is how many columns there are; only rows that have
 * just as many are read. Where a row has others, cells are blank or were drawn out of order, and nothing tells which:
 * it is left out, and what stands above is a table of its own, so that no sum reaches over it. */

typedef struct
{
  char    *text;
  gboolean is_figure;
} Copied;

static void
copied_clear (Copied *cell)
{
  g_free (cell->text);
}

/* The lines of the text, empty ones too. Owned; element-type Copied. */
static GArray *
find_cells (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GArray *cells = g_array_new (FALSE, TRUE, sizeof (Copied));

  g_array_set_clear_func (cells, (GDestroyNotify) copied_clear);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      Copied cell = { .text = g_strdup (g_strstrip (lines[i])) };
      Cell figure;

      cell.is_figure = _sek_audit_parse (cell.text, ',', &figure) && !_sek_audit_is_year_token (cell.text);
      g_array_append_val (cells, cell);
    }
  return cells;
}

static guint
count_figures (const GArray *cells, guint from)
{
  guint n = 0;

  for (guint i = from; i < cells->len; i++)
    {
      const Copied *cell = &g_array_index (cells, Copied, i);

      if (!cell->is_figure && *cell->text != '\0')
        break;
      n += cell->is_figure;
    }
  return n;
}

static gboolean
begins_figures (const GArray *cells, guint i)
{
  guint before = i;

  if (!g_array_index (cells, Copied, i).is_figure)
    return FALSE;
  while (before > 0 && *g_array_index (cells, Copied, before - 1).text == '\0')
    before--;
  return before == 0 || !g_array_index (cells, Copied, before - 1).is_figure;
}

/* «Lønn 5 000», but not «Budsjett 2023» or «Tall per 25.11.2026». */
static gboolean
ends_in_figure (const char *line)
{
  const char *word = strrchr (line, ' ');

  word = word != NULL ? word + 1 : line;
  return *word != '\0' && g_ascii_isdigit (word[strlen (word) - 1]) && !_sek_audit_is_year_token (word)
         && !_sek_audit_is_date_token (word);
}

/* How many figures most rows have; 0 when the text is not of this kind. */
static guint
find_width (const GArray *cells)
{
  guint counts[MOST_WIDE + 1] = { 0 }, best = 0, rows = 0, figures = 0, lines_with_figures = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      const Copied *cell = &g_array_index (cells, Copied, i);

      figures += cell->is_figure;
      lines_with_figures += cell->is_figure || ends_in_figure (cell->text);
      if (begins_figures (cells, i))
        {
          counts[MIN (count_figures (cells, i), MOST_WIDE)]++;
          rows++;
        }
    }
  for (guint n = 1; n < MOST_WIDE; n++)
    if (counts[n] > counts[best])
      best = n;
  /* Most figures stand alone, and most rows are alike. */
  return figures * 3 > lines_with_figures * 2 && best > 0 && counts[best] >= 4 && counts[best] * 2 > rows ? best : 0;
}

/* The line of text right above a row's figures. */
static char *
dup_label (const GArray *cells, guint i)
{
  while (i > 0 && *g_array_index (cells, Copied, i - 1).text == '\0')
    i--;
  return g_strdup (i > 0 ? g_array_index (cells, Copied, i - 1).text : "");
}

GPtrArray *
_sek_audit_split_cells (const char *text)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GArray) cells = find_cells (text);
  guint width = find_width (cells);
  GPtrArray *rows = NULL;

  for (guint i = 0; width > 0 && i < cells->len; i++)
    {
      char **texts;
      guint n;

      if (!begins_figures (cells, i))
        continue;
      n = count_figures (cells, i);
      if (n != width)
        {
          rows = NULL;
          continue;
        }
      if (rows == NULL)
        {
          rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
          g_ptr_array_add (tables, rows);
        }
      texts = g_new0 (char *, width + 2);
      texts[0] = dup_label (cells, i);
      for (n = 0; n < width; i++)
        if (g_array_index (cells, Copied, i).is_figure)
          texts[++n] = g_strdup (g_array_index (cells, Copied, i).text);
      i--;
      g_ptr_array_add (rows, texts);
    }
  for (guint i = tables->len; i-- > 0;)
    if (((GPtrArray *) tables->pdata[i])->len < 3)
      g_ptr_array_remove_index (tables, i);
  return tables;
}
