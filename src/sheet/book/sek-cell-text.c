/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cell-text.h"

#include <string.h>

#include "sek-book.h"
#include "sek-date.h"
#include "sek-money.h"
#include "sek-number.h"

enum { MAX_BRACKET = 16 }; /* bytes of a remark that is not parted */

static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Nothing that XML, cairo or a terminal must not see, which the C0 and C1 controls and the code points that are no
 * characters are. */
static gboolean
is_forbidden (gunichar c)
{
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c <= 0x9F) || (c & 0xFFFE) == 0xFFFE
         || (c >= 0xFDD0 && c <= 0xFDEF);
}

static gboolean
is_clean (const char *text, SekCleanFlags flags)
{
  const unsigned char *byte = (const unsigned char *) text;

  while (*byte >= 0x20 && *byte < 0x7F)
    byte++;
  if (*byte == '\0')
    return TRUE;
  if (!g_utf8_validate ((const char *) byte, -1, NULL))
    return FALSE;
  for (const char *at = (const char *) byte; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_forbidden (c) || ((flags & SEK_CLEAN_ONE_LINE) && (c == '\n' || c == '\t'))
          || ((flags & SEK_CLEAN_NO_BIDI) && is_bidi_control (c)))
        return FALSE;
    }

  return TRUE;
}

const char *
sek_text_clean (const char *text, SekCleanFlags flags, GString *scratch)
{
  g_autofree char *valid = NULL;

  if (is_clean (text, flags))
    return text;

  valid = g_utf8_make_valid (text, -1);
  g_string_truncate (scratch, 0);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\r' && at[1] != '\n')
        c = '\n';
      if ((flags & SEK_CLEAN_ONE_LINE) && (c == '\n' || c == '\t'))
        c = ' ';
      if (!is_forbidden (c) && !((flags & SEK_CLEAN_NO_BIDI) && is_bidi_control (c)))
        g_string_append_unichar (scratch, c);
    }

  return scratch->str;
}

/* How long the bracket that opens at text is, when it is a short one on one line; else 0. */
static gsize
measure_bracket (const char *text)
{
  gsize length = strcspn (text + 1, "()\n");

  return text[length + 1] == ')' && length <= MAX_BRACKET ? length + 2 : 0;
}

/* Whether the space at text stands within a figure. */
static gboolean
is_within_figure (const char *start, const char *text)
{
  const char *next = text + 1;

  if (text == start || !g_ascii_isdigit (text[-1]))
    return FALSE;
  return g_ascii_isdigit (*next) || *next == '%' || (g_str_has_prefix (next, "kr") && !g_ascii_isalpha (next[2]));
}

const char *
sek_text_bind (const char *text, GString *scratch)
{
  const char *bound = text;
  gboolean any = FALSE;

  if (strpbrk (text, "0123456789(") == NULL || strchr (text, ' ') == NULL)
    return text;
  g_string_truncate (scratch, 0);
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '(' && measure_bracket (at) > 0)
        bound = at + measure_bracket (at);
      if (*at == ' ' && (at < bound || is_within_figure (text, at)))
        {
          g_string_append (scratch, "\302\240");
          any = TRUE;
        }
      else
        g_string_append_c (scratch, *at);
    }
  return any ? scratch->str : text;
}

static char *
format_rate (gint64 ore)
{
  g_autofree char *text = sek_number_format_plain (ore, SEK_KRONE, 2);

  return text[0] == '-' ? g_strconcat ("−", text + 1, NULL) : g_steal_pointer (&text);
}

char *
sek_cell_to_text (const SekSheetRow *row, int column)
{
  const SekCell *cell = &row->cells[column];
  const SekSheetColumn *as = sek_sheet_get_column (row->sheet, column);
  SekLanguage language = row->sheet->book->info.language;

  if (sek_cell_is_blank (cell))
    return g_strdup ("");

  switch (cell->kind)
    {
    case SEK_CELL_TEXT:
    case SEK_CELL_CODE:
      return g_strdup (sek_sheet_row_get_text (row, column));

    case SEK_CELL_AMOUNT:
      return sek_number_in_language (sek_number_format_amount (cell->integer, as->unit, as->decimals), language);

    case SEK_CELL_RATE:
      return sek_number_in_language (format_rate (cell->integer), language);

    case SEK_CELL_COUNT:
      return sek_number_in_language (sek_number_format_count (cell->integer), language);

    case SEK_CELL_PERCENT:
      return sek_number_in_language (sek_number_format_percent (cell->integer, cell->denominator, 1), language);

    case SEK_CELL_DATE:
      return sek_date_format ((SekDate) cell->integer, SEK_DATE_TOLD, language);

    case SEK_N_CELL_KINDS:
    default:
      g_assert_not_reached ();
    }
}

/* Takes the digits that a reader sees, so that both forms round alike. */
static char *
plain_percent (gint64 numerator, gint64 denominator)
{
  g_autofree char *text = sek_number_format_percent (numerator, denominator, 1);
  GString *plain = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == 0x2212)
        g_string_append_c (plain, '-');
      else if (g_ascii_isdigit (*at) || c == ',')
        g_string_append_c (plain, (char) c);
    }

  return g_string_free (plain, FALSE);
}

char *
sek_cell_to_plain (const SekSheetRow *row, int column)
{
  const SekCell *cell = &row->cells[column];
  const SekSheetColumn *as = sek_sheet_get_column (row->sheet, column);

  if (sek_cell_is_blank (cell))
    return g_strdup ("");

  switch (cell->kind)
    {
    case SEK_CELL_TEXT:
    case SEK_CELL_CODE:
      return g_strdup (sek_sheet_row_get_text (row, column));

    case SEK_CELL_AMOUNT:
      return sek_number_format_plain (cell->integer, as->unit, as->decimals);

    case SEK_CELL_RATE:
      return sek_number_format_plain (cell->integer, SEK_KRONE, 2);

    case SEK_CELL_COUNT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, cell->integer);

    case SEK_CELL_PERCENT:
      return plain_percent (cell->integer, cell->denominator);

    case SEK_CELL_DATE:
      return sek_date_format ((SekDate) cell->integer, SEK_DATE_ISO, SEK_LANGUAGE_NB);

    case SEK_N_CELL_KINDS:
    default:
      g_assert_not_reached ();
    }
}

void
sek_text_append_field (GString *out, const char *text, char delimiter)
{
  const char special[] = { delimiter, '"', '\n', '\r', '\0' };

  if (strpbrk (text, special) == NULL)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

char *
sek_head_to_line (const char *head)
{
  char *line = g_strdup (head != NULL ? head : "");

  return g_strdelimit (line, "\n", ' ');
}
