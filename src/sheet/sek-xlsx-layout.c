/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-xlsx-layout.h"

#include <math.h>
#include <string.h>

#include "sek-cell-text.h"

enum
{
  MAX_NAME = 31,       /* UTF-16 units */
  MAX_HEAD = 200,      /* of a native table's column, in characters */
  MAX_FOOT = 70,       /* of each of the footer's texts, in characters: all of it may have 255 */
  MAX_WIDTH = 60,      /* characters in a column; longer texts wrap */
  MIN_WIDTH = 6,
  FILTER = 3,          /* what a filter's button covers */
  MAX_PORTRAIT = 5,    /* columns of a page in portrait */
};

static const SekWord page_word = { { "Side &P av &N", "Side &P av &N", "Page &P of &N" } };

struct _SekXlsxWidths
{
  SekSheet *sheet;
  gboolean  has_filter;
  int      *chars;  /* by column */
  guint64  *limits; /* the least number that would need another digit than those seen */
  double    total;
};

double
sek_xlsx_day (SekDate date)
{
  int y = date / 10000, m = date / 100 % 100, d = date % 100;
  int era_year = m <= 2 ? y - 1 : y;
  int days;

  if (date < SEK_DATE (1900, 3, 1))
    return -1;
  /* Days of the Gregorian calendar with years that begin in March, as from 31 December 1899 minus a day. */
  days = era_year * 365 + era_year / 4 - era_year / 100 + era_year / 400 + (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d;

  return days - 693900;
}

static gboolean
is_used (const SekPlaces *places, const SekPlace *place, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (const SekPlace *other = places->places; other < place; other++)
    {
      g_autofree char *other_folded = g_utf8_casefold (other->name, -1);

      if (strcmp (folded, other_folded) == 0)
        return TRUE;
    }

  return g_ascii_strcasecmp (name, "History") == 0;
}

/* The beginning of text that has at most that many UTF-16 units. */
static char *
take_units (const char *text, int units)
{
  const char *at = text;

  while (*at != '\0' && (units -= g_utf8_get_char (at) >= 0x10000 ? 2 : 1) >= 0)
    at = g_utf8_next_char (at);

  return g_strndup (text, (gsize) (at - text));
}

char *
sek_xlsx_make_sheet_name (const SekPlaces *places, const SekPlace *place)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autofree char *base = g_strdup (sek_text_clean (place->sheet->info.name, SEK_CLEAN_ONE_LINE, scratch));
  char *name;

  g_strstrip (g_strdelimit (base, "[]:*?/\\'", ' '));
  if (*base == '\0')
    {
      g_free (base);
      base = g_strdup_printf ("%d", (int) (place - places->places) + 1);
    }
  name = g_strstrip (take_units (base, MAX_NAME));
  for (int n = 2; is_used (places, place, name); n++)
    {
      g_autofree char *suffix = g_strdup_printf (" (%d)", n);
      g_autofree char *start = g_strstrip (take_units (base, MAX_NAME - (int) strlen (suffix)));

      g_free (name);
      name = g_strconcat (start, suffix, NULL);
    }

  return name;
}

SekXlsxWidths *
sek_xlsx_widths_new (SekSheet *sheet, gboolean has_filter)
{
  SekXlsxWidths *widths = g_new0 (SekXlsxWidths, 1);

  widths->sheet = sheet;
  widths->has_filter = has_filter;
  widths->chars = g_new0 (int, MAX (sheet->columns->len, 1));
  widths->limits = g_new0 (guint64, MAX (sheet->columns->len, 1));
  for (guint i = 0; i < sheet->columns->len; i++)
    widths->chars[i] = MAX (MIN_WIDTH, sek_sheet_get_column (sheet, (int) i)->min_width);

  return widths;
}

