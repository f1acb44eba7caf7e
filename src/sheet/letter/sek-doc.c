/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-doc.h"

#include <string.h>

#include "sek-cell-text.h"

enum
{
  LONG_TEXT = 1200, /* characters of a cell that may be higher than a page */
};

/* The names are Norwegian in every language of the tables: they are the program's, and macros and templates know
 * them. */
const SekDocStyleInfo sek_doc_styles[SEK_N_DOC_STYLES] = {
  [SEK_DOC_TITLE] = { "Title", "Title", TRUE, SEK_DOC_NO_PARENT, 32, TRUE, FALSE, FALSE, TRUE, 0, 80 },
  [SEK_DOC_LINE] = { "Dokumentlinje", "Dokumentlinje", FALSE, SEK_DOC_NO_PARENT, 20, FALSE, FALSE, TRUE, TRUE, 0, 20 },
  [SEK_DOC_HEADING] = { "Heading1", "heading 1", TRUE, SEK_DOC_NO_PARENT, 26, TRUE, FALSE, FALSE, TRUE, 280, 40 },
  [SEK_DOC_TABLE_LINE] = { "Tabellinje", "Tabellinje", FALSE, SEK_DOC_NO_PARENT, 19, FALSE, FALSE, TRUE, TRUE, 0, 60 },
  [SEK_DOC_TEXT] = { "Tabelltekst", "Tabelltekst", FALSE, SEK_DOC_NO_PARENT, 18, FALSE, FALSE, FALSE, FALSE, 30, 30 },
  [SEK_DOC_NUMBER] = { "Tabelltall", "Tabelltall", FALSE, SEK_DOC_TEXT, 18, FALSE, TRUE, FALSE, FALSE, 30, 30 },
  [SEK_DOC_HEAD] = { "Tabellhode", "Tabellhode", FALSE, SEK_DOC_TEXT, 18, TRUE, FALSE, FALSE, TRUE, 40, 40 },
  [SEK_DOC_HEAD_NUMBER] = { "Tabellhodetall", "Tabellhode tall", FALSE, SEK_DOC_HEAD, 18, TRUE, TRUE, FALSE, TRUE, 40,
                            40 },
  [SEK_DOC_GROUP] = { "Tabellgruppe", "Tabellgruppe", FALSE, SEK_DOC_TEXT, 18, TRUE, FALSE, FALSE, TRUE, 40, 30 },
  [SEK_DOC_SUM] = { "Tabellsum", "Tabellsum", FALSE, SEK_DOC_TEXT, 18, TRUE, FALSE, FALSE, FALSE, 30, 30 },
  [SEK_DOC_SUM_NUMBER] = { "Tabellsumtall", "Tabellsum tall", FALSE, SEK_DOC_SUM, 18, TRUE, TRUE, FALSE, FALSE, 30,
                           30 },
  [SEK_DOC_NOTE] = { "Tabellnote", "Tabellnote", FALSE, SEK_DOC_NO_PARENT, 18, FALSE, FALSE, TRUE, FALSE, 60, 0 },
  [SEK_DOC_FOOTER] = { "Footer", "footer", TRUE, SEK_DOC_NO_PARENT, 16, FALSE, FALSE, TRUE, FALSE, 0, 0 },
};

typedef struct
{
  SekWriteJob        *job;
  const SekDocMarkup *markup;
  gpointer            data;
  const SekDocTable  *table;
  GString            *scratch;
  GString            *bound;
  gboolean            opens_section;
} Walk;

/* --- around the tables -------------------------------------------------------------------------------------------- */

static void
add_paragraph (Walk *walk, SekDocStyle style, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  walk->markup->add_paragraph (walk->data, style, walk->opens_section, text);
  walk->opens_section = FALSE;
}

/* "Sats per innbygger: 2,80" */
static void
add_fact (Walk *walk, const SekSheetRow *row)
{
  g_autoptr (GString) text = g_string_new (sek_sheet_row_get_text (row, 0));
  const char *mark = ": ";

  for (int i = 1; i < (int) row->sheet->columns->len; i++)
    if (!sek_cell_is_blank (&row->cells[i]))
      {
        g_autofree char *value = sek_cell_to_text (row, i);

        g_string_append (text, mark);
        g_string_append (text, value);
        mark = "; ";
      }
  add_paragraph (walk, SEK_DOC_TABLE_LINE, text->str);
}

