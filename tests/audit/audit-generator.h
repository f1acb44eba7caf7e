/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Tables as budgets and accounts have them, of random structure, words, signs and rounding, with errors planted where
 * the table itself contradicts them. A seed gives the same table always. */

typedef struct
{
  guint    row;     /* in the rows that are given */
  guint    column;
  gboolean missing; /* blanked, else altered beyond what rounding can do */
  gboolean input;   /* a figure that was entered, not one that was computed */
} Planted;

typedef struct
{
  GPtrArray *rows;    /* of GStrv */
  GArray    *planted; /* of Planted */
  char       form[96]; /* what it is, for messages */
} Generated;

/* errors: plant some in two of three tables; FALSE: none. */
Generated *audit_generate       (guint32 seed, gboolean errors);
void       audit_generated_free (Generated *generated);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Generated, audit_generated_free)
