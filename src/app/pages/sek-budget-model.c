/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-budget-model.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-edits.h"
#include "sek-kind.h"
#include "sek-number.h"
#include "sek-table-model.h"

typedef struct
{
  gint64     column;  /* 0: the names */
  gint64     base;    /* of a change, else 0 */
  gboolean   reasons; /* why amounts of the column are others than were adopted */
  SekColumn *cells;   /* amounts of a column, or reasons, owned */
} Shown;

struct _SekBudgetModel
{
  GObject      parent_instance;

  SekDocument *document;
  int          year;
  GArray      *figures; /* SekFigure */
  GArray      *shown;   /* Shown */
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekBudgetModel, sek_budget_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static SekRegister *
get_register (SekBudgetModel *self)
{
  return sek_document_get_register (self->document);
}

static void
clear_shown (gpointer data)
{
  g_free (((Shown *) data)->cells);
}

static void
sek_budget_model_finalize (GObject *object)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (object);

  g_clear_pointer (&self->figures, g_array_unref);
  g_array_unref (self->shown);
  g_object_unref (self->document);
  G_OBJECT_CLASS (sek_budget_model_parent_class)->finalize (object);
}

static void
sek_budget_model_class_init (SekBudgetModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_budget_model_finalize;
}

static void
sek_budget_model_init (SekBudgetModel *self)
{
  self->shown = g_array_new (FALSE, TRUE, sizeof (Shown));
  g_array_set_clear_func (self->shown, clear_shown);
}

static void
update (SekBudgetModel *self)
{
  SekRegister *reg = get_register (self);
  int year = sek_budget_model_get_year (self);
  g_autoptr (GArray) columns = sek_budget_columns_of (reg, year);
  gint64 changed = sek_budget_changed_column (reg, year);
  Shown names = { 0 };

  g_clear_pointer (&self->figures, g_array_unref);
  self->figures = sek_budget_figures_of (reg, columns);
  g_array_set_size (self->shown, 0);
  g_array_append_val (self->shown, names);
  for (guint i = 0; i < columns->len; i++)
    {
      gint64 id = g_array_index (columns, gint64, i);
      Shown shown = { .column = id };

      shown.cells = sek_column_new_amount (SEK_BUDGET_LINE, id);
      g_array_append_val (self->shown, shown);
    }
  if (changed != 0)
    {
      Shown shown = { .column = changed, .base = sek_register_get_budget_column (reg, changed)->base_column };

      g_array_append_val (self->shown, shown);
    }
  if (changed != 0 && sek_budget_has_reasons (reg, changed))
    {
      Shown shown = { .column = changed, .reasons = TRUE };

      shown.cells = sek_column_new_reason (SEK_BUDGET_LINE, changed);
      g_array_append_val (self->shown, shown);
    }
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

static void
changed_cb (SekDocument *document, SekChangeset *changeset, SekBudgetModel *self)
{
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      SekEntityId entity = sek_changeset_get (changeset, i)->entity;

      if (entity == SEK_BUDGET_LINE || entity == SEK_BUDGET_COLUMN)
        {
          update (self);
          return;
        }
    }
  sek_grid_model_cells_changed (SEK_GRID_MODEL (self));
}

static void
reloaded_cb (SekDocument *document, SekBudgetModel *self)
{
  update (self);
}

SekBudgetModel *
sek_budget_model_new (SekDocument *document)
{
  SekBudgetModel *self = g_object_new (SEK_TYPE_BUDGET_MODEL, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (reloaded_cb), self, 0);
  update (self);
  return self;
}

void
sek_budget_model_set_year (SekBudgetModel *self, int year)
{
  self->year = year;
  update (self);
}

int
sek_budget_model_get_year (SekBudgetModel *self)
{
  return self->year != 0 ? self->year : sek_budget_newest_year (get_register (self));
}

const SekFigure *
sek_budget_model_get_figure (SekBudgetModel *self, guint row)
{
  return row < self->figures->len ? &g_array_index (self->figures, SekFigure, row) : NULL;
}

const char *
sek_budget_model_get_section (const SekFigure *figure)
{
  gint64 section = figure == NULL || figure->kind == SEK_FIGURE_RESULT || figure->kind == SEK_FIGURE_CLOSING
                       ? SEK_SECTION_EXPENSE
                       : figure->section;

  return SEK_FIELD (budget_line, section)->choices.choices[section].id;
}

