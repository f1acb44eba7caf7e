/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-xlsx-widths.h"

#include <string.h>

#include "sek-cell-text.h"

enum
{
  MAX_WIDTH = 60,      /* characters in a column; longer texts wrap */
  MIN_WIDTH = 6,
  MAX_LINE = 24,       /* characters of a table's head that is not wrapped */
  FILTER = 3,          /* what a filter's button covers */
  NARROW = 16,         /* characters that a column of texts keeps, whatever the page */
  NAME = 40,           /* and names, which are looked up by their beginning, as long as there is room */
  PORTRAIT = 679,      /* pixels of an A4 page between its margins, at 96 to the inch */
  LANDSCAPE = 1007,
};

struct _SekXlsxWidths
{
  SekSheet *sheet;
  gboolean  has_filter;
  int      *chars;  /* by column */
  int      *most;   /* by column: longer texts wrap */
  int      *words;  /* by column: the longest word of its texts and its head */
  guint64  *limits; /* the least number that would need another digit than those seen */
  double    total;
  gboolean  landscape;
  gboolean  is_fitted;
};

SekXlsxWidths *
sek_xlsx_widths_new (SekSheet *sheet, gboolean has_filter)
{
  SekXlsxWidths *widths = g_new0 (SekXlsxWidths, 1);

  widths->sheet = sheet;
  widths->has_filter = has_filter;
  widths->chars = g_new0 (int, MAX (sheet->columns->len, 1));
  widths->most = g_new0 (int, MAX (sheet->columns->len, 1));
  widths->words = g_new0 (int, MAX (sheet->columns->len, 1));
  widths->limits = g_new0 (guint64, MAX (sheet->columns->len, 1));
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      widths->chars[i] = MAX (MIN_WIDTH, sek_sheet_get_column (sheet, (int) i)->min_width);
      widths->most[i] = MAX_WIDTH;
    }

  return widths;
}

void
sek_xlsx_widths_free (SekXlsxWidths *widths)
{
  g_free (widths->chars);
  g_free (widths->most);
  g_free (widths->words);
  g_free (widths->limits);
  g_free (widths);
}

/* Of the longest line. */
static int
count_chars (const char *text)
{
  int longest = 0;

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");

      longest = MAX (longest, (int) MIN (g_utf8_strlen (text, (gssize) length), G_MAXINT));
      text += length + (text[length] == '\n');
    }

  return longest;
}

/* Of bold letters there are fewer on a line. */
static int
weigh (int chars, gboolean bold)
{
  return bold ? chars + (chars + 9) / 10 : chars;
}

static void
widen (SekXlsxWidths *widths, int column, int chars, gboolean bold)
{
  widths->chars[column] = MAX (widths->chars[column], MIN (weigh (chars, bold), widths->most[column]));
}

static void
add_words (SekXlsxWidths *widths, int column, const char *text, gboolean bold)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, " \n");

      /* No word has more characters than bytes. */
      if (length > (gsize) widths->words[column])
        widths->words[column] = MAX (widths->words[column],
                                     MIN (weigh ((int) g_utf8_strlen (text, (gssize) length), bold), MAX_WIDTH));
      text += length + (text[length] != '\0');
    }
}

