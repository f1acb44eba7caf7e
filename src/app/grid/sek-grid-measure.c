/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-private.h"

#include <string.h>

/* How wide columns and how high rows are. */

#define SAMPLE_ROWS  80
#define MOST_CHARS   32  /* of texts, while others need the room */
#define CELL_PADDING 22 /* ten on each side, and the rules */
#define ROW_PADDING  12
#define SORT_ARROW   14
#define HEAD_SCALE   0.86 /* of the text of heads, as style.css has it */
#define GUTTER       18

/* Text as cells show it: figures of one width, sums bold, heads smaller. */
static PangoLayout *
make_measure (SekGrid *self, gboolean bold, double scale)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "Å");
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (scale != 1)
    pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static int
measure_text (PangoLayout *layout, const char *text)
{
  int width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + CELL_PADDING;
}

static void
note_length (SekGridPlace *place, const char *text)
{
  if (place->description.numeric)
    place->chars = MAX (place->chars, (int) g_utf8_strlen (text, -1));
}

/* What the cell shows, its sign included: «✗ 1 290». Owned. */
static char *
dup_marked (const char *text, SekGridCellFlags flags)
{
  return g_strconcat (sek_grid_cell_get_sign (flags), text, NULL);
}

static gboolean
is_bold (SekGridCellFlags flags)
{
  return (flags & (SEK_GRID_SUM | SEK_GRID_TOTAL | SEK_GRID_SECTION | SEK_GRID_DOUBTFUL | SEK_GRID_BAD)) != 0;
}

/* Whether a text of so many letters may be wider than what is known: no letter is wider than W, no figure than another.
 * Whatever is neither, a minus sign among them, is measured. */
static gboolean
may_be_wider (const char *text, int width, int widest_letter)
{
  int n = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c), n++)
    if (g_utf8_get_char (c) > 0x24F)
      return TRUE;
  return n * widest_letter + CELL_PADDING > width;
}

static int
measure_head (SekGrid *self, const SekGridPlace *place)
{
  g_autoptr (PangoLayout) layout = make_measure (self, TRUE, HEAD_SCALE);

  return measure_text (layout, place->description.head) + (place->description.sortable ? SORT_ARROW : 0);
}

int
_sek_grid_measure_column (SekGrid *self, guint column)
{
  SekGridPlace *place = _sek_grid_get_place (self, column);
  g_autoptr (PangoLayout) plain = make_measure (self, FALSE, 1), bold = make_measure (self, TRUE, 1);
  guint n = sek_grid_model_get_n_rows (self->model);
  guint first = MIN (self->first, n > SAMPLE_ROWS ? n - SAMPLE_ROWS : 0);
  g_autofree char *chars = g_strnfill (MAX (place->description.min_chars, 4), 'n');
  int head = measure_head (self, place), width = MAX (measure_text (plain, chars), head);
  int widest = measure_text (bold, place->description.numeric ? "0" : "W") - CELL_PADDING;
  /* Counties, kinds and roles are few words in many rows. */
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint row = first; row < MIN (n, first + SAMPLE_ROWS); row++)
    {
      SekGridCellFlags flags;
      g_autofree char *text = _sek_grid_read (self, row, column, &flags);
      char *marked = dup_marked (text, flags);

      note_length (place, marked);
      if (!is_bold (flags) && g_hash_table_contains (seen, marked))
        {
          g_free (marked);
          continue;
        }
      if (may_be_wider (marked, width, widest))
        width = MAX (width, measure_text (is_bold (flags) ? bold : plain, marked));
      g_hash_table_add (seen, marked);
    }
  if (sek_grid_model_has_footer (self->model))
    {
      g_autofree char *text = sek_grid_model_get_footer (self->model, place->index);

      width = MAX (width, measure_text (bold, text != NULL ? text : ""));
      note_length (place, text != NULL ? text : "");
    }
  place->whole = width;
  if (!place->description.numeric)
    {
      int most_chars = place->description.max_chars > 0 ? place->description.max_chars : MOST_CHARS;
      g_autofree char *most = g_strnfill ((gsize) most_chars, 'n');

      width = MIN (width, MAX (measure_text (plain, most), head));
    }
  return width;
}

