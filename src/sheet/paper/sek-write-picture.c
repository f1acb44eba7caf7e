/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "sek-chart-svg.h"
#include "sek-error.h"
#include "sek-writer.h"

/* The charts of a book as one picture, under each other: SVG, or PNG of twice as many pixels. */

/* In pixels of a picture that is shown at its size. */
#define WIDTH      640.0
#define MARGIN     24.0
#define APART      32.0
#define TEXT_SIZE  13.0
#define PNG_SCALE  2.0
#define MOST       32000.0 /* what cairo, and most who show pictures, can take */

typedef struct
{
  GPtrArray   *pictures; /* of SekChartPicture */
  SekChartLook look;
  double       height;
} Drawing;

static void
clear_drawing (Drawing *drawing)
{
  g_clear_pointer (&drawing->pictures, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drawing, clear_drawing)

static double
get_height (const Drawing *drawing, guint index)
{
  return ceil (sek_chart_picture_get_height (drawing->pictures->pdata[index], WIDTH - 2 * MARGIN, &drawing->look));
}

/* FALSE where there is nothing to draw, or the user has had enough. */
static gboolean
begin (Drawing *drawing, SekWriteJob *job, GError **error)
{
  g_autofree char *name = g_filename_display_name (job->target);

  drawing->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_chart_picture_free);
  drawing->look = sek_chart_look_paper;
  drawing->look.size = TEXT_SIZE;
  drawing->height = 2 * MARGIN;
  job->n_steps = job->book->charts->len;
  for (guint i = 0; i < job->book->charts->len; i++)
    {
      SekChartPicture *picture = sek_chart_picture_new_from_book (job->book, job->book->charts->pdata[i]);

      if (picture != NULL)
        {
          g_ptr_array_add (drawing->pictures, picture);
          drawing->height += get_height (drawing, drawing->pictures->len - 1)
                             + (drawing->pictures->len > 1 ? APART : 0);
        }
      job->n_done++;
      if (!sek_write_report (job, error))
        return FALSE;
    }
  if (drawing->pictures->len > 0)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("Could not save “%s”: a picture holds charts, and these tables have none. Choose tables with charts, "
                 "such as hovedtall, or another format."),
               name);

  return FALSE;
}

static void
draw (cairo_t *cr, gpointer user_data)
{
  const Drawing *drawing = user_data;
  double y = MARGIN;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  for (guint i = 0; i < drawing->pictures->len; i++)
    {
      double height = get_height (drawing, i);

      cairo_save (cr);
      cairo_translate (cr, MARGIN, y);
      sek_chart_picture_draw (drawing->pictures->pdata[i], cr, WIDTH - 2 * MARGIN, height, &drawing->look);
      cairo_restore (cr);
      y += height + APART;
    }
}

static gboolean
fail (SekWriteJob *job, cairo_status_t status, GError **error)
{
  g_autofree char *name = g_filename_display_name (job->target);

  g_set_error (error, SEK_ERROR, SEK_ERROR_IO, _("Could not draw the pages of “%s”: %s."), name,
               cairo_status_to_string (status));

  return FALSE;
}

gboolean
sek_write_svg (SekWriteJob *job, GError **error)
{
  g_auto (Drawing) drawing = { 0 };
  g_autoptr (GString) told = g_string_new (NULL), svg = NULL;
  cairo_status_t status;

  if (!begin (&drawing, job, error))
    return FALSE;
  for (guint i = 0; i < drawing.pictures->len; i++)
    {
      g_autofree char *one = sek_chart_picture_dup_told (drawing.pictures->pdata[i]);

      g_string_append_printf (told, "%s%s", i > 0 ? ". " : "", one);
    }
  svg = sek_chart_svg_new (WIDTH, drawing.height, job->book->info.title, told->str, draw, &drawing, &status);

  return svg != NULL ? sek_write_bytes (job, svg->str, svg->len, error) : fail (job, status, error);
}

typedef struct
{
  SekWriteJob *job;
  GError     **error;
  gboolean     failed;
} Bytes;

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  Bytes *to = data;

  if (!to->failed)
    to->failed = !sek_write_bytes (to->job, (const char *) bytes, length, to->error);

  return to->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

gboolean
sek_write_png (SekWriteJob *job, GError **error)
{
  g_auto (Drawing) drawing = { 0 };
  Bytes bytes = { .job = job, .error = error };
  /* So many charts are drawn with fewer pixels each. */
  double scale;
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;

  if (!begin (&drawing, job, error))
    return FALSE;
  scale = MIN (PNG_SCALE, MOST / drawing.height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (WIDTH * scale),
                                        (int) ceil (drawing.height * scale));
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  draw (cr, &drawing);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, write_cb, &bytes);
  cairo_surface_destroy (surface);
  if (bytes.failed)
    return FALSE;

  return status == CAIRO_STATUS_SUCCESS || fail (job, status, error);
}
