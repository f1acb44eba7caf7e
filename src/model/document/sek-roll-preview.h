/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-roll.h"

/* What next year's draft (sek-roll.h) would be, row by row beside the year before, without anything being changed. */

G_BEGIN_DECLS

typedef struct
{
  SekEntityId entity;      /* of the row that is made; SEK_N_ENTITIES for a sum over such rows */
  char       *id;          /* lasting, and of this item alone */
  char       *kind;        /* what it is, for people: «Post»; "" for a sum */
  char       *name;
  gboolean    is_figure;   /* the two are øre; else they are texts */
  gint64      before;      /* SEK_NONE when blank */
  gint64      after;
  char       *before_text; /* as people read it, figures in kroner */
  char       *after_text;
  gboolean    is_computed; /* what follows from other rows */
} SekRollItem;

typedef struct
{
  int        year;
  char      *title;                /* the new column's */
  char      *base;                 /* the title of the column that it is made from */
  GPtrArray *items;                /* element-type SekRollItem: the column, lines with their sums, projects,
                                    * instalments, fee rates */
  guint      n_rows[SEK_N_ENTITIES]; /* how many are made */
  guint      n_without_population; /* members whose fee of the year cannot be worked out yet */
  gint64     result;               /* øre; SEK_NONE when blank */
  gint64     closing;
} SekRollPreview;

/* NULL where the draft is refused, by the choice of year or by a rule that an amount does not keep to. Works on a
 * register that is only read as well. */
SekRollPreview *sek_roll_preview      (SekDocument *document, int year, const SekRollChoice *choice, GError **error);
void            sek_roll_preview_free (SekRollPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekRollPreview, sek_roll_preview_free)

/* How much it is: «Forslag budsjett 2024: 9 poster, 8 prosjekter og 1 kontingentsats». Owned. */
char           *sek_roll_preview_dup_summary (const SekRollPreview *self);
/* What is missing for the fees to be worked out; NULL for nothing. Owned. */
char           *sek_roll_preview_dup_missing (const SekRollPreview *self);
/* The change of a figure in per cent of what it was; NULL where there is none, or none that says something. Owned. */
char           *sek_roll_item_dup_percent    (const SekRollItem *self);

G_END_DECLS
