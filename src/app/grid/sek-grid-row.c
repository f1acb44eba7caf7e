/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-collate.h"
#include "sek-grid-private.h"

struct _SekGridRow
{
  GtkWidget  parent_instance;

  SekGrid   *grid;  /* borrowed */
  GPtrArray *cells; /* by column */
  int        bound;
  char      *name; /* what the row is called by in its table */
  char      *told; /* and to a screen reader */
};

G_DEFINE_FINAL_TYPE (SekGridRow, sek_grid_row, GTK_TYPE_WIDGET)

static void
sek_grid_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 1;
}

static void
snapshot_cells (SekGridRow *self, GtkSnapshot *snapshot, gboolean frozen)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (i < self->grid->places->len && _sek_grid_get_place (self->grid, i)->frozen == frozen)
      gtk_widget_snapshot_child (GTK_WIDGET (self), self->cells->pdata[i], snapshot);
}

/* Children are in reading order, for screen readers; frozen cells are drawn above those that scroll under them, of
 * which only what is beside them is seen. */
static void
sek_grid_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SekGridRow *self = SEK_GRID_ROW (widget);
  int left = self->grid->frozen_width;
  gboolean under = gtk_adjustment_get_value (self->grid->adjustments[GTK_ORIENTATION_HORIZONTAL]) > 0;

  if (under)
    gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (left, 0, MAX (0, gtk_widget_get_width (widget) - left),
                                                           gtk_widget_get_height (widget)));
  snapshot_cells (self, snapshot, FALSE);
  if (under)
    gtk_snapshot_pop (snapshot);
  snapshot_cells (self, snapshot, TRUE);
}

static void
sek_grid_row_dispose (GObject *object)
{
  SekGridRow *self = SEK_GRID_ROW (object);

  for (guint i = 0; i < self->cells->len; i++)
    gtk_widget_unparent (self->cells->pdata[i]);
  g_ptr_array_set_size (self->cells, 0);
  G_OBJECT_CLASS (sek_grid_row_parent_class)->dispose (object);
}

static void
sek_grid_row_finalize (GObject *object)
{
  SekGridRow *self = SEK_GRID_ROW (object);

  g_ptr_array_unref (self->cells);
  g_free (self->name);
  g_free (self->told);
  G_OBJECT_CLASS (sek_grid_row_parent_class)->finalize (object);
}