gint64
sek_budget_model_get_column (SekBudgetModel *self, guint column, gint64 *base)
{
  *base = 0;
  if (column >= self->shown->len)
    return 0;
  *base = g_array_index (self->shown, Shown, column).base;
  return g_array_index (self->shown, Shown, column).column;
}

int
sek_budget_model_find_column (SekBudgetModel *self, gint64 column)
{
  for (guint i = 1; i < self->shown->len; i++)
    if (g_array_index (self->shown, Shown, i).column == column && g_array_index (self->shown, Shown, i).base == 0
        && !g_array_index (self->shown, Shown, i).reasons)
      return (int) i;
  return -1;
}

gboolean
sek_budget_model_find (SekBudgetModel *self, gint64 line, gint64 column, guint *row, guint *grid_column)
{
  int at = sek_grid_model_find_row (SEK_GRID_MODEL (self), line), index = sek_budget_model_find_column (self, column);

  if (at < 0 || index < 0)
    return FALSE;
  *row = (guint) at;
  *grid_column = (guint) index;
  return TRUE;
}

/* --- as a grid --------------------------------------------------------------------------------------------------- */

/* Computed rows have ids of their own, below those of lines, which are positive. */
static gint64
figure_id (const SekFigure *figure)
{
  return figure->line != 0 ? figure->line : -1 - (gint64) figure->kind * 10 - figure->section;
}

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_BUDGET_MODEL (model)->figures->len;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  return figure_id (sek_budget_model_get_figure (SEK_BUDGET_MODEL (model), row));
}

static int
find_row (SekGridModel *model, gint64 id)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (model);

  for (guint i = 0; i < self->figures->len; i++)
    if (figure_id (&g_array_index (self->figures, SekFigure, i)) == id)
      return (int) i;
  return -1;
}

static guint
get_n_columns (SekGridModel *model)
{
  return SEK_BUDGET_MODEL (model)->shown->len;
}

static void
get_column (SekGridModel *model, guint index, SekGridColumn *description)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (model);
  const Shown *shown = &g_array_index (self->shown, Shown, index);
  g_autofree char *id = g_strdup_printf ("%s%" G_GINT64_FORMAT,
                                         shown->reasons     ? "reason-"
                                         : shown->base != 0 ? "change-"
                                                            : "amount-",
                                         shown->column);

  description->id = shown->column == 0 ? "name" : g_intern_string (id);
  description->frozen = description->expand = shown->column == 0;
  description->numeric = shown->column != 0 && !shown->reasons;
  description->computed = shown->base != 0;
  description->min_chars = shown->column == 0 ? 16 : 9;
  if (shown->column == 0)
    description->head = g_strdup (_("Line"));
  else if (shown->reasons)
    description->head = g_strdup (sek_word (&shown->cells->title, sek_program_language ()));
  else if (shown->base != 0)
    description->head = sek_budget_dup_change_head (get_register (self), shown->column, shown->base,
                                                    sek_program_language ());
  else
    description->head = sek_budget_dup_head (get_register (self), shown->column, sek_program_language ());
}

static gboolean
is_writable (SekBudgetModel *self)
{
  g_autofree char *reason = sek_document_dup_read_only_reason (self->document);

  return reason == NULL;
}

static SekGridCellFlags
row_flags (const SekFigure *figure)
{
  switch (figure->kind)
    {
    case SEK_FIGURE_HEADING:
      return SEK_GRID_SECTION;
    case SEK_FIGURE_SUM:
    case SEK_FIGURE_RESULT:
    case SEK_FIGURE_CLOSING:
      return SEK_GRID_SUM;
    case SEK_FIGURE_LINE:
    default:
      return 0;
    }
}

/* NULL for none. */
static const char *
get_comment (SekRegister *reg, gint64 line, gint64 column)
{
  const SekAmount *amount = sek_budget_get_amount (reg, line, column);

  return amount != NULL && amount->comment != NULL && *amount->comment != '\0' ? amount->comment : NULL;
}

static char *
dup_comment (SekGridModel *model, guint row, guint index)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (model);
  const SekFigure *figure = sek_budget_model_get_figure (self, row);
  const Shown *shown = &g_array_index (self->shown, Shown, index);

  if (figure->line == 0 || shown->cells == NULL || shown->reasons)
    return NULL;
  return g_strdup (get_comment (get_register (self), figure->line, shown->column));
}

