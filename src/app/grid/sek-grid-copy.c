/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-clip.h"
#include "sek-grid-private.h"
#include "sek-number.h"

/* The selection on the clipboard, in each form that other programs ask for. */

#define HTML "text/html"
#define TSV  "text/tab-separated-values"
#define TEXT "text/plain;charset=utf-8"

static int
compare_guints (gconstpointer a, gconstpointer b)
{
  return *(const guint *) a < *(const guint *) b ? -1 : *(const guint *) a > *(const guint *) b;
}

static void
add_range (GArray *numbers, guint first, guint last)
{
  for (guint i = first; i <= last; i++)
    g_array_append_val (numbers, i);
}

static void
drop_doubles (GArray *numbers)
{
  guint n = 0;

  g_array_sort (numbers, compare_guints);
  for (guint i = 0; i < numbers->len; i++)
    if (i == 0 || g_array_index (numbers, guint, i) != g_array_index (numbers, guint, n - 1))
      g_array_index (numbers, guint, n++) = g_array_index (numbers, guint, i);
  g_array_set_size (numbers, n);
}

/* The exact figure as machines write it. Owned. */
static char *
dup_exact (gint64 value, gint64 unit)
{
  char *text = sek_number_format_plain (value, unit, -1);

  return g_strdelimit (text, ",", '.');
}

static void
copy_cell (SekGrid *self, SekClip *clip, guint clip_row, guint clip_column, guint row, guint column)
{
  guint index = _sek_grid_get_place (self, column)->index;
  SekGridCellFlags flags;
  g_autofree char *text = _sek_grid_read (self, row, column, &flags), *exact = NULL;
  gint64 value, unit;

  if (sek_grid_model_read_number (self->model, row, index, &value, &unit))
    {
      exact = dup_exact (value, unit);
      sek_clip_set_number (clip, clip_row, clip_column, text, exact);
    }
  else
    sek_clip_set (clip, clip_row, clip_column, text);
  if (flags & (SEK_GRID_SUM | SEK_GRID_TOTAL | SEK_GRID_SECTION))
    sek_clip_set_bold (clip, clip_row);
}

/* The selection as one rectangle: several blocks must fill theirs whole. NULL when they do not. */
static SekClip *
make_clip (SekGrid *self)
{
  g_autoptr (GArray) blocks = _sek_grid_dup_blocks (self);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint)),
                     columns = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean whole;
  SekClip *clip;

  for (guint i = 0; i < blocks->len; i++)
    {
      SekGridBlock block = g_array_index (blocks, SekGridBlock, i);

      add_range (rows, block.top, block.bottom);
      add_range (columns, block.left, block.right);
    }
  drop_doubles (rows);
  drop_doubles (columns);
  for (guint r = 0; blocks->len > 1 && r < rows->len; r++)
    for (guint c = 0; c < columns->len; c++)
      if (!_sek_grid_is_in_blocks (blocks, blocks->len, g_array_index (rows, guint, r),
                                   g_array_index (columns, guint, c)))
        return NULL;
  clip = sek_clip_new (rows->len, columns->len);
  /* A table that is copied whole has its heads. A part of it is its cells: beside other figures each would stand a row
   * too low. */
  whole = rows->len > 1 && rows->len == sek_grid_model_get_n_rows (self->model);
  for (guint c = 0; whole && c < columns->len; c++)
    sek_clip_set_head (clip, c, _sek_grid_get_place (self, g_array_index (columns, guint, c))->description.head);
  for (guint r = 0; r < rows->len; r++)
    for (guint c = 0; c < columns->len; c++)
      copy_cell (self, clip, r, c, g_array_index (rows, guint, r), g_array_index (columns, guint, c));
  return clip;
}

static GdkContentProvider *
make_provider (const char *type, char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return gdk_content_provider_new_for_bytes (type, bytes);
}

gboolean
_sek_grid_copy (SekGrid *self)
{
  g_autoptr (SekClip) clip = make_clip (self);
  g_autoptr (GdkContentProvider) content = NULL;
  GdkContentProvider *forms[3];

  if (clip == NULL)
    {
      _sek_grid_emit_message (self, _("Blocks that do not form a rectangle cannot be copied. Select cells of the same "
                                      "rows, or of the same columns."));
      return FALSE;
    }
  forms[0] = make_provider (HTML, sek_clip_write_html (clip, sek_program_language ()));
  forms[1] = make_provider (TSV, sek_clip_write_tsv (clip));
  forms[2] = make_provider (TEXT, sek_clip_write_text (clip));
  content = gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
  return TRUE;
}

void
_sek_grid_cut (SekGrid *self)
{
  if (_sek_grid_copy (self))
    _sek_grid_clear_cells (self);
}
