/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-xlsx-layout.h"

#include <string.h>

#include "sek-cell-text.h"
#include "sek-money.h"

enum
{
  MAX_NAME = 31,       /* UTF-16 units */
  MAX_HEAD = 200,      /* of a native table's column, in characters */
  MAX_FOOT = 70,       /* of each of the footer's texts, in characters: all of it may have 255 */
  MAX_WIDTH = 60,      /* characters in a column; longer texts wrap */
  MIN_WIDTH = 6,
  MAX_LINE = 24,       /* characters of a table's head that is not wrapped */
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

double
sek_xlsx_get_number (const SekSheetRow *row, int column)
{
  const SekCell *cell = &row->cells[column];

  switch (cell->kind)
    {
    case SEK_CELL_RATE:
      return (double) cell->integer / (double) SEK_KRONE;

    case SEK_CELL_AMOUNT:
      return (double) cell->integer / (double) sek_sheet_get_column (row->sheet, column)->unit;

    case SEK_CELL_PERCENT:
      return (double) cell->integer / (double) cell->denominator;

    case SEK_CELL_DATE:
      return sek_xlsx_day ((SekDate) cell->integer);

    case SEK_CELL_COUNT:
    case SEK_CELL_TEXT:
    case SEK_CELL_CODE:
    case SEK_N_CELL_KINDS:
    default:
      return (double) cell->integer;
    }
}

static gboolean
is_used (const SekPlaces *places, guint n, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *other_folded = g_utf8_casefold (places->places[i].name, -1);

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

/* In place: none at the ends, one between words. */
static void
collapse_blanks (char *text)
{
  char *end = text;

  for (const char *at = text; *at != '\0'; at++)
    if (*at != ' ' || (end > text && end[-1] != ' '))
      *end++ = *at;
  if (end > text && end[-1] == ' ')
    end--;
  *end = '\0';
}

char *
sek_xlsx_make_sheet_name (const SekPlaces *places, guint n, const char *name)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autofree char *base = g_strdup (sek_text_clean (name, SEK_CLEAN_ONE_LINE, scratch));
  char *made;

  collapse_blanks (g_strdelimit (base, "[]:*?/\\'", ' '));
  if (*base == '\0')
    {
      g_free (base);
      base = g_strdup_printf ("%u", n + 1);
    }
  made = g_strstrip (take_units (base, MAX_NAME));
  for (int tries = 2; is_used (places, n, made); tries++)
    {
      g_autofree char *suffix = g_strdup_printf (" (%d)", tries);
      g_autofree char *start = g_strstrip (take_units (base, MAX_NAME - (int) strlen (suffix)));

      g_free (made);
      made = g_strconcat (start, suffix, NULL);
    }

  return made;
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

int
sek_xlsx_widths_add_head (SekXlsxWidths *widths, const SekSheetColumn *column, int index)
{
  int n_lines = 1;

  if (column->head == NULL)
    return n_lines;
  if (widths->has_filter)
    {
      /* The head of a native table has one line, which wraps where it must. */
      int chars = (int) MIN (g_utf8_strlen (column->head, -1), G_MAXINT / 2);

      widen (widths, index, (chars <= MAX_LINE ? chars : count_chars (column->head)) + FILTER, TRUE);
      if (chars <= MAX_LINE)
        return 1;
    }
  else
    {
      widen (widths, index, count_chars (column->head), TRUE);
    }
  for (const char *at = column->head; *at != '\0'; at++)
    n_lines += *at == '\n';

  return n_lines;
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
sek_xlsx_widths_count_cell (const SekSheetRow *row, int column)
{
  const char *text = sek_sheet_row_get_text (row, column);

  if (row->style == SEK_ROW_SECTION || row->style == SEK_ROW_FACT
      || (strnlen (text, MAX_WIDTH + 1) <= MAX_WIDTH && strchr (text, '\n') == NULL))
    return 1;

  return count_lines (text, MAX_WIDTH);
}

lxw_error
sek_xlsx_widths_apply (SekXlsxWidths *widths, lxw_worksheet *worksheet)
{
  for (guint i = 0; i < widths->sheet->columns->len; i++)
    {
      /* Letters are narrower than the digits that a width is counted in. To that the cell's own margins. */
      int chars = widths->chars[i];
      double width = MIN (chars, 20) + MAX (chars - 20, 0) * 0.88 + 1.7;
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

lxw_error
sek_xlsx_add_table (lxw_worksheet *worksheet, const SekPlace *place, lxw_format *const *formats)
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
      names[i] = make_column_name (names, i, sek_sheet_get_column (sheet, i)->head);
      columns[i].header = names[i];
      columns[i].header_format = sek_xlsx_styles_get_head (formats, sheet, i);
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
        /* libxlsxwriter takes even an escaped "&G" for a picture, and frees the footer twice (as of 1.1.4). */
        g_string_append (foot, at[1] == 'G' || at[1] == '[' ? "&& " : "&&");
      else
        g_string_append_unichar (foot, g_utf8_get_char (at));
    }
}

lxw_error
sek_xlsx_add_filter (lxw_worksheet *worksheet, const SekPlace *place)
{
  SekSheet *sheet = place->sheet;

  return worksheet_autofilter (worksheet, place->first_body - 1, 0,
                               place->first_body + sek_sheet_n_data_rows (sheet) - 1,
                               (lxw_col_t) sheet->columns->len - 1);
}

lxw_error
sek_xlsx_set_page (lxw_worksheet *worksheet, const SekBookInfo *info, gboolean landscape)
{
  g_autoptr (GString) foot = g_string_new ("&L&8");

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
  if (landscape)
    worksheet_set_landscape (worksheet);

  return worksheet_set_footer (worksheet, foot->str);
}

lxw_error
sek_xlsx_layout (lxw_worksheet *worksheet, const SekPlace *place)
{
  SekSheet *sheet = place->sheet;
  lxw_col_t last = (lxw_col_t) MAX (sheet->columns->len, 1) - 1;
  lxw_error code;
  char range[LXW_MAX_CELL_RANGE_LENGTH];

  if (sheet->has_head || sheet->info.n_frozen > 0)
    worksheet_freeze_panes (worksheet, sheet->has_head ? place->first_body : 0, (lxw_col_t) sheet->info.n_frozen);
  lxw_rowcol_to_range (range, 0, 0, place->first_body + sek_sheet_n_rows (sheet), last);
  code = worksheet_ignore_errors (worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
  if (code != LXW_NO_ERROR)
    return code;

  if (sheet->has_head)
    {
      code = worksheet_repeat_rows (worksheet, place->first_body - 1, place->first_body - 1);
      if (code != LXW_NO_ERROR)
        return code;
    }

  return sek_xlsx_set_page (worksheet, &sheet->book->info, sheet->columns->len > MAX_PORTRAIT);
}

static lxw_error
add_choices (lxw_worksheet *worksheet, const SekPlace *place, int column)
{
  static const SekWord title = { { "Velg fra listen", "Vel frå lista", "Choose from the list" } };
  static const SekWord message = { { "Her må det stå ett av ordene i listen, eller ingenting.",
                                     "Her må det stå eitt av orda i lista, eller ingenting.",
                                     "One of the words in the list must stand here, or nothing." } };
  const SekSheetColumn *as = sek_sheet_get_column (place->sheet, column);
  SekLanguage language = place->sheet->book->info.language;
  lxw_row_t first = place->first_body, n = sek_sheet_n_data_rows (place->sheet);
  lxw_col_t at = (lxw_col_t) column;
  lxw_data_validation validation = {
    .validate = LXW_VALIDATION_TYPE_LIST, .value_list = (char **) as->choices, .ignore_blank = LXW_VALIDATION_ON,
    .dropdown = LXW_VALIDATION_ON, .show_error = LXW_VALIDATION_ON, .error_title = (char *) title.text[language],
    .error_message = (char *) message.text[language],
  };

  if (n == 0)
    return LXW_NO_ERROR;
  return worksheet_data_validation_range (worksheet, first, at, first + n - 1, at, &validation);
}

lxw_error
sek_xlsx_make_form (lxw_worksheet *worksheet, const SekPlace *place)
{
  lxw_protection protection = { .format_columns = 1, .format_rows = 1, .insert_rows = 1 };
  lxw_error code = LXW_NO_ERROR;

  for (int i = 0; i < (int) place->sheet->columns->len && code == LXW_NO_ERROR; i++)
    if (sek_sheet_get_column (place->sheet, i)->choices != NULL)
      code = add_choices (worksheet, place, i);
  worksheet_protect (worksheet, NULL, &protection);
  return code;
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
