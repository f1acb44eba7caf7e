/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-cell-text.h"
#include "sek-paper-private.h"

/* A page as it was laid out, on whatever cr draws on; with a tree, the structure of what is drawn as well. */

static const SekWord continued_word = { { "(forts.)", "(framh.)", "(continued)" } };
static const SekWord page_word = { { "side", "side", "page" } };
static const SekWord of_word = { { "av", "av", "of" } };

/* The most lines of what is not part of the table. */
enum { TITLE_LINES = 4, INTRO_LINES = 3, FACT_LINES = 2, HEAD_LINES = 6 };

#define INK   0.0
#define QUIET 0.27
#define LINE  0.78

typedef struct
{
  SekPaper            *paper;
  const SekPaperSheet *sheet;
  const SekPaperPart  *page;
  cairo_t             *cr;
  SekPdfTree          *tree;
  double               top; /* of the first row, in the table's scale */
} Draw;

const char *
_sek_paper_get_title (const SekSheet *sheet)
{
  return sheet->info.caption != NULL ? sheet->info.caption : sheet->info.name;
}

static void
set_gray (cairo_t *cr, double gray)
{
  cairo_set_source_rgb (cr, gray, gray, gray);
}

static void
add_rule (cairo_t *cr, double x, double y, double width)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
}

static void
draw_rule (cairo_t *cr, double x, double y, double width, double thickness, double gray)
{
  add_rule (cr, x, y, width);
  cairo_set_line_width (cr, thickness);
  set_gray (cr, gray);
  cairo_stroke (cr);
}

/* --- title, caption and lines ---------------------------------------------------------------------------------- */

/* Where a block of text was put, or would be. */
typedef struct
{
  SekPaper            *paper;
  const SekPaperSheet *sheet;
  cairo_t             *cr; /* NULL: only measures */
  SekPdfTree          *tree;
  guint                parent;
  double               y;
} Intro;

static void
add_block (Intro *intro, SekPaperFont font, SekPdfRole role, const char *text, guint most, double gray, double after)
{
  SekPaper *paper = intro->paper;
  double width = intro->sheet->table_limit;
  guint lines;

  if (text == NULL || *text == '\0')
    return;
  text = sek_text_clean (text, SEK_CLEAN_DEFAULT, paper->scratch);
  lines = MIN (_sek_paper_text_lines (paper, font, text, width), most);
  if (intro->cr != NULL)
    {
      set_gray (intro->cr, gray);
      sek_pdf_tree_begin (intro->tree, sek_pdf_tree_add (intro->tree, intro->parent, role, 1, NULL), intro->cr);
      _sek_paper_draw_text (paper, intro->cr, font, text, SEK_PAPER_SIDE, intro->y, width, FALSE, 0, lines, most);
      sek_pdf_tree_end (intro->tree, intro->cr);
    }
  intro->y += lines * paper->faces[font].line_height + after;
}

/* "Sats per innbygger: 2,80" */
static char *
make_fact (SekPaper *self, const SekSheetRow *row)
{
  GString *text = g_string_new (NULL);
  g_autofree char *owned = NULL;
  guint n = 0;

  for (int i = 0; i < (int) row->sheet->columns->len; i++)
    {
      const char *cell = _sek_paper_cell_text (self, row, i, &owned);

      if (*cell == '\0')
        continue;
      g_string_append_printf (text, "%s%s", n == 0 ? "" : n == 1 ? ": " : "; ", cell);
      n++;
    }

  return g_string_free (text, FALSE);
}

static void
add_fact (Intro *intro, const SekSheetRow *row)
{
  g_autofree char *text = make_fact (intro->paper, row);

  add_block (intro, SEK_PAPER_LINE, SEK_PDF_P, text, FACT_LINES, INK, 0);
}

/* Facts too many to stand above the table stand below it. */
char *
_sek_paper_dup_note (SekPaper *self, const SekPaperSheet *sheet, guint index)
{
  const GPtrArray *notes = sheet->sheet->notes, *facts = sheet->sheet->facts;

  if (index >= notes->len)
    return make_fact (self, g_ptr_array_index (facts, index - notes->len + SEK_PAPER_MOST_FACTS));

  return g_strdup (sek_text_clean (g_ptr_array_index (notes, index), SEK_CLEAN_DEFAULT, self->scratch));
}

