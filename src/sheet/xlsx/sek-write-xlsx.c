/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sek-cell-text.h"
#include "sek-error.h"
#include "sek-formula.h"
#include "sek-money.h"
#include "sek-writer.h"
#include "sek-xlsx-chart.h"
#include "sek-xlsx-check.h"
#include "sek-xlsx-layout.h"
#include "sek-xlsx-style.h"

enum
{
  MAX_TABLE_ROWS = 20000, /* a longer list is written row by row and forgotten, which rules out native tables */
  MAX_STRING = 32767,     /* UTF-16 units in a cell */
  MAX_HEIGHT = 405,       /* points of a row: 409 and a half, in whole lines */
  SECTION_SPACE = 8,      /* points above what begins a part of a table */
  HEAD_SPACE = 6,
  MAX_IN_MEMORY = 1000,   /* rows of a book whose temporary files are small */
  MAX_LOOKED_AT = 5000,   /* rows of a longer list that tell how wide its columns are */
};

static const SekWord as_value_one = { {
  "1 tall på arket er en fast verdi: Det som gir tallet, står ikke i denne filen.",
  "1 tal på arket er ein fast verdi: Det som gjev talet, står ikkje i denne fila.",
  "1 figure on this sheet is a fixed value: what gives it is not in this file.",
} };
static const SekWord as_value_many = { {
  "%u tall på arket er faste verdier: Det som gir tallene, står ikke i denne filen.",
  "%u tal på arket er faste verdiar: Det som gjev tala, står ikkje i denne fila.",
  "%u figures on this sheet are fixed values: what gives them is not in this file.",
} };

typedef struct
{
  SekWriteJob  *job;
  lxw_workbook *workbook;
  const char   *folder;  /* of libxlsxwriter's temporary files */
  gboolean      streams; /* libxlsxwriter's constant_memory: rows in order, no way back */
  SekPlaces     places;
  SekXlsxStyles styles;
  lxw_worksheet *charts; /* NULL without charts */
  GString      *formula;
  GString      *scratch;
  GString      *cut;

  /* The sheet at hand. */
  SekPlace      *place;
  SekSheet      *sheet;
  lxw_worksheet *worksheet;
  lxw_format   **formats; /* by column and row style */
  SekXlsxWidths *widths;
  guint          n_as_value;
  int            n_lines; /* of the row at hand */
} Writer;

static gboolean
fail (Writer *writer, lxw_error code, GError **error)
{
  int errsv = errno;
  g_autofree char *name = g_filename_display_name (writer->job->target);

  switch (code)
    {
    case LXW_ERROR_CREATING_XLSX_FILE:
    case LXW_ERROR_ZIP_FILE_OPERATION:
    case LXW_ERROR_ZIP_FILE_ADD:
    case LXW_ERROR_ZIP_CLOSE:
      sek_save_set_error (error, errsv != 0 ? errsv : EIO, writer->job->target);
      break;

    case LXW_ERROR_CREATING_TMPFILE:
      g_set_error (error, SEK_ERROR, SEK_ERROR_FULL,
                   _("Could not save “%s”: no temporary file could be made in “%s” (%s). Free some space there, and "
                     "try again."), name, writer->folder, g_strerror (errsv));
      break;

    default:
      g_set_error (error, SEK_ERROR, SEK_ERROR_IO, _("Could not save “%s”. The file is as it was. (%s)"), name,
                   lxw_strerror (code));
      break;
    }

  return FALSE;
}

/* Excel reads "_x0041_" in a text as the character of that number, so such a text is escaped. */
static const char *
escape_escapes (const char *text, GString *scratch)
{
  if (strstr (text, "_x") == NULL || !g_regex_match_simple ("_x[0-9A-Fa-f]{4}_", text, 0, 0))
    return text;
  if (text != scratch->str)
    g_string_assign (scratch, text);
  g_string_replace (scratch, "_x", "_x005F_x", 0);

  return scratch->str;
}

