/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-date.h"
#include "sek-grid-private.h"
#include "sek-number.h"

/* Deeds on many cells at once: each gathers edits and hands them to the model as one step. */

SekGridEdits *
_sek_grid_edits_new (void)
{
  SekGridEdits *self = g_new0 (SekGridEdits, 1);

  self->list = g_array_new (FALSE, FALSE, sizeof (SekGridEdit));
  self->texts = g_string_chunk_new (4096);
  self->refs = 1;
  return self;
}

SekGridEdits *
_sek_grid_edits_ref (SekGridEdits *self)
{
  self->refs++;
  return self;
}

void
_sek_grid_edits_free (SekGridEdits *self)
{
  if (self == NULL || --self->refs > 0)
    return;
  g_array_unref (self->list);
  g_string_chunk_free (self->texts);
  g_free (self);
}

void
_sek_grid_edits_add (SekGridEdits *self, gint64 row, guint column, const char *text)
{
  SekGridEdit edit = { row, column, g_string_chunk_insert_const (self->texts, text) };

  g_array_append_val (self->list, edit);
}

/* A text that waited in one of these cells has been replaced. */
static void
drop_pending (SekGrid *self, SekGridEdits *edits)
{
  for (guint i = 0; self->pending_text != NULL && i < edits->list->len; i++)
    {
      const SekGridEdit *edit = &g_array_index (edits->list, SekGridEdit, i);
      SekGridColumn column;

      if (edit->row != self->pending_id)
        continue;
      sek_grid_model_get_column (self->model, edit->column, &column);
      if (g_strcmp0 (column.id, self->pending_column) == 0)
        sek_grid_cancel (self);
      g_free (column.head);
    }
}

void
_sek_grid_ask (SekGrid *self, const char *kind, SekGridEdits *edits, char *question)
{
  /* The dialog takes the focus, which stores what is typed: that would ask once more. */
  if (self->asking == NULL)
    {
      edits->agreed = TRUE;
      g_set_weak_pointer (&self->asking,
                          _sek_grid_show_report (self, question, NULL, _sek_grid_report_new (), _("_Create"), kind,
                                                 _sek_grid_edits_ref (edits)));
    }
  g_free (question);
}

gboolean
_sek_grid_store_edits (SekGrid *self, const char *kind, SekGridEdits *edits)
{
  gboolean one = edits->list->len == 1 && edits->n_new == 0;
  /* One cell is an edit like any other, and is named after its cell. */
  g_auto (SekGridBatch) batch = { .kind = one ? "edit" : kind,
                                  .edits = (const SekGridEdit *) (gpointer) edits->list->data,
                                  .n = edits->list->len,
                                  .n_new = edits->n_new,
                                  .agreed = edits->agreed,
                                  .first = edits->first };
  const SekGridProblem *first;
  GArray *report;

  if (edits->list->len == 0)
    return FALSE;
  if (sek_grid_model_commit (self->model, &batch))
    {
      drop_pending (self, edits);
      if (batch.said != NULL)
        _sek_grid_emit_message (self, batch.said);
      else if (!one)
        g_signal_emit_by_name (self, "stored");
      return TRUE;
    }
  if (batch.question != NULL)
    {
      _sek_grid_ask (self, kind, edits, g_steal_pointer (&batch.question));
      return FALSE;
    }
  first = batch.problems->len == 1 ? batch.problems->pdata[0] : NULL;
  if (first != NULL && (one || first->edit == G_MAXUINT))
    {
      _sek_grid_emit_message (self, first->message);
      return FALSE;
    }
  report = _sek_grid_report_new ();
  _sek_grid_report_problems (self, report, edits, batch.problems);
  _sek_grid_show_report (self, _("Nothing Was Changed"),
                         _("These cells cannot take the values; nothing was changed:"), report, NULL,
                         NULL, NULL);
  return FALSE;
}

/* Why nothing can be done with the cells of the selection: as for the cursor's cell, or the first computed one. */
static void
tell_why_not (SekGrid *self, guint row, guint column)
{
  g_autofree char *reason = sek_grid_model_why_not (self->model, row, _sek_grid_get_place (self, column)->index);

  _sek_grid_emit_message (self, reason);
}

/* --- clearing ---------------------------------------------------------------------------------------------------- */