double
_sek_paper_intro (SekPaper *self, const SekPaperSheet *sheet, cairo_t *cr, SekPdfTree *tree)
{
  const SekSheetInfo *info = &sheet->sheet->info;
  Intro intro = { .paper = self, .sheet = sheet, .cr = cr, .tree = tree, .parent = SEK_PDF_ROOT, .y = SEK_PAPER_TOP };

  if (sheet->has_title)
    add_block (&intro, SEK_PAPER_TITLE, SEK_PDF_H1, self->book->info.title, TITLE_LINES, INK, 12);
  intro.parent = sek_pdf_tree_add (tree, SEK_PDF_ROOT, SEK_PDF_SECT, 1, NULL);
  add_block (&intro, SEK_PAPER_CAPTION, sheet->has_title || sheet->first_part > 0 ? SEK_PDF_H2 : SEK_PDF_H1,
             _sek_paper_get_title (sheet->sheet), TITLE_LINES, INK, 2);
  add_block (&intro, SEK_PAPER_LINE, SEK_PDF_P, info->unit_line, INTRO_LINES, QUIET, 0);
  add_block (&intro, SEK_PAPER_LINE, SEK_PDF_P, info->status_line, INTRO_LINES, QUIET, 0);
  intro.y += 2;
  for (guint i = 0; i < MIN (sheet->sheet->facts->len, SEK_PAPER_MOST_FACTS); i++)
    add_fact (&intro, g_ptr_array_index (sheet->sheet->facts, i));

  return intro.y + 6 - SEK_PAPER_TOP;
}

/* --- heads of columns ------------------------------------------------------------------------------------------ */

static const char *
get_head (SekPaper *self, const SekSheet *sheet, int column)
{
  const char *head = sek_sheet_get_column (sheet, column)->head;

  return head != NULL ? sek_text_clean (head, SEK_CLEAN_DEFAULT, self->scratch) : "";
}

static guint
count_head_lines (SekPaper *self, const SekPaperSheet *sheet, int column)
{
  const char *head = get_head (self, sheet->sheet, column);

  return *head == '\0' ? 0 : MIN (_sek_paper_text_lines (self, SEK_PAPER_HEAD, head, sheet->columns[column].width),
                                  HEAD_LINES);
}

void
_sek_paper_set_heads (SekPaper *self, SekPaperSheet *sheet)
{
  for (int i = 0; i < (int) sheet->sheet->columns->len && sheet->sheet->has_head; i++)
    {
      sheet->columns[i].head_lines = count_head_lines (self, sheet, i);
      sheet->head_lines = MAX (sheet->head_lines, sheet->columns[i].head_lines);
    }
  if (sheet->head_lines > 0)
    sheet->head_height = sheet->head_lines * self->faces[SEK_PAPER_HEAD].line_height + 2 * SEK_PAPER_HEAD_PAD + 2;
  sheet->intro_height = _sek_paper_intro (self, sheet, NULL, NULL);
  sheet->running_height = self->faces[SEK_PAPER_RUNNING].line_height + 6;
}

static void
draw_head_cell (Draw *draw, int column, double y)
{
  const SekPaperColumn *at = &draw->sheet->columns[column];
  guint lines = at->head_lines;

  /* Heads stand on their rule, however many lines the others have. */
  y += SEK_PAPER_HEAD_PAD + (draw->sheet->head_lines - lines) * draw->paper->faces[SEK_PAPER_HEAD].line_height;
  _sek_paper_draw_text (draw->paper, draw->cr, SEK_PAPER_HEAD, get_head (draw->paper, draw->sheet->sheet, column),
                        at->x, y, at->width, at->right, 0, lines, HEAD_LINES);
}

