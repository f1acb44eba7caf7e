/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-cell-text.h"
#include "sek-writer.h"

/* Aligned columns for a terminal, an e-mail or a printer with one font. Widths are those of the screen, where a letter
 * may take no place or two. */

enum
{
  GAP = 2,        /* blanks between columns */
  MAX_TEXT = 48,  /* longer texts go on in the next line */
  MIN_NOTE = 72,  /* notes are never broken shorter than this */
};

typedef struct
{
  SekWriteJob *job;
  SekSheet    *sheet;
  int         *widths; /* one for each column */
  int          width;  /* of the table */
  GString     *out;
  GString     *scratch;
  gboolean     ruled;  /* the line above is a rule */
  gboolean     apart;  /* the line above is blank, or the head's */
} Table;

static int
measure (const char *text)
{
  int width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

/* Where a line of at most width ends: at a blank, or within a word that is longer than the line. */
static const char *
find_line_end (const char *text, int width)
{
  const char *blank = NULL;
  int used = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == ' ')
        blank = at;
      used += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
      if (used > width && blank != NULL && blank > text)
        return blank;
      if (used > width && at > text)
        return at;
    }

  return text + strlen (text);
}

static char *
clean_line (Table *table, const char *text)
{
  return g_strdup (sek_text_clean (text, SEK_CLEAN_ONE_LINE | SEK_CLEAN_NO_BIDI, table->scratch));
}

static void
end_line (Table *table)
{
  while (table->out->len > 0 && table->out->str[table->out->len - 1] == ' ')
    g_string_truncate (table->out, table->out->len - 1);
  g_string_append_c (table->out, '\n');
}