void
sek_xlsx_widths_free (SekXlsxWidths *widths)
{
  g_free (widths->chars);
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

static void
widen (SekXlsxWidths *widths, int column, int chars, gboolean bold)
{
  widths->chars[column] = MAX (widths->chars[column], MIN (bold ? chars + (chars + 9) / 10 : chars, MAX_WIDTH));
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
      /* No text has more characters than bytes, which are known. */
      if (widths->chars[column] < MAX_WIDTH &&
          (bold || strnlen (text, (gsize) widths->chars[column] + 1) > (gsize) widths->chars[column]))
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

int
sek_xlsx_widths_add_head (SekXlsxWidths *widths, const SekSheetColumn *column, int index)
{
  int n_lines = 1;

  if (column->head == NULL)
    return n_lines;
  widen (widths, index, count_chars (column->head) + (widths->has_filter ? FILTER : 0), TRUE);
  for (const char *at = column->head; *at != '\0'; at++)
    n_lines += *at == '\n';

  return n_lines;
}

gboolean
sek_xlsx_widths_must_wrap (const SekSheetRow *row, int column)
{
  const char *text = sek_sheet_row_get_text (row, column);

  if (row->style == SEK_ROW_SECTION || row->style == SEK_ROW_FACT)
    return FALSE;

  return strnlen (text, MAX_WIDTH + 1) > MAX_WIDTH || strchr (text, '\n') != NULL;
}

lxw_error
sek_xlsx_widths_apply (SekXlsxWidths *widths, lxw_worksheet *worksheet)
{
  for (guint i = 0; i < widths->sheet->columns->len; i++)
    {
      /* Room for the cell's own margins. */
      double width = widths->chars[i] + 1.7;
      lxw_error code = worksheet_set_column (worksheet, (lxw_col_t) i, (lxw_col_t) i, width, NULL);

      if (code != LXW_NO_ERROR)
        return code;
      widths->total += width;
    }

  return LXW_NO_ERROR;
}

int
sek_xlsx_widths_count_lines (const SekXlsxWidths *widths, const char *text)
{
  int n = 0;

  for (;;)
    {
      gsize length = strcspn (text, "\n");
      double chars = (double) g_utf8_strlen (text, (gssize) length);

      /* Lines end at words, so they are never quite full. */
      n += MAX (1, (int) ceil (chars / MAX (widths->total - 6, 8)));
      if (text[length] == '\0')
        return n;
      text += length + 1;
    }
}

/* The heads of a native table are its columns' names: one line, not empty, none twice. */
static char *
make_column_name (char **names, int n, const char *head)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autofree char *line = sek_head_to_line (head);
  g_autofree char *base = g_strdup (sek_text_clean (line, SEK_CLEAN_ONE_LINE, scratch));
  char *name;

  if (g_utf8_strlen (base, -1) > MAX_HEAD)
    *g_utf8_offset_to_pointer (base, MAX_HEAD) = '\0';
  name = g_strdup (*base != '\0' ? base : "–");
  for (int tries = 2, i = 0; i < n;)
    {
      g_autofree char *folded = g_utf8_casefold (name, -1), *other = g_utf8_casefold (names[i], -1);

      if (strcmp (folded, other) != 0)
        {
          i++;
          continue;
        }
      g_free (name);
      name = g_strdup_printf ("%s (%d)", base, tries++);
      i = 0;
    }

  return name;
}

static lxw_error
add_table (lxw_worksheet *worksheet, const SekPlace *place, lxw_format *const *formats)
{
  SekSheet *sheet = place->sheet;
  int n = (int) sheet->columns->len;
  g_auto (GStrv) names = g_new0 (char *, n + 1);
  g_autofree lxw_table_column *columns = g_new0 (lxw_table_column, n);
  g_autofree lxw_table_column **pointers = g_new0 (lxw_table_column *, n + 1);
  lxw_table_options options = { .style_type = LXW_TABLE_STYLE_TYPE_LIGHT, .style_type_number = 1,
                                .columns = pointers };

  for (int i = 0; i < n; i++)
    {
      const SekSheetColumn *column = sek_sheet_get_column (sheet, i);
      gboolean right = sek_sheet_is_right (column, column->kind);

      names[i] = make_column_name (names, i, column->head);
      columns[i].header = names[i];
      columns[i].header_format = formats[right ? SEK_XLSX_HEAD_RIGHT : SEK_XLSX_HEAD];
      pointers[i] = &columns[i];
    }

  return worksheet_add_table (worksheet, place->first_body - 1, 0,
                              place->first_body + sek_sheet_n_data_rows (sheet) - 1, (lxw_col_t) (n - 1), &options);
}

/* Texts in a footer have no control codes, which begin with "&", and are short. */
static void
append_foot (GString *foot, const char *text)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  const char *at = sek_text_clean (text, SEK_CLEAN_ONE_LINE, scratch);

  for (int i = 0; *at != '\0' && i < MAX_FOOT; i += *at == '&' ? 2 : 1, at = g_utf8_next_char (at))
    {
      if (*at == '&')
        g_string_append (foot, "&&");
      else
        g_string_append_unichar (foot, g_utf8_get_char (at));
    }
}

