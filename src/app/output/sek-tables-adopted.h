/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-register.h"

/* The choice of what a table is made of: the register as it is, or one of the columns that were sealed, as adopted. */

G_BEGIN_DECLS

/* Fills row with what there is to choose, newest first. chosen: a sealed column, 0 for the register. FALSE when nothing
 * was ever sealed. */
gboolean sek_tables_adopted_fill (AdwComboRow *row, SekRegister *reg, gint64 chosen);

/* The sealed column that is chosen; 0 for the register. */
gint64   sek_tables_adopted_get  (AdwComboRow *row);

G_END_DECLS
