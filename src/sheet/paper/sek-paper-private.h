/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "sek-chart-picture.h"
#include "sek-paper.h"
#include "sek-pdf-tree.h"

/* What the files of the layout share: texts are measured and drawn in sek-paper-text.c, columns get their widths in
 * sek-paper-columns.c, rows their pages in sek-paper-flow.c; sek-paper-draw.c draws what they came to. */

G_BEGIN_DECLS

typedef enum
{
  SEK_PAPER_BODY,
  SEK_PAPER_BOLD,
  SEK_PAPER_HEAD,
  SEK_PAPER_TITLE,
  SEK_PAPER_CAPTION,
  SEK_PAPER_LINE,    /* unit, status, facts */
  SEK_PAPER_NOTE,
  SEK_PAPER_RUNNING, /* the title on later pages */
  SEK_PAPER_FOOT,
  SEK_PAPER_N_FONTS
} SekPaperFont;

/* The signs whose widths are kept: Latin-1 and the dashes and quotation marks beyond it. */
enum { SEK_PAPER_N_SIGNS = 0x108 };

typedef struct
{
  PangoFontDescription *description;
  double                line_height;
  double                baseline; /* below the top of its line */
  cairo_scaled_font_t  *scaled;   /* borrowed from the context's font, at the scale that is drawn in */
  PangoFont            *loaded;
  gulong                glyphs[SEK_PAPER_N_SIGNS];
  float                 widths[SEK_PAPER_N_SIGNS]; /* below 0: not in the font */
  GHashTable           *lines;    /* of PangoLayout, by text: those of one line */
  GHashTable           *texts;    /* and those of several */
} SekPaperFace;

typedef struct
{
  double x;
  double width;
  gboolean right;      /* the head's side */
  guint    head_lines;
} SekPaperColumn;

/* One sheet as it was laid out. Lengths of the table are in its own scale. */
typedef struct
{
  SekSheet       *sheet;
  double          page_width;
  double          page_height;
  double          scale;        /* of the table; 1 unless its words would not fit */
  double          table_width;
  double          table_limit;  /* the width of the page's text */
  SekPaperColumn *columns;
  double          intro_height; /* title, caption and lines on the first page */
  double          running_height;
  double          head_height;
  guint           head_lines;
  guint           n_rows;
  guint           n_notes;      /* facts that have no place above the table among them */
  GPtrArray      *charts;       /* of SekChartPicture */
  guint           n_items;      /* rows, then notes, then charts */
  guint          *lines;        /* of each item */
  gboolean        has_title;    /* the book's title stands above the caption */
  guint           first_page;
  guint           first_part;
} SekPaperSheet;

/* A place in a table: an item and how many of its lines stand before. */
typedef struct
{
  guint item;
  guint line;
} SekPaperPlace;

/* What a page has of a sheet: nearly always all that stands on it. */
typedef struct
{
  guint         sheet;
  SekPaperPlace from;
  SekPaperPlace to;
  double        top; /* how far down the page it begins; 0 unless others stand above it */
  double        end; /* how far down it reaches, margin and all */
} SekPaperPart;

struct _SekPaper
{
  SekBook      *book;
  PangoContext *context;
  SekPaperFace  faces[SEK_PAPER_N_FONTS];
  GArray       *sheets; /* of SekPaperSheet */
  GArray       *parts;  /* of SekPaperPart */
  GArray       *pages;  /* of guint: the first part of each */
  GString      *scratch;
  GString      *bound;
  gboolean      lacks_font; /* one could not be read: measured and drawn is something else than the text */
};

#define SEK_PAPER_FAMILIES   "Liberation Sans,Arimo,Arial,DejaVu Sans,sans-serif"
#define SEK_PAPER_ALL_LINES  G_MAXUINT
#define SEK_PAPER_MOST_FACTS 16u /* above a table */

/* Distances between things, in points. */
#define SEK_PAPER_SIDE     56.7 /* left and right of everything; 20 mm leave room for holes */
#define SEK_PAPER_TOP      48.0
#define SEK_PAPER_BOTTOM   54.0
#define SEK_PAPER_PAD      2.0  /* above and below the lines of a row */
#define SEK_PAPER_SECTION  6.0  /* above a section's head */
#define SEK_PAPER_SPACE    7.0  /* an empty row */
#define SEK_PAPER_HEAD_PAD 3.0  /* above and below the heads of columns */
#define SEK_PAPER_NOTES    8.0  /* above the notes */
#define SEK_PAPER_APART    24.0 /* between sheets on one page */
#define SEK_PAPER_CHART    20.0 /* above a chart */