static lxw_error
set_page (lxw_worksheet *worksheet, const SekPlace *place)
{
  const SekBookInfo *info = &place->sheet->book->info;
  g_autoptr (GString) foot = g_string_new ("&L&8");
  lxw_error code;

  /* A blank keeps a text that begins with a digit from becoming a part of the size. */
  g_string_append_c (foot, ' ');
  if (info->version != NULL)
    append_foot (foot, info->version);
  g_string_append (foot, "&C&8 ");
  if (info->status != NULL)
    append_foot (foot, info->status);
  g_string_append (foot, "&R&8 ");
  g_string_append (foot, page_word.text[info->language]);

  worksheet_set_paper (worksheet, 9);
  worksheet_set_margins (worksheet, 0.6, 0.6, 0.7, 0.8);
  worksheet_fit_to_pages (worksheet, 1, 0);
  if (place->sheet->columns->len > MAX_PORTRAIT)
    worksheet_set_landscape (worksheet);
  if (place->sheet->has_head)
    {
      code = worksheet_repeat_rows (worksheet, place->first_body - 1, place->first_body - 1);
      if (code != LXW_NO_ERROR)
        return code;
    }

  return worksheet_set_footer (worksheet, foot->str);
}

lxw_error
sek_xlsx_layout (lxw_worksheet *worksheet, const SekPlace *place, gboolean is_table, lxw_format *const *formats)
{
  SekSheet *sheet = place->sheet;
  lxw_col_t last = (lxw_col_t) MAX (sheet->columns->len, 1) - 1;
  lxw_error code = LXW_NO_ERROR;
  char range[LXW_MAX_CELL_RANGE_LENGTH];

  if (is_table)
    code = add_table (worksheet, place, formats);
  else if (sheet->info.is_list && sheet->has_head && sek_sheet_n_data_rows (sheet) > 0)
    code = worksheet_autofilter (worksheet, place->first_body - 1, 0,
                                 place->first_body + sek_sheet_n_data_rows (sheet) - 1, last);
  if (code != LXW_NO_ERROR)
    return code;

  if (sheet->has_head || sheet->info.n_frozen > 0)
    worksheet_freeze_panes (worksheet, sheet->has_head ? place->first_body : 0, (lxw_col_t) sheet->info.n_frozen);
  lxw_rowcol_to_range (range, 0, 0, place->first_body + sek_sheet_n_rows (sheet), last);
  code = worksheet_ignore_errors (worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
  if (code != LXW_NO_ERROR)
    return code;

  return set_page (worksheet, place);
}

lxw_error
sek_xlsx_set_properties (lxw_workbook *workbook, const SekBookInfo *info)
{
  const char *texts[] = { info->title, info->subject, info->author, info->status };
  char *clean[G_N_ELEMENTS (texts)];
  lxw_doc_properties properties = { .created = (time_t) info->created };
  lxw_error code;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) scratch = g_string_new (NULL);

      clean[i] = g_strdup (texts[i] != NULL ? sek_text_clean (texts[i], SEK_CLEAN_ONE_LINE, scratch) : NULL);
    }
  properties.title = clean[0];
  properties.subject = clean[1];
  properties.author = clean[2];
  properties.company = clean[2];
  properties.status = clean[3];
  code = workbook_set_properties (workbook, &properties);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (clean[i]);

  return code;
}
