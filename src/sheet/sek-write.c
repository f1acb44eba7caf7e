/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-write.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "sek-error.h"
#include "sek-writer.h"

typedef struct
{
  const char   *suffix;
  SekWriterFunc write;
  gboolean      opens_itself;
  gboolean      single;
} Format;

static const Format formats[SEK_N_FORMATS] = {
  [SEK_FORMAT_XLSX] = { ".xlsx", sek_write_xlsx, TRUE, FALSE },
  [SEK_FORMAT_HTML] = { ".html", sek_write_html, FALSE, FALSE },
  [SEK_FORMAT_CSV] = { ".csv", sek_write_csv, FALSE, TRUE },
  [SEK_FORMAT_TEXT] = { ".txt", sek_write_text, FALSE, FALSE },
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

guint64
sek_write_count_rows (SekBook *book)
{
  guint64 n = 0;

  for (guint i = 0; i < book->sheets->len; i++)
    {
      SekSheet *sheet = g_ptr_array_index (book->sheets, i);

      n += sheet->facts->len + sek_sheet_n_rows (sheet);
    }

  return n;
}

gboolean
sek_write_report (SekWriteJob *job, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;
  if (job->progress != NULL && job->n_steps > 0)
    job->progress (MIN ((double) job->n_done / (double) job->n_steps, 1.0), job->progress_data);

  return TRUE;
}

static int
errno_of (const GError *error)
{
  switch (error->code)
    {
    case G_IO_ERROR_NO_SPACE:
      return ENOSPC;

    case G_IO_ERROR_PERMISSION_DENIED:
      return EACCES;

    case G_IO_ERROR_READ_ONLY:
      return EROFS;

    default:
      return EIO;
    }
}

/* Streams fail in GIO's words; what the user reads says what was attempted and what to do. */
static void
explain (GError **error, const char *path)
{
  g_autoptr (GError) cause = NULL;

  if (error == NULL || *error == NULL || (*error)->domain == SEK_ERROR ||
      g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  cause = g_steal_pointer (error);
  if (cause->domain == G_IO_ERROR && errno_of (cause) != EIO)
    {
      sek_save_set_error (error, errno_of (cause), path);
    }
  else
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, SEK_ERROR, SEK_ERROR_IO,
                   _("Could not write “%s”: %s. The file is as it was. Choose another folder, and try again."), name,
                   cause->message);
    }
}

static gboolean
write_to_save (SekWriteJob *job, const Format *format, SekSave *save, GError **error)
{
  g_autoptr (GOutputStream) file = NULL;
  /* Decimal points in files follow the thread's locale in the libraries that write them. */
  locale_t c_numbers = newlocale (LC_NUMERIC_MASK, "C", duplocale (uselocale ((locale_t) 0)));
  locale_t before = uselocale (c_numbers);
  gboolean written;

  if (format->opens_itself)
    {
      job->path = sek_save_get_temporary (save);
      written = format->write (job, error);
    }
  else
    {
      file = g_unix_output_stream_new (sek_save_get_fd (save), FALSE);
      job->stream = g_buffered_output_stream_new_sized (file, 65536);
      written = format->write (job, error) && g_output_stream_flush (job->stream, NULL, error);
      g_clear_object (&job->stream);
    }
  uselocale (before);
  freelocale (c_numbers);

  return written;
}

gboolean
sek_book_write (SekBook *book, const char *path, SekFormat format, SekSaveFlags flags, SekProgressFunc progress,
                gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SekSave) save = NULL;
  SekWriteJob job = { .book = book, .target = path, .progress = progress, .progress_data = user_data,
                      .cancellable = cancellable };

  g_return_val_if_fail (book != NULL && book->sheets->len > 0 && path != NULL, FALSE);
  g_return_val_if_fail ((guint) format < SEK_N_FORMATS, FALSE);

  if (formats[format].single && book->sheets->len > 1)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("Could not write “%s”: a %s file holds one table, and there are %u. Choose one of them, or "
                     "another format."), name, formats[format].suffix, book->sheets->len);
      return FALSE;
    }

  job.n_steps = sek_write_count_rows (book);
  save = sek_save_begin (path, flags, &local);
  if (save == NULL || !write_to_save (&job, &formats[format], save, &local) ||
      g_cancellable_set_error_if_cancelled (cancellable, &local) || !sek_save_commit (save, &local))
    {
      explain (&local, path);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (progress != NULL)
    progress (1.0, user_data);

  return TRUE;
}

static char *
to_text (SekBook *book, SekSheet *sheet)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  SekWriteJob job = { .book = book, .stream = memory };
  g_autoptr (GError) error = NULL;

  /* Memory does not fail short of ending the program, and nobody can cancel. */
  if (!(sheet != NULL ? sek_write_text_sheet (&job, sheet, &error) : sek_write_text (&job, &error)) ||
      !sek_write_bytes (&job, "", 1, &error) || !g_output_stream_close (memory, NULL, &error))
    g_error ("A table could not be written to memory: %s", error->message);

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory));
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
