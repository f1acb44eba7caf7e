/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-cell-text.h"
#include "sek-paper-private.h"

/* Most of a long list is figures and short names. Their widths are sums over a table of signs, and figures are drawn as
 * glyphs from it, without kerning, so that they stand below each other. All else goes through Pango, which breaks
 * lines, orders right-to-left and finds fonts for what ours lack. Lines are put at our own distances, so that a sign
 * from another font does not move a row. */

/* How many layouts are kept, and how many signs of a text are enough to measure it by or, for each line, to cut it. */
enum { MAX_KEPT_LINES = 512, MAX_KEPT_TEXTS = 64, MAX_MEASURED = 1000, MAX_SIGNS_IN_LINE = 300 };

static const struct
{
  double   size;
  double   line_height;
  gboolean bold;
} fonts[SEK_PAPER_N_FONTS] = {
  [SEK_PAPER_BODY] = { 9.0, 11.5, FALSE },    [SEK_PAPER_BOLD] = { 9.0, 11.5, TRUE },
  [SEK_PAPER_HEAD] = { 8.5, 10.5, TRUE },     [SEK_PAPER_TITLE] = { 17.0, 21.0, TRUE },
  [SEK_PAPER_CAPTION] = { 13.0, 16.5, TRUE }, [SEK_PAPER_LINE] = { 9.0, 12.0, FALSE },
  [SEK_PAPER_NOTE] = { 8.5, 11.0, FALSE },    [SEK_PAPER_RUNNING] = { 9.0, 12.0, TRUE },
  [SEK_PAPER_FOOT] = { 8.0, 10.0, FALSE },
};

static const gunichar extra_signs[] = { 0x2212, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026 };

/* -1 for a sign that Pango must look at. A hard space is drawn as a space, which it looks like. */
static inline int
sign_index (gunichar c)
{
  if (c >= 0x20 && c < 0x7F)
    return (int) c;
  if (c == 0xA0)
    return ' ';
  if (c > 0xA0 && c <= 0xFF && c != 0xAD)
    return (int) c;
  for (guint i = 0; i < G_N_ELEMENTS (extra_signs); i++)
    if (c == extra_signs[i])
      return 0x100 + (int) i;

  return -1;
}

static void
measure_signs (SekPaperFace *face)
{
  G_STATIC_ASSERT (0x100 + G_N_ELEMENTS (extra_signs) == SEK_PAPER_N_SIGNS);

  for (guint i = 0; i < SEK_PAPER_N_SIGNS; i++)
    {
      gunichar c = i < 0x100 ? i : extra_signs[i - 0x100];
      cairo_glyph_t *glyphs = NULL;
      cairo_text_extents_t extents;
      char utf8[7];
      int n = 0;

      face->widths[i] = -1;
      if (sign_index (c) != (int) i)
        continue;
      utf8[g_unichar_to_utf8 (c, utf8)] = '\0';
      if (cairo_scaled_font_text_to_glyphs (face->scaled, 0, 0, utf8, -1, &glyphs, &n, NULL, NULL, NULL)
              == CAIRO_STATUS_SUCCESS
          && n == 1 && glyphs[0].index != 0)
        {
          cairo_scaled_font_glyph_extents (face->scaled, glyphs, 1, &extents);
          face->widths[i] = (float) extents.x_advance;
          face->glyphs[i] = glyphs[0].index;
        }
      cairo_glyph_free (glyphs);
    }
}

/* Where a font cannot be read, as without a file descriptor to spare, Pango draws boxes and only warns; where HarfBuzz
 * cannot, which reads it by itself, the font has no glyphs and nobody says a word. */
static cairo_scaled_font_t *
get_scaled (SekPaper *self, PangoFont *font)
{
  cairo_scaled_font_t *scaled = font != NULL ? pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font)) : NULL;

  if (scaled == NULL || cairo_scaled_font_status (scaled) != CAIRO_STATUS_SUCCESS
      || hb_face_get_glyph_count (hb_font_get_face (pango_font_get_hb_font (font))) == 0)
    self->lacks_font = TRUE;
  return scaled;
}

static void
load_font (SekPaper *self, SekPaperFace *face)
{
  g_set_object (&face->loaded, NULL);
  face->loaded = pango_context_load_font (self->context, face->description);
  face->scaled = get_scaled (self, face->loaded);
}