void
sek_xlsx_widths_add (SekXlsxWidths *widths, const SekSheetRow *row, int column)
{
  const SekCell *cell = &row->cells[column];
  gboolean bold = row->style == SEK_ROW_SUM || row->style == SEK_ROW_TOTAL;

  if (cell->type == SEK_VALUE_TEXT)
    {
      const char *text = sek_sheet_row_get_text (row, column);

      /* A section's head and a fact's label run on over the blanks beside them. */
      if ((row->style == SEK_ROW_SECTION || row->style == SEK_ROW_FACT) && column == 0)
        return;
      if (!widths->is_fitted)
        add_words (widths, column, text, bold);
      /* No text has more characters than bytes, which are known. */
      if (widths->chars[column] < MAX_WIDTH
          && (bold || strnlen (text, (gsize) widths->chars[column] + 1) > (gsize) widths->chars[column]))
        widen (widths, column, count_chars (text), bold);
    }
  else if (cell->type == SEK_VALUE_INTEGER)
    {
      guint64 magnitude = cell->integer < 0 ? -(guint64) cell->integer : (guint64) cell->integer;

      if (magnitude >= widths->limits[column] || bold || cell->kind != sek_sheet_get_column (row->sheet, column)->kind)
        {
          g_autofree char *text = sek_cell_to_text (row, column);

          /* Every number may have a sign, and a share any number of digits. */
          widen (widths, column, MAX (count_chars (text) + 1, cell->kind == SEK_CELL_PERCENT ? 8 : 0), bold);
          for (widths->limits[column] = MAX (widths->limits[column], 10);
               widths->limits[column] <= magnitude && widths->limits[column] < G_MAXUINT64 / 10;)
            widths->limits[column] *= 10;
        }
    }
}

void
sek_xlsx_widths_add_head (SekXlsxWidths *widths, const SekSheetColumn *column, int index)
{
  int chars;

  if (column->head == NULL)
    return;
  add_words (widths, index, column->head, TRUE);
  /* The head of a native table has one line, which wraps where it must. */
  chars = (int) MIN (g_utf8_strlen (column->head, -1), G_MAXINT / 2);
  chars = widths->has_filter && chars <= MAX_LINE ? chars : count_chars (column->head);
  widen (widths, index, chars + (widths->has_filter ? FILTER : 0), TRUE);
}

/* Lines of at most width characters, broken at blanks, or within words that are longer. */
static int
count_lines (const char *text, int width)
{
  int n = 1, used = 0;

  while (*text != '\0')
    {
      gsize length = strcspn (text, " \n");
      int chars = (int) MIN (g_utf8_strlen (text, (gssize) length), G_MAXINT / 2);

      if (used > 0 && used + 1 + chars > width)
        {
          n++;
          used = 0;
        }
      used += chars + (used > 0);
      for (; used > width; used -= width)
        n++;
      text += length;
      if (*text == '\n')
        {
          n++;
          used = 0;
        }
      text += *text != '\0';
    }

  return n;
}

int
sek_xlsx_widths_count_cell (const SekXlsxWidths *widths, const SekSheetRow *row, int column)
{
  const char *text = sek_sheet_row_get_text (row, column);
  int width = MAX (widths->chars[column], MIN_WIDTH);
  gboolean bold = row->style == SEK_ROW_SUM || row->style == SEK_ROW_TOTAL || sek_sheet_row_is_marked (row);

  if (row->style == SEK_ROW_SECTION || row->style == SEK_ROW_FACT)
    return 1;
  /* Letters are narrower than the digits that a width is counted in, unless they are bold. */
  if (!bold)
    width += width / 10;
  if (strnlen (text, (gsize) width + 1) <= (gsize) width && strchr (text, '\n') == NULL)
    return 1;

  return count_lines (text, width);
}

int
sek_xlsx_widths_count_head (const SekXlsxWidths *widths)
{
  int n_lines = 1;

  for (int i = 0; i < (int) widths->sheet->columns->len; i++)
    {
      const char *head = sek_sheet_get_column (widths->sheet, i)->head;
      int width = widths->chars[i] - (widths->has_filter ? FILTER : 0);

      /* A table's own heads have no line breaks. */
      if (head != NULL && (!widths->has_filter || g_utf8_strlen (head, -1) > MAX_LINE))
        n_lines = MAX (n_lines, count_lines (head, MAX (width, MIN_WIDTH)));
      else if (head != NULL && g_utf8_strlen (head, -1) > width)
        n_lines = MAX (n_lines, 2);
    }
  return n_lines;
}

/* Letters are narrower than the digits that a width is counted in. To that the cell's own margins. */
static double
get_width (int chars)
{
  return MIN (chars, 20) + MAX (chars - 20, 0) * 0.88 + 1.7;
}

