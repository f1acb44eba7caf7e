/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "sek-cell-text.h"
#include "sek-error.h"
#include "sek-paper-private.h"
#include "sek-pdf-finish.h"
#include "sek-writer.h"

/* The paper as a file: cairo draws the pages. */

typedef struct
{
  SekWriteJob *job;
  GByteArray  *drawn;
  GString     *scratch;
} Pdf;

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (Pdf *pdf, cairo_surface_t *surface, cairo_pdf_metadata_t key, const char *value)
{
  if (value != NULL && *value != '\0')
    cairo_pdf_surface_set_metadata (surface, key, sek_text_clean (value, SEK_CLEAN_ONE_LINE, pdf->scratch));
}

static void
set_all_metadata (Pdf *pdf, cairo_surface_t *surface)
{
  const SekBookInfo *info = &pdf->job->book->info;
  g_autoptr (GDateTime) created = g_date_time_new_from_unix_utc (info->created);
  g_autofree char *date = created != NULL ? g_date_time_format (created, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  set_metadata (pdf, surface, CAIRO_PDF_METADATA_TITLE, info->title);
  set_metadata (pdf, surface, CAIRO_PDF_METADATA_AUTHOR, info->author);
  set_metadata (pdf, surface, CAIRO_PDF_METADATA_SUBJECT, info->subject);
  set_metadata (pdf, surface, CAIRO_PDF_METADATA_CREATOR, "Sekretariat " SEK_VERSION);
  /* Left to itself cairo would take the clock's. */
  set_metadata (pdf, surface, CAIRO_PDF_METADATA_CREATE_DATE, date != NULL ? date : "1970-01-01T00:00:00Z");
}

/* For each sheet that begins on the page. */
static void
add_bookmarks (Pdf *pdf, cairo_surface_t *surface, SekPaper *paper, guint page)
{
  GPtrArray *sheets = pdf->job->book->sheets;

  for (guint i = 0; i < sheets->len; i++)
    if (sek_paper_get_first_page (paper, i) == page)
      {
        double top = g_array_index (paper->parts, SekPaperPart, _sek_paper_get (paper, i)->first_part).top;
        g_autofree char *place = g_strdup_printf ("page=%u pos=[0 %d]", page + 1, (int) top);

        cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT,
                                       sek_text_clean (_sek_paper_get_title (sheets->pdata[i]), SEK_CLEAN_ONE_LINE,
                                                       pdf->scratch),
                                       place, CAIRO_PDF_OUTLINE_FLAG_OPEN);
      }
}

/* FALSE with the status that says why, or with error when it was given up. */
static gboolean
draw_pages (Pdf *pdf, SekPaper *paper, cairo_surface_t *surface, SekPdfTree *tree, cairo_status_t *status,
            GError **error)
{
  cairo_t *cr = cairo_create (surface);
  guint n = sek_paper_get_n_pages (paper);
  gboolean drawn = TRUE;

  for (guint i = 0; i < n && drawn; i++)
    {
      double width, height;

      sek_paper_get_page_size (paper, i, &width, &height);
      cairo_pdf_surface_set_size (surface, width, height);
      _sek_paper_draw (paper, i, cr, tree);
      cairo_show_page (cr);
      add_bookmarks (pdf, surface, paper, i);
      pdf->job->n_done = pdf->job->n_steps * (i + 1) / (n + 1);
      *status = cairo_status (cr);
      drawn = *status == CAIRO_STATUS_SUCCESS && sek_write_report (pdf->job, error);
    }
  cairo_destroy (cr);

  return drawn;
}

static gboolean
draw (Pdf *pdf, SekPaper *paper, SekPdfTree *tree, GError **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, pdf->drawn, 595, 842);
  cairo_status_t status = CAIRO_STATUS_SUCCESS;
  gboolean drawn;

  set_all_metadata (pdf, surface);
  drawn = draw_pages (pdf, paper, surface, tree, &status, error);
  cairo_surface_finish (surface);
  /* What was drawn on may be sound where the drawing is not. */
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS && (error == NULL || *error == NULL))
    g_set_error (error, SEK_ERROR, SEK_ERROR_IO, _("Could not draw the pages of “%s”: %s."), pdf->job->target,
                 cairo_status_to_string (status));
  else if (drawn && paper->lacks_font)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_IO,
                   _("Could not draw the pages of “%s”: a font could not be read. Close other programs, check that "
                     "fonts "
                     "are installed, and try again."),
                   pdf->job->target);
      drawn = FALSE;
    }

  return drawn && status == CAIRO_STATUS_SUCCESS;
}

gboolean
sek_write_pdf (SekWriteJob *job, GError **error)
{
  g_autoptr (SekPaper) paper = sek_paper_new (job->book, job->cancellable, error);
  g_autoptr (GByteArray) drawn = g_byte_array_new (), finished = g_byte_array_new ();
  g_autoptr (SekPdfTree) tree = sek_pdf_tree_new ();
  g_autoptr (GString) scratch = g_string_new (NULL);
  Pdf pdf = { .job = job, .drawn = drawn, .scratch = scratch };

  if (paper == NULL || !draw (&pdf, paper, tree, error)
      || !sek_pdf_finish (drawn, tree, job->book->info.language, finished, error))
    return FALSE;

  return sek_write_bytes (job, (const char *) finished->data, finished->len, error);
}
