/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-paper-private.h"

/* Long texts in blocks. Pango lays all of a layout out anew on each page whose scale is another, in a time that grows
 * with the square of its paragraphs: so a text is several layouts, each of some paragraphs. */

#define BLOCK_BYTES 2000

/* Where a hard space was. cairo writes one of the two kinds of spaces that a font has with a text of its own, behind
 * which poppler takes the cell to end: so all are plain ones, and Pango is told where no line may be broken. */
static void
keep_together (PangoAttrList *attributes, const char *text, const char *space)
{
  PangoAttribute *attribute = pango_attr_allow_breaks_new (FALSE);
  const char *before = g_utf8_find_prev_char (text, space);

  attribute->start_index = (guint) ((before != NULL ? before : space) - text);
  attribute->end_index = (guint) (space + 1 - text) + (space[1] != '\0');
  pango_attr_list_insert (attributes, attribute);
}

void
_sek_paper_set_text (PangoLayout *layout, const char *text)
{
  static const char hard[] = "\302\240";
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autoptr (GString) plain = NULL;

  /* A word that is parted is copied as it was. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  if (strstr (text, hard) != NULL)
    {
      plain = g_string_new (text);
      for (char *at = plain->str; (at = strstr (at, hard)) != NULL;)
        {
          gsize offset = (gsize) (at - plain->str);

          g_string_erase (plain, (gssize) offset, 1);
          plain->str[offset] = ' ';
          at = plain->str + offset;
          keep_together (attributes, plain->str, at);
        }
      text = plain->str;
    }
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
}

static void
clear_block (gpointer block)
{
  g_object_unref (((SekPaperBlock *) block)->layout);
}

/* Where a block that begins at text ends: behind its bytes, at the end of a paragraph, whose sign it is before. */
static const char *
find_block_end (const char *text)
{
  const char *at = text;

  while (*at != '\0' && (at - text < BLOCK_BYTES || (*at != '\n' && g_utf8_get_char (at) != 0x2029)))
    at = g_utf8_next_char (at);
  return at;
}

GArray *
_sek_paper_make_blocks (SekPaper *self, SekPaperFont font, const char *text, double width)
{
  g_autofree char *parted = _sek_paper_dup_parted (self, font, text, width);
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (SekPaperBlock));
  guint n_lines = 0;

  g_array_set_clear_func (blocks, clear_block);
  for (const char *at = parted, *end; at != NULL; at = *end != '\0' ? g_utf8_next_char (end) : NULL)
    {
      g_autofree char *part = NULL;
      SekPaperBlock block;

      end = find_block_end (at);
      part = g_strndup (at, (gsize) (end - at));
      block.layout = _sek_paper_make_parted_layout (self, font, part, width);
      block.first_line = n_lines;
      block.n_lines = (guint) MAX (pango_layout_get_line_count (block.layout), 1);
      n_lines += block.n_lines;
      g_array_append_val (blocks, block);
    }
  return blocks;
}
