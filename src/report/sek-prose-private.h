/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-prose.h"

/* What the stories of the prose share: sentences (-text), figures in them (-figures), how far a right figure may be from what is written (-hedge),
 * what a register knows (-facts), and the two ways to tie a figure: within its sentence (-within) and to a register (-register).
 * For src/report/sek-prose*.c only. */

G_BEGIN_DECLS

typedef enum
{
  SEK_PROSE_MONEY,   /* øre */
  SEK_PROSE_PERCENT, /* thousandths of a per cent */
  SEK_PROSE_RATIO,   /* likewise, in words: «en tredjedel» */
  SEK_PROSE_POINTS,  /* percentage points, likewise */
  SEK_PROSE_PERSONS,
  SEK_PROSE_MEMBERS,
} SekProseKind;

typedef struct
{
  SekProseKind kind;
  gint64       value;      /* without its sign; of a range its middle */
  gint64       low, high;  /* what a right figure may be, by digits and words */
  gsize        start, end; /* bytes of the sentence, prefix and unit included */
  gboolean     is_rate;    /* kroner with øre, or «per innbygger» */
  gboolean     is_range;   /* «50–60 tusen kroner»: one figure with two ends */
  gboolean     is_part;    /* the 12 of «12 av 64 medlemmer» */
  gboolean     negative;   /* a minus stands before it */
} SekProseFigure;

/* --- sentences (sek-prose-text.c) ---------------------------------------------------------------------------------- */

/* Sentences of a text with the line where each begins. Owned; parallel arrays of char * and guint. */
GPtrArray  *_sek_prose_split        (const char *text, GArray **lines);
/* Lower case, with spaces around, punctuation as spaces. Owned. */
char       *_sek_prose_fold         (const char *text);
/* Past spaces of any width. */
const char *_sek_prose_skip_spaces  (const char *p);
/* Whether the text before end ends with word (lower case), spaces and full stops after it passed over; *start, unless NULL, is where it begins. */
gboolean    _sek_prose_ends_with    (const char *text, const char *end, const char *word, const char **start);

/* --- figures (sek-prose-figures.c) --------------------------------------------------------------------------------- */

/* The figures of a sentence. Owned; element-type SekProseFigure. */
GArray     *_sek_prose_find_figures (const char *sentence);

/* --- bounds (sek-prose-hedge.c) ------------------------------------------------------------------------------------ */

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
/* Sets low and high. unit is the worth of the last printed digit, digit that of the last one that is not 0; is_scaled: «millioner» follows. */
void        _sek_prose_set_bounds   (SekProseFigure *figure, SekHedge hedge, gint64 unit, gint64 digit, gboolean is_scaled, gboolean has_decimals);

/* --- facts of a register (sek-prose-facts.c) ----------------------------------------------------------------------- */

typedef struct
{
  SekProseKind kind;
  gint64       value;
  char        *name;      /* «Sum driftsutgifter, Prognose 2022» */
  GStrv        topics;    /* stems of which the sentence must have one … */
  GStrv        all;       /* … or of which it must have all */
  char        *phrase;    /* a member: its name, folded, which the sentence must have too; else NULL */
  gboolean     first_tells; /* no other line or project has the first of these stems */
  int          year;
  guint        row;       /* the same in every column; 0 for what has no row */
  gint64       column_id; /* budget column, or 0 */
  gint64       base_id;   /* the column that it is compared with, or 0 */
  const char  *column;    /* stem of the column's kind, "" for any; static */
  gboolean     deviation; /* between actual and budget: the sentence says «under budsjett» */
  gboolean     change;    /* against the base column: the sentence says «økning» */
  GStrv        share_of;  /* a share in per cent: stems of what it is a share of, of which one follows «av»; else NULL */
  gboolean     is_total;  /* sum of the expenses: what «budsjettet på» speaks of */
  gboolean     is_rate;
} SekProseFact;

/* What the text may speak of: members only if it names them. Owned; element-type SekProseFact. */
GPtrArray  *_sek_prose_make_facts   (SekRegister *reg, const char *text, SekLanguage language);

/* --- ties ---------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *sentence;
  char       *folded;
  GArray     *figures;  /* of SekProseFigure */
  GPtrArray  *findings; /* one a figure, in their order */
  GPtrArray  *facts;    /* of SekProseFact; NULL without a register */
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

/* What stands before a figure, folded, without «om lag» and the like right before it. Owned. */
char       *_sek_prose_dup_lead     (const SekProseSentence *self, guint i);
/* What stands after it, folded. Owned. */
char       *_sek_prose_dup_after    (const SekProseSentence *self, guint i);
gboolean    _sek_prose_ends_with_any (const char *text, const char *const *words);
gboolean    _sek_prose_has_any      (const char *text, const char *const *words);
char       *_sek_prose_format       (SekProseKind kind, gint64 value, gboolean is_rate);
gint64      _sek_prose_percent_of   (gint64 part, gint64 whole);
/* +1 «økning på», −1 «redusert med», 0 when the words before the figure speak of no change. */
int         _sek_prose_direction    (const char *lead);
/* Holds the figure against expected, whose sign says the direction of a change when the words do. */
void        _sek_prose_judge        (SekProseSentence *self, guint i, gint64 expected, int direction, const char *source);
/* The figure after figure i when the two are «fra … til …»; else G_MAXUINT. */
guint       _sek_prose_pair_of      (const SekProseSentence *self, guint i);

void        _sek_prose_tie_within   (SekProseSentence *self);
void        _sek_prose_tie_register (SekProseSentence *self);

G_END_DECLS
