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

/* Stores n edits of one entity as one action: kind is "edit" for a single one, which is named after its row and column,
 * or "paste", "fill", "clear", "replace", which are named after their number (sek-history.h). n_new rows are made at
 * the end. look, if not NULL, makes it a trial: it sees the register as it would be, and nothing is stored.
 *
 * On FALSE nothing was stored, and problems has what each refused edit was expected to be. */
gboolean   sek_edits_submit      (SekDocument *document, const SekScope *scope, const char *kind, const SekEdit *edits,
                                  guint n, guint n_new, SekLookFunc look, gpointer data, GPtrArray *problems);

G_END_DECLS
