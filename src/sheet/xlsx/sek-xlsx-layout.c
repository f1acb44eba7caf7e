/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-xlsx-layout.h"

#include <string.h>

#include "sek-cell-text.h"
#include "sek-money.h"

enum
{
  MAX_NAME = 31, /* UTF-16 units */
  MAX_HEAD = 200, /* of a native table's column, in characters */
  MAX_FOOT = 70,  /* of each of the footer's texts, in characters: all of it may have 255 */
};

static const SekWord page_word = { { "Side &P av &N", "Side &P av &N", "Page &P of &N" } };

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

  /* A page that has come apart from the others says whose it is. */
  if (info->author != NULL)
    {
      g_autoptr (GString) head = g_string_new ("&L&8 ");

      append_foot (head, info->author);
      worksheet_set_header (worksheet, head->str);
    }
  worksheet_set_paper (worksheet, 9);
  worksheet_set_margins (worksheet, 0.6, 0.6, 0.7, 0.8);
  worksheet_fit_to_pages (worksheet, 1, 0);
  if (landscape)
    worksheet_set_landscape (worksheet);

  return worksheet_set_footer (worksheet, foot->str);
}

/* Rows that stand out do so by what their cells say now, so that a change of the figures is seen. */
lxw_error
sek_xlsx_add_marks (lxw_worksheet *worksheet, const SekPlace *place, lxw_format *format)
{
  SekSheet *sheet = place->sheet;
  lxw_row_t first = place->first_body, n = sek_sheet_n_rows (sheet);
  lxw_error code = LXW_NO_ERROR;

  for (int i = 0; i < (int) sheet->columns->len && n > 0 && code == LXW_NO_ERROR; i++)
    {
      const char *const *marks = sek_sheet_get_column (sheet, i)->marks;
      g_autoptr (GString) formula = g_string_new ("=OR(");

      if (marks == NULL)
        continue;
      for (guint m = 0; marks[m] != NULL; m++)
        {
          g_string_append (formula, m > 0 ? ",$" : "$");
          sek_formula_append_column (formula, i);
          g_string_append_printf (formula, "%u=\"%s\"", first + 1, marks[m]);
        }
      g_string_append_c (formula, ')');
      code = worksheet_conditional_format_range (worksheet, first, 0, first + n - 1,
                                                 (lxw_col_t) sheet->columns->len - 1,
                                                 &(lxw_conditional_format) { .type = LXW_CONDITIONAL_TYPE_FORMULA,
                                                                             .value_string = formula->str,
                                                                             .format = format });
    }
  return code;
}

lxw_error
sek_xlsx_layout (lxw_worksheet *worksheet, const SekPlace *place, gboolean landscape)
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

  return sek_xlsx_set_page (worksheet, &sheet->book->info, landscape);
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
  /* libxlsxwriter takes 0 for now. */
  lxw_doc_properties properties = { .created = (time_t) MAX (info->created, 1) };
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
