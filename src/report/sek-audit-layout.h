/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Lines of copied text as labels and pieces of figures, and blocks of them that may be tables (-lines); what columns they have (-layout); text that has
 * a cell a line (-cells). It knows nothing of what a table says. For those files only. */

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
  gboolean section;
  guint8  cut[MOST_PIECES]; /* a figure begins here */
  guint8  place[MOST_WIDE]; /* column of each figure */
} Line;

typedef struct
{
  GPtrArray *lines;  /* of Line */
  GPtrArray *heads;  /* of char *, lines above */
  gboolean   wide;   /* parted by runs of spaces */
  guint      width;
  GArray    *edges;  /* of guint */
} Block;

/* Element-type Block. Owned. */
GPtrArray *_sek_audit_find_blocks  (const char *text);
/* Tables of text that has a cell a line; empty when it is not of that kind. Owned; element-type GPtrArray of GStrv. */
GPtrArray *_sek_audit_split_cells  (const char *text);
/* «2023»: four digits alone. */
gboolean   _sek_audit_is_year_token (const char *token);
/* Two spaces or more between words. */
gboolean   _sek_audit_has_gap      (const char *text);

G_END_DECLS
