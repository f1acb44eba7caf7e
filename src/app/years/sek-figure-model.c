/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-figure-model.h"

#include "sek-number.h"
#include "sek-table-model.h"
#include "sek-value.h"

#define LEAST_CHARS 18

typedef struct
{
  char    *id;
  char    *head;
  gboolean numeric;
} Column;

typedef struct
{
  gint64           id;
  SekGridCellFlags flags;
} Row;

typedef struct
{
  char            *text;
  gint64           value; /* SEK_NONE where it is no number */
  gint64           unit;
  SekGridCellFlags flags;
} Cell;

typedef struct
{
  GArray *columns; /* Column */
  GArray *rows;    /* Row */
  GArray *cells;   /* Cell, row by row */
} Figures;

struct _SekFigureModel
{
  GObject parent_instance;

  char        *why_not;
  Figures      shown;
  Figures      next; /* while it is being filled */
  SekDocument *document;
  guint        edited; /* the column that is typed in, by edit_column */
  SekColumn   *edit_column;
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekFigureModel, sek_figure_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->id);
  g_free (((Column *) data)->head);
}

static void
clear_cell (gpointer data)
{
  g_free (((Cell *) data)->text);
}

static void
make_figures (Figures *figures)
{
  figures->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  figures->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  figures->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_array_set_clear_func (figures->columns, clear_column);
  g_array_set_clear_func (figures->cells, clear_cell);
}

static void
clear_figures (Figures *figures)
{
  g_clear_pointer (&figures->columns, g_array_unref);
  g_clear_pointer (&figures->rows, g_array_unref);
  g_clear_pointer (&figures->cells, g_array_unref);
}

static void
sek_figure_model_finalize (GObject *object)
{
  SekFigureModel *self = SEK_FIGURE_MODEL (object);

  clear_figures (&self->shown);
  clear_figures (&self->next);
  g_free (self->why_not);
  g_free (self->edit_column);
  G_OBJECT_CLASS (sek_figure_model_parent_class)->finalize (object);
}

static void
sek_figure_model_class_init (SekFigureModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_figure_model_finalize;
}

static void
sek_figure_model_init (SekFigureModel *self)
{
  make_figures (&self->shown);
}

SekFigureModel *
sek_figure_model_new (const char *why_not)
{
  SekFigureModel *self = g_object_new (SEK_TYPE_FIGURE_MODEL, NULL);

  self->why_not = g_strdup (why_not);
  return self;
}

/* --- filling ------------------------------------------------------------------------------------------------------ */

void
sek_figure_model_start (SekFigureModel *self)
{
  clear_figures (&self->next);
  make_figures (&self->next);
}

void
sek_figure_model_add_column (SekFigureModel *self, const char *id, const char *head, gboolean numeric)
{
  Column column = { g_strdup (id), g_strdup (head), numeric };

  g_array_append_val (self->next.columns, column);
}

/* A row that was given fewer cells has blank ones. */
static void
end_row (SekFigureModel *self)
{
  g_array_set_size (self->next.cells, self->next.rows->len * self->next.columns->len);
}

void
sek_figure_model_add_row (SekFigureModel *self, gint64 id, SekGridCellFlags flags)
{
  Row row = { id, flags };

  end_row (self);
  g_array_append_val (self->next.rows, row);
}

void
sek_figure_model_add_text (SekFigureModel *self, const char *text, SekGridCellFlags flags)
{
  Cell cell = { g_strdup (text), SEK_NONE, 1, flags };

  g_array_append_val (self->next.cells, cell);
}

void
sek_figure_model_add_amount (SekFigureModel *self, gint64 value, gint64 unit, SekGridCellFlags flags)
{
  Cell cell = { value != SEK_NONE ? sek_number_format_amount (value, unit, 0) : NULL, value, unit, flags };

  g_array_append_val (self->next.cells, cell);
}

static gboolean
same_columns (const Figures *a, const Figures *b)
{
  gboolean same = a->columns->len == b->columns->len;

  for (guint i = 0; same && i < a->columns->len; i++)
    {
      const Column *one = &g_array_index (a->columns, Column, i), *other = &g_array_index (b->columns, Column, i);

      same = g_str_equal (one->id, other->id) && g_str_equal (one->head, other->head)
             && one->numeric == other->numeric;
    }
  return same;
}

static gboolean
same_rows (const Figures *a, const Figures *b)
{
  gboolean same = a->rows->len == b->rows->len;

  for (guint i = 0; same && i < a->rows->len; i++)
    same = g_array_index (a->rows, Row, i).id == g_array_index (b->rows, Row, i).id;
  return same;
}