static gboolean
resize_cb (gpointer user_data)
{
  SekGrid *self = user_data;

  self->resize_idle = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

void
_sek_grid_fit_number (SekGrid *self, guint column, const char *text, SekGridCellFlags flags)
{
  SekGridPlace *place = _sek_grid_get_place (self, column);
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *marked = NULL;
  int length = (int) g_utf8_strlen (text, -1) + (int) g_utf8_strlen (sek_grid_cell_get_sign (flags), -1), width;

  if (length <= place->chars)
    return;
  layout = make_measure (self, is_bold (flags), 1);
  marked = dup_marked (text, flags);
  width = measure_text (layout, marked);
  place->chars = length;
  if (width <= place->natural)
    return;
  place->natural = width;
  /* Rows are read while they are allocated, when it is too late for a scrollbar to come. */
  if (self->resize_idle == 0)
    self->resize_idle = g_idle_add_full (GTK_PRIORITY_RESIZE, resize_cb, self, NULL);
}

static void
measure_columns (SekGrid *self)
{
  g_autoptr (PangoLayout) layout = make_measure (self, FALSE, 1), bold = make_measure (self, TRUE, 1);
  gboolean two_lines = FALSE;
  int height, head_height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  for (guint i = 0; i < self->places->len; i++)
    {
      SekGridPlace *place = _sek_grid_get_place (self, i);

      two_lines |= strchr (place->description.head, '\n') != NULL;
      if (place->natural > 0 && !self->stale_widths)
        continue;
      place->chars = 0;
      place->natural = _sek_grid_measure_column (self, i);
    }
  pango_layout_set_text (bold, two_lines ? "Å\nÅ" : "Å", -1);
  pango_layout_get_pixel_size (bold, NULL, &head_height);
  self->row_height = height + ROW_PADDING;
  self->header_height = head_height + ROW_PADDING;
  /* A table without rows says little about its widths. */
  self->stale_widths = sek_grid_model_get_n_rows (self->model) == 0;
  self->stale_columns = FALSE;
}

/* The width that a column asks for: what somebody chose, or what its texts need. */
static int
get_wanted_width (SekGrid *self, const SekGridPlace *place, gboolean *chosen)
{
  gpointer width;

  *chosen = g_hash_table_lookup_extended (self->chosen_widths, place->description.id, NULL, &width);
  return *chosen ? GPOINTER_TO_INT (width) : place->natural;
}

/* Gives what is left to the texts that are cut, in equal parts, and to each no more than it needs; what is then left to
 * the columns that take all, else it stays blank at the right: figures far from their names are read wrong. */
static void
share (SekGrid *self, int left)
{
  guint taking;
  gboolean chosen;

  do
    {
      int part;

      taking = 0;
      for (guint i = 0; i < self->places->len; i++)
        {
          const SekGridPlace *place = _sek_grid_get_place (self, i);

          get_wanted_width (self, place, &chosen);
          taking += !chosen && !place->description.numeric && place->whole > place->width;
        }
      part = taking > 0 ? left / (int) taking : 0;
      for (guint i = 0; i < self->places->len && part > 0; i++)
        {
          SekGridPlace *place = _sek_grid_get_place (self, i);
          int more = MIN (part, place->whole - place->width);

          get_wanted_width (self, place, &chosen);
          if (chosen || place->description.numeric || more <= 0)
            continue;
          place->width += more;
          left -= more;
        }
      taking = part > 0 ? taking : 0;
    }
  while (taking > 0);
  for (guint i = 0; i < self->places->len; i++)
    {
      SekGridPlace *place = _sek_grid_get_place (self, i);

      get_wanted_width (self, place, &chosen);
      if (!place->description.takes_rest || chosen)
        continue;
      place->width += left;
      return;
    }
}

void
_sek_grid_spread (SekGrid *self, int width)
{
  int wanted, frozen = 0;
  gboolean chosen;

  wanted = self->gutter = _sek_grid_can_move_rows (self) ? GUTTER : 0;
  for (guint i = 0; i < self->places->len; i++)
    {
      SekGridPlace *place = _sek_grid_get_place (self, i);

      place->width = get_wanted_width (self, place, &chosen);
      wanted += place->width;
      frozen += place->description.frozen ? place->width : 0;
    }
  if (wanted < width)
    share (self, width - wanted);
  self->table_width = self->frozen_width = self->gutter;
  for (guint i = 0; i < self->places->len; i++)
    {
      SekGridPlace *place = _sek_grid_get_place (self, i);

      place->x = self->table_width;
      /* A view too narrow for its frozen columns scrolls them like the others. */
      place->frozen = place->description.frozen && frozen <= width * 2 / 3;
      self->table_width += place->width;
      if (place->frozen)
        self->frozen_width = self->table_width;
    }
}

void
_sek_grid_measure (SekGrid *self)
{
  if (self->stale_columns || self->stale_widths)
    measure_columns (self);
}

int
sek_grid_get_figures_width (SekGrid *self)
{
  int width, figures = 0;
  gboolean chosen;

  g_return_val_if_fail (SEK_IS_GRID (self), 0);
  if (self->model == NULL)
    return 0;
  _sek_grid_measure (self);
  width = _sek_grid_can_move_rows (self) ? GUTTER : 0;
  for (guint i = 0; i < self->places->len; i++)
    {
      const SekGridPlace *place = _sek_grid_get_place (self, i);

      width += get_wanted_width (self, place, &chosen);
      if (place->description.numeric)
        figures = width;
    }
  return figures;
}
