/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-book.h"

#include <string.h>

/* Tables that are broken: their columns go on in a table of the same rows below. */

/* What stands first in a column's head: «2032» of a year. */
static char *
dup_head (SekSheet *sheet, int column)
{
  const char *head = sek_sheet_get_column (sheet, column)->head;

  return head != NULL ? g_strndup (head, strcspn (head, "\n")) : g_strdup ("");
}

/* The part of a sheet from column first to last, at a place of the book: «Reserve 2022–2041, 2032–2041». */
static SekSheet *
add_part (SekBook *book, SekSheet *sheet, int first, int last, guint place)
{
  SekSheetInfo info = sheet->info;
  g_autofree char *key = g_strdup_printf ("%s-from-%d", info.key, first), *from = dup_head (sheet, first),
                  *to = dup_head (sheet, last),
                  *caption = info.caption != NULL ? g_strdup_printf ("%s, %s–%s", info.caption, from, to) : NULL;
  SekSheet *added;

  info.key = key;
  info.caption = caption;
  info.status_line = NULL;
  info.follows = TRUE;
  added = sek_book_add_sheet (book, &info);
  g_ptr_array_steal_index (book->sheets, book->sheets->len - 1);
  g_ptr_array_insert (book->sheets, (int) place, added);
  return added;
}

static void
copy_cell (SekSheetRow *row, int to, const SekSheetRow *from, int column)
{
  const SekCell *cell = &from->cells[column];

  if (sek_cell_is_blank (cell))
    return;
  if (cell->type == SEK_VALUE_TEXT)
    sek_sheet_row_set_as (row, to, cell->kind, SEK_TEXT (sek_sheet_row_get_text (from, column)));
  else if (cell->kind == SEK_CELL_PERCENT)
    sek_sheet_row_set_percent (row, to, cell->integer, cell->denominator);
  else
    sek_sheet_row_set_as (row, to, cell->kind, SEK_INTEGER (cell->integer));
}

/* The frozen columns and those from first to end − 1. */
static void
fill_part (SekSheet *part, SekSheet *sheet, int first, int end)
{
  int n_frozen = sheet->info.n_frozen;

  for (int c = 0; c < n_frozen; c++)
    sek_sheet_add_column (part, sek_sheet_get_column (sheet, c));
  for (int c = first; c < end; c++)
    sek_sheet_add_column (part, sek_sheet_get_column (sheet, c));
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const SekSheetRow *from = sheet->rows->pdata[i];
      SekSheetRow *row = sek_sheet_add_row (part, from->key, from->style);

      for (int c = 0; c < n_frozen; c++)
        copy_cell (row, c, from, c);
      for (int c = first; c < end; c++)
        copy_cell (row, n_frozen + c - first, from, c);
    }
}

/* A chart shows the cells where they are. */
static void
follow_columns (SekBook *book, const char *key, const SekSheet *part)
{
  for (guint i = 0; i < book->charts->len; i++)
    {
      const SekChart *chart = book->charts->pdata[i];

      for (guint c = 0; c < chart->columns->len; c++)
        {
          SekChartColumn *column = chart->columns->pdata[c];

          if (!g_str_equal (column->sheet, key) || sek_sheet_find_column (part, column->column) < part->info.n_frozen)
            continue;
          g_free (column->sheet);
          column->sheet = g_strdup (part->info.key);
        }
    }
}

static void
break_sheet (SekBook *book, SekSheet *sheet, guint place)
{
  int n_frozen = sheet->info.n_frozen, n = (int) sheet->columns->len - n_frozen, most = (int) sheet->info.breaks_after;
  int n_parts = (n + most - 1) / most, each = (n + n_parts - 1) / n_parts;
  SekSheet *last = sheet;

  for (int part = 1; part < n_parts; part++)
    {
      int first = n_frozen + part * each, end = MIN (first + each, n_frozen + n);

      last = add_part (book, sheet, first, end - 1, place + (guint) part);
      fill_part (last, sheet, first, end);
      follow_columns (book, sheet->info.key, last);
    }
  for (int c = n_frozen + each; c < n_frozen + n; c++)
    g_array_index (sheet->columns, SekSheetColumn, c).is_hidden = TRUE;
  sek_sheet_drop_hidden (sheet);
  for (guint i = 0; i < sheet->notes->len; i++)
    sek_sheet_add_note (last, sheet->notes->pdata[i]);
  g_ptr_array_set_size (sheet->notes, 0);
}

void
sek_book_break_wide (SekBook *book)
{
  for (guint i = 0; i < book->sheets->len; i++)
    {
      SekSheet *sheet = book->sheets->pdata[i];

      if (sheet->info.breaks_after > 0 && sheet->func == NULL
          && (int) sheet->columns->len - sheet->info.n_frozen > (int) sheet->info.breaks_after)
        break_sheet (book, sheet, i);
    }
}