static gboolean
same_cells (const Figures *a, const Figures *b)
{
  gboolean same = TRUE;

  for (guint i = 0; same && i < a->cells->len; i++)
    {
      const Cell *one = &g_array_index (a->cells, Cell, i), *other = &g_array_index (b->cells, Cell, i);

      same = g_strcmp0 (one->text, other->text) == 0 && one->value == other->value && one->flags == other->flags;
    }
  for (guint i = 0; same && i < a->rows->len; i++)
    same = g_array_index (a->rows, Row, i).flags == g_array_index (b->rows, Row, i).flags;
  return same;
}

void
sek_figure_model_finish (SekFigureModel *self)
{
  gboolean same;

  end_row (self);
  same = same_columns (&self->shown, &self->next) && same_rows (&self->shown, &self->next);
  /* Whoever follows the grid would fill it anew for the news, and so on. */
  if (same && same_cells (&self->shown, &self->next))
    {
      clear_figures (&self->next);
      return;
    }
  clear_figures (&self->shown);
  self->shown = self->next;
  self->next = (Figures) { NULL, NULL, NULL };
  if (same)
    sek_grid_model_cells_changed (SEK_GRID_MODEL (self));
  else
    sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

void
sek_figure_model_let_edit (SekFigureModel *self, SekDocument *document, guint index, SekColumn *column)
{
  self->document = document;
  self->edited = index;
  g_free (self->edit_column);
  self->edit_column = column;
}

/* --- as a grid ---------------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_FIGURE_MODEL (model)->shown.rows->len;
}

static const Row *
get_row (SekGridModel *model, guint row)
{
  return &g_array_index (SEK_FIGURE_MODEL (model)->shown.rows, Row, row);
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  return row < get_n_rows (model) ? get_row (model, row)->id : 0;
}

static guint
get_n_columns (SekGridModel *model)
{
  return SEK_FIGURE_MODEL (model)->shown.columns->len;
}

static gboolean
is_text (SekFigureModel *self, guint index)
{
  return !g_array_index (self->shown.columns, Column, index).numeric;
}

/* The column that takes the width that no text needs: comments after the figures, else the last one before them, so
 * that a year stands beside what tells it. */
static guint
get_widest (SekFigureModel *self)
{
  guint n = self->shown.columns->len, at = 0;

  if (n > 1 && is_text (self, n - 1))
    return n - 1;
  while (at + 1 < n && is_text (self, at + 1))
    at++;
  return at;
}

static void
get_column (SekGridModel *model, guint index, SekGridColumn *description)
{
  const Column *column = &g_array_index (SEK_FIGURE_MODEL (model)->shown.columns, Column, index);

  description->id = column->id;
  description->head = g_strdup (column->head);
  description->numeric = column->numeric;
  description->expand = index == 0;
  description->takes_rest = index == get_widest (SEK_FIGURE_MODEL (model));
  /* Comments are blank at first. */
  description->min_chars = index > 0 && index + 1 == get_n_columns (model) && !column->numeric ? LEAST_CHARS : 0;
  description->frozen = index == 0;
  description->computed = TRUE;
}

static const Cell *
get_cell (SekGridModel *model, guint row, guint index)
{
  return &g_array_index (SEK_FIGURE_MODEL (model)->shown.cells, Cell, row * get_n_columns (model) + index);
}

static char *
read_cell (SekGridModel *model, guint row, guint index, SekGridCellFlags *flags)
{
  const Cell *cell = get_cell (model, row, index);

  *flags = cell->flags | get_row (model, row)->flags;
  return g_strdup (cell->text != NULL ? cell->text : "");
}

static gboolean
read_number (SekGridModel *model, guint row, guint index, gint64 *value, gint64 *unit)
{
  const Cell *cell = get_cell (model, row, index);

  *value = cell->value;
  *unit = cell->unit;
  return cell->unit != 0 && cell->text != NULL && cell->value != SEK_NONE;
}

static const SekColumn *
find_edited (SekGridModel *model, guint index)
{
  return SEK_FIGURE_MODEL (model)->edit_column;
}

static gboolean
commit (SekGridModel *model, SekGridBatch *batch)
{
  SekFigureModel *self = SEK_FIGURE_MODEL (model);
  SekScope scope;

  for (guint i = 0; i < batch->n; i++)
    {
      int row = sek_grid_model_find_row (model, batch->edits[i].row);

      if (self->edit_column == NULL || batch->edits[i].column != self->edited || row < 0
          || (get_cell (model, (guint) row, self->edited)->flags & SEK_GRID_EDITABLE) == 0)
        sek_grid_problem_add (batch->problems, i, self->why_not);
    }
  if (batch->problems->len > 0)
    return FALSE;
  sek_scope_init (&scope, sek_document_get_register (self->document));
  return sek_grid_batch_submit (batch, model, find_edited, self->document, &scope, NULL);
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (SEK_FIGURE_MODEL (model)->why_not);
}

static void
iface_init (SekGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_row_id = get_row_id;
  iface->get_n_columns = get_n_columns;
  iface->get_column = get_column;
  iface->read = read_cell;
  iface->read_number = read_number;
  iface->commit = commit;
  iface->why_not = why_not;
}
