/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-arithmetic.h"
#include "sek-clip.h"
#include "sek-collate.h"
#include "sek-error.h"
#include "sek-grid-private.h"
#include "sek-number.h"

#define HTML "text/html"
#define TSV  "text/tab-separated-values"
#define TEXT "text/plain;charset=utf-8"

/* Where a clip goes: its first cell, and how often it is repeated. */
typedef struct
{
  guint row, column;
  guint rows, columns; /* cells in all */
} Target;

/* A first row that repeats the heads is no row; in a table that is new here, which has heads of its own, one of them is
 * enough. */
static gboolean
is_head (SekGrid *self, SekClip *clip, guint column)
{
  gboolean any = FALSE, all = TRUE;

  for (guint c = 0; c < sek_clip_get_n_columns (clip); c++)
    {
      g_autofree char *head = NULL, *text = NULL;

      if (column + c >= self->places->len)
        return FALSE;
      head = g_strdelimit (sek_collate_fold (_sek_grid_get_place (self, column + c)->description.head), "\n", ' ');
      text = g_strdelimit (sek_collate_fold (sek_clip_get (clip, 0, c)), "\n", ' ');
      all &= g_str_equal (head, text);
      any |= *text != '\0' && g_str_equal (head, text);
    }
  return any && (all || sek_grid_model_get_n_rows (self->model) == 0) && sek_clip_get_n_rows (clip) > 1;
}

/* A selection that is a multiple of what is pasted is filled with it. */
static gboolean
fill_block (Target *target, const SekGridBlock *block)
{
  guint rows = block->bottom - block->top + 1, columns = block->right - block->left + 1;

  if (rows % target->rows != 0 || columns % target->columns != 0)
    return FALSE;
  target->rows = rows;
  target->columns = columns;
  return TRUE;
}

/* Of several blocks every one is filled, or none. Owned; element-type Target. NULL when one is no multiple. */
static GArray *
find_targets (SekGrid *self, guint n_rows, guint n_columns)
{
  g_autoptr (GArray) blocks = NULL;
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (Target));
  Target first = { 0, 0, n_rows, n_columns };
  gboolean all = TRUE;

  /* Where there is no row there is no cursor either: the clip becomes the first rows. */
  if (sek_grid_model_get_n_rows (self->model) == 0)
    {
      g_array_append_val (targets, first);
      return g_steal_pointer (&targets);
    }

  blocks = _sek_grid_dup_blocks (self);
  for (guint i = 0; i < blocks->len; i++)
    {
      const SekGridBlock *block = &g_array_index (blocks, SekGridBlock, i);
      Target target = { block->top, block->left, n_rows, n_columns };

      /* The cursor stands in a block that was selected whole. */
      if (_sek_grid_is_in_blocks (blocks, i, block->top, block->left)
          && _sek_grid_is_in_blocks (blocks, i, block->bottom, block->right))
        continue;
      all = fill_block (&target, block) && all;
      g_array_append_val (targets, target);
    }
  return all || targets->len == 1 ? g_steal_pointer (&targets) : NULL;
}

/* What is pasted where: the edits, the cells that are left out with their texts, and what stands against it. */
typedef struct
{
  SekGrid      *grid;
  SekGridEdits *edits;
  GArray       *left; /* Left */
  GArray       *report;
  gboolean      unfit; /* something has no place, or is no text for its cell */
  gboolean      compared;
  gboolean      in_section; /* new rows stand at the end of a section, not of the table */
} Paste;

typedef struct
{
  guint       row, column;
  const char *text;
} Left;

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

/* Computed cells are compared while what they come from stands as pasted: a table that was worked out elsewhere agrees
 * with itself. */
static void
compare_cb (gpointer data)
{
  Paste *paste = data;
  SekGrid *self = paste->grid;

  paste->compared = TRUE;
  for (guint i = 0; i < paste->left->len; i++)
    {
      const Left *left = &g_array_index (paste->left, Left, i);
      SekGridCellFlags flags;
      g_autofree char *shown = _sek_grid_read (self, left->row, left->column, &flags), *where = NULL, *what = NULL;

      if (says_the_same (self, left->row, left->column, shown, left->text))
        continue;
      where = _sek_grid_dup_where (self, sek_grid_model_get_row_id (self->model, left->row),
                                   _sek_grid_get_place (self, left->column)->index);
      what = *shown != '\0' ? g_strdup_printf (_("Is not pasted: the cell is computed, and is %s"), shown)
                            : g_strdup (_("Is not pasted: the cell cannot be changed"));
      _sek_grid_report_add (paste->report, where, left->text, what);
    }
}

static void
refuse (Paste *paste, const char *where, const char *text, const char *what)
{
  _sek_grid_report_add (paste->report, where, text, what);
  paste->unfit = TRUE;
}

