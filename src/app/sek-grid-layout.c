/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "sek-grid-private.h"

#define SAMPLE_ROWS 80
#define MOST_WIDTH 460
/* A column that takes what is left need not ask for much. */
#define MOST_EXPANDING_WIDTH 300

/* --- a row ------------------------------------------------------------------------------------------------------- */

struct _SekGridRow
{
  GtkWidget  parent_instance;

  SekGrid   *grid;  /* borrowed */
  GPtrArray *cells; /* by column; frozen ones are the last children, to be drawn above the others */
  int        bound; /* the row that is shown, −1 */
};

G_DEFINE_FINAL_TYPE (SekGridRow, sek_grid_row, GTK_TYPE_WIDGET)

/* Cells are placed by the grid and not by the row's own allocation, which GTK skips for a row that stays where it was while the
 * grid scrolls sideways. */
static void
place_cells (SekGridRow *self, int width, int height)
{
  int offset = (int) gtk_adjustment_get_value (self->grid->adjustments[GTK_ORIENTATION_HORIZONTAL]);

  for (guint i = 0; i < self->cells->len; i++)
    {
      SekGridPlace *place = _sek_grid_get_place (self->grid, i);
      GtkWidget *cell = self->cells->pdata[i];
      int x = place->frozen ? place->x : place->x - offset;
      gboolean visible = place->frozen || (x + place->width > self->grid->frozen_width && x < width);

      gtk_widget_set_child_visible (cell, visible);
      if (visible)
        {
          int minimum;

          gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
          gtk_widget_measure (cell, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
          gtk_widget_size_allocate (cell, &(GtkAllocation) { x, 0, place->width, MAX (height, minimum) }, -1);
        }
    }
}

static void
sek_grid_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 1;
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
  g_ptr_array_unref (SEK_GRID_ROW (object)->cells);
  G_OBJECT_CLASS (sek_grid_row_parent_class)->finalize (object);
}

static void
sek_grid_row_class_init (SekGridRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sek_grid_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sek_grid_row_finalize;
  widget_class->measure = sek_grid_row_measure;
  gtk_widget_class_set_css_name (widget_class, "gridrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
sek_grid_row_init (SekGridRow *self)
{
  self->cells = g_ptr_array_new ();
  self->bound = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static GtkWidget *
make_row (SekGrid *grid, const char *css_class)
{
  SekGridRow *row = g_object_new (SEK_TYPE_GRID_ROW, NULL);

  row->grid = grid;
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), css_class);
  /* Rows are drawn first, then the footer, the head, and the editor. */
  gtk_widget_insert_before (GTK_WIDGET (row), GTK_WIDGET (grid), grid->footer != NULL ? grid->footer : grid->header);
  return GTK_WIDGET (row);
}

/* As many cells as the grid has columns, frozen ones drawn last. */
static void
fit_cells (SekGridRow *row, gboolean header)
{
  guint n = row->grid->places->len;

  while (row->cells->len > n)
    {
      gtk_widget_unparent (row->cells->pdata[row->cells->len - 1]);
      g_ptr_array_set_size (row->cells, row->cells->len - 1);
    }
  while (row->cells->len < n)
    {
      GtkWidget *cell = sek_grid_cell_new (header);

      gtk_widget_insert_after (cell, GTK_WIDGET (row), NULL);
      g_ptr_array_add (row->cells, cell);
    }
}

/* --- places ------------------------------------------------------------------------------------------------------ */

SekGridPlace *
_sek_grid_get_place (SekGrid *self, guint column)
{
  return &g_array_index (self->places, SekGridPlace, column);
}

/* Asks the model: places may be of columns that are gone, or not made before the grid is first shown. */
int
_sek_grid_find_column (SekGrid *self, const char *id)
{
  for (guint i = 0; i < sek_grid_model_get_n_columns (self->model); i++)
    {
      SekGridColumn description;

      sek_grid_model_get_column (self->model, i, &description);
      g_free (description.head);
      if (g_strcmp0 (description.id, id) == 0)
        return (int) i;
    }
  return -1;
}

static void
clear_place (gpointer data)
{
  g_free (((SekGridPlace *) data)->description.head);
}

static int
text_width (PangoLayout *layout, const char *text)
{
  int width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static int
natural_width (SekGrid *self, PangoLayout *layout, guint column, const SekGridColumn *description)
{
  guint n = MIN (sek_grid_model_get_n_rows (self->model), SAMPLE_ROWS);
  g_autofree char *chars = g_strnfill (MAX (description->min_chars, 4), 'n');
  int width = MAX (text_width (layout, chars), text_width (layout, description->head) + 14);

  for (guint row = 0; row < n; row++)
    {
      SekGridCellFlags flags;
      g_autofree char *text = sek_grid_model_read (self->model, row, column, &flags);

      width = MAX (width, text_width (layout, text) + (flags & (SEK_GRID_SUM | SEK_GRID_SECTION) ? 10 : 2));
    }
  if (sek_grid_model_has_footer (self->model))
    {
      g_autofree char *text = sek_grid_model_get_footer (self->model, column);

      width = MAX (width, text_width (layout, text != NULL ? text : "") * 11 / 10 + 4);
    }
  return MIN (width + 24, description->expand ? MOST_EXPANDING_WIDTH : MOST_WIDTH);
}

static void
make_places (SekGrid *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "Å");
  guint n = sek_grid_model_get_n_columns (self->model);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  self->row_height = height + 12;
  self->header_height = 2 * height + 12;
  g_array_set_size (self->places, 0);
  for (guint i = 0; i < n; i++)
    {
      SekGridPlace place = { 0 };

      sek_grid_model_get_column (self->model, i, &place.description);
      place.natural = natural_width (self, layout, i, &place.description);
      g_array_append_val (self->places, place);
    }
}

/* Gives what is left to the columns that expand, and puts each in its place. A view too narrow for its frozen columns
 * scrolls them like the others. */
static void
spread (SekGrid *self, int width)
{
  int natural = 0, expanding = 0, frozen = 0;

  for (guint i = 0; i < self->places->len; i++)
    {
      const SekGridPlace *place = _sek_grid_get_place (self, i);

      natural += place->natural;
      expanding += place->description.expand;
      frozen += place->description.frozen ? place->natural : 0;
    }
  self->table_width = self->frozen_width = 0;
  for (guint i = 0; i < self->places->len; i++)
    {
      SekGridPlace *place = _sek_grid_get_place (self, i);

      place->x = self->table_width;
      place->width = place->natural + (place->description.expand && natural < width ? (width - natural) / expanding : 0);
      place->frozen = place->description.frozen && frozen <= width * 2 / 3;
      self->table_width += place->width;
      if (place->frozen)
        self->frozen_width = self->table_width;
    }
}

/* --- what cells show --------------------------------------------------------------------------------------------- */

static gboolean
is_selected (SekGrid *self, guint row, guint column)
{
  if (row >= MIN (self->cursor_row, self->anchor_row) && row <= MAX (self->cursor_row, self->anchor_row)
      && column >= MIN (self->cursor_column, self->anchor_column) && column <= MAX (self->cursor_column, self->anchor_column))
    return self->blocks->len > 0 || self->cursor_row != self->anchor_row || self->cursor_column != self->anchor_column;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SekGridBlock *block = &g_array_index (self->blocks, SekGridBlock, i);

      if (row >= block->top && row <= block->bottom && column >= block->left && column <= block->right)
        return TRUE;
    }
  return FALSE;
}

