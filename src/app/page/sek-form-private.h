/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-form.h"

/* A form as it is described (sek-form-describe.c), and as its widgets are made (sek-form.c). */

G_BEGIN_DECLS

typedef enum
{
  SEK_FORM_TITLE,
  SEK_FORM_PROBLEM,
  SEK_FORM_FACTS,
  SEK_FORM_FIELDS,
  SEK_FORM_FIELD,
  SEK_FORM_ROWS,
  SEK_FORM_BUTTON,
} SekFormBlockKind;

/* One part of the form, as described. */
typedef struct
{
  SekFormBlockKind kind;
  char            *title;
  char            *text;
  GStrv            names;
  GStrv            texts;
  GStrv            actions; /* of texts; NULL for none */
  SekEntityId      entity;
  gint64           row; /* of fields; the parent of rows */
  GArray          *rows; /* of fields of several rows, else NULL */
  GStrv            ids;
  const SekField  *reference;
  char            *head;
  char            *detail;
  SekColumn       *column; /* owned */
} SekFormBlock;

struct _SekForm
{
  GtkBox       parent_instance;

  SekDocument *document;
  GPtrArray   *blocks;    /* being described */
  GPtrArray   *shown;     /* those that the widgets are of: their columns live as long */
  char        *structure; /* of what is shown */
  GPtrArray   *fields;    /* rows to refresh, borrowed */
  GPtrArray   *folds;     /* borrowed; with their row's id */
  GPtrArray   *adders;    /* buttons that add a row to a block, borrowed; with their block */
  GHashTable  *open;      /* ids of rows that stand open */
  gint64       added;     /* the row that a button just added, until its widgets are there; 0 for none */
  SekEntityId  added_entity;
  guint        n_made;    /* of the shown blocks; the others come a frame later */
  guint        n_frames;  /* since the first ones were made */
  guint        tick;
};

void    _sek_form_free_block    (gpointer block);
void    _sek_form_make_scope    (SekForm *self, SekScope *scope);
/* The rows of a ROWS block, in their order. Owned; element-type gint64. */
GArray *_sek_form_find_children (SekForm *self, SekFormBlock *block);
/* What is described, as a text: two with the same need no new widgets. Owned. */
char   *_sek_form_describe      (SekForm *self);

G_END_DECLS
