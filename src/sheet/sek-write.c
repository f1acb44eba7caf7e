/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-write.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "sek-chart-svg.h"
#include "sek-error.h"
#include "sek-writer.h"

typedef struct
{
  const char   *suffix;
  SekWriterFunc write;
  gboolean      opens_itself;
  gboolean      single;
  gboolean      is_read; /* by people alone, who have no use for what is hidden */
  gboolean      is_picture;
} Format;

static const Format formats[SEK_N_FORMATS] = {
  [SEK_FORMAT_XLSX] = { ".xlsx", sek_write_xlsx, TRUE, FALSE },
  [SEK_FORMAT_HTML] = { ".html", sek_write_html, FALSE, FALSE, TRUE },
  [SEK_FORMAT_ODT] = { ".odt", sek_write_odt, TRUE, FALSE, TRUE },
  [SEK_FORMAT_DOCX] = { ".docx", sek_write_docx, TRUE, FALSE, TRUE },
  [SEK_FORMAT_CSV] = { ".csv", sek_write_csv, FALSE, TRUE },
  [SEK_FORMAT_TSV] = { ".tsv", sek_write_tsv, FALSE, TRUE },
  [SEK_FORMAT_TEXT] = { ".txt", sek_write_text, FALSE, FALSE, TRUE },
  [SEK_FORMAT_PDF] = { ".pdf", sek_write_pdf, FALSE, FALSE, TRUE },
  [SEK_FORMAT_SVG] = { ".svg", sek_write_svg, FALSE, FALSE, TRUE, TRUE },
  [SEK_FORMAT_PNG] = { ".png", sek_write_png, FALSE, FALSE, TRUE, TRUE },
};

const char *
sek_format_get_suffix (SekFormat format)
{
  g_return_val_if_fail ((guint) format < SEK_N_FORMATS, NULL);

  return formats[format].suffix;
}

gboolean
sek_format_is_single (SekFormat format)
{
  g_return_val_if_fail ((guint) format < SEK_N_FORMATS, FALSE);

  return formats[format].single;
}

gboolean
sek_format_is_picture (SekFormat format)
{
  g_return_val_if_fail ((guint) format < SEK_N_FORMATS, FALSE);

  return formats[format].is_picture;
}

gboolean
sek_format_from_path (const char *path, SekFormat *format, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *lower = NULL, *name = NULL;

  g_return_val_if_fail (path != NULL && format != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  for (guint i = 0; i < SEK_N_FORMATS; i++)
    {
      if (g_str_has_suffix (lower, formats[i].suffix))
        {
          *format = i;
          return TRUE;
        }
      g_string_append_printf (known, "%s%s", i == 0 ? "" : ", ", formats[i].suffix);
    }

  name = g_filename_display_name (path);
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("Could not tell the format of “%s” by its name. Give it one of these endings: %s."), name, known->str);

  return FALSE;
}

static gboolean
write_to_save (SekWriteJob *job, const Format *format, SekSave *save, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  /* Decimal points in files follow the thread's locale in the libraries that write them. */
  locale_t c_numbers = newlocale (LC_NUMERIC_MASK, "C", duplocale (uselocale ((locale_t) 0)));
  locale_t before = uselocale (c_numbers);
  gboolean written;

  job->path = sek_save_get_temporary (save);
  job->fd = sek_save_get_fd (save);
  job->out = format->opens_itself ? NULL : out;
  written = format->write (job, error) && (format->opens_itself || sek_write_flush (job, error));
  uselocale (before);
  freelocale (c_numbers);

  return written;
}

gboolean
sek_book_write (SekBook *book, const char *path, SekFormat format, SekSaveFlags flags, SekProgressFunc progress,
                gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (SekSave) save = NULL;
  SekWriteJob job = { .book = book, .target = path, .progress = progress, .progress_data = user_data,
                      .cancellable = cancellable, .dup_chart = sek_chart_dup_inline };

  g_return_val_if_fail (book != NULL && book->sheets->len > 0 && path != NULL, FALSE);
  g_return_val_if_fail ((guint) format < SEK_N_FORMATS, FALSE);

  if (formats[format].single && book->sheets->len > 1)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("Could not save “%s”: a %s file holds one table, and there are %u. Choose one of them, or another "
                     "format."), name, formats[format].suffix, book->sheets->len);
      return FALSE;
    }

  if (formats[format].is_read)
    sek_book_drop_hidden (book);
  job.n_steps = sek_write_count_rows (book);
  save = sek_save_begin (path, book->source, flags, error);
  if (save == NULL || !write_to_save (&job, &formats[format], save, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error) || !sek_save_commit (save, error))
    return FALSE;
  if (progress != NULL)
    progress (1.0, user_data);

  return TRUE;
}

static char *
to_text (SekBook *book, SekSheet *sheet)
{
  GString *out = g_string_new (NULL);
  SekWriteJob job = { .book = book, .out = out, .fd = -1 };
  gboolean written;

  sek_book_drop_hidden (book);
  written = sheet != NULL ? sek_write_text_sheet (&job, sheet, NULL) : sek_write_text (&job, NULL);

  /* Nothing is written and nobody can cancel. */
  g_assert (written);

  return g_string_free (out, FALSE);
}

char *
sek_sheet_to_text (SekSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, NULL);

  return to_text (sheet->book, sheet);
}

char *
sek_book_to_text (SekBook *book)
{
  g_return_val_if_fail (book != NULL, NULL);

  return to_text (book, NULL);
}