/* The first time it is the table's, on later pages it is nobody's. */
static void
draw_head (Draw *draw, double y, gboolean first)
{
  const SekPaperSheet *sheet = draw->sheet;
  guint row = 0;

  if (sheet->head_lines == 0)
    return;
  if (first && draw->tree != NULL)
    {
      guint head = sek_pdf_tree_add (draw->tree, sek_pdf_tree_get_last (draw->tree, SEK_PDF_TABLE), SEK_PDF_THEAD, 1,
                                     NULL);

      row = sek_pdf_tree_add (draw->tree, head, SEK_PDF_TR, 1, NULL);
    }
  set_gray (draw->cr, INK);
  if (!first)
    sek_pdf_tree_begin_artifact (draw->tree, draw->cr);
  for (int i = 0; i < (int) sheet->sheet->columns->len; i++)
    {
      gboolean blank = *get_head (draw->paper, sheet->sheet, i) == '\0';

      if (first)
        {
          guint cell = sek_pdf_tree_add (draw->tree, row, blank ? SEK_PDF_TD : SEK_PDF_TH_COLUMN, 1, NULL);

          if (!blank)
            sek_pdf_tree_begin (draw->tree, cell, draw->cr);
        }
      draw_head_cell (draw, i, y);
      if (first && !blank)
        sek_pdf_tree_end (draw->tree, draw->cr);
    }
  if (!first)
    sek_pdf_tree_end (draw->tree, draw->cr);
}

/* --- rows ------------------------------------------------------------------------------------------------------- */

static void
draw_cell (Draw *draw, const SekSheetRow *row, int column, guint element, double y, guint first_line, guint n_lines)
{
  const SekSheetColumn *as = sek_sheet_get_column (row->sheet, column);
  gboolean spans = _sek_paper_only_cell (row) >= 0, right = !spans && sek_sheet_is_right (as, row->cells[column].kind);
  double x = spans ? 0 : draw->sheet->columns[column].x;
  double width = spans ? draw->sheet->table_width : draw->sheet->columns[column].width;
  g_autofree char *owned = NULL;
  const char *text = _sek_paper_cell_text (draw->paper, row, column, &owned);

  if (*text == '\0')
    return;
  sek_pdf_tree_begin (draw->tree, element, draw->cr);
  _sek_paper_draw_text (draw->paper, draw->cr, _sek_paper_row_font (row), text, x, y, width, right, first_line,
                        n_lines, 0);
  sek_pdf_tree_end (draw->tree, draw->cr);
}

/* The cells of a row follow it in the tree, so that a row that goes on from the page before finds them. */
static guint
add_row_elements (Draw *draw, const SekSheetRow *row, int only)
{
  int n = (int) row->sheet->columns->len, name_column = sek_sheet_name_column (row->sheet);
  guint element;

  if (draw->tree == NULL)
    return 0;
  element = sek_pdf_tree_add (draw->tree, sek_pdf_tree_get_last (draw->tree, SEK_PDF_TBODY), SEK_PDF_TR, 1, NULL);
  if (only >= 0)
    sek_pdf_tree_add (draw->tree, element, SEK_PDF_TH_COLUMN, (guint) n, NULL);
  else
    for (int i = 0; i < n; i++)
      sek_pdf_tree_add (draw->tree, element,
                        i == name_column && row->cells[i].type == SEK_VALUE_TEXT ? SEK_PDF_TH_ROW : SEK_PDF_TD, 1,
                        NULL);

  return element;
}

static void
draw_row (Draw *draw, SekPaperPlace at, guint n_lines, double y, gboolean at_top)
{
  const SekSheetRow *row = sek_sheet_get_row (draw->sheet->sheet, at.item);
  int only = _sek_paper_only_cell (row);
  guint element;

  if (row->style == SEK_ROW_SPACE)
    return;
  element = at.line == 0 ? add_row_elements (draw, row, only)
            : draw->tree != NULL ? sek_pdf_tree_get_last (draw->tree, SEK_PDF_TR) : 0;
  if (row->style == SEK_ROW_SECTION && !at_top)
    y += SEK_PAPER_SECTION;
  if (row->style == SEK_ROW_TOTAL)
    y += 1;
  y += SEK_PAPER_PAD;
  if (only >= 0)
    draw_cell (draw, row, only, element + 1, y, at.line, n_lines);
  else
    for (int i = 0; i < (int) row->sheet->columns->len; i++)
      draw_cell (draw, row, i, element + 1 + (guint) i, y, at.line, n_lines);
}