/* «Drammen, folketall 1.1.2022, 102 273, redigerbar» */
static char *
dup_label (const char *name, const char *head, const char *text, SekGridCellFlags flags)
{
  g_autofree char *one_line = g_strdelimit (g_strdup (head), "\n", ' ');

  return g_strdup_printf ("%s, %s, %s, %s", name, one_line, *text != '\0' ? text : _("blank"),
                          flags & SEK_GRID_EDITABLE ? _("editable") : _("computed"));
}

/* The grid has the focus, not its cells, so it says where its cursor stands. */
static void
describe_cursor (SekGrid *self, GtkWidget *cell, const char *name, const char *head, const char *text, SekGridCellFlags flags)
{
  g_autofree char *label = dup_label (name, head, text, flags);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->problem != NULL ? self->problem : label, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, cell, -1);
}

static void
label_cell (SekGrid *self, GtkWidget *cell, const char *name, const char *head, const char *text, SekGridCellFlags flags)
{
  g_autofree char *label = dup_label (name, head, text, flags);

  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
bind_row (SekGrid *self, SekGridRow *row, guint index)
{
  gint64 id = sek_grid_model_get_row_id (self->model, index);
  g_autofree char *name = NULL;
  SekGridCellFlags flags;
  guint name_column = 0;

  fit_cells (row, FALSE);
  for (guint i = 0; i < self->places->len; i++)
    if (_sek_grid_get_place (self, i)->description.expand)
      name_column = i;
  name = sek_grid_model_read (self->model, index, name_column, &flags);
  for (guint i = 0; i < self->places->len; i++)
    {
      const SekGridColumn *column = &_sek_grid_get_place (self, i)->description;
      g_autofree char *text = sek_grid_model_read (self->model, index, i, &flags);
      gboolean pending = _sek_grid_is_pending (self, id, column->id);
      const char *shown = pending ? self->pending_text : text;

      sek_grid_cell_set_text (row->cells->pdata[i], shown, column->numeric, flags);
      sek_grid_cell_set_state (row->cells->pdata[i], index == self->cursor_row && i == self->cursor_column,
                               is_selected (self, index, i), pending);
      label_cell (self, row->cells->pdata[i], name, column->head, shown, flags);
      if (index == self->cursor_row && i == self->cursor_column)
        describe_cursor (self, row->cells->pdata[i], name, column->head, shown, flags);
    }
  row->bound = (int) index;
}

static void
bind_header (SekGrid *self)
{
  SekGridRow *row = SEK_GRID_ROW (self->header);
  gboolean descending;
  int sort = sek_grid_model_get_sort (self->model, &descending);

  fit_cells (row, TRUE);
  for (guint i = 0; i < self->places->len; i++)
    {
      const SekGridColumn *column = &_sek_grid_get_place (self, i)->description;
      g_autofree char *label = g_strdelimit (g_strdup (column->head), "\n", ' ');

      sek_grid_cell_set_text (row->cells->pdata[i], column->head, column->numeric, 0);
      sek_grid_cell_set_sort (row->cells->pdata[i], (int) i == sort ? descending : -1);
      sek_grid_cell_set_state (row->cells->pdata[i], (int) i == self->header_cursor, FALSE, FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row->cells->pdata[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
}

static void
bind_footer (SekGrid *self)
{
  SekGridRow *row = SEK_GRID_ROW (self->footer);

  gtk_widget_set_child_visible (self->footer, sek_grid_model_has_footer (self->model));
  if (!sek_grid_model_has_footer (self->model))
    return;
  fit_cells (row, FALSE);
  for (guint i = 0; i < self->places->len; i++)
    {
      const SekGridColumn *column = &_sek_grid_get_place (self, i)->description;
      g_autofree char *text = sek_grid_model_get_footer (self->model, i);

      sek_grid_cell_set_text (row->cells->pdata[i], text != NULL ? text : "", column->numeric, SEK_GRID_TOTAL);
      label_cell (self, row->cells->pdata[i], _("Total"), column->head, text != NULL ? text : "", 0);
    }
}

/* --- allocation -------------------------------------------------------------------------------------------------- */

/* The grid is being allocated already: its own handlers would only ask for another round. */
static void
block_adjustments (SekGrid *self, gboolean block)
{
  for (int i = 0; i < 2; i++)
    if (block)
      g_signal_handlers_block_matched (self->adjustments[i], G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
    else
      g_signal_handlers_unblock_matched (self->adjustments[i], G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
}

static void
configure (SekGrid *self, GtkOrientation orientation, double upper, double page, double step)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  block_adjustments (self, TRUE);
  gtk_adjustment_configure (adjustment, CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (0, upper - page)),
                            0, MAX (upper, page), step, page * 0.9, page);
  block_adjustments (self, FALSE);
}

static int
footer_height (SekGrid *self)
{
  return sek_grid_model_has_footer (self->model) ? self->row_height + 2 : 0;
}

static void
place_child (GtkWidget *child, int y, int width, int height)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation) { 0, y, MAX (width, 1), MAX (height, 1) }, -1);
  place_cells (SEK_GRID_ROW (child), width, height);
}

static void
reveal (SekGrid *self, guint row, guint column)
{
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL], *horizontal = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  double top = (double) row * self->row_height, left, right;
  double x = gtk_adjustment_get_value (horizontal), page = gtk_adjustment_get_page_size (horizontal);
  SekGridPlace *place;

  gtk_adjustment_clamp_page (vertical, top, top + self->row_height);
  if (column >= self->places->len)
    return;
  place = _sek_grid_get_place (self, column);
  if (place->frozen)
    return;
  left = place->x - self->frozen_width;
  right = place->x + place->width;
  if (left < x)
    gtk_adjustment_set_value (horizontal, left);
  else if (right > x + page)
    gtk_adjustment_set_value (horizontal, right - page);
}

