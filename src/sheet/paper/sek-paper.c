/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cell-text.h"
#include "sek-paper-private.h"

/* A4, the short and the long side. */
#define SHORT_SIDE 595.276
#define LONG_SIDE  841.89

/* A table of more columns lies. */
enum { UPRIGHT_COLUMNS = 5 };

static void
clear_sheet (gpointer data)
{
  SekPaperSheet *sheet = data;

  g_free (sheet->columns);
  g_free (sheet->lines);
  g_clear_pointer (&sheet->charts, g_ptr_array_unref);
}

/* Those that stand after the sheet. */
static GPtrArray *
make_charts (const SekBook *book, guint sheet)
{
  GPtrArray *charts = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_chart_picture_free);

  for (guint i = 0; i < book->charts->len; i++)
    {
      const SekChart *chart = g_ptr_array_index (book->charts, i);
      SekChartPicture *picture = sek_book_find_charted (book, chart) == (int) sheet
                                   ? sek_chart_picture_new_from_book (book, chart) : NULL;

      if (picture != NULL)
        g_ptr_array_add (charts, picture);
    }

  return charts;
}

static gboolean
add_sheet (SekPaper *self, guint index, GCancellable *cancellable, GError **error)
{
  SekSheet *sheet = g_ptr_array_index (self->book->sheets, index);
  gboolean wide = sheet->columns->len > UPRIGHT_COLUMNS;
  SekPaperSheet added = { .sheet = sheet, .page_width = wide ? LONG_SIDE : SHORT_SIDE,
                          .page_height = wide ? SHORT_SIDE : LONG_SIDE };
  SekPaperSheet *kept;

  added.has_title = index == 0 && g_strcmp0 (self->book->info.title, _sek_paper_get_title (sheet)) != 0;
  g_array_append_val (self->sheets, added);
  kept = &g_array_index (self->sheets, SekPaperSheet, index);
  kept->charts = make_charts (self->book, index);
  if (!_sek_paper_set_columns (self, kept, cancellable, error))
    return FALSE;
  _sek_paper_set_heads (self, kept);

  return _sek_paper_set_pages (self, index, cancellable, error);
}

SekPaper *
sek_paper_new (SekBook *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (SekPaper) self = NULL;

  g_return_val_if_fail (book != NULL && book->sheets->len > 0, NULL);

  sek_book_drop_hidden (book);
  sek_book_break_wide (book);
  self = g_new0 (SekPaper, 1);
  self->book = book;
  self->scratch = g_string_new (NULL);
  self->bound = g_string_new (NULL);
  self->sheets = g_array_new (FALSE, TRUE, sizeof (SekPaperSheet));
  g_array_set_clear_func (self->sheets, clear_sheet);
  self->parts = g_array_new (FALSE, FALSE, sizeof (SekPaperPart));
  self->pages = g_array_new (FALSE, FALSE, sizeof (guint));
  _sek_paper_init_fonts (self);
  for (guint i = 0; i < book->sheets->len; i++)
    if (!add_sheet (self, i, cancellable, error))
      return NULL;

  return g_steal_pointer (&self);
}

void
sek_paper_free (SekPaper *self)
{
  if (self == NULL)
    return;
  _sek_paper_clear_fonts (self);
  g_array_unref (self->sheets);
  g_array_unref (self->parts);
  g_array_unref (self->pages);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->bound, TRUE);
  g_free (self);
}

guint
sek_paper_get_n_pages (const SekPaper *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pages->len;
}

guint
sek_paper_get_sheet (const SekPaper *self, guint page)
{
  g_return_val_if_fail (self != NULL && page < self->pages->len, 0);

  return g_array_index (self->parts, SekPaperPart, g_array_index (self->pages, guint, page)).sheet;
}

guint
sek_paper_get_first_page (const SekPaper *self, guint sheet)
{
  g_return_val_if_fail (self != NULL && sheet < self->sheets->len, 0);

  return _sek_paper_get (self, sheet)->first_page;
}

void
sek_paper_get_page_size (const SekPaper *self, guint page, double *width, double *height)
{
  const SekPaperSheet *sheet;

  g_return_if_fail (self != NULL && page < self->pages->len && width != NULL && height != NULL);

  sheet = _sek_paper_get (self, sek_paper_get_sheet (self, page));
  *width = sheet->page_width;
  *height = sheet->page_height;
}

void
sek_paper_draw_page (SekPaper *self, guint page, cairo_t *cr)
{
  g_return_if_fail (self != NULL && page < self->pages->len && cr != NULL);

  _sek_paper_draw (self, page, cr, NULL);
}