/* text as a cell can hold it: whole characters, and a mark where some are missing. */
static const char *
fit_string (Writer *writer, const char *text)
{
  const char *clean = sek_text_clean (text, SEK_CLEAN_DEFAULT, writer->scratch);
  const char *mark = " […]", *end = clean;
  glong units = 0;

  clean = escape_escapes (clean, writer->scratch);
  if (strlen (clean) <= MAX_STRING)
    return clean;
  for (const char *at = clean; *at != '\0'; at = g_utf8_next_char (at))
    {
      units += g_utf8_get_char (at) >= 0x10000 ? 2 : 1;
      if (units <= MAX_STRING - g_utf8_strlen (mark, -1))
        end = g_utf8_next_char (at);
    }
  if (units <= MAX_STRING)
    return clean;
  g_string_truncate (writer->cut, 0);
  g_string_append_len (writer->cut, clean, end - clean);
  g_string_append (writer->cut, mark);

  return writer->cut->str;
}

static lxw_format *
get_format (Writer *writer, const SekSheetRow *row, int column)
{
  SekCellKind kind = row->cells[column].kind;
  lxw_format **cached = &writer->formats[column * SEK_N_ROW_STYLES + row->style];

  if (kind != sek_sheet_get_column (writer->sheet, column)->kind || writer->n_lines > 1)
    return sek_xlsx_styles_get (&writer->styles, writer->sheet, column, kind, row->style, writer->n_lines > 1);
  if (*cached == NULL)
    *cached = sek_xlsx_styles_get (&writer->styles, writer->sheet, column, kind, row->style, FALSE);

  return *cached;
}

static lxw_error
write_formula (Writer *writer, guint at, const SekSheetRow *row, int column)
{
  const SekCell *cell = &row->cells[column];
  lxw_format *format = get_format (writer, row, column);

  if (cell->type == SEK_VALUE_INTEGER)
    return worksheet_write_formula_num (writer->worksheet, at, (lxw_col_t) column, writer->formula->str, format,
                                        sek_xlsx_get_number (row, column));

  return worksheet_write_formula_str (writer->worksheet, at, (lxw_col_t) column, writer->formula->str, format,
                                      fit_string (writer, sek_sheet_row_get_text (row, column)));
}

static lxw_error
write_cell (Writer *writer, guint at, const SekSheetRow *row, int column)
{
  const SekCell *cell = &row->cells[column];

  /* The rest of a long list was not looked through before. */
  if (writer->streams)
    sek_xlsx_widths_add (writer->widths, row, column);
  if (cell->expr != NULL)
    {
      g_string_assign (writer->formula, "=");
      if (sek_formula_append (writer->formula, cell->expr, &writer->places, writer->place, at))
        return write_formula (writer, at, row, column);
      writer->n_as_value++;
    }

  switch (cell->type)
    {
    case SEK_VALUE_BLANK:
      if ((row->style == SEK_ROW_NORMAL && !sek_sheet_get_column (writer->sheet, column)->is_open)
          || row->style == SEK_ROW_FACT)
        return LXW_NO_ERROR;
      return worksheet_write_blank (writer->worksheet, at, (lxw_col_t) column, get_format (writer, row, column));

    case SEK_VALUE_TEXT:
      return worksheet_write_string (writer->worksheet, at, (lxw_col_t) column,
                                     fit_string (writer, sek_sheet_row_get_text (row, column)),
                                     get_format (writer, row, column));

    case SEK_VALUE_INTEGER:
      if (cell->kind == SEK_CELL_DATE && sek_xlsx_day ((SekDate) cell->integer) < 0)
        {
          g_autofree char *text = sek_cell_to_text (row, column);

          return worksheet_write_string (writer->worksheet, at, (lxw_col_t) column, text,
                                         get_format (writer, row, column));
        }
      return worksheet_write_number (writer->worksheet, at, (lxw_col_t) column, sek_xlsx_get_number (row, column),
                                     get_format (writer, row, column));

    default:
      g_assert_not_reached ();
    }
}