static void
add_above (Walk *walk, gboolean is_first)
{
  const SekBookInfo *info = &walk->job->book->info;
  SekSheet *sheet = walk->table->sheet;

  if (is_first)
    {
      add_paragraph (walk, SEK_DOC_TITLE, info->title);
      add_paragraph (walk, SEK_DOC_LINE, sek_book_get_author_line (walk->job->book));
      add_paragraph (walk, SEK_DOC_LINE, info->status);
      add_paragraph (walk, SEK_DOC_LINE, info->version);
    }
  add_paragraph (walk, SEK_DOC_HEADING, sheet->info.caption != NULL ? sheet->info.caption : sheet->info.name);
  add_paragraph (walk, SEK_DOC_TABLE_LINE, sheet->info.unit_line);
  add_paragraph (walk, SEK_DOC_TABLE_LINE, sheet->info.status_line);
  for (guint i = 0; i < sheet->facts->len; i++)
    add_fact (walk, g_ptr_array_index (sheet->facts, i));
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void
add_head (Walk *walk)
{
  SekSheet *sheet = walk->table->sheet;
  SekDocCell cell = { .table = walk->table, .row = SEK_DOC_ROW_HEAD, .span = 1, .keep_next = TRUE, .text = "" };

  if (!sheet->has_head)
    return;
  walk->markup->begin_row (walk->data, &cell);
  for (cell.column = 0; cell.column < (int) sheet->columns->len; cell.column++)
    {
      const SekSheetColumn *column = sek_sheet_get_column (sheet, cell.column);

      cell.style = sek_sheet_is_right (column, column->kind) ? SEK_DOC_HEAD_NUMBER : SEK_DOC_HEAD;
      cell.text = column->head != NULL ? column->head : "";
      walk->markup->add_cell (walk->data, &cell);
    }
  walk->markup->end_row (walk->data, &cell);
}

/* Of a row that is there or, beyond the last one, SEK_ROW_NORMAL. */
static SekRowStyle
get_style (SekSheet *sheet, guint index)
{
  if (index < sheet->n_streamed || index >= sek_sheet_n_rows (sheet))
    return SEK_ROW_NORMAL;

  return ((const SekSheetRow *) g_ptr_array_index (sheet->rows, index - sheet->n_streamed))->style;
}

static gboolean
is_sum (SekRowStyle style)
{
  return style == SEK_ROW_SUM || style == SEK_ROW_TOTAL;
}

/* A sum stays with what it sums, a group's head with what it is over, an empty line with both of its neighbours. */
static gboolean
is_kept (SekSheet *sheet, guint index)
{
  SekRowStyle style = get_style (sheet, index), next = get_style (sheet, index + 1);

  if (index + 1 >= sek_sheet_n_rows (sheet))
    return FALSE;

  return style == SEK_ROW_SECTION || style == SEK_ROW_SPACE || is_sum (next)
         || (next == SEK_ROW_SPACE && is_sum (get_style (sheet, index + 2)));
}

/* Whether the text reads from the right, by the first of its letters. */
static gboolean
is_rtl (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 0x80 ? g_ascii_isalpha (c) : g_unichar_isalpha (c))
        switch (g_unichar_get_script (c))
          {
          case G_UNICODE_SCRIPT_ARABIC:
          case G_UNICODE_SCRIPT_HEBREW:
          case G_UNICODE_SCRIPT_SYRIAC:
          case G_UNICODE_SCRIPT_THAANA:
          case G_UNICODE_SCRIPT_NKO:
            return TRUE;

          default:
            return FALSE;
          }
    }

  return FALSE;
}

static SekDocStyle
get_cell_style (const SekSheetRow *row, int column)
{
  const SekSheetColumn *as = sek_sheet_get_column (row->sheet, column);
  gboolean right = sek_sheet_is_right (as,
                                       sek_cell_is_blank (&row->cells[column]) ? as->kind : row->cells[column].kind);

  if (row->style == SEK_ROW_SECTION)
    return SEK_DOC_GROUP;
  if (is_sum (row->style))
    return right ? SEK_DOC_SUM_NUMBER : SEK_DOC_SUM;

  return right ? SEK_DOC_NUMBER : SEK_DOC_TEXT;
}

static gboolean
has_long_text (const SekSheetRow *row)
{
  for (int i = 0; i < (int) row->sheet->columns->len; i++)
    if (strnlen (sek_sheet_row_get_text (row, i), LONG_TEXT) == LONG_TEXT)
      return TRUE;

  return FALSE;
}

static void
add_values (Walk *walk, const SekSheetRow *row, SekDocCell *cell)
{
  for (cell->column = 0; cell->column < (int) row->sheet->columns->len; cell->column++)
    {
      gboolean is_text = row->cells[cell->column].type == SEK_VALUE_TEXT;
      g_autofree char *number = is_text ? NULL : sek_cell_to_text (row, cell->column);

      cell->style = get_cell_style (row, cell->column);
      cell->text = is_text
                       ? sek_text_bind (sek_text_clean (sek_sheet_row_get_text (row, cell->column), SEK_CLEAN_DEFAULT,
                                                        walk->scratch), walk->bound)
                       : number;
      cell->is_rtl = is_text && is_rtl (cell->text);
      walk->markup->add_cell (walk->data, cell);
    }
}

