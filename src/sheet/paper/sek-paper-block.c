/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-paper-private.h"

/* Long texts in blocks. Pango lays all of a layout out anew on each page whose scale is another, in a time that grows
 * with the square of its paragraphs: so a text is several layouts, each of some paragraphs. */

#define BLOCK_BYTES 2000

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