static gboolean
write_row (Writer *writer, guint at, const SekSheetRow *row, GError **error)
{
  int n = (int) writer->sheet->columns->len;
  int space = row->style == SEK_ROW_SECTION ? SECTION_SPACE : 0;
  lxw_error code = LXW_NO_ERROR;

  writer->n_lines = 1;
  for (int i = 0; i < n; i++)
    if (row->cells[i].type == SEK_VALUE_TEXT)
      writer->n_lines = MAX (writer->n_lines, sek_xlsx_widths_count_cell (writer->widths, row, i));
  for (int i = 0; i < n && row->style != SEK_ROW_SPACE && code == LXW_NO_ERROR; i++)
    code = write_cell (writer, at, row, i);
  /* Not every program makes a row as high as its texts by itself. */
  if (row->is_hidden && code == LXW_NO_ERROR)
    code = worksheet_set_row_opt (writer->worksheet, at, LXW_DEF_ROW_HEIGHT, NULL,
                                  &(lxw_row_col_options) { .hidden = 1 });
  else if ((writer->n_lines > 1 || space > 0) && code == LXW_NO_ERROR)
    code = worksheet_set_row (writer->worksheet, at,
                              MIN (writer->n_lines * LXW_DEF_ROW_HEIGHT + space, MAX_HEIGHT), NULL);
  if (code != LXW_NO_ERROR)
    return fail (writer, code, error);

  return sek_write_step (writer->job, error);
}