static void
paste_cell (Paste *paste, gint64 row, guint column, const char *text)
{
  SekGrid *self = paste->grid;
  const SekGridPlace *place = column < self->places->len ? _sek_grid_get_place (self, column) : NULL;
  g_autofree char *where = NULL;
  gint64 id;

  if (place == NULL || row >= sek_grid_model_get_n_rows (self->model))
    {
      if (*text == '\0')
        return;
      where = place == NULL ? g_strdup_printf (_("Column %u"), column + 1)
                            : g_strdup_printf (_("Row %u"), (guint) row + 1);
      refuse (paste, where, text,
              place == NULL
                  ? _("There is no column for it. Begin further to the left, or show the columns that are hidden.")
                  : _("There is no row for it, and none can be added here. Begin further up, or add the rows first."));
      return;
    }
  id = row < 0 ? row : sek_grid_model_get_row_id (self->model, (guint) row);
  if (row < 0 ? place->description.computed : !_sek_grid_is_editable (self, (guint) row, column))
    {
      Left left = { (guint) row, column, text };

      if (row >= 0 && *text != '\0')
        g_array_append_val (paste->left, left);
    }
  else if (place->description.numeric && sek_arithmetic_is_change (text))
    {
      /* A share in somebody's table is no amount, and must not change one. */
      where = _sek_grid_dup_where (self, id, place->index);
      refuse (paste, where, text,
              _("Is a change in per cent, and not a figure. It changes what stands in the cell only when it is "
                "typed."));
    }
  else if (row >= 0 || *text != '\0')
    _sek_grid_edits_add (paste->edits, id, place->index, text);
}

/* Which column of a clip comes to stand where the rows have their names; −1 for none. */
static int
find_names (SekGrid *self, const Target *target)
{
  for (guint c = 0; c < target->columns && target->column + c < self->places->len; c++)
    if (_sek_grid_get_place (self, target->column + c)->description.expand)
      return (int) c;
  return -1;
}

/* Whether the row of a clip that would come to stand in a row has its name. */
static gboolean
has_name (SekGrid *self, SekClip *clip, guint clip_row, int names, guint row, const Target *target)
{
  SekGridCellFlags flags;
  g_autofree char *shown = _sek_grid_read (self, row, target->column + (guint) names, &flags);
  g_autofree char *a = sek_collate_fold (shown), *b = sek_collate_fold (sek_clip_get (clip, clip_row, (guint) names));

  return *a != '\0' && g_str_equal (a, b);
}

/* The row from which on a clip makes new rows. A clip that goes beyond the section where it begins is either the table
 * itself as it was somewhere else, with its sums and headings, which names tell, and goes row by row; or it has more
 * rows than the section. Where no names are pasted it is that only if it goes beyond the table too. */
static guint
find_end (SekGrid *self, SekClip *clip, guint skip, const Target *target)
{
  guint n = sek_grid_model_get_n_rows (self->model), last = target->row + target->rows, end;
  int names = find_names (self, target);

  if (n == 0 || sek_grid_has_block (self))
    return n;
  end = sek_grid_model_get_end (self->model, target->row);
  if (last <= end)
    return n;
  for (guint row = end; names >= 0 && row < MIN (n, last); row++)
    if (has_name (self, clip, skip + row - target->row, names, row, target))
      return n;
  return last > n || names >= 0 ? end : n;
}

/* How many rows there are beyond one, without blank ones at the end. */
static guint
count_beyond (SekClip *clip, guint skip, const Target *target, guint end)
{
  guint n_rows = sek_clip_get_n_rows (clip) - skip, n = target->row + target->rows > end
                                                           ? target->row + target->rows - end
                                                           : 0;

  for (; n > 0; n--)
    for (guint c = 0; c < sek_clip_get_n_columns (clip); c++)
      if (*sek_clip_get (clip, skip + (end + n - 1 - target->row) % n_rows, c) != '\0')
        return n;
  return 0;
}

static void
paste_to (Paste *paste, SekClip *clip, guint skip, const Target *target)
{
  guint n = sek_grid_model_get_n_rows (paste->grid->model), n_rows = sek_clip_get_n_rows (clip) - skip,
        n_columns = sek_clip_get_n_columns (clip), end = n;

  if (sek_grid_model_can_add_rows (paste->grid->model))
    {
      end = find_end (paste->grid, clip, skip, target);
      paste->edits->n_new = count_beyond (clip, skip, target, end);
      paste->edits->first = target->row < n ? sek_grid_model_get_row_id (paste->grid->model, target->row) : 0;
      paste->in_section = end < n;
    }
  for (guint r = 0; r < target->rows; r++)
    for (guint c = 0; c < target->columns; c++)
      {
        gint64 row = (gint64) target->row + r;

        if (row >= end && row >= (gint64) end + paste->edits->n_new && paste->in_section)
          continue;
        if (paste->edits->n_new > 0 && row >= end)
          row = (gint64) end - 1 - row;
        paste_cell (paste, row, target->column + c, sek_clip_get (clip, skip + r % n_rows, c % n_columns));
      }
}