void
_sek_paper_init_fonts (SekPaper *self)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoFontMap *map = pango_cairo_font_map_get_default ();

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  self->context = pango_font_map_create_context (map);
  pango_cairo_context_set_resolution (self->context, 72);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  /* Not the machine's language, which would choose other forms of some signs. */
  pango_context_set_language (self->context, pango_language_from_string ("nb"));
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);

  for (guint i = 0; i < SEK_PAPER_N_FONTS; i++)
    {
      SekPaperFace *face = &self->faces[i];
      PangoFontMetrics *metrics;
      double ascent, descent;

      face->description = pango_font_description_new ();
      pango_font_description_set_family_static (face->description, SEK_PAPER_FAMILIES);
      pango_font_description_set_size (face->description, (int) (fonts[i].size * PANGO_SCALE));
      pango_font_description_set_weight (face->description, fonts[i].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
      load_font (self, face);
      metrics = pango_font_get_metrics (face->loaded, NULL);
      ascent = pango_units_to_double (pango_font_metrics_get_ascent (metrics));
      descent = pango_units_to_double (pango_font_metrics_get_descent (metrics));
      pango_font_metrics_unref (metrics);
      face->line_height = fonts[i].line_height;
      face->baseline = (fonts[i].line_height - ascent - descent) / 2 + ascent;
      face->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      face->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
      measure_signs (face);
    }
}

void
_sek_paper_clear_fonts (SekPaper *self)
{
  for (guint i = 0; i < SEK_PAPER_N_FONTS; i++)
    {
      g_clear_pointer (&self->faces[i].lines, g_hash_table_unref);
      g_clear_pointer (&self->faces[i].texts, g_hash_table_unref);
      g_clear_object (&self->faces[i].loaded);
      g_clear_pointer (&self->faces[i].description, pango_font_description_free);
    }
  g_clear_object (&self->context);
}

void
_sek_paper_use_fonts (SekPaper *self, cairo_t *cr)
{
  pango_cairo_update_context (cr, self->context);
  for (guint i = 0; i < SEK_PAPER_N_FONTS; i++)
    load_font (self, &self->faces[i]);
}

/* The width of a text of one line whose signs are all in the table, else -1. */
static double
simple_width (const SekPaperFace *face, const char *text)
{
  double width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      int sign = sign_index (g_utf8_get_char (at));

      if (sign < 0 || face->widths[sign] < 0)
        return -1;
      width += face->widths[sign];
    }

  return width;
}

/* Pango 1.50 shapes the rest of a word anew for each line that it parts it over, so that one of 40 000 signs takes
 * seconds. Such words get ends of paragraphs, which are not seen, every so often. */
static char *
part_long_words (const char *text)
{
  GString *parted = g_string_new (NULL);
  guint n = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      n = c == ' ' || c == '\n' || c == 0x2029 ? 0 : n + 1;
      g_string_append_unichar (parted, c);
      if (n >= MAX_SIGNS_IN_LINE && *g_utf8_next_char (at) != '\0' && !g_unichar_iszerowidth (c))
        {
          g_string_append_unichar (parted, 0x2029);
          n = 0;
        }
    }

  return g_string_free (parted, FALSE);
}

/* Where an address may be parted without harm: after the at sign rather than after another sign. Pango knows of none of
 * these. */
static gboolean
is_soft (gunichar c)
{
  return c == '@' || c == '.' || c == '/' || c == '_' || c == '&' || c == '=';
}

/* How much of a word too long for the line goes on it. NULL when a sign is not in the table, so that Pango must look.
 * Nothing is added for kerning: a column may be exactly as wide as its word, and what then does not fit Pango parts by
 * itself. */
static const char *
find_part (const SekPaperFace *face, const char *word, const char *end, double width)
{
  const char *soft = NULL, *sign_at = NULL;
  double taken = 0, rest = 0;

  for (const char *at = word; at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      int sign = sign_index (c);

      if (sign < 0 || face->widths[sign] < 0)
        return NULL;
      taken += face->widths[sign];
      rest += face->widths[sign];
      if (taken > width)
        {
          /* What follows the at sign is one name: it is not parted where it fits a line of its own. */
          for (const char *more = g_utf8_next_char (at); sign_at != NULL && more < end; more = g_utf8_next_char (more))
            rest += MAX (face->widths[MAX (sign_index (g_utf8_get_char (more)), 0)], 0.0f);
          if (sign_at != NULL && rest <= width)
            return sign_at;
          return soft != NULL ? soft : at > word ? at : g_utf8_next_char (at);
        }
      if (is_soft (c) || c == '-')
        soft = g_utf8_next_char (at);
      if (c == '@')
        {
          sign_at = soft;
          rest = 0;
        }
    }

  return end;
}

