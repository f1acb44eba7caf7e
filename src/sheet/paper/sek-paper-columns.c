/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "sek-cell-text.h"
#include "sek-paper-private.h"

/* Widths of columns. Each has what its widest text takes on one line, and the least that parts no word. Figures are
 * never parted. Where not everything fits on one line, columns of texts share what is left evenly, so that short texts
 * stay on one line and long ones wrap. Then words are parted and the table made smaller, in turns. */

typedef struct
{
  double natural;
  double least;    /* no word is parted */
  double smallest; /* words are parted */
} Need;

/* The least that a column of texts is made before the table shrinks, and how far it shrinks before words are parted. */
#define LONGEST_WORD 150.0
#define NARROW_TEXT  42.0
#define SHRINK_FIRST 0.8

#define LEAST_GAP 10.0
#define MOST_GAP  26.0

int
_sek_paper_only_cell (const SekSheetRow *row)
{
  int found = -1;

  if (row->style != SEK_ROW_SECTION)
    return -1;
  for (int i = 0; i < (int) row->sheet->columns->len; i++)
    if (!sek_cell_is_blank (&row->cells[i]))
      {
        if (found >= 0)
          return -1;
        found = i;
      }

  return found;
}

static void
add_text (SekPaper *self, Need *need, SekPaperFont font, const char *text, gboolean parted)
{
  double width, word;

  if (*text == '\0')
    return;
  width = _sek_paper_text_width (self, font, text);
  if (width > need->natural)
    need->natural = width;
  if (!parted)
    {
      need->least = MAX (need->least, width);
      need->smallest = MAX (need->smallest, width);
      return;
    }
  if (width <= need->smallest)
    return;
  word = MIN (_sek_paper_word_width (self, font, text), width);
  need->least = MAX (need->least, MIN (word, LONGEST_WORD));
  need->smallest = MAX (need->smallest, MIN (word, NARROW_TEXT));
}

static void
add_row (SekPaper *self, Need *needs, const SekSheetRow *row)
{
  SekPaperFont font = _sek_paper_row_font (row);
  g_autofree char *owned = NULL;

  if (_sek_paper_only_cell (row) >= 0)
    return;
  for (int i = 0; i < (int) row->sheet->columns->len; i++)
    {
      const SekCell *cell = &row->cells[i];

      if (!sek_cell_is_blank (cell))
        add_text (self, &needs[i], font, _sek_paper_cell_text (self, row, i, &owned), cell->type == SEK_VALUE_TEXT);
    }
}

static double
sum_needs (const Need *needs, guint n, gboolean smallest)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += smallest ? needs[i].smallest : needs[i].least;

  return sum;
}

/* Between its least and its natural width each column gets what the level allows, so that the widths sum to total. */
static void
share_width (const Need *needs, guint n, gboolean smallest, double total, SekPaperColumn *columns)
{
  double low = 0, high = total;

  for (int step = 0; step < 48; step++)
    {
      double level = (low + high) / 2, sum = 0;

      for (guint i = 0; i < n; i++)
        sum += MIN (MAX (needs[i].natural, needs[i].least),
                    MAX (smallest ? needs[i].smallest : needs[i].least, level));
      if (sum > total)
        high = level;
      else
        low = level;
    }
  for (guint i = 0; i < n; i++)
    columns[i].width = MIN (MAX (needs[i].natural, needs[i].least),
                            MAX (smallest ? needs[i].smallest : needs[i].least, low));
}

/* Figures that end where a text begins need more room between. */
static double
get_gap_weight (const SekPaperColumn *before, const SekPaperColumn *after)
{
  return before->right && !after->right ? 1.5 : 1.0;
}

static void
set_places (SekPaperSheet *sheet, guint n)
{
  double widths = 0, weights = 0, gap, x = 0;

  for (guint i = 0; i < n; i++)
    {
      widths += sheet->columns[i].width;
      if (i > 0)
        weights += get_gap_weight (&sheet->columns[i - 1], &sheet->columns[i]);
    }
  gap = weights > 0 ? CLAMP ((sheet->table_limit / sheet->scale - widths) / weights, 0, MOST_GAP) : 0;
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        x += gap * get_gap_weight (&sheet->columns[i - 1], &sheet->columns[i]);
      sheet->columns[i].x = x;
      x += sheet->columns[i].width;
    }
  sheet->table_width = x;
}

static void
fit_columns (SekPaperSheet *sheet, const Need *needs, guint n)
{
  double gaps = 0, limit = sheet->table_limit, natural = 0;
  gboolean smallest = FALSE;

  for (guint i = 1; i < n; i++)
    gaps += LEAST_GAP * get_gap_weight (&sheet->columns[i - 1], &sheet->columns[i]);
  for (guint i = 0; i < n; i++)
    natural += MAX (needs[i].natural, needs[i].least);
  sheet->scale = MIN (limit / (sum_needs (needs, n, FALSE) + gaps), 1);
  if (sheet->scale < SHRINK_FIRST)
    {
      smallest = TRUE;
      sheet->scale = CLAMP (limit / (sum_needs (needs, n, TRUE) + gaps), 0.05, SHRINK_FIRST);
    }
  if (natural + gaps <= limit)
    for (guint i = 0; i < n; i++)
      sheet->columns[i].width = MAX (needs[i].natural, needs[i].least);
  else
    share_width (needs, n, smallest, limit / sheet->scale - gaps, sheet->columns);
}

gboolean
_sek_paper_set_columns (SekPaper *self, SekPaperSheet *sheet, GCancellable *cancellable, GError **error)
{
  guint n = sheet->sheet->columns->len;
  g_autofree Need *needs = g_new0 (Need, n + 1);

  sheet->columns = g_new0 (SekPaperColumn, n + 1);
  sheet->table_limit = sheet->page_width - 2 * SEK_PAPER_SIDE;
  sheet->scale = 1;
  for (guint i = 0; i < n; i++)
    {
      const SekSheetColumn *column = sek_sheet_get_column (sheet->sheet, (int) i);
      const SekPaperFace *face = &self->faces[SEK_PAPER_BODY];
      const char *head = column->head != NULL ? column->head : "";
      double least = MAX (12.0, column->min_width * (double) MAX (face->widths['n'], 0.0f));

      sheet->columns[i].right = sek_sheet_is_right (column, column->kind);
      needs[i] = (Need) { least, MIN (least, LONGEST_WORD), MIN (least, NARROW_TEXT) };
      add_text (self, &needs[i], SEK_PAPER_HEAD, sek_text_clean (head, SEK_CLEAN_DEFAULT, self->scratch), TRUE);
    }
  for (guint i = 0; i < sek_sheet_n_rows (sheet->sheet); i++)
    {
      add_row (self, needs, sek_sheet_get_row (sheet->sheet, i));
      if ((i & 0x3FF) == 0x3FF && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  fit_columns (sheet, needs, n);
  set_places (sheet, n);

  return TRUE;
}