static void
add_row (Walk *walk, const SekSheetRow *row, guint index)
{
  static const SekDocRow rows[SEK_N_ROW_STYLES] = {
    [SEK_ROW_NORMAL] = SEK_DOC_ROW_NORMAL, [SEK_ROW_SECTION] = SEK_DOC_ROW_GROUP, [SEK_ROW_SUM] = SEK_DOC_ROW_SUM,
    [SEK_ROW_TOTAL] = SEK_DOC_ROW_TOTAL,   [SEK_ROW_SPACE] = SEK_DOC_ROW_SPACE,   [SEK_ROW_FACT] = SEK_DOC_ROW_NORMAL,
  };
  int only = row->style == SEK_ROW_SECTION ? sek_sheet_row_find_only (row) : -1;
  SekDocCell cell = { .table = walk->table, .row = rows[row->style], .span = 1, .style = SEK_DOC_TEXT, .text = "",
                      .keep_next = is_kept (row->sheet, index), .may_split = has_long_text (row) };

  /* As the head of a group stands out. */
  if (row->style == SEK_ROW_NORMAL && sek_sheet_row_is_marked (row))
    cell.row = SEK_DOC_ROW_GROUP;
  walk->markup->begin_row (walk->data, &cell);
  if (only >= 0 || row->style == SEK_ROW_SPACE)
    {
      cell.span = (int) row->sheet->columns->len;
      if (only >= 0)
        {
          cell.style = SEK_DOC_GROUP;
          cell.text = sek_text_clean (sek_sheet_row_get_text (row, only), SEK_CLEAN_DEFAULT, walk->scratch);
        }
      walk->markup->add_cell (walk->data, &cell);
    }
  else
    {
      add_values (walk, row, &cell);
    }
  walk->markup->end_row (walk->data, &cell);
}

static gboolean
add_table (Walk *walk, gboolean (*is_broken) (gpointer data), GError **error)
{
  SekSheet *sheet = walk->table->sheet;
  guint n = sek_sheet_n_rows (sheet);

  /* A table without a row is none in either format. */
  if (n == 0 && !sheet->has_head)
    return TRUE;
  walk->markup->begin_table (walk->data, walk->table);
  add_head (walk);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && i % SEK_DOC_MAX_ROWS == 0)
        {
          walk->markup->end_table (walk->data, walk->table, TRUE);
          walk->markup->begin_table (walk->data, walk->table);
          add_head (walk);
        }
      add_row (walk, sek_sheet_get_row (sheet, i), i);
      if (is_broken (walk->data) || !sek_write_step (walk->job, error))
        return FALSE;
    }
  walk->markup->end_table (walk->data, walk->table, FALSE);

  return TRUE;
}

gboolean
sek_doc_write (SekWriteJob *job, GPtrArray *tables, const SekDocMarkup *markup, gboolean (*is_broken) (gpointer data),
               gpointer data, GError **error)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (GString) bound = g_string_new (NULL);
  Walk walk = { .job = job, .markup = markup, .data = data, .scratch = scratch, .bound = bound };

  for (guint i = 0; i < tables->len; i++)
    {
      walk.table = g_ptr_array_index (tables, i);
      walk.opens_section = TRUE;
      markup->begin_section (data, walk.table, i == 0);
      add_above (&walk, i == 0);
      if (!add_table (&walk, is_broken, error))
        return FALSE;
      for (guint j = 0; j < walk.table->sheet->notes->len; j++)
        add_paragraph (&walk, SEK_DOC_NOTE, g_ptr_array_index (walk.table->sheet->notes, j));
      markup->end_section (data, walk.table, i + 1 == tables->len);
    }

  return !is_broken (data);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

char *
sek_doc_dup_foot (const SekBook *book)
{
  const SekBookInfo *info = &book->info;
  gboolean has_version = info->version != NULL && *info->version != '\0';
  gboolean has_status = info->status != NULL && *info->status != '\0';

  return g_strconcat (has_version ? info->version : "", has_version && has_status ? " · " : "",
                      has_status ? info->status : "", NULL);
}

void
sek_doc_get_page_words (SekLanguage language, const char **before, const char **between)
{
  static const SekWord page = { { "Side ", "Side ", "Page " } }, of = { { " av ", " av ", " of " } };

  *before = page.text[language];
  *between = of.text[language];
}

const char *
sek_doc_get_language (SekLanguage language)
{
  static const char *languages[SEK_N_LANGUAGES] = { "nb-NO", "nn-NO", "en-GB" };

  return languages[language];
}

char *
sek_doc_dup_time (const SekBook *book)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (book->info.created);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("1970-01-01T00:00:00Z");
}
