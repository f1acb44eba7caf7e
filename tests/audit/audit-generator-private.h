/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audit-generator.h"

/* A table in the making: its lines (-forms), then its columns, errors and texts. */

#define MOST_ROWS 80
#define MOST_COLUMNS 10
#define MOST_TERMS 40

typedef enum { LEAF, SUM, RESULT, CLOSING, OPENING, HEADING } Part;
typedef enum { AMOUNT, TOTAL_OF_COLUMNS, CHANGE, DEVIATION, GROWTH, SHARE } Sort;

typedef struct
{
  Part  part;
  char  label[96];
  guint n_terms;
  struct { guint row; int sign; } terms[MOST_TERMS];
  gint64 exact[MOST_COLUMNS];   /* in øre */
  gint64 printed[MOST_COLUMNS]; /* in units of the last digit */
  gboolean blank[MOST_COLUMNS];
} Line;

typedef struct
{
  Sort  sort;
  guint a, b; /* of CHANGE … GROWTH */
  char  head[64];
} Head;

typedef struct
{
  GRand  *rand;
  Line    lines[MOST_ROWS];
  guint   n_lines;
  Head    heads[MOST_COLUMNS];
  guint   n_amounts, n_columns;
  int     decimals;
  gint64  unit;      /* øre of the last printed digit */
  gboolean rounded;  /* each figure rounded from the exact one, else computed from the printed ones */
  int     words;     /* 0 nb, 1 nn, 2 sv, 3 da, 4 en, 5 no word tells, 6 totals without labels */
  int     grouping, minus, nil, percent_sign;
  double  size;
  gboolean small;
} Maker;

static inline int
roll (Maker *m, int from, int below)
{
  return g_rand_int_range (m->rand, from, below);
}

static inline gboolean
chance (Maker *m, double p)
{
  return g_rand_double (m->rand) < p;
}

/* Lines of a random form, with their exact figures. */
void generator_make_form (Maker *m, Generated *g);