void
_sek_grid_clear_cells (SekGrid *self)
{
  g_autoptr (GArray) blocks = _sek_grid_dup_blocks (self);
  g_autoptr (SekGridEdits) edits = _sek_grid_edits_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < blocks->len; i++)
    {
      SekGridBlock block = g_array_index (blocks, SekGridBlock, i);

      for (guint row = block.top; row <= block.bottom; row++)
        for (guint column = block.left; column <= block.right; column++)
          {
            const SekGridPlace *place = _sek_grid_get_place (self, column);
            SekGridCellFlags flags;
            g_autofree char *text = _sek_grid_read (self, row, column, &flags);
            gint64 id = sek_grid_model_get_row_id (self->model, row);

            if ((flags & SEK_GRID_EDITABLE) == 0 || _sek_grid_is_in_blocks (blocks, i, row, column))
              continue;
            any = TRUE;
            if (*text != '\0' || _sek_grid_is_pending (self, id, place->description.id))
              _sek_grid_edits_add (edits, id, place->index, "");
          }
    }
  if (!any)
    tell_why_not (self, self->cursor_row, self->cursor_column);
  _sek_grid_store_edits (self, "clear", edits);
}

/* --- filling ----------------------------------------------------------------------------------------------------- */

/* What a cell holds, as a text that means the same in a column of another unit. Owned. */
static char *
dup_portable (SekGrid *self, guint row, guint column)
{
  guint index = _sek_grid_get_place (self, column)->index;
  g_autofree char *plain = NULL;
  gint64 value, unit;

  if (!sek_grid_model_read_number (self->model, row, index, &value, &unit) || unit < 100)
    return sek_grid_model_dup_edit_text (self->model, row, index);
  plain = sek_number_format_plain (value, 100, value % 100 != 0 ? 2 : 0);
  return g_strconcat (plain, " kr", NULL);
}

static void
fill_cell (SekGrid *self, SekGridEdits *edits, const char *text, guint row, guint column, gboolean *any)
{
  if (!_sek_grid_is_editable (self, row, column))
    return;
  *any = TRUE;
  _sek_grid_edits_add (edits, sek_grid_model_get_row_id (self->model, row), _sek_grid_get_place (self, column)->index,
                       text);
}

/* Copies the first row of each block to the others, or the first column: of a single cell, the one above or to the left
 * of it to it. */
void
_sek_grid_fill (SekGrid *self, gboolean down)
{
  g_autoptr (GArray) blocks = _sek_grid_dup_blocks (self);
  g_autoptr (SekGridEdits) edits = _sek_grid_edits_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < blocks->len; i++)
    {
      SekGridBlock block = g_array_index (blocks, SekGridBlock, i);

      if (down && block.top == block.bottom && block.top > 0)
        block.top--;
      if (!down && block.left == block.right && block.left > 0)
        block.left--;
      for (guint across = down ? block.left : block.top; across <= (down ? block.right : block.bottom); across++)
        {
          g_autofree char *text = down ? dup_portable (self, block.top, across)
                                       : dup_portable (self, across, block.left);

          for (guint along = (down ? block.top : block.left) + 1; along <= (down ? block.bottom : block.right); along++)
            fill_cell (self, edits, text, down ? along : across, down ? across : along, &any);
        }
    }
  if (!any)
    tell_why_not (self, self->cursor_row, self->cursor_column);
  _sek_grid_store_edits (self, "fill", edits);
}

/* --- today ------------------------------------------------------------------------------------------------------- */

/* Into the text that is being typed, or as a text of its own, which Enter stores. */
void
_sek_grid_enter_today (SekGrid *self)
{
  g_autofree char *today = sek_date_format (sek_date_today (), SEK_DATE_NUMERIC, SEK_LANGUAGE_NB);
  int position;

  if (!self->editing)
    {
      sek_grid_start_edit (self, today);
      return;
    }
  gtk_editable_delete_selection (GTK_EDITABLE (self->editor));
  position = gtk_editable_get_position (GTK_EDITABLE (self->editor));
  gtk_editable_insert_text (GTK_EDITABLE (self->editor), today, -1, &position);
  gtk_editable_set_position (GTK_EDITABLE (self->editor), position);
}

/* --- replacing --------------------------------------------------------------------------------------------------- */

/* The text with every match replaced; NULL when there is none. Owned. */
static char *
dup_replaced (SekSearch *search, const char *text, const char *with)
{
  GString *replaced = g_string_new (NULL);
  gsize from = 0, start, end;

  while (sek_search_find (search, text, from, &start, &end))
    {
      g_string_append_len (replaced, text + from, (gssize) (start - from));
      g_string_append (replaced, with);
      from = end;
    }
  if (from == 0)
    {
      g_string_free (replaced, TRUE);
      return NULL;
    }
  g_string_append (replaced, text + from);
  return g_string_free (replaced, FALSE);
}

