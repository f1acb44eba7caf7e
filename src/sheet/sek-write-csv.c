/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-cell-text.h"
#include "sek-writer.h"

/* The form of CSV that a Norwegian Excel opens without questions: UTF-8 with its mark, semicolons, CRLF, decimal comma.
 * Head and rows, nothing above or below them. */

/* A text that a spreadsheet would take for a formula is led by an apostrophe. Cleaning has made a CR a line break. */
static gboolean
must_neutralise (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL;
}

static void
append_field (GString *line, const char *text, gboolean is_text)
{
  gboolean neutralise = is_text && must_neutralise (text);

  if (!neutralise && strpbrk (text, ";\"\r\n") == NULL)
    {
      g_string_append (line, text);
      return;
    }
  g_string_append_c (line, '"');
  if (neutralise)
    g_string_append_c (line, '\'');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *text);
    }
  g_string_append_c (line, '"');
}

static void
append_row (GString *line, const SekSheetRow *row, GString *scratch)
{
  for (int i = 0; i < (int) row->sheet->columns->len; i++)
    {
      const SekCell *cell = &row->cells[i];

      if (i > 0)
        g_string_append_c (line, ';');
      if (cell->type == SEK_VALUE_TEXT)
        {
          append_field (line, sek_text_clean (sek_sheet_row_get_text (row, i), SEK_CLEAN_DEFAULT, scratch), TRUE);
        }
      else
        {
          g_autofree char *number = sek_cell_to_plain (row, i);

          append_field (line, number, FALSE);
        }
    }
  g_string_append (line, "\r\n");
}

gboolean
sek_write_csv (SekWriteJob *job, GError **error)
{
  SekSheet *sheet = g_ptr_array_index (job->book->sheets, 0);
  g_autoptr (GString) line = g_string_new ("\xEF\xBB\xBF");
  g_autoptr (GString) scratch = g_string_new (NULL);

  for (int i = 0; sheet->has_head && i < (int) sheet->columns->len; i++)
    {
      g_autofree char *head = sek_head_to_line (sek_sheet_get_column (sheet, i)->head);

      if (i > 0)
        g_string_append_c (line, ';');
      append_field (line, sek_text_clean (head, SEK_CLEAN_ONE_LINE, scratch), TRUE);
    }
  if (sheet->has_head)
    g_string_append (line, "\r\n");

  for (guint i = 0; i < sek_sheet_n_rows (sheet); i++)
    {
      const SekSheetRow *row = sek_sheet_get_row (sheet, i);

      if (row->style != SEK_ROW_SPACE)
        append_row (line, row, scratch);
      if (!sek_write_bytes (job, line->str, line->len, error) || !sek_write_step (job, error))
        return FALSE;
      g_string_truncate (line, 0);
    }

  return sek_write_bytes (job, line->str, line->len, error);
}
