/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Lines of copied text as labels and pieces of figures (-pieces), and blocks of them that may be tables (-lines); what
 * columns they have (-layout, -ways); text that has a cell a line (-cells). It knows nothing of what a table says. For
 * those files only. */

G_BEGIN_DECLS

#define MOST_PIECES 40
#define MOST_WIDE 14
#define MOST_LINES 400

typedef struct
{
  char    *text;     /* with its sign and per cent */
  guint    end;      /* where it ends in the line, in characters */
  gboolean starts;   /* can only begin a figure */
  gboolean goes_on;  /* can only go on with one */
} Piece;

typedef struct
{
  char   *text;      /* as it stands */
  char   *label;
  GArray *pieces;    /* of Piece */
  guint   least, most; /* figures that it can be read as */
  gboolean may_skip; /* its first piece may be no figure */
  guint   skip;      /* pieces at its start that are no figures, as it is read now */
  gboolean section;
  guint8  cut[MOST_PIECES]; /* a figure begins here */
  guint8  place[MOST_WIDE]; /* column of each figure */
} Line;

typedef struct
{
  GPtrArray *lines;  /* of Line */
  GPtrArray *heads;  /* of char *, lines above */
  gboolean   wide;   /* parted by runs of spaces */
  gboolean   begins_page;
  guint      width;
  GArray    *edges;  /* of guint */
} Block;

/* inside as for _sek_audit_read_line(). Owned; element-type Block. (-lines) */
GPtrArray *_sek_audit_find_blocks  (const char *text, gboolean inside);
/* The rows of a block as its lines are read now, heads first. Owned; element-type GStrv. (-layout) */
GPtrArray *_sek_audit_make_rows    (const Block *block);
/* How many columns a block has whose columns no spaces part: what most lines can have, and of several such the one by
 * which the table adds up best; 0 when there is no telling. work as below. (-ways) */
void       _sek_audit_find_width   (Block *block, gint64 *work, GCancellable *cancellable);
/* Chooses how each line of such a block is read. What it takes grows with the square of the lines; it goes down from
 * work, and when that is used up the lines that are left are read as is likeliest alone. (-ways) */
void       _sek_audit_choose_ways  (Block *block, gint64 *work, GCancellable *cancellable);
/* Tables of text that has a cell a line; empty when it is not of that kind. Owned; element-type GPtrArray of GStrv. */
GPtrArray *_sek_audit_split_cells  (const char *text);
/* A line's label and pieces. Figures are at its end or, if inside is set and there are none, have words after them,
 * which are left out. grouped: no-break spaces part thousands, and nothing else does. Owned. (-pieces) */
Line      *_sek_audit_read_line    (const char *text, gboolean inside, gboolean grouped);
/* For arrays of Piece. */
void       _sek_audit_clear_piece  (gpointer piece);
/* «2023»: four digits alone. */
gboolean   _sek_audit_is_year_token (const char *token);
/* «18.11.22», «1.1.2022». */
gboolean   _sek_audit_is_date_token (const char *token);
/* Two spaces or more between words. */
gboolean   _sek_audit_has_gap      (const char *text);

G_END_DECLS
