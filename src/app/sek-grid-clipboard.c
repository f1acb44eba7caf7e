/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-clip.h"
#include "sek-collate.h"
#include "sek-entity.h"
#include "sek-error.h"
#include "sek-grid-private.h"
#include "sek-number.h"

#define HTML "text/html"
#define TSV  "text/tab-separated-values"
#define TEXT "text/plain;charset=utf-8"

/* --- copying ----------------------------------------------------------------------------------------------------- */

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
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint)), columns = g_array_new (FALSE, FALSE, sizeof (guint));
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
      if (!_sek_grid_is_in_blocks (blocks, blocks->len, g_array_index (rows, guint, r), g_array_index (columns, guint, c)))
        return NULL;
  clip = sek_clip_new (rows->len, columns->len);
  for (guint c = 0; c < columns->len; c++)
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
  GdkContentProvider *forms[4];

  if (clip == NULL)
    {
      _sek_grid_emit_message (self, _("Blocks that do not form a rectangle cannot be copied. Select cells of the same rows, or of the same columns."));
      return FALSE;
    }
  forms[0] = make_provider (HTML, sek_clip_write_html (clip, sek_program_language ()));
  forms[1] = make_provider (TSV, sek_clip_write_tsv (clip));
  forms[2] = make_provider (TEXT, sek_clip_write_text (clip));
  forms[3] = make_provider ("text/plain", sek_clip_write_text (clip));
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

/* --- pasting ----------------------------------------------------------------------------------------------------- */

/* Where a clip goes: its first cell, and how often it is repeated. */
typedef struct
{
  guint row, column;
  guint rows, columns; /* cells in all */
} Target;

/* A first row that repeats the heads is no row. */
static gboolean
is_head (SekGrid *self, SekClip *clip, guint column)
{
  gboolean any = FALSE;

  for (guint c = 0; c < sek_clip_get_n_columns (clip); c++)
    {
      g_autofree char *head = NULL, *text = NULL;

      if (column + c >= self->places->len)
        return FALSE;
      head = g_strdelimit (sek_collate_fold (_sek_grid_get_place (self, column + c)->description.head), "\n", ' ');
      text = g_strdelimit (sek_collate_fold (sek_clip_get (clip, 0, c)), "\n", ' ');
      if (!g_str_equal (head, text))
        return FALSE;
      any |= *text != '\0';
    }
  return any && sek_clip_get_n_rows (clip) > 1;
}

static Target
find_target (SekGrid *self, guint n_rows, guint n_columns)
{
  SekGridBlock block = self->blocks->len == 1 ? g_array_index (self->blocks, SekGridBlock, 0) : _sek_grid_get_block (self);
  guint rows = block.bottom - block.top + 1, columns = block.right - block.left + 1;
  Target target = { block.top, block.left, n_rows, n_columns };

  /* A selection that is a multiple of what is pasted is filled with it. */
  if (rows % n_rows == 0 && columns % n_columns == 0)
    {
      target.rows = rows;
      target.columns = columns;
    }
  return target;
}

/* Whether a pasted text says what a computed cell shows. */
static gboolean
says_the_same (SekGrid *self, guint row, guint column, const char *shown, const char *text)
{
  g_autofree char *a = sek_collate_fold (shown), *b = sek_collate_fold (text);
  gint64 value, unit, pasted;

  if (sek_grid_model_read_number (self->model, row, _sek_grid_get_place (self, column)->index, &value, &unit)
      && sek_number_parse_amount (text, unit, 1, &pasted, NULL))
    {
      g_autofree char *p = sek_number_format_amount (value, unit, 0), *q = sek_number_format_amount (pasted, unit, 0);

      return g_str_equal (p, q);
    }
  return g_str_equal (a, b);
}

static void
paste_cell (SekGrid *self, SekGridEdits *edits, GArray *report, gboolean *unfit, gint64 row, guint column, const char *text)
{
  guint n = sek_grid_model_get_n_rows (self->model);
  g_autofree char *where = NULL;

  if (column >= self->places->len)
    {
      if (*text == '\0')
        return;
      where = g_strdup_printf (_("Column %u"), column + 1);
      _sek_grid_report_add (report, where, text, _("There is no column for it. Begin further to the left, or show the columns that are hidden."));
      *unfit = TRUE;
      return;
    }
  if (row < 0)
    {
      if (!_sek_grid_get_place (self, column)->description.computed && *text != '\0')
        _sek_grid_edits_add (edits, row, _sek_grid_get_place (self, column)->index, text);
      return;
    }
  if (row >= n)
    {
      if (*text == '\0')
        return;
      where = g_strdup_printf (_("Row %u"), (guint) row + 1);
      _sek_grid_report_add (report, where, text, _("There is no row for it, and none can be added here. Begin further up, or add the rows first."));
      *unfit = TRUE;
      return;
    }
  if (_sek_grid_is_editable (self, (guint) row, column))
    _sek_grid_edits_add (edits, sek_grid_model_get_row_id (self->model, (guint) row), _sek_grid_get_place (self, column)->index, text);
  else
    {
      SekGridCellFlags flags;
      g_autofree char *shown = _sek_grid_read (self, (guint) row, column, &flags), *what = NULL;

      if (*text == '\0' || says_the_same (self, (guint) row, column, shown, text))
        return;
      where = _sek_grid_dup_where (self, sek_grid_model_get_row_id (self->model, (guint) row), _sek_grid_get_place (self, column)->index);
      what = *shown != '\0' ? g_strdup_printf (_("Is not pasted: it is computed, and is %s"), shown) : g_strdup (_("Is not pasted: the cell cannot be changed"));
      _sek_grid_report_add (report, where, text, what);
    }
}