/* Words that are too long for a line get ends of paragraphs, which are not seen, where they are best parted. */
static char *
part_words (const SekPaperFace *face, const char *text, double width)
{
  GString *parted = g_string_new (NULL);

  for (const char *at = text; *at != '\0';)
    {
      const char *end = at + strcspn (at, " \n\t"), *part;

      for (part = find_part (face, at, end, width); part != NULL && part < end; part = find_part (face, at, end, width))
        {
          g_string_append_len (parted, at, part - at);
          g_string_append_unichar (parted, 0x2029);
          at = part;
        }
      end += *end != '\0';
      g_string_append_len (parted, at, end - at);
      at = end;
    }

  return g_string_free (parted, FALSE);
}

static int
to_pango (double width)
{
  return (int) MIN (width * PANGO_SCALE, (double) (G_MAXINT / 2));
}

/* Of a text in which words that are too long are parted already. */
PangoLayout *
_sek_paper_make_parted_layout (SekPaper *self, SekPaperFont font, const char *text, double width)
{
  PangoLayout *layout = pango_layout_new (self->context);

  pango_layout_set_font_description (layout, self->faces[font].description);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width > 0)
    pango_layout_set_width (layout, to_pango (width));
  _sek_paper_set_text (layout, text);

  return layout;
}

char *
_sek_paper_dup_parted (SekPaper *self, SekPaperFont font, const char *text, double width)
{
  g_autofree char *soft = part_words (&self->faces[font], text, width);

  return part_long_words (soft);
}

static PangoLayout *
make_layout (SekPaper *self, SekPaperFont font, const char *text, double width)
{
  g_autofree char *parted = width > 0 ? _sek_paper_dup_parted (self, font, text, width) : NULL;

  return _sek_paper_make_parted_layout (self, font, parted != NULL ? parted : text, width);
}

/* Lines of other signs are measured by Pango, very long ones by how they begin. */
static double
pango_width (SekPaper *self, SekPaperFont font, const char *text)
{
  gsize length = strlen (text);
  g_autofree char *part = g_strndup (text, MIN (length, MAX_MEASURED));
  g_autoptr (PangoLayout) layout = NULL;
  const char *end;
  int width;

  if (!g_utf8_validate (part, -1, &end))
    part[end - part] = '\0';
  layout = make_layout (self, font, part, 0);
  pango_layout_get_size (layout, &width, NULL);

  return pango_units_to_double (width) * (double) length / (double) MAX (strlen (part), 1) + 0.5;
}

double
_sek_paper_text_width (SekPaper *self, SekPaperFont font, const char *text)
{
  double width = simple_width (&self->faces[font], text);

  /* Kerning may take or, rarely, give a little. */
  return width >= 0 ? width * 1.01 + 0.1 : pango_width (self, font, text);
}

double
_sek_paper_word_width (SekPaper *self, SekPaperFont font, const char *text)
{
  const SekPaperFace *face = &self->faces[font];
  double widest = 0, word = 0, mean = face->widths['n'] > 0 ? face->widths['n'] : 5;
  gboolean is_address = text[strcspn (text, "@ \n\t")] == '@';

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      int sign = sign_index (c);

      if (c == ' ' || c == '\n' || c == '\t')
        {
          is_address = at[1 + strcspn (at + 1, "@ \n\t")] == '@';
          word = 0;
        }
      else
        word += sign >= 0 && face->widths[sign] >= 0 ? (double) face->widths[sign] : mean * 1.5;
      widest = MAX (widest, word);
      if (c == '@' || c == '/' || (c == '-' && !is_address))
        word = 0;
    }

  return widest * 1.01 + 0.2;
}

