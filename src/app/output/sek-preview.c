/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-preview.h"

#include <cairo.h>

#include "sek-paper.h"

/* A longer table is not kept as text as well. */
#define MOST_ROWS_AS_TEXT 2000

typedef struct
{
  double width, height; /* points */
  guint  sheet;
} Page;

typedef struct
{
  char *title;
  char *text;
} Sheet;

typedef struct
{
  guint  page; /* from 1; 0 ends the thread */
  double scale;
} Request;

struct _SekPreview
{
  GObject parent_instance;

  /* The thread's alone, once it runs. */
  SekReport   report;
  GArray     *tables;

  /* Between the two threads. */
  GAsyncQueue  *requests;
  GCancellable *cancellable;

  /* The main thread's. */
  gboolean    closed;
  gboolean    ready;
  GError     *error;
  GArray     *pages;
  GPtrArray  *sheets;
  GHashTable *drawn;  /* page → GdkTexture */
  GHashTable *wanted; /* page → Request, the last that was asked for */
};

G_DEFINE_FINAL_TYPE (SekPreview, sek_preview, G_TYPE_OBJECT)

enum { READY, DRAWN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
free_sheet (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->title);
  g_free (sheet->text);
  g_free (sheet);
}

/* --- the thread --------------------------------------------------------------------------------------------------- */

/* What the thread tells the main loop. */
typedef struct
{
  SekPreview *preview; /* owned */
  GError     *error;
  GArray     *pages;
  GPtrArray  *sheets;
  GdkTexture *texture;
  Request     request;
} News;

static gboolean
news_cb (gpointer user_data)
{
  News *news = user_data;
  SekPreview *self = news->preview;

  if (self->closed)
    {
      g_clear_error (&news->error);
      g_clear_pointer (&news->pages, g_array_unref);
      g_clear_pointer (&news->sheets, g_ptr_array_unref);
      g_clear_object (&news->texture);
    }
  else if (news->texture != NULL)
    {
      const Request *wanted = g_hash_table_lookup (self->wanted, GUINT_TO_POINTER (news->request.page));

      /* Scrolled away meanwhile: nobody waits for it. */
      if (wanted == NULL)
        g_clear_object (&news->texture);
      else
        {
          g_hash_table_insert (self->drawn, GUINT_TO_POINTER (news->request.page), g_steal_pointer (&news->texture));
          g_signal_emit (self, signals[DRAWN], 0, news->request.page - 1);
        }
    }
  else
    {
      self->error = g_steal_pointer (&news->error);
      self->pages = g_steal_pointer (&news->pages);
      self->sheets = g_steal_pointer (&news->sheets);
      self->ready = TRUE;
      g_signal_emit (self, signals[READY], 0);
    }
  return G_SOURCE_REMOVE;
}

static void
free_news (gpointer data)
{
  News *news = data;

  g_object_unref (news->preview);
  g_free (news);
}

/* Takes what is in news but the preview. */
static void
tell (SekPreview *self, const News *news)
{
  News *copy = g_new (News, 1);

  *copy = *news;
  copy->preview = g_object_ref (self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, news_cb, copy, free_news);
}

static GdkTexture *
draw_page (SekPaper *paper, guint page, double scale)
{
  double width, height;
  cairo_surface_t *surface;
  GdkTexture *texture;
  GBytes *bytes;
  cairo_t *cr;
  int w, h;

  sek_paper_get_page_size (paper, page, &width, &height);
  w = MAX (1, (int) (width * scale + 0.5));
  h = MAX (1, (int) (height * scale + 0.5));
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, w, h);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, w / width, h / height);
  sek_paper_draw_page (paper, page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) * (gsize) h);
  texture = gdk_memory_texture_new (w, h, GDK_MEMORY_DEFAULT, bytes, (gsize) cairo_image_surface_get_stride (surface));
  g_bytes_unref (bytes);
  cairo_surface_destroy (surface);
  return texture;
}

static void
describe (SekBook *book, SekPaper *paper, News *news)
{
  news->pages = g_array_new (FALSE, FALSE, sizeof (Page));
  news->sheets = g_ptr_array_new_with_free_func (free_sheet);
  for (guint i = 0; i < sek_paper_get_n_pages (paper); i++)
    {
      Page page = { .sheet = sek_paper_get_sheet (paper, i) };

      sek_paper_get_page_size (paper, i, &page.width, &page.height);
      g_array_append_val (news->pages, page);
    }
  for (guint i = 0; i < book->sheets->len; i++)
    {
      SekSheet *from = book->sheets->pdata[i];
      Sheet *sheet = g_new0 (Sheet, 1);

      sheet->title = g_strdup (from->info.caption != NULL ? from->info.caption : from->info.name);
      if (sek_sheet_n_rows (from) <= MOST_ROWS_AS_TEXT)
        sheet->text = sek_sheet_to_text (from);
      g_ptr_array_add (news->sheets, sheet);
    }
}

static gboolean
let_go_cb (gpointer user_data)
{
  g_object_unref (user_data);
  return G_SOURCE_REMOVE;
}