static void
add_new_rows (SekGridEdits *edits, Target *target, guint n)
{
  edits->n_new = target->row + target->rows > n ? target->row + target->rows - n : 0;
}

/* Parsed and checked as a whole; what has to be asked or told is shown before anything is stored. */
static void
paste_clip (SekGrid *self, SekClip *clip)
{
  guint n = sek_grid_model_get_n_rows (self->model), skip, n_rows, n_columns = sek_clip_get_n_columns (clip), n_skipped;
  g_autoptr (SekGridEdits) edits = _sek_grid_edits_new ();
  GArray *report = _sek_grid_report_new ();
  gboolean unfit = FALSE, refused = FALSE;
  g_autofree char *heading = NULL;
  Target target;

  skip = is_head (self, clip, find_target (self, 1, 1).column) ? 1 : 0;
  n_rows = sek_clip_get_n_rows (clip) - skip;
  target = find_target (self, n_rows, n_columns);
  if (sek_grid_model_can_add_rows (self->model))
    add_new_rows (edits, &target, n);
  for (guint r = 0; r < target.rows; r++)
    for (guint c = 0; c < target.columns; c++)
      {
        gint64 row = (gint64) target.row + r;

        if (edits->n_new > 0 && row >= n)
          row = (gint64) n - 1 - row;
        paste_cell (self, edits, report, &unfit, row, target.column + c, sek_clip_get (clip, skip + r % n_rows, c % n_columns));
      }
  n_skipped = report->len;
  if (edits->list->len == 0 && n_skipped == 0)
    {
      g_autofree char *reason = sek_grid_model_why_not (self->model, self->cursor_row, _sek_grid_get_place (self, self->cursor_column)->index);

      _sek_grid_emit_message (self, reason != NULL ? reason : _("What was copied is blank, and nothing was pasted"));
      g_array_unref (report);
      return;
    }
  if (n_skipped > 0 || edits->n_new > 0)
    {
      g_autoptr (GPtrArray) problems = sek_grid_problems_new ();

      refused = edits->list->len > 0
                && !sek_grid_model_commit (self->model, "paste", (const SekGridEdit *) (gpointer) edits->list->data, edits->list->len, edits->n_new,
                                           TRUE, problems, NULL);
      _sek_grid_report_problems (self, report, edits, problems);
    }
  if (n_skipped == 0 && edits->n_new == 0)
    {
      SekGridBlock pasted = { target.row, target.row + target.rows - 1, target.column, target.column + target.columns - 1 };

      g_array_unref (report);
      if (_sek_grid_store_edits (self, "paste", edits))
        _sek_grid_select_block (self, pasted);
      return;
    }
  if (unfit || refused || edits->list->len == 0)
    _sek_grid_show_report (self, _("Nothing Was Pasted"), _("These cells cannot be pasted as they are, so none was:"), report, NULL, NULL, NULL);
  else if (edits->n_new > 0)
    {
      heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Add %u Row?", "Add %u Rows?", edits->n_new), edits->n_new);
      _sek_grid_show_report (self, heading, n_skipped > 0 ? _("What was copied goes beyond the last row. These cells are left out:")
                                                          : _("What was copied goes beyond the last row. The rows are added at the end."),
                             report, _("_Add and Paste"), "paste", g_steal_pointer (&edits));
    }
  else
    _sek_grid_show_report (self, _("Paste Without Computed Cells?"), _("Computed cells are left out. These say something else than what was copied:"),
                           report, _("_Paste the Others"), "paste", g_steal_pointer (&edits));
}

typedef struct
{
  SekGrid  *grid;
  gboolean  html;
} Reading;

static void
free_reading (Reading *reading)
{
  g_object_unref (reading->grid);
  g_free (reading);
}

static void read_form (SekGrid *self, gboolean html);

static void
paste_bytes (SekGrid *self, GBytes *bytes, gboolean html)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (SekClip) clip = html ? sek_clip_read_html (data, length, &error) : sek_clip_read_text (data, length, &error);

  if (self->model == NULL || self->places->len == 0 || sek_grid_model_get_n_rows (self->model) == 0)
    return;
  if (clip != NULL && sek_clip_get_n_rows (clip) > 0 && sek_grid_commit (self))
    paste_clip (self, clip);
  else if (html && g_error_matches (error, SEK_ERROR, SEK_ERROR_NOT_FOUND))
    /* HTML without a table has its text beside it. */
    read_form (self, FALSE);
  else if (error != NULL)
    _sek_grid_emit_message (self, error->message);
}

static void
spliced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, &error) < 0)
    _sek_grid_emit_message (reading->grid, error->message);
  else
    {
      bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (object));
      paste_bytes (reading->grid, bytes, reading->html);
    }
  free_reading (reading);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (object), result, NULL, &error);

  if (stream != NULL)
    {
      g_output_stream_splice_async (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_DEFAULT,
                                    NULL, spliced_cb, reading);
      return;
    }
  _sek_grid_emit_message (reading->grid, _("The clipboard has no text or table that can be pasted here"));
  free_reading (reading);
}

static void
read_form (SekGrid *self, gboolean html)
{
  static const char *htmls[] = { HTML, NULL };
  static const char *texts[] = { TSV, TEXT, "UTF8_STRING", "text/plain", "STRING", NULL };
  Reading *reading = g_new0 (Reading, 1);

  reading->grid = g_object_ref (self);
  reading->html = html;
  gdk_clipboard_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), html ? htmls : texts, G_PRIORITY_DEFAULT, NULL, read_cb, reading);
}

void
_sek_grid_paste (SekGrid *self)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (self)));

  read_form (self, gdk_content_formats_contain_mime_type (formats, HTML));
}