/* How many of an item's lines stand on the page. */
static guint
get_n_lines (const Draw *draw, SekPaperPlace at)
{
  return (at.item == draw->page->to.item ? draw->page->to.line : draw->sheet->lines[at.item]) - at.line;
}

static SekPaperPlace
get_next (SekPaperPlace at)
{
  return (SekPaperPlace) { at.item + 1, 0 };
}

static gboolean
is_on_page (const Draw *draw, SekPaperPlace at)
{
  const SekPaperPlace *to = &draw->page->to;

  return at.item < to->item || (at.item == to->item && at.line < to->line);
}

static gboolean
is_row_on_page (const Draw *draw, SekPaperPlace at)
{
  return at.item < draw->sheet->n_rows && is_on_page (draw, at);
}

static double
get_item_height (const Draw *draw, SekPaperPlace at)
{
  return _sek_paper_item_height (draw->paper, draw->sheet, at, get_n_lines (draw, at),
                                 at.item == draw->page->from.item);
}

/* All the rules of a page are drawn before its texts, so that they are one artifact. */
static void
draw_rules (Draw *draw)
{
  const SekPaperSheet *sheet = draw->sheet;
  SekRowStyle before = SEK_ROW_SPACE;
  double y = draw->top;

  for (SekPaperPlace at = draw->page->from; is_row_on_page (draw, at); at = get_next (at))
    {
      SekRowStyle style = _sek_paper_item_style (sheet, at.item);
      double bottom = y + get_item_height (draw, at);

      if (style == SEK_ROW_NORMAL || style == SEK_ROW_SECTION)
        add_rule (draw->cr, 0, bottom, sheet->table_width);
      y = bottom;
    }
  cairo_set_line_width (draw->cr, 0.3);
  set_gray (draw->cr, LINE);
  cairo_stroke (draw->cr);

  if (sheet->head_lines > 0)
    {
      draw_rule (draw->cr, 0, draw->top - sheet->head_height, sheet->table_width, 0.9, INK);
      draw_rule (draw->cr, 0, draw->top - 1, sheet->table_width, 0.5, INK);
    }
  y = draw->top;
  for (SekPaperPlace at = draw->page->from; is_row_on_page (draw, at); at = get_next (at))
    {
      SekRowStyle style = _sek_paper_item_style (sheet, at.item);
      double bottom = y + get_item_height (draw, at);

      if (style == SEK_ROW_SUM)
        draw_rule (draw->cr, 0, y, sheet->table_width, 0.6, INK);
      /* Between two totals one rule is enough. */
      if (style == SEK_ROW_TOTAL && before != SEK_ROW_TOTAL)
        draw_rule (draw->cr, 0, y, sheet->table_width, 0.9, INK);
      if (style == SEK_ROW_TOTAL)
        draw_rule (draw->cr, 0, bottom, sheet->table_width, 0.9, INK);
      y = bottom;
      before = style;
    }
}

static void
draw_table (Draw *draw, gboolean first)
{
  double y = draw->top;

  sek_pdf_tree_begin_artifact (draw->tree, draw->cr);
  draw_rules (draw);
  sek_pdf_tree_end (draw->tree, draw->cr);
  draw_head (draw, draw->top - draw->sheet->head_height, first);
  if (first && draw->tree != NULL && draw->sheet->n_rows > 0)
    sek_pdf_tree_add (draw->tree, sek_pdf_tree_get_last (draw->tree, SEK_PDF_TABLE), SEK_PDF_TBODY, 1, NULL);
  set_gray (draw->cr, INK);
  for (SekPaperPlace at = draw->page->from; is_row_on_page (draw, at); at = get_next (at))
    {
      draw_row (draw, at, get_n_lines (draw, at), y, at.item == draw->page->from.item);
      y += get_item_height (draw, at);
    }
}

