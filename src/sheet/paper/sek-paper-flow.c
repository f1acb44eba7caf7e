/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-paper-private.h"

/* Rows and notes on their pages. They are items of one list, each so many lines high; a page takes what fits and gives
 * back what may not be parted from what comes next. */

/* Lines that stay together where a row or note is taller than a page. */
enum { LEAST_LINES = 3 };

typedef struct
{
  SekPaper            *paper;
  const SekPaperSheet *sheet;
  double               first;      /* what the first page has for items, in the table's scale */
  double               later;
  gboolean             keep_notes; /* all notes stay together */
} Flow;

static gboolean
is_note (const SekPaperSheet *sheet, guint item)
{
  return item >= sheet->n_rows && item < sheet->n_rows + sheet->n_notes;
}

static gboolean
is_chart (const SekPaperSheet *sheet, guint item)
{
  return item >= sheet->n_rows + sheet->n_notes;
}

SekRowStyle
_sek_paper_item_style (const SekPaperSheet *sheet, guint item)
{
  if (item >= sheet->n_rows || item < sheet->sheet->n_streamed)
    return SEK_ROW_NORMAL;

  return ((const SekSheetRow *) g_ptr_array_index (sheet->sheet->rows, item - sheet->sheet->n_streamed))->style;
}

/* Notes are not in the table's scale, which their width makes up for. */
double
_sek_paper_note_width (const SekPaperSheet *sheet)
{
  return MIN (MAX (sheet->table_width * sheet->scale, 360), MIN (sheet->table_limit, 520));
}

double
_sek_paper_chart_width (const SekPaperSheet *sheet)
{
  return MIN (sheet->table_limit, 482);
}

double
_sek_paper_chart_height (const SekPaperSheet *sheet, guint chart)
{
  return MIN (sek_chart_picture_get_height (sheet->charts->pdata[chart], _sek_paper_chart_width (sheet),
                                            &sek_chart_look_paper),
              sheet->page_height * 0.6);
}

double
_sek_paper_item_height (SekPaper *self, const SekPaperSheet *sheet, SekPaperPlace from, guint n_lines, gboolean at_top)
{
  double lines = MIN (n_lines, sheet->lines[from.item] - from.line);

  if (is_note (sheet, from.item))
    return (lines * self->faces[SEK_PAPER_NOTE].line_height + 2
            + (from.item == sheet->n_rows && from.line == 0 ? SEK_PAPER_NOTES : 0))
           / sheet->scale;
  if (is_chart (sheet, from.item))
    return (_sek_paper_chart_height (sheet, from.item - sheet->n_rows - sheet->n_notes)
            + (at_top ? 0 : SEK_PAPER_CHART))
           / sheet->scale;

  switch (_sek_paper_item_style (sheet, from.item))
    {
    case SEK_ROW_SPACE:
      return at_top ? 0 : SEK_PAPER_SPACE;

    case SEK_ROW_SECTION:
      return lines * self->faces[SEK_PAPER_BOLD].line_height + 2 * SEK_PAPER_PAD + (at_top ? 0 : SEK_PAPER_SECTION);

    case SEK_ROW_TOTAL:
      return lines * self->faces[SEK_PAPER_BOLD].line_height + 2 * SEK_PAPER_PAD + 2;

    case SEK_ROW_SUM:
    case SEK_ROW_NORMAL:
    case SEK_ROW_FACT:
    case SEK_N_ROW_STYLES:
    default:
      return lines * self->faces[SEK_PAPER_BODY].line_height + 2 * SEK_PAPER_PAD;
    }
}

static guint
count_lines (SekPaper *self, const SekPaperSheet *sheet, const SekSheetRow *row)
{
  SekPaperFont font = _sek_paper_row_font (row);
  int only = _sek_paper_only_cell (row);
  g_autofree char *owned = NULL;
  guint most = 1;

  for (int i = 0; i < (int) row->sheet->columns->len; i++)
    if (!sek_cell_is_blank (&row->cells[i]))
      {
        const char *text = _sek_paper_cell_text (self, row, i, &owned);
        guint lines = _sek_paper_text_lines (self, font, text, only >= 0 ? sheet->table_width
                                                                         : sheet->columns[i].width);

        most = MAX (most, lines);
      }

  return most;
}

