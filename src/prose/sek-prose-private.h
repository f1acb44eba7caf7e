/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-prose.h"

/* What the stories of the prose share: sentences (-text), figures in them (-figures), how far a right figure may be
 * from what is written (-hedge), and the two ways to tie a figure: within its sentence (-within) and to facts
 * (-register). For this room only. */

G_BEGIN_DECLS

typedef struct
{
  SekQuantity kind;
  gint64       value;      /* without its sign; of a range its middle */
  gint64       low, high;  /* what a right figure may be, by digits and words */
  gint64       slack;      /* how far the true figure may be by its rounding or hedge; 0 for one that is written out */
  gint64       unit;       /* worth of the last printed digit */
  gsize        start, end; /* bytes of the sentence, prefix and unit included */
  gboolean     is_rate;    /* kroner with øre, or «per innbygger» */
  gboolean     is_range;   /* «50–60 tusen kroner»: one figure with two ends */
  gboolean     is_part;    /* the 12 of «12 av 64 medlemmer» */
  gboolean     is_weak;    /* grouped digits without a unit */
  gboolean     is_paired;  /* end of a «fra … til …» or of «…, mot …» */
  gboolean     negative;   /* a minus stands before it */
} SekProseFigure;

/* --- lines and paragraphs (sek-prose-lines.c) --------------------------------------------------------------------- */

typedef struct
{
  gsize offset; /* in a paragraph */
  guint number; /* of the line that begins there */
} SekProseStart;

typedef struct
{
  char    *text;         /* without blanks around */
  guint    length;       /* in characters */
  guint    number;       /* from 1 */
  guint    blanks;       /* blank lines before it */
  GArray  *starts;       /* of SekProseStart; of paragraphs only */
  gboolean is_cells;     /* figures alone, or a row of them: of a table */
  gboolean is_furniture; /* head or foot of a page, number of a page */
} SekProseLine;

/* Lines with something on them. Owned; element-type SekProseLine. */
GPtrArray  *_sek_prose_read_lines   (const char *text);
/* Where the figures begin that end a line «Lønn og reiser 5 000 6 100»; NULL when it does not end so. */
const char *_sek_prose_find_tail    (const char *text);
/* What the simplest tables of a text tell (sek-prose-tables.c). Owned; element-type SekFact. */
GPtrArray  *_sek_prose_read_tables  (const char *text);
/* Lines that belong together put together, without heads of pages and what is of tables. Owned; element-type
 * SekProseLine, of which number is the first line's. */
GPtrArray  *_sek_prose_read_paragraphs (const char *text);

/* --- sentences (sek-prose-text.c) --------------------------------------------------------------------------------- */

/* Sentences of a text with the line where each begins. Owned; parallel arrays of char * and guint. */
GPtrArray  *_sek_prose_split        (const char *text, GArray **lines);
/* Whether the word that ends at dot is one that is written with a full stop. */
gboolean    _sek_prose_is_abbreviation (const char *text, const char *dot);
/* Past spaces of any width. */
const char *_sek_prose_skip_spaces  (const char *p);
/* Whether the text before end ends with word (lower case), spaces and full stops after it passed over; *start, unless
 * NULL, is where it begins. */
gboolean    _sek_prose_ends_with    (const char *text, const char *end, const char *word, const char **start);

/* --- figures (sek-prose-figures.c) -------------------------------------------------------------------------------- */

/* The figures of a sentence. Owned; element-type SekProseFigure. */
GArray     *_sek_prose_find_figures (const char *sentence);

/* --- bounds (sek-prose-hedge.c) ----------------------------------------------------------------------------------- */

typedef enum
{
  SEK_HEDGE_PLAIN,
  SEK_HEDGE_ABOUT,  /* ca., om lag */
  SEK_HEDGE_NEARLY, /* knapt, nesten */
  SEK_HEDGE_ABOVE,  /* vel, drøyt */
  SEK_HEDGE_MORE,   /* over, minst */
  SEK_HEDGE_LESS,   /* under, inntil */
} SekHedgeKind;

typedef struct
{
  SekHedgeKind kind;
  gboolean     or_equal; /* «minst», «inntil»: the figure itself is right too */
} SekHedge;

/* The word before start that says how near the figure is; *before is where it begins, or start. */
SekHedge    _sek_prose_read_hedge   (const char *sentence, const char *start, const char **before);
/* Sets low and high. unit is the worth of the last printed digit, digit that of the last one that is not 0; is_scaled:
 * «millioner» follows. */
void        _sek_prose_set_bounds   (SekProseFigure *figure, SekHedge hedge, gint64 unit, gint64 digit,
                                     gboolean is_scaled, gboolean has_decimals);

/* --- ties --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *sentence;
  char       *folded;
  GArray     *figures;  /* of SekProseFigure */
  GPtrArray  *findings; /* one a figure, in their order */
  GPtrArray  *betweens; /* of char *: what stands before each figure since the last one, folded */
  GPtrArray  *facts;    /* of SekFact; NULL without a register */
  double     *names;    /* of each fact: how surely the sentence names what it is about, in points */
  gboolean    has_years;
  SekLanguage language;
} SekProseSentence;

static inline const SekProseFigure *
_sek_prose_figure_at (const SekProseSentence *self, guint i)
{
  return &g_array_index (self->figures, SekProseFigure, i);
}

static inline SekProseFinding *
_sek_prose_finding_at (const SekProseSentence *self, guint i)
{
  return self->findings->pdata[i];
}

/* What stands between the figure before and this one, folded: two blanks when it has no words. */
static inline const char *
_sek_prose_get_between (const SekProseSentence *self, guint i)
{
  return self->betweens->pdata[i];
}

/* What stands before a figure, folded, without «om lag» and the like right before it; not farther than words are of
 * it. Owned. */
char       *_sek_prose_dup_lead     (const SekProseSentence *self, guint i);
/* What stands after it, folded; not farther either. Owned. */
char       *_sek_prose_dup_after    (const SekProseSentence *self, guint i);
gboolean    _sek_prose_ends_with_any (const char *text, const char *const *words);
gboolean    _sek_prose_has_any      (const char *text, const char *const *words);
char       *_sek_prose_format       (SekQuantity kind, gint64 value, gboolean is_rate);
/* +1 «økning på», −1 «redusert med», 0 when the words before the figure speak of no change. */
int         _sek_prose_direction    (const char *lead);
/* Holds the figure against expected, whose sign says the direction of a change when the words do. */
void        _sek_prose_judge        (SekProseSentence *self, guint i, gint64 expected, int direction,
                                     const char *source);
/* Holds the figure against expected, which itself may be off by slack. */
void        _sek_prose_judge_within (SekProseSentence *self, guint i, gint64 expected, gint64 slack,
                                     const char *source);
/* Whether the figure is value with one digit mistyped or two of them swapped. */
gboolean    _sek_prose_is_slip      (const SekProseFigure *figure, gint64 value);
/* The figure after figure i when the two are «fra … til …»; else G_MAXUINT. */
guint       _sek_prose_pair_of      (const SekProseSentence *self, guint i);

void        _sek_prose_tie_sums     (SekProseSentence *self);
void        _sek_prose_tie_within   (SekProseSentence *self);
void        _sek_prose_tie_register (SekProseSentence *self);

G_END_DECLS