/* sek-paper-text.c */
void         _sek_paper_init_fonts   (SekPaper *self);
void         _sek_paper_clear_fonts  (SekPaper *self);
/* Makes the fonts ready for cr's scale. */
void         _sek_paper_use_fonts    (SekPaper *self, cairo_t *cr);
/* The widest of the text's lines, and the widest of its words, a little more rather than less. */
double       _sek_paper_text_width   (SekPaper *self, SekPaperFont font, const char *text);
double       _sek_paper_word_width   (SekPaper *self, SekPaperFont font, const char *text);
guint        _sek_paper_text_lines   (SekPaper *self, SekPaperFont font, const char *text, double width);
/* n_lines from first_line on, the first one's top at y. The last one that is drawn ends in an ellipsis when the text
 * has more than limit lines (0: no limit). */
void         _sek_paper_draw_text    (SekPaper *self, cairo_t *cr, SekPaperFont font, const char *text, double x,
                                      double y, double width, gboolean right, guint first_line, guint n_lines,
                                      guint limit);

/* sek-paper-block.c: the text of a layout, in which a line is not broken at hard spaces. */
void         _sek_paper_set_text     (PangoLayout *layout, const char *text);

/* A cell as it is shown, good until the next one is asked for. */
const char  *_sek_paper_cell_text    (SekPaper *self, const SekSheetRow *row, int column, char **owned);
SekPaperFont _sek_paper_row_font     (const SekSheetRow *row);

/* sek-paper-columns.c */
gboolean     _sek_paper_set_columns  (SekPaper *self, SekPaperSheet *sheet, GCancellable *cancellable, GError **error);
/* The only text of a section's head, which then spans the table; -1 when it has others. */
int          _sek_paper_only_cell    (const SekSheetRow *row);

/* sek-paper-flow.c */
gboolean     _sek_paper_set_pages    (SekPaper *self, guint sheet, GCancellable *cancellable, GError **error);
double       _sek_paper_item_height  (SekPaper *self, const SekPaperSheet *sheet, SekPaperPlace from, guint n_lines,
                                      gboolean at_top);
SekRowStyle  _sek_paper_item_style   (const SekPaperSheet *sheet, guint item);
double       _sek_paper_note_width   (const SekPaperSheet *sheet);
/* Charts are as wide as upright paper has room for, on paper that lies too. */
double       _sek_paper_chart_width  (const SekPaperSheet *sheet);
double       _sek_paper_chart_height (const SekPaperSheet *sheet, guint chart);

/* sek-paper-draw.c */
const char  *_sek_paper_get_title    (const SekSheet *sheet);
double       _sek_paper_intro        (SekPaper *self, const SekPaperSheet *sheet, cairo_t *cr, SekPdfTree *tree);
char        *_sek_paper_dup_note     (SekPaper *self, const SekPaperSheet *sheet, guint index);
/* Sets the heights of what stands above the rows. */
void         _sek_paper_set_heads    (SekPaper *self, SekPaperSheet *sheet);
void         _sek_paper_draw         (SekPaper *self, guint page, cairo_t *cr, SekPdfTree *tree);

static inline const SekPaperSheet *
_sek_paper_get (const SekPaper *self, guint sheet)
{
  return &g_array_index (self->sheets, SekPaperSheet, sheet);
}

/* Some paragraphs of a text. */
typedef struct
{
  PangoLayout *layout;     /* owned */
  guint        first_line; /* of the text, from 0 */
  guint        n_lines;
} SekPaperBlock;

/* A text of several lines in blocks, at least one; element-type SekPaperBlock, owned. */
GArray      *_sek_paper_make_blocks        (SekPaper *self, SekPaperFont font, const char *text, double width);
/* The text with unseen ends of paragraphs where its long words are best parted in this width, and a layout of such a
 * text. Owned. */
char        *_sek_paper_dup_parted         (SekPaper *self, SekPaperFont font, const char *text, double width);
PangoLayout *_sek_paper_make_parted_layout (SekPaper *self, SekPaperFont font, const char *text, double width);

G_END_DECLS
