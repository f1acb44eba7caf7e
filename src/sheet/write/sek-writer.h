/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sek-book.h"
#include "sek-save.h"

/* What a writer is given and what it shares with the others. Inside the room. */

G_BEGIN_DECLS

/* A chart as an SVG element for a page that has others, told apart by number; NULL where there is nothing to draw. Free
 * with g_free(). */
typedef char *(*SekWriteChartFunc) (const SekBook *book, const SekChart *chart, guint number);

/* One book on its way into one file. */
typedef struct
{
  SekBook        *book;
  GString        *out;         /* what is written and not yet in the file; NULL for a writer that opens path itself */
  int             fd;          /* -1: everything stays in out */
  const char     *path;        /* the temporary file */
  const char     *target;      /* the name to use in messages */
  SekProgressFunc progress;
  gpointer        progress_data;
  GCancellable   *cancellable;
  SekWriteChartFunc dup_chart; /* NULL: charts are left out */
  guint64         n_steps;     /* set by the writer: how many rows it will go through */
  guint64         n_done;
} SekWriteJob;

typedef gboolean (*SekWriterFunc) (SekWriteJob *job, GError **error);

gboolean sek_write_xlsx (SekWriteJob *job, GError **error);
gboolean sek_write_html (SekWriteJob *job, GError **error);
gboolean sek_write_csv  (SekWriteJob *job, GError **error);
gboolean sek_write_tsv  (SekWriteJob *job, GError **error);
gboolean sek_write_odt  (SekWriteJob *job, GError **error);
gboolean sek_write_docx (SekWriteJob *job, GError **error);
gboolean sek_write_text (SekWriteJob *job, GError **error);
gboolean sek_write_pdf  (SekWriteJob *job, GError **error);
gboolean sek_write_svg  (SekWriteJob *job, GError **error);
gboolean sek_write_png  (SekWriteJob *job, GError **error);

/* One sheet as text, after what the job has written. */
gboolean sek_write_text_sheet (SekWriteJob *job, SekSheet *sheet, GError **error);

/* Rows, facts included, of all sheets. */
guint64  sek_write_count_rows (SekBook *book);

/* Told and asked every so many rows: FALSE with G_IO_ERROR_CANCELLED when the user has had enough. */
gboolean sek_write_report (SekWriteJob *job, GError **error);

static inline gboolean
sek_write_step (SekWriteJob *job, GError **error)
{
  return (++job->n_done & 0x3FF) != 0 || sek_write_report (job, error);
}

/* Empties the job's out into its file. */
gboolean sek_write_flush (SekWriteJob *job, GError **error);

static inline gboolean
sek_write_bytes (SekWriteJob *job, const char *bytes, gsize length, GError **error)
{
  g_string_append_len (job->out, bytes, (gssize) length);

  return job->out->len < 65536 || sek_write_flush (job, error);
}

G_END_DECLS