static gboolean
count_all_lines (SekPaper *self, SekPaperSheet *sheet, GCancellable *cancellable, GError **error)
{
  sheet->n_rows = sek_sheet_n_rows (sheet->sheet);
  sheet->n_notes = sheet->sheet->notes->len + MAX (sheet->sheet->facts->len, SEK_PAPER_MOST_FACTS)
                   - SEK_PAPER_MOST_FACTS;
  sheet->n_items = sheet->n_rows + sheet->n_notes + sheet->charts->len;
  sheet->lines = g_new (guint, sheet->n_items + 1);
  for (guint i = 0; i < sheet->n_rows; i++)
    {
      sheet->lines[i] = count_lines (self, sheet, sek_sheet_get_row (sheet->sheet, i));
      if ((i & 0x3FF) == 0x3FF && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  for (guint i = sheet->n_rows; i < sheet->n_items; i++)
    {
      g_autofree char *note = is_note (sheet, i) ? _sek_paper_dup_note (self, sheet, i - sheet->n_rows) : NULL;

      sheet->lines[i] = note != NULL
                          ? _sek_paper_text_lines (self, SEK_PAPER_NOTE, note, _sek_paper_note_width (sheet)) : 1;
    }

  return TRUE;
}

static gboolean
is_sum (const SekPaperSheet *sheet, guint item)
{
  SekRowStyle style = _sek_paper_item_style (sheet, item);

  return item < sheet->n_rows && (style == SEK_ROW_SUM || style == SEK_ROW_TOTAL);
}

static gboolean
is_plain (const SekPaperSheet *sheet, guint item)
{
  return item < sheet->n_rows && _sek_paper_item_style (sheet, item) == SEK_ROW_NORMAL;
}

/* Whether a page may end before an item that is not its first. */
static gboolean
can_end_before (const Flow *flow, guint item)
{
  const SekPaperSheet *sheet = flow->sheet;
  guint next = item;

  if (is_chart (sheet, item))
    return TRUE;
  if (is_note (sheet, item))
    return item > sheet->n_rows && !flow->keep_notes;
  /* A sum, or the space before it, stays with what is above. */
  while (next < sheet->n_rows && _sek_paper_item_style (sheet, next) == SEK_ROW_SPACE)
    next++;
  if (is_sum (sheet, next))
    return FALSE;
  if (_sek_paper_item_style (sheet, item - 1) == SEK_ROW_SECTION)
    return FALSE;
  /* Two rows rather than one stand below a section's head, above a sum and at the table's end. */
  if (item > 1 && _sek_paper_item_style (sheet, item - 2) == SEK_ROW_SECTION)
    return FALSE;
  if (is_plain (sheet, item) && is_plain (sheet, item - 1) && (item + 1 == sheet->n_rows || is_sum (sheet, item + 1)))
    return FALSE;

  return TRUE;
}

static double
get_height (const Flow *flow, SekPaperPlace from, gboolean at_top)
{
  return _sek_paper_item_height (flow->paper, flow->sheet, from, SEK_PAPER_ALL_LINES, at_top);
}

/* How many lines of an item fit in a height, at least 0. */
static guint
count_fitting (const Flow *flow, SekPaperPlace from, gboolean at_top, double height)
{
  guint low = 0, high = flow->sheet->lines[from.item] - from.line;

  while (low < high)
    {
      guint middle = low + (high - low + 1) / 2;

      if (_sek_paper_item_height (flow->paper, flow->sheet, from, middle, at_top) <= height)
        low = middle;
      else
        high = middle - 1;
    }

  return low;
}

/* Where the page that begins at a place ends; further on than that, but for a first page that its title fills. */
static SekPaperPlace
find_end (const Flow *flow, SekPaperPlace from, double height, gboolean may_be_empty)
{
  SekPaperPlace at = from;
  double used = 0;
  guint end;

  while (at.item < flow->sheet->n_items)
    {
      gboolean at_top = at.item == from.item;
      double needed = get_height (flow, at, at_top);

      if (used + needed > height)
        break;
      used += needed;
      at.item++;
      at.line = 0;
    }
  if (at.item == flow->sheet->n_items)
    return at;

  /* A row that no page could hold is parted. */
  if (get_height (flow, at, TRUE) > flow->later)
    {
      guint n = count_fitting (flow, at, at.item == from.item, height - used);

      if (n >= LEAST_LINES || (at.item == from.item && !may_be_empty))
        {
          at.line += MAX (n, 1);
          return at.line < flow->sheet->lines[at.item] ? at : (SekPaperPlace) { at.item + 1, 0 };
        }
    }
  else if (at.item == from.item && !may_be_empty)
    {
      return (SekPaperPlace) { at.item + 1, 0 };
    }

  for (end = at.item; end > from.item && !can_end_before (flow, end);)
    end--;
  /* What may not be parted and yet fills more than a page is parted where the page ends. */
  if (end == from.item && !may_be_empty)
    end = at.item;

  return (SekPaperPlace) { end, 0 };
}

/* How far down its page a part reaches that begins with so much above its rows. */
static double
find_foot (const Flow *flow, const SekPaperPart *part, double above)
{
  double used = flow->sheet->head_height;

  for (SekPaperPlace at = part->from; at.item < part->to.item; at = (SekPaperPlace) { at.item + 1, 0 })
    used += get_height (flow, at, at.item == part->from.item);
  return part->top + SEK_PAPER_TOP + above + used * flow->sheet->scale;
}

/* A sheet that follows the one before does so on the same page, where all of it has room there; of a table that was
 * broken the charts may come on the next. *at gets what comes there. */
static gboolean
join_page (SekPaper *self, guint index, Flow *flow, SekPaperPlace *at)
{
  SekPaperSheet *sheet = &g_array_index (self->sheets, SekPaperSheet, index);
  const SekPaperPart *before = self->parts->len > 0
                                   ? &g_array_index (self->parts, SekPaperPart, self->parts->len - 1)
                                   : NULL;
  SekPaperPart part = { .sheet = index };
  double room;

  if (!sheet->sheet->info.follows || before == NULL
      || _sek_paper_get (self, before->sheet)->page_width != sheet->page_width)
    return FALSE;
  part.top = before->end + SEK_PAPER_APART - SEK_PAPER_TOP;
  room = sheet->page_height - SEK_PAPER_BOTTOM - before->end - SEK_PAPER_APART - sheet->intro_height;
  part.to = find_end (flow, part.from, room / sheet->scale - sheet->head_height, TRUE);
  if (part.to.item < (sheet->sheet->info.breaks_after > 0 ? sheet->n_rows + sheet->n_notes : sheet->n_items))
    return FALSE;
  part.end = find_foot (flow, &part, sheet->intro_height);
  sheet->first_page = self->pages->len - 1;
  sheet->first_part = self->parts->len;
  g_array_append_val (self->parts, part);
  *at = part.to;
  return TRUE;
}

gboolean
_sek_paper_set_pages (SekPaper *self, guint index, GCancellable *cancellable, GError **error)
{
  SekPaperSheet *sheet = &g_array_index (self->sheets, SekPaperSheet, index);
  double body = sheet->page_height - SEK_PAPER_TOP - SEK_PAPER_BOTTOM, notes = 0;
  Flow flow = { .paper = self, .sheet = sheet };
  SekPaperPlace at = { 0, 0 };

  if (!count_all_lines (self, sheet, cancellable, error))
    return FALSE;
  flow.first = (body - sheet->intro_height) / sheet->scale - sheet->head_height;
  flow.later = (body - sheet->running_height) / sheet->scale - sheet->head_height;
  for (guint i = sheet->n_rows; i < sheet->n_rows + sheet->n_notes; i++)
    notes += get_height (&flow, (SekPaperPlace) { i, 0 }, FALSE);
  flow.keep_notes = notes < flow.later / 3;

  if (!join_page (self, index, &flow, &at))
    {
      sheet->first_page = self->pages->len;
      sheet->first_part = self->parts->len;
    }
  else if (at.item >= sheet->n_items)
    return TRUE;
  do
    {
      gboolean first = self->parts->len == sheet->first_part;
      SekPaperPart part = { .sheet = index, .from = at };

      part.to = find_end (&flow, at, first ? flow.first : flow.later, first && flow.first < flow.later);
      part.end = find_foot (&flow, &part, first ? sheet->intro_height : sheet->running_height);
      g_array_append_val (self->pages, self->parts->len);
      g_array_append_val (self->parts, part);
      at = part.to;
    }
  while (at.item < sheet->n_items);

  return TRUE;
}