static void
sek_grid_row_class_init (SekGridRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sek_grid_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sek_grid_row_finalize;
  widget_class->measure = sek_grid_row_measure;
  widget_class->snapshot = sek_grid_row_snapshot;
  gtk_widget_class_set_css_name (widget_class, "gridrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
sek_grid_row_init (SekGridRow *self)
{
  self->cells = g_ptr_array_new ();
  self->bound = -1;
}

GtkWidget *
_sek_grid_row_new (SekGrid *grid, const char *css_class)
{
  SekGridRow *self = g_object_new (SEK_TYPE_GRID_ROW, NULL);

  self->grid = grid;
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, FALSE, -1);
  return GTK_WIDGET (self);
}

int
_sek_grid_row_get_bound (SekGridRow *self)
{
  return self->bound;
}

void
_sek_grid_row_unbind (SekGridRow *self)
{
  self->bound = -1;
}

SekGridCell *
_sek_grid_row_get_cell (SekGridRow *self, guint column)
{
  return column < self->cells->len ? self->cells->pdata[column] : NULL;
}

/* The words of a section go over the blank cells that follow. */
static int
get_width (SekGridRow *self, guint column)
{
  const SekGridPlace *place = _sek_grid_get_place (self->grid, column);
  int width = place->width;

  if (!(sek_grid_cell_get_flags (self->cells->pdata[column]) & SEK_GRID_SECTION)
      || *sek_grid_cell_get_text (self->cells->pdata[column]) == '\0')
    return width;
  for (guint i = column + 1; i < self->cells->len; i++)
    {
      const SekGridPlace *next = _sek_grid_get_place (self->grid, i);

      if (next->frozen != place->frozen || *sek_grid_cell_get_text (self->cells->pdata[i]) != '\0')
        break;
      width += next->width;
    }
  return width;
}

/* Cells are placed by the grid and not by the row's own allocation, which GTK skips for a row that stays where it was
 * while the grid scrolls sideways. */
void
_sek_grid_row_place_cells (SekGridRow *self, int width, int height)
{
  int offset = (int) gtk_adjustment_get_value (self->grid->adjustments[GTK_ORIENTATION_HORIZONTAL]);

  for (guint i = 0; i < self->cells->len; i++)
    {
      const SekGridPlace *place = _sek_grid_get_place (self->grid, i);
      GtkWidget *cell = self->cells->pdata[i];
      int x = place->frozen ? place->x : place->x - offset, cell_width = get_width (self, i);
      gboolean visible = place->frozen || (x + cell_width > self->grid->frozen_width && x < width);
      gboolean last_frozen = place->frozen && place->x + place->width == self->grid->frozen_width;
      int minimum;

      gtk_widget_set_child_visible (cell, visible);
      if (!visible)
        continue;
      sek_grid_cell_set_edge (SEK_GRID_CELL (cell), last_frozen && offset > 0);
      gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_measure (cell, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_size_allocate (cell, &(GtkAllocation) { x, 0, cell_width, MAX (height, minimum) }, -1);
    }
}

/* --- what cells show --------------------------------------------------------------------------------------------- */

static void
fit_cells (SekGridRow *self, gboolean header)
{
  guint n = self->grid->places->len;

  while (self->cells->len > n)
    {
      gtk_widget_unparent (self->cells->pdata[self->cells->len - 1]);
      g_ptr_array_set_size (self->cells, self->cells->len - 1);
    }
  while (self->cells->len < n)
    {
      GtkWidget *cell = sek_grid_cell_new (header, self->cells->len);

      gtk_widget_insert_before (cell, GTK_WIDGET (self), NULL);
      g_ptr_array_add (self->cells, cell);
    }
}

/* Orca 43 leaves a cell out of the braille line unless its table has an interface that GTK 4.8 has for no widget; it
 * has the row there where that can be selected. So the row that the cursor is in is called by the cell that it is on.
 */
static void
name_row (SekGridRow *self)
{
  gboolean cursor = self->bound == (int) self->grid->cursor_row && self->grid->cursor_column < self->cells->len;
  const char *name = cursor ? sek_grid_cell_get_label (self->cells->pdata[self->grid->cursor_column]) : self->name;

  if (g_strcmp0 (name, self->told) == 0)
    return;
  g_free (self->told);
  self->told = g_strdup (name != NULL ? name : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->told, -1);
}

static const char *
describe (SekGridCellFlags flags)
{
  return flags & SEK_GRID_EDITABLE ? _("editable") : flags & SEK_GRID_COMPUTED ? _("computed") : _("read-only");
}

char *
_sek_grid_dup_spoken_head (const char *head)
{
  g_autofree char *one_line = g_strdelimit (g_strdup (head), "\n", ' ');

  return sek_collate_lower_first (one_line);
}

/* «Drammen, folketall 1.1.2022, 102 273, redigerbar» */
static char *
dup_label (const char *name, const char *head, const char *text, const char *kind)
{
  const char *const parts[] = { name, head, *text != '\0' ? text : _("blank"), kind };
  GString *label = g_string_sized_new (80);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      {
        if (label->len > 0)
          g_string_append (label, ", ");
        g_string_append (label, parts[i]);
      }
  return g_string_free (label, FALSE);
}

/* What a row is called by, and in which column that stands. */
static char *
dup_name (SekGrid *grid, guint row, guint *name_column)
{
  SekGridCellFlags flags;

  *name_column = 0;
  for (guint i = 0; i < grid->places->len; i++)
    if (_sek_grid_get_place (grid, i)->description.expand)
      *name_column = i;
  return grid->places->len > 0 ? _sek_grid_read (grid, row, *name_column, &flags) : NULL;
}

static char *
dup_spoken (SekGrid *grid, guint row, guint column, guint name_column, const char *name, const char *shown,
            SekGridCellFlags flags)
{
  const SekGridPlace *place = _sek_grid_get_place (grid, column);
  g_autofree char *more = sek_grid_model_describe (grid->model, row, place->index);

  return dup_label (column == name_column ? "" : name, place->spoken, shown, more != NULL ? more : describe (flags));
}

char *
sek_grid_dup_spoken (SekGrid *self)
{
  g_autofree char *name = NULL, *text = NULL;
  guint row, column, name_column;
  SekGridCellFlags flags;

  if (!_sek_grid_get_cursor (self, &row, &column))
    return g_strdup ("");
  name = dup_name (self, row, &name_column);
  text = _sek_grid_read (self, row, column, &flags);
  return dup_spoken (self, row, column, name_column, name, text, flags);
}

void
_sek_grid_row_bind (SekGridRow *self, guint index)
{
  SekGrid *grid = self->grid;
  gint64 id = sek_grid_model_get_row_id (grid->model, index);
  g_autofree char *name = NULL;
  gboolean told = _sek_grid_tells_selected (grid);
  SekGridCellFlags flags;
  guint name_column;

  fit_cells (self, FALSE);
  name = dup_name (grid, index, &name_column);
  for (guint i = 0; i < grid->places->len; i++)
    {
      const SekGridColumn *column = &_sek_grid_get_place (grid, i)->description;
      g_autofree char *text = _sek_grid_read (grid, index, i, &flags);
      gboolean pending = _sek_grid_is_pending (grid, id, column->id);
      gboolean cursor = index == grid->cursor_row && i == grid->cursor_column;
      const char *shown = pending ? grid->pending_text : text;
      g_autofree char *label = dup_spoken (grid, index, i, name_column, name, shown, flags);

      if (column->numeric && !pending)
        _sek_grid_fit_number (grid, i, text, flags);
      sek_grid_cell_set_text (self->cells->pdata[i], shown, column->numeric, flags);
      sek_grid_cell_set_state (self->cells->pdata[i], cursor, _sek_grid_is_selected (grid, index, i), pending);
      sek_grid_cell_tell_selected (self->cells->pdata[i], told && _sek_grid_is_selected (grid, index, i));
      sek_grid_cell_set_match (self->cells->pdata[i], _sek_grid_is_match (grid, shown));
      sek_grid_cell_set_description (self->cells->pdata[i], pending                    ? grid->problem
                                                            : flags & SEK_GRID_COMMENT ? _("with a comment")
                                                                                       : NULL);
      sek_grid_cell_set_label (self->cells->pdata[i], label);
    }
  g_free (self->name);
  self->name = g_steal_pointer (&name);
  self->bound = (int) index;
  name_row (self);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_INDEX, self->bound + 1, -1);
}

void
_sek_grid_row_restate (SekGridRow *self)
{
  SekGrid *grid = self->grid;
  gint64 id = sek_grid_model_get_row_id (grid->model, (guint) self->bound);
  gboolean told = _sek_grid_tells_selected (grid);

  for (guint i = 0; i < grid->places->len; i++)
    {
      gboolean cursor = (guint) self->bound == grid->cursor_row && i == grid->cursor_column;

      sek_grid_cell_set_state (self->cells->pdata[i], cursor, _sek_grid_is_selected (grid, (guint) self->bound, i),
                               _sek_grid_is_pending (grid, id, _sek_grid_get_place (grid, i)->description.id));
      sek_grid_cell_tell_selected (self->cells->pdata[i],
                                   told && _sek_grid_is_selected (grid, (guint) self->bound, i));
    }
  name_row (self);
}

void
_sek_grid_row_bind_header (SekGridRow *self)
{
  SekGrid *grid = self->grid;
  gboolean descending;
  int sort = sek_grid_model_get_sort (grid->model, &descending);

  fit_cells (self, TRUE);
  for (guint i = 0; i < grid->places->len; i++)
    {
      const SekGridColumn *column = &_sek_grid_get_place (grid, i)->description;
      g_autofree char *one_line = g_strdelimit (g_strdup (column->head), "\n", ' '), *label = NULL;
      gboolean filtered;

      sek_grid_cell_set_text (self->cells->pdata[i], column->head, column->numeric, 0);
      sek_grid_cell_set_sort (self->cells->pdata[i],
                              (int) _sek_grid_get_place (grid, i)->index == sort ? descending : -1);
      filtered = sek_grid_model_get_condition (grid->model, _sek_grid_get_place (grid, i)->index) != NULL;
      sek_grid_cell_set_filtered (self->cells->pdata[i], filtered);
      sek_grid_cell_set_state (self->cells->pdata[i], (int) i == grid->header_cursor, FALSE, FALSE);
      label = filtered ? g_strdup_printf (_("%s, filtered"), one_line) : g_strdup (one_line);
      sek_grid_cell_set_label (self->cells->pdata[i], label);
    }
}

void
_sek_grid_row_bind_footer (SekGridRow *self)
{
  SekGrid *grid = self->grid;

  fit_cells (self, FALSE);
  for (guint i = 0; i < grid->places->len; i++)
    {
      const SekGridColumn *column = &_sek_grid_get_place (grid, i)->description;
      g_autofree char *text = sek_grid_model_get_footer (grid->model, _sek_grid_get_place (grid, i)->index);
      const char *shown = text != NULL ? text : "";
      g_autofree char *label = dup_label (_("Total"), _sek_grid_get_place (grid, i)->spoken, shown, NULL);

      if (column->numeric)
        _sek_grid_fit_number (grid, i, shown, SEK_GRID_TOTAL);
      sek_grid_cell_set_text (self->cells->pdata[i], shown, column->numeric, SEK_GRID_TOTAL);
      sek_grid_cell_set_label (self->cells->pdata[i], label);
    }
}
