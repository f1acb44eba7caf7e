/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-fixture.h"

/* A person who does whatever comes to mind: edits, adds, deletes, moves, copies, pastes blocks, undoes and does it
 * again. */

typedef struct _Walk Walk;

struct _Walk
{
  Fixture *fixture;
  GRand   *rand;
  guint    done;     /* actions stored */
  guint    refused;
  guint    issued; /* runs that were there */
  gboolean may_seal; /* sealing ends all undoing */
  gboolean hurries;  /* looks at nothing after a refusal but its words */

  /* Of one who proposes and stores nothing in a document: the register that is looked at, and who takes what is
   * proposed; else NULL. */
  SekRegister *reg;
  gboolean   (*take) (Walk *walk, SekChangeset *proposal, GError **error);
};

/* 0 … n − 1 */
int    walk_pick     (Walk *walk, int n);
/* A row of the entity; 0 where there is none. */
gint64 walk_pick_row (Walk *walk, SekEntityId entity);
/* One proposal: a cell, a row more or less, a move, a copy of a row or column, an amount from its source. */
void   walk_propose (Walk *walk, GError **error);
/* One step, stored or refused in words by a rule; what is refused leaves no trace. */
void   walk_step     (Walk *walk);
/* Counts a step that was refused, and holds it against the same. before: the dump before it; NULL when it was not
 * taken. */
void   walk_refuse   (Walk *walk, const GError *error, const char *before);