static void
append_blanks (GString *out, int n)
{
  for (int i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

/* Lines of at most width, each starting at the margin. */
static void
append_paragraph (Table *table, const char *text, int width)
{
  g_autofree char *line = clean_line (table, text);

  for (const char *at = line; *at != '\0';)
    {
      const char *end = find_line_end (at, width);

      g_string_append_len (table->out, at, end - at);
      end_line (table);
      at = end + strspn (end, " ");
    }
}

/* texts, one for each column, side by side in as many lines as the longest needs. */
static void
append_cells (Table *table, char **texts, const SekSheetRow *row)
{
  int n = (int) table->sheet->columns->len;
  g_autofree const char **at = g_new (const char *, n);
  gboolean more = TRUE;

  for (int i = 0; i < n; i++)
    at[i] = texts[i];
  while (more)
    {
      int pending = 0;

      more = FALSE;
      for (int i = 0; i < n; i++)
        {
          const char *end = find_line_end (at[i], table->widths[i]);
          g_autofree char *piece = g_strndup (at[i], (gsize) (end - at[i]));
          const SekSheetColumn *column = sek_sheet_get_column (table->sheet, i);
          int room = table->widths[i] - measure (piece);
          gboolean right = sek_sheet_is_right (column, row != NULL ? row->cells[i].kind : column->kind);

          append_blanks (table->out, pending + (right ? room : 0));
          g_string_append (table->out, piece);
          pending = GAP + (right ? 0 : room);
          at[i] = end + strspn (end, " ");
          more |= *at[i] != '\0';
        }
      end_line (table);
    }
}

static void
append_rule (Table *table, const char *stroke, gboolean whole)
{
  if (table->ruled)
    return;
  for (int i = 0; i < (int) table->sheet->columns->len; i++)
    {
      const SekSheetColumn *column = sek_sheet_get_column (table->sheet, i);
      gboolean drawn = whole || (column->kind != SEK_CELL_TEXT && column->kind != SEK_CELL_CODE);

      for (int j = 0; j < table->widths[i]; j++)
        g_string_append (table->out, drawn ? stroke : " ");
      append_blanks (table->out, GAP);
    }
  end_line (table);
  table->ruled = TRUE;
  table->apart = whole;
}

/* A section's head may run on over the blanks beside it. */
static gboolean
is_alone (const SekSheetRow *row)
{
  for (guint i = 1; i < row->sheet->columns->len; i++)
    if (!sek_cell_is_blank (&row->cells[i]))
      return FALSE;

  return TRUE;
}

static gboolean
measure_rows (Table *table, GError **error)
{
  for (guint i = 0; i < sek_sheet_n_rows (table->sheet); i++)
    {
      const SekSheetRow *row = sek_sheet_get_row (table->sheet, i);

      for (int j = 0; j < (int) table->sheet->columns->len && !(row->style == SEK_ROW_SECTION && is_alone (row)); j++)
        {
          g_autofree char *text = sek_cell_to_text (row, j);
          const char *line = sek_text_clean (text, SEK_CLEAN_ONE_LINE | SEK_CLEAN_NO_BIDI, table->scratch);
          int width = measure (line);

          if (row->cells[j].kind == SEK_CELL_TEXT)
            width = MIN (width, MAX_TEXT);
          table->widths[j] = MAX (table->widths[j], width);
        }
      if (!sek_write_step (table->job, error))
        return FALSE;
    }

  return TRUE;
}

static void
measure_head (Table *table)
{
  for (int i = 0; i < (int) table->sheet->columns->len; i++)
    {
      const SekSheetColumn *column = sek_sheet_get_column (table->sheet, i);
      g_auto (GStrv) lines = g_strsplit (column->head != NULL ? column->head : "", "\n", -1);

      table->widths[i] = MAX (1, column->min_width);
      for (int j = 0; lines[j] != NULL; j++)
        {
          g_autofree char *line = clean_line (table, lines[j]);

          table->widths[i] = MAX (table->widths[i], MIN (measure (line), MAX_TEXT));
        }
    }
}

/* The heads stand on the rule below them. */
static void
append_head (Table *table)
{
  int n = (int) table->sheet->columns->len;
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n_lines = 0;

  for (int i = 0; i < n; i++)
    {
      const char *head = sek_sheet_get_column (table->sheet, i)->head;
      char **lines = g_strsplit (head != NULL ? head : "", "\n", -1);

      g_ptr_array_add (heads, lines);
      n_lines = MAX (n_lines, g_strv_length (lines));
    }
  for (guint line = 0; line < n_lines; line++)
    {
      g_auto (GStrv) texts = g_new0 (char *, n + 1);

      for (int i = 0; i < n; i++)
        {
          char **lines = g_ptr_array_index (heads, i);
          guint missing = n_lines - g_strv_length (lines);

          texts[i] = line < missing ? g_strdup ("") : clean_line (table, lines[line - missing]);
        }
      append_cells (table, texts, NULL);
    }
  append_rule (table, "─", TRUE);
}

static void
append_fact (Table *table, const SekSheetRow *row)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (int i = 0; i < (int) table->sheet->columns->len; i++)
    {
      g_autofree char *text = sek_cell_to_text (row, i);

      if (*text == '\0')
        continue;
      if (line->len > 0)
        g_string_append (line, strchr (line->str, ':') == NULL ? ": " : " ");
      g_string_append (line, text);
    }
  append_paragraph (table, line->str, MAX (table->width, MIN_NOTE));
}

static void
append_row (Table *table, const SekSheetRow *row)
{
  g_auto (GStrv) texts = NULL;

  if (row->style == SEK_ROW_SPACE)
    {
      g_string_append_c (table->out, '\n');
      table->ruled = FALSE;
      table->apart = TRUE;
      return;
    }
  if (row->style == SEK_ROW_SUM || row->style == SEK_ROW_TOTAL)
    append_rule (table, "─", FALSE);
  if (row->style == SEK_ROW_SECTION)
    {
      if (!table->apart)
        g_string_append_c (table->out, '\n');
      if (is_alone (row))
        {
          append_paragraph (table, sek_sheet_row_get_text (row, 0), MAX (table->width, MIN_NOTE));
          table->ruled = table->apart = FALSE;
          return;
        }
    }
  texts = g_new0 (char *, table->sheet->columns->len + 1);
  for (int i = 0; i < (int) table->sheet->columns->len; i++)
    {
      g_autofree char *text = sek_cell_to_text (row, i);

      texts[i] = clean_line (table, text);
    }
  append_cells (table, texts, row);
  table->ruled = table->apart = FALSE;
  if (row->style == SEK_ROW_TOTAL)
    append_rule (table, "═", FALSE);
}

static void
append_lines_above (Table *table)
{
  const char *lines[] = { table->sheet->info.caption, table->sheet->info.unit_line, table->sheet->info.status_line };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      append_paragraph (table, lines[i], MAX (table->width, MIN_NOTE));
  for (guint i = 0; i < table->sheet->facts->len; i++)
    append_fact (table, g_ptr_array_index (table->sheet->facts, i));
  if (table->out->len > 0)
    g_string_append_c (table->out, '\n');
}

static gboolean
flush (Table *table, GError **error)
{
  if (!sek_write_bytes (table->job, table->out->str, table->out->len, error))
    return FALSE;
  g_string_truncate (table->out, 0);

  return TRUE;
}

static gboolean
write_table (Table *table, GError **error)
{
  measure_head (table);
  if (!measure_rows (table, error))
    return FALSE;
  for (guint i = 0; i < table->sheet->columns->len; i++)
    table->width += table->widths[i] + (i > 0 ? GAP : 0);

  append_lines_above (table);
  table->apart = TRUE;
  if (table->sheet->has_head)
    append_head (table);
  for (guint i = 0; i < sek_sheet_n_rows (table->sheet); i++)
    {
      append_row (table, sek_sheet_get_row (table->sheet, i));
      if (!flush (table, error) || !sek_write_step (table->job, error))
        return FALSE;
    }
  if (table->sheet->notes->len > 0)
    g_string_append_c (table->out, '\n');
  for (guint i = 0; i < table->sheet->notes->len; i++)
    append_paragraph (table, g_ptr_array_index (table->sheet->notes, i), MAX (table->width, MIN_NOTE));

  return flush (table, error);
}

gboolean
sek_write_text_sheet (SekWriteJob *job, SekSheet *sheet, GError **error)
{
  g_autofree int *widths = g_new0 (int, MAX (sheet->columns->len, 1));
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);
  Table table = { .job = job, .sheet = sheet, .widths = widths, .out = out, .scratch = scratch };

  return write_table (&table, error);
}

gboolean
sek_write_text (SekWriteJob *job, GError **error)
{
  /* Once to measure, once to write. */
  job->n_steps = 2 * sek_write_count_rows (job->book);
  for (guint i = 0; i < job->book->sheets->len; i++)
    {
      if (i > 0 && !sek_write_bytes (job, "\n", 1, error))
        return FALSE;
      if (!sek_write_text_sheet (job, g_ptr_array_index (job->book->sheets, i), error))
        return FALSE;
    }

  return TRUE;
}