/* What has to be asked or told before anything is stored. FALSE when there is nothing such. */
static gboolean
ask_to_paste (Paste *paste)
{
  SekGrid *self = paste->grid;
  GArray *list = paste->edits->list;
  g_auto (SekGridBatch) trial = { .kind = "paste",
                                  .edits = (const SekGridEdit *) (gpointer) list->data,
                                  .n = list->len,
                                  .n_new = paste->edits->n_new,
                                  .first = paste->edits->first,
                                  .look = compare_cb,
                                  .data = paste,
                                  .agreed = TRUE };
  g_autofree char *heading = NULL;
  gboolean refused;
  guint n_skipped;

  if (paste->left->len == 0 && paste->report->len == 0 && paste->edits->n_new == 0)
    return FALSE;
  refused = list->len > 0 && !sek_grid_model_commit (self->model, &trial);
  if (!paste->compared)
    compare_cb (paste);
  n_skipped = paste->report->len;
  if (refused)
    _sek_grid_report_problems (self, paste->report, paste->edits, trial.problems);
  if (paste->report->len == 0 && paste->edits->n_new == 0)
    return FALSE;
  if (paste->unfit || refused || list->len == 0)
    _sek_grid_show_report (self, _("Nothing Was Pasted"), _("These cells cannot be pasted as they are, so none was:"),
                           g_steal_pointer (&paste->report), NULL, NULL, NULL);
  else if (paste->edits->n_new > 0)
    {
      heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Add %u Row?", "Add %u Rows?", paste->edits->n_new),
                                 paste->edits->n_new);
      _sek_grid_show_report (self, heading,
                             n_skipped > 0
                                 ? _("What was copied goes beyond the last row. These cells are left out:")
                             : paste->in_section
                                 ? _("What was copied goes beyond the last row of the section. The rows are added at "
                                     "its end.")
                                 : _("What was copied goes beyond the last row. The rows are added at the end."),
                             g_steal_pointer (&paste->report), _("_Add and Paste"), "paste",
                             g_steal_pointer (&paste->edits));
    }
  else
    _sek_grid_show_report (self, _("Paste Without Computed Cells?"),
                           _("Computed cells are left out. The values of these differ from what was copied:"),
                           g_steal_pointer (&paste->report), _("_Paste the Others"), "paste",
                           g_steal_pointer (&paste->edits));
  return TRUE;
}

static void
paste_into (Paste *paste, SekClip *clip)
{
  SekGrid *self = paste->grid;
  g_autoptr (GArray) cells = find_targets (self, 1, 1), targets = NULL;
  guint skip = is_head (self, clip, g_array_index (cells, Target, 0).column) ? 1 : 0;

  targets = find_targets (self, sek_clip_get_n_rows (clip) - skip, sek_clip_get_n_columns (clip));
  if (targets == NULL)
    {
      _sek_grid_emit_message (self, _("What was copied does not fill each of the selected blocks. Select one block, "
                                      "or its first cell."));
      return;
    }
  for (guint i = 0; i < targets->len; i++)
    paste_to (paste, clip, skip, &g_array_index (targets, Target, i));
  if (ask_to_paste (paste))
    return;
  if (paste->edits->list->len == 0)
    {
      g_autofree char *reason = sek_grid_model_why_not (self->model, self->cursor_row,
                                                        _sek_grid_get_place (self, self->cursor_column)->index);

      _sek_grid_emit_message (self, reason != NULL ? reason : _("What was copied is blank, and nothing was pasted"));
    }
  else if (_sek_grid_store_edits (self, "paste", paste->edits) && targets->len == 1)
    {
      const Target *target = &g_array_index (targets, Target, 0);
      SekGridBlock pasted = { target->row, target->row + target->rows - 1, target->column,
                              target->column + target->columns - 1 };

      _sek_grid_select_block (self, pasted);
    }
}

/* Parsed and checked as a whole. */
static void
paste_clip (SekGrid *self, SekClip *clip)
{
  Paste paste = { .grid = self,
                  .edits = _sek_grid_edits_new (),
                  .left = g_array_new (FALSE, FALSE, sizeof (Left)),
                  .report = _sek_grid_report_new () };

  paste_into (&paste, clip);
  g_clear_pointer (&paste.edits, _sek_grid_edits_free);
  g_clear_pointer (&paste.report, g_array_unref);
  g_array_unref (paste.left);
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

/* Into a table without rows only where rows can be added. */
static gboolean
can_paste (SekGrid *self)
{
  return self->model != NULL && self->places->len > 0
         && (sek_grid_model_get_n_rows (self->model) > 0 || sek_grid_model_can_add_rows (self->model));
}

static void
paste_bytes (SekGrid *self, GBytes *bytes, gboolean html)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (SekClip) clip = html ? sek_clip_read_html (data, length, &error)
                                  : sek_clip_read_text (data, length, &error);

  if (!can_paste (self))
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
      g_output_stream_splice_async (memory, stream,
                                    G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                    G_PRIORITY_DEFAULT, NULL, spliced_cb, reading);
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
  gdk_clipboard_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), html ? htmls : texts, G_PRIORITY_DEFAULT,
                            NULL, read_cb, reading);
}

gboolean
sek_grid_paste (SekGrid *self)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (self)));

  if (!can_paste (self))
    return FALSE;
  read_form (self, gdk_content_formats_contain_mime_type (formats, HTML));
  return TRUE;
}
