/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-cell-text.h"
#include "sek-doc.h"
#include "sek-error.h"

/* How wide the columns of a table are. No font is at hand and the reader's may be another one, so the widths are those
 * that Arial and Liberation Sans have, by classes of letters: a few per cent too wide rather than too narrow. */

enum
{
  MAX_NATURAL = 30000, /* of a text, in thousandths of its size: longer ones wrap */
  MAX_WORD = 11000,    /* of a word: longer ones are broken */
  MAX_WHOLE = 22000, /* unless there is room for them in a size that is still read with ease: who copies an address gets
                        all of it */
  MAX_PORTRAIT = 5,  /* columns */
  MIN_SIZE = 10,     /* half-points */
  EASY_SIZE = 13,
  SLACK = 40,
  MOST_STRETCH = 125, /* per cent: a narrow table is not drawn out over the page */
};

typedef struct
{
  int natural; /* all in thousandths of the size */
  int least;
  int whole; /* no word is broken */
} Wish;

static int
get_advance (gunichar c)
{
  if (c < 0x80)
    {
      if (g_ascii_isdigit (c))
        return 556;
      if (strchr (" ijlI.,:;'|!tf/()[]-*", (int) c) != NULL)
        return c == ' ' || c == '.' || c == ',' || c == 't' || c == 'f' || c == '/' ? 280 : 300;
      if (c == 'm' || c == 'M' || c == 'W' || c == '%' || c == '@')
        return 890;
      if (g_ascii_isupper (c) || c == 'w')
        return 720;
      return 560;
    }
  if (c == 0xA0)
    return 280;
  if (g_unichar_iswide (c))
    return 1000;
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_isupper (c) ? 780 : 600;
}

/* Adds a text's longest line and longest word to the wish. */
static void
add_text (Wish *wish, const char *text, gboolean bold, gboolean wraps)
{
  int line = 0, word = 0, per_mille = bold ? 1080 : 1000;
  /* In an address a hyphen is no place to part it. */
  gboolean is_address = text[strcspn (text, "@ \t\n")] == '@';

  for (const char *at = text; *at != '\0' && (wish->natural < MAX_NATURAL || wish->whole < MAX_WHOLE);
       at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\n')
        {
          line = word = 0;
          is_address = at[1 + strcspn (at + 1, "@ \t\n")] == '@';
          continue;
        }
      line += get_advance (c) * per_mille / 1000;
      if (c == ' ' || c == '\t')
        is_address = at[1 + strcspn (at + 1, "@ \t\n")] == '@';
      word = wraps && (c == ' ' || c == '\t' || (c == '-' && !is_address)) ? 0
                                                                           : word + get_advance (c) * per_mille / 1000;
      wish->natural = MAX (wish->natural, MIN (line, MAX_NATURAL));
      wish->least = MAX (wish->least, MIN (word, wraps ? MAX_WORD : MAX_NATURAL));
      wish->whole = MAX (wish->whole, MIN (word, wraps ? MAX_WHOLE : MAX_NATURAL));
    }
}

static void
add_row (Wish *wishes, const SekSheetRow *row, GString *scratch)
{
  gboolean bold = row->style == SEK_ROW_SUM || row->style == SEK_ROW_TOTAL;

  if (row->style == SEK_ROW_SPACE || (row->style == SEK_ROW_SECTION && sek_sheet_row_find_only (row) >= 0))
    return;
  for (int i = 0; i < (int) row->sheet->columns->len; i++)
    if (row->cells[i].type == SEK_VALUE_TEXT)
      {
        const char *text = sek_text_clean (sek_sheet_row_get_text (row, i), SEK_CLEAN_DEFAULT, scratch);

        add_text (&wishes[i], text, bold, row->cells[i].kind == SEK_CELL_TEXT);
      }
    else if (row->cells[i].type == SEK_VALUE_INTEGER)
      {
        g_autofree char *text = sek_cell_to_text (row, i);

        add_text (&wishes[i], text, bold, FALSE);
      }
}

/* Thousandths of the size as twips, with what is around them in a cell. */
static int
to_twips (const SekDocTable *table, int column, int thousandths)
{
  return (int) ((gint64) thousandths * table->size * 10 / 1000) + 2 * SEK_DOC_PADDING + SLACK
         + (table->apart[column] ? SEK_DOC_APART : 0);
}

/* Which of the three is the column's least. */
typedef enum { NATURAL, LEAST, WHOLE } Measure;

