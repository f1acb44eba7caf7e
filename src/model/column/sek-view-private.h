/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-view.h"

/* What sek-view.c (the index) and sek-view-filter.c (which rows are in it) share. */

struct _SekView
{
  SekEntityId             entity;
  SekScope                scope;
  const SekColumn        *sort;
  gboolean                descending;
  gboolean                steady;
  SekSearch              *search;
  const SekColumn *const *search_columns;
  guint                   n_search_columns;
  GPtrArray              *narrowed; /* those of them in which the search may have a match, as of _sek_view_prepare() */
  GPtrArray              *filters; /* SekFilter */
  SekViewFilterFunc       filter;
  gpointer                filter_data;
  GArray                 *rows;   /* gint64 */
  GHashTable             *places; /* row → index + 1; made when first asked for */
};

/* Where a row stands by a column. text is owned by whoever makes the key. */
typedef struct
{
  gint64   row;
  gboolean blank;
  gint64   number;
  char    *text;
} SekViewKey;

SekViewKey _sek_view_make_key     (SekView *self, const SekColumn *column, gint64 row);
/* user_data is whether the order is descending; blanks stand last in either. */
int        _sek_view_compare_keys (gconstpointer a, gconstpointer b, gpointer user_data);

/* To be called before rows are asked for, since the register may be another than the last time. */
void       _sek_view_prepare      (SekView *self);
/* Whether a row is kept by all that keeps rows, but for the condition of one column (NULL: none is left out). */
gboolean   _sek_view_keeps        (SekView *self, gint64 row, const SekColumn *but);
void       _sek_filter_free       (gpointer data);