/* A picture, told as its title and the points. Its first line is its title, so that it is found in the text too. */
static void
draw_chart (Draw *draw, guint index, double y)
{
  const SekPaperSheet *sheet = draw->sheet;
  const SekChartPicture *picture = sheet->charts->pdata[index];
  guint element = 0;

  if (draw->tree != NULL)
    {
      g_autofree char *told = sek_chart_picture_dup_told (picture);

      element = sek_pdf_tree_add (draw->tree, sek_pdf_tree_get_last (draw->tree, SEK_PDF_SECT), SEK_PDF_FIGURE, 1,
                                  told);
      sek_pdf_tree_set_place (draw->tree, element, SEK_PAPER_SIDE, draw->page->top + y,
                              _sek_paper_chart_width (sheet), _sek_paper_chart_height (sheet, index),
                              sheet->page_height);
    }
  cairo_save (draw->cr);
  sek_pdf_tree_begin (draw->tree, element, draw->cr);
  cairo_translate (draw->cr, SEK_PAPER_SIDE, y);
  sek_chart_picture_draw (picture, draw->cr, _sek_paper_chart_width (sheet), _sek_paper_chart_height (sheet, index),
                          &sek_chart_look_paper);
  sek_pdf_tree_end (draw->tree, draw->cr);
  cairo_restore (draw->cr);
}

/* Below the table, in the page's own scale; charts below them. */
static void
draw_notes (Draw *draw, double y)
{
  const SekPaperSheet *sheet = draw->sheet;
  SekPaperPlace at = draw->page->from;

  while (is_row_on_page (draw, at))
    at = get_next (at);
  set_gray (draw->cr, INK);
  for (; is_on_page (draw, at) && at.item < sheet->n_rows + sheet->n_notes; at = get_next (at))
    {
      g_autofree char *note = _sek_paper_dup_note (draw->paper, sheet, at.item - sheet->n_rows);
      guint element = 0;

      if (draw->tree != NULL)
        element = at.line > 0 ? sek_pdf_tree_get_last (draw->tree, SEK_PDF_NOTE)
                              : sek_pdf_tree_add (draw->tree, sek_pdf_tree_get_last (draw->tree, SEK_PDF_SECT),
                                                  SEK_PDF_NOTE, 1, NULL);
      if (at.item == sheet->n_rows && at.line == 0)
        y += SEK_PAPER_NOTES;
      sek_pdf_tree_begin (draw->tree, element, draw->cr);
      _sek_paper_draw_text (draw->paper, draw->cr, SEK_PAPER_NOTE, note, SEK_PAPER_SIDE, y,
                            _sek_paper_note_width (sheet), FALSE, at.line, get_n_lines (draw, at), 0);
      sek_pdf_tree_end (draw->tree, draw->cr);
      y += get_n_lines (draw, at) * draw->paper->faces[SEK_PAPER_NOTE].line_height + 2;
    }
  for (; is_on_page (draw, at); at = get_next (at))
    {
      guint chart = at.item - sheet->n_rows - sheet->n_notes;

      y += at.item == draw->page->from.item ? 0 : SEK_PAPER_CHART;
      draw_chart (draw, chart, y);
      y += _sek_paper_chart_height (sheet, chart);
    }
}

/* --- what stands on each page ---------------------------------------------------------------------------------- */

static void
draw_running_title (Draw *draw)
{
  const SekSheetInfo *info = &draw->sheet->sheet->info;
  g_autofree char *title = g_strconcat (_sek_paper_get_title (draw->sheet->sheet), " ",
                                        continued_word.text[draw->paper->book->info.language],
                                        info->unit_line != NULL ? "  " : NULL, info->unit_line, NULL);

  set_gray (draw->cr, INK);
  _sek_paper_draw_text (draw->paper, draw->cr, SEK_PAPER_RUNNING,
                        sek_text_clean (title, SEK_CLEAN_ONE_LINE, draw->paper->scratch), SEK_PAPER_SIDE, SEK_PAPER_TOP,
                        draw->sheet->table_limit, FALSE, 0, 1, 1);
}

static void
append_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0' || strstr (text->str, part) != NULL)
    return;
  if (text->len > 0)
    g_string_append (text, "  ·  ");
  g_string_append (text, part);
}