static int
get_width (const SekDocTable *table, const Wish *wishes, int column, Measure measure)
{
  const Wish *wish = &wishes[column];

  return to_twips (table, column, measure == NATURAL ? wish->natural : measure == LEAST ? wish->least : wish->whole);
}

static int
sum_up (const SekDocTable *table, const Wish *wishes, Measure measure)
{
  int sum = 0;

  for (int i = 0; i < (int) table->sheet->columns->len; i++)
    sum += get_width (table, wishes, i, measure);

  return sum;
}

/* Makes the table smaller until it fits, and says whether with whole words. */
static Measure
choose_size (SekDocTable *table, const Wish *wishes, int most)
{
  int size = table->size;

  while (table->size > EASY_SIZE && sum_up (table, wishes, WHOLE) > most)
    table->size--;
  if (sum_up (table, wishes, WHOLE) <= most)
    return WHOLE;
  table->size = size;
  while (table->size > MIN_SIZE && sum_up (table, wishes, LEAST) > most)
    table->size--;
  return LEAST;
}

/* What is over goes to those that would need it, by how much they would. */
static void
share_out (SekDocTable *table, const Wish *wishes)
{
  int n = (int) table->sheet->columns->len, most = sek_doc_text_width (table->landscape);
  Measure measure = choose_size (table, wishes, most);
  int least = sum_up (table, wishes, measure), natural = sum_up (table, wishes, NATURAL);

  for (int i = 0; i < n; i++)
    {
      gint64 low = get_width (table, wishes, i, measure), high = get_width (table, wishes, i, NATURAL);

      if (least > most)
        table->widths[i] = (int) (low * most / least);
      else if (natural > most)
        table->widths[i] = (int) (low + (high - low) * (most - least) / (natural - least));
      else
        table->widths[i] = (int) MIN (high * most / natural, high * MOST_STRETCH / 100);
      table->total += table->widths[i];
    }
}

SekDocTable *
sek_doc_table_new (SekSheet *sheet, guint index)
{
  SekDocTable *table = g_new0 (SekDocTable, 1);
  guint n = MAX (sheet->columns->len, 1);
  g_autofree Wish *wishes = g_new0 (Wish, n);
  g_autoptr (GString) scratch = g_string_new (NULL);

  *table = (SekDocTable) { .sheet = sheet, .index = index, .landscape = sheet->columns->len > MAX_PORTRAIT,
                           .size = sek_doc_styles[SEK_DOC_TEXT].size, .widths = g_new0 (int, n),
                           .apart = g_new0 (gboolean, n) };
  for (int i = 0; i < (int) sheet->columns->len; i++)
    {
      const SekSheetColumn *column = sek_sheet_get_column (sheet, i);
      const SekSheetColumn *before = i > 0 ? sek_sheet_get_column (sheet, i - 1) : NULL;

      table->apart[i] = before != NULL && sek_sheet_is_right (before, before->kind)
                        && !sek_sheet_is_right (column, column->kind);
      /* A blank column can still be seen and typed in. */
      wishes[i] = (Wish) { 2000, 1500, 1500 };
      if (column->head != NULL)
        add_text (&wishes[i], sek_text_clean (column->head, SEK_CLEAN_DEFAULT, scratch), TRUE, TRUE);
    }
  for (guint i = 0; i < sek_sheet_n_rows (sheet); i++)
    add_row (wishes, sek_sheet_get_row (sheet, i), scratch);
  share_out (table, wishes);

  return table;
}

void
sek_doc_table_free (SekDocTable *table)
{
  g_free (table->widths);
  g_free (table->apart);
  g_free (table);
}

GPtrArray *
sek_doc_make_tables (SekWriteJob *job, guint max_columns, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_doc_table_free);

  for (guint i = 0; i < job->book->sheets->len; i++)
    {
      SekSheet *sheet = g_ptr_array_index (job->book->sheets, i);

      if (sheet->columns->len > max_columns)
        {
          g_autofree char *name = g_filename_display_name (job->target);

          g_set_error (error, SEK_ERROR, SEK_ERROR_RANGE,
                       _("Could not save “%s”: the table “%s” has %u columns, and a word processor holds %u. Choose "
                         "another format, such as .xlsx."), name, sheet->info.name, sheet->columns->len, max_columns);
          return NULL;
        }
      g_ptr_array_add (tables, sek_doc_table_new (sheet, i));
    }

  return g_steal_pointer (&tables);
}
