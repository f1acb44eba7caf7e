/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-private.h"

/* The words about the text that waits, in a bubble beside its cell: a person looks at what was typed, and the side pane
 * may be hidden or speak of another row. It is a child of the grid that is drawn over everything else, takes no clicks,
 * and is not a part of what a screen reader walks through, since the cell and the editor have the same words. */

#define MOST_WIDTH 360
#define GAP        3

void
_sek_grid_init_problem (SekGrid *self)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "visible", FALSE, "can-target",
                                   FALSE, NULL);

  gtk_widget_add_css_class (label, "gridproblem");
  gtk_widget_insert_before (label, GTK_WIDGET (self), NULL);
  self->bubble = label;
}

void
_sek_grid_show_problem (SekGrid *self)
{
  const char *words = self->problem != NULL ? self->problem : self->note;
  gboolean any = words != NULL && *words != '\0';

  gtk_label_set_text (GTK_LABEL (self->bubble), any ? words : "");
  gtk_widget_set_visible (self->bubble, any);
}

void
_sek_grid_note (SekGrid *self, gint64 id, const char *column, const char *text)
{
  g_autofree char *kept_column = g_strdup (column), *kept = g_strdup (text);

  _sek_grid_drop_note (self);
  self->noted_id = id;
  self->noted_column = g_steal_pointer (&kept_column);
  self->note = g_steal_pointer (&kept);
  _sek_grid_show_problem (self);
}

void
_sek_grid_drop_note (SekGrid *self)
{
  if (self->note == NULL)
    return;
  self->noted_id = 0;
  g_clear_pointer (&self->noted_column, g_free);
  g_clear_pointer (&self->note, g_free);
  _sek_grid_show_problem (self);
}

/* The cell that the words are about. FALSE when it is not shown. */
static gboolean
find_cell (SekGrid *self, guint *row, guint *column)
{
  int at, place;

  if (self->problem != NULL)
    return _sek_grid_find_pending (self, row, column);
  at = self->model != NULL ? sek_grid_model_find_row (self->model, self->noted_id) : -1;
  place = _sek_grid_find_column (self, self->noted_column);
  *row = (guint) at;
  *column = (guint) place;
  return at >= 0 && place >= 0;
}

/* The part of a cell that is seen. FALSE when none is. */
static gboolean
get_area (SekGrid *self, guint row, guint column, GdkRectangle *area)
{
  GdkRectangle cell = _sek_grid_get_cell_area (self, row, column);
  int left = _sek_grid_get_place (self, column)->frozen ? 0 : self->frozen_width;

  return gdk_rectangle_intersect (&cell,
                                  &(GdkRectangle) { left, self->header_height,
                                                    MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - left),
                                                    MAX (1, self->body_height) },
                                  area)
         /* A row of which a strip is left says nothing. */
         && area->height > self->row_height / 2;
}

/* Under the cell, or over it where there is no room, or where a list of choices or the cursor would be covered. */
static int
choose_y (SekGrid *self, const GdkRectangle *area, int x, int width, int height)
{
  int above = area->y - GAP - height, below = area->y + area->height + GAP;
  GdkRectangle bubble = { x, below, width, height }, cursor;
  guint row, column;

  if (_sek_grid_has_choices (self))
    return above;
  if (below + height > gtk_widget_get_height (GTK_WIDGET (self)))
    return above >= 0 ? above : below;
  if (!_sek_grid_get_cursor (self, &row, &column))
    return below;
  cursor = _sek_grid_get_cell_area (self, row, column);
  return above >= self->header_height && gdk_rectangle_intersect (&bubble, &cursor, NULL) ? above : below;
}

void
_sek_grid_place_problem (SekGrid *self)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self)), minimum, width, height, x;
  GdkRectangle area;
  guint row, column;
  gboolean seen;

  if (!gtk_widget_get_visible (self->bubble))
    return;
  seen = find_cell (self, &row, &column) && get_area (self, row, column, &area);
  gtk_widget_set_child_visible (self->bubble, seen);
  if (!seen)
    return;
  gtk_widget_measure (self->bubble, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &width, NULL, NULL);
  width = MAX (minimum, MIN (width, MIN (MOST_WIDTH, whole)));
  gtk_widget_measure (self->bubble, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  /* Figures stand at the right of their cell. */
  x = _sek_grid_get_place (self, column)->description.numeric ? area.x + area.width - width : area.x;
  x = CLAMP (x, 0, MAX (0, whole - width));
  gtk_widget_size_allocate (self->bubble,
                            &(GdkRectangle) { x, choose_y (self, &area, x, width, height), width, height }, -1);
}