static void
reveal_cursor (SekGrid *self)
{
  self->stale_scroll = FALSE;
  block_adjustments (self, TRUE);
  reveal (self, self->cursor_row, self->cursor_column);
  block_adjustments (self, FALSE);
}

void
_sek_grid_allocate (SekGrid *self, int width, int height)
{
  guint n, n_pool, last;
  int body, value, y;

  if (self->model == NULL)
    return;
  if (self->stale_columns)
    make_places (self);
  spread (self, width);

  n = sek_grid_model_get_n_rows (self->model);
  body = MAX (0, height - self->header_height - footer_height (self));
  configure (self, GTK_ORIENTATION_VERTICAL, (double) n * self->row_height, body, self->row_height);
  configure (self, GTK_ORIENTATION_HORIZONTAL, self->table_width, width, 40);
  if (self->stale_scroll)
    reveal_cursor (self);
  value = (int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  self->first = (guint) (value / self->row_height);
  last = MIN (n, self->first + (guint) (body / self->row_height) + 2);

  n_pool = MAX (self->rows->len, (guint) (body / self->row_height) + 2);
  if (n_pool > self->rows->len)
    self->stale_cells = TRUE;
  while (self->rows->len < n_pool)
    g_ptr_array_add (self->rows, make_row (self, NULL));
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_child_visible (self->rows->pdata[i], FALSE);
  for (guint index = self->first; index < last; index++)
    {
      SekGridRow *row = self->rows->pdata[index % self->rows->len];

      if (self->stale_cells || self->stale_columns || row->bound != (int) index)
        bind_row (self, row, index);
      gtk_widget_set_child_visible (GTK_WIDGET (row), TRUE);
      y = self->header_height + (int) index * self->row_height - value;
      place_child (GTK_WIDGET (row), y, width, self->row_height);
    }
  if (self->stale_cells || self->stale_columns)
    {
      /* Rows out of view keep what they showed until they are bound again. */
      for (guint i = 0; i < self->rows->len; i++)
        if (!gtk_widget_get_child_visible (self->rows->pdata[i]))
          SEK_GRID_ROW (self->rows->pdata[i])->bound = -1;
      bind_header (self);
      bind_footer (self);
    }
  self->stale_cells = self->stale_columns = FALSE;
  place_child (self->header, 0, width, self->header_height);
  y = self->header_height + MIN (body, (int) n * self->row_height - value);
  if (gtk_widget_get_child_visible (self->footer))
    place_child (self->footer, MAX (y, self->header_height), width, footer_height (self));
}

void
_sek_grid_init_layout (SekGrid *self)
{
  self->places = g_array_new (FALSE, TRUE, sizeof (SekGridPlace));
  g_array_set_clear_func (self->places, clear_place);
  self->rows = g_ptr_array_new ();
  self->header = make_row (self, "head");
  self->footer = make_row (self, "foot");
  gtk_widget_set_child_visible (self->footer, FALSE);
}

void
_sek_grid_drop_layout (SekGrid *self)
{
  if (self->rows == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (self->rows->pdata[i]);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->footer, gtk_widget_unparent);
  g_clear_pointer (&self->places, g_array_unref);
}

void
_sek_grid_reload (SekGrid *self)
{
  self->stale_columns = TRUE;
  self->stale_cells = TRUE;
  /* Not just an allocation: a scrollbar may come or go, for which GTK 4.8 must allocate the scrolled window and not only what is in it,
   * or it draws before it is laid out («without a current allocation»). */
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
_sek_grid_refresh (SekGrid *self)
{
  self->stale_cells = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* --- where things are -------------------------------------------------------------------------------------------- */

guint
_sek_grid_page_rows (SekGrid *self)
{
  int body = gtk_widget_get_height (GTK_WIDGET (self)) - self->header_height - (self->model != NULL ? footer_height (self) : 0);

  return self->row_height > 0 ? (guint) MAX (1, body / self->row_height - 1) : 1;
}

void
_sek_grid_scroll_to (SekGrid *self, guint row, guint column)
{
  /* Before the rows and columns of now are laid out nobody knows where they are. */
  if (self->stale_columns)
    self->stale_scroll = TRUE;
  else
    reveal (self, row, column);
}

GdkRectangle
_sek_grid_get_cell_area (SekGrid *self, guint row, guint column)
{
  const SekGridPlace *place = column < self->places->len ? _sek_grid_get_place (self, column) : &(SekGridPlace) { 0 };
  int x = place->x - (place->frozen ? 0 : (int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]));
  int y = self->header_height + (int) row * self->row_height - (int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);

  return (GdkRectangle) { x, y, place->width, self->row_height };
}

gboolean
_sek_grid_pick (SekGrid *self, double x, double y, int *row, int *column)
{
  double offset = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  double at = y - self->header_height + gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);

  *column = -1;
  for (guint i = 0; self->model != NULL && i < self->places->len && *column < 0; i++)
    {
      SekGridPlace *place = _sek_grid_get_place (self, i);
      double left = place->frozen ? place->x : place->x - offset;

      if (x >= left && x < left + place->width && (place->frozen || x >= self->frozen_width))
        *column = (int) i;
    }
  if (*column < 0)
    return FALSE;
  if (y < self->header_height)
    {
      *row = -1;
      return TRUE;
    }
  *row = (int) floor (at / self->row_height);
  return *row < (int) sek_grid_model_get_n_rows (self->model)
         && y < gtk_widget_get_height (GTK_WIDGET (self)) - footer_height (self);
}
