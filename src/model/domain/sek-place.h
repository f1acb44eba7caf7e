/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-entity.h"

/* A place of the register that a person can be led to. */

G_BEGIN_DECLS

typedef struct
{
  SekEntityId entity;
  gint64      row;    /* 0: all of them */
  gint64      column; /* the budget column of a cell of line × column, else 0 */
  int         year;   /* the fee year of what it is about; 0 when any will do */
} SekPlace;

G_END_DECLS