/* Kept, since it is measured before it is drawn, and may be drawn on page after page. */
static GArray *
get_kept_text (SekPaper *self, SekPaperFont font, const char *text, double width)
{
  SekPaperFace *face = &self->faces[font];
  GArray *blocks = g_hash_table_lookup (face->texts, text);

  if (blocks != NULL && pango_layout_get_width (g_array_index (blocks, SekPaperBlock, 0).layout) == to_pango (width))
    return blocks;
  if (g_hash_table_size (face->texts) >= MAX_KEPT_TEXTS)
    g_hash_table_remove_all (face->texts);
  blocks = _sek_paper_make_blocks (self, font, text, width);
  g_hash_table_replace (face->texts, g_strdup (text), blocks);

  return blocks;
}

/* Not more than some lines, the last one with an ellipsis. What is far behind that need not be laid out. */
static PangoLayout *
make_cut_layout (SekPaper *self, SekPaperFont font, const char *text, double width, guint limit)
{
  /* Hardly any sign is as narrow as that. */
  glong most = (glong) limit * MIN (MAX_SIGNS_IN_LINE, (glong) (width / self->faces[font].line_height * 8) + 8);
  g_autofree char *part = NULL;
  PangoLayout *layout;

  if (g_utf8_strlen (text, -1) > most)
    text = part = g_utf8_substring (text, 0, most);
  layout = make_layout (self, font, text, width);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -(int) limit);
  /* Lines of its own would each be cut. */
  if (pango_layout_get_line_count (layout) > (int) limit)
    {
      g_autofree char *joined = sek_head_to_line (text);

      _sek_paper_set_text (layout, joined);
    }

  return layout;
}

guint
_sek_paper_text_lines (SekPaper *self, SekPaperFont font, const char *text, double width)
{
  double simple = simple_width (&self->faces[font], text);

  if (simple >= 0 && simple * 1.01 + 0.1 <= width + 0.01)
    return 1;

  {
    const GArray *blocks = get_kept_text (self, font, text, width);
    const SekPaperBlock *last = &g_array_index (blocks, SekPaperBlock, blocks->len - 1);

    return last->first_line + last->n_lines;
  }
}

/* Figures, dates and numbers of municipalities. */
static gboolean
is_figures (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!(c >= '0' && c <= '9') && c != 0xA0 && c != ',' && c != '.' && c != 0x2212 && c != ' ' && c != '%')
        return FALSE;
    }

  return TRUE;
}

static gboolean
draw_figures (const SekPaperFace *face, cairo_t *cr, const char *text, double x, double y, double width, gboolean right)
{
  cairo_glyph_t glyphs[48];
  int n = 0;
  double at_x = 0;

  if (face->scaled == NULL || strlen (text) >= G_N_ELEMENTS (glyphs) || !is_figures (text))
    return FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      int sign = sign_index (g_utf8_get_char (at));

      if (face->widths[sign] < 0)
        return FALSE;
      glyphs[n++] = (cairo_glyph_t) { face->glyphs[sign], at_x, y + face->baseline };
      at_x += face->widths[sign];
    }
  if (at_x > width + 1)
    return FALSE;
  for (int i = 0; i < n; i++)
    glyphs[i].x += right ? x + width - at_x : x;
  cairo_set_scaled_font (cr, face->scaled);
  cairo_show_glyphs (cr, glyphs, n);

  return TRUE;
}

/* Pango takes the space where a line was broken away. It is to be there, without a width, for who copies the text or
 * has it read aloud: at an empty text in its place, which cairo would write, poppler takes the cell to end. */
static void
keep_last_space (const SekPaperFace *face, PangoLayoutLine *line)
{
  GSList *last = g_slist_last (line->runs);
  PangoLayoutRun *run = last != NULL ? last->data : NULL;
  PangoGlyphInfo *glyph;

  if (run == NULL || run->glyphs->num_glyphs == 0 || face->widths[' '] < 0
      || run->item->analysis.font != face->loaded)
    return;
  glyph = &run->glyphs->glyphs[run->glyphs->num_glyphs - 1];
  if (glyph->glyph == PANGO_GLYPH_EMPTY && glyph->geometry.width == 0)
    glyph->glyph = (PangoGlyph) face->glyphs[' '];
}

