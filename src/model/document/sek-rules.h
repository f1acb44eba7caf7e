/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-changeset.h"

/* What a register allows. A changeset is refused as a whole, with the row and field named; nothing here changes
 * anything. */

G_BEGIN_DECLS

/* A change that is refused. */
typedef struct
{
  SekEntityId entity;
  gint64      row;
  guint       field;   /* of an update, else G_MAXUINT */
  char       *message;
} SekRefusal;

/* Element-type SekRefusal. */
GPtrArray *sek_refusals_new      (void);

/* Both give the first refusal as an error; where refusals is not NULL they go on, and it gets them all. */

/* Rules that need the register as it was: values within their fields, references that will be there, keys that do not
 * change in place, sealed columns that nothing touches. */
gboolean sek_rules_check_before (SekRegister *reg, SekChangeset *changeset, GPtrArray *refusals, GError **error);

/* Rules over the register as it became: natural keys are unique, periods do not overlap, dates are in order, columns do
 * not carry from themselves. */
gboolean sek_rules_check_after  (SekRegister *reg, SekChangeset *changeset, GPtrArray *refusals, GError **error);

/* Whether no other row has the natural key of this one. */
gboolean   sek_rules_check_unique (SekRegister *reg, SekEntityId entity, gint64 row, GError **error);

/* What the rows of a file must keep to for its figures to be worked out at all: no column carries from itself, one line
 * carries the balance. On FALSE *entity and *id tell the row that does not. */
gboolean sek_rules_check_file   (SekRegister *reg, SekEntityId *entity, gint64 *id, GError **error);

G_END_DECLS