/* In pixels, as a page is filled. */
static double
get_total (const SekXlsxWidths *widths)
{
  double total = 0;

  for (guint i = 0; i < widths->sheet->columns->len; i++)
    if (!sek_sheet_get_column (widths->sheet, (int) i)->is_hidden)
      total += 7 * get_width (widths->chars[i]) + 5;
  return total;
}

/* What a column keeps at least: figures are never wrapped, a word is not broken, and of what its texts would take a
 * share in per cent. */
static int
get_floor (const SekXlsxWidths *widths, const int *wanted, int column, int share)
{
  const SekSheetColumn *as = sek_sheet_get_column (widths->sheet, column);

  if (as->kind != SEK_CELL_TEXT || as->is_hidden)
    return wanted[column];
  if (share > 0 && wanted[column] <= NAME)
    return wanted[column];
  return MIN (wanted[column], MAX (MAX (widths->words[column] + (widths->has_filter ? FILTER : 0), NARROW),
                                   wanted[column] * share / 100));
}

/* Takes from the columns of texts, each time from the one that has most to give. FALSE when it is too little. */
static gboolean
shrink_to (SekXlsxWidths *widths, const int *wanted, double most, int share)
{
  int n = (int) widths->sheet->columns->len;

  memcpy (widths->chars, wanted, (gsize) n * sizeof *wanted);
  while (get_total (widths) > most)
    {
      int richest = -1, left = 0;

      for (int i = 0; i < n; i++)
        if (widths->chars[i] - get_floor (widths, wanted, i, share) > left)
          {
            richest = i;
            left = widths->chars[i] - get_floor (widths, wanted, i, share);
          }
      if (richest < 0)
        return FALSE;
      widths->chars[richest]--;
    }
  return TRUE;
}

void
sek_xlsx_widths_fit (SekXlsxWidths *widths)
{
  g_autofree int *wanted = g_memdup2 (widths->chars, MAX (widths->sheet->columns->len, 1) * sizeof (int));

  /* A page is read at 85 per cent as well as at 100, and at 77 still; upright where no text gets much narrower. */
  widths->landscape = !shrink_to (widths, wanted, PORTRAIT / 0.85, 100)
                      && !shrink_to (widths, wanted, PORTRAIT / 0.8, 55);
  if (widths->landscape && !shrink_to (widths, wanted, LANDSCAPE / 0.85, 100)
      && !shrink_to (widths, wanted, LANDSCAPE / 0.8, 60))
    shrink_to (widths, wanted, LANDSCAPE / 0.77, 0);
  widths->is_fitted = TRUE;
  for (guint i = 0; i < widths->sheet->columns->len; i++)
    if (sek_sheet_get_column (widths->sheet, (int) i)->kind == SEK_CELL_TEXT)
      widths->most[i] = MAX (widths->chars[i], MIN_WIDTH);
}

gboolean
sek_xlsx_widths_is_landscape (const SekXlsxWidths *widths)
{
  return widths->landscape;
}

lxw_error
sek_xlsx_widths_apply (SekXlsxWidths *widths, lxw_worksheet *worksheet)
{
  for (guint i = 0; i < widths->sheet->columns->len; i++)
    {
      double width = get_width (widths->chars[i]);
      lxw_row_col_options options = { .hidden = sek_sheet_get_column (widths->sheet, (int) i)->is_hidden };
      lxw_error code = worksheet_set_column_opt (worksheet, (lxw_col_t) i, (lxw_col_t) i, width, NULL, &options);

      if (code != LXW_NO_ERROR)
        return code;
      widths->total += options.hidden ? 0 : width;
    }

  return LXW_NO_ERROR;
}

int
sek_xlsx_widths_count_lines (const SekXlsxWidths *widths, const char *text)
{
  return count_lines (text, MAX ((int) widths->total - 2, 8));
}