static char *
read_reason (SekBudgetModel *self, const SekFigure *figure, const Shown *shown, SekGridCellFlags *flags)
{
  SekScope scope;

  if (figure->line == 0)
    return g_strdup ("");
  if (!figure->gone && is_writable (self)
      && sek_register_get_budget_column (get_register (self), shown->column)->status != SEK_STATUS_SEALED)
    *flags |= SEK_GRID_EDITABLE;
  sek_scope_init (&scope, get_register (self));
  return sek_column_dup_text (shown->cells, &scope, figure->line);
}

static char *
read_cell (SekGridModel *model, guint row, guint index, SekGridCellFlags *flags)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (model);
  SekRegister *reg = get_register (self);
  const SekFigure *figure = sek_budget_model_get_figure (self, row);
  const Shown *shown = &g_array_index (self->shown, Shown, index);
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, shown->column);
  SekBudgetCell cell;
  gint64 value;

  *flags = row_flags (figure);
  if (shown->column == 0)
    {
      if (figure->line != 0 && !figure->gone && is_writable (self))
        *flags |= SEK_GRID_EDITABLE;
      return g_strdup (sek_figure_get_name (reg, figure, sek_program_language ()));
    }
  if (figure->kind == SEK_FIGURE_HEADING || column == NULL)
    return g_strdup ("");
  if (shown->reasons)
    return read_reason (self, figure, shown, flags);
  if (figure->line != 0 && shown->base == 0)
    {
      sek_budget_read (reg, figure->line, shown->column, &cell);
      if (cell.computed)
        *flags |= SEK_GRID_COMPUTED;
      if (get_comment (reg, figure->line, shown->column) != NULL)
        *flags |= SEK_GRID_COMMENT;
      if (column->status != SEK_STATUS_SEALED && !figure->gone && is_writable (self))
        *flags |= SEK_GRID_EDITABLE;
    }
  value = shown->base != 0 ? sek_budget_change (reg, figure, shown->column, shown->base)
                           : sek_budget_value (reg, figure, shown->column);
  return value == SEK_NONE ? g_strdup ("") : sek_number_format_amount (value, column->unit, 0);
}

static char *
dup_edit_text (SekGridModel *model, guint row, guint index)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (model);
  const SekFigure *figure = sek_budget_model_get_figure (self, row);
  const Shown *shown = &g_array_index (self->shown, Shown, index);
  SekGridCellFlags flags;
  SekScope scope;

  if (shown->cells == NULL || figure->line == 0)
    return read_cell (model, row, index, &flags);
  sek_scope_init (&scope, get_register (self));
  return sek_column_dup_text (shown->cells, &scope, figure->line);
}

static const SekColumn *
get_edited_column (SekGridModel *model, guint index)
{
  const Shown *shown = &g_array_index (SEK_BUDGET_MODEL (model)->shown, Shown, index);

  return shown->cells != NULL ? shown->cells : sek_column_find (SEK_BUDGET_LINE, "name", NULL);
}

static gboolean
is_named (SekBudgetModel *self, const SekGridBatch *batch, gint64 row)
{
  for (guint i = 0; i < batch->n; i++)
    if (batch->edits[i].row == row && g_array_index (self->shown, Shown, batch->edits[i].column).column == 0
        && *batch->edits[i].text != '\0')
      return TRUE;
  return FALSE;
}

/* New lines are in the section where the paste begins, and have a name. Owned; element-type SekEdit. */
static GArray *
dup_besides (SekBudgetModel *self, const SekGridBatch *batch)
{
  GArray *also = g_array_new (FALSE, FALSE, sizeof (SekEdit));
  int at = find_row (SEK_GRID_MODEL (self), batch->first);
  const SekFigure *first = at >= 0 ? sek_budget_model_get_figure (self, (guint) at) : NULL;

  for (gint64 row = -1; row >= -(gint64) batch->n_new; row--)
    {
      SekEdit section = { sek_column_find (SEK_BUDGET_LINE, "section", NULL), row,
                          sek_budget_model_get_section (first) };
      SekEdit name = { sek_column_find (SEK_BUDGET_LINE, "name", NULL), row, _("New line") };

      g_array_append_val (also, section);
      if (!is_named (self, batch, row))
        g_array_append_val (also, name);
    }
  return also;
}

