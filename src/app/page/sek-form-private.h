/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-fold-row.h"
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

typedef struct _SekFormKept SekFormKept;

struct _SekForm
{
  GtkBox       parent_instance;

  SekDocument *document;
  GPtrArray   *blocks;    /* being described */
  GPtrArray   *shown;     /* those that the widgets are of: their columns live as long */
  char        *structure; /* of what is shown */
  GPtrArray   *facts;     /* labels of what facts say, borrowed; with their row */
  GPtrArray   *fields;    /* rows to refresh, borrowed */
  GPtrArray   *folds;     /* borrowed; with their row's id */
  GPtrArray   *earlier;   /* rows that open the older rows of a block, borrowed; with their block */
  GPtrArray   *adders;    /* buttons that add a row to a block, borrowed; with their block */
  GHashTable  *open;      /* ids of rows that stand open */
  GHashTable  *open_earlier; /* names of blocks whose older rows are shown */
  const SekFormKept *kept; /* while widgets are made anew: what is given back to them; borrowed */
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
/* Adds the row of a child that opens, and returns it (sek-form.c). */
GtkWidget *_sek_form_add_child  (SekForm *self, SekFormBlock *block, AdwPreferencesGroup *group, gint64 id);
/* Whether a text waits in what a row holds. */
gboolean _sek_form_has_problem  (SekForm *self, SekFoldRow *fold);

/* In sek-form-earlier.c. Adds the children of a block: all, or of many dated ones the newest and a row that opens the
 * others. */
void     _sek_form_add_children (SekForm *self, SekFormBlock *block, AdwPreferencesGroup *group);
/* Whether a widget is such a row, and the one of a block; NULL for none. */
gboolean   _sek_form_is_earlier   (GtkWidget *widget);
GtkWidget *_sek_form_find_earlier (SekForm *self, SekEntityId entity, const SekField *reference);
/* Shows a row where it is among the older ones. */
void     _sek_form_open_earlier (SekForm *self, SekEntityId entity, gint64 row);

G_END_DECLS