static void
draw_line (SekPaper *self, const SekPaperFace *face, cairo_t *cr, PangoLayoutLine *line, double x, double y,
           double width, gboolean right)
{
  const char *end = pango_layout_get_text (line->layout) + line->start_index + line->length;
  PangoRectangle logical;

  for (GSList *at = line->runs; at != NULL; at = at->next)
    get_scaled (self, ((PangoLayoutRun *) at->data)->item->analysis.font);
  pango_layout_line_get_extents (line, NULL, &logical);
  if (right)
    x += width - pango_units_to_double (logical.width);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout_line (cr, line);
  /* Who copies a text of two lines, or has it read aloud, would find their words joined. */
  if (*end == '\n' && face->widths[' '] >= 0)
    {
      cairo_glyph_t space = { face->glyphs[' '], x + pango_units_to_double (logical.width), y };

      cairo_set_scaled_font (cr, face->scaled);
      cairo_show_glyphs (cr, &space, 1);
    }
}

/* A line of a text that fits, kept since the same names come again and again. */
static PangoLayout *
get_kept_line (SekPaper *self, SekPaperFont font, const char *text)
{
  SekPaperFace *face = &self->faces[font];
  PangoLayout *layout = g_hash_table_lookup (face->lines, text);

  if (layout != NULL)
    return layout;
  if (g_hash_table_size (face->lines) >= MAX_KEPT_LINES)
    g_hash_table_remove_all (face->lines);
  layout = make_layout (self, font, text, 0);
  g_hash_table_insert (face->lines, g_strdup (text), layout);

  return layout;
}

/* Those lines of a layout, the first of which is the text's line at, that are among the n_lines from first_line on. */
static void
draw_lines (SekPaper *self, const SekPaperFace *face, cairo_t *cr, PangoLayout *layout, guint at, guint first_line,
            guint n_lines, double x, double y, double width, gboolean right)
{
  for (GSList *lines = pango_layout_get_lines (layout); lines != NULL; lines = lines->next, at++)
    if (at >= first_line && at - first_line < n_lines)
      {
        keep_last_space (face, lines->data);
        draw_line (self, face, cr, lines->data, x, y + (at - first_line) * face->line_height, width, right);
      }
}

void
_sek_paper_draw_text (SekPaper *self, cairo_t *cr, SekPaperFont font, const char *text, double x, double y,
                      double width, gboolean right, guint first_line, guint n_lines, guint limit)
{
  const SekPaperFace *face = &self->faces[font];
  double simple = simple_width (face, text);
  const GArray *blocks;

  if (*text == '\0')
    return;
  if (simple >= 0 && simple * 1.01 + 0.1 <= width + 0.01)
    {
      if (first_line == 0 && !draw_figures (face, cr, text, x, y, width, right))
        draw_line (self, face, cr, pango_layout_get_line_readonly (get_kept_line (self, font, text), 0), x,
                   y + face->baseline, width, right);
      return;
    }

  y += face->baseline;
  if (limit > 0)
    {
      g_autoptr (PangoLayout) layout = make_cut_layout (self, font, text, width, limit);

      draw_lines (self, face, cr, layout, 0, first_line, n_lines, x, y, width, right);
      return;
    }
  blocks = get_kept_text (self, font, text, width);
  for (guint i = 0; i < blocks->len; i++)
    {
      const SekPaperBlock *block = &g_array_index (blocks, SekPaperBlock, i);

      if (block->first_line < first_line + n_lines && block->first_line + block->n_lines > first_line)
        draw_lines (self, face, cr, block->layout, block->first_line, first_line, n_lines, x, y, width, right);
    }
}

const char *
_sek_paper_cell_text (SekPaper *self, const SekSheetRow *row, int column, char **owned)
{
  const SekCell *cell = &row->cells[column];

  g_clear_pointer (owned, g_free);
  if (cell->type == SEK_VALUE_TEXT)
    return sek_text_bind (sek_text_clean (sek_sheet_row_get_text (row, column), SEK_CLEAN_DEFAULT, self->scratch),
                          self->bound);
  if (sek_cell_is_blank (cell))
    return "";
  *owned = sek_cell_to_text (row, column);

  return *owned;
}

SekPaperFont
_sek_paper_row_font (const SekSheetRow *row)
{
  gboolean plain = row->style == SEK_ROW_NORMAL || row->style == SEK_ROW_FACT;

  return plain && !sek_sheet_row_is_marked (row) ? SEK_PAPER_BODY : SEK_PAPER_BOLD;
}