static void
draw_foot (Draw *draw, guint page)
{
  const SekBookInfo *info = &draw->paper->book->info;
  const SekPaperFace *face = &draw->paper->faces[SEK_PAPER_FOOT];
  double width = draw->sheet->table_limit, y = draw->sheet->page_height - SEK_PAPER_BOTTOM + 18;
  g_autoptr (GString) text = g_string_new (NULL), number = g_string_new (NULL);
  double number_width;

  g_string_printf (number, "%s %u %s %u", page_word.text[info->language], page + 1, of_word.text[info->language],
                   draw->paper->pages->len);
  number_width = _sek_paper_text_width (draw->paper, SEK_PAPER_FOOT, number->str) + 1;
  append_part (text, info->title);
  append_part (text, info->author);
  append_part (text, info->status);
  append_part (text, info->version);
  draw_rule (draw->cr, SEK_PAPER_SIDE, y - 4, width, 0.4, QUIET);
  set_gray (draw->cr, QUIET);
  _sek_paper_draw_text (draw->paper, draw->cr, SEK_PAPER_FOOT,
                        sek_text_clean (text->str, SEK_CLEAN_ONE_LINE, draw->paper->scratch), SEK_PAPER_SIDE, y,
                        width - number_width - 2 * face->line_height, FALSE, 0, 1, 1);
  _sek_paper_draw_text (draw->paper, draw->cr, SEK_PAPER_FOOT, number->str,
                        SEK_PAPER_SIDE + width - number_width, y, number_width, TRUE, 0, 1, 1);
}

static void
draw_part (SekPaper *self, guint index, cairo_t *cr, SekPdfTree *tree)
{
  const SekPaperPart *part = &g_array_index (self->parts, SekPaperPart, index);
  const SekPaperSheet *sheet = _sek_paper_get (self, part->sheet);
  gboolean first = index == sheet->first_part;
  double table_y = SEK_PAPER_TOP + (first ? sheet->intro_height : sheet->running_height), y;
  Draw draw = { .paper = self, .sheet = sheet, .page = part, .cr = cr, .tree = tree };

  cairo_save (cr);
  cairo_translate (cr, 0, part->top);
  if (first)
    {
      _sek_paper_intro (self, sheet, cr, tree);
      if (sheet->sheet->columns->len > 0)
        sek_pdf_tree_add (tree, sek_pdf_tree_get_last (tree, SEK_PDF_SECT), SEK_PDF_TABLE, 1,
                          _sek_paper_get_title (sheet->sheet));
    }

  y = table_y;
  /* A page of notes alone needs no heads. */
  if (first || part->from.item < sheet->n_rows)
    {
      cairo_save (cr);
      cairo_translate (cr, SEK_PAPER_SIDE, table_y);
      cairo_scale (cr, sheet->scale, sheet->scale);
      if (sheet->scale < 1)
        _sek_paper_use_fonts (self, cr);
      draw.top = sheet->head_height;
      draw_table (&draw, first);
      cairo_restore (cr);
      if (sheet->scale < 1)
        _sek_paper_use_fonts (self, cr);
      y += sheet->head_height * sheet->scale;
      for (SekPaperPlace at = part->from; is_row_on_page (&draw, at); at = get_next (at))
        y += get_item_height (&draw, at) * sheet->scale;
    }
  draw_notes (&draw, y);
  if (!first)
    {
      sek_pdf_tree_begin_artifact (tree, cr);
      draw_running_title (&draw);
      sek_pdf_tree_end (tree, cr);
    }
  cairo_restore (cr);
}

void
_sek_paper_draw (SekPaper *self, guint index, cairo_t *cr, SekPdfTree *tree)
{
  guint part = g_array_index (self->pages, guint, index);
  guint end = index + 1 < self->pages->len ? g_array_index (self->pages, guint, index + 1) : self->parts->len;
  const SekPaperPart *top = &g_array_index (self->parts, SekPaperPart, part);
  Draw draw = { .paper = self, .sheet = _sek_paper_get (self, top->sheet), .page = top, .cr = cr, .tree = tree };

  cairo_save (cr);
  _sek_paper_use_fonts (self, cr);
  for (; part < end; part++)
    draw_part (self, part, cr, tree);
  sek_pdf_tree_begin_artifact (tree, cr);
  draw_foot (&draw, index);
  sek_pdf_tree_end (tree, cr);
  sek_pdf_tree_end_page (tree);
  cairo_restore (cr);
}