static gboolean
commit (SekGridModel *model, SekGridBatch *batch)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (model);
  g_autoptr (GArray) also = dup_besides (self, batch);
  SekScope scope;

  sek_scope_init (&scope, get_register (self));
  scope.language = sek_program_language ();
  return sek_grid_batch_submit (batch, model, get_edited_column, self->document, &scope, also);
}

/* There is nothing to paste into where there is no column. */
static gboolean
can_add_rows (SekGridModel *model)
{
  return SEK_BUDGET_MODEL (model)->shown->len > 1 && is_writable (SEK_BUDGET_MODEL (model));
}

/* The lines of a section stand together. */
static guint
get_end (SekGridModel *model, guint row)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (model);
  const SekFigure *first = sek_budget_model_get_figure (self, row), *figure;
  guint end = row;

  if (first->line == 0)
    return self->figures->len;
  while ((figure = sek_budget_model_get_figure (self, end)) != NULL && figure->line != 0
         && figure->section == first->section)
    end++;
  return end;
}

static gboolean
read_number (SekGridModel *model, guint row, guint index, gint64 *value, gint64 *unit)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (model);
  SekRegister *reg = get_register (self);
  const SekFigure *figure = sek_budget_model_get_figure (self, row);
  const Shown *shown = &g_array_index (self->shown, Shown, index);

  if (shown->column == 0 || shown->reasons || figure->kind == SEK_FIGURE_HEADING
      || sek_register_get_budget_column (reg, shown->column) == NULL)
    return FALSE;
  *value = shown->base != 0 ? sek_budget_change (reg, figure, shown->column, shown->base)
                            : sek_budget_value (reg, figure, shown->column);
  *unit = sek_budget_get_unit (reg, shown->column);
  return *value != SEK_NONE;
}

/* The rows of the main table have their order, in which lines are moved; it is a statement, and is never sorted. */
static gboolean
is_ordered (SekGridModel *model)
{
  return is_writable (SEK_BUDGET_MODEL (model));
}

static GMenuModel *
dup_column_menu (SekGridModel *model, guint index)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (model);
  const Shown *shown = &g_array_index (self->shown, Shown, index);
  const SekBudgetColumn *column = sek_register_get_budget_column (get_register (self), shown->column);
  GMenu *menu;

  if (column == NULL || shown->base != 0)
    return NULL;
  menu = g_menu_new ();
  g_menu_append (menu, _("Column Settings"), "budget.column-settings");
  if (is_writable (self) && column->status != SEK_STATUS_SEALED)
    g_menu_append (menu, _("Record the Status…"), "budget.record-status");
  if (is_writable (self) && column->status == SEK_STATUS_SEALED)
    g_menu_append (menu, _("Make an Adjusted Budget…"), "budget.adjust-column");
  if (is_writable (self))
    g_menu_append (menu, _("Duplicate to Next Year…"), "budget.copy-column");
  if (is_writable (self) && column->status != SEK_STATUS_SEALED)
    g_menu_append (menu, _("Delete Column"), "budget.delete-column");
  return G_MENU_MODEL (menu);
}

static char *
why_not (SekGridModel *model, guint row, guint index)
{
  SekBudgetModel *self = SEK_BUDGET_MODEL (model);
  const SekFigure *figure = sek_budget_model_get_figure (self, row);
  const Shown *shown = &g_array_index (self->shown, Shown, index);
  char *reason = sek_document_dup_read_only_reason (self->document);

  if (reason != NULL)
    return reason;
  if (figure->kind == SEK_FIGURE_HEADING)
    return NULL;
  if (figure->line == 0)
    return g_strdup (_("Sums, result and closing balance are computed. Change the lines above."));
  if (shown->base != 0)
    return g_strdup (_("The change is computed. Change one of the two columns."));
  if (figure->gone)
    return g_strdup (_("The line was deleted, and is shown as it was adopted. Add a line to go on with it."));
  return g_strdup (_("The column is sealed. Make an adjusted budget as a copy of it and change that."));
}

static void
iface_init (SekGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_row_id = get_row_id;
  iface->find_row = find_row;
  iface->get_n_columns = get_n_columns;
  iface->get_column = get_column;
  iface->read = read_cell;
  iface->dup_comment = dup_comment;
  iface->dup_edit_text = dup_edit_text;
  iface->commit = commit;
  iface->can_add_rows = can_add_rows;
  iface->get_end = get_end;
  iface->read_number = read_number;
  iface->is_ordered = is_ordered;
  iface->dup_column_menu = dup_column_menu;
  iface->why_not = why_not;
}