static gboolean
write_above (Writer *writer, GError **error)
{
  const SekSheetInfo *info = &writer->sheet->info;
  const char *lines[] = { info->caption, info->unit_line, info->status_line };
  guint at = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      {
        lxw_format *format = writer->styles.places[i == 0 ? SEK_XLSX_CAPTION : SEK_XLSX_LINE];
        lxw_error code = worksheet_write_string (writer->worksheet, at++, 0, fit_string (writer, lines[i]), format);

        /* The last line stands apart from the head that follows. */
        if (code == LXW_NO_ERROR && i > 0 && at == writer->place->first_fact && writer->sheet->facts->len == 0)
          code = worksheet_set_row (writer->worksheet, at - 1, LXW_DEF_ROW_HEIGHT + HEAD_SPACE, NULL);
        if (code != LXW_NO_ERROR)
          return fail (writer, code, error);
      }
  for (guint i = 0; i < writer->sheet->facts->len; i++)
    if (!write_row (writer, writer->place->first_fact + i, g_ptr_array_index (writer->sheet->facts, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
is_filtered (Writer *writer)
{
  return writer->sheet->info.is_list && writer->sheet->has_head && sek_sheet_n_data_rows (writer->sheet) > 0;
}

/* A list becomes a native table, with filters and stripes, where the library can make one. */
static gboolean
is_table (Writer *writer)
{
  return is_filtered (writer) && !writer->streams;
}

static gboolean
write_head (Writer *writer, GError **error)
{
  guint at = writer->place->first_body - 1;
  int n_lines = sek_xlsx_widths_count_head (writer->widths);
  lxw_error code;

  if (!writer->sheet->has_head)
    return TRUE;
  for (int i = 0; i < (int) writer->sheet->columns->len; i++)
    {
      const SekSheetColumn *column = sek_sheet_get_column (writer->sheet, i);

      code = worksheet_write_string (writer->worksheet, at, (lxw_col_t) i,
                                     fit_string (writer, column->head != NULL ? column->head : ""),
                                     sek_xlsx_styles_get_head (writer->styles.places, writer->sheet, i));
      if (code != LXW_NO_ERROR)
        return fail (writer, code, error);
    }
  code = worksheet_set_row (writer->worksheet, at, n_lines * LXW_DEF_ROW_HEIGHT + 3, NULL);
  if (code == LXW_NO_ERROR && is_filtered (writer) && !is_table (writer))
    code = sek_xlsx_add_filter (writer->worksheet, writer->place);

  return code == LXW_NO_ERROR || fail (writer, code, error);
}

static gboolean
write_body (Writer *writer, GError **error)
{
  guint n = sek_sheet_n_rows (writer->sheet);

  for (guint i = 0; i < n; i++)
    if (!write_row (writer, writer->place->first_body + i, sek_sheet_get_row (writer->sheet, i), error))
      return FALSE;

  return TRUE;
}

static lxw_error
write_note (Writer *writer, guint at, const char *note)
{
  lxw_col_t last = (lxw_col_t) MAX (writer->sheet->columns->len, 1) - 1;
  lxw_format *format = writer->styles.places[SEK_XLSX_NOTE];
  const char *text = fit_string (writer, note);
  int n_lines = sek_xlsx_widths_count_lines (writer->widths, text);
  lxw_error code;

  if (n_lines == 1)
    return worksheet_write_string (writer->worksheet, at, 0, text, writer->styles.places[SEK_XLSX_LINE]);
  code = worksheet_set_row (writer->worksheet, at, MIN (n_lines * LXW_DEF_ROW_HEIGHT, MAX_HEIGHT), NULL);
  if (code != LXW_NO_ERROR)
    return code;
  if (last == 0)
    return worksheet_write_string (writer->worksheet, at, 0, text, format);

  return worksheet_merge_range (writer->worksheet, at, 0, at, last, text, format);
}

static gboolean
write_notes (Writer *writer, GError **error)
{
  guint at = writer->place->first_body + sek_sheet_n_rows (writer->sheet) + 1;
  SekLanguage language = writer->job->book->info.language;
  lxw_error code = LXW_NO_ERROR;

  for (guint i = 0; i < writer->sheet->notes->len && code == LXW_NO_ERROR; i++)
    code = write_note (writer, at++, g_ptr_array_index (writer->sheet->notes, i));
  if (writer->n_as_value > 0 && code == LXW_NO_ERROR)
    {
      const SekWord *word = writer->n_as_value == 1 ? &as_value_one : &as_value_many;
      g_autoptr (GString) note = g_string_new (word->text[language]);
      g_autofree char *count = g_strdup_printf ("%u", writer->n_as_value);

      g_string_replace (note, "%u", count, 0);
      code = write_note (writer, at, note->str);
    }

  return code == LXW_NO_ERROR || fail (writer, code, error);
}

/* How wide the columns are is known before the first row is written: it says which texts wrap. */
static void
look_through (Writer *writer)
{
  SekSheet *sheet = writer->sheet;
  guint n = sek_sheet_n_rows (sheet), n_columns = sheet->columns->len;

  for (guint c = 0; c < n_columns; c++)
    sek_xlsx_widths_add_head (writer->widths, sek_sheet_get_column (sheet, (int) c), (int) c);
  for (guint i = 0; i < sheet->facts->len; i++)
    for (guint c = 0; c < n_columns; c++)
      sek_xlsx_widths_add (writer->widths, sheet->facts->pdata[i], (int) c);
  for (guint i = 0; i < (writer->streams ? MIN (n, MAX_LOOKED_AT) : n); i++)
    {
      const SekSheetRow *row = sek_sheet_get_row (sheet, i);

      for (guint c = 0; c < n_columns; c++)
        sek_xlsx_widths_add (writer->widths, row, (int) c);
    }
  sek_xlsx_widths_fit (writer->widths);
}

static gboolean
write_sheet (Writer *writer, GError **error)
{
  g_autofree lxw_format **formats = g_new0 (lxw_format *, MAX (writer->sheet->columns->len, 1) * SEK_N_ROW_STYLES);
  g_autoptr (SekXlsxWidths) widths = sek_xlsx_widths_new (writer->sheet, is_table (writer));
  lxw_error code;

  writer->formats = formats;
  writer->widths = widths;
  writer->n_as_value = 0;
  errno = 0;
  look_through (writer);
  if (!write_above (writer, error) || !write_head (writer, error) || !write_body (writer, error))
    return FALSE;
  code = sek_xlsx_widths_apply (widths, writer->worksheet);
  if (code == LXW_NO_ERROR && is_table (writer))
    code = sek_xlsx_add_table (writer->worksheet, writer->place, writer->styles.places);
  if (code == LXW_NO_ERROR)
    code = sek_xlsx_layout (writer->worksheet, writer->place, sek_xlsx_widths_is_landscape (widths));
  if (code == LXW_NO_ERROR)
    code = sek_xlsx_add_marks (writer->worksheet, writer->place, writer->styles.places[SEK_XLSX_MARKED]);
  if (code == LXW_NO_ERROR && writer->sheet->info.is_form)
    code = sek_xlsx_make_form (writer->worksheet, writer->place);
  if (code == LXW_NO_ERROR)
    return write_notes (writer, error);

  return fail (writer, code, error);
}

static gboolean
add_sheet (Writer *writer, SekPlace *place, SekSheet *sheet, GError **error)
{
  guint64 n_rows = sheet->facts->len + (guint64) sek_sheet_n_rows (sheet) + sheet->notes->len + 6;

  if (n_rows > LXW_ROW_MAX || sheet->columns->len > LXW_COL_MAX)
    {
      g_autofree char *name = g_filename_display_name (writer->job->target);

      g_set_error (error, SEK_ERROR, SEK_ERROR_RANGE,
                   _("Could not save “%s”: the table “%s” is larger than the 1 048 576 rows and 16 384 columns that a "
                     "spreadsheet holds. Choose another format, such as .csv."), name, sheet->info.name);
      return FALSE;
    }
  place->sheet = sheet;
  place->first_fact = (sheet->info.caption != NULL) + (sheet->info.unit_line != NULL)
                      + (sheet->info.status_line != NULL);
  place->first_body = place->first_fact + sheet->facts->len + sheet->has_head;
  if (workbook_add_worksheet (writer->workbook, place->name) == NULL)
    return fail (writer, LXW_ERROR_CREATING_TMPFILE, error);

  return TRUE;
}

/* The charts stand on a sheet of their own, behind the last one that they show. */
static gboolean
add_sheets (Writer *writer, GError **error)
{
  static const SekWord charts_word = { { "Diagram", "Diagram", "Charts" } };
  SekBook *book = writer->job->book;
  int last = sek_xlsx_find_charted (book);
  g_autofree char *charts = NULL;

  for (guint i = 0; i < book->sheets->len; i++)
    writer->places.places[i].name =
        sek_xlsx_make_sheet_name (&writer->places, i, ((SekSheet *) g_ptr_array_index (book->sheets, i))->info.name);
  charts = sek_xlsx_make_sheet_name (&writer->places, book->sheets->len, charts_word.text[book->info.language]);
  for (int i = 0; i < (int) book->sheets->len; i++)
    {
      if (!add_sheet (writer, &writer->places.places[i], g_ptr_array_index (book->sheets, i), error))
        return FALSE;
      if (i != last)
        continue;
      writer->charts = workbook_add_worksheet (writer->workbook, charts);
      if (writer->charts == NULL)
        return fail (writer, LXW_ERROR_CREATING_TMPFILE, error);
    }

  return TRUE;
}

static gboolean
define_names (Writer *writer, GError **error)
{
  GPtrArray *names = writer->job->book->names;

  for (guint i = 0; i < names->len; i++)
    {
      const SekBookName *name = g_ptr_array_index (names, i);
      lxw_error code;

      g_string_assign (writer->formula, "=");
      if (!sek_formula_append_name (writer->formula, &writer->places, name))
        continue;
      code = workbook_define_name (writer->workbook, name->name, writer->formula->str);
      if (code != LXW_NO_ERROR)
        return fail (writer, code, error);
    }

  return TRUE;
}

static gboolean
write_sheets (Writer *writer, GError **error)
{
  lxw_error code = sek_xlsx_set_properties (writer->workbook, &writer->job->book->info);

  if (code != LXW_NO_ERROR)
    return fail (writer, code, error);
  if (!add_sheets (writer, error) || !define_names (writer, error))
    return FALSE;
  for (guint i = 0; i < writer->job->book->sheets->len; i++)
    {
      writer->place = &writer->places.places[i];
      writer->sheet = writer->place->sheet;
      writer->worksheet = workbook_get_worksheet_by_name (writer->workbook, writer->place->name);
      if (!write_sheet (writer, error))
        return FALSE;
    }
  if (writer->charts != NULL)
    {
      code = sek_xlsx_write_charts (writer->workbook, writer->charts, &writer->places, &writer->styles);
      if (code != LXW_NO_ERROR)
        return fail (writer, code, error);
    }

  return !g_cancellable_set_error_if_cancelled (writer->job->cancellable, error);
}

/* Frees the workbook without writing it. */
static void
discard (Writer *writer)
{
  lxw_worksheet *worksheet;

  /* lxw_workbook_free() leaves the temporary files of constant_memory open (as of 1.1.4). */
  STAILQ_FOREACH (worksheet, writer->workbook->worksheets, list_pointers)
    if (worksheet->optimize_tmpfile != NULL)
      fclose (worksheet->optimize_tmpfile);
  lxw_workbook_free (writer->workbook);
}

static gboolean
finish (Writer *writer, GError **error)
{
  g_autofree char *name = g_filename_display_name (writer->job->target);
  SekXlsxContents contents;
  gboolean complete = sek_xlsx_contents_init (&contents, writer->workbook);
  lxw_error code;

  errno = 0;
  code = workbook_close (writer->workbook);
  complete = complete && code == LXW_NO_ERROR && !g_cancellable_is_cancelled (writer->job->cancellable)
             && sek_xlsx_is_complete (writer->job->path, &contents);
  sek_xlsx_contents_clear (&contents);
  if (code != LXW_NO_ERROR)
    return fail (writer, code, error);
  if (g_cancellable_set_error_if_cancelled (writer->job->cancellable, error))
    return FALSE;
  if (complete)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_FULL,
               _("Could not save “%s”: the workbook came out incomplete, most likely because there is no space left in "
                 "“%s”. The file is as it was. Free some space, and try again."), name, writer->folder);
  return FALSE;
}

static gboolean
is_long (SekBook *book)
{
  for (guint i = 0; i < book->sheets->len; i++)
    if (((const SekSheet *) g_ptr_array_index (book->sheets, i))->n_streamed > MAX_TABLE_ROWS)
      return TRUE;

  return FALSE;
}

/* libxlsxwriter makes a dozen temporary files a workbook, which on a disk take longer than the workbook. Those of a
 * small one are made in memory, where the system has such a folder. */
static const char *
find_folder (SekBook *book)
{
  static const char memory[] = "/dev/shm";
  guint64 n = 0;

  for (guint i = 0; i < book->sheets->len; i++)
    n += sek_sheet_n_rows (book->sheets->pdata[i]);
  return n <= MAX_IN_MEMORY && g_access (memory, W_OK | X_OK) == 0 ? memory : g_get_tmp_dir ();
}

gboolean
sek_write_xlsx (SekWriteJob *job, GError **error)
{
  g_autofree SekPlace *places = g_new0 (SekPlace, job->book->sheets->len);
  g_autoptr (GString) formula = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (GString) cut = g_string_new (NULL);
  Writer writer = { .job = job, .folder = find_folder (job->book),
                    .streams = is_long (job->book), .places = { job->book, places }, .formula = formula,
                    .scratch = scratch, .cut = cut };
  lxw_workbook_options options = { .constant_memory = writer.streams, .tmpdir = (char *) writer.folder };
  gboolean written;

  writer.workbook = workbook_new_opt (job->path, &options);
  if (writer.workbook == NULL)
    return fail (&writer, LXW_ERROR_MEMORY_MALLOC_FAILED, error);
  sek_xlsx_styles_init (&writer.styles, writer.workbook);
  /* Closing the workbook takes about as long as all its rows. */
  job->n_steps *= 2;
  written = write_sheets (&writer, error);
  if (!written)
    discard (&writer);
  else
    written = finish (&writer, error);
  sek_xlsx_styles_clear (&writer.styles);
  for (guint i = 0; i < job->book->sheets->len; i++)
    g_free (places[i].name);

  return written;
}