static gpointer
run_thread (gpointer data)
{
  SekPreview *self = data;
  News news = { 0 };
  g_autoptr (SekBook) book = sek_report_make_book (&self->report, (const SekTableId *) (gpointer) self->tables->data,
                                                   self->tables->len, &news.error);
  g_autoptr (SekPaper) paper = book != NULL ? sek_paper_new (book, self->cancellable, &news.error) : NULL;
  gboolean running = paper != NULL;

  if (paper != NULL)
    describe (book, paper, &news);
  tell (self, &news);
  while (running)
    {
      g_autofree Request *request = g_async_queue_pop (self->requests);

      running = request->page > 0;
      if (running && !g_cancellable_is_cancelled (self->cancellable))
        tell (self, &(News) { .texture = draw_page (paper, request->page - 1, request->scale), .request = *request });
    }
  sek_report_clear (&self->report);
  /* If it was the last to hold it, it ends in the main thread. */
  g_idle_add (let_go_cb, self);
  return NULL;
}

/* --- the main thread ---------------------------------------------------------------------------------------------- */

gboolean
sek_preview_is_ready (SekPreview *self)
{
  return self->ready;
}

const GError *
sek_preview_get_error (SekPreview *self)
{
  return self->error;
}

guint
sek_preview_get_n_pages (SekPreview *self)
{
  return self->pages != NULL ? self->pages->len : 0;
}

static const Page *
get_page (SekPreview *self, guint page)
{
  return &g_array_index (self->pages, Page, page);
}

void
sek_preview_get_page_size (SekPreview *self, guint page, double *width, double *height)
{
  g_return_if_fail (page < sek_preview_get_n_pages (self));

  *width = get_page (self, page)->width;
  *height = get_page (self, page)->height;
}

guint
sek_preview_get_sheet (SekPreview *self, guint page)
{
  g_return_val_if_fail (page < sek_preview_get_n_pages (self), 0);

  return get_page (self, page)->sheet;
}

const char *
sek_preview_get_title (SekPreview *self, guint page)
{
  g_return_val_if_fail (page < sek_preview_get_n_pages (self), NULL);

  return ((Sheet *) self->sheets->pdata[get_page (self, page)->sheet])->title;
}

const char *
sek_preview_get_text (SekPreview *self, guint page)
{
  g_return_val_if_fail (page < sek_preview_get_n_pages (self), NULL);

  return ((Sheet *) self->sheets->pdata[get_page (self, page)->sheet])->text;
}

GdkTexture *
sek_preview_get_page (SekPreview *self, guint page, double scale)
{
  const Request *wanted;

  g_return_val_if_fail (page < sek_preview_get_n_pages (self), NULL);

  wanted = g_hash_table_lookup (self->wanted, GUINT_TO_POINTER (page + 1));
  if (!self->closed && (wanted == NULL || wanted->scale != scale))
    {
      Request request = { page + 1, scale };

      g_hash_table_insert (self->wanted, GUINT_TO_POINTER (page + 1), g_memdup2 (&request, sizeof request));
      g_async_queue_push (self->requests, g_memdup2 (&request, sizeof request));
    }
  return g_hash_table_lookup (self->drawn, GUINT_TO_POINTER (page + 1));
}

static gboolean
is_outside (gpointer key, gpointer value, gpointer user_data)
{
  const guint *range = user_data;
  guint page = GPOINTER_TO_UINT (key) - 1;

  return page < range[0] || page > range[1];
}

void
sek_preview_keep_only (SekPreview *self, guint first, guint last)
{
  guint range[] = { first, last };

  g_hash_table_foreach_remove (self->drawn, is_outside, range);
  g_hash_table_foreach_remove (self->wanted, is_outside, range);
}

void
sek_preview_close (SekPreview *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_async_queue_push (self->requests, g_new0 (Request, 1));
}

static void
sek_preview_finalize (GObject *object)
{
  SekPreview *self = SEK_PREVIEW (object);

  g_array_unref (self->tables);
  g_async_queue_unref (self->requests);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  g_clear_pointer (&self->pages, g_array_unref);
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  g_hash_table_unref (self->drawn);
  g_hash_table_unref (self->wanted);
  G_OBJECT_CLASS (sek_preview_parent_class)->finalize (object);
}

static void
sek_preview_class_init (SekPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_preview_finalize;
  signals[READY] = g_signal_new ("ready", SEK_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DRAWN] = g_signal_new ("drawn", SEK_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_UINT);
}

static void
sek_preview_init (SekPreview *self)
{
  self->requests = g_async_queue_new_full (g_free);
  self->cancellable = g_cancellable_new ();
  self->drawn = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->wanted = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

SekPreview *
sek_preview_new (const SekReport *report, const SekTableId *tables, guint n)
{
  SekPreview *self = g_object_new (SEK_TYPE_PREVIEW, NULL);

  sek_report_copy_apart (&self->report, report);
  self->tables = g_array_new (FALSE, FALSE, sizeof (SekTableId));
  g_array_append_vals (self->tables, tables, n);
  g_thread_unref (g_thread_new ("preview", run_thread, g_object_ref (self)));
  return self;
}