guint
sek_grid_replace (SekGrid *self, const char *with)
{
  gboolean within = sek_grid_has_block (self);
  g_autoptr (SekGridEdits) edits = _sek_grid_edits_new ();
  g_autoptr (GArray) columns = NULL;

  if (self->search == NULL || self->model == NULL || !sek_grid_commit (self))
    return 0;
  columns = sek_grid_model_narrow (self->model, self->search);
  for (guint row = 0; row < sek_grid_model_get_n_rows (self->model); row++)
    {
      if ((within && !_sek_grid_is_row_selected (self, row))
          || !sek_grid_model_matches (self->model, row, self->search, columns))
        continue;
      for (guint column = 0; column < self->places->len; column++)
        {
          guint index = _sek_grid_get_place (self, column)->index;
          g_autofree char *text = NULL, *replaced = NULL;

          if ((within && !_sek_grid_is_selected (self, row, column)) || !_sek_grid_is_editable (self, row, column))
            continue;
          text = sek_grid_model_dup_edit_text (self->model, row, index);
          replaced = dup_replaced (self->search, text, with);
          if (replaced != NULL)
            _sek_grid_edits_add (edits, sek_grid_model_get_row_id (self->model, row), index, replaced);
        }
    }
  if (edits->list->len == 0)
    {
      _sek_grid_emit_message (self, _("The text occurs in no cell that can be changed"));
      return 0;
    }
  return _sek_grid_store_edits (self, "replace", edits) ? edits->list->len : 0;
}

/* Replaces in the cursor's cell. What stands against it, NULL when it was done. Owned. */
static char *
replace_here (SekGrid *self, const char *with)
{
  const SekGridPlace *place = _sek_grid_get_place (self, self->cursor_column);
  g_autofree char *text = NULL, *replaced = NULL, *reason = NULL;
  SekGridEdit edit = { self->cursor_id, place->index, NULL };
  g_auto (SekGridBatch) batch = { .kind = "edit", .edits = &edit, .n = 1 };

  if (!_sek_grid_is_editable (self, self->cursor_row, self->cursor_column))
    {
      reason = sek_grid_model_why_not (self->model, self->cursor_row, place->index);
      return reason != NULL ? g_steal_pointer (&reason) : g_strdup (_("This cell cannot be changed."));
    }
  text = sek_grid_model_dup_edit_text (self->model, self->cursor_row, place->index);
  edit.text = replaced = dup_replaced (self->search, text, with);
  if (replaced == NULL)
    return g_strdup_printf (_("The cell is edited as “%s”, in which the text does not occur."), text);
  if (sek_grid_model_commit (self->model, &batch))
    return NULL;
  return g_strdup (batch.problems->len > 0 ? ((SekGridProblem *) batch.problems->pdata[0])->message : "");
}

gboolean
sek_grid_replace_one (SekGrid *self, const char *with)
{
  g_autofree char *shown = NULL, *column = NULL, *refused = NULL;
  SekGridCellFlags flags;
  gint64 id = self->cursor_id;
  guint row, at;
  gboolean pending;

  if (self->search == NULL || !_sek_grid_get_cursor (self, &row, &at) || !sek_grid_commit (self))
    return FALSE;
  shown = _sek_grid_read (self, row, at, &flags);
  if (!_sek_grid_is_match (self, shown))
    {
      sek_grid_find (self, 1, TRUE);
      return FALSE;
    }
  column = g_strdup (_sek_grid_get_place (self, at)->description.id);
  pending = _sek_grid_is_pending (self, id, column);
  refused = replace_here (self, with);
  if (refused == NULL && pending)
    sek_grid_cancel (self);
  sek_grid_find (self, 1, FALSE);
  if (refused == NULL)
    return TRUE;
  _sek_grid_note (self, id, column, refused);
  /* Its cell scrolls away. */
  if (!_sek_grid_is_in_view (self, self->cursor_row))
    _sek_grid_emit_message (self, refused);
  return FALSE;
}

/* --- adding up --------------------------------------------------------------------------------------------------- */

/* «Antall 12   Sum 1 234   Gjennomsnitt 102,8» */
char *
sek_grid_dup_sum (SekGrid *self)
{
  g_autofree char *count = NULL, *sum_text = NULL, *mean_text = NULL;
  SekGridSum sum;
  gint64 mean;

  if (!sek_grid_has_block (self))
    return g_strdup ("");
  sek_grid_sum_selected (self, &sum);
  count = sek_number_format_count (sum.n_numbers);
  if (sum.n_numbers == 0)
    return g_strdup (_("No numbers in the selection"));
  if (!sum.summable)
    return g_strdup_printf (_("Count %s"), count);
  sum_text = sek_number_format_amount (sum.sum, sum.unit, 0);
  /* To a decimal of the unit. */
  if (!__builtin_mul_overflow (sum.sum, 10, &mean))
    mean_text = sek_number_format_amount ((mean + (sum.sum < 0 ? -1 : 1) * (gint64) sum.n_numbers / 2) / sum.n_numbers,
                                          sum.unit * 10, 1);
  return g_strdup_printf (_("Count %s   Sum %s   Mean %s"), count, sum_text, mean_text != NULL ? mean_text : "–");
}
