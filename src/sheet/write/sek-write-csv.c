/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-cell-text.h"
#include "sek-writer.h"

/* Delimited texts: head and rows, nothing above or below them. Both forms are UTF-8 with its mark, CRLF and decimal
 * comma, which is what a Norwegian Excel and LibreOffice open without a loss, and figures are ungrouped, as they are in
 * what the program puts on the clipboard. CSV has semicolons, TSV tabs. */

/* «+47 69 17 45 00»: nothing can be worked out of a sign, digits and spaces. A short one is as likely a figure. */
static gboolean
is_telephone (const char *text)
{
  const char *at = text + (*text == '+');
  guint digits = 0;

  for (; g_ascii_isdigit (*at) || *at == ' ' || g_str_has_prefix (at, "\302\240"); at = g_utf8_next_char (at))
    digits += g_ascii_isdigit (*at);
  return *text == '+' && digits >= 6 && *at == '\0';
}

/* A text that a spreadsheet would take for a formula is led by an apostrophe. Cleaning has made a CR a line break. */
static gboolean
must_neutralise (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL && !is_telephone (text);
}

static void
append_text (GString *line, const char *text, char delimiter)
{
  g_autofree char *neutral = NULL;

  if (!must_neutralise (text))
    {
      sek_text_append_field (line, text, delimiter);
      return;
    }
  /* In quotes besides, since some programs let go of an apostrophe that stands alone. */
  neutral = g_strconcat ("'", text, NULL);
  if (strpbrk (neutral, "\"\n\r") != NULL || strchr (neutral, delimiter) != NULL)
    sek_text_append_field (line, neutral, delimiter);
  else
    g_string_append_printf (line, "\"%s\"", neutral);
}

static void
append_row (GString *line, const SekSheetRow *row, char delimiter, GString *scratch)
{
  for (int i = 0; i < (int) row->sheet->columns->len; i++)
    {
      const SekCell *cell = &row->cells[i];

      if (i > 0)
        g_string_append_c (line, delimiter);
      if (cell->type == SEK_VALUE_TEXT)
        {
          append_text (line, sek_text_clean (sek_sheet_row_get_text (row, i), SEK_CLEAN_DEFAULT, scratch), delimiter);
        }
      else
        {
          g_autofree char *number = sek_cell_to_plain (row, i);

          g_string_append (line, number);
        }
    }
  g_string_append (line, "\r\n");
}

static gboolean
write_delimited (SekWriteJob *job, char delimiter, GError **error)
{
  SekSheet *sheet = g_ptr_array_index (job->book->sheets, 0);
  g_autoptr (GString) line = g_string_new ("\xEF\xBB\xBF");
  g_autoptr (GString) scratch = g_string_new (NULL);

  for (int i = 0; sheet->has_head && i < (int) sheet->columns->len; i++)
    {
      g_autofree char *plain = sek_head_to_line (sek_sheet_get_column (sheet, i)->head);
      const char *mark = i == 0 ? job->book->info.mark : NULL;
      g_autofree char *head = mark != NULL ? g_strdup_printf ("%s – %s", plain, mark) : g_steal_pointer (&plain);

      if (i > 0)
        g_string_append_c (line, delimiter);
      append_text (line, sek_text_clean (head, SEK_CLEAN_ONE_LINE, scratch), delimiter);
    }
  if (sheet->has_head)
    g_string_append (line, "\r\n");

  for (guint i = 0; i < sek_sheet_n_rows (sheet); i++)
    {
      const SekSheetRow *row = sek_sheet_get_row (sheet, i);

      if (row->style != SEK_ROW_SPACE)
        append_row (line, row, delimiter, scratch);
      if (!sek_write_bytes (job, line->str, line->len, error) || !sek_write_step (job, error))
        return FALSE;
      g_string_truncate (line, 0);
    }

  return sek_write_bytes (job, line->str, line->len, error);
}

gboolean
sek_write_csv (SekWriteJob *job, GError **error)
{
  return write_delimited (job, ';', error);
}

gboolean
sek_write_tsv (SekWriteJob *job, GError **error)
{
  return write_delimited (job, '\t', error);
}
