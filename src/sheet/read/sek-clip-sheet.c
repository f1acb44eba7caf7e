/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-cell-text.h"
#include "sek-clip.h"

static void
set_cell (SekClip *clip, guint at, guint column, const SekSheetRow *row)
{
  const SekCell *cell = &row->cells[column];
  g_autofree char *text = sek_cell_to_text (row, (int) column), *exact = NULL;

  /* Dates and per cent are texts that every program reads in its own way. */
  if (cell->type == SEK_VALUE_TEXT || sek_cell_is_blank (cell) || cell->kind == SEK_CELL_DATE
      || cell->kind == SEK_CELL_PERCENT)
    {
      sek_clip_set (clip, at, column, text);
      return;
    }
  exact = g_strdelimit (sek_cell_to_plain (row, (int) column), ",", '.');
  sek_clip_set_number (clip, at, column, text, exact);
}

SekClip *
sek_clip_new_from_sheet (SekSheet *sheet)
{
  guint n_rows = sek_sheet_n_rows (sheet);
  SekClip *clip = sek_clip_new (n_rows, sheet->columns->len);

  for (guint i = 0; sheet->has_head && i < sheet->columns->len; i++)
    {
      const char *head = sek_sheet_get_column (sheet, (int) i)->head;

      sek_clip_set_head (clip, i, head != NULL ? head : "");
    }
  for (guint i = 0; i < n_rows; i++)
    {
      const SekSheetRow *row = sek_sheet_get_row (sheet, i);

      for (guint j = 0; j < sheet->columns->len; j++)
        set_cell (clip, i, j, row);
      if (row->style == SEK_ROW_SUM || row->style == SEK_ROW_TOTAL || row->style == SEK_ROW_SECTION)
        sek_clip_set_bold (clip, i);
    }
  return clip;
}
