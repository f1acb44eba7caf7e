/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"

/* Many texts typed at once: a paste, a filling, a clearing, a replacement. Each is read by its column as if it were
 * typed; together they are one changeset, stored whole or not at all, and what is refused is told text by text. */

G_BEGIN_DECLS

/* row is a row of the column's entity; −1, −2, … name the first, second, … new row. */
typedef struct
{
  const SekColumn *column;
  gint64           row;
  const char      *text;
} SekEdit;

/* Why an edit is refused, by its index; G_MAXUINT when the refusal is about no single one. */
typedef struct
{
  guint edit;
  char *message;
} SekEditProblem;

/* Element-type SekEditProblem. */
GPtrArray *sek_edit_problems_new (void);

/* Edits of one entity that are one action. All is borrowed. */
typedef struct
{
  const char    *kind;  /* "edit" for one, which is named after its row and column, or "paste", "fill", "clear",
                         * "replace", which are named after their number (sek-history.h) */
  const SekEdit *list;  /* no cell twice */
  guint          n;
  guint          n_new; /* rows that are made at the end */
  SekLookFunc    look;  /* makes it a trial: it sees the register as it would be, and nothing is stored; or NULL */
  gpointer       data;
  const SekEdit *also;  /* what new rows have besides, which nobody typed; NULL when n_also is 0 */
  guint          n_also;
} SekEdits;

/* Stores them. On FALSE nothing was stored, and problems has what each refused edit was expected to be. */
gboolean   sek_edits_submit      (SekDocument *document, const SekScope *scope, const SekEdits *edits,
                                  GPtrArray *problems);

G_END_DECLS
